//! `wiretag tag`: documents in, tables out.

use crate::Outcome;
use crate::args::TagArgs;
use crate::interrupt;
use crate::report::{self, Progress};
use serde_json::json;
use std::cell::{Cell, RefCell};
use std::collections::{HashSet, VecDeque};
use std::mem::ManuallyDrop;
use std::sync::Arc;
use wiretag::location::Location;
use wiretag::pipeline::Batches;
use wiretag::story::Stories;
use wiretag::write::{
    self, Counts, Done, Earlier, Failure, Format, Journal, Kept, Manifest, Sink, Tagged,
};
use wiretag::{Config, Document, Error, Problem, Record, Tagger, read};

/// Runs the command.
pub(crate) fn run(args: &TagArgs) -> Outcome {
    match tag(args) {
        Ok(None) => Outcome::Interrupted,
        Ok(Some(counts)) => {
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

/// What was done; `None` if the user stopped it before the end.
fn tag(args: &TagArgs) -> Result<Option<Counts>, Failure> {
    let format = Format::of(out(args), args.table.as_deref(), args.format.as_deref())?;
    let mut reading = args.reading.options()?;
    reading.fields.keep = args.keep();
    let gazetteer = args.judging.layers.gazetteer()?;
    gazetteer.warnings.iter().for_each(report::problem);
    let language = args.reading.language.clone();
    let mut config = Config { language, ..args.judging.config() };
    args.limits.set(&mut reading, &mut config)?;
    // the program ends after this: to take the gazetteer apart would be time for nothing
    let tagger = ManuallyDrop::new(Tagger::new(gazetteer, config)?);
    let manifest = |counts| {
        let layers = &tagger.gazetteer().layers;
        Manifest::new(settings(tagger.config()), layers, args.inputs.clone(), counts)
    };
    let mut journal = journal(args, format, &manifest(Counts::default()))?;
    let documents = read::open(&args.inputs, &reading);
    let progress = Progress::new(documents.bytes_total(), documents.bytes_read());
    let done = Run::begin(args, format, journal.as_mut(), &progress).and_then(|mut run| {
        run.all(&tagger, documents)?;
        progress.end();
        if interrupt::came() {
            return Ok(None);
        }
        run.sink.finish(&manifest(run.counts))?.iter().for_each(report::problem);
        Ok(Some(run.counts))
    });
    match journal {
        Some(journal) if !matches!(done, Ok(Some(_))) && !journal.is_empty() => {
            report::kept(journal.path());
        }
        Some(journal) => journal.remove()?,
        None => {}
    }
    done
}

/// The journal of a run; none where the output is a stream, which nothing can go on with.
fn journal(args: &TagArgs, format: Format, manifest: &Manifest) -> Result<Option<Journal>, Error> {
    let earlier = match (args.resume, args.force) {
        (true, _) => Earlier::Resume,
        (false, true) => Earlier::Discard,
        (false, false) => Earlier::Keep,
    };
    if out(args) == "-" {
        let what = "standard output can't be gone on with";
        let remedy = "name a folder or a file with -o";
        let refused = Error::new(Location::file("--resume"), what, remedy);
        return if args.resume { Err(refused) } else { Ok(None) };
    }
    let flags = (&args.reading, &args.limits, &args.with, args.keep(), args.append, args.bom);
    let others = format!("{flags:?} {format:?}");
    Journal::open(out(args), manifest, &json!(others), earlier).map(Some)
}

/// A run of the command.
struct Run<'a> {
    format: Format,
    options: write::Options,
    sink: Box<dyn Sink>,
    journal: Option<&'a mut Journal>,
    stories: Stories,
    counts: Counts,
    progress: &'a Progress,
}

impl<'a> Run<'a> {
    fn begin(
        args: &TagArgs,
        format: Format,
        journal: Option<&'a mut Journal>,
        progress: &'a Progress,
    ) -> Result<Self, Failure> {
        let wanted = |part: &str| args.with.iter().any(|with| with == part);
        let options = write::Options {
            force: args.force,
            append: args.append,
            bom: args.bom,
            kept: Kept::of(&args.keep()),
            follows: journal.as_ref().is_some_and(|journal| journal.follows()),
            text: wanted("text"),
            zones: wanted("zones"),
        };
        let sink = write::open(out(args), format, options)?;
        let (stories, counts) = (Stories::default(), Counts::default());
        Ok(Self { format, options, sink, journal, stories, counts, progress })
    }

    /// Tags the documents that no earlier run has done; stops early where the user wants it.
    fn all(
        &mut self,
        tagger: &Tagger,
        documents: impl Iterator<Item = Result<Document, Error>>,
    ) -> Result<(), Failure> {
        let known = Known::new(self.sink.known());
        let mut batches = Batches::of(documents.filter(|document| known.is_new(document)));
        while let Some((key, done)) = self.earlier(tagger)? {
            if write::key_of(&batches.next().unwrap_or_default()) != key {
                return Err(changed(self.journal.as_deref()).into());
            }
            self.put(done)?;
        }
        if self.journal.is_some() {
            interrupt::listen();
        }
        let keys = RefCell::new(VecDeque::new());
        let batches = batches
            .take_while(|_| !interrupt::came())
            .inspect(|batch| keys.borrow_mut().push_back(write::key_of(batch)));
        let (format, options) = (self.format, self.options);
        let done = |record: Record| Done::of(&record, format, options);
        tagger.tag_each(batches, done, |batch| {
            let key = keys.borrow_mut().pop_front().unwrap_or_default();
            self.note(key, &batch);
            self.put(batch)
        })?;
        self.counts.known = known.count.get();
        self.counts.documents += self.counts.known;
        known.warn();
        Ok(())
    }

    /// What an earlier run has done next.
    fn earlier(&mut self, tagger: &Tagger) -> Result<Option<(u32, Vec<Tagged>)>, Error> {
        match &mut self.journal {
            Some(journal) if journal.resumes() => {
                journal.next_batch(tagger.gazetteer(), self.format)
            }
            _ => Ok(None),
        }
    }

    /// Notes what was done, as long as there is room for that.
    fn note(&mut self, key: u32, batch: &[Tagged]) {
        let Some(journal) = &mut self.journal else { return };
        if let Err(Failure::Other(error)) = journal.add(key, batch) {
            journal.clear();
            self.journal = None;
            for Problem { at, what, remedy, .. } in error.problems() {
                let what = format!("{what}, so that --resume can't go on with this run");
                self.progress.problem(&Problem::warning(at.clone(), what, remedy));
            }
        }
    }

    fn put(&mut self, batch: Vec<Tagged>) -> Result<(), Failure> {
        for tagged in batch {
            match tagged {
                Ok(Done { counts, ready, id, sketch }) => {
                    self.counts.add(&counts);
                    self.sink.record(ready.of_story(&self.stories.of(&id, sketch)))?;
                }
                Err(error) => {
                    if !error.is_warning() {
                        self.counts.failed();
                    }
                    for problem in error.problems() {
                        self.progress.problem(problem);
                        self.sink.problem(problem)?;
                    }
                }
            }
        }
        self.progress.show(&self.counts);
        Ok(())
    }
}

/// What to say where the documents are not those of the run that was stopped.
fn changed(journal: Option<&Journal>) -> Error {
    let at = journal.map_or_else(String::new, |journal| journal.path().display().to_string());
    let what = "the inputs have changed since the run was stopped";
    Error::new(Location::file(at), what, "add --force instead of --resume, to begin anew")
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
