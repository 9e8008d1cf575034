//! What the page holds, as its scripts read it: columns of all articles, and chunks with their texts.
//!
//! Promises: `main` is small enough to be read before anything is shown; `extra` and the chunks are read
//! when they are asked for. The fields of each are named in `page/js/data.js`.

use super::names::{Entity, Numbered, type_of};
use super::passages::{self, Passage};
use super::rejections::{self, Rejected};
use crate::write::{ArticleText, Table, TableRow, Tables};
use rustc_hash::FxHashMap;
use serde::Serialize;
use serde_json::Value;

/// Articles in a chunk: one is unpacked in some milliseconds, and a search unpacks all.
const CHUNK: usize = 250;

/// Rows of the longer tables that are shown; the tables of the result have all.
const MOST: usize = 1000;

/// All that a page holds.
pub(super) struct Data<'a> {
    pub(super) main: Main<'a>,
    pub(super) extra: Extra<'a>,
    details: Vec<Detail<'a>>,
}

/// What is needed to count and to list.
#[derive(Debug, Serialize)]
pub(super) struct Main<'a> {
    result: &'a str,
    run: &'a Value,
    /// Whether texts are there, and not only sentences.
    texts: bool,
    chunk: usize,
    sources: Vec<&'a str>,
    pub(super) articles: Articles<'a>,
    entities: Vec<Entity<'a>>,
    /// Of each article: entity, its mentions, entity, its mentions …
    pairs: Vec<Vec<usize>>,
    /// Id, name, code.
    topics: Vec<[&'a str; 3]>,
    /// Of each article: topic, its score in thousandths, …
    scores: Vec<Vec<usize>>,
    counts: Counts,
}

/// A column for each thing that is known of an article.
#[derive(Debug, Default, Serialize)]
pub(super) struct Articles<'a> {
    pub(super) id: Vec<&'a str>,
    title: Vec<String>,
    url: Vec<&'a str>,
    /// Number of its source, or -1.
    source: Vec<i64>,
    published: Vec<&'a str>,
    /// Days from 1 January 1970.
    day: Vec<Option<i64>>,
    about: Vec<&'a str>,
    words: Vec<usize>,
    /// Number of the first article of its story.
    story: Vec<usize>,
    mentions: Vec<usize>,
}

/// How many rows there are where only the first are shown.
#[derive(Debug, Serialize)]
struct Counts {
    unknown: usize,
    rejected: usize,
    /// Rows on what went wrong.
    errors: usize,
}

/// Tables of the whole batch.
#[derive(Debug, Serialize)]
pub(super) struct Extra<'a> {
    unknown: Vec<Unknown<'a>>,
    rejected: Vec<Rejected<'a>>,
    errors: Vec<[&'a str; 4]>,
}

/// Type, mentions, articles, role, the number of the first article, its sentence, and the row for a gazetteer.
#[derive(Debug, Serialize)]
struct Unknown<'a>(&'a str, usize, usize, &'a str, Option<usize>, &'a str, [&'a str; 4]);

/// Of an article: passages, mentions, topics with their terms, rejections (words, name, reason).
#[derive(Debug, Serialize)]
struct Detail<'a>(Vec<Passage<'a>>, Vec<Mention<'a>>, Vec<(usize, &'a str)>, Vec<[&'a str; 3]>);

/// Passage, start, end, entity, confidence in hundredths, via, zone, reason.
#[derive(Debug, Serialize)]
struct Mention<'a>(usize, usize, usize, usize, usize, &'a str, &'a str, &'a str);

impl<'a> Data<'a> {
    /// Of a result of that name.
    pub(super) fn of(tables: &'a Tables, name: &'a str) -> Self {
        let rows = tables.rows(Table::Articles);
        let place = Places::of(rows);
        let (mentions, topics) =
            (place.grouped(tables, Table::Mentions), place.grouped(tables, Table::Topics));
        let rejected = place.grouped(tables, Table::Rejected);
        let mut all = Building::new();
        let mut details = Vec::with_capacity(rows.len());
        for (at, row) in rows.iter().enumerate() {
            let text = tables.texts().get(at).and_then(Option::as_ref);
            let of = |rows: &[Vec<&'a TableRow>]| rows.get(at).cloned().unwrap_or_default();
            let of = [of(&mentions), of(&topics), of(&rejected)];
            details.push(all.article(row, text, &of, &place));
        }
        let extra = Extra::of(tables, &place);
        let count = |table| tables.rows(table).len();
        let main = Main {
            result: name,
            run: tables.run(),
            texts: tables.texts().iter().flatten().any(|text| text.text.is_some()),
            chunk: CHUNK,
            sources: all.sources.all,
            articles: all.articles,
            entities: all.entities.all,
            pairs: all.pairs,
            topics: all.topics.all,
            scores: all.scores,
            counts: Counts {
                unknown: count(Table::Unknown),
                rejected: count(Table::Rejected),
                errors: count(Table::Errors),
            },
        };
        Self { main, extra, details }
    }

    /// The articles with their texts, some at a time.
    pub(super) fn chunks(&self) -> impl Iterator<Item = impl Serialize + '_> {
        self.details.chunks(CHUNK)
    }
}

