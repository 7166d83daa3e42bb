#!/usr/bin/env python3
"""Trains the learned layer of the event coder (src/code/event_model.hpp) and says how well it does, cross-validated.

usage: train_events.py DATA OUT.pxm [--features PROGRAM] [--program PARALLAX] [--predictions FILE] [--folds FOLDER]

DATA      folder with events/gold_PLV_train.jsonl, events/gold_conflibert_cameo_train.jsonl, the list of its sentences that may be used, and parse/
PROGRAM   event_features as built (default build/release/training/event_features); it writes what the program itself sees of each line
PARALLAX  the program as built (default build/release/src/app/parallax); it finds who acts on whom in the examples of the rule files
FOLDER    gets the model of each fold, 0.pxm to 9.pxm, and 0.ids to 9.ids: the lines it has not seen, to try the whole program on

A logistic regression over the 15 relation types, "mere statement" and "nothing". Lines with a marked pair say their type; lines of the five-class set say only
the class, so their loss is that of all types in it together. Each line with a pair
is also shown as if no rule had fired, with less weight. The examples of the rule files in data/coding teach plain words of acts that the data lack ("visited",
"recalled its ambassador"); they are in no held-out fold. Verbs between two actors of the open treebanks on which no rule has an opinion stand for
"nothing", with less weight too: a few of them are events, most are none. Sentences that stand in both sets, word for word or nearly, are never parted by a fold.
The temperature of the probabilities is fitted on the predictions for held-out folds. One thread, half a minute; seeds are fixed.
"""
import argparse
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

import numpy as np
import torch

import container
import data

TYPES = ['AGREE', 'CONSULT', 'SUPPORT', 'COOPERATE', 'AID', 'YIELD', 'ACCUSE', 'REQUEST', 'REJECT', 'THREATEN', 'PROTEST', 'MOBILIZE', 'SANCTION',
         'COERCE', 'ASSAULT', 'STATEMENT', 'NOTHING']
QUADS = [1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 0, None]
RULE_KINDS = {'r', 'rf', 'rc', 'rn', 'rm', 'ro'}
COLUMNS, CLASSED, RELATIONS = len(TYPES), len(TYPES) - 1, len(TYPES) - 2
NOTHING = TYPES.index('NOTHING')
EXAMPLE = 'example/'  # how names of lines from rule files begin
FOLDS, MIN_COUNT, PENALTY = 10, 2, 1.0
WEIGHT_OF_CLASSES, WEIGHT_WITHOUT_RULES, WEIGHT_OF_NOTHING, WEIGHT_OF_EXAMPLES = 0.5, 0.3, 0.3, 0.5


class Line:
    def __init__(self, ident, text, allowed, weight, marked):
        self.ident, self.text, self.allowed, self.weight, self.marked = ident, text, allowed, weight, marked
        self.features, self.rule, self.group, self.extra = set(), '', None, False


def read_lines(root):
    events = os.path.join(root, 'events')
    lines = []
    pairs, classes = os.path.join(events, 'gold_PLV_train.jsonl'), os.path.join(events, 'gold_conflibert_cameo_train.jsonl')
    for row in map(json.loads, open(pairs, encoding='utf8')):
        lines.append(Line(row['id'], row['text'], [TYPES.index(row['events'][0]['code'])], 1.0, True))
    usable = set(open(os.path.join(events, 'conflibert_cameo_train_not_in_PLV_test.ids'), encoding='utf8').read().split())
    for row in map(json.loads, open(classes, encoding='utf8')):
        if row['id'] in usable:
            quad = int(row['events'][0]['code'][-1])
            lines.append(Line(row['id'], row['text'], [k for k in range(CLASSED) if QUADS[k] == quad], WEIGHT_OF_CLASSES, False))
    return lines, [pairs, classes]


def add_features(lines, files, program):
    by_id = {line.ident: line for line in lines}
    for path in files:
        for row in map(json.loads, subprocess.run([program, path], check=True, capture_output=True, text=True).stdout.splitlines()):
            if row['id'] in by_id:
                by_id[row['id']].features, by_id[row['id']].rule = set(row['features']), row['rule']


def without_rules(lines):
    """The lines with a pair as they look where no rule fires."""
    copies = []
    for line in lines:
        if line.marked:
            copy = Line(line.ident, line.text, line.allowed, WEIGHT_WITHOUT_RULES, False)
            copy.features = {f for f in line.features if f.split(':', 1)[0] not in RULE_KINDS} | {'r:none'}
            copy.group, copy.extra = line.group, True
            copies.append(copy)
    return copies


