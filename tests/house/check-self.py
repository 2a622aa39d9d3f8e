#!/usr/bin/env python3
"""Shows that each house test can fail: a sample tree that is good, and one bad file at a time. Says TAP."""
import contextlib
import io
import pathlib
import runpy
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))
GOOD = {
    "include/flopcount.h": "#ifndef F\n#define F\n#define FLOPCOUNT_API\n"
                           "#define FLOPCOUNT_VERSION_MAJOR 1\nFLOPCOUNT_API int flopcount_x(void);\n#endif\n",
    "src/base/a.h": "#ifndef A\n#define A\n#include <stddef.h>\n#endif\n",
    "src/dim/d.c": '/* d.c -- printf() in a comment, and "strcpy(" in quotes */\n#include "base/a.h"\n\n'
                   '#include <stdio.h>\n\nstatic const char *s = "strcpy(x) // \\" abort()";\n',
    "src/result/build.c": '#include "ir/node.h"\n',
}
BODY = "".join(f"\tx += {i};\n" for i in range(70))
LONG = "int\nf(int a, int (*b)(int, int), int c,\n  int d, int e)\n{\n" + BODY[:9 * 60] + "}\n"
BAD = [  # test, file, content, what it says
    ("floors", "src/base/b.c", '#include "dim/d.h"\n', "src/base/b.c:1: room 'base' may not include dim/d.h"),
    ("floors", "src/front/ts/x.c", '\n#include "ops/op.h"\n', "x.c:2: room 'front' may not include ops/op.h"),
    ("floors", "src/report/r.c", "#include <cjson/cJSON.h>\n", "only base/json_read.c may include cjson/cJSON.h"),
    ("floors", "src/cli/c.c", '#include "base/a.h"\n', "room 'cli' may not include base/a.h"),
    ("floors", "src/ops/o.c", '#include "op.h"\n', "op.h is not rooted at src/"),
    ("floors", "src/ops/o.c", "#include <curl/curl.h>\n", "curl/curl.h is no header of libc"),
    ("floors", "src/result/total.c", '#include "ir/node.h"\n', "room 'result' may not include ir/node.h"),
    ("floors", "src/attic/o.c", "\n", "stands in no room"),
    ("sizes", "src/base/long.c", "\n" * 401, "401 lines, at most 400"),
    ("sizes", "src/base/long.h", "\n" * 151, "151 lines, at most 150"),
    ("sizes", "include/long.h", "\n" * 601, "601 lines, at most 600"),
    ("sizes", "tests/f.c", "static int\nf(int x)\n{\n" + BODY + "}\n", "tests/f.c:1: f() has 70 lines, at most 60"),
    ("sizes", "src/base/f.c", "int f(int a, int b, int c, int d, int e,\n      int f, int g)\n{\n}\n",
     "f() has 7 parameters, at most 6"),
    ("sizes", "src/base/f.c", "\t" * 13 + "/* 7 */\n", "111 columns, at most 110"),
    ("banned", "src/base/b.c", "\n\tstrcpy(a, b);\n", "src/base/b.c:2: strcpy() is not used here"),
    ("banned", "src/base/b.c", "/*\n*/\texit (1);\n", "src/base/b.c:2: exit() has no place in the library"),
    ("banned", "src/api/b.c", "\tgetenv(x);\n", "getenv() has no place in the library"),
    ("banned", "src/cli/b.c", "\tatoi(x);\n", "atoi() is not used here"),
    ("banned", "src/ops/b.c", "\tlongjmp(x);\n", "longjmp() belongs to the arena"),
    ("banned", "src/ops/b.c", "/* TO" "DO: more */\n", "mark of something unfinished"),
    ("text", "a.md", "a \n", "a.md:1: blanks at the end"),
    ("text", "a.md", "a\r\n", "a.md:1: blanks at the end"),
    ("text", "a.c", "x\n" + "<" * 7 + " HEAD\n", "a.c:2: mark of a conflict"),
    ("text", "a.py", "if a:\n\tb\n", "a.py:2: tab"),
    ("text", "a.c", "a", "no newline at the end"),
    ("text", "a.c", "a\u200bb\n", "a.c:1: invisible character"),
    ("text", "tests/golden/a", "see /ho" "me/me/x\n", "tests/golden/a:1: path of one machine"),
    ("text", "a.sh", "cat /tm" "p/x\n", "a.sh:1: path of one machine"),
    ("headers", "src/dim/h.h", "size_t f(void);\n", "not ok"),
    ("headers", "src/dim/h.h", "struct s { int i; };\n", "not ok"),
    ("headers", "include/b.h", "inline int f(void) { return 0; }\n// c\nint class;\n", "not ok"),
]
FINE = [  # test, file, content
    ("sizes", "src/base/f.c", LONG),
    ("sizes", "src/base/f.c", "\n" * 400),
    ("banned", "src/base/arena.c", "\tabort();\n\tlongjmp(x);\n\tsnprintf(x);\n\ts->exit(1);\n"),
    ("banned", "src/cli/main.c", "\texit(1);\n\tprintf(x);\n"),
    ("banned", "src/api/guard.c", "\tsetjmp(x);\n"),
    ("floors", "src/front/x.c", '#include "ops/registry.h"\n'),
    ("floors", "src/base/json_read.c", "#include <cjson/cJSON.h>\n"),
    ("text", "tests/golden/a.csv", "a,b\r\n"),
]
n = 0
bad = 0


