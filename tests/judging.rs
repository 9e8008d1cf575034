//! What judging promises, one promise a test, with the small gazetteer of the fixtures.

#![allow(clippy::expect_used, reason = "a test says what it expects")]

use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;
use wiretag::location::Location;
use wiretag::{Config, Document, Gazetteer, Record, Tagger};

static TAGGER: LazyLock<Tagger> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/gazetteer");
    let gazetteer = Gazetteer::empty().layer(folder).expect("the fixture is sound");
    Tagger::new(gazetteer, Config::default()).expect("it is small")
});

fn document(text: &str) -> Document {
    Document::of(Location::file("a"), text)
}

fn record(text: &str) -> Record {
    TAGGER.tag(document(text))
}

/// Each mention of an entity of the gazetteer as `text=id`.
fn tags(text: &str) -> Vec<String> {
    let record = record(text);
    let known = record.mentions.iter().filter(|m| m.entity.is_known());
    known.map(|m| format!("{}={}", record.slice(m), m.entity.id)).collect()
}

/// Why the words were turned down.
fn rejected(text: &str, words: &str) -> Vec<String> {
    let record = record(text);
    let of = record.rejections.iter().filter(|r| record.article.slice(r.span) == words);
    of.map(wiretag::Rejection::reason).collect()
}

#[test]
fn a_longer_name_shadows_what_lies_inside_it() {
    let text = "Ships crossed the South China Sea on Monday.";
    assert_eq!(tags(text), ["South China Sea=south-china-sea"]);
    assert_eq!(
        rejected(text, "China"),
        ["part of \"South China Sea\"; inside \"South China Sea\""]
    );
}

#[test]
fn the_shorter_alias_is_taken_where_the_longer_one_fails() {
    assert_eq!(tags("Two Paris agreements were signed."), ["Paris=paris-fr"]);
}

#[test]
fn case_tells_the_country_from_the_bird_and_the_body_from_the_pronoun() {
    assert_eq!(tags("They ate turkey, and who could blame us?"), [""; 0]);
}

#[test]
fn a_surname_refers_to_the_person_named_in_full() {
    let found = tags("Robert Abela spoke first. Later, Abela left.");
    assert_eq!(found, ["Robert Abela=robert-abela", "Abela=robert-abela"]);
}

#[test]
fn a_surname_is_found_in_a_zone_that_holds_nothing_else() {
    let text = "Abela opens the new ferry terminal\n\n\
                Robert Abela said on Monday that the terminal had cost less than planned, and that\n\
                nobody had expected it.\n\nIt was built in two years by a firm from the island.\n";
    assert_eq!(tags(text), ["Abela=robert-abela", "Robert Abela=robert-abela"]);
}

#[test]
fn a_surname_of_somebody_else_is_not_the_person_listed() {
    let found = tags("Robert Abela spoke first. His cousin Carmela Abela left.");
    assert_eq!(found, ["Robert Abela=robert-abela"]);
}

#[test]
fn two_people_of_one_surname_are_left_open_and_it_is_said() {
    let text = "George H. W. Bush and George W. Bush both came. Then Bush spoke.";
    assert_eq!(tags(text).len(), 2, "{:?}", tags(text));
    let reasons = rejected(text, "Bush").join("; ");
    let both = "George H. W. Bush and George W. Bush are both named in the article";
    let turned = "George W. Bush and George H. W. Bush are both named in the article";
    assert!(reasons.contains(both) || reasons.contains(turned), "{reasons}");
    // nor is the one meant who was named last
    let text = "George H. W. Bush spoke. In Norway, George W. Bush did. Bush left.";
    assert_eq!(tags(text).len(), 3, "{:?}", tags(text));
    assert!(rejected(text, "Bush").join("; ").contains("are both named in the article"));
}

