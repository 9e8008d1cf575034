//! CSV: a folder with a file for each table, or one table.
//!
//! Promises: UTF-8 (with a byte order mark where it is asked for), commas, line feeds, the header always there, one line a row where the cells
//! allow it; a cell that a spreadsheet would run as a formula begins with an apostrophe. Rows go
//! out record by record: only the sums of the tables entities and unknown are kept.

use super::aside::{self, Output};
use super::past::{self, Past};
use super::ready::{Ready, Sums};
use super::rows::{ProblemRow, View};
use super::table::{self, Cell, CellKind, Column, Kept, Table};
use super::typed::{self, Lists, Row};
use super::{Failure, Finished, MANIFEST, Manifest, Options, Sink, Written};
use crate::error::{Problem, Result};
use crate::location::Location;
use std::borrow::Cow;
use std::collections::HashSet;
use std::fs;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

/// What a spreadsheet takes for a formula when a cell begins with it, wide forms included.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Bytes of rows that are put together before they are kept: more would cost more to set up.
const ROOM: usize = 512;

/// The rows of a record in one table.
pub(super) fn rows(table: Table, view: &View<'_>) -> io::Result<Vec<u8>> {
    written(|csv| view.rows(table, |cells| write_row(csv, table.with(view.kept), cells)))
}

/// What `write` writes.
fn written(write: impl FnOnce(&mut csv::Writer<Vec<u8>>) -> io::Result<()>) -> io::Result<Vec<u8>> {
    let mut csv =
        csv::WriterBuilder::new().flexible(true).buffer_capacity(ROOM).from_writer(vec![]);
    write(&mut csv)?;
    csv.into_inner().map_err(|e| io::Error::new(e.error().kind(), e.to_string()))
}

/// Puts another story at the end of an article's row that has that one.
pub(super) fn retell(row: &mut Vec<u8>, story: &str, told: &str) -> io::Result<()> {
    // beside another cell, since an empty one alone is written otherwise
    let tail = |story: &str| {
        let cell = defused(Cow::Borrowed(story));
        written(|csv| csv.write_record(["", &*cell]).map_err(io_error))
    };
    row.truncate((row.len() + 1).saturating_sub(tail(story)?.len()));
    row.extend_from_slice(tail(told)?.get(1..).unwrap_or_default());
    Ok(())
}

/// Writes one table.
struct TableWriter<W: Write> {
    table: Table,
    to: W,
}

impl<W: Write> TableWriter<W> {
    fn begin(table: Table, mut to: W, options: Options) -> io::Result<Self> {
        if options.bom {
            to.write_all(MARK)?;
        }
        let names = table.with(options.kept).iter().map(|column| column.name);
        to.write_all(&written(|csv| csv.write_record(names).map_err(io_error))?)?;
        Ok(Self { table, to })
    }

    /// Goes on with an older table of `from`, whose rows are handed to `take`, which says whether they
    /// stay. `None` if it has other columns, or is damaged.
    fn go_on(
        (table, kept): (Table, Kept),
        from: fs::File,
        mut to: W,
        take: &mut impl FnMut(Row) -> bool,
    ) -> io::Result<Option<Self>> {
        let mut from = BufReader::new(from);
        if from.fill_buf()?.starts_with(MARK) {
            from.consume(MARK.len());
            to.write_all(MARK)?;
        }
        let mut csv = csv::ReaderBuilder::new().has_headers(false).from_reader(from);
        let mut header = true;
        let columns = table.with(kept);
        for record in csv.records() {
            let record = match record {
                Ok(record) => record,
                Err(e) if e.is_io_error() => return Err(io_error(e)),
                Err(_) => return Ok(None),
            };
            let stays = if header {
                if !record.iter().eq(columns.iter().map(|column| column.name)) {
                    return Ok(None);
                }
                header = false;
                true
            } else {
                let cells = columns.iter().zip(&record);
                take(cells.map(|(column, cell)| past::cell(column.kind, bare(cell))).collect())
            };
            if stays {
                to.write_all(&written(|csv| csv.write_record(&record).map_err(io_error))?)?;
            }
        }
        Ok((!header).then_some(Self { table, to }))
    }

    fn rows(&mut self, rows: &[Row]) -> io::Result<()> {
        let columns = self.table.columns();
        let put = |csv: &mut _| rows.iter().try_for_each(|row| write_row(csv, columns, row));
        self.to.write_all(&written(put)?)
    }

