//! WARC files, as crawlers write them, and WET files, which hold the texts of pages.
//!
//! Promises: each page is a document, in the order of the file, one in memory at a time. What is no
//! page (pictures, redirects, scripts) is counted and told once; what belongs to the crawl (`request`,
//! `metadata` …) is passed over. A record that is damaged, or whose length is wrong, is one error with
//! what was passed over, and the next record is read.
//! If you publish the time of `WARC-Date`, readers take the day of the crawl for that of the article.

use super::http::{self, Fields};
use super::left_out::LeftOut;
use super::open::{self, Opened, Stream};
use super::{decode, foreign, html};
use crate::article::{Document, Markup};
use crate::error::{Error, Problem, Result};
use crate::location::Location;

/// The most bytes that the fields of a record may have.
const FIELDS: usize = 1 << 20;

/// Bytes that are done with are let go when there are so many.
const DONE: usize = 1 << 20;

/// Memory that is kept from one record to the next, in bytes.
const KEPT: usize = 16 << 20;

/// How a record begins, up to the number of the version.
const BEGINS: &[u8] = b"WARC/";

/// The documents of one WARC file.
pub(super) struct Warc {
    at: Location,
    stream: Stream,
    limit: usize,
    /// Bytes that were read, and how many of them are done with.
    buffer: Vec<u8>,
    done: usize,
    /// The line of the next byte, counted from 1.
    line: u32,
    /// Whether nothing comes beyond the buffer: the end, or damage, behind which [`Stream::resume`] may
    /// find more.
    ended: bool,
    failed: Option<Error>,
    left_out: LeftOut,
    any: bool,
    over: bool,
}

/// A record: its fields, and where in the buffer its body lies.
struct Record {
    fields: Fields,
    at: Location,
    body: std::ops::Range<usize>,
}

/// What the next bytes are.
enum Next {
    Record(Record),
    /// What is wrong with them; they are passed over.
    Wrong(Error),
    /// A record that is too large, of these fields.
    Large(Fields, Location),
    End,
}

/// Whether the first bytes of an input are a WARC file.
pub(super) fn is_warc(head: &[u8]) -> bool {
    begins(&head[..head.len().min(BEGINS.len() + 3)]) == Some(0)
}

impl Warc {
    /// Of an open input.
    pub(super) fn new(opened: Opened, limit: usize) -> Self {
        let Opened { at, stream, .. } = opened;
        let left_out = LeftOut::default();
        let (buffer, done, line, ended, failed) = (Vec::new(), 0, 1, false, None);
        let (any, over) = (false, false);
        Self { at, stream, limit, buffer, done, line, ended, failed, left_out, any, over }
    }

    /// Bytes that are read and not done with.
    fn ahead(&self) -> &[u8] {
        &self.buffer[self.done..]
    }

    /// Reads until there are so many bytes ahead; `false` if there are not.
    fn fill(&mut self, count: usize) -> bool {
        while self.ahead().len() < count && !self.ended {
            let here = self.at.at(self.line, 0);
            match self.stream.buffer(&here) {
                Ok([]) => self.ended = true,
                Ok(bytes) => {
                    self.buffer.extend_from_slice(bytes);
                    let count = bytes.len();
                    self.stream.consume(count);
                }
                Err(error) => {
                    self.failed = Some(error);
                    self.ended = true;
                }
            }
        }
        self.ahead().len() >= count
    }

