//! `wiretag diff`: two results in, what is different between them out.

use crate::Outcome;
use crate::report::{self, count};
use clap::Args as Group;
use std::collections::BTreeMap;
use std::path::PathBuf;
use wiretag::diff::{Became, Change, Differences, Of, Setting, Side, diff};
use wiretag::location::Location;
use wiretag::write::{self, Failure, Tables, csv_text};
use wiretag::{Error, Kind, Result};

#[derive(Debug, Group)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The older result: what `wiretag tag` wrote, as a folder of CSV or Parquet tables, .xlsx, .sqlite,
    /// .jsonl or one table
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The newer one, of the same articles; it may have another format
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// Tell also what else changed of mentions and topics that are in both: confidence, via, zone, score
    #[arg(long)]
    all: bool,
    /// Show N examples of each entity's changes
    #[arg(long, value_name = "N", default_value_t = 2)]
    examples: usize,
    /// Write one row for each change, as CSV
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// Write all as one JSON object
    #[arg(long)]
    json: bool,
    /// Write to this file [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace a file that exists
    #[arg(long, requires = "output")]
    force: bool,
}

const EXAMPLES: &str = "\
Examples:
  wiretag diff out-may out-june
  wiretag diff before.sqlite after/ --csv -o changes.csv

Exit codes: 0 no difference; 1 something changed; 2 they could not be compared.";

/// How many ids a line names.
const NAMED: usize = 5;

/// Runs the command.
pub(crate) fn run(args: &Args) -> Outcome {
    match compare(args) {
        Ok(found) if found.is_empty() => Outcome::Done,
        Ok(_) => Outcome::Partly,
        Err(Failure::Other(error)) => {
            report::error(&error);
            Outcome::Nothing
        }
        Err(Failure::BrokenPipe) => Outcome::Done,
    }
}

fn compare(args: &Args) -> std::result::Result<Differences, Failure> {
    // both are read, so that the mistakes of one do not hide those of the other
    let (old, new) = match (Tables::open(&args.old), Tables::open(&args.new)) {
        (Ok(old), Ok(new)) => (old, new),
        (old, new) => {
            let errors = [old.err(), new.err()].into_iter().flatten();
            let problems = errors.flat_map(|error| error.problems().to_vec()).collect();
            let none =
                || Error::new(Location::file("diff"), "nothing to compare", "name two results");
            return Err(Error::all(problems).unwrap_or_else(none).into());
        }
    };
    let found = diff(&old, &new, args.all)?;
    let text = if args.csv {
        in_csv(&found)?
    } else if args.json {
        serde_json::to_string_pretty(&found).map_err(|e| failed(&e.into()))? + "\n"
    } else {
        page(&found, args)
    };
    match &args.output {
        Some(file) => write::files(&[(file.clone(), text)], args.force)?,
        None => drop(report::result(&text)),
    }
    Ok(found)
}

fn failed(cause: &std::io::Error) -> Error {
    Error::io(Location::file("-"), "write", cause)
}

const COLUMNS: [&str; 18] = [
    "what",
    "of",
    "article",
    "text",
    "field",
    "start",
    "end",
    "sentence",
    "type",
    "entity",
    "name",
    "reason",
    "old_type",
    "old_entity",
    "old_name",
    "old_reason",
    "old",
    "new",
];

/// One row for each change; of what both results have, one for each column that changed.
fn in_csv(found: &Differences) -> Result<String> {
    let mut rows = vec![COLUMNS.map(str::to_owned).to_vec()];
    for change in &found.changes {
        let Change { became, of, article, text, field, start, end, sentence, .. } = change;
        let of_change = [became.name(), of.name(), article, text, field, start, end, sentence];
        let side = |side: &Option<Side>| {
            let Side { kind, id, name, reason } = side.clone().unwrap_or_default();
            [kind, id, name, reason]
        };
        let (new, old) = (side(&change.new), side(&change.old));
        let of_change = of_change.map(str::to_owned);
        let mut row: Vec<String> = of_change.into_iter().chain(new).chain(old).collect();
        let cells = |side: fn(&wiretag::diff::Cell) -> &str| -> String {
            let each = change.cells.iter().map(|cell| format!("{} {}", cell.column, side(cell)));
            each.collect::<Vec<_>>().join("; ")
        };
        row.extend([cells(|cell| &cell.old), cells(|cell| &cell.new)]);
        rows.push(row);
    }
    csv_text(rows).map_err(|e| failed(&e))
}

