#!/usr/bin/python3
"""Writes a trained network as a model file for the program.

    python3 training/export.py /tmp/annotator.pt models/en.pxm --version 2026.11

Embeddings become 8-bit numbers with a scale per row, other weights 16-bit floats. --reference IN.conllu OUT.conllu
also predicts with exactly these rounded weights on the given words: `parallax annotate` must give the same, with a
model without the second look at doubtful arcs (--second-order).
"""
import argparse
import zlib

import numpy as np
import torch

import data
import lemma
import net as network
import tokens
import train as trainer
import train_names
import vectors
from container import Container


def halved(t):
    return t.detach().numpy().astype(np.float16).astype(np.float32)


def write_network(c, net):
    """Adds the sections of the network and rounds its weights to what a reader gets."""
    def linear(name, *parts):
        for p in parts:
            p.weight.data = torch.from_numpy(halved(p.weight))
        c.floats(name + '.w', np.concatenate([p.weight.detach().numpy() for p in parts]), half=True)
        c.floats(name + '.b', np.concatenate([p.bias.detach().numpy() for p in parts]))

    def norm(name, n):
        c.floats(name + '.gain', n.weight.detach().numpy())
        c.floats(name + '.shift', n.bias.detach().numpy())

    for name, e in (('norm', net.e_norm), ('affix', net.e_affix), ('ngram', net.e_ngram), ('class', net.e_class)):
        e.weight.data = torch.from_numpy(c.int8_rows(name, e.weight.detach().numpy()))
    linear('mix', net.mix.lin)
    norm('mix', net.mix.norm)
    convolutions = [l for l in net.layers if isinstance(l, network.CNN)]
    recurrent = [l for l in net.layers if isinstance(l, network.SRU)]
    if len(convolutions) != 1 or not isinstance(net.layers[0], network.CNN):
        raise SystemExit('export: the program runs one convolution below the recurrent layers')
    linear('convolution', convolutions[0].max.lin)
    norm('convolution', convolutions[0].max.norm)
    for i, l in enumerate(recurrent):
        linear('recurrent%d.in' % i, l.inp)
        linear('recurrent%d.out' % i, l.out)
        norm('recurrent%d' % i, l.norm)
    # the auxiliary name tags of the first network only helped its training
    used = sum(net.counts[k] for k in net.tag_heads if k != 'names')     # they are the last
    net.tag.weight.data, net.tag.bias.data = net.tag.weight.data[:used], net.tag.bias.data[:used]
    net.tag_heads = [k for k in net.tag_heads if k != 'names']
    linear('tag', net.tag)
    linear('arc', net.arc)
    linear('label', net.lab_dep, net.lab_head)
    linear('relation', net.lab_out)
    net.bilinear.data = torch.from_numpy(halved(net.bilinear))
    c.floats('bilinear.w', net.bilinear.detach().numpy().T, half=True)
    c.floats('head_bias', net.head_bias.weight.detach().numpy())
    c.floats('head_bias_constant', net.head_bias.bias.detach().numpy())
    # the root word never changes: its views are computed here once
    with torch.no_grad():
        c.floats('root.arc', torch.nn.functional.leaky_relu(net.arc(net.root), .1)[net.sizes['arc']:].numpy())
        c.floats('root.label', net.lab_head(net.root).numpy())
    return len(recurrent), linear, norm


def write_names(linear, norm, names):
    linear('names.mix', names.inp.lin)
    norm('names.mix', names.inp.norm)
    linear('names.recurrent.in', names.layer.inp)
    linear('names.recurrent.out', names.layer.out)
    norm('names.recurrent', names.layer.norm)
    linear('names.out', names.out)


def write_lexicon(c, lexicon, class_names):
    rows = {zlib.crc32(w.encode('utf8')): bytes(x + 1 for x in v) for w, v in lexicon.items()}
    keys = sorted(rows)
    c.numbers('lexicon.keys', keys)
    c.numbers('lexicon.starts', np.concatenate([[0], np.cumsum([len(rows[k]) for k in keys])]))
    c.text('lexicon.rows', b''.join(rows[k] for k in keys))
    c.text('lexicon.classes', class_names)


