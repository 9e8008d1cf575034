//! What a page says of itself, as metadata of its article.
//!
//! Promises: asked in turn: linked data, then `<meta>`, then marked-up text, then the address; the
//! first that says something counts. What is no name, no date or no title is passed over.

use super::linked;
use super::said::{Said, one_line};
use crate::extract::dates;
use crate::extract::labels;

/// What a page says of its article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::extract) struct Meta {
    /// Its title as it is said in several places, the likeliest first, without the name of the site.
    pub(in crate::extract) titles: Vec<String>,
    /// Whether linked data, `<meta>` and `<title>` all say the first of these.
    pub(in crate::extract) agreed: bool,
    /// The name of the site, as it stands behind or before a title.
    pub(in crate::extract) site: Option<String>,
    /// When it was published, ISO 8601.
    pub(in crate::extract) published: Option<String>,
    /// The day that the address or a `<time>` tells, for want of anything better.
    pub(in crate::extract) day: Option<String>,
    /// Who wrote it; several are separated by `; `.
    pub(in crate::extract) byline: Option<String>,
    /// Who published it.
    pub(in crate::extract) source: Option<String>,
    /// Its address.
    pub(in crate::extract) url: Option<String>,
    /// Its language, BCP 47.
    pub(in crate::extract) language: Option<String>,
    /// What it is about, as the site says.
    pub(in crate::extract) keywords: Vec<String>,
}

/// `<meta>` that holds the time of publication, the surest first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "rnews:datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "article:published",
    "published_time",
    "published-date",
    "publish-date",
    "publish_date",
    "publishdate",
    "publication_date",
    "publication-date",
    "pubdate",
    "pub_date",
    "article_date_original",
    "originalpublicationdate",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dc.date.created",
    "dcterms.created",
    "dc.date",
    "citation_publication_date",
    "citation_date",
    "date",
    "datecreated",
    "article.created",
    "og:pubdate",
];

/// `<meta>` that holds the title.
const TITLES: &[&str] = &[
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "headline",
    "title",
];

/// `<meta>` that holds the authors.
const AUTHORS: &[&str] = &[
    "author",
    "parsely-author",
    "sailthru.author",
    "article:author",
    "og:article:author",
    "article:author_name",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "byl",
    "cxenseparse:author",
];

/// `<meta>` that holds who published it.
const SOURCES: &[&str] =
    &["og:site_name", "application-name", "dc.publisher", "citation_journal_title"];

/// What the page says; `url` is where it was found, if that is known.
pub(super) fn meta(said: &Said, url: Option<&str>) -> Meta {
    let linked = linked::read(&said.linked);
    let held = |keys: &[&str]| first(said, keys);
    let source = linked.source.clone().into_iter().chain(held(&["og:site_name"])).next();
    let source = source.or_else(|| held(SOURCES)).filter(|name| is_name(name));
    let url = url
        .map(str::to_owned)
        .or_else(|| said.canonical.clone())
        .or_else(|| held(&["og:url"]))
        .or_else(|| linked.url.clone())
        .filter(|url| url.contains("://"));
    let day = said.times.iter().find_map(|time| dates::normal(time));
    let titled = [linked.title.clone(), held(TITLES), said.title.as_deref().map(one_line)];
    let (titles, mut sites): (Vec<String>, Vec<Option<String>>) =
        titles(said, linked.title.clone())
            .iter()
            .map(|told| without_site(told, source.as_deref(), url.as_deref()))
            .unzip();
    let first = titles.first();
    let same = |told: &Option<String>| {
        let told =
            told.as_deref().map(|told| without_site(told, source.as_deref(), url.as_deref()).0);
        told.as_ref() == first
    };
    Meta {
        titles: titles.clone(),
        agreed: first.is_some() && titled.iter().all(same),
        site: sites.iter_mut().find_map(Option::take),
        published: published(said, linked.published.as_deref()),
        day: url.as_deref().and_then(day_of).or(day),
        byline: byline(said, &linked.authors, source.as_deref()),
        language: language(said, linked.language.as_deref()),
        keywords: keywords(said, &linked.keywords),
        source,
        url,
    }
}

/// What the first of some `<meta>` holds.
fn first(said: &Said, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| all(said, key).next())
}

