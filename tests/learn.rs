//! Marks of all kinds are learned, and tagging again shows them and nothing else.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};
use wiretag::diff::{Became, Of, diff};
use wiretag::write::{Table, TableRow, Tables};

const ARTICLES: &str = "fixtures/learn/articles.jsonl";
const GAZETTEER: &str = "fixtures/learn/gazetteer";

/// What is marked: the table, the article, the words, the mark. All mentions of the words in the article get it.
const MARKS: [(Table, &str, &str, &str); 23] = [
    (Table::Mentions, "mill", "Chad", "reject"),
    (Table::Mentions, "pact", "Chad", "accept"),
    (Table::Mentions, "match", "Jordan", "reject"),
    (Table::Mentions, "envoy", "Jordan", "accept"),
    (Table::Mentions, "road", "TRN", "reject"),
    (Table::Mentions, "quota", "NIA", "is northern-isles-assembly"),
    (Table::Mentions, "glacier", "NIA", "accept"),
    (Table::Mentions, "ship", "Hull", "reject"),
    (Table::Mentions, "city", "Hull", "accept"),
    (Table::Mentions, "talk", "Orla Fenwick", " Accept"),
    (Table::Mentions, "ports", "Finch", "accept"),
    (Table::Mentions, "lake", "Lakers", "reject"),
    (Table::Mentions, "office", "Lakers", "accept"),
    (Table::Rejected, "rates", "Swift", "accept"),
    (Table::Rejected, "birds", "Swift", "reject"),
    (Table::Rejected, "order", "Finch", "is Oswin Finch"),
    (Table::Unknown, "clinic", "Elowen Marsk", "accept"),
    (Table::Unknown, "treaty", "Tavish Accord", "accept"),
    (Table::Unknown, "clinic", "Quillon Trust Ltd", "accept"),
    (Table::Unknown, "mill", "Chad Foods", "accept"),
    (Table::Unknown, "lecture", "Tobias Wrenfield", "is toby-wrenfield"),
    (Table::Unknown, "stage", "Mr Velvet Thunder", "reject"),
    (Table::Unknown, "watch", "Mr Nimbus Kettle", "reject"),
];

fn wiretag(args: &[&str]) -> Output {
    let run = Command::new(env!("CARGO_BIN_EXE_wiretag")).args(args).output();
    run.expect("the command runs")
}

fn tag(out: &Path, more: &[&str]) {
    let out = out.display().to_string();
    let args = ["tag", ARTICLES, "-o", &out, "--no-bundled", "--gazetteer", GAZETTEER];
    let run = wiretag(&[&args, more].concat());
    assert!(run.status.success(), "{run:?}");
}

/// A table of a result with its marks, as a spreadsheet saves it; how many rows have one.
fn marked(tables: &Tables, table: Table, to: &Path) -> usize {
    let mark = |row: &TableRow| {
        let words = row.get(if table == Table::Unknown { "name" } else { "text" });
        let is_new = row.get("entity").starts_with("unknown/");
        let mark = MARKS.iter().find(|(of, article, text, _)| {
            *of == table && *article == row.get("article") && *text == words && !is_new
        });
        mark.map_or("", |(.., mark)| mark)
    };
    let mut csv = csv::WriterBuilder::new().delimiter(b';').from_path(to).expect("a file");
    let columns: Vec<&str> = table.columns().iter().map(|column| column.name).collect();
    csv.write_record(columns.iter().copied().chain(["mark"])).expect("a row");
    let mut count = 0;
    for row in tables.rows(table) {
        let mark = mark(row);
        count += usize::from(!mark.is_empty());
        csv.write_record(columns.iter().map(|c| row.get(c)).chain([mark])).expect("a row");
    }
    csv.flush().expect("a file");
    count
}

/// What changed between two results: what, the article, the words; and how often.
fn changes(old: &Path, new: &Path, of: Of) -> BTreeMap<(&'static str, String, String), usize> {
    let [old, new] = [old, new].map(|path| Tables::open(path).expect("a result"));
    let found = diff(&old, &new, false).expect("they can be compared");
    let mut changes = BTreeMap::new();
    for change in found.changes.into_iter().filter(|change| change.of == of) {
        let key = (change.became.name(), change.article, change.text);
        *changes.entry(key).or_default() += 1;
    }
    changes
}

fn expected(
    changes: &[(Became, &str, &str, usize)],
) -> BTreeMap<(&'static str, String, String), usize> {
    let each = changes.iter();
    each.map(|(became, article, text, n)| {
        ((became.name(), (*article).to_owned(), (*text).to_owned()), *n)
    })
    .collect()
}

