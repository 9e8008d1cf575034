//! The rows of a Parquet table that wiretag wrote, to add to them.
//!
//! Promises: rows come one at a time, with the cells they were written with.

use super::past::{OTHER_COLUMNS, other_columns};
use super::table::{Cell, Column};
use super::typed::Row;
use crate::error::Result;
use crate::location::Location;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::{Field, ListAccessor};
use jiff::civil::Date;
use jiff::{Span, Timestamp};
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
    put: impl FnMut(Row) -> Result<()>,
) -> Result<()> {
    // a damaged table may make the crate panic
    let read = catch_unwind(AssertUnwindSafe(|| each(columns, file, at, put)));
    read.unwrap_or_else(|_| Err(other_columns(at.clone(), DAMAGED)))
}

const DAMAGED: &str = "this table is damaged";

fn each(
    columns: &[Column],
    file: File,
    at: &Location,
    mut put: impl FnMut(Row) -> Result<()>,
) -> Result<()> {
    let damaged = |_| other_columns(at.clone(), DAMAGED);
    let file = SerializedFileReader::new(file).map_err(damaged)?;
    let fields = file.metadata().file_metadata().schema().get_fields();
    if !fields.iter().map(|field| field.name()).eq(columns.iter().map(|column| column.name)) {
        return Err(other_columns(at.clone(), OTHER_COLUMNS));
    }
    for row in file.get_row_iter(None).map_err(damaged)? {
        let row = row.map_err(damaged)?;
        put(row.get_column_iter().map(|(_, field)| cell(field)).collect())?;
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
            Timestamp::from_microsecond(*n).map_or(Cell::Empty, |time| Cell::text(time.to_string()))
        }
        Field::ListInternal(list) => {
            Cell::list((0..list.len()).filter_map(|at| list.get_string(at).ok().cloned()))
        }
        _ => Cell::Empty,
    }
}

fn day(days: i32) -> Option<String> {
    let first = Date::new(1970, 1, 1).ok()?;
    Some(first.checked_add(Span::new().try_days(days).ok()?).ok()?.to_string())
}
