//! A page of HTML as its visible text, line by line, with what the page says of each line and of itself.
//!
//! Promises: linear in the length of the page, whatever stands in it: nothing here calls itself, nothing
//! looks back over more than [`Limits::depth`] open elements. The text is what a browser without scripts
//! shows, white space and all, but for what lies in controls; menus and footers are there too, for
//! others to tell from the article. No bytes that are UTF-8 make it fail.
//!
//! The way: `flat` makes lines of tags and texts by what `names` and `marks` know of them, `said` keeps
//! what the page says of itself, `told` and `linked` make metadata of it, `tree` sees what the
//! elements around a line say of it.

mod flat;
mod linked;
pub(super) mod marks;
mod names;
mod said;
pub(super) mod title;
mod told;
mod tree;

use super::blocks::{self, Block};
use crate::span::Span;
use flat::{Element, Flat, Line};
use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
pub(super) use told::Meta;
pub(super) use tree::{Role, Tree};

/// How much of a page is looked at. What lies beyond a limit is not lost: its text is part of what is
/// around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most elements within one another.
    pub depth: usize,
    /// Most elements, but for those within a line of text, that are told apart.
    pub elements: usize,
}

impl Shown {
    /// Its lines as blocks of a text in which the page's own begins at `start`.
    pub(super) fn blocks(&self, text: &str, start: usize) -> Vec<Block> {
        let block = |line: &Line| {
            let span = Span::of(line.span.start() + start..line.span.end() + start);
            let item = tree::role(&self.elements, line.element as usize) == Role::Item;
            blocks::of_line(text, span, item, line.gap)
        };
        blocks::join_wrapped(text, self.lines.iter().map(block).collect())
    }

    /// What the tree says of each of those blocks; `words` is how many words of running text they have.
    pub(super) fn trees(&self, blocks: &[Block], words: &[u32], start: usize) -> Vec<Tree> {
        let own = self.own(blocks, words, start);
        let prose: Vec<u32> = own.iter().map(|words| words.unwrap_or(0)).collect();
        let trees = tree::look(&self.elements, &self.lines, &prose);
        trees.into_iter().zip(own).filter_map(|(tree, own)| own.map(|_| tree)).collect()
    }

    /// The same, with what the headline says of the others; it is one of those blocks. Comments do not
    /// count as running text of the page.
    pub(super) fn trees_with(
        &self,
        (blocks, words, start): (&[Block], &[u32], usize),
        trees: &[Tree],
        heading: usize,
    ) -> Vec<Tree> {
        let Some(found) = trees.get(heading) else { return trees.to_vec() };
        let comments = tree::comments(&self.elements, found);
        let own = self.own(blocks, words, start);
        let prose = |(line, words): (&Line, &Option<u32>)| match words {
            Some(words) if !comments[line.element as usize] => *words,
            _ => 0,
        };
        let prose: Vec<u32> = self.lines.iter().zip(&own).map(prose).collect();
        let all = tree::look(&self.elements, &self.lines, &prose);
        let mut trees: Vec<Tree> =
            all.into_iter().zip(own).filter_map(|(tree, own)| own.map(|_| tree)).collect();
        tree::add_heading(&self.elements, &self.lines, &prose, &mut trees, heading);
        trees
    }

    /// The words of running text of each line; none where it goes on in a block that began above it.
    fn own(&self, blocks: &[Block], words: &[u32], start: usize) -> Vec<Option<u32>> {
        let mut rest = blocks.iter().zip(words).peekable();
        let own = |line: &Line| {
            let at = line.span.start() + start;
            rest.next_if(|(block, _)| block.span.start() == at).map(|(_, words)| *words)
        };
        self.lines.iter().map(own).collect()
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 256, elements: 100_000 }
    }
}

/// A page as it is shown.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// Its elements, each after the one around it.
    elements: Vec<Element>,
    /// Its lines.
    lines: Vec<Line>,
    /// What it says of itself.
    pub(super) meta: Meta,
}

/// The visible text of a page, and what is known of it; `url` is where it was found.
pub(super) fn read(html: &str, url: Option<&str>, limits: &Limits) -> (String, Shown) {
    let mut flat = parse(html, limits, false);
    if flat.lines.is_empty() {
        flat = parse(html, limits, true);
    }
    let meta = told::meta(&flat.said, url);
    (flat.text, Shown { elements: flat.elements, lines: flat.lines, meta })
}

fn parse<'l>(html: &str, limits: &'l Limits, all: bool) -> Flat<'l> {
    let mut flat = Flat::new(limits, all);
    let mut key = Vec::new();
    let mut end = false;
    let told = |value: &[u8], flat: &mut Flat<'l>| match str::from_utf8(value) {
        Ok(value) => flat.words(value),
        Err(_) => flat.words(&String::from_utf8_lossy(value)),
    };
    let mut emitter =
        CallbackEmitter::new(|event: CallbackEvent<'_>, _: html5gum::Span<()>| -> Option<()> {
            match event {
                CallbackEvent::OpenStartTag { name } => {
                    end = false;
                    flat.begin(name);
                }
                CallbackEvent::AttributeName { name } => {
                    key.clear();
                    key.extend_from_slice(name);
                    if !end {
                        flat.attribute(&key, "");
                    }
                }
                CallbackEvent::AttributeValue { value } if !end => {
                    flat.attribute(&key, str::from_utf8(value).unwrap_or_default());
                }
                CallbackEvent::CloseStartTag { .. } => {
                    flat.start();
                    end = true;
                }
                CallbackEvent::EndTag { name } => flat.end(name),
                CallbackEvent::String { value } => told(value, &mut flat),
                _ => {}
            }
            None
        });
    emitter.naively_switch_states(true);
    for _ in Tokenizer::new_with_emitter(html, emitter) {}
    flat.finish();
    flat
}

/// A text that may hold entities and tags, without them.
fn plain(told: &str) -> String {
    if !told.contains(['&', '<']) {
        return told.to_owned();
    }
    let mut plain = String::with_capacity(told.len());
    let emitter =
        CallbackEmitter::new(|event: CallbackEvent<'_>, _: html5gum::Span<()>| -> Option<()> {
            if let CallbackEvent::String { value } = event {
                plain.push_str(&String::from_utf8_lossy(value));
            }
            None
        });
    for _ in Tokenizer::new_with_emitter(told, emitter) {}
    plain
}

#[cfg(test)]
mod tests;
