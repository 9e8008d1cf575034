//! Foreign lists of names in, rows of a gazetteer out.
//!
//! Promises: what is written passes the check of gazetteers; every record that was read is written,
//! merged into another, or left out with its place and a reason; the outcome depends on the contents
//! of the files and the options alone. A file that is not of the format is an error that says what it
//! looks like. Files are opened by the caller, so that this floor needs no reader.
//!
//! To add a format: a file here that turns its records into [`Found`], a line in [`Format::ALL`], a
//! fixture in `fixtures/import/`, a case in `tests/import.rs` and a section in `docs/import.md`.

mod base;
mod capitals;
mod collect;
mod delimited;
mod flashtext;
mod gate;
mod geonames;
mod ids;
mod json;
mod list;
mod names;
mod ofac;
mod opensanctions;
mod popolo;
mod rdf;
mod roles;
mod ror;
mod rows;
mod senzing;
mod skos;
mod source;
mod spacy;
mod sparql;
mod spell;
mod wikidata;
mod wikidata_types;

use super::{Gazetteer, Kind};
use crate::error::{Error, Problem, Result};
pub use crate::gazetteer::LEFT_OUT;
use crate::location::Location;
use collect::{Collector, Found};
use source::Source;
use std::collections::BTreeMap;
use std::fmt;

pub use collect::LeftOut;

/// What the rows of a gazetteer file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowType {
    /// Entities of one type.
    Entity(Kind),
    /// Topics.
    Topic,
}

impl RowType {
    /// All, by name.
    pub const ALL: [Self; 6] = [
        Self::Entity(Kind::Agreement),
        Self::Entity(Kind::Country),
        Self::Entity(Kind::Organization),
        Self::Entity(Kind::Person),
        Self::Entity(Kind::Place),
        Self::Topic,
    ];

    /// Its name in flags, which is also the first part of the name of its files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Entity(kind) => kind.plural(),
            Self::Topic => "topics",
        }
    }

    /// The type of that name, if there is one.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|of| of.name() == name)
    }

    /// The type of the rows of a file of that name, such as `people-ministers.csv`.
    pub fn of_file(name: &str) -> Option<Self> {
        crate::gazetteer::load::schema_of(name).and_then(|schema| Self::named(schema.stem))
    }

    /// One of them, with its article: `a person`.
    fn one(self) -> &'static str {
        match self {
            Self::Entity(Kind::Agreement) => "an agreement",
            Self::Entity(Kind::Country) => "a country",
            Self::Entity(Kind::Organization) => "an organization",
            Self::Entity(Kind::Person) => "a person",
            Self::Entity(Kind::Place) => "a place",
            Self::Topic => "a topic",
        }
    }
}

/// How lists are imported.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Which rows are wanted; `None`: all types that the format tells apart.
    pub of: Option<RowType>,
    /// The language of labels, a BCP 47 primary tag; empty means `en`.
    pub language: String,
    /// For tables: our column, and the name of theirs that holds it.
    pub columns: Vec<(String, String)>,
    /// For tables: what separates the items of a list; empty means `;`.
    pub separator: String,
    /// What the rows are to lie on: known entries are amended, their ids kept.
    pub base: Gazetteer,
    /// Rows are to stand alone: the base is asked for the codes of countries only.
    pub alone: bool,
}

impl Options {
    fn language(&self) -> &str {
        if self.language.is_empty() { "en" } else { &self.language }
    }

    fn separator(&self) -> &str {
        if self.separator.is_empty() { ";" } else { &self.separator }
    }
}

/// The outcome of [`import`].
#[derive(Clone, Debug)]
pub struct Imported {
    /// The files, one a type, at least one.
    pub tables: Vec<Table>,
    /// Records read.
    pub read: usize,
    /// Records that said more of another one, and are part of its row.
    pub merged: usize,
    /// Records that are not written, and cells that were emptied, by place.
    pub left_out: Vec<LeftOut>,
    /// Spellings that were dropped from rows that are written: the reason, and how many.
    pub spellings: BTreeMap<&'static str, usize>,
    /// What is wrong with records and files, by place.
    pub problems: Vec<Problem>,
}

/// A gazetteer file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What its rows are.
    pub of: RowType,
    /// Its text: CSV with a header, sorted by id.
    pub csv: String,
    /// Number of rows.
    pub rows: usize,
}

