//! Markdown: one document, with what its front matter says of it.
//!
//! Promises: the text is what stands behind the front matter, as it is; tags of Markdown are read later,
//! where the work is shared among threads. Front matter is `key: value` on lines between two lines of
//! `---` at the start (or of `+++`, with `=`); of it simple values of known keys are taken, and the rest is
//! passed over, with what lies nested in it.

use super::decode;
use super::open::{self, Opened};
use crate::article::{Document, Markup};
use crate::error::Result;

/// The document that an input is; its id is the path as given.
pub(super) fn read(opened: Opened, limit: usize) -> Result<Document> {
    let Opened { at, mut stream, head, .. } = opened;
    drop(head);
    let mut bytes = Vec::new();
    stream.rest(limit, &at, &mut bytes)?;
    let text = decode::text(bytes, &at)?;
    if text.len() > limit {
        return Err(open::too_long(at, limit));
    }
    let (front, body) = parted(&text);
    if body.trim_start().is_empty() {
        return Err(open::empty(at));
    }
    let mut document = Document { markup: Markup::Markdown, ..Document::of(at, body) };
    for (key, value) in front.lines().filter_map(field) {
        let field = match key.to_ascii_lowercase().as_str() {
            "title" => &mut document.title,
            "date" | "published" | "publishdate" | "pubdate" => &mut document.published,
            "url" | "link" | "canonical_url" => &mut document.url,
            "lang" | "language" => &mut document.language,
            "source" | "publisher" | "site" => &mut document.source,
            _ => continue,
        };
        field.get_or_insert(value);
    }
    Ok(document)
}

/// Front matter and the text behind it.
fn parted(text: &str) -> (&str, &str) {
    let Some(fence) = ["---", "+++"].into_iter().find(|fence| first_line(text) == *fence) else {
        return ("", text);
    };
    let start = text.find('\n').map_or(text.len(), |at| at + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let end = at + line.len();
        let is_end = line.trim_end() == fence || fence == "---" && line.trim_end() == "...";
        if is_end {
            return (&text[start..at], &text[end..]);
        }
        at = end;
    }
    ("", text)
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default().trim_end()
}

/// A key and its value, if the line has both and the value is a simple one.
fn field(line: &str) -> Option<(&str, String)> {
    if line.starts_with([' ', '\t', '#', '-']) {
        return None;
    }
    let (key, value) = line.split_once([':', '='])?;
    let value = value.trim();
    let quoted = |quote: char| {
        let inner = value.strip_prefix(quote)?;
        inner.find(quote).map(|end| inner[..end].to_owned())
    };
    let value = match value.chars().next()? {
        '\'' => value[1..].strip_suffix('\'').map(|inner| inner.replace("''", "'")),
        '"' if value.contains('\\') => serde_json::from_str(value).ok(),
        '"' => quoted('"'),
        '[' | '{' | '|' | '>' | '&' | '*' | '!' => None,
        _ => Some(value.split(" #").next().unwrap_or_default().trim_end().to_owned()),
    };
    let value =
        value.filter(|value| !value.trim().is_empty() && value != "null" && value != "~")?;
    Some((key.trim().trim_matches('"'), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_simple_values() {
        let lines = [
            ("title: Fish and nets", Some(("title", "Fish and nets"))),
            ("title: \"Fish: \\\"nets\\\"\"", Some(("title", "Fish: \"nets\""))),
            ("title: 'It''s fish'", Some(("title", "It's fish"))),
            ("date: 2026-01-28 # a day", Some(("date", "2026-01-28"))),
            ("url: https://example.org/a:b", Some(("url", "https://example.org/a:b"))),
            ("title = \"TOML\"", Some(("title", "TOML"))),
            ("tags: [a, b]", None),
            ("  title: nested", None),
            ("title:", None),
            ("title: ~", None),
            ("# title: x", None),
        ];
        for (line, expected) in lines {
            let expected = expected.map(|(key, value)| (key, value.to_owned()));
            assert_eq!(field(line), expected, "{line}");
        }
    }

    #[test]
    fn parts_front_matter_from_the_text() {
        assert_eq!(parted("---\na: b\n---\ntext\n"), ("a: b\n", "text\n"));
        assert_eq!(parted("---\r\na: b\r\n...\r\ntext"), ("a: b\r\n", "text"));
        assert_eq!(parted("+++\na = 1\n+++\n"), ("a = 1\n", ""));
        for text in ["text\n---\n", "---\nno end\n", ""] {
            assert_eq!(parted(text), ("", text));
        }
    }
}
