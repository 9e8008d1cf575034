//! What a user can write on the command line, and what of it is meant.

use crate::init::InitArgs;
use crate::limits::Limits;
use crate::man::ManArgs;
use crate::settings;
use clap::{Args as Group, Parser, Subcommand, builder::PossibleValuesParser};
use std::path::{Path, PathBuf};
use wiretag::gazetteer::{By, ENDING};
use wiretag::import;
use wiretag::location::Location;
use wiretag::read::Format;
use wiretag::write::{self, Table};
use wiretag::{Config, Error, Gazetteer, Result, ZoneKind, read};

/// Finds people, countries, organizations, agreements, places and topics in news articles.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    settings: settings::Flags,
}

const EXAMPLES: &str = "\
Examples:
  wiretag tag articles/ -o out                 tag a folder into CSV tables
  wiretag tag feed.jsonl --field text=body -o feed-tags.jsonl
  wiretag explain article.txt                  why each tag is there, and each is not
  wiretag check 'Pax Silica' articles/         where a term is mentioned, and how it is spelled
  wiretag gazetteer check my-names             check names of your own before use

Exit codes: 0 all done; 1 done, but some documents failed; 2 nothing done.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Tag articles and write tables
    Tag(TagArgs),
    /// Show one article with each tag and each rejection, and why
    Explain(ExplainArgs),
    /// Say where a term is mentioned, how it is spelled, with whom, and prove where it is not
    Check(crate::check::CheckArgs),
    /// Score tags against articles that a person annotated
    Eval(EvalArgs),
    /// Make one HTML page of a result, with charts, filters and the articles
    Report(crate::page::ReportArgs),
    /// Show what is different between two results of the same articles
    Diff(crate::diff::Args),
    /// Work with gazetteers
    Gazetteer {
        #[command(subcommand)]
        command: GazetteerCommand,
    },
    /// Make a folder to begin with: settings, a gazetteer, an example article
    Init(InitArgs),
    /// Write manual pages for man
    Man(ManArgs),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum GazetteerCommand {
    /// Check the CSV files of folders: each mistake with file, line and column
    Check(CheckArgs),
    /// Count what the gazetteers hold: entries, aliases, weak and shared ones, QIDs
    Stats(StatsArgs),
    /// Make folders ready as one file, which loads in a moment
    Compile(CompileArgs),
    /// Show what one gazetteer folder has that another has not
    Diff(DiffArgs),
    /// Make a gazetteer file of a list of another kind: GeoNames, Wikidata, OFAC, a table …
    Import(ImportArgs),
    /// Turn marks in the tables of a result (accept, reject, is ID) to rows of gazetteer files
    Learn(crate::learn::Args),
}

#[derive(Debug, Group)]
#[command(after_help = TAG_EXAMPLES)]
pub(crate) struct TagArgs {
    /// Files, folders (with all below them), patterns such as 'news/*.txt', or - for standard input;
    /// plain text, HTML, Markdown, JSONL, JSON, CSV and TSV with a header, Parquet, RSS and Atom, WARC and
    /// WET; also packed with gzip, zstd, bzip2 or xz, and in zip and tar archives
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<String>,
    /// Where to write: a folder of CSV tables, a file ending in .xlsx, .sqlite or .jsonl, with --format
    /// parquet a folder of Parquet tables, or - for standard output
    /// [default with --table: -]
    #[arg(short, long, value_name = "OUT", required_unless_present = "table")]
    pub(crate) output: Option<String>,
    /// Write this one table only, as CSV or to a file ending in .parquet
    #[arg(long, value_parser = PossibleValuesParser::new(Table::ALL.map(Table::name)))]
    pub(crate) table: Option<String>,
    /// The format, where the name of the output does not say it
    #[arg(long, value_parser = PossibleValuesParser::new(write::Format::names()))]
    pub(crate) format: Option<String>,
    /// Replace an output that exists
    #[arg(long)]
    pub(crate) force: bool,
    /// Go on with a run of the same command that was stopped or failed; the result is that of a run
    /// without a stop
    #[arg(long)]
    pub(crate) resume: bool,
    /// Add to an output that exists: a folder of CSV or Parquet tables, a .sqlite or a .jsonl file;
    /// articles whose id is there already are left out
    #[arg(long, conflicts_with_all = ["force", "bom"])]
    pub(crate) append: bool,
    /// Begin each CSV file with a byte order mark, for older spreadsheets
    #[arg(long)]
    pub(crate) bom: bool,
    /// Add to JSONL: text, zones
    #[arg(long, value_delimiter = ',', value_parser = ["text", "zones"])]
    pub(crate) with: Vec<String>,
    /// Carry this field or column of the inputs along to the table articles; may be given again
    #[arg(long = "keep", value_name = "COLUMN", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    keep: Vec<String>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) limits: Limits,
    #[command(flatten)]
    pub(crate) judging: Judging,
}

