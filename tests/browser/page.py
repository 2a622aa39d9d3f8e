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
        self.options = []

    def model(self, name):
        return str(self.fixtures / "onnx" / (name + ".onnx"))

    def open(self, name, *models):
        out = pathlib.Path(self.scratch) / (name + ".html")
        subprocess.run([self.program, "-q", "-f", "html", *self.options, "-o", out, *(models or [self.model(name)])], check=True)
        return out, self.b.open(out)

    def alone(self, what):
        check(what + ": no console error", not self.b.errors, self.b.errors)
        outside = [u for u in self.b.requests if not u.startswith("file:")]
        check(what + ": no request leaves the file", not outside and len(self.b.requests) == 1, self.b.requests)

    def report(self, model, *options):
        return json.loads(subprocess.run([self.program, "-q", "-f", "json", *options, model], check=True,
                                         capture_output=True).stdout)

    def totals(self, model, *options):
        return self.report(model, *options)["totals"]


def cell(row, column):
    return f"document.querySelector('#layers tbody').rows[{row}].cells[{column}].textContent"


def resnet(p):
    out, seconds = p.open("resnet50")
    b = p.b
    check("resnet50: under 400 KB", out.stat().st_size < 400_000, out.stat().st_size)
    print(f"# resnet50: {seconds:.2f} s")
    total = p.totals(p.model("resnet50"))
    shown = b.run("Object.fromEntries([...document.querySelectorAll('#totals .card')]"
                  ".map(e => [e.dataset.key, e.dataset.value]))")
    for key in ("params", "macs", "flops", "access_bytes", "peak_activation_bytes"):
        check("resnet50: " + key, shown[key] == str(total[key]), (shown[key], total[key]))
    alive = b.run("[...document.querySelectorAll('#layers tbody tr')].map(r => r.cells[8].title.replace(/,/g, ''))")
    want = [str(x["alive_bytes"]) for x in p.report(p.model("resnet50"), "--memory")["layers"]]
    check("resnet50: what is alive is what --memory tells", alive == want, (alive[:5], want[:5]))
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


def wishes(p):
    """--columns, --top, --depth and --by make the table's first look; with a device its columns are there."""
    heads = "[...document.querySelectorAll('#layers th button')].map(e => e.dataset.key)"
    p.options = ["--columns", "name,macs,attributes,read_bytes", "--sort", "macs", "--top", "3"]
    p.open("resnet18")
    check("--columns: so many", p.b.run(heads) == ["name", "macs", "attributes", "read_bytes"], p.b.run(heads))
    check("--columns: a list of attributes", "strides = [1, 1]" in p.b.run(cell(1, 2)), p.b.run(cell(1, 2)))
    check("--top: so many at first", p.b.run("document.querySelectorAll('#layers tbody tr').length") == 3)
    check("--sort: the largest first", p.b.run(cell(0, 0)) == "/conv1/Conv", p.b.run(cell(0, 0)))
    p.alone("--columns")
    words = subprocess.run([p.program, "help", "--words", "count"], check=True, capture_output=True).stdout.decode()
    every = next(line.split()[1:] for line in words.split("\n") if line.startswith("--sort "))
    for by in ("node", "module", "op"):
        p.options = ["--columns", ",".join(every), "--device", "t4", "--by", by]
        p.open("resnet18")
        check("--columns: every one, by " + by, by != "node" or p.b.run(heads) == every, p.b.run(heads))
        p.alone("--columns: every one, by " + by)
    p.options = ["--by", "module", "--depth", "1"]
    p.open("resnet18")
    names = p.b.run("[...document.querySelectorAll('#layers tbody tr')].map(r => r.cells[0].textContent)")
    check("--depth: modules are cut there", "layer1" in names and len(names) == 11 and not any("/" in n for n in names), names)
    p.alone("--depth")
    p.options = ["--device", "t4"]
    p.open("resnet18")
    check("--device: its columns", p.b.run(heads)[-3:] == ["bound", "intensity", "predicted_ms"], p.b.run(heads))
    check("--device: the total", "On NVIDIA T4: " in p.b.run("document.querySelector('main').textContent"))
    p.alone("--device")
    p.options = []


def chain(n):
    """An ONNX file of n Relus without names, field by field (onnx.proto3)."""
    def varint(v):
        return bytes([v & 127 | 128]) + varint(v >> 7) if v > 127 else bytes([v])

    def block(field, data):
        return varint(field << 3 | 2) + varint(len(data)) + data

    def tensor(name):
        return block(1, name) + block(2, block(1, b"\x08\x01" + block(2, block(1, b"\x08\x04"))))

    nodes = b"".join(block(1, block(1, b"v%d" % i) + block(2, b"v%d" % (i + 1)) + block(4, b"Relu")) for i in range(n))
    graph = nodes + block(2, b"g") + block(11, tensor(b"v0")) + block(12, tensor(b"v%d" % n))
    return b"\x08\x08" + block(7, graph) + block(8, b"\x10\x11")


