//! The spellings of a record: tidied, in printed order and ordinary capitals, none twice.

use super::collect::{Collector, Found};
use super::{RowType, capitals, names};
use crate::gazetteer::Kind;
use crate::gazetteer::csv_file::LIST_SEPARATOR;
use std::collections::{BTreeMap, BTreeSet};

/// Lists that hold spellings of the entity itself, in the order in which they are filled: of two that
/// match alike, the first stays. A weak one is weak wherever else it stands.
pub(super) const SPELLINGS: [&str; 5] = ["weak", "aliases", "former", "demonyms", "government"];

/// Puts the name and all spellings in order.
pub(super) fn spell(
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

/// Why a spelling of a list cannot stand there.
pub(super) fn unfit(item: &str) -> Option<&'static str> {
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
