Networks that are no chain of layers: capsules that route by agreement, super-resolution with Fourier transforms. Their MACs and parameters are worked out in fixtures/onnx/cases.csv and fixtures/ts/expected.csv.

== ONNX: nothing is left out
$ for n in capsules-unrolled capsules-loop unfolding-sr; do flopcount --strict -f csv --summary fixtures/onnx/net-$n.onnx | tail -1 | cut -d, -f1,4; done
> fixtures/onnx/net-capsules-unrolled.onnx,complete
> fixtures/onnx/net-capsules-loop.onnx,complete
> fixtures/onnx/net-unfolding-sr.onnx,complete

== TorchScript: nothing is left out
$ flopcount --strict -f csv --summary -i 1x1x28x28 fixtures/ts/capsules.script.pt | tail -1 | cut -d, -f1,4
$ for n in script trace; do flopcount --strict -f csv --summary -i 1x3x16x16 -i 1x1x7x7 -i 1x1x1x1 fixtures/ts/unfolding-sr.$n.pt | tail -1 | cut -d, -f1,4; done
> fixtures/ts/capsules.script.pt,complete
> fixtures/ts/unfolding-sr.script.pt,complete
> fixtures/ts/unfolding-sr.trace.pt,complete

== the body of the Loop runs three times, its products 10x1152x16 each
$ flopcount -f csv --columns op,repeat,macs fixtures/onnx/net-capsules-loop.onnx | grep ',3,[1-9]'
> MatMul,3,552960
> MatMul,3,552960

== transforms of 32x32 by radix 2, 5 n log2(n) each: 2 * 32 * 5 * 32 * 5 a channel; the first of two is half of it for a real signal
$ # kernel 38400, image 3 * 38400, each round 3 * 38400 there and 3 * 51200 back
$ flopcount -f csv --by op --columns op,simple fixtures/onnx/net-unfolding-sr.onnx | grep DFT
> DFT,691200

== PyTorch's transform of a real signal is that of a complex one: kernel 51200, image 3 * 51200, a round 6 * 51200
$ flopcount -f csv --by op --columns op,simple -i 1x3x16x16 -i 1x1x7x7 -i 1x1x1x1 fixtures/ts/unfolding-sr.script.pt | grep FFT
> FFT,819200

== scopes of modules
$ flopcount -q -f csv --by module --depth 1 --columns name,macs fixtures/onnx/net-unfolding-sr.onnx | grep -v ',0$'
> name,macs
> hyper,4480
> round0,3391488
> round1,3391488
