//! XLSX: one workbook with a sheet for each table and one for the run.
//!
//! Promises: the cells of the CSV tables with their types, so that numbers add up and dates sort; a
//! text is never run as a formula; rows go to temporary files beside the result as they come, so that
//! memory stays flat; the same records give the same bytes. What a sheet cannot hold is told, in the
//! sheet `errors` and as a warning: rows beyond the last go to another sheet, a longer text is cut.

use super::aside::Output;
use super::look::{date, format, header, width};
use super::manifest::{Manifest, RUN};
use super::ready::{Ready, Sums};
use super::table::{Cell, CellKind, Column, Table};
use super::typed::{self, Lists, Row};
use super::{Failure, Finished, Options, Sink, Written};
use crate::error::Problem;
use crate::location::Location;
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{ColNum, DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// What a sheet can hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Rows, the header included.
    pub(super) rows: u32,
    /// Links.
    pub(super) links: usize,
    /// Length of a text, in UTF-16 units.
    pub(super) text: usize,
}

/// What a sheet of Excel can hold.
pub(super) const EXCEL: Limits = Limits { rows: 1_048_576, links: 65_530, text: 32_767 };

/// The longest address that Excel follows, in UTF-16 units.
const LONGEST_LINK: usize = 2_079;

/// One line; it must differ from the default (20), or rows grow with their text.
const ROW_PIXELS: u32 = 21;

/// Workbooks of more rows may have more than 4 GiB in a sheet, before it is packed.
const MANY: u64 = 500_000;

/// The number of the paper's size in Excel.
const A4: u8 = 9;

/// All tables to a workbook.
pub(super) struct WorkbookSink {
    book: Book,
    sums: Sums,
}

impl WorkbookSink {
    pub(super) fn begin(
        out: &Path,
        options: Options,
        limits: Limits,
    ) -> std::result::Result<Self, Failure> {
        let tables = Table::ALL.map(|table| (table.name(), table.with(options.kept)));
        Ok(Self { book: Book::begin(out, options.force, &tables, limits)?, sums: Sums::default() })
    }
}

/// A workbook with any tables, one of which is called `errors` and has the columns of [`Table::Errors`].
pub(super) struct Book {
    to: Output,
    out: Location,
    book: Workbook,
    tables: Vec<Pages>,
    limits: Limits,
    /// Rows of the sheet `errors`, one for each text that was cut.
    cuts: Vec<Row>,
}

impl Book {
    pub(super) fn begin(
        out: &Path,
        force: bool,
        tables: &[(&'static str, &'static [Column])],
        limits: Limits,
    ) -> std::result::Result<Self, Failure> {
        let to = Output::file(out, force)?;
        let mut book = Workbook::new();
        let begun = guarded(|| {
            if let Some(folder) = to.folder() {
                book.set_tempdir(folder)?;
            }
            // a creation time of now would make each file another
            let never = ExcelDateTime::from_ymd(2000, 1, 1)?;
            book.set_properties(&DocProperties::new().set_creation_datetime(&never));
            tables.iter().map(|(name, columns)| Pages::begin(name, columns, &mut book)).collect()
        });
        let tables = begun.map_err(|e| to.failure(&e))?;
        let out = Location::file(out.display().to_string());
        Ok(Self { to, out, book, tables, limits, cuts: Vec::new() })
    }

    /// Writes rows of the table at `index`.
    pub(super) fn rows(&mut self, index: usize, rows: &[Row]) -> Written {
        let Self { book, tables, limits, cuts, to, .. } = self;
        let Some(pages) = tables.get_mut(index) else { return Ok(()) };
        let written =
            guarded(|| rows.iter().try_for_each(|row| pages.put(row, book, *limits, cuts)));
        written.map_err(|e| to.failure(&e))
    }

    fn errors(&mut self, rows: &[Row]) -> Written {
        let index = self.tables.iter().position(|pages| pages.name == Table::Errors.name());
        index.map_or(Ok(()), |index| self.rows(index, rows))
    }

    /// Adds to the sheet `errors` what this format could not hold; the same as warnings.
    fn tell(&mut self) -> std::result::Result<Vec<Problem>, Failure> {
        let mut told = Vec::new();
        let cuts = std::mem::take(&mut self.cuts);
        self.errors(&cuts)?;
        if !cuts.is_empty() {
            let what = format!(
                "{} of the cells hold more than {} characters and were cut; the sheet errors names them",
                cuts.len(),
                self.limits.text
            );
            told.push(Problem::warning(self.out.clone(), what, WHOLE));
        }
        for index in 0..self.tables.len() {
            let Pages { name, ref sheets, .. } = self.tables[index];
            if sheets.len() > 1 {
                let what = format!(
                    "the table {name} has more rows than a sheet holds ({}): they go on in sheets up to `{name} {}`",
                    self.limits.rows - 1,
                    sheets.len()
                );
                let row = ["", name, &what, SHEETS].map(|text| Cell::text(text.to_owned()));
                self.errors(&[row.into()])?;
                told.push(Problem::warning(self.out.clone(), what, SHEETS));
            }
        }
        Ok(told)
    }

