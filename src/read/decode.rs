//! Bytes to text.
//!
//! Promises: UTF-8 as it is; UTF-16 with a byte order mark, or without one where every other byte is
//! zero; else the older encoding that the bytes speak for. No character is ever replaced or lost: what
//! does not decode is an error at its line and column. A byte order mark is not part of the text.
//! If you let a UTF-8 text with a few bad bytes through to the older encodings, each `é` in it becomes
//! `Ã©` without a word.

use crate::error::{Error, Result};
use crate::location::Location;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

const CORRECT: &str = "save it as UTF-8, with this place corrected";

/// How many bytes are looked at to see UTF-16 that has no byte order mark.
const UTF16_HEAD: usize = 4096;

/// How many bytes an encoding is guessed from (a megabyte takes a tenth of a second), and how many of
/// them stand before the first that is not ASCII.
const GUESS: usize = 1 << 20;
const GUESS_BEFORE: usize = 64;

/// The text of a whole file.
pub(super) fn text(mut bytes: Vec<u8>, at: &Location) -> Result<String> {
    if let Some(encoding) = utf16(&bytes) {
        return decoded(&bytes, encoding, at);
    }
    if bytes.contains(&0) {
        return Err(zeros(at.clone()));
    }
    if bytes.starts_with(UTF8_MARK) {
        bytes.drain(..UTF8_MARK.len());
    }
    String::from_utf8(bytes).or_else(|wrong| older(wrong.as_bytes(), at))
}

/// The text of a page of HTML, as a browser reads it: by its byte order mark, else `charset`, else what
/// its first bytes say of themselves, else what they speak for. Zero bytes are left out, bytes that
/// cannot be read become `\u{fffd}`: what a damaged menu costs is not worth the article below it.
pub(super) fn page(bytes: Vec<u8>, charset: Option<&str>, at: &Location) -> Result<String> {
    if utf16(&bytes).is_some() {
        return text(bytes, at);
    }
    let told = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
    let told = told.or_else(|| declared(&bytes));
    let body = bytes.strip_prefix(UTF8_MARK).unwrap_or(&bytes);
    let marked = body.len() < bytes.len();
    let encoding = match told {
        _ if marked || is_utf8(body) => UTF_8,
        Some(encoding) if encoding != UTF_8 || mostly_utf8(body) => encoding,
        _ if mostly_utf8(body) || body.is_ascii() => UTF_8,
        _ => guessed(body),
    };
    let (text, _) = encoding.decode_without_bom_handling(body);
    Ok(if text.contains('\0') { text.replace('\0', "") } else { text.into_owned() })
}

/// Whether bytes are UTF-8 beyond chance, whatever a page says that was written anew by a program.
fn is_utf8(bytes: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(bytes) else { return false };
    text.chars().filter(|c| !c.is_ascii()).take(BEYOND_CHANCE).count() == BEYOND_CHANCE
}

/// So many characters that are good UTF-8 are not another encoding's.
const BEYOND_CHANCE: usize = 8;

/// How many bytes are looked at for what a page says of its encoding.
const DECLARED: usize = 8192;

/// The encoding that a page declares: `<meta charset="…">`, `<meta … content="text/html; charset=…">`,
/// `<?xml … encoding="…"?>`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(DECLARED)].to_ascii_lowercase();
    let tags = head.split(|&b| b == b'<').filter_map(|tag| tag.split(|&b| b == b'>').next());
    let says = |tag: &[u8]| {
        let name: &[u8] = if tag.starts_with(b"meta") { b"charset" } else { b"encoding" };
        let declares = tag.starts_with(b"meta") || tag.starts_with(b"?xml");
        let at = tag.windows(name.len()).position(|here| declares && here == name)? + name.len();
        let value = tag[at..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
        let value = value.trim_ascii_start();
        let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
        let ends = |b: &u8| matches!(b, b'"' | b'\'' | b';' | b' ' | b'/' | b'?' | b'\t'..=b'\r');
        let end = value.iter().position(ends).unwrap_or(value.len());
        Encoding::for_label(&value[..end])
    };
    // a page that could be read so far is not UTF-16, whatever it says
    let encoding = tags.into_iter().find_map(says)?;
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// The first bytes of a file as UTF-8 without byte order mark, if they are UTF-16; else as they are.
pub(super) fn head(bytes: &[u8]) -> Cow<'_, [u8]> {
    match utf16(bytes) {
        Some(encoding) => {
            let (text, _) = encoding.decode_with_bom_removal(bytes);
            Cow::Owned(text.into_owned().into_bytes())
        }
        None => Cow::Borrowed(bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes)),
    }
}

