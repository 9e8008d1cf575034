//! What was found in an article, told apart: mention, page furniture, rejection, longer name, near spelling.
//!
//! Promises: of a term that is in the gazetteer, what the tagger accepted counts and what it turned down does
//! not; of any other, each place where it stands as it is spelled. A longer name that begins with the term is
//! another name, listed or not; a fuller name of a person is not.

use super::lines::Index;
use super::look::{Looker, Place};
use super::near::Difference;
use crate::article::{Article, Field, Markup, ZoneKind};
use crate::gazetteer::{Entry, Kind};
use crate::location::Location;
use crate::pipeline::Tagger;
use crate::record::{Mention, Record};
use crate::span::Span;

/// What something found is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The term is mentioned: this counts.
    Mention,
    /// It stands in a zone that does not count, such as page furniture.
    Furniture,
    /// The tagger turned it down, for this reason.
    Rejected(String),
    /// It is part of this longer name.
    Longer(String),
    /// It is spelled nearly so, with these differences; and what else is spelled so, if that is known.
    Near(Vec<Difference>, Option<String>),
}

impl Verdict {
    /// Its name in results.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Mention => "mention",
            Self::Furniture => "furniture",
            Self::Rejected(_) => "rejected",
            Self::Longer(_) => "longer",
            Self::Near(..) => "near",
        }
    }
}

/// A place in an article where a term was found, or something near it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Index of the term.
    pub term: usize,
    /// What it is.
    pub verdict: Verdict,
    /// The words as the article has them, on one line.
    pub spelled: String,
    /// The zone in which they begin.
    pub zone: ZoneKind,
    /// Whether that zone counts.
    pub counts: bool,
    /// Where: line and column in a file of plain text, else the place of the document.
    pub at: Location,
    /// The document's own field.
    pub field: Field,
    /// First character (code point), counted from 0 in that field.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// The text around, on one line, up to 120 characters on each side.
    pub before: String,
    /// The same after the words.
    pub after: String,
}

/// How many characters of the text around are told on each side.
pub(super) const AROUND: usize = 120;

/// Days and months, which stand after a name without being part of it.
const CALENDAR: [&str; 19] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Judges the places of one article.
pub(super) struct Judge<'r> {
    looker: &'r Looker,
    tagger: &'r Tagger,
    record: &'r Record,
    markup: Markup,
}

impl<'r> Judge<'r> {
    pub(super) fn new(
        looker: &'r Looker,
        tagger: &'r Tagger,
        record: &'r Record,
        markup: Markup,
    ) -> Self {
        Self { looker, tagger, record, markup }
    }

    /// Everything found, by place.
    pub(super) fn found(&self, places: Vec<Place>) -> Vec<Found> {
        let mut told: Vec<(usize, Span, Verdict)> = Vec::new();
        for (term, of) in
            self.looker.terms.iter().enumerate().filter(|(_, of)| !of.entries.is_empty())
        {
            let is_own =
                |mention: &&Mention| of.entries.iter().any(|entry| entry.id == mention.entity.id);
            for mention in self.record.mentions.iter().filter(is_own) {
                let verdict =
                    self.longer(mention.span, term).map_or(Verdict::Mention, Verdict::Longer);
                told.push((term, mention.span, verdict));
            }
        }
        told.sort_by_key(|(term, span, _)| (*term, *span));
        let own = told.len();
        for place in places {
            let after = told[..own].partition_point(|(term, span, _)| {
                (*term, span.start()) < (place.term, place.span.end())
            });
            let before = after.checked_sub(1).and_then(|n| told.get(n));
            let is_told = before
                .is_some_and(|(term, span, _)| *term == place.term && span.overlaps(place.span));
            if !is_told {
                told.extend(self.verdict(&place).map(|verdict| (place.term, place.span, verdict)));
            }
        }
        told.sort_by_key(|(term, span, _)| (*span, *term));
        let index = Index::of(&self.record.article.text);
        told.into_iter()
            .map(|(term, span, verdict)| self.tell(term, span, verdict, &index))
            .collect()
    }

