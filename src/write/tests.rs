//! What a user of this room sees: files, streams, refusals.

use super::*;
use crate::article::{Zone, ZoneKind};
use crate::gazetteer::Kind;
use crate::record::{About, Record, Story, TopicScore};
use crate::span::Span;
use crate::write::sample;
use std::fs;
use std::sync::{Arc, Mutex};

const FORCE: Options = Options {
    force: true,
    follows: false,
    append: false,
    text: false,
    zones: false,
    bom: false,
    kept: Kept::NONE,
};

fn ferry() -> Record {
    let text = "Une fête 🇹🇳!\n\nMalta met =Tunisia\nin June. Malta sailed.";
    let mut record = sample::record("a.txt", text, &["Malta", "=Tunisia\nin"]);
    record.article.title = Some("Une  fête 🇹🇳!".to_owned());
    record.article.published = Some("2026-01-28".to_owned());
    record.article.body_start = "Une fête 🇹🇳!\n\n".len();
    record.article.zones = vec![
        zone(ZoneKind::Title, 0..record.article.body_start - 2),
        zone(ZoneKind::Body, record.article.body_start..text.len()),
    ];
    sample::mention(&mut record, Kind::Agreement, "fête");
    sample::reject(&mut record, Kind::Person, "June", "a month");
    record.about = vec![About { iso2: "MT".to_owned(), share: 0.6, reason: String::new() }];
    record.topics =
        vec![TopicScore { topic: sample::topic(), score: 0.123_456, terms: vec!["ferry".into()] }];
    record
}

fn zone(kind: ZoneKind, range: std::ops::Range<usize>) -> Zone {
    Zone { kind, span: Span::of(range), why: "" }
}

fn manifest() -> Manifest {
    Manifest::new(serde_json::json!({}), &[], vec!["a.txt".to_owned()], Counts::default())
}

/// A stream that a test can read afterwards.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("one thread").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A stream that refuses.
struct Broken(io::ErrorKind);

impl Write for Broken {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn written(format: Format, options: Options, records: &[Record]) -> String {
    let to = Shared::default();
    let mut sink = stream(format, options, to.clone()).expect("a stream");
    for record in records {
        sink.record(Ready::new(record, format, options)).expect("memory takes all");
    }
    sink.finish(&manifest()).expect("memory takes all");
    let bytes = to.0.lock().expect("one thread").clone();
    String::from_utf8(bytes).expect("UTF-8")
}

fn save(out: &Path, options: Options) -> Written {
    let mut sink = open(&out.display().to_string(), Format::Folder, options)?;
    sink.record(Ready::new(&ferry(), Format::Folder, options))?;
    sink.problem(&Problem::error(Location::file("b.txt").at(3, 4), "it is empty", "fill it"))?;
    sink.finish(&manifest()).map(drop)
}

fn refusal(written: Written) -> String {
    written.expect_err("a refusal").to_string()
}

fn listed(dir: &Path) -> Vec<String> {
    let files = fs::read_dir(dir).expect("a folder").flatten();
    let mut names: Vec<String> =
        files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn mentions_count_characters_in_the_documents_own_field_and_defuse_formulas() {
    let csv = written(Format::Table(Table::Mentions), Options::default(), &[ferry()]);
    let rows: Vec<&str> = csv.lines().skip(1).collect();
    assert_eq!(
        rows[0],
        "a.txt,,Une fête 🇹🇳!,,2026-01-28,agreement,fête,fête,fête,,yes,title,title,4,8,0.98,\
         canonical name,Une fête 🇹🇳!,,,bundled/curated/names.csv:7,"
    );
    assert!(rows[1].contains(",Malta,name,yes,body,text,0,5,0.98,"), "{}", rows[1]);
    assert!(rows[1].contains(",Malta met =Tunisia in June.,,MA,"), "{}", rows[1]);
    assert!(rows[2].contains(",'=Tunisia in,name,yes,body,text,10,21,"), "{}", rows[2]);
    assert_eq!(rows.len(), 4);
}

#[test]
fn every_table_of_a_folder_has_its_header() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("new/out");
    save(&out, Options::default()).expect("the folder is new");
    assert_eq!(listed(&out).len(), Table::ALL.len() + 1);
    for table in Table::ALL {
        let csv = fs::read_to_string(out.join(format!("{}.csv", table.name()))).expect("a table");
        let names: Vec<&str> = table.columns().iter().map(|column| column.name).collect();
        assert_eq!(csv.lines().next(), Some(names.join(",").as_str()));
    }
    let errors = fs::read_to_string(out.join("errors.csv")).expect("a table");
    assert_eq!(errors.lines().nth(1), Some("b.txt,3:4,it is empty,fill it"));
    let articles = fs::read_to_string(out.join("articles.csv")).expect("a table");
    let row = articles.lines().nth(1).expect("an article");
    assert_eq!(
        row,
        "a.txt,,Une fête 🇹🇳!,,2026-01-28,en,9,MT,Malta; Tunisia in,,,fête,,Transport,4,0,0.00,a.txt"
    );
    assert_eq!(listed(dir.path()), ["new"]);
    assert_eq!(listed(&dir.path().join("new")), ["out"]);
}

#[test]
fn a_result_is_replaced_only_by_force() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out");
    fs::create_dir(&out).expect("an empty folder");
    save(&out, Options::default()).expect("an empty folder holds nothing to lose");
    let before = fs::read_to_string(out.join("mentions.csv")).expect("a table");
    assert!(refusal(save(&out, Options::default())).contains("add --force"));
    fs::write(out.join("mentions.csv"), "old").expect("a file");
    save(&out, FORCE).expect("forced");
    assert_eq!(fs::read_to_string(out.join("mentions.csv")).expect("a table"), before);
    assert_eq!(listed(&out).len(), Table::ALL.len() + 1);
}

