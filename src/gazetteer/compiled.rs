//! A gazetteer made ready: the bundled one when the program is built, others by
//! `wiretag gazetteer compile`.
//!
//! Promises: the same folders give the same bytes; nothing is unpacked at the start that an article may
//! never ask for; a file that is damaged, cut short, made by another wiretag or older than the folders it
//! was made of is refused, with what to do.
//! If you change what is stored, raise [`FORMAT`].

use super::bytes::{self, Bytes};
use super::entries::{Entries, Packed};
use super::load::{Base, Folder};
use super::spellings::Spellings;
use super::starts::Starts;
use super::trie::Trie;
use super::{Allowed, Body, Gazetteer, Layer, Topic, WordSet};
use crate::error::{Error, Problem, Result};
use crate::location::Location;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

/// With what a compiled gazetteer begins.
const MAGIC: [u8; 8] = *b"wiretag\x1a";
/// Number of the layout; raised with every change of it.
const FORMAT: u32 = 3;

/// The ending of a compiled gazetteer's file name.
pub const ENDING: &str = "wtg";

/// What follows the header, in this order. The rows come last: they are read only where a layer is put on
/// top.
#[derive(Clone, Copy)]
enum Section {
    Rest,
    Entries,
    EntryEnds,
    Steps,
    Tails,
    Edges,
    Senses,
    Texts,
    Starts,
    LowerStarts,
    Rows,
}

/// How many sections there are.
const SECTIONS: usize = Section::Rows as usize + 1;
/// Bytes before the first section: [`MAGIC`], [`FORMAT`], the checksum of all that follows but the rows,
/// that of the rows, the length of each section.
const HEADER: usize = CHECKED + 4 + SECTIONS * 8;
/// From where the first checksum counts.
const CHECKED: usize = MAGIC.len() + 2 * 4;

/// What is small, or needed at once; in the format of the crate `postcard`.
#[derive(Serialize, Deserialize)]
struct Rest {
    maker: String,
    sources: Vec<Source>,
    files: Vec<Arc<str>>,
    topics: Vec<Arc<Topic>>,
    bodies: Vec<Body>,
    titles: Vec<String>,
    given_names: Vec<String>,
    surnames: WordSet,
    common_words: WordSet,
    no_names: WordSet,
    allowed: Vec<Allowed>,
    layers: Vec<Layer>,
    languages: Vec<Arc<str>>,
}

/// A folder that a compiled gazetteer was made of.
#[derive(Serialize, Deserialize)]
struct Source {
    dir: PathBuf,
    /// As [`Layer::digest`].
    digest: String,
    stamps: Vec<Stamp>,
}

/// Name, length in bytes and time of the last change (nanoseconds since 1970) of a file.
type Stamp = (String, u64, u64);

/// The rows of stored layers, still to be read.
#[derive(Clone, Debug)]
pub(super) enum StoredRows {
    /// In the program.
    Program(&'static [u8]),
    /// In a file.
    File {
        /// Its path as given.
        path: PathBuf,
        /// Where they begin, in bytes.
        from: u64,
        /// Their checksum.
        checksum: u32,
    },
}

impl StoredRows {
    /// The layers.
    pub(super) fn folders(&self) -> Result<Vec<Folder>> {
        match self {
            Self::Program(rows) => postcard::from_bytes(rows).map_err(|_| damaged(bundled())),
            Self::File { path, from, checksum } => {
                let at = Location::file(path.display().to_string());
                let rows = read_from(path, *from).map_err(|e| Error::io(at.clone(), "read", &e))?;
                let whole = Some(rows).filter(|rows| crc32fast::hash(rows) == *checksum);
                let folders = whole.and_then(|rows| postcard::from_bytes(&rows).ok());
                folders.ok_or_else(|| damaged(at))
            }
        }
    }
}

fn read_from(path: &Path, from: u64) -> io::Result<Vec<u8>> {
    let mut file = fs::File::open(path)?;
    file.seek(SeekFrom::Start(from))?;
    let mut rows = Vec::new();
    file.read_to_end(&mut rows)?;
    Ok(rows)
}

/// Makes folders ready, as the layers `names` of one gazetteer: what [`Gazetteer::from_compiled`] takes.
///
/// # Errors
/// Every mistake in the folders' files, with file, line and column, as one error.
pub fn compile(folders: &[(&str, &Path)]) -> Result<Vec<u8>> {
    let named = |(name, dir): &(&str, &Path)| {
        Folder::read(dir).map(|folder| Folder { name: (*name).to_owned(), ..folder })
    };
    let folders = folders.iter().map(named).collect::<Result<_>>()?;
    packed(folders, Vec::new(), "").map(|(bytes, _)| bytes)
}

/// Whether a file holds a compiled gazetteer, of whatever version.
pub fn is_compiled(path: &Path) -> bool {
    let mut start = [0; MAGIC.len()];
    fs::File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok() && start == MAGIC
}

/// The checksum of a compiled gazetteer.
pub(crate) fn checksum(compiled: &[u8]) -> u32 {
    compiled.get(MAGIC.len() + 4..).and_then(bytes::number).unwrap_or_default()
}

impl Gazetteer {
    /// A gazetteer with folders as layers on top, made ready, and what is doubtful in it; `maker` must be
    /// the same when it is opened.
    ///
    /// # Errors
    /// Every mistake in the folders' files, with file, line and column, as one error.
    pub(crate) fn compile_with<P: AsRef<Path>>(
        self,
        dirs: &[P],
        maker: &str,
    ) -> Result<(Vec<u8>, Vec<Problem>)> {
        let mut folders = match &self.base {
            Base::Stored(rows) => rows.folders()?,
            Base::Rows(_) => Vec::new(),
        };
        let mut sources = Vec::new();
        for dir in dirs.iter().map(AsRef::as_ref) {
            let folder = Folder::read(dir)?;
            let name = || Location::file(folder.name.as_str());
            let dir = dir.canonicalize().map_err(|e| Error::io(name(), "find", &e))?;
            let stamps = stamps(&dir).map_err(|e| Error::io(name(), "read", &e))?;
            sources.push(Source { dir, digest: folder.digest(), stamps });
            folders.push(folder);
        }
        packed(folders, sources, maker)
    }

