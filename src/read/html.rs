//! A page of HTML: one document.
//!
//! Promises: the text is the page as it was written, decoded; what of it is text, and what the page says
//! of itself, is told later, where the work is shared among threads.

use super::decode;
use super::open::{self, Opened};
use crate::article::{Document, Markup};
use crate::error::Result;
use crate::location::Location;

/// The document that an input is; its id is the path as given.
pub(super) fn read(opened: Opened, limit: usize) -> Result<Document> {
    let Opened { at, mut stream, head, .. } = opened;
    drop(head);
    let mut bytes = Vec::new();
    stream.rest(limit, &at, &mut bytes)?;
    document(bytes, None, at, limit)
}

/// The document of a page's bytes; `charset` is the encoding that came with it from outside, such as
/// from the server that sent it.
pub(super) fn document(
    bytes: Vec<u8>,
    charset: Option<&str>,
    at: Location,
    limit: usize,
) -> Result<Document> {
    let body = decode::page(bytes, charset, &at)?;
    if body.len() > limit {
        return Err(open::too_long(at, limit));
    }
    if body.trim_start().is_empty() {
        return Err(open::empty(at));
    }
    Ok(Document { markup: Markup::Html, ..Document::of(at, body) })
}
