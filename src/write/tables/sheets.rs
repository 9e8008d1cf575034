//! The tables of a workbook.

use super::super::manifest;
use super::{Head, TableRow, Tables, small};
use crate::error::{Error, Result};
use crate::location::Location;
use crate::write::Table;
use crate::write::table::{Cell, CellKind};
use calamine::{DataRef, Reader, Xlsx, open_workbook};
use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// The name of the sheet with the run manifest.
const RUN: &str = "run";

/// A workbook.
pub(super) fn open(path: &Path, at: &Location) -> Result<Tables> {
    super::open_file(path, at)?;
    // a damaged workbook may make the crate panic
    let read = catch_unwind(AssertUnwindSafe(|| read(path, at)));
    read.unwrap_or_else(|_| Err(damaged(at)))
}

fn damaged(at: &Location) -> Error {
    let remedy = "open and save it in a spreadsheet, or tag the articles anew";
    Error::new(at.clone(), "this workbook is damaged", remedy)
}

fn read(path: &Path, at: &Location) -> Result<Tables> {
    let mut book: Xlsx<_> = open_workbook(path).map_err(|_: calamine::XlsxError| damaged(at))?;
    let mut tables = Tables::default();
    let mut any = false;
    for name in book.sheet_names() {
        let at = Location::file(format!("{at}!{name}"));
        if name == RUN {
            let mut rows = Vec::new();
            each_row(&mut book, &name, &at, |_, cells| {
                rows.push(cells.into_iter().map(|cell| typed(&cell)).collect());
                Ok(true)
            })?;
            tables.run = manifest::of_rows(rows);
            continue;
        }
        let mut head = None;
        let mut rows = Vec::new();
        each_row(&mut book, &name, &at, |line, cells| {
            let Some(head) = &head else {
                let names = cells.iter().map(|cell| shown(CellKind::Text, cell)).collect();
                head = headed(&name, &at, names)?;
                return Ok(head.is_some());
            };
            let cells = head.kinds.iter().zip(&cells).map(|(k, cell)| Cow::Owned(shown(*k, cell)));
            let of = |name| head.names.iter().position(|other| other == name).unwrap_or(0);
            let places = head.added().map(|name| small(of(name) + 1)).collect();
            rows.push(TableRow::new(head, line, places, cells));
            Ok(true)
        })?;
        if let Some(head) = head {
            any = true;
            tables.add(head.table, rows);
        }
    }
    if !any {
        return Err(Error::new(
            at.clone(),
            "no sheet of it is a table of wiretag",
            super::READABLE,
        ));
    }
    tables.whole(at)
}

/// The head of a sheet; none where it is a person's own.
fn headed(sheet: &str, at: &Location, names: Vec<String>) -> Result<Option<std::sync::Arc<Head>>> {
    let is_page = |rest: &str| rest.is_empty() || rest.trim_start().parse::<u32>().is_ok();
    let named = Table::ALL.into_iter().find(|t| sheet.strip_prefix(t.name()).is_some_and(is_page));
    match named {
        Some(table) => Head::of(table, at, names).map(Some),
        None => Ok(Head::guessed(at, names).ok()),
    }
}

/// Hands each row of a sheet that has a cell to `put`, with its number from 1, until that says no. Cells are
/// read one after another, as a sheet may claim any size.
fn each_row<RS: std::io::Read + std::io::Seek>(
    book: &mut Xlsx<RS>,
    name: &str,
    at: &Location,
    mut put: impl FnMut(usize, Vec<DataRef<'_>>) -> Result<bool>,
) -> Result<()> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|_| damaged(at))?;
    let (mut line, mut cells): (u32, Vec<DataRef<'_>>) = (0, Vec::new());
    while let Some(cell) = reader.next_cell().map_err(|_| damaged(at))? {
        let (row, column) = cell.get_position();
        if row != line {
            if !cells.is_empty() && !put(line as usize + 1, std::mem::take(&mut cells))? {
                return Ok(());
            }
            line = row;
        }
        let column = column as usize;
        if column < MOST_COLUMNS && *cell.get_value() != DataRef::Empty {
            cells.resize(cells.len().max(column + 1), DataRef::Empty);
            cells[column] = cell.get_value().clone();
        }
    }
    if !cells.is_empty() {
        put(line as usize + 1, cells)?;
    }
    Ok(())
}

/// Columns that a sheet has at most.
const MOST_COLUMNS: usize = 16_384;

/// A cell as CSV shows it.
fn shown(kind: CellKind, cell: &DataRef<'_>) -> String {
    match (cell, kind) {
        (DataRef::Empty | DataRef::Error(_), _) => String::new(),
        (DataRef::String(text), _) => text.clone(),
        (DataRef::SharedString(text), _) => (*text).to_owned(),
        (DataRef::DateTimeIso(text) | DataRef::DurationIso(text), _) => text.clone(),
        (DataRef::Bool(yes), _) => if *yes { "yes" } else { "no" }.to_owned(),
        (DataRef::Int(n), CellKind::Bool) => if *n == 0 { "no" } else { "yes" }.to_owned(),
        (DataRef::Float(n), CellKind::Bool) => if *n == 0.0 { "no" } else { "yes" }.to_owned(),
        (DataRef::Int(n), _) => n.to_string(),
        (DataRef::Float(x), CellKind::Number(decimals)) => {
            format!("{x:.0$}", usize::from(decimals))
        }
        (DataRef::Float(x), _) => x.to_string(),
        (DataRef::DateTime(date), _) => {
            let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
            let day = format!("{year}-{month:02}-{day:02}");
            match (hour, minute, second) {
                (0, 0, 0) => day,
                _ => format!("{day}T{hour:02}:{minute:02}:{second:02}"),
            }
        }
    }
}

/// A cell of the run manifest.
fn typed(cell: &DataRef<'_>) -> Cell<'static> {
    match cell {
        DataRef::Bool(yes) => Cell::Bool(*yes),
        DataRef::Float(x) if x.fract() == 0.0 && (0.0..1e15).contains(x) => {
            Cell::Integer(*x as u64)
        }
        DataRef::Float(x) => Cell::Number(*x),
        other => Cell::text(shown(CellKind::Text, other)),
    }
}
