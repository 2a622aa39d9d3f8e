#!/usr/bin/env python3
"""Every state a model and a limit can be in, told alike by every format: states.py FLOPCOUNT

Figures of resnet18 and resnet34 are PyTorch's: 11,689,512 and 21,797,672 parameters.
"""
import html
import json
import os
import shutil
import sys
import xml.etree.ElementTree as ET

from scratch import TREE, ended, has, main, scenario

FORMATS = ["text", "md", "json", "html", "junit", "sarif"]
ODD = "odd <&\">|'"

# Name: (fixture, budgets, grade of the limit or "error" of the model, what is said)
STATES = {
    "grown": ("resnet34", {"metric": "params", "max_increase": "2%", "message": "ask <them> & \"us\""}, "fail",
              "params 11.7 M → 21.8 M (+10.1 M, +86.5%); max_increase is 2%"),
    "grown a lot": ("resnet34", {"metric": "params", "max_increase_abs": "10M"}, "fail",
                    "params 11.7 M → 21.8 M (+10.1 M, +86.5%); max_increase_abs is 10M"),
    "grown and warned of": ("resnet34", {"metric": "params", "max_increase": "2%", "level": "warn"}, "warn",
                            "params 11.7 M → 21.8 M (+10.1 M, +86.5%); max_increase is 2%"),
    "smaller, not small": ("resnet18", {"metric": "params", "max": "1M"}, "fail",
                           "params 21.8 M → 11.7 M (-10.1 M, -46.4%); max is 1M"),
    "grown by little": ("resnet34", {"metric": "params", "max_increase_abs": 0, "min_change": "90%"}, "pass", ""),
    "partial": ("sem-unknown-op", {"metric": "macs", "max": 96}, "warn",
                "macs 96; max is 96; the count is partial, so this is a lower bound"),
    "partial, and over": ("sem-unknown-op", {"metric": "macs", "max": 95}, "fail", "macs 96; max is 95"),
    "partial, whose size is known": ("sem-unknown-op", {"metric": "nodes", "max": 3}, "pass", ""),
    "new": ("resnet18", {"metric": "params", "max_increase": "1%"}, "warn",
            "params: there is no baseline to compare with; max_increase is 1%"),
    "without that figure": ("resnet18", {"metric": "params", "max_increase": "1%"}, "warn",
                            "params: the baseline has no such figure; max_increase is 1%"),
    "of no place": ("resnet18", {"metric": "params", "scope": "module:head*", "max": 1}, "warn",
                    "params of module:head*: the scope matches nothing"),
    "of a layer": ("resnet34", {"metric": "params", "scope": "layer:*layer4.0*conv1*", "max_increase": "1%"}, "pass", ""),
    # By hand: all but 513,000 of the last layer and 9,600 (17,024) of batch norms.
    "of an operator": ("resnet34", {"metric": "params", "scope": "op:C*v", "max_increase": "1%"}, "fail",
                       "params of operator 'Conv' 11.2 M → 21.3 M (+10.1 M, +90.5%); max_increase is 1%"),
    "of modules": ("resnet34", {"metric": "peak_activation_bytes", "scope": "module:layer[1-2]", "max": 1}, "fail",
                   "; max is 1"),
    "without inputs": ("resnet18.script.pt", {"metric": "macs", "max": 1}, "error",
                       "macs is not known without the shapes of the inputs"),
    "free": ("bert-base", {"metric": "macs", "max": 1}, "error", "still depends on batch, seq"),
    "never run": ("resnet18", {"metric": "latency_p90", "max": "1ms"}, "error", "latency_p90: it was not measured"),
    "gone bad": ("bad-text", {"metric": "params", "max": 1}, "error", "the model cannot be read"),
    "bad before": ("resnet18", {"metric": "params", "max": 1}, "error", "the model to compare with cannot be read"),
    "other dims": ("bert-base", {"metric": "params", "max": "1G"}, "error",
                   "the baseline was counted with dims seq=[1, 8], this run has seq=1"),
    "other method": ("resnet18", {"metric": "params", "max": "1G"}, "error",
                     "the baseline was counted with method backward, this run has forward"),
    ODD: ("resnet18", {"metric": "params", "max": 1}, "fail", "params 11.7 M; max is 1"),
}
BEFORE = {"grown": "resnet18", "grown a lot": "resnet18", "grown and warned of": "resnet18", "smaller, not small": "resnet34",
          "grown by little": "resnet18", "of a layer": "resnet18", "of an operator": "resnet18", "of modules": "resnet18",
          "gone bad": "resnet18"}
