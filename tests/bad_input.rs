//! Bad input: one clear line that names the place, the other documents tagged, the exit code as
//! promised, and no panic.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// A folder of its own with a good article in it.
fn folder() -> TempDir {
    let dir = TempDir::new().expect("there is room");
    fs::write(dir.path().join("good.txt"), "Ministers from Kenya met in Oslo.\n").expect("written");
    dir
}

/// Runs the command in a folder, with the small gazetteer of the fixtures.
fn wiretag(dir: &Path, args: &[&str]) -> Output {
    let gazetteer = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/gazetteer");
    let mut command = Command::new(env!("CARGO_BIN_EXE_wiretag"));
    command.current_dir(dir).args(args).env_remove("RUST_BACKTRACE");
    if args.first() != Some(&"gazetteer") {
        command.arg("--no-bundled").arg("--gazetteer").arg(gazetteer);
    }
    command.output().expect("the command runs")
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

/// Tags a bad input together with the good article: `line` is what is said of it.
fn tag_beside_good(dir: &TempDir, input: &str, line: &str) {
    let output = wiretag(dir.path(), &["tag", "good.txt", input, "-o", "out"]);
    let said = said(&output);
    assert_eq!(said.lines().next(), Some(line), "{said}");
    assert_eq!(output.status.code(), Some(1), "{said}");
    let tagged =
        fs::read_to_string(dir.path().join("out/mentions.csv")).expect("the table is there");
    assert!(tagged.contains("good.txt") && tagged.contains("Kenya"), "{tagged}");
    let errors = fs::read_to_string(dir.path().join("out/errors.csv")).expect("the table is there");
    assert_eq!(errors.lines().count(), 2, "{errors}");
}

/// A bad input made of these bytes.
fn bad_bytes(name: &str, bytes: &[u8], line: &str) {
    let dir = folder();
    fs::write(dir.path().join(name), bytes).expect("written");
    tag_beside_good(&dir, name, line);
}

#[test]
fn an_empty_file() {
    let line = "empty.txt: error: is empty; check what wrote it, or leave it out";
    bad_bytes("empty.txt", b"", line);
}

#[test]
fn a_binary_file() {
    let line = "data.txt: error: is binary: it holds zero bytes, which a text does not; leave it out, or \
                save its text as .txt";
    bad_bytes("data.txt", b"\x01\x02\x00\x00\x07Kenya\x00", line);
}

/// The library that reads Parquet panics on it: caught, and not seen.
#[test]
fn a_table_that_makes_no_sense() {
    let bytes = include_bytes!("../fixtures/broken/no-dictionary.parquet");
    let line = "rows.parquet:1: error: rows 1 to 3 cannot be read: the table is damaged (it makes no sense); \
                get the file anew";
    bad_bytes("rows.parquet", bytes, line);
}

#[test]
fn utf8_with_a_damaged_byte() {
    let line = "bad.txt:2:6: error: is UTF-8 up to this byte, which is not; save it as UTF-8, with this \
                place corrected";
    let text =
        ["São Tomé, Côte d’Ivoire, İzmir\nKenya".as_bytes(), b"\xff", " and Perú".as_bytes()]
            .concat();
    bad_bytes("bad.txt", &text, line);
}

#[test]
fn another_encoding_is_decoded() {
    let dir = folder();
    let latin1 = b"Le pr\xe9sident du Kenya est arriv\xe9 \xe0 Oslo, o\xf9 il a \xe9t\xe9 re\xe7u.";
    fs::write(dir.path().join("latin1.txt"), latin1).expect("written");
    let output = wiretag(dir.path(), &["tag", "latin1.txt", "-o", "-"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(String::from_utf8_lossy(&output.stdout).contains("\"Kenya\""));
}

#[test]
fn xml() {
    let line = "feed.xml: error: the feed has no item; check what wrote it, or leave it out";
    bad_bytes("feed.xml", b"<?xml version='1.0'?><rss><title>Kenya</title></rss>", line);
}

#[test]
fn a_jsonl_line_that_is_not_json_and_one_without_text() {
    let dir = folder();
    let lines = "{\"id\":\"a\",\"text\":\"Kenya and Norway.\"}\n{\"id\":\"b\",\"text\":\"Ke\n{\"id\":\"c\",\"body\":\"x\"}\n";
    fs::write(dir.path().join("feed.jsonl"), lines).expect("written");
    let output = wiretag(dir.path(), &["tag", "feed.jsonl", "-o", "out"]);
    let said = said(&output);
    let told: Vec<&str> = said.lines().collect();
    assert!(told[0].starts_with("feed.jsonl:2:"), "{said}");
    assert!(told[0].contains("error: the line is not a JSON object"), "{said}");
    let missing = "feed.jsonl:3:1: error: there is no field `text`, only `id`, `body`; give `--field \
                   text=body` if that is the article's text";
    assert_eq!(told[1], missing);
    assert_eq!(output.status.code(), Some(1));
    let articles =
        fs::read_to_string(dir.path().join("out/articles.csv")).expect("the table is there");
    assert_eq!(articles.lines().count(), 2, "{articles}");
}

/// Tags a table of three rows, the second of them bad: `start` is how the one line about it begins.
fn bad_row(name: &str, bytes: &[u8], start: &str) {
    let dir = folder();
    fs::write(dir.path().join(name), bytes).expect("written");
    let output = wiretag(dir.path(), &["tag", name, "-o", "out"]);
    let said = said(&output);
    assert!(said.starts_with(start), "{said}");
    assert_eq!(said.matches(": error: ").count(), 1, "{said}");
    assert_eq!(output.status.code(), Some(1), "{said}");
    let articles =
        fs::read_to_string(dir.path().join("out/articles.csv")).expect("the table is there");
    assert_eq!(articles.lines().count(), 3, "{articles}");
}

#[test]
fn a_table_with_a_row_that_is_wrong() {
    let rows: [(&[u8], &str); 4] = [
        (b"2,Oslo, Norway", "news.csv:3: error: the row has 3 cells, the header has 2; "),
        (b"2", "news.csv:3: error: the row has 1 cell, the header has 2; "),
        (b"2, ", "news.csv:3:3: error: column `text` is empty; "),
        (b"2,Oslo\0", "news.csv:3: error: the row holds a zero byte"),
    ];
    for (row, start) in rows {
        // so far behind that the first look at the file does not see it
        let first = format!("id,text\n1,{}\n", "Kenya ".repeat(12_000));
        let table = [first.as_bytes(), row, b"\n3,Kenya\n"].concat();
        bad_row("news.csv", &table, start);
    }
}

#[test]
fn a_json_array_with_an_element_that_is_wrong() {
    let array = b"[{\"text\": \"Kenya\"},\n {\"text\": [1]},\n {\"text\": \"Oslo\"}]";
    bad_row("news.json", array, "news.json:2:3: error: field `text` is an array");
}

#[test]
fn a_table_without_a_text() {
    let line = "news.csv:1:1: error: there is no column `text`, only `id`, `Body`; give `--field \
                text=Body` if that is the article's text";
    bad_bytes("news.csv", b"id,Body\n1,Kenya\n", line);
}

#[test]
fn xz_that_is_cut_off() {
    let line = "news.txt.xz: error: the xz data is cut off; get the file anew; `xz -t` tests it";
    let whole = include_bytes!("../fixtures/inputs/articles.jsonl.xz");
    bad_bytes("news.txt.xz", &whole[..20], line);
}

#[test]
fn a_missing_file() {
    let line = "nowhere.txt: error: cannot open: no such file or directory; check the path";
    let dir = folder();
    tag_beside_good(&dir, "nowhere.txt", line);
}

#[cfg(unix)]
#[test]
fn an_unreadable_folder() {
    use std::os::unix::fs::PermissionsExt;
    let dir = folder();
    let locked = dir.path().join("locked");
    fs::create_dir(&locked).expect("made");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).expect("locked");
    // root reads it all the same: then the folder is merely empty, which is told as well
    let may_read = fs::read_dir(&locked).is_ok();
    let output = wiretag(dir.path(), &["tag", "good.txt", "locked", "-o", "out"]);
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).expect("unlocked");
    let said = said(&output);
    let reason = if may_read { "locked: error: " } else { "locked: error: cannot read" };
    assert!(said.starts_with(reason), "{said}");
    assert_eq!(output.status.code(), Some(1), "{said}");
}

#[test]
fn an_output_that_cannot_be_written() {
    let dir = folder();
    fs::write(dir.path().join("file"), "mine").expect("written");
    let output = wiretag(dir.path(), &["tag", "good.txt", "-o", "file/out"]);
    let said = said(&output);
    assert!(said.starts_with("file"), "{said}");
    assert!(said.contains(": error: cannot"), "{said}");
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert_eq!(fs::read_to_string(dir.path().join("file")).expect("still there"), "mine");
}

#[test]
fn an_output_that_exists_is_kept_without_force() {
    let dir = folder();
    let tag =
        |more: &[&str]| wiretag(dir.path(), &[&["tag", "good.txt", "-o", "out"], more].concat());
    assert_eq!(tag(&[]).status.code(), Some(0));
    let again = tag(&[]);
    assert!(said(&again).contains("--force"), "{}", said(&again));
    assert_eq!(again.status.code(), Some(2));
    assert_eq!(tag(&["--force"]).status.code(), Some(0));
}

#[test]
fn a_single_line_of_200_megabytes() {
    let dir = folder();
    let mut file = fs::File::create(dir.path().join("long.txt")).expect("made");
    let filler =
        "The market moved on as grain, copper and cotton changed hands in the hall. ".repeat(1000);
    for _ in 0..200_000_000 / filler.len() {
        file.write_all(filler.as_bytes()).expect("written");
    }
    file.write_all(b"Then Kenya spoke.").expect("written");
    let refused = wiretag(dir.path(), &["tag", "long.txt", "--table", "mentions"]);
    let line = "long.txt: error: has more than 67108864 bytes, too many for one document; split it into its \
                articles, or raise `--limit document=`";
    assert_eq!(said(&refused).lines().next(), Some(line));
    let raised = ["tag", "long.txt", "--table", "mentions", "--limit", "document=1G"];
    let output = wiretag(dir.path(), &raised);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let table = String::from_utf8_lossy(&output.stdout);
    assert!(table.contains("Then Kenya spoke."), "{}", &table[..table.len().min(500)]);
}

/// Uses a gazetteer of one file: `lines` are what is said of it.
fn bad_gazetteer(name: &str, text: &str, lines: &[&str]) {
    let dir = folder();
    fs::create_dir(dir.path().join("my")).expect("made");
    fs::write(dir.path().join("my").join(name), text).expect("written");
    let tagged = wiretag(dir.path(), &["tag", "good.txt", "--gazetteer", "my", "-o", "out"]);
    assert_eq!(said(&tagged).lines().collect::<Vec<_>>(), lines);
    assert_eq!(tagged.status.code(), Some(2));
    assert!(!dir.path().join("out").exists());
    let checked = wiretag(dir.path(), &["gazetteer", "check", "my", "--no-bundled"]);
    let told = said(&checked);
    assert_eq!(told.lines().take(lines.len()).collect::<Vec<_>>(), lines);
    assert_eq!(checked.status.code(), Some(2));
}

#[test]
fn a_gazetteer_with_an_id_twice() {
    let lines = [
        "my/people.csv:3:1: error: the id `ann` stands already at my/people.csv:2:1; merge the two \
                  rows or give one another id",
    ];
    bad_gazetteer("people.csv", "id,name\nann,Ann Example\nann,Anna Example\n", &lines);
}

#[test]
fn a_gazetteer_with_an_unknown_column() {
    let lines = [
        "my/people.csv:1:9: error: unknown column `alias`; the columns are id, name, aliases, former, \
                  weak, context, exclude, wikidata, source, disabled, role, country, as_of",
    ];
    bad_gazetteer("people.csv", "id,name,alias\nann,Ann Example,Annie\n", &lines);
}

#[test]
fn a_gazetteer_with_an_alias_twice() {
    let lines =
        ["my/people.csv:2:17: error: `Annie` stands twice in `aliases`; keep one of the two"];
    bad_gazetteer("people.csv", "id,name,aliases\nann,Ann Example,Annie; Annie\n", &lines);
}

#[test]
fn a_gazetteer_with_a_stray_quote() {
    let lines = [
        "my/people.csv:2:5: error: a stray quote; put quotes around the whole cell and double those \
                  inside it",
    ];
    bad_gazetteer("people.csv", "id,name\nann,Ann \"Annie\" Example\nbea,Bea Example\n", &lines);
}

#[test]
fn all_mistakes_of_a_gazetteer_are_told_at_once() {
    let lines = [
        "my/people.csv:2:1: error: the id `Ann Example` is not made of a-z, 0-9 and hyphens; write it in \
         lower-case ASCII",
        "my/people.csv:3:15: error: `country` is `Kenya`; write an ISO 3166 alpha-2 code in capitals, such \
         as TW",
    ];
    let text = "id,name,country\nAnn Example,Ann Example,\nbea,Bea Bloom,Kenya\n";
    bad_gazetteer("people.csv", text, &lines);
}

#[test]
fn a_reader_that_goes_away_is_no_mistake() {
    let dir = folder();
    let script = format!(
        "{} tag good.txt --no-bundled --gazetteer {} --table mentions | true; echo ${{PIPESTATUS[0]}}",
        env!("CARGO_BIN_EXE_wiretag"),
        Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/gazetteer").display()
    );
    let output = Command::new("bash")
        .current_dir(dir.path())
        .args(["-c", &script])
        .output()
        .expect("bash runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "0", "{}", said(&output));
}
