#!/usr/bin/env python3
"""Fails on text that an editor or a machine left behind: blanks, tabs, invisible characters, local paths.

Usage: check-text.py ROOT
"""
import pathlib
import re
import sys

import tree

AS_IS = ("fixtures/", "tests/golden/", "tests/fuzz/corpus/", "tests/cli/", "LICENSE")  # bytes that are compared
SPACES_ONLY = (".py", ".build", ".yml", ".yaml", ".json")
INVISIBLE = re.compile("[\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
CONFLICT = ("<" * 7 + " ", ">" * 7 + " ")
LOCAL = re.compile(r"(?<![\w.])(/tm" r"p/[A-Za-z0-9]|/ro" r"ot/|/ho" r"me/\w|/wo" r"rk/)")


def check_lines(found, path, text):
    for n, line in enumerate(text.split("\n"), 1):
        if LOCAL.search(line):
            found.add(path, n, "path of one machine")
        if path.as_posix().startswith(AS_IS):
            continue
        if line != line.rstrip():
            found.add(path, n, "blanks at the end")
        if path.suffix in SPACES_ONLY and "\t" in line:
            found.add(path, n, "tab")
        if line.startswith(CONFLICT):
            found.add(path, n, "mark of a conflict")
        if INVISIBLE.search(line):
            found.add(path, n, "invisible character")


def main(root):
    found = tree.Findings()
    for path in tree.tracked(root):
        data = (pathlib.Path(root) / path).read_bytes()
        if b"\0" in data:
            continue
        try:
            text = data.decode()
        except UnicodeDecodeError:
            if not path.as_posix().startswith(AS_IS):
                found.add(path, 0, "not UTF-8")
            continue
        check_lines(found, path, text)
        if text and not text.endswith("\n") and not path.as_posix().startswith(AS_IS):
            found.add(path, 0, "no newline at the end")
    found.done()


main(sys.argv[1])
