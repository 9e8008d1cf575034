//! Names of elements, and what a browser does with them.
//!
//! Promises: a name is a number made of its first eight letters, which tells all names below apart; a
//! name that is not known is one of an element that stands in a line of text.

use super::marks::{self, Marks};
use crate::extract::shape::pack;

/// A name of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Name(u64);

macro_rules! names {
    ($($name:ident = $text:literal),* $(,)?) => {
        $(pub(super) const $name: Name = Name(pack($text));)*
    };
}

names! {
    A = "a", ADDRESS = "address", ARTICLE = "article", ASIDE = "aside", AUDIO = "audio",
    BLOCKQUOTE = "blockquote", BODY = "body", BR = "br", BUTTON = "button", CANVAS = "canvas",
    CAPTION = "caption", CENTER = "center", DATALIST = "datalist", DD = "dd", DETAILS = "details",
    DIALOG = "dialog", DIV = "div", DL = "dl", DT = "dt", FIELDSET = "fieldset",
    FIGCAPTION = "figcaption", FIGURE = "figure", FOOTER = "footer", FORM = "form", H1 = "h1",
    H2 = "h2", H3 = "h3", H4 = "h4", H5 = "h5", H6 = "h6", HEAD = "head", HEADER = "header",
    HGROUP = "hgroup", HR = "hr", HTML = "html", IFRAME = "iframe", LABEL = "label", LEGEND = "legend",
    LI = "li", LINK = "link", MAIN = "main", MATH = "math", MENU = "menu", META = "meta", NAV = "nav",
    NOFRAMES = "noframes", NOSCRIPT = "noscript", OBJECT = "object", OL = "ol", OPTION = "option",
    P = "p", PRE = "pre", SCRIPT = "script", SEARCH = "search", SECTION = "section", SELECT = "select",
    STYLE = "style", SUMMARY = "summary", SVG = "svg", TABLE = "table", TBODY = "tbody", TD = "td",
    TEMPLATE = "template", TEXTAREA = "textarea", TFOOT = "tfoot", TH = "th", THEAD = "thead",
    TIME = "time", TITLE = "title", TR = "tr", UL = "ul", VIDEO = "video",
}

/// Elements without content or end tag, but for those with a part of their own in this room.
const EMPTY: &[Name] = &[
    Name(pack("area")),
    Name(pack("base")),
    Name(pack("col")),
    Name(pack("embed")),
    Name(pack("frame")),
    Name(pack("img")),
    Name(pack("input")),
    Name(pack("param")),
    Name(pack("source")),
    Name(pack("track")),
    Name(pack("wbr")),
    BR,
    HR,
    LINK,
    META,
];

/// How an element stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Display {
    /// In a line of text.
    Inline,
    /// On lines of its own, with room around it.
    Block,
    /// On a line of its own: an item, a cell, a button.
    Line,
    /// Not shown.
    Hidden,
}

impl Name {
    /// The name as it is written; capitals do not matter.
    pub(super) fn of(written: &[u8]) -> Self {
        Self(pack(str::from_utf8(written).unwrap_or_default()))
    }

    /// Whether the element has neither content nor end tag.
    pub(super) fn is_empty(self) -> bool {
        EMPTY.contains(&self)
    }

    /// Whether it is a heading, and of which level: 1 to 6, else 0.
    pub(super) fn level(self) -> u8 {
        let headings = [H1, H2, H3, H4, H5, H6];
        let at = headings.iter().position(|&heading| heading == self);
        at.and_then(|at| u8::try_from(at + 1).ok()).unwrap_or(0)
    }

    /// How it stands on the page.
    pub(super) fn display(self) -> Display {
        match self {
            SCRIPT | STYLE | TEMPLATE | NOSCRIPT | NOFRAMES | IFRAME | OBJECT | SVG | MATH
            | CANVAS | AUDIO | VIDEO | SELECT | DATALIST | TEXTAREA | TITLE => Display::Hidden,
            LI | TD | TH | TR | DT | DD | BUTTON | LABEL | SUMMARY | OPTION | TBODY | THEAD
            | TFOOT | LEGEND => Display::Line,
            ADDRESS | ARTICLE | ASIDE | BLOCKQUOTE | BODY | CAPTION | CENTER | DETAILS | DIALOG
            | DIV | DL | FIELDSET | FIGCAPTION | FIGURE | FOOTER | FORM | H1 | H2 | H3 | H4
            | H5 | H6 | HEADER | HGROUP | HR | HTML | MAIN | MENU | NAV | OL | P | PRE | SEARCH
            | SECTION | TABLE | UL => Display::Block,
            _ => Display::Inline,
        }
    }

    /// Which open elements this one closes when it begins, and which of those around them stop it.
    pub(super) fn closes(self) -> Option<(&'static [Name], &'static [Name])> {
        Some(match self {
            LI => (&[LI], &[UL, OL, MENU, TABLE, TD]),
            DT | DD => (&[DT, DD], &[DL, TABLE, TD]),
            TD | TH => (&[TD, TH], &[TR, TABLE]),
            TR => (&[TR], &[TABLE]),
            TBODY | THEAD | TFOOT => (&[TBODY, THEAD, TFOOT], &[TABLE]),
            A => (&[A], &[TABLE, TD]),
            OPTION => (&[OPTION], &[SELECT]),
            _ => return None,
        })
    }

    /// Whether an end tag inside does not reach beyond this element, unless it is one of a table.
    pub(super) fn is_wall(self, name: Name) -> bool {
        let table = matches!(name, TABLE | TR | TD | TH | TBODY | THEAD | TFOOT | BODY | HTML);
        match self {
            TD | TH | CAPTION | TEMPLATE => !table,
            _ => name.display() == Display::Inline && self.display() != Display::Inline,
        }
    }

    /// What the name alone says of what is inside.
    pub(super) fn marks(self) -> Marks {
        match self {
            NAV | MENU => marks::IN_NAV,
            FOOTER => marks::IN_FOOTER,
            HEADER => marks::IN_HEADER,
            ASIDE => marks::IN_ASIDE,
            FORM | SEARCH | FIELDSET => marks::IN_FORM,
            FIGURE | FIGCAPTION => marks::IN_FIGURE,
            ARTICLE => marks::IN_ARTICLE,
            MAIN => marks::IN_MAIN,
            TABLE => marks::IN_TABLE,
            BLOCKQUOTE => marks::IN_QUOTE,
            DIALOG => marks::IN_DIALOG,
            BUTTON | LABEL | LEGEND => marks::IN_BUTTON,
            TIME => marks::DATE,
            ADDRESS => marks::AUTHOR,
            _ => marks::NONE,
        }
    }
}

/// Whether an id is that of a part that a page sends late, as React and frameworks on it do: `S:0`.
pub(super) fn is_late(id: &str) -> bool {
    let number = id.strip_prefix("S:").unwrap_or_default();
    !number.is_empty() && number.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Whether a style hides its element.
pub(super) fn hides(style: &str) -> bool {
    let small: String = style
        .bytes()
        .take(400)
        .filter(|b| !b.is_ascii_whitespace())
        .map(|b| char::from(b.to_ascii_lowercase()))
        .collect();
    small
        .split(';')
        .any(|rule| rule.starts_with("display:none") || rule.starts_with("visibility:hidden"))
}
