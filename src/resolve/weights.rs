//! The weights of all signals, in one table: log-odds that are added up for a candidate, whose
//! confidence is the logistic function of the sum. Set by hand on the development halves of the corpora
//! that `docs/evaluation.md` names; 0 means even odds, 3 about 95 percent, -9 never.

pub(super) mod alias_strength {
    pub(in crate::resolve) const SEVERAL_WORDS: f32 = 3.5;
    pub(in crate::resolve) const ONE_WORD: f32 = 2.5;
    pub(in crate::resolve) const WEAK: f32 = -1.5;
    pub(in crate::resolve) const REFERENCE: f32 = 3.0;
    /// More than a listed name of several words: the country beside it tells whose ministry it is.
    pub(in crate::resolve) const BODY: f32 = 4.0;
    /// A country goes before the capital of its name (Singapore, Luxembourg, Kuwait).
    pub(in crate::resolve) const PLACE: f32 = -0.3;
}
pub(super) mod title {
    pub(in crate::resolve) const TITLE: f32 = 2.5;
    /// A title that is not the person's: `actor Martin` is not the taoiseach.
    pub(in crate::resolve) const OTHER_TITLE: f32 = -2.5;
    /// A title before what is listed as no person.
    pub(in crate::resolve) const SOMEBODY: f32 = -5.0;
}
pub(super) mod context {
    pub(in crate::resolve) const IN_SENTENCE: f32 = 3.0;
    pub(in crate::resolve) const IN_ARTICLE: f32 = 2.0;
    /// Each further word of the list, to a limit.
    pub(in crate::resolve) const FURTHER: f32 = 0.5;
    pub(in crate::resolve) const FURTHER_MOST: f32 = 1.0;
    pub(in crate::resolve) const PER_DOUBLING: f32 = 0.15;
    pub(in crate::resolve) const LEAST_TELLING: f32 = 0.3;
    pub(in crate::resolve) const EXCLUDED_PHRASE: f32 = -9.0;
    pub(in crate::resolve) const EXCLUDED_IN_SENTENCE: f32 = -4.0;
    pub(in crate::resolve) const EXCLUDED_IN_ARTICLE: f32 = -3.0;
}
pub(super) mod calendar {
    pub(in crate::resolve) const DATE: f32 = -7.0;
}
pub(super) mod capitals {
    pub(in crate::resolve) const OTHER_PERSON: f32 = -6.0;
    pub(in crate::resolve) const GIVEN_NAME_BEFORE: f32 = -5.0;
    pub(in crate::resolve) const SURNAME_AFTER: f32 = -4.0;
    pub(in crate::resolve) const LONGER_NAME: f32 = -2.0;
    pub(in crate::resolve) const LONGER_PERSON: f32 = -4.5;
    pub(in crate::resolve) const LONGER_TREATY: f32 = -5.0;
}
pub(super) mod institution {
    pub(in crate::resolve) const INSTITUTION: f32 = -5.0;
}
pub(super) mod language {
    pub(in crate::resolve) const LANGUAGE: f32 = -4.0;
}
pub(super) mod shouting {
    pub(in crate::resolve) const COMMON_WORD: f32 = -4.0;
    pub(in crate::resolve) const PLAIN_WORD: f32 = -9.0;
}
pub(super) mod address {
    pub(in crate::resolve) const ADDRESS: f32 = -9.0;
}
pub(super) mod acronym {
    pub(in crate::resolve) const DEFINED_OTHERWISE: f32 = -5.0;
}
pub(super) mod adjacent_country {
    pub(in crate::resolve) const OTHER: f32 = -6.0;
    pub(in crate::resolve) const OWN: f32 = 2.0;
    pub(in crate::resolve) const OWN_PLACE: f32 = 3.5;
}
pub(super) mod fuller_name {
    pub(in crate::resolve) const FULLER: f32 = 4.5;
}
pub(super) mod country_agreement {
    pub(in crate::resolve) const AGREES: f32 = 0.7;
}
pub(super) mod namesake {
    pub(in crate::resolve) const NAMESAKE: f32 = -3.5;
}
pub(super) mod one_sense {
    pub(in crate::resolve) const SAME_SENSE: f32 = 1.0;
}
pub(super) mod club {
    pub(in crate::resolve) const CLUB: f32 = 2.5;
    pub(in crate::resolve) const CITY: f32 = -3.0;
    /// A club after `in`.
    pub(in crate::resolve) const LOCATED: f32 = -3.0;
}
pub(super) mod elsewhere {
    pub(in crate::resolve) const ELSEWHERE: f32 = -4.0;
}
pub(super) mod preposition {
    pub(in crate::resolve) const COUNTRY: f32 = 2.2;
    pub(in crate::resolve) const PLACE: f32 = 1.0;
}
pub(super) mod inside_longer {
    /// Of a candidate that does not hold anyway.
    pub(in crate::resolve) const INSIDE: f32 = -9.0;
}
pub(super) mod short_form {
    pub(in crate::resolve) const SHORT_FORM: f32 = 3.0;
}
pub(super) mod defeat {
    /// Weight under which a defeat is shown, before all other reasons.
    pub(in crate::resolve) const BEATEN: f32 = -9.0;
}
pub(super) mod unknown {
    /// A person's name of no, one, two … words, by nothing but their number.
    pub(in crate::resolve) const PERSON_WORDS: [f32; 6] = [-9.0, -3.0, -1.2, -1.5, -2.5, -6.0];
    pub(in crate::resolve) const HONORIFIC: f32 = 5.0;
    pub(in crate::resolve) const TITLE: f32 = 3.5;
    pub(in crate::resolve) const GIVEN_NAME: f32 = 3.0;
    pub(in crate::resolve) const INITIAL: f32 = 2.0;
    pub(in crate::resolve) const PERSON_SUFFIX: f32 = 2.0;
    pub(in crate::resolve) const SURNAME: f32 = 1.0;
    pub(in crate::resolve) const PARTICLE: f32 = 1.0;
    pub(in crate::resolve) const SAYS: f32 = 1.5;
    /// Two or three words that are not in the list of ordinary ones.
    pub(in crate::resolve) const UNCOMMON: f32 = 1.0;
    /// Another verb than one of saying, a possessive: little more than running text.
    pub(in crate::resolve) const ACTS: f32 = 0.7;
    pub(in crate::resolve) const OWNS: f32 = 0.4;
    pub(in crate::resolve) const WHO: f32 = 1.5;
    pub(in crate::resolve) const AGE: f32 = 2.5;
    pub(in crate::resolve) const ROLE: f32 = 2.0;
    /// The last word of a longer name stands alone elsewhere, as a person is called again.
    pub(in crate::resolve) const CALLED: f32 = 1.5;
    /// The author of the article, who took a picture.
    pub(in crate::resolve) const SIGNS: f32 = -12.0;
    pub(in crate::resolve) const HEAD_OF_PERSON: f32 = -6.0;
    pub(in crate::resolve) const WEAK_HEAD_OF_PERSON: f32 = -2.0;
    pub(in crate::resolve) const ARTICLE_OF_PERSON: f32 = -3.0;
    pub(in crate::resolve) const ALL_COMMON: f32 = -3.0;
    pub(in crate::resolve) const FIRST_COMMON: f32 = -2.5;
    pub(in crate::resolve) const LAST_COMMON: f32 = -1.5;
    pub(in crate::resolve) const UPPER_OF_PERSON: f32 = -3.0;
    pub(in crate::resolve) const INITIAL_LAST: f32 = -4.0;
    pub(in crate::resolve) const CAMEL_OF_PERSON: f32 = -3.0;
    pub(in crate::resolve) const NOUN_OF_PERSON: f32 = -1.5;
    pub(in crate::resolve) const PLACE_FIRST: f32 = -2.0;

