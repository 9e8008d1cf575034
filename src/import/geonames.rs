//! `geonames`: the tables of GeoNames, told apart by their columns: cities and other features (19, an
//! id first), `admin1CodesASCII.txt` (4, a code with a point first), `countryInfo.txt` (an ISO code
//! first).

use super::collect::{Collector, Found};
use super::source::{Source, telling_lines};
use super::{RowType, names};
use crate::gazetteer::Kind;
use crate::location::Location;

const PLACE: RowType = RowType::Entity(Kind::Place);
const COUNTRY: RowType = RowType::Entity(Kind::Country);

/// Countries of the table that are none any more.
const GONE: [&str; 2] = ["AN", "CS"];

/// Populated places that are no more.
const HISTORICAL: [&str; 4] = ["PPLCH", "PPLH", "PPLQ", "PPLW"];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Feature,
    Admin1,
    Country,
    Header,
}

fn line(cells: &[&str]) -> Option<Line> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let code = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase());
    match cells {
        ["ISO", "ISO3", ..] => Some(Line::Header),
        [id, ..] if cells.len() == 19 && digits(id) => Some(Line::Feature),
        [id, _, _, geoname] if digits(geoname.trim()) && id.split('.').next().is_some_and(code) => {
            Some(Line::Admin1)
        }
        [iso, iso3, ..] if cells.len() >= 17 && code(iso) && iso3.len() == 3 => Some(Line::Country),
        _ => None,
    }
}

pub(super) fn looks(text: &str) -> bool {
    let mut lines = telling_lines(text, "#").map(|l| line(&l.split('\t').collect::<Vec<_>>()));
    lines.any(|line| line.is_some())
}

pub(super) fn read(source: &Source, collector: &mut Collector<'_>) {
    for (at, text) in source.lines() {
        if text.trim().is_empty() || text.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = text.split('\t').collect();
        match line(&cells) {
            Some(Line::Header) => {}
            Some(Line::Feature) => feature(at, &cells, collector),
            Some(Line::Admin1) => {
                let names = (cells[1], cells[2], "");
                let found = named(at, cells[3].trim(), names, collector);
                let country = cells[0].split('.').next().unwrap_or_default();
                collector.take(found.of(PLACE).value("kind", "region").value("country", country));
            }
            Some(Line::Country) => country(at, &cells, collector),
            None => {
                let what = format!("no row of GeoNames: {} cells between tabs", cells.len());
                collector.fault(at, what, "mend the line, or take it out");
            }
        }
    }
}

fn feature(at: Location, cells: &[&str], collector: &mut Collector<'_>) {
    let (class, code) = (cells[6], cells[7]);
    let kind = match class {
        _ if HISTORICAL.contains(&code) || code.ends_with('H') && class == "A" => {
            return collector.leave(at, cells[1], "a place that is no more");
        }
        "P" if code == "PPLC" => "capital",
        "P" => "city",
        "A" if code.starts_with("PCL") => {
            return collector.leave(at, cells[1], "a country: take it from countryInfo.txt");
        }
        "A" | "H" | "L" | "T" => "region",
        _ => {
            let what = "neither town, region nor water (feature class R, S, U or V)";
            return collector.leave(at, cells[1], what);
        }
    };
    let found = named(at, cells[0], (cells[1], cells[2], cells[3]), collector);
    let population = if cells[14] == "0" { "" } else { cells[14] };
    let found = found.value("country", cells[8]).value("population", population);
    collector.take(found.of(PLACE).value("kind", kind));
}

/// A record with its name, its name in ASCII, and those of its other names that read as names.
fn named(
    at: Location,
    id: &str,
    (name, ascii, others): (&str, &str, &str),
    collector: &mut Collector<'_>,
) -> Found {
    let any_script = names::is_other_script(collector.options.language());
    let mut kept = Vec::new();
    for other in others.split(',').map(str::trim).filter(|other| !other.is_empty()) {
        match unusable(other, any_script) {
            Some(why) => collector.skip_spelling(why),
            None => kept.push(other.to_owned()),
        }
    }
    let ascii = (!ascii.is_empty()).then(|| ascii.to_owned());
    Found::new(at, id, name)
        .list("aliases", ascii.into_iter().chain(kept))
        .value("source", format!("GeoNames {id}"))
}

/// Why another name is of no use: GeoNames does not say its language, and has codes and
/// transcriptions among them.
fn unusable(name: &str, any_script: bool) -> Option<&'static str> {
    if !names::is_latin(name) {
        return (!any_script).then_some("in another script");
    }
    let capital = name.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let letters = name.chars().count();
    if !capital {
        Some("begins small: a transcription")
    } else if letters < 4 || (letters == 4 && !name.chars().any(char::is_lowercase)) {
        Some("a code or too short")
    } else {
        None
    }
}

fn country(at: Location, cells: &[&str], collector: &mut Collector<'_>) {
    let (iso2, iso3, name) = (cells[0], cells[1], cells[4]);
    if GONE.contains(&iso2) {
        return collector.leave(at, name, "a country that is no more");
    }
    let found = Found::new(at, format!("country {iso2}"), name).of(COUNTRY);
    let found = found.value("iso2", iso2).value("iso3", iso3);
    collector.take(found.value("source", format!("GeoNames {}", cells[16])));
}
