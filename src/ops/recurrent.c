/* recurrent.c -- PyTorch's recurrent layers: stacked in one node, cells, packed sequences */
#include <string.h>

#include "ops/families.h"
#include "ops/fused.h"
#include "ops/size.h"

/* Gate sums and products of one hidden element and step, and the activations of its gates. */
static const struct mode {
	const char *name, *other; /* the activation that is no sigmoid */
	int gates, simple, sigmoids, others;
} modes[] = {
	{ "gru", "tanh", 3, 8, 2, 1 },
	{ "lstm", "tanh", 4, 8, 3, 2 },
	{ "rnn_relu", "relu", 1, 1, 0, 1 },
	{ "rnn_tanh", "tanh", 1, 1, 0, 1 },
};

static const struct mode *
mode_of(const struct fc_op_ctx *cx)
{
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++)
		if (fc_op_text_is(cx, "mode", modes[i].name))
			return &modes[i];
	return &modes[1];
}

/* The first weights: [gates * hidden, input], [gates * hidden, out]; out differs under a projection. */
struct sizes {
	struct fc_dim hidden, out, directions, stack; /* stack: layers times directions */
};

static void
read_sizes(struct fc_op_ctx *cx, unsigned weight, struct sizes *s)
{
	struct fc_dim layers = fc_op_dim(cx, "num_layers");

	s->directions = fc_dim_int(cx->dims, fc_op_int(cx, "bidirectional") ? 2 : 1);
	s->stack = fc_dim_mul(cx->dims, fc_size_first(layers, fc_dim_int(cx->dims, 1)), s->directions);
	s->hidden = fc_dim_floordiv(cx->dims, fc_size_at(cx, weight, 0),
	                            fc_dim_int(cx->dims, mode_of(cx)->gates));
	s->out = fc_op_has(cx, weight + 1) ? fc_size_at(cx, weight + 1, 1) : s->hidden;
}

/* matrices, vectors: elements of all weights, of all biases. */
static void
weight_vars(struct fc_op_ctx *cx, unsigned weight)
{
	struct fc_dim matrices = fc_dim_int(cx->dims, 0), vectors = matrices, n;

	for (unsigned i = weight; i < cx->node->n_in; i++) {
		n = fc_shape_size(cx->dims, fc_op_shape(cx, i));
		if (fc_op_has(cx, i) && fc_op_shape(cx, i).rank == 1)
			vectors = fc_dim_add(cx->dims, vectors, n);
		else if (fc_op_has(cx, i))
			matrices = fc_dim_add(cx->dims, matrices, n);
	}
	fc_op_var(cx, "matrices", matrices);
	fc_op_var(cx, "vectors", vectors);
}

/* What one hidden element takes in one step. */
static void
element_vars(struct fc_op_ctx *cx)
{
	const struct mode *m = mode_of(cx);
	struct fc_fused sigmoid = fc_fused_activation("sigmoid"), other = fc_fused_activation(m->other);
	int simple = m->simple + m->sigmoids * sigmoid.simple + m->others * other.simple;

	fc_op_var(cx, "each_simple", fc_dim_int(cx->dims, simple));
	fc_op_var(cx, "each_special",
	          fc_dim_int(cx->dims, m->sigmoids * sigmoid.special + m->others * other.special));
}

/* --- layers ------------------------------------------------------------------------- */

enum { STATE = 1, CELL = 2, BATCH_SIZES = 3, WEIGHT = 4 };

static struct fc_dim
batch_of(struct fc_op_ctx *cx)
{
	struct fc_dim batch = fc_size_at(cx, 0, fc_op_int(cx, "batch_first") ? 0 : 1);
	unsigned n;
	const struct fc_scalar *at = fc_op_known(cx, BATCH_SIZES, &n);

	if (fc_op_has(cx, BATCH_SIZES)) /* the first step has all sequences */
		batch = at && n ? fc_scalar_as_dim(cx->dims, at[0]) : FC_DIM_NAN;
	return fc_size_first(batch, fc_size_at(cx, STATE, 1));
}

