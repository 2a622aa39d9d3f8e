/* bind_attention.c -- PyTorch's fused attention, encoder layers, nested tensors */
#include <string.h>

#include "front/ts/shape.h"

/* --- scaled dot products ------------------------------------------------------------ */

/* Further results, of which only the type is known: log-sum-exp, seeds. */
static void
pad_results(struct fc_ts_call *c, unsigned n)
{
	while (c->result->item.n < n)
		fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, fc_ts_anything(c->ts)));
}

static bool
dot_product(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, "Attention");
	struct fc_ts_value *mask = fc_ts_arg(c, "attn_mask");
	struct fc_value *y;

	fc_ts_draft_in(&d, fc_ts_operand(c, "query"));
	fc_ts_draft_in(&d, fc_ts_operand(c, "key"));
	fc_ts_draft_in(&d, fc_ts_operand(c, "value"));
	fc_ts_draft_in(&d, fc_ts_as_tensor(c->ts, mask ? mask : fc_ts_arg(c, "attn_bias")));
	fc_draft_set_int(&d, "is_causal", fc_ts_arg_bool(c, "is_causal", false));
	y = fc_ts_draft_out(&d);
	if (!fc_ts_draft_done(c, &d) || c->row->results < 2)
		return c->result != NULL;
	c->result = fc_ts_list(c->ts, FC_TS_V_TUPLE);
	fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, y));
	pad_results(c, c->row->results);
	return true;
}

/* --- attention with its projections ---------------------------------------------------- */

struct projected {
	struct fc_value *query, *key, *value, *mask;
	bool weights, average;
};

/* weights, when they are asked for, in *weights_out. NULL: a limit. */
static struct fc_value *
project(struct fc_ts_call *c, const struct projected *p, struct fc_value **weights_out)
{
	struct fc_draft d = fc_ts_draft(c, "MultiHeadAttentionForward");
	struct fc_value *y;

	fc_ts_draft_in(&d, p->query);
	fc_ts_draft_in(&d, p->key);
	fc_ts_draft_in(&d, p->value);
	fc_ts_draft_in(&d, fc_ts_operand(c, "qkv_weight"));
	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "qkv_bias"));
	fc_ts_draft_in(&d, fc_ts_operand(c, "proj_weight"));
	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "proj_bias"));
	fc_ts_draft_in(&d, p->mask);
	fc_draft_set_int(&d, "num_heads", fc_ts_arg_int(c, "num_heads", fc_ts_arg_int(c, "num_head", 0)));
	fc_draft_set_int(&d, "average", p->average);
	y = fc_ts_draft_out(&d);
	if (p->weights)
		*weights_out = fc_ts_draft_out(&d);
	if (!fc_ts_draft_done(c, &d))
		return NULL;
	c->result = NULL;
	return y;
}

static bool
multi_head(struct fc_ts_call *c)
{
	struct projected p = { .query = fc_ts_operand(c, "query"), .key = fc_ts_operand(c, "key"),
		               .value = fc_ts_operand(c, "value"), .mask = fc_ts_arg_tensor(c, "mask"),
		               .weights = fc_ts_arg_bool(c, "need_weights", true),
		               .average = fc_ts_arg_bool(c, "average_attn_weights", true) };
	struct fc_value *weights = NULL, *y = project(c, &p, &weights);

	if (!y)
		return false;
	c->result = fc_ts_list(c->ts, FC_TS_V_TUPLE);
	fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, y));
	fc_ts_push(c->ts, c->result, weights ? fc_ts_tensor(c->ts, weights) : fc_ts_none(c->ts));
	return true;
}

static struct fc_value *
norm(struct fc_ts_call *c, struct fc_value *x, const char *weight, const char *bias)
{
	struct fc_draft d = fc_ts_draft(c, "LayerNormalization");

	if (!x)
		return NULL;
	fc_ts_draft_in(&d, x);
	fc_ts_draft_in(&d, fc_ts_operand(c, weight));
	fc_ts_draft_in(&d, fc_ts_operand(c, bias));
	fc_draft_set_int(&d, "axis", -1);
	return fc_ts_one(c, &d);
}

static struct fc_value *
linear(struct fc_ts_call *c, struct fc_value *x, const char *weight, const char *bias)
{
	struct fc_draft d = fc_ts_draft(c, "Linear");

	if (!x)
		return NULL;
	fc_ts_draft_in(&d, x);
	fc_ts_draft_in(&d, fc_ts_operand(c, weight));
	fc_ts_draft_in(&d, fc_ts_operand(c, bias));
	return fc_ts_one(c, &d);
}

static struct fc_value *
feed_forward(struct fc_ts_call *c, struct fc_value *x)
{
	x = linear(c, x, "ffn_weight_1", "ffn_bias_1");
	if (x)
		x = fc_ts_node(c, fc_ts_arg_bool(c, "use_gelu", false) ? "Gelu" : "Relu", x, NULL);
	return linear(c, x, "ffn_weight_2", "ffn_bias_2");
}

