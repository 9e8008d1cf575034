//! Which files the inputs mean.
//!
//! Promises: a lazy list in a fixed order, with an error in the place of what cannot be listed; each
//! input that means no file at all is one error. Folders are walked by name, component by component;
//! hidden files and folders in them are left out, links are followed but never in a circle.

use crate::error::{Error, Result};
use crate::location::Location;
use std::fs;
use std::io;
use std::iter;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// One thing to open.
#[derive(Debug)]
pub(super) enum Input {
    Stdin,
    File(PathBuf),
}

pub(super) type Inputs = Box<dyn Iterator<Item = Result<Input>> + Send>;

impl Input {
    /// Where it is: the path as given, `-` for standard input.
    pub(super) fn at(&self) -> Location {
        match self {
            Self::Stdin => Location::file("-"),
            Self::File(path) => place(path),
        }
    }
}

/// All that the inputs mean.
pub(super) fn all(given: Vec<String>) -> Inputs {
    Box::new(given.into_iter().flat_map(|input| meant_by(&input)))
}

/// Bytes of all files, `None` if one of them has no size.
pub(super) fn bytes(given: &[String]) -> Option<u64> {
    let known = all(given.to_vec()).filter_map(|input| input.ok());
    known.map(|input| size(&input)).sum()
}

fn size(input: &Input) -> Option<u64> {
    let Input::File(path) = input else {
        return None;
    };
    match fs::metadata(path) {
        Ok(data) => data.is_file().then_some(data.len()),
        Err(_) => Some(0),
    }
}

fn meant_by(given: &str) -> Inputs {
    if given == "-" {
        return one(Ok(Input::Stdin));
    }
    match fs::metadata(given) {
        Ok(data) if data.is_dir() => {
            let what = "the folder holds no file";
            or_error(walk(Path::new(given)), given, what, "name another; hidden files are left out")
        }
        Ok(_) => one(Ok(Input::File(given.into()))),
        Err(_) if given.contains(['*', '?', '[']) => pattern(given),
        Err(cause) => one(Err(Error::io(Location::file(given), "open", &cause))),
    }
}

fn one(input: Result<Input>) -> Inputs {
    Box::new(iter::once(input))
}

fn or_error(inputs: Inputs, given: &str, what: &str, remedy: &str) -> Inputs {
    let mut inputs = inputs.peekable();
    if inputs.peek().is_none() {
        return one(Err(Error::new(Location::file(given), what, remedy)));
    }
    Box::new(inputs)
}

fn pattern(given: &str) -> Inputs {
    let options =
        glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::default() };
    let paths = match glob::glob_with(given, options) {
        Ok(paths) => paths,
        Err(wrong) => {
            let what =
                format!("there is no such file, and as a pattern it is wrong: {}", wrong.msg);
            return one(Err(Error::new(Location::file(given), what, "correct the path")));
        }
    };
    let inputs = paths.flat_map(|path| match path {
        Ok(path) if path.is_dir() => walk(&path),
        Ok(path) => one(Ok(Input::File(path))),
        Err(wrong) => one(Err(Error::io(place(wrong.path()), "read", wrong.error()))),
    });
    or_error(Box::new(inputs), given, "no file matches", "check the path and the pattern")
}

fn walk(folder: &Path) -> Inputs {
    // those of one folder differ in their names only, and a whole path is at hand
    let by_name = |a: &DirEntry, b: &DirEntry| a.path().as_os_str().cmp(b.path().as_os_str());
    let entries = WalkDir::new(folder).follow_links(true).sort_by(by_name).into_iter();
    let shown = entries.filter_entry(|entry| entry.depth() == 0 || !hidden(entry.path()));
    Box::new(shown.filter_map(found))
}

fn found(entry: walkdir::Result<DirEntry>) -> Option<Result<Input>> {
    let entry = match entry {
        Ok(entry) => entry,
        Err(wrong) => return unlisted(wrong).map(Err),
    };
    let kind = entry.file_type();
    if kind.is_dir() {
        return None;
    }
    if kind.is_file() {
        return Some(Ok(Input::File(entry.into_path())));
    }
    let what = "is a pipe, a socket or a device, not a file";
    Some(Err(Error::new(place(entry.path()), what, "give its own path to read it all the same")))
}

/// What to say of an entry that cannot be listed: nothing if it is hidden, or a link back to a folder
/// that is being walked, whose files are all read already.
fn unlisted(wrong: walkdir::Error) -> Option<Error> {
    let path = wrong.path().unwrap_or(Path::new("")).to_owned();
    if wrong.loop_ancestor().is_some() || (wrong.depth() > 0 && hidden(&path)) {
        return None;
    }
    let cause = wrong.into_io_error().unwrap_or_else(|| io::Error::other("it cannot be listed"));
    Some(Error::io(place(&path), "read", &cause))
}

