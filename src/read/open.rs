//! One input, or one member of an archive, opened and unpacked.
//!
//! Promises: gzip, Zstandard, bzip2 and xz are known by their first bytes whatever the name, and read to the end
//! with all their members; a packed stream that is cut off or damaged is an error, after all that came
//! before. The first bytes can be looked at before anything is read.
//! If you put another reader below `Counted`, progress no longer counts bytes on disk.

use super::bounds::{Bounds, TooMuch};
use super::decode;
use super::gzip::Members;
use super::inputs::Input;
use crate::error::{Error, Result};
use crate::location::Location;
use bzip2::bufread::MultiBzDecoder;
use lzma_rust2::XzReader;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many bytes can be looked at before reading.
const HEAD: usize = 64 * 1024;

/// The largest window that a Zstandard file may ask for, as a power of two in bytes: all that
/// `zstd --long=31` writes.
const ZSTD_WINDOW: u32 = if usize::BITS == 64 { 31 } else { 27 };

/// The most memory that unpacking an xz file may take, in KiB: twice what `xz -9` asks for.
pub(super) const XZ_MEMORY: u32 = 128 * 1024;

/// How many bytes tell how a file is packed.
const MAGIC: usize = 10;

pub(super) type Reader = Box<dyn BufRead + Send>;

/// An input that is open.
pub(super) struct Opened {
    /// The input as a whole.
    pub(super) at: Location,
    /// Its first bytes, unpacked; all of them if there are fewer than 64 KiB. They are read again.
    pub(super) head: Vec<u8>,
    /// Whether `head` is all there is.
    pub(super) whole: bool,
    pub(super) stream: Stream,
}

/// The bytes of an input, unpacked.
pub(super) struct Stream {
    reader: Reader,
    packing: Packing,
    /// Bytes to come, 0 if not known.
    size: usize,
    /// Whether it failed, so that nothing more can be read.
    pub(super) broken: bool,
    /// Whether it failed by what is in it.
    damaged: bool,
    /// Packed bytes that were passed over after damage, since they were last asked for.
    passed: Arc<AtomicU64>,
    /// The file that it is, byte for byte.
    pub(super) disk: Option<Disk>,
}

/// A file that can be read from anywhere.
#[derive(Clone)]
pub(super) struct Disk {
    pub(super) path: PathBuf,
    pub(super) progress: Arc<Progress>,
}

/// How a stream is packed, or the archive that it is a member of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    None,
    Gzip,
    Zstd,
    Bzip2,
    Xz,
    Zip,
    Tar,
}

/// Opens an input; `count` goes up by the bytes that are read from disk.
pub(super) fn open(input: &Input, count: &Arc<AtomicU64>, bounds: &Bounds) -> Result<Opened> {
    let at = input.at();
    let (raw, size, path): (Box<dyn Read + Send>, Option<u64>, _) = match input {
        Input::Stdin => (Box::new(io::stdin()), None, None),
        Input::File(path) => {
            let file = File::open(path).map_err(|cause| Error::io(at.clone(), "open", &cause))?;
            let data = file.metadata().ok().filter(std::fs::Metadata::is_file);
            let size = data.map(|data| data.len());
            (Box::new(file), size, size.map(|_| path.clone()))
        }
    };
    let progress = Arc::new(Progress { count: Arc::clone(count), left: size.map(AtomicU64::new) });
    let disk = path.map(|path| Disk { path, progress: Arc::clone(&progress) });
    let counted = Counted { inner: raw, progress };
    let mut opened = of_reader(at, counted, size.unwrap_or(0), Packing::None, bounds)?;
    opened.stream.disk = disk.filter(|_| opened.stream.packing == Packing::None);
    Ok(opened)
}

/// What a reader gives, of `size` bytes (0: not known), which is a member `of` an archive or none.
pub(super) fn of_reader(
    at: Location,
    raw: impl Read + Send + 'static,
    size: u64,
    of: Packing,
    bounds: &Bounds,
) -> Result<Opened> {
    let (packed, passed) = (Arc::default(), Arc::default());
    let raw = BufReader::with_capacity(HEAD, Bounds::packed(raw, &packed));
    let (magic, raw) = peek(raw, MAGIC);
    let packing = Packing::of(&magic);
    let reader = match packing {
        Packing::None => raw,
        _ => {
            let unpacked = packing.unpacked(raw, &passed);
            let unpacked = unpacked.map_err(|cause| Error::io(at.clone(), "read", &cause))?;
            Box::new(bounds.unpacked(unpacked, &packed))
        }
    };
    let (head, reader) = peek(reader, HEAD);
    let size = if packing == Packing::None { usize::try_from(size).unwrap_or(0) } else { 0 };
    let packing = if packing == Packing::None { of } else { packing };
    let stream =
        Stream { reader, packing, size, broken: false, damaged: false, passed, disk: None };
    Ok(Opened { at, whole: head.len() < HEAD, head, stream })
}

