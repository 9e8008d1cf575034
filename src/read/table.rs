//! CSV and its kin: a header that names the columns, then a row for each document.
//!
//! Promises: one row in memory at a time, and of it only the columns that are wanted; a row that is
//! wrong is one error at its place, and the next rows are read. What separates the cells is seen from
//! the header. Columns are found by their exact name, else by the same name in other capitals.
//! If you change how rows are counted, the ids `path:line` of rows without an id change.

use super::cursor::Cursor;
use super::open::{self, Opened};
use super::{Fields, decode, kept, row};
use crate::article::Document;
use crate::error::{Error, Result};
use crate::location::Location;
use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

/// What may separate cells, the likeliest first.
const SEPARATORS: [u8; 4] = *b",;\t|";

/// The most bytes that a header may have.
const HEADER: usize = 1 << 20;

/// The documents of one table.
pub(super) struct Table {
    cursor: Cursor,
    reader: Reader,
    names: Vec<String>,
    /// Where the value of each of [`Fields::NAMES`] stands.
    columns: [Option<usize>; 7],
    /// Where those of [`Fields::keep`] stand.
    kept: Vec<Option<usize>>,
    /// Which of them are missing, until it is told.
    missing: Option<Error>,
    text: usize,
    text_name: String,
    limit: usize,
    any: bool,
    done: bool,
}

/// A row as it was read.
struct Row {
    at: Location,
    /// The cells that are wanted: column, place, bytes.
    cells: Vec<(usize, Location, Vec<u8>)>,
    /// How many cells there are, and how many up to the last one that is not blank.
    count: usize,
    filled: usize,
    /// Whether the row has more bytes than may be, a zero byte, or a quote that nothing closes.
    long: bool,
    zero: bool,
    open: bool,
}

impl Table {
    /// Of an open input. UTF-16 and texts from before UTF-8 are decoded as a whole, so that they may
    /// have `limit` bytes at most.
    ///
    /// # Errors
    /// The header is missing, or names no column with the text.
    pub(super) fn new(opened: Opened, fields: &Fields, limit: usize) -> Result<Self> {
        let Opened { at, stream, head, whole } = opened;
        let mut stream = stream;
        if decode::utf16(&head).is_some() || decode::is_older(&head, whole) {
            stream = stream.decoded(limit, &at)?;
        }
        let mut cursor = Cursor::new(stream, at)?;
        cursor.skip(b"\r\n")?;
        let (separator, named) = separator(cursor.buffer()?);
        let mut reader = ReaderBuilder::new().delimiter(separator).build();
        if named {
            let everything = |_: usize| true;
            record(&mut cursor, &mut reader, HEADER.min(limit), everything)?;
        }
        let Some(header) = record(&mut cursor, &mut reader, HEADER.min(limit), |_| true)? else {
            return Err(open::empty(cursor.at));
        };
        check(&header, HEADER.min(limit))?;
        let name = |cell: (usize, Location, Vec<u8>)| {
            (cell.1, String::from_utf8_lossy(&cell.2).trim().to_owned())
        };
        let named: Vec<(Location, String)> = header.cells.into_iter().map(name).collect();
        let mut columns = [None; 7];
        for (column, field) in columns.iter_mut().zip(fields.each()) {
            *column = find(&named, field)?;
        }
        let [.., text] = columns;
        let mut kept = Vec::with_capacity(fields.keep.len());
        for name in &fields.keep {
            kept.push(find(&named, name)?);
        }
        let mut names: Vec<String> = named.into_iter().map(|(_, name)| name).collect();
        let Some(text) = text else {
            names.retain(|name| !name.is_empty());
            let names: Vec<&String> = names.iter().collect();
            return Err(row::without_text(&header.at, "column", &names, &fields.text));
        };
        let text_name = names[text].clone();
        let missing = kept::missing(&header.at, &fields.keep, &kept, &names);
        let (any, done) = (false, false);
        Ok(Self {
            cursor,
            reader,
            names,
            columns,
            kept,
            missing,
            text,
            text_name,
            limit,
            any,
            done,
        })
    }

