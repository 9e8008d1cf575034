//! Finding: an article to hits, in one walk over its folded text.
//!
//! Everything that the gazetteer spells (aliases, context and exclude words, topic terms, titles,
//! given names) is one automaton, walked only from positions that can start a word, within the zones
//! that are asked for. A hit begins and ends at word boundaries, has the case that its alias asks for,
//! and never crosses a zone's border or a blank line. Hits inside longer hits are kept: judging says
//! which of them holds.
//!
//! Method: anchored walks over the contiguous NFA of Aho and Corasick (1975), as in the crate
//! `aho-corasick`; only patterns as long as the walk count, so that no failure link is followed.

use crate::article::{Article, Zone, ZoneKind};
use crate::error::{Error, Result};
use crate::fold::{Folded, fold};
use crate::gazetteer::{Case, Gazetteer};
use crate::location::Location;
use crate::record::{Found, Role};
use crate::span::Span;
use aho_corasick::automaton::Automaton;
use aho_corasick::nfa::contiguous;
use aho_corasick::{Anchored, MatchKind};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A gazetteer made ready for finding.
pub struct Finder {
    automaton: contiguous::NFA,
    /// By number of the pattern: what it may mean.
    patterns: Vec<Pattern>,
}

#[derive(Default)]
struct Pattern {
    /// Aliases, terms, titles, given names.
    senses: Vec<Sense>,
    /// Context and exclude words: many, and looked at for entries only that were hit.
    support: Vec<Sense>,
}

/// A pattern that is a context or exclude word of some entries, as found.
struct Supporting {
    pattern: usize,
    span: Span,
    zone: ZoneKind,
}

struct Sense {
    role: Role,
    spelling: Box<str>,
    case: Case,
    language: Option<Arc<str>>,
}

impl Finder {
    /// Makes a gazetteer ready.
    ///
    /// # Errors
    /// When the gazetteer has more spellings than the automaton can number (about two thousand
    /// million bytes).
    pub fn new(gazetteer: &Gazetteer) -> Result<Self> {
        let mut patterns: Vec<(String, Pattern)> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        each_spelling(gazetteer, |spelling, case, language, role| {
            // a hit begins with a letter or digit: `'Ndrangheta` is found from its N
            let is_sign = |c: char| !c.is_alphanumeric();
            let folded = fold(spelling).text().trim_end().trim_start_matches(is_sign).to_owned();
            if folded.is_empty() {
                return;
            }
            let at = *known.entry(folded.clone()).or_insert_with(|| {
                patterns.push((folded, Pattern::default()));
                patterns.len() - 1
            });
            let Pattern { senses, support } = &mut patterns[at].1;
            let list =
                if matches!(role, Role::Context(_) | Role::Exclude(_)) { support } else { senses };
            list.push(Sense { role, spelling: spelling.into(), case, language: language.cloned() });
        });
        let (texts, patterns): (Vec<String>, Vec<Pattern>) = patterns.into_iter().unzip();
        let automaton = contiguous::NFA::builder()
            .match_kind(MatchKind::Standard)
            .prefilter(false)
            .build(&texts)
            .map_err(|e| {
                Error::new(
                    Location::file("gazetteer"),
                    format!("too large: {e}"),
                    "load fewer layers",
                )
            })?;
        Ok(Self { automaton, patterns })
    }

    /// Finds every spelling in the zones of an article whose kind is in `zones`. `folded` is the
    /// article's text, folded.
    pub fn find(&self, article: &Article, folded: &Folded, zones: &[ZoneKind]) -> Found {
        let mut found = Found { zones: zones.to_vec(), ..Found::default() };
        let mut supporting = Vec::new();
        for zone in article.zones.iter().filter(|zone| zones.contains(&zone.kind)) {
            self.walk_zone(article, folded, *zone, &mut found, &mut supporting);
        }
        self.support(article, &supporting, &mut found);
        found
    }