SIGNS = {"fail": "\u274c", "error": "\u274c", "warn": "\u26a0", "pass": "\u2705"}


def path_of(name):
    return "m/%d.onnx" % list(STATES).index(name)


def put(r, name, fixture):
    if fixture.endswith(".pt"):
        os.makedirs(r.path("m"), exist_ok=True)
        shutil.copyfile(os.path.join(TREE, "fixtures", "ts", fixture), r.path(path_of(name)))
    else:
        r.put(path_of(name), fixture)


def prepare(r):
    """A baseline of what was before, then the models as they are now."""
    for name, state in STATES.items():
        put(r, name, BEFORE.get(name, state[0]))
    entries = [{"name": n, "path": path_of(n), "budgets": []} for n in STATES]
    entries[list(STATES).index("other dims")]["dims"] = {"seq": [1, 8]}
    r.budget(*entries, baseline="b.json")
    ended(r.run("baseline", "write"), 0)
    baseline = json.loads(r.read("b.json"))
    models = baseline["models"]
    for name in ("new", "partial", "partial, and over", ODD):
        del models[name]
    models["without that figure"]["totals"]["params"] = None
    models["bad before"]["status"] = "failed"
    models["other method"]["method"] = "backward"
    models["no longer wanted"] = models["grown"]
    r.write("b.json", json.dumps(baseline))
    entries[list(STATES).index("other dims")]["dims"] = {"seq": 1}
    for entry, state in zip(entries, STATES.values()):
        entry["budgets"] = [state[1]]
    r.budget(*entries, baseline="b.json")
    for name in BEFORE:
        put(r, name, STATES[name][0])
    options = [a for f in FORMATS[1:] for a in ("--" + f, "c." + f)]
    return r.run("check", *options, "--github")


def grade_of(limits, problem):
    return "error" if problem else limits[0]["grade"]


@scenario
def as_json(r):
    """JSON, text: each model's state and sentence; exit code 2 goes before the others"""
    p = ended(prepare(r), 2)
    models = json.loads(r.read("c.json"))["models"]
    assert [m["name"] for m in models] == sorted(STATES)
    for m in models:
        fixture, budget, grade, said = STATES[m["name"]]
        assert grade_of(m["limits"], m["problem"]) == grade, m
        has(m["problem"] or m["limits"][0]["text"], said)
        has(p.out, said)
    counts = json.loads(r.read("c.json"))["counts"]
    grades = [s[2] for s in STATES.values()]
    assert counts["broken"] == grades.count("fail") and counts["warnings"] == grades.count("warn"), counts
    # An error is one of: cannot be read, never measured, and what cannot be compared or gated.
    assert counts["failed"] == 2 and counts["absent"] == 1, counts
    assert counts["faulty"] == grades.count("error") - 3, counts


@scenario
def as_pages(r):
    """Markdown and HTML say the same, and what is markup stays text"""
    prepare(r)
    page, text = r.read("c.html"), r.read("c.md")
    assert ODD not in page and html.escape(ODD, quote=False).split('"')[0] in page
    assert "<them>" not in page + text
    has(page, "ask &lt;them&gt; &amp;")
    for name, (fixture, budget, grade, said) in STATES.items():
        if said:
            has(html.unescape(page), said)
            has(text.replace("\\", ""), said.split(" (")[0].split("'")[0])
        title = next((line for line in text.split("\n") if line.startswith("#### ") and line.endswith(" " + name)), "")
        assert name == ODD or title[5:].startswith(SIGNS[grade]), (name, title)


