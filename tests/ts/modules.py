#!/usr/bin/env python3
"""What the module tree decides: classes that ptflops counts, modules and weights that stand in several places, methods.

usage: modules.py FLOPCOUNT

Figures by hand: x is 2x3; a product with the weight w, 4x3, is 24 multiply-adds; ptflops counts nn.ReLU once for each
element of its result, and torch.relu not at all.
"""
import json
import subprocess
import sys

from archive import archive, judge, tensor, text

TOOL = sys.argv[1]
RELU = ("class ReLU(Module):\n  __parameters__ = []\n  __buffers__ = []\n"
        "  def forward(self: __torch__.torch.nn.modules.activation.ReLU,\n    x: Tensor) -> Tensor:\n"
        "    return torch.relu(x)\n")
CLASS = ("class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n%s"
         "  def forward(self: __torch__.M,\n    x: Tensor) -> Tensor:\n    return %s\n"
         "  def embed(self: __torch__.M,\n    x: Tensor) -> Tensor:\n    return torch.neg(x)\n")
LAYER = ("class L(Module):\n  __parameters__ = [\"w\", ]\n  __buffers__ = []\n  w : Tensor\n"
         "  def forward(self: __torch__.L,\n    x: Tensor) -> Tensor:\n    return torch.linear(x, self.w)\n")
W = tensor("0", (4, 3), True)
MODULE = b"\x80\x02c__torch__\nM\n)\x81}("
NEW_LAYER = b"c__torch__\nL\n)\x81}(" + text("w") + W


def relu(how):
    return archive(whole=CLASS % ("  r : __torch__.torch.nn.modules.activation.ReLU\n", how),
                   pickle=MODULE + text("r") + b"c__torch__.torch.nn.modules.activation\nReLU\n)\x81}(ubub.",
                   more={"m/code/__torch__/torch/nn/modules/activation.py": RELU})


def layers(second):
    """Layers a and b; b is a new layer, or the very same object."""
    return archive(whole=LAYER + CLASS % ("  a : __torch__.L\n  b : __torch__.L\n",
                                          "torch.add((self.a).forward(x, ), (self.b).forward(x, ))"),
                   pickle=MODULE + text("a") + NEW_LAYER + b"ubq\x00" + text("b") + second + b"ub.")


# A layer of another weight.
OTHER = b"c__torch__\nL\n)\x81}(" + text("w") + tensor("1", (4, 3), True) + b"ub"
CASES = [  # what, archive, options, figure, value
    ("nn.ReLU", relu("(self.r).forward(x, )"), ["-c", "ptflops"], "flops", 6),
    ("torch.relu", relu("torch.relu(x)"), ["-c", "ptflops"], "flops", 0),
    ("nn.ReLU of hardware", relu("(self.r).forward(x, )"), ["-c", "hardware"], "flops", 6),
    ("two layers", layers(OTHER), [], "params", 24),
    ("one layer in two places", layers(b"h\x00"), [], "params", 12),
    ("one layer called twice", layers(b"h\x00"), [], "macs", 48),
    ("another method", layers(b"h\x00"), ["--method", "embed"], "macs", 0),
    ("nodes of another method", layers(b"h\x00"), ["--method", "embed"], "nodes", 1),
]


def fault(path, options, figure, value):
    p = subprocess.run([TOOL, "-f", "json", "-i", "2x3"] + options + [path], capture_output=True, text=True, timeout=60)
    if p.returncode:
        return p.stderr[:200]
    got = json.loads(p.stdout)["totals"][figure]
    return None if got == value else "%s %s, expected %s" % (figure, got, value)


# A layer inside of a module that has no operator of its own.
INSIDE = archive(whole=LAYER + "class Outer(Module):\n  __parameters__ = []\n  __buffers__ = []\n  b : __torch__.L\n"
                 "  def forward(self: __torch__.Outer,\n    x: Tensor) -> Tensor:\n    return (self.b).forward(x, )\n" +
                 CLASS % ("  a : __torch__.Outer\n", "torch.neg((self.a).forward(x, ))"),
                 pickle=MODULE + text("a") + b"c__torch__\nOuter\n)\x81}(" + text("b") + NEW_LAYER + b"ububub.")


def class_fault(path):
    """By module each row tells its class, also where all operators stand in what is inside of it."""
    p = subprocess.run([TOOL, "-f", "csv", "--by", "module", "--depth", "1", "--columns", "name,class", "-i", "2x3", path],
                       capture_output=True, text=True, timeout=60)
    return None if p.stdout == "name,class\na,Outer\n(model),M\n" else repr(p.stdout + p.stderr)


if __name__ == "__main__":
    sys.exit(judge([(name, data, lambda path, rest=rest: fault(path, *rest)) for name, data, *rest in CASES] +
                   [("classes of modules", INSIDE, class_fault)]))
