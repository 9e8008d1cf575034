//! What wiretag knows and cannot read: says what it is and what to do instead; and what is HTML.
//!
//! Promises: binary data is named by its magic bytes; a page of markup is never taken for a text, and
//! HTML is told from it. A text *about* markup is let through with `--from text`.
//! To name another kind is a row in one of the tables; what is named wrongly here is never read.

/// What it is (a clause) and what to do about it.
pub(super) type Refusal = (&'static str, &'static str);

const AS_TEXT: &str = "save its text as .txt";
const AS_JSONL: &str = "write each article as one JSON object a line (.jsonl)";
const UNPACK: &str = "unpack it first";
const LEAVE: &str = "leave it out";

/// Magic bytes: offset, bytes, refusal. The first that fits counts. Each holds a byte or a pair of
/// characters that no prose has there (`BM` and `MZ` do not, and are seen by their zero bytes).
const MAGIC: &[(usize, &[u8], Refusal)] = &[
    (0, b"%PDF-", ("is a PDF", "save its text as .txt, such as with `pdftotext`")),
    (0, b"PK\x03\x04", ("is a zip archive or an Office document", "save what is in it as .txt")),
    (0, b"PK\x05\x06", ("is an empty zip archive", LEAVE)),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ("is an old Office document", AS_TEXT)),
    (0, b"{\\rtf", ("is an RTF document", AS_TEXT)),
    (0, b"PAR1\x15", ("is a Parquet table", AS_JSONL)),
    (0, b"ARROW1\0\0", ("is an Arrow table", AS_JSONL)),
    (0, b"Obj\x01", ("is an Avro file", AS_JSONL)),
    (0, b"SQLite format 3\0", ("is an SQLite database", AS_JSONL)),
    (0, b"WARC/1.", ("is a WARC file, which wiretag cannot read yet", AS_JSONL)),
    (0, b"\x89PNG", ("is a picture (PNG)", LEAVE)),
    (0, b"\xff\xd8\xff", ("is a picture (JPEG)", LEAVE)),
    (0, b"GIF87a", ("is a picture (GIF)", LEAVE)),
    (0, b"GIF89a", ("is a picture (GIF)", LEAVE)),
    (0, b"II*\0", ("is a picture (TIFF)", LEAVE)),
    (0, b"MM\0*", ("is a picture (TIFF)", LEAVE)),
    (4, b"ftyp", ("is a video, or a picture of a phone", LEAVE)),
    (0, b"ID3\x03", ("is a sound recording", LEAVE)),
    (0, b"ID3\x04", ("is a sound recording", LEAVE)),
    (0, b"OggS\0", ("is a sound recording", LEAVE)),
    (0, b"\x7fELF", ("is a program", LEAVE)),
    (0, b"\x1f\x8b", ("is packed with gzip twice", UNPACK)),
    (0, b"\x28\xb5\x2f\xfd", ("is packed with zstd twice", UNPACK)),
    (4, b"1AY&SY", ("is packed with bzip2 twice", UNPACK)),
    (0, b"\xfd7zXZ\0", ("is packed with xz twice", UNPACK)),
    (0, b"7z\xbc\xaf\x27\x1c", ("is a 7-Zip archive", UNPACK)),
    (0, b"Rar!\x1a\x07", ("is a RAR archive", UNPACK)),
    (257, b"ustar\0", ("is a tar archive", UNPACK)),
    (257, b"ustar  \0", ("is a tar archive", UNPACK)),
    (0, b"\xff\xfe\0\0", ("is a UTF-32 text", "save it as UTF-8")),
    (0, b"\0\0\xfe\xff", ("is a UTF-32 text", "save it as UTF-8")),
];

const XML: Refusal = ("is XML, which wiretag cannot read", AS_TEXT);

/// What opens an HTML page, in small letters.
const PAGE_OPENS: [&[u8]; 4] = [b"<!doctype html", b"<html", b"<head", b"<body"];

/// What opens XML that holds news, where nothing declares it, in small letters.
const XML_OPENS: [&[u8]; 8] = [
    b"<rss",
    b"<feed",
    b"<rdf:rdf",
    b"<nitf",
    b"<newsml",
    b"<newsitem",
    b"<urlset",
    b"<sitemapindex",
];

/// Elements whose closing tags speak for HTML.
const ELEMENTS: [&[u8]; 16] = [
    b"a", b"article", b"b", b"div", b"em", b"h1", b"h2", b"h3", b"i", b"li", b"p", b"script",
    b"span", b"strong", b"td", b"ul",
];

/// A text with more closing tags than this, and more than one in so many bytes, is markup.
const MARKUP_TAGS: usize = 2;
const MARKUP_BYTES: usize = 500;

