#!/usr/bin/env python3
"""Faults of the machine and files made to do harm: faults.py FLOPCOUNT SHIM|none STORM MEASURE [MUTANTS]. Says TAP.

SHIM is preloaded and makes calls fail (shim.c); with none, under sanitizers, what
needs it is skipped. MUTANTS is how many changed files are run as processes, each
under MEASURE (tests/bench/measure.c).
Whatever happens: no signal but what was asked for, one line per diagnostic, exit
codes of the manual, outputs whole or as they were, and no temporary files left.
"""
import json, os, resource, shutil, subprocess, sys, tempfile

import fault
from fault import FORMATS, SCRATCH, SHIM, TOOL, TREE, fixture, judge, models, outputs_in, refused, run, say, script, several

STORM, MEASURE = (os.path.abspath(a) for a in sys.argv[3:5])
MUTANTS = int(sys.argv[5]) if len(sys.argv) > 5 else 60
NOBODY = 65534


# --- reading and writing ---------------------------------------------------------------------------

def reading():
    for title, args, codes in models(tempfile.mkdtemp(dir=SCRATCH)):
        with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
            plain = run(["-f", "json", *args], folder)
            runs = []
            for how in ("short", "eintr"):
                got = run(["-f", "json", *args], folder, FAULT_READ=how)
                runs.append((how, "" if got == plain else "the report differs"))
            for how, n in ((how, n) for how in ("eio", "shrink") for n in (1, 2, 3, 4, 5, 7, 9, 12)):
                got = run(["-f", "json", *args], folder, FAULT_READ="%s:%d" % (how, n))
                why = judge(folder, {}, got, {0, 3})
                if got[0] == 0 and got[1] != plain[1]:
                    why = why or "another report without a word"
                runs.append(("%s:%d" % (how, n), why))
        several(title + ": short reads, EINTR, EIO, a file that shrinks", runs)


def piped():
    """A model through standard input, which is read and kept in a file without a name first."""
    for title, how, codes in (("short reads", {"FAULT_READ": "short"}, {0}), ("EINTR", {"FAULT_READ": "eintr"}, {0}),
                              ("EIO", {"FAULT_READ": "eio:1"}, {3}), ("short writes", {"FAULT_WRITE": "short"}, {0}),
                              ("a full disk", {"FAULT_WRITE": "enospc:1"}, {3})):
        with tempfile.TemporaryDirectory(dir=SCRATCH) as folder, open(fixture("onnx/case-conv.onnx"), "rb") as model:
            result = run(["-f", "csv", "--columns", "macs", "-"], folder, stdin=model_pipe(model.read()), **how)
            why = judge(folder, {}, result, codes)
            if not why and codes == {0} and result[1] != b"macs\n4608\n":
                why = "it counts %s" % result[1]
            say("standard input: " + title, why)


def model_pipe(data):
    """What a pipe has room for at once."""
    r, w = os.pipe()
    os.write(w, data)
    os.close(w)
    return r


def writing():
    outputs, options = outputs_in(FORMATS)
    args = [fixture("onnx/case-conv.onnx"), *options]
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        run(args, folder)
        plain = {name: open(os.path.join(folder, name), "rb").read() for name in outputs}
    for title, hows in (("short writes and EINTR", [{"FAULT_WRITE": "short"}, {"FAULT_WRITE": "eintr"}]),
                        ("a full disk", [{"FAULT_WRITE": "enospc:%d" % n} for n in range(1, 14)]),
                        ("EIO", [{"FAULT_WRITE": "eio:%d" % n} for n in range(1, 8)]),
                        ("a file that cannot be closed or renamed", [{"FAULT_CLOSE": 1}, {"FAULT_RENAME": 1}])):
        runs = []
        for how in hows:
            with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
                for name in outputs:
                    open(os.path.join(folder, name), "w").write("old\n")
                code, out, err = run(args, folder, **how)
                now = {name: open(os.path.join(folder, name), "rb").read() for name in outputs}
                odd = [n for n in now if now[n] not in (plain[n], b"old\n")]
                left = set(os.listdir(folder)) - set(outputs)
                good = code in ({0} if title.startswith("short") else {0, 3}) and (now == plain) == (not code)
                why = "cut short: %s" % odd if odd else "left: %s" % left if left else "exit code %s" % code
                runs.append((str(how), "" if good and not odd and not left else why))
        several("outputs are whole or as they were: " + title, runs)


