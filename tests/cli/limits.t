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

== ... and what weighs as much: numbers in a function that many calls read
$ python3 $TREE/tests/cli/limits.py numbers 20000 m.onnx; (ulimit -t 10; flopcount -q -f csv --columns op m.onnx)
> op
2> m.onnx: node (Constant): error: local functions expand to more than 524288 nodes (limit 'inlined') [FC-E103]
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
$ flopcount -f csv --limit memory=40000 fixtures/onnx/resnet18.onnx
2> flopcount: error: fixtures/onnx/resnet18.onnx: no memory
= 3

== ... with room to say so
$ flopcount -f csv --columns macs --limit memory=600000 fixtures/onnx/bert-base.onnx
> macs
2> fixtures/onnx/bert-base.onnx: error: memory limit is reached (limit 'memory') [FC-E001]
= 3

== opcodes of a pickle
$ flopcount -f csv --columns op,output_shapes --limit opcodes=5 -i 1x3x224x224 fixtures/ts/alexnet.script.pt
> op,output_shapes
2> fixtures/ts/alexnet.script.pt: data.pkl: error: the pickle has more than 5 opcodes (limit 'opcodes') [FC-E103]
= 3

== bytes of a pickle
$ flopcount -f csv --columns op,output_shapes --limit pickle=100 -i 1x3x224x224 fixtures/ts/alexnet.script.pt
> op,output_shapes
2> fixtures/ts/alexnet.script.pt: archive/data.pkl: error: the archive's entry is larger than 100 bytes (limit 'pickle') [FC-E103]
= 3

== bytes of code
$ flopcount -f csv --columns op,output_shapes --limit source=100 -i 1x3x224x224 fixtures/ts/alexnet.script.pt
> op,output_shapes
2> fixtures/ts/alexnet.script.pt: archive/code/__torch__/torchvision/models/alexnet.py: error: the archive's entry is larger than 100 bytes (limit 'source') [FC-E103]
= 3

== files in an archive
$ flopcount -f csv --columns op,output_shapes --limit entries=3 -i 1x3x224x224 fixtures/ts/alexnet.script.pt
> op,output_shapes
2> fixtures/ts/alexnet.script.pt: error: the archive has more entries than the limit 'entries' [FC-E103]
= 3

== bytes of a message
$ flopcount -f csv --columns op,output_shapes --limit message=10 fixtures/onnx/case-conv.onnx
> op,output_shapes
2> fixtures/onnx/case-conv.onnx: error: message of 27 bytes at byte 371 is longer than 10 (limit 'message') [FC-E103]
= 3

== objects in objects
$ python3 $TREE/tests/cli/limits.py objects 600 m.pt; flopcount -f csv --columns op -i 1x3 m.pt
> op
2> m.pt: error: objects nest deeper than 500 (limit 'modules') [FC-E103]
= 3

== ... raised
$ python3 $TREE/tests/cli/limits.py objects 600 m.pt; flopcount -f csv --columns op -i 1x3 --limit modules=700 m.pt
> op
> Relu

== calls in calls
$ python3 $TREE/tests/cli/limits.py calls 600 m.pt; flopcount -f csv --columns op -i 1x3 m.pt
> op
2> m.pt: code/__torch__.py:1005:25: error: calls nest deeper than 1000 (limit 'calls') [FC-E103]
= 3

== ... raised
$ python3 $TREE/tests/cli/limits.py calls 600 m.pt; flopcount -f csv --columns op -i 1x3 --limit calls=1500 m.pt
> op
> Relu

== turns of a loop that makes nothing
$ python3 $TREE/tests/cli/limits.py turns 100001 m.pt; flopcount -f csv --columns op -i 1x3 m.pt
> op
2> m.pt: code/__torch__.py:8:11: error: loop does not end after 100000 turns (limit 'turns') [FC-E206]
= 3

== ... raised
$ python3 $TREE/tests/cli/limits.py turns 100001 m.pt; flopcount -f csv --columns op -i 1x3 --limit turns=200000 m.pt
> op
> Relu

== a function that calls itself, in 250 blocks
$ python3 $TREE/tests/cli/limits.py recursion 250 m.pt; flopcount -f csv --columns op -i 1x3 m.pt
> op
2> m.pt: code/__torch__.py:250:488: error: calls nest deeper than 1000 (limit 'calls') [FC-E103]
= 3

