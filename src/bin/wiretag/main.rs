//! The command `wiretag`: reads its arguments, runs one command, turns the outcome into an exit code.
//!
//! Promises: uses only the public API of the library; `report` is the only file that prints, this
//! one the only file that exits.

mod args;
mod completions;
mod eval;
mod explain;
mod gazetteer;
mod import;
mod interrupt;
mod limits;
mod report;
mod tag;

use args::{Args, Command, GazetteerCommand};
use clap::Parser;
use std::process::ExitCode;

/// How a command ended; the number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All done.
    Done = 0,
    /// Done, but some documents failed, and each was reported.
    Partly = 1,
    /// Nothing done: usage, settings, gazetteer, output.
    Nothing = 2,
    /// Stopped by the user before the end; what was done is kept. The number is that of shells for Ctrl-C.
    Interrupted = 130,
}

fn main() -> ExitCode {
    let outcome = match Args::parse().command {
        Command::Tag(args) => tag::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Gazetteer { command: GazetteerCommand::Check(args) } => gazetteer::check(&args),
        Command::Gazetteer { command: GazetteerCommand::Compile(args) } => {
            gazetteer::compile(&args)
        }
        Command::Gazetteer { command: GazetteerCommand::Stats(args) } => gazetteer::stats(&args),
        Command::Gazetteer { command: GazetteerCommand::Diff(args) } => gazetteer::diff(&args),
        Command::Gazetteer { command: GazetteerCommand::Import(args) } => import::run(&args),
        Command::Completions { shell } => completions::run(shell),
    };
    ExitCode::from(outcome as u8)
}

/// Ends the program at once.
fn exit(outcome: Outcome) -> ! {
    std::process::exit(outcome as i32)
}