fn all<'s>(said: &'s Said, key: &str) -> impl Iterator<Item = String> + use<'s> {
    let key = key.to_owned();
    let held = said.meta.iter().filter(move |(name, _)| *name == key);
    held.map(|(_, content)| one_line(&super::plain(content))).filter(|told| !told.is_empty())
}

fn titles(said: &Said, linked: Option<String>) -> Vec<String> {
    let held = TITLES.iter().filter_map(|key| all(said, key).next());
    let title = said.title.as_deref().map(one_line);
    let mut titles: Vec<String> = Vec::new();
    for told in linked.into_iter().chain(held).chain(title) {
        if !told.is_empty() && !titles.contains(&told) {
            titles.push(told);
        }
    }
    titles
}

/// What stands between a title and the name of the site.
pub(super) const MARKS: [&str; 8] = [" | ", " - ", " – ", " — ", " :: ", " · ", " » ", ": "];

/// A title without the name of the site behind or before it, and that name.
fn without_site(told: &str, site: Option<&str>, url: Option<&str>) -> (String, Option<String>) {
    let squeezed = |name: &str| -> String {
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let host = url.and_then(|url| url.split("://").nth(1)).and_then(|rest| rest.split('/').next());
    let host = host.map(squeezed).unwrap_or_default();
    let site = site.map(squeezed).unwrap_or_default();
    let is_site = |part: &str| {
        let part = squeezed(part);
        let bare = part.strip_prefix("the").unwrap_or(&part);
        part.len() > 2 && (part == site || bare.len() > 3 && host.contains(bare))
            || !site.is_empty() && part.len() > 3 && site.starts_with(&part)
    };
    let mut told = told.trim();
    let mut found = None;
    for _ in 0..2 {
        let last =
            MARKS.iter().filter_map(|mark| told.rfind(mark).map(|at| (at, mark.len()))).max();
        let Some((at, mark)) = last else { break };
        let (head, tail) = (&told[..at], &told[at + mark..]);
        let few = tail.split_whitespace().count() <= 5 && head.split_whitespace().count() >= 4;
        if is_site(tail) || few && told[at..].starts_with(" | ") {
            told = head.trim();
            found = is_site(tail).then(|| tail.trim().to_owned()).or(found);
        } else {
            break;
        }
    }
    let front =
        MARKS.iter().filter_map(|mark| told.split_once(mark)).find(|(head, _)| is_site(head));
    match front {
        Some((name, rest)) => {
            (rest.trim().to_owned(), found.or_else(|| Some(name.trim().to_owned())))
        }
        None => (told.to_owned(), found),
    }
}

fn published(said: &Said, linked: Option<&str>) -> Option<String> {
    let held = PUBLISHED.iter().flat_map(|key| all(said, key));
    let marked = said.published.iter().cloned();
    linked.map(str::to_owned).into_iter().chain(held).chain(marked).find_map(|told| day(&told))
}

/// A date that a page says of itself, ISO 8601.
fn day(told: &str) -> Option<String> {
    let digits = told.trim();
    let packed = digits.len() >= 10 && digits.bytes().all(|b| b.is_ascii_digit());
    // seconds or milliseconds since 1970
    if packed && matches!(digits.len(), 10 | 13) {
        let number: i64 = digits.parse().ok()?;
        let seconds = if digits.len() == 13 { number / 1000 } else { number };
        let time = jiff::Timestamp::from_second(seconds).ok()?;
        return Some(format!("{}+00:00", time.to_string().trim_end_matches('Z')));
    }
    let told = if packed { &digits[..8] } else { digits };
    dates::normal(told)
}

/// The day in the path of an address: `/2026/01/28/`, `/2026-01-28-`, `/20260128`.
fn day_of(url: &str) -> Option<String> {
    let path = url.split("://").nth(1)?.split_once('/')?.1.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let number = |part: Option<&&str>, length: usize| -> Option<u32> {
        let part = part.filter(|part| part.len() == length || length == 2 && part.len() == 1)?;
        part.parse().ok()
    };
    (0..parts.len()).find_map(|i| {
        let whole = parts[i];
        if whole.len() == 8 && whole.starts_with("20") && whole.bytes().all(|b| b.is_ascii_digit())
        {
            return dates::normal(whole);
        }
        let year = number(parts.get(i), 4).filter(|year| (1990..2100).contains(year))?;
        let month = parts.get(i + 1)?;
        let told = match number(Some(month), 2) {
            Some(month) => format!("{year}-{month:02}-{:02}", number(parts.get(i + 2), 2)?),
            None => format!("{} {month} {year}", number(parts.get(i + 2), 2)?),
        };
        dates::normal(&told)
    })
}

fn byline(said: &Said, linked: &[String], source: Option<&str>) -> Option<String> {
    let held: Vec<String> = AUTHORS
        .iter()
        .map(|key| all(said, key).filter(|name| is_name(name)).collect::<Vec<_>>())
        .find(|names| !names.is_empty())
        .unwrap_or_default();
    let all = [linked, &held, &said.authors];
    let own = |name: &&String| is_author(name) && source != Some(name.as_str());
    let named = all.iter().find_map(|names| {
        let mut found: Vec<String> = Vec::new();
        for name in names.iter().filter(own).map(|name| without_by(name)) {
            if !found.contains(&name) {
                found.push(name);
            }
        }
        (!found.is_empty()).then_some(found)
    });
    named.map(|names| names.join("; "))
}

fn without_by(name: &str) -> String {
    let rest = crate::extract::byline::without_opening(name);
    rest.trim_end_matches([',', ';']).trim().to_owned()
}

fn is_author(name: &str) -> bool {
    let words = name.split_whitespace().count();
    let small = name.to_lowercase();
    (1..=12).contains(&words)
        && is_name(name)
        && !matches!(
            small.as_str(),
            "admin" | "administrator" | "editor" | "staff" | "author" | "webmaster" | "guest"
        )
        && labels::of(name).line.is_none()
}

/// Whether a text can be a name at all.
fn is_name(told: &str) -> bool {
    let length = told.chars().count();
    (2..=120).contains(&length)
        && !told.contains("://")
        && !told.starts_with(['@', '/', '{', '<'])
        && told.chars().any(char::is_alphabetic)
}

fn language(said: &Said, linked: Option<&str>) -> Option<String> {
    let keys = ["content-language", "og:locale", "dc.language"];
    let held = keys.iter().flat_map(|key| all(said, key));
    let own = said.language.iter().cloned();
    let mut told = own.chain(held).chain(linked.map(str::to_owned)).filter_map(|told| tag(&told));
    let first = told.next()?;
    // another place may tell the country too
    Some(told.find(|other| other.starts_with(&format!("{first}-"))).unwrap_or(first))
}

/// A language as a BCP 47 tag.
fn tag(told: &str) -> Option<String> {
    let told = told.split(',').next().unwrap_or_default().trim().replace('_', "-");
    let mut parts = told.split('-');
    let first = parts.next()?;
    let known = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
    let plain = parts.all(|part| part.bytes().all(|b| b.is_ascii_alphanumeric()));
    let (head, rest) = told.split_at(first.len());
    let rest = if rest.len() == 3 { rest.to_ascii_uppercase() } else { rest.to_owned() };
    (known && plain && told.len() <= 16).then(|| head.to_ascii_lowercase() + &rest)
}

/// Most keywords.
const KEYWORDS: usize = 30;

fn keywords(said: &Said, linked: &[String]) -> Vec<String> {
    let tags: Vec<String> = all(said, "article:tag").collect();
    let listed_in = |keys: &[&str]| first(said, keys).map(|told| listed(&told)).unwrap_or_default();
    let all = [
        linked.to_vec(),
        tags,
        listed_in(&["news_keywords", "keywords", "parsely-tags", "sailthru.tags"]),
        said.tags.clone(),
    ];
    let mut keywords: Vec<String> = Vec::new();
    let some = all.into_iter().find(|words| !words.is_empty()).unwrap_or_default();
    for word in some.into_iter().map(|word| one_line(&word)) {
        if !word.is_empty()
            && word.len() <= 80
            && keywords.len() < KEYWORDS
            && !keywords.contains(&word)
        {
            keywords.push(word);
        }
    }
    keywords
}

/// The items of a list in one text.
pub(super) fn listed(told: &str) -> Vec<String> {
    let mark = if told.contains(';') && !told.contains(',') { ';' } else { ',' };
    told.split(mark).map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}