def large(p):
    path = pathlib.Path(p.scratch) / "chain.onnx"
    path.write_bytes(chain(10_000))
    for name, model in (("swin_t", p.model("swin_t")), ("chain of 10,000", path)):
        out, seconds = p.open("large", model)
        check(name + ": under 5 MB", out.stat().st_size < 5_000_000, out.stat().st_size)
        check(name + ": few boxes at first", 0 < p.b.run("document.querySelectorAll('#graph g, #treemap g').length") < 400)
        check(name + ": few rows at first", p.b.run("document.querySelectorAll('#layers tbody tr').length") == 200)
        p.alone(name)
        print(f"# {name}: {seconds:.2f} s")


FOCUS = ("[...document.querySelectorAll('button,input,select,[tabindex=\"0\"]')]"
         ".filter(e => e.getClientRects().length)")


def keys(p):
    """Tab goes through everything that acts, in the order of the page, and shows where it is."""
    for name in ("case-conv", "bert-base"):
        p.open(name)
        n = min(p.b.run(FOCUS + ".length"), 60)
        at, seen = [], []
        for _ in range(n):
            p.b.key("Tab", 9)
            at.append(p.b.run(FOCUS + ".indexOf(document.activeElement)"))
            seen.append(p.b.run("getComputedStyle(document.activeElement).outlineStyle"))
        check(name + ": Tab goes down the page", at == list(range(n)), at)
        check(name + ": focus is seen", "none" not in seen, seen)
    names = p.b.run(FOCUS + ".map(e => e.getAttribute('aria-label') || e.textContent || e.placeholder ||"
                    " (e.labels && e.labels.length && e.labels[0].textContent) || '?' + e.outerHTML.slice(0, 80))")
    check("all of them have names", not [x for x in names if x.startswith("?") and len(x) > 1], names)


def paper(p):
    """Printed: nothing is cut off, nothing that only acts is there."""
    p.open("resnet50")
    p.b.size(794, 1123)  # A4 at 96 dots an inch
    p.b.send("Emulation.setEmulatedMedia", media="print")
    hidden = p.b.run("[...document.querySelectorAll('.w,.graph')].filter(e => e.scrollHeight > e.clientHeight + 2).length")
    check("printed: nothing to scroll down", hidden == 0, hidden)
    wide = p.b.run("document.documentElement.scrollWidth")
    check("printed: nothing hangs over", wide <= 794, wide)
    check("printed: no controls", p.b.run("[...document.querySelectorAll('select,input')].every(e => !e.getClientRects().length)"))
    pdf = p.b.pdf()
    check("printed: a document of some pages", pdf.startswith(b"%PDF") and 3 <= pdf.count(b"/Type /Page\n") <= 20,
          pdf.count(b"/Type /Page\n"))
    p.b.send("Emulation.setEmulatedMedia", media="")
    p.b.size(1280, 900)


def hostile(p):
    for name in ("sem-escapes", "sem-hostile-names"):
        out, _ = p.open(name)
        check(name + ": the data holds no '<'", "<" not in out.read_text().split('id="data">')[1].split("\n]</script>")[0])
        check(name + ": no element came of them", p.b.run("document.querySelectorAll('img,iframe,i,main script').length") == 0)
        p.alone(name)
    shown = p.b.run("document.body.textContent")
    check("names: of symbols, marks made visible", "\\u202e\\u2066evil\\u200f</script>\"><img src=x onerror=alert(1)>" in shown)
    check("names: no mark is left", p.b.run(r"!/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/.test(document.body.innerText)"))
    for by in ("node", "module", "op"):
        svg = pathlib.Path(p.scratch) / (by + ".svg")
        subprocess.run([p.program, "-q", "-f", "svg", "--by", by, "-o", svg, p.model("sem-hostile-names")], check=True)
        p.b.open(svg)
        p.alone("svg by " + by)
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
    for name in ("resnet50", "bert-base", "swin_t"):
        for width, dark in ((1280, False), (1280, True), (390, False), (390, True)):
            p.b.size(width, 900, dark)
            p.open(name)
            p.b.picture(pathlib.Path(to) / f"{name}-{width}{'-dark' if dark else ''}.png")


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
            for part in (resnet, bert, wishes, large, keys, paper, hostile, several):
                part(p)
    finally:
        browser.close()
    print(f"1..{n_checks}")
    return 1 if n_failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
