//! What a page says of itself, collected while it is read: its head, its data, its dates and authors.
//!
//! Promises: everything is kept as it was written, up to a bound for each; nothing is judged here.

use super::names::{self, Name};

/// Most things of a kind that are kept.
const MOST: usize = 256;

/// Most bytes of one that are kept, but for linked data.
const LONGEST: usize = 1000;

/// Most bytes of linked data that are kept.
const LINKED: usize = 1 << 20;

/// What a page says of itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    /// `<html lang>`
    pub(super) language: Option<String>,
    /// `<link rel="canonical">`
    pub(super) canonical: Option<String>,
    /// `<title>`
    pub(super) title: Option<String>,
    /// Names of `<meta>` in small letters, and what they hold, in the order of the page.
    pub(super) meta: Vec<(String, String)>,
    /// Scripts of linked data (JSON-LD).
    pub(super) linked: Vec<String>,
    /// `itemprop="datePublished"` outside the head.
    pub(super) published: Vec<String>,
    /// `<time datetime>`, but for those that say that they are of something else.
    pub(super) times: Vec<String>,
    /// Names marked with `rel="author"` or `itemprop="author"`.
    pub(super) authors: Vec<String>,
    /// Words marked with `rel="tag"`.
    pub(super) tags: Vec<String>,
    tag: Tag,
    kept: Vec<Kept>,
}

/// What of a start tag may be wanted at its end.
#[derive(Clone, Debug, Default)]
struct Tag {
    name: Option<Name>,
    key: Option<String>,
    content: Option<String>,
    datetime: Option<String>,
    rel: Option<String>,
    itemprop: Option<String>,
    is_linked: bool,
    is_other: bool,
}

/// The kind of text that is kept until its element ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Title,
    Linked,
    Author,
    Tag,
    Published,
}

#[derive(Clone, Debug)]
struct Kept {
    kind: Kind,
    depth: usize,
    text: String,
}

impl Said {
    /// A start tag begins.
    pub(super) fn begin(&mut self, name: Name) {
        self.tag = Tag { name: Some(name), ..Tag::default() };
    }

    /// An attribute of it.
    pub(super) fn attribute(&mut self, key: &[u8], value: &str) {
        let tag = &mut self.tag;
        let name = tag.name;
        let own = || Some(bounded(value));
        match key {
            b"lang" if name == Some(names::HTML) && self.language.is_none() => {
                self.language = own()
            }
            b"name" | b"property" | b"http-equiv" if name == Some(names::META) => {
                tag.key = Some(bounded(value).to_ascii_lowercase());
            }
            b"content" => tag.content = own(),
            b"datetime" => tag.datetime = own(),
            b"rel" => tag.rel = Some(bounded(value).to_ascii_lowercase()),
            b"itemprop" => tag.itemprop = own(),
            b"href" if name == Some(names::LINK) => tag.content = own(),
            b"type" => tag.is_linked = value.to_ascii_lowercase().contains("ld+json"),
            b"class" => tag.is_other = says_other(value),
            _ => {}
        }
    }

    /// The tag is at its end; `depth` elements are open around it.
    pub(super) fn start(&mut self, depth: usize) {
        let tag = std::mem::take(&mut self.tag);
        let Some(name) = tag.name else { return };
        let rel = |wanted: &str| {
            tag.rel.as_deref().is_some_and(|rel| rel.split_ascii_whitespace().any(|r| r == wanted))
        };
        let prop = |wanted: &str| {
            let prop = tag.itemprop.as_deref().unwrap_or_default();
            prop.split_ascii_whitespace().any(|p| p == wanted)
        };
        let kind = match name {
            names::META => return self.meta(tag),
            names::LINK if rel("canonical") => {
                self.canonical = self.canonical.take().or(tag.content);
                return;
            }
            names::TITLE if self.title.is_none() => Kind::Title,
            names::SCRIPT if tag.is_linked => Kind::Linked,
            _ if prop("datePublished") => match tag.datetime.clone().or(tag.content.clone()) {
                Some(value) => return push(&mut self.published, value),
                None => Kind::Published,
            },
            names::TIME if !tag.is_other && !prop("dateModified") => {
                return tag.datetime.into_iter().for_each(|value| push(&mut self.times, value));
            }
            _ if rel("author") || prop("author") => Kind::Author,
            _ if rel("tag") => Kind::Tag,
            _ => return,
        };
        if !name.is_empty() && self.kept.len() < MOST {
            self.kept.push(Kept { kind, depth, text: String::new() });
        }
    }

    fn meta(&mut self, tag: Tag) {
        let (Some(key), Some(content)) = (tag.key.or(tag.itemprop), tag.content) else { return };
        if self.meta.len() < MOST && !content.trim().is_empty() {
            self.meta.push((key.trim().to_ascii_lowercase(), content));
        }
    }

    /// A piece of text, shown or not.
    pub(super) fn words(&mut self, told: &str) {
        for kept in &mut self.kept {
            let most = if kept.kind == Kind::Linked { LINKED } else { LONGEST };
            let room = most.saturating_sub(kept.text.len());
            kept.text.push_str(told.get(..told.floor_char_boundary(room)).unwrap_or_default());
        }
    }

    /// Elements are closed until `depth` of them are open.
    pub(super) fn close(&mut self, depth: usize) {
        while self.kept.last().is_some_and(|kept| kept.depth >= depth) {
            let Some(Kept { kind, text, .. }) = self.kept.pop() else { return };
            match kind {
                Kind::Title => self.title = self.title.take().or(Some(text)),
                Kind::Linked => push(&mut self.linked, text),
                Kind::Author => push(&mut self.authors, one_line(&text)),
                Kind::Tag => push(&mut self.tags, one_line(&text)),
                Kind::Published => push(&mut self.published, one_line(&text)),
            }
        }
    }
}

fn push(to: &mut Vec<String>, value: String) {
    if to.len() < MOST && !value.trim().is_empty() {
        to.push(value);
    }
}

fn bounded(value: &str) -> String {
    value.get(..value.floor_char_boundary(LONGEST)).unwrap_or_default().to_owned()
}

/// A text with any white space as one space.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the class of a time says that it is not that of publication.
fn says_other(class: &str) -> bool {
    let small = class.to_ascii_lowercase();
    ["updated", "modified", "comment", "related", "event"].iter().any(|word| small.contains(word))
        && !small.contains("published")
}
