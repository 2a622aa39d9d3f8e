#!/usr/bin/env python3
"""Every operator that onnx and onnxruntime define is listed by `ops`.

coverage.py FLOPCOUNT

Each package that is not installed is a skip. Deprecated versions count too:
old files hold them.
"""
import csv
import subprocess
import sys

# Stored rather than run, and layouts that no saved model has.
WITHOUT = {("ai.onnx", "Constant")}
INNER = {"com.ms.internal.nhwc"}


def listed(flopcount):
    text = subprocess.run([flopcount, "ops", "-f", "csv"], check=True,
                          capture_output=True, text=True).stdout
    return {(row["domain"], row["name"])
            for row in csv.DictReader(text.splitlines())
            if row["format"] == "onnx"}


def of_onnx():
    import onnx
    return onnx.defs.get_all_schemas_with_history()


def of_onnxruntime():
    from onnxruntime.capi import onnxruntime_pybind11_state as state
    return state.get_all_operator_schema()


def main():
    known = listed(sys.argv[1])
    good = True
    print("1..2")
    for i, (name, schemas) in enumerate((("onnx", of_onnx),
                                         ("onnxruntime", of_onnxruntime)), 1):
        try:
            defined = {(s.domain or "ai.onnx", s.name) for s in schemas()}
        except (ImportError, AttributeError) as error:
            print(f"ok {i} - {name} # SKIP {error}")
            continue
        missing = sorted(d for d in defined - known - WITHOUT
                         if d[0] not in INNER)
        good &= not missing
        print(f"{'not ' if missing else ''}ok {i} - {name}: "
              f"{len(defined)} operators")
        for domain, operator in missing:
            print(f"# {domain}::{operator} is not listed")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
