One node with its numbers put in, and the table of operators.

== by name
$ flopcount explain fixtures/onnx/case-conv-bias.onnx conv
> conv: Conv
>   in  X = x: float32 1x2x8x8
>   in  W = w: float32 4x2x3x3, parameter
>   in  B = b: float32 4, parameter
>   out Y = y: float32 1x4x8x8
>   attribute pads = 1 1 1 1
> formula
>   macs = |Y| * prod(W, 1) = 256 * 18 = 4608
>   bias_adds = |Y| = 256
>*   source: ONNX *
> facts
>   macs = 4608
>   bias_adds = 256
>   read_bytes = 816
>   write_bytes = 1024
>   read_elements = 204
>   write_elements = 256
>   params = 76
>   param_bytes = 304
>   status = complete

== by number
$ flopcount explain fixtures/onnx/resnet18.onnx '#2'
> /relu/Relu: Relu
>   scope = relu
>   in  X = /bn1/BatchNormalization_output_0: float32 1x64x112x112
>   out Y = /relu/Relu_output_0: float32 1x64x112x112
> formula
>   simple = |Y| = 802816
>*   source: ONNX *
> facts
>   simple = 802816
>   read_bytes = 3211264
>   write_bytes = 3211264
>   read_elements = 802816
>   write_elements = 802816
>   status = complete

== by the end of its name
$ flopcount explain fixtures/onnx/resnet18.onnx layer4.1/conv2/Conv | head -1
> /layer4/layer4.1/conv2/Conv: Conv

== the slash in front may be left out
$ flopcount explain fixtures/onnx/resnet18.onnx conv1/Conv | head -1
> /conv1/Conv: Conv

