//! `wiretag eval`: annotated articles in, figures and errors out.

use crate::Outcome;
use crate::args::EvalArgs;
use crate::report::{self, count};
use serde_json::{Value, json};
use std::fmt::Write;
use wiretag::eval::{self, Figure, Figures, Gold, Measure, Score, Tags, Wrong};
use wiretag::location::Location;
use wiretag::{Config, Error, Problem, Result, Tagger, read};

/// How many ids a message names.
const NAMED: usize = 5;

/// Runs the command.
pub(crate) fn run(args: &EvalArgs) -> Outcome {
    score(args).unwrap_or_else(|error| {
        report::error(&error);
        Outcome::Nothing
    })
}

fn score(args: &EvalArgs) -> Result<Outcome> {
    let file = Location::file(args.gold.as_str());
    if args.gold == "-" && args.tagged.as_deref() == Some("-") {
        let what = "standard input can't hold both the annotated and the tagged articles";
        return Err(Error::new(file, what, "give the path of one of them"));
    }
    let (gold, mut problems) = eval::gold(&read::whole(&args.gold, read::MAX_DOCUMENT)?, &file);
    if gold.is_empty() && problems.is_empty() {
        let remedy = "write one a line (docs/eval.md)";
        return Err(Error::new(file, "there is no annotated article", remedy));
    }
    let score = match &args.tagged {
        _ if gold.is_empty() => Score::default(),
        Some(tagged) => of_file(tagged, &gold, &mut problems)?,
        None => of_tagger(args, &gold, &mut problems)?,
    };
    problems.iter().for_each(report::problem);
    if score.articles == 0 {
        return Ok(Outcome::Nothing);
    }
    let shown = if args.json {
        format!("{}\n", in_json(&score, args.errors))
    } else {
        page(&score, args.errors)
    };
    report::result(&shown);
    Ok(if problems.is_empty() { Outcome::Done } else { Outcome::Partly })
}

/// The score of tags that are there.
fn of_file(tagged: &str, gold: &[Gold], problems: &mut Vec<Problem>) -> Result<Score> {
    let file = Location::file(tagged);
    let text = read::whole(tagged, read::MAX_DOCUMENT)?;
    let (tagged, mut wrong) = eval::tagged(&text, &file, gold);
    problems.append(&mut wrong);
    let mut score = Score::default();
    for gold in gold.iter().filter(|gold| !tagged.faulty.contains(&gold.document.id)) {
        score.add(gold, tagged.tags.get(&gold.document.id));
    }
    if !score.untagged.is_empty() {
        let named = score.untagged.iter().take(NAMED).map(|id| format!("`{id}`"));
        let more = score.untagged.len().saturating_sub(NAMED);
        let more = (more > 0).then(|| format!("{more} more"));
        let named = named.chain(more).collect::<Vec<_>>().join(", ");
        let what = format!("has nothing on {named}: scored as articles without tags");
        problems.push(Problem::error(file.clone(), what, "tag the annotated file itself"));
    }
    if tagged.strays > 0 {
        let strays = count(tagged.strays, "line");
        report::say(&format!(
            "{file}: {strays} of articles that are not annotated or are left out"
        ));
    }
    Ok(score)
}

/// The score of tags that are made now.
fn of_tagger(args: &EvalArgs, gold: &[Gold], problems: &mut Vec<Problem>) -> Result<Score> {
    let gazetteer = args.judging.layers.gazetteer()?;
    gazetteer.warnings.iter().for_each(report::problem);
    let config = Config { language: args.language.clone(), ..args.judging.config() };
    let tagger = Tagger::new(gazetteer, config)?;
    let documents = gold.iter().map(|gold| Ok(gold.document.clone()));
    let mut score = Score::default();
    for (gold, record) in gold.iter().zip(tagger.tag_all(documents)) {
        match record {
            Ok(record) => score.add(gold, Some(&Tags::of(&record))),
            Err(error) => problems.extend_from_slice(error.problems()),
        }
    }
    Ok(score)
}

