#!/usr/bin/env python3
"""Makes docs/benchmarks.md from the networks under fixtures/zoo.

usage: benchmarks.py [--flopcount build/flopcount] [--check]

--check writes nothing: it compares, and says what differs. Either way every
figure is first compared with fixtures/zoo/expected.csv, which PyTorch made.
"""
import argparse
import collections
import csv
import difflib
import io
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
ZOO = ROOT / "fixtures" / "zoo"
PAGE = ROOT / "docs" / "benchmarks.md"
LAYERS = ("Conv", "Gemm", "Linear", "MatMul")  # what the plain formula is about
FORMATS = {"pt": "TorchScript", "onnx": "ONNX"}
DEAD = {"cadene-polynet": 4988160}  # ReLUs whose result nothing uses: no trace has them
FLOWERS = {"resnet50": "Resnet-50", "efficientnet_b0": "Efficientnet-b0",
           "rexnet_100": "Rexnet-1.0x"}


def rows_of(name):
    with open(ZOO / name, newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f))


def run(tool, ending, *options):
    models = sorted(str(p.relative_to(ROOT)) for p in ZOO.glob("*." + ending))
    done = subprocess.run(
        [tool, "compare", "-q", "-f", "csv", "--meta", str(ZOO / "models.csv"),
         *options, *models], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"flopcount compare, *.{ending}: exit {done.returncode}\n{done.stderr}")
    return csv.reader(io.StringIO(done.stdout))


def count(tool, ending):
    """{model: {figure: number}} of all files of that ending."""
    lines = run(tool, ending)
    head = next(lines)
    figures = collections.defaultdict(dict)
    for line in lines:
        row = dict(zip(head, line))
        figures[row["model"]] = {k: int(row[k]) for k in ("params", "macs")}
    for line in run(tool, ending, "--conventions"):
        if line[:2] == ["model", "op"]:
            head = line
            continue
        row = dict(zip(head, line))
        f = figures[pathlib.PurePath(row["model"]).stem]
        if row["op"] == "total":
            f.update({k: int(row[k]) for k in head[2:]})
        elif row["op"] in LAYERS and row["paper"]:
            f["formula"] = f.get("formula", 0) + int(row["paper"])
    return figures


def check_figures(counted):
    """Compares with what forward hooks counted on the PyTorch modules."""
    wrong = []
    for row in rows_of("expected.csv"):
        for ending, figures in counted.items():
            params = "params" if ending == "pt" else "params_used"
            for key, column in (("params", params), ("macs", "macs"),
                                ("formula", "formula"), ("paper", "paper")):
                got = figures[row["name"]].get(key)
                if got != int(row[column]):
                    wrong.append(f"{row['name']}.{ending}: {key} is {got}, "
                                 f"expected {row[column]}")
        if counted["pt"][row["name"]]["ptflops"] != int(row["ptflops"]) - DEAD.get(row["name"], 0):
            wrong.append(f"{row['name']}.pt: ptflops is not {row['ptflops']}")
    return wrong


# --- the page ---------------------------------------------------------------------

def giga(n, digits=2):
    return f"{n / 1e9:.{digits}f}"


def printed_so(row, figures):
    return float(giga(figures["ptflops"])) == float(row["macs_g"])


def table(head, lines):
    """Markdown; a title that ends in : stands on the left."""
    marks = ["---" if h.endswith(":") else "---:" for h in head]
    rows = [[h.rstrip(":") for h in head], marks, *lines]
    return "\n".join("| " + " | ".join(r) + " |" for r in rows)


def benchmark(counted, printed, which):
    error = which == "torchvision"
    head = ["Model:", "Input:", "Params(M)", "here", "MACs(G)", "here, TorchScript",
            "here, ONNX", "FLOPs(G), paper"]
    head += ["Top-1 error", "Top-5 error"] if error else ["Acc@1", "Acc@5"]
    lines = []
    for row in printed:
        if row["table"] != which:
            continue
        pt, onnx = (counted[e][f"{which}-{row['model']}"] for e in FORMATS)
        shown = [giga(f["ptflops"]) + ("" if printed_so(row, f) else " \\*")
                 for f in (pt, onnx)]
        accuracy = ("top1_error", "top5_error") if error else ("acc1", "acc5")
        lines.append([row["model"].replace("_", "\\_"), row["input"], row["params_m"],
                      f"{pt['params'] / 1e6:.2f}", row["macs_g"], *shown,
                      giga(pt["paper"]), *(row[k] for k in accuracy)])
    return table(head, lines)


def flowers(counted, printed):
    head = ["Network:", "Input:", "Params.", "here", "FLOPs, the formula",
            "FLOPs, paper", "MACs"]
    lines = []
    for row in printed:
        if row["table"] == "flowers":
            f = counted["pt"]["flowers-" + row["model"]]
            figures = [f["params"], f["formula"], f["paper"], f["macs"]]
            asked = f"{int(row['params_m'].replace('.', '')):,}"
            lines.append([FLOWERS[row["model"]], row["input"], asked,
                          *(f"{n:,}" for n in figures)])
    return table(head, lines)


def agreement(counted, printed, ending):
    rows = [r for r in printed if r["macs_g"]]
    figures = counted[ending]
    off = [r for r in rows if not printed_so(r, figures[f"{r['table']}-{r['model']}"])]
    text = f"{len(rows) - len(off)} of {len(rows)}"
    if off:
        text += ", all but " + ", ".join(
            f"{r['model']} ({giga(figures[r['table'] + '-' + r['model']]['ptflops'], 3)}"
            f" for {r['macs_g']})" for r in off)
    return text


def page(counted, printed):
    text = (ROOT / "docs" / "benchmarks.in.md").read_text(encoding="utf-8")
    parts = {
        "torchvision": benchmark(counted, printed, "torchvision"),
        "cadene": benchmark(counted, printed, "cadene"),
        "flowers": flowers(counted, printed),
        "agreement-pt": agreement(counted, printed, "pt"),
        "agreement-onnx": agreement(counted, printed, "onnx"),
    }
    for name, part in parts.items():
        text = text.replace("{" + name + "}", part)
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--flopcount", default=str(ROOT / "build" / "flopcount"))
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    tool = str(pathlib.Path(args.flopcount).resolve())
    counted = {ending: count(tool, ending) for ending in FORMATS}
    wrong = check_figures(counted)
    text = page(counted, rows_of("printed.csv"))
    if args.check:
        old = PAGE.read_text(encoding="utf-8")
        wrong += difflib.unified_diff(old.splitlines(), text.splitlines(),
                                      "docs/benchmarks.md", "made now", lineterm="")
    else:
        PAGE.write_text(text, encoding="utf-8")
    if wrong:
        print("\n".join(wrong))
        sys.exit("remake the page with python3 scripts/benchmarks.py, or mend the count")


if __name__ == "__main__":
    main()
