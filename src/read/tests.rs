//! What the room promises as a whole, on files.

use super::*;
use crate::article::Markup;
use proptest::strategy::Strategy;
use std::fs;
use std::sync::atomic::Ordering;
use tempfile::TempDir;

const BROKEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/broken");

/// Ids and errors, without the folder's own path.
fn shown(root: &str, documents: Documents) -> Vec<String> {
    let line = |item: Result<Document>| match item {
        Ok(document) => format!("read {}", document.id),
        Err(error) => error.to_string(),
    };
    documents.map(|item| line(item).replace(&format!("{root}/"), "")).collect()
}

fn read_as(name: &str, bytes: &[u8], from: Option<Format>) -> Vec<String> {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join(name);
    fs::write(&path, bytes).unwrap();
    let options = Options { from, ..Options::default() };
    let documents = open(&[path.display().to_string()], &options);
    shown(&dir.path().display().to_string(), documents)
}

/// The golden: what is said of each file, as a user sees it.
const SAID: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/broken.said");

#[test]
fn says_what_is_wrong_with_each_broken_file() {
    let entries = fs::read_dir(BROKEN).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<String> =
        entries.filter(|path| path.is_file()).map(|path| path.display().to_string()).collect();
    files.sort();
    let said = shown(BROKEN, open(&files, &Options::default()));
    let golden = fs::read_to_string(SAID).unwrap();
    assert_eq!(said, golden.lines().collect::<Vec<_>>(), "correct {SAID} if this is right");
}

#[test]
fn goes_on_after_each_input_that_fails() {
    let missing = format!("{BROKEN}/missing.txt");
    let good = format!("{BROKEN}/latin1.txt");
    let documents = open(&[missing, good.clone(), good], &Options::default());
    let items = shown(BROKEN, documents);
    assert!(items[0].starts_with("missing.txt: error: cannot open"), "{items:?}");
    assert_eq!(items[1..], ["read latin1.txt", "read latin1.txt"]);
}

#[test]
#[cfg(unix)]
fn says_that_a_file_cannot_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("a.txt");
    fs::write(&path, "x").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        return; // root reads everything
    }
    let items = shown("", open(&[path.display().to_string()], &Options::default()));
    assert!(items[0].ends_with("cannot open: permission denied; check the permissions"));
}

#[test]
fn gives_a_text_as_it_is() {
    let options = Options::default();
    let mut documents = open(&[format!("{BROKEN}/latin1.txt")], &options);
    let document = documents.next().unwrap().unwrap();
    let text = "Le président est arrivé à Besançon, près de Genève, où il a été reçu.\n";
    assert_eq!(document.body, text);
    assert_eq!(document.at.to_string(), document.id);
}

#[test]
fn sees_jsonl_by_content() {
    let items = read_as("a.txt", b"{\"id\": 1, \"text\": \"x\"}\n{\"text\": \"y\"}\n", None);
    assert_eq!(items, ["read 1", "read a.txt:2"]);
}

#[test]
fn sees_jsonl_whose_first_line_is_long() {
    let line = format!("{{\"id\": 1, \"text\": \"{}\"}}\n", "x".repeat(100_000));
    assert_eq!(read_as("a", line.repeat(2).as_bytes(), None), ["read 1", "read 1"]);
}

#[test]
fn sees_jsonl_by_name_below_the_ending_of_a_packed_file() {
    let packed = zstd::stream::encode_all(&b"{\"id\": 1, \"text\": \"x\"}"[..], 3).unwrap();
    assert_eq!(read_as("a.jsonl.zst", &packed, None), ["read 1"]);
}

#[test]
fn reads_jsonl_in_utf16() {
    let text = "\u{feff}{\"id\": \"é\", \"text\": \"x\"}\r\n{\"id\": 2, \"text\": \"y\"}\r\n";
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read_as("a", &bytes, None), ["read é", "read 2"]);
}

#[test]
fn reads_json_and_markup_as_text_when_told_to() {
    for text in ["{\"a\": 1}", "[{\"a\": 1}]", "<html><body>x"] {
        assert_eq!(read_as("a.csv", text.as_bytes(), Some(Format::Text)), ["read a.csv"]);
    }
}

fn markup(name: &str, bytes: &[u8], from: Option<Format>) -> Markup {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join(name);
    fs::write(&path, bytes).unwrap();
    let options = Options { from, ..Options::default() };
    let mut documents = open(&[path.display().to_string()], &options);
    documents.next().unwrap().unwrap().markup
}

