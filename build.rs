//! Makes the bundled gazetteer ready, so that the program starts in a moment: loads the folders under
//! `gazetteers/` with the crate's own modules and stores the outcome for `src/bundle.rs`. A mistake in
//! a file stops the build with its place.

#![allow(
    clippy::all,
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "the build needs a part of the modules, which are looked at where they belong"
)]

#[path = "src/error.rs"]
mod error;
#[path = "src/fold.rs"]
mod fold;
#[path = "src/gazetteer/mod.rs"]
mod gazetteer;
#[path = "src/location.rs"]
mod location;
#[path = "src/span.rs"]
mod span;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=gazetteers/generated");
    println!("cargo::rerun-if-changed=gazetteers/curated");
    println!("cargo::rerun-if-changed=src/fold.rs");
    println!("cargo::rerun-if-changed=src/gazetteer");
    match store() {
        Ok(()) => ExitCode::SUCCESS,
        Err(said) => {
            println!("{said}");
            ExitCode::FAILURE
        }
    }
}

fn store() -> Result<(), String> {
    let folders = ["generated", "curated"];
    let dirs = folders.map(|folder| Path::new("gazetteers").join(folder));
    let names = folders.map(|folder| format!("bundled/{folder}"));
    let named: Vec<(&str, &Path)> =
        names.iter().map(String::as_str).zip(dirs.iter().map(PathBuf::as_path)).collect();
    let compiled = gazetteer::compile(&named).map_err(|error| {
        let lines = error.problems().iter().map(|problem| format!("cargo::error={problem}\n"));
        lines.collect::<String>()
    })?;
    let out = std::env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    std::fs::write(out.join("compiled"), compiled).map_err(|e| format!("cargo::error={e}"))
}
