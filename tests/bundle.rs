//! The gazetteer that comes with wiretag: complete, sorted, without a doubtful alias.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

use std::path::Path;
use wiretag::gazetteer::check;
use wiretag::{Gazetteer, Kind};

fn bundle() -> Gazetteer {
    Gazetteer::bundled().expect("the bundle has no errors")
}

fn count(gazetteer: &Gazetteer, kind: Kind) -> usize {
    gazetteer.entries.iter().filter(|entry| entry.kind == kind).count()
}

#[test]
fn it_holds_what_a_news_desk_needs() {
    let bundle = bundle();
    assert!(count(&bundle, Kind::Country) >= 249);
    assert!(count(&bundle, Kind::Person) >= 300);
    assert!(count(&bundle, Kind::Organization) >= 300);
    assert!(count(&bundle, Kind::Agreement) >= 120);
    assert!(count(&bundle, Kind::Place) >= 1000);
    assert!(bundle.topics.len() >= 40);
}

#[test]
fn it_has_no_warnings() {
    let told: Vec<String> = bundle().warnings.iter().map(ToString::to_string).collect();
    assert_eq!(told, [""; 0]);
}

#[test]
fn each_of_its_ambiguous_aliases_is_weak_has_context_or_is_allowed_with_a_reason() {
    let dirs = ["generated", "curated"]
        .map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteers").join(folder));
    let checked = check(Gazetteer::empty(), &dirs).expect("the folders are there");
    let told: Vec<String> = checked.problems.iter().map(ToString::to_string).collect();
    assert_eq!(told, [""; 0]);
    let bundle = bundle();
    assert!(bundle.allowed.iter().all(|allowed| !allowed.reason.is_empty()));
    assert!(bundle.common_words.len() > 15_000 && bundle.surnames.len() >= 5_000);
}

#[test]
fn its_files_are_sorted_by_their_first_column_and_say_where_each_row_is_from() {
    for folder in ["generated", "curated"] {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteers").join(folder);
        for file in std::fs::read_dir(dir).expect("the folder is there").flatten() {
            let mut reader = csv::Reader::from_path(file.path()).expect("the file is CSV");
            let headers = reader.headers().expect("it has a header").clone();
            let source =
                headers.iter().position(|column| column == "source").expect("a source column");
            let mut last = String::new();
            for row in reader.records() {
                let row = row.expect("the row is CSV");
                assert!(row[0] > *last, "{:?}: `{}` after `{last}`", file.path(), &row[0]);
                assert!(!row[source].is_empty(), "{:?}: `{}` has no source", file.path(), &row[0]);
                row[0].clone_into(&mut last);
            }
        }
    }
}

#[test]
fn every_country_has_a_code_and_a_name_that_finds_it() {
    for entry in bundle().entries.iter().filter(|entry| entry.kind == Kind::Country) {
        assert!(entry.iso2().is_some(), "{}", entry.id);
        assert_eq!(entry.iso2().map(str::to_lowercase).as_deref(), Some(entry.id.as_str()));
    }
}

#[test]
fn every_top_level_media_topic_is_there_and_every_topic_lies_under_one() {
    let bundle = bundle();
    let tops: Vec<&str> =
        bundle.topics.iter().filter(|t| t.parent.is_none()).map(|t| t.medtop.as_str()).collect();
    assert_eq!(tops.len(), 17, "{tops:?}");
    assert!(tops.iter().all(|code| code.ends_with("000000")), "{tops:?}");
}
