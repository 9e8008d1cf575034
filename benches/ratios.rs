//! wiretag against a bare scan of the same text for the same names, in one run: the ratios of
//! `docs/performance.md`, which also says how to run it on your articles.
//!
//! The yardstick is `aho-corasick` as a contiguous NFA, `find_overlapping_iter` over the lower-cased
//! texts: it tells that a name stands somewhere, with no thought for words, case, zones or sense.
//! What is compared takes turns, so that a machine that slows down slows both.

#![allow(missing_docs, clippy::expect_used, clippy::panic, reason = "a bench says what it expects")]
#![allow(clippy::print_stdout, reason = "a bench prints figures")]
#![allow(dead_code, reason = "what is common to the benches")]

mod common;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use common::{Names, corpus};
use cpu_time::ProcessTime;
use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};
use wiretag::Gazetteer;
use wiretag::find::Finder;

const RUNS: usize = 5;

/// What a run took.
#[derive(Clone, Copy)]
struct Took {
    /// Of all threads.
    cpu: Duration,
    wall: Duration,
}

fn took<T>(run: impl FnOnce() -> T) -> Took {
    let (cpu, wall) = (ProcessTime::now(), Instant::now());
    black_box(run());
    Took { cpu: cpu.elapsed(), wall: wall.elapsed() }
}

fn main() {
    // `cargo bench -- --test`, `--list` and the like: nothing to do here
    if std::env::args().any(|arg| arg == "--list" || arg == "--test") {
        return;
    }
    println!(
        "{:.1} MB of text in {} articles; median of {RUNS}",
        megabytes(),
        corpus().articles.len()
    );
    println!("CPU ms: of all threads; MB/s and x: of CPU time, but with 2 threads of wall time");
    println!("{:38} {:>8} {:>8} {:>8} {:>8} {:>7}", "", "CPU ms", "least", "wall ms", "MB/s", "x");
    for names in Names::ALL {
        against_a_scan(names);
    }
    few_and_many();
    loading();
    common::clean();
}

fn megabytes() -> f64 {
    corpus().bytes as f64 / 1e6
}

/// Finding, and the whole job on one thread and on two, against the scan.
fn against_a_scan(names: Names) {
    let patterns: Vec<String> =
        names.aliases().iter().map(|alias| alias.text.to_lowercase()).collect();
    let scan = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .build(&patterns)
        .expect("an automaton");
    let texts: Vec<String> =
        corpus().articles.iter().map(|article| article.text.to_lowercase()).collect();
    let scan = || texts.iter().map(|text| scan.find_overlapping_iter(text).count()).sum::<usize>();
    let finder = Finder::new(names.gazetteer().spellings().expect("spellings"));
    common::assert_hits(names, &finder);
    assert!(scan() >= common::hits(&finder), "the scan sees each hit");
    let (one, two) = (common::tagger(names, 1), common::tagger(names, 2));
    assert_eq!(common::whole(&one), common::whole(&two), "the same on any threads");

    let mut times = [const { Vec::new() }; 4];
    for _ in 0..RUNS {
        times[0].push(took(scan));
        times[1].push(took(|| common::hits(&finder)));
        times[2].push(took(|| common::whole(&one)));
        times[3].push(took(|| common::whole(&two)));
    }
    let [scan, find, one, two] = times;
    show(&format!("scan, {names}"), &scan, None);
    show("  finding", &find, Some(ratio(&scan, &find, |took| took.cpu)));
    show("  whole job, 1 thread", &one, Some(ratio(&scan, &one, |took| took.cpu)));
    show("  whole job, 2 threads (x: to 1)", &two, Some(ratio(&one, &two, |took| took.wall)));
}

/// Finding with a million names against ten thousand, in turn.
fn few_and_many() {
    let finder = |names: Names| Finder::new(names.gazetteer().spellings().expect("spellings"));
    let (few, many) = (finder(Names::Some(10_000)), finder(Names::Some(1_000_000)));
    let mut times = [const { Vec::new() }; 2];
    for _ in 0..RUNS {
        times[0].push(took(|| common::hits(&few)));
        times[1].push(took(|| common::hits(&many)));
    }
    let [few, many] = times;
    show("finding, 10k names", &few, None);
    show("  1000k names (x: to 10k)", &many, Some(ratio(&few, &many, |took| took.cpu)));
}

/// A million names from CSV files and from a compiled gazetteer.
fn loading() {
    let folder = Names::Some(1_000_000).folder();
    let file = common::scratch().join("names.compiled");
    let (bytes, _) = Gazetteer::empty().compile(&[&folder]).expect("names without faults");
    fs::write(&file, bytes).expect("room on the disk");
    let from_csv = || {
        let gazetteer = Gazetteer::empty().layer(&folder).expect("names without faults");
        Finder::new(gazetteer.spellings().expect("spellings"))
    };
    let compiled = || {
        let gazetteer = Gazetteer::compiled(&file).expect("a gazetteer");
        Finder::new(gazetteer.spellings().expect("spellings"))
    };
    let mut times = [const { Vec::new() }; 2];
    for _ in 0..RUNS {
        times[0].push(took(from_csv));
        times[1].push(took(compiled));
    }
    let [from_csv, compiled] = times;
    show("load 1000k names from CSV", &from_csv, None);
    show("  compiled", &compiled, Some(ratio(&from_csv, &compiled, |took| took.cpu)));
}

/// The median of how many times as long a run of `a` took as the run of `b` beside it.
fn ratio(a: &[Took], b: &[Took], of: fn(&Took) -> Duration) -> f64 {
    median(a.iter().zip(b).map(|(a, b)| of(a).as_secs_f64() / of(b).as_secs_f64().max(1e-9)))
}

fn median(of: impl Iterator<Item = f64>) -> f64 {
    let mut of: Vec<f64> = of.collect();
    of.sort_by(f64::total_cmp);
    of[of.len() / 2]
}

fn show(what: &str, times: &[Took], x: Option<f64>) {
    let cpu = || times.iter().map(|took| took.cpu.as_secs_f64() * 1e3);
    let wall = median(times.iter().map(|took| took.wall.as_secs_f64() * 1e3));
    let (median, least) = (median(cpu()), cpu().fold(f64::INFINITY, f64::min));
    let x = x.map_or_else(String::new, |x| format!("{x:.2}"));
    let speed = megabytes() / if what.contains("2 threads") { wall } else { median } * 1e3;
    let speed = if what.contains("load") || what.contains("compiled") {
        String::new()
    } else {
        format!("{speed:.1}")
    };
    println!("{what:38} {median:8.1} {least:8.1} {wall:8.1} {speed:>8} {x:>7}");
}
