//! Rows whose cells have types, for the formats that have types too.
//!
//! Promises: the cells are those of the CSV tables: prose on one line, lists joined by `; ` where the
//! format has no lists, numbers with their decimals; but nothing is defused, as a text is never taken
//! for a formula there.

use super::ready::Sums;
use super::rows::{ProblemRow, View};
use super::table::{self, Cell, CellKind, Column, Table};
use crate::error::Problem;
use std::borrow::Cow;
use std::convert::Infallible;

/// A row that has left its record.
pub(super) type Row = Vec<Cell<'static>>;

/// What becomes of lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lists {
    /// One text.
    Joined,
    /// They stay lists.
    Kept,
}

/// The rows of a record in one table.
pub(super) fn rows(table: Table, view: &View<'_>, lists: Lists) -> Vec<Row> {
    collected(table.with(view.kept), lists, |put| view.rows(table, put))
}

/// The rows of all records together in one table; none where each record has its own.
pub(super) fn sums(table: Table, sums: &Sums, lists: Lists) -> Vec<Row> {
    collected(table.columns(), lists, |put| match table {
        Table::Entities => sums.entities.rows(put),
        Table::Unknown => sums.unknown.rows(put),
        _ => Ok(()),
    })
}

/// The row of a document that failed.
pub(super) fn problem(problem: &Problem) -> Row {
    row(Table::Errors.columns(), &table::problem_cells(&ProblemRow { problem }), Lists::Joined)
}

type Put<'p> = &'p mut dyn FnMut(&[Cell<'_>]) -> Result<(), Infallible>;

fn collected(
    columns: &[Column],
    lists: Lists,
    each: impl FnOnce(Put<'_>) -> Result<(), Infallible>,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut put = |cells: &[Cell<'_>]| {
        rows.push(row(columns, cells, lists));
        Ok(())
    };
    let Ok(()) = each(&mut put);
    rows
}

/// The cells of a row with their types.
pub(super) fn row(columns: &[Column], cells: &[Cell<'_>], lists: Lists) -> Row {
    columns.iter().zip(cells).map(|(column, cell)| owned(column.kind, cell, lists)).collect()
}

fn owned(kind: CellKind, cell: &Cell<'_>, lists: Lists) -> Cell<'static> {
    match (cell, kind) {
        (Cell::Empty, _) => Cell::Empty,
        (Cell::Text(text), CellKind::Prose) => one_line(text),
        (Cell::Text(text), _) => Cell::Text(Cow::Owned(text.to_string())),
        (Cell::Integer(n), _) => Cell::Integer(*n),
        (Cell::Number(x), CellKind::Number(decimals)) => Cell::Number(table::rounded(*x, decimals)),
        (Cell::Number(x), _) => Cell::Number(*x),
        (Cell::Bool(yes), _) => Cell::Bool(*yes),
        (Cell::List(texts), _) if lists == Lists::Kept => {
            let item = |text: &Cow<'_, str>| Cow::Owned(table::on_one_line(text).into_owned());
            Cell::List(texts.iter().map(item).collect())
        }
        (Cell::List(texts), _) => one_line(&texts.join("; ")),
    }
}

fn one_line(text: &str) -> Cell<'static> {
    Cell::text(table::on_one_line(text).into_owned())
}
