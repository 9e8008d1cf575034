//! Folders of CSV files to merged rows, and merged rows to entries and topics.
//!
//! Promises: a later layer's row amends the earlier one (`docs/gazetteers.md`); every mistake of a
//! folder is reported at once; the outcome depends on the contents of the files alone.

use super::Via;
use super::ambiguity::{self, Allowed};
use super::compiled::StoredRows;
use super::csv_file::{self, Cell, Row};
use super::{Gazetteer, Kind, Layer, bodies, build};
use crate::error::{Error, Problem, Result, Severity};
use crate::fold::fold;
use crate::location::Location;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::sync::Arc;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    Entries(Kind),
    Topics,
    /// Bodies that every country has.
    Bodies,
    Titles,
    GivenNames,
    Surnames,
    CommonWords,
    /// What is no name, though it looks like one.
    NoNames,
    /// Aliases that may stay strong though they are ambiguous.
    Allowed,
    /// Names of entities in one language.
    Names,
}

/// A kind of file: the first part of its name, what it holds, its columns.
pub(crate) struct Schema {
    pub(crate) stem: &'static str,
    pub(crate) holds: Holds,
    pub(crate) columns: &'static [&'static str],
}

/// Every kind of file. To add a column is to add it here and in `docs/gazetteers.md`.
#[rustfmt::skip]
pub(crate) const SCHEMAS: &[Schema] = &[
    Schema { stem: "agreements", holds: Holds::Entries(Kind::Agreement), columns: &["id", "name", "aliases", "former", "weak", "context", "exclude", "wikidata", "source", "disabled", "kind", "parties", "year", "status"] },
    Schema { stem: "allowed", holds: Holds::Allowed, columns: &["id", "aliases", "reason", "source"] },
    Schema { stem: "bodies", holds: Holds::Bodies, columns: &["id", "name", "aliases", "entries", "kind", "source", "disabled"] },
    Schema { stem: "common-words", holds: Holds::CommonWords, columns: &["word", "source"] },
    Schema { stem: "countries", holds: Holds::Entries(Kind::Country), columns: &["id", "name", "aliases", "former", "weak", "context", "exclude", "wikidata", "source", "disabled", "iso2", "iso3", "demonyms", "government"] },
    Schema { stem: "given-names", holds: Holds::GivenNames, columns: &["name", "source"] },
    Schema { stem: "names", holds: Holds::Names, columns: &["id", "aliases", "demonyms", "source"] },
    Schema { stem: "no-names", holds: Holds::NoNames, columns: &["name", "source"] },
    Schema { stem: "organizations", holds: Holds::Entries(Kind::Organization), columns: &["id", "name", "aliases", "former", "weak", "context", "exclude", "wikidata", "source", "disabled", "kind", "country"] },
    Schema { stem: "people", holds: Holds::Entries(Kind::Person), columns: &["id", "name", "aliases", "former", "weak", "context", "exclude", "wikidata", "source", "disabled", "role", "country", "as_of"] },
    Schema { stem: "places", holds: Holds::Entries(Kind::Place), columns: &["id", "name", "aliases", "former", "weak", "context", "exclude", "wikidata", "source", "disabled", "kind", "country", "population"] },
    Schema { stem: "surnames", holds: Holds::Surnames, columns: &["name", "source"] },
    Schema { stem: "titles", holds: Holds::Titles, columns: &["title", "source"] },
    Schema { stem: "topics", holds: Holds::Topics, columns: &["id", "name", "medtop", "parent", "terms", "source", "disabled"] },
];

/// Columns whose cells are lists, to which a later layer adds.
pub(crate) const LISTS: &[&str] = &[
    "aliases",
    "context",
    "demonyms",
    "entries",
    "exclude",
    "former",
    "government",
    "parties",
    "terms",
    "weak",
];

/// How the name of a report of an import ends, which is no gazetteer file.
pub const LEFT_OUT: &str = ".left-out.csv";

/// The schema of a file name such as `people-ministers.csv`.
pub(crate) fn schema_of(file_name: &str) -> Option<&'static Schema> {
    let stem = file_name.strip_suffix(".csv")?;
    SCHEMAS.iter().find(|schema| {
        stem.strip_prefix(schema.stem).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    })
}

/// A layer as read: the CSV files of one folder.
#[derive(Serialize, Deserialize)]
pub(super) struct Folder {
    pub(super) name: String,
    pub(super) files: Vec<(String, String)>,
    #[serde(skip)]
    pub(super) problems: Vec<Problem>,
}

