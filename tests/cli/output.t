Where reports go, whole or not at all.

== two files at once
$ flopcount -f csv -o a.csv -f jsonl -o a.jsonl fixtures/onnx/case-conv.onnx && ls && head -c 9 a.jsonl

== a file and standard output
$ flopcount -f csv --columns macs -f json -o a.json fixtures/onnx/case-conv.onnx && ls

== the permissions of a file stay
$ echo old >a.csv && chmod 640 a.csv && flopcount -f csv --columns macs -o a.csv fixtures/onnx/case-conv.onnx && stat -c %a a.csv && cat a.csv

== a link is written through
$ echo old >real && ln -s real link && flopcount -f csv --columns macs -o link fixtures/onnx/case-conv.onnx && cat real && readlink link

== a failing model still gives a report
$ flopcount -f jsonl -o a.jsonl fixtures/onnx/bad-text.onnx; code=$?; cat a.jsonl; exit $code

== full disk
$ flopcount -f csv -o /dev/full fixtures/onnx/case-conv.onnx

== full disk on standard output
$ flopcount -f csv fixtures/onnx/case-conv.onnx >/dev/full

== no such folder
$ flopcount -f csv -o no/a.csv fixtures/onnx/case-conv.onnx; code=$?; ls; exit $code

== standard output is closed
$ flopcount -f csv fixtures/onnx/case-conv.onnx >&-

== the reader has gone
$ mkfifo pipe; (exec 3<pipe; exec 3<&-; : >gone) & flopcount -q -f json fixtures/onnx/sem-*.onnx >pipe; code=$?; wait; exit $code

== help into a pipe that is closed
$ (flopcount help; echo $? >code) | true; cat code

== interrupted: temporaries go
$ mkfifo pipe; flopcount -f csv -o a.csv fixtures/onnx/case-conv.onnx pipe & pid=$!; exec 3>pipe; n=0
$ while [ "$(ls | grep -c a.csv.)" = 0 ] && [ $n -lt 200 ]; do sleep .05; n=$((n + 1)); done
$ kill -TERM $pid; wait $pid; code=$?; ls; exit $code

== hash
$ flopcount -f jsonl --hash fixtures/onnx/case-conv.onnx | grep -o '"sha256": "[^"]*"' | grep -c "$(sha256sum <fixtures/onnx/case-conv.onnx | cut -c 1-64)"

== strict: complete
$ flopcount -f csv --columns macs --strict fixtures/onnx/case-matmul-symbolic.onnx

== strict: an unknown operator
$ flopcount -q -f csv --columns macs --strict fixtures/onnx/sem-unknown-op.onnx

== strict: a size that depends on data
$ flopcount -q -f csv --columns macs --strict fixtures/onnx/sem-data-dependent.onnx >out; code=$?; exit $code

== strict and missing: 3 goes before 4
$ flopcount -q -f csv --columns macs --strict fixtures/onnx/sem-unknown-op.onnx nothing.onnx
