//! What speaks for and against a possible name being a person's, an organization's, an agreement's.

use super::lists::{In, Lists};
use super::lowered::Lowered;
use super::spots::{Cutter, Spot, What};
use super::words::{Gap, Shape, Word};
use crate::gazetteer::Kind;
use crate::resolve::scene::Scene;
use crate::resolve::weights::unknown as weight;
use crate::span::Span;

/// The types that unknown names have, in the order of [`Clues`].
pub(super) const KINDS: [Kind; 3] = [Kind::Person, Kind::Organization, Kind::Agreement];
pub(super) const PERSON: usize = 0;
pub(super) const BODY: usize = 1;
pub(super) const AGREEMENT: usize = 2;

/// One clue: of several with the same words for a name, the best counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clue {
    pub(super) weight: f32,
    pub(super) what: &'static str,
    /// What is quoted before `what`.
    pub(super) quoted: Option<Span>,
    /// Whether it counts against the name wherever it stands, and not there only.
    pub(super) sticks: bool,
}

/// The clues of a name for each of [`KINDS`].
pub(super) type Clues = [Vec<Clue>; 3];

/// What goes on after the noun of an apposition: `a company that sells`.
const LINKS: &[&str] =
    &["based", "for", "from", "in", "of", "owned", "that", "which", "whose", "with"];

/// The clue that is the number of words.
const WORDS: &str = "by the number of its words";

/// How far an apposition is looked at, in words.
const APPOSITION: usize = 7;

/// What is looked at for one name.
pub(super) struct View<'c, 's, 'a> {
    pub(super) cutter: &'c Cutter<'s, 'a>,
    pub(super) spot: &'c Spot,
    pub(super) lowered: &'c Lowered,
}

