#!/usr/bin/env python3
"""Makes the first files of the fuzzers' corpora: one small file for each thing that went wrong elsewhere.

Usage: make_corpus.py [FOLDER]   (default: corpus/ beside this file)

What a fuzzer found is added by hand under its own name and stays.
"""
import io
import pathlib
import struct
import sys
import zipfile

ROOT = "m"


def text(s):
    b = s.encode()
    return b"X" + struct.pack("<I", len(b)) + b


def glob(module, name):
    return b"c" + module.encode() + b"\n" + name.encode() + b"\n"


def storage(kind="Float", key="0", n=6):
    return (b"(" + text("storage") + glob("torch", kind + "Storage") + text(key) + text("cpu") +
            b"K" + bytes([n]) + b"tQ")


def tensor(sizes=b"K\x02K\x03", strides=b"K\x03K\x01", **kw):
    return (glob("torch._utils", "_rebuild_tensor_v2") + b"(" + storage(**kw) + b"K\x00(" + sizes + b"t(" +
            strides + b"t\x88" + glob("collections", "OrderedDict") + b")RtR")


def module(*attributes):
    items = b"".join(text(k) + v for k, v in attributes)
    return glob("__torch__", "M") + b")\x81}(" + items + b"ub"


def typed(function, value):
    return glob("torch.jit._pickle", function) + b"(" + value + b"tR"


LIST = b"](K\x01J\xfd\xff\xff\xffe"
PICKLES = {
    "module": module(("weight", tensor()), ("training", b"\x89"), ("none", b"N"), ("big", b"\x8a\x08" + b"\x01" * 8),
                     ("real", b"G" + struct.pack(">d", 1.5)), ("ints", typed("build_intlist", LIST)),
                     ("tagged", glob("torch.jit._pickle", "restore_type_tag") + b"](" + text("a") + b"e" +
                      text("List[str]") + b"\x86R"), ("device", glob("torch", "device") + text("cpu") + b"\x85R"),
                     ("kind", glob("__torch__", "Kind") + b"K\x01R")) + b".",
    "quantised": glob("torch._utils", "_rebuild_qtensor") + b"(" + storage("QInt8") + b"K\x00K\x06\x85K\x01\x85" +
                 glob("torch", "per_tensor_affine") + b"G" + b"\0" * 8 + b"K\x00\x87\x89" +
                 glob("collections", "OrderedDict") + b")RtR.",
    "setstate": glob("__torch__", "M") + b")\x81(K\x01" + tensor() + b"tb.",
    "list-holds-itself": b"]q\x00(h\x00e.",
    "dict-holds-itself": b"}q\x00(h\x00h\x00u.",
    "object-holds-itself": glob("__torch__", "M") + b")\x81q\x00(h\x00tb.",
    "lists-double": b"](q\x00e" + b"".join(b"](h%ch%ceq%c" % (i, i, i + 1) for i in range(40)) + b".",
    "tuples-deep": b")" + b"\x85" * 5000 + b".",
    "marks": b"(" * 5000 + b".",
    "memo-far": b"Nr\xff\xff\xff\xff.",
    "memo-unset": b"h\x07.",
    "text-of-4-gib": b"X\xff\xff\xff\xffabc",
    "long-of-255-bytes": b"\x8a\xff" + b"\x01" * 255 + b".",
    "size-2-60": tensor(b"\x8a\x08" + struct.pack("<q", 1 << 60) + b"K\x10", b"K\x01K\x01") + b".",
    "size-negative": tensor(b"J\xff\xff\xff\xffK\x03") + b".",
    "stride-2-62": tensor(strides=b"\x8a\x08" + struct.pack("<q", 1 << 62) + b"K\x01") + b".",
    "rank-200": tensor(b"K\x01" * 200, b"K\x01" * 200) + b".",
    "global-os-system": glob("os", "system") + text("true") + b"\x85R.",
    "opcode-unknown": b"\x80\x02\xfe.",
    "build-twice": glob("__torch__", "M") + b")\x81}b}b.",
    "stack-empty": b"R.",
    "append-to-tuple": b")(K\x01e.",
    "setitems-odd": b"}(K\x01u.",
    "truncated": module(("weight", tensor()))[:60],
    "no-stop": b"N",
}


