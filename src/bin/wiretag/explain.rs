//! `wiretag explain`: one article, each tag and each rejection with its reason.

use crate::Outcome;
use crate::args::ExplainArgs;
use crate::report;
use wiretag::write::{Layout, explain, why};
use wiretag::{Config, Result, Tagger, read};

/// Runs the command.
pub(crate) fn run(args: &ExplainArgs) -> Outcome {
    show(args).unwrap_or_else(|error| {
        report::error(&error);
        Outcome::Nothing
    })
}

fn show(args: &ExplainArgs) -> Result<Outcome> {
    let reading = args.reading.options()?;
    let language = args.reading.language.clone();
    let config = Config { reasons: args.lines, language, ..args.judging.config() };
    let tagger = Tagger::new(args.judging.layers.gazetteer()?, config)?;
    let layout = Layout { all: args.all, why: args.lines, width: usize::from(args.width) };
    let (mut shown, mut failed) = (0, 0);
    for record in tagger.tag_all(read::open(std::slice::from_ref(&args.input), &reading)) {
        match record {
            Ok(record) => {
                shown += 1;
                let page = match &args.why {
                    Some(words) => told(words, why(&record, words)),
                    None => explain(&record, layout),
                };
                if report::result(&page) {
                    return Ok(Outcome::Done);
                }
            }
            Err(error) => {
                failed += usize::from(!error.is_warning());
                report::error(&error);
            }
        }
    }
    Ok(match (shown, failed) {
        (_, 0) => Outcome::Done,
        (0, _) => Outcome::Nothing,
        _ => Outcome::Partly,
    })
}

fn told(words: &str, page: String) -> String {
    if page.is_empty() { format!("nothing was found for `{words}`\n") } else { page }
}
