/* rnn.c -- recurrent layers: RNN, GRU, LSTM */
#include "ops/fused.h"
#include "ops/same.h"
#include "ops/size.h"

static int
directions(const struct fc_op_ctx *cx)
{
	return fc_op_text_is(cx, "direction", "bidirectional") ? 2 : 1;
}

/*
 * Operations of all activations of one hidden element in one step, over the
 * directions: functions of the layer, how often each is applied per element.
 */
static void
activation_vars(struct fc_op_ctx *cx, const char *const *otherwise, const int *times, unsigned n)
{
	const struct fc_attr *a = fc_node_attr(cx->node, "activations");
	unsigned dirs = (unsigned)directions(cx), i;
	struct fc_fused each;
	int simple = 0, special = 0, all = 0;
	bool given = a && a->kind == FC_ATTR_TEXTS && a->n >= n * dirs;

	for (i = 0; i < n * dirs; i++) {
		each = fc_fused_activation(given ? a->text[i] : otherwise[i % n]);
		simple += times[i % n] * each.simple;
		special += times[i % n] * each.special;
		all += times[i % n];
	}
	if (fc_op_has_attr(cx, "clip"))
		simple += 2 * all;
	fc_op_var(cx, "activation_simple", fc_dim_int(cx->dims, simple));
	fc_op_var(cx, "activation_special", fc_dim_int(cx->dims, special));
	fc_op_var(cx, "directions", fc_dim_int(cx->dims, (int64_t)dirs));
}

/* Steps, batch and hidden size, from the first operand that knows. */
struct sizes {
	struct fc_dim steps, batch, hidden;
};

static void
read_sizes(struct fc_op_ctx *cx, struct sizes *s)
{
	bool batch_first = fc_op_int(cx, "layout") == 1;

	s->steps = fc_size_at(cx, 0, batch_first ? 1 : 0);
	s->batch = fc_size_at(cx, 0, batch_first ? 0 : 1);
	s->batch = fc_size_first(s->batch, fc_size_at(cx, 5, batch_first ? 0 : 1));
	s->batch = fc_size_first(s->batch, fc_size_at(cx, 4, 0));
	s->hidden = fc_op_has_attr(cx, "hidden_size") ? fc_op_dim(cx, "hidden_size") : FC_DIM_NAN;
	s->hidden = fc_size_first(s->hidden, fc_size_at(cx, 2, 2));
	s->hidden = fc_size_first(s->hidden, fc_size_at(cx, 5, 2));
}

static void
size_vars(struct fc_op_ctx *cx)
{
	struct sizes s;

	read_sizes(cx, &s);
	fc_op_var(cx, "steps", s.steps);
	fc_op_var(cx, "batch", s.batch);
	fc_op_var(cx, "hidden", s.hidden);
}

/* W is [directions, gates * hidden, input] and R [directions, gates * hidden, hidden]. */
static bool
check_weights(struct fc_op_ctx *cx, const struct sizes *s, int gates)
{
	struct fc_dim dirs = fc_dim_int(cx->dims, directions(cx)), at;
	struct fc_dim rows = fc_dim_muli(cx->dims, s->hidden, gates);
	unsigned i;

	for (i = 0; i < 3; i++)
		if (!fc_op_need_rank(cx, i, 3, 3))
			return false;
	for (i = 1; i < 3; i++) {
		at = fc_size_at(cx, i, 0);
		if (!fc_op_need_equal(cx, at, dirs, "directions of a weight"))
			return false;
		at = fc_size_at(cx, i, 1);
		if (!fc_op_need_equal(cx, at, rows, "rows of a weight"))
			return false;
	}
	return fc_op_need_equal(cx, fc_size_at(cx, 0, 2), fc_size_at(cx, 1, 2), "input size");
}