#[test]
fn the_owner_of_a_body_is_a_mention_of_its_own() {
    assert_eq!(
        tags("Norway's Coastal Patrol Agency met. Norway’s Coastal Patrol Agency left."),
        [
            "Norway=no",
            "Coastal Patrol Agency=coastal-patrol-agency",
            "Norway=no",
            "Coastal Patrol Agency=coastal-patrol-agency"
        ]
    );
    assert_eq!(
        tags("Egypt's foreign ministry protested."),
        ["Egypt=eg", "foreign ministry=eg-ministry-of-foreign-affairs"]
    );
    assert_eq!(tags("Kenya's Kettle Company sells tea."), ["Kenya's Kettle Company=kenyas-kettle"]);
    let unknown = record("Norway's Kelpstone Institute met.");
    let names: Vec<&str> = unknown.mentions.iter().map(|m| unknown.slice(m)).collect();
    assert_eq!(names, ["Norway", "Kelpstone Institute"]);
}

/// The mentions by short forms, of organizations too, each with its reason.
fn short(text: &str) -> Vec<String> {
    let mut config = Config::default();
    config.resolve.short_forms = true;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/gazetteer");
    let gazetteer = Gazetteer::empty().layer(folder).expect("the fixture is sound");
    let tagger = Tagger::new(gazetteer, config).expect("it is small");
    let record = tagger.tag(document(text));
    let short = record.mentions.iter().filter(|m| m.evidence[0].signal == "short-form");
    short.map(|m| format!("{}: {}", record.slice(m), m.reason())).collect()
}

#[test]
fn an_organization_is_called_by_its_head_word_on_request() {
    let named = "The World Health Organization met in Norway. ";
    let told = |word: &str| [format!("{word}: short for World Health Organization, named before")];
    assert_eq!(short(&format!("{named}The organization agreed.")), told("organization"));
    assert_eq!(short(&format!("{named}It is the Organization's first.")), told("Organization"));
    assert_eq!(short(&format!("{named}\n\nHe asked the organization.")), told("organization"));
    assert!(
        !tags(&format!("{named}The organization agreed.")).iter().any(|t| t.starts_with("org"))
    );
}

#[test]
fn a_short_form_that_may_be_something_else_is_none() {
    let named = "The World Health Organization met in Norway. ";
    for rest in [
        "An organization agreed.",
        "The organization of the feast was bad.",
        "The organization that he left is small.",
        "The organization chart was drawn.",
        "The organization-wide plan failed.",
        "The organization Kelpstone agreed.",
        "A small organization came. The organization agreed.",
        "The Kelpstone Organization came. The organization agreed.",
        "It rained.\n\nThen it snowed.\n\nThe organization agreed.",
    ] {
        assert_eq!(short(&format!("{named}{rest}")), [""; 0], "{rest}");
    }
    assert_eq!(short("The organization agreed. The World Health Organization met."), [""; 0]);
}

#[test]
fn two_capitals_before_a_treaty_make_it_another() {
    let none = [""; 0];
    assert_eq!(tags("They asked for a Plastic Waste High Seas Treaty on Monday."), none);
    let one = ["High Seas Treaty=high-seas-treaty"];
    assert_eq!(tags("They signed the European High Seas Treaty on Monday."), one);
    assert_eq!(
        tags("On it: Crew Signs Papers Under High Seas Treaty, it said, and all was well."),
        one
    );
    let both = ["African Union=african-union", "High Seas Treaty=high-seas-treaty"];
    assert_eq!(tags("On Monday the African Union High Seas Treaty was read."), both);
}

#[test]
fn an_agreement_is_called_by_its_head_word() {
    let named = "Kenya signed the Barcelona Convention. ";
    let told = ["Kenya=ke", "Barcelona Convention=barcelona-convention"];
    let and = |rest: &str, more: &[&str]| {
        assert_eq!(tags(&format!("{named}{rest}")), [&told, more].concat(), "{rest}");
    };
    and("The convention is old.", &["convention=barcelona-convention"]);
    and("\n\nHe read the convention.", &["convention=barcelona-convention"]);
    and("The convention of bakers met.", &[]);
    and("The treaty is old.", &[]);
    and("A convention was held. The convention was long.", &[]);
    and("It rained.\n\nThen it snowed.\n\nThe convention is old.", &[]);
    assert_eq!(tags("The convention is old. Kenya signed the Barcelona Convention."), told);
}

