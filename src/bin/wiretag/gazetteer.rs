//! `wiretag gazetteer`: work with gazetteers.

use crate::Outcome;
use crate::args::{CheckArgs, StatsArgs};
use crate::report;
use wiretag::Gazetteer;
use wiretag::gazetteer::{Checked, Stat};

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

/// Runs `wiretag gazetteer stats`.
pub(crate) fn stats(args: &StatsArgs) -> Outcome {
    match args.layers.gazetteer() {
        Ok(gazetteer) => {
            let rows: String = wiretag::gazetteer::stats(&gazetteer).iter().map(row).collect();
            let header =
                format!("{:28}{:>9}{:>9}{:>9}{:>9}\n", "", "entries", "aliases", "weak", "QIDs");
            report::result(&(header + &rows));
            Outcome::Done
        }
        Err(error) => {
            report::error(&error);
            Outcome::Nothing
        }
    }
}

fn row(stat: &Stat) -> String {
    let Stat { what, kind, entries, aliases, weak, wikidata } = stat;
    let label = if kind.is_empty() { (*what).to_owned() } else { format!("  {kind}") };
    format!("{label:28}{entries:>9}{aliases:>9}{weak:>9}{wikidata:>9}\n")
}
