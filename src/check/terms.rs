//! What is asked for: terms, and the spellings under which each is looked for.
//!
//! Promises: a term that is the name, an alias or the id of entries is looked for under all their aliases;
//! any other under itself. How many letters a near spelling may differ in depends on the length alone; an
//! acronym has none.

use super::words::{self, Between};
use crate::error::{Error, Problem, Result};
use crate::find;
use crate::fold::fold;
use crate::gazetteer::{Alias, Case, Entry, Gazetteer, Role, Spellings, Via};
use crate::location::Location;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Term {
    /// As it was given.
    pub text: String,
    /// The entries that it names; none if it is in no gazetteer.
    pub entries: Vec<Arc<Entry>>,
    /// Under what it is looked for, the term itself first unless it is an id.
    pub spellings: Vec<Spelling>,
}

/// One text under which a term is looked for.
#[derive(Clone, Debug)]
pub struct Spelling {
    /// As the gazetteer or the user spells it.
    pub text: String,
    /// How many letters a near spelling may differ in.
    pub edits: usize,
    pub(super) folded: String,
    /// The keys of its words one after another; empty in scripts without spaces.
    pub(super) key: String,
    pub(super) sound: String,
    pub(super) words: Vec<Word>,
    pub(super) case: Case,
    /// Whether it is one word of capitals, or letters with dots.
    pub(super) is_acronym: bool,
    pub(super) has_capital: bool,
    /// Whether near spellings of it are told.
    pub(super) near: bool,
    /// Whether it counts only with support.
    pub(super) weak: bool,
    /// The words of it that are another spelling of the term.
    pub(super) held: Option<Range<usize>>,
}

/// A word of a spelling.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) key: String,
    pub(super) before: Option<Between>,
}

/// A case-only near spelling is told of words of so many letters.
pub(super) const LONG: usize = 5;
/// Spellings of fewer letters may differ in one at most.
const LONGER: usize = 12;

impl Term {
    /// Terms, each with where it was given, and with what a gazetteer knows of it.
    ///
    /// # Errors
    /// Every term that holds no letter and no digit; or the gazetteer's spellings are too long to be made
    /// ready.
    pub fn all(given: &[(String, Location)], gazetteer: &Gazetteer) -> Result<Vec<Self>> {
        let spellings = gazetteer.spellings()?;
        let (mut terms, mut problems) = (Vec::new(), Vec::new());
        for (text, at) in given {
            match Self::of(text, at, gazetteer, &spellings) {
                Ok(term) => terms.push(term),
                Err(error) => problems.extend_from_slice(error.problems()),
            }
        }
        Error::all(problems).map_or(Ok(terms), Err)
    }

    fn of(text: &str, at: &Location, gazetteer: &Gazetteer, spellings: &Spellings) -> Result<Self> {
        let text = text.trim();
        if !text.contains(char::is_alphanumeric) {
            let what = format!("`{text}` holds no letter and no digit");
            return Err(Error::new(at.clone(), what, "give a word or a name to look for"));
        }
        let mut found = aliased(text, spellings);
        let by_id = gazetteer.find(text).filter(|_| found.is_empty());
        found.extend(by_id);
        let entries: Vec<Arc<Entry>> =
            found.iter().map(|&n| Arc::clone(&gazetteer.entries[n])).collect();
        let own = Alias {
            text: text.to_owned(),
            case: Case::Spelled,
            weak: false,
            via: Via::Name,
            language: None,
        };
        let aliases = entries.iter().flat_map(|entry| &entry.aliases);
        let mut spellings: Vec<Spelling> = if entries.is_empty() {
            vec![Spelling::of(&own)]
        } else {
            aliases.map(Spelling::of).collect()
        };
        let mut known = HashSet::new();
        spellings.retain(|one| known.insert((one.text.clone(), one.case as u8)));
        holding(&mut spellings);
        Ok(Self { text: text.to_owned(), entries, spellings })
    }
}

