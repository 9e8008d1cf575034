//! Annotated articles, as `docs/eval.md` describes them.

use super::is_top_level;
use super::line::{self, Line, lines};
use super::offsets::Offsets;
use crate::article::{Document, Markup};
use crate::error::Problem;
use crate::gazetteer::Kind;
use crate::location::Location;
use crate::span::Span;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};

/// What a line should be.
const WHAT: &str = "an annotated article";
const REMEDY: &str = "write one JSON object a line, with id, text and mentions";
const MENTION_REMEDY: &str = "give each mention start, end and type";

/// An article that a person annotated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gold {
    /// The article, to be tagged.
    pub document: Document,
    /// The part of the collection it belongs to: its `corpus`, else its `source`.
    pub corpus: Option<String>,
    /// What is annotated, where all of the text is not.
    pub scope: Span,
    /// What is mentioned in the scope, in the order of the file.
    pub mentions: Vec<Annotation>,
    /// Codes of the top-level topics it is about; `None`: not annotated.
    pub topics: Option<BTreeSet<String>>,
    /// Code of the top-level topic that fits best.
    pub main_topic: Option<String>,
    /// ISO 3166 alpha-2 code of the country it is about most.
    pub main_country: Option<String>,
}

/// A mention as a person annotated it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// Where: bytes of the article's text.
    pub span: Span,
    /// What.
    pub label: Label,
    /// Who or what is meant: a name or QID.
    pub link: Option<String>,
    /// Another name of it.
    pub name: Option<String>,
    /// ISO 3166 alpha-2 code of a country mentioned by name or demonym.
    pub iso2: Option<String>,
}

/// The type that a person gave a mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    /// One of [`super::SCORED`].
    Of(Kind),
    /// Hard to say: a tag there is neither right nor wrong.
    Unsure,
    /// One that is not scored, as the file has it.
    Other(String),
}

impl Label {
    fn of(word: &str) -> Self {
        match word {
            "person" => Self::Of(Kind::Person),
            "country" | "demonym" => Self::Of(Kind::Country),
            "organization" | "org" => Self::Of(Kind::Organization),
            "agreement" | "treaty" => Self::Of(Kind::Agreement),
            "unknown" | "nil" | "org_metonym" | "part_or_other" | "law" => Self::Unsure,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// The annotated articles of a JSONL text, and every mistake in it. An article with a mistake is left out.
pub fn gold(text: &str, file: &Location) -> (Vec<Gold>, Vec<Problem>) {
    let (mut articles, mut problems, mut ids) = (Vec::new(), Vec::new(), BTreeMap::new());
    for line in lines(text, file) {
        let mut faults = Vec::new();
        let article = match line.parse::<Fields<'_>>(WHAT, REMEDY) {
            Ok(fields) => article(&line, &fields, &mut ids, &mut faults),
            Err(problem) => {
                faults.push(problem);
                None
            }
        };
        articles.extend(article.filter(|_| faults.is_empty()));
        problems.append(&mut faults);
    }
    (articles, problems)
}

/// A line as JSON has it.
#[derive(Deserialize)]
struct Fields<'t> {
    #[serde(borrow)]
    id: &'t RawValue,
    text: String,
    url: Option<String>,
    title: Option<String>,
    published: Option<String>,
    source: Option<String>,
    language: Option<String>,
    corpus: Option<String>,
    #[serde(borrow)]
    evaluation_span: Option<&'t RawValue>,
    #[serde(borrow)]
    mentions: Option<Vec<&'t RawValue>>,
    #[serde(borrow)]
    topics_iptc: Option<Vec<&'t RawValue>>,
    #[serde(borrow)]
    topics_top: Option<Vec<&'t RawValue>>,
    #[serde(borrow)]
    topics_main: Option<&'t RawValue>,
    #[serde(borrow)]
    focus_country: Option<&'t RawValue>,
}

#[derive(Deserialize)]
struct MentionFields<'t> {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    label: String,
    surface: Option<String>,
    link: Option<String>,
    name: Option<String>,
    #[serde(borrow)]
    iso: Option<&'t RawValue>,
    coref_pronoun: Option<bool>,
}

fn article(
    line: &Line<'_>,
    fields: &Fields<'_>,
    ids: &mut BTreeMap<String, u32>,
    faults: &mut Vec<Problem>,
) -> Option<Gold> {
    let Some(id) = line::id(fields.id) else {
        let remedy = "give a text or a whole number";
        faults.push(Problem::error(line.place_of(fields.id), "this is no id", remedy));
        return None;
    };
    let at = line.at();
    if let Some(first) = ids.insert(id.clone(), at.line) {
        let what = format!("the id `{id}` is used on line {first} already");
        faults.push(Problem::error(line.place_of(fields.id), what, "give each article its own"));
        ids.insert(id.clone(), first);
    }
    let offsets = Offsets::of(&fields.text);
    let scope = scope(line, fields, &offsets).unwrap_or_else(|problem| {
        faults.push(problem);
        Span::of(0..fields.text.len())
    });
    let mut mentions = Vec::new();
    for raw in fields.mentions.iter().flatten() {
        match mention(line, raw, &fields.text, &offsets) {
            Ok(mention) if scope.contains(mention.span) => mentions.push(mention),
            Ok(_) => {}
            Err(problem) => faults.push(problem),
        }
    }
    let topics = codes(line, fields.topics_iptc.as_deref(), faults);
    let tops = codes(line, fields.topics_top.as_deref(), faults);
    let document = Document {
        id,
        url: filled(fields.url.as_ref()),
        title: filled(fields.title.as_ref()),
        published: filled(fields.published.as_ref()),
        source: filled(fields.source.as_ref()),
        language: filled(fields.language.as_ref()),
        body: fields.text.clone(),
        markup: Markup::Plain,
        kept: Vec::new(),
        at,
    };
    let one = |code: Option<&RawValue>, check: Check, faults: &mut Vec<Problem>| {
        code.and_then(|raw| checked(line, raw, check).map_err(|p| faults.push(p)).ok()).flatten()
    };
    Some(Gold {
        corpus: filled(fields.corpus.as_ref()).or_else(|| document.source.clone()),
        document,
        scope,
        mentions,
        topics: topics.map(|codes| {
            let tops = tops.unwrap_or(codes.into_iter().filter(|c| is_top_level(c)).collect());
            tops.into_iter().collect()
        }),
        main_topic: one(fields.topics_main, TOP, faults),
        main_country: one(fields.focus_country, COUNTRY, faults),
    })
}

