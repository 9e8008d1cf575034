//! The tables: the only list of columns.
//!
//! Promises: every format has the same columns in the same order, JSON keys included; a column
//! stands here once, with its name, its kind, what it holds and its cell. If you add, remove,
//! rename or move a column, raise [`super::SCHEMA_VERSION`]. The story stands last in the table
//! articles, and in JSON, since it is known last (`ready.rs`).

use super::entities::EntityRow;
use super::rows::{ArticleRow, MentionRow, ProblemRow, RejectionRow, TopicRow};
use super::unknown::UnknownRow;
use crate::gazetteer::Kind::{Agreement, Country, Organization, Person, Place};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// A word, a code: shown as it is.
    Text,
    /// A date or time in ISO 8601, or what the document has instead; shown as it is.
    Date,
    /// A day in ISO 8601; shown as it is.
    Day,
    /// The address of a page; shown as it is.
    Address,
    /// Words of the article or about it; a format of lines puts them on one line.
    Prose,
    /// A whole number.
    Integer,
    /// A number, shown with so many decimals.
    Number(u8),
    /// Yes or no.
    Bool,
    /// Several texts.
    List,
}

/// A value in a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// Of [`CellKind::Text`], [`CellKind::Date`], [`CellKind::Day`], [`CellKind::Address`] or
    /// [`CellKind::Prose`].
    Text(Cow<'a, str>),
    /// Of [`CellKind::Integer`].
    Integer(u64),
    /// Of [`CellKind::Number`].
    Number(f64),
    /// Of [`CellKind::Bool`].
    Bool(bool),
    /// Of [`CellKind::List`].
    List(Vec<Cow<'a, str>>),
}

impl<'a> Cell<'a> {
    /// A text; the empty one is [`Cell::Empty`].
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// A text that may be missing.
    pub fn maybe(text: Option<&'a str>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    /// The same, apart from what it is of.
    pub(super) fn owned(self) -> Cell<'static> {
        let owned = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        match self {
            Self::Empty => Cell::Empty,
            Self::Text(text) => Cell::Text(owned(text)),
            Self::Integer(n) => Cell::Integer(n),
            Self::Number(x) => Cell::Number(x),
            Self::Bool(yes) => Cell::Bool(yes),
            Self::List(texts) => Cell::List(texts.into_iter().map(owned).collect()),
        }
    }

    /// A whole number.
    pub fn count(n: usize) -> Self {
        Self::Integer(n as u64)
    }

    /// A list of texts.
    pub fn list(texts: impl IntoIterator<Item = impl Into<Cow<'a, str>>>) -> Self {
        Self::List(texts.into_iter().map(Into::into).collect())
    }
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name: the header in CSV, the key in JSON.
    pub name: &'static str,
    /// What it holds.
    pub kind: CellKind,
    /// What it holds, for a person.
    pub about: &'static str,
}

/// A number as it is shown with so many decimals.
pub(super) fn rounded(x: f64, decimals: u8) -> f64 {
    let unit = 10f64.powi(i32::from(decimals));
    (x * unit).round() / unit
}

/// A text whose runs of white space are one space each, without any at its ends.
pub(super) fn on_one_line(text: &str) -> Cow<'_, str> {
    // folds that look at every byte are done many bytes at a time
    let bytes = text.as_bytes();
    let has_breaks = bytes.iter().fold(false, |has, byte| has | (*byte < b' '));
    let pairs = || bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let is_spaced = || {
        bytes.first() == Some(&b' ')
            || bytes.last() == Some(&b' ')
            || pairs().fold(false, |has, (a, b)| has | ((*a == b' ') & (*b == b' ')))
    };
    let has_other_space =
        || !text.is_ascii() && text.contains(|c| c != ' ' && char::is_whitespace(c));
    if !has_breaks && !text.is_empty() && !is_spaced() && !has_other_space() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A table of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    /// A row is an article.
    Articles,
    /// A row is a mention.
    Mentions,
    /// A row is an entity in the batch.
    Entities,
    /// A row is a topic of an article.
    Topics,
    /// A row is a rejection.
    Rejected,
    /// A row is an unknown name in the batch.
    Unknown,
    /// A row is a document that failed.
    Errors,
}

