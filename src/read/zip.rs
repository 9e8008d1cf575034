//! Zip archives: each member is an input of its own.
//!
//! Promises: members come in the order of the archive's list, each unpacked as it is read and checked
//! against its length and checksum; one that cannot be unpacked is one error, and the others are read.
//! The list is in memory, of the members a piece of one. What is no file on disk (standard input, an
//! archive within an archive) goes to a temporary file first, since the list stands at the end.

use super::Item;
use super::archive::{Names, spooled};
use super::bounds::Bounds;
use super::open::{self, Opened, Packing, Progress};
use crate::error::{Error, Result};
use crate::location::Location;
use bzip2::read::BzDecoder;
use deflate64::Deflate64Decoder;
use flate2::read::DeflateDecoder;
use lzma_rust2::XzReader;
use rawzip::{CompressionMethod as Method, FileReader, ReaderAt, ZipArchive};
use rawzip::{ZipArchiveEntryWayfinder as Way, ZipFileHeaderRecord as Listed};
use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::vec;

/// The most bytes that one row of the list may have.
const ROW: usize = rawzip::MAX_CENTRAL_DIRECTORY_RECORD_SIZE;

/// How a document of OpenDocument or EPUB begins: with its type as the first member, not packed.
const TYPE: &[u8] = b"mimetypeapplication/";
/// Where that stands.
const TYPE_AT: usize = 30;

/// The members of one zip archive.
pub(super) struct Zip {
    archive: Arc<ZipArchive<FileReader>>,
    members: vec::IntoIter<Member>,
    names: Names,
    bounds: Bounds,
    progress: Option<Arc<Progress>>,
    /// What is wrong with the list, told behind its members.
    torn: Option<Error>,
    any: bool,
}

struct Member {
    name: Vec<u8>,
    way: Way,
    method: Method,
    crc: u32,
    encrypted: bool,
}

impl Zip {
    /// Of an open input.
    ///
    /// # Errors
    /// It has no list of members, is an Office document, or cannot be copied to a temporary file.
    pub(super) fn new(opened: Opened, bounds: &Bounds) -> Result<Self> {
        let Opened { at, mut stream, head, .. } = opened;
        let disk = stream.disk.take();
        let file = match &disk {
            Some(disk) => {
                File::open(&disk.path).map_err(|cause| Error::io(at.clone(), "open", &cause))?
            }
            None => spooled(&mut stream, &at)?,
        };
        let size = file.metadata().map_or(0, |data| data.len());
        let mut buffer = vec![0; ROW];
        let archive = ZipArchive::from_file(file, &mut buffer).map_err(|_| cut_off(&at))?;
        let (mut members, mut torn) = (Vec::new(), None);
        let mut listed = archive.entries(&mut buffer);
        loop {
            match listed.next_entry() {
                Ok(Some(row)) if row.is_dir() || row.mode().is_symlink() => {}
                Ok(Some(row)) => members.push(Member::of(&row)),
                Ok(None) => break,
                Err(cause) => {
                    torn = Some(damaged(&at, &cause));
                    break;
                }
            }
        }
        if let Some((what, remedy)) = office(&head, &members) {
            return Err(Error::new(at, what, remedy));
        }
        let (names, members) = (Names::of(&at), members.into_iter());
        let (bounds, progress) = (bounds.of_archive(size), disk.map(|disk| disk.progress));
        Ok(Self { archive: Arc::new(archive), members, names, bounds, progress, torn, any: false })
    }

    fn open(&self, member: &Member, at: Location) -> Result<Opened> {
        if member.encrypted {
            let remedy = "unpack it with its password, and name what comes of it";
            return Err(Error::new(at, "is encrypted", remedy));
        }
        let found = self.archive.get_entry(member.way).map_err(|cause| damaged(&at, &cause))?;
        let (start, end) = found.compressed_data_range();
        let (archive, progress) = (Arc::clone(&self.archive), self.progress.clone());
        let part = Part { archive, progress, at: start, end };
        let packed = Arc::new(AtomicU64::new(0));
        let size = member.way.uncompressed_size_hint();
        let checked = match unpacked(member.method, Bounds::packed(part, &packed)) {
            Ok(Some(reader)) => {
                Checked { reader, crc: crc32fast::Hasher::new(), left: size, sum: member.crc }
            }
            Ok(None) => {
                let name = member.method.name().unwrap_or("of a number that stands for none");
                let what = format!("is packed by a method that wiretag does not know ({name})");
                return Err(Error::new(at, what.replace('_', " "), "unpack it first"));
            }
            Err(cause) => return Err(Error::io(at, "read", &cause)),
        };
        let reader = self.bounds.unpacked(io::BufReader::with_capacity(1 << 16, checked), &packed);
        open::of_reader(at, reader, size, Packing::Zip, &self.bounds)
    }
}

