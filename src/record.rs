//! What is found in an article: hits, cues, mentions, rejections, topics, and the record of them all.
//!
//! Promises: said and meant are different types. A [`Hit`] is an alias found in the text, not yet
//! judged, and can't be written out; a [`Mention`] was accepted, a [`Rejection`] turned down, and both
//! say why. Spans are bytes of [`Article::text`].

use crate::article::{Article, ZoneKind};
use crate::gazetteer::{Entry, Role, Topic, Via};
use crate::span::Span;
use std::borrow::Cow;
use std::sync::Arc;

/// An alias found in the text, not yet judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where: bytes of the article's text.
    pub span: Span,
    /// The zone it lies in.
    pub zone: ZoneKind,
    /// Index of the entry in [`crate::Gazetteer::entries`].
    pub entry: u32,
    /// Index of the alias in [`Entry::aliases`].
    pub alias: u16,
}

/// A found spelling that is no alias.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// What it is for.
    pub role: Role,
    /// Where: bytes of the article's text.
    pub span: Span,
    /// The zone it lies in.
    pub zone: ZoneKind,
    /// Of a context or exclude word: how many entries have it in the same list.
    pub shared: u32,
}

/// All that was found in an article, by start, then longest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The kinds of zone that were searched: judging looks at no other.
    pub zones: Vec<ZoneKind>,
    /// Aliases.
    pub hits: Vec<Hit>,
    /// Everything else.
    pub cues: Vec<Cue>,
}

impl Found {
    /// Adds what was found at a span.
    pub fn push(&mut self, role: Role, span: Span, zone: ZoneKind, shared: u32) {
        match role {
            Role::Alias(entry, alias) => self.hits.push(Hit { span, zone, entry, alias }),
            _ => self.cues.push(Cue { role, span, zone, shared }),
        }
    }
}

/// One reason for or against a mention.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The signal's name: `src/resolve/<signal>.rs` is its file, with hyphens as underscores.
    pub signal: &'static str,
    /// What it adds to the sum (log-odds): above 0 for the mention, below 0 against it.
    pub weight: f32,
    /// The reason in words, such as ``"Tbilisi" in the article``.
    pub detail: Cow<'static, str>,
}

/// A hit that was accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where: bytes of the article's text.
    pub span: Span,
    /// The zone it lies in.
    pub zone: ZoneKind,
    /// Who or what is mentioned.
    pub entity: Arc<Entry>,
    /// How.
    pub via: Via,
    /// How sure, from 0 to 1.
    pub confidence: f32,
    /// What speaks for it and against it, strongest first.
    pub evidence: Vec<Evidence>,
}

impl Mention {
    /// The entity's canonical name.
    pub fn name(&self) -> &str {
        &self.entity.name
    }

    /// Why, in words: what speaks for it; of a name that is in no gazetteer, what speaks most.
    pub fn reason(&self) -> String {
        // what has no weight says which longer name is referred to
        let refers = self.evidence.iter().filter(|e| e.weight == 0.0).count();
        let most = if self.entity.is_known() { usize::MAX } else { REASONS + refers };
        reason(self.evidence.iter().filter(|e| e.weight >= 0.0).take(most))
    }
}

/// How many reasons an unknown name gives at most, which has many small ones.
const REASONS: usize = 4;

/// A hit that was turned down.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejection {
    /// Where: bytes of the article's text.
    pub span: Span,
    /// The zone it lies in.
    pub zone: ZoneKind,
    /// Who or what it would have been.
    pub entity: Arc<Entry>,
    /// What speaks against it and for it, strongest first.
    pub evidence: Vec<Evidence>,
}

impl Rejection {
    /// Why not, in words: what speaks against it.
    pub fn reason(&self) -> String {
        reason(self.evidence.iter().filter(|e| e.weight < 0.0))
    }
}

fn reason<'a>(evidence: impl Iterator<Item = &'a Evidence>) -> String {
    evidence.map(|e| e.detail.as_ref()).collect::<Vec<_>>().join("; ")
}

/// A topic of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicScore {
    /// The topic.
    pub topic: Arc<Topic>,
    /// How much of the article is about it, from 0 to 1: the topic's share of all weighted terms,
    /// its narrower topics' included.
    pub score: f32,
    /// The terms that speak for it, its own first, most telling first, each once.
    pub terms: Vec<String>,
}

/// A country that an article is about.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    /// ISO 3166 alpha-2 code.
    pub iso2: String,
    /// Share of what stands for a country in the article, weighted by zone, from 0 to 1.
    pub share: f32,
    /// Why: the words that stand for the country, its people and its bodies, with their number, most
    /// frequent first, such as `Iraq ×3, Baghdad ×1; in the title`.
    pub reason: String,
}

/// The story that an article tells, among those of its batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// The id of its first article.
    pub id: String,
    /// Whether the article is the first one.
    pub is_first: bool,
}

/// All that was found in one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The article.
    pub article: Article,
    /// Accepted hits, by start, longer first.
    pub mentions: Vec<Mention>,
    /// Hits turned down, by start, longer first.
    pub rejections: Vec<Rejection>,
    /// Topics, highest score first, wider topics included.
    pub topics: Vec<TopicScore>,
    /// Countries, main one first.
    pub about: Vec<About>,
    /// The id of the first article of the batch that tells the same in nearly the same words; its own
    /// where there is none, or while the articles before are not known.
    pub story: String,
}

impl Record {
    /// The text of a mention, as the article has it.
    pub fn slice(&self, mention: &Mention) -> &str {
        self.article.slice(mention.span)
    }
}