impl TagArgs {
    /// The fields to carry along, each once.
    pub(crate) fn keep(&self) -> Vec<String> {
        let mut keep: Vec<String> = Vec::new();
        for name in &self.keep {
            if !keep.contains(name) {
                keep.push(name.clone());
            }
        }
        keep
    }
}

const TAG_EXAMPLES: &str = "\
Examples:
  wiretag tag articles/ -o out
  wiretag tag 'crawl/*.txt.gz' feed.jsonl -o out --gazetteer my-names
  wiretag tag articles/ --table mentions > mentions.csv
  cat article.txt | wiretag tag - -o -

The tables of the folder: articles, mentions, entities, topics, rejected, unknown, errors; and run.json,
which says what made them.";

#[derive(Debug, Group)]
pub(crate) struct ExplainArgs {
    /// A file, or - for standard input; of several documents, all are shown
    #[arg(value_name = "INPUT")]
    pub(crate) input: String,
    /// Show only what was found for these words: each candidate with its signals, their weights, and
    /// the row of the gazetteer
    #[arg(long, value_name = "WORDS")]
    pub(crate) why: Option<String>,
    /// Show all page furniture, also where nothing was found in it
    #[arg(long)]
    pub(crate) all: bool,
    /// Show why each part of the text is what it is: article or page furniture
    #[arg(long)]
    pub(crate) lines: bool,
    /// Columns of text on a line
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u16).range(20..))]
    pub(crate) width: u16,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) limits: Limits,
    #[command(flatten)]
    pub(crate) judging: Judging,
}

#[derive(Debug, Group)]
#[command(after_help = EVAL_EXAMPLES)]
pub(crate) struct EvalArgs {
    /// The annotated articles, one JSON object a line (docs/eval.md); - for standard input
    #[arg(value_name = "GOLD")]
    pub(crate) gold: String,
    /// Tags of these articles, JSONL as `wiretag tag` writes it [default: tag them now]
    #[arg(value_name = "TAGGED", conflicts_with_all = ["Layers", "zones", "min_confidence", "threads", "language"])]
    pub(crate) tagged: Option<String>,
    /// Show the N most frequent errors of each kind, with the text around and the tagger's reason
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) errors: usize,
    /// Write figures and errors as one JSON object
    #[arg(long)]
    pub(crate) json: bool,
    /// The language of articles that do not say theirs, such as en [default: told by the text]
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<String>,
    #[command(flatten)]
    pub(crate) judging: Judging,
}

const EVAL_EXAMPLES: &str = "\
Examples:
  wiretag eval gold.jsonl                      tag the articles and score the tags
  wiretag eval gold.jsonl --errors 20 --gazetteer my-names
  wiretag eval gold.jsonl tags.jsonl           score tags that are there

Exit codes: 0 all scored; 1 some articles have a mistake and are left out, or have no tags; 2 nothing scored.";

#[derive(Debug, Group)]
pub(crate) struct CheckArgs {
    /// The folders; their rows are checked as layers, in this order, on top of the bundled gazetteer
    #[arg(required = true, value_name = "DIR")]
    pub(crate) dirs: Vec<PathBuf>,
    /// Check the folders on their own
    #[arg(long)]
    pub(crate) no_bundled: bool,
}

#[derive(Debug, Group)]
#[command(after_help = COMPILE_EXAMPLES)]
pub(crate) struct CompileArgs {
    /// The folders; their rows are layers, in this order, on top of the bundled gazetteer
    #[arg(required = true, value_name = "DIR")]
    pub(crate) dirs: Vec<PathBuf>,
    /// The file to write, which ends in .wtg; an older one is replaced
    #[arg(short, long, value_name = "FILE", value_parser = compiled_name)]
    pub(crate) output: PathBuf,
    /// Leave the bundled gazetteer out
    #[arg(long)]
    pub(crate) no_bundled: bool,
    /// Replace an output that exists, whatever it is
    #[arg(long)]
    pub(crate) force: bool,
}

fn compiled_name(name: &str) -> std::result::Result<PathBuf, String> {
    let path = PathBuf::from(name);
    let is_one = is_compiled_name(&path);
    is_one.then_some(path).ok_or_else(|| format!("its name does not end in .{ENDING}"))
}

fn is_compiled_name(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == ENDING)
}

const COMPILE_EXAMPLES: &str = "\
Examples:
  wiretag gazetteer compile my-names -o my-names.wtg
  wiretag tag articles/ -o out --gazetteer my-names.wtg

The file holds the bundled gazetteer too. It is refused when a file of the folders has changed since, or
wiretag has: compile again.";

