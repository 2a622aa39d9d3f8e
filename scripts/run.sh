#!/bin/sh
# run.sh -- builds build/flopcount when it is stale and runs it with the arguments given.
# Standard output is the command's alone.

set -eu
here=$PWD
cd "$(dirname "$0")/.."
. scripts/setup.sh
setup
configure build --buildtype=release
[ -x build/flopcount ] || echo "run: building" >&2
if ! said=$(ninja -C build --quiet 2>&1 </dev/null); then
	echo "$said" >&2
	exit 70
fi
exe=$PWD/build/flopcount
cd "$here"
exec "$exe" "$@"
