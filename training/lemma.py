"""Lemmas as edit scripts: 'l2+y' = lower-case the form, cut two characters at the end, append 'y'.

Case part: l lower-cases all, k keeps the case, t lower-cases and capitalises the first letter.
src/annotate/lemma.cpp applies the same scripts.
"""
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


def apply(form, s):
    mode, (cut, _, add) = s[0], s[1:].partition('+')
    f = cased(plain(form), mode)
    cut = int(cut)
    return (f[:len(f) - cut] if cut <= len(f) else '') + add
