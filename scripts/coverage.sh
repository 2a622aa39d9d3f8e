#!/bin/sh
# coverage.sh -- how much of src/ the tests reach: lines and branches of each room, and the files that lag behind.
# By hand: it builds without optimisation in build-coverage/ and runs every suite but house once. "coverage.sh fast" is
# for test.sh: suites that take little time, and one line for its sum, "passed" where they reach what is aimed at.

set -eu
cd "$(dirname "$0")/.."
. scripts/setup.sh

setup tests
configure build-coverage --buildtype=debug -Db_coverage=true -Db_ndebug=true
ninja -C build-coverage --quiet >&2
find build-coverage -name '*.gcda' -delete
umask 0 # one test runs as nobody, who has to write the counts as well
if [ "${1:-}" = fast ]; then
	meson test -C build-coverage --setup coverage --suite unit --suite cases --suite cli --suite fuzz-replay --suite gate \
		--suite golden --suite report --suite timer >&2 || echo "coverage: some tests failed" >&2
	python3 scripts/coverage.py --aim 90 80 build-coverage
else
	meson test -C build-coverage --no-suite house --timeout-multiplier 4 || echo "coverage: some tests failed" >&2
	python3 scripts/coverage.py build-coverage
fi
