#!/usr/bin/env python3
"""Fails when a file includes a room above its own, or a library that has another room.

Usage: check-floors.py ROOT
"""
import pathlib
import re
import sys

import tree

MAY = {  # room: rooms (or single headers) it may include, besides itself
    "base": "", "dim": "base", "ir": "base dim", "ops": "base dim ir",
    "front": "base dim ir ops/registry.h",
    "pass": "base dim ir ops", "result": "base dim",
    "gate": "base dim result", "timer": "base",
    "report": "base dim result gate timer",
    "api": "base dim ir ops front pass result report gate timer flopcount.h",
    "cli": "flopcount.h",
}
EXTRA = {"result/build.c": "ir", "result/build_row.c": "ir"}  # file: what it may include on top
LIBRARY = {  # header: the only places that may include it
    "cJSON.h": "base/json_read.c", "cjson/": "base/json_read.c",
    "protobuf-c/": "front/onnx/", "onnx.pb-c.h": "front/onnx/",
    "minizip/": "front/ts/zip.c", "unzip.h": "front/ts/zip.c", "zlib.h": "front/ts/zip.c",
    "immintrin.h": "timer/measure_kernel.c", "arm_neon.h": "timer/measure_kernel.c",
    "ATen/": "timer/torch/", "caffe2/": "timer/torch/", "torch/": "timer/torch/",
    "linux/": "cli/confine.c", "malloc.h": "cli/crew.c", "sched.h": "cli/confine.c",
    "sys/mman.h": ("base/pages.c", "cli/confine.c"),
    "sys/prctl.h": "cli/confine.c", "sys/syscall.h": "cli/confine.c",
    "dlfcn.h": "timer/", "flopcount.h": ("api/", "cli/"),
}
SYSTEM = {  # what libc and POSIX give, for all
    "assert.h", "ctype.h", "errno.h", "fcntl.h", "float.h", "inttypes.h", "limits.h", "locale.h", "math.h",
    "poll.h", "pthread.h", "setjmp.h", "signal.h", "stdarg.h", "stdatomic.h", "stdbool.h", "stddef.h",
    "stdint.h", "stdio.h", "stdlib.h", "string.h", "strings.h", "time.h", "unistd.h",
    "dirent.h", "ftw.h", "glob.h", "fnmatch.h", "sys/ioctl.h", "sys/resource.h", "sys/stat.h", "sys/time.h",
    "sys/types.h", "sys/wait.h",
    "cstdio", "new", "sstream", "string", "vector",  # C++, for timer/torch/
}


def is_home(name, homes):
    return name.startswith(homes)


def check_line(name, head, quoted):
    """What is wrong with an include of head in src/name; None when nothing is."""
    room = name.split("/")[0]
    may = set(MAY[room].split()) | {room} | set(EXTRA.get(name, "").split())
    for library, homes in LIBRARY.items():
        if head.startswith(library):
            return None if is_home(name, homes) else f"only {homes} may include {head}"
    other = head.split("/")[0]
    if other in MAY:
        if not quoted:
            return f"{head} is ours and stands in quotes"
        return None if other in may or head in may else f"room '{room}' may not include {head}"
    if quoted:
        return f"{head} is not rooted at src/"
    return None if head in SYSTEM else f"{head} is no header of libc, and no room has it"


def main(root):
    found = tree.Findings()
    for path in tree.below(root, {"src"}, {".c", ".h", ".cpp"}):
        name = path.relative_to("src").as_posix()
        if name.split("/")[0] not in MAY:
            found.add(path, 0, "stands in no room")
            continue
        text = tree.blank((pathlib.Path(root) / path).read_text(), keep_quotes=True)
        for n, line in enumerate(text.splitlines(), 1):
            m = re.match(r'\s*#\s*include\s+(["<])([^">]+)', line)
            wrong = m and check_line(name, m[2], m[1] == '"')
            if wrong:
                found.add(path, n, wrong)
    found.done()


main(sys.argv[1])
