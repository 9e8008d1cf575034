//! What one gazetteer has that another has not.
//!
//! Promises: the outcome depends on what the two gazetteers hold alone, not on the order of their
//! rows or of the items of a list; changes come type by type, within a type by id. What is no
//! knowledge of names (the column `source`, the places of rows) makes no change.

use super::{Alias, Body, Case, Entry, Gazetteer, Kind, Topic, Via};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry::{Occupied, Vacant};

/// What a [`Change`] is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// An entry of that type.
    Entry(Kind),
    /// A topic.
    Topic,
    /// Words for a body of `bodies.csv`.
    Body,
    /// A word of `titles.csv`.
    Title,
    /// A word of `given-names.csv`.
    GivenName,
}

impl Subject {
    /// All subjects, in the order of [`diff`].
    pub const ALL: [Self; 9] = [
        Self::Entry(Kind::ALL[0]),
        Self::Entry(Kind::ALL[1]),
        Self::Entry(Kind::ALL[2]),
        Self::Entry(Kind::ALL[3]),
        Self::Entry(Kind::ALL[4]),
        Self::Topic,
        Self::Body,
        Self::Title,
        Self::GivenName,
    ];

    /// One of it: `person`, `topic`, `title`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Entry(kind) => kind.name(),
            Self::Topic => "topic",
            Self::Body => "body",
            Self::Title => "title",
            Self::GivenName => "given name",
        }
    }

    /// Several of it.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Entry(kind) => kind.plural(),
            Self::Topic => "topics",
            Self::Body => "bodies",
            Self::Title => "titles",
            Self::GivenName => "given names",
        }
    }
}

/// What became of the subject of a [`Change`], or of one thing in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Became {
    /// Only the second gazetteer has it.
    Gained,
    /// Only the first gazetteer has it.
    Lost,
    /// Both have it, and not the same.
    Changed,
}

impl Became {
    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gained => "gained",
            Self::Lost => "lost",
            Self::Changed => "changed",
        }
    }
}

/// One difference between two gazetteers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is of.
    pub subject: Subject,
    /// The id; empty for a word of a list.
    pub id: String,
    /// The canonical name, the newer of two; of a word of a list, the word.
    pub name: String,
    /// Whether it was gained, lost or changed.
    pub became: Became,
    /// The column of the gazetteer where the thing stands (`weak`, `role`, `aliases de` for a file
    /// `names-de.csv`); empty where the whole entry, topic or word was gained or lost.
    pub column: String,
    /// What the first gazetteer has; empty where it has nothing.
    pub before: String,
    /// What the second gazetteer has; empty where it has nothing.
    pub after: String,
}

/// What `b` gained, lost and changed against `a`: one [`Change`] for each entry, topic or word that
/// only one of them has, and one for each name, item of a list or attribute of the others.
pub fn diff(a: &Gazetteer, b: &Gazetteer) -> Vec<Change> {
    let entries = |g: &Gazetteer| -> Vec<Held> {
        g.entries.iter().filter(|entry| entry.is_listed()).map(|entry| of_entry(entry)).collect()
    };
    let topics = |g: &Gazetteer| -> Vec<Held> { g.topics.iter().map(|t| of_topic(t, g)).collect() };
    let words = |subject, words: &[String]| -> Vec<Held> {
        words.iter().map(|word| Held::new(subject, "", word)).collect()
    };
    let bodies = |g: &Gazetteer| {
        let of = |body: &Body| -> Vec<String> {
            body.words.iter().map(|word| format!("{}: {word}", body.id)).collect()
        };
        words(Subject::Body, &g.bodies.iter().flat_map(of).collect::<Vec<_>>())
    };
    let titles = |g: &Gazetteer| words(Subject::Title, &g.titles);
    let given_names = |g: &Gazetteer| words(Subject::GivenName, &g.given_names);
    let sides = |held: &dyn Fn(&Gazetteer) -> Vec<Held>| compare(held(a), held(b));
    let mut changes =
        [sides(&entries), sides(&topics), sides(&bodies), sides(&titles), sides(&given_names)]
            .concat();
    // by id already; the sort is stable
    changes.sort_by_key(|change| change.subject);
    changes
}

/// What a gazetteer holds under one id, thing by thing.
struct Held {
    subject: Subject,
    id: String,
    name: String,
    things: BTreeMap<Key, Thing>,
}

/// What makes a thing the same one in two gazetteers; also the order in which changes are told.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    group: Group,
    column: &'static str,
    item: String,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    /// A cell with one value; its `item` is the column.
    Value,
    Spelling,
    Item,
}

