//! Any tables in the formats that hold tables: what other commands than `tag` write.
//!
//! Promises: as of the tables of `tag`: the same columns in every format, put in place when whole, replaced
//! only by `force`, nothing cut in silence. A table is its name and its columns, and its rows are cells:
//! nothing here knows of records.

use super::aside::{self, Output};
use super::table::{Cell, Column, Table};
use super::typed::{self, Lists};
use super::{Failure, Finished, Format, MANIFEST, Manifest, Written, csv, parquet, sqlite, xlsx};
use crate::error::{Error, Problem};
use crate::location::Location;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// A table: its name and its columns.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    /// Its name: of its file, or in it.
    pub name: &'static str,
    /// Its columns, in order.
    pub columns: &'static [Column],
}

impl Sheet {
    /// The table of documents that failed, which every result has.
    pub const ERRORS: Sheet = Sheet { name: "errors", columns: super::table::ERRORS };
}

/// Tables on their way to a file or folder.
pub struct Sheets {
    sheets: Vec<Sheet>,
    to: To,
}

enum To {
    Csv(aside::Folder, Vec<BufWriter<File>>),
    Parquet(aside::Folder, Vec<parquet::TableWriter<BufWriter<File>>>),
    Workbook(Box<xlsx::Book>),
    Sqlite(sqlite::Sheets),
    Jsonl(Output),
}

impl Sheets {
    /// Begins a result with these tables at `out`; an older one is replaced by `force` only.
    ///
    /// # Errors
    /// The format holds no tables of any kind, something is there that may not be replaced, or the system
    /// refused.
    pub fn begin(
        out: &str,
        format: Format,
        sheets: &[Sheet],
        force: bool,
    ) -> std::result::Result<Self, Failure> {
        let path = Path::new(out);
        let named: Vec<_> = sheets.iter().map(|sheet| (sheet.name, sheet.columns)).collect();
        let to = match format {
            _ if out == "-" => {
                let remedy = "name a folder or a file with -o";
                let what = "these tables can't go to standard output";
                return Err(Error::new(Location::file("-"), what, remedy).into());
            }
            Format::Folder => {
                let folder = aside::Folder::begin(path, force)?;
                let mut files = Vec::new();
                for sheet in sheets {
                    let name = format!("{}.csv", sheet.name);
                    let mut file = BufWriter::new(folder.create(&name)?);
                    let header = csv::text(sheet.columns, None);
                    let written = header.and_then(|header| file.write_all(&header));
                    written.map_err(|e| folder.error(&name, &e))?;
                    files.push(file);
                }
                To::Csv(folder, files)
            }
            Format::Parquet => {
                let folder = aside::Folder::begin(path, force)?;
                let mut writers = Vec::new();
                for sheet in sheets {
                    let name = format!("{}.parquet", sheet.name);
                    let file = BufWriter::new(folder.create(&name)?);
                    let writer = parquet::TableWriter::begin(sheet.name, sheet.columns, file);
                    writers.push(writer.map_err(|e| folder.error(&name, &e))?);
                }
                To::Parquet(folder, writers)
            }
            Format::Workbook => {
                To::Workbook(Box::new(xlsx::Book::begin(path, force, &named, xlsx::EXCEL)?))
            }
            Format::Sqlite => To::Sqlite(sqlite::Sheets::begin(path, force, &named)?),
            Format::Jsonl => To::Jsonl(Output::file(path, force)?),
            Format::Gkg
            | Format::Brat
            | Format::Annotations
            | Format::Table(_)
            | Format::ParquetTable(_) => {
                let what = "this format can't hold these tables";
                let remedy = "name a folder, or a file ending in .xlsx, .sqlite or .jsonl";
                return Err(Error::new(Location::file(out), what, remedy).into());
            }
        };
        Ok(Self { sheets: sheets.to_vec(), to })
    }

