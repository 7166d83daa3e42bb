#!/usr/bin/python3
"""Trains the tagger, parser, lemmatiser and name finder: one network for all.

    python3 training/train.py --data ../shared/data --out /tmp/annotator.pt --steps 7000

The learning rate rises for 150 steps, then falls in a line to 2 % at the last one.
Recipe and reasons: training/README.md.
"""
import argparse
import collections
import os
import random
import time

# OpenBLAS 0.3.21 does not know newer processors and falls back to its SSE kernels, eight times slower:
# name the kernels before the library is loaded.
cpu = open('/proc/cpuinfo').read() if os.path.exists('/proc/cpuinfo') else ''
core = 'SkylakeX' if 'avx512vl' in cpu else 'Haswell' if 'avx2' in cpu else None
for key, value in (('OPENBLAS_CORETYPE', core), ('OMP_NUM_THREADS', '1'), ('OPENBLAS_NUM_THREADS', '1')):
    if value:
        os.environ.setdefault(key, value)
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import data
import features as ft
import kernels
import lemma as lem
import lexicon
import net as network
import vectors

WORDS = ('vocabulary', 'lexicon', 'vectors')      # what is known of words
LAYERS = ('upos', 'xpos', 'feats', 'lemma', 'names', 'deprel')
WEIGHT = {'upos': .5, 'xpos': .5, 'feats': .4, 'lemma': .4, 'names': .7, 'arc': 1., 'deprel': 1.}


def layer(s, k):
    """The labels of one layer of a sentence, as strings, or None."""
    if k == 'lemma':
        return [lem.script(f, l) for f, l in zip(s.forms, s.lemmas)] if s.lemmas else None
    return {'upos': s.upos, 'xpos': s.xpos, 'feats': s.feats, 'names': s.names, 'deprel': s.deprels}[k]


LEAST = {'feats': 3, 'lemma': 4}        # a rarer class is none


def inventory(train, k):
    count = {}
    for s in train:
        for v in layer(s, k) or ():
            count[v] = count.get(v, 0) + 1
    return sorted(v for v in count if count[v] >= LEAST.get(k, 1))


def count_norms(sentences):
    return collections.Counter(ft.norm(ft.plain(f[:64])) for s in sentences for f in s.forms)


class Corpus:
    """Sentences as arrays of ids."""
    def __init__(self, sentences, types, ids):
        self.s = sentences
        self.W = [np.array([types.id(f) for f in s.forms]) for s in sentences]
        self.Y = [{k: np.array([ids[k].get(v, -1) for v in y]) if (y := layer(s, k)) else None for k in LAYERS}
                  for s in sentences]
        self.H = [np.array(s.heads) if s.heads else None for s in sentences]

    def pack(self, index):
        """Padded arrays (-1 = padding or no label): type ids, labels, heads; and the mask [B,T,1]."""
        B, T = len(index), max(len(self.W[i]) for i in index)
        W, H = np.full((B, T), -1, np.int64), np.full((B, T), -1, np.int64)
        Y = {k: np.full((B, T), -1, np.int64) for k in LAYERS}
        for b, i in enumerate(index):
            n = len(self.W[i])
            W[b, :n] = self.W[i]
            if self.H[i] is not None:
                H[b, :n] = self.H[i]
            for k in LAYERS:
                if self.Y[i][k] is not None:
                    Y[k][b, :n] = self.Y[i][k]
        return W, Y, H, torch.from_numpy((W >= 0).astype(np.float32))[..., None]

    def batches(self, words, rng=None, index=None):
        """Index lists of sentences of similar length with at most `words` padded words."""
        index = range(len(self.W)) if index is None else index
        order = sorted(index, key=lambda i: len(self.W[i]) + (rng.random() * 4 if rng else 0))
        out, cur, longest = [], [], 0
        for i in order:
            longest = max(longest, len(self.W[i]))
            if cur and longest * (len(cur) + 1) > words:
                out.append(cur)
                cur, longest = [], len(self.W[i])
            cur.append(i)
        if cur:
            out.append(cur)
        if rng:
            rng.shuffle(out)
        return out


