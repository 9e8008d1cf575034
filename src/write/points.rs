//! Byte offsets to Unicode code points.
//!
//! Promises: one pass over the text, whatever the number and order of the offsets asked for; for an
//! ASCII text an offset is its own answer. Offsets in records are code points: Python and analysts
//! count so.

/// One count is kept for every so many bytes.
const STEP: usize = 1024;

/// The code points before each offset of a text.
pub(super) struct Points<'t> {
    text: &'t str,
    before: Option<Vec<usize>>,
}

impl<'t> Points<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let before = (!text.is_ascii()).then(|| {
            let steps = text.as_bytes().chunks(STEP);
            let counts = steps.scan(0, |sum, step| {
                let before = *sum;
                *sum += count(step);
                Some(before)
            });
            counts.collect()
        });
        Self { text, before }
    }

    /// The number of code points before byte `offset`.
    pub(super) fn at(&self, offset: usize) -> usize {
        let Some(before) = &self.before else {
            return offset;
        };
        let step = (offset / STEP).min(before.len().saturating_sub(1));
        let rest = self.text.as_bytes().get(step * STEP..offset).unwrap_or_default();
        before.get(step).copied().unwrap_or(0) + count(rest)
    }
}

/// Bytes that begin a character.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_chars_does_at_every_character() {
        for text in ["", "plain", "é", &"a🇹🇼 é中".repeat(400), &"é".repeat(STEP)] {
            let points = Points::of(text);
            for (n, (offset, _)) in text.char_indices().enumerate() {
                assert_eq!(points.at(offset), n);
            }
            assert_eq!(points.at(text.len()), text.chars().count());
        }
    }
}
