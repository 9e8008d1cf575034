//! Ambiguous aliases: which ones are something else as well is computed from the word lists.
//!
//! Promises: an alias of the folders that are checked which is a common word, a given name, a surname
//! or another entry's alias, and is not settled, is told with its place. It is settled when it is weak,
//! when its entry has context or exclude words, or when `allowed.csv` gives the reason. An alias in
//! capitals (`WHO`) matches nothing but capitals: it can be the word, in a headline, but no name, which
//! would not stand alone there.

use super::{Alias, Case, Entry, Gazetteer, Kind, WordSet, csv_file};
use crate::error::Problem;
use crate::fold::fold;
use crate::location::Location;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// An alias that may stay strong though it is ambiguous: an item of `allowed.csv`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Allowed {
    /// The id of its entry.
    pub id: String,
    /// The alias, as its entry spells it.
    pub alias: String,
    /// Why it is safe.
    pub reason: String,
    /// Where it stands.
    pub at: Location,
}

/// The items of an `allowed.csv`, and the number of its rows.
pub(super) fn read(
    at: &Location,
    text: &str,
    columns: &[&'static str],
    problems: &mut Vec<Problem>,
) -> (Vec<Allowed>, usize) {
    let required = ["id", "aliases", "reason"];
    let mut rows = csv_file::rows(at, text, columns, &required, problems);
    let (mut items, mut count) = (Vec::new(), 0);
    while let Some(row) = rows.next(problems) {
        count += 1;
        let [Some(id), Some(aliases), Some(reason)] = required.map(|column| row.cell(column))
        else {
            let what = "a row of allowed aliases has an id, aliases and a reason";
            problems.push(Problem::error(row.at.clone(), what, "fill all three cells"));
            continue;
        };
        items.extend(aliases.items().map(|alias| Allowed {
            id: id.text.clone(),
            alias: alias.to_owned(),
            reason: reason.text.clone(),
            at: aliases.at.clone(),
        }));
    }
    (items, count)
}

/// Tells every unsettled alias, and every needless item of `allowed.csv`, that stands in a place for
/// which `is_here` holds.
pub(super) fn problems(gazetteer: &Gazetteer, is_here: impl Fn(&Location) -> bool) -> Vec<Problem> {
    let meanings = Meanings::of(gazetteer);
    let allowed: HashSet<(&str, &str)> =
        gazetteer.allowed.iter().map(|a| (a.id.as_str(), a.alias.as_str())).collect();
    let mut problems = Vec::new();
    for (i, entry) in gazetteer.entries.iter().enumerate() {
        for alias in entry.aliases.iter().filter(|alias| is_strong(alias)) {
            let at = gazetteer.base.place_of(&entry.id, &alias.text).unwrap_or(&entry.at);
            if !is_here(at) || allowed.contains(&(entry.id.as_str(), alias.text.as_str())) {
                continue;
            }
            let others = meanings.others(i, entry, alias);
            if !others.is_empty() && !has_support(entry, alias) {
                problems.push(unsettled(entry, alias, &others, at.clone()));
            }
        }
    }
    let here = gazetteer.allowed.iter().filter(|allowed| is_here(&allowed.at));
    problems.extend(here.filter_map(|allowed| needless(gazetteer, &meanings, allowed)));
    problems
}

fn unsettled(entry: &Entry, alias: &Alias, others: &[String], at: Location) -> Problem {
    let what = format!("`{}` is also {}", alias.text, others.join(" and "));
    let remedy = if is_bare_surname(entry, alias) {
        "move it to `weak`; after the full name it is found by itself"
    } else {
        "move it to `weak` and give context words, or say in allowed.csv why it is safe"
    };
    Problem::warning(at, what, remedy)
}

fn needless(gazetteer: &Gazetteer, meanings: &Meanings, allowed: &Allowed) -> Option<Problem> {
    let of_entry = gazetteer.find(&allowed.id).and_then(|i| {
        let entry = &gazetteer.entries[i];
        let mut aliases = entry.aliases.iter().filter(|alias| is_strong(alias));
        let alias = aliases.find(|alias| alias.text == allowed.alias)?;
        Some(meanings.others(i, entry, alias))
    });
    let (what, remedy) = match of_entry {
        None => ("has no such alias that is not weak", "check its spelling, or take it out"),
        Some(others) if others.is_empty() => ("means nothing else by it", "take it out"),
        Some(_) => return None,
    };
    let what = format!("`{}` is allowed, but `{}` {what}", allowed.alias, allowed.id);
    Some(Problem::warning(allowed.at.clone(), what, remedy))
}

/// Whether an alias counts without support in articles of every language.
fn is_strong(alias: &Alias) -> bool {
    !alias.weak && alias.language.is_none()
}

/// Whether the entry's words tell this alias from what else it is. They are not enough for a surname.
fn has_support(entry: &Entry, alias: &Alias) -> bool {
    let has_words = !entry.context.is_empty() || !entry.exclude.is_empty();
    has_words && !is_bare_surname(entry, alias)
}

/// Whether the alias is the last word of a person's longer name.
fn is_bare_surname(entry: &Entry, alias: &Alias) -> bool {
    let last = entry.name.rsplit_once(' ').map(|(_, last)| fold(last).text().to_owned());
    entry.kind == Kind::Person && last.is_some_and(|last| last == fold(&alias.text).text())
}

/// What spellings mean, folded.
struct Meanings {
    common_words: HashSet<String>,
    given_names: HashSet<String>,
    surnames: HashSet<String>,
    /// Indexes and ids of the entries that have a spelling as a strong alias.
    owners: HashMap<Spelling, Vec<(usize, String)>>,
}

/// Two aliases of one spelling match the same words: folded, and whether it must stand in capitals.
type Spelling = (String, bool);

impl Meanings {
    fn of(gazetteer: &Gazetteer) -> Self {
        let folded = |words: &WordSet| words.iter().map(key).collect();
        let mut owners: HashMap<Spelling, Vec<(usize, String)>> = HashMap::new();
        for (i, entry) in gazetteer.entries.iter().enumerate() {
            for alias in entry.aliases.iter().filter(|alias| is_strong(alias)) {
                let owners = owners.entry(spelling(alias)).or_default();
                if owners.last().is_none_or(|(last, _)| *last != i) {
                    owners.push((i, entry.id.clone()));
                }
            }
        }
        Self {
            common_words: folded(&gazetteer.common_words),
            given_names: gazetteer.given_names.iter().map(|name| key(name)).collect(),
            surnames: folded(&gazetteer.surnames),
            owners,
        }
    }

    /// What an alias of `entry`, whose index is `own`, is besides.
    fn others(&self, own: usize, entry: &Entry, alias: &Alias) -> Vec<String> {
        let spelling = spelling(alias);
        let mut others = Vec::new();
        let (word, in_capitals) = &spelling;
        if !word.contains(' ') {
            if self.is_common(word, *in_capitals) {
                others.push("a common word".to_owned());
            }
            if !in_capitals && self.given_names.contains(word) {
                others.push("a given name".to_owned());
            }
            if is_bare_surname(entry, alias) || (!in_capitals && self.surnames.contains(word)) {
                others.push("a surname".to_owned());
            }
        }
        let owners = self.owners.get(&spelling).into_iter().flatten();
        let ids = owners.filter(|(i, _)| *i != own).map(|(_, id)| format!("an alias of `{id}`"));
        others.extend(ids);
        others
    }

    /// The list is without plurals.
    fn is_common(&self, word: &str, in_capitals: bool) -> bool {
        let singular = word.strip_suffix('s').filter(|singular| singular.len() > 2);
        self.common_words.contains(word)
            || (!in_capitals && singular.is_some_and(|word| self.common_words.contains(word)))
    }
}

fn spelling(alias: &Alias) -> Spelling {
    let in_capitals = alias.case != Case::Any
        && alias.text.chars().filter(|c| c.is_uppercase()).nth(1).is_some()
        && !alias.text.chars().any(char::is_lowercase);
    (key(&alias.text), in_capitals)
}

/// Folded, without a leading article: `The Sun` is as common a word as `Sun`.
fn key(text: &str) -> String {
    let folded = fold(text);
    let text = folded.text().trim();
    text.strip_prefix("the ").unwrap_or(text).to_owned()
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test says what it expects")]
mod tests {
    use super::super::load::Folder;
    use super::*;

    const WORDS: (&str, &str) = ("common-words.csv", "word\napple\neagle\nsun\nwho\n");
    const GIVEN: (&str, &str) = ("given-names.csv", "name\nChad\n");
    const SURNAMES: (&str, &str) = ("surnames.csv", "name\nFord\nLópez\n");

    fn folder(name: &str, files: &[(&str, &str)]) -> Folder {
        let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        Folder {
            name: name.to_owned(),
            files: files.iter().map(owned).collect(),
            problems: Vec::new(),
        }
    }

    /// What is told of the rows in a layer `my` on top of the lists.
    fn told(file: &str, rows: &str) -> Vec<String> {
        told_of(&[(file, rows)])
    }

    fn told_of(files: &[(&str, &str)]) -> Vec<String> {
        let base = ("organizations.csv", "id,name,aliases,weak\nold,Old Body,OB; Orbis,Foundry\n");
        let lists = folder("base", &[WORDS, GIVEN, SURNAMES, base]);
        let gazetteer =
            Gazetteer::empty().with_layers(vec![lists, folder("my", files)]).expect("it is sound");
        let here = |at: &Location| at.file.starts_with("my/");
        problems(&gazetteer, here).iter().map(|p| format!("{}: {}", p.at, p.what)).collect()
    }

    #[test]
    fn a_word_a_given_name_a_surname_and_anothers_alias_are_told_with_their_place() {
        let rows = "id,name,aliases\nx,Apple,Ford; Lopez; Chad; Orbis; Zyx\n";
        assert_eq!(
            told("organizations.csv", rows),
            [
                "my/organizations.csv:2:3: `Apple` is also a common word",
                "my/organizations.csv:2:9: `Ford` is also a surname",
                "my/organizations.csv:2:9: `Lopez` is also a surname",
                "my/organizations.csv:2:9: `Chad` is also a given name",
                "my/organizations.csv:2:9: `Orbis` is also an alias of `old`",
            ]
        );
    }

    #[test]
    fn an_article_or_a_plural_makes_a_word_no_rarer_and_a_second_word_does() {
        let told = told("organizations.csv", "id,name,aliases\nx,The Sun,Eagles; Apple Records\n");
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("`The Sun` is") && told[1].contains("`Eagles` is"), "{told:?}");
    }

    #[test]
    fn a_weak_alias_context_words_exclude_words_and_a_reason_settle_it() {
        let weak = "id,name,weak,context,exclude\na,Apple,Apple,,\nb,Sun,,solar,\nc,Ford,,,Ford Road\nd,Chad,,,\n";
        let allowed = ("allowed.csv", "id,aliases,reason\nd,Chad,the body is meant\n");
        assert_eq!(told_of(&[("organizations.csv", weak), allowed]), [""; 0]);
    }

    #[test]
    fn a_persons_bare_surname_is_told_in_spite_of_context_words() {
        let rows = "id,name,aliases,context\np,Ann Rareby,Rareby,cars\nq,Zyx,Lopez,cars\n";
        assert_eq!(told("people.csv", rows), ["my/people.csv:2:14: `Rareby` is also a surname"]);
    }

    #[test]
    fn capitals_can_be_a_word_in_a_headline_but_no_name() {
        let rows = "id,name,aliases\nx,World Body,WHO; CHAD; FORD; ORBIS; OB\n";
        let told = told("organizations.csv", rows);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("`WHO` is also a common word"), "{told:?}");
        assert!(told[1].contains("`OB` is also an alias of `old`"), "{told:?}");
    }

    #[test]
    fn names_of_one_language_and_others_weak_aliases_are_no_matter() {
        let entry = ("organizations.csv", "id,name\nx,Foundry\n");
        let names = ("names-de.csv", "id,aliases\nx,Apple\n");
        assert_eq!(told_of(&[entry, names]), [""; 0]);
    }

    #[test]
    fn a_word_that_the_layer_itself_brings_counts() {
        let entry = ("organizations.csv", "id,name\nx,Kvass\n");
        let told = told_of(&[entry, ("common-words.csv", "word\nkvass\n")]);
        assert!(told[0].contains("a common word"), "{told:?}");
    }

    #[test]
    fn an_alias_added_to_an_entry_of_another_layer_is_told_and_its_other_ones_are_not() {
        assert_eq!(
            told("organizations.csv", "id,name,aliases\nold,,Sun\n"),
            ["my/organizations.csv:2:6: `Sun` is also a common word"]
        );
    }

    #[test]
    fn a_reason_is_asked_for() {
        let files = [("allowed.csv", "id,aliases,reason\nold,Orbis,\n")];
        let error = Gazetteer::empty().with_layer(folder("my", &files)).expect_err("no reason");
        assert!(error.to_string().starts_with("my/allowed.csv:2: error: a row of"), "{error}");
    }

    #[test]
    fn what_is_allowed_must_be_there_and_need_it() {
        let allowed = "id,aliases,reason\nold,Orbis; Nowhere,why not\nnobody,Sun,why not\n";
        assert_eq!(
            told("allowed.csv", allowed),
            [
                "my/allowed.csv:3:8: `Sun` is allowed, but `nobody` has no such alias that is not weak",
                "my/allowed.csv:2:5: `Nowhere` is allowed, but `old` has no such alias that is not weak",
                "my/allowed.csv:2:5: `Orbis` is allowed, but `old` means nothing else by it",
            ]
        );
    }
}
