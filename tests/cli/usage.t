What the command line refuses, and how it helps.

== no model
$ flopcount
2> flopcount: error: MODEL is needed
2> flopcount: note: try 'flopcount --help'
= 2

== unknown option, near one
$ flopcount --fromat csv x.onnx
2> flopcount: error: unknown option '--fromat'; did you mean '--format'?
2> flopcount: note: try 'flopcount --help'
= 2

== unknown option, near none
$ flopcount --frobnicate x.onnx
2> flopcount: error: unknown option '--frobnicate'
2> flopcount: note: try 'flopcount --help'
= 2

== unknown letter
$ flopcount -z x.onnx
2> flopcount: error: unknown option '-z'
2> flopcount: note: try 'flopcount --help'
= 2

== option without its value
$ flopcount x.onnx --format
2> flopcount: error: option '--format' needs a value: FORMAT
2> flopcount: note: try 'flopcount --help'
= 2

== flag with a value
$ flopcount --strict=yes x.onnx
2> flopcount: error: option '--strict' takes no value
2> flopcount: note: try 'flopcount --help'
= 2

== unknown format
$ flopcount -f jsn x.onnx
2> flopcount: error: unknown format 'jsn'; did you mean 'json'?
2> flopcount: note: try 'flopcount --help'
= 2

== unknown convention
$ flopcount -c ptflop x.onnx
2> flopcount: error: unknown convention 'ptflop'; did you mean 'ptflops'?
2> flopcount: note: try 'flopcount --help'
= 2

== unknown column to sort by
$ flopcount --sort flosp x.onnx
2> flopcount: error: unknown column 'flosp'; did you mean 'flops'?
2> flopcount: note: try 'flopcount --help'
= 2

== unknown column in a list
$ flopcount --columns name,marcs x.onnx
2> flopcount: error: unknown column 'marcs'; did you mean 'macs'?
= 2

== unknown choice
$ flopcount --by modul x.onnx
2> flopcount: error: option '--by' takes node|module|op, not 'modul'; did you mean 'module'?
2> flopcount: note: try 'flopcount --help'
= 2

== choice that is near nothing
$ flopcount --color red x.onnx
2> flopcount: error: option '--color' takes auto|always|never, not 'red'
2> flopcount: note: try 'flopcount --help'
= 2

== no number
$ flopcount --top many x.onnx
2> flopcount: error: option '--top' takes a number, not 'many'
2> flopcount: note: try 'flopcount --help'
= 2

== negative number
$ flopcount --depth=-1 x.onnx
2> flopcount: error: option '--depth' takes a number, not '-1'
2> flopcount: note: try 'flopcount --help'
= 2

== dimension without a value
$ flopcount -d batch x.onnx
2> flopcount: error: option '--dim' takes NAME=INT with a number that is not negative, not 'batch'
2> flopcount: note: try 'flopcount --help'
= 2

== dimension that is negative
$ flopcount -d batch=-1 x.onnx
2> flopcount: error: option '--dim' takes NAME=INT with a number that is not negative, not 'batch=-1'
2> flopcount: note: try 'flopcount --help'
= 2

== input that cannot be read
$ flopcount -i 1x3xx224 fixtures/onnx/case-conv.onnx
2> flopcount: error: '1x3xx224' is no input; expected [NAME=]1x3x224x224[:float32] [FC-E501]
= 2

== two reports in one place
$ flopcount -f csv -f json fixtures/onnx/case-conv.onnx
2> flopcount: error: two reports go to standard output; give each an --output of its own
= 2

== two reports in one file
$ flopcount -f csv -o out -f json -o out fixtures/onnx/case-conv.onnx; code=$?; ls; exit $code
> fixtures
2> flopcount: error: two reports go to 'out'; give each an --output of its own
= 2

== help of an unknown command
$ flopcount help explian
2> flopcount: error: no command is called 'explian'; did you mean 'explain'?
2> flopcount: note: try 'flopcount help --help'
= 2

== version
$ flopcount --version
> flopcount 0.1.0

== help in short
$ flopcount help ops
> usage: flopcount ops [OPTIONS] [NAME]
>
> list the operators that are known, with their formulas; of one, all that is known
>
> about the list:
>   -f, --format table|csv         a table (default), or a row per name in files
>       --ops FILE                 shapes and costs of your own operators,
>                                  flopcount-ops(5)
>
> general:
>   -q, --quiet                    say errors only
>   -v, --verbose                  say notes as well, and all of what comes often
>       --color auto|always|never  colours; auto: on a terminal, unless NO_COLOR
>                                  is set
>   -h, --help                     print this help
>       --version                  print the version

== explain wants two operands
$ flopcount explain fixtures/onnx/case-conv.onnx
2> flopcount: error: MODEL and NODE are needed
2> flopcount: note: try 'flopcount explain --help'
= 2

