//! Short forms in small letters: `the treaty` after `the Pukpuk Treaty`; of organizations on request, `the bank`
//! after `the Bank of England`. Only where unmistakable.
//!
//! Promises: a short form stands after `the`, in the paragraph of a mention of what it means or the
//! next one; nothing before it in the article could be called so but that one; no word of a mention is taken.

use super::confidence;
use super::scene::{Scene, is_capitalised};
use super::weights::short_form::SHORT_FORM;
use crate::article::Zone;
use crate::gazetteer::{Entry, Kind, Via};
use crate::record::{Evidence, Mention};
use crate::span::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

const NAME: &str = "short-form";

/// Words that tell what an agreement is, and stand for it afterwards.
const AGREEMENTS: &[&str] = &[
    "accord",
    "accords",
    "agreement",
    "agreements",
    "charter",
    "compact",
    "convention",
    "conventions",
    "covenant",
    "declaration",
    "framework",
    "pact",
    "protocol",
    "treaty",
];

/// Words that tell what a body is, and stand for it afterwards.
const BODIES: &[&str] = &[
    "academy",
    "agency",
    "association",
    "authority",
    "bank",
    "bureau",
    "college",
    "commission",
    "committee",
    "company",
    "confederation",
    "council",
    "court",
    "department",
    "directorate",
    "federation",
    "foundation",
    "fund",
    "group",
    "inspectorate",
    "institute",
    "ministry",
    "organisation",
    "organization",
    "party",
    "regulator",
    "secretariat",
    "society",
    "tribunal",
    "union",
    "university",
];

/// Words for organizations of a kind, whatever their name is.
const KINDS: &[(&str, &str)] = &[
    ("central bank", "bank"),
    ("company", "company"),
    ("court", "court"),
    ("party", "party"),
    ("university", "university"),
];

/// What may be meant by a body whose name does not say what it is: `the bank` may be Barclays.
const OF_ANY: &[&str] = &["agency", "bank", "company", "group", "organisation", "organization"];

/// Words after a short form that make it another one: `the ministry of …`, `the bank that …`.
const OTHERS: &[&str] = &[
    "at", "called", "for", "from", "in", "named", "near", "of", "on", "that", "where", "which",
    "whose",
];

/// Longest stretch from the last mention to the short form, in bytes: for texts without blank lines.
const REACH: usize = 1200;

/// Adds the short forms of agreements, and with `bodies` of organizations, to the mentions, which are and
/// stay by start.
pub(super) fn find(
    scene: &Scene<'_>,
    mentions: &mut Vec<Mention>,
    bodies: bool,
    min_confidence: f32,
) {
    let is_wanted = |entity: &Entry| bodies || entity.kind == Kind::Agreement;
    if confidence(SHORT_FORM) < min_confidence || !mentions.iter().any(|m| is_wanted(&m.entity)) {
        return;
    }
    let mut named = Named::default();
    let mut made = Vec::new();
    let mut seen = 0;
    for zone in &scene.zones {
        for (span, head) in heads(scene, zone) {
            while let Some(mention) = mentions.get(seen).filter(|m| m.span.start() <= span.start())
            {
                named.add(scene, mention);
                seen += 1;
            }
            let last = seen.checked_sub(1).and_then(|last| mentions.get(last));
            if last.is_some_and(|mention| mention.span.overlaps(span)) {
                continue;
            }
            match named.meant(scene, span, head) {
                Some(entity) if !is_wanted(&entity) => {}
                Some(entity) => {
                    let detail = format!("short for {}, named before", entity.name).into();
                    let evidence = vec![Evidence { signal: NAME, weight: SHORT_FORM, detail }];
                    let confidence = confidence(SHORT_FORM);
                    let (zone, via) = (zone.kind, Via::Name);
                    made.push(Mention { span, zone, entity, via, confidence, evidence });
                }
                // `a local bank`: from here on, `the bank` may be that one
                None => named.block(scene, span, head),
            }
        }
    }
    mentions.append(&mut made);
    mentions.sort_by_key(|m| (m.span.start(), std::cmp::Reverse(m.span.end())));
}

/// The head words of a zone as they stand, singular, in either case.
fn heads(scene: &Scene<'_>, zone: &Zone) -> Vec<(Span, &'static str)> {
    let text = scene.slice(zone.span);
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let start = zone.span.start() + at;
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        if let Some(head) = head(word) {
            found.push((Span::of(start..start + word.len()), head));
        }
    }
    found
}

/// The word as it stands in [`AGREEMENTS`] or [`BODIES`]: in small letters but for the first.
fn head(word: &str) -> Option<&'static str> {
    let rest = word.get(1..)?;
    let first = word.as_bytes().first()?.to_ascii_lowercase();
    let order = |head: &&str| (head.as_bytes()[0], &head[1..]).cmp(&(first, rest));
    let found = |table: &[&'static str]| table.binary_search_by(order).ok().map(|at| table[at]);
    found(AGREEMENTS).or_else(|| found(BODIES))
}

/// The agreements and organizations of the article so far, by what they may be called.
#[derive(Default)]
struct Named {
    by_head: BTreeMap<&'static str, Called>,
}

/// What a head word may mean.
#[derive(Default)]
struct Called {
    /// The last mention of what is called so, with its entity.
    last: Option<(Span, Arc<Entry>)>,
    /// Whether it may be something else.
    is_open: bool,
}

