//! Inputs in, documents out.
//!
//! Promises: documents come one at a time, in a fixed order (inputs as given; a folder or pattern
//! sorted by path), with at most one document in memory, of at most [`Limits::document`] bytes. What an
//! input is, is decided by its content first and by its name second. An input that cannot be read is
//! one error with its place and remedy, and the rest goes on; a text is never read under a guess that
//! loses characters.
//! If you change how an id is made (its own, else the path as given, else `path:line`, in JSON with the column), the records of
//! an earlier run no longer match those of a new one.
//!
//! To add a format: a variant of [`Format`], a file that makes documents of an `Opened`, a line in
//! `sniff::format` and one in `Documents::begin`.

mod ahead;
mod archive;
mod bounds;
mod cell;
mod cursor;
mod decode;
mod feed;
mod foreign;
mod gzip;
mod html;
mod http;
mod inputs;
mod item;
mod json;
mod jsonl;
mod kept;
mod left_out;
mod markdown;
mod open;
mod parquet;
mod row;
mod sniff;
mod table;
mod tar;
mod text;
mod warc;
mod zip;

use crate::article::Document;
use crate::error::{Error, Result};
use bounds::Bounds;
use feed::Feed;
use inputs::{Input, Inputs};
use json::Objects;
use jsonl::Lines;
use open::Opened;
use sniff::Kind;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use table::Table;
use tar::Tar;
use warc::Warc;
use zip::Zip;

pub use ahead::{Ahead, open_ahead};
pub use bounds::Limits;

/// The most bytes that one document may have: unpacked, as read and again as UTF-8. Keeps every
/// offset within `u32` and an archive that unpacks without end from filling the memory.
pub const MAX_DOCUMENT: usize = 1 << 30;

/// How inputs are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Which field of a JSON object or column of a table holds what.
    pub fields: Fields,
    /// What every input is; `None`: seen from its content and name.
    pub from: Option<Format>,
    /// How much is read of an input.
    pub limits: Limits,
}

/// What an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text: the whole input is one document.
    Text,
    /// A page of HTML: the whole input is one document.
    Html,
    /// One JSON object a line, each one document.
    Jsonl,
    /// An array of objects, one object, or an object with lists of objects.
    Json,
    /// A table with a header, each row one document; commas, semicolons, tabs or bars between cells.
    Csv,
    /// The same by another name.
    Tsv,
    /// What a crawler wrote: each page of it one document.
    Warc,
    /// RSS or Atom, each item one document.
    Feed,
    /// Markdown: the whole input is one document.
    Markdown,
    /// A Parquet table, each row one document.
    Parquet,
}

/// The names of an object's fields, or a table's columns. Each is called what it holds unless changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    /// Of [`Document::id`].
    pub id: String,
    /// Of [`Document::url`].
    pub url: String,
    /// Of [`Document::title`].
    pub title: String,
    /// Of [`Document::published`].
    pub published: String,
    /// Of [`Document::source`].
    pub source: String,
    /// Of [`Document::language`].
    pub language: String,
    /// Of [`Document::body`]: the only one that must be there.
    pub text: String,
    /// Of [`Document::kept`]: further ones that are carried along.
    pub keep: Vec<String>,
}

impl Options {
    /// Applies a setting such as `text=body`: the field or column `body` holds the text.
    ///
    /// # Errors
    /// What is wrong and what to write instead, in one line, if it is not `NAME=COLUMN` with one of
    /// [`Fields::NAMES`].
    pub fn set_field(&mut self, setting: &str) -> std::result::Result<(), String> {
        let names = Fields::NAMES.join(", ");
        let Some((name, column)) = setting.split_once('=') else {
            return Err(format!(
                "`{setting}` has no `=`; write NAME=COLUMN, NAME is one of {names}"
            ));
        };
        if column.is_empty() {
            return Err(format!("`{setting}` names no column; write `{name}=` and its name"));
        }
        match self.fields.named(name) {
            Some(field) => *field = column.to_owned(),
            None => {
                return Err(format!("there is no field `{name}`; the fields are {names}"));
            }
        }
        Ok(())
    }
}

impl Format {
    /// All formats, in the order in which they are shown.
    pub const ALL: [Format; 10] = [
        Self::Text,
        Self::Html,
        Self::Markdown,
        Self::Jsonl,
        Self::Json,
        Self::Csv,
        Self::Tsv,
        Self::Parquet,
        Self::Feed,
        Self::Warc,
    ];

    /// Its name in flags and settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Jsonl => "jsonl",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Warc => "warc",
            Self::Feed => "feed",
            Self::Markdown => "markdown",
            Self::Parquet => "parquet",
        }
    }

    /// The format of that name, if there is one.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

impl Fields {
    /// What the fields hold, which is also what they are called by default.
    pub const NAMES: [&str; 7] = ["id", "url", "title", "published", "source", "language", "text"];

    fn named(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "id" => &mut self.id,
            "url" => &mut self.url,
            "title" => &mut self.title,
            "published" => &mut self.published,
            "source" => &mut self.source,
            "language" => &mut self.language,
            "text" => &mut self.text,
            _ => return None,
        })
    }

    /// What the fields are called, in the order of [`Fields::NAMES`].
    fn each(&self) -> [&String; 7] {
        let Self { id, url, title, published, source, language, text, keep: _ } = self;
        [id, url, title, published, source, language, text]
    }

    fn wants(&self, column: &str) -> bool {
        self.each().into_iter().any(|field| field == column)
    }

    fn keeps(&self, column: &str) -> bool {
        self.keep.iter().any(|field| field == column)
    }
}

