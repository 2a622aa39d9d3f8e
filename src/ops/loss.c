/* loss.c -- PyTorch's losses that are no softmax */
#include "ops/families.h"
#include "ops/same.h"
#include "ops/size.h"

/* Operations per element, as torch.nn.functional defines each loss. */
static const struct loss {
	const char *name;
	int simple, special;
} losses[] = {
	{ "binary_cross_entropy", 7, 2 },             /* neg, sub, 2 max, 2 mul, sub; 2 log */
	{ "binary_cross_entropy_with_logits", 7, 2 }, /* sub, mul, sub; min, abs, neg, sub; exp, log */
	{ "hinge_embedding_loss", 5, 0 },             /* 2 compares, sub, max, add */
	{ "huber_loss", 7, 0 },                       /* sub, abs, compare; 2 mul; sub, mul */
	{ "kl_div", 2, 1 },                           /* log or exp; sub, mul */
	{ "l1_loss", 2, 0 },                          /* sub, abs */
	{ "margin_ranking_loss", 5, 0 },              /* sub, neg, mul, add, max */
	{ "mse_loss", 2, 0 },                         /* sub, mul */
	{ "poisson_nll_loss", 2, 1 },                 /* exp; mul, sub */
	{ "smooth_l1_loss", 6, 1 },                   /* sub, abs, compare; 2 mul, div; sub */
	{ "soft_margin_loss", 3, 2 },                 /* neg, mul, add; exp, log */
};

static bool
give(struct fc_op_ctx *cx, struct fc_shape each)
{
	if (!fc_op_text_is(cx, "reduction", "none"))
		each = FC_SHAPE_SCALAR;
	return fc_op_out(cx, 0, fc_op_dtype(cx, 0), each);
}

static bool
element_infer(struct fc_op_ctx *cx)
{
	struct fc_shape each;

	return fc_same_shape_of(cx, 0, cx->node->n_in < 2 ? cx->node->n_in : 2, &each) && give(cx, each);
}

/* elements: of the two operands as they broadcast. */
static void
element_vars(struct fc_op_ctx *cx)
{
	struct fc_shape each = FC_SHAPE_UNKNOWN, a = fc_op_shape(cx, 0), b = fc_op_shape(cx, 1);
	const struct loss *l = NULL;

	if (fc_shape_known_rank(a) && fc_shape_known_rank(b) && !fc_shape_broadcast(cx->dims, a, b, &each))
		each = FC_SHAPE_UNKNOWN;
	for (size_t i = 0; i < sizeof(losses) / sizeof(losses[0]); i++)
		if (fc_op_text_is(cx, "loss", losses[i].name))
			l = &losses[i];
	fc_op_var(cx, "elements", fc_shape_size(cx->dims, each));
	fc_op_var(cx, "each_simple", l ? fc_dim_int(cx->dims, l->simple) : FC_DIM_NAN);
	fc_op_var(cx, "each_special", l ? fc_dim_int(cx->dims, l->special) : FC_DIM_NAN);
}

/* All operands [N, D], or [D]: a loss each row. */
static bool
rows_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_shape each;

	if (!fc_op_need_rank(cx, 0, 1, FC_LIMIT_RANK))
		return false;
	each = fc_shape_known_rank(x) ? fc_shape_make(cx->dims, x.dim, x.rank - 1) : x;
	return give(cx, each);
}

/* losses: before they are reduced. */
static void
rows_vars(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);

	fc_op_var(cx, "losses", x.rank > 0 ? fc_shape_count(cx->dims, x, 0, x.rank - 1) : FC_DIM_NAN);
}

/* log_probs [T, N, C], or [T, C]; targets [N, S], or all of them in one row. */
static bool
ctc_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);

	if (!fc_op_need_rank(cx, 0, 2, 3))
		return false;
	return give(cx, fc_shape_known_rank(x) ? fc_shape_make(cx->dims, x.dim + 1, x.rank - 2) : x);
}

/* states: labels with a blank around each, over all steps and sequences. */
static void
ctc_vars(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0), target = fc_op_shape(cx, 1);
	struct fc_dim labels = FC_DIM_NAN, steps = FC_DIM_NAN;
	unsigned n;
	const struct fc_scalar *at = fc_op_known(cx, 3, &n);

	if (target.rank == 2) {
		labels = fc_dim_addi(cx->dims, fc_dim_muli(cx->dims, target.dim[1], 2), 1);
		labels = fc_dim_mul(cx->dims, target.dim[0], labels);
	} else if (target.rank == 1 && (x.rank == 2 || at)) {
		labels = fc_dim_muli(cx->dims, target.dim[0], 2);
		labels = fc_dim_addi(cx->dims, labels, x.rank == 2 ? 1 : (int64_t)n);
	}
	if (x.rank > 0)
		steps = x.dim[0];
	fc_op_var(cx, "states", fc_dim_mul(cx->dims, steps, labels));
}

#define REDUCED(n) "simple = " n " - |Y| if " n " > |Y|; special = 1 if reduction == \"mean\""

const struct fc_op fc_ops_loss[] = {
	{ .name = "CTCLoss", .in = "log_probs targets input_lengths target_lengths", .out = "Y",
	  .attr = "blank=0 reduction=mean zero_infinity=0", .infer = ctc_infer, .vars = ctc_vars,
	  .cost = "simple = 8 * states; special = 4 * states",
	  .source = "PyTorch ctc_loss, the forward variables: log of a sum of 3 exponentials, and the "
	            "score" },
	{ .name = "CosineEmbeddingLoss", .in = "X1 X2 target", .out = "Y",
	  .attr = "margin=0.0 reduction=mean", .infer = rows_infer, .vars = rows_vars,
	  .cost = "simple = 6 * |X1| + 6 * losses; special = 2 * losses; " REDUCED("losses"),
	  .source = "PyTorch cosine_embedding_loss: 3 dot products of each pair, root and quotient, two "
	            "cases" },
	{ .name = "ElementLoss", .in = "X target weight~? pos_weight~?", .out = "Y",
	  .attr = "loss reduction=mean", .infer = element_infer, .vars = element_vars,
	  .cost = "simple = each_simple * elements; special = each_special * elements; simple = elements "
	          "if weight; simple = 3 * elements if pos_weight; " REDUCED("elements"),
	  .source = "PyTorch torch.nn.functional, by name of the loss" },
	{ .name = "MultiMarginLoss", .in = "X target weight~?", .out = "Y",
	  .attr = "margin=1.0 p=1 reduction=mean", .infer = rows_infer, .vars = rows_vars,
	  .cost = "simple = 4 * |X|; simple = |X| if weight; simple = |X| if p == 2; special = losses; "
	          REDUCED("losses"),
	  .source = "PyTorch multi_margin_loss: margin, sub, max, sum; one div a row" },
	{ .name = "MultilabelMarginLoss", .in = "X target", .out = "Y", .attr = "reduction=mean",
	  .infer = rows_infer, .flags = FC_OP_OPAQUE,
	  .source = "PyTorch multilabel_margin_loss: how many labels a row has the data says" },
	{ .name = "TripletMarginLoss", .in = "anchor positive negative", .out = "Y",
	  .attr = "margin=1.0 p=2.0 swap=0 reduction=mean", .infer = rows_infer, .vars = rows_vars,
	  .cost = "simple = 8 * |anchor| + 3 * losses; special = 2 * losses; "
	          "simple = 4 * |anchor| + losses if swap; special = losses if swap; " REDUCED("losses"),
	  .source = "PyTorch triplet_margin_loss: sub, epsilon, square, sum; the root of each distance" },
	{ .name = NULL },
};
