//! Parquet tables: each row a document.
//!
//! Promises: a few rows of the wanted columns are in memory at a time, with a page of each; a group of
//! rows that is damaged is one error, and the next group is read; no table makes the program panic.
//! Days and times become ISO 8601, times without a zone stay so. A table is read from its end, so that
//! what is no file on disk (standard input, a member of an archive) goes to a temporary one first.

use super::open::{self, Opened, Progress};
use super::{Fields, archive, kept, row, table};
use crate::article::Document;
use crate::error::{Error, Result};
use crate::location::Location;
use ::parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type as Physical};
use ::parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use ::parquet::data_type::{ByteArray, DataType, Int96};
use ::parquet::errors::ParquetError;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::schema::types::ColumnDescriptor;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use std::collections::VecDeque;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Rows that are read together.
const TOGETHER: usize = 16;

/// How a table begins.
pub(super) const MAGIC: &[u8] = b"PAR1\x15";

/// The documents of one table.
pub(super) struct Rows {
    at: Location,
    file: SerializedFileReader<File>,
    /// Where the value of each of [`Fields::NAMES`] stands among the columns, then each of
    /// [`Fields::keep`].
    columns: Vec<Option<usize>>,
    /// Which of the latter are missing, until it is told.
    missing: Option<Error>,
    text_name: String,
    limit: usize,
    /// The next group, and the columns of the one that is read.
    group: usize,
    readers: Vec<(usize, ColumnReader)>,
    /// Rows of the group that are still to be read.
    left: usize,
    ready: VecDeque<Vec<Value>>,
    /// Rows so far.
    row: u32,
    progress: Option<Arc<Progress>>,
}

/// A cell of a row.
#[derive(Clone, Debug, Default, PartialEq)]
enum Value {
    #[default]
    Empty,
    Text(String),
    /// Bytes that are no text.
    Damaged,
}

impl Rows {
    /// Of an open input; what is no file on disk goes to a temporary one first.
    ///
    /// # Errors
    /// Its end is missing or damaged, or no column holds the text.
    pub(super) fn new(opened: Opened, fields: &Fields, limit: usize) -> Result<Self> {
        let Opened { at, mut stream, .. } = opened;
        let disk = stream.disk.take();
        let file = match &disk {
            Some(disk) => {
                File::open(&disk.path).map_err(|cause| Error::io(at.clone(), "open", &cause))?
            }
            None => archive::spooled(&mut stream, &at)?,
        };
        let progress = disk.map(|disk| disk.progress);
        let file =
            guarded(|| SerializedFileReader::new(file)).map_err(|e| damaged(at.clone(), &e))?;
        let Columns { columns, missing, text_name } = columns(&file, &at, fields)?;
        let (readers, ready) = (Vec::new(), VecDeque::new());
        let (group, left, row) = (0, 0, 0);
        Ok(Self {
            at,
            file,
            columns,
            missing,
            text_name,
            limit,
            group,
            readers,
            left,
            ready,
            row,
            progress,
        })
    }

    /// Makes the next rows ready; `false` at the end.
    fn more(&mut self) -> Result<bool> {
        while self.left == 0 {
            if self.group >= self.file.num_row_groups() {
                return Ok(false);
            }
            self.begin_group()?;
        }
        let most = self.left.min(TOGETHER);
        let read = guarded(|| {
            let mut rows = vec![vec![Value::Empty; self.columns.len()]; most];
            for (column, reader) in &mut self.readers {
                let descriptor =
                    self.file.metadata().file_metadata().schema_descr().column(*column);
                for (row, value) in rows.iter_mut().zip(values(reader, &descriptor, most)?) {
                    for (cell, _) in
                        row.iter_mut().zip(&self.columns).filter(|(_, c)| **c == Some(*column))
                    {
                        *cell = value.clone();
                    }
                }
            }
            Ok(rows)
        });
        match read {
            Ok(rows) => {
                self.left -= rows.len();
                self.ready.extend(rows);
                Ok(true)
            }
            Err(cause) => Err(self.lost(&cause)),
        }
    }

    fn begin_group(&mut self) -> Result<()> {
        let group = self.group;
        self.group += 1;
        let rows = self.file.metadata().row_group(group).num_rows();
        self.left = usize::try_from(rows).unwrap_or(0);
        let mut wanted: Vec<usize> = self.columns.iter().copied().flatten().collect();
        wanted.sort_unstable();
        wanted.dedup();
        let readers = guarded(|| {
            let group = self.file.get_row_group(group)?;
            let reader = |column: usize| Ok((column, group.get_column_reader(column)?));
            wanted.into_iter().map(reader).collect::<std::result::Result<Vec<_>, ParquetError>>()
        });
        let bytes = self.file.metadata().row_group(group).compressed_size();
        let bytes = u64::try_from(bytes).unwrap_or(0);
        self.progress.iter().for_each(|progress| progress.add(bytes));
        match readers {
            Ok(readers) => {
                self.readers = readers;
                Ok(())
            }
            Err(cause) => Err(self.lost(&cause)),
        }
    }

