#!/usr/bin/env python3
"""Faults of the machine and files made to do harm: faults.py FLOPCOUNT SHIM|none STORM MEASURE [MUTANTS]. Says TAP.

SHIM is preloaded and makes calls fail (shim.c); with none, under sanitizers, what
needs it is skipped. MUTANTS is how many changed files are run as processes, each
under MEASURE (tests/bench/measure.c).
Whatever happens: no signal but what was asked for, one line per diagnostic, exit
codes of the manual, outputs whole or as they were, and no temporary files left.
"""
import json, os, re, resource, shutil, signal, subprocess, sys, tempfile, zipfile

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TOOL, SHIM, STORM, MEASURE = (a if a == "none" else os.path.abspath(a) for a in sys.argv[1:5])
MUTANTS = int(sys.argv[5]) if len(sys.argv) > 5 else 60
FORMATS = ["table", "csv", "json", "jsonl", "md", "html", "svg", "dot"]
LINE = re.compile(r"^[^\n]*\b(error|warning|note): |^\(|^[^\n]*:[0-9]+:|^ +|[^\n]*: \d+ more like the last |^flopcount: ")
CODES = {0, 3, 4}
NOBODY = 65534
number, failed = 0, 0


def fixture(name):
    return os.path.join(TREE, "fixtures", name)


def say(title, fault="", skip=""):
    global number, failed
    number += 1
    failed += bool(fault)
    print("%sok %d - %s%s" % ("not " if fault else "", number, title, " # SKIP " + skip if skip else ""))
    for line in str(fault).splitlines()[:8]:
        print("#   " + line[:300])
    sys.stdout.flush()


def run(args, folder, **more):
    """Answers (exit code, standard output, standard error); faults as FAULT_MALLOC=3."""
    env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}
    env.update(LC_ALL="C", ASAN_OPTIONS="detect_leaks=0")
    faults = {k: str(v) for k, v in more.items() if k.startswith("FAULT_")}
    if faults:
        env.update(faults, LD_PRELOAD=SHIM)
    options = {k: v for k, v in more.items() if not k.startswith("FAULT_")}
    options.setdefault("stdin", subprocess.DEVNULL)
    try:
        p = subprocess.run([*options.pop("under", []), TOOL, *args], cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                           timeout=60, **options)
    except subprocess.TimeoutExpired:
        return "it did not end", b"", b""
    return p.returncode, p.stdout, p.stderr


def is_whole(path, form):
    data = open(path, "rb").read()
    text = data.decode("utf-8", "replace")
    if form == "json":
        json.loads(text)
    if form == "jsonl":
        [json.loads(line) for line in text.splitlines()]
    ends = {"html": "</html>", "svg": "</svg>", "dot": "}"}
    return text.rstrip().endswith(ends.get(form, "")) and (data.endswith(b"\n") or not data)


def judge(folder, outputs, result, codes):
    """What is wrong with a run in folder that was to write outputs {name: format}; "" when nothing is."""
    code, out, err = result
    if code not in codes:
        return "exit code %s, not one of %s\n%s" % (code, sorted(codes), err.decode("utf-8", "replace"))
    lines = err.decode("utf-8", "replace").splitlines()
    odd = [line for line in lines if not LINE.match(line)]
    if odd or (code and code != 141 and not lines):
        return "diagnostics: %s" % (odd or "none")
    for name in os.listdir(folder):
        if name in outputs:
            try:
                if not is_whole(os.path.join(folder, name), outputs[name]):
                    return name + " is cut short"
            except ValueError as e:
                return "%s: %s" % (name, e)
        elif not name.startswith("in"):
            return "left behind: " + name
    return ""


def several(title, runs):
    """One line for many runs: (what, fault) each."""
    faults = ["%s: %s" % (what, fault) for what, fault in runs if fault]
    say(title, "\n".join(faults))


# --- what the tests read ---------------------------------------------------------------------------

def checkpoint(folder):
    path = os.path.join(folder, "in.pt")
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("archive/data.pkl", b"\x80\x02}q\x00X\x01\x00\x00\x00wq\x01K\x01s.")
        z.writestr("archive/version", b"3\n")
    return path


def script(path, body):
    """An archive whose forward() has these lines."""
    lines = ["class M(Module):", "  training : bool", "  def forward(self: __torch__.M,", "    x: Tensor) -> Tensor:"]
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("archive/data.pkl", b"c__torch__\nM\n)\x81}(X\x08\x00\x00\x00training\x89ub.")
        z.writestr("archive/code/__torch__.py", "\n".join(lines + ["    " + b for b in body] + ["    return x", ""]))
        z.writestr("archive/constants.pkl", b"\x80\x02).")


