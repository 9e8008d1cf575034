//! The command `wiretag`: reads its arguments, runs one command, turns the outcome into an exit code.
//!
//! Promises: uses only the public API of the library; `report` is the only file that prints, this
//! one the only file that exits.

mod args;
mod check;
mod completions;
mod diff;
#[cfg(test)]
mod documents;
mod eval;
mod explain;
mod found;
mod gazetteer;
mod import;
mod init;
mod interrupt;
mod learn;
mod limits;
mod man;
mod page;
mod report;
mod settings;
mod tag;

use args::{Command, GazetteerCommand};
use settings::{Asked, Refused};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

/// How a command ended; the number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All done.
    Done = 0,
    /// Done, but some documents failed, and each was reported; of a comparison, there is a difference; of
    /// `check`, not found.
    Partly = 1,
    /// Nothing done: usage, settings, gazetteer, output.
    Nothing = 2,
    /// Stopped by the user before the end; what was done is kept. The number is that of shells for Ctrl-C.
    Interrupted = 130,
}

/// What the last panic said. Those of one document or of a library that reads it are caught and told as
/// errors of that input, so that none is shown when it happens.
static PANIC: Mutex<String> = Mutex::new(String::new());

fn main() -> ExitCode {
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        std::panic::set_hook(Box::new(|panic| {
            *PANIC.lock().unwrap_or_else(PoisonError::into_inner) =
                panic.to_string().replace('\n', " ");
        }));
    }
    let outcome = std::panic::catch_unwind(all).unwrap_or_else(|_| {
        let panic = PANIC.lock().unwrap_or_else(PoisonError::into_inner);
        report::say(&format!("error: a mistake of wiretag: {panic}; please tell its makers"));
        Outcome::Nothing
    });
    ExitCode::from(outcome as u8)
}

fn all() -> Outcome {
    match settings::asked(std::env::args_os().collect()) {
        Ok(Asked::Command(args)) => run(args.command),
        Ok(Asked::Settings(page)) => {
            report::result(&page);
            Outcome::Done
        }
        Err(Refused::Usage(error)) => error.exit(),
        Err(Refused::Settings(error)) => {
            report::error(&error);
            Outcome::Nothing
        }
    }
}

fn run(command: Command) -> Outcome {
    match command {
        Command::Tag(args) => tag::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Report(args) => page::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Gazetteer { command: GazetteerCommand::Check(args) } => gazetteer::check(&args),
        Command::Gazetteer { command: GazetteerCommand::Compile(args) } => {
            gazetteer::compile(&args)
        }
        Command::Gazetteer { command: GazetteerCommand::Stats(args) } => gazetteer::stats(&args),
        Command::Gazetteer { command: GazetteerCommand::Diff(args) } => gazetteer::diff(&args),
        Command::Gazetteer { command: GazetteerCommand::Import(args) } => import::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Man(args) => man::run(&args),
        Command::Gazetteer { command: GazetteerCommand::Learn(args) } => learn::run(&args),
        Command::Completions { shell } => completions::run(shell),
    }
}

/// Ends the program at once.
fn exit(outcome: Outcome) -> ! {
    std::process::exit(outcome as i32)
}
