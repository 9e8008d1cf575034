//! A file of settings to begin with: each as a comment, with its default and what it does.
//!
//! Promises: made from the flags themselves, so that it cannot go stale; a comment changes nothing, and is
//! right when it is one no more.

use super::{dump, keys};
use crate::args::Args;
use clap::{Arg, CommandFactory};
use std::fmt::Write;

const HEAD: &str = "\
# Settings of wiretag, for all commands that are run in this folder or below it. Each stands here with
# what holds without it: take away the `#` before a line to change it. Flags on the command line go before
# what stands here. `wiretag tag --dump-config` shows what is in force.
#
# Settings at the top hold for each command that has such a flag; for one command alone, write them at the
# end of the file, below its name, such as [tag] or [\"gazetteer stats\"].
";

/// A setting of the commands that mean the same by it.
pub(crate) struct Entry {
    /// Its key, which is that of the flag.
    pub(crate) key: String,
    /// A value as TOML: the default, or an example where there is none.
    pub(crate) value: String,
    /// Whether that value is the default.
    pub(crate) is_default: bool,
    /// What it does, on one line.
    pub(crate) about: String,
    /// The commands that have it.
    pub(crate) commands: Vec<String>,
}

/// Every setting of every command, in the order of the help; one key after the other.
pub(crate) fn entries() -> Vec<Entry> {
    let root = keys::with_switches(Args::command());
    let mut entries: Vec<Entry> = Vec::new();
    for leaf in keys::leaves(&root) {
        for arg in keys::keys(leaf.command) {
            let key = keys::name(arg);
            let fresh = entry(arg, &leaf.name);
            let same = |entry: &&mut Entry| entry.key == key && entry.about == fresh.about;
            match entries.iter_mut().find(same) {
                Some(entry) => entry.commands.push(leaf.name.clone()),
                None => {
                    // what two commands mean by one key stands together
                    let at = entries.iter().rposition(|entry| entry.key == key);
                    entries.insert(at.map_or(entries.len(), |at| at + 1), fresh);
                }
            }
        }
    }
    entries
}

fn entry(arg: &Arg, command: &str) -> Entry {
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let defaults: Vec<String> =
        arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let default = dump::value(arg, &defaults);
    Entry {
        key: keys::name(arg).to_owned(),
        is_default: default.is_some(),
        value: default.unwrap_or_else(|| example(arg)),
        about: help.split_whitespace().collect::<Vec<_>>().join(" "),
        commands: vec![command.to_owned()],
    }
}

/// A value of a setting that has no default.
fn example(arg: &Arg) -> String {
    let possible = arg.get_possible_values();
    let first = possible.first().map(|value| value.get_name().to_owned());
    let text = first.or_else(|| keys::names(arg).map(str::to_owned)).unwrap_or_default();
    dump::value(arg, &[text]).unwrap_or_default()
}

/// The file; `set` names settings that hold in it, with their values.
pub(crate) fn starter(set: &[(&str, &str)]) -> String {
    let mut page = HEAD.to_owned();
    let mut entries = entries().into_iter().peekable();
    while let Some(Entry { key, value, is_default, about, commands }) = entries.next() {
        let unset = if is_default { "" } else { "; not set" };
        let _ = write!(page, "\n{}# (for {}{unset})\n", wrapped(&about), commands.join(", "));
        if entries.peek().is_some_and(|next| next.key == key) {
            continue;
        }
        let _ = match set.iter().find(|(name, _)| *name == key) {
            Some((_, value)) => writeln!(page, "{key} = {value}"),
            None => writeln!(page, "# {key} = {value}"),
        };
    }
    page
}

/// A text as lines of comments.
fn wrapped(text: &str) -> String {
    let (mut lines, mut line) = (String::new(), String::from("#"));
    for word in text.split(' ') {
        if line.len() + 1 + word.len() > 100 {
            let _ = writeln!(lines, "{line}");
            line = String::from("#");
        }
        let _ = write!(line, " {word}");
    }
    let _ = writeln!(lines, "{line}");
    lines
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test says what it expects")]
mod tests {
    use super::*;

    #[test]
    fn each_line_of_it_is_right_when_it_is_no_comment() {
        let root = keys::with_switches(Args::command());
        let page = starter(&[]);
        let settings: Vec<&str> = page
            .lines()
            .filter_map(|line| line.strip_prefix("# "))
            .filter(|line| {
                entries().iter().any(|entry| line.starts_with(&format!("{} = ", entry.key)))
            })
            .collect();
        let mut keys: Vec<String> = entries().into_iter().map(|entry| entry.key).collect();
        keys.dedup();
        assert_eq!(settings.len(), keys.len());
        let folder = tempfile::tempdir().expect("there is room");
        let file = folder.path().join(super::super::NAME);
        for setting in settings {
            std::fs::write(&file, setting).expect("the file can be written");
            super::super::file::read(&file, &root).expect(setting);
        }
    }
}
