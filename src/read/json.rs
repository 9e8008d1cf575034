//! JSON as a whole: an array of objects, one object, or an object with lists of objects in it.
//!
//! Promises: one element in memory at a time. An element that is wrong is one error at its place, and
//! the next ones are read, as far as its brackets are closed. An object that has the text is one
//! document; in one that has not, each list whose objects have it is read.
//! If you change how places are counted, the ids `path:line:column` of elements without an id change.

use super::cursor::Cursor;
use super::kept::Seen;
use super::open::{self, Opened};
use super::{Fields, decode, row};
use crate::article::Document;
use crate::error::{Error, Result};
use crate::location::Location;

/// What may stand between two elements.
const BETWEEN: &[u8] = b" \t\r\n,";
const BLANK: &[u8] = b" \t\r\n";

/// The documents of one JSON input.
pub(super) struct Objects {
    cursor: Cursor,
    fields: Fields,
    seen: Seen,
    limit: usize,
    state: State,
    any: bool,
    done: bool,
}

#[derive(Clone, Copy)]
enum State {
    /// Outside of everything.
    Outside,
    /// In a list, which stands in an object or does not.
    List { inside: bool },
    /// In an object of which a list was read.
    Object,
}

/// A value as it was read, and whether all of it was kept.
#[derive(Default)]
struct Held {
    bytes: Vec<u8>,
    long: bool,
}

impl Objects {
    /// Of an open input. UTF-16 is decoded as a whole, so that it may have `limit` bytes at most.
    pub(super) fn new(opened: Opened, fields: &Fields, limit: usize) -> Result<Self> {
        let Opened { at, mut stream, head, .. } = opened;
        if decode::utf16(&head).is_some() {
            stream = stream.decoded(limit, &at)?;
        }
        let (cursor, state) = (Cursor::new(stream, at)?, State::Outside);
        let (fields, seen) = (fields.clone(), Seen::new(&fields.keep));
        Ok(Self { cursor, fields, seen, limit, state, any: false, done: false })
    }

    /// The next document; `None` if there is none yet, or all is `done`.
    fn step(&mut self) -> Result<Option<Document>> {
        match self.state {
            State::Outside => self.outside(),
            State::List { inside } => self.element(inside),
            State::Object => self.object(true),
        }
    }

    fn outside(&mut self) -> Result<Option<Document>> {
        self.cursor.skip(BLANK)?;
        match self.cursor.peek()? {
            None => {
                self.done = true;
                let none = !self.any;
                self.any = true;
                if none { Err(open::empty(self.cursor.at.clone())) } else { Ok(None) }
            }
            Some(b'[') => {
                self.cursor.consume(1);
                self.state = State::List { inside: false };
                Ok(None)
            }
            Some(b'{') => self.object(false),
            Some(_) => {
                self.done = true;
                let what = "neither a JSON array nor an object begins here";
                let remedy = "correct it, or give `--from text` if it is a text";
                Err(Error::new(self.cursor.place(), what, remedy))
            }
        }
    }

    fn element(&mut self, inside: bool) -> Result<Option<Document>> {
        self.cursor.skip(BETWEEN)?;
        let place = self.cursor.place();
        match self.cursor.peek()? {
            None => Err(self.broken_off(&place)),
            Some(b']') => {
                self.cursor.consume(1);
                self.state = if inside { State::Object } else { State::Outside };
                Ok(None)
            }
            Some(b'{') => {
                let mut held = Held::default();
                self.value(0, &place, &mut held)?;
                self.document(&held, &place).map(Some)
            }
            Some(_) => {
                self.value(0, &place, &mut Held::default())?;
                let remedy = "make each element an object with the article's text";
                Err(Error::new(place, "the element is not a JSON object", remedy))
            }
        }
    }

