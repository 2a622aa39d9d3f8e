#!/usr/bin/env python3
"""What is never opened, and the sandbox: sandbox.py FLOPCOUNT SHIM|none RUNTIME. Says TAP.

RUNTIME stands in for ONNX Runtime (tests/timer/fake_ort.c).
"""
import os, re, signal, subprocess, sys, tempfile

import fault
from fault import FORMATS, SCRATCH, TREE, fixture, logged, models, outputs_in, run, say, several

sys.path.insert(0, os.path.join(TREE, "tests/bench"))
from models import FLOAT, number, piece

RUNTIME = os.path.abspath(sys.argv[3])

# --- files that a model names ------------------------------------------------------------------------

LOCATIONS = [  # where a weight is said to be; is it said that this is outside of the model's folder?
    ("../x", True), ("../../../../etc/passwd", True), ("/etc/passwd", True), ("//etc/passwd", True), ("/dev/zero", True),
    ("a/../../x", True), ("a/..", True), ("..", True), ("./../x", True), ("..\\..\\etc\\passwd", True),
    ("\\etc\\passwd", True), ("a\\../x", True), ("..%2f..%2fetc%2fpasswd", False), ("file:///etc/passwd", False),
    ("~/.ssh/id_rsa", False), ("passwd", False), ("etc/passwd", False), ("pipe", False), ("zero", False),
    ("in.bin\0/../../../etc/passwd", False), ("w..bin", False), ("...", False), ("", False), (".", False),
    ("x" * 5000, False)]


def tensor(name, *rest):
    return piece(8, name) + number(1, 2) + number(1, 3) + number(2, FLOAT) + b"".join(rest)


def external(path, location, length=24):
    """y = x + w, and w, 2x3, is at that place."""
    where = (("location", location), ("offset", "0"), ("length", str(length)))
    w = tensor("w", *(piece(13, piece(1, k) + piece(2, v)) for k, v in where), number(14, 1))
    shape = b"".join(piece(1, number(1, n)) for n in (2, 3))
    info = piece(2, piece(1, number(1, FLOAT) + piece(2, shape)))
    node = piece(1, "x") + piece(1, "w") + piece(2, "y") + piece(4, "Add")
    graph = piece(1, node) + piece(5, w) + piece(11, piece(1, "x") + info) + piece(12, piece(1, "y") + info)
    with open(path, "wb") as f:
        f.write(number(1, 8) + piece(7, graph) + piece(8, number(2, 17)))


def traps(folder):
    """Links out of the folder, and files that hold on to whom opens them."""
    os.symlink("/etc/passwd", os.path.join(folder, "passwd"))
    os.symlink("/etc", os.path.join(folder, "etc"))
    os.symlink("/dev/zero", os.path.join(folder, "zero"))
    os.mkfifo(os.path.join(folder, "pipe"))


def opened():
    for title, args, codes in (("counted", ["-f", "csv", "--summary", "--hash"], {0}),
                               ("in the sandbox", ["-f", "csv", "--summary", "--hash", "--sandbox"], {0}),
                               ("run", ["time", "--ort-lib", RUNTIME, "--runs", "1"], {0, 3})):
        runs = []
        for location, outside in LOCATIONS:
            with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
                traps(folder)
                external(os.path.join(folder, "in.onnx"), location)
                (code, out, err), log = logged([*args, "in.onnx"], folder)
                said = b"outside the model's folder" in err
                files = [line for line in log if not line.endswith(" allocations")]
                odd = [f for f in files if f not in ("in.onnx", "/dev/null", "/proc/self/status", "/proc/self/statm")]
                why = "" if code in codes and said == outside else "exit code %s, it says %s" % (code, err[-200:])
                runs.append((location[:30], why or ("it opened %s" % odd if odd else "")))
        several("files that a model names, %s: nothing but the model is opened" % title, runs)


# --- out of the sandbox --------------------------------------------------------------------------------

def lacks(err, part):
    return part in err or b"offers neither" in err


def attacks():
    """Each is tried in the middle of reading: of calls the kernel is to know nothing, of files to grant nothing."""
    model = fixture("onnx/case-conv.onnx")
    names = subprocess.run([fault.TOOL], env=fault.environment({"FAULT_ATTACK": "list"}), capture_output=True).stdout
    calls = names.decode().splitlines() + ["map", "protect"]
    evil, victim = os.path.join(SCRATCH, "evil"), os.path.join(SCRATCH, "victim")
    files = ["read:/etc/passwd", "read:" + fixture("onnx/resnet18.onnx"), "read:/proc/self/environ", "read:" + SCRATCH,
             "write:" + evil, "write:" + model, "unlink:" + victim, "rename:" + victim]
    for kind, part, said, tries in (("calls", b"no seccomp", b": absent", calls), ("files", b"no Landlock", b": refused", files)):
        runs, missing = [], b""
        for how in tries:
            with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
                with open(victim, "w") as f:
                    f.write("here\n")
                code, out, err = run(["--sandbox", "-f", "csv", model], folder, FAULT_ATTACK=how)
            if lacks(err, part):
                missing = err
            good = (said in err or how in ("map", "protect") and b": refused" in err) and code == 0 and os.path.exists(victim)
            runs.append((how, "" if good else "%s %s" % (code, err)))
        if missing:
            say("sandbox: " + kind, skip=missing.decode().strip())
        else:
            several("sandbox: %d %s" % (len(tries), kind), runs)


