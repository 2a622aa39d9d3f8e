Limits on what a file may ask for: each says its name, and can be raised and lowered.

== bodies in bodies
$ flopcount --limit nesting=10 fixtures/onnx/bad-nested-if-33.onnx
> fixtures/onnx/bad-nested-if-33.onnx
> failed    bodies nest deeper than 10 (limit 'nesting')
2> fixtures/onnx/bad-nested-if-33.onnx: node (If): error: bodies nest deeper than 10 (limit 'nesting') [FC-E103]
= 3

== ... raised
$ flopcount -q -f csv --summary --columns nodes fixtures/onnx/bad-nested-if-200.onnx; flopcount -q -f csv --summary --columns nodes --limit nesting=200 fixtures/onnx/bad-nested-if-200.onnx
> path,format,convention,status,params,param_bytes,buffers,buffer_bytes,macs,flops,read_bytes,write_bytes,access_bytes,access_elements,peak_activation_bytes,nodes,uncounted_nodes,file_bytes,weight_bytes,peak_activation_at
> fixtures/onnx/bad-nested-if-200.onnx,,paper,failed,,,,,,,,,,,,,,,,
> path,format,convention,status,params,param_bytes,buffers,buffer_bytes,macs,flops,read_bytes,write_bytes,access_bytes,access_elements,peak_activation_bytes,nodes,uncounted_nodes,file_bytes,weight_bytes,peak_activation_at
> fixtures/onnx/bad-nested-if-200.onnx,onnx,paper,complete,0,0,0,0,0,0,8,8,16,4,17,201,0,14281,0,relu_y
2> fixtures/onnx/bad-nested-if-200.onnx: node (If): error: bodies nest deeper than 64 (limit 'nesting') [FC-E103]

== nodes
$ flopcount -f csv --limit nodes=5 fixtures/onnx/resnet18.onnx
> index,name,scope,op,input_shapes,output_shapes,params,param_bytes,macs,flops,read_bytes,write_bytes,access_bytes,access_elements,repeat,status
2> fixtures/onnx/resnet18.onnx: node '/layer1/layer1.0/bn1/BatchNormalization' (BatchNormalization): error: more than 5 nodes (limit 'nodes') [FC-E103]
= 3

== nodes of local functions
$ flopcount -f csv --limit=inlined=1000 fixtures/onnx/bad-function-bomb.onnx
> index,name,scope,op,input_shapes,output_shapes,params,param_bytes,macs,flops,read_bytes,write_bytes,access_bytes,access_elements,repeat,status
2> fixtures/onnx/bad-function-bomb.onnx: node 'relu_y' (Relu): error: local functions expand to more than 1000 nodes (limit 'inlined') [FC-E103]
= 3

== nodes of a run
$ flopcount -f csv --limit run=5 -i 1x3x224x224 fixtures/ts/resnet18.script.pt
> index,name,scope,op,input_shapes,output_shapes,params,param_bytes,macs,flops,read_bytes,write_bytes,access_bytes,access_elements,repeat,status
> 0,conv1/conv2d,conv1,Conv,1x3x224x224;64x3x7x7,1x64x112x112,9408,37632,118013952,118013952,639744,3211264,3851008,962752,1,complete
> 1,bn1/batch_norm,bn1,BatchNormalization,1x64x112x112;64;64;64;64,1x64x112x112,128,512,0,1605632,3212288,3211264,6423552,1605888,1,complete
> 2,relu/relu_,relu,Relu,1x64x112x112,1x64x112x112,0,0,0,0,3211264,3211264,6422528,1605632,1,complete
> 3,maxpool/max_pool2d,maxpool,MaxPool,1x64x112x112,1x64x56x56,0,0,0,0,3211264,802816,4014080,1003520,1,complete
> 4,layer1/0/conv1/conv2d,layer1/0/conv1,Conv,1x64x56x56;64x64x3x3,1x64x56x56,36864,147456,115605504,115605504,950272,802816,1753088,438272,1,complete
> 5,layer1/0/bn1/batch_norm,layer1/0/bn1,BatchNormalization,1x64x56x56;64;64;64;64,1x64x56x56,128,512,0,401408,803840,802816,1606656,401664,1,complete
2> fixtures/ts/resnet18.script.pt: code/__torch__/torch/nn/functional.py:28:3: error: more than 5 nodes were made (limit 'run') [FC-E206]

