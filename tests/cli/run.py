#!/usr/bin/env python3
"""Runs command-line cases: run.py [--remake] FLOPCOUNT FILE.t...

A case:
  == title
  $ a shell command; it runs in an empty directory where fixtures/ is the tree's
  > a line of standard output      (none: there is none)
  2> a line of standard error
  >* 2>*  a line as a shell pattern; '>...' and '2>...' any number of lines
  = 3                              exit code; 0 when left out
Lines before the first case and blank lines are remarks. --remake writes what
came into the file, in the place of what was expected; patterns that hold stay there.
"""
import fnmatch, os, re, signal, subprocess, sys, tempfile

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def read(path):
    cases, head = [], []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("== "):
            cases.append({"title": line[3:], "command": [], "out": [], "err": [], "code": 0, "remark": []})
        elif not cases:
            head.append(line)
        elif line.startswith("$ "):
            cases[-1]["command"].append(line[2:])
        elif line.startswith("= "):
            cases[-1]["code"] = int(line[2:])
        elif line.startswith("2>"):
            cases[-1]["err"].append(line[2:])
        elif line.startswith(">"):
            cases[-1]["out"].append(line[1:])
        elif line:
            cases[-1]["remark"].append(line)
    return head, cases


def matches(want, got):
    """want: lines as they stand behind '>': ' text', '* pattern', '...'."""
    if not want:
        return not got
    if want[0] == "...":
        return any(matches(want[1:], got[i:]) for i in range(len(got) + 1))
    if not got:
        return False
    if want[0].startswith("* "):
        pattern = want[0][2:].replace("[", "[[]")
        return fnmatch.fnmatchcase(got[0], pattern) and matches(want[1:], got[1:])
    return (want[0][1:] if want[0].startswith(" ") else want[0]) == got[0] and matches(want[1:], got[1:])


def run(case, tool):
    env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS", "CLICOLOR_FORCE")}
    env.update(PATH=os.path.dirname(tool) + os.pathsep + env["PATH"], LC_ALL="C", TERM="dumb", TREE=TREE)
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(os.path.join(TREE, "fixtures"), os.path.join(folder, "fixtures"))
        p = subprocess.Popen(["sh", "-c", "\n".join(case["command"])], cwd=folder, env=env, stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        try:
            texts = p.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            os.killpg(p.pid, signal.SIGKILL)
            texts = p.communicate()[0], b"it did not end"
    return [t.decode("utf-8", "backslashreplace").splitlines() for t in texts] + [p.returncode]


def kept(mark, want, got):
    """got as it is to be written: where a pattern holds for a line, the pattern."""
    if matches(want, got):
        return [mark + line for line in want]
    patterns = [w for w in want if w.startswith("* ")]
    return [mark + next((w for w in patterns if matches([w], [line])), " " + line if line else "") for line in got]


def prefixed(mark, lines):
    return [mark + (" " + line if line else "") for line in lines]


def remake(path, head, cases, results):
    lines = list(head)
    for case, (out, err, code) in zip(cases, results):
        lines += ["== " + case["title"]] + case["remark"] + ["$ " + line for line in case["command"]]
        lines += kept(">", case["out"], out) + kept("2>", case["err"], err)
        lines += ["= %d" % code] * (code != 0) + [""]
    open(path, "w", encoding="utf-8").write("\n".join(lines))


def main():
    again = "--remake" in sys.argv
    tool, *files = [a for a in sys.argv[1:] if a != "--remake"]
    tool, number, failed = os.path.abspath(tool), 0, 0
    for path in files:
        head, cases = read(path)
        results = [run(case, tool) for case in cases]
        if again:
            remake(path, head, cases, results)
        for case, (out, err, code) in zip(cases, results):
            good = again or (matches(case["out"], out) and matches(case["err"], err) and code == case["code"])
            number += 1
            failed += not good
            print("%sok %d - %s" % ("" if good else "not ", number, re.sub("[#\\\\]", "", case["title"])))
            if not good:
                for line in prefixed(">", out) + prefixed("2>", err) + ["= %d" % code]:
                    print("#   " + line)
                print("# remake: python3 tests/cli/run.py --remake build/flopcount " + os.path.relpath(path, TREE))
    print("1..%d" % number)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
