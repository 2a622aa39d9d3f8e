#!/usr/bin/env python3
"""The timer against a runtime that is none: fake.py FLOPCOUNT FAKE_ORT.so RESNET18.onnx

What is said and which code ends it when there is no runtime, a broken one, an old one, when it says no,
when memory or weights are missing, when the run is interrupted; and that the values are those of --data.
"""
import json
import os
import resource
import signal
import struct
import subprocess
import sys
import tempfile
import time

from time_model import model

TESTS = []


def check(what, right):
    TESTS.append((what, right))


def npy(shape="(2, 3)", descr="<f4", order="False", data=None, version=1, extra=""):
    """A file as numpy.lib.format describes it."""
    head = "{'descr': '%s', 'fortran_order': %s, 'shape': %s, %s}" % (descr, order, shape, extra)
    head = head.encode() + b"\n"
    size = struct.pack("<H" if version == 1 else "<I", len(head))
    payload = struct.pack("<6f", *range(6)) if data is None else data
    return b"\x93NUMPY" + bytes([version, 0]) + size + head + payload


class Runner:
    def __init__(self, flopcount, fake, folder):
        self.flopcount, self.fake, self.folder = flopcount, fake, folder
        self.says = os.path.join(folder, "says")

    def env(self, asked="", **more):
        return {**os.environ, "FLOPCOUNT_ORT": self.fake, "FAKE_ORT": asked, "LC_ALL": "C",
                "FAKE_ORT_SAYS": self.says, **more}

    def run(self, *args, asked="", before=None, command="time", **more):
        if os.path.exists(self.says):
            os.unlink(self.says)
        return subprocess.run([self.flopcount, command, *args], capture_output=True, text=True, check=False,
                              cwd=self.folder, env=self.env(asked, **more), preexec_fn=before)

    def said(self):
        with open(self.says, encoding="ascii") as f:
            return dict(line.rstrip("\n").split(" ", 1) for line in f)


def one_line(done, code, *words):
    lines = done.stderr.splitlines()
    right = done.returncode == code and len(lines) == 1 and all(w in lines[0] for w in words)
    if not right:
        print("#", done.returncode, done.stderr)
    return right


def test_errors(r):
    check("a model the runtime rejects", one_line(r.run("add.onnx", asked="reject"), 3, "do not fit", "FC-E508"))
    check("an old runtime", one_line(r.run("add.onnx", asked="old"), 5, "older than ONNX Runtime 1.12", "FC-E507"))
    check("a runtime out of memory", one_line(r.run("add.onnx", asked="memory"), 3, "out of memory"))
    check("no library", one_line(r.run("--ort-lib", "none.so", "add.onnx"), 5, "none.so", "FC-E507"))
    check("a broken library", one_line(r.run("--ort-lib", "./bad.so", "add.onnx"), 5, "bad.so", "FC-E507"))
    check("a library of another kind", one_line(r.run("--ort-lib", "libm.so.6", "add.onnx"), 5, "no ONNX Runtime"))
    check("a provider that is not there", one_line(r.run("--provider", "cuda", "add.onnx"), 5, "'cuda'"))


def test_memory(r):
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))
    if r.run("--version", before=limit).returncode:
        check("no room for an input # SKIP a sanitizer takes more room than that", True)
        return
    big = r.run("-q", "-i", "60000x60000", "big.onnx", before=limit)
    check("no room for an input", one_line(big, 3, "memory"))


