#!/usr/bin/env python3
"""Measures flopcount on generated models, beside what else reads them.

Usage: run.py FLOPCOUNT GENERATE MEASURE FOLDER

Prints Markdown: tables, and behind them each target with what was measured. Models are made in FOLDER, each
for its rows only (sparse files, a few hundred MB on disk). Where BENCH_PYTHON names a Python with onnx,
onnx-tool, torch or counters for it, each case is paired with what a user would run there. CPU seconds are
user + system, the least of BENCH_RUNS runs (3; of 51 where a run is short, of 1 where it is long); peaks are
the process's, the largest.
"""

import contextlib
import functools
import json
import math
import os
import signal
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import models
import script

FLOPCOUNT, GENERATE, MEASURE, FOLDER = sys.argv[1:5]
FIXTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../fixtures/onnx")
RUNS = int(os.environ.get("BENCH_RUNS", "3"))
PYTHON = os.environ.get("BENCH_PYTHON")
SHORT, LONG, MANY = 0.05, 10, 50  # CPU seconds of a run: below SHORT there are MANY more, above LONG no more
CHAIN = [1000, 10000, 100000, 1000000]

# As a user calls it; but what stands beside the file, tens of gigabytes, it need not read.
LOAD = "import onnx, os, sys; p = sys.argv[1]; m = onnx.load(p, load_external_data=not os.path.exists(p + '.data'))"
RESNET = "; model = torchvision.models.resnet50().eval(); x = torch.zeros(1, 3, 224, 224); "
# What is compared with: the modules it needs, and what it runs.
OTHERS = {
    "onnx.load": (["onnx"], LOAD),
    "onnx.shape_inference": (["onnx"], LOAD + "; import onnx.shape_inference as s; s.infer_shapes(m)"),
    "onnx-tool": (["onnx_tool"], "import json, numpy, onnx_tool, sys; onnx_tool.model_profile(sys.argv[1], " +
                  "dynamic_shapes={k: numpy.zeros(s, t) for k, (s, t) in json.loads(sys.argv[2]).items()})"),
    "torch.jit.load": (["torch"], "import torch, sys; torch.jit.load(sys.argv[1], map_location='meta')"),
    "thop": (["thop", "torchvision"], "thop.profile(model, inputs=(x,), verbose=False)"),
    "ptflops": (["ptflops", "torchvision"],
                "ptflops.get_model_complexity_info(model, (3, 224, 224), print_per_layer_stat=False)"),
    "fvcore": (["fvcore.nn", "torchvision"], "fvcore.nn.FlopCountAnalysis(model, x).total()"),
    "torchinfo": (["torchinfo", "torchvision"], "torchinfo.summary(model, input_data=x, verbose=0)"),
}
COUNTERS = ["thop", "ptflops", "fvcore", "torchinfo"]
ONNX = ["onnx.load", "onnx.shape_inference"]


class Failed(Exception):
    pass


class Took:
    def __init__(self, runs):
        self.wall = min(r[0] for r in runs)
        self.cpu = min(r[1] for r in runs)
        self.peak = max(r[2] for r in runs) / 1024

    def __str__(self):
        return "%.*f s (%.2f), %.1f MB" % (4 if self.cpu < 0.1 else 3, self.cpu, self.wall, self.peak)


def run(n, command):
    """(wall, cpu, KiB) of n runs."""
    text = subprocess.run([MEASURE, str(n), *command], check=True, capture_output=True, text=True).stdout
    rows = [line.split() for line in text.splitlines()]
    if any(status != "0" for *_, status in rows):
        raise Failed(rows)
    return [(float(wall), float(cpu), int(kib)) for wall, cpu, kib, _ in rows]


def measure(*command):
    runs = run(1, command)
    first = runs[0][1]
    more = MANY if first < SHORT else RUNS - 1 if first < LONG else 0
    return Took(runs + (run(more, command) if more else []))


@functools.lru_cache(maxsize=None)
def has(module):
    look = "import importlib.util as u, sys; sys.exit(u.find_spec(sys.argv[1]) is None)"
    return bool(PYTHON) and not subprocess.run([PYTHON, "-c", look, module], capture_output=True).returncode


def other(name, *args):
    """What that takes; None where it is not there, or fails."""
    modules, code = OTHERS[name]
    if not all(has(m) for m in modules):
        return None
    if name in COUNTERS:
        code = "import torch, " + ", ".join(modules) + RESNET + code
    try:
        return measure(PYTHON, "-c", code, *args)
    except Failed:
        return None


