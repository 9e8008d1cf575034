//! A set of words as plain data, which needs no work to be loaded and one look to be asked.
//!
//! Promises: it depends on its words alone, the same on every machine.
//!
//! Method: open addressing with linear probing (Knuth, The Art of Computer Programming 3, 6.4), at most
//! half full.

use serde::{Deserialize, Serialize};

/// A slot without a word.
const FREE: u32 = u32::MAX;

/// The set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordSet {
    /// The words, sorted, end to end.
    text: String,
    /// Where each stops, in bytes; the next one begins there.
    ends: Vec<u32>,
    /// Numbers of words, by hash; their number is a power of two.
    slots: Vec<u32>,
}

impl WordSet {
    /// Whether it has a word, spelled so.
    pub fn contains(&self, word: &str) -> bool {
        let mut slot = self.first_slot(word);
        while let Some(&n) = self.slots.get(slot).filter(|n| **n != FREE) {
            if self.word(n as usize) == word {
                return true;
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        false
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The words, sorted by bytes.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|n| self.word(n))
    }

    fn word(&self, n: usize) -> &str {
        let start = n.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start as usize..self.ends[n] as usize).unwrap_or_default()
    }

    /// The slot of a word's hash (FNV-1a, Fowler, Noll and Vo, 1991).
    fn first_slot(&self, word: &str) -> usize {
        let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        let hash = word.bytes().fold(0xcbf2_9ce4_8422_2325, mix);
        (hash ^ (hash >> 32)) as usize & self.slots.len().wrapping_sub(1)
    }
}

impl<S: AsRef<str> + Ord> FromIterator<S> for WordSet {
    /// The words may come in any order, and twice.
    fn from_iter<I: IntoIterator<Item = S>>(words: I) -> Self {
        let mut words: Vec<S> = words.into_iter().collect();
        words.sort_unstable_by(|a, b| a.as_ref().cmp(b.as_ref()));
        words.dedup();
        let mut set = Self::default();
        for word in &words {
            set.text.push_str(word.as_ref());
            set.ends.push(set.text.len() as u32);
        }
        set.slots = vec![FREE; (words.len() * 2).next_power_of_two()];
        for (n, word) in (0u32..).zip(&words) {
            let mut slot = set.first_slot(word.as_ref());
            while set.slots[slot] != FREE {
                slot = (slot + 1) & (set.slots.len() - 1);
            }
            set.slots[slot] = n;
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn an_empty_set_has_no_word() {
        assert!(!WordSet::default().contains("a"));
        assert!(!WordSet::from_iter([""; 0]).contains(""));
    }

    proptest! {
        #[test]
        fn has_its_words_and_no_others(words in prop::collection::btree_set("[a-cé]{0,3}", 0..40)) {
            let words: BTreeSet<String> = words;
            let set: WordSet = words.iter().rev().chain(words.iter()).collect();
            prop_assert!(set.iter().eq(words.iter().map(String::as_str)));
            for asked in ["", "a", "ab", "abc", "é", "cc", "abcd"] {
                prop_assert_eq!(set.contains(asked), words.contains(asked));
            }
        }
    }
}
