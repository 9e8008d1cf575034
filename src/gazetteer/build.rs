//! Merged rows to entries and topics.
//!
//! Promises: what a row holds is checked here, cell by cell, each mistake with its place.

use super::Via;
use super::load::Merged;
use super::{Alias, Case, Entry, Kind, Term, Topic};
use crate::error::Problem;
use crate::location::Location;
use std::sync::Arc;

pub(super) fn entry(id: &str, kind: Kind, row: &Merged, problems: &mut Vec<Problem>) -> Entry {
    super::check::values(
        kind,
        |column| row.value(column).map(|v| (v, row.place(column))),
        problems,
    );
    let listed = ["former", "parties"].into_iter().filter(|column| !row.list(column).is_empty());
    let mut attributes: Vec<(&'static str, String)> = row
        .values
        .iter()
        .filter(|(column, _)| *column != "name")
        .map(|(column, (text, _))| (column, text.clone()))
        .chain(listed.map(|column| (column, row.texts(column).join("; "))))
        .collect();
    attributes.sort_unstable();
    Entry {
        id: id.to_owned(),
        kind,
        name: row.value("name").unwrap_or(id).to_owned(),
        aliases: aliases(kind, row, problems),
        context: row.texts("context"),
        exclude: row.texts("exclude"),
        attributes,
        at: row.at.clone(),
    }
}

fn aliases(kind: Kind, row: &Merged, problems: &mut Vec<Problem>) -> Vec<Alias> {
    let own = match (kind, row.value("kind")) {
        (Kind::Place, Some("capital")) => Via::Capital,
        (Kind::Place, Some("region")) => Via::Region,
        (Kind::Place, _) => Via::City,
        _ => Via::Name,
    };
    let name = row.values.get("name");
    let list = |column, via, weak| row.list(column).iter().map(move |item| (item, via, weak));
    let named = name.into_iter().map(|item| (item, own, false));
    let spellings = named
        .chain(list("aliases", own, false))
        .chain(list("former", own, false))
        .chain(list("demonyms", Via::Demonym, false))
        .chain(list("government", Via::Government, false))
        .chain(list("weak", own, true));
    // a later layer may have an alias in another column than an earlier one
    let is_of_one_row = |text: &str, at: &Location| {
        let mut places = spellings.clone().filter(|((spelled, _), ..)| unmark(spelled).0 == text);
        places
            .next()
            .is_some_and(|((_, first), ..)| (&first.file, first.line) == (&at.file, at.line))
    };
    let is_weak = |text: &str| row.list("weak").iter().any(|(weak, _)| unmark(weak).0 == text);
    let mut aliases: Vec<Alias> =
        Vec::with_capacity(spellings.clone().count() + row.translated.len());
    for ((spelled, at), via, weak) in spellings.clone() {
        let (text, case) = unmark(spelled);
        super::check::alias(text, is_weak(text), at, problems);
        match aliases.iter_mut().find(|alias| alias.text == text && alias.case == case) {
            Some(known) if weak => known.weak = true,
            Some(_) if name.is_some_and(|(name, _)| name == text) || !is_of_one_row(text, at) => {}
            Some(_) => {
                let what = format!("the alias `{text}` stands twice in this row");
                problems.push(Problem::error(at.clone(), what, "keep one of the two"));
            }
            None => aliases.push(Alias { text: text.to_owned(), case, weak, via, language: None }),
        }
    }
    let translated = row.translated.iter().map(|name| Alias {
        text: name.text.clone(),
        case: Case::Spelled,
        weak: false,
        via: name.via,
        language: Some(Arc::clone(&name.language)),
    });
    aliases.extend(translated);
    aliases
}

/// An alias without its mark, and what the mark says.
pub(super) fn unmark(spelled: &str) -> (&str, Case) {
    let marks = [("[any]", Case::Any), ("[exact]", Case::Exact)];
    marks
        .iter()
        .find_map(|(mark, case)| Some((spelled.strip_suffix(mark)?.trim_end(), *case)))
        .unwrap_or((spelled, Case::Spelled))
}

pub(super) fn topic(id: &str, row: &Merged, ids: &[&String], problems: &mut Vec<Problem>) -> Topic {
    super::check::topic_values(
        |column| row.value(column).map(|v| (v, row.place(column))),
        problems,
    );
    let parent = row.value("parent").and_then(|wanted| {
        let found = ids.iter().position(|known| known.as_str() == wanted);
        if found.is_none() {
            let what = format!("the parent `{wanted}` is no topic");
            problems.push(Problem::error(
                row.place("parent"),
                what,
                "write the id of a topic, or nothing",
            ));
        }
        found
    });
    let terms =
        row.list("terms").iter().filter_map(|(item, at)| term(item, at, problems)).collect();
    Topic {
        id: id.to_owned(),
        name: row.value("name").unwrap_or(id).to_owned(),
        medtop: row.value("medtop").unwrap_or_default().to_owned(),
        parent: parent.map(|i| i as u32),
        terms,
        at: row.at.clone(),
    }
}

fn term(item: &str, at: &Location, problems: &mut Vec<Problem>) -> Option<Term> {
    let parsed = item.rsplit_once(':').and_then(|(text, weight)| {
        let weight: f32 = weight.trim().parse().ok()?;
        (1.0..=5.0).contains(&weight).then(|| Term { text: text.trim().to_owned(), weight })
    });
    if parsed.is_none() {
        let what = format!("the term `{item}` has no weight from 1 to 5");
        problems.push(Problem::error(at.clone(), what, "write it as `term:3`"));
    }
    parsed
}

/// Takes the parent off every topic that is its own ancestor, and says so.
pub(super) fn cut_cycles(topics: &mut [Arc<Topic>], problems: &mut Vec<Problem>) {
    for start in 0..topics.len() {
        let mut at = topics[start].parent;
        let mut steps = 0;
        while let Some(next) = at.filter(|&next| next as usize != start && steps <= topics.len()) {
            at = topics[next as usize].parent;
            steps += 1;
        }
        if at.is_some_and(|end| end as usize == start) {
            let what = format!("the topic `{}` is its own ancestor", topics[start].id);
            problems.push(Problem::error(topics[start].at.clone(), what, "mend the cell `parent`"));
            Arc::make_mut(&mut topics[start]).parent = None;
        }
    }
}
