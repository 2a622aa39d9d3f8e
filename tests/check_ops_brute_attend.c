/* check_ops_brute_attend.c -- MACs of attention against loops that count every multiply-add */
#include "check_ops_brute.h"

/* Scores of each query head with every key, then values weighed by them: a mask leaves none out. */
static int64_t
attend(int batch, int heads, int queries, int keys, const int width[2])
{
	int64_t n = 0;

	for (int b = 0; b < batch; b++)
		for (int h = 0; h < heads; h++)
			for (int q = 0; q < queries; q++)
				for (int k = 0; k < keys; k++) {
					for (int d = 0; d < width[0]; d++)
						n++;
					for (int d = 0; d < width[1]; d++)
						n++;
				}
	return n;
}

/* Products of a projection of rows x in by in x out. */
static int64_t
project(int rows, int in, int out)
{
	int64_t n = 0;

	for (int r = 0; r < rows; r++)
		for (int o = 0; o < out; o++)
			for (int i = 0; i < in; i++)
				n++;
	return n;
}

/* --- ONNX Attention ------------------------------------------------------------------------- */

static void
attention(struct trial *t)
{
	int b = brute_some(t, 3), kv = brute_some(t, 3), q = kv * brute_some(t, 3), lq = brute_some(t, 5),
	    lk = brute_some(t, 5);
	int width[2] = { brute_some(t, 6), brute_some(t, 6) };

	brute_say(t->op, "Attention");
	brute_say(t->attr, "is_causal=%d", brute_upto(t, 2));
	brute_say(t->in, "%dx%dx%dx%d %dx%dx%dx%d %dx%dx%dx%d", b, q, lq, width[0], b, kv, lk, width[0], b,
	          kv, lk, width[1]);
	t->macs = attend(b, q, lq, lk, width);
}

/* Keys and values of before stand in front of the new ones; a mask covers both. */
static void
attention_past(struct trial *t)
{
	int b = brute_some(t, 3), kv = brute_some(t, 3), q = kv * brute_some(t, 3), lq = brute_some(t, 4),
	    lk = brute_some(t, 4), past = brute_some(t, 4);
	int width[2] = { brute_some(t, 5), brute_some(t, 5) };

	brute_say(t->op, "Attention");
	brute_say(t->in, "%dx%dx%dx%d %dx%dx%dx%d %dx%dx%dx%d ", b, q, lq, width[0], b, kv, lk, width[0], b,
	          kv, lk, width[1]);
	if (brute_upto(t, 2))
		brute_say(t->in, "%dx%d:bool", lq, past + lk);
	else
		brute_say(t->in, "-");
	brute_say(t->in, " %dx%dx%dx%d %dx%dx%dx%d", b, kv, past, width[0], b, kv, past, width[1]);
	t->macs = attend(b, q, lq, past + lk, width);
}

/* Heads packed into the last axis. */
static void
attention_flat(struct trial *t)
{
	int b = brute_some(t, 3), kv = brute_some(t, 3), q = kv * brute_some(t, 3), lq = brute_some(t, 4),
	    lk = brute_some(t, 4);
	int width[2] = { brute_some(t, 5), brute_some(t, 5) };

	brute_say(t->op, "Attention");
	brute_say(t->attr, "q_num_heads=%d kv_num_heads=%d", q, kv);
	brute_say(t->in, "%dx%dx%d %dx%dx%d %dx%dx%d", b, lq, q * width[0], b, lk, kv * width[0], b, lk,
	          kv * width[1]);
	t->macs = attend(b, q, lq, lk, width);
}

/* --- com.microsoft -------------------------------------------------------------------------- */

static void
multi_head(struct trial *t)
{
	int b = brute_some(t, 3), heads = brute_some(t, 4), lq = brute_some(t, 5), lk = brute_some(t, 5);
	int width[2] = { brute_some(t, 6), brute_some(t, 6) };

	brute_say(t->op, "MultiHeadAttention");
	brute_say(t->attr, "num_heads=%d unidirectional=%d", heads, brute_upto(t, 2));
	brute_say(t->in, "%dx%dx%d %dx%dx%d %dx%dx%d", b, lq, heads * width[0], b, lk, heads * width[0], b,
	          lk, heads * width[1]);
	t->macs = attend(b, heads, lq, lk, width);
}

