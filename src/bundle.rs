//! The gazetteer that comes with wiretag: the folders under `gazetteers/`, made ready by `build.rs` and
//! embedded when the program is built.

use crate::error::Result;
use crate::gazetteer::Gazetteer;

static COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/compiled"));
static LAYERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/layers"));

impl Gazetteer {
    /// The gazetteer that comes with wiretag.
    ///
    /// # Errors
    /// None in a program that was built: a bundle with errors stops the build.
    pub fn bundled() -> Result<Self> {
        Self::from_compiled(COMPILED, LAYERS)
    }
}
