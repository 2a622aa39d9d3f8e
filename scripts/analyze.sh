#!/bin/sh
# analyze.sh -- what other eyes see in the code: analyze.sh [gcc|tidy|cppcheck|threads|memory]... [-- FILE...]
#   gcc       gcc -fanalyzer
#   tidy      clang-tidy with .clang-tidy
#   cppcheck  cppcheck, warnings and portability
#   threads   ThreadSanitizer: the models of fixtures/, four at a time, and the tests of the library
#   memory    MemorySanitizer of clang: the parsers and what their files do to the rest, where apt gives sources of the
#             libraries for scripts/memory-libs.sh; else graphs as text, formulas, -i, which need none
# By hand, for all of them take half an hour of two processors. The first three look at src/, or at the files given, as
# the test 'analysis' does with a part; one that was stopped goes on where it was. Fails when something was found.

set -eu
cd "$(dirname "$0")/.."
. scripts/setup.sh

what=
while [ $# -gt 0 ] && [ "$1" != -- ]; do
	what="$what $1"
	shift
done
[ $# -eq 0 ] || shift
[ -n "$what" ] || what="gcc tidy cppcheck threads memory"

has() {
	command -v "$1" >/dev/null || { echo "analyze: no $1, skipped" >&2; return 1; }
}

# analyzer TOOL [FILE...]: with the commands of a folder that is only configured, and has the generated headers.
analyzer() {
	configure build-analyzer --buildtype=debugoptimized -Dwerror=false -Dtests=false
	ninja -C build-analyzer --quiet proto/onnx.pb-c.h >&2
	tool=$1
	shift
	nice python3 tests/house/check-analysis.py --brief --tool "$tool" build-analyzer "$@"
}

run_threads() {
	has clang || return 0
	CC=clang configure build-threads --buildtype=debugoptimized -Db_sanitize=thread -Db_lundef=false
	ninja -C build-threads flopcount tests/check_api
	TSAN_OPTIONS=halt_on_error=1:exitcode=66 build-threads/flopcount -q -j 4 -i 1x3x224x224 -f json -o /dev/null \
		-f html -o build-threads/page.html fixtures/onnx fixtures/ts 2>build-threads/said || [ $? -ne 66 ] || {
		cat build-threads/said
		return 1
	}
	CK_FORK=no TSAN_OPTIONS=halt_on_error=1 meson test -C build-threads api --suite unit --timeout-multiplier 10
}

run_memory() {
	has clang || return 0
	if sh scripts/memory-libs.sh build-memory-libs; then
		export PKG_CONFIG_PATH="$PWD/build-memory-libs"
		CC=clang configure build-memory-all --buildtype=debugoptimized -Db_sanitize=memory -Db_lundef=false
		meson test -C build-memory-all --setup memory --print-errorlogs --suite fuzz-replay
	else
		echo "analyze: no libraries for MemorySanitizer, what needs them is skipped" >&2
		CC=clang configure build-memory --buildtype=debug -Db_sanitize=memory -Db_lundef=false
		meson test -C build-memory --setup memory --print-errorlogs --suite fuzz-replay dim input text "text cases"
	fi
}

setup tests
for one in $what; do
	echo "== $one"
	case $one in
	gcc | cppcheck) analyzer "$one" "$@" || failed=1 ;;
	tidy) analyzer clang-tidy "$@" || failed=1 ;;
	threads | memory) "run_$one" || failed=1 ;;
	*) echo "analyze: unknown: $one" >&2; exit 2 ;;
	esac
done
exit "${failed:-0}"
