//! Longer accepted names shadow what lies inside or across them: `China` in `South China Sea`.

use super::scene::{Candidate, Scene};
use crate::record::Mention;
use crate::span::Span;

/// Walks the candidates from the longest to the shortest; each one that holds turns down what
/// overlaps it.
pub(super) fn shadow(scene: &Scene<'_>, candidates: &mut [Candidate], min_confidence: f32) {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|&i| {
        let span = candidates[i].span;
        (std::cmp::Reverse(span.len()), span.start(), candidates[i].entry)
    });
    let mut taken: std::collections::BTreeMap<usize, Span> = std::collections::BTreeMap::new();
    for i in order {
        let span = candidates[i].span;
        let before = taken.range(..span.end()).next_back().map(|(_, span)| *span);
        if let Some(longer) = before.filter(|longer| longer.overlaps(span)) {
            if longer != span || candidates[i].holds(min_confidence) {
                let detail = format!("inside \"{}\"", scene.slice(longer));
                candidates[i].beat("inside-longer", detail);
            }
        } else if candidates[i].holds(min_confidence) {
            taken.insert(span.start(), span);
        }
    }
}

/// Whether a candidate lies inside a mention of its own entity: then nothing was turned down.
/// `mentions` are those that begin no later than the candidate.
pub(super) fn is_same_entity(
    scene: &Scene<'_>,
    candidate: &Candidate,
    mentions: &[Mention],
) -> bool {
    let id = &candidate.entry(scene).id;
    // mentions do not overlap, so that only the last one can reach the candidate
    mentions.last().is_some_and(|m| m.entity.id == *id && m.span.overlaps(candidate.span))
}
