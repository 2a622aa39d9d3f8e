#!/usr/bin/env python3
"""Classes, functions and forms of TorchScript, and objects whose state is pickled.

usage: classes.py FLOPCOUNT

Each case is the code of an archive, below M's beginning unless it has a class M itself, what is pickled inside of its
object, and the shapes that forward(x) gives for x of 2x3, by hand; or a line that is said.
"""
import os
import pickle
import struct
import sys

from archive import archive, judge, shape_fault, tensor, text

TOOL = sys.argv[1]
LISTS = "  __parameters__ = []\n  __buffers__ = []\n"
FORWARD = "  def forward(self: __torch__.M,\n    x: Tensor) -> Tensor:\n"
CONTEXT = ("class C:\n  n : int\n  def __init__(self: __torch__.C,\n    n: int) -> NoneType:\n    self.n = n\n    return None\n"
           "  def __enter__(self: __torch__.C) -> int:\n    return self.n\n"
           "  def __exit__(self: __torch__.C,\n    a: Any,\n    b: Any,\n    c: Any) -> NoneType:\n    self.n = 5\n")
PAIR = "class P(NamedTuple):\n  a : int\n  b : int\n"
COLOR = "class Color(Enum):\n  RED = 1\n  BLUE = 2\n"
HOOKS = ("  def twice(self: __torch__.M,\n    args: Tuple[Tensor]) -> Tensor:\n    return torch.cat([args[0], args[0]], 0)\n"
         "  def wrapped(self: __torch__.M,\n    args: Tuple[Tensor]) -> Tuple[Tensor]:\n    return (torch.unsqueeze(args[0], 0),)\n"
         "  def after(self: __torch__.M,\n    args: Tuple[Tensor],\n    y: Tensor) -> Tensor:\n    return torch.cat([y, args[0]], 1)\n"
         "  def nothing(self: __torch__.M,\n    args: Tuple[Tensor],\n    y: Tensor) -> NoneType:\n    return None\n")
STATE = ("class L:\n  k : int\n  def __getstate__(self: __torch__.L) -> int:\n    return self.k\n"
         "  def __setstate__(self: __torch__.L,\n    s: int) -> NoneType:\n    self.k = torch.add(s, 1)\n")


def m(body, fields="", before="", lists=LISTS, methods=""):
    return before + "class M(Module):\n" + lists + fields + FORWARD + "".join("    %s\n" % s for s in body.split("\n")) + methods


def hooked(names):
    return m("return torch.neg(x)", lists=LISTS + names, methods=HOOKS)


def value(v):
    return pickle.dumps(v, protocol=2)[2:-1]


def obj(klass, state=b""):
    space, name = klass.rsplit(".", 1)
    return b"c" + space.encode() + b"\n" + name.encode() + b"\n)\x81" + state


def attributes(**items):
    return b"\x80\x02" + obj("__torch__.M", b"}(" + b"".join(text(k) + v for k, v in items.items()) + b"ub.")


def packed(klass, *state):
    return obj("__torch__.torch.classes." + klass, b"(" + b"".join(state) + b"tb")


def items(*members):
    return b"](" + b"".join(members) + b"e"


def layer(op):
    return m("return %s" % op, fields="  p : Any\n")


def nested(n):
    return b"\x80\x02" + b"".join(obj("__torch__.M", b"}(" + text("a")) for _ in range(n)) + b"N" + b"ub" * n + b"."


