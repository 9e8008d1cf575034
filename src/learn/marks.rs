//! Marks: what a person wrote into the column `mark` of a result's tables.
//!
//! Promises: each mark knows its place; what is not understood, names no entity, or says two things of the same
//! words is told at once for all marks, and nothing is learned then.

use super::nearby;
use crate::error::{Error, Problem, Result};
use crate::fold::fold;
use crate::gazetteer::{Entry, Gazetteer, Kind, UNKNOWN};
use crate::location::Location;
use crate::write::{Table, TableRow, Tables};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The column of marks.
const MARK: &str = "mark";

/// What a person wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    Accept,
    Reject,
    /// The words are the entity of that id.
    Is(String),
}

/// Where words stand in a document's own field, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) in_title: bool,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A marked row.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) at: Location,
    pub(super) table: Table,
    pub(super) wish: Wish,
    /// Name of the entity's type.
    pub(super) kind: String,
    /// Id of the entity; of an unknown name, the proposed one.
    pub(super) id: String,
    pub(super) known: bool,
    pub(super) name: String,
    /// The words; of the table of unknown names, the name.
    pub(super) text: String,
    pub(super) article: String,
    pub(super) place: Option<Place>,
    /// The sentence; empty where it is not known.
    pub(super) sentence: String,
    /// Spellings of an unknown name, and whether each is weak.
    pub(super) spellings: Vec<(String, bool)>,
}

impl Mark {
    /// The entity that the words should be, if they should be one; a proposed id of a new entry.
    pub(super) fn wanted(&self) -> Option<&str> {
        match (&self.wish, self.table) {
            (Wish::Is(id), _) => Some(id),
            (Wish::Accept, _) => Some(&self.id),
            (Wish::Reject, _) => None,
        }
    }

    /// Whether it asks for nothing to change.
    pub(super) fn protects(&self) -> bool {
        match (&self.wish, self.table) {
            (Wish::Accept, Table::Mentions) => self.known,
            (Wish::Reject, Table::Rejected) => true,
            _ => false,
        }
    }

    /// What marks of the same words and entity have in common.
    pub(super) fn words(&self) -> (String, String) {
        (self.id.clone(), fold(&self.text).text().to_owned())
    }
}

/// Reads the marks of tables.
///
/// # Errors
/// All that is wrong with the tables and their marks.
pub(super) fn read(marked: &[PathBuf], gazetteer: &Gazetteer) -> Result<Vec<Mark>> {
    let (mut marks, mut problems, mut has_column) = (Vec::new(), Vec::new(), false);
    for path in marked {
        let tables = match Tables::open(path) {
            Ok(tables) => tables,
            Err(error) => {
                problems.extend_from_slice(error.problems());
                continue;
            }
        };
        for table in Table::ALL {
            for row in tables.rows(table) {
                let Some(column) = row.columns().find(|c| c.eq_ignore_ascii_case(MARK)) else {
                    continue;
                };
                has_column = true;
                let column = column.to_owned();
                if row.get(&column).trim().is_empty() {
                    continue;
                }
                match mark(table, row, &column, gazetteer) {
                    Ok(mark) => marks.push(mark),
                    Err(problem) => problems.push(problem),
                }
            }
        }
    }
    problems.extend(conflicts(&marks));
    if !has_column && problems.is_empty() {
        let at =
            Location::file(marked.first().map(|p| p.display().to_string()).unwrap_or_default());
        let what = "no table has a column `mark`";
        let remedy = "add it, and write accept, reject or `is ID` into rows of mentions, rejected or unknown";
        problems.push(Problem::error(at, what, remedy));
    }
    Error::all(problems).map_or(Ok(marks), Err)
}

