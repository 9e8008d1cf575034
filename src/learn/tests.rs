use super::layer::{Edit, Layer};
use super::words::{holds, longer_name, telling};
use crate::gazetteer::{Gazetteer, Kind};
use std::fs;

fn gazetteer(files: &[(&str, &str)]) -> Gazetteer {
    let files = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    Gazetteer::empty().with_files("below".to_owned(), files.collect()).expect("it is sound")
}

fn below() -> Gazetteer {
    gazetteer(&[
        ("people.csv", "id,name,aliases,weak\nann-bee,Ann Bee,Annie,Bee\n"),
        ("titles.csv", "title\nPresident\n"),
        ("common-words.csv", "word\nofficial\nlonger\n"),
    ])
}

#[test]
fn a_longer_name_ends_where_capitals_or_commas_do() {
    let name = |sentence: &str| longer_name(sentence, "Chad", &below()).unwrap_or_default();
    assert_eq!(name("He met Chad Brown, who left."), "Chad Brown");
    assert_eq!(name("President Chad Lee Brown's house."), "Chad Lee Brown");
    assert_eq!(name("In Chad Brown won."), "Chad Brown");
    assert_eq!(name("The North Chad office."), "North Chad");
    assert_eq!(name("In Chad it rained."), "");
    assert_eq!(name("Nobody is here."), "");
}

#[test]
fn a_telling_word_is_long_and_rare_and_not_in_the_other_sentences() {
    let word = |sentence: &str, others: &[&str]| {
        telling(&[sentence], "Chad", others, &below()).unwrap_or_default()
    };
    assert_eq!(word("Officials in Chad repaired bridges.", &[]), "bridges");
    assert_eq!(word("Officials in Chad repaired bridges.", &["Two bridges."]), "repaired");
    assert_eq!(word("Restaurants in Chad opened.", &[]), "restaurants");
    assert_eq!(word("Chad had no one.", &[]), "");
    assert_eq!(word("The longer official talks of Saturday were in Chad.", &[]), "talks");
    assert_eq!(word("Chad won on Saturday in September.", &[]), "");
    assert!(holds("the repaired one", "repaired") && !holds("unrepaired", "repaired"));
}

/// The files of a folder after some edits, and the gazetteer that they make over [`below`].
fn edited(files: &[(&str, &str)], edits: &[Edit]) -> Vec<(String, String)> {
    let dir = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(dir.path().join(name), text).expect("a file");
    }
    let mut layer = Layer::read(dir.path()).expect("a layer");
    let below = below();
    assert!(
        below.has_item("ann-bee", "weak", "Bee") && !below.has_item("ann-bee", "aliases", "Bee")
    );
    for edit in edits {
        layer.edit(edit, &below);
    }
    layer.over(below).expect("it loads");
    let name = |path: &std::path::Path| path.file_name().map(|n| n.to_string_lossy().into_owned());
    layer
        .changed()
        .into_iter()
        .map(|(path, text)| (name(&path).unwrap_or_default(), text))
        .collect()
}

fn add(column: &'static str, item: &str) -> Edit {
    Edit::Add { kind: Kind::Person, id: "ann-bee".to_owned(), column, item: item.to_owned() }
}

fn remove(column: &'static str, item: &str) -> Edit {
    Edit::Remove { kind: Kind::Person, id: "ann-bee".to_owned(), column, item: item.to_owned() }
}

#[test]
fn a_row_is_amended_where_it_stands_and_other_lines_stay() {
    let mine = "id,name,weak\r\n\"aa\" , Aa Bb,\r\n\r\nann-bee,,\r\nzz,Zz Yy,\r\n";
    let files = edited(
        &[("people-mine.csv", mine)],
        &[add("weak", "B"), add("context", "harbour; pier"), add("weak", "B")],
    );
    let expected =
        "id,name,weak,context\r\n\"aa\" , Aa Bb,\r\n\r\nann-bee,,B,harbour; pier\r\nzz,Zz Yy,\r\n";
    assert_eq!(files, [("people-mine.csv".to_owned(), expected.to_owned())]);
}

#[test]
fn a_row_that_comes_stands_in_order() {
    let new =
        Edit::New { kind: Kind::Person, id: "bo".to_owned(), name: "Bo, the \"Ox\"".to_owned() };
    let files = edited(&[("people.csv", "id,name\naa,Aa Bb\ncc,Cc Dd\n")], &[new]);
    assert_eq!(files[0].1, "id,name\naa,Aa Bb\nbo,\"Bo, the \"\"Ox\"\"\"\ncc,Cc Dd\n");
}

#[test]
fn an_item_is_taken_away_from_where_it_is() {
    // of a layer before: a minus; of this one: no more
    let files = edited(&[], &[remove("aliases", "Annie")]);
    assert!(files[0].1.contains("ann-bee,,-Annie,"), "{files:?}");
    let own = [("people.csv", "id,name,aliases\nann-bee,,Anny\n")];
    assert_eq!(edited(&own, &[remove("aliases", "Anny")])[0].1, "id,name,aliases\nann-bee,,\n");
    // and back
    let gone = [("people.csv", "id,name,aliases\nann-bee,,-Annie\n")];
    assert_eq!(edited(&gone, &[add("aliases", "Annie")])[0].1, "id,name,aliases\nann-bee,,\n");
    let weak = edited(&[], &[remove("weak", "Bee"), add("aliases", "Bee")]);
    assert!(weak[0].1.contains("ann-bee,,Bee,-Bee,"), "{weak:?}");
}

#[test]
fn what_is_no_name_has_a_file_of_its_own() {
    let edit = Edit::NoName { name: "Zephyr Nimbus".to_owned() };
    let files = edited(&[], &[edit.clone(), edit]);
    assert_eq!(
        files,
        [("no-names.csv".to_owned(), "name,source\nZephyr Nimbus,hand\n".to_owned())]
    );
}
