#!/bin/sh
# run.sh -- builds build/flopcount when it is stale and runs it with the arguments given.
# Standard output is the command's alone.

set -eu
here=$PWD
cd "$(dirname "$0")/.."
. scripts/setup.sh
setup
configure build --buildtype=release
ninja -C build --quiet >&2 </dev/null
exe=$PWD/build/flopcount
cd "$here"
exec "$exe" "$@"
