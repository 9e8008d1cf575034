//! `ror`: the Research Organization Registry, records of versions 1 and 2.

use super::collect::{Collector, Found};
use super::source::Source;
use super::{RowType, json};
use crate::gazetteer::Kind;
use serde_json::Value;

pub(super) fn looks(text: &str) -> bool {
    let head: String = text.chars().take(4000).collect();
    text.trim_start().starts_with(['{', '[']) && head.contains("https://ror.org/")
}

/// The kinds of the registry that are ours.
const KINDS: &[(&str, &str)] =
    &[("company", "company"), ("education", "university"), ("government", "government")];

pub(super) fn read(source: &Source, collector: &mut Collector<'_>) {
    let language = collector.options.language().to_owned();
    for raw in json::records(source, collector) {
        let (at, record) = (source.place_of(raw.get()), json::value(raw));
        let url = json::text(&record, "id");
        let Some(id) = url.strip_prefix("https://ror.org/") else {
            collector.fault(at, "no ROR id in this record", "mend the record, or take it out");
            continue;
        };
        let names = Names::of(&record, &language);
        if json::text(&record, "status") == "withdrawn" {
            collector.leave(at, &names.name, "withdrawn from the registry");
            continue;
        }
        let found = Found::new(at, id, names.name)
            .of(RowType::Entity(Kind::Organization))
            .list("aliases", names.aliases)
            .list("weak", names.acronyms)
            .value("wikidata", qid(&record))
            .value("kind", kind(&record))
            .value("country", country(&record));
        collector.take(found.value("source", format!("ROR {id}")));
    }
}

#[derive(Default)]
struct Names {
    name: String,
    aliases: Vec<String>,
    acronyms: Vec<String>,
}

impl Names {
    /// The label in the language counts as name before the one that the registry shows.
    fn of(record: &Value, language: &str) -> Self {
        let mut names = Self { name: json::text(record, "name"), ..Self::default() };
        names.aliases.extend(json::texts(record, "aliases"));
        names.acronyms.extend(json::texts(record, "acronyms"));
        let labels = json::objects(record, "labels");
        let in_language = |label: &&Value| json::text(label, "iso639") == language;
        names.aliases.extend(labels.filter(in_language).map(|label| json::text(label, "label")));
        let mut labelled = false;
        for name in json::objects(record, "names") {
            let (value, lang) = (json::text(name, "value"), json::text(name, "lang"));
            let types = json::texts(name, "types");
            let is = |kind: &str| types.iter().any(|of| of == kind);
            if is("acronym") {
                names.acronyms.push(value);
            } else if is("label") && lang == language && !labelled {
                labelled = true;
                let shown = std::mem::replace(&mut names.name, value);
                names.aliases.extend((!shown.is_empty()).then_some(shown));
            } else if is("ror_display") && !labelled {
                names.name = value;
            } else if is("ror_display") || lang.is_empty() || lang == language {
                names.aliases.push(value);
            }
        }
        names
    }
}

/// The QID, in either version.
fn qid(record: &Value) -> String {
    let of_v2 =
        json::objects(record, "external_ids").find(|id| json::text(id, "type") == "wikidata");
    let ids = of_v2.or_else(|| record.get("external_ids")?.get("Wikidata"));
    let Some(ids) = ids else {
        return String::new();
    };
    let preferred = json::text(ids, "preferred");
    let all = json::texts(ids, "all");
    if !preferred.is_empty() || all.len() > 1 { preferred } else { all.concat() }
}

fn kind(record: &Value) -> &'static str {
    let types: Vec<String> =
        json::texts(record, "types").iter().map(|kind| kind.to_lowercase()).collect();
    let known = KINDS.iter().find(|(theirs, _)| types.iter().any(|kind| kind == theirs));
    known.map_or("", |(_, ours)| ours)
}

fn country(record: &Value) -> String {
    let place = json::objects(record, "locations").next().and_then(|l| l.get("geonames_details"));
    place
        .or_else(|| record.get("country"))
        .map(|at| json::text(at, "country_code"))
        .unwrap_or_default()
}
