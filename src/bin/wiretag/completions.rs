//! `wiretag completions`: a completion script for a shell.

use crate::Outcome;
use crate::args::Args;
use crate::report;
use clap::CommandFactory;

/// Runs the command.
pub(crate) fn run(shell: clap_complete::Shell) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "wiretag", &mut script);
    report::result(&String::from_utf8_lossy(&script));
    Outcome::Done
}
