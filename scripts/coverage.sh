#!/bin/sh
# coverage.sh -- how much of src/ the tests reach: lines and branches of each room, and the files that lag behind.
# By hand: it builds without optimisation in build-coverage/ and runs every suite but house once.

set -eu
cd "$(dirname "$0")/.."
. scripts/setup.sh

setup tests
configure build-coverage --buildtype=debug -Db_coverage=true -Db_ndebug=true
ninja -C build-coverage --quiet
find build-coverage -name '*.gcda' -delete
umask 0 # one test runs as nobody, who has to write the counts as well
meson test -C build-coverage --no-suite house --timeout-multiplier 4 || echo "coverage: some tests failed" >&2
python3 scripts/coverage.py build-coverage
