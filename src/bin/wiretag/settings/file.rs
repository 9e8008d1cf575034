//! A settings file: read, and held against the commands.
//!
//! Promises: every mistake is told with its line and column, all in one go; a value that is taken here
//! is one that the command takes.

use super::keys::{self, Kind, Leaf};
use clap::error::ErrorKind;
use clap::{Arg, Command};
use std::collections::BTreeMap;
use std::io::Read;
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use wiretag::location::Location;
use wiretag::{Error, Problem, Result};

/// What a settings file is called.
pub(crate) const NAME: &str = "wiretag.toml";

/// Bytes of a settings file, at most.
const MAX: u64 = 1 << 20;

/// A key of the file, with what it sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Setting {
    pub(super) key: String,
    /// Each as it would be written on the command line; nothing for a switch that is off.
    pub(super) values: Vec<String>,
    pub(super) at: Location,
}

/// The settings of a file by the command they are for.
pub(super) type Settings = BTreeMap<String, Vec<Setting>>;

/// The nearest settings file, from the working folder upwards.
pub(super) fn nearest() -> Option<PathBuf> {
    let folders = std::env::current_dir().ok()?.ancestors().count();
    let mut path = PathBuf::from(NAME);
    for _ in 0..folders {
        if path.is_file() {
            return Some(path);
        }
        path = Path::new("..").join(path);
    }
    None
}

/// Reads a settings file for the commands of `root`.
pub(super) fn read(path: &Path, root: &Command) -> Result<Settings> {
    let place = Location::file(path.display().to_string());
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(|e| Error::io(place.clone(), "open", &e))?;
    file.take(MAX + 1).read_to_end(&mut bytes).map_err(|e| Error::io(place.clone(), "read", &e))?;
    if bytes.len() as u64 > MAX {
        let what = "a file of settings has at most 1 MiB";
        return Err(Error::new(place, what, "check that it is one"));
    }
    let text = String::from_utf8(bytes).map_err(|e| {
        let before = String::from_utf8_lossy(&e.as_bytes()[..e.utf8_error().valid_up_to()]);
        let at = place.of_offset(&before, before.len());
        Error::new(at, "this is no UTF-8", "save the file as UTF-8")
    })?;
    // a byte order mark is no character of the first line
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let leaves = keys::leaves(root);
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let mut page = Page { place, text, folder, leaves, found: Settings::new(), wrong: vec![] };
    page.read();
    page.wrong.sort_by_key(|problem| (problem.at.line, problem.at.column));
    match Error::all(page.wrong) {
        Some(error) => Err(error),
        None => Ok(page.found),
    }
}

struct Page<'a> {
    place: Location,
    text: &'a str,
    folder: PathBuf,
    leaves: Vec<Leaf<'a>>,
    found: Settings,
    wrong: Vec<Problem>,
}

/// A mistake: where, what, and what to do.
type No = (Range<usize>, String, String);