/* Without a past every token is a key. */
static void
group_query(struct trial *t)
{
	int b = brute_some(t, 3), kv = brute_some(t, 3), q = kv * brute_some(t, 3), l = brute_some(t, 6),
	    w = 2 * brute_some(t, 4);
	int width[2] = { w, w };

	brute_say(t->op, "GroupQueryAttention");
	brute_say(t->attr, "num_heads=%d kv_num_heads=%d", q, kv);
	brute_say(t->in, "%dx%dx%d %dx%dx%d %dx%dx%d - - %d:i32 scalar:i32{%d}", b, l, q * w, b, l, kv * w, b,
	          l, kv * w, b, l);
	t->macs = attend(b, q, l, l, width);
}

/* com.microsoft Attention projects the tokens to queries, keys and values first. */
static void
projected(struct trial *t)
{
	int b = brute_some(t, 3), heads = brute_some(t, 3), l = brute_some(t, 5), in = brute_some(t, 6),
	    w = brute_some(t, 4);
	int width[2] = { w, w };

	brute_say(t->op, "ProjectedAttention");
	brute_say(t->attr, "num_heads=%d unidirectional=%d", heads, brute_upto(t, 2));
	brute_say(t->in, "%dx%dx%d !%dx%d !%d", b, l, in, in, 3 * heads * w, 3 * heads * w);
	t->macs = project(b * l, in, 3 * heads * w) + attend(b, heads, l, l, width);
}

/* Past keys and values as one operand [2, batch, heads, rows, width]; a mask leaves none out. */
static void
projected_past(struct trial *t)
{
	int b = brute_some(t, 3), heads = brute_some(t, 3), l = brute_some(t, 4), in = brute_some(t, 6),
	    w = brute_some(t, 4), past = brute_some(t, 4);
	int width[2] = { w, w };

	brute_say(t->op, "ProjectedAttention");
	brute_say(t->attr, "num_heads=%d unidirectional=1", heads);
	brute_say(t->in, "%dx%dx%d !%dx%d !%d ", b, l, in, in, 3 * heads * w, 3 * heads * w);
	if (brute_upto(t, 2))
		brute_say(t->in, "%dx%d:i32", b, past + l);
	else
		brute_say(t->in, "-");
	brute_say(t->in, " 2x%dx%dx%dx%d", b, heads, past, w);
	t->macs = project(b * l, in, 3 * heads * w) + attend(b, heads, l, past + l, width);
}

/* Values of another width than queries and keys. */
static void
projected_widths(struct trial *t)
{
	int b = brute_some(t, 3), heads = brute_some(t, 3), l = brute_some(t, 5), in = brute_some(t, 6);
	int width[2] = { brute_some(t, 4), brute_some(t, 4) }, columns = heads * (2 * width[0] + width[1]);

	brute_say(t->op, "ProjectedAttention");
	brute_say(t->attr, "num_heads=%d qkv_hidden_sizes=%d,%d,%d", heads, heads * width[0],
	          heads * width[0], heads * width[1]);
	brute_say(t->in, "%dx%dx%d !%dx%d !%d", b, l, in, in, columns, columns);
	t->macs = project(b * l, in, columns) + attend(b, heads, l, l, width);
}

/* Scales and zero points stand between; the past is the last operand. */
static void
quantised(struct trial *t)
{
	int b = brute_some(t, 3), heads = brute_some(t, 3), l = brute_some(t, 4), in = brute_some(t, 6),
	    w = brute_some(t, 4), past = brute_upto(t, 4);
	int width[2] = { w, w };

	brute_say(t->op, "QAttention");
	brute_say(t->attr, "num_heads=%d unidirectional=%d", heads, brute_upto(t, 2));
	brute_say(t->in, "%dx%dx%d:u8 !%dx%d:i8 !%d 1 1 - 1:u8 1:i8", b, l, in, in, 3 * heads * w,
	          3 * heads * w);
	if (past)
		brute_say(t->in, " 2x%dx%dx%dx%d", b, heads, past, w);
	t->macs = project(b * l, in, 3 * heads * w) + attend(b, heads, l, past + l, width);
}

