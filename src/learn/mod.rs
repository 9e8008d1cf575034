//! Learning: marks that a person wrote into tables become rows of a gazetteer layer.
//!
//! Marks are read (`marks.rs`); those of the same words and entity have one plan, the mildest change first
//! (`plan.rs`), which is written into the files of the layer (`layer.rs`). Where the articles are at hand, they are tagged
//! again with each plan: a mark that is not fulfilled takes its next way, and so does what breaks another mark.
//!
//! Promises: nothing is written here; nothing of the layer is lost; a mark that was not fulfilled is told; what is
//! accepted stays; the outcome depends on marks, layers and articles alone.

mod layer;
mod marks;
mod plan;
#[cfg(test)]
mod tests;
mod words;

use crate::article::{Article, Document};
use crate::config::Config;
use crate::error::{Error, Problem, Result};
use crate::fold::fold;
use crate::gazetteer::{Gazetteer, UNKNOWN};
use crate::location::Location;
use crate::pipeline::Tagger;
use crate::record::Record;
use crate::sentence::sentence_at;
use crate::span::Span;
use layer::{Edit, Layer};
use marks::{Mark, Place, Wish};
use plan::Group;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// How often the articles are tagged again at most.
const ROUNDS: usize = 6;

/// What is learned.
#[derive(Debug, Default)]
pub struct Learned {
    /// Number of marks.
    pub marks: usize,
    /// What changes, by file and row.
    pub changes: Vec<Learning>,
    /// The files that change, whole.
    pub files: Vec<(PathBuf, String)>,
    /// Marks that could not be fulfilled, or that nobody could look at.
    pub open: Vec<Problem>,
    /// Whether the marks were tried on the articles.
    pub tried: bool,
}

/// A row that changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Learning {
    /// The file.
    pub file: PathBuf,
    /// The row as it will be.
    pub row: String,
    /// What changes in it, and the places of the marks that ask for it.
    pub because: Vec<(String, Vec<Location>)>,
}

/// Turns the marks in tables to changes of the layer `dir`, which comes on top of `base`. `documents` are the articles,
/// those that have no mark included; without them, marks are fulfilled by rule and not tried.
///
/// # Errors
/// All that is wrong with the marks; or the layer, once changed, would not load.
pub fn learn(
    marked: &[PathBuf],
    dir: &Path,
    base: &Gazetteer,
    config: &Config,
    documents: Option<&mut dyn Iterator<Item = Result<Document>>>,
) -> Result<Learned> {
    let layer = Layer::read(dir)?;
    // with its rows at hand
    let base = &base.clone().with_files(String::new(), Vec::new())?;
    let gazetteer = layer.over(base.clone())?;
    let mut marks = marks::read(marked, &gazetteer)?;
    let articles = documents.map(|documents| wanted(documents, &marks)).transpose()?;
    let tried = Tried { layer: &layer, base, config, articles: articles.as_deref() };
    tried.add_sentences(&mut marks, gazetteer.clone())?;
    let mut groups = plan::groups(&marks, &gazetteer);
    let open = tried.settle(&marks, &mut groups)?;
    let mut learned = written(&marks, &groups, &layer, base)?;
    learned.open = open;
    learned.tried = articles.is_some();
    Ok(learned)
}

/// The articles that have marks.
fn wanted(
    documents: &mut dyn Iterator<Item = Result<Document>>,
    marks: &[Mark],
) -> Result<Vec<Document>> {
    let ids: BTreeSet<&str> = marks.iter().map(|mark| mark.article.as_str()).collect();
    let (mut articles, mut problems) = (Vec::new(), Vec::new());
    for document in documents {
        match document {
            Ok(document) if ids.contains(document.id.as_str()) => articles.push(document),
            Err(error) if !error.is_warning() => problems.extend_from_slice(error.problems()),
            _ => {}
        }
    }
    Error::all(problems).map_or(Ok(articles), Err)
}

/// Marks tried on the articles.
struct Tried<'t> {
    layer: &'t Layer,
    base: &'t Gazetteer,
    config: &'t Config,
    articles: Option<&'t [Document]>,
}

