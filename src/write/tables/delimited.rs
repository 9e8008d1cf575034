//! A table as CSV, as wiretag writes it or a spreadsheet saves it.

use super::super::csv::bare;
use super::{Head, TableRow, Tables};
use crate::error::{Error, Result};
use crate::location::Location;
use crate::write::{MANIFEST, Table};
use std::borrow::Cow;
use std::fs;
use std::path::Path;

/// What may separate cells, the likeliest first.
const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// One table.
pub(super) fn open(path: &Path, at: Location) -> Result<Tables> {
    let (table, rows) = table(path, None)?;
    let mut tables = Tables::default();
    tables.add(table, rows);
    // a table of a folder has its run beside it
    let is_of_folder = path.file_stem().is_some_and(|stem| stem == table.name());
    let run = path.with_file_name(MANIFEST);
    if let (true, Ok(json)) = (is_of_folder, fs::read(run)) {
        tables.run = serde_json::from_slice(&json).unwrap_or_default();
    }
    tables.whole(&at)
}

/// The rows of a table; which one it is, its header says, or the caller.
pub(super) fn table(path: &Path, table: Option<Table>) -> Result<(Table, Vec<TableRow>)> {
    let at = Location::file(path.display().to_string());
    let bytes = fs::read(path).map_err(|e| Error::io(at.clone(), "open", &e))?;
    let text = decoded(&bytes, &at)?;
    // Excel reads, and keeps, a first line that names the separator
    let (named, text, lines_before) = match text.strip_prefix("sep=") {
        Some(rest) => {
            let (line, rest) = rest.split_once('\n').unwrap_or((rest, ""));
            (line.chars().next(), rest, 1)
        }
        None => (None, &*text, 0),
    };
    let separator = named.filter(char::is_ascii).unwrap_or_else(|| separator(text));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(separator).unwrap_or(b','))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut head = None;
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|_| damaged(&at))? {
        let place = record.position();
        // the end of the line before, and empty lines, count as its own
        let raw = text.get(place.map_or(0, csv::Position::byte) as usize..).unwrap_or_default();
        let own = raw.trim_start_matches(['\r', '\n']);
        let skipped = raw[..raw.len() - own.len()].matches('\n').count();
        let line = place.map_or(0, csv::Position::line) as usize + lines_before + skipped;
        let Some(head) = &head else {
            let names = record.iter().map(|name| name.trim().to_owned()).collect();
            head = Some(match table {
                Some(table) => Head::of(table, &at, names)?,
                None => Head::guessed(&at, names)?,
            });
            continue;
        };
        if record.iter().all(str::is_empty) {
            continue;
        }
        if record.len() > head.names.len()
            && record.iter().skip(head.names.len()).any(|c| !c.is_empty())
        {
            let what =
                format!("the row has {} cells, the first line {}", record.len(), head.names.len());
            let at = at.at(super::small(line), 0);
            return Err(Error::new(at, what, "put quotes around a cell that holds a separator"));
        }
        let places = match head.added().next() {
            None => Vec::new(),
            Some(_) => places(head, own, separator),
        };
        let cells = record.iter().map(|cell| Cow::Borrowed(bare(cell)));
        rows.push(TableRow::new(head, line, places, cells));
    }
    match head {
        Some(head) => Ok((head.table, rows)),
        None => Err(Error::new(at, "the file is empty", "name a table that wiretag wrote")),
    }
}

fn damaged(at: &Location) -> Error {
    Error::new(at.clone(), "this table is damaged", "tag the articles anew")
}

/// The text of a file in UTF-8, or in UTF-16 with its mark.
fn decoded<'b>(bytes: &'b [u8], at: &Location) -> Result<Cow<'b, str>> {
    let (encoding, mark) = encoding_rs::Encoding::for_bom(bytes).unwrap_or((encoding_rs::UTF_8, 0));
    let bytes = bytes.get(mark..).unwrap_or_default();
    let decoded = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    decoded.ok_or_else(|| {
        let good = std::str::from_utf8(bytes).map_or_else(|e| e.valid_up_to(), str::len);
        let line = 1 + bytes[..good].iter().filter(|byte| **byte == b'\n').count();
        let what = format!("this is not {}", encoding.name());
        let remedy = "save it as CSV in UTF-8 (in Excel: CSV UTF-8)";
        Error::new(at.at(super::small(line), 0), what, remedy)
    })
}

/// The separator that the first line has most of.
fn separator(text: &str) -> char {
    let header = text.lines().next().unwrap_or_default();
    let count = |separator: &char| header.matches(*separator).count();
    // of equals, the last is taken: the likeliest
    SEPARATORS.into_iter().rev().max_by_key(count).unwrap_or(',')
}

/// Where the cells begin that are not the table's own, in characters of their line.
fn places(head: &Head, raw: &str, separator: char) -> Vec<u32> {
    let (mut places, mut column, mut quoted) = (vec![1], 1, false);
    for c in raw.chars() {
        column += 1;
        match c {
            '"' => quoted = !quoted,
            '\n' if quoted => column = 1,
            '\n' => break,
            _ if c == separator && !quoted => places.push(column),
            _ => {}
        }
    }
    let of = |name| head.names.iter().position(|other| other == name);
    head.added().map(|name| of(name).and_then(|n| places.get(n).copied()).unwrap_or(0)).collect()
}
