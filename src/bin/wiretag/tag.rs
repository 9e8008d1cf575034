//! `wiretag tag`: documents in, tables out.

use crate::Outcome;
use crate::args::TagArgs;
use crate::report::{self, Progress};
use serde_json::json;
use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::mem::ManuallyDrop;
use std::sync::Arc;
use wiretag::location::Location;
use wiretag::write::{self, Counts, Failure, Format, Kept, Manifest, Ready};
use wiretag::{Config, Document, Error, Problem, Record, Tagger, read};

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
    let format = Format::of(out(args), args.table.as_deref(), args.format.as_deref())?;
    let mut reading = args.reading.options()?;
    reading.fields.keep = args.keep();
    let gazetteer = args.judging.layers.gazetteer()?;
    gazetteer.warnings.iter().for_each(report::problem);
    // the program ends after this: to take the gazetteer apart would be time for nothing
    let language = args.reading.language.clone();
    let config = Config { language, ..args.judging.config() };
    let tagger = ManuallyDrop::new(Tagger::new(gazetteer, config)?);
    let wanted = |part: &str| args.with.iter().any(|with| with == part);
    let (text, zones) = (wanted("text"), wanted("zones"));
    let kept = Kept::of(&args.keep());
    let (force, append, bom) = (args.force, args.append, args.bom);
    let options = write::Options { force, append, text, zones, bom, kept };
    let mut sink = write::open(out(args), format, options)?;

    let documents = read::open(&args.inputs, &reading);
    let progress = Progress::new(documents.bytes_total(), documents.bytes_read());
    let mut counts = Counts::default();
    let known = Known::new(sink.known());
    let documents = documents.filter(|document| known.is_new(document));
    let ready = |record: Record| (Counts::of(&record), Ready::new(&record, format, options));
    tagger.tag_each(documents, ready, |tagged| {
        match tagged {
            Ok(((count, ready), story)) => {
                counts.add(&count);
                sink.record(ready.of_story(&story))?;
            }
            Err(error) => {
                if !error.is_warning() {
                    counts.failed();
                }
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
    counts.known = known.count.get();
    counts.documents += counts.known;
    known.warn();
    let layers = &tagger.gazetteer().layers;
    let manifest = Manifest::new(settings(tagger.config()), layers, args.inputs.clone(), counts);
    sink.finish(&manifest)?.iter().for_each(report::problem);
    Ok(counts)
}

/// Articles that are in the output already.
struct Known {
    ids: Arc<HashSet<String>>,
    count: Cell<usize>,
    /// The first one whose id is its place in a file with others.
    unnamed: RefCell<Option<Location>>,
}

impl Known {
    fn new(ids: Arc<HashSet<String>>) -> Self {
        Self { ids, count: Cell::new(0), unnamed: RefCell::new(None) }
    }

    /// Whether a document is not among them; one that failed is new.
    fn is_new(&self, document: &Result<Document, Error>) -> bool {
        let Ok(document) = document else { return true };
        if !self.ids.contains(&document.id) {
            return true;
        }
        self.count.set(self.count.get() + 1);
        if document.at.line > 0 && document.id == document.at.to_string() {
            self.unnamed.borrow_mut().get_or_insert_with(|| document.at.clone());
        }
        false
    }

    /// Says that an id which is a place may be another article's.
    fn warn(&self) {
        if let Some(at) = self.unnamed.take() {
            let what = "was left out, as an article that is called by this place is there already";
            let remedy =
                "if it is another one, give articles an id of their own, or the file another name";
            report::problem(&Problem::warning(at, what, remedy));
        }
    }
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
