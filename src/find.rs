//! Finding: an article to hits, in one walk over its folded text.
//!
//! Everything that the gazetteer spells (aliases, context and exclude words, topic terms, titles,
//! given names) is one table, walked only from positions that can start a word, within the zones
//! that are asked for. A hit begins and ends at word boundaries, has the case that its alias asks for,
//! and never crosses a zone's border or a blank line. Hits inside longer hits are kept: judging says
//! which of them holds.
//!
//! Method: a walk over a trie from each start of a word ([`crate::gazetteer::Spellings`]), which ends
//! at the first letter that no spelling goes on with.

use crate::article::{Article, Zone, ZoneKind};
use crate::fold::Folded;
use crate::gazetteer::{Case, Open, Role, Sense, Spellings};
use crate::record::Found;
use crate::span::Span;
use std::sync::Arc;

/// A gazetteer made ready for finding.
pub struct Finder {
    spellings: Arc<Spellings>,
}

/// A spelling that is a context or exclude word of some entries, as found.
struct Supporting {
    /// Index of the first such sense.
    sense: u32,
    span: Span,
    zone: ZoneKind,
}

impl Finder {
    /// Finds these spellings.
    pub fn new(spellings: Arc<Spellings>) -> Self {
        Self { spellings }
    }

    /// Finds every spelling in the zones of an article whose kind is in `zones`. `folded` is the
    /// article's text, folded.
    pub fn find(&self, article: &Article, folded: &Folded, zones: &[ZoneKind]) -> Found {
        let mut found = Found { zones: zones.to_vec(), ..Found::default() };
        let (mut supporting, open) = (Vec::new(), self.spellings.open());
        for zone in article.zones.iter().filter(|zone| zones.contains(&zone.kind)) {
            self.walk_zone(open, article, folded, *zone, &mut found, &mut supporting);
        }
        self.support(open, article, &supporting, &mut found);
        found
    }

    fn walk_zone(
        &self,
        open: Open<'_>,
        article: &Article,
        folded: &Folded,
        zone: Zone,
        found: &mut Found,
        supporting: &mut Vec<Supporting>,
    ) {
        let from = folded.from_original(zone.span.start());
        let to = folded.from_original(zone.span.end());
        let text = &folded.text()[from..to];
        let mut cursor = folded.cursor(from);
        each_word(text, |at| {
            let rest = &text.as_bytes()[at..];
            let original = cursor.original(from + at);
            let is_lower = match article.text.as_bytes().get(original) {
                Some(byte) if byte.is_ascii() => byte.is_ascii_lowercase(),
                _ => {
                    let rest = article.text.get(original..).unwrap_or_default();
                    rest.starts_with(char::is_lowercase)
                }
            };
            if rest[0].is_ascii() && !open.may_start(rest, is_lower) {
                return;
            }
            let first_hit = found.hits.len();
            for (first, len) in open.starting(rest) {
                if !ends_word(text, at + len) {
                    continue;
                }
                let span = cursor.span(Span::of(from + at..from + at + len));
                for (n, sense) in open.senses(first) {
                    if sense.is_support() {
                        supporting.push(Supporting { sense: n, span, zone: zone.kind });
                        break;
                    }
                    if self.fits(&sense, article, span) {
                        found.push(sense.role, span, zone.kind, 0);
                    }
                }
            }
            found.hits[first_hit..].reverse();
        });
    }

    /// Adds the context and exclude words of the entries that were hit.
    fn support(
        &self,
        open: Open<'_>,
        article: &Article,
        supporting: &[Supporting],
        found: &mut Found,
    ) {
        let mut hit: Vec<u32> = found.hits.iter().map(|hit| hit.entry).collect();
        hit.sort_unstable();
        hit.dedup();
        // a word such as `president` supports thousands of entries, of which few were hit
        let mut bits = [0_u64; 64];
        let bit = |entry: u32| ((entry / 64 % 64) as usize, 1 << (entry % 64));
        for &entry in &hit {
            let (at, bit) = bit(entry);
            bits[at] |= bit;
        }
        let is_hit = |entry| {
            let (at, bit) = bit(entry);
            bits[at] & bit != 0 && hit.binary_search(&entry).is_ok()
        };
        for &Supporting { sense, span, zone } in supporting {
            let first_cue = found.cues.len();
            let mut shared = 0;
            for (_, sense) in open.senses(sense) {
                shared += 1;
                let wanted = matches!(sense.role, Role::Context(e) | Role::Exclude(e) if is_hit(e));
                if wanted && self.fits(&sense, article, span) {
                    found.push(sense.role, span, zone, 0);
                }
            }
            found.cues[first_cue..].iter_mut().for_each(|cue| cue.shared = shared);
        }
        found.cues.sort_by_key(|cue| (cue.span.start(), std::cmp::Reverse(cue.span.end())));
    }

