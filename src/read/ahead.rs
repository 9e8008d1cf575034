//! Files of plain text read in parallel, ahead of who asks for them.
//!
//! Promises: the same documents and errors in the same order as [`super::open()`] gives, whatever the number of
//! threads. A file that is small, UTF-8 and nothing but text by what `sniff` looks at is read at once by one of
//! several threads; any other is read when its turn comes, as ever. If `sniff` learns of another format, what
//! tells it must be in [`is_plain`].

use super::inputs::{Input, Inputs};
use super::{Bounds, Documents, Format, Options, foreign, inputs, parquet, sniff, warc};
use crate::article::Document;
use crate::error::Result;
use rayon::prelude::*;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::fs::File;
use std::io::Read;
use std::iter;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Inputs that are read ahead.
const FILES: usize = 512;
/// The largest file that is, in bytes.
const SMALL: usize = 256 << 10;

/// The documents of some inputs, in order, read ahead in the threads of the pool that asks for them.
pub struct Ahead {
    inputs: Inputs,
    options: Options,
    bytes_read: Arc<AtomicU64>,
    ready: VecDeque<Slot>,
    /// The input whose turn it is, where it is not read ahead.
    current: Option<Documents>,
}

enum Slot {
    Read(Document),
    /// Not read yet.
    Input(Result<Input>),
}

/// As [`super::open()`], with small files of text read in parallel.
pub fn open_ahead(given: &[String], options: &Options) -> Ahead {
    Ahead {
        inputs: inputs::all(given.to_vec()),
        options: options.clone(),
        bytes_read: Arc::default(),
        ready: VecDeque::new(),
        current: None,
    }
}

impl Ahead {
    /// As [`Documents::bytes_read`].
    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.bytes_read)
    }

    /// Reads the next files; whether there are any.
    fn fill(&mut self) -> bool {
        let inputs: Vec<Result<Input>> = self.inputs.by_ref().take(FILES).collect();
        let (options, count) = (&self.options, &self.bytes_read);
        let read = |input: Result<Input>| match input {
            Ok(Input::File(path)) => {
                let input = Input::File(path);
                small(&input, options, count).map_or(Slot::Input(Ok(input)), Slot::Read)
            }
            other => Slot::Input(other),
        };
        self.ready = inputs.into_par_iter().map(read).collect::<Vec<Slot>>().into();
        !self.ready.is_empty()
    }

    /// The documents of one input.
    fn of_input(&self, input: Result<Input>) -> Documents {
        Documents {
            given: Vec::new(),
            inputs: Box::new(iter::once(input)),
            options: self.options.clone(),
            bytes_read: Arc::clone(&self.bytes_read),
            bounds: Bounds::new(&self.options.limits),
            under_way: Vec::new(),
        }
    }
}

impl Iterator for Ahead {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.current.as_mut().and_then(Iterator::next) {
                return Some(item);
            }
            self.current = None;
            match self.ready.pop_front() {
                Some(Slot::Read(document)) => return Some(Ok(document)),
                Some(Slot::Input(input)) => self.current = Some(self.of_input(input)),
                None if self.fill() => {}
                None => return None,
            }
        }
    }
}

thread_local! {
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The document that a small file of plain text is; `None` where it may be anything else.
fn small(input: &Input, options: &Options, count: &AtomicU64) -> Option<Document> {
    let Input::File(path) = input else { return None };
    if !matches!(options.from, None | Some(Format::Text)) {
        return None;
    }
    BUFFER.with_borrow_mut(|buffer| {
        buffer.resize(SMALL + 1, 0);
        let mut file = File::open(path).ok()?;
        let mut length = 0;
        loop {
            let read = file.read(buffer.get_mut(length..)?).ok()?;
            length += read;
            if read == 0 {
                break;
            }
            if length > SMALL.min(options.limits.document) {
                return None;
            }
        }
        let at = input.at();
        let bytes = buffer.get(..length)?;
        let text =
            is_plain(bytes, &at.file, options.from).then(|| str::from_utf8(bytes).ok())??;
        count.fetch_add(length as u64, Ordering::Relaxed);
        Some(Document::of(at, text))
    })
}

/// Whether a file in UTF-8 is nothing but text, by all that [`sniff`] looks at; one that begins with a sign
/// beyond ASCII, such as a byte order mark, is left to it.
fn is_plain(bytes: &[u8], name: &str, from: Option<Format>) -> bool {
    let first = bytes.trim_ascii_start().first();
    let named = || {
        const OTHERS: [&str; 12] = [
            "csv", "tsv", "json", "jsonl", "ndjson", "md", "markdown", "html", "htm", "xhtml",
            "warc", "wet",
        ];
        OTHERS.contains(&sniff::ending(name).as_str())
    };
    let is_text = first.is_some_and(|first| first.is_ascii_graphic())
        && !warc::is_warc(bytes)
        && !bytes.starts_with(parquet::MAGIC)
        && !super::open::is_packed(bytes)
        && foreign::binary(bytes).is_none()
        && memchr::memchr(0, bytes).is_none();
    let is_marked = || memchr::memchr(b'<', bytes).is_some() || matches!(first, Some(b'{' | b'['));
    is_text && (from == Some(Format::Text) || !is_marked() && !named())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    #[test]
    fn the_same_is_read_as_one_after_another() {
        let folders = ["fixtures/articles", "fixtures/broken", "fixtures/inputs", "fixtures/texts"];
        let inputs: Vec<String> = folders.map(str::to_owned).into();
        for from in [None, Some(Format::Text), Some(Format::Csv)] {
            let options = Options { from, ..Options::default() };
            let read: Vec<_> = read::open(&inputs, &options).collect();
            let ahead: Vec<_> = open_ahead(&inputs, &options).collect();
            assert!(ahead == read, "{from:?}");
        }
    }
}
