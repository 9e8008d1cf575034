//! Settings: what stands in `wiretag.toml`, laid under the flags of the command line.
//!
//! Promises: defaults, then the file, then flags; a flag replaces what the file says, of a list all of
//! it. The file's values become flags before the user's own, so that a command sees no difference and
//! needs no code for them; what is wrong with one of them is told at its place in the file.

mod dump;
mod file;
pub(crate) mod keys;
mod starter;

pub(crate) use file::NAME;
pub(crate) use starter::starter;
#[cfg(test)]
pub(crate) use starter::{Entry, entries};

use crate::args::Args;
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, Args as Group, Command, CommandFactory, FromArgMatches};
use file::Setting;
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::OnceLock;
use wiretag::{Error, Problem};

/// Where settings come from.
#[derive(Debug, Group)]
#[command(next_help_heading = "Settings")]
pub(crate) struct Flags {
    /// Take settings from this file [default: the nearest wiretag.toml, from the working folder upwards]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Take settings from no file
    #[arg(long, global = true, conflicts_with = "config")]
    no_config: bool,
    /// Show the settings in force, as a file of settings, and do nothing else
    #[arg(long, global = true)]
    dump_config: bool,
}

/// What the user asked for.
pub(crate) enum Asked {
    /// To run a command.
    Command(Box<Args>),
    /// To see the settings.
    Settings(String),
}

/// Why nothing can be done.
pub(crate) enum Refused {
    /// Help, or a mistake on the command line: clap tells it.
    Usage(clap::Error),
    /// A mistake in the file of settings.
    Settings(Error),
}

impl From<clap::Error> for Refused {
    fn from(error: clap::Error) -> Self {
        Self::Usage(error)
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Settings(error)
    }
}

/// What the words of a command line ask for, with the settings of the file.
pub(crate) fn asked(mut words: Vec<OsString>) -> Result<Asked, Refused> {
    // the help is that of the plain commands, whose switches take no value
    let plain = match Args::command().try_get_matches_from(&words) {
        Err(help) if !help.use_stderr() => return Err(help.into()),
        other => other.err(),
    };
    let root = keys::with_switches(Args::command());
    let lenient = root.clone().ignore_errors(true);
    let given = lenient.clone().try_get_matches_from(&words)?;
    let (path, given) = deepest(&given);
    let leaf = path.iter().try_fold(&root, |command, name| command.find_subcommand(name));
    let settings = leaf.map_or(Ok(Vec::new()), |leaf| of_file(&root, leaf, &path, given))?;
    let at = place(&words, &path);
    words.splice(at..at, settings.iter().flat_map(words_of));
    let matches = strict(&root, leaf, &mut words);
    if let Some(leaf) = leaf.filter(|_| given.get_flag("dump_config")) {
        let matches = match matches {
            // the inputs may be left out
            Err(error) if error.kind() == ErrorKind::MissingRequiredArgument => {
                lenient.try_get_matches_from(&words)?
            }
            other => other?,
        };
        let (path, matches) = deepest(&matches);
        return Ok(Asked::Settings(dump::page(leaf, &path.join(" "), matches, &settings)));
    }
    let matches = matches.map_err(|error| match plain {
        Some(plain) if plain.kind() == error.kind() => plain,
        _ => error,
    })?;
    let args = Args::from_arg_matches(&matches)?;
    let _ = IN_FORCE.set(settings);
    Ok(Asked::Command(Box::new(args)))
}

/// What the file sets for a command and the command line leaves to it.
fn of_file(
    root: &Command,
    leaf: &Command,
    path: &[String],
    given: &ArgMatches,
) -> Result<Vec<Setting>, Error> {
    let has_some = keys::keys(leaf).next().is_some();
    let Some(file) = file_of(given).filter(|_| has_some) else { return Ok(Vec::new()) };
    let mut settings = file::read(&file, root)?.remove(&path.join(" ")).unwrap_or_default();
    settings.retain(|setting| !is_replaced(leaf, given, &setting.key));
    clashes(leaf, &settings)?;
    Ok(settings)
}

/// The words as clap takes them; a switch that is off stands in nobody's way.
fn strict(
    root: &Command,
    leaf: Option<&Command>,
    words: &mut Vec<OsString>,
) -> Result<ArgMatches, clap::Error> {
    let matches = root.clone().try_get_matches_from(&*words);
    match (matches, leaf) {
        (Err(error), Some(leaf)) if error.kind() == ErrorKind::ArgumentConflict => {
            words.retain(|word| !keys::turns_off(leaf, word));
            root.clone().try_get_matches_from(&*words)
        }
        (matches, _) => matches,
    }
}

