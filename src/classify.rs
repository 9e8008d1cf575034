//! Topics: which subjects an article is about, from the terms found in it.
//!
//! * A term counts with the square of its weight, so that one of weight 5, which settles it, counts as
//!   much as twenty-five hints of weight 1: offices, institutions and other words that stand in every
//!   article add little, however many there are.
//! * Repeating it adds less each time. In the title it counts three times, in the lead, the keywords
//!   and the opening of the text twice: there, news says what it is about.
//! * A topic's weight is the sum over its terms, its narrower topics' among them. A wider topic without
//!   a parent is a subject.
//! * Subjects are measured against the strongest one and not by a fixed sum, so that long and short
//!   articles are judged alike, and an article about one thing gets one subject.
//! * The score is the share of the article's whole weight, so that it says how much of the article is
//!   about the topic.
//!
//! Promises: topics depend on the found terms, their zones and places alone; a wider topic never scores
//! below a narrower one.

use crate::article::{Article, ZoneKind};
use crate::gazetteer::{Gazetteer, Role, Topic};
use crate::record::{Cue, Found, TopicScore};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Settings of classifying.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// A subject that weighs less than this share of the strongest one is left out, with all its
    /// narrower topics; from 0 (all) to 1 (the strongest alone).
    pub min_subject: f32,
    /// A narrower topic below this share of the article's whole weight is left out; from 0 to 1.
    pub min_score: f32,
    /// A topic whose terms weigh less than this in all is left out, however short the article: a
    /// hint or two make no topic. A term of weight 5, found once in the body, weighs 5, one of weight
    /// 4 3.2, one of weight 3 1.8.
    pub min_weight: f32,
    /// A subject whose terms weigh less than this for each hundred words of the article is left out:
    /// a long text has words of every subject in it. News has 5 to 50 for what it is about.
    pub min_density: f32,
}

impl Default for Options {
    fn default() -> Self {
        Self { min_subject: 0.6, min_score: 0.03, min_weight: 3.5, min_density: 2.0 }
    }
}

/// The weight of a term that settles the topic: it counts as it is, lesser ones for less.
const SETTLING: f32 = 5.0;

/// How much of the body is its opening: one part in so many.
const OPENING: usize = 10;

/// Where the opening of the body ends: a byte of the article's text.
fn opening_end(article: &Article) -> usize {
    let bodies = || article.zones.iter().filter(|zone| zone.kind == ZoneKind::Body);
    let start = bodies().map(|zone| zone.span.start()).min().unwrap_or_default();
    let end = bodies().map(|zone| zone.span.end()).max().unwrap_or_default();
    start + (end - start) / OPENING
}

/// How much more a term counts where news says what it is about.
fn place_factor(cue: &Cue, opening_end: usize) -> f32 {
    match cue.zone {
        ZoneKind::Title => 3.0,
        ZoneKind::Lead | ZoneKind::Keywords => 2.0,
        _ if cue.span.start() < opening_end => 2.0,
        _ => 1.0,
    }
}

/// The topics of an article, highest score first, wider topics included; none of one that says it is in
/// another language than English, in which the terms are: German `war` is no war.
pub fn classify(
    article: &Article,
    found: &Found,
    gazetteer: &Gazetteer,
    options: &Options,
) -> Vec<TopicScore> {
    let is_english = |tag: &str| tag.get(..2).is_some_and(|tag| tag.eq_ignore_ascii_case("en"));
    if article.language.as_deref().is_some_and(|tag| !is_english(tag)) {
        return Vec::new();
    }
    let weighed = weigh_terms(article, found, gazetteer);
    let totals = roll_up(&weighed, gazetteer);
    let weights: BTreeMap<u32, f32> =
        totals.iter().map(|(topic, total)| (*topic, total.weight())).collect();
    let is_top = |topic: &u32| gazetteer.topics[*topic as usize].parent.is_none();
    let subjects = || weights.iter().filter(|(topic, _)| is_top(topic)).map(|(_, weight)| *weight);
    let whole: f32 = subjects().sum();
    let strongest = subjects().fold(0.0, f32::max);
    let hundreds = article.words() as f32 / 100.0;
    let least_subject = (options.min_subject * strongest).max(options.min_density * hundreds);
    let least = options.min_weight.max(options.min_score * whole);
    let is_told = |topic: u32| {
        let subject = weights.get(&subject(gazetteer, topic)).copied().unwrap_or_default();
        weights[&topic] >= least && subject >= least_subject
    };
    let mut topics: Vec<TopicScore> = totals
        .iter()
        .filter(|(topic, _)| is_told(**topic))
        .map(|(topic, total)| TopicScore {
            topic: Arc::clone(&gazetteer.topics[*topic as usize]),
            score: weights[topic] / whole,
            terms: total.told(),
        })
        .collect();
    topics.sort_by(|a, b| {
        let widest_first = || depth(gazetteer, &a.topic).cmp(&depth(gazetteer, &b.topic));
        let by_id = || a.topic.id.cmp(&b.topic.id);
        b.score.total_cmp(&a.score).then_with(widest_first).then_with(by_id)
    });
    topics
}

