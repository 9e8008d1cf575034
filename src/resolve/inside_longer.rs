//! Longer accepted names shadow what lies inside or across them: `China` in `South China Sea`.

use super::scene::{Candidate, Scene};
use super::weights::inside_longer::INSIDE;
use crate::record::{Evidence, Mention, Rejection};
use crate::span::Span;

const NAME: &str = "inside-longer";

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
            let detail = format!("inside \"{}\"", scene.slice(longer));
            if candidates[i].holds(min_confidence) {
                candidates[i].beat(NAME, detail);
            } else if longer != span {
                candidates[i].evidence.push(Evidence {
                    signal: NAME,
                    weight: INSIDE,
                    detail: detail.into(),
                });
            }
        } else if candidates[i].holds(min_confidence) {
            taken.insert(span.start(), span);
        }
    }
}

/// Whether a candidate lies inside a mention or a rejection of its own entity: then nothing more was
/// turned down. Both lists hold what begins no later than the candidate, by start.
pub(super) fn is_told(
    scene: &Scene<'_>,
    candidate: &Candidate,
    mentions: &[Mention],
    rejections: &[Rejection],
) -> bool {
    let id = &candidate.entry(scene).id;
    // mentions do not overlap, so that only the last one can reach the candidate
    mentions.last().is_some_and(|m| m.entity.id == *id && m.span.overlaps(candidate.span))
        || rejections
            .iter()
            .rev()
            .take_while(|r| r.span.end() > candidate.span.start())
            .any(|r| r.entity.id == *id && r.span.contains(candidate.span))
}