/// All for a screen.
fn page(found: &Differences, args: &Args) -> String {
    let mut page = String::new();
    for Setting { name, old, new } in &found.settings {
        let told = |side: &Option<String>| side.clone().unwrap_or_else(|| "none".to_owned());
        page += &format!("{name}: {} -> {}\n", told(old), told(new));
    }
    if !page.is_empty() {
        page.push('\n');
    }
    page += &format!("{} compared\n", count(found.compared, "article"));
    for (ids, file) in [(&found.only_old, &args.old), (&found.only_new, &args.new)] {
        if !ids.is_empty() {
            page += &format!("only in {}: {}\n", file.display(), named(ids));
        }
    }
    for table in &found.left_out {
        page += &format!("not compared, as only one has it: the table {table}\n");
    }
    for of in Of::ALL {
        for became in Became::ALL {
            let of_both = |change: &&Change| change.of == of && change.became == became;
            let changes: Vec<&Change> = found.changes.iter().filter(of_both).collect();
            if !changes.is_empty() {
                page += &format!("\n{} {}: {}\n", plural(of), shown(became), changes.len());
                page += &groups(&changes, args.examples);
            }
        }
    }
    if found.changes.is_empty() {
        page += "no change\n";
    }
    page
}

fn plural(of: Of) -> &'static str {
    match of {
        Of::Mention => "mentions",
        Of::Topic => "topics",
        Of::About => "main countries",
    }
}

fn shown(became: Became) -> &'static str {
    if became == Became::Relinked { "re-linked" } else { became.name() }
}

/// Some ids, and how many more there are.
fn named(ids: &[String]) -> String {
    let some = ids.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    let left = ids.len().saturating_sub(NAMED);
    if left == 0 { some } else { format!("{some} and {left} more") }
}

/// Changes of one entity together, most first; then by type and name.
fn groups(changes: &[&Change], examples: usize) -> String {
    let mut groups: BTreeMap<(usize, String), Vec<&Change>> = BTreeMap::new();
    for change in changes {
        let side = change.new.as_ref().or(change.old.as_ref());
        let kind = side.map_or("", |side| side.kind.as_str());
        let kind = Kind::ALL.iter().position(|known| known.name() == kind);
        groups.entry((kind.unwrap_or(Kind::ALL.len()), label(change))).or_default().push(change);
    }
    let mut groups: Vec<((usize, String), Vec<&Change>)> = groups.into_iter().collect();
    groups.sort_by_key(|(_, changes)| std::cmp::Reverse(changes.len()));
    let mut page = String::new();
    for ((_, label), changes) in groups {
        page += &format!("{:>5}  {label}\n", changes.len());
        changes.iter().take(examples).for_each(|change| page += &example(change));
    }
    page
}

/// What a change is of: the entity, and the one it was.
fn label(change: &Change) -> String {
    let side = |side: &Side| match side.kind.as_str() {
        "" if side.name == side.id => side.id.clone(),
        "" => format!("{} ({})", side.name, side.id),
        kind => format!("{} ({kind} {})", side.name, side.id),
    };
    match (&change.old, &change.new) {
        (Some(old), Some(new)) if old.id != new.id || old.kind != new.kind => {
            format!("{} -> {}", side(old), side(new))
        }
        (_, Some(one)) | (Some(one), None) => side(one),
        (None, None) => String::new(),
    }
}

/// A change with its place, its sentence and its reasons.
fn example(change: &Change) -> String {
    let indent = "         ";
    let Change { article, text, sentence, cells, .. } = change;
    let mut lines = match change.of {
        Of::Mention => format!("{indent}{article}: `{text}` in: {sentence}\n"),
        _ => format!("{indent}{article}\n"),
    };
    for cell in cells {
        lines += &format!("{indent}  {}: {} -> {}\n", cell.column, cell.old, cell.new);
    }
    if change.became != Became::Changed {
        let old = change.old.as_ref().map(|side| ("was", &side.reason));
        let new = change.new.as_ref().map(|side| ("now", &side.reason));
        for (when, reason) in old.into_iter().chain(new).filter(|(_, reason)| !reason.is_empty()) {
            lines += &format!("{indent}  {when}: {reason}\n");
        }
    }
    lines
}