/// The score as a person reads it.
fn page(score: &Score, errors: usize) -> String {
    let mut page = format!("{}\n", count(score.articles, "article"));
    for (corpus, figures) in score.corpora() {
        let _ = write!(page, "\n{}\n{}", corpus.unwrap_or("without a corpus"), table(&figures));
    }
    let all = if score.corpora().is_empty() { "" } else { "all\n" };
    let _ = write!(page, "\n{all}{}", table(&score.figures()));
    if !score.unscored.is_empty() {
        let mut labels: Vec<(&String, &usize)> = score.unscored.iter().collect();
        labels.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let labels = labels.into_iter().map(|(label, count)| format!("{count} {label}"));
        let _ = writeln!(page, "\nnot scored: {}", labels.collect::<Vec<_>>().join(", "));
    }
    let mut heading = None;
    for (count, wrong) in score.frequent(errors) {
        let of = (wrong.measure, wrong.what);
        if heading != Some(of) {
            let _ = writeln!(page, "\n{}, {}", wrong.measure, wrong.what.name());
            heading = Some(of);
        }
        let name = if wrong.name.is_empty() { String::new() } else { format!("  {}", wrong.name) };
        let _ = writeln!(page, "{count:5}  {}{name}", wrong.text);
        let context = if wrong.context.is_empty() { &wrong.article } else { &wrong.context };
        let _ = writeln!(page, "       {}: {context}", wrong.at);
        if !wrong.reason.is_empty() {
            let _ = writeln!(page, "       {}", wrong.reason);
        }
    }
    page
}

fn table(figures: &[(Measure, Figure)]) -> String {
    let width = figures.iter().map(|(measure, _)| measure.to_string().len()).max().unwrap_or(0);
    let mut table = format!("{:width$}  precision  recall     F1  right  extra  missed\n", "");
    for (measure, figure) in figures {
        let Figure { right, extra, missed } = figure;
        let _ = writeln!(
            table,
            "{:width$}  {:9.1}  {:6.1}  {:5.1}  {right:5}  {extra:5}  {missed:6}",
            measure.to_string(),
            figure.precision(),
            figure.recall(),
            figure.f1(),
        );
    }
    table
}

/// The score as a program reads it.
fn in_json(score: &Score, errors: usize) -> Value {
    let of_corpus = |corpus: Option<&str>, figures: Figures| -> Vec<Value> {
        let row = |(measure, figure): &(Measure, Figure)| {
            json!({
                "corpus": corpus,
                "measure": measure.name(),
                "type": measure.kind().map(|kind| kind.name()),
                "precision": hundredth(figure.precision()),
                "recall": hundredth(figure.recall()),
                "f1": hundredth(figure.f1()),
                "right": figure.right,
                "extra": figure.extra,
                "missed": figure.missed,
            })
        };
        figures.iter().map(row).collect()
    };
    let corpora: Vec<Value> = (score.corpora().into_iter())
        .flat_map(|(name, figures)| of_corpus(Some(name.unwrap_or_default()), figures))
        .collect();
    json!({
        "articles": score.articles,
        "not_tagged": score.untagged,
        "figures": of_corpus(None, score.figures()),
        "corpora": corpora,
        "not_scored": score.unscored,
        "errors": score.frequent(errors).into_iter().map(error_in_json).collect::<Vec<_>>(),
    })
}

fn error_in_json((count, wrong): (usize, &Wrong)) -> Value {
    json!({
        "measure": wrong.measure.name(),
        "type": wrong.measure.kind().map(|kind| kind.name()),
        "error": wrong.what.name(),
        "count": count,
        "text": wrong.text,
        "name": wrong.name,
        "article": wrong.article,
        "line": wrong.at.line,
        "context": wrong.context,
        "reason": wrong.reason,
    })
}

fn hundredth(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}
