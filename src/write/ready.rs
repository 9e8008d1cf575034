//! A record made ready to be written, in whichever thread tagged it.
//!
//! Promises: what a [`super::Sink`] has left to do with it, in the order of the documents, is to copy
//! bytes, or cells that have their types, and to add up sums.

use super::entities::Entities;
use super::rows::View;
use super::table::{Cell, Table};
use super::typed::{self, Lists, Row};
use super::unknown::Unknown;
use super::{Format, Options, annotations, brat, csv, gkg, jsonl};
use crate::record::{Record, Story};
use std::io;

/// A record as one format has it.
pub struct Ready {
    /// The bytes for each file of the format, in their order; or what went wrong.
    pub(super) parts: io::Result<Vec<Vec<u8>>>,
    /// The rows of each table, for a format whose cells have types; none for the others.
    pub(super) rows: Vec<Vec<Row>>,
    pub(super) sums: Sums,
    format: Format,
    /// As its rows have it.
    story: String,
}

/// What is added up over the records, for the tables that have a row for all of them.
#[derive(Default)]
pub(super) struct Sums {
    pub(super) entities: Entities,
    pub(super) unknown: Unknown,
}

impl Sums {
    /// What a record adds.
    fn of(view: &View<'_>) -> Self {
        Self { entities: Entities::of(view.record), unknown: Unknown::of(view) }
    }

    /// Adds what the next records add.
    pub(super) fn add(&mut self, next: Self) {
        self.entities.add(next.entities);
        self.unknown.add(next.unknown);
    }
}

impl Ready {
    /// A record for a format.
    pub fn new(record: &Record, format: Format, options: Options) -> Self {
        let view = View::with(record, options.kept);
        let parts = match format {
            Format::Folder => Table::ALL.iter().map(|table| csv::rows(*table, &view)).collect(),
            Format::Table(table) => csv::rows(table, &view).map(|rows| vec![rows]),
            Format::Jsonl => jsonl::line(&view, options).map(|line| vec![line]),
            Format::Gkg => Ok(gkg::line(&view)),
            Format::Brat => Ok(brat::parts(&view)),
            Format::Annotations => annotations::lines(&view).map(|lines| vec![lines]),
            Format::Workbook | Format::Sqlite | Format::Parquet | Format::ParquetTable(_) => {
                Ok(Vec::new())
            }
        };
        let rows = match format {
            Format::Workbook | Format::Sqlite => {
                Table::ALL.map(|table| typed::rows(table, &view, Lists::Joined)).into()
            }
            Format::Parquet => {
                Table::ALL.map(|table| typed::rows(table, &view, Lists::Kept)).into()
            }
            Format::ParquetTable(table) => vec![typed::rows(table, &view, Lists::Kept)],
            Format::Folder
            | Format::Table(_)
            | Format::Jsonl
            | Format::Gkg
            | Format::Brat
            | Format::Annotations => Vec::new(),
        };
        let has_sums = match format {
            Format::Folder | Format::Workbook | Format::Sqlite | Format::Parquet => true,
            Format::Table(table) | Format::ParquetTable(table) => {
                matches!(table, Table::Entities | Table::Unknown)
            }
            Format::Jsonl | Format::Gkg | Format::Brat | Format::Annotations => false,
        };
        let sums = if has_sums { Sums::of(&view) } else { Sums::default() };
        Self { parts, rows, sums, format, story: record.story.clone() }
    }

    /// The same as part of a story, which is known only when all articles before it are: a column of
    /// articles, the last key of a record, and nothing to count where it was told before.
    #[must_use]
    pub fn of_story(mut self, story: &Story) -> Self {
        if !story.is_first {
            self.sums.entities.again();
        }
        if story.id != self.story {
            let own = std::mem::replace(&mut self.story, story.id.clone());
            self.parts = self.parts.and_then(|mut parts| {
                if let Some(part) = parts.first_mut() {
                    match self.format {
                        Format::Jsonl => jsonl::retell(part, &own, &story.id)?,
                        Format::Folder | Format::Table(Table::Articles) => {
                            csv::retell(part, &own, &story.id)?;
                        }
                        _ => {}
                    }
                }
                Ok(parts)
            });
            let is_told =
                !matches!(self.format, Format::ParquetTable(table) if table != Table::Articles);
            let row = self.rows.first_mut().filter(|_| is_told).and_then(|rows| rows.first_mut());
            if let Some(cell) = row.and_then(|row| row.last_mut()) {
                *cell = Cell::text(story.id.clone());
            }
        }
        self
    }
}
