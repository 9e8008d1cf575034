//! Bytes of a text as lines and characters.
//!
//! Promises: one pass over the text, whatever the number of bytes asked for and their order.

/// What comes before a byte of a text.
#[derive(Clone, Copy, Default)]
pub(super) struct Before {
    /// Characters.
    pub(super) point: usize,
    /// Line breaks.
    pub(super) line: usize,
    /// Where the line begins, in bytes.
    pub(super) line_start: usize,
}

/// What comes before any byte of a text, in one pass however many are asked for.
pub(super) struct Index<'t> {
    text: &'t [u8],
    /// For each [`STEP`] bytes.
    steps: Vec<Before>,
}

const STEP: usize = 1024;

impl<'t> Index<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let text = text.as_bytes();
        let mut steps = vec![Before::default()];
        for (n, part) in text.chunks(STEP).enumerate() {
            let last = steps.last().copied().unwrap_or_default();
            steps.push(last.and(part, n * STEP));
        }
        Self { text, steps }
    }

    pub(super) fn of_byte(&self, byte: usize) -> Before {
        let step = byte / STEP;
        let before = self.steps.get(step).copied().unwrap_or_default();
        before.and(self.text.get(step * STEP..byte).unwrap_or_default(), step * STEP)
    }
}

impl Before {
    /// With more of the text, which begins at byte `at`.
    fn and(self, part: &[u8], at: usize) -> Self {
        let point = self.point + part.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        let line = self.line + part.iter().filter(|&&byte| byte == b'\n').count();
        let last = part.iter().rposition(|&byte| byte == b'\n');
        Self { point, line, line_start: last.map_or(self.line_start, |last| at + last + 1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_chars_and_lines_do() {
        for text in ["", "a\né b\n\nc", &"é\n".repeat(STEP), &"é".repeat(STEP), &"a".repeat(STEP)]
        {
            let index = Index::of(text);
            for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let (before, told) = (&text[..byte], index.of_byte(byte));
                assert_eq!(told.point, before.chars().count());
                assert_eq!(told.line, before.matches('\n').count());
                assert_eq!(told.line_start, before.rfind('\n').map_or(0, |at| at + 1));
            }
        }
    }
}
