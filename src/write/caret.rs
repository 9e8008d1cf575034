//! A record as a person reads it: the article line by line, and under each line what was found
//! there and why.
//!
//! Promises: every mention and every rejection is shown once, under its own words; plain text
//! without colour; the same record gives the same text. The goldens in `fixtures/articles/` are
//! this text: if you change the layout, all of them change.

use super::lines::{Line, columns, lines, visible};
use super::rows;
use super::table::on_one_line;
use crate::article::{Article, ZoneKind};
use crate::gazetteer::Kind;
use crate::record::{Mention, Record, Rejection};
use crate::span::Span;
use std::cmp::Reverse;
use std::fmt::Write;

/// Runs of chrome of more lines than this are left out where nothing was found in them.
const CHROME_SHOWN: usize = 6;

/// How [`explain`] lays out a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Show all chrome, also where nothing was found in it.
    pub all: bool,
    /// Show why each zone is what it is, where that changes.
    pub why: bool,
    /// Columns of article text on a line; longer lines are broken, first between sentences.
    pub width: usize,
}

impl Default for Layout {
    fn default() -> Self {
        Self { all: false, why: false, width: 100 }
    }
}

/// The article with what was found in it, as text.
pub fn explain(record: &Record, layout: Layout) -> String {
    let parts = [header(record), body(record, layout), footer(record)];
    let told: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    told.join("\n")
}

/// What is known of the article as a whole.
fn header(record: &Record) -> String {
    let article = &record.article;
    let mut page = String::new();
    let known = [
        ("title", &article.title),
        ("published", &article.published),
        ("source", &article.source),
        ("byline", &article.byline),
    ];
    for (label, value) in known {
        item(&mut page, label, value.iter().cloned());
    }
    item(&mut page, "keywords", article.keywords.iter().cloned());
    let about = record.about.iter().map(|about| {
        format!("{} {:.2}: {}", about.iso2, about.share, about.reason)
            .trim_end_matches(": ")
            .to_owned()
    });
    item(&mut page, "about", about);
    let topics = record.topics.iter().map(|topic| {
        let terms = topic.terms.join("; ");
        format!("{} {:.4}: {terms}", topic.topic.name, topic.score)
            .trim_end_matches(": ")
            .to_owned()
    });
    item(&mut page, "topics", topics);
    page
}

/// Every entity found, by type, and how often.
fn footer(record: &Record) -> String {
    if record.mentions.is_empty() {
        return "no mentions\n".to_owned();
    }
    let mut page = String::new();
    for kind in Kind::ALL {
        let names = rows::names(record, kind).into_iter();
        item(&mut page, kind.plural(), names.map(|(name, count)| format!("{name} ×{count}")));
    }
    page
}

/// A label and its values, one a line.
fn item(page: &mut String, label: &str, values: impl Iterator<Item = String>) {
    for (i, value) in values.enumerate() {
        let label = if i == 0 { label } else { "" };
        let _ = writeln!(page, "{label:<13}  {}", shown(&value));
    }
}

/// A text on one line, without what would move the cursor.
fn shown(text: &str) -> String {
    on_one_line(text).chars().map(visible).collect()
}

/// What was found somewhere.
#[derive(Clone, Copy)]
enum Finding<'r> {
    Accepted(&'r Mention),
    TurnedDown(&'r Rejection),
}

impl Finding<'_> {
    fn span(&self) -> Span {
        match self {
            Self::Accepted(mention) => mention.span,
            Self::TurnedDown(rejection) => rejection.span,
        }
    }

    fn mark(&self) -> &'static str {
        if matches!(self, Self::Accepted(_)) { "^" } else { "~" }
    }

    fn verdict(&self) -> String {
        let verdict = match self {
            Self::Accepted(mention) => {
                let via = rows::via(mention).map(|via| format!("({via}) ")).unwrap_or_default();
                let kind = mention.entity.kind.name();
                let unknown = if mention.entity.is_known() { "" } else { "(unknown) " };
                format!(
                    "{kind} {} {via}{unknown}{:.2} {}",
                    mention.name(),
                    mention.confidence,
                    mention.reason()
                )
            }
            Self::TurnedDown(rejection) => {
                let (kind, name) = (rejection.entity.kind.name(), &rejection.entity.name);
                format!("not {kind} {name}: {}", rejection.reason())
            }
        };
        shown(&verdict)
    }
}

