//! Notes at the end of an article on its authors and its publisher.
//!
//! Promises: only the last paragraphs and what stands late in the page are touched; a paragraph is a note
//! only if it opens with a name and says what its bearer does, and, where nothing names that author,
//! only if the article tells nothing of them.

use super::byline;
use super::labels;
use super::page::Page;
use super::shape;
use super::source;
use crate::article::ZoneKind;

/// Marks the notes.
pub(super) fn mark(page: &mut Page<'_>) {
    if page.is_page {
        mark_boxes(page);
    }
    mark_authors(page);
    if page.is_page {
        mark_publisher(page);
    }
}

/// Marks the last paragraphs that tell what the site is: `The Verity Lamp is a …`.
fn mark_publisher(page: &mut Page<'_>) {
    let Some(name) = source::source(page) else { return };
    let key = labels::key(&name, 8);
    let words = key.split(' ').count();
    for i in last_body(page) {
        let told = page.words(i);
        let mut rest = told.split_whitespace().skip(words).peekable();
        // `The Verity Lamp Media is …`
        rest.next_if(|word| word.starts_with(char::is_uppercase));
        let goes_on = matches!(rest.next(), Some("is" | "ist"))
            && matches!(rest.next(), Some("a" | "an" | "the" | "ein" | "eine"));
        if goes_on && labels::key(told, words) == key && page.seen[i].shape.words <= NOTE {
            page.set(i, ZoneKind::Credits, "note on the publisher");
        }
    }
}

/// The last paragraphs of the article.
fn last_body(page: &Page<'_>) -> Vec<usize> {
    let body = (page.first + 1..page.seen.len()).rev().filter(|&i| page.is(i, ZoneKind::Body));
    body.take(NOTES).collect()
}

/// Why a block is a note on the author.
pub(super) const ON_AUTHOR: &str = "note on the author";

/// Paragraphs at the end of the article that may be notes on its authors.
const NOTES: usize = 3;

/// Longest note on an author, in words.
const NOTE: u32 = 110;

/// Marks the last paragraphs that tell who the author is: `Ole Lanternman is an editor of …`.
fn mark_authors(page: &mut Page<'_>) {
    let authors = byline::authors(page);
    for i in last_body(page) {
        let short = page.seen[i].shape.words <= NOTE;
        if short && (is_on_author(page, i, &authors) || is_on_writer(page, i)) {
            page.set(i, ZoneKind::Credits, ON_AUTHOR);
        }
    }
    if page.is_page {
        mark_named(page, &authors);
    }
}

/// Most paragraphs of a page that name its author in full: of more, they are the lines of a talk.
const NAMED: usize = 4;

/// Marks the paragraphs that name an author in full, wherever they stand: a box on the author may be
/// beside the article, and the article itself does not name its author.
fn mark_named(page: &mut Page<'_>, authors: &[String]) {
    let named = |&i: &usize| {
        let open = page.is(i, ZoneKind::Body) || page.is(i, ZoneKind::Lead);
        let shape = page.seen[i].shape;
        let on = |name: &String| name.contains(' ') && page.words(i).contains(name.as_str());
        open && shape.is_prose() && shape.words <= 2 * NOTE && authors.iter().any(on)
    };
    let notes: Vec<usize> = (0..page.seen.len()).filter(named).collect();
    for i in notes.iter().copied().filter(|_| notes.len() <= NAMED) {
        page.set(i, ZoneKind::Credits, ON_AUTHOR);
    }
}

/// Whether a paragraph begins with an author and what the author does; a page may say the first name
/// alone.
fn is_on_author(page: &Page<'_>, i: usize, authors: &[String]) -> bool {
    let told = page.words(i);
    let called = |name: &String| {
        let first = name.split(' ').next().unwrap_or_default();
        name.contains(' ') && (does(told, name) || page.is_page && does(told, first))
    };
    authors.iter().any(called)
        || ["The author", "The writer"].into_iter().any(|who| does(told, who))
}

/// Whether a text begins with a name and what its bearer does.
fn does(told: &str, name: &str) -> bool {
    let rest = told.trim_start_matches('(').strip_prefix(name).unwrap_or_default();
    let rest = rest.trim_start_matches(',');
    let mut words = rest.split_whitespace();
    rest.starts_with(' ') && words.next().is_some_and(|word| DOES.binary_search(&word).is_ok())
}

/// What notes on authors say that they do; sorted.
const DOES: &[&str] = &[
    "blogs", "covers", "has", "is", "joined", "leads", "lives", "reports", "runs", "serves",
    "teaches", "was", "works", "writes",
];

/// Whether a paragraph tells of somebody who writes, and whom the article tells nothing of:
/// `Brigid Dash covers the harbour for the Verity Lamp.`
fn is_on_writer(page: &Page<'_>, i: usize) -> bool {
    let told = page.words(i).trim_start_matches('(');
    let Some(name) = name(told).filter(|name| does(told, name)) else { return false };
    let rest = told.get(name.len()..).unwrap_or_default();
    let mut words = rest.split_whitespace().take(OFFICE).map(shape::core);
    let writes = match words.next() {
        Some("covers") => true,
        Some("writes" | "reports") => matches!(words.next(), Some("about" | "for" | "on")),
        _ => false,
    };
    let office = words.any(|word| OFFICES.binary_search(&word.to_lowercase().as_str()).is_ok());
    let bracketed = page.words(i).starts_with('(') && page.words(i).ends_with(')');
    (writes || office || bracketed) && is_stranger(page, i, name)
}

/// Words after a name in which the office is named.
const OFFICE: usize = 9;

