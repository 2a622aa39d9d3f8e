#!/usr/bin/env python3
"""Every operator, function and form that names.txt lists is known to the TorchScript front-end.

usage: names.py FLOPCOUNT

An operator of tensors has a row in the table of operators. One of numbers, texts, lists and dicts has none: it is
called with arguments of every kind, and is known when one of the calls is no unknown operator. Forms of the language
stand below as code that has to run.
"""
import csv
import io
import os
import subprocess
import sys
import tempfile

from archive import archive

TOOL = sys.argv[1]
HERE = os.path.dirname(os.path.abspath(__file__))
HEAD = ("class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  k : int\n"
        "  def forward(self: __torch__.M,\n    x: Tensor) -> Tensor:\n")
CALLS = ("", "x", "x, 1", "[1, 2]", "[1, 2], 1", "[1, 2], 0, 3", "[1, 2], [3]", "2", "2, 3", "2., 1", "9, 3, 2", "True",
         "True, False", "\"a\"", "\"a\", \"b\"", "\"a\", \"b\", \"c\"", "\"{}\", 1", "\"a\", [\"b\"]", "{\"a\": 1}",
         "{\"a\": 1}, \"a\"", "{\"a\": 1}, \"a\", 2", "[x, x]", "[x], x", "None", "None, x", "torch.device(\"cpu\")")
FORMS = {
    "<expr>.tolist()": "y = annotate(List[int], torch.tensor([1, 2]).tolist())",
    "annotate": "y = annotate(Optional[int], None)",
    "bool": "y = bool(1)",
    "float": "y = float(1)",
    "fork": "def f():\n      return torch.neg(x)\n    y = torch.wait(fork(f))",
    "getattr": "y = getattr(self, \"k\")",
    "int": "y = int(2.5)",
    "isinstance": "y = isinstance(x, Tensor)",
    "print": "print(x)",
    "sorted": "y = sorted([2, 1])",
    "str": "y = str(1)",
    "unchecked_cast": "y = unchecked_cast(Tensor, x)",
    "uninitialized": "y = uninitialized(int)",
}
STATE = b"\x80\x02c__torch__\nM\n)\x81}(X\x01\0\0\0kK\x07ub."


def operator(name):
    """torch.add is aten::add, ops.prim.min prim::min."""
    part = name.split(".")
    return "aten::" + part[1] if part[0] == "torch" else "::".join(part[1:])


def rows():
    table = subprocess.run([TOOL, "ops", "-f", "csv"], capture_output=True, text=True, check=True).stdout
    return {r["domain"] + "::" + r["name"] for r in csv.DictReader(io.StringIO(table)) if r["format"] == "torchscript"}


def complaints(path, lines):
    with open(path, "wb") as f:
        f.write(archive(whole=HEAD + "".join("    %s\n" % s for s in lines) + "    return x\n", pickle=STATE))
    p = subprocess.run([TOOL, "-f", "csv", "-i", "2x3", path], capture_output=True, text=True)
    return p.stderr.splitlines()


def unknown(path, name):
    """Why the name is not known; None: it is."""
    if name in FORMS:
        said = complaints(path, [FORMS[name]])
        return said[0] if said else None
    for call in CALLS:
        said = complaints(path, ["y = %s(%s)" % (name, call)])
        if not any("is not known" in line for line in said):
            return None
    return said[0]


def main():
    with open(os.path.join(HERE, "names.txt")) as f:
        names = [line.strip() for line in f if not line.startswith("#")]
    bound = rows()
    bad = 0
    print("1..%d" % len(names))
    with tempfile.TemporaryDirectory() as tmp:
        for i, name in enumerate(names, 1):
            why = None if operator(name) in bound else unknown(os.path.join(tmp, "m.pt"), name)
            bad += why is not None
            print("%s %d - %s%s" % ("not ok" if why else "ok", i, name, ": " + why if why else ""))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
