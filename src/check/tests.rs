//! Each way in which a term may stand in a text, as a user would meet it.

use super::*;
use crate::article::Document;
use crate::config::Config;
use crate::gazetteer::Gazetteer;
use proptest::prelude::*;
use std::sync::LazyLock;

static UNLISTED: LazyLock<Tagger> =
    LazyLock::new(|| Tagger::new(gazetteer(), Config::default()).unwrap());

fn gazetteer() -> Gazetteer {
    Gazetteer::empty().layer("fixtures/gazetteer").unwrap().layer("fixtures/words").unwrap()
}

fn terms(of: &[&str]) -> Vec<Term> {
    let given = of.iter().map(|term| ((*term).to_owned(), Location::file("TERM")));
    Term::all(&given.collect::<Vec<_>>(), UNLISTED.gazetteer()).unwrap()
}

fn document(name: &str, text: &str) -> Document {
    Document::of(Location::file(name), text)
}

/// What is found of a term in a text: the verdict, the words, how they differ.
fn found(term: &str, text: &str) -> Vec<String> {
    let checker = Checker::new(&UNLISTED, terms(&[term])).unwrap();
    let read = checker.batch(vec![Ok(document("a.txt", text))]).remove(0).unwrap();
    let told = |one: &Found| {
        let about = match &one.verdict {
            Verdict::Near(differences, other) => {
                let mut names: Vec<&str> = differences.iter().map(|one| one.name()).collect();
                names.extend(other.as_deref());
                names.join(", ")
            }
            Verdict::Longer(name) => name.clone(),
            Verdict::Rejected(why) => why.clone(),
            Verdict::Mention | Verdict::Furniture => String::new(),
        };
        format!("{} {} {about}", one.verdict.name(), one.spelled).trim_end().to_owned()
    };
    read.hit.map(|hit| hit.found.iter().map(told).collect()).unwrap_or_default()
}

/// The same of `Pax Silica`, in the middle of a sentence.
fn pax(words: &str) -> Vec<String> {
    found("Pax Silica", &format!("Officials said on Monday that {words} would go on for weeks."))
}

#[test]
fn a_term_counts_as_it_is_spelled_whatever_the_spaces_quotes_and_capitals() {
    for words in [
        "Pax Silica",
        "PAX SILICA",
        "Pax\nSilica",
        "Pax\r\nSilica",
        "Pax\u{a0}Silica",
        "Pax  Silica",
        "“Pax Silica”",
        "‘Pax Silica’",
        "Pax Silica’s work",
        "Pax Si\u{ad}lica",
        "Páx Silica",
        "Pa\u{301}x Silica",
        "(Pax Silica)",
        "Pax Silica-led work",
    ] {
        let found = pax(words);
        assert!(
            matches!(found.as_slice(), [one] if one.starts_with("mention ")),
            "{words:?}: {found:?}"
        );
    }
}

#[test]
fn a_near_spelling_says_how_it_differs_and_does_not_count() {
    for (words, wanted) in [
        ("Pax Sillica", "near Pax Sillica letters"),
        ("Pax Slilica", "near Pax Slilica letters"),
        ("Pax Sliica", "near Pax Sliica letters"),
        ("Paxs Silica", "near Paxs Silica letters"),
        ("Pax Silca", "near Pax Silca letters"),
        ("Pax-Silica", "near Pax-Silica hyphen"),
        ("pax-silica", "near pax-silica hyphen, case"),
        ("PaxSilica", "near PaxSilica space"),
        ("Pax Sil ica", "near Pax Sil ica space"),
        ("pax silica", "near pax silica case"),
        ("Pax Silicas", "near Pax Silicas plural"),
        ("Рax Silica", "near Рax Silica transliteration"),
    ] {
        assert_eq!(pax(words), [wanted]);
    }
}

#[test]
fn names_in_other_scripts_and_systems_are_near() {
    let near = |term: &str, text: &str| found(term, text);
    for (term, text, wanted) in [
        ("Sikorsky", "He met Sikorskyy there.", "near Sikorskyy transliteration"),
        ("Sikorsky", "He met Sikorskiy there.", "near Sikorskiy transliteration"),
        ("Sikorsky", "Вчера Сикорский сказал.", "near Сикорский transliteration"),
        ("Сикорский", "He met Sikorsky there.", "near Sikorsky transliteration"),
        ("Сикорский", "Вчера Сикорский сказал.", "mention Сикорский"),
    ] {
        assert_eq!(near(term, text), [wanted]);
    }
    assert_eq!(near("泽连斯基", "他说泽连斯基先生来了。"), ["mention 泽连斯基"]);
}

