//! Further fields that are carried along to the articles.
//!
//! Promises: a text is carried as it is, anything else as the input writes it; a field that is nowhere
//! in an input is told once, with those that there are.

use super::row;
use crate::error::{Error, Problem};
use crate::location::Location;

/// Which of the fields that were asked for an input has.
pub(super) struct Seen {
    wanted: Vec<(String, bool)>,
    /// The names of the first object.
    names: Vec<String>,
}

impl Seen {
    pub(super) fn new(wanted: &[String]) -> Self {
        Self {
            wanted: wanted.iter().map(|name| (name.clone(), false)).collect(),
            names: Vec::new(),
        }
    }

    /// Looks at the names of an object.
    pub(super) fn look<'n>(&mut self, names: impl Iterator<Item = &'n String> + Clone) {
        if self.wanted.iter().all(|(_, seen)| *seen) {
            return;
        }
        for (name, seen) in &mut self.wanted {
            *seen |= names.clone().any(|own| own == name);
        }
        if self.names.is_empty() {
            self.names.extend(names.cloned());
        }
    }

    /// A warning for each field that was not there; once.
    pub(super) fn told(&mut self, at: &Location) -> Option<Error> {
        let wanted = std::mem::take(&mut self.wanted);
        let missing = wanted.iter().filter(|(_, seen)| !seen).map(|(name, _)| name);
        // an input that has no object says so itself
        let missing = missing.filter(|_| !self.names.is_empty());
        let names: Vec<&String> = self.names.iter().collect();
        Error::all(missing.map(|name| none(at, "field", name, &names)).collect())
    }
}

/// What to say of a field (or column, as `kind` has it) that is not there.
fn none(at: &Location, kind: &str, name: &str, names: &[&String]) -> Problem {
    let what = format!("there is no {kind} `{name}` to keep, only {}", row::listed(names));
    Problem::warning(at.clone(), what, "correct its name after --keep, if it should be there")
}

/// Warnings for the columns of a table that are not there.
pub(super) fn missing(
    at: &Location,
    wanted: &[String],
    found: &[Option<usize>],
    names: &[String],
) -> Option<Error> {
    let names: Vec<&String> = names.iter().filter(|name| !name.is_empty()).collect();
    let missing = wanted.iter().zip(found).filter(|(_, found)| found.is_none());
    Error::all(missing.map(|(name, _)| none(at, "column", name, &names)).collect())
}
