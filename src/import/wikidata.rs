//! `wikidata`: entities as JSON (from `wbgetentities`, `Special:EntityData` or lines of a dump), and
//! results of SPARQL queries as CSV, TSV or JSON.
//!
//! The canonical name is the title of the Wikipedia article in the language, without its bracketed
//! part, else the label. Posts and countries are QIDs there: a post is named only if its entity is in
//! the same file, a country if the gazetteer has its QID.

use super::collect::{Collector, Found};
use super::source::Source;
use super::{RowType, json, sparql, wikidata_types};
use crate::gazetteer::Kind;
use crate::location::Location;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// More characters than this are no role.
const LONGEST_ROLE: usize = 60;

pub(super) fn looks(text: &str) -> bool {
    let entity = json::opens_with(text, &["labels"])
        && (json::opens_with(text, &["entities"]) || text.contains("\"claims\""));
    entity || sparql::looks(text)
}

pub(super) fn read(source: &Source, collector: &mut Collector<'_>) {
    if sparql::looks(&source.text) {
        return sparql::read(source, collector);
    }
    let mut entities: Vec<&RawValue> = Vec::new();
    for raw in json::records(source, collector) {
        match json::fields(raw).get("entities") {
            Some(all) => entities.extend(json::fields(all).into_values()),
            None => entities.push(raw),
        }
    }
    let language = collector.options.language().to_owned();
    let labels: BTreeMap<String, String> = entities
        .iter()
        .map(|raw| json::value(raw))
        .map(|entity| (json::text(&entity, "id"), said(&entity, "labels", &language)))
        .filter(|(_, label)| !label.is_empty())
        .collect();
    for raw in entities {
        entity(source.place_of(raw.get()), &json::value(raw), &labels, collector);
    }
}

fn entity(
    at: Location,
    entity: &Value,
    labels: &BTreeMap<String, String>,
    collector: &mut Collector<'_>,
) {
    let id = json::text(entity, "id");
    if !super::is_qid(&id) {
        let what = if id.starts_with(['P', 'L']) { "a property or lexeme" } else { "no item" };
        return collector.leave(at, &id, what);
    }
    let language = collector.options.language().to_owned();
    let label = said(entity, "labels", &language);
    let title = title(entity, &language);
    let name = if title.is_empty() { label.clone() } else { title };
    if name.is_empty() {
        return collector.leave(at, &id, format!("no label in {language}"));
    }
    let classes = items(entity, "P31");
    let meaning = wikidata_types::meaning(&classes);
    let person = Some(RowType::Entity(Kind::Person));
    if meaning.is_none() && collector.options.of == person && !classes.is_empty() {
        return collector.leave(at, &name, "not a human (instance of)");
    }
    let of = meaning.map(|(of, _)| of);
    let kind = meaning.map_or("", |(_, kind)| kind);
    let mut found = Found::new(at, id.clone(), name)
        .of(of)
        .list("aliases", [label].into_iter().filter(|label| !label.is_empty()))
        .list("aliases", aliases(entity, &language))
        .list("aliases", monolingual(entity, "P1813", &language))
        .list("demonyms", monolingual(entity, "P1549", &language))
        .value("wikidata", id.as_str())
        .value("kind", kind)
        .value("source", format!("Wikidata {id}"));
    if of != person {
        found = found
            .list("former", monolingual(entity, "P1448", &language))
            .value("population", amount(entity, "P1082"))
            .value("iso2", strings(entity, "P297").concat())
            .value("iso3", strings(entity, "P298").concat());
    }
    let year = ["P585", "P577", "P571"].iter().map(|p| years(entity, p)).find(|y| !y.is_empty());
    let countries = [items(entity, "P27"), items(entity, "P17")].concat();
    let country = if let [one] = countries.as_slice() { one.as_str() } else { "" };
    let (role, as_of) = role(entity, labels, &language);
    let found = found.value("country", country).value("role", role).value("as_of", as_of);
    collector.take(found.value("year", year.unwrap_or_default()));
}

/// The text of a language in labels or descriptions; `mul` holds for all.
fn said(entity: &Value, part: &str, language: &str) -> String {
    let of = |language: &str| entity.get(part)?.get(language)?.get("value")?.as_str();
    of(language).or_else(|| of("mul")).unwrap_or_default().to_owned()
}

