//! How much may be unpacked.
//!
//! Promises: a packed file that unpacks to far more than any news does is an error where it passes the
//! limit, and what was read before stands; of an archive the other members are still read, up to the
//! limit of all.

use std::fmt;
use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What is too much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes that one document may have, at most [`super::MAX_DOCUMENT`]. To tag one takes some 40
    /// times as much memory.
    pub document: usize,
    /// The most bytes that one input may unpack to, all members of an archive together.
    pub unpacked: u64,
    /// How many times its own bytes a packed file or a member may unpack to.
    pub ratio: u64,
    /// Bytes that may be unpacked whatever the ratio.
    pub spared: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { document: 64 << 20, unpacked: 1 << 40, ratio: 1000, spared: 64 << 20 }
    }
}

/// The limits of one input, and what of them is spent.
#[derive(Clone, Debug)]
pub(super) struct Bounds {
    limits: Limits,
    spent: Arc<AtomicU64>,
}

impl Bounds {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { limits: limits.clone(), spent: Arc::default() }
    }

    /// The same for the members of an archive of so many bytes, which can share their packed data.
    pub(super) fn of_archive(&self, size: u64) -> Self {
        let most = size.saturating_mul(self.limits.ratio).saturating_add(self.limits.spared);
        let unpacked = self.limits.unpacked.min(most);
        Self { limits: Limits { unpacked, ..self.limits.clone() }, spent: Arc::clone(&self.spent) }
    }

    /// Bytes as they are, counted in `packed`.
    pub(super) fn packed<R>(inner: R, packed: &Arc<AtomicU64>) -> Packed<R> {
        Packed { inner, count: Arc::clone(packed) }
    }

    /// What is unpacked from them.
    pub(super) fn unpacked<R>(&self, inner: R, packed: &Arc<AtomicU64>) -> Unpacked<R> {
        Unpacked { inner, bounds: self.clone(), packed: Arc::clone(packed), count: 0 }
    }
}

/// Counts what is read.
pub(super) struct Packed<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Packed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Fails where too much is unpacked.
pub(super) struct Unpacked<R> {
    inner: R,
    bounds: Bounds,
    packed: Arc<AtomicU64>,
    count: u64,
}

impl<R> Unpacked<R> {
    fn check(&self) -> io::Result<()> {
        let Limits { unpacked, ratio, spared, .. } = self.bounds.limits;
        let packed = self.packed.load(Ordering::Relaxed);
        if self.count > spared && self.count / ratio.max(1) > packed {
            return Err(io::Error::other(TooMuch::Ratio(ratio)));
        }
        if self.bounds.spent.load(Ordering::Relaxed) > unpacked {
            return Err(io::Error::other(TooMuch::Bytes(unpacked)));
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Unpacked<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.check()?;
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.inner.consume(count);
        self.count += count as u64;
        self.bounds.spent.fetch_add(count as u64, Ordering::Relaxed);
    }
}

/// Why no more is unpacked.
#[derive(Clone, Copy, Debug)]
pub(super) enum TooMuch {
    Ratio(u64),
    Bytes(u64),
}

impl TooMuch {
    /// What stopped a reader, if this did.
    pub(super) fn of(cause: &io::Error) -> Option<Self> {
        cause.get_ref()?.downcast_ref().copied()
    }
}

impl fmt::Display for TooMuch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ratio(ratio) => write!(f, "unpacks to more than {ratio} times its size"),
            Self::Bytes(most) => {
                write!(f, "is not read any further: the input unpacks to more than {most} bytes")
            }
        }
    }
}

impl std::error::Error for TooMuch {}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        Limits { document: 1000, unpacked: 100, ratio: 10, spared: 20 }
    }

    /// How much of `size` bytes is read that came of `packed` ones, and what stops it.
    fn read(bounds: &Bounds, size: usize, packed: u64) -> (usize, Option<String>) {
        let bytes = vec![0; size];
        let mut reader = bounds.unpacked(&bytes[..], &Arc::new(AtomicU64::new(packed)));
        let (mut count, mut piece) = (0, [0; 10]);
        loop {
            match reader.read(&mut piece) {
                Ok(0) => return (count, None),
                Ok(read) => count += read,
                Err(cause) => return (count, TooMuch::of(&cause).map(|too| too.to_string())),
            }
        }
    }

    #[test]
    fn spares_what_is_small_and_stops_what_grows_beyond_measure() {
        let bounds = Bounds::new(&limits());
        assert_eq!(read(&bounds, 20, 0), (20, None));
        let (count, said) = read(&bounds, 60, 3);
        assert_eq!((count, said.as_deref()), (40, Some("unpacks to more than 10 times its size")));
    }

    #[test]
    fn stops_at_the_limit_of_all() {
        let bounds = Bounds::new(&limits());
        assert_eq!(read(&bounds, 90, 90), (90, None));
        let (count, said) = read(&bounds, 50, 90);
        assert!(count == 20 && said.is_some_and(|said| said.contains("more than 100 bytes")));
    }

    #[test]
    fn counts_members_that_share_their_data() {
        let bounds = Bounds::new(&limits()).of_archive(5);
        assert_eq!(read(&bounds, 60, 60), (60, None));
        assert!(read(&bounds, 60, 60).1.is_some());
    }
}
