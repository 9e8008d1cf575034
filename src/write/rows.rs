//! The rows of the tables, made from a record: what a row knows beyond the record itself.
//!
//! Promises: rows come in the order of the record, one at a time, so that an article with millions
//! of mentions takes no more memory than its record; offsets are code points of the document's own
//! field.

use super::points::Points;
use super::table::{self, Cell, Kept, Table};
use crate::article::{Article, Field, ZoneKind};
use crate::error::Problem;
use crate::gazetteer::{Entry, Kind, Via};
use crate::record::{Mention, Record, Rejection, TopicScore};
use crate::sentence::Sentences;
use crate::span::Span;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

/// A record with what all of its rows need.
pub(super) struct View<'r> {
    pub(super) record: &'r Record,
    pub(super) kept: Kept,
    points: Points<'r>,
    sentences: OnceCell<Vec<Span>>,
}

/// Where a span lies, as the document's owner counts.
pub(super) struct Place {
    pub(super) field: Field,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// An article.
pub(super) struct ArticleRow<'r> {
    pub(super) article: &'r Article,
    pub(super) mentions: usize,
    record: &'r Record,
}

/// A mention.
pub(super) struct MentionRow<'r> {
    pub(super) article: &'r Article,
    pub(super) mention: &'r Mention,
    pub(super) place: Place,
    pub(super) sentence: &'r str,
}

/// A rejection.
pub(super) struct RejectionRow<'r> {
    pub(super) article: &'r Article,
    pub(super) rejection: &'r Rejection,
    pub(super) place: Place,
}

/// A topic of an article.
pub(super) struct TopicRow<'r> {
    pub(super) article: &'r Article,
    pub(super) score: &'r TopicScore,
}

/// A document that failed.
pub(super) struct ProblemRow<'r> {
    pub(super) problem: &'r Problem,
}

impl<'r> View<'r> {
    #[cfg(test)]
    pub(super) fn of(record: &'r Record) -> Self {
        Self::with(record, Kept::NONE)
    }

    /// The same with what is carried along.
    pub(super) fn with(record: &'r Record, kept: Kept) -> Self {
        let points = Points::of(&record.article.text);
        Self { record, kept, points, sentences: OnceCell::new() }
    }

    /// Hands the cells of each row that the record has in a table to `put`.
    pub(super) fn rows<E>(
        &self,
        table: Table,
        mut put: impl FnMut(&[Cell<'_>]) -> Result<(), E>,
    ) -> Result<(), E> {
        match table {
            Table::Articles => {
                let row = self.article();
                put(&self.kept.row(table::article_cells(&row), &row.article.kept))
            }
            Table::Mentions => self.mentions().try_for_each(|row| put(&table::mention_cells(&row))),
            Table::Topics => self.topics().try_for_each(|row| put(&table::topic_cells(&row))),
            Table::Rejected => {
                self.rejected().try_for_each(|row| put(&table::rejection_cells(&row)))
            }
            Table::Entities | Table::Unknown | Table::Errors => Ok(()),
        }
    }

    /// The characters of the article's text before a byte of it.
    pub(super) fn point(&self, offset: usize) -> usize {
        self.points.at(offset)
    }

    /// Where a span lies in the document's own field.
    pub(super) fn place(&self, span: Span) -> Place {
        let article = &self.record.article;
        let (field, _) = article.in_field(span);
        let before = if field == Field::Title { 0 } else { self.points.at(article.body_start) };
        let point = |offset| self.points.at(offset) - before;
        Place { field, start: point(span.start()), end: point(span.end()) }
    }

    fn article(&self) -> ArticleRow<'r> {
        let record = self.record;
        ArticleRow { article: &record.article, mentions: record.mentions.len(), record }
    }

    /// Each mention and the sentence it stands in.
    pub(super) fn sentences(&self) -> impl Iterator<Item = (&'r Mention, &'r str)> {
        let article = &self.record.article;
        let sentences = self.sentences.get_or_init(|| {
            let mut sentences = Sentences::new(&article.text, article.language.as_deref());
            let whole = Span::of(0..article.text.len());
            let of = |mention: &Mention| {
                let within = article.zone_at(mention.span).map_or(whole, |zone| zone.span);
                sentences.at(within, mention.span)
            };
            self.record.mentions.iter().map(of).collect()
        });
        let texts = sentences.iter().map(|sentence| article.slice(*sentence));
        self.record.mentions.iter().zip(texts)
    }

    fn mentions(&self) -> impl Iterator<Item = MentionRow<'r>> {
        let article = &self.record.article;
        self.sentences().map(move |(mention, sentence)| {
            let place = self.place(mention.span);
            MentionRow { article, mention, place, sentence }
        })
    }