#[derive(Debug, Group)]
pub(crate) struct StatsArgs {
    /// What to count by
    #[arg(long, default_value = By::ALL[0].name(),
          value_parser = PossibleValuesParser::new(By::ALL.map(By::name)))]
    by: String,
    /// Write the counts as CSV
    #[arg(long)]
    pub(crate) csv: bool,
    #[command(flatten)]
    pub(crate) layers: Layers,
}

impl StatsArgs {
    pub(crate) fn by(&self) -> By {
        By::named(&self.by).unwrap_or(By::ALL[0])
    }
}

#[derive(Debug, Group)]
#[command(after_help = DIFF_EXAMPLES)]
pub(crate) struct DiffArgs {
    /// The older folder and the newer one, each on its own; one folder alone: what it changes of the
    /// bundled gazetteer
    #[arg(required = true, num_args = 1..=2, value_name = "DIR")]
    pub(crate) dirs: Vec<PathBuf>,
    /// Lay both folders over the bundled gazetteer, for folders that amend it
    #[arg(long)]
    pub(crate) bundled: bool,
    /// Write one row for each change, as CSV
    #[arg(long)]
    pub(crate) csv: bool,
}

const DIFF_EXAMPLES: &str = "\
Examples:
  wiretag gazetteer diff names-of-may names-of-june
  wiretag gazetteer diff my-names                    what my names change of the bundled ones
  wiretag gazetteer diff names-of-may names-of-june --csv > changes.csv

The exit code says whether it could be done, not whether there are changes: 0 done, 2 nothing done.";

#[derive(Debug, Group)]
#[command(after_help = import_help())]
pub(crate) struct ImportArgs {
    /// The lists, all of one format; also gzip, zstd, bzip2 or xz; - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<String>,
    /// What the lists are
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(import::Format::ALL.iter().map(|format| format.name)))]
    pub(crate) from: String,
    /// Where to write: a file whose name begins with the type of its rows, such as people-mine.csv;
    /// or a folder, for a file of each type
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: PathBuf,
    /// The type of the rows to write [default: what the output's name says, or the list]
    #[arg(long = "type", value_name = "TYPE", value_parser = PossibleValuesParser::new(import::RowType::ALL.map(import::RowType::name)))]
    pub(crate) of: Option<String>,
    /// Which column of a csv or tsv holds what, such as name=Label; may be given again
    #[arg(long = "column", value_name = "OURS=THEIRS")]
    columns: Vec<String>,
    /// What separates the items of a list in a cell of a csv or tsv
    #[arg(long, value_name = "TEXT", default_value = ";")]
    separator: String,
    /// The language of labels, where the list has several
    #[arg(long, value_name = "TAG", default_value = "en")]
    language: String,
    /// Make rows that stand alone, as if there were no bundled gazetteer to add to
    #[arg(long)]
    no_bundled: bool,
    /// Replace an output that exists
    #[arg(long)]
    pub(crate) force: bool,
}

impl ImportArgs {
    /// The settings, for rows of that type.
    pub(crate) fn options(&self, of: Option<import::RowType>) -> Result<import::Options> {
        let mut columns = Vec::new();
        for setting in &self.columns {
            let pair = setting.split_once('=').filter(|(a, b)| !a.is_empty() && !b.is_empty());
            let Some((ours, theirs)) = pair else {
                let what = format!("`{setting}` is no pair of columns");
                let at = wiretag::location::Location::file("--column");
                return Err(Error::new(at, what, "write OURS=THEIRS, such as name=Label"));
            };
            columns.push((ours.to_owned(), theirs.to_owned()));
        }
        let (language, separator) = (self.language.clone(), self.separator.clone());
        let (base, alone) = (Gazetteer::bundled()?, self.no_bundled);
        Ok(import::Options { of, language, columns, separator, base, alone })
    }
}

fn import_help() -> String {
    let mut formats: Vec<&import::Format> = import::Format::ALL.iter().collect();
    formats.sort_by_key(|format| format.name);
    let row = |format: &&import::Format| format!("  {:13}  {}\n", format.name, format.about);
    let formats: String = formats.iter().map(row).collect();
    format!("Formats:\n{formats}\n{IMPORT_EXAMPLES}")
}

const IMPORT_EXAMPLES: &str = "\
Examples:
  wiretag gazetteer import --from csv staff.csv --column name=Label -o my/people-staff.csv
  wiretag gazetteer import --from geonames cities15000.txt -o my/places-geonames.csv
  wiretag gazetteer import --from ofac SDN.CSV -o my

What is left out is counted, and named with its reason in a file beside (people-staff.left-out.csv).";

/// How inputs are read.
#[derive(Debug, Group)]
pub(crate) struct Reading {
    /// Which field of a JSON object or column of a table holds what, such as text=body; NAME is id,
    /// url, title, published, source, language or text
    #[arg(long = "field", value_name = "NAME=COLUMN", value_parser = field)]
    fields: Vec<String>,
    /// What the inputs are, where their content and name do not say
    #[arg(long, value_parser = PossibleValuesParser::new(Format::ALL.map(Format::name)))]
    from: Option<String>,
    /// The language of documents that do not say theirs, such as en [default: told by the text]
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<String>,
}