def models(folder):
    return [("an ONNX model", [fixture("onnx/case-conv.onnx")], {0}),
            ("an ONNX model with bodies", [fixture("onnx/sem-control-flow.onnx")], {0}),
            ("a TorchScript archive", [fixture("ts/alexnet.script.pt"), "-i", "1x3x224x224"], {0}),
            ("a checkpoint", [checkpoint(folder)], {3})]


# --- memory, reading, writing ----------------------------------------------------------------------

def outputs_in(formats):
    outputs = {"out." + f: f for f in formats}
    return outputs, [a for name, f in outputs.items() for a in ("-f", f, "-o", name)]


def commands(folder):
    """(what, arguments, outputs, exit codes) of what else reads models or writes reports."""
    two = [fixture("onnx/case-conv.onnx"), fixture("onnx/case-conv-bias.onnx")]
    saved, config = os.path.join(folder, "in.json"), os.path.join(folder, "in.budget.json")
    run(["-f", "json", "-o", saved, two[0]], folder)
    run(["init", "--config", config, two[0]], folder)
    gate, networks = ["text", "md", "json", "html"], ["table", "csv", "html", "json", "md", "svg"]
    outputs, options = outputs_in(gate)
    yield "diff of two models", ["diff", *two, *options], outputs, {0}
    yield "diff of a saved report", ["diff", saved, two[1], *options], outputs, {0}
    yield "check", ["check", "--config", config, *options], outputs, {0}
    outputs, options = outputs_in(networks)
    yield "compare", ["compare", *two, *options], outputs, {0}
    yield "explain", ["explain", two[0], "conv"], {}, {0}
    yield "ops", ["ops", "-f", "csv"], {}, {0}
    yield "init", ["init", "--config", "out.json", two[0]], {"out.json": "json"}, {0}
    outputs, options = outputs_in(FORMATS)
    yield "two models by two threads", ["-j", "2", *two, *options], outputs, {0}


def each_allocation(title, args, outputs, codes):
    runs, n, total = [], 0, 1
    while n <= total:
        with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
            r, w = os.pipe()
            result = run(args, folder, FAULT_MALLOC=n, FAULT_LOG=w, pass_fds=(w,))
            os.close(w)
            log = os.fdopen(r).read()
            if not n:
                total = int(re.search(r"(\d+) allocations", log)[1])
            runs.append(("allocation %d" % n, judge(folder, outputs, result, codes if not n else {0, 3, 70})))
        n += 1
    several("%s: each of %d allocations fails" % (title, total), runs)


def memory():
    kept = tempfile.mkdtemp(dir=SCRATCH)
    outputs, options = outputs_in(FORMATS)
    for title, args, codes in models(kept):
        each_allocation(title, args + options, outputs, codes)
    for case in commands(kept):
        each_allocation(*case)


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
                fault = judge(folder, {}, got, {0, 3})
                if got[0] == 0 and got[1] != plain[1]:
                    fault = fault or "another report without a word"
                runs.append(("%s:%d" % (how, n), fault))
        several(title + ": short reads, EINTR, EIO, a file that shrinks", runs)


def piped():
    """A model through standard input, which is read and kept in a file without a name first."""
    for title, how, codes in (("short reads", {"FAULT_READ": "short"}, {0}), ("EINTR", {"FAULT_READ": "eintr"}, {0}),
                              ("EIO", {"FAULT_READ": "eio:1"}, {3}), ("short writes", {"FAULT_WRITE": "short"}, {0}),
                              ("a full disk", {"FAULT_WRITE": "enospc:1"}, {3})):
        with tempfile.TemporaryDirectory(dir=SCRATCH) as folder, open(fixture("onnx/case-conv.onnx"), "rb") as model:
            result = run(["-f", "csv", "--columns", "macs", "-"], folder, stdin=model_pipe(model.read()), **how)
            fault = judge(folder, {}, result, codes)
            if not fault and codes == {0} and result[1] != b"macs\n4608\n":
                fault = "it counts %s" % result[1]
            say("standard input: " + title, fault)


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
                fault = "cut short: %s" % odd if odd else "left: %s" % left if left else "exit code %s" % code
                runs.append((str(how), "" if good and not odd and not left else fault))
        several("outputs are whole or as they were: " + title, runs)


# --- files of all kinds ----------------------------------------------------------------------------

def refused(title, args, folder, codes=frozenset({3}), said="", **more):
    result = run(["-q", "-f", "csv", "--columns", "macs", *args], folder, **more)
    fault = judge(folder, {}, result, codes)
    if not fault and said and said not in result[2].decode("utf-8", "replace"):
        fault = "it says %s" % result[2]
    say(title, fault)


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
            fault = "exit code %s" % code if code else ""
            try:
                json.loads(out.decode("utf-8"))
            except ValueError as e:
                fault = fault or "JSON: %s" % e
            open(path, "wb").write(b"\x08\x07\x3a\x50")
            result = run(["-f", "csv", name], folder)
            if b"\x1b" in result[2] or result[2].count(b"\n") != 1:
                fault = fault or "diagnostics: %s" % result[2]
            say("a path with " + title, fault or judge(folder, {}, result, {3}))
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