static bool
rnn_out(struct fc_op_ctx *cx, struct sizes s)
{
	struct fc_dim dirs = fc_dim_int(cx->dims, directions(cx));
	enum fc_dtype t = fc_op_dtype(cx, 0);

	s.steps = fc_size_or(cx, s.steps, "steps");
	s.batch = fc_size_or(cx, s.batch, "batch");
	s.hidden = fc_size_or(cx, s.hidden, "hidden");
	if (fc_op_int(cx, "layout") == 1) {
		fc_op_out_dims(cx, 0, t, (struct fc_dim[]){ s.batch, s.steps, dirs, s.hidden }, 4);
		fc_op_out_dims(cx, 1, t, (struct fc_dim[]){ s.batch, dirs, s.hidden }, 3);
		return fc_op_out_dims(cx, 2, t, (struct fc_dim[]){ s.batch, dirs, s.hidden }, 3);
	}
	fc_op_out_dims(cx, 0, t, (struct fc_dim[]){ s.steps, dirs, s.batch, s.hidden }, 4);
	fc_op_out_dims(cx, 1, t, (struct fc_dim[]){ dirs, s.batch, s.hidden }, 3);
	return fc_op_out_dims(cx, 2, t, (struct fc_dim[]){ dirs, s.batch, s.hidden }, 3);
}

static bool
rnn_results(struct fc_op_ctx *cx, int gates)
{
	struct sizes s;

	read_sizes(cx, &s);
	return check_weights(cx, &s, gates) && rnn_out(cx, s);
}

static bool
rnn_infer(struct fc_op_ctx *cx)
{
	return rnn_results(cx, 1);
}

static void
rnn_vars(struct fc_op_ctx *cx)
{
	static const char *const f[] = { "Tanh" };
	static const int times[] = { 1 };

	size_vars(cx);
	activation_vars(cx, f, times, 1);
}

static bool
gru_infer(struct fc_op_ctx *cx)
{
	return rnn_results(cx, 3);
}

static void
gru_vars(struct fc_op_ctx *cx)
{
	static const char *const f[] = { "Sigmoid", "Tanh" };
	static const int times[] = { 2, 1 };

	size_vars(cx);
	activation_vars(cx, f, times, 2);
}

static bool
lstm_infer(struct fc_op_ctx *cx)
{
	return rnn_results(cx, 4);
}

static void
lstm_vars(struct fc_op_ctx *cx)
{
	static const char *const f[] = { "Sigmoid", "Tanh", "Tanh" };
	static const int times[] = { 3, 1, 1 };

	size_vars(cx);
	activation_vars(cx, f, times, 3);
}

/* com.microsoft keeps the weights of the quantised form turned: R is [directions, hidden, 4 * hidden]. */
static bool
quantised_lstm_infer(struct fc_op_ctx *cx)
{
	struct sizes s;

	for (unsigned i = 0; i < 3; i++)
		if (!fc_op_need_rank(cx, i, 3, 3))
			return false;
	read_sizes(cx, &s);
	s.hidden = fc_size_first(fc_size_at(cx, 2, 1), s.hidden);
	if (!fc_op_need_equal(cx, fc_size_at(cx, 0, 2), fc_size_at(cx, 1, 1), "input size"))
		return false;
	return rnn_out(cx, s);
}

static void
quantised_lstm_vars(struct fc_op_ctx *cx)
{
	lstm_vars(cx);
	fc_op_var(cx, "hidden", fc_size_at(cx, 2, 1));
}

/* W takes X and the attention of the step before; the attention is over memory M [batch, steps, depth]. */
static bool
attention_lstm_infer(struct fc_op_ctx *cx)
{
	struct sizes s;

	for (unsigned i = 0; i < 3; i++)
		if (!fc_op_need_rank(cx, i, 3, 3))
			return false;
	read_sizes(cx, &s);
	return rnn_out(cx, s);
}

#define GATES      "macs = steps * batch * (|W| + |R|); bias_adds = steps * batch * |B|"
#define ACTIVATION                                             \
	"simple = steps * batch * hidden * activation_simple; " \
	"special = steps * batch * hidden * activation_special"
