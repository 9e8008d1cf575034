//! `wiretag init`: a folder to begin with.
//!
//! Promises: writes all of its files or, where one of them is there already, none; touches nothing else.

use crate::Outcome;
use crate::report;
use crate::settings;
use clap::Args as Group;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use wiretag::location::Location;
use wiretag::{Error, Problem, Result};

#[derive(Debug, Group)]
pub(crate) struct InitArgs {
    /// The folder; it is made where it is not there
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

macro_rules! starter {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("starter/", $path)))),*]
    };
}

/// The files but the settings: where they go, and what is in them.
const FILES: &[(&str, &str)] = starter![
    "README.md",
    "gazetteer/people.csv",
    "gazetteer/organizations.csv",
    "gazetteer/agreements.csv",
    "gazetteer/topics.csv",
    "articles/harbour.txt",
];

/// Runs the command.
pub(crate) fn run(args: &InitArgs) -> Outcome {
    match write(&args.dir) {
        Ok(()) => {
            let dir = args.dir.display();
            report::say(&format!("{dir} is ready; {dir}/README.md says what to do next"));
            Outcome::Done
        }
        Err(error) => {
            report::error(&error);
            Outcome::Nothing
        }
    }
}

fn write(dir: &Path) -> Result<()> {
    let settings = settings::starter(&[("gazetteer", "[\"gazetteer\"]")]);
    let mut files = vec![(settings::NAME, settings.as_str())];
    files.extend(FILES);
    let there = |(name, _): &&(&str, &str)| fs::symlink_metadata(dir.join(name)).is_ok();
    let taken = files.iter().filter(there).map(|(name, _)| {
        let what = "this is there already, and nothing was written";
        Problem::error(place(&dir.join(name)), what, "name another folder, or move it away")
    });
    if let Some(error) = Error::all(taken.collect()) {
        return Err(error);
    }
    files.iter().try_for_each(|(name, text)| put(&dir.join(name), text))
}

fn put(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|e| Error::io(place(folder), "make the folder", &e))?;
    let written = fs::File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|e| Error::io(place(path), "write", &e))
}

fn place(path: &Path) -> Location {
    Location::file(path.display().to_string())
}