def example_sentences():
    rules = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'data', 'coding')
    for name in sorted(os.listdir(rules)):
        if name.endswith('.rules'):
            for text in open(os.path.join(rules, name), encoding='utf8'):
                found = re.match(r'\s*example (.+) = (\S+) (\d+) (\S+)$', text.rstrip())
                if found:
                    yield found.group(1), found.group(3)


def example_lines(program, parallax):
    """The rule files' examples of one act of one party towards another, marked as the program finds them."""
    texts = list(example_sentences())
    with tempfile.TemporaryDirectory() as folder:
        asked, marked = os.path.join(folder, 'asked.jsonl'), os.path.join(folder, 'marked.jsonl')
        with open(asked, 'w', encoding='utf8') as out:
            for n, (text, _) in enumerate(texts):
                out.write(json.dumps({'id': str(n), 'text': text}) + '\n')
        reports = subprocess.run([parallax, 'code', '--rules-only', '--no-trees', asked], check=True, capture_output=True, text=True).stdout.splitlines()
        if len(reports) != len(texts):
            sys.exit('%d examples asked, %d coded' % (len(texts), len(reports)))
        with open(marked, 'w', encoding='utf8') as out:
            for (text, code), report in zip(texts, map(json.loads, reports)):
                sides = [[s['sources'][0]['span'], s['targets'][0]['span']] for s in report['statements']
                         if s['cameo'] == code and len(s['sources']) == len(s['targets']) == 1 and s['sources'] != s['targets']]
                if len(report['statements']) == len(sides) == 1 and all(sides[0]):
                    ends = sorted((at, tag) for side, tag in zip(sides[0], 'st') for at, tag in ((side['begin'], '<%s>' % tag), (side['end'], '</%s>' % tag)))
                    for at, tag in reversed(ends):
                        text = text[:at] + tag + text[at:]
                    out.write(json.dumps({'id': EXAMPLE + report['given_id'], 'text': re.sub('</?[st]>', '', text), 'marked': text,
                                          'events': [{'code': ''}]}) + '\n')
        rows = subprocess.run([program, marked], check=True, capture_output=True, text=True).stdout.splitlines()
    lines = []
    for n, row in enumerate(map(json.loads, rows)):
        if row['rule'] in TYPES:
            line = Line(row['id'], row['id'], [TYPES.index(row['rule'])], WEIGHT_OF_EXAMPLES, False)
            line.features = {f for f in row['features'] if f.split(':', 1)[0] not in RULE_KINDS} | {'r:' + row['rule']}
            line.group, line.extra = -1000000 - n, True
            lines.append(line)
    return lines


def open_text(root):
    """The treebanks' documents that may be used, one paragraph a sentence."""
    paragraphs = []
    for path, keep in data.treebank_files(root):
        document = ''
        for text in open(path, encoding='utf8'):
            if text.startswith('# newdoc id = '):
                document = text[14:].strip()
            elif text.startswith('# text = ') and keep(document):
                paragraphs.append(text[9:].strip())
    return '\n\n'.join(paragraphs)


def nothing_lines(root, program):
    """Verbs of open text between two actors on which no rule has an opinion."""
    with tempfile.NamedTemporaryFile('w', suffix='.txt', encoding='utf8') as file:
        file.write(open_text(root))
        file.flush()
        rows = subprocess.run([program, '--open', file.name], check=True, capture_output=True, text=True).stdout.splitlines()
    lines = []
    for n, row in enumerate(map(json.loads, rows)):
        line = Line('open/%d' % n, row['id'], [NOTHING], WEIGHT_OF_NOTHING, False)
        line.features, line.group, line.extra = set(row['features']), -1 - n, True
        lines.append(line)
    return lines


def group_near_copies(lines):
    """Lines that share more than half of the shorter one's four-word runs get one group."""
    runs, where = [], collections.defaultdict(list)
    for n, line in enumerate(lines):
        words = re.findall(r'\w+', line.text.lower())
        runs.append({' '.join(words[k:k + 4]) for k in range(max(1, len(words) - 3))})
        for run in runs[-1]:
            where[run].append(n)
    parent = list(range(len(lines)))

    def root(n):
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n
    for n in range(len(lines)):
        shared = collections.Counter(m for run in runs[n] if len(where[run]) < 50 for m in where[run] if m < n)
        for m, count in shared.items():
            if count > 0.5 * min(len(runs[n]), len(runs[m])):
                parent[root(n)] = root(m)
    for n, line in enumerate(lines):
        line.group = root(n)