impl Default for Fields {
    fn default() -> Self {
        let [id, url, title, published, source, language, text] = Self::NAMES.map(str::to_owned);
        Self { id, url, title, published, source, language, text, keep: Vec::new() }
    }
}

/// The documents of `inputs`: files, folders (walked; hidden files are left out), patterns such as
/// `news/*.txt`, and `-` for standard input. Nothing is opened before it is asked for.
pub fn open(inputs: &[String], options: &Options) -> Documents {
    Documents {
        given: inputs.to_vec(),
        inputs: inputs::all(inputs.to_vec()),
        options: options.clone(),
        bytes_read: Arc::default(),
        bounds: Bounds::new(&options.limits),
        under_way: Vec::new(),
    }
}

/// The text of one file, or of standard input (`-`): unpacked and decoded, at most `limit` bytes of it.
///
/// # Errors
/// It cannot be opened or unpacked, is no text, or has more than `limit` bytes.
pub fn whole(input: &str, limit: usize) -> Result<String> {
    let input = if input == "-" { Input::Stdin } else { Input::File(input.into()) };
    let at = input.at();
    let bounds = Bounds::new(&Limits::default());
    let mut opened = open::open(&input, &Arc::default(), &bounds)?;
    if let Some((what, remedy)) = foreign::binary(&opened.head) {
        return Err(Error::new(at, what, remedy));
    }
    let mut bytes = Vec::new();
    opened.stream.rest(limit, &at, &mut bytes)?;
    decode::text(bytes, &at)
}

/// What is in an input that has several things in it.
enum Item {
    Document(Document),
    /// A member of an archive.
    Input(Opened),
}

type Items = Box<dyn Iterator<Item = Result<Item>> + Send>;

/// How many archives may lie one within the other.
const DEPTH: usize = 2;

/// The documents of some inputs, in order; see [`open()`]. An item is a document, or what was wrong with
/// one input or one line.
pub struct Documents {
    given: Vec<String>,
    inputs: Inputs,
    options: Options,
    bytes_read: Arc<AtomicU64>,
    bounds: Bounds,
    /// What was begun and is not done: archives, and in the last of them a member with several documents.
    under_way: Vec<Items>,
}

impl Documents {
    /// Bytes on disk of all inputs, for a progress bar; `None` if one of them has no size (standard
    /// input, a pipe). Walks the folders, opens nothing.
    pub fn bytes_total(&self) -> Option<u64> {
        inputs::bytes(&self.given)
    }

    /// Bytes on disk that are done so far, a counter that goes on when this has moved to another
    /// thread. Reaches [`Documents::bytes_total`] at the end, also when inputs were refused unread.
    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.bytes_read)
    }

    /// The document that an input is; `None` if it has several, which come next.
    fn begin(&mut self, opened: Opened) -> Result<Option<Document>> {
        let Options { fields, from, limits } = &self.options;
        let limit = limits.document;
        let items: Items = match sniff::kind(&opened, *from)? {
            Kind::Zip | Kind::Tar if self.under_way.len() >= DEPTH => {
                let what = "is an archive within an archive within an archive";
                return Err(Error::new(opened.at, what, "unpack it first"));
            }
            Kind::Zip => Box::new(Zip::new(opened, &self.bounds)?),
            Kind::Tar => Box::new(Tar::new(opened, &self.bounds)),
            Kind::Of(Format::Text) => return text::read(opened, limit).map(Some),
            Kind::Of(Format::Html) => return html::read(opened, limit).map(Some),
            Kind::Of(Format::Jsonl) => documents(Lines::new(opened, fields, limit)?),
            Kind::Of(Format::Json) => documents(Objects::new(opened, fields, limit)?),
            Kind::Of(Format::Markdown) => return markdown::read(opened, limit).map(Some),
            Kind::Of(Format::Feed) => documents(Feed::new(opened, limit)?),
            Kind::Of(Format::Warc) => documents(Warc::new(opened, limit)),
            Kind::Of(Format::Parquet) => documents(parquet::Rows::new(opened, fields, limit)?),
            Kind::Of(Format::Csv | Format::Tsv) => documents(Table::new(opened, fields, limit)?),
        };
        self.under_way.push(items);
        Ok(None)
    }

    /// Opens the next input that was given.
    fn open(&mut self, input: Input) -> Result<Opened> {
        self.bounds = Bounds::new(&self.options.limits);
        open::open(&input, &self.bytes_read, &self.bounds)
    }
}

fn documents(rows: impl Iterator<Item = Result<Document>> + Send + 'static) -> Items {
    Box::new(rows.map(|row| row.map(Item::Document)))
}

impl Iterator for Documents {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let opened = match self.under_way.last_mut().map(Iterator::next) {
                Some(Some(Ok(Item::Document(document)))) => return Some(Ok(document)),
                Some(Some(Err(error))) => return Some(Err(error)),
                Some(Some(Ok(Item::Input(opened)))) => Ok(opened),
                Some(None) => {
                    self.under_way.pop();
                    continue;
                }
                None => self.inputs.next()?.and_then(|input| self.open(input)),
            };
            let begun = opened.and_then(|opened| self.begin(opened));
            if let Some(item) = begun.transpose() {
                return Some(item);
            }
        }
    }
}

impl fmt::Debug for Documents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Documents").field("given", &self.given).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
