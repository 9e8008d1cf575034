//! References inside the article: the surname of a person who is named in full, an acronym that the
//! article defines after a listed name, and the short form of an agreement (`the Treaty`).

use super::scene::{Candidate, Origin, Scene, is_capitalised};
use crate::article::ZoneKind;
use crate::gazetteer::{Entry, Kind};
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Candidates for references, beside those found by alias.
pub(super) fn candidates(scene: &Scene<'_>, found: &[Candidate]) -> Vec<Candidate> {
    let anchors = anchors(scene, found);
    let names_agreement = |c: &Candidate| c.entry(scene).kind == Kind::Agreement;
    if anchors.is_empty() && !found.iter().any(names_agreement) {
        return Vec::new();
    }
    let known: HashSet<(Span, u32)> = found.iter().map(|c| (c.span, c.entry)).collect();
    let words = capitalised_words(scene);
    let mut made = short_forms(scene, found, &words);
    for (word, entry, origin) in anchors {
        for &(span, zone) in words.get(word).into_iter().flatten() {
            let span = with_particles(scene, span, &scene.gazetteer.entries[entry as usize].name);
            if !known.contains(&(span, entry)) {
                made.push(Candidate::new(span, zone, entry, origin));
            }
        }
    }
    made
}

/// Words that end or open the name of an agreement and stand for it afterwards, as a name: with a
/// capital.
const SHORT_FORMS: &[&str] = &[
    "Accord",
    "Agreement",
    "Charter",
    "Compact",
    "Convention",
    "Covenant",
    "Declaration",
    "Framework",
    "Pact",
    "Protocol",
    "Treaty",
];

/// `the Treaty` after an agreement of that name, where the article names no other treaty.
fn short_forms(
    scene: &Scene<'_>,
    found: &[Candidate],
    words: &HashMap<&str, Vec<(Span, ZoneKind)>>,
) -> Vec<Candidate> {
    let mut named: BTreeMap<&str, (BTreeSet<u32>, usize)> = BTreeMap::new();
    for candidate in found.iter().filter(|c| c.sum() > 0.0) {
        if candidate.entry(scene).kind != Kind::Agreement {
            continue;
        }
        // `Pukpuk Treaty`, `Treaty of Aachen`
        let mut words = scene.slice(candidate.span).split_whitespace();
        let ends = [words.next(), words.next_back()];
        let head = ends.into_iter().flatten().find(|word| SHORT_FORMS.binary_search(word).is_ok());
        if let Some(head) = head {
            let end = candidate.span.end();
            let (entries, first) = named.entry(head).or_insert_with(|| (BTreeSet::new(), end));
            entries.insert(candidate.entry);
            *first = end.min(*first);
        }
    }
    let mut made = Vec::new();
    for (word, (entries, first)) in named {
        let Some(&entry) = entries.first().filter(|_| entries.len() == 1) else { continue };
        for &(span, zone) in words.get(word).into_iter().flatten() {
            let is_later = span.start() > first;
            let the = scene.word_before(span).map(|before| scene.slice(before));
            let is_whole = scene.word_after(span).is_none_or(|after| {
                let after = scene.slice(after);
                !is_capitalised(after) && after != "of" && after != "on" && after != "for"
            });
            if is_later && is_whole && matches!(the, Some("the" | "The")) {
                made.push(Candidate::new(span, zone, entry, Origin::ShortForm));
            }
        }
    }
    made
}

/// A surname with the particles before it, as the name has them: `von der Leyen`.
fn with_particles(scene: &Scene<'_>, surname: Span, name: &str) -> Span {
    let mut whole = surname;
    while let Some(word) = scene.word_before(whole) {
        let text = scene.slice(word);
        let is_particle = !is_capitalised(text) && name.split(' ').any(|part| part == text);
        if !is_particle {
            break;
        }
        whole = Span::of(word.start()..whole.end());
    }
    whole
}

