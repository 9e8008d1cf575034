//! The gazetteer that comes with wiretag: complete, sorted, without a doubtful alias.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

use std::collections::{BTreeMap, BTreeSet};
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
    assert!(count(&bundle, Kind::Country) >= 250);
    assert!(count(&bundle, Kind::Person) >= 2500);
    assert!(count(&bundle, Kind::Organization) >= 2500);
    assert!(count(&bundle, Kind::Agreement) >= 500);
    assert!(count(&bundle, Kind::Place) >= 5000);
    assert!(bundle.topics.len() >= 200);
}

/// The folders of the bundle, loaded from their files.
fn loaded() -> Gazetteer {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteers");
    let generated = Gazetteer::empty().layer(root.join("generated")).expect("no errors");
    generated.layer(root.join("curated")).expect("no errors")
}

#[test]
fn it_is_what_its_files_say() {
    let (bundle, loaded) = (bundle(), loaded());
    assert_eq!(bundle.entries.len(), loaded.entries.len());
    for (stored, read) in bundle.entries.iter().zip(&loaded.entries) {
        let mut stored = wiretag::Entry::clone(stored);
        stored.at = read.at.clone();
        assert_eq!(stored, **read);
    }
    assert_eq!(
        (&bundle.titles, &bundle.given_names, bundle.topics.len()),
        (&loaded.titles, &loaded.given_names, loaded.topics.len())
    );
}

#[test]
fn a_layer_goes_on_top_of_it() {
    let dir = tempfile::TempDir::new().expect("there is room");
    std::fs::write(dir.path().join("countries.csv"), "id,name,aliases\nfr,,Gallia Nova\n")
        .expect("written");
    let (bundle, amended) = (bundle(), bundle().layer(dir.path()).expect("the layer is sound"));
    let aliases = |gazetteer: &Gazetteer| {
        gazetteer.entries[gazetteer.find("fr").expect("France is there")].aliases.len()
    };
    assert_eq!(aliases(&amended), aliases(&bundle) + 1);
    assert_eq!(amended.entries.len(), bundle.entries.len());
    assert_eq!(amended.layers.len(), bundle.layers.len() + 1);
}

#[test]
fn it_has_no_warnings() {
    let told: Vec<String> = loaded().warnings.iter().map(ToString::to_string).collect();
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

/// Whether a file of the bundle is meant by an item of the column `files` (`generated/names-*.csv`).
fn is_meant(item: &str, file: &str) -> bool {
    match item.split_once('*') {
        Some((before, after)) => file.starts_with(before) && file.ends_with(after),
        None => item == file,
    }
}

#[test]
fn every_source_of_a_row_stands_in_the_list_of_sources_and_the_other_way_round() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteers");
    let items =
        |cell: &str| -> Vec<String> { cell.split(';').map(|i| i.trim().to_owned()).collect() };
    let mut used = BTreeSet::new();
    for folder in ["generated", "curated"] {
        for file in std::fs::read_dir(root.join(folder)).expect("the folder is there").flatten() {
            let name = format!("{folder}/{}", file.file_name().to_string_lossy());
            let mut reader = csv::Reader::from_path(file.path()).expect("the file is CSV");
            let headers = reader.headers().expect("it has a header").clone();
            let source =
                headers.iter().position(|column| column == "source").expect("a source column");
            for row in reader.records() {
                let row = row.expect("the row is CSV");
                used.extend(items(&row[source]).into_iter().map(|item| (item, name.clone())));
            }
        }
    }

    let mut reader = csv::Reader::from_path(root.join("SOURCES.csv")).expect("the list is CSV");
    let listed: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("CSV")).collect();
    let names: Vec<&str> = listed.iter().map(|row| &row[0]).collect();
    assert!(names.is_sorted(), "{names:?}");
    // A source with its version, and the files that it feeds.
    let listed: BTreeMap<String, Vec<String>> = listed
        .iter()
        .map(|row| (format!("{} {}", &row[0], &row[1]).trim().to_owned(), items(&row[6])))
        .collect();
    for (source, file) in &used {
        let files =
            listed.get(source).unwrap_or_else(|| panic!("{file}: `{source}` is not listed"));
        assert!(files.iter().any(|item| is_meant(item, file)), "`{source}` feeds {file} too");
    }
    for (source, files) in &listed {
        for item in files {
            let met = used.iter().any(|(name, file)| name == source && is_meant(item, file));
            assert!(met, "`{source}` feeds no row of {item}");
        }
    }
}
