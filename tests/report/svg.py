#!/usr/bin/env python3
"""The pictures of -f svg: boxes as large as their rows cost, inside each other and never over another; bars.

Usage: svg.py FLOPCOUNT FIXTURES
"""
import pathlib
import re
import subprocess
import sys
import xml.dom.minidom

from tap import Tap

WIDTH, TOP, HEIGHT = 752, 48, 470  # of the treemap
LEAF = re.compile(r"<g><title>([^<]*)\n([^<]*)</title><rect class=\"h\" [^>]*x=\"(.*?)\" y=\"(.*?)\""
                  r" width=\"(.*?)\" height=\"(.*?)\"/>")


def leaves(text):
    return [(name, value, *map(float, box)) for name, value, *box in LEAF.findall(text)]


def meet(a, b):
    return all(a[k] + a[k + 2] > b[k] + 0.15 and b[k] + b[k + 2] > a[k] + 0.15 for k in (2, 3))


def treemap(t):
    text = t.report("svg", "resnet18")
    boxes = leaves(text)
    t.check("800 wide", 'width="800"' in text.split(">")[0], text[:200])
    t.check("all inside", all(0 <= x and x + w <= WIDTH + 0.1 and TOP <= y and y + h <= TOP + HEIGHT + 0.1
                              for _, _, x, y, w, h in boxes), boxes)
    over = [(a[0], b[0]) for i, a in enumerate(boxes) for b in boxes[:i] if meet(a, b)]
    t.check("none over another", not over, over)
    area = {name: w * h for name, _, x, y, w, h in boxes}
    a, b = area["/layer1/layer1.0/conv1/Conv"], area["/layer1/layer1.0/conv2/Conv"]
    t.check("same cost, same area", abs(a / b - 1) < 0.01, (a, b))  # 115,605,504 each
    c, d = area["/layer2/layer2.0/conv1/Conv"], area["/layer2/layer2.0/conv2/Conv"]
    t.check("half the cost, half the area", abs(c / d - 0.5) < 0.01, (c, d))  # 57,802,752 of 115,605,504
    t.check("the values are told", ("/conv1/Conv", "118 M, 6.5%") in [b[:2] for b in boxes], boxes)


def example(t):
    """The picture in README.md, by the command: -f svg -o docs/examples/resnet18.svg fixtures/onnx/resnet18.onnx"""
    root = t.fixtures.parent
    done = subprocess.run([t.program, "-f", "svg", "fixtures/onnx/resnet18.onnx"], cwd=root, check=True,
                          capture_output=True)
    t.check("the example of README.md is as it is made", done.stdout == (
        root / "docs" / "examples" / "resnet18.svg").read_bytes())


def modules(t):
    boxes = leaves(t.report("svg", "resnet18", "--by", "module", "--depth", "1"))
    area = {name: w * h for name, _, x, y, w, h in boxes}
    t.check("by module: a box each", {"layer1", "layer2", "layer3", "layer4", "conv1"} <= set(area), area)
    whole = WIDTH * HEIGHT
    t.check("by module: area is share", abs(area["layer1"] / whole - 464027648 / 1819041768) < 0.005,  # of FLOPs
            area["layer1"] / whole)
    area = {b[0]: b[4] * b[5] for b in leaves(t.report("svg", "resnet18", "--by", "module", "--depth", "1", "--sort",
                                                       "params"))}
    t.check("--sort: another figure", abs(area["layer4"] / whole - 8393728 / 11689512) < 0.005, area)  # from PyTorch
    text = t.report("svg", "case-matmul-symbolic")
    t.check("symbols: said", "24*N; drawn with every symbol at 1" in text, text)


def bars(t):
    text = t.report("svg", "bert-base", "--by", "op", "--top", "3")
    names = re.findall(r'text-anchor="end">([^<]*)</text><rect class="b"', text)
    t.check("by op: so many bars, and the others in one", len(names) == 4 and names[0] == "MatMul"
            and names[3].endswith("others"), names)
    t.check("by op: well-formed", xml.dom.minidom.parseString(text) is not None)


def several(t):
    done = subprocess.run([t.program, "-q", "-f", "svg"] + [t.fixtures / "onnx" / (n + ".onnx") for n in (
        "case-conv", "bad-text", "case-softmax")], capture_output=True, check=False)
    svgs = xml.dom.minidom.parseString(done.stdout).getElementsByTagName("svg")
    t.check("several: below each other", len(svgs) == 4 and done.returncode == 3)
    end = [int(s.getAttribute("y")) + int(s.getAttribute("height")) for s in svgs[1:]]
    t.check("several: none over another", end[0] < int(svgs[2].getAttribute("y")) and
            end[1] < int(svgs[3].getAttribute("y")) and end[2] <= int(svgs[0].getAttribute("height")), end)


def main(program, fixtures):
    t = Tap(pathlib.Path(program).resolve(), pathlib.Path(fixtures).resolve())
    for part in (treemap, example, modules, bars, several):
        part(t)
    return t.end()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
