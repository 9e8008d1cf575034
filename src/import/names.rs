//! Spellings as a gazetteer wants them: on one line, in printed order, told apart by what matching
//! sees; and ids made of them.

use crate::fold::fold;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// More characters than this are a description, not a name.
const LONGEST: usize = 150;

/// Escapes of HTML that lists are full of; their semicolons would part a list.
const ESCAPES: &[(&str, &str)] = &[
    ("&quot;", "\""),
    ("&apos;", "'"),
    ("&#39;", "'"),
    ("&#039;", "'"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&nbsp;", " "),
    ("&amp;", "&"),
];

/// A text with the escapes of HTML as what they stand for.
pub(super) fn unescaped(raw: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(raw);
    for (escape, plain) in ESCAPES.iter().filter(|(escape, _)| raw.contains(escape)) {
        text = Cow::Owned(text.replace(escape, plain));
    }
    text
}

/// A spelling without line breaks, double spaces, escapes, and what stands around it: quotes, bullets.
pub(super) fn tidy(raw: &str) -> String {
    let text = unescaped(raw);
    let invisible = |c: &char| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}');
    let shown: String =
        text.chars().filter(invisible).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let inner = line.trim_start_matches(['-', '–', '—', '•', '*', ' ']);
    let inner = inner.trim_end_matches([',', ';', ' ']);
    unquoted(inner).trim().to_owned()
}

fn unquoted(text: &str) -> &str {
    let pairs = [('"', '"'), ('“', '”'), ('«', '»'), ('\'', '\'')];
    let inner = pairs.iter().find_map(|(open, close)| {
        let inner = text.strip_prefix(*open)?.strip_suffix(*close)?;
        (!inner.contains([*open, *close])).then_some(inner)
    });
    let lone = text.matches('"').count() == 1;
    inner.unwrap_or(if lone { text.trim_matches('"') } else { text })
}

/// Why a spelling cannot stand in a gazetteer.
pub(super) fn refused(text: &str) -> Option<&'static str> {
    let letters = fold(text).text().chars().filter(|c| c.is_alphanumeric()).count();
    if letters == 0 {
        Some("no letter or digit in it")
    } else if letters == 1 && text.is_ascii() {
        Some("one letter")
    } else if text.chars().count() > LONGEST {
        Some("longer than 150 characters")
    } else if text.starts_with(['=', '+', '@']) {
        Some("begins as a formula does")
    } else {
        None
    }
}

/// The names in a text: what stands between semicolons with a space after them. A semicolon within a
/// word is part of it.
pub(super) fn parted(text: &str) -> impl Iterator<Item = &str> {
    text.split("; ").map(str::trim).filter(|name| !name.is_empty())
}

/// Whether all letters are Latin.
pub(super) fn is_latin(text: &str) -> bool {
    let latin = |c: char| matches!(c, '\0'..='\u{24f}' | '\u{250}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}' | '\u{2000}'..='\u{206f}');
    text.chars().all(|c| latin(c) || !c.is_alphabetic())
}

/// Whether the language is written in other letters than Latin, as far as it matters here.
pub(super) fn is_other_script(language: &str) -> bool {
    const OTHERS: [&str; 32] = [
        "am", "ar", "be", "bg", "bn", "ckb", "el", "fa", "gu", "he", "hi", "hy", "ja", "ka", "kk",
        "km", "ko", "ky", "lo", "mk", "mn", "mr", "my", "ne", "ps", "ru", "sr", "ta", "te", "th",
        "uk", "zh",
    ];
    OTHERS.contains(&language)
}

/// `Surname, Given` as it is printed; `Jr.` and its like stay behind.
pub(super) fn printed_order(name: &str) -> String {
    let mut parts = name.split(',').map(str::trim).filter(|part| !part.is_empty());
    let (Some(surname), Some(given)) = (parts.next(), parts.next()) else {
        return name.trim().to_owned();
    };
    let rest: Vec<&str> = parts.collect();
    if is_suffix(given) {
        return [&[surname, given], rest.as_slice()].concat().join(" ");
    }
    [&[given, surname], rest.as_slice()].concat().join(" ")
}

