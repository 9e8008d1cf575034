//! JSONL: one record a line.
//!
//! Promises: the keys of mentions, topics and rejections are the tables' columns in their order
//! (save those of the article itself, which the record has once, and `topic`, which is the topic's
//! `id`); every key is always there, `null` for what is not known; texts are exactly the article's,
//! so that `text[start:end]` is the mention.

use super::aside::Output;
use super::ready::Ready;
use super::rows::View;
use super::table::{self, Cell, CellKind, Column, Table};
use super::{Failure, Finished, Manifest, Options, Sink, Written, past};
use crate::error::Error;
use crate::location::Location;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::sync::Arc;

/// Records to a file or a stream.
pub(super) struct JsonlSink {
    to: Output,
    /// The ids of what it is added to.
    known: Arc<HashSet<String>>,
}

impl JsonlSink {
    pub(super) fn new(to: Output) -> Self {
        Self { to, known: Arc::default() }
    }

    /// Adds to the records at `out`.
    pub(super) fn append(out: &Path, options: Options) -> std::result::Result<Self, Failure> {
        let mut to = Output::file(out, true)?;
        let at = Location::file(out.display().to_string());
        let from = fs::File::open(out).map_err(|e| Error::io(at.clone(), "open", &e))?;
        let (mut from, mut line, mut known) = (BufReader::new(from), Vec::new(), HashSet::new());
        let mut number = 0u32;
        loop {
            line.clear();
            let read = from.read_until(b'\n', &mut line);
            if read.map_err(|e| Error::io(at.clone(), "read", &e))? == 0 {
                break;
            }
            number = number.saturating_add(1);
            let told = serde_json::from_slice::<Told>(&line).ok().filter(|_| line.ends_with(b"\n"));
            let is_like = |told: &Told| {
                let mut names: Vec<&String> = options.kept.names.iter().collect();
                names.sort_unstable();
                (told.text.is_some(), told.zones.is_some()) == (options.text, options.zones)
                    && told.kept.keys().eq(names)
            };
            match told {
                None => {
                    let what = "this line is no record of this version of wiretag";
                    return Err(past::other_columns(at.at(number, 0), what).into());
                }
                Some(told) if !is_like(&told) => {
                    let what = "this record has not the same parts: --with text,zones, or --keep";
                    let remedy = "give the --with and --keep that it was written with";
                    return Err(Error::new(at.at(number, 0), what, remedy).into());
                }
                Some(told) => known.insert(told.id.into_owned()),
            };
            to.write_all(&line).map_err(|e| to.failure(&e))?;
        }
        Ok(Self { to, known: Arc::new(known) })
    }
}

/// What is looked at of a record that is there.
#[derive(Deserialize)]
struct Told<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[expect(dead_code, reason = "it must be there: records of older versions have none")]
    story: IgnoredAny,
    text: Option<IgnoredAny>,
    zones: Option<IgnoredAny>,
    #[serde(default)]
    kept: BTreeMap<String, IgnoredAny>,
}

/// A record's line.
pub(super) fn line(view: &View<'_>, options: Options) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(&Line::of(view, options))?;
    line.push(b'\n');
    Ok(line)
}

/// Puts another story at the end of a record's line that has that one.
pub(super) fn retell(line: &mut Vec<u8>, story: &str, told: &str) -> io::Result<()> {
    const END: &[u8] = b"}\n";
    let tail = serde_json::to_vec(story)?.len() + END.len();
    line.truncate(line.len().saturating_sub(tail));
    serde_json::to_writer(&mut *line, told)?;
    line.extend_from_slice(END);
    Ok(())
}

impl Sink for JsonlSink {
    fn known(&self) -> Arc<HashSet<String>> {
        Arc::clone(&self.known)
    }

    fn record(&mut self, ready: Ready) -> Written {
        let written = ready.parts.and_then(|parts| self.to.write_all(&parts.concat()));
        written.map_err(|e| self.to.failure(&e))
    }