def write_vectors(c, codes, table):
    """Returns the table that a reader gets."""
    keyed = {zlib.crc32(w.encode('utf8')): v for w, v in codes.items()}
    keys = sorted(keyed)
    c.numbers('vectors.keys', keys)
    c.text('vectors.codes', b''.join(keyed[k] for k in keys))
    rounded = c.int8_rows('vectors.pieces', vectors.pieces_of(table).reshape(-1, vectors.DIM // vectors.PARTS))
    return vectors.table_of(rounded.reshape(vectors.PARTS, vectors.CODES, -1))


def write_gazetteer(c, table):
    keys = sorted(table)
    c.numbers('gazetteer.keys', keys)
    c.numbers('gazetteer.kinds', [table[k] for k in keys])


def write_reference(net, names, types, classes, gazetteer_table, source, target):
    sentences = data.treebank(source)
    ids = {k: {v: i for i, v in enumerate(v_)} for k, v_ in classes.items()}
    corpus = train_names.NameCorpus(sentences, types, ids, gazetteer_table)
    pred = trainer.predict(net, types, corpus, classes, name_net=names)
    with open(target, 'w', encoding='utf8') as f:
        for s, p in zip(sentences, pred):
            for i, form in enumerate(s.forms):
                name = p['names'][i]
                f.write('\t'.join((str(i + 1), form, p['lemmas'][i] or '_', p['upos'][i], p['xpos'][i], p['feats'][i],
                                   str(p['heads'][i]), p['deprels'][i], '_', '_' if name == 'O' else 'Name=' + name)))
                f.write('\n')
            f.write('\n')
    print(' '.join('%s %.2f' % i for i in trainer.score(sentences, pred).items()))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('checkpoint')
    ap.add_argument('model')
    ap.add_argument('--data', default='../shared/data', help='folder with parse/, for the word lists of the tokeniser')
    ap.add_argument('--version', default='development')
    ap.add_argument('--boundaries', help='weights written by train_boundaries; without them sentences end nowhere')
    ap.add_argument('--second-order', help='weights written by train_second_order; without them the first tree stays')
    ap.add_argument('--reference', nargs=2, metavar=('IN', 'OUT'))
    args = ap.parse_args()
    saved = torch.load(args.checkpoint)
    classes = saved['classes']
    net = network.restored(saved)
    net.eval()
    c = Container()
    table = write_vectors(c, saved['vectors'], net.e_vector.weight.numpy())
    net.e_vector.weight.data = torch.from_numpy(table)
    layers, linear, norm = write_network(c, net)
    names = network.NameNet(**saved['names_sizes'])
    names.load_state_dict(saved['names_weights'])
    names.eval()
    write_names(linear, norm, names)
    write_lexicon(c, saved['lexicon'], saved['class_names'])
    write_gazetteer(c, saved['gazetteer'])
    sentences, _ = data.load(args.data)
    good = lemma.productive(sentences)
    for k, v in classes.items():
        c.text('classes.' + k, [x if k != 'lemma' or x in good else 'l0+' for x in v])
    c.text('lemmas', lemma.lexicon(sentences))
    lists = tokens.count(data.treebank_files(args.data))
    for k, v in lists.items():
        c.text('tokens.' + k, v)
    weights = np.loadtxt(args.boundaries) if args.boundaries else np.zeros(1 << 17)
    c.floats('boundary.weights', weights, half=True)
    if args.second_order:
        c.floats('second_order.weights', np.loadtxt(args.second_order), half=True)
    c.text('vocabulary', sorted(saved['vocabulary'], key=saved['vocabulary'].get))
    size = saved['sizes']
    c.text('meta', ['version=' + args.version, 'width=%d' % size['width'], 'cells=%d' % size['rnn'],
                    'arc=%d' % size['arc'], 'label=%d' % size['label'], 'recurrent_layers=%d' % layers,
                    'word_classes=%d' % len(saved['class_names']),
                    'names_width=%d' % names.sizes['hidden'], 'names_cells=%d' % names.sizes['cells']])
    c.write(args.model)
    if args.reference:
        types = network.Types(saved, {}, 0)
        write_reference(net, names, types, classes, saved['gazetteer'], *args.reference)


if __name__ == '__main__':
    main()
