/* bind_loss.c -- PyTorch's losses and distances */
#include <string.h>

#include "front/ts/shape.h"

static const char *
reduction(const struct fc_ts_call *c)
{
	static const char *const names[] = { "none", "mean", "sum" };
	int64_t i = fc_ts_arg_int(c, "reduction", 1);

	return names[i >= 0 && i < 3 ? i : 1];
}

static bool
finish(struct fc_ts_call *c, struct fc_draft *d)
{
	fc_draft_set_text(d, "reduction", reduction(c));
	return fc_ts_give(c, fc_ts_one(c, d));
}

/* --- element by element ---------------------------------------------------------------- */

/* The loss is named as PyTorch names it. */
static bool
element(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, "ElementLoss");

	fc_ts_draft_in(&d, fc_ts_self(c));
	fc_ts_draft_in(&d, fc_ts_operand(c, "target"));
	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "weight"));
	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "pos_weight"));
	fc_draft_set_text(&d, "loss", d.name);
	return finish(c, &d);
}

/* --- over classes ------------------------------------------------------------------------ */

/* One sample alone gets a batch. */
static struct fc_value *
batched(struct fc_ts_call *c, struct fc_value *x, int rank)
{
	return x && x->type.shape.rank == rank ? fc_ts_unsqueeze(c, x, 0) : x;
}

/* Targets that are distributions, not labels: the product with the scores, summed over the classes. */
static bool
distributions(struct fc_ts_call *c, struct fc_value *x, struct fc_value *target)
{
	struct fc_draft d = fc_ts_draft(c, "LogSoftmax");
	struct fc_dim axis = fc_dim_int(c->ts->b->dims, x->type.shape.rank > 1 ? 1 : 0);
	const char *how = reduction(c);
	struct fc_value *y;

	fc_ts_draft_in(&d, x);
	fc_draft_set_ints(&d, "axis", &axis, 1);
	y = fc_ts_one(c, &d);
	y = y ? fc_ts_node(c, "Mul", y, target) : NULL;
	if (!y)
		return false;
	d = fc_ts_draft(c, "ReduceSum");
	fc_ts_draft_in(&d, y);
	fc_ts_draft_in(&d, fc_builder_ints(c->ts->b, &axis, 1, false));
	fc_draft_set_int(&d, "keepdims", 0);
	y = fc_ts_one(c, &d);
	if (!y || strcmp(how, "none") == 0)
		return fc_ts_give(c, y);
	d = fc_ts_draft(c, strcmp(how, "sum") == 0 ? "ReduceSum" : "ReduceMean");
	fc_ts_draft_in(&d, y);
	fc_draft_set_int(&d, "keepdims", 0);
	return fc_ts_give(c, fc_ts_one(c, &d));
}

static bool
classes(struct fc_ts_call *c)
{
	bool entropy = strstr(c->row->name, "cross_entropy") != NULL;
	struct fc_draft d = fc_ts_draft(c, entropy ? "SoftmaxCrossEntropyLoss" : "NegativeLogLikelihoodLoss");
	struct fc_value *x = fc_ts_self(c), *target = fc_ts_operand(c, "target"), *y;
	bool lone = x->type.shape.rank == 1;

	if (entropy && x->type.shape.rank >= 0 && x->type.shape.rank == target->type.shape.rank)
		return distributions(c, x, target);
	fc_ts_draft_in(&d, batched(c, x, 1));
	fc_ts_draft_in(&d, lone ? batched(c, target, 0) : target);
	fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "weight"));
	fc_draft_set_text(&d, "reduction", reduction(c));
	y = fc_ts_one(c, &d);
	if (y && lone && strcmp(reduction(c), "none") == 0)
		y = fc_ts_squeeze(c, y, 0);
	if (!y || c->row->results < 2)
		return fc_ts_give(c, y);
	c->result = fc_ts_list(c->ts, FC_TS_V_TUPLE);
	fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, y));
	fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, fc_ts_anything(c->ts)));
	return true;
}