impl<'a> Extra<'a> {
    fn of(tables: &'a Tables, place: &Places<'a>) -> Self {
        let unknown = tables.rows(Table::Unknown).iter().take(MOST).map(|row| {
            let count = |column| row.get(column).parse().unwrap_or_default();
            let gazetteer = ["id", "name", "aliases", "weak"].map(|column| row.get(column));
            let (first, example) = (place.first(row.get("article")), row.get("example"));
            let (mentions, articles) = (count("mentions"), count("articles"));
            Unknown(row.get("type"), mentions, articles, row.get("role"), first, example, gazetteer)
        });
        let of_rejected: Vec<_> = tables
            .rows(Table::Rejected)
            .iter()
            .map(|row| place.first(row.get("article")))
            .collect();
        let mut rejected = rejections::of(tables, &of_rejected);
        rejected.truncate(MOST);
        let errors = tables.rows(Table::Errors).iter().take(MOST);
        let errors =
            errors.map(|row| ["input", "place", "reason", "remedy"].map(|column| row.get(column)));
        Self { unknown: unknown.collect(), rejected, errors: errors.collect() }
    }
}

/// The numbers of articles by their ids.
struct Places<'a> {
    ids: Vec<&'a str>,
    first: FxHashMap<&'a str, usize>,
}

impl<'a> Places<'a> {
    fn of(rows: &'a [TableRow]) -> Self {
        let ids: Vec<&str> = rows.iter().map(|row| row.get("article")).collect();
        let first = ids.iter().enumerate().rev().map(|(at, id)| (*id, at)).collect();
        Self { ids, first }
    }

    /// The first article of that id.
    fn first(&self, id: &str) -> Option<usize> {
        self.first.get(id).copied()
    }

    /// The rows of each article. Rows come in the order of articles, which tells articles of one id apart
    /// where rows of another stand between them.
    fn grouped(&self, tables: &'a Tables, table: Table) -> Vec<Vec<&'a TableRow>> {
        let mut groups: Vec<Vec<&TableRow>> = vec![Vec::new(); self.ids.len()];
        let mut now = 0;
        for row in tables.rows(table) {
            let id = row.get("article");
            if self.ids.get(now) != Some(&id) {
                let first = self.first(id);
                let later = first.filter(|first| *first < now).and_then(|_| self.later(id, now));
                now = later.or(first).unwrap_or(now);
            }
            if let Some(group) = groups.get_mut(now).filter(|_| self.ids.get(now) == Some(&id)) {
                group.push(row);
            }
        }
        groups
    }

    /// The next article of that id behind one, where an input has an id twice.
    fn later(&self, id: &str, now: usize) -> Option<usize> {
        let behind = self.ids.get(now..)?.iter().position(|other| *other == id)?;
        Some(now + behind)
    }
}

/// The columns while they are filled.
struct Building<'a> {
    sources: Numbered<&'a str, &'a str>,
    entities: Numbered<(usize, &'a str), Entity<'a>>,
    topics: Numbered<&'a str, [&'a str; 3]>,
    articles: Articles<'a>,
    pairs: Vec<Vec<usize>>,
    scores: Vec<Vec<usize>>,
}

impl<'a> Building<'a> {
    fn new() -> Self {
        Self {
            sources: Numbered::new(),
            entities: Numbered::new(),
            topics: Numbered::new(),
            articles: Articles::default(),
            pairs: Vec::new(),
            scores: Vec::new(),
        }
    }

