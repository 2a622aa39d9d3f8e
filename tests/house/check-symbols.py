#!/usr/bin/env python3
"""Fails when the built library, its map and the public header do not name the same functions.

Usage: check-symbols.py LIBRARY MAP HEADER [VERSION]

With VERSION, the version macros of the header are compared too.
"""
import pathlib
import re
import subprocess
import sys

import tree


def exported(library):
    out = subprocess.run(["nm", "-D", "--defined-only", library], capture_output=True, check=True, text=True)
    names = (line.split() for line in out.stdout.splitlines())
    return {n[-1].split("@")[0] for n in names if n[-2] != "A"}


def mapped(path):
    text = re.sub(r"/\*.*?\*/", "", pathlib.Path(path).read_text(), flags=re.DOTALL)
    names = re.findall(r"(\w+)\s*;", text.partition("global:")[2].partition("local:")[0])
    return names


def declared(text):
    return set(re.findall(r"^FLOPCOUNT_API\b[^;(]*?\b(\w+)\s*\(", tree.blank(text), re.MULTILINE))


def version_of(text):
    return ".".join(re.findall(r"#define FLOPCOUNT_VERSION_(?:MAJOR|MINOR|MICRO|PATCH)\s+(\d+)", text))


def main(library, map_path, header, version=None):
    found = tree.Findings()
    text = pathlib.Path(header).read_text()
    names = mapped(map_path)
    sides = {library: exported(library), map_path: set(names), header: declared(text)}
    if not sides[header]:
        found.add(header, 0, "declares nothing")
    for name in sorted(set.union(*sides.values())):
        for side, has in sides.items():
            if name not in has:
                found.add(side, 0, f"lacks {name}()")
    if names != sorted(names):
        found.add(map_path, 0, "is not sorted")
    if version and version_of(text) != version:
        found.add(header, 0, f"is of version {version_of(text)}, not {version}")
    found.done()


main(*sys.argv[1:])
