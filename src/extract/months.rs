//! Names of months.
//!
//! Promises: known in the languages most often met, whole and short, whatever the case of their letters;
//! sorted, so that they are looked up by halves.

/// Month names and abbreviations, in the languages most often met; sorted.
const MONTHS: &[(&str, i8)] = &[
    ("abril", 4),
    ("agosto", 8),
    ("août", 8),
    ("apr", 4),
    ("april", 4),
    ("aprile", 4),
    ("aug", 8),
    ("august", 8),
    ("augustus", 8),
    ("avril", 4),
    ("dec", 12),
    ("december", 12),
    ("dezember", 12),
    ("dezembro", 12),
    ("dicembre", 12),
    ("diciembre", 12),
    ("décembre", 12),
    ("enero", 1),
    ("feb", 2),
    ("febbraio", 2),
    ("febrero", 2),
    ("februar", 2),
    ("februari", 2),
    ("february", 2),
    ("fevereiro", 2),
    ("février", 2),
    ("gennaio", 1),
    ("giugno", 6),
    ("jan", 1),
    ("janeiro", 1),
    ("januar", 1),
    ("januari", 1),
    ("january", 1),
    ("janvier", 1),
    ("juillet", 7),
    ("juin", 6),
    ("jul", 7),
    ("julho", 7),
    ("juli", 7),
    ("julio", 7),
    ("july", 7),
    ("jun", 6),
    ("june", 6),
    ("junho", 6),
    ("juni", 6),
    ("junio", 6),
    ("luglio", 7),
    ("maart", 3),
    ("maggio", 5),
    ("mai", 5),
    ("maio", 5),
    ("mar", 3),
    ("march", 3),
    ("mars", 3),
    ("marzo", 3),
    ("março", 3),
    ("may", 5),
    ("mayo", 5),
    ("mei", 5),
    ("märz", 3),
    ("nov", 11),
    ("november", 11),
    ("novembre", 11),
    ("novembro", 11),
    ("noviembre", 11),
    ("oct", 10),
    ("october", 10),
    ("octobre", 10),
    ("octubre", 10),
    ("okt", 10),
    ("oktober", 10),
    ("ottobre", 10),
    ("outubro", 10),
    ("sep", 9),
    ("sept", 9),
    ("september", 9),
    ("septembre", 9),
    ("septiembre", 9),
    ("setembro", 9),
    ("settembre", 9),
];

/// The number of a month.
pub(super) fn month(word: &str) -> Option<i32> {
    if !(3..=12).contains(&word.len()) {
        return None;
    }
    let small = word.to_lowercase();
    let row = MONTHS.binary_search_by(|(name, _)| (*name).cmp(&small)).ok()?;
    Some(i32::from(MONTHS[row].1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_sorted() {
        assert!(MONTHS.is_sorted_by(|a, b| a.0 < b.0));
    }
}
