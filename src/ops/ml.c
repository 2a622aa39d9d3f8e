/* ml.c -- features of classical machine learning: encoders, scalers, maps */
#include "ops/mlmodel.h"
#include "ops/same.h"
#include "ops/size.h"

static bool
same_float(struct fc_op_ctx *cx)
{
	return fc_op_out(cx, 0, FC_DTYPE_FLOAT32, fc_op_shape(cx, 0));
}

/* The last axis is picked from; a vector counts as one row (ai.onnx.ml ArrayFeatureExtractor-1). */
static bool
extract_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK], n = fc_shape_size(cx->dims, fc_op_shape(cx, 1));
	int i;

	if (!fc_op_need_rank(cx, 0, 1, FC_LIMIT_RANK))
		return false;
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, fc_op_dtype(cx, 0));
	if (x.rank == 1)
		return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0),
		                      (struct fc_dim[]){ fc_dim_int(cx->dims, 1), n }, 2);
	for (i = 0; i < x.rank - 1; i++)
		dim[i] = x.dim[i];
	dim[i] = n;
	return fc_op_out_dims(cx, 0, fc_op_dtype(cx, 0), dim, x.rank);
}

static enum fc_dtype
map_value(const struct fc_op_ctx *cx)
{
	struct fc_type t = fc_op_type(cx, 0);

	return t.kind == FC_KIND_MAP && t.n_elem ? (enum fc_dtype)t.elem[0].dtype : FC_DTYPE_UNKNOWN;
}

/* One row, as wide as the map is full, or max_map wide. */
static bool
cast_map_infer(struct fc_op_ctx *cx)
{
	bool sparse = fc_op_text_is(cx, "map_form", "SPARSE");
	enum fc_dtype t = FC_DTYPE_FLOAT32;
	struct fc_dim dim[2];

	if (fc_op_text_is(cx, "cast_to", "TO_STRING"))
		t = FC_DTYPE_STRING;
	if (fc_op_text_is(cx, "cast_to", "TO_INT64"))
		t = FC_DTYPE_INT64;
	dim[0] = fc_dim_int(cx->dims, 1);
	dim[1] = sparse ? fc_op_dim(cx, "max_map") : fc_op_unknown(cx, "entries", FC_DIM_NAN);
	return fc_op_out_dims(cx, 0, t, dim, 2);
}

/* Texts to integers, integers to texts. */
static bool
category_infer(struct fc_op_ctx *cx)
{
	enum fc_dtype t = fc_op_dtype(cx, 0);

	if (t != FC_DTYPE_UNKNOWN)
		t = t == FC_DTYPE_STRING ? FC_DTYPE_INT64 : FC_DTYPE_STRING;
	return fc_op_out(cx, 0, t, fc_op_shape(cx, 0));
}

/* One row, an element per word of the vocabulary. */
static bool
dictionary_infer(struct fc_op_ctx *cx)
{
	int64_t n = fc_ml_count(cx, "string_vocabulary") + fc_ml_count(cx, "int64_vocabulary");
	struct fc_dim dim[2] = { fc_dim_int(cx->dims, 1), fc_dim_int(cx->dims, n) };

	return fc_op_out_dims(cx, 0, map_value(cx), dim, 2);
}

/* Rows side by side; a vector is one row. */
static bool
vectorizer_infer(struct fc_op_ctx *cx)
{
	struct fc_dim rows = FC_DIM_NAN, width = fc_dim_int(cx->dims, 0);
	struct fc_shape x;
	unsigned i;

	for (i = 0; i < cx->node->n_in; i++) {
		x = fc_op_shape(cx, i);
		if (!fc_op_need_rank(cx, i, 1, 2))
			return false;
		rows = fc_size_first(rows, x.rank == 1 ? fc_dim_int(cx->dims, 1) : fc_size_at(cx, i, 0));
		width = fc_dim_add(cx->dims, width, fc_size_at(cx, i, -1));
	}
	return fc_op_out_dims(cx, 0, FC_DTYPE_FLOAT32, (struct fc_dim[]){ rows, width }, 2);
}

/* Type of the values that keys map to; version 1 maps texts to their index and back. */
static bool
label_infer(struct fc_op_ctx *cx)
{
	const struct fc_attr *tensor = fc_node_attr(cx->node, "values_tensor");
	enum fc_dtype t;

	if (fc_ml_count(cx, "classes_strings"))
		return category_infer(cx);
	if (tensor && tensor->kind == FC_ATTR_TENSOR)
		t = (enum fc_dtype)tensor->value->type.dtype;
	else if (fc_op_has_attr(cx, "values_strings"))
		t = FC_DTYPE_STRING;
	else if (fc_op_has_attr(cx, "values_floats"))
		t = FC_DTYPE_FLOAT32;
	else
		t = fc_op_has_attr(cx, "values_int64s") ? FC_DTYPE_INT64 : FC_DTYPE_UNKNOWN;
	return fc_op_out(cx, 0, t, fc_op_shape(cx, 0));
}

