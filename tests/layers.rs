//! Gazetteers in layers: what a later folder does to an earlier one.

#![allow(clippy::expect_used, reason = "a test says what it expects")]

use std::fs;
use tempfile::TempDir;
use wiretag::location::Location;
use wiretag::{Config, Document, Gazetteer, Tagger};

/// A layer of one file.
fn with(gazetteer: Gazetteer, file: &str, text: &str) -> Gazetteer {
    let dir = TempDir::new().expect("there is room");
    fs::write(dir.path().join(file), text).expect("written");
    gazetteer.layer(dir.path()).expect("the layer is sound")
}

fn base() -> Gazetteer {
    let text = "id,name,aliases,weak,country\nann,Ann Example,Annie Example; A. Example,Annie,KE\nbea,Bea Bloom,,,\n";
    with(Gazetteer::empty(), "people.csv", text)
}

fn aliases(gazetteer: &Gazetteer, id: &str) -> Vec<String> {
    let entry = &gazetteer.entries[gazetteer.find(id).expect("it is there")];
    let mark = |weak| if weak { "?" } else { "" };
    entry.aliases.iter().map(|alias| format!("{}{}", alias.text, mark(alias.weak))).collect()
}

fn tags(gazetteer: Gazetteer, language: &str, text: &str) -> Vec<String> {
    let tagger = Tagger::new(gazetteer, Config::default()).expect("it is small");
    let record = tagger.tag(Document {
        language: Some(language.to_owned()),
        ..Document::of(Location::file("a"), text)
    });
    record.mentions.iter().map(|m| record.slice(m).to_owned()).collect()
}

#[test]
fn a_later_row_adds_to_lists_and_replaces_filled_cells_only() {
    let amended = with(base(), "people.csv", "id,name,aliases,country\nann,,Anna Example,NO\n");
    assert_eq!(
        aliases(&amended, "ann"),
        ["Ann Example", "Annie Example", "A. Example", "Anna Example", "Annie?"]
    );
    let ann = &amended.entries[amended.find("ann").expect("it is there")];
    assert_eq!((ann.name.as_str(), ann.iso2()), ("Ann Example", Some("NO")));
}

#[test]
fn a_minus_takes_an_item_out() {
    let amended = with(base(), "people.csv", "id,name,aliases\nann,,-A. Example\n");
    assert_eq!(aliases(&amended, "ann"), ["Ann Example", "Annie Example", "Annie?"]);
}

#[test]
fn disabled_takes_the_entry_out_and_a_later_no_brings_it_back() {
    let out = with(base(), "people.csv", "id,name,disabled\nbea,,yes\n");
    assert_eq!(out.find("bea"), None);
    let back = with(out, "people.csv", "id,name,disabled\nbea,,no\n");
    assert_eq!(aliases(&back, "bea"), ["Bea Bloom"]);
}

#[test]
fn a_spelling_listed_as_weak_is_weak_even_if_it_is_the_name() {
    let amended = with(base(), "people.csv", "id,name,weak\nbea,,Bea Bloom\n");
    assert_eq!(aliases(&amended, "bea"), ["Bea Bloom?"]);
}

#[test]
fn an_entry_knows_the_last_row_that_made_it() {
    let amended = with(base(), "people-mine.csv", "id,name,role\nbea,,singer\n");
    let bea = &amended.entries[amended.find("bea").expect("it is there")];
    assert!(bea.at.to_string().ends_with("people-mine.csv:2"), "{}", bea.at);
    assert_eq!(bea.attribute("role"), Some("singer"));
}

#[test]
fn names_in_a_language_hold_in_articles_of_that_language_only() {
    let countries = "id,name,iso2\nin,India,IN\n";
    let named = |gazetteer| with(gazetteer, "names-de.csv", "id,aliases\nin,Indien\n");
    let gazetteer = || named(with(Gazetteer::empty(), "countries.csv", countries));
    assert_eq!(tags(gazetteer(), "de-AT", "Er reiste nach Indien."), ["Indien"]);
    assert_eq!(tags(gazetteer(), "en", "He founded the band Indien."), [""; 0]);
    assert_eq!(tags(gazetteer(), "de", "Er kennt India Song."), ["India"]);
}

#[test]
fn marks_loosen_and_tighten_the_case() {
    let text = "id,name,aliases\nbit,Bitcoin,bitcoin [any]\naid,Aid,Aid [exact]\n";
    let gazetteer = with(Gazetteer::empty(), "organizations.csv", text);
    assert_eq!(aliases(&gazetteer, "bit"), ["Bitcoin", "bitcoin"]);
    assert_eq!(tags(gazetteer, "en", "They paid in bitcoin."), ["bitcoin"]);
}

#[test]
fn an_alias_in_another_column_than_before_is_no_mistake() {
    let base =
        with(Gazetteer::empty(), "people.csv", "id,name,former\nann,Ann Example,A. Example\n");
    let amended = with(base, "people.csv", "id,name,aliases\nann,,A. Example; Annie\n");
    assert_eq!(aliases(&amended, "ann"), ["Ann Example", "A. Example", "Annie"]);
}

#[test]
fn an_alias_in_two_columns_of_a_row_is_a_mistake() {
    let dir = TempDir::new().expect("there is room");
    let row = "id,name,aliases,former\nann,Ann Example,A. Example,A. Example\n";
    fs::write(dir.path().join("people.csv"), row).expect("written");
    let told = Gazetteer::empty().layer(dir.path()).expect_err("twice").to_string();
    assert!(
        told.contains(":2:28: error: the alias `A. Example` stands twice in this row"),
        "{told}"
    );
}
