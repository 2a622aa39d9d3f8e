Which models are counted, and what becomes of those that cannot be.

== missing file
$ flopcount -f csv nothing.onnx

== a word like a command
$ flopcount -f csv explian

== a command behind options
$ flopcount -f csv explain

== a file named like a command
$ cp fixtures/onnx/case-conv.onnx ops && flopcount -f csv --columns name,macs ./ops

== folder is no model
$ flopcount -f csv fixtures/onnx/../../fixtures/make

== one of three fails, the others are counted
$ flopcount -f csv --columns name,macs fixtures/onnx/case-conv.onnx fixtures/onnx/bad-text.onnx fixtures/onnx/case-sigmoid.onnx

== LFS pointer, by name
$ flopcount -f csv fixtures/onnx/bad-lfs.onnx

== standard input
$ flopcount -f csv --columns name,macs - <fixtures/onnx/case-conv.onnx

== pipe
$ cat fixtures/onnx/case-conv.onnx | flopcount -f csv --columns name,macs -

== names from a file
$ printf 'fixtures/onnx/case-conv.onnx\r\n\nfixtures/onnx/case-conv1d.onnx\n' >list
$ flopcount -f csv --columns name,macs --files-from list

== names from standard input, behind operands
$ echo fixtures/onnx/case-conv1d.onnx | flopcount -f csv --summary --files-from - fixtures/onnx/case-conv.onnx

== list that is not there
$ flopcount -f csv --files-from list

== folder: searched, sorted, links followed once
$ mkdir -p in/b/c in/a && cp fixtures/onnx/case-conv.onnx in/b/z.onnx && cp fixtures/onnx/case-conv1d.onnx in/a/y.pt
$ cp fixtures/onnx/case-conv.onnx in/b/c/x.onnx && echo no >in/b/readme.txt && ln -s ../.. in/b/loop && ln -s . in/self
$ ln -s nowhere in/gone.onnx && ln -s ../../in/b/z.onnx in/a/w.onnx
$ flopcount -f jsonl in | grep -o '"path": "[^"]*"'

== double dash ends the options
$ cp fixtures/onnx/case-conv.onnx ./-q && flopcount -f csv --columns macs -- -q

== options behind operands
$ flopcount fixtures/onnx/case-conv.onnx -fcsv --columns=macs -q

== several threads, same order
$ flopcount -q -f jsonl fixtures/onnx/case-*.onnx >one; flopcount -q -j 4 -f jsonl fixtures/onnx/case-*.onnx >four; cmp one four && wc -l <one

== names of strangers cannot move the cursor
$ name=$(printf 'a\033[2Jb\377\nc.onnx'); flopcount -f csv "$name"
