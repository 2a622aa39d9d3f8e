#!/usr/bin/env python3
"""Has clang look at every file that the build compiles, with the build's own warnings. Says TAP.

Usage: check-clang.py BUILD CLANG
"""
import concurrent.futures
import os
import subprocess
import sys

import tree

GCC_ONLY = ("-fsanitize", "-fdiagnostics", "-MD", "-flto")


def look(path, folder, words, clang):
    command = [clang, "-fsyntax-only", *(w for w in words if not w.startswith(GCC_ONLY)), path]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return run.stderr if run.returncode else ""


def main(build, clang):
    work = sorted(tree.commands(build).items())
    failed = 0
    print(f"1..{len(work)}")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda item: look(item[0], *item[1], clang), work)
        for n, ((path, _), said) in enumerate(zip(work, results), 1):
            print(f"{'not ok' if said else 'ok'} {n} - {path}")
            for line in said.splitlines():
                print("# " + line)
            failed += bool(said)
    return 1 if failed else 0


sys.exit(main(*sys.argv[1:]))