/// The command asked for, as the names on its way, and what was given with it.
fn deepest(matches: &ArgMatches) -> (Vec<String>, &ArgMatches) {
    let (mut path, mut matches) = (Vec::new(), matches);
    while let Some((name, deeper)) = matches.subcommand() {
        path.push(name.to_owned());
        matches = deeper;
    }
    (path, matches)
}

/// The file of settings, if there is one.
fn file_of(given: &ArgMatches) -> Option<PathBuf> {
    match given.get_one::<PathBuf>("config") {
        _ if given.get_flag("no_config") => None,
        Some(file) => Some(file.clone()),
        None => file::nearest(),
    }
}

fn is_given(given: &ArgMatches, id: &str) -> bool {
    given.value_source(id) == Some(ValueSource::CommandLine)
}

/// Whether the command line has the setting, or something that it can't stand beside.
fn is_replaced(leaf: &Command, given: &ArgMatches, key: &str) -> bool {
    let own = |arg: &&clap::Arg| is_given(given, arg.get_id().as_str());
    let Some(arg) = keys::key(leaf, key) else { return false };
    let rivals = leaf.get_arguments().filter(|other| clash(leaf, arg, other));
    own(&arg) || rivals.filter(own).any(|rival| !is_off(given, rival))
}

/// Whether a switch was turned off.
fn is_off(given: &ArgMatches, arg: &clap::Arg) -> bool {
    given.try_get_one::<bool>(arg.get_id().as_str()).is_ok_and(|on| on == Some(&false))
}

/// Whether two arguments can't stand beside each other.
fn clash(leaf: &Command, one: &clap::Arg, other: &clap::Arg) -> bool {
    let names = |a: &clap::Arg, b: &clap::Arg| {
        !a.is_global_set()
            && leaf.get_arg_conflicts_with(a).iter().any(|rival| rival.get_id() == b.get_id())
    };
    names(one, other) || names(other, one)
}

/// Tells of settings that can't stand beside each other.
fn clashes(leaf: &Command, settings: &[Setting]) -> Result<(), Error> {
    let on: Vec<&Setting> = settings.iter().filter(|setting| !setting.values.is_empty()).collect();
    let mut wrong = Vec::new();
    for (at, one) in on.iter().enumerate() {
        for other in &on[..at] {
            let both = keys::key(leaf, &one.key).zip(keys::key(leaf, &other.key));
            if both.is_some_and(|(one, other)| clash(leaf, one, other)) {
                let what = format!("`{}` can't stand beside `{}`", one.key, other.key);
                wrong.push(Problem::error(one.at.clone(), what, "leave one of them out"));
            }
        }
    }
    Error::all(wrong).map_or(Ok(()), Err)
}

/// A setting as on the command line.
fn words_of(setting: &Setting) -> impl Iterator<Item = OsString> {
    setting.values.iter().map(|value| format!("--{}={value}", setting.key).into())
}

/// Where the arguments of a command begin among the words.
fn place(words: &[OsString], path: &[String]) -> usize {
    let mut at = 1;
    for name in path {
        while words.get(at).is_some_and(|word| word != name.as_str()) {
            at += if words[at] == "--config" { 2 } else { 1 };
        }
        at += 1;
    }
    at.min(words.len())
}

static IN_FORCE: OnceLock<Vec<Setting>> = OnceLock::new();

/// A mistake that a command tells of a flag, or of the file or folder it names, as one of the file of settings,
/// if the flag stands there.
pub(crate) fn told(problem: &Problem) -> Option<Problem> {
    let (file, settings) = (&*problem.at.file, IN_FORCE.get()?);
    let of = |is: &dyn Fn(&Setting) -> bool| settings.iter().find(|setting| is(setting));
    if let Some(key) = file.strip_prefix("--") {
        let at = of(&|setting| setting.key == key)?.at.clone();
        return Some(Problem { at, ..problem.clone() });
    }
    let named = |setting: &Setting| setting.values.iter().any(|value| value == file);
    let at = of(&|setting| problem.at.line == 0 && named(setting))?.at.clone();
    Some(Problem { at, what: format!("`{file}`: {}", problem.what), ..problem.clone() })
}
