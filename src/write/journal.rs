//! The journal of a run: what became of the documents so far, so that a run that was stopped can go on.
//!
//! Promises: a batch is in the journal whole or not at all, whenever the run was stopped; a journal is
//! read only by a run of the same version, settings, gazetteer, inputs and format; two runs never
//! write one journal. What was made ready for the output is kept, not what was written of it: the
//! output is written again from the start, so that every format ends up as without a stop.
//! What is in [`Packed`] is stored without names: a field of it that is sometimes left out (`skip_serializing_if`)
//! would spoil all that follows. If a type below it changes, journals of older programs are refused only when the version of
//! the crate changed too.

use super::entities::Stored;
use super::manifest::Counts;
use super::ready::{Ready, Sums};
use super::typed::Row;
use super::unknown::Unknown;
use super::{Failure, Format, Manifest, Options, Written};
use crate::article::Document;
use crate::error::{Error, Problem, Result};
use crate::gazetteer::Gazetteer;
use crate::location::Location;
use crate::record::Record;
use crate::story::Sketch;
use serde::{Deserialize, Serialize};
use serde_bytes::Bytes;
use std::borrow::Cow;
use std::fs::{self, File, TryLockError};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// What the name of a journal ends in, after that of the output.
const ENDING: &str = ".partial";

/// What became of a document, or why it failed.
pub type Tagged = Result<Done>;

/// A document that was tagged: all that is needed of its record.
pub struct Done {
    /// What it counts for.
    pub counts: Counts,
    /// What is to be written of it, but for its story.
    pub ready: Ready,
    /// Its id.
    pub id: String,
    /// What its story is told by.
    pub sketch: Sketch,
}

impl Done {
    /// What is needed of a record for a format.
    pub fn of(record: &Record, format: Format, options: Options) -> Self {
        Self {
            counts: Counts::of(record),
            ready: Ready::new(record, format, options),
            id: record.article.id.clone(),
            sketch: Sketch::of(&record.article),
        }
    }
}

/// What to do with the journal of an earlier run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Earlier {
    /// Go on where it stopped; without one, begin.
    Resume,
    /// Begin anew.
    Discard,
    /// Refuse to begin where there is one.
    Keep,
}

/// The journal of a run, locked as long as it is open.
pub struct Journal {
    path: PathBuf,
    file: File,
    /// Where the next frame begins.
    end: u64,
    /// Whether there was one already.
    follows: bool,
    /// Whether it goes on with that of an earlier run.
    resumes: bool,
    /// Whether no batch is in it.
    is_empty: bool,
}

/// A batch as it is stored.
#[derive(Serialize, Deserialize)]
struct Frame<'a> {
    key: u32,
    documents: Vec<std::result::Result<Packed<'a>, Cow<'a, [Problem]>>>,
}

/// What is kept of a [`Done`].
#[derive(Serialize, Deserialize)]
struct Packed<'a> {
    counts: Counts,
    parts: Vec<Cow<'a, Bytes>>,
    rows: Cow<'a, [Vec<Row>]>,
    entities: Stored,
    unknown: Cow<'a, Unknown>,
    story: Cow<'a, str>,
    id: Cow<'a, str>,
    sketch: Cow<'a, Sketch>,
}

/// Tells one batch of documents from another: a checksum of their ids and texts, and of what was wrong
/// with others.
pub fn key_of(batch: &[Result<Document>]) -> u32 {
    let mut sum = crc32fast::Hasher::new();
    for one in batch {
        match one {
            Ok(document) => {
                sum.update(document.id.as_bytes());
                sum.update(document.body.as_bytes());
            }
            Err(error) => sum.update(error.to_string().as_bytes()),
        }
    }
    sum.finalize()
}

