//! Where terms are mentioned: `wiretag check`.
//!
//! Promises: a term counts where it stands as it is spelled, by the tagger's own rules; what is near, longer,
//! turned down or page furniture is told apart and never counted; every document that was read is counted,
//! found or not, so that "not found" is proven. The same inputs give the same answer, whatever the number of
//! threads.
//!
//! The way: `terms` says what is looked for, `pieces` where to look closely, `near` what stands there,
//! `look` goes through a text, `judge` weighs what was found by the tagged article (`lines` counts its places), `summary` adds up,
//! `tables` has the columns. Only articles that hold something are tagged.

mod judge;
mod lines;
mod look;
mod near;
mod pieces;
mod summary;
mod tables;
mod terms;
#[cfg(test)]
mod tests;
mod words;

use crate::article::{Article, Document, Markup};
use crate::error::Result;
use crate::extract::Plain;
use crate::gazetteer::Kind;
use crate::location::Location;
use crate::pipeline::{Batch, Batches, Tagger};
use crate::record::Record;
use judge::Judge;
pub use judge::{Found, Verdict};
use look::Looker;
pub use near::Difference;
use rayon::prelude::*;
pub use summary::{Count, Near, OfTerm, Row, Share, Summary, Totals};
pub use tables::Tables;
pub use terms::{Spelling, Term, listed};

/// Terms and a tagger, ready to check documents.
pub struct Checker<'t> {
    tagger: &'t Tagger,
    looker: Looker,
}

/// A document that was read.
#[derive(Clone, Debug)]
pub struct Read {
    /// Its id.
    pub id: String,
    /// Where it was read from.
    pub at: Location,
    /// Its headline: the document's own, of articles that hold something also one that was found in the text.
    pub title: Option<String>,
    /// When it was published, in the same way; see [`Article::published`].
    pub published: Option<String>,
    /// Its text in characters (Unicode code points), without a title that came apart from it.
    pub characters: usize,
    /// What was found in it; `None` if nothing was.
    pub hit: Option<Box<Hit>>,
}

/// An article that holds a term, or something near one.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Its address.
    pub url: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// All that was found, by place.
    pub found: Vec<Found>,
    /// The entities that it mentions, each once: type, id and name.
    pub entities: Vec<(Kind, String, String)>,
    /// The names of its topics, highest score first.
    pub topics: Vec<String>,
}

impl<'t> Checker<'t> {
    /// Makes terms ready to be looked for.
    ///
    /// # Errors
    /// There are too many of them.
    pub fn new(tagger: &'t Tagger, terms: Vec<Term>) -> Result<Self> {
        let common = tagger.gazetteer().common_words.clone();
        Ok(Self { tagger, looker: Looker::new(terms, common)? })
    }

    /// What is looked for.
    pub fn terms(&self) -> &[Term] {
        &self.looker.terms
    }

    /// Checks documents in parallel, and hands what was found to `put`, in their order, until it says that it
    /// has seen enough. The next documents are read meanwhile.
    ///
    /// # Errors
    /// Those of `put`.
    pub fn each<E: Send>(
        &self,
        documents: impl Iterator<Item = Result<Document>> + Send,
        mut put: impl FnMut(Vec<Result<Read>>) -> std::result::Result<Continue, E> + Send,
    ) -> std::result::Result<(), E> {
        let mut batches = Batches::of(documents);
        self.tagger.within(|| {
            let mut group = together(&mut batches);
            while !group.is_empty() {
                let check =
                    || group.into_par_iter().map(|batch| self.batch(batch)).collect::<Vec<_>>();
                let (done, next) = rayon::join(check, || together(&mut batches));
                for read in done {
                    if put(read)? == Continue::No {
                        return Ok(());
                    }
                }
                group = next;
            }
            Ok(())
        })
    }

    /// Checks documents that were read together; one that failed keeps its place.
    pub fn batch(&self, batch: Batch) -> Vec<Result<Read>> {
        let wanted = |plain: &Plain| {
            let document = plain.document();
            let title = document.title.as_deref().unwrap_or_default();
            !self.looker.places(plain.text()).is_empty() || !self.looker.places(title).is_empty()
        };
        let passed = |plain: &Plain| {
            let document = plain.document();
            Read {
                id: document.id.clone(),
                at: document.at.clone(),
                title: document.title.clone(),
                published: document.published.clone(),
                characters: count(plain.text()),
                hit: None,
            }
        };
        self.tagger.tag_wanted(batch, wanted, |record, markup| self.read(&record, markup), passed)
    }

    fn read(&self, record: &Record, markup: Markup) -> Read {
        let Article { id, at, url, title, source, published, text, .. } = &record.article;
        let judge = Judge::new(&self.looker, self.tagger, record, markup);
        let found = judge.found(self.looker.places(text));
        let mut entities: Vec<(Kind, String, String)> = Vec::new();
        for mention in &record.mentions {
            let entity = &mention.entity;
            let told = (entity.kind, entity.id.clone(), entity.name.clone());
            if !entities.contains(&told) {
                entities.push(told);
            }
        }
        let topics = record.topics.iter().map(|score| score.topic.name.clone()).collect();
        let hit = Hit { url: url.clone(), source: source.clone(), found, entities, topics };
        Read {
            id: id.clone(),
            at: at.clone(),
            title: title.clone(),
            published: published.clone(),
            characters: count(record.article.body()),
            hit: Some(Box::new(hit)),
        }
    }
}

/// Whether more is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Continue {
    /// Go on.
    Yes,
    /// That was enough.
    No,
}

/// Batches that are checked at the same time: few, and not many bytes, so that memory is bounded.
fn together(batches: &mut impl Iterator<Item = Batch>) -> Vec<Batch> {
    let (mut group, mut bytes) = (Vec::new(), 0);
    while group.len() < BATCHES && bytes < BYTES {
        let Some(batch) = batches.next() else { break };
        bytes += batch.iter().flatten().map(|document| document.body.len()).sum::<usize>();
        group.push(batch);
    }
    group
}

const BATCHES: usize = 8;
const BYTES: usize = 16 << 20;

fn count(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}
