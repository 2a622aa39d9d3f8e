/* mltree.c -- tree ensembles: how deep a row may have to walk */
#include "ops/mlmodel.h"
#include "ops/size.h"

#include <string.h>

/* The nodes of all trees: child[0] and child[1] of each, -1 where a leaf hangs. */
struct forest {
	int32_t *child[2], *root;
	uint32_t n, n_root;
};

/* Element i of a list of integers as an index below limit; -1 when it is none. */
static int32_t
index_at(const struct fc_attr *a, uint32_t i, uint32_t limit)
{
	int64_t v;

	if (!a || a->kind != FC_ATTR_INTS || i >= a->n || !fc_dim_const(a->dim[i], &v) || v < 0 || v >= limit)
		return -1;
	return (int32_t)v;
}

static bool
forest_new(struct fc_op_ctx *cx, struct forest *f, int64_t n, int64_t roots)
{
	if (n < 1 || n > INT32_MAX / 2 || roots > n)
		return false;
	f->n = (uint32_t)n;
	f->n_root = 0;
	f->child[0] = FC_NEW_N(cx->arena, int32_t, f->n);
	f->child[1] = FC_NEW_N(cx->arena, int32_t, f->n);
	f->root = FC_NEW_N(cx->arena, int32_t, f->n);
	return true;
}

/* TreeEnsemble-5: interior nodes only; nodes_trueleafs says which children are leaves. */
static bool
read_interior(struct fc_op_ctx *cx, struct forest *f)
{
	static const char *const ids[] = { "nodes_truenodeids", "nodes_falsenodeids" };
	static const char *const leafs[] = { "nodes_trueleafs", "nodes_falseleafs" };
	const struct fc_attr *id, *leaf, *roots = fc_node_attr(cx->node, "tree_roots");
	int64_t n = fc_ml_count(cx, ids[0]);

	if (!roots || !forest_new(cx, f, n, roots->n))
		return false;
	for (int side = 0; side < 2; side++) {
		id = fc_node_attr(cx->node, ids[side]);
		leaf = fc_node_attr(cx->node, leafs[side]);
		for (uint32_t i = 0; i < f->n; i++) {
			bool ends = index_at(leaf, i, 2) != 0;

			f->child[side][i] = ends ? -1 : index_at(id, i, f->n);
		}
	}
	for (; f->n_root < roots->n; f->n_root++) {
		f->root[f->n_root] = index_at(roots, f->n_root, f->n);
		if (f->root[f->n_root] < 0)
			return false;
	}
	return true;
}

/*
 * TreeEnsembleClassifier and -Regressor: nodes are named by (tree, node id);
 * the nodes of a tree stand together and in the order of their ids, from 0.
 */
static bool
read_named(struct fc_op_ctx *cx, struct forest *f)
{
	const struct fc_attr *tree = fc_node_attr(cx->node, "nodes_treeids");
	const struct fc_attr *node = fc_node_attr(cx->node, "nodes_nodeids");
	const struct fc_attr *mode = fc_node_attr(cx->node, "nodes_modes");
	const struct fc_attr *yes = fc_node_attr(cx->node, "nodes_truenodeids");
	const struct fc_attr *no = fc_node_attr(cx->node, "nodes_falsenodeids");
	uint32_t start = 0;

	if (!tree || !node || !mode || mode->kind != FC_ATTR_TEXTS || tree->kind != FC_ATTR_INTS)
		return false;
	if (mode->n != node->n || tree->n != node->n || !forest_new(cx, f, node->n, 0))
		return false;
	for (uint32_t i = 0; i < f->n; i++) {
		if (i == 0 || !fc_dim_eq(tree->dim[i], tree->dim[i - 1])) {
			start = i;
			f->root[f->n_root++] = (int32_t)i;
		}
		if (index_at(node, i, f->n) != (int32_t)(i - start))
			return false;
		f->child[0][i] = f->child[1][i] = -1;
		if (strcmp(mode->text[i], "LEAF") == 0)
			continue;
		f->child[0][i] = index_at(yes, i, f->n - start);
		f->child[1][i] = index_at(no, i, f->n - start);
		if (f->child[0][i] < 0 || f->child[1][i] < 0)
			return false;
		f->child[0][i] += (int32_t)start;
		f->child[1][i] += (int32_t)start;
	}
	return true;
}

struct step {
	int32_t node;
	uint32_t depth;
};

