//! Results written aside, then put in place.
//!
//! Promises: until everything is written, nothing shows at the place the user named, and a write
//! that fails leaves nothing there; what wiretag did not write is never replaced or deleted. A new
//! folder appears in one step; a folder that is there already (empty, or an older result) is filled
//! file by file, `run.json` gone first and back last, so that a half-filled one is known by its
//! absence. One that a batch is added to is written anew beside it, and the two are swapped in one step.

use super::{Failure, MANIFEST, Table};
use crate::error::{Error, Result};
use crate::location::Location;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempDir};

/// What names of files written aside begin with.
const ASIDE: &str = ".wiretag-";

/// What the name of an older result ends in while a newer one takes its place.
const OLDER: &str = "-older";

/// A folder written aside.
pub(super) struct Folder {
    aside: TempDir,
    out: PathBuf,
    exists: bool,
    force: bool,
    /// Whether it takes the place of the older result in one step.
    swaps: bool,
}

impl Folder {
    /// A folder to be put at `out`.
    pub(super) fn begin(out: &Path, force: bool) -> Result<Self> {
        let exists = out.exists();
        let near = if exists {
            may_fill(out, force)?;
            out
        } else {
            parent_of(out)?
        };
        let aside = temporary(&aside_of(out), 0o777)
            .tempdir_in(near)
            .map_err(|e| Error::io(at(out), "write here", &e))?;
        Ok(Self { aside, out: out.to_owned(), exists, force, swaps: false })
    }

    /// A folder to be put in the place of the result at `out` in one step.
    pub(super) fn begin_swap(out: &Path) -> Result<Self> {
        may_fill(out, true)?;
        // a symbolic link stays one, and a folder cannot move from under who works in it
        let whole = out.canonicalize().map_err(|e| Error::io(at(out), "open", &e))?;
        if std::env::current_dir().is_ok_and(|here| here.starts_with(&whole)) {
            let what = "can't add to the folder that the command runs in";
            return Err(Error::new(at(out), what, "go to another folder, and name this one"));
        }
        let aside = temporary(&aside_of(&whole), 0o777)
            .tempdir_in(parent_of(&whole)?)
            .map_err(|e| Error::io(at(out), "write beside this folder", &e))?;
        Ok(Self { aside, out: whole, exists: true, force: true, swaps: true })
    }

    /// A file of the older result.
    pub(super) fn older(&self, name: &str) -> Result<fs::File> {
        let path = self.out.join(name);
        fs::File::open(&path).map_err(|e| Error::io(at(&path), "open", &e))
    }

    /// A folder to be put at `out`, where nothing is yet, or an empty folder.
    pub(super) fn begin_empty(out: &Path) -> Result<Self> {
        let mut listed = fs::read_dir(out).into_iter().flatten().flatten();
        if listed.any(|file| !file.file_name().to_string_lossy().starts_with(ASIDE)) {
            let what = "this folder holds files, which may have been corrected by hand";
            return Err(Error::new(at(out), what, "name another folder with -o"));
        }
        Self::begin(out, false)
    }

    /// A new file in it.
    pub(super) fn create(&self, name: &str) -> Result<fs::File> {
        fs::File::create(self.aside.path().join(name)).map_err(|e| self.error(name, &e))
    }

    /// A failure to write a file in it.
    pub(super) fn error(&self, name: &str, cause: &io::Error) -> Error {
        Error::io(at(&self.out.join(name)), "write", cause)
    }

    /// Puts it in place.
    pub(super) fn place(self) -> Result<()> {
        if !self.exists {
            let moved = fs::rename(self.aside.path(), &self.out);
            moved.map_err(|e| Error::io(at(&self.out), "put the result in place", &e))?;
            drop(self.aside.keep());
            return Ok(());
        }
        may_fill(&self.out, self.force)?;
        if self.swaps {
            let swapped = swap(self.aside.path(), &self.out);
            return swapped.map_err(|e| Error::io(at(&self.out), "put the result in place", &e));
        }
        let listed = fs::read_dir(self.aside.path());
        let new: Vec<String> = listed
            .into_iter()
            .flatten()
            .flatten()
            .map(|file| file.file_name().to_string_lossy().into_owned())
            .filter(|name| name != MANIFEST)
            .collect();
        match fs::remove_file(self.out.join(MANIFEST)) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(self.error(MANIFEST, &e)),
            _ => {}
        }
        let is_left = |name: &String| name != MANIFEST && !new.contains(name);
        // of a result in another format
        for name in names().filter(is_left).filter(|name| self.out.join(name).exists()) {
            fs::remove_file(self.out.join(&name)).map_err(|e| self.error(&name, &e))?;
        }
        for name in new.iter().map(String::as_str).chain([MANIFEST]) {
            let moved = fs::rename(self.aside.path().join(name), self.out.join(name));
            moved.map_err(|e| self.error(name, &e))?;
        }
        Ok(())
    }
}

