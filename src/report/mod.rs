//! A result as one HTML page that a person reads, filters and sends on.
//!
//! Promises: the page needs nothing but itself (no network, a strict content security policy); all that
//! comes from articles is data in it, never HTML; the same result gives the same bytes. What it holds is
//! made in `data.rs`, and put into the files of `page/` by `html.rs`: the shapes of one are read by the
//! scripts of the other (`page/js/data.js`), so change them together. `tests/browser` opens pages as a
//! reader does.

mod data;
mod html;
mod names;
mod passages;
mod rejections;
#[cfg(test)]
mod tests;

use crate::error::{Error, Result};
use crate::location::Location;
use crate::write::Tables;
use std::path::Path;

/// How a page is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Its title; without one it says how many articles there are.
    pub title: Option<String>,
}

/// The page of the result at `path`: HTML in UTF-8.
///
/// # Errors
/// The result is not there, cannot be read back, or is one table alone.
pub fn of(path: &Path, options: &Options) -> Result<String> {
    let at = || Location::file(path.display().to_string());
    if !path.exists() {
        let remedy = "name the folder or file that `wiretag tag` wrote with -o";
        return Err(Error::new(at(), "there is no such file or folder", remedy));
    }
    let tables = Tables::open(path)?;
    let is_records = path.extension().is_some_and(|ending| ending == "jsonl");
    if path.is_file() && tables.run().is_null() && !is_records {
        let what = "one table is no whole result";
        let remedy = "name the folder of all tables, or a .xlsx, .sqlite or .jsonl file";
        return Err(Error::new(at(), what, remedy));
    }
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let data = data::Data::of(&tables, &name);
    html::page(&data, options).map_err(|e| Error::io(Location::file(&*name), "pack", &e))
}