#[test]
fn a_given_name_beside_it_makes_the_country_a_person() {
    assert_eq!(tags("Jordan Tillinghast and Chad Merriweather met in Kenya."), ["Kenya=ke"]);
}

#[test]
fn a_weak_country_is_told_by_its_preposition_and_a_given_name_by_the_surname() {
    let found = tags("She was ambassador to Jordan and Chad, and died in Norway.");
    assert_eq!(found, ["Jordan=jo", "Chad=td", "Norway=no"]);
    assert_eq!(tags("The clerk, Jordan French, is charged. French denies it."), [""; 0]);
}

#[test]
fn an_honorific_makes_the_place_a_person() {
    assert_eq!(tags("Mr Savannah and Ms. Kenya met in Norway."), ["Norway=no"]);
}

#[test]
fn a_country_in_the_name_of_an_unlisted_institution_is_not_the_country() {
    assert_eq!(tags("The Kenya Society for Ornithology met."), [""; 0]);
    assert_eq!(tags("The Federation of Norwegian Bakers met."), [""; 0]);
}

#[test]
fn a_ministry_belongs_to_the_country_beside_it() {
    let of = |text: &str| -> Vec<String> {
        tags(text).into_iter().filter(|tag| tag.contains("ministry-of")).collect()
    };
    let egypt = ["foreign ministry=eg-ministry-of-foreign-affairs"];
    assert_eq!(of("The Egyptian foreign ministry protested."), egypt);
    assert_eq!(of("Egypt's usually silent foreign ministry protested."), [""; 0]);
    assert_eq!(of("Egypt's powerful foreign ministry protested."), egypt);
    assert_eq!(
        of("The Ministry of Foreign Affairs of Egypt protested."),
        ["Ministry of Foreign Affairs=eg-ministry-of-foreign-affairs"]
    );
    assert_eq!(
        of("The Foreign Ministry in Ankara protested."),
        ["Foreign Ministry=tr-ministry-of-foreign-affairs"]
    );
    assert_eq!(of("A foreign ministry protested to Egypt."), [""; 0]);
}

#[test]
fn a_body_that_is_listed_keeps_its_name_and_a_name_keeps_its_capital() {
    assert_eq!(
        tags("Japan's central bank met; Egypt's parliament and Egypt's Parliament did not."),
        [
            "Japan=jp",
            "central bank=bank-of-japan",
            "Egypt=eg",
            "Egypt=eg",
            "Parliament=eg-parliament"
        ]
    );
}

#[test]
fn a_ministry_is_known_again_where_only_one_country_is_meant() {
    let ministry = "eg-ministry-of-foreign-affairs";
    assert_eq!(
        tags("Egypt's foreign ministry protested. The Foreign Ministry said so twice."),
        [
            "Egypt=eg".to_owned(),
            format!("foreign ministry={ministry}"),
            format!("Foreign Ministry={ministry}")
        ]
    );
    let both = "Egypt's foreign ministry wrote to Brazil's foreign ministry. The Foreign Ministry said so.";
    assert!(!tags(both).iter().any(|tag| tag.starts_with("Foreign Ministry")));
}

#[test]
fn a_post_is_no_person() {
    assert_eq!(
        tags("The Egyptian president met the French prime minister."),
        ["Egyptian=eg", "French=fr"]
    );
}

#[test]
fn a_sponsor_inside_the_name_of_an_event_is_not_mentioned() {
    assert_eq!(tags("They lost the Delta Air Lines Open on Sunday."), [""; 0]);
    assert_eq!(tags("Delta Air Lines opened a route."), ["Delta Air Lines=delta-air-lines"]);
}

#[test]
fn a_city_means_its_club_in_sport_but_not_after_in() {
    let city = tags("A storm hit Ankara on Sunday.");
    assert_eq!(city, ["Ankara=ankara-tr"]);
    let sport = tags("The striker and the goalkeeper left. Ankara won. The fans sang in Ankara.");
    assert_eq!(sport, ["Ankara=ankara-fc", "Ankara=ankara-tr"]);
}

#[test]
fn a_town_of_another_state_is_not_the_one_listed() {
    let text = "He lived in Norfolk, Ohio, and never left Norfolk.";
    assert!(!tags(text).iter().any(|tag| tag.starts_with("Norfolk")), "{:?}", tags(text));
}