/// Whether a person's name looks like `Surname, Given`.
pub(super) fn is_surname_first(name: &str) -> bool {
    let parts: Vec<&str> = name.split(',').map(str::trim).collect();
    let short = |part: &&str| (1..=3).contains(&part.split(' ').filter(|w| !w.is_empty()).count());
    matches!(parts.as_slice(), [surname, given] if short(surname) && short(given) && !is_suffix(given))
}

/// What stands behind a name after a comma: a generation, a degree.
fn is_suffix(word: &str) -> bool {
    const SUFFIXES: [&str; 12] =
        ["ESQ", "II", "III", "IV", "JR", "KC", "MBE", "MD", "MP", "OBE", "PHD", "SR"];
    let bare: String = word.chars().filter(|c| *c != '.').collect();
    SUFFIXES.binary_search(&bare.to_uppercase().as_str()).is_ok()
}

/// Legal forms as they end names, without dots, in capitals; sorted.
const LEGAL_FORMS: &[&str] = &[
    "AB",
    "AG",
    "AKTIENGESELLSCHAFT",
    "AS",
    "ASA",
    "BHD",
    "BV",
    "BVBA",
    "CA",
    "CO",
    "CORP",
    "CV",
    "CYA",
    "DD",
    "DMCC",
    "DOO",
    "EIRL",
    "EOOD",
    "EPE",
    "ESP",
    "EURL",
    "EV",
    "FZC",
    "FZCO",
    "FZE",
    "GMBH",
    "INC",
    "INCORPORATED",
    "JSC",
    "KFT",
    "KG",
    "KGAA",
    "KK",
    "LIMITADA",
    "LIMITED",
    "LLC",
    "LLP",
    "LP",
    "LTD",
    "LTDA",
    "MBH",
    "NV",
    "OAO",
    "OOD",
    "OOO",
    "OY",
    "OYJ",
    "PAO",
    "PJSC",
    "PLC",
    "PRIVATE",
    "PT",
    "PTE",
    "PTY",
    "PVT",
    "RL",
    "SA",
    "SAC",
    "SAL",
    "SARL",
    "SAS",
    "SC",
    "SCS",
    "SDN",
    "SE",
    "SL",
    "SNC",
    "SOCIMI",
    "SP ZOO",
    "SPA",
    "SRL",
    "SRO",
    "ULC",
    "ZAO",
    "ZRT",
];

/// An organization's name without its legal form, if it has one and something is left.
pub(super) fn without_legal_form(name: &str) -> Option<&str> {
    let mut rest = name;
    loop {
        let trimmed = rest.trim_end_matches([',', ' ', '&']);
        let (before, last) = trimmed.rsplit_once(' ')?;
        let connects =
            rest.len() < name.len() && matches!(last, "de" | "DE" | "De" | "S." | "P.R.");
        if !connects && !is_legal_form(last) {
            let whole = trimmed.trim_end_matches(',');
            return (rest.len() < name.len() && !whole.is_empty()).then_some(whole);
        }
        rest = before;
        if !rest.contains(' ') {
            let whole = rest.trim_end_matches([',', ' ']);
            return (whole.chars().count() > 2).then_some(whole);
        }
    }
}

/// A word that is a legal form: dotted, capital, or such as `Ltd` that is no other word.
fn is_legal_form(word: &str) -> bool {
    let bare: String = word.chars().filter(|c| !matches!(c, '.' | ',' | '(' | ')')).collect();
    let upper = bare.to_uppercase();
    let marked =
        bare == upper || word.contains('.') || upper.len() > 2 || matches!(&*bare, "Co" | "Oy");
    marked && LEGAL_FORMS.binary_search(&upper.as_str()).is_ok()
}