class Lessons:
    """What teachers believe of the training sentences and of raw text (teach.py): likeliest classes and
    their shares."""
    def __init__(self, path, classes, train):
        self.train = train
        with np.load(path) as stored:
            self.of = {k: v for k, v in stored.items() if k not in ('raw', 'start', 'labelled')}
            self.start, self.labelled = stored['start'], int(stored['labelled'])
            self.raw = [data.unlabelled([f.replace('\u00a0', ' ') for f in line.split(' ')], 'raw')
                        for line in str(stored['raw']).split('\n')]
        for k in LAYERS:
            if list(self.of['classes.' + k]) != classes[k]:
                raise SystemExit('train: the lessons were written for other %s classes' % k)

    def pack(self, batch, T):
        """{layer: (classes, shares) [B,T,n]} and the teachers' heads [B,T] of the sentences of a batch."""
        out = {}
        heads = np.zeros((len(batch), T), np.int64)
        for k in ('arc', *LAYERS):
            index, share = self.of[k + '.index'], self.of[k + '.share']
            I = np.zeros((len(batch), T, index.shape[1]), np.int64)
            S = np.zeros(I.shape, np.float32)
            for b, i in enumerate(batch):
                if i < len(self.train) and self.train[i].source == 'event':
                    continue        # our own sentences stand where teachers were wrong
                place = i if i < len(self.train) else i - len(self.train) + self.labelled
                a, z = self.start[place], self.start[place + 1]
                I[b, :z - a], S[b, :z - a] = index[a:z], share[a:z]
                heads[b, :z - a] = self.of['heads'][a:z]
            out[k] = I, S
        return out, heads


def taught(scores, lesson, weight):
    """Cross entropy against the teachers' shares, summed over words; weight [B] of the sentences."""
    index, share = lesson
    found = torch.log_softmax(scores, -1).gather(-1, torch.from_numpy(index))
    return -(found * torch.from_numpy(share * weight[:, None, None])).sum()


def bilou_allowed(tags):
    """allowed[i, j]: tag j may follow tag i; the first row and column are the sentence's edges."""
    tags = ['O'] + list(tags)
    ok = np.zeros((len(tags), len(tags)), bool)
    for i, a in enumerate(tags):
        for j, b in enumerate(tags):
            inside = a[0] in 'BI'
            ok[i, j] = (b[0] in 'IL' and b[1:] == a[1:]) if inside else b[0] in 'OBU'
    return ok


def viterbi(S, ok):
    """Best valid BILOU path of log probabilities S [n, tags]."""
    n, k = S.shape
    trans = np.where(ok[1:, 1:], 0, -1e9)
    score = S[0] + np.where(ok[0, 1:], 0, -1e9)
    back = []
    for t in range(1, n):
        m = score[:, None] + trans
        back.append(m.argmax(0))
        score = m.max(0) + S[t]
    best = [int((score + np.where(ok[1:, 0], 0, -1e9)).argmax())]
    for b in reversed(back):
        best.append(int(b[best[-1]]))
    return best[::-1]


FOLDS, FOLD_SENTENCES = 2, 40       # as in train_second_order.cpp
CANDIDATES, RELATION_WEIGHT, CERTAIN = 3, 1., .8


def weighed(net, s, xr, is_root):
    """Arcs [B, T, T+1] in log probabilities; where a word's head is in doubt, a head that a relation fits well gains."""
    order = np.argsort(-s, -1)[..., :CANDIDATES]
    arcs = np.take_along_axis(s, order, -1)
    best = np.zeros_like(arcs)
    for k in range(order.shape[-1]):
        head = order[..., k]
        labels = torch.log_softmax(net.labels(xr, torch.from_numpy(head)), -1).numpy()
        best[..., k] = np.where((head[..., None] == 0) == is_root, labels, -1e9).max(-1)
    doubt = np.exp(arcs[..., :1]) < CERTAIN
    out = s.copy()
    np.put_along_axis(out, order, arcs + np.where(doubt, RELATION_WEIGHT * (best - best.min(-1, keepdims=True)), 0), -1)
    return out


