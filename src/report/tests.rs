use super::*;
use base64::Engine;
use flate2::read::GzDecoder;
use serde_json::{Value, json};
use std::io::Read;
use std::path::PathBuf;

/// A mention of a record, as JSONL has it.
fn mention(name: &str, text: &str, start: usize, sentence: &str) -> Value {
    json!({"type": "country", "entity": name.to_lowercase(), "name": name, "text": text,
        "via": "name", "known": true, "zone": "body", "field": "text", "start": start,
        "end": start + text.chars().count(), "confidence": 0.92, "reason": "canonical name",
        "sentence": sentence, "wikidata": null, "iso2": "MT", "gazetteer": "a.csv:2", "also": []})
}

fn record(id: &str, title: Option<&str>, mentions: Vec<Value>) -> Value {
    json!({"id": id, "url": null, "title": title, "source": "S", "published": "2026-01-03",
        "language": "en", "byline": null, "dateline": null, "summary": null, "keywords": [],
        "about": ["MT"], "mentions": mentions, "topics": [], "rejected": [], "story": id})
}

/// A file of these records, in a folder that goes with it.
fn result(records: &[Value]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("there is room");
    let path = folder.path().join("tags.jsonl");
    let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
    std::fs::write(&path, lines).expect("there is room");
    (folder, path)
}

fn page(records: &[Value], title: Option<&str>) -> String {
    let (_folder, path) = result(records);
    of(&path, &Options { title: title.map(str::to_owned) }).expect("it is a result")
}

/// A block of a page, unpacked.
fn block(page: &str, name: &str) -> Value {
    let start = format!("id=\"data-{name}\">");
    let (_, rest) = page.split_once(&start).expect("the block is there");
    let (text, _) = rest.split_once('<').expect("it ends");
    let packed = base64::engine::general_purpose::STANDARD.decode(text).expect("it is base64");
    let mut json = String::new();
    GzDecoder::new(&*packed).read_to_string(&mut json).expect("it is gzip");
    serde_json::from_str(&json).expect("it is JSON")
}

#[test]
fn the_same_result_gives_the_same_bytes() {
    let records = [record("a", Some("T"), vec![mention("Malta", "Malta", 0, "Malta.")])];
    assert_eq!(page(&records, None), page(&records, None));
}

#[test]
fn a_title_is_text_and_fills_no_place() {
    let page = page(&[record("a", None, vec![])], Some("<b>&{{rest}}\"'"));
    assert!(page.contains("<title>&lt;b&gt;&amp;{{rest}}&quot;&#39;</title>"));
    assert_eq!(page.matches("id=\"data-extra\"").count(), 1);
}

#[test]
fn without_a_title_it_says_how_many_articles_there_are() {
    assert!(page(&[record("a", None, vec![])], None).contains("<title>What 1 article mentions<"));
    let many: Vec<Value> = (0..1234).map(|n| record(&n.to_string(), None, vec![])).collect();
    assert!(page(&many, None).contains("<title>What 1,234 articles mention<"));
}

#[test]
fn the_policy_allows_the_scripts_and_the_style_that_stand_in_the_page() {
    use sha2::{Digest, Sha256};
    let page = page(&[record("</script><script>x", Some("</style>"), vec![])], None);
    let between = |start: &str, end: &str| -> Vec<String> {
        let parts = page.split(start).skip(1);
        parts.filter_map(|part| part.split_once(end)).map(|(text, _)| text.to_owned()).collect()
    };
    let runs = between("<script>", "</script>");
    let styles = between("<style>", "</style>");
    assert_eq!((runs.len(), styles.len()), (2, 1));
    for text in runs.iter().chain(&styles) {
        let digest = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text));
        assert!(page.contains(&format!("'sha256-{digest}'")), "{}", &text[..60]);
        assert!(!text.contains('\r') && !text.contains("<!--"));
    }
}

#[test]
fn places_in_a_text_count_as_scripts_do() {
    let text = "😀 Malta and é Malta";
    let mut one = record(
        "a",
        None,
        vec![mention("Malta", "Malta", 2, text), mention("Malta", "Malta", 14, text)],
    );
    one["text"] = json!(text);
    one["zones"] = json!([{"kind": "body", "start": 0, "end": 19}]);
    let page = page(&[one], None);
    let detail = &block(&page, "0")[0];
    assert_eq!(detail[0], json!([["body", text, 1]]));
    let places: Vec<&Value> = detail[1].as_array().expect("mentions").iter().collect();
    assert_eq!((&places[0][1], &places[0][2]), (&json!(3), &json!(8)));
    assert_eq!((&places[1][1], &places[1][2]), (&json!(15), &json!(20)));
    assert_eq!(block(&page, "main")["pairs"], json!([[0, 2]]));
}

