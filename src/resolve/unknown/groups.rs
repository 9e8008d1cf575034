//! The names of an article: what is written alike is one name, and surnames, acronyms and short forms
//! refer to a longer one.

use super::clues::{BODY, Clue, Clues, KINDS, PERSON, View};
use super::lists::In;
use super::lowered::Lowered;
use super::signers;
use super::spots::{Cutter, Spot, What, what};
use super::words::{Gap, Shape, Word};
use crate::gazetteer::Kind;
use crate::resolve::weights::unknown as weight;
use std::collections::{BTreeMap, HashMap};

/// A name of the article, with all places where it stands.
pub(super) struct Name {
    /// As it is listed.
    pub(super) name: String,
    pub(super) spots: Vec<usize>,
    pub(super) clues: Clues,
    /// Index in [`KINDS`], where it was decided on one.
    pub(super) kind: Option<usize>,
    /// The longer name that it refers to.
    pub(super) of: Option<usize>,
    /// Where two people or more could be meant: who.
    pub(super) open: Option<Open>,
}

/// People who are all named in full and share a name.
pub(super) struct Open {
    /// Those that are in no gazetteer, by their index.
    pub(super) unknown: Vec<usize>,
    /// The name of one that is listed.
    pub(super) listed: Option<String>,
}

impl Open {
    /// Of the people in no gazetteer, the one that least speaks for.
    pub(super) fn weakest<'n>(&self, names: &'n [Name]) -> Option<&'n Name> {
        let people = self.unknown.iter().map(|&at| &names[at]);
        people.min_by(|a, b| a.sum(PERSON).total_cmp(&b.sum(PERSON)))
    }

    /// Who they are, in words.
    pub(super) fn said(&self, names: &[Name]) -> String {
        let people = self.unknown.iter().map(|&at| names[at].name.as_str());
        let people: Vec<&str> = people.chain(self.listed.as_deref()).collect();
        crate::resolve::one_sense::all_named(&people)
    }
}

impl Name {
    pub(super) fn sum(&self, kind: usize) -> f32 {
        self.clues[kind].iter().map(|clue| clue.weight).sum()
    }

    fn best(&self) -> (usize, f32) {
        let sums = [0, 1, 2].map(|kind| (kind, self.sum(kind)));
        sums.into_iter().fold(sums[0], |best, next| if next.1 > best.1 { next } else { best })
    }

    /// Adds a clue, or keeps the better of two that say the same.
    fn add(&mut self, kind: usize, clue: Clue) {
        let same = self.clues[kind]
            .iter_mut()
            .find(|own| own.what == clue.what && (own.weight > 0.0) == (clue.weight > 0.0));
        match same {
            Some(own) if own.weight >= clue.weight => {}
            Some(own) => *own = clue,
            None => self.clues[kind].push(clue),
        }
    }

    /// What speaks against a name in one place only does not count.
    fn merge(&mut self, clues: Clues) {
        for (kind, list) in clues.into_iter().enumerate() {
            let speaks = |list: &[Clue], what: &str| list.iter().any(|clue| clue.what == what);
            let stays = |clue: &Clue, other: &[Clue]| {
                clue.weight > 0.0 || clue.sticks || speaks(other, clue.what)
            };
            self.clues[kind].retain(|clue| stays(clue, &list));
            let own: Vec<Clue> = self.clues[kind].clone();
            for clue in list.into_iter().filter(|clue| stays(clue, &own)) {
                self.add(kind, clue);
            }
        }
    }
}

/// The names that the spots make up, in order of first appearance.
pub(super) fn names(cutter: &Cutter<'_, '_>, spots: &[Spot], min_sum: f32) -> Vec<Name> {
    let mut names = alike(cutter, spots);
    called_again(cutter, spots, &mut names);
    signed(cutter, spots, &mut names);
    for name in &mut names {
        let (kind, sum) = name.best();
        name.kind = (sum >= min_sum).then_some(kind);
    }
    refer(cutter, spots, &mut names);
    names
}

