#!/usr/bin/env python3
"""Faults of the machine and files made to do harm: faults.py FLOPCOUNT SHIM|none STORM MEASURE [MUTANTS]. Says TAP.

SHIM is preloaded and makes calls fail (shim.c); with none, under sanitizers, what
needs it is skipped. MUTANTS is how many changed files are run as processes, each
under MEASURE (tests/bench/measure.c).
Whatever happens: no signal but what was asked for, one line per diagnostic, exit
codes of the manual, outputs whole or as they were, and no temporary files left.
"""
import csv, io, json, os, resource, shutil, signal, subprocess, sys, tempfile, time, xml.dom.minidom, xml.parsers.expat

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
            hows = [{"FAULT_READ": "%s:%d" % (how, n)} for how in ("eio", "shrink") for n in (1, 2, 3, 4, 5, 7, 9, 12)]
            for how in hows + [{"FAULT_OPEN": "eio:%d" % n} for n in (1, 2, 3)]:
                got = run(["-f", "json", *args], folder, **how)
                why = judge(folder, {}, got, {0, 3})
                if got[0] == 0 and got[1] != plain[1]:
                    why = why or "another report without a word"
                runs.append((str(how), why))
        several(title + ": short reads, EINTR, EIO, a file that shrinks", runs)


def unreadable():
    """Reading /proc/self/mem from its start is EIO, but as a model it is empty; a folder opens and cannot be read."""
    model = fixture("onnx/case-conv.onnx")
    places = [("a model", ["IT"], {3}), ("a list of models", ["--files-from", "IT"], {2}),
              ("operators", ["--ops", "IT", model], {2}), ("a device", ["--device", "IT", model], {2}),
              ("a table", ["compare", "--meta", "IT", model], {2}), ("one side of diff", ["diff", "IT", model], {3}),
              ("a budget", ["check", "--config", "IT"], {2}), ("data", ["time", "--data", "x=IT", model], {2, 5})]
    for file, said in (("/proc/self/mem", b"Input/output error"), ("/proc/self/fd", b"")):
        runs = []
        for title, args, codes in places:
            with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
                got = run([a.replace("IT", file) for a in args], folder)
                why = judge(folder, {}, got, codes)
                if said not in got[2] and got[0] not in (3, 5):
                    why = why or "it says %s" % got[2]
                runs.append((title, why))
        several("%s in the place of each file that is read" % file, runs)


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


ODD = (("a new line", b"in\nx.onnx"), ("bytes that are no UTF-8", b"in\xff\xfe.onnx"),
       ("what moves a cursor", b"in\x1b[2Jx.onnx"), ("a quote and a comma", b"in\",'x.onnx"),
       ("markup", b"in<b>&x.onnx"), ("a command of a workflow", b"in\n::set-output name=x::y.onnx"))


def is_clean(data, form, name):
    """What is wrong with a report of form about a file of that name."""
    text = data.decode("utf-8")
    if any(c < " " and c not in "\n\t" for c in text) and form != "csv":
        return "a control character in " + form
    if form in ("json", "jsonl", "sarif"):
        json.loads(text)
    elif form in ("svg", "junit"):
        xml.dom.minidom.parseString(text)
    elif form == "csv":
        rows = list(csv.reader(io.StringIO(text, newline="")))
        if len(rows) != 2 or rows[1][0] != name.decode("utf-8", "replace"):
            return "CSV: %s" % rows
    elif form in ("html", "md") and "<b>&x" in text:
        return "markup in " + form
    if form == "github" and any(line.startswith("::set-output") for line in text.splitlines()):
        return "a command in a path is a command"
    return ""


def odd_reports(folder, name):
    """What is wrong with each format of a report about a model of that name, of comparisons and of gates."""
    gates = [("json", ["--json", "-"]), ("html", ["--html", "-"]), ("junit", ["--junit", "-"]),
             ("sarif", ["--sarif", "-"]), ("md", ["--md", "-"]), ("github", ["--github"])]
    runs = [(form, ["-f", form, "--summary", name]) for form in FORMATS]
    runs += [(form, ["compare", "-f", form, "--columns", "path,macs", name]) for form in ("html", "json", "md", "svg", "table")]
    runs += [(form, ["diff", "--fail-on", "params=+0%", *args, fixture("onnx/case-conv.onnx"), name]) for form, args in gates]
    for form, args in runs:
        code, out, err = run(args, folder)
        try:
            why = "exit code %s: %s" % (code, err) if code not in (0, 1) else is_clean(out, form, name)
        except (ValueError, xml.parsers.expat.ExpatError) as e:
            why = "%s: %s" % (form, e)
        if why:
            return "%s: %s" % (args, why)
    return ""


