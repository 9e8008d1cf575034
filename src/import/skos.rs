//! `skos`: thesauri in SKOS, as Turtle, RDF/XML or JSON-LD. JSON-LD is read by the last part of its keys
//! (`skos:prefLabel`, a whole IRI, `prefLabel` by a context elsewhere), since contexts are not fetched.
//!
//! Labels in the language, also in a variety of it (`en-GB`), and those without one count.

use super::collect::{Collector, Found};
use super::rdf::{self, Triple};
use super::source::Source;
use super::{RowType, json};
use crate::location::Location;
use serde_json::Value;
use std::collections::BTreeMap;

const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";

/// Parts of codes of IPTC Media Topics in IRIs and short names.
const MEDTOP: [&str; 2] = ["mediatopic/", "medtop:"];

pub(super) fn looks(text: &str) -> bool {
    let start = text.trim_start();
    let known =
        text.contains(SKOS) || text.contains("\"prefLabel\"") || text.contains("skos:prefLabel");
    known && (start.starts_with(['{', '[', '<', '@', '#']) || is_turtle(start))
}

fn is_turtle(start: &str) -> bool {
    let word = start.split_whitespace().next().unwrap_or_default();
    word.eq_ignore_ascii_case("prefix") || word.eq_ignore_ascii_case("base") || word.contains(':')
}

/// What is said of a concept.
#[derive(Default)]
struct Concept {
    /// Order of first mention.
    order: usize,
    preferred: Vec<(String, String)>,
    others: Vec<(String, String)>,
    notations: Vec<String>,
    broader: Vec<String>,
    matches: Vec<String>,
    retired: bool,
    scheme: bool,
}

type Concepts = BTreeMap<String, Concept>;

pub(super) fn read(source: &Source, collector: &mut Collector<'_>) {
    let start = source.text.trim_start();
    let mut concepts = Concepts::new();
    if start.starts_with(['{', '[']) {
        for raw in json::records(source, collector) {
            walk(&json::value(raw), &mut concepts);
        }
    } else {
        let xml = start.starts_with("<?xml") || start.contains("<rdf:RDF") || start.contains("</");
        let triples =
            if xml { rdf::xml(source, collector) } else { rdf::turtle(source, collector) };
        triples.into_iter().for_each(|triple| note(triple, &mut concepts));
    }
    let mut places = Places { source, from: 0 };
    let mut ordered: Vec<(String, Concept)> = concepts.into_iter().collect();
    ordered.sort_by_key(|(_, concept)| concept.order);
    let language = collector.options.language().to_owned();
    for (iri, concept) in ordered {
        let labelled = !concept.preferred.is_empty() || !concept.others.is_empty();
        if labelled && !concept.scheme {
            take(places.of(&iri), &iri, &concept, &language, collector);
        }
    }
}

/// The next concept is looked for in so many bytes.
const NEAR: usize = 1 << 20;

/// Where concepts stand in the file, in order; the file as a whole where one is not found nearby.
struct Places<'a> {
    source: &'a Source,
    from: usize,
}

impl Places<'_> {
    fn of(&mut self, iri: &str) -> Location {
        let text = &self.source.text;
        let mut end = text.len().min(self.from + NEAR);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let find = |wanted: &str| text[self.from..end].find(wanted).map(|i| i + self.from);
        // whole, with a prefix, or relative to a base
        let local = local(iri);
        let found = find(iri).or_else(|| find(&format!(":{local}"))).or_else(|| find(local));
        match found {
            Some(offset) => {
                self.from = offset;
                self.source.place(offset)
            }
            None => self.source.at.clone(),
        }
    }
}

/// The last part of an IRI or of a short name.
fn local(iri: &str) -> &str {
    iri.rsplit(['/', '#', ':']).find(|part| !part.is_empty()).unwrap_or(iri)
}

