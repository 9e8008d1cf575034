//! The house stands: imports go down only, every module has a floor, documents name paths that are
//! there.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

use std::fs;
use std::path::{Path, PathBuf};

/// The floors, lowest first, as ARCHITECTURE.md draws them.
const FLOORS: &[&[&str]] = &[
    &["error", "fold", "location", "sentence", "span"],
    &["article", "gazetteer", "record", "story"],
    &["classify", "eval", "extract", "find", "import", "read", "resolve", "write"],
    &["bundle", "config"],
    &["pipeline"],
    &["check", "diff", "learn", "report"],
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

fn files(dir: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The room that a file of `src/` belongs to.
fn room(file: &Path) -> String {
    let inside = file.strip_prefix(root().join("src")).expect("the file is in src");
    let first = inside.components().next().expect("the path is not empty");
    first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// Each room named as `crate::ROOM` in a text, tests left out.
fn imports(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let named = |line: &str| -> Vec<String> {
        let name = |part: &str| {
            part.split(|c: char| !c.is_alphanumeric() && c != '_').next().map(str::to_owned)
        };
        line.split("crate::").skip(1).filter_map(name).collect()
    };
    lines
        .flat_map(named)
        .filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))
        .collect()
}

#[test]
fn imports_go_down_only() {
    for file in files(&root().join("src"), "rs") {
        let room = room(&file);
        if matches!(room.as_str(), "lib" | "bin") {
            continue;
        }
        let from = floor(&room).unwrap_or_else(|| panic!("{} has no floor", file.display()));
        let text = fs::read_to_string(&file).expect("the file is text");
        for import in imports(&text).into_iter().filter(|import| *import != room) {
            let to = floor(&import)
                .unwrap_or_else(|| panic!("{}: `{import}` has no floor", file.display()));
            let nouns = from <= 1 && to == from;
            assert!(to < from || nouns, "{}: `{room}` may not use `{import}`", file.display());
        }
    }
}

#[test]
fn the_table_of_contents_is_whole_and_in_floor_order() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("the file is text");
    fn module(line: &str) -> Option<&str> {
        line.strip_prefix("pub ").unwrap_or(line).strip_prefix("mod ")?.strip_suffix(';')
    }
    let listed: Vec<&str> = lib.lines().filter_map(module).collect();
    assert_eq!(listed, FLOORS.concat());
}

#[test]
fn documents_name_paths_that_are_there() {
    const ROOTS: &[&str] =
        &[".ci/", "benches/", "docs/", "fixtures/", "gazetteers/", "src/", "tests/"];
    let mut pages = files(&root().join("docs"), "md");
    pages.extend(["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"].map(|page| root().join(page)));
    for page in pages {
        let text = fs::read_to_string(&page).expect("the page is text");
        for code in text.split('`').skip(1).step_by(2) {
            let is_path = ROOTS.iter().any(|start| code.starts_with(start));
            if is_path && !code.contains(['<', '*', '…', ' ', '{']) && !code.contains("NAME") {
                assert!(root().join(code).exists(), "{}: `{code}` is not there", page.display());
            }
        }
    }
}