/// One name for all that is written alike.
fn alike(cutter: &Cutter<'_, '_>, spots: &[Spot]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let mut by_text: HashMap<&str, usize> = HashMap::new();
    let lowered = Lowered::of(cutter, spots);
    for (i, spot) in spots.iter().enumerate() {
        let clues = View { cutter, spot, lowered: &lowered }.clues();
        match by_text.get(spot.name.as_str()) {
            Some(&at) => {
                names[at].merge(clues);
                names[at].spots.push(i);
            }
            None => {
                by_text.insert(&spot.name, names.len());
                names.push(Name {
                    name: spot.name.clone(),
                    spots: vec![i],
                    clues,
                    kind: None,
                    of: None,
                    open: None,
                });
            }
        }
    }
    for name in names.iter_mut().filter(|name| name.spots.len() > 1) {
        for kind in [PERSON, BODY] {
            name.add(
                kind,
                Clue { weight: weight::AGAIN, what: "is named again", quoted: None, sticks: false },
            );
        }
    }
    names
}

/// A person's surname alone elsewhere speaks for the longer name, with all that speaks for it.
fn called_again(cutter: &Cutter<'_, '_>, spots: &[Spot], names: &mut [Name]) {
    let alone: HashMap<String, usize> = names
        .iter()
        .enumerate()
        .filter(|(_, name)| spots[name.spots[0]].words.len() == 1)
        .map(|(i, name)| (name.name.clone(), i))
        .collect();
    for i in 0..names.len() {
        let words = &cutter.words[spots[names[i].spots[0]].words.clone()];
        let Some(&short) = surname(words).and_then(|surname| alone.get(surname)) else { continue };
        if short == i || names[short].sum(BODY) > names[short].sum(PERSON) + 2.0 {
            continue;
        }
        let speaking: Vec<Clue> =
            names[short].clues[PERSON].iter().filter(|clue| clue.weight > 0.0).copied().collect();
        let is_name = !cutter.words[spots[names[short].spots[0]].words.start].is_common
            || speaking.iter().any(|clue| clue.weight >= weight::SAYS);
        speaking.into_iter().for_each(|clue| names[i].add(PERSON, clue));
        if !is_name {
            continue;
        }
        names[i].add(
            PERSON,
            Clue {
                weight: weight::CALLED,
                what: "the last word alone elsewhere",
                quoted: None,
                sticks: false,
            },
        );
    }
}

/// Who signs the article or a picture is not whom it tells of.
fn signed(cutter: &Cutter<'_, '_>, spots: &[Spot], names: &mut [Name]) {
    let article = cutter.scene.article;
    let authors = article.byline.iter().flat_map(|byline| byline.split("; "));
    let authors: Vec<&str> = authors.chain(article.source.as_deref()).collect();
    for name in names.iter_mut().filter(|name| spots[name.spots[0]].words.len() > 1) {
        let is_author = authors.contains(&name.name.as_str())
            || name.spots.iter().any(|&at| signers::wrote(cutter, &spots[at]));
        if is_author || name.spots.iter().all(|&at| signers::signs(cutter, &spots[at])) {
            let what = "signs the article or a picture";
            let weight = weight::SIGNS;
            name.clues[PERSON].push(Clue { weight, what, quoted: None, sticks: true });
        }
    }
}

/// The surname of what may be a person's name of several words.
fn surname<'a>(words: &[Word<'a>]) -> Option<&'a str> {
    let last = words.iter().rposition(|w| !w.is(In::PersonSuffixes))?;
    (last > 0).then(|| words[last].text)
}