#[test]
fn marks_are_learned_and_tagging_again_shows_them_and_nothing_else() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = |name: &str| dir.path().join(name);
    tag(&path("out"), &[]);
    let tables = Tables::open(&path("out")).expect("a result");
    let mut count = 0;
    let mut files = Vec::new();
    for table in [Table::Mentions, Table::Rejected, Table::Unknown] {
        let file = path(&format!("{}-marked.csv", table.name()));
        count += marked(&tables, table, &file);
        files.push(file.display().to_string());
    }
    assert_eq!(count, 34);
    let my = path("my").display().to_string();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let rest = ["-o", &my, "--no-bundled", "--gazetteer", GAZETTEER, "--articles", ARTICLES];
    let args = [&["gazetteer", "learn"], &files[..], &rest].concat();
    let run = wiretag(&args);
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
    assert!(said.starts_with("34 marks: 16 rows of 6 files; written to "), "{said}");
    let check = wiretag(&["gazetteer", "check", GAZETTEER, &my, "--no-bundled"]);
    assert!(
        String::from_utf8_lossy(&check.stderr).ends_with("0 errors, 0 warnings\n"),
        "{check:?}"
    );

    tag(&path("again"), &["--gazetteer", &my]);
    use Became::{Gained, Lost, Relinked};
    let mentions = [
        (Gained, "mill", "Chad Foods", 2),
        (Gained, "order", "Finch", 1),
        (Gained, "rates", "Swift", 2),
        (Lost, "lake", "Lakers", 2),
        (Lost, "match", "Jordan", 2),
        (Lost, "mill", "Chad", 2),
        (Lost, "mill", "Foods", 2),
        (Lost, "road", "TRN", 2),
        (Lost, "ship", "Hull", 1),
        (Lost, "stage", "Mr Velvet Thunder", 1),
        (Lost, "watch", "Mr Nimbus Kettle", 1),
        (Relinked, "clinic", "Elowen Marsk", 1),
        (Relinked, "clinic", "Marsk", 1),
        (Relinked, "clinic", "Quillon Trust Ltd", 1),
        (Relinked, "lecture", "Tobias Wrenfield", 1),
        (Relinked, "lecture", "Wrenfield", 1),
        (Relinked, "quota", "NIA", 2),
        (Relinked, "treaty", "Tavish Accord", 2),
    ];
    let (out, again) = (path("out"), path("again"));
    assert_eq!(changes(&out, &again, Of::Mention), expected(&mentions));
    let about = [(Lost, "match", "", 1), (Lost, "mill", "", 1), (Lost, "ship", "", 1)];
    assert_eq!(changes(&out, &again, Of::About), expected(&about));
    assert!(changes(&out, &again, Of::Topic).is_empty());

    // what is learned is not learned again
    let run = wiretag(&args);
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.starts_with("34 marks: 0 rows of 0 files"), "{said}");
}

#[test]
fn wrong_marks_are_told_all_at_once_and_nothing_is_written() {
    let dir = tempfile::tempdir().expect("a folder");
    tag(&dir.path().join("out"), &[]);
    let tables = Tables::open(&dir.path().join("out")).expect("a result");
    let file = dir.path().join("marked.csv");
    marked(&tables, Table::Mentions, &file);
    let text = std::fs::read_to_string(&file).expect("a file");
    let wrong = ["maybe", "is nobody", "is", "reject"];
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let accepted = lines.iter_mut().filter(|line| line.ends_with(";accept"));
    for (line, mark) in accepted.zip(wrong) {
        *line = line.replace(";accept", &format!(";{mark}"));
    }
    std::fs::write(&file, lines.join("\n")).expect("a file");
    let (file, my) = (file.display().to_string(), dir.path().join("my"));
    let out = my.display().to_string();
    let run = wiretag(&[
        "gazetteer",
        "learn",
        &file,
        "-o",
        &out,
        "--no-bundled",
        "--gazetteer",
        GAZETTEER,
    ]);
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(2), "{said}");
    let told: Vec<&str> = said.lines().filter_map(|line| line.split(" error: ").nth(1)).collect();
    assert_eq!(
        told,
        [
            "the mark `maybe` is not understood; write accept, reject, or `is` and an id",
            "no entry has the id or the name `nobody`; write the id of an entry, or add the entry first",
            "the mark `is` is not understood; write accept, reject, or `is` and an id",
        ]
    );
    assert!(said.contains("marked.csv:6:"), "{said}");
    assert!(!my.exists());
}

#[test]
fn the_name_of_a_country_stays_strong() {
    let dir = tempfile::TempDir::new().expect("there is room");
    let path = |name: &str| dir.path().join(name).display().to_string();
    let (article, out, marks, my) = (path("a.txt"), path("out"), path("marks.csv"), path("my"));
    let text = "She called her dog Kenya, said the trombonist on Monday.\n";
    std::fs::write(&article, text).expect("it is written");
    let layer = ["--no-bundled", "--gazetteer", "fixtures/gazetteer"];
    wiretag(&[&["tag", &article, "-o", &out], &layer[..]].concat());
    let tables = Tables::open(Path::new(&out)).expect("a result");
    let mut csv = csv::Writer::from_path(&marks).expect("a file");
    let columns: Vec<&str> = Table::Mentions.columns().iter().map(|column| column.name).collect();
    csv.write_record(columns.iter().copied().chain(["mark"])).expect("a row");
    let countries = tables.rows(Table::Mentions).iter().filter(|row| row.get("type") == "country");
    let mut count = 0;
    for row in countries {
        csv.write_record(columns.iter().map(|c| row.get(c)).chain(["reject"])).expect("a row");
        count += 1;
    }
    assert!(count > 0);
    drop(csv);
    let learned = wiretag(&[&["gazetteer", "learn", &marks, "-o", &my], &layer[..]].concat());
    assert!(learned.status.success(), "{learned:?}");
    let countries = std::fs::read_to_string(Path::new(&my).join("countries.csv")).expect("a file");
    assert_eq!(countries, "id,name,aliases,weak,context,exclude,source\nke,,,,,trombonist,hand\n");
}