fn hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn place(path: &Path) -> Location {
    Location::file(path.to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn folder(files: &[&str]) -> TempDir {
        let dir = TempDir::new().unwrap();
        for file in files {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        dir
    }

    /// What `given` (relative to `dir`) means: paths and errors, without the folder's own path.
    fn listed(dir: &TempDir, given: &str) -> Vec<String> {
        let root = format!("{}/", dir.path().display());
        let inputs = all(vec![format!("{root}{given}")]);
        let shown = inputs.map(|input| match input {
            Ok(input) => input.at().to_string(),
            Err(error) => error.to_string(),
        });
        shown.map(|line| line.replace(&root, "")).collect()
    }

    #[test]
    fn walks_a_folder_in_the_order_of_paths() {
        let dir = folder(&["b.txt", "a/z.txt", "a/b/c.txt", "a.txt"]);
        assert_eq!(listed(&dir, ""), ["a/b/c.txt", "a/z.txt", "a.txt", "b.txt"]);
    }

    #[test]
    fn leaves_hidden_files_and_folders_out() {
        let dir = folder(&[".git/config", "a/.DS_Store", "a/b.txt"]);
        assert_eq!(listed(&dir, ""), ["a/b.txt"]);
    }

    #[test]
    fn reads_a_hidden_file_or_folder_that_is_named() {
        let dir = folder(&[".news/a.txt"]);
        assert_eq!(listed(&dir, ".news"), [".news/a.txt"]);
        assert_eq!(listed(&dir, ".news/a.txt"), [".news/a.txt"]);
    }

    #[test]
    fn expands_a_pattern_sorted() {
        let dir = folder(&["b.txt", "a.txt", "c.md", ".d.txt"]);
        assert_eq!(listed(&dir, "*.txt"), ["a.txt", "b.txt"]);
    }

    #[test]
    fn prefers_a_file_whose_name_looks_like_a_pattern() {
        let dir = folder(&["a[1].txt", "a1.txt"]);
        assert_eq!(listed(&dir, "a[1].txt"), ["a[1].txt"]);
    }

    #[test]
    fn says_that_no_file_matches() {
        let dir = folder(&[]);
        let shown = ["*.txt: error: no file matches; check the path and the pattern"];
        assert_eq!(listed(&dir, "*.txt"), shown);
    }

    #[test]
    fn says_that_a_pattern_is_wrong() {
        let dir = folder(&[]);
        assert!(listed(&dir, "a[.txt")[0].contains("as a pattern it is wrong"));
    }

    #[test]
    fn says_that_a_file_is_missing() {
        let dir = folder(&[]);
        let shown = ["a.txt: error: cannot open: no such file or directory; check the path"];
        assert_eq!(listed(&dir, "a.txt"), shown);
    }

    #[test]
    fn says_that_a_folder_is_empty() {
        let dir = folder(&["a/.hidden"]);
        assert!(listed(&dir, "a")[0].starts_with("a: error: the folder holds no file; "));
    }

    #[test]
    fn knows_the_bytes_of_all_files_but_not_of_standard_input() {
        let dir = folder(&["a", "b"]);
        let given = dir.path().display().to_string();
        assert_eq!(bytes(&[given.clone(), "/no/such".to_owned()]), Some(2));
        assert_eq!(bytes(&[given, "-".to_owned()]), None);
    }

    #[cfg(unix)]
    mod unix {
        use super::*;
        use std::os::unix::fs::{PermissionsExt, symlink};

        #[test]
        fn follows_links_but_not_in_a_circle() {
            let dir = folder(&["a/x.txt", "b/y.txt"]);
            symlink("..", dir.path().join("a/up")).unwrap();
            symlink("../b", dir.path().join("a/b")).unwrap();
            assert_eq!(listed(&dir, ""), ["a/b/y.txt", "a/x.txt", "b/y.txt"]);
        }

        #[test]
        fn says_that_a_link_leads_nowhere_and_goes_on() {
            let dir = folder(&["b.txt"]);
            symlink("gone", dir.path().join("a.txt")).unwrap();
            symlink("gone", dir.path().join(".#b.txt")).unwrap();
            let shown = listed(&dir, "");
            assert!(shown[0].starts_with("a.txt: error: cannot read: no such file"), "{shown:?}");
            assert_eq!(shown[1..], ["b.txt"]);
        }

        #[test]
        fn says_that_a_folder_cannot_be_read_and_goes_on() {
            let dir = folder(&["a/x.txt", "b.txt"]);
            let closed = dir.path().join("a");
            fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
            let shown = listed(&dir, "");
            let still_readable = fs::read_dir(&closed).is_ok();
            fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
            if still_readable {
                return; // root reads everything
            }
            let error = "a: error: cannot read: permission denied; check the permissions";
            assert_eq!(shown, [error, "b.txt"]);
        }

        #[test]
        fn does_not_wait_for_a_socket_in_a_folder() {
            let dir = folder(&["b.txt"]);
            let _socket = std::os::unix::net::UnixListener::bind(dir.path().join("a")).unwrap();
            let shown = listed(&dir, "");
            assert!(shown[0].starts_with("a: error: is a pipe, a socket or a device"), "{shown:?}");
            assert_eq!(shown[1..], ["b.txt"]);
        }
    }
}
