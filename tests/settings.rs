//! Settings: what `--dump-config` shows does the same when it is given back.

#![allow(clippy::expect_used, reason = "a test says what it expects")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// The lines that set something, without where they are from.
fn settings(folder: &Path, words: &[&str]) -> Vec<String> {
    let done = Command::new(env!("CARGO_BIN_EXE_wiretag"))
        .current_dir(folder)
        .args(words)
        .arg("--dump-config")
        .output()
        .expect("the command is there");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{words:?}: {said}");
    fs::write(folder.join("dump.toml"), &done.stdout).expect("there is room");
    let page = String::from_utf8(done.stdout).expect("it is text");
    page.lines().map(|line| line.split("  #").next().unwrap_or(line).trim().to_owned()).collect()
}

#[test]
fn what_is_shown_does_the_same_when_given_back() {
    let folder = tempfile::tempdir().expect("there is room");
    let file = "gazetteer = [\"names\"]\nthreads = 3\nlimit = { mentions = 7, document = \"2M\" }\n\
                [tag]\nfield = [\"text=\\\"Body\\\"\\u007F\"]\n[\"gazetteer stats\"]\nby = \"terms\"\n";
    fs::write(folder.path().join("wiretag.toml"), file).expect("there is room");
    let asked: &[&[&str]] = &[
        &[
            "tag",
            "--min-confidence",
            ".5",
            "--threads",
            "+4",
            "--zones",
            "title,body",
            "--known-only",
        ],
        &["explain", "--width=70", "--language", "de", "--why", "the \\ \"Accord\"\t#1"],
        &["eval", "--errors", "3", "--gazetteer", "a b", "--gazetteer", "c"],
        &["gazetteer", "stats", "--csv"],
    ];
    for words in asked {
        let shown = settings(folder.path(), words);
        let name: Vec<&str> = words.iter().copied().take_while(|w| !w.starts_with('-')).collect();
        let again = settings(folder.path(), &[&name[..], &["--config", "dump.toml"]].concat());
        assert_eq!(shown, again, "{words:?}");
    }
}

#[test]
fn the_nearest_file_upwards_counts_and_its_folders_are_beside_it() {
    let folder = tempfile::tempdir().expect("there is room");
    let deep = folder.path().join("a/b");
    fs::create_dir_all(&deep).expect("there is room");
    fs::write(folder.path().join("wiretag.toml"), "gazetteer = [\"names\"]")
        .expect("there is room");
    assert!(settings(&deep, &["tag"]).contains(&"gazetteer = [\"../../names\"]".to_owned()));
    fs::write(deep.join("wiretag.toml"), "threads = 2").expect("there is room");
    let nearest = settings(&deep, &["tag"]);
    assert!(
        nearest.contains(&"gazetteer = []".to_owned())
            && nearest.contains(&"threads = 2".to_owned())
    );
}
