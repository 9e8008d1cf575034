use super::super::readback::{Rows, csv_tables, result};
use super::*;
use crate::record::Record;
use crate::write::{Counts, Manifest, Options, Ready, sample};

fn cells(tables: &Tables, table: Table) -> Rows {
    let row = |row: &TableRow| table.columns().iter().map(|c| row.get(c.name).to_owned()).collect();
    tables.rows(table).iter().map(row).collect()
}

/// Reads the hard records back from a format; `change` says what that makes of a cell.
fn same(name: &str, format: Format, change: impl Fn(Table, &Column, &str) -> String) -> Tables {
    let (_dir, out) = result(name, format);
    let tables = Tables::open(&out).expect("it can be read");
    for (table, rows) in csv_tables() {
        let row = |row: &Vec<String>| {
            table.columns().iter().zip(row).map(|(c, cell)| change(table, c, cell)).collect()
        };
        let mut expected: Rows = rows.iter().skip(1).map(row).collect();
        let mut found = cells(&tables, table);
        if table == Table::Errors {
            // each format tells what it cannot hold, and JSONL tells nothing
            found.retain(|row| row[0] != "c.txt");
            if format == Format::Jsonl {
                expected.clear();
            }
        }
        assert_eq!(found, expected, "{name} {}", table.name());
    }
    tables
}

fn as_it_is(_: Table, _: &Column, cell: &str) -> String {
    cell.to_owned()
}

fn run_of(tables: &Tables) -> &Value {
    &tables.run()["settings"]
}

#[test]
fn a_folder_of_csv_is_read_back() {
    let tables = same("out", Format::Folder, as_it_is);
    let settings = serde_json::json!({"min": 0.5, "zones": ["body", "title"], "alone": false});
    assert_eq!(*run_of(&tables), settings);
    assert_eq!(tables.rows(Table::Articles)[0].list("countries"), ["Malta", "Tunisia"]);
    assert_eq!(tables.texts(), vec![None; 4]);
}

#[test]
fn a_folder_of_parquet_is_read_back_with_times_in_utc() {
    let change = |_: Table, c: &Column, cell: &str| match (c.kind, cell) {
        (CellKind::Date, "2026-01-28T08:30:15+01:00") => "2026-01-28T07:30:15Z".to_owned(),
        (CellKind::Date, "last week") => String::new(),
        _ => cell.to_owned(),
    };
    assert!(run_of(&same("out", Format::Parquet, change)).is_object());
}

#[test]
fn a_workbook_is_read_back_with_times_without_offset() {
    let change = |_: Table, _: &Column, cell: &str| cell.replace("15+01:00", "15");
    assert_eq!(run_of(&same("out.xlsx", Format::Workbook, change))["min"], 0.5);
}

#[test]
fn a_sqlite_file_is_read_back() {
    assert_eq!(run_of(&same("out.sqlite", Format::Sqlite, as_it_is))["zones"][1], "title");
}

#[test]
fn jsonl_is_read_back_without_what_it_does_not_hold() {
    let change = |table: Table, c: &Column, cell: &str| match (table, c.name) {
        (Table::Articles, "words" | "chrome") => String::new(),
        _ => cell.to_owned(),
    };
    assert_eq!(*same("out.jsonl", Format::Jsonl, change).run(), Value::Null);
}

#[test]
fn one_table_is_read_back_and_tells_which_it_is() {
    for (name, format) in [
        ("a.csv", Format::Table(Table::Rejected)),
        ("a.parquet", Format::ParquetTable(Table::Rejected)),
    ] {
        let (_dir, out) = result(name, format);
        let tables = Tables::open(&out).expect("it can be read");
        let rejected = csv_tables().remove(4).1;
        assert_eq!(cells(&tables, Table::Rejected), rejected[1..], "{name}");
        assert!(tables.rows(Table::Mentions).is_empty());
    }
}

/// A JSONL file of some records.
fn jsonl(records: &[Record], options: Options) -> (tempfile::TempDir, std::path::PathBuf) {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out.jsonl");
    let mut sink =
        crate::write::open(&out.display().to_string(), Format::Jsonl, options).expect("it is new");
    for record in records {
        sink.record(Ready::new(record, Format::Jsonl, options)).expect("there is room");
    }
    let manifest = Manifest::new(Value::Null, &[], Vec::new(), Counts::default());
    sink.finish(&manifest).expect("there is room");
    (dir, out)
}

