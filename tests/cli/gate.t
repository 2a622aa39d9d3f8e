diff, check, baseline and init: what the command line refuses, and where their reports go; tests/gate has the rest.

== two models are needed
$ flopcount diff fixtures/onnx/case-conv.onnx
2> flopcount: error: BASE and HEAD are needed
2> flopcount: note: try 'flopcount diff --help'
= 2

== no more than two
$ flopcount diff a b c
2> flopcount: error: more operands than BASE and HEAD
2> flopcount: note: try 'flopcount diff --help'
= 2

== a limit that is none
$ flopcount diff --fail-on flops fixtures/onnx/case-conv.onnx fixtures/onnx/case-conv.onnx
2> flopcount: error: limit 'flops': METRIC=LIMIT is needed, such as flops=+2% [FC-E601]
= 2

== a limit on what is no metric
$ flopcount diff --fail-on colour=+1 fixtures/onnx/case-conv.onnx fixtures/onnx/case-conv.onnx
2> flopcount: error: limit 'colour=+1': 'colour' is no metric that is known [FC-E601]
= 2

== a side that is not there
$ flopcount diff none.onnx fixtures/onnx/case-conv.onnx
2> none.onnx: error: cannot open 'none.onnx': No such file or directory [FC-E101]
= 3

== a folder is no model
$ flopcount diff fixtures/onnx fixtures/onnx/case-conv.onnx
2> fixtures/onnx: error: cannot read 'fixtures/onnx': Is a directory [FC-E101]
= 3

== standard input that ends at once
$ flopcount diff - fixtures/onnx/case-conv.onnx </dev/null
2> -: error: file is empty [FC-E104]
= 3

== JSON with a byte order mark and blanks before it
$ flopcount -f json fixtures/onnx/case-conv.onnx >a.json; { printf '\357\273\277 \n\t\r\n'; cat a.json; } >b.json; flopcount diff --fail-on macs=0 a.json b.json | tail -1
> 1 model, 1 limit: 0 broken, 0 warnings

== the same on standard input
$ flopcount -f json fixtures/onnx/case-conv.onnx >a.json; { printf '\357\273\277\n'; cat a.json; } | flopcount diff --fail-on macs=0 a.json - | tail -1
> 1 model, 1 limit: 0 broken, 0 warnings

== a report is not opened with what is given
$ flopcount -f json fixtures/onnx/case-conv.onnx >a.json; flopcount diff -i 1x2x8x8 -d N=3 a.json a.json | tail -1
> layers: 1 unchanged

== what is given and has no use
$ flopcount diff -d btch=3 fixtures/onnx/bert-base.onnx fixtures/onnx/bert-base.onnx | tail -1
> layers: 659 unchanged
2> flopcount: warning: no model has a dimension 'btch'; did you mean 'batch'? [FC-W503]

