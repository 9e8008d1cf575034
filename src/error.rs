//! Mistakes: what went wrong, where, and what to do about it.
//!
//! Promises: every error knows its place and its remedy, and displays on one line as
//! `place: error: what is wrong; what to do`. Several mistakes are one [`Error`] that holds them all,
//! so that the first does not hide the rest.

use crate::location::Location;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a function of this crate returns.
pub type Result<T> = std::result::Result<T, Error>;

/// One mistake, or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Box<ErrorKind>);

/// What is inside an [`Error`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ErrorKind {
    /// One mistake.
    One(Problem),
    /// Several; never empty, never nested.
    Many(Vec<Problem>),
}

/// How bad a [`Problem`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// The work goes on as asked.
    Warning,
    /// The thing at that place was not done.
    Error,
}

/// One mistake: its place, what is wrong, what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Where.
    pub at: Location,
    /// How bad.
    pub severity: Severity,
    /// What is wrong, in a clause without a full stop.
    pub what: String,
    /// What to do about it, in a clause without a full stop.
    pub remedy: String,
}

impl Problem {
    /// An error.
    pub fn error(at: Location, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { at, severity: Severity::Error, what: what.into(), remedy: remedy.into() }
    }

    /// A warning.
    pub fn warning(at: Location, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(at, what, remedy) }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.severity == Severity::Error { "error" } else { "warning" };
        write!(f, "{}: {word}: {}; {}", self.at, self.what, self.remedy)
    }
}

impl Error {
    /// One mistake.
    pub fn new(at: Location, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Problem::error(at, what, remedy).into()
    }

    /// A failed call to the operating system on the file at `at`.
    pub fn io(at: Location, doing: &str, cause: &std::io::Error) -> Self {
        use std::io::ErrorKind as Io;
        let remedy = match cause.kind() {
            Io::NotFound => "check the path",
            Io::PermissionDenied => "check the permissions",
            Io::StorageFull => "make room on the disk",
            _ => "check the file and try again",
        };
        let cause = cause.to_string();
        let cause = cause.split(" (os error").next().unwrap_or_default().to_lowercase();
        Self::new(at, format!("cannot {doing}: {cause}"), remedy)
    }

    /// All of `problems` as one error, or `None` if there are none.
    pub fn all(mut problems: Vec<Problem>) -> Option<Self> {
        match problems.len() {
            0 => None,
            1 => problems.pop().map(Self::from),
            _ => Some(Self(Box::new(ErrorKind::Many(problems)))),
        }
    }

    /// What is inside.
    pub fn kind(&self) -> &ErrorKind {
        &self.0
    }

    /// Whether nothing went wrong: there is something to know, and all was done as asked.
    pub fn is_warning(&self) -> bool {
        self.problems().iter().all(|problem| problem.severity == Severity::Warning)
    }

    /// Every mistake, at least one.
    pub fn problems(&self) -> &[Problem] {
        match self.kind() {
            ErrorKind::One(problem) => std::slice::from_ref(problem),
            ErrorKind::Many(problems) => problems,
        }
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self(Box::new(ErrorKind::One(problem)))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.problems().iter().enumerate() {
            let line_break = if i == 0 { "" } else { "\n" };
            write!(f, "{line_break}{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_every_mistake_on_a_line_of_its_own() {
        let at = Location::file("people.csv");
        let problems = vec![
            Problem::error(at.at(2, 1), "id `x` is used twice", "give each row its own id"),
            Problem::warning(at.at(3, 4), "alias `A` is one letter", "give a longer one"),
        ];
        let shown = Error::all(problems).expect("two problems").to_string();
        assert_eq!(
            shown,
            "people.csv:2:1: error: id `x` is used twice; give each row its own id\n\
             people.csv:3:4: warning: alias `A` is one letter; give a longer one"
        );
    }
}