# --- what is never opened, and the sandbox ---------------------------------------------------------

def opened():
    for name in ("bad-external-climbs", "bad-external-absolute"):
        with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
            path = os.path.join(folder, "in.onnx")
            shutil.copy(fixture("onnx/%s.onnx" % name), path)
            r, w = os.pipe()
            code, out, err = run(["-f", "csv", path], folder, FAULT_LOG=w, pass_fds=(w,))
            os.close(w)
            log = [line for line in os.fdopen(r).read().splitlines() if not line.endswith("allocations")]
            fault = "" if b"outside the model's folder" in err else "it says %s" % err
            others = [line for line in log if line not in (path, "/dev/null")]
            say(name + ": said, and nothing but the model is opened", fault or "\n".join(others))


def attacks():
    secret = "/etc/passwd"
    for how in ("exec", "socket", "fork", "kill", "map", "read:" + secret, "write:" + os.path.join(SCRATCH, "evil")):
        with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
            code, out, err = run(["--sandbox", "-f", "csv", fixture("onnx/case-conv.onnx")], folder, FAULT_ATTACK=how)
        if b"no Landlock" in err and how[:4] in ("read", "writ") or b"no seccomp" in err or b"offers neither" in err:
            say("sandbox: " + how, skip=err.decode().strip())
        else:
            say("sandbox: " + how, "" if b": refused" in err and code == 0 else "%s %s" % (code, err))


def kernels():
    """Where the kernel lacks a part of the sandbox that is said, and without both nothing is read."""
    for lacking, code, said in (("landlock", 0, b"no Landlock here"), ("seccomp", 0, b"no seccomp here"),
                                ("landlock,seccomp", 5, b"offers neither"), ("privileges", 5, b"offers neither")):
        with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
            got = run(["--sandbox", "-f", "csv", "--columns", "macs", fixture("onnx/case-conv.onnx")], folder,
                      FAULT_KERNEL=lacking)
        good = got[0] == code and said in got[2] and (got[1] == b"macs\n4608\n") == (not code)
        say("sandbox: a kernel without " + lacking, "" if good else str(got))


# --- changed files as processes --------------------------------------------------------------------

def small():
    if SHIM != "none":
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (5, 6))


def mutant(path):
    """(fault, exit code, seconds, MiB, lines that say error) of one changed file."""
    given = ["-i", "1x3x224x224"] if path.endswith(".pt") else []
    with tempfile.TemporaryDirectory(dir=SCRATCH) as empty:
        code, out, err = run(["-f", "json", *given, path], empty, preexec_fn=small, under=[MEASURE, "-e", "1"])
        if code:
            return str(code), code, 0, 0, 0
        _, seconds, peak, code = out.split()
        fault = judge(empty, {}, (int(code), b"", err), {0, 2, 3, 4})
    errors = err.count(b"error: ")
    if int(code) == 3 and not errors:
        fault = fault or "refused without an error: %s" % err
    if float(seconds) > 5:
        fault = fault or "it took %s s" % seconds
    return fault, int(code), float(seconds), int(peak) / 1024, errors


def mutants():
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        subprocess.run([STORM, "-n", str(MUTANTS), "-s", "3", "-w", folder, os.path.join(TREE, "fixtures")], check=True)
        runs, codes, seconds, peaks, short = [], {}, [], [], 0
        for name in sorted(os.listdir(folder)):
            fault, code, took, peak, errors = mutant(os.path.join(folder, name))
            runs.append((name, fault))
            codes[code] = codes.get(code, 0) + 1
            short += code == 3 and errors == 1
            seconds.append((took, name))
            peaks.append((peak, name))
    several("%d changed files in 1 GiB and 5 seconds: exit codes %s, %d refused in one line, %.2f s (%s) and %.0f MiB (%s) "
            "at most" % (len(runs), dict(sorted(codes.items())), short, *max(seconds), *max(peaks)), runs)


def main():
    tests = [special, endless, names, folders, permissions, pipes, mutants]
    preloaded = [memory, reading, piped, writing, opened, attacks, kernels]
    for test in tests + (preloaded if SHIM != "none" else []):
        test()
    for test in preloaded if SHIM == "none" else []:
        say(test.__name__, skip="nothing can be preloaded under sanitizers")
    print("1..%d" % number)
    return 1 if failed else 0


signal.signal(signal.SIGPIPE, signal.SIG_DFL)
SCRATCH = tempfile.mkdtemp()
try:
    code = main()
finally:
    shutil.rmtree(SCRATCH, ignore_errors=True)
sys.exit(code)
