//! Each room alone, and the whole job: `docs/performance.md` says how to run it on your articles.

#![allow(missing_docs, clippy::expect_used, clippy::panic, reason = "a bench says what it expects")]
#![allow(dead_code, reason = "what is common to the benches")]

mod common;

use common::{Names, corpus};
use divan::Bencher;
use divan::counter::BytesCount;
use std::sync::OnceLock;
use wiretag::classify::classify;
use wiretag::extract::{Limits, Lines, Plain, Recurring, extract};
use wiretag::find::Finder;
use wiretag::fold::fold;
use wiretag::record::Found;
use wiretag::resolve::resolve;
use wiretag::write::{self, Counts, Format, Ready};
use wiretag::{Config, Document, Record};

fn main() {
    divan::Divan::default().sample_count(5).sample_size(1).config_with_args().main();
    common::clean();
}

fn bytes() -> BytesCount {
    BytesCount::new(corpus().bytes)
}

#[divan::bench]
fn a_read(bencher: Bencher) {
    assert_eq!(common::read(&corpus().path), corpus().documents);
    bencher.counter(bytes()).bench(|| common::read(&corpus().path));
}

/// What is looked at in all documents of a batch before one of them is extracted.
#[divan::bench]
fn b_among(bencher: Bencher) {
    let plain: Vec<Plain> =
        corpus().documents.iter().map(|one| Plain::of(one.clone(), &Limits::default())).collect();
    let lines = || plain.iter().filter_map(Lines::of).collect::<Vec<_>>();
    let sourced = |one: &&Document| one.source.is_some() || one.url.is_some();
    assert!(lines().len() >= corpus().documents.iter().filter(sourced).count());
    bencher.counter(bytes()).bench_local(|| Recurring::of(&lines()));
}

#[divan::bench]
fn b_extract(bencher: Bencher) {
    let documents = || corpus().documents.clone();
    let extract_all = |all: Vec<_>| all.into_iter().map(extract).collect::<Vec<_>>();
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    for article in &corpus().articles {
        let zoned: usize = article.zones.iter().map(|zone| letters(article.slice(zone.span))).sum();
        assert_eq!(letters(&article.text), zoned, "each letter is in one zone");
    }
    bencher.counter(bytes()).with_inputs(documents).bench_local_values(extract_all);
}

#[divan::bench]
fn c_fold(bencher: Bencher) {
    let fold_all =
        || corpus().articles.iter().map(|article| fold(&article.text)).collect::<Vec<_>>();
    bencher.counter(bytes()).bench_local(fold_all);
}

#[divan::bench(args = Names::ALL)]
fn d_find(bencher: Bencher, names: Names) {
    let finder = Finder::new(names.gazetteer().spellings().expect("spellings"));
    common::assert_hits(names, &finder);
    bencher.counter(bytes()).bench_local(|| common::hits(&finder));
}

#[divan::bench(args = Names::ALL)]
fn e_resolve(bencher: Bencher, names: Names) {
    let (gazetteer, found) = (names.gazetteer(), found(names));
    let judge = || {
        let each = corpus().articles.iter().zip(&found);
        each.map(|(article, found)| {
            let (mentions, rejections) =
                resolve(article, found, gazetteer, &Config::default().resolve);
            (mentions.len(), rejections.len())
        })
        .collect::<Vec<_>>()
    };
    let known = wiretag::resolve::Options { unknown: false, ..Config::default().resolve };
    for (article, found) in corpus().articles.iter().zip(&found) {
        let (mentions, _) = resolve(article, found, gazetteer, &known);
        if found.hits.is_empty() && found.cues.is_empty() {
            assert!(mentions.is_empty(), "{}: nothing comes from nothing", article.id);
        }
    }
    bencher.counter(bytes()).bench_local(judge);
}

#[divan::bench]
fn f_classify(bencher: Bencher) {
    let (gazetteer, found) = (Names::Bundled.gazetteer(), found(Names::Bundled));
    let classify_all = || {
        let each = corpus().articles.iter().zip(&found);
        each.map(|(article, found)| {
            classify(article, found, gazetteer, &Config::default().classify).len()
        })
        .sum::<usize>()
    };
    bencher.counter(bytes()).bench_local(classify_all);
}

#[divan::bench]
fn g_write(bencher: Bencher) {
    static RECORDS: OnceLock<Vec<Record>> = OnceLock::new();
    let tagger = common::tagger(Names::Bundled, 0);
    let tag = || {
        let documents = corpus().documents.iter().cloned().map(Ok);
        tagger.tag_all(documents).collect::<wiretag::Result<_>>().expect("records")
    };
    let records = RECORDS.get_or_init(tag);
    let options = write::Options::default();
    let write = || {
        let out = tempfile::tempdir_in(common::scratch()).expect("a folder");
        let path = out.path().join("out");
        let mut sink =
            write::open(&path.to_string_lossy(), Format::Folder, options).expect("a folder");
        for record in records {
            sink.record(Ready::new(record, Format::Folder, options)).expect("room on the disk");
        }
        sink.finish(&common::manifest(Counts::default())).expect("room on the disk");
        out
    };
    let mentions = csv::Reader::from_path(write().path().join("out/mentions.csv"));
    let rows = mentions.expect("a table").records().count();
    let mentions: usize = records.iter().map(|record| record.mentions.len()).sum();
    assert_eq!(rows, mentions, "a row a mention");
    bencher.counter(bytes()).bench_local(write);
}

#[divan::bench(args = Names::ALL)]
fn h_whole_1_thread(bencher: Bencher, names: Names) {
    whole(bencher, names, 1);
}

#[divan::bench(args = Names::ALL)]
fn i_whole_2_threads(bencher: Bencher, names: Names) {
    whole(bencher, names, 2);
}

fn whole(bencher: Bencher, names: Names, threads: usize) {
    let tagger = common::tagger(names, threads);
    let counts = common::whole(&tagger);
    assert_eq!(counts.articles, corpus().articles.len(), "each article is tagged");
    assert_eq!(counts, common::whole(&common::tagger(names, 3 - threads)), "on any threads");
    bencher.counter(bytes()).bench_local(|| common::whole(&tagger));
}

fn found(names: Names) -> Vec<Found> {
    let finder = Finder::new(names.gazetteer().spellings().expect("spellings"));
    let zones = Config::default().zones;
    let each = corpus().articles.iter().zip(&corpus().folded);
    each.map(|(article, folded)| finder.find(article, folded, &zones)).collect()
}