def vocabulary(lines, dropped):
    originals = [line for line in lines if not line.extra or line.allowed[0] == NOTHING or line.ident.startswith(EXAMPLE)]
    counts = collections.Counter(f for line in originals for f in line.features if f.split(':', 1)[0] not in dropped)
    return {f: n for n, f in enumerate(sorted(f for f, c in counts.items() if c >= MIN_COUNT))}


def matrix(lines, words):
    cells = [(n, words[f]) for n, line in enumerate(lines) for f in sorted(line.features) if f in words]
    at = torch.tensor(cells, dtype=torch.long).reshape(-1, 2).t()
    return torch.sparse_coo_tensor(at, torch.ones(len(cells)), (len(lines), len(words))).coalesce()


def fit(lines, words):
    seen = matrix(lines, words)
    mask = torch.full((len(lines), COLUMNS), -30.0)
    for n, line in enumerate(lines):
        mask[n, line.allowed] = 0
    weight = torch.tensor([line.weight for line in lines])
    w, bias = torch.zeros(len(words), COLUMNS, requires_grad=True), torch.zeros(COLUMNS, requires_grad=True)
    optimiser = torch.optim.LBFGS([w, bias], max_iter=60, history_size=8, line_search_fn='strong_wolfe')

    def loss():
        optimiser.zero_grad()
        scores = torch.log_softmax(torch.sparse.mm(seen, w) + bias, 1)
        total = -(weight * torch.logsumexp(scores + mask, 1)).sum() + PENALTY / 2 * (w ** 2).sum()
        total.backward()
        return total
    optimiser.step(loss)
    return w.detach(), bias.detach()


def cross_validate(lines, dropped, use=None):
    """Scores (before the softmax) of every line by a model that has not seen it, nor a near copy. `use` is given each fold's model and the lines held back."""
    groups = sorted({line.group for line in lines})
    fold = dict(zip(groups, np.random.RandomState(0).permutation(len(groups)) % FOLDS))
    scores = torch.zeros(len(lines), COLUMNS)
    for k in range(FOLDS):
        held = [n for n, line in enumerate(lines) if fold[line.group] == k]
        rest = [line for line in lines if fold[line.group] != k]
        words = vocabulary(rest, dropped)
        w, bias = fit(rest, words)
        scores[held] = torch.sparse.mm(matrix([lines[n] for n in held], words), w) + bias
        if use:
            use(words, w, bias, [lines[n].ident for n in held if not lines[n].extra])
    return scores


def macro_f1(gold, found, labels):
    total = 0
    for label in labels:
        hit = sum(g == f == label for g, f in zip(gold, found))
        both = sum(g == label for g in gold) + sum(f == label for f in found)
        total += 2 * hit / both if both else 0
    return total / len(labels)


def figures(name, gold, found, quads):
    right = sum(g == f for g, f in zip(gold, found)) / len(gold)
    gold_quads = [QUADS[g] for g in gold]
    sides, gold_sides = [q > 2 if q else None for q in quads], [q > 2 for q in gold_quads]
    print('%-11s types %.3f (accuracy %.3f)  quads %.3f  sides %.3f' % (
        name, macro_f1(gold, found, range(RELATIONS)), right, macro_f1(gold_quads, quads, [1, 2, 3, 4]),
        macro_f1(gold_sides, sides, [False, True])), flush=True)


def quads_of(probabilities, choices):
    sums = np.stack([probabilities[:, [k for k in range(probabilities.shape[1]) if QUADS[k] == q]].sum(1) for q in choices], 1)
    return [choices[k] for k in sums.argmax(1)]


def report(lines, scores, name):
    marked = [n for n, line in enumerate(lines) if line.marked]
    gold = [lines[n].allowed[0] for n in marked]
    probabilities = torch.softmax(scores[marked][:, :RELATIONS], 1).numpy()
    figures(name, gold, list(probabilities.argmax(1)), quads_of(probabilities, [1, 2, 3, 4]))
    classes = [n for n, line in enumerate(lines) if not line.marked and not line.extra]
    found = quads_of(torch.softmax(scores[classes][:, :CLASSED], 1).numpy(), [0, 1, 2, 3, 4])
    print('%-11s five classes %.3f' % ('', macro_f1([QUADS[lines[n].allowed[0]] for n in classes], found, range(5))), flush=True)


def report_rules(lines):
    index = {name: k for k, name in enumerate(TYPES)}
    marked = [line for line in lines if line.marked]
    found = [index.get(line.rule, RELATIONS) for line in marked]
    figures('rules only', [line.allowed[0] for line in marked], found, [QUADS[f] for f in found])
    classes = [line for line in lines if not line.marked and not line.extra]
    print('%-11s five classes %.3f' % ('', macro_f1([QUADS[line.allowed[0]] for line in classes],
                                                    [QUADS[index.get(line.rule, RELATIONS)] for line in classes], range(5))), flush=True)


