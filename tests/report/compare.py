#!/usr/bin/env python3
"""Comparisons as pictures: bars as long as their values, discs where their values are, labels that keep apart.

Usage: compare.py FLOPCOUNT FIXTURES
"""
import math
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.dom.minidom

from tap import Tap

# What a table of the user's might say; the accuracies are torchvision's for these networks, the times made up.
TABLE = """name,acc1,size_bytes,cpu_ms,by
resnet18,69.758,46830571,20,a
resnet34,73.314,87319819,35,b
resnet50,76.130,102530333,50,c
mobilenet_v2,71.878,14212972,12.5,d
densenet121,74.434,32342954,45,e
vit_b_16,81.072,346328529,150,
case-conv,,,,none
"""
MODELS = [line.split(",")[0] for line in TABLE.splitlines()[1:]]


def compare(t, form, table=None, *options):
    """table goes by standard input."""
    paths = [t.fixtures / "onnx" / (m + ".onnx") for m in MODELS]
    meta = ["--meta", "-"] if table else []
    done = subprocess.run([t.program, "compare", "-q", "-f", form, *meta, *options, *paths], check=True,
                          input=(table or "").encode(), capture_output=True)
    return done.stdout.decode("utf-8")


def text_of(node):
    return "".join(c.data for c in node.childNodes if c.nodeType == c.TEXT_NODE)


def charts(text):
    """{title: element} of the charts of an SVG file."""
    top = xml.dom.minidom.parseString(text).documentElement
    inner = [s for s in top.childNodes if s.nodeName == "svg"]
    return {text_of(s.getElementsByTagName("title")[0]): s for s in inner}, top


def number(node, key):
    return float(node.getAttribute(key))


def bars(svg):
    """[(name, width, what is written)]"""
    words = [text_of(x) for x in svg.getElementsByTagName("text")][1:]  # the first is the title
    return list(zip(words[::2], [number(r, "width") for r in svg.getElementsByTagName("rect")], words[1::2]))


def below_each_other(t, what, inner, top):
    ends = 0
    for svg in inner.values():
        t.check(f"{what}: {text_of(svg.getElementsByTagName('title')[0])} is below", number(svg, "y") >= ends)
        ends = number(svg, "y") + number(svg, "height")
    t.check(f"{what}: all are inside", ends <= number(top, "height"), ends)


def lengths(t):
    inner, top = charts(compare(t, "svg", TABLE))
    below_each_other(t, "svg", inner, top)
    macs = bars(inner["MACs (G)"])
    t.check("a bar a model, the longest first", len(macs) == 7 and [m[1] for m in macs] == sorted(
        (m[1] for m in macs), reverse=True), macs)
    width = {m[0]: m[1] for m in macs}
    # PyTorch's figures (fixtures/onnx/expected.csv): 1,814,073,344 and 3,663,761,408 MACs.
    t.check("as long as their values", abs(width["resnet18"] / width["resnet34"] - 1814073344 / 3663761408) < 0.01, width)
    t.check("the values are written", ("resnet18", "1.81") in [(m[0], m[2]) for m in macs], macs)
    accuracy = bars(inner["Accuracy, top 1 (%)"])
    t.check("what is not known has no bar", [a[0] for a in accuracy] == [
        "vit_b_16", "resnet50", "densenet121", "resnet34", "mobilenet_v2", "resnet18"], accuracy)
    t.check("what nobody told has no chart", "GPU time (ms)" not in inner and "CPU time (ms)" in inner, list(inner))
    order = bars(charts(compare(t, "svg", TABLE, "--sort", "acc1", "--top", "3"))[0]["MACs (G)"])
    t.check("sorted and cut as is asked for", [b[0] for b in order] == ["vit_b_16", "resnet50", "densenet121"], order)
    plain = charts(compare(t, "svg"))[0]
    t.check("without a table: parameters, MACs and sizes", list(plain) == ["Parameters (M)", "MACs (G)", "Model size (MB)"],
            list(plain))
    wrong = charts(compare(t, "svg", "name,top1_error\nresnet18,30\nresnet34,26.5\n"))[0]
    t.check("an error is what lacks in accuracy", [(b[0], b[2]) for b in bars(wrong["Accuracy, top 1 (%)"])] == [
        ("resnet34", "73.50"), ("resnet18", "70.00")])
    one = charts(compare(t, "svg", "name,acc1\nresnet18,70\n"))[0]
    t.check("one disc is no plot", not any("accuracy, and size" in title for title in one), list(one))


def meet(a, b):
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + 12 and b[1] < a[1] + 12


