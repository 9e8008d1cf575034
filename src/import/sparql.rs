//! Results of SPARQL queries of Wikidata, as CSV, TSV or JSON, by the names that queries there give their
//! variables: `?item`, `?itemLabel`, `?itemAltLabel`, `?itemDescription`, and `?country`, `?iso2` …

use super::collect::{Collector, Found};
use super::source::Source;
use super::{delimited, json};
use crate::location::Location;
use serde_json::Value;
use std::collections::BTreeMap;

const ENTITY: &str = "http://www.wikidata.org/entity/";

pub(super) fn looks(text: &str) -> bool {
    json::opens_with(text, &["head", "vars"])
        || (!text.trim_start().starts_with(['{', '[', '<']) && first_row_has_item(text))
}

fn first_row_has_item(text: &str) -> bool {
    text.lines().skip(1).take(3).any(|line| line.contains("wikidata.org/entity/Q"))
}

/// Our column, and the names of variables that hold it, in lower case.
#[rustfmt::skip]
const VARIABLES: &[(&str, &[&str])] = &[
    ("country", &["iso2", "countrycode", "country", "countrylabel", "nationality"]),
    ("iso2", &["iso2", "code"]),
    ("iso3", &["iso3"]),
    ("population", &["population"]),
    ("role", &["positionlabel", "rolelabel", "role", "officelabel", "itemdescription", "description"]),
    ("year", &["year", "inception", "date"]),
];

const ALIASES: &[&str] = &["altlabel", "alias", "aliases", "shortname", "short"];

pub(super) fn read(source: &Source, collector: &mut Collector<'_>) {
    for (at, row) in rows(source, collector) {
        record(at, &row, collector);
    }
}

type Row = BTreeMap<String, String>;

/// The rows: variables in lower case and what is bound to them.
fn rows(source: &Source, collector: &mut Collector<'_>) -> Vec<(Location, Row)> {
    if !source.text.trim_start().starts_with('{') {
        return table(source, collector);
    }
    let Some(whole) = json::records(source, collector).first().copied() else {
        return Vec::new();
    };
    let results =
        json::fields(whole).get("results").map(|raw| json::fields(raw)).unwrap_or_default();
    let bindings = results.get("bindings").map(|raw| json::items(raw)).unwrap_or_default();
    let row = |raw: &&serde_json::value::RawValue| {
        let bound = json::value(raw);
        let pairs = bound.as_object().into_iter().flatten();
        let text = |value: &Value| json::text(value, "value");
        (source.place_of(raw.get()), pairs.map(|(k, v)| (k.to_lowercase(), text(v))).collect())
    };
    bindings.iter().map(row).collect()
}

/// The rows of a table. Results with tabs have their own quotes, which are no quotes of CSV.
fn table(source: &Source, collector: &mut Collector<'_>) -> Vec<(Location, Row)> {
    let tabs = source.text.lines().next().is_some_and(|line| line.contains('\t'));
    let records = if tabs {
        let cells = |line: &str| line.split('\t').map(|cell| bare(cell).to_owned()).collect();
        let lines = source.lines().filter(|(_, line)| !line.trim().is_empty());
        lines.map(|(at, line)| delimited::Record { at, cells: cells(line) }).collect()
    } else {
        delimited::records(source, b',', collector)
    };
    let Some((header, rows)) = records.split_first() else {
        return Vec::new();
    };
    let name = |cell: &String| cell.trim().trim_start_matches('?').to_lowercase();
    let names: Vec<String> = header.cells.iter().map(name).collect();
    let row = |row: &delimited::Record| {
        (row.at.clone(), names.iter().cloned().zip(row.cells.iter().cloned()).collect())
    };
    rows.iter().map(row).collect()
}

/// A cell without what TSV results put around it: `<…>`, `"…"@en`.
fn bare(cell: &str) -> &str {
    let cell = cell.trim();
    if let Some(iri) = cell.strip_prefix('<').and_then(|c| c.strip_suffix('>')) {
        return iri;
    }
    let quoted = cell.strip_prefix('"').and_then(|c| c.rsplit_once('"'));
    quoted.map_or(cell, |(text, _)| text)
}

fn record(at: Location, row: &Row, collector: &mut Collector<'_>) {
    let get = |name: &str| row.get(name).map(String::as_str).filter(|text| !text.is_empty());
    let qid = |text: &str| {
        let id = text
            .strip_prefix(ENTITY)
            .or_else(|| text.strip_prefix("https://www.wikidata.org/entity/"))?;
        super::is_qid(id).then(|| id.to_owned())
    };
    let favourites = ["item", "entity", "person", "human", "organization", "place", "subject", "s"];
    let with_label = row.keys().filter(|name| row.contains_key(&format!("{name}label")));
    let others = ["country", "position", "office", "nationality"];
    let variables = favourites
        .iter()
        .map(|name| (*name).to_owned())
        .chain(with_label.filter(|name| !others.contains(&name.as_str())).cloned());
    let item = variables.chain(row.keys().cloned()).find(|name| get(name).and_then(qid).is_some());
    let Some(item) = item else {
        return collector.leave(at, "", "no item of Wikidata in the row");
    };
    let id = get(&item).and_then(qid).unwrap_or_default();
    let label = [format!("{item}label"), "label".into(), "name".into()];
    let Some(name) = label.iter().find_map(|name| get(name)).filter(|name| *name != id) else {
        let what = format!("no label in {}", collector.options.language());
        return collector.leave(at, &id, what);
    };
    let mut found = Found::new(at, id.clone(), name)
        .value("wikidata", id.as_str())
        .value("source", format!("Wikidata {id}"));
    for variable in ALIASES.iter().flat_map(|name| [format!("{item}{name}"), (*name).to_owned()]) {
        if let Some(text) = get(&variable) {
            // the label service joins with a comma, GROUP_CONCAT mostly with another sign
            let sign = ["|", ";", ", "].into_iter().find(|sign| text.contains(sign)).unwrap_or("|");
            found = found.list("aliases", text.split(sign).map(|name| name.trim().to_owned()));
        }
    }
    for (column, variables) in VARIABLES {
        let own = |name: &&str| get(name).or_else(|| get(&name.replace("item", &item)));
        if let Some(text) = variables.iter().find_map(own) {
            let text = qid(text).unwrap_or_else(|| value(column, text));
            found = found.value(column, text);
        }
    }
    collector.take(found);
}

/// A cell as our column wants it.
fn value(column: &str, text: &str) -> String {
    match column {
        "year" => text.get(..4).unwrap_or(text).to_owned(),
        "role" => super::roles::role(text),
        "population" => {
            text.trim_start_matches('+').split('.').next().unwrap_or_default().to_owned()
        }
        _ => text.to_owned(),
    }
}
