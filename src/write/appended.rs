//! A batch that is added to a result gives what one run over all articles gives.

use super::readback::{parquet_rows, read};
use super::*;
use crate::record::Record;
use rusqlite::Connection;
use std::fs;

const FORMATS: [(&str, Format); 4] = [
    ("out", Format::Folder),
    ("out.jsonl", Format::Jsonl),
    ("out.sqlite", Format::Sqlite),
    ("tables", Format::Parquet),
];

const APPEND: Options = Options {
    append: true,
    force: false,
    text: false,
    zones: false,
    bom: false,
    follows: false,
    kept: Kept::NONE,
};

/// Writes a batch to `out`, with a document that failed.
fn write(out: &Path, format: Format, options: Options, records: &[Record]) -> Written {
    let mut sink = open(&out.display().to_string(), format, options)?;
    for record in records {
        sink.record(Ready::new(record, format, options))?;
    }
    sink.problem(&Problem::error(Location::file("=b.txt").at(3, 4), "it is empty", "fill it"))?;
    sink.finish(&manifest(records)).map(drop)
}

fn manifest(records: &[Record]) -> Manifest {
    let mut counts = Counts::default();
    records.iter().for_each(|record| counts.add(&Counts::of(record)));
    Manifest::new(serde_json::json!({"min": 0.5}), &[], vec!["a.txt".into()], counts)
}

/// All that a result holds but its manifest.
fn held(out: &Path, format: Format) -> Vec<String> {
    let table = |table: Table| match format {
        Format::Folder => fs::read_to_string(out.join(format!("{}.csv", table.name()))).unwrap(),
        Format::Parquet => {
            let mut rows = parquet_rows(&out.join(parquet::file_name(table)));
            if table == Table::Errors {
                // what this format could not hold stands beside the article it is of
                rows.sort();
            }
            format!("{rows:?}")
        }
        Format::Sqlite => {
            let db = Connection::open(out).expect("a SQLite file");
            format!("{:?}", read(&db, table.columns(), table.name()))
        }
        _ => fs::read_to_string(out).unwrap(),
    };
    Table::ALL.map(table).into()
}

#[test]
fn two_batches_are_as_one() {
    let records = sample::hard();
    let mut last = sample::record("e.txt", "Malta, Ann Bloom.", &["Malta"]);
    last.mentions.extend(records[3].mentions.iter().take(1).cloned());
    last.article.published = Some("1999-12-31".to_owned());
    let records = [records, vec![last]].concat();
    for (name, format) in FORMATS {
        let dir = tempfile::tempdir().expect("a folder");
        let (one, two) = (dir.path().join(format!("one-{name}")), dir.path().join(name));
        write(&one, format, Options::default(), &records).expect("there is room");
        if matches!(format, Format::Folder | Format::Parquet) {
            fs::create_dir(&two).expect("a folder");
        }
        // to what is not there yet, or is empty, a batch is added as well
        write(&two, format, APPEND, &records[..2]).expect("there is room");
        write(&two, format, APPEND, &records[2..4]).expect("there is room");
        write(&two, format, APPEND, &records[4..]).expect("there is room");
        let mut told = fs::read_dir(dir.path()).expect("a folder").flatten();
        assert!(told.all(|file| !file.file_name().to_string_lossy().starts_with('.')));
        let (one, two) = (held(&one, format), held(&two, format));
        assert_eq!(one, two, "{name}");
    }
}

#[test]
fn the_articles_that_are_there_are_known() {
    for (name, format) in FORMATS {
        let dir = tempfile::tempdir().expect("a folder");
        let out = dir.path().join(name);
        write(&out, format, Options::default(), &sample::hard()).expect("there is room");
        let before = held(&out, format);
        let sink = open(&out.display().to_string(), format, APPEND).expect("it is ours");
        let known = sink.known();
        let mut known: Vec<&str> = known.iter().map(String::as_str).collect();
        known.sort_unstable();
        assert_eq!(known, ["=a,\"1\".txt", "c.txt", "d.txt"], "{name}");
        drop(sink);
        assert_eq!(held(&out, format), before, "{name} is as it was");
        write(&out, format, APPEND, &[]).expect("there is room");
        assert_eq!(held(&out, format), before, "{name} with nothing more");
    }
}