/* Queries, keys and values in one operand, keys and values in one, keys as heads, with a past. */
static void
multi_head_forms(struct trial *t)
{
	int b = brute_some(t, 3), heads = brute_some(t, 4), lq = brute_some(t, 4), lk = brute_some(t, 4),
	    w = brute_some(t, 5), past = brute_some(t, 4), form = brute_upto(t, 4);
	int width[2] = { w, w };

	brute_say(t->op, "MultiHeadAttention");
	brute_say(t->attr, "num_heads=%d", heads);
	if (form == 0)
		brute_say(t->in, "%dx%dx%dx3x%d", b, lk = lq, heads, w);
	else if (form == 1)
		brute_say(t->in, "%dx%dx%d %dx%dx%dx2x%d", b, lq, heads * w, b, lk, heads, w);
	else if (form == 2)
		brute_say(t->in, "%dx%dx%d %dx%dx%dx%d %dx%dx%dx%d", b, lq, heads * w, b, heads, lk, w, b,
		          heads, lk, w);
	else
		brute_say(t->in, "%dx%dx%d %dx%dx%d %dx%dx%d - - - %dx%dx%dx%d %dx%dx%dx%d", b, lq, heads * w,
		          b, lk, heads * w, b, lk, heads * w, b, heads, past, w, b, heads, past, w);
	t->macs = attend(b, heads, lq, form == 3 ? past + lk : lk, width);
}

/* A past, its length and the new tokens' together given; queries alone, or all three in one. */
static void
group_query_past(struct trial *t)
{
	int b = brute_some(t, 3), kv = brute_some(t, 3), q = kv * brute_some(t, 3), l = brute_some(t, 4),
	    w = 2 * brute_some(t, 4), past = brute_some(t, 5);
	int width[2] = { w, w };

	brute_say(t->op, "GroupQueryAttention");
	brute_say(t->attr, "num_heads=%d kv_num_heads=%d", q, kv);
	if (brute_upto(t, 2))
		brute_say(t->in, "%dx%dx%d - -", b, l, (q + 2 * kv) * w);
	else
		brute_say(t->in, "%dx%dx%d %dx%dx%d %dx%dx%d", b, l, q * w, b, l, kv * w, b, l, kv * w);
	brute_say(t->in, " %dx%dx%dx%d %dx%dx%dx%d", b, kv, past, w, b, kv, past, w);
	brute_say(t->in, " %d:i32 scalar:i32{%d}", b, past + l);
	t->macs = attend(b, q, l, past + l, width);
}

/* The tokens of all sequences in one list; scores count as if none were shorter. */
static void
packed(struct trial *t)
{
	int b = brute_some(t, 3), heads = brute_some(t, 3), l = brute_some(t, 4), in = brute_some(t, 6),
	    w = brute_some(t, 4), tokens = b * l - brute_upto(t, l);
	int width[2] = { w, w };

	brute_say(t->op, "PackedAttention");
	brute_say(t->attr, "num_heads=%d", heads);
	brute_say(t->in, "%dx%d !%dx%d !%d", tokens, in, in, 3 * heads * w, 3 * heads * w);
	brute_say(t->in, " %dx%d:i32 %d:i32", b, l, b + 1);
	t->macs = project(tokens, in, 3 * heads * w) + attend(b, heads, l, l, width);
}

static void
packed_heads(struct trial *t)
{
	int b = brute_some(t, 3), heads = brute_some(t, 3), l = brute_some(t, 4), w = brute_some(t, 4),
	    tokens = b * l - brute_upto(t, l);
	int width[2] = { w, w };

	brute_say(t->op, "PackedMultiHeadAttention");
	brute_say(t->attr, "num_heads=%d", heads);
	if (brute_upto(t, 2))
		brute_say(t->in, "%dx%dx3x%d - -", tokens, heads, w);
	else
		brute_say(t->in, "%dx%d %dx%d %dx%d", tokens, heads * w, tokens, heads * w, tokens,
		          heads * w);
	brute_say(t->in, " - %dx%d:i32 %d:i32", b, l, b + 1);
	t->macs = attend(b, heads, l, l, width);
}

static void (*const makers[])(struct trial *) = {
	attention, attention_past, attention_flat, multi_head, multi_head_forms, group_query,
	group_query_past, projected, projected_past, projected_widths, quantised, packed, packed_heads,
};

START_TEST(brute)
{
	brute_compare(makers[_i], 3141592653u + (uint32_t)_i * 7919);
}
END_TEST

CHECK_CASE(ops_brute_attend)
{
	TCase *t = tcase_create("brute_attend");

	tcase_add_loop_test(t, brute, 0, N(makers));
	tcase_set_timeout(t, 60);
	return t;
}
