"""The network: word type -> mix -> CNN -> SRU layers -> heads. Layer code mirrors src/annotate/network.cpp."""
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import features as ft
import kernels

VECTOR_DROP = .05   # share of the words whose vector is hidden: no list holds all words
FAST = False        # bfloat16 matrix products (AMX); set by train.py


class MixedProduct(torch.autograd.Function):
    """x @ w.T with bfloat16 operands."""
    @staticmethod
    def forward(ctx, x, w):
        xb, wb = x.reshape(-1, x.shape[-1]).bfloat16(), w.bfloat16()
        ctx.save_for_backward(xb, wb)
        ctx.shape = x.shape
        return (xb @ wb.t()).float().view(*x.shape[:-1], w.shape[0])

    @staticmethod
    def backward(ctx, g):
        xb, wb = ctx.saved_tensors
        gb = g.reshape(-1, g.shape[-1]).bfloat16()
        return (gb @ wb).float().view(ctx.shape), (gb.t() @ xb).float()


class Linear(nn.Linear):
    def forward(self, x):
        if FAST and self.training:
            return MixedProduct.apply(x, self.weight) + self.bias
        return F.linear(x, self.weight, self.bias)


def locked(x, p, training):
    """Dropout with one mask per sentence (x is [sentence, word, feature])."""
    if not training or p == 0:
        return x
    mask = (torch.rand(x.shape[0], 1, x.shape[2]) >= p).float() / (1 - p)
    return x * mask


class Maxout(nn.Module):
    """LayerNorm(max(A x + a, B x + b))"""
    def __init__(self, n_in, n_out):
        super().__init__()
        self.lin, self.norm = Linear(n_in, 2 * n_out), nn.LayerNorm(n_out)

    def forward(self, x):
        a, b = self.lin(x).chunk(2, -1)
        return self.norm(torch.maximum(a, b))


class CNN(nn.Module):
    """x[t] + Maxout(x[t-1], x[t], x[t+1])"""
    def __init__(self, d, drop):
        super().__init__()
        self.max, self.drop = Maxout(3 * d, d), drop

    def forward(self, x, mask):
        x = x * mask
        z = torch.zeros_like(x[:, :1])
        y = self.max(torch.cat([torch.cat([z, x[:, :-1]], 1), x, torch.cat([x[:, 1:], z], 1)], -1))
        return x + locked(y, self.drop, self.training)


class SRU(nn.Module):
    """Bidirectional: c[t] = f c[t-1] + (1-f) tanh(z); y = LayerNorm(Out(c * sigmoid(r))); z, f, r linear in x[t].
    After Lei et al. 2018 (simple recurrent units) and Bradbury et al. 2017 (QRNN, window 1)."""
    def __init__(self, d, h, drop):
        super().__init__()
        self.drop = drop
        self.inp, self.out, self.norm = Linear(d, 6 * h), Linear(2 * h, d), nn.LayerNorm(d)
        nn.init.constant_(self.inp.bias[2 * h:4 * h], 1.)      # remember by default

    def forward(self, x, mask):
        c = kernels.Recurrence.apply(self.inp(x), mask[..., 0])
        return x + locked(self.norm(self.out(c)), self.drop, self.training)


class Types:
    """Feature rows of all word types met, as arrays; types are added as they come."""
    def __init__(self, words, freq, floor):
        self.words, self.freq, self.floor, self.ids = words, freq, floor, {}
        self.norm, self.affix, self.ngram, self.classes, self.vectors, self.p_unk = [], [], [], [], [], []

    def id(self, form):
        i = self.ids.get(form)
        if i is None:
            i = self.ids[form] = len(self.norm)
            n, a, g, k, v = ft.describe(form, self.words)
            self.norm.append(n)
            self.affix.append(a)
            self.ngram.append(np.array(g))
            self.classes.append(np.array(k))
            self.vectors.append(np.array(v))
            c = self.freq.get(ft.norm(ft.plain(form[:64])), 0)
            self.p_unk.append(max(self.floor, .25 / (.25 + c)))
        return i

    @staticmethod
    def bags(rows):
        """Flattened rows, bag offsets and lengths for an embedding bag."""
        n = np.array([len(x) for x in rows])
        off = np.concatenate([[0], np.cumsum(n)[:-1]])
        return torch.from_numpy(np.concatenate(rows)), torch.from_numpy(off), torch.from_numpy(n).float()

    def gather(self, u):
        return (torch.tensor([self.norm[i] for i in u]), torch.tensor([self.affix[i] for i in u]),
                *(self.bags([rows[i] for i in u]) for rows in (self.ngram, self.classes, self.vectors)),
                torch.tensor([self.p_unk[i] for i in u]))