impl<'a> View<'_, '_, 'a> {
    fn scene(&self) -> &Scene<'a> {
        self.cutter.scene
    }

    fn words(&self) -> &[Word<'a>] {
        &self.cutter.words[self.spot.words.clone()]
    }

    fn word(&self, at: usize) -> Option<&Word<'a>> {
        self.cutter.words.get(at)
    }

    fn before(&self) -> Option<&Word<'a>> {
        let first = self.word(self.spot.words.start)?;
        let before = self.word(self.spot.words.start.checked_sub(1)?)?;
        (first.gap == Gap::Space && !before.owns).then_some(before)
    }

    fn after(&self) -> Option<&Word<'a>> {
        self.word(self.spot.words.end).filter(|word| word.gap == Gap::Space && !word.opens)
    }

    fn owns(&self) -> bool {
        self.words().last().is_some_and(|word| word.owns)
    }

    fn is_upper(&self) -> bool {
        self.words()
            .iter()
            .any(|w| w.shape == Shape::Upper && !w.text.ends_with('.') && !w.is(In::PersonSuffixes))
    }

    fn in_headline(&self) -> bool {
        self.words().iter().any(|word| word.in_headline)
    }

    /// The words between a comma right after the name and the next sign.
    fn apposition(&self) -> &[Word<'a>] {
        let from = self.spot.words.end;
        if self.word(from).is_none_or(|word| word.gap != Gap::Comma) {
            return &[];
        }
        let to = (from + 1..from + APPOSITION)
            .find(|&i| self.word(i).is_none_or(|w| !matches!(w.gap, Gap::Space | Gap::Ampersand)));
        let to = to.unwrap_or(from + APPOSITION).min(self.cutter.words.len());
        &self.cutter.words[from..to]
    }

    /// All clues.
    pub(super) fn clues(&self) -> Clues {
        let mut clues = Clues::default();
        self.person(&mut clues[PERSON]);
        self.body(&mut clues[BODY]);
        self.agreement(&mut clues[AGREEMENT]);
        self.circumstances(&mut clues);
        clues
    }

    /// What speaks against any name.
    fn circumstances(&self, clues: &mut Clues) {
        let words = self.words();
        let first_opens = words[0].opens;
        let in_headline = self.in_headline();
        let is_other = self.spot.head.is_some_and(|head| head.what == What::Other)
            || words[0].is(In::OtherFirst);
        let is_people = self.spot.head.is_none()
            && words.iter().filter(|w| w.is_capital()).all(|w| w.is(In::Peoples));
        let is_quoted = self.is_quoted();
        let number_after = self.after().is_some_and(|word| word.shape == Shape::Number);
        for list in clues.iter_mut() {
            if in_headline {
                push(list, weight::HEADLINE, "in a line of capitals", None);
            } else if first_opens {
                push(list, weight::OPENS, "opens a sentence", None);
            }
            if !words[0].in_sentence && !in_headline {
                push(list, weight::NO_SENTENCE, "stands in no sentence", None);
            }
            if is_other {
                push(list, weight::OTHER_HEAD, "ends as a place, an event or a work does", None);
            }
            if is_people {
                push(list, weight::PEOPLE, "is a people or a faith", None);
            }
            if is_quoted {
                push(list, weight::QUOTED, "is in quotation marks, as a work is", None);
            }
            if self.stands_as_place() {
                stick(list, weight::AS_PLACE, "stands as a place does");
            }
            if number_after {
                stick(list, weight::NUMBER, "a number follows");
            }
        }
        let text = self.scene().slice(words[0].span);
        if words.len() == 1 && self.scene().acronyms.things.contains_key(text) {
            for list in clues.iter_mut() {
                stick(list, weight::LOWER, "stands for words in lower case");
            }
        }
        if self.lowered.has(words) {
            let alone = words.len() == 1;
            // a surname may be a verb too: `Rose`
            for list in clues.iter_mut().skip(usize::from(alone)) {
                stick(list, weight::LOWER, "stands in lower case too");
            }
        }
    }

    /// Whether it stands as a place does: `in Halberstadt`, `near San Lorenzo`.
    fn stands_as_place(&self) -> bool {
        let is_named = self.spot.head.is_some() || self.spot.title.is_some() || self.spot.ampersand;
        let is_in = |w: &Word<'_>| matches!(w.text, "in" | "In" | "near" | "Near" | "outside");
        let stake = self.spot.words.start.checked_sub(2).and_then(|at| self.word(at));
        !is_named
            && self.words().iter().all(|w| w.shape != Shape::Upper)
            && !self.owns()
            && self.after().is_none_or(|w| w.is(In::Small))
            && self.before().is_some_and(is_in)
            && !stake.is_some_and(|w| w.is(In::Stakes))
    }

    /// Whether the name and nothing else stands in quotation marks.
    fn is_quoted(&self) -> bool {
        let text = &self.scene().article.text;
        let words = self.words();
        let (first, last) = (words[0].span.start(), words[words.len() - 1].span.end());
        let head = text.get(..first).unwrap_or_default();
        let rest = text.get(last..).unwrap_or_default().trim_start_matches([',', '.']);
        let opens = head.ends_with(['"', '“', '”', '‘', '«', '„'])
            || head.ends_with(" '")
            || head.ends_with("``");
        opens && (rest.starts_with(['"', '”', '“', '’', '»', '\'']) || rest.starts_with("''"))
    }

    fn person(&self, clues: &mut Vec<Clue>) {
        let words = self.words();
        let first = self.spot.words.start;
        let count = words.iter().filter(|word| word.is_capital()).count();
        push(clues, weight::PERSON_WORDS[count.min(weight::PERSON_WORDS.len() - 1)], WORDS, None);
        if let Some(title) = self.spot.title {
            let text = self.scene().slice(title).to_lowercase();
            let is_honorific = Lists::of(text.trim_end_matches('.')).has(In::Honorifics);
            let it = if is_honorific { weight::HONORIFIC } else { weight::TITLE };
            push(clues, it, "beside it", Some(title));
        }
        let whole = self.spot.title.unwrap_or(words[0].span);
        let vessel = self.scene().word_before(whole).filter(|before| {
            Lists::of(&self.scene().slice(*before).to_lowercase()).has(In::Vessels)
        });
        if let Some(vessel) = vessel {
            push(clues, weight::VESSEL, "before it", Some(vessel));
        }
        let is_given = self.cutter.is_given(first) && words[0].shape != Shape::Upper;
        if count > 1 && is_given {
            push(clues, weight::GIVEN_NAME, "is a given name", Some(words[0].span));
        }
        let is_initial = |word: &Word<'_>| {
            word.shape == Shape::Initial
                || (word.text.ends_with('.') && word.text.len() <= 5 && word.shape == Shape::Upper)
        };
        let initials = words.iter().take(words.len() - 1).filter(|w| is_initial(w)).count();
        if initials > 0 && (is_given || is_initial(&words[0])) {
            push(clues, weight::INITIAL, "has initials", None);
        }
        if words.iter().skip(1).any(|word| word.is(In::PersonSuffixes)) {
            push(clues, weight::PERSON_SUFFIX, "ends as a person's name does", None);
        }
        let last = words.iter().rev().find(|w| !w.is(In::PersonSuffixes)).unwrap_or(&words[0]);
        let is_surname = self.scene().gazetteer.surnames.contains(last.text);
        if is_surname && count > 1 {
            push(clues, weight::SURNAME, "is a surname", Some(last.span));
        }
        if words.iter().any(|word| word.shape == Shape::Lower) && self.spot.head.is_none() {
            push(clues, weight::PARTICLE, "has a particle", None);
        }
        let is_telling = |w: &Word<'_>| w.shape != Shape::Capital || !w.is_common;
        let is_plain = words.iter().all(|w| w.shape != Shape::Upper) && self.spot.head.is_none();
        if (2..=3).contains(&count) && is_plain && words.iter().all(is_telling) {
            push(clues, weight::UNCOMMON, "is made of no ordinary words", None);
        }
        if let Some(verb) = self.verb() {
            push(clues, weight::SAYS, "beside it", Some(verb));
        } else if let Some(verb) = self.after().filter(|w| w.is(In::Acting)) {
            push(clues, weight::ACTS, "after it", Some(verb.span));
        } else if self.owns() {
            push(clues, weight::OWNS, "owns something", None);
        }
        if let Some(role) = self.role_before_comma() {
            push(clues, weight::ROLE, "before it", Some(role));
        }
        if self
            .word(self.spot.words.end)
            .is_some_and(|w| w.text == "who" && matches!(w.gap, Gap::Space | Gap::Comma))
        {
            push(clues, weight::WHO, "\"who\" follows", None);
        }
        self.person_apposition(clues);
        self.against_person(clues, count, is_given, is_surname);
    }

    fn person_apposition(&self, clues: &mut Vec<Clue>) {
        let apposition = self.apposition();
        if let Some(age) = apposition.first().filter(|word| is_age(word)) {
            push(clues, weight::AGE, "is an age", Some(age.span));
        }
        let in_brackets =
            self.word(self.spot.words.end).filter(|w| w.gap == Gap::Bracket && is_age(w));
        if let Some(age) = in_brackets {
            push(clues, weight::AGE, "is an age", Some(age.span));
        }
        let role = apposition
            .iter()
            .take(5)
            .find(|word| word.shape == Shape::Lower && self.scene().begins_title(word.span));
        if let Some(role) = role {
            push(clues, weight::ROLE, "after it", Some(role.span));
        }
    }

    /// The title right before, with a comma between: `the spokesman, Peter Jones`.
    fn role_before_comma(&self) -> Option<Span> {
        let first = self.word(self.spot.words.start).filter(|word| word.gap == Gap::Comma)?;
        let before = self.word(self.spot.words.start.checked_sub(1)?)?;
        let start = *self.scene().titles.get(&before.span.end())?;
        (before.shape == Shape::Lower && !first.opens).then(|| Span::of(start..before.span.end()))
    }

    fn against_person(
        &self,
        clues: &mut Vec<Clue>,
        count: usize,
        is_given: bool,
        is_surname: bool,
    ) {
        let words = self.words();
        if let Some(head) = self.spot.head.filter(|head| head.what != What::Other) {
            let is_weak = head.what == What::WeakBody && is_given && count == 2;
            let it = if is_weak { weight::WEAK_HEAD_OF_PERSON } else { weight::HEAD_OF_PERSON };
            push(clues, it, "is no person's", Some(self.cutter.words[head.at].span));
        }
        if words.iter().any(|word| word.is(In::Peoples)) {
            push(clues, weight::PEOPLE_OF_PERSON, "has a people or a faith", None);
        }
        if self.spot.ampersand {
            push(clues, weight::HEAD_OF_PERSON, "has &", None);
        }
        let article = ["the", "The", "a", "A", "an", "An", "this", "This"];
        if self.before().is_some_and(|word| article.contains(&word.text)) {
            if self.stands_alone() {
                stick(clues, weight::ARTICLE_OF_PERSON, "has an article");
            } else {
                push(clues, weight::ARTICLE_OF_PERSON, "has an article", None);
            }
        }
        let common = |word: &Word<'_>| word.shape == Shape::Capital && word.is_common;
        let commons = words.iter().filter(|word| common(word)).count();
        if commons == words.len() && !is_given {
            push(clues, weight::ALL_COMMON, "is made of ordinary words", None);
        } else if !is_given && words.first().is_some_and(common) {
            push(clues, weight::FIRST_COMMON, "begins with an ordinary word", None);
        } else if count > 1 && !is_surname && words.last().is_some_and(common) {
            push(clues, weight::LAST_COMMON, "ends with an ordinary word", None);
        }
        if words.last().is_some_and(|word| word.shape == Shape::Initial) {
            push(clues, weight::INITIAL_LAST, "ends with an initial", None);
        }
        if words.iter().any(is_camel) {
            push(clues, weight::CAMEL_OF_PERSON, "has capitals inside", None);
        }
        if words.len().is_multiple_of(2) {
            let (first, second) = words.split_at(words.len() / 2);
            if first.iter().zip(second).all(|(a, b)| a.text == b.text) {
                push(clues, weight::NEVER, "is written twice", None);
            }
        }
        let is_mixed = words.iter().any(|word| word.shape == Shape::Capital);
        if self.is_upper() && (is_mixed || !self.in_headline()) {
            push(clues, weight::UPPER_OF_PERSON, "has an abbreviation", None);
        }
        let follows = self.after().is_some_and(|w| w.taken.is_none() && w.is(In::OfBodies));
        if follows && !self.owns() && count > 1 && !is_given {
            push(clues, weight::NOUN_OF_PERSON, "a body's noun follows", None);
        }
        if count > 1 && !is_given && words[0].is(In::PlaceFirst) {
            push(clues, weight::PLACE_FIRST, "begins as a place does", None);
        }
    }

    /// A verb of saying before or after the name.
    fn verb(&self) -> Option<Span> {
        let says = |word: &&Word<'_>| word.is(In::Saying);
        let mut after = self.after();
        if after.is_some_and(|word| matches!(word.text, "also" | "himself" | "herself" | "later")) {
            after = self.word(self.spot.words.end + 1).filter(|word| word.gap == Gap::Space);
        }
        if let Some(word) = after.filter(says) {
            return Some(word.span);
        }
        let before = self.before()?;
        let is_inverted = matches!(before.text, "said" | "says" | "added" | "asked" | "explained")
            && self.after().is_none();
        let told = before.text == "to"
            && self
                .spot
                .words
                .start
                .checked_sub(2)
                .and_then(|i| self.word(i))
                .is_some_and(|w| matches!(w.text, "according" | "According"));
        (is_inverted || told).then_some(before.span)
    }

    fn body(&self, clues: &mut Vec<Clue>) {
        let words = self.words();
        let count = words.iter().filter(|word| word.is_capital()).count();
        push(clues, if count == 1 { weight::BODY_WORD } else { weight::BODY_WORDS }, WORDS, None);
        let is_alone = count == 1 && !self.spot.is_extended;
        if let Some(head) = self.spot.head {
            let span = Some(self.cutter.words[head.at].span);
            let (it, what) = match head.what {
                _ if is_alone && words.len() == 1 => (weight::LONE_HEAD, "is no name alone"),
                What::Suffix => (weight::SUFFIX, "is a legal form"),
                What::Body => (weight::HEAD, "is a body"),
                What::WeakBody => (weight::WEAK_HEAD, "may be a body"),
                What::Agreement => (weight::OTHER_KIND, "is an agreement"),
                What::Other => (0.0, ""),
            };
            if it != 0.0 {
                push(clues, it, what, span);
            }
        }
        if self.spot.ampersand {
            let is_plain = words.iter().all(|w| w.shape == Shape::Upper || w.is_common);
            let it = if is_plain { weight::AMPERSAND_PLAIN } else { weight::AMPERSAND };
            push(clues, it, "is joined by &", None);
        }
        self.abbreviation(clues);
        self.body_beside(clues);
        let is_given = count > 1 && self.cutter.is_given(self.spot.words.start);
        let is_owned = self.spot.head.is_some() || self.spot.ampersand;
        if is_given && !is_owned {
            push(clues, weight::GIVEN_OF_BODY, "begins with a given name", Some(words[0].span));
        }
        if self.spot.title.is_some() && self.spot.head.is_none() {
            push(clues, weight::TITLE_OF_BODY, "has a title", self.spot.title);
        }
        if words.iter().all(|w| w.shape == Shape::Capital && w.is_common) {
            push(clues, weight::COMMON_BODY, "is made of ordinary words", None);
        }
    }

    fn abbreviation(&self, clues: &mut Vec<Clue>) {
        let [word] = self.words() else {
            let defined = self.word(self.spot.words.end).filter(|w| {
                w.gap == Gap::Bracket && w.shape == Shape::Upper && self.is_initials(w.text)
            });
            if let Some(short) = defined {
                let is_body = self.spot.head.is_some_and(|h| h.what != What::Other);
                let it = if is_body { weight::DEFINES } else { weight::DEFINES_OTHER };
                push(clues, it, "stands for it", Some(short.span));
            }
            return;
        };
        let letters = word.text.chars().count();
        let is_plain = word.text.chars().all(|c| c.is_uppercase() || c == '&');
        if is_camel(word) {
            push(clues, weight::CAMEL, "has capitals inside", None);
        }
        if word.shape != Shape::Upper || word.is(In::NotBodies) || letters > 7 {
            return;
        }
        if word.in_headline || !is_plain {
            return;
        }
        push(clues, weight::ACRONYM, "is an abbreviation", Some(word.span));
        if self.stands_alone()
            && self.before().is_some_and(|w| matches!(w.text, "a" | "an" | "A" | "An"))
        {
            stick(clues, weight::ACRONYM_KIND, "is one of several");
        }
        if self.stands_alone() && self.before().is_some_and(|w| w.text == "the" || w.text == "The")
        {
            push(clues, weight::ACRONYM_ARTICLE, "has an article", None);
        }
    }

    /// Whether no noun follows, so that the name is no adjective of one.
    fn stands_alone(&self) -> bool {
        self.after().is_none_or(|w| w.is(In::Small) || w.is(In::Saying) || w.is(In::Acting))
    }

    /// Whether letters are those that the name's capitals begin with.
    fn is_initials(&self, letters: &str) -> bool {
        let mut own =
            self.words().iter().filter_map(|w| w.text.chars().next()).filter(|c| c.is_uppercase());
        let mut first = letters.chars().filter(|c| c.is_alphabetic());
        first.next().is_some_and(|c| own.next() == Some(c))
    }

    fn body_beside(&self, clues: &mut Vec<Clue>) {
        let is_adjective = self.words().iter().all(is_adjective);
        if self.spot.before_title && !is_adjective {
            push(clues, weight::BEFORE_TITLE, "a title follows", None);
        }
        let after = match self.owns() {
            true => self.word(self.spot.words.end).filter(|w| w.gap == Gap::Space),
            false => self.after(),
        };
        if let Some(noun) = after.filter(|w| w.is(In::OfBodies) && !is_adjective) {
            let it = if self.owns() { weight::OWNED_NOUN } else { weight::NOUN_AFTER };
            push(clues, it, "after it", Some(noun.span));
        }
        if let Some(before) = self.before() {
            if before.shape == Shape::Lower && before.is(In::Bodies) {
                push(clues, weight::NOUN_BEFORE, "before it", Some(before.span));
            }
            let role = self
                .spot
                .words
                .start
                .checked_sub(2)
                .filter(|_| matches!(before.text, "of" | "at" | "for" | "with" | "from"));
            if let Some(role) = role.and_then(|at| self.word(at)).filter(|w| {
                let role = w.text.to_lowercase();
                self.scene().titles.contains_key(&w.span.end())
                    && (before.text != "of" || Lists::of(&role).has(In::RolesOf))
            }) {
                push(clues, weight::ROLE_OF, "before it", Some(role.span));
            }
            let stake = self
                .spot
                .words
                .start
                .checked_sub(2)
                .filter(|_| matches!(before.text, "of" | "in" | "for" | "with"));
            if let Some(stake) = stake.and_then(|at| self.word(at)).filter(|w| w.is(In::Stakes)) {
                push(clues, weight::STAKE, "before it", Some(stake.span));
            }
            if matches!(
                before.text,
                "joined" | "acquire" | "acquired" | "acquiring" | "owns" | "bought"
            ) {
                push(clues, weight::NOUN_BEFORE, "before it", Some(before.span));
            }
        }
        let apposition = self.apposition();
        let ends = |at: usize| match apposition.get(at + 1) {
            None => true,
            Some(next) => LINKS.contains(&next.text),
        };
        let mut nouns = apposition.iter().enumerate().skip(1);
        let noun = nouns.find(|(at, w)| w.is(In::Bodies) && ends(*at)).map(|(_, w)| w);
        let is_a = self
            .apposition()
            .first()
            .is_some_and(|w| matches!(w.text, "a" | "an" | "the" | "which" | "one"));
        if let Some(noun) = noun.filter(|_| is_a) {
            push(clues, weight::BODY_APPOSITION, "after it", Some(noun.span));
        }
        if let Some(verb) = self.verb() {
            push(clues, weight::BODY_SAYS, "beside it", Some(verb));
        }
    }

    fn agreement(&self, clues: &mut Vec<Clue>) {
        let Some(head) = self.spot.head.filter(|head| head.what == What::Agreement) else {
            push(clues, weight::NEVER, "no agreement", None);
            return;
        };
        let words = self.words();
        let word = &self.cutter.words[head.at];
        let is_alone = words.len() == 1 && !self.spot.is_extended;
        let it = if is_alone { weight::LONE_AGREEMENT } else { weight::AGREEMENT };
        push(clues, it, "is an agreement", Some(word.span));
        if self.before().is_some_and(|w| matches!(w.text, "the" | "The")) {
            push(clues, weight::ACRONYM_ARTICLE, "has an article", None);
        }
        if self.spot.is_extended {
            push(clues, weight::PLACE_OF_AGREEMENT, "has a place or party", None);
        }
        let has_complement = head.at + 1 < self.spot.words.end;
        if has_complement {
            push(clues, weight::COMPLEMENT, "says what about", None);
        }
        let is_contract = |w: &Word<'_>| w.is(In::Contracts);
        if words.iter().any(is_contract) {
            push(clues, weight::CONTRACT, "is a contract or a meeting", None);
        }
        if word.text.ends_with("ments") {
            push(clues, weight::PLURAL, "is several", None);
        }
        if self.word(self.spot.words.end).is_some_and(|w| w.text == "and" && w.gap == Gap::Space)
            && self.word(self.spot.words.end + 1).is_some_and(Word::is_capital)
        {
            push(clues, weight::GOES_ON, "goes on", None);
        }
        if self.cutter.is_given(self.spot.words.start) && words.len() == 2 {
            push(clues, weight::CONTRACT, "is a person", None);
        }
        let is_meeting = matches!(word.text, "Convention" | "Charter" | "Compact" | "Accord");
        if is_meeting && !has_complement && !self.spot.is_extended && words.len() > 2 {
            push(clues, weight::MEETING, "may be a meeting or a make", None);
        }
    }
}