def names():
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        for title, name in ODD:
            path = os.path.join(os.fsencode(folder), name)
            shutil.copy(fixture("onnx/case-conv-bias.onnx"), path)
            why = odd_reports(folder, name)
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
        run(["init", "in.onnx"], folder)
        os.rename(os.path.join(folder, "flopcount.json"), os.path.join(folder, "in.json"))
        os.chmod(folder, 0o555)
        refused("a folder that cannot be written", ["in.onnx", "-o", "in.csv"], folder, said="Permission denied",
                **drop)
        kept = open(os.path.join(folder, "in.csv")).read()
        say("... and the file there is as it was", "" if kept == "old\n" else kept)
        for args in (["init", "in.onnx"], ["baseline", "write", "--config", "in.json"], ["diff", "--md", "new.md", "in.onnx", "in.onnx"]):
            result = run(args, folder, **drop)
            why = judge(folder, {"flopcount.json": "json"}, result, {3})
            say("... %s" % " ".join(args[:2]), why or ("" if b"Permission denied" in result[2] else str(result[2])))
        os.chmod(os.path.join(folder, "in.onnx"), 0)
        refused("a model that cannot be read", ["in.onnx"], folder, said="Permission denied", **drop)
        os.chmod(folder, 0o755)


def unread(args, folder):
    """The exit code and standard error of a run whose output nobody reads."""
    r, w = os.pipe()
    os.close(r)
    p = subprocess.run([TOOL, *args], stdout=w, stderr=subprocess.PIPE, cwd=folder)
    os.close(w)
    return p.returncode, p.stderr


def pipes():
    model, runs = fixture("onnx/case-conv.onnx"), []
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        run(["init", model], folder)
        run(["baseline", "write"], folder)
        commands = [["-f", form, model] for form in FORMATS] + [
            ["-j", "2", model, model], ["compare", model], ["diff", model, model], ["check"], ["explain", model, "conv"],
            ["ops"], ["ops", "-f", "csv"], ["ops", "Conv"], ["device"], ["device", "a100-80"], ["baseline", "show"],
            ["baseline", "update"], ["init", "--config", "-", model], ["--help"], ["diff", "--help"], ["--version"],
            ["diff", "--md", "-", model, model]]
        for args in commands:
            got = unread(["-q", *args] if args[0] == "-f" else args, folder)
            quiet = got[1] == b"" or args[0] == "check"  # what its models lack is said before
            runs.append((" ".join(args), "" if got[0] == 141 and quiet else str(got)))
    several("a pipe that nobody reads: every command and report", runs)
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        refused("-o /dev/full", ["-o", "/dev/full", fixture("onnx/case-conv.onnx")], folder, said="No space left")
    with open("/dev/full", "wb") as full:
        p = subprocess.run([TOOL, fixture("onnx/case-conv.onnx")], stdout=full, stderr=subprocess.PIPE)
    good = p.returncode == 3 and b"No space left" in p.stderr
    say("standard output is full", "" if good else "%s %s" % (p.returncode, p.stderr))


def ended(number, args, outputs):
    """What is wrong with outputs, which are there already, when the signal comes while models are read."""
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        os.mkfifo(os.path.join(folder, "pipe"))
        for name in outputs:
            open(os.path.join(folder, name), "w").write("old\n")
        before = sorted(os.listdir(folder))
        p = subprocess.Popen([TOOL, *args], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        writer = os.open(os.path.join(folder, "pipe"), os.O_WRONLY)  # by now it reads
        end = time.monotonic() + 20
        while len(os.listdir(folder)) < len(before) + len(outputs) and time.monotonic() < end:
            time.sleep(0.01)
        p.send_signal(number)
        code = p.wait(30)
        os.close(writer)
        now = [open(os.path.join(folder, name)).read() for name in outputs]
        left = sorted(set(os.listdir(folder)) - set(before))
        if code != (-number if number == signal.SIGKILL else 128 + number) or now != ["old\n"] * len(outputs):
            return "exit code %s, outputs %s" % (code, now)
        return "left: %s" % left if left and number != signal.SIGKILL else ""


def signals():
    model = fixture("onnx/case-conv.onnx")
    outputs, options = outputs_in(FORMATS)
    runs = [("one at a time", [*options, model, "pipe"], outputs), ("two at a time", ["-j", "2", *options, "pipe", model], outputs),
            ("compare", ["compare", "-f", "csv", "-o", "out", model, "pipe"], ["out"]),
            ("diff", ["diff", "--md", "out.md", "--json", "out.json", model, "pipe"], ["out.md", "out.json"])]
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL):
        several("%s while models are read: files are as they were" % signal.Signals(number).name,
                [(title, ended(number, args, there)) for title, args, there in runs])


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


sys.exit(fault.main([special, unreadable, endless, names, folders, permissions, pipes, signals, mutants], [reading, piped, writing]))
