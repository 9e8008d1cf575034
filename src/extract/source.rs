//! Who published the article, where the page says so.
//!
//! Promises: asked in turn: the newsroom of the byline, a line `Source: …`, the note of rights, the
//! footer, the line with the byline, the sender of a press release, the dateline, the note on the author.
//! What is taken for a name is short and no known label.

use super::byline::{self, parts, without_opening};
use super::dates;
use super::head;
use super::labels::{self, Label};
use super::outlets;
use super::page::Page;
use super::shape;
use crate::article::ZoneKind;

/// Who published it.
pub(super) fn source(page: &Page<'_>) -> Option<String> {
    WAYS.iter().find_map(|way| way(page))
}

/// Where the name of the source may stand, the surest first.
const WAYS: &[fn(&Page<'_>) -> Option<String>] = &[
    from_desk,
    from_label,
    from_rights,
    from_footer,
    from_byline,
    from_contact,
    from_dateline,
    from_note,
];

fn from_desk(page: &Page<'_>) -> Option<String> {
    let lines = (0..page.seen.len()).filter(|&i| page.is(i, ZoneKind::Byline));
    let desks =
        [" News Desk", " Web Desk", " Newsdesk", " News Service", " Newsroom", " Staff", " Bureau"];
    lines.flat_map(|i| parts(page.words(i))).find_map(|part| {
        let told = without_opening(part);
        let name = desks.iter().find_map(|desk| told.strip_suffix(desk))?;
        name_of_site(name)
    })
}

/// `Source: Name`, `Source: Name. More about it.`
fn from_label(page: &Page<'_>) -> Option<String> {
    let lines = (0..page.seen.len()).map(|i| page.words(i)).filter(|told| told.len() <= LABELLED);
    lines.into_iter().find_map(|told| {
        let rest = told.strip_prefix("Source:").or_else(|| told.strip_prefix("SOURCE:"))?;
        name_of_site(rest.split(". ").next().unwrap_or(rest))
    })
}

/// Longest line, in bytes, that may begin with `Source:`.
const LABELLED: usize = 160;

fn from_rights(page: &Page<'_>) -> Option<String> {
    let rights = (0..page.seen.len())
        .rev()
        .filter(|&i| page.seen[i].marks.rights && page.seen[i].shape.words <= 40);
    rights.map(|i| page.words(i)).find_map(|told| {
        let after = told.split(['©']).next_back().unwrap_or(told);
        let after = after.split(". ").next().unwrap_or(after);
        let after = after.split("All ").next().unwrap_or(after);
        let drop = |c: char| {
            c.is_ascii_digit()
                || c.is_whitespace()
                || matches!(c, '-' | '–' | '—' | ',' | '.' | '|' | '(' | ')')
        };
        let mut name = after.trim_start_matches(drop);
        for word in ["Copyright", "copyright", "by", "By", "Present"] {
            name = name.strip_prefix(word).unwrap_or(name).trim_start_matches(drop);
        }
        let name = name.split(['|', ',', '·', '@', ';']).next().unwrap_or(name);
        name_of_site(name.trim_end_matches(drop)).map(|name| as_the_page_has_it(page, name))
    })
}

/// What firms put behind their names; sorted.
const FIRMS: &[&str] = &[
    "ag",
    "bv",
    "co",
    "company",
    "corp",
    "corporation",
    "gmbh",
    "group",
    "inc",
    "limited",
    "llc",
    "ltd",
    "media",
    "plc",
    "pte",
    "pty",
    "sa",
];

/// The name over the page instead of the name of the firm, where they differ only in what firms add.
fn as_the_page_has_it(page: &Page<'_>, firm: String) -> String {
    let key = labels::key(&firm, 12);
    let mut words: Vec<&str> = key.split(' ').collect();
    while words.len() > 1 && words.last().is_some_and(|word| FIRMS.binary_search(word).is_ok()) {
        words.pop();
    }
    let plain = words.join(" ");
    let says = |told: &&str| {
        let plain_name = told.starts_with(char::is_uppercase) && !shape::ends_sentence(told);
        let key = labels::key(told, 12);
        plain_name && key.strip_prefix("the ").unwrap_or(&key) == plain
    };
    let short = (0..page.seen.len()).filter(|&i| page.seen[i].shape.words <= 8);
    short.map(|i| page.words(i)).find(says).map_or(firm, str::to_owned)
}

/// `Name | Disclaimer | Terms of use`
fn from_footer(page: &Page<'_>) -> Option<String> {
    (page.first..page.seen.len())
        .rev()
        .map(|i| page.words(i))
        .filter(|told| told.len() < 200)
        .find_map(|told| {
            let mut parts = told.split(" | ");
            let name = parts.next()?;
            let labels: Vec<&str> = parts.collect();
            let all = labels.len() >= 2
                && labels.iter().all(|part| labels::of(part).line == Some(Label::Furniture));
            if all && labels::of(name).line.is_none() { name_of_site(name) } else { None }
        })
}

/// The outlet that a line of the byline names: `Verity Courier | Analysis | 3 May 2026`.
fn from_byline(page: &Page<'_>) -> Option<String> {
    let lines = (0..page.seen.len()).filter(|&i| page.is(i, ZoneKind::Byline));
    lines.flat_map(|i| parts(page.words(i))).find_map(|part| {
        let cut = dates::all(part, page.order).first().map_or(part.len(), |found| found.start);
        let name = part.get(..cut)?.trim().trim_end_matches([',', '-', '–', '—']).trim();
        let name = if labels::of(name).opening == Some(Label::Byline) {
            name.rsplit_once(", ").map(|(_, outlet)| outlet)?
        } else {
            name
        };
        if outlets::is_outlet(name) && !byline::is_role(name) { name_of_site(name) } else { None }
    })
}

/// The sender of a press release: a line of the contact that the first sentence opens with.
fn from_contact(page: &Page<'_>) -> Option<String> {
    let opening = head::opening(page)?;
    let told = opening.told.get(opening.dateline..)?.trim_start();
    let lines = (0..page.seen.len()).filter(|&i| page.is(i, ZoneKind::Credits));
    let opens = |name: &&str| name.split_whitespace().count() >= 2 && told.starts_with(*name);
    lines.map(|i| page.words(i)).find(opens).and_then(name_of_site)
}

/// The agency in the brackets of the dateline, or between its strokes: `(Agency)`, `/Agency/`.
fn from_dateline(page: &Page<'_>) -> Option<String> {
    let opening = head::opening(page)?;
    let told = opening.told.get(..opening.dateline)?;
    let in_brackets = || Some(told.rsplit_once('(')?.1.split_once(')')?.0);
    let in_strokes = || Some(told.split_once('/')?.1.rsplit_once('/')?.0);
    let agency = in_brackets().or_else(in_strokes)?;
    name_of_site(agency).filter(|_| dates::all(agency, page.order).is_empty())
}

/// The outlet that the note on the author names.
fn from_note(page: &Page<'_>) -> Option<String> {
    let notes = (0..page.seen.len()).filter(|&i| page.told[i].why == super::notes::ON_AUTHOR);
    notes.map(|i| page.words(i)).find_map(outlets::first_in).and_then(name_of_site)
}

/// Last words of a footer row that was read as one name.
const FOOTER_WORDS: &[&str] = &["Contact", "Cookies", "Privacy", "Terms"];

/// A text as the name of a site, if it can be one.
fn name_of_site(name: &str) -> Option<String> {
    let name = name.trim().trim_end_matches(['.', ',', ':']);
    let words = name.split_whitespace().count();
    let fits = (1..=7).contains(&words)
        && name.len() <= 80
        && name.chars().next().is_some_and(char::is_alphanumeric)
        && name.chars().count() > 2
        && !name.starts_with("Photo ")
        && !name.contains(" by ")
        && !FOOTER_WORDS.iter().any(|word| name.ends_with(word))
        && !name.contains('|')
        && !name.ends_with(['&', '/', '-']);
    let told = labels::of(name);
    let labelled = matches!(told.opening, Some(Label::Photo | Label::Byline | Label::Furniture));
    (fits && told.line.is_none() && !labelled).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::tests::article_of;

    const TEXT: &str = "The council said on Monday that it would mend the light on the old pier.\n\n\
        Nobody was against it, the chairman said, and the work is to begin in May.\n";

    fn source(head: &str, tail: &str) -> Option<String> {
        article_of(&format!("Council to mend the light\n\n{head}{TEXT}{tail}")).source
    }

    #[test]
    fn a_line_of_the_byline_names_the_source() {
        let named = |line: &str| source(&format!("By Ole Lanternman\n{line}\n\n"), "");
        assert_eq!(named("The Verity Lamp\n3 May 2026").as_deref(), Some("The Verity Lamp"));
        assert_eq!(named("Verity Courier · 3 May 2026").as_deref(), Some("Verity Courier"));
        assert_eq!(named("3 May 2026"), None);
    }

    #[test]
    fn the_dateline_names_the_agency() {
        assert_eq!(source("PORT VERITY (Verity Wire) - ", "").as_deref(), Some("Verity Wire"));
    }

    #[test]
    fn a_date_in_the_brackets_of_the_dateline_is_no_agency() {
        assert_eq!(source("PORT VERITY (Oct. 17, 2026) - ", ""), None);
        let wire = source("PORT VERITY, 17 October 2026 /VerityWire/ -- ", "");
        assert_eq!(wire.as_deref(), Some("VerityWire"));
    }

    #[test]
    fn a_labelled_line_names_the_source() {
        let told = source("Source: Verity Papers. This is a rush copy.\n\n", "");
        assert_eq!(told.as_deref(), Some("Verity Papers"));
    }

    #[test]
    fn the_note_on_the_author_names_the_source() {
        let note = "\nOle Lanternman is an editor of The Verity Lamp.\n";
        let told = source("By Ole Lanternman\n3 May 2026\n\n", note);
        assert_eq!(told.as_deref(), Some("The Verity Lamp"));
    }

    #[test]
    fn the_name_over_the_page_is_taken_for_the_name_of_the_firm() {
        let told = source("", "\nThe Verity Lamp\n\n© 2026 Verity Lamp Media Ltd\n");
        assert_eq!(told.as_deref(), Some("The Verity Lamp"));
    }

    #[test]
    fn the_sender_of_a_press_release_is_its_source() {
        let contact = "Media contact:\nOle Lanternman\nVerity Lamps plc\n\n";
        let text =
            "Lamps for the harbour\n\nVERITY, May 3, 2026 – Verity Lamps plc today lit a lamp.\n";
        let told = article_of(&format!("{contact}{text}")).source;
        assert_eq!(told.as_deref(), Some("Verity Lamps plc"));
    }
}
