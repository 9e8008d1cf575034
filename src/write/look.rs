//! How the columns of a sheet look: widths, headers, numbers, dates.
//!
//! Promises: a row's cells begin at one height; a date is one of Excel only where it is full.

use super::entities::day;
use super::table::{CellKind, Column};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign};

/// What is behind headers: a light blue.
const SHADE: u32 = 0xDD_E6_F0;

/// The width of a column, in digits.
pub(super) fn width(column: &Column) -> f64 {
    let width: f64 = match (column.name, column.kind) {
        ("gazetteer" | "key" | "value", _) => 36.0,
        ("article" | "story" | "input" | "entity" | "name" | "id", _) => 27.0,
        ("source" | "text" | "role", _) => 25.0,
        ("sentence" | "example", _) => 60.0,
        (_, CellKind::Text) => 11.0,
        (_, CellKind::Date) => 17.0,
        (_, CellKind::Day) => 12.0,
        (_, CellKind::Address) => 30.0,
        (_, CellKind::Prose) => 44.0,
        (_, CellKind::List) => 32.0,
        (_, CellKind::Integer | CellKind::Number(_) | CellKind::Bool) => 9.0,
    };
    // a header needs room for the button of its filter
    width.max(column.name.len() as f64 + 5.0)
}

/// How the cells of a column look: all of a row begin at one height, whether they are wrapped or not,
/// and a number keeps away from the text beside it.
pub(super) fn format(kind: CellKind) -> Format {
    let format = Format::new().set_align(FormatAlign::Top);
    match kind {
        CellKind::Prose | CellKind::List => format.set_text_wrap(),
        CellKind::Number(decimals) => {
            aside(format).set_num_format(format!("0.{}", "0".repeat(usize::from(decimals))))
        }
        CellKind::Integer => aside(format),
        CellKind::Bool => format.set_num_format(TRUTH),
        CellKind::Text | CellKind::Date | CellKind::Day | CellKind::Address => format,
    }
}

/// How the header of a column looks: it stands over numbers as they do.
pub(super) fn header(kind: CellKind) -> Format {
    let format = Format::new().set_bold().set_background_color(SHADE);
    match kind {
        CellKind::Integer | CellKind::Number(_) => aside(format),
        _ => format,
    }
}

fn aside(format: Format) -> Format {
    format.set_align(FormatAlign::Right).set_indent(1)
}

/// Without it, LibreOffice shows 1 and 0.
const TRUTH: &str = "\"TRUE\";\"TRUE\";\"FALSE\"";

/// A full ISO date or time as Excel has it, and how to show it. An offset is left out: a sheet shows the
/// time on the clock where the article was published.
pub(super) fn date(text: &str) -> Option<(ExcelDateTime, &'static str)> {
    let day = day(text)?;
    let date: jiff::civil::Date = day.parse().ok()?;
    let number = |n: i8| u8::try_from(n).ok();
    let year = u16::try_from(date.year()).ok()?;
    let excel = ExcelDateTime::from_ymd(year, number(date.month())?, number(date.day())?);
    // Excel knows no day before 1900, and takes that year for a leap year
    let excel = excel.ok().filter(|_| year > 1900)?;
    let rest = &text[day.len()..];
    if rest.is_empty() {
        return Some((excel, "yyyy-mm-dd"));
    }
    let clock = without_offset(rest.strip_prefix(['T', 't', ' '])?)?;
    let time: jiff::civil::Time = clock.parse().ok()?;
    let hour = u16::try_from(time.hour()).ok()?;
    let seconds = f64::from(time.second()) + f64::from(time.subsec_nanosecond()) / 1e9;
    let excel = excel.and_hms(hour, number(time.minute())?, seconds).ok()?;
    Some((excel, "yyyy-mm-dd hh:mm"))
}

/// A time of day without `Z`, `+01:00` or `-0500` at its end.
fn without_offset(text: &str) -> Option<&str> {
    let is_clock = |text: &str| {
        text.contains(':') && text.bytes().all(|b| b.is_ascii_digit() || b":.".contains(&b))
    };
    let clock = match text.strip_suffix(['Z', 'z']) {
        Some(clock) => clock,
        None => match text.split_once(['+', '-']) {
            Some((clock, offset)) => {
                let digits = offset.replacen(':', "", 1);
                let told = matches!(digits.len(), 2 | 4);
                (told && digits.bytes().all(|b| b.is_ascii_digit())).then_some(clock)?
            }
            None => text,
        },
    };
    is_clock(clock).then_some(clock)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_full_iso_dates_are_dates() {
        let shown = |text| date(text).map(|(_, shape)| shape);
        assert_eq!(shown("2026-01-28"), Some("yyyy-mm-dd"));
        for text in [
            "2026-01-28T08:30Z",
            "2026-01-28 08:30:15",
            "2026-01-28T08:30:15.250+01:00",
            "2026-01-28T08:30:15-0500",
        ] {
            assert_eq!(shown(text), Some("yyyy-mm-dd hh:mm"), "{text}");
        }
        for text in [
            "2026-01",
            "2026-02-30",
            "2026-01-28T",
            "2026-01-28T25:00",
            "2026-01-28T08:30+1:00:00",
            "2026-01-28T08:30[Europe/Oslo]",
            "2026-01-28, late",
            "1899-12-31",
            "1900-02-28",
            "last week",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