== the end of several names
$ flopcount explain fixtures/onnx/resnet18.onnx conv2/Conv
2> fixtures/onnx/resnet18.onnx: error: several nodes end in 'conv2/Conv': '/layer1/layer1.0/conv2/Conv' (#7), '/layer1/layer1.1/conv2/Conv' (#14), '/layer2/layer2.0/conv2/Conv' (#21) and 5 more [FC-E504]
= 2

== a part of some names
$ flopcount explain fixtures/onnx/resnet18.onnx layer4.1/conv2/Con
2> fixtures/onnx/resnet18.onnx: error: no node is called 'layer4.1/conv2/Con'; did you mean '/layer4/layer4.1/conv2/Conv'? [FC-E504]
= 2

== a misspelled name
$ flopcount explain fixtures/onnx/resnet18.onnx /laier4/layer4.1/conv2/Conf
2> fixtures/onnx/resnet18.onnx: error: no node is called '/laier4/layer4.1/conv2/Conf'; did you mean '/layer4/layer4.1/conv2/Conv' or '/layer4/layer4.0/conv2/Conv' or '/layer4/layer4.1/conv1/Conv'? [FC-E504]
= 2

== a name near none
$ flopcount explain fixtures/onnx/resnet18.onnx attention
2> fixtures/onnx/resnet18.onnx: error: no node is called 'attention' [FC-E504]
= 2

== a number beyond the last
$ flopcount explain fixtures/onnx/resnet18.onnx '#999'
2> fixtures/onnx/resnet18.onnx: error: no node is called '#999' [FC-E504]
= 2

== symbols stay, or get a value
$ flopcount explain fixtures/onnx/case-matmul-symbolic.onnx '#0' | grep 'macs ='
$ flopcount explain -d N=10 fixtures/onnx/case-matmul-symbolic.onnx '#0' | grep 'macs ='
>   macs = |Y| * K = 3*N * 8 = 24*N
>   macs = 24*N
>   macs = |Y| * K = 30 * 8 = 240
>   macs = 240

== an input that the model has not
$ flopcount explain -i z=1x2 fixtures/onnx/case-conv.onnx conv
2> flopcount: error: no model has an input 'z'
= 2

== a model that is none
$ flopcount explain fixtures/onnx/bad-text.onnx conv
2> fixtures/onnx/bad-text.onnx: error: file is text, not a model [FC-E104]
= 3

== an operator
$ flopcount ops Conv
> Conv
>   operands    X W! B!?
>   results     Y
>   attributes  auto_pad=NOTSET dilations group=1 kernel_shape pads strides
>   onnx        Conv 1
>   torchscript aten::_conv_depthwise2d, aten::_convolution_mode, aten::conv1d, aten::conv2d, aten::conv3d
>   counts      macs = |Y| * prod(W, 1)
>               bias_adds = |Y| if B
>*   source      ONNX *

== an operator by a format's name
$ flopcount ops com.microsoft::Gelu | head -1
> Gelu

== an unknown operator
$ flopcount ops Conw
2> flopcount: error: unknown operator 'Conw'; did you mean 'Conv'?
= 2

== every operator has a line
$ flopcount ops | head -1 | tr -s ' '
$ flopcount ops | grep -c '^Conv \|^MatMul \|^Softmax \|^LayerNormalization '
> operator names and opsets formula
> 4

== the reader has gone
$ mkfifo pipe; exec 3<>pipe 4>pipe 3>&-; flopcount ops >&4
= 141

== an operator that is not known, and what follows it
$ flopcount explain fixtures/onnx/sem-unknown-op.onnx foo
$ flopcount explain fixtures/onnx/sem-unknown-op.onnx relu
> foo: com.acme::Foo
>   in   = h: float32 4x3
>   out  = f: unknown
>   attribute k = 3
> formula
>   none: the operator is not known
> facts
>   macs = ?
>   bias_adds = ?
>   affine = ?
>   simple = ?
>   special = ?
>   read_bytes = ?
>   write_bytes = ?
>   read_elements = ?
>   write_elements = ?
>   status = uncounted: unknown operator
> relu: Relu
>   in  X = f: unknown
>   out Y = y: ? ?
> formula
>   simple = |Y| = ?
>   source: ONNX Relu-14: max
> facts
>   read_bytes = ?
>   write_bytes = ?
>   read_elements = ?
>   write_elements = ?
>   status = partial: a size is not known
2> fixtures/onnx/sem-unknown-op.onnx: node 'foo' (Foo): warning: operator 'com.acme::Foo' is not known [FC-W201]
2> fixtures/onnx/sem-unknown-op.onnx: node 'foo' (Foo): warning: operator 'com.acme::Foo' is not known [FC-W201]

== a node in a loop, and the loop
$ flopcount explain fixtures/onnx/case-loop.onnx '#1'
$ flopcount explain fixtures/onnx/case-loop.onnx loop
> (no name): MatMul
>   scope = loop
>   in  A = v_in: float32 4x8
>   in  B = w: float32 8x8, parameter
>   out Y = v_out: float32 4x8
> formula
>   macs = |Y| * K = 32 * 8 = 256
>   source: ONNX MatMul-13
>   times 10 for the loops around it
> facts
>   macs = 2560
>   read_bytes = 3840
>   write_bytes = 1280
>   read_elements = 960
>   write_elements = 320
>   params = 64
>   param_bytes = 256
>   status = complete
> loop: Loop
>   in  M = m: int64 scalar, constant
>   in  v_initial = x: float32 4x8
>   out v_final_and_scan_outputs = y: float32 4x8
>   attribute body = a body
> formula
>   that of its bodies
>   source: ONNX Loop-25: trip count times the body
> facts
>   status = complete

== lists of tensors
$ flopcount explain fixtures/onnx/sem-sequences.onnx '#1'
> (no name): SequenceInsert
>   in  input_sequence = s: sequence
>   in  tensor = a: float32 2x3
>   out output_sequence = s2: sequence
> formula
>   nothing is computed; data is moved
>   source: ONNX SequenceInsert-11
> facts
>   read_bytes = 96
>   write_bytes = 96
>   read_elements = 24
>   write_elements = 24
>   status = complete

== bytes moved of one operand
$ flopcount explain fixtures/onnx/case-gather.onnx '#0'
> gather: Gather
>   in  data = table: float32 1000x64, parameter
>   in  indices = rows: int64 4, buffer
>   out output = y: float32 4x64
> formula
>   read(data) = |output| = 256
>   source: ONNX Gather-13
> facts
>   read_bytes = 1056
>   write_bytes = 1024
>   read_elements = 260
>   write_elements = 256
>   params = 64000
>   param_bytes = 256000
>   buffers = 4
>   buffer_bytes = 32
>   status = complete

== attributes that are numbers and words
$ flopcount explain fixtures/onnx/sem-plugins.onnx regions
> regions: trt.plugins::ROIAlign_TRT
>   in  X = f: float32 1x16x32x32
>   in  rois = rois: float32 10x4
>   in  batch_indices = of: int64 10
>   out Y = r: float32 10x16x7x7
>   attribute output_height = 7
>   attribute output_width = 7
>   attribute sampling_ratio = 2
>   attribute coordinate_transformation_mode = half_pixel
>   attribute mode = avg
> formula
>   simple = 8 * |Y| * samples = 8 * 7840 * 4 = 250880
>   source: ONNX RoiAlign-16: a bilinear sample is 4 mul, 3 add, and one add into the bin
> facts
>   simple = 250880
>   read_bytes = 65776
>   write_bytes = 31360
>   read_elements = 16434
>   write_elements = 7840
>   status = complete

== a user's operator that counts nothing
$ printf '{"operators": [{"name": "com.acme::FoldConv", "inputs": ["X", "W!", "B!?"], "attributes": {"stride": 1, "pads": [0, 0]}, "outputs": [{"shape": "X"}]}]}' > ops.json
$ flopcount explain --ops ops.json fixtures/ops/acme.onnx '#0'
> fold: com.acme::FoldConv
>   in  X = x: float32 batchx4x10
>   in  W = w: float32 8x4x3, parameter
>   in  B = b: float32 8, parameter
>   out Y = y: float32 batchx4x10
>   attribute pads = 1 1
>   attribute stride = 2
> formula
>   none: its cost is not modelled
>   source: ops.json:1
> facts
>   macs = ?
>   bias_adds = ?
>   affine = ?
>   simple = ?
>   special = ?
>   read_bytes = ?
>   write_bytes = ?
>   read_elements = ?
>   write_elements = ?
>   params = 104
>   param_bytes = 416
>   status = uncounted: its cost is not modelled
