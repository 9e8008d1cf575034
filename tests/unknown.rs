//! What is promised of names that are in no gazetteer, one promise a test, with the small gazetteer of
//! the fixtures and a few ordinary words.

#![allow(clippy::expect_used, reason = "a test says what it expects")]

use proptest::prelude::*;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::LazyLock;
use wiretag::location::Location;
use wiretag::{Config, Document, Gazetteer, Record, Tagger};

fn tagger(config: Config) -> Tagger {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let gazetteer = Gazetteer::empty()
        .layer(fixtures.join("gazetteer"))
        .and_then(|gazetteer| gazetteer.layer(fixtures.join("words")))
        .expect("the fixtures are sound");
    Tagger::new(gazetteer, config).expect("it is small")
}

static TAGGER: LazyLock<Tagger> = LazyLock::new(|| tagger(Config::default()));

fn document(text: &str) -> Document {
    Document::of(Location::file("a"), text)
}

fn record(text: &str) -> Record {
    TAGGER.tag(document(text))
}

/// Each mention of a name that is in no gazetteer as `text=type name`.
fn unknown(text: &str) -> Vec<String> {
    let record = record(text);
    let unknown = record.mentions.iter().filter(|m| !m.entity.is_known());
    unknown.map(|m| format!("{}={} {}", record.slice(m), m.entity.kind.name(), m.name())).collect()
}

const NOBODY: [&str; 0] = [];

#[test]
fn words_that_stand_in_lower_case_too_are_no_name() {
    let group = "Later the Kelpstone Institute met in Oslo.";
    assert_eq!(unknown(group), ["Kelpstone Institute=organization Kelpstone Institute"]);
    assert_eq!(unknown(&format!("{group} Every kelpstone institute met.")), NOBODY);
}

#[test]
fn what_stands_for_words_in_lower_case_is_no_name() {
    let body = "The KHT Group met in Oslo. KHT left.";
    assert!(!unknown(body).is_empty());
    assert_eq!(unknown("The kelp harvest tally (KHT) rose. The KHT had fallen in June."), NOBODY);
}

#[test]
fn ordinary_words_joined_by_a_hyphen_are_no_given_name() {
    let told = |first: &str| {
        unknown(&format!("He does {first} Kelmars in the gym.\n\nThey like it that Kelmars help."))
    };
    assert!(!told("Orrin-Tarrow").is_empty());
    assert_eq!(told("High-Market"), NOBODY);
}

#[test]
fn who_signs_is_not_whom_the_article_tells_of() {
    let told = "The council met in the hall, and Orrin Tarrow left.\n";
    let person = ["Orrin Tarrow=person Orrin Tarrow"];
    assert_eq!(unknown(told), person);
    assert_eq!(unknown(&format!("{told}\nPhoto by Wendell Tarrow\n")), person);
    assert_eq!(unknown(&format!("Light mended\n\nBy Orrin Tarrow\n\n{told}")), NOBODY);
}

#[test]
fn a_line_that_is_no_sentence_says_less() {
    let sure = |text: &str| {
        let record = record(text);
        let unknown = record.mentions.iter().find(|mention| !mention.entity.is_known());
        unknown.map(|mention| mention.confidence)
    };
    let (sentence, line) = (
        sure("they read the Kelpstone Review online."),
        sure("they read the Kelpstone Review online"),
    );
    assert!(sentence.is_some() && line < sentence, "{line:?} {sentence:?}");
}

#[test]
fn a_ship_of_a_persons_name_is_no_person() {
    assert_eq!(unknown("They went on board the research ship Wendell Tarrow."), NOBODY);
}

#[test]
fn a_given_name_a_title_or_a_verb_of_saying_tells_a_person() {
    assert_eq!(unknown("Later Wendell Tarrow left."), ["Wendell Tarrow=person Wendell Tarrow"]);
    assert_eq!(unknown("It was Mr Tarrow who left."), ["Tarrow=person Tarrow"]);
    assert_eq!(unknown("The chairman Orrin Tarrow left."), ["Orrin Tarrow=person Orrin Tarrow"]);
    assert_eq!(unknown("It was late, said Orrin Tarrow."), ["Orrin Tarrow=person Orrin Tarrow"]);
}