# --- files of all kinds ----------------------------------------------------------------------------

def sparse(path, head=b""):
    with open(path, "wb") as f:
        f.write(head)
        f.truncate(10 << 30)


def special():
    onnx = open(fixture("onnx/case-conv.onnx"), "rb").read()
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        refused("/dev/zero", ["/dev/zero"], folder, said="it is a device")
        refused("/dev/zero as standard input", ["-"], folder, stdin=open("/dev/zero", "rb"), said="bytes")
        refused("/dev/full", ["/dev/full"], folder, said="it is a device")
        refused("a folder as standard input", ["-"], folder, stdin=os.open(folder, os.O_RDONLY))
        for title, name, head in (("of zeros", "in1.onnx", b""), ("behind a model", "in2.onnx", onnx),
                                  ("behind the mark of an archive", "in3.pt", b"PK\3\4"),
                                  ("behind a field of 9 GiB", "in4.onnx", b"\x08\x07\x3a\x80\x80\x80\x80\x24")):
            sparse(os.path.join(folder, name), head)
            refused("10 GiB of a hole, " + title, [name], folder, codes={0, 3})
            os.unlink(os.path.join(folder, name))
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        os.mkfifo(os.path.join(folder, "in"))
        for title, data, code in (("a model", onnx, 0), ("half a model", onnx[:200], 3), ("nothing", b"", 3)):
            writer = subprocess.Popen([sys.executable, "-c", "open('in', 'wb').write(%r)" % data], cwd=folder)
            refused("a FIFO that gives " + title, ["in"], folder, codes={code})
            writer.wait()


def endless():
    """Few statements that are much work each: all of it counts against --limit steps."""
    turns, numbers = "for i in range(2000000):", "l = torch.mul([1], 65536)"
    text = ["t = \"a\""] + ["t = torch.add(t, t)"] * 19
    programs = {"searches of a long list": [numbers, turns, "  b = torch.__contains__(l, i)"],
                "a long list moved about": [numbers, turns, "  b = torch.insert(l, 0, torch.pop(l, 0))"],
                "a long list sorted": ["l = annotate(List[int], [])", "for i in range(100000):",
                                       "  m = torch.append(l, torch.neg(i))", "m = torch.sort(l)"],
                "a long list as sizes": [numbers, turns, "  b = torch.zeros(l)"],
                "searches of a long text": text + [turns, "  b = torch.find(t, \"ab\")"],
                "a list of two times 2^62": ["l = torch.mul([1, 1], 4611686018427387904)", turns, "  pass"]}
    for title, body in programs.items():
        with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
            script(os.path.join(folder, "in.pt"), body)
            refused("a program of " + title, ["-i", "1x3x8x8", "in.pt"], folder, codes={0, 3}, said="limit 'steps'",
                    preexec_fn=small if SHIM != "none" else None)


def names():
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        for title, name in (("a new line", b"in\nx.onnx"), ("bytes that are no UTF-8", b"in\xff\xfe.onnx"),
                            ("what moves a cursor", b"in\x1b[2Jx.onnx"), ("a quote and a comma", b"in\",'x.onnx")):
            path = os.path.join(os.fsencode(folder), name)
            shutil.copy(fixture("onnx/case-conv.onnx"), path)
            code, out, err = run(["-f", "json", name], folder)
            why = "exit code %s" % code if code else ""
            try:
                json.loads(out.decode("utf-8"))
            except ValueError as e:
                why = why or "JSON: %s" % e
            open(path, "wb").write(b"\x08\x07\x3a\x50")
            result = run(["-f", "csv", name], folder)
            if b"\x1b" in result[2] or result[2].count(b"\n") != 1:
                why = why or "diagnostics: %s" % result[2]
            say("a path with " + title, why or judge(folder, {}, result, {3}))
            os.unlink(path)


def folders():
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        top = os.path.join(folder, "in")
        os.makedirs(os.path.join(top, "a/b"))
        shutil.copy(fixture("onnx/case-conv.onnx"), os.path.join(top, "a/b/x.onnx"))
        os.symlink("..", os.path.join(top, "a/up"))
        os.symlink(top, os.path.join(top, "a/b/again"))
        os.symlink("self.onnx", os.path.join(top, "self.onnx"))
        os.symlink("nowhere.onnx", os.path.join(top, "lost.onnx"))
        code, out, err = run(["-f", "csv", "--summary", "in"], folder)
        lines = out.decode().splitlines()
        say("loops of symbolic links", "" if code == 0 and len(lines) == 2 else "%s %s %s" % (code, lines, err))
        deep = top
        for i in range(300):
            deep = os.path.join(deep, "d")
        os.makedirs(deep)
        refused("300 folders in each other", ["in"], folder, codes={0, 3})


