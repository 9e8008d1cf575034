//! What a page is read as: its text, what it says of itself, and pages that mean harm.

use super::*;
use crate::article::{Article, Document, Markup, ZoneKind};
use crate::extract::extract;
use crate::extract::tests::assert_covered;
use crate::location::Location;

fn text(html: &str) -> String {
    read(html, None, &Limits::default()).0
}

fn meta(html: &str) -> Meta {
    read(html, None, &Limits::default()).1.meta
}

fn article(html: &str) -> Article {
    let page = Document::of(Location::file("a.html"), html);
    extract(Document { markup: Markup::Html, ..page })
}

#[test]
fn white_space_is_as_a_browser_shows_it() {
    assert_eq!(text("<p> One\n  two\t<b> three</b><i>four</i> </p>"), "One two threefour");
    assert_eq!(text("<pre>One\n  two  three</pre>"), "One\ntwo three");
    assert_eq!(
        text("a&nbsp;b &amp; c &#8364; &lt;d&gt; &#xd800; &bogus;"),
        "a\u{a0}b & c € <d> \u{fffd} &bogus;"
    );
}

#[test]
fn paragraphs_items_and_cells_are_lines_of_their_own() {
    assert_eq!(text("<p>One<p>Two<div>Three</div>Four"), "One\n\nTwo\n\nThree\n\nFour");
    assert_eq!(text("<ul><li>One<li>Two</ul><p>Three"), "One\nTwo\n\nThree");
    assert_eq!(text("<table><tr><th>One<td>Two<tr><td>Three</table>"), "One\nTwo\nThree");
    assert_eq!(text("One<br>two<br><br>three"), "One\ntwo\n\nthree");
    assert_eq!(text("<h1>One<br>two</h1>three"), "One two\n\nthree");
    assert_eq!(text("<a>One</a><a>Two</a> <a>Three</a>"), "One\nTwo Three");
    assert_eq!(text("<a>lamp</a>s <a>a</a><i>b</i>"), "lamps ab");
    assert_eq!(text("<span>T</span>he <button>One</button><label>Two</label>"), "The\nOne\nTwo");
}

#[test]
fn what_is_not_shown_is_left_out() {
    for html in [
        "<script>a</script><style>b</style><template>c</template><noscript>d</noscript>",
        "<p hidden>a</p><div style='color: red; Display : None'>b<p>c</div>",
        "<svg><title>a</title><text>b</text></svg><select><option>c</select>",
        "<iframe>a</iframe><textarea>b</textarea><!-- c --><title>d</title>",
        "<video>a</video><object>b</object><datalist><option>c</datalist>",
    ] {
        assert_eq!(text(&format!("{html}<p>One")), "One", "{html}");
    }
}

#[test]
fn what_a_page_sends_late_is_shown() {
    assert_eq!(text("<p>One</p><div hidden id=\"S:0\"><p>Two</div>"), "One\n\nTwo");
    assert_eq!(text("<body hidden><p>One"), "One");
    // nothing else is there
    assert_eq!(text("<div style='display:none'><p>One</div>"), "One");
}

#[test]
fn a_page_says_what_it_is_in_linked_data() {
    let html = r#"<html lang=en_US><title>Lamp mended | Courier</title>
        <link rel=canonical href=https://courier.example/lamp>
        <script type="application/ld+json">{"@graph": [{"@type": "Person", "@id": "p", "name": "Ole"},
        {"@type": ["Thing", "NewsArticle"], "headline": "Lamp &amp; light
        mended", "datePublished": "2026-02-03T08:15:00Z", "author": {"@id": "p"},
        "publisher": {"name": "Courier"}, "keywords": "lamp, light"}]}</script>"#;
    let meta = meta(html);
    assert_eq!(meta.titles, ["Lamp & light mended", "Lamp mended"]);
    assert_eq!(meta.published.as_deref(), Some("2026-02-03T08:15:00+00:00"));
    assert_eq!(meta.byline.as_deref(), Some("Ole"));
    assert_eq!(meta.source.as_deref(), Some("Courier"));
    assert_eq!(meta.url.as_deref(), Some("https://courier.example/lamp"));
    assert_eq!(meta.language.as_deref(), Some("en-US"));
    assert_eq!(meta.keywords, ["lamp", "light"]);
}

