//! What readers of formats give: records found, records left out, mistakes.

use super::source::Source;
use super::{Options, RowType};
use crate::error::{Problem, Result};
use crate::location::Location;
use std::collections::BTreeMap;

/// A record that is not written, or a cell of one that is left empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// Where it stands.
    pub at: Location,
    /// Its name, as far as it has one.
    pub name: String,
    /// Why, in a few words.
    pub reason: String,
    /// Whether its row is written all the same, with a cell left empty.
    pub cell: bool,
}

/// A record of a foreign list as its reader understands it: names still raw.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) at: Location,
    /// The list's own id, empty if it has none.
    pub(super) id: String,
    /// An id of ours that the record asks for.
    pub(super) own_id: Option<String>,
    /// `None`: the list does not say.
    pub(super) of: Option<RowType>,
    pub(super) name: String,
    /// Whether people's names are `Surname, Given`.
    pub(super) surname_first: bool,
    /// Whether it says more of a record with the same id, and is none of its own.
    pub(super) partial: bool,
    /// Cells of lists: column and items.
    pub(super) lists: BTreeMap<&'static str, Vec<String>>,
    /// Cells of single values: column and text.
    pub(super) values: BTreeMap<&'static str, String>,
}

impl Found {
    pub(super) fn new(at: Location, id: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            at,
            id: id.into(),
            own_id: None,
            of: None,
            name: name.into(),
            surname_first: false,
            partial: false,
            lists: BTreeMap::new(),
            values: BTreeMap::new(),
        }
    }

    pub(super) fn of(self, of: impl Into<Option<RowType>>) -> Self {
        Self { of: of.into(), ..self }
    }

    /// Adds items to a list.
    pub(super) fn list(
        mut self,
        column: &'static str,
        items: impl IntoIterator<Item = String>,
    ) -> Self {
        self.lists.entry(column).or_default().extend(items);
        self
    }

    /// Sets a value, unless it is empty.
    pub(super) fn value(mut self, column: &'static str, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.trim().is_empty() {
            self.values.insert(column, text);
        }
        self
    }
}

/// Takes what readers give.
pub(super) struct Collector<'a> {
    pub(super) options: &'a Options,
    open: &'a mut dyn FnMut(&str) -> Result<String>,
    files: &'a [String],
    pub(super) found: Vec<Found>,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) spellings: BTreeMap<&'static str, usize>,
    pub(super) problems: Vec<Problem>,
    pub(super) read: usize,
}

impl<'a> Collector<'a> {
    pub(super) fn new(
        options: &'a Options,
        files: &'a [String],
        open: &'a mut dyn FnMut(&str) -> Result<String>,
    ) -> Self {
        Self {
            options,
            open,
            files,
            found: Vec::new(),
            left_out: Vec::new(),
            spellings: BTreeMap::new(),
            problems: Vec::new(),
            read: 0,
        }
    }

    /// Opens a file; a mistake is told.
    pub(super) fn open(&mut self, file: &str) -> Option<Source> {
        match (self.open)(file) {
            Ok(text) => {
                let text = match text.strip_prefix('\u{feff}') {
                    Some(text) => text.to_owned(),
                    None => text,
                };
                Some(Source::new(Location::file(file), text))
            }
            Err(error) => {
                self.problems.extend(error.problems().iter().cloned());
                None
            }
        }
    }

    /// The path of a file of that name beside another.
    pub(super) fn beside(at: &Location, name: &str) -> String {
        match at.file.rfind(['/', '\\']) {
            Some(end) => format!("{}{name}", &at.file[..=end]),
            None => name.to_owned(),
        }
    }

    /// Whether the user named that file too.
    pub(super) fn is_given(&self, file: &str) -> bool {
        self.files.iter().any(|given| given == file)
    }

    /// Whether the user named one file only.
    pub(super) fn is_alone(&self) -> bool {
        self.files.len() == 1
    }

    pub(super) fn take(&mut self, found: Found) {
        self.read += 1;
        self.found.push(found);
    }

    /// A record that is sound, and not for us.
    pub(super) fn leave(&mut self, at: Location, name: &str, reason: impl Into<String>) {
        self.read += 1;
        self.drop(at, name, reason);
    }

    /// As `leave`, of a record that was counted before.
    pub(super) fn drop(&mut self, at: Location, name: &str, reason: impl Into<String>) {
        let (name, reason) = (name.to_owned(), reason.into());
        self.left_out.push(LeftOut { at, name, reason, cell: false });
    }

    /// A record that is damaged.
    pub(super) fn fault(&mut self, at: Location, what: impl Into<String>, remedy: &str) {
        let what = what.into();
        self.leave(at.clone(), "", what.clone());
        self.problems.push(Problem::error(at, what, remedy));
    }

    /// A spelling of a row that is written without it.
    pub(super) fn skip_spelling(&mut self, reason: &'static str) {
        *self.spellings.entry(reason).or_default() += 1;
    }
}

/// How many records for each reason, most first.
pub(super) fn reasons(left_out: &[LeftOut]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for left in left_out.iter().filter(|left| !left.cell) {
        *counts.entry(&left.reason).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> =
        counts.into_iter().map(|(reason, n)| (reason.to_owned(), n)).collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

pub(super) fn left_out_csv(left_out: &[LeftOut]) -> String {
    let rows = left_out.iter().map(|left| {
        let name = left.name.split_whitespace().collect::<Vec<_>>().join(" ");
        // What a spreadsheet would run as a formula is shown instead.
        let risky = name.starts_with(['=', '+', '-', '@']);
        let name = if risky { format!("'{name}") } else { name };
        vec![left.at.to_string(), name, left.reason.clone()]
    });
    super::delimited::written(["place", "name", "reason"].map(str::to_owned).to_vec(), rows)
}
