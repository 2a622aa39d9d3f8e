/* attend.h -- shared by all forms of attention: sizes, and what a score costs */
#ifndef FC_OPS_ATTEND_H
#define FC_OPS_ATTEND_H

#include "ops/op.h"

/* Sizes of softmax(Q K^T) V; NaN: not known. */
struct fc_attend {
	struct fc_dim batch, heads, kv_heads;
	struct fc_dim q, kv;             /* rows of Q; of K and V, the past ones included */
	struct fc_dim qk_width, v_width; /* of one head */
	bool packed;                     /* heads are packed into the last axis */
};

/* Variables scores, qk_width and v_width, and softcapped: 1 when attribute softcap is there. */
void fc_attend_vars(struct fc_op_ctx *cx, const struct fc_attend *a);

/* Variable turned: elements of Q and K that rotary positions turn. */
void fc_attend_turned(struct fc_op_ctx *cx, const struct fc_attend *a);

/* QK^T, and AV by its own pair of dtypes. A causal mask or a window does not reduce the count. */
#define FC_ATTEND_MACS "macs = scores * qk_width; macs_other = scores * v_width"

/* Per score: the scale; max, sub, exp, the sum, div of the softmax; div, tanh, mul of a soft cap. */
#define FC_ATTEND_SCORES "simple = (4 + softcapped) * scores; special = (2 + 2 * softcapped) * scores"
/* Two products and a sum for each element that turns: of whole heads, or as many as the tables cover. */
#define FC_ATTEND_ROTARY                                                        \
	"simple = 3 * turned if do_rotary == 1 and not cos_cache; simple = 3 * " \
	"(turned / qk_width) * min(qk_width, 2 * cos_cache[-1]) if do_rotary == 1 and cos_cache"

/* RMS norm of each head of new queries and keys. */
#define FC_ATTEND_NORMS                                                               \
	"affine = turned if q_norm_weight; simple = 3 * turned if q_norm_weight; " \
	"special = 2 * turned / qk_width if q_norm_weight"

#define FC_ATTEND_SOURCE "QK^T and AV over all rows; scale, softmax, soft cap and mask per score"

#endif
