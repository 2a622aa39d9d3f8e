#!/usr/bin/env python3
"""Fails when a file, a function, a list of parameters or a line is longer than the house allows.

Usage: check-sizes.py ROOT [ALLOW]

ALLOW has one line an exception: path, what, reason. The list stays short, and
an entry that is not needed any more is a finding.
"""
import pathlib
import re
import sys

import tree

FILE, HEADER, PUBLIC, FUNCTION, PARAMETERS, COLUMNS = 400, 150, 600, 60, 6, 110
ENTRIES = 6


def read_allowed(path):
    allowed = {}
    for line in path.read_text().splitlines() if path else ():
        if line and not line.startswith("#"):
            name, what, reason = line.split(None, 2)
            allowed[name, what] = reason
    return allowed


def functions(lines):
    """(line of the name, name, lines of the body, parameters) of each function defined.

    Functions open with a brace in column 0 and close with one, and so does nothing else.
    """
    start = None
    for n, line in enumerate(lines, 1):
        if line.rstrip() == "{":
            start = n
        elif line.startswith("}") and start:
            head, at = "", start - 1
            while at and lines[at - 1].strip() and not lines[at - 1].startswith(("}", "#")):
                head = lines[at - 1] + "\n" + head
                at -= 1
            yield (at + 1, *read_head(head), n - start - 1)
            start = None


def read_head(head):
    """(name, number of parameters) from what stands before the brace."""
    m = re.search(r"(\w+)\s*\(([^{}]*)\)\s*$", re.sub(r"__attribute__\s*\(\(.*?\)\)\)?", "", head), re.DOTALL)
    if not m:
        return "?", 0
    inner = m[2]
    while re.search(r"\([^()]*\)", inner):
        inner = re.sub(r"\([^()]*\)", "", inner)
    return m[1], 0 if inner.strip() in ("", "void") else inner.count(",") + 1


def check(path, text):
    """(what, line, text) of each excess"""
    lines = tree.blank(text).splitlines()
    limit = FILE
    if path.suffix == ".h":
        limit = PUBLIC if path.parts[0] == "include" else HEADER
    if len(lines) > limit:
        yield "file", 0, f"{len(lines)} lines, at most {limit}"
    for n, name, parameters, length in functions(lines):
        if length > FUNCTION:
            yield "function", n, f"{name}() has {length} lines, at most {FUNCTION}"
        if parameters > PARAMETERS:
            yield "parameters", n, f"{name}() has {parameters} parameters, at most {PARAMETERS}"
    for n, line in enumerate(text.splitlines(), 1):
        if len(line.expandtabs(8)) > COLUMNS:
            yield "line", n, f"{len(line.expandtabs(8))} columns, at most {COLUMNS}"


def main(root, allow=None):
    allow = pathlib.Path(allow) if allow else None
    allowed, used, found = read_allowed(allow), set(), tree.Findings()
    for path in tree.below(root, {"src", "include", "tests"}, {".c", ".h", ".def", ".cpp"}):
        text = (pathlib.Path(root) / path).read_text()
        for what, line, message in check(path, text):
            if (path.as_posix(), what) in allowed:
                used.add((path.as_posix(), what))
            else:
                found.add(path, line, message)
    for name, what in sorted(set(allowed) - used):
        found.add(allow, 0, f"'{name} {what}' is not needed any more")
    if len(allowed) > ENTRIES:
        found.add(allow, 0, f"{len(allowed)} entries, at most {ENTRIES}")
    found.done()


main(*sys.argv[1:])
