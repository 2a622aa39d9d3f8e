#!/usr/bin/env python3
"""What is never opened, and the sandbox: sandbox.py FLOPCOUNT SHIM|none. Says TAP."""
import os, shutil, sys, tempfile

import fault
from fault import SCRATCH, fixture, run, say

# --- what is never opened, and the sandbox ---------------------------------------------------------

def opened():
    for name in ("bad-external-climbs", "bad-external-absolute"):
        with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
            path = os.path.join(folder, "in.onnx")
            shutil.copy(fixture("onnx/%s.onnx" % name), path)
            r, w = os.pipe()
            code, out, err = run(["-f", "csv", path], folder, FAULT_LOG=w, pass_fds=(w,))
            os.close(w)
            log = [line for line in os.fdopen(r).read().splitlines() if not line.endswith("allocations")]
            why = "" if b"outside the model's folder" in err else "it says %s" % err
            others = [line for line in log if line not in (path, "/dev/null")]
            say(name + ": said, and nothing but the model is opened", why or "\n".join(others))


def attacks():
    secret = "/etc/passwd"
    for how in ("exec", "socket", "fork", "kill", "map", "read:" + secret, "write:" + os.path.join(SCRATCH, "evil")):
        with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
            code, out, err = run(["--sandbox", "-f", "csv", fixture("onnx/case-conv.onnx")], folder, FAULT_ATTACK=how)
        if b"no Landlock" in err and how[:4] in ("read", "writ") or b"no seccomp" in err or b"offers neither" in err:
            say("sandbox: " + how, skip=err.decode().strip())
        else:
            say("sandbox: " + how, "" if b": refused" in err and code == 0 else "%s %s" % (code, err))


def kernels():
    """Where the kernel lacks a part of the sandbox that is said, and without both nothing is read."""
    for lacking, code, said in (("landlock", 0, b"no Landlock here"), ("seccomp", 0, b"no seccomp here"),
                                ("landlock,seccomp", 5, b"offers neither"), ("privileges", 5, b"offers neither")):
        with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
            got = run(["--sandbox", "-f", "csv", "--columns", "macs", fixture("onnx/case-conv.onnx")], folder,
                      FAULT_KERNEL=lacking)
        good = got[0] == code and said in got[2] and (got[1] == b"macs\n4608\n") == (not code)
        say("sandbox: a kernel without " + lacking, "" if good else str(got))


sys.exit(fault.main([], [opened, attacks, kernels]))
