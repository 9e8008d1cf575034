//! Counts of what a gazetteer holds, in tables.
//!
//! Promises: the rows have a fixed order and depend on what the gazetteer holds alone. A new table
//! is a line in [`By`] and a function here.

use super::{Alias, Entry, Gazetteer, Kind, Topic, Via};
use crate::fold::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What [`stats`] counts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Type, and kind within the type: entries, aliases, weak and shared ones, QIDs.
    Kind,
    /// The country that people, organizations and places belong to.
    Country,
    /// The year in which a person's role was last known to be right, or ended.
    Freshness,
    /// The language in whose articles names count.
    Language,
    /// Type: how many entries have names that others have too, and what helps to tell them.
    Ambiguity,
    /// The alias, of those that several entries have.
    Shared,
    /// The topic at the top: how many terms the topics under it have.
    Terms,
}

impl By {
    /// All of them; the first is what is shown unasked.
    pub const ALL: [Self; 7] = [
        Self::Kind,
        Self::Country,
        Self::Freshness,
        Self::Language,
        Self::Ambiguity,
        Self::Shared,
        Self::Terms,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Country => "country",
            Self::Freshness => "freshness",
            Self::Language => "language",
            Self::Ambiguity => "ambiguity",
            Self::Shared => "shared",
            Self::Terms => "terms",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.name() == name)
    }
}

/// A table of counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stats {
    /// The names of its columns.
    pub columns: &'static [&'static str],
    /// Its rows, each with a value for each column.
    pub rows: Vec<Vec<Value>>,
}

/// A value in a table of counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// What is counted; empty: the whole, or what has none.
    Text(String),
    /// How many.
    Count(usize),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.pad(text),
            Self::Count(count) => fmt::Display::fmt(count, f),
        }
    }
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

/// A row of texts, then of counts.
fn row<const T: usize, const C: usize>(texts: [&str; T], counts: [usize; C]) -> Vec<Value> {
    texts.map(text).into_iter().chain(counts.map(Value::Count)).collect()
}

/// Counts what a gazetteer holds.
pub fn stats(gazetteer: &Gazetteer, by: By) -> Stats {
    match by {
        By::Kind => by_kind(gazetteer),
        By::Country => by_country(gazetteer),
        By::Freshness => by_freshness(gazetteer),
        By::Language => by_language(gazetteer),
        By::Ambiguity => by_ambiguity(gazetteer),
        By::Shared => by_shared(gazetteer),
        By::Terms => by_terms(gazetteer),
    }
}

/// The aliases that more than one entry has, by what they fold to: indexes of entry and alias.
/// Names in two different languages do not meet.
fn shared(gazetteer: &Gazetteer) -> BTreeMap<String, Vec<(usize, usize)>> {
    let alias =
        |&(entry, alias): &(usize, usize)| -> &Alias { &gazetteer.entries[entry].aliases[alias] };
    let mut spelled: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for (i, entry) in gazetteer.entries.iter().enumerate() {
        for (j, alias) in entry.aliases.iter().enumerate() {
            spelled.entry(fold(&alias.text).text().to_owned()).or_default().push((i, j));
        }
    }
    let meet = |one: &Alias, other: &Alias| match (&one.language, &other.language) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    for owners in spelled.values_mut() {
        let all = std::mem::take(owners);
        let is_shared = |own: &&(usize, usize)| {
            all.iter().any(|other| other.0 != own.0 && meet(alias(own), alias(other)))
        };
        owners.extend(all.iter().filter(is_shared));
    }
    spelled.retain(|_, owners| !owners.is_empty());
    spelled
}

/// For each entry, how many of its aliases other entries have too.
fn shared_by_entry(gazetteer: &Gazetteer) -> Vec<usize> {
    let mut counts = vec![0; gazetteer.entries.len()];
    shared(gazetteer).values().flatten().for_each(|&(entry, _)| counts[entry] += 1);
    counts
}