/* Lengths as tensors, or as lists of ints. */
static struct fc_value *
lengths(struct fc_ts_call *c, const char *name)
{
	const struct fc_ts_value *v = fc_ts_arg(c, name);
	struct fc_dim *dim;

	if (!v || v->kind != FC_TS_V_LIST)
		return fc_ts_operand(c, name);
	dim = FC_NEW_N(c->ts->b->arena, struct fc_dim, v->item.n + 1);
	for (uint32_t i = 0; i < v->item.n; i++)
		dim[i] = fc_ts_as_dim(c->ts, v->item.at[i]);
	return fc_builder_ints(c->ts->b, dim, v->item.n, false);
}

static bool
ctc(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, "CTCLoss");

	fc_ts_draft_in(&d, fc_ts_operand(c, "log_probs"));
	fc_ts_draft_in(&d, fc_ts_operand(c, "targets"));
	fc_ts_draft_in(&d, lengths(c, "input_lengths"));
	fc_ts_draft_in(&d, lengths(c, "target_lengths"));
	return finish(c, &d);
}

/* --- row by row ---------------------------------------------------------------------------- */

/* triplet_margin_loss, cosine_embedding_loss, multi_margin_loss: operands in their order */
static bool
rows(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, c->row->op);

	fc_ts_draft_in(&d, fc_ts_self(c));
	fc_ts_draft_in(&d, fc_ts_operand(c, c->name[1]));
	if (strstr(c->row->name, "multi"))
		fc_ts_draft_in(&d, fc_ts_arg_tensor(c, "weight"));
	else
		fc_ts_draft_in(&d, fc_ts_arg_tensor(c, c->name[2]));
	if (fc_ts_arg(c, "swap"))
		fc_draft_set_int(&d, "swap", fc_ts_arg_bool(c, "swap", false));
	if (fc_ts_arg(c, "p"))
		fc_draft_set_int(&d, "p", fc_ts_arg_int(c, "p", 1));
	return finish(c, &d);
}

/* --- distances ------------------------------------------------------------------------------- */

static struct fc_value *
number(struct fc_ts_call *c, double v)
{
	return fc_ts_as_tensor(c->ts, fc_ts_real(c->ts, v));
}

static struct fc_value *
summed(struct fc_ts_call *c, struct fc_value *x, int64_t axis, bool keep)
{
	struct fc_draft d = fc_ts_draft(c, "ReduceSum");
	struct fc_dim at = fc_dim_int(c->ts->b->dims, axis);

	if (!x)
		return NULL;
	fc_ts_draft_in(&d, x);
	fc_ts_draft_in(&d, fc_builder_ints(c->ts->b, &at, 1, false));
	fc_draft_set_int(&d, "keepdims", keep);
	return fc_ts_one(c, &d);
}

static struct fc_value *
both(struct fc_ts_call *c, const char *op, struct fc_value *a, struct fc_value *b)
{
	return a && b ? fc_ts_node(c, op, a, b) : NULL;
}

/* The steps of its export to ONNX: three sums of products, a root, a bound, a quotient. */
static bool
cosine(struct fc_ts_call *c)
{
	struct fc_value *a = fc_ts_self(c), *b = fc_ts_operand(c, "x2"), *ab, *aa, *bb, *y;
	int64_t axis = fc_ts_arg_int(c, "dim", 1);

	ab = summed(c, both(c, "Mul", a, b), axis, false);
	aa = summed(c, both(c, "Mul", a, a), axis, false);
	bb = summed(c, both(c, "Mul", b, b), axis, false);
	y = both(c, "Mul", aa, bb);
	y = y ? fc_ts_node(c, "Sqrt", y, NULL) : NULL;
	y = both(c, "Max", y, number(c, fc_ts_arg_real(c, "eps", 1e-8)));
	return fc_ts_give(c, both(c, "Div", ab, y));
}

/* The root of the sum of powers, as in its export. */
static bool
pairwise(struct fc_ts_call *c)
{
	double p = fc_ts_arg_real(c, "p", 2);
	struct fc_value *y = both(c, "Sub", fc_ts_self(c), fc_ts_operand(c, "x2"));

	y = both(c, "Pow", y, number(c, p));
	y = summed(c, y, -1, fc_ts_arg_bool(c, "keepdim", false));
	return fc_ts_give(c, both(c, "Pow", y, number(c, p != 0 ? 1 / p : 1)));
}

