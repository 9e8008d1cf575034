//! A response of a server, as a crawl keeps it: header fields, and a body that may be packed.
//!
//! Promises: header fields as servers send them, however ill they are written; what a body is said to
//! be packed with is believed only if it is so, since many crawlers unpack a body and leave its header.
//! A parser as strict as the standard would lose pages that browsers show.

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::{self, Read};

/// Header fields: a first line, then `Name: value` each on a line.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Fields {
    /// The first line, such as `HTTP/1.1 200 OK`.
    pub(super) first: String,
    fields: Vec<(String, String)>,
}

impl Fields {
    /// The fields that `bytes` begin with and how many bytes they take, blank line and all; `None` if no
    /// blank line ends them.
    pub(super) fn of(bytes: &[u8]) -> Option<(Self, usize)> {
        let end = end(bytes)?;
        let text = String::from_utf8_lossy(&bytes[..end]);
        let mut lines = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
        let first = lines.next().unwrap_or_default().to_owned();
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in lines {
            match (line.strip_prefix([' ', '\t']), fields.last_mut()) {
                (Some(more), Some((_, value))) => *value = format!("{value} {}", more.trim()),
                _ => fields.extend(
                    line.split_once(':')
                        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())),
                ),
            }
        }
        Some((Self { first, fields }, end))
    }

    /// The value of the first field of that name, if it is not empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut fields = self.fields.iter().filter(|(own, _)| own.eq_ignore_ascii_case(name));
        fields.find_map(|(_, value)| (!value.is_empty()).then_some(value.as_str()))
    }
}

/// Where fields end: behind the first blank line.
pub(super) fn end(bytes: &[u8]) -> Option<usize> {
    let mut line = 0;
    loop {
        let next = line + bytes.get(line..)?.iter().position(|&b| b == b'\n')? + 1;
        if matches!(&bytes[line..next], b"\n" | b"\r\n") {
            return Some(next);
        }
        line = next;
    }
}

/// A type such as `text/html` in small letters, and the charset that stands with it.
pub(super) fn media_type(value: &str) -> (String, Option<&str>) {
    let mut parts = value.split(';').map(str::trim);
    let media = parts.next().unwrap_or_default().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        name.trim().eq_ignore_ascii_case("charset").then_some(value)
    });
    (media, charset)
}

/// The body as its server meant it, at most `limit` bytes and one more; `partly`: it is known to break
/// off, so that what there is of it is all.
///
/// # Errors
/// What it is packed with, and why it cannot be unpacked.
pub(super) fn body(
    fields: &Fields,
    bytes: &[u8],
    limit: usize,
    partly: bool,
) -> Result<Vec<u8>, String> {
    let chunked = fields.get("Transfer-Encoding").is_some_and(|value| has(value, "chunked"));
    let bytes = match chunked.then(|| unchunked(bytes)).flatten() {
        Some((bytes, whole)) if whole || partly => bytes,
        Some(_) => return Err("the page breaks off between its chunks".to_owned()),
        None => bytes.to_vec(),
    };
    let Some(packing) = fields.get("Content-Encoding") else { return Ok(bytes) };
    let mut unpacked = Vec::new();
    let (name, read) = match &bytes[..] {
        [0x1f, 0x8b, ..] => ("gzip", all(MultiGzDecoder::new(&bytes[..]), limit, &mut unpacked)),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => {
            let reader = zstd::stream::read::Decoder::new(&bytes[..]);
            ("zstd", reader.and_then(|reader| all(reader, limit, &mut unpacked)))
        }
        // these have no magic bytes: who cannot be unpacked is what it seems
        [first, second, ..] if has(packing, "deflate") => {
            let is_zlib =
                first & 0x0f == 8 && (u32::from(*first) * 256 + u32::from(*second)) % 31 == 0;
            let read = match is_zlib {
                true => all(ZlibDecoder::new(&bytes[..]), limit, &mut unpacked),
                false => all(DeflateDecoder::new(&bytes[..]), limit, &mut unpacked),
            };
            ("deflate", read)
        }
        _ if has(packing, "br") => {
            ("brotli", all(Decompressor::new(&bytes[..], 4096), limit, &mut unpacked))
        }
        _ => return Ok(bytes),
    };
    match read {
        Ok(()) => Ok(unpacked),
        Err(_) if partly && !unpacked.is_empty() => Ok(unpacked),
        Err(_) if matches!(name, "deflate" | "brotli") && unpacked.is_empty() => Ok(bytes),
        Err(cause) => Err(format!("the page's {name} data is damaged ({cause})")),
    }
}

fn has(value: &str, word: &str) -> bool {
    value.split(',').any(|part| part.trim().eq_ignore_ascii_case(word))
}

fn all(reader: impl Read, limit: usize, into: &mut Vec<u8>) -> io::Result<()> {
    reader.take(limit as u64 + 1).read_to_end(into).map(drop)
}

