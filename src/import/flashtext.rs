//! `flashtext`: a JSON object whose keys are names and whose values are lists of spellings.

use super::collect::{Collector, Found};
use super::json;
use super::source::Source;
use serde_json::Value;
use serde_json::value::RawValue;

pub(super) fn looks(text: &str) -> bool {
    let start = text.trim_start();
    // a key, a colon, a list of strings
    let after_key =
        start.strip_prefix('{').and_then(|rest| rest.split_once(':')).map(|(_, v)| v.trim());
    let list = after_key.and_then(|value| value.strip_prefix('[')).map(str::trim_start);
    list.is_some_and(|items| items.starts_with(['"', ']']))
}

pub(super) fn read(source: &Source, collector: &mut Collector<'_>) {
    let text = source.text.trim();
    match serde_json::from_str::<&RawValue>(text) {
        Ok(raw) => {
            for (name, value) in json::fields(raw) {
                let at = source.place_of(value.get());
                match json::value(value) {
                    Value::Array(items) if items.iter().all(Value::is_string) => {
                        let names = items.iter().filter_map(Value::as_str).map(str::to_owned);
                        let found = Found::new(at, "", name).list("aliases", names);
                        collector.take(found.value("source", source.file_name()));
                    }
                    _ => collector.fault(
                        at,
                        format!("`{name}` has no list of spellings"),
                        "write the spellings between [ and ], each in quotes",
                    ),
                }
            }
        }
        Err(wrong) => json::tell(source, text, &wrong, collector),
    }
}
