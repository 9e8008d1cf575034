//! JSON as lists have it: one object a line, an array, or one object; each record with its line.

use super::collect::Collector;
use super::source::Source;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The records of a text: its lines, the items of its array, or itself. Damaged ones are told.
pub(super) fn records<'a>(source: &'a Source, collector: &mut Collector<'_>) -> Vec<&'a RawValue> {
    let text = source.text.trim();
    if is_lines(text) {
        return lines(source, collector);
    }
    match serde_json::from_str::<&RawValue>(text) {
        Ok(raw) => items(raw),
        Err(_) if text.lines().filter(|line| line.trim_start().starts_with('{')).count() > 1 => {
            lines(source, collector)
        }
        Err(wrong) => {
            tell(source, text, &wrong, collector);
            Vec::new()
        }
    }
}

/// Whether the first line is a whole object, and not the only one.
fn is_lines(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    first.starts_with('{') && serde_json::from_str::<&RawValue>(first).is_ok()
}

/// The items of an array; anything else is itself.
pub(super) fn items(raw: &RawValue) -> Vec<&RawValue> {
    serde_json::from_str(raw.get()).unwrap_or_else(|_| vec![raw])
}

/// The fields of an object in the order of their names; of anything else none.
pub(super) fn fields(raw: &RawValue) -> BTreeMap<String, &RawValue> {
    serde_json::from_str(raw.get()).unwrap_or_default()
}

/// The object itself, if it is sound. It was looked at as a whole before.
pub(super) fn value(raw: &RawValue) -> Value {
    serde_json::from_str(raw.get()).unwrap_or_default()
}

fn lines<'a>(source: &'a Source, collector: &mut Collector<'_>) -> Vec<&'a RawValue> {
    let mut records = Vec::new();
    for (at, line) in source.lines() {
        let line = line.trim().trim_end_matches(',');
        if line.is_empty() || matches!(line, "[" | "]") {
            continue;
        }
        match serde_json::from_str::<&RawValue>(line) {
            Ok(raw) if raw.get().starts_with('{') => records.push(raw),
            Ok(_) => {
                collector.fault(at, "this line is no JSON object", "mend the line, or take it out")
            }
            Err(wrong) => {
                let column = u32::try_from(wrong.column()).unwrap_or(0);
                let at = at.at(at.line, column);
                collector.fault(
                    at,
                    format!("this is not JSON: {}", cause(&wrong)),
                    "mend the line",
                );
            }
        }
    }
    records
}

/// Says why a text is no JSON.
pub(super) fn tell(
    source: &Source,
    text: &str,
    wrong: &serde_json::Error,
    collector: &mut Collector<'_>,
) {
    let before = source.place_of(text).line.saturating_sub(1);
    let line = before + u32::try_from(wrong.line()).unwrap_or(0);
    let at = source.at.at(line, u32::try_from(wrong.column()).unwrap_or(0));
    collector.fault(at, format!("this is not JSON: {}", cause(wrong)), "get the file anew");
}

fn cause(wrong: &serde_json::Error) -> String {
    let said = wrong.to_string();
    said.split(" at line ").next().unwrap_or_default().to_owned()
}

/// The texts of a field: a string, a number, or a list of them.
pub(super) fn texts(value: &Value, field: &str) -> Vec<String> {
    match value.get(field) {
        Some(Value::Array(items)) => items.iter().filter_map(text_of).collect(),
        Some(one) => text_of(one).into_iter().collect(),
        None => Vec::new(),
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The first text of a field, or nothing.
pub(super) fn text(value: &Value, field: &str) -> String {
    texts(value, field).into_iter().next().unwrap_or_default()
}

/// The objects of a field that is a list of them.
pub(super) fn objects<'a>(value: &'a Value, field: &str) -> impl Iterator<Item = &'a Value> {
    let items = value.get(field).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    items.iter().filter(|item| item.is_object())
}

/// The first object of a text, for a look: the line, or what begins it.
pub(super) fn opens_with(text: &str, words: &[&str]) -> bool {
    let text = text.trim_start();
    let head: String = text.chars().take(4000).collect();
    text.starts_with(['{', '[']) && words.iter().all(|word| head.contains(&format!("\"{word}\"")))
}
