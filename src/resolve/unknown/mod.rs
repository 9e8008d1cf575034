//! Names that are in no gazetteer: people, organizations and agreements, told by how they are written
//! and by what stands around them.
//!
//! Rows of capitalised words that no mention has are cut into possible names (`spots.rs`); each
//! collects clues for each type (`clues.rs`); what is written alike is one name, to which surnames,
//! acronyms and short forms refer (`groups.rs`). What stands in lower case too is no name (`lowered.rs`). The clues are added up as signals' evidence is.
//!
//! Promises: no word of a mention is taken; the outcome depends on the article, the gazetteer and the
//! mentions alone; the work is linear in the text. Only for English text: other languages write capitals
//! by other rules.

mod clues;
mod groups;
mod lists;
mod lowered;
mod signers;
mod spots;
mod words;

use super::confidence;
use super::scene::Scene;
use crate::article::{Article, ZoneKind};
use crate::fold::fold;
use crate::gazetteer::{Entry, Kind, UNKNOWN, Via};
use crate::location::Location;
use crate::record::{Evidence, Mention};
use crate::span::Span;
use groups::Name;
use lists::{In, Lists};
use spots::{Cutter, Spot};
use std::collections::HashMap;
use std::sync::Arc;
use words::{Shape, Word};

/// The signal's name.
const NAME: &str = "unknown";

/// Mentions of names that are in no gazetteer, by start; `mentions` are those that are, by start.
pub(super) fn find(scene: &Scene<'_>, mentions: &[Mention], min_confidence: f32) -> Vec<Mention> {
    if !may_be_english(scene.article) {
        return Vec::new();
    }
    let words = words::words(scene, mentions);
    if !reads_english(&words) {
        return Vec::new();
    }
    let cutter = Cutter { scene, words: &words, mentions };
    let spots = cutter.spots();
    let min_sum =
        (min_confidence / (1.0 - min_confidence).max(f32::EPSILON)).max(f32::EPSILON).ln();
    let names = groups::names(&cutter, &spots, min_sum.max(0.0));
    written(&cutter, &spots, &names)
}

fn may_be_english(article: &Article) -> bool {
    let tag = article.language.as_deref().unwrap_or("en");
    tag.split(['-', '_']).next().is_none_or(|tag| tag.eq_ignore_ascii_case("en"))
}

/// The commonest words of English.
const COMMONEST: &[&str] =
    &["a", "and", "for", "in", "is", "of", "on", "that", "the", "to", "was", "with"];

/// Whether a text of some length has the commonest words of English as often as English has: one word
/// in twelve at least.
fn reads_english(words: &[Word<'_>]) -> bool {
    let lower = words.iter().filter(|w| w.shape == Shape::Lower);
    let (mut all, mut common) = (0, 0);
    for word in lower.take(400) {
        all += 1;
        common += usize::from(COMMONEST.contains(&word.text));
    }
    all < 20 || common * 12 >= all
}

/// Whether a word goes on after a name and is no part of it: a small word, a verb of saying or doing.
pub(super) fn goes_on_after_name(word: &str) -> bool {
    let lists = Lists::of(word);
    [In::Small, In::Saying, In::Acting].into_iter().any(|list| lists.has(list))
}

fn written(cutter: &Cutter<'_, '_>, spots: &[Spot], names: &[Name]) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut entities: HashMap<usize, Arc<Entry>> = HashMap::new();
    for (i, name) in names.iter().enumerate() {
        let Some(kind) = groups::kind_of(name) else { continue };
        // longer at each step, so that it ends
        let mut of = i;
        while let Some(longer) = names[of].of {
            of = longer;
        }
        let whole = &names[of];
        let no_names = &cutter.scene.gazetteer.no_names;
        if !no_names.is_empty() && no_names.contains(fold(&whole.name).text()) {
            continue;
        }
        let entity = entities.entry(of).or_insert_with(|| entry(cutter, spots, whole, kind));
        let evidence = evidence(cutter, name, whole);
        let sum = whole.kind.map_or(0.0, |kind| whole.sum(kind));
        mentions.extend(places(cutter, spots, name).map(|(span, zone)| Mention {
            span,
            zone,
            entity: Arc::clone(entity),
            via: Via::Name,
            confidence: confidence(sum),
            evidence: evidence.clone(),
        }));
    }
    for name in names {
        let Some(open) = &name.open else { continue };
        let Some(whole) = open.weakest(names) else { continue };
        let entity = entry(cutter, spots, name, Kind::Person);
        let mut evidence = vec![Evidence {
            signal: NAME,
            weight: super::weights::unknown::REFERS,
            detail: open.said(names).into(),
        }];
        evidence.extend(clues(cutter, whole));
        let sum = whole.kind.map_or(0.0, |kind| whole.sum(kind));
        mentions.extend(places(cutter, spots, name).map(|(span, zone)| Mention {
            span,
            zone,
            entity: Arc::clone(&entity),
            via: Via::Name,
            confidence: confidence(sum),
            evidence: evidence.clone(),
        }));
    }
    mentions.sort_by_key(|mention| mention.span);
    mentions
}