def predict(net, types, corpus, classes, words=3000, name_net=None):
    """Per sentence a dict of predicted labels, heads and lemmas; name_net: the second network, else the
    first one's tags."""
    net.eval()
    pred = [None] * len(corpus.W)
    is_root = np.array([r == 'root' for r in classes['deprel']])
    ok = bilou_allowed(classes['names'])
    with torch.no_grad():
        for b in corpus.batches(words):
            W, _, _, mask = corpus.pack(b)
            x = net.encode(types, W, mask)
            tags = net.tags(x)
            scores = name_net(x, corpus.pack_gazetteer(b, W.shape[1]), mask) if name_net else tags['names']
            names = torch.log_softmax(scores, -1).numpy()
            tags = {k: v.argmax(-1).numpy() for k, v in tags.items()}
            s, xr = net.arcs(x, mask)
            s = weighed(net, torch.log_softmax(s, -1).numpy(), xr, is_root)
            heads = np.zeros_like(W)
            for i, j in enumerate(b):
                m = len(corpus.W[j])
                heads[i, :m] = kernels.best_tree(s[i, :m, :m + 1])
            lab = net.labels(xr, torch.from_numpy(heads)).numpy()
            lab = np.where((heads[..., None] == 0) == is_root, lab, -1e9).argmax(-1)    # 'root' if and only if head 0
            for i, j in enumerate(b):
                m = len(corpus.W[j])
                p = {k: [classes[k][v] for v in tags[k][i, :m]] for k in ('upos', 'xpos', 'feats')}
                scripts = [classes['lemma'][v] for v in tags['lemma'][i, :m]]
                p['lemmas'] = [lem.apply(f, v) for f, v in zip(corpus.s[j].forms, scripts)]
                p['names'] = [classes['names'][v] for v in viterbi(names[i, :m], ok)]
                p['heads'] = heads[i, :m].tolist()
                p['deprels'] = [classes['deprel'][v] for v in lab[i, :m]]
                pred[j] = p
    net.train()
    return pred


def score(sentences, pred):
    """Percentages; LAS as CoNLL 2018: all words, relation subtypes ignored."""
    n = sum(len(s.forms) for s in sentences)
    hit = {k: sum(a == b for s, p in zip(sentences, pred) for a, b in zip(getattr(s, k), p[k])) for k in
           ('upos', 'xpos', 'feats', 'lemmas', 'heads')}
    base = lambda r: r.split(':')[0]
    hit['LAS'] = sum(a == b and base(x) == base(y) for s, p in zip(sentences, pred)
                     for a, b, x, y in zip(s.heads, p['heads'], s.deprels, p['deprels']))
    out = {k: 100 * v / n for k, v in hit.items()}
    g = [(i, *e) for i, s in enumerate(sentences) if s.names for e in data.bilou_to_spans(s.names)]
    if g:
        q = {(i, *e) for i, s in enumerate(sentences) if s.names for e in data.bilou_to_spans(pred[i]['names'])}
        out['names'] = 200 * len(q & set(g)) / (len(q) + len(g))
    return out