fn by_kind(gazetteer: &Gazetteer) -> Stats {
    let shared = shared_by_entry(gazetteer);
    let mut rows = Vec::new();
    for kind in Kind::ALL {
        // the type as a whole is the kind without a name, which comes first
        let mut parts = BTreeMap::from([("", [0; 5])]);
        let of_kind = (gazetteer.entries.iter().zip(&shared))
            .filter(|(entry, _)| entry.kind == kind && entry.is_listed());
        for (entry, shared) in of_kind {
            let weak = entry.aliases.iter().filter(|alias| alias.weak).count();
            let qids = usize::from(entry.wikidata().is_some());
            let counts = [1, entry.aliases.len(), weak, *shared, qids];
            for part in [Some(""), entry.attribute("kind")].into_iter().flatten() {
                let sums = parts.entry(part).or_default();
                sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            }
        }
        rows.extend(parts.into_iter().map(|(part, counts)| row([kind.plural(), part], counts)));
    }
    let terms = gazetteer.topics.iter().map(|topic| topic.terms.len()).sum();
    let (titles, given_names) = (gazetteer.titles.len(), gazetteer.given_names.len());
    rows.push(row(["topics", ""], [gazetteer.topics.len(), terms, 0, 0, 0]));
    let words = gazetteer.bodies.iter().map(|body| body.words.len()).sum();
    rows.push(row(["bodies", ""], [gazetteer.bodies.len(), words, 0, 0, 0]));
    rows.push(row(["titles", ""], [titles, 0, 0, 0, 0]));
    rows.push(row(["given names", ""], [given_names, 0, 0, 0, 0]));
    let lists =
        [("surnames", gazetteer.surnames.len()), ("common words", gazetteer.common_words.len())];
    rows.extend(lists.map(|(list, count)| row([list, ""], [count, 0, 0, 0, 0])));
    rows.push(row(["allowed aliases", ""], [0, gazetteer.allowed.len(), 0, 0, 0]));
    Stats { columns: &["type", "kind", "entries", "aliases", "weak", "shared", "QIDs"], rows }
}

fn by_country(gazetteer: &Gazetteer) -> Stats {
    const OF: [Kind; 3] = [Kind::Person, Kind::Organization, Kind::Place];
    let mut countries: BTreeMap<&str, (&str, [usize; OF.len()])> = BTreeMap::new();
    let mut nowhere = [0; OF.len()];
    for entry in gazetteer.entries.iter().filter(|entry| entry.is_listed()) {
        let column = OF.iter().position(|kind| *kind == entry.kind);
        match (entry.iso2(), column) {
            (Some(iso2), None) if entry.kind == Kind::Country => {
                countries.entry(iso2).or_default().0 = &entry.name;
            }
            (Some(iso2), Some(column)) => countries.entry(iso2).or_default().1[column] += 1,
            (None, Some(column)) => nowhere[column] += 1,
            _ => {}
        }
    }
    let counted = |texts, counts: [usize; OF.len()]| {
        let [people, organizations, places] = counts;
        row(texts, [counts.iter().sum(), people, organizations, places])
    };
    let listed = countries.into_iter().map(|(iso2, (name, counts))| counted([iso2, name], counts));
    let rows = listed.chain([counted(["", ""], nowhere)]).collect();
    Stats { columns: &["iso2", "country", "entries", "people", "organizations", "places"], rows }
}

fn by_freshness(gazetteer: &Gazetteer) -> Stats {
    let mut years: BTreeMap<u64, [usize; 3]> = BTreeMap::new();
    for person in gazetteer.entries.iter().filter(|entry| entry.kind == Kind::Person) {
        let is_year = |part: &&str| part.len() == 4;
        let dates = person.attribute("as_of").unwrap_or_default();
        let counts = years.entry(person.prominence()).or_default();
        // without a year, with one, with the years held
        counts[dates.split('-').filter(is_year).count().min(2)] += 1;
    }
    let shown = |year: u64| if year == 0 { String::new() } else { year.to_string() };
    let counted = |(year, counts): (u64, [usize; 3])| {
        row([&*shown(year)], [counts.iter().sum(), counts[1], counts[2]])
    };
    let rows = years.into_iter().map(counted).collect();
    Stats { columns: &["year", "people", "known", "ended"], rows }
}

