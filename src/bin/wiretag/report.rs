//! What a user sees: the only file that prints.
//!
//! Results go to standard output, everything else to standard error. Progress is shown on a terminal
//! only.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use wiretag::write::Counts;
use wiretag::{Error, Problem};

/// Prints every mistake of an error on a line of its own.
pub(crate) fn error(error: &Error) {
    error.problems().iter().for_each(problem);
}

/// Prints one mistake; one of a flag that stands in the file of settings, at its place there.
pub(crate) fn problem(problem: &Problem) {
    say(&crate::settings::told(problem).as_ref().unwrap_or(problem).to_string());
}

/// Prints a line to standard error.
pub(crate) fn say(line: &str) {
    // nobody is left to tell when standard error is closed
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Prints a result to standard output. Returns whether its reader went away.
pub(crate) fn result(text: &str) -> bool {
    let mut out = std::io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match written {
        Err(e) if e.kind() == ErrorKind::BrokenPipe => true,
        Err(e) => {
            error(&Error::io(wiretag::location::Location::file("-"), "write", &e));
            true
        }
        Ok(()) => false,
    }
}

/// The last line of a run.
pub(crate) fn summary(counts: &Counts, out: &str) {
    let Counts { documents, articles, errors, mentions, known, .. } = counts;
    let known = if *known > 0 { format!(", {known} there already") } else { String::new() };
    let place = if out == "-" { String::new() } else { format!("; see {out}") };
    say(&format!(
        "{} read: {} tagged with {}, {} failed{known}{place}",
        count(*documents, "document"),
        count(*articles, "article"),
        count(*mentions, "mention"),
        errors
    ));
}

/// Says that the user's wish to stop was seen.
pub(crate) fn stopping() {
    say("stopping after the articles under way; press Ctrl-C again to stop at once");
}

/// Says where the work of a run that did not end is kept.
pub(crate) fn kept(journal: &Path) {
    let journal = journal.display();
    say(&format!("what was done is kept in {journal}; the same command with --resume goes on"));
}

/// A number and what is counted: `1 row`, `2 rows`.
pub(crate) fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Whether results are shown in colour: on a terminal, unless `NO_COLOR` says no.
pub(crate) fn has_color() -> bool {
    let asked = std::env::var_os("NO_COLOR").is_none_or(|no| no.is_empty());
    asked && std::io::stdout().is_terminal()
}

/// A bar on a terminal, nothing elsewhere.
pub(crate) struct Progress {
    bar: ProgressBar,
    done: Arc<AtomicU64>,
}

impl Progress {
    /// Begins a bar over bytes of input; `total` is unknown for standard input.
    pub(crate) fn new(total: Option<u64>, done: Arc<AtomicU64>) -> Self {
        let bar = match total {
            _ if !std::io::stderr().is_terminal() => ProgressBar::hidden(),
            Some(total) => ProgressBar::new(total),
            None => ProgressBar::no_length(),
        };
        let shape = "{bar:30} {bytes} of {total_bytes}, {msg}, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(shape) {
            bar.set_style(style);
        }
        Self { bar, done }
    }

    /// Shows how far the work is.
    pub(crate) fn show(&self, counts: &Counts) {
        self.bar.set_position(self.done.load(Ordering::Relaxed));
        self.bar.set_message(count(counts.documents, "document"));
    }

    /// Prints a mistake above the bar.
    pub(crate) fn problem(&self, told: &Problem) {
        self.bar.suspend(|| problem(told));
    }

    /// Prints a result above the bar; see [`result`].
    pub(crate) fn result(&self, text: &str) -> bool {
        self.bar.suspend(|| result(text))
    }

    /// Takes the bar away.
    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
