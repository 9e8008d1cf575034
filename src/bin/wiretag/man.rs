//! `wiretag man`: a manual page for each command, made from the same definition as its help.

use crate::Outcome;
use crate::args::Args;
use crate::report;
use clap::{Args as Group, Command, CommandFactory};
use std::fs;
use std::path::{Path, PathBuf};
use wiretag::location::Location;
use wiretag::{Error, Result};

#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ManArgs {
    /// The folder to write to; pages of the same names are replaced
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

const EXAMPLES: &str = "\
Examples:
  wiretag man ~/.local/share/man/man1
  man wiretag-tag";

/// Runs the command.
pub(crate) fn run(args: &ManArgs) -> Outcome {
    match pages(&root(), &args.dir) {
        Ok(count) => {
            let pages = report::count(count, "page");
            report::say(&format!("{pages} written to {}", args.dir.display()));
            Outcome::Done
        }
        Err(error) => {
            report::error(&error);
            Outcome::Nothing
        }
    }
}

/// The program with all of its commands, each of which knows its whole name.
fn root() -> Command {
    let mut root = Args::command().disable_help_subcommand(true);
    root.build();
    root
}

fn page(command: &Command, name: String) -> std::io::Result<Vec<u8>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).title(name).render(&mut page)?;
    Ok(page)
}

/// Writes the pages of a command and of those below it; says how many.
fn pages(command: &Command, dir: &Path) -> Result<usize> {
    let at = |path: &Path| Location::file(path.display().to_string());
    fs::create_dir_all(dir).map_err(|e| Error::io(at(dir), "make the folder", &e))?;
    let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
    let path = dir.join(format!("{name}.1"));
    let written = page(command, name).and_then(|page| fs::write(&path, page));
    written.map_err(|e| Error::io(at(&path), "write", &e))?;
    let below = command.get_subcommands().map(|sub| pages(sub, dir));
    Ok(1 + below.sum::<Result<usize>>()?)
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test says what it expects")]
mod tests {
    use super::*;
    use crate::settings::keys;

    #[test]
    fn each_command_has_a_page_with_its_flags() {
        let root = root();
        let folder = tempfile::tempdir().expect("there is room");
        pages(&root, folder.path()).expect("pages are written");
        for leaf in keys::leaves(&root) {
            let name = format!("wiretag-{}.1", leaf.name.replace(' ', "-"));
            let page = fs::read_to_string(folder.path().join(&name)).expect(&name);
            assert!(page.contains("\n.TH wiretag") && page.contains("\n.SH NAME"), "{name}");
            for flag in leaf.command.get_arguments().filter_map(clap::Arg::get_long) {
                let flag = format!("--{flag}").replace('-', "\\-");
                assert!(page.contains(&flag), "{name}: {flag}");
            }
        }
    }
}
