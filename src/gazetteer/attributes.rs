//! Attributes as they are stored: the number of the column among all columns, and the text.

use super::load::SCHEMAS;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::LazyLock;

/// Every column of every file, in the order of the files.
static COLUMNS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| SCHEMAS.iter().flat_map(|schema| schema.columns.iter().copied()).collect());

pub(super) fn serialize<S: Serializer>(
    attributes: &[(&'static str, String)],
    to: S,
) -> Result<S::Ok, S::Error> {
    let number = |name: &str| COLUMNS.iter().position(|column| *column == name);
    let stored: Vec<(usize, &str)> = attributes
        .iter()
        .filter_map(|(column, text)| Some((number(column)?, text.as_str())))
        .collect();
    stored.serialize(to)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Vec<(&'static str, String)>, D::Error> {
    let stored = Vec::<(usize, String)>::deserialize(from)?;
    Ok(stored.into_iter().filter_map(|(n, text)| Some((*COLUMNS.get(n)?, text))).collect())
}