#[test]
fn the_manifest_has_every_run_and_the_sum() {
    let records = sample::hard();
    for (name, format) in [("out", Format::Folder), ("tables", Format::Parquet)] {
        let dir = tempfile::tempdir().expect("a folder");
        let out = dir.path().join(name);
        for records in [&records[..2], &records[2..3], &records[3..]] {
            write(&out, format, APPEND, records).expect("there is room");
        }
        let run = fs::read(out.join(MANIFEST)).expect("a manifest");
        let run: serde_json::Value = serde_json::from_slice(&run).expect("JSON");
        let articles = |run: &serde_json::Value| run["counts"]["articles"].as_u64();
        let runs = run["runs"].as_array().expect("a list");
        assert_eq!(runs.iter().map(articles).collect::<Vec<_>>(), [2, 1, 1].map(Some));
        assert_eq!(articles(&run), Some(4));
    }
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out.db");
    for records in [&records[..2], &records[2..3], &records[3..]] {
        write(&out, Format::Sqlite, APPEND, records).expect("there is room");
    }
    let db = Connection::open(&out).expect("a SQLite file");
    let value = |key: &str| -> i64 {
        let sql = "SELECT value FROM run WHERE key = ?";
        db.query_row(sql, [key], |row| row.get(0)).unwrap_or_else(|e| panic!("{key}: {e}"))
    };
    assert_eq!(value("counts.articles"), 4);
    let of = |n| value(&format!("runs.{n}.counts.articles"));
    assert_eq!([of(1), of(2), of(3)], [2, 1, 1]);
    let found = "SELECT count(*) FROM sentences WHERE sentences MATCH 'bloom'";
    assert_eq!(db.query_row(found, [], |row| row.get::<_, u32>(0)), Ok(2));
}

fn refusal(out: &Path, format: Format) -> String {
    let out = out.display().to_string();
    open(&out, format, APPEND).err().expect("a refusal").to_string()
}

#[test]
fn what_cannot_be_added_to_is_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    let at = |name: &str| dir.path().join(name);
    let said = refusal(&at("out.xlsx"), Format::Workbook);
    assert!(said.contains("a workbook can't be added to; add to a SQLite file"), "{said}");
    assert!(refusal(&at("a.csv"), Format::Table(Table::Topics)).contains("one table can't be"));
    assert!(refusal(&at("texts"), Format::Brat).contains("this format can't be added to"));
    assert!(refusal(Path::new("-"), Format::Jsonl).contains("nothing to add to"));

    let records = sample::hard();
    for (name, format) in FORMATS {
        write(&at(name), format, Options::default(), &records[..1]).expect("there is room");
    }
    assert!(refusal(&at("out"), Format::Parquet).contains("there is no articles.parquet"));
    let run = fs::read_to_string(at("out/run.json")).expect("a manifest");
    let other = format!("\"schema_version\": {SCHEMA_VERSION}");
    fs::write(at("out/run.json"), run.replace(&other, "\"schema_version\": 1")).expect("a file");
    let said = refusal(&at("out"), Format::Folder);
    assert!(
        said.contains("its tables are of version 1, and this wiretag writes version"),
        "{said}"
    );
    fs::write(at("out/run.json"), run).expect("a file");
    fs::write(at("out/topics.csv"), "article,subject\n").expect("a file");
    let said = refusal(&at("out"), Format::Folder);
    assert!(said.contains("topics.csv: error: this table has other columns"), "{said}");

    fs::write(at("out.jsonl"), "{\"id\": \"a\"}\n").expect("a file");
    let said = refusal(&at("out.jsonl"), Format::Jsonl);
    assert!(said.contains("out.jsonl:1: error: this line is no record"), "{said}");
    fs::write(at("tables/topics.parquet"), "PAR1").expect("a file");
    let said = refusal(&at("tables"), Format::Parquet);
    assert!(said.contains("topics.parquet: error: this table is damaged"), "{said}");
    fs::write(at("b.db"), "").expect("a file");
    assert!(refusal(&at("b.db"), Format::Sqlite).contains("is not a result of wiretag"));
}
