//! SQLite: one file with every table and one for the run.
//!
//! Promises: the cells of the CSV tables with their types, nothing cut; indexes, a full-text search and
//! views as `schema.sql` has them; the same records give the same bytes. No key is claimed that an
//! input can break: an article's id may come twice, and an unknown name is no row of `entities`.

use super::aside::Whole;
use super::manifest::{Manifest, RUN, SCHEMA_VERSION};
use super::ready::{Ready, Sums};
use super::table::{Cell, CellKind, Column, Kept, Table};
use super::typed::{self, Lists, Row};
use super::{Failure, Finished, Options, Sink, Written};
use crate::error::{Error, Problem, Result};
use crate::location::Location;
use rusqlite::types::{ToSql, ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, params_from_iter};
use std::fmt::Write;
use std::io;
use std::path::Path;

/// Indexes, the full-text search and views, made when all rows are there.
const SCHEMA: &str = include_str!("schema.sql");

/// What marks the file as one of wiretag: `wtag`.
const APPLICATION: u32 = 0x7774_6167;

/// The file shows at its place only when it is whole: it needs no journal, and no waiting for the disk.
const SETTINGS: &str = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
    PRAGMA cache_size = -65536; BEGIN;";

/// All tables to a SQLite file.
pub(super) struct SqliteSink {
    // closed before the file is removed or put in place
    db: Connection,
    file: Whole,
    sums: Sums,
    kept: Kept,
}

impl SqliteSink {
    pub(super) fn begin(out: &Path, options: Options) -> std::result::Result<Self, Failure> {
        nobody_has_open(out)?;
        let file = Whole::begin(out, options.force)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let begun = Connection::open_with_flags(file.path(), flags).and_then(|db| {
            db.execute_batch(&begin(options.kept))?;
            Ok(db)
        });
        let db = begun.map_err(|e| file.failure(&io_error(e)))?;
        Ok(Self { db, file, sums: Sums::default(), kept: options.kept })
    }

    fn rows(&self, name: &str, columns: &[Column], rows: &[Row]) -> Written {
        if rows.is_empty() {
            return Ok(());
        }
        let write = || {
            let marks = vec!["?"; columns.len()].join(", ");
            let insert = format!("INSERT INTO \"{name}\" VALUES ({marks})");
            let mut insert = self.db.prepare_cached(&insert)?;
            rows.iter().try_for_each(|row| insert.execute(params_from_iter(row)).map(drop))
        };
        write().map_err(|e| self.file.failure(&io_error(e)))
    }

    fn table(&self, table: Table, rows: &[Row]) -> Written {
        self.rows(table.name(), table.with(self.kept), rows)
    }
}

impl Sink for SqliteSink {
    fn record(&mut self, ready: Ready) -> Written {
        self.sums.add(ready.sums);
        let rows = Table::ALL.into_iter().zip(&ready.rows);
        rows.into_iter().try_for_each(|(table, rows)| self.table(table, rows))
    }

    fn problem(&mut self, problem: &Problem) -> Written {
        self.table(Table::Errors, &[typed::problem(problem)])
    }

    fn finish(self: Box<Self>, manifest: &Manifest) -> Finished {
        for table in Table::ALL {
            self.table(table, &typed::sums(table, &self.sums, Lists::Joined))?;
        }
        let run = manifest.rows().map_err(|e| self.file.failure(&e))?;
        self.rows("run", RUN, &run)?;
        let Self { db, file, .. } = *self;
        let done = db.execute_batch(SCHEMA).and_then(|()| db.execute_batch("COMMIT"));
        done.and_then(|()| db.close().map_err(|(_, e)| e))
            .map_err(|e| file.failure(&io_error(e)))?;
        nobody_has_open(file.out())?;
        file.place()?;
        Ok(Vec::new())
    }
}

/// Refuses a place where a journal lies: SQLite would take it for one of the new file.
fn nobody_has_open(out: &Path) -> Result<()> {
    for ending in ["-wal", "-journal"] {
        let mut name = out.as_os_str().to_owned();
        name.push(ending);
        if Path::new(&name).exists() {
            let at = Location::file(out.display().to_string());
            let what = format!("another program has this file open: {} is there", name.display());
            let remedy = "close it there, or name another file with -o";
            return Err(Error::new(at, what, remedy));
        }
    }
    Ok(())
}

/// Settings and empty tables.
fn begin(kept: Kept) -> String {
    let mut sql = SETTINGS.to_owned();
    let _ = write!(
        sql,
        "PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {SCHEMA_VERSION};"
    );
    for table in Table::ALL {
        sql += &create(table.name(), table.with(kept), key(table));
    }
    sql + &create("run", RUN, &["key"])
}

/// The columns that tell the rows of a table apart, where there are any.
fn key(table: Table) -> &'static [&'static str] {
    match table {
        Table::Entities => &["type", "entity"],
        Table::Unknown => &["type", "id"],
        Table::Articles | Table::Mentions | Table::Topics | Table::Rejected | Table::Errors => &[],
    }
}

/// Makes a table; what a column holds is said beside it, for who looks at `.schema`.
fn create(name: &str, columns: &[Column], key: &[&str]) -> String {
    let mut sql = format!("CREATE TABLE \"{name}\" (\n");
    let (last, end) = (columns.len().saturating_sub(1), if key.is_empty() { "" } else { "," });
    for (i, Column { name, kind, about }) in columns.iter().enumerate() {
        let comma = if i == last { end } else { "," };
        let (name, kind) = (name.replace('"', "\"\""), type_of(*kind, name));
        let _ = writeln!(sql, "  \"{name}\"{kind}{comma} -- {about}");
    }
    if !key.is_empty() {
        let _ = writeln!(sql, "  PRIMARY KEY (\"{}\")", key.join("\", \""));
    }
    sql + ");\n"
}

/// The type of a column, with a space before it; the values of the run are of any.
fn type_of(kind: CellKind, name: &str) -> &'static str {
    match kind {
        _ if name == "value" => "",
        CellKind::Integer | CellKind::Bool => " INTEGER",
        CellKind::Number(_) => " REAL",
        CellKind::Text
        | CellKind::Date
        | CellKind::Day
        | CellKind::Address
        | CellKind::Prose
        | CellKind::List => " TEXT",
    }
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Cell::Empty => ToSqlOutput::Borrowed(ValueRef::Null),
            Cell::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Cell::Integer(n) => {
                ToSqlOutput::Owned(Value::Integer(i64::try_from(*n).unwrap_or(i64::MAX)))
            }
            Cell::Number(x) => ToSqlOutput::Owned(Value::Real(*x)),
            Cell::Bool(yes) => ToSqlOutput::Owned(Value::Integer((*yes).into())),
            Cell::List(texts) => ToSqlOutput::Owned(Value::Text(texts.join("; "))),
        })
    }
}

fn io_error(error: rusqlite::Error) -> io::Error {
    let kind = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => io::ErrorKind::StorageFull,
        Some(ErrorCode::PermissionDenied | ErrorCode::ReadOnly) => io::ErrorKind::PermissionDenied,
        _ => io::ErrorKind::Other,
    };
    io::Error::new(kind, error)
}
