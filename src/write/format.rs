//! Which format a result has: what the name of an output and the flags ask for.
//!
//! Promises: a format that was named counts before the ending; a name that could be meant for another
//! format is refused with what to write instead. To add a format is to add a row to [`NAMES`].

use super::Table;
use crate::error::{Error, Result};
use crate::location::Location;
use std::path::Path;

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
    /// A folder with every table as Parquet and the run manifest.
    Parquet,
    /// A line an article, as the GDELT Global Knowledge Graph 2.1 has it.
    Gkg,
    /// A folder with the text and the mentions of each article, for the annotation tool brat.
    Brat,
    /// One W3C web annotation a line, in JSON-LD.
    Annotations,
    /// One table as CSV.
    Table(Table),
    /// One table as Parquet.
    ParquetTable(Table),
}

/// What a format is called, how the names of its files end (the first one is told), and the format
/// itself. A folder has no ending: what stands there are the endings of one table.
const NAMES: [(&str, &[&str], Format); 8] = [
    ("csv", &["csv"], Format::Folder),
    ("jsonl", &["jsonl"], Format::Jsonl),
    ("xlsx", &["xlsx"], Format::Workbook),
    ("sqlite", &["sqlite", "sqlite3", "db"], Format::Sqlite),
    ("parquet", &["parquet"], Format::Parquet),
    ("gkg", &["gkg", "gkg.csv"], Format::Gkg),
    ("brat", &[], Format::Brat),
    ("annotations", &["annotations.jsonl"], Format::Annotations),
];

impl Format {
    /// The names of all formats, in the order in which they are shown.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, ..)| *name)
    }

    /// The format for an output of that name (`-` is standard output); `table` and `format` are the
    /// names of the one table and of the format that were asked for, if any were.
    ///
    /// # Errors
    /// A name is not known, or the three do not go together.
    pub fn of(out: &str, table: Option<&str>, format: Option<&str>) -> Result<Self> {
        let table = table.map(named_table).transpose()?;
        let ending = ending(out);
        let format = match (format.map(named).transpose()?, ending) {
            (Some(format), _) => format,
            (None, Some(ending)) => of_ending(out, ending)?,
            (None, None) if out == "-" && table.is_none() => Self::Jsonl,
            (None, None) => Self::Folder,
        };
        match table {
            Some(table) => format.of_table(out, table),
            None => format.of_all(out, ending),
        }
    }

    /// One table in this format.
    fn of_table(self, out: &str, table: Table) -> Result<Self> {
        let is_file = out == "-" || ending(out).is_some();
        match self {
            Self::Folder if is_file => Ok(Self::Table(table)),
            Self::Parquet if is_file => Ok(Self::ParquetTable(table)),
            _ => {
                let what = format!("one table ({}) does not go to this output", table.name());
                let remedy = "name a .csv or .parquet file with -o, or - for standard output";
                Err(Error::new(Location::file(out), what, remedy))
            }
        }
    }

    /// All tables in this format.
    fn of_all(self, out: &str, ending: Option<&str>) -> Result<Self> {
        let known = ending.filter(|ending| known(ending).is_some());
        match (self, known) {
            (Self::Brat, Some(ending)) => {
                let what = format!("a folder of annotated texts is no .{ending} file");
                Err(Error::new(Location::file(out), what, "name a folder with -o"))
            }
            (Self::Folder | Self::Parquet, Some(ending)) => {
                let what = format!("one .{ending} file can't hold all tables");
                let remedy = match self {
                    Self::Parquet => {
                        "name a folder with -o and give --format parquet, or name the table with \
                         --table, such as --table mentions"
                    }
                    _ => {
                        "name a folder, a .xlsx or a .sqlite file with -o, or the table with \
                         --table, such as --table mentions"
                    }
                };
                Err(Error::new(Location::file(out), what, remedy))
            }
            _ => Ok(self),
        }
    }
}

/// The format of that name.
fn named(name: &str) -> Result<Format> {
    let found = NAMES.iter().find(|(known, ..)| *known == name);
    found.map(|(.., format)| *format).ok_or_else(|| {
        let names: Vec<&str> = Format::names().collect();
        let at = Location::file("--format");
        let what = format!("there is no format `{name}`");
        Error::new(at, what, format!("name one of {}", names.join(", ")))
    })
}

/// The format whose files end so.
pub(super) fn known(ending: &str) -> Option<Format> {
    let found = NAMES.iter().find(|(_, endings, _)| endings.contains(&ending));
    found.map(|(.., format)| *format)
}

fn of_ending(out: &str, ending: &str) -> Result<Format> {
    known(ending).ok_or_else(|| {
        let what = format!("the ending .{ending} names no format");
        let remedy = "end it in .jsonl, .xlsx or .sqlite, in .csv or .parquet with --table, or in / \
                      for a folder of tables; or name the format with --format";
        Error::new(Location::file(out), what, remedy)
    })
}

/// The ending of a file's name, the longest that is known; a folder has none.
pub(super) fn ending(out: &str) -> Option<&str> {
    if out.ends_with(std::path::is_separator) || Path::new(out).is_dir() {
        return None;
    }
    let name = Path::new(out).file_name()?.to_str()?;
    let mut endings = name.match_indices('.').map(|(dot, _)| &name[dot + 1..]);
    let longest = endings.find(|ending| known(ending).is_some());
    longest.or_else(|| Path::new(out).extension()?.to_str())
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