impl Iterator for Zip {
    type Item = Result<Item>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(member) = self.members.next() {
            if let Some(at) = self.names.place(&member.name) {
                self.any = true;
                return Some(self.open(&member, at).map(Item::Input));
            }
        }
        let none = !std::mem::replace(&mut self.any, true);
        self.torn.take().or_else(|| none.then(|| self.names.none())).map(Err)
    }
}

impl Member {
    fn of(row: &Listed<'_>) -> Self {
        Self {
            name: row.file_path().as_bytes().to_vec(),
            way: row.wayfinder(),
            method: row.compression_method(),
            crc: row.crc32(),
            encrypted: row.flags().is_encrypted(),
        }
    }
}

type Unpacked = Box<dyn Read + Send>;

/// What unpacks a member; `None` if nothing here does.
fn unpacked(method: Method, part: impl Read + Send + 'static) -> io::Result<Option<Unpacked>> {
    Ok(Some(match method {
        Method::STORE => Box::new(part),
        Method::DEFLATE => Box::new(DeflateDecoder::new(part)),
        Method::DEFLATE64 => Box::new(Deflate64Decoder::new(part)),
        Method::BZIP2 => Box::new(BzDecoder::new(part)),
        Method::ZSTD => Box::new(zstd::stream::read::Decoder::new(part)?),
        Method::XZ => Box::new(XzReader::new_mem_limit(part, true, open::XZ_MEMORY)),
        _ => return Ok(None),
    }))
}

/// What kind of document a zip archive is, if it is one.
fn office(head: &[u8], members: &[Member]) -> Option<(&'static str, &'static str)> {
    const TEXT: &str = "save its text as .txt";
    if let Some(of) = head.get(TYPE_AT..).and_then(|rest| rest.strip_prefix(TYPE)) {
        let kinds: [(&[u8], _); 4] = [
            (b"epub", ("is a book (EPUB)", TEXT)),
            (b"vnd.oasis.opendocument.text", ("is an OpenDocument text", TEXT)),
            (
                b"vnd.oasis.opendocument.spreadsheet",
                ("is an OpenDocument sheet", "save it as .csv"),
            ),
            (b"", ("is an OpenDocument or a like file", TEXT)),
        ];
        return kinds.into_iter().find(|(kind, _)| of.starts_with(kind)).map(|(_, said)| said);
    }
    members.iter().find(|member| member.name == b"[Content_Types].xml")?;
    let kinds: [(&[u8], _); 4] = [
        (b"word/", ("is a Word document", TEXT)),
        (b"xl/", ("is an Excel workbook", "save its sheet as .csv")),
        (b"ppt/", ("is a PowerPoint document", TEXT)),
        (b"", ("is an Office document", TEXT)),
    ];
    let has = |kind: &[u8]| members.iter().any(|member| member.name.starts_with(kind));
    kinds.into_iter().find(|(kind, _)| has(kind)).map(|(_, said)| said)
}

fn cut_off(at: &Location) -> Error {
    let what = "the zip archive is cut off: the list of its members, which ends it, is not there";
    Error::new(at.clone(), what, "get the file anew; `zip -FF` may save a part of it")
}

fn damaged(at: &Location, cause: &rawzip::Error) -> Error {
    let cause = cause.to_string().to_lowercase();
    let what = format!("the zip archive is damaged here ({cause})");
    Error::new(at.clone(), what, "get the file anew; `unzip -t` tests it")
}

/// The packed bytes of one member.
struct Part {
    archive: Arc<ZipArchive<FileReader>>,
    progress: Option<Arc<Progress>>,
    at: u64,
    end: u64,
}

impl Read for Part {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.end - self.at).unwrap_or(usize::MAX).min(buffer.len());
        let read = self.archive.get_ref().read_at(&mut buffer[..most], self.at)?;
        self.at += read as u64;
        self.progress.iter().for_each(|progress| progress.add(read as u64));
        Ok(read)
    }
}

/// A member that fails at its end if it is not what the list says.
struct Checked {
    reader: Unpacked,
    crc: crc32fast::Hasher,
    left: u64,
    sum: u32,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.crc.update(&buffer[..read]);
        let wrong = |what| Err(io::Error::new(io::ErrorKind::InvalidData, what));
        match self.left.checked_sub(read as u64) {
            None => return wrong("it is longer than the list of members says"),
            Some(left) => self.left = left,
        }
        if read > 0 || buffer.is_empty() {
            return Ok(read);
        }
        match (self.left, self.crc.clone().finalize() == self.sum) {
            (0, true) => Ok(0),
            (0, false) => wrong("its checksum does not match"),
            _ => wrong("it is shorter than the list of members says"),
        }
    }
}
