//! Which blocks are the article and which are the page around it.
//!
//! Promises: a block's score is the sum of its evidence times the weights below, and the article is the
//! sequence of blocks with the best total, each change between article and page costing [`CHANGE`].
//! A text without the furniture of a page is article from end to end. Weights are round numbers; if
//! you change one, measure pages and bare articles both.

use super::evidence::{Around, COUNT, NAMES, Seen};

/// Weight of each piece of evidence, in the order of [`NAMES`].
const WEIGHTS: [f32; COUNT] = [
    -0.1, 0.3, 0.7, -1.4, -0.4, -0.8, -0.5, 1.8, 0.9, -0.6, -1.8, -2.0, -2.0, -1.6, -1.0, -2.3,
    0.0, 0.4, 0.0, 0.4, 1.6, -1.1, -2.1, 0.0, 1.4, 0.3, -1.3, -0.4, -4.1, -4.4, -2.0, 0.0, 0.0,
    0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0,
];

/// What a change between article and page costs.
const CHANGE: f32 = 3.0;

/// The score of one block counts for at most this much.
const MOST: f32 = 5.0;

/// Fewer blocks of furniture than this do not make a page.
const FURNITURE: usize = 3;

/// For each block whether it belongs to the article.
pub(super) fn article(seen: &[Seen]) -> Vec<bool> {
    if !is_page(seen) {
        return vec![true; seen.len()];
    }
    let around = Around::of(seen);
    best_path(seen.iter().enumerate().map(|(i, one)| score(&one.evidence(i, seen, &around))))
}

/// Whether the text is a page with furniture, not an article by itself.
pub(super) fn is_page(seen: &[Seen]) -> bool {
    let furniture = seen.iter().filter(|one| one.is_furniture()).take(FURNITURE).count();
    furniture >= FURNITURE
}

fn score(evidence: &[f32; COUNT]) -> f32 {
    let sum: f32 = evidence.iter().zip(&WEIGHTS).map(|(fact, weight)| fact * weight).sum();
    sum.clamp(-MOST, MOST)
}

/// The evidence that counts most on a block, to explain it.
pub(super) fn strongest(evidence: &[f32; COUNT]) -> &'static str {
    let weighed = |i: &usize| (evidence[*i] * WEIGHTS[*i]).abs();
    let best = (1..COUNT).max_by(|a, b| weighed(a).total_cmp(&weighed(b)));
    best.map_or("", |i| NAMES[i])
}

/// The best sequence of article (`true`) and page, by dynamic programming over the scores.
fn best_path(scores: impl Iterator<Item = f32>) -> Vec<bool> {
    let (mut page, mut article) = (0.0f32, -CHANGE / 2.0);
    // for each block: whether the best way to [page, article] came from article
    let mut came = Vec::new();
    for score in scores {
        let from = [article - CHANGE > page, article >= page - CHANGE];
        came.push(from);
        let to_page = if from[0] { article - CHANGE } else { page };
        let to_article = if from[1] { article } else { page - CHANGE };
        (page, article) = (to_page, to_article + score);
    }
    let mut now = article - CHANGE / 2.0 > page;
    let mut path = vec![false; came.len()];
    for (told, from) in path.iter_mut().zip(came).rev() {
        *told = now;
        now = from[usize::from(now)];
    }
    path
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
        let path = best_path([4.0, 4.0, -4.0, -4.0, -4.0, 4.0, 4.0].into_iter());
        assert_eq!(path, [true, true, false, false, false, true, true]);
    }
}