== format before its file, and behind it
$ flopcount diff -f json -o a.json -o b.md -f md -o c.txt fixtures/onnx/case-conv.onnx fixtures/onnx/case-conv.onnx | head -1; for f in a.json b.md c.txt; do head -c 12 $f | head -1; done
> fixtures/onnx/case-conv.onnx → fixtures/onnx/case-conv.onnx
> {
> <!-- flopcoufixtures/onn

== a format that is none
$ flopcount diff -f jsn a b
2> flopcount: error: option '--format' takes text|md|json|html, not 'jsn'; did you mean 'json'?
2> flopcount: note: try 'flopcount diff --help'
= 2

== a format that is near none
$ flopcount diff -f pdf a b
2> flopcount: error: option '--format' takes text|md|json|html, not 'pdf'
2> flopcount: note: try 'flopcount diff --help'
= 2

== two reports on standard output
$ flopcount diff -f md -f json fixtures/onnx/case-conv.onnx fixtures/onnx/case-conv.onnx
2> flopcount: error: two reports go to standard output; give each an --output of its own
= 2

== two reports in one file
$ flopcount diff --json a --md a fixtures/onnx/case-conv.onnx fixtures/onnx/case-conv.onnx; code=$?; ls; exit $code
> fixtures
2> flopcount: error: two reports go to 'a'; give each an --output of its own
= 2

== more reports than there may be
$ flopcount diff $(n=0; while [ $n -lt 33 ]; do echo -o f$n; n=$((n + 1)); done) a b; code=$?; ls; exit $code
$ flopcount $(n=0; while [ $n -lt 33 ]; do echo -o f$n; n=$((n + 1)); done) a; code=$?; ls; exit $code
> fixtures
2> flopcount: error: more than 32 reports in one run
2> flopcount: note: try 'flopcount diff --help'
= 2

== a folder that is not there
$ flopcount diff --md no/a.md fixtures/onnx/case-conv.onnx fixtures/onnx/case-conv.onnx
2> flopcount: error: cannot write 'no/a.md': No such file or directory
= 3

== full disk
$ flopcount diff --md /dev/full fixtures/onnx/case-conv.onnx fixtures/onnx/case-conv.onnx | head -1
$ flopcount diff fixtures/onnx/case-conv.onnx fixtures/onnx/case-conv.onnx >/dev/full
> fixtures/onnx/case-conv.onnx → fixtures/onnx/case-conv.onnx
2> flopcount: error: cannot write '/dev/full': No space left on device
2> flopcount: error: cannot write standard output: No space left on device
= 3

== nobody reads
$ mkfifo pipe; exec 3<>pipe 4>pipe 3>&-; flopcount diff fixtures/onnx/case-conv.onnx fixtures/onnx/case-conv.onnx >&4
= 141

== the page of a run
$ GITHUB_STEP_SUMMARY=s.md flopcount diff --github --fail-on macs=0 fixtures/onnx/case-conv.onnx fixtures/onnx/case-conv-batch4.onnx | tail -1; head -2 s.md
> ::error title=flopcount::fixtures/onnx/case-conv-batch4.onnx: macs 4.61 k → 18.4 k (+13.8 k, +300.0%25); max_increase_abs is 0
> <!-- flopcount:default -->
> ### ❌ flopcount

== ... under a sandbox
$ : >s.md; ASAN_OPTIONS=detect_leaks=0 GITHUB_STEP_SUMMARY=s.md flopcount diff -q --sandbox --github --fail-on macs=0 fixtures/onnx/case-conv.onnx fixtures/onnx/case-conv.onnx >/dev/null; head -2 s.md
> <!-- flopcount:default -->
> ### ✅ flopcount

== ... none, one that cannot be written, one that is full
$ for s in '' no/s.md /dev/full; do GITHUB_STEP_SUMMARY=$s flopcount diff --github fixtures/onnx/case-conv.onnx fixtures/onnx/case-conv.onnx >/dev/null || exit; done
2> flopcount: warning: cannot write the step summary 'no/s.md'
2> flopcount: warning: cannot write the step summary '/dev/full'

== check: no budget file
$ flopcount check
2> flopcount: error: no flopcount.json here or above; 'flopcount init MODEL...' writes one
= 2

== check: one base model for two models
$ cp fixtures/onnx/case-conv.onnx a.onnx; cp a.onnx b.onnx; flopcount init -q a.onnx b.onnx; flopcount check --base-model a.onnx
2> flopcount: error: --base-model stands for one model, and this is a check of 2
= 2

== check: a baseline that cannot be read
$ cp fixtures/onnx/case-conv.onnx a.onnx; flopcount init -q a.onnx; mkdir b.json; flopcount check --baseline b.json
2> flopcount: error: cannot read 'b.json': Is a directory
= 3

== init: no model
$ flopcount init
2> flopcount: error: MODEL is needed
2> flopcount: note: try 'flopcount init --help'
= 2

== init: models that are not there
$ flopcount init none.onnx; code=$?; ls; exit $code
> fixtures
2> none.onnx: error: cannot open 'none.onnx': No such file or directory [FC-E101]
= 3

== init: never over what is there, unless that is asked for
$ cp fixtures/onnx/case-conv.onnx a.onnx; flopcount init -q a.onnx; flopcount init a.onnx; flopcount init -q --force --margin 0 a.onnx; grep -c '"max": "72"}' flopcount.json
> 1
2> flopcount: error: 'flopcount.json' is there already; --force replaces it

== init: to standard output, margins
By hand: 4,608 MACs and no bias; a tenth more is 5,068.8, rounded up to three digits 5.07k; twice as much 9,216.
$ flopcount init --config - --margin 10% fixtures/onnx/case-conv.onnx | grep '"flops", "max"'; flopcount init --config - --margin 100 fixtures/onnx/case-conv.onnx | grep '"flops", "max"'
>         {"metric": "flops", "max": "5.07k", "max_increase": "2%"},
>         {"metric": "flops", "max": "9.22k", "max_increase": "2%"},

== init: margins that are none
$ for m in 1001 x 5%% -1 5x; do flopcount init --margin=$m fixtures/onnx/case-conv.onnx; done
2> flopcount: error: option '--margin' takes PERCENT up to 1000, not '1001'
2> flopcount: note: try 'flopcount init --help'
2> flopcount: error: option '--margin' takes PERCENT up to 1000, not 'x'
2> flopcount: note: try 'flopcount init --help'
2> flopcount: error: option '--margin' takes PERCENT up to 1000, not '5%%'
2> flopcount: note: try 'flopcount init --help'
2> flopcount: error: option '--margin' takes PERCENT up to 1000, not '-1'
2> flopcount: note: try 'flopcount init --help'
2> flopcount: error: option '--margin' takes PERCENT up to 1000, not '5x'
2> flopcount: note: try 'flopcount init --help'
= 2

== init: models of one name
$ mkdir -p net/a b; cp fixtures/onnx/case-conv.onnx net/a/net.onnx; cp net/a/net.onnx b; cp net/a/net.onnx b/.onnx; flopcount init -q net/a/net.onnx b/net.onnx b/.onnx; grep '"name"' flopcount.json
>       "name": ".onnx",
>       "name": "b/net.onnx",
>       "name": "net/a/net.onnx",

== init: a folder that cannot be written
$ flopcount init --config no/f.json fixtures/onnx/case-conv.onnx
2> flopcount: error: cannot write 'no/f.json': No such file or directory
= 3

== baseline: what to do
$ flopcount baseline
$ flopcount baseline wrte
$ flopcount baseline frobnicate
2> flopcount: error: write, update or show is needed
2> flopcount: note: try 'flopcount baseline --help'
2> flopcount: note: did you mean 'write'?
2> flopcount: error: write, update or show is needed
2> flopcount: note: try 'flopcount baseline --help'
2> flopcount: error: write, update or show is needed
2> flopcount: note: try 'flopcount baseline --help'
= 2

== baseline: no models are named
$ echo '{"baseline": "b.json", "models": [{"path": "a.onnx", "budgets": []}]}' >flopcount.json; flopcount baseline write a.onnx
2> a.onnx: error: cannot open 'a.onnx': No such file or directory [FC-E101]
= 3

== baseline: a budget that names none
$ cp fixtures/onnx/case-conv.onnx a.onnx; echo '{"models": [{"path": "a.onnx", "budgets": []}]}' >flopcount.json; flopcount baseline write; flopcount baseline show; flopcount check | tail -1
> 1 model, 0 limits: 0 broken, 0 warnings
2> flopcount: error: 'flopcount.json' names no "baseline", such as ".flopcount/baseline.json"
2> flopcount: error: 'flopcount.json' names no "baseline", such as ".flopcount/baseline.json"

== baseline: none yet
$ cp fixtures/onnx/case-conv.onnx a.onnx; echo '{"baseline": "b.json", "models": [{"path": "a.onnx", "budgets": []}]}' >flopcount.json; flopcount baseline show
2> flopcount: error: cannot read 'b.json': No such file or directory
= 3

== baseline: a model that is damaged
$ echo >a.onnx; echo '{"baseline": "b.json", "models": [{"path": "a.onnx", "budgets": []}]}' >flopcount.json; flopcount baseline write; code=$?; ls; exit $code
> a.onnx
> fixtures
> flopcount.json
2> a.onnx: error: file is text, not a model [FC-E104]
= 3

== baseline: to a folder that cannot be made
$ cp fixtures/onnx/case-conv.onnx a.onnx; : >no; echo '{"baseline": "no/b.json", "models": [{"path": "a.onnx", "budgets": []}]}' >flopcount.json; flopcount baseline write
2> flopcount: error: cannot write 'no/b.json': Not a directory
= 3

== baseline: what is not what it was
$ cp fixtures/onnx/case-conv.onnx a.onnx; echo '{"baseline": "b.json", "models": [{"path": "a.onnx", "budgets": []}]}' >flopcount.json; flopcount baseline write -q; cp fixtures/onnx/case-conv-bias.onnx a.onnx; flopcount baseline update; flopcount baseline show
> a.onnx  b.json → a.onnx
>
> total                      base      head  change
> params                       72        76      +4  +5.6%
> param_bytes               288 B     304 B   +16 B  +5.6%
> macs                     4.61 k    4.61 k       =
> flops                    4.61 k    4.86 k    +256  +5.6%
> read_bytes                800 B     816 B   +16 B  +2.0%
> access_bytes           1.78 KiB  1.80 KiB   +16 B  +0.9%
> access_elements             456       460      +4  +0.9%
> peak_activation_bytes  1.50 KiB  1.50 KiB       =
> nodes                         1         1       =
> file_bytes                433 B     463 B   +30 B  +6.9%
> weight_bytes              288 B     304 B   +16 B  +5.6%
>
> layers: 1 changed
>          layer  op    output   params  MACs  FLOPs  access
> CHANGED  conv   Conv  1x4x8x8      +4         +256   +16 B
> model   params    MACs   FLOPs    access      peak  weights  nodes  status
> a.onnx      76  4.61 k  4.86 k  1.80 KiB  1.50 KiB    304 B      1  complete
2> flopcount: note: wrote b.json: 1 model