    fn finish(self: Box<Self>, _: &Manifest) -> Finished {
        self.to.place()?;
        Ok(Vec::new())
    }
}

/// A record as JSON has it.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    url: Option<&'a str>,
    title: Option<&'a str>,
    source: Option<&'a str>,
    published: Option<&'a str>,
    language: Option<&'a str>,
    byline: Option<&'a str>,
    dateline: Option<String>,
    summary: Option<String>,
    keywords: &'a [String],
    about: Vec<&'a str>,
    mentions: Rows<'a>,
    topics: Rows<'a>,
    rejected: Rows<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zones: Option<Vec<ZoneLine>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kept: Option<Carried<'a>>,
    story: &'a str,
}

/// What is carried along, by its names in the input.
struct Carried<'a>(&'a View<'a>);

impl Serialize for Carried<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let kept = &self.0.record.article.kept;
        let value = |at: usize| kept.get(at).and_then(Option::as_deref);
        let names = self.0.kept.names.iter().enumerate();
        serializer.collect_map(names.map(|(at, name)| (name, value(at))))
    }
}

#[derive(Serialize)]
struct ZoneLine {
    kind: &'static str,
    start: usize,
    end: usize,
}

impl<'a> Line<'a> {
    fn of(view: &'a View<'a>, options: Options) -> Self {
        let article = &view.record.article;
        Self {
            id: &article.id,
            url: article.url.as_deref(),
            title: article.title.as_deref(),
            source: article.source.as_deref(),
            published: article.published.as_deref(),
            language: article.language.as_deref(),
            byline: article.byline.as_deref(),
            dateline: article.dateline(),
            summary: article.summary(),
            keywords: &article.keywords,
            about: view.record.about.iter().map(|about| about.iso2.as_str()).collect(),
            mentions: Rows { view, table: Table::Mentions },
            topics: Rows { view, table: Table::Topics },
            rejected: Rows { view, table: Table::Rejected },
            text: options.text.then(|| article.body()),
            zones: options.zones.then(|| zones(view)),
            kept: (!view.kept.names.is_empty()).then_some(Carried(view)),
            story: &view.record.story,
        }
    }
}

/// The zones of the document's own text.
fn zones(view: &View<'_>) -> Vec<ZoneLine> {
    let article = &view.record.article;
    let own = article.zones.iter().filter(|zone| zone.span.start() >= article.body_start);
    own.map(|zone| {
        let place = view.place(zone.span);
        ZoneLine { kind: zone.kind.name(), start: place.start, end: place.end }
    })
    .collect()
}

/// The rows that a record has in a table, as a list of objects.
struct Rows<'a> {
    view: &'a View<'a>,
    table: Table,
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let own = self.table.of_article();
        let columns = &self.table.columns()[own..];
        let mut rows = serializer.serialize_seq(None)?;
        self.view.rows(self.table, |cells| {
            rows.serialize_element(&Row { columns, cells: &cells[own..] })
        })?;
        rows.end()
    }
}

struct Row<'a> {
    columns: &'a [Column],
    cells: &'a [Cell<'a>],
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_map(Some(self.cells.len()))?;
        for (column, cell) in self.columns.iter().zip(self.cells) {
            let key = if column.name == "topic" { "id" } else { column.name };
            row.serialize_entry(key, &Value { kind: column.kind, cell })?;
        }
        row.end()
    }
}

struct Value<'a> {
    kind: CellKind,
    cell: &'a Cell<'a>,
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.cell, self.kind) {
            (Cell::Empty, _) => serializer.serialize_none(),
            (Cell::Text(text), _) => serializer.serialize_str(text),
            (Cell::Integer(n), _) => serializer.serialize_u64(*n),
            (Cell::Number(x), CellKind::Number(decimals)) => {
                serializer.serialize_f64(table::rounded(*x, decimals))
            }
            (Cell::Number(x), _) => serializer.serialize_f64(*x),
            (Cell::Bool(yes), _) => serializer.serialize_bool(*yes),
            (Cell::List(texts), _) => texts.serialize(serializer),
        }
    }
}
