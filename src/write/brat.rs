//! brat: a folder with the text and the mentions of each article, for the annotation tool of that name.
//!
//! Promises: `NAME.txt` is the article's text as it was read, its title first; `NAME.ann` has a line for
//! each mention, whose offsets are characters of that text; names of files are ASCII, safe on any system,
//! and no two the same, also where capitals do not count; `names.csv` says which article each one is. A
//! folder that holds anything is never written to: people correct such files by hand.

use super::aside::Folder;
use super::csv::csv_text;
use super::ready::Ready;
use super::rows::View;
use super::table::on_one_line;
use super::{Failure, Finished, MANIFEST, Manifest, Sink, Written};
use crate::error::Result;
use crate::gazetteer::Kind;
use crate::record::Mention;
use deunicode::deunicode;
use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

/// The most characters of a file's name, before its ending and a number.
const LONGEST: usize = 100;

/// Names that Windows keeps for devices.
const DEVICES: [&str; 4] = ["aux", "con", "nul", "prn"];

/// All articles to a folder.
pub(super) struct BratSink {
    folder: Folder,
    /// In small letters.
    taken: HashSet<String>,
    /// Name and article.
    names: Vec<[String; 2]>,
}

impl BratSink {
    pub(super) fn begin(out: &Path) -> Result<Self> {
        let folder = Folder::begin_empty(out)?;
        let taken = HashSet::from(["names".to_owned(), "annotation".to_owned(), "run".to_owned()]);
        Ok(Self { folder, taken, names: Vec::new() })
    }

    fn put(&self, name: &str, bytes: &[u8]) -> Written {
        let mut file = self.folder.create(name)?;
        file.write_all(bytes).map_err(|e| Failure::Other(self.folder.error(name, &e)))
    }

    /// A name for the files of an article that no other has.
    fn name(&mut self, id: &str) -> String {
        let name = safe(id);
        let numbered = (2..).map(|n| format!("{name}-{n}"));
        let mut names = [name.clone()].into_iter().chain(numbered);
        let free = names.find(|name| self.taken.insert(name.to_ascii_lowercase()));
        free.unwrap_or(name)
    }
}

impl Sink for BratSink {
    /// The parts of a record are its id, its text and its mentions.
    fn record(&mut self, ready: Ready) -> Written {
        let parts = ready.parts.map_err(|e| self.folder.error("names.csv", &e))?;
        let [id, text, mentions] = parts.as_slice() else { return Ok(()) };
        let id = String::from_utf8_lossy(id).into_owned();
        let name = self.name(&id);
        self.put(&format!("{name}.txt"), text)?;
        self.put(&format!("{name}.ann"), mentions)?;
        self.names.push([name, id]);
        Ok(())
    }

    fn finish(self: Box<Self>, manifest: &Manifest) -> Finished {
        let header = ["name".to_owned(), "article".to_owned()];
        let names = csv_text([header].iter().chain(&self.names))
            .map_err(|e| self.folder.error("names.csv", &e))?;
        self.put("names.csv", names.as_bytes())?;
        self.put("annotation.conf", conf().as_bytes())?;
        let json = manifest.to_json().map_err(|e| self.folder.error(MANIFEST, &e))?;
        self.put(MANIFEST, json.as_bytes())?;
        self.folder.place()?;
        Ok(Vec::new())
    }
}

/// Id, text and mentions of a record.
pub(super) fn parts(view: &View<'_>) -> Vec<Vec<u8>> {
    let article = &view.record.article;
    let mut mentions = String::new();
    let mut unknown = 0;
    for (mention, n) in view.record.mentions.iter().zip(1..) {
        let entity = &mention.entity;
        let (spans, words) = fragments(view, mention);
        let _ = writeln!(mentions, "T{n}\t{} {spans}\t{words}", type_of(entity.kind));
        if !entity.is_known() {
            unknown += 1;
            let _ = writeln!(mentions, "A{unknown}\tUnknown T{n}");
        }
        let qid = entity.wikidata().map(|qid| format!(", {qid}")).unwrap_or_default();
        let note = format!("{} ({}{qid}): {}", entity.name, entity.id, mention.reason());
        let _ = writeln!(mentions, "#{n}\tAnnotatorNotes T{n}\t{}", on_one_line(&note));
    }
    vec![article.id.clone().into_bytes(), article.text.clone().into_bytes(), mentions.into_bytes()]
}

