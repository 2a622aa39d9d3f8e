#!/usr/bin/env python3
"""mandoc has nothing to say of any page: lint.py MANDOC PAGE...

That a page it refers to is not installed does not matter here.
"""
import os, subprocess, sys

failed = 0
for i, page in enumerate(sys.argv[2:]):
    p = subprocess.run([sys.argv[1], "-T", "lint", page], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = [line for line in p.stdout.splitlines() if "referenced manual not found" not in line]
    failed += bool(said)
    print("%sok %d - %s" % ("not " if said else "", i + 1, os.path.basename(page)))
    for line in said:
        print("#   " + line)
print("1..%d" % (len(sys.argv) - 2))
sys.exit(1 if failed else 0)
