//! Lists of works that an article refers to, and its footnotes.
//!
//! Promises: only body is touched; a list is told by its heading and by the form of its entries, an
//! entry without a heading by what only a reference has.

use super::labels;
use super::page::Page;
use crate::article::ZoneKind;

/// Headings of such lists, in lower case; sorted.
const HEADINGS: &[&str] = &[
    "article sources",
    "bibliography",
    "citations",
    "endnotes",
    "footnotes",
    "literature cited",
    "notes",
    "notes and references",
    "references",
    "resources and references",
    "sources",
    "sources and references",
    "works cited",
];

/// Longest heading, in words.
const HEADING: u32 = 5;

/// Fewest entries below a heading.
const ENTRIES: usize = 2;

/// Marks the entries, and the heading above them.
pub(super) fn mark(page: &mut Page<'_>) {
    let mut i = 0;
    while i < page.seen.len() {
        let end = if is_heading(page, i) { below(page, i) } else { i };
        for k in i..end {
            if page.is(k, ZoneKind::Body) {
                page.set(k, ZoneKind::Credits, "list of references");
            }
        }
        if page.is(i, ZoneKind::Body) && is_work(page.words(i)) {
            page.set(i, ZoneKind::Credits, "reference");
        }
        i = end.max(i + 1);
    }
}

fn is_heading(page: &Page<'_>, i: usize) -> bool {
    let shape = page.seen[i].shape;
    let told = page.words(i);
    let told = told.split(['(', ':']).next().unwrap_or(told);
    let known = || HEADINGS.binary_search(&labels::key(told, HEADING as usize).as_str()).is_ok();
    shape.words <= HEADING && !shape.ends && known()
}

/// One past the last entry below a heading; the heading's own place if there are too few.
fn below(page: &Page<'_>, heading: usize) -> usize {
    let (mut end, mut entries) = (heading, 0);
    for i in heading + 1..page.seen.len() {
        let told = page.text.get(page.seen[i].block.span.range()).unwrap_or_default();
        let entry = is_numbered(told) || is_work(told) || has_year(told);
        let goes_on = entries > 0 && !page.seen[i].block.gap && page.seen[i].shape.words >= 4;
        if !entry && !goes_on && !is_link(told) {
            break;
        }
        entries += usize::from(entry);
        end = i + 1;
    }
    if entries >= ENTRIES { end } else { heading }
}

/// `3. …`, `[3] …`, `• 3.…`
fn is_numbered(told: &str) -> bool {
    let told = told.trim_start_matches(|c: char| !c.is_alphanumeric());
    let rest = told.trim_start_matches(|c: char| c.is_ascii_digit());
    (1..=3).contains(&(told.len() - rest.len())) && rest.starts_with(['.', ')', ']'])
}

fn is_link(told: &str) -> bool {
    let told = told.trim_start_matches(|c: char| !c.is_alphanumeric());
    told.starts_with("http") && !told.contains(char::is_whitespace)
}

/// Whether a text says where a work is found, as only references do.
fn is_work(told: &str) -> bool {
    let marks = ["doi:", "doi.org/", "[DOI]", "[PubMed]", "[Google Scholar]"];
    is_numbered(told) && marks.iter().any(|mark| told.contains(mark))
}

/// Whether a text holds a year in brackets: `(2019)`.
fn has_year(told: &str) -> bool {
    told.match_indices('(').any(|(at, _)| {
        let year = told.get(at + 1..at + 5).unwrap_or_default();
        let ends = told.get(at + 5..).unwrap_or_default().starts_with([')', ',']);
        ends && year.bytes().all(|b| b.is_ascii_digit()) && year.starts_with(['1', '2'])
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::article_of;
    use super::*;

    #[test]
    fn headings_are_sorted() {
        assert!(HEADINGS.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn entries_by_their_form() {
        assert!(is_numbered("3. Lamp") && is_numbered("[12] Lamp") && is_numbered("• 3.Lamp"));
        assert!(!is_numbered("3 lamps") && !is_numbered("2019. Lamps") && !is_numbered("Lamp"));
        assert!(has_year("Dash, B. (2019). Lamps") && has_year("Dash (2019, May)"));
        assert!(!has_year("The light (20 years)") && !has_year("(light") && !has_year("2019"));
        assert!(is_work("3. Dash B. Lamps. 2019. doi: 10.1/lamp") && !is_work("doi: 10.1/lamp"));
    }

    #[test]
    fn a_list_of_references_is_no_body() {
        let text = "Council to mend the light\n\n\
            The council said on Monday that it would mend the light on the old pier of the town.\n\n\
            References\n\n1. Harbour Trust. (2019). Lamps of the North.\n\nhttps://example.org/lamps\n\n\
            2. Dash, B. (2020). Oil and Wick.\n";
        let article = article_of(text);
        let last: Vec<ZoneKind> =
            article.zones.iter().map(|zone| zone.kind).rev().take(4).collect();
        assert_eq!(last, [ZoneKind::Credits; 4]);
    }

    #[test]
    fn a_heading_of_one_paragraph_is_a_heading() {
        let text = "Council to mend the light\n\n\
            The council said on Monday that it would mend the light on the old pier of the town.\n\n\
            Sources\n\nThe river Lamp rises in the hills above the town, the council said later.\n";
        let article = article_of(text);
        assert_eq!(article.zones.last().map(|zone| zone.kind), Some(ZoneKind::Body));
    }
}