@scenario
def as_xml(r):
    """JUnit: a suite a model, failures and errors counted, sentences whole"""
    prepare(r)
    suites = {s.get("name"): s for s in ET.fromstring(r.read("c.junit"))}
    assert set(suites) == set(STATES), suites
    for name, (fixture, budget, grade, said) in STATES.items():
        suite = suites[name]
        bad = [x for case in suite for x in case if x.tag in ("failure", "error")]
        assert len(bad) == (grade in ("fail", "error")), (name, bad)
        assert [suite.get("failures"), suite.get("errors")] == [str(int(grade == "fail")), str(int(grade == "error"))], name
        if bad:
            assert bad[0].tag == {"fail": "failure", "error": "error"}[grade]
            has(bad[0].get("message"), said)
    has("".join(suites["grown"].itertext()) + str([x.attrib for x in suites["grown"].iter()]), 'ask <them> & "us"')


@scenario
def as_sarif(r):
    """SARIF and workflow commands: a line each of what is not kept, with its place in the budget file"""
    p = prepare(r)
    run = json.loads(r.read("c.sarif"))["runs"][0]
    results = {x["message"]["text"].split(": ")[0]: x for x in run["results"]}
    told = {n: s for n, s in STATES.items() if s[2] != "pass"}
    assert set(results) == set(told), set(results) ^ set(told)
    commands = [line for line in p.out.split("\n") if line.startswith("::")]
    assert len(commands) == len(told), commands
    for name, (fixture, budget, grade, said) in told.items():
        x = results[name]
        has(x["message"]["text"], said)
        assert x["level"] == ("warning" if grade == "warn" else "error"), x
        assert run["tool"]["driver"]["rules"][x["ruleIndex"]]["id"] == x["ruleId"]
        line = x["locations"][0]["physicalLocation"]["region"]["startLine"]
        command = [c for c in commands if "::" + name + ": " in c]
        assert len(command) == 1 and command[0].startswith("::warning" if grade == "warn" else "::error"), command
        has(command[0], "line=%d," % line, said.replace("%", "%25"))


@scenario
def under_strict(r):
    """--strict: what is partial is told as a fault of the model; 4 where nothing else is wrong"""
    r.put("m.onnx", "sem-unknown-op")
    r.budget({"name": "m", "path": "m.onnx", "budgets": []})
    p = ended(r.run("check", "--strict", "--json", "c.json", "--md", "c.md", "--html", "c.html"), 4)
    has(p.out, "the count is incomplete, and --strict asks for all of it", "1 incomplete")
    model = json.loads(r.read("c.json"))["models"][0]
    has(model["problem"], "incomplete")
    assert model["uncounted"] == [{"op": "com.acme::Foo", "nodes": 1, "reason": "unknown operator"}]
    has(r.read("c.html"), "Partial, a lower bound: com.acme::Foo (1 node): unknown operator")
    has(r.read("c.md"), "Partial, a lower bound: com.acme::Foo (1 node)")


def report(path, totals, layers=(), **more):
    return {"schema": "flopcount.report/1", "model": {"path": path}, "convention": "paper", "status": "complete",
            "totals": totals, "layers": list(layers), **more}