    /// Writes the sheet `run` and puts the workbook in place; see [`Sink::finish`].
    pub(super) fn finish(mut self, manifest: &Manifest) -> Finished {
        let told = self.tell()?;
        let Self { mut to, mut book, tables, limits, .. } = self;
        let saved = guarded(|| {
            let mut run = Pages::begin("run", RUN, &mut book)?;
            for row in manifest.rows()? {
                run.put(&row, &mut book, limits, &mut Vec::new())?;
            }
            // older readers do without it, so that it is used only where a file may need it
            book.use_zip_large_file(tables.iter().map(Pages::count).sum::<u64>() > MANY);
            for pages in tables.into_iter().chain([run]) {
                pages.end(&mut book)?;
            }
            book.save_to_writer(&mut to)
        });
        saved.map_err(|e| to.failure(&e))?;
        to.place()?;
        Ok(told)
    }
}

/// What to do about a text that was cut.
const WHOLE: &str = "write SQLite, CSV or JSONL for the whole texts";

/// What to do about rows on several sheets.
const SHEETS: &str = "look at all of its sheets, or write SQLite or CSV for one table";

impl Sink for WorkbookSink {
    fn record(&mut self, ready: Ready) -> Written {
        self.sums.add(ready.sums);
        let mut rows = ready.rows.iter().enumerate();
        rows.try_for_each(|(index, rows)| self.book.rows(index, rows))
    }

    fn problem(&mut self, problem: &Problem) -> Written {
        self.book.errors(&[typed::problem(problem)])
    }

    fn finish(mut self: Box<Self>, manifest: &Manifest) -> Finished {
        for (index, table) in Table::ALL.into_iter().enumerate() {
            self.book.rows(index, &typed::sums(table, &self.sums, Lists::Joined))?;
        }
        self.book.finish(manifest)
    }
}

/// The sheets of one table: one, or as many as its rows need.
struct Pages {
    name: &'static str,
    columns: &'static [Column],
    sheets: Vec<Worksheet>,
    /// Rows of the last sheet, the header included.
    rows: u32,
    /// Links of the last sheet.
    links: usize,
    /// Rows of each full sheet.
    full: u32,
}

impl Pages {
    fn begin(
        name: &'static str,
        columns: &'static [Column],
        book: &mut Workbook,
    ) -> std::result::Result<Self, XlsxError> {
        let mut pages = Self { name, columns, sheets: Vec::new(), rows: 0, links: 0, full: 0 };
        pages.turn(book)?;
        Ok(pages)
    }

    /// Begins a sheet.
    fn turn(&mut self, book: &mut Workbook) -> std::result::Result<(), XlsxError> {
        let mut sheet = book.new_worksheet_with_constant_memory()?;
        sheet.set_name(self.title(self.sheets.len()))?;
        sheet.set_default_row_height_pixels(ROW_PIXELS);
        sheet.set_freeze_panes(1, 0)?;
        // on paper: the whole width, the header on each page
        sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(0, 0)?.set_print_gridlines(true);
        for (column, at) in self.columns.iter().zip(0..) {
            sheet.set_column_width(at, width(column))?;
            sheet.set_column_format(at, &format(column.kind))?;
        }
        for (column, at) in self.columns.iter().zip(0..) {
            sheet.write_string_with_format(0, at, column.name, &header(column.kind))?;
        }
        self.sheets.push(sheet);
        self.full = self.rows;
        (self.rows, self.links) = (1, 0);
        Ok(())
    }

    /// The name of a sheet, counted from 0: `mentions`, `mentions 2`.
    fn title(&self, index: usize) -> String {
        if index == 0 { self.name.to_owned() } else { format!("{} {}", self.name, index + 1) }
    }

    fn put(
        &mut self,
        row: &Row,
        book: &mut Workbook,
        limits: Limits,
        cuts: &mut Vec<Row>,
    ) -> std::result::Result<(), XlsxError> {
        if self.rows >= limits.rows {
            self.turn(book)?;
        }
        for ((column, cell), at) in self.columns.iter().zip(row).zip(0..) {
            match cell {
                Cell::Text(text) => match cut(text, limits.text) {
                    None => self.text(at, column.kind, text, limits)?,
                    Some(head) => {
                        cuts.push(self.told(row, at, text, limits));
                        self.text(at, column.kind, &head, limits)?;
                    }
                },
                other => self.value(at, other)?,
            }
        }
        self.rows += 1;
        Ok(())
    }

