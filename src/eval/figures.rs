//! Figures: precision, recall and F1 of each measure, over all articles and over each corpus.

use super::compare::{Compared, What, Wrong, compare};
use super::gold::{Gold, Label};
use super::tags::Tags;
use crate::gazetteer::Kind;
use std::collections::BTreeMap;
use std::fmt;

/// What is counted; `docs/eval.md` says how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Mentions of a type that overlap an annotated one.
    Mentions(Kind),
    /// Mentions of a type whose ends are right too.
    Exact(Kind),
    /// Linked entities of a type, per article.
    Entities(Kind),
    /// Countries by name or demonym, per article.
    Countries,
    /// The country an article is about most.
    MainCountry,
    /// Top-level topics, per article.
    Topics,
    /// The top-level topic of the highest score.
    MainTopic,
}

impl Measure {
    /// Its name, without the type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mentions(_) => "mentions",
            Self::Exact(_) => "exact",
            Self::Entities(_) => "entities",
            Self::Countries => "countries",
            Self::MainCountry => "main country",
            Self::Topics => "topics",
            Self::MainTopic => "main topic",
        }
    }

    /// The type it is of; `None` of what has none.
    pub fn kind(self) -> Option<Kind> {
        match self {
            Self::Mentions(kind) | Self::Exact(kind) | Self::Entities(kind) => Some(kind),
            _ => None,
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        self.kind().map_or(Ok(()), |kind| write!(f, " {}", kind.name()))
    }
}

/// Counts, and what they come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// Tagged and annotated.
    pub right: usize,
    /// Tagged and not annotated.
    pub extra: usize,
    /// Annotated and not tagged.
    pub missed: usize,
}

impl Figure {
    /// Share of what is tagged that is right, in percent; 0 where nothing is tagged.
    pub fn precision(&self) -> f64 {
        percent(self.right, self.right + self.extra)
    }

    /// Share of what is annotated that is tagged, in percent; 0 where nothing is annotated.
    pub fn recall(&self) -> f64 {
        percent(self.right, self.right + self.missed)
    }

    /// Harmonic mean of precision and recall, in percent.
    pub fn f1(&self) -> f64 {
        percent(2 * self.right, 2 * self.right + self.extra + self.missed)
    }

    fn is_empty(&self) -> bool {
        self.right + self.extra + self.missed == 0
    }

    fn add(&mut self, other: &Figure) {
        self.right += other.right;
        self.extra += other.extra;
        self.missed += other.missed;
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// Figures by measure, in the order of measures.
pub type Figures = Vec<(Measure, Figure)>;

/// The figures of articles, added one by one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    /// Number of articles.
    pub articles: usize,
    /// Ids of those for which there were no tags: all that is annotated there is missed.
    pub untagged: Vec<String>,
    /// Every error, in the order of the articles.
    pub wrongs: Vec<Wrong>,
    /// Number of annotations whose type is not scored, by that type.
    pub unscored: BTreeMap<String, usize>,
    all: BTreeMap<Measure, Figure>,
    corpora: BTreeMap<Option<String>, BTreeMap<Measure, Figure>>,
}

impl Score {
    /// Adds an article and what a tagger said of it; `None`: nothing.
    pub fn add(&mut self, gold: &Gold, tags: Option<&Tags>) {
        self.articles += 1;
        if tags.is_none() {
            self.untagged.push(gold.document.id.clone());
        }
        let nothing = Tags::default();
        let Compared { figures, mut wrongs } = compare(gold, tags.unwrap_or(&nothing));
        let corpus = self.corpora.entry(gold.corpus.clone()).or_default();
        for (measure, figure) in &figures {
            self.all.entry(*measure).or_default().add(figure);
            corpus.entry(*measure).or_default().add(figure);
        }
        self.wrongs.append(&mut wrongs);
        for annotation in &gold.mentions {
            if let Label::Other(label) = &annotation.label {
                *self.unscored.entry(label.clone()).or_default() += 1;
            }
        }
    }

    /// The figures over all articles for which there is something to count, in the order of measures.
    pub fn figures(&self) -> Figures {
        told(&self.all)
    }

    /// The figures of each corpus, by its name, first those of articles without one; empty where all
    /// articles are of one.
    pub fn corpora(&self) -> Vec<(Option<&str>, Figures)> {
        let several = self.corpora.len() > 1;
        let corpora = self.corpora.iter().filter(|_| several);
        corpora.map(|(name, figures)| (name.as_deref(), told(figures))).collect()
    }

    /// The `most` most frequent errors of each measure and way, each with its number and first
    /// occurrence; those of the same words and name are one.
    pub fn frequent(&self, most: usize) -> Vec<(usize, &Wrong)> {
        let mut groups: BTreeMap<(Measure, What, &str, &str), (usize, usize)> = BTreeMap::new();
        for (i, wrong) in self.wrongs.iter().enumerate() {
            let key = (wrong.measure, wrong.what, wrong.text.as_str(), wrong.name.as_str());
            groups.entry(key).or_insert((0, i)).0 += 1;
        }
        let mut ranked: Vec<_> = (groups.into_iter())
            .map(|((measure, what, ..), (count, first))| (measure, what, count, first))
            .collect();
        ranked.sort_by_key(|&(measure, what, count, first)| {
            (measure, what, std::cmp::Reverse(count), first)
        });
        let kinds = ranked.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1));
        let shown = kinds.flat_map(|kind| kind.iter().take(most));
        shown.map(|&(_, _, count, first)| (count, &self.wrongs[first])).collect()
    }
}

fn told(figures: &BTreeMap<Measure, Figure>) -> Figures {
    figures.iter().filter(|(_, figure)| !figure.is_empty()).map(|(m, f)| (*m, *f)).collect()
}
