#!/usr/bin/env python3
"""Times a model of one node, 2x3 plus itself, where an ONNX Runtime is found: time.py FLOPCOUNT ARCHIVE"""
import glob
import json
import os
import subprocess
import sys
import tempfile

from time_model import model


def library():
    """What FLOPCOUNT_ORT names, if it is there, or what scripts/get-runtime.sh fetched."""
    found = glob.glob(os.path.join(os.environ.get("FLOPCOUNT_RUNTIME", ""), "**", "libonnxruntime.so*"), recursive=True)
    given = os.environ.pop("FLOPCOUNT_ORT", "")
    return given if os.path.exists(given) else sorted(found)[0] if found else None


def run(flopcount, *args):
    return subprocess.run([flopcount, "time", *args], capture_output=True, text=True, check=False)


def main():
    flopcount = sys.argv[1]
    runtime = library()
    if runtime:
        os.environ["FLOPCOUNT_ORT"] = runtime
    tests = []
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "add.onnx")
        with open(path, "wb") as f:
            f.write(model())
        gone = run(flopcount, "--ort-lib", os.path.join(folder, "none.so"), path)
        tests.append(("a library that is not there is exit 5", gone.returncode == 5 and "FC-E507" in gone.stderr))
        with open(os.path.join(folder, "bad.so"), "wb") as f:
            f.write(b"not a library")
        bad = run(flopcount, "--ort-lib", os.path.join(folder, "bad.so"), path)
        tests.append(("a broken library is exit 5", bad.returncode == 5 and len(bad.stderr.splitlines()) == 1))
        torch = run(flopcount, "-i", "1x3x224x224", "--runs", "1", sys.argv[2])
        tests.append(("the archive holds no weights", torch.returncode == 3 and "no 'data/0'" in torch.stderr))
        torch = run(flopcount, "-i", "1x3x224x224", "--runs", "1", "--random-weights", sys.argv[2])
        if torch.returncode == 5:
            tests.append(("no plug-in: how to come by it", "FC-E507" in torch.stderr and "-Dtorch" in torch.stderr))
        else:
            tests.append(("weights of an archive are made up", torch.returncode == 0))
        there = run(flopcount, "--providers")
        if there.returncode == 5:
            tests.append(("no runtime: how to install one # SKIP no ONNX Runtime", "pip install" in there.stderr))
        else:
            timed = run(flopcount, "--runs", "20", "-f", "json", path)
            got = json.loads(timed.stdout) if timed.returncode == 0 else {}
            order = [got.get(k + "_s", -1) for k in ("min", "p50", "p90", "p99", "max")]
            tests.append(("providers", "CPUExecutionProvider" in there.stdout.split()))
            tests.append(("twenty runs", got.get("runs") == 20))
            tests.append(("percentiles are in order", order == sorted(order) and order[0] > 0))
            refused = run(flopcount, "--runs", "1", "--provider", "nothing", path)
            tests.append(("a provider that is not there is exit 5", refused.returncode == 5))
        tests.append(("no file is left", sorted(os.listdir(folder)) == ["add.onnx", "bad.so"]))
    print(f"1..{len(tests)}")
    for n, (what, right) in enumerate(tests, 1):
        print("ok" if right else "not ok", n, "-", what)
    return 0 if all(right for _, right in tests) else 1


sys.exit(main())
