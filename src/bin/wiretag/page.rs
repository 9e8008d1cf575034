//! `wiretag report`: a result in, one HTML page out.

use crate::Outcome;
use crate::report as console;
use clap::Args;
use std::path::{Path, PathBuf};
use wiretag::location::Location;
use wiretag::write::{self, Failure};
use wiretag::{Error, report};

/// What `wiretag report` is asked.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ReportArgs {
    /// What `wiretag tag` wrote: a folder of CSV or Parquet tables, a .xlsx, .sqlite or .jsonl file
    #[arg(value_name = "RESULT")]
    result: PathBuf,
    /// Where to write the page; - for standard output
    #[arg(short, long, value_name = "FILE")]
    output: String,
    /// Its title [default: how many articles there are]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Replace a page that exists
    #[arg(long)]
    force: bool,
}

const EXAMPLES: &str = "\
Examples:
  wiretag tag news/ -o out
  wiretag report out -o report.html                 counts, charts, sentences
  wiretag tag news/ --with text,zones -o tags.jsonl
  wiretag report tags.jsonl -o report.html          with whole articles

The page is one file that needs no network. Exit codes: 0 done; 2 nothing done.";

/// Runs the command.
pub(crate) fn run(args: &ReportArgs) -> Outcome {
    match make(args) {
        Ok(()) | Err(Failure::BrokenPipe) => Outcome::Done,
        Err(Failure::Other(error)) => {
            console::error(&error);
            Outcome::Nothing
        }
    }
}

fn make(args: &ReportArgs) -> Result<(), Failure> {
    let out = Path::new(&args.output);
    let is_stream = args.output == "-";
    if !is_stream && out.exists() && !args.force {
        let remedy = "add --force to replace it, or name another with -o";
        let at = Location::file(args.output.as_str());
        return Err(Error::new(at, "this file is there already", remedy).into());
    }
    let options = report::Options { title: args.title.clone() };
    let page = report::of(&args.result, &options)?;
    if is_stream {
        console::result(&page);
        return Ok(());
    }
    write::files(&[(out.to_owned(), &page)], args.force)?;
    console::say(&format!(
        "{}: {} made of {}",
        args.output,
        size(page.len()),
        args.result.display()
    ));
    Ok(())
}

/// A number of bytes as people say it.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_000_000 => format!("{} KB", bytes.div_ceil(1000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}
