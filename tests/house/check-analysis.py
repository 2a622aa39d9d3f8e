#!/usr/bin/env python3
"""gcc -fanalyzer, clang-tidy and cppcheck over what a build compiles of src/. Says TAP: a line for each finding.

Usage: check-analysis.py [--tool NAME]... [--seconds N] [--brief] BUILD [FILE...]

What was said of a file is kept in BUILD/analysis until the file, a header or the tool changes, so that a run that
was stopped goes on. With --seconds, a test among others: the files of the last commits come first, then the others
from a place that every commit moves on, until the time is over; tools that are missing, or of a version whose
findings nobody has judged, are skipped. --brief says findings and sums alone. What analysis.allow lists is none.
"""
import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import time

import tree

JUDGED = {"gcc": r"\b12\.\d+\.\d+", "clang-tidy": r"version 14\.", "cppcheck": r"Cppcheck 2\.10\b"}
ROOT = pathlib.Path(__file__).resolve().parents[2]
# Without assertions an analyzer does not know what holds, behind checked calls not what they do; and outputs.
DROP = ("-O", "-DNDEBUG", "-U_FORTIFY", "-D_FORTIFY", "-Werror", "-MD", "-fdiagnostics", "-fsanitize", "-flto")
FINDING = re.compile(r"(\S+?):(\d+):\d+: (?:warning|(?:fatal )?error): (.*)")
ALLOW = pathlib.Path(__file__).with_name("analysis.allow")
LONGEST = 900  # seconds for one file


def allowed():
    """{(path, tool, check)}"""
    lines = ALLOW.read_text().splitlines()
    return {tuple(line.split(None, 3)[:3]) for line in lines if line and not line.startswith("#")}


def command(tool, path, words):
    if tool == "gcc":
        return ["gcc", *words, "-O2", "-fanalyzer", "-c", path, "-o", os.devnull]
    if tool == "clang-tidy":
        return ["clang-tidy", "--quiet", f"--config-file={ROOT / '.clang-tidy'}", path, "--", *words]
    return ["cppcheck", "--quiet", "--std=c11", "--enable=warning,portability", "--inline-suppr",
            *(w for w in words if w.startswith("-D")), f"-I{ROOT / 'src'}", f"-I{ROOT / 'include'}",
            "--suppress=missingInclude", "--suppress=missingIncludeSystem", "--error-exitcode=1",
            "--template={file}:{line}:{column}: {severity}: {message} [{id}]", path]


def findings(tool, status, said, folder):
    """[path, line, text], each once: what a tool said of a file, or that it came to no end of its own."""
    said = said.replace(",-warnings-as-errors", "").replace("portability:", "warning:")
    found = {(os.path.relpath((pathlib.Path(folder) / path).resolve(), ROOT), int(line), text)
             for path, line, text in FINDING.findall(said)}
    if status and not found:
        found = {("", 0, f"ended with {status}: {said.strip()[-300:]!r}")}
    return sorted(found)


class Analysis:
    def __init__(self, build, end):
        self.kept = pathlib.Path(build) / "analysis"
        self.end = end
        self.commands = {p: c for p, c in tree.commands(build).items() if p.is_relative_to(ROOT / "src")}
        headers = [p for folder in ("src", "include") for p in sorted((ROOT / folder).rglob("*.h"))]
        self.headers = b"".join(p.read_bytes() for p in headers)
        self.version = {}

    def has(self, tool):
        try:
            run = subprocess.run([tool, "--version"], capture_output=True, text=True)
        except OSError:
            return False
        self.version[tool] = run.stdout
        return True

    def look(self, tool, path):
        """What the tool finds in the file; None when there was no time."""
        folder, words = self.commands[path]
        words = [w for w in words if not w.startswith(DROP)]
        call = [str(w) for w in command(tool, path, words)]
        key = hashlib.sha256(repr((call, self.version[tool], (ROOT / ".clang-tidy").read_bytes())).encode())
        key.update(path.read_bytes())
        key.update(self.headers)
        kept = self.kept / tool / (path.relative_to(ROOT).as_posix().replace("/", "-") + ".json")
        if kept.exists():
            old = json.loads(kept.read_text())
            if old["key"] == key.hexdigest():
                return old["found"]
        left = min(LONGEST, self.end - time.monotonic())
        if left <= 0:
            return None
        try:
            run = subprocess.run(call, cwd=folder, capture_output=True, text=True, timeout=left)
        except subprocess.TimeoutExpired:
            return None if left < LONGEST else [("", 0, f"no end after {LONGEST} s")]
        found = findings(tool, run.returncode, run.stdout + run.stderr, folder)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps({"key": key.hexdigest(), "found": found}))
        return found


