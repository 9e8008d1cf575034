//! Counts of what a gazetteer holds.

use super::{Gazetteer, Kind};
use std::collections::BTreeMap;

/// One line of [`stats`]: how many of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stat {
    /// The type, or the list.
    pub what: &'static str,
    /// The kind within the type (`central bank`), empty for the type as a whole.
    pub kind: String,
    /// Number of entries.
    pub entries: usize,
    /// Number of aliases of all entries, weak ones included.
    pub aliases: usize,
    /// Number of weak aliases.
    pub weak: usize,
    /// Number of entries with a QID.
    pub wikidata: usize,
}

/// Counts entries by type and kind, topics and word lists; in a fixed order.
pub fn stats(gazetteer: &Gazetteer) -> Vec<Stat> {
    let mut stats = Vec::new();
    for kind in Kind::ALL {
        let of_kind = gazetteer.entries.iter().filter(|entry| entry.kind == kind);
        let mut whole = Stat::new(kind.plural());
        let mut parts: BTreeMap<&str, Stat> = BTreeMap::new();
        for entry in of_kind {
            let part = entry.attribute("kind").map(|name| {
                parts
                    .entry(name)
                    .or_insert_with(|| Stat { kind: name.to_owned(), ..Stat::new(kind.plural()) })
            });
            for stat in [Some(&mut whole), part].into_iter().flatten() {
                stat.entries += 1;
                stat.aliases += entry.aliases.len();
                stat.weak += entry.aliases.iter().filter(|alias| alias.weak).count();
                stat.wikidata += usize::from(entry.wikidata().is_some());
            }
        }
        stats.push(whole);
        stats.extend(parts.into_values());
    }
    let terms = gazetteer.topics.iter().map(|topic| topic.terms.len()).sum();
    stats.push(Stat { entries: gazetteer.topics.len(), aliases: terms, ..Stat::new("topics") });
    stats.push(Stat { entries: gazetteer.titles.len(), ..Stat::new("titles") });
    stats.push(Stat { entries: gazetteer.given_names.len(), ..Stat::new("given names") });
    stats.push(Stat { entries: gazetteer.surnames.len(), ..Stat::new("surnames") });
    stats.push(Stat { entries: gazetteer.common_words.len(), ..Stat::new("common words") });
    stats.push(Stat { entries: gazetteer.allowed.len(), ..Stat::new("allowed aliases") });
    stats
}

impl Stat {
    fn new(what: &'static str) -> Self {
        Self { what, kind: String::new(), entries: 0, aliases: 0, weak: 0, wikidata: 0 }
    }
}
