//! Names whose words stand in lower case elsewhere in the article: `Website Design`, where `website
//! design` stands too.
//!
//! Promises: one pass over the words of the article, however many names it has.

use super::spots::{Cutter, Spot};
use super::words::{Gap, Shape, Word};
use std::collections::{HashMap, HashSet};

/// The names of an article that stand in lower case too.
#[derive(Default)]
pub(super) struct Lowered(HashSet<String>);

impl Lowered {
    pub(super) fn of(cutter: &Cutter<'_, '_>, spots: &[Spot]) -> Self {
        let mut names: HashMap<String, usize> = HashMap::new();
        for spot in spots {
            let words = &cutter.words[spot.words.clone()];
            names.extend(lower(words).map(|name| (name, words.len())));
        }
        let longest = names.values().copied().max().unwrap_or_default();
        let firsts: HashSet<String> = names.keys().filter_map(|name| first(name)).collect();
        // most words begin as no name does, and need not be looked up
        let mut begin = [false; 1 << 10];
        firsts.iter().for_each(|name| begin[beginning(name)] = true);
        let mut lowered = HashSet::new();
        let mut phrase = String::new();
        for (at, word) in cutter.words.iter().enumerate() {
            if word.shape != Shape::Lower
                || !begin[beginning(word.text)]
                || !forms(word.text).any(|form| firsts.contains(form))
            {
                continue;
            }
            phrase.clear();
            for (n, word) in cutter.words[at..].iter().take(longest).enumerate() {
                if word.shape != Shape::Lower || (n > 0 && word.gap != Gap::Space) {
                    break;
                }
                phrase.extend((n > 0).then_some(' '));
                phrase.push_str(word.text);
                lowered.extend(
                    forms(&phrase).filter(|form| names.contains_key(*form)).map(str::to_owned),
                );
            }
        }
        Self(lowered)
    }

    /// Whether these words stand in lower case too.
    pub(super) fn has(&self, words: &[Word<'_>]) -> bool {
        !self.0.is_empty() && lower(words).is_some_and(|name| self.0.contains(&name))
    }
}

/// A name in lower case, if each of its words is an ordinary one with a capital.
fn lower(words: &[Word<'_>]) -> Option<String> {
    let is_capital = words.iter().all(|word| word.shape == Shape::Capital);
    let texts = || words.iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
    is_capital.then(|| texts().to_lowercase())
}

fn first(name: &str) -> Option<String> {
    name.split(' ').next().map(str::to_owned)
}

/// A number below 1024 made of a word's first two bytes.
fn beginning(word: &str) -> usize {
    word.bytes().take(2).fold(0, |n, byte| (n << 5 ^ usize::from(byte)) % (1 << 10))
}

/// A phrase, and what it would be the plural of.
fn forms(phrase: &str) -> impl Iterator<Item = &str> {
    std::iter::once(phrase).chain(phrase.strip_suffix('s'))
}