/// Everything found, by start, longer first, mentions before rejections.
fn findings(record: &Record) -> Vec<Finding<'_>> {
    let accepted = record.mentions.iter().map(Finding::Accepted);
    let mut all: Vec<_> =
        accepted.chain(record.rejections.iter().map(Finding::TurnedDown)).collect();
    all.sort_by_key(|finding| (finding.span().start(), Reverse(finding.span().end())));
    all
}

/// The article with what was found under its lines.
fn body(record: &Record, layout: Layout) -> String {
    let article = &record.article;
    let (lines, findings) = (lines(record, layout.width.max(1)), findings(record));
    let (mut page, mut seen, mut at) = (String::new(), 0, 0);
    let mut told = None;
    while let Some(line) = lines.get(at) {
        let quiet = if layout.all { 0 } else { quiet_chrome(&lines[at..], &findings[seen..]) };
        if quiet > 0 {
            let count = lines[at..at + quiet].iter().filter(|line| line.begins).count();
            let _ = writeln!(page, "{} … {count} lines of chrome", line.gutter("chrome"));
            at += quiet;
            continue;
        }
        show(&mut page, article, line);
        for finding in here(&findings[seen..], line) {
            explain_finding(&mut page, article, line, finding);
        }
        let zone = article.zone_at(line.span).filter(|_| layout.why && !line.is_blank());
        if let Some(zone) = zone.filter(|zone| told != Some((zone.kind, zone.why))) {
            told = Some((zone.kind, zone.why));
            let _ = writeln!(page, "{} (because: {})", line.gutter(""), zone.why);
        }
        let over = |finding: &&Finding<'_>| finding.span().end() <= line.span.end();
        seen += findings[seen..].iter().take_while(over).count();
        at += 1;
    }
    page
}

/// The findings that have a part in a line; `findings` are those not over before it.
fn here<'f, 'r>(
    findings: &'f [Finding<'r>],
    line: &Line,
) -> impl Iterator<Item = &'f Finding<'r>> + use<'f, 'r> {
    let span = line.span;
    let begun = findings.iter().take_while(move |finding| finding.span().start() < span.end());
    begun.filter(move |finding| finding.span().overlaps(span))
}

