#!/bin/sh
# check.sh -- flopcount check in a job of GitHub: every output, the exit code kept for later steps.
#
# check.sh OUT [ARGUMENT...]: files go to the folder OUT, arguments to flopcount check.
# FLOPCOUNT is the binary (default: flopcount). GITHUB_OUTPUT, where set, gets "code" and "out".
# Exits with 0 once the check ran, whatever it found: finish.sh CODE ends the job.

set -u
out=${1:?a folder is needed}
shift
mkdir -p "$out"
code=0
"${FLOPCOUNT:-flopcount}" check --github --json "$out/check.json" --md "$out/check.md" --html "$out/check.html" \
	--junit "$out/check.xml" --sarif "$out/check.sarif" "$@" || code=$?
# What a companion workflow may compare, without trusting anything else of this run.
"${FLOPCOUNT:-flopcount}" baseline write -q --baseline "$out/head.json" >/dev/null || :
if [ -n "${GITHUB_OUTPUT:-}" ]; then
	printf 'code=%s\nout=%s\n' "$code" "$out" >>"$GITHUB_OUTPUT"
fi
