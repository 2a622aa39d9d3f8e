#!/bin/sh
# comment.sh -- put a page on a pull request: one comment, changed in place by later runs.
#
# comment.sh FILE [NUMBER]: the first line of FILE is the mark that the comment is found by.
# NUMBER is the pull request; without it GITHUB_EVENT_PATH tells. GITHUB_TOKEN, GITHUB_REPOSITORY and
# GITHUB_API_URL are those of the job. A token that may not write is no fault: a notice says so.

set -u
file=${1:?a file is needed}
number=${2:-}
api=${GITHUB_API_URL:-https://api.github.com}/repos/${GITHUB_REPOSITORY:?}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

notice() {
	echo "::notice title=flopcount::no comment was written: $1"
	exit 0
}

# call METHOD PATH [BODY]: the answer in $work/answer, its status in $status.
call() {
	status=$(curl -sS -o "$work/answer" -w '%{http_code}' -X "$1" \
		-H "Authorization: Bearer $GITHUB_TOKEN" -H 'Accept: application/vnd.github+json' \
		${3:+-d} ${3:+"@$3"} "$api/$2") || status=000
}

if [ -z "$number" ] && [ -f "${GITHUB_EVENT_PATH:-}" ]; then
	number=$(python3 -c 'import json, sys
e = json.load(open(sys.argv[1]))
print(e.get("pull_request", {}).get("number", ""))' "$GITHUB_EVENT_PATH")
fi
case $number in
'') notice "this run belongs to no pull request" ;;
*[!0-9]*) notice "'$number' is no number of a pull request" ;;
esac
[ -n "${GITHUB_TOKEN:-}" ] || notice "there is no token"
[ -s "$file" ] || notice "there is no page to show"

python3 -c 'import json, sys
print(json.dumps({"body": open(sys.argv[1], encoding="utf-8").read()}))' "$file" >"$work/body"
mark=$(head -n 1 "$file")
id=
page=1
while [ "$page" -le 50 ]; do
	call GET "issues/$number/comments?per_page=100&page=$page"
	[ "$status" = 200 ] || notice "the comments cannot be read (status $status)"
	# Only a comment of this token's own kind of author is changed: anyone may write the mark.
	found=$(python3 -c 'import json, sys
comments = json.load(open(sys.argv[1], encoding="utf-8"))
own = [c["id"] for c in comments if (c.get("body") or "").split("\n")[0].strip() == sys.argv[2]
       and (c.get("user") or {}).get("type") == "Bot"]
print(own[0] if own else "", len(comments))' "$work/answer" "$mark")
	id=${found%% *}
	[ -z "$id" ] || break
	[ "${found##* }" = 100 ] || break
	page=$((page + 1))
done
if [ -n "$id" ]; then
	call PATCH "issues/comments/$id" "$work/body"
else
	call POST "issues/$number/comments" "$work/body"
fi
case $status in
200 | 201) echo "flopcount: the comment stands on pull request $number" ;;
401 | 403 | 404) notice "the token may not write here (status $status); see docs/ci.md, pull requests from forks" ;;
*) notice "GitHub answered with status $status" ;;
esac
