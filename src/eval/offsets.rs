//! Characters to bytes: files count code points, spans count bytes.

/// Where each character of a text begins.
pub(super) struct Offsets {
    /// `None`: the text is ASCII, so that a character is a byte.
    starts: Option<Vec<usize>>,
    length: usize,
}

impl Offsets {
    pub(super) fn of(text: &str) -> Self {
        let starts = (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at).collect());
        Self { starts, length: text.len() }
    }

    /// Number of characters.
    pub(super) fn count(&self) -> usize {
        self.starts.as_ref().map_or(self.length, Vec::len)
    }

    /// The byte at which character `point` begins, or the text ends; `None` beyond that.
    pub(super) fn byte(&self, point: usize) -> Option<usize> {
        let starts = match &self.starts {
            _ if point == self.count() => return Some(self.length),
            None => return (point < self.length).then_some(point),
            Some(starts) => starts,
        };
        starts.get(point).copied()
    }

    /// The number of characters before a byte.
    pub(super) fn point(&self, byte: usize) -> usize {
        match &self.starts {
            None => byte,
            Some(starts) => starts.partition_point(|&start| start < byte),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_there_and_back_at_every_character() {
        for text in ["", "plain", "é", "a🇹🇼 é中"] {
            let offsets = Offsets::of(text);
            let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            for (point, byte) in ends.enumerate() {
                assert_eq!(offsets.byte(point), Some(byte), "{text}");
                assert_eq!(offsets.point(byte), point, "{text}");
            }
            assert_eq!(offsets.byte(text.chars().count() + 1), None, "{text}");
        }
    }
}
