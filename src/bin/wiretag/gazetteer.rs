//! `wiretag gazetteer`: work with gazetteers.

use crate::Outcome;
use crate::args::CheckArgs;
use crate::report;
use wiretag::Gazetteer;
use wiretag::gazetteer::Checked;

/// Runs `wiretag gazetteer check`.
pub(crate) fn check(args: &CheckArgs) -> Outcome {
    let base = if args.no_bundled { Ok(Gazetteer::empty()) } else { Gazetteer::bundled() };
    match base.and_then(|base| wiretag::gazetteer::check(base, &args.dir)) {
        Ok(checked) => told(&checked, &args.dir.display().to_string()),
        Err(error) => {
            report::error(&error);
            Outcome::Nothing
        }
    }
}

fn told(checked: &Checked, dir: &str) -> Outcome {
    checked.problems.iter().for_each(report::problem);
    let errors = checked.errors();
    let warnings = checked.problems.len() - errors;
    let rows = if errors == 0 { format!("{} rows, ", checked.rows) } else { String::new() };
    report::say(&format!("{dir}: {rows}{errors} errors, {warnings} warnings"));
    if errors == 0 { Outcome::Done } else { Outcome::Nothing }
}
