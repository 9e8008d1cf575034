//! How right tags are: articles annotated by a person and what a tagger said of them in, figures and
//! errors out.
//!
//! Promises: an article is scored as a whole or not at all, so that a slip in an annotation is told and
//! never counted as an error of the tagger; nothing here opens a file or tags, so that tags of any
//! origin are scored alike. Spans are bytes of the article's text; files count in characters.
//! If you change what counts as right (`compare.rs`), figures are no longer those of earlier versions:
//! `docs/eval.md` says how they are counted.

mod compare;
mod figures;
mod gold;
mod line;
mod names;
mod offsets;
mod tags;
#[cfg(test)]
mod tests;

pub use compare::{What, Wrong};
pub use figures::{Figure, Figures, Measure, Score};
pub use gold::{Annotation, Gold, Label, gold};
pub use tags::{Tag, Tagged, Tags, TopicTag, Turned, tagged};

use crate::gazetteer::Kind;

/// The types of mentions that are scored, in the order in which they are shown.
pub const SCORED: [Kind; 4] = [Kind::Person, Kind::Country, Kind::Organization, Kind::Agreement];

/// Whether a code names an IPTC Media Topic of the top level.
fn is_top_level(code: &str) -> bool {
    code.len() == 8 && code.ends_with("000000") && code.bytes().all(|b| b.is_ascii_digit())
}
