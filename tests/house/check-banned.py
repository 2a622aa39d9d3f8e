#!/usr/bin/env python3
"""Fails when C calls what the house does not use, or holds a mark of something unfinished.

Usage: check-banned.py ROOT
"""
import pathlib
import re
import sys

import tree

UNSAFE = ("strcpy strncpy strcat strncat sprintf vsprintf gets scanf sscanf fscanf strtok atoi atol atoll atof "
          "alloca rand srand system popen mktemp tmpnam tempnam setlocale assert_perror")
SPEECH = "printf vprintf fprintf vfprintf puts fputs putchar putc fputc perror exit _exit quick_exit abort getenv"
RULES = [  # what, where not, why
    (UNSAFE.split(), (), "is not used here"),
    (SPEECH.split(), ("src/cli/", "src/base/arena.c:abort"), "has no place in the library"),
    (["setjmp", "longjmp", "sigsetjmp", "siglongjmp"], ("src/base/arena.", "src/api/"),
     "belongs to the arena and its guards"),
]
MARKS = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")


def is_excused(path, name, places):
    for place in places:
        where, _, only = place.partition(":")
        if path.startswith(where) and only in ("", name):
            return True
    return False


def check_calls(found, path, text):
    for n, line in enumerate(tree.blank(text).splitlines(), 1):
        for m in re.finditer(r"(?<![\w.>])(\w+)\s*\(", line):
            for names, places, why in RULES:
                if m[1] in names and not is_excused(path.as_posix(), m[1], places):
                    found.add(path, n, f"{m[1]}() {why}")


def main(root):
    found = tree.Findings()
    for path in tree.below(root, {"src", "include", "proto"}, {".c", ".h", ".def", ".cpp", ".proto", ".map"}):
        text = (pathlib.Path(root) / path).read_text()
        if path.suffix in (".c", ".h", ".cpp"):
            check_calls(found, path, text)
        for n, line in enumerate(text.splitlines(), 1):
            if MARKS.search(line):
                found.add(path, n, "mark of something unfinished")
    found.done()


main(sys.argv[1])