impl Table {
    /// All tables, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Articles,
        Self::Mentions,
        Self::Entities,
        Self::Topics,
        Self::Rejected,
        Self::Unknown,
        Self::Errors,
    ];

    /// Its name: of its file without the ending, and in `--table`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Articles => "articles",
            Self::Mentions => "mentions",
            Self::Entities => "entities",
            Self::Topics => "topics",
            Self::Rejected => "rejected",
            Self::Unknown => "unknown",
            Self::Errors => "errors",
        }
    }

    /// The table of that name, if there is one.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.name() == name)
    }

    /// Its columns, in order.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Articles => ARTICLES,
            Self::Mentions => MENTIONS,
            Self::Entities => ENTITIES,
            Self::Topics => TOPICS,
            Self::Rejected => REJECTED,
            Self::Unknown => UNKNOWN,
            Self::Errors => ERRORS,
        }
    }

    /// Its columns with those that are carried along from the inputs.
    pub(super) fn with(self, kept: Kept) -> &'static [Column] {
        match self {
            Self::Articles if !kept.columns.is_empty() => kept.columns,
            _ => self.columns(),
        }
    }

    /// How many of its first columns are the article's own, which a record in JSON has once.
    pub(super) fn of_article(self) -> usize {
        let own = ["article", "url", "title", "source", "published"];
        self.columns().iter().zip(own).take_while(|(column, own)| column.name == *own).count()
    }
}

/// Columns that are carried along from the inputs: they stand in the table of articles, before its last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// All columns of that table.
    columns: &'static [Column],
    /// What they are called in the inputs.
    pub(super) names: &'static [String],
}

impl Kept {
    /// No column.
    pub const NONE: Self = Self { columns: &[], names: &[] };

    /// Columns of these names; one whose name is taken begins with `kept_`. The names are kept for as
    /// long as the program runs: they are settings of it.
    pub fn of(names: &[String]) -> Self {
        let Some((last, first)) = ARTICLES.split_last().filter(|_| !names.is_empty()) else {
            return Self::NONE;
        };
        let mut columns = first.to_vec();
        for name in names {
            let mut name = on_one_line(name).into_owned();
            let is_taken = |name: &str, columns: &[Column]| {
                let mut all = columns.iter().chain([last]);
                all.any(|column| column.name.eq_ignore_ascii_case(name))
            };
            while is_taken(&name, &columns) {
                name.insert_str(0, "kept_");
            }
            let about = "as the input has it";
            columns.push(Column { name: String::leak(name), kind: CellKind::Text, about });
        }
        columns.push(*last);
        Self { columns: Vec::leak(columns), names: Vec::leak(names.to_vec()) }
    }

    /// The cells of an article's row with those of its document.
    pub(super) fn row<'r>(
        self,
        mut cells: Vec<Cell<'r>>,
        kept: &'r [Option<String>],
    ) -> Vec<Cell<'r>> {
        let last = cells.pop();
        let values = (0..self.names.len()).map(|at| kept.get(at).and_then(Option::as_deref));
        cells.extend(values.map(Cell::maybe));
        cells.extend(last);
        cells
    }
}

/// A list of columns and the function that makes the cells of a row, from one line a column:
/// name, kind, cell, what it holds.
macro_rules! table {
    ($columns:ident, [$(($name:literal, $kind:expr, $about:literal),)*]) => {
        pub(super) const $columns: &[Column] =
            &[$(Column { name: $name, kind: $kind, about: $about },)*];
    };
    ($columns:ident, $cells:ident, $row:ident: $type:ty, [
        $(($name:literal, $kind:expr, $cell:expr, $about:literal),)*
    ]) => {
        table!($columns, [$(($name, $kind, $about),)*]);

        pub(super) fn $cells<'r>($row: &'r $type) -> Vec<Cell<'r>> {
            vec![$($cell,)*]
        }
    };
}

use CellKind::{Address, Bool, Date, Day, Integer, List, Number, Prose, Text};