    fn topics(&self) -> impl Iterator<Item = TopicRow<'r>> {
        let article = &self.record.article;
        self.record.topics.iter().map(move |score| TopicRow { article, score })
    }

    fn rejected(&self) -> impl Iterator<Item = RejectionRow<'r>> {
        let article = &self.record.article;
        self.record.rejections.iter().map(move |rejection| RejectionRow {
            article,
            rejection,
            place: self.place(rejection.span),
        })
    }
}

impl<'r> ArticleRow<'r> {
    pub(super) fn main_country(&self) -> Option<&'r str> {
        self.record.about.first().map(|about| about.iso2.as_str())
    }

    pub(super) fn names(&self, kind: Kind) -> impl Iterator<Item = &'r str> {
        names(self.record, kind).into_iter().map(|(name, _)| name)
    }

    pub(super) fn story(&self) -> &'r str {
        &self.record.story
    }

    /// How many different names are in no gazetteer.
    pub(super) fn unknown(&self) -> usize {
        let unknown = self.record.mentions.iter().filter(|mention| !mention.entity.is_known());
        unknown.map(|m| (m.entity.kind, m.entity.id.as_str())).collect::<HashSet<_>>().len()
    }

    pub(super) fn topics(&self) -> impl Iterator<Item = &'r str> {
        self.record.topics.iter().map(|score| score.topic.name.as_str())
    }

    /// The share of the characters that are not white space which lie in chrome.
    pub(super) fn chrome(&self) -> f64 {
        let inked = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let zones = self.article.zones.iter().filter(|zone| zone.kind == ZoneKind::Chrome);
        let chrome: usize = zones.map(|zone| inked(self.article.slice(zone.span))).sum();
        if chrome == 0 { 0.0 } else { chrome as f64 / inked(&self.article.text) as f64 }
    }
}

impl<'r> MentionRow<'r> {
    pub(super) fn entity(&self) -> &'r Entry {
        &self.mention.entity
    }

    pub(super) fn text(&self) -> &'r str {
        self.article.slice(self.mention.span)
    }

    pub(super) fn via(&self) -> Option<&'static str> {
        via(self.mention)
    }

    /// File and line of the gazetteer; nothing for a name that is in none.
    pub(super) fn origin(&self) -> String {
        if !self.entity().is_known() {
            return String::new();
        }
        let at = &self.mention.entity.at;
        at.at(at.line, 0).to_string()
    }
}

impl<'r> RejectionRow<'r> {
    pub(super) fn entity(&self) -> &'r Entry {
        &self.rejection.entity
    }

    pub(super) fn text(&self) -> &'r str {
        self.article.slice(self.rejection.span)
    }
}

impl ProblemRow<'_> {
    /// `line:column`, or what is known of it.
    pub(super) fn place(&self) -> String {
        match (self.problem.at.line, self.problem.at.column) {
            (0, _) => String::new(),
            (line, 0) => line.to_string(),
            (line, column) => format!("{line}:{column}"),
        }
    }
}

/// How a country or place is mentioned; other types have only one way, save by a government.
pub(super) fn via(mention: &Mention) -> Option<&'static str> {
    let told = matches!(mention.entity.kind, Kind::Country | Kind::Place);
    (told || mention.via == Via::Government).then(|| mention.via.name())
}

/// The names of one type that a record mentions and how often: each once, most often first, then by
/// first appearance.
pub(super) fn names(record: &Record, kind: Kind) -> Vec<(&str, usize)> {
    let of_kind = record.mentions.iter().filter(|mention| mention.entity.kind == kind);
    most_often(of_kind.map(Mention::name))
}

/// Each name once and how often it comes, most often first, then by first appearance.
pub(super) fn most_often<'n>(all: impl Iterator<Item = &'n str>) -> Vec<(&'n str, usize)> {
    let mut names: Vec<(&str, usize)> = Vec::new();
    let mut place = HashMap::new();
    for name in all {
        let i = *place.entry(name).or_insert_with(|| {
            names.push((name, 0));
            names.len() - 1
        });
        names[i].1 += 1;
    }
    names.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    names
}