    /// Whether the spelling holds in the article's language and has the case that is asked for.
    fn fits(&self, sense: &Sense, article: &Article, span: Span) -> bool {
        let holds = self.spellings.language(sense).is_none_or(|asked| {
            let given = article.language.as_deref().unwrap_or_default();
            given.split(['-', '_']).next().is_some_and(|tag| tag.eq_ignore_ascii_case(asked))
        });
        let spelled = article.slice(span);
        holds
            && (sense.shape.fits(spelled))
                .unwrap_or_else(|| fits(self.spellings.text(sense), sense.case, spelled))
    }
}

/// Each byte of a folded text at which a hit may begin: a word's first letter or digit, and each one of
/// scripts without spaces.
fn each_word(text: &str, mut tell: impl FnMut(usize)) {
    let bytes = text.as_bytes();
    let (mut at, mut is_inside) = (0, false);
    while let Some(&byte) = bytes.get(at) {
        let kind = KINDS[usize::from(byte)];
        if kind == GAP {
            is_inside = false;
            at += 1;
        } else if kind & INSIDE != 0 {
            if kind == LETTER && !is_inside {
                tell(at);
            }
            is_inside = true;
            at += 1;
            at += bytes[at..].iter().take_while(|&&b| KINDS[usize::from(b)] & INSIDE != 0).count();
        } else if let Some(c) = text[at..].chars().next() {
            let is_unspaced = is_unspaced(c);
            if c.is_alphanumeric() && (!is_inside || is_unspaced) {
                tell(at);
            }
            is_inside = is_word(c) && !is_unspaced;
            at += c.len_utf8();
        }
    }
}

/// What each byte of a text is.
const KINDS: [u8; 256] = {
    let (mut kinds, mut byte) = ([0; 256], 0_u8);
    loop {
        kinds[byte as usize] = match byte {
            b'_' => INSIDE,
            _ if byte.is_ascii_alphanumeric() => LETTER,
            0x80.. => BEYOND,
            _ => GAP,
        };
        if byte == u8::MAX {
            break kinds;
        }
        byte += 1;
    }
};
/// Between words.
const GAP: u8 = 0;
/// The bit of what goes on with a word …
const INSIDE: u8 = 1;
/// … and begins one.
const LETTER: u8 = INSIDE | 2;
/// Beyond ASCII.
const BEYOND: u8 = 4;

