//! Where something stands in a file, as editors count.
//!
//! Promises: lines and columns are 1-based, columns are characters (Unicode code points), and the
//! display is `file:line:column`, which terminals and editors make clickable.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// A place in an input.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Location {
    /// The path as the user gave it; `-` is standard input, `bundled/…` is inside the program.
    pub file: Arc<str>,
    /// 1-based line; 0 means the file as a whole.
    pub line: u32,
    /// 1-based column in characters; 0 means the line as a whole.
    pub column: u32,
}

impl Location {
    /// A file as a whole.
    pub fn file(file: impl Into<Arc<str>>) -> Self {
        Self { file: file.into(), line: 0, column: 0 }
    }

    /// The same file, at a 1-based line and column (0: none).
    pub fn at(&self, line: u32, column: u32) -> Self {
        Self { file: Arc::clone(&self.file), line, column }
    }

    /// The place of a byte offset in the text of the file. An offset beyond the text is its end.
    pub fn of_offset(&self, text: &str, offset: usize) -> Self {
        let before = &text.as_bytes()[..offset.min(text.len())];
        let line = 1 + before.iter().filter(|&&b| b == b'\n').count();
        let line_start = before.iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
        let column = 1 + String::from_utf8_lossy(&before[line_start..]).chars().count();
        let cut = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.at(cut(line), cut(column))
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (0, _) => write!(f, "{}", self.file),
            (line, 0) => write!(f, "{}:{line}", self.file),
            (line, column) => write!(f, "{}:{line}:{column}", self.file),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_characters_not_bytes() {
        let at = Location::file("a.csv").of_offset("x\nİz;q", 2 + "İz;".len());
        assert_eq!(at.to_string(), "a.csv:2:4");
    }
}
