//! Tags and texts in, lines of visible text out.
//!
//! Promises: one pass, linear in the length of the page whatever stands in it; no text that a browser
//! shows is lost, but for what lies in controls. Memory is that of the text, and a few bytes for each
//! line and element. Elements beyond the limits are looked through: their text belongs to what is
//! around them. If text that stands in two cells, items or paragraphs ever comes into one line, a name
//! can match over the border.

use super::Limits;
use super::marks::{self, Marks};
use super::names::{self, Display, Name};
use super::said::Said;
use crate::span::Span;

/// An element, as far as it is needed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element {
    /// The one around it; its own place if there is none.
    pub(super) parent: u32,
    /// Its name.
    pub(super) name: Name,
    /// What its name, class, id and role say.
    pub(super) marks: Marks,
}

/// A line of visible text: a paragraph, an item, a cell, a heading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Where it stands in the text, without white space at its ends.
    pub(super) span: Span,
    /// The innermost element that is not part of the line.
    pub(super) element: u32,
    /// Whether room is left above it.
    pub(super) gap: bool,
    /// Bytes of it that are links.
    pub(super) links: u32,
    /// What all of it is marked with by elements inside the line.
    pub(super) all: Marks,
    /// What any of it is marked with by elements inside the line.
    pub(super) any: Marks,
}

/// An element that is open.
#[derive(Clone, Copy)]
struct Open {
    name: Name,
    element: u32,
    /// Whether the text in it is not shown.
    hidden: bool,
    /// What it says, if it stands in a line.
    marks: Marks,
}

/// A start tag on its way.
#[derive(Default)]
struct Tag {
    name: Option<Name>,
    marks: Option<Marks>,
    hidden: bool,
    /// A part that a script puts in its place once the page is there.
    late: bool,
}

/// The lines of a page, as far as it was read.
pub(super) struct Flat<'l> {
    limits: &'l Limits,
    /// Whether what the page hides is shown: a page that hides everything waits for its scripts.
    all: bool,
    pub(super) elements: Vec<Element>,
    pub(super) lines: Vec<Line>,
    /// The visible text.
    pub(super) text: String,
    /// What the page says of itself.
    pub(super) said: Said,
    open: Vec<Open>,
    tag: Tag,
    line: Draft,
    /// Whether room is left above the next line, and whether the last one was ended by a break.
    gap: bool,
    broken: bool,
}

/// The line that is being read.
#[derive(Default)]
struct Draft {
    text: String,
    /// White space is due before the next word.
    space: bool,
    /// A link has just ended.
    linked: bool,
    element: u32,
    links: u32,
    all: Option<Marks>,
    any: Marks,
}

impl<'l> Flat<'l> {
    /// Nothing read yet.
    pub(super) fn new(limits: &'l Limits, all: bool) -> Self {
        let root = Element { parent: 0, name: names::HTML, marks: marks::NONE };
        Self {
            limits,
            all,
            elements: vec![root],
            lines: Vec::new(),
            text: String::new(),
            said: Said::default(),
            open: Vec::new(),
            tag: Tag::default(),
            line: Draft::default(),
            gap: true,
            broken: false,
        }
    }

    /// A start tag begins.
    pub(super) fn begin(&mut self, name: &[u8]) {
        let name = Name::of(name);
        self.tag = Tag { name: Some(name), ..Tag::default() };
        self.said.begin(name);
    }

    /// An attribute of the tag that has begun.
    pub(super) fn attribute(&mut self, key: &[u8], value: &str) {
        let marks = match key {
            b"id" if names::is_late(value) => {
                self.tag.late = true;
                return;
            }
            b"class" | b"id" => marks::of_words(value),
            b"role" => marks::of_role(value),
            b"itemprop" => marks::of_property(value),
            b"rel" => value.split_ascii_whitespace().fold(marks::NONE, |all, rel| {
                all.and(match rel {
                    "tag" => marks::TAGS,
                    "author" => marks::AUTHOR,
                    _ => marks::NONE,
                })
            }),
            b"aria-modal" => marks::IN_DIALOG,
            b"hidden" if value != "until-found" => {
                self.tag.hidden = true;
                return;
            }
            b"style" => {
                self.tag.hidden |= names::hides(value);
                return;
            }
            _ => marks::NONE,
        };
        if marks != marks::NONE {
            self.tag.marks = Some(self.tag.marks.unwrap_or_default().and(marks));
        }
        if !value.is_empty() {
            self.said.attribute(key, value);
        }
    }

