#!/usr/bin/env python3
"""What wiretag costs as a batch, an article, a list of names grows: time and memory, each fitted by a line.

    python3 benches/curves.py articles length threads aliases --names names.tsv articles/*.jsonl

Runs the program as a whole and takes CPU time (of all threads) and peak memory from the system;
threads are measured by the clock. Corpora are made by corpus.py and go to a temporary folder.
"""

import argparse
import csv
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent


def run(program, inputs, folder, *flags):
    """CPU seconds, seconds by the clock and peak megabytes of one run."""
    out = folder / "out"
    start = time.monotonic()
    process = subprocess.Popen(
        [program, "tag", inputs, "-o", out, *flags], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    clock = time.monotonic() - start
    if status:
        sys.exit(f"wiretag failed on {inputs}")
    shutil.rmtree(out)
    return used.ru_utime + used.ru_stime, clock, used.ru_maxrss / 1e3


def median(program, inputs, folder, *flags):
    """The medians of five runs; of fewer, where they are long."""
    runs = [run(program, inputs, folder, *flags)]
    while len(runs) < 5 and sum(clock for _, clock, _ in runs) < 30:
        runs.append(run(program, inputs, folder, *flags))
    return [statistics.median(figure) for figure in zip(*runs)] + [len(runs)]


def fit(points):
    """Least squares: slope, value at nought, and the share of the variance that the line explains."""
    xs, ys = zip(*points)
    x, y = statistics.mean(xs), statistics.mean(ys)
    slope = sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a in xs)
    nought = y - slope * x
    left = sum((b - nought - slope * a) ** 2 for a, b in points)
    return slope, nought, 1 - left / (sum((b - y) ** 2 for b in ys) or 1)


def table(what, unit, points):
    """Points are (x, CPU s, clock s, MB, runs)."""
    print(f"\n### {what}\n\n| {unit} | CPU s | clock s | peak MB | runs |\n|---|---|---|---|---|")
    for x, cpu, clock, memory, runs in points:
        print(f"| {x:g} | {cpu:.2f} | {clock:.2f} | {memory:.0f} | {runs} |")
    for figure, column, of in (("time", 1, "s"), ("memory", 3, "MB")):
        slope, nought, share = fit([(point[0], point[column]) for point in points])
        print(f"\n{figure}: {nought:.3g} {of} + {slope:.4g} {of} each, R² {share:.4f}", end="")
    (few, a, *_), (many, b, *_) = points[-2:]
    print(f"\n{many / few:g} times as much at the end took {b / a:.2f} times as long", flush=True)


def corpus(folder, files, *flags):
    path = folder / "corpus.jsonl"
    with open(path, "w", encoding="utf-8") as to:
        subprocess.run([sys.executable, HERE / "corpus.py", *flags, *files], stdout=to, check=True)
    return path


def articles(args, folder):
    points = []
    for count in (1_000, 10_000, 100_000, 1_000_000):
        if count <= args.most:
            path = corpus(folder, args.files, "--articles", str(count), "--words", "40")
            points.append((count, *median(args.wiretag, path, folder, "--threads", "1")))
    table("Articles of 40 words, one thread", "articles", points)


def length(args, folder):
    points = []
    for megabytes in (0.1, 0.5, 1, 2, 5, 10, 25, 50):
        path = corpus(folder, args.files, "--one", "--mb", str(megabytes))
        # articles that follow one another are no article: its furniture is not to be told
        points.append((megabytes, *median(args.wiretag, path, folder, "--threads", "1", "--zones", "all")))
        if points[-1][2] > args.patience:
            break
    table("One article, one thread, all zones", "MB", points)


def threads(args, folder):
    path = corpus(folder, args.files, "--mb", "20")
    points = []
    for count in range(1, (os.cpu_count() or 1) + 1):
        cpu, clock, *rest = median(args.wiretag, path, folder, "--threads", str(count))
        points.append((count, cpu, clock, *rest))
    table("Threads, 20 MB of articles", "threads", points)
    print("\nas fast as one thread:", *(f"{count}: {points[0][2] / clock:.2f}x" for count, _, clock, *_ in points))


def aliases(args, folder):
    with open(args.names, encoding="utf-8") as lines:
        next(lines)
        names = [line.rstrip("\n").split("\t")[0] for line in lines]
    text = corpus(folder, args.files, "--mb", "5").rename(folder / "text.jsonl")
    nothing = folder / "nothing.jsonl"
    nothing.write_text('{"text": "Nothing."}\n')
    loading, tagging = [], []
    for count in (10_000, 100_000, 300_000, 1_000_000):
        if count > len(names):
            break
        gazetteer = folder / f"names-{count}"
        gazetteer.mkdir()
        with open(gazetteer / "organizations.csv", "w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(["id", "name"])
            rows.writerows([f"n{number:07}", name] for number, name in enumerate(names[:count]))
        flags = ("--threads", "1", "--no-bundled", "--gazetteer", gazetteer)
        load = median(args.wiretag, nothing, folder, *flags)
        loading.append((count, *load))
        cpu, clock, *rest = median(args.wiretag, text, folder, *flags)
        tagging.append((count, cpu - load[0], clock - load[1], *rest))
    table("Aliases: loading them from CSV", "aliases", loading)
    table("Aliases: tagging 5 MB, loading taken off", "aliases", tagging)


CURVES = {"articles": articles, "length": length, "threads": threads, "aliases": aliases}


def main():
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("what", nargs="+", help=f"one or more of {', '.join(CURVES)}, then JSONL files")
    wanted.add_argument("--wiretag", default="target/release/wiretag", help="the program")
    wanted.add_argument("--names", help="for `aliases`: a table with tabs, its first column an alias, with a header")
    wanted.add_argument("--most", type=int, default=1_000_000, help="most articles")
    wanted.add_argument("--patience", type=float, default=60, help="seconds after which a longer article is not tried")
    args = wanted.parse_args()
    curves = [what for what in args.what if what in CURVES]
    args.files = [what for what in args.what if what not in CURVES]
    if not args.files or not curves or ("aliases" in curves and not args.names):
        wanted.error("say which curves, and JSONL files; `aliases` needs --names")
    with tempfile.TemporaryDirectory(prefix="wiretag-curves-") as folder:
        for what in curves:
            CURVES[what](args, pathlib.Path(folder))


if __name__ == "__main__":
    main()