#[test]
fn sees_a_page_by_its_content_and_by_its_name() {
    assert_eq!(markup("a.txt", b"<!DOCTYPE html><p>Kenya", None), Markup::Html);
    assert_eq!(markup("a.txt", b"<p>One.</p> <p>Two.</p> <p>Three.</p>", None), Markup::Html);
    assert_eq!(markup("a.htm", b"<p>Kenya", None), Markup::Html);
    assert_eq!(markup("a.html", b"Kenya met Norway", None), Markup::Plain);
    assert_eq!(markup("a.html", b"Kenya met Norway", Some(Format::Html)), Markup::Html);
    assert_eq!(markup("a.html", b"<html><p>Kenya", Some(Format::Text)), Markup::Plain);
    assert_eq!(markup("a", b"<html>Kenya\0 met", None), Markup::Html);
}

#[test]
fn reads_a_text_as_jsonl_when_told_to() {
    let items = read_as("a.txt", b"Taipei", Some(Format::Jsonl));
    assert!(items[0].starts_with("a.txt:1:1: error: the line is not a JSON object"), "{items:?}");
}

/// All of a document but its place.
fn content(document: Document) -> [Option<String>; 7] {
    let Document { id, url, title, published, source, language, body, .. } = document;
    [Some(id), url, title, published, source, language, Some(body)]
}

#[test]
fn reads_the_same_articles_from_every_format_and_packing() {
    const INPUTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/inputs");
    let read = |name: &str| -> Vec<_> {
        let documents = open(&[format!("{INPUTS}/{name}")], &Options::default());
        documents.map(|item| content(item.unwrap())).collect()
    };
    let unix = |articles: Vec<[Option<String>; 7]>| -> Vec<_> {
        let field = |field: Option<String>| field.map(|text| text.replace("\r\n", "\n"));
        articles.into_iter().map(|article| article.map(field)).collect()
    };
    let expected = read("articles.jsonl");
    assert_eq!(expected.len(), 3);
    let mut files = 0;
    for entry in fs::read_dir(INPUTS).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert_eq!(unix(read(&name)), expected, "{name}");
        files += 1;
    }
    assert!(files > 30, "{files}");
}

/// The table of three articles.
fn parquet() -> Vec<u8> {
    fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/inputs/articles.parquet")).unwrap()
}

#[test]
fn reads_a_damaged_parquet_table_up_to_the_damage() {
    let whole = parquet();
    for at in (0..whole.len()).step_by(3) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xa5;
        assert!(!read_as("a", &bytes, None).is_empty(), "byte {at}");
        assert!(!read_as("a", &whole[..at.max(1)], None).is_empty(), "up to byte {at}");
    }
    let cut = read_as("a", &whole[..whole.len() - 1], None);
    assert!(cut[0].starts_with("a: error: is a damaged Parquet table ("), "{cut:?}");
}

#[test]
fn reads_parquet_whatever_it_lies_in() {
    let packed = zstd::stream::encode_all(&parquet()[..], 3).unwrap();
    assert_eq!(read_as("a.zst", &packed, None), ["read a1", "read a2", "read a3"]);
    let archive = zipped(&[("a.parquet", parquet())]);
    assert_eq!(read_as("a.zip", &archive, None), ["read a1", "read a2", "read a3"]);
    let items = read_as("a", &parquet(), Some(Format::Csv));
    assert!(
        items[0].starts_with("a: error: is a Parquet table; give `--from parquet`"),
        "{items:?}"
    );
    let items = read_as("a", b"Kenya", Some(Format::Parquet));
    assert_eq!(items, ["a: error: is no Parquet table; leave `--from` out"]);
}

#[test]
fn takes_a_text_with_commas_for_a_text() {
    let text = b"id,text\nKenya, Norway, Peru\n";
    assert_eq!(read_as("a.txt", text, None), ["read a.txt"]);
    assert_eq!(read_as("a", text, None), ["read a"]);
    let items = read_as("a.txt", b"id,text\n1,Kenya\n", Some(Format::Csv));
    assert_eq!(items, ["read 1"]);
}

