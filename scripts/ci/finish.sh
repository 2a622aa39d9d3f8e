#!/bin/sh
# finish.sh -- end a job with the exit code of its check, and say what the code means.
#
# finish.sh CODE

set -u
code=${1:?an exit code is needed}
case $code in
0) exit 0 ;;
1) echo "::error title=flopcount::a budget is broken" ;;
2) echo "::error title=flopcount::the budget file or the command line cannot be used" ;;
3) echo "::error title=flopcount::a model is missing, damaged, or a Git LFS pointer" ;;
4) echo "::error title=flopcount::the count is incomplete, or there is a warning" ;;
5) echo "::error title=flopcount::there is no baseline to compare with" ;;
*) echo "::error title=flopcount::flopcount ended with $code" ;;
esac
exit "$code"