/// Where a name stands.
fn places<'n>(
    cutter: &'n Cutter<'_, '_>,
    spots: &'n [Spot],
    name: &'n Name,
) -> impl Iterator<Item = (Span, ZoneKind)> + 'n {
    name.spots.iter().filter_map(|&at| {
        let words = &cutter.words[spots[at].words.clone()];
        let (first, last) = (words.first()?, words.last()?);
        Some((Span::of(first.span.start()..last.span.end()), first.zone))
    })
}

/// The longer name that it refers to, and all clues of that, or of its own.
fn evidence(cutter: &Cutter<'_, '_>, name: &Name, whole: &Name) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    evidence.extend(name.of.map(|_| Evidence {
        signal: NAME,
        weight: super::weights::unknown::REFERS,
        detail: format!("refers to \"{}\"", whole.name).into(),
    }));
    evidence.extend(clues(cutter, whole));
    evidence
}

/// All clues of a name that was decided on, strongest first.
fn clues(cutter: &Cutter<'_, '_>, name: &Name) -> Vec<Evidence> {
    let clues = name.kind.map(|kind| name.clues[kind].as_slice()).unwrap_or_default();
    let told = clues.iter().map(|clue| Evidence {
        signal: NAME,
        weight: clue.weight,
        detail: match clue.quoted {
            Some(span) => format!("\"{}\" {}", cutter.scene.slice(span), clue.what).into(),
            None => clue.what.into(),
        },
    });
    let mut evidence: Vec<Evidence> = told.collect();
    evidence.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    evidence
}

fn entry(cutter: &Cutter<'_, '_>, spots: &[Spot], name: &Name, kind: Kind) -> Arc<Entry> {
    let role = name
        .spots
        .iter()
        .filter_map(|&at| spots[at].title)
        .map(|title| cutter.scene.slice(title))
        .find(|title| !Lists::of(title.to_lowercase().trim_end_matches('.')).has(In::Honorifics));
    let attributes = role
        .filter(|_| kind == Kind::Person)
        .map(|role| ("role", role.split_whitespace().collect::<Vec<_>>().join(" ")));
    let mut id = slug(&name.name);
    // the id of a row that is there already would amend that row; its name would be a hit here
    let is_hit = name.spots.iter().any(|&at| {
        let word = cutter.words.get(spots[at].words.start);
        word.is_some_and(|word| cutter.scene.hit_begins(word.span.start()))
    });
    if is_hit && cutter.scene.gazetteer.find(&id).is_some() {
        id = format!("{id}-{}", kind.name());
    }
    Arc::new(Entry {
        id: format!("{UNKNOWN}{id}"),
        kind,
        name: name.name.clone(),
        aliases: Vec::new(),
        context: Vec::new(),
        exclude: Vec::new(),
        attributes: Vec::from_iter(attributes),
        at: Location::file(""),
    })
}

/// A name as an id: lower-case ASCII letters, digits and hyphens; other letters as their code points.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in fold(name).text().chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if c.is_alphanumeric() {
            slug.push_str(&format!("u{:x}", u32::from(c)));
        } else if !matches!(c, '\'' | '.') && !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}
