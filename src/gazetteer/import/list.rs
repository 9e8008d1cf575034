//! `list`: plain text, one name a line; blank lines and lines that begin with `#` say nothing.

use super::collect::{Collector, Found};
use super::source::Source;

pub(super) fn looks(text: &str) -> bool {
    !text.trim_start().starts_with(['{', '[', '<']) && !text.trim().is_empty()
}

pub(super) fn read(source: &Source, collector: &mut Collector<'_>) {
    for (at, line) in source.lines() {
        let name = line.trim();
        if !name.is_empty() && !name.starts_with('#') {
            collector.take(Found::new(at, "", name).value("source", source.file_name()));
        }
    }
}