fn take(at: Location, iri: &str, concept: &Concept, language: &str, collector: &mut Collector<'_>) {
    let fits = |said: &str| {
        said.is_empty()
            || said.split('-').next().is_some_and(|tag| tag.eq_ignore_ascii_case(language))
    };
    let labels = |all: &[(String, String)]| -> Vec<String> {
        let mut all: Vec<&(String, String)> = all.iter().filter(|(lang, _)| fits(lang)).collect();
        // the language itself before its varieties, and those before none
        all.sort_by_key(|(lang, _)| if lang.is_empty() { usize::MAX } else { lang.len() });
        all.into_iter().map(|(_, text)| text.clone()).collect()
    };
    let mut preferred = labels(&concept.preferred);
    let shown = concept.preferred.first().map_or(iri, |(_, text)| text.as_str());
    if concept.retired {
        return collector.leave(at, shown, "retired or deprecated");
    }
    if preferred.is_empty() {
        return collector.leave(at, shown, format!("no label in {language}"));
    }
    let name = preferred.remove(0);
    let qid = concept.matches.iter().map(|iri| local(iri)).find(|id| super::is_qid(id));
    let topic = collector.options.of == Some(RowType::Topic);
    let found = Found::new(at, iri, name)
        .list("aliases", preferred)
        .list("aliases", labels(&concept.others))
        .value("wikidata", qid.unwrap_or_default())
        .value("medtop", medtop(iri, concept).unwrap_or_default())
        .value("source", format!("SKOS {iri}"));
    let broader = concept.broader.first().filter(|_| topic);
    collector.take(found.value("parent", broader.map_or("", String::as_str)));
}

/// The code of the concept itself, by its notation or IRI, or of the Media Topic that it equals.
fn medtop(iri: &str, concept: &Concept) -> Option<String> {
    let code = |text: &str| {
        let local = local(text);
        let digits = local.len() == 8 && local.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| local.to_owned())
    };
    let of_topic = |text: &&str| MEDTOP.iter().any(|part| text.contains(part));
    let own = std::iter::once(iri).filter(of_topic).find_map(code);
    let notation = || concept.notations.iter().find_map(|text| code(text));
    let equal = || concept.matches.iter().map(String::as_str).filter(of_topic).find_map(code);
    own.or_else(notation).or_else(equal)
}

fn concept<'a>(iri: &str, concepts: &'a mut Concepts) -> &'a mut Concept {
    let order = concepts.len();
    concepts.entry(iri.to_owned()).or_insert_with(|| Concept { order, ..Concept::default() })
}

/// Adds what a property says, by the last part of its name.
fn say(concept: &mut Concept, property: &str, language: &str, text: &str) {
    let label = || (language.to_owned(), text.trim().to_owned());
    match property {
        "prefLabel" => concept.preferred.push(label()),
        "altLabel" | "hiddenLabel" => concept.others.push(label()),
        "notation" | "qcode" => concept.notations.push(text.to_owned()),
        "broader" => concept.broader.push(text.to_owned()),
        "exactMatch" => concept.matches.push(text.to_owned()),
        "retired" => concept.retired = true,
        "deprecated" => concept.retired |= text != "false",
        "type" => concept.scheme |= matches!(local(text), "ConceptScheme" | "Collection"),
        _ => {}
    }
}

fn note(triple: Triple, concepts: &mut Concepts) {
    let Triple { subject, predicate, object, language } = triple;
    say(concept(&subject, concepts), local(&predicate), &language, &object);
}

/// Looks through JSON-LD for objects with an id and a preferred label.
fn walk(value: &Value, concepts: &mut Concepts) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| walk(item, concepts)),
        Value::Object(fields) => {
            let id = ["@id", "id", "uri"].iter().find_map(|key| fields.get(*key)?.as_str());
            let labelled = fields.keys().any(|key| local(key) == "prefLabel");
            if let Some(id) = id.filter(|_| labelled) {
                let concept = concept(id, concepts);
                for (key, value) in fields {
                    let key = local(key.trim_start_matches('@'));
                    texts(value, "", &mut |language, text| say(concept, key, language, text));
                }
            }
            for (key, inner) in fields.iter().filter(|(key, _)| !key.starts_with("@context")) {
                if inner.is_array() || key == "@graph" {
                    walk(inner, concepts);
                }
            }
        }
        _ => {}
    }
}

/// Each text of a value of JSON-LD with its language: a string, `{"@value": …, "@language": …}`,
/// `{"@id": …}`, a map by language, or a list of these.
fn texts(value: &Value, language: &str, take: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::String(text) => take(language, text),
        Value::Bool(yes) => take(language, if *yes { "true" } else { "false" }),
        Value::Array(items) => items.iter().for_each(|item| texts(item, language, take)),
        Value::Object(fields) => {
            let text = |keys: [&str; 2]| keys.iter().find_map(|key| fields.get(*key)?.as_str());
            if let Some(id) = text(["@id", "uri"]) {
                take("", id);
            } else if let Some(said) = text(["@value", "literalForm"]) {
                take(text(["@language", "language"]).unwrap_or_default(), said);
            } else {
                fields.iter().for_each(|(language, inner)| texts(inner, language, take));
            }
        }
        _ => {}
    }
}
