//! `wiretag gazetteer`: work with gazetteers.

use crate::Outcome;
use crate::args::{CheckArgs, CompileArgs, DiffArgs, StatsArgs};
use crate::report;
use std::path::PathBuf;
use wiretag::gazetteer::{Became, By, Change, Checked, Stats, Subject, Value};
use wiretag::location::Location;
use wiretag::write::{self, Failure, csv_text};
use wiretag::{Error, Gazetteer, Problem, Result};

/// Runs `wiretag gazetteer check`.
pub(crate) fn check(args: &CheckArgs) -> Outcome {
    let base = if args.no_bundled { Ok(Gazetteer::empty()) } else { Gazetteer::bundled() };
    match base.and_then(|base| wiretag::gazetteer::check(base, &args.dirs)) {
        Ok(checked) => {
            let dirs: Vec<String> = args.dirs.iter().map(|dir| dir.display().to_string()).collect();
            told(&checked, &dirs.join(", "))
        }
        Err(error) => {
            report::error(&error);
            Outcome::Nothing
        }
    }
}

fn told(checked: &Checked, dirs: &str) -> Outcome {
    checked.problems.iter().for_each(report::problem);
    let errors = checked.errors();
    let warnings = checked.problems.len() - errors;
    let rows = if errors == 0 { format!("{} rows, ", checked.rows) } else { String::new() };
    report::say(&format!("{dirs}: {rows}{errors} errors, {warnings} warnings"));
    if errors == 0 { Outcome::Done } else { Outcome::Nothing }
}

/// Runs `wiretag gazetteer compile`.
pub(crate) fn compile(args: &CompileArgs) -> Outcome {
    let base = if args.no_bundled { Ok(Gazetteer::empty()) } else { Gazetteer::bundled() };
    let compiled = base.and_then(|base| base.compile(&args.dirs)).map_err(Failure::Other);
    let force = args.force || wiretag::gazetteer::is_compiled(&args.output);
    let size = compiled.and_then(|(bytes, warnings)| {
        warnings.iter().for_each(report::problem);
        write::files(&[(args.output.clone(), &bytes)], force).map(|()| bytes.len())
    });
    match size {
        Ok(size) => {
            report::say(&format!("{}: {size} bytes written", args.output.display()));
            Outcome::Done
        }
        Err(Failure::Other(error)) => {
            report::error(&error);
            Outcome::Nothing
        }
        Err(Failure::BrokenPipe) => Outcome::Done,
    }
}

/// Runs `wiretag gazetteer stats`.
pub(crate) fn stats(args: &StatsArgs) -> Outcome {
    let shown = args.layers.gazetteer().and_then(|gazetteer| {
        let by = args.by();
        let stats = wiretag::gazetteer::stats(&gazetteer, by);
        let cells = |row: &Vec<Value>| row.iter().map(Value::to_string).collect();
        if args.csv {
            csv(stats.columns, stats.rows.iter().map(cells))
        } else {
            Ok(screen(by, &stats))
        }
    });
    printed(shown)
}

/// Runs `wiretag gazetteer diff`.
pub(crate) fn diff(args: &DiffArgs) -> Outcome {
    let shown = sides(args).and_then(|(a, b)| {
        let changes = wiretag::gazetteer::diff(&a, &b);
        if args.csv {
            csv(&CHANGE_COLUMNS, changes.iter().map(change_cells))
        } else {
            Ok(told_changes(&changes))
        }
    });
    printed(shown)
}

fn printed(shown: Result<String>) -> Outcome {
    match shown {
        Ok(text) => {
            report::result(&text);
            Outcome::Done
        }
        Err(error) => {
            report::error(&error);
            Outcome::Nothing
        }
    }
}

