#!/usr/bin/python3
"""Lets trained networks (teachers) read the training sentences and raw text, and keeps what they believe on average:
for every word the likeliest heads, relations and tags with their probabilities. train.py --lessons learns from them.

    python3 training/teach.py --data ../shared/data --raw raw.conllu --out lessons.npz TEACHER.pt...
"""
import argparse

import train as trainer     # first: it names the matrix kernels before they are loaded
import numpy as np
import torch

import data
import kernels
import net as network

LONGEST = 60
KEEP = dict(upos=4, xpos=4, feats=4, lemma=3, names=4, arc=6, deprel=4)


def raw_sentences(path):
    """Sentences of 4 to LONGEST words from raw text, most of which are words."""
    out = []
    for _, _, rows in data.read_conllu(path):
        forms = [r[1] for r in rows]
        if 4 <= len(forms) <= LONGEST and sum(f[:1].isalpha() for f in forms) > .6 * len(forms):
            out.append(data.unlabelled(forms, 'raw'))
    return out


class Teacher:
    def __init__(self, path, classes):
        saved = torch.load(path)
        self.net = network.restored(saved).eval()
        self.types = network.Types(saved, {}, 0)
        # own class -> the student's; a class that the student does not know is dropped
        self.place = {k: torch.tensor([own.get(c, len(own)) for c in saved['classes'][k]])
                      for k, own in classes.items()}
        self.sizes = {k: len(v) + 1 for k, v in classes.items()}

    def spread(self, k, p):
        """Probabilities over the student's classes."""
        out = torch.zeros(*p.shape[:-1], self.sizes[k])
        out.index_add_(-1, self.place[k], p)
        return out[..., :-1]

    def believe(self, sentences):
        """Padded probabilities of tags and arcs, and what labels() needs."""
        ids = [[self.types.id(f) for f in s.forms] for s in sentences]
        W = np.full((len(ids), max(map(len, ids))), -1, np.int64)
        for b, row in enumerate(ids):
            W[b, :len(row)] = row
        mask = torch.from_numpy((W >= 0).astype(np.float32))[..., None]
        x = self.net.encode(self.types, W, mask)
        tags = {k: self.spread(k, v.softmax(-1)) for k, v in self.net.tags(x).items()}
        s, self.xr = self.net.arcs(x, mask)
        return tags, s.softmax(-1)

    def labels(self, heads):
        return self.spread('deprel', self.net.labels(self.xr, heads).softmax(-1))


def top(p, k):
    value, index = p.topk(min(k, p.shape[-1]), -1)
    return index.numpy().astype(np.int16), (value / value.sum(-1, keepdim=True)).numpy().astype(np.float16)


def mean(values):
    return sum(values) / len(values)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('teachers', nargs='+')
    ap.add_argument('--data', default='../shared/data')
    ap.add_argument('--raw', required=True, help='words of raw text (split_raw)')
    ap.add_argument('--out', required=True)
    args = ap.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    train, _ = data.load(args.data)
    classes = {k: {v: i for i, v in enumerate(trainer.inventory(train, k))} for k in trainer.LAYERS}
    teachers = [Teacher(p, classes) for p in args.teachers]
    raw = raw_sentences(args.raw)
    sentences = train + raw
    start = np.concatenate([[0], np.cumsum([len(s.forms) for s in sentences])])
    out = {}
    for k, n in KEEP.items():
        n = min(n, len(classes[k])) if k in classes else n
        out[k + '.index'] = np.zeros((start[-1], n), np.int16)
        out[k + '.share'] = np.zeros((start[-1], n), np.float16)
    out['heads'] = np.zeros(start[-1], np.int16)
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i].forms))
    at = 0
    with torch.no_grad():
        while at < len(order):
            n = max(1, 2500 // len(sentences[order[at]].forms))
            batch = order[at:at + n]
            at += n
            some = [sentences[i] for i in batch]
            beliefs = [t.believe(some) for t in teachers]
            tags = {k: mean([b[0][k] for b in beliefs]) for k in beliefs[0][0]}
            arcs = mean([b[1] for b in beliefs])
            heads = torch.zeros(arcs.shape[:2], dtype=torch.int64)
            scores = arcs.clamp_min(1e-9).log().numpy()
            for b, s in enumerate(some):
                m = len(s.forms)
                heads[b, :m] = torch.tensor(s.heads if s.heads else kernels.best_tree(scores[b, :m, :m + 1]))
            found = {k: top(v, KEEP[k]) for k, v in tags.items()}
            found['arc'] = top(torch.nn.functional.pad(arcs, (0, max(0, KEEP['arc'] - arcs.shape[-1]))), KEEP['arc'])
            found['deprel'] = top(mean([t.labels(heads) for t in teachers]), KEEP['deprel'])
            for b, i in enumerate(batch):
                m = len(some[b].forms)
                index = found['arc'][0]
                index[b][index[b] > m] = 0          # padding, with no share of the probability
                to = slice(start[i], start[i] + m)
                out['heads'][to] = heads[b, :m].numpy()
                for k, (index, share) in found.items():
                    out[k + '.index'][to] = index[b, :m]
                    out[k + '.share'][to] = share[b, :m]
    for k, c in classes.items():
        out['classes.' + k] = np.array(list(c))
    out['labelled'], out['start'] = len(train), start
    out['raw'] = np.array('\n'.join(' '.join(f.replace(' ', '\u00a0') for f in s.forms) for s in raw))
    np.savez(args.out, **out)
    print('%d sentences of the treebanks, %d raw, %d words' % (len(train), len(raw), start[-1]))


if __name__ == '__main__':
    main()
