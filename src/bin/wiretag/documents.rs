//! What documents say of the command is so.

#![allow(clippy::expect_used, reason = "a test says what it expects")]

use crate::args::Args;
use crate::settings;
use clap::CommandFactory;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every page that shows commands.
fn pages() -> Vec<(PathBuf, String)> {
    let mut paths =
        vec![root().join("README.md"), root().join("src/bin/wiretag/starter/README.md")];
    let docs = walkdir::WalkDir::new(root().join("docs")).sort_by_file_name();
    let found = docs.into_iter().flatten().map(walkdir::DirEntry::into_path);
    paths.extend(found.filter(|path| path.extension().is_some_and(|ending| ending == "md")));
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("the page is text");
        (path, text)
    };
    paths.into_iter().map(read).collect()
}

/// The commands of the blocks that are for a shell; others are run, by `tests/cli.rs`.
fn commands(page: &str) -> Vec<String> {
    let (mut found, mut in_shell, mut before) = (Vec::new(), false, String::new());
    for line in page.lines().map(str::trim_start) {
        if let Some(language) = line.strip_prefix("```") {
            in_shell = !in_shell && matches!(language, "sh" | "powershell");
        } else if in_shell {
            match line.strip_suffix(['\\', '`']) {
                Some(first) => before.push_str(first),
                None => found.push(std::mem::take(&mut before) + line),
            }
        }
    }
    found.retain(|command| command.starts_with("wiretag "));
    found
}

/// The words of a command as a shell takes them, up to what is no longer its own.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    for c in command.chars() {
        match (quote, c) {
            (None, '\'' | '"') => quote = Some(c),
            (None, '#' | '|' | '>' | '&' | ';') => break,
            (None, ' ') => words.push(std::mem::take(&mut word)),
            (Some(end), c) if c == end => quote = None,
            (_, c) => word.push(c),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn commands_in_documents_are_commands() {
    let root = settings::keys::with_switches(Args::command());
    let mut wrong = String::new();
    for (path, page) in pages() {
        for command in commands(&page) {
            if let Err(error) = root.clone().try_get_matches_from(words(&command))
                && error.use_stderr()
            {
                let _ = writeln!(wrong, "{}: {command}\n{error}", path.display());
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// `SNAPSHOTS=overwrite cargo test --bin wiretag` writes the table anew.
#[test]
fn every_setting_stands_in_the_page_on_settings() {
    let path = root().join("docs/settings.md");
    let page = fs::read_to_string(&path).expect("the page is there");
    let (head, rest) = page.split_once("<!-- settings -->\n").expect("the table begins");
    let (table, tail) = rest.split_once("<!-- end of settings -->").expect("the table ends");
    let mut fresh = String::from("| key | for | without it | what it does |\n|---|---|---|---|\n");
    for entry in settings::entries() {
        let settings::Entry { key, value, is_default, about, commands } = entry;
        let value = if is_default { format!("`{value}`") } else { "not set".to_owned() };
        let about = about.replace('|', "\\|").replace('<', "&lt;");
        let _ = writeln!(fresh, "| `{key}` | {} | {value} | {about} |", commands.join(", "));
    }
    if std::env::var_os("SNAPSHOTS").is_some_and(|what| what == "overwrite") {
        let page = format!("{head}<!-- settings -->\n{fresh}<!-- end of settings -->{tail}");
        fs::write(&path, page).expect("the page can be written");
    } else {
        assert!(table == fresh, "docs/settings.md is stale; SNAPSHOTS=overwrite writes it anew");
    }
}
