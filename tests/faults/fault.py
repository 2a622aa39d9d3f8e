"""What the tests of faults share: runs in folders of their own, what is wrong with them, and TAP."""
import json, os, pickle, re, shutil, signal, subprocess, sys, tempfile, zipfile

sys.dont_write_bytecode = True
TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TOOL, SHIM = (a if a == "none" else os.path.abspath(a) for a in sys.argv[1:3])
FORMATS = ["table", "csv", "json", "jsonl", "md", "html", "svg", "dot"]
LINE = re.compile(r"^[^\n]*\b(error|warning|note): |^\(|^[^\n]*:[0-9]+:|^ +|[^\n]*: \d+ more like the last |^flopcount: ")
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


def several(title, runs):
    """One line for many runs: (what, fault) each."""
    faults = ["%s: %s" % (what, fault) for what, fault in runs if fault]
    say(title, "\n".join(faults))


def environment(faults):
    env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}
    env.update(faults, LC_ALL="C", ASAN_OPTIONS="detect_leaks=0")
    if any(k.startswith("FAULT_") for k in faults):
        env["LD_PRELOAD"] = SHIM
    return env


def run(args, folder, **more):
    """Answers (exit code, standard output, standard error); faults as FAULT_MALLOC=3, other variables likewise."""
    faults = {k: str(more.pop(k)) for k in list(more) if k.isupper()}
    more.setdefault("stdin", subprocess.DEVNULL)
    try:
        p = subprocess.run([*more.pop("under", []), TOOL, *args], cwd=folder, env=environment(faults),
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, **more)
    except subprocess.TimeoutExpired:
        return "it did not end", b"", b""
    return p.returncode, p.stdout, p.stderr


def logged(args, folder, **more):
    """The same with what the shim wrote down, line by line."""
    r, w = os.pipe()
    result = run(args, folder, FAULT_LOG=w, pass_fds=(w,), **more)
    os.close(w)
    with os.fdopen(r) as log:
        return result, log.read().splitlines()


def is_whole(path, form):
    data = open(path, "rb").read()
    text = data.decode("utf-8", "replace")
    if form == "json":
        json.loads(text)
    if form == "jsonl":
        [json.loads(line) for line in text.splitlines()]
    ends = {"html": "</html>", "svg": "</svg>", "dot": "}", "junit": "</testsuites>"}
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


def refused(title, args, folder, codes=frozenset({3}), said="", **more):
    result = run(["-q", "-f", "csv", "--columns", "macs", *args], folder, **more)
    fault = judge(folder, {}, result, codes)
    if not fault and said and said not in result[2].decode("utf-8", "replace"):
        fault = "it says %s" % result[2]
    say(title, fault)


def outputs_in(formats):
    outputs = {"out." + f: f for f in formats}
    return outputs, [a for name, f in outputs.items() for a in ("-f", f, "-o", name)]


# --- models ------------------------------------------------------------------------------------------

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


def mobile(folder):
    """An archive without code text: forward() is the instructions of relu(x)."""
    path = os.path.join(folder, "in.ptl")
    code = (("STOREN", 1, 2), ("LOAD", 2, 0), ("OP", 0, 0), ("RET", 0, 0))
    tables = (("instructions", code), ("operators", (("aten::relu", "", 1),)), ("constants", ()), ("types", ()),
              ("register_size", 2))
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("archive/data.pkl", b"c__torch__\nM\n)\x81}(X\x08\x00\x00\x00training\x89ub.")
        z.writestr("archive/constants.pkl", b"\x80\x02).")
        z.writestr("archive/bytecode.pkl", pickle.dumps((8, ("__torch__.M.forward", tables)), protocol=2))
        z.writestr("archive/version", b"8\n")
    return path


def models(folder):
    """(what, arguments, exit codes) of a model for each way to read one."""
    return [("an ONNX model", [fixture("onnx/case-conv.onnx")], {0}),
            ("an ONNX model with bodies", [fixture("onnx/sem-control-flow.onnx")], {0}),
            ("a TorchScript archive", [fixture("ts/alexnet.script.pt"), "-i", "1x3x224x224"], {0}),
            ("a mobile archive", [mobile(folder), "-i", "1x3"], {0}),
            ("a checkpoint", [checkpoint(folder)], {3})]


# --- the run -----------------------------------------------------------------------------------------

SCRATCH = tempfile.mkdtemp()


def main(tests, preloaded=()):
    """Run the tests, those that are preloaded where that can be; the exit status."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        for test in [*tests, *(preloaded if SHIM != "none" else ())]:
            test()
        for test in preloaded if SHIM == "none" else ():
            say(test.__name__, skip="nothing can be preloaded under sanitizers")
    finally:
        shutil.rmtree(SCRATCH, ignore_errors=True)
    print("1..%d" % number)
    return 1 if failed else 0
