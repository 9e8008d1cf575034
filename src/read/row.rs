//! A JSON object to a document: a line of JSONL, or an element of an array.
//!
//! Promises: the line is parsed once; fields that are not asked for are passed over without a copy of
//! their values. The last of several fields of one name counts, as elsewhere. Metadata that is neither
//! text nor number, or blank, is left out.

use super::cell::Cell;
use super::kept::Seen;
use super::{Fields, foreign};
use crate::article::{Document, Markup};
use crate::error::{Error, Result};
use crate::location::Location;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// How many fields of a line are named in a message.
const NAMED: usize = 12;

/// Fields that often hold the text, the likeliest first.
const LIKELY_TEXT: [&str; 9] = [
    "body",
    "content",
    "article",
    "maintext",
    "text",
    "article_text",
    "full_text",
    "fulltext",
    "story",
];

const ANOTHER: &str = "put the article's text there, or name another with `--field text=NAME`";

/// The document of an object; `at` is the line, or where in a line the object begins.
pub(super) fn document(
    line: &str,
    at: &Location,
    fields: &Fields,
    seen: &mut Seen,
) -> Result<Document> {
    let mut row = row(line, at, fields)?;
    seen.look(row.names());
    let mut kept = std::mem::take(&mut row.kept);
    // the last of several of one name
    let mut kept_of = |name: &String| {
        let at = kept.iter().rposition(|(own, _)| own == name)?;
        kept.swap_remove(at).1
    };
    let kept = fields.keep.iter().map(&mut kept_of).collect();
    let of = |field: &str| row.metadata(field);
    let id = of(&fields.id).unwrap_or_else(|| at.to_string());
    let (url, title, published) = (of(&fields.url), of(&fields.title), of(&fields.published));
    let (source, language) = (of(&fields.source), of(&fields.language));
    let body = row.text(line, at, &fields.text)?;
    let (markup, at) = (markup(&body), at.clone());
    Ok(Document { id, url, title, published, source, language, body, markup, kept, at })
}

fn row(line: &str, at: &Location, fields: &Fields) -> Result<Row> {
    let read = |line: &str| {
        let mut parser = serde_json::Deserializer::from_str(line);
        parser.deserialize_map(Rows(fields)).and_then(|row| parser.end().map(|()| row))
    };
    read(line)
        .or_else(|wrong| whole_characters(line).map_or(Err(wrong), |line| read(&line)))
        .map_err(|wrong| {
            let place = place(at, line, offset(line, &wrong).saturating_sub(1));
            let shown = wrong.to_string();
            let cause = match shown.split(" at line ").next() {
                Some(cause) if !wrong.is_eof() => cause,
                _ => "it breaks off",
            };
            let (what, remedy) = match at.column {
                0 => {
                    ("line", "write one JSON object a line, or give `--from text` if it is a text")
                }
                _ => ("element", "correct it there"),
            };
            Error::new(place, format!("the {what} is not a JSON object: {cause}"), remedy)
        })
}

/// A line whose escapes of half a character (`\ud83d` without its other half, as of a text that was cut
/// short) are those of U+FFFD, as decoders have it; `None` if it has none. Places stay where they are.
fn whole_characters(line: &str) -> Option<String> {
    let escape = |at: usize| {
        let digits = line.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        u32::from_str_radix(digits, 16).ok()
    };
    let (mut whole, mut at, mut from) = (String::new(), 0, 0);
    while let Some(next) = line[at..].find('\\') {
        at += next;
        at += match (escape(at), escape(at + 6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(0xd800..=0xdfff), _) => {
                whole.push_str(&line[from..at]);
                whole.push_str("\\ufffd");
                from = at + 6;
                6
            }
            // an escape of one character, itself a backslash perhaps
            _ => 1 + line[at + 1..].chars().next().map_or(0, char::len_utf8),
        };
    }
    (from > 0).then(|| whole + &line[from..])
}

/// A line: the fields that are wanted, and the names of the others.
#[derive(Default)]
struct Row {
    wanted: Vec<(String, Cell)>,
    others: Vec<String>,
    kept: Vec<(String, Option<String>)>,
}