/// A thing and the column where it stands.
#[derive(PartialEq, Eq)]
struct Thing {
    column: String,
    text: String,
}

/// The column of a canonical name that is no weak alias.
const NAME: &str = "name";

impl Held {
    fn new(subject: Subject, id: &str, name: &str) -> Self {
        Self { subject, id: id.to_owned(), name: name.to_owned(), things: BTreeMap::new() }
    }

    fn add(&mut self, key: Key, column: &str, text: &str) {
        match self.things.entry(key) {
            Vacant(place) => {
                place.insert(Thing { column: column.to_owned(), text: text.to_owned() });
            }
            // the same spelling in two columns, or the same term with two weights
            Occupied(mut known) => {
                let Thing { column: known_column, text: known_text } = known.get_mut();
                for (known, new) in [(known_column, column), (known_text, text)] {
                    if known != new {
                        *known = format!("{known}, {new}");
                    }
                }
            }
        }
    }

    fn value(&mut self, column: &str, text: &str) {
        let key = Key { group: Group::Value, column: "", item: column.to_owned() };
        self.add(key, column, text);
    }

    fn item(&mut self, column: &'static str, item: &str, text: &str) {
        self.add(Key { group: Group::Item, column, item: item.to_owned() }, column, text);
    }

    fn change(&self, became: Became, column: &str, before: &str, after: &str) -> Change {
        Change {
            subject: self.subject,
            id: self.id.clone(),
            name: self.name.clone(),
            became,
            column: column.to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
        }
    }
}

fn of_entry(entry: &Entry) -> Held {
    let mut held = Held::new(Subject::Entry(entry.kind), &entry.id, &entry.name);
    held.value(NAME, &entry.name);
    held.value("type", entry.kind.name());
    for (column, text) in &entry.attributes {
        match *column {
            "former" => {} // they are aliases
            "parties" => text.split("; ").for_each(|party| held.item("parties", party, party)),
            column => held.value(column, text),
        }
    }
    for alias in &entry.aliases {
        let text = alias.marked();
        let item = format!("{text}\n{}", alias.language.as_deref().unwrap_or_default());
        let key = Key { group: Group::Spelling, column: "", item };
        held.add(key, &column_of(alias, entry), &text);
    }
    entry.context.iter().for_each(|word| held.item("context", word, word));
    entry.exclude.iter().for_each(|word| held.item("exclude", word, word));
    held
}

fn of_topic(topic: &Topic, gazetteer: &Gazetteer) -> Held {
    let mut held = Held::new(Subject::Topic, &topic.id, &topic.name);
    held.value(NAME, &topic.name);
    if !topic.medtop.is_empty() {
        held.value("medtop", &topic.medtop);
    }
    if let Some(parent) = topic.parent.and_then(|i| gazetteer.topics.get(i as usize)) {
        held.value("parent", &parent.id);
    }
    for term in &topic.terms {
        held.item("terms", &term.text, &format!("{}:{}", term.text, term.weight));
    }
    held
}

/// Where the gazetteer spells an alias: its column, and the language if it is for one only.
fn column_of(alias: &Alias, entry: &Entry) -> String {
    let own = match alias.via {
        Via::Demonym => "demonyms",
        Via::Government => "government",
        _ if alias.language.is_some() => "aliases",
        _ if entry.former().any(|former| former == alias.marked()) => "former",
        _ if alias.text == entry.name => NAME,
        _ => "aliases",
    };
    match (&alias.language, alias.weak, own) {
        (Some(language), ..) => format!("{own} {language}"),
        (None, true, "aliases" | NAME) => "weak".to_owned(),
        (None, true, _) => format!("weak {own}"),
        (None, false, _) => own.to_owned(),
    }
}

impl Alias {
    /// As a gazetteer writes it, with its mark.
    fn marked(&self) -> String {
        match self.case {
            Case::Spelled => self.text.clone(),
            Case::Any => format!("{} [any]", self.text),
            Case::Exact => format!("{} [exact]", self.text),
        }
    }
}

/// What both sides hold of each key: from `a`, from `b`.
fn pairs<K: Ord, T>(
    a: impl IntoIterator<Item = (K, T)>,
    b: impl IntoIterator<Item = (K, T)>,
) -> BTreeMap<K, (Option<T>, Option<T>)> {
    let mut pairs: BTreeMap<K, (Option<T>, Option<T>)> =
        a.into_iter().map(|(key, thing)| (key, (Some(thing), None))).collect();
    for (key, thing) in b {
        pairs.entry(key).or_default().1 = Some(thing);
    }
    pairs
}

