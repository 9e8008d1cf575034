//! The rooms in order: extract, find, resolve, classify; in parallel, in input order.
//!
//! Promises: records come in the order of their documents whatever the number of threads; a document
//! that failed takes its place as an error; memory is bounded by two batches of documents.

use crate::article::{Article, Document, Markup, ZoneKind};
use crate::classify::classify;
use crate::config::{Config, Limits};
use crate::error::{Error, Result};
use crate::extract::{Lines, Plain, Recurring, extract_among};
use crate::find::Finder;
use crate::fold::fold;
use crate::gazetteer::{Entry, Gazetteer, Kind, Via};
use crate::location::Location;
use crate::record::{About, Mention, Record};
use crate::resolve::resolve;
use crate::story::{Sketch, Stories};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::time::Instant;

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

    /// Tags one document by itself, whatever it takes. The record of a page of HTML that shows no text is empty.
    pub fn tag(&self, document: Document) -> Record {
        let Ok(record) = self.tag_among(self.read(document), &Recurring::default(), no_limit);
        record
    }

    /// Takes a document through the rooms, knowing what recurs in those that were read with it; `go_on`
    /// is asked between them.
    fn tag_among<E>(
        &self,
        plain: Plain,
        recurring: &Recurring,
        go_on: impl Fn() -> std::result::Result<(), E>,
    ) -> std::result::Result<Record, E> {
        let article = extract_among(plain, recurring, self.config.reasons);
        go_on()?;
        let folded = fold(&article.text);
        let found = self.finder.find(&article, &folded, &self.config.zones);
        go_on()?;
        let (mentions, rejections) =
            resolve(&article, &found, &self.gazetteer, &self.config.resolve);
        go_on()?;
        let topics = classify(&article, &found, &self.gazetteer, &self.config.classify);
        let about = about(&article, &mentions);
        let story = article.id.clone();
        Ok(Record { article, mentions, rejections, topics, about, story })
    }

    /// As [`Tagger::tag_among`], within the limits of an article.
    fn tag_within(&self, plain: Plain, recurring: &Recurring) -> Result<Record> {
        let Limits { mentions, time } = self.config.limits;
        let (at, begun) = (plain.at().clone(), Instant::now());
        let record = self.tag_among(plain, recurring, || match time {
            Some(time) if begun.elapsed() > time => {
                let what = format!("takes more than {} seconds to tag", time.as_secs_f64());
                let remedy = "split it into its articles, or raise `--limit seconds=`";
                Err(Error::new(at.clone(), what, remedy))
            }
            _ => Ok(()),
        })?;
        if record.mentions.len() > mentions {
            let what = format!("has more than {mentions} mentions");
            let remedy = "split it into its articles, or raise `--limit mentions=`";
            return Err(Error::new(at, what, remedy));
        }
        Ok(record)
    }

    /// Tags documents in parallel and gives their records in the same order. An error among them is
    /// passed on in its place. Lines that recur in the documents of one source are page furniture; they
    /// are counted over the documents that are read ahead, unless [`Config::alone`] says otherwise.
    pub fn tag_all<'a>(
        &'a self,
        documents: impl Iterator<Item = Result<Document>> + 'a,
    ) -> impl Iterator<Item = Result<Record>> + 'a {
        let mut stories = Stories::default();
        let made = |record: Record| (Sketch::of(&record.article), record);
        Batches::of(documents).flat_map(move |batch| self.tag_batch(batch, &made)).map(
            move |tagged| {
                tagged.map(|(sketch, record)| {
                    let story = stories.of(&record.article.id, sketch).id;
                    Record { story, ..record }
                })
            },
        )
    }

    /// As [`Tagger::tag_all`], for batches: `make` is called on each record in the thread that tagged
    /// it, `put` on all that was made of a batch, in order, while the next ones are being read and tagged. The
    /// record that `make` gets does not know its story yet.
    ///
    /// # Errors
    /// Those of `put`: what is under way is then finished, and left out.
    pub fn tag_each<T: Send, E>(
        &self,
        mut batches: impl Iterator<Item = Batch>,
        make: impl Fn(Record) -> T + Sync,
        mut put: impl FnMut(Vec<Result<T>>) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let make = &make;
        self.pool.in_place_scope(|scope| {
            let mut under_way = VecDeque::new();
            loop {
                while under_way.len() < AHEAD {
                    let Some(batch) = batches.next() else { break };
                    let (done, tagged) = mpsc::channel();
                    // the receiver is gone only where `put` failed
                    scope.spawn(move |_| drop(done.send(self.tag_batch(batch, make))));
                    under_way.push_back(tagged);
                }
                let Some(tagged) = under_way.pop_front() else { return Ok(()) };
                put(tagged.recv().unwrap_or_default())?;
            }
        })
    }

    /// Tags documents that were read together, in their order.
    fn tag_batch<T: Send>(
        &self,
        batch: Batch,
        make: &(impl Fn(Record) -> T + Sync),
    ) -> Vec<Result<T>> {
        self.pool.install(|| {
            let plain = |one: Result<Document>| {
                one.and_then(|one| caught(one.at.clone(), || self.plain(one)))
            };
            let batch: Vec<Result<Plain>> = batch.into_par_iter().map(plain).collect();
            let recurring = self.recurring(&batch);
            let tag = |one: Result<Plain>| {
                one.and_then(|one| {
                    caught(one.at().clone(), || self.tag_within(one, &recurring).map(make))
                })
            };
            batch.into_par_iter().map(tag).collect()
        })
    }

    /// Takes documents that were read together, in parallel and in their order: each one that `wanted` says is
    /// tagged and handed to `made`, any other to `passed`. What recurs is counted over all of them.
    pub fn tag_wanted<T: Send>(
        &self,
        batch: Batch,
        wanted: impl Fn(&Plain) -> bool + Sync,
        made: impl Fn(Record, Markup) -> T + Sync,
        passed: impl Fn(&Plain) -> T + Sync,
    ) -> Vec<Result<T>> {
        self.pool.install(|| {
            let look = |one: Result<Document>| {
                let looked = one.and_then(|one| {
                    caught(one.at.clone(), || self.plain(one).map(|one| (wanted(&one), one)))
                });
                looked.map_or_else(|e| (Err(e), false), |(is_wanted, one)| (Ok(one), is_wanted))
            };
            let (batch, is_wanted): (Vec<Result<Plain>>, Vec<bool>) =
                batch.into_par_iter().map(look).unzip();
            let recurring = self.recurring_of(&batch, &is_wanted);
            let tag = |(one, is_wanted): (Result<Plain>, bool)| {
                let one = one?;
                if !is_wanted {
                    return Ok(passed(&one));
                }
                let markup = one.document().markup;
                caught(one.at().clone(), || {
                    self.tag_within(one, &recurring).map(|record| made(record, markup))
                })
            };
            batch.into_par_iter().zip(is_wanted).map(tag).collect()
        })
    }

    /// Does some work in the threads of this tagger.
    pub fn within<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.pool.install(work)
    }

    /// A document with its text as it is shown, in the language of the settings if it says none.
    fn read(&self, document: Document) -> Plain {
        Plain::of(document, &self.config.html).or_in(self.config.language.as_deref())
    }

    /// The same; a document that shows no text is an error.
    fn plain(&self, document: Document) -> Result<Plain> {
        let plain = self.read(document);
        plain.fault().map_or(Ok(plain), Err)
    }

    /// What recurs in documents that were read together, for those of them that are wanted.
    fn recurring_of(&self, batch: &[Result<Plain>], is_wanted: &[bool]) -> Recurring {
        if self.config.alone || !is_wanted.contains(&true) {
            return Recurring::default();
        }
        let lines = |(one, is_wanted): (&Result<Plain>, &bool)| {
            one.as_ref().ok().and_then(Lines::of).map(|lines| (lines, *is_wanted))
        };
        Recurring::of_wanted(batch.par_iter().zip(is_wanted).filter_map(lines).collect())
    }

    /// What recurs in documents that were read together.
    fn recurring(&self, batch: &[Result<Plain>]) -> Recurring {
        if self.config.alone {
            return Recurring::default();
        }
        let lines = |one: &Result<Plain>| one.as_ref().ok().and_then(Lines::of);
        let lines: Vec<Lines> = batch.par_iter().filter_map(lines).collect();
        Recurring::of(&lines)
    }
}