W4 = tensor("0", (4, 3, 2, 2), False)          # of a convolution from 3 channels to 4
WT = tensor("0", (3, 4, 2, 2), False)
SETTINGS = struct.pack("<11h", 2, 2, 1, 0, 1, 1, 1, 0, 0, 1, 0)  # axes; stride 2, 1; padding 0, 1; dilation; output padding
IMAGE = "torch.zeros([1, 3, 6, 6])"
QCONV = layer("ops.quantized.conv2d(%s, self.p, 0.1, 0)" % IMAGE)
RUN = layer("ops.prepacked.conv2d_clamp_run(%s, self.p)" % IMAGE)
SIZES = [value([2, 1]), value([0, 1]), value([1, 1])]
OPS = ["--ops", os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../fixtures/ops/acme.json")]
SOME = [[1, "conv_size", "conv_size_2", "conv_size_3"]]          # a convolution of which nothing else is known
CASES = [  # what, code, the object, options, the shapes or the line
    ("hook in front, of a tensor", hooked("  __forward_pre_hooks__ = [\"twice\", ]\n"), None, [], [[4, 3]]),
    ("hook in front, of all arguments", hooked("  __forward_pre_hooks__ = [\"wrapped\", ]\n"), None, [], [[1, 2, 3]]),
    ("hooks behind", hooked("  __forward_hooks__ = [\"nothing\", \"after\", ]\n"), None, [], [[2, 6]]),
    ("hook that there is not", hooked("  __forward_hooks__ = [\"lost\", ]\n"), None, [], [[2, 3]]),
    ("with", m("c = __torch__.C.__new__(__torch__.C)\n_0 = (c).__init__(3, )\nwith c as k:\n  y = torch.zeros([k])\n"
               "return torch.zeros([torch.len(y), c.n])", before=CONTEXT), None, [], [[3, 5]]),
    ("with without a name or methods", m("with 3:\n  y = torch.neg(x)\nreturn y"), None, [], [[2, 3]]),
    ("named tuple", m("p = __torch__.P(2, 3)\nreturn torch.zeros([p.a, p.b, p[0]])", before=PAIR), None, [], [[2, 3, 2]]),
    ("enumerators", m("c = __torch__.Color.RED\nreturn torch.zeros([c.value, torch.len(c.name), "
                      "int(torch.eq(c, __torch__.Color.BLUE))])", before=COLOR), None, [], [[1, 3, 0]]),
    ("enumerator that is pickled", m("return torch.zeros([self.c.value, torch.len(self.c.name)])", before=COLOR,
                                     fields="  c : __torch__.Color\n"),
     attributes(c=b"c__torch__\nColor\nK\x02R"), [], [[2, 4]]),
    ("constant of a class", m("return torch.zeros([self.k])", fields="  k : Final[int] = 4\n"), None, [], [[4]]),
    ("attributes by number", m("return torch.zeros([getattr(self, \"0\")])",
                               fields="  __annotations__ = []\n  __annotations__[\"0\"] = int\n"),
     attributes(**{"0": value(6)}), [], [[6]]),
    ("functions of the file", m("return torch.zeros([__torch__.f(2), __torch__.f(2, 5)])",
                                before="def f(a: int,\n    b: int=3) -> int:\n  return torch.add(a, b)\n"), None, [], [[5, 7]]),
    ("argument that is missing", m("return torch.zeros([__torch__.f()])", before="def f(a: int) -> int:\n  return a\n"), None, [],
     "argument 'a' of 'f' is missing"),
    ("argument too many", m("return torch.zeros([__torch__.f(1, 2)])", before="def f(a: int) -> int:\n  return a\n"), None, [],
     "2 arguments for 'f', which takes 1"),
    ("operators between values", m("y = 1 + 2 * 3 - 7 // 2 % 2\nn = 2 ** 3 / 4\nc = not 1 < 2 or 2 >= 2 and 3 != 4\n"
                                   "return torch.zeros([y, int(n), int(c), - -3])"), None, [], [[6, 2, 1, 3]]),
    ("elif, else", m("if x.ndim == 9:\n  y = x\nelif x.ndim <= 2:\n  y = torch.zeros([4])\nelse:\n  y = x\nreturn y"), None, [],
     [[4]]),
    ("lines of version 1", "op_version_set = 1\nimport __torch__.a\n" + m("return torch.neg(x)"), None, [], [[2, 3]]),
    ("comments, tabs, carriage returns", "# first\r\n\r\n" + m("y = torch.neg(x) # second\n\n\t# third\nreturn y\t").replace(
        "\n", "\r\n"), None, [], [[2, 3]]),
    ("names of other alphabets", m("größe = 4\nreturn torch.zeros([größe])"), None, [], [[4]]),
    ("complex numbers, by their real parts", m("y = 2.j\nz = 3.+2.j\nreturn torch.zeros([int(z), int(y)])"), None, [], [[3, 0]]),
    ("number too large", m("return torch.zeros([int(1e999)])"), None, [], "number cannot be read"),
    ("types of values", m("p = __torch__.P(2, 3)\nl = [isinstance(p, __torch__.P), isinstance(1, Optional[int]), "
                          "isinstance(None, Optional[int]), isinstance(1., Union[int, str]), isinstance(\"a\", Union[int, str]), "
                          "isinstance(1, (float, int)), isinstance(1, number), isinstance({1: 2}, Dict[int, int])]\n"
                          "return torch.zeros([int(l[0]), int(l[1]), int(l[2]), int(l[3]), int(l[4]), int(l[5]), int(l[6]), "
                          "int(l[7])])", before=PAIR), None, [], [[1, 1, 1, 0, 1, 1, 1, 1]]),
    ("module called as a function", m("f = self.a\nreturn f(x)", before="class A(Module):\n" + LISTS +
                                      FORWARD.replace("M", "A") + "    return torch.cat([x, x], 0)\n",
                                      fields="  a : __torch__.A\n"), attributes(a=obj("__torch__.A", b"}b")), [], [[4, 3]]),
    ("device that is pickled", m("return torch.zeros([int(torch.eq(ops.prim.type(self.d), \"cuda\"))])", fields="  d : Device\n"),
     attributes(d=b"ctorch\ndevice\nX\6\0\0\0cuda:0\x85R"), [], [[1]]),
    ("dict that is pickled", m("return torch.zeros([self.d[\"a\"], torch.len(self.d)])", fields="  d : Dict[str, int]\n"),
     attributes(d=value({"a": 4, "b": 1})), [], [[4, 2]]),
    ("constants of the archive", m("return torch.zeros([CONSTANTS.c0])"), None, [], "CONSTANTS.c0 is not in constants.pkl"),
    ("state of one's own", m("return torch.zeros([self.a.k])", before=STATE, fields="  a : __torch__.L\n"),
     attributes(a=obj("__torch__.L", b"K\x07b")), [], [[8]]),
    ("objects 600 deep", m("return x", fields="  a : Any\n"), nested(600), [], "objects nest deeper than 500"),
    ("file beside the module", m("return x"), None, ["-v"], "extra file 'about.txt', 5 bytes"),
    ("method of no module", m("return x"), None, ["--method", "nothing"], "module has no method 'nothing'; it has: forward"),
    ("overload of a scripted layer", m("return torch.neg(x)").replace("def forward", "def forward__0"), None, [], [[2, 3]]),
    ("operator of one's own, by name", m("return ops.mylib.scale_rows(w=torch.ones([3]), x=x, times=2)"), None, OPS, [[2, 6]]),
    ("operator of one's own, by place", m("return ops.mylib.scale_rows(x, torch.ones([3]))"), None, OPS, [[2, 3]]),
    ("operator of one's own, tensors in a list", m("w = [torch.ones([3])]\nreturn ops.mylib.scale_rows(x, w=w, times=2)"),
     None, OPS, [[2, 6]]),
    ("operator of one's own, another name", m("return ops.mylib.scale_rows(x, torch.ones([3]), by=2)"), None, OPS,
     "a call of 'mylib::scale_rows' has arguments that its definition does not name"),
    ("operator of one's own, too much", m("return ops.mylib.scale_rows(x, torch.ones([3]), 2, 3)"), None, OPS,
     "a call of 'mylib::scale_rows' has arguments that its definition does not name"),
    ("class without a name", "class (Module):\n  pass\n" + m("return x"), None, [], "a name is expected here"),
    ("base that is no name", "class A(3):\n  pass\n" + m("return x"), None, [], "a name is expected here"),
    ("base that does not end", "class A(B:\n  pass\n" + m("return x"), None, [], "')' is expected here"),
    ("class without a colon", "class A(B)\n  pass\n" + m("return x"), None, [], "':' is expected here"),
    ("class without a body", "class A(B):\n" + m("return x"), None, [], "an indented block is expected here"),
    ("item that is none", "class A(B):\n  a\n" + m("return x"), None, [], "a class item is expected here"),
    ("list of parameters that is none", "class A(B):\n  __parameters__ = 3\n" + m("return x"), None, [], "'[' is expected here"),
    ("list of buffers without a sign", "class A(B):\n  __buffers__ []\n" + m("return x"), None, [], "'=' is expected here"),
    ("annotation without a name", "class A(B):\n  __annotations__[3] = int\n" + m("return x"), None, [],
     "an attribute's name is expected here"),
    ("annotation without a type", "class A(B):\n  __annotations__[\"a\"] = 3\n" + m("return x"), None, [], "a name is expected here"),
    ("annotations that are none", "class A(B):\n  __annotations__ 3\n" + m("return x"), None, [], "'[' is expected here"),
    ("list of hooks without a sign", "class A(B):\n  __forward_hooks__ []\n" + m("return x"), None, [], "'=' is expected here"),
    ("list of hooks in front without a sign", "class A(B):\n  __forward_pre_hooks__ []\n" + m("return x"), None, [],
     "'=' is expected here"),
    ("number for an item", "class A(B):\n  3\n" + m("return x"), None, [], "a name is expected here"),
    ("item without its type", "class A(B):\n  a :\n" + m("return x"), None, [], "a name is expected here"),
    ("item without its value", "class A(B):\n  a : int =\n" + m("return x"), None, [], "an expression is expected here"),
    ("result without a type", "class A(B):\n  def f(self: __torch__.A) -> :\n    pass\n" + m("return x"), None, [],
     "a name is expected here"),
    ("class with nothing in it", "class A():\n  pass\n" + m("return x"), None, [], [[2, 3]]),
    ("value at the top", "a = 3\n" + m("return x"), None, [], "a class or function is expected here"),
    ("byte that begins nothing", m("y = \x01"), None, [], "byte 0x01 stands in the code"),
    ("packed convolution of version 2", QCONV, attributes(p=packed(
        "quantized.Conv2dPackedParamsBase", text("2"), items(tensor("1", (11,), False, "Short"), W4), items(b"N"))), [],
     [[1, 4, 3, 7]]),
    ("packed convolution of version 3", QCONV, attributes(p=packed(
        "quantized.Conv2dPackedParamsBase", value(3), value([2, 2, 1, 0, 1, 1, 1, 0, 0, 1, 0]), items(b"N", W4))), [], [[1, 4, 3, 7]]),
    ("packed convolution, too few settings", QCONV, attributes(p=packed(
        "quantized.Conv2dPackedParamsBase", value(3), value([2, 2]), items(b"N", W4))), [], SOME),
    ("packed convolution of 9 axes", QCONV, attributes(p=packed(
        "quantized.Conv2dPackedParamsBase", value(3), value([9, 2, 1]), items(b"N", W4))), [], SOME),
    ("packed linear layer", layer("ops.quantized.linear_dynamic(x, self.p)"), attributes(p=packed(
        "quantized.LinearPackedParamsBase", tensor("0", (4, 3), False), tensor("1", (4,), False))), [], [[2, 4]]),
    ("packed layer by its methods", layer("torch.add(((self.p).unpack())[0], ((self.p).__getstate__())[1])"), attributes(p=packed(
        "quantized.LinearPackedParamsBase", tensor("0", (3, 4), False), tensor("1", (4,), False))), [], [[3, 4]]),
    ("packed layer without such a method", layer("(self.p).repack()"), attributes(p=packed(
        "quantized.LinearPackedParamsBase", tensor("0", (3, 4), False), b"N")), [], "class '?' has no method 'repack'"),
    ("context of XNNPACK", RUN, attributes(p=packed("xnnpack.Conv2dOpContext", W4, b"N", *SIZES, value(1), value(0.5), b"N")), [],
     [[1, 4, 3, 7]]),
    ("context of XNNPACK, transposed", RUN, attributes(p=packed(
        "xnnpack.TransposeConv2dOpContext", WT, b"N", value([0, 1]), value([1, 0]), value([2, 1]), value([1, 1]), value(1), b"N",
        b"N")), [], [[1, 4, 13, 5]]),
    ("context of XNNPACK without sizes", RUN, attributes(p=packed("xnnpack.Conv2dOpContext", W4, b"N", b"N", b"N", b"N", b"N")),
     [], SOME),
    ("context of XNNPACK of a layer", layer("ops.prepacked.linear_clamp_run(x, self.p)"), attributes(p=packed(
        "xnnpack.LinearOpContext", tensor("0", (4, 3), False), b"N", value(-1), value(1))), [], [[2, 4]]),
]


def made(code, pickled):
    more = {"m/data/1": SETTINGS, "m/extra/about.txt": "hello"}
    return archive(whole=code, more=more) if pickled is None else archive(whole=code, pickle=pickled, more=more)


if __name__ == "__main__":
    sys.exit(judge([(name, made(code, pickled), lambda path, rest=rest: shape_fault([TOOL, "-i", "2x3", path] + rest[0], rest[1]))
                    for name, code, pickled, *rest in CASES]))