    pub(in crate::resolve) const PEOPLE_OF_PERSON: f32 = -4.0;

    pub(in crate::resolve) const BODY_WORD: f32 = -3.0;
    pub(in crate::resolve) const BODY_WORDS: f32 = -2.0;
    pub(in crate::resolve) const SUFFIX: f32 = 6.0;
    pub(in crate::resolve) const HEAD: f32 = 4.0;
    pub(in crate::resolve) const WEAK_HEAD: f32 = 2.5;
    pub(in crate::resolve) const LONE_HEAD: f32 = -3.0;
    pub(in crate::resolve) const AMPERSAND: f32 = 3.5;
    pub(in crate::resolve) const AMPERSAND_PLAIN: f32 = 0.5;
    pub(in crate::resolve) const DEFINES: f32 = 3.5;
    pub(in crate::resolve) const DEFINES_OTHER: f32 = 2.2;
    pub(in crate::resolve) const ACRONYM: f32 = 2.0;
    pub(in crate::resolve) const ACRONYM_KIND: f32 = -3.0;
    pub(in crate::resolve) const ACRONYM_ARTICLE: f32 = 1.0;
    pub(in crate::resolve) const BEFORE_TITLE: f32 = 2.5;
    pub(in crate::resolve) const NOUN_AFTER: f32 = 2.0;
    pub(in crate::resolve) const OWNED_NOUN: f32 = 1.0;
    pub(in crate::resolve) const NOUN_BEFORE: f32 = 3.2;
    pub(in crate::resolve) const STAKE: f32 = 2.5;
    pub(in crate::resolve) const CAMEL: f32 = 1.0;
    pub(in crate::resolve) const ROLE_OF: f32 = 2.5;
    pub(in crate::resolve) const BODY_APPOSITION: f32 = 2.5;
    pub(in crate::resolve) const BODY_SAYS: f32 = 0.7;
    pub(in crate::resolve) const GIVEN_OF_BODY: f32 = -2.5;
    pub(in crate::resolve) const TITLE_OF_BODY: f32 = -5.0;
    pub(in crate::resolve) const COMMON_BODY: f32 = -0.7;
    pub(in crate::resolve) const OTHER_KIND: f32 = -5.0;

