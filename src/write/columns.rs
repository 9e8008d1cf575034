//! The columns of a Parquet table: their types, and what fills them until a group of rows is written.
//!
//! Promises: a cell that has no value is null, a list without items is empty; a value that stands in
//! the row before as well is kept once.

use super::table::{Cell, CellKind, Column};
use super::when;
use ::parquet::basic::{LogicalType, Repetition, TimeUnit, Type as Physical};
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use ::parquet::errors::Result;
use ::parquet::file::writer::SerializedColumnWriter;
use ::parquet::schema::types::Type;
use std::sync::Arc;

/// The type of a column.
pub(super) fn column_type(column: &Column) -> Result<Type> {
    let name = column.name;
    let (physical, logical) = match column.kind {
        CellKind::List => return list_type(name),
        CellKind::Text | CellKind::Address | CellKind::Prose => {
            (Physical::BYTE_ARRAY, Some(LogicalType::String))
        }
        CellKind::Date => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MICROS))),
        CellKind::Day => (Physical::INT32, Some(LogicalType::Date)),
        CellKind::Integer => (Physical::INT64, None),
        CellKind::Number(_) => (Physical::DOUBLE, None),
        CellKind::Bool => (Physical::BOOLEAN, None),
    };
    let of = Type::primitive_type_builder(name, physical).with_logical_type(logical);
    of.with_repetition(Repetition::OPTIONAL).build()
}

fn list_type(name: &str) -> Result<Type> {
    let item = Type::primitive_type_builder("element", Physical::BYTE_ARRAY)
        .with_logical_type(Some(LogicalType::String))
        .with_repetition(Repetition::REQUIRED)
        .build()?;
    let items = Type::group_type_builder("list")
        .with_repetition(Repetition::REPEATED)
        .with_fields(vec![Arc::new(item)])
        .build()?;
    Type::group_type_builder(name)
        .with_logical_type(Some(LogicalType::List))
        .with_repetition(Repetition::REQUIRED)
        .with_fields(vec![Arc::new(items)])
        .build()
}

/// What a column holds until it is written.
pub(super) struct Filling {
    values: Values,
    kind: CellKind,
    /// For each cell, or item of a list: 1 if there is a value, else 0.
    defined: Vec<i16>,
    /// For each item of a list: 0 if it is the first, else 1.
    repeated: Vec<i16>,
    bytes: usize,
}

enum Values {
    Texts(Vec<ByteArray>),
    Longs(Vec<i64>),
    Days(Vec<i32>),
    Numbers(Vec<f64>),
    Bools(Vec<bool>),
}

impl Filling {
    pub(super) fn of(kind: CellKind) -> Self {
        let values = match kind {
            CellKind::Text | CellKind::Address | CellKind::Prose | CellKind::List => {
                Values::Texts(Vec::new())
            }
            CellKind::Date | CellKind::Integer => Values::Longs(Vec::new()),
            CellKind::Day => Values::Days(Vec::new()),
            CellKind::Number(_) => Values::Numbers(Vec::new()),
            CellKind::Bool => Values::Bools(Vec::new()),
        };
        Self { values, kind, defined: Vec::new(), repeated: Vec::new(), bytes: 0 }
    }

    /// Bytes of its texts.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    pub(super) fn put(&mut self, cell: &Cell<'_>) {
        if self.kind == CellKind::List {
            return self.list(cell);
        }
        let has = match (cell, &mut self.values) {
            (Cell::Text(text), Values::Texts(texts)) => {
                self.bytes += push(texts, text);
                true
            }
            (Cell::Text(text), Values::Longs(times)) => keep(times, when::instant(text)),
            (Cell::Text(text), Values::Days(days)) => keep(days, when::day(text)),
            (Cell::Integer(n), Values::Longs(longs)) => keep(longs, i64::try_from(*n).ok()),
            (Cell::Number(x), Values::Numbers(numbers)) => keep(numbers, Some(*x)),
            (Cell::Bool(yes), Values::Bools(bools)) => keep(bools, Some(*yes)),
            _ => false,
        };
        self.defined.push(has.into());
    }

    fn list(&mut self, cell: &Cell<'_>) {
        let Values::Texts(texts) = &mut self.values else { return };
        let items = match cell {
            Cell::List(items) => items.as_slice(),
            _ => &[],
        };
        for (at, item) in items.iter().enumerate() {
            self.bytes += push(texts, item);
            self.defined.push(1);
            self.repeated.push((at > 0).into());
        }
        if items.is_empty() {
            self.defined.push(0);
            self.repeated.push(0);
        }
    }

    /// Writes what it holds, and is empty.
    pub(super) fn write(&mut self, to: &mut SerializedColumnWriter<'_>) -> Result<()> {
        let defined = Some(self.defined.as_slice());
        let repeated = (self.kind == CellKind::List).then_some(self.repeated.as_slice());
        match &self.values {
            Values::Texts(v) => to.typed::<ByteArrayType>().write_batch(v, defined, repeated)?,
            Values::Longs(v) => to.typed::<Int64Type>().write_batch(v, defined, repeated)?,
            Values::Days(v) => to.typed::<Int32Type>().write_batch(v, defined, repeated)?,
            Values::Numbers(v) => to.typed::<DoubleType>().write_batch(v, defined, repeated)?,
            Values::Bools(v) => to.typed::<BoolType>().write_batch(v, defined, repeated)?,
        };
        *self = Self::of(self.kind);
        Ok(())
    }
}

/// Adds a value if there is one; says whether there is.
fn keep<T>(values: &mut Vec<T>, value: Option<T>) -> bool {
    let has = value.is_some();
    values.extend(value);
    has
}

/// Adds a text; says how many bytes it takes.
fn push(texts: &mut Vec<ByteArray>, text: &str) -> usize {
    match texts.last() {
        Some(last) if last.data() == text.as_bytes() => {
            texts.push(last.clone());
            0
        }
        _ => {
            texts.push(ByteArray::from(text));
            text.len()
        }
    }
}