    /// The gazetteer that was made ready in a file, by the same `maker`.
    ///
    /// # Errors
    /// The file cannot be read, is none, is damaged, or is older than what it was made of.
    pub(crate) fn open(path: &Path, maker: &str) -> Result<Self> {
        let at = Location::file(path.display().to_string());
        let mut file = fs::File::open(path).map_err(|e| Error::io(at.clone(), "read", &e))?;
        let mut header = [0; HEADER];
        let found = file.read_exact(&mut header).map_err(|e| e.kind());
        if found == Err(io::ErrorKind::UnexpectedEof) || !header.starts_with(&MAGIC) {
            let remedy =
                "name a file that `wiretag gazetteer compile` made, or a folder of CSV files";
            return Err(Error::new(at, "this is no compiled gazetteer", remedy));
        }
        let number = |n: usize| header.get(MAGIC.len() + n * 4..).and_then(bytes::number);
        if number(0) != Some(FORMAT) {
            return Err(other_maker(at));
        }
        let lengths = lengths(&header).ok_or_else(|| damaged(at.clone()))?;
        let needed: u64 = lengths[..Section::Rows as usize].iter().sum();
        let mut stored = Vec::new();
        let read = file.take(needed).read_to_end(&mut stored);
        read.map_err(|e| Error::io(at.clone(), "read", &e))?;
        let sum = sum_of(&header[CHECKED..], &stored);
        if stored.len() as u64 != needed || number(1) != Some(sum) {
            return Err(damaged(at));
        }
        let from = HEADER as u64 + needed;
        let checksum = number(2).unwrap_or_default();
        let rows = StoredRows::File { path: path.to_owned(), from, checksum };
        let (gazetteer, rest) =
            unpacked(&stored.into(), &lengths, rows).ok_or_else(|| damaged(at.clone()))?;
        if rest.maker != maker {
            return Err(other_maker(at));
        }
        match rest.sources.iter().find(|source| source.has_changed()) {
            Some(source) => {
                let what = format!("the files of {} have changed since", source.dir.display());
                Err(Error::new(at, what, AGAIN))
            }
            None => Ok(gazetteer),
        }
    }

    /// The gazetteer that [`compile`] made.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn from_compiled(compiled: &'static [u8]) -> Result<Self> {
        let (header, stored) = compiled.split_at_checked(HEADER).unwrap_or_default();
        let lengths = lengths(header).ok_or_else(|| damaged(bundled()))?;
        let rows: u64 = lengths[..Section::Rows as usize].iter().sum();
        let rows = StoredRows::Program(stored.get(rows as usize..).unwrap_or_default());
        let unpacked = unpacked(&stored.into(), &lengths, rows);
        unpacked.map(|(gazetteer, _)| gazetteer).ok_or_else(|| damaged(bundled()))
    }
}

impl Source {
    /// Whether the folder is still there and its files are others now.
    fn has_changed(&self) -> bool {
        let Ok(stamps) = stamps(&self.dir) else { return false };
        // a copy has another time and may be the same
        stamps != self.stamps
            && Folder::read(&self.dir).is_ok_and(|folder| folder.digest() != self.digest)
    }
}

fn stamps(dir: &Path) -> io::Result<Vec<Stamp>> {
    let mut stamps = Vec::new();
    for file in fs::read_dir(dir)? {
        let file = file?;
        let about = file.metadata()?;
        let changed = about.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        let name = file.file_name().to_string_lossy().into_owned();
        stamps.push((name, about.len(), u64::try_from(changed.as_nanos()).unwrap_or(u64::MAX)));
    }
    stamps.sort_unstable();
    Ok(stamps)
}

