What is said: harmless whatever stands in it, each once, more when that is asked for.

== what moves a cursor or turns text around is shown, letters are letters
$ flopcount "$(printf 'a\tb\rc\nd\033[2J\177\302\205\342\200\216\342\200\217\342\200\250\342\200\251\342\200\252\342\201\246\303\244\344\270\255\360\237\230\200')"
> a\tb\rc\nd\x1b[2J\x7f\x85\u200e\u200f\u2028\u2029\u202a\u2066ä中😀
> failed    cannot open 'a\tb\rc\nd\x1b[2J\x7f\x85\u200e\u200f\u2028\u2029\u202a\u2066ä中😀': No such file or directory
2> a\tb\rc\nd\x1b[2J\x7f\xc2\x85\xe2\x80\x8e\xe2\x80\x8f\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xaa\xe2\x81\xa6ä中😀: error: cannot open 'a\tb\rc\nd\x1b[2J\x7f\xc2\x85\xe2\x80\x8e\xe2\x80\x8f\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xaa\xe2\x81\xa6ä中😀': No such file or directory [FC-E101]
= 3

== bytes that are no UTF-8: alone, cut, overlong, of surrogates, beyond the last character
$ for b in '\200' '\300\257' '\342\202' '\342\202x' '\340\200\200' '\355\240\200' '\360\200\200\200' '\364\220\200\200' '\365\200\200\200'; do flopcount "$(printf "x$b")"; done
> x�
> failed    cannot open 'x�': No such file or directory
> x��
> failed    cannot open 'x��': No such file or directory
> x��
> failed    cannot open 'x��': No such file or directory
> x��x
> failed    cannot open 'x��x': No such file or directory
> x���
> failed    cannot open 'x���': No such file or directory
> x���
> failed    cannot open 'x���': No such file or directory
> x����
> failed    cannot open 'x����': No such file or directory
> x����
> failed    cannot open 'x����': No such file or directory
> x����
> failed    cannot open 'x����': No such file or directory
2> x\x80: error: cannot open 'x\x80': No such file or directory [FC-E101]
2> x\xc0\xaf: error: cannot open 'x\xc0\xaf': No such file or directory [FC-E101]
2> x\xe2\x82: error: cannot open 'x\xe2\x82': No such file or directory [FC-E101]
2> x\xe2\x82x: error: cannot open 'x\xe2\x82x': No such file or directory [FC-E101]
2> x\xe0\x80\x80: error: cannot open 'x\xe0\x80\x80': No such file or directory [FC-E101]
2> x\xed\xa0\x80: error: cannot open 'x\xed\xa0\x80': No such file or directory [FC-E101]
2> x\xf0\x80\x80\x80: error: cannot open 'x\xf0\x80\x80\x80': No such file or directory [FC-E101]
2> x\xf4\x90\x80\x80: error: cannot open 'x\xf4\x90\x80\x80': No such file or directory [FC-E101]
2> x\xf5\x80\x80\x80: error: cannot open 'x\xf5\x80\x80\x80': No such file or directory [FC-E101]
= 3

== a long name is cut
$ flopcount $(printf %05000d 0) 2>&1 >/dev/null | grep -c '^0*\.\.\.: error: .*0\.\.\. \[FC-E101\]$'
> 1

== the line of the source with -v
$ flopcount -v -f csv --columns macs --limit steps=5 -i 1x3x224x224 fixtures/ts/resnet18.script.pt
> macs
2> fixtures/ts/resnet18.script.pt: code/__torch__/torch/nn/modules/conv/___torch_mangle_274.py:23:5: error: more than 5 statements were run (limit 'steps') [FC-E206]
2>         _0 = (self)._conv_forward(input, weight, bias, )
2>         ^
= 3

== ten of one kind, then how many more; all with -v; none with -q
$ cat >m.py <<'E'
$ import os, sys
$ sys.path.insert(0, os.environ["TREE"] + "/tests/timer")
$ from time_model import model, node
$ sys.stdout.buffer.write(model([node(b"Odd%d" % i, [b"x"], b"y%d" % i) for i in range(13)]))
$ E
$ PYTHONDONTWRITEBYTECODE=1 python3 m.py >m.onnx
$ flopcount -f csv --summary --columns nodes m.onnx 2>&1 >/dev/null | tail -2; flopcount -v -f csv m.onnx 2>&1 >/dev/null | wc -l; flopcount -q -f csv m.onnx 2>&1 >/dev/null | wc -l
> m.onnx: error: nothing makes output 'y' [FC-E109]
> m.onnx: 3 more like the last (-v shows all) [FC-W201]
> 14
> 1

== quiet: what is no error is not said
$ flopcount -q --depth 2 -f csv --columns macs fixtures/onnx/case-conv.onnx
> macs
> 4608