    /// Is done with so many bytes.
    fn pass(&mut self, count: usize) {
        let count = count.min(self.ahead().len());
        let lines = self.ahead()[..count].iter().filter(|&&b| b == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        self.done += count;
        if self.done > DONE {
            self.buffer.drain(..self.done);
            self.buffer.shrink_to(KEPT);
            self.done = 0;
        }
    }

    /// Passes over line breaks.
    fn pass_blank(&mut self) {
        while self.fill(1) && matches!(self.ahead().first(), Some(b'\r' | b'\n')) {
            self.pass(1);
        }
    }

    /// Passes over bytes up to the next record, or as far as can be read. Returns how many.
    fn pass_to_record(&mut self, from: usize) -> usize {
        let mut passed = from.min(self.ahead().len());
        self.pass(passed);
        loop {
            self.fill(DONE);
            if let Some(at) = begins(self.ahead()) {
                self.pass(at);
                return passed + at;
            }
            // the start of a record may be cut in two
            let most = if self.ended { 0 } else { BEGINS.len() + 3 };
            let count = self.ahead().len().saturating_sub(most);
            self.pass(count);
            passed += count;
            if self.ended {
                return passed;
            }
        }
    }

    fn next_record(&mut self) -> Next {
        self.pass_blank();
        let at = self.at.at(self.line, 0);
        if !self.fill(1) {
            return self.end();
        }
        if !self.fill(BEGINS.len()) || !self.ahead().starts_with(BEGINS) {
            return self.wrong(at, "no WARC record begins here", 1);
        }
        let Some((fields, start)) = self.fields() else {
            return self.wrong(at, "the fields of this record have no end", 1);
        };
        let length = fields.get("Content-Length").and_then(|text| text.parse::<usize>().ok());
        let Some(length) = length else {
            return self.wrong(at, "this record has no length (Content-Length)", start);
        };
        let Some(end) = start.checked_add(length) else {
            return self.wrong(at, "the length of this record is wrong", start);
        };
        if length > self.limit {
            self.skip(end);
            return Next::Large(fields, at);
        }
        let whole = self.fill(end);
        if whole && self.is_followed(end) {
            return Next::Record(Record { fields, at, body: self.done + start..self.done + end });
        }
        match begins(&self.ahead()[start..]) {
            _ if self.failed.is_some() => self.end(),
            None if !whole => self.wrong(at, "this record breaks off", start),
            _ => self.wrong(at, "the length of this record is wrong (Content-Length)", start),
        }
    }

    /// The fields of the record ahead, and how many bytes they take.
    fn fields(&mut self) -> Option<(Fields, usize)> {
        let mut count = 4096;
        loop {
            let more = self.fill(count);
            let found = Fields::of(&self.ahead()[..self.ahead().len().min(FIELDS)]);
            if found.is_some() || !more || count > FIELDS {
                return found;
            }
            count *= 4;
        }
    }

    /// Whether a blank line, another record or nothing comes behind so many bytes.
    fn is_followed(&mut self, end: usize) -> bool {
        let (mut at, mut lines) = (end, 0);
        while at < end + 8 && self.fill(at + 1) && matches!(self.ahead()[at], b'\r' | b'\n') {
            lines += usize::from(self.ahead()[at] == b'\n');
            at += 1;
        }
        let more = self.fill(at + BEGINS.len());
        lines >= 2
            || if more { self.ahead()[at..].starts_with(BEGINS) } else { self.ahead().len() <= at }
    }

    /// Passes over more bytes than can be ahead.
    fn skip(&mut self, mut count: usize) {
        while count > 0 && self.fill(1) {
            let piece = count.min(self.ahead().len());
            self.pass(piece);
            count -= piece;
        }
    }

    /// Passes over what is wrong, of which `from` bytes are known.
    fn wrong(&mut self, at: Location, what: &str, from: usize) -> Next {
        if self.failed.is_some() {
            return self.end();
        }
        let passed = self.pass_to_record(from);
        let what = format!("{what}: {passed} bytes were passed over");
        Next::Wrong(Error::new(at, what, "get the file anew, if it is not so at its source"))
    }

    /// The end; or damage, behind which another record may come.
    fn end(&mut self) -> Next {
        let Some(error) = self.failed.take() else { return Next::End };
        // it showed while the record before was read
        let at = self.at.at(self.line, 0);
        let count = self.ahead().len();
        self.pass(count);
        self.ended = !self.stream.resume();
        let told = |problem: &Problem| {
            let what = match self.stream.passed() {
                0 => problem.what.clone(),
                passed => format!("{}: {passed} bytes of it were passed over", problem.what),
            };
            Problem { what, at: at.clone(), ..problem.clone() }
        };
        Next::Wrong(Error::all(error.problems().iter().map(told).collect()).unwrap_or(error))
    }

    /// The document that a record is; `None` if it is none.
    fn document(&mut self, record: &Record) -> Result<Option<Document>> {
        let Record { fields, at, body } = record;
        let bytes = &self.buffer[body.clone()];
        let (page, from) = match fields.get("WARC-Type").unwrap_or_default() {
            // others are such as answers of name servers
            "response" if !bytes.starts_with(b"HTTP/") => return Ok(None),
            "response" => {
                let Some((response, start)) = Fields::of(bytes) else {
                    let what = "the header of this response has no end";
                    return Err(Error::new(at.clone(), what, "get the page anew"));
                };
                (response, &bytes[start..])
            }
            "resource" | "conversion" => (Fields::default(), bytes),
            "continuation" => {
                self.left_out.part();
                return Ok(None);
            }
            _ => return Ok(None),
        };
        let status = page.first.split_whitespace().nth(1).unwrap_or("200");
        if status != "200" {
            self.left_out.status(status);
            return Ok(None);
        }
        let of = if page.first.is_empty() { fields } else { &page };
        let (media, charset) = http::media_type(of.get("Content-Type").unwrap_or_default());
        let cut = fields.get("WARC-Truncated").is_some();
        let Some(markup) = markup(&media) else {
            self.left_out.kind(&media);
            return Ok(None);
        };
        let wrong = |what| Error::new(at.clone(), what, "get the page anew");
        let bytes = http::body(&page, from, self.limit, cut).map_err(wrong)?;
        let opens = &bytes[..bytes.len().min(DONE)];
        let Some(markup) = markup.or_else(|| foreign::html(opens, "").then_some(Markup::Html))
        else {
            self.left_out.kind(&media);
            return Ok(None);
        };
        if bytes.trim_ascii().is_empty() {
            self.left_out.empty();
            return Ok(None);
        }
        if bytes.len() > self.limit {
            return Err(open::too_long(at.clone(), self.limit));
        }
        let document = match markup {
            Markup::Html => html::document(bytes, charset, at.clone(), self.limit)?,
            _ => Document::of(at.clone(), decode::page(bytes, charset, at)?),
        };
        if cut {
            self.left_out.cut();
        }
        Ok(Some(told(Document { markup, ..document }, fields)))
    }

    fn step(&mut self) -> Option<Result<Document>> {
        match self.next_record() {
            Next::Record(record) => {
                let document = self.document(&record).transpose();
                let end = record.body.end.saturating_sub(self.done);
                self.pass(end);
                document
            }
            Next::Wrong(error) => Some(Err(error)),
            Next::Large(fields, at) => {
                let is_page = matches!(fields.get("WARC-Type"), Some("response" | "conversion"));
                is_page.then(|| Err(open::too_long(at, self.limit)))
            }
            Next::End => {
                self.over = true;
                self.left_out.told(&self.at, self.any).map(Err)
            }
        }
    }
}

impl Iterator for Warc {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.over {
            if let Some(item) = self.step() {
                self.any = true;
                return Some(item);
            }
        }
        None
    }
}

