//! Rows of capitalised words cut into possible names: titles and sentence openers are taken off, bodies
//! and agreements are joined over `of`, `for`, `and`, `&`.

use super::lists::{In, Lists};
use super::words::{Gap, Shape, Word};
use crate::gazetteer::Kind;
use crate::record::Mention;
use crate::resolve::calendar;
use crate::resolve::scene::Scene;
use crate::span::Span;
use std::ops::Range;

/// Longest row of capitals that is taken for a name, in words: so that the work stays linear.
const LONGEST: usize = 12;

/// A possible name, where it stands.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    /// Which words, by index.
    pub(super) words: Range<usize>,
    /// The title or role right before it, in the same row of capitals or in small letters.
    pub(super) title: Option<Span>,
    /// Whether a title or role in capitals follows: `UAL Chairman Wolf`.
    pub(super) before_title: bool,
    /// The name, with a country or place before or after it, which keeps its own mention.
    pub(super) name: String,
    /// Whether the name is longer than its words.
    pub(super) is_extended: bool,
    /// Which of its words is the head of an organization's or agreement's name.
    pub(super) head: Option<Head>,
    /// Whether two capitalised words are joined by `&`.
    pub(super) ampersand: bool,
}

/// The word that tells what a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// Index of the word.
    pub(super) at: usize,
    /// What it tells.
    pub(super) what: What,
}

/// What a head word tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A legal form.
    Suffix,
    /// An organization.
    Body,
    /// An organization, if more speaks for it.
    WeakBody,
    /// An agreement.
    Agreement,
    /// Something that is not looked for.
    Other,
}

pub(super) struct Cutter<'s, 'a> {
    pub(super) scene: &'s Scene<'a>,
    pub(super) words: &'s [Word<'a>],
    pub(super) mentions: &'s [Mention],
}

