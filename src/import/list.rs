//! `list`: plain text, one name a line; blank lines and lines that begin with `#` say nothing.

use super::collect::{Collector, Found};
use super::source::{Source, telling_lines};

pub(super) fn looks(text: &str) -> bool {
    let markup = text.trim_start().starts_with(['{', '[', '<']);
    !markup && !text.trim().is_empty() && !is_table(text)
}

/// Whether every line has the same number of what separates cells. One comma may be part of names.
fn is_table(text: &str) -> bool {
    let lines: Vec<&str> = telling_lines(text, "#").collect();
    [('\t', 1), (';', 1), (',', 2)].iter().any(|(separator, least)| {
        let mut counts = lines.iter().map(|line| line.matches(*separator).count());
        let first = counts.next().unwrap_or(0);
        lines.len() > 1 && first >= *least && counts.all(|count| count == first)
    })
}

pub(super) fn read(source: &Source, collector: &mut Collector<'_>) {
    for (at, line) in source.lines() {
        let name = line.trim();
        if !name.is_empty() && !name.starts_with('#') {
            collector.take(Found::new(at, "", name).value("source", source.file_name()));
        }
    }
}
