Shapes and dimensions that the user gives.

== symbolic dimension stays a symbol
$ flopcount -f csv --columns macs fixtures/onnx/case-matmul-symbolic.onnx

== a value for it
$ flopcount -f csv --columns macs -d N=10 fixtures/onnx/case-matmul-symbolic.onnx

== the shape by position
$ flopcount -f csv --columns macs -i 10x8 fixtures/onnx/case-matmul-symbolic.onnx

== the shape by name, with another symbol
$ flopcount -f csv --columns macs -i 'x=<rows>x8' fixtures/onnx/case-matmul-symbolic.onnx

== a dimension that no model has
$ flopcount -f csv --columns macs -d M=3 fixtures/onnx/case-matmul-symbolic.onnx

== an input that no model has
$ flopcount -f csv -i xx=3x8 fixtures/onnx/case-matmul-symbolic.onnx

== an input that nothing is near
$ flopcount -f csv -i image=3x8 fixtures/onnx/case-matmul-symbolic.onnx

== more inputs than the model has
$ flopcount -f csv -i 3x8 -i 3x8 -i 3x8 -i 3x8 fixtures/onnx/case-matmul-symbolic.onnx

== refused options leave files alone
$ echo before >out; flopcount -f csv -o out -i xx=3x8 fixtures/onnx/case-matmul-symbolic.onnx; code=$?; cat out; exit $code

== an input that one of two models has
$ flopcount -f csv --columns macs -d N=2 fixtures/onnx/case-matmul-symbolic.onnx fixtures/onnx/case-conv.onnx

== a static dimension is overridden, with a warning
$ flopcount -f csv --columns macs -i x=2x2x8x8 fixtures/onnx/case-conv.onnx
