//! Records to files: folders of CSV or Parquet tables, workbooks, SQLite files, JSONL, text with carets.
//!
//! Promises: the same columns in the same order in every format (`table.rs` has the only list); a
//! result appears at its place when it is whole, or not at all; an existing one is replaced only by
//! `force`, and nothing that wiretag did not write is deleted; the same records give the same
//! bytes. To add a format is to add a file with a [`Sink`], a row in `format.rs` and a line in
//! [`open`].

mod annotations;
#[cfg(test)]
mod appended;
mod aside;
mod brat;
mod caret;
mod columns;
mod csv;
mod entities;
mod fips;
mod format;
mod gkg;
mod journal;
mod jsonl;
mod lines;
mod look;
mod manifest;
mod older;
mod parquet;
mod past;
mod points;
#[cfg(test)]
mod readback;
mod ready;
mod rows;
#[cfg(test)]
mod sample;
mod sheets;
mod sqlite;
mod table;
mod tables;
#[cfg(test)]
mod tests;
mod typed;
mod unknown;
mod when;
mod why;
mod xlsx;

use crate::error::{Error, Problem};
use crate::location::Location;
use aside::Output;
use std::collections::HashSet;
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use self::csv::csv_text;
pub use caret::{Layout, explain};
pub use format::Format;
pub use journal::{Done, Earlier, Journal, Tagged, key_of};
pub use manifest::{Counts, Manifest, SCHEMA_VERSION};
pub use ready::Ready;
pub use sheets::{Sheet, Sheets};
pub use table::{Cell, CellKind, Column, Kept, Table};
pub use tables::{ArticleText, TableRow, Tables, TextZone};
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
    fn problem(&mut self, _problem: &Problem) -> Written {
        Ok(())
    }

    /// The ids of the articles that the result has already.
    fn known(&self) -> Arc<HashSet<String>> {
        Arc::default()
    }

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
    /// Come after a run that was stopped, perhaps while its result was put in place: what it wrote aside is
    /// removed, and a folder that it had half filled is filled.
    pub follows: bool,
    /// Add to an older result, if there is one.
    pub append: bool,
    /// Add the document's own text to JSONL.
    pub text: bool,
    /// Add the zones of that text to JSONL.
    pub zones: bool,
    /// Begin each CSV file with a byte order mark, for spreadsheets that else take it for another
    /// encoding.
    pub bom: bool,
    /// Columns that are carried along from the inputs.
    pub kept: Kept,
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
    if options.bom && !matches!(format, Format::Folder | Format::Table(_)) {
        let remedy = "leave it out: the other formats say how they are encoded";
        let at = Location::file("--bom");
        return Err(Error::new(at, "only CSV tables begin with a byte order mark", remedy).into());
    }
    if out == "-" && !options.append {
        return stream(format, options, io::stdout());
    }
    if options.append {
        may_append(out, format)?;
        if holds_something(Path::new(out)) {
            return append(out, format, options);
        }
    }
    if options.follows {
        aside::tidy(Path::new(out))?;
    }
    let file = || Output::file(Path::new(out), options.force);
    Ok(match format {
        Format::Folder => Box::new(csv::FolderSink::begin(Path::new(out), options)?),
        Format::Workbook => {
            Box::new(xlsx::WorkbookSink::begin(Path::new(out), options, xlsx::EXCEL)?)
        }
        Format::Sqlite => Box::new(sqlite::SqliteSink::begin(Path::new(out), options)?),
        Format::Gkg => Box::new(gkg::GkgSink::new(file()?)),
        Format::Jsonl | Format::Annotations => Box::new(jsonl::JsonlSink::new(file()?)),
        Format::Brat => Box::new(brat::BratSink::begin(Path::new(out))?),
        Format::Parquet => Box::new(parquet::FolderSink::begin(Path::new(out), options)?),
        Format::Table(table) => Box::new(csv::TableSink::begin(table, file()?, options)?),
        Format::ParquetTable(table) => {
            Box::new(parquet::TableSink::begin(table, file()?, options)?)
        }
    })
}

/// Refuses to add to what cannot be added to.
fn may_append(out: &str, format: Format) -> crate::Result<()> {
    let (what, remedy) = match format {
        _ if out == "-" => {
            ("there is nothing to add to on standard output", "name a folder or file with -o")
        }
        Format::Folder | Format::Jsonl | Format::Sqlite | Format::Parquet => return Ok(()),
        Format::Workbook => (
            "a workbook can't be added to",
            "add to a SQLite file, a folder of tables or JSONL, or tag all articles anew with --force",
        ),
        Format::Table(_) | Format::ParquetTable(_) => (
            "one table can't be added to: it does not say which articles it is of",
            "add to a folder with all tables",
        ),
        Format::Gkg | Format::Brat | Format::Annotations => (
            "this format can't be added to",
            "tag into another output, or add to a folder of tables, a SQLite file or JSONL",
        ),
    };
    Err(Error::new(Location::file(out), what, remedy))
}

/// Whether there is a file, or a folder with files in it.
fn holds_something(out: &Path) -> bool {
    let is_empty = || out.read_dir().is_ok_and(|mut files| files.next().is_none());
    out.exists() && !is_empty()
}

/// Begins to add to a result.
fn append(
    out: &str,
    format: Format,
    options: Options,
) -> std::result::Result<Box<dyn Sink>, Failure> {
    let out = Path::new(out);
    Ok(match format {
        Format::Jsonl => Box::new(jsonl::JsonlSink::append(out, options)?),
        Format::Sqlite => Box::new(sqlite::SqliteSink::append(out, options.kept)?),
        Format::Parquet => Box::new(parquet::FolderSink::append(out, options.kept)?),
        _ => Box::new(csv::FolderSink::append(out, options.kept)?),
    })
}

/// Begins a result on a stream.
///
/// # Errors
/// The format is no stream of lines, or the header could not be written.
pub fn stream(
    format: Format,
    options: Options,
    to: impl Write + Send + 'static,
) -> std::result::Result<Box<dyn Sink>, Failure> {
    let to = Output::stream(to);
    Ok(match format {
        Format::Gkg => Box::new(gkg::GkgSink::new(to)),
        Format::Jsonl | Format::Annotations => Box::new(jsonl::JsonlSink::new(to)),
        Format::Table(table) => Box::new(csv::TableSink::begin(table, to, options)?),
        Format::ParquetTable(table) => Box::new(parquet::TableSink::begin(table, to, options)?),
        Format::Folder | Format::Workbook | Format::Sqlite | Format::Parquet | Format::Brat => {
            let remedy = "name a file or folder with -o, or write JSONL, or one table with --table";
            return Err(Error::new(stdout(), "this format can't go to a stream", remedy).into());
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
