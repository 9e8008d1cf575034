#!/usr/bin/env python3
"""Makes a corpus to measure with: the articles of some JSONL files, over and over under new ids.

    python3 benches/corpus.py --mb 100 articles/*.jsonl > corpus.jsonl           100 MB of JSONL
    python3 benches/corpus.py --articles 100000 --words 60 *.jsonl > short.jsonl  as many, of 60 words each
    python3 benches/corpus.py --one --mb 10 *.jsonl > long.jsonl                  one article of 10 MB

Fields other than wiretag's own are left out. Articles come in the order of the files, round after round,
so that the same text is not met twice in a batch; each round has its own ids.
"""

import argparse
import json
import sys

FIELDS = ("url", "title", "published", "source", "language", "text")


def articles(files):
    for file in files:
        with open(file, encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                if article.get("text", "").strip():
                    yield {field: article[field] for field in FIELDS if article.get(field)}


def main():
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("files", nargs="+", help="JSONL files with a field `text`")
    wanted.add_argument("--mb", type=float, help="stop at this many million bytes")
    wanted.add_argument("--articles", type=int, help="stop at this many articles")
    wanted.add_argument("--words", type=int, help="cut each text after so many words")
    wanted.add_argument("--one", action="store_true", help="all texts as the paragraphs of one article")
    args = wanted.parse_args()
    if not args.mb and not args.articles:
        wanted.error("say how much: --mb or --articles")
    some = list(articles(args.files))
    if not some:
        wanted.error("there is no article in these files")
    if args.words:
        for article in some:
            article["text"] = " ".join(article["text"].split()[: args.words])
    written, number, round, texts = 0, 0, 0, []
    enough = lambda: (args.mb and written >= args.mb * 1e6) or (args.articles and number >= args.articles)
    while not enough():
        round += 1
        for article in some:
            if args.one:
                # a paragraph said twice is furniture: each round has its own number
                texts.append("\n".join(f"{line} {round}" if line.strip() else line for line in article["text"].split("\n")))
                written += len(article["text"].encode()) + 2
            else:
                line = json.dumps({"id": f"b{number}", **article}, ensure_ascii=False) + "\n"
                sys.stdout.write(line)
                written += len(line.encode())
            number += 1
            if enough():
                break
    if args.one:
        print(json.dumps({"id": "one", "text": "\n\n".join(texts)}, ensure_ascii=False))


if __name__ == "__main__":
    main()