/// Whether a word ends as adjectives of places and bodies do: `Bavarian`, `Federal`.
pub(super) fn is_adjective(word: &Word<'_>) -> bool {
    word.is(In::Peoples)
        || ["ian", "ean", "ish", "ese", "ional", "deral", "dential", "cial"]
            .iter()
            .any(|end| word.text.len() > end.len() + 2 && word.text.ends_with(end))
}

/// Whether capitals stand inside a word, as brands have them: `CeBIT`, `PayPal`.
fn is_camel(word: &Word<'_>) -> bool {
    let inner = word.text.char_indices().skip(1).filter(|(_, c)| c.is_uppercase());
    let mut inner = inner.map(|(at, _)| at).peekable();
    let is_scottish =
        ["Mc", "Mac", "O'", "O’", "D'", "D’", "De", "La", "Le", "Di", "Du", "Van", "Fitz"]
            .iter()
            .any(|start| word.text.starts_with(start));
    word.shape == Shape::Capital
        && inner.peek().is_some()
        && !is_scottish
        && !word.text.contains(['-', '\'', '’'])
}

fn push(list: &mut Vec<Clue>, weight: f32, what: &'static str, quoted: Option<Span>) {
    list.push(Clue { weight, what, quoted, sticks: false });
}

/// A clue that counts for the name though it stands in one place only.
fn stick(list: &mut Vec<Clue>, weight: f32, what: &'static str) {
    list.push(Clue { weight, what, quoted: None, sticks: true });
}

fn is_age(word: &Word<'_>) -> bool {
    word.shape == Shape::Number && word.text.parse::<u8>().is_ok_and(|age| (5..=110).contains(&age))
}