fn scope(line: &Line<'_>, fields: &Fields<'_>, offsets: &Offsets) -> Result<Span, Problem> {
    let Some(raw) = fields.evaluation_span else {
        return Ok(Span::of(0..fields.text.len()));
    };
    let remedy = "write `[start, end]` in characters of the text";
    let [start, end]: [usize; 2] = line.parse_part(raw, "an evaluation_span", remedy)?;
    span(start, end, offsets).map_err(|what| {
        Problem::error(line.place_of(raw), format!("the evaluation_span {what}"), remedy)
    })
}

/// The bytes of a span in characters, or what is wrong with it.
pub(super) fn span(start: usize, end: usize, offsets: &Offsets) -> Result<Span, String> {
    match (offsets.byte(start), offsets.byte(end)) {
        _ if end <= start => Err(format!("ends at {end}, where it starts ({start}) or before")),
        (Some(from), Some(to)) => Ok(Span::of(from..to)),
        _ => Err(format!(
            "goes from {start} to {end}, but the text has {} characters",
            offsets.count()
        )),
    }
}

fn mention<'t>(
    line: &Line<'t>,
    raw: &'t RawValue,
    text: &str,
    offsets: &Offsets,
) -> Result<Annotation, Problem> {
    let fields: MentionFields<'_> = line.parse_part(raw, "a mention", MENTION_REMEDY)?;
    let surface = fields.surface.as_deref().unwrap_or_default();
    let span = span(fields.start, fields.end, offsets).map_err(|what| {
        let (what, remedy) =
            (format!("the mention {what}"), elsewhere(surface, fields.start, text, offsets));
        Problem::error(line.place_of(raw), what, remedy)
    })?;
    let there = text.get(span.range()).unwrap_or_default();
    if fields.surface.is_some() && there != surface {
        let what = format!("{} to {} is {there:?}, not {surface:?}", fields.start, fields.end);
        let remedy = elsewhere(surface, fields.start, text, offsets);
        return Err(Problem::error(line.place_of(raw), what, remedy));
    }
    let iso2 = fields.iso.map(|raw| checked(line, raw, COUNTRY)).transpose()?.flatten();
    let stands_for = fields.coref_pronoun == Some(true);
    Ok(Annotation {
        span,
        label: if stands_for { Label::Unsure } else { Label::of(&fields.label) },
        link: filled(fields.link.as_ref()).filter(|_| !stands_for),
        name: filled(fields.name.as_ref()),
        iso2,
    })
}

/// What to do about a wrong place: the nearest right one, if there is any.
fn elsewhere(surface: &str, start: usize, text: &str, offsets: &Offsets) -> String {
    let places = text.match_indices(surface).map(|(byte, _)| offsets.point(byte));
    match places.filter(|_| !surface.is_empty()).min_by_key(|place| place.abs_diff(start)) {
        Some(place) => {
            let end = place + surface.chars().count();
            format!("the nearest {surface:?} is at {place} to {end}")
        }
        None => "count characters of the text from 0, the end exclusive".to_owned(),
    }
}

/// A kind of code: whether a text is one, what it is, what to write.
type Check = (fn(&str) -> bool, &'static str, &'static str);

const COUNTRY: Check = (
    // countries of the past have codes of three or four letters
    |code| (2..=4).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_uppercase()),
    "an ISO 3166 code",
    "write two capital letters, such as MT",
);
const TOPIC: Check = (
    |code| code.len() == 8 && code.bytes().all(|b| b.is_ascii_digit()),
    "an IPTC Media Topic code",
    "write eight digits, such as 04000000",
);
const TOP: Check = (
    is_top_level,
    "the code of a top-level IPTC Media Topic",
    "write two digits and six zeros, such as 04000000",
);

/// A code; `None` where there is none (`null` or an empty text).
fn checked(line: &Line<'_>, raw: &RawValue, check: Check) -> Result<Option<String>, Problem> {
    let (holds, what, remedy) = check;
    match serde_json::from_str::<Option<String>>(raw.get()) {
        Ok(code) if code.as_deref().is_none_or(str::is_empty) => Ok(None),
        Ok(Some(code)) if holds(&code) => Ok(Some(code)),
        _ => {
            let what = format!("{} is not {what}", raw.get());
            Err(Problem::error(line.place_of(raw), what, remedy))
        }
    }
}

/// The codes of a list; `None` where there are none.
fn codes(
    line: &Line<'_>,
    list: Option<&[&RawValue]>,
    faults: &mut Vec<Problem>,
) -> Option<Vec<String>> {
    let mut codes = Vec::new();
    for raw in list? {
        match checked(line, raw, TOPIC) {
            Ok(code) => codes.extend(code),
            Err(problem) => faults.push(problem),
        }
    }
    (!codes.is_empty()).then_some(codes)
}

fn filled(text: Option<&String>) -> Option<String> {
    text.filter(|text| !text.trim_start().is_empty()).cloned()
}
