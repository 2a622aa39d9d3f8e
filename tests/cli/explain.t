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