/// Work on the document read from `at`: a mistake of the program is an error of that document, and the
/// rest of the batch is done.
fn caught<T>(at: Location, work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let what = "is not tagged, by a mistake of wiretag";
        Err(Error::new(at, what, "report it with this document, please; the others are tagged"))
    })
}

fn no_limit() -> std::result::Result<(), Infallible> {
    Ok(())
}

/// Documents that are read and judged together, and what was wrong with others; never empty.
pub type Batch = Vec<Result<Document>>;

/// Documents in batches. The same documents are always cut at the same places, so that a run that goes
/// on where another stopped judges each of them among the same others.
#[derive(Debug)]
pub struct Batches<D>(D);

impl<D: Iterator<Item = Result<Document>>> Batches<D> {
    /// The batches of documents.
    pub fn of(documents: D) -> Self {
        Self(documents)
    }
}

impl<D: Iterator<Item = Result<Document>>> Iterator for Batches<D> {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while batch.len() < BATCH_DOCUMENTS && bytes < BATCH_BYTES {
            let Some(document) = self.0.next() else { break };
            bytes += document.as_ref().map_or(0, |document| document.body.len());
            batch.push(document);
        }
        (!batch.is_empty()).then_some(batch)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_of_the_program_is_an_error_of_one_document() {
        let at = || Location::file("a.txt");
        let broken: Result<()> = caught(at(), || panic!("a test of this"));
        let said = broken.expect_err("it is caught").to_string();
        assert!(said.starts_with("a.txt: error: is not tagged, by a mistake of wiretag"), "{said}");
        assert_eq!(caught(at(), || Ok(1)), Ok(1));
    }
}
