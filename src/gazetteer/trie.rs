//! A map from words to numbers that is walked byte by byte from the beginning of a text.
//!
//! Promises: it depends on its keys alone; it is plain data; walking follows at most one cell for each
//! byte of the text, and ends at the first byte that no key goes on with.
//!
//! Method: a double array (Aoe, 1989) whose cells are found by exclusive or, so that the children of
//! a node lie in one block of 256 (as in Darts-clone), over a trie without chains: bytes that leave
//! no choice are kept as the edge of one cell (Morrison's PATRICIA, 1968).

use super::bytes::Bytes;
use std::collections::VecDeque;

/// Cells of a block: one for each value of a byte.
const BLOCK: usize = 256;
/// A block that had no room so often is not asked again: this bounds the time of building.
const MISSES: u32 = 64;
/// Base of a cell without children: outside of every table, whatever byte is added.
const NO_CHILD: u32 = (1 << 23) - 1;
/// Cells are fewer than this.
const MOST_CELLS: usize = NO_CHILD as usize - BLOCK;
/// Number of a cell at which no key ends.
const NO_KEY: u32 = u32::MAX;

/// The map.
#[derive(Clone, Debug, Default)]
pub(super) struct Trie {
    /// What every step of a walk looks at, four bytes a cell so that much of it is at hand: the byte that
    /// leads to the cell (8 bits), whether it has a [`Tail`] (1), its base (23).
    pub(super) steps: Bytes,
    /// What comes after the byte, a [`Tail`] of [`TAIL`] bytes a cell.
    pub(super) tails: Bytes,
    /// The bytes of the longer edges, end to end.
    pub(super) edges: Bytes,
}

/// Bytes of a stored tail.
const TAIL: usize = 16;
/// The bit that says that a cell has a tail.
const HAS_TAIL: u32 = 1 << 23;

/// A node: its children are at `base ^ byte`.
#[derive(Clone, Copy, Debug)]
struct Cell {
    base: u32,
    /// The byte that leads here; 0 in a free cell and in the root.
    label: u8,
    tail: Tail,
}

/// What comes after a cell's byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Tail {
    /// Number of the key that ends here.
    number: u32,
    /// How many bytes follow `label` …
    len: u16,
    /// … and they themselves, if they are no more than [`SHORT`]; else where they begin in [`Trie::edges`].
    edge: [u8; SHORT],
}

/// Bytes of an edge that are kept in its tail: at hand when the tail is.
const SHORT: usize = 8;

impl Tail {
    fn to_bytes(self) -> [u8; TAIL] {
        let [a, b, c, d] = self.number.to_le_bytes();
        let [e, f] = self.len.to_le_bytes();
        let [g, h, i, j, k, l, m, n] = self.edge;
        [a, b, c, d, e, f, 0, 0, g, h, i, j, k, l, m, n]
    }

    fn of_bytes(bytes: &[u8; TAIL]) -> Self {
        let [a, b, c, d, e, f, _, _, g, h, i, j, k, l, m, n] = *bytes;
        Self {
            number: u32::from_le_bytes([a, b, c, d]),
            len: u16::from_le_bytes([e, f]),
            edge: [g, h, i, j, k, l, m, n],
        }
    }

    /// The bytes after `label`.
    fn edge<'a>(&'a self, edges: &'a [u8]) -> Option<&'a [u8]> {
        let len = usize::from(self.len);
        if len <= SHORT {
            return self.edge.get(..len);
        }
        let [a, b, c, d, ..] = self.edge;
        edges.get(u32::from_le_bytes([a, b, c, d]) as usize..)?.get(..len)
    }
}

impl Cell {
    fn step(self) -> u32 {
        let has_tail = if self.tail == NO_TAIL { 0 } else { HAS_TAIL };
        u32::from(self.label) << 24 | has_tail | self.base
    }
}

const NO_TAIL: Tail = Tail { number: NO_KEY, len: 0, edge: [0; SHORT] };
const FREE: Cell = Cell { base: NO_CHILD, label: 0, tail: NO_TAIL };

/// Keys that have their first `depth` bytes in common, which lead to `cell`.
struct Branch {
    cell: usize,
    from: usize,
    to: usize,
    depth: usize,
}

