//! Records to files: folders of CSV tables, workbooks, SQLite files, JSONL, text with carets.
//!
//! Promises: the same columns in the same order in every format (`table.rs` has the only list); a
//! result appears at its place when it is whole, or not at all; an existing one is replaced only by
//! `force`, and nothing that wiretag did not write is deleted; the same records give the same
//! bytes. To add a format is to add a file with a [`Sink`], an ending in [`Format::of_path`] and a
//! line in [`open`].

mod aside;
mod caret;
mod csv;
mod entities;
mod jsonl;
mod lines;
mod manifest;
mod points;
#[cfg(test)]
mod readback;
mod ready;
mod rows;
#[cfg(test)]
mod sample;
mod sqlite;
mod table;
#[cfg(test)]
mod tests;
mod typed;
mod unknown;
mod why;
mod xlsx;

use crate::error::{Error, Problem, Result};
use crate::location::Location;
use aside::Output;
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

pub use self::csv::csv_text;
pub use caret::{Layout, explain};
pub use manifest::{Counts, Manifest, SCHEMA_VERSION};
pub use ready::Ready;
pub use table::{CellKind, Column, Table};
pub use why::why;

/// The name of the run manifest in a folder of tables.
pub const MANIFEST: &str = "run.json";

/// What a write returns.
pub type Written = std::result::Result<(), Failure>;

/// What the end of a result returns.
pub type Finished = std::result::Result<Vec<Problem>, Failure>;

/// Where records go, one after another.
pub trait Sink {
    /// Writes the record of an article, which was made ready for the format of this sink.
    ///
    /// # Errors
    /// The reader went away, or the system refused.
    fn record(&mut self, ready: Ready) -> Written;

    /// Writes why a document failed; formats without a place for it leave it out.
    ///
    /// # Errors
    /// As [`Sink::record`].
    fn problem(&mut self, problem: &Problem) -> Written;

    /// Writes what is left and puts the result in place. A sink that is dropped instead leaves
    /// nothing. Returns warnings: what the format could not hold as it is.
    ///
    /// # Errors
    /// As [`Sink::record`].
    fn finish(self: Box<Self>, manifest: &Manifest) -> Finished;
}

/// Why a write failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Who reads the output has seen enough (`| head`): success, for a command.
    BrokenPipe,
    /// Anything else.
    Other(Error),
}