/// The places of a mention and its words: one place, or as many as it has lines.
fn fragments(view: &View<'_>, mention: &Mention) -> (String, String) {
    let words = view.record.slice(mention);
    let (mut spans, mut lines) = (Vec::new(), Vec::new());
    let mut start = mention.span.start();
    for line in words.split_inclusive(['\n', '\r']) {
        let bare = line.trim();
        if !bare.is_empty() {
            let from = start + line.len() - line.trim_start().len();
            spans.push(format!("{} {}", view.point(from), view.point(from + bare.len())));
            lines.push(bare);
        }
        start += line.len();
    }
    (spans.join(";"), lines.join(" "))
}

/// A type as brat has it: with a capital.
fn type_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "Person",
        Kind::Country => "Country",
        Kind::Organization => "Organization",
        Kind::Agreement => "Agreement",
        Kind::Place => "Place",
    }
}

/// What brat must know of the types.
fn conf() -> String {
    let types = Kind::ALL.map(type_of).join("\n");
    format!(
        "[entities]\n{types}\n\n[relations]\n\n[events]\n\n[attributes]\nUnknown\tArg:<ENTITY>\n"
    )
}

/// An id as the name of a file: letters and digits of ASCII, dots, hyphens and underscores.
fn safe(id: &str) -> String {
    let ascii = deunicode(id.strip_suffix(".txt").unwrap_or(id));
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
    let name: String = ascii.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    let name: String = name.trim_start_matches(['.', '_', '-']).chars().take(LONGEST).collect();
    let name = name.trim_end_matches('.');
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let port = stem.strip_prefix("com").or(stem.strip_prefix("lpt"));
    let is_port = port.is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()));
    match name {
        "" => "article".to_owned(),
        _ if is_port || DEVICES.contains(&stem.as_str()) => format!("article_{name}"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn names_are_safe_everywhere() {
        for (id, name) in [
            ("news/2026/a.txt", "news_2026_a"),
            ("../../etc/passwd", "etc_passwd"),
            ("feed.jsonl:12", "feed.jsonl_12"),
            ("Zażółć 東京", "Zazolc_Dong_Jing"),
            ("", "article"),
            ("con", "article_con"),
            ("LPT1.html", "article_LPT1.html"),
            ("com1x", "com1x"),
            ("a...", "a"),
        ] {
            assert_eq!(safe(id).trim_end_matches('_'), name, "{id}");
        }
        assert_eq!(safe(&"x".repeat(500)).len(), LONGEST);
    }

    #[test]
    fn no_two_articles_have_one_name() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut sink = BratSink::begin(&dir.path().join("out")).expect("it is new");
        let names = ["a/b", "a:b", "A_b", "names", "a_b-2"].map(|id| sink.name(id));
        assert_eq!(names, ["a_b", "a_b-2", "A_b-3", "names-2", "a_b-2-2"]);
    }

    #[test]
    fn a_mention_over_two_lines_has_two_places() {
        let record = sample::record("a", "é Malta\r\n met.", &["Malta\r\n met"]);
        let [_, text, mentions] = &parts(&View::of(&record))[..] else { panic!("three parts") };
        assert_eq!(text, "é Malta\r\n met.".as_bytes());
        let mentions = String::from_utf8_lossy(mentions);
        assert!(
            mentions.starts_with(
                "T1\tCountry 2 7;10 13\tMalta met\n#1\tAnnotatorNotes T1\tMalta met ("
            ),
            "{mentions}"
        );
    }
}
