//! What is different between two results: what a change of gazetteer, settings or version did.
//!
//! Promises: mentions are compared by article, field, place and words, so that each one is gained, lost,
//! re-linked (the same words are another entity) or the same, and never two of these; only articles that both results
//! have are compared, and only tables that both have; the order is that of the newer result, whatever formats
//! the two have.

mod runs;
#[cfg(test)]
mod tests;

use crate::error::{Error, Result};
use crate::location::Location;
use crate::write::{Table, TableRow, Tables};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};

pub use runs::Setting;

/// What became of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Became {
    /// Only the newer result has it.
    Gained,
    /// Only the older result has it.
    Lost,
    /// Both have these words, as another entity.
    Relinked,
    /// Both have it, and say something else of it.
    Changed,
}

impl Became {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Gained, Self::Lost, Self::Relinked, Self::Changed];

    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gained => "gained",
            Self::Lost => "lost",
            Self::Relinked => "relinked",
            Self::Changed => "changed",
        }
    }
}

/// What a change is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Of {
    /// A mention.
    Mention,
    /// A topic of an article.
    Topic,
    /// The country that an article is about.
    About,
}

impl Of {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Mention, Self::Topic, Self::About];

    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mention => "mention",
            Self::Topic => "topic",
            Self::About => "about",
        }
    }
}

/// What one of the results says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Type of the entity; empty of topics and countries.
    #[serde(rename = "type")]
    pub kind: String,
    /// Id of the entity or topic, or code of the country.
    pub id: String,
    /// Its name; of a country that an article is about, the code.
    pub name: String,
    /// Why: the reason of the mention, the terms of the topic.
    pub reason: String,
}

/// A column that both results fill otherwise: its name, the older cell, the newer one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The column.
    pub column: String,
    /// As it was.
    pub old: String,
    /// As it is.
    pub new: String,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What became of it.
    pub became: Became,
    /// What it is of.
    pub of: Of,
    /// Id of the article.
    pub article: String,
    /// The words; empty of topics and countries.
    pub text: String,
    /// `title` or `text`, where a mention stands.
    pub field: String,
    /// First character there, as the tables have it.
    pub start: String,
    /// One past the last character.
    pub end: String,
    /// The sentence.
    pub sentence: String,
    /// What the older result says; nothing where it was gained.
    pub old: Option<Side>,
    /// What the newer result says; nothing where it was lost.
    pub new: Option<Side>,
    /// What else changed of it.
    pub cells: Vec<Cell>,
}

/// All that is different.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Differences {
    /// What of the runs themselves is different: version, settings, gazetteers.
    pub settings: Vec<Setting>,
    /// Number of articles that were compared.
    pub compared: usize,
    /// Ids of the articles that only the older result has.
    pub only_old: Vec<String>,
    /// Ids of those that only the newer one has.
    pub only_new: Vec<String>,
    /// Tables that only one of the results has, so that they were not compared.
    pub left_out: Vec<String>,
    /// The changes.
    pub changes: Vec<Change>,
}

impl Differences {
    /// Whether the results say the same of the same articles. Other settings alone are no difference.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.only_old.is_empty() && self.only_new.is_empty()
    }
}

/// Compares two results. With `all`, mentions and topics that are in both are changes too where confidence, via, zone
/// or score differ.
///
/// # Errors
/// They have no table in common that could be compared.
pub fn diff(old: &Tables, new: &Tables, all: bool) -> Result<Differences> {
    let (mut both, mut left_out) = (Vec::new(), Vec::new());
    for table in [Table::Articles, Table::Mentions, Table::Topics] {
        match (old.has(table), new.has(table)) {
            (true, true) => both.push(table),
            (false, false) => {}
            _ => left_out.push(table.name().to_owned()),
        }
    }
    if both.is_empty() {
        let what = "the two results have neither articles nor mentions nor topics in common";
        let remedy = "compare whole results, or the same table of both";
        return Err(Error::new(Location::file("diff"), what, remedy));
    }
    let settings = runs::differences(old.run(), new.run());
    let mut found = Differences { settings, left_out, ..Differences::default() };
    let articles = found.articles(old, new, &both);
    let mut sides: Vec<(Of, Grouped<'_>, Grouped<'_>)> = Vec::new();
    for (table, of) in
        [(Table::Mentions, Of::Mention), (Table::Topics, Of::Topic), (Table::Articles, Of::About)]
    {
        if both.contains(&table) {
            sides.push((of, rows_of(old, table), rows_of(new, table)));
        }
    }
    for article in articles {
        for (of, old, new) in &mut sides {
            let (old, new) = (old.remove(article), new.remove(article));
            let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
            found.changes.extend(match of {
                Of::Mention => mentions(old, new, all),
                Of::Topic => topics(old, new, all),
                Of::About => Vec::from_iter(about(&old, &new)),
            });
        }
    }
    Ok(found)
}

