//! The page as bytes: the files of `page/` with the data put in.
//!
//! Promises: no file of `page/` is changed but by its `{{places}}`, each filled once; the policy in the
//! page's head lets run only the scripts that stand here, by their digests.

use super::Options;
use super::data::Data;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::{Compression, write::GzEncoder};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::io;

const PAGE: &str = include_str!("page/page.html");
const ECHARTS: &str = include_str!("page/vendor/echarts.js");
const WORLD: &str = include_str!("page/vendor/world.json");

/// The style, in order.
const STYLE: [&str; 4] = [
    include_str!("page/css/base.css"),
    include_str!("page/css/parts.css"),
    include_str!("page/css/article.css"),
    include_str!("page/css/print.css"),
];

/// The scripts, in order: each uses what stands before it, and the last begins.
const SCRIPTS: [&str; 17] = [
    include_str!("page/js/data.js"),
    include_str!("page/js/draw.js"),
    include_str!("page/js/state.js"),
    include_str!("page/js/count.js"),
    include_str!("page/js/search.js"),
    include_str!("page/js/filters.js"),
    include_str!("page/js/charts.js"),
    include_str!("page/js/rank.js"),
    include_str!("page/js/time.js"),
    include_str!("page/js/map.js"),
    include_str!("page/js/together.js"),
    include_str!("page/js/sources.js"),
    include_str!("page/js/articles.js"),
    include_str!("page/js/reader.js"),
    include_str!("page/js/names.js"),
    include_str!("page/js/run.js"),
    include_str!("page/js/main.js"),
];

/// The page.
pub(super) fn page(data: &Data<'_>, options: &Options) -> io::Result<String> {
    let (style, script) = (STYLE.concat(), own_script());
    let title = match &options.title {
        Some(title) => title.clone(),
        None => title_of(data.main.articles.id.len()),
    };
    let mut rest = block("map", WORLD.as_bytes())? + &block("extra", &json(&data.extra)?)?;
    for (nth, chunk) in data.chunks().enumerate() {
        rest.push_str(&block(&nth.to_string(), &json(&chunk)?)?);
    }
    let places = [
        ("title", escaped(&title)),
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
        ("scripts", format!("{} {}", digest(ECHARTS), digest(&script))),
        ("styles", digest(&style)),
        ("style", style),
        ("main", block("main", &json(&data.main)?)?),
        ("lib", format!("<script>{ECHARTS}</script>")),
        ("app", format!("<script>{script}</script>")),
        ("rest", rest),
    ];
    Ok(filled(PAGE, &places))
}

/// The scripts as one, whose names nobody else sees.
fn own_script() -> String {
    format!("(() => {{\n'use strict';\n{}}})();\n", SCRIPTS.concat())
}

/// A template with its places filled. What is put in is not looked at again.
fn filled(template: &str, places: &[(&str, String)]) -> String {
    let mut parts = template.split("{{");
    let mut page = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, after) = part.split_once("}}").unwrap_or((part, ""));
        let place = places.iter().find(|(place, _)| *place == name);
        page.push_str(place.map_or("", |(_, text)| text));
        page.push_str(after);
    }
    page
}

fn title_of(articles: usize) -> String {
    let digits = articles.to_string();
    let mut number = String::new();
    for (nth, digit) in digits.chars().enumerate() {
        if nth > 0 && (digits.len() - nth).is_multiple_of(3) {
            number.push(',');
        }
        number.push(digit);
    }
    let (noun, verb) =
        if articles == 1 { ("article", "mentions") } else { ("articles", "mention") };
    format!("What {number} {noun} {verb}")
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            letter => safe.push(letter),
        }
    }
    safe
}

/// What the policy calls a script or a style.
fn digest(of: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(of)))
}

fn json(data: &impl Serialize) -> io::Result<Vec<u8>> {
    serde_json::to_vec(data).map_err(io::Error::other)
}

/// Data as an element that no browser runs or shows: gzip in base64, so that nothing in it is HTML.
fn block(name: &str, data: &[u8]) -> io::Result<String> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    io::Write::write_all(&mut packed, data)?;
    let text = STANDARD.encode(packed.finish()?);
    Ok(format!("<script type=\"text/plain\" id=\"data-{name}\">{text}</script>\n"))
}