/// Which names refer to a longer one.
fn refer(cutter: &Cutter<'_, '_>, spots: &[Spot], names: &mut [Name]) {
    let mut by_short: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, name) in names.iter().enumerate() {
        let spot = &spots[name.spots[0]];
        let words = &cutter.words[spot.words.clone()];
        for short in match name.kind {
            Some(PERSON) => person_short(words),
            Some(BODY) => body_short(cutter, spot, words),
            Some(_) => agreement_short(cutter, spot, words),
            None => Vec::new(),
        } {
            by_short.entry(short).or_default().push(i);
        }
    }
    for i in others(cutter, spots, names) {
        names[i].kind = None;
    }
    let listed = listed_people(cutter);
    for i in 0..names.len() {
        let Some(longer) = by_short.get(&names[i].name) else { continue };
        if let Some(open) = open(spots, names, i, longer, &listed) {
            names[i].kind = None;
            names[i].open = Some(open);
            continue;
        }
        let first = names[i].spots[0];
        let (kind, own) = names[i].best();
        let fits = |&&at: &&usize| {
            at != i
                && names[at].name.len() > names[i].name.len()
                && (names[at].kind == Some(kind) || own < 3.0)
                && is_reference(cutter, &spots[first], names[at].kind)
        };
        // of several, the one named last before
        let before = longer.iter().filter(fits).filter(|&&at| names[at].spots[0] < first).max();
        if let Some(&at) = before.or_else(|| longer.iter().find(fits)) {
            names[i].of = Some(at);
            names[i].kind = names[at].kind;
        }
    }
}

/// The people of the gazetteer who are named in full, by their last word.
fn listed_people<'m>(cutter: &Cutter<'m, '_>) -> HashMap<&'m str, &'m str> {
    let people = cutter.mentions.iter().filter(|m| m.entity.kind == Kind::Person);
    let full = people.filter_map(|m| {
        let text = cutter.scene.article.text.get(m.span.range())?;
        let mut words = text.split_whitespace();
        let last = words.next_back()?;
        words.next().map(|_| (last.len(), m))
    });
    full.filter_map(|(len, m)| {
        let name = m.entity.name.as_str();
        Some((name.get(name.len().checked_sub(len)?..)?, name))
    })
    .collect()
}

/// The different people whom a name of one word may mean, if there are two or more.
fn open(
    spots: &[Spot],
    names: &[Name],
    short: usize,
    longer: &[usize],
    listed: &HashMap<&str, &str>,
) -> Option<Open> {
    let (kind, own) = names[short].best();
    if spots[names[short].spots[0]].words.len() > 1 || (kind != PERSON && own >= 3.0) {
        return None;
    }
    let mut unknown: Vec<usize> = Vec::new();
    for &at in longer.iter().filter(|&&at| at != short && names[at].kind == Some(PERSON)) {
        if unknown.iter().all(|&other| are_different(&names[other].name, &names[at].name)) {
            unknown.push(at);
        }
    }
    let listed = listed.get(names[short].name.as_str()).map(|name| (*name).to_owned());
    let count = unknown.len() + usize::from(listed.is_some());
    (!unknown.is_empty() && count > 1).then_some(Open { unknown, listed })
}

/// Whether two full names of one surname are not one person's: `J. Tarrow` may be `John Tarrow`, and
/// `Adam Tarrow` be `Ben Adam Tarrow`.
fn are_different(a: &str, b: &str) -> bool {
    let first = |name: &str| name.split(' ').next().unwrap_or_default().trim_end_matches('.').len();
    let same_first = a.starts_with(&b[..first(b)]) || b.starts_with(&a[..first(a)]);
    !same_first && !a.ends_with(b) && !b.ends_with(a)
}

/// The names of one word that are the last of something that is not looked for: `Katrina` after
/// `Hurricane Katrina`.
fn others(cutter: &Cutter<'_, '_>, spots: &[Spot], names: &[Name]) -> Vec<usize> {
    let mut lasts: HashMap<&str, bool> = HashMap::new();
    for name in names {
        let words = &cutter.words[spots[name.spots[0]].words.clone()];
        if let [first, .., last] = words {
            let is_other = first.is(In::OtherFirst);
            *lasts.entry(last.text).or_insert(true) &= is_other;
        }
    }
    let is_one = |name: &Name| spots[name.spots[0]].words.len() == 1;
    let alone = names.iter().enumerate().filter(|(_, name)| is_one(name));
    alone.filter(|(_, name)| lasts.get(name.name.as_str()) == Some(&true)).map(|(i, _)| i).collect()
}

