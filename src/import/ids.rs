//! Ids of records, and which of them are entries of the base already.
//!
//! Promises: a record that is an entry of the base already gets its id and name, and adds only what the
//! base does not have.
//! If you change how an id is made, a list that is imported anew no longer amends its older rows.

use super::base::{self, Base};
use super::collect::{Collector, Found};
use super::spell::SPELLINGS;
use super::{RowType, names};
use crate::gazetteer::Kind;
use std::collections::BTreeSet;

/// Why a record of what is known is left out.
pub(super) const KNOWN: &str = "the gazetteer has all of it already";

/// A row to be written.
pub(super) struct Row {
    pub(super) of: RowType,
    pub(super) id: String,
    pub(super) found: Found,
}

/// Gives ids; those of the base to what is there already.
pub(super) fn with_ids(
    kept: Vec<(RowType, Found)>,
    base: &Base<'_>,
    collector: &mut Collector<'_>,
) -> Vec<Row> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut order: Vec<(RowType, Found)> = kept;
    // of namesakes, the one with more people gets the plain id
    let population = |found: &Found| -> u64 {
        found.values.get("population").and_then(|n| n.parse().ok()).unwrap_or(0)
    };
    order.sort_by_key(|(_, found)| std::cmp::Reverse(population(found)));
    let mut rows = Vec::new();
    for (of, mut found) in order {
        let wished = wished(of, &found);
        if wished.is_empty() {
            collector.drop(found.at.clone(), &found.name, "no id can be made of its name");
            continue;
        }
        let known = if of == RowType::Topic {
            found.values.get("medtop").and_then(|code| base.topic(code)).map(|t| t.id.clone())
        } else {
            base.known(of, &wished, &found).map(|entry| entry.id.clone())
        };
        let known = known.filter(|id| !taken.contains(id));
        let id = match known {
            Some(id) => {
                if !adds(of, &id, &mut found, base) {
                    let why = KNOWN;
                    collector.drop(found.at.clone(), &found.name, why);
                    taken.insert(id);
                    continue;
                }
                id
            }
            None => free(of, &wished, &found, |id| taken.contains(id) || base.has_id(id)),
        };
        taken.insert(id.clone());
        rows.push(Row { of, id, found });
    }
    rows
}

/// The id that a record would have if it stood alone.
fn wished(of: RowType, found: &Found) -> String {
    if let Some(own) = &found.own_id {
        return own.clone();
    }
    let slug = names::slug(&found.name);
    let value = |column| found.values.get(column).map_or("", String::as_str);
    match of {
        RowType::Entity(Kind::Country) => value("iso2").to_lowercase(),
        RowType::Entity(Kind::Place) if !slug.is_empty() => match value("country") {
            "" if value("kind") == "region" => format!("{slug}-region"),
            "" => slug,
            country => format!("{slug}-{}", country.to_lowercase()),
        },
        _ => slug,
    }
}

/// The first id that nothing else has.
fn free(of: RowType, wished: &str, found: &Found, taken: impl Fn(&str) -> bool) -> String {
    let value = |column| found.values.get(column).map(|text| names::slug(text));
    let place = of == RowType::Entity(Kind::Place);
    let region = value("kind").filter(|kind| place && kind == "region");
    let country = value("country").filter(|_| !place);
    let own = names::slug(found.id.rsplit(['/', '#', '|']).next().unwrap_or_default());
    let suffixes = [region, country, Some(own)].into_iter().flatten().filter(|s| !s.is_empty());
    let numbered = (2..).map(|n: u32| n.to_string());
    let ids = suffixes.chain(numbered).map(|suffix| format!("{wished}-{suffix}"));
    std::iter::once(wished.to_owned()).chain(ids).find(|id| !taken(id)).unwrap_or_default()
}

/// Takes from a record all that the base has of the entry; whether something is left.
fn adds(of: RowType, id: &str, found: &mut Found, base: &Base<'_>) -> bool {
    if of == RowType::Topic {
        let code = found.values.get("medtop").cloned().unwrap_or_default();
        let Some(known) = base.topic(&code) else {
            return true;
        };
        let has = |term: &str| known.terms.iter().any(|t| t.text.eq_ignore_ascii_case(term));
        found.name.clone_from(&known.name);
        found.values.retain(|column, _| matches!(*column, "medtop" | "source"));
        let terms = found.lists.entry("terms").or_default();
        terms.retain(|term| !has(term.rsplit_once(':').map_or(term, |(text, _)| text)));
        return !terms.is_empty();
    }
    let Some(known) = base.entry(id) else {
        return true;
    };
    let spelled = base::spelled(known);
    if names::key(&found.name) != names::key(&known.name) {
        let name = found.name.clone();
        found.lists.entry("aliases").or_default().insert(0, name);
    }
    found.name.clone_from(&known.name);
    for (column, items) in &mut found.lists {
        if SPELLINGS.contains(column) {
            items.retain(|item| !spelled.contains(&names::key(item)));
        } else if *column == "context" {
            items.retain(|item| !known.context.contains(item));
        } else if *column == "exclude" {
            items.retain(|item| !known.exclude.contains(item));
        } else {
            items.retain(|_| known.attribute(column).is_none());
        }
    }
    let value = |column: &str| known.attribute(column).is_some();
    found.values.retain(|column, _| matches!(*column, "iso2" | "source") || !value(column));
    let values = found.values.keys().any(|column| !matches!(*column, "iso2" | "source"));
    values || found.lists.values().any(|items| !items.is_empty())
}
