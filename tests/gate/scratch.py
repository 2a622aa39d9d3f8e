"""A scratch git repository with models, the tool, and what a test says of it, as TAP."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FIXTURES = os.path.join(TREE, "fixtures", "onnx")
tests = []


def scenario(function):
    tests.append(function)
    return function


class Run:
    def __init__(self, p):
        self.code, self.out, self.err = p.returncode, p.stdout.decode(), p.stderr.decode()

    def __repr__(self):
        return "exit %d\n%s\n%s" % (self.code, self.out, self.err)


class Repository:
    """Files given as NAME=FIXTURE; budgets as models=[...] or a whole dict."""

    def __init__(self, folder, tool):
        self.folder, self.tool = folder, tool
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("GITHUB_") and k != "NO_COLOR"}
        self.env.update(LC_ALL="C", GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_SYSTEM=os.devnull,
                        PATH=os.path.dirname(tool) + os.pathsep + os.environ["PATH"])
        self.git("init", "-q")

    def git(self, *args):
        subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *args], cwd=self.folder,
                       env=self.env, check=True, stdout=subprocess.DEVNULL)

    def commit(self, message="state"):
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def path(self, name):
        return os.path.join(self.folder, name)

    def put(self, name, fixture):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        shutil.copyfile(os.path.join(FIXTURES, fixture + ".onnx"), self.path(name))

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w", encoding="utf-8") as f:
            f.write(text)

    def budget(self, *models, **top):
        self.write("flopcount.json", json.dumps({**top, "models": list(models)}, indent=2) + "\n")

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as f:
            return f.read()

    def line_of(self, text, name="flopcount.json"):
        return next(i for i, line in enumerate(self.read(name).split("\n"), 1) if text in line)

    def run(self, *args, **env):
        return Run(subprocess.run([self.tool, *args], cwd=self.folder, env={**self.env, **env}, timeout=60,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE))

    def shell(self, *args, **env):
        return Run(subprocess.run(["sh", *args], cwd=self.folder, env={**self.env, **env}, timeout=60,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE))


def has(text, *parts):
    for part in parts:
        assert part in text, "%r is not in\n%s" % (part, text)


def ended(run, code):
    assert run.code == code, "expected exit %d: %r" % (code, run)
    return run


def main(tool):
    failed = 0
    for number, test in enumerate(tests, 1):
        with tempfile.TemporaryDirectory() as folder:
            try:
                test(Repository(os.path.realpath(folder), os.path.abspath(tool)))
                said = None
            except Exception as error:  # a test that dies is one that fails
                said = "%s: %s" % (type(error).__name__, error)
        failed += said is not None
        title = re.sub(r"[#\\]", "", (test.__doc__ or test.__name__).strip().split("\n")[0])
        print("%sok %d - %s" % ("not " if said else "", number, title))
        for line in said.split("\n") if said else ():
            print("#   " + line)
    print("1..%d" % len(tests))
    sys.exit(1 if failed else 0)