== explain wants no more than two
$ flopcount explain fixtures/onnx/case-conv.onnx a b
2> flopcount: error: more operands than MODEL and NODE
2> flopcount: note: try 'flopcount explain --help'
= 2

== unknown operator
$ flopcount ops Conw
2> flopcount: error: unknown operator 'Conw'; did you mean 'Conv'?
= 2

== more than one operator
$ flopcount ops Conv Gemm
2> flopcount: error: more than one operator
2> flopcount: note: try 'flopcount ops --help'
= 2

== more than one device
$ flopcount device a b
2> flopcount: error: more than one device
2> flopcount: note: try 'flopcount device --help'
= 2

== more than one command to help with
$ flopcount help ops explain
2> flopcount: error: more than one command
2> flopcount: note: try 'flopcount help --help'
= 2

== help of a command that is near none
$ flopcount help frobnicate
2> flopcount: error: no command is called 'frobnicate'
2> flopcount: note: try 'flopcount help --help'
= 2

== compare, explain, time, baseline: help
$ for c in compare explain time baseline diff check init device help; do flopcount $c --help | head -1; done
> usage: flopcount compare [OPTIONS] MODEL...
> usage: flopcount explain [OPTIONS] MODEL NODE
> usage: flopcount time [OPTIONS] MODEL...
> usage: flopcount baseline [OPTIONS] write|update|show
> usage: flopcount diff [OPTIONS] BASE HEAD
> usage: flopcount check [OPTIONS] [MODEL...]
> usage: flopcount init [OPTIONS] MODEL...
> usage: flopcount device [NAME|measure]
> usage: flopcount help [--words] [COMMAND]

== letters together, their last with a value, or with it behind
$ flopcount -qfcsv --columns macs fixtures/onnx/case-conv.onnx; flopcount -qf csv --columns macs fixtures/onnx/case-conv.onnx
> macs
> 4608
> macs
> 4608

== letters together, one of them unknown
$ flopcount -qzf csv fixtures/onnx/case-conv.onnx
2> flopcount: error: unknown option '-z'
= 2

== letters together without the value
$ flopcount -qf
2> flopcount: error: option '--format' needs a value: FORMAT
= 2

== a letter with a value that it refuses
$ flopcount -fcsw x.onnx
2> flopcount: error: unknown format 'csw'; did you mean 'csv'?
2> flopcount: note: try 'flopcount --help'
= 2

== numbers beyond what is counted with
$ flopcount --top 99999999999999999999 x.onnx
$ flopcount --top 4294967296 x.onnx
$ flopcount -d N=99999999999999999999 x.onnx
$ flopcount -d =1 x.onnx
$ flopcount -d N=1x x.onnx
2> flopcount: error: option '--top' takes a number, not '99999999999999999999'
2> flopcount: note: try 'flopcount --help'
2> flopcount: error: option '--top' takes a number, not '4294967296'
2> flopcount: note: try 'flopcount --help'
2> flopcount: error: option '--dim' takes NAME=INT with a number that is not negative, not 'N=99999999999999999999'
2> flopcount: note: try 'flopcount --help'
2> flopcount: error: option '--dim' takes NAME=INT with a number that is not negative, not '=1'
2> flopcount: note: try 'flopcount --help'
2> flopcount: error: option '--dim' takes NAME=INT with a number that is not negative, not 'N=1x'
2> flopcount: note: try 'flopcount --help'
= 2

== what is behind -- is no option
$ cp fixtures/onnx/case-conv.onnx ./-q; flopcount -f csv --columns macs -- -q
> macs
> 4608

== help on a full disk
$ flopcount --help >/dev/full
2> flopcount: error: cannot write standard output: No space left on device
= 3

== version to nobody
$ mkfifo pipe; exec 3<>pipe 4>pipe 3>&-; flopcount --version >&4
= 141

== closed streams are not taken for files
$ flopcount -f csv --columns macs -o a.csv fixtures/onnx/case-conv.onnx <&- >&- 2>&-; cat a.csv
> macs
> 4608

== list of columns with an unknown word that is long
$ flopcount --columns name,$(printf %0100d 0) fixtures/onnx/case-conv.onnx
2> flopcount: error: unknown column '000000000000000000000000000000000000000000000000000000000000000'
= 2

== a dimension of a name that is near
$ flopcount -q -f csv --columns nodes -d seqq=3 fixtures/onnx/bert-base.onnx >/dev/null
$ flopcount -f csv --summary --columns nodes -d seqq=3 fixtures/onnx/bert-base.onnx >/dev/null
2> flopcount: warning: no model has a dimension 'seqq'; did you mean 'seq'? [FC-W503]
