//! `opensanctions`: the table `targets.simple.csv` (lists in cells parted by `;`), and entities of
//! FollowTheMoney as JSON lines.

use super::collect::{Collector, Found};
use super::delimited;
use super::source::Source;
use super::{RowType, json, names};
use crate::gazetteer::Kind;
use crate::location::Location;
use serde_json::Value;

pub(super) fn looks(text: &str) -> bool {
    delimited::header_has(text, &["id", "schema", "name", "aliases"])
        || json::opens_with(text, &["schema", "properties"])
}

pub(super) fn read(source: &Source, collector: &mut Collector<'_>) {
    if source.text.trim_start().starts_with(['{', '[']) {
        for raw in json::records(source, collector) {
            entity(source.place_of(raw.get()), &json::value(raw), collector);
        }
    } else {
        table(source, collector);
    }
}

/// What a schema stands for, and its kind; `Err`: what it is instead.
fn meaning(schema: &str, topics: &[String]) -> Result<(Option<RowType>, &'static str), String> {
    let organization = RowType::Entity(Kind::Organization);
    let has = |topic: &str| topics.iter().any(|t| t == topic);
    let kind = if has("gov.igo") {
        "international"
    } else if has("pol.party") {
        "party"
    } else if has("fin.bank") && has("gov") {
        "central bank"
    } else {
        ""
    };
    Ok(match schema {
        "Person" => (Some(RowType::Entity(Kind::Person)), ""),
        "Company" => (Some(organization), if kind.is_empty() { "company" } else { kind }),
        "PublicBody" => (Some(organization), if kind.is_empty() { "government" } else { kind }),
        "Organization" => (Some(organization), kind),
        // a person or a body: what is asked for decides
        "LegalEntity" => (None, ""),
        "" => return Err("no schema".into()),
        other => return Err(format!("a record of schema {other}")),
    })
}

/// The one country of a list of codes, `gb-sct` being one of `gb`.
fn country(codes: &[String]) -> String {
    let mut states: Vec<&str> =
        codes.iter().map(|code| code.split('-').next().unwrap_or_default()).collect();
    states.retain(|code| code.len() == 2 && *code != "eu" && *code != "zz");
    states.sort_unstable();
    states.dedup();
    if let [one] = states.as_slice() { one.to_uppercase() } else { String::new() }
}

/// Names of a record, in the order in which one becomes the canonical.
struct Names {
    name: String,
    aliases: Vec<String>,
}

/// The first name in the script of the language, and the others in it.
fn chosen(all: Vec<String>, collector: &mut Collector<'_>) -> Names {
    let any_script = names::is_other_script(collector.options.language());
    let mut names = Names { name: String::new(), aliases: Vec::new() };
    for name in all {
        if !any_script && !names::is_latin(&name) {
            collector.skip_spelling("in another script");
        } else if names.name.is_empty() {
            names.name = name;
        } else {
            names.aliases.push(name);
        }
    }
    names
}

fn month(dates: &[String]) -> String {
    dates.iter().max().and_then(|date| date.get(..7)).unwrap_or_default().to_owned()
}

fn entity(at: Location, record: &Value, collector: &mut Collector<'_>) {
    let (id, caption) = (json::text(record, "id"), json::text(record, "caption"));
    let Some(properties) = record.get("properties").filter(|p| p.is_object()) else {
        collector.fault(at, "no `properties` in this record", "mend the record, or take it out");
        return;
    };
    let texts = |field: &str| json::texts(properties, field);
    let caption_first = [caption.clone()].into_iter().filter(|c| !c.is_empty());
    let (of, kind) = match meaning(&json::text(record, "schema"), &texts("topics")) {
        Ok(meaning) => meaning,
        Err(why) => return collector.leave(at, &caption, why),
    };
    let all = caption_first.chain(texts("name")).chain(texts("alias")).collect();
    let names = chosen(all, collector);
    let codes: Vec<String> =
        ["nationality", "citizenship", "country", "jurisdiction", "mainCountry"]
            .iter()
            .map(|field| texts(field))
            .find(|codes| !codes.is_empty())
            .unwrap_or_default();
    let qid = texts("wikidataId").into_iter().chain([id.clone()]).find(|id| super::is_qid(id));
    let role = role(&texts("position"));
    let seen = [json::texts(record, "last_seen"), json::texts(record, "last_change")].concat();
    let as_of = if role.is_empty() { String::new() } else { month(&seen) };
    let found = Found::new(at, id.clone(), names.name)
        .of(of)
        .list("aliases", names.aliases)
        .list("former", texts("previousName"))
        .list("weak", [texts("weakAlias"), texts("abbreviation")].concat())
        .value("wikidata", qid.unwrap_or_default())
        .value("kind", kind)
        .value("country", country(&codes))
        .value("role", role)
        .value("as_of", as_of);
    collector.take(found.value("source", format!("OpenSanctions {id}")));
}

/// The first position in English letters, short enough to be read in a table.
fn role(positions: &[String]) -> String {
    let fits = |text: &&String| names::is_latin(text) && text.chars().count() <= 80;
    positions.iter().find(fits).map(|text| super::roles::role(text)).unwrap_or_default()
}

fn table(source: &Source, collector: &mut Collector<'_>) {
    let records = delimited::records(source, b',', collector);
    let Some((header, rows)) = records.split_first() else {
        return;
    };
    let column = |name: &str| header.cells.iter().position(|cell| cell.trim() == name);
    for row in rows {
        let cell = |name: &str| row.cell(column(name));
        let list = |name: &str| -> Vec<String> {
            let items = cell(name).split(';').map(str::trim);
            items.filter(|item| !item.is_empty()).map(str::to_owned).collect()
        };
        if row.cells.len() != header.cells.len() {
            let what =
                format!("the row has {} cells, the header {}", row.cells.len(), header.cells.len());
            collector.fault(row.at.clone(), what, "get the file anew, or take the row out");
            continue;
        }
        let (id, name) = (cell("id"), cell("name"));
        let (of, kind) = match meaning(cell("schema"), &[]) {
            Ok(meaning) => meaning,
            Err(why) => {
                collector.leave(row.at.clone(), name, why);
                continue;
            }
        };
        let names = chosen([vec![name.to_owned()], list("aliases")].concat(), collector);
        let found = Found::new(row.at.clone(), id, names.name)
            .of(of)
            .list("aliases", names.aliases)
            .value("wikidata", if super::is_qid(id) { id } else { "" })
            .value("kind", kind)
            .value("country", country(&list("countries")));
        collector.take(found.value("source", format!("OpenSanctions {id}")));
    }
}
