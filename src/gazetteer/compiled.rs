//! A gazetteer made ready once, to be loaded again in a moment.
//!
//! Promises: what is read back is what the CSV files give, word for word; a layer can be put on it as on
//! the files, which are stored beside it.

use super::load::{Base, Folder};
use super::{Allowed, Body, Entry, Gazetteer, Layer, Spellings, Topic, WordSet};
use crate::error::{Error, Result};
use crate::location::Location;
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::Arc;

/// What is stored of a gazetteer, in the format of the crate `postcard`.
#[derive(Serialize, Deserialize)]
struct Compiled {
    entries: Vec<Entry>,
    topics: Vec<Topic>,
    bodies: Vec<Body>,
    titles: Vec<String>,
    given_names: Vec<String>,
    surnames: WordSet,
    common_words: WordSet,
    allowed: Vec<Allowed>,
    layers: Vec<Layer>,
    spellings: Spellings,
}

/// Makes folders ready, as the layers `names` of one gazetteer: what [`Gazetteer::from_compiled`] takes,
/// and the layers as they are, for [`Gazetteer::layer`].
///
/// # Errors
/// Every mistake in the folders' files, with file, line and column, as one error.
pub fn compile(folders: &[(&str, &Path)]) -> Result<(Vec<u8>, Vec<u8>)> {
    let read = || {
        let named = |(name, dir): &(&str, &Path)| {
            Folder::read(dir).map(|folder| Folder { name: (*name).to_owned(), ..folder })
        };
        folders.iter().map(named).collect::<Result<Vec<Folder>>>()
    };
    let layers = store(&read()?)?;
    let gazetteer = Gazetteer::empty().with_layers(read()?)?;
    let compiled = Compiled {
        spellings: Spellings::new(&gazetteer)?,
        entries: gazetteer.entries.into_iter().map(Arc::unwrap_or_clone).collect(),
        topics: gazetteer.topics.into_iter().map(Arc::unwrap_or_clone).collect(),
        bodies: gazetteer.bodies,
        titles: gazetteer.titles,
        given_names: gazetteer.given_names,
        surnames: gazetteer.surnames,
        common_words: gazetteer.common_words,
        allowed: gazetteer.allowed,
        layers: gazetteer.layers,
    };
    Ok((store(&compiled)?, layers))
}

impl Gazetteer {
    /// The gazetteer of the two parts that [`compile`] made.
    ///
    /// # Errors
    /// When the parts are damaged.
    pub fn from_compiled(compiled: &[u8], layers: &'static [u8]) -> Result<Self> {
        let compiled: Compiled = postcard::from_bytes(compiled).map_err(damaged)?;
        Ok(Self {
            entries: compiled.entries.into_iter().map(Arc::new).collect(),
            topics: compiled.topics.into_iter().map(Arc::new).collect(),
            bodies: compiled.bodies,
            titles: compiled.titles,
            given_names: compiled.given_names,
            surnames: compiled.surnames,
            common_words: compiled.common_words,
            allowed: compiled.allowed,
            layers: compiled.layers,
            warnings: Vec::new(),
            base: Base::Stored(layers),
            spellings: Some(Arc::new(compiled.spellings)),
        })
    }
}

/// The layers that were stored.
pub(super) fn layers(stored: &[u8]) -> Result<Vec<Folder>> {
    postcard::from_bytes(stored).map_err(damaged)
}

fn store(what: &impl Serialize) -> Result<Vec<u8>> {
    postcard::to_allocvec(what).map_err(damaged)
}

fn damaged(cause: postcard::Error) -> Error {
    let at = Location::file("bundled");
    Error::new(at, format!("the stored gazetteer is damaged: {cause}"), "build wiretag again")
}
