#!/bin/sh
# setup.sh -- installs what building and testing need, only when something is missing.
# Sourced by run.sh and test.sh from the root of the tree; says everything on standard error.

set -eu

# What is missing, as Debian packages, one a line.
missing() {
	command -v cc >/dev/null || echo gcc libc6-dev
	command -v meson >/dev/null || echo meson
	command -v ninja >/dev/null || echo ninja-build
	command -v python3 >/dev/null || echo python3
	command -v protoc-c >/dev/null || { command -v protoc-gen-c && command -v protoc; } >/dev/null ||
		echo protobuf-c-compiler
	if command -v pkg-config >/dev/null; then
		pkg-config --exists libprotobuf-c || echo libprotobuf-c-dev
		pkg-config --exists libcjson || echo libcjson-dev
		pkg-config --exists minizip || echo libminizip-dev
		pkg-config --exists zlib || echo zlib1g-dev # minizip's header wants it
		pkg-config --exists check || echo check
	else
		echo pkg-config libprotobuf-c-dev libcjson-dev libminizip-dev zlib1g-dev check
	fi
	[ "${1:-}" = tests ] || return 0
	command -v valgrind >/dev/null || echo valgrind
	command -v c++ >/dev/null || echo g++
	command -v git >/dev/null || echo git
	command -v dot >/dev/null || echo graphviz
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		echo "setup: neither root nor sudo to run: $*" >&2
		return 1
	fi
}

install() {
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >&2 </dev/null
}

# links COMPILER SANITIZERS: is there what they need to run?
links() {
	echo 'int main(void) { return 0; }' | "$1" "-fsanitize=$2" -x c - -o /dev/null 2>/dev/null
}

# setup [tests]: with tests, what only they need as well.
setup() {
	packages=$(missing "$@" | tr '\n' ' ')
	[ -n "$packages" ] || return 0
	if ! command -v apt-get >/dev/null; then
		echo "setup: missing, by the names of Debian's packages: $packages" >&2
		return 1
	fi
	echo "setup: installing $packages" >&2
	as_root apt-get update -qq >&2 || echo "setup: apt-get update failed, going on" >&2
	# shellcheck disable=SC2086 # a list of words
	install $packages
}

# What single tests skip without: the ONNX standard's recorded tests where the release has them, a second compiler
# with its sanitizers, analyzers.
setup_extras() {
	command -v apt-get >/dev/null || return 0
	[ -d /usr/share/libonnx-testdata ] || install libonnx-testdata || echo "setup: no libonnx-testdata, going on" >&2
	{ command -v clang && command -v clang-tidy && command -v cppcheck; } >/dev/null ||
		install clang clang-tidy cppcheck || echo "setup: no clang, clang-tidy, cppcheck, going on" >&2
	if command -v clang >/dev/null && ! links clang address; then
		install "libclang-rt-$(clang -dumpversion | cut -d. -f1)-dev" || echo "setup: no sanitizers of clang, going on" >&2
	fi
}

# Programs that tests are made of when the folder is configured, as far as they are there.
tools() {
	for tool in valgrind c++ clang mandoc; do
		command -v "$tool" || :
	done | tr '\n' ' '
}

# configure DIR [OPTION...]: a build folder, made once; anew when the options, CC or the place of the tree are others,
# and looked at again when programs have come or gone: run.sh installs less than test.sh.
configure() {
	dir=$1
	shift
	made="$PWD ${CC:-cc} $*"
	if [ -f "$dir/.made" ] && [ "$(cat "$dir/.made")" != "$made" ]; then
		rm -rf "$dir"
	fi
	if [ ! -f "$dir/build.ninja" ]; then
		rm -rf "$dir"
		meson setup "$dir" "$@" >&2 </dev/null
		echo "$made" >"$dir/.made"
	elif [ "$(cat "$dir/.tools" 2>/dev/null)" != "$(tools)" ]; then
		meson setup --reconfigure "$dir" >&2 </dev/null
	fi
	tools >"$dir/.tools"
}
