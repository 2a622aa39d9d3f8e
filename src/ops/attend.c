/* attend.c -- shared by all forms of attention: what is counted per score */
#include "ops/attend.h"

void
fc_attend_vars(struct fc_op_ctx *cx, const struct fc_attend *a)
{
	struct fc_dims *t = cx->dims;
	struct fc_dim scores = fc_dim_mul(t, fc_dim_mul(t, a->batch, a->heads), fc_dim_mul(t, a->q, a->kv));

	fc_op_var(cx, "scores", scores);
	fc_op_var(cx, "qk_width", a->qk_width);
	fc_op_var(cx, "v_width", a->v_width);
	fc_op_var(cx, "softcapped", fc_dim_int(t, fc_op_real(cx, "softcap") != 0));
}

void
fc_attend_turned(struct fc_op_ctx *cx, const struct fc_attend *a)
{
	struct fc_dims *t = cx->dims;
	struct fc_dim heads = fc_dim_add(t, a->heads, a->kv_heads), tokens = fc_dim_mul(t, a->batch, a->q);

	fc_op_var(cx, "turned", fc_dim_mul(t, tokens, fc_dim_mul(t, heads, a->qk_width)));
}