impl Tried<'_> {
    fn records(&self, gazetteer: Gazetteer) -> Result<HashMap<String, Record>> {
        let tagger = Tagger::new(gazetteer, self.config.clone())?;
        let articles = self.articles.unwrap_or_default().iter();
        Ok(articles.map(|one| (one.id.clone(), tagger.tag(one.clone()))).collect())
    }

    /// Gives the marks of rejections, which have none, their sentences.
    fn add_sentences(&self, marks: &mut [Mark], gazetteer: Gazetteer) -> Result<()> {
        if self.articles.is_none() || marks.iter().all(|mark| !mark.sentence.is_empty()) {
            return Ok(());
        }
        let records = self.records(gazetteer)?;
        for mark in marks.iter_mut().filter(|mark| mark.sentence.is_empty()) {
            let Some(article) = records.get(&mark.article).map(|record| &record.article) else {
                continue;
            };
            let Some(span) = mark.place.and_then(|place| span(article, place)) else { continue };
            let within =
                article.zone_at(span).map_or(Span::of(0..article.text.len()), |zone| zone.span);
            let sentence = sentence_at(&article.text, within, span, article.language.as_deref());
            mark.sentence =
                article.slice(sentence).split_whitespace().collect::<Vec<_>>().join(" ");
        }
        Ok(())
    }

    /// The articles as the layer with what the groups do tags them.
    fn with(&self, groups: &[Group]) -> Result<HashMap<String, Record>> {
        let mut layer = self.layer.clone();
        for edit in groups.iter().flat_map(Group::edits) {
            layer.edit(edit, self.base);
        }
        self.records(layer.over(self.base.clone())?)
    }

    /// Finds a way for each group, and says which marks have none.
    fn settle(&self, marks: &[Mark], groups: &mut [Group]) -> Result<Vec<Problem>> {
        if self.articles.is_none() {
            let helpless = groups
                .iter()
                .filter(|group| group.ways.is_empty() && !marks[group.marks[0]].protects());
            let why = "nothing in the gazetteer can be changed for it";
            let open = helpless.flat_map(|group| &group.marks);
            return Ok(open.map(|at| told(&marks[*at], why)).collect());
        }
        let mut records = self.with(&[])?;
        // what is so already needs nothing
        for group in groups.iter_mut() {
            let is_so = |at: &usize| state(&marks[*at], None, &records) == Some(true);
            if group.marks.iter().all(is_so) {
                group.ways.clear();
            }
        }
        for round in 1..=ROUNDS {
            records = self.with(groups)?;
            let next = in_the_way(marks, groups, &failing(marks, groups, &records));
            let go_on = |on, at: usize| groups[at].advance() || on;
            if round == ROUNDS || !next.into_iter().fold(false, go_on) {
                break;
            }
        }
        // what did not help is not written, and nothing that breaks what was right
        let open = failing(marks, groups, &records);
        for at in in_the_way(marks, groups, &open) {
            let group = &mut groups[at];
            if group.marks.iter().all(|at| open.contains(at))
                || !group.marks.iter().any(|at| open.contains(at))
            {
                group.ways.clear();
            }
        }
        if !open.is_empty() {
            records = self.with(groups)?;
        }
        let why = "the articles, tagged again, do not show it";
        let open = failing(marks, groups, &records);
        let mut problems: Vec<Problem> = open.into_iter().map(|at| told(&marks[at], why)).collect();
        let untried = marks.iter().filter(|mark| !records.contains_key(&mark.article));
        problems.extend(untried.map(|mark| {
            let what =
                format!("`{}` is learned and not tried: its article is not there", mark.text);
            let remedy = format!("give the article {} with --articles", mark.article);
            Problem::warning(mark.at.clone(), what, remedy)
        }));
        Ok(problems)
    }
}

/// The groups that must take another way, for marks that fail: their own; of a mark for which nothing is to be done,
/// those of the same words.
fn in_the_way(marks: &[Mark], groups: &[Group], failing: &[usize]) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for at in failing {
        let own = groups.iter().position(|group| group.marks.contains(at));
        match own.filter(|own| !groups[*own].ways.is_empty()) {
            Some(own) => drop(found.insert(own)),
            None => {
                let words = |at: usize| fold(&marks[at].text).text().to_owned();
                let same = |group: &Group| words(group.marks[0]) == words(*at);
                let all = groups.iter().enumerate().filter(|(_, group)| same(group));
                found.extend(all.map(|(at, _)| at));
            }
        }
    }
    found
}

