//! Posts and descriptions as roles of people.

/// A post or description as a role: the words that posts begin with in small letters.
pub(super) fn role(text: &str) -> String {
    let mut leading = true;
    let mut word = |word: &str| {
        let small = word.to_lowercase();
        let bare = small.trim_end_matches(',');
        let role = ROLES.binary_search(&bare).is_ok() && word != word.to_uppercase();
        leading &= role || bare == "and";
        if leading { small } else { word.to_owned() }
    };
    text.split_whitespace().map(&mut word).collect::<Vec<_>>().join(" ")
}

/// Words that posts begin with; sorted. Others keep their capital, since they may be names (`Italian`).
const ROLES: &[&str] = &[
    "acting",
    "adviser",
    "advisor",
    "ambassador",
    "archbishop",
    "assistant",
    "associate",
    "attorney",
    "bishop",
    "brigadier",
    "chair",
    "chairman",
    "chairperson",
    "chairwoman",
    "chancellor",
    "chief",
    "colonel",
    "commander",
    "commissioner",
    "deputy",
    "director",
    "director-general",
    "executive",
    "first",
    "foreign",
    "former",
    "founder",
    "general",
    "governor",
    "head",
    "interim",
    "judge",
    "justice",
    "king",
    "lawyer",
    "leader",
    "lieutenant",
    "major",
    "managing",
    "mayor",
    "member",
    "minister",
    "monarch",
    "officer",
    "permanent",
    "politician",
    "president",
    "prime",
    "prince",
    "princess",
    "prosecutor",
    "queen",
    "representative",
    "secretary",
    "secretary-general",
    "senator",
    "senior",
    "speaker",
    "special",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "state",
    "treasurer",
    "undersecretary",
    "vice",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_sorted() {
        assert!(ROLES.is_sorted());
    }

    #[test]
    fn words_of_posts_are_small() {
        assert_eq!(role("Deputy Minister of Trade"), "deputy minister of Trade");
        assert_eq!(
            role("Brigadier General and Commander of X"),
            "brigadier general and commander of X"
        );
        assert_eq!(role("Italian politician"), "Italian politician");
        assert_eq!(role("CEO"), "CEO");
    }
}
