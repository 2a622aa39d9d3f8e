#!/usr/bin/env python3
"""Profiles that were recorded, joined with what is counted: profile.py FLOPCOUNT FAKE_ORT.so [ORT.so]

profile/record.py made the files. Times are the medians over the runs in them but the first; operations and
bytes of residual.onnx are by hand. Where an ONNX Runtime is found, it runs that model as well.
"""
import csv
import glob
import io
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "profile")
MODEL = os.path.join(HERE, "residual.onnx")
TESTS = []


def check(what, right, why=""):
    TESTS.append((what, right))
    if not right and why:
        print("#", why)


def recorded(level):
    """Runs but the first, each a list of events."""
    with open(os.path.join(HERE, level + ".json"), encoding="utf-8") as f:
        runs, run = [], []
        for event in json.load(f):
            run.append(event)
            if event["name"] == "model_run":
                runs.append(run)
                run = []
    return runs[1:]


def medians(level):
    """Seconds by kernel name."""
    names = {}
    runs = recorded(level)
    for n, run in enumerate(runs):
        for event in run:
            name = event["name"].removesuffix("_kernel_time")
            if name != event["name"]:
                names.setdefault(name, [0] * len(runs))[n] += event["dur"] * 1e-6
    return {name: statistics.median(times) for name, times in names.items()}


def share_of_runs(level, outer):
    events = [e for run in recorded(level) for e in run]
    kernels = sum(e["dur"] for e in events if e["name"].removesuffix("_kernel_time") in outer)
    return kernels / sum(e["dur"] for e in events if e["name"] == "model_run")


class Runner:
    def __init__(self, flopcount, fake, folder):
        self.flopcount, self.fake, self.folder = flopcount, fake, folder

    def command(self, *args, level="none", asked="", **more):
        env = {**os.environ, "FLOPCOUNT_ORT": self.fake, "TMPDIR": self.folder, "LC_ALL": "C", "FAKE_ORT": asked,
               "FAKE_ORT_US": "100", "FAKE_ORT_PROFILE": os.path.join(HERE, level + ".json"),
               "FAKE_ORT_GRAPH": os.path.join(HERE, level + ".onnx"), **more}
        return [self.flopcount, "time", "--profile", "--runs", "2", *args, MODEL], env

    def run(self, *args, **more):
        args, env = self.command(*args, **more)
        done = subprocess.run(args, capture_output=True, text=True, check=False, env=env)
        check(f"nothing is left of {' '.join(args[3:-1])} {more}", not os.listdir(self.folder))
        return done

    def profile(self, *args, **more):
        done = self.run("-f", "json", "--min-time", "0", *args, **more)
        if done.returncode == 0:
            return json.loads(done.stdout)["profile"]
        return {"layers": [], "kernels_s": -1, "coverage": -1, "attributed": -1, "error": done.stderr}


def near(a, b):
    return abs(a - b) <= 1e-9 + 1e-6 * abs(b)


def check_times(level, profile):
    times = medians(level)
    for layer in profile["layers"]:
        check(f"{level}: time of {layer['kernel']}", near(layer["time_s"], times[layer["kernel"]]))
    outer = [x["kernel"] for x in profile["layers"] if not x["depth"]]
    check(f"{level}: bodies count once", near(profile["kernels_s"], sum(times[k] for k in outer)))
    check(f"{level}: coverage", near(profile["coverage"], share_of_runs(level, outer)))


def shape_of(profile):
    return [(x["name"], x["op"], x["kind"], x["depth"], x["nodes"]) for x in profile["layers"]]


