//! The tables of a check: their columns, and the rows of what was found.
//!
//! Promises: the columns stand here only; a term that was never found has its row and its column, an article
//! without any term its row in the matrix.

use super::judge::{Found, Verdict};
use super::near::Difference;
use super::summary::{Near, OfTerm, Summary, kinds};
use super::terms::Term;
use super::{Hit, Read};
use crate::write::CellKind::{self, Address, Day, Integer, List, Prose, Text};
use crate::write::{Cell, Column, Sheet};
use std::collections::HashSet;

/// A row of a table.
type Row = Vec<Cell<'static>>;

/// The tables of a check of some terms.
pub struct Tables {
    sheets: Vec<Sheet>,
}

/// Most columns that every format can hold: SQLite's limit, with room for those of the article.
const MOST: usize = 1_900;

const TERMS: usize = 0;
const FOUND: usize = 1;
const NEAR: usize = 2;
const SUMMARY: usize = 3;
const MATRIX: usize = 4;
const READ: usize = 5;

const fn column(name: &'static str, kind: CellKind, about: &'static str) -> Column {
    Column { name, kind, about }
}

const TERM: Column = column("term", Text, "the term as it was given");

const TERM_COLUMNS: &[Column] = &[
    TERM,
    column("listed", List, "the entries of the gazetteer that it names: type and id"),
    column("spellings", List, "what was looked for"),
    column("articles", Integer, "number of articles that mention it"),
    column("mentions", Integer, "number of mentions"),
    column("first_published", Day, "day of the first dated article that mentions it"),
    column("first_article", Text, "id of that article"),
    column("last_published", Day, "day of the last dated article that mentions it"),
    column("last_article", Text, "id of that article"),
    column("furniture", Integer, "places in zones that do not count, such as page furniture"),
    column("only_furniture", Integer, "number of articles that have it there only"),
    column("rejected", Integer, "places that the tagger turned down"),
];

const FOUND_COLUMNS: &[Column] = &[
    column("article", Text, "id of the article"),
    column("url", Address, "its address"),
    column("title", Prose, "its headline"),
    column("source", Prose, "who published it"),
    column("published", Text, "when, in ISO 8601"),
    TERM,
    column(
        "verdict",
        Text,
        "mention (the only one that counts), furniture, rejected, longer or near",
    ),
    column("text", Prose, "the words as the article has them"),
    column("zone", Text, "the zone of the article they stand in"),
    column("field", Text, "the document's field they stand in: title or text"),
    column("start", Integer, "first character, counted from 0 in the field"),
    column("end", Integer, "one past the last character"),
    column(
        "place",
        Text,
        "file, line and column; of other documents than files of text, their place",
    ),
    column("before", Prose, "the text before"),
    column("after", Prose, "the text after"),
    column(
        "differences",
        List,
        "of a near spelling: case, hyphen, space, sign, plural, transliteration, letters",
    ),
    column(
        "reason",
        Prose,
        "why it is no mention: the tagger's reason, the longer name, or who else is spelled so",
    ),
];

const NEAR_COLUMNS: &[Column] = &[
    TERM,
    column("text", Prose, "the words as the articles have them"),
    column("differences", List, "in what they differ; nothing if they are a longer name"),
    column(
        "articles",
        Integer,
        "number of articles that hold them, outside of zones that do not count",
    ),
    column("times", Integer, "how often, outside of zones that do not count"),
    column("furniture", Integer, "how often in zones that do not count"),
    column("also", Prose, "the entry of the gazetteer that is spelled so"),
    column("examples", List, "the first places"),
];

const SUMMARY_COLUMNS: &[Column] = &[
    TERM,
    column(
        "by",
        Text,
        "spelling, zone, source or month of its mentions; or what stands beside it: person, country …, topic",
    ),
    column("value", Prose, "which"),
    column("articles", Integer, "number of articles"),
    column("mentions", Integer, "number of mentions; nothing for what stands beside"),
];