/// How many lines from here are chrome in which nothing was found, if they are too many to show.
fn quiet_chrome(lines: &[Line], findings: &[Finding<'_>]) -> usize {
    let quiet = |line: &&Line| {
        line.is_blank() || (line.is_chrome() && here(findings, line).next().is_none())
    };
    let run: Vec<&Line> = lines.iter().take_while(quiet).collect();
    let count = run.iter().filter(|line| line.begins).count();
    let last = run.iter().rposition(|line| !line.is_blank()).map_or(0, |last| last + 1);
    if count > CHROME_SHOWN && run.first().is_some_and(|line| !line.is_blank()) { last } else { 0 }
}

fn show(page: &mut String, article: &Article, line: &Line) {
    let name = if line.is_blank() { "" } else { line.kind.map_or("-", ZoneKind::name) };
    let gutter = line.gutter(name);
    let text: String = article.slice(line.span).chars().map(visible).collect();
    let _ = writeln!(page, "{}", format!("{gutter} {text}").trim_end());
}

/// Carets under the part of a finding that lies in a line, and the verdict where it begins.
fn explain_finding(page: &mut String, article: &Article, line: &Line, finding: &Finding<'_>) {
    let (span, shown) = (finding.span(), line.span);
    let start = span.start().max(shown.start());
    let indent = columns(article.slice(Span::of(shown.start()..start)));
    let marked = columns(article.slice(Span::of(start..span.end().min(shown.end()))));
    let marks = finding.mark().repeat(marked.max(1));
    let begins = span.start() >= shown.start();
    let verdict = if begins { finding.verdict() } else { "…".to_owned() };
    let _ = writeln!(page, "{} {:indent$}{marks} {verdict}", line.gutter(""), "");
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::record::{About, TopicScore};

    fn page() -> Record {
        let mut record = sample::page(
            "chrome|Home\nchrome|World\nchrome|Sport\nchrome|Peru\n\nchrome|A\nchrome|B\nchrome|C\nchrome|D\n\
             chrome|E\nchrome|F\nchrome|G\n\n\ntitle|Malta and Tunisia to restart ferry\n\n\
             body|\tMALTA met the South China Sea's envoy, 中国 and Tunisia.\n\
             body|The ferry of Malta will sail again on the first Friday of June, its owner said on Sunday. \
             A study was paid for by the Union for the Mediterranean, which knows Tunisia.",
        );
        ["Malta", "Tunisia", "中国"]
            .into_iter()
            .for_each(|name| sample::mention(&mut record, Kind::Country, name));
        sample::mention(&mut record, Kind::Organization, "Union for the Mediterranean");
        sample::reject(&mut record, Kind::Country, "Peru", "in chrome");
        sample::reject(&mut record, Kind::Country, "China", "inside `South\nChina Sea`");
        record.article.title = Some("Malta and Tunisia to restart ferry".to_owned());
        record.article.published = Some("2026-03-09T08:15:00+01:00".to_owned());
        record.about = vec![About { iso2: "MT".to_owned(), share: 0.625, reason: String::new() }];
        let terms = vec!["ferry".to_owned(), "sail".to_owned()];
        record.topics = vec![TopicScore { topic: sample::topic(), score: 0.25, terms }];
        record
    }

    #[test]
    fn shows_each_finding_under_its_words() {
        let shown = explain(&page(), Layout { width: 76, ..Layout::default() });
        assert_eq!(shown, GOLDEN, "\n{shown}");
    }

    const GOLDEN: &str = "\
title          Malta and Tunisia to restart ferry
published      2026-03-09T08:15:00+01:00
about          MT 0.62
topics         Transport 0.2500: ferry; sail

chrome   · Home
chrome   · World
chrome   · Sport
chrome   · Peru
         · ~~~~ not country Peru: in chrome
         |
chrome   · … 7 lines of chrome
         |
title    | Malta and Tunisia to restart ferry
         | ^^^^^ country Malta (name) 0.98 canonical name
         |           ^^^^^^^ country Tunisia (name) 0.98 canonical name
         |
body     |  MALTA met the South China Sea's envoy, 中国 and Tunisia.
         |                      ~~~~~ not country China: inside `South China Sea`
         |                                         ^^^^ country 中国 (name) 0.98 canonical name
         |                                                  ^^^^^^^ country Tunisia (name) 0.98 canonical name
body     | The ferry of Malta will sail again on the first Friday of June, its owner
         |              ^^^^^ country Malta (name) 0.98 canonical name
body     | said on Sunday.
body     | A study was paid for by the Union for the Mediterranean, which knows
         |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^ organization Union for the Mediterranean 0.98 canonical name
body     | Tunisia.
         | ^^^^^^^ country Tunisia (name) 0.98 canonical name

countries      Tunisia ×3
               Malta ×2
               中国 ×1
organizations  Union for the Mediterranean ×1
";

    #[test]
    fn all_chrome_is_shown_when_asked_for() {
        let shown = explain(&page(), Layout { all: true, ..Layout::default() });
        assert!(shown.contains("chrome   · A\nchrome   · B\n"), "{shown}");
        assert!(!shown.contains('…'), "{shown}");
    }

    #[test]
    fn the_reason_of_a_zone_is_shown_where_it_changes() {
        let shown = explain(&page(), Layout { why: true, ..Layout::default() });
        assert!(
            shown.contains("chrome   · Home\n         · (because: told)\nchrome   · World\n"),
            "{shown}"
        );
        assert_eq!(shown.matches("(because: told)").count(), 3, "{shown}");
    }

    #[test]
    fn a_mention_over_two_lines_is_marked_on_both_and_told_once() {
        let record = sample::record("a.txt", "The United\nNations met.", &["United\nNations"]);
        let shown = explain(&record, Layout::default());
        let expected = "\
body     | The United
         |     ^^^^^^ country United Nations (name) 0.98 canonical name
body     | Nations met.
         | ^^^^^^^ …
";
        assert!(shown.contains(expected), "{shown}");
    }

    #[test]
    fn what_would_move_the_cursor_is_a_space() {
        let mut record = sample::record("a.txt", "Malta\u{1b}[2J met.", &["Malta"]);
        record.article.title = Some("A\u{7}\u{1b}[1mB".to_owned());
        assert!(
            !explain(&record, Layout::default()).contains(|c: char| c.is_control() && c != '\n')
        );
    }

    #[test]
    fn an_article_without_a_text_has_no_mentions() {
        assert_eq!(explain(&sample::record("a.txt", "", &[]), Layout::default()), "no mentions\n");
    }
}
