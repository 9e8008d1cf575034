//! The book of `docs/`: each page is in it, links hold, and what it says of tables is so.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wiretag::write::{CellKind, Table};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages of the book, without its table of contents.
fn pages() -> Vec<PathBuf> {
    let docs = walkdir::WalkDir::new(root().join("docs")).sort_by_file_name();
    let found = docs.into_iter().flatten().map(walkdir::DirEntry::into_path);
    let is_page = |path: &PathBuf| {
        path.extension().is_some_and(|ending| ending == "md") && !path.ends_with("SUMMARY.md")
    };
    found.filter(is_page).collect()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A page without its blocks and pieces of code.
fn prose(page: &str) -> String {
    let text: String = page.split("```").step_by(2).collect();
    text.split('`').step_by(2).collect()
}

/// What a page links to.
fn links(page: &str) -> Vec<String> {
    let prose = prose(page);
    let after = prose.split("](").skip(1);
    let targets = after.filter_map(|rest| rest.split(')').next());
    targets.map(str::to_owned).collect()
}

/// What a heading is called in an address, as mdBook and code hosts do.
fn anchors(page: &str) -> Vec<String> {
    let text: String = page.split("```").step_by(2).collect();
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let name = |line: &str| -> String {
        let line = line.trim_start_matches('#').trim();
        let kept = line.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect()
    };
    headings.map(name).collect()
}

#[test]
fn every_page_is_in_the_book_once() {
    let docs = root().join("docs");
    let listed = links(&read(&docs.join("SUMMARY.md")));
    let once: BTreeSet<PathBuf> = listed.iter().map(|link| docs.join(link)).collect();
    assert_eq!(once.len(), listed.len(), "a page is listed twice");
    assert_eq!(once, pages().into_iter().collect());
}

#[test]
fn links_lead_somewhere() {
    let others = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];
    let pages = pages().into_iter().chain(others.map(|page| root().join(page)));
    let mut wrong = String::new();
    for path in pages {
        let page = read(&path);
        for link in links(&page).iter().filter(|link| !link.contains("://")) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = match file {
                "" => path.clone(),
                file => path.parent().expect("a page is in a folder").join(file),
            };
            let leads = target.exists()
                && (anchor.is_empty() || anchors(&read(&target)).iter().any(|name| name == anchor));
            if !leads {
                let _ = writeln!(wrong, "{}: {link}", path.display());
            }
        }
    }
    assert!(wrong.is_empty(), "links that lead nowhere:\n{wrong}");
}

fn kind(kind: CellKind) -> &'static str {
    match kind {
        CellKind::Text => "word",
        CellKind::Prose => "text",
        CellKind::Date => "time",
        CellKind::Day => "day",
        CellKind::Address => "address",
        CellKind::Integer => "whole number",
        CellKind::Number(_) => "number",
        CellKind::Bool => "yes or no",
        CellKind::List => "list",
    }
}

/// The row that has the most cells filled, the first of such; nothing in an empty table.
fn example(csv: &Path) -> Vec<String> {
    let mut table = csv::Reader::from_path(csv).expect("the table is there");
    let mut best: Vec<String> = Vec::new();
    let filled = |row: &[String]| row.iter().filter(|cell| !cell.is_empty()).count();
    for row in table.records() {
        let row: Vec<String> = row.expect("a row").iter().map(str::to_owned).collect();
        if filled(&row) > filled(&best) {
            best = row;
        }
    }
    best
}

/// A cell as a table of Markdown shows it.
fn shown(cell: Option<&String>) -> String {
    const MOST: usize = 90;
    let cell = cell.map(String::as_str).unwrap_or_default();
    if cell.is_empty() {
        return String::new();
    }
    let short: String = cell.chars().take(MOST).collect();
    let more = if short.len() < cell.len() { "…" } else { "" };
    format!("`{}{more}`", short.trim_end().replace('`', "'").replace('|', "\\|"))
}

/// `SNAPSHOTS=overwrite cargo test --test book` writes the columns anew.
#[test]
fn pages_on_tables_have_their_columns() {
    let folder = tempfile::tempdir().expect("there is room");
    let out = folder.path().join("out");
    let tagged = Command::new(env!("CARGO_BIN_EXE_wiretag"))
        .current_dir(root())
        .args(["tag", "--no-config", "fixtures/articles/*.txt", "fixtures/articles/*.html"])
        .args(["fixtures/broken/ragged.csv", "-o"])
        .arg(&out)
        .output()
        .expect("the command is there");
    assert_eq!(tagged.status.code(), Some(1), "{}", String::from_utf8_lossy(&tagged.stderr));
    let mut stale = Vec::new();
    for table in Table::ALL {
        let path = root().join("docs/tables").join(format!("{}.md", table.name()));
        let page = read(&path);
        let (head, rest) = page.split_once("<!-- columns -->\n").expect("the columns begin");
        let (_, tail) = rest.split_once("<!-- end of columns -->").expect("the columns end");
        let example = example(&out.join(format!("{}.csv", table.name())));
        let mut columns =
            String::from("| column | kind | what it holds | example |\n|---|---|---|---|\n");
        for (at, column) in table.columns().iter().enumerate() {
            let (name, kind, about) = (column.name, kind(column.kind), column.about);
            let _ =
                writeln!(columns, "| `{name}` | {kind} | {about} | {} |", shown(example.get(at)));
        }
        let fresh = format!("{head}<!-- columns -->\n{columns}<!-- end of columns -->{tail}");
        if fresh != page {
            stale.push(table.name());
            if std::env::var_os("SNAPSHOTS").is_some_and(|what| what == "overwrite") {
                fs::write(&path, fresh).expect("the page can be written");
            }
        }
    }
    let overwritten = std::env::var_os("SNAPSHOTS").is_some();
    assert!(
        stale.is_empty() || overwritten,
        "stale: {stale:?}; SNAPSHOTS=overwrite writes them anew"
    );
}
