//! `spacy`: patterns of the EntityRuler as JSON lines (or one array): phrases, and token patterns whose
//! tokens say their text (`TEXT`, `ORTH`, `LOWER`, each a word or `IN` some). Patterns with one id are
//! one entry.

use super::collect::{Collector, Found};
use super::json;
use super::source::Source;
use super::{RowType, capitals};
use crate::gazetteer::Kind;
use serde_json::Value;

/// A token pattern that stands for more spellings than this is left out.
const MOST: usize = 32;

pub(super) fn looks(text: &str) -> bool {
    json::opens_with(text, &["label", "pattern"])
}

/// What a label stands for; `None`: one that is the user's own.
fn meaning(label: &str) -> Option<Option<RowType>> {
    let entity = |kind| Some(Some(RowType::Entity(kind)));
    match label.to_uppercase().as_str() {
        "PERSON" | "PER" => entity(Kind::Person),
        "ORG" | "ORGANIZATION" => entity(Kind::Organization),
        "GPE" | "LOC" | "LOCATION" | "CITY" => entity(Kind::Place),
        "COUNTRY" => entity(Kind::Country),
        "TREATY" | "AGREEMENT" => entity(Kind::Agreement),
        "CARDINAL" | "DATE" | "EVENT" | "FAC" | "LANGUAGE" | "LAW" | "MONEY" | "NORP"
        | "ORDINAL" | "PERCENT" | "PRODUCT" | "QUANTITY" | "TIME" | "WORK_OF_ART" => Some(None),
        _ => None,
    }
}

pub(super) fn read(source: &Source, collector: &mut Collector<'_>) {
    for raw in json::records(source, collector) {
        let (at, record) = (source.place_of(raw.get()), json::value(raw));
        let (label, id) = (json::text(&record, "label"), json::text(&record, "id"));
        let of = match meaning(&label) {
            Some(None) => {
                let name = record.get("pattern").map(Value::to_string).unwrap_or_default();
                collector.leave(at, &name, format!("the label {label} is no type of a gazetteer"));
                continue;
            }
            Some(of) => of,
            None => None,
        };
        let names = match record.get("pattern") {
            Some(Value::String(phrase)) => vec![phrase.clone()],
            Some(Value::Array(tokens)) => match spelled(tokens) {
                Ok(names) => names,
                Err(why) => {
                    let shown = record["pattern"].to_string();
                    collector.leave(at, &shown, why);
                    continue;
                }
            },
            _ => {
                collector.fault(at, "no `pattern`, or one that is no text", "mend the line");
                continue;
            }
        };
        let Some(first) = names.first() else {
            collector.fault(at, "an empty pattern", "take the line out");
            continue;
        };
        let key = if id.is_empty() { String::new() } else { format!("{label}|{id}") };
        let found = Found::new(at, key, capitalized(first)).of(of).list("aliases", names);
        collector.take(found.value("source", source.file_name()));
    }
}

/// A name in small letters with capitals, since a name is shown; the small one stays an alias.
fn capitalized(name: &str) -> String {
    if name.chars().any(char::is_uppercase) {
        return name.to_owned();
    }
    capitals::lowered(&name.to_uppercase(), true)
}

/// The spellings of a token pattern.
fn spelled(tokens: &[Value]) -> Result<Vec<String>, &'static str> {
    let mut names = vec![String::new()];
    for token in tokens {
        let fields = token.as_object().ok_or("a token pattern that is none")?;
        let one = fields.iter().next().filter(|_| fields.len() == 1);
        let words: Vec<String> = match one {
            Some((key, Value::String(word))) if is_text(key) => vec![word.clone()],
            Some((key, wanted @ Value::Object(_))) if is_text(key) => json::texts(wanted, "IN"),
            _ => Vec::new(),
        };
        if words.is_empty() {
            return Err("a token pattern that asks for more than words");
        }
        if names.len() * words.len() > MOST {
            return Err("a token pattern with too many spellings");
        }
        names = names
            .iter()
            .flat_map(|name| words.iter().map(move |word| joined(name, word)))
            .collect();
    }
    names.retain(|name| !name.is_empty());
    Ok(names)
}

fn is_text(key: &str) -> bool {
    matches!(key.to_uppercase().as_str(), "TEXT" | "ORTH" | "LOWER")
}

/// Tokens as they are printed: no space before points, commas, `'s` and around hyphens.
fn joined(name: &str, word: &str) -> String {
    let close = word.chars().all(|c| matches!(c, '.' | ',' | '-' | '\'' | '’' | ')' | '/'))
        || word.starts_with(['\'', '’'])
        || name.ends_with(['-', '(', '/']);
    if name.is_empty() || close { format!("{name}{word}") } else { format!("{name} {word}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn spells_token_patterns() {
        let names = |tokens: Value| spelled(tokens.as_array().unwrap());
        let san = json!([{"LOWER": {"IN": ["san", "saint"]}}, {"TEXT": "Marino"}]);
        assert_eq!(names(san).unwrap(), ["san Marino", "saint Marino"]);
        assert_eq!(names(json!([{"ORTH": "U.S"}, {"ORTH": "."}])).unwrap(), ["U.S."]);
        assert!(names(json!([{"LOWER": "a"}, {"POS": "NOUN"}])).is_err());
        assert!(names(json!([{"LOWER": "a", "OP": "?"}])).is_err());
    }
}
