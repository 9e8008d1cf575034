//! How much the spelling itself says: a full name much, one word less, a weak alias speaks against.

use super::scene::{Candidate, Origin, Scene};
use crate::gazetteer::{Kind, Via};
use crate::record::Evidence;

const SEVERAL_WORDS: f32 = 3.5;
const ONE_WORD: f32 = 2.5;
const WEAK: f32 = -1.5;
const REFERENCE: f32 = 3.0;
/// More than a listed name of several words: the country beside it tells whose ministry it is.
const BODY: f32 = 4.0;
/// A country goes before the capital of its name (Singapore, Luxembourg, Kuwait).
const PLACE: f32 = -0.3;

pub(super) fn signal(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let entry = candidate.entry(scene);
    let (weight, detail) = match (candidate.origin, candidate.alias(scene)) {
        (Origin::Surname, _) => (REFERENCE, format!("surname of {}, named in full", entry.name)),
        (Origin::Acronym, _) => (REFERENCE, format!("defined in the article as {}", entry.name)),
        (Origin::Body, _) => {
            (BODY, format!("`{}` of the country beside it", scene.slice(candidate.span)))
        }
        (Origin::BodyAgain, _) => (REFERENCE, format!("{}, named in the article", entry.name)),
        (_, None) => return None,
        (_, Some(alias)) if alias.weak => {
            (WEAK, format!("`{}` alone may be something else", alias.text))
        }
        (_, Some(alias)) => {
            let several = alias.text.contains(' ');
            let what = match alias.via {
                Via::Demonym => format!("demonym of {}", entry.name),
                Via::Government => format!("government of {}", entry.name),
                _ if alias.text == entry.name => "canonical name".to_owned(),
                _ => format!("alias of {}", entry.name),
            };
            (if several { SEVERAL_WORDS } else { ONE_WORD }, what)
        }
    };
    let place = if entry.kind == Kind::Place && weight > 0.0 { PLACE } else { 0.0 };
    Some(Evidence { signal: "alias-strength", weight: weight + place, detail })
}