static bool
cdist(struct fc_ts_call *c)
{
	double p = fc_ts_arg_real(c, "p", 2);
	struct fc_draft d = fc_ts_draft(c, "CDist");

	fc_ts_draft_in(&d, fc_ts_self(c));
	fc_ts_draft_in(&d, fc_ts_operand(c, "x2"));
	fc_draft_set_text(&d, "metric", p == 2 ? "euclidean" : p == 1 ? "manhattan" : "minkowski");
	return fc_ts_give(c, fc_ts_one(c, &d));
}

#define ELEMENT(name, more) { "aten::" name, "T self, T target" more, NULL, NULL, 1, element }
#define RED ", i reduction=1"
#define LABELS "T self, T target, T? weight=None, i reduction=1, i ignore_index=-100"

const struct fc_ts_bind fc_ts_bind_loss[] = {
	{ "aten::_cdist_forward", "T x1, T x2, f p=2.0, i? compute_mode=None", "CDist", NULL, 1, cdist },
	ELEMENT("binary_cross_entropy", ", T? weight=None" RED),
	ELEMENT("binary_cross_entropy_with_logits", ", T? weight=None, T? pos_weight=None" RED),
	{ "aten::cdist", "T x1, T x2, f p=2.0, i? compute_mode=None", "CDist", NULL, 1, cdist },
	{ "aten::cosine_embedding_loss", "T input1, T input2, T target, f margin=0.0" RED,
	  "CosineEmbeddingLoss", NULL, 1, rows },
	{ "aten::cosine_similarity", "T x1, T x2, i dim=1, f eps=1e-08", NULL, NULL, 1, cosine },
	{ "aten::cross_entropy_loss", LABELS ", f label_smoothing=0.0", NULL, NULL, 1, classes },
	{ "aten::ctc_loss", "T log_probs, T targets, any input_lengths, any target_lengths, i blank=0, "
	  "i reduction=1, b zero_infinity=False", NULL, NULL, 1, ctc },
	ELEMENT("hinge_embedding_loss", ", f margin=1.0" RED),
	ELEMENT("huber_loss", RED ", f delta=1.0"),
	ELEMENT("kl_div", RED ", *, b log_target=False"),
	ELEMENT("l1_loss", RED),
	{ "aten::margin_ranking_loss", "T self, T input2, T target, f margin=0.0" RED, NULL, NULL, 1,
	  element },
	ELEMENT("mse_loss", RED),
	{ "aten::multi_margin_loss", "T self, T target, S p=1, S margin=1, T? weight=None" RED,
	  "MultiMarginLoss", NULL, 1, rows },
	{ "aten::multilabel_margin_loss", "T self, T target" RED, "MultilabelMarginLoss", NULL, 1, rows },
	{ "aten::nll_loss", LABELS, NULL, NULL, 1, classes },
	{ "aten::nll_loss2d", LABELS, NULL, NULL, 1, classes },
	{ "aten::nll_loss_forward", LABELS, NULL, NULL, 2, classes },
	{ "aten::nll_loss_nd", LABELS, NULL, NULL, 1, classes },
	{ "aten::pairwise_distance", "T x1, T x2, f p=2.0, f eps=1e-06, b keepdim=False", NULL, NULL, 1,
	  pairwise },
	{ "aten::poisson_nll_loss", "T self, T target, b log_input, b full, f eps, i reduction", NULL, NULL,
	  1, element },
	ELEMENT("smooth_l1_loss", RED ", f beta=1.0"),
	ELEMENT("soft_margin_loss", RED),
	{ "aten::triplet_margin_loss", "T anchor, T positive, T negative, f margin=1.0, f p=2.0, "
	  "f eps=1e-06, b swap=False" RED, "TripletMarginLoss", NULL, 1, rows },
	{ 0 },
};
