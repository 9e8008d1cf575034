//! The files of the layer that is learned into.
//!
//! Promises: a line that nothing is learned for stays as it is, byte for byte; rows that come stand at their
//! place where a file is sorted by id, else at the end; an item is never both added and taken away.

use crate::error::{Error, Result};
use crate::gazetteer::load::{Holds, schema_of};
use crate::gazetteer::{Gazetteer, Kind, LEFT_OUT};
use crate::location::Location;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// One thing to write.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Edit {
    /// A new entry.
    New { kind: Kind, id: String, name: String },
    /// An item of a list of an entry.
    Add { kind: Kind, id: String, column: &'static str, item: String },
    /// The same, taken away.
    Remove { kind: Kind, id: String, column: &'static str, item: String },
    /// What is no name.
    NoName { name: String },
}

/// The file of what is no name, and its column.
const NO_NAMES: &str = "no-names";

/// Who says so.
const SOURCE: &str = "hand";

/// The files of a folder that may not be there yet.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    dir: PathBuf,
    files: BTreeMap<String, File>,
}

#[derive(Clone, Debug)]
struct File {
    changed: bool,
    /// What the text begins with: a byte order mark, or nothing.
    start: &'static str,
    /// What ends its lines.
    end: &'static str,
    header: Row,
    rows: Vec<Row>,
}

#[derive(Clone, Debug)]
struct Row {
    /// As it stands in the file; none where it changed.
    raw: Option<String>,
    cells: Vec<String>,
}

impl Layer {
    /// The files of a folder; none where it is not there.
    ///
    /// # Errors
    /// A file can't be read, or is not UTF-8.
    pub(super) fn read(dir: &Path) -> Result<Self> {
        let mut files = BTreeMap::new();
        let at = || Location::file(dir.display().to_string());
        if dir.exists() {
            let listing = std::fs::read_dir(dir).map_err(|e| Error::io(at(), "read", &e))?;
            for file in listing.flatten() {
                let name = file.file_name().to_string_lossy().into_owned();
                if !name.ends_with(".csv") || name.starts_with('.') || name.ends_with(LEFT_OUT) {
                    continue;
                }
                let at = Location::file(file.path().display().to_string());
                let bytes =
                    std::fs::read(file.path()).map_err(|e| Error::io(at.clone(), "read", &e))?;
                let text = String::from_utf8(bytes).map_err(|_| {
                    Error::new(
                        at,
                        "this is not UTF-8",
                        "save the file as UTF-8 (in a spreadsheet: \"CSV UTF-8\")",
                    )
                })?;
                files.insert(name, File::of(&text));
            }
        }
        Ok(Self { dir: dir.to_owned(), files })
    }

    /// A gazetteer with this layer on top.
    ///
    /// # Errors
    /// All that is wrong with its files.
    pub(super) fn over(&self, below: Gazetteer) -> Result<Gazetteer> {
        below.with_files(self.dir.display().to_string(), self.texts(|_| true))
    }

    /// The files that changed, with their paths.
    pub(super) fn changed(&self) -> Vec<(PathBuf, String)> {
        let texts = self.texts(|file| file.changed);
        texts.into_iter().map(|(name, text)| (self.dir.join(name), text)).collect()
    }

    fn texts(&self, wanted: impl Fn(&File) -> bool) -> Vec<(String, String)> {
        let wanted = self.files.iter().filter(|(_, file)| wanted(file));
        wanted.map(|(name, file)| (name.clone(), file.text())).collect()
    }

    /// Does one thing. `below` are the layers that this one amends. Returns the file and the row that it makes.
    pub(super) fn edit(&mut self, edit: &Edit, below: &Gazetteer) -> (PathBuf, String) {
        match edit {
            Edit::New { kind, id, name } => self.row(*kind, id, |row| row.set("name", name)),
            Edit::Add { kind, id, column, item } => self.row(*kind, id, |row| {
                let mut items = row.items(column);
                items.retain(|other| other.strip_prefix('-').map(str::trim) != Some(item));
                if !items.contains(item) && !below.has_item(id, column, item) {
                    items.push(item.clone());
                }
                row.set(column, &items.join("; "));
            }),
            Edit::Remove { kind, id, column, item } => self.row(*kind, id, |row| {
                let mut items = row.items(column);
                items.retain(|other| other != item);
                let gone = format!("-{item}");
                if below.has_item(id, column, item) && !items.contains(&gone) {
                    items.push(gone);
                }
                row.set(column, &items.join("; "));
            }),
            Edit::NoName { name } => self.line(NO_NAMES, name, "name", Holds::NoNames, |_| {}),
        }
    }

