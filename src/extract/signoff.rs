//! Who signs the end of a paragraph, on the same line as the text: agencies, initials, editors.
//!
//! Promises: a sign-off stands behind a finished sentence or alone, reaches to the end of the
//! paragraph and holds little but names; only the last [`FAR`] words are looked at. A wrong cut here
//! takes a name out of the article, so each way to sign is told by its form, not by single words.

use super::labels::{self, Label};
use super::shape;

/// Words at the end of a paragraph that are looked at.
const FAR: usize = 60;

/// Agencies that are named in brackets without initials before them; sorted.
const AGENCIES: &[&str] = &[
    "AAP",
    "AFP",
    "ANI",
    "ANSA",
    "AP",
    "Bernama",
    "Bloomberg",
    "CNA",
    "CP",
    "EFE",
    "IANS",
    "Interfax",
    "KNA",
    "Kyodo",
    "PA",
    "PNA",
    "PTI",
    "Reuters",
    "SID",
    "TASS",
    "UPI",
    "XINHUA",
    "Xinhua",
    "afp",
    "dpa",
    "epd",
];

/// How sentences begin that say how an interview came about; sorted.
const NOTES: &[&str] = &[
    "Interview conducted by ",
    "The interview was conducted ",
    "This interview has been edited ",
    "This interview was conducted ",
    "This interview was edited ",
];

/// Where the sign-off at the end of a paragraph begins, in bytes; its length if there is none.
pub(super) fn start(told: &str) -> usize {
    let mut found = told.len();
    let closed = told.ends_with(')');
    let mut words = told.rsplit(char::is_whitespace).filter(|word| !word.is_empty());
    let mut word = words.next();
    for _ in 0..FAR {
        let Some(here) = word else { break };
        word = words.next();
        let at = offset(told, here);
        let rest = told.get(at..).unwrap_or_default();
        let opens = word.is_none_or(shape::ends_sentence) || closed && is_plain(rest);
        if opens && is_signoff(rest) {
            found = at;
        }
    }
    found
}

/// Where a part of a text begins in it.
fn offset(told: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(told.as_ptr() as usize)
}

/// Whether initials with a stroke and a well-known agency say it all, even behind half a sentence.
fn is_plain(told: &str) -> bool {
    let Some((before, rest)) = told.split_once(" (") else { return false };
    let known = |name: &str| AGENCIES.binary_search(&name.trim()).is_ok();
    before.contains('/') && rest.trim_end_matches(')').split(',').any(known)
}

fn is_signoff(told: &str) -> bool {
    let (plain, editor) = match told.find("Editor: ") {
        Some(at) => (told.get(..at).unwrap_or_default().trim_end(), true),
        None => (told, false),
    };
    if told.starts_with("Author: ") || plain.is_empty() {
        return !told.is_empty() && is_short(told) && (editor || !shape::ends_sentence(told));
    }
    let noted = NOTES.iter().any(|note| told.starts_with(note));
    bracketed(told) || is_short(told) && (noted || initialled(plain) || only_agencies(plain))
}

fn is_short(told: &str) -> bool {
    told.split_whitespace().count() <= 20
}

/// `(Reporting by A; Editing by B)`
fn bracketed(told: &str) -> bool {
    let inner = told.strip_prefix(['(', '[']).and_then(|rest| rest.strip_suffix([')', ']']));
    inner.is_some_and(|inner| labels::of(inner).opening == Some(Label::Credits))
}

/// `sej/rg (Reuters, AFP)`, `tj/msh/AP/dpa`, `AFP, ASX (hch/bea)`
fn initialled(told: &str) -> bool {
    let (before, bracket) = match told.split_once('(') {
        Some((before, rest)) => match rest.strip_suffix(')') {
            Some(inner) => (before.trim(), inner),
            None => return false,
        },
        None => (told, ""),
    };
    let mut parts = before.split('/');
    let first = parts.next().is_some_and(is_initials);
    let others = parts.clone().all(|part| is_initials(part) || is_agency(part));
    let signed = before.contains('/') || !bracket.is_empty();
    let agencies = bracket.is_empty() || bracket.split([',', '/']).all(is_agency);
    let swapped = bracket.split('/').all(is_initials) && before.split([',', '/']).all(is_agency);
    first && others && signed && agencies || swapped
}

/// `(AFP, dpa)`, `(Ole Lanternman/PNA)`
fn only_agencies(told: &str) -> bool {
    let inner = told.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let known = |name: &str| AGENCIES.binary_search(&name.trim()).is_ok();
    inner.is_some_and(|inner| {
        let last = inner.rsplit([',', '/']).next().unwrap_or_default();
        known(last) && inner.split([',', '/']).all(is_agency)
    })
}

/// Two to four small letters.
fn is_initials(told: &str) -> bool {
    (2..=4).contains(&told.len()) && told.bytes().all(|b| b.is_ascii_lowercase())
}

/// Up to three words with capitals, or an agency that writes itself small.
fn is_agency(told: &str) -> bool {
    let told = told.trim();
    let words = told.split_whitespace().count();
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    (1..=3).contains(&words) && told.len() <= 24 && told.split_whitespace().all(capital)
        || AGENCIES.binary_search(&told).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(AGENCIES.is_sorted_by(|a, b| a < b) && NOTES.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn who_signs_a_paragraph_is_cut_off() {
        for signed in [
            "oml/ab (Example, AFP)",
            "oml (dpa)",
            "om/ab/AFP/dpa",
            "om/AFP Editor: Brigid Dash",
            "AFP, EXA (oml/ab)",
            "(AFP, dpa)",
            "This interview was conducted by Brigid Dash, and was edited for length.",
            "(Ole Lanternman/PNA)",
            "Author: Ole Lanternman (om, AFP) Editor: Brigid Dash",
            "Editor: Brigid Dash",
            "(Reporting by Ole Lanternman. Editing by Brigid Dash)",
        ] {
            let told = format!("The light was mended “on Thursday.” {signed}");
            assert_eq!(told.get(start(&told)..), Some(signed));
        }
    }

    #[test]
    fn the_end_of_a_sentence_is_no_sign_off() {
        for told in [
            "The light was mended by and/or for the council (AFP, dpa)",
            "It was dark. The Harbour Council (HC)",
            "It was dark. (The lamp was mended in May)",
            "It was dark. no one knew (why)",
            "It was mended.",
            "",
        ] {
            assert_eq!(start(told), told.len(), "{told}");
        }
    }
}