def test_plain(r):
    got = r.profile()
    want = [("conv1", "Conv", 0, [0]), ("relu1", "Relu", 0, [1]), ("conv2", "Conv", 0, [2]), ("add", "Add", 0, [3]),
            ("relu2", "Relu", 0, [4]), ("#5", "GlobalAveragePool", 0, [5]), ("#6", "Flatten", 0, [6]),
            ("choice", "If", 0, [7]), ("#9", "MatMul", 1, [9]), ("loop", "Loop", 0, [10])]
    body = [("step", "MatMul", 1, [11]), ("#12", "Identity", 1, [12])]
    shape = [(name, op, depth, nodes) for name, op, _, depth, nodes in shape_of(got)]
    check("every kernel is its node's", shape[:-2] == want and sorted(shape[-2:]) == sorted(body), shape_of(got))
    check("all are nodes", {x["kind"] for x in got["layers"]} == {"node"} and near(got["attributed"], 1))
    check("two of three runs count", got.get("runs") == 2 and not got["by_name"])
    check_times("none", got)
    layers = {x["name"]: x for x in got["layers"]}
    conv, step = layers["conv1"], layers["step"]
    # 16*16 weights at 8*8 places; x and y 16*8*8 floats, the weights 16*16.
    check("operations by hand", (conv["macs"], conv["operations"], conv["access_bytes"]) == (16384, 32768, 9216))
    check("what was reached", near(conv["operations_per_s"], 32768 / conv["time_s"]) and
          near(conv["bytes_per_s"], 9216 / conv["time_s"]) and near(conv["intensity"], 32768 / 9216))
    check("a body runs five times", step["calls"] == 5 and step["macs"] == 5 * 256)


def test_groups(r):
    got = r.profile(level="all")
    want = [("ReorderInput", "ReorderInput", "added", 0, []), ("conv1", "Conv+Relu", "group", 0, [0, 1]),
            ("conv2", "Conv+Add+Relu", "group", 0, [2, 3, 4]), ("#5", "GlobalAveragePool", "node", 0, [5]),
            ("ReorderOutput", "ReorderOutput", "added", 0, []), ("#6", "Flatten", "node", 0, [6])]
    check("kernels are the nodes they replace", shape_of(got)[:6] == want, shape_of(got))
    check_times("all", got)
    group = next((x for x in got["layers"] if x["name"] == "conv2"), {})
    # conv1's result is read twice, the sum's operands and result do not leave the kernel.
    check("what stays in a kernel is no access", group.get("access_bytes") == 4096 + 1024 + 4096 + 4096)
    check("operations of a group", group.get("operations") == 2 * 16384 + 1024 + 1024)
    check("what is added is no node's", group and near(got["attributed"], sum(
        x["share"] for x in got["layers"] if x["nodes"] and not x["depth"])))


def test_no_graph(r):
    got = r.profile(asked="nograph")
    check("without a graph by name", got.get("by_name") and near(got["attributed"], 1), got)
    got = r.profile(level="all", asked="nograph")
    kinds = {x["kernel"]: x["kind"] for x in got["layers"]}
    check("what cannot be told is not", kinds.get("c2_nchwc") == "unknown" and kinds.get("Flatten_6") == "node", kinds)
    check("nothing is counted of it", all(x["macs"] is None for x in got["layers"] if x["kind"] == "unknown"))
    damaged = r.profile(level="all", FAKE_ORT_GRAPH=os.path.join(HERE, "none.json"))
    check("a graph that cannot be read is none", damaged.get("by_name"))


def test_formats(r):
    rows = list(csv.DictReader(io.StringIO(r.run("-f", "csv", level="all").stdout)))
    check("csv", len(rows) == 12 - 1 and rows[2]["nodes"] == "2;3;4" and rows[0]["macs"] == "", rows)
    table = r.run(level="all").stdout
    check("table", "2 profiled runs" in table and "| step" in table and "Conv+Add+Relu" in table, table)
    check("md", "| conv2 | Conv+Add+Relu |" in r.run("-f", "md", level="all").stdout)


def test_many(r, folder):
    """Of many kernels that nobody knows the largest 20 are shown, the rest is one row; JSON and CSV tell all."""
    run = [{"cat": "Node", "name": "k%d_kernel_time" % i, "ts": 1000 * i, "dur": 10 * i + 10,
            "args": {"op_name": "Odd", "provider": "CPU"}} for i in range(30)]
    path = os.path.join(folder, "many.json")
    with open(path, "w", encoding="utf-8") as f:
        json.dump((run + [{"name": "model_run", "ts": 0, "dur": 50000}]) * 3, f)
    more = {"FAKE_ORT_PROFILE": path, "asked": "nograph"}
    table = r.run("--min-time", "0", **more).stdout
    # By hand: the ten smallest take 10 to 100 us, together 550 us.
    line = next((x.split() for x in table.splitlines() if "10 more" in x), [])
    check("many: the rest is one row", "0.550" in line and "k10" in table and "k9 " not in table, table)
    check("many: that there was no graph is said", "kernels are joined by name" in table, table)
    check("many: JSON has all", len(r.profile(**more)["layers"]) == 30)
    rows = list(csv.DictReader(io.StringIO(r.run("-f", "csv", "--min-time", "0", **more).stdout)))
    check("many: CSV has all", len(rows) == 30, rows[:1])