def git(*args):
    try:
        run = subprocess.run(["git", "-C", ROOT, *args], capture_output=True, text=True)
        return run.stdout.split() if run.returncode == 0 else []
    except OSError:
        return []


def in_turn(paths):
    """The files of the last commits, then the others; both from a place that moves on."""
    commit = git("rev-parse", "HEAD") or [f"{int(time.time()) // 86400:x}"]
    place = int(commit[0][:8], 16) % len(paths)
    paths = paths[place:] + paths[:place]
    changed = {ROOT / name for name in git("log", "-n", "10", "--name-only", "--format=", "--", "src")}
    return sorted(paths, key=lambda path: path not in changed)


class Tap:
    def __init__(self, brief):
        self.brief = brief
        self.n = 0
        self.seen = set()
        self.allowed = allowed()
        self.needed = set()

    def say(self, good, text):
        self.n += 1
        if not self.brief:
            print(f"{'ok' if good else 'not ok'} {self.n} - {text}", flush=True)
        elif not good:
            print(text, flush=True)

    def tell(self, tool, file, found):
        """A line for each finding, once; ok where there is none."""
        bad = 0
        for path, line, text in found:
            check = re.search(r"\[([^][]+)\]$", text)
            entry = (path, tool, check[1] if check else "")
            if entry in self.allowed:
                self.needed.add(entry)
                continue
            bad += 1
            text = f"{path or file}:{line}: {text} ({tool})"
            if text not in self.seen:
                self.seen.add(text)
                self.say(False, text)
        for entry in sorted(self.allowed - self.needed):
            if entry[:2] == (file, tool):
                bad += 1
                self.seen.add(entry)
                self.say(False, f"analysis.allow: {' '.join(entry)} is not needed any more")
        if not bad:
            self.say(True, f"{tool} {file}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", action="append", choices=list(JUDGED))
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--brief", action="store_true")
    parser.add_argument("build")
    parser.add_argument("file", nargs="*")
    args = parser.parse_args()
    start = time.monotonic()
    work = Analysis(args.build, start + args.seconds if args.seconds else float("inf"))
    paths = [pathlib.Path(name).resolve() for name in args.file] or sorted(work.commands)
    tap = Tap(args.brief)
    tools = []
    for tool in args.tool or JUDGED:
        if not work.has(tool):
            tap.say(True, f"{tool} # SKIP it is not installed")
        elif args.seconds and not re.search(JUDGED[tool], work.version[tool]):
            tap.say(True, f"{tool} # SKIP it is another version than the findings were judged with")
        else:
            tools.append(tool)
    jobs = [(tool, path) for path in (in_turn(paths) if args.seconds else paths) for tool in tools]
    done = dict.fromkeys(tools, 0)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for (tool, path), found in zip(jobs, pool.map(lambda job: work.look(*job), jobs)):
            if found is not None:
                done[tool] += 1
                tap.tell(tool, path.relative_to(ROOT).as_posix(), found)
    for tool in tools:
        print(f"# {tool}: {done[tool]} of {len(paths)} files")
    print(f"# {len(tap.seen)} findings in {time.monotonic() - start:.0f} s" if args.brief else f"1..{tap.n}")
    return 1 if tap.seen else 0


sys.exit(main())