impl Folder {
    /// Reads every `.csv` file of a folder, by name.
    pub(super) fn read(dir: &Path) -> Result<Self> {
        let name = dir.display().to_string();
        let at = || Location::file(name.as_str());
        let listing = std::fs::read_dir(dir)
            .map_err(|e| Error::io(at(), "read this gazetteer folder", &e))?;
        let mut names: Vec<String> =
            listing.flatten().map(|file| file.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        let (mut files, mut problems) = (Vec::new(), Vec::new());
        for file in names.into_iter().filter(|file| is_gazetteer(file)) {
            let at = Location::file(dir.join(&file).display().to_string());
            match std::fs::read(dir.join(&file)) {
                Err(e) => problems.extend(Error::io(at, "read", &e).problems().iter().cloned()),
                Ok(bytes) => match String::from_utf8(bytes) {
                    Ok(text) => files.push((file, text)),
                    Err(e) => problems.push(not_utf8(&at, &e)),
                },
            }
        }
        if files.is_empty() && problems.is_empty() {
            let remedy = format!("name a file after what it holds: {}", file_names());
            return Err(Error::new(at(), "no .csv file in this gazetteer folder", remedy));
        }
        Ok(Self { name, files, problems })
    }

    /// The files that hold entries and words, then those that hold names of entries.
    fn in_order(&self) -> impl Iterator<Item = &(String, String)> {
        let is_names = |name: &str| schema_of(name).is_some_and(|s| s.holds == Holds::Names);
        let (names, others): (Vec<_>, Vec<_>) =
            self.files.iter().partition(|(name, _)| is_names(name));
        others.into_iter().chain(names)
    }

    /// As [`Layer::digest`].
    pub(super) fn digest(&self) -> String {
        let mut digest = Sha256::new();
        for (name, text) in self.in_order() {
            digest.update(format!("{name}\n{}\n", text.len()));
            digest.update(text);
        }
        digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Not a hidden file, nor what an import left out.
fn is_gazetteer(file: &str) -> bool {
    file.ends_with(".csv") && !file.starts_with('.') && !file.ends_with(LEFT_OUT)
}

fn not_utf8(at: &Location, e: &std::string::FromUtf8Error) -> Problem {
    let good = e.utf8_error().valid_up_to();
    let text = String::from_utf8_lossy(&e.as_bytes()[..good]).into_owned();
    let remedy = "save the file as UTF-8 (in a spreadsheet: \"CSV UTF-8\")";
    Problem::error(at.of_offset(&text, good), "this is not UTF-8", remedy)
}

fn file_names() -> String {
    SCHEMAS.iter().map(|schema| format!("{}.csv", schema.stem)).collect::<Vec<_>>().join(", ")
}

/// What further layers are put on.
#[derive(Clone, Debug)]
pub(super) enum Base {
    /// The rows so far.
    Rows(Rows),
    /// The layers so far as stored, still to be read.
    Stored(StoredRows),
}

impl Base {
    /// Where an entry got one of its spellings that are not weak; unknown of stored layers.
    pub(super) fn place_of(&self, id: &str, alias: &str) -> Option<&Location> {
        match self {
            Self::Rows(rows) => rows.place_of(id, alias),
            Self::Stored(_) => None,
        }
    }
}

impl Default for Base {
    fn default() -> Self {
        Self::Rows(Rows::default())
    }
}

/// All rows so far, merged over the layers, by id.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    /// Number of the last layer, from 1.
    layer: u32,
    merged: BTreeMap<String, Merged>,
    /// Rows of new ids, each after all of `merged` and the one before: put there together by
    /// [`Rows::settle`], as rows of a sorted file can be.
    fresh: Vec<(String, Merged)>,
    titles: BTreeSet<String>,
    given_names: BTreeSet<String>,
    surnames: BTreeSet<String>,
    common_words: BTreeSet<String>,
    no_names: BTreeSet<String>,
    allowed: BTreeSet<Allowed>,
}

impl Rows {
    /// Whether there is a row with that id, be it disabled.
    fn has(&self, id: &str) -> bool {
        self.merged.contains_key(id)
    }
}

#[derive(Clone, Debug)]
pub(super) struct Merged {
    holds: Holds,
    /// Number of the layer that its last row is in.
    layer: u32,
    /// Where that row has its id.
    id_at: Location,
    pub(super) at: Location,
    pub(super) values: Columns<(String, Location)>,
    lists: Columns<Vec<(String, Location)>>,
    /// Names in one language only.
    pub(super) translated: Vec<Translated>,
    disabled: bool,
}

/// The filled cells of a row by column: few, of very many rows.
#[derive(Clone, Debug)]
pub(super) struct Columns<V>(Vec<(&'static str, V)>);

impl<V> Columns<V> {
    pub(super) fn get(&self, column: &str) -> Option<&V> {
        self.iter().find(|(name, _)| *name == column).map(|(_, cell)| cell)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static str, &V)> {
        self.0.iter().map(|(name, cell)| (*name, cell))
    }

    /// The cell of a column; this one where there is none.
    fn cell_or(&mut self, column: &'static str, new: V) -> &mut V {
        let at = self.0.iter().position(|(name, _)| *name == column).unwrap_or(self.0.len());
        if at == self.0.len() {
            self.0.reserve_exact(1);
            self.0.push((column, new));
        }
        &mut self.0[at].1
    }
}

impl<V> Default for Columns<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// A name that holds in articles of one language.
#[derive(Clone, Debug)]
pub(super) struct Translated {
    pub(super) language: Arc<str>,
    pub(super) via: Via,
    pub(super) text: String,
}

impl Merged {
    pub(super) fn value(&self, column: &str) -> Option<&str> {
        self.values.get(column).map(|(text, _)| text.as_str())
    }

    pub(super) fn list(&self, column: &str) -> &[(String, Location)] {
        self.lists.get(column).map_or(&[], Vec::as_slice)
    }

    pub(super) fn texts(&self, column: &str) -> Vec<String> {
        self.list(column).iter().map(|(text, _)| text.clone()).collect()
    }

    pub(super) fn place(&self, column: &str) -> Location {
        self.values.get(column).map_or_else(|| self.at.clone(), |(_, at)| at.clone())
    }
}

impl Gazetteer {
    /// Whether a row has that id, be it an entity, a topic or disabled (of a stored gazetteer, only what
    /// is not disabled is known).
    pub(crate) fn has_row(&self, id: &str) -> bool {
        match &self.base {
            Base::Rows(rows) => rows.has(id),
            Base::Stored(_) => {
                self.find(id).is_some() || self.topics.iter().any(|topic| topic.id == id)
            }
        }
    }

    /// Whether the row of that id has an item in a list; unknown of a stored gazetteer without a layer on top.
    pub(crate) fn has_item(&self, id: &str, column: &str, item: &str) -> bool {
        match &self.base {
            Base::Rows(rows) => {
                let row = rows.merged.get(id);
                row.is_some_and(|row| row.list(column).iter().any(|(text, _)| text == item))
            }
            Base::Stored(_) => false,
        }
    }

    /// The same with the files of a folder that may not be written yet, as [`Gazetteer::layer`].
    ///
    /// # Errors
    /// As [`Gazetteer::layer`].
    pub(crate) fn with_files(self, name: String, files: Vec<(String, String)>) -> Result<Self> {
        self.with_layer(Folder { name, files, problems: Vec::new() })
    }

    pub(super) fn with_layer(self, folder: Folder) -> Result<Self> {
        self.with_layers(vec![folder])
    }

    pub(super) fn with_layers(mut self, folders: Vec<Folder>) -> Result<Self> {
        let mut problems = Vec::new();
        let mut rows = match std::mem::take(&mut self.base) {
            Base::Rows(rows) => rows,
            Base::Stored(stored) => {
                let mut rows = Rows::default();
                for folder in stored.folders()? {
                    rows.add(folder, &mut problems);
                }
                rows
            }
        };
        for folder in folders {
            self.layers.push(rows.add(folder, &mut problems));
        }
        self.build(&rows, &mut problems);
        (self.base, self.spellings) = (Base::Rows(rows), None);
        let (errors, warnings) = problems.into_iter().partition(|p| p.severity == Severity::Error);
        let fresh = |warning: &Problem| !self.warnings.contains(warning);
        let mut warnings: Vec<Problem> = warnings;
        warnings.retain(fresh);
        self.warnings.append(&mut warnings);
        Error::all(errors).map_or(Ok(self), Err)
    }

    fn build(&mut self, rows: &Rows, problems: &mut Vec<Problem>) {
        let live = || rows.merged.iter().filter(|(_, row)| !row.disabled);
        let topic_ids: Vec<&String> =
            live().filter(|(_, row)| row.holds == Holds::Topics).map(|(id, _)| id).collect();
        let (mut entries, mut topics, mut bodies) = (Vec::new(), Vec::new(), Vec::new());
        for (id, row) in live() {
            match row.holds {
                Holds::Entries(kind) => {
                    entries.push(Arc::new(build::entry(id, kind, row, problems)))
                }
                Holds::Topics => topics.push(Arc::new(build::topic(id, row, &topic_ids, problems))),
                Holds::Bodies => bodies.push((id, row)),
                _ => {}
            }
        }
        build::cut_cycles(&mut topics, problems);
        self.titles = rows.titles.iter().cloned().collect();
        self.given_names = rows.given_names.iter().cloned().collect();
        self.surnames = rows.surnames.iter().collect();
        self.common_words = rows.common_words.iter().collect();
        self.no_names = rows.no_names.iter().map(|name| fold(name).text().to_owned()).collect();
        self.allowed = rows.allowed.iter().cloned().collect();
        self.bodies = bodies::build(&bodies, &mut entries, problems);
        (self.entries, self.topics) = (entries.into(), topics);
    }
}

impl Rows {
    fn add(&mut self, folder: Folder, problems: &mut Vec<Problem>) -> Layer {
        self.layer += 1;
        let (digest, mut rows) = (folder.digest(), 0);
        for (name, text) in folder.in_order() {
            let at = Location::file(format!("{}/{name}", folder.name.trim_end_matches('/')));
            let Some(schema) = schema_of(name) else {
                let remedy = format!("name it after what it holds: {}", file_names());
                problems.push(Problem::warning(at, "this file is not read", remedy));
                continue;
            };
            rows += match schema.holds {
                Holds::Names => self.add_names(schema, name, &at, text, problems),
                Holds::Allowed => {
                    let (allowed, rows) = ambiguity::read(&at, text, schema.columns, problems);
                    self.allowed.extend(allowed);
                    rows
                }
                _ => self.add_file(schema, &at, text, problems),
            };
        }
        problems.extend(folder.problems);
        Layer { name: folder.name, digest, rows }
    }

    fn add_file(
        &mut self,
        schema: &Schema,
        at: &Location,
        text: &str,
        problems: &mut Vec<Problem>,
    ) -> usize {
        let words = match schema.holds {
            Holds::Titles => Some((&mut self.titles, "title")),
            Holds::GivenNames => Some((&mut self.given_names, "name")),
            Holds::Surnames => Some((&mut self.surnames, "name")),
            Holds::CommonWords => Some((&mut self.common_words, "word")),
            Holds::NoNames => Some((&mut self.no_names, "name")),
            _ => None,
        };
        let Some((words, column)) = words else {
            let mut rows = csv_file::rows(at, text, schema.columns, &["id", "name"], problems);
            let mut count = 0;
            while let Some(row) = rows.next(problems) {
                self.add_row(schema, row, problems);
                count += 1;
            }
            self.settle();
            return count;
        };
        let mut rows = csv_file::rows(at, text, schema.columns, &[column], problems);
        let mut count = 0;
        while let Some(row) = rows.next(problems) {
            words.extend(row.cell(column).map(|cell| cell.text.clone()));
            count += 1;
        }
        count
    }

    /// Adds the names of a file such as `names-de.csv` to entries that are there.
    fn add_names(
        &mut self,
        schema: &Schema,
        name: &str,
        at: &Location,
        text: &str,
        problems: &mut Vec<Problem>,
    ) -> usize {
        let tag = name.trim_end_matches(".csv").split_once('-').map(|(_, tag)| tag);
        let Some(language) = tag.filter(|tag| !tag.is_empty()).map(Arc::<str>::from) else {
            let remedy = "put its tag into the file's name, such as names-de.csv";
            problems.push(Problem::error(at.clone(), "the language is missing", remedy));
            return 0;
        };
        let mut rows = csv_file::rows(at, text, schema.columns, &["id"], problems);
        let mut count = 0;
        while let Some(row) = rows.next(problems) {
            count += 1;
            let Some(known) = row.cell("id").and_then(|id| self.merged.get_mut(&id.text)) else {
                let remedy = "write the id of an entry of this layer or an earlier one";
                problems.push(Problem::error(row.at.clone(), "no entry has this id", remedy));
                continue;
            };
            for (column, via) in [("aliases", Via::Name), ("demonyms", Via::Demonym)] {
                let items = row.cell(column).into_iter().flat_map(Cell::items).map(str::to_owned);
                let named = |text| Translated { language: Arc::clone(&language), via, text };
                known.translated.extend(items.map(named));
            }
        }
        count
    }

    fn place_of(&self, id: &str, alias: &str) -> Option<&Location> {
        let row = self.merged.get(id)?;
        let lists = ["aliases", "former", "demonyms", "government"];
        let mut listed = lists.into_iter().flat_map(|column| row.list(column));
        let name = row.values.get("name").filter(|(name, _)| name == alias);
        name.or_else(|| listed.find(|(text, _)| build::unmark(text).0 == alias)).map(|(_, at)| at)
    }

    fn add_row(&mut self, schema: &Schema, row: Row, problems: &mut Vec<Problem>) {
        let Some(Cell { text: id, at }) = row.cell("id").cloned() else {
            problems.push(Problem::error(row.at.clone(), "the row has no id", "give it one"));
            return;
        };
        if !is_id(&id) {
            let what = format!("the id `{id}` is not made of a-z, 0-9 and hyphens");
            problems.push(Problem::error(at.clone(), what, "write it in lower-case ASCII"));
        }
        let fresh = self.fresh.last().map(|(last, _)| last);
        let last = fresh.or_else(|| self.merged.last_key_value().map(|(last, _)| last));
        if last.is_none_or(|last| *last < id) {
            let new = new_row(schema, self.layer, &id, at, row, problems);
            return self.fresh.push((id, new));
        }
        self.settle();
        match self.merged.entry(id) {
            Slot::Occupied(slot) if slot.get().layer == self.layer => {
                let what =
                    format!("the id `{}` stands already at {}", slot.key(), slot.get().id_at);
                let remedy = "merge the two rows or give one another id";
                problems.push(Problem::error(at, what, remedy));
            }
            Slot::Occupied(slot) if slot.get().holds != schema.holds => {
                let (id_is, known) = (slot.key(), &slot.get().at);
                let what = format!("the id `{id_is}` belongs to another type at {known}");
                problems.push(Problem::error(at, what, "give this row another id"));
            }
            Slot::Occupied(mut slot) => {
                let known = slot.get_mut();
                (known.layer, known.id_at) = (self.layer, at);
                amend(known, row, problems);
            }
            Slot::Vacant(slot) => {
                let new = new_row(schema, self.layer, slot.key(), at, row, problems);
                slot.insert(new);
            }
        }
    }

    /// Puts the fresh rows among the others.
    fn settle(&mut self) {
        if self.merged.is_empty() {
            // at once, and not one by one
            self.merged = std::mem::take(&mut self.fresh).into_iter().collect();
        } else {
            self.merged.extend(self.fresh.drain(..));
        }
    }
}

/// The row of an id that is new.
fn new_row(
    schema: &Schema,
    layer: u32,
    id: &str,
    id_at: Location,
    row: Row,
    problems: &mut Vec<Problem>,
) -> Merged {
    if row.cell("name").is_none() {
        let what = format!("`{id}` has no name");
        problems.push(Problem::error(row.at.clone(), what, "fill the cell `name`"));
    }
    let mut new = Merged {
        holds: schema.holds,
        layer,
        id_at,
        at: row.at.clone(),
        values: Columns::default(),
        lists: Columns::default(),
        translated: Vec::new(),
        disabled: false,
    };
    amend(&mut new, row, problems);
    new
}

fn is_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn amend(known: &mut Merged, row: Row, problems: &mut Vec<Problem>) {
    known.at = row.at;
    // who says so is for the file's readers
    let is_told = |column: &str| !matches!(column, "id" | "source");
    for (column, cell) in row.cells.into_iter().filter(|(column, _)| is_told(column)) {
        if LISTS.contains(&column) {
            amend_list(known.lists.cell_or(column, Vec::new()), column, &cell, problems);
        } else if column == "disabled" {
            known.disabled = is_yes(&cell, problems);
        } else {
            known.values.0.retain(|(name, _)| *name != column);
            known.values.cell_or(column, (cell.text, cell.at));
        }
    }
}

fn is_yes(cell: &Cell, problems: &mut Vec<Problem>) -> bool {
    if !matches!(cell.text.as_str(), "yes" | "no") {
        let what = format!("`disabled` is `{}`", cell.text);
        problems.push(Problem::error(cell.at.clone(), what, "write yes, no or nothing"));
    }
    cell.text == "yes"
}

fn amend_list(
    list: &mut Vec<(String, Location)>,
    column: &str,
    cell: &Cell,
    problems: &mut Vec<Problem>,
) {
    let mut here = HashSet::new();
    for item in cell.items() {
        if !here.insert(item) {
            let what = format!("`{item}` stands twice in `{column}`");
            problems.push(Problem::error(cell.at.clone(), what, "keep one of the two"));
        } else if let Some(gone) = item.strip_prefix('-') {
            let before = list.len();
            list.retain(|(text, _)| text != gone.trim());
            if list.len() == before {
                let what = format!("`{gone}` is not in `{column}` of the layers before");
                problems.push(Problem::warning(cell.at.clone(), what, "check its spelling"));
            }
        } else if !list.iter().any(|(text, _)| text == item) {
            list.push((item.to_owned(), cell.at.clone()));
        }
    }
}
