What is alive while each layer runs: its operands, its results, and what is still to be read. 4 bytes an element.

== a chain: x 256 elements, a and b 512, c 256, y 4; each dies where it is read
$ # x + a, a + b, b + c, c + y
$ flopcount -f csv --memory fixtures/onnx/case-memory-chain.onnx | sed 's/.*,//'
> alive_bytes
> 3072
> 4096
> 3072
> 1040

== a residual: 256 elements each; x lives until the sum
$ # x + a, x + a + b, x + b + c, x + c + d, d + y
$ flopcount -f csv --memory fixtures/onnx/case-memory-residual.onnx | sed 's/.*,//'
> alive_bytes
> 2048
> 3072
> 3072
> 3072
> 2048

== sizes that are not known: x is Nx4, a, b, c Nx8; what NonZero finds is 2 rows of int64, then of float32
$ # x + a, a + b, a + b + c, c + 2 * 8 * nonzero, 2 * (8 + 4) * nonzero
$ flopcount -f csv --memory fixtures/onnx/case-memory-unknown.onnx | sed 's/.*,//'
> alive_bytes
> 48*N
> 64*N
> 96*N
> 32*N + 16*nonzero
> 24*nonzero

== the same in JSON
$ flopcount -f jsonl --memory fixtures/onnx/case-memory-unknown.onnx | grep -o '"alive_bytes": [^,}]*'
> "alive_bytes": "48*N"
> "alive_bytes": "64*N"
> "alive_bytes": "96*N"
> "alive_bytes": "32*N + 16*nonzero"
> "alive_bytes": "24*nonzero"

== with values
$ flopcount -f csv --memory -d N=10 fixtures/onnx/case-memory-unknown.onnx | sed 's/.*,//'
> alive_bytes
> 480
> 640
> 960
> 16*nonzero + 320
> 24*nonzero

== a body stands on what is alive around it: x and y of the loop are 4x8, so is the product in it
$ # x + y; and the product; Identity makes nothing new
$ flopcount -f csv --columns name,op,alive_bytes fixtures/onnx/case-loop.onnx
> name,op,alive_bytes
> loop,Loop,256
> ,MatMul,384
> ,Identity,384

== not without --memory
$ flopcount -f jsonl fixtures/onnx/case-memory-chain.onnx | grep -c alive_bytes
> 0
= 1
