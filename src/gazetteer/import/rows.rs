//! Records to rows: merged by the list's id, names put in order, ids given, cells checked.
//!
//! Promises: what leaves here passes the check of gazetteers on top of the base. A record that is an
//! entry of the base already gets its id and name, and adds only what the base does not have.

use super::base::{self, Base};
use super::collect::{Collector, Found, LeftOut};
use super::{Imported, RowType, Table, capitals, delimited, names};
use crate::error::Problem;
use crate::gazetteer::csv_file::LIST_SEPARATOR;
use crate::gazetteer::{Kind, check, load};
use std::collections::{BTreeMap, BTreeSet};

/// Lists that hold spellings of the entity itself, in the order in which they are filled: of two that
/// match alike, the first stays. A weak one is weak wherever else it stands.
const SPELLINGS: [&str; 5] = ["weak", "aliases", "former", "demonyms", "government"];

/// Why a record of what is known is left out.
pub(super) const KNOWN: &str = "the gazetteer has all of it already";

/// A row to be written.
struct Row {
    of: RowType,
    id: String,
    found: Found,
}

/// All that the collector holds, as tables.
pub(super) fn made(mut collector: Collector<'_>) -> Imported {
    let base = Base::new(&collector.options.base, collector.options.alone);
    let found = std::mem::take(&mut collector.found);
    let (found, merged) = merge(found);
    let kept: Vec<(RowType, Found)> =
        found.into_iter().filter_map(|found| usable(found, &base, &mut collector)).collect();
    let mut rows = with_ids(kept, &base, &mut collector);
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
    if let Err(why) = spell(&mut found, of, collector) {
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

/// Puts the name and all spellings in order.
fn spell(
    found: &mut Found,
    of: RowType,
    collector: &mut Collector<'_>,
) -> Result<(), &'static str> {
    let person = of == RowType::Entity(Kind::Person);
    let ordered = |raw: &str| {
        let tidy = names::tidy(raw);
        let turned = person && (found.surname_first || names::is_surname_first(&tidy));
        if turned { printed(&tidy) } else { capitals::lowered(&tidy, person) }
    };
    let whole = names::unescaped(&found.name);
    let mut parts = names::parted(&whole).map(ordered).filter(|name| !name.is_empty());
    let name = parts.next().ok_or("no name")?;
    if let Some(why) = names::refused(&name) {
        return Err(why);
    }
    let mut more: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    more.entry("aliases").or_default().extend(parts);
    for (column, items) in &found.lists {
        let items: Vec<_> = items.iter().map(|item| names::unescaped(item)).collect();
        let items = items.iter().flat_map(|item| names::parted(item));
        if SPELLINGS.contains(column) {
            more.entry(column).or_default().extend(items.map(ordered));
        } else {
            more.entry(column).or_default().extend(items.map(names::tidy));
        }
    }
    if of == RowType::Entity(Kind::Organization) {
        add_short_forms(&name, &mut more);
    }
    let mut seen = BTreeSet::new();
    for column in SPELLINGS {
        if column != "weak" {
            seen.insert(names::key(&name));
        }
        let Some(items) = more.get_mut(column) else {
            continue;
        };
        items.retain(|item| {
            if let Some(why) = unfit(item) {
                collector.skip_spelling(why);
                return false;
            }
            seen.insert(names::key(item))
        });
    }
    for items in more.values_mut() {
        let mut once = BTreeSet::new();
        items.retain(|item| !item.is_empty() && once.insert(item.clone()));
    }
    found.name = name;
    found.lists = more;
    Ok(())
}

/// A person's name that was `SURNAME, Given`, as it is printed.
fn printed(name: &str) -> String {
    match name.split_once(',') {
        Some((surname, given)) => {
            names::printed_order(&format!("{},{given}", capitals::surname(surname)))
        }
        None => capitals::lowered(name, true),
    }
}

fn unfit(item: &str) -> Option<&'static str> {
    let inner = item.contains(LIST_SEPARATOR);
    names::refused(item).or(inner.then_some("a semicolon within a word"))
}

/// Names without their legal form: an alias if they are of several words, else weak.
fn add_short_forms(name: &str, lists: &mut BTreeMap<&'static str, Vec<String>>) {
    let aliases = lists.get("aliases").cloned().unwrap_or_default();
    for spelled in std::iter::once(name).chain(aliases.iter().map(String::as_str)) {
        if let Some(short) = names::without_legal_form(spelled) {
            let long = short.contains(' ') && short.chars().count() > 6;
            let known = aliases.iter().any(|alias| names::key(alias) == names::key(short));
            if !known {
                let column = if long { "aliases" } else { "weak" };
                lists.entry(column).or_default().push(short.to_owned());
            }
        }
    }
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
    let of_names = spelled.map(|name| names::tidy(name)).filter(|name| unfit(name).is_none());
    terms.extend(of_names.map(|name| format!("{name}:3")));
    let mut once = BTreeSet::new();
    terms.retain(|term| {
        once.insert(term.rsplit_once(':').map_or(term.as_str(), |(text, _)| text).to_lowercase())
    });
    found.lists = BTreeMap::from([("terms", terms)]);
    Some(found)
}

/// Gives ids; those of the base to what is there already.
fn with_ids(
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

/// Turns parents of topics from ids of the list to ours; cuts what leads nowhere or round.
fn link_topics(rows: &mut [Row], base: &Base<'_>) {
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
fn table(of: RowType, rows: &[Row]) -> Table {
    let rows: Vec<&Row> = rows.iter().filter(|row| row.of == of).collect();
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

fn cell(row: &Row, column: &str) -> String {
    match column {
        "id" => row.id.clone(),
        "name" => row.found.name.clone(),
        list if load::LISTS.contains(&list) => {
            row.found.lists.get(list).map(|items| items.join("; ")).unwrap_or_default()
        }
        value => row.found.values.get(value).map(|text| names::tidy(text)).unwrap_or_default(),
    }
}
