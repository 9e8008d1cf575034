//! `senzing`: records of Senzing's entity specification, one JSON object a line. A record's features
//! stand in the record itself or in lists of objects (`NAMES`, `FEATURES` …); both are read.

use super::collect::{Collector, Found};
use super::source::Source;
use super::{RowType, json, names};
use crate::gazetteer::Kind;
use serde_json::{Map, Value};

pub(super) fn looks(text: &str) -> bool {
    json::opens_with(text, &["DATA_SOURCE"]) || json::opens_with(text, &["RECORD_ID"])
}

pub(super) fn read(source: &Source, collector: &mut Collector<'_>) {
    for raw in json::records(source, collector) {
        let (at, record) = (source.place_of(raw.get()), json::value(raw));
        let Some(fields) = record.as_object() else {
            collector.fault(at, "no JSON object", "mend the record, or take it out");
            continue;
        };
        let groups = groups(fields);
        let (data, id) = (json::text(&record, "DATA_SOURCE"), json::text(&record, "RECORD_ID"));
        let spelled: Vec<(String, String)> =
            groups.iter().flat_map(|group| spelled(group)).collect();
        let primary = spelled.iter().position(|(kind, _)| kind.contains("PRIMARY")).unwrap_or(0);
        let Some((_, name)) = spelled.get(primary) else {
            collector.leave(at, &id, "no name");
            continue;
        };
        let of = match said(&groups, "RECORD_TYPE").first().map(String::as_str) {
            Some("PERSON") => RowType::Entity(Kind::Person),
            Some("ORGANIZATION" | "COMPANY" | "BUSINESS") => RowType::Entity(Kind::Organization),
            Some(other) => {
                collector.leave(at, name, format!("a record of type {other}"));
                continue;
            }
            None if by_org_name(&groups) => RowType::Entity(Kind::Organization),
            None => {
                collector.leave(at, name, "no RECORD_TYPE: neither person nor organization");
                continue;
            }
        };
        let others = spelled.iter().enumerate().filter(|(i, _)| *i != primary);
        let any_script = names::is_other_script(collector.options.language());
        let (usable, foreign): (Vec<_>, Vec<_>) = others
            .map(|(_, (_, name))| name.clone())
            .partition(|n| any_script || names::is_latin(n));
        foreign.iter().for_each(|_| collector.skip_spelling("in another script"));
        let found = Found::new(at, format!("{data}|{id}"), name.as_str())
            .of(of)
            .list("aliases", usable)
            .value("country", country(&groups))
            .value("wikidata", qid(&groups, &id));
        collector.take(found.value("source", format!("{data} {id}")));
    }
}

/// The record and all objects in its lists.
fn groups(fields: &Map<String, Value>) -> Vec<&Map<String, Value>> {
    let inner = fields.values().filter_map(Value::as_array).flatten().filter_map(Value::as_object);
    std::iter::once(fields).chain(inner).collect()
}

fn text<'a>(group: &'a Map<String, Value>, field: &str) -> &'a str {
    group.get(field).and_then(Value::as_str).unwrap_or_default().trim()
}

/// The names of a group with their type: a whole name, or a given name and a surname. Before the
/// field's name may stand the type (`PRIMARY_NAME_ORG`).
fn spelled(group: &Map<String, Value>) -> Vec<(String, String)> {
    let mut names = Vec::new();
    for (field, value) in group {
        let whole =
            ["NAME_FULL", "NAME_ORG", "NAME_LAST"].iter().find_map(|end| field.strip_suffix(end));
        let (Some(kind), Some(value)) = (whole, value.as_str()) else {
            continue;
        };
        let kind = format!("{kind}{}", text(group, "NAME_TYPE"));
        if !field.ends_with("NAME_LAST") {
            names.push((kind, value.to_owned()));
            continue;
        }
        let prefix = field.trim_end_matches("NAME_LAST");
        let parts = ["NAME_FIRST", "NAME_MIDDLE", "NAME_LAST", "NAME_SUFFIX"];
        let parts = parts.map(|part| text(group, &format!("{prefix}{part}")));
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        names.push((kind, parts.join(" ")));
    }
    names.retain(|(_, name)| !name.trim().is_empty());
    names
}

fn said(groups: &[&Map<String, Value>], field: &str) -> Vec<String> {
    let texts = groups.iter().map(|group| text(group, field)).filter(|text| !text.is_empty());
    texts.map(str::to_owned).collect()
}

fn by_org_name(groups: &[&Map<String, Value>]) -> bool {
    groups.iter().any(|group| group.keys().any(|field| field.ends_with("NAME_ORG")))
}

/// The one country of nationality or registration.
fn country(groups: &[&Map<String, Value>]) -> String {
    let fields = ["NATIONALITY", "CITIZENSHIP", "REGISTRATION_COUNTRY", "COUNTRY_OF_ASSOCIATION"];
    let mut first = fields.iter().map(|field| said(groups, field)).filter(|c| !c.is_empty());
    first.next().filter(|countries| countries.len() == 1).map(|c| c.concat()).unwrap_or_default()
}

fn qid(groups: &[&Map<String, Value>], id: &str) -> String {
    let trusted = groups.iter().filter(|group| text(group, "TRUSTED_ID_TYPE") == "WIKIDATA");
    let number = trusted.map(|group| text(group, "TRUSTED_ID_NUMBER")).next().unwrap_or(id);
    if super::is_qid(number) { number.to_owned() } else { String::new() }
}
