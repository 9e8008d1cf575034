//! One CSV file of a gazetteer: its header and rows, each cell with its place.
//!
//! Promises: a cell is found by column name; what is wrong with the file's form (a stray quote, a row
//! with too many cells, an unknown column) is a [`Problem`] with line and column, and the other rows
//! are still read.

use crate::error::Problem;
use crate::location::Location;
use std::borrow::Cow;

/// What separates the items of a list in a cell.
pub(crate) const LIST_SEPARATOR: char = ';';

/// A file's rows, one at a time: a million of them are never all in memory.
pub(crate) struct Rows<'t> {
    file: &'t Location,
    records: Records<'t>,
    /// The columns in the order of the header; none for one that is not known.
    names: Vec<Option<&'static str>>,
}

/// One row: the filled cells by column name.
pub(crate) struct Row {
    /// Where the row begins.
    pub(crate) at: Location,
    pub(crate) cells: Vec<(&'static str, Cell)>,
}

/// One filled cell, trimmed.
#[derive(Clone)]
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) at: Location,
}

impl Row {
    pub(crate) fn cell(&self, column: &str) -> Option<&Cell> {
        self.cells.iter().find(|(name, _)| *name == column).map(|(_, cell)| cell)
    }
}

impl Cell {
    /// The items of a list, trimmed, empty ones left out.
    pub(crate) fn items(&self) -> impl Iterator<Item = &str> {
        self.text.split(LIST_SEPARATOR).map(str::trim).filter(|item| !item.is_empty())
    }
}

/// Reads the header of a file's text. `columns` are the names that it may hold, `required` those it must.
pub(crate) fn rows<'t>(
    file: &'t Location,
    text: &'t str,
    columns: &[&'static str],
    required: &[&str],
    problems: &mut Vec<Problem>,
) -> Rows<'t> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut records = Records { text, offset: 0, line: 1, width: 0 };
    let names = match records.next() {
        Some(header) => read_header(file, &header, columns, required, problems),
        None => {
            let remedy = "name the columns in its first line";
            problems.push(Problem::error(file.clone(), "the file is empty", remedy));
            Vec::new()
        }
    };
    Rows { file, records, names }
}

impl Rows<'_> {
    /// The next row that is not empty.
    pub(crate) fn next(&mut self, problems: &mut Vec<Problem>) -> Option<Row> {
        let is_filled =
            |record: &Record<'_>| record.cells.iter().any(|(_, cell)| !cell.trim().is_empty());
        let record = self.records.by_ref().find(is_filled)?;
        problems.extend(record.form_problem(self.file, self.names.len()));
        let filled = self.names.iter().zip(&record.cells).filter_map(|(name, (column, raw))| {
            let text = unquote(raw);
            let text = text.trim();
            let at = || self.file.at(record.line, *column);
            (!text.is_empty()).then_some(((*name)?, Cell { text: text.to_owned(), at: at() }))
        });
        Some(Row { at: self.file.at(record.line, 0), cells: filled.collect() })
    }
}

fn read_header(
    file: &Location,
    header: &Record<'_>,
    columns: &[&'static str],
    required: &[&str],
    problems: &mut Vec<Problem>,
) -> Vec<Option<&'static str>> {
    let mut names: Vec<Option<&'static str>> = Vec::new();
    for (column, raw) in &header.cells {
        let given = unquote(raw);
        let given = given.trim();
        let known = columns.iter().find(|name| **name == given).copied();
        let at = file.at(header.line, *column);
        if known.is_none() {
            let what = format!("unknown column `{given}`");
            problems.push(Problem::error(
                at,
                what,
                format!("the columns are {}", columns.join(", ")),
            ));
        } else if names.contains(&known) {
            let what = format!("column `{given}` stands twice");
            problems.push(Problem::error(at, what, "keep one of the two"));
        }
        names.push(known);
    }
    for name in required.iter().filter(|name| !names.iter().flatten().any(|known| known == *name)) {
        let what = format!("the column `{name}` is missing");
        problems.push(Problem::error(file.at(header.line, 1), what, "add it to the first line"));
    }
    names
}