/// Where the next record begins, which is at the start of a line.
fn begins(bytes: &[u8]) -> Option<usize> {
    let starts = |at: &usize| {
        let is_line = *at == 0 || bytes[at - 1] == b'\n';
        let version = &bytes[at + BEGINS.len()..];
        is_line && matches!(version, [b'0'..=b'9', b'.', b'0'..=b'9', ..])
    };
    let windows = bytes.windows(BEGINS.len()).enumerate();
    windows.filter(|(_, piece)| *piece == BEGINS).map(|(at, _)| at).find(starts)
}

/// How a page of that type is marked up: as may be seen from it, if it has none; `None`: it is no page.
fn markup(media: &str) -> Option<Option<Markup>> {
    match media {
        "text/html" | "application/xhtml+xml" => Some(Some(Markup::Html)),
        "text/plain" => Some(Some(Markup::Plain)),
        "text/markdown" | "text/x-markdown" => Some(Some(Markup::Markdown)),
        "" | "application/octet-stream" | "unknown" => Some(None),
        _ => None,
    }
}

/// With what the record says of it.
fn told(document: Document, fields: &Fields) -> Document {
    let bare = |name| {
        let value = fields.get(name)?.trim_matches(['<', '>']);
        (!value.is_empty()).then(|| value.to_owned())
    };
    let id = bare("WARC-Record-ID").unwrap_or(document.id);
    let language = fields.get("WARC-Identified-Content-Language").and_then(language);
    Document { id, url: bare("WARC-Target-URI"), language, ..document }
}