    fn row(&mut self) -> Result<Option<Row>> {
        let (columns, kept) = (self.columns, &self.kept);
        let wanted = |column| columns.contains(&Some(column)) || kept.contains(&Some(column));
        record(&mut self.cursor, &mut self.reader, self.limit, wanted)
    }

    fn document(&self, row: Row) -> Result<Document> {
        check(&row, self.limit)?;
        let most = self.names.len();
        if row.count < most || row.filled > most {
            let cells = |count: usize| if count == 1 { "cell" } else { "cells" };
            let what = format!(
                "the row has {} {}, the header has {most}",
                row.count.max(row.filled),
                cells(row.count.max(row.filled))
            );
            let remedy = "put quotes around a cell with a separator or a line break in it, and \
                          double the quotes inside";
            return Err(Error::new(row.at, what, remedy));
        }
        let mut cells = Vec::with_capacity(row.cells.len());
        for (column, at, bytes) in row.cells {
            let Ok(text) = String::from_utf8(bytes) else {
                let remedy = "save the file as UTF-8, such as with `iconv`";
                return Err(Error::new(at, "the cell is not UTF-8", remedy));
            };
            cells.push((column, at, text));
        }
        let value = |field: usize| {
            let column = self.columns.get(field).copied().flatten()?;
            let cell = cells.iter().find(|(at, ..)| *at == column)?;
            let value = cell.2.trim();
            (!value.is_empty()).then(|| value.to_owned())
        };
        let [id, url, title, published, source, language] = [0, 1, 2, 3, 4, 5].map(value);
        let carried = |column: &Option<usize>| {
            let cell = cells.iter().find(|(at, ..)| Some(*at) == *column)?;
            (!cell.2.is_empty()).then(|| cell.2.clone())
        };
        let kept = self.kept.iter().map(carried).collect();
        let Some(found) = cells.iter().position(|(column, ..)| *column == self.text) else {
            return Err(open::empty(row.at));
        };
        let (_, at, body) = cells.swap_remove(found);
        if let Some((what, remedy)) = row::fault(&body) {
            return Err(Error::new(at, format!("column `{}` {what}", self.text_name), remedy));
        }
        let id = id.unwrap_or_else(|| row.at.to_string());
        let markup = row::markup(&body);
        Ok(Document { id, url, title, published, source, language, body, markup, kept, at: row.at })
    }
}

