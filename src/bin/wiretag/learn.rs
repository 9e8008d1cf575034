//! `wiretag gazetteer learn`: tables with marks in, rows of a gazetteer layer out.

use crate::Outcome;
use crate::args::{Judging, Reading};
use crate::report::{self, count};
use clap::Args as Group;
use std::path::PathBuf;
use wiretag::learn::{Learned, learn};
use wiretag::read;
use wiretag::write::{self, Failure};

#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Results of `wiretag tag` with a column `mark` in the tables mentions, rejected or unknown: CSV as a
    /// spreadsheet saves it, .xlsx, or a folder of CSV tables
    #[arg(required = true, value_name = "MARKED")]
    marked: Vec<PathBuf>,
    /// The folder of your gazetteer files; rows that are there are amended, files that are not there are
    /// made
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// The articles that were tagged; they are tagged again to find the mildest change that does what each
    /// mark asks for, and to see that it does
    #[arg(long, value_name = "INPUT", num_args = 1..)]
    articles: Vec<String>,
    /// Show what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    judging: Judging,
}

const EXAMPLES: &str = "\
Marks: accept; reject; is ID, where ID is the id of an entry or a name that only one entry has.

Examples:
  wiretag gazetteer learn marked.csv -o my --dry-run
  wiretag gazetteer learn marked.xlsx -o my --articles articles/
  wiretag tag articles/ -o out2 --gazetteer my

DIR comes on top of the bundled gazetteer and of --gazetteer; do not name it there as well.
Exit codes: 0 all marks learned; 1 some could not be; 2 nothing done.";

/// Runs the command.
pub(crate) fn run(args: &Args) -> Outcome {
    match learned(args) {
        Ok(learned) if learned.open.is_empty() => Outcome::Done,
        Ok(_) => Outcome::Partly,
        Err(Failure::Other(error)) => {
            report::error(&error);
            Outcome::Nothing
        }
        Err(Failure::BrokenPipe) => Outcome::Done,
    }
}

fn learned(args: &Args) -> Result<Learned, Failure> {
    let base = args.judging.layers.gazetteer()?;
    let language = args.reading.language.clone();
    let config = wiretag::Config { language, ..args.judging.config() };
    let mut documents = if args.articles.is_empty() {
        None
    } else {
        Some(read::open(&args.articles, &args.reading.options()?))
    };
    let documents = documents.as_mut().map(|documents| documents as &mut dyn Iterator<Item = _>);
    let learned = learn(&args.marked, &args.output, &base, &config, documents)?;
    report::result(&page(&learned));
    learned.open.iter().for_each(report::problem);
    if !args.dry_run {
        std::fs::create_dir_all(&args.output).map_err(|e| {
            let at = wiretag::location::Location::file(args.output.display().to_string());
            wiretag::Error::io(at, "make this folder", &e)
        })?;
        write::files(&learned.files, true)?;
    }
    report::say(&summary(&learned, args));
    Ok(learned)
}

/// What changes: by file and row, with the marks that ask for it.
fn page(learned: &Learned) -> String {
    let mut page = String::new();
    for change in &learned.changes {
        page += &format!("{}: {}\n", change.file.display(), change.row);
        for (what, marks) in &change.because {
            page += &format!("    {what}\n");
            for at in marks {
                page += &format!("        {at}\n");
            }
        }
    }
    page
}

fn summary(learned: &Learned, args: &Args) -> String {
    let files = count(learned.files.len(), "file");
    let rows = count(learned.changes.len(), "row");
    let done = if args.dry_run {
        "nothing is written (--dry-run)".to_owned()
    } else {
        format!("written to {}", args.output.display())
    };
    let open = match learned.open.len() {
        0 => String::new(),
        n => format!(", {n} not learned"),
    };
    let tried = if learned.tried { "" } else { "; not tried, as --articles names none" };
    format!("{}: {rows} of {files}{open}; {done}{tried}", count(learned.marks, "mark"))
}