    fn walk_zone(
        &self,
        article: &Article,
        folded: &Folded,
        zone: Zone,
        found: &mut Found,
        supporting: &mut Vec<Supporting>,
    ) {
        let from = folded.from_original(zone.span.start());
        let to = folded.from_original(zone.span.end());
        let text = &folded.text()[from..to];
        let Ok(start) = self.automaton.start_state(Anchored::Yes) else { return };
        for (at, _) in text.char_indices().filter(|&(at, c)| starts_word(text, at, c)) {
            let first_hit = found.hits.len();
            self.walk(start, &text.as_bytes()[at..], |len, pattern| {
                if !ends_word(text, at + len) {
                    return;
                }
                let span = folded.to_original(Span::of(from + at..from + at + len));
                let known = &self.patterns[pattern];
                for sense in known.senses.iter().filter(|sense| sense.fits(article, span)) {
                    found.push(sense.role, span, zone.kind, 0);
                }
                if !known.support.is_empty() {
                    supporting.push(Supporting { pattern, span, zone: zone.kind });
                }
            });
            found.hits[first_hit..].reverse();
        }
    }

    /// Adds the context and exclude words of the entries that were hit.
    fn support(&self, article: &Article, supporting: &[Supporting], found: &mut Found) {
        let hit: HashSet<u32> = found.hits.iter().map(|hit| hit.entry).collect();
        for &Supporting { pattern, span, zone } in supporting {
            let support = &self.patterns[pattern].support;
            let shared = u32::try_from(support.len()).unwrap_or(u32::MAX);
            for sense in support {
                let wanted =
                    matches!(sense.role, Role::Context(e) | Role::Exclude(e) if hit.contains(&e));
                if wanted && sense.fits(article, span) {
                    found.push(sense.role, span, zone, shared);
                }
            }
        }
        found.cues.sort_by_key(|cue| (cue.span.start(), std::cmp::Reverse(cue.span.end())));
    }

    /// Walks the automaton over `bytes` from its start, and tells the length and number of each
    /// pattern that ends on the way.
    fn walk(
        &self,
        start: aho_corasick::automaton::StateID,
        bytes: &[u8],
        mut ended: impl FnMut(usize, usize),
    ) {
        let mut state = start;
        for (i, &byte) in bytes.iter().enumerate() {
            state = self.automaton.next_state(Anchored::Yes, state, byte);
            if !self.automaton.is_special(state) {
                continue;
            }
            if self.automaton.is_dead(state) {
                return;
            }
            if self.automaton.is_match(state) {
                let pattern = self.automaton.match_pattern(state, 0);
                if self.automaton.pattern_len(pattern) == i + 1 {
                    ended(i + 1, pattern.as_usize());
                }
            }
        }
    }
}

/// Every spelling of a gazetteer, in a fixed order.
fn each_spelling(gazetteer: &Gazetteer, mut tell: impl FnMut(&str, Case, Option<&Arc<str>>, Role)) {
    for (i, entry) in (0u32..).zip(&gazetteer.entries) {
        for (j, alias) in (0u16..).zip(&entry.aliases) {
            tell(&alias.text, alias.case, alias.language.as_ref(), Role::Alias(i, j));
        }
        entry.context.iter().for_each(|word| tell(word, Case::Spelled, None, Role::Context(i)));
        entry.exclude.iter().for_each(|word| tell(word, Case::Spelled, None, Role::Exclude(i)));
    }
    for (i, topic) in (0u32..).zip(&gazetteer.topics) {
        for (j, term) in (0u16..).zip(&topic.terms) {
            tell(&term.text, Case::Spelled, None, Role::Term(i, j));
        }
    }
    gazetteer.titles.iter().for_each(|title| tell(title, Case::Spelled, None, Role::Title));
    gazetteer.given_names.iter().for_each(|name| tell(name, Case::Spelled, None, Role::GivenName));
}

/// Whether a hit may begin at byte `at` of `text`, where `c` stands.
fn starts_word(text: &str, at: usize, c: char) -> bool {
    if !c.is_alphanumeric() {
        return false;
    }
    match text[..at].chars().next_back() {
        None => true,
        Some(before) => !is_word(before) || is_unspaced(c) || is_unspaced(before),
    }
}