#[test]
fn a_strangers_folder_is_left_alone_even_by_force() {
    let dir = tempfile::tempdir().expect("a folder");
    let theirs = dir.path().join("thesis.doc");
    fs::write(&theirs, "years of work").expect("a file");
    let said = refusal(save(dir.path(), FORCE));
    assert!(said.contains("holds `thesis.doc`, which wiretag did not write"), "{said}");
    fs::remove_file(&theirs).expect("mine");
    fs::write(dir.path().join("mentions.csv"), "theirs").expect("a file");
    assert!(refusal(save(dir.path(), FORCE)).contains("no run.json"));
    fs::write(dir.path().join(MANIFEST), "{\"of\": \"another tool\"}").expect("a file");
    assert!(refusal(save(dir.path(), FORCE)).contains("no run.json"));
    assert_eq!(listed(dir.path()), ["mentions.csv", MANIFEST]);
    assert!(refusal(save(&dir.path().join(MANIFEST), FORCE)).contains("a file, not a folder"));
}

#[test]
fn a_result_that_is_not_finished_leaves_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    for (name, format) in [
        ("out", Format::Folder),
        ("out.jsonl", Format::Jsonl),
        ("out.xlsx", Format::Workbook),
        ("out.sqlite", Format::Sqlite),
        ("tables", Format::Parquet),
        ("topics.parquet", Format::ParquetTable(Table::Topics)),
        ("texts", Format::Brat),
        ("out.gkg", Format::Gkg),
    ] {
        let out = dir.path().join(name).display().to_string();
        let mut sink = open(&out, format, Options::default()).expect("a new result");
        sink.record(Ready::new(&ferry(), format, FORCE)).expect("there is room");
        assert_eq!(listed(dir.path()).len(), 1);
        drop(sink);
        assert!(listed(dir.path()).is_empty());
    }
}

#[test]
fn a_file_is_replaced_only_by_force() {
    for (name, format) in [
        ("out.jsonl", Format::Jsonl),
        ("out.xlsx", Format::Workbook),
        ("out.sqlite", Format::Sqlite),
        ("topics.parquet", Format::ParquetTable(Table::Topics)),
    ] {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("deep").join(name);
        let out = path.display().to_string();
        let save = |options| {
            let mut sink = open(&out, format, options)?;
            sink.record(Ready::new(&ferry(), format, options))?;
            sink.finish(&manifest())
        };
        assert_eq!(save(Options::default()), Ok(vec![]));
        let before = fs::read(&path).expect("a file");
        let said = refusal(save(Options::default()).map(drop));
        assert!(said.ends_with("add --force to replace it, or name another file"), "{said}");
        fs::write(&path, "old").expect("a file");
        assert_eq!(save(FORCE), Ok(vec![]));
        assert!(fs::read(&path).expect("a file") == before, "{name} has other bytes");
        assert_eq!(listed(&dir.path().join("deep")), [name]);
    }
}

