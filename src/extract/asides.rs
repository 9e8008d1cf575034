//! Lines between those of the article that are not of it: where to follow and to share, what to buy,
//! texts in the place of pictures, who took them, legal notes and pleas.
//!
//! Promises: only body is touched, and but for names of networks only in a page; each kind is told by
//! its form and by general words, never by a name of a site. The headline is left alone.

use super::html::{Role, Tree, marks};
use super::labels;
use super::outlets;
use super::page::Page;
use super::shape;
use crate::article::ZoneKind;

/// Marks the lines.
pub(super) fn mark(page: &mut Page<'_>) {
    for i in 0..page.seen.len() {
        if !page.is(i, ZoneKind::Body) {
            continue;
        }
        if let Some(why) = aside(page, i) {
            page.set(i, ZoneKind::Chrome, why);
        }
    }
}

fn aside(page: &Page<'_>, i: usize) -> Option<&'static str> {
    let shape = page.seen[i].shape;
    let told = page.words(i);
    if shape.words <= 20 && is_social(told, if page.is_page { 2 } else { 3 }) {
        return Some("names of networks");
    }
    if !page.is_page {
        return None;
    }
    if page.seen[i].tree.is_some_and(|tree| is_link_beside(&tree)) && !shape.is_prose() {
        return Some("links beside the article");
    }
    if page.seen[i].tree.is_some_and(|tree| tree.near.has(marks::COMMENT)) {
        return Some("comment");
    }
    let short = shape.words <= 15;
    if short && is_share(told) {
        return Some("where to follow");
    }
    if short && !shape.ends {
        if is_picture_name(told) {
            return Some("name of a picture");
        }
        if is_reading_time(told) {
            return Some("time to read");
        }
        if is_offer(told) {
            return Some("where to buy");
        }
    }
    if shape.separators >= 3 && !shape.ends {
        return Some("links with strokes between");
    }
    if shape.words <= 30 && is_picture_credit(told) || short && is_signed_again(page, i) {
        return Some("who took a picture");
    }
    if shape.words <= PICTURE
        && (shape.sentences <= 3 && is_picture_text(told) || shape.sentences <= 1 && is_scene(told))
    {
        return Some("text of a picture");
    }
    if shape.words <= PICTURE && page.words(i + 1) == told {
        return Some("said again below");
    }
    (shape.words <= NOTE && labels::has_note(told)).then_some("legal note or plea")
}

/// Whether a line is a link, or the heading of some, in a part of the page that is called by what is no
/// article: `Read more` and the like between its paragraphs.
fn is_link_beside(tree: &Tree) -> bool {
    let heading = matches!(tree.role, Role::Heading(_));
    tree.is_beside() && (tree.links > 0.5 || heading && tree.links_around > 0.5)
}

/// Longest text in the place of a picture, in words.
const PICTURE: u32 = 45;

/// Longest legal note or plea, in words.
const NOTE: u32 = 200;

/// Networks and machines on which pages are shared, followed and summed up; sorted.
const NETWORKS: &[&str] = &[
    "bluesky",
    "chatgpt",
    "claude",
    "discord",
    "email",
    "facebook",
    "flipboard",
    "google",
    "grok",
    "instagram",
    "linkedin",
    "mastodon",
    "messenger",
    "patreon",
    "perplexity",
    "pinterest",
    "reddit",
    "rss",
    "snapchat",
    "spotify",
    "telegram",
    "threads",
    "tiktok",
    "tumblr",
    "twitch",
    "twitter",
    "vimeo",
    "whatsapp",
    "x",
    "youtube",
];

static PACKED_NETWORKS: [u64; NETWORKS.len()] = shape::packed(NETWORKS);

fn is_network(word: &str) -> bool {
    let core = shape::core(word);
    core.len() <= 10 && PACKED_NETWORKS.binary_search(&shape::pack(core)).is_ok()
}

/// Whether a line says little but where to follow: `Facebook Instagram YouTube`.
fn is_social(told: &str, least: usize) -> bool {
    let words = told.split_whitespace().filter(|word| !shape::core(word).is_empty());
    let (mut all, mut networks) = (0, 0);
    for word in words {
        all += 1;
        networks += usize::from(is_network(word));
    }
    networks >= least && networks * 2 >= all && !told.contains(". ")
}

/// How lines begin that say where to follow; sorted.
const INVITATIONS: &[&str] = &[
    "chat",
    "connect",
    "find",
    "follow",
    "join",
    "like",
    "listen",
    "share",
    "subscribe",
    "view",
    "watch",
];

/// `Follow me on Twitter, Spotify, or RSS Feed`, `A post shared by Ole (@ole)`
fn is_share(told: &str) -> bool {
    let mut words = told.split_whitespace();
    let first = words.next().map(|word| shape::core(word).to_lowercase()).unwrap_or_default();
    let invites = INVITATIONS.binary_search(&first.as_str()).is_ok();
    invites && told.contains(" on ") && words.any(is_network)
        || told.starts_with("A post shared by ")
}

/// Shops that pages send their readers to; sorted.
const SHOPS: &[&str] =
    &["Amazon", "Backcountry", "Costco", "Etsy", "Newegg", "REI", "Target", "Walmart", "eBay"];

/// `$119 at Amazon`, `Check Price - Walmart`
fn is_offer(told: &str) -> bool {
    let price = told.split_whitespace().any(|word| {
        word.trim_start_matches('(').starts_with(['$', '€', '£'])
            && word.bytes().any(|byte| byte.is_ascii_digit())
    });
    let check = ["Check Price", "Check price", "See Price", "View Deal", "Buy Now", "Shop Now"];
    let shop = || told.split_whitespace().any(|word| SHOPS.contains(&shape::core(word)));
    let buy = || {
        let first = told.split_whitespace().next().unwrap_or_default();
        matches!(first, "Buy" | "Now" | "See" | "Shop" | "View")
    };
    check.iter().any(|words| told.contains(words)) || shop() && (price || buy())
}

/// `Ole's avatar`, `verity-lamp logo`
fn is_picture_name(told: &str) -> bool {
    let last = told.split_whitespace().next_back().unwrap_or_default();
    let words = told.split_whitespace().count();
    let picture = ["avatar", "headshot", "icon", "logo", "thumbnail"];
    (2..=6).contains(&words) && picture.iter().any(|name| last.eq_ignore_ascii_case(name))
}

/// `5 min read`
fn is_reading_time(told: &str) -> bool {
    if told.split_whitespace().count() > 8 {
        return false;
    }
    let small = told.to_lowercase();
    let times = ["min read", "mins read", "minute read", "minutes read", "min. read"];
    times.iter().any(|time| small.contains(time))
}

/// Who sells and lends pictures; sorted.
const LENDERS: &[&str] = &[
    "AFP",
    "AP",
    "Adobe Stock",
    "AdobeStock",
    "Alamy",
    "Bloomberg",
    "EPA",
    "Getty",
    "Getty Images",
    "Pexels",
    "Reuters",
    "Shutterstock",
    "Unsplash",
    "iStock",
];

/// How lines begin that say who took a picture.
const TAKEN: &[&str] = &["Image by ", "Photo by ", "Photos by ", "Photography by ", "Picture by "];

/// `Ole Lanternman/Verity Magazine`, `Ole Lanternman / Shutterstock`
fn is_picture_credit(told: &str) -> bool {
    if told.contains(" — via ") || told.contains(" – via ") {
        return true;
    }
    let by = |what: &&str| {
        told.strip_prefix(*what).is_some_and(|who| who.starts_with(char::is_uppercase))
    };
    if TAKEN.iter().any(by) {
        return true;
    }
    let told = told.split([';', '.']).next().unwrap_or(told);
    let Some((who, whose)) = told.rsplit_once('/') else { return false };
    let (who, whose) = (who.trim(), whose.trim());
    let named = (1..=6).contains(&who.split_whitespace().count()) && !who.contains(". ");
    let names = who.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let lender = LENDERS.contains(&whose) || whose.starts_with("Getty ");
    named && (lender || names && outlets::is_outlet(whose))
}

/// How texts in the place of pictures begin: what kind of picture, and of what.
const PICTURES: &[&str] = &[
    "angled view",
    "bar chart",
    "bar graph",
    "chart",
    "close up",
    "close-up",
    "collage",
    "composite",
    "diagram",
    "drawing",
    "flowchart",
    "front view",
    "graph",
    "graphic",
    "grouped bar graph",
    "headshot",
    "illustration",
    "image",
    "infographic",
    "line chart",
    "line graph",
    "photo",
    "photo illustration",
    "photograph",
    "picture",
    "pie chart",
    "portrait",
    "rear view",
    "screen shot",
    "screenshot",
    "side view",
    "split image",
];

/// How the text of a picture goes on.
const OF: &[&str] =
    &["comparing", "depicting", "featuring", "illustrating", "of", "showing", "with"];

/// `Illustration of a light on a pier`, `A diagram showing …`
fn is_picture_text(told: &str) -> bool {
    let head: String = told.chars().take(40).flat_map(char::to_lowercase).collect();
    let head = head.strip_prefix("a ").or_else(|| head.strip_prefix("an ")).unwrap_or(&head);
    PICTURES.iter().any(|picture| {
        let rest = head.strip_prefix(picture).unwrap_or_default();
        let next = rest.strip_prefix(' ').and_then(|rest| rest.split(' ').next());
        rest.starts_with(':') || next.is_some_and(|next| OF.contains(&next))
    })
}

/// Who is seen in a picture, as its text begins; sorted.
const SEEN: &[&str] = &[
    "a", "an", "child", "children", "couple", "family", "four", "friends", "group", "hands", "man",
    "men", "people", "person", "several", "students", "three", "two", "woman", "women",
];

/// What they do in it; sorted.
const POSTURES: &[&str] = &[
    "displaying",
    "featuring",
    "holding",
    "lies",
    "looking",
    "lying",
    "next",
    "pouring",
    "putting",
    "rests",
    "riding",
    "running",
    "showing",
    "sits",
    "sitting",
    "smiling",
    "standing",
    "stands",
    "surrounded",
    "talking",
    "typing",
    "using",
    "walking",
    "wearing",
    "with",
    "working",
];

/// Verbs that a sentence has and the text of a picture has not; sorted.
const VERBS: &[&str] = &[
    "am", "are", "be", "been", "can", "could", "did", "do", "does", "had", "has", "have", "he",
    "i", "if", "is", "it", "may", "might", "more", "must", "not", "said", "says", "should", "than",
    "that", "they", "was", "we", "were", "when", "which", "will", "would", "you", "your",
];

/// `A woman holding a lamp on a pier`: somebody, what they do, and no verb of a sentence.
fn is_scene(told: &str) -> bool {
    let first = shape::core(told.split_whitespace().next().unwrap_or_default());
    if first.len() > 7 || SEEN.binary_search(&first.to_lowercase().as_str()).is_err() {
        return false;
    }
    let words: Vec<String> =
        told.split_whitespace().map(|word| shape::core(word).to_lowercase()).collect();
    let among = |word: &String, table: &[&str]| table.binary_search(&word.as_str()).is_ok();
    words.len() >= 4
        && words.iter().take(9).any(|word| among(word, POSTURES))
        && !words.iter().any(|word| among(word, VERBS))
        && !told.contains([':', '"', '“', '?'])
}

/// `The pier by Ole Lanternman`, where more lines end with the same name.
fn is_signed_again(page: &Page<'_>, i: usize) -> bool {
    let signed = |i: usize| {
        let one = &page.seen[i];
        let (_, name) = page.words(i).rsplit_once(" by ")?;
        let capitals = name.split(' ').all(|word| word.starts_with(char::is_uppercase));
        let named = capitals && (2..=3).contains(&name.split(' ').count());
        (named && one.shape.words <= 15 && !one.shape.ends).then_some(name)
    };
    let Some(name) = signed(i) else { return false };
    (0..page.seen.len()).filter(|&k| signed(k) == Some(name)).take(3).count() == 3
}

/// How the credit at the end of a caption begins.
const CREDITS: &[&str] = &[
    " — via ",
    " – via ",
    "Credit: ",
    "Photo: ",
    "Photograph: ",
    "Picture: ",
    "Image: ",
    "(Photo by ",
    "| Photo by ",
    "(Photo: ",
    "(Image: ",
    "(AP Photo",
    "Photo courtesy",
    "[Photo",
    "Illustration: ",
    "Foto: ",
];

/// Where the credit at the end of a caption begins, in bytes; its length if there is none.
pub(super) fn credit_start(told: &str) -> usize {
    let at = CREDITS.iter().filter_map(|words| told.rfind(words)).filter(|&at| at > 0);
    let at = at.max().filter(|at| told.len() - at <= CREDIT).unwrap_or(told.len());
    told.get(..at).map_or(at, |caption| caption.trim_end_matches(['(', '[', '|']).len())
}

/// Longest credit of a caption, in bytes.
const CREDIT: usize = 80;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        for table in [NETWORKS, INVITATIONS, SHOPS, LENDERS, PICTURES, OF, SEEN, POSTURES, VERBS] {
            assert!(table.is_sorted_by(|a, b| a < b), "{table:?}");
        }
    }

    #[test]
    fn where_to_follow() {
        for told in ["Chat (Bluesky / Mastodon / LinkedIn)", "Facebook Instagram YouTube"] {
            assert!(is_social(told, 3), "{told}");
        }
        for told in ["Follow me on Twitter, Spotify, or RSS Feed", "View this post on Instagram"] {
            assert!(is_share(told), "{told}");
        }
        for told in ["The mayor was followed on Twitter", "Watch the light", ""] {
            assert!(!is_share(told) && !is_social(told, 2), "{told}");
        }
    }

    #[test]
    fn what_to_buy() {
        for told in ["Now $119 on AmazonCheck Price - Walmart", "$20 at Amazon", "See it at REI"] {
            assert!(is_offer(told), "{told}");
        }
        for told in ["Amazon buys a harbour", "Fares rise to $20"] {
            assert!(!is_offer(told), "{told}");
        }
    }

    #[test]
    fn pictures() {
        for told in ["Ole Lanternman/Verity Magazine", "The Lamp Studio / Shutterstock"] {
            assert!(is_picture_credit(told), "{told}");
        }
        for told in ["and/or", "Home / News", "HARBOUR/LIGHT"] {
            assert!(!is_picture_credit(told), "{told}");
        }
        for told in ["Illustration of a light.", "A diagram showing the pier", "Photo: a light"] {
            assert!(is_picture_text(told), "{told}");
        }
        for told in ["Image rights are the council's", "Charting a way out", "A light"] {
            assert!(!is_picture_text(told), "{told}");
        }
        for told in ["A woman holding a lamp on a pier", "man pouring oil into a lamp"] {
            assert!(is_scene(told), "{told}");
        }
        for told in ["A man with a lamp was seen", "A lamp", "The pier with a lamp"] {
            assert!(!is_scene(told), "{told}");
        }
        let caption = "The pier by night — via Harbour Library";
        assert_eq!(caption.get(credit_start(caption)..), Some(" — via Harbour Library"));
        assert_eq!(credit_start("The pier by night"), 17);
        assert_eq!(credit_start("The pier. (Credit: Ole/Lamp)"), 10);
        assert!(is_picture_credit("Photo by Ole Lanternman; Design by Brigid Dash"));
        assert!(!is_picture_credit("Photo by the pier"));
        assert!(is_picture_text("Headshot of Brigid Dash") && is_scene("Group of men standing by"));
        let caption = "The pier by night | Photo by Ole Lanternman";
        assert_eq!(caption.get(credit_start(caption)..), Some("| Photo by Ole Lanternman"));
        assert!(is_picture_name("Ole's avatar") && !is_picture_name("An avatar is a picture"));
        assert!(is_reading_time("5 min read") && !is_reading_time("I read it in a minute"));
    }
}