fn compare(a: Vec<Held>, b: Vec<Held>) -> Vec<Change> {
    // a word of a list has no id and is told by its name
    let key = |held: &Held| match held.id.as_str() {
        "" => held.name.clone(),
        id => id.to_owned(),
    };
    let keyed = |side: Vec<Held>| side.into_iter().map(move |held| (key(&held), held));
    let mut changes = Vec::new();
    for (before, after) in pairs(keyed(a), keyed(b)).into_values() {
        match (before, after) {
            (Some(lost), None) => changes.push(lost.change(Became::Lost, "", &lost.name, "")),
            (None, Some(gained)) => {
                changes.push(gained.change(Became::Gained, "", "", &gained.name));
            }
            (Some(before), Some(after)) => changes.extend(within(before, after)),
            (None, None) => {}
        }
    }
    changes
}

/// The changes of an entry or a topic that both have.
fn within(before: Held, mut after: Held) -> Vec<Change> {
    let things = pairs(before.things, std::mem::take(&mut after.things));
    // the name is told as a value; as a spelling, only if it went to or came from another column
    let is_told = |key: &Key, thing: &Thing| key.group == Group::Spelling && thing.column == NAME;
    let change = |(key, pair): (Key, (Option<Thing>, Option<Thing>))| match pair {
        (Some(lost), None) if !is_told(&key, &lost) => {
            Some(after.change(Became::Lost, &lost.column, &lost.text, ""))
        }
        (None, Some(gained)) if !is_told(&key, &gained) => {
            Some(after.change(Became::Gained, &gained.column, "", &gained.text))
        }
        (Some(old), Some(new)) if old.column != new.column => {
            let within = |thing: &Thing| format!("{} ({})", thing.text, thing.column);
            Some(after.change(Became::Changed, &new.column, &within(&old), &within(&new)))
        }
        (Some(old), Some(new)) if old != new => {
            Some(after.change(Became::Changed, &new.column, &old.text, &new.text))
        }
        _ => None,
    };
    things.into_iter().filter_map(change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use tempfile::TempDir;

    fn gazetteer(files: &[(&str, &str)]) -> Gazetteer {
        let dir = TempDir::new().expect("there is room");
        for (name, text) in files {
            fs::write(dir.path().join(name), text).expect("written");
        }
        Gazetteer::empty().layer(dir.path()).expect("the layer is sound")
    }

    fn told(a: &Gazetteer, b: &Gazetteer) -> Vec<String> {
        let line = |c: &Change| {
            let of = if c.id.is_empty() { &c.name } else { &c.id };
            let (what, column) = (c.became.name(), &c.column);
            format!("{} {of} {what} {column}: {} > {}", c.subject.name(), c.before, c.after)
        };
        diff(a, b).iter().map(line).collect()
    }

    fn told_of(file: &str, a: &str, b: &str) -> Vec<String> {
        told(&gazetteer(&[(file, a)]), &gazetteer(&[(file, b)]))
    }

    #[test]
    fn nothing_differs_from_itself_in_another_order() {
        let a = "id,name,aliases,source\nann,Ann Example,Annie A.; A. Example,x\nbea,Bea,,x\n";
        let b = "name,id,aliases,source\nBea,bea,,y\nAnn Example,ann,A. Example; Annie A.,y\n";
        assert_eq!(told_of("people.csv", a, b), [""; 0]);
    }

    #[test]
    fn whole_entries_are_gained_and_lost() {
        let a = "id,name,aliases,disabled\nann,Ann Example,Annie A.,\ncy,Cy Case,,\n";
        let b = "id,name,aliases,disabled\nbea,Bea Bloom,Bea B.,\ncy,Cy Case,,yes\n";
        assert_eq!(
            told_of("people.csv", a, b),
            [
                "person ann lost : Ann Example > ",
                "person bea gained :  > Bea Bloom",
                "person cy lost : Cy Case > ",
            ]
        );
    }

    #[test]
    fn an_alias_that_became_weak_is_one_change() {
        let a = "id,name,aliases,weak\nann,Ann Example,Annie; A. Example,Ann\n";
        let b = "id,name,aliases,weak\nann,Ann Example,Annie [any],Ann; A. Example; Ex\n";
        assert_eq!(
            told_of("people.csv", a, b),
            [
                "person ann changed weak: A. Example (aliases) > A. Example (weak)",
                "person ann lost aliases: Annie > ",
                "person ann gained aliases:  > Annie [any]",
                "person ann gained weak:  > Ex",
            ]
        );
    }

    #[test]
    fn a_name_that_became_a_former_one_is_told_as_both() {
        let a = "id,name,former\nx,Daimler AG,\n";
        let b = "id,name,former\nx,Mercedes-Benz Group,Daimler AG\n";
        assert_eq!(
            told_of("organizations.csv", a, b),
            [
                "organization x changed name: Daimler AG > Mercedes-Benz Group",
                "organization x changed former: Daimler AG (name) > Daimler AG (former)",
            ]
        );
    }

    #[test]
    fn a_name_that_became_weak_is_told() {
        let a = "id,name,weak\nx,Nice,\n";
        let b = "id,name,weak\nx,Nice,Nice\n";
        let told = told_of("places.csv", a, b);
        assert_eq!(told, ["place x changed weak: Nice (name) > Nice (weak)"]);
    }

    #[test]
    fn attributes_and_words_are_told_by_column() {
        let a =
            "id,name,kind,parties,year,context,exclude\np,Pact,peace,US; CN,2020,war,Pact Inc.\n";
        let b = "id,name,kind,parties,year,context,exclude\np,Pact,trade,CN; JP,,war; tariff,\n";
        assert_eq!(
            told_of("agreements.csv", a, b),
            [
                "agreement p changed kind: peace > trade",
                "agreement p lost year: 2020 > ",
                "agreement p gained context:  > tariff",
                "agreement p lost exclude: Pact Inc. > ",
                "agreement p gained parties:  > JP",
                "agreement p lost parties: US > ",
            ]
        );
    }

    #[test]
    fn demonyms_and_names_in_a_language_have_their_columns() {
        let countries = |demonyms: &str| format!("id,name,iso2,demonyms\nin,India,IN,{demonyms}\n");
        let (old, new) = (countries("Indian"), countries("Indian; Indians"));
        let a = gazetteer(&[("countries.csv", &old), ("names-de.csv", "id,aliases\nin,Indien\n")]);
        let b = gazetteer(&[
            ("countries.csv", &new),
            ("names-fr.csv", "id,aliases,demonyms\nin,Inde,indienne\n"),
        ]);
        assert_eq!(
            told(&a, &b),
            [
                "country in gained aliases fr:  > Inde",
                "country in gained demonyms:  > Indians",
                "country in lost aliases de: Indien > ",
                "country in gained demonyms fr:  > indienne",
            ]
        );
    }

    #[test]
    fn terms_change_their_weight_and_topics_their_parent() {
        let top = "economy,economy,04000000,,\n";
        let head = "id,name,medtop,parent,terms\n";
        let a = format!("{head}{top}chips,chips,20000001,economy,chip:2; fab:3\n");
        let b = format!("{head}{top}chips,chips,20000001,,chip:2.5; foundry:2\n");
        assert_eq!(
            told_of("topics.csv", &a, &b),
            [
                "topic chips lost parent: economy > ",
                "topic chips changed terms: chip:2 > chip:2.5",
                "topic chips lost terms: fab:3 > ",
                "topic chips gained terms:  > foundry:2",
            ]
        );
    }

    #[test]
    fn words_of_lists_follow_the_types() {
        let a =
            gazetteer(&[("titles.csv", "title\nMr\nSir\n"), ("given-names.csv", "name\nAnn\n")]);
        let b = gazetteer(&[
            ("titles.csv", "title\nDame\nMr\n"),
            ("people.csv", "id,name\nann,Ann Example\n"),
        ]);
        assert_eq!(
            told(&a, &b),
            [
                "person ann gained :  > Ann Example",
                "title Dame gained :  > Dame",
                "title Sir lost : Sir > ",
                "given name Ann lost : Ann > ",
            ]
        );
    }

    #[test]
    fn an_entry_of_another_type_is_the_same_entry() {
        let a = gazetteer(&[("people.csv", "id,name\nx,Xi\n")]);
        let b = gazetteer(&[("places.csv", "id,name\nx,Xi\n")]);
        assert_eq!(told(&a, &b), ["place x changed type: person > place"]);
    }

    #[test]
    fn the_way_back_is_the_same_with_sides_changed() {
        let a = gazetteer(&[("people.csv", "id,name,weak,role\nann,Ann,Annie,\nbea,Bea,,x\n")]);
        let b = gazetteer(&[("people.csv", "id,name,aliases,role\nann,Ann,Annie,y\ncy,Cy,,\n")]);
        let (there, back) = (diff(&a, &b), diff(&b, &a));
        assert_eq!(there.len(), back.len());
        for (there, back) in there.iter().zip(&back) {
            assert_eq!((&there.before, &there.after), (&back.after, &back.before));
        }
    }
}