impl Iterator for Table {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(missing) = self.missing.take() {
            return Some(Err(missing));
        }
        while !self.done {
            match self.row() {
                Ok(Some(row)) if row.filled == 0 && !row.open && !row.long && !row.zero => {}
                Ok(Some(row)) => {
                    self.any = true;
                    return Some(self.document(row));
                }
                Ok(None) => {
                    self.done = true;
                    let what = "has a header and no row";
                    let remedy = "check what wrote it, or leave it out";
                    let error = || Err(Error::new(self.cursor.at.clone(), what, remedy));
                    return (!self.any).then(error);
                }
                Err(error) => {
                    self.any = true;
                    self.done = self.cursor.stream.broken;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

/// What separates the cells, by the first line; and whether that line is there to say so (`sep=;`,
/// which spreadsheets write).
fn separator(head: &[u8]) -> (u8, bool) {
    let line = head.split(|&b| matches!(b, b'\n' | b'\r')).next().unwrap_or_default();
    if let [s, e, p, b'=', separator] = line
        && [*s, *e, *p].eq_ignore_ascii_case(b"sep")
        && SEPARATORS.contains(separator)
    {
        return (*separator, true);
    }
    let mut counts = [0usize; SEPARATORS.len()];
    let mut quoted = false;
    for &byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => {
                for (count, separator) in counts.iter_mut().zip(SEPARATORS) {
                    *count += usize::from(byte == separator);
                }
            }
        }
    }
    let mut best = 0;
    for (at, count) in counts.iter().enumerate() {
        if *count > counts[best] {
            best = at;
        }
    }
    (SEPARATORS[best], false)
}

/// The column of that name.
pub(super) fn find(named: &[(Location, String)], field: &str) -> Result<Option<usize>> {
    let with = |same: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let all = named.iter().enumerate();
        all.filter(|(_, (_, name))| same(name)).map(|(column, _)| column).collect()
    };
    let mut found = with(&|name| name == field);
    if found.is_empty() {
        found = with(&|name| name.eq_ignore_ascii_case(field));
    }
    if let [_, second, ..] = found.as_slice() {
        let what = format!("there are two columns `{field}`");
        return Err(Error::new(named[*second].0.clone(), what, "give one of them another name"));
    }
    Ok(found.first().copied())
}

/// The faults of a row that do not depend on the header.
fn check(row: &Row, limit: usize) -> Result<()> {
    if row.long {
        let what = format!("the row has more than {limit} bytes, too many for one document");
        let remedy = "split it into its articles, or close the quote that is open since";
        return Err(Error::new(row.at.clone(), what, remedy));
    }
    if row.zero {
        let what = "the row holds a zero byte, which a text does not";
        return Err(Error::new(row.at.clone(), what, "check what wrote it, or leave the row out"));
    }
    if row.open {
        let what = "the table ends inside a cell: a quote in this row is not closed";
        return Err(Error::new(row.at.clone(), what, "close it, or double a quote inside a cell"));
    }
    Ok(())
}

/// The next row that is not a blank line, `None` at the end. What is beyond `limit` bytes is passed
/// over.
fn record(
    cursor: &mut Cursor,
    reader: &mut Reader,
    limit: usize,
    wanted: impl Fn(usize) -> bool,
) -> Result<Option<Row>> {
    cursor.skip(b"\r\n")?;
    if cursor.peek()?.is_none() {
        return Ok(None);
    }
    let place = cursor.place();
    let at = place.at(place.line, 0);
    let (cells, long, zero, open) = (Vec::new(), false, false, false);
    let mut row = Row { at, cells, count: 0, filled: 0, long, zero, open };
    let (mut start, mut cell, mut out) = (place, Vec::new(), [0; 4096]);
    let (mut size, mut quotes) = (0usize, 0usize);
    loop {
        let input = cursor.buffer()?;
        let end = input.is_empty();
        let (read, used, made) = reader.read_field(input, &mut out);
        row.zero |= input[..used].contains(&0);
        quotes += input[..used].iter().filter(|&&b| b == b'"').count();
        size = size.saturating_add(used);
        cursor.consume(used);
        row.long |= size > limit;
        let made = &out[..made];
        if !made.trim_ascii().is_empty() {
            row.filled = row.count + 1;
        }
        if !row.long && wanted(row.count) {
            cell.extend_from_slice(made);
        }
        match read {
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            ReadFieldResult::End => {
                row.open = quotes % 2 == 1;
                return Ok(Some(row));
            }
            ReadFieldResult::Field { record_end } => {
                if !row.long && wanted(row.count) {
                    row.cells.push((row.count, start, std::mem::take(&mut cell)));
                }
                row.count += 1;
                start = cursor.place();
                if record_end {
                    row.open = end && quotes % 2 == 1;
                    return Ok(Some(row));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::open::Stream;

    /// The texts and errors of a table in memory.
    fn rows(bytes: &[u8], limit: usize) -> Vec<String> {
        let opened = Opened {
            at: Location::file("a.csv"),
            head: bytes.to_vec(),
            whole: true,
            stream: Stream::of(bytes.to_vec()),
        };
        let table = match Table::new(opened, &Fields::default(), limit) {
            Ok(table) => table,
            Err(error) => return vec![error.to_string()],
        };
        let shown = table.map(|item| match item {
            Ok(document) => format!("{} {}", document.id, document.body),
            Err(error) => error.to_string(),
        });
        shown.collect()
    }

    #[test]
    fn reads_a_cell_with_a_line_break_and_counts_its_lines() {
        let shown = rows(b"text,id\r\n\"a\r\n\"\"b\"\"\",\r\nc,7\r\n\r\nd,\r\n", 100);
        assert_eq!(shown, ["a.csv:2 a\r\n\"b\"", "7 c", "a.csv:6 d"]);
    }

    #[test]
    fn sees_what_separates_the_cells() {
        let tables = [
            "id,text\n1,a;b\n",
            "id;text\n1;a;b\n",
            "id\ttext\n1\ta;b\n",
            "sep=|\nid|text\n1|a;b\n",
        ];
        for (number, table) in tables.iter().enumerate() {
            let shown = rows(table.as_bytes(), 100);
            match number {
                1 => assert!(
                    shown[0].starts_with("a.csv:2: error: the row has 3 cells"),
                    "{shown:?}"
                ),
                _ => assert_eq!(shown, ["1 a;b"], "{table}"),
            }
        }
        assert_eq!(rows(b"\"a,b,c\";text;id\n;x;1\n", 100), ["1 x"]);
        assert_eq!(rows(b"text\na, b\n", 100).len(), 1);
    }

    #[test]
    fn finds_a_column_in_other_capitals() {
        assert_eq!(rows(b"ID, Text \n1,a\n", 100), ["1 a"]);
        assert_eq!(rows(b"TEXT,text\na,b\n", 100), ["a.csv:2 b"]);
    }

    #[test]
    fn says_that_a_column_stands_twice() {
        let shown = rows(b"id,text,text\n1,a,b\n", 100);
        let said = "a.csv:1:9: error: there are two columns `text`; give one of them another name";
        assert_eq!(shown, [said]);
    }

    #[test]
    fn goes_on_after_a_row_with_too_few_or_too_many_cells() {
        let shown = rows(b"id,text\n1\n2,b,c\n3,d,,\n", 100);
        assert!(shown[0].starts_with("a.csv:2: error: the row has 1 cell, the header has 2; "));
        assert!(shown[1].starts_with("a.csv:3: error: the row has 3 cells, the header has 2; "));
        assert_eq!(shown[2..], ["3 d"]);
    }

    #[test]
    fn goes_on_after_a_row_that_is_too_long() {
        let table = format!("id,text\n1,{}\n2,\"b\"\n", "x".repeat(10_000));
        let shown = rows(table.as_bytes(), 50);
        assert!(
            shown[0].starts_with("a.csv:2: error: the row has more than 50 bytes"),
            "{shown:?}"
        );
        assert_eq!(shown[1..], ["2 b"]);
    }

    #[test]
    fn says_that_a_quote_is_not_closed() {
        let shown = rows(b"id,text\n1,a\n2,\"b\n3,c\n", 100);
        assert_eq!(shown[0], "1 a");
        assert!(shown[1].starts_with("a.csv:3: error: the table ends inside a cell"), "{shown:?}");
    }

    #[test]
    fn says_where_a_cell_is_empty_xml_or_not_utf8() {
        let shown = rows(b"id,text\n\xc3\xa9,\n2,<?xml?><p>x\n3,\xff\n4,\xc3\xa9\n", 100);
        assert!(shown[0].starts_with("a.csv:2:3: error: column `text` is empty"), "{shown:?}");
        assert!(shown[1].starts_with("a.csv:3:3: error: column `text` is XML"), "{shown:?}");
        assert!(shown[2].starts_with("a.csv:4:3: error: the cell is not UTF-8"), "{shown:?}");
        assert_eq!(shown[3..], ["4 é"]);
    }

    #[test]
    fn goes_on_after_a_zero_byte() {
        let shown = rows(b"text\na\0\nb\n", 100);
        assert!(shown[0].starts_with("a.csv:2: error: the row holds a zero byte"), "{shown:?}");
        assert_eq!(shown[1..], ["a.csv:3 b"]);
    }

    #[test]
    fn passes_over_rows_of_empty_cells() {
        assert_eq!(rows(b"id,text\n,\n1,a\n,\n", 100), ["1 a"]);
    }

    #[test]
    fn says_that_there_is_no_row_or_no_header() {
        assert!(rows(b"text\n", 100)[0].starts_with("a.csv: error: has a header and no row"));
        assert!(rows(b"", 100)[0].starts_with("a.csv: error: is empty"));
    }

    #[test]
    fn decodes_an_older_encoding() {
        let table = "id;text\n1;Café in Zürich, près de Genève\n";
        let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(table);
        assert_eq!(rows(&bytes, 100), ["1 Café in Zürich, près de Genève"]);
    }
}