/// What people are who write; sorted.
const OFFICES: &[&str] = &[
    "blogger",
    "columnist",
    "contributor",
    "copywriter",
    "correspondent",
    "editor",
    "freelance",
    "freelancer",
    "intern",
    "journalist",
    "marketer",
    "photojournalist",
    "reporter",
    "strategist",
    "writer",
];

/// Whether the last name stands nowhere in the article above block `i`.
fn is_stranger(page: &Page<'_>, i: usize, name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or(name);
    let tells = |k: usize| page.is(k, ZoneKind::Body) && page.seen[k].shape.is_prose();
    !(page.first..i).any(|k| tells(k) && page.words(k).contains(last))
}

/// The two to four capitals that a text begins with, if the first is no article.
fn name(told: &str) -> Option<&str> {
    if told.starts_with("The ") {
        return None;
    }
    let (mut end, mut words) = (0, 0);
    for word in told.split(' ').take(4) {
        let plain = word.trim_end_matches(',');
        let named = plain.starts_with(char::is_uppercase)
            && plain.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'));
        if !named {
            break;
        }
        words += 1;
        end += plain.len() + usize::from(words > 1);
        if plain.len() < word.len() {
            break;
        }
    }
    (words >= 2).then(|| told.get(..end)).flatten()
}

/// Paragraphs at the end of the article among which a name alone on a line may head a note on its
/// bearer.
const BOXED: usize = 4;

/// Lines between a name and the note on its bearer.
const BOX: usize = 3;

/// Marks a name that stands alone on a line, and the note on its bearer below it.
fn mark_boxes(page: &mut Page<'_>) {
    let prose = |&i: &usize| page.is(i, ZoneKind::Body) && page.seen[i].shape.is_prose();
    let late = (page.first + 1..page.seen.len()).rev().filter(prose).nth(BOXED);
    let Some(late) = late else { return };
    for i in late..page.seen.len() {
        let told = page.words(i);
        let alone = || name(told).is_some_and(|name| name.len() == told.len());
        if !page.is(i, ZoneKind::Body) || !alone() {
            continue;
        }
        let below = (i + 1..(i + 1 + BOX).min(page.seen.len())).find(|&k| on_bearer(page, k, told));
        if let Some(below) = below {
            for k in (i..=below).filter(|&k| page.is(k, ZoneKind::Body)).collect::<Vec<_>>() {
                page.set(k, ZoneKind::Credits, ON_AUTHOR);
            }
        }
    }
}

/// Whether a paragraph opens with a name, or its first word, and tells what its bearer does or has.
fn on_bearer(page: &Page<'_>, k: usize, name: &str) -> bool {
    let told = page.words(k);
    let first = name.split(' ').next().unwrap_or(name);
    let has = |who: &str| told.strip_prefix(who).is_some_and(|rest| rest.starts_with(['\'', '’']));
    let long = page.seen[k].shape.is_prose() && page.seen[k].shape.words <= 2 * NOTE;
    long && is_stranger(page, k, name) && (does(told, name) || does(told, first) || has(name))
}

#[cfg(test)]
mod tests {
    use super::super::tests::article_of;
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(DOES.is_sorted_by(|a, b| a < b) && OFFICES.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn the_name_that_a_text_begins_with() {
        assert_eq!(name("Brigid Dash covers the harbour"), Some("Brigid Dash"));
        assert_eq!(name("Brigid Dash, an editor"), Some("Brigid Dash"));
        assert_eq!(name("Brigid B. Dash"), Some("Brigid B. Dash"));
        assert_eq!(name("Brigid covers the harbour"), None);
        assert_eq!(name(""), None);
    }

    const STORY: &str = "Council to mend the light\n\n\
        The council said on Monday that it would mend the light on the old pier of the town.\n\n\
        Ole Lanternman, who has the key of the light, said that it had been dark since May.\n\n";

    fn last(note: &str) -> ZoneKind {
        let article = article_of(&format!("{STORY}{note}\n"));
        article.zones.last().map_or(ZoneKind::Body, |zone| zone.kind)
    }

    #[test]
    fn who_writes_is_credits() {
        assert_eq!(last("Brigid Dash covers the harbour for the Lamp."), ZoneKind::Credits);
        assert_eq!(last("Brigid Dash is a senior reporter in Port Verity."), ZoneKind::Credits);
    }

    /// A page whose article tells `paragraph` in its middle.
    fn page(paragraph: &str) -> Vec<ZoneKind> {
        let text = format!(
            "Home\nNews\nContact us\nAbout us\nSubscribe\n\nCouncil to mend the light\n\n\
            By Ole Lanternman\n\n{paragraph}\n\n\
            The council said on Monday that it would mend the light on the old pier of the town.\n\n\
            Brigid Dash, who has the key of the light, said that it had been dark since the first of May.\n\n\
            Privacy policy\nTerms of use\nSign in\n"
        );
        let at = text.find(paragraph).unwrap_or(text.len());
        let article = article_of(&text);
        let inside = article.zones.iter().filter(|zone| zone.span.start() == at);
        inside.map(|zone| zone.kind).collect()
    }

    #[test]
    fn a_note_on_the_author_may_stand_above_the_article() {
        let note = "For twenty years Ole Lanternman has told the readers of the Lamp what is new in the harbour.";
        assert_eq!(page(note), [ZoneKind::Credits]);
        let told = "For twenty years Brigid Dash has told the readers of the Lamp what is new in the harbour.";
        assert_eq!(page(told), [ZoneKind::Body]);
    }

    #[test]
    fn whom_the_article_tells_of_is_not() {
        assert_eq!(last("Ole Lanternman is a reporter as well, in the winter."), ZoneKind::Body);
        assert_eq!(last("Brigid Dash is the mayor of Port Verity."), ZoneKind::Body);
    }
}
