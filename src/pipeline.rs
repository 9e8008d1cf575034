//! The rooms in order: extract, find, resolve, classify; in parallel, in input order; then stories, one
//! article after another.
//!
//! Promises: records come in the order of their documents whatever the number of threads; a document
//! that failed takes its place as an error; memory is bounded by two batches of documents and
//! the sketches of all stories.

use crate::article::{Article, Document, ZoneKind};
use crate::classify::classify;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::extract::{Lines, Ready, Recurring, extract_among};
use crate::find::Finder;
use crate::fold::fold;
use crate::gazetteer::{Entry, Gazetteer, Kind, Via};
use crate::location::Location;
use crate::record::{About, Mention, Record, Story};
use crate::resolve::resolve;
use crate::story::{Sketch, Stories};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::mpsc;

/// Most documents of a batch.
const BATCH_DOCUMENTS: usize = 512;
/// Most bytes of a batch, but for its last document.
const BATCH_BYTES: usize = 16 << 20;
/// Batches under way: one to tag, one to go on with.
const AHEAD: usize = 2;

/// A gazetteer and settings, ready to tag.
pub struct Tagger {
    gazetteer: Gazetteer,
    finder: Finder,
    config: Config,
    pool: rayon::ThreadPool,
}

impl Tagger {
    /// Makes a gazetteer ready to tag with these settings.
    ///
    /// # Errors
    /// When a spelling of the gazetteer is too long, or the threads cannot be started.
    pub fn new(gazetteer: Gazetteer, config: Config) -> Result<Self> {
        let finder = Finder::new(gazetteer.spellings()?);
        let pool =
            rayon::ThreadPoolBuilder::new().num_threads(config.threads).build().map_err(|e| {
                let at = Location::file("--threads");
                Error::new(
                    at,
                    format!("cannot start {} threads: {e}", config.threads),
                    "ask for fewer",
                )
            })?;
        Ok(Self { gazetteer, finder, config, pool })
    }

    /// The gazetteer in use.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// The settings in use.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Tags one document by itself. The record of a page of HTML that shows no text is empty.
    pub fn tag(&self, document: Document) -> Record {
        self.tag_among(self.read(document), &Recurring::default())
    }

    /// Tags a document, knowing what recurs in those that were read with it.
    fn tag_among(&self, ready: Ready, recurring: &Recurring) -> Record {
        let article = extract_among(ready, recurring, self.config.reasons);
        let folded = fold(&article.text);
        let found = self.finder.find(&article, &folded, &self.config.zones);
        let (mentions, rejections) =
            resolve(&article, &found, &self.gazetteer, &self.config.resolve);
        let topics = classify(&article, &found, &self.gazetteer, &self.config.classify);
        let about = about(&article, &mentions);
        let story = article.id.clone();
        Record { article, mentions, rejections, topics, about, story }
    }

    /// Tags documents in parallel and gives their records in the same order. An error among them is
    /// passed on in its place. Lines that recur in the documents of one source are page furniture; they
    /// are counted over the documents that are read ahead, unless [`Config::alone`] says otherwise.
    pub fn tag_all<'a>(
        &'a self,
        documents: impl Iterator<Item = Result<Document>> + 'a,
    ) -> impl Iterator<Item = Result<Record>> + 'a {
        let mut documents = documents;
        let mut done = Vec::new().into_iter();
        let mut stories = Stories::default();
        std::iter::from_fn(move || {
            if done.len() == 0 {
                done = self.tag_batch(read_batch(&mut documents), &|record| record).into_iter();
            }
            let tagged = done.next()?;
            Some(tagged.map(|Tagged { made, id, sketch }| {
                let story = stories.of(&id, sketch).id;
                Record { story, ..made }
            }))
        })
    }

    /// As [`Tagger::tag_all`], for batches: `make` is called on each record in the thread that tagged
    /// it, `put` on what it made and the article's story in the order of the documents, while the next
    /// ones are being read and tagged. The record that `make` gets does not know its story yet.
    ///
    /// # Errors
    /// Those of `put`: what is under way is then finished, and left out.
    pub fn tag_each<T: Send, E>(
        &self,
        mut documents: impl Iterator<Item = Result<Document>>,
        make: impl Fn(Record) -> T + Sync,
        mut put: impl FnMut(Result<(T, Story)>) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let make = &make;
        let mut stories = Stories::default();
        self.pool.in_place_scope(|scope| {
            let mut under_way = VecDeque::new();
            loop {
                while under_way.len() < AHEAD {
                    let batch = read_batch(&mut documents);
                    if batch.is_empty() {
                        break;
                    }
                    let (done, tagged) = mpsc::channel();
                    // the receiver is gone only where `put` failed
                    scope.spawn(move |_| drop(done.send(self.tag_batch(batch, make))));
                    under_way.push_back(tagged);
                }
                let Some(tagged) = under_way.pop_front() else { return Ok(()) };
                for tagged in tagged.recv().unwrap_or_default() {
                    put(tagged.map(|Tagged { made, id, sketch }| (made, stories.of(&id, sketch))))?;
                }
            }
        })
    }

    /// Tags documents that were read together, in their order.
    fn tag_batch<T: Send>(
        &self,
        batch: Vec<Result<Document>>,
        make: &(impl Fn(Record) -> T + Sync),
    ) -> Vec<Result<Tagged<T>>> {
        self.pool.install(|| {
            let ready = |one: Result<Document>| one.and_then(|document| self.ready(document));
            let batch: Vec<Result<Ready>> = batch.into_par_iter().map(ready).collect();
            let recurring = self.recurring(&batch);
            let tag = |one: Ready| {
                let record = self.tag_among(one, &recurring);
                let (id, sketch) = (record.article.id.clone(), Sketch::of(&record.article));
                Tagged { made: make(record), id, sketch }
            };
            batch.into_par_iter().map(|one| one.map(tag)).collect()
        })
    }

    /// A document with its text as it is shown, in the language of the settings if it says none.
    fn read(&self, document: Document) -> Ready {
        Ready::of(document, &self.config.html).or_in(self.config.language.as_deref())
    }

    /// The same; a page that shows no text is an error.
    fn ready(&self, document: Document) -> Result<Ready> {
        let ready = self.read(document);
        ready.fault().map_or(Ok(ready), Err)
    }

    /// What recurs in documents that were read together.
    fn recurring(&self, batch: &[Result<Ready>]) -> Recurring {
        if self.config.alone {
            return Recurring::default();
        }
        let lines = |one: &Result<Ready>| one.as_ref().ok().and_then(Lines::of);
        let lines: Vec<Lines> = batch.par_iter().filter_map(lines).collect();
        Recurring::of(&lines)
    }
}

