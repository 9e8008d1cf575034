//! What a tagger said of an article: of a record, or of a line of JSONL that wiretag wrote.

use super::gold::{self, Gold};
use super::is_top_level;
use super::line::{self, Line, lines};
use super::offsets::Offsets;
use crate::article::{Field, ZoneKind};
use crate::error::Problem;
use crate::gazetteer::Kind;
use crate::location::Location;
use crate::record::Record;
use crate::span::Span;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};

const WHAT: &str = "a tagged article";
const REMEDY: &str = "give what `wiretag tag -o tags.jsonl` wrote";

/// What was found in the text of an article. Spans are bytes of that text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tags {
    /// Mentions, in the order of the record.
    pub mentions: Vec<Tag>,
    /// Hits that were turned down.
    pub rejected: Vec<Turned>,
    /// Top-level topics, in the order of the record.
    pub topics: Vec<TopicTag>,
    /// ISO 3166 alpha-2 codes of the countries it is about, main one first.
    pub about: Vec<String>,
    /// Zones, where they are known.
    pub zones: Vec<(Span, ZoneKind)>,
}

/// A mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Where.
    pub span: Span,
    /// Its type.
    pub kind: Kind,
    /// Id of the entity; its name where there is none.
    pub entity: String,
    /// Canonical name.
    pub name: String,
    /// What else the entity is known by: former names, QID.
    pub also: Vec<String>,
    /// ISO 3166 alpha-2 code.
    pub iso2: Option<String>,
    /// Whether the name is in a gazetteer.
    pub known: bool,
    /// Why it is a mention.
    pub reason: String,
}

/// A hit that was turned down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turned {
    /// Where.
    pub span: Span,
    /// Its type.
    pub kind: Kind,
    /// Canonical name of the entity it would have been.
    pub name: String,
    /// Why it is no mention.
    pub reason: String,
}

/// A topic of the top level.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicTag {
    /// IPTC Media Topic code.
    pub medtop: String,
    /// Its name.
    pub name: String,
    /// How much of the article is about it, from 0 to 1.
    pub score: f64,
    /// The terms that speak for it.
    pub terms: Vec<String>,
}

impl Tags {
    /// What a record says of its document's text; what stands in a title apart from it is left out.
    pub fn of(record: &Record) -> Self {
        let article = &record.article;
        let within = |span: Span| match article.in_field(span) {
            (Field::Text, span) => Some(span),
            (Field::Title, _) => None,
        };
        let mention = |mention: &crate::record::Mention| {
            let entity = &mention.entity;
            let also = entity.former().chain(entity.wikidata());
            Some(Tag {
                span: within(mention.span)?,
                kind: entity.kind,
                entity: entity.id.clone(),
                name: entity.name.clone(),
                also: also.map(str::to_owned).collect(),
                iso2: entity.iso2().map(str::to_owned),
                known: mention.entity.is_known(),
                reason: mention.reason(),
            })
        };
        let turned = |rejection: &crate::record::Rejection| {
            Some(Turned {
                span: within(rejection.span)?,
                kind: rejection.entity.kind,
                name: rejection.entity.name.clone(),
                reason: rejection.reason(),
            })
        };
        let topics = record.topics.iter().filter(|score| is_top_level(&score.topic.medtop));
        let topics = topics.map(|score| TopicTag {
            medtop: score.topic.medtop.clone(),
            name: score.topic.name.clone(),
            score: f64::from(score.score),
            terms: score.terms.clone(),
        });
        let zones = article.zones.iter();
        Self {
            mentions: record.mentions.iter().filter_map(mention).collect(),
            rejected: record.rejections.iter().filter_map(turned).collect(),
            topics: topics.collect(),
            about: record.about.iter().map(|about| about.iso2.clone()).collect(),
            zones: zones.filter_map(|zone| Some((within(zone.span)?, zone.kind))).collect(),
        }
    }
}

/// What a JSONL text says of annotated articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tagged {
    /// By the article's id.
    pub tags: BTreeMap<String, Tags>,
    /// Ids of annotated articles whose tags have mistakes.
    pub faulty: BTreeSet<String>,
    /// How many lines are of articles that are not annotated.
    pub strays: usize,
}

/// The tags that a JSONL text has of annotated articles, and every mistake in it: a line that is no
/// tagged article, or one that was tagged in another text.
pub fn tagged(text: &str, file: &Location, gold: &[Gold]) -> (Tagged, Vec<Problem>) {
    let texts: BTreeMap<&str, &str> =
        gold.iter().map(|gold| (gold.document.id.as_str(), gold.document.body.as_str())).collect();
    let (mut read, mut problems) = (Tagged::default(), Vec::new());
    for line in lines(text, file) {
        let fields = match line.parse::<Fields<'_>>(WHAT, REMEDY) {
            Ok(fields) => fields,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let Some((id, text)) =
            line::id(fields.id).and_then(|id| texts.get(id.as_str()).map(|text| (id, *text)))
        else {
            read.strays += 1;
            continue;
        };
        if read.tags.contains_key(&id) || read.faulty.contains(&id) {
            let what =
                format!("the article `{id}` is there already, so that this line is left out");
            problems.push(Problem::error(line.place_of(fields.id), what, "give each article once"));
            continue;
        }
        match tags(&line, &fields, text) {
            Ok(tags) => {
                read.tags.insert(id, tags);
            }
            Err(problem) => {
                read.faulty.insert(id);
                problems.push(problem);
            }
        }
    }
    (read, problems)
}