fn packed(
    folders: Vec<Folder>,
    sources: Vec<Source>,
    maker: &str,
) -> Result<(Vec<u8>, Vec<Problem>)> {
    let too_large = |e: postcard::Error| {
        Error::new(bundled(), format!("the gazetteer cannot be stored: {e}"), "split it")
    };
    let rows = postcard::to_allocvec(&folders).map_err(too_large)?;
    let gazetteer = Gazetteer::empty().with_layers(folders)?;
    let Spellings { trie, starts, senses, texts, languages } = Spellings::new(&gazetteer)?;
    let Packed { entries, ends, files } = gazetteer.entries.pack().map_err(too_large)?;
    let rest = Rest {
        maker: maker.to_owned(),
        sources,
        files,
        topics: gazetteer.topics,
        bodies: gazetteer.bodies,
        titles: gazetteer.titles,
        given_names: gazetteer.given_names,
        surnames: gazetteer.surnames,
        common_words: gazetteer.common_words,
        no_names: gazetteer.no_names,
        allowed: gazetteer.allowed,
        layers: gazetteer.layers,
        languages,
    };
    let rest = postcard::to_allocvec(&rest).map_err(too_large)?;
    let sections: [&[u8]; SECTIONS] = [
        &rest,
        &entries,
        &ends,
        &trie.steps,
        &trie.tails,
        &trie.edges,
        &senses,
        &texts,
        &starts.any,
        &starts.lower,
        &rows,
    ];
    let needed = sections[..Section::Rows as usize].concat();
    let mut header = crc32fast::hash(&rows).to_le_bytes().to_vec();
    sections.iter().for_each(|one| header.extend_from_slice(&(one.len() as u64).to_le_bytes()));
    let mut whole = MAGIC.to_vec();
    whole.extend_from_slice(&FORMAT.to_le_bytes());
    whole.extend_from_slice(&sum_of(&header, &needed).to_le_bytes());
    whole.extend_from_slice(&header);
    whole.extend_from_slice(&needed);
    whole.extend_from_slice(&rows);
    Ok((whole, gazetteer.warnings))
}

/// The checksum of the end of a header and what follows it.
fn sum_of(header: &[u8], stored: &[u8]) -> u32 {
    let mut sum = crc32fast::Hasher::new();
    sum.update(header);
    sum.update(stored);
    sum.finalize()
}

/// The length of each section.
fn lengths(header: &[u8]) -> Option<[u64; SECTIONS]> {
    let (numbers, _) = header.get(HEADER - SECTIONS * 8..HEADER)?.as_chunks::<8>();
    let lengths: Vec<u64> = numbers.iter().map(|number| u64::from_le_bytes(*number)).collect();
    let sum = lengths.iter().try_fold(0u64, |sum, len| sum.checked_add(*len));
    lengths.try_into().ok().filter(|_| sum.is_some())
}

fn unpacked(
    stored: &Bytes,
    lengths: &[u64; SECTIONS],
    rows: StoredRows,
) -> Option<(Gazetteer, Rest)> {
    let section = |section: Section| {
        let from: u64 = lengths[..section as usize].iter().sum();
        stored.part(from as usize..(from + lengths[section as usize]) as usize)
    };
    let mut rest: Rest = postcard::from_bytes(&section(Section::Rest)).ok()?;
    let packed = Packed {
        entries: section(Section::Entries),
        ends: section(Section::EntryEnds),
        files: std::mem::take(&mut rest.files),
    };
    let spellings = Spellings {
        trie: Trie {
            steps: section(Section::Steps),
            tails: section(Section::Tails),
            edges: section(Section::Edges),
        },
        starts: Starts { any: section(Section::Starts), lower: section(Section::LowerStarts) },
        senses: section(Section::Senses),
        texts: section(Section::Texts),
        languages: std::mem::take(&mut rest.languages),
    };
    let gazetteer = Gazetteer {
        entries: Entries::stored(packed),
        topics: std::mem::take(&mut rest.topics),
        bodies: std::mem::take(&mut rest.bodies),
        titles: std::mem::take(&mut rest.titles),
        given_names: std::mem::take(&mut rest.given_names),
        surnames: std::mem::take(&mut rest.surnames),
        common_words: std::mem::take(&mut rest.common_words),
        no_names: std::mem::take(&mut rest.no_names),
        allowed: std::mem::take(&mut rest.allowed),
        layers: std::mem::take(&mut rest.layers),
        warnings: Vec::new(),
        base: Base::Stored(rows),
        spellings: Some(Arc::new(spellings)),
    };
    Some((gazetteer, rest))
}

/// What to do about a file that cannot be used.
const AGAIN: &str = "make it again with `wiretag gazetteer compile`";

fn bundled() -> Location {
    Location::file("bundled")
}

fn damaged(at: Location) -> Error {
    Error::new(at, "this compiled gazetteer is damaged", AGAIN)
}

fn other_maker(at: Location) -> Error {
    Error::new(at, "this compiled gazetteer was made by another version of wiretag", AGAIN)
}
