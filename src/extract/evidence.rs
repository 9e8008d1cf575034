//! What is seen on each block: its counts, its labels, its marks, whether it stands elsewhere too.
//!
//! Promises: one look per block, linear; nothing here depends on who published the text. `score` weighs
//! what is seen.

use super::blocks::Block;
use super::dates::{self, Order};
use super::html::Tree;
use super::labels::{self, Label, Labels};
use super::recurring::{self, Known, Recurs};
use super::shape::{self, Shape};
use std::collections::HashMap;

/// A block and what was seen on it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    /// The block.
    pub(super) block: Block,
    /// Its counts.
    pub(super) shape: Shape,
    /// What its words are known as.
    pub(super) labels: Labels,
    /// How often the same short line stands in the text.
    pub(super) times: u32,
    /// Marks of rights, addresses, prices and the like.
    pub(super) marks: Marks,
    /// Whether other articles of its source hold it.
    pub(super) recurs: Recurs,
    /// What the elements around it say, in a page of HTML.
    pub(super) tree: Option<Tree>,
}

/// What single characters and words in a block give away.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks {
    /// `©`, `All rights reserved`.
    pub(super) rights: bool,
    /// Ends with a colon.
    pub(super) colon: bool,
    /// Ends with a question mark.
    pub(super) question: bool,
    /// Holds a date.
    pub(super) dated: bool,
    /// Words of pleas and legal notes: `cookies`, `newsletter`; at most 3.
    pub(super) pleas: u8,
    /// Heads the comments, or signs one.
    pub(super) comment: bool,
}

/// Looks at every block once.
pub(super) fn look(text: &str, blocks: &[Block], known: Known<'_>) -> Vec<Seen> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for block in blocks.iter().filter(|block| block.inner.len() <= REPEATED) {
        *counts.entry(block.text(text)).or_default() += 1;
    }
    let look = |&block: &Block| {
        let told = block.text(text);
        let shape = Shape::of(told);
        let mut labels = labels::of(told);
        let listed = (3..=20).contains(&shape.words) && !shape.ends && shape.capital_share() > 0.5;
        if listed && labels.line.is_none() && labels::is_menu(told) {
            labels.line = Some(Label::Furniture);
        }
        Seen {
            block,
            shape,
            labels,
            times: counts.get(told).copied().unwrap_or(1),
            marks: marks(told),
            recurs: known.recurs(told),
            tree: None,
        }
    };
    blocks.iter().map(look).collect()
}

/// Longest line, in bytes, that is compared with the others.
const REPEATED: usize = 200;

fn marks(told: &str) -> Marks {
    let short = told.len() <= 400;
    Marks {
        rights: short
            && (told.contains('©')
                || told.contains("ights reserved")
                || told.contains("ights Reserved")),
        colon: told.ends_with([':', '：']),
        question: told.ends_with('?'),
        dated: told.len() <= DATED && !dates::all(told, Order::DayFirst).is_empty(),
        pleas: if short { pleas(told) } else { 0 },
        comment: told.len() <= COMMENT && is_comment(told),
    }
}

/// Longest line, in bytes, in which a date is looked for.
const DATED: usize = 200;

/// Longest line, in bytes, that can head or sign a comment.
const COMMENT: usize = 80;

/// Words of pleas and legal notes, the first eight letters; sorted.
const PLEAS: &[&str] = &[
    "ad", "adblock", "ads", "app", "browser", "click", "consent", "cookie", "cookies", "download",
    "e-mail", "email", "gdpr", "inbox", "javascri", "login", "newslett", "password", "preferen",
    "privacy", "register", "subscrib", "terms", "unsubscr",
];

static PACKED_PLEAS: [u64; PLEAS.len()] = shape::packed(PLEAS);

fn pleas(told: &str) -> u8 {
    let plea = |word: &&str| PACKED_PLEAS.binary_search(&shape::pack(shape::core(word))).is_ok();
    u8::try_from(told.split_whitespace().filter(plea).take(3).count()).unwrap_or(3)
}

/// `12 Comments`, `Leave a reply`, `Marguerite says:`.
fn is_comment(told: &str) -> bool {
    let small = told.to_lowercase();
    let words = small.split_whitespace().count();
    let heads = [
        "comments",
        "comment",
        "leave a reply",
        "leave a comment",
        "join the conversation",
        "post a comment",
    ];
    let counted = small.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    words <= 6 && heads.iter().any(|head| counted.starts_with(head))
        || words <= 8
            && (small.ends_with(" says:")
                || small.ends_with(" writes:")
                || small.ends_with(" says") && words <= 4)
        || small.contains("responses to ")
        || small.contains("thoughts on ") && words <= 14
}

impl Seen {
    /// Whether it is known as furniture by its words, its rights, or by other articles of its source.
    pub(super) fn is_furniture(&self) -> bool {
        let chance = self.recurs == Recurs::Some && self.shape.words <= recurring::FEW;
        self.is_labelled() || self.recurs != Recurs::Not && !chance && !self.shape.is_prose()
    }

    /// Whether it is known as furniture by its words, rights or look alone.
    pub(super) fn is_labelled(&self) -> bool {
        let few = self.shape.words <= 12;
        self.labels.line == Some(Label::Furniture)
            || self.labels.line == Some(Label::Tail)
            || few && self.labels.opening == Some(Label::Furniture)
            || self.marks.rights
    }
}

#[cfg(test)]
mod tests {
    use super::super::blocks;
    use super::super::recurring::Recurring;
    use super::super::tests::document;
    use super::*;

    #[test]
    fn pleas_are_sorted() {
        assert!(PLEAS.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn the_same_short_line_twice_is_seen() {
        let text = "Harbour\n\nBody text here\n\nHarbour";
        let seen = look(text, &blocks::cut(text), Recurring::default().among(&document(text)));
        assert_eq!([seen[0].times, seen[1].times, seen[2].times], [2, 1, 2]);
    }
}
