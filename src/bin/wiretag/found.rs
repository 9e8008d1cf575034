//! What `wiretag check` shows: lines in context, the summary of each term, the matrix.
//!
//! Promises: a line begins with its place, as grep's does; what does not count says why; colours only where
//! they are asked for, and nothing of an article that would move the cursor.

use crate::report::count;
use std::fmt::Write;
use wiretag::check::{Found, Near, OfTerm, Read, Share, Summary, Term, Verdict};
use wiretag::{Kind, ZoneKind};

/// How what is shown looks.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    /// Whether in colour.
    pub(crate) color: bool,
    /// Characters of text on each side.
    pub(crate) context: usize,
}

const PLACE: &str = "35";
const TERM: &str = "1;31";
const FAINT: &str = "2";

/// Most rows of a list in a summary.
const MOST: usize = 8;
/// Most spellings that are told as looked for.
const SPELLINGS: usize = 12;

impl Look {
    fn paint(self, style: &str, text: &str) -> String {
        if self.color && !text.is_empty() {
            format!("\x1b[{style}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }
}

/// Adds the lines of an article; each names its term where there are several.
pub(crate) fn lines(read: &Read, terms: &[Term], look: Look, page: &mut String) {
    let Some(hit) = &read.hit else { return };
    for found in &hit.found {
        let place = place(read, found);
        let of = [hit.source.as_deref(), read.published.as_deref().map(day)];
        let mut about = vec![found.zone.name().to_owned()];
        about.extend(of.into_iter().flatten().map(plain));
        if terms.len() > 1 {
            about
                .insert(0, terms.get(found.term).map(|term| plain(&term.text)).unwrap_or_default());
        }
        let verdict = verdict(found);
        let counts = found.verdict == Verdict::Mention;
        let style = if counts { TERM } else { FAINT };
        let (before, after) = around(found, look.context);
        let about =
            if counts { about.join(", ") } else { format!("{} ({verdict})", about.join(", ")) };
        let _ = writeln!(
            page,
            "{}: {}: {before}{}{after}",
            look.paint(PLACE, &place),
            look.paint(FAINT, &about),
            look.paint(style, &plain(&found.spelled)),
        );
    }
}

/// The place of something found; with the document's id, where that says more.
fn place(read: &Read, found: &Found) -> String {
    let place = plain(&found.at.to_string());
    let has_own = read.id != read.at.to_string() && read.id != *read.at.file;
    if has_own { format!("{place}: {}", plain(&read.id)) } else { place }
}

/// Why something does not count.
fn verdict(found: &Found) -> String {
    match &found.verdict {
        Verdict::Mention => String::new(),
        Verdict::Furniture if found.zone == ZoneKind::Chrome => {
            "not counted: page furniture".to_owned()
        }
        Verdict::Furniture => "not counted: this zone".to_owned(),
        Verdict::Rejected(why) => format!("not counted: {}", plain(why)),
        Verdict::Longer(name) => format!("not counted: part of {}", plain(name)),
        Verdict::Near(..) => "not counted: near spelling".to_owned(),
    }
}

fn around(found: &Found, context: usize) -> (String, String) {
    let before: Vec<char> = found.before.chars().collect();
    let cut = before.len().saturating_sub(context);
    let start: String = before[cut..].iter().collect();
    let mut after: String = found.after.chars().take(context).collect();
    if after.chars().count() < found.after.chars().count() {
        after.push('…');
    }
    let start = if cut > 0 { format!("…{start}") } else { start.trim_start().to_owned() };
    (plain(&start), plain(after.trim_end()))
}

/// The summary of all terms, and what was read.
pub(crate) fn summary(summary: &Summary, terms: &[Term], look: Look) -> String {
    let mut page = String::new();
    for (term, sum) in terms.iter().zip(&summary.terms) {
        of_term(term, sum, look, &mut page);
    }
    if terms.len() > 1 && terms.len() <= WIDE && !summary.rows.is_empty() {
        matrix(summary, terms, &mut page);
    }
    let totals = summary.totals;
    let read = grouped(totals.articles, "article");
    let failed = if totals.failed > 0 {
        format!("; {} failed", count(totals.failed, "document"))
    } else {
        String::new()
    };
    let _ = writeln!(page, "{read} read, {}{failed}", grouped(totals.characters, "character"));
    page
}

fn of_term(term: &Term, sum: &OfTerm, look: Look, page: &mut String) {
    let head = look.paint(TERM, &plain(&term.text));
    let found = match sum.count.mentions {
        0 => "not found".to_owned(),
        n => format!("{} in {}", count(n, "mention"), count(sum.count.articles, "article")),
    };
    let _ = writeln!(page, "{head}: {found}");
    let mut row = |label: &str, value: String| {
        if !value.is_empty() {
            let _ = writeln!(page, "  {label:<14} {value}");
        }
    };
    let listed =
        term.entries.iter().map(|entry| format!("{} {}", entry.kind.name(), plain(&entry.name)));
    row("listed as", listed.collect::<Vec<_>>().join("; "));
    row("looked for", looked_for(term));
    let told = |told: &Option<(String, String)>| match told {
        Some((day, id)) => format!("{day}, {}", plain(id)),
        None => String::new(),
    };
    row("first", told(&sum.first));
    row("last", told(&sum.last));
    for (label, by, none) in [
        ("spelled", "spelling", ""),
        ("zones", "zone", ""),
        ("sources", "source", "not told"),
        ("months", "month", "undated"),
    ] {
        row(label, shares(sum.shares(by), none, by == "month"));
    }
    for kind in Kind::ALL {
        row(kind.plural(), shares(sum.shares(kind.name()), "", false));
    }
    row("topics", shares(sum.shares("topic"), "", false));
    if sum.furniture.mentions > 0 {
        let places = count(sum.furniture.mentions, "place");
        let only = match sum.furniture.articles {
            0 => String::new(),
            n => format!("; {} with no other", count(n, "article")),
        };
        row(
            "not counted",
            format!("{places} in zones that do not count, such as page furniture{only}"),
        );
    }
    if sum.rejected > 0 {
        row("not counted", format!("{} turned down by the tagger", count(sum.rejected, "place")));
    }
    list("near spellings, not counted", &sum.near(), page);
    list("longer names, not counted", &sum.longer(), page);
    page.push('\n');
}

/// What was looked for, for who must know what "not found" says.
fn looked_for(term: &Term) -> String {
    let mut told: Vec<String> =
        term.spellings.iter().take(SPELLINGS).map(|one| plain(&one.text)).collect();
    if term.spellings.len() > SPELLINGS {
        told.push(format!("{} more", term.spellings.len() - SPELLINGS));
    }
    let edits = term.spellings.iter().map(|one| one.edits).max().unwrap_or(0);
    let near = match edits {
        0 => "near spellings in case, hyphens, spaces, plural and script".to_owned(),
        n => format!(
            "near spellings up to {}, in case, hyphens, spaces, plural and script",
            count(n, "letter")
        ),
    };
    format!("{}; {near}", told.join(", "))
}

fn shares(shares: Vec<Share>, none: &str, all: bool) -> String {
    let most = if all { usize::MAX } else { MOST };
    let told = |share: &Share| {
        let value = if share.value.is_empty() { none.to_owned() } else { plain(&share.value) };
        let number =
            if share.count.mentions > 0 { share.count.mentions } else { share.count.articles };
        format!("{value} ×{number}")
    };
    if shares.iter().all(|share| share.value.is_empty()) {
        return String::new();
    }
    let mut all: Vec<String> = shares.iter().take(most).map(told).collect();
    if shares.len() > most {
        all.push(format!("and {} more", shares.len() - most));
    }
    all.join(", ")
}

fn list(label: &str, near: &[&Near], page: &mut String) {
    if near.is_empty() {
        return;
    }
    let _ = writeln!(page, "  {label}:");
    for one in near.iter().take(MOST * 2) {
        let differences: Vec<&str> = one.differences.iter().map(|one| one.name()).collect();
        let mut about = differences.join(", ");
        if let Some(other) = &one.other {
            let _ = write!(
                about,
                "{}an alias of {}",
                if about.is_empty() { "" } else { "; " },
                plain(other)
            );
        }
        if one.furniture > 0 {
            let _ = write!(about, "; {} more in page furniture", one.furniture);
        }
        let about = if about.is_empty() {
            String::new()
        } else {
            format!(" ({})", about.trim_start_matches("; "))
        };
        let examples: Vec<String> = one.examples.iter().map(|at| plain(&at.to_string())).collect();
        let _ = writeln!(
            page,
            "    {:>6}  {}{about}: {}",
            one.count.mentions,
            plain(&one.spelled),
            examples.join(", ")
        );
    }
    if near.len() > MOST * 2 {
        let _ = writeln!(page, "    and {} more; all of them with -o", near.len() - MOST * 2);
    }
}

/// More terms than this have no matrix on a terminal.
const WIDE: usize = 12;
/// Most articles of it.
const LONG: usize = 40;

/// Which article has which term: mentions; in brackets where it is in page furniture only.
fn matrix(summary: &Summary, terms: &[Term], page: &mut String) {
    let names: Vec<String> = terms.iter().map(|term| plain(&term.text)).collect();
    let widths: Vec<usize> = names.iter().map(|name| name.chars().count().max(4)).collect();
    let rows = summary.rows.iter().take(LONG);
    let width = rows.clone().map(|row| row.id.chars().count()).max().unwrap_or(0).max(7);
    let _ = write!(page, "{:width$}", "article");
    for (name, width) in names.iter().zip(&widths) {
        let _ = write!(page, "  {name:>width$}");
    }
    page.push('\n');
    for row in rows {
        let _ = write!(page, "{:width$}", plain(&row.id));
        for (term, width) in widths.iter().enumerate() {
            let cell = row.cells.iter().find(|(of, ..)| *of == term);
            let shown = match cell {
                Some((_, 0, furniture)) => format!("({furniture})"),
                Some((_, mentions, _)) => mentions.to_string(),
                None => "0".to_owned(),
            };
            let _ = write!(page, "  {shown:>width$}");
        }
        page.push('\n');
    }
    if summary.rows.len() > LONG {
        let _ = writeln!(
            page,
            "and {}; all of them with -o",
            count(summary.rows.len() - LONG, "more article")
        );
    }
    let none = summary.totals.articles - summary.rows.len();
    if none > 0 {
        let _ = writeln!(page, "{} without any of them", count(none, "article"));
    }
    if summary.rows.iter().flat_map(|row| &row.cells).any(|(_, mentions, _)| *mentions == 0) {
        page.push_str("(n): only in zones that do not count, such as page furniture\n");
    }
    page.push('\n');
}

/// A number with its thousands apart, and what is counted.
fn grouped(number: usize, what: &str) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    format!("{shown} {what}{}", if number == 1 { "" } else { "s" })
}

fn day(published: &str) -> &str {
    published.get(..10).unwrap_or(published)
}

/// A text without what would move the cursor.
fn plain(text: &str) -> String {
    let seen = |c: char| {
        if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') {
            ' '
        } else {
            c
        }
    };
    text.chars().map(seen).collect()
}
