#!/usr/bin/env python3
"""Counts of the TorchScript fixtures against recorded ones.

usage: check.py FLOPCOUNT FIXTURES

fixtures/ts/expected.csv: parameters and buffers from PyTorch, MACs from a second shape-only interpreter (convolution,
linear and matrix products). Its column note says what to leave out or to bind.
"""
import csv
import json
import os
import re
import subprocess
import sys

TOOL, FIXTURES = sys.argv[1:]


def count(path, inputs, dims=()):
    cmd = [TOOL, "-q", "-f", "json"]
    for text in inputs:
        cmd += ["-i", text]
    for dim in dims:
        cmd += ["-d", dim]
    done = subprocess.run(cmd + [path], capture_output=True, text=True, timeout=120)
    return json.loads(done.stdout)


def at_upper_bound(path, inputs):
    """MACs with the data-dependent unknowns in their formula at their largest."""
    dims = {}
    for _ in range(5):
        report = count(path, inputs, ["%s=%d" % d for d in dims.items()])
        macs = report["totals"]["macs"]
        if isinstance(macs, int):
            return report
        bounds = {s["name"]: s["max"] for s in report["symbols"] if isinstance(s["max"], int)}
        dims.update((name, bounds[name]) for name in re.findall(r"[A-Za-z_]\w*", macs) if name in bounds)
    return report


def one(row, variant):
    path = os.path.join(FIXTURES, "ts", "%s.%s.pt" % (row["name"], variant))
    if not os.path.exists(path):
        return None
    inputs = row["input"].split(";")
    bound = row["note"] == "unknowns at their upper bound"
    report = at_upper_bound(path, inputs) if bound else count(path, inputs)
    macs = report["totals"]["macs"]
    if row["note"] == "without einsum rows":
        macs -= sum(layer["macs"] for layer in report["layers"] if layer["op"] == "Einsum")
    got = (report["totals"]["params"], report["totals"]["buffers"], macs)
    want = (int(row["params"]), int(row["buffers"]), int(row["macs"]))
    return None if got == want else "got %s, expected %s (params, buffers, macs)" % (got, want)


def main():
    results = []
    with open(os.path.join(FIXTURES, "ts", "expected.csv"), newline="") as f:
        for row in csv.DictReader(f):
            for variant in ("script", "trace"):
                if os.path.exists(os.path.join(FIXTURES, "ts", "%s.%s.pt" % (row["name"], variant))):
                    results.append(("%s %s" % (row["name"], variant), one(row, variant)))
    print("1..%d" % len(results))
    for i, (name, fault) in enumerate(results, 1):
        print("%s %d - %s%s" % ("not ok" if fault else "ok", i, name, ": " + fault if fault else ""))
    return 1 if any(fault for _, fault in results) else 0


if __name__ == "__main__":
    sys.exit(main())
