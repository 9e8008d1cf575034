//! What can be done about marks of the same words and entity, the mildest first.
//!
//! Promises: what a mark protects is looked at before anything is taken away; the outcome depends on the marks and the
//! gazetteer alone.

use super::layer::Edit;
use super::marks::{Mark, Wish, entry};
use super::words;
use crate::fold::fold;
use crate::gazetteer::{Alias, Case, Entry, Gazetteer, Kind};
use crate::write::Table;

/// Marks of one wish for the same words of one entity.
#[derive(Debug)]
pub(super) struct Group {
    /// Their indexes.
    pub(super) marks: Vec<usize>,
    /// What can be done, the mildest first; none where nothing is to be done, or nothing can be.
    pub(super) ways: Vec<Vec<Edit>>,
    /// Which one is taken.
    pub(super) way: usize,
}

impl Group {
    /// What is done.
    pub(super) fn edits(&self) -> &[Edit] {
        self.ways.get(self.way).map_or(&[], Vec::as_slice)
    }

    /// Takes the next way. Says whether there was one.
    pub(super) fn advance(&mut self) -> bool {
        let has_next = self.way + 1 < self.ways.len();
        self.way += usize::from(has_next);
        has_next
    }
}

/// Puts marks into groups, in the order of the first of each.
pub(super) fn groups(marks: &[Mark], gazetteer: &Gazetteer) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, mark) in marks.iter().enumerate() {
        let is_same = |other: &Mark| {
            let is_new = |mark: &Mark| !mark.known && mark.wish != Wish::Reject;
            let same_words = mark.words() == other.words()
                || (is_new(mark) && is_new(other) && mark.id == other.id);
            same_words
                && mark.kind == other.kind
                && mark.wish == other.wish
                && mark.known == other.known
                && (mark.table == Table::Rejected) == (other.table == Table::Rejected)
        };
        match groups.iter_mut().find(|group| is_same(&marks[group.marks[0]])) {
            Some(group) => group.marks.push(at),
            None => groups.push(Group { marks: vec![at], ways: Vec::new(), way: 0 }),
        }
    }
    for group in &mut groups {
        let of: Vec<&Mark> = group.marks.iter().map(|at| &marks[*at]).collect();
        let plan = Plan { gazetteer, all: marks, of: &of };
        group.ways = plan.ways();
        group.ways.retain(|way| !way.is_empty());
    }
    groups
}

struct Plan<'p> {
    gazetteer: &'p Gazetteer,
    all: &'p [Mark],
    of: &'p [&'p Mark],
}

