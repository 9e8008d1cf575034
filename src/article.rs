//! A document as read, and an article: its text with metadata and zones.
//!
//! Promises: nothing is ever cut out of the text. An article's zones are sorted, do not overlap, hold
//! whole characters, and every character that is not white space lies in exactly one of them.
//! If you change how `title` and `text` are laid side by side in [`Article::text`], every offset that
//! a record shows changes: [`Article::in_field`] is the only place that maps them back.

use crate::location::Location;
use crate::span::Span;

/// An input as read: a file, a line of a JSONL file. All fields are as the source gave them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its own `id` field, or its path as given.
    pub id: String,
    /// Web address.
    pub url: Option<String>,
    /// Headline, if the source gave it apart from the text.
    pub title: Option<String>,
    /// Time of publication as the source wrote it.
    pub published: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// Language as a BCP 47 tag, such as `en`.
    pub language: Option<String>,
    /// The text as given, decoded.
    pub body: String,
    /// How `body` is marked up.
    pub markup: Markup,
    /// The values of further fields that were asked for, in the order in which they were; empty where
    /// the input has no fields.
    pub kept: Vec<Option<String>>,
    /// Where it was read from.
    pub at: Location,
}

impl Document {
    /// A text alone; its id is its place.
    pub fn of(at: Location, body: impl Into<String>) -> Self {
        Self {
            id: at.to_string(),
            url: None,
            title: None,
            published: None,
            source: None,
            language: None,
            body: body.into(),
            markup: Markup::Plain,
            kept: Vec::new(),
            at,
        }
    }
}

/// How a text is marked up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Markup {
    /// Not at all: paragraphs and lines.
    #[default]
    Plain,
    /// A page, or a part of one, in HTML.
    Html,
    /// Markdown.
    Markdown,
}

/// What a stretch of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ZoneKind {
    /// The headline.
    Title,
    /// The summary under the headline.
    Lead,
    /// Who wrote it, and the line with times of publication.
    Byline,
    /// The place and date that open a wire story (`TAIPEI, Jan 28 -`).
    Dateline,
    /// The running text.
    Body,
    /// The text of a picture.
    Caption,
    /// Keywords that the site gives the article (`Country: Taiwan`).
    Keywords,
    /// Who helped (`Reporting by …; Editing by …`), notes on the author or the agency.
    Credits,
    /// Page furniture inside the text: menus, related and trending lists, share buttons, footers.
    Chrome,
}

impl ZoneKind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [ZoneKind; 9] = [
        Self::Title,
        Self::Lead,
        Self::Byline,
        Self::Dateline,
        Self::Body,
        Self::Caption,
        Self::Keywords,
        Self::Credits,
        Self::Chrome,
    ];

    /// Its name in records, flags and settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Lead => "lead",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Body => "body",
            Self::Caption => "caption",
            Self::Keywords => "keywords",
            Self::Credits => "credits",
            Self::Chrome => "chrome",
        }
    }

    /// The kind of that name, if there is one.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A stretch of an article and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    /// What it is.
    pub kind: ZoneKind,
    /// Where: bytes of [`Article::text`], half-open, without white space at either end.
    pub span: Span,
    /// The rule or the piece of evidence that decided it; `score` if the evidence as a whole did and
    /// nobody asked for more.
    pub why: &'static str,
}

/// Which of a document's own fields a span lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The `title` field.
    Title,
    /// The `text` field, or the whole file.
    Text,
}

impl Field {
    /// Its name in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Text => "text",
        }
    }
}

/// A document's text with its metadata and zones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// As in [`Document`].
    pub id: String,
    /// As in [`Document`].
    pub url: Option<String>,
    /// The headline: the document's own, else the one found in the text.
    pub title: Option<String>,
    /// Time of publication, ISO 8601: a day (`2026-01-28`), or a time with its offset where both are
    /// known (`2026-01-28T07:09:00+05:30`). What cannot be read as a date stays as it was given.
    pub published: Option<String>,
    /// Who published it: the document's own, else found in the text.
    pub source: Option<String>,
    /// Language, as in [`Document`].
    pub language: Option<String>,
    /// Who wrote it, as the byline has it.
    pub byline: Option<String>,
    /// What the site itself says the article is about, such as `Country: Taiwan`.
    pub keywords: Vec<String>,
    /// The text that is searched: the document's body; where the document brought a title that the
    /// body does not repeat, that title, a blank line, and the body.
    pub text: String,
    /// Where the document's own body begins in `text`: byte offset, 0 if no title was put before it.
    pub body_start: usize,
    /// What each stretch of `text` is; sorted, without overlap.
    pub zones: Vec<Zone>,
    /// As in [`Document`].
    pub kept: Vec<Option<String>>,
    /// Where it was read from.
    pub at: Location,
}

impl Article {
    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The zone in which a span begins; `None` between zones.
    pub fn zone_at(&self, span: Span) -> Option<Zone> {
        let after = self.zones.partition_point(|zone| zone.span.start() <= span.start());
        let zone = *self.zones.get(after.checked_sub(1)?)?;
        (span.start() < zone.span.end()).then_some(zone)
    }

    /// The same span as bytes of the document's own field.
    pub fn in_field(&self, span: Span) -> (Field, Span) {
        if span.start() < self.body_start {
            (Field::Title, span)
        } else {
            (Field::Text, span.back(self.body_start))
        }
    }

    /// The document's own body, exactly as given.
    pub fn body(&self) -> &str {
        self.text.get(self.body_start..).unwrap_or_default()
    }

    /// The summary under the headline, on one line; `None` if there is none.
    pub fn summary(&self) -> Option<String> {
        self.told(ZoneKind::Lead)
    }

    /// The place and date that open a wire story, on one line; `None` if there are none.
    pub fn dateline(&self) -> Option<String> {
        self.told(ZoneKind::Dateline)
    }

    fn told(&self, kind: ZoneKind) -> Option<String> {
        let zones = self.zones.iter().filter(|zone| zone.kind == kind);
        let words: Vec<&str> =
            zones.flat_map(|zone| self.slice(zone.span).split_whitespace()).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// Number of words in zones that are not chrome: what stands between white space and holds a
    /// letter or digit.
    pub fn words(&self) -> usize {
        let told = self.zones.iter().filter(|zone| zone.kind != ZoneKind::Chrome);
        told.map(|zone| words(self.slice(zone.span))).sum()
    }
}

fn words(text: &str) -> usize {
    let (mut count, mut is_told) = (0, false);
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || (!c.is_ascii() && c.is_alphanumeric()) {
            count += usize::from(!is_told);
            is_told = true;
        } else if c.is_whitespace() {
            is_told = false;
        }
    }
    count
}