fn csv(columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<String> {
    let header = columns.iter().map(|&name| name.to_owned()).collect();
    csv_text(std::iter::once(header).chain(rows))
        .map_err(|e| Error::io(Location::file("-"), "write", &e))
}

/// A table of counts for a screen: texts to the left, counts to the right; the kinds of a type stand
/// indented below it.
fn screen(by: By, stats: &Stats) -> String {
    let nameless = match by {
        By::Language => "any",
        By::Terms => "all",
        _ => "none",
    };
    let shown = |row: &Vec<Value>| -> Vec<Value> {
        match (by, &row[..]) {
            (By::Kind, [Value::Text(of), Value::Text(part), counts @ ..]) => {
                let label = if part.is_empty() { of.clone() } else { format!("  {part}") };
                [&[Value::Text(label)], counts].concat()
            }
            (_, [Value::Text(label), rest @ ..]) if label.is_empty() => {
                [&[Value::Text(nameless.to_owned())], rest].concat()
            }
            _ => row.clone(),
        }
    };
    let header: Vec<Value> = (stats.columns.iter())
        .filter(|&&name| by != By::Kind || name != "kind")
        .map(|&name| Value::Text(name.to_owned()))
        .collect();
    table(&header, &stats.rows.iter().map(shown).collect::<Vec<_>>())
}

fn table(header: &[Value], rows: &[Vec<Value>]) -> String {
    let width = |i: usize| {
        let cells = rows.iter().filter_map(|row| row.get(i)).chain(header.get(i));
        cells.map(|cell| cell.to_string().chars().count()).max().unwrap_or(0)
    };
    let is_count = |i: usize| rows.iter().any(|row| matches!(row.get(i), Some(Value::Count(_))));
    let columns: Vec<(usize, bool)> = (0..header.len()).map(|i| (width(i), is_count(i))).collect();
    let line = |row: &[Value]| {
        let cells = row.iter().zip(&columns).map(|(cell, &(width, is_count))| {
            let cell = cell.to_string();
            if is_count { format!("{cell:>width$}") } else { format!("{cell:width$}") }
        });
        format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    std::iter::once(line(header)).chain(rows.iter().map(|row| line(row))).collect()
}

/// The gazetteers to compare: the older one, the newer one.
fn sides(args: &DiffArgs) -> Result<(Gazetteer, Gazetteer)> {
    let base = match &args.dirs[..] {
        [_, _] if !args.bundled => Gazetteer::empty(),
        _ => Gazetteer::bundled()?,
    };
    // both folders are read, so that the mistakes of one do not hide those of the other
    let (mut loaded, mut problems) = (Vec::new(), Vec::new());
    for dir in &args.dirs {
        match base.clone().layer(dir) {
            Ok(gazetteer) => {
                gazetteer.warnings[base.warnings.len()..].iter().for_each(report::problem);
                loaded.push(gazetteer);
            }
            Err(error) => problems.extend_from_slice(error.problems()),
        }
    }
    if !problems.is_empty() && base.layers.is_empty() && over_bundle(&args.dirs) {
        let dirs = args.dirs.iter().map(|dir| dir.display().to_string()).collect::<Vec<_>>();
        let what = "what is wrong on its own is sound over the bundled gazetteer";
        problems.push(Problem::error(
            Location::file(dirs.join(", ")),
            what,
            "lay both folders over it with --bundled",
        ));
    }
    if let Some(error) = Error::all(problems) {
        return Err(error);
    }
    let newer = loaded.pop().unwrap_or_default();
    Ok((loaded.pop().unwrap_or(base), newer))
}

/// Whether the folders are sound as layers over the bundle.
fn over_bundle(dirs: &[PathBuf]) -> bool {
    Gazetteer::bundled().is_ok_and(|base| dirs.iter().all(|dir| base.clone().layer(dir).is_ok()))
}

const CHANGE_COLUMNS: [&str; 7] = ["type", "id", "name", "what", "column", "before", "after"];

fn change_cells(change: &Change) -> Vec<String> {
    let Change { subject, id, name, became, column, before, after } = change;
    [subject.name(), id, name, became.name(), column, before, after].map(str::to_owned).into()
}

/// Changes for a screen: by type and id, and how many at the end.
fn told_changes(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "no change\n".to_owned();
    }
    let mut lines = String::new();
    for of_subject in changes.chunk_by(|a, b| a.subject == b.subject) {
        lines += &format!("{}\n", of_subject[0].subject.plural());
        for of_id in of_subject.chunk_by(|a, b| !a.id.is_empty() && a.id == b.id) {
            let whole = if of_id[0].column.is_empty() { of_id[0].became } else { Became::Changed };
            let Change { id, name, .. } = &of_id[0];
            let label = if id.is_empty() { name.clone() } else { format!("{id}  {name}") };
            lines += &format!("{} {label}\n", sign(whole));
            of_id.iter().filter(|c| !c.column.is_empty()).for_each(|c| lines += &detail(c));
        }
        lines.push('\n');
    }
    lines + &counts(changes)
}

fn sign(became: Became) -> char {
    match became {
        Became::Gained => '+',
        Became::Lost => '-',
        Became::Changed => '~',
    }
}

fn detail(change: &Change) -> String {
    let Change { became, column, before, after, .. } = change;
    let what = match became {
        Became::Gained => after.clone(),
        Became::Lost => before.clone(),
        Became::Changed => format!("{before} -> {after}"),
    };
    format!("    {} {column}: {what}\n", sign(*became))
}

/// How many entries, topics and words were gained, lost and changed, and in how many things.
fn counts(changes: &[Change]) -> String {
    let mut rows = Vec::new();
    for subject in Subject::ALL {
        let here: Vec<&Change> = changes.iter().filter(|c| c.subject == subject).collect();
        let whole =
            |became| here.iter().filter(|c| c.column.is_empty() && c.became == became).count();
        let parts: Vec<&&Change> = here.iter().filter(|c| !c.column.is_empty()).collect();
        let changed = parts.chunk_by(|a, b| a.id == b.id).count();
        let counts = [whole(Became::Gained), whole(Became::Lost), changed, parts.len()];
        if !here.is_empty() {
            rows.push((subject.plural(), counts));
        }
    }
    let sum = |i: usize| rows.iter().map(|(_, counts)| counts[i]).sum();
    let all = [0, 1, 2, 3].map(sum);
    if rows.len() > 1 {
        rows.push(("all", all));
    }
    let cells = |(label, counts): &(&str, [usize; 4])| -> Vec<Value> {
        [Value::Text((*label).to_owned())].into_iter().chain(counts.map(Value::Count)).collect()
    };
    let header = ["", "gained", "lost", "changed", "changes within"];
    let header = header.map(|name| Value::Text(name.to_owned()));
    table(&header, &rows.iter().map(cells).collect::<Vec<_>>())
}