impl Named {
    fn add(&mut self, scene: &Scene<'_>, mention: &Mention) {
        let entity = &mention.entity;
        let (is_body, heads) = match entity.kind {
            Kind::Organization => (true, BODIES),
            Kind::Agreement => (false, AGREEMENTS),
            _ => return,
        };
        let names = [scene.slice(mention.span), entity.name.as_str()];
        let own = names.into_iter().filter_map(head_of).filter(|head| heads.contains(head));
        let own: Vec<&'static str> = own.collect();
        let kind = entity.attribute("kind");
        let of_kind = KINDS.iter().filter(|(of, _)| kind == Some(*of)).map(|(_, head)| *head);
        let called: Vec<&'static str> = own.iter().copied().chain(of_kind).collect();
        // `World Bank Group` may be called by either word, and a body without any by some
        let inside = names.into_iter().flat_map(|name| name.split(' ')).filter_map(head);
        let any =
            OF_ANY.iter().copied().filter(|_| is_body && own.is_empty() && may_be_company(kind));
        for head in inside.chain(any).filter(|head| !called.contains(head)) {
            let called = self.by_head.entry(head).or_default();
            called.is_open |= called.last.as_ref().is_none_or(|(_, of)| of.id != entity.id);
        }
        for head in called {
            let called = self.by_head.entry(head).or_default();
            called.is_open |= called.last.as_ref().is_some_and(|(_, of)| of.id != entity.id);
            called.last = Some((mention.span, Arc::clone(entity)));
        }
    }

    /// What a head word means there, if it is unmistakable.
    fn meant(&mut self, scene: &Scene<'_>, span: Span, head: &str) -> Option<Arc<Entry>> {
        if !stands_for_a_name(scene, span) {
            return None;
        }
        let called = self.by_head.get_mut(head).filter(|called| !called.is_open)?;
        let (last, entity) = called.last.as_mut()?;
        let between = scene.article.text.get(last.end()..span.start())?;
        if between.len() > REACH || paragraphs(between) > 1 {
            return None;
        }
        *last = span;
        Some(Arc::clone(entity))
    }

    /// Takes in that something else may be called so, unless it is `the` one that was named too long ago.
    fn block(&mut self, scene: &Scene<'_>, span: Span, head: &'static str) {
        if !is_definite(scene, span) || self.by_head.get(head).is_none_or(|c| c.last.is_none()) {
            self.by_head.entry(head).or_default().is_open = true;
        }
    }
}

/// The head word of a name: the last one before `of`, `for` or `on`.
fn head_of(name: &str) -> Option<&'static str> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let links = ["against", "for", "of", "on"];
    let end =
        words.iter().skip(1).position(|word| links.contains(word)).map_or(words.len(), |i| i + 1);
    words[..end].last().and_then(|word| head(word))
}

/// Whether an organization of that kind may be a company, a bank, a group, an agency.
fn may_be_company(kind: Option<&str>) -> bool {
    !matches!(kind, Some("court" | "party" | "sports" | "university"))
}

fn is_definite(scene: &Scene<'_>, span: Span) -> bool {
    scene.word_before(span).is_some_and(|word| matches!(scene.slice(word), "the" | "The"))
}

/// Whether a head word stands alone after `the`: no name, no noun and no `of` follows.
fn stands_for_a_name(scene: &Scene<'_>, span: Span) -> bool {
    let rest = scene.article.text.get(span.end()..).unwrap_or_default();
    let joined = rest.starts_with(['-', '–', '/', '_', '@']);
    if joined || !is_definite(scene, span) {
        return false;
    }
    scene.word_after(span).is_none_or(|after| {
        let after = scene.slice(after);
        !is_capitalised(after)
            && OTHERS.binary_search(&after).is_err()
            && (super::unknown::goes_on_after_name(after) || after.ends_with("ed"))
    })
}

/// How many paragraphs begin in a text.
fn paragraphs(text: &str) -> usize {
    let mut lines = text.split('\n').skip(1).map(|line| line.trim().is_empty()).peekable();
    let mut count = 0;
    while let Some(is_blank) = lines.next() {
        count += usize::from(is_blank && lines.peek() == Some(&false));
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(
            AGREEMENTS.is_sorted()
                && BODIES.is_sorted()
                && KINDS.is_sorted()
                && OF_ANY.is_sorted()
                && OTHERS.is_sorted()
        );
        assert!(OF_ANY.iter().all(|head| BODIES.contains(head)));
        assert!(KINDS.iter().all(|(_, head)| BODIES.contains(head)));
    }

    #[test]
    fn the_head_is_the_last_word_before_what_it_is_of() {
        assert_eq!(head_of("Bank of England"), Some("bank"));
        assert_eq!(head_of("Oxford University"), Some("university"));
        assert_eq!(head_of("European Court of Human Rights"), Some("court"));
        assert_eq!(head_of("Reuters"), None);
        assert_eq!(head_of(""), None);
    }

    #[test]
    fn paragraphs_are_counted_by_blank_lines() {
        assert_eq!(paragraphs("one\ntwo"), 0);
        assert_eq!(paragraphs("one\n\n\ntwo\n \nthree"), 2);
    }
}
