#!/usr/bin/env python3
"""Holds the manual to the program: run.py [--remake] FLOPCOUNT

Every example of README.md and man/*.1 is run, options are those of the command,
codes those of diag_codes.def, functions those that are exported, keys those of a
report, and README's table of operators is that of `flopcount ops`.
--remake writes that table, and what README's examples print, into README.md.
"""
import csv, glob, json, os, re, subprocess, sys

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
REMAKE = "python3 tests/man/run.py --remake build/flopcount"
MARK = "<!-- operators: made by %s -->" % REMAKE


def read(name):
    with open(os.path.join(TREE, name), encoding="utf-8") as f:
        return f.read()


def plain(text):
    """mdoc's escapes taken off a literal display."""
    for escape, what in (("\\&", ""), ("\\e", "\\"), ("\\-", "-"), ("\\(dq", '"')):
        text = text.replace(escape, what)
    return text


def examples(text):
    """(command, [expected line]) of each "$ flopcount" in a block."""
    found = []
    for line in text.rstrip("\n").split("\n"):
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found:
            found[-1][1].append(line)
    return [e for e in found if e[0].startswith("flopcount")]


def blocks(name):
    if name.endswith(".md"):
        return re.findall(r"^```console\n(.*?)^```", read(name), re.M | re.S)
    return [plain(b) for b in re.findall(r"^\.Bd -literal.*?\n(.*?)^\.Ed", read(name), re.M | re.S)]