#[test]
fn an_agreement_is_called_by_its_last_word_after_its_name() {
    let text = "They signed the Treaty of Aachen. The Treaty names France; a treaty may not.";
    assert_eq!(
        tags(text)[..2],
        ["Treaty of Aachen=treaty-of-aachen".to_owned(), "Treaty=treaty-of-aachen".to_owned()]
    );
    let two = "The Treaty of Aachen and the Treaty of Nancy differ. The Treaty is old.";
    assert!(!tags(two).iter().any(|tag| tag.starts_with("Treaty=")));
    assert_eq!(tags("The Treaty was late."), [""; 0]);
}

#[test]
fn a_language_is_not_a_country() {
    assert_eq!(
        tags("She is a Japanese-speaking guide and teaches the Norwegian language."),
        [""; 0]
    );
}

#[test]
fn an_address_is_no_mention() {
    assert_eq!(tags("Write to press@Kenya.example or see www.Norway.example today."), [""; 0]);
}

#[test]
fn an_acronym_that_the_article_defines_otherwise_is_not_the_listed_body() {
    let text = "The Women's Hockey Organisation (WHO) met. The WHO won.";
    assert_eq!(tags(text), [""; 0]);
    assert!(rejected(text, "WHO")[0].contains("Women's Hockey Organisation"));
}

#[test]
fn a_monarch_is_called_by_the_given_name() {
    let text = "King Abdullah II spoke. Abdullah's aides agreed with the king.";
    assert_eq!(tags(text), ["King Abdullah II=abdullah-ii", "Abdullah=abdullah-ii"]);
}

#[test]
fn an_acronym_that_stands_for_a_thing_is_not_the_listed_body() {
    let text = "Their weekly harbour output (WHO) rose. The WHO fell in June.";
    assert_eq!(tags(text), [""; 0]);
    assert!(rejected(text, "WHO")[0].contains("weekly harbour output"));
    // a body's name in small letters is still its name
    assert!(!tags("The world health organisation (WHO) met.").is_empty());
}

#[test]
fn an_acronym_defined_after_a_listed_name_refers_to_it() {
    let found = tags("The Union for the Mediterranean (UM) met. The UM agreed.");
    assert!(found.contains(&"UM=union-for-the-mediterranean".to_owned()), "{found:?}");
}

#[test]
fn a_road_number_and_a_currency_are_not_the_country() {
    assert_eq!(tags("They drove down US-24 and paid US$5."), [""; 0]);
}

#[test]
fn a_blank_line_is_a_wall_and_a_line_break_is_not() {
    let wrapped = "The harbour master said on Monday that he had written to the United\n\
                   Nations about the wreck, and that he did not expect an answer before\n\
                   the end of the week.";
    assert_eq!(tags(wrapped), ["United\nNations=united-nations"]);
    assert_eq!(tags("He flew United\n\nNations met."), [""; 0]);
}

#[test]
fn every_mention_and_every_rejection_says_why() {
    let record = record(
        "Norway, the WHO and President Emmanuel Macron; Air India; the South China Sea; Bush.",
    );
    assert!(!record.mentions.is_empty() && !record.rejections.is_empty());
    assert!(record.mentions.iter().all(|m| !m.reason().is_empty() && m.confidence >= 0.5));
    assert!(record.rejections.iter().all(|r| !r.reason().is_empty()));
}

proptest! {
    #[test]
    fn mentions_never_overlap_and_hold_whole_words(
        words in proptest::collection::vec(
            prop_oneof![
                Just("Kenya"), Just("South China Sea"), Just("China"), Just("U.S."), Just("US"), Just("WHO"),
                Just("Robert Abela"), Just("Abela"), Just("George W. Bush"), Just("Bush"), Just("Papua New Guinea"),
                Just("Guinea"), Just("the"), Just("of"), Just("said"), Just("Café"), Just("İzmir"), Just("(WHO)"),
                Just("President"), Just("United"), Just("Nations"), Just("—"), Just(".\n\n"), Just("'s"), Just("-")
            ],
            0..40,
        )
    ) {
        let text = words.join(" ");
        let record = record(&text);
        for pair in record.mentions.windows(2) {
            prop_assert!(pair[0].span.end() <= pair[1].span.start(), "{:?}", text);
        }
        for mention in &record.mentions {
            prop_assert!(record.article.text.get(mention.span.range()).is_some());
        }
    }
}

