#!/usr/bin/env python3
"""Holds the places of src/timer/ort_api.h to ONNX Runtime's own header: slots.py ROOT [HEADER]

Every member of its struct OrtApi is one pointer, so a member's place is its number. Without
a header, installed or given by FLOPCOUNT_ORT_HEADER, it skips.
"""
import glob
import os
import re
import sys

SKIP = 77
WHERE = ["/usr/include/onnxruntime/**/onnxruntime_c_api.h", "/usr/include/onnxruntime_c_api.h",
         "/usr/local/include/**/onnxruntime_c_api.h"]
MEMBER = re.compile(r"ORT_API2_STATUS\(\s*(\w+)|ORT_CLASS_RELEASE\(\s*(\w+)"
                    r"|ORT_API_T\([^,]+,\s*(\w+)|\(\s*ORT_API_CALL\s*\*\s*(\w+)\s*\)")


def header():
    given = sys.argv[2:3] or [os.environ.get("FLOPCOUNT_ORT_HEADER")]
    return given[0] or next((p for w in WHERE for p in glob.glob(w, recursive=True)), None)


def members(text):
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.S)
    body = text[text.index("struct OrtApi {"):]
    names = []
    for statement in body[:body.index("\n};")].split(";"):
        m = MEMBER.search(statement)
        if m:
            names.append("Release" + m[2] if m[2] else m[1] or m[3] or m[4])
    return names


def main():
    path = header()
    if not path:
        print("1..0 # SKIP no onnxruntime_c_api.h is installed")
        return SKIP
    with open(path, encoding="utf-8") as f:
        names = members(f.read())
    with open(os.path.join(sys.argv[1], "src/timer/ort_api.h"), encoding="utf-8") as f:
        ours = re.findall(r"\bX\((\d+), (\w+),", f.read())
    print(f"1..{len(ours)}")
    wrong = 0
    for n, (place, name) in enumerate(ours, 1):
        right = int(place) < len(names) and names[int(place)] == name
        wrong += not right
        print("ok" if right else "not ok", n, "-", name)
    return 1 if wrong or not ours else 0


sys.exit(main())
