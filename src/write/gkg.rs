//! GKG: a line for each article in the layout of the GDELT Global Knowledge Graph, version 2.1.
//!
//! Promises: 27 fields separated by tabs, no header; fields that wiretag does not compute are empty;
//! what would break a field (tabs, line breaks, and the marks `;` `,` `#` `|` in a name) is a space. Places
//! of names and themes are characters of the article's text, from its title on. `docs/outputs.md` says
//! what each field holds.

use super::aside::Output;
use super::fips;
use super::ready::Ready;
use super::rows::{View, names};
use super::table::on_one_line;
use super::when;
use super::{Finished, Manifest, Sink, Written};
use crate::fold::{Folded, fold};
use crate::gazetteer::{Entry, Kind, Via};
use crate::record::{Mention, TopicScore};
use crate::span::Span;
use std::fmt::Write as _;
use std::io::Write;

/// The date in the record's id where the article has none.
const UNDATED: &str = "00000000000000";

/// Records to a file or a stream.
pub(super) struct GkgSink {
    to: Output,
    /// Records so far.
    count: usize,
}

impl GkgSink {
    pub(super) fn new(to: Output) -> Self {
        Self { to, count: 0 }
    }
}

impl Sink for GkgSink {
    /// The first part of a record is its date, the second what follows its number.
    fn record(&mut self, ready: Ready) -> Written {
        self.count += 1;
        let count = self.count;
        let written = ready.parts.and_then(|parts| match parts.as_slice() {
            [date, rest] => {
                self.to.write_all(date)?;
                write!(self.to, "-{count}\t")?;
                self.to.write_all(rest)
            }
            _ => Ok(()),
        });
        written.map_err(|e| self.to.failure(&e))
    }

    fn finish(self: Box<Self>, _: &Manifest) -> Finished {
        self.to.place()?;
        Ok(Vec::new())
    }
}

/// A record's line, in the two parts between which its number stands.
pub(super) fn line(view: &View<'_>) -> Vec<Vec<u8>> {
    let article = &view.record.article;
    let date = article.published.as_deref().and_then(when::digits);
    let [v1_themes, v2_themes] = themes(view);
    let [v1_places, v2_places] = locations(view);
    let [v1_people, v2_people] = named(view, Kind::Person);
    let [v1_bodies, v2_bodies] = named(view, Kind::Organization);
    let is_web = article.url.as_deref().is_some_and(|url| url.starts_with("http"));
    let empty = String::new;
    let fields: [String; 26] = [
        date.clone().unwrap_or_default(),
        if is_web { "1" } else { "2" }.to_owned(),
        field(article.source.as_deref().unwrap_or_default()),
        field(article.url.as_deref().unwrap_or(&article.id)),
        empty(), // V1COUNTS
        empty(), // V2.1COUNTS
        v1_themes,
        v2_themes,
        v1_places,
        v2_places,
        v1_people,
        v2_people,
        v1_bodies,
        v2_bodies,
        empty(), // V1.5TONE
        empty(), // V2.1ENHANCEDDATES
        empty(), // V2GCAM
        empty(), // V2.1SHARINGIMAGE
        empty(), // V2.1RELATEDIMAGES
        empty(), // V2.1SOCIALIMAGEEMBEDS
        empty(), // V2.1SOCIALVIDEOEMBEDS
        empty(), // V2.1QUOTATIONS
        all_names(view),
        empty(), // V2.1AMOUNTS
        empty(), // V2.1TRANSLATIONINFO: nothing is translated
        extras(view),
    ];
    let date = date.unwrap_or_else(|| UNDATED.to_owned());
    vec![date.into_bytes(), (fields.join("\t") + "\n").into_bytes()]
}

/// A text without tabs and line breaks.
fn field(text: &str) -> String {
    on_one_line(text).into_owned()
}

/// A name without the marks that separate names and their parts.
fn name(text: &str) -> String {
    field(&text.replace([';', ',', '#', '|'], " "))
}

/// The first character of a span, counted from 0 in the article's text.
fn offset(view: &View<'_>, span: Span) -> usize {
    view.point(span.start())
}