== ... with the most that calls may be raised to
$ python3 $TREE/tests/cli/limits.py recursion 250 m.pt; flopcount -f csv --columns op -i 1x3 --limit calls=2000 m.pt
> op
2> m.pt: code/__torch__.py:242:472: error: calls nest deeper than 2000 (limit 'calls') [FC-E103]
= 3

== values that are followed
$ python3 $TREE/tests/cli/limits.py known 1025 m.onnx; flopcount -f csv --columns op,output_shapes m.onnx
> op,output_shapes
> ReduceSum,1
> Expand,<expand>

== ... raised
$ python3 $TREE/tests/cli/limits.py known 1025 m.onnx; flopcount -f csv --columns op,output_shapes --limit known=1025 m.onnx
> op,output_shapes
> ReduceSum,1
> Expand,1025

== ... lowered, and too low
$ python3 $TREE/tests/cli/limits.py known 65 m.onnx; flopcount -f csv --columns op,output_shapes --limit known=64 m.onnx; flopcount --limit known=63 m.onnx
> op,output_shapes
> ReduceSum,1
> Expand,<expand>
2> flopcount: error: option '--limit' takes NAME=VALUE with a number that the limit can be, not 'known=63'
2> flopcount: note: try 'flopcount --help'
= 2

== values that are followed in all
$ python3 $TREE/tests/cli/limits.py known 10 m.onnx; flopcount -f csv --columns op,output_shapes --limit followed=0 m.onnx
> op,output_shapes
> ReduceSum,1
> Expand,<expand>
2> m.onnx: warning: values of small tensors are followed no further (limit 'followed') [FC-W120]

== elements of a sequence
$ flopcount -f csv --columns op,output_shapes --limit sequence=0 fixtures/onnx/sem-sequences.onnx; flopcount -f csv --columns op,output_shapes fixtures/onnx/sem-sequences.onnx
> op,output_shapes
> SequenceConstruct,sequence(? ...)
> SequenceInsert,sequence(? ...)
> SequenceLength,scalar
> SequenceAt,4x3
> ConcatFromSequence,?
> SplitToSequence,sequence(? ...)
> SequenceAt,?
> op,output_shapes
> SequenceConstruct,sequence(2x3 4x3)
> SequenceInsert,sequence(2x3 4x3 2x3)
> SequenceLength,scalar
> SequenceAt,4x3
> ConcatFromSequence,8x3
> SplitToSequence,sequence(2x3 2x3 2x3 2x3)
> SequenceAt,2x3

== bodies of Loops that are inferred again
$ python3 $TREE/tests/cli/limits.py loops 6 m.onnx; flopcount -f csv --columns op,output_shapes --limit again=0 m.onnx
> op,output_shapes
> Loop,?
> Concat,?
> Loop,?
> Concat,?
> Loop,?
> Concat,?
> Loop,?
> Concat,?
> Loop,?
> Concat,?
> Loop,?
> Concat,(2*loop_size_95)
> Identity,scalar
> Identity,?
> Identity,?
> Identity,?
> Identity,?
> Identity,?
2> m.onnx: warning: bodies of Loops are inferred no more (limit 'again') [FC-W120]

== ... not so many
$ python3 $TREE/tests/cli/limits.py loops 6 m.onnx; flopcount -f csv --columns op,output_shapes m.onnx
> op,output_shapes
> Loop,loop_size_126
> Concat,(2*loop_size_63)
> Loop,loop_size_125
> Concat,(2*loop_size_94)
> Loop,loop_size_124
> Concat,(2*loop_size_109)
> Loop,loop_size_123
> Concat,(2*loop_size_116)
> Loop,loop_size_122
> Concat,(2*loop_size_119)
> Loop,loop_size_121
> Concat,(2*loop_size_120)
> Identity,scalar
> Identity,scalar
> Identity,scalar
> Identity,scalar
> Identity,scalar
> Identity,scalar

