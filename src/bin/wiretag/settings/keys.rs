//! Which keys a settings file has: the flags of the commands, as clap knows them.
//!
//! Promises: a new flag of any command is a new key with no further code; what may not stand in a file
//! is listed here with its reason.

use clap::{Arg, ArgAction, Command};
use std::any::TypeId;
use std::ffi::OsStr;
use std::path::PathBuf;

/// Flags that are no settings, and what to do instead: they say what one run is to do.
const NO_SETTINGS: &[(&str, &str)] = &[
    (
        "output",
        "write -o on the command line, so that no run writes elsewhere than its command says",
    ),
    ("force", "write --force on the command line, so that nothing is replaced by habit"),
    ("articles", "name the articles on the command line, as other inputs"),
    ("dry-run", "write --dry-run on the command line, for the run that is to write nothing"),
    ("resume", "write --resume on the command line, for the run that was stopped"),
    ("config", "name the file on the command line"),
    ("no-config", "write --no-config on the command line"),
    ("dump-config", "write --dump-config on the command line"),
];

/// Why a flag is no setting, as something to do; `None` if it is one.
pub(super) fn instead(flag: &str) -> Option<&'static str> {
    NO_SETTINGS.iter().find(|(name, _)| *name == flag).map(|(_, remedy)| *remedy)
}

/// A command without commands of its own, called as on the command line: `gazetteer stats`.
pub(crate) struct Leaf<'a> {
    pub(crate) name: String,
    pub(crate) command: &'a Command,
}

/// All commands of the program, in the order of its help.
pub(crate) fn leaves(root: &Command) -> Vec<Leaf<'_>> {
    let mut found = Vec::new();
    collect(root, "", &mut found);
    found
}

fn collect<'a>(command: &'a Command, before: &str, found: &mut Vec<Leaf<'a>>) {
    for sub in command.get_subcommands() {
        let name = format!("{before}{}", sub.get_name());
        if sub.has_subcommands() {
            collect(sub, &format!("{name} "), found);
        } else {
            found.push(Leaf { name, command: sub });
        }
    }
}

/// The settings of a command, in the order of its help.
pub(crate) fn keys(command: &Command) -> impl Iterator<Item = &Arg> {
    let is_key = |arg: &&Arg| arg.get_long().is_some_and(|flag| instead(flag).is_none());
    command.get_arguments().filter(|arg| !arg.is_global_set()).filter(is_key)
}

/// What an argument is called in a file.
pub(crate) fn name(arg: &Arg) -> &str {
    arg.get_long().unwrap_or_default()
}

/// The setting of that name.
pub(super) fn key<'a>(command: &'a Command, name: &str) -> Option<&'a Arg> {
    keys(command).find(|arg| arg.get_long() == Some(name))
}

/// What kind of value a setting has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Switch,
    Number,
    Text,
    /// A file or folder.
    Path,
    /// `NAME=VALUE`.
    Pair,
}

impl Kind {
    pub(crate) fn of(arg: &Arg) -> Self {
        let of = arg.get_value_parser().type_id();
        let numbers = [
            TypeId::of::<usize>(),
            TypeId::of::<u64>(),
            TypeId::of::<u32>(),
            TypeId::of::<u16>(),
            TypeId::of::<u8>(),
            TypeId::of::<i64>(),
            TypeId::of::<f32>(),
            TypeId::of::<f64>(),
        ];
        let called = names(arg).unwrap_or_default();
        if of == TypeId::of::<bool>() {
            Self::Switch
        } else if numbers.iter().any(|number| of == *number) {
            Self::Number
        } else if of == TypeId::of::<PathBuf>() || matches!(called, "FILE" | "DIR") {
            Self::Path
        } else if called.contains('=') {
            Self::Pair
        } else {
            Self::Text
        }
    }
}

/// What its value is called in the help.
pub(super) fn names(arg: &Arg) -> Option<&str> {
    arg.get_value_names()?.first().map(|name| name.as_str())
}

/// Whether it may be given more than once.
pub(crate) fn is_list(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::Append)
}

/// The commands, with switches that can be turned off: `--known-only=false`. The help shows them plain.
pub(crate) fn with_switches(command: Command) -> Command {
    let switch = |arg: Arg| match arg.get_action() {
        ArgAction::SetTrue if !arg.is_global_set() => arg
            .action(ArgAction::Set)
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true")
            .default_value("false"),
        _ => arg,
    };
    command.mut_args(switch).mut_subcommands(with_switches)
}

/// Whether a word of the command line turns a switch off.
pub(super) fn turns_off(command: &Command, word: &OsStr) -> bool {
    let flag = word.to_str().and_then(|word| word.strip_prefix("--")?.strip_suffix("=false"));
    let is_it = |arg: &Arg| arg.get_long() == flag && Kind::of(arg) == Kind::Switch;
    flag.is_some() && command.get_arguments().any(is_it)
}

/// The name most like this one, if any is.
pub(super) fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let like = |other: &'a str| (strsim::jaro_winkler(name, other), other);
    let best = names.map(like).max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(score, _)| *score > 0.86).map(|(_, name)| name)
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test says what it expects")]
mod tests {
    use super::*;
    use crate::args::Args;
    use clap::CommandFactory;

    #[test]
    fn what_is_no_setting_is_a_flag_all_the_same() {
        let mut root = Args::command();
        root.build();
        let all: Vec<&str> = leaves(&root)
            .iter()
            .flat_map(|leaf| leaf.command.get_arguments())
            .filter_map(Arg::get_long)
            .collect();
        for (flag, _) in NO_SETTINGS {
            assert!(all.contains(flag), "--{flag}");
        }
    }

    #[test]
    fn the_nearest_name_is_named_and_a_far_one_is_not() {
        let names = || ["min-confidence", "zones", "threads"].into_iter();
        assert_eq!(nearest("min_confidence", names()), Some("min-confidence"));
        assert_eq!(nearest("zone", names()), Some("zones"));
        assert_eq!(nearest("colour", names()), None);
    }
}
