#!/usr/bin/env python3
"""flopcount check, diff, baseline and init in scratch git repositories: check.py FLOPCOUNT

Figures of resnet18 and resnet34 are PyTorch's (fixtures/onnx/expected.csv): 11,689,512 and
21,797,672 parameters.
"""
import glob
import json
import os
import re
import resource
import sys
import xml.etree.ElementTree as ET

import schema
from scratch import FIXTURES, TREE, ended, has, main, scenario

RELATIVE = {"metric": "flops", "max_increase": "2%", "message": "talk to the edge team first"}


def with_baseline(r, fixture, *budgets, **entry):
    r.put("m/net.onnx", fixture)
    r.budget({"name": "net", "path": "m/net.onnx", **entry, "budgets": list(budgets)}, baseline=".flopcount/b.json")
    ended(r.run("baseline", "write"), 0)
    r.commit()


@scenario
def regression(r):
    """resnet18 to resnet34 against a committed baseline breaks max_increase 2%"""
    with_baseline(r, "resnet18", RELATIVE)
    r.put("m/net.onnx", "resnet34")
    summary = r.path("summary.md")
    p = ended(r.run("check", "--md", "c.md", "--json", "c.json", "--junit", "c.xml", "--sarif", "c.sarif", "--html",
                    "c.html", "--github", GITHUB_STEP_SUMMARY=summary), 1)
    line = r.line_of('"max_increase"')
    has(p.out, "::error file=flopcount.json,line=%d,title=flopcount::net: flops" % line, "talk to the edge team first")
    md = r.read("c.md")
    assert md.startswith("<!-- flopcount:default -->\n") and len(md) < 65536
    assert md == r.read("summary.md")
    # By hand: in stages 3 and 4 six of resnet34's blocks are new there; their 3x3 convolutions have as many
    # MACs as all the others, 115,605,504, and the most parameters.
    for name in ["layer4.2/conv1", "layer4.2/conv2"] + ["layer3.%d/conv%d" % (b, c) for b in (2, 3, 4, 5)
                                                        for c in (1, 2)]:
        has(md, "/" + name.replace("_", "\\_") + "/Conv")
    assert len(re.findall(r"^\| NEW ", md, re.M)) == 10
    has(md, "and 46 others")
    found = json.loads(r.read("c.json"))["models"][0]
    assert found["totals"]["params"] == {"base": 11689512, "head": 21797672, "change": 10108160}
    assert found["limits"][0]["line"] == line and found["limits"][0]["grade"] == "fail"
    suite = ET.fromstring(r.read("c.xml"))[0]
    assert suite.get("failures") == "1" and suite[1].find("failure") is not None
    result = json.loads(r.read("c.sarif"))["runs"][0]["results"][0]
    place = result["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "flopcount.json"}, "region": {"startLine": line}}
    has(r.read("c.html"), "</html>", "talk to the edge team first")


@scenario
def re_exported(r):
    """The same model with other names: RENAMED, no change of totals, exit 0"""
    with_baseline(r, "resnet18-folded", RELATIVE, {"metric": "params", "max_increase_abs": 0})
    report = json.loads(ended(r.run("-f", "json", "m/net.onnx"), 0).out)
    report["model"]["producer"] = "another exporter"
    for i, layer in enumerate(report["layers"]):
        layer["name"] = "node_%d" % i
    r.write("other.json", json.dumps(report))
    p = json.loads(ended(r.run("diff", "--fail-on", "flops=+0", "-f", "json", "m/net.onnx", "other.json"), 0).out)
    p = p["models"][0]
    assert p["layers"] == {"unchanged": 0, "new": 0, "removed": 0, "changed": 0, "renamed": 49}, p["layers"]
    assert all(t["change"] == 0 for k, t in p["totals"].items() if k != "macs_by_dtype")
    r.put("m/net.onnx", "resnet18-dynamo")  # torch's other exporter, which folds as well
    p = ended(r.run("check", "--json", "c.json"), 0)
    p = json.loads(r.read("c.json"))["models"][0]
    assert p["totals"]["params"]["change"] == 0 and p["totals"]["macs"]["change"] == 0
    # That exporter writes the pool as ReduceMean and Flatten as Reshape.
    assert p["layers"] == {"unchanged": 0, "new": 2, "removed": 2, "changed": 0, "renamed": 47}, p["layers"]


@scenario
def quantised(r):
    """fp32 to QDQ int8: bytes of parameters fall, MACs move to int8, parameters stay"""
    r.put("fp32.onnx", "cnn")
    r.put("int8.onnx", "cnn-qdq")
    totals = json.loads(ended(r.run("diff", "--json", "-", "fp32.onnx", "int8.onnx"), 0).out)["models"][0]["totals"]
    assert totals["params"]["change"] == 0
    # By hand: weights of 4 bytes become 1, but for the biases, which stay at 4 (int32).
    assert totals["param_bytes"]["head"] < totals["param_bytes"]["base"] / 3
    macs = totals["macs"]["base"]
    assert totals["macs_by_dtype"] == {"float32*float32": {"base": macs, "head": 0, "change": -macs},
                                       "int8*int8": {"base": 0, "head": macs, "change": macs}}


def partial(r, limit):
    r.put("p.onnx", "sem-unknown-op")  # 96 MACs by hand, and an operator that nobody knows
    r.budget({"name": "p", "path": "p.onnx", "budgets": [{"metric": "macs", "max": limit}]})


@scenario
def partial_over(r):
    """A partial model over its limit fails for certain"""
    partial(r, 95)
    has(ended(r.run("check"), 1).out, "com.acme::Foo (1 node): unknown operator")


@scenario
def partial_under(r):
    """A partial model under its limit passes with a warning, which the page tells"""
    partial(r, 96)
    p = ended(r.run("check", "--md", "c.md"), 0)
    has(p.out, "warn: macs 96; max is 96; the count is partial, so this is a lower bound")
    has(r.read("c.md"), "Partial, a lower bound: com.acme::Foo")
    ended(r.run("check", "--warn-as-error"), 4)


@scenario
def partial_strict(r):
    """A partial model under its limit with --strict, by option or by budget"""
    partial(r, 96)
    ended(r.run("check", "--strict"), 4)
    r.budget({"path": "p.onnx", "budgets": [{"metric": "macs", "max": 96}]}, strict=True)
    ended(r.run("check"), 4)


@scenario
def other_convention(r):
    """A baseline under another convention is refused, both named"""
    with_baseline(r, "resnet18", RELATIVE)
    r.budget({"name": "net", "path": "m/net.onnx", "budgets": [RELATIVE]}, baseline=".flopcount/b.json",
             convention="hardware")
    has(ended(r.run("check"), 2).out, "'paper'", "'hardware'", "never compared")


@scenario
def other_dims(r):
    """A baseline with other dims, inputs or method is refused, both named"""
    with_baseline(r, "bert-base", RELATIVE, dims={"batch": 1, "seq": 128})
    entry = {"name": "net", "path": "m/net.onnx", "budgets": [RELATIVE]}
    r.budget({**entry, "dims": {"batch": 1, "seq": 256}}, baseline=".flopcount/b.json")
    has(ended(r.run("check"), 2).out, "seq=128", "seq=256")
    r.budget({**entry, "dims": {"batch": 1, "seq": 128}, "inputs": ["1x128:i64"]}, baseline=".flopcount/b.json")
    has(ended(r.run("check"), 2).out, "the file's own", "1x128:i64")


@scenario
def reports_of_other_kinds(r):
    """Two reports with another convention or another value of a dim are refused"""
    r.put("b.onnx", "bert-base")
    for name, args in (("p", []), ("h", ["-c", "hardware"]), ("d", ["-d", "seq=8"])):
        r.write(name + ".json", ended(r.run("-f", "json", *args, "b.onnx"), 0).out)
    has(ended(r.run("diff", "p.json", "h.json"), 2).out, "'paper'", "'hardware'")
    has(ended(r.run("diff", "p.json", "d.json"), 2).out, "seq is free in the one and 8 in the other")


@scenario
def configuration(r):
    """Dead glob 3; unknown key, metric, scope and unit 2, each with its line and a hint"""
    r.put("m/net.onnx", "resnet18")
    model = {"path": "m/net.onnx"}
    r.budget({"path": "m/x*.onnx", "budgets": []})
    has(ended(r.run("check"), 3).err, "'m/x*.onnx' matches nothing", "flopcount.json:3")
    for bad, said in (({"metric": "flops", "maxx": 1}, "unknown key 'maxx'; did you mean 'max'?"),
                      ({"metric": "flop", "max": 1}, "'flop' is no metric that is known; did you mean 'flops'?"),
                      ({"metric": "flops", "max": "4GB"}, "unknown unit 'GB'"),
                      ({"metric": "flops", "max": "8MB"}, "did you mean 'MiB'?"),
                      ({"metric": "flops", "max": "2%"}, "is a share"),
                      ({"metric": "flops", "max_increase": "5"}, "max_increase_abs"),
                      ({"metric": "flops", "max": 1, "scope": "layers:x"}, "did you mean 'layer'?"),
                      ({"metric": "flops", "max": 1, "level": "warning"}, "none of off, warn, error"),
                      ({"metric": "flops"}, "has no limit")):
        r.budget({**model, "budgets": [bad]})
        p = ended(r.run("check"), 2)
        has(p.err, said, "flopcount.json:", "[FC-E601]")
        assert p.out == ""
    r.budget({**model, "budget": []})
    has(ended(r.run("check"), 2).err, "unknown key 'budget'; did you mean 'budgets'?")
    r.write("flopcount.json", '{"models": [\n')
    has(ended(r.run("check"), 2).err, "not JSON")
    has(ended(r.run("check", "--config", "none.json"), 2).err, "none.json")


@scenario
def worst_point(r):
    """seq: [128, 2048, 8192] on a dynamic transformer: the worst point with its formula"""
    r.put("llama.onnx", "llama")
    r.budget({"name": "llama", "path": "llama.onnx", "dims": {"batch": 1, "seq": [128, 2048, 8192]},
              "budgets": [{"metric": "macs", "max": "100G"}, {"metric": "peak_activation_bytes", "max": "1TiB"}]})
    p = ended(r.run("check", "--json", "c.json"), 1)
    has(p.out, "at batch=1, seq=8192", "= 22282240*seq + 2048*seq^2")
    worst, peak = json.loads(r.read("c.json"))["models"][0]["limits"]
    # By hand: the formula at 8192; at 2048 it is 54 G, and the limit kept.
    assert worst["value"] == 22282240 * 8192 + 2048 * 8192 ** 2
    # A run of the model at that length alone finds the same peak, at another node than at seq = 1.
    alone = json.loads(ended(r.run("-f", "json", "-d", "batch=1", "-d", "seq=8192", "llama.onnx"), 0).out)
    assert peak["value"] == alone["totals"]["peak_activation_bytes"]
    assert alone["totals"]["macs"] == worst["value"]


@scenario
def free_symbol(r):
    """A gated figure that holds a free symbol is exit 2, and shows the dims to add"""
    r.put("bert.onnx", "bert-base")
    r.budget({"path": "bert.onnx", "budgets": [{"metric": "flops", "max": "1T"}]})
    has(ended(r.run("check"), 2).out, "still depends on batch, seq", 'give the model "dims": {"batch": 1, "seq": 1}')
    r.budget({"path": "bert.onnx", "budgets": [{"metric": "params", "max": "1T"}]})
    ended(r.run("check"), 0)
    has(ended(r.run("diff", "--fail-on", "flops=0", "bert.onnx", "bert.onnx"), 2).out,
        "give values with -d batch=1 -d seq=1")
    ended(r.run("diff", "--fail-on", "flops=0", "-d", "batch=1", "-d", "seq=1", "bert.onnx", "bert.onnx"), 0)


@scenario
def long_page(r):
    """A page of 400 models that grew stays under 65,536 characters, what is broken comes first"""
    for i in range(400):
        r.put("m/net%d.onnx" % i, "cnn")
    r.budget({"name": "a", "path": "m/*.onnx", "budgets": [{"metric": "params", "max_increase": "2%"}]},
             {"name": "z", "path": "z.onnx", "budgets": [{"metric": "params", "max": 1}]}, baseline="b.json")
    r.put("z.onnx", "cnn")
    ended(r.run("baseline", "write"), 0)
    for i in range(400):
        r.put("m/net%d.onnx" % i, "case-conv")
    ended(r.run("check", "--md", "c.md", "--key", "a--b>"), 1)
    md = r.read("c.md")
    assert 30000 < len(md.encode()) < 65536
    assert md.startswith("<!-- flopcount:a--b_ -->\n") and "more models, for which there is no room" in md
    assert md.index("#### \u274c z") < md.index("a/net0")


@scenario
def many_models(r):
    """200 models in one check: under a second of CPU, stable order, the same bytes twice"""
    for i in range(200):
        r.put("m/net%d.onnx" % i, "resnet18")
    r.budget({"name": "all", "path": "m/*.onnx", "budgets": [{"metric": "flops", "max": "2G"}]}, baseline="b.json")
    ended(r.run("baseline", "write"), 0)
    outs = []
    for _ in range(2):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        p = ended(r.run("check", "--md", "c.md", "--json", "c.json"), 0)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        outs.append((p.out, r.read("c.md"), r.read("c.json")))
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert outs[0] == outs[1]
    assert len(outs[0][1]) < 65536
    names = [m["name"] for m in json.loads(outs[0][2])["models"]]
    assert names == sorted(names) and len(names) == 200 and names[0] == "all/net0.onnx"
    assert used < (20 if "asan" in r.tool else 1), used


@scenario
def scopes(r):
    """Layers each for itself, modules and operators as sums, operators counted"""
    r.put("m.onnx", "resnet18")
    def limit(code, **budget):
        r.budget({"name": "m", "path": "m.onnx", "budgets": [budget]})
        return ended(r.run("check"), code).out
    # By hand: conv1 is 64*112*112 outputs of 3*7*7 taps = 118,013,952 MACs, the most of any layer.
    limit(0, metric="macs", scope="layer:*", max=118013952)
    has(limit(1, metric="macs", scope="layer:*", max=118013951), "macs of layer '/conv1/Conv'")
    # By hand: four of 115,605,504 in stage 1.
    limit(0, metric="macs", scope="module:layer1", max=4 * 115605504)
    has(limit(1, metric="macs", scope="module:layer1", max=4 * 115605504 - 1), "macs of module 'layer1'")
    limit(0, metric="macs", scope="op:Gemm", max=512000)  # 512 * 1000
    limit(1, metric="macs", scope="op:Gemm", max=511999)
    limit(0, metric="op:Conv", max=20)
    limit(1, metric="op:Conv", max=19)
    has(limit(0, metric="macs", scope="layer:nothing*", max=1), "the scope matches nothing")
    limit(0, metric="macs", max=1, level="off")
    has(limit(0, metric="macs", max=1, level="warn"), "warn")
    has(limit(3, metric="latency_p50", max="1ms"), "it was not measured")  # its weights were cut out
    has(limit(0, metric="latency_p50", max="1ms", level="off"), "0 limits")


@scenario
def no_baseline(r):
    """Without a baseline increases are warned of; 5 under --require-baseline"""
    r.put("m.onnx", "resnet18")
    r.budget({"name": "m", "path": "m.onnx", "budgets": [RELATIVE]}, baseline="b.json")
    has(ended(r.run("check"), 0).out, "there is no baseline to compare with")
    ended(r.run("check", "--require-baseline"), 5)
    ended(r.run("check", "--baseline", "none.json"), 5)
    r.write("report.json", ended(r.run("-f", "json", "m.onnx"), 0).out)
    ended(r.run("check", "--require-baseline", "--baseline", "report.json"), 0)
    r.put("old.onnx", "resnet18")
    ended(r.run("check", "--require-baseline", "--base-model", "old.onnx"), 0)
    r.put("m.onnx", "resnet34")
    ended(r.run("check", "--base-model", "old.onnx"), 1)


@scenario
def small_changes(r):
    """min_change: what grew by less has not grown"""
    with_baseline(r, "resnet18", {"metric": "nodes", "max_increase_abs": 0, "min_change": "90%"})
    r.put("m/net.onnx", "resnet34")  # 69 to 125 nodes: +81%
    ended(r.run("check"), 0)
    r.budget({"name": "net", "path": "m/net.onnx", "budgets": [{"metric": "nodes", "max_increase_abs": 55}]},
             baseline=".flopcount/b.json")
    ended(r.run("check"), 1)
    r.budget({"name": "net", "path": "m/net.onnx", "budgets": [{"metric": "nodes", "max_increase_abs": 56}]},
             baseline=".flopcount/b.json")
    ended(r.run("check"), 0)


@scenario
def baseline_file(r):
    """The baseline: sorted, one line a layer, no paths; update prints what changed"""
    r.put("z.onnx", "resnet18")
    r.put("a.onnx", "bert-base")
    r.budget({"name": "z", "path": "z.onnx", "budgets": []},
             {"name": "a", "path": "a.onnx", "dims": {"seq": [1, 8]}, "budgets": []}, baseline="d/e/b.json")
    ended(r.run("baseline", "write"), 0)
    text = r.read("d/e/b.json")
    data = json.loads(text)
    assert data["schema"] == "flopcount.baseline/1" and list(data["models"]) == ["a", "z"]
    assert len(data["models"]["z"]["layers"]) == 69 and text.count('"op": "Conv"') == 20
    assert "Constant\"" not in text and ".onnx" not in text
    assert data["models"]["a"]["dims"] == {"seq": [1, 8]}
    assert sum(line.strip().startswith('{"name"') for line in text.split("\n")) == \
        len(data["models"]["a"]["layers"]) + 69
    has(ended(r.run("baseline", "update"), 0).out, "unchanged")
    assert r.read("d/e/b.json") == text
    r.put("z.onnx", "resnet34")
    has(ended(r.run("baseline", "update"), 0).out, "56 new, 69 unchanged", "+10.1 M")
    has(ended(r.run("baseline", "show"), 0).out, "21.8 M")
    ended(r.run("check", "--require-baseline"), 0)
    r.write("old.json", text)
    p = json.loads(ended(r.run("diff", "--json", "-", "old.json", "d/e/b.json"), 0).out)
    assert [(m["name"], m["layers"]["new"]) for m in p["models"]] == [("a", 0), ("z", 56)]
    r.write("dims.json", text.replace('"dims": {"seq": [1, 8]}', '"dims": {"seq": 1}'))
    has(ended(r.run("diff", "old.json", "dims.json"), 2).out, "seq=[1, 8]", "seq=1")
    r.write("d/e/b.json", text[:5000])
    has(ended(r.run("check"), 3).err, "not JSON", "[FC-E602]")


@scenario
def first_budget(r):
    """init: a budget file that its own models keep, and that the schema knows"""
    r.put("m/net.onnx", "resnet18")
    r.put("m/bert.onnx", "bert-base")
    ended(r.run("init", "-d", "seq=128", "m"), 0)
    ended(r.run("init", "m"), 2)
    data = json.loads(r.read("flopcount.json"))
    assert [m["name"] for m in data["models"]] == ["bert", "net"]
    assert data["models"][0]["dims"] == {"batch": 1, "seq": 128}
    # By hand: 11,689,512 and 5% more are 12.27 M, rounded up to three digits.
    assert data["models"][1]["budgets"][0] == {"metric": "params", "max": "12.3M"}
    ended(r.run("baseline", "write"), 0)
    ended(r.run("check", "--require-baseline"), 0)
    r.put("m/net.onnx", "resnet34")
    ended(r.run("check"), 1)


@scenario
def git_lfs(r):
    """A Git LFS pointer is named as such, with the command that fetches it"""
    r.put("m.onnx", "bad-lfs")
    r.budget({"name": "m", "path": "m.onnx", "budgets": [{"metric": "flops", "max": "1G"}]})
    has(ended(r.run("check"), 3).err, "Git LFS pointer", "git lfs pull")


@scenario
def hostile_names(r):
    """Names that are markup, commands or pipes stay text everywhere"""
    report = {"schema": "flopcount.report/1", "model": {"path": "x.onnx"}, "convention": "paper", "status": "complete",
              "totals": {"flops": 1, "macs": 1, "params": 1},
              "layers": [{"name": "<script>|`@all`\n::error::x", "scope": "", "op": "Conv", "domain": "ai.onnx",
                          "attributes": {}, "outputs": [], "params": 1, "macs": 1, "flops": 1, "access_bytes": 1}]}
    r.write("b.json", json.dumps({**report, "layers": []}))
    r.write("h.json", json.dumps(report))
    p = ended(r.run("diff", "--md", "c.md", "--html", "c.html", "--github", "b.json", "h.json"), 0)
    assert "\n::error" not in p.out
    md = r.read("c.md")
    assert "<script" not in md and "@all" not in md and "<script>" not in r.read("c.html")
    for bad in ("[", "{}", '{"schema": "flopcount.report/9"}', "[" * 5000, '{"schema": "flopcount.report/1"}',
                json.dumps({**report, "layers": 3}), json.dumps({**report, "totals": {"flops": "1+"}})):
        r.write("bad.json", bad)
        has(ended(r.run("diff", "b.json", "bad.json"), 3).err, "[FC-E602]")


@scenario
def by_groups(r):
    """diff by module and by operator; a report, an array of them, standard input"""
    r.put("a.onnx", "resnet18")
    r.put("b.onnx", "resnet34")
    has(ended(r.run("diff", "--by", "op", "a.onnx", "b.onnx"), 0).out, "CHANGED  Conv", "+1.85 G")
    has(ended(r.run("diff", "--by", "module", "--depth", "1", "a.onnx", "b.onnx"), 0).out, "CHANGED  layer3")
    r.write("two.json", ended(r.run("-f", "json", "a.onnx", "b.onnx"), 0).out)
    p = json.loads(ended(r.run("diff", "-f", "json", "two.json", "two.json"), 0).out)
    assert [m["name"] for m in p["models"]] == ["a.onnx", "b.onnx"]
    p = ended(r.shell("-c", "flopcount -f json a.onnx | flopcount diff --fail-on params=0 - b.onnx"), 1)
    has(p.out, "- → b.onnx")
    p = ended(r.shell("-c", "flopcount diff --fail-on params=0 - a.onnx < a.onnx"), 0)
    has(ended(r.run("diff", "--fail-on", "flop=1%", "a.onnx", "b.onnx"), 2).err, "did you mean 'flops'?")


@scenario
def named_models(r):
    """check NAME or PATH looks at these alone; the budget file is found upwards"""
    r.put("m/a.onnx", "resnet18")
    r.put("m/b.onnx", "resnet34")
    r.budget(*({"name": n, "path": "m/%s.onnx" % n, "budgets": [{"metric": "flops", "max": "2G"}]} for n in "ab"))
    ended(r.run("check", "a"), 0)
    ended(r.run("check", "./m/a.onnx"), 0)
    ended(r.run("check", "m/b.onnx"), 1)
    has(ended(r.run("check", "c"), 2).err, "'c'")
    has(ended(r.shell("-c", "cd m && flopcount check a"), 0).out, "1 model, 1 limit: 0 broken")


def guide_lines(r, page):
    """The page, with what its console blocks print now in the place of what they show."""
    r.put("models/classifier.onnx", "resnet18")
    r.put("resnet34.onnx", "resnet34")
    def again(block):
        text = ""
        for line in block[1].split("\n"):
            if line.startswith("$ "):
                text += line + "\n" + r.shell("-c", line[2:] + " 2>&1").out
        return "```console\n" + text + "```"
    return re.sub(r"```console\n(.*?)```", again, page, flags=re.S)


@scenario
def guide(r):
    """docs/ci.md shows what its commands print"""
    name = os.path.join(TREE, "docs", "ci.md")
    with open(name, encoding="utf-8") as f:
        page = f.read()
    now = guide_lines(r, page)
    if "--remake" in sys.argv:
        with open(name, "w", encoding="utf-8") as f:
            f.write(now)
        page = now
    assert page == now, "remake: python3 tests/gate/check.py build/flopcount --remake\n" + now


@scenario
def examples(r):
    """Every budget file of the tree fits flopcount.schema.json, and the schema refuses what the tool does"""
    with open(os.path.join(TREE, "flopcount.schema.json"), encoding="utf-8") as f:
        root = json.load(f)
    texts = []
    for name in glob.glob(os.path.join(TREE, "docs", "*.md")) + glob.glob(os.path.join(TREE, "man", "*")) + \
            [os.path.join(TREE, "README.md")]:
        with open(name, encoding="utf-8") as f:
            page = f.read().replace("\\&", "").replace("\\e", "\\").replace("\\-", "-")
        blocks = re.findall(r"```json\n(.*?)```", page, re.S) + re.findall(r"^\.Bd -literal.*?\n(.*?)^\.Ed", page,
                                                                           re.M | re.S)
        texts += [b for b in blocks if b.lstrip().startswith("{") and '"models": [' in b]
    assert texts, "no example was found"
    for text in texts:
        assert not schema.faults(json.loads(text), root, root), schema.faults(json.loads(text), root, root)
        r.write("flopcount.json", text)
        assert "FC-E601" not in r.run("check").err, text
    ok = {"models": [{"path": "x", "budgets": [{"metric": "flops", "max": "1G"}]}]}
    assert not schema.faults(ok, root, root)
    for path, value in ((("convention",), "papr"), (("models",), []), (("models", 0, "pth"), 1), (("strict",), "no"),
                        (("models", 0, "budgets", 0, "metric"), "flop"), (("models", 0, "dims"), {"a": []}),
                        (("models", 0, "budgets", 0, "max"), "1GB"), (("models", 0, "budgets", 0, "max"), "1%"),
                        (("models", 0, "budgets", 0, "scope"), "x"), (("models", 0, "budgets", 0, "level"), "high")):
        bad = json.loads(json.dumps(ok))
        at = bad
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = value
        assert schema.faults(bad, root, root), path
        r.write("flopcount.json", json.dumps(bad))
        has(ended(r.run("check"), 2).err, "[FC-E601]")
    with open(os.path.join(FIXTURES, "..", "..", "flopcount.schema.json"), encoding="utf-8") as f:
        metrics = json.load(f)["definitions"]["budget"]["properties"]["metric"]["anyOf"][0]["enum"]
    r.put("m.onnx", "resnet18")
    for metric in metrics:
        is_time = metric.startswith("latency")
        r.budget({"path": "m.onnx", "budgets": [{"metric": metric, "max": "1s" if is_time else "1T"}]})
        ended(r.run("check"), 3 if is_time else 0)


if __name__ == "__main__":
    main(sys.argv[1])