def arguments():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--data', default='../shared/data', help='folder with parse/ and ner/')
    ap.add_argument('--out', required=True, help='checkpoint to write (.pt)')
    ap.add_argument('--steps', type=int, default=7000)
    ap.add_argument('--eval-every', type=int, default=1500, help='steps between scorings of the dev sets')
    ap.add_argument('--layers', default='cnn1+sru3')
    ap.add_argument('--width', type=int, default=160)
    ap.add_argument('--rnn', type=int, default=160, help='SRU cells per direction')
    ap.add_argument('--arc', type=int, default=128)
    ap.add_argument('--label', type=int, default=128)
    ap.add_argument('--words', type=int, default=1000, help='padded words per batch')
    ap.add_argument('--lr', type=float, default=2e-3)
    ap.add_argument('--drop', type=float, default=.25)
    ap.add_argument('--word-drop', type=float, default=.1, help='floor of the unknown-word dropout')
    ap.add_argument('--smooth', type=float, default=.03, help='label smoothing of tags and relations')
    ap.add_argument('--noise', type=float, default=.1, help='share of sentences with changed case')
    ap.add_argument('--ema', type=float, default=.998)
    ap.add_argument('--vectors', help='codes of words (vectors.py); not needed with --start')
    ap.add_argument('--start', help='checkpoint to go on from, with its vocabulary')
    ap.add_argument('--lessons', help='what teachers believe (teach.py); with raw text')
    ap.add_argument('--trust', type=float, default=.5, help='weight of the teachers where the treebanks speak too')
    ap.add_argument('--raw-share', type=float, default=.3, help='share of the raw text that one epoch reads')
    ap.add_argument('--leave-out', type=int, help='a fold of the treebanks that is not read: 0 or 1')
    ap.add_argument('--seed', type=int, default=1)
    ap.add_argument('--bf16', type=int, default=int('amx_bf16' in cpu), help='bfloat16 matrix products')
    return ap.parse_args()


def cross_entropy(scores, gold, smooth=0., count=None):
    """Against the treebanks, over `count` words or those that have a label."""
    gold = torch.from_numpy(gold).flatten()
    sum_ = F.cross_entropy(scores.flatten(0, 1), gold, ignore_index=-1, label_smoothing=smooth, reduction='sum')
    return sum_ / (count or max(1, int((gold >= 0).sum())))