/// Whether the words of a spot can be a reference: an ordinary word that opens a sentence is none.
fn is_reference(cutter: &Cutter<'_, '_>, spot: &Spot, kind: Option<usize>) -> bool {
    let word = &cutter.words[spot.words.start];
    let is_plain = word.opens && word.is_common && spot.words.len() == 1;
    !is_plain || kind == Some(PERSON)
}

fn person_short(words: &[Word<'_>]) -> Vec<String> {
    let names: Vec<&Word<'_>> = words.iter().filter(|w| w.shape != Shape::Initial).collect();
    let mut short = Vec::new();
    if let Some(surname) = surname(words) {
        short.push(surname.to_owned());
        if let Some((_, rest)) =
            surname.split_once('-').filter(|(p, _)| p.starts_with(char::is_lowercase))
        {
            short.push(rest.to_owned());
        }
        if let Some(first) = names.first().filter(|w| w.text != surname && w.text.len() > 2) {
            short.push(first.text.to_owned());
            short.push(format!("{} {surname}", first.text));
        }
        // `van der Steur`
        if let Some(particle) = words.iter().position(|w| w.shape == Shape::Lower) {
            short.push(super::spots::plain(&words[particle..]));
        }
    }
    short
}

fn body_short(cutter: &Cutter<'_, '_>, spot: &Spot, words: &[Word<'_>]) -> Vec<String> {
    let mut short: Vec<String> = acronym(words).into_iter().chain(defined(cutter, spot)).collect();
    let without: usize = words.iter().rev().take_while(|w| w.is(In::Suffixes)).count();
    let core = &words[..words.len() - without];
    if core.is_empty() {
        return short;
    }
    let initials =
        core.iter().take_while(|w| w.shape == Shape::Initial || w.text.ends_with('.')).count();
    if initials > 0 && initials < core.len() {
        short.push(super::spots::plain(&core[initials..]));
        short.push(core[initials].text.to_owned());
    }
    // `Georgia Gulf Corp.`: `Georgia Gulf`; `Cray Research Inc.`: `Cray`
    for len in 1..core.len() + usize::from(without > 0) {
        let part = &core[..len];
        let is_link = part.last().is_some_and(|w| w.shape == Shape::Lower);
        let alone = len == 1;
        let is_telling = !alone
            || (!part[0].is_common
                && !cutter.is_given(spot.words.start)
                && !super::clues::is_adjective(&part[0]))
            || (without > 0 && !super::clues::is_adjective(&part[0]))
            || (without > 0 && core.len() == 1);
        if !is_link && is_telling {
            short.push(super::spots::plain(part));
        }
    }
    let is_head = |w: &&Word<'_>| matches!(what(w), Some(What::Body | What::WeakBody));
    short.extend(core.iter().filter(is_head).map(|w| w.text.to_owned()));
    short
}

fn agreement_short(cutter: &Cutter<'_, '_>, spot: &Spot, words: &[Word<'_>]) -> Vec<String> {
    let head = spot.head.map(|head| cutter.words[head.at].text.to_owned());
    acronym(words).into_iter().chain(defined(cutter, spot)).chain(head).collect()
}

/// The initials of three capitalised words or more.
fn acronym(words: &[Word<'_>]) -> Option<String> {
    let capitals = words.iter().filter(|w| w.shape == Shape::Capital && !w.is(In::Suffixes));
    let letters: String = capitals.filter_map(|w| w.text.chars().next()).collect();
    (letters.chars().count() >= 3).then_some(letters)
}

/// The abbreviation in brackets after a name.
fn defined(cutter: &Cutter<'_, '_>, spot: &Spot) -> Option<String> {
    let word = cutter.words.get(spot.words.end)?;
    let is_short = word.gap == Gap::Bracket && matches!(word.shape, Shape::Upper);
    is_short.then(|| word.text.to_owned())
}

/// The kind of a name that was decided on.
pub(super) fn kind_of(name: &Name) -> Option<Kind> {
    name.kind.and_then(|kind| KINDS.get(kind)).copied()
}