static bool
layers_infer(struct fc_op_ctx *cx)
{
	enum fc_dtype t = fc_op_dtype(cx, 0);
	struct fc_dim dim[3], batch, width;
	struct sizes s;
	int rank = fc_op_has(cx, BATCH_SIZES) ? 2 : 3;

	if (!fc_op_need_rank(cx, 0, rank, rank))
		return false;
	read_sizes(cx, WEIGHT, &s);
	if (!fc_op_need_equal(cx, fc_size_at(cx, 0, rank - 1), fc_size_at(cx, WEIGHT, 1), "input size"))
		return false;
	width = fc_size_or(cx, s.out, "width");
	batch = fc_size_or(cx, batch_of(cx), "batch");
	for (int i = 0; i < rank - 1; i++)
		dim[i] = fc_size_or(cx, fc_size_at(cx, 0, i), "steps");
	dim[rank - 1] = fc_dim_mul(cx->dims, width, s.directions);
	fc_op_out_dims(cx, 0, t, dim, rank);
	fc_op_out_dims(cx, 1, t, (struct fc_dim[]){ s.stack, batch, width }, 3);
	return fc_op_out_dims(cx, 2, t, (struct fc_dim[]){ s.stack, batch, s.hidden }, 3);
}

static void
layers_vars(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim rows = FC_DIM_NAN;
	struct sizes s;

	read_sizes(cx, WEIGHT, &s);
	if (x.rank > 0)
		rows = fc_shape_count(cx->dims, x, 0, x.rank - 1);
	fc_op_var(cx, "rows", rows);
	fc_op_var(cx, "units", fc_dim_mul(cx->dims, fc_dim_mul(cx->dims, rows, s.hidden), s.stack));
	weight_vars(cx, WEIGHT);
	element_vars(cx);
}

/* --- one step ------------------------------------------------------------------------- */

enum { CELL_WEIGHT = 3 };

static bool
cell_infer(struct fc_op_ctx *cx)
{
	if (!fc_op_need_equal(cx, fc_size_at(cx, 0, -1), fc_size_at(cx, CELL_WEIGHT, 1), "input size"))
		return false;
	fc_op_out(cx, 1, fc_op_dtype(cx, 0), fc_op_shape(cx, CELL));
	return fc_op_out(cx, 0, fc_op_dtype(cx, 0), fc_op_shape(cx, STATE));
}

static void
cell_vars(struct fc_op_ctx *cx)
{
	struct fc_shape h = fc_op_shape(cx, STATE);
	struct fc_dim rows = FC_DIM_NAN;

	if (h.rank > 0)
		rows = fc_shape_count(cx->dims, h, 0, h.rank - 1);
	fc_op_var(cx, "rows", rows);
	fc_op_var(cx, "units", fc_shape_size(cx->dims, h));
	weight_vars(cx, CELL_WEIGHT);
	element_vars(cx);
}

/* --- packed sequences ------------------------------------------------------------------- */

/* X [steps, batch, ...] and the length of each sequence -> [rows, ...], how many run in each step. */
static bool
pack_infer(struct fc_op_ctx *cx)
{
	bool batch_first = fc_op_int(cx, "batch_first") != 0;
	struct fc_dim rows = fc_dim_int(cx->dims, 0), longest = rows, v, dim[FC_LIMIT_RANK];
	struct fc_dim steps = fc_size_at(cx, 0, batch_first ? 1 : 0);
	struct fc_dim batch = fc_size_at(cx, 0, batch_first ? 0 : 1);
	struct fc_shape x = fc_op_shape(cx, 0);
	unsigned n;
	const struct fc_scalar *at = fc_op_known(cx, 1, &n);

	if (!fc_op_need_rank(cx, 0, 2, FC_LIMIT_RANK))
		return false;
	for (unsigned i = 0; at && i < n; i++) {
		v = fc_scalar_as_dim(cx->dims, at[i]);
		rows = fc_dim_add(cx->dims, rows, v);
		longest = fc_dim_max(cx->dims, longest, v);
	}
	if (!at || fc_dim_is_nan(longest))
		longest = fc_op_unknown(cx, "steps", steps);
	if (!at || fc_dim_is_nan(rows))
		rows = fc_op_unknown(cx, "rows", fc_dim_mul(cx->dims, steps, batch));
	dim[0] = rows;
	for (int i = 2; i < x.rank; i++)
		dim[i - 1] = x.dim[i];
	fc_op_out_dims(cx, 1, FC_DTYPE_INT64, &longest, 1);
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, x.rank - 1);
}

