//! A place whose name was another town's in this article: after `Norfolk, Nebraska`, `Norfolk` is not the
//! one of Virginia.

use super::scene::{Candidate, Scene};
use super::weights::elsewhere::ELSEWHERE;
use crate::gazetteer::Kind;
use crate::record::Evidence;

pub(super) fn signal(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    if candidate.entry(scene).kind != Kind::Place {
        return None;
    }
    let other = scene.elsewhere.get(&candidate.entry).filter(|span| **span != candidate.span)?;
    let named = scene.slice(*other);
    // its own full name is not the other's (`Washington, D.C.` after `Washington state`)
    (named == scene.slice(candidate.span)).then(|| Evidence {
        signal: "elsewhere",
        weight: ELSEWHERE,
        detail: format!("\"{named}\" is another one in the article").into(),
    })
}