    /// What to say of the rest of a group that cannot be read.
    fn lost(&mut self, cause: &str) -> Error {
        let first = self.row.saturating_add(1);
        let last = self.row.saturating_add(u32::try_from(self.left).unwrap_or(u32::MAX));
        (self.row, self.left) = (last, 0);
        let what = format!("rows {first} to {last} cannot be read: the table is damaged ({cause})");
        Error::new(self.at.at(first, 0), what, "get the file anew")
    }

    fn document(&self, at: Location, cells: Vec<Value>) -> Result<Document> {
        let mut cells = cells.into_iter();
        let mut next = || cells.next().unwrap_or_default();
        let [id, url, title, published, source, language, text] = std::array::from_fn(|_| next());
        let body = match text {
            Value::Text(text) if text.len() > self.limit => {
                return Err(open::too_long(at, self.limit));
            }
            Value::Text(text) => text,
            Value::Empty => String::new(),
            Value::Damaged => {
                let what = format!("column `{}` is not UTF-8", self.text_name);
                return Err(Error::new(at, what, "write its texts as UTF-8"));
            }
        };
        if let Some((what, remedy)) = row::fault(&body) {
            return Err(Error::new(at, format!("column `{}` {what}", self.text_name), remedy));
        }
        let carried = |value: Value| match value {
            Value::Text(text) => Some(text).filter(|text| !text.is_empty()),
            Value::Empty | Value::Damaged => None,
        };
        let kept = cells.map(carried).collect();
        let metadata = |value: Value| match value {
            Value::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Value::Empty | Value::Damaged => None,
        };
        let [id, url, title, published, source, language] =
            [id, url, title, published, source, language].map(metadata);
        let id = id.unwrap_or_else(|| at.to_string());
        let markup = row::markup(&body);
        Ok(Document { id, url, title, published, source, language, body, markup, kept, at })
    }
}

