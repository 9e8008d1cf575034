//! What the elements around a line say of it.
//!
//! Promises: linear in lines and elements; every share lies between 0 and 1. A word in a class counts
//! only where the element is a small part of the page: around the whole article such words say nothing.

use super::flat::{Element, Line};
use super::marks::{self, Marks};
use super::names::{self, Name};

/// What a line is to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum Role {
    /// `<p>`
    Paragraph,
    /// A heading, and of which level.
    Heading(u8),
    /// An item of a list.
    Item,
    /// A cell of a table.
    Cell,
    /// The text of a figure.
    Caption,
    /// A button, or the label of a field.
    Button,
    /// Anything else.
    Other,
}

/// What the elements around a line say of it.
#[derive(Clone, Copy, Debug)]
pub(in crate::extract) struct Tree {
    /// What it is.
    pub(in crate::extract) role: Role,
    /// What the small elements around it, and those inside it, are called.
    pub(in crate::extract) near: Marks,
    /// Which kinds of element it lies in.
    pub(in crate::extract) inside: Marks,
    /// What any part of it is called.
    pub(in crate::extract) part: Marks,
    /// Whether an element that holds much of the running text is called an article.
    pub(in crate::extract) content: bool,
    /// Share of it that is links.
    pub(in crate::extract) links: f32,
    /// Share of the text around it that is links.
    pub(in crate::extract) links_around: f32,
    /// Share of the page's running text that stands in the element around it.
    pub(in crate::extract) beside: f32,
    /// The same, of the element around that.
    pub(in crate::extract) about: f32,
    /// Share of the page's running text in lines that stand as it does.
    pub(in crate::extract) alike: f32,
    /// Whether it is in the smallest element with most of the running text.
    pub(in crate::extract) main: bool,
    /// The element it stands in.
    element: u32,
    /// How many elements around the headline do not hold it, up to 8; 8 where no headline is known.
    pub(in crate::extract) up: u8,
    /// Whether the smallest element with the headline and half of the running text holds it.
    pub(in crate::extract) with_heading: bool,
    /// How many elements are between it and those around most of the running text, up to 8.
    pub(in crate::extract) off: u8,
}

impl Tree {
    /// Whether it lies in what a page has beside an article.
    pub(in crate::extract) fn is_beside(&self) -> bool {
        const BESIDE: Marks = marks::IN_NAV
            .and(marks::IN_FOOTER)
            .and(marks::IN_ASIDE)
            .and(marks::IN_FORM)
            .and(marks::IN_DIALOG);
        const CALLED: Marks = marks::NAV
            .and(marks::FOOTER)
            .and(marks::RELATED)
            .and(marks::COMMENT)
            .and(marks::SHARE)
            .and(marks::PLEA)
            .and(marks::SIDE);
        self.inside.has(BESIDE) || self.near.has(CALLED)
    }
}

/// Totals of an element and all in it.
#[derive(Clone, Copy, Default)]
struct Sum {
    prose: u32,
    bytes: u32,
    links: u32,
}

/// Share of the running text from which an element is around the article.
const LARGE: f32 = 0.3;

/// Share of the running text that the main element holds.
const MAIN: f32 = 0.6;

/// What the tree says of each line; `prose` is how many words of running text it has.
pub(super) fn look(elements: &[Element], lines: &[Line], prose: &[u32]) -> Vec<Tree> {
    let sums = sums(elements, lines, prose);
    let whole = sums.first().map_or(0, |sum| sum.prose).max(1) as f32;
    let share = |at: u32| sums[at as usize].prose as f32 / whole;
    let main =
        (0..elements.len()).rev().find(|&at| sums[at].prose as f32 >= MAIN * whole).unwrap_or(0);
    let mut in_main = vec![false; elements.len()];
    let mut off = vec![0u8; elements.len()];
    let mut near = vec![marks::NONE; elements.len()];
    let mut inside = vec![marks::NONE; elements.len()];
    let mut content = vec![false; elements.len()];
    for (at, element) in elements.iter().enumerate() {
        let parent = element.parent as usize;
        let small = share(at as u32) <= LARGE;
        let own = element.marks.without(marks::BY_ELEMENT);
        in_main[at] = at == main || parent < at && in_main[parent];
        off[at] = if small && parent < at { (off[parent] + 1).min(8) } else { 0 };
        let above = if parent < at { near[parent] } else { marks::NONE };
        near[at] = if small { above.and(own) } else { above };
        let above = if parent < at { inside[parent] } else { marks::NONE };
        inside[at] = above.and(element.marks.both(marks::BY_ELEMENT));
        let above = parent < at && content[parent];
        content[at] = above || !small && element.marks.has(marks::CONTENT);
    }
    let kinds = Kinds::of(elements, lines, prose);
    let tree = |line: &Line| {
        let at = line.element as usize;
        let parent = elements[at].parent;
        let around = sums[parent as usize];
        let length = line.span.len().max(1) as f32;
        Tree {
            role: role(elements, at),
            near: near[at].and(line.all),
            inside: inside[at],
            part: line.any,
            content: content[at],
            links: (line.links as f32 / length).min(1.0),
            links_around: around.links as f32 / around.bytes.max(1) as f32,
            beside: share(parent),
            about: share(elements[parent as usize].parent),
            alike: kinds.prose(elements, at) as f32 / whole,
            main: in_main[at],
            off: off[at],
            element: line.element,
            up: 8,
            with_heading: false,
        }
    };
    lines.iter().map(tree).collect()
}

