//! Workbooks, SQLite files and Parquet tables are read back, and hold what the CSV tables hold.

use super::manifest::RUN;
use super::xlsx::{EXCEL, Limits, WorkbookSink};
use super::*;
use crate::record::Record;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::{Field, ListAccessor};
use calamine::{Data, Reader, Xlsx, open_workbook};
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use std::fs;

pub(super) type Rows = Vec<Vec<String>>;

fn write(mut sink: Box<dyn Sink>, format: Format, records: &[Record]) -> Finished {
    for record in records {
        sink.record(Ready::new(record, format, Options::default()))?;
    }
    let problem = Problem::error(Location::file("=b.txt").at(3, 4), "it is\nempty", "fill it");
    sink.problem(&problem)?;
    let settings = serde_json::json!({"min": 0.5, "zones": ["body", "title"], "alone": false});
    sink.finish(&Manifest::new(settings, &[], vec!["a.txt".into()], Counts::default()))
}

/// A result of the hard records; its folder goes when the test ends.
pub(super) fn result(name: &str, format: Format) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join(name);
    let sink = open(&out.display().to_string(), format, Options::default()).expect("it is new");
    let told = write(sink, format, &sample::hard()).expect("there is room");
    let is_told = matches!(format, Format::Parquet | Format::ParquetTable(Table::Articles));
    assert_eq!(told.len(), usize::from(is_told), "{told:?}");
    (dir, out)
}

/// The rows of the CSV tables, header included, without the apostrophes before formulas.
pub(super) fn csv_tables() -> Vec<(Table, Rows)> {
    let (_dir, out) = result("out", Format::Folder);
    let bare = |cell: &str| match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest.to_owned(),
        _ => cell.to_owned(),
    };
    let read = |table: Table| {
        let path = out.join(format!("{}.csv", table.name()));
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_path(path).unwrap();
        let rows = reader.records().map(|row| row.unwrap().iter().map(bare).collect());
        (table, rows.collect())
    };
    Table::ALL.map(read).into()
}

fn shown(column: &Column, cell: &Data) -> String {
    match (cell, column.kind) {
        (Data::Empty, _) => String::new(),
        (Data::String(text), _) => text.clone(),
        (Data::Bool(yes), CellKind::Bool) => if *yes { "yes" } else { "no" }.to_owned(),
        (Data::Float(x), CellKind::Integer) => x.to_string(),
        (Data::Float(x), CellKind::Number(decimals)) => format!("{x:.0$}", usize::from(decimals)),
        (Data::DateTime(date), CellKind::Date | CellKind::Day) => {
            let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
        }
        other => panic!("{other:?}"),
    }
}

/// What a sheet shows of a cell: dates without their offset.
fn as_in_a_sheet(cell: &str) -> String {
    match cell {
        "2026-01-28T08:30:15+01:00" => "2026-01-28 08:30:15".to_owned(),
        "2026-01-28" | "2026-02-01" => format!("{cell} 00:00:00"),
        _ => cell.to_owned(),
    }
}

fn sheet(out: &Path, name: &str, columns: &[Column]) -> Rows {
    let mut book: Xlsx<_> = open_workbook(out).expect("a workbook");
    let range = book.worksheet_range(name).expect("a sheet");
    let header = range.rows().take(1).map(|row| row.iter().map(Data::to_string).collect());
    let row = |row: &[Data]| columns.iter().zip(row).map(|(c, cell)| shown(c, cell)).collect();
    header.chain(range.rows().skip(1).map(row)).collect()
}

fn names(out: &Path) -> Vec<String> {
    let book: Xlsx<_> = open_workbook(out).expect("a workbook");
    book.sheet_names()
}

