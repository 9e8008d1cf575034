//! Records made by hand, for the tests of this room.

use crate::article::{Article, Zone, ZoneKind};
use crate::gazetteer::{Alias, Case, Entry, Kind, Topic, UNKNOWN, Via};
use crate::location::Location;
use crate::record::{Evidence, Mention, Record, Rejection, TopicScore};
use crate::span::Span;
use std::sync::Arc;

/// An entry whose name is these words without what is around them.
pub(super) fn entry(kind: Kind, words: &str) -> Arc<Entry> {
    let name = words.trim_start_matches('=').split_whitespace().collect::<Vec<_>>().join(" ");
    let alias = Alias {
        text: name.clone(),
        case: Case::Spelled,
        weak: false,
        via: Via::Name,
        language: None,
    };
    let code = || name.chars().take(2).collect::<String>().to_uppercase();
    let iso2 = (kind == Kind::Country).then(|| ("iso2", code()));
    Arc::new(Entry {
        id: name.to_lowercase().replace(' ', "-"),
        kind,
        name,
        aliases: vec![alias],
        context: Vec::new(),
        exclude: Vec::new(),
        attributes: Vec::from_iter(iso2),
        at: Location::file("bundled/curated/names.csv").at(7, 1),
    })
}

/// A topic.
pub(super) fn topic() -> Arc<Topic> {
    Arc::new(Topic {
        id: "transport".to_owned(),
        name: "Transport".to_owned(),
        medtop: "20000337".to_owned(),
        parent: None,
        terms: Vec::new(),
        at: Location::file("topics.csv"),
    })
}

/// A reason for a mention (weight above 0) or against one.
pub(super) fn because(weight: f32, detail: &str) -> Vec<Evidence> {
    vec![Evidence { signal: "test", weight, detail: detail.to_owned().into() }]
}

/// An article of one body zone that mentions these countries, wherever they stand.
pub(super) fn record(id: &str, text: &str, countries: &[&str]) -> Record {
    let all = Span::of(text.len() - text.trim_start().len()..text.trim_end().len());
    let article = Article {
        id: id.to_owned(),
        url: None,
        title: None,
        published: None,
        source: None,
        language: Some("en".to_owned()),
        byline: None,
        keywords: Vec::new(),
        text: text.to_owned(),
        body_start: 0,
        zones: vec![Zone { kind: ZoneKind::Body, span: all, why: "no page around it" }],
        kept: Vec::new(),
        at: Location::file(id),
    };
    let mut record = Record {
        article,
        mentions: Vec::new(),
        rejections: Vec::new(),
        topics: Vec::new(),
        about: Vec::new(),
        story: id.to_owned(),
    };
    countries.iter().for_each(|name| mention(&mut record, Kind::Country, name));
    record
}

/// Adds a mention wherever `name` stands.
pub(super) fn mention(record: &mut Record, kind: Kind, name: &str) {
    for span in places(record, name) {
        record.mentions.push(Mention {
            span,
            zone: zone(record, span),
            entity: entry(kind, name),
            via: Via::Name,
            confidence: 0.98,
            evidence: because(1.0, "canonical name"),
        });
    }
    record.mentions.sort_by_key(|mention| mention.span);
}

/// Adds a rejection wherever `name` stands.
pub(super) fn reject(record: &mut Record, kind: Kind, name: &str, why: &str) {
    for span in places(record, name) {
        let zone = zone(record, span);
        let entity = entry(kind, name);
        record.rejections.push(Rejection { span, zone, entity, evidence: because(-1.0, why) });
    }
}

fn places(record: &Record, name: &str) -> Vec<Span> {
    let found = record.article.text.match_indices(name);
    found.map(|(start, name)| Span::of(start..start + name.len())).collect()
}

fn zone(record: &Record, span: Span) -> ZoneKind {
    record.article.zone_at(span).map_or(ZoneKind::Body, |zone| zone.kind)
}

/// Cuts an article into zones, one a line: what stands before the first `|` is the zone's name.
pub(super) fn page(marked: &str) -> Record {
    let (mut text, mut zones) = (String::new(), Vec::new());
    for line in marked.lines() {
        if let Some((kind, words)) = line.split_once('|') {
            let kind = ZoneKind::named(kind.trim()).expect("a zone's name");
            let start = text.len() + words.len() - words.trim_start().len();
            text.push_str(words);
            zones.push(Zone { kind, span: Span::of(start..text.len()), why: "told" });
        }
        text.push('\n');
    }
    let mut record = record("page.txt", &text, &[]);
    record.article.zones = zones;
    record
}

/// Records whose cells are hard to write: formulas, quotes, line breaks, emoji, dates and none, lists,
/// addresses; and the second has the id of the first.
pub(super) fn hard() -> Vec<Record> {
    let text =
        "=Malta \"met\" Tunisia,\r\nand 'Tunisia' 🚢 sailed.\n\n+1 for Malta; _x0041_ \u{7}\u{b}.";
    let mut first = record("=a,\"1\".txt", text, &["Malta", "Tunisia", "=Malta"]);
    first.article.title = Some("@SUM(A1)  🇲🇹\n\"quoted\"".to_owned());
    first.article.url = Some("https://example.org/a?b=1&c=%20d#e".to_owned());
    first.article.source = Some("-2+3".to_owned());
    first.article.published = Some("2026-01-28T08:30:15+01:00".to_owned());
    mention(&mut first, Kind::Person, "sailed");
    reject(&mut first, Kind::Organization, "and", "a \"word\", <b>&amp;</b>");
    first.topics = vec![TopicScore {
        topic: topic(),
        score: 0.123_456,
        terms: vec!["ferry".into(), "; ship".into()],
    }];
    let mut second = record(&first.article.id, "Malta.", &["Malta"]);
    second.article.published = Some("2026-02-01".to_owned());
    second.article.url = Some("not an address".to_owned());
    let mut third = record("c.txt", " Nothing here. ", &[]);
    third.article.published = Some("last week".to_owned());
    third.article.language = None;
    let mut unknown = record("d.txt", "Then Ann Bloom spoke. Ann Bloom left.", &[]);
    unknown.article.published = Some("1850-03-01".to_owned());
    mention(&mut unknown, Kind::Person, "Ann Bloom");
    for mention in &mut unknown.mentions {
        let entity = Arc::make_mut(&mut mention.entity);
        entity.id = format!("{UNKNOWN}ann-bloom");
    }
    vec![first, second, third, unknown]
}
