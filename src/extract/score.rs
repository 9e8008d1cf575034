//! Which blocks are the article and which are the page around it.
//!
//! Promises: a block's score is the sum of its evidence times the weights below, and the article is the
//! sequence of blocks with the best total, leaving the article costing [`LEAVE`] and coming back to it [`RETURN`].
//! A text without the furniture of a page is article from end to end. Weights are round numbers; if
//! you change one, measure pages and bare articles both.

use super::around::Around;
use super::evidence::Seen;
use super::labels::Label;
use super::recurring::{self, Recurs};
use super::score_html;

/// A piece of evidence: what it is called, what it weighs in plain text and in HTML, how much of it
/// there is (about 0 to 4).
struct Piece {
    name: &'static str,
    plain: f32,
    html: f32,
    amount: fn(&Look<'_>) -> f32,
}

/// A block among its neighbours.
pub(super) struct Look<'a> {
    pub(super) one: &'a Seen,
    pub(super) i: usize,
    pub(super) around: &'a Around,
    /// Whether an empty line follows.
    gap_after: bool,
}

const fn piece(name: &'static str, plain: f32, html: f32, amount: fn(&Look<'_>) -> f32) -> Piece {
    Piece { name, plain, html, amount }
}

/// 1 for a fact, else 0.
pub(super) fn yes(fact: bool) -> f32 {
    f32::from(u8::from(fact))
}

/// All pieces of evidence. Positive weights speak for the article.
const PIECES: &[Piece] = &[
    piece("any block", -0.9, -1.4, |_| 1.0),
    piece("number of words", 0.5, 0.1, |b| (1.0 + b.one.shape.words.min(80) as f32).ln()),
    piece("ends as a sentence", 1.0, 0.9, |b| yes(b.one.shape.ends)),
    piece("function words", -1.3, -1.2, |b| {
        if b.one.shape.words >= 4 { b.one.shape.function_share() } else { 0.0 }
    }),
    piece("running text", -1.0, -0.9, |b| yes(b.one.shape.is_prose())),
    piece("capitals", -1.3, -0.9, |b| {
        if b.one.shape.words >= 3 { b.one.shape.capital_share() } else { 0.0 }
    }),
    piece("one or two words", -0.7, -1.3, |b| yes(b.one.shape.words <= 2)),
    piece("list item", 1.8, 1.5, |b| yes(b.one.block.bullet)),
    piece("list item of few words", -1.0, -0.7, |b| {
        yes(b.one.block.bullet && b.one.shape.words <= 4)
    }),
    piece("empty lines around", 1.0, 0.1, |b| yes(b.one.block.gap && b.gap_after)),
    piece("in a run of lines", -0.9, -0.3, |b| yes(!b.one.block.gap && !b.gap_after)),
    piece("label of furniture", -1.9, -1.9, |b| yes(b.one.labels.line == Some(Label::Furniture))),
    piece("opening of furniture", -3.0, -2.7, |b| {
        yes(b.one.labels.opening == Some(Label::Furniture))
    }),
    piece("heading of a list", -1.5, -1.5, |b| yes(b.one.labels.has(Label::Tail))),
    piece("rights", -2.7, -2.7, |b| yes(b.one.marks.rights)),
    piece("stands elsewhere too", -0.2, 0.5, |b| yes(b.one.times > 1)),
    piece(recurring::WHY, -4.0, -4.0, |b| match b.one.recurs {
        Recurs::Not => 0.0,
        Recurs::Some if b.one.shape.words <= recurring::FEW => 0.3,
        _ if b.one.shape.is_prose() => 0.4,
        _ => 1.0,
    }),
    piece("separators", -1.8, -1.9, |b| b.one.shape.separators.min(6) as f32 / 3.0),
    piece("numbers", 0.9, 0.2, |b| b.one.shape.numbers as f32 / b.one.shape.words.max(1) as f32),
    piece("colon", 2.0, 1.5, |b| yes(b.one.marks.colon)),
    piece("date", -1.1, -1.0, |b| yes(b.one.marks.dated)),
    piece("pleas", -1.0, -0.7, |b| f32::from(b.one.marks.pleas) / 2.0),
    piece("comment", -2.7, -2.7, |b| yes(b.one.marks.comment)),
    piece("running text below", 0.6, 0.3, |b| b.around.prose_share(b.i + 1, b.i + 4)),
    piece("running text around", 1.6, 0.8, |b| {
        b.around.prose_share(b.i.saturating_sub(10), b.i + 11)
    }),
    piece("no running text above", 0.2, 0.5, |b| yes(b.around.done(b.i) < 0.01)),
    piece("no running text further down", -2.2, -1.9, |b| yes(b.around.done(b.i) > 0.99)),
    piece("far below running text", -0.1, 0.0, |b| (1.0 + b.around.above(b.i) as f32).ln() / 2.0),
    piece("furniture above a line", -2.3, -2.2, |b| {
        yes(!b.one.shape.is_prose()) * b.around.furniture_share(b.i.saturating_sub(5), b.i)
    }),
    piece("furniture below a line", -2.7, -2.7, |b| {
        yes(!b.one.shape.is_prose()) * b.around.furniture_share(b.i + 1, b.i + 6)
    }),
    piece("furniture around a paragraph", -1.2, -1.7, |b| {
        yes(b.one.shape.is_prose()) * b.around.furniture_share(b.i.saturating_sub(5), b.i + 6)
    }),
    piece("below the heading of a list", -1.0, -1.1, |b| {
        yes(b.around.headings(b.i.saturating_sub(12), b.i) > 0)
    }),
    piece("repeats around", -2.6, -1.5, |b| {
        b.around.repeated_share(b.i.saturating_sub(4), b.i + 5)
    }),
    piece("dates around", -1.3, -1.2, |b| {
        b.around.dates(b.i.saturating_sub(6), b.i + 7).min(5) as f32 / 5.0
    }),
];