/// A record with the 1-based column (in characters) and the raw text of each of its cells.
struct Record<'a> {
    line: u32,
    cells: Vec<(u32, &'a str)>,
}

impl Record<'_> {
    /// What is wrong with the record's form, at most one thing: the rest would follow from it.
    fn form_problem(&self, file: &Location, width: usize) -> Option<Problem> {
        let stray = self.cells.iter().find(|(_, raw)| !is_well_quoted(raw));
        if let Some((column, raw)) = stray {
            let what = if raw.starts_with('"') && !raw[1..].contains('"') {
                "a quote is opened here and not closed"
            } else {
                "a stray quote"
            };
            let remedy = "put quotes around the whole cell and double those inside it";
            return Some(Problem::error(file.at(self.line, *column), what, remedy));
        }
        let (column, _) = self.cells.get(width)?;
        let what = format!("the row has {} cells, the first line {width}", self.cells.len());
        let remedy =
            "put quotes around a cell that holds a comma, and `;` between the items of a list";
        Some(Problem::error(file.at(self.line, *column), what, remedy))
    }
}

fn is_well_quoted(raw: &str) -> bool {
    let raw = raw.trim();
    match raw.strip_prefix('"') {
        None => !raw.contains('"'),
        Some(rest) => {
            rest.strip_suffix('"').is_some_and(|inner| !inner.replace("\"\"", "").contains('"'))
        }
    }
}

fn unquote(raw: &str) -> Cow<'_, str> {
    let raw = raw.trim();
    match raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) if inner.contains('"') => Cow::Owned(inner.replace("\"\"", "\"")),
        Some(inner) => Cow::Borrowed(inner),
        None => Cow::Borrowed(raw),
    }
}

/// The records of a text. No cell of a gazetteer holds a line break, so a record is a line: a quote
/// that is not closed spoils its own line and no other.
struct Records<'a> {
    text: &'a str,
    offset: usize,
    line: u32,
    /// Cells of the record before: most have as many.
    width: usize,
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let rest = self.text.get(self.offset..).filter(|rest| !rest.is_empty())?;
        let line = rest.split('\n').next().unwrap_or_default();
        self.offset += line.len() + 1;
        self.line += 1;
        let cells = split_cells(line.trim_end_matches('\r'), self.width);
        self.width = cells.len();
        Some(Record { line: self.line - 1, cells })
    }
}

fn split_cells(line: &str, width: usize) -> Vec<(u32, &str)> {
    let (mut quoted, mut start, mut start_column) = (false, 0, 1);
    let mut cells = Vec::with_capacity(width);
    for (column, (i, c)) in (1u32..).zip(line.char_indices()) {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => {
                cells.push((start_column, &line[start..i]));
                (start, start_column) = (i + 1, column + 1);
            }
            _ => {}
        }
    }
    cells.push((start_column, &line[start..]));
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        let mut problems = Vec::new();
        let file = Location::file("people.csv");
        let mut rows = rows(&file, text, &["id", "name"], &["id"], &mut problems);
        while rows.next(&mut problems).is_some() {}
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_unclosed_quote_spoils_its_own_line_only() {
        let mut problems = Vec::new();
        let text = "id,name\na,\"Ann\nb,\"Bea, Q.\"\n";
        let file = Location::file("p.csv");
        let mut rows = rows(&file, text, &["id", "name"], &[], &mut problems);
        rows.next(&mut problems).expect("the first row");
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].at.to_string(), "p.csv:2:3");
        let second = rows.next(&mut problems).expect("the second row");
        assert_eq!(second.cell("name").map(|c| c.text.as_str()), Some("Bea, Q."));
    }

    #[test]
    fn says_which_column_is_unknown_and_which_is_missing() {
        assert_eq!(
            problems("nmae,name\nx,y\n"),
            [
                "people.csv:1:1: error: unknown column `nmae`; the columns are id, name",
                "people.csv:1:1: error: the column `id` is missing; add it to the first line",
            ]
        );
    }

    #[test]
    fn a_comma_without_quotes_is_told() {
        let told = problems("id,name\na,Ann, B\n");
        assert!(
            told[0].starts_with("people.csv:2:7: error: the row has 3 cells, the first line 2"),
            "{told:?}"
        );
    }
}
