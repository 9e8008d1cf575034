//! What signals look at: the article, what was found in it, and the words around a span.

use super::acronym::Defined;
use super::weights::defeat::BEATEN;
use crate::article::{Article, Zone, ZoneKind};
use crate::gazetteer::{Alias, Entry, Gazetteer, Kind, Role, Via};
use crate::record::{Cue, Evidence, Found, Hit};
use crate::span::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Where a candidate comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// An alias of the entry, by index.
    Alias(u16),
    /// The surname of a person who is named in full.
    Surname,
    /// An acronym defined in brackets after the name.
    Acronym,
    /// The last word of an agreement that is named in full: `the Treaty`.
    ShortForm,
    /// Words for a body that every country has, beside its country.
    Body,
    /// The same words elsewhere in the article.
    BodyAgain,
}

/// A possible mention with the evidence so far.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) span: Span,
    pub(crate) zone: ZoneKind,
    pub(crate) entry: u32,
    pub(crate) origin: Origin,
    pub(crate) evidence: Vec<Evidence>,
    /// Beaten by another candidate, however good its own evidence.
    pub(crate) is_beaten: bool,
}

impl Candidate {
    pub(crate) fn of_hit(hit: &Hit) -> Self {
        Self::new(hit.span, hit.zone, hit.entry, Origin::Alias(hit.alias))
    }

    pub(crate) fn new(span: Span, zone: ZoneKind, entry: u32, origin: Origin) -> Self {
        Self { span, zone, entry, origin, evidence: Vec::new(), is_beaten: false }
    }

    /// Takes a defeat: the candidate becomes a rejection, for this reason.
    pub(crate) fn beat(&mut self, signal: &'static str, detail: String) {
        self.evidence.push(Evidence { signal, weight: BEATEN, detail: detail.into() });
        self.is_beaten = true;
    }

    pub(crate) fn sum(&self) -> f32 {
        self.evidence.iter().map(|e| e.weight).sum()
    }

    pub(crate) fn holds(&self, min_confidence: f32) -> bool {
        !self.is_beaten && super::confidence(self.sum()) >= min_confidence
    }

    pub(crate) fn entry<'a>(&self, scene: &Scene<'a>) -> &'a Entry {
        &scene.gazetteer.entries[self.entry as usize]
    }

    /// The alias, if the candidate is one and not a reference.
    pub(crate) fn alias<'a>(&self, scene: &Scene<'a>) -> Option<&'a Alias> {
        match self.origin {
            Origin::Alias(alias) => self.entry(scene).aliases.get(alias as usize),
            _ => None,
        }
    }

    pub(crate) fn is_weak(&self, scene: &Scene<'_>) -> bool {
        self.alias(scene).is_none_or(|alias| alias.weak)
    }

    pub(crate) fn via(&self, scene: &Scene<'_>) -> Via {
        self.alias(scene).map_or(Via::Name, |alias| alias.via)
    }
}

/// What was found of an entry beside its aliases, each list by start.
#[derive(Default)]
pub(crate) struct Cues {
    /// Words and phrases that support it.
    pub(crate) context: Vec<Cue>,
    /// The different ones: in lower case, with how telling each is.
    pub(crate) telling: BTreeMap<String, f32>,
    /// Phrases that hold an alias of the entry and are something else.
    pub(crate) phrases: Vec<Span>,
    /// Other words and phrases that speak against it.
    pub(crate) against: Vec<Cue>,
}

/// A country, or a region of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Land<'a> {
    pub(crate) iso2: &'a str,
    pub(crate) is_region: bool,
}

