#!/usr/bin/env python3
"""The timer against a runtime that is none: fake.py FLOPCOUNT FAKE_ORT.so RESNET18.onnx

What is said and which code ends it when there is no runtime, a broken one, an old one, when it says no,
when memory or weights are missing, when the run is interrupted; and that the values are those of --data.
"""
import csv
import io
import json
import os
import resource
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import xml.dom.minidom

from time_model import apart, model, node, tensor, value_info

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
    lines = (done.stderr if isinstance(done.stderr, str) else done.stderr.decode()).splitlines()
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
    for what, data in (("in two quotes", npy().replace(b"'", b'"')), ("of one byte each", npy(descr="|f4")),
                       ("of the machine's order", npy(descr="=f4")), ("with no comma at the end", npy().replace(
                           b", }\n", b"}  \n")), ("in Fortran order, of one row", npy("(2, 3)"))):
        done = time_with("x", data)
        check("values " + what, done.returncode == 0 and r.said()["x"] == f"1 24: {floats}")
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
            ("a header without an end", npy().replace(b"}", b" "), "damaged"),
            ("version 0", npy(version=0), "newer"),
            ("fewer bytes than a header", b"\x93NUMPY", "no .npy file"),
            ("no dict", npy().replace(b"{", b"["), "damaged"),
            ("a key without quotes", npy().replace(b"'descr'", b"descr"), "damaged"),
            ("a key in two quotes", npy().replace(b"'descr'", b"'descr\""), "damaged"),
            ("a key without a colon", npy().replace(b"'descr':", b"'descr' "), "damaged"),
            ("a key without a comma", npy(extra="'a'").replace(b"'<f4',", b"'<f4'"), "damaged"),
            ("a long key", npy().replace(b"'descr'", b"'" + b"d" * 40 + b"'"), "damaged"),
            ("a shape that is none", npy("2"), "damaged"),
            ("a shape of words", npy("(a, b)"), "damaged"),
            ("a shape without commas", npy("(2 3)"), "damaged"),
            ("a size beyond 63 bits", npy("(99999999999999999999, 1)"), "damaged"),
            ("a shape that does not end", npy("(2, 3")[:-20], "damaged"),
            ("an order that is none", npy(order="Maybe"), "damaged"),
            ("no order", npy().replace(b"'fortran_order': False,", b""), "damaged"),
            ("no type", npy().replace(b"'descr': '<f4',", b""), "damaged"),
            ("a type that is no text", npy().replace(b"'<f4'", b"4"), "damaged"),
            ("a type of no kind", npy(descr=""), "''"),
            ("a type of an odd order", npy(descr="!f4"), "'!f4'"),
            ("text behind the dict", npy().replace(b" }\n", b"}1\n"), "damaged")]:
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


def test_providers(r):
    there = r.run("--providers", asked="devices").stdout.split()
    check("what there is", there == ["CPUExecutionProvider", "CUDAExecutionProvider", "TensorrtExecutionProvider",
                                     "DmlExecutionProvider", "Odd"])
    for given, chosen in (("CUDA", "CUDA"), ("cudaexecutionprovider", "CUDA"), ("tensorrt", "TensorRT"), ("dml", "Dml"),
                          ("odd", "Odd")):
        done = r.run("--runs", "1", "--provider", given, "--device-id", "2", "add.onnx", asked="devices")
        said = r.said()
        check(f"provider {given}", done.returncode == 0 and said["provider"] == chosen and
              said.get("device_id", "2") == "2")
    for wrong in ("cud", "cudaexecution", "cudas", "x"):
        check(f"no provider {wrong}", one_line(r.run("--provider", wrong, "add.onnx", asked="devices"), 5, f"'{wrong}'"))
    for n in 7, 8, 9:  # what makes, sets and appends it
        for given in "cuda", "tensorrt":
            done = r.run("--provider", given, "add.onnx", asked="devices", FAKE_ORT_FAIL=str(n))
            check(f"{given}: call {n} fails", one_line(done, 5, "this call failed"))
    check("dml: what appends it fails", one_line(r.run("--provider", "dml", "add.onnx", asked="devices",
                                                       FAKE_ORT_FAIL="7"), 5, "this call failed"))