/// A line as JSON has it.
#[derive(Deserialize)]
struct Fields<'t> {
    #[serde(borrow)]
    id: &'t RawValue,
    #[serde(borrow)]
    mentions: Vec<&'t RawValue>,
    #[serde(borrow, default)]
    rejected: Vec<&'t RawValue>,
    #[serde(borrow, default)]
    topics: Vec<&'t RawValue>,
    #[serde(default)]
    about: Vec<String>,
    #[serde(borrow, default)]
    zones: Vec<&'t RawValue>,
}

/// A mention or a rejection.
#[derive(Deserialize)]
struct HitFields {
    #[serde(rename = "type")]
    kind: String,
    start: usize,
    end: usize,
    field: Option<String>,
    text: Option<String>,
    entity: Option<String>,
    name: String,
    also: Option<Vec<String>>,
    wikidata: Option<String>,
    iso2: Option<String>,
    known: Option<bool>,
    reason: Option<String>,
}

#[derive(Deserialize)]
struct TopicFields {
    medtop: Option<String>,
    name: Option<String>,
    score: f64,
    #[serde(default)]
    terms: Vec<String>,
}

#[derive(Deserialize)]
struct ZoneFields {
    kind: String,
    start: usize,
    end: usize,
}

fn tags<'t>(line: &Line<'t>, fields: &Fields<'t>, text: &str) -> Result<Tags, Problem> {
    let offsets = Offsets::of(text);
    let mut tags = Tags { about: fields.about.clone(), ..Tags::default() };
    for raw in &fields.mentions {
        let Some((span, kind, hit)) = hit(line, raw, text, &offsets)? else { continue };
        tags.mentions.push(Tag {
            span,
            kind,
            entity: hit.entity.filter(|id| !id.is_empty()).unwrap_or_else(|| hit.name.clone()),
            name: hit.name,
            also: hit.also.into_iter().flatten().chain(hit.wikidata).collect(),
            iso2: hit.iso2,
            known: hit.known.unwrap_or(true),
            reason: hit.reason.unwrap_or_default(),
        });
    }
    for raw in &fields.rejected {
        let Some((span, kind, hit)) = hit(line, raw, text, &offsets)? else { continue };
        let reason = hit.reason.unwrap_or_default();
        tags.rejected.push(Turned { span, kind, name: hit.name, reason });
    }
    for raw in &fields.topics {
        let topic: TopicFields = line.parse_part(raw, "a topic", REMEDY)?;
        let TopicFields { medtop, name, score, terms } = topic;
        if let Some(medtop) = medtop.filter(|code| is_top_level(code)) {
            tags.topics.push(TopicTag { medtop, name: name.unwrap_or_default(), score, terms });
        }
    }
    for raw in &fields.zones {
        let zone: ZoneFields = line.parse_part(raw, "a zone", REMEDY)?;
        let span = gold::span(zone.start, zone.end, &offsets);
        if let (Ok(span), Some(kind)) = (span, ZoneKind::named(&zone.kind)) {
            tags.zones.push((span, kind));
        }
    }
    Ok(tags)
}

/// What was found in the text; `None` of what stands in the title, or is of a type that wiretag does not
/// know.
fn hit<'t>(
    line: &Line<'t>,
    raw: &'t RawValue,
    text: &str,
    offsets: &Offsets,
) -> Result<Option<(Span, Kind, HitFields)>, Problem> {
    let hit: HitFields = line.parse_part(raw, "a mention", REMEDY)?;
    if hit.field.as_deref().is_some_and(|field| field != Field::Text.name()) {
        return Ok(None);
    }
    const OTHER: &str = "tag the annotated file itself";
    let span = gold::span(hit.start, hit.end, offsets)
        .map_err(|what| Problem::error(line.place_of(raw), format!("the mention {what}"), OTHER))?;
    let there = text.get(span.range()).unwrap_or_default();
    if let Some(words) = hit.text.as_deref().filter(|words| *words != there) {
        let (start, end) = (hit.start, hit.end);
        let what = format!("{start} to {end} of the annotated text is {there:?}, not {words:?}");
        return Err(Problem::error(line.place_of(raw), what, OTHER));
    }
    let kind = Kind::ALL.into_iter().find(|kind| kind.name() == hit.kind);
    Ok(kind.map(|kind| (span, kind, hit)))
}
