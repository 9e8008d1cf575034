//! What speaks for and against a block being part of the article.
//!
//! Promises: every piece of evidence has a name, lies between about -1 and 4, and depends on the block and
//! its neighbours only, never on who published it. `score` holds the weight of each.

use super::blocks::Block;
use super::dates::{self, Order};
use super::labels::{self, Label, Labels};
use super::shape::Shape;
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
    /// Whether the same short line stands elsewhere too.
    pub(super) repeated: bool,
    /// Marks of rights, addresses, prices and the like.
    pub(super) marks: Marks,
}

/// What single characters and words in a block give away.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks {
    /// `©`, `All rights reserved`.
    pub(super) rights: bool,
    /// An e-mail or web address.
    pub(super) address: bool,
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
pub(super) fn look(text: &str, blocks: &[Block]) -> Vec<Seen> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for block in blocks.iter().filter(|block| block.inner.len() <= REPEATED) {
        *counts.entry(block.text(text)).or_default() += 1;
    }
    let look = |&block: &Block| {
        let told = block.text(text);
        Seen {
            block,
            shape: Shape::of(told),
            labels: labels::of(told),
            repeated: counts.get(told).is_some_and(|&n| n > 1),
            marks: marks(told),
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
        address: short && (told.contains("http") || told.contains("www.") || told.contains('@')),
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

/// Words of pleas and legal notes; sorted.
const PLEAS: &[&str] = &[
    "ad",
    "adblock",
    "ads",
    "app",
    "browser",
    "click",
    "consent",
    "cookie",
    "cookies",
    "download",
    "email",
    "e-mail",
    "gdpr",
    "inbox",
    "javascript",
    "login",
    "newsletter",
    "newsletters",
    "password",
    "preferences",
    "privacy",
    "register",
    "subscribe",
    "subscriber",
    "subscribers",
    "subscription",
    "terms",
    "unsubscribe",
];

fn pleas(told: &str) -> u8 {
    let plea = |word: &&str| {
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        core.len() <= 13 && PLEAS.contains(&core.to_ascii_lowercase().as_str())
    };
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

/// Names of the pieces of evidence, in order.
pub(super) const NAMES: [&str; COUNT] = [
    "base",
    "words",
    "ends",
    "function words",
    "prose",
    "capitals",
    "one or two words",
    "bullet",
    "stands alone",
    "in a run",
    "furniture label",
    "furniture opening",
    "list heading",
    "rights",
    "repeated",
    "separators",
    "numbers",
    "sentences",
    "prose before",
    "prose after",
    "prose around",
    "nothing before",
    "nothing after",
    "question",
    "colon",
    "address",
    "short bullet",
    "article label",
    "furniture before",
    "furniture after",
    "after a list heading",
    "dated",
    "pleas",
    "comment",
    "after comments",
    "far below prose",
    "far above prose",
    "repeated before",
    "repeated after",
    "after end marks",
    "dates around",
];

/// How many there are.
pub(super) const COUNT: usize = 41;

/// Running totals over the blocks, to look at neighbourhoods in constant time.
pub(super) struct Around {
    prose: Vec<u32>,
    words: Vec<u32>,
    furniture: Vec<u32>,
    tail: Vec<u32>,
    repeated: Vec<u32>,
    comments: Vec<u32>,
    above: Vec<u32>,
    below: Vec<u32>,
    ends: Vec<u32>,
    dated: Vec<u32>,
}

impl Around {
    /// Sums up the blocks.
    pub(super) fn of(seen: &[Seen]) -> Self {
        let sums = |count: &dyn Fn(&Seen) -> u32| {
            let mut total = 0u32;
            let mut sums = Vec::with_capacity(seen.len() + 1);
            sums.push(0);
            for one in seen {
                total = total.saturating_add(count(one));
                sums.push(total);
            }
            sums
        };
        let prose = sums(&|one| if one.shape.is_prose() { one.shape.words } else { 0 });
        let late = prose.partition_point(|&done| {
            done as f32 <= LATE * prose.last().copied().unwrap_or(0) as f32
        });
        let late = seen.get(late).map_or(usize::MAX, |one| one.block.span.start());
        Self {
            prose,
            ends: sums(&|one| u32::from(one.block.span.start() >= late && one.is_end_mark())),
            dated: sums(&|one| u32::from(one.marks.dated)),
            words: sums(&|one| one.shape.words),
            furniture: sums(&|one| u32::from(one.is_furniture())),
            tail: sums(&|one| u32::from(one.labels.line == Some(Label::Tail))),
            repeated: sums(&|one| u32::from(one.repeated)),
            comments: sums(&|one| u32::from(one.marks.comment)),
            above: distances(seen.iter()),
            below: distances(seen.iter().rev()).into_iter().rev().collect(),
        }
    }

    fn prose_share(&self, from: usize, to: usize) -> f32 {
        let to = to.min(self.words.len() - 1);
        let from = from.min(to);
        let words = self.words[to] - self.words[from];
        if words == 0 { 0.0 } else { (self.prose[to] - self.prose[from]) as f32 / words as f32 }
    }

    fn furniture_share(&self, from: usize, to: usize) -> f32 {
        let to = to.min(self.words.len() - 1);
        let from = from.min(to);
        if to == from {
            1.0
        } else {
            (self.furniture[to] - self.furniture[from]) as f32 / (to - from) as f32
        }
    }

    fn repeated_share(&self, from: usize, to: usize) -> f32 {
        let to = to.min(self.words.len() - 1);
        let from = from.min(to);
        if to == from {
            0.0
        } else {
            (self.repeated[to] - self.repeated[from]) as f32 / (to - from) as f32
        }
    }

    /// Share of all running text of the document that stands before block `i`.
    pub(super) fn done(&self, i: usize) -> f32 {
        let all = self.prose.last().copied().unwrap_or(0);
        if all == 0 { 0.5 } else { self.prose[i] as f32 / all as f32 }
    }
}

/// How many blocks back the last running text is.
fn distances<'s>(seen: impl Iterator<Item = &'s Seen>) -> Vec<u32> {
    let mut far = FAR;
    let distance = |one: &Seen| {
        let now = far;
        far = if one.shape.is_prose() { 0 } else { (far + 1).min(FAR) };
        now
    };
    seen.map(distance).collect()
}

/// Marks of the end count only after this share of the running text.
const LATE: f32 = 0.35;

/// Distances are counted up to this many blocks.
const FAR: u32 = 40;

impl Seen {
    /// Whether it is known as furniture by its words, rights or look alone.
    pub(super) fn is_furniture(&self) -> bool {
        let few = self.shape.words <= 12;
        self.labels.line == Some(Label::Furniture)
            || self.labels.line == Some(Label::Tail)
            || few && self.labels.opening == Some(Label::Furniture)
            || self.marks.rights
    }

    /// Whether it usually comes after the end of an article.
    fn is_end_mark(&self) -> bool {
        let few = self.shape.words <= 12;
        few && (self.labels.has(Label::Tail) || self.marks.comment)
            || few && self.labels.line == Some(Label::Credits)
            || self.labels.opening == Some(Label::Keywords) && self.shape.words > 1
    }

    /// The evidence on block `i`.
    pub(super) fn evidence(&self, i: usize, seen: &[Seen], around: &Around) -> [f32; COUNT] {
        let yes = |fact: bool| f32::from(u8::from(fact));
        let shape = &self.shape;
        let next_gap = seen.get(i + 1).is_none_or(|next| next.block.gap);
        let label = |label| self.labels.line == Some(label);
        let opening = self.labels.opening;
        let done = around.done(i);
        [
            1.0,
            (1.0 + shape.words.min(80) as f32).ln(),
            yes(shape.ends),
            if shape.words >= 4 { shape.function_share() } else { 0.0 },
            yes(shape.is_prose()),
            if shape.words >= 3 { shape.capital_share() } else { 0.0 },
            yes(shape.words <= 2),
            yes(self.block.bullet),
            yes(self.block.gap && next_gap),
            yes(!self.block.gap && !next_gap),
            yes(label(Label::Furniture)),
            yes(opening == Some(Label::Furniture)),
            yes(label(Label::Tail) || opening == Some(Label::Tail)),
            yes(self.marks.rights),
            yes(self.repeated),
            (shape.separators.min(6) as f32) / 3.0,
            shape.numbers as f32 / shape.words.max(1) as f32,
            (shape.sentences.min(4) as f32) / 2.0,
            around.prose_share(i.saturating_sub(3), i),
            around.prose_share(i + 1, i + 4),
            around.prose_share(i.saturating_sub(10), i + 11),
            yes(done < 0.01),
            yes(done > 0.99),
            yes(self.marks.question),
            yes(self.marks.colon),
            yes(self.marks.address),
            yes(self.block.bullet && shape.words <= 4),
            yes(matches!(opening, Some(Label::Byline | Label::Photo | Label::Credits))
                && shape.words <= 25),
            around.furniture_share(i.saturating_sub(5), i),
            around.furniture_share(i + 1, i + 6),
            yes(around.tail[i] > around.tail[i.saturating_sub(12)]),
            yes(self.marks.dated),
            f32::from(self.marks.pleas) / 2.0,
            yes(self.marks.comment),
            yes(around.comments[i] > 0),
            (1.0 + around.above[i] as f32).ln() / 2.0,
            (1.0 + around.below[i] as f32).ln() / 2.0,
            around.repeated_share(i.saturating_sub(4), i),
            around.repeated_share(i + 1, i + 5),
            around.ends[i].min(3) as f32 / 3.0,
            (around.dated[(i + 7).min(seen.len())] - around.dated[i.saturating_sub(6)]).min(5)
                as f32
                / 5.0,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::super::blocks;
    use super::*;

    #[test]
    fn every_piece_of_evidence_has_a_name() {
        let text = "Home\nThe council of the harbour said that it would mend the light.";
        let seen = look(text, &blocks::cut(text));
        assert_eq!(seen[0].evidence(0, &seen, &Around::of(&seen)).len(), NAMES.len());
    }

    #[test]
    fn the_same_short_line_twice_is_seen() {
        let text = "Harbour\n\nBody text here\n\nHarbour";
        let seen = look(text, &blocks::cut(text));
        assert!(seen[0].repeated && seen[2].repeated && !seen[1].repeated);
    }
}
