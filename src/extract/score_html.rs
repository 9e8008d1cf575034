//! What the elements of a page of HTML add to the evidence for a block.
//!
//! Promises: as those of `score`: each piece is a fact about a block, with a weight that was measured on
//! pages; positive weights speak for the article.

use super::html::{Role, Tree, marks};
use super::score::{Look, yes};

/// A piece of evidence of the elements around a block: what it is called, what it weighs, how much of
/// it there is.
pub(super) struct Piece {
    pub(super) name: &'static str,
    pub(super) weight: f32,
    pub(super) amount: fn(&Look<'_>, &Tree) -> f32,
}

const fn piece(name: &'static str, weight: f32, amount: fn(&Look<'_>, &Tree) -> f32) -> Piece {
    Piece { name, weight, amount }
}

/// Whether a block stands below the headline, fewer than so many blocks.
fn below(b: &Look<'_>, most: usize) -> bool {
    b.around.heading().is_some_and(|at| b.i > at && b.i < at.saturating_add(most))
}

/// Words of running text that open an article.
const FIRST: u32 = 120;

/// All pieces.
pub(super) const PIECES: &[Piece] = &[
    piece("paragraph", 0.3, |_, t| yes(t.role == Role::Paragraph)),
    piece("item of a list", 0.4, |_, t| yes(t.role == Role::Item)),
    piece("cell of a table", 0.3, |_, t| yes(t.role == Role::Cell)),
    piece("text of a figure", -0.7, |_, t| yes(t.role == Role::Caption)),
    piece("button", -0.3, |_, t| yes(t.role == Role::Button)),
    piece("heading of the second level", 0.6, |_, t| yes(t.role == Role::Heading(2))),
    piece("heading of a lower level", 0.4, |_, t| yes(matches!(t.role, Role::Heading(3..=4)))),
    piece("content by name", -0.4, |_, t| yes(t.near.has(marks::CONTENT))),
    piece("menu by name", -0.2, |_, t| yes(t.near.has(marks::NAV))),
    piece("foot by name", -1.0, |_, t| yes(t.near.has(marks::FOOTER))),
    piece("head by name", -0.5, |_, t| yes(t.near.has(marks::HEADER))),
    piece("sidebar by name", -0.4, |_, t| yes(t.near.has(marks::SIDE))),
    piece("other articles by name", -0.4, |_, t| yes(t.near.has(marks::RELATED))),
    piece("comments by name", -0.7, |_, t| yes(t.near.has(marks::COMMENT))),
    piece("plea by name", -0.8, |_, t| yes(t.near.has(marks::PLEA))),
    piece("author by name", -0.6, |_, t| yes(t.near.has(marks::AUTHOR))),
    piece("keywords by name", -0.3, |_, t| yes(t.near.has(marks::TAGS))),
    piece("table of contents by name", 0.9, |_, t| yes(t.near.has(marks::CONTENTS))),
    piece("summary by name", -0.4, |_, t| yes(t.near.has(marks::LEAD))),
    piece("for screen readers", -0.7, |_, t| yes(t.near.has(marks::SPOKEN))),
    piece("advertisement by name", -0.2, |_, t| yes(t.near.has(marks::AD))),
    piece("in a foot", -0.3, |_, t| yes(t.inside.has(marks::IN_FOOTER))),
    piece("in a head", -0.2, |_, t| yes(t.inside.has(marks::IN_HEADER))),
    piece("in an aside", -0.3, |_, t| yes(t.inside.has(marks::IN_ASIDE))),
    piece("in a form", -0.4, |_, t| yes(t.inside.has(marks::IN_FORM))),
    piece("in a figure", -0.2, |_, t| yes(t.inside.has(marks::IN_FIGURE))),
    piece("in a table", 0.4, |_, t| yes(t.inside.has(marks::IN_TABLE))),
    piece("in a quotation", 0.3, |_, t| yes(t.inside.has(marks::IN_QUOTE))),
    piece("in a dialog", -0.5, |_, t| yes(t.inside.has(marks::IN_DIALOG))),
    piece("in a button", -0.4, |_, t| yes(t.inside.has(marks::IN_BUTTON))),
    piece("in the article by name", 0.8, |_, t| yes(t.content)),
    piece("links", -0.3, |_, t| t.links),
    piece("nothing but links", -0.3, |_, t| yes(t.links > 0.8)),
    piece("running text beside", 0.3, |_, t| t.beside),
    piece("running text about", 0.3, |_, t| t.about),
    piece("lines like running text", 0.7, |_, t| t.alike),
    piece("some lines like running text", 0.9, |_, t| t.alike.sqrt()),
    piece("where most running text is", 0.5, |_, t| yes(t.main)),
    piece("away from most running text", -0.4, |_, t| f32::from(t.off) / 4.0),
    piece("paragraph away from the others", -0.7, |b, t| yes(!t.main && b.one.shape.is_prose())),
    piece("heading among running text", 1.3, |_, t| {
        yes(t.main && matches!(t.role, Role::Heading(_)))
    }),
    piece("item among running text", 0.7, |_, t| yes(t.main && t.role == Role::Item)),
    piece("links among running text", -0.7, |_, t| yes(t.main) * t.links),
    piece("heading that is a link", 0.3, |_, t| yes(matches!(t.role, Role::Heading(_))) * t.links),
    piece("above the headline", -0.5, |b, _| yes(b.around.heading().is_some_and(|at| b.i < at))),
    piece("paragraph soon below the headline", 0.5, |b, _| {
        yes(below(b, 15) && b.one.shape.is_prose())
    }),
    piece("first running text below the headline", 0.7, |b, _| {
        let first = |at: usize| b.i > at && b.around.prose(at, b.i) < FIRST;
        yes(b.one.shape.is_prose() && b.around.heading().is_some_and(first))
    }),
    piece("beside the headline", 0.6, |_, t| yes(t.with_heading)),
    piece("paragraph beside the headline", 0.3, |b, t| {
        yes(t.with_heading && b.one.shape.is_prose())
    }),
];