    fn verdict(&self, place: &Place) -> Option<Verdict> {
        let (zone, term) = (self.zone(place.span), self.looker.terms.get(place.term)?);
        if !place.is_exact() {
            let other = self.another(place);
            return Some(Verdict::Near(place.differences.clone(), other));
        }
        if !self.counts(zone) {
            return Some(Verdict::Furniture);
        }
        if let Some(longer) = self.longer(place.span, place.term) {
            return Some(Verdict::Longer(longer));
        }
        if term.entries.is_empty() {
            return Some(Verdict::Mention);
        }
        let of_term = |id: &str| term.entries.iter().any(|entry| entry.id == id);
        let mut rejected = self.record.rejections.iter();
        if let Some(rejection) =
            rejected.find(|one| of_term(&one.entity.id) && one.span.overlaps(place.span))
        {
            return Some(Verdict::Rejected(rejection.reason()));
        }
        if let Some(mention) = self.record.mentions.iter().find(|one| one.span.overlaps(place.span))
        {
            return Some(Verdict::Rejected(format!("it is {}", named(&mention.entity))));
        }
        // the tagger looks at each zone alone: what begins in one and ends in the next it does not see
        let crosses = self
            .record
            .article
            .zone_at(place.span)
            .is_some_and(|zone| zone.span.end() < place.span.end());
        let weak = term.spellings.get(place.spelling).is_none_or(|spelling| spelling.weak);
        if crosses && !weak {
            return Some(Verdict::Mention);
        }
        Some(Verdict::Rejected("another sense is likelier".to_owned()))
    }

    /// Who else is spelled as a near spelling is.
    fn another(&self, place: &Place) -> Option<String> {
        let told = |entity: &Entry, span: Span| {
            (entity.is_known() && span.contains(place.span)).then(|| named(entity))
        };
        let mentions = self.record.mentions.iter();
        let mentioned = mentions.into_iter().find_map(|one| told(&one.entity, one.span));
        let mut rejections = self.record.rejections.iter();
        mentioned.or_else(|| rejections.find_map(|one| told(&one.entity, one.span)))
    }

    /// The longer name that begins with the words of a span, or holds them.
    fn longer(&self, span: Span, term: usize) -> Option<String> {
        let article = &self.record.article;
        let own =
            self.looker.terms.get(term).map(|term| term.entries.as_slice()).unwrap_or_default();
        let is_own = |mention: &Mention| own.iter().any(|entry| entry.id == mention.entity.id);
        let (mentions, words) = (&self.record.mentions, article.slice(span));
        // of names in no gazetteer that go on after a known one, the tagger has the rest as the mention
        let goes_on = |one: &&Mention| {
            let gap = article.text.get(span.end()..one.span.start()).unwrap_or("none");
            let name = one.entity.name.as_str();
            !one.entity.is_known()
                && gap.trim().is_empty()
                && name.len() > words.len()
                && name.starts_with(words)
        };
        if let Some(mention) = mentions.iter().find(goes_on) {
            return Some(mention.entity.name.clone());
        }
        // what the tagger accepted within a longer mention counts
        let is_accepted = mentions.iter().any(|one| is_own(one) && one.span == span);
        let holds = |one: &&Mention| one.span.contains(span) && one.span != span && !is_own(one);
        if let Some(mention) = mentions.iter().find(holds).filter(|_| !is_accepted) {
            // `Jane Smith` is a Smith
            let is_fuller = mention.entity.kind == Kind::Person && mention.span.end() == span.end();
            return (!is_fuller).then(|| on_one_line(article.slice(mention.span)));
        }
        // `Iranian President`, `EU Commissioner`, `Merz Cabinet` are mentions of the first
        if own.iter().any(|entry| entry.kind != Kind::Agreement) {
            return None;
        }
        let end = self.followed(span)?;
        Some(on_one_line(article.slice(Span::of(span.start()..end))))
    }