impl<'a> Cutter<'_, 'a> {
    /// All possible names, in order.
    pub(super) fn spots(&self) -> Vec<Spot> {
        let mut spots = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            if !self.can_begin(at) {
                at += 1;
                continue;
            }
            let row = at..self.row_end(at);
            at = row.end;
            self.cut(row, &mut spots);
            if let Some(last) = spots.last() {
                at = at.max(last.words.end);
            }
        }
        spots
    }

    pub(super) fn is_given(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| self.scene.given_names.contains(&word.span.start()))
    }

    fn is_name_word(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| {
            word.is_capital() && word.taken.is_none() && !self.is_date(at) && !is_starter(word)
        })
    }

    /// Whether a word is a month or day, and not a given name before a surname: `Jan Schmidt`.
    fn is_date(&self, at: usize) -> bool {
        let is_name = |at: usize| {
            self.words.get(at).is_some_and(|w| calendar::is_name(w.text.trim_end_matches('.')))
        };
        let before_surname = self.is_given(at)
            && self.joins(at + 1)
            && self.words.get(at + 1).is_some_and(|w| w.is_capital() && w.taken.is_none())
            && !is_name(at + 1);
        is_name(at) && !before_surname
    }

    fn can_begin(&self, at: usize) -> bool {
        self.is_name_word(at)
    }

    fn joins(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.gap == Gap::Space)
            && at.checked_sub(1).and_then(|before| self.words.get(before)).is_some_and(|w| !w.owns)
    }

    /// One past the last word of the row of capitals that begins there; particles between capitals
    /// belong to it.
    fn row_end(&self, first: usize) -> usize {
        let mut end = first + 1;
        loop {
            let mut next = end;
            while self.joins(next)
                && self.words.get(next).is_some_and(|w| w.is(In::Particles))
                && next < end + 3
            {
                next += 1;
            }
            let goes_on = self.is_name_word(next)
                && (self.joins(next) || self.is_plural_owner(next))
                && !(self.words[next].opens && next == end);
            if !goes_on || end - first >= LONGEST {
                return end;
            }
            end = next + 1;
        }
    }

    /// Whether the word before owns the one there as bodies' names have it: `Women's Institute`.
    fn is_plural_owner(&self, at: usize) -> bool {
        let (Some(word), Some(owner)) = (self.words.get(at), self.words.get(at.wrapping_sub(1)))
        else {
            return false;
        };
        word.gap == Gap::Space && owner.owns && !owner.opens && owner.is_common
    }

    /// Cuts a row at its titles.
    fn cut(&self, row: Range<usize>, spots: &mut Vec<Spot>) {
        let mut from = row.start;
        let mut title = self.title_before(from);
        if !self.is_titled_body(&row) {
            for at in row.clone() {
                let Some(start) = self.title_end(at) else { continue };
                if self.is_given_there(at) {
                    continue;
                }
                let begins = self.words[from..=at].iter().position(|w| w.span.start() >= start);
                let Some(begins) = begins.map(|i| from + i) else { continue };
                if at + 1 == row.end && self.is_surname_there(from, begins, at) {
                    continue;
                }
                if begins > from {
                    self.add(from..begins, title.take(), true, spots);
                }
                title = Some(Span::of(start..self.words[at].span.end()));
                from = at + 1;
            }
        }
        if from < row.end {
            self.add(from..row.end, title, false, spots);
        }
    }

    /// Whether a row that begins with a title is a body's name as a whole: `General Motors Corp.`
    fn is_titled_body(&self, row: &Range<usize>) -> bool {
        let last = &self.words[row.end - 1];
        row.len() > 1
            && (last.is(In::Suffixes) || last.is(In::Heads) || last.is(In::OtherHeads))
            && self.title_end(row.start).is_some_and(|start| {
                start == self.words[row.start].span.start()
                    && !self.words[row.start].text.ends_with('.')
            })
    }

    /// Whether what could be a title is a surname: `Stephen King`, `Anna Baker`.
    fn is_surname_there(&self, from: usize, begins: usize, at: usize) -> bool {
        begins == at
            && at > from
            && (self.is_given(at - 1) || self.words[at - 1].shape == Shape::Initial)
    }

    /// Whether what could be a title is a given name: `Dean Reed`.
    fn is_given_there(&self, at: usize) -> bool {
        let word = &self.words[at];
        word.shape == Shape::Capital
            && !word.opens
            && self.is_given(at)
            && !word.text.ends_with('.')
    }

    /// The start of the title that ends with that word.
    fn title_end(&self, at: usize) -> Option<usize> {
        let span = self.words.get(at)?.span;
        let ends = [span.end(), span.start() + self.words[at].text.trim_end_matches('.').len()];
        ends.into_iter().find_map(|end| self.scene.titles.get(&end).copied())
    }

    /// The title that ends right before a row.
    fn title_before(&self, first: usize) -> Option<Span> {
        let word = self.words.get(first)?;
        if !matches!(word.gap, Gap::Space | Gap::Comma) {
            return None;
        }
        let before = self.words.get(first.checked_sub(1)?)?;
        if before.owns {
            return None;
        }
        let start = self.title_end(first - 1)?;
        let title = Span::of(start..before.span.end());
        // a comma may stand between a role and a name only if the role opens the clause
        (word.gap == Gap::Space).then_some(title)
    }

    /// Adds a row without titles as a spot, joined with what goes on after it.
    fn add(
        &self,
        row: Range<usize>,
        title: Option<Span>,
        before_title: bool,
        spots: &mut Vec<Spot>,
    ) {
        let row = self.without_opener(row, title.is_some());
        if row.is_empty() {
            return;
        }
        let mut words = row;
        let mut ampersand = false;
        let mut head = self.head(&words);
        if !before_title {
            (words, head, ampersand) = self.joined(words, head);
        }
        // a joined row takes in the spot before it: `Neuberger & Berman`
        let mut title = title;
        if let Some(last) = spots.last().filter(|last| self.continues(last, &words)) {
            ampersand |= self.words[words.start].gap == Gap::Ampersand;
            words = last.words.start..words.end;
            title = last.title;
            head = self.head(&words).or(head);
            spots.pop();
        }
        if self.goes_on_from_body(&words, head) {
            return;
        }
        let (name, is_extended) = self.name(&words, head);
        spots.push(Spot { words, title, before_title, name, is_extended, head, ampersand });
    }

    /// Takes off the word that opens a sentence and is no name: `Analysts John Smith`.
    fn without_opener(&self, row: Range<usize>, is_titled: bool) -> Range<usize> {
        let first = &self.words[row.start];
        if row.len() < 2 || is_titled {
            return row;
        }
        let is_body = self.head(&row).is_some();
        let is_given = self.is_given(row.start);
        let before_given = self.is_given(row.start + 1) && row.len() > 2;
        let is_common = first.shape != Shape::Initial && first.is_common;
        let may_be_role = before_given && first.shape == Shape::Capital;
        let is_opener =
            first.opens && !is_given && (may_be_role || (is_common && (before_given || !is_body)));
        let is_label = first.shape == Shape::Upper && before_given;
        if is_opener || is_label { row.start + 1..row.end } else { row }
    }

    /// Whether the words are the end of a name whose first words a mention has: the `Newspapers` of
    /// `Hearst Newspapers`.
    fn goes_on_from_body(&self, words: &Range<usize>, head: Option<Head>) -> bool {
        let public = ["government", "international", "court", "armed group"];
        head.is_some()
            && self.joins(words.start)
            && self.taken(words.start - 1).is_some_and(|mention| {
                mention.entity.kind == Kind::Organization
                    && !mention.entity.attribute("kind").is_some_and(|kind| public.contains(&kind))
            })
    }

    fn continues(&self, last: &Spot, words: &Range<usize>) -> bool {
        let first = &self.words[words.start];
        let is_long = words.end - last.words.start > LONGEST;
        if is_long || last.words.end != words.start || self.words[words.start - 1].owns {
            return false;
        }
        first.gap == Gap::Ampersand
            || (first.gap == Gap::Comma && words.len() == 1 && first.is(In::Suffixes))
    }

    /// The head word of a row, if it has one at its end.
    fn head(&self, words: &Range<usize>) -> Option<Head> {
        let at = words.end.checked_sub(1)?;
        let word = self.words.get(at)?;
        let before = words.len().checked_sub(2).map(|_| self.words[at - 1].text);
        let is_competition = word.text == "League"
            && matches!(
                before,
                Some("Champions" | "Premier" | "Super" | "Nations" | "Europa" | "Major" | "Minor")
            );
        if is_competition {
            return Some(Head { at, what: What::Other });
        }
        what(word).map(|what| Head { at, what })
    }

    /// A body's name goes on over `of`, `for` and the like: `Institute for High Technology`, and over
    /// `and` within: `Ministry of Trade and Industry`.
    fn joined(
        &self,
        words: Range<usize>,
        head: Option<Head>,
    ) -> (Range<usize>, Option<Head>, bool) {
        let mut words = words;
        let mut head = head;
        let mut ampersand = false;
        let complement = head
            .filter(|h| !matches!(h.what, What::Suffix | What::Other))
            .and_then(|found| self.complement(words.end, found.what));
        if let Some(end) = complement {
            words.end = end;
        } else if head.is_none_or(|h| h.what == What::WeakBody) && self.is_link(words.end, &["and"])
        {
            // `Securities and Exchange Commission`
            let end = self.row_after(words.end + 1);
            let all_common = |range: Range<usize>| {
                range.clone().all(|i| self.words[i].is_common) && !range.is_empty()
            };
            if let Some(end) = end {
                let tail = words.end + 1..end;
                let tail_head = self.head(&tail);
                let is_body = tail_head.is_some_and(|h| {
                    matches!(h.what, What::Body | What::WeakBody | What::Agreement | What::Suffix)
                });
                if is_body && tail.len() > 1 && all_common(words.clone()) && all_common(tail) {
                    words.end = end;
                    head = tail_head;
                }
            }
        }
        ampersand |= words.clone().skip(1).any(|i| self.words[i].gap == Gap::Ampersand);
        (words, head, ampersand)
    }

    fn is_link(&self, at: usize, links: &[&str]) -> bool {
        self.joins(at) && self.words.get(at).is_some_and(|w| links.contains(&w.text))
    }

    /// The end of the row of capitals that begins at a word joined by a space.
    fn row_after(&self, at: usize) -> Option<usize> {
        (self.joins(at) && self.is_name_word(at)).then(|| self.row_end(at))
    }

    fn complement(&self, end: usize, of: What) -> Option<usize> {
        let links: &[&str] = match of {
            What::Agreement => &["against", "between", "concerning", "for", "of", "on", "to"],
            _ => &["against", "for", "of", "on"],
        };
        if !self.is_link(end, links) {
            return None;
        }
        let mut at = end + 1;
        if self.is_link(at, &["the"]) {
            at += 1;
        }
        if self.title_end(at).is_some() && !self.words[at].is_common {
            return None;
        }
        let mut end = self.row_after(at)?;
        // `Treaty on the Prohibition of Nuclear Weapons`, `Ministry of Trade and Industry`
        for _ in 0..3 {
            let common_next =
                |i: usize| self.words.get(i).is_some_and(|w| w.is_common && !self.is_given(i));
            let next = if self.is_link(end, &["of", "for", "on"]) {
                let next = end + 1 + usize::from(self.is_link(end + 1, &["the"]));
                Some(next).filter(|&i| common_next(i))
            } else if self.is_link(end, &["and"]) {
                Some(end + 1).filter(|&i| {
                    common_next(i)
                        && common_next(end - 1)
                        && self.words.get(i).is_none_or(|w| what(w).is_none())
                })
            } else if self.words.get(end).is_some_and(|w| w.gap == Gap::Comma && w.is_capital())
                && !matches!(of, What::Agreement)
                && self.list_goes_on(end)
            {
                end += 1;
                continue;
            } else {
                None
            };
            match next.and_then(|next| self.row_after(next)) {
                Some(further) => end = further,
                None => break,
            }
        }
        Some(end)
    }

    /// `Ministry of Culture, Sports and Tourism`.
    fn list_goes_on(&self, at: usize) -> bool {
        self.is_name_word(at)
            && self.words[at].is_common
            && self.is_link(at + 1, &["and"])
            && self.words.get(at + 2).is_some_and(|w| w.is_capital() && w.is_common)
    }

    /// The name as it is listed: its words, with a country or place that belongs to it.
    fn name(&self, words: &Range<usize>, head: Option<Head>) -> (String, bool) {
        let mut name = plain(&self.words[words.clone()]);
        let tells = head.is_some_and(|h| !matches!(h.what, What::Suffix | What::Other));
        if !tells {
            return (name, false);
        }
        let mut is_extended = false;
        if self.joins(words.start)
            && !self.words[words.start].opens
            && let Some(mention) = self.taken(words.start - 1)
            && mention.zone == self.words[words.start].zone
        {
            name = format!("{} {name}", one_line(self.scene.slice(mention.span)));
            is_extended = true;
        }
        if head.is_some_and(|h| h.at + 1 == words.end)
            && self.is_link(words.end, &["of", "for", "on"])
        {
            let the = usize::from(self.is_link(words.end + 1, &["the"]));
            let at = words.end + 1 + the;
            let is_place = |m: &&Mention| matches!(m.entity.kind, Kind::Country | Kind::Place);
            if self.joins(at)
                && let Some(mention) = self.taken(at).filter(is_place)
                && mention.span.start() == self.words[at].span.start()
            {
                let from = self.words[words.end - 1].span.end();
                let rest =
                    self.scene.article.text.get(from..mention.span.end()).unwrap_or_default();
                name = format!("{name} {}", one_line(rest));
                is_extended = true;
            }
        }
        (name, is_extended)
    }

    fn taken(&self, at: usize) -> Option<&Mention> {
        self.mentions.get(self.words.get(at)?.taken?)
    }
}

/// Whether a word begins sentences, not names; with either apostrophe.
fn is_starter(word: &Word<'_>) -> bool {
    let plain = word.text.split(['\'', '’']).next().unwrap_or(word.text);
    word.is(In::Starters)
        || (plain.len() < word.text.len() && (plain == "I" || Lists::of(plain).has(In::Starters)))
}

/// What a word tells as the last of a name.
pub(super) fn what(word: &Word<'_>) -> Option<What> {
    let tells = [
        (In::Suffixes, What::Suffix),
        (In::WeakHeads, What::WeakBody),
        (In::Heads, What::Body),
        (In::Agreements, What::Agreement),
        (In::OtherHeads, What::Other),
    ];
    tells.into_iter().find(|(table, _)| word.is(*table)).map(|(_, what)| what)
}

/// Words as one text, with what joins them.
pub(super) fn plain(words: &[Word<'_>]) -> String {
    let mut text = String::new();
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            text.push_str(match word.gap {
                Gap::Ampersand => " & ",
                Gap::Comma => ", ",
                _ => " ",
            });
        }
        text.push_str(word.text);
        if word.owns && i + 1 < words.len() {
            text.push_str(if word.text.ends_with('s') { "'" } else { "'s" });
        }
    }
    text
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
