//! In which language an article is, where nobody says.
//!
//! Promises: nothing is said of a text that is too short, or that could be of two languages; a tag is of
//! BCP 47, primary subtag only.
//!
//! Method: an English text is known by its smallest words, which no other language has so often; all
//! others by their letters in threes (Cavnar and Trenkle, 1994), as the crate `whatlang` counts them.

use crate::article::{Zone, ZoneKind};

/// So many bytes of running text are looked at: more tell no better.
const SAMPLE: usize = 1000;
/// Fewer letters say too little.
const LETTERS: usize = 100;
/// In English, one word of so many at least is one of its smallest.
const SMALL_WORDS: usize = 9;
/// The language of an article's running text.
pub(super) fn of(text: &str, zones: &[Zone]) -> Option<&'static str> {
    let sample = sample(text, zones);
    sample.chars().filter(|c| c.is_alphabetic()).nth(LETTERS - 1)?;
    if is_english(&sample) {
        return Some("en");
    }
    let told = whatlang::detect(&sample).filter(whatlang::Info::is_reliable)?;
    let code = told.lang().code();
    let at = TAGS.binary_search_by_key(&code, |(code, _)| code).ok()?;
    Some(TAGS[at].1)
}

fn sample(text: &str, zones: &[Zone]) -> String {
    let mut sample = String::with_capacity(SAMPLE);
    let runs = zones.iter().filter(|zone| matches!(zone.kind, ZoneKind::Lead | ZoneKind::Body));
    for run in runs.filter_map(|zone| text.get(zone.span.range())) {
        let room = SAMPLE.saturating_sub(sample.len());
        let end = run.floor_char_boundary(room);
        sample.push_str(&run[..end]);
        sample.push('\n');
        if sample.len() >= SAMPLE {
            break;
        }
    }
    sample
}

fn is_english(sample: &str) -> bool {
    let (mut words, mut small) = (0, 0);
    for word in sample.split_whitespace() {
        words += 1;
        let is_small = matches!(word, "and" | "in" | "is" | "of" | "that" | "the" | "to" | "with");
        small += usize::from(is_small);
    }
    sample.contains(" the ") && small * SMALL_WORDS >= words
}

/// ISO 639-3 codes and tags of BCP 47; sorted.
#[rustfmt::skip]
const TAGS: &[(&str, &str)] = &[
    ("afr", "af"), ("aka", "ak"), ("amh", "am"), ("ara", "ar"), ("aze", "az"), ("bel", "be"), ("ben", "bn"),
    ("bul", "bg"), ("cat", "ca"), ("ces", "cs"), ("cmn", "zh"), ("cym", "cy"), ("dan", "da"), ("deu", "de"),
    ("ell", "el"), ("eng", "en"), ("epo", "eo"), ("est", "et"), ("fin", "fi"), ("fra", "fr"), ("guj", "gu"),
    ("heb", "he"), ("hin", "hi"), ("hrv", "hr"), ("hun", "hu"), ("hye", "hy"), ("ind", "id"), ("ita", "it"),
    ("jav", "jv"), ("jpn", "ja"), ("kan", "kn"), ("kat", "ka"), ("khm", "km"), ("kor", "ko"), ("lat", "la"),
    ("lav", "lv"), ("lit", "lt"), ("mal", "ml"), ("mar", "mr"), ("mkd", "mk"), ("mya", "my"), ("nep", "ne"),
    ("nld", "nl"), ("nob", "nb"), ("ori", "or"), ("pan", "pa"), ("pes", "fa"), ("pol", "pl"), ("por", "pt"),
    ("ron", "ro"), ("rus", "ru"), ("sin", "si"), ("slk", "sk"), ("slv", "sl"), ("sna", "sn"), ("spa", "es"),
    ("srp", "sr"), ("swe", "sv"), ("tam", "ta"), ("tel", "te"), ("tgl", "tl"), ("tha", "th"), ("tuk", "tk"),
    ("tur", "tr"), ("ukr", "uk"), ("urd", "ur"), ("uzb", "uz"), ("vie", "vi"), ("yid", "yi"), ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::super::tests::article_of;
    use super::*;

    fn language(text: &str) -> Option<String> {
        article_of(text).language
    }

    #[test]
    fn running_text_tells_its_language() {
        let english = "The harbour council of Verity said on Monday that the old light is to be mended before the \
            herring boats come home, and that the keeper will stay.";
        let spanish = "El consejo del puerto de Verity anunció el lunes que la vieja luz se reparará antes de que \
            vuelvan los barcos de arenque, y que el farero se quedará en su casa.";
        let german = "Der Hafenrat von Verity teilte am Montag mit, dass das alte Licht vor der Heimkehr der \
            Heringsboote erneuert wird und der Wärter in seinem Haus bleiben darf.";
        let japanese = "港の評議会は月曜日、にしん漁の船が戻る前に古い灯台の明かりを直すと発表した。灯台守はそのまま\
            家に残ることができるという。町の人々はこの知らせを喜び、港の広場に集まって祝った。子どもたちは旗を振り、\
            漁師たちは網を干しながら歌をうたった。";
        for (text, tag) in [(english, "en"), (spanish, "es"), (german, "de"), (japanese, "ja")] {
            assert_eq!(language(text).as_deref(), Some(tag), "{text}");
        }
    }

    #[test]
    fn a_short_text_tells_nothing() {
        assert_eq!(language("Hafenrat erneuert das alte Licht."), None);
    }

    #[test]
    fn every_language_that_can_be_told_has_a_tag() {
        assert!(TAGS.is_sorted());
        for lang in whatlang::Lang::all() {
            assert!(TAGS.iter().any(|(code, _)| *code == lang.code()), "{}", lang.code());
        }
    }
}