== symbols and numbers of a formula
$ flopcount -f csv --summary --columns nodes --limit formula=16 fixtures/onnx/sem-symbols.onnx; flopcount -f csv --summary fixtures/onnx/sem-symbols.onnx
> path,format,convention,status,params,param_bytes,buffers,buffer_bytes,macs,flops,read_bytes,write_bytes,access_bytes,access_elements,peak_activation_bytes,nodes,uncounted_nodes,file_bytes,weight_bytes,peak_activation_at
> fixtures/onnx/sem-symbols.onnx,onnx,paper,complete,72,288,2,16,72*N*floor((H + 1)/2)*floor((W + 1)/2),72*N*floor((H + 1)/2)*floor((W + 1)/2),8*N*H*W + size_1 + 328,size_6 + 32,size_7,size_8,size_2 - 16*N*floor((H + 3)/4)*floor((W + 3)/4) + 40,8,0,728,320,#4
> path,format,convention,status,params,param_bytes,buffers,buffer_bytes,macs,flops,read_bytes,write_bytes,access_bytes,access_elements,peak_activation_bytes,nodes,uncounted_nodes,file_bytes,weight_bytes,peak_activation_at
> fixtures/onnx/sem-symbols.onnx,onnx,paper,complete,72,288,2,16,72*N*floor((H + 1)/2)*floor((W + 1)/2),72*N*floor((H + 1)/2)*floor((W + 1)/2),8*N*H*W + 16*N*floor((H + 1)/2)*floor((W + 1)/2) + 16*N*floor((H + 3)/4)*floor((W + 3)/4) + 328,16*N*floor((H + 1)/2)*floor((W + 1)/2) + 48*N*floor((H + 3)/4)*floor((W + 3)/4) + 32,8*N*H*W + 32*N*floor((H + 1)/2)*floor((W + 1)/2) + 64*N*floor((H + 3)/4)*floor((W + 3)/4) + 360,2*N*H*W + 8*N*floor((H + 1)/2)*floor((W + 1)/2) + 16*N*floor((H + 3)/4)*floor((W + 3)/4) + 81,32*N*floor((H + 3)/4)*floor((W + 3)/4) + 40,8,0,728,320,#4

== symbols and numbers of all formulas
$ flopcount -f csv --columns output_shapes,write_bytes --limit formulas=0 fixtures/onnx/sem-symbols.onnx
> output_shapes,write_bytes
> Nx4xfloor((H + 1)/2)xfloor((W + 1)/2),16*N*floor((H + 1)/2)*floor((W + 1)/2)
> Nx4xfloor((H + 3)/4)xfloor((W + 3)/4),16*N*floor((H + 3)/4)*floor((W + 3)/4)
> Nx8xfloor((H + 3)/4)xfloor((W + 3)/4),32*N*floor((H + 3)/4)*floor((W + 3)/4)
> 4,0
> scalar,8
> 1,0
> 3,24
> Nx8x(floor((H + 3)/4)*floor((W + 3)/4)),0

