//! A file's text, with the way from a part of it to its line.

use crate::location::Location;

/// A file that is open.
pub(super) struct Source {
    pub(super) at: Location,
    pub(super) text: String,
    line_starts: Vec<usize>,
}

impl Source {
    pub(super) fn new(at: Location, text: String) -> Self {
        let breaks =
            text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(i, _)| i + 1);
        let line_starts = std::iter::once(0).chain(breaks).collect();
        Self { at, text, line_starts }
    }

    /// The place of a byte of the text, to its line.
    pub(super) fn place(&self, offset: usize) -> Location {
        let line = self.line_starts.partition_point(|start| *start <= offset);
        self.at.at(u32::try_from(line).unwrap_or(u32::MAX), 0)
    }

    /// The place of a slice of the text; of any other text, the file.
    pub(super) fn place_of(&self, part: &str) -> Location {
        let offset = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize);
        match offset.filter(|offset| *offset <= self.text.len()) {
            Some(offset) => self.place(offset),
            None => self.at.clone(),
        }
    }

    /// The lines with their places, without line breaks.
    pub(super) fn lines(&self) -> impl Iterator<Item = (Location, &str)> {
        (1u32..).zip(self.text.lines()).map(|(line, text)| (self.at.at(line, 0), text))
    }

    /// The file's name without its folders.
    pub(super) fn file_name(&self) -> &str {
        self.at.file.rsplit(['/', '\\']).next().unwrap_or(&self.at.file)
    }
}

/// The first lines that say something: no comment, not blank.
pub(super) fn telling_lines<'a>(text: &'a str, comment: &'a str) -> impl Iterator<Item = &'a str> {
    text.lines().filter(move |line| !line.trim().is_empty() && !line.starts_with(comment)).take(20)
}

/// What a text looks like that is of none of the formats, in a few words.
pub(super) fn likeness(text: &str) -> &'static str {
    let start = text.trim_start().get(..200).unwrap_or(text.trim_start()).to_lowercase();
    if start.starts_with("<!doctype html") || start.contains("<html") {
        return "HTML";
    }
    if start.starts_with('<') {
        return "XML";
    }
    if start.starts_with(['{', '[']) {
        return "JSON of another kind";
    }
    let first = text.lines().next().unwrap_or_default();
    if first.contains('\t') {
        "a table with tabs"
    } else if first.contains(',') || first.contains(';') {
        "a CSV table"
    } else {
        "plain text"
    }
}
