//! What the names of newspapers, magazines and agencies look like.
//!
//! Promises: told by an article in front (`The`, `Le`) or a word such as `Courier` in them, never by a
//! list of outlets.

use super::shape;

/// Words that names of outlets hold; sorted.
const WORDS: &[&str] = &[
    "Agency",
    "Broadcasting",
    "Bulletin",
    "Chronicle",
    "Courier",
    "Courrier",
    "Daily",
    "Dispatch",
    "Examiner",
    "Gazette",
    "Globe",
    "Guardian",
    "Herald",
    "Inquirer",
    "Journal",
    "Ledger",
    "Magazine",
    "Mail",
    "Mirror",
    "Monitor",
    "News",
    "Newswire",
    "Observer",
    "Post",
    "Press",
    "Quarterly",
    "Radio",
    "Reporter",
    "Review",
    "Standard",
    "Sun",
    "Telegraph",
    "Times",
    "Today",
    "Tribune",
    "Weekly",
    "Wire",
    "Zeitung",
];

/// Articles that open the names of outlets; sorted.
const ARTICLES: &[&str] = &["Das", "De", "Der", "Die", "El", "Il", "L'", "La", "Le", "Les", "The"];

/// Small words inside names; sorted.
const SMALL: &[&str] = &["&", "and", "da", "de", "del", "der", "di", "du", "la", "of", "the"];

/// Whether a text is the name of an outlet and nothing else.
pub(super) fn is_outlet(told: &str) -> bool {
    let words = told.split_whitespace().count();
    (2..=6).contains(&words)
        && run(told) == told.len()
        && !shape::ends_sentence(told)
        && looks(told)
}

/// The first name of an outlet in running text.
pub(super) fn first_in(told: &str) -> Option<&str> {
    let articles = told.match_indices("The ").map(|(at, _)| at);
    articles
        .filter_map(|at| {
            let rest = told.get(at..)?;
            rest.get(..run(rest)).map(|name| name.trim_end_matches(['.', ',']))
        })
        .find(|name| is_outlet(name))
}

fn looks(told: &str) -> bool {
    let first = told.split_whitespace().next().unwrap_or_default();
    let known = |word: &str| WORDS.binary_search(&shape::core(word)).is_ok();
    ARTICLES.binary_search(&first).is_ok() || told.split_whitespace().any(known)
}

/// Length of the capitals that a text begins with, small words between them and a full stop aside.
fn run(told: &str) -> usize {
    let mut end = 0;
    let mut at = 0;
    for word in told.split_inclusive(char::is_whitespace) {
        let plain = word.trim_end();
        let small = SMALL.contains(&plain);
        if !small && !plain.starts_with(char::is_uppercase) {
            break;
        }
        if !small {
            end = at + plain.len();
        }
        at += word.len();
        if plain.ends_with(['.', ',', ';', ':']) {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted() {
        assert!(WORDS.is_sorted_by(|a, b| a < b) && ARTICLES.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn outlets_are_told_from_people_and_roles() {
        for told in ["The Verity Lamp", "Le Phare du Port", "Verity Courier", "Port Verity Post"] {
            assert!(is_outlet(told), "{told}");
        }
        for told in ["Ole Lanternman", "Harbour Correspondent", "The light is dark", "The", ""] {
            assert!(!is_outlet(told), "{told}");
        }
    }

    #[test]
    fn an_outlet_is_found_in_a_note_on_the_author() {
        let told = "Ole Lanternman is an editor of The Verity Lamp. The light is dark.";
        assert_eq!(first_in(told), Some("The Verity Lamp"));
        assert_eq!(first_in("The light is dark."), None);
    }
}