fn by_language(gazetteer: &Gazetteer) -> Stats {
    let mut languages: BTreeMap<&str, (usize, [usize; 2])> = BTreeMap::new();
    for entry in &gazetteer.entries {
        let mut seen = BTreeSet::new();
        for alias in &entry.aliases {
            let language = alias.language.as_deref().unwrap_or_default();
            let (entries, names) = languages.entry(language).or_default();
            *entries += usize::from(seen.insert(language));
            names[usize::from(alias.via == Via::Demonym)] += 1;
        }
    }
    let rows = languages.into_iter().map(|(language, (entries, [names, demonyms]))| {
        row([language], [entries, names, demonyms])
    });
    Stats { columns: &["language", "entries", "names", "demonyms"], rows: rows.collect() }
}

fn by_ambiguity(gazetteer: &Gazetteer) -> Stats {
    let shared = shared_by_entry(gazetteer);
    let counted = |kind: Kind| {
        let of_kind: Vec<(&Entry, usize)> = (gazetteer.entries.iter().zip(&shared))
            .filter(|(entry, _)| entry.kind == kind && entry.is_listed())
            .map(|(entry, shared)| (&**entry, *shared))
            .collect();
        let count = |is: fn(&Entry) -> bool| of_kind.iter().filter(|(entry, _)| is(entry)).count();
        let weak = |entry: &Entry| entry.aliases.iter().any(|alias| alias.weak);
        let only_weak = |entry: &Entry| entry.aliases.iter().all(|alias| alias.weak);
        let counts = [
            of_kind.len(),
            of_kind.iter().filter(|(_, shared)| *shared > 0).count(),
            count(weak),
            count(only_weak),
            count(|entry| !entry.context.is_empty()),
            count(|entry| !entry.exclude.is_empty()),
        ];
        row([kind.plural()], counts)
    };
    let rows = Kind::ALL.into_iter().map(counted).collect();
    let columns = &["type", "entries", "shared", "weak", "only weak", "context", "exclude"];
    Stats { columns, rows }
}

fn by_shared(gazetteer: &Gazetteer) -> Stats {
    let of_alias = |(alias, owners): (String, Vec<(usize, usize)>)| {
        let entries: BTreeSet<usize> = owners.iter().map(|(entry, _)| *entry).collect();
        let is_weak =
            |&&(entry, alias): &&(usize, usize)| gazetteer.entries[entry].aliases[alias].weak;
        let weak: BTreeSet<usize> =
            owners.iter().filter(is_weak).map(|(entry, _)| *entry).collect();
        let ids: Vec<&str> = entries.iter().map(|&i| gazetteer.entries[i].id.as_str()).collect();
        (std::cmp::Reverse(entries.len()), alias, weak.len(), ids.join("; "))
    };
    let mut counted: Vec<_> = shared(gazetteer).into_iter().map(of_alias).collect();
    counted.sort();
    let rows = counted.into_iter().map(|(entries, alias, weak, ids)| {
        vec![text(alias), Value::Count(entries.0), Value::Count(weak), text(ids)]
    });
    Stats { columns: &["alias", "entries", "weak", "ids"], rows: rows.collect() }
}

fn by_terms(gazetteer: &Gazetteer) -> Stats {
    let mut counts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for topic in &gazetteer.topics {
        for group in ["", top(gazetteer, topic)] {
            counts.entry(group).or_default().push(topic.terms.len());
        }
    }
    let rows = counts.into_iter().map(|(group, mut terms)| {
        terms.sort_unstable();
        // of an even number, the lower of the two in the middle
        let at = |i: usize| terms.get(i).copied().unwrap_or(0);
        let (last, sum) = (terms.len() - 1, terms.iter().sum());
        row([group], [terms.len(), sum, at(0), at(last / 2), at(last)])
    });
    let columns = &["topic", "topics", "terms", "fewest", "median", "most"];
    Stats { columns, rows: rows.collect() }
}