def test_calls(r):
    """Each call of the runtime fails once: said in a line, and nothing is reported."""
    with open(os.path.join(r.folder, "w.onnx"), "wb") as f:
        f.write(model([node(b"Add", [b"x", b"w"], b"z"), node(b"Add", [b"z", b"v"], b"y")],
                      weights=[apart(b"w", 1, (2, 3), b"none.bin"), apart(b"v", 1, (2, 3), b"none.bin")]))
    for what, args in (("a model", ["--threads", "2", "--opt", "none", "--runs", "1", "add.onnx"]),
                       ("with weights", ["--random-weights", "--runs", "1", "--warmup", "0", "w.onnx"])):
        n, done = 0, None
        while n < 500 and (done is None or done.returncode):
            n += 1
            done = r.run(*args, FAKE_ORT_FAIL=str(n))
            if done.returncode and not (one_line(done, 3, "this call failed") and not done.stdout):
                check(f"{what}: call {n} fails", False)
        check(f"{what}: each of its calls fails once", 12 < n < 500)
    os.unlink(os.path.join(r.folder, "w.onnx"))


def test_chart(r):
    done = r.run("--runs", "40", "-f", "svg", "add.onnx", "big.onnx", "-i", "x=2x3", FAKE_ORT_SLOW="20")
    top = xml.dom.minidom.parseString(done.stdout).documentElement
    charts = [c for c in top.childNodes if c.nodeName == "svg"]
    check("a histogram a model", len(charts) == 2 and "big.onnx" in charts[1].toxml())
    for c in charts:
        bars = c.getElementsByTagName("rect")
        counts = [int(t.firstChild.data) for t in c.getElementsByTagName("text") if t.getAttribute("class") == "s"]
        check("as many runs as there were", sum(counts) == 40 and len(counts) == len(bars) > 9)
        longest = max(range(len(bars)), key=lambda i: float(bars[i].getAttribute("width")))
        check("the longest bar is the most frequent", counts[longest] == max(counts))