    /// The tag that has begun is at its end.
    pub(super) fn start(&mut self) {
        let Tag { name: Some(name), marks, hidden, late } = std::mem::take(&mut self.tag) else {
            return;
        };
        let marks = marks.unwrap_or_default();
        self.said.start(self.open.len());
        match name {
            names::BR => return self.line_break(),
            names::HTML | names::BODY | names::HEAD => return self.around(name, marks),
            _ => {}
        }
        let display = name.display();
        self.make_way(name, display);
        match display {
            Display::Inline if name == names::A => self.link(),
            Display::Inline => {}
            Display::Block => self.end_line(true),
            Display::Line => self.end_line(false),
            Display::Hidden => {}
        }
        if name.is_empty() {
            return;
        }
        let all_of_it = late || matches!(name, names::MAIN | names::ARTICLE);
        let hidden = display == Display::Hidden || hidden && !all_of_it && !self.all;
        self.push(name, marks, hidden, display);
    }

    /// An end tag.
    pub(super) fn end(&mut self, name: &[u8]) {
        let name = Name::of(name);
        let stop = self.open.iter().rposition(|open| open.name == name || open.name.is_wall(name));
        let found = stop.filter(|&at| self.open[at].name == name);
        if let Some(at) = found {
            self.close(at);
        }
        match name.display() {
            Display::Inline => self.line.linked |= found.is_some() && name == names::A,
            Display::Block => self.end_line(true),
            Display::Line => self.end_line(false),
            Display::Hidden => {}
        }
    }

    /// A piece of text.
    pub(super) fn words(&mut self, told: &str) {
        self.said.words(told);
        if self.open.last().is_some_and(|open| open.hidden) {
            return;
        }
        if !self.open.iter().rev().any(|open| open.name == names::PRE) {
            return self.flow(told);
        }
        for (n, line) in told.split('\n').enumerate() {
            if n > 0 {
                self.line_break();
            }
            self.flow(line);
        }
    }

    /// The page is at its end.
    pub(super) fn finish(&mut self) {
        self.close(0);
        self.end_line(true);
    }

    /// Adds text as a browser shows it: any white space is one space.
    fn flow(&mut self, told: &str) {
        let white = |b: Option<&u8>| b.is_some_and(u8::is_ascii_whitespace);
        self.line.space |= white(told.as_bytes().first());
        let before = self.line.text.len();
        for word in told.split_ascii_whitespace() {
            if self.line.text.is_empty() {
                self.first_word();
            } else if self.line.space {
                self.line.text.push(' ');
            }
            self.line.linked = false;
            self.line.text.push_str(word);
            self.line.space = true;
        }
        let added = self.line.text.len() - before;
        if added == 0 {
            return;
        }
        self.line.space = white(told.as_bytes().last());
        self.broken = false;
        let (mut inside, mut link) = (marks::NONE, false);
        for open in self.inline() {
            inside = inside.and(open.marks);
            link |= open.name == names::A;
        }
        self.line.all = Some(self.line.all.map_or(inside, |all| all.both(inside)));
        self.line.any = self.line.any.and(inside);
        self.line.links += if link { u32::try_from(added).unwrap_or(u32::MAX) } else { 0 };
    }

    /// The open elements that stand in the line, innermost first.
    fn inline(&self) -> impl Iterator<Item = &Open> {
        self.open.iter().rev().take_while(|open| open.name.display() == Display::Inline)
    }