impl Page<'_> {
    fn read(&mut self) {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            let why = error.message().lines().next().unwrap_or_default();
            let what = format!("this is no TOML: {why}");
            self.no((span, what, "write `key = value`, texts in double quotes".to_owned()));
        }
        // one slip makes several of them
        self.wrong.dedup_by_key(|problem| problem.at.line);
        if self.wrong.is_empty() {
            for (key, value) in table.get_ref() {
                self.top(key.get_ref(), key.span(), value);
            }
        }
    }

    fn no(&mut self, (span, what, remedy): No) {
        let at = self.place.of_offset(self.text, span.start);
        self.wrong.push(Problem::error(at, what, remedy));
    }

    /// A key at the top, or the table of a command.
    fn top(&mut self, key: &str, span: Range<usize>, value: &Spanned<DeValue<'_>>) {
        let leaf = self.leaves.iter().position(|leaf| leaf.name == key);
        if let (Some(leaf), Some(table)) = (leaf, value.get_ref().as_table()) {
            for (key, value) in table {
                self.of(leaf, key.get_ref(), key.span(), value);
            }
            return;
        }
        // [gazetteer.stats] is ["gazetteer stats"]
        let before = format!("{key} ");
        if let Some(table) = value.get_ref().as_table()
            && self.leaves.iter().any(|leaf| leaf.name.starts_with(&before))
        {
            for (key, value) in table {
                self.top(&format!("{before}{}", key.get_ref()), key.span(), value);
            }
            return;
        }
        let taking = |leaf: &Leaf<'_>| keys::key(leaf.command, key).is_some();
        let takers: Vec<usize> =
            (0..self.leaves.len()).filter(|leaf| taking(&self.leaves[*leaf])).collect();
        if takers.is_empty() {
            let is_table = value.get_ref().is_table();
            return self.no(if is_table {
                self.no_command(key, span)
            } else {
                self.no_key(key, span)
            });
        }
        let (mut refused, mut taken) = (None, false);
        for leaf in takers {
            match self.setting(leaf, key, span.clone(), value) {
                Ok(setting) => {
                    taken = true;
                    let name = self.leaves[leaf].name.clone();
                    let own = self.found.entry(name).or_default();
                    // the table of the command goes before what stands at the top
                    if own.iter().all(|own| own.key != key) {
                        own.push(setting);
                    }
                }
                Err(no) => refused = refused.or(Some(no)),
            }
        }
        if let (Some(no), false) = (refused, taken) {
            no.into_iter().for_each(|no| self.no(no));
        }
    }

    /// A key in the table of a command.
    fn of(&mut self, leaf: usize, key: &str, span: Range<usize>, value: &Spanned<DeValue<'_>>) {
        let Leaf { name, command } = &self.leaves[leaf];
        if keys::key(command, key).is_none() {
            let (span, what, remedy) = match keys::instead(key) {
                Some(remedy) => (span, format!("`{key}` is no setting"), remedy.to_owned()),
                None => {
                    let own = keys::keys(command).map(keys::name);
                    let remedy = match keys::nearest(key, own) {
                        Some(near) => format!("write `{near}` if that is meant"),
                        None => format!("`wiretag {name} --dump-config` shows all of its settings"),
                    };
                    (span, format!("`{name}` has no setting `{key}`"), remedy)
                }
            };
            return self.no((span, what, remedy));
        }
        match self.setting(leaf, key, span, value) {
            Ok(setting) => {
                let own = self.found.entry(self.leaves[leaf].name.clone()).or_default();
                own.retain(|own| own.key != key);
                own.push(setting);
            }
            Err(no) => no.into_iter().for_each(|no| self.no(no)),
        }
    }

    fn no_key(&self, key: &str, span: Range<usize>) -> No {
        if let Some(remedy) = keys::instead(key) {
            return (span, format!("`{key}` is no setting"), remedy.to_owned());
        }
        let all = self.leaves.iter().flat_map(|leaf| keys::keys(leaf.command)).map(keys::name);
        let remedy = match keys::nearest(key, all) {
            Some(near) => format!("write `{near}` if that is meant"),
            None => "settings are called as flags are, without the dashes".to_owned(),
        };
        (span, format!("there is no setting `{key}`"), remedy)
    }

    fn no_command(&self, name: &str, span: Range<usize>) -> No {
        let all: Vec<&str> = self.leaves.iter().map(|leaf| leaf.name.as_str()).collect();
        let remedy = match keys::nearest(name, all.iter().copied()) {
            Some(near) if near.contains(' ') => format!("write [\"{near}\"] if that is meant"),
            Some(near) => format!("write [{near}] if that is meant"),
            None => format!("name one of {}", all.join(", ")),
        };
        (span, format!("there is no command `{name}`"), remedy)
    }

    /// What a key sets for a command.
    fn setting(
        &self,
        leaf: usize,
        key: &str,
        span: Range<usize>,
        value: &Spanned<DeValue<'_>>,
    ) -> std::result::Result<Setting, Vec<No>> {
        let Leaf { name, command } = &self.leaves[leaf];
        let Some(arg) = keys::key(command, key) else { return Err(Vec::new()) };
        let (mut values, mut wrong) = (Vec::new(), Vec::new());
        for (span, value) in items(arg, value).map_err(|no| vec![no])? {
            let value = match Kind::of(arg) {
                Kind::Path if value != "-" => {
                    self.folder.join(value).to_string_lossy().into_owned()
                }
                _ => value,
            };
            match refusal(name, command, arg, &value) {
                Some((what, remedy)) => wrong.push((span, what, remedy)),
                None => values.push(value),
            }
        }
        if Kind::of(arg) == Kind::Switch {
            values.retain(|value| value != "false");
        }
        let at = self.place.of_offset(self.text, span.start);
        if wrong.is_empty() { Ok(Setting { key: key.to_owned(), values, at }) } else { Err(wrong) }
    }
}

