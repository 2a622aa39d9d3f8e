#!/bin/sh
# companion.sh -- the page of a pull request from a fork, made again from the numbers that its run left.
#
# companion.sh ARTIFACT BASELINE FILE: ARTIFACT is the folder that an untrusted run uploaded. Of it are read
# head.json, as data and by flopcount alone, and number, which has to be digits. BASELINE is the file of this
# checkout. The page goes to FILE; GITHUB_OUTPUT, where set, gets "number".

set -u
artifact=${1:?a folder is needed}
baseline=${2:?a baseline is needed}
file=${3:?a file is needed}
number=$(head -c 16 "$artifact/number" 2>/dev/null | tr -d ' \r\n')
case $number in
'' | *[!0-9]*)
	echo "::error title=flopcount::the artifact names no pull request"
	exit 2
	;;
esac
if [ -L "$artifact/head.json" ] || [ ! -f "$artifact/head.json" ]; then
	echo "::error title=flopcount::the artifact holds no head.json"
	exit 2
fi
code=0
"${FLOPCOUNT:-flopcount}" diff --md "$file" "$baseline" "$artifact/head.json" >/dev/null || code=$?
[ -s "$file" ] || exit "$code"
if [ -n "${GITHUB_OUTPUT:-}" ]; then
	printf 'number=%s\n' "$number" >>"$GITHUB_OUTPUT"
fi
