//! `ofac`: the list of the US Treasury, `SDN.CSV` (12 columns, no header) with the other names in
//! `ALT.CSV` (5 columns) beside it. `-0-` is an empty cell.

use super::RowType;
use super::collect::{Collector, Found};
use super::delimited::{self, Record};
use super::source::{Source, telling_lines};
use crate::error::Problem;
use crate::gazetteer::Kind;

const EMPTY: &str = "-0-";

pub(super) fn looks(text: &str) -> bool {
    let mut lines = telling_lines(text, "\u{1a}");
    let row = |line: &str| {
        let id = line.split(',').next().unwrap_or_default();
        !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()) && line.contains(EMPTY)
    };
    lines.any(row)
}

pub(super) fn read(source: &Source, collector: &mut Collector<'_>) {
    let records = delimited::records(source, b',', collector);
    let mut main = false;
    for record in &records {
        match record.cells.len() {
            12 => {
                main = true;
                entity(record, collector);
            }
            5 => other_name(record, collector),
            1 if record.cells[0].trim_matches(['\u{1a}', ' ']).is_empty() => {}
            cells => {
                let what = format!("no row of SDN.CSV (12 cells) or ALT.CSV (5): {cells} cells");
                collector.fault(record.at.clone(), what, "mend the line, or take it out");
            }
        }
    }
    if main {
        names_beside(source, collector);
    }
}

/// Reads the file of other names that lies beside, unless the user named one.
fn names_beside(source: &Source, collector: &mut Collector<'_>) {
    let name = source.file_name();
    let beside = ["SDN", "sdn"].iter().find(|part| name.contains(**part)).map(|part| {
        let other = if *part == "SDN" { "ALT" } else { "alt" };
        Collector::beside(&source.at, &name.replacen(part, other, 1))
    });
    let Some(beside) = beside.filter(|file| !collector.is_given(file)) else {
        return;
    };
    if std::path::Path::new(&beside).exists() {
        if let Some(other) = collector.open(&beside) {
            for record in delimited::records(&other, b',', collector) {
                if record.cells.len() == 5 {
                    other_name(&record, collector);
                }
            }
        }
    } else if collector.is_alone() {
        let what = format!("there is no {beside} with the other names");
        let remedy = "put it there or name it too; the names of the main file are used";
        collector.problems.push(Problem::warning(source.at.clone(), what, remedy));
    }
}

fn cell(record: &Record, i: usize) -> &str {
    let text = record.cell(Some(i));
    if text == EMPTY { "" } else { text }
}

fn entity(record: &Record, collector: &mut Collector<'_>) {
    let (id, name, remarks) = (cell(record, 0), cell(record, 1), cell(record, 11));
    let of = match cell(record, 2) {
        "individual" => RowType::Entity(Kind::Person),
        "" => RowType::Entity(Kind::Organization),
        other => return collector.leave(record.at.clone(), name, format!("a {other}")),
    };
    let mut found = Found::new(record.at.clone(), id, name).of(of);
    found.surname_first = true;
    let said = |what: &str| {
        let parts = remarks.split(';').map(|part| part.trim().trim_end_matches('.'));
        let parts = parts.filter_map(|part| part.strip_prefix(what)).map(str::trim);
        parts.map(str::to_owned).collect::<Vec<_>>()
    };
    let country = [said("nationality "), said("citizen ")].into_iter().find(|c| c.len() == 1);
    let country = country.into_iter().flatten().next().unwrap_or_default();
    let known_as: Vec<String> =
        said("a.k.a. ").iter().map(|name| name.trim_matches(['\'', '"']).to_owned()).collect();
    collector.take(
        found
            .list("weak", known_as)
            .value("country", country)
            .value("role", role(cell(record, 4)))
            .value("source", format!("OFAC {id}")),
    );
}

/// A post as a role: its first word small, unless it is an acronym.
fn role(title: &str) -> String {
    super::roles::role(title.split(';').next().unwrap_or_default().trim())
}

fn other_name(record: &Record, collector: &mut Collector<'_>) {
    let name = cell(record, 3);
    let column = if cell(record, 2) == "fka" { "former" } else { "aliases" };
    let mut found = Found::new(record.at.clone(), cell(record, 0), "");
    found.partial = true;
    found.surname_first = true;
    collector.take(found.list(column, [name.to_owned()]));
}
