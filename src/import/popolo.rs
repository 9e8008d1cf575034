//! `popolo`: people, organizations and areas as Popolo has them; what someone is or was comes from the
//! memberships.

use super::collect::{Collector, Found};
use super::source::Source;
use super::{RowType, json};
use crate::gazetteer::Kind;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

pub(super) fn looks(text: &str) -> bool {
    let start = text.trim_start();
    let has = |word: &str| text.contains(&format!("\"{word}\""));
    start.starts_with(['{', '[']) && (has("persons") || has("memberships") || has("other_names"))
}

const KINDS: &[(&str, &str)] = &[
    ("chamber", "government"),
    ("committee", "government"),
    ("company", "company"),
    ("department", "government"),
    ("executive", "government"),
    ("legislature", "government"),
    ("ministry", "government"),
    ("party", "party"),
    ("university", "university"),
];

pub(super) fn read(source: &Source, collector: &mut Collector<'_>) {
    for whole in json::records(source, collector) {
        let parts = json::fields(whole);
        let list = |name: &str| parts.get(name).map(|raw| json::items(raw)).unwrap_or_default();
        let organizations = list("organizations");
        let (posts, events) = (list("posts"), list("events"));
        let posts = posts_held(&list("memberships"), &organizations, &posts, &events);
        let of = |kind| RowType::Entity(kind);
        if parts.contains_key("persons") || parts.contains_key("organizations") {
            each(source, &list("persons"), "person", of(Kind::Person), &posts, collector);
            each(source, &organizations, "organization", of(Kind::Organization), &posts, collector);
            each(source, &list("areas"), "area", of(Kind::Place), &posts, collector);
        } else {
            // a list of people or of organizations alone
            let body = parts.contains_key("classification");
            let (what, kind) =
                if body { ("organization", Kind::Organization) } else { ("person", Kind::Person) };
            each(source, &[whole], what, of(kind), &posts, collector);
        }
    }
}

fn each(
    source: &Source,
    records: &[&RawValue],
    what: &str,
    of: RowType,
    posts: &BTreeMap<String, Post>,
    collector: &mut Collector<'_>,
) {
    for raw in records {
        let (at, record) = (source.place_of(raw.get()), json::value(raw));
        if !record.is_object() {
            collector.fault(at, format!("this {what} is no JSON object"), "take it out");
            continue;
        }
        let id = json::text(&record, "id");
        let names = Names::of(&record, collector.options.language());
        let key = if id.is_empty() { String::new() } else { format!("{what}/{id}") };
        let mut found = Found::new(at, key, names.name)
            .of(of)
            .list("aliases", names.aliases)
            .list("former", names.former)
            .value("wikidata", qid(&record))
            .value("source", format!("Popolo {id}").trim());
        if of == RowType::Entity(Kind::Organization) {
            let classification = json::text(&record, "classification").to_lowercase();
            let kind = KINDS.iter().find(|(theirs, _)| classification == *theirs);
            found = found.value("kind", kind.map_or("", |(_, ours)| ours));
        } else if of == RowType::Entity(Kind::Place) {
            found = found.value("kind", "region");
        } else if let Some(post) = posts.get(&id) {
            found = found.value("role", post.role.as_str()).value("as_of", post.as_of());
        }
        collector.take(found);
    }
}

struct Names {
    name: String,
    aliases: Vec<String>,
    former: Vec<String>,
}

impl Names {
    /// The name in the language, or the record's own; the others that are in the language or in none.
    fn of(record: &Value, language: &str) -> Self {
        let own = json::text(record, "name");
        let mut names = Self { name: own.clone(), aliases: Vec::new(), former: Vec::new() };
        let mut translated = false;
        for other in json::objects(record, "other_names") {
            let (name, lang) = (json::text(other, "name"), json::text(other, "lang"));
            if name.is_empty() || !(lang.is_empty() || lang == language) {
                continue;
            }
            let note = json::text(other, "note").to_lowercase();
            if !json::text(other, "end_date").is_empty() || note.contains("former") {
                names.former.push(name);
            } else if lang == language && !translated {
                translated = true;
                names.aliases.push(std::mem::replace(&mut names.name, name));
            } else {
                names.aliases.push(name);
            }
        }
        names
    }
}

fn qid(record: &Value) -> String {
    let mut ids = json::objects(record, "identifiers");
    let of_wikidata = ids.find(|id| json::text(id, "scheme") == "wikidata");
    let id = of_wikidata.map(|id| json::text(id, "identifier")).unwrap_or_default();
    if super::is_qid(&id) { id } else { String::new() }
}

/// The latest post of a person.
struct Post {
    role: String,
    start: String,
    end: String,
}

impl Post {
    /// The years held, or the month in which it began.
    fn as_of(&self) -> String {
        let year = |date: &str| date.get(..4).unwrap_or_default().to_owned();
        match (self.start.get(..7), self.end.as_str()) {
            (Some(month), "") => month.to_owned(),
            (Some(_), end) if year(end) == year(&self.start) => year(end),
            (Some(_), end) => format!("{}-{}", year(&self.start), year(end)),
            (None, _) => String::new(),
        }
    }

    /// Later is one that goes on, then one that began later.
    fn rank(&self) -> (bool, &str) {
        (self.end.is_empty(), &self.start)
    }
}

/// The latest post of each person, by id: the post's label or the role, and the organization.
fn posts_held(
    memberships: &[&RawValue],
    organizations: &[&RawValue],
    posts: &[&RawValue],
    events: &[&RawValue],
) -> BTreeMap<String, Post> {
    let by_id = |raws: &[&RawValue], field: &str| -> BTreeMap<String, String> {
        let values = raws.iter().map(|raw| json::value(raw));
        values.map(|value| (json::text(&value, "id"), json::text(&value, field))).collect()
    };
    let (starts, ends) = (by_id(events, "start_date"), by_id(events, "end_date"));
    let (bodies, labels) = (by_id(organizations, "name"), by_id(posts, "label"));
    let mut held: BTreeMap<String, Post> = BTreeMap::new();
    for raw in memberships {
        let membership = json::value(raw);
        let text = |field: &str| json::text(&membership, field);
        let label = labels.get(&text("post_id")).cloned().filter(|label| !label.is_empty());
        let role = match (label, text("role"), bodies.get(&text("organization_id"))) {
            (Some(label), ..) => label,
            (None, role, _) if role.is_empty() => continue,
            (None, role, Some(body)) if !role.contains(" of ") => format!("{role} of {body}"),
            (None, role, _) => role,
        };
        let role = super::roles::role(&role);
        // without dates of its own it holds as long as its legislative period
        let date = |field: &str, of_period: &BTreeMap<String, String>| match text(field) {
            own if own.is_empty() => {
                of_period.get(&text("legislative_period_id")).cloned().unwrap_or_default()
            }
            own => own,
        };
        let (start, end) = (date("start_date", &starts), date("end_date", &ends));
        let post = Post { role, start, end };
        let earlier = held.get(&text("person_id")).is_some_and(|known| known.rank() >= post.rank());
        if !earlier {
            held.insert(text("person_id"), post);
        }
    }
    held
}
