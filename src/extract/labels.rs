//! The words that page furniture is labelled with, and how to look a line up in them.
//!
//! Promises: the table is `labels.csv`, one label a row, sorted, general words only, never the name
//! of a site. A line is looked up by its key: its words in lower case without marks and bare numbers,
//! so `LEARN MORE:` and `Comments (4)` are found as `learn more` and `comments`. A row `inside` is found
//! anywhere in a paragraph.

use super::shape;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a label says about its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// A menu item, a button, a plea to subscribe.
    Furniture,
    /// The heading of a list of other stories, or of the comments.
    Tail,
    /// Keywords of the site follow.
    Keywords,
    /// Who helped, notes on author and agency.
    Credits,
    /// Who took the picture.
    Photo,
    /// Who wrote it and when.
    Byline,
}

impl Label {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "furniture" => Self::Furniture,
            "tail" => Self::Tail,
            "keywords" => Self::Keywords,
            "credits" => Self::Credits,
            "photo" => Self::Photo,
            "byline" => Self::Byline,
            _ => return None,
        })
    }
}

/// The labels of a line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Labels {
    /// What the whole line is known as.
    pub(super) line: Option<Label>,
    /// What its longest known opening says.
    pub(super) opening: Option<Label>,
}

impl Labels {
    /// Whether the line or its opening has this label.
    pub(super) fn has(self, label: Label) -> bool {
        self.line == Some(label) || self.opening == Some(label)
    }
}

type Table = FxHashMap<&'static str, Label>;

static TABLES: LazyLock<(Table, Table)> = LazyLock::new(|| {
    let (mut lines, mut openings) = (Table::default(), Table::default());
    for row in include_str!("labels.csv").lines().skip(1) {
        let mut cells = row.split(',');
        let (words, place, class) =
            (cells.next(), cells.next(), cells.next().and_then(Label::named));
        if let (Some(words), Some(place), Some(class)) = (words, place, class) {
            match place {
                "line" => lines.insert(words, class),
                "opening" => openings.insert(words, class),
                _ => None,
            };
        }
    }
    (lines, openings)
});

/// Notes and pleas by what stands inside them: the first word packed, and the words after it; sorted.
static NOTES: LazyLock<Vec<(u64, Vec<&'static str>)>> = LazyLock::new(|| {
    let rows = include_str!("labels.csv").lines().skip(1);
    let inside = rows.filter_map(|row| row.strip_suffix(",inside,furniture"));
    let note = |words: &'static str| {
        let mut words = words.split(' ');
        Some((shape::pack(words.next()?), words.collect()))
    };
    let mut notes: Vec<_> = inside.filter_map(note).collect();
    notes.sort_unstable();
    notes
});

/// Whether a paragraph holds words of a legal note or a plea.
pub(super) fn has_note(text: &str) -> bool {
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        let first = shape::pack(shape::core(word));
        let from = NOTES.partition_point(|(packed, _)| *packed < first);
        let mut notes = NOTES[from..].iter().take_while(|(packed, _)| *packed == first);
        let goes_on = |rest: &[&str]| {
            let mut next = words.clone().map(shape::core);
            rest.iter().all(|word| next.next().is_some_and(|next| next.eq_ignore_ascii_case(word)))
        };
        if notes.any(|(_, rest)| goes_on(rest)) {
            return true;
        }
    }
    false
}

/// Words of a line that are looked at.
const WORDS: usize = 6;

/// Looks a line up. Only its first words are read.
pub(super) fn of(text: &str) -> Labels {
    let (lines, openings) = &*TABLES;
    let mut key = String::new();
    let mut found = Labels::default();
    let mut words = text.split_whitespace();
    let mut taken = 0;
    for word in words.by_ref() {
        if taken == WORDS {
            return found;
        }
        if push_word(&mut key, word) {
            taken += 1;
            found.opening = openings.get(key.as_str()).copied().or(found.opening);
        }
    }
    found.line = lines.get(key.as_str()).copied();
    found
}

/// Whether a line is little but labels of furniture, one behind the other: `Home News Sport Contact us`.
pub(super) fn is_menu(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().take(MENU + 1).collect();
    let (mut items, mut told, mut all, mut at) = (0, 0, 0, 0);
    while at < words.len() {
        let item = (1..=ITEM.min(words.len() - at)).rev().find(|&n| is_item(&words[at..at + n]));
        let taken = item.unwrap_or(1);
        let counts =
            words[at..at + taken].iter().filter(|word| !shape::core(word).is_empty()).count();
        all += counts;
        told += if item.is_some() { counts } else { 0 };
        items += usize::from(item.is_some());
        at += taken;
    }
    words.len() <= MENU && items >= 3 && told * 4 >= all * 3
}

/// Most words of a menu on one line.
const MENU: usize = 20;

/// Most words of an item of a menu.
const ITEM: usize = 3;

fn is_item(words: &[&str]) -> bool {
    let mut key = String::new();
    let whole = words.iter().all(|word| push_word(&mut key, word));
    whole && TABLES.0.get(key.as_str()) == Some(&Label::Furniture)
}

/// Adds a word to a key, unless it is a bare number or mark.
fn push_word(key: &mut String, word: &str) -> bool {
    let core = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '&' && c != '©');
    if core.is_empty() || core.len() > 30 || core.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    if !key.is_empty() {
        key.push(' ');
    }
    if core.is_ascii() {
        let from = key.len();
        key.push_str(core);
        key[from..].make_ascii_lowercase();
    } else {
        let small = core.chars().flat_map(char::to_lowercase);
        key.extend(small.map(|c| if c == '’' { '\'' } else { c }));
    }
    true
}

/// A line as it is compared with others: its key, at most `limit` words.
pub(super) fn key(text: &str, limit: usize) -> String {
    let mut key = String::new();
    for word in text.split_whitespace().take(limit) {
        push_word(&mut key, word);
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_every_row_is_understood() {
        let rows: Vec<&str> = include_str!("labels.csv").lines().skip(1).collect();
        let sorted = |row: &&str| row.split(',').take(2).map(str::to_owned).collect::<Vec<_>>();
        assert!(rows.is_sorted_by(|a, b| sorted(a) < sorted(b)));
        assert_eq!(TABLES.0.len() + TABLES.1.len() + NOTES.len(), rows.len());
    }

    #[test]
    fn marks_case_and_numbers_do_not_count() {
        assert_eq!(of("LEARN MORE:").line, Some(Label::Furniture));
        assert_eq!(of("Related Stories (12)").line, Some(Label::Tail));
    }

    #[test]
    fn a_menu_may_stand_on_one_line() {
        for told in [
            "Home Articles About Contact",
            "Privacy ∙ Terms ∙ Contact us",
            "Home | News | Lamps | Blog",
        ] {
            assert!(is_menu(told), "{told}");
        }
        for told in ["Home", "Home News", "The news about all of us", ""] {
            assert!(!is_menu(told), "{told}");
        }
    }

    #[test]
    fn notes_are_found_anywhere() {
        assert!(has_note("If you buy a lamp here, we may earn a commission."));
        assert!(!has_note("The lamp may earn the harbour a prize."));
        assert!(!has_note(""));
    }

    #[test]
    fn the_longest_opening_counts() {
        assert_eq!(of("Read more: how herring is counted").opening, Some(Label::Furniture));
        assert_eq!(of("Reporting by A. Colon in Port Verity").opening, Some(Label::Credits));
        assert_eq!(of("The harbour reopened").opening, None);
    }
}