/// A body without the lengths between its chunks, and whether it is whole; `None` if it is not so
/// written.
fn unchunked(bytes: &[u8]) -> Option<(Vec<u8>, bool)> {
    let (mut rest, mut body) = (bytes, Vec::new());
    loop {
        let Some((length, data)) = chunk(rest) else {
            return (rest.len() < bytes.len()).then_some((body, false));
        };
        if length == 0 {
            return Some((body, true));
        }
        if data.len() < length {
            body.extend_from_slice(data);
            return Some((body, false));
        }
        body.extend_from_slice(&data[..length]);
        let after = &data[length..];
        rest = after.strip_prefix(b"\r\n").or(after.strip_prefix(b"\n")).unwrap_or(after);
    }
}

/// The length of the next chunk, and what comes behind it.
fn chunk(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = bytes.iter().take(80).position(|&b| b == b'\n')?;
    let line = str::from_utf8(&bytes[..end]).ok()?;
    let digits = line.split(';').next().unwrap_or_default().trim();
    let length = usize::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))?;
    Some((length, &bytes[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write};
    use std::io::Write;

    fn fields(text: &str) -> Fields {
        Fields::of(format!("HTTP/1.1 200 OK\r\n{text}\r\n\r\n").as_bytes()).unwrap().0
    }

    fn read(header: &str, bytes: &[u8]) -> Result<String, String> {
        body(&fields(header), bytes, 1000, false).map(|body| String::from_utf8(body).unwrap())
    }

    fn gzip(text: &str) -> Vec<u8> {
        let mut packed = write::GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(text.as_bytes()).unwrap();
        packed.finish().unwrap()
    }

    #[test]
    fn reads_header_fields_as_servers_send_them() {
        let bytes =
            b"HTTP/1.1 200\nContent-type : text/html;\r\n  charset=utf-8\nnonsense\nX:\n\r\nbody";
        let (fields, end) = Fields::of(bytes).unwrap();
        assert_eq!(fields.get("content-type"), Some("text/html; charset=utf-8"));
        assert_eq!((fields.get("X"), &bytes[end..]), (None, &b"body"[..]));
        assert_eq!(Fields::of(b"HTTP/1.1 200\r\nA: b\r\n"), None);
    }

    #[test]
    fn takes_type_and_charset_apart() {
        let told = media_type("Text/HTML; boundary=x; Charset=\"koi8-r\"");
        assert_eq!(told, ("text/html".to_owned(), Some("koi8-r")));
        assert_eq!(media_type(" text/plain "), ("text/plain".to_owned(), None));
    }

    #[test]
    fn unpacks_a_body() {
        let text = "Taipei said. ".repeat(20);
        let mut zlib = write::ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(text.as_bytes()).unwrap();
        let mut raw = write::DeflateEncoder::new(Vec::new(), Compression::default());
        raw.write_all(text.as_bytes()).unwrap();
        let zstd = zstd::stream::encode_all(text.as_bytes(), 3).unwrap();
        let packed = [
            ("gzip", gzip(&text)),
            ("deflate", zlib.finish().unwrap()),
            ("deflate", raw.finish().unwrap()),
            ("zstd", zstd),
        ];
        for (name, bytes) in packed {
            let header = format!("Content-Encoding: {name}");
            assert_eq!(read(&header, &bytes).as_ref(), Ok(&text), "{name}");
        }
        // what `brotli` makes of it
        let brotli = [0x8b, 0x02, 0x80, 0x54, 0x61, 0x69, 0x70, 0x65, 0x69, 0x03];
        assert_eq!(read("Content-Encoding: br", &brotli).as_deref(), Ok("Taipei"));
    }

    #[test]
    fn takes_a_body_that_is_unpacked_already_as_it_is() {
        for header in
            ["Content-Encoding: gzip", "Content-Encoding: br", "Transfer-Encoding: chunked"]
        {
            assert_eq!(read(header, b"<html>Taipei").as_deref(), Ok("<html>Taipei"), "{header}");
        }
    }

    #[test]
    fn puts_chunks_together() {
        let header = "Transfer-Encoding: chunked\r\nContent-Encoding: gzip";
        let packed = gzip("Taipei");
        let mut body = format!("{:x};a=b\r\n", 10).into_bytes();
        body.extend_from_slice(&packed[..10]);
        body.extend_from_slice(format!("\r\n{:X}\r\n", packed.len() - 10).as_bytes());
        body.extend_from_slice(&packed[10..]);
        body.extend_from_slice(b"\r\n0\r\n\r\n");
        assert_eq!(read(header, &body).as_deref(), Ok("Taipei"));
    }

    #[test]
    fn says_that_a_body_breaks_off_unless_that_is_known() {
        let chunks = b"6\r\nTaipei\r\n9\r\n sai";
        let header = "Transfer-Encoding: chunked";
        assert!(read(header, chunks).unwrap_err().contains("breaks off"));
        let known = body(&fields(header), chunks, 1000, true).unwrap();
        assert_eq!(known, b"Taipei sai");
        let packed = gzip(&"Taipei ".repeat(9));
        let error = read("Content-Encoding: gzip", &packed[..packed.len() - 4]).unwrap_err();
        assert!(error.starts_with("the page's gzip data is damaged"), "{error}");
    }

    #[test]
    fn stops_unpacking_at_the_limit() {
        let bomb = gzip(&"x".repeat(100_000));
        let read = body(&fields("Content-Encoding: gzip"), &bomb, 1000, false).unwrap();
        assert_eq!(read.len(), 1001);
    }
}