def test_interrupt(r):
    p = subprocess.Popen([r.flopcount, "time", "--min-time", "60", "-o", "out.csv", "add.onnx"], cwd=r.folder,
                         env=r.env(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while not os.path.exists(r.says) and p.poll() is None:
        time.sleep(0.02)
    p.send_signal(signal.SIGINT)
    out, err = p.communicate(timeout=30)
    check("interrupted: 130, and nothing is said", p.returncode == 130 and not out and not err)


def test_weights(r, resnet):
    args = ("--runs", "1", "--warmup", "0", resnet)
    check("weights that are not there",
          one_line(r.run(*args), 3, "weights are missing: no 'weights.bin'", "--random-weights", "FC-E508"))
    there = r.run("--random-weights", *args)
    said = r.said()
    # A convolution of 7x7 over 3 channels with 64 results, in float32.
    check("random weights", there.returncode == 0 and said["conv1.weight"].startswith(f"1 {64 * 3 * 7 * 7 * 4}:"))
    r.run("--random-weights", "--seed", "1", *args)
    check("another seed, other weights", r.said()["conv1.weight"] != said["conv1.weight"])
    r.run("--random-weights", *args)
    check("the same seed, the same weights", r.said() == said)


def test_data(r):
    def time_with(name, data, *more):
        with open(os.path.join(r.folder, "x.npy"), "wb") as f:
            f.write(data)
        return r.run("--runs", "1", "--data", name + "=x.npy", "add.onnx", *more)
    floats = " ".join("%02x" % b for b in struct.pack("<2f", 0, 1))
    for version in (1, 2, 3):
        done = time_with("x", npy(version=version))
        check(f"values of a file of version {version}", done.returncode == 0 and r.said()["x"] == f"1 24: {floats}")
    time_with("x", npy("(2L, 3L)"))
    check("a shape as Python 2 wrote it", r.said()["x"] == f"1 24: {floats}")
    for what, data, word in [
            ("no such file form", b"PK\3\4" + bytes(60), "no .npy file"),
            ("a version to come", npy(version=4), "newer"),
            ("the wrong type", npy(descr="<i8", data=bytes(48)), "holds int64, and input 'x' takes float32"),
            ("the wrong shape", npy("(3, 2)"), "dimension 0 is 3"),
            ("the wrong rank", npy("(6,)"), "1 dimensions"),
            ("Fortran order", npy(order="True"), "Fortran"),
            ("big-endian numbers", npy(descr=">f4"), "big-endian"),
            ("records", npy(descr="<f4', 'x': [").replace(b"'<f4'", b"[('a', '<f4')]"), "records"),
            ("objects", npy(descr="|O"), "'|O'"),
            ("too few elements", npy(data=bytes(20)), "shorter"),
            ("a shape beyond all files", npy("(9223372036854775807, 9223372036854775807)"), "too large"),
            ("a rank beyond the limit", npy("(" + "1," * 40 + ")"), "more dimensions"),
            ("a header cut off", npy()[:40], "damaged"),
            ("a header of gigabytes", b"\x93NUMPY\2\0\xff\xff\xff\x7f" + bytes(64), "longer"),
            ("a header without a shape", npy().replace(b"'shape'", b"'shade'"), "damaged"),
            ("a header without an end", npy().replace(b"}", b" "), "damaged")]:
        check("data: " + what, one_line(time_with("x", data), 2, "x.npy", word, "FC-E501"))
    check("data of no input", one_line(time_with("xx", npy()), 2, "no input 'xx'"))
    check("data without a file", one_line(r.run("--data", "x=none.npy", "add.onnx"), 2, "none.npy"))
    check("data without a name", r.run("--data", "x.npy", "add.onnx").returncode == 2)


def test_figures(r):
    done = r.run("--runs", "40", "-f", "json", "add.onnx", FAKE_ORT_US="2000", FAKE_ORT_SLOW="20")
    got = json.loads(done.stdout)
    # Runs sleep 2 ms; of those 3 that warm up and 40 that count, the 20th and the 40th sleep 60 ms.
    check("the median is what the runtime sleeps", 0.002 <= got["p50_s"] < 0.5)
    check("outliers are named", got["outliers"] >= 2 and got["max_s"] >= 0.06)
    check("throughput is the mean's", abs(got["runs_per_s"] * got["mean_s"] - 1) < 1e-9)
    check("load time and memory are there", got["load_s"] >= 0 and got["peak_rss_bytes"] > 1 << 20)
    check("runs that spread widely are said", "spread widely" in r.run(
        "--runs", "30", "add.onnx", FAKE_ORT_SLOW="2").stderr)
    table = r.run("--runs", "40", "add.onnx", FAKE_ORT_SLOW="20").stdout
    check("the table tells them as well", "40 runs" in table and "outliers" in table and "1.12.0-fake" in table)


def test_compare(r):
    done = r.run("--time", "--runs", "5", "-f", "csv", "add.onnx", command="compare", FAKE_ORT_US="3000")
    head, row = (line.split(",") for line in done.stdout.splitlines())
    got = dict(zip(head, row))
    check("compare --time has the median", 3 <= float(got["latency_p50_ms"]) <= float(got["latency_p90_ms"]))
    plain = r.run("-f", "csv", "add.onnx", command="compare")
    check("compare alone runs nothing", "latency" not in plain.stdout and not os.path.exists(r.says))
    gone = r.run("--time", "add.onnx", command="compare", asked="reject")
    check("compare --time of a model that is rejected",
          gone.returncode == 3 and "FC-E508" in gone.stderr and "p50 (ms)" in gone.stdout)


def test_predicted(r):
    # A device of 1e9 bytes a second and more operations than matter; 2x3 floats are read twice and written once:
    # the operand is one tensor, so 48 bytes take 48 ns at least.
    device = {"schema": "flopcount.device/1", "name": "slow", "title": "slow", "source": "made up",
              "peak_flops": {"float32": 1e15}, "memory_bandwidth": 1e9}
    with open(os.path.join(r.folder, "slow.json"), "w", encoding="ascii") as f:
        json.dump(device, f)
    done = r.run("--runs", "5", "--device", "slow.json", "-f", "json", "add.onnx")
    got = json.loads(done.stdout or "{}")
    check("what is predicted stands beside the times", abs(got.get("predicted_s", 0) - 48e-9) < 1e-9)
    check("the table has it", "at_least" in r.run("--runs", "5", "--device", "slow.json", "add.onnx").stdout)
    os.unlink(os.path.join(r.folder, "slow.json"))


def test_budget(r):
    def limit(code, word, us="2000", base=None, **rule):
        budget = {"models": [{"path": "add.onnx", "budgets": [{"metric": "latency_p50", "min_samples": 3, **rule}]}]}
        with open(os.path.join(r.folder, "flopcount.json"), "w", encoding="ascii") as f:
            json.dump(budget, f)
        done = r.run(*(["--base-model", base] if base else []), command="check", FAKE_ORT_US=us)
        check(f"budget {rule}: {code}", done.returncode == code and word in done.stdout + done.stderr)
        if TESTS[-1][1] is False:
            print("#", done.returncode, done.stdout, done.stderr)
    # Runs sleep 2 ms, so the median is above that; 500 ms leaves room for a busy machine.
    limit(0, "pass", max="500ms")
    limit(1, "latency_p50", max="1ms")
    limit(0, "pass", max="1ms", noise="50000%")
    limit(0, "pass", max_increase="10000%", base="big.onnx")
    limit(2, "a latency has a unit", max=5)
    limit(2, "only a latency is told", metric="flops", max="5ms")
    limit(2, "is no share", max="5ms", noise="1ms")
    limit(2, "is no number of runs", max="5ms", min_samples=0)
    limit(2, "this metric has no scope", max="5ms", scope="layer:*")
    os.unlink(os.path.join(r.folder, "flopcount.json"))


def main():
    flopcount, fake, resnet = (os.path.abspath(p) for p in sys.argv[1:4])
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (("add.onnx", model()), ("big.onnx", model()), ("bad.so", b"not a library")):
            with open(os.path.join(folder, name), "wb") as f:
                f.write(data)
        r = Runner(flopcount, fake, folder)
        test_errors(r)
        test_memory(r)
        test_interrupt(r)
        test_weights(r, resnet)
        test_data(r)
        test_figures(r)
        test_compare(r)
        test_predicted(r)
        test_budget(r)
        left = set(os.listdir(folder)) - {"says"}
        check("no file is left", left == {"add.onnx", "bad.so", "big.onnx", "x.npy"})
    print(f"1..{len(TESTS)}")
    for n, (what, right) in enumerate(TESTS, 1):
        print("ok" if right else "not ok", n, "-", what)
    return 0 if all(right for _, right in TESTS) else 1


sys.exit(main())
