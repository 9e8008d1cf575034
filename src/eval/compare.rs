//! One article: what is annotated against what is tagged.
//!
//! Promises: an annotation and a tag count for one another once at most; where an annotation is unsure, a
//! tag is no error.

use super::figures::{Figure, Measure};
use super::gold::{Annotation, Gold, Label};
use super::names::norm;
use super::tags::{Tag, Tags};
use super::{SCORED, Turned};
use crate::gazetteer::Kind;
use crate::location::Location;
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet};

/// How an error is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Tagged, and not annotated.
    Extra,
    /// Annotated, and not tagged.
    Missed,
    /// Both, and not the same.
    Wrong,
}

impl What {
    /// Its name in what is shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Extra => "extra",
            Self::Missed => "missed",
            Self::Wrong => "wrong",
        }
    }
}

/// One error of the tagger.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrong {
    /// Which figure it lowers.
    pub measure: Measure,
    /// How.
    pub what: What,
    /// Id of the article.
    pub article: String,
    /// The line of the annotated file.
    pub at: Location,
    /// Where: bytes of the article's text; `None` of what concerns it as a whole.
    pub span: Option<Span>,
    /// The words, or the code of a topic or country.
    pub text: String,
    /// Whose name was tagged, or should have been; empty where that is not known.
    pub name: String,
    /// The words with some text around, on one line, the words in `[` and `]`; empty without a place.
    pub context: String,
    /// Why, as far as the tagger says, on one line.
    pub reason: String,
}

/// What an article adds to the figures.
pub(super) struct Compared {
    pub(super) figures: BTreeMap<Measure, Figure>,
    pub(super) wrongs: Vec<Wrong>,
}

/// Compares the tags of an article with its annotations.
pub(super) fn compare(gold: &Gold, tags: &Tags) -> Compared {
    let mut sheet = Sheet {
        gold,
        tags,
        mentions: tags.mentions.iter().filter(|tag| gold.scope.contains(tag.span)).collect(),
        compared: Compared { figures: BTreeMap::new(), wrongs: Vec::new() },
    };
    for kind in SCORED {
        sheet.mentions(kind);
        sheet.exact(kind);
        if kind != Kind::Country {
            sheet.entities(kind);
        }
    }
    sheet.countries();
    sheet.topics();
    sheet.main_topic();
    sheet.main_country();
    sheet.compared
}

struct Sheet<'a> {
    gold: &'a Gold,
    tags: &'a Tags,
    /// Tags in what is annotated.
    mentions: Vec<&'a Tag>,
    compared: Compared,
}

impl<'a> Sheet<'a> {
    fn figure(&mut self, measure: Measure) -> &mut Figure {
        self.compared.figures.entry(measure).or_default()
    }

