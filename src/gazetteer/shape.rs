//! Which case the words of a spelling ask for, in a byte: so that a hit need not look up how its spelling is
//! written.

use super::Case;

/// Which case each word of a spelling asks for, of [`Case::Spelled`]: two bits for each of its first
/// words, from the lowest; 0 where it may have any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape(pub(super) u8);

impl Shape {
    /// A spelling that every case of a text fits.
    const ANY: Self = Self(0);
    /// A spelling that has to be looked at.
    const OTHER: Self = Self(u8::MAX);
    /// The word begins with a capital and has no other.
    const TITLED: u8 = 1;
    /// The word is in capitals.
    const UPPER: u8 = 2;
    /// How many words fit in.
    const WORDS: usize = 4;

    /// What a spelling of a gazetteer asks for.
    pub fn of(spelling: &str, case: Case) -> Self {
        match case {
            Case::Any => return Self::ANY,
            Case::Spelled if !spelling.contains(char::is_uppercase) => return Self::ANY,
            Case::Spelled if spelling.is_ascii() => {}
            _ => return Self::OTHER,
        }
        let mut shape = 0;
        for (n, word) in ascii_words(spelling.as_bytes()).enumerate() {
            let asked = match (is_upper(word), is_titled(word)) {
                _ if is_lower(word) => continue,
                (true, _) => Self::UPPER,
                (_, true) => Self::TITLED,
                _ => return Self::OTHER,
            };
            if n >= Self::WORDS {
                return Self::OTHER;
            }
            shape |= asked << (2 * n);
        }
        Self(shape)
    }

    /// Whether a spelling of an article, which folds to the same, has the case that is asked for; `None`
    /// where the two have to be compared word by word.
    #[inline]
    pub fn fits(self, spelled: &str) -> Option<bool> {
        if self == Self::ANY {
            return Some(true);
        }
        if self == Self::OTHER || !spelled.is_ascii() {
            return None;
        }
        let mut words = ascii_words(spelled.as_bytes());
        let mut asked = self.0;
        while asked != 0 {
            let Some(word) = words.next() else { return Some(false) };
            let holds = match asked & 3 {
                Self::TITLED => is_upper(word) || is_titled(word),
                Self::UPPER => is_upper(word),
                _ => true,
            };
            if !holds {
                return Some(false);
            }
            asked >>= 2;
        }
        Some(true)
    }
}

fn ascii_words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}

fn is_upper(word: &[u8]) -> bool {
    !word.iter().any(u8::is_ascii_lowercase)
}

fn is_lower(word: &[u8]) -> bool {
    !word.iter().any(u8::is_ascii_uppercase)
}

fn is_titled(word: &[u8]) -> bool {
    word.split_first().is_some_and(|(first, rest)| !first.is_ascii_lowercase() && is_lower(rest))
}
