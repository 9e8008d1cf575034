//! What `extract` promises as a whole, on texts made for it.

use super::*;
use crate::location::Location;

pub(super) fn document(body: &str) -> Document {
    Document::of(Location::file("a.txt"), body)
}

/// The article that a text alone makes.
pub(super) fn article_of(body: &str) -> Article {
    extract(document(body))
}

fn of_kind(article: &Article, kind: ZoneKind) -> Vec<&str> {
    let zones = article.zones.iter().filter(|zone| zone.kind == kind);
    zones.map(|zone| article.slice(zone.span)).collect()
}

/// Every character that is not white space lies in one zone; zones are sorted and trimmed.
pub(super) fn assert_covered(article: &Article) {
    let mut end = 0;
    for zone in &article.zones {
        let span = zone.span;
        assert!(span.start() >= end && !span.is_empty(), "{zone:?} after {end}");
        assert!(article.text[end..span.start()].trim().is_empty());
        let told = &article.text[span.range()];
        assert_eq!(told, told.trim());
        end = span.end();
    }
    assert!(article.text[end..].trim().is_empty());
}

const PAGE: &str = "Skip to content\nHome\n  • News\n  • Sport\n  • Weather\nSubscribe\n\n\
    Harbour council votes to mend the old lighthouse\n\n\
    Work on the tower of Port Verity is to begin before the winter storms\n\n\
    Verity Courier News Desk | Port Verity | Updated: 03-02-2026 08:15 IST | Created: 02-02-2026 19:40 IST\n\
    Harbour council votes to mend the old lighthouse\n  • Country:\n  • Norway\n\n\
    PORT VERITY, Feb 2 (Example Wire) - The harbour council of Port Verity has voted to mend the old \
    lighthouse, which has been dark since a storm broke its lamp in November.\n\n\
    Read more: Ferry fares frozen for a year\n\n\
    The chairman of the council, Ole Lanternman, said that the work would cost no more than a new \
    pier and that the light would be seen from the far side of the bay.\n\n\
    (Reporting by A. Colon; Editing by B. Dash)\n\n\
    Related stories\n\nFerry fares frozen for a year\n\nWhy herring is dear this winter\n\n\
    Comments (2)\n\nOle says:\nA fine thing.\n\n\
    About us\nPrivacy policy\nContact us\n© 2026 Verity Courier. All rights reserved.\n";

#[test]
fn a_page_is_told_apart() {
    let article = extract(document(PAGE));
    assert_covered(&article);
    let one = |kind| of_kind(&article, kind);
    assert_eq!(one(ZoneKind::Title), ["Harbour council votes to mend the old lighthouse"]);
    assert_eq!(one(ZoneKind::Lead).len(), 1);
    assert_eq!(one(ZoneKind::Dateline), ["PORT VERITY, Feb 2 (Example Wire) -"]);
    assert_eq!(one(ZoneKind::Body).len(), 2);
    assert_eq!(one(ZoneKind::Credits), ["(Reporting by A. Colon; Editing by B. Dash)"]);
    assert_eq!(one(ZoneKind::Keywords), ["• Country:", "• Norway"]);
    assert!(one(ZoneKind::Chrome).contains(&"Read more: Ferry fares frozen for a year"));
}

#[test]
fn the_zones_say_when_and_who() {
    let article = extract(document(PAGE));
    assert_eq!(article.published.as_deref(), Some("2026-02-02T19:40:00+05:30"));
    assert_eq!(article.source.as_deref(), Some("Verity Courier"));
    assert_eq!(article.byline.as_deref(), Some("Verity Courier News Desk"));
    assert_eq!(article.keywords, ["Country: Norway"]);
}

#[test]
fn the_day_of_a_dateline_is_that_of_publication_unless_the_page_says_another() {
    let published = |head: &str, dateline: &str| {
        let text = format!(
            "Harbour council mends the light\n\n{head}{dateline}The council of Verity said on Monday that \
             it would mend the light.\n"
        );
        extract(document(&text)).published
    };
    let day = "VERITY, 12 October 2026 - ";
    assert_eq!(published("", day).as_deref(), Some("2026-10-12"));
    assert_eq!(published("", "VERITY (Oct. 12, 2026) - ").as_deref(), Some("2026-10-12"));
    assert_eq!(published("14 October 2026\n\n", day).as_deref(), Some("2026-10-14"));
    assert_eq!(published("", "VERITY, Oct 12 (Verity Wire) - "), None);
}