table!(ARTICLES, article_cells, row: ArticleRow<'r>, [
    ("article", Text, Cell::text(&row.article.id), "id of the article: its own, or its path as given"),
    ("url", Address, Cell::maybe(row.article.url.as_deref()), "its address"),
    ("title", Prose, Cell::maybe(row.article.title.as_deref()), "its headline"),
    ("source", Prose, Cell::maybe(row.article.source.as_deref()), "who published it"),
    ("published", Date, Cell::maybe(row.article.published.as_deref()), "when, in ISO 8601"),
    ("language", Text, Cell::maybe(row.article.language.as_deref()), "language tag, such as en"),
    ("words", Integer, Cell::count(row.article.words()), "number of words that are not chrome"),
    ("about", Text, Cell::maybe(row.main_country()), "ISO 3166 code of the main country"),
    ("countries", List, Cell::list(row.names(Country)), "countries mentioned, most often first"),
    ("people", List, Cell::list(row.names(Person)), "people mentioned, most often first"),
    ("organizations", List, Cell::list(row.names(Organization)), "organizations mentioned, most often first"),
    ("agreements", List, Cell::list(row.names(Agreement)), "agreements mentioned, most often first"),
    ("places", List, Cell::list(row.names(Place)), "places mentioned, most often first"),
    ("topics", List, Cell::list(row.topics()), "topics, highest score first"),
    ("mentions", Integer, Cell::count(row.mentions), "number of mentions"),
    ("unknown", Integer, Cell::count(row.unknown()), "number of names that are in no gazetteer"),
    ("chrome", Number(2), Cell::Number(row.chrome()), "share of the text that is chrome, from 0 to 1"),
    ("story", Text, Cell::text(row.story()), "id of the first article of the batch that tells the same in nearly the same words"),
]);

table!(MENTIONS, mention_cells, row: MentionRow<'r>, [
    ("article", Text, Cell::text(&row.article.id), "id of the article"),
    ("url", Address, Cell::maybe(row.article.url.as_deref()), "the article's address"),
    ("title", Prose, Cell::maybe(row.article.title.as_deref()), "the article's headline"),
    ("source", Prose, Cell::maybe(row.article.source.as_deref()), "who published the article"),
    ("published", Date, Cell::maybe(row.article.published.as_deref()), "when, in ISO 8601"),
    ("type", Text, Cell::text(row.entity().kind.name()), "person, country, organization, agreement or place"),
    ("entity", Text, Cell::text(&row.entity().id), "id of the entity in the gazetteer; of an unknown name, unknown/ and a proposed id"),
    ("name", Text, Cell::text(&row.entity().name), "canonical name"),
    ("text", Prose, Cell::text(row.text()), "the mention as the article has it"),
    ("via", Text, Cell::maybe(row.via()), "how a country is mentioned: name, demonym, capital, city, region, government"),
    ("known", Bool, Cell::Bool(row.entity().is_known()), "whether the name is in the gazetteer"),
    ("zone", Text, Cell::text(row.mention.zone.name()), "the zone of the article it stands in"),
    ("field", Text, Cell::text(row.place.field.name()), "the document's field it stands in: title or text"),
    ("start", Integer, Cell::count(row.place.start), "first character, counted from 0 in the field"),
    ("end", Integer, Cell::count(row.place.end), "one past the last character"),
    ("confidence", Number(2), Cell::Number(row.mention.confidence.into()), "how sure, from 0 to 1"),
    ("reason", Prose, Cell::text(row.mention.reason()), "why it is a mention, strongest first"),
    ("sentence", Prose, Cell::text(row.sentence), "the sentence it stands in"),
    ("wikidata", Text, Cell::maybe(row.entity().wikidata()), "QID of the entity"),
    ("iso2", Text, Cell::maybe(row.entity().iso2()), "ISO 3166 code of the country, or of the entity's country"),
    ("gazetteer", Text, Cell::text(row.origin()), "file and line of the gazetteer"),
    ("also", List, Cell::list(row.entity().former()), "former and official names, to join with other lists"),
]);