/* One axis more, a place per category. */
static bool
one_hot_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK];
	int i;

	if (!fc_op_need_rank(cx, 0, 0, FC_LIMIT_RANK - 1))
		return false;
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, FC_DTYPE_FLOAT32);
	for (i = 0; i < x.rank; i++)
		dim[i] = x.dim[i];
	dim[i] = fc_dim_int(cx->dims, fc_ml_count(cx, "cats_strings") + fc_ml_count(cx, "cats_int64s"));
	return fc_op_out_dims(cx, 0, FC_DTYPE_FLOAT32, dim, x.rank + 1);
}

/* A sequence of maps from labels to floats, one a row. */
static bool
zip_infer(struct fc_op_ctx *cx)
{
	struct fc_type *each = FC_NEW_N(cx->b->arena, struct fc_type, 2);
	bool text = fc_ml_count(cx, "classlabels_strings") > 0;

	each[1] = fc_type_tensor(FC_DTYPE_FLOAT32, FC_SHAPE_SCALAR);
	each[0] = fc_type_unknown();
	each[0].kind = FC_KIND_MAP;
	each[0].dtype = text ? FC_DTYPE_STRING : FC_DTYPE_INT64;
	each[0].n_elem = 1;
	each[0].elem = &each[1];
	return fc_op_out_type(cx, 0, (struct fc_type){ .kind = FC_KIND_SEQUENCE, .n_elem = 1, .elem = each,
	                                               .shape = FC_SHAPE_UNKNOWN });
}

const struct fc_op fc_ops_ml[] = {
	{ .name = "ArrayFeatureExtractor", .in = "X Y", .out = "Z", .infer = extract_infer,
	  .cost = "read(X) = |Z|", .source = "ai.onnx.ml ArrayFeatureExtractor-1" },
	{ .name = "Binarizer", .in = "X", .out = "Y", .attr = "threshold", .infer = fc_same_infer,
	  .cost = "simple = |X|", .source = "ai.onnx.ml Binarizer-1" },
	{ .name = "CastMap", .in = "X", .out = "Y", .attr = "cast_to=TO_FLOAT map_form=DENSE max_map=1",
	  .infer = cast_map_infer, .cost = "", .source = "ai.onnx.ml CastMap-1" },
	{ .name = "CategoryMapper", .in = "X", .out = "Y",
	  .attr = "cats_int64s cats_strings default_int64 default_string", .infer = category_infer,
	  .cost = "", .source = "ai.onnx.ml CategoryMapper-1" },
	{ .name = "DictVectorizer", .in = "X", .out = "Y", .attr = "int64_vocabulary string_vocabulary",
	  .infer = dictionary_infer, .cost = "", .source = "ai.onnx.ml DictVectorizer-1" },
	{ .name = "FeatureVectorizer", .in = "X*", .out = "Y", .attr = "inputdimensions",
	  .infer = vectorizer_infer, .cost = "", .source = "ai.onnx.ml FeatureVectorizer-1" },
	{ .name = "Imputer", .in = "X", .out = "Y",
	  .attr = "imputed_value_floats imputed_value_int64s replaced_value_float replaced_value_int64",
	  .infer = fc_same_infer, .cost = "simple = |X|",
	  .source = "ai.onnx.ml Imputer-1: one comparison an element" },
	{ .name = "LabelEncoder", .in = "X", .out = "Y",
	  .attr = "classes_strings default_float default_int64 default_string default_tensor "
	          "keys_floats keys_int64s keys_strings keys_tensor values_floats values_int64s "
	          "values_strings values_tensor", .infer = label_infer, .cost = "",
	  .source = "ai.onnx.ml LabelEncoder-4" },
	{ .name = "Normalizer", .in = "X", .out = "Y", .attr = "norm=MAX", .infer = same_float,
	  .cost = "simple = 2 * |X|; special = |X|",
	  .source = "ai.onnx.ml Normalizer-1: square or abs, the sum, div" },
	{ .name = "OneHotEncoder", .in = "X", .out = "Y", .attr = "cats_int64s cats_strings zeros=1",
	  .infer = one_hot_infer, .cost = "", .source = "ai.onnx.ml OneHotEncoder-1" },
	{ .name = "Scaler", .in = "X", .out = "Y", .attr = "offset scale", .infer = same_float,
	  .cost = "simple = 2 * |X|",
	  .source = "ai.onnx.ml Scaler-1: subtract the offset, multiply by the scale" },
	{ .name = "ZipMap", .in = "X", .out = "Z", .attr = "classlabels_int64s classlabels_strings",
	  .infer = zip_infer, .cost = "", .source = "ai.onnx.ml ZipMap-1" },
	{ .name = NULL },
};