/* Sum over the trees of their deepest path, in comparisons; -1 when the nodes are no trees. */
static int64_t
deepest_paths(struct fc_op_ctx *cx, const struct forest *f, bool leaves_are_nodes)
{
	struct step *stack = FC_NEW_N(cx->arena, struct step, (size_t)f->n + 2), at;
	uint32_t visits = 0, top, deepest;
	int64_t sum = 0;

	for (uint32_t r = 0; r < f->n_root; r++) {
		top = 0;
		deepest = 0;
		stack[top++] = (struct step){ f->root[r], leaves_are_nodes ? 0 : 1 };
		while (top) {
			at = stack[--top];
			if (++visits > f->n)
				return -1;
			deepest = at.depth > deepest ? at.depth : deepest;
			for (int side = 0; side < 2; side++)
				if (f->child[side][at.node] >= 0 && top < f->n + 2)
					stack[top++] = (struct step){ f->child[side][at.node], at.depth + 1 };
		}
		sum += deepest;
	}
	return sum;
}

static void
tree_vars(struct fc_op_ctx *cx)
{
	bool interior = fc_node_attr(cx->node, "tree_roots") != NULL;
	struct forest f = { .n_root = 0 };
	int64_t sum = -1;

	if (interior ? read_interior(cx, &f) : read_named(cx, &f))
		sum = deepest_paths(cx, &f, !interior);
	fc_op_var(cx, "rows", fc_ml_rows(cx));
	fc_op_var(cx, "trees", fc_dim_int(cx->dims, f.n_root));
	fc_op_var(cx, "comparisons", sum < 0 ? FC_DIM_NAN : fc_dim_int(cx->dims, sum));
}

static bool
classifier_infer(struct fc_op_ctx *cx)
{
	return fc_ml_classes(cx, fc_dim_int(cx->dims, fc_ml_labels(cx)));
}

static bool
regressor_infer(struct fc_op_ctx *cx)
{
	return fc_ml_targets(cx, FC_DTYPE_FLOAT32, fc_op_dim(cx, "n_targets"));
}

static bool
ensemble_infer(struct fc_op_ctx *cx)
{
	return fc_ml_targets(cx, fc_op_dtype(cx, 0), fc_op_dim(cx, "n_targets"));
}

#define NODES                                                                                           \
	"nodes_falsenodeids nodes_featureids nodes_hitrates nodes_missing_value_tracks_true nodes_modes " \
	"nodes_truenodeids "
#define NAMED                                                                                  \
	NODES "base_values base_values_as_tensor nodes_hitrates_as_tensor nodes_nodeids nodes_treeids " \
	      "nodes_values nodes_values_as_tensor post_transform=NONE "
#define COST   "simple = rows * (comparisons + trees)"
#define SOURCE "an upper bound: the deepest path of each tree, and one addition a tree"

const struct fc_op fc_ops_mltree[] = {
	{ .name = "TreeEnsemble", .in = "X", .out = "Y",
	  .attr = NODES "aggregate_function=1 leaf_targetids leaf_weights membership_values "
	          "n_targets=1 nodes_falseleafs nodes_splits nodes_trueleafs post_transform=0 "
	          "tree_roots", .infer = ensemble_infer,
	  .cost = COST "; simple = 3 * |Y| if post_transform == 1; special = 2 * |Y| if "
	          "post_transform == 1; simple = 2 * |Y| if post_transform == 2; special = 2 * |Y| "
	          "if post_transform == 2", .vars = tree_vars,
	  .source = "ai.onnx.ml TreeEnsemble-5, " SOURCE },
	{ .name = "TreeEnsembleClassifier", .in = "X", .out = "Y Z",
	  .attr = NAMED "class_ids class_nodeids class_treeids class_weights class_weights_as_tensor "
	          "classlabels_int64s classlabels_strings", .infer = classifier_infer,
	  .cost = COST "; " FC_ML_TRANSFORM("Z"), .vars = tree_vars,
	  .source = "ai.onnx.ml TreeEnsembleClassifier-3, " SOURCE },
	{ .name = "TreeEnsembleRegressor", .in = "X", .out = "Y",
	  .attr = NAMED "aggregate_function=SUM n_targets=1 target_ids target_nodeids target_treeids "
	          "target_weights target_weights_as_tensor", .infer = regressor_infer,
	  .cost = COST "; " FC_ML_TRANSFORM("Y"), .vars = tree_vars,
	  .source = "ai.onnx.ml TreeEnsembleRegressor-3, " SOURCE },
	{ .name = NULL },
};
