//! Words of a sentence that tell what a name in it means.

use crate::fold::fold;
use crate::gazetteer::Gazetteer;
use crate::resolve::is_calendar_name;

/// The shortest word that tells anything.
const SHORTEST: usize = 5;

/// How verbs and adverbs end, which tell less than nouns.
const VAGUE: [&str; 2] = ["ed", "ly"];

/// The word of some sentences that tells most about what `text` means in them, and stands in none of `others`: no
/// verb before a verb, the longest, the first. None where there is no word of some length but common ones, days
/// and months, which stand in sentences about anything.
pub(super) fn telling(
    sentences: &[&str],
    text: &str,
    others: &[&str],
    gazetteer: &Gazetteer,
) -> Option<String> {
    let folded = |word: &str| fold(word).text().to_owned();
    let others: Vec<String> = others.iter().map(|other| folded(other)).collect();
    let own: Vec<String> = words(text).map(folded).collect();
    let mut best: Option<((bool, usize), String)> = None;
    for sentence in sentences {
        for (at, word) in words(sentence).enumerate() {
            let plain = folded(word);
            let length = word.chars().count();
            let known = |word: &str| gazetteer.common_words.contains(word);
            let is_common = known(&plain) || plain.strip_suffix('s').is_some_and(known);
            let is_fit = length >= SHORTEST
                && word.chars().all(char::is_alphabetic)
                && !is_common
                && !is_calendar_name(word)
                && !own.contains(&plain)
                && !others.iter().any(|other| holds(other, &plain));
            let is_vague = VAGUE.iter().any(|end| plain.ends_with(end));
            let rank = (!is_vague, length);
            if is_fit && best.as_ref().is_none_or(|(most, _)| rank > *most) {
                // a first word has its capital from the sentence
                let word = if at == 0 { word.to_lowercase() } else { word.to_owned() };
                best = Some((rank, word));
            }
        }
    }
    best.map(|(_, word)| word)
}

/// The longer name that holds `text` in a sentence: with the capitalised words beside it. None where there are none.
pub(super) fn longer_name(sentence: &str, text: &str, gazetteer: &Gazetteer) -> Option<String> {
    let start = sentence.find(text)?;
    let end = start + text.len();
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let mut to = end;
    for word in
        sentence.get(end..)?.strip_prefix(' ').map(|rest| rest.split(' ')).into_iter().flatten()
    {
        let bare = bare(word);
        if !is_capital(bare) {
            break;
        }
        to += 1 + bare.len();
        if bare.len() < word.len() {
            break;
        }
    }
    let mut from = start;
    let before = sentence.get(..start)?.strip_suffix(' ').unwrap_or_default();
    for word in before.rsplit(' ') {
        let opens = from == word.len() + 1;
        let is_title = gazetteer.titles.iter().any(|title| title == word);
        let lower = word.to_lowercase();
        let is_plain = opens && (lower.len() < SHORTEST || gazetteer.common_words.contains(&lower));
        if !is_capital(word)
            || word.ends_with(|c: char| !c.is_alphanumeric())
            || is_title
            || is_plain
        {
            break;
        }
        from = from.checked_sub(word.len() + 1)?;
    }
    let phrase = sentence.get(from..to)?;
    (phrase.len() > text.len() && !phrase.contains(';')).then(|| phrase.to_owned())
}

/// Whether a folded text holds a folded word or phrase, with no letter beside it.
pub(super) fn holds(text: &str, word: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !word.is_empty()
        && text.match_indices(word).any(|(at, _)| {
            !is_letter(text[..at].chars().next_back())
                && !is_letter(text[at + word.len()..].chars().next())
        })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty())
}

/// A word without what follows its letters: a comma, a possessive.
fn bare(word: &str) -> &str {
    let word = word.split(['\'', '’']).next().unwrap_or_default();
    word.trim_end_matches(|c: char| !c.is_alphanumeric())
}
