"""What the house tests share: the files of the tree, C without comments, findings."""
import json
import pathlib
import re
import shlex
import subprocess
import sys

SKIP = {".git", "__pycache__"}
OUTPUT = ("-o", "-MF", "-MQ", "-c")  # and the word behind them; the file's name is put back


def tracked(root):
    """Paths below root, relative and sorted: git's list, or a walk where there is no git."""
    root = pathlib.Path(root)
    if (root / ".git").exists():
        try:
            out = subprocess.run(["git", "-C", str(root), "ls-files", "-z", "--cached", "--others",
                                  "--exclude-standard"], capture_output=True, check=True).stdout
            names = [pathlib.Path(n) for n in out.decode().split("\0") if n]
            return sorted(n for n in names if (root / n).is_file())
        except (OSError, subprocess.CalledProcessError):
            pass
    names = (p.relative_to(root) for p in root.rglob("*") if p.is_file())
    return sorted(n for n in names if not SKIP & set(n.parts) and not n.parts[0].startswith("build"))


def below(root, folders, suffixes):
    """Tracked files of some top folders with some suffixes."""
    return [n for n in tracked(root) if n.parts[0] in folders and n.suffix in suffixes]


def blank(text, keep_quotes=False):
    """C with comments and what stands in quotes blanked out, lines kept."""
    def empty(m):
        s = m[0]
        if s[0] in "\"'":
            return s if keep_quotes else s[0] + s[-1]
        return " " + "\n" * s.count("\n")
    pattern = r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|/\*.*?\*/|//[^\n]*'
    return re.sub(pattern, empty, text, flags=re.DOTALL)


def commands(build):
    """{path of a C file: (folder, words)} of what a build folder compiles, without compiler, outputs and file."""
    found = {}
    for entry in json.loads((pathlib.Path(build) / "compile_commands.json").read_text()):
        words = shlex.split(entry["command"])
        words = iter(words[2:] if pathlib.Path(words[0]).name == "ccache" else words[1:])
        kept = [w for w in words if w not in OUTPUT or not next(words)]
        path = (pathlib.Path(entry["directory"]) / entry["file"]).resolve()
        if path.suffix == ".c" and "pb-c" not in path.name:
            found.setdefault(path, (entry["directory"], kept))
    return found


class Findings:
    """Prints what is found; done() ends the program with the status for it."""

    def __init__(self):
        self.n = 0

    def add(self, path, line, text):
        print(f"{path}:{line}: {text}" if line else f"{path}: {text}")
        self.n += 1

    def done(self):
        sys.exit(1 if self.n else 0)