/// Which UTF-16 it is, if it is.
pub(super) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let pairs = bytes[..bytes.len().min(UTF16_HEAD)].chunks_exact(2);
    let (count, mut high, mut low) = (pairs.len(), 0, 0);
    for pair in pairs {
        high += usize::from(pair[0] == 0);
        low += usize::from(pair[1] == 0);
    }
    match (high, low) {
        (0, low) if low * 2 > count => Some(UTF_16LE),
        (high, 0) if high * 2 > count => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether the first bytes of a file, which are all or not, are in an encoding from before UTF-8.
pub(super) fn is_older(head: &[u8], whole: bool) -> bool {
    let wrong = str::from_utf8(head).err();
    let wrong = wrong.is_some_and(|wrong| whole || wrong.error_len().is_some());
    wrong && !head.contains(&0) && !mostly_utf8(head)
}

/// The text in an encoding from before UTF-8.
fn older(bytes: &[u8], at: &Location) -> Result<String> {
    if mostly_utf8(bytes) {
        let valid = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        let what = "is UTF-8 up to this byte, which is not";
        return Err(Error::new(at.of_offset(valid, valid.len()), what, CORRECT));
    }
    let text = decoded(bytes, guessed(bytes), at)?;
    let (chars, controls) = text.chars().fold((0, 0), |(chars, controls), c| {
        (chars + 1, controls + usize::from(c.is_control() && !c.is_whitespace()))
    });
    if controls * 50 > chars {
        let what = "is not a text in any known encoding";
        return Err(Error::new(at.clone(), what, "leave it out, or save its text as UTF-8"));
    }
    Ok(text)
}

/// The older encoding that the bytes from the first one beyond ASCII on speak for.
fn guessed(bytes: &[u8]) -> &'static Encoding {
    let first = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
    let start = first.saturating_sub(GUESS_BEFORE);
    let sample = &bytes[start..bytes.len().min(start + GUESS)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, start + sample.len() == bytes.len());
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether more characters of more than one byte are good UTF-8 than bad. In texts of older encodings
/// few are, by chance.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

fn decoded(bytes: &[u8], encoding: &'static Encoding, at: &Location) -> Result<String> {
    let (text, failed) = encoding.decode_with_bom_removal(bytes);
    if !failed {
        return Ok(text.into_owned());
    }
    let offset = text.find('\u{fffd}').unwrap_or(0);
    let what = format!("looks like {}, but this byte is not", encoding.name());
    Err(Error::new(at.of_offset(&text, offset), what, CORRECT))
}

/// What to say of a file with zero bytes.
pub(super) fn zeros(at: Location) -> Error {
    let what = "is binary: it holds zero bytes, which a text does not";
    Error::new(at, what, "leave it out, or save its text as .txt")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> std::result::Result<String, String> {
        text(bytes.to_vec(), &Location::file("a")).map_err(|error| error.to_string())
    }

    fn utf16le(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    fn page_of(head: &str, charset: Option<&str>, encoding: &'static Encoding) -> String {
        let text = format!("<html>{head}<p>Привет, мир");
        let (bytes, ..) = encoding.encode(&text);
        let page = page(bytes.into_owned(), charset, &Location::file("a")).unwrap();
        page.rsplit('>').next().unwrap_or_default().to_owned()
    }

    #[test]
    fn reads_a_page_in_the_encoding_that_it_declares() {
        use encoding_rs::{ISO_8859_5, KOI8_R, WINDOWS_1251};
        let heads = [
            "<meta charset=\"LABEL\">",
            "<meta charset = LABEL />",
            "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=LABEL'>",
            "<?xml version='1.0' encoding='LABEL'?>",
        ];
        for (encoding, head) in [KOI8_R, ISO_8859_5, WINDOWS_1251, KOI8_R].into_iter().zip(heads) {
            let head = head.replace("LABEL", encoding.name());
            assert_eq!(page_of(&head, None, encoding), "Привет, мир", "{head}");
        }
    }

    #[test]
    fn goes_by_the_server_before_the_page_and_by_the_bytes_before_both() {
        use encoding_rs::{KOI8_R, WINDOWS_1251};
        let head = "<meta charset=windows-1251>";
        assert_eq!(page_of(head, Some("koi8-r"), KOI8_R), "Привет, мир");
        assert_eq!(page_of(head, Some("koi8-r"), UTF_8), "Привет, мир");
        assert_eq!(page_of("<meta charset=utf-8>", None, WINDOWS_1251), "Привет, мир");
        assert_eq!(page_of("<meta charset=utf-16>", None, UTF_8), "Привет, мир");
    }

    #[test]
    fn reads_a_damaged_page_as_a_browser_does() {
        let bytes = b"<html><p>\xc3\xa9t\xc3\xa9 \xff\0 caf\xc3\xa9".to_vec();
        let page = page(bytes, None, &Location::file("a")).unwrap();
        assert_eq!(page, "<html><p>été \u{fffd} café");
    }

    #[test]
    fn takes_the_byte_order_mark_off() {
        assert_eq!(read("\u{feff}İzmir".as_bytes()).unwrap(), "İzmir");
    }

    #[test]
    fn keeps_line_breaks_as_they_are() {
        assert_eq!(read(b"a\r\nb\rc\n").unwrap(), "a\r\nb\rc\n");
    }

    #[test]
    fn reads_utf16_of_both_orders() {
        let little = utf16le("\u{feff}Zürich 台北");
        let big: Vec<u8> = little.chunks(2).flat_map(|pair| [pair[1], pair[0]]).collect();
        assert_eq!(read(&little).unwrap(), "Zürich 台北");
        assert_eq!(read(&big).unwrap(), "Zürich 台北");
    }

    #[test]
    fn sees_utf16_without_a_byte_order_mark() {
        assert_eq!(read(&utf16le("Taipei said")).unwrap(), "Taipei said");
    }

    #[test]
    fn says_where_utf16_is_damaged() {
        let mut bytes = utf16le("\u{feff}a\nbc");
        bytes.extend([0x00, 0xd8, b'x', 0]);
        assert!(read(&bytes).unwrap_err().starts_with("a:2:3: error: looks like UTF-16LE"));
    }

    #[test]
    fn reads_older_encodings() {
        let texts = [
            (encoding_rs::WINDOWS_1252, "Café in Zürich – the “president” said it costs 5 €"),
            (encoding_rs::WINDOWS_1251, "Президент России прибыл с визитом в столицу Китая"),
            (encoding_rs::GBK, "中国外交部发言人星期二在北京举行的例行记者会上表示"),
            (encoding_rs::SHIFT_JIS, "日本の首相は火曜日、東京で記者会見を開きました"),
            (encoding_rs::EUC_KR, "대한민국 대통령은 화요일 서울에서 기자회견을 열었다"),
        ];
        for (encoding, text) in texts {
            let (bytes, ..) = encoding.encode(text);
            assert_eq!(read(&bytes).as_deref(), Ok(text), "{}", encoding.name());
        }
    }

    #[test]
    fn reads_an_older_encoding_that_shows_late() {
        let text = "Taipei said. ".repeat(200_000) + "Café in Zürich";
        let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(&text);
        assert_eq!(read(&bytes), Ok(text));
    }

    #[test]
    fn says_where_utf8_is_damaged_instead_of_garbling_it() {
        let shown = read(b"Z\xc3\xbcrich\ncaf\xc3\xa9 \xff").unwrap_err();
        assert!(shown.starts_with("a:2:6: error: is UTF-8 up to this byte"), "{shown}");
    }

    #[test]
    fn refuses_zero_bytes() {
        assert!(read(b"text and then \0\0\0").unwrap_err().contains("is binary"));
    }

    #[test]
    fn refuses_bytes_that_are_no_text() {
        assert!(read(b"\x01\x02\x90\x05\xff\x06\x07\x81 abc").unwrap_err().contains("not a text"));
    }

    #[test]
    fn reads_a_long_line_in_linear_time() {
        let bytes = "é".repeat(4 << 20).into_bytes();
        let start = std::time::Instant::now();
        assert_eq!(read(&bytes).unwrap().len(), bytes.len());
        assert!(start.elapsed().as_secs() < 5);
    }
}
