//! Which line of a page is its headline, by what the page says of its title.
//!
//! Promises: a line that says one of the titles, a first-level heading before others; else the only
//! first-level heading, if it says more than the name of the site. Menus and lists of links hold none.

use super::marks;
use super::told::MARKS;
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

/// Share of the words of a heading or a title that must stand in the other.
const MOST: f32 = 0.4;

/// Words of a title that are compared.
const WORDS: usize = 60;

/// A line that is the headline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) struct Heading {
    /// Which block it is.
    pub(in crate::extract) at: usize,
    /// Whether it says what the page calls its title.
    pub(in crate::extract) says: bool,
}

/// The headline among the lines of a page.
pub(in crate::extract) fn find<'t>(
    lines: impl Iterator<Item = Candidate<'t>>,
    titles: &[String],
    site: Option<&str>,
) -> Option<Heading> {
    let whole = titles.iter().map(String::as_str);
    let parts = titles.iter().flat_map(|title| parts(title));
    let titles: Vec<String> = whole.chain(parts).map(|title| labels::key(title, WORDS)).collect();
    let site = site.map(|site| labels::key(site, WORDS)).unwrap_or_default();
    let mut best: Option<(f32, Heading)> = None;
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
        let same = titles.contains(&key);
        if !same && !first {
            continue;
        }
        let said = titles.iter().map(|title| shared(&key, title)).fold(0.0, f32::max);
        let score = score(&line, same, said);
        if score > 0.0 && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, Heading { at: line.at, says: said >= MOST }));
        }
    }
    let alone = alone.filter(|_| headings == 1).map(|at| Heading { at, says: titles.is_empty() });
    best.map(|(_, heading)| heading).or(alone)
}

/// What stands before the last and behind the first mark in a title, one of which may be the name of
/// the site.
fn parts(title: &str) -> impl Iterator<Item = &str> {
    let head = MARKS.iter().filter_map(|mark| title.rsplit_once(mark).map(|(head, _)| head));
    let tail = MARKS.iter().filter_map(|mark| title.split_once(mark).map(|(_, tail)| tail));
    head.chain(tail).filter(|part| part.split_whitespace().count() >= PART)
}

/// Fewest words of a part of a title that may be the headline.
const PART: usize = 4;

/// How much a line looks like the headline; 0 or less if it does not.
fn score(line: &Candidate<'_>, same: bool, said: f32) -> f32 {
    let role = match line.tree.role {
        Role::Heading(1) => 3.0,
        Role::Heading(2) => 1.0,
        Role::Heading(_) => 0.3,
        _ if line.tree.near.has(marks::TITLE) => 0.5,
        Role::Item | Role::Button => -1.0,
        _ => 0.0,
    };
    let told = if same {
        4.0
    } else if said < MOST || role < 3.0 {
        return 0.0;
    } else {
        said
    };
    let aside = marks::IN_NAV.and(marks::IN_FOOTER).and(marks::IN_ASIDE).and(marks::IN_DIALOG);
    let against = if line.tree.inside.has(aside) { 2.5 } else { 0.0 }
        + if line.tree.near.has(marks::RELATED) { 1.0 } else { 0.0 }
        + if line.tree.near.has(marks::NAV) { 1.0 } else { 0.0 }
        + line.tree.links;
    (role + told - against).max(if same { 0.1 } else { 0.0 })
}

/// Share of the words of the shorter of a line and a title that stand in the other; none if they are
/// too few, or one says much more.
fn shared(line: &str, title: &str) -> f32 {
    if line == title {
        return 1.0;
    }
    let line: Vec<&str> = line.split(' ').collect();
    let title: Vec<&str> = title.split(' ').collect();
    let (few, many) = if line.len() <= title.len() { (line, title) } else { (title, line) };
    let both = few.iter().filter(|word| many.contains(word)).count();
    let much = many.len() > MUCH * few.len() + 2;
    if few.len() < 3 || much { 0.0 } else { both as f32 / few.len() as f32 }
}

/// So many times the words of a title are more than a title.
const MUCH: usize = 3;