fn mark(
    table: Table,
    row: &TableRow,
    column: &str,
    gazetteer: &Gazetteer,
) -> std::result::Result<Mark, Problem> {
    let at = row.at_column(column);
    if !matches!(table, Table::Mentions | Table::Rejected | Table::Unknown) {
        let what = format!("rows of the table {} have no marks", table.name());
        return Err(Problem::error(at, what, "mark rows of mentions, rejected or unknown"));
    }
    let wish = wish(row.get(column).trim(), &at, gazetteer)?;
    let get = |column: &str| row.get(column).to_owned();
    let is_unknown = table == Table::Unknown;
    if !Kind::ALL.iter().any(|kind| kind.name() == row.get("type")) {
        let what = format!("the type `{}` of this row is none", row.get("type"));
        return Err(Problem::error(row.at(), what, "leave the other columns as they are"));
    }
    let id = get(if is_unknown { "id" } else { "entity" });
    let known = !is_unknown && !id.starts_with(UNKNOWN);
    let id = id.strip_prefix(UNKNOWN).unwrap_or(&id).to_owned();
    if known && gazetteer.find(&id).is_none() {
        let what = format!("no entry of the gazetteer has the id `{id}`");
        let remedy = "name with --gazetteer the folders that the articles were tagged with";
        return Err(Problem::error(row.at(), what, remedy));
    }
    let wish = if known && wish == Wish::Is(id.clone()) { Wish::Accept } else { wish };
    let number = |column: &str| row.get(column).parse::<usize>().ok();
    let place = match (number("start"), number("end")) {
        (Some(start), Some(end)) => {
            Some(Place { in_title: row.get("field") == "title", start, end })
        }
        _ => None,
    };
    let spelled = |column: &str, weak: bool| {
        row.list(column).into_iter().map(|s| (s.to_owned(), weak)).collect::<Vec<_>>()
    };
    let spellings = match table {
        Table::Unknown => [spelled("aliases", false), spelled("weak", true)].concat(),
        _ => vec![(get("text"), !row.get("text").contains(' '))],
    };
    Ok(Mark {
        at,
        table,
        wish,
        kind: get("type"),
        id,
        known,
        name: get("name"),
        text: get(if is_unknown { "name" } else { "text" }),
        article: get("article"),
        place,
        sentence: get(if is_unknown { "example" } else { "sentence" }),
        spellings,
    })
}

fn wish(mark: &str, at: &Location, gazetteer: &Gazetteer) -> std::result::Result<Wish, Problem> {
    let lower = mark.to_lowercase();
    match lower.as_str() {
        "accept" => return Ok(Wish::Accept),
        "reject" => return Ok(Wish::Reject),
        _ => {}
    }
    let is_start = |rest: &&str| rest.starts_with(char::is_whitespace);
    let Some(wanted) = lower.strip_prefix("is").filter(is_start).and_then(|_| mark.get(2..)) else {
        let what = format!("the mark `{mark}` is not understood");
        return Err(Problem::error(at.clone(), what, "write accept, reject, or `is` and an id"));
    };
    let wanted = wanted.trim();
    if gazetteer.find(&wanted.to_lowercase()).is_some() {
        return Ok(Wish::Is(wanted.to_lowercase()));
    }
    let named: Vec<&str> = (gazetteer.entries.iter())
        .filter(|entry| entry.name == wanted)
        .map(|entry| entry.id.as_str())
        .collect();
    match named[..] {
        [id] => Ok(Wish::Is(id.to_owned())),
        [] => {
            let what = format!("no entry has the id or the name `{wanted}`");
            let remedy = "write the id of an entry, or add the entry first";
            let near = nearby(wanted, gazetteer).map(|id| format!("{remedy}; perhaps `{id}`"));
            Err(Problem::error(at.clone(), what, near.unwrap_or_else(|| remedy.to_owned())))
        }
        _ => {
            let what = format!("several entries have the name `{wanted}`");
            let remedy = format!("write the id of one: {}", named.join(", "));
            Err(Problem::error(at.clone(), what, remedy))
        }
    }
}

/// Marks that say two things of the same words in the same context.
fn conflicts(marks: &[Mark]) -> Vec<Problem> {
    let mut first: BTreeMap<_, &Mark> = BTreeMap::new();
    let mut problems = Vec::new();
    for mark in marks {
        let (id, words) = mark.words();
        // the same words of one sentence, wherever it stands; without one, of one place
        let context = match mark.place {
            Some(_) if !mark.sentence.is_empty() => (mark.sentence.clone(), None),
            place => (mark.article.clone(), place),
        };
        let context = if mark.table == Table::Unknown { (String::new(), None) } else { context };
        let table = mark.table == Table::Unknown;
        let key = (table, mark.kind.clone(), id, words, context);
        let Some(other) = first.get(&key) else {
            first.insert(key, mark);
            continue;
        };
        if other.wish != mark.wish {
            let what = format!("`{}` has another mark at {}", mark.text, other.at);
            let remedy = "make the two the same, or take one out";
            problems.push(Problem::error(mark.at.clone(), what, remedy));
        }
    }
    problems
}

/// The entry of a mark, if it is known.
pub(super) fn entry<'g>(gazetteer: &'g Gazetteer, id: &str) -> Option<&'g Entry> {
    gazetteer.find(id).map(|at| &*gazetteer.entries[at])
}