def run(tool, command):
    env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}
    env.update(PATH=os.path.dirname(tool) + os.pathsep + env["PATH"], LC_ALL="C.UTF-8")
    p = subprocess.run(["sh", "-c", command], cwd=TREE, env=env, stdin=subprocess.DEVNULL, timeout=120,
                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return p.stdout.decode("utf-8").rstrip("\n").split("\n")


def matches(want, got):
    if not want:
        return not got
    if want[0] == "...":
        return any(matches(want[1:], got[i:]) for i in range(len(got) + 1))
    return bool(got) and want[0] == got[0] and matches(want[1:], got[1:])


def check_examples(tool, name):
    for block in blocks(name):
        for command, want in examples(block):
            got = run(tool, command)
            yield "%s: %s" % (name, command), matches(want, got), got


def check_options(tool, page, *commands):
    text = read(page)
    lines = [line for c in commands for line in run(tool, "flopcount %s --help" % c)]
    shown = set(re.findall(r"--([a-z][a-z0-9-]*)", "\n".join(lines)))
    told = set(re.findall(r"Fl -([a-z][a-z0-9-]*)", text))
    entries = set(re.findall(r"^\.It (?:Fl \w , )?Fl -([a-z][a-z0-9-]*)", text, re.M))
    yield page + ": every option has an entry", not shown - entries, sorted(shown - entries)
    yield page + ": every option is one of the command", not told - shown, sorted(told - shown)


def check_codes():
    severity = {"FC_ERROR": "E", "FC_WARNING": "W", "FC_NOTE": "N"}
    rows = re.findall(r'^FC_DIAG\(\w+,\s*(\w+),\s*(\d+),\s*"(.*)"\)', read("src/base/diag_codes.def"), re.M)
    codes = [("FC-%s%03d" % (severity[s], int(n)), text) for s, n, text in rows]
    told = re.findall(r"^\.It Sy (FC-\w+) No (.*)$", read("man/flopcount-diagnostics.7"), re.M)
    yield "flopcount-diagnostics.7: every code, in order", codes == told, sorted(set(codes) ^ set(told))


def check_functions():
    exported = re.findall(r"^\t(flopcount_\w+);", read("src/api/flopcount.map"), re.M)
    page = read("man/flopcount.3")
    yield "flopcount.3: every function has its prototype", sorted(re.findall(r"^\.Fo (\w+)", page, re.M)) == exported, []
    names = re.findall(r"^\.Nm (\w+)", page, re.M)
    yield "flopcount.3: every function is named", sorted(names) == exported, sorted(set(names) ^ set(exported))
    told = set(re.findall(r"^\.Fn (\w+)", page, re.M)) | {n for n in exported if re.search(r"_(free|at|version)$", n)}
    yield "flopcount.3: every function is explained", not set(exported) - told, sorted(set(exported) - told)


def keys_of(value, but=("opsets", "macs_by_dtype", "attributes")):
    if isinstance(value, list):
        return set().union(*map(keys_of, value)) if value else set()
    if not isinstance(value, dict):
        return set()
    return set(value).union(*(keys_of(v) for k, v in value.items() if k not in but))


def check_keys(tool):
    told = set(re.findall(r"[a-z_0-9]+", " ".join(re.findall(r"(?:Va|,) ([a-z][^\n]*)", read("man/flopcount-json.5")))))
    keys = set()
    for model in ("resnet18", "sem-sequences", "sem-unknown-op", "sem-data-dependent"):
        text = "\n".join(run(tool, "flopcount -q -f json --memory fixtures/onnx/%s.onnx" % model))
        keys |= keys_of(json.loads(text))
    header = run(tool, "flopcount -q -f csv fixtures/onnx/case-conv.onnx")[0].split(",")
    summary = run(tool, "flopcount -q -f csv --summary fixtures/onnx/case-conv.onnx")[0].split(",")
    for what, names in (("key of a report", keys), ("column", set(header)), ("column of a summary", set(summary))):
        yield "flopcount-json.5: every " + what, not names - told, sorted(names - told)


def operators(tool):
    """README's table: for each domain of each format, the names that are known."""
    domains = {}
    for row in csv.DictReader(run(tool, "flopcount ops -f csv")):
        domains.setdefault((row["format"], row["domain"]), set()).add(row["name"])
    rows = ["| format | domain | operators | names |", "| --- | --- | ---: | --- |"]
    for (form, domain), names in sorted(domains.items()):
        rows.append("| %s | %s | %d | %s |" % (form, domain, len(names), ", ".join("`%s`" % n if "_" in n else n for n in sorted(names))))
    return "\n".join(rows)


def check_operator_file():
    """The example of flopcount-ops(5) is the file that its tests run."""
    page = re.search(r"\.Bd -literal\n(.*?)\.Ed", read("man/flopcount-ops.5"), re.S)
    yield "flopcount-ops.5: the example is fixtures/ops/acme.json", plain(page.group(1)) == read("fixtures/ops/acme.json"), []


def check_operators(tool):
    table = re.search(re.escape(MARK) + r"\n+(\|.*?)\n\n", read("README.md"), re.S)
    good = bool(table) and table.group(1) == operators(tool)
    yield "README.md: the table of operators", good, []


def remake(tool):
    text = read("README.md")
    text = re.sub(re.escape(MARK) + r"\n+(\|.*?)?\n\n", lambda m: MARK + "\n\n" + operators(tool) + "\n\n", text, flags=re.S)
    for block in blocks("README.md"):
        made = block
        for command, want in examples(block):
            if "..." not in want:
                old = "$ " + command + "\n" + "".join(line + "\n" for line in want)
                made = made.replace(old, "$ " + command + "\n" + "".join(line + "\n" for line in run(tool, command)))
        text = text.replace(block, made)
    with open(os.path.join(TREE, "README.md"), "w", encoding="utf-8") as f:
        f.write(text)


def main():
    tool = os.path.abspath(sys.argv[-1])
    if "--remake" in sys.argv:
        remake(tool)
    checks = []
    for name in ["README.md"] + sorted(os.path.relpath(p, TREE) for p in glob.glob(os.path.join(TREE, "man", "*.1"))):
        checks += check_examples(tool, name)
    checks += check_options(tool, "man/flopcount.1", "", "help")
    checks += check_options(tool, "man/flopcount-check.1", "check", "baseline", "init")
    for command in ("diff", "explain", "ops"):
        checks += check_options(tool, "man/flopcount-%s.1" % command, command)
    checks += [*check_codes(), *check_functions(), *check_keys(tool), *check_operators(tool), *check_operator_file()]
    for i, (what, good, more) in enumerate(checks):
        print("%sok %d - %s" % ("" if good else "not ", i + 1, re.sub(r"[#\\]", "", what)))
        for line in () if good else more:
            print("#   " + str(line))
    if not all(good for _, good, _ in checks):
        print("# examples and table of README.md: " + REMAKE)
    print("1..%d" % len(checks))
    return 0 if all(good for _, good, _ in checks) else 1


if __name__ == "__main__":
    sys.exit(main())
