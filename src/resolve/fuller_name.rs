//! A fuller name of the same entity elsewhere in the article.

use super::scene::{Candidate, Scene};
use super::weights::fuller_name::FULLER;
use crate::record::Evidence;

pub(super) fn signal(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let is_shouted = candidate.evidence.iter().any(|e| e.signal == super::shouting::NAME);
    if !candidate.is_weak(scene) && !is_shouted {
        return None;
    }
    let spans = scene.named.get(&candidate.entry)?;
    let fuller = spans.iter().find(|span| !span.overlaps(candidate.span))?;
    let detail = format!("\"{}\" in the article", scene.slice(*fuller));
    Some(Evidence { signal: "fuller-name", weight: FULLER, detail: detail.into() })
}
