//! `--dump-config`: the settings in force, as a file of settings.
//!
//! Promises: what is shown, given back with `--config`, has the same settings in force.

use super::file::Setting;
use super::keys::{self, Kind};
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command};
use std::fmt::Write;

/// The settings of a command.
pub(super) fn page(
    leaf: &Command,
    name: &str,
    matches: &ArgMatches,
    settings: &[Setting],
) -> String {
    let table = if name.contains(' ') { format!("\"{name}\"") } else { name.to_owned() };
    let mut page =
        format!("# the settings of `wiretag {name}`, and where each is from\n[{table}]\n");
    for arg in keys::keys(leaf) {
        let key = keys::name(arg);
        let from = match settings.iter().find(|setting| setting.key == key) {
            Some(setting) => setting.at.to_string(),
            None => match matches.value_source(arg.get_id().as_str()) {
                Some(ValueSource::CommandLine) => "command line".to_owned(),
                _ => "default".to_owned(),
            },
        };
        let _ = match value(arg, &raw(matches, arg)) {
            Some(value) => writeln!(page, "{:40}  # {from}", format!("{key} = {value}")),
            None => writeln!(page, "# {key} is not set"),
        };
    }
    page
}

fn raw(matches: &ArgMatches, arg: &Arg) -> Vec<String> {
    let values = matches.get_raw(arg.get_id().as_str()).into_iter().flatten();
    values.map(|value| value.to_string_lossy().into_owned()).collect()
}

/// Values as TOML; nothing for a setting that has none and is no list.
pub(super) fn value(arg: &Arg, values: &[String]) -> Option<String> {
    let kind = Kind::of(arg);
    if keys::is_list(arg) {
        let items: Vec<String> = values.iter().map(|value| word(kind, value)).collect();
        return Some(format!("[{}]", items.join(", ")));
    }
    values.first().map(|value| word(kind, value))
}

fn word(kind: Kind, value: &str) -> String {
    match kind {
        Kind::Switch => value.to_owned(),
        Kind::Number => match (value.parse::<i64>(), value.parse::<f64>()) {
            (Ok(n), _) => n.to_string(),
            (_, Ok(x)) => format!("{x:?}"),
            _ => quoted(value),
        },
        Kind::Text | Kind::Path | Kind::Pair => quoted(value),
    }
}

/// A text in double quotes; TOML escapes as JSON does, and DEL besides.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}
