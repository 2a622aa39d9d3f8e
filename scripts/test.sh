#!/bin/sh
# test.sh -- every test: as built for users, under sanitizers, and the unit tests under valgrind; how much they reach.
# The last line is the sum: N passed, N failed, N skipped.

set -eu
cd "$(dirname "$0")/.."
. scripts/setup.sh

# What no log tells, as lines for the sum: "failed WHAT", "skipped WHAT" or "passed WHAT".
notes=$(mktemp)
trap 'rm -f "$notes"' EXIT

# build DIR [OPTION...]
build() {
	configure "$@" && ninja -C "$1" --quiet && return 0
	echo "failed build of $1" >>"$notes"
	return 1
}

# run DIR SETUP [OPTION...]: the log is DIR/meson-logs/tests-SETUP.json.
run() {
	dir=$1
	name=$2
	shift 2
	echo "== $name"
	meson test -C "$dir" --logbase tests --setup "$name" --print-errorlogs "$@" && return 0
	[ -f "$dir/meson-logs/tests-$name.json" ] || echo "failed $name: it left no log" >>"$notes"
}

setup tests
setup_extras
sh scripts/get-runtime.sh >/dev/null || : # the tests that need it skip
rm -f build/meson-logs/tests-*.json build-asan/meson-logs/tests-*.json build-memory/meson-logs/tests-*.json

sanitize="--buildtype=debugoptimized -Db_sanitize=address,undefined -Db_lundef=false"
# shellcheck disable=SC2086 # lists of words
if links clang address,undefined; then # then both compilers run every test, and the house need not ask clang
	build build --buildtype=release && run build plain --no-suite clang
	CC=clang build build-asan $sanitize && run build-asan sanitizers --no-suite house
else
	build build --buildtype=release && run build plain
	if links cc address,undefined; then
		# Instrumented code confuses gcc's -Wmaybe-uninitialized; warnings are errors in the first build.
		build build-asan $sanitize -Dwerror=false && run build-asan sanitizers --no-suite house
	else
		echo "skipped sanitizers: the compiler has none" >>"$notes"
	fi
fi

# What calls no library, which would have to be compiled for it as well.
if links clang memory; then
	CC=clang configure build-memory --buildtype=debug -Db_sanitize=memory -Db_lundef=false &&
		ninja -C build-memory --quiet tests/fuzz/fuzz_dim tests/fuzz/fuzz_input tests/fuzz/fuzz_text &&
		run build-memory memory --suite fuzz-replay dim input text "text cases" ||
		echo "failed build of build-memory" >>"$notes"
else
	echo "skipped memory: no clang with MemorySanitizer" >>"$notes"
fi

if command -v valgrind >/dev/null && [ -d build ]; then
	run build valgrind --suite unit
else
	echo "skipped valgrind: it is not installed" >>"$notes"
fi

if command -v gcov >/dev/null; then
	echo "== coverage"
	sh scripts/coverage.sh fast >>"$notes" || echo "failed coverage: nothing was counted" >>"$notes"
else
	echo "skipped coverage: no gcov" >>"$notes"
fi

python3 tests/sum.py "$notes" build/meson-logs/tests-plain.json build-asan/meson-logs/tests-sanitizers.json \
	build-memory/meson-logs/tests-memory.json build/meson-logs/tests-valgrind.json