class Training:
    """A network, what it learns from, and how far it has come."""
    def __init__(self, args):
        self.args, self.rng = args, random.Random(args.seed)
        t0 = time.time()
        train, dev = data.load(args.data)
        if args.leave_out is not None:
            train = [s for i, s in enumerate(train) if not s.heads or s.source == 'event' or
                     i // FOLD_SENTENCES % FOLDS != args.leave_out]
        start = torch.load(args.start) if args.start else None
        self.classes = start['classes'] if start else {k: inventory(train, k) for k in LAYERS}
        self.lessons = Lessons(args.lessons, self.classes, train) if args.lessons else None
        raw = self.lessons.raw if self.lessons else []
        self.prepare_words(train, raw, start)
        ids = {k: {v: i for i, v in enumerate(c)} for k, c in self.classes.items()}
        self.clean = Corpus(train + raw, self.types, ids)
        self.noisy = Corpus([data.case_noise(s, self.rng, 1.) for s in train + raw], self.types, ids)
        self.held = {k: Corpus(v, self.types, ids) for k, v in dev.items()}
        self.sizes = {k: getattr(args, k) for k in ('layers', 'width', 'rnn', 'arc', 'label', 'drop')}
        self.counts = {k: len(c) for k, c in self.classes.items()}
        self.net = network.restored(start) if start else network.Net(
            self.sizes, self.counts, len(self.known['vocabulary']) + 1, len(self.class_names) + 1, self.pieces)
        self.opt = kernels.Adam(self.net.parameters(), average=args.ema)
        # news of GUM twice: it is the genre that matters most here and the smallest
        self.index = list(range(len(train))) + [i for i, s in enumerate(train) if s.source.startswith('GUM_news')]
        self.raw_index = range(len(train), len(train) + len(raw))
        self.n_train = sum(len(self.clean.W[i]) for i in self.index)
        self.step = self.words = 0
        self.avg, self.since = 0., time.process_time()
        print(vars(args), self.counts, 'vocabulary', len(self.known['vocabulary']), 'words', self.n_train, 'parameters',
              sum(p.numel() for p in self.opt.params), 'read in %.0f s' % (time.time() - t0), flush=True)

    def prepare_words(self, train, raw, start):
        """Vocabulary, classes and vectors of words; those of `start` if there is one."""
        known = count_norms(train)
        freq = known + count_norms(raw)
        if start:
            self.known = {k: start[k] for k in WORDS}
            self.class_names, self.pieces = start['class_names'], start['weights']['e_vector.weight']
        else:
            vocabulary = {w: i + 1 for i, w in enumerate(sorted(w for w in freq if known[w] >= 2 or freq[w] >= 5))}
            classes, self.class_names = lexicon.build(self.args.data)
            codes, pieces = vectors.load(self.args.vectors)
            self.known, self.pieces = dict(zip(WORDS, (vocabulary, classes, codes))), torch.from_numpy(pieces)
        self.types = network.Types(self.known, freq, self.args.word_drop)

    def report(self, final=False):
        """Scores the averaged weights on the dev sets and saves them."""
        self.opt.swap()
        for key, c in self.held.items():
            t = time.process_time()
            r = score(c.s, predict(self.net, self.types, c, self.classes))
            figures = ' '.join('%s %.2f' % i for i in r.items())
            print('%5.1f min step %d epoch %.1f loss %.3f | %s %s | %.0f words/s' % (
                (time.process_time() - self.since) / 60, self.step, self.words / self.n_train, self.avg, key, figures,
                sum(map(len, c.W)) / (time.process_time() - t)), flush=True)
        torch.save({'args': vars(self.args), 'sizes': self.sizes, 'counts': self.counts, 'classes': self.classes,
                    **self.known, 'class_names': self.class_names,
                    'weights': self.net.state_dict(), 'scores': r}, self.args.out + ('' if final else '.part'))
        self.opt.swap()

    def rate(self):
        return self.args.lr * min(1, (self.step + 1) / 150) * max(.02, 1 - self.step / self.args.steps)

    def add_noise(self, b, W, Y, lesson):
        """Puts some sentences of the batch into another case; what teachers say of their lemmas no longer holds."""
        for i, j in enumerate(b):
            if self.rng.random() < self.args.noise:
                n = len(self.noisy.W[j])
                W[i, :n] = self.noisy.W[j]
                if self.noisy.Y[j]['lemma'] is not None:
                    Y['lemma'][i, :n] = self.noisy.Y[j]['lemma']
                if lesson:
                    lesson['lemma'][1][i] = 0

    def loss(self, b):
        """The loss of a batch, and its words."""
        args = self.args
        W, Y, H, mask = self.clean.pack(b)
        lesson, heads = self.lessons.pack(b, W.shape[1]) if self.lessons else (None, 0)
        heads = np.maximum(H, heads)        # relations are learned at the treebanks' heads, else at the teachers'
        self.add_noise(b, W, Y, lesson)
        x = network.locked(self.net.encode(self.types, W, mask), args.drop, True)
        scores = self.net.tags(x)
        scores['arc'], xr = self.net.arcs(x, mask)
        scores['deprel'] = self.net.labels(xr, torch.from_numpy(heads))
        gold = {**Y, 'arc': H}
        words = int((W >= 0).sum())
        loss = sum(WEIGHT[k] * cross_entropy(scores[k], gold[k], 0. if k == 'arc' else args.smooth,
                                             words if lesson else None) for k in scores)
        if lesson:
            trust = {k: np.where((gold[k] >= 0).any(1), args.trust, 1.).astype(np.float32) for k in scores}
            loss = (1 - args.trust) * loss + sum(
                WEIGHT[k] * taught(scores[k], lesson[k], trust[k]) for k in scores) / words
        return loss, words

    def epoch(self):
        args = self.args
        raw = self.rng.sample(self.raw_index, int(args.raw_share * len(self.raw_index)))
        for b in self.clean.batches(args.words, self.rng, self.index + raw)[:args.steps - self.step]:
            rate = self.rate()
            loss, words = self.loss(b)
            loss.backward()
            self.opt.step(rate)
            self.step += 1
            self.words += words
            self.avg = .99 * self.avg + .01 * loss.item() if self.step > 1 else loss.item()
            if self.step % args.eval_every == 0 and self.step < args.steps:
                self.report()


def main():
    args = arguments()
    torch.manual_seed(args.seed)
    np.random.seed(args.seed)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)      # denormal gradients otherwise cost a third of the time
    network.FAST = bool(args.bf16)
    training = Training(args)
    training.net.train()
    while training.step < args.steps:
        training.epoch()
    training.report(True)


if __name__ == '__main__':
    main()
