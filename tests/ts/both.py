#!/usr/bin/env python3
"""Every module that stands in the fixtures as an ONNX export and as a TorchScript archive: the same figures.

usage: both.py FLOPCOUNT FIXTURES

Parameters, MACs and bytes accessed are equal, except where the two files do not say the same thing. Those are listed in
DIFFERENT with the exact difference, TorchScript's figure less ONNX's, and why. Nothing else may differ, and these must.
"""
import csv
import json
import os
import subprocess
import sys

TOOL, FIXTURES = sys.argv[1:]

NESTED = "the exporter joins a concatenation of concatenations into one, which moves the inner ones once less"
FUSED = "TorchScript calls one operator (gelu, silu, attention) where the exporter writes out its steps"
SHARED = "equal calls of relu, pad, pool and slice on one tensor are one node after export"
AUXILIARY = "the auxiliary classifier is in the module tree, and its parameters are not in an export of inference"
ONE = "the exporter drops multiplications by one"
WIDTH = "a number that a tensor is multiplied by is 8 bytes wide in the archive, 4 in the export"

DIFFERENT = {  # name and variant: (params, macs, access_bytes), why
    "vit_b_16.script": ((0, 0, -510627614), FUSED),
    "vit_b_16.trace": ((0, 0, -743018558), FUSED),
    "swin_t.script": ((0, 0, -546094912), FUSED),
    "swin_t.trace": ((0, 0, -546095092), FUSED),
    "torchvision-inception_v3": ((3326696, 0, 614400), NESTED + "; " + AUXILIARY),
    "cadene-dpn107": ((0, 0, 9483268), NESTED + "; " + WIDTH),
    "cadene-dpn131": ((0, 0, 6171652), NESTED + "; " + WIDTH),
    "cadene-dpn68": ((0, 0, 4039172), NESTED + "; " + WIDTH),
    "cadene-dpn68b": ((0, 0, 4039172), NESTED + "; " + WIDTH),
    "cadene-dpn92": ((0, 0, 4290052), NESTED + "; " + WIDTH),
    "cadene-dpn98": ((0, 0, 4967428), NESTED + "; " + WIDTH),
    "cadene-inceptionresnetv2": ((0, 0, 160), WIDTH),
    "cadene-inceptionv3": ((3326696, 0, 1572864), NESTED + "; " + AUXILIARY),
    "cadene-inceptionv4": ((0, 0, 1572864), NESTED),
    "cadene-nasnetalarge": ((0, 0, 420870384), SHARED),
    "cadene-nasnetamobile": ((0, 0, 45389348), SHARED),
    "cadene-pnasnet5large": ((0, 0, 403048368), SHARED),
    "cadene-polynet": ((0, 0, 9345412), ONE + "; " + WIDTH),
    "flowers-efficientnet_b0": ((0, 0, -73894992), FUSED),
    "flowers-rexnet_100": ((0, 0, -51669912), FUSED),
}


def count(path, inputs=()):
    cmd = [TOOL, "-q", "-f", "json"]
    for text in inputs:
        cmd += ["-i", text]
    done = subprocess.run(cmd + [path], capture_output=True, text=True, timeout=120)
    totals = json.loads(done.stdout)["totals"]
    return [totals[key] for key in ("params", "macs", "access_bytes")]


def pairs():
    """Name, archive, export and the archive's inputs."""
    with open(os.path.join(FIXTURES, "ts", "expected.csv"), newline="") as f:
        rows = [r for r in csv.DictReader(f) if r["note"] != "unknowns at their upper bound"]  # names differ
    for row in rows:
        for variant in ("script", "trace"):
            name = "%s.%s" % (row["name"], variant)
            yield name, "ts/%s.pt" % name, "onnx/%s.onnx" % row["name"], row["input"].split(";")
    with open(os.path.join(FIXTURES, "zoo", "models.csv"), newline="") as f:
        for row in csv.DictReader(f):
            yield row["name"], "zoo/%s.pt" % row["name"], "zoo/%s.onnx" % row["name"], [row["input"]]


def main():
    bad = n = 0
    for name, *files, inputs in pairs():
        archive, export = (os.path.join(FIXTURES, f) for f in files)
        if not os.path.exists(archive) or not os.path.exists(export):
            continue
        n += 1
        got = tuple(a - b for a, b in zip(count(archive, inputs), count(export)))
        want = DIFFERENT.get(name, ((0, 0, 0), None))[0]
        bad += got != want
        print("%s %d - %s%s" % ("ok" if got == want else "not ok", n, name,
                                "" if got == want else ": got %s, expected %s" % (got, want)))
    print("1..%d" % n)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
