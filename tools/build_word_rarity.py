#!/usr/bin/python3
"""Builds data/relate/word_rarity.tsv: in how many of some general texts each word occurs.

    tools/build_word_rarity.py --conllu en_ewt-ud-train.conllu en_gum-ud-train.conllu \\
        --texts meantime.jsonl newsmtsc.jsonl --out data/relate/word_rarity.tsv

Sources (numbers only; no text is kept): UD English EWT (CC BY-SA 4.0), UD English GUM but for the genres that may not
be used commercially (CC BY 4.0 and alike), MEANTIME (CC BY 4.0), NewsMTSC (MIT). All texts are put one after the other
and cut into pieces of 400 words, the length of a report, so that short and long texts count alike. Words are folded as
fold_word of src/relate/words.cpp does.
"""
import argparse
import collections
import json
import re

PIECE = 400
LEAST = 3  # pieces
BARRED = ("whow", "fiction", "letter", "essay", "podcast")
WORD = re.compile(r"[^\W_]+(?:['\u2019\u2018\u02bc`\u00ad][^\W_]+)*")


def words_of(text):
    for word in WORD.findall(text):
        yield re.sub("['\u2019\u2018\u02bc`\u00ad]", "", word).lower()


def conllu(path):
    barred = False
    for line in open(path, encoding="utf-8"):
        if line.startswith("# newdoc id"):
            barred = any(f"GUM_{genre}_" in line for genre in BARRED)
        if line.startswith("# text = ") and not barred:
            yield line[9:]


def texts(path):
    for line in open(path, encoding="utf-8"):
        yield json.loads(line)["text"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--conllu", nargs="*", default=[])
    parser.add_argument("--texts", nargs="*", default=[])
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    counts, piece, size, pieces = collections.Counter(), set(), 0, 0
    for source in [conllu(p) for p in options.conllu] + [texts(p) for p in options.texts]:
        for text in source:
            for word in words_of(text):
                piece.add(word)
                size += 1
                if size == PIECE:
                    counts.update(piece)
                    piece, size, pieces = set(), 0, pieces + 1
    with open(options.out, "w", encoding="utf-8") as out:
        out.write("# In how many of a number of general English texts of 400 words a word occurs; the row * holds the number of texts.\n"
                  "# Made by tools/build_word_rarity.py, which names the sources: numbers only. Words in fewer than three are left out:\n"
                  "# they count as rare. A project of few reports judges with it which words tell matters apart.\n"
                  "word\treports\n")
        out.write(f"*\t{pieces}\n")
        for word in sorted(w for w, n in counts.items() if n >= LEAST):
            out.write(f"{word}\t{counts[word]}\n")


main()