/* All sequences run in the first step, longer ones in each of the later. */
static void
pack_fold(struct fc_op_ctx *cx)
{
	struct fc_dim steps = fc_size_out(cx, 1).rank == 1 ? fc_size_out(cx, 1).dim[0] : FC_DIM_NAN;
	struct fc_scalar *at;
	int64_t n;

	if (!fc_dim_const(steps, &n) || n < 1 || (uint64_t)n > cx->b->limits.known)
		return;
	at = fc_op_scalars(cx, (unsigned)n);
	at[0] = fc_scalar_dim(fc_size_at(cx, 0, fc_op_int(cx, "batch_first") ? 0 : 1));
	fc_op_set_known(cx, 1, at, (unsigned)n);
}

/* How many sequences were packed: the batch of what was packed, when that is in sight. */
static struct fc_dim
packed_batch(struct fc_op_ctx *cx)
{
	const struct fc_value *sizes = fc_op_in(cx, 1);
	const struct fc_node *pack = sizes ? sizes->producer : NULL;
	const struct fc_attr *a;
	struct fc_shape x;
	unsigned n;
	const struct fc_scalar *at = fc_op_known(cx, 1, &n);
	bool batch_first;

	if (at && n && fc_scalar_is_known(at[0]))
		return fc_scalar_as_dim(cx->dims, at[0]);
	if (!pack || !pack->op || strcmp(pack->op->name, "PackPadded") != 0 || !pack->in[0])
		return FC_DIM_NAN;
	x = pack->in[0]->type.shape;
	a = fc_node_attr(pack, "batch_first");
	batch_first = a && a->n && fc_dim_is(a->dim[0], 1);
	return x.rank >= 2 ? x.dim[batch_first ? 0 : 1] : FC_DIM_NAN;
}

static bool
pad_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK + 1], steps = fc_op_dim(cx, "total_length"), batch;
	bool batch_first = fc_op_int(cx, "batch_first") != 0;
	int64_t v;

	if (!fc_op_need_rank(cx, 0, 1, FC_LIMIT_RANK - 1))
		return false;
	if (fc_dim_const(steps, &v) && v < 1)
		steps = fc_size_at(cx, 1, 0);
	batch = fc_size_or(cx, packed_batch(cx), "batch");
	fc_op_out_dims(cx, 1, FC_DTYPE_INT64, &batch, 1);
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	dim[batch_first ? 1 : 0] = fc_size_or(cx, steps, "steps");
	dim[batch_first ? 0 : 1] = batch;
	for (int i = 1; i < x.rank; i++)
		dim[i + 1] = x.dim[i];
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, x.rank + 1);
}

#define COST                                                                          \
	"macs = rows * matrices; bias_adds = rows * vectors; simple = units * each_simple; " \
	"special = units * each_special"

const struct fc_op fc_ops_recurrent[] = {
	{ .name = "PackPadded", .in = "X lengths#", .out = "data batch_sizes", .attr = "batch_first=0",
	  .infer = pack_infer, .fold = pack_fold, .cost = "read(X) = |data|",
	  .source = "PyTorch pack_padded_sequence: the rows of each step, without padding" },
	{ .name = "PadPacked", .in = "data batch_sizes#", .out = "padded lengths",
	  .attr = "batch_first=0 total_length=0 padding_value", .infer = pad_infer, .cost = "",
	  .source = "PyTorch pad_packed_sequence" },
	{ .name = "Recurrent", .in = "X H? C? batch_sizes#? W!*", .out = "Y H_n? C_n?",
	  .attr = "mode=lstm num_layers=1 bidirectional=0 batch_first=0", .infer = layers_infer, .cost = COST,
	  .vars = layers_vars, .kind = FC_CLASS_RNN, .pair = { 0, WEIGHT },
	  .source = "PyTorch nn.LSTM, nn.GRU, nn.RNN: every weight once per step and sequence; gates as ONNX "
	            "LSTM-22, GRU-22, RNN-22" },
	{ .name = "RecurrentCell", .in = "X H C? W!*", .out = "H_n C_n?", .attr = "mode=lstm",
	  .infer = cell_infer, .cost = COST, .vars = cell_vars, .kind = FC_CLASS_RNN,
	  .pair = { 0, CELL_WEIGHT },
	  .source = "PyTorch nn.LSTMCell, nn.GRUCell, nn.RNNCell: one step" },
	{ .name = NULL },
};
