//! A name inside the name of an institution, prize, event or work that is in no gazetteer: `German
//! Society for Philosophy`, `Federation of Indian Industry`, `Vietnam War`.
//!
//! Told by a head word, in capitals beside the name. Ministries, parliaments, armies and courts are
//! not in the table: of those, the country is what the article is about.

use super::capitals::is_title_case;
use super::scene::{Candidate, Scene, is_capitalised};
use super::weights::institution::INSTITUTION;
use crate::gazetteer::Kind;
use crate::record::Evidence;
use crate::span::Span;

/// Longest row of capitals that is looked at, in words.
const REACH: usize = 5;

/// Words that name an institution or event when they stand in its name.
const HEADS: &[&str] = &[
    "Academy",
    "Agency",
    "Air",
    "Airlines",
    "Airport",
    "Airways",
    "Alliance",
    "Arena",
    "Assn",
    "Association",
    "Ave",
    "Avenue",
    "Award",
    "Awards",
    "Ballet",
    "Bank",
    "Biennale",
    "Boulevard",
    "Bureau",
    "Campaign",
    "Capital",
    "Cathedral",
    "Center",
    "Centre",
    "Chamber",
    "Championship",
    "Championships",
    "Chronicle",
    "Church",
    "Club",
    "Coalition",
    "College",
    "Committee",
    "Company",
    "Competition",
    "Confederation",
    "Conference",
    "Consortium",
    "Corp",
    "Corporation",
    "Council",
    "County",
    "Creek",
    "Cup",
    "Daily",
    "Derby",
    "Drive",
    "Electric",
    "Enterprises",
    "Exchange",
    "Federation",
    "Festival",
    "Forum",
    "Foundation",
    "Fund",
    "Gallery",
    "Games",
    "Gazette",
    "Group",
    "Guild",
    "Herald",
    "Highway",
    "Holdings",
    "Hospital",
    "Hotel",
    "Inc",
    "Industries",
    "Initiative",
    "Inquirer",
    "Institute",
    "Institution",
    "Investments",
    "Journal",
    "Lane",
    "League",
    "Library",
    "Ltd",
    "Magazine",
    "Management",
    "Marathon",
    "Medal",
    "Mining",
    "Motor",
    "Motors",
    "Museum",
    "Network",
    "News",
    "Observatory",
    "Observer",
    "Office",
    "Open",
    "Opera",
    "Orchestra",
    "Organisation",
    "Organization",
    "Partners",
    "Petroleum",
    "Pharmaceuticals",
    "Philharmonic",
    "Pictures",
    "Post",
    "Press",
    "Prize",
    "Programme",
    "Project",
    "Publishing",
    "Radio",
    "Railways",
    "Records",
    "Reich",
    "Review",
    "Revolution",
    "Road",
    "Route",
    "School",
    "Securities",
    "Society",
    "Stadium",
    "Standard",
    "Star",
    "Steel",
    "Street",
    "Studies",
    "Symphony",
    "Syndrome",
    "Telecom",
    "Telegraph",
    "Television",
    "Terrace",
    "Theater",
    "Theatre",
    "Times",
    "Today",
    "Township",
    "Tribune",
    "Trophy",
    "Trust",
    "Union",
    "University",
    "Voice",
    "War",
    "Weekly",
];

/// Words that end the name of an event or building which is named after a sponsor.
const EVENTS: &[&str] = &[
    "Arena",
    "Championship",
    "Championships",
    "Classic",
    "Cup",
    "Derby",
    "League",
    "Marathon",
    "Masters",
    "Nations",
    "Open",
    "Prix",
    "Stadium",
    "Theater",
    "Theatre",
    "Tournament",
    "Trophy",
];

/// `SPONSOR [Capitals] EVENT`.
fn event(scene: &Scene<'_>, span: Span) -> Option<Span> {
    const REACH: usize = 3;
    let mut word = scene.word_after(span)?;
    for _ in 0..=REACH {
        let text = scene.slice(word);
        if EVENTS.binary_search(&text).is_ok() {
            return Some(Span::of(span.start()..word.end()));
        }
        if !is_capitalised(text) && !text.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        word = scene.word_after(word)?;
    }
    None
}

/// Words that join an institution's head to what it is of.
const LINKS: &[&str] = &["against", "for", "of"];

pub(super) fn signal(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let entry = candidate.entry(scene);
    let is_body = matches!(entry.kind, Kind::Organization | Kind::Agreement);
    if is_body && !candidate.is_weak(scene) {
        let plays = entry.attribute("kind") == Some("sports");
        let event = event(scene, candidate.span).filter(|_| !plays)?;
        let detail = format!("inside the name \"{}\"", scene.slice(event));
        return Some(Evidence {
            signal: "institution",
            weight: INSTITUTION,
            detail: detail.into(),
        });
    }
    let whole = before(scene, candidate.span).or_else(|| after(scene, candidate.span))?;
    let detail = format!("inside the name \"{}\"", scene.slice(whole));
    Some(Evidence { signal: "institution", weight: INSTITUTION, detail: detail.into() })
}

/// `HEAD of [the] [Capitals] NAME`, and `Air NAME`.
fn before(scene: &Scene<'_>, span: Span) -> Option<Span> {
    let mut word = scene.word_before(span)?;
    if scene.slice(word) == "Air" {
        return Some(Span::of(word.start()..span.end()));
    }
    for _ in 0..REACH {
        if !is_capitalised(scene.slice(word)) || scene.hit_ends(word.end()) {
            break;
        }
        word = scene.word_before(word)?;
    }
    if scene.slice(word) == "the" {
        word = scene.word_before(word)?;
    }
    LINKS.binary_search(&scene.slice(word)).ok()?;
    let head = scene.word_before(word)?;
    is_head(scene.slice(head)).then(|| Span::of(head.start()..span.end()))
}

/// `NAME [Capitals] HEAD`, also `NAME-Capitals HEAD`; in a headline, where every word has a capital,
/// only `NAME HEAD`.
fn after(scene: &Scene<'_>, span: Span) -> Option<Span> {
    let mut at = span;
    for reached in 0..REACH {
        let word = scene.word_after(at).or_else(|| hyphenated(scene, at))?;
        let text = scene.slice(word);
        if !is_capitalised(text) || scene.begins_title(word) {
            return None;
        }
        let head = text.split(['\'', '’']).next().unwrap_or(text);
        if is_head(head) {
            return Some(Span::of(span.start()..word.start() + head.len()));
        }
        if reached == 0 && is_title_case(scene.line(span)) {
            return None;
        }
        at = word;
    }
    None
}

/// The capitalised word joined to a span by a hyphen.
fn hyphenated(scene: &Scene<'_>, span: Span) -> Option<Span> {
    let rest = scene.article.text.get(span.end()..)?.strip_prefix('-')?;
    let len = rest.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(rest.len());
    (len > 0).then(|| Span::of(span.end() + 1..span.end() + 1 + len))
}

fn is_head(word: &str) -> bool {
    HEADS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(HEADS.is_sorted() && LINKS.is_sorted() && EVENTS.is_sorted());
    }
}
