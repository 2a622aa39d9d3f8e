#!/usr/bin/env python3
"""Measures flopcount on generated models, beside what else reads them.

Usage: run.py FLOPCOUNT GENERATE MEASURE FOLDER

Prints Markdown. Models are made in FOLDER (sparse files, some 600 MB on disk) and kept. Where BENCH_PYTHON
names a Python with onnx, onnx-tool or torch, each case is paired with what a user would run there. CPU
seconds are user + system, the least of BENCH_RUNS runs (3); peaks are the process's, the largest.
"""

import math
import os
import subprocess
import sys

import script

FLOPCOUNT, GENERATE, MEASURE, FOLDER = sys.argv[1:5]
RUNS = int(os.environ.get("BENCH_RUNS", "3"))
PYTHON = os.environ.get("BENCH_PYTHON")
MB = 1 << 20

LOAD = "import onnx, sys; onnx.load(sys.argv[1], load_external_data=False)"
OTHERS = {
    "onnx.load": LOAD,
    "onnx.shape_inference": LOAD.replace("onnx.load(", "m = onnx.load(") +
    "; from onnx import shape_inference; shape_inference.infer_shapes(m)",
    "onnx-tool": "import onnx_tool, sys; onnx_tool.model_profile(sys.argv[1])",
    "torch.jit.load": "import torch, sys; torch.jit.load(sys.argv[1], map_location='meta')",
}
CHAIN = [1000, 10000, 100000, 1000000]


class Failed(Exception):
    pass


def measure(*command):
    cpu, peak = [], []
    for _ in range(RUNS):
        seconds, kib, status = subprocess.run([MEASURE, *command], check=True, capture_output=True,
                                              text=True).stdout.split()
        if status != "0":
            raise Failed(status)
        cpu.append(float(seconds))
        peak.append(int(kib) / 1024)
    return min(cpu), max(peak)


def has(module):
    return PYTHON and not subprocess.run([PYTHON, "-c", "import " + module], capture_output=True).returncode


def other(name, path):
    """What NAME takes, or None where it is not there, or fails."""
    if not has({"onnx-tool": "onnx_tool", "torch.jit.load": "torch"}.get(name, "onnx")):
        return None
    try:
        return measure(PYTHON, "-c", OTHERS[name], path)
    except Failed:
        return None


def made(name, kind, n):
    path = os.path.join(FOLDER, name)
    if not os.path.exists(path):
        subprocess.run([GENERATE, kind, str(n), path], check=True)
    return path


def archive(name, *args):
    path = os.path.join(FOLDER, name)
    if not os.path.exists(path):
        script.write(path + ".new", *args)
        os.rename(path + ".new", path)
    return path


def say(figures):
    return "%.3f s / %.1f MB" % figures if figures else "-"


def row(what, path, *options, beside=("onnx.load",)):
    mine = measure(FLOPCOUNT, *options, path)
    line = "| %s | %s |" % (what, say(mine))
    for name in beside:
        theirs = other(name, path)
        times = " (%.2f of CPU, %.2f of peak)" % (mine[0] / theirs[0], mine[1] / theirs[1]) if theirs else ""
        line += " %s: %s%s" % (name, say(theirs), times)
    print(line + " |", flush=True)
    return mine


def exponent(points):
    """The slope of a line through (log n, log figure), by least squares."""
    xs, ys = [math.log(n) for n, _ in points], [math.log(v) for _, v in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys)) / sum((a - x) ** 2 for a in xs)


def growth():
    start = measure(FLOPCOUNT, "--version")
    cpu, peak = [], []
    for n in CHAIN:
        mine = row("chain of %d nodes" % n, made("chain_%d.onnx" % n, "chain", n),
                   beside=("onnx.load", "onnx.shape_inference") + (("onnx-tool",) if n <= 1000 else ()))
        cpu.append((n, max(mine[0] - start[0], 1e-4)))
        peak.append((n, max(mine[1] - start[1], 0.01)))
    return "Growth from %d to %d nodes, above what a start takes: CPU by exponent %.2f, memory %.2f." % (
        CHAIN[0], CHAIN[-1], exponent(cpu), exponent(peak))


def big():
    inline = row("1.9 GB of weights in the file", made("inline.onnx", "inline", 1900 * 1000 * 1000))
    apart = row("the same beside the file", made("external.onnx", "external", 1900 * 1000 * 1000))
    row("27 GB of weights beside the file", made("external27.onnx", "external", 27 * 1000 ** 3))
    row("one constant of 2 GB", made("constant.onnx", "constant", 2 * 1000 ** 3))
    row("100,000 initializers", made("tensors.onnx", "tensors", 100000))
    return "Weights in the file take %.2f times the CPU of weights beside it." % (inline[0] / apart[0])


def scripts():
    of = ("-i", "1x16384")
    row("TorchScript of 100,000 statements", archive("statements.pt", 100000), *of, beside=("torch.jit.load",))
    whole = row("TorchScript with 1 GB of weights", archive("weights.pt", 10, 16384), *of,
                beside=("torch.jit.load",))
    cut = row("the same, its weights cut out", archive("cut.pt", 10, 16384, True), *of, beside=())
    return "An archive of 1 GB takes %.2f times the CPU of one whose weights are cut out." % (whole[0] / cut[0])


def many():
    path = made("chain_100.onnx", "chain", 100)
    few = measure(FLOPCOUNT, "-f", "csv", "--summary", *[path] * 50)
    for jobs in ("1", "2"):
        mine = measure(FLOPCOUNT, "-j", jobs, "-f", "csv", "--summary", *[path] * 5000)
        print("| 5,000 models in one call, -j %s | %s | 50 models: %s |" % (jobs, say(mine), say(few)))


def main():
    print("| case | flopcount | beside it |\n| --- | --- | --- |")
    print("| start (--version) | %s | true: %s |" % (say(measure(FLOPCOUNT, "--version")), say(measure("true"))))
    notes = [growth(), big(), scripts()]
    many()
    print()
    for note in notes:
        print(note)


main()
