//! A run that was stopped goes on, and its result is that of a run without a stop.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

/// Enough for five batches, the last of them small.
const ARTICLES: usize = 2100;

/// A folder with articles to tag.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().expect("a folder"));
        let line = |n: usize| {
            let text = format!("Kenya and Norway signed the Barcelona Convention on day {n}.");
            match n % 700 {
                0 => "{\"text\": 1}\n".to_owned(),
                _ => format!("{{\"id\": \"a{n}\", \"text\": \"{text}\"}}\n"),
            }
        };
        fs::write(desk.path("in.jsonl"), (0..ARTICLES).map(line).collect::<String>())
            .expect("it is written");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn start(&self, out: &str, flags: &[&str]) -> Child {
        let gazetteer = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/gazetteer");
        Command::new(env!("CARGO_BIN_EXE_wiretag"))
            .current_dir(self.0.path())
            .args(["tag", "in.jsonl", "--threads", "1", "--no-bundled", "--gazetteer"])
            .arg(gazetteer)
            .args(["-o", out])
            .args(flags)
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts")
    }

    fn run(&self, out: &str, flags: &[&str]) -> Output {
        self.start(out, flags).wait_with_output().expect("it ends")
    }

    /// Starts a run and waits until its journal has a batch.
    fn begun(&self, out: &str) -> Child {
        let child = self.start(out, &[]);
        let journal = self.path(&format!("{out}.partial"));
        let batch = 40_000;
        while fs::metadata(&journal).map_or(0, |data| data.len()) < batch {
            std::thread::sleep(Duration::from_millis(1));
        }
        child
    }

    /// A run that was killed in its midst, and is gone.
    fn killed(&self, out: &str) {
        let mut child = self.begun(out);
        child.kill().expect("it is killed");
        child.wait().expect("it is gone");
    }

    /// The bytes of a result, by the names of its files.
    fn result(&self, out: &str) -> BTreeMap<String, Vec<u8>> {
        let path = self.path(out);
        let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
        let files: Vec<PathBuf> = if path.is_dir() {
            fs::read_dir(&path).expect("a folder").flatten().map(|file| file.path()).collect()
        } else {
            vec![path]
        };
        files.iter().map(|file| (name(file), fs::read(file).expect("it can be read"))).collect()
    }

    /// What stands in the folder, but for the result of that name.
    fn others(&self, out: &str) -> Vec<String> {
        let listed = fs::read_dir(self.0.path()).expect("a folder").flatten();
        let mut names: Vec<String> =
            listed.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
        names.retain(|name| name != out);
        names.sort();
        names
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_run_that_was_killed_goes_on_from_whatever_of_its_journal_is_whole() {
    let desk = Desk::new();
    assert_eq!(desk.run("whole", &[]).status.code(), Some(1));
    let whole = desk.result("whole");
    desk.killed("out");
    let journal = fs::read(desk.path("out.partial")).expect("it is there");
    for cut in [journal.len(), journal.len() - 1, journal.len() / 2, 20_000, 11, 0] {
        fs::write(desk.path("out.partial"), &journal[..cut]).expect("it is written");
        let again = desk.run("out", &["--resume"]);
        assert_eq!(again.status.code(), Some(1), "{cut}: {}", said(&again));
        assert!(said(&again).contains("2100 documents read: 2097 articles"), "{}", said(&again));
        assert_eq!(desk.result("out"), whole, "{cut}");
        fs::remove_dir_all(desk.path("out")).expect("it is removed");
    }
    assert_eq!(desk.others("out"), ["in.jsonl", "whole"]);
}

#[test]
fn what_a_run_left_aside_is_removed_though_no_batch_of_it_is_whole() {
    let desk = Desk::new();
    for flags in [&["--resume"][..], &["--force"], &[]] {
        desk.killed("out");
        let journal = fs::read(desk.path("out.partial")).expect("it is there");
        fs::write(desk.path("out.partial"), &journal[..11]).expect("it is written");
        assert!(desk.others("out").len() > 2, "{:?}", desk.others("out"));
        assert_eq!(desk.run("out", flags).status.code(), Some(1));
        assert_eq!(desk.others("out"), ["in.jsonl"], "{flags:?}");
        fs::remove_dir_all(desk.path("out")).expect("it is removed");
    }
}

#[test]
fn every_format_goes_on() {
    let desk = Desk::new();
    for ending in ["jsonl", "xlsx", "sqlite"] {
        let (whole, out) = (format!("whole.{ending}"), format!("out.{ending}"));
        desk.run(&whole, &[]);
        desk.killed(&out);
        let again = desk.run(&out, &["--resume"]);
        assert_eq!(again.status.code(), Some(1), "{ending}: {}", said(&again));
        let (ours, theirs) = (desk.result(&out), desk.result(&whole));
        assert!(ours.values().eq(theirs.values()), "{ending}");
    }
}

#[test]
fn what_is_unfinished_is_neither_lost_nor_mixed_with_another_run() {
    let desk = Desk::new();
    desk.killed("out");
    let journal = fs::read(desk.path("out.partial")).expect("it is there");
    let refused = |flags: &[&str], what: &str| {
        let run = desk.run("out", flags);
        assert_eq!(run.status.code(), Some(2), "{flags:?}");
        assert!(said(&run).contains(what), "{}", said(&run));
        assert_eq!(fs::read(desk.path("out.partial")).expect("still there"), journal);
    };
    refused(&[], "an unfinished result is kept here");
    refused(&["--resume", "--known-only"], "another `settings`");
    let input = fs::read_to_string(desk.path("in.jsonl")).expect("it is there");
    fs::write(desk.path("in.jsonl"), input.replacen("Kenya", "Malta", 1)).expect("it is written");
    refused(&["--resume"], "the inputs have changed");
    assert_eq!(desk.run("out", &["--force"]).status.code(), Some(1));
    assert_eq!(desk.others("out"), ["in.jsonl"]);
}

#[test]
fn a_file_of_the_user_is_no_journal() {
    let desk = Desk::new();
    fs::write(desk.path("out.partial"), "my notes").expect("it is written");
    for flags in [&[][..], &["--resume"], &["--force"]] {
        let run = desk.run("out", flags);
        assert_eq!(run.status.code(), Some(2), "{flags:?}");
        assert!(said(&run).contains("not of wiretag; move it"), "{}", said(&run));
        assert_eq!(desk.result("out.partial")["out.partial"], b"my notes");
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_what_is_done() {
    let desk = Desk::new();
    desk.run("whole", &[]);
    let child = desk.begun("out");
    let id = child.id().to_string();
    Command::new("kill").args(["-INT", &id]).status().expect("there is `kill`");
    let stopped = child.wait_with_output().expect("it ends");
    assert_eq!(stopped.status.code(), Some(130), "{}", said(&stopped));
    assert!(said(&stopped).contains("what was done is kept in out.partial"), "{}", said(&stopped));
    assert!(!desk.path("out").exists());
    assert_eq!(desk.run("out", &["--resume"]).status.code(), Some(1));
    assert_eq!(desk.result("out"), desk.result("whole"));
}
