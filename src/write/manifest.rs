//! The run manifest, `run.json`: what made a result, and whether it is complete.
//!
//! Promises: the same input, settings and gazetteer give the same bytes, so there is no time of day
//! and no number of threads in it; `counts.documents` is `counts.articles` plus `counts.errors`, and
//! `counts.known` where a batch was added to a result.

use super::table::{Cell, CellKind, Column};
use super::typed::Row;
use crate::gazetteer::Layer;
use crate::record::Record;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The columns of the manifest where it is a table.
pub(super) const RUN: &[Column] = &[
    Column { name: "key", kind: CellKind::Text, about: "what, as a path in run.json" },
    Column { name: "value", kind: CellKind::Text, about: "its value" },
];

/// Version of the tables' columns; raised with every change of [`super::Table::columns`].
pub const SCHEMA_VERSION: u32 = 3;

/// What made a result.
#[derive(Clone, Debug, Serialize)]
pub struct Manifest {
    wiretag: &'static str,
    schema_version: u32,
    settings: serde_json::Value,
    gazetteer: Vec<LayerOf>,
    inputs: Vec<String>,
    counts: Counts,
    /// Where batches were added: each run as it was, the last one included.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    runs: Vec<Value>,
}

#[derive(Clone, Debug, Serialize)]
struct LayerOf {
    name: String,
    digest: String,
    rows: usize,
}

/// What came in and what went out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// Documents read, failed ones included.
    pub documents: usize,
    /// Documents that were tagged.
    pub articles: usize,
    /// Documents that failed.
    pub errors: usize,
    /// Documents left out, as the result that they were added to has an article of that id.
    pub known: usize,
    /// Mentions.
    pub mentions: usize,
    /// Rejections.
    pub rejected: usize,
    /// Topics of articles.
    pub topics: usize,
    /// Words that are not chrome.
    pub words: usize,
    /// Characters (Unicode code points).
    pub characters: usize,
}

impl Counts {
    /// What a document that was tagged counts for.
    pub fn of(record: &Record) -> Self {
        Self {
            documents: 1,
            articles: 1,
            errors: 0,
            known: 0,
            mentions: record.mentions.len(),
            rejected: record.rejections.len(),
            topics: record.topics.len(),
            words: record.article.words(),
            characters: record.article.text.chars().count(),
        }
    }

    /// Adds what other documents count for.
    pub fn add(&mut self, other: &Self) {
        self.documents += other.documents;
        self.articles += other.articles;
        self.errors += other.errors;
        self.known += other.known;
        self.mentions += other.mentions;
        self.rejected += other.rejected;
        self.topics += other.topics;
        self.words += other.words;
        self.characters += other.characters;
    }

    /// Counts a document that failed.
    pub fn failed(&mut self) {
        self.documents += 1;
        self.errors += 1;
    }
}

impl Manifest {
    /// The manifest of a run of this version.
    pub fn new(
        settings: serde_json::Value,
        layers: &[Layer],
        inputs: Vec<String>,
        counts: Counts,
    ) -> Self {
        let layer = |layer: &Layer| LayerOf {
            name: layer.name.clone(),
            digest: layer.digest.clone(),
            rows: layer.rows,
        };
        Self {
            wiretag: env!("CARGO_PKG_VERSION"),
            schema_version: SCHEMA_VERSION,
            settings,
            gazetteer: layers.iter().map(layer).collect(),
            inputs,
            counts,
            runs: Vec::new(),
        }
    }

    /// The manifest of a result that this run was added to, whose own manifest is `past`.
    pub(super) fn after(&self, past: &Value) -> std::io::Result<Self> {
        let mut runs = match past.get("runs") {
            Some(Value::Array(runs)) => runs.clone(),
            _ => vec![past.clone()],
        };
        runs.push(serde_json::to_value(self).map_err(std::io::Error::other)?);
        let counts = past.get("counts").cloned().unwrap_or_default();
        let mut counts: Counts = serde_json::from_value(counts).map_err(std::io::Error::other)?;
        counts.add(&self.counts);
        Ok(Self { counts, runs, ..self.clone() })
    }

