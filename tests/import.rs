//! Each format of foreign lists, against its golden: what becomes of the lists in `fixtures/import/`.
//!
//! `SNAPSHOTS=overwrite cargo test --test import` writes the goldens anew; read the difference before
//! you keep it.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use wiretag::import::{Format, Imported, Options, RowType, import};
use wiretag::{Error, Gazetteer, read};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn base() -> Gazetteer {
    Gazetteer::empty().layer(fixtures().join("gazetteer")).expect("the fixture is sound")
}

fn options(of: Option<&str>) -> Options {
    Options { of: of.and_then(RowType::named), base: base(), ..Options::default() }
}

fn imported(format: &str, files: &[&str], options: &Options) -> Result<Imported, Error> {
    let format = Format::named(format).expect("it is a format");
    let dir = fixtures().join("import");
    let files: Vec<String> = files.iter().map(|f| dir.join(f).display().to_string()).collect();
    import(format, &files, options, &mut |file| read::whole(file, 1 << 20))
}

/// What a person would read: the tables, what was left out, what is wrong.
fn shown(imported: &Imported) -> String {
    let mut page = format!(
        "{} read, {} written, {} merged, {} left out\n",
        imported.read,
        imported.written(),
        imported.merged,
        imported.left_out.iter().filter(|left| !left.cell).count()
    );
    for table in &imported.tables {
        let _ = write!(page, "\n{}:\n{}", table.of.name(), table.csv);
    }
    if !imported.left_out.is_empty() {
        let _ = write!(page, "\nleft out:\n{}", imported.left_out_csv());
    }
    for (reason, count) in &imported.spellings {
        let _ = write!(page, "\n{count} spellings left out: {reason}");
    }
    for problem in &imported.problems {
        let _ = write!(page, "\n{problem}");
    }
    page.replace(&format!("{}/import/", fixtures().display()), "").trim_end().to_owned() + "\n"
}

/// The tables lie in a folder that is sound on top of the base, and every row is used.
fn is_sound(imported: &Imported) {
    let dir = tempfile::TempDir::new().expect("there is room");
    for table in &imported.tables {
        let path = dir.path().join(format!("{}-imported.csv", table.of.name()));
        std::fs::write(path, &table.csv).expect("written");
    }
    std::fs::write(dir.path().join("people-x.left-out.csv"), imported.left_out_csv())
        .expect("written");
    let checked = wiretag::gazetteer::check(base(), &[dir.path()]).expect("it can be read");
    assert_eq!(checked.errors(), 0, "{:#?}", checked.problems);
    assert_eq!(checked.rows, imported.written());
}

fn golden(name: &str, format: &str, files: &[&str], options: &Options) {
    let imported = imported(format, files, options).unwrap_or_else(|e| panic!("{name}: {e}"));
    let left = imported.left_out.iter().filter(|left| !left.cell).count();
    let page = shown(&imported);
    let file = fixtures().join("import").join(format!("{name}.imported"));
    snapbox::Assert::new()
        .action_env("SNAPSHOTS")
        .eq(page, snapbox::Data::read_from(&file, None).raw());
    assert_eq!(imported.read, imported.written() + imported.merged + left, "{name}: all counted");
    is_sound(&imported);
}

#[test]
fn csv_with_named_columns() {
    let columns = [
        ("id", "Ref"),
        ("name", "Label"),
        ("aliases", "Aka"),
        ("role", "Post"),
        ("country", "State"),
        ("as_of", "Seen"),
    ];
    let columns = columns.map(|(ours, theirs)| (ours.to_owned(), theirs.to_owned())).to_vec();
    let options = Options { columns, separator: "|".into(), ..options(Some("people")) };
    golden("csv", "csv", &["table.csv"], &options);
}

#[test]
fn tsv_with_our_columns() {
    golden("tsv", "tsv", &["table.tsv"], &options(Some("organizations")));
}

#[test]
fn list() {
    golden("list", "list", &["names.txt"], &options(Some("organizations")));
}

#[test]
fn geonames() {
    let files = ["geonames/cities.txt", "geonames/admin1.txt", "geonames/countries.txt"];
    golden("geonames", "geonames", &files, &options(None));
}

#[test]
fn wikidata() {
    let files = ["wikidata-entities.json"];
    golden("wikidata-entities", "wikidata", &files, &options(None));
    let files = ["wikidata-query.json"];
    golden("wikidata-query", "wikidata", &files, &options(Some("people")));
    let files = ["wikidata-query.csv"];
    golden("wikidata-table", "wikidata", &files, &options(Some("organizations")));
    let files = ["wikidata-query.tsv"];
    golden("wikidata-tabs", "wikidata", &files, &options(Some("places")));
}

#[test]
fn opensanctions() {
    let files = ["opensanctions-entities.json", "opensanctions-targets.csv"];
    golden("opensanctions", "opensanctions", &files, &options(None));
    let of = options(Some("organizations"));
    golden("opensanctions-organizations", "opensanctions", &files, &of);
}