#[test]
fn what_is_not_near_is_not_told() {
    for words in
        ["Pax, Silica", "Pax. Silica", "Pax\n\nSilica", "Silica Pax", "Pax Romana", "Max Silicon"]
    {
        assert!(pax(words).is_empty(), "{words:?}: {:?}", pax(words));
    }
    for (term, text) in [
        ("WHO", "who is it, Who? the whole"),
        ("Iran", "Iraq and iran and Uran"),
        ("US", "He told us of the bus."),
        ("F-35", "An F-16 flew."),
        ("COP30", "Before COP29 there was COP28."),
        ("Bank of England", "A bank in England said so."),
        ("Harbour", "They met at the harbour."),
    ] {
        assert_eq!(found(term, text), Vec::<String>::new(), "{term}");
    }
}

#[test]
fn acronyms_are_near_with_dots_and_in_the_plural_only() {
    assert_eq!(
        found("NGO", "An NGO, many NGOs, an N.G.O there."),
        ["mention NGO", "near NGOs plural", "near N.G.O sign"]
    );
    assert_eq!(
        found("N.G.O.", "The N.G.O. and the NGO there."),
        ["mention N.G.O.", "near NGO sign"]
    );
}

#[test]
fn a_longer_name_is_told_apart() {
    assert_eq!(pax("the Pax Silica Fund"), ["longer Pax Silica Pax Silica Fund"]);
    assert_eq!(pax("the Pax Silica Monday"), ["mention Pax Silica"]);
    assert_eq!(pax("the Pax Silica, Fund"), ["mention Pax Silica"]);
    assert_eq!(found("Smith", "Officials said that Jane Smith would go on."), ["mention Smith"]);
}

#[test]
fn what_stands_in_page_furniture_is_told_apart() {
    let page = "Home\nWorld\nBusiness\nSport\nTrending: Pax Silica\nContact us\nSubscribe\nSign in\n\n\
        Ministers meet in Tokyo\n\nTOKYO, Jan 3 - Ministers of nine countries met in Tokyo on Monday, officials said \
        there, and they will meet again in the spring to talk about the same things.\n\nThe talks were long, and those \
        who were there said that nobody had expected much of them in the first place.\n\n\
        They will go on for weeks, a spokesman said, and nobody knows when they will come to an end.\n";
    assert_eq!(found("Pax Silica", page), ["furniture Pax Silica"]);
}

#[test]
fn of_a_listed_term_the_tagger_decides() {
    let text = "Officials said that AUKUS would go on. Aukus is another way to write it.";
    assert_eq!(found("AUKUS", text), ["mention AUKUS", "mention Aukus"]);
    let text = "Mr Merz of the bakery said so. It was Merz who baked.";
    let found = found("Friedrich Merz", text);
    assert!(
        found.iter().all(|one| one.starts_with("rejected Merz ")) && !found.is_empty(),
        "{found:?}"
    );
}

#[test]
fn a_place_says_line_column_and_field() {
    let checker = Checker::new(&UNLISTED, terms(&["Pax Silica"])).unwrap();
    let titled = Document {
        title: Some("On Pax Silica".to_owned()),
        ..document("b.jsonl", "Nothing é Pax Silica.")
    };
    let read = checker.batch(vec![Ok(document("a.txt", "é\nThe é Pax\nSilica.")), Ok(titled)]);
    let places: Vec<(String, &str, usize, usize)> = read
        .iter()
        .flat_map(|read| &read.as_ref().unwrap().hit.as_ref().unwrap().found)
        .map(|one| (one.at.to_string(), one.field.name(), one.start, one.end))
        .collect();
    assert_eq!(
        places,
        [
            ("a.txt:2:7".to_owned(), "text", 8, 18),
            ("b.jsonl".to_owned(), "title", 3, 13),
            ("b.jsonl:1:11".to_owned(), "text", 10, 20),
        ]
    );
}

