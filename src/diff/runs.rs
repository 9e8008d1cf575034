//! What of two run manifests is different: version, settings, gazetteers.

use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// A setting that two runs have otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Setting {
    /// Which one: `wiretag` (the version), a path of the settings, `gazetteer` and a layer.
    pub name: String,
    /// As it was; `None` where the older run did not have it.
    pub old: Option<String>,
    /// As it is; `None` where the newer run has not.
    pub new: Option<String>,
}

/// How much of a digest is shown.
const DIGEST: usize = 12;

/// The settings that differ, by name. A result that does not say how it was made differs in one: its run.
pub(super) fn differences(old: &Value, new: &Value) -> Vec<Setting> {
    let unknown = |run: &Value| run.get("wiretag").is_none();
    if unknown(old) || unknown(new) {
        let told = |run: &Value| (!unknown(run)).then(|| "known".to_owned());
        let is_one = unknown(old) != unknown(new);
        let setting = Setting { name: "run".to_owned(), old: told(old), new: told(new) };
        return is_one.then_some(setting).into_iter().collect();
    }
    let mut names: BTreeMap<String, (Option<String>, Option<String>)> = BTreeMap::new();
    for (name, value) in settings(old) {
        names.entry(name).or_default().0 = Some(value);
    }
    for (name, value) in settings(new) {
        names.entry(name).or_default().1 = Some(value);
    }
    let differ = names.into_iter().filter(|(_, (old, new))| truth(old) != truth(new));
    differ.map(|(name, (old, new))| Setting { name, old, new }).collect()
}

/// What SQLite has as a number.
fn truth(value: &Option<String>) -> Option<&str> {
    match value.as_deref() {
        Some("true") => Some("1"),
        Some("false") => Some("0"),
        other => other,
    }
}

fn settings(run: &Value) -> Vec<(String, String)> {
    let text = |value: Option<&Value>| value.map(shown).unwrap_or_default();
    let mut all = vec![("wiretag".to_owned(), text(run.get("wiretag")))];
    if let Some(settings) = run.get("settings") {
        flatten("settings", settings, &mut all);
    }
    for layer in run.get("gazetteer").and_then(Value::as_array).into_iter().flatten() {
        let digest: String = text(layer.get("digest")).chars().take(DIGEST).collect();
        let rows = text(layer.get("rows"));
        let told = format!("{rows} rows, digest {digest}");
        all.push((format!("gazetteer {}", text(layer.get("name"))), told));
    }
    all
}

fn flatten(path: &str, value: &Value, all: &mut Vec<(String, String)>) {
    match value {
        Value::Object(parts) => {
            parts.iter().for_each(|(key, part)| flatten(&format!("{path}.{key}"), part, all));
        }
        // what no table can hold as an empty list is not told there
        Value::Null => {}
        Value::Array(items) if items.is_empty() => {}
        other => all.push((path.to_owned(), shown(other))),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}
