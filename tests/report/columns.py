#!/usr/bin/env python3
"""Columns: rows sorted by each, and the same figures in CSV and JSON.

Usage: columns.py FLOPCOUNT FIXTURES
"""
import csv
import io
import json
import pathlib
import sys

from tap import Tap

DEVICE = ["--device", "h100-sxm"]
TEXTS = ["name", "scope", "op", "domain", "reason", "bound"]
NUMBERS = ["params", "param_bytes", "macs", "flops", "read_bytes", "write_bytes", "access_bytes", "access_elements",
           "repeat", "buffers", "buffer_bytes", "bias_adds", "affine", "simple", "special", "alive_bytes", "depth", "nodes",
           "params_share", "macs_share", "flops_share", "access_share", "intensity", "predicted_ms"]
STATUS = ["complete", "partial", "uncounted", "alternative"]


def column(t, model, key, *options):
    text = t.report("csv", model, *DEVICE, "--columns", key, "--sort", key, *options)
    return [row[0] if row else "" for row in csv.reader(io.StringIO(text))][1:]


def sorted_by_each(t, model, *options):
    for key in TEXTS:
        cells = column(t, model, key, *options)
        named = key in ("name", "scope")  # "" is one as well
        t.check(f"{model} {options}: a to z by {key}, nothing last", cells == sorted(
            cells, key=lambda c: (not c and not named, c)), cells)
    for key in NUMBERS:
        cells = column(t, model, key, *options)
        values = [float(c) if c else -1 for c in cells]
        t.check(f"{model} {options}: largest first by {key}", values == sorted(values, reverse=True), cells)


def others(t):
    cells = column(t, "sem-unknown-op", "status")
    t.check("by status: the worst first", cells == sorted(cells, key=STATUS.index, reverse=True) and len(set(cells)) == 3,
            cells)
    cells = column(t, "resnet18", "index")
    t.check("by index: as they ran", cells == [str(i) for i in range(len(cells))], cells)
    # Of resnet18 the largest operand is that of conv1's neighbours, 64x112x112; a weight counts as well.
    for key, index in (("input_shapes", 0), ("output_shapes", 0)):
        cells = column(t, "resnet18", key)
        t.check(f"by {key}: the largest first", "1x64x112x112" in cells[index], cells[:3])
    cells = [json.loads(c) if c else {} for c in column(t, "resnet18", "attributes")]
    t.check("by attributes: the most first", [len(c) for c in cells] == sorted((len(c) for c in cells), reverse=True), cells)
    table = t.report("table", "resnet18", "--columns", ",".join(TEXTS + NUMBERS + ["status", "class", "attributes"]))
    t.check("all columns in a table", "predicted" not in table and "/conv1/Conv" in table, table)


def in_json(t):
    """Milliseconds and FLOPs a byte are those of CSV; without a device they are not there."""
    keys = ["bound", "intensity", "predicted_ms"]
    report = json.loads(t.report("json", "resnet18", *DEVICE))
    rows = csv.DictReader(io.StringIO(t.report("csv", "resnet18", *DEVICE, "--columns", "name," + ",".join(keys))))
    for row, layer in zip(rows, report["layers"]):
        got = [layer[k] for k in keys]
        want = [row["bound"] or None] + [float(row[k]) if row[k] else None for k in keys[1:]]
        if got != want:
            t.check("JSON tells what CSV does: " + row["name"], False, (got, want))
    t.check("JSON: the device", report["device"]["name"] == "h100-sxm" and report["device"]["peak_flops"], report["device"])
    total = report["totals"]
    t.check("JSON: least time of all is the sum", abs(total["predicted_ms"] - sum(
        x["predicted_ms"] or 0 for x in report["layers"])) < 1e-6 * len(report["layers"]), total)
    t.check("JSON: bound of all", total["bound"] in ("compute", "memory"), total)
    plain = json.loads(t.report("json", "resnet18"))
    t.check("JSON: without a device nothing of it", "device" not in plain and "bound" not in plain["layers"][0])
    free = json.loads(t.report("json", "case-matmul-symbolic", *DEVICE))
    t.check("JSON: what is a formula is not predicted", free["layers"][0]["predicted_ms"] is None and
            free["layers"][0]["bound"] is None and free["totals"]["predicted_ms"] is None, free)


def main():
    t = Tap(sys.argv[1], pathlib.Path(sys.argv[2]))
    sorted_by_each(t, "resnet18")
    sorted_by_each(t, "resnet18", "--by", "module")
    sorted_by_each(t, "case-if")
    sorted_by_each(t, "sem-unknown-op", "--by", "op")
    others(t)
    in_json(t)
    return t.end()


sys.exit(main())