/// The first `most` bytes and a reader that gives them again, then the rest. An error on the way is
/// given in its place.
fn peek(mut reader: impl BufRead + Send + 'static, most: usize) -> (Vec<u8>, Reader) {
    let mut head = Vec::new();
    let failed = reader.by_ref().take(most as u64).read_to_end(&mut head).err();
    let again = Cursor::new(head.clone());
    let reader: Reader = match failed {
        None => Box::new(again.chain(reader)),
        Some(cause) => Box::new(again.chain(Failed(Some(cause))).chain(reader)),
    };
    (head, reader)
}

/// Whether the first bytes of an input are those of a packed one.
pub(super) fn is_packed(head: &[u8]) -> bool {
    Packing::of(head) != Packing::None
}

impl Packing {
    fn of(magic: &[u8]) -> Self {
        match magic {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Self::Zstd,
            [b'B', b'Z', b'h', b'1'..=b'9', b'1', b'A', b'Y', b'&', b'S', b'Y'] => Self::Bzip2,
            [b'B', b'Z', b'h', b'1'..=b'9', 0x17, b'r', b'E', b'8', b'P', 0x90] => Self::Bzip2,
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Self::Xz,
            _ => Self::None,
        }
    }

    fn unpacked(self, raw: Reader, passed: &Arc<AtomicU64>) -> io::Result<Reader> {
        Ok(match self {
            Self::None | Self::Zip | Self::Tar => raw,
            Self::Gzip => Box::new(BufReader::with_capacity(HEAD, Members::new(raw, passed))),
            Self::Zstd => {
                let mut unpacked = zstd::stream::read::Decoder::with_buffer(raw)?;
                unpacked.window_log_max(ZSTD_WINDOW)?;
                Box::new(BufReader::with_capacity(HEAD, unpacked))
            }
            Self::Bzip2 => Box::new(BufReader::with_capacity(HEAD, MultiBzDecoder::new(raw))),
            Self::Xz => {
                let unpacked = XzReader::new_mem_limit(raw, true, XZ_MEMORY);
                Box::new(BufReader::with_capacity(HEAD, unpacked))
            }
        })
    }

    /// Its name and the command that tests a file.
    fn name(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::None => None,
            Self::Gzip => Some(("gzip", "gzip -t")),
            Self::Zstd => Some(("zstd", "zstd -t")),
            Self::Bzip2 => Some(("bzip2", "bzip2 -t")),
            Self::Xz => Some(("xz", "xz -t")),
            Self::Zip => Some(("zip", "unzip -t")),
            Self::Tar => Some(("tar", "tar -t")),
        }
    }
}

impl Stream {
    /// A stream of bytes that are in memory.
    pub(super) fn of(bytes: Vec<u8>) -> Self {
        Self {
            reader: Box::new(Cursor::new(bytes)),
            packing: Packing::None,
            size: 0,
            broken: false,
            damaged: false,
            passed: Arc::default(),
            disk: None,
        }
    }

    /// Adds to `into` all that is left.
    pub(super) fn rest(&mut self, limit: usize, at: &Location, into: &mut Vec<u8>) -> Result<()> {
        into.reserve(self.size.min(limit) + 1);
        let read = self.reader.by_ref().take(limit as u64 + 1).read_to_end(into);
        read.map_err(|cause| self.failed(at, &cause))?;
        if into.len() > limit { Err(too_long(at.clone(), limit)) } else { Ok(()) }
    }

    /// Puts the next line into `into` with its line break; nothing at the end. Of a line that is
    /// longer than `limit` bytes the rest is skipped.
    pub(super) fn line(&mut self, limit: usize, at: &Location, into: &mut Vec<u8>) -> Result<()> {
        let read = self.reader.by_ref().take(limit as u64 + 1).read_until(b'\n', into);
        read.map_err(|cause| self.failed(at, &cause))?;
        if into.len() <= limit || into.ends_with(b"\n") {
            return Ok(());
        }
        self.reader.skip_until(b'\n').map_err(|cause| self.failed(at, &cause))?;
        Err(too_long(at.clone(), limit))
    }

    /// What comes next; nothing at the end.
    pub(super) fn buffer(&mut self, at: &Location) -> Result<&[u8]> {
        loop {
            match self.reader.fill_buf() {
                Ok(_) => return Ok(self.buffered()),
                Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
                Err(cause) => return Err(self.failed(at, &cause)),
            }
        }
    }