#define ATTRIBUTES "direction=forward layout=0 hidden_size activations activation_alpha activation_beta clip"

#define LSTM                                                                           \
	GATES "; affine = steps * batch * |P|; simple = steps * batch * |P|; "         \
	      "simple = 8 * directions * steps * batch * hidden; " ACTIVATION

#define MEMORY "directions * steps * batch * M[1]"

const struct fc_op fc_ops_rnn[] = {
	{ .name = "AttnLSTM",
	  .in = "X W! R! B!? sequence_lens? initial_h? initial_c? P!? QW!? MW!? V!? M? memory_seq_lens? AW!?",
	  .out = "Y? Y_h? Y_c?", .attr = ATTRIBUTES " input_forget=0", .infer = attention_lstm_infer,
	  .cost = LSTM "; macs = steps * batch * (|QW| + |AW|) + prod(M, 0, 2) * |MW|; macs = " MEMORY
	          " * V[-1]; macs_other = " MEMORY " * M[2]; simple = " MEMORY " * (V[-1] + 3); special = "
	          MEMORY " * (V[-1] + 2)", .vars = lstm_vars, .kind = FC_CLASS_RNN, .pair_other = { 11, 11 },
	  .source = "com.microsoft AttnLSTM: as LSTM; keys once, and a step: the query, V tanh(keys + "
	            "query), softmax, the context, the attention layer" },
	{ .name = "DynamicQuantizeLSTM",
	  .in = "X W! R! B!? sequence_lens? initial_h? initial_c? P!? W_scale~ W_zero_point~ "
	        "R_scale~ R_zero_point~", .out = "Y? Y_h? Y_c?", .attr = ATTRIBUTES " input_forget=0",
	  .infer = quantised_lstm_infer, .cost = LSTM "; simple = 4 * |X|; special = |X|",
	  .vars = quantised_lstm_vars, .kind = FC_CLASS_RNN,
	  .source = "com.microsoft DynamicQuantizeLSTM: as LSTM, and X is quantised" },
	{ .name = "GRU", .in = "X W! R! B!? sequence_lens? initial_h?", .out = "Y? Y_h?",
	  .attr = ATTRIBUTES " linear_before_reset=0", .infer = gru_infer,
	  .cost = GATES "; simple = 8 * directions * steps * batch * hidden; " ACTIVATION,
	  .vars = gru_vars, .kind = FC_CLASS_RNN,
	  .source = "ONNX GRU-22 equations: 3 gate sums, r*H, (1 - z)*h + z*H; 2 f, 1 g per "
	            "element and step" },
	{ .name = "GRUUnit", .in = "hidden_prev gates seq_lengths? t?", .out = "hidden",
	  .attr = "drop_states=0", .infer = fc_same_infer,
	  .cost = "simple = 8 * |hidden|; special = 5 * |hidden|", .kind = FC_CLASS_RNN,
	  .source = "ONNX 1.0 GRUUnit: the gates come in computed; 2 sigmoids, tanh, (1 - z)*h + z*H" },
	{ .name = "LSTM", .in = "X W! R! B!? sequence_lens? initial_h? initial_c? P!?",
	  .out = "Y? Y_h? Y_c?", .attr = ATTRIBUTES " input_forget=0", .infer = lstm_infer,
	  .cost = LSTM, .vars = lstm_vars, .kind = FC_CLASS_RNN,
	  .source = "ONNX LSTM-22 equations: 4 gate sums, f*C + i*c, o*h; 3 f, g, h per element "
	            "and step" },
	{ .name = "RNN", .in = "X W! R! B!? sequence_lens? initial_h?", .out = "Y? Y_h?",
	  .attr = ATTRIBUTES, .infer = rnn_infer,
	  .cost = GATES "; simple = directions * steps * batch * hidden; " ACTIVATION, .vars = rnn_vars,
	  .kind = FC_CLASS_RNN,
	  .source = "ONNX RNN-22 equation: one gate sum, one f per element and step" },
	{ .name = NULL },
};
