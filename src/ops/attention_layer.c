/* attention_layer.c -- PyTorch's attention with its projections in one node */
#include "ops/attend.h"
#include "ops/families.h"
#include "ops/size.h"

enum { QUERY, KEY, VALUE, IN_WEIGHT, IN_BIAS, OUT_WEIGHT };

/* query [batch, rows, width]; in_weight [3 * hidden, width] projects to Q, K and V, out_weight back. */
static void
read_layer(struct fc_op_ctx *cx, struct fc_attend *a, struct fc_dim *hidden)
{
	*hidden = fc_dim_floordiv(cx->dims, fc_size_at(cx, IN_WEIGHT, 0), fc_dim_int(cx->dims, 3));
	*a = (struct fc_attend){ .packed = true };
	a->heads = a->kv_heads = fc_op_dim(cx, "num_heads");
	a->batch = fc_size_at(cx, QUERY, 0);
	a->q = fc_size_at(cx, QUERY, 1);
	a->kv = fc_size_at(cx, KEY, 1);
	a->qk_width = a->v_width = fc_dim_floordiv(cx->dims, *hidden, a->heads);
}

static bool
layer_infer(struct fc_op_ctx *cx)
{
	enum fc_dtype t = fc_op_dtype(cx, QUERY);
	struct fc_dim hidden, width = fc_size_at(cx, OUT_WEIGHT, 0);
	struct fc_attend a;

	for (unsigned i = QUERY; i <= VALUE; i++)
		if (!fc_op_need_rank(cx, i, 3, 3))
			return false;
	if (fc_op_int(cx, "num_heads") < 1)
		return fc_op_fail(cx, FC_E_ATTRIBUTE, "num_heads is needed");
	if (!fc_op_need_equal(cx, fc_size_at(cx, QUERY, 2), fc_size_at(cx, IN_WEIGHT, 1), "input size"))
		return false;
	read_layer(cx, &a, &hidden);
	if (fc_op_int(cx, "average"))
		fc_op_out_dims(cx, 1, t, (struct fc_dim[]){ a.batch, a.q, a.kv }, 3);
	else
		fc_op_out_dims(cx, 1, t, (struct fc_dim[]){ a.batch, a.heads, a.q, a.kv }, 4);
	return fc_op_out_dims(cx, 0, t, (struct fc_dim[]){ a.batch, a.q, width }, 3);
}

/* tokens: rows that are projected, of Q, K and V together. */
static void
layer_vars(struct fc_op_ctx *cx)
{
	struct fc_dim hidden, rows;
	struct fc_attend a;

	read_layer(cx, &a, &hidden);
	rows = fc_dim_add(cx->dims, fc_size_at(cx, KEY, 1), fc_size_at(cx, VALUE, 1));
	rows = fc_dim_add(cx->dims, a.q, rows);
	fc_attend_vars(cx, &a);
	fc_op_var(cx, "hidden", hidden);
	fc_op_var(cx, "tokens", fc_dim_mul(cx->dims, a.batch, rows));
}

const struct fc_op fc_ops_attention_layer[] = {
	{ .name = "MultiHeadAttentionForward",
	  .in = "query key value in_weight! in_bias!? out_weight! out_bias!? mask?", .out = "Y weights?",
	  .attr = "num_heads average=1", .infer = layer_infer,
	  .cost = "macs = tokens * hidden * query[2] + |Y| * hidden; macs_other = scores * (qk_width + "
	          "v_width); bias_adds = tokens * hidden if in_bias; bias_adds = |Y| if out_bias; "
	          FC_ATTEND_SCORES "; simple = scores if mask; simple = scores if weights",
	  .vars = layer_vars, .pair = { QUERY, IN_WEIGHT }, .pair_other = { QUERY, VALUE },
	  .kind = FC_CLASS_ATTENTION,
	  .source = "PyTorch nn.MultiheadAttention: projections to Q, K and V and back; " FC_ATTEND_SOURCE },
	{ .name = NULL },
};
