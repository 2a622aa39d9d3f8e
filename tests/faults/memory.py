#!/usr/bin/env python3
"""Each allocation fails once, for each way to read a model, each command and each report.

usage: memory.py FLOPCOUNT SHIM|none RUNTIME

SHIM is preloaded and makes calls fail (shim.c); RUNTIME stands in for ONNX Runtime (tests/timer/fake_ort.c).
Either nothing is different, or one line says that there is no memory, and no output is cut short or left behind.
"""
import json, os, re, sys, tempfile

import fault
from fault import FORMATS, fixture, judge, logged, models, outputs_in, run, several

RUNTIME = os.path.abspath(sys.argv[3])
NETWORKS = ["csv", "html", "json", "md", "svg", "table"]
TIMES = ["csv", "json", "md", "svg", "table"]
GATE = {"text": "text", "--md": "md", "--json": "json", "--html": "html", "--junit": "junit", "--sarif": "json"}
MEMORY = re.compile(r"memory|cannot open: .*fake_ort", re.IGNORECASE)  # the loader has words of its own
ENDS = {3, 70}  # of a model, and of the command itself


def gate_outputs():
    """All that a gate writes at once; the text has no option."""
    outputs = {"out%s" % option: form for option, form in GATE.items() if option != "text"}
    return outputs, [a for option in GATE if option != "text" for a in (option, "out" + option)]


def written(path, data):
    with open(path, "w") as f:
        f.write(data if isinstance(data, str) else json.dumps(data))
    return path


def gates(folder, two):
    """What compares; the budget's models are named from its own folder."""
    saved, config = os.path.join(folder, "in.json"), os.path.join(folder, "in.budget.json")
    baseline = os.path.join(folder, "in.baseline.json")
    run(["-f", "json", "-o", saved, two[0]], folder)
    run(["init", "--config", config, two[0]], folder)
    run(["baseline", "write", "--config", config, "--baseline", baseline], folder)
    outputs, options = gate_outputs()
    options.append("--github")
    given = ["--config", config, "--baseline"]
    yield "diff of two models", ["diff", *two, "--fail-on", "macs=+1%", *options], outputs
    yield "diff of a saved report", ["diff", saved, two[1], *options], outputs
    yield "check", ["check", *given, baseline, *options], outputs
    yield "check with a base", ["check", *given, "out.none", "--base-model", two[1], *options], outputs
    yield "init", ["init", "--config", "out.json", two[0]], {"out.json": "json"}
    yield "baseline write", ["baseline", "write", *given, "out.json"], {"out.json": "json"}
    yield "baseline update", ["baseline", "update", *given, baseline], {}
    yield "baseline show", ["baseline", "show", *given, baseline], {}


def two_runs(folder, profile):
    """A recorded profile in short: of two runs the first kernels."""
    with open(profile, encoding="utf-8") as f:
        events = json.load(f)
    ends = [i for i, event in enumerate(events) if event["name"] == "model_run"][:2]
    kernels = [i for i, event in enumerate(events) if event["name"].endswith("_kernel_time")]
    some = kernels[:2] + ends[:1] + [i for i in kernels if i > ends[0]][:3] + ends[1:]
    return written(os.path.join(folder, "in.profile"), [events[i] for i in some])


def times(folder, two):
    outputs, options = outputs_in(TIMES)
    runs = ["--ort-lib", RUNTIME, "--runs", "1", "--warmup", "0"]
    yield "time", ["time", *runs, two[0], *options], outputs
    shown = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "timer/profile")
    env = {"FAKE_ORT_PROFILE": two_runs(folder, shown + "/all.json"), "FAKE_ORT_GRAPH": shown + "/all.onnx", "TMPDIR": "."}
    yield "time of layers", ["time", "--profile", *runs, shown + "/residual.onnx"], {}, env
    yield "providers", ["time", "--ort-lib", RUNTIME, "--providers"], {}
    outputs, options = outputs_in(["csv", "md"])
    yield "compare with times", ["compare", "--time", *runs, two[0], *options], outputs