fn aliases(entity: &Value, language: &str) -> Vec<String> {
    let of = |language: &str| {
        let list = entity.get("aliases").and_then(|all| all.get(language)?.as_array());
        list.into_iter().flatten().map(|alias| json::text(alias, "value")).collect::<Vec<_>>()
    };
    [of(language), of("mul")].concat()
}

/// The title of the article in the language, without its bracketed part.
fn title(entity: &Value, language: &str) -> String {
    let wiki = format!("{language}wiki");
    let title = entity.get("sitelinks").and_then(|all| all.get(&wiki)?.get("title")?.as_str());
    let title = title.unwrap_or_default();
    match title.strip_suffix(')').and_then(|open| open.rsplit_once(" (")) {
        Some((name, _)) => name.to_owned(),
        None => title.to_owned(),
    }
}

/// The statements of a property that hold: the preferred ones, else all that are not deprecated; those
/// that have ended only if all have.
fn statements<'a>(entity: &'a Value, property: &str) -> Vec<&'a Value> {
    let all = entity.get("claims").and_then(|claims| claims.get(property)?.as_array());
    let rank = |statement: &Value, rank: &str| json::text(statement, "rank") == rank;
    let mut live: Vec<&Value> =
        all.into_iter().flatten().filter(|s| !rank(s, "deprecated")).collect();
    if live.iter().any(|s| rank(s, "preferred")) {
        live.retain(|s| rank(s, "preferred"));
    }
    let ended = |s: &&Value| s.get("qualifiers").is_some_and(|q| q.get("P582").is_some());
    if live.iter().any(|s| !ended(s)) {
        live.retain(|s| !ended(s));
    }
    live
}

fn datum<'a>(snak: &'a Value, field: &str) -> Option<&'a Value> {
    let value = snak.get("datavalue")?.get("value")?;
    if field.is_empty() { Some(value) } else { value.get(field) }
}

fn values<'a>(entity: &'a Value, property: &str, field: &str) -> Vec<&'a Value> {
    let statements = statements(entity, property);
    statements.into_iter().filter_map(|s| datum(s.get("mainsnak")?, field)).collect()
}

fn items(entity: &Value, property: &str) -> Vec<String> {
    let ids = values(entity, property, "id");
    ids.into_iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// One text, if there is one only.
fn strings(entity: &Value, property: &str) -> Vec<String> {
    let texts: Vec<&str> =
        values(entity, property, "").into_iter().filter_map(Value::as_str).collect();
    if let [one] = texts.as_slice() { vec![(*one).to_owned()] } else { Vec::new() }
}

fn monolingual(entity: &Value, property: &str, language: &str) -> Vec<String> {
    let texts = values(entity, property, "");
    let of =
        |value: &&Value| matches!(json::text(value, "language"), l if l == language || l == "mul");
    texts.into_iter().filter(of).map(|value| json::text(value, "text")).collect()
}

fn amount(entity: &Value, property: &str) -> String {
    let amounts = values(entity, property, "amount");
    let last = amounts.last().and_then(|amount| amount.as_str()).unwrap_or_default();
    last.trim_start_matches('+').to_owned()
}

fn year_of(value: Option<&Value>) -> String {
    let time = value.and_then(Value::as_str).unwrap_or_default();
    time.strip_prefix('+').and_then(|time| time.get(..4)).unwrap_or_default().to_owned()
}

fn years(entity: &Value, property: &str) -> String {
    year_of(values(entity, property, "time").first().copied())
}

/// The last post whose name is known, with the years held; else the description, if it is short.
fn role(entity: &Value, labels: &BTreeMap<String, String>, language: &str) -> (String, String) {
    let posts = statements(entity, "P39");
    let when = |post: &Value, property: &str| {
        let snaks = post.get("qualifiers").and_then(|q| q.get(property)?.as_array());
        year_of(snaks.and_then(|snaks| datum(snaks.first()?, "time")))
    };
    let named = posts.iter().filter_map(|post| {
        let id = datum(post.get("mainsnak")?, "id")?.as_str()?;
        Some((when(post, "P580"), when(post, "P582"), labels.get(id)?))
    });
    if let Some((start, end, label)) = named.max_by(|a, b| a.0.cmp(&b.0)) {
        let years =
            if start.is_empty() || end.is_empty() { start } else { format!("{start}-{end}") };
        return (super::roles::role(label), years);
    }
    let description = said(entity, "descriptions", language);
    let short = description.chars().count() <= LONGEST_ROLE && !description.contains(['(', ';']);
    (if short { super::roles::role(&description) } else { String::new() }, String::new())
}
