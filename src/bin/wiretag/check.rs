//! `wiretag check`: where terms are mentioned, and proof where they are not.

use crate::Outcome;
use crate::args::{Judging, Reading};
use crate::found::{self, Look};
use crate::limits::Limits;
use crate::report::{self, Progress};
use clap::{Args as Group, builder::PossibleValuesParser};
use serde_json::json;
use std::path::Path;
use wiretag::check::{Checker, Continue, Read, Summary, Tables, Term, listed};
use wiretag::location::Location;
use wiretag::write::{Counts, Failure, Format, Manifest, Sheets};
use wiretag::{Config, Error, Problem, Tagger, read};

#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct CheckArgs {
    /// The term, then where to look: files, folders, patterns, or - for standard input, as of `wiretag tag`;
    /// what is no input is another term
    #[arg(value_name = "TERM… INPUT")]
    given: Vec<String>,
    /// A term; may be given again. All that stands alone is then an input
    #[arg(long = "term", value_name = "TERM")]
    terms: Vec<String>,
    /// A file of terms, one a line; blank lines and those that begin with # are passed over. All that stands
    /// alone is then an input
    #[arg(long = "terms", value_name = "FILE")]
    file: Option<String>,
    /// Write all that was found as tables: a folder of CSV tables, a file ending in .xlsx, .sqlite or .jsonl, or
    /// with --format parquet a folder of Parquet tables; no lines are printed then
    #[arg(short, long, value_name = "OUT")]
    output: Option<String>,
    /// The format, where the name of the output does not say it
    #[arg(long, value_parser = PossibleValuesParser::new(["csv", "jsonl", "xlsx", "sqlite", "parquet"]))]
    format: Option<String>,
    /// Replace an output that exists
    #[arg(long)]
    force: bool,
    /// Print the summary only
    #[arg(long)]
    summary: bool,
    /// Characters of text to show on each side of a mention
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u8).range(0..=120))]
    context: u8,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    limits: Limits,
    #[command(flatten)]
    judging: Judging,
}

const EXAMPLES: &str = "\
Examples:
  wiretag check 'Pax Silica' articles/
  wiretag check 'Pax Silica' AUKUS feed.jsonl      two terms, and which article has which
  wiretag check --terms names.txt articles/ -o found.xlsx

A term that the gazetteer lists is found under all its aliases, as `wiretag tag` finds it; any other one as it is
spelled. Near spellings, longer names and page furniture are told and not counted.

Exit codes: 0 found; 1 not found; 2 nothing could be read, or a mistake of usage. Documents that failed are told,
and do not change the exit code.";

/// Endings of files that are read: what ends so is no term.
const ENDINGS: [&str; 25] = [
    "txt", "text", "html", "htm", "xhtml", "md", "markdown", "jsonl", "ndjson", "json", "csv",
    "tsv", "parquet", "rss", "atom", "xml", "warc", "wet", "zip", "tar", "tgz", "gz", "zst", "xz",
    "bz2",
];

/// Runs the command.
pub(crate) fn run(args: &CheckArgs) -> Outcome {
    match check(args) {
        Ok(outcome) => outcome,
        Err(Failure::BrokenPipe) => Outcome::Done,
        Err(Failure::Other(error)) => {
            report::error(&error);
            Outcome::Nothing
        }
    }
}

