//! Web annotations: each mention and each topic as a line of JSON-LD, by the W3C's data model.
//!
//! Promises: every line is an annotation of its own, with an id that depends on what it says alone; a
//! mention has its place both in characters of the article's text, its title first, and as the words with
//! what stands around them.

use super::rows::View;
use crate::article::Article;
use crate::record::{Mention, TopicScore};
use crate::span::Span;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io;

/// Characters that are told before and after a mention.
const AROUND: usize = 32;

/// Where topics have their addresses.
const MEDIA_TOPIC: &str = "http://cv.iptc.org/newscodes/mediatopic/";

/// Where entities have theirs.
const WIKIDATA: &str = "http://www.wikidata.org/entity/";

/// The annotations of a record, one a line.
pub(super) fn lines(view: &View<'_>) -> io::Result<Vec<u8>> {
    let mut lines = Vec::new();
    let source = source(&view.record.article);
    let mentions = view.record.mentions.iter().map(|mention| of_mention(view, mention, &source));
    let topics = view.record.topics.iter().map(|topic| of_topic(topic, &source));
    for annotation in mentions.chain(topics) {
        serde_json::to_writer(&mut lines, &annotation)?;
        lines.push(b'\n');
    }
    Ok(lines)
}

fn of_mention(view: &View<'_>, mention: &Mention, source: &str) -> Value {
    let entity = &mention.entity;
    let (start, end) = (view.point(mention.span.start()), view.point(mention.span.end()));
    let (prefix, suffix) = around(&view.record.article.text, mention.span);
    let mut body = Vec::new();
    if let Some(qid) = entity.wikidata() {
        let source = format!("{WIKIDATA}{qid}");
        body.push(json!({"type": "SpecificResource", "purpose": "identifying", "source": source}));
    }
    body.push(textual("tagging", &entity.name));
    body.push(textual("classifying", entity.kind.name()));
    let why =
        format!("{} ({}), {:.2}: {}", entity.name, entity.id, mention.confidence, mention.reason());
    body.push(textual("describing", &why));
    let target = json!({
        "source": source,
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": view.record.slice(mention),
                "prefix": prefix,
                "suffix": suffix,
            },
        ],
    });
    let told = format!("{start} {end} {} {}", entity.kind.name(), entity.id);
    annotation(&[&view.record.article.id, &told], "identifying", &body, &target)
}

fn of_topic(score: &TopicScore, source: &str) -> Value {
    let topic = &score.topic;
    let mut body = Vec::new();
    if !topic.medtop.is_empty() {
        let source = format!("{MEDIA_TOPIC}{}", topic.medtop);
        body.push(json!({"type": "SpecificResource", "purpose": "classifying", "source": source}));
    }
    body.push(textual("tagging", &topic.name));
    let why =
        format!("{} ({}), {:.4}: {}", topic.name, topic.id, score.score, score.terms.join("; "));
    body.push(textual("describing", &why));
    annotation(&[source, "topic", &topic.id], "classifying", &body, &json!({"source": source}))
}

fn textual(purpose: &str, value: &str) -> Value {
    json!({"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"})
}

fn annotation(of: &[&str], motivation: &str, body: &[Value], target: &Value) -> Value {
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": id(of),
        "type": "Annotation",
        "motivation": motivation,
        "generator": {"type": "Software", "name": concat!("wiretag ", env!("CARGO_PKG_VERSION"))},
        "body": body,
        "target": target,
    })
}

/// An id made of what it is an id of: a UUID of version 8, whose bits are ours to choose.
fn id(of: &[&str]) -> String {
    let digest = Sha256::digest(of.join("\0"));
    let mut hex = String::new();
    for (at, byte) in digest.iter().take(16).enumerate() {
        let byte = match at {
            6 => byte & 0x0f | 0x80,
            8 => byte & 0x3f | 0x80,
            _ => *byte,
        };
        if matches!(at, 4 | 6 | 8 | 10) {
            hex.push('-');
        }
        let _ = write!(hex, "{byte:02x}");
    }
    format!("urn:uuid:{hex}")
}

/// What is annotated: the article's address, else its id as a relative one.
fn source(article: &Article) -> String {
    let address = article.url.as_deref();
    let is_web = |url: &&str| url.starts_with("http://") || url.starts_with("https://");
    match address.filter(is_web) {
        Some(url) => escaped(url, "!#$%&'()*+,/:;=?@[]"),
        None => escaped(&article.id, "/"),
    }
}

/// A text with all that an address may not hold as `%` and digits.
fn escaped(text: &str, kept: &str) -> String {
    let mut address = String::new();
    for byte in text.bytes() {
        let c = char::from(byte);
        if c.is_ascii_alphanumeric() || "-._~".contains(c) || kept.contains(c) {
            address.push(c);
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}

/// What stands before and after a span.
fn around(text: &str, span: Span) -> (&str, &str) {
    let before = text.get(..span.start()).unwrap_or_default();
    let after = text.get(span.end()..).unwrap_or_default();
    let start = before.char_indices().rev().take(AROUND).last().map_or(0, |(at, _)| at);
    let end = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    (&before[start..], &after[..end])
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn a_mention_is_found_by_place_and_by_words() {
        for record in sample::hard() {
            let text: Vec<char> = record.article.text.chars().collect();
            let lines = lines(&View::of(&record)).expect("memory takes all");
            let lines: Vec<Value> = lines
                .split(|b| *b == b'\n')
                .filter(|line| !line.is_empty())
                .map(|line| serde_json::from_slice(line).expect("JSON"))
                .collect();
            assert_eq!(lines.len(), record.mentions.len() + record.topics.len());
            for line in lines.iter().filter(|line| line["motivation"] == "identifying") {
                let [place, quote] = [0, 1].map(|n| &line["target"]["selector"][n]);
                let at = |key: &str| place[key].as_u64().expect("a number") as usize;
                let told = |key: &str| quote[key].as_str().expect("a text");
                let words: String = text[at("start")..at("end")].iter().collect();
                assert_eq!(told("exact"), words);
                let all = [told("prefix"), &words, told("suffix")].concat();
                assert!(record.article.text.contains(&all), "{all}");
                assert!(told("prefix").chars().count() <= AROUND);
            }
        }
    }

    #[test]
    fn ids_are_of_what_is_said_and_addresses_are_clean() {
        assert_eq!(id(&["a", "b"]), id(&["a", "b"]));
        assert_ne!(id(&["a", "b"]), id(&["ab", ""]));
        assert_eq!(id(&["a"]).len(), "urn:uuid:".len() + 36);
        assert_eq!(escaped("a b/é:1", "/"), "a%20b/%C3%A9%3A1");
    }
}