/// Whether a hit may end before byte `end` of `text`.
fn ends_word(text: &str, end: usize) -> bool {
    let mut rest = text[end..].chars();
    let (before, after) = (text[..end].chars().next_back(), rest.next());
    match (before, after) {
        (_, None) | (None, _) => true,
        // `US$5`, and `US-24`: a currency, a number
        (_, Some('$')) => false,
        (_, Some('-')) => !rest.next().is_some_and(char::is_numeric),
        (Some(before), Some(after)) => !is_word(after) || is_unspaced(before) || is_unspaced(after),
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Letters of scripts that put no space between words: Thai, Lao, Burmese, Khmer, Kana, Han.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

impl Sense {
    /// Whether the spelling holds in the article's language and has the case that is asked for.
    fn fits(&self, article: &Article, span: Span) -> bool {
        let holds = self.language.as_deref().is_none_or(|asked| {
            let given = article.language.as_deref().unwrap_or_default();
            given.split(['-', '_']).next().is_some_and(|tag| tag.eq_ignore_ascii_case(asked))
        });
        holds && fits(&self.spelling, self.case, article.slice(span))
    }
}

/// Whether the article's spelling has the case that the alias asks for: its words one by one, as
/// `docs/gazetteers.md` says.
fn fits(alias: &str, case: Case, spelled: &str) -> bool {
    match case {
        Case::Any => true,
        Case::Exact => alias == spelled,
        Case::Spelled => {
            let mut words = words(spelled);
            self::words(alias).all(|asked| words.next().is_some_and(|word| word_fits(asked, word)))
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && !is_joined(c)).filter(|word| !word.is_empty())
}

/// Marks that folding takes out of the middle of a word: combining marks and soft hyphens.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}')
}

fn word_fits(asked: &str, word: &str) -> bool {
    let upper = |s: &str| !s.chars().any(char::is_lowercase);
    let lower = |s: &str| !s.chars().any(char::is_uppercase);
    let first_upper = |s: &str| s.chars().next().is_some_and(|c| !c.is_lowercase());
    let after_first =
        |s: &str| lower(s.get(s.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default());
    if lower(asked) || upper(word) {
        true
    } else if upper(asked) {
        false
    } else if first_upper(asked) && after_first(asked) {
        first_upper(word) && after_first(word)
    } else {
        asked == word
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alias_matches_as_it_is_spelled() {
        let fits = |alias, spelled| super::fits(alias, Case::Spelled, spelled);
        assert!(fits("semiconductor", "Semiconductor") && fits("semiconductor", "SEMICONDUCTOR"));
        assert!(fits("Turkey", "Turkey") && fits("Turkey", "TURKEY") && !fits("Turkey", "turkey"));
        assert!(fits("WHO", "WHO") && !fits("WHO", "Who") && !fits("WHO", "who"));
        assert!(fits("eBay", "eBay") && fits("eBay", "EBAY") && !fits("eBay", "Ebay"));
        assert!(fits("Bank of Japan", "Bank Of Japan") && !fits("Bank of Japan", "bank of Japan"));
        assert!(fits("U.S.", "U.S.") && !fits("U.S.", "u.s."));
        assert!(fits("Erdogan", "Erdoğan") && fits("McDonald", "McDonald"));
    }

    #[test]
    fn words_end_at_hyphens_and_possessives_but_not_inside_letters() {
        assert!(
            ends_word("taiwan's", 6) && ends_word("u.s.-taiwan", 4) && !ends_word("chinatown", 5)
        );
        assert!(!ends_word("us$5", 2) && !ends_word("us-24 highway", 2) && ends_word("us-led", 2));
        assert!(starts_word("anti-nato", 5, 'n') && !starts_word("indochina", 4, 'c'));
        assert!(ends_word("在台湾的", "在台湾".len()));
    }
}
