//! Settings: each room's options in one place.
//!
//! Promises: the defaults are those of the rooms; a setting `resolve.min_confidence` lives in
//! `resolve::Options`.

use crate::article::ZoneKind;
use crate::{classify, extract, resolve};

/// All settings of a [`crate::Tagger`].
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The kinds of zone that are tagged.
    pub zones: Vec<ZoneKind>,
    /// The language of documents that say none, as a BCP 47 tag.
    pub language: Option<String>,
    /// How much of a page of HTML is looked at.
    pub html: extract::Limits,
    /// Settings of judging.
    pub resolve: resolve::Options,
    /// Settings of classifying.
    pub classify: classify::Options,
    /// Whether each document is judged by itself, without looking for lines that recur in others of its
    /// source.
    pub alone: bool,
    /// Whether the reason of each zone is worked out down to the piece of evidence that counted most;
    /// else [`crate::article::Zone::why`] may be `score`.
    pub reasons: bool,
    /// Number of threads; 0 is one a core.
    pub threads: usize,
}

impl Default for Config {
    /// All zones but chrome and credits; one thread a core.
    fn default() -> Self {
        let told = |kind: &ZoneKind| !matches!(kind, ZoneKind::Chrome | ZoneKind::Credits);
        Self {
            zones: ZoneKind::ALL.into_iter().filter(told).collect(),
            language: None,
            html: extract::Limits::default(),
            resolve: resolve::Options::default(),
            classify: classify::Options::default(),
            alone: false,
            reasons: false,
            threads: 0,
        }
    }
}