impl Plan<'_> {
    fn ways(&self) -> Vec<Vec<Edit>> {
        let mark = self.of[0];
        // what no list can hold: its items are separated by semicolons, and a minus takes one away
        let is_odd = |text: &str| text.contains(';') || text.starts_with('-');
        if mark.protects() || is_odd(&mark.text) || is_odd(&mark.name) {
            return Vec::new();
        }
        match (&mark.wish, mark.known) {
            (Wish::Accept, false) => vec![self.new_entry()],
            (Wish::Reject, false) => vec![vec![Edit::NoName { name: mark.name.clone() }]],
            (Wish::Is(id), false) => {
                self.listed(id).map(|to| self.spelled(to)).into_iter().collect()
            }
            (Wish::Reject, true) => self.known().map(|of| self.rejected(of)).unwrap_or_default(),
            (Wish::Accept, true) => self.known().map(|of| self.accepted(of)).unwrap_or_default(),
            (Wish::Is(id), true) => {
                let to = self.listed(id);
                to.zip(self.known()).map(|(to, of)| self.other(of, to)).unwrap_or_default()
            }
        }
    }

    /// The entity of the marks.
    fn known(&self) -> Option<&Entry> {
        self.listed(&self.of[0].id)
    }

    /// An entity; none where no row gives it, so that none can amend it.
    fn listed(&self, id: &str) -> Option<&Entry> {
        entry(self.gazetteer, id).filter(|entry| entry.is_listed())
    }

    /// An unknown name as an entry of its own.
    fn new_entry(&self) -> Vec<Edit> {
        let mark = self.of[0];
        let kind = Kind::ALL.into_iter().find(|kind| kind.name() == mark.kind);
        let kind = kind.unwrap_or(Kind::Person);
        let is_same = |entry: &&Entry| entry.kind == kind && entry.name == mark.name;
        if let Some(there) = entry(self.gazetteer, &mark.id).filter(is_same) {
            return self.spelled(there);
        }
        let id = self.free_id(&mark.id, kind);
        let mut edits = vec![Edit::New { kind, id: id.clone(), name: mark.name.clone() }];
        for (item, weak) in self.spellings() {
            // the surname of a person is found after the full name by itself
            if item != mark.name && !(weak && kind == Kind::Person) {
                let column = if weak { "weak" } else { "aliases" };
                edits.push(Edit::Add { kind, id: id.clone(), column, item });
            }
        }
        edits
    }

    /// An id that no row has.
    fn free_id(&self, id: &str, kind: Kind) -> String {
        let with = |n: usize| match n {
            0 => id.to_owned(),
            1 => format!("{id}-{}", kind.name()),
            n => format!("{id}-{}-{n}", kind.name()),
        };
        let is_free = |id: &String| !self.gazetteer.has_row(id);
        // of two types, the first one marked gets the plain id
        let first =
            self.all.iter().find(|mark| !mark.known && mark.id == id && mark.wish == Wish::Accept);
        let from = usize::from(first.is_some_and(|first| first.kind != kind.name()));
        (from..).map(with).find(is_free).unwrap_or_else(|| id.to_owned())
    }

    /// All spellings of an unknown name, each once.
    fn spellings(&self) -> Vec<(String, bool)> {
        let mut all: Vec<(String, bool)> = Vec::new();
        for (item, weak) in self.of.iter().flat_map(|mark| &mark.spellings) {
            if !all.iter().any(|(other, _)| other == item) && !item.contains(';') {
                all.push((item.clone(), *weak));
            }
        }
        all
    }

    /// An unknown name as spellings of an entry. A name of several words brings its short forms along.
    fn spelled(&self, to: &Entry) -> Vec<Edit> {
        let name = [(self.of[0].name.clone(), false)];
        let mut edits = Vec::new();
        for (item, weak) in name.into_iter().chain(self.spellings()) {
            let is_there = to.aliases.iter().any(|alias| alias.text == item);
            // the surname of a person is found after the full name by itself
            let is_told = weak && to.kind == Kind::Person;
            let column = if weak { "weak" } else { "aliases" };
            let edit = add(to, column, &item);
            let is_name = weak && item == self.of[0].name;
            if !(is_there || is_told || is_name || edits.contains(&edit)) {
                edits.push(edit);
            }
        }
        edits
    }

    /// The words are not this entity here.
    fn rejected(&self, of: &Entry) -> Vec<Vec<Edit>> {
        let mut ways = Vec::new();
        let held = self.held();
        ways.extend(self.phrases(of, &held));
        let alias = self.alias(of);
        // a country is named everywhere: its name stays strong
        let is_country = |alias: &&Alias| of.kind == Kind::Country && alias.text == of.name;
        let weak = alias
            .filter(|alias| !alias.weak && !is_country(alias))
            .map(|alias| vec![add(of, "weak", &marked(alias))]);
        let gone = self.gone(of, alias);
        let against = self.word_of_each(&held).map(|words| each(of, "exclude", words));
        if !held.is_empty() {
            ways.extend(against);
            if let Some(mut way) = weak {
                let said: Vec<&str> = self.of.iter().map(|mark| mark.sentence.as_str()).collect();
                let own = held
                    .iter()
                    .filter_map(|s| words::telling(&[*s], self.text(), &said, self.gazetteer));
                way.extend(each(of, "context", own.collect()));
                ways.push(way);
            }
            return ways;
        }
        // seen once, it may be right elsewhere; seen again, it is wrong
        if self.of.len() > 1 {
            ways.extend([gone, weak].into_iter().flatten())
        } else {
            ways.extend([weak, gone].into_iter().flatten())
        }
        ways.extend(against);
        ways
    }

    /// The words are this entity here, and were turned down.
    fn accepted(&self, of: &Entry) -> Vec<Vec<Edit>> {
        let mut ways = Vec::new();
        let sentences = || self.of.iter().map(|mark| fold(&mark.sentence).text().to_owned());
        let speaks = |word: &&String| sentences().any(|s| words::holds(&s, fold(word).text()));
        let against: Vec<Edit> =
            of.exclude.iter().filter(speaks).map(|word| remove(of, "exclude", word)).collect();
        let never = self.never();
        let words = self.word_of_each(&never).map(|words| each(of, "context", words));
        match self.alias(of) {
            None => ways.push(vec![add(of, "aliases", self.text())]),
            Some(alias) => {
                ways.extend(words);
                if alias.weak && never.is_empty() {
                    ways.push(self.strong(of, alias));
                }
            }
        }
        ways.push(against);
        ways
    }

    /// The words are another entity.
    fn other(&self, of: &Entry, to: &Entry) -> Vec<Vec<Edit>> {
        let held = self.held();
        let own = to.aliases.iter().find(|alias| self.is_spelled(alias));
        let gone = self.gone(of, self.alias(of)).filter(|_| held.is_empty());
        let words = self.word_of_each(&held);
        let against = |words: &Vec<String>| each(of, "exclude", words.clone());
        let is_mention = self.of[0].table == Table::Mentions;
        let beside = words.as_ref().map(|words| {
            let mut way = Vec::new();
            if own.is_none() {
                way.push(add(to, "weak", self.text()));
            }
            if own.is_none_or(|alias| alias.weak) {
                way.extend(each(to, "context", words.clone()));
            }
            if is_mention {
                way.extend(against(words));
            }
            way
        });
        let instead = || {
            let mut way = match own {
                None => vec![add(to, "aliases", self.text())],
                Some(alias) if alias.weak => self.strong(to, alias),
                Some(_) => Vec::new(),
            };
            if is_mention {
                way.extend(
                    gone.clone().or_else(|| words.as_ref().map(against)).unwrap_or_default(),
                );
            }
            way
        };
        let is_clear = gone.is_some() && (self.of.len() > 1 || self.text().contains(' '));
        let (first, second) = if is_clear || !is_mention && self.text().contains(' ') {
            (Some(instead()), beside)
        } else {
            (beside, Some(instead()))
        };
        [first, second].into_iter().flatten().collect()
    }

    fn text(&self) -> &str {
        &self.of[0].text
    }

    fn is_spelled(&self, alias: &Alias) -> bool {
        alias.language.is_none() && fold(&alias.text).text() == fold(self.text()).text()
    }

    fn alias<'e>(&self, of: &'e Entry) -> Option<&'e Alias> {
        let exact =
            of.aliases.iter().find(|alias| alias.text == self.text() && self.is_spelled(alias));
        exact.or_else(|| of.aliases.iter().find(|alias| self.is_spelled(alias)))
    }

    /// The spelling taken from the entry, if it is not its name.
    fn gone(&self, of: &Entry, alias: Option<&Alias>) -> Option<Vec<Edit>> {
        let item = marked(alias.filter(|alias| alias.text != of.name)?);
        let has = |column: &&&'static str| self.gazetteer.has_item(&of.id, column, &item);
        let way: Vec<Edit> = SPELLINGS.iter().filter(has).map(|c| remove(of, c, &item)).collect();
        (!way.is_empty()).then_some(way)
    }

    /// A weak spelling made strong.
    fn strong(&self, of: &Entry, alias: &Alias) -> Vec<Edit> {
        let item = marked(alias);
        let mut way = vec![remove(of, "weak", &item)];
        let has = |column: &&str| self.gazetteer.has_item(&of.id, column, &item);
        if alias.text != of.name && !SPELLINGS.iter().any(|column| *column != "weak" && has(column))
        {
            way.push(add(of, "aliases", &item));
        }
        way
    }

    /// The sentences in which the words are held to be this entity.
    fn held(&self) -> Vec<&str> {
        self.sentences(|mark| mark.known && mark.wish == Wish::Accept)
    }

    /// Those in which they are held to be none.
    fn never(&self) -> Vec<&str> {
        self.sentences(|mark| mark.known && mark.wish != Wish::Accept)
    }

    fn sentences(&self, wanted: impl Fn(&Mark) -> bool) -> Vec<&str> {
        let words = self.of[0].words();
        let same = self.all.iter().filter(|mark| mark.words() == words && wanted(mark));
        same.map(|mark| mark.sentence.as_str()).collect()
    }

    /// A longer name around the words in each sentence, none of which is in the others.
    fn phrases(&self, of: &Entry, held: &[&str]) -> Option<Vec<Edit>> {
        let phrase = |mark: &&Mark| {
            let phrase = words::longer_name(&mark.sentence, self.text(), self.gazetteer)?;
            let is_free = !held.iter().any(|sentence| sentence.contains(&phrase));
            is_free.then_some(phrase)
        };
        let phrases: Option<Vec<String>> = self.of.iter().map(phrase).collect();
        phrases.map(|phrases| each(of, "exclude", phrases))
    }

    /// A telling word of each article, none of which is in the other sentences.
    fn word_of_each(&self, others: &[&str]) -> Option<Vec<String>> {
        let mut articles: Vec<(&str, Vec<&str>)> = Vec::new();
        for mark in self.of {
            match articles.iter_mut().find(|(article, _)| *article == mark.article) {
                Some((_, sentences)) => sentences.push(&mark.sentence),
                None => articles.push((&mark.article, vec![&mark.sentence])),
            }
        }
        let word = |(_, sentences): (_, Vec<&str>)| {
            words::telling(&sentences, self.text(), others, self.gazetteer)
        };
        articles.into_iter().map(word).collect()
    }
}

/// The columns that give an entry its spellings.
const SPELLINGS: [&str; 5] = ["aliases", "former", "demonyms", "government", "weak"];

fn add(of: &Entry, column: &'static str, item: &str) -> Edit {
    Edit::Add { kind: of.kind, id: of.id.clone(), column, item: item.to_owned() }
}

fn remove(of: &Entry, column: &'static str, item: &str) -> Edit {
    Edit::Remove { kind: of.kind, id: of.id.clone(), column, item: item.to_owned() }
}

/// Words added to a list, each once.
fn each(of: &Entry, column: &'static str, words: Vec<String>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for word in words {
        let edit = add(of, column, &word);
        if !edits.contains(&edit) {
            edits.push(edit);
        }
    }
    edits
}

/// An alias as its row spells it.
fn marked(alias: &Alias) -> String {
    match alias.case {
        Case::Spelled => alias.text.clone(),
        Case::Any => format!("{} [any]", alias.text),
        Case::Exact => format!("{} [exact]", alias.text),
    }
}
