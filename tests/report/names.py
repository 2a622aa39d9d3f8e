#!/usr/bin/env python3
"""Hostile names in every format: shown as they are, turning marks made visible, and nothing of them is markup.

Usage: names.py FLOPCOUNT FIXTURES
sem-hostile-names has them as nodes, paths of modules, operators, domains, tensors and symbols; the file gets such a
name as well. What a browser makes of the page and of the picture is checked in tests/browser.
"""
import csv
import io
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.dom.minidom

from tap import Tap

MARKS = re.compile("[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f-\x9f]")
TURNED = "\u202e\u2066evil\u200f"
IMAGE = '"><img src=x onerror=alert(1)>'
NAMES = ["/block</script><script>alert(2)</script>/" + IMAGE + "/mm", "']]>--><!--", TURNED + "\x1b]0;x\x07",
         "\\N\\G&lt;{a|b}\\"]
OP = "Foo<svg onload=alert(3)>" + TURNED
SHOWN = "\\u202e\\u2066evil\\u200f"
BYS = ("node", "module", "op")


def rows(t, model):
    """Formats for machines hold every name to the letter."""
    for form in ("json", "jsonl"):
        report = json.loads(t.report(form, model))
        t.check(form + ": names", [r["name"] for r in report["layers"]] == NAMES, report["layers"])
        t.check(form + ": operator", report["layers"][1]["op"] == OP)
        t.check(form + ": symbol", report["symbols"][0]["name"] == TURNED + "</script>" + IMAGE)
        t.check(form + ": path", report["model"]["path"] == str(model))
    table = list(csv.DictReader(io.StringIO(t.report("csv", model), newline="")))
    t.check("csv: names", [r["name"] for r in table] == NAMES, table)
    t.check("csv: operator", table[1]["op"] == OP)


def people(t, model):
    """Formats for people make marks visible; what is markup there is escaped."""
    for by in BYS:
        text = t.report("table", model, "--by", by, "-v")
        t.check("table by %s: no marks" % by, not MARKS.search(text), MARKS.findall(text))
        text = t.report("md", model, "--by", by)
        t.check("md by %s: no marks" % by, not MARKS.search(text), MARKS.findall(text))
        tags = re.sub(r"</?(details|summary)>", "", text)
        t.check("md by %s: no element" % by, "<" not in tags, tags)
    t.check("table: an operator", SHOWN in t.report("table", model, "--columns", "op", "--by", "op"))
    t.check("md: an operator", SHOWN.replace("\\", "\\\\") in t.report("md", model, "--columns", "op"))
    t.check("md: a name", NAMES[1].replace("]", "\\]").replace("<", "&lt;").replace(">", "&gt;")
            in t.report("md", model, "--columns", "name"))


def elements(t, what, text, allowed):
    """Well-formed, of known elements, and no attribute that runs or loads anything."""
    try:
        every = xml.dom.minidom.parseString(text).getElementsByTagName("*")
    except Exception as fault:  # the parser's own classes
        t.check(what + ": well-formed", False, fault)
        return ""
    names = {e.tagName for e in every}
    t.check(what + ": no element came of a name", names <= allowed, names - allowed)
    loud = [k for e in every for k in e.attributes.keys() if k.startswith("on") or k.endswith(("href", "src"))]
    t.check(what + ": nothing runs", not loud, loud)
    t.check(what + ": no marks", not MARKS.search(text), MARKS.findall(text))
    return " ".join(n.data for e in every for n in e.childNodes if n.nodeType == n.TEXT_NODE)


def pictures(t, model):
    for by in BYS:
        shown = elements(t, "svg by " + by, t.report("svg", model, "--by", by),
                         {"svg", "style", "rect", "text", "title", "g"})
        t.check("svg by %s: the path" % by, pathlib.Path(model).name.replace(TURNED, SHOWN) in shown, shown)
    bound = ("--device", "t4", "-d", TURNED + "</script>" + IMAGE + "=4")
    for what, options in (("svg", ()), ("svg of a device", bound)):
        shown = elements(t, what, t.report("svg", model, *options),
                         {"svg", "style", "rect", "text", "title", "g", "path", "circle"})
        t.check(what + ": a name", NAMES[0] in shown, shown)


def graph(t, model):
    for by in BYS:
        text = t.report("dot", model, "--by", by)
        t.check("dot by %s: no marks" % by, not MARKS.search(text), MARKS.findall(text))
        bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", text)
        t.check("dot by %s: names stand in quotes" % by, not re.search(r"[<&\"'\\!]|script|img", bare), bare)
        if not shutil.which("dot"):
            t.skip("dot by %s: drawn" % by, "Graphviz is not installed")
            continue
        done = subprocess.run(["dot", "-Tsvg"], input=text.encode(), capture_output=True, check=False)
        t.check("dot by %s: drawn" % by, done.returncode == 0 and not done.stderr, done.stderr)
        shown = done.stdout.decode()
        shown = elements(t, "drawn by " + by, shown.replace("xlink:title", "title"),
                         {"svg", "g", "title", "polygon", "text", "path", "a", "ellipse"})
        if by == "node":
            t.check("dot: escapes and entities of its own", NAMES[3] in shown.replace("\xa0", " "), shown)


def main(program, fixtures):
    t = Tap(program, pathlib.Path(fixtures))
    with tempfile.TemporaryDirectory() as scratch:
        model = pathlib.Path(scratch) / "x" / ("<b>" + IMAGE.replace("/", "") + TURNED + ".onnx")
        model.parent.mkdir()
        shutil.copy(t.fixtures / "onnx" / "sem-hostile-names.onnx", model)
        for part in (rows, people, pictures, graph):
            part(t, model)
    return t.end()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