#[test]
fn a_page_says_what_it_is_in_its_head() {
    let html = "<html lang=en><meta property=og:locale content=en_GB>
        <meta property=og:title content='Courier: The lamp is mended'>
        <meta property=og:site_name content=Courier>
        <meta name=author content='By Ole Lanternman'><meta name=author content='Brigid Dash'>
        <meta name=DC.date.issued content=2026-02-03><meta name=news_keywords content='lamp; light'>
        <script type=application/ld+json>{ broken</script>";
    let meta = meta(html);
    assert_eq!(meta.titles, ["The lamp is mended"]);
    assert_eq!(meta.published.as_deref(), Some("2026-02-03"));
    assert_eq!(meta.byline.as_deref(), Some("Ole Lanternman; Brigid Dash"));
    assert_eq!(meta.language.as_deref(), Some("en-GB"));
    assert_eq!(meta.keywords, ["lamp", "light"]);
}

#[test]
fn a_page_says_what_it_is_in_its_text() {
    let html = "<p><a rel=author>Ole  Lanternman</a> <a rel='category tag'>Lamps</a>
        <time class=updated datetime=2026-03-03>now</time> <time datetime=2026-02-03>then</time>";
    let said = meta(html);
    assert_eq!(said.byline.as_deref(), Some("Ole Lanternman"));
    assert_eq!(said.keywords, ["Lamps"]);
    assert_eq!((said.published, said.day.as_deref()), (None, Some("2026-02-03")));
    let said = meta("<span itemprop=datePublished>3 February 2026</span>");
    assert_eq!(said.published.as_deref(), Some("2026-02-03"));
    for path in ["2026/02/03/lamp", "a/2026-2-3-lamp", "20260203/x", "2026/feb/03/lamp"] {
        let html = format!("<link rel=canonical href='https://a.example/{path}'>");
        assert_eq!(meta(&html).day.as_deref(), Some("2026-02-03"), "{path}");
    }
}

#[test]
fn what_the_document_has_already_counts_more() {
    let html =
        "<title>Lamp</title><meta name=author content=Ole><meta name=date content=2026-02-03>
        <meta property=og:site_name content=Courier><p>The lamp is lit.";
    let mut page = Document::of(Location::file("a"), html);
    page.markup = Markup::Html;
    page.title = Some("A lamp of our own".to_owned());
    page.published = Some("2025-01-01".to_owned());
    page.source = Some("Gazette".to_owned());
    let article = extract(page);
    assert_eq!(article.title.as_deref(), Some("A lamp of our own"));
    assert_eq!(article.published.as_deref(), Some("2025-01-01"));
    assert_eq!(article.source.as_deref(), Some("Gazette"));
    assert_eq!(article.text, "A lamp of our own\n\nThe lamp is lit.");
    assert_eq!(article.body(), "The lamp is lit.");
    assert_covered(&article);
}

const PARAGRAPHS: &str = "<p>The council said on Monday that it would mend the light on the old pier.\
    <p>Nobody was against it, the chairman said, and the work is to begin in May.\
    <p>It has been dark since a storm broke its lamp in November of the year before.";

fn kinds(article: &Article, told: &str) -> Option<ZoneKind> {
    let zone = article.zones.iter().find(|zone| article.slice(zone.span).starts_with(told))?;
    Some(zone.kind)
}

#[test]
fn the_headline_is_the_line_that_says_the_title() {
    let html = format!(
        "<title>Council mends the old light - Courier</title><h1>Courier</h1><nav><a>Home</a></nav>\
         <h2>Council mends the old light</h2>{PARAGRAPHS}<h2>Another story of another day</h2>"
    );
    let article = article(&html);
    assert_eq!(article.title.as_deref(), Some("Council mends the old light"));
    assert_eq!(kinds(&article, "Council mends"), Some(ZoneKind::Title));
    assert_covered(&article);
}

#[test]
fn the_elements_around_a_line_tell_what_it_is() {
    let html = format!(
        "<title>Council mends the old light</title><nav><a>Lamps of Kenya</a><a>Piers</a></nav>\
         <article><h1>Council mends the old light</h1><p class=byline>By Ole Lanternman</p>\
         <figure><img><figcaption>The light as it was seen in March</figcaption></figure>\
         {PARAGRAPHS}<aside class=related><h3>Read on</h3><a>Ferry fares are frozen</a></aside>\
         {PARAGRAPHS}</article><div id=comments><p>I have never seen that light in my whole life, and \
         so I ask what it was that was mended there, and who paid for it in the end.</p></div>\
         <footer><p>The Courier is read by people in a town far from here.</p><a>Contact</a></footer>"
    );
    let article = article(&html);
    assert_covered(&article);
    for (told, kind) in [
        ("Lamps of Kenya", ZoneKind::Chrome),
        ("By Ole", ZoneKind::Byline),
        ("The light as", ZoneKind::Caption),
        ("The council", ZoneKind::Body),
        ("Read on", ZoneKind::Chrome),
        ("Ferry fares", ZoneKind::Chrome),
        ("I have never", ZoneKind::Chrome),
        ("The Courier", ZoneKind::Chrome),
    ] {
        assert_eq!(kinds(&article, told), Some(kind), "{told}: {:?}", article.zones);
    }
}

#[test]
fn a_part_of_a_page_is_an_article_by_itself() {
    let article = article(PARAGRAPHS);
    assert!(article.zones.iter().all(|zone| zone.kind == ZoneKind::Body), "{:?}", article.zones);
}

#[test]
fn names_do_not_run_over_the_end_of_a_line() {
    let article =
        article("<p>We met in South<p>Africa is large.<table><tr><td>New<td>Zealand</table>");
    assert_eq!(article.zones.len(), 4);
}

#[test]
fn a_hostile_page_is_read_to_its_end() {
    let many = 100_000;
    let pages = [
        "<div>".repeat(many) + "One",
        "<b>".repeat(many) + "One",
        "<ul><li>".repeat(many) + "One",
        "<table><tr><td>".repeat(many) + "One",
        "<p><a rel=tag>".repeat(many) + "One",
        "<div>".repeat(many) + &"</p></b></td>".repeat(many) + "One",
        "x<br>".repeat(2 * many) + "One",
        "<li>x".repeat(2 * many) + "One",
        "<i>x</i>".repeat(2 * many) + "One",
        "<div hidden>".repeat(300) + &"</div>".repeat(300) + "One",
        "<select><svg>".to_owned() + &"<p>One".repeat(9),
        format!("<div class='{}'>One", "related ".repeat(many)),
        format!("<p {}>One", "a=b ".repeat(many)),
        format!("<p>{}One", "&notin;&CounterClockwiseContourIntegral;".repeat(many)),
        format!("<script type=application/ld+json>{}</script>One", "[".repeat(many)),
        format!("<title>{}</title>One", " - a".repeat(many)),
    ];
    for page in &pages {
        let article = article(page);
        assert!(article.text.ends_with("One"), "{}", &page[..30]);
        assert_covered(&article);
    }
}

#[test]
fn what_is_beyond_the_limits_is_part_of_what_is_around_it() {
    let limits = Limits { depth: 4, elements: 3 };
    let html =
        "<div><div><div><div><div><p>One</p></div>Two</div></div></div></div><p>Three<p>Four";
    let (text, shown) = read(html, None, &limits);
    assert_eq!(text, "One\n\nTwo\n\nThree\n\nFour");
    assert_eq!(shown.elements.len(), 3);
}

#[test]
fn what_is_left_open_ends_with_the_page() {
    for (html, told) in [
        ("One<!-- two", "One"),
        ("One<p class=\"two", "One"),
        ("One<script>two", "One"),
        ("One<a href=x>two", "Onetwo"),
        ("One</", "One</"),
        ("One &amp", "One &"),
        ("", ""),
    ] {
        assert_eq!(text(html), told, "{html}");
    }
}

/// Pieces that pages are made of.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<div class='post related'>",
    "</div>",
    "<ul>",
    "<li>",
    "</ul>",
    "<br>",
    "<a href=x>",
    "</a>",
    "<h1>",
    "</h1>",
    "<td>",
    "<table>",
    "</table>",
    "<b>",
    "</b>",
    "<pre>",
    "</pre>",
    "<nav>",
    "</nav>",
    "<div hidden>",
    "<span style=display:none>",
    "</span>",
    "<script>",
    "</script>",
    "<title>",
    "</title>",
    "<select>",
    "<svg>",
    "<figure>",
    "<figcaption>",
    "<button>",
    "&amp;",
    "&#xd800;",
    "&nbsp;",
    "\u{200b}",
    " ",
    "\n",
    "<!--",
    "-->",
    "<",
    ">",
    "\"",
    "'",
    "日本",
    "İzmir’s",
    "The council said that it would mend the light before winter came.",
    "By Ole",
    "28-01-2026",
    "© 2026",
    "Related",
    "• ",
    "1. ",
    "TAIPEI, Jan 28 (Example) -",
    "<time datetime=2026-01-28>",
    "<meta name=date content=2026-01-28>",
    "<meta property=og:title content='By Ole'>",
    "<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"By Ole\"}</script>",
];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(600))]

    #[test]
    fn any_page_is_covered_by_zones(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..80),
        title in proptest::option::of("[A-Za-z ]{0,12}"),
    ) {
        let mut page = Document::of(Location::file("a"), pieces.concat());
        page.markup = Markup::Html;
        page.title = title;
        assert_covered(&extract(page));
    }

    #[test]
    fn any_change_of_a_page_is_survived(
        at in proptest::collection::vec((0usize..6000, proptest::prelude::any::<u8>()), 0..60),
        cut in 0usize..6000,
    ) {
        let page = include_bytes!("../../../fixtures/articles/page-news.html");
        let mut bytes = page.to_vec();
        for (at, byte) in at {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        bytes.truncate(cut.max(1));
        assert_covered(&article(&String::from_utf8_lossy(&bytes)));
    }

    #[test]
    fn any_text_is_survived(text in "\\PC{0,400}") {
        assert_covered(&article(&text));
    }
}
