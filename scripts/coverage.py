#!/usr/bin/env python3
"""Sums what gcov counted in a build folder: lines and branches of src/, by room.

Usage: coverage.py [--aim LINES BRANCHES] BUILD

With an aim, in percent, all that is said is one line, that begins with "passed" or "failed".

A line or branch that several objects hold counts once, and is reached when any of
them reached it. Branches that only the compiler sees (of calls that may throw) are left out.
"""
import argparse
import json
import os
import pathlib
import subprocess

LAGGARDS = 12


def reports(build):
    """What gcov says of each object under build but the tests' own, as JSON."""
    objects = [str(p.resolve()) for p in sorted(pathlib.Path(build).rglob("*.gcda"))
               if "tests" not in p.relative_to(build).parts]
    run = subprocess.run(["gcov", "--json-format", "--branch-probabilities", "--stdout", *objects],
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    for line in run.stdout.splitlines():
        if line.startswith("{"):
            yield json.loads(line)


def collect(build):
    """{file: ({line: reached}, {(line, index): reached})} of files below src/"""
    found = {}
    for report in reports(build):
        for f in report["files"]:
            path = os.path.normpath(os.path.join(report["current_working_directory"], f["file"]))
            path = os.path.relpath(path)
            if not path.startswith("src/") or not path.endswith(".c"):
                continue
            lines, branches = found.setdefault(path, ({}, {}))
            for line in f["lines"]:
                n = line["line_number"]
                lines[n] = lines.get(n, False) or line["count"] > 0
                for i, branch in enumerate(b for b in line["branches"] if not b["throw"]):
                    branches[n, i] = branches.get((n, i), False) or branch["count"] > 0
    return found


def share(reached):
    return 100.0 * sum(reached) / len(reached) if reached else 100.0


def row(title, entries):
    lines = [v for e in entries for v in e[0].values()]
    branches = [v for e in entries for v in e[1].values()]
    print("%-34s %6d %6.1f%% %7d %6.1f%%" % (title, len(lines), share(lines), len(branches), share(branches)))


def aim(found, lines, branches):
    reached = [[v for e in found.values() for v in e[i].values()] for i in (0, 1)]
    good = found and share(reached[0]) >= lines and share(reached[1]) >= branches
    print("%s coverage: %.1f %% of %d lines, %.1f %% of %d branches of src/; aim: %g %%, %g %%" % (
        "passed" if good else "failed", share(reached[0]), len(reached[0]), share(reached[1]), len(reached[1]),
        lines, branches))


def table(found):
    rooms = sorted({path.split("/")[1] for path in found})
    print("%-34s %6s %7s %7s %7s" % ("", "lines", "", "branch", ""))
    for room in rooms:
        row("src/" + room, [e for path, e in found.items() if path.split("/")[1] == room])
    row("src", list(found.values()))
    print()
    for path in sorted(found, key=lambda p: share(list(found[p][0].values())))[:LAGGARDS]:
        row(path, [found[path]])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--aim", nargs=2, type=float, metavar=("LINES", "BRANCHES"))
    parser.add_argument("build")
    args = parser.parse_args()
    found = collect(args.build)
    if args.aim:
        aim(found, *args.aim)
    else:
        table(found)


main()
