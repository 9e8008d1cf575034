//! Records to rows: merged by the list's id, names put in order, ids given, cells checked.
//!
//! Promises: what leaves here passes the check of gazetteers on top of the base.

use super::base::Base;
use super::collect::{Collector, Found, LeftOut};
use super::{Imported, RowType, Table, delimited, ids, names, spell};
use crate::error::Problem;
use crate::gazetteer::{Kind, check, load};
use std::collections::{BTreeMap, BTreeSet};

/// All that the collector holds, as tables.
pub(super) fn made(mut collector: Collector<'_>) -> Imported {
    let base = Base::new(&collector.options.base, collector.options.alone);
    let found = std::mem::take(&mut collector.found);
    let (found, merged) = merge(found);
    let kept: Vec<(RowType, Found)> =
        found.into_iter().filter_map(|found| usable(found, &base, &mut collector)).collect();
    let mut rows = ids::with_ids(kept, &base, &mut collector);
    link_topics(&mut rows, &base);
    rows.sort_by(|a, b| (a.of, &a.id).cmp(&(b.of, &b.id)));
    let types: BTreeSet<RowType> = rows.iter().map(|row| row.of).collect();
    collector.left_out.sort();
    collector.problems.sort_by(|a, b| a.at.cmp(&b.at));
    Imported {
        tables: types.into_iter().map(|of| table(of, &rows)).collect(),
        read: collector.read,
        merged,
        left_out: collector.left_out,
        spellings: collector.spellings,
        problems: collector.problems,
    }
}

/// Records with the same id of the list as one, in the order of the first; without an id, those of
/// the same name. Returns also how many were merged into another.
fn merge(found: Vec<Found>) -> (Vec<Found>, usize) {
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    let mut whole: Vec<Found> = Vec::new();
    let mut merged = 0;
    // records of their own first, so that their names count
    let (own, partial): (Vec<Found>, Vec<Found>) = found.into_iter().partition(|f| !f.partial);
    for found in own {
        let key = if found.id.is_empty() {
            let country = found.values.get("country").map_or("", String::as_str);
            format!("\0{:?}\0{country}\0{}", found.of, names::key(&found.name))
        } else {
            found.id.clone()
        };
        match at.get(&key).copied() {
            Some(i) => {
                merged += 1;
                join(&mut whole[i], found);
            }
            None => {
                at.insert(key, whole.len());
                whole.push(found);
            }
        }
    }
    for found in partial {
        match at.get(&found.id).copied() {
            Some(i) => {
                merged += 1;
                join(&mut whole[i], found);
            }
            None => whole.push(found),
        }
    }
    (whole, merged)
}

fn join(into: &mut Found, more: Found) {
    for (column, items) in more.lists {
        into.lists.entry(column).or_default().extend(items);
    }
    for (column, text) in more.values {
        into.values.entry(column).or_insert(text);
    }
    if more.name != into.name && !more.name.is_empty() {
        into.lists.entry("aliases").or_default().push(more.name);
    }
}

/// The record with its names in order and its cells sound, if it is of a type that is wanted.
fn usable(
    mut found: Found,
    base: &Base<'_>,
    collector: &mut Collector<'_>,
) -> Option<(RowType, Found)> {
    let raw = found.name.clone();
    let at = found.at.clone();
    if found.partial {
        let name = found.lists.values().flatten().next().cloned().unwrap_or_default();
        collector.drop(at, &name, "another name of a record that is not there");
        return None;
    }
    let wanted = collector.options.of;
    let of = match (found.of, wanted) {
        (Some(is), Some(wanted)) if is != wanted => {
            collector.drop(at, &raw, format!("{}, not {}", is.one(), wanted.one()));
            return None;
        }
        (Some(of), _) | (None, Some(of)) => of,
        (None, None) => {
            collector.drop(at, &raw, "its type is not said (give --type)");
            return None;
        }
    };
    if of == RowType::Topic {
        return topic(found, collector).map(|found| (of, found));
    }
    codes(&mut found, of, base, collector);
    if of == RowType::Entity(Kind::Country) && !found.values.contains_key("iso2") {
        collector.drop(at, &raw, "no ISO 3166 alpha-2 code for the country");
        return None;
    }
    if let Err(why) = spell::spell(&mut found, of, collector) {
        collector.drop(at, &raw, why);
        return None;
    }
    if of == RowType::Entity(Kind::Place) && is_country(&found, base) {
        collector.drop(at, &raw, "a country, which a gazetteer does not have among its places");
        return None;
    }
    Some((of, found))
}

/// Whether a place of which nothing else is known has the name of a country.
fn is_country(found: &Found, base: &Base<'_>) -> bool {
    let known = found.values.contains_key("kind") || found.values.contains_key("country");
    !known && found.name.chars().count() > 3 && base.iso2(&found.name).is_some()
}

