//! Tar archives: each member is an input of its own.
//!
//! Promises: members come in their order, as they are read; names of any length. Where no header is
//! where one should be, the next one is looked for and told how much was passed over. Links are left
//! out, as what they lead to is a member too. Zeros between members are passed over, so that archives
//! put one behind the other are read whole.
//! A long name is in memory, and nothing else of a member: keep it so, since its length is claimed by
//! the archive.

use super::Item;
use super::archive::Names;
use super::bounds::{Bounds, TooMuch};
use super::open::{self, Opened, Packing, Stream};
use crate::error::{Error, Result};
use crate::location::Location;
use std::io::{self, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tar::{EntryType, Header, PaxExtensions};

/// Headers and data come in blocks of so many bytes.
const BLOCK: u64 = 512;

/// The most bytes that a name or the further fields of a member may have.
const FIELDS: u64 = 1 << 20;

/// The members of one tar archive.
pub(super) struct Tar {
    at: Location,
    source: Arc<Mutex<Source>>,
    names: Names,
    bounds: Bounds,
    any: bool,
    done: bool,
}

/// The archive, and what is left of the member that is being read.
struct Source {
    stream: Stream,
    /// Bytes of its data, and of the zeros behind it.
    left: u64,
    padding: u64,
    /// A header that was found behind what is none.
    found: Option<Box<Header>>,
    /// Why nothing more can be read.
    failed: Option<io::Error>,
}

/// What headers say of the member to come.
#[derive(Default)]
struct Fields {
    name: Option<Vec<u8>>,
    size: Option<u64>,
    sparse: bool,
}

/// What stands where a header should be.
enum Block {
    Header(Box<Header>),
    /// So many bytes that are none, before one or before the end.
    Lost(u64),
    End,
}

/// Whether the first bytes of an input are a tar archive: its first header fits its checksum.
pub(super) fn is_tar(head: &[u8]) -> bool {
    head.get(..BLOCK as usize).is_some_and(|block| fits(Header::from_byte_slice(block)))
}

fn fits(header: &Header) -> bool {
    let bytes = header.as_bytes();
    // the checksum itself counts as spaces
    let sum: u32 = bytes.iter().map(|&b| u32::from(b)).sum();
    let own: u32 = bytes[148..156].iter().map(|&b| u32::from(b)).sum();
    let is_sum = header.cksum().is_ok_and(|told| told == sum - own + 8 * 32);
    is_sum && bytes[0] != 0 && header.entry_size().is_ok()
}

impl Tar {
    /// Of an open input.
    pub(super) fn new(opened: Opened, bounds: &Bounds) -> Self {
        let Opened { at, stream, .. } = opened;
        let source = Source { stream, left: 0, padding: 0, found: None, failed: None };
        let (source, names) = (Arc::new(Mutex::new(source)), Names::of(&at));
        Self { at, source, names, bounds: bounds.clone(), any: false, done: false }
    }

    /// The next member that is a file; `None` at the end.
    fn step(&mut self) -> Result<Option<Opened>> {
        let mut fields = Fields::default();
        loop {
            let mut source = locked(&self.source);
            let header = match source.header() {
                Ok(Block::Header(header)) => header,
                Ok(Block::End) => return Ok(None),
                Ok(Block::Lost(bytes)) => {
                    let what = format!("{bytes} bytes that are no tar were passed over");
                    return Err(self.damaged(&what));
                }
                Err(cause) => {
                    self.done = true;
                    return Err(source.stream.failed(&self.at, &cause));
                }
            };
            let own = header.entry_size().unwrap_or_default();
            let kind = header.entry_type();
            if kind.is_gnu_longname() || kind.is_pax_local_extensions() {
                let read = source.fields(own);
                drop(source);
                let bytes = read.map_err(|cause| self.damaged(&cause.to_string()))?;
                fields.add(kind, bytes);
                continue;
            }
            let size = fields.size.unwrap_or(own);
            (source.left, source.padding) = (size, size.next_multiple_of(BLOCK) - size);
            drop(source);
            let fields = std::mem::take(&mut fields);
            let name = fields.name.unwrap_or_else(|| header.path_bytes().into_owned());
            if let Some(opened) = self.member(kind, &name, size, fields.sparse) {
                self.any = true;
                return opened.map(Some);
            }
        }
    }

    /// A member, if it is a file that is not hidden.
    fn member(
        &mut self,
        kind: EntryType,
        name: &[u8],
        size: u64,
        sparse: bool,
    ) -> Option<Result<Opened>> {
        let is_file = kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse();
        if !is_file || name.ends_with(b"/") {
            return None;
        }
        let at = self.names.place(name)?;
        if sparse || kind.is_gnu_sparse() {
            let what = "is stored with holes in it (a sparse file)";
            return Some(Err(Error::new(at, what, "unpack it first")));
        }
        let part = Part(Arc::clone(&self.source));
        Some(open::of_reader(at, part, size, Packing::Tar, &self.bounds))
    }

    fn damaged(&self, what: &str) -> Error {
        let what = format!("the tar archive is damaged ({what})");
        Error::new(self.at.clone(), what, "get the file anew; `tar -t` tests it")
    }
}

impl Iterator for Tar {
    type Item = Result<Item>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        match self.step() {
            Ok(Some(opened)) => Some(Ok(Item::Input(opened))),
            Ok(None) => {
                self.done = true;
                (!self.any).then(|| Err(self.names.none()))
            }
            Err(error) => {
                self.any = true;
                Some(Err(error))
            }
        }
    }
}