/// Which elements are comments, whatever their size, as they do not hold the headline.
pub(super) fn comments(elements: &[Element], heading: &Tree) -> Vec<bool> {
    let mut around = vec![false; elements.len()];
    let mut at = heading.element as usize;
    while !around[at] {
        around[at] = true;
        at = elements[at].parent as usize;
    }
    let mut comments = vec![false; elements.len()];
    for (at, element) in elements.iter().enumerate().skip(1) {
        let own = !around[at] && element.marks.has(marks::COMMENT);
        comments[at] = own || comments[element.parent as usize];
    }
    comments
}

/// Adds what is known once the headline is.
pub(super) fn add_heading(
    elements: &[Element],
    lines: &[Line],
    prose: &[u32],
    trees: &mut [Tree],
    heading_at: usize,
) {
    let Some(heading) = trees.get(heading_at).map(|tree| tree.element as usize) else { return };
    let sums = sums(elements, lines, prose);
    let whole = sums.first().map_or(0, |sum| sum.prose);
    // how far up from the headline an element is, for those around it
    let mut up = vec![None; elements.len()];
    let (mut at, mut steps, mut half) = (heading, 0u8, None);
    loop {
        up[at] = Some(steps);
        if half.is_none() && sums[at].prose * 2 >= whole {
            half = Some(steps);
        }
        let parent = elements[at].parent as usize;
        if parent >= at {
            break;
        }
        (at, steps) = (parent, (steps + 1).min(8));
    }
    let comments = comments(elements, &trees[heading_at]);
    for (at, element) in elements.iter().enumerate() {
        up[at] = up[at].or_else(|| up[element.parent as usize]);
    }
    for tree in trees {
        let at = tree.element as usize;
        tree.up = up[at].unwrap_or(8);
        tree.with_heading = half.is_some_and(|half| tree.up <= half);
        if comments[at] {
            tree.near = tree.near.and(marks::COMMENT);
        }
    }
}

fn sums(elements: &[Element], lines: &[Line], prose: &[u32]) -> Vec<Sum> {
    let mut sums = vec![Sum::default(); elements.len()];
    for (line, prose) in lines.iter().zip(prose) {
        let sum = &mut sums[line.element as usize];
        sum.prose = sum.prose.saturating_add(*prose);
        sum.bytes = sum.bytes.saturating_add(u32::try_from(line.span.len()).unwrap_or(u32::MAX));
        sum.links = sum.links.saturating_add(line.links);
    }
    for at in (1..elements.len()).rev() {
        let Sum { prose, bytes, links } = sums[at];
        let parent = &mut sums[elements[at].parent as usize];
        parent.prose = parent.prose.saturating_add(prose);
        parent.bytes = parent.bytes.saturating_add(bytes);
        parent.links = parent.links.saturating_add(links);
    }
    sums
}

/// What a line is whose element stands at `at`.
pub(super) fn role(elements: &[Element], at: usize) -> Role {
    let mut at = at;
    let mut inner = Role::Other;
    // the inner paragraph of an item or a cell is one
    for _ in 0..REACH {
        let element = elements[at];
        let role = role_of(element.name);
        match role {
            Role::Other => {}
            Role::Paragraph => inner = Role::Paragraph,
            role => return role,
        }
        if element.parent as usize >= at || inner == Role::Other && at == 0 {
            break;
        }
        at = element.parent as usize;
    }
    inner
}

/// How many elements around a line may say what it is.
const REACH: usize = 3;

fn role_of(name: Name) -> Role {
    match name {
        names::P => Role::Paragraph,
        names::LI | names::DT | names::DD => Role::Item,
        names::TD | names::TH => Role::Cell,
        names::FIGCAPTION | names::FIGURE => Role::Caption,
        names::BUTTON | names::LABEL | names::LEGEND | names::OPTION => Role::Button,
        name if name.level() > 0 => Role::Heading(name.level()),
        _ => Role::Other,
    }
}

/// How much running text stands in lines of each kind: those whose element, and the one around it, have
/// the same names and marks.
struct Kinds(rustc_hash::FxHashMap<u64, u32>);

impl Kinds {
    fn of(elements: &[Element], lines: &[Line], prose: &[u32]) -> Self {
        let mut kinds = rustc_hash::FxHashMap::default();
        for (line, prose) in lines.iter().zip(prose) {
            *kinds.entry(Self::kind(elements, line.element as usize)).or_default() += prose;
        }
        Self(kinds)
    }

    fn kind(elements: &[Element], at: usize) -> u64 {
        use std::hash::{Hash, Hasher};
        let mut hasher = rustc_hash::FxHasher::default();
        let parent = elements[elements[at].parent as usize];
        for element in [elements[at], parent] {
            element.name.hash(&mut hasher);
            element.marks.hash(&mut hasher);
        }
        hasher.finish()
    }

    fn prose(&self, elements: &[Element], at: usize) -> u32 {
        self.0.get(&Self::kind(elements, at)).copied().unwrap_or(0)
    }
}
