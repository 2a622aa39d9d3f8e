Run with the kernel holding it; faults/ tries to break out. No leak checker: it starts processes.

== count
$ ASAN_OPTIONS=detect_leaks=0 flopcount -q --sandbox -f csv --columns macs fixtures/onnx/case-conv.onnx
> macs
> 4608

== several at once, several reports
$ ASAN_OPTIONS=detect_leaks=0 flopcount -q --sandbox -j 2 -f json -o a.json -f html -o a.html -f csv --columns macs --by op --summary -o a.csv fixtures/onnx/case-conv.onnx fixtures/ts/resnet18.script.pt -i 1x3x224x224 2>/dev/null; ls
> a.csv
> a.html
> a.json
> fixtures

== a report takes the place of the old one
$ mkdir out; echo old >out/a.csv; ASAN_OPTIONS=detect_leaks=0 flopcount -q --sandbox -f csv --columns macs -o out/a.csv fixtures/onnx/case-conv.onnx; cat out/a.csv; ls out
> macs
> 4608
> a.csv

== a folder
$ mkdir d; cp fixtures/onnx/case-conv.onnx d; ASAN_OPTIONS=detect_leaks=0 flopcount -q --sandbox -f csv --columns macs d
> macs
> 4608

== a pipe
$ cat fixtures/onnx/case-conv.onnx | ASAN_OPTIONS=detect_leaks=0 flopcount -q --sandbox -f csv --columns macs -
> macs
> 4608

== explain
$ ASAN_OPTIONS=detect_leaks=0 flopcount explain -q --sandbox fixtures/onnx/case-conv.onnx '#0' | head -1
> conv: Conv

== compare
$ ASAN_OPTIONS=detect_leaks=0 flopcount compare -q --sandbox -j 0 -f csv --columns macs fixtures/onnx/case-conv.onnx fixtures/onnx/resnet18.onnx
> macs
> 4608
> 1814073344

== diff
$ ASAN_OPTIONS=detect_leaks=0 flopcount diff -q --sandbox --fail-on flops=+2% fixtures/onnx/resnet18.onnx fixtures/onnx/resnet34.onnx --junit a.xml >/dev/null; code=$?; ls; exit $code
> a.xml
> fixtures
= 1

== check
$ cp fixtures/onnx/case-conv.onnx .; flopcount init -q case-conv.onnx; flopcount baseline write -q; ASAN_OPTIONS=detect_leaks=0 flopcount check -q --sandbox --md a.md | tail -1; ls -A
> 1 model, 5 limits: 0 broken, 0 warnings
> .flopcount
> a.md
> case-conv.onnx
> fixtures
> flopcount.json

== check with a pattern, above the folder
$ mkdir m sub; cp fixtures/onnx/case-conv.onnx m; cd sub; echo '{"models": [{"name": "n", "path": "../m/*.onnx", "budgets": [{"metric": "macs", "max": "1M"}]}]}' >flopcount.json; ASAN_OPTIONS=detect_leaks=0 flopcount check -q --sandbox | tail -1
> 1 model, 1 limit: 0 broken, 0 warnings

== no file is a fault of the model as ever
$ ASAN_OPTIONS=detect_leaks=0 flopcount -q --sandbox -f csv no.onnx
> index,name,scope,op,input_shapes,output_shapes,params,param_bytes,macs,flops,read_bytes,write_bytes,access_bytes,access_elements,repeat,status
2> no.onnx: error: cannot open 'no.onnx': No such file or directory [FC-E101]
= 3

== what loads a library has none
$ flopcount time --sandbox fixtures/onnx/case-conv.onnx
2> flopcount: error: 'time' takes no --sandbox: it loads a library, which runs the model
= 2

== init has none
$ flopcount init --sandbox fixtures/onnx/case-conv.onnx
2> flopcount: error: 'init' takes no --sandbox: it writes a file of the project
= 2
