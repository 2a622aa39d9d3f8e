#!/usr/bin/env python3
"""Has clang look at every file that the build compiles, with the build's own warnings. Says TAP.

Usage: check-clang.py BUILD CLANG
"""
import concurrent.futures
import json
import os
import pathlib
import shlex
import subprocess
import sys

DROP = ("-o", "-MF", "-MQ", "-c")  # and the word behind them; the file's name is put back
GCC_ONLY = ("-fsanitize", "-fdiagnostics", "-MD", "-flto")


def command_of(entry, clang):
    words, out = shlex.split(entry["command"]), [clang, "-fsyntax-only"]
    if pathlib.Path(words.pop(0)).name == "ccache":
        words.pop(0)
    while words:
        word = words.pop(0)
        if word in DROP:
            words.pop(0)
        elif not word.startswith(GCC_ONLY):
            out.append(word)
    return [*out, entry["file"]]


def look(entry, clang):
    run = subprocess.run(command_of(entry, clang), cwd=entry["directory"], capture_output=True, text=True)
    return run.stderr if run.returncode else ""


def main(build, clang):
    entries = {e["file"]: e for e in json.loads((pathlib.Path(build) / "compile_commands.json").read_text())}
    work = [entries[name] for name in sorted(entries) if name.endswith(".c") and "pb-c" not in name]
    failed = 0
    print(f"1..{len(work)}")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for n, (entry, said) in enumerate(zip(work, pool.map(lambda e: look(e, clang), work)), 1):
            print(f"{'not ok' if said else 'ok'} {n} - {entry['file']}")
            for line in said.splitlines():
                print("# " + line)
            failed += bool(said)
    return 1 if failed else 0


sys.exit(main(*sys.argv[1:]))
