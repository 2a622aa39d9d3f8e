/* text.c -- operators on strings: shapes only, work on bytes is not counted */
#include "ops/same.h"
#include "ops/size.h"

static bool
concat_infer(struct fc_op_ctx *cx)
{
	struct fc_shape y;

	if (!fc_same_shape_of(cx, 0, 2, &y))
		return false;
	return fc_op_out(cx, 0, FC_DTYPE_STRING, y);
}

/* [C] or [1, C]; stop words leave fewer, but one empty text at least. */
static bool
normalizer_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[2];

	if (!fc_op_need_rank(cx, 0, 1, 2))
		return false;
	if (!fc_op_has_attr(cx, "stopwords"))
		return fc_op_out(cx, 0, FC_DTYPE_STRING, x);
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, FC_DTYPE_STRING);
	dim[0] = x.dim[0];
	dim[x.rank - 1] = fc_op_unknown(cx, "words", x.dim[x.rank - 1]);
	return fc_op_out_dims(cx, 0, FC_DTYPE_STRING, dim, x.rank);
}

/* The operand's shape and one axis more, whose size the data tell. */
static bool
longer(struct fc_op_ctx *cx, const char *what)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[FC_LIMIT_RANK];
	int i;

	if (!fc_op_need_rank(cx, 0, 0, FC_LIMIT_RANK - 1))
		return false;
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, FC_DTYPE_STRING);
	for (i = 0; i < x.rank; i++)
		dim[i] = x.dim[i];
	dim[i] = fc_op_unknown(cx, what, FC_DIM_NAN);
	return fc_op_out_dims(cx, 0, FC_DTYPE_STRING, dim, x.rank + 1);
}

static bool
split_infer(struct fc_op_ctx *cx)
{
	return longer(cx, "parts") && fc_op_out(cx, 1, FC_DTYPE_INT64, fc_op_shape(cx, 0));
}

static bool
tokenizer_infer(struct fc_op_ctx *cx)
{
	return fc_op_need_rank(cx, 0, 1, 2) && longer(cx, "tokens");
}

static bool
match_infer(struct fc_op_ctx *cx)
{
	return fc_op_out(cx, 0, FC_DTYPE_BOOL, fc_op_shape(cx, 0));
}

/* [C] -> [n], [N, C] -> [N, n], n one more than the largest of ngram_indexes (ONNX TfIdfVectorizer-9). */
static bool
tfidf_infer(struct fc_op_ctx *cx)
{
	struct fc_shape x = fc_op_shape(cx, 0);
	struct fc_dim dim[2], n = fc_dim_int(cx->dims, -1);
	const struct fc_dim *at;
	unsigned count, i;

	if (!fc_op_need_rank(cx, 0, 1, 2))
		return false;
	at = fc_op_ints(cx, "ngram_indexes", &count);
	for (i = 0; i < count; i++)
		n = fc_dim_max(cx->dims, n, at[i]);
	if (!count)
		return fc_op_fail(cx, FC_E_ATTRIBUTE, "ngram_indexes is empty");
	if (!fc_shape_known_rank(x))
		return fc_op_out_unknown(cx, 0, FC_DTYPE_FLOAT32);
	dim[0] = x.dim[0];
	dim[x.rank - 1] = fc_dim_addi(cx->dims, n, 1);
	return fc_op_out_dims(cx, 0, FC_DTYPE_FLOAT32, dim, x.rank);
}

const struct fc_op fc_ops_text[] = {
	{ .name = "RegexFullMatch", .in = "X", .out = "Y", .attr = "pattern", .infer = match_infer,
	  .cost = "", .source = "ONNX RegexFullMatch-20" },
	{ .name = "StringConcat", .in = "X Y", .out = "Z", .infer = concat_infer, .cost = "",
	  .source = "ONNX StringConcat-20" },
	{ .name = "StringNormalizer", .in = "X", .out = "Y",
	  .attr = "case_change_action=NONE is_case_sensitive=0 locale stopwords",
	  .infer = normalizer_infer, .cost = "", .source = "ONNX StringNormalizer-10" },
	{ .name = "StringSplit", .in = "X", .out = "Y Z", .attr = "delimiter maxsplit",
	  .infer = split_infer, .cost = "", .source = "ONNX StringSplit-20" },
	{ .name = "TfIdfVectorizer", .in = "X", .out = "Y",
	  .attr = "max_gram_length max_skip_count min_gram_length mode ngram_counts ngram_indexes "
	          "pool_int64s pool_strings weights", .infer = tfidf_infer, .cost = "",
	  .source = "ONNX TfIdfVectorizer-9" },
	{ .name = "Tokenizer", .in = "X", .out = "Y",
	  .attr = "mark mincharnum pad_value separators tokenexp", .infer = tokenizer_infer, .cost = "",
	  .source = "com.microsoft Tokenizer" },
	{ .name = NULL },
};