#[test]
fn jsonl_has_the_columns_as_keys_and_the_text_as_given() {
    let all = Options { text: true, zones: true, ..Options::default() };
    let line = written(Format::Jsonl, all, &[ferry()]);
    let json: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    let text = json["text"].as_str().expect("the text");
    assert!(text.starts_with("Malta met"));
    for mention in json["mentions"].as_array().expect("mentions").iter().skip(1) {
        let at = |key: &str| mention[key].as_u64().expect("a number") as usize;
        let slice: String = text.chars().skip(at("start")).take(at("end") - at("start")).collect();
        assert_eq!(mention["text"], slice);
        assert_eq!(mention["known"], true);
        assert_eq!(mention["wikidata"], serde_json::Value::Null);
    }
    assert_eq!(json["topics"][0]["score"], 0.1235);
    assert_eq!(json["about"], serde_json::json!(["MT"]));
    assert_eq!(json["zones"], serde_json::json!([{"kind": "body", "start": 0, "end": 41}]));
    assert!(line.starts_with("{\"id\":\"a.txt\",\"url\":null,\"title\":\"Une  fête"), "{line}");
}

#[test]
fn the_keys_of_jsonl_are_the_columns_of_the_tables() {
    let line = written(Format::Jsonl, Options::default(), &[ferry()]);
    for (table, key) in
        [(Table::Mentions, "mentions"), (Table::Topics, "topics"), (Table::Rejected, "rejected")]
    {
        let from = line.find(&format!("\"{key}\":[{{")).expect("a list that is not empty");
        let mut at = from;
        for column in &table.columns()[table.of_article()..] {
            let name = if column.name == "topic" { "id" } else { column.name };
            at +=
                line[at..].find(&format!("\"{name}\":")).expect("the key, after the one before it");
        }
    }
}

#[test]
fn cells_are_of_the_kind_of_their_column() {
    let record = ferry();
    let view = rows::View::of(&record);
    for table in Table::ALL {
        let checked: std::result::Result<(), String> = view.rows(table, |cells| {
            assert_eq!(cells.len(), table.columns().len());
            let wrong =
                table.columns().iter().zip(cells).find(|(column, cell)| !fits(column.kind, cell));
            wrong.map_or(Ok(()), |(column, cell)| Err(format!("{column:?} {cell:?}")))
        });
        assert_eq!(checked, Ok(()));
    }
}

fn fits(kind: CellKind, cell: &table::Cell<'_>) -> bool {
    use table::Cell;
    match cell {
        Cell::Empty => true,
        Cell::Text(_) => {
            matches!(
                kind,
                CellKind::Text
                    | CellKind::Date
                    | CellKind::Day
                    | CellKind::Address
                    | CellKind::Prose
            )
        }
        Cell::Integer(_) => kind == CellKind::Integer,
        Cell::Number(_) => matches!(kind, CellKind::Number(_)),
        Cell::Bool(_) => kind == CellKind::Bool,
        Cell::List(_) => kind == CellKind::List,
    }
}

#[test]
fn no_table_has_a_column_twice() {
    for table in Table::ALL {
        let mut names: Vec<&str> = table.columns().iter().map(|column| column.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), table.columns().len(), "{}", table.name());
    }
}

#[test]
fn a_reader_that_went_away_is_not_an_error() {
    for format in [Format::Jsonl, Format::Table(Table::Mentions)] {
        let gone = |kind| {
            let mut sink =
                stream(format, Options::default(), Broken(kind)).expect("nothing is out yet");
            let written = sink.record(Ready::new(&ferry(), format, Options::default()));
            written.and_then(|()| sink.finish(&manifest()).map(drop)).expect_err("it is broken")
        };
        assert_eq!(gone(io::ErrorKind::BrokenPipe), Failure::BrokenPipe);
        assert!(matches!(gone(io::ErrorKind::StorageFull), Failure::Other(_)));
    }
}