fn check(args: &CheckArgs) -> Result<Outcome, Failure> {
    let (terms, inputs) = asked(args)?;
    let output = args.output.as_deref();
    let format = output.map(|out| Format::of(out, None, args.format.as_deref())).transpose()?;
    let mut reading = args.reading.options()?;
    let gazetteer = args.judging.layers.gazetteer()?;
    gazetteer.warnings.iter().for_each(report::problem);
    let language = args.reading.language.clone();
    let mut config = Config { language, ..args.judging.config() };
    args.limits.set(&mut reading, &mut config)?;
    let terms = Term::all(&terms, &gazetteer)?;
    let tables = Tables::of(&terms);
    let mut sheets = match output.zip(format) {
        Some((out, format)) => Some(Sheets::begin(out, format, tables.sheets(), args.force)?),
        None => None,
    };
    let matrix = wide(output, &terms);
    // the program ends after this: to take the gazetteer apart would be time for nothing
    let tagger = std::mem::ManuallyDrop::new(Tagger::new(gazetteer, config)?);
    let checker = Checker::new(&tagger, terms)?;
    let mut run = Run {
        args,
        checker: &checker,
        tables: &tables,
        summary: Summary::new(checker.terms().len()),
        sheets: sheets.as_mut(),
        look: look(args),
        gone: false,
    };
    run.all(&inputs, &reading)?;
    let Run { summary, look, gone, .. } = run;
    if let Some(mut sheets) = sheets {
        for (table, rows) in tables.of_summary(&summary, checker.terms()) {
            sheets.put(table, rows)?;
        }
        for problem in matrix.iter() {
            sheets.problem(problem)?;
        }
        let told = sheets.finish(&manifest(&tagger, &checker, inputs, &summary))?;
        told.iter().chain(&matrix).for_each(report::problem);
    }
    let _ = gone || report::result(&found::summary(&summary, checker.terms(), look));
    Ok(match summary.totals.articles {
        0 => Outcome::Nothing,
        _ if summary.is_found() => Outcome::Done,
        _ => Outcome::Partly,
    })
}

fn look(args: &CheckArgs) -> Look {
    Look { color: report::has_color(), context: usize::from(args.context) }
}

/// What to say where there are too many terms for the matrix.
fn wide(output: Option<&str>, terms: &[Term]) -> Option<Problem> {
    let what = "there are too many terms for a column each: the table matrix has none of them";
    let remedy =
        "the table found has the same, a row for each mention; or check fewer terms at a time";
    let warning = |out| Problem::warning(Location::file(out), what, remedy);
    output.filter(|_| !Tables::has_matrix(terms)).map(warning)
}

/// A run of the command.
struct Run<'a> {
    args: &'a CheckArgs,
    checker: &'a Checker<'a>,
    tables: &'a Tables,
    summary: Summary,
    sheets: Option<&'a mut Sheets>,
    look: Look,
    /// Whether the reader of the output went away.
    gone: bool,
}

impl Run<'_> {
    fn all(&mut self, inputs: &[String], reading: &read::Options) -> Result<(), Failure> {
        let documents = read::open_ahead(inputs, reading);
        let progress = Progress::new(None, documents.bytes_read());
        let checker = self.checker;
        let done = checker.each(documents, |batch| self.put(batch, &progress));
        progress.end();
        done
    }

    fn put(
        &mut self,
        batch: Vec<Result<Read, Error>>,
        progress: &Progress,
    ) -> Result<Continue, Failure> {
        let mut lines = String::new();
        for read in batch {
            match read {
                Ok(read) => self.read(&read, &mut lines)?,
                Err(error) => {
                    self.summary.failed(&error);
                    for problem in error.problems() {
                        progress.problem(problem);
                        self.sheets.as_mut().map_or(Ok(()), |sheets| sheets.problem(problem))?;
                    }
                }
            }
        }
        self.gone |= !lines.is_empty() && progress.result(&lines);
        let totals = self.summary.totals;
        progress.show(&Counts { documents: totals.articles + totals.failed, ..Counts::default() });
        let is_enough = self.gone && self.sheets.is_none();
        Ok(if is_enough { Continue::No } else { Continue::Yes })
    }

    fn read(&mut self, read: &Read, lines: &mut String) -> Result<(), Failure> {
        let terms = self.checker.terms();
        self.summary.add(read, terms);
        match &mut self.sheets {
            Some(sheets) => {
                for (table, rows) in self.tables.of_article(read, terms) {
                    sheets.put(table, rows)?;
                }
            }
            None if !self.args.summary => {
                found::lines(read, terms, self.look, lines);
            }
            None => {}
        }
        Ok(())
    }
}

