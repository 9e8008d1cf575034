//! `wiretag gazetteer import`: a foreign list in, a gazetteer file out.

use crate::Outcome;
use crate::args::ImportArgs;
use crate::report;
use std::path::PathBuf;
use wiretag::import::{self, Format, Imported, RowType};
use wiretag::location::Location;
use wiretag::write::{self, Failure};
use wiretag::{Error, Result, read};

/// The most bytes of a list that are read, unpacked.
const MOST: usize = if usize::BITS == 64 { 4 << 30 } else { 1 << 30 };

/// More mistakes than this are counted; the file of what was left out names them all.
const SHOWN: usize = 20;

/// Where the rows go.
enum Out {
    File(RowType),
    Folder(Option<RowType>),
}

/// Runs the command.
pub(crate) fn run(args: &ImportArgs) -> Outcome {
    match import(args) {
        Ok(outcome) => outcome,
        Err(Failure::BrokenPipe) => Outcome::Done,
        Err(Failure::Other(error)) => {
            problems(error.problems());
            Outcome::Nothing
        }
    }
}

fn import(args: &ImportArgs) -> std::result::Result<Outcome, Failure> {
    let out = out(args)?;

    let of = match out {
        Out::File(of) => Some(of),
        Out::Folder(of) => of,
    };
    let files = planned(args, &out);
    if let Some(there) = files.iter().find(|file| file.exists() && !args.force) {
        let remedy = "add --force to replace it, or name another with -o";
        return Err(Error::new(at(there), "this file is there already", remedy).into());
    }
    let Some(format) = Format::named(&args.from) else {
        let remedy = "see `wiretag gazetteer import --help`";
        return Err(Error::new(Location::file("--from"), "there is no such format", remedy).into());
    };
    let options = args.options(of)?;
    let mut open = |file: &str| read::whole(file, MOST);
    let imported = import::import(format, &args.files, &options, &mut open)?;
    problems(&imported.problems);
    write::files(&texts(args, &out, &imported), args.force)?;
    summary(args, &out, &imported);
    let wrong = imported.problems.iter().any(|p| p.severity == wiretag::error::Severity::Error);
    Ok(if wrong { Outcome::Partly } else { Outcome::Done })
}

fn at(path: &std::path::Path) -> Location {
    Location::file(path.display().to_string())
}

/// What the output's name and `--type` say together.
fn out(args: &ImportArgs) -> Result<Out> {
    let asked = args.of.as_deref().and_then(RowType::named);
    let path = &args.output;
    if path.is_dir() || path.extension().is_none_or(|ending| ending != "csv") {
        return Ok(Out::Folder(asked));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let said = RowType::of_file(&name);
    match (said, asked) {
        (Some(said), Some(asked)) if said != asked => {
            let what =
                format!("a file of that name holds {}, --type says {}", said.name(), asked.name());
            let rest = name.strip_prefix(said.name()).unwrap_or(&name);
            Err(Error::new(at(path), what, format!("name it {}{rest}", asked.name())))
        }
        (Some(of), _) => Ok(Out::File(of)),
        (None, asked) => {
            let of = asked.map_or("people", RowType::name);
            let what = "the file's name does not say the type of its rows, and would not be loaded";
            Err(Error::new(at(path), what, format!("begin it with the type, such as {of}-{name}")))
        }
    }
}

/// The files that may be written, to be looked at before the work.
fn planned(args: &ImportArgs, out: &Out) -> Vec<PathBuf> {
    let mut files = match out {
        Out::File(_) => vec![args.output.clone()],
        Out::Folder(Some(of)) => vec![in_folder(args, of.name())],
        Out::Folder(None) => RowType::ALL.iter().map(|of| in_folder(args, of.name())).collect(),
    };
    files.push(left_out(args, out));
    files
}

fn in_folder(args: &ImportArgs, of: &str) -> PathBuf {
    args.output.join(format!("{of}-{}.csv", args.from))
}

/// Where the file of what was left out goes.
fn left_out(args: &ImportArgs, out: &Out) -> PathBuf {
    match out {
        Out::File(_) => {
            let stem = args.output.with_extension("");
            PathBuf::from(format!("{}{}", stem.display(), import::LEFT_OUT))
        }
        Out::Folder(_) => args.output.join(format!("{}{}", args.from, import::LEFT_OUT)),
    }
}

/// The files and their texts. An older file of what was left out is replaced also by an empty one.
fn texts(args: &ImportArgs, out: &Out, imported: &Imported) -> Vec<(PathBuf, String)> {
    let path = |of: RowType| match out {
        Out::File(_) => args.output.clone(),
        Out::Folder(_) => in_folder(args, of.name()),
    };
    let tables = imported.tables.iter().map(|table| (path(table.of), table.csv.clone()));
    let left = left_out(args, out);
    let needed = !imported.left_out.is_empty() || left.exists();
    tables.chain(needed.then(|| (left, imported.left_out_csv()))).collect()
}

fn problems(problems: &[wiretag::Problem]) {
    problems.iter().take(SHOWN).for_each(report::problem);
    if problems.len() > SHOWN {
        report::say(&format!("and {} more problems of this kind", problems.len() - SHOWN));
    }
}

fn summary(args: &ImportArgs, out: &Out, imported: &Imported) {
    let left: usize = imported.reasons().iter().map(|(_, n)| n).sum();
    let Imported { read, merged, spellings, .. } = imported;
    report::say(&format!(
        "{}: {} read, {} written, {merged} merged into another, {left} left out",
        args.output.display(),
        report::count(*read, "record"),
        report::count(imported.written(), "row"),
    ));
    let line = |count: usize, what: &str| report::say(&format!("{count:>8} {what}"));
    for table in imported.tables.iter().filter(|_| matches!(out, Out::Folder(_))) {
        line(table.rows, &format!("in {}", in_folder(args, table.of.name()).display()));
    }
    for (reason, count) in imported.reasons() {
        line(count, &format!("left out: {reason}"));
    }
    for (reason, count) in spellings {
        line(*count, &format!("left out of the spellings: {reason}"));
    }
    if !imported.left_out.is_empty() {
        let path = left_out(args, out);
        report::say(&format!("see {} for each that was left out", path.display()));
    }
}