#[test]
fn senzing() {
    golden("senzing", "senzing", &["senzing.jsonl"], &options(None));
}

#[test]
fn popolo() {
    golden("popolo", "popolo", &["popolo.json"], &options(None));
    let spanish = Options { language: "es".into(), ..options(Some("people")) };
    golden("popolo-es", "popolo", &["popolo.json"], &spanish);
}

#[test]
fn skos() {
    let topics = options(Some("topics"));
    golden("skos-turtle", "skos", &["skos.ttl"], &topics);
    golden("skos-jsonld", "skos", &["skos.jsonld"], &topics);
    golden("skos-xml", "skos", &["skos.rdf"], &options(Some("organizations")));
}

#[test]
fn gate() {
    golden("gate", "gate", &["gate/lists.def"], &options(None));
    golden("gate-list", "gate", &["gate/company.lst"], &options(Some("organizations")));
}

#[test]
fn spacy() {
    golden("spacy", "spacy", &["spacy.jsonl"], &options(None));
}

#[test]
fn flashtext() {
    golden("flashtext", "flashtext", &["flashtext.json"], &options(Some("organizations")));
}

#[test]
fn ror() {
    golden("ror", "ror", &["ror-v1.json", "ror-v2.json"], &options(None));
}

#[test]
fn ofac() {
    golden("ofac", "ofac", &["ofac/SDN.CSV"], &options(None));
}

#[test]
fn a_table_is_no_list() {
    let error = imported("list", &["table.tsv"], &options(Some("people"))).expect_err("a table");
    assert!(error.to_string().contains("it looks like a table with tabs"), "{error}");
}

#[test]
fn rows_that_stand_alone_do_not_amend() {
    let of = |alone| Options { alone, ..options(Some("countries")) };
    let rows = |alone| {
        let table = imported("geonames", &["geonames/countries.txt"], &of(alone)).expect("rows");
        table.written()
    };
    assert_eq!((rows(false), rows(true)), (1, 2));
}

#[test]
fn every_format_is_told_from_every_other() {
    let lists = [
        ("geonames", "geonames/cities.txt"),
        ("geonames", "geonames/countries.txt"),
        ("ofac", "ofac/SDN.CSV"),
        ("ofac", "ofac/ALT.CSV"),
        ("wikidata", "wikidata-entities.json"),
        ("wikidata", "wikidata-query.json"),
        ("wikidata", "wikidata-query.csv"),
        ("opensanctions", "opensanctions-entities.json"),
        ("opensanctions", "opensanctions-targets.csv"),
        ("senzing", "senzing.jsonl"),
        ("popolo", "popolo.json"),
        ("ror", "ror-v1.json"),
        ("ror", "ror-v2.json"),
        ("skos", "skos.ttl"),
        ("skos", "skos.rdf"),
        ("skos", "skos.jsonld"),
        ("spacy", "spacy.jsonl"),
        ("flashtext", "flashtext.json"),
    ];
    for (format, file) in lists {
        for other in Format::ALL.iter().map(|format| format.name) {
            if other == format || matches!(other, "csv" | "tsv" | "list" | "gate") {
                continue;
            }
            let error = imported(other, &[file], &options(Some("people")))
                .expect_err(&format!("{file} is no {other}"));
            let said = error.to_string();
            assert!(said.contains(&format!("give `--from {format}`")), "{file} as {other}: {said}");
        }
    }
}

#[test]
fn no_input_makes_it_panic() {
    let dir = fixtures().join("import");
    let files =
        ["table.csv", "table.tsv", "spacy.jsonl", "skos.ttl", "ofac/SDN.CSV", "popolo.json"];
    for file in files {
        let text =
            read::whole(&dir.join(file).display().to_string(), 1 << 20).expect("it is there");
        for cut in (0..text.len()).step_by(7).filter(|cut| text.is_char_boundary(*cut)) {
            for format in Format::ALL {
                let part = text[..cut].to_owned();
                let _ =
                    import(format, &["x".into()], &Options::default(), &mut |_| Ok(part.clone()));
            }
        }
    }
}

proptest::proptest! {
    /// Whatever the cells of a table hold, what is written is a gazetteer without an error.
    #[test]
    fn what_is_written_is_sound(rows in proptest::collection::vec(proptest::array::uniform7("(?s).{0,12}|[A-Z,;. -]{0,20}|-?[a-z]{1,3}"), 0..6)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let header = ["id", "name", "aliases", "weak", "former", "country", "population"];
        writer.write_record(header).expect("memory");
        for row in &rows {
            writer.write_record(row).expect("memory");
        }
        let text = String::from_utf8(writer.into_inner().expect("memory")).expect("text");
        let format = Format::named("csv").expect("it is a format");
        let result = import(format, &["x.csv".into()], &options(Some("places")), &mut |_| Ok(text.clone()));
        if let Ok(imported) = result {
            is_sound(&imported);
        }
    }
}