/// Puts `new` in the place of `old`, and `old` in that of `new`.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn swap(new: &Path, old: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE) {
        // some file systems cannot
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => swap_by_three(new, old),
        done => Ok(done?),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn swap(new: &Path, old: &Path) -> io::Result<()> {
    swap_by_three(new, old)
}

/// The same in three steps: a kill between them leaves the older result whole beside its place.
fn swap_by_three(new: &Path, old: &Path) -> io::Result<()> {
    let mut name = new.as_os_str().to_owned();
    name.push(OLDER);
    let older = PathBuf::from(name);
    fs::rename(old, &older)?;
    if let Err(e) = fs::rename(new, old) {
        fs::rename(&older, old)?;
        return Err(e);
    }
    fs::rename(&older, new)
}

/// Tables of other commands than `tag` (`src/check/tables.rs`), which a folder may hold instead.
const OTHERS: [&str; 6] = ["terms", "found", "near", "summary", "matrix", "read"];

/// The files that a result may have, the manifest last.
fn names() -> impl Iterator<Item = String> {
    let tables = |ending| {
        let all = Table::ALL.into_iter().map(Table::name).chain(OTHERS);
        all.map(move |name| format!("{name}.{ending}"))
    };
    ["csv", "parquet"].into_iter().flat_map(tables).chain([MANIFEST.to_owned()])
}

/// Refuses a folder that holds anything but a result of wiretag, and a result without `force`.
fn may_fill(out: &Path, force: bool) -> Result<()> {
    let no = |what: String, remedy: &str| Err(Error::new(at(out), what, remedy));
    if !out.is_dir() {
        return no("this is a file, not a folder".into(), "name another folder with -o");
    }
    let listed = fs::read_dir(out).map_err(|e| Error::io(at(out), "read this folder", &e))?;
    let mut held: Vec<String> =
        listed.flatten().map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    held.retain(|name| !name.starts_with(ASIDE));
    held.sort();
    if held.is_empty() {
        return Ok(());
    }
    if let Some(stranger) = held.iter().find(|name| !names().any(|own| own == **name)) {
        let what = format!("this folder holds `{stranger}`, which wiretag did not write");
        return no(what, "name another folder with -o; wiretag deletes nothing of yours");
    }
    if !is_result(out) {
        let what = format!("this folder is not a result of wiretag: it has no {MANIFEST}");
        return no(what, "name another folder with -o, or empty this one yourself");
    }
    if !force {
        return no(
            "there is a result here already".into(),
            "add --force to replace it, or name another folder",
        );
    }
    Ok(())
}

fn is_result(out: &Path) -> bool {
    let manifest = fs::read(out.join(MANIFEST)).ok();
    let json = manifest.and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok());
    json.is_some_and(|json| json.get("wiretag").is_some())
}

/// A file written aside.
pub(super) struct Whole {
    aside: NamedTempFile,
    out: PathBuf,
    force: bool,
}

impl Whole {
    /// A file to be put at `out`.
    pub(super) fn begin(out: &Path, force: bool) -> Result<Self> {
        may_replace(out, force)?;
        // A symbolic link stays one: the file it points at is replaced.
        let out = out.canonicalize().unwrap_or_else(|_| out.to_owned());
        let aside = temporary(&aside_of(&out), 0o666)
            .tempfile_in(parent_of(&out)?)
            .map_err(|e| Error::io(at(&out), "write here", &e))?;
        Ok(Self { aside, out, force })
    }

    /// Where it will be.
    pub(super) fn out(&self) -> &Path {
        &self.out
    }

    /// Where it is written meanwhile.
    pub(super) fn path(&self) -> &Path {
        self.aside.path()
    }

    /// A failure to write it.
    pub(super) fn failure(&self, cause: &io::Error) -> Failure {
        Failure::io(at(&self.out), cause)
    }

    /// Puts it in place.
    pub(super) fn place(self) -> std::result::Result<(), Failure> {
        let Self { aside, out, force } = self;
        may_replace(&out, force)?;
        aside.persist(&out).map_err(|e| Failure::io(at(&out), &e.error))?;
        Ok(())
    }
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.aside.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.aside.flush()
    }
}

