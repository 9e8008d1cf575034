//! Parquet: a folder with a file for each table, or one table.
//!
//! Promises: the cells of the CSV tables with their types: times and days as such, lists as lists, texts
//! on one line and never defused; the run manifest in the metadata of each file, under `wiretag`; rows
//! go out in groups, so that memory is bounded; the same records give the same bytes. A time of
//! publication that is none in full stays out of its column, and is told.

use super::aside::{self, Output};
use super::columns::{Filling, column_type};
use super::past::{self, Past};
use super::ready::{Ready, Sums};
use super::table::{Cell, Kept, Table};
use super::typed::{self, Lists, Row};
use super::{Failure, Finished, MANIFEST, Manifest, Options, Sink, Written, older};
use crate::error::{Problem, Result};
use crate::location::Location;
use ::parquet::basic::{Compression, Repetition, ZstdLevel};
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::types::Type;
use std::collections::HashSet;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Most rows of a group.
const GROUP_ROWS: usize = 64 * 1024;

/// Most bytes of texts in a group, but for its last row.
const GROUP_BYTES: usize = 32 << 20;

/// The key of the run manifest in a file's metadata.
pub(super) const KEY: &str = "wiretag";

/// Writes one table.
pub(super) struct TableWriter<W: Write + Send> {
    name: &'static str,
    file: SerializedFileWriter<W>,
    columns: Vec<Filling>,
    rows: usize,
}

impl<W: Write + Send> TableWriter<W> {
    pub(super) fn begin(name: &'static str, columns: &[super::Column], to: W) -> io::Result<Self> {
        let of = |column: &super::Column| column_type(column).map(Arc::new);
        let fields = columns.iter().map(of).collect::<std::result::Result<_, _>>();
        let schema = fields.and_then(|fields| {
            let schema = Type::group_type_builder(name).with_repetition(Repetition::REQUIRED);
            schema.with_fields(fields).build()
        });
        let level = ZstdLevel::default();
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(level))
            .set_created_by(concat!("wiretag ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let schema = schema.map_err(io_error)?;
        let file = SerializedFileWriter::new(to, Arc::new(schema), Arc::new(properties));
        let columns = columns.iter().map(|column| Filling::of(column.kind)).collect();
        Ok(Self { name, file: file.map_err(io_error)?, columns, rows: 0 })
    }

    pub(super) fn put(&mut self, row: &Row) -> io::Result<()> {
        self.columns.iter_mut().zip(row).for_each(|(column, cell)| column.put(cell));
        self.rows += 1;
        if self.rows >= GROUP_ROWS
            || self.columns.iter().map(Filling::bytes).sum::<usize>() >= GROUP_BYTES
        {
            self.flush()?;
        }
        Ok(())
    }

    /// Writes the rows so far as a group.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.file.next_row_group().map_err(io_error)?;
        for filling in &mut self.columns {
            let Some(mut column) = group.next_column().map_err(io_error)? else { break };
            filling.write(&mut column).map_err(io_error)?;
            column.close().map_err(io_error)?;
        }
        group.close().map_err(io_error)?;
        self.rows = 0;
        Ok(())
    }

    pub(super) fn finish(mut self, manifest: &str) -> io::Result<W> {
        self.flush()?;
        let run = KeyValue::new(KEY.to_owned(), manifest.trim_end().to_owned());
        self.file.append_key_value_metadata(run);
        self.file.into_inner().map_err(io_error)
    }
}

pub(super) fn io_error(error: ParquetError) -> io::Error {
    let ParquetError::External(cause) = error else { return io::Error::other(error) };
    cause.downcast::<io::Error>().map_or_else(io::Error::other, |cause| *cause)
}

/// Times of publication that are none.
#[derive(Default)]
pub(super) struct Untimed(usize);

impl Untimed {
    /// Rows of the table `errors` for the articles among some rows whose time is none.
    pub(super) fn look(&mut self, table: Table, rows: &[Row]) -> Vec<Row> {
        if table != Table::Articles {
            return Vec::new();
        }
        let of = |name| table.columns().iter().position(|column| column.name == name);
        let (Some(article), Some(published)) = (of("article"), of("published")) else {
            return Vec::new();
        };
        let mut told = Vec::new();
        for row in rows {
            let Some(Cell::Text(text)) = row.get(published) else { continue };
            if super::when::instant(text).is_none() {
                self.0 += 1;
                let what = format!("`{text}` is no full ISO date: the column `published` is empty");
                told.push(vec![
                    row[article].clone(),
                    Cell::Empty,
                    Cell::text(what),
                    Cell::text(AS_TEXT),
                ]);
            }
        }
        told
    }

    /// The same as one warning.
    pub(super) fn told(&self, out: Location) -> Vec<Problem> {
        let what = match self.0 {
            0 => return Vec::new(),
            1 => "1 article has a time of publication that is no full ISO date".to_owned(),
            n => format!("{n} articles have a time of publication that is no full ISO date"),
        };
        let what = format!("{what}: their column `published` is empty");
        vec![Problem::warning(out, what, AS_TEXT)]
    }
}

/// What to do about a time that is none.
const AS_TEXT: &str = "write CSV, SQLite or JSONL to have it as it was given";

/// A folder of all tables and the manifest.
pub(super) struct FolderSink {
    folder: aside::Folder,
    tables: Vec<TableWriter<BufWriter<fs::File>>>,
    sums: Sums,
    untimed: Untimed,
    out: PathBuf,
    /// What it is added to.
    past: Option<Past>,
}

