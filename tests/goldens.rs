//! The articles of `fixtures/articles/`, each against its golden: what `wiretag explain` prints.
//!
//! `SNAPSHOTS=overwrite cargo test --test goldens` writes the goldens anew; read the difference
//! before you keep it.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

use std::path::{Path, PathBuf};
use wiretag::write::{Layout, explain};
use wiretag::{Config, Gazetteer, Tagger, ZoneKind, read};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn tagger(config: Config) -> Tagger {
    let gazetteer =
        Gazetteer::empty().layer(fixtures().join("gazetteer")).expect("the fixture is sound");
    Tagger::new(gazetteer, config).expect("it is small")
}

fn articles() -> Vec<PathBuf> {
    let listing = std::fs::read_dir(fixtures().join("articles")).expect("the folder is there");
    let mut found: Vec<PathBuf> = listing
        .flatten()
        .map(|file| file.path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt" || e == "html"))
        .collect();
    found.sort();
    found
}

fn explained(tagger: &Tagger, article: &Path) -> String {
    let inputs = [article.display().to_string()];
    let documents = read::open(&inputs, &read::Options::default());
    let pages = tagger.tag_all(documents).map(|record| {
        let mut record = record.expect("fixtures can be read");
        let name = article.file_name().expect("it is a file");
        record.article.id = name.to_string_lossy().into_owned();
        explain(&record, Layout::default())
    });
    pages.collect()
}

#[test]
fn every_article_is_tagged_as_its_golden_says() {
    let tagger = tagger(Config::default());
    let goldens = snapbox::Assert::new().action_env("SNAPSHOTS");
    for article in articles() {
        let golden = snapbox::Data::read_from(&article.with_extension("tagged"), None);
        goldens.eq(explained(&tagger, &article), golden.raw());
    }
}

#[test]
fn threads_do_not_change_a_byte() {
    let one = tagger(Config { threads: 1, ..Config::default() });
    let four = tagger(Config { threads: 4, ..Config::default() });
    let all = |tagger: &Tagger| articles().iter().map(|a| explained(tagger, a)).collect::<String>();
    assert_eq!(all(&one), all(&four));
}

#[test]
fn what_stands_in_chrome_is_found_when_asked_for() {
    let article = fixtures().join("articles/whole-page.txt");
    let everywhere = Config { zones: ZoneKind::ALL.to_vec(), ..Config::default() };
    assert!(!explained(&tagger(Config::default()), &article).contains("country Kenya"));
    assert!(explained(&tagger(everywhere), &article).contains("country Kenya"));
}