#[test]
fn what_follows_a_name_tells_a_person() {
    let person = ["Orrin Tarrow=person Orrin Tarrow"];
    assert_eq!(unknown("They met Orrin Tarrow, 54, in the hall."), person);
    assert_eq!(unknown("They met Orrin Tarrow, the governor, in the hall."), person);
    assert_eq!(unknown("They met Orrin Tarrow, who left."), person);
}

#[test]
fn a_head_word_or_a_legal_form_tells_an_organization() {
    let of = |name: &str| [format!("{name}=organization {name}")];
    assert_eq!(unknown("He joined the Tarrow Institute last year."), of("Tarrow Institute"));
    assert_eq!(unknown("He bought shares of Tarrow Ltd. last year."), of("Tarrow Ltd."));
    assert_eq!(unknown("A lawyer of Orrin & Tarrow left."), of("Orrin & Tarrow"));
    assert_eq!(
        unknown("The Ministry of Trade and Industry said no."),
        of("Ministry of Trade and Industry")
    );
}

#[test]
fn a_head_word_tells_an_agreement() {
    assert_eq!(
        unknown("They signed the Tarrow Accord on Monday."),
        ["Tarrow Accord=agreement Tarrow Accord"]
    );
    assert_eq!(unknown("He broke the Employment Agreement on Monday."), NOBODY);
    assert_eq!(unknown("She spoke at the National Convention on Monday."), NOBODY);
}

#[test]
fn a_place_before_the_head_word_belongs_to_the_name_and_keeps_its_own_mention() {
    let text = "They signed the Oslo Declaration on Monday.";
    assert_eq!(unknown(text), ["Declaration=agreement Oslo Declaration"]);
    assert!(record(text).mentions.iter().any(|m| m.name() == "Oslo"));
}

#[test]
fn a_surname_and_a_given_name_refer_to_the_person_named_in_full() {
    assert_eq!(
        unknown("Wendell Tarrow came. Then Tarrow spoke, and they thanked Wendell."),
        ["Wendell Tarrow", "Tarrow", "Wendell"].map(|text| format!("{text}=person Wendell Tarrow"))
    );
}

#[test]
fn a_surname_belongs_to_the_one_named_in_the_article() {
    let text = "Wendell Abela came in. Mr Abela spoke first.";
    assert_eq!(
        unknown(text),
        ["Wendell Abela", "Abela"].map(|text| format!("{text}=person Wendell Abela"))
    );
}

#[test]
fn two_people_of_one_surname_are_left_open_and_both_are_named() {
    let text = "Wendell Tarrow met Mr Orrin Tarrow in the hall. Then Tarrow spoke. Tarrow left.";
    assert_eq!(
        unknown(text),
        ["Wendell Tarrow", "Orrin Tarrow", "Tarrow", "Tarrow"]
            .map(|name| format!("{name}=person {name}"))
    );
    let both = "Wendell Tarrow and Orrin Tarrow are both named in the article";
    assert!(record(text).mentions[3].reason().starts_with(both));
    // one person under two spellings
    for same in ["W. Tarrow", "Orrin Wendell Tarrow", "Wendell J. Tarrow"] {
        let found = unknown(&format!("Mr {same}, or Wendell Tarrow, came. Then Tarrow spoke."));
        assert!(found[2] != "Tarrow=person Tarrow", "{same}: {found:?}");
    }
}

#[test]
fn a_listed_person_of_the_same_surname_leaves_it_open_too() {
    let text = "George W. Bush met Wendell Bush in the hall. Then Bush spoke.";
    assert_eq!(unknown(text), ["Wendell Bush=person Wendell Bush", "Bush=person Bush"]);
    let record = record(text);
    let both = "Wendell Bush and George W. Bush are both named in the article";
    assert!(record.mentions.last().expect("it is one").reason().starts_with(both));
}

