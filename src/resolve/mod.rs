//! Judging: hits to mentions and rejections.
//!
//! Each candidate (a hit, or a reference made from one) collects evidence from the signals in
//! [`LOCAL`], then from those in [`WHOLE`], which look at the other candidates. Confidence is one
//! function of the sum. Then candidates for the same words compete, longer names shadow what lies
//! inside them, and whatever falls short is kept as a rejection with its reason.
//!
//! Promises: the outcome depends on the article and the gazetteer alone; every candidate ends as a
//! mention or a rejection, but for a shorter spelling inside a mention of the same entity, and for the
//! less likely ones of many entities for the same words; to add a signal is to add a file here and one
//! line to a table.

mod acronym;
mod address;
mod adjacent_country;
mod alias_strength;
mod bodies;
mod calendar;
mod capitals;
mod club;
mod context;
mod country_agreement;
mod elsewhere;
mod fuller_name;
mod inside_longer;
mod institution;
mod language;
mod namesake;
mod one_sense;
mod possessive;
mod preposition;
mod references;
mod scene;
mod short_form;
mod shouting;
mod title;
mod unknown;
mod weights;

use crate::article::Article;
use crate::gazetteer::Gazetteer;
use crate::record::{Evidence, Found, Mention, Rejection};
pub use calendar::is_name as is_calendar_name;
use scene::{Candidate, Scene};
use std::sync::Arc;

/// A signal: looks at one candidate and gives evidence, or nothing to say.
type Signal = fn(&Scene<'_>, &Candidate) -> Option<Evidence>;

/// Signals that look at the text around a candidate.
const LOCAL: &[Signal] = &[
    alias_strength::signal,
    title::signal,
    context::support,
    context::exclude,
    calendar::signal,
    capitals::signal,
    institution::signal,
    language::signal,
    shouting::signal,
    address::signal,
    acronym::signal,
    adjacent_country::signal,
];

/// Signals that look at the other candidates of the article, as [`LOCAL`] left them.
const WHOLE: &[Signal] = &[
    fuller_name::signal,
    country_agreement::signal,
    namesake::signal,
    one_sense::signal,
    club::signal,
    elsewhere::signal,
    preposition::signal,
];

/// Settings of judging.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// A candidate below this confidence is turned down; from 0 to 1.
    pub min_confidence: f32,
    /// Whether names that are in no gazetteer are looked for.
    pub unknown: bool,
    /// Whether short forms of organizations are looked for too: `the bank` after `the Bank of England`.
    pub short_forms: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { min_confidence: 0.5, unknown: true, short_forms: false }
    }
}

/// Judges all that was found in an article: mentions and rejections, by start, longer first.
pub fn resolve(
    article: &Article,
    found: &Found,
    gazetteer: &Gazetteer,
    options: &Options,
) -> (Vec<Mention>, Vec<Rejection>) {
    let found = possessive::apart(article, found, gazetteer);
    let mut scene = Scene::new(article, &found, gazetteer);
    let mut candidates: Vec<Candidate> = found.hits.iter().map(Candidate::of_hit).collect();
    weigh(&mut scene, &mut candidates);
    let mut referring = references::candidates(&scene, &candidates);
    referring.extend(bodies::candidates(&scene, &candidates));
    if !referring.is_empty() {
        let first = candidates.len();
        candidates.append(&mut referring);
        apply(LOCAL, &scene, &mut candidates[first..]);
    }
    one_sense::compete(&scene, &mut candidates, options.min_confidence);
    inside_longer::shadow(&scene, &mut candidates, options.min_confidence);
    one_sense::keep_telling(&mut candidates, options.min_confidence);
    let (mut mentions, rejections) = written(&scene, candidates, options.min_confidence);
    if options.unknown {
        let mut unknown = unknown::find(&scene, &mentions, options.min_confidence);
        mentions.append(&mut unknown);
        mentions.sort_by_key(|m| (m.span.start(), std::cmp::Reverse(m.span.end())));
    }
    short_form::find(&scene, &mut mentions, options.short_forms, options.min_confidence);
    (mentions, rejections)
}

fn weigh(scene: &mut Scene<'_>, candidates: &mut [Candidate]) {
    apply(LOCAL, scene, candidates);
    scene.survey(candidates);
    apply(WHOLE, scene, candidates);
}

fn apply(signals: &[Signal], scene: &Scene<'_>, candidates: &mut [Candidate]) {
    for candidate in candidates {
        let evidence: Vec<Evidence> =
            signals.iter().filter_map(|signal| signal(scene, candidate)).collect();
        candidate.evidence.extend(evidence);
    }
}

/// Confidence from 0 to 1 of a sum of weights (log-odds): the logistic function.
pub(crate) fn confidence(sum: f32) -> f32 {
    1.0 / (1.0 + (-sum).exp())
}

fn written(
    scene: &Scene<'_>,
    mut candidates: Vec<Candidate>,
    min_confidence: f32,
) -> (Vec<Mention>, Vec<Rejection>) {
    let fails = |c: &Candidate| !c.holds(min_confidence);
    candidates
        .sort_by_key(|c| (c.span.start(), std::cmp::Reverse(c.span.end()), fails(c), c.entry));
    let (mut mentions, mut rejections) = (Vec::new(), Vec::new());
    for mut candidate in candidates {
        let accepted = candidate.holds(min_confidence);
        if !accepted && inside_longer::is_told(scene, &candidate, &mentions, &rejections) {
            continue;
        }
        let entity = Arc::clone(&scene.gazetteer.entries[candidate.entry as usize]);
        let confidence = confidence(candidate.sum());
        candidate.evidence.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
        let (span, zone, via) = (candidate.span, candidate.zone, candidate.via(scene));
        let evidence = candidate.evidence;
        if accepted {
            mentions.push(Mention { span, zone, entity, via, confidence, evidence });
        } else {
            rejections.push(Rejection { span, zone, entity, evidence });
        }
    }
    (mentions, rejections)
}
