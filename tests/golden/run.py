#!/usr/bin/env python3
"""Compares reports with the files beside this one: run.py [--remake] FLOPCOUNT

Each line of list names a file and the arguments that make it; fixtures/onnx/ is
the working directory. The figures in them are compared elsewhere, with numbers worked out by
hand and by other counters; these files hold the layout.
"""
import difflib, os, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
TREE = os.path.dirname(os.path.dirname(HERE))
REMAKE = "python3 tests/golden/run.py --remake build/flopcount"


def listed():
    for line in open(os.path.join(HERE, "list")):
        if line.strip() and not line.startswith("#"):
            name, *args = line.split()
            yield name, args


def make(tool, args):
    env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}
    p = subprocess.run([tool, "-q", *args], cwd=os.path.join(TREE, "fixtures", "onnx"), env=env,
                       stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    return p.stdout.decode("utf-8")


def main():
    again = "--remake" in sys.argv
    tool = os.path.abspath(sys.argv[-1])
    names, failed = [], 0
    for name, args in listed():
        names.append(name)
        path, text = os.path.join(HERE, name), make(tool, args)
        if again:
            open(path, "w", encoding="utf-8").write(text)
        want = open(path, encoding="utf-8").read() if os.path.exists(path) else ""
        failed += want != text
        print("%sok %d - %s" % ("" if want == text else "not ", len(names), name))
        for line in list(difflib.unified_diff(want.splitlines(), text.splitlines(), name, "now", lineterm=""))[:40]:
            print("#   " + line)
        if want != text:
            print("# remake: " + REMAKE)
    extra = set(os.listdir(HERE)) - set(names) - {"run.py", "list", "meson.build"}
    print("%sok %d - no file is left over %s" % ("not " if extra else "", len(names) + 1, " ".join(sorted(extra))))
    print("1..%d" % (len(names) + 1))
    return 1 if failed or extra else 0


if __name__ == "__main__":
    sys.exit(main())