# --- models ------------------------------------------------------------------------------------------

@contextlib.contextmanager
def model(make, *args, **more):
    """The path of a model that make writes; it goes when its rows are measured."""
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        path = os.path.join(folder, "model")
        make(path, *args, **more)
        yield path


def generated(path, kind, n):
    subprocess.run([GENERATE, kind, str(n), path], check=True)


def fixture(path, name):
    models.filled(path, os.path.join(FIXTURES, name))


# --- tables ------------------------------------------------------------------------------------------

def line(*cells):
    print("| " + " | ".join(str(c) if c is not None else "-" for c in cells) + " |", flush=True)


def head(*cells):
    print()
    line(*cells)
    line(*["---"] * len(cells))


def row(what, path, *options, beside=(), columns=(), sizes=None):
    """One line; answers what flopcount took and, by name, what the others took that are beside it.

    sizes: of inputs whose sizes are symbols, and their types; onnx-tool takes none.
    """
    mine = measure(FLOPCOUNT, *options, path)
    theirs = {name: other(name, path, json.dumps(sizes or {})) for name in beside}
    line(what, mine, *[theirs[name] if name in theirs else "" for name in columns])
    return mine, theirs


def exponent(points):
    """The slope of a line through (log n, log figure), by least squares."""
    xs, ys = [math.log(n) for n, _ in points], [math.log(v) for _, v in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys)) / sum((a - x) ** 2 for a in xs)


class Targets:
    """Lines for the end; a figure is None where what it is beside is not there."""

    def __init__(self):
        self.lines = []

    def add(self, what, form, figure, sign, bound):
        is_met = figure is not None and (figure <= bound if sign == "<=" else figure >= bound)
        self.lines.append((what, None if figure is None else form % figure, "%s %s" % (sign, form % bound),
                           None if figure is None else "met" if is_met else "**not met**"))

    def most(self, what, form, figure, most):
        self.add(what, form, figure, "<=", most)

    def least(self, what, form, figure, least):
        self.add(what, form, figure, ">=", least)

    def print(self):
        head("target", "measured", "must be", "")
        for cells in self.lines:
            line(*cells)


def times(one, other, what="cpu"):
    """How many times the other's figure one's is; None where the other is not there."""
    return getattr(one, what) / getattr(other, what) if one and other else None


# --- cases -------------------------------------------------------------------------------------------

def start(t):
    mine, true = measure(FLOPCOUNT, "--version"), measure("true")
    head("start", "")
    line("flopcount --version", mine)
    line("true", true)
    t.most("start, CPU beside true's", "%.2f", times(mine, true), 2)
    return mine


def resnet(t):
    head("resnet50, 102 MB of weights in the file", "", "times flopcount's CPU", "times its peak")
    with model(fixture, "resnet50.onnx") as path:
        mine = measure(FLOPCOUNT, path)
        line("flopcount", mine, "", "")
        for name in [*ONNX, "onnx-tool", *COUNTERS]:
            theirs = other(name, *[] if name in COUNTERS else [path, "{}"])
            cells = ["%.0f" % times(theirs, mine, what) if theirs else None for what in ("cpu", "peak")]
            line(name, theirs, *cells)
            if name == "onnx-tool":
                t.least("resnet50, onnx-tool's CPU beside flopcount's", "%.0f", times(theirs, mine), 100)
    t.most("resnet50, peak MB", "%.1f", mine.peak, 8)


def growth(t, began, table):
    took = []
    for n in CHAIN:
        with model(generated, "chain", n) as path:
            mine, theirs = table("chain of {:,} nodes".format(n), path,
                                 beside=[*ONNX, "onnx-tool"] if n <= 10000 else ONNX,
                                 sizes={"x": ((1, 2, 8, 8), "float32")})
        took.append((n, mine))
    for what, form in (("the same, a node called as what it makes", "short"),
                       ("the same, names as long as exporters make them", "paths")):
        with model(generated, form, CHAIN[-1]) as path:
            table(what, path, beside=["onnx.load"])
    for what, most in (("cpu", 0.5), ("peak", 0.5)):
        t.most("1,000,000 nodes, %s beside onnx.load's" % what, "%.2f",
               times(mine, theirs["onnx.load"], what), most)
    cpu = exponent([(n, max(m.cpu - began.cpu, 1e-4)) for n, m in took])
    peak = exponent([(n, max(m.peak - began.peak, 0.01)) for n, m in took])
    t.most("growth above a start, exponent of CPU", "%.2f", cpu, 1.05)
    t.most("growth above a start, exponent of memory", "%.2f", peak, 1.05)


