"""Lemmas as edit scripts: 'l2+y' = lower-case the form, cut two characters at the end, append 'y'.

Case part: l lower-cases all, k keeps the case, t lower-cases and capitalises the first letter.
src/annotate/lemma.cpp applies the same scripts.
"""
import collections

from features import lower, plain


def cased(form, mode):
    if mode == 'l':
        return lower(form)
    if mode == 't':
        f = lower(form)
        return f[:1].upper() + f[1:]
    return form


def script(form, lemma):
    """The shortest script that makes the lemma from the form."""
    form = plain(form)
    best = None
    for mode in ('l', 'k', 't'):
        f = cased(form, mode)
        n = 0
        while n < min(len(f), len(lemma)) and f[n] == lemma[n]:
            n += 1
        cost = (len(f) - n) + (len(lemma) - n)
        if best is None or cost < best[0]:
            best = (cost, '%s%d+%s' % (mode, len(f) - n, lemma[n:]))
    return best[1]


def lexicon(sentences):
    """Lines "form<TAB>UPOS<TAB>lemma", sorted by byte: what the treebanks mostly say of a word that is no proper noun,
    and WordNet's irregular forms."""
    seen = collections.defaultdict(collections.Counter)
    for s in sentences:
        for f, u, l in zip(s.forms, s.upos or (), s.lemmas or ()):
            if u != 'PROPN':
                seen[lower(plain(f)), u][l] += 1
    out = {}
    for k, v in seen.items():
        lemma, n = v.most_common(1)[0]
        if n >= .8 * sum(v.values()) and '\t' not in k[0] + lemma and k[0]:
            out[k] = lemma
    for name, upos in (('noun', 'NOUN'), ('verb', 'VERB'), ('adj', 'ADJ')):
        for line in open('/usr/share/wordnet/%s.exc' % name, encoding='latin1'):
            form, lemma = line.split()[:2]
            if '_' not in form and (form, upos) not in seen:
                out[form, upos] = lemma
    return sorted('\t'.join((*k, l)) for k, l in out.items())


def productive(sentences, least=4):
    """The scripts that make the lemmas of several words; the others only ever fit the words they were seen with."""
    forms = collections.defaultdict(set)
    for s in sentences:
        for f, l in zip(s.forms, s.lemmas or ()):
            forms[script(f, l)].add(lower(f))
    return {k for k, v in forms.items() if len(v) >= least}


def apply(form, s):
    mode, (cut, _, add) = s[0], s[1:].partition('+')
    f = cased(plain(form), mode)
    cut = int(cut)
    return (f[:len(f) - cut] if cut <= len(f) else '') + add
