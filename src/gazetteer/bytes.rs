//! Plain data that is used where it lies: in the program, in a file that was read, or as just made.
//!
//! Promises: nothing is unpacked before it is asked for; numbers are little-endian on every machine.

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// A stretch of bytes.
#[derive(Clone)]
pub(super) struct Bytes {
    whole: Arc<Cow<'static, [u8]>>,
    range: Range<usize>,
}

impl Bytes {
    /// A part of these bytes, cut off where they end.
    pub(super) fn part(&self, range: Range<usize>) -> Self {
        let at = |n: usize| (self.range.start.saturating_add(n)).min(self.range.end);
        let (start, end) = (at(range.start), at(range.end));
        Self { whole: Arc::clone(&self.whole), range: start..end.max(start) }
    }

    /// The number of four bytes at an index of a list of such.
    pub(super) fn number(&self, index: usize) -> Option<u32> {
        number(self.get(index * 4..)?)
    }
}

/// The number with which bytes begin.
pub(super) fn number(bytes: &[u8]) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.first_chunk()?))
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        let range = 0..bytes.len();
        Self { whole: Arc::new(Cow::Owned(bytes)), range }
    }
}

impl From<&'static [u8]> for Bytes {
    fn from(bytes: &'static [u8]) -> Self {
        Self { whole: Arc::new(Cow::Borrowed(bytes)), range: 0..bytes.len() }
    }
}

impl FromIterator<u32> for Bytes {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        numbers.into_iter().flat_map(u32::to_le_bytes).collect::<Vec<u8>>().into()
    }
}

impl Default for Bytes {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.whole.get(self.range.clone()).unwrap_or_default()
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_numbers_end_where_the_bytes_do() {
        let bytes: Bytes = [7, 1 << 24].into_iter().collect();
        assert_eq!(
            (bytes.number(0), bytes.number(1), bytes.number(2)),
            (Some(7), Some(1 << 24), None)
        );
        let part = bytes.part(4..100);
        assert_eq!(
            (part.len(), part.number(0), part.part(3..4).to_vec()),
            (4, Some(1 << 24), vec![1])
        );
        assert!(part.part(9..12).is_empty() && Bytes::default().number(0).is_none());
    }
}