#[test]
fn sums_keep_terms_that_are_never_found_and_count_what_was_read() {
    let terms = terms(&["Pax Silica", "Nowhere Land"]);
    let checker = Checker::new(&UNLISTED, terms.clone()).unwrap();
    let dated = |name: &str, day: &str, text: &str| Document {
        published: Some(day.to_owned()),
        source: Some("Lamp".to_owned()),
        ..document(name, text)
    };
    let batch = vec![
        Ok(dated("b.txt", "2026-02-01", "It is Pax Silica and PAX SILICA.")),
        Ok(dated("a.txt", "2026-01-01", "It is Pax Silica.")),
        Ok(dated("c.txt", "2026-03-01", "It is Pax Sillica.")),
        Err(crate::Error::new(Location::file("d.txt"), "is empty", "leave it out")),
    ];
    let mut summary = Summary::new(terms.len());
    for read in checker.batch(batch) {
        match read {
            Ok(read) => summary.add(&read, &terms),
            Err(error) => summary.failed(&error),
        }
    }
    assert_eq!(summary.totals, Totals { articles: 3, failed: 1, characters: 32 + 17 + 18 });
    let pax = &summary.terms[0];
    assert_eq!((pax.count.mentions, pax.count.articles), (3, 2));
    assert_eq!(pax.first, Some(("2026-01-01".to_owned(), "a.txt".to_owned())));
    assert_eq!(pax.last, Some(("2026-02-01".to_owned(), "b.txt".to_owned())));
    let spelled: Vec<(String, usize)> = pax
        .shares("spelling")
        .into_iter()
        .map(|share| (share.value, share.count.mentions))
        .collect();
    assert_eq!(spelled, [("Pax Silica".to_owned(), 2), ("PAX SILICA".to_owned(), 1)]);
    assert_eq!(pax.near()[0].spelled, "Pax Sillica");
    assert_eq!(summary.terms[1].count, Count::default());
    assert_eq!(summary.rows.len(), 2);
}

#[test]
fn the_answer_does_not_depend_on_threads() {
    let texts = ["It is Pax Silica.", "Nothing.", "A Pax Sillica and a Pax-Silica.", "PAX SILICA"];
    let answer = |threads| {
        let tagger = Tagger::new(gazetteer(), Config { threads, ..Config::default() }).unwrap();
        let checker = Checker::new(&tagger, terms(&["Pax Silica", "Silica"])).unwrap();
        let batch = texts.iter().cycle().take(60).map(|text| Ok(document("a.txt", text))).collect();
        format!("{:?}", checker.batch(batch))
    };
    assert_eq!(answer(1), answer(4));
}

proptest! {
    #[test]
    fn a_term_with_one_edit_is_near_and_never_counted(
        at in 0usize..11,
        letter in "[b-df-hj-np-tv-z]",
        edit in 0u8..4,
    ) {
        let term = "Karvel Dromosk";
        let letters: Vec<char> = term.chars().collect();
        let letter = letter.chars().next().unwrap();
        // not at the ends of a word: a capital or a plural is another difference
        let at = if at < 4 { at + 1 } else { at + 4 }.min(letters.len() - 2);
        let mut edited = letters.clone();
        match edit {
            0 => edited.insert(at, letter),
            1 => { edited.remove(at); }
            2 => edited[at] = letter,
            _ => edited.swap(at, at + 1),
        }
        prop_assume!(edited != letters && edited[6..8].contains(&' ') == letters[6..8].contains(&' '));
        let edited: String = edited.into_iter().collect();
        prop_assume!(edited.split(' ').count() == 2 && edited.chars().filter(|c| c.is_uppercase()).count() == 2);
        let told = found(term, &format!("Officials said that {edited} would go on for weeks."));
        prop_assert_eq!(told, [format!("near {edited} letters")]);
    }

    #[test]
    fn no_text_makes_it_panic_and_every_place_is_whole_characters(
        text in "(Pax|Silica|pax|s|[ \n.’\u{a0}\u{ad}\u{301}-]|Зел|中|é|<b>|Fund){0,30}",
    ) {
        let places = Looker::new(terms(&["Pax Silica", "Зеленский", "中", "U.S."]), Default::default())
            .unwrap()
            .places(&text);
        for place in places {
            prop_assert!(text.get(place.span.range()).is_some_and(|words| !words.is_empty()));
        }
    }
}
