#!/usr/bin/env python3
"""The program in flopcount.3 compiles against the shared library and counts: program.py LIBRARY CC [FLAG...]"""
import os, re, subprocess, sys, tempfile

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
library, *cc = sys.argv[1:]
page = open(os.path.join(TREE, "man", "flopcount.3"), encoding="utf-8").read()
code = re.search(r"^\.Bd -literal\n(#include.*?)^\.Ed", page, re.M | re.S).group(1).replace("\\e", "\\")
results = []
with tempfile.TemporaryDirectory() as folder:
    source, program = os.path.join(folder, "net.c"), os.path.join(folder, "net")
    open(source, "w").write(code)
    made = subprocess.run([*cc, "-std=c99", "-Wall", "-Wextra", "-Werror", "-I" + os.path.join(TREE, "include"), source,
                           library, "-Wl,-rpath," + os.path.dirname(library), "-o", program])
    results.append(("it compiles", made.returncode == 0))
    for model, out, err in (("case-conv", "4608 MACs\n", ""), ("bad-text", "", "file is text, not a model [FC-E104]\n")):
        p = subprocess.run([program, os.path.join(TREE, "fixtures", "onnx", model + ".onnx")], stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE, text=True) if made.returncode == 0 else None
        results.append((model, p and (p.stdout, p.stderr) == (out, err)))
for i, (what, good) in enumerate(results):
    print("%sok %d - %s" % ("" if good else "not ", i + 1, what))
print("1..%d" % len(results))
sys.exit(0 if all(good for _, good in results) else 1)