/// Where one table or all records go: a file written aside, or a stream.
pub(super) enum Output {
    File(BufWriter<Whole>),
    Stream(BufWriter<Box<dyn Write + Send>>),
}

impl Output {
    /// A file to be put at `out`.
    pub(super) fn file(out: &Path, force: bool) -> Result<Self> {
        Ok(Self::File(BufWriter::new(Whole::begin(out, force)?)))
    }

    /// A stream, such as standard output.
    pub(super) fn stream(stream: impl Write + Send + 'static) -> Self {
        Self::Stream(BufWriter::new(Box::new(stream)))
    }

    /// The folder that a file is written in.
    pub(super) fn folder(&self) -> Option<&Path> {
        match self {
            Self::File(file) => file.get_ref().path().parent(),
            Self::Stream(_) => None,
        }
    }

    /// Where it goes.
    pub(super) fn at(&self) -> Location {
        match self {
            Self::File(file) => at(file.get_ref().out()),
            Self::Stream(_) => Location::file("-"),
        }
    }

    /// A failure to write it.
    pub(super) fn failure(&self, cause: &io::Error) -> Failure {
        match self {
            Self::File(file) => file.get_ref().failure(cause),
            Self::Stream(_) => Failure::io(Location::file("-"), cause),
        }
    }

    /// Puts it in place.
    pub(super) fn place(mut self) -> std::result::Result<(), Failure> {
        self.flush().map_err(|e| self.failure(&e))?;
        let Self::File(file) = self else {
            return Ok(());
        };
        let (whole, left) = file.into_parts();
        // flushed: nothing is left of it
        drop(left);
        whole.place()
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.write(bytes),
            Self::Stream(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File(file) => file.flush(),
            Self::Stream(stream) => stream.flush(),
        }
    }
}

fn may_replace(out: &Path, force: bool) -> Result<()> {
    if out.is_dir() {
        return Err(Error::new(
            at(out),
            "this is a folder, not a file",
            "name another file with -o",
        ));
    }
    if out.exists() && !force {
        let remedy = "add --force to replace it, or name another file";
        return Err(Error::new(at(out), "this file is there already", remedy));
    }
    Ok(())
}

fn at(path: &Path) -> Location {
    Location::file(path.display().to_string())
}

/// The folder that `out` stands in, made if it is not there.
fn parent_of(out: &Path) -> Result<&Path> {
    let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(|e| Error::io(at(parent), "make this folder", &e))?;
    Ok(parent)
}

/// Removes what a run that was stopped left aside of `out`. A folder that it was filling has no manifest;
/// with one that says so, it is a result again, which may be replaced.
///
/// # Errors
/// The system refused.
pub(super) fn tidy(out: &Path) -> Result<()> {
    let prefix = aside_of(out);
    for folder in [parent_of(out)?, out] {
        let Ok(listed) = fs::read_dir(folder) else { continue };
        let of_ours = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with(&prefix);
        for left in listed.flatten().filter(|left| of_ours(&left.file_name())) {
            let path = left.path();
            if path.to_string_lossy().ends_with(OLDER) && !out.exists() {
                // the run was stopped between two steps: this is the only result there is
                fs::rename(&path, out).map_err(|e| Error::io(at(&path), "put this back", &e))?;
                continue;
            }
            let removed =
                if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            removed.map_err(|e| Error::io(at(&path), "remove this", &e))?;
        }
    }
    let is_ours = |name: &std::ffi::OsStr| names().any(|own| name.to_str() == Some(&own));
    let mut held = fs::read_dir(out).into_iter().flatten().flatten().peekable();
    let is_half_filled = held.peek().is_some() && held.all(|file| is_ours(&file.file_name()));
    if is_half_filled && !is_result(out) {
        let path = out.join(MANIFEST);
        let stopped = format!("{{\"wiretag\": \"{}, stopped\"}}\n", env!("CARGO_PKG_VERSION"));
        fs::write(&path, stopped).map_err(|e| Error::io(at(&path), "write", &e))?;
    }
    Ok(())
}

/// What the names of all that is written aside of `out` begin with.
fn aside_of(out: &Path) -> String {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    format!("{ASIDE}{:08x}-", crc32fast::hash(name.as_bytes()))
}

/// What is written aside gets the permissions that any new file gets (the umask takes its part),
/// not those of a secret.
fn temporary(prefix: &str, mode: u32) -> tempfile::Builder<'_, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    #[cfg(not(unix))]
    let _ = mode;
    builder
}
