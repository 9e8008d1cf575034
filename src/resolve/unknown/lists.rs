//! The words that tell what a name is, and words that begin no name: `lists.csv`, one word a row, sorted;
//! general words only, never a name that an article has.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A list of `lists.csv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum In {
    /// Verbs after a person's name in running text.
    Acting,
    /// Last words of an agreement's name, or first before `of`, `for`, `on`, `between`.
    Agreements,
    /// Nouns right before an organization's name, or in the apposition after it.
    Bodies,
    /// Words before `Agreement` in contracts of companies, and before `Convention` in meetings.
    Contracts,
    /// Last words of an organization's name, or first before `of`, `for`, `on`.
    Heads,
    /// Titles that any person may have, and nothing else.
    Honorifics,
    /// Abbreviations in capitals that are no body.
    NotBodies,
    /// Nouns right after an organization's name.
    OfBodies,
    /// First words of names of neither people nor organizations nor agreements.
    OtherFirst,
    /// Last words of names of neither people nor organizations nor agreements: places, events, works, laws, times, offices.
    OtherHeads,
    /// Small words inside a person's name.
    Particles,
    /// Peoples, faiths, parties' people and other words with a capital that alone name nobody.
    Peoples,
    /// What ends a person's name.
    PersonSuffixes,
    /// First words of many places.
    PlaceFirst,
    /// Roles that one has of an organization.
    RolesOf,
    /// Verbs of what people say and do, and bodies too.
    Saying,
    /// Words that go on after a name and belong to no name.
    Small,
    /// Nouns before `of X`, `in X`, `for X`, `with X` where X is an organization.
    Stakes,
    /// Capitalised words that are no part of a name though they often begin a sentence or line.
    Starters,
    /// Legal forms, which end a company's name.
    Suffixes,
    /// Nouns before the name of a ship, aircraft or the like, which may be a person's.
    Vessels,
    /// Those of [`In::Heads`] that are a name's only with more around them than one word: `Smith House`.
    WeakHeads,
}

impl In {
    const ALL: [Self; 22] = [
        Self::Acting,
        Self::Agreements,
        Self::Bodies,
        Self::Contracts,
        Self::Heads,
        Self::Honorifics,
        Self::NotBodies,
        Self::OfBodies,
        Self::OtherFirst,
        Self::OtherHeads,
        Self::Particles,
        Self::Peoples,
        Self::PersonSuffixes,
        Self::PlaceFirst,
        Self::RolesOf,
        Self::Saying,
        Self::Small,
        Self::Stakes,
        Self::Starters,
        Self::Suffixes,
        Self::Vessels,
        Self::WeakHeads,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Acting => "acting",
            Self::Agreements => "agreements",
            Self::Bodies => "bodies",
            Self::Contracts => "contracts",
            Self::Heads => "heads",
            Self::Honorifics => "honorifics",
            Self::NotBodies => "not bodies",
            Self::OfBodies => "of bodies",
            Self::OtherFirst => "other first",
            Self::OtherHeads => "other heads",
            Self::Particles => "particles",
            Self::Peoples => "peoples",
            Self::PersonSuffixes => "person suffixes",
            Self::PlaceFirst => "place first",
            Self::RolesOf => "roles of",
            Self::Saying => "saying",
            Self::Small => "small",
            Self::Stakes => "stakes",
            Self::Starters => "starters",
            Self::Suffixes => "suffixes",
            Self::Vessels => "vessels",
            Self::WeakHeads => "weak heads",
        }
    }
}

/// Which lists a word is in: bit n for the list n of [`In::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lists(u32);

impl Lists {
    /// Those that have the word, as it is spelled.
    pub(super) fn of(word: &str) -> Self {
        static BY_WORD: LazyLock<FxHashMap<&str, u32>> = LazyLock::new(|| {
            let mut lists: FxHashMap<&str, u32> = FxHashMap::default();
            for (list, word) in rows() {
                let bit = In::ALL.iter().position(|known| known.name() == list);
                *lists.entry(word).or_default() |= bit.map_or(0, |n| 1 << n);
            }
            lists
        });
        Self(BY_WORD.get(word).copied().unwrap_or_default())
    }

    /// Whether it is in that list.
    pub(super) fn has(self, list: In) -> bool {
        self.0 >> list as u32 & 1 == 1
    }
}

/// List and word of each row.
fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    include_str!("lists.csv").lines().skip(1).filter_map(|row| row.split_once(','))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_sorted_and_has_known_lists_only() {
        let rows: Vec<_> = rows().collect();
        assert!(rows.is_sorted_by(|a, b| a < b));
        assert!(rows.iter().all(|(list, _)| In::ALL.iter().any(|known| known.name() == *list)));
        assert!(In::ALL.iter().enumerate().all(|(n, list)| *list as usize == n));
    }

    #[test]
    fn a_word_is_in_its_lists_as_it_is_spelled() {
        assert!(Lists::of("Treaty").has(In::Agreements) && !Lists::of("Treaty").has(In::Heads));
        assert!(!Lists::of("treaty").has(In::Agreements));
    }
}
