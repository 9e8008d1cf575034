//! What of a crawl is no page: counted, and told once.
//!
//! Promises: every record that could have been a document is a document, an error, or counted here.

use crate::error::{Error, Problem};
use crate::location::Location;
use std::collections::BTreeMap;

/// How many types or statuses are named.
const NAMED: usize = 4;

/// Most different types that are counted by name: a server may send any.
const KINDS: usize = 200;

/// Records that are no pages, by what they are.
#[derive(Default)]
pub(super) struct LeftOut {
    kinds: BTreeMap<String, usize>,
    statuses: BTreeMap<String, usize>,
    empty: usize,
    parts: usize,
    /// Pages that were read as far as the crawler took them.
    cut: usize,
}

impl LeftOut {
    /// Counts what is no text, but of that type.
    pub(super) fn kind(&mut self, media: &str) {
        add(&mut self.kinds, if media.is_empty() { "unknown" } else { media });
    }

    /// Counts an answer of that status.
    pub(super) fn status(&mut self, status: &str) {
        add(&mut self.statuses, status);
    }

    /// Counts a page without anything in it.
    pub(super) fn empty(&mut self) {
        self.empty += 1;
    }

    /// Counts the further part of a record that is kept in several.
    pub(super) fn part(&mut self) {
        self.parts += 1;
    }

    /// Counts a page that its crawler cut short.
    pub(super) fn cut(&mut self) {
        self.cut += 1;
    }

    /// What to say of it: a note, or that there is no page where nothing else was said.
    pub(super) fn told(&self, at: &Location, any: bool) -> Option<Error> {
        let all = sum(&self.kinds) + sum(&self.statuses) + self.empty + self.parts;
        let mut groups = Vec::new();
        let mut group = |count: usize, what: &str, named: String| {
            groups.extend((count > 0).then(|| format!("{count} {what}{named}")));
        };
        group(sum(&self.kinds), "of another type than text", named(&self.kinds));
        group(sum(&self.statuses), "of another status than 200", named(&self.statuses));
        group(self.empty, "empty", String::new());
        group(self.parts, "a part of another", String::new());
        let records = match all {
            1 => "1 record that is no page was left out".to_owned(),
            _ => format!("{all} records that are no pages were left out"),
        };
        let records = format!("{records}: {}", groups.join(", "));
        let remedy = "check the crawl, if pages are missing";
        if !any {
            let what =
                if all == 0 { "holds no page".into() } else { format!("holds no page; {records}") };
            return Some(Error::new(at.clone(), what.replace("; ", ": "), remedy));
        }
        let mut problems = Vec::new();
        if all > 0 {
            problems.push(Problem::warning(at.clone(), records, remedy));
        }
        if self.cut > 0 {
            let pages = if self.cut == 1 { "page was" } else { "pages were" };
            let what = format!("{} {pages} cut short by the crawler (WARC-Truncated)", self.cut);
            let remedy = "what there is of them is read; crawl without a limit of size for all";
            problems.push(Problem::warning(at.clone(), what, remedy));
        }
        Error::all(problems)
    }
}

fn add(counts: &mut BTreeMap<String, usize>, name: &str) {
    let short = name.len() <= 60 && (counts.len() < KINDS || counts.contains_key(name));
    *counts.entry(if short { name } else { "other" }.to_owned()).or_default() += 1;
}

fn sum(counts: &BTreeMap<String, usize>) -> usize {
    counts.values().sum()
}

/// The most frequent ones in brackets.
fn named(counts: &BTreeMap<String, usize>) -> String {
    let mut sorted: Vec<(&String, &usize)> = counts.iter().collect();
    sorted.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let more = sorted.iter().skip(NAMED).map(|(_, count)| **count).sum::<usize>();
    let mut shown: Vec<String> =
        sorted.iter().take(NAMED).map(|(name, count)| format!("{name} {count}")).collect();
    shown.extend((more > 0).then(|| format!("others {more}")));
    format!(" ({})", shown.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(left_out: &LeftOut, any: bool) -> String {
        left_out
            .told(&Location::file("a.warc"), any)
            .map_or(String::new(), |error| error.to_string())
    }

    #[test]
    fn says_what_was_left_out_most_frequent_first() {
        let mut left_out = LeftOut::default();
        assert_eq!(told(&left_out, true), "");
        for media in ["image/png", "text/css", "image/png", "", "a/b", "c/d", "e/f"] {
            left_out.kind(media);
        }
        left_out.status("404");
        left_out.cut();
        let said = "a.warc: warning: 8 records that are no pages were left out: 7 of another type than \
                    text (image/png 2, a/b 1, c/d 1, e/f 1, others 2), 1 of another status than 200 \
                    (404 1); check the crawl, if pages are missing\n\
                    a.warc: warning: 1 page was cut short by the crawler (WARC-Truncated); what there \
                    is of them is read; crawl without a limit of size for all";
        assert_eq!(told(&left_out, true), said);
    }

    #[test]
    fn says_that_there_is_no_page() {
        assert!(told(&LeftOut::default(), false).starts_with("a.warc: error: holds no page; "));
        let mut left_out = LeftOut::default();
        left_out.empty();
        let said = "a.warc: error: holds no page: 1 record that is no page was left out: 1 empty; ";
        assert!(told(&left_out, false).starts_with(said));
    }

    #[test]
    fn counts_what_has_no_good_name() {
        let mut left_out = LeftOut::default();
        (0..1000).for_each(|n| left_out.kind(&format!("a/{n}")));
        left_out.kind(&"x".repeat(1000));
        assert!(told(&left_out, true).contains("(other 801, "), "{}", told(&left_out, true));
    }
}