impl Fields {
    fn add(&mut self, kind: EntryType, bytes: Vec<u8>) {
        if kind.is_gnu_longname() {
            let end = bytes.iter().position(|&b| b == 0).unwrap_or(bytes.len());
            self.name = Some(bytes[..end].to_vec());
            return;
        }
        for field in PaxExtensions::new(&bytes).filter_map(io::Result::ok) {
            let value = field.value_bytes();
            match field.key_bytes() {
                b"path" | b"GNU.sparse.name" => self.name = Some(value.to_vec()),
                b"size" => {
                    self.size = str::from_utf8(value).ok().and_then(|text| text.parse().ok())
                }
                key => self.sparse |= key.starts_with(b"GNU.sparse."),
            }
        }
    }
}

impl Source {
    /// What comes behind the member that was read.
    fn header(&mut self) -> io::Result<Block> {
        if let Some(cause) = self.failed.take() {
            return Err(cause);
        }
        if let Some(header) = self.found.take() {
            return Ok(Block::Header(header));
        }
        let behind = self.left.saturating_add(self.padding);
        if self.skip(behind)? < behind && self.left > 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        (self.left, self.padding) = (0, 0);
        let mut lost = 0;
        loop {
            let mut block = Vec::new();
            self.stream.read_up_to(BLOCK, &mut block)?;
            let whole = block.len() as u64 == BLOCK;
            if whole && is_tar(&block) {
                let header = Box::new(Header::from_byte_slice(&block).clone());
                self.pass_holes(&header)?;
                if lost == 0 {
                    return Ok(Block::Header(header));
                }
                self.found = Some(header);
                return Ok(Block::Lost(lost));
            }
            if block.iter().any(|&b| b != 0) {
                lost += block.len() as u64;
            }
            if !whole {
                return Ok(if lost > 0 { Block::Lost(lost) } else { Block::End });
            }
        }
    }

    /// Passes over the map of a sparse file, which goes on behind its header.
    fn pass_holes(&mut self, header: &Header) -> io::Result<()> {
        let is_sparse = header.entry_type().is_gnu_sparse();
        let mut more = is_sparse && header.as_gnu().is_some_and(tar::GnuHeader::is_extended);
        while more {
            let mut block = Vec::new();
            self.stream.read_up_to(BLOCK, &mut block)?;
            more = block.get(504).is_some_and(|&flag| flag != 0);
        }
        Ok(())
    }

    /// A name, or further fields, with what pads them.
    fn fields(&mut self, size: u64) -> io::Result<Vec<u8>> {
        let whole = size.checked_next_multiple_of(BLOCK).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        if size > FIELDS {
            (self.left, self.padding) = (size, whole - size);
            return Err(io::Error::other("a name is too long"));
        }
        self.stream.read_up_to(whole, &mut bytes)?;
        bytes.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        Ok(bytes)
    }

    /// Passes over so many bytes, or as many as there are.
    fn skip(&mut self, count: u64) -> io::Result<u64> {
        io::copy(&mut self.stream.by_ref().take(count), &mut io::sink())
    }
}

fn locked(source: &Mutex<Source>) -> MutexGuard<'_, Source> {
    source.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The data of the member that is being read.
struct Part(Arc<Mutex<Source>>);

impl Read for Part {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut source = locked(&self.0);
        let most = usize::try_from(source.left).unwrap_or(usize::MAX).min(buffer.len());
        if most == 0 || source.failed.is_some() {
            return Ok(0);
        }
        match source.stream.read(&mut buffer[..most]) {
            Ok(0) => {
                source.left = 0;
                source.padding = 0;
                Err(io::ErrorKind::UnexpectedEof.into())
            }
            Ok(read) => {
                source.left -= read as u64;
                Ok(read)
            }
            Err(cause) if cause.kind() == io::ErrorKind::Interrupted => Err(cause),
            Err(cause) => {
                source.failed = Some(again(&cause));
                Err(cause)
            }
        }
    }
}

/// The same error once more: one for the member, one for the archive.
fn again(cause: &io::Error) -> io::Error {
    match (cause.raw_os_error(), TooMuch::of(cause)) {
        (Some(code), _) => io::Error::from_raw_os_error(code),
        (None, Some(too_much)) => io::Error::other(too_much),
        (None, None) => io::Error::new(cause.kind(), cause.to_string()),
    }
}
