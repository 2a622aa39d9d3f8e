/* mlmodel.c -- models of classical machine learning: linear, support vectors */
#include "ops/mlmodel.h"
#include "ops/size.h"

int64_t
fc_ml_count(const struct fc_op_ctx *cx, const char *name)
{
	const struct fc_attr *a = fc_node_attr(cx->node, name);

	return a ? (int64_t)a->n : 0;
}

struct fc_dim
fc_ml_rows(const struct fc_op_ctx *cx)
{
	return fc_op_shape(cx, 0).rank == 1 ? fc_dim_int(cx->dims, 1) : fc_size_at(cx, 0, 0);
}

int64_t
fc_ml_labels(const struct fc_op_ctx *cx)
{
	return fc_ml_count(cx, "classlabels_strings") + fc_ml_count(cx, "classlabels_ints") +
	       fc_ml_count(cx, "classlabels_int64s");
}

bool
fc_ml_classes(struct fc_op_ctx *cx, struct fc_dim scores)
{
	bool text = fc_ml_count(cx, "classlabels_strings") > 0;
	struct fc_dim dim[2] = { fc_ml_rows(cx), scores };

	if (!fc_op_need_rank(cx, 0, 1, 2))
		return false;
	dim[0] = fc_size_or(cx, dim[0], "rows");
	fc_op_out_dims(cx, 0, text ? FC_DTYPE_STRING : FC_DTYPE_INT64, dim, 1);
	return fc_op_out_dims(cx, 1, FC_DTYPE_FLOAT32, dim, 2);
}

/* Sets of coefficients: one per intercept, else per width of X. */
static struct fc_dim
linear_targets(const struct fc_op_ctx *cx)
{
	struct fc_dim n = fc_dim_int(cx->dims, fc_ml_count(cx, "intercepts"));

	if (!fc_dim_is(n, 0))
		return n;
	n = fc_dim_int(cx->dims, fc_ml_count(cx, "coefficients"));
	return fc_dim_floordiv(cx->dims, n, fc_size_at(cx, 0, -1));
}

/* One set of coefficients decides between two labels, and both get a score. */
static bool
linear_classes_infer(struct fc_op_ctx *cx)
{
	struct fc_dim n = linear_targets(cx);

	return fc_ml_classes(cx, fc_dim_is(n, 1) && fc_ml_labels(cx) == 2 ? fc_dim_int(cx->dims, 2) : n);
}

bool
fc_ml_targets(struct fc_op_ctx *cx, enum fc_dtype type, struct fc_dim targets)
{
	if (!fc_op_need_rank(cx, 0, 1, 2))
		return false;
	return fc_op_out_dims(cx, 0, type, (struct fc_dim[]){ fc_ml_rows(cx), targets }, 2);
}

static bool
linear_infer(struct fc_op_ctx *cx)
{
	return fc_ml_targets(cx, FC_DTYPE_FLOAT32, fc_op_dim(cx, "targets"));
}

/* Without probabilities, machines of three and more classes score each pair of them: one rho a pair. */
static bool
svm_classes_infer(struct fc_op_ctx *cx)
{
	int64_t n = fc_ml_labels(cx);

	if (n > 2 && fc_ml_count(cx, "vectors_per_class") && !fc_ml_count(cx, "prob_a"))
		n = fc_ml_count(cx, "rho");
	return fc_ml_classes(cx, fc_dim_int(cx->dims, n));
}

static bool
svm_infer(struct fc_op_ctx *cx)
{
	return fc_ml_targets(cx, FC_DTYPE_FLOAT32, fc_dim_int(cx->dims, 1));
}

/* The lists an attribute holds, as numbers for the formula. */
static void
linear_vars(struct fc_op_ctx *cx)
{
	fc_op_var(cx, "rows", fc_ml_rows(cx));
	fc_op_var(cx, "weights", fc_dim_int(cx->dims, fc_ml_count(cx, "coefficients")));
	fc_op_var(cx, "offsets", fc_dim_int(cx->dims, fc_ml_count(cx, "intercepts")));
}

/* A kernel function takes 3 operations a support vector; LINEAR none. */
static void
svm_vars(struct fc_op_ctx *cx)
{
	struct fc_dim vectors = fc_dim_int(cx->dims, fc_ml_count(cx, "support_vectors")), supports;

	supports = fc_dim_floordiv(cx->dims, vectors, fc_size_at(cx, 0, -1));
	if (fc_dim_is(vectors, 0) || fc_op_text_is(cx, "kernel_type", "LINEAR"))
		supports = fc_dim_int(cx->dims, 0);
	fc_op_var(cx, "rows", fc_ml_rows(cx));
	fc_op_var(cx, "vectors", vectors);
	fc_op_var(cx, "supports", supports);
	fc_op_var(cx, "weights", fc_dim_int(cx->dims, fc_ml_count(cx, "coefficients")));
}

const struct fc_op fc_ops_mlmodel[] = {
	{ .name = "LinearClassifier", .in = "X", .out = "Y Z",
	  .attr = "classlabels_ints classlabels_strings coefficients intercepts multi_class=0 "
	          "post_transform=NONE", .infer = linear_classes_infer,
	  .cost = "macs = rows * weights; bias_adds = rows * offsets; " FC_ML_TRANSFORM("Z"),
	  .vars = linear_vars, .kind = FC_CLASS_LINEAR, .source = "ai.onnx.ml LinearClassifier-1" },
	{ .name = "LinearRegressor", .in = "X", .out = "Y",
	  .attr = "coefficients intercepts post_transform=NONE targets=1", .infer = linear_infer,
	  .cost = "macs = rows * weights; bias_adds = rows * offsets; " FC_ML_TRANSFORM("Y"),
	  .vars = linear_vars, .kind = FC_CLASS_LINEAR, .source = "ai.onnx.ml LinearRegressor-1" },
	{ .name = "SVMClassifier", .in = "X", .out = "Y Z",
	  .attr = "classlabels_ints classlabels_strings coefficients kernel_params "
	          "kernel_type=LINEAR post_transform=NONE prob_a prob_b rho support_vectors "
	          "vectors_per_class", .infer = svm_classes_infer,
	  .cost = "macs = rows * (vectors + weights); simple = 2 * rows * supports; special = rows * "
	          "supports; " FC_ML_TRANSFORM("Z"), .vars = svm_vars,
	  .source = "ai.onnx.ml SVMClassifier-1: a product per support vector, its kernel, the sums" },
	{ .name = "SVMRegressor", .in = "X", .out = "Y",
	  .attr = "coefficients kernel_params kernel_type=LINEAR n_supports=0 one_class=0 "
	          "post_transform=NONE rho support_vectors", .infer = svm_infer,
	  .cost = "macs = rows * (vectors + weights); simple = 2 * rows * supports; special = rows * "
	          "supports; " FC_ML_TRANSFORM("Y"), .vars = svm_vars,
	  .source = "ai.onnx.ml SVMRegressor-1: a product per support vector, its kernel, the sum" },
	{ .name = NULL },
};