impl Journal {
    /// The journal of a run that writes to `out`, beside it; `run` says what the run is: a manifest
    /// without counts, and settings that do not stand in it. Read what there is with
    /// [`Journal::next_batch`] until it gives none.
    ///
    /// # Errors
    /// There is one and `earlier` is [`Earlier::Keep`], it is that of another run, another program is
    /// writing it, or the system refused.
    pub fn open(
        out: &str,
        run: &Manifest,
        settings: &serde_json::Value,
        earlier: Earlier,
    ) -> Result<Self> {
        let path = path_beside(out);
        let run = serde_json::json!({"run": run, "settings": settings}).to_string();
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder)
                .map_err(|e| Error::io(at(folder), "make this folder", &e))?;
        }
        let follows = path.exists();
        let open = File::options().read(true).write(true).create(true).truncate(false).open(&path);
        let file = open.map_err(|e| Error::io(at(&path), "write the journal of this run", &e))?;
        lock(&file, &path)?;
        let (resumes, is_empty) = (false, true);
        let mut journal = Self { path, file, end: BEGIN, follows, resumes, is_empty };
        let path = journal.path.clone();
        let failed = |doing: &str, e: &io::Error| Error::io(at(&path), doing, e);
        if !journal.is_ours().map_err(|e| failed("read the journal", &e))? {
            let what = "this file is in the way of the journal, and not of wiretag";
            return Err(Error::new(at(&path), what, "move it, or name another output with -o"));
        }
        let header = journal.frame().map_err(|e| failed("read the journal", &e))?;
        let first = journal.end;
        let has_batch = journal.frame().map_err(|e| failed("read the journal", &e))?.is_some();
        journal.end = first;
        match (header.filter(|_| has_batch), earlier) {
            (Some(_), Earlier::Keep) => {
                let what = "an unfinished result is kept here";
                let remedy = "add --resume to go on where it stopped, or --force to begin anew";
                return Err(Error::new(at(&path), what, remedy));
            }
            (Some(header), Earlier::Resume) => {
                same_run(&path, &header, &run)?;
                (journal.resumes, journal.is_empty) = (true, false);
                return Ok(journal);
            }
            (Some(_), Earlier::Discard) | (None, _) => {}
        }
        journal.end = BEGIN;
        journal.put(run.as_bytes()).map_err(|e| failed("write the journal of this run", &e))?;
        Ok(journal)
    }

    /// The next batch that an earlier run had done, with its [`key_of`]; `None` after the last one that is
    /// whole.
    ///
    /// # Errors
    /// The system refused, or it names an entity that the gazetteer has not.
    pub fn next_batch(
        &mut self,
        gazetteer: &Gazetteer,
        format: Format,
    ) -> Result<Option<(u32, Vec<Tagged>)>> {
        let read = self.frame().map_err(|e| Error::io(at(&self.path), "read the journal", &e))?;
        let Some(bytes) = read else { return Ok(None) };
        let damaged = || {
            let remedy = "add --force instead of --resume, to begin anew";
            Error::new(at(&self.path), "the journal is not one of this version", remedy)
        };
        let Frame { key, documents } = postcard::from_bytes(&bytes).map_err(|_| damaged())?;
        let each = documents.into_iter().map(|one| match one {
            Ok(kept) => kept.restored(gazetteer, format).ok_or_else(damaged).map(Ok),
            Err(problems) => Error::all(problems.into_owned()).ok_or_else(damaged).map(Err),
        });
        let batch = each.collect::<Result<Vec<Tagged>>>()?;
        Ok(Some((key, batch)))
    }

    /// Adds a batch.
    ///
    /// # Errors
    /// The system refused.
    pub fn add(&mut self, key: u32, batch: &[Tagged]) -> Written {
        // what could not be made ready is an error of the output, which says so itself
        let Some(documents) = batch.iter().map(kept).collect() else { return Ok(()) };
        let bytes = postcard::to_stdvec(&Frame { key, documents }).map_err(io::Error::other);
        bytes.and_then(|bytes| self.put(&bytes)).map_err(|e| Failure::io(at(&self.path), &e))?;
        self.is_empty = false;
        Ok(())
    }

    /// Empties it, which leaves its room to the output: the run can't be gone on with.
    pub fn clear(&mut self) {
        (self.end, self.is_empty) = (BEGIN, true);
        // where even this fails, it is removed in the end
        drop(self.file.set_len(0));
    }

    /// Whether an earlier run to this output was stopped, be it before its first batch was done: then it may
    /// have left something aside.
    pub fn follows(&self) -> bool {
        self.follows
    }

    /// Whether it is that of an earlier run, to go on with.
    pub fn resumes(&self) -> bool {
        self.resumes
    }

    /// Whether nothing is done yet.
    pub fn is_empty(&self) -> bool {
        self.is_empty
    }

    /// Where it stands.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Takes it away: the run is done, or did nothing.
    ///
    /// # Errors
    /// The system refused.
    pub fn remove(self) -> Result<()> {
        let Self { path, file, .. } = self;
        // still locked, so that it is not another's
        let removed = fs::remove_file(&path);
        drop(file);
        removed.map_err(|e| Error::io(at(&path), "remove the journal", &e))
    }

    /// Whether it begins as a journal does, as far as it goes.
    fn is_ours(&mut self) -> io::Result<bool> {
        let mut magic = Vec::new();
        self.file.seek(SeekFrom::Start(0))?;
        (&self.file).take(BEGIN).read_to_end(&mut magic)?;
        Ok(MAGIC.starts_with(&magic))
    }

    /// The bytes of the next frame that is whole.
    fn frame(&mut self) -> io::Result<Option<Vec<u8>>> {
        self.file.seek(SeekFrom::Start(self.end))?;
        let mut reader = BufReader::new(&self.file);
        let (mut length, mut sum) = ([0; 8], [0; 4]);
        if !filled(&mut reader, &mut length)? || !filled(&mut reader, &mut sum)? {
            return Ok(None);
        }
        let length = u64::from_le_bytes(length);
        let mut bytes = Vec::new();
        reader.take(length).read_to_end(&mut bytes)?;
        if bytes.len() as u64 != length || crc32fast::hash(&bytes).to_le_bytes() != sum {
            return Ok(None);
        }
        self.end += HEAD + length;
        Ok(Some(bytes))
    }

    /// Puts a frame after the last one that is whole.
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.end == BEGIN {
            self.file.seek(SeekFrom::Start(0))?;
            self.file.write_all(MAGIC)?;
        }
        self.file.set_len(self.end)?;
        self.file.seek(SeekFrom::Start(self.end))?;
        let mut writer = BufWriter::new(&self.file);
        writer.write_all(&(bytes.len() as u64).to_le_bytes())?;
        writer.write_all(&crc32fast::hash(bytes).to_le_bytes())?;
        writer.write_all(bytes)?;
        writer.flush()?;
        drop(writer);
        self.end += HEAD + bytes.len() as u64;
        Ok(())
    }
}