    /// One object, or the rest of one of which a list was read.
    fn object(&mut self, listed: bool) -> Result<Option<Document>> {
        let start = self.cursor.place();
        let mut held = Held::default();
        let (mut text, mut first) = (false, None);
        if !listed {
            self.keep(1, &mut held);
        }
        loop {
            self.pass(BETWEEN, &mut held)?;
            let place = self.cursor.place();
            match self.cursor.peek()? {
                None => return Err(self.broken_off(&start)),
                Some(b'}') => {
                    self.keep(1, &mut held);
                    break;
                }
                Some(b'"') => {
                    let before = held.bytes.len();
                    self.value(0, &place, &mut held)?;
                    let key = held.bytes.get(before..).unwrap_or_default();
                    let key: Option<String> = serde_json::from_slice(key).ok();
                    let is_text = key.as_ref() == Some(&self.fields.text);
                    text |= is_text;
                    if is_text && listed {
                        self.rest(&start)?;
                        let what = "the object has a text of its own beside a list of documents";
                        let remedy = "put it into the list, or the list into a file of its own";
                        return Err(Error::new(place, what, remedy));
                    }
                }
                Some(b':') => {
                    self.keep(1, &mut held);
                    self.pass(BLANK, &mut held)?;
                    if self.cursor.peek()? == Some(b'[') {
                        self.keep(1, &mut held);
                        self.pass(BLANK, &mut held)?;
                        if self.cursor.peek()? == Some(b'{') && !text {
                            let (place, mut one) = (self.cursor.place(), Held::default());
                            self.value(0, &place, &mut one)?;
                            if row::has(&one.bytes, &self.fields.text) {
                                self.state = State::List { inside: true };
                                return self.document(&one, &place).map(Some);
                            }
                            add(&one.bytes, &mut held, self.limit);
                            held.long |= one.long;
                            first.get_or_insert((one, place));
                        }
                        self.value(1, &start, &mut held)?;
                    } else if !matches!(self.cursor.peek()?, None | Some(b'}' | b',')) {
                        self.value(0, &start, &mut held)?;
                    }
                }
                // what is wrong, as the parser will say
                Some(_) => self.value(0, &place, &mut held)?,
            }
            if listed {
                held = Held::default();
            }
        }
        self.state = State::Outside;
        match first {
            _ if listed => Ok(None),
            Some((one, place)) if !text => self.document(&one, &place).map(Some),
            _ => self.document(&held, &start).map(Some),
        }
    }

    /// Passes over the rest of an object.
    fn rest(&mut self, start: &Location) -> Result<()> {
        self.state = State::Outside;
        self.value(1, start, &mut Held { bytes: Vec::new(), long: true })
    }

    fn document(&mut self, held: &Held, at: &Location) -> Result<Document> {
        if held.long {
            return Err(open::too_long(at.clone(), self.limit));
        }
        let text = row::utf8(&held.bytes, at)?;
        row::document(text, at, &self.fields, &mut self.seen)
    }

    /// Consumes a value; with a `depth`, what is left of one within so many brackets.
    fn value(&mut self, mut depth: usize, start: &Location, held: &mut Held) -> Result<()> {
        let (mut string, mut escaped, mut scalar, mut begun) = (false, false, false, depth > 0);
        loop {
            let buffer = self.cursor.buffer()?;
            if buffer.is_empty() {
                if scalar {
                    return Ok(());
                }
                return Err(self.broken_off(start));
            }
            let (mut count, mut ended) = (0, false);
            for &byte in buffer {
                if scalar && b" \t\r\n,]}:\"{[".contains(&byte) {
                    ended = true;
                    break;
                }
                count += 1;
                if string {
                    match byte {
                        _ if escaped => escaped = false,
                        b'\\' => escaped = true,
                        b'"' => string = false,
                        _ => {}
                    }
                } else {
                    match byte {
                        b'"' => string = true,
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' => depth = depth.saturating_sub(1),
                        _ => scalar = !begun,
                    }
                }
                begun = true;
                if depth == 0 && !string && !scalar {
                    ended = true;
                    break;
                }
            }
            self.keep(count, held);
            if ended {
                return Ok(());
            }
        }
    }

    /// Consumes some bytes of the buffer and keeps them, up to the limit.
    fn keep(&mut self, count: usize, held: &mut Held) {
        let bytes = self.cursor.stream.buffered();
        let bytes = &bytes[..count.min(bytes.len())];
        add(bytes, held, self.limit);
        self.cursor.consume(count);
    }

    fn pass(&mut self, blank: &[u8], held: &mut Held) -> Result<()> {
        loop {
            let buffer = self.cursor.buffer()?;
            let length = buffer.len();
            let count = buffer.iter().take_while(|b| blank.contains(b)).count();
            self.keep(count, held);
            if count < length || length == 0 {
                return Ok(());
            }
        }
    }

    fn broken_off(&mut self, start: &Location) -> Error {
        self.done = true;
        let what = "what begins here is not closed: it breaks off";
        Error::new(start.clone(), what, "get the file anew, or close it")
    }
}

fn add(bytes: &[u8], held: &mut Held, limit: usize) {
    held.long |= held.bytes.len() + bytes.len() > limit;
    if held.long {
        held.bytes = Vec::new();
    } else {
        held.bytes.extend_from_slice(bytes);
    }
}