    /// Where the capitalized words end that follow a name as part of it.
    fn followed(&self, span: Span) -> Option<usize> {
        let article = &self.record.article;
        let zone = article.zone_at(span)?;
        let last = article.slice(span).split_whitespace().next_back()?;
        // where every word has a capital, it says nothing
        if !last.starts_with(char::is_uppercase)
            || is_title_case(article.slice(zone.span), article.slice(span))
        {
            return None;
        }
        let (mut end, mut begun) = (span.end(), None);
        loop {
            let rest = article.text.get(end..zone.span.end().max(end))?;
            let word = rest.strip_prefix([' ', '\u{a0}']).or_else(|| rest.strip_prefix('\n'));
            let Some(word) = word else { break };
            let start = end + rest.len() - word.len();
            let length = word.len() - word.trim_start_matches(|c: char| c.is_alphanumeric()).len();
            let word = &word[..length];
            // where all is in capitals, they say nothing either
            let shouts = is_upper(last) && is_upper(word);
            let is_name =
                word.starts_with(char::is_uppercase) && word.chars().count() > 1 && !shouts;
            let here = Span::of(start..start + length);
            let is_other = |one: &Mention| one.entity.is_known() && one.span.overlaps(here);
            if !is_name || CALENDAR.contains(&word) || self.record.mentions.iter().any(is_other) {
                break;
            }
            end = start + length;
            begun = Some(end);
        }
        begun
    }

    fn zone(&self, span: Span) -> ZoneKind {
        let article = &self.record.article;
        article.zone_at(span).map_or(ZoneKind::Body, |zone| zone.kind)
    }

    fn counts(&self, zone: ZoneKind) -> bool {
        self.tagger.config().zones.contains(&zone)
    }

    fn tell(&self, term: usize, span: Span, verdict: Verdict, index: &Index<'_>) -> Found {
        let article = &self.record.article;
        let (field, _) = article.in_field(span);
        let body = index.of_byte(article.body_start);
        let (start, end) = (index.of_byte(span.start()), index.of_byte(span.end()));
        let before = if field == Field::Text { body.point } else { 0 };
        let is_file = self.markup == Markup::Plain && article.at.line == 0 && field == Field::Text;
        let at = if is_file {
            let column =
                start.point - index.of_byte(start.line_start.max(article.body_start)).point;
            let cut = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            article.at.at(cut(1 + start.line - body.line), cut(1 + column))
        } else {
            article.at.clone()
        };
        let zone = self.zone(span);
        let (around, after) = around(article, span);
        Found {
            term,
            verdict,
            spelled: shown(article.slice(span)),
            zone,
            counts: self.counts(zone),
            at,
            field,
            start: start.point - before,
            end: end.point - before,
            before: around,
            after,
        }
    }
}

/// An entity in words.
fn named(entity: &Entry) -> String {
    format!("{}, {}", entity.name, entity.kind.name())
}

fn is_upper(word: &str) -> bool {
    !word.contains(char::is_lowercase)
}

/// Whether nearly all words of a text but some begin with a capital, as those of headlines do.
fn is_title_case(text: &str, but: &str) -> bool {
    let words = |text: &str| {
        let long = text.split_whitespace().filter(|word| word.chars().count() > 3);
        long.fold((0, 0), |(all, upper), word| {
            (all + 1, upper + usize::from(word.starts_with(|c: char| !c.is_lowercase())))
        })
    };
    let ((all, upper), (own, own_upper)) = (words(text), words(but));
    let (rest, lower) = (all - own.min(all), (all - upper).saturating_sub(own - own_upper));
    rest > 0 && lower * 4 < rest
}

/// Words without the marks that nobody sees: soft hyphens, joiners.
fn shown(text: &str) -> String {
    let unseen = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    on_one_line(&text.replace(unseen, ""))
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text on both sides of a span, up to a blank line.
fn around(article: &Article, span: Span) -> (String, String) {
    let text = article.text.as_str();
    let before = text.get(..span.start()).unwrap_or_default();
    let cut = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let before = &before[cut..];
    let before = before.rsplit("\n\n").next().unwrap_or(before);
    let after = text.get(span.end()..).unwrap_or_default();
    let cut = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    let after = &after[..cut];
    let after = after.split("\n\n").next().unwrap_or(after);
    (spaced(before), spaced(after))
}

/// A text on one line, which keeps a space at its ends.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_whitespace() || c.is_control() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out
}