def report_nothing(lines, scores):
    """How well a verb between two actors is told from an event where no rule fires."""
    likely = 1 - torch.softmax(scores, 1)[:, RELATIONS:].sum(1)
    events = [n for n, line in enumerate(lines) if line.extra and line.allowed[0] != NOTHING]
    others = [n for n, line in enumerate(lines) if line.extra and line.allowed[0] == NOTHING]
    for limit in (.5, .6, .7, .8, .9):
        print('event with %.1f where no rule fires: %.2f of the marked pairs, %.3f of the open verbs' % (
            limit, float((likely[events] > limit).float().mean()), float((likely[others] > limit).float().mean())))


def temperature_of(lines, scores):
    marked = [n for n, line in enumerate(lines) if line.marked]
    gold = torch.tensor([lines[n].allowed[0] for n in marked])
    grid = np.arange(0.5, 3.01, 0.05)
    losses = [float(torch.nn.functional.cross_entropy(scores[marked][:, :RELATIONS] / float(t), gold)) for t in grid]
    best = float(grid[int(np.argmin(losses))])
    probabilities = torch.softmax(scores[marked][:, :RELATIONS] / best, 1)
    sure, choice = probabilities.max(1)
    hit = choice == gold
    for low, high in [(0, .5), (.5, .7), (.7, .9), (.9, 1.01)]:
        within = (sure >= low) & (sure < high)
        if within.any():
            print('confidence %.1f-%.1f: %4d lines, mean %.2f, right %.2f' % (
                low, min(high, 1), int(within.sum()), float(sure[within].mean()), float(hit[within].float().mean())))
    print('temperature %.2f' % best)
    return best


def feature_key(feature):
    value = 14695981039346656037
    for byte in feature.encode('utf8'):
        value = (value ^ byte) * 1099511628211 % 2 ** 64
    return value


def write(path, words, w, bias, temperature):
    order = sorted(words, key=feature_key)
    keys = [feature_key(f) for f in order]
    assert len(set(keys)) == len(keys), 'two features share a key'
    out = container.Container()
    out.text('meta', ['kind=events', 'version=1', 'features=%d' % len(order), 'temperature=%.2f' % temperature, 'types=' + ','.join(TYPES)])
    out.numbers('keys', np.array(keys, dtype='<u8').view('<u4'))
    out.int8_rows('weights', w.numpy()[[words[f] for f in order]])
    out.floats('bias', bias.numpy())
    out.write(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('data')
    parser.add_argument('out')
    parser.add_argument('--features', default='build/release/training/event_features')
    parser.add_argument('--program', default='build/release/src/app/parallax')
    parser.add_argument('--predictions', help='write the cross-validated predictions for the marked pairs to this file')
    parser.add_argument('--folds', help='write the model of each fold and the names of the lines it has not seen to this folder')
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    lines, files = read_lines(options.data)
    add_features(lines, files, options.features)
    group_near_copies(lines)
    lines += without_rules(lines) + nothing_lines(options.data, options.features) + example_lines(options.features, options.program)
    print('%d lines, %d with a marked pair, %d groups' % (len(lines), sum(line.marked for line in lines), len({line.group for line in lines})))
    report_rules(lines)
    report(lines, cross_validate(lines, RULE_KINDS), 'model only')
    folds = []
    scores = cross_validate(lines, set(), lambda *fold: folds.append(fold))
    report(lines, scores, 'both')
    if options.predictions:
        with open(options.predictions, 'w', encoding='utf8') as out:
            for line, row in zip(lines, scores):
                if line.marked:
                    out.write(json.dumps({'id': line.ident, 'code': TYPES[int(row[:RELATIONS].argmax())]}) + '\n')
    report_nothing(lines, scores)
    temperature = temperature_of(lines, scores)
    if options.folds:
        os.makedirs(options.folds, exist_ok=True)
        for k, (words, w, bias, held) in enumerate(folds):
            write(os.path.join(options.folds, '%d.pxm' % k), words, w, bias, temperature)
            with open(os.path.join(options.folds, '%d.ids' % k), 'w', encoding='utf8') as out:
                out.write('\n'.join(held) + '\n')
    words = vocabulary(lines, set())
    w, bias = fit(lines, words)
    write(options.out, words, w, bias, temperature)
    print('%d features -> %s' % (len(words), options.out))


if __name__ == '__main__':
    main()