#[test]
fn a_workbook_holds_the_tables_with_their_types() {
    let (_dir, out) = result("out.xlsx", Format::Workbook);
    let tables = csv_tables();
    for (table, rows) in &tables {
        let same: Rows =
            rows.iter().map(|row| row.iter().map(|cell| as_in_a_sheet(cell)).collect()).collect();
        assert_eq!(sheet(&out, table.name(), table.columns()), same, "{}", table.name());
        assert!(rows.len() > 1, "{} is tried", table.name());
    }
    let mut expected: Vec<&str> = tables.iter().map(|(table, _)| table.name()).collect();
    expected.push("run");
    assert_eq!(names(&out), expected);
    let mut book: Xlsx<_> = open_workbook(&out).expect("a workbook");
    assert!(book.worksheet_formula("mentions").expect("a sheet").is_empty());
    let run = book.worksheet_range("run").expect("a sheet");
    let run: Vec<String> = run.rows().map(|row| format!("{} {}", row[0], row[1])).collect();
    for row in ["key value", "settings.min 0.5", "settings.zones.2 title", "inputs.1 a.txt"] {
        assert!(run.iter().any(|other| other == row), "{row} in {run:?}");
    }
}

#[test]
fn a_sqlite_file_holds_the_tables_with_their_types() {
    let (_dir, out) = result("out.sqlite", Format::Sqlite);
    let db = Connection::open(&out).expect("a SQLite file");
    for (table, rows) in csv_tables() {
        let (header, rows) = rows.split_first().expect("a header");
        assert_eq!(read(&db, table.columns(), table.name()), (header.clone(), rows.to_vec()));
    }
    let (_, run) = read(&db, RUN, "run");
    assert!(run.contains(&vec!["settings.min".to_owned(), "0.5".to_owned()]), "{run:?}");
    let check: String = one(&db, "PRAGMA integrity_check");
    assert_eq!(check, "ok");
    assert_eq!(one::<u32>(&db, "PRAGMA user_version"), SCHEMA_VERSION);
}

fn one<T: rusqlite::types::FromSql>(db: &Connection, sql: &str) -> T {
    db.query_row(sql, [], |row| row.get(0)).unwrap_or_else(|e| panic!("{sql}: {e}"))
}

pub(super) fn read(db: &Connection, columns: &[Column], table: &str) -> (Vec<String>, Rows) {
    let mut select = db.prepare(&format!("SELECT * FROM {table} ORDER BY rowid")).expect("a table");
    let header = select.column_names().map(str::to_owned).collect();
    let cell = |row: &rusqlite::Row<'_>, i: usize| match (row.get_ref_unwrap(i), columns[i].kind) {
        (ValueRef::Null, _) => String::new(),
        (ValueRef::Text(text), _) => String::from_utf8(text.to_vec()).expect("UTF-8"),
        (ValueRef::Integer(n), CellKind::Bool) => if n == 1 { "yes" } else { "no" }.to_owned(),
        (ValueRef::Integer(n), CellKind::Integer | CellKind::Text) => n.to_string(),
        (ValueRef::Real(x), CellKind::Number(decimals)) => {
            format!("{x:.0$}", usize::from(decimals))
        }
        (ValueRef::Real(x), CellKind::Text) => x.to_string(),
        other => panic!("{other:?}"),
    };
    let row = |row: &rusqlite::Row<'_>| Ok((0..columns.len()).map(|i| cell(row, i)).collect());
    let rows = select.query_map([], row).expect("rows").map(|row| row.expect("a row")).collect();
    (header, rows)
}

#[test]
fn a_sqlite_file_answers_the_usual_questions() {
    let (_dir, out) = result("out.db", Format::Sqlite);
    let db = Connection::open(&out).expect("a SQLite file");
    let found = "SELECT group_concat(DISTINCT name) FROM mentions WHERE rowid IN
                 (SELECT rowid FROM sentences WHERE sentences MATCH 'bloom spoke')";
    assert_eq!(one::<String>(&db, found), "Ann Bloom");
    let month = "SELECT mentions FROM mentions_by_month WHERE name = 'Malta' AND month = '2026-02'";
    assert_eq!(one::<u32>(&db, month), 1);
    let with = "SELECT group_concat(with_name) FROM together WHERE name = 'Tunisia'";
    assert!(one::<String>(&db, with).contains("Malta"));
    let country = "SELECT count(*) FROM articles_by_country WHERE iso2 = 'TU' AND NOT main";
    assert_eq!(one::<u32>(&db, country), 1);
    let entity =
        "SELECT entity FROM articles JOIN mentions USING (article) WHERE name = 'Ann Bloom'";
    assert_eq!(one::<String>(&db, entity), "unknown/ann-bloom");
}