/// The topic's wider topics, the next first.
fn wider(gazetteer: &Gazetteer, topic: &Topic) -> impl Iterator<Item = u32> {
    std::iter::successors(topic.parent, |at| gazetteer.topics[*at as usize].parent)
}

/// How many topics are wider: 0 for a subject.
fn depth(gazetteer: &Gazetteer, topic: &Topic) -> usize {
    wider(gazetteer, topic).count()
}

/// The subject that a topic lies under: itself, if it has no wider one.
fn subject(gazetteer: &Gazetteer, topic: u32) -> u32 {
    wider(gazetteer, &gazetteer.topics[topic as usize]).last().unwrap_or(topic)
}

/// A term as found in the article.
struct Weighed<'a> {
    text: &'a str,
    /// The same in lower case.
    lower: Cow<'a, str>,
    weight: f32,
}

/// By topic: its own terms, each once.
fn weigh_terms<'a>(
    article: &'a Article,
    found: &Found,
    gazetteer: &Gazetteer,
) -> BTreeMap<u32, Vec<Weighed<'a>>> {
    let opening_end = opening_end(article);
    let mut counts: BTreeMap<(u32, u16), (f32, &str)> = BTreeMap::new();
    for cue in &found.cues {
        if let Role::Term(topic, term) = cue.role {
            let count = counts.entry((topic, term)).or_insert((0.0, article.slice(cue.span)));
            count.0 += place_factor(cue, opening_end);
        }
    }
    let mut by_topic: BTreeMap<u32, Vec<Weighed<'_>>> = BTreeMap::new();
    for ((topic, term), (count, text)) in counts {
        let weight = gazetteer.topics[topic as usize].terms[term as usize].weight;
        let weight = weight * weight / SETTLING * (1.0 + count.ln());
        let has_capital = text.contains(char::is_uppercase);
        let lower = if has_capital { text.to_lowercase().into() } else { text.into() };
        let weighed = Weighed { text, lower, weight };
        by_topic.entry(topic).or_default().push(weighed);
    }
    by_topic
}

/// The terms that speak for a topic and its narrower ones: by the word in lower case, whether it is
/// the topic's own, its weight and the word as found. A word of several narrower topics counts once,
/// with its largest weight.
#[derive(Default)]
struct Total<'a> {
    terms: BTreeMap<&'a str, (bool, f32, &'a str)>,
}

impl<'a> Total<'a> {
    fn add(&mut self, is_own: bool, term: &'a Weighed<'_>) {
        let known = self.terms.entry(&term.lower).or_insert((is_own, 0.0, term.text));
        known.0 |= is_own;
        known.1 = known.1.max(term.weight);
    }

    fn weight(&self) -> f32 {
        self.terms.values().map(|(_, weight, _)| weight).sum()
    }

    /// The words, the topic's own first, the most telling first.
    fn told(&self) -> Vec<String> {
        let mut terms: Vec<_> = self.terms.values().collect();
        terms.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(b.2)));
        terms.into_iter().map(|(_, _, text)| (*text).to_owned()).collect()
    }
}

fn roll_up<'a>(
    terms: &'a BTreeMap<u32, Vec<Weighed<'_>>>,
    gazetteer: &Gazetteer,
) -> BTreeMap<u32, Total<'a>> {
    let mut totals: BTreeMap<u32, Total<'a>> = BTreeMap::new();
    for (&topic, own) in terms {
        let up = wider(gazetteer, &gazetteer.topics[topic as usize]);
        for next in std::iter::once(topic).chain(up) {
            let total = totals.entry(next).or_default();
            own.iter().for_each(|term| total.add(next == topic, term));
        }
    }
    totals
}