    fn text(
        &mut self,
        at: ColNum,
        kind: CellKind,
        text: &str,
        limits: Limits,
    ) -> std::result::Result<(), XlsxError> {
        let (row, links) = (self.rows, self.links);
        let Some(sheet) = self.sheets.last_mut() else { return Ok(()) };
        if let (CellKind::Date | CellKind::Day, Some((date, shape))) = (kind, date(text)) {
            sheet.write_datetime_with_format(
                row,
                at,
                &date,
                &format(kind).set_num_format(shape),
            )?;
        } else if kind == CellKind::Address && links < limits.links && is_link(text) {
            sheet.write_url(row, at, text)?;
            self.links += 1;
        } else {
            sheet.write_string(row, at, text)?;
        }
        Ok(())
    }

    fn value(&mut self, at: ColNum, cell: &Cell<'_>) -> std::result::Result<(), XlsxError> {
        let row = self.rows;
        let Some(sheet) = self.sheets.last_mut() else { return Ok(()) };
        match cell {
            Cell::Integer(n) => sheet.write_number(row, at, *n as f64)?,
            Cell::Number(x) => sheet.write_number(row, at, *x)?,
            Cell::Bool(yes) => sheet.write_boolean(row, at, *yes)?,
            // rows that have left their record have no lists
            Cell::Empty | Cell::Text(_) | Cell::List(_) => sheet,
        };
        Ok(())
    }

    /// The row of the sheet `errors` for a text that is cut.
    fn told(&self, row: &Row, at: ColNum, text: &str, limits: Limits) -> Row {
        let is_of_article = |column: &Column| matches!(column.name, "article" | "input");
        let of = self.columns.iter().zip(row).find(|(column, _)| is_of_article(column));
        let place = format!(
            "{}!{}",
            self.title(self.sheets.len().saturating_sub(1)),
            row_col_to_cell(self.rows, at)
        );
        let what = format!(
            "this cell has {} characters and a cell holds {}: it was cut",
            text.encode_utf16().count(),
            limits.text
        );
        vec![
            of.map_or(Cell::Empty, |(_, cell)| cell.clone()),
            Cell::text(place),
            Cell::text(what),
            Cell::text(WHOLE),
        ]
    }

    /// How many rows there are, headers included.
    fn count(&self) -> u64 {
        let full = self.sheets.len().saturating_sub(1) as u64;
        full * u64::from(self.full) + u64::from(self.rows)
    }

    /// Hands the sheets over, in order.
    fn end(self, book: &mut Workbook) -> std::result::Result<(), XlsxError> {
        let last_column = self.columns.len().saturating_sub(1);
        let last_column = ColNum::try_from(last_column).unwrap_or(ColNum::MAX);
        let last = self.sheets.len().saturating_sub(1);
        for (index, mut sheet) in self.sheets.into_iter().enumerate() {
            let rows = if index == last { self.rows } else { self.full };
            sheet.autofilter(0, 0, rows.saturating_sub(1), last_column)?;
            book.push_worksheet(sheet);
        }
        Ok(())
    }
}

/// Whether a text is an address that a click opens.
fn is_link(text: &str) -> bool {
    let scheme = text.starts_with("http://") || text.starts_with("https://");
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\"".contains(c);
    scheme && text.len() <= LONGEST_LINK && text.chars().all(is_plain)
}

/// What of a text fits, if not all of it does: its beginning, and an ellipsis.
fn cut(text: &str, limit: usize) -> Option<String> {
    if text.len() <= limit || text.encode_utf16().count() <= limit {
        return None;
    }
    let mut left = limit.saturating_sub(1);
    let head = text.chars().take_while(|c| {
        let fits = c.len_utf16() <= left;
        left = left.saturating_sub(c.len_utf16());
        fits
    });
    Some(head.chain(['…']).collect())
}

/// Does some of the crate's work. Its sheets in temporary files panic where the disk is full.
fn guarded<T>(work: impl FnOnce() -> std::result::Result<T, XlsxError>) -> io::Result<T> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(XlsxError::IoError(e) | XlsxError::TempFileError(_, e))) => Err(e),
        Ok(Err(other)) => Err(io::Error::other(other.to_string())),
        Err(_) => Err(io::Error::new(io::ErrorKind::StorageFull, "no room for temporary files")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters() {
        assert_eq!(cut("12345", 5), None);
        assert_eq!(cut("éééé", 4), None);
        assert_eq!(cut("123456", 5).as_deref(), Some("1234…"));
        assert_eq!(cut("123🚢56", 5).as_deref(), Some("123…"));
    }

    #[test]
    fn only_plain_addresses_are_links() {
        assert!(is_link("https://example.org/a?b=c#d"));
        for text in ["ftp://example.org", "javascript:alert(1)", "https://a b", "https://a\"b", ""]
        {
            assert!(!is_link(text), "{text}");
        }
        assert!(!is_link(&format!("https://{}", "a".repeat(LONGEST_LINK))));
    }
}
