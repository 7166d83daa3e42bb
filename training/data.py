"""Reading of treebanks and name corpora into one shape, and the choice of what may train a shipped model."""
import os
import random
from collections import namedtuple

# head and the labels are None where a corpus does not have the layer
Sentence = namedtuple('Sentence', 'forms upos xpos feats lemmas heads deprels names source')

# GUM genres whose texts are free to use; the others carry a non-commercial licence.
GUM_OPEN = {'news', 'interview', 'bio', 'voyage', 'speech', 'textbook', 'vlog', 'conversation', 'court', 'academic'}
# Held out so that event figures measured on these documents stay honest.
GUM_HELD_OUT = {'GUM_news_' + d for d in
                ('afghan', 'asylum', 'clock', 'flag', 'korea', 'questionnaire', 'taxes', 'worship')}

NAME_KINDS = ('PER', 'LOC', 'ORG')
# CrossNER's fine classes: organisations and people; elections, events and miscellanea are no names of ours
CROSSNER = {'politician': 'PER', 'person': 'PER', 'politicalparty': 'ORG', 'organisation': 'ORG',
            'country': 'LOC', 'location': 'LOC'}


def read_conllu(path):
    """Yields (document id, sentence id, rows of 10 columns without ranges and empty nodes)."""
    rows, doc, sid = [], '', ''
    for line in open(path, encoding='utf8'):
        line = line.rstrip('\n')
        if not line:
            if rows:
                yield doc, sid, rows
            rows = []
        elif line[0] == '#':
            if line.startswith('# newdoc id = '):
                doc = line[14:]
            elif line.startswith('# sent_id = '):
                sid = line[12:]
        else:
            c = line.split('\t')
            if c[0].isdigit():
                rows.append(c)
    if rows:
        yield doc, sid, rows


def read_iob(path, tag_column=1, form_column=0):
    """Yields (sentence id, forms, tags) of an IOB file with tab- or space-separated columns."""
    forms, tags, sid = [], [], ''
    for line in open(path, encoding='utf8'):
        line = line.rstrip('\n')
        if line.startswith('# ') or line.startswith('-DOCSTART-'):
            if line.startswith('# sent_id = '):
                sid = line[12:]
        elif not line.strip():
            if forms:
                yield sid, forms, tags
            forms, tags = [], []
        else:
            c = line.split('\t') if '\t' in line else line.split()
            forms.append(c[form_column])
            tags.append(c[tag_column])
    if forms:
        yield sid, forms, tags


def bilou(tags, mapping=None):
    """IOB1/IOB2 tags with our three kinds -> BILOU; other kinds become O."""
    mapping = mapping or {k: k for k in NAME_KINDS}
    spans, start, kind = [], None, None
    for i, t in enumerate(list(tags) + ['O']):
        p, _, k = t.partition('-')
        k = mapping.get(k)
        if k is None:
            p = 'O'
        if start is not None and (p != 'I' or k != kind):
            spans.append((start, i, kind))
            start = None
        if p in ('B', 'I') and start is None:
            start, kind = i, k
    return spans_to_bilou(spans, len(tags))


def spans_to_bilou(spans, n):
    out = ['O'] * n
    for a, b, k in spans:
        if b == a + 1:
            out[a] = 'U-' + k
        else:
            out[a], out[b - 1] = 'B-' + k, 'L-' + k
            for i in range(a + 1, b - 1):
                out[i] = 'I-' + k
    return out


def bilou_to_spans(tags):
    spans, start = set(), None
    for i, t in enumerate(tags):
        if t[0] == 'U':
            spans.add((i, i + 1, t[2:]))
        elif t[0] == 'B':
            start = i
        elif t[0] == 'L' and start is not None:
            spans.add((start, i + 1, t[2:]))
            start = None
    return spans


def treebank(path, names=None, keep=lambda doc: True, source=''):
    """Sentences of a treebank; names: {sentence id: (forms, tags)}."""
    out = []
    for doc, sid, rows in read_conllu(path):
        if not keep(doc):
            continue
        forms = [r[1] for r in rows]
        tags = None
        if names is not None and sid in names and names[sid][0] == forms:
            tags = bilou(names[sid][1])
        out.append(Sentence(forms, [r[3] for r in rows], [r[4] for r in rows], [r[5] for r in rows],
                            [r[2] for r in rows], [int(r[6]) for r in rows], [r[7] for r in rows], tags,
                            source or doc))
    return out


def gum_open(doc):
    return doc not in GUM_HELD_OUT and doc.split('_')[1] in GUM_OPEN


def names_by_sentence(path):
    return {sid: (forms, tags) for sid, forms, tags in read_iob(path, 2, 1)}


def name_corpus(path, mapping=None, source=''):
    none = None
    return [Sentence(forms, none, none, none, none, none, none, bilou(tags, mapping), source)
            for _, forms, tags in read_iob(path)]


def treebank_files(root):
    """(path, which documents may be used) of the training treebanks."""
    return [(os.path.join(root, 'parse/en_ewt-ud-train.conllu'), lambda doc: True),
            (os.path.join(root, 'parse/en_gum-ud-train.noreddit.conllu'), gum_open)]


def load(root):
    """(training sentences, {dev set name: sentences}) from the folder of open data."""
    p = lambda *x: os.path.join(root, *x)
    (ewt, _), (gum, keep) = treebank_files(root)
    train = treebank(ewt, names_by_sentence(p('ner/uner_ewt_train.iob2')), source='ewt')
    train += treebank(gum, keep=keep)
    wikigold = [('wikigold', p('ner/wikigold/data/wikigold.conll.txt'), {'PER': 'PER', 'LOC': 'LOC', 'ORG': 'ORG'}),
                ('crossner', p('ner/crossner_politics_train.txt'), CROSSNER)]
    for source, path, mapping in wikigold:
        train += name_corpus(path, mapping, source)
    dev = {'ewt': treebank(p('parse/en_ewt-ud-dev.conllu'), names_by_sentence(p('ner/uner_ewt_dev.iob2'))),
           'gum': treebank(p('parse/en_gum-ud-dev.conllu'))}
    return train, dev


SMALL = set('a an the and but or nor for of in on at to by as with from into over'.split())


def case_noise(s, rng, share=.10):
    """The sentence in capitals, in headline case or in lower case, with the given probability."""
    r = rng.random() / share
    if r >= 1:
        return s
    if r < .4:
        forms = [f.upper() for f in s.forms]
    elif r < .8:
        forms = [f if i and f in SMALL else f[:1].upper() + f[1:] for i, f in enumerate(s.forms)]
    else:
        forms = [f.lower() for f in s.forms]
    return s._replace(forms=forms)