impl Row {
    /// The last value of that name, as JSON has it.
    fn cell(&self, name: &str) -> Option<&Cell> {
        self.wanted.iter().rev().find(|(key, _)| key == name).map(|(_, cell)| cell)
    }

    /// The names of all fields.
    fn names(&self) -> impl Iterator<Item = &String> + Clone {
        self.wanted.iter().map(|(key, _)| key).chain(&self.others)
    }

    fn metadata(&self, name: &str) -> Option<String> {
        match self.cell(name)? {
            Cell::Text(value) if value.trim_start().is_empty() => None,
            Cell::Text(value) | Cell::Number(value) => Some(value.clone()),
            Cell::Null | Cell::Other(_) => None,
        }
    }

    /// The article's text; at fault is the key's place.
    fn text(mut self, line: &str, at: &Location, name: &str) -> Result<String> {
        let Some(found) = self.wanted.iter().rposition(|(key, _)| key == name) else {
            return Err(self.without_text(at, name));
        };
        let (what, remedy) = match self.wanted.swap_remove(found).1 {
            Cell::Text(text) => match fault(&text) {
                None => return Ok(text),
                Some(fault) => fault,
            },
            Cell::Number(_) => ("is a number, not a text", ANOTHER),
            Cell::Null => ("is null, not a text", ANOTHER),
            Cell::Other(what) => (what, ANOTHER),
        };
        let place = place(at, line, key(line, name));
        Err(Error::new(place, format!("field `{name}` {what}"), remedy))
    }

    fn without_text(&self, at: &Location, name: &str) -> Error {
        let keys: Vec<&String> = self.names().collect();
        without_text(at, "field", &keys, name)
    }
}

/// What to say where no field (or column, as `kind` has it) of those there are is the text.
pub(super) fn without_text(at: &Location, kind: &str, keys: &[&String], name: &str) -> Error {
    let what = match keys {
        [] => format!("there is no {kind} `{name}` and no other"),
        keys => format!("there is no {kind} `{name}`, only {}", listed(keys)),
    };
    let same = |likely: &&str| keys.iter().find(|key| key.eq_ignore_ascii_case(likely));
    let remedy = match LIKELY_TEXT.iter().find_map(same) {
        Some(column) => format!("give `--field text={column}` if that is the article's text"),
        None => format!("name the {kind} with the article's text: `--field text=NAME`"),
    };
    Error::new(at.at(at.line, at.column.max(1)), what, remedy)
}

/// Whether an object has a field of that name.
pub(super) fn has(object: &[u8], name: &str) -> bool {
    let Ok(object) = str::from_utf8(object) else {
        return false;
    };
    let mut parser = serde_json::Deserializer::from_str(object);
    let read = parser.deserialize_map(UpTo(name));
    read.is_err_and(|wrong| wrong.classify() == serde_json::error::Category::Data)
}

/// The text of a line or an element.
pub(super) fn utf8<'l>(line: &'l [u8], at: &Location) -> Result<&'l str> {
    str::from_utf8(line).map_err(|wrong| {
        let before = String::from_utf8_lossy(&line[..wrong.valid_up_to()]);
        let what = if at.column == 0 { "line" } else { "element" };
        let what = format!("the {what} is not UTF-8");
        let remedy = "save the file as UTF-8, such as with `iconv`";
        Error::new(place(at, &before, before.len()), what, remedy)
    })
}

/// What is wrong with a text, if anything is.
pub(super) fn fault(text: &str) -> Option<foreign::Refusal> {
    if text.trim_start().is_empty() {
        return Some(("is empty", "leave the line out, or name another with `--field text=NAME`"));
    }
    let (what, _) = foreign::xml(text.as_bytes()).filter(|_| markup(text) == Markup::Plain)?;
    Some((what, "put the text there without its tags"))
}

/// How a text is marked up, seen from its tags.
pub(super) fn markup(text: &str) -> Markup {
    let html = foreign::html(text.as_bytes(), "") || foreign::markup(text.as_bytes());
    if html { Markup::Html } else { Markup::Plain }
}

pub(super) fn listed(keys: &[&String]) -> String {
    let named: Vec<String> = keys.iter().take(NAMED).map(|key| format!("`{key}`")).collect();
    let more = keys.len().saturating_sub(NAMED);
    let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
    named.join(", ") + &tail
}