/// Topics by their ids in capitals: each once, and at each place of one of its terms.
fn themes(view: &View<'_>) -> [String; 2] {
    let (mut once, mut at) = (String::new(), Vec::new());
    if view.record.topics.is_empty() {
        return [once, String::new()];
    }
    let folded = fold(&view.record.article.text);
    for topic in &view.record.topics {
        let id = topic.topic.id.to_uppercase().replace('-', "_");
        let _ = write!(once, "{id};");
        let places = places(&folded, topic);
        at.extend(places.into_iter().map(|span| (offset(view, span), id.clone())));
    }
    at.sort();
    at.dedup();
    let each: Vec<String> = at.iter().map(|(offset, id)| format!("{id},{offset}")).collect();
    [once, each.join(";")]
}

/// Where the terms of a topic stand as words of their own.
fn places(folded: &Folded, topic: &TopicScore) -> Vec<Span> {
    let text = folded.text();
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut spans = Vec::new();
    for term in &topic.terms {
        let term = fold(term);
        for (start, found) in text.match_indices(term.text()).filter(|(_, found)| !found.is_empty())
        {
            let end = start + found.len();
            if !is_word(text[..start].chars().next_back()) && !is_word(text[end..].chars().next()) {
                spans.push(folded.to_original(Span::of(start..end)));
            }
        }
    }
    spans
}

/// Names of one type: each once, in small letters, most often first; and each mention with its place.
fn named(view: &View<'_>, kind: Kind) -> [String; 2] {
    let once: Vec<String> =
        names(view.record, kind).into_iter().map(|(text, _)| name(text).to_lowercase()).collect();
    let each = view.record.mentions.iter().filter(|mention| mention.entity.kind == kind);
    let each: Vec<String> =
        each.map(|m| format!("{},{}", name(m.name()), offset(view, m.span))).collect();
    [once.join(";"), each.join(";")]
}

/// Every name as the article has it, with its place; not the adjectives of countries.
fn all_names(view: &View<'_>) -> String {
    let mentions = view.record.mentions.iter().filter(|mention| mention.via != Via::Demonym);
    let each = mentions.map(|m| format!("{},{}", name(view.record.slice(m)), offset(view, m.span)));
    each.collect::<Vec<_>>().join(";")
}

/// Countries and places: each once; and each mention with its place in the text.
fn locations(view: &View<'_>) -> [String; 2] {
    let is_land = |m: &&Mention| matches!(m.entity.kind, Kind::Country | Kind::Place);
    let (mut once, mut each) = (Vec::new(), Vec::new());
    for mention in view.record.mentions.iter().filter(is_land) {
        let place = Location::of(&mention.entity);
        let Location { number, name, country, state, feature } = &place;
        let short = format!("{number}#{name}#{country}#{state}###{feature}");
        if !once.contains(&short) {
            once.push(short);
        }
        let at = offset(view, mention.span);
        each.push(format!("{number}#{name}#{country}#{state}####{feature}#{at}"));
    }
    [once.join(";"), each.join(";")]
}

/// A country or place as its fields have it; where it lies on the globe is not known.
struct Location {
    /// 1 country, 2 state of the US, 3 city there, 4 other city or landmark, 5 region of a country.
    number: u8,
    name: String,
    /// FIPS 10-4.
    country: &'static str,
    state: &'static str,
    feature: &'static str,
}

impl Location {
    fn of(entity: &Entry) -> Self {
        let country = entity.iso2().and_then(fips::of_iso2).unwrap_or_default();
        let is_region = entity.attribute("kind") == Some("region");
        let number = match (entity.kind, is_region, country) {
            (Kind::Country, ..) => 1,
            (_, true, "US") => 2,
            (_, false, "US") => 3,
            (_, true, country) if !country.is_empty() => 5,
            _ => 4,
        };
        let (state, feature) = if number == 1 { (country, country) } else { ("", "") };
        Self { number, name: name(&entity.name), country, state, feature }
    }
}

/// Title, byline and language, each in an element.
fn extras(view: &View<'_>) -> String {
    let article = &view.record.article;
    let told = [
        ("PAGE_AUTHORS", article.byline.as_deref()),
        ("PAGE_TITLE", article.title.as_deref()),
        ("PAGE_LANGUAGE", article.language.as_deref()),
    ];
    let mut xml = String::new();
    for (element, text) in told {
        if let Some(text) = text {
            let text = field(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let _ = write!(xml, "<{element}>{text}</{element}>");
        }
    }
    xml
}
