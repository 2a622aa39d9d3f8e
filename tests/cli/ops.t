Operators of the user's own. Figures by hand: FoldConv gives L = (10 + 2 - 3)/2 + 1 = 5, so
8*5 outputs a batch, each of 4*3 products and one bias; scale_rows 4 rows of 6*3.

== without the file
$ flopcount --summary -f csv fixtures/ops/acme.onnx
> path,format,convention,status,params,param_bytes,buffers,buffer_bytes,macs,flops,read_bytes,write_bytes,access_bytes,access_elements,peak_activation_bytes,nodes,uncounted_nodes,file_bytes,weight_bytes,peak_activation_at
> fixtures/ops/acme.onnx,onnx,paper,partial,104,416,0,0,0,0,0,0,0,0,160*batch,1,1,583,416,fold
2> fixtures/ops/acme.onnx: node 'fold' (FoldConv): warning: operator 'com.acme::FoldConv' is not known [FC-W201]

== ONNX
$ flopcount --ops fixtures/ops/acme.json -f csv --columns op,output_shapes,params,macs,flops,status fixtures/ops/acme.onnx
> op,output_shapes,params,macs,flops,status
> FoldConv,batchx8x5,104,480*batch,520*batch,complete

== TorchScript
$ flopcount --ops fixtures/ops/acme.json -i 4x6 -f csv --columns op,output_shapes,params,macs,flops,status fixtures/ops/acme.pt
> op,output_shapes,params,macs,flops,status
> scale_rows,4x18,6,0,72,complete
> Relu,4x18,0,0,0,complete

== explained
$ flopcount explain --ops fixtures/ops/acme.json -d batch=2 fixtures/ops/acme.onnx fold
> fold: com.acme::FoldConv
>   in  X = x: float32 2x4x10
>   in  W = w: float32 8x4x3, parameter
>   in  B = b: float32 8, parameter
>   out Y = y: float32 2x8x5
>   attribute pads = 1 1
>   attribute stride = 2
> formula
>   macs = |Y| * prod(W, 1) = 80 * 12 = 960
>   bias_adds = |Y| = 80
>   source: fixtures/ops/acme.json:3
> facts
>   macs = 960
>   bias_adds = 80
>   read_bytes = 736
>   write_bytes = 320
>   read_elements = 184
>   write_elements = 80
>   params = 104
>   param_bytes = 416
>   status = complete

== compared
$ flopcount compare --ops fixtures/ops/acme.json -f csv --columns params,macs fixtures/ops/acme.onnx
> params,macs
> 104,480*batch

== a difference
$ flopcount diff --ops fixtures/ops/acme.json fixtures/ops/acme.onnx fixtures/ops/acme.onnx
> fixtures/ops/acme.onnx → fixtures/ops/acme.onnx
>
> total                             base             head  change
> params                             104              104       =
> param_bytes                      416 B            416 B       =
> macs                         480*batch        480*batch       =
> flops                        520*batch        520*batch       =
> access_bytes           320*batch + 416  320*batch + 416       =
> peak_activation_bytes        320*batch        320*batch       =
> nodes                                1                1       =
> weight_bytes                     416 B            416 B       =
>
> layers: 1 unchanged

== a check
$ printf '{"models": [{"path": "fixtures/ops/acme.onnx", "dims": {"batch": 1}, "budgets": [{"metric": "macs", "max": 479}]}]}' > flopcount.json
$ flopcount check --ops fixtures/ops/acme.json
> fixtures/ops/acme.onnx
>       limit  base  head  change  allowed
> fail  macs          480          max 479
> fail: macs 480; max is 479
>
> 1 model, 1 limit: 1 broken, 0 warnings
= 1

== listed
$ flopcount ops --ops fixtures/ops/acme.json com.acme::FoldConv
> com.acme::FoldConv
>   operands    X W! B!?
>   results     Y
>   attributes  stride=1 pads=0,0
>   custom      com.acme::FoldConv
>   counts      macs = |Y| * prod(W, 1)
>               bias_adds = |Y| if B
>   source      fixtures/ops/acme.json:3

== as a table
$ flopcount ops -f csv --ops fixtures/ops/acme.json | grep custom
> custom,com.acme,FoldConv,,com.acme::FoldConv,"macs = |Y| * prod(W, 1); bias_adds = |Y| if B",fixtures/ops/acme.json:3
> custom,mylib,scale_rows,,mylib::scale_rows,affine = |y|,"fixtures/ops/acme.json:12: our handbook, section 3"

== a key
$ printf '{"operators": [{"name": "a::B", "inptus": ["X"], "outputs": []}]}' > ops.json
$ flopcount --ops ops.json fixtures/ops/acme.onnx
2> flopcount: ops.json:1: error: operators[0].inptus: no such key; did you mean 'inputs'? [FC-E506]
2> flopcount: note: try 'flopcount --help'
= 2

== a name in an expression
$ printf '{"operators": [{"name": "a::B", "inputs": ["Xin", "W!"],\n"outputs": [{"shape": "Xin"}],\n"macs": "|Y| * prod(Xim, 1)"}]}' > ops.json
$ flopcount --ops ops.json fixtures/ops/acme.onnx
2> flopcount: ops.json:3: error: operators[0].macs: a name is no operand and no result: 'Xim'; did you mean 'Xin'? [FC-E506]
2> flopcount: note: try 'flopcount --help'
= 2

== a built-in operator
$ printf '{"operators": [{"name": "Relu", "inputs": ["X"], "outputs": [{"shape": "X"}], "simple": "2 * |Y|"}]}' > ops.json
$ flopcount --ops ops.json fixtures/ops/acme.onnx
2> flopcount: ops.json:1: error: operator 'ai.onnx::Relu' is built in; "override": true redefines it [FC-E506]
2> flopcount: note: try 'flopcount --help'
= 2

== a built-in operator, on purpose
$ printf '{"operators": [{"name": "MatMul", "override": true, "inputs": ["A", "B!"], "outputs": [{"shape": ["A[:-1]", "B[-1]"]}], "macs": 7}]}' > ops.json
$ flopcount --ops ops.json -f csv --columns op,output_shapes,macs fixtures/onnx/case-matmul-vector.onnx
> op,output_shapes,macs
> MatMul,3,7

== a file that nests without end
$ printf '{"operators": [{"name": "a::B", "inputs": ["X"], "outputs": [{"shape": ["%s1"]}]}]}' "$(printf '%500s' | tr ' ' '(')" > ops.json
$ flopcount --ops ops.json fixtures/ops/acme.onnx 2>&1 | grep -o 'nests too deep'
> nests too deep

== no file
$ flopcount --ops missing.json fixtures/ops/acme.onnx
2> flopcount: error: cannot read 'missing.json': No such file or directory
2> flopcount: note: try 'flopcount --help'
= 2
