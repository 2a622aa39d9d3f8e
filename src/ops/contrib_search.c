/* contrib_search.c -- com.microsoft's text generation: bodies that run once, and once per token */
#include "ops/control.h"
#include "ops/families.h"
#include "ops/size.h"

/*
 * A search ends where the data say, and at max_length at the latest: that is
 * what counts, each step as long as the last one. ONNX Runtime's
 * contrib_ops/cpu/transformers (beam_search_impl_gpt.h, beam_search_impl_t5.h,
 * subgraph_*.cc) says which body runs how often on what.
 */
enum { IDS, MAX_LENGTH };

struct search {
	bool encoder;              /* T5, Whisper; else GPT: a decoder alone */
	struct fc_dim batch, rows; /* rows: a decoder's batch, one for each beam */
	struct fc_dim start, max;  /* tokens before the search, and at its end */
	struct fc_dim encoded;     /* positions that the encoder makes */
};

/* The integer that operand i holds; an unknown, the same for all who ask, when the file does not tell. */
static struct fc_dim
number(struct fc_op_ctx *cx, int i, const char *what)
{
	struct fc_dim v = fc_op_value_dim(cx, (unsigned)i);
	struct fc_shape s = fc_op_shape(cx, (unsigned)i);
	struct fc_scalar *at;

	if (!fc_dim_is_nan(v) || !fc_dim_is(fc_shape_size(cx->dims, s), 1))
		return v;
	v = fc_op_unknown(cx, what, FC_DIM_NAN);
	cx->node->in[i]->known = fc_builder_known(cx->b, 1, &at);
	at[0] = fc_scalar_dim(v);
	return v;
}

/* Rows of the last result of the encoder, a cross attention's cache [batch, heads, rows, width]. */
static struct fc_dim
encoded_rows(struct fc_op_ctx *cx)
{
	const struct fc_graph *body = fc_control_body(cx, "encoder");
	const struct fc_value *last = NULL;

	if (body && body->outputs.n)
		last = fc_control_result(body, body->outputs.n - 1);
	if (last && last->type.kind == FC_KIND_TENSOR && last->type.shape.rank == 4)
		return last->type.shape.dim[2];
	return fc_op_shape(cx, IDS).rank == 2 ? fc_size_at(cx, IDS, 1) : FC_DIM_NAN;
}

static void
read_search(struct fc_op_ctx *cx, struct search *s)
{
	int beams = fc_op_in_index(cx->op, "num_beams"), first = fc_op_in_index(cx->op, "decoder_input_ids");

	s->encoder = fc_op_int(cx, "model_type") != 0;
	s->batch = s->rows = fc_size_at(cx, IDS, 0);
	if (beams >= 0)
		s->rows = fc_dim_mul(cx->dims, s->batch, number(cx, beams, "beams"));
	s->max = number(cx, MAX_LENGTH, "max_length");
	s->encoded = s->encoder ? encoded_rows(cx) : FC_DIM_NAN;
	if (!s->encoder)
		s->start = fc_size_at(cx, IDS, 1);
	else if (first >= 0 && fc_op_has(cx, (unsigned)first))
		s->start = fc_size_at(cx, (unsigned)first, 1);
	else
		s->start = fc_dim_int(cx->dims, 1);
}

/* --- what the bodies run on ----------------------------------------------------------- */

/* Open sizes of a body's operand: rows of its batch, length along the axis that tokens stand on. */
static void
fit(struct fc_op_ctx *cx, struct fc_value *v, struct fc_dim rows, struct fc_dim length)
{
	enum fc_dtype t = (enum fc_dtype)v->type.dtype;
	struct fc_shape s = v->type.shape;
	int batch = s.rank == 5 ? 1 : 0, along = s.rank == 2 ? 1 : s.rank - 2;
	struct fc_dim dim[FC_LIMIT_RANK];
	int64_t n;

	if (v->type.kind != FC_KIND_TENSOR || s.rank < 2 || s.rank > 5)
		return;
	for (int i = 0; i < s.rank; i++)
		dim[i] = s.dim[i];
	if (!fc_dim_const(dim[batch], &n) && !fc_dim_is_nan(rows))
		dim[batch] = rows;
	if (!fc_dim_const(dim[along], &n) && !fc_dim_is_nan(length))
		dim[along] = length;
	fc_control_retype(v, fc_type_tensor(t, fc_shape_make(cx->dims, dim, s.rank)));
}

