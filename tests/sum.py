#!/usr/bin/env python3
"""Adds up what several runs of meson's tests said: N passed, N failed, N skipped.

Usage: sum.py NOTES LOG.json...

A test that speaks TAP counts once per line, any other once. NOTES holds lines
"failed WHAT" and "skipped WHAT" for what could not run, and "passed WHAT". A log that is not there
counts nothing. Exit status 1 when something failed or nothing ran at all.
"""
import json
import pathlib
import re
import sys

GOOD = {"OK", "EXPECTEDFAIL"}
TAP = re.compile(r"^(not )?ok\b(?:.*?(# *(?:SKIP|TODO))\b)?", re.IGNORECASE)


def count_tap(text):
    """(passed, failed, skipped, lines that failed)"""
    passed, skipped, failed = 0, 0, []
    for line in text.splitlines():
        m = TAP.match(line)
        if not m:
            continue
        if m[2] and "SKIP" in m[2].upper():
            skipped += 1
        elif m[1] and not m[2]:
            failed.append(line)
        else:
            passed += 1
    return passed, len(failed), skipped, failed


def count_test(test):
    """(passed, failed, skipped, lines that failed) of one entry of meson's log"""
    result, text = test["result"], test.get("stdout") or ""
    if re.search(r"^1\.\.\d+", text, re.MULTILINE):
        passed, failed, skipped, lines = count_tap(text)
        if result not in GOOD | {"SKIP"} and not failed:
            return passed, 1, skipped, ["ended as " + result]
        if passed + failed + skipped:
            return passed, failed, skipped, lines
    if result in GOOD:
        return 1, 0, 0, []
    if result == "SKIP":
        return 0, 0, 1, []
    return 0, 1, 0, ["ended as " + result]


def main(notes, logs):
    total = [0, 0, 0]
    for log in map(pathlib.Path, logs):
        for line in log.read_text().splitlines() if log.exists() else ():
            test = json.loads(line)
            *counts, lines = count_test(test)
            total = [a + b for a, b in zip(total, counts)]
            for text in lines:
                print(f"failed: {log.stem}: {test['name']}: {text}")
    for line in pathlib.Path(notes).read_text().splitlines():
        kind, what = line.split(" ", 1)
        total[("passed", "failed", "skipped").index(kind)] += 1
        print(f"{kind}: {what}")
    print(f"{total[0]} passed, {total[1]} failed, {total[2]} skipped")
    return 1 if total[1] or not total[0] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
