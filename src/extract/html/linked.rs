//! Linked data of a page (JSON-LD): what it says of the article.
//!
//! Promises: data that is damaged says nothing and does no harm; of several articles, the first that has
//! a headline or a date counts. Only a bounded part is walked.

use serde_json::Value;

/// What linked data says of the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Linked {
    pub(super) title: Option<String>,
    pub(super) published: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) source: Option<String>,
    pub(super) language: Option<String>,
    pub(super) url: Option<String>,
    pub(super) keywords: Vec<String>,
}

/// Objects that are looked at, in all.
const MOST: usize = 2000;

/// Most authors that are looked up.
const AUTHORS: usize = 100;

/// What the scripts of a page say.
pub(super) fn read(scripts: &[String]) -> Linked {
    let values: Vec<Value> = scripts.iter().filter_map(|script| value(script)).collect();
    let mut objects = Vec::new();
    let mut left: Vec<&Value> = values.iter().rev().collect();
    while let Some(value) = left.pop().filter(|_| objects.len() < MOST) {
        match value {
            Value::Array(values) => left.extend(values.iter().rev()),
            Value::Object(object) => {
                objects.push(value);
                let inner = ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"];
                left.extend(inner.iter().rev().filter_map(|key| object.get(*key)));
            }
            _ => {}
        }
    }
    let article = objects.iter().copied().filter(|one| is_article(one));
    let said =
        |one: &&Value| text(one, "headline").is_some() || text(one, "datePublished").is_some();
    let Some(article) = article
        .clone()
        .find(said)
        .or_else(|| objects.iter().copied().find(|one| is_page(one) && said(one)))
    else {
        return Linked::default();
    };
    Linked {
        title: text(article, "headline"),
        published: text(article, "datePublished").or_else(|| text(article, "dateCreated")),
        authors: names(article.get("author").or(article.get("creator")), &objects),
        source: names(article.get("publisher"), &objects).into_iter().next(),
        language: text(article, "inLanguage"),
        url: text(article, "url"),
        keywords: words(article.get("keywords")),
    }
}

/// A script as a value; line breaks inside texts, which JSON forbids, are read as spaces.
fn value(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let script = script.trim_start_matches("//<![CDATA[").trim_end_matches("//]]>").trim();
    let script = script.trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| {
        let plain: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&plain).ok()
    })
}

fn types(value: &Value) -> impl Iterator<Item = &str> {
    let of = value.get("@type");
    let many = of.and_then(Value::as_array).into_iter().flatten();
    of.into_iter().chain(many).filter_map(Value::as_str)
}

fn is_article(value: &Value) -> bool {
    types(value).any(|kind| {
        let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
        kind.ends_with("Article")
            || matches!(
                kind,
                "BlogPosting"
                    | "LiveBlogPosting"
                    | "Report"
                    | "Review"
                    | "SocialMediaPosting"
                    | "HowTo"
                    | "Recipe"
                    | "CreativeWork"
            )
    })
}

fn is_page(value: &Value) -> bool {
    types(value).any(|kind| kind.ends_with("Page"))
}

fn text(value: &Value, key: &str) -> Option<String> {
    let value = match value.get(key)? {
        Value::Array(values) => values.first()?,
        value => value,
    };
    let told = value.as_str().or_else(|| value.get("@value")?.as_str())?;
    let told = super::said::one_line(&super::plain(told));
    (!told.is_empty()).then_some(told)
}

/// The names of people or bodies: texts, objects with a name, or references to such objects.
fn names(value: Option<&Value>, objects: &[&Value]) -> Vec<String> {
    let one = |value: &Value| -> Option<String> {
        if let Some(told) = value.as_str() {
            return Some(super::said::one_line(&super::plain(told)));
        }
        let id = value.get("@id").and_then(Value::as_str);
        let same = |other: &&&Value| id.is_some() && other.get("@id").and_then(Value::as_str) == id;
        let referred = || objects.iter().filter(same).find_map(|other| text(other, "name"));
        text(value, "name").or_else(referred)
    };
    let names: Vec<String> = match value {
        Some(Value::Array(values)) => values.iter().take(AUTHORS).filter_map(one).collect(),
        Some(value) => one(value).into_iter().collect(),
        None => Vec::new(),
    };
    let named = |name: &String| !name.is_empty() && name.len() <= 120 && !name.contains("://");
    names.into_iter().filter(named).collect()
}

fn words(value: Option<&Value>) -> Vec<String> {
    let split = |told: &str| -> Vec<String> { super::told::listed(&super::plain(told)) };
    match value {
        Some(Value::Array(values)) => {
            values.iter().filter_map(Value::as_str).map(str::trim).map(str::to_owned).collect()
        }
        Some(Value::String(told)) => split(told),
        _ => Vec::new(),
    }
}