/// The topics' ids, highest score first.
fn topics(text: &str) -> Vec<String> {
    record(text).topics.iter().map(|topic| topic.topic.id.clone()).collect()
}

#[test]
fn an_article_about_one_thing_gets_one_subject() {
    let text = "Climate change and emissions: at the climate talks the prime minister and the \
                president asked parliament for a vote, and industry for pollution to fall.";
    assert_eq!(topics(text), ["environment", "climate-change"]);
}

#[test]
fn a_term_is_one_in_english_only() {
    let text = "Climate change and emissions: at the climate talks the prime minister spoke.";
    let in_language = |tag: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/gazetteer");
        let gazetteer = Gazetteer::empty().layer(folder).expect("the fixture is sound");
        let tagger = Tagger::new(gazetteer, Config::default()).expect("it is small");
        let language = Some(tag.to_owned());
        tagger.tag(Document { language, ..document(text) }).topics.len()
    };
    assert_eq!((in_language("en-GB"), in_language("EN"), in_language("de")), (2, 2, 0));
}

#[test]
fn an_article_about_two_things_gets_two_subjects() {
    let text = "Climate change and emissions are what the climate talks are about, but bird flu, \
                and a pandemic that may follow the outbreak, worry delegates more.";
    let told = topics(text);
    assert!(told.iter().any(|id| id == "environment") && told.iter().any(|id| id == "health"));
    assert!(!told.iter().any(|id| id == "politics"), "{told:?}");
}

#[test]
fn hints_make_no_topic_however_many() {
    let text = "The president and ministers said the market, a port, the ship, the border and \
                the parties were what partners and neighbours had signed for.";
    assert_eq!(topics(text), [""; 0]);
}

#[test]
fn a_word_in_passing_is_no_topic_of_a_long_text() {
    let filler = "He came home in the evening and read until it was dark. ".repeat(40);
    let told = format!("{filler}Somebody had caught bird flu. {filler}");
    assert_eq!(topics(&told), [""; 0]);
    assert!(topics("Somebody had caught bird flu.").contains(&"health".to_owned()));
}

#[test]
fn what_the_opening_speaks_of_comes_first() {
    let (rail, health) = ("It is a night train. ", "It is an epidemic. ");
    let filler = "He came home in the evening. ".repeat(10);
    assert_eq!(topics(&format!("{rail}{filler}{health}"))[0], "economy");
    assert_eq!(topics(&format!("{health}{filler}{rail}"))[0], "health");
}

#[test]
fn a_wider_topic_comes_before_its_narrower_ones() {
    let told = topics("The epidemic is an outbreak. The pandemic is an epidemic.");
    assert_eq!(told, ["health", "communicable-disease", "epidemic-and-pandemic"]);
}

/// The country that an article is about.
fn main_country(text: &str) -> Option<String> {
    record(text).about.first().map(|about| about.iso2.clone())
}

#[test]
fn people_and_bodies_and_the_dateline_tell_what_country_an_article_is_about() {
    let abroad = "He flew to Norway and back. Later a Kenyan hotel was named.";
    assert_eq!(main_country(abroad).as_deref(), Some("NO"));
    let home = format!("Emmanuel Macron spoke of Paris. {abroad}");
    assert_eq!(main_country(&home).as_deref(), Some("FR"));
    // each counts once, however often it is named
    let often =
        "Norway met Norway's neighbours. Emmanuel Macron left. Macron said that Macron was tired.";
    assert_eq!(main_country(often).as_deref(), Some("NO"));
    // who acts for many countries stands for none
    let many = "António Guterres met Tedros Adhanom Ghebreyesus. António Guterres spoke of Norway.";
    assert_eq!(record(many).about.len(), 1, "{:?}", record(many).about);
}