#[test]
fn the_ending_names_the_format() {
    let of = |out, table| Format::of(out, table, None).map_err(|e| e.to_string());
    assert_eq!(of("out", None), Ok(Format::Folder));
    assert_eq!(of("out.2026/", None), Ok(Format::Folder));
    assert_eq!(of("out.jsonl", None), Ok(Format::Jsonl));
    assert_eq!(of("out.xlsx", None), Ok(Format::Workbook));
    for out in ["out.sqlite", "a.b/out.sqlite3", "out.db"] {
        assert_eq!(of(out, None), Ok(Format::Sqlite));
    }
    assert_eq!(of("-", None), Ok(Format::Jsonl));
    assert_eq!(of("-", Some("topics")), Ok(Format::Table(Table::Topics)));
    for out in ["x.gkg", "20260128.gkg.csv"] {
        assert_eq!(of(out, None), Ok(Format::Gkg));
    }
    assert_eq!(of("x.annotations.jsonl", None), Ok(Format::Annotations));
    assert_eq!(of("x.csv", Some("errors")), Ok(Format::Table(Table::Errors)));
    assert_eq!(of("x.parquet", Some("errors")), Ok(Format::ParquetTable(Table::Errors)));
    for (out, table, said) in [
        ("x.csv", None, "x.csv: error: one .csv file can't hold all tables; name a folder"),
        (
            "x.parquet",
            None,
            "x.parquet: error: one .parquet file can't hold all tables; name a folder with -o and give \
             --format parquet",
        ),
        ("x.doc", None, "x.doc: error: the ending .doc names no format; end it in .jsonl"),
        (
            "x.jsonl",
            Some("topics"),
            "x.jsonl: error: one table (topics) does not go to this output",
        ),
        ("x.xlsx", Some("topics"), "x.xlsx: error: one table (topics) does not go to this output"),
        ("x.xls", None, "x.xls: error: the ending .xls names no format; end it in .jsonl, .xlsx"),
        ("-", Some("towns"), "--table: error: there is no table `towns`; name one of articles, "),
    ] {
        let error = of(out, table).expect_err("it has no format");
        assert!(error.starts_with(said), "{error}");
    }
}

#[test]
fn a_format_that_is_named_counts_before_the_ending() {
    let of = |out, table, format| Format::of(out, table, Some(format)).map_err(|e| e.to_string());
    assert_eq!(of("out", None, "parquet"), Ok(Format::Parquet));
    assert_eq!(of("out.2026", None, "parquet"), Ok(Format::Parquet));
    assert_eq!(of("-", Some("topics"), "parquet"), Ok(Format::ParquetTable(Table::Topics)));
    assert_eq!(of("out.json", None, "jsonl"), Ok(Format::Jsonl));
    assert_eq!(of("out.x", None, "csv"), Ok(Format::Folder));
    assert_eq!(of("out", None, "brat"), Ok(Format::Brat));
    assert_eq!(of("out.csv", None, "gkg"), Ok(Format::Gkg));
    let error = of("out.xlsx", None, "parquet").expect_err("a folder has no such name");
    assert!(error.starts_with("out.xlsx: error: one .xlsx file can't hold all tables"), "{error}");
    let error = of("out", None, "arrow").expect_err("no such format");
    assert!(
        error.starts_with("--format: error: there is no format `arrow`; name one of csv, jsonl,")
    );
}

#[test]
fn a_result_in_another_format_is_replaced_as_a_whole() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out");
    save(&out, Options::default()).expect("there is room");
    let sink = open(&out.display().to_string(), Format::Parquet, FORCE).expect("forced");
    sink.finish(&manifest()).expect("there is room");
    let files = listed(&out);
    assert!(files.iter().all(|name| name.ends_with(".parquet") || name == MANIFEST), "{files:?}");
    assert_eq!(files.len(), Table::ALL.len() + 1);
}

#[test]
fn rows_of_texts_are_quoted_and_defused() {
    let rows = [vec!["name", "n"], vec!["=1+1", "-2"], vec!["Bloom, Bea \"B\"", ""], vec![""]];
    let text = csv_text(rows).expect("memory takes everything");
    assert_eq!(text, "name,n\n'=1+1,-2\n\"Bloom, Bea \"\"B\"\"\",\n\"\"\n");
}

#[test]
fn csv_begins_with_a_byte_order_mark_where_it_is_asked_for() {
    let bom = Options { bom: true, ..Options::default() };
    let csv = written(Format::Table(Table::Topics), bom, &[ferry()]);
    assert!(csv.starts_with("\u{feff}article,topic,"), "{csv}");
    assert!(!csv[3..].contains('\u{feff}'));
    let dir = tempfile::tempdir().expect("a folder");
    save(&dir.path().join("out"), bom).expect("there is room");
    for table in Table::ALL {
        let file = fs::read(dir.path().join(format!("out/{}.csv", table.name()))).expect("a table");
        assert!(file.starts_with(b"\xef\xbb\xbf"), "{}", table.name());
    }
    let said = open("out.jsonl", Format::Jsonl, bom).err().expect("a refusal").to_string();
    assert!(said.starts_with("--bom: error: only CSV tables begin with"), "{said}");
}