== ... of rows that show the same ones
$ python3 $TREE/tests/cli/limits.py sums 40 m.onnx; flopcount -f csv --columns op,output_shapes --limit formulas=4000 m.onnx | cut -c1-30 | uniq -c
>       1 op,output_shapes
>       1 Concat,(d0 + d1 + d2 + d3 + d4
>       4 Relu,(d0 + d1 + d2 + d3 + d4 +
>      36 Relu,size_88

== steps of proofs
$ for n in 0 67108864; do flopcount -f csv --columns macs --limit proof=$n fixtures/onnx/bert-base.onnx | grep -c max; done
> 96
> 0
2> fixtures/onnx/bert-base.onnx: warning: formulas of sizes are compared no further (limit 'proof') [FC-W120]
= 1

== diagnostics
$ flopcount -f csv --columns macs --limit diagnostics=2 -i 1x3x224x224 fixtures/ts/mvit_v2_s.script.pt 2>&1 | grep FC-
> fixtures/ts/mvit_v2_s.script.pt: 21:5: node 'blocks/0/attn/pool_k/reshape' (Reshape): error: element counts of operand and target differ [FC-E302]
> fixtures/ts/mvit_v2_s.script.pt: 21:5: node 'blocks/0/attn/pool_v/reshape' (Reshape): error: element counts of operand and target differ [FC-E302]
> fixtures/ts/mvit_v2_s.script.pt: warning: more than 2 diagnostics, which are not kept (limit 'diagnostics') [FC-W120]

== code that is packed well, in several files
$ python3 $TREE/tests/cli/limits.py files 5 m.pt; (ulimit -t 10; flopcount -q -f csv --columns op -i 1x3 m.pt)
> op
2> m.pt: m/code/__torch__/a3.py: error: the archive's entry is larger than 4193909 bytes (limit 'source') [FC-E103]
= 3

== names and parameters of functions that are long, over and over
$ for kind in parameters operator; do python3 $TREE/tests/cli/limits.py $kind 20000 m.pt; (ulimit -t 10; flopcount -q -f csv --summary --columns nodes -i 1x3 m.pt 2>&1 | grep -o "more than.*"); done
> more than 1048576 statements were run (limit 'steps') [FC-E206]
> more than 1048576 statements were run (limit 'steps') [FC-E206]

== fixed: dimensions
$ python3 $TREE/tests/cli/limits.py rank 33 m.onnx; flopcount -f csv --columns op,output_shapes m.onnx
$ python3 $TREE/tests/cli/limits.py reshape 33 m.onnx; flopcount -f csv --columns op,output_shapes m.onnx
$ flopcount -f csv --columns op fixtures/onnx/bad-rank-5000.onnx
$ python3 $TREE/tests/cli/limits.py sizes 33 m.pt; flopcount -f csv --columns op -i 1x3 m.pt
> op,output_shapes
> Relu,?
> op,output_shapes
> Reshape,?
> op
> op
2> m.onnx: warning: 'x' has 33 dimensions, more than 32, and its shape is not followed [FC-W120]
2> m.onnx: node (Reshape): error: target has 33 dimensions, more than 32 [FC-E103]
2> fixtures/onnx/bad-rank-5000.onnx: error: tensor 'w' has more than 32 dimensions [FC-E111]
2> m.pt: data.pkl: error: a tensor has more than 32 dimensions [FC-E103]
= 3

== fixed: operands of a node
$ python3 $TREE/tests/cli/limits.py operands 65536 m.onnx; flopcount -f csv --columns op,output_shapes m.onnx
$ python3 $TREE/tests/cli/limits.py operands 65535 m.onnx; flopcount -f csv --columns op,output_shapes m.onnx
> op,output_shapes
> op,output_shapes
> Sum,1
2> m.onnx: node (Sum): error: more than 65535 operands, results or attributes [FC-E103]

== fixed: blocks and brackets of code
$ python3 $TREE/tests/cli/limits.py recursion 257 m.pt; flopcount -f csv --columns op -i 1x3 m.pt
$ python3 $TREE/tests/cli/limits.py brackets 400 m.pt; flopcount -f csv --columns op -i 1x3 m.pt
> op
> op
2> m.pt: code/__torch__.py:263:519: error: blocks nest deeper than 256 [FC-E103]
2> m.pt: code/__torch__.py:7:211: error: code nests deeper than 400 [FC-E103]
= 3

== fixed: bytes of a module path
$ python3 $TREE/tests/cli/limits.py path 600 m.onnx; flopcount -f csv --columns scope m.onnx | awk '{print length($0)}'
> 5
> 1023

== many functions of one name, one with many operands, domains and a node with many operands take time in proportion
$ for kind in overloads formals domains distinct; do python3 $TREE/tests/cli/limits.py $kind 60000 m.onnx; (ulimit -t 10; flopcount -q -f csv --summary --columns nodes m.onnx | tail -1 | cut -d, -f4,16); done
> complete,120000
> complete,60001
> partial,60000
> complete,4

== fixed: bytes of a name
$ for n in 65536 65537; do flopcount -q -f csv --columns op -i "x=$(head -c $n /dev/zero | tr "\\0" a)" fixtures/onnx/case-conv.onnx 2>&1 | grep -c FC-E501; done
> 0
> 1

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
$ cd $TREE; sed -n '/^enum fc_limit_usual/,/^}/s/^\tFC_LIMIT_\([A-Z]*\) = \([0-9 <]*[0-9]\).*/\1 \2/p' src/base/limits.h | while read -r n v; do l=$(echo $n | tr A-Z a-z); grep -A1 "Cm $l\$" man/flopcount.1 | grep -q "($(($v)))" || echo "$l is $(($v))"; done | wc -l
$ sed -n '/^enum fc_limit_usual/,/^}/p' src/base/limits.h | grep -c FC_LIMIT_
> 0
> 23

== each is reached here, is in the manual, and says its name; but for those that stop where weights would
$ cd $TREE; sed -n 's/^\tLIMIT(\([a-z]*\),.*/\1/p' src/base/limits.c | while read -r l; do
$ grep -q -- "--limit[ =]$l=" tests/cli/limits.t || echo "$l is not reached"
$ grep -q "^.It Cm $l\$" man/flopcount.1 || echo "$l is not in the manual"
$ grep -q "limit '$l'" tests/cli/limits.t || echo "$l has no message"
$ done
> formula has no message
> formulas has no message
> known has no message
> sequence has no message
