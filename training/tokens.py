"""Word lists of the tokeniser, counted in the treebanks (src/annotate/tokens.hpp says how they are used)."""
import collections
import re

import features as ft

# Common in news, rare or absent in the treebanks.
NEWS_ABBREVIATIONS = '''Gen. Lt. Col. Maj. Capt. Sgt. Cpl. Pvt. Adm. Cmdr. Brig. Sen. Sens. Rep. Reps. Gov. Govs. Rev.
Hon. Pres. Prof. Dr. Drs. Mr. Mrs. Ms. Messrs. St. Jr. Sr. Bros. Co. Corp. Inc. Ltd. Dept. Univ. Assn. Ave. Blvd.
Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sept. Sep. Oct. Nov. Dec. Tue. Tues. Wed. Thu. Thurs. Fri. No. Nos. vs. etc. approx.
Vol. pp. Eds. al. a.m. p.m. U.S. U.K. U.N. E.U. U.A.E. D.C. Ph.D. M.D. i.e. e.g. Supt. Insp. Amb. Mt. Ft. cf.
no. nos. vol. Fig. fig.'''.split()


ENDING = re.compile(r"'(s|m|re|ve|ll|d)$")


def key(form):
    return ft.lower(ft.plain(form))


def words(path, keep):
    """Yields (sentence rows with form, space after) and multi-word ranges as (surface, parts)."""
    doc, rows, spans = '', [], []
    for line in open(path, encoding='utf8'):
        line = line.rstrip('\n')
        if line.startswith('# newdoc id = '):
            doc = line[14:]
        elif not line:
            if rows and keep(doc):
                yield rows, spans
            rows, spans = [], []
        elif line[0] != '#':
            c = line.split('\t')
            if '-' in c[0]:
                a, b = map(int, c[0].split('-'))
                spans.append((c[1], a - 1, b))
            elif '.' not in c[0]:
                rows.append((c[1], 'SpaceAfter=No' not in c[9]))


def count(sources):
    kept, cut = collections.Counter(), collections.Counter()            # abbreviations
    joined, parted = collections.Counter(), collections.Counter()       # prefixes before a hyphen
    whole, multi, single = collections.Counter(), collections.Counter(), collections.Counter()
    for path, keep in sources:
        for rows, spans in words(path, keep):
            inside = {i for _, a, b in spans for i in range(a, b)}
            for surface, a, b in spans:
                parts = [rows[i][0] for i in range(a, b)]
                k = key(surface)
                if len(parts) == 2 and k == ''.join(map(key, parts)) and k.isalpha():
                    multi[k, len(key(parts[0]))] += 1
            for i, (f, space) in enumerate(rows):
                k, p = key(f), ft.plain(f)
                if i not in inside:
                    single[k] += 1
                if re.fullmatch(r"[^\W\d_][\w.&]*\.", p):
                    kept[p] += 1
                elif i + 1 < len(rows) and rows[i + 1][0] == '.' and not space and p.isalpha():
                    cut[p + '.'] += 1
                if re.fullmatch(r"\w+(-\w+)+", k) and re.search(r'[^\W\d]', k):
                    joined[k.split('-')[0]] += 1
                    whole[k] += 1
                elif i + 2 < len(rows) and rows[i + 1][0] == '-' and not space and not rows[i + 1][1]:
                    parted[k] += 1
                if re.fullmatch(r"[^\W\d]+'[^\W\d]+", k) and i not in inside and not ENDING.search(k):
                    whole[k] += 1
    abbreviations = {k for k in kept if kept[k] >= 2 and kept[k] > cut[k] and len(k) < 12}
    prefixes = {k for k in joined if joined[k] >= 2 and joined[k] > parted[k]}
    keep = {k for k in whole if whole[k] >= (2 if '-' in k else 1) and k.split('-')[0] not in prefixes}
    multiwords = {k: n for k, n in multi if multi[k, n] >= 3 and multi[k, n] > single[k]}
    return {'abbreviations': sorted(abbreviations | set(NEWS_ABBREVIATIONS)), 'prefixes': sorted(prefixes),
            'whole': sorted(keep), 'multiwords': ['%s\t%d' % i for i in sorted(multiwords.items())]}