def test_types(r):
    """Values of each type of TensorProto.DataType are made: its number, its bytes, and what is in them."""
    def floats(form):
        return lambda b: all(0 <= v < 1 for v in struct.unpack("<%d%s" % (len(b) // struct.calcsize(form), form), b))
    def below(n):
        return lambda b: all(v < n for v in b)
    size = {1: 4, 2: 1, 3: 1, 4: 2, 5: 2, 6: 4, 7: 8, 9: 1, 10: 2, 11: 8, 12: 4, 13: 8, 16: 2, 17: 1, 18: 1, 19: 1, 20: 1}
    right = {1: floats("f"), 10: floats("e"), 11: floats("d"), 16: lambda b: all(v < 0x40 for v in b[1::2]),
             **{n: below(0x40) for n in (17, 18, 19, 20)}, 21: lambda b: all(v & 0xee == 0 for v in b),
             22: lambda b: all(v & 0xee == 0 for v in b)}
    for elem in list(size) + [21, 22]:
        x, y = value_info(b"x", elem, (3, 2)), value_info(b"y", elem, (3, 2))
        with open(os.path.join(r.folder, "x.onnx"), "wb") as f:
            f.write(model([node(b"Identity", [b"x"], b"y")], x, y))
        done = r.run("--runs", "1", "x.onnx")
        head, data = r.said()["x"].split(":") if done.returncode == 0 else ("", "")
        data = bytes.fromhex(data)
        data = data[:len(data) // size.get(elem, 1) * size.get(elem, 1)]
        check(f"values of type {elem}", head == f"{elem} {6 * size[elem] if elem in size else 3}" and
              right.get(elem, below(2))(data))
    for elem, word in ((8, "cannot be made"), (14, "cannot be made"), (0, "cannot be")):
        with open(os.path.join(r.folder, "x.onnx"), "wb") as f:
            f.write(model([node(b"Identity", [b"x"], b"y")], value_info(b"x", elem), value_info(b"y", elem)))
        check(f"no values of type {elem}", one_line(r.run("--runs", "1", "-q", "x.onnx"), 2, word, "FC-E501"))
    os.unlink(os.path.join(r.folder, "x.onnx"))


def test_picks(r):
    """Integers that pick from a table stay in it: of 100 at least one is above 1, and none above the last row."""
    table = tensor(b"t", 1, (50, 1), bytes(200))
    large = tensor(b"u", 1, (60, 1), bytes(240))
    two = tensor(b"two", 1, (2, 50), bytes(400))
    shape = tensor(b"s", 7, (1,), struct.pack("<q", 100))
    def most(nodes, elem=7):
        with open(os.path.join(r.folder, "x.onnx"), "wb") as f:
            f.write(model(nodes, value_info(b"x", elem, (100,)), value_info(b"y", 1, None), [table, large, two, shape]))
        r.run("--runs", "1", "-q", "x.onnx")
        return max(bytes.fromhex(r.said()["x"].split(":")[1])[::8], default=-1)
    def pick(of, what=b"x", to=b"y", **more):
        return node(b"Gather", [of, what], to, **more)
    # The runtime shows the first eight bytes: the first index, which the seed 0 makes 24 of 50.
    first = most([pick(b"t")])
    check("what picks rows is below their number", 1 < first < 50)
    check("... of axis 0, and of -2", most([pick(b"t", axis=0)]) == first)
    check("through what hands it on", most([node(b"Reshape", [b"x", b"s"], b"a"), node(b"Identity", [b"a"], b"b"),
                                            pick(b"t", b"b")]) == first)
    check("of two tables the smaller", most([pick(b"u", b"x", b"a"), pick(b"t")]) == first)
    check("of columns: 0 or 1", most([pick(b"two", axis=1)]) < 2)
    check("what is added as well: 0 or 1", most([pick(b"t"), node(b"Neg", [b"x"], b"z")]) < 2)
    check("what is picked from: 0 or 1", most([pick(b"x", b"s")]) < 2)
    check("its shape alone: 0 or 1", most([node(b"Shape", [b"x"], b"y")]) < 2)
    os.unlink(os.path.join(r.folder, "x.onnx"))


def test_free(r):
    """Sizes that are not known: said, with what gives them; from a file they become the file's."""
    def run(dims, *args):
        with open(os.path.join(r.folder, "x.onnx"), "wb") as f:
            f.write(model(x=value_info(b"x", 1, dims), y=value_info(b"y", 1, None)))
        return r.run("--runs", "1", "-q", *args, "x.onnx")
    check("a free size", one_line(run((b"N", 3)), 2, "a size is free; give it with -d or -i"))
    check("... given", run((b"N", 3), "-d", "N=2").returncode == 0 and r.said()["x"].startswith("1 24:"))
    check("no rank", one_line(run(None), 2, "its rank is not known; give its shape with -i"))
    check("... given", run(None, "-i", "2x3").returncode == 0 and r.said()["x"].startswith("1 24:"))
    check("... too large", one_line(run(None, "-i", "4000000000x4000000000"), 2, "it is too large"))
    with open(os.path.join(r.folder, "x.npy"), "wb") as f:
        f.write(npy())
    check("... from a file", run((b"N", b"M"), "--data", "x=x.npy").returncode == 0)
    check("... from a file, of no rank", run(None, "--data", "x=x.npy").returncode == 0)
    check("a name that is near", one_line(run((2, 3), "--data", "xs=x.npy"), 2, "no input 'xs'"))
    check("the last of two files", run((2, 3), "--data", "x=none.npy", "--data", "x=x.npy").returncode == 0)
    os.unlink(os.path.join(r.folder, "x.onnx"))


def test_places(r):
    """A runtime is looked for in environments, the user's own folder, here, and beside the folders of PATH."""
    env = os.path.join(r.folder, "env")
    def run(below, **more):
        os.makedirs(os.path.dirname(os.path.join(env, below)), exist_ok=True)
        os.symlink(r.fake, os.path.join(env, below))
        clean = {k: v for k, v in r.env().items() if k not in ("FLOPCOUNT_ORT", "VIRTUAL_ENV", "CONDA_PREFIX")}
        clean.update(HOME="/nonexistent", PATH="/nonexistent")
        done = subprocess.run([r.flopcount, "time", "--runs", "1", "-f", "csv", os.path.join(r.folder, "add.onnx")],
                              capture_output=True, text=True, check=False, cwd=more.pop("cwd", "/"), env={**clean, **more})
        shutil.rmtree(env)
        return done.returncode == 0 and "1.12.0-fake" in done.stdout
    python = "lib/python3.11/site-packages/onnxruntime/capi/libonnxruntime.so.1.12"
    check("in an environment of Python", run(python, VIRTUAL_ENV=env))
    check("in one of Conda", run("lib/libonnxruntime.so", CONDA_PREFIX=env, PATH=""))
    check("in the user's folder", run(".local/" + python, HOME=env))
    check("beside a folder of PATH", run("lib/libonnxruntime.so", PATH="/bin:x::" + env + "/bin:" + "y" * 70000))
    check("here, in Node's", run("node_modules/onnxruntime-node/bin/napi-v3/linux/x64/libonnxruntime.so.1", cwd=env)
          if os.makedirs(env) is None else False)
    with open(os.path.join(r.folder, "odd.so"), "wb") as f:
        f.write(b"not a library")
    os.makedirs(os.path.join(env, "lib"))
    os.symlink("../../odd.so", os.path.join(env, "lib/libonnxruntime.so"))
    done = r.run("--runs", "1", "add.onnx", VIRTUAL_ENV=env)
    check("what FLOPCOUNT_ORT names goes before", done.returncode == 0)
    shutil.rmtree(env)
    os.unlink(os.path.join(r.folder, "odd.so"))


def test_options(r):
    for wrong in (["--runs", "1000001"], ["--warmup", "1000001"], ["--threads", "4097"], ["--device-id", "4097"],
                  ["--min-time", "soon"], ["--min-time", "1s"], ["--min-time", "-1"], ["--min-time", "86401"],
                  ["--min-time", ""]):
        check(f"out of range: {wrong}", one_line(r.run(*wrong, "add.onnx"), 2, "out of range"))
    check("standard input", one_line(subprocess.run(
        [r.flopcount, "time", "-"], input=model(), capture_output=True, check=False, env=r.env(), cwd=r.folder), 2,
        "reads files, not standard input"))
    check("two reports in one place", one_line(r.run("-f", "csv", "-f", "json", "add.onnx"), 2, "two reports"))
    check("a folder that is not there", one_line(r.run("--runs", "1", "-o", "no/x", "add.onnx"), 3, "no/x"))
    check("a full disk", one_line(r.run("--runs", "1", "-o", "/dev/full", "add.onnx"), 3, "No space left"))
    both = r.run("--runs", "1", "-f", "csv", "-o", "a.csv", "-f", "json", "add.onnx", "none.onnx", "big.onnx")
    got = json.loads(both.stdout)
    check("what is there is timed, what is not is said", both.returncode == 3 and [g["model"] for g in got] == [
        "add.onnx", "big.onnx"] and "none.onnx" in both.stderr)
    with open(os.path.join(r.folder, "a.csv"), encoding="utf-8") as f:
        check("CSV: a row each", len(f.read().splitlines()) == 3)
    os.unlink(os.path.join(r.folder, "a.csv"))
    device = {"schema": "flopcount.device/1", "name": 'a, "b"', "title": "t", "source": "made up",
              "peak_flops": {"float32": 1e12}, "memory_bandwidth": 1e9}
    with open(os.path.join(r.folder, "d.json"), "w", encoding="ascii") as f:
        json.dump(device, f)
    rows = list(csv.reader(io.StringIO(r.run("--runs", "1", "--device", "d.json", "-f", "csv", "add.onnx").stdout)))
    check("CSV: the name of a device is one field", len(rows[0]) == len(rows[1]) and rows[1][-2] == 'a, "b"')
    some = r.run("--runs", "1", "--threads", "1", "-f", "md", "--device", "d.json", "add.onnx", "big.onnx").stdout
    check("Markdown: a row and a remark each", some.count("\n| ") == 3 and "1 thread;" in some and some.count("\n- ") == 2)
    free = r.run("--runs", "1", "-d", "N=2", "--device", "d.json", "-f", "json", "add.onnx")
    check("a dimension without use is said", free.returncode == 0 and "'N'" in free.stderr)
    os.unlink(os.path.join(r.folder, "d.json"))


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
        test_providers(r)
        test_calls(r)
        test_chart(r)
        test_types(r)
        test_picks(r)
        test_free(r)
        test_places(r)
        test_options(r)
        test_budget(r)
        left = set(os.listdir(folder)) - {"says"}
        check("no file is left", left == {"add.onnx", "bad.so", "big.onnx", "x.npy"})
    print(f"1..{len(TESTS)}")
    for n, (what, right) in enumerate(TESTS, 1):
        print("ok" if right else "not ok", n, "-", what)
    return 0 if all(right for _, right in TESTS) else 1


sys.exit(main())