def commands(folder):
    """(what, arguments, outputs, and perhaps variables) of what else reads models or writes reports."""
    two = [fixture("onnx/case-conv.onnx"), fixture("onnx/case-conv-bias.onnx")]
    ops = fixture("ops/acme.json")
    meta = written(os.path.join(folder, "in.csv"), "name,input,top1\ncase-conv,,76.1\n")
    files = written(os.path.join(folder, "in.files"), "\n".join(two) + "\n")
    yield from gates(folder, two)
    yield from times(folder, two)
    outputs, options = outputs_in(NETWORKS)
    yield "compare", ["compare", *two, *options], outputs
    outputs, options = outputs_in(["csv", "md", "table"])
    yield "compare by conventions", ["compare", "--conventions", *two, *options], outputs
    yield "compare with a table", ["compare", "--meta", meta, *two, *options], outputs
    yield "explain", ["explain", two[0], "conv"], {}
    yield "ops", ["ops", "-f", "csv"], {}
    yield "ops of a file", ["ops", "--ops", ops, "com.acme::FoldConv"], {}
    yield "device", ["device"], {}
    yield "a device", ["device", "a100-80"], {}
    yield "device measure", ["device", "measure", "--threads", "1"], {}
    yield "help", ["compare", "--help"], {}
    outputs, options = outputs_in(FORMATS)
    yield "two models by two threads", ["-j", "2", *two, *options], outputs
    outputs, options = outputs_in(["csv", "json", "html", "svg"])
    yield "all that is asked for", ["--ops", ops, "--device", "a100-80", "--hash", "--memory", "--by", "module",
                                    "--depth", "1", "-d", "n=1", "--files-from", files, *options], outputs


def steady(data):
    """What does not change from run to run: no times, no figures of this machine."""
    return re.sub(rb"[0-9.]+", b"0", data)


def failing(args, outputs, codes, env, n):
    """What is wrong when the n-th allocation fails, or with n 0 none; and how many there were."""
    with tempfile.TemporaryDirectory(dir=fault.SCRATCH) as folder:
        result, log = logged(args, folder, FAULT_MALLOC=n, **env)
        why = judge(folder, outputs, result, codes)
        counted = [int(line.split()[0]) for line in log if line.endswith(" allocations")]
        return result, why, sum(counted)


def differs(plain, result):
    """What is wrong with a run whose allocation failed, beside one where none did."""
    code, out, err = result
    lines = set(steady(err).decode("utf-8", "replace").splitlines()) - set(steady(plain[2]).decode().splitlines())
    if code == plain[0] and not lines:
        return "" if len(steady(out).splitlines()) == len(steady(plain[1]).splitlines()) else "another report without a word"
    if len(lines) != 1 or not MEMORY.search(min(lines)):
        return "exit code %s, it says %s" % (code, sorted(lines) or "nothing")
    return ""


def each_allocation(title, args, outputs, codes, env=()):
    env = dict(env)
    plain, why, total = failing(args, outputs, codes, env, 0)
    runs = [("none", why)]
    if "--ort-lib" in args:
        codes |= {5}  # what loads libraries needs memory too
    for n in range(1, total + 1):
        result, why, _ = failing(args, outputs, codes | ENDS, env, n)
        runs.append(("allocation %d" % n, why or differs(plain, result)))
    several("%s: each of %d allocations fails" % (title, total), runs)


def memory():
    kept = tempfile.mkdtemp(dir=fault.SCRATCH)
    outputs, options = outputs_in(FORMATS)
    for title, args, codes in models(kept):
        each_allocation(title, args + options, outputs, codes)
    for title, args, outputs, *env in commands(kept):
        each_allocation(title, args, outputs, {0, 1}, *env)


sys.exit(fault.main([], [memory]))
