#!/usr/bin/env python3
"""TorchScript archives that are damaged or made to harm: one line of what is wrong, in bounded time and memory.

usage: hostile.py FLOPCOUNT

Each archive is class M of the format's shortest form with one thing put wrong. What is expected is said by hand: the exit
code, and a pattern for the one line that is an error or a warning.
"""
import os
import re
import struct
import subprocess
import sys
import tempfile

from archive import HEAD, archive, judge

TOOL = sys.argv[1]
SECONDS, MEGABYTES = 20, 1024
IS_CODE = r"code/__torch__\.py:\d+:\d+: error: "


def doubling(n):
    """Each tuple holds the one before twice: 2^n members, written in a few bytes."""
    text = b"\x80\x02]q\x00"
    for i in range(n):
        text += b"(h%ch%ctq%c" % (i, i, i + 1)
    return text + b"."


def in_state(value):
    """The module's attribute a, and its class, which declares it."""
    return b"\x80\x02c__torch__\nM\n)\x81}(X\x01\0\0\0a" + value + b"ub."


def nested_ifs(n):
    return "".join("  " * (i + 2) + "if True:\n" for i in range(n)) + "  " * (n + 2) + "return x\n"


WITH_A = HEAD.replace("  def", "  a : Any\n  def") + "    return torch.neg(x)\n"
GOOD = archive()
CASES = [  # what, archive, inputs, exit code, the line
    ("whole", GOOD, ["2x3"], 0, None),
    ("cut short", GOOD[:len(GOOD) * 2 // 3], ["2x3"], 3, "the archive ends early"),
    ("pickle of a gigabyte of zeros", archive(pickle=1 << 30), ["2x3"], 3, "entry is larger than"),
    ("code of half a gigabyte", archive(whole=1 << 29), ["2x3"], 3, "entry is larger than"),
    ("text of 2^32 bytes", archive(pickle=b"\x80\x02X\xff\xff\xff\xff."), ["2x3"], 3, "ends inside an opcode"),
    ("number of 2^31 bytes", archive(pickle=b"\x80\x02\x8b\xff\xff\xff\x7f."), ["2x3"], 3, "unknown pickle opcode"),
    ("top of doubled tuples", archive(pickle=doubling(60)), ["2x3"], 3, "the top object is no module"),
    ("attribute of doubled tuples", archive(pickle=in_state(doubling(60)[2:-1]), whole=WITH_A), ["2x3"], 0, None),
    ("tensor of 2^60 elements", archive(pickle=in_state(
        b"ctorch._utils\n_rebuild_tensor_v2\n((X\x07\0\0\0storagectorch\nFloatStorage\nX\x01\0\0\x000"
        b"X\x03\0\0\0cpu\x8a\x08" + struct.pack("<q", 1 << 60) + b"tQK\0\x8a\x08" + struct.pack("<q", 1 << 60) +
        b"\x85K\x01\x85\x89ccollections\nOrderedDict\n)RtR"), whole=WITH_A), ["2x3"], 0, None),
    ("global of the system", archive(pickle=b"\x80\x02cos\nsystem\n(X\x04\0\0\0echotR."), ["2x3"], 3,
     r"data\.pkl: error: global 'os\.system' is not allowed"),
    ("class that is missing", archive(whole="class Q(Module):\n  __parameters__ = []\n"), ["2x3"], 3,
     r"class '__torch__\.M' is missing from code/"),
    ("neither code nor bytecode", archive(drop=["m/code/__torch__.py"]), ["2x3"], 3, "code was stripped"),
    ("parentheses 100,000 deep", archive("    return " + "(" * 100000 + "x" + ")" * 100000 + "\n"), ["2x3"], 3,
     IS_CODE + "code nests deeper"),
    ("calls 100,000 deep", archive("    return " + "torch.neg(" * 100000 + "x" + ")" * 100000 + "\n"), ["2x3"], 3,
     IS_CODE + "code nests deeper"),
    ("lists 100,000 deep", archive("    return " + "[" * 100000 + "]" * 100000 + "\n"), ["2x3"], 3,
     IS_CODE + "code nests deeper"),
    ("branches 3,000 deep", archive(nested_ifs(3000)), ["2x3"], 3, IS_CODE + "blocks nest deeper"),
    ("loop without end", archive("    c = True\n    while c:\n      y = torch.neg(x)\n      c = True\n    return x\n"),
     ["2x3"], 0, IS_CODE + "more than"),
    ("loop without end or operators", archive("    c = True\n    while c:\n      c = True\n    return x\n"),
     ["2x3"], 3, IS_CODE + "loop does not end"),
    ("texts that grow", archive("    s = \"a\"\n    for i in range(1152921504606846976):\n      s = torch.add(s, \"b\")\n    return x\n"),
     ["2x3"], 3, IS_CODE + "more than"),
    ("dict that grows", archive("    d = {}\n    for i in range(1152921504606846976):\n      torch._set_item(d, i, i)\n"
                                "    return x\n"), ["2x3"], 3, IS_CODE + "more than"),
    ("method that calls itself", archive("    return (self).forward(x, n, )\n"), ["2x3"], 3, IS_CODE + "calls nest deeper"),
    ("two commas", archive("    return torch.neg(x,, 3)\n"), ["2x3"], 3, IS_CODE + "an expression is expected"),
    ("name that is not set", archive("    return torch.neg(y)\n"), ["2x3"], 3, IS_CODE + "name 'y' is not set"),
    ("list for a tensor", GOOD, ["[2x3]"], 3, r"input 'x' is Tensor, and a list was given"),
    ("number for a tensor", GOOD, ["=3"], 3, r"input 'x' is Tensor, and a number was given"),
    ("tensor for a number", GOOD, ["2x3", "1"], 3, r"input 'n' is int, and a tensor was given"),
    ("none for a number", GOOD, ["2x3", "=none"], 3, r"input 'n' is int, and none was given"),
    ("more inputs than parameters", GOOD, ["2x3", "=1", "=1"], 2, "no model has so many inputs"),
    ("no inputs", GOOD, [], 0, r"'forward' takes \(x: Tensor, n: int\); type: flopcount -i x="),
]


def measured(cmd):
    """Exit code, standard error, megabytes at the peak."""
    with tempfile.TemporaryFile() as err:
        p = subprocess.Popen(cmd, stdout=subprocess.DEVNULL, stderr=err)
        _, status, usage = os.wait4(p.pid, 0)
        p.returncode = os.waitstatus_to_exitcode(status)
        err.seek(0)
        return p.returncode, err.read().decode("utf-8", "replace"), usage.ru_maxrss // 1024


def fault(path, inputs, code, pattern):
    cmd = ["timeout", str(SECONDS), TOOL, "-f", "csv"]
    for text in inputs:
        cmd += ["-i", text]
    got, err, size = measured(cmd + [path])
    lines = [line for line in err.splitlines() if line.strip()]
    if got != code:
        return "exit %d, expected %d: %s" % (got, code, err[:200])
    if size > MEGABYTES:
        return "%d MB" % size
    if len(lines) > 1 or bool(lines) != bool(pattern):
        return "%d lines: %s" % (len(lines), err[:300])
    return None if not pattern or re.search(pattern, lines[0]) else lines[0]


if __name__ == "__main__":
    sys.exit(judge([(name, data, lambda path, rest=rest: fault(path, *rest)) for name, data, *rest in CASES]))