    fn row(
        &mut self,
        kind: Kind,
        id: &str,
        change: impl FnOnce(&mut Cells<'_>),
    ) -> (PathBuf, String) {
        self.line(kind.plural(), id, "id", Holds::Entries(kind), change)
    }

    /// Changes the row whose cell of column `key` is `id`, or makes it.
    fn line(
        &mut self,
        stem: &str,
        id: &str,
        key: &'static str,
        holds: Holds,
        change: impl FnOnce(&mut Cells<'_>),
    ) -> (PathBuf, String) {
        let is_of = |name: &str| schema_of(name).is_some_and(|schema| schema.holds == holds);
        let there =
            self.files.iter().find(|(name, file)| is_of(name) && file.find(key, id).is_some());
        let name = there.map_or_else(|| format!("{stem}.csv"), |(name, _)| name.clone());
        let file = self.files.entry(name.clone()).or_insert_with(|| File::new(key));
        let at = file.find(key, id).unwrap_or_else(|| file.insert(key, id));
        let before = file.rows[at].cells.clone();
        let mut cells = Cells { header: &mut file.header, row: &mut file.rows[at] };
        change(&mut cells);
        if cells.row.cells != before || cells.row.raw.is_none() {
            (cells.row.raw, file.changed) = (None, true);
        }
        (self.dir.join(name), file.rows[at].text())
    }
}

/// The cells of a row, by column.
struct Cells<'f> {
    header: &'f mut Row,
    row: &'f mut Row,
}

impl Cells<'_> {
    fn at(&self, column: &str) -> Option<usize> {
        self.header.cells.iter().position(|name| name == column)
    }

    fn items(&self, column: &str) -> Vec<String> {
        let cell = self.at(column).and_then(|at| self.row.cells.get(at));
        let items = cell.map_or("", String::as_str).split(';').map(str::trim);
        items.filter(|item| !item.is_empty()).map(str::to_owned).collect()
    }

    fn set(&mut self, column: &str, value: &str) {
        let at = self.at(column).unwrap_or_else(|| {
            self.header.cells.push(column.to_owned());
            self.header.raw = None;
            self.header.cells.len() - 1
        });
        if self.row.cells.len() <= at {
            self.row.cells.resize(at + 1, String::new());
        }
        value.clone_into(&mut self.row.cells[at]);
    }
}

impl File {
    fn new(key: &str) -> Self {
        let columns: &[&str] = match key {
            "id" => &["id", "name", "aliases", "weak", "context", "exclude", "source"],
            _ => &["name", "source"],
        };
        let cells = columns.iter().map(|&name| name.to_owned()).collect();
        let header = Row { raw: None, cells };
        Self { changed: false, start: "", end: "\n", header, rows: Vec::new() }
    }

    fn of(text: &str) -> Self {
        const BOM: &str = "\u{feff}";
        let (start, text) = match text.strip_prefix(BOM) {
            Some(rest) => (BOM, rest),
            None => ("", text),
        };
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut rows = text.lines().map(Row::of);
        let header = rows.next().unwrap_or(Row { raw: None, cells: Vec::new() });
        Self { changed: false, start, end, header, rows: rows.collect() }
    }

    fn text(&self) -> String {
        let rows = std::iter::once(&self.header).chain(&self.rows);
        let lines: String = rows.map(|row| row.text() + self.end).collect();
        format!("{}{lines}", self.start)
    }

    fn find(&self, key: &str, id: &str) -> Option<usize> {
        let column = self.header.cells.iter().position(|name| name == key)?;
        self.rows.iter().position(|row| row.cells.get(column).is_some_and(|cell| cell == id))
    }

    /// Puts a row in its place.
    fn insert(&mut self, key: &str, id: &str) -> usize {
        let cell = |row: &Row, name: &str| -> String {
            let column = self.header.cells.iter().position(|column| column == name);
            column.and_then(|column| row.cells.get(column).cloned()).unwrap_or_default()
        };
        let ids: Vec<String> = self.rows.iter().map(|row| cell(row, key)).collect();
        let at = if ids.is_sorted() {
            ids.partition_point(|other| other.as_str() < id)
        } else {
            ids.len()
        };
        let value = |name: &String| match name.as_str() {
            name if name == key => id.to_owned(),
            "source" => SOURCE.to_owned(),
            _ => String::new(),
        };
        let cells = self.header.cells.iter().map(value).collect();
        self.rows.insert(at, Row { raw: None, cells });
        at
    }
}

impl Row {
    fn of(line: &str) -> Self {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(line.as_bytes());
        let first = reader.records().next().and_then(std::result::Result::ok);
        let cells = first.map(|record| record.iter().map(|cell| cell.trim().to_owned()).collect());
        Self { raw: Some(line.to_owned()), cells: cells.unwrap_or_default() }
    }

    /// Without the end of the line.
    fn text(&self) -> String {
        if let Some(raw) = &self.raw {
            return raw.clone();
        }
        let quoted = |cell: &String| {
            let needs = cell.contains([',', '"', '\n', '\r']);
            if needs { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
        };
        self.cells.iter().map(quoted).collect::<Vec<_>>().join(",")
    }
}