    /// What [`Stream::buffer`] gave.
    pub(super) fn buffered(&mut self) -> &[u8] {
        self.reader.fill_buf().unwrap_or_default()
    }

    /// Goes on by so many bytes of [`Stream::buffer`].
    pub(super) fn consume(&mut self, count: usize) {
        self.reader.consume(count);
    }

    /// Adds to `into` so many bytes, or as many as there are.
    pub(super) fn read_up_to(&mut self, count: u64, into: &mut Vec<u8>) -> io::Result<()> {
        self.reader.by_ref().take(count).read_to_end(into).map(drop)
    }

    /// All that is left, as UTF-8.
    pub(super) fn decoded(mut self, limit: usize, at: &Location) -> Result<Self> {
        let mut bytes = Vec::new();
        self.rest(limit, at, &mut bytes)?;
        Ok(Self::of(decode::text(bytes, at)?.into_bytes()))
    }

    /// Goes on after damage, if there may be more: the next member of a gzip stream.
    pub(super) fn resume(&mut self) -> bool {
        self.broken &= !self.damaged || self.packing != Packing::Gzip;
        !self.broken
    }

    /// How many packed bytes were passed over after damage, since this was last asked.
    pub(super) fn passed(&self) -> u64 {
        self.passed.swap(0, Ordering::Relaxed)
    }

    /// What to say of a failure.
    pub(super) fn failed(&mut self, at: &Location, cause: &io::Error) -> Error {
        self.broken = true;
        self.damaged = TooMuch::of(cause).is_none() && cause.raw_os_error().is_none();
        if let Some(too_much) = TooMuch::of(cause) {
            let remedy = "leave it out, or unpack it yourself if you trust it";
            return Error::new(at.clone(), too_much.to_string(), remedy);
        }
        let Some((name, test)) = self.packing.name() else {
            return Error::io(at.clone(), "read", cause);
        };
        if cause.raw_os_error().is_some() {
            return Error::io(at.clone(), "read", cause);
        }
        let what = match cause.kind() {
            io::ErrorKind::UnexpectedEof => format!("the {name} data is cut off"),
            _ => format!("the {name} data is damaged ({cause})"),
        };
        Error::new(at.clone(), what, format!("get the file anew; `{test}` tests it"))
    }
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reader.read(buffer)
    }
}

/// What to say of a document of more than `limit` bytes.
pub(super) fn too_long(at: Location, limit: usize) -> Error {
    let what = format!("has more than {limit} bytes, too many for one document");
    Error::new(at, what, "split it into its articles, or raise `--limit document=`")
}

/// What to say of an input without a document in it.
pub(super) fn empty(at: Location) -> Error {
    Error::new(at, "is empty", "check what wrote it, or leave it out")
}

/// Counts what is read; what was never read of a file counts when it is closed.
struct Counted {
    inner: Box<dyn Read + Send>,
    progress: Arc<Progress>,
}

/// How much of an input is read, whoever reads it.
pub(super) struct Progress {
    count: Arc<AtomicU64>,
    /// Bytes of a file that are not counted yet; `None`: not known.
    left: Option<AtomicU64>,
}

impl Progress {
    /// Counts so many bytes, of a file no more than there are.
    pub(super) fn add(&self, read: u64) {
        let take = |left: u64| Some(left - left.min(read));
        let count = match &self.left {
            Some(left) => left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take),
            None => Ok(read),
        };
        self.count.fetch_add(count.unwrap_or(0).min(read), Ordering::Relaxed);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        let left = self.left.as_ref().map_or(0, |left| left.load(Ordering::Relaxed));
        self.count.fetch_add(left, Ordering::Relaxed);
    }
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.progress.add(read as u64);
        Ok(read)
    }
}

/// Fails once, as the reader that it stands for did.
struct Failed(Option<io::Error>);

impl Read for Failed {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

impl BufRead for Failed {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.take().map_or(Ok(&[]), Err)
    }