#[test]
fn the_weights_that_are_shown_add_up_to_the_score_that_is_shown() {
    let record = record(
        "Analysts met Wendell Tarrow, 54, the governor, who said no. \"Well,\" said Tarrow. The Tarrow \
         Trade Federation (TTF) met in Norway; the TTF agreed, and Egypt's foreign ministry did.",
    );
    assert!(record.mentions.len() > 6, "{:?}", record.mentions);
    for mention in &record.mentions {
        let sum: f32 = mention.evidence.iter().map(|evidence| evidence.weight).sum();
        let shown = 1.0 / (1.0 + (-sum).exp());
        assert!((shown - mention.confidence).abs() < 1e-4, "{mention:?}");
        assert!(mention.reason().split("; ").count() <= 5, "{}", mention.reason());
    }
    let against = record.mentions.iter().filter(|m| !m.entity.is_known());
    assert!(against.flat_map(|m| &m.evidence).any(|evidence| evidence.weight < 0.0));
}

/// Runs the command in the project's folder.
fn wiretag(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wiretag"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(args).output().expect("the command runs")
}

/// The table of unknown names of the fixtures' articles, by column.
fn unknown_table(layers: &[&str]) -> Vec<std::collections::HashMap<String, String>> {
    let articles = ["fixtures/articles/*.txt", "fixtures/articles/*.html"];
    let tag = ["tag", articles[0], articles[1], "--table", "unknown", "--no-bundled"];
    let output = wiretag(&[&tag, layers].concat());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let mut table = csv::Reader::from_reader(output.stdout.as_slice());
    table.deserialize().collect::<Result<_, _>>().expect("the table is CSV")
}

#[test]
fn rows_of_the_table_can_be_pasted_into_a_gazetteer() {
    let layers = ["--gazetteer", "fixtures/gazetteer", "--gazetteer", "fixtures/words"];
    let rows = unknown_table(&layers);
    assert!(rows.len() > 20, "{rows:?}");
    let dir = tempfile::TempDir::new().expect("there is room");
    for (kind, file) in [
        ("person", "people.csv"),
        ("organization", "organizations.csv"),
        ("agreement", "agreements.csv"),
    ] {
        let mut csv = csv::Writer::from_path(dir.path().join(file)).expect("written");
        let columns = ["id", "name", "aliases", "weak"];
        csv.write_record(columns).expect("written");
        for row in rows.iter().filter(|row| row["type"] == kind) {
            csv.write_record(columns.map(|column| &row[column])).expect("written");
        }
        csv.flush().expect("written");
    }
    assert_eq!(fs::read_dir(dir.path()).expect("it is there").count(), 3);
    let my = dir.path().to_str().expect("the path is text");
    let check = wiretag(&["gazetteer", "check", my]);
    let said = String::from_utf8_lossy(&check.stderr);
    assert!(check.status.code() == Some(0) && !said.contains("error:"), "{said}");
    // and the names are known from then on
    let known: Vec<&String> = rows.iter().map(|row| &row["name"]).collect();
    let again = unknown_table(&[&layers[..], &["--gazetteer", my]].concat());
    let still: Vec<_> = again.iter().filter(|row| known.contains(&&row["name"])).collect();
    assert!(still.is_empty(), "{still:?}");
}

#[test]
fn an_acronym_in_brackets_and_a_short_form_refer_to_the_organization() {
    let name = "Tarrow Trade Federation";
    assert_eq!(
        unknown("The Tarrow Trade Federation (TTF) met. The TTF agreed; the Federation did not."),
        [name, "TTF", "TTF", "Federation"].map(|text| format!("{text}=organization {name}"))
    );
    let found = unknown("He sold Tarrow Gulf Corp. on Monday. Tarrow Gulf fell, he said.");
    assert_eq!(
        found,
        ["Tarrow Gulf Corp.", "Tarrow Gulf"]
            .map(|text| format!("{text}=organization Tarrow Gulf Corp."))
    );
}