class Net(nn.Module):
    """sizes: dict with layers, width, rnn, arc, label, drop; counts: dict of the number of classes per head;
    pieces: the rows whose sums are the words' vectors from outside (vectors.py), which stay as they are."""
    def __init__(self, sizes, counts, vocabulary_rows, class_rows, pieces):
        super().__init__()
        d, self.drop = sizes['width'], sizes['drop']
        self.sizes, self.counts = sizes, counts
        self.e_norm = nn.Embedding(vocabulary_rows, ft.NORM_DIM)
        self.e_affix = nn.Embedding(ft.AFFIX_ROWS, ft.AFFIX_DIM)
        self.e_ngram = nn.Embedding(ft.NGRAM_ROWS, ft.NGRAM_DIM)
        self.e_class = nn.Embedding(class_rows, ft.CLASS_DIM)
        for e in (self.e_norm, self.e_affix, self.e_ngram, self.e_class):
            nn.init.normal_(e.weight, 0, .1)
        self.e_vector = nn.Embedding.from_pretrained(pieces)
        self.mix = Maxout(ft.NORM_DIM + ft.AFFIX_DIM + ft.NGRAM_DIM + ft.CLASS_DIM + pieces.shape[1], d)
        self.layers = nn.ModuleList(CNN(d, self.drop) if p[:-1] == 'cnn' else SRU(d, sizes['rnn'], self.drop)
                                    for p in sizes['layers'].split('+') for _ in range(int(p[-1])))
        self.tag_heads = ('upos', 'xpos', 'feats', 'lemma', 'names')
        self.tag = Linear(d, sum(counts[k] for k in self.tag_heads))
        self.root = nn.Parameter(torch.randn(d) * .1)
        self.arc = Linear(d, 2 * sizes['arc'])                  # dependent and head views
        self.bilinear = nn.Parameter(torch.eye(sizes['arc']) / sizes['arc'] ** .5)
        self.head_bias = nn.Linear(sizes['arc'], 1)
        self.lab_dep, self.lab_head = Linear(d, sizes['label']), Linear(d, sizes['label'])
        self.lab_out = Linear(sizes['label'], counts['deprel'])

    def embed(self, types, u):
        """Mix vectors [len(u), d] of the type ids u."""
        known, affix, ngrams, classes, vectors, p_unk = types.gather(u)
        if self.training:
            known = known * (torch.rand(len(u)) > p_unk)

        def bag(table, rows):
            idx, off, n = rows
            return F.embedding_bag(idx, table.weight, off, mode='sum') / n.sqrt()[:, None]
        ngram = bag(self.e_ngram, ngrams)
        if self.training:       # n-grams spell the word out: they are dropped too, half as often
            ngram = ngram * (torch.rand(len(u)) > .5 * p_unk).float()[:, None]
        vector = F.embedding_bag(vectors[0], self.e_vector.weight, vectors[1], mode='sum')
        if self.training:
            vector = vector * (torch.rand(len(u)) > VECTOR_DROP).float()[:, None]
        parts = [self.e_norm(known), self.e_affix(affix).sum(1), ngram, bag(self.e_class, classes), vector]
        return self.mix(torch.cat(parts, 1))

    def encode(self, types, W, mask):
        """Vectors [B,T,d] of the type ids W [B,T] (-1 = padding); each type of the batch is embedded once."""
        u, inv = np.unique(np.maximum(W, 0), return_inverse=True)
        x = F.dropout(self.embed(types, u), self.drop, self.training)
        x = x[torch.from_numpy(inv.reshape(W.shape))] * mask
        for layer in self.layers:
            x = layer(x, mask)
        return x * mask

    def tags(self, x):
        return dict(zip(self.tag_heads, self.tag(x).split([self.counts[k] for k in self.tag_heads], -1)))

    def arcs(self, x, mask):
        """Scores [B, dependent T, head T+1] with head 0 = root, and x with the root vector in front."""
        xr = torch.cat([self.root.expand(x.size(0), 1, -1), x], 1)
        dep, head = (locked(v, self.drop, self.training) for v in F.leaky_relu(self.arc(xr), .1).chunk(2, -1))
        s = (dep[:, 1:] @ self.bilinear) @ head.transpose(1, 2) + self.head_bias(head).transpose(1, 2)
        ok = torch.cat([torch.ones_like(mask[:, :1]), mask], 1)[..., 0]
        s = s.masked_fill(ok[:, None] == 0, -1e4)
        i = torch.arange(x.size(1))
        s[:, i, i + 1] = -1e4                                   # no self loops
        return s, xr

    def labels(self, xr, heads):
        h = self.lab_head(xr).gather(1, heads[..., None].expand(-1, -1, self.sizes['label']))
        return self.lab_out(locked(F.relu(self.lab_dep(xr[:, 1:]) + h), self.drop, self.training))


def restored(saved):
    """The network of a checkpoint of train.py."""
    net = Net(saved['sizes'], saved['counts'], len(saved['vocabulary']) + 1, len(saved['class_names']) + 1,
              saved['weights']['e_vector.weight'])
    net.load_state_dict(saved['weights'])
    return net


class NameNet(nn.Module):
    """The second, small network that finds names: reads the encoder's vectors and the gazetteer's features."""
    def __init__(self, width, features, hidden, cells, tags, drop):
        super().__init__()
        self.sizes = dict(width=width, features=features, hidden=hidden, cells=cells, tags=tags, drop=drop)
        self.drop = drop
        self.inp = Maxout(width + features, hidden)
        self.layer = SRU(hidden, cells, drop)
        self.out = Linear(hidden, tags)

    def forward(self, x, g, mask):
        if self.training:       # whole gazetteer features are dropped: lists never hold all names
            g = g * (torch.rand(g.shape[0], 1, g.shape[2]) >= .15) * (torch.rand(g.shape[0], g.shape[1], 1) >= .15)
        x = torch.cat([locked(x, self.drop, self.training), g], -1)
        x = locked(self.inp(x), self.drop, self.training) * mask
        return self.out(locked(self.layer(x, mask), self.drop, self.training))
