//! JSONL: one JSON object a line, each a document.
//!
//! Promises: one line in memory at a time, each parsed once; a line that is wrong is one error at its
//! line and column, and the next lines are read. Blank lines do not count as lines that are wrong.
//! Metadata that is neither text nor number, or blank, is left out; the text must be there.
//! If you change how lines are counted, the ids `path:line` of lines without an id change.

use super::kept::Seen;
use super::open::{self, Opened, Stream};
use super::{Fields, decode, row};
use crate::article::Document;
use crate::error::Result;
use crate::location::Location;

/// Memory that is kept from one line to the next, in bytes.
const KEPT: usize = 16 << 20;

/// The documents of one JSONL input.
pub(super) struct Lines {
    at: Location,
    stream: Stream,
    fields: Fields,
    seen: Seen,
    limit: usize,
    line: u32,
    buffer: Vec<u8>,
    /// Whether there was a line that was not blank.
    any: bool,
    done: bool,
}

impl Lines {
    /// Of an open input. UTF-16 is decoded as a whole, so that it may have `limit` bytes at most.
    pub(super) fn new(opened: Opened, fields: &Fields, limit: usize) -> Result<Self> {
        let Opened { at, mut stream, head, .. } = opened;
        if decode::utf16(&head).is_some() {
            stream = stream.decoded(limit, &at)?;
        }
        let (fields, seen) = (fields.clone(), Seen::new(&fields.keep));
        let (line, buffer, any, done) = (0, Vec::new(), false, false);
        Ok(Self { at, stream, fields, seen, limit, line, buffer, any, done })
    }

    /// Reads the next line into the buffer; `false` at the end.
    fn advance(&mut self) -> Result<bool> {
        self.buffer.clear();
        self.buffer.shrink_to(KEPT);
        self.line = self.line.saturating_add(1);
        let here = self.at.at(self.line, 0);
        self.stream.line(self.limit, &here, &mut self.buffer)?;
        Ok(!self.buffer.is_empty())
    }

    /// The document of the line in the buffer; `None` if it is blank.
    fn document(&mut self) -> Option<Result<Document>> {
        let mark: &[u8] = if self.line == 1 { b"\xef\xbb\xbf" } else { b"" };
        let line = self.buffer.strip_prefix(mark).unwrap_or(&self.buffer).trim_ascii_end();
        if line.trim_ascii_start().is_empty() {
            return None;
        }
        let at = self.at.at(self.line, 0);
        Some(
            row::utf8(line, &at)
                .and_then(|line| row::document(line, &at, &self.fields, &mut self.seen)),
        )
    }
}

impl Iterator for Lines {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            match self.advance() {
                Ok(true) => {}
                Ok(false) => {
                    self.done = true;
                    let none = || open::empty(self.at.clone());
                    let told = self.seen.told(&self.at);
                    return told.or_else(|| (!self.any).then(none)).map(Err);
                }
                Err(error) => {
                    self.any = true;
                    self.done = self.stream.broken;
                    return Some(Err(error));
                }
            }
            if let Some(item) = self.document() {
                self.any = true;
                return Some(item);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts and errors of JSONL in memory.
    fn lines(bytes: &[u8], limit: usize) -> Vec<String> {
        let lines = Lines {
            at: Location::file("a.jsonl"),
            stream: Stream::of(bytes.to_vec()),
            fields: Fields::default(),
            seen: Seen::new(&[]),
            limit,
            line: 0,
            buffer: Vec::new(),
            any: false,
            done: false,
        };
        let shown = lines.map(|item| match item {
            Ok(document) => format!("{} {}", document.id, document.body),
            Err(error) => error.to_string(),
        });
        shown.collect()
    }

    #[test]
    fn passes_over_blank_lines_and_counts_them() {
        let shown = lines(b"\n{\"text\": \"a\"}\r\n  \r\n{\"text\": \"b\"}", 100);
        assert_eq!(shown, ["a.jsonl:2 a", "a.jsonl:4 b"]);
    }

    #[test]
    fn keeps_documents_of_the_same_id() {
        let line = "{\"id\": 7, \"text\": \"a\"}\n";
        assert_eq!(lines(line.repeat(2).as_bytes(), 100), ["7 a", "7 a"]);
    }

    #[test]
    fn goes_on_after_a_line_that_is_no_json() {
        let shown = lines(b"{\"text\": \"\xc3\xa9\" 5}\n{\"text\": \"b\"}\n", 100);
        let error = "a.jsonl:1:14: error: the line is not a JSON object: expected `,` or `}`; ";
        assert!(shown[0].starts_with(error), "{shown:?}");
        assert_eq!(shown[1..], ["a.jsonl:2 b"]);
    }

    #[test]
    fn goes_on_after_a_line_that_is_no_object() {
        let shown = lines(b"5\n[]\n{\"text\": \"b\"} {}\n{\"text\": \"b\"}\n", 100);
        assert!(shown[0].starts_with("a.jsonl:1:1: error: the line is not a JSON object: invalid"));
        assert!(shown[1].starts_with("a.jsonl:2:1: error: "), "{shown:?}");
        assert!(shown[2].contains("trailing characters"), "{shown:?}");
        assert_eq!(shown[3], "a.jsonl:4 b");
    }

    #[test]
    fn says_where_a_line_is_not_utf8() {
        let shown = lines(b"{\"text\": \"\xc3\xa9\xff\"}\n{\"text\": \"b\"}\n", 100);
        assert!(shown[0].starts_with("a.jsonl:1:12: error: the line is not UTF-8"), "{shown:?}");
        assert_eq!(shown[1..], ["a.jsonl:2 b"]);
    }

    #[test]
    fn goes_on_after_a_line_that_is_too_long() {
        let long = format!("{{\"text\": \"{}\"}}\n{{\"text\": \"b\"}}\n", "x".repeat(100));
        let shown = lines(long.as_bytes(), 50);
        assert!(shown[0].starts_with("a.jsonl:1: error: has more than 50 bytes"), "{shown:?}");
        assert_eq!(shown[1..], ["a.jsonl:2 b"]);
    }

    #[test]
    fn takes_the_byte_order_mark_off_the_first_line() {
        assert_eq!(lines(b"\xef\xbb\xbf{\"text\": \"a\"}", 100), ["a.jsonl:1 a"]);
    }

    #[test]
    fn says_that_there_is_no_line() {
        let shown = ["a.jsonl: error: is empty; check what wrote it, or leave it out"];
        assert_eq!(lines(b"", 100), shown);
        assert_eq!(lines(b"\n \n", 100), shown);
    }
}
