//! What a line looks like: counted once, in one pass over its words.
//!
//! Promises: linear, no allocation beyond one short key per short line, no regular expression. The
//! counts mean nothing by themselves; `score` weighs them and `labels` knows what words mean.

/// Counts over the words of a block.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shape {
    /// Words: what stands between white space and holds a letter or digit.
    pub(super) words: u32,
    /// Words after the first that begin with a capital.
    pub(super) capitals: u32,
    /// Words of running text: `the`, `und`, `que`.
    pub(super) function: u32,
    /// Words that hold a digit.
    pub(super) numbers: u32,
    /// Words that end a sentence.
    pub(super) sentences: u32,
    /// Separators between links: `|`, `>`, `·`, `/` on their own.
    pub(super) separators: u32,
    /// Whether the block as a whole ends as a sentence does.
    pub(super) ends: bool,
}

/// Words that running text is full of and menus are not, in the languages most often met; sorted.
const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "after", "al", "all", "also", "an", "and", "are", "as", "at", "auf", "aus", "be",
    "been", "but", "by", "can", "con", "could", "da", "das", "de", "dei", "del", "den", "der",
    "des", "di", "die", "do", "does", "du", "e", "een", "ein", "eine", "el", "en", "er", "es",
    "est", "et", "for", "from", "för", "für", "had", "has", "have", "he", "her", "het", "his", "i",
    "ich", "if", "il", "im", "in", "into", "is", "ist", "it", "its", "la", "las", "le", "les",
    "lo", "los", "m", "may", "mit", "more", "nicht", "no", "not", "não", "o", "och", "of", "on",
    "one", "or", "os", "our", "out", "par", "para", "pas", "per", "por", "pour", "qu", "que", "s",
    "said", "se", "she", "sich", "sie", "som", "sono", "sur", "t", "than", "that", "the", "their",
    "them", "there", "these", "they", "this", "to", "um", "un", "una", "und", "une", "up", "van",
    "von", "was", "we", "were", "what", "when", "which", "who", "will", "with", "would", "you",
    "your", "zu", "è",
];

impl Shape {
    /// Counts a block.
    pub(super) fn of(text: &str) -> Self {
        let mut shape = Self::default();
        for word in text.split_whitespace() {
            shape.add(word);
        }
        shape.ends = ends_sentence(text);
        shape
    }

    fn add(&mut self, word: &str) {
        let core = core(word);
        if core.is_empty() {
            self.separators +=
                u32::from(matches!(word, "|" | ">" | "»" | "›" | "·" | "•" | "/" | "-"));
            return;
        }
        self.words += 1;
        let first = core.chars().next().unwrap_or(' ');
        self.capitals += u32::from(self.words > 1 && first.is_uppercase());
        self.numbers += u32::from(core.bytes().any(|b| b.is_ascii_digit()));
        self.function += u32::from(is_function_word(core));
        self.sentences += u32::from(ends_sentence(word) && core.len() > 1);
    }

    /// Share of the words after the first that begin with a capital.
    pub(super) fn capital_share(&self) -> f32 {
        share(self.capitals, self.words.saturating_sub(1))
    }

    /// Share of words of running text.
    pub(super) fn function_share(&self) -> f32 {
        share(self.function, self.words)
    }

    /// Whether it reads as running text: several words that end as a sentence does.
    pub(super) fn is_prose(&self) -> bool {
        self.words >= 10 && self.ends && self.function_share() >= 0.15
            || self.words >= 25 && self.function_share() >= 0.2
    }
}

fn share(part: u32, whole: u32) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

fn is_function_word(core: &str) -> bool {
    core.len() <= LONGEST && FUNCTION.binary_search(&pack(core)).is_ok()
}

/// Length of the longest function word, in bytes.
const LONGEST: usize = 5;

static FUNCTION: [u64; FUNCTION_WORDS.len()] = packed(FUNCTION_WORDS);

/// A table as numbers, in the same order.
pub(super) const fn packed<const N: usize>(words: &[&str]) -> [u64; N] {
    let mut numbers = [0; N];
    let mut i = 0;
    while i < N {
        numbers[i] = pack(words[i]);
        i += 1;
    }
    numbers
}

/// The first eight bytes of a word, ASCII case aside, as a number that sorts as the word does.
pub(super) const fn pack(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let (mut number, mut i) = (0, 0);
    while i < 8 {
        number <<= 8;
        if i < bytes.len() {
            number |= bytes[i].to_ascii_lowercase() as u64;
        }
        i += 1;
    }
    number
}

/// A word without the marks around it.
pub(super) fn core(word: &str) -> &str {
    match word.as_bytes() {
        [first, .., last] if first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric() => word,
        _ => word.trim_matches(|c: char| !c.is_alphanumeric()),
    }
}

/// Whether a text ends as a sentence does, closing quotes and brackets aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    // most texts that are asked for are words
    if text.as_bytes().last().is_none_or(|last| last.is_ascii_alphanumeric() || *last == b',') {
        return false;
    }
    let closers = ['"', '\'', '”', '’', '»', ')', ']', '“'];
    text.trim_end_matches(closers).ends_with(['.', '!', '?', '…', '。', '？', '！', '।'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_are_sorted() {
        assert!(FUNCTION_WORDS.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn prose_is_told_from_a_menu() {
        assert!(
            Shape::of("The council of the harbour said that it would mend the light.").is_prose()
        );
        assert!(
            !Shape::of("Home News Harbour Weather Sport Opinion Puzzles Letters About Us")
                .is_prose()
        );
    }

    #[test]
    fn a_quoted_end_is_an_end() {
        assert!(ends_sentence("“We shall see.”"));
        assert!(!ends_sentence("We shall see"));
    }
}