    fn problem(&mut self, problem: &Problem) -> io::Result<()> {
        if self.table != Table::Errors {
            return Ok(());
        }
        let row = ProblemRow { problem };
        let cells = table::problem_cells(&row);
        self.to.write_all(&written(|csv| write_row(csv, self.table.columns(), &cells))?)
    }

    fn sums(&mut self, sums: &Sums) -> io::Result<()> {
        let columns = self.table.columns();
        let rows = written(|csv| match self.table {
            Table::Entities => sums.entities.rows(|cells| write_row(csv, columns, cells)),
            Table::Unknown => sums.unknown.rows(|cells| write_row(csv, columns, cells)),
            _ => Ok(()),
        })?;
        self.to.write_all(&rows)?;
        self.to.flush()
    }
}

/// Rows as CSV, with the header where there are no rows yet.
pub(super) fn text(columns: &[Column], rows: Option<&[Row]>) -> io::Result<Vec<u8>> {
    written(|csv| match rows {
        None => csv.write_record(columns.iter().map(|column| column.name)).map_err(io_error),
        Some(rows) => rows.iter().try_for_each(|row| write_row(csv, columns, row)),
    })
}

fn write_row<W: Write>(
    csv: &mut csv::Writer<W>,
    columns: &[Column],
    cells: &[Cell<'_>],
) -> io::Result<()> {
    for (column, cell) in columns.iter().zip(cells) {
        csv.write_field(shown(column.kind, cell).as_bytes()).map_err(io_error)?;
    }
    csv.write_record(None::<&[u8]>).map_err(io_error)
}

fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A cell as CSV has it.
fn shown<'a>(kind: CellKind, cell: &'a Cell<'_>) -> Cow<'a, str> {
    defused(plain(kind, cell))
}

/// The same, where nobody takes it for a formula.
pub(super) fn plain<'a>(kind: CellKind, cell: &'a Cell<'_>) -> Cow<'a, str> {
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Text(text) if kind == CellKind::Prose => table::on_one_line(text),
        Cell::Text(text) => Cow::Borrowed(text),
        Cell::List(texts) => Cow::Owned(table::on_one_line(&texts.join("; ")).into_owned()),
        // SQLite has no other
        Cell::Integer(n) if kind == CellKind::Bool => {
            Cow::Borrowed(if *n == 0 { "no" } else { "yes" })
        }
        Cell::Integer(n) => Cow::Owned(n.to_string()),
        Cell::Number(x) => {
            let decimals = if let CellKind::Number(decimals) = kind { decimals } else { 0 };
            Cow::Owned(format!("{x:.0$}", usize::from(decimals)))
        }
        Cell::Bool(yes) => Cow::Borrowed(if *yes { "yes" } else { "no" }),
    }
}

/// A text that a spreadsheet will show, not run.
fn defused(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.starts_with(FORMULA) && !is_number(&text) {
        return Cow::Owned(format!("'{text}"));
    }
    text
}

/// A text as it was before [`defused`].
pub(super) fn bare(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(FORMULA) => rest,
        _ => text,
    }
}

/// Digits with a sign and a point at most.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, part].iter().all(|s| !s.is_empty() && s.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Rows of texts as CSV; a cell that a spreadsheet would run as a formula begins with an apostrophe.
///
/// # Errors
/// None but those of the CSV writer, which has no reason for any in memory.
pub fn csv_text(
    rows: impl IntoIterator<Item = impl IntoIterator<Item = impl AsRef<str>>>,
) -> io::Result<String> {
    let text = written(|csv| {
        for row in rows {
            for cell in row {
                let cell = defused(Cow::Borrowed(cell.as_ref())).into_owned();
                csv.write_field(cell).map_err(io_error)?;
            }
            csv.write_record(None::<&[u8]>).map_err(io_error)?;
        }
        Ok(())
    })?;
    String::from_utf8(text).map_err(io::Error::other)
}

/// A folder of all tables and the manifest.
pub(super) struct FolderSink {
    folder: aside::Folder,
    tables: Vec<TableWriter<BufWriter<fs::File>>>,
    sums: Sums,
    /// What it is added to.
    past: Option<Past>,
}

impl FolderSink {
    pub(super) fn begin(out: &Path, options: Options) -> Result<Self> {
        let folder = aside::Folder::begin(out, options.force)?;
        let mut tables = Vec::new();
        for table in Table::ALL {
            let name = file_name(table);
            let file = BufWriter::new(folder.create(&name)?);
            tables.push(
                TableWriter::begin(table, file, options).map_err(|e| folder.error(&name, &e))?,
            );
        }
        Ok(Self { folder, tables, sums: Sums::default(), past: None })
    }