static struct fc_value *
attend(struct fc_ts_call *c, struct fc_value *x)
{
	struct projected p = { .query = x, .key = x, .value = x, .mask = fc_ts_arg_tensor(c, "mask") };

	return x ? project(c, &p, NULL) : NULL;
}

static struct fc_value *
sum(struct fc_ts_call *c, struct fc_value *x, struct fc_value *y)
{
	return x && y ? fc_ts_node(c, "Add", x, y) : NULL;
}

/* nn.TransformerEncoderLayer: norms before both parts, or behind their sums. */
static bool
encoder_layer(struct fc_ts_call *c)
{
	struct fc_value *x = fc_ts_operand(c, "src");

	if (fc_ts_arg_bool(c, "norm_first", false)) {
		x = sum(c, x, attend(c, norm(c, x, "norm_weight_1", "norm_bias_1")));
		x = sum(c, x, feed_forward(c, norm(c, x, "norm_weight_2", "norm_bias_2")));
	} else {
		x = norm(c, sum(c, x, attend(c, x)), "norm_weight_1", "norm_bias_1");
		x = norm(c, sum(c, x, feed_forward(c, x)), "norm_weight_2", "norm_bias_2");
	}
	return fc_ts_give(c, x);
}

/* --- nested tensors ----------------------------------------------------------------------- */

/* A nested tensor stands as the padded one it was made of: an upper bound of what it holds. */
static bool
padded(struct fc_ts_call *c)
{
	return fc_ts_give_same(c);
}

/* Whether a mask only cuts ends off hangs on its data. */
static bool
left_aligned(struct fc_ts_call *c)
{
	c->result = fc_ts_number(c->ts, FC_TS_V_BOOL, FC_SCALAR_UNKNOWN);
	return true;
}

#define QKV "T query, T key, T value, "
#define LAYER "T qkv_weight, T? qkv_bias, T proj_weight, T? proj_bias, "

const struct fc_ts_bind fc_ts_bind_attention[] = {
	{ "aten::_masked_softmax", "T self, T mask, i? dim=None, i? mask_type=None", "Softmax",
	  "input=self axis=dim", 1, NULL },
	{ "aten::_native_multi_head_attention", QKV "i embed_dim, i num_head, " LAYER "T? mask=None, "
	  "b need_weights=True, b average_attn_weights=True, i? mask_type=None", NULL, NULL, 2, multi_head },
	{ "aten::_nested_tensor_from_mask", "T t, T mask, b mask_check=True", NULL, NULL, 1, padded },
	{ "aten::_nested_tensor_from_mask_left_aligned", "T t, T mask", NULL, NULL, 1, left_aligned },
	{ "aten::_scaled_dot_product_attention", QKV "T? attn_mask=None, f dropout_p=0.0, "
	  "b need_attn_weights=False, b is_causal=False", "Attention", NULL, 2, dot_product },
	{ "aten::_scaled_dot_product_attention_math", QKV "T? attn_mask=None, f dropout_p=0.0, "
	  "b is_causal=False, T? dropout_mask=None, *, f? scale=None, b enable_gqa=False", "Attention",
	  NULL, 2,
	  dot_product },
	{ "aten::_scaled_dot_product_cudnn_attention", QKV "T? attn_bias, b compute_log_sumexp, "
	  "f dropout_p=0.0, b is_causal=False, b return_debug_mask=False, *, f? scale=None", "Attention",
	  NULL, 9,
	  dot_product },
	{ "aten::_scaled_dot_product_efficient_attention", QKV "T? attn_bias, b compute_log_sumexp, "
	  "f dropout_p=0.0, b is_causal=False, *, f? scale=None", "Attention", NULL, 4, dot_product },
	{ "aten::_scaled_dot_product_flash_attention", QKV "f dropout_p=0.0, b is_causal=False, "
	  "b return_debug_mask=False, *, f? scale=None", "Attention", NULL, 9, dot_product },
	{ "aten::_scaled_dot_product_flash_attention_for_cpu", QKV "f dropout_p=0.0, b is_causal=False, *, "
	  "T? attn_mask=None, f? scale=None", "Attention", NULL, 2, dot_product },
	{ "aten::_transformer_encoder_layer_fwd", "T src, i embed_dim, i num_heads, " LAYER "b use_gelu, "
	  "b norm_first, f eps, T norm_weight_1, T norm_bias_1, T norm_weight_2, T norm_bias_2, "
	  "T ffn_weight_1, T ffn_bias_1, T ffn_weight_2, T ffn_bias_2, T? mask=None, i? mask_type=None",
	  NULL, NULL, 1, encoder_layer },
	{ "aten::scaled_dot_product_attention", QKV "T? attn_mask=None, f dropout_p=0.0, "
	  "b is_causal=False, *, f? scale=None, b enable_gqa=False", "Attention", NULL, 1, dot_product },
	{ "aten::to_padded_tensor", "T self, f padding, i[]? output_size=None", NULL, NULL, 1, padded },
	{ 0 },
};