/// The name of the widest topic above one, or of the topic itself.
fn top<'g>(gazetteer: &'g Gazetteer, topic: &'g Topic) -> &'g str {
    let mut widest = topic;
    while let Some(wider) = widest.parent.and_then(|i| gazetteer.topics.get(i as usize)) {
        widest = wider;
    }
    &widest.name
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use tempfile::TempDir;

    fn gazetteer() -> Gazetteer {
        let files = [
            (
                "people.csv",
                "id,name,aliases,weak,context,exclude,country,as_of\n\
              ann,Ann Example,,Ann; Smith,Norway,Ann Arbor,NO,2026-01\n\
              bea,Bea Smith,Smith; Oslo,,,,NO,2017-2021\n\
              cy,Cy,,Cy,,,,\n",
            ),
            (
                "countries.csv",
                "id,name,iso2,demonyms\nno,Norway,NO,Norwegian\nse,Sweden,SE,Swede\n",
            ),
            ("names-de.csv", "id,aliases,demonyms\nno,Norwegen; Nord,Norweger\n"),
            ("names-fr.csv", "id,aliases,demonyms\nno,Norvège,\nse,Suède; Nord,\n"),
            (
                "places.csv",
                "id,name,kind,country,wikidata\noslo,Oslo,capital,NO,Q585\nsmith,Smith,city,US,\n",
            ),
            ("titles.csv", "title\nMr\n"),
            (
                "topics.csv",
                "id,name,medtop,parent,terms\na,arts,01000000,,\nb,books,20000001,a,book:2; novel:3\n\
              c,comics,20000002,b,comic:2\nd,war,16000000,,war:2; battle:2; siege:2; army:1\n",
            ),
        ];
        let dir = TempDir::new().expect("there is room");
        for (name, text) in files {
            fs::write(dir.path().join(name), text).expect("written");
        }
        Gazetteer::empty().layer(dir.path()).expect("the layer is sound")
    }

    fn lines(by: By) -> Vec<String> {
        let Stats { columns, rows } = stats(&gazetteer(), by);
        assert!(rows.iter().all(|row| row.len() == columns.len()), "a row for each column");
        let line =
            |row: &Vec<Value>| row.iter().map(Value::to_string).collect::<Vec<_>>().join("|");
        rows.iter().map(line).collect()
    }

    #[test]
    fn counts_by_type_and_kind() {
        assert_eq!(
            lines(By::Kind),
            [
                "people||3|7|3|3|0",
                "countries||2|10|0|0|0",
                "organizations||0|0|0|0|0",
                "agreements||0|0|0|0|0",
                "places||2|2|0|2|1",
                "places|capital|1|1|0|1|1",
                "places|city|1|1|0|1|0",
                "topics||4|7|0|0|0",
                "bodies||0|0|0|0|0",
                "titles||1|0|0|0|0",
                "given names||0|0|0|0|0",
                "surnames||0|0|0|0|0",
                "common words||0|0|0|0|0",
                "allowed aliases||0|0|0|0|0",
            ]
        );
    }

    #[test]
    fn countries_without_entries_and_entries_without_country_are_rows() {
        assert_eq!(
            lines(By::Country),
            ["NO|Norway|3|2|0|1", "SE|Sweden|0|0|0|0", "US||1|0|0|1", "||1|1|0|0"]
        );
    }

    #[test]
    fn years_held_are_counted_by_their_last() {
        assert_eq!(lines(By::Freshness), ["|1|0|0", "2021|1|0|1", "2026|1|1|0"]);
    }

    #[test]
    fn names_are_counted_by_language() {
        assert_eq!(lines(By::Language), ["|7|11|2", "de|1|2|1", "fr|2|3|0"]);
    }

    #[test]
    fn ambiguity_counts_entries() {
        let lines = lines(By::Ambiguity);
        assert_eq!(lines[0], "people|3|2|2|1|1|1");
        assert_eq!(lines[4], "places|2|2|0|0|0|0");
    }

    #[test]
    fn names_of_two_languages_are_not_shared() {
        assert_eq!(lines(By::Shared), ["smith|3|1|ann; bea; smith", "oslo|2|0|bea; oslo"]);
    }

    #[test]
    fn terms_are_counted_under_the_widest_topic() {
        assert_eq!(lines(By::Terms), ["|4|7|0|1|4", "arts|3|3|0|1|2", "war|1|4|4|4|4"]);
    }

    #[test]
    fn every_table_of_nothing_is_sound() {
        for by in By::ALL {
            let Stats { columns, rows } = stats(&Gazetteer::empty(), by);
            assert!(rows.iter().all(|row| row.len() == columns.len()), "{}", by.name());
            assert_eq!(By::named(by.name()), Some(by));
        }
    }
}