const READ_COLUMNS: &[Column] = &[
    column("article", Text, "id of the article"),
    column("place", Text, "where it was read from"),
    column(
        "characters",
        Integer,
        "its length in characters (code points), without a title that came apart",
    ),
    column("mentions", Integer, "number of mentions of all terms"),
];

impl Tables {
    /// The tables for these terms. With more terms than a format has columns there is no matrix, as
    /// [`Tables::has_matrix`] says.
    pub fn of(terms: &[Term]) -> Self {
        let sheet = |name, columns| Sheet { name, columns };
        let sheets = vec![
            sheet("terms", TERM_COLUMNS),
            sheet("found", FOUND_COLUMNS),
            sheet("near", NEAR_COLUMNS),
            sheet("summary", SUMMARY_COLUMNS),
            sheet("matrix", matrix(terms)),
            sheet("read", READ_COLUMNS),
            Sheet::ERRORS,
        ];
        Self { sheets }
    }

    /// The tables, in the order to which the numbers of [`Tables::of_article`] refer.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// Whether each term has a column in the table `matrix`.
    pub fn has_matrix(terms: &[Term]) -> bool {
        terms.len() <= MOST
    }

    /// The rows of an article, each with the number of its table.
    pub fn of_article(&self, read: &Read, terms: &[Term]) -> Vec<(usize, Vec<Row>)> {
        let found = read.hit.as_deref().map(|hit| found(read, hit, terms)).unwrap_or_default();
        let all = read.hit.as_deref().map(|hit| hit.found.as_slice()).unwrap_or_default();
        let mentions = all.iter().filter(|one| one.verdict == Verdict::Mention).count();
        let row = vec![
            Cell::text(read.id.clone()),
            Cell::text(read.at.to_string()),
            Cell::count(read.characters),
            Cell::count(mentions),
        ];
        vec![(FOUND, found), (MATRIX, vec![matrix_row(read, all, terms)]), (READ, vec![row])]
    }

    /// The rows of all articles together.
    pub fn of_summary(&self, summary: &Summary, terms: &[Term]) -> Vec<(usize, Vec<Row>)> {
        let each = || terms.iter().zip(&summary.terms);
        let told = each().map(|(term, sum)| term_row(term, sum)).collect();
        let near = each().flat_map(|(term, sum)| {
            let all = sum.near().into_iter().chain(sum.longer());
            all.map(|near| near_row(term, near)).collect::<Vec<_>>()
        });
        let shares = each().flat_map(|(term, sum)| shares(term, sum)).collect();
        vec![(TERMS, told), (NEAR, near.collect()), (SUMMARY, shares)]
    }
}

/// The columns of the matrix. They are kept for as long as the program runs: terms are settings of it.
fn matrix(terms: &[Term]) -> &'static [Column] {
    let mut columns = vec![
        column("article", Text, "id of the article"),
        column("title", Prose, "its headline"),
        column("published", Text, "when, in ISO 8601"),
        column("only_furniture", List, "the terms that stand only in zones that do not count"),
    ];
    let terms = if Tables::has_matrix(terms) { terms } else { &[] };
    let mut taken: HashSet<String> = columns.iter().map(|column| column.name.to_owned()).collect();
    for term in terms {
        let words = term.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut name = words.clone();
        let mut number = 1;
        while !taken.insert(name.to_lowercase()) {
            number += 1;
            name = format!("{words} {number}");
        }
        columns.push(column(String::leak(name), Integer, "number of mentions"));
    }
    Vec::leak(columns)
}