/// A mark that could not be fulfilled.
fn told(mark: &Mark, why: &str) -> Problem {
    let wish = match &mark.wish {
        Wish::Accept => "accept".to_owned(),
        Wish::Reject => "reject".to_owned(),
        Wish::Is(id) => format!("is {id}"),
    };
    let what = format!("`{}` is not learned as marked ({wish}): {why}", mark.text);
    Problem::warning(
        mark.at.clone(),
        what,
        "`wiretag explain --why` says what decides; edit the row by hand",
    )
}

/// The marks that tagging the articles again does not fulfil.
fn failing(marks: &[Mark], groups: &[Group], records: &HashMap<String, Record>) -> Vec<usize> {
    let made = |edit: &Edit| match edit {
        Edit::New { id, .. } => Some(id.clone()),
        _ => None,
    };
    let mut failing = Vec::new();
    for group in groups {
        let made = group.edits().iter().find_map(made);
        let fails = |at: &&usize| state(&marks[**at], made.as_deref(), records) == Some(false);
        failing.extend(group.marks.iter().filter(fails));
    }
    failing.sort_unstable();
    failing
}

/// Whether an article says what a mark asks for; `made` is the id of the entry that is made for it. `None` where the
/// article is not there.
fn state(mark: &Mark, made: Option<&str>, records: &HashMap<String, Record>) -> Option<bool> {
    let record = records.get(&mark.article)?;
    let not = if mark.known { mark.id.clone() } else { format!("{UNKNOWN}{}", mark.id) };
    let wanted = mark.wanted().map(|id| made.unwrap_or(id));
    let Some(place) = mark.place else {
        let has = |id: &str| record.mentions.iter().any(|mention| mention.entity.id == id);
        return Some(wanted.map_or(!has(&not), has));
    };
    let Some(span) = span(&record.article, place) else { return Some(false) };
    let has = |id: &str| {
        record.mentions.iter().any(|mention| mention.span == span && mention.entity.id == id)
    };
    Some(wanted.map_or(!has(&not), has))
}

/// Where a place of a document's own field lies in the article, in bytes.
fn span(article: &Article, place: Place) -> Option<Span> {
    let from = if place.in_title { 0 } else { article.body_start };
    let text = article.text.get(from..)?;
    let mut ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let start = ends.nth(place.start)?;
    let rest = place.end.checked_sub(place.start)?.checked_sub(1)?;
    let end = ends.nth(rest)?;
    Some(Span::of(from + start..from + end))
}

/// What is written in the end.
fn written(marks: &[Mark], groups: &[Group], layer: &Layer, base: &Gazetteer) -> Result<Learned> {
    let mut layer = layer.clone();
    let mut changes: BTreeMap<(PathBuf, String), Learning> = BTreeMap::new();
    for group in groups {
        for edit in group.edits() {
            let (file, row) = layer.edit(edit, base);
            let key = (file.clone(), subject(edit).to_owned());
            let change = changes.entry(key).or_default();
            (change.file, change.row) = (file, row);
            let (places, what) = (group.marks.iter().map(|at| marks[*at].at.clone()), shown(edit));
            match change.because.iter_mut().find(|(other, _)| *other == what) {
                Some((_, all)) => all.extend(places),
                None => change.because.push((what, places.collect())),
            }
        }
    }
    layer.over(base.clone())?;
    let (changes, files) = (changes.into_values().collect(), layer.changed());
    Ok(Learned { marks: marks.len(), changes, files, ..Learned::default() })
}

/// What an edit is of: an id, or what is no name.
fn subject(edit: &Edit) -> &str {
    match edit {
        Edit::New { id, .. } | Edit::Add { id, .. } | Edit::Remove { id, .. } => id,
        Edit::NoName { name } => name,
    }
}

fn shown(edit: &Edit) -> String {
    match edit {
        Edit::New { kind, name, .. } => format!("new {} `{name}`", kind.name()),
        Edit::Add { column, item, .. } => format!("{column}: + {item}"),
        Edit::Remove { column, item, .. } => format!("{column}: - {item}"),
        Edit::NoName { name } => format!("`{name}` is no name"),
    }
}

/// The id of an entry whose name is nearly this one.
fn nearby(wanted: &str, gazetteer: &Gazetteer) -> Option<String> {
    let folded = fold(wanted).text().to_owned();
    let same = |text: &str| fold(text).text() == folded;
    let near = gazetteer
        .entries
        .iter()
        .find(|entry| same(&entry.name) || entry.aliases.iter().any(|alias| same(&alias.text)));
    near.map(|entry| entry.id.clone())
}