/// The terms, each with where it was given, and the inputs.
#[allow(clippy::type_complexity, reason = "two lists, taken apart at once")]
fn asked(args: &CheckArgs) -> Result<(Vec<(String, Location)>, Vec<String>), Error> {
    let of_flag = |name: &'static str| move |term: &String| (term.clone(), Location::file(name));
    let mut terms: Vec<_> = args.terms.iter().map(of_flag("--term")).collect();
    if let Some(file) = &args.file {
        terms.extend(listed(file, &read::whole(file, read::MAX_DOCUMENT)?)?);
    }
    let inputs = if terms.is_empty() {
        let Some((first, rest)) = args.given.split_first() else {
            let what = "there is no term";
            let remedy = "write the term, then the inputs: wiretag check 'Pax Silica' articles/";
            return Err(Error::new(Location::file("TERM"), what, remedy));
        };
        terms.push((first.clone(), Location::file("TERM")));
        let (inputs, others): (Vec<String>, Vec<String>) =
            rest.iter().cloned().partition(|given| is_input(given));
        let mistakes =
            others.iter().filter(|other| is_like_path(other)).map(|other| missing(other));
        if let Some(error) = Error::all(mistakes.collect()) {
            return Err(error);
        }
        terms.extend(others.iter().map(of_flag("TERM")));
        inputs
    } else {
        args.given.clone()
    };
    if inputs.is_empty() {
        let named: Vec<String> =
            terms.iter().take(3).map(|(term, _)| format!("`{term}`")).collect();
        let what = format!("there is no input to look for {} in", named.join(", "));
        let remedy = "name a file or folder after the terms, or - for standard input";
        return Err(Error::new(Location::file("INPUT"), what, remedy));
    }
    let mut known = std::collections::HashSet::new();
    terms.retain(|(term, _)| known.insert(term.trim().to_owned()));
    Ok((terms, inputs))
}

fn is_input(given: &str) -> bool {
    let matches = || glob::glob(given).is_ok_and(|mut paths| paths.next().is_some());
    given == "-" || Path::new(given).exists() || is_pattern(given) && matches()
}

fn is_pattern(given: &str) -> bool {
    given.contains(['*', '?', '['])
}

fn is_like_path(given: &str) -> bool {
    let ending = Path::new(given).extension().and_then(|ending| ending.to_str());
    given.contains(['/', '\\'])
        || given.contains('*')
        || ending.is_some_and(|ending| ENDINGS.contains(&ending.to_lowercase().as_str()))
}

fn missing(given: &str) -> Problem {
    let what =
        if is_pattern(given) { "no file matches" } else { "there is no such file or folder" };
    let remedy = format!("check the path; if it is a term, write --term '{given}'");
    Problem::error(Location::file(given), what, remedy)
}

fn manifest(
    tagger: &Tagger,
    checker: &Checker<'_>,
    inputs: Vec<String>,
    summary: &Summary,
) -> Manifest {
    let config = tagger.config();
    let settings = json!({
        "command": "check",
        "terms": checker.terms().iter().map(|term| term.text.as_str()).collect::<Vec<_>>(),
        "zones": config.zones.iter().map(|zone| zone.name()).collect::<Vec<_>>(),
        "alone": config.alone,
        "min_confidence": (f64::from(config.resolve.min_confidence) * 1e4).round() / 1e4,
        "unknown": config.resolve.unknown,
        "short_forms": config.resolve.short_forms,
    });
    let totals = summary.totals;
    let counts = Counts {
        documents: totals.articles + totals.failed,
        articles: totals.articles,
        errors: totals.failed,
        mentions: summary.terms.iter().map(|term| term.count.mentions).sum(),
        rejected: summary.terms.iter().map(|term| term.rejected).sum(),
        characters: totals.characters,
        ..Counts::default()
    };
    Manifest::new(settings, &tagger.gazetteer().layers, inputs, counts)
}