fn matrix_row(read: &Read, found: &[Found], terms: &[Term]) -> Row {
    let (mut mentions, mut furniture) = (vec![0; terms.len()], vec![false; terms.len()]);
    for one in found {
        match one.verdict {
            Verdict::Mention => mentions[one.term] += 1,
            Verdict::Furniture => furniture[one.term] = true,
            _ => {}
        }
    }
    let only = terms.iter().zip(&mentions).zip(&furniture);
    let only = only.filter(|((_, mentions), furniture)| **mentions == 0 && **furniture);
    let mut row = vec![
        Cell::text(read.id.clone()),
        maybe(read.title.as_deref()),
        maybe(read.published.as_deref()),
        Cell::list(only.map(|((term, _), _)| term.text.clone())),
    ];
    if Tables::has_matrix(terms) {
        row.extend(mentions.into_iter().map(Cell::count));
    }
    row
}

fn found(read: &Read, hit: &Hit, terms: &[Term]) -> Vec<Row> {
    let row = |found: &Found| {
        let none = || Cell::list(Vec::<String>::new());
        let (differences, reason) = match &found.verdict {
            Verdict::Mention | Verdict::Furniture => (none(), Cell::Empty),
            Verdict::Rejected(why) => (none(), Cell::text(why.clone())),
            Verdict::Longer(name) => (none(), Cell::text(format!("part of {name}"))),
            Verdict::Near(differences, other) => (list(differences), maybe(other.as_deref())),
        };
        vec![
            Cell::text(read.id.clone()),
            maybe(hit.url.as_deref()),
            maybe(read.title.as_deref()),
            maybe(hit.source.as_deref()),
            maybe(read.published.as_deref()),
            maybe(terms.get(found.term).map(|term| term.text.as_str())),
            Cell::text(found.verdict.name()),
            Cell::text(found.spelled.clone()),
            Cell::text(found.zone.name()),
            Cell::text(found.field.name()),
            Cell::count(found.start),
            Cell::count(found.end),
            Cell::text(found.at.to_string()),
            Cell::text(found.before.clone()),
            Cell::text(found.after.clone()),
            differences,
            reason,
        ]
    };
    hit.found.iter().map(row).collect()
}

fn term_row(term: &Term, sum: &OfTerm) -> Row {
    let listed = term.entries.iter().map(|entry| format!("{} {}", entry.kind.name(), entry.id));
    let day = |told: &Option<(String, String)>| maybe(told.as_ref().map(|(day, _)| day.as_str()));
    let article = |told: &Option<(String, String)>| maybe(told.as_ref().map(|(_, id)| id.as_str()));
    vec![
        Cell::text(term.text.clone()),
        Cell::list(listed),
        Cell::list(term.spellings.iter().map(|spelling| spelling.text.clone())),
        Cell::count(sum.count.articles),
        Cell::count(sum.count.mentions),
        day(&sum.first),
        article(&sum.first),
        day(&sum.last),
        article(&sum.last),
        Cell::count(sum.furniture.mentions),
        Cell::count(sum.furniture.articles),
        Cell::count(sum.rejected),
    ]
}

fn near_row(term: &Term, near: &Near) -> Row {
    vec![
        Cell::text(term.text.clone()),
        Cell::text(near.spelled.clone()),
        list(&near.differences),
        Cell::count(near.count.articles),
        Cell::count(near.count.mentions),
        Cell::count(near.furniture),
        maybe(near.other.as_deref()),
        Cell::list(near.examples.iter().map(ToString::to_string)),
    ]
}

fn shares(term: &Term, sum: &OfTerm) -> Vec<Row> {
    let row = |share: super::Share| {
        let mentions = share.count.mentions;
        vec![
            Cell::text(term.text.clone()),
            Cell::text(share.by),
            Cell::text(share.value),
            Cell::count(share.count.articles),
            if mentions > 0 { Cell::count(mentions) } else { Cell::Empty },
        ]
    };
    kinds().flat_map(|by| sum.shares(by)).map(row).collect()
}

fn maybe(text: Option<&str>) -> Cell<'static> {
    text.map_or(Cell::Empty, |text| Cell::text(text.to_owned()))
}

fn list(differences: &[Difference]) -> Cell<'static> {
    Cell::list(differences.iter().map(|one| one.name()))
}
