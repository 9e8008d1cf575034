//! Rejections that are alike, counted: those worth a look come first.

use super::names::Numbered;
use crate::write::{Table, Tables};
use serde::Serialize;

/// Type, name of the entity, words, reason, times, articles, the number of the first article.
#[derive(Debug, Serialize)]
pub(super) struct Rejected<'a>(&'a str, &'a str, &'a str, &'a str, usize, usize, Option<usize>);

/// What lies inside a longer name is seldom worth a look.
fn is_inside(reason: &str) -> bool {
    ["inside \"", "inside the name \"", "part of \""].iter().any(|start| reason.starts_with(start))
}

/// Of all rejections, most frequent first; those inside a longer name come last.
pub(super) fn of<'a>(tables: &'a Tables, articles: &[Option<usize>]) -> Vec<Rejected<'a>> {
    let mut alike = Numbered::new();
    let mut last = Vec::new();
    for (row, article) in tables.rows(Table::Rejected).iter().zip(articles) {
        let cells = ["type", "name", "text", "reason"].map(|column| row.get(column));
        let [of, name, text, reason] = cells;
        let number = alike.number(cells, || Rejected(of, name, text, reason, 0, 0, *article));
        last.resize(alike.all.len(), None);
        if let (Some(one), Some(last)) = (alike.all.get_mut(number), last.get_mut(number)) {
            one.4 += 1;
            if *last != Some(*article) {
                *last = Some(*article);
                one.5 += 1;
            }
        }
    }
    let mut all = alike.all;
    all.sort_by_key(|one| (is_inside(one.3), std::cmp::Reverse(one.4)));
    all
}
