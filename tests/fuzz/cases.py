#!/usr/bin/env python3
"""Has a harness of graphs run the graphs of operator cases: every family, where no library hides memory.

Usage: cases.py FUZZ_TEXT CASE...
"""
import pathlib
import subprocess
import sys
import tempfile


def graphs(path):
    """The nodes of each case of a file; its form: tests/run_cases.c."""
    nodes = []
    for line in pathlib.Path(path).read_text().splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0] not in " \t":
            yield nodes
            nodes = []
        elif " = " in line:
            nodes.append(line.strip())
    yield nodes


def main(harness, paths):
    with tempfile.TemporaryDirectory() as folder:
        for path in map(pathlib.Path, paths):
            for n, nodes in enumerate(graphs(path)):
                if nodes:
                    (pathlib.Path(folder) / f"{path.stem}-{n}").write_text("\n".join(nodes) + "\n")
        return subprocess.run([harness, folder]).returncode


sys.exit(main(sys.argv[1], sys.argv[2:]))
