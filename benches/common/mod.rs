//! What both benches measure on: articles, gazetteers, and counts made the slow way.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;
use wiretag::extract::extract;
use wiretag::find::Finder;
use wiretag::fold::{Folded, fold};
use wiretag::gazetteer::{Alias, Case};
use wiretag::write::{self, Counts, Failure, Format, Manifest, Ready};
use wiretag::{Article, Config, Document, Gazetteer, Span, Tagger, read};

/// Least size of the corpus that is used where none is given, in bytes.
const OWN_CORPUS: usize = 2_000_000;
/// How many bytes of text are counted the slow way, at most.
const COUNTED: usize = 1_000_000;

/// With which names a gazetteer is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Names {
    /// The bundled gazetteer.
    Bundled,
    /// So many names, and no bundled gazetteer.
    Some(usize),
}

impl Names {
    pub(crate) const ALL: [Self; 4] =
        [Self::Bundled, Self::Some(10_000), Self::Some(100_000), Self::Some(1_000_000)];

    /// The gazetteer, made once.
    pub(crate) fn gazetteer(self) -> &'static Gazetteer {
        static MADE: [OnceLock<Gazetteer>; 4] = [const { OnceLock::new() }; 4];
        let number = Self::ALL.iter().position(|names| *names == self).expect("is one of them");
        MADE[number].get_or_init(|| match self {
            Self::Bundled => Gazetteer::bundled().expect("a bundle"),
            Self::Some(_) => Gazetteer::empty().layer(self.folder()).expect("names without faults"),
        })
    }

    /// Its aliases.
    pub(crate) fn aliases(self) -> Vec<&'static Alias> {
        self.gazetteer().entries.iter().flat_map(|entry| &entry.aliases).collect()
    }

    /// The folder of CSV files with the names; of [`Names::Bundled`], an empty one.
    pub(crate) fn folder(self) -> PathBuf {
        let folder = scratch().join(format!("{self}"));
        if folder.exists() {
            return folder;
        }
        fs::create_dir(&folder).expect("a folder");
        if let Self::Some(count) = self {
            let mut csv = csv::Writer::from_path(folder.join("organizations.csv")).expect("a file");
            csv.write_record(["id", "name"]).expect("a row");
            for (number, name) in all_names().iter().take(count).enumerate() {
                csv.write_record([&format!("n{number:07}"), name]).expect("a row");
            }
            csv.flush().expect("room on the disk");
        }
        folder
    }
}

impl std::fmt::Display for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bundled => f.pad("bundled"),
            Self::Some(count) => f.pad(&format!("{}k names", count / 1000)),
        }
    }
}

/// A folder for files of this run, taken away by [`clean`].
pub(crate) fn scratch() -> &'static Path {
    folder().path()
}

fn folder() -> &'static TempDir {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    FOLDER.get_or_init(|| TempDir::with_prefix("wiretag-bench-").expect("a folder"))
}

/// Takes the files of this run away: what is static is never dropped.
pub(crate) fn clean() {
    fs::remove_dir_all(scratch()).expect("a folder of ours");
}

/// `WIRETAG_BENCH_NAMES`: the first column of a table with tabs, without its header; else made-up names,
/// one of ten a capitalized word of the corpus.
fn all_names() -> &'static [String] {
    static NAMES: OnceLock<Vec<String>> = OnceLock::new();
    NAMES.get_or_init(|| match std::env::var_os("WIRETAG_BENCH_NAMES") {
        Some(path) => {
            let lines = BufReader::new(fs::File::open(path).expect("a file of names")).lines();
            let name = |line: std::io::Result<String>| {
                let line = line.expect("UTF-8");
                line.split('\t').next().unwrap_or_default().to_owned()
            };
            lines.skip(1).map(name).collect()
        }
        None => made_up(1_000_000),
    })
}

fn made_up(count: usize) -> Vec<String> {
    const SYLLABLES: &[&str] = &[
        "ba", "ter", "lo", "mir", "an", "kos", "du", "vel", "ri", "sha", "tok", "en", "gra", "pi",
        "sun", "wal",
    ];
    let capitalized = |word: &&str| word.len() > 3 && word.starts_with(char::is_uppercase);
    let mut seen: Vec<&str> = corpus()
        .articles
        .iter()
        .flat_map(|article| article.text.split(|c: char| !c.is_alphanumeric()))
        .filter(capitalized)
        .collect();
    seen.sort_unstable();
    seen.dedup();
    // a linear congruential generator: the same names in each run
    let mut state = 1_u64;
    let mut next = |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut word = || {
        let word: String = (0..2 + next(3)).map(|_| SYLLABLES[next(SYLLABLES.len())]).collect();
        word[..1].to_uppercase() + &word[1..]
    };
    (0..count)
        .map(|number| match seen.get(number / 10) {
            Some(seen) if number % 10 == 0 => (*seen).to_owned(),
            _ => (0..1 + number % 3).map(|_| word()).collect::<Vec<_>>().join(" "),
        })
        .collect()
}

