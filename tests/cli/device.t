Devices, and what they make of a model. Expected times: operations / peak, bytes / bandwidth, by hand.

== a device as JSON
$ flopcount device raspberry-pi-4 | head -3
> {
>   "schema": "flopcount.device/1",
>   "name": "raspberry-pi-4",

== the list is sorted
$ flopcount device | tail -n +2 | cut -d' ' -f1 | LC_ALL=C sort -c

== no such device
$ flopcount device t5
2> flopcount: error: unknown device 't5'; did you mean 't4'?
= 2

== no such device for a count
$ flopcount --device t5 fixtures/onnx/resnet18.onnx
2> flopcount: error: unknown device 't5'; did you mean 't4'?
2> flopcount: note: 'flopcount device' lists those known; a file's name ends in .json
= 2

== no such file
$ flopcount --device none.json fixtures/onnx/resnet18.onnx
2> flopcount: error: cannot read 'none.json': No such file or directory
= 2

== a file that describes none
$ echo '{"schema": "flopcount.device/1"}' >d.json; flopcount --device d.json fixtures/onnx/resnet18.onnx
2> flopcount: error: 'd.json' describes no device: 'peak_flops' is needed: an object of types and operations a second
= 2

== columns: 236027904 operations through 1e12, 3851008 bytes through 1e11
$ echo '{"schema": "flopcount.device/1", "peak_flops": {"float32": 1e12}, "memory_bandwidth": 1e11}' >d.json
$ flopcount --device d.json -f csv --top 2 fixtures/onnx/resnet18.onnx | cut -d, -f2,13,17-
> name,access_bytes,bound,intensity,predicted_ms
> /conv1/Conv,3851008,compute,61.289902,0.236027904
> /bn1/BatchNormalization,6423552,memory,0.249960,0.064235520

== the same from the device's own JSON
$ flopcount device t4 >t4.json
$ flopcount --device t4.json -f csv fixtures/onnx/resnet18.onnx >a.csv; flopcount --device t4 -f csv fixtures/onnx/resnet18.onnx | cmp a.csv

== the longest layers first: (9437184 + 2 * 100352) bytes through 3.2e11
$ flopcount --device t4 --sort predicted_ms --top 2 -f csv --columns name,bound,predicted_ms fixtures/onnx/resnet18.onnx
> name,bound,predicted_ms
> /layer4/layer4.0/conv2/Conv,memory,0.030118400
> /layer4/layer4.1/conv1/Conv,memory,0.030118400

== symbols leave the total open
$ flopcount --device t4 fixtures/onnx/bert-base.onnx | grep -A1 predicted
> predicted        ?  at least, on NVIDIA T4
>*                     * nodes left out: sizes not known (-d), or no peak for their type

== values close it
$ flopcount --device t4 -d batch=1 -d seq=8 fixtures/onnx/bert-base.onnx | grep predicted
>* predicted*ms  at least, on NVIDIA T4; bound by compute *%, by memory the rest

== the picture is well-formed, a model that failed keeps its place
$ flopcount -q --device a100-80 -f svg -o r.svg fixtures/onnx/resnet18.onnx fixtures/onnx/bad-text.onnx
$ python3 -c 'import xml.dom.minidom as m; d = m.parse("r.svg"); print(len(d.getElementsByTagName("svg")), len(d.getElementsByTagName("circle")) > 40)'
> 3 True
2>* fixtures/onnx/bad-text.onnx: error: *

== a device is nothing to a graph
$ flopcount --device t4 -f dot -o a.dot fixtures/onnx/case-conv.onnx
2> flopcount: note: --device changes nothing in the format dot

== what is measured is read back
$ flopcount device measure >m.json && flopcount --device m.json fixtures/onnx/resnet18.onnx | grep predicted
>* predicted*s  at least, on this machine, * thread*; bound by *

== what a device cannot be
$ d() { printf '%s' "$1" >d.json; flopcount --device d.json -f csv --columns macs fixtures/onnx/case-conv.onnx; }
$ d '{'; d '[]'; d '{"schema": 3}'; d '{"schema": "flopcount.device/9"}'; d '{"schema": "flopcount.device/1", "peak_flops": 3}'
$ d '{"schema": "flopcount.device/1", "peak_flops": {"float33": 1e12}, "memory_bandwidth": 1e9}'
$ for v in 0 -1 '"1"' 1e25 null; do d "{\"schema\": \"flopcount.device/1\", \"peak_flops\": {\"float32\": $v}, \"memory_bandwidth\": 1e9}"; done
$ for v in 0 '"1"' 1e25; do d "{\"schema\": \"flopcount.device/1\", \"peak_flops\": {\"float32\": 1e12}, \"memory_bandwidth\": $v}"; done
$ for v in -1 1.5 '"1"' '[]'; do d "{\"schema\": \"flopcount.device/1\", \"peak_flops\": {\"float32\": 1e12}, \"memory_bandwidth\": 1e9, \"cache_bytes\": $v, \"cache_bandwidth\": 1e10}"; done
2> flopcount: error: 'd.json' describes no device: it is no JSON object
2> flopcount: error: 'd.json' describes no device: it is no JSON object
2> flopcount: error: 'd.json' describes no device: 'schema' is not "flopcount.device/1"
2> flopcount: error: 'd.json' describes no device: 'schema' is not "flopcount.device/1"
2> flopcount: error: 'd.json' describes no device: 'peak_flops' is needed: an object of types and operations a second
2> flopcount: error: 'd.json' describes no device: 'peak_flops' has a key that is no data type
2> flopcount: error: 'd.json' describes no device: 'peak_flops' has a value that is no number of operations a second
2> flopcount: error: 'd.json' describes no device: 'peak_flops' has a value that is no number of operations a second
2> flopcount: error: 'd.json' describes no device: 'peak_flops' has a value that is no number of operations a second
2> flopcount: error: 'd.json' describes no device: 'peak_flops' has a value that is no number of operations a second
2> flopcount: error: 'd.json' describes no device: 'peak_flops' has a value that is no number of operations a second
2> flopcount: error: 'd.json' describes no device: 'memory_bandwidth' is needed: bytes a second
2> flopcount: error: 'd.json' describes no device: 'memory_bandwidth' is needed: bytes a second
2> flopcount: error: 'd.json' describes no device: 'memory_bandwidth' is needed: bytes a second
2> flopcount: error: 'd.json' describes no device: 'cache_bytes' is no number of bytes
2> flopcount: error: 'd.json' describes no device: 'cache_bytes' is no number of bytes
2> flopcount: error: 'd.json' describes no device: 'cache_bytes' is no number of bytes
2> flopcount: error: 'd.json' describes no device: 'cache_bytes' is no number of bytes
= 2

== a device of integers alone: float32 has no peak, and nothing is predicted
$ echo '{"schema": "flopcount.device/1", "name": 3, "peak_flops": {"int8": 1e12}, "memory_bandwidth": 1e9}' >d.json; flopcount --device d.json -f csv --columns bound,intensity,predicted_ms fixtures/onnx/case-conv.onnx
> bound,intensity,predicted_ms
> ,5.052632,

== types that are wider stand in for those without a peak
By hand: 4,608 multiply-adds are 9,216 operations, through 5e8; 1,824 bytes through 1e12 are less.
$ echo '{"schema": "flopcount.device/1", "peak_flops": {"float64": 5e8}, "memory_bandwidth": 1e12}' >d.json; flopcount --device d.json -f csv --columns bound,predicted_ms fixtures/onnx/case-conv.onnx
> bound,predicted_ms
> compute,0.018432000