/// What it costs to leave the article.
const LEAVE: f32 = 2.0;

/// What it costs to come back to it.
const RETURN: f32 = 7.0;

/// The score of one block counts for at most this much.
const MOST: f32 = 5.0;

/// Fewer blocks of furniture than this do not make a page.
const FURNITURE: usize = 3;

/// For each block whether it belongs to the article.
pub(super) fn article(seen: &[Seen], heading: Option<usize>) -> Vec<bool> {
    if !is_page(seen) {
        return vec![true; seen.len()];
    }
    let around = Around::of(seen, heading);
    let scores: Vec<f32> = (0..seen.len()).map(|i| score(&look(seen, i, &around))).collect();
    let mut path = Vec::new();
    for mercy in MERCY {
        path = best_path(seen.iter().zip(&scores).map(|(one, score)| score + mercy * weight(one)));
        let words = |(told, one): (&bool, &Seen)| if *told { one.shape.words } else { 0 };
        if path.iter().zip(seen).map(words).sum::<u32>() >= LEAST {
            break;
        }
    }
    path
}

/// What is added to every score, in turn, until an article is found: there always is one.
const MERCY: [f32; 4] = [0.0, 1.0, 2.0, 3.0];

/// Words that make an article.
const LEAST: u32 = 60;

fn look<'a>(seen: &'a [Seen], i: usize, around: &'a Around) -> Look<'a> {
    let gap_after = seen.get(i + 1).is_none_or(|next| next.block.gap);
    Look { one: &seen[i], i, around, gap_after }
}

/// Whether the text is a page with furniture, not an article by itself.
pub(super) fn is_page(seen: &[Seen]) -> bool {
    let most = |one: &Seen| one.recurs == Recurs::Most && !one.shape.is_prose();
    let beside = |one: &Seen| one.tree.is_some_and(|tree| tree.is_beside());
    if seen.iter().filter(|one| beside(one)).count() >= FURNITURE {
        return true;
    }
    let furniture = seen.iter().filter(|one| one.is_labelled() || most(one)).count();
    let rights = seen.iter().any(|one| one.marks.rights);
    furniture >= FURNITURE && (rights || furniture * RARE >= seen.len())
}