def other_door():
    """Calls by the numbers of another processor end the program."""
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        args = ["-f", "csv", fixture("onnx/case-conv.onnx")]
        free = run(args, folder, FAULT_ATTACK="int 0x80")
        held = run(["--sandbox", *args], folder, FAULT_ATTACK="int 0x80")
    if b": done" not in free[2] or lacks(held[2], b"no seccomp"):
        return say("sandbox: calls of another processor", skip="this one has none, or no seccomp")
    say("sandbox: calls of another processor", "" if held[0] == -signal.SIGSYS else str(held))


def kernels():
    """Where the kernel lacks a part of the sandbox that is said, and without both nothing is read."""
    for lacking, code, said in (("landlock", 0, b"no Landlock here"), ("seccomp", 0, b"no seccomp here"),
                                ("landlock,seccomp", 5, b"offers neither"), ("privileges", 5, b"offers neither")):
        with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
            got = run(["--sandbox", "-f", "csv", "--columns", "macs", fixture("onnx/case-conv.onnx")], folder,
                      FAULT_KERNEL=lacking)
        good = got[0] == code and said in got[2] and (got[1] == b"macs\n4608\n") == (not code)
        say("sandbox: a kernel without " + lacking, "" if good else str(got))


# --- within it -------------------------------------------------------------------------------------------

def commands(folder):
    """(what, arguments, outputs) of all that takes a sandbox; files that are there already begin with in."""
    two = [fixture("onnx/case-conv.onnx"), fixture("onnx/case-conv-bias.onnx")]
    config, saved, table = "in.budget.json", "in.report.json", "in.csv"
    with open(os.path.join(folder, table), "w") as f:
        f.write("name,top1\ncase-conv,76.1\n")
    run(["-f", "json", "-o", saved, two[0]], folder)
    run(["init", "--config", config, two[0]], folder)
    run(["baseline", "write", "--config", config, "--baseline", "in.base.json"], folder)
    with open(os.path.join(folder, "in.device.json"), "wb") as f:
        f.write(run(["device", "a100-80"], folder)[1])
    external(os.path.join(folder, "in.apart.onnx"), "in.bin")
    outputs, options = outputs_in(FORMATS)
    for title, args, _ in models(folder):
        yield title, [*args, *options], outputs
    ops = ["--ops", fixture("ops/acme.json"), fixture("ops/acme.onnx")]
    yield "four at a time", ["-j", "4", *two, *two, *ops, *options], outputs
    yield "weights apart, hashed", ["--hash", "in.apart.onnx", *options], outputs
    yield "on a device", ["--device", "in.device.json", *two, *options], outputs
    yield "a table at a terminal's width", ["-v", "--by", "module", "--memory", "--color", "always", two[0]], []
    yield "explain", ["explain", two[0], "conv"], []
    outputs, options = outputs_in(["csv", "html", "json", "md", "svg", "table"])
    yield "compare", ["compare", "--meta", table, "-j", "4", *two, *options], outputs
    yield "compare by conventions", ["compare", "--conventions", two[0]], []
    gate = ["--json", "out.json", "--md", "out.md", "--html", "out.html", "--junit", "out.xml", "--sarif", "out.sarif", "--github"]
    outputs = [name for name in gate if name.startswith("out")]
    yield "diff", ["diff", *two, *gate], outputs
    yield "diff of a saved report", ["diff", saved, two[1], *gate], outputs
    yield "check", ["check", "--config", config, "--baseline", "in.base.json", *gate], outputs
    yield "check with a base", ["check", "--config", config, "--base-model", two[1], *gate], outputs


def within():
    """Everything is what it is outside."""
    runs = []
    folder = tempfile.mkdtemp(dir=SCRATCH)
    for title, args, outputs in commands(folder):
        got = []
        for sandbox in ([], ["--sandbox"]):
            at = 1 if args[0] in ("explain", "compare", "diff", "check") else 0
            code, out, err = run([*args[:at], *sandbox, *args[at:]], folder, GITHUB_STEP_SUMMARY="in.summary")
            err = re.sub(rb"flopcount: warning: --sandbox: no [^\n]*\n", b"", err)
            files = [open(os.path.join(folder, name), "rb").read() for name in outputs]
            got.append((code, out, err, files))
            for name in outputs:
                os.unlink(os.path.join(folder, name))
        if b"offers neither" in got[1][2]:
            return say("in the sandbox all is as outside", skip=got[1][2].decode().strip())
        what = [name for name, a, b in zip(("code", "output", "diagnostics", "files"), *got) if a != b]
        runs.append((title, "another %s: %s" % (what, got[1][2]) if what else ""))
    several("in the sandbox all is as outside: %d runs" % len(runs), runs)


sys.exit(fault.main([within], [opened, attacks, other_door, kernels]))
