/* opaque.c -- operators whose work the file does not show: their results are what it declares */
#include "ops/families.h"

/* A front-end gives results of no known type the types that the file declares. */
static bool
declared_infer(struct fc_op_ctx *cx)
{
	(void)cx;
	return true;
}

/* A gradient is as large as what it is taken by; operands xs come first. */
static bool
gradient_infer(struct fc_op_ctx *cx)
{
	for (unsigned i = 0; i < cx->node->n_out && i < cx->node->n_in; i++)
		fc_op_out_type(cx, i, fc_op_type(cx, i));
	return true;
}

const struct fc_op fc_ops_opaque[] = {
	{ .name = "ATen", .in = "inputs*", .out = "outputs*", .attr = "operator overload_name",
	  .infer = declared_infer, .flags = FC_OP_OPAQUE,
	  .why = "an operator of PyTorch is called by name, with arguments that the file does not keep",
	  .source = "PyTorch ATen, Caffe2's fallback" },
	{ .name = "EPContext", .in = "inputs*", .out = "outputs*",
	  .attr = "embed_mode ep_cache_context ep_sdk_version hardware_architecture main_context "
	          "max_size notes onnx_model_filename partition_name source",
	  .infer = declared_infer, .flags = FC_OP_OPAQUE,
	  .why = "compiled for one machine: the graph is not in the file",
	  .source = "com.microsoft EPContext" },
	{ .name = "Gist", .in = "X", .out = "Y", .attr = "to", .infer = declared_infer, .flags = FC_OP_OPAQUE,
	  .why = "a compressed form that only its runtime knows",
	  .source = "com.microsoft GistPack8Encoder and its like" },
	{ .name = "Gradient", .in = "inputs*", .out = "outputs*", .attr = "xs y zs", .infer = gradient_infer,
	  .flags = FC_OP_OPAQUE,
	  .why = "it stands for the gradients of other nodes: about twice the products of what leads to y",
	  .source = "ONNX Gradient-1" },
	{ .name = "PythonOp", .in = "inputs*", .out = "outputs*", .attr = "func_name",
	  .infer = declared_infer, .flags = FC_OP_OPAQUE,
	  .why = "a function of Python's that the file only names",
	  .source = "com.microsoft PythonOp, PythonOpGrad" },
	{ .name = "RecurrentTraining", .in = "inputs*", .out = "outputs*",
	  .attr = "activations activation_alpha activation_beta clip direction hidden_size input_forget "
	          "linear_before_reset", .infer = declared_infer, .flags = FC_OP_OPAQUE,
	  .why = "a recurrent layer in training: what it keeps of each step is its runtime's own",
	  .source = "com.microsoft LSTMTraining, LSTMGrad, GRUTraining, GRUGrad" },
	{ .name = "Sharded", .in = "inputs*", .out = "outputs*",
	  .attr = "input_device_mesh_shapes output_device_mesh_shapes", .infer = declared_infer,
	  .flags = FC_OP_OPAQUE, .why = "a part of an operator: device meshes decide which",
	  .source = "com.microsoft DistributedMatMul and its like" },
	{ .name = "Snpe", .in = "inputs*", .out = "outputs*", .attr = "DLC notes snpe_version target_device",
	  .infer = declared_infer, .flags = FC_OP_OPAQUE,
	  .why = "a container of another format: its graph is not read", .source = "com.microsoft Snpe" },
	{ .name = "TritonOp", .in = "inputs*", .out = "outputs*", .attr = "func_name onnx_key onnx_string",
	  .infer = declared_infer, .flags = FC_OP_OPAQUE,
	  .why = "a kernel of Triton's that the file only names",
	  .source = "com.microsoft TritonOp" },
	{ .name = NULL },
};
