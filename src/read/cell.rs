//! The value of one JSON field, as far as wiretag has a use for it.
//!
//! Promises: text and numbers are as given (a number whose digits do not fit is never rounded to
//! another one, which would be another document's id); of anything else only what it is is kept.

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Whole numbers below are exact as `f64`.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The value of a field.
pub(super) enum Cell {
    Text(String),
    Number(String),
    Null,
    /// Something else, and what it is.
    Other(&'static str),
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(value: D) -> std::result::Result<Self, D::Error> {
        value.deserialize_any(Cells)
    }
}

struct Cells;

impl<'de> Visitor<'de> for Cells {
    type Value = Cell;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, value: &str) -> std::result::Result<Cell, E> {
        Ok(Cell::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> std::result::Result<Cell, E> {
        Ok(Cell::Text(value))
    }

    fn visit_u64<E>(self, value: u64) -> std::result::Result<Cell, E> {
        Ok(Cell::Number(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> std::result::Result<Cell, E> {
        Ok(Cell::Number(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> std::result::Result<Cell, E> {
        // Above, digits are lost: no id is better than another one's.
        let exact = value.abs() < EXACT;
        Ok(if exact {
            Cell::Number(value.to_string())
        } else {
            Cell::Other("is too large a number")
        })
    }

    fn visit_bool<E>(self, _: bool) -> std::result::Result<Cell, E> {
        Ok(Cell::Other("is true or false, not a text"))
    }

    fn visit_unit<E>(self) -> std::result::Result<Cell, E> {
        Ok(Cell::Null)
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> std::result::Result<Cell, S::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Cell::Other("is an array, not a text"))
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> std::result::Result<Cell, M::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Cell::Other("is an object, not a text"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(json: &str) -> Option<String> {
        match serde_json::from_str(json).unwrap() {
            Cell::Number(number) => Some(number),
            _ => None,
        }
    }

    #[test]
    fn takes_numbers_as_they_are() {
        for json in ["7", "-7", "18446744073709551615", "1.5"] {
            assert_eq!(number(json).as_deref(), Some(json));
        }
    }

    #[test]
    fn never_rounds_a_number_to_another() {
        assert_eq!(number("340282366920938463463"), None);
    }
}
