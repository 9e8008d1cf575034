//! A stretch of a text.
//!
//! Promises: `start <= end`; offsets are bytes and half-open. Whether they fall on character
//! boundaries of a certain text is up to who makes the span: all spans in a record do.

use std::ops::Range;

/// A stretch of a text: bytes, 0-based, the end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span from byte `start` to byte `end`, exclusive. A pair in the wrong order is swapped, so
    /// that a span is never negative.
    pub fn new(start: u32, end: u32) -> Self {
        Self { start: start.min(end), end: start.max(end) }
    }

    /// The span of a range of bytes. Offsets above `u32::MAX` are cut to it; texts that long are
    /// refused when read (`read::MAX_DOCUMENT`).
    pub fn of(range: Range<usize>) -> Self {
        let cut = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self::new(cut(range.start), cut(range.end))
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a range of bytes, to slice a string with.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Whether `other` lies wholly within this span (a span contains itself).
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same stretch, `by` bytes to the left; saturates at 0.
    pub fn back(self, by: usize) -> Span {
        Span::of(self.start().saturating_sub(by)..self.end().saturating_sub(by))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_never_negative() {
        assert_eq!(Span::new(5, 2), Span::new(2, 5));
        assert_eq!(Span::new(5, 2).len(), 3);
    }

    #[test]
    fn overlap_needs_a_shared_byte() {
        assert!(Span::new(0, 3).overlaps(Span::new(2, 4)));
        assert!(!Span::new(0, 3).overlaps(Span::new(3, 4)));
    }
}