/// A field and its column, where there is such a field.
fn field(setting: &str) -> std::result::Result<String, String> {
    read::Options::default().set_field(setting)?;
    Ok(setting.to_owned())
}

impl Reading {
    pub(crate) fn options(&self) -> Result<read::Options> {
        let from = self.from.as_deref().and_then(Format::named);
        let mut options = read::Options { from, ..read::Options::default() };
        for setting in &self.fields {
            options.set_field(setting).map_err(|why| {
                let (what, remedy) = why.split_once("; ").unwrap_or((&why, "see --help"));
                Error::new(wiretag::location::Location::file("--field"), what, remedy)
            })?;
        }
        Ok(options)
    }
}

/// Which gazetteers.
#[derive(Debug, Group)]
pub(crate) struct Layers {
    /// A folder of gazetteer files on top of the bundled ones; may be given again, later ones win. Or,
    /// first, a file of `wiretag gazetteer compile`, which stands for all that it was made of
    #[arg(long = "gazetteer", value_name = "DIR")]
    dirs: Vec<PathBuf>,
    /// Leave the bundled gazetteer out
    #[arg(long)]
    no_bundled: bool,
}

impl Layers {
    pub(crate) fn gazetteer(&self) -> Result<Gazetteer> {
        let (compiled, dirs) = match self.dirs.split_first() {
            Some((first, rest)) if is_compiled_name(first) => (Some(first), rest),
            _ => (None, &self.dirs[..]),
        };
        let no = |path: &PathBuf, what, remedy| {
            Err(Error::new(Location::file(path.display().to_string()), what, remedy))
        };
        if let Some(late) = dirs.iter().find(|dir| is_compiled_name(dir)) {
            let what = "a compiled gazetteer can't go on top of another";
            return no(late, what, "name it first, and only one");
        }
        let base = match (compiled, self.no_bundled) {
            (None, true) => Gazetteer::empty(),
            (None, false) => Gazetteer::bundled()?,
            (Some(path), false) => Gazetteer::compiled(path)?,
            (Some(path), true) => {
                let what = "what is in a compiled gazetteer was settled when it was made";
                return no(path, what, "give --no-bundled to `wiretag gazetteer compile`");
            }
        };
        dirs.iter().try_fold(base, Gazetteer::layer)
    }
}

/// What is looked for, and how it is judged.
#[derive(Debug, Group)]
pub(crate) struct Judging {
    #[command(flatten)]
    pub(crate) layers: Layers,
    /// Which zones are tagged: a list of title, lead, byline, dateline, body, caption, keywords,
    /// credits, chrome; or all [default: all but chrome and credits]
    #[arg(long, value_delimiter = ',', value_parser = zone_names())]
    zones: Vec<String>,
    /// Turn down what is less sure than this, from 0 to 1
    #[arg(long, value_name = "NUMBER", value_parser = share, default_value_t = Config::default().resolve.min_confidence)]
    min_confidence: f32,
    /// Tag only names that are in a gazetteer
    #[arg(long)]
    known_only: bool,
    /// Tag short forms of organizations too, where only one can be meant: "the bank" after "the Bank of
    /// England"
    #[arg(long)]
    short_forms: bool,
    /// Judge each document by itself; else lines that recur in three or more documents of one source
    /// are page furniture
    #[arg(long)]
    alone: bool,
    /// Number of threads; 0 is one a core
    #[arg(long, value_name = "N", default_value_t = 0)]
    threads: usize,
}

const ALL_ZONES: &str = "all";

fn zone_names() -> PossibleValuesParser {
    PossibleValuesParser::new(ZoneKind::ALL.map(ZoneKind::name).into_iter().chain([ALL_ZONES]))
}

fn share(text: &str) -> std::result::Result<f32, String> {
    let number = text.parse().ok().filter(|n| (0.0..=1.0).contains(n));
    number.ok_or_else(|| "it is no number from 0 to 1".to_owned())
}

impl Judging {
    pub(crate) fn config(&self) -> Config {
        let mut config = Config { threads: self.threads, alone: self.alone, ..Config::default() };
        config.resolve.min_confidence = self.min_confidence;
        config.resolve.unknown = !self.known_only;
        config.resolve.short_forms = self.short_forms;
        if self.zones.iter().any(|zone| zone == ALL_ZONES) {
            config.zones = ZoneKind::ALL.to_vec();
        } else if !self.zones.is_empty() {
            config.zones = self.zones.iter().filter_map(|zone| ZoneKind::named(zone)).collect();
        }
        config
    }
}
