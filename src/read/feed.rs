//! Feeds: RSS 2.0 and its forerunners, RSS 1.0, Atom. Each item is a document.
//!
//! Promises: items come in their order; one that is broken is one error at its line, and the next is
//! read. Its text is its content, else its summary, else its title. Entities stand for what HTML has
//! them stand for; those that a feed declares itself are left as they are, so that none grows without
//! end. Elements are known by their names and by whether they have the prefix of their item
//! (`media:title` is no title), as namespaces are declared wrongly too often.
//! If you change what an item's id is, records of an earlier run no longer match those of a new one.

use super::item::{self, Fields};
use super::open::Opened;
use super::{decode, open};
use crate::article::Document;
use crate::error::{Error, Result};
use crate::location::Location;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The documents of one feed.
pub(super) struct Feed {
    at: Location,
    text: String,
    /// Where to go on, and the line of a byte before it.
    place: usize,
    line: (usize, u32),
    /// What the feed says of itself, for items that do not say it.
    title: Option<String>,
    language: Option<String>,
    any: bool,
    done: bool,
}

/// A broken piece of a feed: where, and what is wrong.
pub(super) struct Broken(pub(super) usize, pub(super) String);

/// An event, or what is wrong with the next bytes; places count from `base`.
pub(super) struct Events<'t> {
    reader: Reader<&'t [u8]>,
    base: usize,
}

impl<'t> Events<'t> {
    /// Of a text from a place on.
    pub(super) fn of(text: &'t str, base: usize) -> Self {
        let mut reader = Reader::from_str(text.get(base..).unwrap_or_default());
        let config = reader.config_mut();
        // the item's own end is looked for by name
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self { reader, base }
    }

    /// Where the next event begins.
    pub(super) fn place(&self) -> usize {
        self.base + usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    pub(super) fn next(&mut self) -> std::result::Result<Event<'t>, Broken> {
        let place = self.place();
        self.reader.read_event().map_err(|cause| Broken(place, cause.to_string()))
    }
}

impl Feed {
    /// Of an open input.
    ///
    /// # Errors
    /// It cannot be read, or has more than `limit` bytes.
    pub(super) fn new(opened: Opened, limit: usize) -> Result<Self> {
        let Opened { at, mut stream, head, .. } = opened;
        drop(head);
        let mut bytes = Vec::new();
        stream.rest(limit, &at, &mut bytes)?;
        let text = decode::page(bytes, None, &at)?;
        if text.len() > limit {
            return Err(open::too_long(at, limit));
        }
        let (title, language, any, done) = (None, None, false, false);
        Ok(Self { at, text, place: 0, line: (0, 1), title, language, any, done })
    }

    /// The next item, where it begins; `None` at the end.
    fn step(&mut self) -> std::result::Result<Option<(usize, Fields)>, (usize, Broken)> {
        let mut events = Events::of(&self.text, self.place);
        loop {
            let place = events.place();
            let no = |broken| (place, broken);
            let (start, empty) = match events.next().map_err(no)? {
                Event::Start(start) => (start, false),
                Event::Empty(start) => (start, true),
                Event::Eof => return Ok(None),
                _ => continue,
            };
            match start.local_name().as_ref() {
                "item" | "entry" => {
                    let fields = item::read(&mut events, &self.text, &start, empty).map_err(no)?;
                    self.place = events.place();
                    return Ok(Some((place, fields)));
                }
                "feed" | "rss" | "RDF" => self.language = attribute(&start, "xml:lang"),
                // these have titles of their own
                "image" | "textInput" | "textinput" | "author" if !empty => {
                    item::content(&mut events, &self.text, &start).map_err(no)?;
                }
                "title" if self.title.is_none() && !empty => {
                    let value = item::content(&mut events, &self.text, &start).map_err(no)?;
                    self.title = value.title();
                }
                "language" if !empty => {
                    let value = item::content(&mut events, &self.text, &start).map_err(no)?;
                    self.language = value.plain();
                }
                _ => {}
            }
        }
    }

    fn document(&mut self, place: usize, fields: Fields) -> Result<Document> {
        let at = self.line_of(place);
        let link = fields.link;
        let id = fields.id.or_else(|| link.clone()).unwrap_or_else(|| at.to_string());
        let Some((body, markup)) = fields.text else {
            let what = "the item has neither a text nor a title";
            return Err(Error::new(at, what, "leave it out, or get the feed anew"));
        };
        let (title, published) = (fields.title, fields.published);
        let source = fields.source.or_else(|| self.title.clone());
        let language = fields.language.or_else(|| self.language.clone());
        let kept = Vec::new();
        Ok(Document { id, url: link, title, published, source, language, body, markup, kept, at })
    }

    /// The line of a place, which is behind all that were asked for.
    fn line_of(&mut self, place: usize) -> Location {
        let (from, line) = self.line;
        let between = self.text.as_bytes().get(from..place).unwrap_or_default();
        let breaks = between.iter().filter(|&&b| b == b'\n').count();
        let line = line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        self.line = (from.max(place), line);
        self.at.at(line, 0)
    }

    /// Goes on with the item behind a place.
    fn pass_to_item(&mut self, place: usize) {
        let begins = |at: &usize| is_item(&self.text[*at..]);
        let found = self
            .text
            .get(place + 1..)
            .and_then(|rest| rest.match_indices('<').map(|(at, _)| place + 1 + at).find(begins));
        self.place = found.unwrap_or(self.text.len());
    }
}

impl Iterator for Feed {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        match self.step() {
            Ok(Some((place, fields))) => {
                self.any = true;
                Some(self.document(place, fields))
            }
            Ok(None) => {
                self.done = true;
                let remedy = "check what wrote it, or leave it out";
                let none = || Error::new(self.at.clone(), "the feed has no item", remedy);
                (!self.any).then(|| Err(none()))
            }
            Err((place, Broken(wrong, what))) => {
                self.any = true;
                let at = self.line_of(wrong.max(place));
                self.pass_to_item(place);
                let what = format!("the feed is broken here: {}", what.replace("; ", ": "));
                Some(Err(Error::new(at, what, "get the feed anew, or correct it there")))
            }
        }
    }
}

/// An attribute of an element, if it is not blank.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found =
        start.html_attributes().filter_map(|one| one.ok()).find(|one| one.key.as_ref() == name)?;
    let value = item::resolved(&found.value);
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// Whether an item begins here.
fn is_item(text: &str) -> bool {
    let rest = text.strip_prefix('<').unwrap_or_default();
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/' | '<'));
    let name = end.and_then(|end| rest.get(..end)).unwrap_or_default();
    matches!(name.rsplit(':').next(), Some("item" | "entry"))
}
