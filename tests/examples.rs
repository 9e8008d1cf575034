//! The examples of `docs/` in Python, R and SQL run, each page as one script, in a folder that has what
//! `wiretag tag` makes of `fixtures/articles`.
//!
//! Where a tool is missing its examples are passed over, and that is said; `WIRETAG_EXAMPLES` names those that
//! may not be missing (`WIRETAG_EXAMPLES=python,r`). `WIRETAG_PYTHON` names another Python.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test says what it expects"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// For each page that has some, its blocks of a language, in order.
fn examples(language: &str) -> Vec<(PathBuf, Vec<String>)> {
    let docs = walkdir::WalkDir::new(root().join("docs")).sort_by_file_name();
    let files = docs.into_iter().flatten().map(walkdir::DirEntry::into_path);
    let pages = files.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    let blocks = |path: PathBuf| {
        let page = fs::read_to_string(&path).expect("the page is text");
        let of = |block: &str| block.strip_prefix(language)?.strip_prefix('\n').map(str::to_owned);
        let found: Vec<String> = page.split("```").skip(1).step_by(2).filter_map(of).collect();
        (path, found)
    };
    pages.map(blocks).filter(|(_, found)| !found.is_empty()).collect()
}

/// A folder with the outputs that the examples read.
fn outputs() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room");
    for out in [
        &["out"][..],
        &["out.xlsx"],
        &["out.sqlite"],
        &["out.jsonl"],
        &["parquet", "--format", "parquet"],
    ] {
        let path = folder.path().join(out[0]);
        let tagged = Command::new(env!("CARGO_BIN_EXE_wiretag"))
            .current_dir(root())
            .args([
                "tag",
                "--no-config",
                "fixtures/articles/*.txt",
                "fixtures/articles/*.html",
                "-o",
            ])
            .arg(&path)
            .args(&out[1..])
            .output()
            .expect("the command is there");
        assert!(tagged.status.success(), "{}", String::from_utf8_lossy(&tagged.stderr));
    }
    folder
}

/// Runs the examples of a language with a program, if that is there and has what it needs.
fn run(language: &str, program: &str, ending: &str, needs: &[&str]) {
    let has = Command::new(program).args(needs).output().is_ok_and(|done| done.status.success());
    if !has {
        let wanted = std::env::var("WIRETAG_EXAMPLES").unwrap_or_default();
        assert!(!wanted.split(',').any(|name| name == language), "{program} {needs:?} failed");
        eprintln!("examples in {language} are passed over: {program} {needs:?} failed");
        return;
    }
    let folder = outputs();
    for (page, blocks) in examples(language) {
        let script = folder.path().join(format!("example.{ending}"));
        fs::write(&script, blocks.join("\n")).expect("there is room");
        let done = Command::new(program).arg(&script).current_dir(folder.path()).output();
        let done = done.expect("the program is there");
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{}:\n{}\n{said}", page.display(), blocks.join("\n"));
    }
}

#[test]
fn examples_in_python_run() {
    let python = std::env::var("WIRETAG_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    run("python", &python, "py", &["-c", "import pandas, pyarrow, duckdb, openpyxl"]);
}

#[test]
fn examples_in_r_run() {
    run("r", "Rscript", "R", &["--version"]);
}

#[test]
fn examples_in_sql_run() {
    let folder = outputs();
    let file = folder.path().join("out.sqlite");
    let database = rusqlite::Connection::open(file).expect("the file is there");
    for (page, blocks) in examples("sql") {
        for block in blocks {
            let rows = database.prepare(&block).and_then(|mut query| {
                let mut rows = query.query([])?;
                let mut count = 0;
                while rows.next()?.is_some() {
                    count += 1;
                }
                Ok(count)
            });
            match rows {
                Ok(count) => assert!(count > 0, "{}: no rows:\n{block}", page.display()),
                Err(error) => panic!("{}: {error}:\n{block}", page.display()),
            }
        }
    }
}