/// Countries as codes, and no cell that the check would turn down.
fn codes(found: &mut Found, of: RowType, base: &Base<'_>, collector: &mut Collector<'_>) {
    for column in ["country", "iso2"] {
        if let Some(said) = found.values.get_mut(column)
            && let Some(iso2) = base.iso2(said)
        {
            *said = iso2;
        }
    }
    if of == RowType::Entity(Kind::Country) && !found.values.contains_key("iso2") {
        let iso2 = found.values.get("iso3").and_then(|iso3| base.iso2(iso3));
        let iso2 = iso2.or_else(|| base.iso2(&found.name).filter(|_| found.name.len() > 3));
        found.values.extend(iso2.map(|iso2| ("iso2", iso2)));
    }
    let columns = schema(of).columns;
    found.values.retain(|column, _| columns.contains(column));
    found.lists.retain(|column, _| columns.contains(column));
    let RowType::Entity(kind) = of else {
        return;
    };
    for (column, text) in check::unfit(kind, &found.values) {
        found.values.remove(column);
        let what = format!("`{column}` is `{text}`, which is left out of the row");
        let reason = what.clone();
        let (at, name) = (found.at.clone(), found.name.clone());
        collector.left_out.push(LeftOut { at: at.clone(), name, reason, cell: true });
        let remedy = "fill the cell by hand, as `docs/gazetteers.md` says";
        collector.problems.push(Problem::warning(at, what, remedy));
    }
}

/// A topic with its code and terms.
fn topic(mut found: Found, collector: &mut Collector<'_>) -> Option<Found> {
    let raw = found.name.clone();
    found.name = names::tidy(&raw);
    let code = found
        .values
        .get("medtop")
        .is_some_and(|code| code.len() == 8 && code.bytes().all(|b| b.is_ascii_digit()));
    let why = match names::refused(&found.name) {
        Some(why) => Some(why),
        None if !code => Some("no IPTC Media Topic code of eight digits, which a topic needs"),
        None => None,
    };
    if let Some(why) = why {
        collector.drop(found.at.clone(), &raw, why);
        return None;
    }
    let name = [found.name.clone()];
    let spelled = name.iter().chain(found.lists.get("aliases").into_iter().flatten());
    let mut terms: Vec<String> = found.lists.get("terms").cloned().unwrap_or_default();
    let of_names =
        spelled.map(|name| names::tidy(name)).filter(|name| spell::unfit(name).is_none());
    terms.extend(of_names.map(|name| format!("{name}:4")));
    let mut once = BTreeSet::new();
    terms.retain(|term| {
        once.insert(term.rsplit_once(':').map_or(term.as_str(), |(text, _)| text).to_lowercase())
    });
    found.lists = BTreeMap::from([("terms", terms)]);
    Some(found)
}

/// Turns parents of topics from ids of the list to ours; cuts what leads nowhere or round.
fn link_topics(rows: &mut [ids::Row], base: &Base<'_>) {
    let ids: BTreeMap<String, String> = rows
        .iter()
        .filter(|row| row.of == RowType::Topic)
        .map(|row| (row.found.id.clone(), row.id.clone()))
        .collect();
    let mut parents: BTreeMap<String, String> = BTreeMap::new();
    for row in rows.iter_mut().filter(|row| row.of == RowType::Topic) {
        let Some(wider) = row.found.values.remove("parent") else {
            continue;
        };
        let of_base = || {
            let code = wider.rsplit(['/', ':']).next().unwrap_or_default();
            base.topic(code).map(|topic| topic.id.clone())
        };
        let Some(parent) = ids.get(&wider).cloned().or_else(of_base) else {
            continue;
        };
        let up = |id: &String| parents.get(id).cloned();
        let round = std::iter::successors(Some(parent.clone()), up).any(|id| id == row.id);
        if !round {
            parents.insert(row.id.clone(), parent.clone());
            row.found.values.insert("parent", parent);
        }
    }
}

fn schema(of: RowType) -> &'static load::Schema {
    let named = load::SCHEMAS.iter().find(|schema| schema.stem == of.name());
    named.unwrap_or(&load::SCHEMAS[0])
}

/// The rows of a type as a file: the columns that hold something, `source` last.
fn table(of: RowType, rows: &[ids::Row]) -> Table {
    let rows: Vec<&ids::Row> = rows.iter().filter(|row| row.of == of).collect();
    let holds = |column: &&str| match *column {
        "id" | "name" => true,
        "source" => false,
        column => rows.iter().any(|row| !cell(row, column).is_empty()),
    };
    let own = schema(of).columns.iter().copied().filter(holds);
    let columns: Vec<&str> = own.chain(["source"]).collect();
    let lines = rows.iter().map(|row| columns.iter().map(|column| cell(row, column)).collect());
    let header = columns.iter().map(|column| (*column).to_owned()).collect();
    Table { of, csv: delimited::written(header, lines), rows: rows.len() }
}

fn cell(row: &ids::Row, column: &str) -> String {
    match column {
        "id" => row.id.clone(),
        "name" => row.found.name.clone(),
        list if load::LISTS.contains(&list) => {
            row.found.lists.get(list).map(|items| items.join("; ")).unwrap_or_default()
        }
        value => row.found.values.get(value).map(|text| names::tidy(text)).unwrap_or_default(),
    }
}