def as_nobody():
    os.setgid(NOBODY)
    os.setuid(NOBODY)


def runs_as_nobody():
    """Not where the tree stands in a folder that root alone enters."""
    try:
        return not subprocess.run([TOOL, "--version"], preexec_fn=as_nobody, capture_output=True).returncode
    except PermissionError:
        return False


def permissions():
    if os.getuid() == 0 and not runs_as_nobody():
        return say("a folder that cannot be written", skip="only root can run the program here")
    drop = {"preexec_fn": as_nobody} if os.getuid() == 0 else {}
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(fixture("onnx/case-conv.onnx"), os.path.join(folder, "in.onnx"))
        open(os.path.join(folder, "in.csv"), "w").write("old\n")
        os.chmod(folder, 0o555)
        refused("a folder that cannot be written", ["in.onnx", "-o", "in.csv"], folder, said="Permission denied",
                **drop)
        kept = open(os.path.join(folder, "in.csv")).read()
        say("... and the file there is as it was", "" if kept == "old\n" else kept)
        os.chmod(os.path.join(folder, "in.onnx"), 0)
        refused("a model that cannot be read", ["in.onnx"], folder, said="Permission denied", **drop)
        os.chmod(folder, 0o755)


def pipes():
    r, w = os.pipe()
    os.close(r)
    p = subprocess.run([TOOL, "-q", "-f", "html", fixture("onnx/resnet18.onnx")], stdout=w, stderr=subprocess.PIPE)
    os.close(w)
    good = p.returncode == 141 and not p.stderr
    say("a pipe that nobody reads", "" if good else "%s %s" % (p.returncode, p.stderr))
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        refused("-o /dev/full", ["-o", "/dev/full", fixture("onnx/case-conv.onnx")], folder, said="No space left")
    with open("/dev/full", "wb") as full:
        p = subprocess.run([TOOL, fixture("onnx/case-conv.onnx")], stdout=full, stderr=subprocess.PIPE)
    good = p.returncode == 3 and b"No space left" in p.stderr
    say("standard output is full", "" if good else "%s %s" % (p.returncode, p.stderr))


# --- changed files as processes --------------------------------------------------------------------

def small():
    if SHIM != "none":
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (5, 6))


def mutant(path):
    """(why, exit code, seconds, MiB, lines that say error) of one changed file."""
    given = ["-i", "1x3x224x224"] if path.endswith(".pt") else []
    with tempfile.TemporaryDirectory(dir=SCRATCH) as empty:
        code, out, err = run(["-f", "json", *given, path], empty, preexec_fn=small, under=[MEASURE, "-e", "1"])
        if code:
            return str(code), code, 0, 0, 0
        _, seconds, peak, code = out.split()
        why = judge(empty, {}, (int(code), b"", err), {0, 2, 3, 4})
    errors = err.count(b"error: ")
    if int(code) == 3 and not errors:
        why = why or "refused without an error: %s" % err
    if float(seconds) > 5:
        why = why or "it took %s s" % seconds
    return why, int(code), float(seconds), int(peak) / 1024, errors


def mutants():
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        subprocess.run([STORM, "-n", str(MUTANTS), "-s", "3", "-w", folder, os.path.join(TREE, "fixtures")], check=True)
        runs, codes, seconds, peaks, short = [], {}, [], [], 0
        for name in sorted(os.listdir(folder)):
            why, code, took, peak, errors = mutant(os.path.join(folder, name))
            runs.append((name, why))
            codes[code] = codes.get(code, 0) + 1
            short += code == 3 and errors == 1
            seconds.append((took, name))
            peaks.append((peak, name))
    several("%d changed files in 1 GiB and 5 seconds: exit codes %s, %d refused in one line, %.2f s (%s) and %.0f MiB (%s) "
            "at most" % (len(runs), dict(sorted(codes.items())), short, *max(seconds), *max(peaks)), runs)


sys.exit(fault.main([special, endless, names, folders, permissions, pipes, mutants], [reading, piped, writing]))
