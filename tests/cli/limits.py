#!/usr/bin/env python3
"""Writes models that reach a limit: limits.py KIND N FILE, see the functions at the end of each half."""

import os
import struct
import sys
import zipfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../bench"))
from models import FLOAT, INT64, number, piece, values

# --- TorchScript: a module M whose forward is given ---------------------------------------------------

FORWARD = """class M(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
%s  def forward(self: __torch__.M,
    x: Tensor) -> Tensor:
%s"""


def text(s):
    return b"X" + struct.pack("<I", len(s)) + s.encode()


PLAIN = b"c__torch__\nM\n)\x81}(" + text("training") + b"\x89" + b"ub"


def archive(path, code, pickle=PLAIN):
    entries = {"data.pkl": b"\x80\x02" + pickle + b".", "code/__torch__.py": code.encode(),
               "constants.pkl": b"\x80\x02).", "version": b"3\n"}
    with zipfile.ZipFile(path, "w") as z:
        for name, data in entries.items():
            z.writestr("m/" + name, data)


def objects(path, n):
    """Modules in modules."""
    inner = b"N"
    for _ in range(n):
        inner = PLAIN[:-2] + text("m") + inner + b"ub"
    archive(path, FORWARD % ("  m : NoneType\n", "    return torch.relu(x)\n"), inner)


def calls(path, n):
    """Functions that call each other."""
    code = FORWARD % ("", "    return __torch__.f0(x)\n")
    for i in range(n):
        code += "def f%d(x: Tensor) -> Tensor:\n  return __torch__.f%d(x)\n" % (i, i + 1)
    archive(path, code + "def f%d(x: Tensor) -> Tensor:\n  return torch.relu(x)\n" % n)


def recursion(path, n):
    """A function that calls itself, in that many blocks."""
    code = FORWARD % ("", "    return __torch__.f(x)\n") + "def f(x: Tensor) -> Tensor:\n"
    for i in range(n):
        code += "  " * (i + 1) + "if True:\n"
    archive(path, code + "  " * (n + 1) + "x = __torch__.f(x)\n  return x\n")


def files(path, n):
    """Files of 4 MB of blanks, each with a function that is called."""
    code = FORWARD % ("", "".join("    x = __torch__.a%d.f(x)\n" % i for i in range(n)) + "    return x\n")
    archive(path, code)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as z:
        for i in range(n):
            z.writestr("m/code/__torch__/a%d.py" % i, "\n" * (4 << 20) + "def f(x: Tensor) -> Tensor:\n  return x\n")


def parameters(path, n):
    """A function of n parameters with defaults, called as often."""
    code = FORWARD % ("", "    for i in range(%d):\n      x = __torch__.f(x)\n    return torch.relu(x)\n" % n)
    archive(path, code + "def f(x: Tensor%s) -> Tensor:\n  return x\n" %
            "".join(", a%d: int=%d" % (i, i) for i in range(n)))


def operator(path, n):
    """An unknown operator of that many letters, as often."""
    loop = "    for i in range(%d):\n      x = torch.%s(x)\n    return x\n"
    archive(path, FORWARD % ("", loop % (n, "f" * n)))


def turns(path, n):
    """A loop that counts, and makes nothing."""
    loop = "    i = 0\n    while torch.lt(i, %d):\n      i = torch.add(i, 1)\n    return torch.relu(x)\n"
    archive(path, FORWARD % ("", loop % n))


def brackets(path, n):
    archive(path, FORWARD % ("", "    return %storch.relu(x)%s\n" % ("(" * n, ")" * n)))


def sizes(path, n):
    """A tensor of that many dimensions."""
    storage = b"(" + text("storage") + b"ctorch\nFloatStorage\n" + text("0") + text("cpu") + b"K\x01tQ"
    many = b"(" + b"K\x01" * n + b"t"
    tensor = b"ctorch._utils\n_rebuild_tensor_v2\n(" + storage + b"K\x00" + many + many + \
        b"\x89ccollections\nOrderedDict\n)RtR"
    code = FORWARD % ("  w : Tensor\n", "    return torch.relu(x)\n")
    archive(path, code, PLAIN[:-2] + text("w") + tensor + b"ub")


# --- ONNX ---------------------------------------------------------------------------------------------

def node(op, operands, results, *attributes):
    names = b"".join(piece(1, i) for i in operands) + b"".join(piece(2, o) for o in results)
    return piece(1, names + piece(4, op) + b"".join(piece(5, a) for a in attributes))


def value(field, name, dims, dtype=FLOAT):
    shape = b"".join(piece(1, number(1, d)) for d in dims)
    return piece(field, piece(1, name) + piece(2, piece(1, number(1, dtype) + piece(2, shape))))


def onnx(path, *graph):
    with open(path, "wb") as f:
        f.write(number(1, 8) + piece(7, b"".join(graph)) + piece(8, number(2, 17)))


def rank(path, n):
    onnx(path, node("Relu", ["x"], ["y"]), value(11, "x", [1] * n), value(12, "y", []))


def reshape(path, n):
    """A target of that many sizes."""
    to = piece(5, values([1] * n) + piece(8, "to"))
    onnx(path, node("Reshape", ["x", "to"], ["y"]), to, value(11, "x", [1]), value(12, "y", []))