#[test]
fn months_places_works_and_ordinary_words_are_nobody() {
    assert_eq!(unknown("On Monday they came from the Tarrow River to Tarrow Bay."), NOBODY);
    assert_eq!(unknown("Hurricane Wendell hit on Friday. Wendell was strong."), NOBODY);
    assert_eq!(unknown("However, in March we saw that. Yet nothing was done."), NOBODY);
    assert_eq!(unknown("They read \"Orrin Tarrow\" on the beach."), NOBODY);
    assert_eq!(unknown("The Muslims and the Republicans met."), NOBODY);
}

#[test]
fn capitals_in_a_headline_say_nothing() {
    assert_eq!(unknown("Sign In\n\nRead More\n\nRelated Articles\n\nTop Stories\n"), NOBODY);
    assert_eq!(unknown("Quarterly Results Disappoint Harbour Builders Everywhere\n"), NOBODY);
}

#[test]
fn a_word_of_a_mention_is_not_taken() {
    let record = record("President Emmanuel Macron met Mr Tarrow of the WHO in Norway.");
    let mut end = 0;
    for mention in &record.mentions {
        assert!(mention.span.start() >= end, "{mention:?}");
        end = mention.span.end();
    }
    assert_eq!(record.mentions.iter().filter(|m| !m.entity.is_known()).count(), 1);
}

#[test]
fn they_can_be_left_out() {
    let mut config = Config::default();
    config.resolve.unknown = false;
    let record = tagger(config).tag(document("Mr Tarrow met Wendell Tarrow in Norway."));
    assert!(record.mentions.iter().all(|m| m.entity.is_known()));
}

#[test]
fn text_that_is_not_english_has_none() {
    let text = "Der Vorsitzende Wendell Tarrow sagte am Montag, die Verhandlungen seien noch nicht \
                beendet und man werde sich erst in der kommenden Woche wieder treffen, um \
                über alles weitere zu beraten, falls es bis dahin keine Einigung gebe.";
    assert_eq!(unknown(text), NOBODY);
}

#[test]
fn each_says_why_and_has_an_id_that_no_gazetteer_has() {
    let record = record("Mr. Łukasz Tarrow-Ørsted said no. The Tarrow Institute agreed.");
    let unknown: Vec<_> = record.mentions.iter().filter(|m| !m.entity.is_known()).collect();
    let ids: Vec<&str> = unknown.iter().map(|m| m.entity.id.as_str()).collect();
    assert_eq!(ids, ["unknown/lukasz-tarrow-orsted", "unknown/tarrow-institute"]);
    assert!(unknown.iter().all(|m| !m.reason().is_empty() && m.confidence >= 0.5));
}

proptest! {
    #[test]
    fn any_text_is_read_without_overlap_in_whole_characters(
        words in proptest::collection::vec(
            prop_oneof![
                Just("Mr"), Just("Wendell"), Just("Tarrow"), Just("van"), Just("J."), Just("of"),
                Just("the"), Just("Institute"), Just("&"), Just("(TTF)"), Just("'s"), Just("Inc."),
                Just("\n"), Just("\n\n"), Just("Norway"), Just("İstanbul’s"), Just("Accord"),
                Just("and"), Just("."), Just("\""), Just("é\u{301}"), Just("said"), Just(","),
                Just("Prime"), Just("Minister"), Just("54"), Just("“"), Just("中文"), Just("’"),
            ],
            0..40,
        ),
        gap in prop_oneof![Just(" "), Just("")],
    ) {
        let record = record(&words.join(gap));
        let mut end = 0;
        for mention in &record.mentions {
            prop_assert!(mention.span.start() >= end);
            end = mention.span.end();
            prop_assert!(record.article.text.get(mention.span.range()).is_some_and(|t| !t.is_empty()));
        }
    }
}
