#!/usr/bin/env python3
"""Records what ONNX Runtime says of residual.onnx: record.py [FOLDER]   (needs onnx, onnxruntime, an x86)

residual.onnx is a residual block, a branch and a loop; none.onnx and all.onnx are the graphs that ran
without and with optimization, none.json and all.json the profiles of three runs, cut to what is read.
"""
import json
import os
import sys

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper

CHANNELS = 16  # of the blocked layout


def weight(name, *shape):
    size = int(np.prod(shape))
    return numpy_helper.from_array((np.arange(size, dtype=np.float32) % 7 - 3).reshape(shape) / size, name)


def float_value(name, *shape):
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def branch():
    """A body with a MatMul and one with a Relu, both without names."""
    then = helper.make_graph([helper.make_node("MatMul", ["features", "square"], ["left"])], "then", [],
                             [float_value("left", 1, CHANNELS)])
    other = helper.make_graph([helper.make_node("Relu", ["features"], ["right"])], "else", [],
                              [float_value("right", 1, CHANNELS)])
    return helper.make_node("If", ["choose"], ["chosen"], "choice", then_branch=then, else_branch=other)


def loop():
    """Five times a MatMul."""
    body = helper.make_graph(
        [helper.make_node("MatMul", ["state", "square"], ["next"], "step"),
         helper.make_node("Identity", ["going"], ["go"])], "body",
        [helper.make_tensor_value_info("i", TensorProto.INT64, []),
         helper.make_tensor_value_info("going", TensorProto.BOOL, []), float_value("state", 1, CHANNELS)],
        [helper.make_tensor_value_info("go", TensorProto.BOOL, []), float_value("next", 1, CHANNELS)])
    return helper.make_node("Loop", ["five", "", "chosen"], ["y"], "loop", body=body)


def model():
    nodes = [
        helper.make_node("Conv", ["x", "w1"], ["c1"], "conv1"),
        helper.make_node("Relu", ["c1"], ["r1"], "relu1"),
        helper.make_node("Conv", ["r1", "w2"], ["c2"], "conv2"),
        helper.make_node("Add", ["c2", "r1"], ["sum"], "add"),
        helper.make_node("Relu", ["sum"], ["r2"], "relu2"),
        helper.make_node("GlobalAveragePool", ["r2"], ["pooled"]),
        helper.make_node("Flatten", ["pooled"], ["features"]),
        branch(), loop()]
    graph = helper.make_graph(
        nodes, "residual",
        [float_value("x", 1, CHANNELS, 8, 8), helper.make_tensor_value_info("choose", TensorProto.BOOL, [])],
        [float_value("y", 1, CHANNELS)],
        [weight("w1", CHANNELS, CHANNELS, 1, 1), weight("w2", CHANNELS, CHANNELS, 1, 1),
         weight("square", CHANNELS, CHANNELS), numpy_helper.from_array(np.array(5, np.int64), "five")])
    return helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17)])


def record(folder, level, optimization):
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 4
    options.graph_optimization_level = optimization
    options.enable_profiling = True
    options.profile_file_prefix = os.path.join(folder, "raw")
    options.optimized_model_filepath = os.path.join(folder, level + ".onnx")
    session = ort.InferenceSession(os.path.join(folder, "residual.onnx"), options, ["CPUExecutionProvider"])
    for _ in range(3):
        session.run(None, {"x": np.ones((1, CHANNELS, 8, 8), np.float32), "choose": np.array(True)})
    raw = session.end_profiling()
    with open(raw, encoding="utf-8") as f:
        events = json.load(f)
    os.unlink(raw)
    for event in events:
        event["args"] = {k: v for k, v in event["args"].items() if k in ("op_name", "node_index", "provider")}
        del event["pid"], event["tid"]
    with open(os.path.join(folder, level + ".json"), "w", encoding="utf-8") as f:
        f.write("[\n" + ",\n".join(json.dumps(e) for e in events) + "\n]\n")


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    onnx.save(model(), os.path.join(folder, "residual.onnx"))
    record(folder, "none", ort.GraphOptimizationLevel.ORT_DISABLE_ALL)
    record(folder, "all", ort.GraphOptimizationLevel.ORT_ENABLE_ALL)


main()