/// Whether a hit may end before byte `end` of `text`, a character's border.
pub fn ends_word(text: &str, end: usize) -> bool {
    let bytes = text.as_bytes();
    match bytes.get(end) {
        // most hits end before one of these, or within a word
        None | Some(b' ' | b',' | b'.' | b'\'' | b'\n') => return true,
        Some(after) if after.is_ascii_alphanumeric() && end > 0 && bytes[end - 1].is_ascii() => {
            return false;
        }
        _ => {}
    }
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
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether the article's spelling has the case that the alias asks for: its words one by one, as
/// `docs/gazetteers.md` says.
pub fn fits(alias: &str, case: Case, spelled: &str) -> bool {
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
    use crate::article::Document;
    use crate::extract::extract;
    use crate::fold::fold;
    use crate::gazetteer::{Alias, Entry, Gazetteer, Kind, Shape, Term, Topic, Via};
    use crate::location::Location;
    use proptest::prelude::*;

    fn alias(text: &str, case: Case) -> Alias {
        Alias { text: text.to_owned(), case, weak: false, via: Via::Name, language: None }
    }

    /// An entry of each alias, with a context word; a topic of all terms.
    fn gazetteer(aliases: &[(String, Case)], words: &[String]) -> Gazetteer {
        let at = Location::file("test.csv");
        let entry = |(n, (text, case)): (usize, &(String, Case))| {
            Arc::new(Entry {
                id: format!("e{n:03}"),
                kind: Kind::Organization,
                name: text.clone(),
                aliases: vec![alias(text, *case)],
                context: words.get(n).cloned().into_iter().collect(),
                exclude: Vec::new(),
                attributes: Vec::new(),
                at: at.clone(),
            })
        };
        let terms = words.iter().map(|text| Term { text: text.clone(), weight: 3.0 }).collect();
        let topic = Topic {
            id: "t".to_owned(),
            name: "T".to_owned(),
            medtop: "20000001".to_owned(),
            parent: None,
            terms,
            at: at.clone(),
        };
        let mut gazetteer = Gazetteer::empty();
        gazetteer.entries = aliases.iter().enumerate().map(entry).collect::<Vec<_>>().into();
        gazetteer.topics.push(Arc::new(topic));
        gazetteer
    }

    fn article(text: &str) -> Article {
        extract(Document::of(Location::file("a"), text))
    }

    /// All that should be found, by trying every spelling at every character: role, span, sorted.
    fn plainly(gazetteer: &Gazetteer, article: &Article, folded: &Folded) -> Vec<(Role, Span)> {
        let (mut spellings, mut found) = (Vec::new(), Vec::new());
        for (i, entry) in (0u32..).zip(&gazetteer.entries) {
            spellings.push((&entry.aliases[0].text, entry.aliases[0].case, Role::Alias(i, 0)));
            let context = entry.context.iter().map(|word| (word, Case::Spelled, Role::Context(i)));
            spellings.extend(context);
        }
        let terms = (0u16..).zip(&gazetteer.topics[0].terms);
        spellings.extend(terms.map(|(n, term)| (&term.text, Case::Spelled, Role::Term(0, n))));
        for (text, case, role) in spellings {
            let spelling = fold(text);
            let is_sign = |c: char| !c.is_alphanumeric();
            let spelling = spelling.text().trim_end().trim_start_matches(is_sign);
            for zone in article.zones.iter().filter(|_| !spelling.is_empty()) {
                let from = folded.from_original(zone.span.start());
                let zone_text = &folded.text()[from..folded.from_original(zone.span.end())];
                for (at, c) in zone_text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
                    let before = zone_text[..at].chars().next_back();
                    let starts =
                        before.is_none_or(|b| !is_word(b) || is_unspaced(c) || is_unspaced(b));
                    let end = at + spelling.len();
                    if starts && zone_text[at..].starts_with(spelling) && ends_word(zone_text, end)
                    {
                        let span = folded.to_original(Span::of(from + at..from + end));
                        if fits(text, case, article.slice(span)) {
                            found.push((role, span));
                        }
                    }
                }
            }
        }
        let named: Vec<u32> = found
            .iter()
            .filter_map(|(role, _)| if let Role::Alias(e, _) = role { Some(*e) } else { None })
            .collect();
        found.retain(|(role, _)| !matches!(role, Role::Context(e) if !named.contains(e)));
        found.sort_unstable();
        found
    }

    proptest! {
        #[test]
        fn a_shape_says_what_comparing_the_words_says(
            alias in "[aAbB1É. '-]{1,16}",
            capitals in prop::collection::vec(any::<bool>(), 16),
        ) {
            let written = alias.chars().zip(capitals);
            let spelled: String = written
                .map(|(c, up)| if up { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() })
                .collect();
            for case in [Case::Spelled, Case::Any, Case::Exact] {
                if let Some(holds) = Shape::of(&alias, case).fits(&spelled) {
                    prop_assert_eq!(holds, fits(&alias, case, &spelled), "{} {}", alias, spelled);
                }
            }
        }
    }

    fn case() -> impl Strategy<Value = Case> {
        prop_oneof![Just(Case::Spelled), Just(Case::Any), Just(Case::Exact)]
    }

    proptest! {
        #[test]
        fn finds_what_a_plain_search_finds(
            aliases in prop::collection::vec(("[abABéÉ在1][abAB é'_.-]{0,9}", case()), 1..12),
            words in prop::collection::vec("[abA][abA ]{0,7}", 0..6),
            noise in "[abAB éÉß在1'_.-]{0,30}[\n ]{0,2}[abAB éÉﬁ在]{0,30}",
            picked in prop::collection::vec((0usize..20, 0u8..4, 0usize..6), 0..12),
        ) {
            let mut text = noise;
            for (n, written, gap) in picked {
                let spelled = aliases.iter().map(|(text, _)| text).chain(&words);
                let spelled = spelled.cycle().nth(n).expect("there is an alias");
                text += [" ", "-", "\n", ", ", "'s ", "a"][gap];
                text += &match written {
                    0 => spelled.to_lowercase(),
                    1 => spelled.to_uppercase(),
                    _ => spelled.clone(),
                };
            }
            let gazetteer = gazetteer(&aliases, &words);
            let article = article(&text);
            let folded = fold(&article.text);
            let finder = Finder::new(gazetteer.spellings().expect("it is small"));
            let zones = ZoneKind::ALL;
            let found = finder.find(&article, &folded, &zones);
            let hits = found.hits.iter().map(|hit| (Role::Alias(hit.entry, hit.alias), hit.span));
            let cues = found.cues.iter().map(|cue| (cue.role, cue.span));
            let mut found: Vec<(Role, Span)> = hits.chain(cues).collect();
            found.sort_unstable();
            prop_assert_eq!(found, plainly(&gazetteer, &article, &folded));
        }
    }

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
        let starts = |text: &str| {
            let mut starts = Vec::new();
            each_word(text, |at| starts.push(at));
            starts
        };
        assert_eq!(starts("anti-nato, indochina_2"), [0, 5, 11]);
        assert_eq!(starts("élan a在台b"), [0, 6, 7, 10, 13]);
        assert!(ends_word("在台湾的", "在台湾".len()));
    }
}
