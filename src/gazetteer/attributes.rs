//! Attributes as they are stored: the number of the column among all columns, and the text.

use super::load::SCHEMAS;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Every column of every file, in the order of the files.
fn columns() -> impl Iterator<Item = &'static str> {
    SCHEMAS.iter().flat_map(|schema| schema.columns.iter().copied())
}

pub(super) fn serialize<S: Serializer>(
    attributes: &[(&'static str, String)],
    to: S,
) -> Result<S::Ok, S::Error> {
    let number = |name: &str| columns().position(|column| column == name).unwrap_or(usize::MAX);
    let stored: Vec<(usize, &str)> =
        attributes.iter().map(|(column, text)| (number(column), text.as_str())).collect();
    stored.serialize(to)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Vec<(&'static str, String)>, D::Error> {
    let stored = Vec::<(usize, String)>::deserialize(from)?;
    Ok(stored.into_iter().filter_map(|(n, text)| Some((columns().nth(n)?, text))).collect())
}
