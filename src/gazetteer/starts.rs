//! How spellings begin: a word of a text with which none begins is passed over at once.

use super::Case;
use super::bytes::Bytes;

/// The first letters of all spellings.
///
/// Method: a Bloom filter (1970) with one hash, over up to eight ASCII letters and digits: as a
/// spelling ends where a word does, text that goes on with others begins another word. Of a spelling that
/// goes on after a short word, such as `the`, what follows counts too.
#[derive(Clone, Debug, Default)]
pub(super) struct Starts {
    /// Of all spellings, eight bits to a byte.
    pub(super) any: Bytes,
    /// Of those that may begin in lower case.
    pub(super) lower: Bytes,
}

/// Words of fewer letters are short; so many bytes after one are looked at.
const SHORT: usize = 4;
/// Bits for each spelling, so that about one in so many other words is let through.
const BITS: usize = 16;

impl Starts {
    /// Of spellings; of each, folded, what case it asks for and how the gazetteer has it.
    pub(super) fn of<'a>(known: impl Iterator<Item = (&'a str, Case, &'a str)> + Clone) -> Self {
        let may_be_lower = |(_, case, text): &(&str, Case, &str)| {
            let first = text.chars().find(|c| c.is_alphanumeric());
            *case == Case::Any || !first.is_some_and(char::is_uppercase)
        };
        let lower = Self::bits(known.clone().filter(may_be_lower).map(|(folded, ..)| folded));
        Self { any: Self::bits(known.map(|(folded, ..)| folded)), lower }
    }

    fn bits<'a>(known: impl Iterator<Item = &'a str> + Clone) -> Bytes {
        let bytes = match known.clone().count() {
            0 => 0,
            count => (count * BITS / 8).next_power_of_two(),
        };
        let mut bits = vec![0; bytes];
        for folded in known {
            let (word, beyond) = Self::keys(folded.as_bytes());
            let (at, bit) = Self::place(beyond.unwrap_or(word), bits.len());
            bits[at] |= bit;
        }
        bits.into()
    }

    /// What is looked at of a folded text: its first word, and, if that is short and the text so long, the
    /// word and what follows it. Each is up to eight bytes as one number.
    fn keys(text: &[u8]) -> (u64, Option<u64>) {
        const ONES: u64 = u64::from_le_bytes([1; 8]);
        const HIGH: u64 = ONES << 7;
        let first = text.first_chunk().copied().unwrap_or_else(|| {
            let mut padded = [0; 8];
            padded.iter_mut().zip(text).for_each(|(to, from)| *to = *from);
            padded
        });
        let bytes = u64::from_le_bytes(first);
        // the high bit of each byte that is no less than `least`, of all eight at once (Warren, Hacker's
        // Delight, 6-1)
        let reaches = |least: u8| ((bytes & !HIGH) | HIGH).wrapping_sub(ONES * u64::from(least));
        let letters = reaches(b'a') & !reaches(b'z' + 1);
        let digits = reaches(b'0') & !reaches(b'9' + 1);
        let others = !((letters | digits) & !bytes) & HIGH;
        let len = others.trailing_zeros() as usize / 8;
        let head = |len: usize| if len < 8 { bytes & ((1 << (len * 8)) - 1) } else { bytes };
        let goes_on = len < SHORT && text.len() >= len + SHORT;
        (head(len), goes_on.then(|| head(len + SHORT)))
    }

    /// Where a key is kept: the byte, of so many, and the bit in it.
    fn place(key: u64, bytes: usize) -> (usize, u8) {
        // multiplicative hashing by 2^64 over the golden ratio (Knuth, 1973)
        let hash = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        ((hash >> 3) as usize & bytes.wrapping_sub(1), 1 << (hash & 7))
    }

    /// Whether some spelling of those that set these bits may begin as a folded text does: never wrong when
    /// it says no.
    #[inline]
    pub(super) fn may_start(bits: &[u8], text: &[u8]) -> bool {
        if bits.is_empty() {
            return false;
        }
        let has = |key| {
            let (at, bit) = Self::place(key, bits.len());
            bits.get(at).is_some_and(|byte| byte & bit != 0)
        };
        let (word, beyond) = Self::keys(text);
        has(word) || beyond.is_some_and(has)
    }
}