#[test]
fn a_repeated_headline_is_chrome_but_for_the_first() {
    let article = extract(document(PAGE));
    let headline = "Harbour council votes to mend the old lighthouse";
    assert!(of_kind(&article, ZoneKind::Chrome).contains(&headline));
}

#[test]
fn an_article_by_itself_is_kept_whole() {
    let text = "Council mends lighthouse\nThe council has voted to mend the light.\nIt was dark.\n\
        Trending\nNobody knew why. Related costs were low.\n";
    let article = extract(document(text));
    assert_eq!(of_kind(&article, ZoneKind::Chrome), [""; 0]);
    assert_eq!(article.title.as_deref(), Some("Council mends lighthouse"));
}

#[test]
fn a_list_at_the_end_of_an_article_by_itself_is_chrome() {
    let text = "Council mends lighthouse\n\nThe council has voted to mend the light.\n\n\
        Most read\n\nFerry fares frozen\n\nWhy herring is dear\n";
    assert_eq!(of_kind(&extract(document(text)), ZoneKind::Chrome).len(), 3);
}

#[test]
fn a_text_of_sentences_has_no_headline() {
    let article = extract(document("The light is dark.\nNobody knows why it is.\n"));
    assert_eq!(article.title, None);
    assert_eq!(of_kind(&article, ZoneKind::Body).len(), 2);
}

#[test]
fn an_own_title_is_put_before_the_body() {
    let mut document = document("The council has voted.");
    document.title = Some("Light for Port Verity".to_owned());
    let article = extract(document);
    assert_eq!(article.text, "Light for Port Verity\n\nThe council has voted.");
    assert_eq!(article.body(), "The council has voted.");
    assert_eq!(of_kind(&article, ZoneKind::Title), ["Light for Port Verity"]);
}

#[test]
fn an_own_title_that_the_body_repeats_is_not() {
    for body in [
        "Light for Port Verity\nThe council has voted.",
        "Light for Port Verity. The council has voted.",
    ] {
        let mut document = document(body);
        document.title = Some("Light for Port Verity".to_owned());
        let article = extract(document);
        assert_eq!((article.text.as_str(), article.body_start), (body, 0));
        assert_eq!(of_kind(&article, ZoneKind::Title), ["Light for Port Verity"]);
        assert_covered(&article);
    }
}

#[test]
fn a_given_date_is_normalised_or_kept() {
    let given = |published: &str| {
        let mut document = document("The light is dark.");
        document.published = Some(published.to_owned());
        extract(document).published
    };
    assert_eq!(
        given("Wed, 28 Jan 2026 07:09:00 GMT").as_deref(),
        Some("2026-01-28T07:09:00+00:00")
    );
    assert_eq!(given("some day").as_deref(), Some("some day"));
}

#[test]
fn the_name_of_the_site_is_not_part_of_the_headline() {
    let text =
        "Council mends its lighthouse | Verity Courier\n\nThe council has voted to mend it.\n";
    let article = extract(document(text));
    assert_eq!(article.title.as_deref(), Some("Council mends its lighthouse"));
    assert_eq!(article.source.as_deref(), Some("Verity Courier"));
}

#[test]
fn any_text_is_covered_by_zones() {
    let pieces = [
        "Home",
        " ",
        "\n",
        "\n\n",
        "  • ",
        "İzmir’s",
        "© 2026",
        "By Ole",
        "28-01-2026",
        "TAIPEI, Jan 28 (Example) -",
        "The council said that it would mend the light before winter came.",
        "Related",
        "日本",
        "\u{200b}",
        "\r\n",
        "Comments (3)",
        "Tags:",
        "About Us",
        ":",
        "—",
        "\t",
        "1.",
        "Subscribe",
        "\u{a0}",
        "(Reporting by Ole)",
        "«",
    ];
    let mut seed = 7u32;
    for _ in 0..3000 {
        let mut text = String::new();
        for _ in 0..40 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(pieces[(seed >> 16) as usize % pieces.len()]);
        }
        let mut given = document(&text);
        given.title = seed.is_multiple_of(3).then(|| text.chars().take(12).collect());
        assert_covered(&extract(given));
    }
}

#[test]
fn the_same_text_gives_the_same_zones() {
    assert_eq!(extract(document(PAGE)), extract(document(PAGE)));
}

#[test]
fn one_endless_line_is_read_in_no_time() {
    let article = extract(document(&"the light of 28-01-2026 is dark | ".repeat(200_000)));
    assert_eq!(article.zones.len(), 1);
}