impl Iterator for Rows {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(missing) = self.missing.take() {
            return Some(Err(missing));
        }
        loop {
            if let Some(cells) = self.ready.pop_front() {
                self.row = self.row.saturating_add(1);
                return Some(self.document(self.at.at(self.row, 0), cells));
            }
            match self.more() {
                Ok(true) => {}
                Ok(false) if self.row == 0 => {
                    self.row = 1;
                    let what = "has no rows";
                    let remedy = "check what wrote it, or leave it out";
                    return Some(Err(Error::new(self.at.clone(), what, remedy)));
                }
                Ok(false) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// Where each field stands, which ones to keep are missing, and the name of the text's column.
struct Columns {
    columns: Vec<Option<usize>>,
    missing: Option<Error>,
    text_name: String,
}

fn columns(file: &SerializedFileReader<File>, at: &Location, fields: &Fields) -> Result<Columns> {
    let schema = file.metadata().file_metadata().schema_descr();
    let roots = schema.root_schema().get_fields();
    let named: Vec<(Location, String)> =
        roots.iter().map(|field| (at.clone(), field.name().to_owned())).collect();
    let names: Vec<&String> = named.iter().map(|(_, name)| name).collect();
    let leaf = |root: Option<usize>| {
        let of_root = |leaf: &usize| Some(schema.get_column_root_idx(*leaf)) == root;
        let is_cell = |leaf: &usize| schema.column(*leaf).path().parts().len() == 1;
        (0..schema.num_columns()).find(of_root).filter(is_cell)
    };
    let mut columns = Vec::new();
    for field in fields.each().into_iter().chain(&fields.keep) {
        columns.push(leaf(table::find(&named, field)?));
    }
    let Some(text) = table::find(&named, &fields.text)? else {
        return Err(row::without_text(at, "column", &names, &fields.text));
    };
    let text_name = names[text].clone();
    let is_text = |leaf: usize| schema.column(leaf).physical_type() == Physical::BYTE_ARRAY;
    if !columns[6].is_some_and(is_text) {
        let what = format!("column `{text_name}` holds no texts");
        return Err(Error::new(at.clone(), what, "name another with `--field text=NAME`"));
    }
    let all: Vec<String> = named.iter().map(|(_, name)| name.clone()).collect();
    let missing = kept::missing(at, &fields.keep, &columns[Fields::NAMES.len()..], &all);
    Ok(Columns { columns, missing, text_name })
}

/// The next values of a column, empty ones included.
fn values(
    reader: &mut ColumnReader,
    column: &ColumnDescriptor,
    most: usize,
) -> std::result::Result<Vec<Value>, ParquetError> {
    let (logical, converted) = (column.logical_type_ref(), column.converted_type());
    let text = |text: Option<String>| text.map_or(Value::Empty, Value::Text);
    match reader {
        ColumnReader::ByteArrayColumnReader(r) => cells(r, column, most, |v: &ByteArray| {
            String::from_utf8(v.data().to_vec()).map_or(Value::Damaged, Value::Text)
        }),
        ColumnReader::Int32ColumnReader(r) => cells(r, column, most, |n| match logical {
            Some(LogicalType::Date) => text(day(*n)),
            _ if converted == ConvertedType::DATE => text(day(*n)),
            _ => Value::Text(n.to_string()),
        }),
        ColumnReader::Int64ColumnReader(r) => cells(r, column, most, |n| match logical {
            Some(LogicalType::Timestamp(told)) => {
                text(time(*n, &told.unit, told.is_adjusted_to_u_t_c))
            }
            _ => match converted {
                ConvertedType::TIMESTAMP_MILLIS => text(time(*n, &TimeUnit::MILLIS, true)),
                ConvertedType::TIMESTAMP_MICROS => text(time(*n, &TimeUnit::MICROS, true)),
                _ => Value::Text(n.to_string()),
            },
        }),
        ColumnReader::Int96ColumnReader(r) => {
            cells(r, column, most, |n: &Int96| text(time(n.to_micros(), &TimeUnit::MICROS, false)))
        }
        ColumnReader::DoubleColumnReader(r) => {
            cells(r, column, most, |n| Value::Text(n.to_string()))
        }
        ColumnReader::FloatColumnReader(r) => {
            cells(r, column, most, |n| Value::Text(n.to_string()))
        }
        ColumnReader::BoolColumnReader(r) => {
            cells(r, column, most, |yes: &bool| Value::Text(yes.to_string()))
        }
        ColumnReader::FixedLenByteArrayColumnReader(_) => Ok(vec![Value::Empty; most]),
    }
}

fn cells<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    column: &ColumnDescriptor,
    most: usize,
    shown: impl Fn(&T::T) -> Value,
) -> std::result::Result<Vec<Value>, ParquetError> {
    let (mut found, mut defined) = (Vec::new(), Vec::new());
    // a page may end inside
    let mut rows = 0;
    while rows < most {
        let levels = (column.max_def_level() > 0).then_some(&mut defined);
        let (read, ..) = reader.read_records(most - rows, levels, None, &mut found)?;
        if read == 0 {
            return Err(ParquetError::EOF("a column ends before the others".to_owned()));
        }
        rows += read;
    }
    let mut found = found.iter();
    if column.max_def_level() == 0 {
        return Ok(found.map(shown).collect());
    }
    let is_there = |level: &i16| *level == column.max_def_level();
    let value = |level| {
        if is_there(level) { found.next().map_or(Value::Empty, &shown) } else { Value::Empty }
    };
    Ok(defined.iter().map(value).collect())
}

/// A day by its number from the beginning of 1970.
fn day(number: i32) -> Option<String> {
    let first = Date::new(1970, 1, 1).ok()?;
    Some(first.checked_add(Span::new().try_days(number).ok()?).ok()?.to_string())
}

/// A time by its number from the beginning of 1970.
fn time(number: i64, unit: &TimeUnit, is_utc: bool) -> Option<String> {
    let time = match unit {
        TimeUnit::MILLIS => Timestamp::from_millisecond(number),
        TimeUnit::MICROS => Timestamp::from_microsecond(number),
        TimeUnit::NANOS => Timestamp::from_nanosecond(number.into()),
    };
    let time = time.ok()?;
    Some(if is_utc {
        time.to_string()
    } else {
        time.to_zoned(TimeZone::UTC).datetime().to_string()
    })
}

/// Does some of the crate's work, which a damaged table may make panic.
fn guarded<T>(
    work: impl FnOnce() -> std::result::Result<T, ParquetError>,
) -> std::result::Result<T, String> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(done) => done.map_err(|cause| told(&cause)),
        Err(_) => Err("it makes no sense".to_owned()),
    }
}

/// A cause in one line.
fn told(cause: &ParquetError) -> String {
    let told = cause.to_string().replace('\n', " ");
    told.strip_prefix("Parquet error: ").unwrap_or(&told).to_owned()
}

fn damaged(at: Location, cause: &str) -> Error {
    let what = format!("is a damaged Parquet table ({cause})");
    Error::new(at, what, "get the file anew")
}