    /// Adds rows to the table at `index`; their cells are in the order of its columns.
    ///
    /// # Errors
    /// The system refused.
    pub fn put(&mut self, index: usize, rows: Vec<Vec<Cell<'static>>>) -> Written {
        let Some(sheet) = self.sheets.get(index).filter(|_| !rows.is_empty()) else {
            return Ok(());
        };
        let typed = |lists| -> Vec<typed::Row> {
            rows.iter().map(|row| typed::row(sheet.columns, row, lists)).collect()
        };
        match &mut self.to {
            To::Csv(folder, files) => {
                let text = csv::text(sheet.columns, Some(&rows));
                let file = files.get_mut(index);
                let written =
                    text.and_then(|text| file.map_or(Ok(()), |file| file.write_all(&text)));
                written.map_err(|e| folder.error(&format!("{}.csv", sheet.name), &e).into())
            }
            To::Parquet(folder, writers) => {
                let Some(writer) = writers.get_mut(index) else { return Ok(()) };
                let written = typed(Lists::Kept).iter().try_for_each(|row| writer.put(row));
                written.map_err(|e| folder.error(&format!("{}.parquet", sheet.name), &e).into())
            }
            To::Workbook(book) => book.rows(index, &typed(Lists::Joined)),
            To::Sqlite(db) => db.rows(sheet.name, sheet.columns, &typed(Lists::Joined)),
            To::Jsonl(to) => {
                let mut lines = String::new();
                for row in typed(Lists::Kept) {
                    lines += &line(sheet, &row);
                }
                to.write_all(lines.as_bytes()).map_err(|e| to.failure(&e))
            }
        }
    }

    /// Adds a document that failed to the table `errors`.
    ///
    /// # Errors
    /// As [`Sheets::put`].
    pub fn problem(&mut self, problem: &Problem) -> Written {
        let index = self.sheets.iter().position(|sheet| sheet.name == Table::Errors.name());
        index.map_or(Ok(()), |index| self.put(index, vec![typed::problem(problem)]))
    }

    /// Writes the run manifest and puts the result in place; returns what the format could not hold as it
    /// is.
    ///
    /// # Errors
    /// As [`Sheets::put`].
    pub fn finish(self, manifest: &Manifest) -> Finished {
        let run = |folder: &aside::Folder| {
            let json = manifest.to_json();
            let written = folder.create(MANIFEST).map(|file| (file, json));
            written.and_then(|(mut file, json)| {
                let written = json.and_then(|json| file.write_all(json.as_bytes()));
                written.map_err(|e| folder.error(MANIFEST, &e))
            })
        };
        match self.to {
            To::Csv(folder, files) => {
                for (mut file, sheet) in files.into_iter().zip(&self.sheets) {
                    file.flush().map_err(|e| folder.error(&format!("{}.csv", sheet.name), &e))?;
                }
                run(&folder)?;
                folder.place()?;
            }
            To::Parquet(folder, writers) => {
                let json = manifest.to_json().map_err(|e| folder.error(MANIFEST, &e))?;
                for (writer, sheet) in writers.into_iter().zip(&self.sheets) {
                    let finished = writer.finish(&json).and_then(|mut file| file.flush());
                    finished.map_err(|e| folder.error(&format!("{}.parquet", sheet.name), &e))?;
                }
                run(&folder)?;
                folder.place()?;
            }
            To::Workbook(book) => return book.finish(manifest),
            To::Sqlite(db) => return db.finish(manifest),
            To::Jsonl(mut to) => {
                let json = serde_json::to_value(manifest).map_err(std::io::Error::other);
                let line = json.map(|run| format!("{}\n", json!({"table": "run", "run": run})));
                let written = line.and_then(|line| to.write_all(line.as_bytes()));
                written.map_err(|e| to.failure(&e))?;
                to.place()?;
            }
        }
        Ok(Vec::new())
    }
}

/// A row as an object: the table, then each column, in their order.
fn line(sheet: &Sheet, row: &[Cell<'_>]) -> String {
    let mut line = format!("{{\"table\":{}", Value::from(sheet.name));
    for (column, cell) in sheet.columns.iter().zip(row) {
        let value = match cell {
            Cell::Empty => Value::Null,
            Cell::Text(text) => Value::String(text.to_string()),
            Cell::Integer(n) => (*n).into(),
            Cell::Number(x) => (*x).into(),
            Cell::Bool(yes) => (*yes).into(),
            Cell::List(items) => items.iter().map(|item| Value::String(item.to_string())).collect(),
        };
        let _ = write!(line, ",{}:{value}", Value::from(column.name));
    }
    line + "}\n"
}
