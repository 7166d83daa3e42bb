"""Reading of treebanks and name corpora into one shape, and the choice of what may train a shipped model."""
import os
import re
from collections import namedtuple

import event_sentences
import gazetteer

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


def unlabelled(forms, source):
    return Sentence(forms, *[None] * 7, source)


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


ENTITY = re.compile(r'\((\d+)-([a-z]+)[^()]*(\))?|(\d+)\)')
INSIDE_PEOPLE = {'-', 'al', 'bin', 'von', 'van', 'de', 'der', 'da', 'di', 'el', 'la', '“', '”', '"'}
INSIDE_OTHERS = {'-', '&', 'of', 'the', 'for', 'and', "'s", '’s', 'de', 'al'}
TITLES = set(gazetteer.TITLES)
DEMONYMS, DEMONYM_NAMES = set(), set()      # filled by load()
ENTITY_KINDS = {'person': 'PER', 'place': 'LOC', 'organization': 'ORG'}


def entity_spans(rows):
    """(first word, one past the last, kind) of GUM's entities of our kinds."""
    out, open_ = [], {}
    for i, r in enumerate(rows):
        m = re.search(r'Entity=([^|]*)', r[9])
        for e in ENTITY.finditer(m.group(1)) if m else ():
            if e.group(4):
                if open_.get(e.group(4)):
                    start, kind = open_[e.group(4)].pop()
                    out.append((start, i + 1, kind))
            elif e.group(3):
                out.append((i, i + 1, e.group(2)))
            else:
                open_.setdefault(e.group(1), []).append((i, e.group(2)))
    return [(a, b, ENTITY_KINDS[k]) for a, b, k in out if k in ENTITY_KINDS]


def name_run(rows, a, b, h, kind):
    """The capitalised words of [a, b) around the head h, with the small words that may stand inside a name."""
    inner = INSIDE_PEOPLE if kind == 'PER' else INSIDE_OTHERS
    kinds = ('PROPN',) if kind == 'PER' else ('PROPN', 'ADJ', 'NOUN', 'NUM', 'VERB')

    def part(i):
        return a <= i < b and (rows[i][3] == 'PROPN' or (rows[i][3] in kinds and rows[i][1][:1].isupper()))
    first, last = h, h + 1
    while part(first - 1) or (first - 1 > a and rows[first - 1][1] in inner and part(first - 2)):
        first -= 1
    while part(last) or (last < b and rows[last][1] in inner and part(last + 1)):
        last += 1
    while first < h and (not part(first) or (kind == 'PER' and rows[first][1].lower().rstrip('.') in TITLES)):
        first += 1
    if first < h and rows[first][1] in DEMONYMS and ' '.join(r[1] for r in rows[first:first + 2]) not in DEMONYM_NAMES:
        first += 1
    return first, last


def names_of_entities(rows):
    """BILOU tags made from GUM's entities, which cover all mentions: a name is the run of capitalised words around the
    head of an entity, when that head is a proper noun. Titles of people and leading demonyms are left out."""
    heads = [int(r[6]) - 1 for r in rows]
    taken, spans = [False] * len(rows), []
    for a, b, kind in sorted(entity_spans(rows), key=lambda s: s[0] - s[1]):
        h = next((i for i in range(a, b) if not a <= heads[i] < b), None)
        if h is None or rows[h][3] != 'PROPN' or (kind == 'PER' and rows[h][4] != 'NNP'):
            continue
        first, last = name_run(rows, a, b, h, kind)
        if first < last and not any(taken[first:last]):
            spans.append((first, last, kind))
            taken[first:last] = [True] * (last - first)
    return spans_to_bilou(spans, len(rows))


def treebank(path, names=None, keep=lambda doc: True, source='', entities=False):
    """Sentences of a treebank; names: {sentence id: (forms, tags)}; entities: names from GUM's entities."""
    out = []
    for doc, sid, rows in read_conllu(path):
        if not keep(doc):
            continue
        forms = [r[1] for r in rows]
        tags = None
        if names is not None and sid in names and names[sid][0] == forms:
            tags = bilou(names[sid][1])
        elif entities:
            tags = names_of_entities(rows)
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


def event_supplement(count=2000):
    """Short news sentences of our own; without features and names."""
    out = []
    for rows in event_sentences.make(count):
        forms, upos, xpos, lemmas, heads, deprels = map(list, zip(*rows))
        out.append(Sentence(forms, upos, xpos, None, lemmas, heads, deprels, None, 'event'))
    return out


def treebank_files(root):
    """(path, which documents may be used) of the training treebanks."""
    return [(os.path.join(root, 'parse/en_ewt-ud-train.conllu'), lambda doc: True),
            (os.path.join(root, 'parse/en_gum-ud-train.noreddit.conllu'), gum_open)]


def load(root):
    """(training sentences, {dev set name: sentences}) from the folder of open data."""
    p = lambda *x: os.path.join(root, *x)
    known = gazetteer.phrases(root)
    DEMONYMS.update(known['DEMONYM'])
    DEMONYM_NAMES.update(known['COUNTRY'] | known['REGION'])
    (ewt, _), (gum, keep) = treebank_files(root)
    train = treebank(ewt, names_by_sentence(p('ner/uner_ewt_train.iob2')), source='ewt')
    train += treebank(gum, keep=keep, entities=True)
    others = [('wikigold', p('ner/wikigold/data/wikigold.conll.txt'), {'PER': 'PER', 'LOC': 'LOC', 'ORG': 'ORG'}),
              ('crossner', p('ner/crossner_politics_train.txt'), CROSSNER),
              ('crossner', p('ner/crossner_politics_dev.txt'), CROSSNER)]
    for source, path, mapping in others:
        train += name_corpus(path, mapping, source)
    train += event_supplement()
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