/// The tag of the first language of a list of ISO 639-3 codes, if it is one of many pages.
fn language(codes: &str) -> Option<String> {
    let first = codes.split(',').next()?.trim();
    let known = LANGUAGES.binary_search_by_key(&first, |(code, _)| code).ok()?;
    Some(LANGUAGES[known].1.to_owned())
}

/// Codes of ISO 639-3 and tags.
#[rustfmt::skip]
const LANGUAGES: &[(&str, &str)] = &[
    ("ara", "ar"), ("ben", "bn"), ("bul", "bg"), ("cat", "ca"), ("ces", "cs"), ("dan", "da"),
    ("deu", "de"), ("ell", "el"), ("eng", "en"), ("est", "et"), ("fas", "fa"), ("fin", "fi"),
    ("fra", "fr"), ("heb", "he"), ("hin", "hi"), ("hrv", "hr"), ("hun", "hu"), ("ind", "id"),
    ("isl", "is"), ("ita", "it"), ("jpn", "ja"), ("kat", "ka"), ("kor", "ko"), ("lav", "lv"),
    ("lit", "lt"), ("msa", "ms"), ("nld", "nl"), ("nno", "nn"), ("nor", "no"), ("pol", "pl"),
    ("por", "pt"), ("ron", "ro"), ("rus", "ru"), ("slk", "sk"), ("slv", "sl"), ("spa", "es"),
    ("sqi", "sq"), ("srp", "sr"), ("swa", "sw"), ("swe", "sv"), ("tam", "ta"), ("tgl", "tl"),
    ("tha", "th"), ("tur", "tr"), ("ukr", "uk"), ("urd", "ur"), ("vie", "vi"), ("zho", "zh"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Limits;
    use crate::read::bounds::Bounds;
    use crate::read::open::Packing;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    /// A record as `warcio` writes it.
    fn record(kind: &str, id: usize, fields: &str, body: &str) -> Vec<u8> {
        let length = body.len();
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{id}>\r\n\
             WARC-Target-URI: https://example.org/{id}\r\nWARC-Date: 2026-02-01T00:00:00Z\r\n\
             {fields}Content-Length: {length}\r\n\r\n"
        );
        format!("{head}{body}\r\n\r\n").into_bytes()
    }

    fn response(id: usize, status: &str, media: &str, body: &str) -> Vec<u8> {
        let http = format!("HTTP/1.1 {status}\r\nContent-Type: {media}\r\n\r\n{body}");
        record("response", id, "Content-Type: application/http; msgtype=response\r\n", &http)
    }

    fn page(id: usize) -> Vec<u8> {
        response(id, "200 OK", "text/html", &format!("<html>page {id}"))
    }

    fn gzip(record: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(record).unwrap();
        packed.finish().unwrap()
    }

    /// Ids, texts and errors of a WARC file in memory.
    fn read(bytes: &[u8], limit: usize) -> Vec<String> {
        let (at, bytes) = (Location::file("a.warc"), std::io::Cursor::new(bytes.to_vec()));
        let bounds = Bounds::new(&Limits::default());
        let opened = open::of_reader(at, bytes, 0, Packing::None, &bounds).unwrap();
        let shown = Warc::new(opened, limit).map(|item| match item {
            Ok(document) => format!("{} {}", document.id, document.body),
            Err(error) => error.to_string(),
        });
        shown.collect()
    }

    fn pages(ids: &[usize]) -> Vec<String> {
        ids.iter().map(|id| format!("urn:uuid:{id} <html>page {id}")).collect()
    }

    #[test]
    fn reads_pages_and_passes_over_what_belongs_to_the_crawl() {
        let of_the_crawl = ["warcinfo", "request", "metadata", "revisit", "new-type"]
            .map(|kind| record(kind, 0, "Content-Type: application/x\r\n", "x: y\r\n\r\n"));
        let dns = record("response", 0, "Content-Type: text/dns\r\n", "20260201\nexample.org. 1");
        let file = [of_the_crawl.concat(), page(1), dns, page(2)].concat();
        assert_eq!(read(&file, 1000), pages(&[1, 2]));
        assert_eq!(read(&gzip(&file), 1000), pages(&[1, 2]));
    }

    #[test]
    fn reads_texts_of_pages_with_their_language() {
        let fields = "Content-Type: text/plain\r\nWARC-Identified-Content-Language: deu,eng\r\n";
        let file = record("conversion", 1, fields, "Norwegen und Kenia");
        let bytes = std::io::Cursor::new(file);
        let bounds = Bounds::new(&Limits::default());
        let at = Location::file("a.wet");
        let opened = open::of_reader(at, bytes, 0, Packing::None, &bounds).unwrap();
        let document = Warc::new(opened, 1000).next().unwrap().unwrap();
        assert_eq!(document.language.as_deref(), Some("de"));
        assert_eq!(document.url.as_deref(), Some("https://example.org/1"));
        assert_eq!((document.published, document.markup), (None, Markup::Plain));
        assert_eq!(document.at.to_string(), "a.wet:1");
    }

    #[test]
    fn a_record_with_an_empty_id_is_called_by_its_place() {
        let text = String::from_utf8(page(1)).unwrap();
        let shown = read(text.replace("<urn:uuid:1>", "<>").as_bytes(), 1000);
        assert_eq!(shown, ["a.warc:1 <html>page 1"]);
    }

    #[test]
    fn counts_what_is_no_page() {
        let file = [
            page(1),
            response(2, "301 Moved", "text/html", "moved"),
            response(3, "200 OK", "image/png", "\u{1}"),
            response(4, "200 OK", "text/html", "  "),
            response(5, "200 OK", "", "<!doctype html><p>untyped"),
            response(6, "200 OK", "", "untyped"),
        ];
        let shown = read(&file.concat(), 1000);
        assert_eq!(shown[..1], pages(&[1]));
        assert_eq!(shown[1], "urn:uuid:5 <!doctype html><p>untyped");
        let said = "a.warc: warning: 4 records that are no pages were left out: 2 of another type \
                    than text (image/png 1, unknown 1), 1 of another status than 200 (301 1), 1 empty";
        assert!(shown[2].starts_with(said), "{shown:?}");
        assert_eq!(shown.len(), 3);
    }

    #[test]
    fn goes_on_after_a_length_that_is_wrong() {
        let text = |id| String::from_utf8(page(id)).unwrap();
        let length = |text: &str| text.split("Content-Length: ").nth(1).unwrap()[..2].to_owned();
        for wrong in ["10", "99", "999999", "-5", "x", ""] {
            let lying =
                text(2).replace(&format!(": {}\r", length(&text(2))), &format!(": {wrong}\r"));
            let file = [page(1), lying.into_bytes(), page(3), page(4)].concat();
            let shown = read(&file, 1000);
            let line = 1 + text(1).matches('\n').count();
            assert_eq!(shown[..1], pages(&[1]), "{wrong}");
            if wrong == "999999" {
                // larger than any document: nothing behind it can be told from it
                assert!(shown[1].contains("has more than 1000 bytes"), "{shown:?}");
                continue;
            }
            assert!(shown[1].starts_with(&format!("a.warc:{line}: error: ")), "{wrong}: {shown:?}");
            assert!(shown[1].contains("bytes were passed over"), "{wrong}: {shown:?}");
            assert_eq!(shown[2..], pages(&[3, 4]), "{wrong}");
        }
    }

    #[test]
    fn goes_on_after_bytes_that_are_no_record() {
        let file =
            [page(1), b"nonsense\nWARC/x\n".to_vec(), page(2), b"WARC/1.0\r\nno end".to_vec()];
        let shown = read(&file.concat(), 1000);
        assert_eq!([&shown[..1], &shown[2..3]].concat(), pages(&[1, 2]));
        assert!(shown[1].contains("no WARC record begins here: 16 bytes were passed over"));
        assert!(shown[3].contains("the fields of this record have no end: 16 bytes were passed"));
    }

    #[test]
    fn says_that_the_last_record_breaks_off() {
        let mut file = [page(1), page(2)].concat();
        file.truncate(file.len() - 10);
        let shown = read(&file, 1000);
        assert_eq!(shown[..1], pages(&[1]));
        assert!(shown[1].contains("this record breaks off: "), "{shown:?}");
        assert_eq!(shown.len(), 2);
    }

    #[test]
    fn loses_only_the_record_whose_data_is_damaged() {
        let mut members = [1, 2, 3].map(|id| gzip(&page(id)));
        let middle = members[1].len() / 2;
        members[1][middle..middle + 8].fill(0xff);
        let shown = read(&members.concat(), 1000);
        assert_eq!([&shown[..1], &shown[2..]].concat(), pages(&[1, 3]));
        let length = members[1].len();
        assert!(shown[1].contains("the gzip data is "), "{shown:?}");
        assert!(
            shown[1].contains(&format!(": {length} bytes of it were passed over")),
            "{shown:?}"
        );

        members[1] = gzip(&page(2));
        members[1].truncate(length / 2);
        let shown = read(&members.concat(), 1000);
        assert_eq!([&shown[..1], &shown[2..]].concat(), pages(&[1, 3]));
    }

    #[test]
    fn reads_a_page_that_its_crawler_cut_short_and_says_so() {
        let http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n\
                    ff\r\n<html>Norway";
        let file = record("response", 1, "WARC-Truncated: length\r\n", http);
        let shown = read(&file, 1000);
        assert_eq!(shown[0], "urn:uuid:1 <html>Norway");
        assert!(shown[1].contains("warning: 1 page was cut short by the crawler"), "{shown:?}");
    }

    #[test]
    fn goes_on_after_a_record_that_is_too_large() {
        let large = response(2, "200 OK", "text/html", &"x".repeat(300_000));
        let shown = read(&[page(1), large, page(3)].concat(), 1000);
        assert_eq!([&shown[..1], &shown[2..]].concat(), pages(&[1, 3]));
        assert!(shown[1].contains("has more than 1000 bytes"), "{shown:?}");
    }

    #[test]
    fn reads_a_page_in_the_encoding_that_its_server_says() {
        let mut http =
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1251\r\n\r\n".to_vec();
        http.extend_from_slice(&encoding_rs::WINDOWS_1251.encode("<html>Норвегия").0);
        let head =
            format!("WARC/1.1\r\nWARC-Type: response\r\nContent-Length: {}\r\n\r\n", http.len());
        let file = [head.as_bytes(), &http].concat();
        assert_eq!(read(&file, 1000), ["a.warc:1 <html>Норвегия"]);
    }

    #[test]
    fn languages_are_sorted() {
        assert!(LANGUAGES.is_sorted());
        assert_eq!((language("eng,fra"), language("xxx")), (Some("en".to_owned()), None));
    }
}
