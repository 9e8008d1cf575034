//! What an input is, seen from its first bytes and its name.
//!
//! Promises: content goes before name; what cannot be read is refused with what it is and what to do.
//! A table is known by its name only: commas stand in every text. `--from` decides among all formats
//! and lets markup and tables through as text, but never binary data; zero bytes
//! are let through in a page of HTML only, where they count as nothing.

use super::Format;
use super::decode;
use super::foreign::{self, Refusal};
use super::open::Opened;
use super::{parquet, tar, warc};
use crate::error::{Error, Result};
use serde::de::IgnoredAny;

const WHOLE_JSON: Refusal = (
    "is a JSON array or an object over several lines, not one object a line",
    "give `--from json`",
);

const PARQUET: Refusal = ("is a Parquet table", "give `--from parquet`, or leave `--from` out");
const NO_PARQUET: Refusal = ("is no Parquet table", "leave `--from` out");

/// What an input is: an archive of others, or one of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Zip,
    Tar,
    Of(Format),
}

/// What an input is. Archives and WARC files are known whatever `from` says, which is what the members of
/// an archive are.
///
/// # Errors
/// The input is none that can be read.
pub(super) fn kind(opened: &Opened, from: Option<Format>) -> Result<Kind> {
    if opened.head.starts_with(b"PK\x03\x04") {
        return Ok(Kind::Zip);
    }
    if tar::is_tar(&opened.head) {
        return Ok(Kind::Tar);
    }
    if warc::is_warc(&opened.head) {
        return Ok(Kind::Of(Format::Warc));
    }
    format(opened, from).map(Kind::Of)
}

fn format(opened: &Opened, from: Option<Format>) -> Result<Format> {
    let (at, head) = (&opened.at, &opened.head);
    match (head.starts_with(parquet::MAGIC), from) {
        (true, None | Some(Format::Parquet)) => return Ok(Format::Parquet),
        (true, Some(_)) => return refuse(opened, PARQUET),
        (false, _) => {}
    }
    if let Some(refusal) = foreign::binary(head) {
        return refuse(opened, refusal);
    }
    // one whose first record is damaged
    let named = || matches!(ending(&at.file).as_str(), "warc" | "wet");
    if from == Some(Format::Warc) || from.is_none() && named() {
        return Ok(Format::Warc);
    }
    if from == Some(Format::Parquet) {
        return refuse(opened, NO_PARQUET);
    }
    let page = from == Some(Format::Html) || foreign::html(head, "");
    if !page && decode::utf16(head).is_none() && head.contains(&0) {
        return Err(decode::zeros(at.clone()));
    }
    let text = decode::head(head);
    match from {
        Some(Format::Jsonl) => lines(opened, &text),
        Some(format) => Ok(format),
        None => of_text(opened, &text),
    }
}

fn of_text(opened: &Opened, text: &[u8]) -> Result<Format> {
    let ending = ending(&opened.at.file);
    if foreign::html(text, &ending) {
        return Ok(Format::Html);
    }
    if foreign::feed(text) {
        return Ok(Format::Feed);
    }
    if let Some(refusal) = foreign::xml(text) {
        return refuse(opened, refusal);
    }
    match ending.as_str() {
        "csv" => return Ok(Format::Csv),
        "tsv" => return Ok(Format::Tsv),
        "json" => return Ok(Format::Json),
        "md" | "markdown" => return Ok(Format::Markdown),
        _ => {}
    }
    match json(text, opened.whole) {
        Json::Whole => return Ok(Format::Json),
        _ if matches!(ending.as_str(), "jsonl" | "ndjson") => return lines(opened, text),
        Json::Lines => return Ok(Format::Jsonl),
        Json::List | Json::No => {}
    }
    Ok(if foreign::markup(text) { Format::Html } else { Format::Text })
}

/// JSONL, as the name or the user says, unless the first bytes show another kind of JSON.
fn lines(opened: &Opened, text: &[u8]) -> Result<Format> {
    match json(text, opened.whole) {
        Json::Whole | Json::List => refuse(opened, WHOLE_JSON),
        Json::Lines | Json::No => Ok(Format::Jsonl),
    }
}

