//! The entities of a gazetteer: made from rows, or stored and unpacked one by one when asked for, as an
//! article mentions a few of a million.
//!
//! Promises: an entity is unpacked once; what is not asked for costs 16 bytes of memory.

use super::bytes::Bytes;
use super::{Alias, Entry, Kind, attributes};
use crate::location::Location;
use serde::{Deserialize, Serialize};
use std::ops::Index;
use std::sync::{Arc, OnceLock};

/// Entities, sorted by id.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    slots: Vec<OnceLock<Arc<Entry>>>,
    packed: Packed,
}

/// Stored entities.
#[derive(Clone, Debug, Default)]
pub(super) struct Packed {
    /// The entities end to end, each a [`PackedEntry`].
    pub(super) entries: Bytes,
    /// Where each one stops.
    pub(super) ends: Bytes,
    /// The files that rows stand in.
    pub(super) files: Vec<Arc<str>>,
}

/// An entity as it is stored, in the format of the crate `postcard`.
#[derive(Serialize, Deserialize)]
struct PackedEntry<'a> {
    id: &'a str,
    kind: Kind,
    name: &'a str,
    aliases: Vec<Alias>,
    context: Vec<String>,
    exclude: Vec<String>,
    #[serde(with = "attributes")]
    attributes: Vec<(&'static str, String)>,
    /// Index of the file, line and column.
    at: (usize, u32, u32),
}

impl Entries {
    /// Stored entities.
    pub(super) fn stored(packed: Packed) -> Self {
        let count = packed.ends.len() / 4;
        Self { slots: (0..count).map(|_| OnceLock::new()).collect(), packed }
    }

    /// The entities as they are stored.
    pub(super) fn pack(&self) -> postcard::Result<Packed> {
        let mut files: Vec<Arc<str>> =
            self.iter().map(|entry| Arc::clone(&entry.at.file)).collect();
        files.sort_unstable();
        files.dedup();
        let (mut entries, mut ends) = (Vec::new(), Vec::new());
        for entry in self {
            let Entry { id, kind, name, aliases, context, exclude, attributes, at } = &**entry;
            let file = files.binary_search(&at.file).unwrap_or_default();
            let packed = PackedEntry {
                id,
                kind: *kind,
                name,
                aliases: aliases.clone(),
                context: context.clone(),
                exclude: exclude.clone(),
                attributes: attributes.clone(),
                at: (file, at.line, at.column),
            };
            entries = postcard::to_extend(&packed, entries)?;
            ends.push(entries.len() as u32);
        }
        Ok(Packed { entries: entries.into(), ends: ends.into_iter().collect(), files })
    }

    /// Number of entities.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// All of them, in order of their ids.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Arc<Entry>> {
        (0..self.len()).map(|n| &self[n])
    }

    /// Index of the entity of that id.
    pub fn find(&self, id: &str) -> Option<usize> {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            if self[middle].id.as_str() < id {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        (from < self.len() && self[from].id == id).then_some(from)
    }
}

impl Packed {
    fn unpack(&self, n: usize) -> Option<Entry> {
        let start = n.checked_sub(1).map_or(Some(0), |before| self.ends.number(before))?;
        let bytes = self.entries.get(start as usize..self.ends.number(n)? as usize)?;
        let packed: PackedEntry<'_> = postcard::from_bytes(bytes).ok()?;
        let (file, line, column) = packed.at;
        Some(Entry {
            id: packed.id.to_owned(),
            kind: packed.kind,
            name: packed.name.to_owned(),
            aliases: packed.aliases,
            context: packed.context,
            exclude: packed.exclude,
            attributes: packed.attributes,
            at: Location { file: Arc::clone(self.files.get(file)?), line, column },
        })
    }
}

/// What stands for an entity that cannot be unpacked: the checksum says before that all can.
fn nobody() -> Entry {
    Entry {
        id: String::new(),
        kind: Kind::Place,
        name: String::new(),
        aliases: Vec::new(),
        context: Vec::new(),
        exclude: Vec::new(),
        attributes: Vec::new(),
        at: Location::file(""),
    }
}

impl Index<usize> for Entries {
    type Output = Arc<Entry>;

    fn index(&self, n: usize) -> &Arc<Entry> {
        self.slots[n].get_or_init(|| Arc::new(self.packed.unpack(n).unwrap_or_else(nobody)))
    }
}

impl From<Vec<Arc<Entry>>> for Entries {
    /// They are sorted by id.
    fn from(entries: Vec<Arc<Entry>>) -> Self {
        Self { slots: entries.into_iter().map(OnceLock::from).collect(), packed: Packed::default() }
    }
}

impl<'a> IntoIterator for &'a Entries {
    type Item = &'a Arc<Entry>;
    type IntoIter = Box<dyn Iterator<Item = &'a Arc<Entry>> + 'a>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.iter())
    }
}