/// What was made of a record, and what is needed to find its story.
struct Tagged<T> {
    made: T,
    id: String,
    sketch: Sketch,
}

fn read_batch(documents: &mut impl Iterator<Item = Result<Document>>) -> Vec<Result<Document>> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    while batch.len() < BATCH_DOCUMENTS && bytes < BATCH_BYTES {
        let Some(document) = documents.next() else { break };
        bytes += document.as_ref().map_or(0, |document| document.body.len());
        batch.push(document);
    }
    batch
}

/// The countries that an article is about: each one's share of what stands for a country, more in the
/// dateline, the title and the lead, less by a city than by name. A country's people and bodies count
/// too, each once: news at home seldom names the country. Main country first.
fn about(article: &Article, mentions: &[Mention]) -> Vec<About> {
    let mut weights: BTreeMap<&str, f32> = BTreeMap::new();
    let mut words: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    let mut titled: BTreeSet<&str> = BTreeSet::new();
    let mut counted: BTreeSet<&str> = BTreeSet::new();
    for mention in mentions {
        let entity = &mention.entity;
        let Some(iso2) = entity.iso2() else { continue };
        let is_land = matches!(entity.kind, Kind::Country | Kind::Place);
        let Some(by) = (if is_land { Some(via_weight(mention.via)) } else { belongs(entity) })
        else {
            continue;
        };
        let word = if is_land { article.slice(mention.span) } else { entity.name.as_str() };
        *words.entry(iso2).or_default().entry(word).or_default() += 1;
        titled.extend((mention.zone == ZoneKind::Title).then_some(iso2));
        if is_land || counted.insert(&entity.id) {
            *weights.entry(iso2).or_default() += match mention.zone {
                ZoneKind::Dateline if is_land => DATELINE,
                zone => zone_weight(zone) * by * if is_early(article, mention) { 1.5 } else { 1.0 },
            };
        }
    }
    let whole: f32 = weights.values().sum();
    let mut about: Vec<About> = weights
        .into_iter()
        .map(|(iso2, weight)| {
            let mut words: Vec<(&str, usize)> = words.remove(iso2).into_iter().flatten().collect();
            words.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            let words: Vec<String> =
                words.iter().map(|(word, count)| format!("{word} ×{count}")).collect();
            let title = if titled.contains(iso2) { "; in the title" } else { "" };
            let reason = words.join(", ") + title;
            About { iso2: iso2.to_owned(), share: weight / whole, reason }
        })
        .collect();
    about.sort_by(|a, b| b.share.total_cmp(&a.share).then_with(|| a.iso2.cmp(&b.iso2)));
    about
}

/// What a place in the dateline counts, city or country: news is mostly from where it happens.
const DATELINE: f32 = 2.5;

fn zone_weight(zone: ZoneKind) -> f32 {
    if matches!(zone, ZoneKind::Title | ZoneKind::Lead) { 2.0 } else { 1.0 }
}

/// Words in the role of one who acts for many countries: Guterres does not stand for Portugal.
const OF_MANY: &[&str] = &[
    "European",
    "International",
    "NATO",
    "UN ",
    "United Nations",
    "World ",
    "director-general",
    "secretary-general",
];

fn serves_many(person: &Entry) -> bool {
    person.attribute("role").is_some_and(|role| OF_MANY.iter().any(|word| role.contains(word)))
}

/// What a person or an organization counts for its country; public bodies more than companies, which
/// are everywhere.
fn belongs(entity: &Entry) -> Option<f32> {
    match (entity.kind, entity.attribute("kind")) {
        (Kind::Person, _) => (!serves_many(entity)).then_some(0.8),
        (Kind::Organization, Some("government" | "court" | "central bank" | "party")) => Some(0.8),
        (Kind::Organization, _) => Some(0.4),
        _ => None,
    }
}

/// Whether a mention stands in the first tenth of the text, where news says what it is about.
fn is_early(article: &Article, mention: &Mention) -> bool {
    mention.span.start() * 10 < article.text.len()
}

fn via_weight(via: Via) -> f32 {
    match via {
        Via::Name => 1.0,
        Via::Demonym | Via::Government => 0.8,
        Via::Capital => 0.5,
        Via::City | Via::Region => 0.3,
    }
}