    /// Adds to the result at `out`.
    pub(super) fn append(out: &Path, kept: Kept) -> Result<Self> {
        let mut past = Past { run: past::run(out, "csv")?, ..Past::default() };
        let folder = aside::Folder::begin_swap(out)?;
        let mut tables = Vec::new();
        for table in Table::ALL {
            let name = file_name(table);
            let (from, to) = (folder.older(&name)?, BufWriter::new(folder.create(&name)?));
            let mut take = |row| past.take(table, row).is_some();
            let begun = TableWriter::go_on((table, kept), from, to, &mut take);
            let begun = begun.map_err(|e| folder.error(&name, &e))?;
            let at = || Location::file(out.join(&name).display().to_string());
            tables.push(begun.ok_or_else(|| {
                past::other_columns(at(), "this table has other columns, of another version or another --keep, or is damaged")
            })?);
        }
        Ok(Self { folder, tables, sums: Sums::default(), past: Some(past) })
    }

    fn each(
        &mut self,
        mut write: impl FnMut(usize, &mut TableWriter<BufWriter<fs::File>>, &Sums) -> io::Result<()>,
    ) -> Written {
        for (i, table) in self.tables.iter_mut().enumerate() {
            write(i, table, &self.sums)
                .map_err(|e| Failure::Other(self.folder.error(&file_name(table.table), &e)))?;
        }
        Ok(())
    }
}

fn file_name(table: Table) -> String {
    format!("{}.csv", table.name())
}

impl Sink for FolderSink {
    fn known(&self) -> Arc<HashSet<String>> {
        self.past.as_ref().map(|past| Arc::clone(&past.articles)).unwrap_or_default()
    }

    fn record(&mut self, ready: Ready) -> Written {
        let Ready { parts, sums, .. } = ready;
        let parts = parts.map_err(|e| self.folder.error(&file_name(Table::Articles), &e))?;
        self.sums.add(sums);
        self.each(|i, table, _| parts.get(i).map_or(Ok(()), |part| table.to.write_all(part)))
    }

    fn problem(&mut self, problem: &Problem) -> Written {
        if self.past.as_ref().is_some_and(|past| past.has_error(&typed::problem(problem))) {
            return Ok(());
        }
        self.each(|_, table, _| table.problem(problem))
    }

    fn finish(mut self: Box<Self>, manifest: &Manifest) -> Finished {
        let mut past = self.past.take();
        self.each(|_, table, sums| match &mut past {
            None => table.sums(sums),
            Some(past) => {
                table.rows(&past.sums(table.table, sums, Lists::Joined))?;
                table.to.flush()
            }
        })?;
        let json = || {
            past.as_ref().map_or(Ok(manifest.clone()), |past| manifest.after(&past.run))?.to_json()
        };
        let write = |mut file: fs::File| file.write_all(json()?.as_bytes());
        let written = write(self.folder.create(MANIFEST)?);
        written.map_err(|e| Failure::Other(self.folder.error(MANIFEST, &e)))?;
        drop(self.tables);
        self.folder.place()?;
        Ok(Vec::new())
    }
}

/// One table, to a file or a stream.
pub(super) struct TableSink {
    writer: TableWriter<Output>,
    sums: Sums,
}

impl TableSink {
    pub(super) fn begin(
        table: Table,
        to: Output,
        options: Options,
    ) -> std::result::Result<Self, Failure> {
        let writer = TableWriter::begin(table, to, options);
        let writer = writer.map_err(|e| Failure::io(super::stdout(), &e))?;
        Ok(Self { writer, sums: Sums::default() })
    }

    fn done(&self, written: io::Result<()>) -> Written {
        written.map_err(|e| self.writer.to.failure(&e))
    }
}

impl Sink for TableSink {
    fn record(&mut self, ready: Ready) -> Written {
        self.sums.add(ready.sums);
        let written = ready.parts.and_then(|parts| self.writer.to.write_all(&parts.concat()));
        self.done(written)
    }

    fn problem(&mut self, problem: &Problem) -> Written {
        let written = self.writer.problem(problem);
        self.done(written)
    }

    fn finish(mut self: Box<Self>, _: &Manifest) -> Finished {
        let written = self.writer.sums(&self.sums);
        self.done(written)?;
        self.writer.to.place()?;
        Ok(Vec::new())
    }
}