impl Iterator for Objects {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            match self.step() {
                Ok(None) => {}
                Ok(Some(document)) => {
                    self.any = true;
                    return Some(Ok(document));
                }
                Err(error) => {
                    self.any = true;
                    self.done |= self.cursor.stream.broken;
                    return Some(Err(error));
                }
            }
        }
        self.seen.told(&self.cursor.at).map(Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::open::Stream;

    /// The texts and errors of JSON in memory.
    fn read(json: &str, limit: usize) -> Vec<String> {
        let bytes = json.as_bytes().to_vec();
        let opened = Opened {
            at: Location::file("a.json"),
            head: bytes.clone(),
            whole: true,
            stream: Stream::of(bytes),
        };
        let shown =
            Objects::new(opened, &Fields::default(), limit).unwrap().map(|item| match item {
                Ok(document) => format!("{} {}", document.id, document.body),
                Err(error) => error.to_string(),
            });
        shown.collect()
    }

    #[test]
    fn reads_each_element_of_an_array() {
        let shown =
            read("[\n  {\"text\": \"a ] \\\" }\"},\n  {\"id\": 7, \"text\": \"b\"}\n]\n", 100);
        assert_eq!(shown, ["a.json:2:3 a ] \" }", "7 b"]);
    }

    #[test]
    fn reads_an_object_with_or_without_a_list() {
        assert_eq!(
            read("{\n \"text\": \"a\",\n \"tags\": [{\"text\": \"x\"}]\n}", 100),
            ["a.json:1:1 a"]
        );
        let listed = "{\"total\": 2, \"meta\": [{\"a\": [1]}], \"articles\": [{\"id\": 1, \"text\": \"a\"},\n\
                      {\"id\": 2, \"text\": \"b\"}], \"next\": null}";
        assert_eq!(read(listed, 200), ["1 a", "2 b"]);
    }

    #[test]
    fn reads_one_object_after_another() {
        assert_eq!(
            read("{\"text\": \"a\"}\n{\"text\":\n\"b\"}", 100),
            ["a.json:1:1 a", "a.json:2:1 b"]
        );
    }

    #[test]
    fn never_loses_a_text_beside_a_list_in_silence() {
        let shown = read("{\"a\": [{\"text\": \"x\"}],\n\"text\": \"y\"}\n{\"text\": \"z\"}", 100);
        assert_eq!(shown[0], "a.json:1:8 x");
        assert!(
            shown[1].starts_with("a.json:2:1: error: the object has a text of its own"),
            "{shown:?}"
        );
        assert_eq!(shown[2..], ["a.json:3:1 z"]);
    }

    #[test]
    fn goes_on_after_an_element_that_is_wrong() {
        let shown =
            read("[{\"text\": 5},\n 7, {\"text\"\n:\n \"a\" \"b\"},\n{\"text\": \"c\"}]", 100);
        assert!(shown[0].starts_with("a.json:1:3: error: field `text` is a number"), "{shown:?}");
        assert!(
            shown[1].starts_with("a.json:2:2: error: the element is not a JSON object"),
            "{shown:?}"
        );
        assert!(
            shown[2].starts_with("a.json:4:6: error: the element is not a JSON object: expected"),
            "{shown:?}"
        );
        assert_eq!(shown[3..], ["a.json:5:1 c"]);
    }

    #[test]
    fn names_the_likely_field_of_a_list() {
        let shown = read("{\"articles\": [{\"body\": \"a\"}]}", 100);
        assert!(shown[0].contains("give `--field text=body` if"), "{shown:?}");
        assert_eq!(shown.len(), 1);
    }

    #[test]
    fn goes_on_after_an_element_that_is_too_long() {
        let json = format!("[{{\"text\": \"{}\"}},\n{{\"text\": \"b\"}}]", "x".repeat(100));
        let shown = read(&json, 50);
        assert!(shown[0].starts_with("a.json:1:2: error: has more than 50 bytes"), "{shown:?}");
        assert_eq!(shown[1..], ["a.json:2:1 b"]);
    }

    #[test]
    fn says_that_it_breaks_off() {
        for json in
            ["[{\"text\": \"a\"},", "[{\"text\": \"a\"}, {\"text\": \"b", "[{\"text\": \"a\"}"]
        {
            let shown = read(json, 100);
            assert_eq!(shown.len(), 2, "{shown:?}");
            assert!(shown[1].contains("it breaks off"), "{shown:?}");
        }
        assert!(read("{\"text\": [", 100)[0].starts_with("a.json:1:1: error: "));
        assert!(read("", 100)[0].contains("is empty"));
        assert!(read("oops", 100)[0].starts_with("a.json:1:1: error: neither"));
    }
}