== statements of a run
$ flopcount -f csv --limit steps=5 -i 1x3x224x224 fixtures/ts/resnet18.script.pt
> index,name,scope,op,input_shapes,output_shapes,params,param_bytes,macs,flops,read_bytes,write_bytes,access_bytes,access_elements,repeat,status
2> fixtures/ts/resnet18.script.pt: code/__torch__/torch/nn/modules/conv/___torch_mangle_274.py:23:5: error: more than 5 statements were run (limit 'steps') [FC-E206]
= 3

== elements in lists
$ flopcount -f csv --limit items=5 -i 1x3x224x224 fixtures/ts/resnet18.script.pt
> index,name,scope,op,input_shapes,output_shapes,params,param_bytes,macs,flops,read_bytes,write_bytes,access_bytes,access_elements,repeat,status
2> fixtures/ts/resnet18.script.pt: code/__torch__/torchvision/models/resnet.py:22:5: error: more than 5 elements stand in lists (limit 'items') [FC-E206]
= 3

== bytes of text
$ flopcount -f csv --limit text=5 -i 1x3x224x224 fixtures/ts/resnet18.script.pt
> index,name,scope,op,input_shapes,output_shapes,params,param_bytes,macs,flops,read_bytes,write_bytes,access_bytes,access_elements,repeat,status
> 0,conv1/conv2d,conv1,Conv,1x3x224x224;64x3x7x7,1x64x112x112,9408,37632,118013952,118013952,639744,3211264,3851008,962752,1,complete
2> fixtures/ts/resnet18.script.pt: code/__torch__/torch/nn/functional.py:11:3: error: more than 5 bytes of text were made (limit 'text') [FC-E206]

== bytes from a pipe
$ cat fixtures/onnx/resnet18.onnx | flopcount --limit input=1000 -
> -
> failed    standard input gives more than 1000 bytes (limit 'input')
2> -: error: standard input gives more than 1000 bytes (limit 'input') [FC-E103]
= 3

== memory
$ flopcount -f csv --limit memory=100000 fixtures/onnx/resnet18.onnx
2> flopcount: error: fixtures/onnx/resnet18.onnx: no memory
= 3

== the last of several counts
$ flopcount -f csv --columns macs --limit nodes=5 --limit nodes=50 fixtures/onnx/case-conv.onnx
> macs
> 4608

== no such limit
$ flopcount --limit node=5 fixtures/onnx/case-conv.onnx
2> flopcount: error: unknown limit 'node'; did you mean 'nodes'?
2> flopcount: note: try 'flopcount --help'
= 2

== no number
$ flopcount --limit nodes fixtures/onnx/case-conv.onnx
2> flopcount: error: option '--limit' takes NAME=VALUE with a number that the limit can be, not 'nodes'
2> flopcount: note: try 'flopcount --help'
= 2

== more than it can be
$ flopcount --limit nesting=201 fixtures/onnx/case-conv.onnx
2> flopcount: error: option '--limit' takes NAME=VALUE with a number that the limit can be, not 'nesting=201'
2> flopcount: note: try 'flopcount --help'
= 2

== in several models each has its own
$ flopcount -q -f csv --summary --columns nodes -j 2 --limit nodes=10 fixtures/onnx/case-conv.onnx fixtures/onnx/resnet18.onnx
> path,format,convention,status,params,param_bytes,buffers,buffer_bytes,macs,flops,read_bytes,write_bytes,access_bytes,access_elements,peak_activation_bytes,nodes,uncounted_nodes,file_bytes,weight_bytes,peak_activation_at
> fixtures/onnx/case-conv.onnx,onnx,paper,complete,72,288,0,0,4608,4608,800,1024,1824,456,1536,1,0,433,288,conv
> fixtures/onnx/resnet18.onnx,,paper,failed,,,,,,,,,,,,,,,,
2> fixtures/onnx/resnet18.onnx: node '/layer1/layer1.0/relu_1/Relu' (Relu): error: more than 10 nodes (limit 'nodes') [FC-E103]
= 3

== the manual tells the numbers of the library
$ cd $TREE; for n in INLINED ITEMS NESTING NODES RUN STEPS TEXT; do l=$(echo $n | tr A-Z a-z); v=$(sed -n "s/.*FC_LIMIT_$n = \([0-9 <]*\),.*/\1/p" src/base/limits.h); grep -A1 "Cm $l\$" man/flopcount.1 | grep -q "($(($v)))" || echo "$l is $(($v))"; done
