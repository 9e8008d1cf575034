//! How much the spelling itself says: a full name much, one word less, a weak alias speaks against.

use super::scene::{Candidate, Origin, Scene};
use super::weights::alias_strength::{BODY, ONE_WORD, PLACE, REFERENCE, SEVERAL_WORDS, WEAK};
use crate::gazetteer::{Kind, Via};
use crate::record::Evidence;

pub(super) fn signal(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let entry = candidate.entry(scene);
    let (weight, detail) = match (candidate.origin, candidate.alias(scene)) {
        (Origin::Surname, _) => (REFERENCE, format!("refers to {}, named in full", entry.name)),
        (Origin::Acronym, _) => (REFERENCE, format!("defined in the article as {}", entry.name)),
        (Origin::ShortForm, _) => (REFERENCE, format!("short for {}, named before", entry.name)),
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
    Some(Evidence { signal: "alias-strength", weight: weight + place, detail: detail.into() })
}
