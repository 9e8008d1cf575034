//! `wiretag tag`: documents in, tables out.

use crate::Outcome;
use crate::args::TagArgs;
use crate::report::{self, Progress};
use serde_json::json;
use std::mem::ManuallyDrop;
use wiretag::write::{self, Counts, Failure, Format, Manifest, Ready};
use wiretag::{Config, Record, Tagger, read};

/// Runs the command.
pub(crate) fn run(args: &TagArgs) -> Outcome {
    match tag(args) {
        Ok(counts) => {
            report::summary(&counts, out(args));
            if counts.errors == 0 { Outcome::Done } else { Outcome::Partly }
        }
        Err(Failure::BrokenPipe) => Outcome::Done,
        Err(Failure::Other(error)) => {
            report::error(&error);
            Outcome::Nothing
        }
    }
}

fn out(args: &TagArgs) -> &str {
    args.output.as_deref().unwrap_or("-")
}

fn tag(args: &TagArgs) -> Result<Counts, Failure> {
    let format = Format::of_path(out(args), args.table.as_deref())?;
    let reading = args.reading.options()?;
    let gazetteer = args.judging.layers.gazetteer()?;
    gazetteer.warnings.iter().for_each(report::problem);
    // the program ends after this: to take the gazetteer apart would be time for nothing
    let language = args.reading.language.clone();
    let config = Config { language, ..args.judging.config() };
    let tagger = ManuallyDrop::new(Tagger::new(gazetteer, config)?);
    let wanted = |part: &str| args.with.iter().any(|with| with == part);
    let options =
        write::Options { force: args.force, text: wanted("text"), zones: wanted("zones") };
    let mut sink = write::open(out(args), format, options)?;

    let documents = read::open(&args.inputs, &reading);
    let progress = Progress::new(documents.bytes_total(), documents.bytes_read());
    let mut counts = Counts::default();
    let ready = |record: Record| (Counts::of(&record), Ready::new(&record, format, options));
    tagger.tag_each(documents, ready, |tagged| {
        match tagged {
            Ok((count, ready)) => {
                counts.add(&count);
                sink.record(ready)?;
            }
            Err(error) => {
                counts.failed();
                for problem in error.problems() {
                    progress.problem(problem);
                    sink.problem(problem)?;
                }
            }
        }
        progress.show(&counts);
        Ok::<_, Failure>(())
    })?;
    progress.end();
    let layers = &tagger.gazetteer().layers;
    let manifest = Manifest::new(settings(tagger.config()), layers, args.inputs.clone(), counts);
    sink.finish(&manifest)?.iter().for_each(report::problem);
    Ok(counts)
}

/// The settings that shape the tags, for the run manifest.
fn settings(config: &Config) -> serde_json::Value {
    json!({
        "zones": config.zones.iter().map(|zone| zone.name()).collect::<Vec<_>>(),
        "alone": config.alone,
        "resolve": {
            "min_confidence": decimal(config.resolve.min_confidence),
            "unknown": config.resolve.unknown,
            "short_forms": config.resolve.short_forms,
        },
        "classify": {
            "min_subject": decimal(config.classify.min_subject),
            "min_score": decimal(config.classify.min_score),
            "min_weight": decimal(config.classify.min_weight),
            "min_density": decimal(config.classify.min_density),
        },
    })
}

/// A number as a person would write it: four decimals at most.
fn decimal(number: f32) -> f64 {
    (f64::from(number) * 1e4).round() / 1e4
}