/// The words that refer, each with the entry and the name that it refers to.
fn anchors<'a>(scene: &Scene<'a>, found: &[Candidate]) -> Vec<(&'a str, u32, Origin)> {
    let mut anchors: BTreeMap<(&str, u32), Origin> = BTreeMap::new();
    let defined: HashMap<usize, &str> =
        scene.acronyms.names.iter().map(|(acronym, words)| (words.end(), *acronym)).collect();
    // a weak name of several words that holds (`John Smith` beside his party) is a full name too
    let is_full =
        |c: &&Candidate| !c.is_weak(scene) || scene.slice(c.span).contains(char::is_whitespace);
    for candidate in found.iter().filter(|c| c.sum() > 0.0).filter(is_full) {
        let entry = candidate.entry(scene);
        if entry.kind == Kind::Person && scene.slice(candidate.span).contains(char::is_whitespace) {
            let surname = surname(scene, entry);
            anchors.entry((surname, candidate.entry)).or_insert(Origin::Surname);
        }
        let is_body = matches!(entry.kind, Kind::Organization | Kind::Agreement);
        if let Some(acronym) = defined.get(&candidate.span.end()).filter(|_| is_body) {
            anchors.entry((*acronym, candidate.entry)).or_insert(Origin::Acronym);
        }
    }
    anchors.into_iter().map(|((word, entry), origin)| (word, entry, origin)).collect()
}

/// Countries where the family name stands first in English print too.
const FAMILY_NAME_FIRST: &[&str] = &["CN", "HK", "KP", "KR", "MO", "TW"];

/// The word by which a person is called after the full name: a weak alias that is a word of the
/// name; of a royal or saint the given name (`Gyanendra of Nepal`); else the family name, which
/// stands last, or first where it does in print.
fn surname<'a>(scene: &Scene<'a>, entry: &'a Entry) -> &'a str {
    // `William, Prince of Wales` is called William
    let name = entry.name.split_once(',').map_or(entry.name.as_str(), |(given, _)| given);
    let name = name.split_once(" of ").map_or(name, |(given, _)| given);
    let words: Vec<&str> = name.split(' ').filter(|word| !SUFFIXES.contains(word)).collect();
    let listed = entry.aliases.iter().find(|a| a.weak && words.contains(&a.text.as_str()));
    if let Some(alias) = listed {
        return &alias.text;
    }
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return name };
    let given_names = &scene.gazetteer.given_names;
    let is_western = || given_names.binary_search_by(|known| known.as_str().cmp(first)).is_ok();
    let first_is_family = entry.iso2().is_some_and(|iso2| FAMILY_NAME_FIRST.contains(&iso2))
        && (last.contains('-') || words.len() == 3 || !is_western());
    if first_is_family {
        return first;
    }
    // `Bashar al-Assad` is called Assad
    last.split_once('-')
        .filter(|(particle, _)| !is_capitalised(particle))
        .map_or(last, |(_, rest)| rest)
}

const SUFFIXES: &[&str] = &["II", "III", "IV", "Jr", "Jr.", "Sr", "Sr."];

/// Every capitalised word of the zones that were searched, by its text.
fn capitalised_words<'a>(scene: &Scene<'a>) -> HashMap<&'a str, Vec<(Span, ZoneKind)>> {
    let mut words: HashMap<&str, Vec<(Span, ZoneKind)>> = HashMap::new();
    for zone in &scene.zones {
        let text = scene.slice(zone.span);
        let mut at = 0;
        for word in text.split(|c: char| !c.is_alphanumeric() && c != '-') {
            let start = zone.span.start() + at;
            at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
            if is_capitalised(word) {
                let span = Span::of(start..start + word.len());
                words.entry(scene.slice(span)).or_default().push((span, zone.kind));
            }
            // the second half of a compound too: `al-Assad`, `post-Merkel`
            let halves = word
                .split_once('-')
                .filter(|(first, rest)| !is_capitalised(first) && is_capitalised(rest));
            if let Some((first, rest)) = halves {
                let at = start + first.len() + 1;
                let span = Span::of(at..at + rest.len());
                words.entry(scene.slice(span)).or_default().push((span, zone.kind));
            }
        }
    }
    words
}