fn refuse(opened: &Opened, (what, remedy): Refusal) -> Result<Format> {
    Err(Error::new(opened.at.clone(), what, remedy))
}

/// What follows the last dot of the name, small letters, without the ending of a packed file.
pub(super) fn ending(name: &str) -> String {
    let mut parts = name.rsplit('.').map(str::to_ascii_lowercase);
    let last = parts.next().unwrap_or_default();
    match last.as_str() {
        "gz" | "gzip" | "zst" | "zstd" | "bz2" | "bzip2" | "xz" => parts.next().unwrap_or_default(),
        _ => last,
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Json {
    /// One object a line.
    Lines,
    /// An array of objects, or an object over several lines.
    Whole,
    /// Begins with `[`: an array, or a text such as `[Updated] Taipei …`.
    List,
    /// Something else.
    No,
}

/// What kind of JSON the first bytes show; `whole`: they are all there is.
fn json(text: &[u8], whole: bool) -> Json {
    let text = text.trim_ascii_start();
    let second = text.get(1..).and_then(|rest| rest.trim_ascii_start().first());
    match (text.first(), second) {
        (Some(b'['), Some(b'{')) => Json::Whole,
        (Some(b'['), _) => Json::List,
        (Some(b'{'), second) => object(text, second == Some(&b'"'), whole),
        _ => Json::No,
    }
}

/// A first line that fits into no `head` is the start of an object as far as can be seen. One that
/// breaks off after a comma or bracket goes on in the next; one that breaks off elsewhere is damaged.
fn object(text: &[u8], keyed: bool, whole: bool) -> Json {
    let end = text.iter().position(|&b| b == b'\n');
    let first = text[..end.unwrap_or(text.len())].trim_ascii_end();
    let Err(wrong) = serde_json::from_slice::<IgnoredAny>(first) else {
        return Json::Lines;
    };
    let goes_on = wrong.is_eof() && matches!(first.last(), Some(b'{' | b'[' | b','));
    match (keyed, end) {
        (true, Some(_)) if goes_on => Json::Whole,
        (true, _) => Json::Lines,
        (false, None) if !whole && wrong.is_eof() => Json::Lines,
        (false, _) => Json::No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Json {
        json(text.as_bytes(), true)
    }

    #[test]
    fn takes_the_ending_below_a_packed_one() {
        assert_eq!(ending("a/b.JSONL.gz"), "jsonl");
        assert_eq!(ending("b.zst"), "b");
        assert_eq!(ending("b.csv.xz"), "csv");
        assert_eq!(ending("page.html"), "html");
    }

    #[test]
    fn sees_one_object_a_line() {
        assert_eq!(seen("\n{\"text\": \"a\"}\r\n{}"), Json::Lines);
        assert_eq!(seen("{}"), Json::Lines);
    }

    #[test]
    fn takes_a_first_line_that_is_damaged_for_jsonl() {
        assert_eq!(seen("{\"text\": \"cut off\n{\"text\": \"b\"}"), Json::Lines);
        assert_eq!(seen("{\"text\": NaN}\n"), Json::Lines);
    }

    #[test]
    fn sees_a_first_line_that_is_longer_than_the_head() {
        assert_eq!(json(b"{\"text\": \"a very lo", false), Json::Lines);
    }

    #[test]
    fn sees_an_array_and_an_object_over_several_lines() {
        assert_eq!(seen("[\n  {\"a\": 1}\n]"), Json::Whole);
        assert_eq!(seen("{\n  \"a\": 1\n}"), Json::Whole);
        assert_eq!(seen("{\"a\": 1,\n \"b\": 2}"), Json::Whole);
    }

    #[test]
    fn takes_prose_in_brackets_for_prose() {
        assert_eq!(seen("{Corrected} Taipei said"), Json::No);
        assert_eq!(seen("[Updated] Taipei said"), Json::List);
    }
}