def operands(path, n):
    onnx(path, node("Sum", ["x"] * n, ["y"]), value(11, "x", [1]), value(12, "y", [1]))


def sums(path, n):
    """A formula of n symbols, which n rows show."""
    inputs = b"".join(value_of("x%d" % i, "d%d" % i) for i in range(n))
    nodes = node("Concat", ["x%d" % i for i in range(n)], ["y0"], piece(1, "axis") + number(3, 0) + number(20, 2))
    nodes += b"".join(node("Relu", ["y%d" % i], ["y%d" % (i + 1)]) for i in range(n))
    onnx(path, nodes, inputs, piece(12, piece(1, "y%d" % n)))


def value_of(name, symbol):
    return piece(11, piece(1, name) + piece(2, piece(1, number(1, FLOAT) + piece(2, piece(1, piece(2, symbol))))))


def path(path, n):
    """A name of that many modules in each other."""
    onnx(path, piece(1, piece(1, "x") + piece(2, "y") + piece(3, "/m" * n + "/Relu") + piece(4, "Relu")),
         value(11, "x", [1]), value(12, "y", [1]))


def functions(path, calls, definitions, imports=()):
    """Nodes that call local functions."""
    graph = calls + value(11, "x", [1]) + piece(12, piece(1, "y"))
    opsets = b"".join(piece(8, piece(1, d) + number(2, 1)) for d in ["f", *imports])
    with open(path, "wb") as f:
        f.write(number(1, 10) + piece(7, graph) + piece(8, number(2, 17)) + opsets + definitions)


def function(overload, inputs, outputs, nodes):
    names = b"".join(piece(4, i) for i in inputs) + b"".join(piece(5, o) for o in outputs)
    return piece(25, piece(1, "F") + names + nodes + piece(9, number(2, 17)) + piece(10, "f") + piece(13, overload))


def call(inputs, output, overload=""):
    names = b"".join(piece(1, i) for i in inputs) + piece(2, output)
    return piece(1, names + piece(4, "F") + piece(7, "f") + piece(8, overload))


def inner(operand, result):
    return piece(7, piece(1, operand) + piece(2, result) + piece(4, "Relu"))


def overloads(path, n):
    """Functions of one name, each called once."""
    functions(path, b"".join(call(["x"], "y%d" % i if i else "y", "o%d" % i) for i in range(n)),
              b"".join(function("o%d" % i, ["a"], ["b"], inner("a", "b")) for i in range(n)))


def formals(path, n):
    """A function of that many inputs, each of which a node reads."""
    functions(path, call(["x"] * n, "y"),
              function("", ["a%d" % i for i in range(n)], ["b0"],
                       b"".join(inner("a%d" % i, "b%d" % i) for i in range(n))))


def numbers(path, n):
    """A function that holds n numbers, called as often."""
    constant = piece(2, "c") + piece(4, "Constant")
    constant += piece(5, piece(1, "value_ints") + b"".join(number(8, i) for i in range(n)) + number(20, 7))
    functions(path, b"".join(call(["x"], "y%d" % i if i else "y") for i in range(n)),
              function("", ["a"], ["b"], piece(7, constant) + inner("a", "b")))


def domains(path, n):
    """A node in each of that many domains."""
    functions(path, b"".join(piece(1, piece(1, "x") + piece(2, "y%d" % i if i else "y") + piece(4, "Op") +
                                   piece(7, "d%d" % i)) for i in range(n)), b"", ["d%d" % i for i in range(n)])


def distinct(path, n):
    """Nodes that read all of that many inputs."""
    names = ["x%d" % i for i in range(n)]
    onnx(path, b"".join(node("Sum", names, ["y%d" % i]) for i in range(4)),
         b"".join(value(11, x, [1]) for x in names), piece(12, piece(1, "y0")))


def known(path, n):
    """n sizes of 1 and their sum, which is how far a vector is expanded."""
    onnx(path, node("ReduceSum", ["ones"], ["n"], piece(1, "keepdims") + number(3, 1) + number(20, 2)),
         node("Expand", ["x", "n"], ["y"]), piece(5, values([1] * n) + piece(8, "ones")), value(11, "x", [1]),
         value(12, "y", [n]))


def loops(path, n):
    """Loops in each other, each of which makes its vector longer."""
    def body(i):
        inner = node("Concat", ["x%d" % i] * 2, ["y%d" % i], piece(1, "axis") + number(3, 0) + number(20, 2))
        if i < n:
            inner += loop(i + 1, "y%d" % i, "z%d" % i)
        inner += node("Identity", ["c%d" % i], ["d%d" % i])
        inner += value(11, "i%d" % i, [], INT64) + value(11, "c%d" % i, [], 9) + piece(11, piece(1, "x%d" % i))
        return inner + piece(12, piece(1, "d%d" % i)) + piece(12, piece(1, ("z%d" if i < n else "y%d") % i))

    def loop(i, x, y):
        return node("Loop", ["trips", "go", x], [y], piece(1, "body") + piece(6, body(i)) + number(20, 5))

    scalars = value(11, "trips", [], INT64) + value(11, "go", [], 9)
    onnx(path, loop(1, "x", "y"), value(11, "x", [2]), scalars, piece(12, piece(1, "y")))


globals()[sys.argv[1]](sys.argv[3], int(sys.argv[2]))