/// One article as signals see it.
pub(crate) struct Scene<'a> {
    pub(crate) article: &'a Article,
    pub(crate) gazetteer: &'a Gazetteer,
    /// By entry.
    pub(crate) cues: FxHashMap<u32, Cues>,
    /// Titles by the byte after their end, with their start.
    pub(crate) titles: FxHashMap<usize, usize>,
    title_starts: FxHashSet<usize>,
    /// Starts of words that are given names.
    pub(crate) given_names: FxHashSet<usize>,
    /// Words for bodies that every country has, by start, longest first, with the index of the body.
    pub(crate) bodies: Vec<(Cue, u32)>,
    /// Acronyms that the article defines in brackets.
    pub(crate) acronyms: Defined<'a>,
    /// Countries and regions by the start of a name or demonym.
    pub(crate) lands_at: FxHashMap<usize, Vec<Land<'a>>>,
    /// The zones that were searched.
    pub(crate) zones: Vec<Zone>,
    /// Hits by start, for a look at what stands beside.
    hit_starts: BTreeMap<usize, usize>,
    hit_ends: BTreeSet<usize>,
    /// Set by [`Scene::survey`]: of each entry, where it is named without weakness.
    pub(crate) named: FxHashMap<u32, Vec<Span>>,
    /// Set by [`Scene::survey`]: ISO codes of the countries that are named.
    pub(crate) countries: BTreeSet<&'a str>,
    /// Set by [`Scene::survey`]: surnames of people in no gazetteer, with a full name of each.
    pub(crate) namesakes: HashMap<&'a str, Span>,
    /// Set by [`Scene::survey`]: of words that may be several entities, the best sum of each.
    pub(crate) senses: HashMap<&'a str, BTreeMap<u32, f32>>,
    /// Set by [`Scene::survey`]: entries that a country or region beside their name turned down, and
    /// where.
    pub(crate) elsewhere: FxHashMap<u32, Span>,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(article: &'a Article, found: &Found, gazetteer: &'a Gazetteer) -> Self {
        let mut cues: FxHashMap<u32, Cues> = FxHashMap::default();
        let (mut titles, mut given_names) = (FxHashMap::default(), FxHashSet::default());
        let (mut title_starts, mut bodies) = (FxHashSet::default(), Vec::new());
        for cue in &found.cues {
            match cue.role {
                Role::Context(entry) => cues.entry(entry).or_default().context.push(*cue),
                Role::Exclude(entry) => {
                    let holds_alias = holds_hit(found, entry, cue.span);
                    let cues = cues.entry(entry).or_default();
                    if holds_alias {
                        cues.phrases.push(cue.span);
                    } else {
                        cues.against.push(*cue);
                    }
                }
                Role::Title => {
                    titles.entry(cue.span.end()).or_insert(cue.span.start());
                    title_starts.insert(cue.span.start());
                }
                Role::GivenName => {
                    given_names.insert(cue.span.start());
                }
                Role::Body(body) => bodies.push((*cue, body)),
                Role::Alias(..) | Role::Term(..) => {}
            }
        }
        for cues in cues.values_mut() {
            for cue in &cues.context {
                cues.telling.insert(
                    article.slice(cue.span).to_lowercase(),
                    super::context::telling(gazetteer, cue),
                );
            }
        }
        let (mut hit_starts, mut hit_ends) = (BTreeMap::new(), BTreeSet::new());
        let mut lands_at: FxHashMap<usize, Vec<Land<'_>>> = FxHashMap::default();
        for hit in &found.hits {
            let entry: &'a Entry = &gazetteer.entries[hit.entry as usize];
            let is_region = entry.attribute("kind") == Some("region");
            if entry.kind == Kind::Country || (entry.kind == Kind::Place && is_region) {
                let land = entry.iso2().map(|iso2| Land { iso2, is_region });
                lands_at.entry(hit.span.start()).or_default().extend(land);
            }
            // `Jordan` before `French` is a given name sooner than the country
            let is_weak = entry.aliases[hit.alias as usize].weak;
            if !(is_weak && given_names.contains(&hit.span.start())) {
                hit_ends.insert(hit.span.end());
            }
            let end = hit_starts.entry(hit.span.start()).or_insert(hit.span.end());
            *end = hit.span.end().max(*end);
        }
        Self {
            article,
            gazetteer,
            cues,
            titles,
            title_starts,
            given_names,
            bodies,
            lands_at,
            acronyms: super::acronym::defined(article, &found.zones),
            hit_ends,
            hit_starts,
            zones: searched(article, &found.zones).copied().collect(),
            named: FxHashMap::default(),
            countries: BTreeSet::new(),
            namesakes: HashMap::new(),
            senses: HashMap::new(),
            elsewhere: FxHashMap::default(),
        }
    }

    /// Takes in what the local signals say, for the signals that look at the whole article.
    pub(crate) fn survey(&mut self, candidates: &[Candidate]) {
        for candidate in candidates {
            let sum = candidate.sum();
            let text = self.article.slice(candidate.span);
            if candidate
                .evidence
                .iter()
                .any(|e| e.signal == super::adjacent_country::NAME && e.weight < 0.0)
            {
                self.elsewhere.entry(candidate.entry).or_insert(candidate.span);
            }
            let best =
                self.senses.entry(text).or_default().entry(candidate.entry).or_insert(f32::MIN);
            *best = best.max(sum);
            if sum <= 0.0 || candidate.is_weak(self) {
                continue;
            }
            self.named.entry(candidate.entry).or_default().push(candidate.span);
            let entry: &'a Entry = &self.gazetteer.entries[candidate.entry as usize];
            if entry.kind == Kind::Country {
                self.countries.extend(entry.iso2());
            }
        }
        self.namesakes = super::namesake::find(self, candidates);
        self.senses.retain(|_, entries| entries.len() > 1);
    }

    /// Whether some hit begins at that byte.
    pub(crate) fn hit_begins(&self, at: usize) -> bool {
        self.hit_starts.contains_key(&at)
    }

    /// The longest hit that begins at that byte.
    pub(crate) fn hit_at(&self, start: usize) -> Option<Span> {
        self.hit_starts.get(&start).map(|end| Span::of(start..*end))
    }

    /// Whether a hit that begins at that byte reaches beyond a span.
    pub(crate) fn is_within_hit(&self, start: usize, span: Span) -> bool {
        self.hit_starts.get(&start).is_some_and(|end| *end >= span.end())
    }

    /// Whether some hit ends before that byte, other than a weak one that is a given name too.
    pub(crate) fn hit_ends(&self, at: usize) -> bool {
        self.hit_ends.contains(&at)
    }

    /// Whether a title begins where a word does.
    pub(crate) fn begins_title(&self, word: Span) -> bool {
        self.title_starts.contains(&word.start())
    }

    /// The stretch of the zone right before a span.
    fn head(&self, span: Span) -> &'a str {
        let start = self.article.zone_at(span).map_or(0, |zone| zone.span.start());
        let near = self.article.text.floor_char_boundary(span.start().saturating_sub(REACH));
        self.article.text.get(start.max(near)..span.start()).unwrap_or_default()
    }

    /// The stretch of the zone right after a span.
    fn tail(&self, span: Span) -> &'a str {
        let text = &self.article.text;
        let end = self.article.zone_at(span).map_or(text.len(), |zone| zone.span.end());
        let near = text.ceil_char_boundary((span.end() + REACH).min(text.len()));
        text.get(span.end()..end.min(near).max(span.end())).unwrap_or_default()
    }

    /// The word right before a span, with nothing but a space between; its punctuation is left off,
    /// and a word that ends a clause is none. Initials keep their full stop.
    pub(crate) fn word_before(&self, span: Span) -> Option<Span> {
        let head = self.head(span);
        let trimmed = head.trim_end();
        if trimmed.len() == head.len() || is_break(&head[trimmed.len()..]) {
            return None;
        }
        let token = trimmed.rsplit(char::is_whitespace).next()?;
        let word = token.trim_start_matches(|c: char| !c.is_alphanumeric());
        let letters = word.trim_end_matches('.');
        let is_abbreviation = letters.chars().count() <= 3 && word.len() == letters.len() + 1;
        if word.is_empty() || !(word.ends_with(char::is_alphanumeric) || is_abbreviation) {
            return None;
        }
        let end = span.start() - (head.len() - trimmed.len());
        Some(Span::of(end - word.len()..end))
    }

    /// The word right after a span, with nothing but a space between.
    pub(crate) fn word_after(&self, span: Span) -> Option<Span> {
        let tail = self.tail(span);
        let trimmed = tail.trim_start();
        let gap = tail.len() - trimmed.len();
        if gap == 0 || is_break(&tail[..gap]) || !trimmed.starts_with(char::is_alphanumeric) {
            return None;
        }
        let len = trimmed.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’'));
        let start = span.end() + gap;
        Some(Span::of(start..start + len.unwrap_or(trimmed.len())))
    }

    /// Whether a span opens a sentence, a quotation, a list item or a zone.
    pub(crate) fn starts_sentence(&self, span: Span) -> bool {
        let head = self.head(span);
        let trimmed = head.trim_end_matches(|c: char| {
            c.is_whitespace() || matches!(c, '"' | '“' | '‘' | '(' | '\'')
        });
        is_break(&head[trimmed.len()..])
            || trimmed.is_empty()
            || trimmed.ends_with(['.', '!', '?', ':', ';', '•', '-', '–', '—', '*', '|', '…'])
    }

    /// Whether both spans lie in one sentence, as near as an ear can tell: within
    /// [`SENTENCE_REACH`] bytes, with no sentence end between.
    pub(crate) fn same_sentence(&self, a: Span, b: Span) -> bool {
        let (first, second) = if a.start() <= b.start() { (a, b) } else { (b, a) };
        let Some(between) = self.article.text.get(first.end()..second.start()) else { return true };
        between.len() <= SENTENCE_REACH && !between.contains(". ") && !is_break(between)
    }

    /// The line on which a span lies; of a long one, what is near the span.
    pub(crate) fn line(&self, span: Span) -> &'a str {
        let text = &self.article.text;
        let from = text.floor_char_boundary(span.start().saturating_sub(REACH));
        let to = text.ceil_char_boundary((span.end() + REACH).min(text.len()));
        let start = text[from..span.start()].rfind('\n').map_or(from, |i| from + i + 1);
        let end = text[span.end()..to].find('\n').map_or(to, |i| span.end() + i);
        &text[start..end]
    }

    /// What stands around a span without white space.
    pub(crate) fn token(&self, span: Span) -> Span {
        let before = self.head(span);
        let after = self.tail(span);
        let start = before.trim_end_matches(|c: char| !c.is_whitespace()).len();
        let len = after.find(char::is_whitespace).unwrap_or(after.len());
        Span::of(span.start() - (before.len() - start)..span.end() + len)
    }

    /// The text of a span.
    pub(crate) fn slice(&self, span: Span) -> &'a str {
        self.article.slice(span)
    }
}

