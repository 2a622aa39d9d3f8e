#!/usr/bin/env python3
"""The page's script and style as C arrays, with their hashes for a content security policy.

Usage: pack.py OUT STYLE SCRIPT...
"""
import base64
import hashlib
import pathlib
import sys


def array(name, data):
    rows = [", ".join(str(b) for b in data[i:i + 24]) for i in range(0, len(data), 24)]
    return "const char %s[] = {\n\t%s,\n\t0\n};\n" % (name, ",\n\t".join(rows))


def digest(data):
    return b"sha256-" + base64.b64encode(hashlib.sha256(data).digest())


def squeeze(text):
    """Without indents and lines that are nothing but a comment."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not (line.startswith("/*") and line.endswith("*/")))


def main(out, style, *scripts):
    css = squeeze(pathlib.Path(style).read_text()).encode("ascii")
    parts = "\n".join(squeeze(pathlib.Path(p).read_text()) for p in scripts)
    script = ("(function () {\n\"use strict\";\n" + parts + "\n}());\n").encode("ascii")
    if b"</" in script:
        sys.exit("pack.py: the script holds '</'")
    pathlib.Path(out).write_text(
        "#include \"report/page.h\"\n\n" + array("fc_page_style", css) + array("fc_page_script", script)
        + array("fc_page_style_hash", digest(css)) + array("fc_page_script_hash", digest(script)))


if __name__ == "__main__":
    main(*sys.argv[1:])