/// Binary data, by its first bytes.
pub(super) fn binary(head: &[u8]) -> Option<Refusal> {
    let fits = |&&(at, magic, _): &&(usize, &[u8], _)| {
        head.get(at..).is_some_and(|rest| rest.starts_with(magic))
    };
    MAGIC.iter().find(fits).map(|&(.., refusal)| refusal)
}

/// A page of HTML, by how it opens; one that is named so may open with any tag.
pub(super) fn html(text: &[u8], ending: &str) -> bool {
    let (text, _) = past_comments(text);
    let named = matches!(ending, "html" | "htm" | "xhtml");
    opens(text, &PAGE_OPENS) || named && text.starts_with(b"<")
}

/// XML that is no page of HTML.
pub(super) fn xml(text: &[u8]) -> Option<Refusal> {
    let (text, declared) = past_comments(text);
    (declared || opens(text, &XML_OPENS)).then_some(XML)
}

/// A text in HTML without the opening of a page: full of tags, or within one from end to end.
pub(super) fn markup(text: &[u8]) -> bool {
    let tags = text.split(|&b| b == b'<').skip(1).filter(|piece| closes(piece)).count();
    let text = text.trim_ascii();
    let within = || text.starts_with(b"<") && text.ends_with(b">") && !text.starts_with(b"<?");
    tags > MARKUP_TAGS && tags * MARKUP_BYTES > text.len() || tags > 0 && within()
}

/// Without the white space, comments and XML declaration that may stand before a page; and whether
/// there was such a declaration.
fn past_comments(mut text: &[u8]) -> (&[u8], bool) {
    let mut xml = false;
    loop {
        text = text.trim_ascii_start();
        let end: &[u8] = match text {
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'?', b'x', b'm', b'l', ..] => b"?>",
            _ => return (text, xml),
        };
        xml |= end == b"?>";
        let Some(at) = text.windows(end.len()).position(|here| here == end) else {
            return (text, xml);
        };
        text = &text[at + end.len()..];
    }
}

fn opens(text: &[u8], tags: &[&[u8]]) -> bool {
    tags.iter().any(|tag| match text.split_at_checked(tag.len()) {
        Some((start, rest)) => {
            let ends = rest.first().is_none_or(|b| matches!(b, b'>' | b'/' | b' ' | b'\t'..=b'\r'));
            start.eq_ignore_ascii_case(tag) && ends
        }
        None => false,
    })
}

fn closes(piece: &[u8]) -> bool {
    let Some(name) = piece.strip_prefix(b"/") else {
        return false;
    };
    let Some(end) = name.iter().take(10).position(|&b| b == b'>') else {
        return false;
    };
    ELEMENTS.iter().any(|element| name[..end].trim_ascii_end().eq_ignore_ascii_case(element))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_sorted() {
        assert!(ELEMENTS.is_sorted());
    }

    #[test]
    fn names_binary_data() {
        assert_eq!(binary(b"%PDF-1.7 ...").unwrap().0, "is a PDF");
        assert_eq!(binary(b"\x89PNG\r\n").unwrap().0, "is a picture (PNG)");
    }

    #[test]
    fn takes_prose_with_a_magic_word_for_prose() {
        let mustard = "x".repeat(257) + "ustard";
        for text in ["PARIS, Jan 28", "BMW said", "MZ", "WARC/ISO", mustard.as_str()] {
            assert_eq!(binary(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn sees_a_page_by_how_it_opens() {
        let pages = [
            " <!DOCTYPE html>\n<html>",
            "<!-- saved -->\n<HTML lang=en>",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\">",
            "<head><title>",
        ];
        for text in pages {
            assert!(html(text.as_bytes(), "txt"), "{text}");
        }
        for feed in ["<?xml version=\"1.0\"?><a>", "<rss version=\"2.0\"><p>", "<feed><p>One</p>"] {
            assert!(!html(feed.as_bytes(), "txt") && xml(feed.as_bytes()) == Some(XML), "{feed}");
        }
    }

    #[test]
    fn takes_prose_in_angle_brackets_for_prose() {
        assert!(
            !html(b"<headline missing> Taipei", "txt") && !markup(b"<headline missing> Taipei")
        );
        assert!(!html(b"Taipei said", "html") && xml(b"Taipei said").is_none());
    }

    #[test]
    fn sees_a_page_from_the_middle() {
        assert!(markup(b"<p>One.</p>\n<p>Two, <a href='x'>three</a>.</p>"));
        assert!(markup(b" <p>One.</p>\n"));
    }

    #[test]
    fn takes_a_text_with_a_few_tags_for_a_text() {
        let prose = "The tag </p> ends a paragraph. ".repeat(2) + &"Nothing more. ".repeat(100);
        assert!(!markup(prose.as_bytes()));
        assert!(!markup(b"if a < b </x> 5 </y> 6 </z>"));
    }
}