#[test]
fn the_knowledge_graph_has_27_fields_and_no_mark_in_a_name() {
    let lines = written(Format::Gkg, Options::default(), &sample::hard());
    let rows: Vec<Vec<&str>> = lines.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows.len(), 4);
    for row in &rows {
        assert_eq!(row.len(), 27, "{row:?}");
    }
    let ids: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    assert_eq!(
        ids,
        ["20260128073015-1", "20260201000000-2", "00000000000000-3", "18500301000000-4"]
    );
    let first = &rows[0];
    assert_eq!(first[1..5], ["20260128073015", "1", "-2+3", "https://example.org/a?b=1&c=%20d#e"]);
    assert_eq!(first[7..9], ["TRANSPORT;", ""]);
    assert!(first[9].starts_with("1#Malta#MO#MO###MO;"), "{}", first[9]);
    assert!(first[10].contains(";1#Malta#MO#MO####MO#1;"), "{}", first[10]);
    assert_eq!(first[11..13], ["sailed", "sailed,39"]);
    assert_eq!(
        first[26],
        "<PAGE_TITLE>@SUM(A1) 🇲🇹 \"quoted\"</PAGE_TITLE><PAGE_LANGUAGE>en</PAGE_LANGUAGE>"
    );
    assert_eq!(rows[1][2..5], ["2", "", "not an address"]);
}

#[test]
fn a_folder_of_annotated_texts_is_never_replaced() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("texts");
    let begin = || open(&out.display().to_string(), Format::Brat, FORCE);
    let mut sink = begin().expect("it is new");
    for record in sample::hard() {
        sink.record(Ready::new(&record, Format::Brat, FORCE)).expect("there is room");
    }
    sink.finish(&manifest()).expect("there is room");
    let named = fs::read_to_string(out.join("names.csv")).expect("a table");
    let files = listed(&out);
    assert_eq!(files.len(), 4 * 2 + 3, "{files:?} {named}");
    let said = begin().err().expect("a refusal").to_string();
    assert!(said.contains("which may have been corrected by hand"), "{said}");
    assert_eq!(listed(&out), files);
}

#[test]
fn carries_columns_along_before_the_last() {
    let names = ["desk", "Topics", "desk\n2"].map(str::to_owned);
    let kept = Kept::of(&names);
    let shown: Vec<&str> = Table::Articles.with(kept).iter().map(|column| column.name).collect();
    assert_eq!(shown[shown.len() - 4..], ["desk", "kept_Topics", "desk 2", "story"]);
    assert_eq!(Table::Mentions.with(kept), Table::Mentions.columns());

    let mut one = sample::record("a", "Kenya", &["Kenya"]);
    one.article.kept = vec![Some("=foreign".to_owned()), None];
    let options = Options { kept, ..FORCE };
    let line = |format| Ready::new(&one, format, options).parts.unwrap().concat();
    let row = String::from_utf8(line(Format::Table(Table::Articles))).unwrap();
    assert!(row.ends_with(",'=foreign,,,a\n"), "{row}");
    let json: serde_json::Value = serde_json::from_slice(&line(Format::Jsonl)).unwrap();
    let expected = serde_json::json!({"desk": "=foreign", "Topics": null, "desk\n2": null});
    assert_eq!(json["kept"], expected);
    for format in [Format::Workbook, Format::Sqlite, Format::Parquet] {
        let rows = Ready::new(&one, format, options).rows;
        assert_eq!(rows[0][0].len(), shown.len());
    }
}

#[test]
fn a_story_that_is_known_late_stands_where_it_would_have_stood() {
    for record in [ferry()].into_iter().chain(sample::hard()) {
        for story in ["b.txt", "=b, \"c\"\t'd'"] {
            let told = Record { story: story.to_owned(), ..record.clone() };
            for format in [
                Format::Jsonl,
                Format::Folder,
                Format::Table(Table::Articles),
                Format::Table(Table::Mentions),
                Format::Workbook,
                Format::Parquet,
                Format::ParquetTable(Table::Articles),
                Format::ParquetTable(Table::Topics),
                Format::Gkg,
            ] {
                let of = Story { id: story.to_owned(), is_first: false };
                let options = Options { text: true, zones: true, ..Options::default() };
                let late = Ready::new(&record, format, options).of_story(&of);
                let once = Ready::new(&told, format, options);
                assert_eq!(late.rows, once.rows, "{format:?}");
                let parts = |ready: Ready| ready.parts.expect("memory takes all");
                assert_eq!(parts(late), parts(once), "{format:?}");
            }
        }
    }
}