    /// As it stands in `run.json`.
    pub(super) fn to_json(&self) -> std::io::Result<String> {
        let json = serde_json::to_string_pretty(self).map_err(std::io::Error::other)?;
        Ok(json + "\n")
    }

    /// As rows of [`RUN`]: each value with its path (`counts.articles`, `inputs.1`), by path.
    pub(super) fn rows(&self) -> std::io::Result<Vec<Row>> {
        let mut rows = Vec::new();
        flatten("", serde_json::to_value(self).map_err(std::io::Error::other)?, &mut rows);
        Ok(rows)
    }
}

/// A manifest from its rows of [`RUN`].
pub(super) fn of_rows(rows: Vec<Row>) -> Value {
    let mut run = Value::Null;
    for row in rows {
        let mut cells = row.into_iter();
        let (Some(Cell::Text(path)), Some(cell)) = (cells.next(), cells.next()) else { continue };
        if path.len() <= LONGEST_PATH {
            let value = match cell {
                Cell::Text(text) => Value::String(text.into_owned()),
                Cell::Integer(n) => n.into(),
                Cell::Number(x) => x.into(),
                Cell::Bool(yes) => yes.into(),
                Cell::Empty | Cell::List(_) => Value::Null,
            };
            put(&mut run, &path, value);
        }
    }
    run
}

/// Paths that are longer are none of ours, nor are lists of more items.
const LONGEST_PATH: usize = 100;
const MOST_ITEMS: usize = 1_000_000;

fn put(into: &mut Value, path: &str, value: Value) {
    let (part, rest) = path.split_once('.').map_or((path, None), |(part, rest)| (part, Some(rest)));
    let place = match part.parse::<usize>() {
        Ok(n @ 1..=MOST_ITEMS) => {
            if !into.is_array() {
                *into = Value::Array(Vec::new());
            }
            let Value::Array(items) = into else { return };
            items.resize(items.len().max(n), Value::Null);
            items.get_mut(n - 1)
        }
        _ => {
            if !into.is_object() {
                *into = Value::Object(serde_json::Map::new());
            }
            into.as_object_mut().map(|parts| parts.entry(part).or_insert(Value::Null))
        }
    };
    match (place, rest) {
        (Some(place), Some(rest)) => put(place, rest, value),
        (Some(place), None) => *place = value,
        (None, _) => {}
    }
}

fn flatten(path: &str, value: Value, rows: &mut Vec<Row>) {
    let dot = if path.is_empty() { "" } else { "." };
    let cell = match value {
        Value::Object(parts) => {
            return parts
                .into_iter()
                .for_each(|(key, part)| flatten(&format!("{path}{dot}{key}"), part, rows));
        }
        Value::Array(parts) => {
            return parts
                .into_iter()
                .zip(1..)
                .for_each(|(part, n)| flatten(&format!("{path}{dot}{n}"), part, rows));
        }
        Value::Null => Cell::Empty,
        Value::Bool(yes) => Cell::Bool(yes),
        Value::String(text) => Cell::text(text),
        Value::Number(n) => match n.as_u64() {
            Some(n) => Cell::Integer(n),
            None => n.as_f64().map_or(Cell::Empty, Cell::Number),
        },
    };
    rows.push(vec![Cell::text(path.to_owned()), cell]);
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn documents_are_articles_and_errors() {
        let mut counts = Counts::default();
        counts.add(&Counts::of(&sample::record("a.txt", "Malta é.", &["Malta"])));
        counts.failed();
        assert_eq!((counts.documents, counts.articles, counts.errors), (2, 1, 1));
        assert_eq!((counts.mentions, counts.words, counts.characters), (1, 2, 8));
    }

    #[test]
    fn shows_version_settings_and_layers() {
        let layer = Layer { name: "my".into(), digest: "ab12".into(), rows: 3 };
        let settings = serde_json::json!({"min_confidence": 0.5});
        let manifest = Manifest::new(settings, &[layer], vec!["a.txt".into()], Counts::default());
        let json = manifest.to_json().expect("it is plain data");
        assert!(json.starts_with("{\n  \"wiretag\": \""), "{json}");
        for part in ["\"schema_version\": 3", "\"min_confidence\": 0.5", "\"rows\": 3", "\"a.txt\""]
        {
            assert!(json.contains(part), "{part} in {json}");
        }
    }
}
