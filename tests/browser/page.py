#!/usr/bin/env python3
"""The page of -f html in a real browser: it opens, sorts, filters, descends, recomputes, and stays alone.

Usage: page.py FLOPCOUNT FIXTURES [PICTURES]
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import chromium

n_checks = n_failed = 0


def check(what, ok, seen=""):
    global n_checks, n_failed
    n_checks += 1
    n_failed += not ok
    print(f"{'ok' if ok else 'not ok'} {n_checks} - {what}" + (f" # {seen}" if not ok else ""), flush=True)


class Pages:
    def __init__(self, program, fixtures, browser, scratch):
        self.program, self.fixtures, self.b, self.scratch = program, fixtures, browser, scratch

    def model(self, name):
        return str(self.fixtures / "onnx" / (name + ".onnx"))

    def open(self, name, *models):
        out = pathlib.Path(self.scratch) / (name + ".html")
        subprocess.run([self.program, "-q", "-f", "html", "-o", out, *(models or [self.model(name)])], check=True)
        return out, self.b.open(out)

    def alone(self, what):
        check(what + ": no console error", not self.b.errors, self.b.errors)
        outside = [u for u in self.b.requests if not u.startswith("file:")]
        check(what + ": no request leaves the file", not outside and len(self.b.requests) == 1, self.b.requests)

    def totals(self, model, *options):
        text = subprocess.run([self.program, "-q", "-f", "json", *options, model], check=True, capture_output=True).stdout
        return json.loads(text)["totals"]


def cell(row, column):
    return f"document.querySelector('#layers tbody').rows[{row}].cells[{column}].textContent"


def resnet(p):
    out, seconds = p.open("resnet50")
    b = p.b
    check("resnet50: under 400 KB", out.stat().st_size < 400_000, out.stat().st_size)
    check("resnet50: there within a second", seconds < 1, seconds)
    total = p.totals(p.model("resnet50"))
    shown = b.run("Object.fromEntries([...document.querySelectorAll('#totals .card')]"
                  ".map(e => [e.dataset.key, e.dataset.value]))")
    for key in ("params", "macs", "flops", "access_bytes", "peak_activation_bytes"):
        check("resnet50: " + key, shown[key] == str(total[key]), (shown[key], total[key]))
    b.run("document.querySelector('#layers [data-key=macs]').click()")
    order = b.run("[...document.querySelectorAll('#layers tbody tr')].map(r => r.cells[5].title.replace(/,/g, ''))")
    check("resnet50: sorts by MACs", [int(x) for x in order] == sorted(map(int, order), reverse=True))
    b.run("(() => { const i = document.querySelector('#layers input'); i.value = 'layer1 conv2';"
          "i.dispatchEvent(new Event('input')); })()")
    found = b.run("[...document.querySelectorAll('#layers tbody tr')].map(r => r.cells[1].title)")
    check("resnet50: filters", len(found) == 3 and all("layer1" in x and "conv2" in x for x in found), found)
    b.run("document.querySelector('#layers tbody button').click()")
    said = b.run("document.querySelector('dialog').textContent")
    check("resnet50: a formula on demand", "macs = |Y| * prod(W, 1) = " in said, said)
    b.key("Escape", 27)
    for _ in range(100):  # the browser closes it in its own time
        if b.run("document.querySelector('dialog') === null"):
            break
        time.sleep(0.05)
    check("resnet50: Escape closes it", b.run("document.querySelector('dialog') === null"))
    b.run("document.querySelector('#treemap svg g').focus()")
    inside = b.run("document.activeElement.getAttribute('aria-label').split(':')[0]")
    b.key("Enter", 13)
    check("resnet50: the treemap descends by key",
          b.run("document.querySelector('#treemap [aria-current]').textContent") == inside, inside)
    check("resnet50: the peak is named", total["peak_activation_at"] in b.run("document.querySelector('#memory').textContent"))
    before = b.run("document.querySelectorAll('#graph g').length")
    b.run("document.querySelector('#graph g.mod').dispatchEvent(new MouseEvent('click'))")
    check("resnet50: the graph unfolds", b.run("document.querySelectorAll('#graph g').length") > before)
    b.size(390, 800)
    p.open("resnet50")
    wide = b.run("document.documentElement.scrollWidth")
    check("resnet50: nothing hangs over at 390 px", wide <= 390, wide)
    p.alone("resnet50")
    b.size(1280, 900)


def bert(p):
    p.open("bert-base")
    for name, value in (("batch", 8), ("seq", 512)):
        p.b.run(f"(() => {{ const i = document.querySelector('[data-symbol={name}]'); i.value = {value};"
                "i.dispatchEvent(new Event('input')); })()")
    model = p.model("bert-base")
    total = p.totals(model, "-d", "batch=8", "-d", "seq=512")
    shown = p.b.run("Object.fromEntries([...document.querySelectorAll('#totals .card')]"
                    ".map(e => [e.dataset.key, e.dataset.value]))")
    for key in ("params", "macs", "flops", "access_bytes", "peak_activation_bytes"):
        check("bert-base at 8, 512: " + key, shown[key] == str(total[key]), (shown[key], total[key]))
    p.alone("bert-base")


def hostile(p):
    out, _ = p.open("sem-escapes")
    check("names: the data holds no '<'", "<" not in out.read_text().split('id="data">')[1].split("\n]</script>")[0])
    check("names: no element came of them", p.b.run("document.querySelectorAll('img,iframe,main script').length") == 0)
    bad = pathlib.Path(p.scratch) / "</b><img src=x onerror=alert(1)>\u202e.onnx"
    bad.parent.mkdir(parents=True, exist_ok=True)
    bad.write_bytes(pathlib.Path(p.model("case-conv")).read_bytes())
    out, _ = p.open("hostile", bad)
    heading = p.b.run("document.querySelector('h1').textContent")
    check("names: shown as they are, turning marks made visible", heading == "b><img src=x onerror=alert(1)>\\u202e.onnx", heading)
    check("names: no element came of a path", p.b.run("document.querySelectorAll('img').length") == 0)
    p.alone("names")


def several(p):
    p.open("several", *(p.model(n) for n in ("case-conv", "bert-base", "resnet18")))
    check("several: a row each", p.b.run("document.querySelectorAll('#models tbody tr').length") == 3)
    p.b.run("document.querySelectorAll('#models tbody button')[2].click()")
    check("several: descends", p.b.run("document.querySelector('h1').textContent") == "resnet18.onnx")
    p.b.run("document.querySelector('#back').click()")
    check("several: and back", p.b.run("document.querySelectorAll('#models tbody tr').length") == 3)
    p.alone("several")


def pictures(p, to):
    for name in ("resnet50", "bert-base"):
        for width, dark in ((1280, False), (390, True)):
            p.b.size(width, 900, dark)
            p.open(name)
            p.b.picture(pathlib.Path(to) / f"{name}-{width}.png")


def main(program, fixtures, to=None):
    found = chromium.find()
    if not found:
        print("1..0 # SKIP no chromium here")
        return 0
    browser = chromium.Browser(found)
    try:
        with tempfile.TemporaryDirectory() as scratch:
            p = Pages(program, pathlib.Path(fixtures), browser, scratch)
            browser.size(1280, 900)
            if to:
                pictures(p, to)
                return 0
            for part in (resnet, bert, hostile, several):
                part(p)
    finally:
        browser.close()
    print(f"1..{n_checks}")
    return 1 if n_failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