/// The articles, as each room gets them.
pub(crate) struct Corpus {
    /// The JSONL file.
    pub(crate) path: String,
    pub(crate) documents: Vec<Document>,
    pub(crate) articles: Vec<Article>,
    pub(crate) folded: Vec<Folded>,
    /// Bytes of the articles' texts.
    pub(crate) bytes: usize,
}

/// `WIRETAG_BENCH_CORPUS`, a JSONL file; else the project's own example articles, over and over.
pub(crate) fn corpus() -> &'static Corpus {
    static CORPUS: OnceLock<Corpus> = OnceLock::new();
    CORPUS.get_or_init(|| {
        let path = std::env::var("WIRETAG_BENCH_CORPUS").unwrap_or_else(|_| own_corpus());
        let documents = read(&path);
        let articles: Vec<Article> = documents.iter().cloned().map(extract).collect();
        let folded = articles.iter().map(|article| fold(&article.text)).collect();
        let bytes = articles.iter().map(|article| article.text.len()).sum();
        assert!(bytes > 0, "{path} has no articles");
        Corpus { path, documents, articles, folded, bytes }
    })
}

fn own_corpus() -> String {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut texts: Vec<PathBuf> = fs::read_dir(fixtures.join("articles"))
        .expect("fixtures")
        .map(|file| file.expect("fixtures").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    texts.sort();
    let texts = texts.iter().map(|path| fs::read_to_string(path).expect("fixtures"));
    let gold = read(&fixtures.join("gold/articles.jsonl").to_string_lossy());
    let texts: Vec<String> = texts.chain(gold.into_iter().map(|one| one.body)).collect();
    let mut lines = String::new();
    for (number, text) in texts.iter().cycle().enumerate() {
        let line = serde_json::json!({"id": format!("b{number}"), "text": text});
        lines += &format!("{line}\n");
        if lines.len() >= OWN_CORPUS {
            break;
        }
    }
    let path = scratch().join("corpus.jsonl");
    fs::write(&path, lines).expect("room on the disk");
    path.to_string_lossy().into_owned()
}

/// The documents of a file.
pub(crate) fn read(path: &str) -> Vec<Document> {
    read::open(&[path.to_owned()], &read::Options::default())
        .map(|document| document.expect("a corpus without faults"))
        .collect()
}

/// Ready to tag with so many threads.
pub(crate) fn tagger(names: Names, threads: usize) -> Tagger {
    let config = Config { threads, ..Config::default() };
    Tagger::new(names.gazetteer().clone(), config).expect("a gazetteer without faults")
}

/// The whole job but loading: the corpus from its file to a folder of tables.
pub(crate) fn whole(tagger: &Tagger) -> Counts {
    let out = tempfile::tempdir_in(scratch()).expect("a folder");
    let out = out.path().join("out");
    let options = write::Options::default();
    let mut sink = write::open(&out.to_string_lossy(), Format::Folder, options).expect("a folder");
    let documents = read::open(&[corpus().path.clone()], &read::Options::default());
    let mut counts = Counts::default();
    let ready = |record| (Counts::of(&record), Ready::new(&record, Format::Folder, options));
    tagger
        .tag_each(documents, ready, |tagged| {
            let ((count, ready), story) = tagged.expect("a corpus without faults");
            counts.add(&count);
            sink.record(ready.of_story(&story))
        })
        .unwrap_or_else(|failure: Failure| panic!("{failure}"));
    sink.finish(&manifest(counts)).unwrap_or_else(|failure| panic!("{failure}"));
    counts
}

pub(crate) fn manifest(counts: Counts) -> Manifest {
    Manifest::new(serde_json::Value::Null, &[], Vec::new(), counts)
}

/// The number of hits in the corpus.
pub(crate) fn hits(finder: &Finder) -> usize {
    let (corpus, zones) = (corpus(), Config::default().zones);
    let each = corpus.articles.iter().zip(&corpus.folded);
    each.map(|(article, folded)| finder.find(article, folded, &zones).hits.len()).sum()
}

/// Asserts that in the first articles of the corpus, the hits are those that stand there: looked for
/// without a trie or an automaton, by looking up each stretch of words in a table.
///
/// # Panics
/// If they are not the same.
pub(crate) fn assert_hits(names: Names, finder: &Finder) {
    let zones = Config::default().zones;
    let mut table: HashMap<String, Vec<&Alias>> = HashMap::new();
    for alias in names.aliases() {
        // a hit begins with a letter or digit: `'Ndrangheta` is found from its N
        let folded = fold(&alias.text);
        let text = folded.text().trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end();
        table.entry(text.to_owned()).or_default().push(alias);
    }
    let longest = table.keys().map(String::len).max().unwrap_or_default();
    let (mut hits, mut bytes) = (0, 0);
    for (article, folded) in corpus().articles.iter().zip(&corpus().folded) {
        if bytes > COUNTED {
            break;
        }
        bytes += article.text.len();
        let found = finder.find(article, folded, &zones).hits;
        let mut found: Vec<Span> = found.iter().map(|hit| hit.span).collect();
        let mut counted = Vec::new();
        for zone in article.zones.iter().filter(|zone| zones.contains(&zone.kind)) {
            let from = folded.from_original(zone.span.start());
            let to = folded.from_original(zone.span.end());
            counted.extend(count(article, folded, from..to, &table, longest));
        }
        hits += counted.len();
        found.sort_unstable();
        counted.sort_unstable();
        let words =
            |spans: &[Span]| spans.iter().map(|span| article.slice(*span)).collect::<Vec<_>>();
        assert!(
            found == counted,
            "{names}, article {}: {:?} were found, {:?} are there",
            article.id,
            words(&found),
            words(&counted)
        );
    }
    assert!(hits > 0, "no hit of {names} in {bytes} bytes");
}

fn count(
    article: &Article,
    folded: &Folded,
    range: std::ops::Range<usize>,
    table: &HashMap<String, Vec<&Alias>>,
    longest: usize,
) -> Vec<Span> {
    let text = &folded.text()[range.clone()];
    let mut before = None;
    let mut counted = Vec::new();
    for (start, first) in text.char_indices() {
        let may_start = first.is_alphanumeric()
            && before.is_none_or(|c| !is_word(c) || is_unspaced(c) || is_unspaced(first));
        before = Some(first);
        if !may_start {
            continue;
        }
        let mut last = first;
        let rest = &text[start..];
        for (end, next) in rest.char_indices().skip(1).chain([(rest.len(), ' ')]) {
            if end > longest {
                break;
            }
            let number = next == '-' && rest[end + 1..].starts_with(char::is_numeric);
            let inside = is_word(next) && !is_unspaced(last) && !is_unspaced(next);
            let ends = !inside && !number && next != '$';
            if let Some(aliases) = table.get(&rest[..end]).filter(|_| ends) {
                let from = range.start + start;
                let span = folded.to_original(Span::of(from..from + end));
                let spelled = article.slice(span);
                let hit = |alias: &&&Alias| holds(alias, article) && fits(alias, spelled);
                counted.extend(aliases.iter().filter(hit).map(|_| span));
            }
            last = next;
        }
    }
    counted
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Letters of scripts that put no space between words, as `docs/gazetteers.md` has them.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0xe00..=0xeff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x3040..=0x30ff
        | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff)
}

/// Whether an alias counts in articles of that language.
fn holds(alias: &Alias, article: &Article) -> bool {
    let given = article.language.as_deref().and_then(|tag| tag.split(['-', '_']).next());
    alias
        .language
        .as_deref()
        .is_none_or(|asked| given.is_some_and(|given| given.eq_ignore_ascii_case(asked)))
}

/// The rule of case of `docs/gazetteers.md`, word by word.
fn fits(alias: &Alias, spelled: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let is_joined = |c| matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}');
        text.split(|c: char| !c.is_alphanumeric() && !is_joined(c))
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let small = |word: &str| !word.chars().any(char::is_uppercase);
    let large = |word: &str| !word.chars().any(char::is_lowercase);
    let titled = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(|c| !c.is_lowercase()) && small(letters.as_str())
    };
    match alias.case {
        Case::Any => true,
        Case::Exact => alias.text == spelled,
        Case::Spelled => {
            let (asked, given) = (words(&alias.text), words(spelled));
            asked.len() <= given.len()
                && asked.iter().zip(&given).all(|(asked, given)| {
                    small(asked)
                        || large(given)
                        || (!large(asked)
                            && if titled(asked) { titled(given) } else { asked == given })
                })
        }
    }
}
