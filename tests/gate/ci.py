#!/usr/bin/env python3
"""The scripts of scripts/ci under a fake GitHub: ci.py FLOPCOUNT"""
import json
import os
import re
import sys

from scratch import TREE, ended, has, main, scenario

SCRIPTS = os.path.join(TREE, "scripts", "ci")
CURL = r'''#!/usr/bin/env python3
"""Stands for GitHub: notes each call in calls, answers what state.json says."""
import json, sys
a = sys.argv[1:]
state = json.load(open("state.json"))
method, url = a[a.index("-X") + 1], a[-1]
body = json.load(open(a[a.index("-d") + 1][1:])) if "-d" in a else None
with open("calls", "a") as f:
    f.write(json.dumps([method, url, body]) + "\n")
page = int(url.rsplit("page=", 1)[1]) if "page=" in url else 0
pages = state.get("pages", [])
answer = (pages[page - 1] if page <= len(pages) else []) if method == "GET" else {}
open(a[a.index("-o") + 1], "w").write(json.dumps(answer))
sys.stdout.write(str(state.get(method, 200)))
'''


def github(r, state, event=None):
    """An environment as a job has it, with a curl that asks nobody."""
    r.write("bin/curl", CURL)
    os.chmod(r.path("bin/curl"), 0o755)
    r.write("state.json", json.dumps(state))
    r.write("event.json", json.dumps(event if event is not None else {"pull_request": {"number": 7}}))
    return {"PATH": r.path("bin") + os.pathsep + r.env["PATH"], "GITHUB_API_URL": "https://api.example.org",
            "GITHUB_REPOSITORY": "o/r", "GITHUB_TOKEN": "t", "GITHUB_EVENT_PATH": r.path("event.json"),
            "GITHUB_OUTPUT": r.path("output"), "GITHUB_STEP_SUMMARY": r.path("summary"), "FLOPCOUNT": r.tool}


def comment(r, state, *args, **env):
    r.write("page.md", "<!-- flopcount:default -->\n### page\n")
    at = github(r, state, env.pop("event", None))
    return r.shell(os.path.join(SCRIPTS, "comment.sh"), "page.md", *args, **{**at, **env})


def calls(r):
    return [json.loads(line) for line in r.read("calls").splitlines()] if os.path.exists(r.path("calls")) else []


@scenario
def new_comment(r):
    """A first run writes a comment"""
    has(ended(comment(r, {"POST": 201, "pages": [[]]}), 0).out, "pull request 7")
    method, url, body = calls(r)[-1]
    assert (method, url) == ("POST", "https://api.example.org/repos/o/r/issues/7/comments")
    assert body == {"body": "<!-- flopcount:default -->\n### page\n"}


@scenario
def sticky_comment(r):
    """Later runs change it in place, on whatever page it is; a stranger's mark is left alone"""
    mark = "<!-- flopcount:default -->\nold"
    others = [{"id": i, "body": "x", "user": {"type": "User"}} for i in range(99)]
    stranger = {"id": 500, "body": mark, "user": {"type": "User"}}
    ours = {"id": 501, "body": mark, "user": {"type": "Bot"}}
    ended(comment(r, {"pages": [others + [stranger], [ours]]}), 0)
    assert calls(r)[-1][:2] == ["PATCH", "https://api.example.org/repos/o/r/issues/comments/501"]


@scenario
def no_right(r):
    """A token that may not write, none, no pull request, a bad number: a notice, no failure"""
    has(ended(comment(r, {"POST": 403, "pages": [[]]}), 0).out, "::notice", "may not write here (status 403)")
    has(ended(comment(r, {}, GITHUB_TOKEN=""), 0).out, "::notice", "no token")
    has(ended(comment(r, {}, event={}), 0).out, "::notice", "no pull request")
    has(ended(comment(r, {}, "7;x"), 0).out, "::notice", "is no number")


@scenario
def check_script(r):
    """check.sh writes every report, the summary and the exit code; finish.sh ends with it"""
    r.put("m.onnx", "resnet34")
    r.budget({"name": "m", "path": "m.onnx", "budgets": [{"metric": "flops", "max": "2G"}]}, baseline="b.json")
    env = github(r, {})
    p = ended(r.shell(os.path.join(SCRIPTS, "check.sh"), "out", "m", **env), 0)
    has(p.out, "::error file=flopcount.json,line=%d" % r.line_of('"max"'))
    assert r.read("output") == "code=1\nout=out\n"
    assert sorted(os.listdir(r.path("out"))) == ["check.html", "check.json", "check.md", "check.sarif", "check.xml",
                                                 "head.json"]
    assert r.read("summary") == r.read("out/check.md")
    has(ended(r.shell(os.path.join(SCRIPTS, "finish.sh"), "1"), 1).out, "a budget is broken")
    ended(r.shell(os.path.join(SCRIPTS, "finish.sh"), "0"), 0)
    ended(r.shell(os.path.join(SCRIPTS, "finish.sh"), "5"), 5)


@scenario
def companion(r):
    """The companion makes the page again from numbers alone, and minds a bad artifact"""
    r.put("m.onnx", "resnet18")
    r.budget({"name": "m", "path": "m.onnx", "budgets": []}, baseline="b.json")
    ended(r.run("baseline", "write"), 0)
    r.put("m.onnx", "resnet34")
    env = github(r, {})
    ended(r.shell(os.path.join(SCRIPTS, "check.sh"), "art", **env), 0)
    r.write("art/number", "12\n")
    r.write("art/check.md", "<!-- flopcount:default -->\nwritten by a stranger\n")
    os.remove(r.path("output"))
    script = os.path.join(SCRIPTS, "companion.sh")
    ended(r.shell(script, "art", "b.json", "page.md", **env), 0)
    assert r.read("output") == "number=12\n"
    has(r.read("page.md"), "<!-- flopcount:default -->", "56 new")
    assert "stranger" not in r.read("page.md")
    os.remove(r.path("page.md"))
    for number in ("", "12; echo", "$(id)", "../1"):
        r.write("art/number", number)
        ended(r.shell(script, "art", "b.json", "page.md", **env), 2)
    r.write("art/number", "12")
    r.write("art/head.json", "{")
    ended(r.shell(script, "art", "b.json", "page.md", **env), 3)
    os.remove(r.path("art/head.json"))
    ended(r.shell(script, "art", "b.json", "page.md", **env), 2)
    assert not os.path.exists(r.path("page.md"))


@scenario
def no_code_in_yaml(r):
    """action.yml and the examples run scripts of the tree, and put no expression into a shell line"""
    for name in ("action.yml", "docs/examples/github.yml", "docs/examples/github-companion.yml",
                 "docs/examples/gitlab.yml", ".pre-commit-hooks.yaml"):
        with open(os.path.join(TREE, name), encoding="utf-8") as f:
            text = f.read()
        for line in re.findall(r"^\s*(?:- )?run: (.*)$", text, re.M):
            assert "${{" not in line, line
        for script in re.findall(r"scripts/[\w/]+\.sh", text):
            assert os.path.exists(os.path.join(TREE, script)), script


if __name__ == "__main__":
    main(sys.argv[1])
