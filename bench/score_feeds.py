#!/usr/bin/env python3
"""Scores `parallax eval feeds FOLDER --predictions OUT` against feedparser's own test files.

usage: score_feeds.py FOLDER OUT [--list]

Each test file carries an expression about what a parser must find. Those are evaluated that speak only of what Parallax
keeps: entries and their number, titles, links, ids, dates, summaries and contents, the feed's title and link. Texts are
compared as words (tags taken out, references decoded, white space folded), because sanitising HTML is not asked here.
"""
import ast
import html
import json
import pathlib
import re
import sys
import time
import datetime

KEYS = {"title", "link", "id", "guid", "published", "published_parsed", "updated", "updated_parsed", "summary", "description",
        "content", "value", "title_detail", "summary_detail", "entries", "feed", "modified", "modified_parsed", "created_parsed", "issued_parsed"}
NAMES = {"entries", "feed", "bozo", "len"}


def folded(text):
    text = re.sub(r"<!--.*?-->|<[^>]*>", " ", text)
    text = html.unescape(html.unescape(text)).replace("\xad", "")
    return re.sub(r"\s+", " ", text).strip()


class Words(str):
    def __eq__(self, other):
        return isinstance(other, str) and (str(self) == str(other) or folded(self) == folded(other))
    def __ne__(self, other):
        return not self == other
    __hash__ = str.__hash__


class Plain(Words):
    """Titles are given without markup, so nothing is to be taken out of ours."""
    def __eq__(self, other):
        return isinstance(other, str) and (Words(self) == other or str(self) == folded(other))
    __hash__ = str.__hash__


def parsed(iso):
    try:
        moment = datetime.datetime.fromisoformat(iso.replace("Z", "+00:00"))
    except ValueError:
        return None
    if moment.tzinfo:
        moment = moment.astimezone(datetime.timezone.utc)
    return tuple(moment.utctimetuple())


class Day:
    """A date that agrees if the minute does: seconds are not kept."""
    def __init__(self, iso):
        self.parts = parsed(iso)
    def __eq__(self, other):
        return self.parts is not None and tuple(self.parts[:5]) == tuple(other[:5])


class Printed(str):
    """A date as printed in the feed: compared as the moment that it means."""
    def __eq__(self, other):
        if str(self) == other:
            return True
        mine = parsed(str(self))
        for form in ("%a, %d %b %Y %H:%M:%S GMT", "%Y-%m-%dT%H:%M:%SZ"):
            try:
                return mine is not None and mine[:5] == time.strptime(other, form)[:5]
            except ValueError:
                pass
        theirs = parsed(other)
        return mine is not None and theirs is not None and mine[:5] == theirs[:5]
    __hash__ = str.__hash__


class Thing(dict):
    __getattr__ = dict.__getitem__


def entry_of(entry):
    thing = Thing(title=Plain(entry["title"]), link=Words(entry["link"]), id=Words(entry["id"]), guid=Words(entry["id"]))
    updated = entry["updated"] or entry["published"]
    thing.update(published=Printed(entry["published"]), updated=Printed(updated), modified=Printed(updated),
                 published_parsed=Day(entry["published"]), updated_parsed=Day(updated), modified_parsed=Day(updated),
                 created_parsed=Day(entry["published"]), issued_parsed=Day(entry["published"]))
    content = Words(entry["content"])
    thing.update(title_detail=Thing(value=thing["title"]), summary_detail=Thing(value=content))
    thing.update(summary=content, description=content, content=[Thing(value=content)])
    return thing


def is_about_reports(tree):
    """Whether the expression speaks only of what Parallax keeps."""
    keys = {n.slice.value for n in ast.walk(tree) if isinstance(n, ast.Subscript) and isinstance(n.slice, ast.Constant)
            and isinstance(n.slice.value, str)} | {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    of_feed = {getattr(n, "attr", None) or getattr(n.slice, "value", None) for n in ast.walk(tree)
               if isinstance(n, (ast.Subscript, ast.Attribute)) and isinstance(n.value, ast.Name) and n.value.id == "feed"}
    return bool(keys or "len" in names) and keys <= KEYS and names <= NAMES and of_feed <= {"title", "link"}


def main():
    folder, predictions = pathlib.Path(sys.argv[1]), json.load(open(sys.argv[2]))
    right, failed, skipped = 0, [], 0
    by_folder = {}
    for name, found in sorted(predictions.items()):
        data = (folder / name).read_bytes()
        text = data.decode("utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data.decode("utf-8", "replace")
        match = re.search(r"Expect:\s*(.*?)\s*-->", text, re.S)
        if not match or "/sanitize/" in name:
            continue
        expression = match.group(1)
        try:
            tree = ast.parse(expression.strip(), mode="eval")
        except SyntaxError:
            continue
        if not is_about_reports(tree):
            skipped += 1
            continue
        expression = re.sub(r"^\s*(not\s+)?bozo\s+and\s+", "", expression)
        good = False
        if found:
            world = {"entries": [entry_of(e) for e in found["entries"]],
                     "feed": Thing(title=Plain(found["title"]), link=Words(found["link"])), "bozo": False}
            try:
                good = bool(eval(expression, {"__builtins__": {"len": len}}, world))
            except Exception:
                good = False
        part = by_folder.setdefault(str(pathlib.Path(name).parent), [0, 0])
        part[1] += 1
        part[0] += good
        right += good
        if not good:
            failed.append((name, expression[:150]))
    print(f"{right} of {right + len(failed)} = {100 * right / max(1, right + len(failed)):.1f} %   ({skipped} about other things)")
    for part, (good, all_) in sorted(by_folder.items()):
        print(f"  {part:<32} {good:>4} of {all_}")
    if "--list" in sys.argv:
        for name, expression in failed:
            print("FAILED", name, expression)


main()