static int
rank_of(const struct fc_value *v)
{
	return v->type.kind == FC_KIND_TENSOR ? v->type.shape.rank : -1;
}

/* Caches are as long as all of it where their filled length is an operand of its own. */
static bool
shares_buffer(const struct fc_graph *body)
{
	for (uint32_t k = 1; k < body->inputs.n; k++)
		if (rank_of(body->inputs.at[k]) == 1)
			return true;
	return false;
}

/* GPT: input_ids, position_ids, attention_mask, caches [2, rows, heads, past, width]. */
static void
type_gpt(struct fc_op_ctx *cx, struct fc_graph *body, const struct search *s, bool first)
{
	struct fc_dim tokens = first ? s->start : fc_dim_int(cx->dims, 1);
	struct fc_dim all = first ? s->start : fc_dim_addi(cx->dims, s->max, -1);
	struct fc_dim past = shares_buffer(body) ? s->max : fc_dim_sub(cx->dims, all, tokens);

	for (uint32_t k = 0; k < body->inputs.n; k++)
		fit(cx, body->inputs.at[k], s->rows, k < 2 ? tokens : k == 2 ? all : past);
}

/* T5, Whisper: input_ids, what the encoder made, caches [rows, heads, past, width], cross ones last. */
static void
type_decoder(struct fc_op_ctx *cx, struct fc_graph *body, const struct search *s)
{
	struct fc_dim tokens = fc_dim_addi(cx->dims, s->max, -1); /* all so far, unless the file says one */
	struct fc_dim past = shares_buffer(body) ? s->max : fc_dim_addi(cx->dims, s->max, -2);
	unsigned caches = 0, seen = 0;

	for (uint32_t k = 0; k < body->inputs.n; k++)
		caches += rank_of(body->inputs.at[k]) == 4;
	for (uint32_t k = 0; k < body->inputs.n; k++) {
		bool own = rank_of(body->inputs.at[k]) == 4 && seen++ < caches / 2;

		fit(cx, body->inputs.at[k], s->rows, k == 0 ? tokens : own ? past : s->encoded);
	}
}

/* The operand itself, a mask as long (T5), the tokens that start the decoder. */
static void
type_encoder(struct fc_op_ctx *cx, struct fc_graph *body, const struct search *s)
{
	bool masked = fc_op_shape(cx, IDS).rank == 2;

	for (uint32_t k = 1; k < body->inputs.n; k++)
		fit(cx, body->inputs.at[k], s->batch, k == 1 && masked ? fc_size_at(cx, IDS, 1) : s->start);
	if (body->inputs.n)
		fc_control_retype(body->inputs.at[0], fc_op_type(cx, IDS));
}

static bool
search_body(struct fc_op_ctx *cx, unsigned i, struct fc_graph *body)
{
	struct search s;

	(void)i;
	read_search(cx, &s);
	body->once = body != fc_control_body(cx, "decoder");
	if (body == fc_control_body(cx, "encoder"))
		type_encoder(cx, body, &s);
	else if (s.encoder)
		type_decoder(cx, body, &s);
	else
		type_gpt(cx, body, &s, body->once);
	return true;
}

/* --- how often the decoder runs ------------------------------------------------------- */

/*
 * GPT's first run is on the whole prompt: the body of its own, or as many runs
 * on one token. An encoder that takes the first tokens makes the next one.
 */
static struct fc_dim
decoder_runs(struct fc_op_ctx *cx, const struct search *s)
{
	const struct fc_graph *encoder = fc_control_body(cx, "encoder");
	struct fc_dim runs = fc_dim_sub(cx->dims, s->max, s->start);
	int64_t n;

	if (!s->encoder && !fc_control_body(cx, "init_decoder"))
		runs = fc_dim_addi(cx->dims, s->max, -1);
	else if (!s->encoder || (encoder && (encoder->inputs.n > 2 || fc_op_shape(cx, IDS).rank == 3)))
		runs = fc_dim_addi(cx->dims, runs, -1);
	return fc_dim_const(runs, &n) && n < 0 ? fc_dim_int(cx->dims, 0) : runs;
}

