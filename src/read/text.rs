//! A text file: one document.
//!
//! Promises: the text is the file's, decoded and otherwise as it is, line breaks and all.

use super::decode;
use super::open::{self, Opened};
use crate::article::Document;
use crate::error::Result;

/// The document that an input is; its id is the path as given.
pub(super) fn read(opened: Opened, limit: usize) -> Result<Document> {
    let Opened { at, mut stream, head, .. } = opened;
    drop(head);
    let mut bytes = Vec::new();
    stream.rest(limit, &at, &mut bytes)?;
    let body = decode::text(bytes, &at)?;
    if body.len() > limit {
        return Err(open::too_long(at, limit));
    }
    if body.trim_start().is_empty() {
        return Err(open::empty(at));
    }
    Ok(Document::of(at, body))
}
