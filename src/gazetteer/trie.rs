//! A map from words to numbers that is walked byte by byte from the beginning of a text.
//!
//! Promises: it depends on its keys alone; it is plain data; walking follows at most one cell for each
//! byte of the text, and ends at the first byte that no key goes on with.
//!
//! Method: a double array (Aoe, 1989) whose cells are found by exclusive or, so that the children of
//! a node lie in one block of 256 (as in Darts-clone), over a trie without chains: bytes that leave
//! no choice are kept as the edge of one cell (Morrison's PATRICIA, 1968).

use super::bytes::{self, Bytes};
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
    /// What comes after the byte, [`TAIL`] bytes a cell.
    pub(super) tails: Bytes,
    /// The bytes of all edges, end to end.
    pub(super) edges: Bytes,
}

/// Bytes of a stored tail.
const TAIL: usize = 12;
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
    /// Where the bytes after `label` begin in [`Trie::edges`] …
    edge: u32,
    /// … and how many they are.
    edge_len: u16,
}

impl Tail {
    fn to_bytes(self) -> [u8; TAIL] {
        let [a, b, c, d] = self.number.to_le_bytes();
        let [e, f, g, h] = self.edge.to_le_bytes();
        let [i, j] = self.edge_len.to_le_bytes();
        [a, b, c, d, e, f, g, h, i, j, 0, 0]
    }

    /// The tail of the cell of an index.
    fn at(tails: &[u8], index: u32) -> Option<Self> {
        let bytes: &[u8; TAIL] = tails.get(index as usize * TAIL..)?.first_chunk()?;
        Some(Self {
            number: bytes::number(bytes)?,
            edge: bytes::number(&bytes[4..])?,
            edge_len: u16::from_le_bytes([bytes[8], bytes[9]]),
        })
    }
}

impl Cell {
    fn step(self) -> u32 {
        let has_tail = if self.tail == NO_TAIL { 0 } else { HAS_TAIL };
        u32::from(self.label) << 24 | has_tail | self.base
    }
}

const NO_TAIL: Tail = Tail { number: NO_KEY, edge: 0, edge_len: 0 };
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
    /// Maps each key to its index. The keys are sorted by bytes, none twice, none empty, without
    /// NUL bytes; `None` where one has more than 65,535 bytes, or they take more than some eight million
    /// cells.
    pub(super) fn new<K: AsRef<str>>(keys: &[K]) -> Option<Self> {
        let key = |i: usize| keys[i].as_ref().as_bytes();
        let mut trie = Making { cells: vec![FREE; BLOCK], edges: Vec::new() };
        let mut is_base = vec![false; BLOCK];
        // the root is the cell of byte 0, which no key has
        let mut open = vec![Block { start: 0, free: BLOCK - 1, misses: 0 }];
        let root = Branch { cell: 0, from: 0, to: keys.len(), depth: 0 };
        let mut queue = VecDeque::from([root]);
        while let Some(Branch { cell, mut from, to, depth }) = queue.pop_front() {
            if from < to && key(from).len() == depth {
                trie.cells[cell].tail.number = u32::try_from(from).ok()?;
                from += 1;
            }
            let mut children: Vec<(u8, Branch)> = Vec::new();
            while from < to {
                let label = key(from)[depth];
                let is_same = |other: &K| other.as_ref().as_bytes()[depth] == label;
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
                let edge = &key(branch.from)[depth + 1..branch.depth];
                let at = u32::try_from(trie.edges.len()).ok()?;
                let edge_len = u16::try_from(edge.len()).ok()?;
                trie.edges.extend_from_slice(edge);
                let tail = Tail { edge: if edge.is_empty() { 0 } else { at }, edge_len, ..NO_TAIL };
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

    /// The keys with which a text begins: number and length in bytes of each, shortest first.
    pub(super) fn starting<'a>(&'a self, text: &'a [u8]) -> Starting<'a> {
        let base = self.steps.number(0).map_or(NO_CHILD, |root| root & NO_CHILD);
        let (steps, tails, edges) = (&*self.steps, &*self.tails, &*self.edges);
        Starting { steps, tails, edges, text, base, at: 0 }
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
    steps: &'a [u8],
    tails: &'a [u8],
    edges: &'a [u8],
    text: &'a [u8],
    base: u32,
    at: usize,
}

impl Iterator for Starting<'_> {
    type Item = (u32, usize);

    fn next(&mut self) -> Option<(u32, usize)> {
        loop {
            let label = *self.text.get(self.at)?;
            let cell = self.base ^ u32::from(label);
            let step = self.steps.get(cell as usize * 4..).and_then(bytes::number)?;
            if step >> 24 != u32::from(label) || label == 0 {
                return None;
            }
            self.at += 1;
            self.base = step & NO_CHILD;
            if step & HAS_TAIL == 0 {
                continue;
            }
            let tail = Tail::at(self.tails, cell)?;
            let (start, len) = (tail.edge as usize, usize::from(tail.edge_len));
            if len > 0 {
                let edge = self.edges.get(start..start + len)?;
                if self.text.get(self.at..self.at + len)? != edge {
                    return None;
                }
                self.at += len;
            }
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
        let trie = Trie::new(keys).expect("the keys are short");
        trie.starting(text.as_bytes()).collect()
    }

    #[test]
    fn finds_every_key_that_a_text_begins_with() {
        let keys = ["a", "abc", "abcde", "b", "é"];
        assert_eq!(starting(&keys, "abcdx"), [(0, 1), (1, 3)]);
        assert_eq!(starting(&keys, "éa"), [(4, 2)]);
        assert_eq!(starting(&keys, "xabc"), []);
        assert_eq!(starting(&keys, "a\0b"), [(0, 1)]);
        assert_eq!(starting(&[], "abc"), []);
    }

    #[test]
    fn a_key_that_is_too_long_is_told() {
        assert!(Trie::new(&["a".repeat(70_000)]).is_none());
    }

    proptest! {
        #[test]
        fn agrees_with_a_plain_search(
            keys in prop::collection::btree_set("[a-cé]{1,6}", 0..60),
            text in "[a-cé\0]{0,12}",
        ) {
            let keys: BTreeSet<String> = keys;
            let keys: Vec<String> = keys.into_iter().collect();
            let trie = Trie::new(&keys).expect("the keys are short");
            let found: Vec<(u32, usize)> = trie.starting(text.as_bytes()).collect();
            let mut plain: Vec<(u32, usize)> = (0u32..)
                .zip(&keys)
                .filter(|(_, key)| text.starts_with(key.as_str()))
                .map(|(i, key)| (i, key.len()))
                .collect();
            plain.sort_by_key(|(_, len)| *len);
            prop_assert_eq!(found, plain);
        }
    }
}
