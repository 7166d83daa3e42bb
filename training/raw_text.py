#!/usr/bin/python3
"""Writes the raw news and history text on which the teachers show the student what they would say:
raw_text.py DATA OUT.txt. Nothing that figures are measured on is among it (models/README.md names the sources)."""
import json
import sys

# file, every how manieth text
SOURCES = (('quotes/targetsent_newsmtsc_train.jsonl', 1), ('time/wikiwars_tml.jsonl', 1),
           ('quotes/quotes_polnear_train.jsonl', 2))


def main():
    root, target = sys.argv[1:]
    with open(target, 'w', encoding='utf8') as out:
        for name, every in SOURCES:
            for i, line in enumerate(open(root + '/' + name, encoding='utf8')):
                if i % every == 0:
                    out.write(json.loads(line)['text'].strip() + '\n\n')


if __name__ == '__main__':
    main()