#[test]
fn refuses_other_json_where_one_object_a_line_is_asked_for() {
    let items = read_as("a", b"[{\"text\": \"x\"}]", Some(Format::Jsonl));
    assert!(items[0].ends_with("not one object a line; give `--from json`"), "{items:?}");
    let items = read_as("a.txt", b"[{\"text\": \"x\"}]", Some(Format::Json));
    assert_eq!(items, ["read a.txt:1:2"]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(400))]

    #[test]
    fn survives_any_bytes_in_every_format(
        bytes in proptest::prop_oneof![
            proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300),
            "[a\",;|\t\r\n\\\\\\[\\]{}: 1é\u{0}]{0,200}".prop_map(String::into_bytes),
            "(text|id|\"text\":|\"a\":|\\[|\\]|\\{|\\}|,|\"|\n|;|x){0,60}".prop_map(String::into_bytes),
        ],
        start in proptest::sample::select(vec![
            &b""[..], b"BZh91AY&SY", b"\xfd7zXZ\0", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"\xff\xfe", b"id,text\n", b"PAR1\x15",
        ]),
    ) {
        let bytes = [start, &bytes].concat();
        for from in [None].into_iter().chain(Format::ALL.map(Some)) {
            // an end is reached, with a document or an error
            let items = read_as("a.csv", &bytes, from);
            proptest::prop_assert!(!items.is_empty() || bytes.len() > 1, "{from:?}");
        }
    }
}

#[test]
fn refuses_binary_data_whatever_it_is_told() {
    for from in Format::ALL {
        let items = read_as("a", b"%PDF-1.7", Some(from));
        assert!(items[0].starts_with("a: error: is a PDF; "), "{items:?}");
    }
}

#[test]
fn refuses_a_document_beyond_the_limit_and_goes_on() {
    let dir = TempDir::new().unwrap();
    for (name, text) in [("a", "x".repeat(101)), ("b", "x".repeat(100))] {
        fs::write(dir.path().join(name), text).unwrap();
    }
    let root = dir.path().display().to_string();
    let limits = Limits { document: 100, ..Limits::default() };
    let options = Options { limits, ..Options::default() };
    let documents = open(std::slice::from_ref(&root), &options);
    let items = shown(&root, documents);
    assert!(items[0].starts_with("a: error: has more than 100 bytes"), "{items:?}");
    assert_eq!(items[1..], ["read b"]);
}

#[test]
fn counts_up_to_all_bytes_also_of_files_that_are_refused() {
    let mut documents = open(&[BROKEN.to_owned()], &Options::default());
    let read = documents.bytes_read();
    let total = documents.bytes_total();
    documents.by_ref().for_each(drop);
    assert_eq!(Some(read.load(Ordering::Relaxed)), total);
}

#[test]
fn may_move_to_another_thread() {
    let documents = open(&[format!("{BROKEN}/latin1.txt")], &Options::default());
    assert_eq!(std::thread::spawn(|| documents.count()).join().unwrap(), 1);
}

#[test]
fn sets_the_name_of_a_field() {
    let mut options = Options::default();
    assert_eq!(options.set_field("text=body=raw"), Ok(()));
    assert_eq!(options.fields.text, "body=raw");
}

#[test]
fn says_which_fields_have_a_name_to_set() {
    let mut options = Options::default();
    let names = "the fields are id, url, title, published, source, language, text";
    let error = options.set_field("txet=body").unwrap_err();
    assert_eq!(error, format!("there is no field `txet`; {names}"));
    assert!(options.set_field("text").unwrap_err().contains("write NAME=COLUMN"));
    assert!(options.set_field("text=").unwrap_err().contains("names no column"));
}

#[test]
fn every_field_and_format_has_its_name() {
    for name in Fields::NAMES {
        assert_eq!(Fields::default().named(name).map(|field| field.clone()), Some(name.to_owned()));
    }
    for format in Format::ALL {
        assert_eq!(Format::named(format.name()), Some(format));
    }
}

/// Ids and errors of bytes under a name, read within some limits.
fn read_within(name: &str, bytes: &[u8], limits: Limits) -> Vec<String> {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join(name);
    fs::write(&path, bytes).unwrap();
    let options = Options { limits, ..Options::default() };
    let documents = open(&[path.display().to_string()], &options);
    shown(&dir.path().display().to_string(), documents)
}