static struct fc_dim
vocabulary(struct fc_op_ctx *cx)
{
	const struct fc_graph *body = fc_control_body(cx, "decoder");
	const struct fc_value *logits = body ? fc_control_result(body, 0) : NULL;

	if (fc_op_int(cx, "vocab_size") > 0)
		return fc_op_dim(cx, "vocab_size");
	return logits && rank_of(logits) > 0 ? logits->type.shape.dim[rank_of(logits) - 1] : FC_DIM_NAN;
}

/* Scores of attention to what was heard [batch, sequences, heads of all layers, tokens, rows]; silence. */
static void
whisper_results(struct fc_op_ctx *cx, const struct search *s, struct fc_dim sequences, enum fc_dtype t)
{
	struct fc_dim dim[5] = { s->batch, sequences, fc_size_at(cx, 12, 0), FC_DIM_NAN, s->encoded };

	if (fc_op_wants(cx, 3))
		dim[3] = fc_op_unknown(cx, "tokens", s->max);
	fc_op_out_dims(cx, 3, t, dim, 5);
	fc_op_out_dims(cx, 4, t, dim, 1);
}

static bool
beam_infer(struct fc_op_ctx *cx)
{
	enum fc_dtype t = fc_op_has(cx, 5) ? fc_op_dtype(cx, 5) : FC_DTYPE_FLOAT32;
	struct fc_dim dim[4], sequences = number(cx, 4, "sequences");
	struct search s;

	read_search(cx, &s);
	fc_node_runs(cx->node, decoder_runs(cx, &s), FC_DIM_NAN);
	dim[0] = s.batch;
	dim[1] = sequences;
	dim[2] = s.max;
	fc_op_out_dims(cx, 0, FC_DTYPE_INT32, dim, 3);
	fc_op_out_dims(cx, 1, t, dim, 2);
	whisper_results(cx, &s, sequences, t);
	dim[0] = fc_dim_sub(cx->dims, s.max, s.start);
	dim[1] = s.batch;
	dim[2] = number(cx, 3, "beams");
	dim[3] = vocabulary(cx);
	return fc_op_out_dims(cx, 2, t, dim, 4);
}

static bool
greedy_infer(struct fc_op_ctx *cx)
{
	struct search s;

	read_search(cx, &s);
	fc_node_runs(cx->node, decoder_runs(cx, &s), FC_DIM_NAN);
	fc_op_out_dims(cx, 0, FC_DTYPE_INT32, (struct fc_dim[]){ s.batch, s.max }, 2);
	return fc_op_out_dims(cx, 1, FC_DTYPE_FLOAT32, (struct fc_dim[]){ s.batch, vocabulary(cx) }, 2);
}

#define BODIES "decoder encoder init_decoder model_type=0 vocab_size=-1"
#define BOUND  ": the decoder up to max_length, each step as the last; the encoder and init_decoder once"

const struct fc_op fc_ops_contrib_search[] = {
	{ .name = "BeamSearch",
	  .in = "input_ids max_length# min_length#? num_beams# num_return_sequences# length_penalty? "
	        "repetition_penalty? vocab_mask? prefix_vocab_mask? attention_mask? decoder_input_ids? "
	        "logits_processor? cross_qk_layer_head? extra_decoding_ids? temperature?",
	  .out = "sequences sequences_scores? scores? cross_qk? non_speech_probs?", .attr = BODIES,
	  .cost = "", .infer = beam_infer, .body = search_body, .flags = FC_OP_BODY,
	  .source = "com.microsoft BeamSearch, WhisperBeamSearch" BOUND },
	{ .name = "GreedySearch",
	  .in = "input_ids max_length# min_length#? repetition_penalty? vocab_mask? prefix_vocab_mask? "
	        "attention_mask? presence_mask? seed?",
	  .out = "sequences filtered_logits?", .attr = BODIES, .cost = "", .infer = greedy_infer,
	  .body = search_body, .flags = FC_OP_BODY, .source = "com.microsoft GreedySearch, Sampling" BOUND },
	{ .name = NULL },
};