/// The zones of an article whose kind was searched.
pub(crate) fn searched<'a>(
    article: &'a Article,
    kinds: &[ZoneKind],
) -> impl Iterator<Item = &'a Zone> {
    article.zones.iter().filter(move |zone| kinds.contains(&zone.kind))
}

/// Whether an alias of the entry was found inside a phrase.
fn holds_hit(found: &Found, entry: u32, phrase: Span) -> bool {
    let first = found.hits.partition_point(|hit| hit.span.start() < phrase.start());
    let inside = found.hits[first..].iter().take_while(|hit| hit.span.start() < phrase.end());
    inside.into_iter().any(|hit| hit.entry == entry && phrase.contains(hit.span))
}

/// How far around a span signals look, in bytes: so that judging stays linear in texts without
/// line breaks or spaces.
const REACH: usize = 240;

/// Longest stretch between two words of one sentence, in bytes.
const SENTENCE_REACH: usize = 200;

/// Whether white space holds a blank line.
fn is_break(space: &str) -> bool {
    space.bytes().filter(|&b| b == b'\n').count() > 1
}

/// Whether a word begins with a capital, after a particle too (`al-Assad`).
pub(crate) fn is_capitalised(word: &str) -> bool {
    let first = |part: &str| part.chars().next().is_some_and(char::is_uppercase);
    first(word)
        || word.split_once('-').is_some_and(|(particle, rest)| particle.len() <= 3 && first(rest))
}
