//! Web addresses, e-mail addresses and handles: a name inside one is not a mention.

use super::scene::{Candidate, Scene};
use crate::record::Evidence;

const ADDRESS: f32 = -9.0;

pub(super) fn signal(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let text = &scene.article.text;
    let (start, end) = (candidate.span.start(), candidate.span.end());
    let from = text[..start].rfind(char::is_whitespace).map_or(0, |i| i + 1);
    let to = text[end..].find(char::is_whitespace).map_or(text.len(), |i| end + i);
    let token = text.get(from..to).unwrap_or_default();
    is_address(token, &text[end..to]).then(|| Evidence {
        signal: "address",
        weight: ADDRESS,
        detail: format!("part of the address \"{token}\""),
    })
}

fn is_address(token: &str, rest: &str) -> bool {
    let dotted = rest
        .strip_prefix('.')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()));
    token.contains("://") || token.contains("www.") || token.contains('@') || dotted
}
