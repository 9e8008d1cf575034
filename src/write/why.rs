//! Every candidate for some words: each signal with its weight, the decision, and the row of the
//! gazetteer to edit if one disagrees.

use crate::article::Article;
use crate::gazetteer::Entry;
use crate::location::Location;
use crate::record::{Evidence, Record};
use crate::span::Span;
use std::fmt::Write;

/// What was found for `words` (in any case, or a part of what was found), in order of the text: one
/// paragraph for each candidate. Empty where nothing was found.
pub fn why(record: &Record, words: &str) -> String {
    let article = &record.article;
    let wanted = words.to_lowercase();
    let accepted = record
        .mentions
        .iter()
        .map(|m| (m.span, &m.entity, format!("accepted, {:.2}", m.confidence), &m.evidence));
    let rejected = record
        .rejections
        .iter()
        .map(|r| (r.span, &r.entity, "turned down".to_owned(), &r.evidence));
    let mut told: Vec<_> = accepted
        .chain(rejected)
        .filter(|(span, ..)| article.slice(*span).to_lowercase().contains(&wanted))
        .collect();
    told.sort_by_key(|(span, ..)| *span);
    let paragraphs: Vec<String> = told
        .into_iter()
        .map(|(span, entity, decision, evidence)| {
            paragraph(article, span, entity, &decision, evidence)
        })
        .collect();
    paragraphs.join("\n")
}

fn paragraph(
    article: &Article,
    span: Span,
    entity: &Entry,
    decision: &str,
    evidence: &[Evidence],
) -> String {
    let at = Location::file(article.id.as_str()).of_offset(&article.text, span.start());
    let Entry { id, name, kind, at: row, .. } = entity;
    let words = article.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut page = format!("{at}: {words}: {} {name} ({id}), {decision}\n", kind.name());
    for Evidence { signal, weight, detail } in evidence {
        // writing to a string does not fail
        let _ = writeln!(page, "  {weight:+6.2}  {signal:20} {detail}");
    }
    let sum: f32 = evidence.iter().map(|e| e.weight).sum();
    let _ = writeln!(page, "  {sum:+6.2}  {:20} {row}", "sum; see the row");
    page
}