/// The rows of a table by article.
type Grouped<'t> = HashMap<&'t str, Vec<&'t TableRow>>;

fn rows_of(tables: &Tables, table: Table) -> Grouped<'_> {
    let mut rows: Grouped<'_> = HashMap::new();
    for row in tables.rows(table) {
        rows.entry(row.get("article")).or_default().push(row);
    }
    rows
}

impl Differences {
    /// The articles to compare, in the order of the newer result, then of the older one. Those of only one result are
    /// told, where both have the table of articles: else an article without rows may be in both.
    fn articles<'t>(&mut self, old: &'t Tables, new: &'t Tables, both: &[Table]) -> Vec<&'t str> {
        let is_whole = both.contains(&Table::Articles);
        let tables = if is_whole { &[Table::Articles] } else { both };
        let ids = |of: &'t Tables| {
            let mut seen = HashSet::new();
            let rows = tables.iter().flat_map(|table| of.rows(*table));
            let ids = rows.map(|row| row.get("article")).filter(|id| seen.insert(*id));
            ids.collect::<Vec<_>>()
        };
        let (olds, news) = (ids(old), ids(new));
        let missing = |ids: &[&'t str], from: &[&str]| -> Vec<&'t str> {
            let from: HashSet<&str> = from.iter().copied().collect();
            ids.iter().copied().filter(|id| !from.contains(id)).collect()
        };
        let (gone, come) = (missing(&olds, &news), missing(&news, &olds));
        let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        let articles = if is_whole {
            (self.only_old, self.only_new) = (owned(&gone), owned(&come));
            let come: HashSet<&str> = come.into_iter().collect();
            news.into_iter().filter(|id| !come.contains(id)).collect()
        } else {
            news.into_iter().chain(gone).collect::<Vec<_>>()
        };
        self.compared = articles.len();
        articles
    }
}

/// What changed in the mentions of an article.
fn mentions(old: Vec<&TableRow>, new: Vec<&TableRow>, all: bool) -> Vec<Change> {
    let place = |row: &TableRow| {
        let number = |column| row.get(column).parse::<u64>().unwrap_or(u64::MAX);
        (row.get("field") != "title", number("start"), number("end"))
    };
    let mut places: BTreeMap<_, (Vec<&TableRow>, Vec<&TableRow>)> = BTreeMap::new();
    for row in old {
        places.entry(place(row)).or_default().0.push(row);
    }
    for row in new {
        places.entry(place(row)).or_default().1.push(row);
    }
    let mut changes = Vec::new();
    for (olds, news) in places.into_values() {
        for (old, new) in paired(olds, news) {
            changes.extend(mention(old, new, all));
        }
    }
    changes
}

/// Pairs of rows for the same words: first those of one entity, then those of one type, then any.
fn paired<'t>(
    mut olds: Vec<&'t TableRow>,
    mut news: Vec<&'t TableRow>,
) -> Vec<(Option<&'t TableRow>, Option<&'t TableRow>)> {
    let mut pairs = Vec::new();
    let same: [&[&str]; 3] = [&["type", "entity"], &["type"], &[]];
    for columns in same {
        let is_same = |a: &TableRow, b: &TableRow| columns.iter().all(|c| a.get(c) == b.get(c));
        olds.retain(|old| {
            let at = news.iter().position(|new| is_same(old, new));
            at.inspect(|at| pairs.push((Some(*old), Some(news.remove(*at))))).is_none()
        });
    }
    pairs.extend(olds.into_iter().map(|old| (Some(old), None)));
    pairs.extend(news.into_iter().map(|new| (None, Some(new))));
    pairs
}