impl Imported {
    /// Number of rows written.
    pub fn written(&self) -> usize {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// How many records were left out for each reason, most first.
    pub fn reasons(&self) -> Vec<(String, usize)> {
        collect::reasons(&self.left_out)
    }

    /// All that was left out as CSV, with the columns place, name and reason.
    pub fn left_out_csv(&self) -> String {
        collect::left_out_csv(&self.left_out)
    }
}

/// A kind of foreign list.
#[derive(Clone, Copy)]
pub struct Format {
    /// Its name in flags.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// Whether a text can be of this format.
    looks: fn(&str) -> bool,
    read: fn(&Source, &mut Collector<'_>),
}

impl Format {
    /// Every format; the first that a text looks like is what it is said to be.
    #[rustfmt::skip]
    pub const ALL: &'static [Self] = &[
        Self { name: "geonames", about: "GeoNames: cities, admin1CodesASCII, countryInfo", looks: geonames::looks, read: geonames::read },
        Self { name: "ofac", about: "OFAC: SDN.CSV with ALT.CSV beside it", looks: ofac::looks, read: ofac::read },
        Self { name: "wikidata", about: "Wikidata: entities as JSON, results of queries as CSV, TSV or JSON", looks: wikidata::looks, read: wikidata::read },
        Self { name: "opensanctions", about: "OpenSanctions: targets.simple.csv, FollowTheMoney JSON lines", looks: opensanctions::looks, read: opensanctions::read },
        Self { name: "senzing", about: "Senzing: JSON lines", looks: senzing::looks, read: senzing::read },
        Self { name: "popolo", about: "Popolo: people, organizations and areas as JSON", looks: popolo::looks, read: popolo::read },
        Self { name: "ror", about: "Research Organization Registry, versions 1 and 2", looks: ror::looks, read: ror::read },
        Self { name: "skos", about: "SKOS thesauri: Turtle, RDF/XML, JSON-LD", looks: skos::looks, read: skos::read },
        Self { name: "spacy", about: "spaCy EntityRuler patterns as JSON lines", looks: spacy::looks, read: spacy::read },
        Self { name: "flashtext", about: "FlashText: JSON object of names and their spellings", looks: flashtext::looks, read: flashtext::read },
        Self { name: "gate", about: "GATE: lists.def with its .lst files, or one .lst file", looks: gate::looks, read: gate::read },
        Self { name: "csv", about: "a table with a header, comma or semicolon between cells", looks: delimited::looks, read: delimited::read_csv },
        Self { name: "tsv", about: "a table with a header, tabs between cells", looks: delimited::looks, read: delimited::read_tsv },
        Self { name: "list", about: "plain text, one name a line, # before comments", looks: list::looks, read: list::read },
    ];

    /// The format of that name, if there is one.
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|format| format.name == name)
    }

    /// What is said of a file that is not of this format.
    fn mistaken(&self, at: &Location, text: &str) -> Problem {
        let what = format!("this is not {}", self.name);
        if text.trim().is_empty() {
            return Problem::error(at.clone(), "the file is empty", "check what wrote it");
        }
        let telling = |format: &&Self| !matches!(format.name, "gate" | "csv" | "tsv" | "list");
        match Self::ALL.iter().filter(telling).find(|format| (format.looks)(text)) {
            Some(other) => {
                let what = format!("{what}; it looks like {}", other.about);
                Problem::error(at.clone(), what, format!("give `--from {}`", other.name))
            }
            None => {
                let what = format!("{what}; it looks like {}", source::likeness(text));
                let remedy = format!("name the file of {}, or another format", self.about);
                Problem::error(at.clone(), what, remedy)
            }
        }
    }
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Turns the lists in `files`, all of one format, into rows. `open` gives the text of a file, also of
/// those that belong to one of `files` and lie beside it (the lists of `lists.def`, `ALT.CSV`).
///
/// # Errors
/// Every mistake there is, if there is no row to write.
pub fn import(
    format: &Format,
    files: &[String],
    options: &Options,
    open: &mut dyn FnMut(&str) -> Result<String>,
) -> Result<Imported> {
    let mut collector = Collector::new(options, files, open);
    for file in files {
        let Some(source) = collector.open(file) else {
            continue;
        };
        if (format.looks)(&source.text) {
            (format.read)(&source, &mut collector);
        } else {
            collector.problems.push(format.mistaken(&source.at, &source.text));
        }
    }
    let imported = rows::made(collector);
    if imported.written() > 0 {
        return Ok(imported);
    }
    let mut problems = imported.problems.clone();
    if imported.read > 0 || problems.is_empty() {
        problems.push(nothing_usable(&imported, files));
    }
    Error::all(problems).map_or(Ok(imported), Err)
}

fn nothing_usable(imported: &Imported, files: &[String]) -> Problem {
    let at = Location::file(files.first().map_or("-", String::as_str));
    let reasons: Vec<String> =
        imported.reasons().iter().take(5).map(|(reason, n)| format!("{n}: {reason}")).collect();
    let why = if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join(", ")) };
    let what = match imported.read {
        0 => "there is no record in it".to_owned(),
        1 => format!("its one record is not usable{why}"),
        n => format!("none of {n} records is usable{why}"),
    };
    let remedy = match imported.reasons().as_slice() {
        [(reason, _)] if reason == ids::KNOWN => {
            "there is nothing to add; `--no-bundled` writes it all the same"
        }
        _ => "check --from and --type; `docs/import.md` says what each needs",
    };
    Problem::error(at, what, remedy)
}

/// Whether a text is a QID of Wikidata.
fn is_qid(text: &str) -> bool {
    text.strip_prefix('Q').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}