/// The entries that have a text as an alias, in the order of their ids.
fn aliased(text: &str, spellings: &Spellings) -> Vec<usize> {
    let folded = fold(text);
    let folded = folded.text().trim_start_matches(|c: char| !c.is_alphanumeric());
    let (mut found, open) = (Vec::new(), spellings.open());
    for (first, len) in open.starting(folded.as_bytes()) {
        if len != folded.len() {
            continue;
        }
        for (_, sense) in open.senses(first) {
            let Role::Alias(entry, _) = sense.role else { continue };
            if find::fits(spellings.text(&sense), sense.case, text) {
                found.push(entry as usize);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Marks the spellings that hold another one: what is near the shorter one is told already.
fn holding(spellings: &mut [Spelling]) {
    let folded: Vec<(String, usize)> =
        spellings.iter().map(|one| (one.folded.clone(), one.words.len())).collect();
    for spelling in spellings.iter_mut().filter(|one| one.words.len() > 1) {
        let words: Vec<String> = folded_words(&spelling.text);
        let held = folded.iter().filter(|(_, count)| (1..spelling.words.len()).contains(count));
        let mut held = held.filter_map(|(shorter, count)| {
            let at = words.windows(*count).position(|part| part.join(" ") == *shorter)?;
            Some(at..at + count)
        });
        if let Some(inside) = held.next() {
            (spelling.near, spelling.edits, spelling.held) = (false, 0, Some(inside));
        }
    }
}

fn folded_words(text: &str) -> Vec<String> {
    words::all(text).into_iter().map(|(_, word)| fold(&text[word]).text().to_owned()).collect()
}

impl Spelling {
    fn of(alias: &Alias) -> Self {
        let text = alias.text.as_str();
        let unspaced = text.contains(find::is_unspaced);
        let words: Vec<Word> = if unspaced {
            Vec::new()
        } else {
            let of = |(before, word)| Word { key: words::key(&text[word]).into_owned(), before };
            words::all(text).into_iter().map(of).collect()
        };
        let key: String = words.iter().map(|word| word.key.as_str()).collect();
        let letters = || text.chars().filter(|c| c.is_alphabetic());
        let is_spelled_out = words.len() == 1 || words.iter().all(|word| word.key.len() == 1);
        let is_acronym =
            is_spelled_out && letters().count() > 1 && letters().all(|c| !c.is_lowercase());
        let has_long = words.iter().any(|word| word.key.len() > 1);
        let edits = match key.len() {
            _ if is_acronym || !has_long || alias.case == Case::Exact => 0,
            0..LONG => 0,
            LONG..LONGER => 1,
            _ => 2,
        };
        let near = !alias.weak && alias.language.is_none() && !key.is_empty();
        Self {
            text: text.to_owned(),
            edits: if near { edits } else { 0 },
            folded: fold(text).text().trim().to_owned(),
            sound: words::sound(&key),
            key,
            words,
            case: alias.case,
            is_acronym,
            has_capital: text.contains(char::is_uppercase),
            near,
            weak: alias.weak,
            held: None,
        }
    }
}

/// The terms of a file, one a line; blank lines and those that begin with `#` are passed over.
///
/// # Errors
/// Every line that is no term, with its place; or that there is no term at all.
pub fn listed(file: &str, text: &str) -> Result<Vec<(String, Location)>> {
    let (mut terms, mut problems) = (Vec::new(), Vec::new());
    let mut first = HashMap::new();
    let at = Location::file(file);
    for (line, number) in text.lines().zip(1..) {
        let term = line.trim();
        if term.is_empty() || term.starts_with('#') {
            continue;
        }
        let here = at.at(number, 0);
        if !term.contains(char::is_alphanumeric) {
            let what = format!("`{term}` holds no letter and no digit");
            let remedy = "give a word or a name, or begin the line with #";
            problems.push(Problem::error(here, what, remedy));
        } else if let Some(first) = first.get(term) {
            let what = format!("`{term}` is there already, in line {first}");
            problems.push(Problem::error(here, what, "leave one of them out"));
        } else {
            first.insert(term, number);
            terms.push((term.to_owned(), here));
        }
    }
    if terms.is_empty() && problems.is_empty() {
        let what = "holds no term";
        return Err(Error::new(
            at,
            what,
            "write one term a line; lines that begin with # are passed over",
        ));
    }
    Error::all(problems).map_or(Ok(terms), Err)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_gazetteer(text: &str, gazetteer: &Gazetteer) -> Term {
        let given = [(text.to_owned(), Location::file("term"))];
        Term::all(&given, gazetteer).unwrap().remove(0)
    }

    fn term(text: &str) -> Term {
        in_gazetteer(text, &Gazetteer::empty())
    }

    #[test]
    fn a_longer_term_may_differ_in_more_letters_and_an_acronym_in_none() {
        let edits = |text| term(text).spellings[0].edits;
        assert_eq!((edits("Iran"), edits("Pax Silica"), edits("Security Council")), (0, 1, 2));
        assert_eq!((edits("UNESCO"), edits("F-35"), edits("U.S.")), (0, 0, 0));
    }

    #[test]
    fn a_listed_term_is_looked_for_under_all_aliases_by_name_alias_and_id() {
        let gazetteer = Gazetteer::empty().layer("fixtures/gazetteer").unwrap();
        for text in ["Donald Trump", "Donald J. Trump", "Trump", "donald-trump"] {
            let term = in_gazetteer(text, &gazetteer);
            assert_eq!(term.entries.len(), 1, "{text}");
            let spelled: Vec<&str> = term.spellings.iter().map(|one| one.text.as_str()).collect();
            assert!(spelled.contains(&"Donald J. Trump"), "{spelled:?}");
        }
        let term = in_gazetteer("donald trump", &gazetteer);
        assert!(term.entries.is_empty(), "the alias asks for capitals");
    }

    #[test]
    fn each_line_of_a_file_that_is_no_term_is_told() {
        let told =
            listed("a.txt", "# mine\n\nPax Silica\n???\nPax Silica\n").unwrap_err().to_string();
        assert!(told.contains("a.txt:4: error: `???` holds no letter"), "{told}");
        assert!(
            told.contains("a.txt:5: error: `Pax Silica` is there already, in line 3"),
            "{told}"
        );
        assert!(listed("a.txt", "# none\n").is_err());
        assert_eq!(listed("a.txt", " Pax \n").unwrap()[0].0, "Pax");
    }
}
