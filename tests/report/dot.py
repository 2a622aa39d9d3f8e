#!/usr/bin/env python3
"""The graph of -f dot: its boxes and edges against those of the JSON report, and drawn by Graphviz.

Usage: dot.py FLOPCOUNT FIXTURES
"""
import csv
import io
import json
import pathlib
import re
import shutil
import subprocess
import sys

from tap import Tap

BOX = re.compile(r"^n(\d+) \[", re.MULTILINE)
EDGE = re.compile(r"^(\w\d+) -> (\w\d+) \[(.*)\];$", re.MULTILINE)


def nodes_of(report):
    return [r for r in report["layers"] if r["op"] != "Constant"]


def edges_of(report):
    """(from, to) of a report, by its tensors' names: these models name every one, none twice."""
    made = {x["name"]: "i%d" % i for i, x in enumerate(report["inputs"])}
    rows = nodes_of(report)
    made.update((x["name"], "n%d" % r["index"]) for r in rows for x in r["outputs"])
    found = {(made[x["name"]], "n%d" % r["index"]) for r in rows for x in r["inputs"] if x["name"] in made}
    return found | {(made[x["name"]], "o%d" % i) for i, x in enumerate(report["outputs"])}


def nodes(t):
    for model in ("case-memory-residual", "resnet18", "mobilenet_v2"):
        report, text = json.loads(t.report("json", model)), t.report("dot", model)
        index = [r["index"] for r in nodes_of(report)]
        t.check(model + ": a box each", sorted(map(int, BOX.findall(text))) == index)
        have = {(a, b) for a, b, _ in EDGE.findall(text)}
        t.check(model + ": the edges are its tensors", have == edges_of(report), have ^ edges_of(report))
        t.check(model + ": brackets close", text.count("{") == text.count("}"))
    text = t.report("dot", "case-memory-residual")
    labels = {(a, b): re.search('label="([^"]*)"', c)[1] for a, b, c in EDGE.findall(text)}
    t.check("edges are labelled by shapes", labels[("i0", "n0")] == labels[("n2", "n3")] == "1x4x8x8", labels)


def colours(t):
    """ff + (d5 - ff) * 2.5 * share, at most 0.7 of the way; conv1 has 118,013,952 of 1,819,041,768 FLOPs."""
    text = t.report("dot", "resnet18")
    boxes = dict(re.findall(r'^n(\d+) .* fillcolor="#(\w+)"', text, re.MULTILINE))
    want = "%02x%02x%02x" % tuple(round(255 + (c - 255) * 2.5 * 118013952 / 1819041768) for c in (0xd5, 0x5e, 0))
    t.check("colour is share of cost", boxes["0"] == want, (boxes["0"], want))
    t.check("what costs nothing is white", boxes["2"] == "ffffff", boxes["2"])


def folded(t):
    for depth in ("1", "2", "0"):
        how = ("--by", "module", "--depth", depth)
        rows = list(csv.DictReader(io.StringIO(t.report("csv", "swin_t", *how))))
        text = t.report("dot", "swin_t", *how)
        t.check(f"swin_t at depth {depth}: a box a row", len(BOX.findall(text)) == len(rows))
        t.check(f"swin_t at depth {depth}: no edge comes back to its box",
                all(a != b for a, b, _ in EDGE.findall(text)))
        pairs = [(a, b) for a, b, _ in EDGE.findall(text)]
        t.check(f"swin_t at depth {depth}: one edge for two boxes", len(pairs) == len(set(pairs)))
    t.check("depth 1 of a large graph is small", len(t.report("dot", "swin_t", "--by", "module", "--depth", "1")) < 3000)


def others(t):
    text = t.report("dot", "case-loop")
    t.check("a body hangs on its node", "n0 -> n1 [style=dashed" in text, text)
    done = subprocess.run([t.program, "-q", "-f", "dot"] + [t.fixtures / "onnx" / (n + ".onnx") for n in (
        "case-conv", "bad-text", "case-softmax")], capture_output=True, check=False)
    text = done.stdout.decode()
    t.check("several: a graph each", text.count("digraph") == 3 and done.returncode == 3)
    t.check("several: one that failed says so", text.count("could not be read") == 1)


def drawn(t):
    for model in ("resnet18", "bert-base", "case-if", "case-loop", "sem-functions", "sem-escapes", "sem-empty-graph",
                  "sem-sequences", "lstm-tagger"):
        for by in ("node", "module", "op"):
            what = f"{model} by {by} is drawn"
            if not shutil.which("dot"):
                t.skip(what, "Graphviz is not installed")
                continue
            text = t.report("dot", model, "--by", by)
            done = subprocess.run(["dot", "-Tsvg"], input=text.encode(), capture_output=True, check=False)
            shown = re.findall(r'class="node"', done.stdout.decode())
            want = len(re.findall(r"^\w\d+ \[", text, re.MULTILINE))
            t.check(what, not done.returncode and not done.stderr and len(shown) == want, done.stderr)


def main(program, fixtures):
    t = Tap(program, pathlib.Path(fixtures))
    for part in (nodes, colours, folded, others, drawn):
        part(t)
    return t.end()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