/// A name as an id: lower-case ASCII letters, digits and hyphens; empty if nothing is left.
pub(super) fn slug(name: &str) -> String {
    let ascii = deunicode::deunicode_with_tofu(name, "-").to_lowercase();
    let kept = |c: char| c.is_ascii_alphanumeric();
    let without: String = ascii.chars().filter(|c| !matches!(c, '\'' | '.' | '`' | '"')).collect();
    let words: Vec<&str> = without.split(|c| !kept(c)).filter(|word| !word.is_empty()).collect();
    let mut slug = String::new();
    for word in words {
        if !slug.is_empty() && slug.len() + word.len() > 80 {
            break;
        }
        slug.push_str(if slug.is_empty() { "" } else { "-" });
        slug.push_str(&word[..word.len().min(80)]);
    }
    slug
}

/// What two spellings share that match the same texts: letters without marks, and the case of each
/// word.
pub(super) fn key(text: &str) -> String {
    let plain: String = text.nfd().filter(|c| !is_combining_mark(*c)).collect();
    let words = plain.split_whitespace().map(|word| {
        let letters = || word.chars().filter(|c| c.is_alphabetic());
        let shape = if letters().all(char::is_lowercase) {
            'l'
        } else if letters().all(char::is_uppercase) {
            'u'
        } else {
            'm'
        };
        if shape == 'm' { word.to_owned() } else { format!("{shape}{}", word.to_lowercase()) }
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_forms_are_sorted() {
        assert!(LEGAL_FORMS.is_sorted());
    }

    #[test]
    fn tidies_what_lists_are_full_of() {
        assert_eq!(tidy("  \"Marks &amp;\n Spencer\", "), "Marks & Spencer");
        assert_eq!(tidy("- Rock 'n' Roll Co."), "Rock 'n' Roll Co.");
        assert_eq!(tidy("\"Office"), "Office");
        assert_eq!(tidy("'Abd al-Rahman"), "'Abd al-Rahman");
    }

    #[test]
    fn puts_given_names_first() {
        assert_eq!(printed_order("DOE, John"), "John DOE");
        assert_eq!(printed_order("King, Jr., Martin Luther"), "King Jr. Martin Luther");
        assert_eq!(printed_order("KING, Martin Luther, Jr."), "Martin Luther KING Jr.");
        assert_eq!(printed_order("Pelé"), "Pelé");
        assert!(is_surname_first("Bloom, Bea") && !is_surname_first("Sam Bloom, Jr."));
        assert!(!is_surname_first("one, two, three"));
    }

    #[test]
    fn takes_legal_forms_off() {
        let short = without_legal_form;
        assert_eq!(short("Comercial Cimex, S.A."), Some("Comercial Cimex"));
        assert_eq!(short("Anglo-Caribbean Co., Ltd."), Some("Anglo-Caribbean"));
        assert_eq!(short("ILC Exportaciones, S. de R.L. de C.V."), Some("ILC Exportaciones"));
        assert_eq!(short("Volkswagen AG"), Some("Volkswagen"));
        assert_eq!(short("Bank of Japan"), None);
        assert_eq!(short("Inc."), None);
        assert_eq!(short("He wrote it as"), None);
    }

    #[test]
    fn makes_ids() {
        assert_eq!(slug("Côte d’Ivoire"), "cote-divoire");
        assert_eq!(slug("北京"), "bei-jing");
        assert_eq!(slug("U.S. – Japan (2019)"), "us-japan-2019");
        assert_eq!(slug("!!"), "");
    }

    #[test]
    fn sees_spellings_that_match_alike() {
        assert_eq!(key("Sant Julià"), key("Sant  Julia"));
        assert_ne!(key("Who"), key("WHO"));
    }

    #[test]
    fn tells_latin_letters() {
        assert!(is_latin("Đà Nẵng – ’t Hooft 7") && !is_latin("Москва"));
    }
}
