#!/usr/bin/env python3
"""Holds the places of src/timer/ort_api.h to ONNX Runtime's own header: slots.py ROOT COMPILER...

A C file of one static assertion for each place is compiled against every onnxruntime_c_api.h that is
found: installed, given by FLOPCOUNT_ORT_HEADER, or fetched by scripts/get-runtime.sh. A place that is newer
than the header is left out. Without a header it skips.
"""
import glob
import os
import re
import subprocess
import sys
import tempfile

NAME = "onnxruntime_c_api.h"
WHERE = ["/usr/include/onnxruntime/**/" + NAME, "/usr/include/" + NAME, "/usr/local/include/**/" + NAME,
         os.path.join(os.environ.get("FLOPCOUNT_RUNTIME", ""), "**", NAME)]


def headers():
    given = os.environ.get("FLOPCOUNT_ORT_HEADER")
    found = [given] if given else [p for w in WHERE for p in glob.glob(w, recursive=True)]
    return sorted(set(map(os.path.realpath, found)))


def compiles(compiler, header, lines):
    text = "\n".join(["#include <stddef.h>", f'#include "{header}"', *lines, "int main(void) { return 0; }", ""])
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "slots.c")
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        done = subprocess.run([*compiler, "-std=c11", "-fsyntax-only", path], capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stderr


def main():
    root, compiler = sys.argv[1], sys.argv[2:]
    with open(os.path.join(root, "src/timer/ort_api.h"), encoding="utf-8") as f:
        slots = re.findall(r"\bX\((\d+), (\w+),", f.read())
    found = headers()
    if not found or not slots:
        print("1..0 # SKIP no onnxruntime_c_api.h is installed")
        return 0
    wrong = n = 0
    print(f"1..{len(found) * (len(slots) + 1)}")
    for header in found:
        right, why = compiles(compiler, header, [])
        n += 1
        wrong += not right
        print("ok" if right else "not ok", n, "- the header itself", header)
        if not right:
            print("Bail out! it cannot be compiled:", why.splitlines()[-1] if why else "")
            return 1
        with open(header, encoding="utf-8") as f:
            text = f.read()
        for place, name in slots:
            n += 1
            if not re.search(rf"\b({name}|{name.removeprefix('Release')})\b", text):
                print("ok", n, "-", name, "# SKIP newer than", header)
                continue
            right, why = compiles(compiler, header, [
                f'_Static_assert(offsetof(OrtApi, {name}) == {place} * sizeof(void *), "{name}");'])
            wrong += not right
            print("ok" if right else "not ok", n, "-", name)
            if not right:
                print("#", "\n# ".join(why.splitlines()[:4]))
    return 1 if wrong else 0


sys.exit(main())