/// The byte at which a key begins that the object has. Read again, as it is asked for only in a message:
/// the parser tells a place only where it fails, so that it is made to fail behind the key.
fn key(line: &str, name: &str) -> usize {
    let mut parser = serde_json::Deserializer::from_str(line);
    let end = parser.deserialize_map(UpTo(name)).err().map_or(0, |wrong| offset(line, &wrong));
    let key =
        line.get(..end).and_then(|before| before.rfind('"').and_then(|q| before[..q].rfind('"')));
    key.unwrap_or(0)
}

struct UpTo<'n>(&'n str);

impl<'de> Visitor<'de> for UpTo<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> std::result::Result<(), M::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if key == self.0 {
                return Err(serde::de::Error::custom("here"));
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

struct Rows<'f>(&'f Fields);

impl<'de> Visitor<'de> for Rows<'_> {
    type Value = Row;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> std::result::Result<Row, M::Error> {
        let mut row = Row::default();
        while let Some(key) = map.next_key::<String>()? {
            if self.0.keeps(&key) {
                let value: &RawValue = map.next_value()?;
                row.kept.push((key.clone(), carried(value)));
                if self.0.wants(&key) {
                    let cell =
                        serde_json::from_str(value.get()).map_err(serde::de::Error::custom)?;
                    row.wanted.push((key, cell));
                } else {
                    row.others.push(key);
                }
            } else if self.0.wants(&key) {
                row.wanted.push((key, map.next_value()?));
            } else {
                row.others.push(key);
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(row)
    }
}

/// A value as it is carried along: a text as it is, anything else as JSON; nothing for `null`.
fn carried(value: &RawValue) -> Option<String> {
    match value.get() {
        "null" => None,
        json => Some(serde_json::from_str(json).unwrap_or_else(|_| json.to_owned())),
    }
}

/// The byte of a text up to which the parser came.
fn offset(text: &str, wrong: &serde_json::Error) -> usize {
    let lines = text.split_inclusive('\n').take(wrong.line().saturating_sub(1));
    lines.map(str::len).sum::<usize>() + wrong.column()
}

/// The place of a byte of a text that begins at `at`.
fn place(at: &Location, text: &str, offset: usize) -> Location {
    let inside = at.of_offset(text, offset);
    let column = match inside.line {
        0 | 1 => inside.column.saturating_add(at.column.saturating_sub(1)),
        _ => inside.column,
    };
    at.at(at.line.saturating_add(inside.line.saturating_sub(1)), column)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Document> {
        read_with(line, &Fields::default())
    }

    fn read_with(line: &str, fields: &Fields) -> Result<Document> {
        let mut seen = Seen::new(&fields.keep);
        document(line, &Location::file("a").at(3, 0), fields, &mut seen)
    }

    fn error(line: &str) -> String {
        read(line).unwrap_err().to_string()
    }

    #[test]
    fn takes_every_field() {
        let line = r#"{"id":"1","url":"u","title":"T","published":"2026","source":"S",
            "language":"en","other":{"text":[1]},"text":"Body \u00e9\n"}"#;
        let document = read(&line.replace('\n', "")).unwrap();
        let expected = Document {
            id: "1".to_owned(),
            url: Some("u".to_owned()),
            title: Some("T".to_owned()),
            published: Some("2026".to_owned()),
            source: Some("S".to_owned()),
            language: Some("en".to_owned()),
            body: "Body é\n".to_owned(),
            markup: Markup::Plain,
            kept: Vec::new(),
            at: Location::file("a").at(3, 0),
        };
        assert_eq!(document, expected);
    }

    #[test]
    fn takes_its_place_for_an_id_where_there_is_none() {
        for id in ["", r#""id":null,"#, r#""id":"","#, r#""id":{"a":1},"#] {
            assert_eq!(read(&format!(r#"{{{id}"text":"x"}}"#)).unwrap().id, "a:3", "{id}");
        }
    }

    #[test]
    fn leaves_out_metadata_that_is_no_text() {
        let line = r#"{"source":{"name":"S"},"title":["T"],"url":false,"language":" ","text":"x"}"#;
        let document = read(line).unwrap();
        assert_eq!((document.source, document.title), (None, None));
        assert_eq!((document.url, document.language), (None, None));
    }

    #[test]
    fn counts_the_last_of_two_fields_of_one_name() {
        assert_eq!(read(r#"{"text":"a","text":"b"}"#).unwrap().body, "b");
    }

    #[test]
    fn reads_one_column_as_two_fields() {
        let fields = Fields { id: "text".to_owned(), ..Fields::default() };
        let both = read_with(r#"{"text":"a"}"#, &fields).unwrap();
        assert_eq!((both.id, both.body), ("a".to_owned(), "a".to_owned()));
    }

    #[test]
    fn carries_fields_along_as_they_are() {
        let keep = ["desk", "n", "tags", "gone", "id"].map(str::to_owned).to_vec();
        let fields = Fields { keep, ..Fields::default() };
        let line =
            r#"{"id":7,"n":1.50,"tags":["a", {"b":1}],"desk":" \u00e9\n","desk":"é","text":"x"}"#;
        let read = read_with(line, &fields).unwrap();
        let kept: Vec<_> = read.kept.iter().map(Option::as_deref).collect();
        assert_eq!(kept, [Some("é"), Some("1.50"), Some(r#"["a", {"b":1}]"#), None, Some("7")]);
        assert_eq!(read.id, "7");
    }

    #[test]
    fn says_which_fields_there_are() {
        assert_eq!(
            error(r#"{"id":"1","headline":"H","content":"C"}"#),
            "a:3:1: error: there is no field `text`, only `id`, `headline`, `content`; \
             give `--field text=content` if that is the article's text"
        );
        assert_eq!(
            error("{}"),
            "a:3:1: error: there is no field `text` and no other; \
             name the field with the article's text: `--field text=NAME`"
        );
    }

    #[test]
    fn says_how_many_fields_are_not_named() {
        let line: Vec<String> = (0..20).map(|n| format!(r#""f{n}":0"#)).collect();
        assert!(error(&format!("{{{}}}", line.join(","))).contains("`f11` and 8 more;"));
    }

    #[test]
    fn says_where_the_text_is_no_text() {
        let shown = error(r#"{"é":"text", "text": 5}"#);
        assert!(
            shown.starts_with("a:3:14: error: field `text` is a number, not a text"),
            "{shown}"
        );
        for (value, what) in [("null", "null"), ("[1]", "an array"), ("{}", "an object")] {
            let shown = error(&format!(r#"{{"text":{value}}}"#));
            assert!(shown.starts_with(&format!("a:3:2: error: field `text` is {what}")), "{shown}");
        }
    }

    #[test]
    fn reads_half_a_character_as_a_decoder_does_and_takes_a_zero_byte() {
        let body = |line: &str| read(line).unwrap().body;
        let line = r#"{"text":"\\ud83d \ud83d\ude00 \ud83d é\udc00\uD83D"}"#;
        assert_eq!(body(line), "\\ud83d 😀 \u{fffd} é\u{fffd}\u{fffd}");
        assert_eq!(body(r#"{"text":"Kenya \u0000"}"#), "Kenya \0");
        let shown = error(r#"{"text":"Kenya \ud800 met", 5}"#);
        assert!(shown.starts_with("a:3:29: error: the line is not a JSON object"), "{shown}");
        assert!(error(r#"{"text":"Kenya \ud8"}"#).contains("is not a JSON object"));
    }

    #[test]
    fn says_that_the_text_is_empty() {
        assert!(error(r#"{"text":" \n"}"#).starts_with("a:3:2: error: field `text` is empty; "));
    }

    #[test]
    fn sees_html_by_its_tags() {
        for text in ["<!DOCTYPE html><p>", "<p>Kenya</p>", "One<br>\n<b>two</b> <i>a</i> <i>b</i>"]
        {
            let line = serde_json::json!({ "text": text }).to_string();
            assert_eq!(read(&line).unwrap().markup, Markup::Html, "{text}");
        }
        assert_eq!(read(r#"{"text":"a < b and <b>"}"#).unwrap().markup, Markup::Plain);
        assert!(error(r#"{"text":"<?xml?><rss>"}"#).contains("field `text` is XML"));
    }
}
