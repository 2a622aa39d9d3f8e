#!/bin/sh
# bench.sh -- measure CPU and memory on generated models; a Markdown table on standard output.
# BENCH_PYTHON: a Python with onnx, onnx-tool, torch, thop, ptflops, fvcore or torchinfo to compare with.
# BENCH_RUNS: runs of each, 3.

set -eu
cd "$(dirname "$0")/.."
. scripts/setup.sh

setup tests >&2
configure build --buildtype=release >&2
ninja -C build --quiet flopcount tests/bench/bench_generate tests/bench/bench_measure >&2
python3 tests/bench/run.py build/flopcount build/tests/bench/bench_generate build/tests/bench/bench_measure \
	build/tests/bench