/// The values of a key as they would be written on the command line, each with its place.
fn items(
    arg: &Arg,
    value: &Spanned<DeValue<'_>>,
) -> std::result::Result<Vec<(Range<usize>, String)>, No> {
    let kind = Kind::of(arg);
    let mut items = Vec::new();
    match value.get_ref() {
        DeValue::Array(array) if keys::is_list(arg) => {
            for item in array.iter() {
                items.push((item.span(), word(arg, kind, item)?));
            }
        }
        DeValue::Table(table) if keys::is_list(arg) && kind == Kind::Pair => {
            for (name, item) in table {
                let value = match item.get_ref() {
                    DeValue::String(text) => text.to_string(),
                    _ => number(item.get_ref()).ok_or_else(|| mistyped(arg, kind, item.span()))?,
                };
                items.push((item.span(), format!("{}={value}", name.get_ref())));
            }
        }
        _ => items.push((value.span(), word(arg, kind, value)?)),
    }
    Ok(items)
}

fn word(arg: &Arg, kind: Kind, value: &Spanned<DeValue<'_>>) -> std::result::Result<String, No> {
    let word = match (kind, value.get_ref()) {
        (Kind::Switch, DeValue::Boolean(yes)) => Some(yes.to_string()),
        (Kind::Number, value) => number(value),
        (Kind::Text | Kind::Path | Kind::Pair, DeValue::String(text)) => Some(text.to_string()),
        _ => None,
    };
    word.ok_or_else(|| mistyped(arg, kind, value.span()))
}

fn number(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::Integer(n) => Some(i64::from_str_radix(n.as_str(), n.radix()).ok()?.to_string()),
        DeValue::Float(x) => Some(x.as_str().parse::<f64>().ok()?.to_string()),
        _ => None,
    }
}

fn mistyped(arg: &Arg, kind: Kind, span: Range<usize>) -> No {
    let name = keys::name(arg);
    let (is, write) = match (kind, keys::is_list(arg)) {
        (Kind::Switch, _) => ("a switch", "write true or false, without quotes".to_owned()),
        (Kind::Number, false) => ("a number", "write it in digits, without quotes".to_owned()),
        (Kind::Number, true) => ("a list of numbers", format!("write {name} = [1, 2]")),
        (Kind::Pair, _) => {
            let (ours, theirs) =
                keys::names(arg).and_then(|name| name.split_once('=')).unwrap_or(("NAME", "VALUE"));
            ("a list of pairs", format!("write {name} = {{ {ours} = \"{theirs}\" }}"))
        }
        (Kind::Text | Kind::Path, true) => {
            ("a list of texts", format!("write {name} = [\"one\", \"two\"]"))
        }
        (Kind::Text | Kind::Path, false) => ("one text", "put it in double quotes".to_owned()),
    };
    (span, format!("`{name}` is {is}"), write)
}

/// Why the command would not take a value, and what to do; `None` if it would.
fn refusal(name: &str, command: &Command, arg: &Arg, value: &str) -> Option<(String, String)> {
    let key = keys::name(arg);
    let words = [name.to_owned(), format!("--{key}={value}")];
    let error = command.clone().try_get_matches_from(words).err()?;
    // whether it may stand alone is no matter here
    if matches!(error.kind(), ErrorKind::MissingRequiredArgument | ErrorKind::ArgumentConflict) {
        return None;
    }
    let possible: Vec<String> =
        arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let why = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
    let (why, remedy) = why.split_once("; ").unwrap_or((&why, ""));
    let remedy = match remedy {
        "" if possible.is_empty() => format!("`wiretag {name} --help` says what it may be"),
        "" => format!("write one of {}", possible.join(", ")),
        remedy => remedy.to_owned(),
    };
    let colon = if why.is_empty() { "" } else { ": " };
    let what = format!("`{key}` can't be `{value}`{colon}{why}");
    Some((what, remedy))
}