    fn annotated(&self, kind: Kind) -> Vec<&'a Annotation> {
        self.gold.mentions.iter().filter(|m| m.label == Label::Of(kind)).collect()
    }

    fn tagged(&self, kind: Kind) -> Vec<&'a Tag> {
        self.mentions.iter().copied().filter(|tag| tag.kind == kind).collect()
    }

    fn is_unsure(&self, span: Span) -> bool {
        let unsure = self.gold.mentions.iter().filter(|m| m.label == Label::Unsure);
        unsure.into_iter().any(|m| m.span.overlaps(span))
    }

    /// Pairs tags with annotations, first with first; gives the tags and annotations that are left.
    fn paired(
        &mut self,
        measure: Measure,
        kind: Kind,
        pair: impl Fn(Span, Span) -> bool,
    ) -> (Vec<&'a Tag>, Vec<&'a Annotation>) {
        let (mut left, mut extra) = (self.annotated(kind), Vec::new());
        for tag in self.tagged(kind) {
            match left.iter().position(|m| pair(m.span, tag.span)) {
                Some(found) => {
                    left.remove(found);
                    self.figure(measure).right += 1;
                }
                None if self.is_unsure(tag.span) => {}
                None => extra.push(tag),
            }
        }
        let figure = self.figure(measure);
        figure.extra += extra.len();
        figure.missed += left.len();
        (extra, left)
    }

    fn mentions(&mut self, kind: Kind) {
        let measure = Measure::Mentions(kind);
        let (extra, missed) = self.paired(measure, kind, Span::overlaps);
        for tag in extra {
            self.wrong(measure, What::Extra, tag.span, &tag.name, tag.reason.clone());
        }
        for annotation in missed {
            let name = annotation.link.as_deref().unwrap_or_default();
            let reason = self.why_missed(kind, annotation.span);
            self.wrong(measure, What::Missed, annotation.span, name, reason);
        }
    }

    fn exact(&mut self, kind: Kind) {
        let measure = Measure::Exact(kind);
        let (extra, missed) = self.paired(measure, kind, |a, b| a == b);
        // what is not there at all is told as a mention
        for tag in extra {
            if let Some(annotation) = missed.iter().find(|m| m.span.overlaps(tag.span)) {
                let words = self.gold.document.body.get(annotation.span.range());
                let reason = format!("annotated is {:?}", one_line(words.unwrap_or_default()));
                self.wrong(measure, What::Wrong, tag.span, &tag.name, reason);
            }
        }
    }

    fn entities(&mut self, kind: Kind) {
        let measure = Measure::Entities(kind);
        let linked: Vec<(&Annotation, &str)> = (self.annotated(kind).into_iter())
            .filter_map(|m| Some((m, m.link.as_deref()?)))
            .collect();
        let mut wanted: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (annotation, link) in &linked {
            let name = annotation.name.as_deref().unwrap_or(link);
            wanted.insert(norm(link), BTreeSet::from([norm(link), norm(name)]));
        }
        // each entity once, by its last mention
        let mut tagged: BTreeMap<&str, &Tag> = BTreeMap::new();
        for tag in self.tagged(kind).into_iter().filter(|tag| tag.known) {
            if linked.iter().any(|(m, _)| m.span.overlaps(tag.span)) {
                tagged.insert(&tag.entity, tag);
            }
        }
        let (mut found, mut right) = (BTreeSet::new(), 0);
        for tag in tagged.into_values() {
            let names: BTreeSet<String> =
                tag.also.iter().chain([&tag.name]).map(|name| norm(name)).collect();
            let hit: Vec<&String> =
                wanted.iter().filter(|(_, of)| !of.is_disjoint(&names)).map(|(w, _)| w).collect();
            if hit.is_empty() {
                let meant = linked.iter().find(|(m, _)| m.span.overlaps(tag.span));
                let meant = meant.map_or("", |(_, link)| link);
                let reason = format!("not {meant}: {}", tag.reason);
                self.wrong(measure, What::Wrong, tag.span, &tag.name, reason);
                self.figure(measure).extra += 1;
            } else {
                right += 1;
                found.extend(hit);
            }
        }
        for lost in wanted.keys().filter(|link| !found.contains(link)) {
            if let Some((first, link)) = linked.iter().find(|(_, link)| norm(link) == *lost) {
                let reason = self.why_missed(kind, first.span);
                self.wrong(measure, What::Missed, first.span, link, reason);
            }
        }
        let figure = self.figure(measure);
        figure.right += right;
        figure.missed += wanted.len() - found.len();
    }

    fn countries(&mut self) {
        let wanted: BTreeSet<&str> =
            self.gold.mentions.iter().filter_map(|m| m.iso2.as_deref()).collect();
        let tagged = self.tagged(Kind::Country);
        let tagged: BTreeSet<&str> =
            tagged.into_iter().filter_map(|tag| tag.iso2.as_deref()).collect();
        self.sets(Measure::Countries, &wanted, &tagged);
        for code in tagged.difference(&wanted) {
            self.whole(Measure::Countries, What::Extra, code, "", String::new());
        }
        for code in wanted.difference(&tagged) {
            self.whole(Measure::Countries, What::Missed, code, "", String::new());
        }
    }

    fn sets(&mut self, measure: Measure, wanted: &BTreeSet<&str>, tagged: &BTreeSet<&str>) {
        let figure = self.figure(measure);
        figure.right += wanted.intersection(tagged).count();
        figure.extra += tagged.difference(wanted).count();
        figure.missed += wanted.difference(tagged).count();
    }

    fn topics(&mut self) {
        let Some(topics) = &self.gold.topics else { return };
        let wanted: BTreeSet<&str> = topics.iter().map(String::as_str).collect();
        let tags = self.tags;
        let tagged: BTreeSet<&str> = tags.topics.iter().map(|tag| tag.medtop.as_str()).collect();
        self.sets(Measure::Topics, &wanted, &tagged);
        for tag in tags.topics.iter().filter(|tag| !wanted.contains(tag.medtop.as_str())) {
            let reason = tag.terms.join("; ");
            self.whole(Measure::Topics, What::Extra, &tag.medtop, &tag.name, reason);
        }
        for code in wanted.difference(&tagged) {
            self.whole(Measure::Topics, What::Missed, code, "", String::new());
        }
    }

    fn main_topic(&mut self) {
        let Some(wanted) = &self.gold.main_topic else { return };
        let higher =
            |a: &'a super::TopicTag, b: &'a super::TopicTag| if b.score > a.score { b } else { a };
        let best = self.tags.topics.iter().reduce(higher);
        let said = best.map(|tag| tag.medtop.as_str());
        let name = best.map_or("", |tag| &tag.name);
        let reason = best.map_or(String::new(), |tag| tag.terms.join("; "));
        self.main(Measure::MainTopic, wanted, said, name, &reason);
    }

    fn main_country(&mut self) {
        let Some(wanted) = &self.gold.main_country else { return };
        let said = self.tags.about.first().map(String::as_str);
        self.main(Measure::MainCountry, wanted, said, "", &self.tags.about.join("; "));
    }

    fn main(&mut self, of: Measure, wanted: &str, said: Option<&str>, name: &str, reason: &str) {
        let hit = said == Some(wanted);
        let figure = self.figure(of);
        figure.right += usize::from(hit);
        figure.extra += usize::from(said.is_some() && !hit);
        figure.missed += usize::from(!hit);
        match said {
            Some(said) if !hit => {
                self.whole(of, What::Wrong, said, name, format!("not {wanted}: {reason}"));
            }
            None => self.whole(of, What::Missed, wanted, "", String::new()),
            Some(_) => {}
        }
    }

    /// Why nothing was tagged there, or not as that.
    fn why_missed(&self, kind: Kind, span: Span) -> String {
        let turned = |turned: &&Turned| turned.span.overlaps(span);
        let mut rejected = self.tags.rejected.iter().filter(turned);
        let of_kind = rejected.clone().find(|turned| turned.kind == kind);
        if let Some(tag) = self.mentions.iter().find(|tag| tag.span.overlaps(span)) {
            let together = if tag.kind == kind { "with another, " } else { "" };
            format!("{together}as {} {}: {}", tag.kind.name(), tag.name, tag.reason)
        } else if let Some(turned) = of_kind.or_else(|| rejected.next()) {
            format!("not {} {}: {}", turned.kind.name(), turned.name, turned.reason)
        } else {
            let zone = self.tags.zones.iter().find(|(zone, _)| zone.overlaps(span));
            let zone = zone.map_or(String::new(), |(_, kind)| format!(" (zone {})", kind.name()));
            format!("nothing found there{zone}")
        }
    }

    fn wrong(&mut self, measure: Measure, what: What, span: Span, name: &str, reason: String) {
        let text = &self.gold.document.body;
        let words = text.get(span.range()).unwrap_or_default();
        let wrong = Wrong {
            span: Some(span),
            context: context(text, span),
            ..self.about(measure, what, &one_line(words), name, reason)
        };
        self.compared.wrongs.push(wrong);
    }

    fn whole(&mut self, measure: Measure, what: What, code: &str, name: &str, reason: String) {
        let wrong = self.about(measure, what, code, name, reason);
        self.compared.wrongs.push(wrong);
    }

    fn about(&self, measure: Measure, what: What, text: &str, name: &str, reason: String) -> Wrong {
        Wrong {
            measure,
            what,
            article: self.gold.document.id.clone(),
            at: self.gold.document.at.clone(),
            span: None,
            text: text.to_owned(),
            name: one_line(name),
            context: String::new(),
            reason: one_line(&reason),
        }
    }
}

/// Characters of context on each side.
const AROUND: usize = 40;

fn context(text: &str, span: Span) -> String {
    let before = text.get(..span.start()).unwrap_or_default();
    let after = text.get(span.end()..).unwrap_or_default();
    let from = before.char_indices().rev().nth(AROUND).map(|(at, c)| at + c.len_utf8());
    let to = after.char_indices().nth(AROUND).map(|(at, _)| at);
    let (left, right) = (&before[from.unwrap_or(0)..], &after[..to.unwrap_or(after.len())]);
    let (open, shut) = (from.map_or("", |_| "…"), to.map_or("", |_| "…"));
    let words = text.get(span.range()).unwrap_or_default();
    one_line(&format!("{open}{left}[{words}]{right}{shut}"))
}

/// A text with each white space and control character as one space.
fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_is_one_line_of_whole_characters() {
        let text = format!("{}\n[x]\té Malta\n {}", "é".repeat(50), "中".repeat(50));
        let start = text.find("Malta").unwrap();
        let shown = context(&text, Span::of(start..start + 5));
        assert_eq!(shown, format!("…{} [x] é [Malta] {}…", "é".repeat(33), "中".repeat(38)));
        assert_eq!(context("Malta", Span::of(0..5)), "[Malta]");
    }
}
