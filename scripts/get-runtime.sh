#!/bin/sh
# get-runtime.sh -- an ONNX Runtime for tests of 'flopcount time', into build/runtime: get-runtime.sh [DIR]
#
# From PyPI by pip, or from npm where there is no pip; each as it is configured. Nothing is done where it is
# there already. The last line names the library: FLOPCOUNT_ORT=$(sh scripts/get-runtime.sh | tail -n 1).
# Exits with 0, or with 77 after a line on standard error where neither can be reached: tests skip then.

set -eu
dir=${1:-$(dirname "$0")/../build/runtime}
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)

library() {
	find "$dir" -path '*/capi/libonnxruntime.so*' -o -path '*/linux/x64/libonnxruntime.so*' \
		-o -path '*/linux/arm64/libonnxruntime.so*' | grep -e "$(machine)" -e /capi/ | sort | head -n 1
}

# How the Node package calls this processor.
machine() {
	case $(uname -m) in
	aarch64 | arm64) echo /arm64/ ;;
	*) echo /x64/ ;;
	esac
}

# A wheel is an archive: it is unpacked, not installed.
from_pypi() {
	command -v python3 >/dev/null && python3 -m pip --version >/dev/null 2>&1 || return 1
	python3 -m pip download --quiet --no-deps --only-binary :all: --dest "$dir/wheel" onnxruntime >&2 || return 1
	python3 -m zipfile -e "$dir"/wheel/onnxruntime-*.whl "$dir/python" && rm -rf "$dir/wheel"
}

from_npm() {
	command -v npm >/dev/null || return 1
	npm install --silent --no-save --ignore-scripts --prefix "$dir" onnxruntime-node >&2 || return 1
}

if [ -z "$(library)" ]; then
	from_pypi || from_npm || :
fi
if [ -z "$(library)" ]; then
	echo "get-runtime: neither pip nor npm could fetch ONNX Runtime; tests that need it skip" >&2
	exit 77
fi
library
