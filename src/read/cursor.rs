//! The bytes of an input, and where in it they stand.
//!
//! Promises: lines and columns are those that an editor shows; a piece of the stream is in memory at a
//! time.

use super::open::Stream;
use crate::error::Result;
use crate::location::Location;

/// A stream with its place.
pub(super) struct Cursor {
    pub(super) stream: Stream,
    /// The input as a whole.
    pub(super) at: Location,
    line: u32,
    column: u32,
}

impl Cursor {
    /// At the start of a stream; a byte order mark of UTF-8 is passed over.
    pub(super) fn new(stream: Stream, at: Location) -> Result<Self> {
        let mut cursor = Self { stream, at, line: 1, column: 1 };
        if cursor.buffer()?.starts_with(b"\xef\xbb\xbf") {
            cursor.consume(3);
            cursor.column = 1;
        }
        Ok(cursor)
    }

    /// Where the next byte stands.
    pub(super) fn place(&self) -> Location {
        self.at.at(self.line, self.column)
    }

    /// What comes next; nothing at the end.
    pub(super) fn buffer(&mut self) -> Result<&[u8]> {
        let here = self.place();
        self.stream.buffer(&here)
    }

    /// The next byte, which is not consumed.
    pub(super) fn peek(&mut self) -> Result<Option<u8>> {
        Ok(self.buffer()?.first().copied())
    }

    /// Goes on by `count` bytes of the buffer.
    pub(super) fn consume(&mut self, count: usize) {
        let bytes = self.stream.buffered();
        let bytes = &bytes[..count.min(bytes.len())];
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let breaks = bytes.iter().filter(|&&b| b == b'\n').count();
        let rest = match bytes.iter().rposition(|&b| b == b'\n') {
            Some(last) => &bytes[last + 1..],
            None => bytes,
        };
        // a byte that goes on with a character is no column of its own
        let columns = number(rest.iter().filter(|&&b| b & 0xc0 != 0x80).count());
        self.line = self.line.saturating_add(number(breaks));
        self.column = if breaks > 0 { 1 } else { self.column }.saturating_add(columns);
        self.stream.consume(count);
    }

    /// Goes on to the first byte that is none of these.
    pub(super) fn skip(&mut self, bytes: &[u8]) -> Result<()> {
        loop {
            let buffer = self.buffer()?;
            let length = buffer.len();
            let count = buffer.iter().take_while(|b| bytes.contains(b)).count();
            self.consume(count);
            if count < length || length == 0 {
                return Ok(());
            }
        }
    }
}
