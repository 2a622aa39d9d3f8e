#!/bin/sh
# memory-libs.sh -- zlib, minizip, protobuf-c and cJSON for MemorySanitizer: memory-libs.sh FOLDER
# From Debian's sources, which apt gives where a deb-src line is among its sources; archives and .pc files in FOLDER.

set -eu
mkdir -p "$1"
cd "$1"
top=$PWD

# archive NAME MODULE VERSION LIBS INCLUDE SOURCE...: a library, found by pkg-config as MODULE.
archive() {
	name=$1 module=$2 version=$3 libs=$4 include=$5
	shift 5
	mkdir -p "$top/$name"
	(cd "$top/$name" && clang -fsanitize=memory -g -O1 -fPIC -w -D_LARGEFILE64_SOURCE=1 -DHAVE_UNISTD_H \
		-DPACKAGE_VERSION="\"$version\"" -DPACKAGE_STRING="\"$name\"" "-I$top/include" "-I$include" -c "$@" &&
		ar rcs "$top/lib$name.a" ./*.o)
	printf 'Name: %s\nDescription: for MemorySanitizer\nVersion: %s\nLibs: -L%s -l%s %s\nCflags: -I%s/include\n' \
		"$module" "$version" "$top" "$name" "$libs" "$top" >"$top/$module.pc"
}

# source_of PACKAGE: its folder.
source_of() {
	[ -n "$(find . -maxdepth 1 -name "$1-[0-9]*" -type d)" ] || apt-get source -qq "$1" >&2
	find "$top" -maxdepth 1 -name "$1-[0-9]*" -type d
}

zlib=$(source_of zlib)
minizip=$(source_of minizip)
protobuf=$(source_of protobuf-c)
cjson=$(source_of cjson)
mkdir -p include/minizip include/cjson include/protobuf-c
cp "$zlib/zlib.h" "$zlib/zconf.h" include
cp "$minizip"/*.h include/minizip
cp "$cjson/cJSON.h" include/cjson
cp "$protobuf/protobuf-c/protobuf-c.h" include/protobuf-c

# shellcheck disable=SC2046 # a list of words
archive z zlib "${zlib##*-}" "" "$zlib" $(cd "$zlib" && ls ./*.c | grep -v "/gz\|example\|fuzz" | sed "s,^\.,$zlib,")
archive minizip minizip "${minizip##*-}" -lz "$minizip" "$minizip/ioapi.c" "$minizip/unzip.c" "$minizip/zip.c"
archive protobuf-c libprotobuf-c "${protobuf##*-}" "" "$protobuf" "$protobuf/protobuf-c/protobuf-c.c"
archive cjson libcjson "${cjson##*-}" -lm "$cjson" "$cjson/cJSON.c"
