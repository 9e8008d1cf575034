//! The articles of `fixtures/gold/`, annotated by a person: no figure falls under its floor.
//!
//! `FLOORS=raise cargo test --test gold` raises the floors to what is reached now; none is ever lowered.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

use std::path::{Path, PathBuf};
use toml_edit::{DocumentMut, Item, Table, value};
use wiretag::eval::{self, Figure, Gold, Score, Tags, What};
use wiretag::location::Location;
use wiretag::{Config, Gazetteer, Tagger};

/// How many errors are told for a figure that fell.
const TOLD: usize = 40;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/gold").join(name)
}

fn gold() -> Vec<Gold> {
    let text = std::fs::read_to_string(fixture("articles.jsonl")).expect("the file is text");
    let (gold, problems) = eval::gold(&text, &Location::file("fixtures/gold/articles.jsonl"));
    assert!(problems.is_empty(), "{problems:#?}");
    gold
}

fn score(gold: &[Gold]) -> Score {
    let bundle = Gazetteer::bundled().expect("the bundle is sound");
    let tagger = Tagger::new(bundle, Config::default()).expect("it can be made ready");
    let mut score = Score::default();
    for (gold, record) in
        gold.iter().zip(tagger.tag_all(gold.iter().map(|g| Ok(g.document.clone()))))
    {
        score.add(gold, Some(&Tags::of(&record.expect("a document is tagged"))));
    }
    score
}

/// The parts of a figure, each cut to one decimal, and the errors that lower it.
fn parts(figure: &Figure) -> [(&'static str, f64, &'static [What]); 3] {
    let cut = |percent: f64| (percent * 10.0 + 1e-6).floor() / 10.0;
    [
        ("precision", cut(figure.precision()), &[What::Extra, What::Wrong]),
        ("recall", cut(figure.recall()), &[What::Missed, What::Wrong]),
        ("f1", cut(figure.f1()), &[What::Extra, What::Missed, What::Wrong]),
    ]
}

/// Compares a score with its floors and raises those that are lower, in `floors`; gives what is wrong.
fn held(score: &Score, floors: &mut DocumentMut, raise: bool) -> Vec<String> {
    let mut fallen = Vec::new();
    let figures = score.figures();
    for (name, _) in floors.iter() {
        if !figures.iter().any(|(measure, _)| measure.to_string() == name) {
            fallen.push(format!("{name}: has a floor, and nothing to count"));
        }
    }
    for (measure, figure) in figures {
        let floor = floors.entry(&measure.to_string()).or_insert(Item::Table(Table::new()));
        for (part, now, whats) in parts(&figure) {
            let least = floor.get(part).and_then(Item::as_float);
            if least.is_some_and(|least| now < least - 1e-6) {
                let least = least.unwrap_or_default();
                fallen.push(format!("{measure}: {part} is {now:.1}, its floor {least:.1}"));
                let wrongs = score.wrongs.iter().filter(|w| w.measure == measure);
                let wrongs = wrongs.filter(|wrong| whats.contains(&wrong.what)).take(TOLD);
                fallen.extend(wrongs.map(|w| {
                    let (what, text, name) = (w.what.name(), &w.text, &w.name);
                    format!(
                        "  {}: {what} `{text}` {name}\n    {}\n    {}",
                        w.article, w.context, w.reason
                    )
                }));
            } else if raise && least.is_none_or(|least| now > least + 1e-6) {
                floor[part] = value(now);
            } else if least.is_none() {
                fallen.push(format!("{measure}: {part} has no floor; FLOORS=raise gives it one"));
            }
        }
    }
    fallen
}

#[test]
fn no_figure_falls_under_its_floor() {
    let file = fixture("floors.toml");
    let text = std::fs::read_to_string(&file).expect("the file is text");
    let mut floors: DocumentMut = text.parse().expect("the file is TOML");
    let raise = std::env::var("FLOORS").is_ok_and(|wish| wish == "raise");
    let fallen = held(&score(&gold()), &mut floors, raise);
    if raise && floors.to_string() != text {
        std::fs::write(&file, floors.to_string()).expect("the file can be written");
    }
    assert!(fallen.is_empty(), "\n{}\n", fallen.join("\n"));
}

/// An article of three names, of which the tags have one, and one that is not there.
fn small() -> Score {
    let line = r#"{"id":"a","text":"Malta, Ann Borg and Bo Berg.","mentions":[
        {"start":0,"end":5,"type":"country"},{"start":7,"end":15,"type":"person"},
        {"start":20,"end":27,"type":"person"}]}"#;
    let tags = r#"{"id":"a","mentions":[
        {"type":"person","name":"Ann Borg","text":"Ann Borg","start":7,"end":15},
        {"type":"country","name":"Mali","text":"and","start":16,"end":19}]}"#;
    let file = Location::file("small");
    let (gold, _) = eval::gold(&line.replace('\n', ""), &file);
    let (tagged, problems) = eval::tagged(&tags.replace('\n', ""), &file, &gold);
    assert!(problems.is_empty(), "{problems:?}");
    let mut score = Score::default();
    score.add(&gold[0], tagged.tags.get("a"));
    score
}

#[test]
fn floors_are_raised_and_never_lowered() {
    let mut floors: DocumentMut =
        "# kept\n[\"mentions person\"]\nprecision = 50.0\nrecall = 60.0\n".parse().expect("TOML");
    let fallen = held(&small(), &mut floors, true);
    assert_eq!(
        fallen[..2],
        [
            "mentions person: recall is 50.0, its floor 60.0".to_owned(),
            "  a: missed `Bo Berg` \n    Malta, Ann Borg and [Bo Berg].\n    nothing found there"
                .to_owned(),
        ]
    );
    let person = "# kept\n[\"mentions person\"]\nprecision = 100.0\nrecall = 60.0\nf1 = 66.6\n";
    assert!(floors.to_string().starts_with(person), "{floors}");
    let again = held(&small(), &mut floors, false);
    assert_eq!(again, fallen);
}

#[test]
fn a_floor_without_a_figure_is_told() {
    let mut floors: DocumentMut = "[\"main topic\"]\nf1 = 5.0\n".parse().expect("TOML");
    let fallen = held(&small(), &mut floors, false);
    assert_eq!(fallen[0], "main topic: has a floor, and nothing to count");
    assert!(
        fallen.contains(&"mentions person: f1 has no floor; FLOORS=raise gives it one".to_owned())
    );
}