#[test]
fn zones_of_one_paragraph_are_told_from_those_of_the_next() {
    let mut one = record("a", Some("Head"), vec![]);
    one["text"] = json!("OSLO - It rained.\n\nMenu");
    one["zones"] = json!([{"kind": "dateline", "start": 0, "end": 6}, {"kind": "body", "start": 7, "end": 17},
        {"kind": "chrome", "start": 19, "end": 23}]);
    let detail = &block(&page(&[one], None), "0")[0];
    let zones = json!([
        ["title", "Head", 1],
        ["dateline", "OSLO -", 1],
        ["body", "It rained.", 0],
        ["chrome", "Menu", 1]
    ]);
    assert_eq!(detail[0], zones);
}

#[test]
fn without_texts_the_sentences_of_mentions_are_there() {
    let sentence = "Malta and Malta met.";
    let mentions =
        vec![mention("Malta", "Malta", 0, sentence), mention("Malta", "Malta", 10, sentence)];
    let page = page(&[record("a", Some("T"), mentions)], None);
    let detail = &block(&page, "0")[0];
    assert_eq!(detail[0], json!([["body", sentence, 1]]));
    assert_eq!((&detail[1][0][1], &detail[1][1][1]), (&json!(0), &json!(10)));
    assert_eq!(block(&page, "main")["texts"], json!(false));
}

#[test]
fn an_article_without_a_headline_is_called_by_its_first_words() {
    let mut one = record("a", None, vec![]);
    one["text"] = json!("word ".repeat(40));
    one["zones"] = json!([{"kind": "body", "start": 0, "end": 199}]);
    let title = block(&page(&[one], None), "main")["articles"]["title"][0].clone();
    let title = title.as_str().expect("a text");
    assert!(
        title.starts_with("word word") && title.ends_with(" …") && title.len() < 100,
        "{title}"
    );
}

#[test]
fn days_and_stories_are_numbers() {
    let mut copy = record("b", None, vec![]);
    copy["story"] = json!("a");
    copy["published"] = json!("last week");
    let page = page(&[record("a", None, vec![]), copy], None);
    let articles = &block(&page, "main")["articles"];
    assert_eq!(articles["day"], json!([20456, null]));
    assert_eq!(articles["story"], json!([0, 0]));
}

#[test]
fn articles_of_one_id_keep_their_own_mentions() {
    let own = |id: &str, text: &str| record(id, None, vec![mention(text, text, 0, text)]);
    let page = page(&[own("a", "Malta"), own("b", "Malta"), own("a", "Oslo")], None);
    assert_eq!(block(&page, "main")["pairs"], json!([[0, 1], [0, 1], [1, 1]]));
}

#[test]
fn one_table_is_no_result() {
    let folder = tempfile::tempdir().expect("there is room");
    let path = folder.path().join("topics.csv");
    std::fs::write(&path, "article,topic,name,medtop,score,terms\n").expect("room");
    let error = of(&path, &Options::default()).expect_err("it is one table").to_string();
    assert!(error.contains("one table"), "{error}");
}

#[test]
fn rejections_that_are_alike_are_counted_and_those_inside_a_name_come_last() {
    let rejection = |reason: &str| {
        json!({"type": "person", "entity": "x", "name": "Ann X", "text": "X", "zone": "body",
            "field": "text", "start": 0, "end": 1, "reason": reason})
    };
    let (inside, alone) = ("inside \"X Y\"", "`X` alone may be something else");
    let mut one = record("a", None, vec![]);
    one["rejected"] = json!([rejection(inside), rejection(inside), rejection(alone)]);
    let rejected = block(&page(&[one], None), "extra")["rejected"].clone();
    let alike = |reason: &str, times: usize| json!(["person", "Ann X", "X", reason, times, 1, 0]);
    assert_eq!(rejected, json!([alike(alone, 1), alike(inside, 2)]));
}
