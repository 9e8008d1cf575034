//! Which line of a page is its headline, by what the page says of its title.
//!
//! Promises: a line that says one of the titles, a first-level heading before others; else the only
//! first-level heading, if it says more than the name of the site. Menus and lists of links hold none.

use super::marks;
use super::tree::{Role, Tree};
use crate::extract::labels;

/// A line that may be the headline.
pub(in crate::extract) struct Candidate<'t> {
    /// Which block it is.
    pub(in crate::extract) at: usize,
    /// Its words.
    pub(in crate::extract) told: &'t str,
    /// What the elements around it say.
    pub(in crate::extract) tree: Tree,
}

/// Longest headline, in bytes.
pub(in crate::extract) const LONGEST: usize = 400;

/// Share of a heading's words that must stand in a title, or the other way round.
const MOST: f32 = 0.6;

/// Words of a title that are compared.
const WORDS: usize = 60;

/// The headline among the lines of a page.
pub(in crate::extract) fn find<'t>(
    lines: impl Iterator<Item = Candidate<'t>>,
    titles: &[String],
    site: Option<&str>,
) -> Option<usize> {
    let titles: Vec<String> = titles.iter().map(|title| labels::key(title, WORDS)).collect();
    let site = site.map(|site| labels::key(site, WORDS)).unwrap_or_default();
    let mut best: Option<(f32, usize)> = None;
    let (mut alone, mut headings) = (None, 0);
    for line in lines {
        let key = labels::key(line.told, WORDS);
        if key.is_empty() || key == site {
            continue;
        }
        let first = line.tree.role == Role::Heading(1);
        let aside = marks::IN_NAV.and(marks::IN_FOOTER).and(marks::IN_ASIDE);
        if first && !line.tree.inside.has(aside) && labels::of(line.told).line.is_none() {
            headings += 1;
            alone = alone.or(Some(line.at));
        }
        let score = score(&line, &key, &titles);
        if score > 0.0 && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, line.at));
        }
    }
    best.map(|(_, at)| at).or(alone.filter(|_| headings == 1))
}

/// How much a line looks like the headline; 0 or less if it does not.
fn score(line: &Candidate<'_>, key: &str, titles: &[String]) -> f32 {
    let same = titles.iter().any(|title| title == key);
    let role = match line.tree.role {
        Role::Heading(1) => 3.0,
        Role::Heading(2) => 1.0,
        Role::Heading(_) => 0.3,
        _ if line.tree.near.has(marks::TITLE) => 0.5,
        Role::Item | Role::Button => -1.0,
        _ => 0.0,
    };
    let told = if same {
        2.0
    } else {
        let most = titles.iter().map(|title| shared(key, title)).fold(0.0, f32::max);
        if most < MOST || role < 1.0 { return 0.0 } else { most }
    };
    let aside = marks::IN_NAV.and(marks::IN_FOOTER).and(marks::IN_ASIDE).and(marks::IN_DIALOG);
    let against = if line.tree.inside.has(aside) { 2.5 } else { 0.0 }
        + if line.tree.near.has(marks::RELATED) { 1.0 } else { 0.0 }
        + if line.tree.near.has(marks::NAV) { 1.0 } else { 0.0 }
        + line.tree.links;
    (role + told - against).max(if same { 0.1 } else { 0.0 })
}

/// Share of the words of the shorter of two keys that stand in the other; none if they are too few.
fn shared(one: &str, other: &str) -> f32 {
    let one: Vec<&str> = one.split(' ').collect();
    let other: Vec<&str> = other.split(' ').collect();
    let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let both = few.iter().filter(|word| many.contains(word)).count();
    if few.len() < 2 { 0.0 } else { both as f32 / few.len() as f32 }
}