/// A block that still has free cells.
struct Block {
    start: usize,
    free: usize,
    misses: u32,
}

/// A map that is being made.
struct Making {
    cells: Vec<Cell>,
    edges: Vec<u8>,
}

impl Trie {
    /// Maps each key to its number, which is below [`NO_KEY`]. The keys are sorted by bytes, none twice,
    /// none empty, without NUL bytes; `None` where one has more than 65,535 bytes, or they take more than
    /// some eight million cells.
    pub(super) fn new(keys: &[(&str, u32)]) -> Option<Self> {
        let key = |i: usize| keys[i].0.as_bytes();
        let mut trie = Making { cells: vec![FREE; BLOCK], edges: Vec::new() };
        let mut is_base = vec![false; BLOCK];
        // the root is the cell of byte 0, which no key has
        let mut open = vec![Block { start: 0, free: BLOCK - 1, misses: 0 }];
        let root = Branch { cell: 0, from: 0, to: keys.len(), depth: 0 };
        let mut queue = VecDeque::from([root]);
        while let Some(Branch { cell, mut from, to, depth }) = queue.pop_front() {
            if from < to && key(from).len() == depth {
                trie.cells[cell].tail.number = keys[from].1;
                from += 1;
            }
            let mut children: Vec<(u8, Branch)> = Vec::new();
            while from < to {
                let label = key(from)[depth];
                let is_same = |other: &(&str, u32)| other.0.as_bytes()[depth] == label;
                // most nodes have one child
                let end = match is_same(&keys[to - 1]) {
                    true => to,
                    false => from + keys[from..to].partition_point(is_same),
                };
                let (first, last) = (&key(from)[depth + 1..], &key(end - 1)[depth + 1..]);
                let same = first.iter().zip(last).take_while(|(a, b)| a == b).count();
                children.push((label, Branch { cell: 0, from, to: end, depth: depth + 1 + same }));
                from = end;
            }
            let Some((first, _)) = children.first() else { continue };
            let base = trie.room(*first, &children, &mut open, &mut is_base);
            is_base[base] = true;
            trie.cells[cell].base = u32::try_from(base).ok()?;
            for (label, mut branch) in children {
                branch.cell = base ^ usize::from(label);
                let bytes = &key(branch.from)[depth + 1..branch.depth];
                let mut edge = [0; SHORT];
                if let Some(kept) = edge.get_mut(..bytes.len()) {
                    kept.copy_from_slice(bytes);
                } else {
                    let at = u32::try_from(trie.edges.len()).ok()?;
                    edge[..4].copy_from_slice(&at.to_le_bytes());
                    trie.edges.extend_from_slice(bytes);
                }
                let tail = Tail { len: u16::try_from(bytes.len()).ok()?, edge, ..NO_TAIL };
                trie.cells[branch.cell] = Cell { label, tail, ..FREE };
                queue.push_back(branch);
            }
        }
        if trie.cells.len() >= MOST_CELLS {
            return None;
        }
        let mut tails = Vec::with_capacity(trie.cells.len() * TAIL);
        trie.cells.iter().for_each(|cell| tails.extend_from_slice(&cell.tail.to_bytes()));
        let steps = trie.cells.into_iter().map(Cell::step).collect();
        Some(Self { steps, tails: tails.into(), edges: trie.edges.into() })
    }

    /// The map ready to be walked.
    pub(super) fn open(&self) -> Open<'_> {
        let root = self.steps.number(0).map_or(NO_CHILD, |root| root & NO_CHILD);
        Open {
            steps: self.steps.as_chunks().0,
            tails: self.tails.as_chunks().0,
            edges: &self.edges,
            root,
        }
    }
}

/// A map ready to be walked.
#[derive(Clone, Copy)]
pub(super) struct Open<'a> {
    steps: &'a [[u8; 4]],
    tails: &'a [[u8; TAIL]],
    edges: &'a [u8],
    root: u32,
}