    /// Takes an article, and gives what only its reader needs.
    fn article(
        &mut self,
        row: &'a TableRow,
        text: Option<&'a ArticleText>,
        [mentions, topics, rejected]: &[Vec<&'a TableRow>; 3],
        place: &Places<'a>,
    ) -> Detail<'a> {
        let (passages, places) = passages::of(row.get("title"), text, mentions);
        let here = self.articles.id.len();
        let source = row.get("source");
        let columns = &mut self.articles;
        columns.id.push(row.get("article"));
        columns.title.push(title(row, &passages));
        columns.url.push(row.get("url"));
        columns.source.push(match source {
            "" => -1,
            source => i64::try_from(self.sources.number(source, || source)).unwrap_or(-1),
        });
        columns.published.push(row.get("published"));
        columns.day.push(day(row.get("published")));
        columns.about.push(row.get("about"));
        columns.words.push(words(row, text.is_some(), &passages));
        columns.story.push(place.first(row.get("story")).map_or(here, |first| first.min(here)));
        columns.mentions.push(mentions.len());
        let mentions = self.mentions(mentions, places);
        let topics = self.topics(topics);
        let rejected = rejected.iter().map(|row| ["text", "name", "reason"].map(|of| row.get(of)));
        Detail(passages, mentions, topics, rejected.collect())
    }

    fn mentions(
        &mut self,
        rows: &[&'a TableRow],
        places: Vec<Option<passages::Place>>,
    ) -> Vec<Mention<'a>> {
        let (mut pairs, mut shown): (Vec<usize>, _) = (Vec::new(), Vec::new());
        for (&row, place) in rows.iter().zip(places) {
            let entity =
                self.entities.number((type_of(row), row.get("entity")), || Entity::of(row));
            match pairs.chunks_exact_mut(2).find(|pair| pair.first() == Some(&entity)) {
                Some([_, mentions]) => *mentions += 1,
                _ => pairs.extend([entity, 1]),
            }
            if let Some(at) = place {
                let sure = hundredths(row.get("confidence"), 100.0);
                let (via, zone) = (row.get("via"), row.get("zone"));
                let reason = row.get("reason");
                shown.push(Mention(at.passage, at.start, at.end, entity, sure, via, zone, reason));
            }
        }
        self.pairs.push(pairs);
        shown
    }

    fn topics(&mut self, rows: &[&'a TableRow]) -> Vec<(usize, &'a str)> {
        let (mut scores, mut terms) = (Vec::new(), Vec::new());
        for &row in rows {
            let topic = ["topic", "name", "medtop"].map(|column| row.get(column));
            let number = self.topics.number(row.get("topic"), || topic);
            scores.extend([number, hundredths(row.get("score"), 1000.0)]);
            terms.push((number, row.get("terms")));
        }
        self.scores.push(scores);
        terms
    }
}

/// A share as a whole number of parts.
fn hundredths(share: &str, parts: f64) -> usize {
    let share: f64 = share.parse().unwrap_or_default();
    // a share is from 0 to 1
    (share.clamp(0.0, 1.0) * parts).round() as usize
}

/// The headline; without one, how the article begins.
fn title(row: &TableRow, passages: &[Passage<'_>]) -> String {
    const MOST: usize = 90;
    let title = row.get("title").trim();
    if !title.is_empty() {
        return title.to_owned();
    }
    let first =
        passages.iter().find(|passage| passage.0 != "chrome" && !passage.1.trim().is_empty());
    let words = first.map_or("", |passage| passage.1).split_whitespace();
    let mut begin = String::new();
    for word in words {
        if begin.chars().count() + word.chars().count() > MOST {
            return format!("{begin} …");
        }
        if !begin.is_empty() {
            begin.push(' ');
        }
        begin.push_str(word);
    }
    begin
}

/// The number of words that are not chrome; 0 where the result does not say.
fn words(row: &TableRow, has_text: bool, passages: &[Passage<'_>]) -> usize {
    let counted = || {
        let told = passages.iter().filter(|passage| has_text && passage.0 != "chrome");
        told.flat_map(|passage| passage.1.split_whitespace())
            .filter(|word| word.contains(char::is_alphanumeric))
            .count()
    };
    row.get("words").parse().unwrap_or_else(|_| counted())
}

/// The day of a full ISO date, in days from 1 January 1970.
fn day(published: &str) -> Option<i64> {
    let date: jiff::civil::Date = published.get(..10)?.parse().ok()?;
    let epoch = jiff::civil::Date::constant(1970, 1, 1);
    Some(i64::from(epoch.until(date).ok()?.get_days()))
}