/// A page has at least one block of furniture in this many.
const RARE: usize = 60;

fn score(look: &Look<'_>) -> f32 {
    let sum: f32 = pulls(look).map(|(_, pull)| pull).sum();
    sum.clamp(-MOST, MOST) * weight(look.one)
}

/// What each piece of evidence says of a block: its name, and its weight times how much of it there is.
fn pulls<'l>(look: &'l Look<'l>) -> impl Iterator<Item = (&'static str, f32)> + 'l {
    let tree = look.one.tree.as_ref();
    let pull = move |piece: &Piece| {
        let weight = if tree.is_some() { piece.html } else { piece.plain };
        (piece.name, weight * (piece.amount)(look))
    };
    let of_tree = tree.into_iter().flat_map(move |tree| {
        score_html::PIECES
            .iter()
            .map(move |piece| (piece.name, piece.weight * (piece.amount)(look, tree)))
    });
    PIECES.iter().map(pull).chain(of_tree)
}

fn weight(one: &Seen) -> f32 {
    (one.shape.words as f32 / WORDS).clamp(0.5, 3.0)
}

/// A block of this many words counts once, a longer one more: what counts is words told right.
const WORDS: f32 = 20.0;

/// The evidence that counts most for each block, to explain it: for what it was taken for.
pub(super) fn reasons(
    seen: &[Seen],
    article: &[bool],
    heading: Option<usize>,
) -> Vec<&'static str> {
    let around = Around::of(seen, heading);
    let reason = |i: usize| {
        let look = look(seen, i, &around);
        let sign = if article[i] { 1.0 } else { -1.0 };
        let best = pulls(&look).skip(1).max_by(|a, b| (sign * a.1).total_cmp(&(sign * b.1)));
        best.map_or("", |(name, _)| name)
    };
    (0..seen.len()).map(reason).collect()
}

/// The best sequence of article (`true`) and page, by dynamic programming over the scores: page above
/// the article, the article, the page between its parts and below it.
fn best_path(scores: impl Iterator<Item = f32>) -> Vec<bool> {
    let above = 0.0f32;
    let (mut article, mut below) = (f32::NEG_INFINITY, f32::NEG_INFINITY);
    // for each block where the best ways to [article, below] came from
    let mut came = Vec::new();
    for score in scores {
        let to_article = [above, article, below - RETURN];
        let to_below = [f32::NEG_INFINITY, article - LEAVE, below];
        let (from_article, best_article) = best(to_article);
        let (from_below, best_below) = best(to_below);
        came.push([from_article, from_below]);
        (article, below) = (best_article + score, best_below);
    }
    let mut now = best([above, article, below]).0;
    let mut path = vec![false; came.len()];
    for (told, from) in path.iter_mut().zip(came).rev() {
        *told = now == ARTICLE;
        now = match now {
            ARTICLE => from[0],
            BELOW => from[1],
            _ => now,
        };
    }
    path
}

const ARTICLE: u8 = 1;
const BELOW: u8 = 2;

/// The best of three ways; the earlier one if two are as good.
fn best(ways: [f32; 3]) -> (u8, f32) {
    let mut best = (0, ways[0]);
    for (way, &sum) in (1u8..).zip(&ways[1..]) {
        if sum > best.1 {
            best = (way, sum);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_odd_block_does_not_cut_an_article_in_two() {
        let path = best_path([-3.0, -3.0, 4.0, 4.0, -1.0, 4.0, -3.0, -3.0].into_iter());
        assert_eq!(path, [false, false, true, true, true, true, false, false]);
    }

    #[test]
    fn a_long_stretch_of_furniture_does() {
        let path = best_path([5.0, 5.0, -5.0, -5.0, -5.0, 5.0, 5.0, 5.0].into_iter());
        assert_eq!(path, [true, true, false, false, false, true, true, true]);
    }
}