impl<'a> Open<'a> {
    /// The keys with which a text begins: number and length in bytes of each, shortest first.
    #[inline]
    pub(super) fn starting(self, text: &'a [u8]) -> Starting<'a> {
        Starting { open: self, text, base: self.root, at: 0 }
    }
}

impl Making {
    /// A base under which every child has a free cell: in an open block, or in a new one.
    fn room(
        &mut self,
        first: u8,
        children: &[(u8, Branch)],
        open: &mut Vec<Block>,
        is_base: &mut Vec<bool>,
    ) -> usize {
        let is_free = |cell: usize| cell != 0 && self.cells[cell].label == 0;
        let mut found = None;
        for block in open.iter_mut() {
            let bases = (block.start..block.start + BLOCK)
                .filter(|&cell| is_free(cell))
                .map(|cell| cell ^ usize::from(first));
            let fits = |&base: &usize| {
                !is_base[base]
                    && children.iter().all(|(label, _)| is_free(base ^ usize::from(*label)))
            };
            found = if block.free < children.len() { None } else { bases.into_iter().find(fits) };
            if found.is_some() {
                block.free -= children.len();
                break;
            }
            block.misses += 1;
        }
        open.retain(|block| block.free > 0 && block.misses < MISSES);
        found.unwrap_or_else(|| {
            let start = self.cells.len();
            self.cells.resize(start + BLOCK, FREE);
            is_base.resize(start + BLOCK, false);
            open.push(Block { start, free: BLOCK - children.len(), misses: 0 });
            start
        })
    }
}

/// A walk under way.
pub(super) struct Starting<'a> {
    open: Open<'a>,
    text: &'a [u8],
    base: u32,
    at: usize,
}

impl Iterator for Starting<'_> {
    type Item = (u32, usize);

    #[inline]
    fn next(&mut self) -> Option<(u32, usize)> {
        loop {
            let label = *self.text.get(self.at)?;
            let cell = (self.base ^ u32::from(label)) as usize;
            let step = u32::from_le_bytes(*self.open.steps.get(cell)?);
            if step >> 24 != u32::from(label) || label == 0 {
                return None;
            }
            self.at += 1;
            self.base = step & NO_CHILD;
            if step & HAS_TAIL == 0 {
                continue;
            }
            let tail = Tail::of_bytes(self.open.tails.get(cell)?);
            let edge = tail.edge(self.open.edges)?;
            if self.text.get(self.at..self.at + edge.len())? != edge {
                return None;
            }
            self.at += edge.len();
            if tail.number != NO_KEY {
                return Some((tail.number, self.at));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn starting(keys: &[&str], text: &str) -> Vec<(u32, usize)> {
        let numbered: Vec<(&str, u32)> = keys.iter().copied().zip(0..).collect();
        let trie = Trie::new(&numbered).expect("the keys are short");
        trie.open().starting(text.as_bytes()).collect()
    }

    #[test]
    fn finds_every_key_that_a_text_begins_with() {
        let keys = ["a", "abc", "abcde", "b", "é"];
        assert_eq!(starting(&keys, "abcdx"), [(0, 1), (1, 3)]);
        assert_eq!(starting(&keys, "éa"), [(4, 2)]);
        assert_eq!(starting(&keys, "xabc"), []);
        assert_eq!(starting(&keys, "a\0b"), [(0, 1)]);
        assert_eq!(starting(&[], "abc"), []);
        let long =
            ["gazetteers of names", "gazetteers of names and of places", "gazetteers of notes"];
        assert_eq!(starting(&long, "gazetteers of names and of places, and"), [(0, 19), (1, 33)]);
        assert_eq!(starting(&long, "gazetteers of nests"), []);
    }

    #[test]
    fn a_key_that_is_too_long_is_told() {
        assert!(Trie::new(&[(&"a".repeat(70_000), 0)]).is_none());
    }

    proptest! {
        #[test]
        fn agrees_with_a_plain_search(
            keys in prop::collection::btree_set("[a-cé]{1,6}", 0..60),
            text in "[a-cé\0]{0,12}",
        ) {
            let keys: BTreeSet<String> = keys;
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            let found = starting(&keys, &text);
            let mut plain: Vec<(u32, usize)> = (0u32..)
                .zip(&keys)
                .filter(|(_, key)| text.starts_with(**key))
                .map(|(i, key)| (i, key.len()))
                .collect();
            plain.sort_by_key(|(_, len)| *len);
            prop_assert_eq!(found, plain);
        }
    }
}