#[test]
fn the_same_records_give_the_same_bytes() {
    for (name, format) in [
        ("out.xlsx", Format::Workbook),
        ("out.sqlite", Format::Sqlite),
        ("mentions.parquet", Format::ParquetTable(Table::Mentions)),
    ] {
        let read = || {
            let (_dir, out) = result(name, format);
            fs::read(out).expect("a file")
        };
        assert!(read() == read(), "{name}");
    }
}

/// A workbook of the hard records with other limits, and the warnings.
fn limited(limits: Limits) -> (tempfile::TempDir, PathBuf, Vec<Problem>) {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out.xlsx");
    let sink = WorkbookSink::begin(&out, Options::default(), limits).expect("it is new");
    let told = write(Box::new(sink), Format::Workbook, &sample::hard()).expect("there is room");
    (dir, out, told)
}

#[test]
fn rows_that_a_sheet_cannot_hold_go_on_in_the_next() {
    let (_dir, out, told) = limited(Limits { rows: 4, ..EXCEL });
    let mentions = csv_tables().into_iter().find(|(table, _)| *table == Table::Mentions);
    let (table, rows) = mentions.expect("the table");
    let count = (rows.len() - 1).div_ceil(3);
    let mut read: Rows = vec![];
    for n in 1..=count {
        let name = if n == 1 { "mentions".to_owned() } else { format!("mentions {n}") };
        let page = sheet(&out, &name, table.columns());
        assert_eq!(page[0], rows[0]);
        assert!(page.len() <= 4);
        read.extend(page.into_iter().skip(1));
    }
    let same: Rows =
        rows[1..].iter().map(|row| row.iter().map(|cell| as_in_a_sheet(cell)).collect()).collect();
    assert_eq!(read, same);
    assert_eq!(names(&out)[..3], ["articles", "articles 2", "mentions"]);
    let said: Vec<String> = told.iter().map(Problem::to_string).collect();
    let expected = format!(
        "warning: the table mentions has more rows than a sheet holds (3): they go on in sheets up to `mentions {count}`; look at all"
    );
    assert!(said.iter().any(|line| line.contains(&expected)), "{said:?}");
    let errors = sheet(&out, "errors", Table::Errors.columns());
    assert!(errors.iter().any(|row| row[1] == "articles"), "{errors:?}");
}

#[test]
fn a_text_that_a_cell_cannot_hold_is_cut_and_told() {
    let (_dir, out, told) = limited(Limits { text: 40, ..EXCEL });
    let errors = sheet(&out, "errors", Table::Errors.columns());
    let cut = errors.iter().find(|row| row[1].starts_with("mentions!")).expect("a notice");
    assert!(
        cut[2].ends_with("and a cell holds 40: it was cut") || cut[2].ends_with('…'),
        "{cut:?}"
    );
    let (_, cell) = cut[1].split_once('!').expect("a place");
    let column = usize::from(cell.as_bytes()[0] - b'A');
    let row: usize = cell[1..].parse().expect("a row");
    let mentions = sheet(&out, "mentions", Table::Mentions.columns());
    let text = &mentions[row - 1][column];
    assert!(text.ends_with('…') && text.encode_utf16().count() == 40, "{text}");
    assert_eq!(cut[0], mentions[row - 1][0]);
    assert_eq!(told.len(), 1);
    assert!(told[0].what.contains("of the cells hold more than 40 characters"), "{told:?}");
}

#[test]
fn links_beyond_what_a_sheet_holds_are_texts() {
    for (links, expected) in [(EXCEL.links, 6), (2, 2)] {
        let (_dir, out, _) = limited(Limits { links, ..EXCEL });
        let mut book: Xlsx<_> = open_workbook(&out).expect("a workbook");
        let found = book.hyperlinks_by_sheet_name("mentions").expect("a sheet");
        assert_eq!(found.len(), expected);
    }
}