table!(ENTITIES, entity_cells, row: EntityRow, [
    ("type", Text, Cell::text(row.entity.kind.name()), "person, country, organization, agreement or place"),
    ("entity", Text, Cell::text(&row.entity.id), "id of the entity in the gazetteer"),
    ("name", Text, Cell::text(&row.entity.name), "canonical name"),
    ("articles", Integer, Cell::count(row.articles), "number of articles that mention it"),
    ("stories", Integer, Cell::count(row.stories), "number of stories whose first article mentions it"),
    ("mentions", Integer, Cell::count(row.mentions), "number of mentions"),
    ("first_published", Day, Cell::maybe(row.first_published()), "day of the first dated article that mentions it"),
    ("last_published", Day, Cell::maybe(row.last_published()), "day of the last dated article that mentions it"),
    ("wikidata", Text, Cell::maybe(row.entity.wikidata()), "QID of the entity"),
    ("iso2", Text, Cell::maybe(row.entity.iso2()), "ISO 3166 code of the country, or of the entity's country"),
]);

table!(TOPICS, topic_cells, row: TopicRow<'r>, [
    ("article", Text, Cell::text(&row.article.id), "id of the article"),
    ("topic", Text, Cell::text(&row.score.topic.id), "id of the topic in the gazetteer (`id` in JSON)"),
    ("name", Text, Cell::text(&row.score.topic.name), "name of the topic"),
    ("medtop", Text, Cell::text(&row.score.topic.medtop), "IPTC Media Topic code"),
    ("score", Number(4), Cell::Number(row.score.score.into()), "how much of the article is about it, from 0 to 1"),
    ("terms", List, Cell::list(row.score.terms.iter().map(String::as_str)), "the terms that speak for it"),
]);

table!(REJECTED, rejection_cells, row: RejectionRow<'r>, [
    ("article", Text, Cell::text(&row.article.id), "id of the article"),
    ("type", Text, Cell::text(row.entity().kind.name()), "person, country, organization, agreement or place"),
    ("entity", Text, Cell::text(&row.entity().id), "id of the entity it would have been"),
    ("name", Text, Cell::text(&row.entity().name), "canonical name of that entity"),
    ("text", Prose, Cell::text(row.text()), "the words as the article has them"),
    ("zone", Text, Cell::text(row.rejection.zone.name()), "the zone of the article they stand in"),
    ("field", Text, Cell::text(row.place.field.name()), "the document's field they stand in: title or text"),
    ("start", Integer, Cell::count(row.place.start), "first character, counted from 0 in the field"),
    ("end", Integer, Cell::count(row.place.end), "one past the last character"),
    ("reason", Prose, Cell::text(row.rejection.reason()), "why it is no mention, strongest first"),
]);

table!(UNKNOWN, unknown_cells, row: UnknownRow, [
    ("type", Text, Cell::text(row.kind.name()), "person, organization or agreement"),
    ("mentions", Integer, Cell::count(row.mentions), "number of mentions"),
    ("articles", Integer, Cell::count(row.articles), "number of articles that mention it"),
    ("role", Prose, Cell::maybe(row.role()), "the title or role that stands before a person's name most often"),
    ("article", Text, Cell::text(&row.article), "id of the first article that mentions it"),
    ("example", Prose, Cell::text(&row.example), "the sentence of its first mention there"),
    ("id", Text, Cell::text(&row.id), "for the gazetteer: an id that is not taken"),
    ("name", Text, Cell::text(&row.name), "for the gazetteer: the longest spelling"),
    ("aliases", List, Cell::list(row.aliases()), "for the gazetteer: other spellings of several words, and abbreviations"),
    ("weak", List, Cell::list(row.weak()), "for the gazetteer: other spellings of one word"),
]);

table!(ERRORS, problem_cells, row: ProblemRow<'r>, [
    ("input", Text, Cell::text(&*row.problem.at.file), "the input as given"),
    ("place", Text, Cell::text(row.place()), "line and column"),
    ("reason", Prose, Cell::text(&row.problem.what), "what is wrong"),
    ("remedy", Prose, Cell::text(&row.problem.remedy), "what to do about it"),
]);
