#!/usr/bin/env python3
"""Sums what gcov counted in a build folder: lines and branches of src/, by room.  coverage.py BUILD

A line or branch that several objects hold counts once, and is reached when any of
them reached it. Branches that only the compiler sees (of calls that may throw) are left out.
"""
import gzip, json, os, pathlib, subprocess, sys, tempfile

LAGGARDS = 12


def reports(build):
    """What gcov says of each object under build, as JSON."""
    objects = sorted(p for p in pathlib.Path(build).rglob("*.gcda"))
    with tempfile.TemporaryDirectory() as folder:
        for data in objects:
            subprocess.run(["gcov", "--json-format", "--branch-probabilities", "--object-directory", data.parent.resolve(),
                            data.resolve()], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for name in pathlib.Path(folder).glob("*.gcov.json.gz"):
                yield json.loads(gzip.open(name).read())
                name.unlink()


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


def main(build):
    found = collect(build)
    rooms = sorted({path.split("/")[1] for path in found})
    print("%-34s %6s %7s %7s %7s" % ("", "lines", "", "branch", ""))
    for room in rooms:
        row("src/" + room, [e for path, e in found.items() if path.split("/")[1] == room])
    row("src", list(found.values()))
    print()
    for path in sorted(found, key=lambda p: share(list(found[p][0].values())))[:LAGGARDS]:
        row(path, [found[path]])


main(sys.argv[1])
