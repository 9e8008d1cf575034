//! What counts as right, and what is told of files that are wrong.

use super::*;
use crate::location::Location;

const TEXT: &str = "Malta's Ann Borg met Bo Berg of the World Bank in Tunisia. Borg laughed.";

/// A gold line of `TEXT` with these mentions and other fields.
fn line(mentions: &str, more: &str) -> String {
    format!(r#"{{"id":"a","text":"{TEXT}","mentions":[{mentions}]{more}}}"#)
}

fn mention(kind: &str, words: &str, more: &str) -> String {
    let start = TEXT.find(words).unwrap();
    let end = start + words.len();
    format!(r#"{{"start":{start},"end":{end},"surface":"{words}","type":"{kind}"{more}}}"#)
}

fn tag(kind: &str, words: &str, more: &str) -> String {
    let start = TEXT.find(words).unwrap();
    let end = start + words.len();
    let name = if more.contains("\"name\"") { "" } else { r#","name":"N""# };
    format!(r#"{{"start":{start},"end":{end},"text":"{words}","type":"{kind}"{name}{more}}}"#)
}

fn score(gold_line: &str, tags: &str) -> Score {
    let file = Location::file("f");
    let (gold, problems) = gold(gold_line, &file);
    assert!(problems.is_empty(), "{problems:?}");
    let (tagged, problems) = tagged(tags, &file, &gold);
    assert!(problems.is_empty(), "{problems:?}");
    let mut score = Score::default();
    gold.iter().for_each(|gold| score.add(gold, tagged.tags.get(&gold.document.id)));
    score
}

/// Right, extra and missed of a measure.
fn counts(score: &Score, measure: Measure) -> [usize; 3] {
    let figures = score.figures();
    let figure = figures.iter().find(|(of, _)| *of == measure).map(|(_, figure)| *figure);
    let figure = figure.unwrap_or_default();
    [figure.right, figure.extra, figure.missed]
}

fn of(mentions: &[String], more: &str, tags: &[String], tags_more: &str) -> Score {
    let tags = format!(r#"{{"id":"a","mentions":[{}]{tags_more}}}"#, tags.join(","));
    score(&line(&mentions.join(","), more), &tags)
}

#[test]
fn counts_an_overlap_as_a_mention_and_not_as_exact() {
    let score = of(&[mention("person", "Ann Borg", "")], "", &[tag("person", "Ann", "")], "");
    assert_eq!(counts(&score, Measure::Mentions(Kind::Person)), [1, 0, 0]);
    assert_eq!(counts(&score, Measure::Exact(Kind::Person)), [0, 1, 1]);
    assert_eq!(score.wrongs[0].reason, "annotated is \"Ann Borg\"");
}

#[test]
fn counts_an_annotation_once() {
    let tags = [tag("person", "Ann", ""), tag("person", "Borg", "")];
    let score = of(&[mention("person", "Ann Borg", "")], "", &tags, "");
    assert_eq!(counts(&score, Measure::Mentions(Kind::Person)), [1, 1, 0]);
}

#[test]
fn holds_nothing_against_a_tag_where_it_is_hard_to_say() {
    for unsure in [
        mention("unknown", "Bo Berg", ""),
        mention("person", "Bo Berg", r#","coref_pronoun":true"#),
    ] {
        let score = of(&[unsure], "", &[tag("person", "Bo Berg", "")], "");
        assert_eq!(counts(&score, Measure::Mentions(Kind::Person)), [0, 0, 0]);
    }
    let score = of(&[mention("event", "Bo Berg", "")], "", &[tag("person", "Bo Berg", "")], "");
    assert_eq!(counts(&score, Measure::Mentions(Kind::Person)), [0, 1, 0]);
    assert_eq!(score.unscored.get("event"), Some(&1));
}

#[test]
fn leaves_out_what_is_outside_the_span_or_in_the_title() {
    let mentions = [mention("country", "Malta", ""), mention("country", "Tunisia", "")];
    let tags = [
        tag("country", "Malta", ""),
        tag("country", "Tunisia", ""),
        tag("country", "Borg", r#","field":"title""#),
    ];
    let score = of(&mentions, r#","evaluation_span":[0,20]"#, &tags, "");
    assert_eq!(counts(&score, Measure::Mentions(Kind::Country)), [1, 0, 0]);
}

#[test]
fn links_by_name_former_name_or_qid() {
    let linked =
        |link: &str| [mention("organization", "World Bank", &format!(r#","link":"{link}""#))];
    let tag = |more: &str| [tag("organization", "World Bank", more)];
    let measure = Measure::Entities(Kind::Organization);
    let figure = |link: &str, more: &str| counts(&of(&linked(link), "", &tag(more), ""), measure);
    assert_eq!(figure("World_Bank", r#","name":"The World Bank""#), [1, 0, 0]);
    assert_eq!(figure("IBRD", r#","also":["IBRD (bank)"]"#), [1, 0, 0]);
    assert_eq!(figure("Q7164", r#","wikidata":"Q7164""#), [1, 0, 0]);
    assert_eq!(figure("World Bank", r#","name":"World Bank Group""#), [0, 1, 1]);
    // a name that is in no gazetteer is not linked
    assert_eq!(figure("World Bank", r#","name":"World Bank","known":false"#), [0, 0, 1]);
}

#[test]
fn counts_countries_once_an_article() {
    let mentions = [
        mention("country", "Malta", r#","iso":"MT""#),
        mention("country", "Tunisia", r#","iso":"TN""#),
    ];
    let tags =
        [tag("country", "Malta", r#","iso2":"MT""#), tag("place", "Tunisia", r#","iso2":"TN""#)];
    let score = of(&mentions, r#","focus_country":"MT""#, &tags, r#","about":["TN","MT"]"#);
    assert_eq!(counts(&score, Measure::Countries), [1, 0, 1]);
    assert_eq!(counts(&score, Measure::MainCountry), [0, 1, 1]);
}

#[test]
fn counts_top_level_topics() {
    let topics = r#","topics":[{"medtop":"20000001","score":0.9},{"medtop":"04000000","score":0.4},
        {"medtop":"11000000","score":0.6}]"#
        .replace('\n', "");
    let more = r#","topics_iptc":["04000000","20000002","16000000"],"topics_main":"04000000""#;
    let score = of(&[], more, &[], &topics);
    assert_eq!(counts(&score, Measure::Topics), [1, 1, 1]);
    assert_eq!(counts(&score, Measure::MainTopic), [0, 1, 1]);
}

#[test]
fn an_article_without_tags_is_all_missed() {
    let score = score(&line(&mention("person", "Ann Borg", ""), ""), "");
    assert_eq!(score.untagged, ["a"]);
    assert_eq!(counts(&score, Measure::Mentions(Kind::Person)), [0, 0, 1]);
}

#[test]
fn corpora_have_figures_of_their_own() {
    let mentions = mention("person", "Ann Borg", "");
    let first = line(&mentions, r#","corpus":"one","source":"x""#);
    let second = line(&mentions, r#","source":"two""#).replace(r#""id":"a""#, r#""id":"b""#);
    let tags = format!(r#"{{"id":"b","mentions":[{}]}}"#, tag("person", "Ann Borg", ""));
    let shown = score(&format!("{first}\n{second}"), &tags);
    let names: Vec<_> =
        shown.corpora().iter().map(|(name, figures)| (*name, figures[0].1.right)).collect();
    assert_eq!(names, [(Some("one"), 0), (Some("two"), 1)]);
    assert!(score(&first, "").corpora().is_empty());
}

#[test]
fn every_count_of_a_mention_entity_or_set_has_its_error() {
    let mentions = [
        mention("country", "Malta", r#","iso":"MT""#),
        mention("person", "Bo Berg", r#","link":"Bo Berg""#),
        mention("organization", "World Bank", r#","link":"World Bank""#),
    ];
    let tags =
        [tag("country", "Tunisia", r#","iso2":"TN""#), tag("organization", "World Bank", "")];
    let score = of(&mentions, r#","topics_iptc":["04000000"]"#, &tags, "");
    for (measure, figure) in score.figures() {
        let told = score.wrongs.iter().filter(|wrong| wrong.measure == measure).count();
        if !matches!(measure, Measure::Exact(_)) {
            assert_eq!(told, figure.extra + figure.missed, "{measure}");
        }
    }
}

#[test]
fn frequent_errors_come_first_and_each_once() {
    let mentions = [mention("person", "Ann Borg", ""), mention("person", "Bo Berg", "")];
    let borg = TEXT.rfind("Borg").unwrap();
    let more = format!(r#"{{"start":{borg},"end":{},"type":"country"}}"#, borg + 4);
    let again = [mention("country", "Borg", ""), more];
    let score = of(&[&mentions[..], &again[..]].concat(), "", &[], "");
    let shown: Vec<_> = score.frequent(1).iter().map(|(n, w)| (*n, w.text.as_str())).collect();
    assert_eq!(shown, [(1, "Ann Borg"), (2, "Borg")]);
    assert!(score.frequent(0).is_empty());
}

/// The messages about a gold file, and how many articles were read.
fn told(text: &str) -> (Vec<String>, usize) {
    let (gold, problems) = gold(text, &Location::file("g"));
    (problems.iter().map(ToString::to_string).collect(), gold.len())
}

#[test]
fn tells_every_mistake_of_a_gold_line_and_reads_the_others() {
    let good = line("", "");
    let bad = r#"{"id":"b","text":"é Malta","mentions":[{"start":1,"end":6,"surface":"Malta","type":"country"},{"start":2,"end":9,"type":"country"},{"start":2,"type":"x"},{"start":7,"end":2,"type":"x"},{"start":2,"end":7,"type":"country","iso":"mt"}],"topics_main":"politics"}"#;
    let (told, articles) = told(&format!("{good}\n\n{bad}\n5\n{{\"id\":\"c\"}}\n{{\"id\":"));
    assert_eq!(
        told,
        [
            "g:3:40: error: 1 to 6 is \" Malt\", not \"Malta\"; the nearest \"Malta\" is at 2 to 7",
            "g:3:95: error: the mention goes from 2 to 9, but the text has 7 characters; count characters of the text from 0, the end exclusive",
            "g:3:132: error: this is not a mention: missing field `end`; give each mention start, end and type",
            "g:3:155: error: the mention ends at 2, where it starts (7) or before; count characters of the text from 0, the end exclusive",
            "g:3:228: error: \"mt\" is not an ISO 3166 code; write two capital letters, such as MT",
            "g:3:249: error: \"politics\" is not the code of a top-level IPTC Media Topic; write two digits and six zeros, such as 04000000",
            "g:4:1: error: the line is not a JSON object: it has no `{`; write one JSON object a line, with id, text and mentions",
            "g:5:10: error: the line is not an annotated article: missing field `text`; write one JSON object a line, with id, text and mentions",
            "g:6:6: error: the line is not a JSON object: it breaks off; write one JSON object a line, with id, text and mentions",
        ]
    );
    assert_eq!(articles, 1);
}

#[test]
fn an_id_is_used_once() {
    let (told, articles) = told(&format!("{0}\n{0}", line("", "")));
    assert_eq!(
        told,
        ["g:2:7: error: the id `a` is used on line 1 already; give each article its own"]
    );
    assert_eq!(articles, 1);
    assert_eq!(self::told(r#"{"id":7,"text":"x"}"#), (vec![], 1));
    assert_eq!(self::told(r#"{"id":null,"text":"x"}"#).0.len(), 1);
}

#[test]
fn tells_where_tags_are_of_another_text() {
    let file = Location::file("t");
    let (gold, _) = gold(&line("", ""), &file);
    let tags =
        r#"{"id":"a","mentions":[{"type":"person","name":"A","start":0,"end":5,"text":"Ann B"}]}"#;
    let other = r#"{"id":"z","mentions":[]}"#;
    let (tagged, problems) = tagged(&format!("{tags}\n{tags}\n{other}"), &file, &gold);
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "t:1:23: error: 0 to 5 of the annotated text is \"Malta\", not \"Ann B\"; tag the annotated file itself",
            "t:2:7: error: the article `a` is there already, so that this line is left out; give each article once",
        ]
    );
    assert_eq!((tagged.tags.len(), tagged.faulty.len(), tagged.strays), (0, 1, 1));
}