    pub(in crate::resolve) const AGREEMENT: f32 = 0.2;
    pub(in crate::resolve) const PLACE_OF_AGREEMENT: f32 = 1.0;
    pub(in crate::resolve) const COMPLEMENT: f32 = 1.0;
    pub(in crate::resolve) const CONTRACT: f32 = -4.0;
    pub(in crate::resolve) const PLURAL: f32 = -2.0;
    pub(in crate::resolve) const GOES_ON: f32 = -2.0;
    pub(in crate::resolve) const MEETING: f32 = -2.0;
    pub(in crate::resolve) const LONE_AGREEMENT: f32 = -4.0;

    pub(in crate::resolve) const HEADLINE: f32 = -3.0;
    pub(in crate::resolve) const OPENS: f32 = -0.5;
    /// A short line that does not end as a sentence does: a heading, an item, a caption.
    pub(in crate::resolve) const NO_SENTENCE: f32 = -0.5;
    pub(in crate::resolve) const OTHER_HEAD: f32 = -6.0;
    pub(in crate::resolve) const PEOPLE: f32 = -5.0;
    pub(in crate::resolve) const VESSEL: f32 = -9.0;
    pub(in crate::resolve) const QUOTED: f32 = -3.0;
    pub(in crate::resolve) const AS_PLACE: f32 = -2.0;
    pub(in crate::resolve) const NUMBER: f32 = -1.5;
    pub(in crate::resolve) const LOWER: f32 = -4.0;
    /// Named again elsewhere in the article.
    pub(in crate::resolve) const AGAIN: f32 = 0.5;
    /// A reference to a name that stands elsewhere in the article: as sure as that name.
    pub(in crate::resolve) const REFERS: f32 = 0.0;
    pub(in crate::resolve) const NEVER: f32 = -20.0;
}