/// A zip archive of members, as they are or deflated.
fn zipped(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut archive = rawzip::ZipArchiveWriter::new(Vec::new());
    for (name, bytes) in members {
        let method = rawzip::CompressionMethod::DEFLATE;
        let (mut entry, config) =
            archive.new_file(name).compression_method(method).start().unwrap();
        let packed = flate2::write::DeflateEncoder::new(&mut entry, flate2::Compression::default());
        let mut writer = config.wrap(packed);
        std::io::Write::write_all(&mut writer, bytes).unwrap();
        let (packed, sum) = writer.finish().unwrap();
        packed.finish().unwrap();
        entry.finish(sum).unwrap();
    }
    archive.finish().unwrap()
}

#[test]
fn stops_at_a_member_that_unpacks_without_measure_and_reads_the_others() {
    let bomb = b"{\"text\": \"Kenya\"}\n".repeat(50_000);
    let archive = zipped(&[("a.jsonl", bomb), ("b.txt", b"Kenya".to_vec())]);
    let limits = Limits { ratio: 20, spared: 100_000, ..Limits::default() };
    let items = read_within("a.zip", &archive, limits.clone());
    let last = items.iter().rposition(|item| item.starts_with("read a.zip/a.jsonl:")).unwrap();
    assert!(items[last + 1].ends_with("unpacks to more than 20 times its size; leave it out, or unpack it yourself if you trust it"));
    assert_eq!(items[last + 2..], ["read a.zip/b.txt"]);

    let small = Limits { unpacked: 100_000, ..Limits::default() };
    let items = read_within("a.zip", &archive, small);
    assert!(items[items.len() - 2].contains("the input unpacks to more than 100000 bytes"));
    assert!(items[items.len() - 1].starts_with("a.zip/b.txt: error: "), "{items:?}");
}

#[test]
fn reads_archives_that_are_no_file_on_disk() {
    let inner = zipped(&[("a.txt", b"Kenya".to_vec())]);
    let packed = zstd::stream::encode_all(&inner[..], 3).unwrap();
    assert_eq!(read_as("a.zip.zst", &packed, None), ["read a.zip.zst/a.txt"]);
    let nested = zipped(&[("in/a.zip", inner)]);
    assert_eq!(read_as("b.zip", &nested, Some(Format::Text)), ["read b.zip/in/a.zip/a.txt"]);
}

#[test]
fn survives_archives_that_are_damaged_or_cut_off_anywhere() {
    const INPUTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/inputs");
    for name in ["articles.zip", "zip64.zip", "nested.zip", "gnu.tar", "articles.tar.gz"] {
        let whole = fs::read(format!("{INPUTS}/{name}")).unwrap();
        for at in (0..whole.len()).step_by(whole.len() / 150 + 1) {
            assert!(!read_as(name, &whole[..at.max(1)], None).is_empty(), "{name} cut at {at}");
            let mut damaged = whole.clone();
            damaged[at] ^= 0x15;
            let items = read_as(name, &damaged, None);
            assert!(!items.is_empty(), "{name} damaged at {at}");
        }
    }
}

#[test]
fn carries_fields_along_from_each_kind_of_table_and_says_once_which_are_missing() {
    const INPUTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/inputs");
    for name in ["articles.csv", "articles.jsonl", "array.json", "articles.parquet", "articles.zip"]
    {
        let mut options = Options::default();
        options.fields.keep = ["url", "desk", "text"].map(str::to_owned).to_vec();
        let documents = open(&[format!("{INPUTS}/{name}")], &options);
        let (read, said): (Vec<_>, Vec<_>) = documents.partition(Result::is_ok);
        let kept: Vec<_> = read.iter().map(|item| item.as_ref().unwrap().kept.clone()).collect();
        assert_eq!(kept.len(), 3, "{name}");
        assert_eq!(kept[0][..2], [Some("https://example.org/1".to_owned()), None], "{name}");
        assert!(kept[2][2].as_ref().unwrap().starts_with("Norway"), "{name}");
        let said: Vec<String> =
            said.into_iter().map(|item| item.unwrap_err().to_string()).collect();
        let inputs = if name == "articles.zip" { 3 } else { 1 };
        assert_eq!(said.len(), inputs, "{name}: {said:?}");
        let missing = |said: &String| {
            said.contains(": warning: there is no ") && said.contains("`desk` to keep, only `")
        };
        assert!(said.iter().all(missing), "{name}: {said:?}");
    }
}
