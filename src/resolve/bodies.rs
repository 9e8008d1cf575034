//! Bodies that every country has: `foreign ministry` beside the country it belongs to (`India's
//! foreign ministry`, `the Foreign Ministry of India`, `the Foreign Ministry in New Delhi`), and the same
//! words elsewhere in an article that names that body of one country only.
//!
//! The mention is the words for the body; the country beside it stays a mention of the country.

use super::scene::{Candidate, Origin, Scene, is_capitalised};
use crate::gazetteer::{Kind, Via};
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

pub(super) fn candidates(scene: &Scene<'_>, found: &[Candidate]) -> Vec<Candidate> {
    if scene.bodies.is_empty() {
        return Vec::new();
    }
    let owners = owners(scene, found);
    let known: HashSet<(Span, u32)> = found.iter().map(|c| (c.span, c.entry)).collect();
    let mut made: Vec<Candidate> = Vec::new();
    let mut named: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    let mut alone = Vec::new();
    for (cue, body) in &scene.bodies {
        let owner = owner(scene, &owners, cue.span);
        let entry = owner.and_then(|iso2| scene.gazetteer.bodies[*body as usize].of.get(iso2));
        match entry {
            Some(&entry) => {
                named.entry(*body).or_default().insert(entry);
                made.push(Candidate::new(cue.span, cue.zone, entry, Origin::Body));
            }
            None => alone.push((cue, body)),
        }
    }
    for (cue, body) in alone {
        let several_words = scene.slice(cue.span).contains(char::is_whitespace);
        let entries = named.get(body).filter(|entries| entries.len() == 1 && several_words);
        let only = entries.and_then(|entries| entries.first());
        let fresh = only.filter(|entry| !known.contains(&(cue.span, **entry)));
        made.extend(
            fresh.map(|&entry| Candidate::new(cue.span, cue.zone, entry, Origin::BodyAgain)),
        );
    }
    made
}

/// Names of countries, and of capitals for their governments, by the bytes of their start and end.
#[derive(Default)]
struct Owners<'a> {
    starting: HashMap<usize, Owner<'a>>,
    ending: HashMap<usize, Owner<'a>>,
}

#[derive(Clone, Copy)]
struct Owner<'a> {
    iso2: &'a str,
    via: Via,
}

fn owners<'a>(scene: &Scene<'a>, found: &[Candidate]) -> Owners<'a> {
    let mut owners = Owners::default();
    for candidate in found.iter().filter(|c| c.sum() > 0.0) {
        let entry = candidate.entry(scene);
        let via = candidate.via(scene);
        let is_owner = entry.kind == Kind::Country || via == Via::Capital;
        if let Some(iso2) = entry.iso2().filter(|_| is_owner) {
            // the longest name at a place says whose it is: `South Korean`
            owners.starting.entry(candidate.span.start()).or_insert(Owner { iso2, via });
            owners.ending.entry(candidate.span.end()).or_insert(Owner { iso2, via });
        }
    }
    owners
}

/// The country that the words for a body belong to.
fn owner<'a>(scene: &Scene<'a>, owners: &Owners<'a>, body: Span) -> Option<&'a str> {
    before(scene, owners, body).or_else(|| after(scene, owners, body))
}

/// `Indian`, `India's`, `New Delhi's` right before the words, or one small word between:
/// `India's powerful interior ministry`, `the German federal finance ministry`.
fn before<'a>(scene: &Scene<'a>, owners: &Owners<'a>, body: Span) -> Option<&'a str> {
    let mut word = scene.word_before(body)?;
    for is_beside in [true, false] {
        let text = scene.slice(word);
        let name = text.trim_end_matches("'s").trim_end_matches("’s");
        if let Some(owner) = owners.ending.get(&(word.start() + name.len())) {
            let is_possessive = name.len() < text.len();
            let fits = match owner.via {
                Via::Demonym => true,
                Via::Capital => is_possessive,
                _ => is_possessive || is_beside,
            };
            return fits.then_some(owner.iso2);
        }
        if is_capitalised(text) || JOINING.contains(&text) {
            return None;
        }
        word = scene.word_before(word)?;
    }
    None
}

/// Words after which a new name begins.
const JOINING: &[&str] =
    &["a", "an", "and", "by", "for", "from", "in", "of", "or", "the", "to", "with"];

/// `of India`, `of the Philippines`, `in New Delhi` right after the words.
fn after<'a>(scene: &Scene<'a>, owners: &Owners<'a>, body: Span) -> Option<&'a str> {
    let link = scene.word_after(body)?;
    let mut word = scene.word_after(link)?;
    if scene.slice(word) == "the" {
        word = scene.word_after(word)?;
    }
    let owner = owners.starting.get(&word.start())?;
    let fits = match scene.slice(link) {
        "of" => owner.via == Via::Name,
        "in" => owner.via == Via::Capital,
        _ => false,
    };
    fits.then_some(owner.iso2)
}
