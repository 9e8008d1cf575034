//! One item of a feed: what its elements say.

use super::feed::{Broken, Events, attribute};
use crate::article::Markup;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesStart, Event};

/// The longest name of an entity.
const ENTITY: usize = 32;

/// What an item says.
#[derive(Default)]
pub(super) struct Fields {
    pub(super) id: Option<String>,
    pub(super) link: Option<String>,
    pub(super) title: Option<String>,
    pub(super) published: Option<String>,
    pub(super) source: Option<String>,
    pub(super) language: Option<String>,
    pub(super) text: Option<(String, Markup)>,
}

/// The content of an element.
pub(super) struct Value {
    text: String,
    markup: Markup,
}

impl Value {
    /// Its text on one line, without tags; `None` if that is blank.
    pub(super) fn title(&self) -> Option<String> {
        let text = match self.markup {
            Markup::Html => resolved(&without_tags(&self.text)),
            _ => self.text.clone(),
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// Its text as it is; `None` if it is blank.
    pub(super) fn plain(&self) -> Option<String> {
        let text = self.text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
}

/// Reads an item up to its end; `start` was read.
pub(super) fn read<'t>(
    events: &mut Events<'t>,
    text: &'t str,
    start: &BytesStart<'_>,
    empty: bool,
) -> Result<Fields, Broken> {
    let mut fields = Fields {
        id: attribute(start, "rdf:about"),
        language: attribute(start, "xml:lang"),
        ..Fields::default()
    };
    let (mut body, mut summary, mut updated) = (None, None, None);
    let item = start.name();
    let own = prefix(item.as_ref());
    let mut is_open = !empty;
    while is_open {
        let place = events.place();
        let (child, empty) = match events.next()? {
            Event::Start(child) => (child, false),
            Event::Empty(child) => (child, true),
            Event::End(end) if end.name() == item => {
                is_open = false;
                continue;
            }
            Event::Eof => return Err(Broken(place, "the item is not closed".to_owned())),
            _ => continue,
        };
        let name = child.name();
        let is_own = prefix(name.as_ref()) == own;
        let mut value = || match empty {
            true => Ok(Value { text: String::new(), markup: Markup::Plain }),
            false => content(events, text, &child),
        };
        match (is_own, name.local_name().as_ref()) {
            (true, "item" | "entry") => {
                return Err(Broken(place, "an item begins within an item".to_owned()));
            }
            (true, "title") => fields.title = value()?.title().or(fields.title),
            (true, "link") => {
                let told = value()?.plain();
                let rel = attribute(&child, "rel").is_none_or(|rel| rel == "alternate");
                let link = attribute(&child, "href").filter(|_| rel).or(told);
                fields.link = fields.link.or(link);
            }
            (true, "guid" | "id") => fields.id = value()?.plain(),
            (true, "pubDate" | "published" | "issued" | "created") => {
                fields.published = value()?.plain().or(fields.published);
            }
            (true, "updated" | "modified") | (_, "date") => updated = value()?.plain().or(updated),
            (true, "content") => body = Some(value()?),
            (_, "encoded") if prefix(name.as_ref()) != "excerpt" => body = Some(value()?),
            (true, "description" | "summary") => summary = Some(value()?),
            (true, "source") => fields.source = source(&value()?).or(fields.source),
            (_, "language") => fields.language = value()?.plain().or(fields.language),
            _ => drop(value()?),
        }
    }
    fields.published = fields.published.or(updated);
    // an id may be the address, and be all there is of it
    let address = fields.id.clone().filter(|id| id.starts_with("http"));
    fields.link = fields.link.or(address);
    let told = |value: Value| value.title().is_some().then_some((value.text, value.markup));
    let text = body.and_then(told).or_else(|| summary.and_then(told));
    fields.text = text.or_else(|| fields.title.clone().map(|title| (title, Markup::Plain)));
    Ok(fields)
}

/// What stands before the colon of a name.
fn prefix(name: &str) -> &str {
    name.split_once(':').map_or("", |(prefix, _)| prefix)
}

/// Who first published an item: a name, or in Atom the head of another feed, with its title.
fn source(value: &Value) -> Option<String> {
    if value.markup != Markup::Html {
        return value.title();
    }
    let mut events = Events::of(&value.text, 0);
    loop {
        match events.next().ok()? {
            Event::Start(start) if start.local_name().as_ref() == "title" => {
                return content(&mut events, &value.text, &start).ok()?.title();
            }
            Event::Eof => return value.title(),
            _ => {}
        }
    }
}

/// The content of an element up to its end; `start` was read.
pub(super) fn content<'t>(
    events: &mut Events<'t>,
    text: &'t str,
    start: &BytesStart<'_>,
) -> Result<Value, Broken> {
    let name = start.name();
    let (begins, mut depth, mut told, mut tags) = (events.place(), 1, String::new(), false);
    let ends = loop {
        let place = events.place();
        let unclosed = || Broken(begins, format!("`{}` is not closed", name.as_ref()));
        match events.next()? {
            Event::Start(inner) => {
                if matches!(inner.name().as_ref(), "item" | "entry") {
                    return Err(unclosed());
                }
                tags = true;
                depth += usize::from(inner.name() == name);
            }
            Event::Empty(_) => tags = true,
            Event::End(end) if end.name() == name => {
                depth -= 1;
                if depth == 0 {
                    break place;
                }
            }
            Event::End(end)
                if matches!(end.local_name().as_ref(), "item" | "entry" | "channel") =>
            {
                return Err(unclosed());
            }
            Event::Text(piece) => told += &piece,
            Event::CData(piece) => told += &piece,
            Event::GeneralRef(entity) => match resolve(&entity) {
                Some(char) => told += &char,
                None => told += &format!("&{};", &*entity),
            },
            Event::Eof => return Err(unclosed()),
            _ => {}
        }
    };
    if tags {
        // tags that were meant as text of the element, or XHTML
        let inner = text.get(begins..ends).unwrap_or_default();
        return Ok(Value { text: inner.to_owned(), markup: Markup::Html });
    }
    let kind = attribute(start, "type").unwrap_or_default();
    let is_atom = matches!(name.local_name().as_ref(), "content" | "summary");
    let html = match kind.as_str() {
        "html" | "text/html" | "xhtml" | "application/xhtml+xml" => true,
        "text" | "text/plain" => false,
        _ if is_atom => false,
        _ => is_marked_up(&told),
    };
    Ok(Value { text: told, markup: if html { Markup::Html } else { Markup::Plain } })
}

/// Whether a text holds tags or entities of HTML.
fn is_marked_up(text: &str) -> bool {
    let tag =
        |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
    let mut tags = text.split('<').skip(1);
    tags.any(tag) || resolved(text) != text
}

/// A text without what stands in angle brackets.
fn without_tags(text: &str) -> String {
    let (mut plain, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, tag)) = rest.split_once('<') {
        plain += before;
        let opens = tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        match tag.split_once('>').filter(|_| opens) {
            Some((_, after)) => rest = after,
            None => {
                plain.push('<');
                rest = tag;
            }
        }
    }
    plain + rest
}

/// A text with its entities as characters; what is none stays as it is.
pub(super) fn resolved(text: &str) -> String {
    let (mut plain, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, entity)) = rest.split_once('&') {
        plain += before;
        let end = entity.bytes().take(ENTITY).position(|b| b == b';');
        match end.and_then(|end| resolve(&entity[..end]).map(|char| (char, end))) {
            Some((char, end)) => {
                plain += &char;
                rest = &entity[end + 1..];
            }
            None => {
                plain.push('&');
                rest = entity;
            }
        }
    }
    plain + rest
}

/// What an entity stands for, by its name or number.
fn resolve(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else {
        return resolve_html5_entity(name).map(str::to_owned);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?).filter(|char| *char != '\0').map(String::from)
}