def test_damaged(r, folder):
    with open(os.path.join(HERE, "none.json"), encoding="utf-8") as f:
        text = f.read()
    path = os.path.join(folder, "text.json")

    def given(data):
        with open(path, "w", encoding="utf-8") as f:
            f.write(data)
        return r.run("-f", "json", FAKE_ORT_PROFILE=path)
    cut = given(text[:text.rindex('"model_run"') - 40])
    check("of a profile cut short the complete runs count", json.loads(cut.stdout)["profile"]["runs"] == 1)
    for what, data in (("empty", ""), ("no profile", "not one"), ("one run", text[:text.index('"model_run"')]),
                       ("an object", "{}"), ("an open quote", '["'), ("no event", "[{]}"), ("deep", "[" + "{" * 9999),
                       ("one long event", '[{"a":"' + "x" * (2 << 20) + '"}]')):
        done = given(data)
        lines = done.stderr.splitlines()
        check(f"damaged: {what}", done.returncode == 5 and "FC-E507" in lines[0] and not done.stdout, done.stderr)


def test_interrupt(r):
    args, env = r.command(FAKE_ORT_US="300000")
    with subprocess.Popen(args, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env) as p:
        until = time.monotonic() + 20
        while time.monotonic() < until and not any(os.listdir(os.path.join(r.folder, d)) for d in
                                                   os.listdir(r.folder)):
            time.sleep(0.01)
        there = [os.listdir(os.path.join(r.folder, d)) for d in os.listdir(r.folder)]
        p.send_signal(signal.SIGINT)
        p.wait()
    check("files were there", there and "profile_2026-01-01.json" in there[0], there)
    check("interrupted, nothing is left", p.returncode == 130 and not os.listdir(r.folder), p.returncode)


def test_runtime(flopcount, folder):
    found = glob.glob(os.path.join(os.environ.get("FLOPCOUNT_RUNTIME", ""), "**", "libonnxruntime.so*"), recursive=True)
    env = {**({"FLOPCOUNT_ORT": sorted(found)[0]} if found else {}), **os.environ, "TMPDIR": folder}
    if subprocess.run([flopcount, "time", "--providers"], capture_output=True, check=False, env=env).returncode:
        TESTS.append(("a runtime's own profile # SKIP no ONNX Runtime", True))
        return
    for level in "none", "all":
        done = subprocess.run([flopcount, "time", "--profile", "--threads", "1", "--runs", "20", "--opt", level, "-f",
                               "json", "-q", MODEL], capture_output=True, text=True, check=False, env=env)
        got = json.loads(done.stdout)["profile"] if done.returncode == 0 else {"layers": []}
        kinds = {x["kind"] for x in got["layers"]}
        check(f"{level}: a runtime's own profile", kinds and "unknown" not in kinds, got or done.stderr)
        check(f"{level}: without a graph it is not", got and not got.get("by_name"))
        if level == "none":
            check("none: every kernel is a node", kinds == {"node"}, kinds)
    left = [x for x in os.listdir(folder) if x.startswith("flopcount")]  # the runtime has files of its own
    check("a runtime's profile is gone", not left, left)


def main():
    flopcount, fake = (os.path.abspath(p) for p in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as beside:
        r = Runner(flopcount, fake, folder)
        test_plain(r)
        test_groups(r)
        test_no_graph(r)
        test_formats(r)
        test_many(r, beside)
        test_damaged(r, beside)
        test_interrupt(r)
        test_runtime(flopcount, folder)
    print(f"1..{len(TESTS)}")
    for n, (what, right) in enumerate(TESTS, 1):
        print("ok" if right else "not ok", n, "-", what)
    return 0 if all(right for _, right in TESTS) else 1


sys.exit(main())
