#!/usr/bin/env python3
"""Compiles every header alone and twice, and the public one as C99 and as C++11. Says TAP.

Usage: check-headers.py ROOT [-Idir | CC | c++=CXX]...
"""
import concurrent.futures
import os
import pathlib
import subprocess
import sys

import tree

WARN = ["-fsyntax-only", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]
DEFINE = ["-D_POSIX_C_SOURCE=200809L", "-D_FILE_OFFSET_BITS=64"]


def compile_text(command, text):
    run = subprocess.run([*command, "-"], input=text, capture_output=True, text=True)
    return run.stderr if run.returncode else ""


def jobs(root, cc, cxx, include):
    """(title, command or None, text)"""
    c11 = [*cc, "-x", "c", "-std=c11", *WARN, "-Wmissing-prototypes", *DEFINE, *include]
    for path in tree.below(root, {"src", "tests"}, {".h"}):
        name = path.relative_to(path.parts[0]).as_posix()
        yield path.as_posix(), c11, f'#include "{name}"\n#include "{name}"\n'
    for path in tree.below(root, {"include"}, {".h"}):
        text = f'#include "{path.name}"\n#include "{path.name}"\n'
        yield f"{path} as C99", [*cc, "-x", "c", "-std=c99", "-pedantic-errors", *WARN, *include], text
        command = [*cxx, "-x", "c++", "-std=c++11", "-pedantic-errors", *WARN, *include] if cxx else None
        yield f"{path} as C++11", command, text


def main(root, args):
    root = pathlib.Path(root)
    include = ["-I" + str(root / d) for d in ("include", "src", "tests")]
    include += [a for a in args if a.startswith("-I")]
    cxx = [w for a in args if a.startswith("c++=") for w in a[4:].split()]
    cc = [a for a in args if not a.startswith(("-I", "c++="))]
    work = list(jobs(root, cc or ["cc"], cxx, include))
    failed = 0
    print(f"1..{len(work)}")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda job: compile_text(job[1], job[2]) if job[1] else None, work)
        for n, ((title, _, _), said) in enumerate(zip(work, results), 1):
            skip = " # SKIP no C++ compiler" if said is None else ""
            print(f"{'not ok' if said else 'ok'} {n} - {title}{skip}")
            for line in (said or "").splitlines():
                print("# " + line)
            failed += bool(said)
    return 1 if failed else 0


sys.exit(main(sys.argv[1], sys.argv[2:]))