def discs(t):
    inner = charts(compare(t, "svg", TABLE))[0]
    plot = inner["MACs (G), accuracy, and size as area"]
    known = {row.split(",")[0]: [float(x) for x in row.split(",")[1:3]] for row in TABLE.splitlines()[1:7]}
    at = {}
    for c in plot.getElementsByTagName("circle"):
        name, told = text_of(c.getElementsByTagName("title")[0]).split(": ")
        at[name] = (number(c, "cx"), number(c, "cy"), number(c, "r"), float(told.split(",")[0]))
    t.check("a disc a model that is known", set(at) == set(known), at)
    by_accuracy = sorted(known, key=lambda n: known[n][0])
    t.check("higher is more accurate", [at[n][1] for n in by_accuracy] == sorted((a[1] for a in at.values()), reverse=True),
            at)
    by_macs = sorted(at, key=lambda n: at[n][3])
    t.check("farther right costs more", [at[n][0] for n in by_macs] == sorted(a[0] for a in at.values()), at)
    ratio = at["vit_b_16"][2] / at["resnet50"][2]
    t.check("areas are sizes", abs(ratio - math.sqrt(346328529 / 102530333)) < 0.1, ratio)
    a, b, c = at["resnet18"], at["resnet34"], at["vit_b_16"]
    steps = math.log10(b[3] / a[3]) / math.log10(c[3] / a[3])
    t.check("costs as powers of ten", abs((b[0] - a[0]) / (c[0] - a[0]) - steps) < 0.01, (a, b, c))
    labels = [(number(x, "x"), number(x, "y"), 6 * len(text_of(x)), text_of(x)) for x in plot.getElementsByTagName("text")
              if x.getAttribute("class") == "n"]
    t.check("every name is written", sorted(x[3] for x in labels) == sorted(known), labels)
    t.check("no name over another", not any(meet(x, y) for i, x in enumerate(labels) for y in labels[:i]), labels)


def crowded(t):
    """Names too long for the plot, or too many in one place, are told by their discs alone."""
    with tempfile.TemporaryDirectory() as folder:
        crowd(t, pathlib.Path(folder))


def crowd(t, folder):
    data = (t.fixtures / "onnx" / "case-conv.onnx").read_bytes()
    names = ["m%03d%s" % (i, "x" * 20) for i in range(300)]
    for name in names:
        (folder / (name + ".onnx")).write_bytes(data)
    table = "name,acc1\n" + "".join(f"{n},70\n" for n in names)
    done = subprocess.run([t.program, "compare", "-q", "-f", "svg", "--meta", "-", folder], check=True,
                          input=table.encode(), capture_output=True)
    plot = charts(done.stdout.decode())[0]["MACs (G), accuracy, and size as area"]
    written = [x for x in plot.getElementsByTagName("text") if x.getAttribute("class") == "n"]
    t.check("a crowd: every disc", len(plot.getElementsByTagName("circle")) == 300)
    t.check("a crowd: some names", 0 < len(written) < 300, len(written))


def absurd(t):
    """Numbers that no axis can hold steps between; a disc of a model that is left is still drawn."""
    for pair in (("1e300", "1e300"), ("1e17", "1e17"), ("-1e308", "1e308")):
        table = "name,acc1\nresnet18,%s\nresnet34,%s\nresnet50,70\nvit_b_16,71\n" % pair
        plot = charts(compare(t, "svg", table))[0]["MACs (G), accuracy, and size as area"]
        t.check("no accuracy: %s and %s" % pair, len(plot.getElementsByTagName("circle")) == 2)
    flat = charts(compare(t, "svg", "name,acc1\nresnet18,-0.25\nresnet34,-0.25\n"))[0]
    ticks = [text_of(x) for x in flat["MACs (G), accuracy, and size as area"].getElementsByTagName("text")]
    t.check("a step at 0 has no sign", "0" in ticks and "-0" not in ticks, ticks)


def page(t):
    text = compare(t, "html", TABLE.replace("a\n", "<b>&\n", 1))
    rows = re.findall(r"<tr>(.*?)</tr>", text)
    t.check("html: charts and a row each", text.count("<svg") == 7 and len(rows) == 8, (text.count("<svg"), len(rows)))
    t.check("html: what is markup stays text", "<b>" not in text and "&lt;b&gt;&amp;" in text)
    t.check("html: numbers stand on the right", '<td class="r">69.758</td>' in text and "<td>resnet18</td>" in text)
    t.check("html: one page", text.startswith("<!DOCTYPE html>") and text.rstrip().endswith("</html>"), text[:50])
    t.check("html: what counts is said", "FLOPs as hardware counts them" in compare(t, "html", None, "-c", "hardware"))


def main():
    t = Tap(sys.argv[1], pathlib.Path(sys.argv[2]))
    lengths(t)
    discs(t)
    crowded(t)
    absurd(t)
    page(t)
    return t.end()


sys.exit(main())