impl Failure {
    fn io(at: Location, cause: &io::Error) -> Self {
        match cause.kind() {
            io::ErrorKind::BrokenPipe => Self::BrokenPipe,
            _ => Self::Other(Error::io(at, "write", cause)),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BrokenPipe => f.write_str("the reader of the output went away"),
            Self::Other(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Failure {}

/// How to write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Replace an older result.
    pub force: bool,
    /// Add the document's own text to JSONL.
    pub text: bool,
    /// Add the zones of that text to JSONL.
    pub zones: bool,
}

/// What to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A folder with every table as CSV and the run manifest.
    Folder,
    /// An XLSX workbook with a sheet for every table and one for the run.
    Workbook,
    /// A SQLite file with every table and one for the run.
    Sqlite,
    /// One record a line.
    Jsonl,
    /// One table as CSV.
    Table(Table),
}

impl Format {
    /// The format that the name of an output asks for (`-` is standard output), and the table, if
    /// one was asked for.
    ///
    /// # Errors
    /// The ending is not known, or does not go with the table.
    pub fn of_path(out: &str, table: Option<&str>) -> Result<Self> {
        let table = table.map(named_table).transpose()?;
        let no = |what: String, remedy: &str| Err(Error::new(Location::file(out), what, remedy));
        match (ending(out), table) {
            (Some("csv"), Some(table)) | (_, Some(table)) if is_one_file(out) => {
                Ok(Self::Table(table))
            }
            (_, Some(table)) => {
                let what = format!("one table ({}) does not go to this output", table.name());
                no(what, "name a .csv file with -o, or - for standard output")
            }
            (Some("csv"), None) => {
                let what = "one .csv file can't hold all tables".into();
                no(
                    what,
                    "name a folder, a .xlsx or a .sqlite file with -o, or the table with --table, \
                     such as --table mentions",
                )
            }
            (Some("jsonl"), None) => Ok(Self::Jsonl),
            (Some("xlsx"), None) => Ok(Self::Workbook),
            (Some("sqlite" | "sqlite3" | "db"), None) => Ok(Self::Sqlite),
            (None, None) if out == "-" => Ok(Self::Jsonl),
            (None, None) => Ok(Self::Folder),
            (Some(other), None) => {
                let what = format!("the ending .{other} names no format");
                no(
                    what,
                    "end it in .jsonl, .xlsx or .sqlite, in .csv with --table, or in / for a folder \
                     of tables",
                )
            }
        }
    }
}

fn is_one_file(out: &str) -> bool {
    out == "-" || ending(out) == Some("csv")
}

/// The ending of a file's name; a folder has none.
fn ending(out: &str) -> Option<&str> {
    if out.ends_with(std::path::is_separator) || Path::new(out).is_dir() {
        return None;
    }
    Path::new(out).extension()?.to_str()
}

fn named_table(name: &str) -> Result<Table> {
    Table::named(name).ok_or_else(|| {
        let names = Table::ALL.map(Table::name).join(", ");
        Error::new(
            Location::file("--table"),
            format!("there is no table `{name}`"),
            format!("name one of {names}"),
        )
    })
}

/// Begins a result at `out`; `-` is standard output.
///
/// # Errors
/// Something is there that may not be replaced, or the system refused.
pub fn open(
    out: &str,
    format: Format,
    options: Options,
) -> std::result::Result<Box<dyn Sink>, Failure> {
    if out == "-" {
        return stream(format, io::stdout());
    }
    let file = || Output::file(Path::new(out), options.force);
    Ok(match format {
        Format::Folder => Box::new(csv::FolderSink::begin(Path::new(out), options.force)?),
        Format::Workbook => {
            Box::new(xlsx::WorkbookSink::begin(Path::new(out), options.force, xlsx::EXCEL)?)
        }
        Format::Sqlite => Box::new(sqlite::SqliteSink::begin(Path::new(out), options.force)?),
        Format::Jsonl => Box::new(jsonl::JsonlSink::new(file()?)),
        Format::Table(table) => Box::new(csv::TableSink::begin(table, file()?)?),
    })
}

/// Begins a result on a stream.
///
/// # Errors
/// The format is no stream of lines, or the header could not be written.
pub fn stream(
    format: Format,
    to: impl Write + Send + 'static,
) -> std::result::Result<Box<dyn Sink>, Failure> {
    let to = Output::stream(to);
    Ok(match format {
        Format::Jsonl => Box::new(jsonl::JsonlSink::new(to)),
        Format::Table(table) => Box::new(csv::TableSink::begin(table, to)?),
        Format::Folder | Format::Workbook | Format::Sqlite => {
            let remedy = "write JSONL, or one table with --table";
            return Err(Error::new(stdout(), "all tables can't go to a stream", remedy).into());
        }
    })
}

/// Writes files, each whole or not at all; none is put in place before all are written.
///
/// # Errors
/// One of them is there already and `force` is not set, or the system refused.
pub fn files(
    files: &[(PathBuf, impl AsRef<[u8]>)],
    force: bool,
) -> std::result::Result<(), Failure> {
    let mut outputs = Vec::new();
    for (path, bytes) in files {
        let mut output = Output::file(path, force)?;
        output.write_all(bytes.as_ref()).map_err(|cause| output.failure(&cause))?;
        outputs.push(output);
    }
    outputs.into_iter().try_for_each(Output::place)
}

fn stdout() -> Location {
    Location::file("-")
}