/// What is kept of a document; `None` if its record could not be made ready.
fn kept(tagged: &Tagged) -> Option<std::result::Result<Packed<'_>, Cow<'_, [Problem]>>> {
    match tagged {
        Ok(done) => Packed::of(done).map(Ok),
        Err(error) => Some(Err(Cow::Borrowed(error.problems()))),
    }
}

/// What a journal begins with.
const MAGIC: &[u8; 8] = b"wiretagJ";

/// Where its first frame begins.
const BEGIN: u64 = MAGIC.len() as u64;

/// Bytes before those of a frame: their number, and their checksum.
const HEAD: u64 = 8 + 4;

/// Fills a buffer; whether there was enough to fill it.
fn filled(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<bool> {
    match reader.read_exact(buffer) {
        Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        other => other.map(|()| true),
    }
}

fn path_beside(out: &str) -> PathBuf {
    let out = out.trim_end_matches(std::path::is_separator);
    PathBuf::from(format!("{out}{ENDING}"))
}

fn lock(file: &File, path: &Path) -> Result<()> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => {
            let remedy = "wait until it is done, or name another output with -o";
            Err(Error::new(at(path), "another run is writing this result", remedy))
        }
        // a file system without locks: then without
        Err(TryLockError::Error(e)) if e.kind() == io::ErrorKind::Unsupported => Ok(()),
        Err(TryLockError::Error(e)) => Err(Error::io(at(path), "lock the journal", &e)),
    }
}

/// Refuses the journal of another run; says in what it differs.
fn same_run(path: &Path, theirs: &[u8], ours: &str) -> Result<()> {
    if theirs == ours.as_bytes() {
        return Ok(());
    }
    let parts = |json: &[u8]| serde_json::from_slice(json).unwrap_or_default();
    let (theirs, ours): (serde_json::Value, serde_json::Value) =
        (parts(theirs), parts(ours.as_bytes()));
    let differing = ["wiretag", "schema_version", "gazetteer", "inputs", "settings"]
        .into_iter()
        .find(|part| theirs["run"][part] != ours["run"][part])
        .unwrap_or("settings");
    let what = format!("the run that was stopped had another `{differing}`");
    let remedy = "give what it was given, or --force instead of --resume to begin anew";
    Err(Error::new(at(path), what, remedy))
}

fn at(path: &Path) -> Location {
    Location::file(path.display().to_string())
}

impl<'a> Packed<'a> {
    fn of(done: &'a Done) -> Option<Self> {
        let Done { counts, ready: Ready { parts, rows, sums, story, .. }, id, sketch } = done;
        Some(Self {
            counts: *counts,
            parts: parts
                .as_ref()
                .ok()?
                .iter()
                .map(|part| Cow::Borrowed(Bytes::new(part)))
                .collect(),
            rows: Cow::Borrowed(rows),
            entities: sums.entities.stored(),
            unknown: Cow::Borrowed(&sums.unknown),
            story: Cow::Borrowed(story),
            id: Cow::Borrowed(id),
            sketch: Cow::Borrowed(sketch),
        })
    }

    /// The document as it was; `None` if the gazetteer has not its entities.
    fn restored(self, gazetteer: &Gazetteer, format: Format) -> Option<Done> {
        let sums = Sums {
            entities: self.entities.restored(gazetteer)?,
            unknown: self.unknown.into_owned(),
        };
        let ready = Ready {
            parts: Ok(self.parts.into_iter().map(|part| part.into_owned().into_vec()).collect()),
            rows: self.rows.into_owned(),
            sums,
            format,
            story: self.story.into_owned(),
        };
        let (id, sketch) = (self.id.into_owned(), self.sketch.into_owned());
        Some(Done { counts: self.counts, ready, id, sketch })
    }
}
