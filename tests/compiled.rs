//! Compiled gazetteers: the same tags as the folders they were made of, and no others.

#![allow(clippy::expect_used, reason = "a test says what it expects")]

use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use wiretag::gazetteer::is_compiled;
use wiretag::{Config, Document, Gazetteer, Record, Tagger, location::Location};

/// A folder of names, and the file that is made of it.
struct Made {
    dir: TempDir,
}

impl Made {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        fs::create_dir(dir.path().join("names")).expect("a folder");
        let made = Self { dir };
        made.write("agreements.csv", "id,name,weak,context\nkelp-pact,Kelp Pact,pact,harbour\n");
        made.write("countries.csv", "id,name,iso2,demonyms\nmalta,Malta,MT,Maltese\n");
        made.write("names-de.csv", "id,aliases\nkelp-pact,Tangpakt\n");
        made.write("topics.csv", "id,name,medtop,terms\nsea,Sea,20000001,harbour:5\n");
        made
    }

    fn names(&self) -> PathBuf {
        self.dir.path().join("names")
    }

    fn file(&self) -> PathBuf {
        self.dir.path().join("names.wtg")
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.names().join(name), text).expect("a file");
    }

    fn compile(&self) -> Vec<u8> {
        let (bytes, warnings) = Gazetteer::empty().compile(&[self.names()]).expect("it is sound");
        assert_eq!(warnings, []);
        fs::write(self.file(), &bytes).expect("a file");
        bytes
    }

    fn refusal(&self) -> String {
        Gazetteer::compiled(self.file()).expect_err("a refusal").to_string()
    }
}

fn tagged(gazetteer: Gazetteer, text: &str, language: &str) -> Record {
    let document =
        Document { language: Some(language.to_owned()), ..Document::of(Location::file("a"), text) };
    Tagger::new(gazetteer, Config::default()).expect("it is small").tag(document)
}

const TEXT: &str = "Ministers signed the Kelp Pact in the harbour of Malta on Monday.\n\n\
    The Maltese side said that the Tangpakt would hold.";

#[test]
fn the_tags_are_those_of_the_folders() {
    let made = Made::new();
    made.compile();
    for (language, mentions, topics) in [("en", 3, 1), ("de", 4, 0)] {
        let folder = Gazetteer::empty().layer(made.names()).expect("it is sound");
        let expected = tagged(folder, TEXT, language);
        let compiled = Gazetteer::compiled(made.file()).expect("it is fresh");
        assert_eq!(tagged(compiled, TEXT, language), expected);
        let known = expected.mentions.iter().filter(|mention| mention.entity.is_known());
        assert_eq!(known.count(), mentions);
        assert_eq!(expected.topics.len(), topics);
    }
}

#[test]
fn a_layer_goes_on_top() {
    let made = Made::new();
    made.compile();
    let more = made.dir.path().join("more");
    fs::create_dir(&more).expect("a folder");
    fs::write(more.join("agreements.csv"), "id,name,aliases\nkelp-pact,,Algae Deal\n")
        .expect("a file");
    let gazetteer = Gazetteer::compiled(made.file()).and_then(|g| g.layer(&more)).expect("sound");
    let record = tagged(gazetteer, "The Algae Deal and the Kelp Pact are one.", "en");
    let names: Vec<&str> = record.mentions.iter().map(|mention| mention.name()).collect();
    assert_eq!(names, ["Kelp Pact", "Kelp Pact"]);
}

#[test]
fn the_bundle_is_in_it() {
    let made = Made::new();
    let bundled = Gazetteer::bundled().expect("it was built");
    let (bytes, _) = bundled.clone().compile(&[] as &[&Path]).expect("the bundle is sound");
    fs::write(made.file(), bytes).expect("a file");
    let compiled = Gazetteer::compiled(made.file()).expect("it is fresh");
    assert_eq!(compiled.layers, bundled.layers);
    assert!(compiled.entries.iter().eq(bundled.entries.iter()));
}

#[test]
fn the_same_folders_give_the_same_bytes() {
    let made = Made::new();
    assert_eq!(made.compile(), made.compile());
}

#[test]
fn a_damaged_file_is_refused_wherever_the_damage_is() {
    let made = Made::new();
    let bytes = made.compile();
    // the rows at the end are looked at where a layer is put on top
    let rows = bytes.windows(14).rposition(|at| at == b"agreements.csv").expect("the rows");
    for at in (0..rows - 200).step_by(rows / 300 + 1) {
        let mut broken = bytes.clone();
        broken[at] ^= 0x20;
        fs::write(made.file(), broken).expect("a file");
        let said = made.refusal();
        assert!(said.contains("compile"), "{at}: {said}");
    }
    for len in [0, 7, 50, 200, bytes.len() / 2] {
        fs::write(made.file(), &bytes[..len]).expect("a file");
        assert!(made.refusal().contains("compile"), "{len}");
    }
    fs::write(made.file(), &bytes[..bytes.len() - 1]).expect("a file");
    let layered = Gazetteer::compiled(made.file()).and_then(|g| g.layer(made.names()));
    let said = layered.expect_err("the rows are cut short").to_string();
    assert!(said.contains("damaged") && said.contains("compile"), "{said}");
}

#[test]
fn a_file_that_is_older_than_its_folder_is_refused() {
    let made = Made::new();
    made.compile();
    // the same text again is no change
    made.write("countries.csv", "id,name,iso2,demonyms\nmalta,Malta,MT,Maltese\n");
    assert!(Gazetteer::compiled(made.file()).is_ok());
    made.write("countries.csv", "id,name,iso2,demonyms\nmalta,Malta,MT,Maltesers\n");
    let said = made.refusal();
    assert!(said.contains("have changed since; make it again"), "{said}");
    // nothing says that it is old where the folder is gone
    fs::remove_dir_all(made.names()).expect("it is ours");
    assert!(Gazetteer::compiled(made.file()).is_ok());
}

#[test]
fn what_is_no_compiled_gazetteer_is_told() {
    let made = Made::new();
    fs::write(made.file(), "id,name\n".repeat(100)).expect("a file");
    assert!(made.refusal().contains("this is no compiled gazetteer; name a file that"));
    assert!(!is_compiled(&made.file()));
    made.compile();
    assert!(is_compiled(&made.file()));
}