#[test]
fn the_reason_of_each_zone_is_told() {
    let zones = extract(document(PAGE)).zones;
    assert!(zones.iter().all(|zone| !zone.why.is_empty() && zone.why != "score"));
}

const PARAGRAPHS: &str = "The council said on Monday that it would mend the light on the old pier.\n\n\
    Nobody was against it, the chairman said, and the work is to begin in May.\n\n";

#[test]
fn who_signed_the_last_paragraph_is_a_zone_of_its_own() {
    let article = article_of(
        &format!("{}\n", PARAGRAPHS.trim_end()).replace("in May.", "in May. ol/ab (AP, dpa)"),
    );
    assert_covered(&article);
    assert_eq!(of_kind(&article, ZoneKind::Credits), ["ol/ab (AP, dpa)"]);
}

#[test]
fn points_above_the_byline_are_the_summary() {
    let text = format!(
        "HARBOUR-LIGHT/COUNCIL (UPDATE 1)\n\nCouncil to mend the light on the old pier\n\n   * Work is to begin in May\n   \
         * Nobody was against it\n\nBy Ole Lanternman\n\n{PARAGRAPHS}"
    );
    let article = article_of(&text);
    assert_eq!(of_kind(&article, ZoneKind::Lead).len(), 2);
    assert_eq!(of_kind(&article, ZoneKind::Chrome), ["HARBOUR-LIGHT/COUNCIL (UPDATE 1)"]);
}

#[test]
fn a_transcript_has_its_place_source_and_end() {
    let text = "TRANSCRIPT\n\nTALK OF THE HARBOUR COUNCIL ON THE OLD LIGHT\n\nPort Verity, Council Hall\n3 May 2026\n\n\
        Source: Verity Papers. This is a rush copy and may hold errors.\n\n\
        CHAIRMAN: The light on the old pier is dark, and we have met to say who is to mend it.\n\n\
        QUESTION: Who was it that said that the light was dark, and when was it seen?\n\n\
        CHAIRMAN: It was the keeper of the pier, and he saw that it was dark on Monday.\n\nEND 4 P.M. CET\n";
    let article = article_of(text);
    assert_eq!(of_kind(&article, ZoneKind::Dateline), ["Port Verity, Council Hall"]);
    let credits = of_kind(&article, ZoneKind::Credits);
    assert!(
        credits.len() == 2 && credits[0].starts_with("Source:") && credits[1].starts_with("END")
    );
    assert_eq!(of_kind(&article, ZoneKind::Chrome), ["TRANSCRIPT"]);
}

#[test]
fn a_note_on_the_author_is_credits() {
    let note = "Ole Lanternman covers harbours and was once a keeper of lights in Norway.";
    let text = format!(
        "Council to mend the light\n\nBy Ole Lanternman\n3 May 2026\n\n{PARAGRAPHS}{note}\n"
    );
    assert_eq!(of_kind(&article_of(&text), ZoneKind::Credits), [note]);
    let stranger =
        text.replace("By Ole Lanternman", "By Brigid Dash").replace("covers", "has seen");
    assert_eq!(of_kind(&article_of(&stranger), ZoneKind::Credits), [""; 0]);
}

#[test]
fn who_shares_a_live_page_is_its_byline() {
    let text = format!(
        "Council to mend the light – live\n\nUpdated 3 May 2026 17:20 GMT\n\nOle Lanternman (now) and Brigid Dash (earlier)\n\n{PARAGRAPHS}"
    );
    let article = article_of(&text);
    assert_eq!(article.byline.as_deref(), Some("Ole Lanternman; Brigid Dash"));
    // an update does not say at what time the article was published
    assert_eq!(article.published.as_deref(), Some("2026-05-03"));
}

#[test]
fn where_to_follow_is_chrome() {
    let text = PAGE.replace("Read more: Ferry", "Facebook Instagram YouTube\n\nRead more: Ferry");
    let article = article_of(&text);
    assert!(of_kind(&article, ZoneKind::Chrome).contains(&"Facebook Instagram YouTube"));
}

#[test]
fn a_note_on_the_publisher_is_credits() {
    let note = "Verity Courier is a paper that has been read in the harbour and far from it for a hundred years.";
    let text = PAGE.replace("(Reporting by A. Colon; Editing by B. Dash)", note);
    assert_eq!(of_kind(&article_of(&text), ZoneKind::Credits), [note]);
}