def archive(entries, method=zipfile.ZIP_STORED, comment=b""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, data in entries:
            z.writestr(zipfile.ZipInfo(name), data, compress_type=method)
        z.comment = comment
    return out.getvalue()


def zip64(data):
    """The same archive with a ZIP64 end record and locator, as PyTorch writes them."""
    end = data.rfind(b"PK\5\6")
    n, size, offset = struct.unpack("<HII", data[end + 10:end + 20])
    record = b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, n, n, size, offset)
    locator = b"PK\6\7" + struct.pack("<IQI", 0, end, 1)
    return data[:end] + record + locator + data[end:]


def patch(data, mark, at, new):
    """Overwrite bytes at an offset from the first (or, of 'PK1', every) mark."""
    i = data.find(mark)
    return data[:i + at] + new + data[i + at + len(new):]


SCRIPT = [(f"{ROOT}/data.pkl", PICKLES["module"]), (f"{ROOT}/data/0", bytes(24)),
          (f"{ROOT}/code/__torch__.py", b"class M(Module):\n  def forward(self: __torch__.M) -> int:\n    return 1\n"),
          (f"{ROOT}/constants.pkl", b"\x80\x02)."), (f"{ROOT}/version", b"3\n")]
PLAIN = archive(SCRIPT)
BOMB = archive([(f"{ROOT}/data.pkl", bytes(1 << 20))], zipfile.ZIP_DEFLATED)
ZIPS = {
    "script": PLAIN,
    "script-deflated": archive(SCRIPT, zipfile.ZIP_DEFLATED),
    "script-zip64": zip64(PLAIN),
    "script-comment": archive(SCRIPT, comment=b"a comment PK\5\6"),
    "script-big-endian": archive(SCRIPT + [(f"{ROOT}/byteorder", b"big")]),
    "behind-junk": b"PK\3\4" + PLAIN,
    "empty": archive([]),
    "folder-entries": archive([(f"{ROOT}/", b""), (f"{ROOT}/code/", b"")] + SCRIPT),
    "checkpoint": archive(SCRIPT[:2]),
    "export": archive([(f"{ROOT}/archive_format", b"pt2")]),
    "export-early": archive([("serialized_exported_program.json", b"{}")]),
    "package": archive([(f"{ROOT}/.data/extern_modules", b"")]),
    "legacy": archive([(f"{ROOT}/model.json", b"{}")]),
    "flatbuffer": b"\x40\0\0\0PTMF" + bytes(32),
    "prerelease": b"PYTORCH1" + bytes(32),
    "duplicate-names": archive([(f"{ROOT}/a", b"1"), (f"{ROOT}/b", b"2")]).replace(b"m/b", b"m/a"),
    "no-end": PLAIN[:-22],
    "cut-half": PLAIN[:len(PLAIN) // 2],
    "start-cut": PLAIN[40:],
    "encrypted": patch(PLAIN, b"PK\1\2", 8, b"\1\0"),
    "bzip2": patch(PLAIN, b"PK\1\2", 10, b"\x0c\0"),
    "checksum": patch(PLAIN, b"PK\1\2", 16, b"\1\2\3\4"),
    "offset-beyond": patch(PLAIN, b"PK\1\2", 42, b"\xff\xff\xff\x7f"),
    "size-4-gib": patch(PLAIN, b"PK\1\2", 20, b"\xfe\xff\xff\xff\xfe\xff\xff\xff"),
    "name-65535": patch(PLAIN, b"PK\1\2", 28, b"\xff\xff"),
    "name-nul": PLAIN.replace(b"m/version", b"m/vers\0on"),
    "bomb": BOMB,
    "bomb-lies-small": patch(BOMB, b"PK\1\2", 24, b"\x10\0\0\0"),
    "bomb-lies-large": patch(BOMB, b"PK\1\2", 24, b"\xfe\xff\xff\xff"),
    "entries-65535": patch(PLAIN, b"PK\5\6", 8, b"\xff\xff\xff\xff"),
    "directory-loop": patch(PLAIN, b"PK\5\6", 16, b"\0\0\0\0"),
    "zip64-entries-2-60": patch(zip64(PLAIN), b"PK\6\6", 24, struct.pack("<QQ", 1 << 60, 1 << 60)),
    "zip64-extra-short": patch(zip64(PLAIN), b"PK\6\6", 4, struct.pack("<Q", 1)),
}

def flat(code, pickle=None, constants=b"\x80\x02)."):
    """What ts.c takes: name and data of each entry, with their lengths."""
    entries = [("m/data.pkl", pickle or PICKLES["module"]), ("m/code/__torch__.py", code.encode()),
               ("m/constants.pkl", constants)]
    return b"".join(bytes([len(n)]) + n.encode() + struct.pack("<H", len(d)) + d for n, d in entries)


def program(body, before="", attributes="  weight : Tensor\n  training : bool\n"):
    return flat(f"class M(Module):\n  __parameters__ = [\"weight\", ]\n  __buffers__ = []\n{attributes}{before}"
                f"  def forward(self: __torch__.M,\n    x: Tensor) -> Tensor:\n{body}")


PROGRAMS = {
    "linear": program("    weight = self.weight\n    return torch.linear(x, torch.t(weight))\n"),
    "conv": program("    y = torch.conv2d(x, torch.ones([8, 3, 3, 3]), None, [1, 1], [1, 1], [1, 1], 1)\n"
                    "    return torch.relu_(torch.add(y, y, alpha=2))\n"),
    "if": program("    if self.training:\n      y = torch.neg(x)\n    else:\n      y = x\n    return y\n"),
    "if-data": program("    if bool(torch.gt(torch.sum(x), 0)):\n      y = torch.neg(x)\n    else:\n"
                       "      y = torch.cat([x, x])\n    return y\n"),
    "for": program("    y = x\n    for i in range(3):\n      y = torch.add(y, x)\n    return y\n"),
    "for-2-60": program("    y = x\n    for i in range(1152921504606846976):\n      y = torch.add(y, x)\n    return y\n"),
    "while": program("    i = 0\n    while torch.lt(i, 5):\n      i = torch.add(i, 1)\n    return x\n"),
    "while-true": program("    while True:\n      y = torch.neg(x)\n    return x\n"),
    "count-to-2-60": program("    i = 0\n    while torch.lt(i, 1152921504606846976):\n      i = torch.add(i, 1)\n"
                             "    return x\n"),
    "calls-double": flat("class M(Module):\n  def forward(self: __torch__.M,\n    x: Tensor) -> Tensor:\n"
                         "    return (self).f0(x, )\n" + "".join(
                             f"  def f{i}(self: __torch__.M,\n    x: Tensor) -> Tensor:\n    y = (self).f{i + 1}(x, )\n"
                             f"    return (self).f{i + 1}(y, )\n" for i in range(60)) +
                         "  def f60(self: __torch__.M,\n    x: Tensor) -> Tensor:\n    return x\n"),
    "branches-double": program("    y = x\n" + "".join(
        "    if bool(torch.gt(torch.sum(x), 0)):\n      y = torch.neg(y)\n    else:\n      y = torch.abs(y)\n"
        for i in range(60)) + "    return y\n"),
    "recursive": program("    return (self).forward(x, )\n"),
    "expression-deep": program("    return " + "torch.neg(" * 2000 + "x" + ")" * 2000 + "\n"),
    "lists-double": program("    a = [x]\n" + "    a = torch.add(a, a)\n" * 40 + "    return torch.cat(a)\n"),
    "lists-nest-double": program("    a = [1, 1]\n    b = [1, 1]\n" + "    a = [a, a]\n    b = [b, b]\n" * 50 +
                                 "    c = torch.eq(a, b)\n    d = torch.tensor(a)\n    return (torch.cat(a), [a, b])\n"),
    "list-put-into-itself": program("    a = annotate(List[List[int]], [])\n    b = annotate(List[List[int]], [])\n"
                                    "    c = torch.append(a, a)\n    c = torch.append(b, b)\n"
                                    "    if bool(torch.gt(torch.sum(x), 0)):\n      d = a\n    else:\n      d = b\n"
                                    "    e = torch.eq(a, b)\n    f = torch.tensor(a)\n    return (d, torch.zeros(a))\n"),
    "text-double": program("    a = \"ab\"\n" + "    a = torch.add(a, a)\n" * 40 + "    return x\n"),
    "power-tower": program("    a = 9\n" + "    a = torch.mul(a, a)\n" * 40 + "    return torch.zeros([a])\n"),
    "shape-double": program("    a = x\n" + "    a = torch.cat([a, a])\n" * 80 + "    return a\n"),
    "divide-by-0": program("    a = torch.floordiv(1, 0)\n    b = torch.remainder(1, 0)\n    return torch.zeros([a, b])\n"),
    "index-out": program("    a = [1, 2]\n    return torch.zeros([a[5], a[-9223372036854775808]])\n"),
    "list-multiplied": program("    a = torch.mul([1], 4611686018427387904)\n    return torch.zeros(a)\n"),
    "function": flat("def forward(x: Tensor) -> Tensor:\n  return torch.neg(x)\n"),
    "setstate": flat("class M(Module):\n  a : int\n  def __setstate__(self: __torch__.M,\n    state: Tuple[int, Tensor])"
                     " -> NoneType:\n    self.a = (state)[0]\n    return None\n  def forward(self: __torch__.M,\n"
                     "    x: Tensor) -> Tensor:\n    return torch.mul(x, self.a)\n", PICKLES["setstate"]),
    "constants": flat("class M(Module):\n  def forward(self: __torch__.M,\n    x: Tensor) -> Tensor:\n"
                      "    return torch.add(x, CONSTANTS.c0)\n", None, b"\x80\x02" + tensor() + b"\x85."),
    "object-holds-itself": flat("class M(Module):\n  m : __torch__.M\n  def forward(self: __torch__.M,\n    x: Tensor)"
                                " -> Tensor:\n    return (self.m).forward(x, )\n",
                                glob("__torch__", "M") + b")\x81q\x00}(" + text("m") + b"h\x00ub."),
    "tabs-and-crlf": program("\treturn x\r\n"),
    "no-return": program("    y = x\n"),
    "class-open": flat("class M(Module):\n  def forward("),
    "list-holds-itself": flat("class M(Module):\n  def forward(self: __torch__.M) -> int:\n    return 1\n",
                              PICKLES["list-holds-itself"]),
}

# Alone what ts_code.c takes: M has weight and training.
def code(body):
    return ("class M(Module):\n  weight : Tensor\n  training : bool\n  def forward(self: __torch__.M,\n    x: Tensor) -> Tensor:\n" +
            body + "    return x\n")


def again(body, before=""):
    return code(before + "    for i in range(1000000):\n      " + body + "\n")


LONG = "    l = torch.mul([1], 4000)\n"
BIG = "    a = \"a\"\n" + "    a = torch.add(a, a)\n" * 18 + "    b = torch.add(a, \"b\")\n"
CODES = {
    "conv": code("    y = torch.conv2d(x, torch.ones([8, 3, 3, 3]), None, [1, 1], [1, 1], [1, 1], 1)\n"),
    "list-times-overflow": code("    a = torch.mul([1, 1], 4611686018427387904)\n    b = torch.mul(annotate(List[int], []), 9223372036854775807)\n"),
    "slice-step-overflow": code("    a = torch.slice([1, 1, 1], 1, 9223372036854775807, 9223372036854775807)\n    y = torch.zeros(a)\n"),
    "list-insert-beyond": code("    a = [1]\n    b = torch.insert(a, torch.len([" + "torch.mul([1], 9999), " * 3 + "]), 1)\n"),
    "list-sorted-long": code("    l = annotate(List[int], [])\n    for i in range(4000):\n      a = torch.append(l, torch.neg(i))\n    b = torch.sort(l)\n"),
    "list-searched": again("a = torch.__contains__(l, i)", LONG),
    "list-moved": again("a = torch.insert(l, 0, torch.pop(l, 0))", LONG),
    "list-as-sizes": again("a = torch.zeros(l)", LONG),
    "text-searched": again("c = torch.find(b, \"ab\")", BIG),
    "text-compared": again("c = torch.lt(b, a)", BIG),
    "text-equal": again("c = torch.eq(b, a)", BIG),
    "attributes-many": code("    y = x\n").replace("  training", "".join(f"  a{i} : int\n" for i in range(300)) + "  training", 1),
}

FORMULAS = {
    "plain": "2359296*batch*seq + 1536*batch*seq^2",
    "floor": "floor((H + 1)/2)",
    "min-max": "min(k, max(8400, n - 1))",
    "ceillog2": "ceillog2(x)*3",
    "brackets": "<odd name>*2 + <<",
    "negative": "-1 - x",
    "huge": "9223372036854775807*9223372036854775807",
    "power": "(a + b + c)^24",
    "power-huge": "x^4294967297",
    "parentheses": "(" * 3000 + "1" + ")" * 3000,
    "minus": "-" * 3000 + "1",
    "floor-by-0": "floor(x/0)",
    "terms": " + ".join(f"a{i}*b{i}" for i in range(600)),
    "shape": "1x3xHxW",
    "shape-unknown": "?x(a + 1)x*",
}

INPUTS = {
    "shape": "1x3x224x224",
    "named": "x=1x3xHxW:f16",
    "brackets": "x=<max_len>x3",
    "values": "n=3:int64{2,-1,4}",
    "values-none": "n=0:int64{}",
    "scalar": "t=scalar:f32{0.5}",
    "list": "boxes=[1x4,2x4]",
    "tuple-dict": "x=({a:1x2,b:=3},=\"text\",=none,=true,=1.5)",
    "name-with-equals": "a=b:0=1x2",
    "deep": "[" * 3000,
    "deep-closed": "[" * 40 + "1" + "]" * 40,
    "huge": "99999999999999999999x3",
    "negative": "-1x3",
    "rank-200": "x".join(["1"] * 200),
    "values-many": "2000:int64{" + ",".join(["1"] * 2000) + "}",
    "text-open": "x==\"abc",
    "braces-open": "x=3:int64{1,2",
    "empty": "",
    "equals": "=",
}


def npy(header, version=1, payload=bytes(24)):
    """numpy.lib.format: magic, version, length of the header, header, elements."""
    size = struct.pack("<H" if version == 1 else "<I", len(header))
    return b"\x93NUMPY" + bytes([version, 0]) + size + header.encode() + payload


NPY = {
    "version-1": npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n"),
    "version-2": npy("{'descr': '|u1', 'fortran_order': True, 'shape': (24L,)}", 2),
    "version-3": npy("{'shape': (), 'fortran_order': False, 'descr': '<i8'}", 3),
    "records": npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,)}"),
    "huge": npy("{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775807, 2)}"),
    "cut": npy("{'descr': '<f4', 'fortran_order'", 1, b""),
    "long": npy("{", 2)[:10] + b"\xff\xff\x7f",
}


def main(folder):
    for name, files in (("npy", NPY), ("ts_pickle", PICKLES), ("ts_zip", ZIPS), ("ts", PROGRAMS), ("ts_code", CODES), ("dim", FORMULAS), ("input", INPUTS)):
        (folder / name).mkdir(parents=True, exist_ok=True)
        for file, data in files.items():
            (folder / name / file).write_bytes(data.encode() if isinstance(data, str) else data)


main(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "corpus"))
