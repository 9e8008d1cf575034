//! Bodies that every country has: ministries, the parliament, the central bank. One row of
//! `bodies.csv` gives one entry for each country, so that `Indian Foreign Ministry` needs no row of
//! its own.

use super::load::Merged;
use super::{Entry, Kind};
use crate::error::Problem;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A body that every country has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Its id, unique over bodies, entities and topics.
    pub id: String,
    /// The words for it, without the country: `foreign ministry`. They match as aliases do.
    pub words: Vec<String>,
    /// Index in [`super::Gazetteer::entries`] of that body of a country, by ISO alpha-2 code.
    pub of: BTreeMap<String, u32>,
}

/// Countries whose name has an article: `of the Philippines`.
const WITH_THE: &[&str] = &[
    "AE", "BS", "CD", "CF", "CG", "CZ", "DO", "FK", "FO", "GB", "GM", "KM", "KY", "MH", "MP", "MV",
    "NL", "PH", "SB", "SC", "SU", "TC", "US", "VA", "VG", "VI",
];

/// Adds an entry for each body of each country to the entries, which are and stay sorted by id. A
/// listed entity that is the body keeps its place.
pub(super) fn build(
    rows: &[(&String, &Merged)],
    entries: &mut Vec<Arc<Entry>>,
    problems: &mut Vec<Problem>,
) -> Vec<Body> {
    let find = |entries: &[Arc<Entry>], id: &str| {
        entries.binary_search_by(|entry| entry.id.as_str().cmp(id)).ok()
    };
    let mut listed: Vec<BTreeMap<String, String>> = Vec::new();
    for (_, row) in rows {
        let value = |column: &str| row.value(column).map(|v| (v, row.place(column)));
        super::check::values(Kind::Organization, value, problems);
        let mut held = BTreeMap::new();
        for (id, at) in row.list("entries") {
            let entry = find(entries, id).map(|i| &entries[i]);
            match entry.filter(|e| e.kind == Kind::Organization).and_then(|e| e.iso2()) {
                Some(iso2) => held.extend([(iso2.to_owned(), id.clone())]),
                None => {
                    let what = format!("`{id}` is no organization with a country");
                    let remedy = "write the id of a row that has one, or take it out";
                    problems.push(Problem::error(at.clone(), what, remedy));
                }
            }
        }
        listed.push(held);
    }
    let countries: Vec<(String, String)> = entries
        .iter()
        .filter(|entry| entry.kind == Kind::Country)
        .filter_map(|entry| Some((entry.iso2()?.to_owned(), entry.name.clone())))
        .collect();
    for ((id, row), held) in rows.iter().zip(&mut listed) {
        for (iso2, country) in &countries {
            if !held.contains_key(iso2) {
                let made = entry(id, row, iso2, country);
                held.insert(iso2.clone(), made.id.clone());
                if find(entries, &made.id).is_none() {
                    entries.push(Arc::new(made));
                }
            }
        }
    }
    entries.sort_by(|a, b| a.id.cmp(&b.id));
    let index = |id: &String| find(entries, id).map(|i| i as u32);
    let body = |((id, row), held): (&(&String, &Merged), BTreeMap<String, String>)| Body {
        id: (*id).clone(),
        words: words(row),
        of: held.into_iter().filter_map(|(iso2, id)| Some((iso2, index(&id)?))).collect(),
    };
    rows.iter().zip(listed).map(body).collect()
}

/// The name and the aliases; where a word is the name in lower case, it stands for both.
fn words(row: &Merged) -> Vec<String> {
    let aliases = row.texts("aliases");
    let name = row.value("name").filter(|name| !aliases.contains(&name.to_lowercase()));
    name.map(str::to_owned).into_iter().chain(aliases).collect()
}

fn entry(id: &str, row: &Merged, iso2: &str, country: &str) -> Entry {
    let the = if WITH_THE.contains(&iso2) { "the " } else { "" };
    let name = row.value("name").unwrap_or(id);
    let kind = row.value("kind").unwrap_or("government");
    Entry {
        id: format!("{}-{id}", iso2.to_lowercase()),
        kind: Kind::Organization,
        name: format!("{name} of {the}{country}"),
        aliases: Vec::new(),
        context: Vec::new(),
        exclude: Vec::new(),
        attributes: [("country", iso2), ("kind", kind)]
            .map(|(column, value)| (column, value.to_owned()))
            .into(),
        at: row.at.clone(),
    }
}