def tell(good, title, said=""):
    global n, bad
    n += 1
    bad += not good
    print(f"{'ok' if good else 'not ok'} {n} - {title}")
    for line in "" if good else said.splitlines():
        print("# " + line)


def write(root, files):
    for name, content in files.items():
        path = pathlib.Path(root) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())


def run(test, *args):
    """(exit status, what it said); in this process, as starting Python takes longest"""
    said = io.StringIO()
    path = str(HERE / f"check-{test}.py")
    sys.argv = [path, *map(str, args)]
    try:
        with contextlib.redirect_stdout(said):
            runpy.run_path(path, run_name="__main__")
    except SystemExit as end:
        return end.code, said.getvalue()
    return 0, said.getvalue()


def try_tree(test, files):
    with tempfile.TemporaryDirectory() as root:
        write(root, {**GOOD, **files})
        return run(test, root)


def try_allow():
    with tempfile.TemporaryDirectory() as root:
        allow = pathlib.Path(root) / "allow"
        write(root, {**GOOD, "src/base/long.c": "\n" * 500, "allow": "src/base/long.c file because\n"})
        tell(run("sizes", root, allow)[0] == 0, "sizes: an exception")
        write(root, {"src/base/long.c": "\n"})
        status, said = run("sizes", root, allow)
        tell(status == 1 and "is not needed any more" in said, "sizes: an exception too many", said)
        write(root, {"allow": "".join(f"src/base/{i}.c file because\n" for i in range(7))})
        status, said = run("sizes", root, allow)
        tell(status == 1 and "7 entries, at most 6" in said, "sizes: seven exceptions", said)


def try_symbols(title, map_names, version, wanted):
    with tempfile.TemporaryDirectory() as root:
        root = pathlib.Path(root)
        map_text = "F_0 {\nglobal:\n" + "".join(f"\t{m};\n" for m in map_names) + "local:\n\t*;\n};\n"
        write(root, {**GOOD, "map": map_text, "x.c": "int flopcount_x(void);\nint flopcount_x(void) { return 0; }\n"})
        subprocess.run(["cc", "-shared", "-fPIC", root / "x.c", "-o", root / "x.so",
                        "-Wl,--version-script," + str(root / "map")], check=True)
        status, said = run("symbols", root / "x.so", root / "map", root / "include/flopcount.h", version)
        tell(status == bool(wanted) and wanted in said, "symbols: " + title, said)


def main():
    for test in ("floors", "sizes", "banned", "text", "headers"):
        status, said = try_tree(test, {})
        tell(status == 0, f"{test}: a good tree", said)
    for test, name, content in FINE:
        status, said = try_tree(test, {name: content})
        tell(status == 0, f"{test}: {name} is fine", said)
    for test, name, content, wanted in BAD:
        status, said = try_tree(test, {name: content})
        tell(status == 1 and wanted in said, f"{test}: {wanted}", said)
    try_allow()
    try_symbols("all agree", ["flopcount_x"], "1", "")
    try_symbols("another version", ["flopcount_x"], "2", "is of version 1, not 2")
    try_symbols("missing in the map", ["flopcount_y"], "1", "lacks flopcount_x()")
    try_symbols("missing in the library", ["flopcount_x", "flopcount_y"], "1", "x.so: lacks flopcount_y()")
    try_symbols("not sorted", ["flopcount_y", "flopcount_x"], "1", "is not sorted")
    print(f"1..{n}")
    return 1 if bad else 0


sys.exit(main())
