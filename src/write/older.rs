//! The rows of a Parquet table that wiretag wrote, to add to them or to read them back.
//!
//! Promises: rows come one at a time, with the cells they were written with.

use super::parquet::KEY;
use super::past::{OTHER_COLUMNS, other_columns};
use super::table::{Cell, Column};
use super::typed::Row;
use crate::error::Result;
use crate::location::Location;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::{Field, ListAccessor};
use jiff::civil::Date;
use jiff::{Span, Timestamp};
use serde_json::Value;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Hands each row of a table to `put`.
///
/// # Errors
/// The table has other columns or is damaged, or `put` failed.
pub(super) fn rows(
    columns: &[Column],
    file: File,
    at: &Location,
    mut put: impl FnMut(Row) -> Result<()>,
) -> Result<()> {
    each_row(file, at, |names, row| match row {
        Some(row) => put(row),
        None if names.iter().copied().eq(columns.iter().map(|column| column.name)) => Ok(()),
        None => Err(other_columns(at.clone(), OTHER_COLUMNS)),
    })
}

/// Hands the names of a table's columns to `put`, first alone, then with each row.
///
/// # Errors
/// The table is damaged, or `put` failed.
pub(super) fn each_row(
    file: File,
    at: &Location,
    put: impl FnMut(&[&str], Option<Row>) -> Result<()>,
) -> Result<()> {
    guarded(at, || each(file, at, put))
}

/// The run manifest in the metadata of a table; `Null` where there is none.
///
/// # Errors
/// The table is damaged.
pub(super) fn run(file: File, at: &Location) -> Result<Value> {
    guarded(at, || {
        let damaged = |_| other_columns(at.clone(), DAMAGED);
        let file = SerializedFileReader::new(file).map_err(damaged)?;
        let told = file.metadata().file_metadata().key_value_metadata();
        let run = told.into_iter().flatten().find(|told| told.key == KEY);
        let json = run.and_then(|run| run.value.as_deref());
        Ok(json.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default())
    })
}

/// Does some of the crate's work: a damaged table may make it panic.
fn guarded<T>(at: &Location, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let read = catch_unwind(AssertUnwindSafe(work));
    read.unwrap_or_else(|_| Err(other_columns(at.clone(), DAMAGED)))
}

const DAMAGED: &str = "this table is damaged";

fn each(
    file: File,
    at: &Location,
    mut put: impl FnMut(&[&str], Option<Row>) -> Result<()>,
) -> Result<()> {
    let damaged = |_| other_columns(at.clone(), DAMAGED);
    let file = SerializedFileReader::new(file).map_err(damaged)?;
    let fields = file.metadata().file_metadata().schema().get_fields();
    let names: Vec<&str> = fields.iter().map(|field| field.name()).collect();
    put(&names, None)?;
    for row in file.get_row_iter(None).map_err(damaged)? {
        let row = row.map_err(damaged)?;
        put(&names, Some(row.get_column_iter().map(|(_, field)| cell(field)).collect()))?;
    }
    Ok(())
}

fn cell(field: &Field) -> Cell<'static> {
    match field {
        Field::Str(text) => Cell::text(text.clone()),
        Field::Bool(yes) => Cell::Bool(*yes),
        Field::Long(n) => u64::try_from(*n).map_or(Cell::Empty, Cell::Integer),
        Field::Double(x) => Cell::Number(*x),
        Field::Date(days) => day(*days).map_or(Cell::Empty, Cell::text),
        Field::TimestampMicros(n) => {
            Timestamp::from_microsecond(*n).map_or(Cell::Empty, |time| Cell::text(shown(time)))
        }
        Field::ListInternal(list) => {
            Cell::list((0..list.len()).filter_map(|at| list.get_string(at).ok().cloned()))
        }
        _ => Cell::Empty,
    }
}

/// A time; a day was written as its first moment.
fn shown(time: Timestamp) -> String {
    let text = time.to_string();
    text.strip_suffix("T00:00:00Z").map_or_else(|| text.clone(), str::to_owned)
}

fn day(days: i32) -> Option<String> {
    let first = Date::new(1970, 1, 1).ok()?;
    Some(first.checked_add(Span::new().try_days(days).ok()?).ok()?.to_string())
}
