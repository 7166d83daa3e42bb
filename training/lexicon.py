"""Classes of words from outside the treebanks: WordNet 3.0 (parts of speech, sense groups, verb frames; with regular
and irregular inflections) and the single words of the gazetteer. The network sums one embedding per class.

build(root): {norm: sorted class numbers}, [class names]
"""
import collections
import os
import re

import features as ft
import gazetteer

WORDNET = '/usr/share/wordnet'
POS = {'noun': 'n', 'verb': 'v', 'adj': 'a', 'adv': 'r'}
SENSES = 3              # the commonest senses of a word that are looked at
VOWELS = 'aeiou'


def plural(w):
    if re.search(r'(s|x|z|ch|sh)$', w):
        return w + 'es'
    if re.search(r'[^aeiou]y$', w):
        return w[:-1] + 'ies'
    return w + 's'


def doubled(w):
    """'stop' -> 'stopp' for short verbs that double their last letter."""
    return w + w[-1] if re.fullmatch(r'[^aeiou]*[aeiou][bdgklmnprtv]', w) else w


def past(w):
    if w.endswith('e'):
        return w + 'd'
    if re.search(r'[^aeiou]y$', w):
        return w[:-1] + 'ied'
    return doubled(w) + 'ed'


def progressive(w):
    if w.endswith('ie'):
        return w[:-2] + 'ying'
    if w.endswith('e') and not w.endswith('ee'):
        return w[:-1] + 'ing'
    return doubled(w) + 'ing'


def synsets(path):
    """offset -> (lexicographer file, verb frames)"""
    out = {}
    for line in open(path, encoding='latin1'):
        if line[0] == ' ':
            continue
        f = line.split('|')[0].split()
        words = int(f[3], 16)
        at = 4 + 2 * words
        pointers = int(f[at])
        at += 1 + 4 * pointers
        frames = []
        if f[2] == 'v' and at < len(f):
            n = int(f[at])
            frames = [f[at + 2 + 3 * i] for i in range(n)]
        out[f[0]] = (f[1], frames)
    return out


def wordnet(folder=WORDNET):
    """norm -> set of class names"""
    classes = collections.defaultdict(set)
    counts = collections.defaultdict(collections.Counter)
    for line in open(os.path.join(folder, 'cntlist.rev'), encoding='latin1'):
        sense, _, n = line.split()
        counts[sense.split('%')[0]][' nvara'[int(sense.split('%')[1][0])]] += int(n)
    irregular = collections.defaultdict(set)
    for name in ('noun', 'verb', 'adj'):
        for line in open(os.path.join(folder, name + '.exc'), encoding='latin1'):
            form, *lemmas = line.split()
            for l in lemmas:
                irregular[l, POS[name]].add(form)
    for name, p in POS.items():
        groups = synsets(os.path.join(folder, 'data.' + name))
        for line in open(os.path.join(folder, 'index.' + name), encoding='latin1'):
            if line[0] == ' ':
                continue
            f = line.split()
            w = f[0]
            if not w.isalpha() or len(w) < 2:
                continue
            senses = f[-int(f[2]):][:SENSES]
            found = {p}
            for s in senses:
                group, frames = groups[s]
                found.add(p + group)
                found |= {'f' + x for x in frames}
            if counts[w] and counts[w].most_common(1)[0][0] == p:
                found.add(p + '!')
            classes[w] |= found
            if p == 'n':
                for form in irregular.get((w, p)) or {plural(w)}:
                    classes[form] |= found | {'n+s'}
            elif p == 'v':
                other = irregular.get((w, p), set())
                classes[plural(w)] |= found | {'v+s'}
                classes[progressive(w)] |= found | {'v+ing'}
                for form in other or {past(w)}:
                    classes[form] |= found | {'v+ing' if form.endswith('ing') else 'v+ed'}
            elif p == 'a':
                for form in irregular.get((w, p), set()):
                    classes[form] |= found | {'a+est' if form.endswith('st') else 'a+er'}
    return classes


def build(root):
    classes = wordnet()
    for kind, phrases in gazetteer.phrases(root).items():
        for p in phrases:
            words = p.replace('-', ' ').split()
            if len(words) == 1:
                classes[ft.norm(ft.plain(words[0]))].add(kind)
    names = sorted({c for v in classes.values() for c in v})
    number = {c: i for i, c in enumerate(names)}
    return {w: sorted(number[c] for c in v)[:24] for w, v in classes.items()}, names
