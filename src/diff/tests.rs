use super::*;
use serde_json::Value;
use std::fs;

const ARTICLES: &str = "article,url,title,source,published,language,words,about,countries,people,organizations,agreements,places,topics,mentions,unknown,chrome,story\n";
const MENTIONS: &str = "article,url,title,source,published,type,entity,name,text,via,known,zone,field,start,end,confidence,reason,sentence,wikidata,iso2,gazetteer,also\n";
const TOPICS: &str = "article,topic,name,medtop,score,terms\n";

/// An article's row: id and country.
fn article(id: &str, about: &str) -> String {
    format!("{id},,,,,en,9,{about},,,,,,,1,0,0.00,{id}\n")
}

/// A mention's row: article, type, entity, start, confidence.
fn mention(article: &str, kind: &str, id: &str, start: u32, sure: &str) -> String {
    let end = start + 4;
    format!(
        "{article},,,,,{kind},{id},{id},Chad,,yes,body,text,{start},{end},{sure},why {id},Chad won.,,,,\n"
    )
}

fn topic(article: &str, id: &str) -> String {
    format!("{article},{id},{id},04000000,0.5000,market\n")
}

/// A result: the rows of articles, mentions and topics.
fn result(rows: [&[String]; 3]) -> Tables {
    let dir = tempfile::tempdir().expect("a folder");
    let names = ["articles", "mentions", "topics"];
    for ((name, header), rows) in names.iter().zip([ARTICLES, MENTIONS, TOPICS]).zip(rows) {
        let text = format!("{header}{}", rows.concat());
        fs::write(dir.path().join(format!("{name}.csv")), text).expect("a file");
    }
    Tables::open(dir.path()).expect("a result")
}

fn told(found: &Differences) -> Vec<String> {
    let id = |side: &Option<Side>| side.as_ref().map_or("-", |side| side.id.as_str()).to_owned();
    let line = |c: &Change| {
        let cells: String =
            c.cells.iter().map(|c| format!(" {} {}>{}", c.column, c.old, c.new)).collect();
        format!(
            "{} {} {} {}>{}{cells}",
            c.of.name(),
            c.became.name(),
            c.article,
            id(&c.old),
            id(&c.new)
        )
    };
    found.changes.iter().map(line).collect()
}

#[test]
fn mentions_are_gained_lost_or_relinked() {
    let both = [article("a", "TD"), article("b", "")];
    let old = [
        mention("a", "country", "td", 0, "0.9"),
        mention("a", "country", "td", 9, "0.9"),
        mention("b", "person", "x", 0, "0.9"),
    ];
    let new = [
        mention("a", "country", "td", 0, "0.8"),
        mention("a", "person", "chad", 9, "0.9"),
        mention("a", "person", "chad", 30, "0.9"),
    ];
    let (old, new) = (result([&both, &old, &[]]), result([&both, &new, &[]]));
    let found = diff(&old, &new, false).expect("they can be compared");
    assert_eq!(
        told(&found),
        ["mention relinked a td>chad", "mention gained a ->chad", "mention lost b x>-"]
    );
    assert_eq!(found.compared, 2);
    let all = diff(&old, &new, true).expect("they can be compared");
    assert_eq!(told(&all)[0], "mention changed a td>td confidence 0.9>0.8");
    assert!(diff(&old, &old, true).expect("they can be compared").is_empty());
}

#[test]
fn two_entities_for_the_same_words_are_told_apart_by_type() {
    let one = [article("a", "")];
    let old = [mention("a", "country", "td", 0, "0.9"), mention("a", "person", "x", 0, "0.9")];
    let new = [mention("a", "person", "y", 0, "0.9"), mention("a", "country", "td", 0, "0.9")];
    let found = diff(&result([&one, &old, &[]]), &result([&one, &new, &[]]), true);
    assert_eq!(told(&found.expect("they can be compared")), ["mention relinked a x>y"]);
}

#[test]
fn topics_and_the_main_country_are_compared() {
    let (old, new) =
        ([article("a", "TD"), article("b", "")], [article("a", "FR"), article("b", "DE")]);
    let old = result([&old, &[], &[topic("a", "war"), topic("a", "trade")]]);
    let new = result([&new, &[], &[topic("a", "trade"), topic("b", "law")]]);
    assert_eq!(
        told(&diff(&old, &new, false).expect("they can be compared")),
        [
            "topic lost a war>-",
            "about changed a TD>FR",
            "topic gained b ->law",
            "about gained b ->DE"
        ]
    );
}

#[test]
fn articles_of_one_result_only_are_told_and_not_compared() {
    let gone = mention("gone", "country", "td", 0, "0.9");
    let old = result([&[article("gone", "TD"), article("a", "")], &[gone], &[]]);
    let new = result([&[article("a", ""), article("come", "FR")], &[], &[]]);
    let found = diff(&old, &new, false).expect("they can be compared");
    assert_eq!(
        (found.only_old, found.only_new),
        (vec!["gone".to_owned()], vec!["come".to_owned()])
    );
    assert!(found.changes.is_empty());
}

#[test]
fn tables_that_only_one_result_has_are_left_out() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("some.csv");
    fs::write(&path, format!("{MENTIONS}{}", mention("a", "country", "td", 0, "0.9")))
        .expect("a file");
    let alone = Tables::open(&path).expect("a table");
    let whole = result([&[article("a", ""), article("b", "")], &[], &[]]);
    let found = diff(&alone, &whole, false).expect("mentions can be compared");
    assert_eq!(told(&found), ["mention lost a td>-"]);
    assert_eq!(found.left_out, ["articles", "topics"]);
    fs::write(&path, format!("{TOPICS}{}", topic("a", "war"))).expect("a file");
    let topics = Tables::open(&path).expect("a table");
    assert!(diff(&alone, &topics, false).is_err());
}

#[test]
fn other_settings_and_gazetteers_are_told() {
    let run = |min: f64, digest: &str| {
        serde_json::json!({"wiretag": "0.1.0", "settings": {"resolve": {"min": min}, "zones": ["body"]},
            "gazetteer": [{"name": "my", "digest": digest, "rows": 3}], "inputs": ["a"]})
    };
    let found = runs::differences(&run(0.5, "aaaaaaaaaaaaaaaa"), &run(0.6, "bbbbbbbbbbbbbbbb"));
    let lines: Vec<String> = found
        .iter()
        .map(|s| {
            format!(
                "{}: {:?} {:?}",
                s.name,
                s.old.as_deref().unwrap_or("-"),
                s.new.as_deref().unwrap_or("-")
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            "gazetteer my: \"3 rows, digest aaaaaaaaaaaa\" \"3 rows, digest bbbbbbbbbbbb\"",
            "settings.resolve.min: \"0.5\" \"0.6\"",
        ]
    );
    assert!(runs::differences(&run(0.5, "a"), &run(0.5, "a")).is_empty());
    assert_eq!(runs::differences(&Value::Null, &run(0.5, "a"))[0].name, "run");
}
