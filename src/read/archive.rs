//! What all archives have in common: the names of their members.
//!
//! Promises: a member is shown as `archive.zip/inner/path.txt`, whatever its name: on one line, inside
//! the archive, and different from every other. Nothing is ever written under such a name. Hidden
//! files, folders and what macOS puts beside files are left out, as they are in folders.
//! If you change how members are shown, the ids of documents in archives change.

use super::open::Stream;
use crate::error::{Error, Result};
use crate::location::Location;
use std::collections::HashMap;
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};

/// What macOS keeps beside the files of an archive.
const RESOURCES: &[u8] = b"__MACOSX";

/// The members of one archive as they are shown.
pub(super) struct Names {
    archive: Location,
    /// The last number that a name was given, by its hash: names may be millions.
    seen: HashMap<u64, u32>,
}

impl Names {
    pub(super) fn of(archive: &Location) -> Self {
        Self { archive: archive.clone(), seen: HashMap::new() }
    }

    /// The place of a member that is not hidden. Of several of one name the second gets `#2`.
    pub(super) fn place(&mut self, name: &[u8]) -> Option<Location> {
        let parts = name.split(|&b| b == b'/').filter(|part| !matches!(*part, b"" | b"." | b".."));
        let parts: Vec<&[u8]> = parts.collect();
        if parts.iter().any(|part| part.starts_with(b".") || *part == RESOURCES) {
            return None;
        }
        let parts: Vec<String> = parts.into_iter().map(shown).collect();
        let name = if parts.is_empty() { "unnamed".to_owned() } else { parts.join("/") };
        let name = self.told_apart(name);
        Some(Location::file(format!("{}/{name}", self.archive.file)))
    }

    fn told_apart(&mut self, name: String) -> String {
        let Some(&last) = self.seen.get(&hash(&name)) else {
            self.seen.insert(hash(&name), 1);
            return name;
        };
        let mut number = last + 1;
        while self.seen.contains_key(&hash(&numbered(&name, number))) {
            number += 1;
        }
        self.seen.insert(hash(&name), number);
        let told = numbered(&name, number);
        self.seen.insert(hash(&told), 1);
        told
    }

    /// What to say of an archive in which no member was found.
    pub(super) fn none(&self) -> Error {
        let what = "the archive holds no file";
        Error::new(self.archive.clone(), what, "name another; hidden files are left out")
    }
}

/// A part of a name, with `\x82` for what is not UTF-8, and control characters shown as well.
fn shown(part: &[u8]) -> String {
    let mut shown = String::new();
    for chunk in part.utf8_chunks() {
        for char in chunk.valid().chars() {
            if char.is_control() {
                shown.extend(char.escape_default());
            } else {
                shown.push(char);
            }
        }
        for byte in chunk.invalid() {
            shown += &format!("\\x{byte:02x}");
        }
    }
    shown
}

fn hash(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

/// `a.jsonl.gz` as `a#2.jsonl.gz`, so that the ending stays what it is.
fn numbered(name: &str, number: u32) -> String {
    let file = name.rfind('/').map_or(0, |slash| slash + 1);
    let stem = name[file..].find('.').map_or(name.len(), |dot| file + dot);
    format!("{}#{number}{}", &name[..stem], &name[stem..])
}

/// All of a stream in a temporary file that has no name, for what must be read from its end.
pub(super) fn spooled(stream: &mut Stream, at: &Location) -> Result<File> {
    let no = |cause: io::Error| Error::io(at.clone(), "make a temporary file", &cause);
    let mut file = tempfile::tempfile().map_err(no)?;
    loop {
        let bytes = stream.buffer(at)?;
        let count = bytes.len();
        if count == 0 {
            return Ok(file);
        }
        file.write_all(bytes).map_err(no)?;
        stream.consume(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(names: &[&[u8]]) -> Vec<String> {
        let mut archive = Names::of(&Location::file("a.zip"));
        let place = |name: &&[u8]| {
            archive.place(name).map_or("hidden".to_owned(), |place| place.to_string())
        };
        names.iter().map(place).collect()
    }

    #[test]
    fn shows_every_name_inside_the_archive_and_on_one_line() {
        let names: [&[u8]; 5] =
            [b"in/a.txt", b"../../b.txt", b"/etc/c", b"caf\x82.txt", b"a\x1b\nb"];
        let shown = ["a.zip/in/a.txt", "a.zip/b.txt", "a.zip/etc/c", "a.zip/caf\\x82.txt"];
        assert_eq!(places(&names)[..4], shown);
        assert_eq!(places(&names)[4], "a.zip/a\\u{1b}\\nb");
        assert_eq!(places(&[b"..", b""]), ["a.zip/unnamed", "a.zip/unnamed#2"]);
    }

    #[test]
    fn tells_members_of_one_name_apart() {
        let names: [&[u8]; 5] =
            [b"x.y/a.csv.gz", b"x.y/a.csv.gz", b"x.y/a#2.csv.gz", b"../x.y/a.csv.gz", b"x.y/b"];
        let shown = [
            "a.zip/x.y/a.csv.gz",
            "a.zip/x.y/a#2.csv.gz",
            "a.zip/x.y/a#2#2.csv.gz",
            "a.zip/x.y/a#3.csv.gz",
            "a.zip/x.y/b",
        ];
        assert_eq!(places(&names), shown);
    }

    #[test]
    fn leaves_out_what_is_hidden() {
        for name in [&b".DS_Store"[..], b"a/.git/config", b"__MACOSX/a.txt", b"a/._b.txt"] {
            assert_eq!(places(&[name]), ["hidden"]);
        }
    }
}
