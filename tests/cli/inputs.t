Shapes and dimensions that the user gives.

== symbolic dimension stays a symbol
$ flopcount -f csv --columns macs fixtures/onnx/case-matmul-symbolic.onnx
> macs
> 24*N

== a value for it
$ flopcount -f csv --columns macs -d N=10 fixtures/onnx/case-matmul-symbolic.onnx
> macs
> 240

== the shape by position
$ flopcount -f csv --columns macs -i 10x8 fixtures/onnx/case-matmul-symbolic.onnx
> macs
> 240

== the shape by name, with another symbol
$ flopcount -f csv --columns macs -i 'x=<rows>x8' fixtures/onnx/case-matmul-symbolic.onnx
> macs
> 24*rows

== a dimension that no model has
$ flopcount -f csv --columns macs -d M=3 fixtures/onnx/case-matmul-symbolic.onnx
> macs
> 24*N
2> flopcount: warning: no model has a dimension 'M' [FC-W503]

== an input that no model has
$ flopcount -f csv -i xx=3x8 fixtures/onnx/case-matmul-symbolic.onnx
2> flopcount: error: no model has an input 'xx'; did you mean 'x'?
= 2

== an input that nothing is near
$ flopcount -f csv -i image=3x8 fixtures/onnx/case-matmul-symbolic.onnx
2> flopcount: error: no model has an input 'image'
= 2

== more inputs than the model has
$ flopcount -f csv -i 3x8 -i 3x8 -i 3x8 -i 3x8 fixtures/onnx/case-matmul-symbolic.onnx
2> flopcount: error: no model has so many inputs: nothing is left for '3x8'
2> flopcount: error: no model has so many inputs: nothing is left for '3x8'
2> flopcount: error: no model has so many inputs: nothing is left for '3x8'
= 2

== an input twice
$ flopcount -f csv -i x=3x8 -i x=4x8 fixtures/onnx/case-matmul-symbolic.onnx
2> flopcount: error: input 'x' is given more than once
= 2

== a list for a tensor
$ flopcount -f csv -i 'x=[3x8]' fixtures/onnx/case-matmul-symbolic.onnx
> index,name,scope,op,input_shapes,output_shapes,params,param_bytes,macs,flops,read_bytes,write_bytes,access_bytes,access_elements,repeat,status
2> fixtures/onnx/case-matmul-symbolic.onnx: error: input 'x' is a tensor, and a list was given [FC-E501]
= 2

== a list for a tensor of TorchScript
$ flopcount -f csv --columns macs -i 'x=[1x3x224x224]' fixtures/ts/resnet18.script.pt
> macs
2> fixtures/ts/resnet18.script.pt: error: input 'x' is Tensor, and a list was given [FC-E205]
= 3

== refused options leave files alone
$ echo before >out; flopcount -f csv -o out -i xx=3x8 fixtures/onnx/case-matmul-symbolic.onnx; code=$?; cat out; exit $code
> before
2> flopcount: error: no model has an input 'xx'; did you mean 'x'?
= 2

== a dimension that one of two models has
$ flopcount -f csv --columns macs -d N=2 fixtures/onnx/case-matmul-symbolic.onnx fixtures/onnx/case-conv.onnx
> macs,model
> 48,fixtures/onnx/case-matmul-symbolic.onnx
> 4608,fixtures/onnx/case-conv.onnx

== an input that one of two models has
$ flopcount -f csv --columns macs -i a=6x1x4x8 -q fixtures/onnx/case-matmul-batch.onnx fixtures/onnx/case-conv.onnx
> macs,model
> 2880,fixtures/onnx/case-matmul-batch.onnx
> 4608,fixtures/onnx/case-conv.onnx

== an input whose models did not all open
$ flopcount -q -f csv --columns macs -i xx=2x3 fixtures/onnx/bad-text.onnx fixtures/onnx/case-conv.onnx
> macs,model
> 4608,fixtures/onnx/case-conv.onnx
2> fixtures/onnx/bad-text.onnx: error: file is text, not a model [FC-E104]
= 3

== a static dimension is overridden, with a warning
$ flopcount -f csv --columns macs -i x=2x2x8x8 fixtures/onnx/case-conv.onnx
> macs
> 9216
2> fixtures/onnx/case-conv.onnx: warning: input 'x' is declared 1x2x8x8; taken as 2x2x8x8 [FC-W502]

== turns and sizes that depend on data are named, bounded, and get a value
$ flopcount -f json fixtures/onnx/case-loop-data.onnx | grep -E '^ *"(macs)": "|"name": "loop_trips"'
$ flopcount -f json -d loop_trips=3 fixtures/onnx/case-loop-data.onnx | grep '^ *"macs": '
$ flopcount -f csv -d nonzero=7 -d unique=2 fixtures/onnx/sem-data-dependent.onnx --columns op,output_shapes
>     {"name": "loop_trips", "value": null, "max": 10, "origin": "node 'loop' (Loop)"}
>     "macs": "32*loop_trips",
>     "macs": 96,
> op,output_shapes
> NonZero,2x7
> Transpose,7x2
> GatherND,7
> TopK,3;3
> Unique,2

== a list of files that cannot be read
$ flopcount --files-from fixtures
2> flopcount: error: cannot read 'fixtures': Is a directory
= 2

== a folder with a slash behind it
$ mkdir d; cp fixtures/onnx/case-conv.onnx d; flopcount -f csv --summary d/ | cut -d, -f1
> path
> d/case-conv.onnx

== a folder that nobody may read
$ mkdir d; chmod 0 d; if [ "$(id -u)" = 0 ]; then echo "flopcount: error: cannot search 'd': Permission denied" >&2; exit 3; fi; flopcount d
2> flopcount: error: cannot search 'd': Permission denied
= 3