#[test]
fn texts_and_zones_are_read_back_in_characters() {
    let record = sample::record("a.txt", " é Malta.", &["Malta"]);
    let options = Options { text: true, zones: true, ..Options::default() };
    let (_dir, out) = jsonl(&[record], options);
    let tables = Tables::open(&out).expect("it can be read");
    let told = tables.texts()[0].as_ref().expect("a text");
    assert_eq!(told.text.as_deref(), Some(" é Malta."));
    let zone = &told.zones.as_ref().expect("zones")[0];
    assert_eq!((zone.kind.as_str(), zone.start, zone.end), ("body", 1, 9));
}

#[test]
fn kept_fields_are_columns() {
    let mut record = sample::record("a.txt", "Malta.", &["Malta"]);
    record.article.kept = vec![Some("North".to_owned())];
    let kept = crate::write::Kept::of(&["desk".to_owned()]);
    let (_dir, out) = jsonl(&[record], Options { kept, ..Options::default() });
    let tables = Tables::open(&out).expect("it can be read");
    assert_eq!(tables.rows(Table::Articles)[0].get("desk"), "North");
    assert_eq!(tables.rows(Table::Articles)[0].get("story"), "a.txt");
}

/// A table as a person's spreadsheet saves it.
fn edited(name: &str, bytes: &[u8]) -> Result<Tables> {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join(name);
    fs::write(&path, bytes).expect("a file");
    Tables::open(&path)
}

const MARKED: &str = "article;type;entity;name;text;zone;field;start;end;reason;mark\r\n\
    a.txt;country;mt;Malta;'-Malta;body;text;0;6;\"why; \"\"so\"\"\";accept\r\n\
    ;;;;;;;;;;\r\n\
    b.txt;country;mt;Malta;\"two\nlines\";body;text;0;6;é;is mt\r\n";

#[test]
fn a_table_that_a_spreadsheet_saved_is_read_with_its_added_column() {
    let utf16: Vec<u8> =
        format!("\u{feff}{MARKED}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in [
        ("a.csv", MARKED.as_bytes().to_vec()),
        ("a.csv", format!("\u{feff}{MARKED}").into_bytes()),
        ("a.txt", utf16),
        ("a.csv", MARKED.replace(';', "\t").replace("why\t ", "why; ").into_bytes()),
    ] {
        let tables = edited(name, &bytes).expect("a table");
        let rows = tables.rows(Table::Rejected);
        assert_eq!(rows.len(), 2);
        assert_eq!(
            ["text", "reason", "mark"].map(|c| rows[0].get(c)),
            ["-Malta", "why; \"so\"", "accept"]
        );
        let place = |row: &TableRow| {
            let at = row.at_column("mark");
            (at.line, at.column)
        };
        assert_eq!(place(&rows[0]), (2, 60));
        assert_eq!(place(&rows[1]), (4, 24));
        assert_eq!(rows[1].get("mark"), "is mt");
    }
}

#[test]
fn what_cannot_be_read_back_is_told() {
    let told = |name: &str, bytes: &[u8]| edited(name, bytes).expect_err("an error").to_string();
    assert!(told("a.gkg", b"").contains("this output can't be read back; name a folder of CSV"));
    assert!(told("a.annotations.jsonl", b"{}").contains("can't be read back"));
    assert!(told("a.csv", b"x,y\n1,2\n").contains("no table of wiretag"));
    assert!(told("a.csv", b"").contains("the file is empty"));
    assert!(told("a.csv", b"article,type\n\xff\n").contains("a.csv:2: error: this is not UTF-8"));
    let less = MARKED.replacen(";zone", ";zoen", 1);
    assert!(
        told("a.csv", less.as_bytes()).contains("the table rejected has here no column `zone`")
    );
    assert!(told("a.jsonl", b"{}\n1\n").contains("a.jsonl:1:2: error: this line is no record"));
    for name in ["a.xlsx", "a.sqlite", "a.parquet"] {
        let what = told(name, b"PK\x03\x04 nothing of the kind PAR1");
        assert!(what.contains(name) && what.contains("; "), "{what}");
    }
}

#[test]
fn a_result_of_another_version_is_refused() {
    let (_dir, out) = result("out", Format::Folder);
    let json = fs::read_to_string(out.join(MANIFEST)).expect("a manifest");
    let older = json.replace("\"schema_version\": 3", "\"schema_version\": 2");
    fs::write(out.join(MANIFEST), older).expect("a file");
    let told = Tables::open(&out).expect_err("an error").to_string();
    assert!(
        told.contains("its tables are of version 2, and this wiretag writes version 3"),
        "{told}"
    );
}
