//! `csv` and `tsv`: tables with a header, whose columns are ours or are named with `--column`.
//!
//! Promises: a quote that is not closed spoils its own line and no other.

use super::collect::{Collector, Found};
use super::source::{self, Source};
use super::{RowType, names};
use crate::error::Problem;
use crate::gazetteer::load;
use crate::location::Location;

/// Whether it may be a table: anything but markup and JSON.
pub(super) fn looks(text: &str) -> bool {
    !text.trim_start().starts_with(['{', '[', '<']) && !text.trim().is_empty()
}

pub(super) fn read_csv(source: &Source, collector: &mut Collector<'_>) {
    let header = source.text.lines().next().unwrap_or_default();
    let count = |c: char| header.matches(c).count();
    let delimiter = if count(';') > count(',') { b';' } else { b',' };
    read(source, delimiter, collector);
}

pub(super) fn read_tsv(source: &Source, collector: &mut Collector<'_>) {
    read(source, b'\t', collector);
}

/// A row of a table.
pub(super) struct Record {
    pub(super) at: Location,
    pub(super) cells: Vec<String>,
}

impl Record {
    pub(super) fn cell(&self, i: Option<usize>) -> &str {
        i.and_then(|i| self.cells.get(i)).map_or("", |cell| cell.trim())
    }
}

/// The rows of a text, the header included. Damaged ones are told.
pub(super) fn records(
    source: &Source,
    delimiter: u8,
    collector: &mut Collector<'_>,
) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    let mut start = 0;
    loop {
        let text = &source.text[start..];
        let mut reader = ::csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut record = ::csv::StringRecord::new();
        let mut last = None;
        while let Ok(true) = reader.read_record(&mut record) {
            let offset = record.position().map_or(0, |p| p.byte() as usize).min(text.len());
            let skipped =
                text[offset..].len() - text[offset..].trim_start_matches(['\r', '\n']).len();
            let begin = start + offset + skipped;
            let cells: Vec<String> = record.iter().map(str::to_owned).collect();
            last = Some(begin).filter(|_| cells.iter().any(|cell| cell.contains('\n')));
            if cells.iter().any(|cell| !cell.trim().is_empty()) {
                records.push(Record { at: source.place(begin), cells });
            }
        }
        // A last row of several lines in a text with an odd number of quotes is one that was never closed.
        let open = |begin: &usize| source.text[*begin..].matches('"').count() % 2 == 1;
        let Some(begin) = last.filter(open) else {
            return records;
        };
        records.pop();
        let remedy = "close it, or double a quote that is part of a cell";
        collector.fault(
            source.place(begin),
            "a quote is opened in this row and not closed",
            remedy,
        );
        let line = source.text[begin..].find('\n').map_or(source.text.len(), |end| begin + end + 1);
        start = line;
    }
}

/// Where each of our columns stands in a table.
struct Columns {
    id: Option<usize>,
    name: Option<usize>,
    source: Option<usize>,
    others: Vec<(&'static str, usize)>,
}

fn read(source: &Source, delimiter: u8, collector: &mut Collector<'_>) {
    let records = records(source, delimiter, collector);
    let Some((header, rows)) = records.split_first() else {
        return;
    };
    let Some(columns) = columns(header, collector) else {
        return;
    };
    for row in rows {
        let name = row.cell(columns.name);
        if row.cells.len() > header.cells.len() {
            let what =
                format!("the row has {} cells, the header {}", row.cells.len(), header.cells.len());
            let remedy = "put quotes around a cell that holds the separator";
            collector.fault(row.at.clone(), what, remedy);
        } else {
            let found = found(source, row, &columns, name, collector);
            collector.take(found);
        }
    }
}

fn found(
    source: &Source,
    row: &Record,
    columns: &Columns,
    name: &str,
    collector: &Collector<'_>,
) -> Found {
    let id = row.cell(columns.id);
    let mut found = Found::new(row.at.clone(), id, name);
    let ours = id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    found.own_id = (ours && id.contains(|c: char| c.is_ascii_lowercase())).then(|| id.to_owned());
    let said = row.cell(columns.source);
    found = found.value("source", if said.is_empty() { source.file_name() } else { said });
    for (column, at) in &columns.others {
        let cell = row.cell(Some(*at));
        if load::LISTS.contains(column) {
            let items = cell.split(collector.options.separator()).map(str::trim);
            found = found.list(column, items.filter(|item| !item.is_empty()).map(str::to_owned));
        } else {
            found = found.value(column, cell);
        }
    }
    found
}

/// The columns of the header; `None` where it has no name, which is told.
fn columns(header: &Record, collector: &mut Collector<'_>) -> Option<Columns> {
    let mut known: Vec<&'static str> = Vec::new();
    for schema in load::SCHEMAS {
        let wanted = collector.options.of.is_none_or(|of| of.name() == schema.stem);
        let of_entries = RowType::named(schema.stem).is_some();
        known.extend(schema.columns.iter().filter(|_| wanted && of_entries));
    }
    let theirs: Vec<String> = header.cells.iter().map(|cell| names::tidy(cell)).collect();
    let position = |wanted: &str| {
        let same = |cell: &&String| cell.as_str() == wanted;
        let alike = |cell: &String| cell.eq_ignore_ascii_case(wanted);
        let exact = theirs.iter().position(|cell| same(&cell));
        exact.or_else(|| theirs.iter().position(alike))
    };
    let list = theirs.join(", ");
    let mut problems = Vec::new();
    for (ours, column) in &collector.options.columns {
        if !known.contains(&ours.as_str()) {
            let what =
                format!("--column {ours}={column}: there is no column `{ours}` in a gazetteer");
            let remedy = "`docs/gazetteers.md` lists the columns of each type";
            problems.push(Problem::error(header.at.clone(), what, remedy));
        } else if position(column).is_none() {
            let what = format!("there is no column `{column}` in the header");
            problems.push(Problem::error(header.at.clone(), what, format!("it has {list}")));
        }
    }
    let mapped = |ours: &str| {
        let named = collector.options.columns.iter().find(|(column, _)| column == ours);
        named.map_or_else(|| position(ours), |(_, column)| position(column))
    };
    let columns = Columns {
        id: mapped("id"),
        name: mapped("name"),
        source: mapped("source"),
        others: {
            let mut others: Vec<&'static str> = known.clone();
            others.retain(|column| !matches!(*column, "id" | "name" | "source"));
            others.sort_unstable();
            others.dedup();
            others.into_iter().filter_map(|column| Some((column, mapped(column)?))).collect()
        },
    };
    if columns.name.is_none() && problems.is_empty() {
        let remedy = format!("say which it is, such as `--column name=…`; the header has {list}");
        let what = "no column holds the name";
        problems.push(Problem::error(header.at.clone(), what, remedy));
    }
    let sound = problems.is_empty();
    collector.problems.extend(problems);
    sound.then_some(columns)
}

/// A table as CSV.
pub(super) fn written(header: Vec<String>, rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    for row in std::iter::once(header).chain(rows) {
        // writing to memory does not fail, and all rows have the header's width
        let _ = writer.write_record(row);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// Whether the first line of a text that says something has these columns.
pub(super) fn header_has(text: &str, columns: &[&str]) -> bool {
    let Some(line) = source::telling_lines(text, "\0").next() else {
        return false;
    };
    let cells: Vec<&str> =
        line.split([',', '\t', ';']).map(|c| c.trim_matches(['"', ' '])).collect();
    columns.iter().all(|column| cells.contains(column))
}
