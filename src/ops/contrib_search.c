/* contrib_search.c -- com.microsoft's text generation around a decoder */
#include "ops/size.h"

/*
 * How many tokens come before the end the data tell, so neither the search nor
 * its steps are priced: each body counts once, which is a lower bound, and the
 * node says that it is not counted.
 */
static void
one_run(struct fc_op_ctx *cx)
{
	cx->node->trips = fc_dim_int(cx->dims, 1);
}

static bool
beam_infer(struct fc_op_ctx *cx)
{
	enum fc_dtype ids = FC_DTYPE_INT32, t = fc_op_has(cx, 5) ? fc_op_dtype(cx, 5) : FC_DTYPE_FLOAT32;
	struct fc_dim dim[4], batch = fc_size_or(cx, fc_size_at(cx, 0, 0), "batch");
	struct fc_dim length = fc_size_value(cx, 1, "length");

	one_run(cx);
	dim[0] = batch;
	dim[1] = fc_size_value(cx, 4, "sequences");
	dim[2] = length;
	fc_op_out_dims(cx, 0, ids, dim, 3);
	fc_op_out_dims(cx, 1, t, dim, 2);
	dim[0] = fc_dim_sub(cx->dims, length, fc_size_at(cx, 0, 1));
	dim[1] = batch;
	dim[2] = fc_op_value_dim(cx, 3);
	dim[3] = fc_op_int(cx, "vocab_size") > 0 ? fc_op_dim(cx, "vocab_size") : FC_DIM_NAN;
	return fc_op_out_dims(cx, 2, t, dim, 4);
}

static bool
greedy_infer(struct fc_op_ctx *cx)
{
	struct fc_dim dim[2];

	one_run(cx);
	dim[0] = fc_size_or(cx, fc_size_at(cx, 0, 0), "batch");
	dim[1] = fc_size_value(cx, 1, "length");
	fc_op_out_dims(cx, 0, FC_DTYPE_INT32, dim, 2);
	dim[1] = fc_op_int(cx, "vocab_size") > 0 ? fc_op_dim(cx, "vocab_size") : FC_DIM_NAN;
	return fc_op_out_dims(cx, 1, FC_DTYPE_FLOAT32, dim, 2);
}

#define BODIES "decoder encoder init_decoder vocab_size=-1"

const struct fc_op fc_ops_contrib_search[] = {
	{ .name = "BeamSearch",
	  .in = "input_ids max_length# min_length#? num_beams# num_return_sequences# length_penalty? "
	        "repetition_penalty? vocab_mask? prefix_vocab_mask? attention_mask? "
	        "decoder_input_ids? logits_processor?", .out = "sequences sequences_scores? scores?",
	  .attr = BODIES, .infer = beam_infer, .flags = FC_OP_BODY | FC_OP_OPAQUE,
	  .source = "com.microsoft BeamSearch" },
	{ .name = "GreedySearch",
	  .in = "input_ids max_length# min_length#? repetition_penalty? vocab_mask? "
	        "prefix_vocab_mask? attention_mask? presence_mask? seed?",
	  .out = "sequences filtered_logits?", .attr = BODIES, .infer = greedy_infer,
	  .flags = FC_OP_BODY | FC_OP_OPAQUE, .source = "com.microsoft GreedySearch, Sampling" },
	{ .name = NULL },
};