/// Columns of a mention that are compared only on request.
const ON_REQUEST: [&str; 3] = ["confidence", "via", "zone"];

fn mention(old: Option<&TableRow>, new: Option<&TableRow>, all: bool) -> Option<Change> {
    let row = new.or(old)?;
    let became = match (old, new) {
        (None, _) => Became::Gained,
        (_, None) => Became::Lost,
        (Some(old), Some(new)) if entity(old) != entity(new) => Became::Relinked,
        _ => Became::Changed,
    };
    let cells = if all { cells(old, new, &ON_REQUEST) } else { Vec::new() };
    if became == Became::Changed && cells.is_empty() {
        return None;
    }
    let side = |row: &TableRow| {
        let [kind, id, name, reason] =
            ["type", "entity", "name", "reason"].map(|column| row.get(column).to_owned());
        Side { kind, id, name, reason }
    };
    let [text, field, start, end, sentence] =
        ["text", "field", "start", "end", "sentence"].map(|column| row.get(column).to_owned());
    let (old, new) = (old.map(side), new.map(side));
    let article = row.get("article").to_owned();
    Some(Change {
        became,
        of: Of::Mention,
        article,
        text,
        field,
        start,
        end,
        sentence,
        old,
        new,
        cells,
    })
}

fn entity(row: &TableRow) -> [&str; 2] {
    [row.get("type"), row.get("entity")]
}

/// The columns that two rows fill otherwise; none where there is only one.
fn cells(old: Option<&TableRow>, new: Option<&TableRow>, columns: &[&str]) -> Vec<Cell> {
    let (Some(old), Some(new)) = (old, new) else { return Vec::new() };
    let differ = columns.iter().filter(|column| old.get(column) != new.get(column));
    let cell = |column: &&str| Cell {
        column: (*column).to_owned(),
        old: old.get(column).to_owned(),
        new: new.get(column).to_owned(),
    };
    differ.map(cell).collect()
}

/// What changed in the topics of an article.
fn topics(old: Vec<&TableRow>, new: Vec<&TableRow>, all: bool) -> Vec<Change> {
    let mut ids: BTreeMap<&str, (Option<&TableRow>, Option<&TableRow>)> = BTreeMap::new();
    for row in old {
        ids.entry(row.get("topic")).or_default().0 = Some(row);
    }
    for row in new {
        ids.entry(row.get("topic")).or_default().1 = Some(row);
    }
    let change = |(old, new): (Option<&TableRow>, Option<&TableRow>)| {
        let row = new.or(old)?;
        let became = match (old, new) {
            (None, _) => Became::Gained,
            (_, None) => Became::Lost,
            _ => Became::Changed,
        };
        let cells = if all { cells(old, new, &["score"]) } else { Vec::new() };
        let side = |row: &TableRow| Side {
            kind: String::new(),
            id: row.get("topic").to_owned(),
            name: row.get("name").to_owned(),
            reason: row.get("terms").to_owned(),
        };
        let is_change = became != Became::Changed || !cells.is_empty();
        let change = whole(became, Of::Topic, row, (old.map(side), new.map(side)));
        is_change.then_some(Change { cells, ..change })
    };
    ids.into_values().filter_map(change).collect()
}

/// Whether an article is about another country.
fn about(old: &[&TableRow], new: &[&TableRow]) -> Option<Change> {
    let (old, new) = (old.first()?, new.first()?);
    let [was, is] = [old, new].map(|row| row.get("about"));
    let side = |code: &str| {
        let (id, name) = (code.to_owned(), code.to_owned());
        (!code.is_empty()).then(|| Side { id, name, ..Side::default() })
    };
    let became = match (was, is) {
        _ if was == is => return None,
        ("", _) => Became::Gained,
        (_, "") => Became::Lost,
        _ => Became::Changed,
    };
    Some(whole(became, Of::About, new, (side(was), side(is))))
}

/// A change of a whole article.
fn whole(became: Became, of: Of, row: &TableRow, sides: (Option<Side>, Option<Side>)) -> Change {
    let nothing = String::new;
    let (old, new) = sides;
    Change {
        became,
        of,
        article: row.get("article").to_owned(),
        text: nothing(),
        field: nothing(),
        start: nothing(),
        end: nothing(),
        sentence: nothing(),
        old,
        new,
        cells: Vec::new(),
    }
}
