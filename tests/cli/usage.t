What the command line refuses, and how it helps.

== no model
$ flopcount

== unknown option, near one
$ flopcount --fromat csv x.onnx

== unknown option, near none
$ flopcount --frobnicate x.onnx

== unknown letter
$ flopcount -z x.onnx

== option without its value
$ flopcount x.onnx --format

== flag with a value
$ flopcount --strict=yes x.onnx

== unknown format
$ flopcount -f jsn x.onnx

== unknown convention
$ flopcount -c ptflop x.onnx

== unknown column to sort by
$ flopcount --sort flosp x.onnx

== unknown column in a list
$ flopcount --columns name,marcs x.onnx

== unknown choice
$ flopcount --by modul x.onnx

== choice that is near nothing
$ flopcount --color red x.onnx

== no number
$ flopcount --top many x.onnx

== negative number
$ flopcount --depth=-1 x.onnx

== dimension without a value
$ flopcount -d batch x.onnx

== dimension that is negative
$ flopcount -d batch=-1 x.onnx

== input that cannot be read
$ flopcount -i 1x3xx224 fixtures/onnx/case-conv.onnx

== two reports in one place
$ flopcount -f csv -f json fixtures/onnx/case-conv.onnx

== two reports in one file
$ flopcount -f csv -o out -f json -o out fixtures/onnx/case-conv.onnx; code=$?; ls; exit $code

== help of an unknown command
$ flopcount help explian

== version
$ flopcount --version

== help in short
$ flopcount help ops

== explain wants two operands
$ flopcount explain fixtures/onnx/case-conv.onnx

== explain wants no more than two
$ flopcount explain fixtures/onnx/case-conv.onnx a b

== unknown operator
$ flopcount ops Conw

== more than one operator
$ flopcount ops Conv Gemm