    fn first_word(&mut self) {
        let block = self.open.iter().rev().find(|open| open.name.display() != Display::Inline);
        self.line.element = block.map_or(0, |open| open.element);
    }

    /// `<html>`, `<head>` and `<body>` are there once, wherever their tags stand.
    fn around(&mut self, name: Name, marks: Marks) {
        if name == names::BODY {
            self.end_line(true);
            self.open.retain(|open| open.name != names::TITLE);
            // classes of the body say what kind of page it is, not what is in it
            self.elements[0].marks = marks.both(marks::BY_ELEMENT);
        }
    }

    /// A link right behind another one is one of several, each on a line of its own.
    fn link(&mut self) {
        if self.line.linked && !self.line.space {
            self.end_line(false);
        }
    }

    fn line_break(&mut self) {
        if self.open.iter().rev().any(|open| open.name.level() > 0) {
            self.line.space = true;
        } else if self.line.text.is_empty() {
            self.gap |= self.broken;
            self.broken = true;
        } else {
            self.end_line(false);
            self.broken = true;
        }
    }

    /// Ends the line; room is left below it if `gap`.
    fn end_line(&mut self, gap: bool) {
        let draft = std::mem::take(&mut self.line);
        let told = draft.text.trim();
        if told.is_empty() {
            self.gap |= gap;
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(if self.gap { "\n\n" } else { "\n" });
        }
        let start = self.text.len();
        self.text.push_str(told);
        self.lines.push(Line {
            span: Span::of(start..self.text.len()),
            element: draft.element,
            gap: self.gap,
            links: draft.links,
            all: draft.all.unwrap_or_default(),
            any: draft.any,
        });
        self.gap = gap;
        self.broken = false;
        // the next line is as long, as far as can be seen
        self.line.text = draft.text;
        self.line.text.clear();
    }

    /// Closes what a beginning element closes without a word.
    fn make_way(&mut self, name: Name, display: Display) {
        if display == Display::Block {
            let inline = |open: &Open| open.name.display() == Display::Inline;
            let outer = self.open.iter().rposition(|open| !inline(open));
            if let Some(at) = outer.filter(|&at| self.open[at].name == names::P) {
                self.close(at);
            }
            // a list of choices or a drawing that was left open ends where a block begins
            let left = |open: &Open| matches!(open.name, names::SELECT | names::SVG | names::MATH);
            if let Some(at) = self.open.iter().position(left) {
                self.close(at);
            }
        }
        let Some((closed, stops)) = name.closes() else { return };
        let stop = |open: &Open| closed.contains(&open.name) || stops.contains(&open.name);
        let found = self.open.iter().rposition(stop);
        if let Some(at) = found.filter(|&at| closed.contains(&self.open[at].name)) {
            self.close(at);
        }
    }

    fn push(&mut self, name: Name, marks: Marks, hidden: bool, display: Display) {
        if self.open.len() >= self.limits.depth {
            return;
        }
        let around = self.open.last().copied();
        let hidden = hidden || around.is_some_and(|open| open.hidden);
        let parent = around.map_or(0, |open| open.element);
        let marks = marks.and(name.marks());
        let in_line = display == Display::Inline;
        let element = if in_line || hidden || self.elements.len() >= self.limits.elements {
            parent
        } else {
            self.elements.push(Element { parent, name, marks });
            u32::try_from(self.elements.len() - 1).unwrap_or(u32::MAX)
        };
        let marks = if in_line { marks } else { marks::NONE };
        self.open.push(Open { name, element, hidden, marks });
    }

    /// Closes the open elements from `at` on.
    fn close(&mut self, at: usize) {
        let last = |open: &Open| open.name.display();
        if self.open[at..].iter().any(|open| last(open) == Display::Block) {
            self.end_line(true);
        } else if self.open[at..].iter().any(|open| last(open) == Display::Line) {
            self.end_line(false);
        }
        self.open.truncate(at);
        self.said.close(at);
    }
}
