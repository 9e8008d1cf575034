//! The same articles give the same mentions, whatever format they come in.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

use std::fs;
use wiretag::{Config, Gazetteer, Tagger, read};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures");

/// What a file's articles mention: entity and words, in order.
fn mentions(tagger: &Tagger, path: &str) -> Vec<Vec<(String, String)>> {
    let mut articles = Vec::new();
    for record in tagger.tag_all(read::open(&[path.to_owned()], &read::Options::default())) {
        let record = match record {
            Ok(record) => record,
            Err(error) if error.is_warning() => continue,
            Err(error) => panic!("{error}"),
        };
        let told = |m: &wiretag::Mention| (m.entity.id.clone(), record.slice(m).to_owned());
        articles.push(record.mentions.iter().map(told).collect());
    }
    articles
}

fn all_the_same(folder: &str, like: &str, articles: usize) {
    let gazetteer = Gazetteer::empty().layer(format!("{FIXTURES}/gazetteer")).expect("it is right");
    let tagger = Tagger::new(gazetteer, Config::default()).expect("it is small");
    let folder = format!("{FIXTURES}/{folder}");
    let expected = mentions(&tagger, &format!("{folder}/{like}"));
    assert_eq!(expected.len(), articles);
    assert!(expected.concat().len() > 3, "{expected:?}");
    let mut files = 0;
    for entry in fs::read_dir(&folder).expect("it is there").flatten() {
        let path = entry.path().display().to_string();
        assert_eq!(mentions(&tagger, &path), expected, "{path}");
        files += 1;
    }
    assert!(files > 10, "{files}");
}

#[test]
fn tables_and_feeds_give_the_same_mentions() {
    all_the_same("inputs", "articles.jsonl", 3);
}

#[test]
fn texts_and_pages_give_the_same_mentions() {
    all_the_same("texts", "article.txt", 1);
}
