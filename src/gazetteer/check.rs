//! What a gazetteer's cells may hold, and the whole check of a folder.
//!
//! Promises: every mistake is reported, each with file, line, column and a remedy; an error stops
//! the use of the folder, a warning does not.

use super::load::Folder;
use super::{Gazetteer, Kind, ambiguity};
use crate::error::{Error, Problem, Result, Severity};
use crate::fold::fold;
use crate::location::Location;
use std::collections::BTreeMap;
use std::path::Path;

/// The outcome of [`check`].
#[derive(Clone, Debug)]
pub struct Checked {
    /// What is wrong or doubtful, by place.
    pub problems: Vec<Problem>,
    /// Rows read.
    pub rows: usize,
}

impl Checked {
    /// Number of errors.
    pub fn errors(&self) -> usize {
        self.problems.iter().filter(|p| p.severity == Severity::Error).count()
    }
}

/// Checks folders as layers on top of `base`: all that loading checks, and ambiguous aliases.
///
/// # Errors
/// When a folder cannot be read at all, or has no `.csv` file.
pub fn check<P: AsRef<Path>>(base: Gazetteer, dirs: &[P]) -> Result<Checked> {
    let (mut folders, mut unread) = (Vec::new(), Vec::new());
    for dir in dirs {
        match Folder::read(dir.as_ref()) {
            Ok(folder) => folders.push(folder),
            Err(error) => unread.extend(error.problems().iter().cloned()),
        }
    }
    Error::all(unread).map_or(Ok(()), Err)?;
    let prefixes: Vec<String> =
        folders.iter().map(|folder| format!("{}/", folder.name.trim_end_matches('/'))).collect();
    let is_here = |at: &Location| prefixes.iter().any(|prefix| at.file.starts_with(prefix));
    let (before, below) = (base.warnings.len(), base.layers.len());
    let mut checked = match base.with_layers(folders) {
        Err(error) => Checked { problems: error.problems().to_vec(), rows: 0 },
        Ok(gazetteer) => {
            let mut problems = gazetteer.warnings[before..].to_vec();
            problems.extend(ambiguity::problems(&gazetteer, is_here));
            let rows = gazetteer.layers[below..].iter().map(|layer| layer.rows).sum();
            Checked { problems, rows }
        }
    };
    checked.problems.sort_by(|a, b| a.at.cmp(&b.at));
    Ok(checked)
}

/// Checks one alias.
pub(super) fn alias(text: &str, is_weak: bool, at: &Location, problems: &mut Vec<Problem>) {
    // of these, none folds to nothing as some marks do that Unicode counts as letters
    let is_letter = |c: char| match c {
        '\u{370}'..='\u{1aaf}' | '\u{3040}'..='\u{d7ff}' => c.is_alphanumeric(),
        _ => c.is_ascii_alphanumeric(),
    };
    if text.chars().filter(|c| is_letter(*c)).nth(1).is_some() {
        return;
    }
    let folded = fold(text);
    let letters = folded.text().chars().filter(|c| c.is_alphanumeric()).count();
    if letters == 0 {
        let what = format!("the alias `{text}` has no letter or digit");
        problems.push(Problem::error(at.clone(), what, "take it out"));
    } else if letters == 1 && text.is_ascii() && !is_weak {
        let what = format!("the alias `{text}` is one letter");
        problems.push(Problem::warning(at.clone(), what, "give a longer one, or mark it weak"));
    }
}

/// What a cell of a column must look like, and the remedy when it does not.
type Form = (&'static str, fn(&str) -> bool, &'static str);

#[rustfmt::skip]
const FORMS: &[Form] = &[
    ("country", is_iso2, "write an ISO 3166 alpha-2 code in capitals, such as TW"),
    ("iso2", is_iso2, "write an ISO 3166 alpha-2 code in capitals, such as TW"),
    ("iso3", |v| is_code(v, 3), "write an ISO 3166 alpha-3 code in capitals, such as TWN"),
    ("medtop", |v| v.len() == 8 && is_number(v), "write an IPTC Media Topic code of eight digits, such as 11000000"),
    ("population", is_number, "write a whole number without separators"),
    ("wikidata", |v| v.strip_prefix('Q').is_some_and(is_number), "write a QID such as Q865, or nothing"),
    ("year", |v| v.len() == 4 && is_number(v), "write a year of four digits, or nothing"),
];

#[rustfmt::skip]
const WORDS: &[(Kind, &str, &[&str])] = &[
    (Kind::Agreement, "kind", &["arms control", "climate", "dialogue", "environment", "finance", "human rights", "maritime", "other", "peace", "sanctions", "security", "space", "technology", "trade", "union"]),
    (Kind::Agreement, "status", &["ended", "in force", "proposed", "signed"]),
    (Kind::Organization, "kind", &["armed group", "central bank", "company", "court", "government", "international", "media", "ngo", "other", "party", "sports", "think tank", "university"]),
    (Kind::Place, "kind", &["capital", "city", "region"]),
];

/// Checks the single-valued cells of an entity's row. `value` gives a column's text and place.
pub(super) fn values<'a>(
    kind: Kind,
    value: impl Fn(&str) -> Option<(&'a str, Location)>,
    problems: &mut Vec<Problem>,
) {
    forms(&value, problems);
    for (_, column, words) in WORDS.iter().filter(|(of, ..)| *of == kind) {
        if let Some((text, at)) = value(column).filter(|(text, _)| !words.contains(text)) {
            let what = format!("`{column}` is `{text}`");
            problems.push(Problem::error(at, what, format!("write one of {}", words.join(", "))));
        }
    }
    if kind == Kind::Country && value("iso2").is_none() {
        let at = value("name").map(|(_, at)| at);
        problems
            .extend(at.map(|at| Problem::error(at, "the country has no `iso2`", "fill the cell")));
    }
}

/// The cells of an imported row that [`values`] would turn down: column and text.
pub(crate) fn unfit(
    kind: Kind,
    values: &BTreeMap<&'static str, String>,
) -> Vec<(&'static str, String)> {
    let fits = |column: &str, text: &str| {
        let form = FORMS.iter().find(|(of, ..)| *of == column);
        let words = WORDS.iter().find(|(of, name, _)| *of == kind && *name == column);
        form.is_none_or(|(_, fits, _)| fits(text)) && words.is_none_or(|(.., w)| w.contains(&text))
    };
    let wrong = values.iter().filter(|(column, text)| !fits(column, text.trim()));
    wrong.map(|(column, text)| (*column, text.clone())).collect()
}

/// Checks the single-valued cells of a topic's row.
pub(super) fn topic_values<'a>(
    value: impl Fn(&str) -> Option<(&'a str, Location)>,
    problems: &mut Vec<Problem>,
) {
    forms(&value, problems);
    if value("medtop").is_none() {
        let at = value("name").map(|(_, at)| at);
        problems
            .extend(at.map(|at| Problem::error(at, "the topic has no `medtop`", "fill the cell")));
    }
}

fn forms<'a>(value: &impl Fn(&str) -> Option<(&'a str, Location)>, problems: &mut Vec<Problem>) {
    for (column, fits, remedy) in FORMS {
        if let Some((text, at)) = value(column).filter(|(text, _)| !fits(text)) {
            problems.push(Problem::error(at, format!("`{column}` is `{text}`"), *remedy));
        }
    }
}

fn is_iso2(value: &str) -> bool {
    is_code(value, 2)
}

fn is_code(value: &str, len: usize) -> bool {
    value.len() == len && value.bytes().all(|b| b.is_ascii_uppercase())
}

fn is_number(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit())
}