impl FolderSink {
    pub(super) fn begin(out: &Path, options: Options) -> Result<Self> {
        let folder = aside::Folder::begin(out, options.force)?;
        let mut tables = Vec::new();
        for table in Table::ALL {
            let name = file_name(table);
            let file = BufWriter::new(folder.create(&name)?);
            let writer = TableWriter::begin(table.name(), table.with(options.kept), file);
            tables.push(writer.map_err(|e| folder.error(&name, &e))?);
        }
        let (sums, untimed) = (Sums::default(), Untimed::default());
        Ok(Self { folder, tables, sums, untimed, out: out.to_owned(), past: None })
    }

    /// Adds to the result at `out`.
    pub(super) fn append(out: &Path, kept: Kept) -> Result<Self> {
        let mut past = Past { run: past::run(out, "parquet")?, ..Past::default() };
        let folder = aside::Folder::begin_swap(out)?;
        let mut tables = Vec::new();
        for table in Table::ALL {
            let name = file_name(table);
            let to = BufWriter::new(folder.create(&name)?);
            let mut writer = TableWriter::begin(table.name(), table.with(kept), to)
                .map_err(|e| folder.error(&name, &e))?;
            let at = Location::file(out.join(&name).display().to_string());
            let put = |row| match past.take(table, row) {
                Some(row) => writer.put(&row).map_err(|e| folder.error(&name, &e)),
                None => Ok(()),
            };
            older::rows(table.with(kept), folder.older(&name)?, &at, put)?;
            tables.push(writer);
        }
        let (sums, untimed) = (Sums::default(), Untimed::default());
        Ok(Self { folder, tables, sums, untimed, out: out.to_owned(), past: Some(past) })
    }

    fn rows(&mut self, table: Table, rows: &[Row]) -> Written {
        let Some(writer) = self.tables.iter_mut().find(|writer| writer.name == table.name()) else {
            return Ok(());
        };
        let written = rows.iter().try_for_each(|row| writer.put(row));
        written.map_err(|e| Failure::Other(self.folder.error(&file_name(table), &e)))
    }
}

pub(super) fn file_name(table: Table) -> String {
    format!("{}.parquet", table.name())
}

impl Sink for FolderSink {
    fn known(&self) -> Arc<HashSet<String>> {
        self.past.as_ref().map(|past| Arc::clone(&past.articles)).unwrap_or_default()
    }

    fn record(&mut self, ready: Ready) -> Written {
        self.sums.add(ready.sums);
        for (table, rows) in Table::ALL.into_iter().zip(&ready.rows) {
            let told = self.untimed.look(table, rows);
            self.rows(Table::Errors, &told)?;
            self.rows(table, rows)?;
        }
        Ok(())
    }

    fn problem(&mut self, problem: &Problem) -> Written {
        let row = typed::problem(problem);
        match &self.past {
            Some(past) if past.has_error(&row) => Ok(()),
            _ => self.rows(Table::Errors, &[row]),
        }
    }

    fn finish(mut self: Box<Self>, manifest: &Manifest) -> Finished {
        let sums = std::mem::take(&mut self.sums);
        for table in Table::ALL {
            let rows = match &mut self.past {
                None => typed::sums(table, &sums, Lists::Kept),
                Some(past) => past.sums(table, &sums, Lists::Kept),
            };
            self.rows(table, &rows)?;
        }
        let past = self.past.as_ref();
        let whole = past.map_or(Ok(manifest.clone()), |past| manifest.after(&past.run));
        let json = whole
            .and_then(|manifest| manifest.to_json())
            .map_err(|e| self.folder.error(MANIFEST, &e))?;
        for writer in self.tables {
            let name = format!("{}.parquet", writer.name);
            let finished = writer.finish(&json).and_then(|mut file| file.flush());
            finished.map_err(|e| self.folder.error(&name, &e))?;
        }
        let written = self.folder.create(MANIFEST)?.write_all(json.as_bytes());
        written.map_err(|e| self.folder.error(MANIFEST, &e))?;
        self.folder.place()?;
        Ok(self.untimed.told(Location::file(self.out.display().to_string())))
    }
}

/// One table, to a file or a stream.
pub(super) struct TableSink {
    writer: TableWriter<Output>,
    table: Table,
    sums: Sums,
    untimed: Untimed,
}

impl TableSink {
    pub(super) fn begin(
        table: Table,
        to: Output,
        options: Options,
    ) -> std::result::Result<Self, Failure> {
        let writer = TableWriter::begin(table.name(), table.with(options.kept), to);
        let writer = writer.map_err(|e| Failure::io(super::stdout(), &e))?;
        Ok(Self { writer, table, sums: Sums::default(), untimed: Untimed::default() })
    }

    fn rows(&mut self, rows: &[Row]) -> Written {
        let written = rows.iter().try_for_each(|row| self.writer.put(row));
        written.map_err(|e| self.writer.file.inner().failure(&e))
    }
}

impl Sink for TableSink {
    fn record(&mut self, ready: Ready) -> Written {
        self.sums.add(ready.sums);
        let rows = ready.rows.concat();
        self.untimed.look(self.table, &rows);
        self.rows(&rows)
    }

    fn problem(&mut self, problem: &Problem) -> Written {
        match self.table {
            Table::Errors => self.rows(&[typed::problem(problem)]),
            _ => Ok(()),
        }
    }

    fn finish(mut self: Box<Self>, manifest: &Manifest) -> Finished {
        let sums = std::mem::take(&mut self.sums);
        self.rows(&typed::sums(self.table, &sums, Lists::Kept))?;
        let out = self.writer.file.inner().at();
        let at = |e: &io::Error| Failure::io(out.clone(), e);
        let json = manifest.to_json().map_err(|e| at(&e))?;
        let told = self.untimed.told(out.clone());
        self.writer.finish(&json).map_err(|e| at(&e))?.place()?;
        Ok(told)
    }
}
