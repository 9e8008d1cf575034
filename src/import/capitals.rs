//! Names in capitals to ordinary capitals.
//!
//! Promises: what is found afterwards is more, never less: a capital first letter matches a word in
//! capitals too (`docs/gazetteers.md`). Short single words stay, since they may be acronyms.

/// Words that are printed small within a name; sorted.
const SMALL: &[&str] = &[
    "abd", "al", "and", "at", "bin", "bint", "by", "da", "das", "de", "del", "della", "den", "der",
    "des", "di", "do", "dos", "du", "e", "el", "et", "for", "from", "ibn", "in", "la", "las", "le",
    "les", "los", "of", "on", "or", "the", "to", "und", "van", "von", "with", "y", "ye", "zur",
];

/// Acronyms and numbers with a vowel that stay capital; sorted.
const CAPITAL: &[&str] = &[
    "AG", "AS", "EPE", "EU", "FZCO", "FZE", "II", "III", "IV", "IX", "OAO", "OOO", "PAO", "SA",
    "SAC", "SARL", "SAS", "SPA", "UAE", "UK", "UN", "US", "USA", "VI", "VII", "VIII", "XI", "ZAO",
];

/// Words without a vowel that are no acronyms, and forms with their own spelling; sorted.
const SPELLED: &[(&str, &str)] = &[
    ("BROS", "Bros"),
    ("BVBA", "BVBA"),
    ("DR", "Dr"),
    ("FT", "Ft"),
    ("GMBH", "GmbH"),
    ("JR", "Jr"),
    ("LTD", "Ltd"),
    ("MR", "Mr"),
    ("MRS", "Mrs"),
    ("MT", "Mt"),
    ("SDN", "Sdn"),
    ("SR", "Sr"),
    ("ST", "St"),
];

/// A single word of at most so many letters may be an acronym.
const ACRONYM: usize = 5;

/// A name with ordinary capitals. Of a person, a surname in capitals among other words too.
pub(super) fn lowered(name: &str, person: bool) -> String {
    let shouting = !name.chars().any(char::is_lowercase);
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let single = !name.trim().contains([' ', '-']);
    let keep = if person {
        letters < 4 || (!shouting && single)
    } else {
        !shouting || (single && letters <= ACRONYM)
    };
    if keep {
        return name.to_owned();
    }
    let words = name.split(' ').enumerate();
    let word = |(i, word): (usize, &str)| {
        let long = word.chars().filter(|c| c.is_alphabetic()).count() > 3;
        if shouting || (long && is_capital(word)) { of_word(word, i == 0) } else { word.to_owned() }
    };
    words.map(word).collect::<Vec<_>>().join(" ")
}

/// A surname in capitals that stands apart from the given name, whatever its length.
pub(super) fn surname(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    name.split(' ').map(|word| of_word(word, false)).collect::<Vec<_>>().join(" ")
}

fn is_capital(word: &str) -> bool {
    !word.contains('.') && !word.chars().any(char::is_lowercase)
}

fn of_word(word: &str, first: bool) -> String {
    let dotted = word.trim_end_matches(['.', ',']).contains('.');
    if dotted {
        return word.to_owned();
    }
    let pieces: Vec<&str> = word.split('-').collect();
    let joined = pieces.len() > 1;
    let piece = |(i, piece): (usize, &&str)| {
        let article = joined && i + 1 < pieces.len() && matches!(*piece, "AL" | "EL" | "UL" | "AD");
        if article { piece.to_lowercase() } else { of_piece(piece, first && i == 0) }
    };
    pieces.iter().enumerate().map(piece).collect::<Vec<_>>().join("-")
}

fn of_piece(piece: &str, first: bool) -> String {
    let inner = piece.trim_matches(|c: char| !c.is_alphanumeric());
    let small = inner.to_lowercase();
    let has_vowel = small.chars().any(|c| !c.is_ascii() || "aeiouy".contains(c));
    let spelled = if let Ok(i) = SPELLED.binary_search_by_key(&inner, |(word, _)| word) {
        SPELLED[i].1.to_owned()
    } else if !first && SMALL.binary_search(&small.as_str()).is_ok() {
        small
    } else if inner.chars().count() == 1 || !has_vowel || CAPITAL.binary_search(&inner).is_ok() {
        inner.to_owned()
    } else {
        titled(inner)
    };
    piece.replacen(inner, &spelled, 1)
}

/// A capital first, after `Mc` and after the apostrophe of a first single letter (`O'Brien`).
fn titled(word: &str) -> String {
    let rest_of = |prefix: &str| word.strip_prefix(prefix).filter(|rest| rest.chars().count() > 2);
    if let Some(rest) = rest_of("MC") {
        return format!("Mc{}", titled(rest));
    }
    if let Some((initial, rest)) = word.split_once(['\'', '’'])
        && initial.chars().count() == 1
        && rest.chars().count() > 2
    {
        return format!("{initial}'{}", titled(rest));
    }
    let mut chars = word.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    first + &chars.as_str().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(SMALL.is_sorted() && CAPITAL.is_sorted() && SPELLED.is_sorted());
    }

    #[test]
    fn lowers_names_of_bodies() {
        let of = |name| lowered(name, false);
        assert_eq!(of("BANCO NACIONAL DE CUBA"), "Banco Nacional de Cuba");
        assert_eq!(of("A A TRADING FZCO"), "A A Trading FZCO");
        assert_eq!(of("COMERCIAL CIMEX, S.A."), "Comercial Cimex, S.A.");
        assert_eq!(of("MTN GROUP LTD."), "MTN Group Ltd.");
        assert_eq!(of("CIMEX"), "CIMEX");
        assert_eq!(of("AL-AQSA FOUNDATION"), "al-Aqsa Foundation");
        assert_eq!(of("Bank of EUROPE"), "Bank of EUROPE");
    }

    #[test]
    fn lowers_names_of_people() {
        let of = |name| lowered(name, true);
        assert_eq!(of("Ayman AL-ZAWAHIRI"), "Ayman al-Zawahiri");
        assert_eq!(of("Sean O'BRIEN"), "Sean O'Brien");
        assert_eq!(of("RONALD MCDONALD"), "Ronald McDonald");
        assert_eq!(of("Abu ALI NA'IM"), "Abu ALI Na'im");
        assert_eq!(of("JEAN-PIERRE DE LA TOUR II"), "Jean-Pierre de la Tour II");
        assert_eq!(of("PELE"), "Pele");
        assert_eq!(surname("EL KHANSA"), "el Khansa");
        assert_eq!(surname("LI"), "Li");
    }
}
