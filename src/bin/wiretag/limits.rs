//! `--limit`: how much an input, a page and an article may take.

use clap::Args as Group;
use std::time::Duration;
use wiretag::location::Location;
use wiretag::{Config, Error, Result, read};

/// Limits other than those that hold by themselves.
#[derive(Debug, Group)]
pub(crate) struct Limits {
    /// Change a limit, such as document=2G: document (bytes of one), unpacked (bytes of an input, all
    /// members of an archive together), ratio (times its size that a packed file may unpack to), depth and
    /// elements (of a page of HTML), mentions and seconds (of an article)
    #[arg(long = "limit", value_name = "NAME=NUMBER", value_parser = limit)]
    limits: Vec<String>,
}

const NAMES: &str = "document, unpacked, ratio, depth, elements, mentions, seconds";

impl Limits {
    /// Puts them in their places.
    pub(crate) fn set(&self, reading: &mut read::Options, config: &mut Config) -> Result<()> {
        for setting in &self.limits {
            put(setting, reading, config)
                .map_err(|(what, remedy)| Error::new(Location::file("--limit"), what, remedy))?;
        }
        Ok(())
    }
}

/// A limit that can be put in its place.
fn limit(setting: &str) -> std::result::Result<String, String> {
    put(setting, &mut read::Options::default(), &mut Config::default())
        .map_err(|(what, remedy)| format!("{what}; {remedy}"))?;
    Ok(setting.to_owned())
}

/// Puts a limit in its place; else says what is wrong and what to do.
fn put(
    setting: &str,
    reading: &mut read::Options,
    config: &mut Config,
) -> std::result::Result<(), (String, String)> {
    let no = |what: String, remedy: &str| Err((what, remedy.to_owned()));
    let Some((name, number)) = setting.split_once('=') else {
        return no(format!("`{setting}` has no `=`"), "write NAME=NUMBER, such as document=2G");
    };
    let Some(number) = size(number) else {
        let what = format!("`{number}` is no whole number above 0");
        return no(what, "write it in digits, with K, M or G for bytes: 500M");
    };
    let count = usize::try_from(number).unwrap_or(usize::MAX);
    match name {
        "document" if count <= read::MAX_DOCUMENT => reading.limits.document = count,
        "document" => {
            let most = format!("a document has at most {} bytes", read::MAX_DOCUMENT);
            return no(most, "ask for less, and split what is larger");
        }
        "unpacked" => reading.limits.unpacked = number,
        "ratio" => reading.limits.ratio = number,
        "depth" => config.html.depth = count,
        "elements" => config.html.elements = count,
        "mentions" => config.limits.mentions = count,
        "seconds" => config.limits.time = Some(Duration::from_secs(number)),
        _ => return no(format!("there is no limit `{name}`"), &format!("name one of {NAMES}")),
    }
    Ok(())
}

/// A number above 0, with K, M or G for 2^10, 2^20, 2^30.
fn size(text: &str) -> Option<u64> {
    let (digits, shift) = match text.char_indices().next_back()? {
        (at, 'K' | 'k') => (&text[..at], 10),
        (at, 'M' | 'm') => (&text[..at], 20),
        (at, 'G' | 'g') => (&text[..at], 30),
        _ => (text, 0),
    };
    let number: u64 = digits.parse().ok()?;
    number.checked_mul(1 << shift).filter(|number| *number > 0)
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn a_size_may_have_a_unit() {
        assert_eq!(size("12"), Some(12));
        assert_eq!(size("2G"), Some(2 << 30));
        assert_eq!(
            (size("0"), size(""), size("M"), size("-1"), size("99999999999G")),
            (None, None, None, None, None)
        );
    }
}
