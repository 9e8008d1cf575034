//! Running totals over the blocks, so that every neighbourhood is looked at in constant time.
//!
//! Promises: linear to build; every share lies between 0 and 1; a range beyond the ends is cut.

use super::evidence::Seen;
use super::labels::Label;

/// Totals up to each block.
pub(super) struct Around {
    prose: Vec<u32>,
    words: Vec<u32>,
    furniture: Vec<u32>,
    headings: Vec<u32>,
    repeated: Vec<u32>,
    dated: Vec<u32>,
    above: Vec<u32>,
    heading: Option<usize>,
}

impl Around {
    /// Sums up the blocks.
    pub(super) fn of(seen: &[Seen], heading: Option<usize>) -> Self {
        Self {
            prose: sums(seen, |one| if one.shape.is_prose() { one.shape.words } else { 0 }),
            words: sums(seen, |one| one.shape.words),
            furniture: sums(seen, |one| u32::from(one.is_furniture())),
            headings: sums(seen, |one| u32::from(one.labels.line == Some(Label::Tail))),
            repeated: sums(seen, |one| u32::from(one.times > 1)),
            dated: sums(seen, |one| u32::from(one.marks.dated)),
            above: distances(seen),
            heading,
        }
    }

    /// The headline, where a page of HTML says which it is.
    pub(super) fn heading(&self) -> Option<usize> {
        self.heading
    }

    /// Words of running text in the blocks from `from` up to `to`.
    pub(super) fn prose(&self, from: usize, to: usize) -> u32 {
        part(&self.prose, from, to)
    }

    /// Share of words in running text, in the blocks from `from` up to `to`.
    pub(super) fn prose_share(&self, from: usize, to: usize) -> f32 {
        let words = part(&self.words, from, to);
        if words == 0 { 0.0 } else { part(&self.prose, from, to) as f32 / words as f32 }
    }

    /// Share of blocks known as furniture; beyond the ends of the text all is.
    pub(super) fn furniture_share(&self, from: usize, to: usize) -> f32 {
        if from.min(self.blocks()) >= to.min(self.blocks()) {
            return 1.0;
        }
        self.share(&self.furniture, from, to)
    }

    /// Share of blocks that stand elsewhere too.
    pub(super) fn repeated_share(&self, from: usize, to: usize) -> f32 {
        self.share(&self.repeated, from, to)
    }

    /// Short blocks that hold a date.
    pub(super) fn dates(&self, from: usize, to: usize) -> u32 {
        part(&self.dated, from, to)
    }

    /// Headings of lists of other stories.
    pub(super) fn headings(&self, from: usize, to: usize) -> u32 {
        part(&self.headings, from, to)
    }

    /// How many blocks above block `i` the last running text is, up to [`FAR`].
    pub(super) fn above(&self, i: usize) -> u32 {
        self.above.get(i).copied().unwrap_or(FAR)
    }

    /// Share of all running text of the document that stands before block `i`.
    pub(super) fn done(&self, i: usize) -> f32 {
        let all = part(&self.prose, 0, self.blocks());
        if all == 0 { 0.5 } else { part(&self.prose, 0, i) as f32 / all as f32 }
    }

    fn blocks(&self) -> usize {
        self.words.len() - 1
    }

    fn share(&self, of: &[u32], from: usize, to: usize) -> f32 {
        let blocks = to.min(self.blocks()).saturating_sub(from);
        if blocks == 0 { 0.0 } else { part(of, from, to) as f32 / blocks as f32 }
    }
}

fn sums(seen: &[Seen], count: impl Fn(&Seen) -> u32) -> Vec<u32> {
    let mut total = 0u32;
    let mut sums = Vec::with_capacity(seen.len() + 1);
    sums.push(0);
    for one in seen {
        total = total.saturating_add(count(one));
        sums.push(total);
    }
    sums
}

/// The total of the blocks from `from` up to `to`.
fn part(sums: &[u32], from: usize, to: usize) -> u32 {
    let last = sums.len() - 1;
    sums[to.min(last)].saturating_sub(sums[from.min(last)])
}

/// Distances are counted up to this many blocks.
const FAR: u32 = 40;

fn distances(seen: &[Seen]) -> Vec<u32> {
    let mut far = FAR;
    let distance = |one: &Seen| {
        let now = far;
        far = if one.shape.is_prose() { 0 } else { (far + 1).min(FAR) };
        now
    };
    seen.iter().map(distance).collect()
}

#[cfg(test)]
mod tests {
    use super::super::recurring::Recurring;
    use super::super::tests::document;
    use super::super::{blocks, evidence};
    use super::*;

    #[test]
    fn shares_stay_between_none_and_all() {
        let text =
            "Home\nNews\n\nThe council said that it would mend the light on the old pier.\n\nHome";
        let around = Around::of(
            &evidence::look(text, &blocks::cut(text), Recurring::default().among(&document(text))),
            None,
        );
        assert_eq!(around.repeated_share(0, 1), 1.0);
        assert_eq!(around.furniture_share(4, 9), 1.0);
        assert_eq!((around.done(0), around.done(9)), (0.0, 1.0));
        assert_eq!(around.above(3), 0);
    }
}
