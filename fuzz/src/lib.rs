//! What each target does with the bytes that it is given, and what must hold whatever they are. None of
//! it may panic, run out of memory or take longer than its input is long.

use std::fs;
use std::panic;
use std::path::{Path, PathBuf};
use std::sync::{Once, OnceLock};
use wiretag::article::Markup;
use wiretag::fold::fold;
use wiretag::location::Location;
use wiretag::{Config, Document, Gazetteer, Record, Span, Tagger, read};

/// Most documents of an input that are looked at.
const DOCUMENTS: usize = 2000;

/// A text is folded, and every part of what comes of it stands for whole characters.
pub fn folded(text: &str) {
    let folded = fold(text);
    let ends: Vec<usize> = folded.text().char_indices().map(|(at, _)| at).collect();
    for pair in ends.windows(2) {
        let span = folded.to_original(Span::of(pair[0]..pair[1]));
        assert!(text.get(span.range()).is_some_and(|part| !part.is_empty()));
    }
    assert_eq!(fold(folded.text()).text(), folded.text());
}

/// A text is tagged; zones and mentions are whole and in order.
pub fn tagged(text: &str, markup: Markup) {
    let document = Document { markup, ..Document::of(Location::file("a"), text) };
    sound(&tagger().tag(document));
}

/// An input of that name is read to its end, and its documents are tagged.
pub fn read(name: &str, bytes: &[u8]) {
    // the hook of libFuzzer ends the program at a panic that is caught further up, too
    static HOOK: Once = Once::new();
    HOOK.call_once(|| panic::set_hook(Box::new(|panic| eprintln!("{panic}"))));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("it is written");
    let inputs = [path.to_string_lossy().into_owned()];
    for document in read::open(&inputs, &read::Options::default()).take(DOCUMENTS) {
        match document {
            Ok(document) => {
                assert!(!document.id.is_empty());
                if document.body.len() < 10_000 {
                    sound(&tagger().tag(document));
                }
            }
            Err(error) => assert!(error.problems().iter().all(|problem| !problem.what.is_empty())),
        }
    }
}

/// A file of a gazetteer is loaded: which one is told by its first byte.
pub fn layer(bytes: &[u8]) {
    const FILES: [&str; 9] = [
        "agreements.csv",
        "bodies.csv",
        "countries.csv",
        "given-names.csv",
        "names-de.csv",
        "organizations.csv",
        "people.csv",
        "titles.csv",
        "topics.csv",
    ];
    let Some((first, bytes)) = bytes.split_first() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let file = FILES[usize::from(*first) % FILES.len()];
    fs::write(folder.path().join(file), bytes).expect("it is written");
    if let Ok(gazetteer) = Gazetteer::empty().layer(folder.path()) {
        let tagger = Tagger::new(gazetteer, one_thread());
        drop(tagger.map(|tagger| tagger.tag(Document::of(Location::file("a"), "Kenya met Malta."))));
    }
}

/// A compiled gazetteer is opened: refused, or used.
pub fn compiled(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.wtg");
    fs::write(&path, bytes).expect("it is written");
    if let Ok(gazetteer) = Gazetteer::compiled(&path) {
        let tagger = Tagger::new(gazetteer, one_thread());
        drop(tagger.map(|tagger| tagger.tag(Document::of(Location::file("a"), "Kenya met Malta."))));
    }
}

fn one_thread() -> Config {
    Config { threads: 1, ..Config::default() }
}

fn tagger() -> &'static Tagger {
    static TAGGER: OnceLock<Tagger> = OnceLock::new();
    TAGGER.get_or_init(|| {
        let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/gazetteer");
        let gazetteer = Gazetteer::empty().layer(folder).expect("the fixture is sound");
        Tagger::new(gazetteer, one_thread()).expect("it is small")
    })
}

fn sound(record: &Record) {
    let article = &record.article;
    let mut end = 0;
    for zone in &article.zones {
        let between = article.text.get(end..zone.span.start()).expect("whole characters");
        assert!(between.trim().is_empty(), "{between:?} lies in no zone");
        let own = article.slice(zone.span);
        assert!(!own.is_empty() && own == own.trim());
        end = zone.span.end();
    }
    assert!(article.text.get(end..).expect("whole characters").trim().is_empty());
    for pair in record.mentions.windows(2) {
        assert!(pair[0].span.end() <= pair[1].span.start());
    }
    let spans = record.mentions.iter().map(|mention| mention.span);
    for span in spans.chain(record.rejections.iter().map(|rejection| rejection.span)) {
        assert!(article.text.get(span.range()).is_some_and(|part| !part.is_empty()));
    }
}
