//! Gzip: members one after another.
//!
//! Promises: all members are read as one; damage is an error, once. Who reads on after it gets what the
//! next member holds: a crawl packs each of its records as a member, so that one that is damaged takes
//! no other with it. Others stop at the error.
//! Where a member breaks off, the next one begins within what looked like its data: bytes are kept
//! while a member is read, so that it is found all the same.

use flate2::bufread::GzDecoder;
use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The most packed bytes of a member that are kept. Beyond, the next member is looked for where the
/// damage showed.
const KEPT: usize = 8 << 20;

/// How every member begins: two bytes of magic, and deflate.
const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];

/// What the members hold.
pub(super) struct Members<R> {
    state: State<R>,
    /// Packed bytes that were passed over after damage.
    passed: Arc<AtomicU64>,
}

enum State<R> {
    Member(Box<GzDecoder<Kept<R>>>),
    /// Between two members, or at the end.
    Between(Kept<R>),
    /// Only while another state is made.
    None,
}

impl<R: BufRead> Members<R> {
    pub(super) fn new(raw: R, passed: &Arc<AtomicU64>) -> Self {
        let raw = Kept {
            inner: raw,
            held: Vec::new(),
            at: 0,
            again: 0,
            keeps: true,
            position: 0,
            began: 0,
        };
        Self { state: State::Between(raw), passed: Arc::clone(passed) }
    }

    /// Passes over what is left of a member that is damaged.
    fn pass(&self, mut raw: Kept<R>) -> io::Result<State<R>> {
        raw.rewind();
        raw.find()?;
        self.passed.fetch_add(raw.position - raw.began, Ordering::Relaxed);
        Ok(State::Between(raw))
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(&mut self.state, State::None) {
                State::None => return Ok(0),
                State::Between(mut raw) => {
                    if raw.fill_buf()?.is_empty() {
                        return Ok(0);
                    }
                    raw.keep();
                    self.state = State::Member(Box::new(GzDecoder::new(raw)));
                }
                State::Member(mut member) => match member.read(buffer) {
                    Ok(0) => self.state = State::Between(member.into_inner()),
                    Ok(read) => {
                        self.state = State::Member(member);
                        return Ok(read);
                    }
                    Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {
                        self.state = State::Member(member);
                    }
                    Err(cause) => {
                        // where that fails too, there is nothing more to read
                        self.state = self.pass(member.into_inner()).unwrap_or(State::None);
                        return Err(cause);
                    }
                },
            }
        }
    }
}

/// A reader that can go back to where a member began.
struct Kept<R> {
    inner: R,
    /// Bytes since the member began, and how many of them are consumed.
    held: Vec<u8>,
    at: usize,
    /// How many of the bytes to come were read before: they are not kept another time, so that damage
    /// after damage does not take time without end.
    again: usize,
    keeps: bool,
    /// How many bytes were consumed, and how many before the member.
    position: u64,
    began: u64,
}

impl<R: BufRead> Kept<R> {
    /// Keeps from here on.
    fn keep(&mut self) {
        self.held.drain(..self.at);
        self.at = 0;
        self.keeps = self.again == 0;
        self.began = self.position;
    }

    /// Goes back to behind the first byte of the member.
    fn rewind(&mut self) {
        if self.keeps {
            self.at = self.held.len().min(1);
            self.again = self.held.len() - self.at;
            self.position = self.began + self.at as u64;
        }
        self.keeps = false;
    }

    /// Goes on to the next member, or the end.
    fn find(&mut self) -> io::Result<()> {
        loop {
            let bytes = self.fill_buf()?;
            if bytes.is_empty() {
                return Ok(());
            }
            let begins = bytes.iter().position(|&b| b == MAGIC[0]);
            let skip = begins.unwrap_or(bytes.len());
            self.consume(skip);
            if begins.is_some() {
                if self.peek()? == MAGIC {
                    return Ok(());
                }
                self.consume(1);
            }
        }
    }

    /// The next three bytes, or fewer at the end.
    fn peek(&mut self) -> io::Result<Vec<u8>> {
        while self.held.len() - self.at < MAGIC.len() {
            let bytes = self.inner.fill_buf()?;
            if bytes.is_empty() {
                break;
            }
            self.held.push(bytes[0]);
            self.inner.consume(1);
        }
        let ahead = &self.held[self.at..];
        Ok(ahead[..ahead.len().min(MAGIC.len())].to_vec())
    }
}

impl<R: BufRead> Read for Kept<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Kept<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.held.len() {
            return Ok(&self.held[self.at..]);
        }
        if !self.keeps {
            self.held.clear();
            self.at = 0;
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.again = self.again.saturating_sub(count);
        self.position += count as u64;
        if self.at < self.held.len() {
            self.at += count;
            return;
        }
        if self.keeps {
            let bytes = self.inner.fill_buf().unwrap_or_default();
            self.held.extend_from_slice(&bytes[..count.min(bytes.len())]);
            self.at = self.held.len();
            self.keeps = self.held.len() <= KEPT;
        }
        self.inner.consume(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::{BufReader, Write};

    fn member(text: &str) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(text.as_bytes()).unwrap();
        packed.finish().unwrap()
    }

    /// A text that does not pack well.
    fn text(seed: u64) -> String {
        let mut state = seed;
        let word = |_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            format!("{:x} ", state >> 40)
        };
        (0..3000).map(word).collect()
    }

    /// What is read, errors and all, and how many bytes were passed over.
    fn read(packed: &[u8], piece: usize) -> (Vec<String>, u64) {
        let passed = Arc::default();
        let mut members = Members::new(BufReader::with_capacity(piece, packed), &passed);
        let mut shown = Vec::new();
        loop {
            let mut text = Vec::new();
            let failed = members.read_to_end(&mut text).err();
            if !text.is_empty() {
                shown.push(String::from_utf8(text).unwrap());
            }
            match failed {
                Some(cause) => shown.push(format!("error: {cause}")),
                None => return (shown, passed.load(Ordering::Relaxed)),
            }
        }
    }

    #[test]
    fn goes_on_with_the_next_member_after_damage() {
        let texts = [text(1), text(2), text(3)];
        let mut members = texts.each_ref().map(|text| member(text));
        let middle = members[1].len() / 2;
        members[1][middle..middle + 20].fill(0xff);
        for piece in [1, 7, 1 << 16] {
            let (shown, passed) = read(&members.concat(), piece);
            assert!(shown[0].starts_with(&texts[0]), "{piece}");
            assert_eq!(shown.last(), Some(&texts[2]), "{piece}");
            assert_eq!(shown.iter().filter(|said| said.starts_with("error")).count(), 1);
            assert_eq!(passed, members[1].len() as u64);
        }
    }

    #[test]
    fn finds_the_member_after_one_that_breaks_off() {
        let texts = [text(1), text(2), text(3)];
        let members = texts.each_ref().map(|text| member(text));
        for cut in [5, 100, members[0].len() / 2, members[0].len() - 1] {
            let packed = [&members[0][..cut], &members[1], &members[2]].concat();
            let (shown, _) = read(&packed, 64);
            let rest = texts[1].clone() + &texts[2];
            assert_eq!(shown.last(), Some(&rest), "cut at {cut}");
        }
    }

    #[test]
    fn comes_to_an_end_whatever_the_bytes() {
        let magic = MAGIC.repeat(20_000);
        let (shown, _) = read(&magic, 64);
        assert!(shown.iter().all(|said| said.starts_with("error")));
    }
}