#[test]
fn a_sqlite_file_that_is_open_elsewhere_is_left_alone() {
    let (_dir, out) = result("out.sqlite", Format::Sqlite);
    fs::write(format!("{}-wal", out.display()), "its journal").expect("a file");
    let force = Options { force: true, ..Options::default() };
    let refused = open(&out.display().to_string(), Format::Sqlite, force);
    let said = refused.err().expect("a refusal").to_string();
    assert!(said.contains("another program has this file open: "), "{said}");
}

/// The rows of a Parquet table, header included; dates are numbers.
pub(super) fn parquet_rows(out: &Path) -> Rows {
    let file = SerializedFileReader::new(fs::File::open(out).expect("a file")).expect("a table");
    let fields = file.metadata().file_metadata().schema().get_fields().to_vec();
    let header = fields.iter().map(|field| field.name().to_owned()).collect();
    let shown = |field: &Field| match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Field::Long(n) | Field::TimestampMicros(n) => n.to_string(),
        Field::Date(n) => n.to_string(),
        Field::Double(x) => x.to_string(),
        Field::ListInternal(list) => {
            let item = |at| list.get_string(at).expect("a text").clone();
            (0..list.len()).map(item).collect::<Vec<_>>().join("; ")
        }
        other => panic!("{other:?}"),
    };
    let rows = file
        .get_row_iter(None)
        .expect("rows")
        .map(|row| row.expect("a row").get_column_iter().map(|(_, field)| shown(field)).collect());
    [header].into_iter().chain(rows).collect()
}

/// What a Parquet table shows of a cell.
fn as_in_parquet(column: &Column, cell: &str) -> String {
    match column.kind {
        CellKind::Date => when::instant(cell).map_or(String::new(), |n| n.to_string()),
        CellKind::Day => when::day(cell).map_or(String::new(), |n| n.to_string()),
        CellKind::Number(_) => cell.parse::<f64>().expect("a number").to_string(),
        _ => cell.to_owned(),
    }
}

#[test]
fn parquet_holds_the_tables_with_their_types() {
    let (_dir, out) = result("out", Format::Parquet);
    for (table, rows) in csv_tables() {
        let (header, rows) = rows.split_first().expect("a header");
        let same = rows.iter().map(|row| {
            table.columns().iter().zip(row).map(|(c, cell)| as_in_parquet(c, cell)).collect()
        });
        let mut same: Rows = [header.clone()].into_iter().chain(same).collect();
        if table == Table::Errors {
            let what = "`last week` is no full ISO date: the column `published` is empty";
            let remedy = "write CSV, SQLite or JSONL to have it as it was given";
            same.insert(1, ["c.txt", "", what, remedy].map(str::to_owned).into());
        }
        assert_eq!(parquet_rows(&out.join(parquet::file_name(table))), same, "{}", table.name());
        let name = format!("{}.parquet", table.name());
        let (_dir, alone) = result(&name, Format::ParquetTable(table));
        if table != Table::Errors {
            assert_eq!(parquet_rows(&alone), same, "{name} alone");
        }
    }
    let file = fs::File::open(out.join("topics.parquet")).expect("a file");
    let file = SerializedFileReader::new(file).expect("a table");
    let told = file.metadata().file_metadata().key_value_metadata().expect("metadata");
    let run = told.iter().find(|told| told.key == parquet::KEY).and_then(|told| told.value.clone());
    let json = fs::read_to_string(out.join(MANIFEST)).expect("a manifest");
    assert_eq!(run.as_deref(), Some(json.trim_end()));
}

#[test]
fn rows_of_parquet_go_out_in_groups() {
    let row = |n: usize| {
        let cells = Table::Errors.columns().iter().map(|_| table::Cell::text(format!("{n}")));
        cells.collect::<typed::Row>()
    };
    let mut writer =
        parquet::TableWriter::begin("errors", Table::Errors.columns(), Vec::new()).expect("memory");
    (0..150_000).for_each(|n| writer.put(&row(n)).expect("memory"));
    let bytes = writer.finish("{}").expect("memory");
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("errors.parquet");
    fs::write(&out, bytes).expect("a file");
    let file = fs::File::open(out).expect("a file");
    let file = SerializedFileReader::new(file).expect("a table");
    assert_eq!(file.metadata().num_row_groups(), 3);
    assert_eq!(file.get_row_iter(None).expect("rows").count(), 150_000);
}
