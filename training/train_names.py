#!/usr/bin/python3
"""Trains the network that finds names, on top of a trained annotator whose weights stay as they are.

    python3 training/train_names.py --data ../shared/data --net /tmp/annotator.pt --out /tmp/annotator-names.pt
"""
import argparse
import random
import time

import train as trainer     # first: it names the matrix kernels before they are loaded
import numpy as np
import torch
import torch.nn.functional as F

import data
import gazetteer
import kernels
import net as network


class NameCorpus(trainer.Corpus):
    def __init__(self, sentences, types, ids, table):
        super().__init__(sentences, types, ids)
        self.G = [gazetteer.describe(s.forms, table) for s in sentences]

    def pack_gazetteer(self, index, T):
        out = np.zeros((len(index), T, gazetteer.FEATURES), np.float32)
        for b, i in enumerate(index):
            out[b, :len(self.G[i])] = self.G[i]
        return torch.from_numpy(out)


def evaluate(net, names, types, corpus, tags):
    names.eval()
    net.eval()
    ok = trainer.bilou_allowed(tags)
    gold = found = right = 0
    by_kind = {k: [0, 0, 0] for k in data.NAME_KINDS}
    with torch.no_grad():
        for b in corpus.batches(3000):
            W, _, _, mask = corpus.pack(b)
            g = corpus.pack_gazetteer(b, W.shape[1])
            scores = torch.log_softmax(names(net.encode(types, W, mask), g, mask), -1).numpy()
            for r, i in enumerate(b):
                path = trainer.viterbi(scores[r, :len(corpus.W[i])], ok)
                p = data.bilou_to_spans([tags[v] for v in path])
                q = data.bilou_to_spans(corpus.s[i].names)
                for k in by_kind:
                    for n, x in enumerate((p, q, p & q)):
                        by_kind[k][n] += sum(e[2] == k for e in x)
    f = lambda p, q, r: '%.1f/%.1f/%.2f' % (100 * r / max(p, 1), 100 * r / max(q, 1), 200 * r / max(p + q, 1))
    total = [sum(v[n] for v in by_kind.values()) for n in range(3)]
    names.train()
    return 'P/R/F %s ' % f(*total) + ' '.join('%s %s' % (k, f(*v)) for k, v in by_kind.items())


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--data', default='../shared/data')
    ap.add_argument('--net', required=True)
    ap.add_argument('--out', required=True)
    ap.add_argument('--steps', type=int, default=3600)
    ap.add_argument('--start', help='checkpoint whose name finder is trained on')
    ap.add_argument('--lessons', help='what teachers believe (teach.py); with raw text')
    ap.add_argument('--trust', type=float, default=.5, help='weight of the teachers where there is an annotation too')
    ap.add_argument('--raw-share', type=float, default=.3, help='share of the raw text that one epoch reads')
    ap.add_argument('--hidden', type=int, default=96)
    ap.add_argument('--cells', type=int, default=64)
    ap.add_argument('--drop', type=float, default=.3)
    ap.add_argument('--lr', type=float, default=3e-3)
    ap.add_argument('--noise', type=float, default=.1)
    ap.add_argument('--seed', type=int, default=1)
    args = ap.parse_args()
    torch.manual_seed(args.seed)
    np.random.seed(args.seed)
    rng = random.Random(args.seed)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    network.FAST = True

    saved = torch.load(args.net)
    tags = saved['classes']['names']
    ids = {k: {v: i for i, v in enumerate(c)} for k, c in saved['classes'].items()}
    table = gazetteer.table_of(gazetteer.phrases(args.data))
    train, dev = data.load(args.data)
    lessons = trainer.Lessons(args.lessons, saved['classes'], train) if args.lessons else None
    raw = lessons.raw if lessons else []
    freq = trainer.count_norms(train + raw)
    types = network.Types(saved, freq, saved['args']['word_drop'])
    held = {'ewt': [s for s in dev['ewt'] if s.names]}
    # world newswire is measured, never trained on
    held['ww3'] = data.name_corpus(args.data + '/ner/ww3-dev.iob2', source='ww3')
    named = [i for i, s in enumerate(train) if s.names]
    raw_index = range(len(train), len(train) + len(raw))
    clean = NameCorpus(train + raw, types, ids, table)
    noisy = NameCorpus([data.case_noise(s, rng, 1.) for s in train + raw], types, ids, table)
    held = {k: NameCorpus(v, types, ids, table) for k, v in held.items()}

    net = network.restored(saved)
    net.requires_grad_(False)
    names = network.NameNet(saved['sizes']['width'], gazetteer.FEATURES, args.hidden, args.cells, len(tags), args.drop)
    if args.start:
        names.load_state_dict(torch.load(args.start)['names_weights'])
    opt = kernels.Adam(names.parameters())
    print(vars(args), 'gazetteer', len(table), 'sentences', len(named), 'raw', len(raw), flush=True)
    step, avg, start = 0, 0., time.process_time()
    names.train()
    while step < args.steps:
        epoch = named + rng.sample(raw_index, int(args.raw_share * len(raw)))
        for b in clean.batches(1500, rng, epoch)[:args.steps - step]:
            rate = args.lr * min(1, (step + 1) / 100) * max(.02, 1 - step / args.steps)
            W, Y, _, mask = clean.pack(b)
            G = clean.pack_gazetteer(b, W.shape[1])
            for i, j in enumerate(b):
                if rng.random() < args.noise:
                    W[i, :len(noisy.W[j])] = noisy.W[j]
                    G[i, :len(noisy.W[j])] = torch.from_numpy(noisy.G[j])
            with torch.no_grad():
                net.train()         # with dropout: without it the vectors of training words are too clean
                x = net.encode(types, W, mask)
            scores = names(x, G, mask)
            gold = torch.from_numpy(Y['names']).flatten()
            count = int((W >= 0).sum())
            loss = F.cross_entropy(scores.flatten(0, 1), gold, ignore_index=-1, label_smoothing=.02,
                                   reduction='sum') / count
            if lessons:
                lesson, _ = lessons.pack(b, W.shape[1])
                trust = np.where((Y['names'] >= 0).any(1), args.trust, 1.).astype(np.float32)
                loss = (1 - args.trust) * loss + trainer.taught(scores, lesson['names'], trust) / count
            loss.backward()
            opt.step(rate)
            step += 1
            avg = .99 * avg + .01 * loss.item() if step > 1 else loss.item()
            if step % 600 == 0:
                print('%.1f min step %d loss %.4f' % ((time.process_time() - start) / 60, step, avg), flush=True)
    opt.swap()
    for k, c in held.items():
        print(k, evaluate(net, names, types, c, tags), flush=True)
    saved['names_sizes'], saved['names_weights'], saved['gazetteer'] = names.sizes, names.state_dict(), table
    torch.save(saved, args.out)


if __name__ == '__main__':
    main()
