//! The country that the entity belongs to is named in the article. Never enough alone.

use super::scene::{Candidate, Scene};
use super::weights::country_agreement::AGREES;
use crate::gazetteer::Kind;
use crate::record::Evidence;

pub(super) fn signal(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let entry = candidate.entry(scene);
    let iso2 = entry.iso2().filter(|_| entry.kind != Kind::Country && candidate.is_weak(scene))?;
    scene.countries.contains(iso2).then(|| Evidence {
        signal: "country-agreement",
        weight: AGREES,
        detail: "its country is in the article".into(),
    })
}
