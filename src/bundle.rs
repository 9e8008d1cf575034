//! The gazetteer that comes with wiretag: the folders under `gazetteers/`, made ready by `build.rs` and
//! embedded when the program is built.

use crate::error::{Problem, Result};
use crate::gazetteer::{Gazetteer, checksum};
use std::path::Path;

static COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/compiled"));

/// What a compiled gazetteer must be made by to be opened: this version, and this bundle.
fn maker() -> String {
    format!("wiretag {}, bundle {:08x}", env!("CARGO_PKG_VERSION"), checksum(COMPILED))
}

impl Gazetteer {
    /// The gazetteer that comes with wiretag.
    ///
    /// # Errors
    /// None in a program that was built: a bundle with errors stops the build.
    pub fn bundled() -> Result<Self> {
        Self::from_compiled(COMPILED)
    }

    /// This gazetteer (the bundled one, an empty one) with folders as layers on top, made ready to be
    /// opened in a moment: the bytes of a file for [`Gazetteer::compiled`], and what is doubtful in it.
    ///
    /// # Errors
    /// Every mistake in the folders' files, with file, line and column, as one error.
    pub fn compile<P: AsRef<Path>>(self, dirs: &[P]) -> Result<(Vec<u8>, Vec<Problem>)> {
        self.compile_with(dirs, &maker())
    }

    /// The gazetteer in a file that [`Gazetteer::compile`] made.
    ///
    /// # Errors
    /// The file cannot be read, is none, is damaged, was made by another version of wiretag, or the
    /// folders it was made of have changed since.
    pub fn compiled(path: impl AsRef<Path>) -> Result<Self> {
        Self::open(path.as_ref(), &maker())
    }
}
