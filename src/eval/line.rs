//! Lines of JSON: each parsed with the place of what is wrong in it.

use crate::error::Problem;
use crate::location::Location;
use serde::Deserialize;
use serde_json::value::RawValue;

/// A line of a file, without white space at its end.
#[derive(Clone, Copy)]
pub(super) struct Line<'t> {
    text: &'t str,
    number: u32,
    file: &'t Location,
}

/// The lines of a text that are not blank.
pub(super) fn lines<'t>(text: &'t str, file: &'t Location) -> impl Iterator<Item = Line<'t>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let numbered = text.lines().map(str::trim_end).zip(1_u32..);
    numbered.filter(|(text, _)| !text.trim_start().is_empty()).map(|(text, number)| Line {
        text,
        number,
        file,
    })
}

impl<'t> Line<'t> {
    /// The line as a whole.
    pub(super) fn at(&self) -> Location {
        self.file.at(self.number, 0)
    }

    /// Where a part of the line stands.
    pub(super) fn place_of(&self, part: &RawValue) -> Location {
        self.place(self.offset(part))
    }

    /// The line as `T`; `what` it should be (`an annotated article`), and what to do if it is not.
    pub(super) fn parse<T: Deserialize<'t>>(&self, what: &str, remedy: &str) -> Result<T, Problem> {
        serde_json::from_str(self.text).map_err(|wrong| {
            let place = self.place(wrong.column().saturating_sub(1));
            let what = if !self.text.trim_start().starts_with('{') {
                "the line is not a JSON object: it has no `{`".to_owned()
            } else if wrong.is_data() {
                format!("the line is not {what}: {}", cause(&wrong))
            } else {
                format!("the line is not a JSON object: {}", cause(&wrong))
            };
            Problem::error(place, what, remedy)
        })
    }

    /// A part of the line as `T`, such as a mention.
    pub(super) fn parse_part<T: Deserialize<'t>>(
        &self,
        part: &'t RawValue,
        what: &str,
        remedy: &str,
    ) -> Result<T, Problem> {
        serde_json::from_str(part.get()).map_err(|wrong| {
            // what is missing is missing in the whole, not at its end
            let inside = if cause(&wrong).starts_with("missing") { 0 } else { wrong.column() };
            let place = self.place(self.offset(part) + inside.saturating_sub(1));
            Problem::error(place, format!("this is not {what}: {}", cause(&wrong)), remedy)
        })
    }

    fn place(&self, offset: usize) -> Location {
        self.file.at(self.number, self.file.of_offset(self.text, offset).column)
    }

    /// The byte of the line at which a part of it begins.
    fn offset(&self, part: &RawValue) -> usize {
        (part.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }
}

/// The parser's words without its place.
fn cause(wrong: &serde_json::Error) -> String {
    if wrong.is_eof() {
        return "it breaks off".to_owned();
    }
    let shown = wrong.to_string();
    shown.split(" at line ").next().unwrap_or_default().to_owned()
}

/// The id of an article: a text that is not empty, or a whole number.
pub(super) fn id(value: &RawValue) -> Option<String> {
    match serde_json::from_str(value.get()) {
        Ok(serde_json::Value::String(id)) if !id.trim().is_empty() => Some(id),
        Ok(serde_json::Value::Number(id)) if !id.is_f64() => Some(id.to_string()),
        _ => None,
    }
}
