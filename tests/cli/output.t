Where reports go, whole or not at all.

== two files at once
$ flopcount -f csv -o a.csv -f jsonl -o a.jsonl fixtures/onnx/case-conv.onnx && ls && head -c 9 a.jsonl
> a.csv
> a.jsonl
> fixtures
> {"schema"

== a file and standard output
$ flopcount -f csv --columns macs -f json -o a.json fixtures/onnx/case-conv.onnx && ls
> macs
> 4608
> a.json
> fixtures

== the permissions of a file stay
$ echo old >a.csv && chmod 640 a.csv && flopcount -f csv --columns macs -o a.csv fixtures/onnx/case-conv.onnx && stat -c %a a.csv && cat a.csv
> 640
> macs
> 4608

== a link is written through
$ echo old >real && ln -s real link && flopcount -f csv --columns macs -o link fixtures/onnx/case-conv.onnx && cat real && readlink link
> macs
> 4608
> real

== a failing model still gives a report
$ flopcount -f jsonl -o a.jsonl fixtures/onnx/bad-text.onnx; code=$?; cat a.jsonl; exit $code
> {"schema": "flopcount.report/1", "model": {"path": "fixtures/onnx/bad-text.onnx"}, "status": "failed", "diagnostics": [{"code": "FC-E104", "severity": "error", "where": "", "message": "file is text, not a model"}]}
2> fixtures/onnx/bad-text.onnx: error: file is text, not a model [FC-E104]
= 3

== full disk
$ flopcount -f csv -o /dev/full fixtures/onnx/case-conv.onnx
2> flopcount: error: cannot write '/dev/full': No space left on device
= 3

== full disk on standard output
$ flopcount -f csv fixtures/onnx/case-conv.onnx >/dev/full
2> flopcount: error: cannot write standard output: No space left on device
= 3

== no such folder
$ flopcount -f csv -o no/a.csv fixtures/onnx/case-conv.onnx; code=$?; ls; exit $code
> fixtures
2> flopcount: error: cannot write 'no/a.csv': No such file or directory
= 3

== standard output is closed
$ flopcount -f csv fixtures/onnx/case-conv.onnx >&-
2> flopcount: error: cannot write standard output: Bad file descriptor
= 3

== the reader has gone
$ mkfifo pipe; exec 3<>pipe 4>pipe 3>&-; flopcount -q -f json fixtures/onnx/case-*.onnx >&4
= 141

== interrupted: temporaries go
$ mkfifo pipe; flopcount -f csv -o a.csv fixtures/onnx/case-conv.onnx pipe & pid=$!; exec 3>pipe; n=0
$ while [ "$(ls | grep -c a.csv.)" = 0 ] && [ $n -lt 200 ]; do sleep .05; n=$((n + 1)); done
$ kill -TERM $pid; wait $pid; code=$?; ls; exit $code
> fixtures
> pipe
= 143

== hash
$ flopcount -f jsonl --hash fixtures/onnx/case-conv.onnx | grep -o '"sha256": "[^"]*"' | grep -c "$(sha256sum <fixtures/onnx/case-conv.onnx | cut -c 1-64)"
> 1

== strict: complete
$ flopcount -f csv --columns macs --strict fixtures/onnx/case-matmul-symbolic.onnx
> macs
> 24*N

== strict: an unknown operator
$ flopcount -q -f csv --columns macs --strict fixtures/onnx/sem-unknown-op.onnx
> macs
> 96
>
> 0
2> flopcount: error: 'fixtures/onnx/sem-unknown-op.onnx' is incomplete: partial
= 4

== strict: a size that depends on data
$ flopcount -q -f csv --columns macs --strict fixtures/onnx/sem-data-dependent.onnx >out; code=$?; exit $code
2> flopcount: error: 'fixtures/onnx/sem-data-dependent.onnx' is incomplete: an error, or a figure that depends on data
= 4

== strict and missing: 3 goes before 4
$ flopcount -q -f csv --columns macs --strict fixtures/onnx/sem-unknown-op.onnx nothing.onnx
> macs,model
> 96,fixtures/onnx/sem-unknown-op.onnx
> ,fixtures/onnx/sem-unknown-op.onnx
> 0,fixtures/onnx/sem-unknown-op.onnx
2> flopcount: error: 'fixtures/onnx/sem-unknown-op.onnx' is incomplete: partial
2> nothing.onnx: error: cannot open 'nothing.onnx': No such file or directory [FC-E101]
= 3

== Markdown: totals first, then rows
$ flopcount -f md fixtures/onnx/case-conv-bias.onnx
> ### fixtures/onnx/case-conv-bias.onnx
>
> | total | about | exact |
> | --- | ---: | ---: |
> | params | 76 | 76 |
> | MACs | 4.61 k | 4608 |
> | FLOPs | 4.86 k | 4864 |
> | access | 1.80 KiB | 1840 |
> | peak of activations |  | 1536 |
>
> complete, all is counted.
>
> | # | layer | op | output | params | MACs | FLOPs | access | FLOPs % |
> | ---: | --- | --- | --- | ---: | ---: | ---: | ---: | ---: |
> | 0 | conv | Conv | 1x4x8x8 | 76 | 4.61 k | 4.86 k | 1.80 KiB | 100.0% |

== Markdown: a large model fits a comment, and says what it left out
$ test "$(flopcount -f md fixtures/onnx/swin_t.onnx | wc -c)" -lt 65536 && flopcount -f md fixtures/onnx/swin_t.onnx | tail -3
> 4035 more rows, for which there is no room here
>
> </details>

== Markdown: many models together fit a comment as well
$ flopcount -q -f md fixtures/onnx/*.onnx >a.md 2>/dev/null; test "$(wc -c <a.md)" -lt 65536 && grep -c 'sem-escapes' a.md
> 1

== Markdown: more than there is room for are counted
$ n=0; while [ $n -lt 300 ]; do echo fixtures/onnx/case-conv.onnx; n=$((n + 1)); done | flopcount -f md --files-from - >a.md; test "$(wc -c <a.md)" -lt 65536
$ echo $(($(grep -c '^### ' a.md) + $(sed -n 's/ more models, .*//p' a.md)))
> 300

== options that no format of the run hears
$ flopcount -f dot --top 3 --columns macs --depth 2 -o a.dot fixtures/onnx/case-conv.onnx
2> flopcount: note: --columns changes nothing in the format dot
2> flopcount: note: --top changes nothing in the format dot
2> flopcount: note: --depth changes nothing without --by module

== Markdown: a name that is markup
$ cp fixtures/onnx/case-conv-bias.onnx '<b>|`x`.onnx' && flopcount -f md '<b>|`x`.onnx' | head -1
> ### &lt;b&gt;\|\`x\`.onnx

== a place for the temporary files of a profile that is none
$ TMPDIR=/no/such flopcount time --profile --ort-lib none.so fixtures/onnx/case-conv.onnx
2> flopcount: error: cannot make a folder for temporary files: No such file or directory
= 3

== colours, where they are asked for
$ flopcount -q --color always fixtures/onnx/case-conv.onnx | sed -n l | grep -m 1 -o '^.033\[[0-9]*m'
> \033[1m
