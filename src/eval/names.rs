//! When two names of an entity are the same: without accents, case, a bracketed part at the end, `the` at
//! the start, and anything that is neither letter nor digit.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// A name as names are compared.
pub(super) fn norm(name: &str) -> String {
    let bare = name.replace('_', " ");
    let bare = bare.nfkd().filter(|&c| canonical_combining_class(c) == 0);
    let folded: String = bare.flat_map(char::to_lowercase).map(unfold).collect();
    let folded = folded.replace('ß', "ss");
    let name = without_bracket(&folded);
    let name = name.strip_prefix("the ").unwrap_or(name);
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The sigma at the end of a word is the same letter.
fn unfold(c: char) -> char {
    if c == 'ς' { 'σ' } else { c }
}

fn without_bracket(name: &str) -> &str {
    let Some(inside) = name.trim_end().strip_suffix(')') else { return name };
    let from = inside.rfind(')').map_or(0, |earlier| earlier + 1);
    match inside[from..].find('(') {
        Some(open) => inside[..from + open].trim_end(),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_away_what_does_not_tell_names_apart() {
        for (name, plain) in [
            ("The_Hague", "hague"),
            ("Angela  Merkel", "angela merkel"),
            ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
            ("İzmir", "izmir"),
            ("Groß & Söhne", "gross sohne"),
            ("Georgia (country) ", "georgia"),
            ("A (b) (c)", "a b"),
            ("(b)", ""),
            ("a)", "a"),
            ("ΣΑΣ", "σασ"),
            ("Then There", "then there"),
            ("", ""),
        ] {
            assert_eq!(norm(name), plain, "{name}");
        }
    }
}
