//! `gate`: the lists of GATE. `lists.def` says of each `.lst` file beside it what it holds
//! (`file:major:minor:language`); a `.lst` file alone holds what `--type` says. After a name may stand
//! features (`name=value`), which are not read.

use super::RowType;
use super::collect::{Collector, Found};
use super::source::{Source, telling_lines};
use crate::gazetteer::Kind;
use crate::location::Location;

/// What a major and minor type stand for; an empty minor is any. The first that fits counts.
const TYPES: &[(&str, &str, RowType, &str)] = &[
    ("location", "country", RowType::Entity(Kind::Country), ""),
    ("location", "country_abbrev", RowType::Entity(Kind::Country), ""),
    ("location", "capital", RowType::Entity(Kind::Place), "capital"),
    ("location", "city", RowType::Entity(Kind::Place), "city"),
    ("location", "province", RowType::Entity(Kind::Place), "region"),
    ("location", "region", RowType::Entity(Kind::Place), "region"),
    ("location", "water", RowType::Entity(Kind::Place), "region"),
    ("location", "", RowType::Entity(Kind::Place), ""),
    ("organization", "company", RowType::Entity(Kind::Organization), "company"),
    ("organization", "government", RowType::Entity(Kind::Organization), "government"),
    ("organization", "newspaper", RowType::Entity(Kind::Organization), "media"),
    ("organization", "", RowType::Entity(Kind::Organization), ""),
    ("government", "", RowType::Entity(Kind::Organization), "government"),
    ("person_full", "", RowType::Entity(Kind::Person), ""),
    ("person", "", RowType::Entity(Kind::Person), ""),
];

fn is_definition(line: &str) -> bool {
    line.split(':').next().is_some_and(|file| file.trim().ends_with(".lst") && line.contains(':'))
}

pub(super) fn looks(text: &str) -> bool {
    !text.trim_start().starts_with(['{', '[', '<']) && !text.trim().is_empty()
}

pub(super) fn read(source: &Source, collector: &mut Collector<'_>) {
    let mut lines = telling_lines(&source.text, "#").peekable();
    if lines.peek().is_some() && lines.all(is_definition) {
        for (at, line) in source.lines() {
            if !line.trim().is_empty() && !line.starts_with('#') {
                definition(source, at, line, collector);
            }
        }
    } else {
        names(source, |found| found, collector);
    }
}

fn definition(source: &Source, at: Location, line: &str, collector: &mut Collector<'_>) {
    let parts: Vec<&str> = line.split(':').map(str::trim).collect();
    let part = |i: usize| parts.get(i).copied().unwrap_or_default();
    let (file, major, minor, language) = (part(0), part(1), part(2), part(3));
    if !is_definition(line) {
        let what = format!("`{line}` is no line of lists.def");
        return collector.fault(at, what, "write it as file.lst:major:minor:language");
    }
    if !language.is_empty() && !same_language(language, collector.options.language()) {
        return collector.leave(at, file, "a list of another language");
    }
    let known = TYPES.iter().find(|(a, b, ..)| *a == major && (b.is_empty() || *b == minor));
    let Some((.., of, kind)) = known else {
        return collector.leave(at, file, "a list that is none of people, organizations or places");
    };
    if let Some(list) = collector.open(&Collector::beside(&source.at, file)) {
        names(&list, |found| found.of(*of).value("kind", *kind), collector);
    }
}

/// Whether a language of `lists.def`, a code or an English word, is the one that is asked for.
fn same_language(said: &str, code: &str) -> bool {
    let said = said.to_lowercase();
    said == code
        || (said == "english" && code == "en")
        || said.split(['-', '_']).next() == Some(code)
}

fn names(list: &Source, with: impl Fn(Found) -> Found, collector: &mut Collector<'_>) {
    for (at, line) in list.lines() {
        let name = without_features(line);
        if !name.is_empty() && !name.starts_with('#') {
            collector.take(with(Found::new(at, "", name)).value("source", list.file_name()));
        }
    }
}

/// What stands before the first feature: a tab, `&` or `:` and after it a word with `=`.
fn without_features(line: &str) -> &str {
    let is_feature = |rest: &str| {
        let word = rest.split(['=', ' ', '\t', '&', ':']).next().unwrap_or_default();
        !word.is_empty() && rest[word.len()..].starts_with('=')
    };
    let cut = line
        .char_indices()
        .find(|(i, c)| matches!(c, '\t' | '&' | ':') && is_feature(&line[i + c.len_utf8()..]));
    cut.map_or(line, |(i, _)| &line[..i]).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_features_off() {
        assert_eq!(without_features("Paris\tcountry=France&pop=2"), "Paris");
        assert_eq!(without_features("AT&T"), "AT&T");
        assert_eq!(without_features("AT&T:kind=company"), "AT&T");
    }
}
