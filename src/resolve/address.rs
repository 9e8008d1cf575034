//! Web addresses, e-mail addresses and handles: a name inside one is not a mention.

use super::scene::{Candidate, Scene};
use super::weights::address::ADDRESS;
use crate::record::Evidence;
use crate::span::Span;

pub(super) fn signal(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let token = scene.token(candidate.span);
    let rest = scene.slice(Span::of(candidate.span.end()..token.end()));
    let token = scene.slice(token);
    let detail = format!("part of the address \"{token}\"");
    is_address(token, rest).then_some(Evidence {
        signal: "address",
        weight: ADDRESS,
        detail: detail.into(),
    })
}

fn is_address(token: &str, rest: &str) -> bool {
    let dotted = rest
        .strip_prefix('.')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()));
    token.contains("://") || token.contains("www.") || token.contains('@') || dotted
}
