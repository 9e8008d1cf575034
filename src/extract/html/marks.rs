//! What the names, classes and roles of elements say of what is inside them.
//!
//! Promises: general words only, never a name of a site; a word is known by its first eight letters.
//! A word says little by itself: what it weighs, and how near it must stand, is decided elsewhere.

use crate::extract::shape;

/// A set of marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::extract) struct Marks(u32);

macro_rules! marks {
    ($($(#[$doc:meta])* $name:ident = $bit:literal),* $(,)?) => {
        $($(#[$doc])* pub(in crate::extract) const $name: Marks = Marks(1 << $bit);)*
    };
}

/// No mark.
pub(super) const NONE: Marks = Marks(0);

marks! {
    /// Class: the article.
    CONTENT = 0,
    /// Class: a menu.
    NAV = 1,
    /// Class: the foot of the page.
    FOOTER = 2,
    /// Class: the head of the page.
    HEADER = 3,
    /// Class: beside the article.
    SIDE = 4,
    /// Class: other articles.
    RELATED = 5,
    /// Class: where to share and follow.
    SHARE = 6,
    /// Class: comments.
    COMMENT = 7,
    /// Class: newsletters, subscriptions, cookies.
    PLEA = 8,
    /// Class: who wrote it.
    AUTHOR = 9,
    /// Class: when.
    DATE = 10,
    /// Class: text of a picture.
    CAPTION = 11,
    /// Class: keywords.
    TAGS = 12,
    /// Class: table of contents.
    CONTENTS = 13,
    /// Class: summary.
    LEAD = 14,
    /// Class: headline.
    TITLE = 15,
    /// Class: for screen readers only.
    SPOKEN = 16,
    /// Class: advertisement.
    AD = 17,
    /// Class: one of many of its kind, a card or a tile.
    CARD = 18,
    /// Element: a menu.
    IN_NAV = 19,
    /// Element: a foot.
    IN_FOOTER = 20,
    /// Element: a head.
    IN_HEADER = 21,
    /// Element: beside.
    IN_ASIDE = 22,
    /// Element: a form.
    IN_FORM = 23,
    /// Element: a figure.
    IN_FIGURE = 24,
    /// Element: an article.
    IN_ARTICLE = 25,
    /// Element: the main part of the page.
    IN_MAIN = 26,
    /// `itemprop`: the text of the article.
    IN_TEXT = 27,
    /// Element: a table.
    IN_TABLE = 28,
    /// Element: a quotation.
    IN_QUOTE = 29,
    /// Element: a window over the page.
    IN_DIALOG = 30,
    /// Element: a button or the label of a field.
    IN_BUTTON = 31,
}

impl Marks {
    /// All of both.
    pub(in crate::extract) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What both have.
    pub(super) const fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What of these is not in the other.
    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether any of the marks is there.
    pub(in crate::extract) const fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }
}

/// Marks of the kind of element, which count however far they stand.
pub(super) const BY_ELEMENT: Marks = Marks(0xfff8_0000);

/// What words in classes and ids say; sorted by the first eight letters.
const WORDS: &[(&str, Marks)] = &[
    ("abstract", LEAD),
    ("ad", AD),
    ("ads", AD),
    ("advert", AD),
    ("advertis", AD),
    ("alert", PLEA),
    ("archive", RELATED),
    ("article", CONTENT),
    ("aside", SIDE),
    ("author", AUTHOR),
    ("authors", AUTHOR),
    ("avatar", AUTHOR),
    ("banner", PLEA),
    ("bio", AUTHOR),
    ("biograph", AUTHOR),
    ("blurb", RELATED),
    ("body", CONTENT),
    ("bottom", FOOTER),
    ("bottomba", FOOTER),
    ("breadcru", NAV),
    ("breaking", RELATED),
    ("byline", AUTHOR),
    ("caption", CAPTION),
    ("captions", CAPTION),
    ("card", CARD),
    ("cards", CARD),
    ("carousel", CARD),
    ("categori", TAGS),
    ("category", TAGS),
    ("collapse", NAV),
    ("colophon", FOOTER),
    ("comment", COMMENT),
    ("comments", COMMENT),
    ("consent", PLEA),
    ("content", CONTENT),
    ("contents", CONTENTS),
    ("contribu", AUTHOR),
    ("cookie", PLEA),
    ("cookies", PLEA),
    ("copyrigh", FOOTER),
    ("credit", CAPTION),
    ("credits", CAPTION),
    ("cta", PLEA),
    ("date", DATE),
    ("dateline", DATE),
    ("datetime", DATE),
    ("deck", LEAD),
    ("dek", LEAD),
    ("descript", LEAD),
    ("disclaim", FOOTER),
    ("discussi", COMMENT),
    ("disqus", COMMENT),
    ("donate", PLEA),
    ("donation", PLEA),
    ("drawer", NAV),
    ("dropdown", NAV),
    ("editoria", CONTENT),
    ("entry", CONTENT),
    ("excerpt", LEAD),
    ("feed", RELATED),
    ("figcapti", CAPTION),
    ("flyout", NAV),
    ("follow", SHARE),
    ("foot", FOOTER),
    ("footer", FOOTER),
    ("gallery", CAPTION),
    ("gdpr", PLEA),
    ("grid", CARD),
    ("hamburge", NAV),
    ("header", HEADER),
    ("headline", TITLE),
    ("hero", HEADER),
    ("hidden", SPOKEN),
    ("intro", LEAD),
    ("item", CARD),
    ("items", CARD),
    ("keyword", TAGS),
    ("keywords", TAGS),
    ("kicker", TAGS),
    ("latest", RELATED),
    ("lead", LEAD),
    ("lede", LEAD),
    ("legal", FOOTER),
    ("links", NAV),
    ("list", CARD),
    ("listing", CARD),
    ("login", PLEA),
    ("logo", HEADER),
    ("main", CONTENT),
    ("masthead", HEADER),
    ("megamenu", NAV),
    ("menu", NAV),
    ("meta", DATE),
    ("metadata", DATE),
    ("modal", PLEA),
    ("more", RELATED),
    ("nav", NAV),
    ("navbar", NAV),
    ("navigati", NAV),
    ("navlinks", NAV),
    ("newslett", PLEA),
    ("next", RELATED),
    ("notice", PLEA),
    ("optin", PLEA),
    ("outbrain", RELATED),
    ("overlay", PLEA),
    ("pager", NAV),
    ("paginati", NAV),
    ("partner", AD),
    ("paywall", PLEA),
    ("popular", RELATED),
    ("popup", PLEA),
    ("post", CONTENT),
    ("posted", DATE),
    ("postmeta", DATE),
    ("posts", RELATED),
    ("prev", RELATED),
    ("previous", RELATED),
    ("product", CARD),
    ("products", CARD),
    ("profile", AUTHOR),
    ("promo", PLEA),
    ("promotio", PLEA),
    ("prose", CONTENT),
    ("pubdate", DATE),
    ("publishe", DATE),
    ("rail", SIDE),
    ("rating", COMMENT),
    ("readmore", RELATED),
    ("readnext", RELATED),
    ("recent", RELATED),
    ("recircul", RELATED),
    ("recommen", RELATED),
    ("related", RELATED),
    ("reply", COMMENT),
    ("respond", COMMENT),
    ("richtext", CONTENT),
    ("screen", SPOKEN),
    ("search", PLEA),
    ("share", SHARE),
    ("sharedad", SHARE),
    ("sharing", SHARE),
    ("sidebar", SIDE),
    ("sidenav", NAV),
    ("signup", PLEA),
    ("similar", RELATED),
    ("skip", SPOKEN),
    ("slide", CARD),
    ("slider", CARD),
    ("social", SHARE),
    ("sponsor", AD),
    ("sponsore", AD),
    ("sr", SPOKEN),
    ("standfir", LEAD),
    ("sticky", SIDE),
    ("story", CONTENT),
    ("subhead", LEAD),
    ("subheadi", LEAD),
    ("submenu", NAV),
    ("subscrib", PLEA),
    ("subscrip", PLEA),
    ("subtitle", LEAD),
    ("suggeste", RELATED),
    ("summary", LEAD),
    ("taboola", RELATED),
    ("tag", TAGS),
    ("tags", TAGS),
    ("teaser", RELATED),
    ("terms", TAGS),
    ("text", CONTENT),
    ("thumbnai", CARD),
    ("ticker", RELATED),
    ("tile", CARD),
    ("tiles", CARD),
    ("time", DATE),
    ("timestam", DATE),
    ("title", TITLE),
    ("toast", PLEA),
    ("toc", CONTENTS),
    ("toolbar", NAV),
    ("tooltip", SPOKEN),
    ("topbar", HEADER),
    ("topic", TAGS),
    ("topics", TAGS),
    ("trending", RELATED),
    ("visually", SPOKEN),
    ("widget", SIDE),
    ("widgets", SIDE),
    ("writer", AUTHOR),
];

static PACKED: [u64; WORDS.len()] = packed();

const fn packed() -> [u64; WORDS.len()] {
    let mut numbers = [0; WORDS.len()];
    let mut i = 0;
    while i < WORDS.len() {
        numbers[i] = shape::pack(WORDS[i].0);
        i += 1;
    }
    numbers
}

/// What the words of a class or an id say. Words are told apart at marks and at capitals:
/// `articleBody`, `article-body`, `article_body`.
pub(super) fn of_words(value: &str) -> Marks {
    let mut marks = NONE;
    let bytes = value.as_bytes();
    let mut start = 0;
    for at in 0..=bytes.len().min(LONGEST) {
        let byte = bytes.get(at).copied().unwrap_or(b' ');
        let inside = byte.is_ascii_alphabetic() && at < LONGEST;
        let hump =
            inside && at > start && byte.is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase();
        if !inside || hump {
            if let Some(word) = value.get(start..at).filter(|word| word.len() > 1) {
                marks = marks.and(of_word(word));
            }
            start = if hump { at } else { at + 1 };
        }
    }
    marks
}

/// Bytes of a class that are read.
const LONGEST: usize = 400;

fn of_word(word: &str) -> Marks {
    PACKED.binary_search(&shape::pack(word)).map_or(NONE, |at| WORDS[at].1)
}

/// What a role says.
pub(super) fn of_role(role: &str) -> Marks {
    match role.to_ascii_lowercase().as_str() {
        "navigation" | "menu" | "menubar" | "tablist" => IN_NAV,
        "contentinfo" => IN_FOOTER,
        "banner" => IN_HEADER,
        "complementary" => IN_ASIDE,
        "search" | "form" => IN_FORM,
        "dialog" | "alertdialog" | "alert" => IN_DIALOG,
        "main" => IN_MAIN,
        "article" => IN_ARTICLE,
        "button" => IN_BUTTON,
        _ => NONE,
    }
}

/// What a property of the page's data says of the text in it.
pub(super) fn of_property(property: &str) -> Marks {
    match property {
        "articleBody" => IN_TEXT,
        "author" | "creator" => AUTHOR,
        "datePublished" | "dateModified" | "dateCreated" => DATE,
        "headline" => TITLE,
        "caption" => CAPTION,
        "keywords" => TAGS,
        "description" | "abstract" => LEAD,
        "comment" => COMMENT,
        _ => NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted() {
        assert!(PACKED.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn words_are_told_apart() {
        for class in ["articleBody", "article-body", "ArticleBody__x9", "c-2 post_entry"] {
            assert_eq!(of_words(class), CONTENT, "{class}");
        }
        assert_eq!(of_words("related-share"), RELATED.and(SHARE));
        assert_eq!(of_words("x tagliatelle newsroom"), NONE);
    }
}