    fn consume(&mut self, _: usize) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Limits;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(text).unwrap();
        packed.finish().unwrap()
    }

    fn zstd(text: &[u8]) -> Vec<u8> {
        zstd::stream::encode_all(text, 3).unwrap()
    }

    fn bzip2(text: &[u8]) -> Vec<u8> {
        let mut packed = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
        packed.write_all(text).unwrap();
        packed.finish().unwrap()
    }

    /// What `xz` makes of "the first member".
    fn xz() -> Vec<u8> {
        let packed = [
            0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0x00, 0x04, 0xe6, 0xd6, 0xb4, 0x46, 0x02, 0x00,
            0x21, 0x01, 0x16, 0x00, 0x00, 0x00, 0x74, 0x2f, 0xe5, 0xa3, 0x01, 0x00, 0x0f, 0x74,
            0x68, 0x65, 0x20, 0x66, 0x69, 0x72, 0x73, 0x74, 0x20, 0x6d, 0x65, 0x6d, 0x62, 0x65,
            0x72, 0x00, 0x48, 0x66, 0xb1, 0x3a, 0xe2, 0xb0, 0xb2, 0x12, 0x00, 0x01, 0x28, 0x10,
            0xe5, 0x0b, 0x6c, 0x60, 0x1f, 0xb6, 0xf3, 0x7d, 0x01, 0x00, 0x00, 0x00, 0x00, 0x04,
            0x59, 0x5a,
        ];
        packed.to_vec()
    }

    fn of(bytes: &[u8]) -> Opened {
        let (at, bounds) = (Location::file("a"), Bounds::new(&Limits::default()));
        of_reader(at, Cursor::new(bytes.to_vec()), 0, Packing::None, &bounds).unwrap()
    }

    fn all(bytes: &[u8], limit: usize) -> Result<Vec<u8>> {
        let at = Location::file("a");
        let mut opened = of(bytes);
        let mut read = Vec::new();
        opened.stream.rest(limit, &at, &mut read).map(|()| read)
    }

    #[test]
    fn reads_all_members_of_a_packed_file() {
        let text = "Taipei, ".repeat(20_000);
        for pack in [gzip, zstd, bzip2] {
            let two = [pack(text.as_bytes()), pack(b"end")].concat();
            assert_eq!(all(&two, 1 << 20).unwrap(), [text.as_bytes(), b"end"].concat());
        }
    }

    #[test]
    fn never_takes_a_file_that_is_cut_off_for_a_whole_one() {
        for pack in [gzip, zstd, bzip2, |_: &[u8]| xz()] {
            let first = pack(b"the first member");
            let two = [first.clone(), pack(b"the second member")].concat();
            for cut in (MAGIC..two.len()).filter(|&cut| cut != first.len()) {
                let error = all(&two[..cut], 1 << 20).unwrap_err().to_string();
                assert!(error.starts_with("a: error: the "), "cut at {cut}: {error}");
            }
        }
    }

    #[test]
    fn says_that_packed_data_is_damaged() {
        let mut packed = gzip(&b"All the news that fits. ".repeat(100));
        let last = packed.len() - 6;
        packed[last] ^= 0xff;
        let error = all(&packed, 1 << 20).unwrap_err().to_string();
        assert!(error.contains("the gzip data is damaged"), "{error}");
    }

    #[test]
    fn stops_unpacking_at_the_limit() {
        for pack in [gzip, zstd, bzip2] {
            let bomb = pack(&vec![b'a'; 1 << 22]);
            let error = all(&bomb, 1000).unwrap_err().to_string();
            assert!(error.contains("more than 1000 bytes"), "{error}");
        }
    }

    #[test]
    fn refuses_xz_that_asks_for_too_much_memory() {
        let packed = [
            0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0x00, 0x04, 0xe6, 0xd6, 0xb4, 0x46, 0x02, 0x00,
            0x21, 0x01, 0x24, 0x00, 0x00, 0x00, 0x5e, 0x1f, 0xc7, 0xf9, 0x01, 0x00, 0x00, 0x78,
            0x00, 0x00, 0x00, 0x00, 0x45, 0xae, 0xef, 0x83, 0xf8, 0xee, 0x16, 0x0a, 0x00, 0x01,
            0x19, 0x01, 0xa5, 0x2c, 0x81, 0xcc, 0x1f, 0xb6, 0xf3, 0x7d, 0x01, 0x00, 0x00, 0x00,
            0x00, 0x04, 0x59, 0x5a,
        ];
        let error = all(&packed, 1000).unwrap_err().to_string();
        assert!(error.contains("memory"), "{error}");
    }

    #[test]
    fn reads_a_document_of_just_the_limit() {
        assert_eq!(all(b"abc", 3).unwrap(), b"abc");
        assert!(all(b"abcd", 3).is_err());
    }

    #[test]
    fn shows_the_head_and_gives_it_again() {
        let opened = of(b"abc");
        assert_eq!((opened.head, opened.whole), (b"abc".to_vec(), true));
        assert_eq!(all(b"abc", 10).unwrap(), b"abc");
    }

    #[test]
    fn counts_a_file_as_done_when_it_is_closed() {
        let count = Arc::new(AtomicU64::new(0));
        let input = Input::File(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml").into());
        let size = std::fs::metadata(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).unwrap();
        drop(open(&input, &count, &Bounds::new(&Limits::default())).unwrap());
        assert_eq!(count.load(Ordering::Relaxed), size.len());
    }
}