def large(t, table):
    shape = {"layers": 48, "width": 864, "heads": 12, "inner": 2304}
    with model(models.decoder, **shape) as path:
        inline, theirs = table("decoder, 2 GB of weights in the file", path, beside=["onnx.load"])
    with model(models.decoder, external="model.data", **shape) as path:
        apart, _ = table("the same beside the file", path, beside=["onnx.load"])
    llama = {"layers": 32, "width": 4096, "heads": 32, "inner": 11008}
    with model(models.decoder, external="model.data", **llama) as path:
        huge, _ = table("decoder, 27 GB of weights beside the file", path, beside=["onnx.load"])
    t.most("2 GB in the file, CPU beside that of 2 GB apart", "%.2f", times(inline, apart), 1.5)
    t.most("2 GB in the file, peak MB", "%.1f", inline.peak, 16)
    t.least("2 GB in the file, onnx.load's CPU beside flopcount's", "%.0f",
            times(theirs["onnx.load"], inline), 300)
    t.most("27 GB apart, CPU ms", "%.0f", huge.cpu * 1000, 50)
    t.most("27 GB apart, peak MB", "%.1f", huge.peak, 16)


def onnx(t, began):
    columns = [*ONNX, "onnx-tool"]
    table = functools.partial(row, columns=columns)
    head("case", "flopcount", *columns)
    growth(t, began, table)
    large(t, table)
    with model(fixture, "bert-base.onnx") as path:
        table("BERT, dynamic axes, 438 MB", path, beside=columns,
              sizes={name: ((1, 128), "int64") for name in ("input_ids", "attention_mask", "token_type_ids")})
    with model(generated, "nested", 10000) as path:
        table("10,000 bodies, four in each other", path, beside=ONNX)
    with model(generated, "tensors", 100000) as path:
        table("100,000 initializers", path, beside=ONNX)
    with model(generated, "constant", 2 * 1000 ** 3) as path:
        table("one constant of 2 GB", path, beside=["onnx.load"])


def scripts(t):
    table = functools.partial(row, columns=["torch.jit.load"])
    head("case", "flopcount", "torch.jit.load")
    with model(script.write, 100000) as path:
        table("TorchScript of 100,000 statements", path, "-i", "1x16384", beside=["torch.jit.load"])
    with model(script.write, 10, 16384) as path:
        whole, _ = table("TorchScript with 1 GB of weights", path, "-i", "1x16384", beside=["torch.jit.load"])
    with model(script.write, 10, 16384, True) as path:
        cut, _ = table("the same, its weights cut out", path, "-i", "1x16384")
    t.most("TorchScript of 1 GB, CPU beside that of the cut one", "%.2f", times(whole, cut), 1.5)
    t.most("TorchScript of 1 GB, peak beside that of the cut one", "%.2f", times(whole, cut, "peak"), 1.5)


def many(t):
    head("models in one call", "")
    with model(generated, "chain", 100) as path:
        took = {}
        for n, jobs in ((50, "1"), (5000, "1"), (5000, "2")):
            took[n, jobs] = measure(FLOPCOUNT, "-j", jobs, "-f", "csv", "--summary", *[path] * n)
            line("{:,} models of 100 nodes, -j {}".format(n, jobs), took[n, jobs])
    t.most("5,000 models, peak beside that of 50", "%.2f", times(took[5000, "1"], took[50, "1"], "peak"), 1.5)
    # Two threads of one core take more each; threads that wake each other for each model take twice as much.
    t.most("5,000 models, CPU of -j 2 beside -j 1", "%.2f", times(took[5000, "2"], took[5000, "1"]), 1.5)


def main():
    t = Targets()
    print("CPU seconds (wall seconds), peak of the process; `-`: not there, or it failed.")
    began = start(t)
    resnet(t)
    onnx(t, began)
    scripts(t)
    many(t)
    t.print()


signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the models go
with tempfile.TemporaryDirectory(dir=FOLDER) as SCRATCH:
    main()