@scenario
def of_reports(r):
    """diff of lists of reports: models that went and came, what is free, unknown or uncounted"""
    r.write("a.json", json.dumps([report("both", {"flops": 1}), report("gone", {"flops": 1})]))
    r.write("b.json", json.dumps([report("both", {"flops": 2}), report("came", {"flops": 1})]))
    options = [a for f in FORMATS[1:] for a in ("--" + f, "d." + f)]
    p = ended(r.run("diff", *options, "--github", "a.json", "b.json"), 3)
    has(p.out, "the model is not there any more", "both → both")
    models = {m["name"]: m for m in json.loads(r.read("d.json"))["models"]}
    assert models["gone"]["problem"] == "the model is not there any more" and models["gone"]["status"] == "failed"
    assert models["came"]["problem"] is None and "totals" not in models["came"]
    assert models["both"]["totals"]["flops"] == {"base": 1, "head": 2, "change": 1}
    has(r.read("d.md"), "the model is not there any more")
    has(r.read("d.html"), "the model is not there any more")
    # By hand: the symbols of the formula, though the one's name holds the other's.
    r.write("c.json", json.dumps(report("c", {"flops": "seq_len*seq"}, status="partial",
                                        uncounted=[{"op": "Op%d" % i, "nodes": i} for i in range(1, 13)])))
    p = ended(r.run("diff", *options, "--fail-on", "flops=0", "--fail-on", "macs=0", "c.json", "c.json"), 2)
    has(p.out, "still depends on seq_len, seq = seq_len*seq; give values with -d seq_len=1 -d seq=1")
    has(p.out, "partial, a lower bound: Op1 (1 node), Op2 (2 nodes), ", "Op10 (10 nodes), and 2 more")
    assert [u["nodes"] for u in json.loads(r.read("d.json"))["models"][0]["uncounted"]] == list(range(1, 13))
    r.write("e.json", json.dumps(report("e", {"flops": 1}, status="partial")))
    has(ended(r.run("diff", "--md", "d.md", "e.json", "e.json"), 0).out, "rows whose shapes contradict or are not known")
    r.write("f.json", json.dumps({"schema": "flopcount.report/1", "model": {"path": "f"}, "status": "failed"}))
    has(ended(r.run("diff", "f.json", "e.json"), 3).out, "the model to compare with cannot be read")
    has(ended(r.run("diff", "e.json", "f.json"), 3).out, "the model cannot be read")


@scenario
def by_layers(r):
    """Layers as reports tell them: new, removed, changed, renamed, by their figures"""
    def layer(name, op="Conv", **more):
        return {"name": name, "scope": "", "op": op, "macs": 10, "flops": 10, "params": 1, "access_bytes": 8, **more}
    free = {"attributes": {"k": [1, 2]}, "outputs": [{"shape": ["N", 3]}]}
    base = [layer("same", **free), layer("grew"), layer("went", "Gemm"), layer("old_name", "Relu", attributes={"x": 1}),
            layer("kind", "Relu"), layer("shape", outputs=[{"shape": [1, 3]}]), layer("unknown", macs=None)]
    head = [layer("same", **free), layer("grew", macs=30, flops=30, access_bytes="8*N"), layer("came", "MatMul"),
            layer("new_name", "Relu", attributes={"x": 1}), layer("kind", "Gelu"),
            layer("shape", outputs=[{"shape": [1, 4]}]), layer("unknown", macs=5)]
    for name, layers in (("a", base), ("b", head)):
        r.write(name + ".json", json.dumps(report(name, {"macs": "10*N" if name == "a" else 70}, layers)))
    p = ended(r.run("diff", "--json", "d.json", "--md", "d.md", "a.json", "b.json"), 0)
    model = json.loads(r.read("d.json"))["models"][0]
    changes = {((c["head"] or c["base"])["name"], c["change"].lower()) for c in model["changes"]}
    assert {("grew", "changed"), ("went", "removed"), ("came", "new"), ("new_name", "renamed")} <= changes, changes
    assert model["layers"]["unchanged"] >= 1 and "same" not in {c[0] for c in changes}
    assert model["totals"]["macs"] == {"base": "10*N", "head": 70, "change": "70 - 10*N"}, model["totals"]["macs"]
    has(p.out, "old_name → new_name", "8*N - 8")
    for by in ("op", "module"):
        has(ended(r.run("diff", "--by", by, "a.json", "b.json"), 0).out, "layers: ")


if __name__ == "__main__":
    main(sys.argv[1])
