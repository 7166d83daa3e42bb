#!/usr/bin/python3
"""Copies a treebank's documents that may be used for training: filter_open.py DATA OUT.conllu"""
import sys

import data


def main():
    root, target = sys.argv[1:]
    with open(target, 'w', encoding='utf8') as out:
        for path, keep in data.treebank_files(root):
            doc = ''
            for block in open(path, encoding='utf8').read().split('\n\n'):
                for line in block.split('\n'):
                    if line.startswith('# newdoc id = '):
                        doc = line[14:]
                if block.strip() and keep(doc):
                    out.write(block.strip('\n') + '\n\n')


if __name__ == '__main__':
    main()
