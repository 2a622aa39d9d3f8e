#!/bin/sh
# test.sh -- every test: as built for users, under sanitizers, and the unit tests under valgrind.
# The last line is the sum: N passed, N failed, N skipped.

set -eu
cd "$(dirname "$0")/.."
. scripts/setup.sh

# What could not even run, as lines for the sum: "failed WHAT" or "skipped WHAT".
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

can_sanitize() {
	echo 'int main(void) { return 0; }' | cc -fsanitize=address,undefined -x c - -o /dev/null 2>/dev/null
}

setup tests
setup_extras
sh scripts/get-runtime.sh >/dev/null || : # the tests that need it skip
rm -f build/meson-logs/tests-*.json build-asan/meson-logs/tests-*.json
build build --buildtype=release && run build plain

if can_sanitize; then
	# Instrumented code confuses gcc's -Wmaybe-uninitialized; warnings are errors in the first build.
	build build-asan --buildtype=debugoptimized -Dwerror=false -Db_sanitize=address,undefined -Db_lundef=false &&
		run build-asan sanitizers --no-suite house
else
	echo "skipped sanitizers: the compiler has none" >>"$notes"
fi

if command -v valgrind >/dev/null && [ -d build ]; then
	run build valgrind --suite unit
else
	echo "skipped valgrind: it is not installed" >>"$notes"
fi

python3 tests/sum.py "$notes" build/meson-logs/tests-plain.json build-asan/meson-logs/tests-sanitizers.json \
	build/meson-logs/tests-valgrind.json
