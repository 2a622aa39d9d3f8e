/* check_ops_brute.c -- MACs of contractions against loops that count every multiply-add */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "check_ops_brute.h"

enum { CONFIGS = 60 };

int
brute_upto(struct trial *t, int n)
{
	t->seed ^= t->seed << 13;
	t->seed ^= t->seed >> 17;
	t->seed ^= t->seed << 5;
	return (int)(t->seed % (uint32_t)n);
}

int
brute_some(struct trial *t, int n)
{
	return 1 + brute_upto(t, n);
}

void
brute_say(char *to, const char *fmt, ...)
{
	size_t n = strlen(to);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(to + n, 512 - n, fmt, ap);
	va_end(ap);
}

void
brute_compare(void (*make)(struct trial *t), uint32_t seed)
{
	for (int i = 0; i < CONFIGS; i++) {
		struct trial t = { .seed = seed };
		struct fc_formula_result r;
		struct fc_dim macs;
		struct bench b;

		make(&t);
		seed = t.seed;
		bench_open(&b);
		bench_node(&b, t.op, t.in, t.attr);
		ck_assert_msg(strcmp(bench_shape(&b, 0), "failed") != 0, "%s %s %s", t.op, t.in, t.attr);
		ck_assert_int_gt(t.macs, 0);
		ck_assert(fc_formula_run(&b.cx, &r));
		macs = fc_dim_add(b.b.dims, r.macs, r.macs_other);
		ck_assert_msg(fc_dim_is(macs, t.macs), "%s %s %s: %s, not %lld", t.op, t.in, t.attr,
		              bench_dim(&b, macs), (long long)t.macs);
		bench_close(&b);
	}
}

/* --- products --------------------------------------------------------------------------- */

/* Batch axes of two operands that broadcast; answers how many matrices there are. */
static int
batches(struct trial *t, int a[2], int b[2])
{
	int n = 0, full[2];

	for (int i = 0; i < 2; i++) {
		full[i] = brute_some(t, 3);
		a[i] = brute_upto(t, 2) ? full[i] : 1;
		b[i] = a[i] == full[i] && brute_upto(t, 2) ? 1 : full[i];
	}
	for (int i = 0; i < full[0]; i++)
		for (int j = 0; j < full[1]; j++)
			n++;
	return n;
}

static int64_t
product(int batch, int rows, int inner, int columns)
{
	int64_t n = 0;

	for (int b = 0; b < batch; b++)
		for (int i = 0; i < rows; i++)
			for (int j = 0; j < columns; j++)
				for (int k = 0; k < inner; k++)
					n++;
	return n;
}

static void
matmul_like(struct trial *t, const char *op, const char *between, const char *after)
{
	int m = brute_some(t, 5), k = brute_some(t, 5), n = brute_some(t, 5), a[2], b[2],
	    batch = batches(t, a, b);

	brute_say(t->op, "%s", op);
	brute_say(t->in, "%dx%dx%dx%d%s %dx%dx%dx%d%s", a[0], a[1], m, k, between, b[0], b[1], k, n, after);
	t->macs = product(batch, m, k, n);
}

static void
matmul(struct trial *t)
{
	matmul_like(t, "MatMul", "", "");
}

static void
matmul_integer(struct trial *t)
{
	matmul_like(t, "MatMulInteger", ":u8", ":i8");
}

static void
qlinear_matmul(struct trial *t)
{
	matmul_like(t, "QLinearMatMul", ":u8 1 1:u8", ":u8 1 1:u8 1 1:u8");
}

static void
transposed(struct trial *t, const char *op, const char *between, const char *after)
{
	int m = brute_some(t, 7), k = brute_some(t, 7), n = brute_some(t, 7), at = brute_upto(t, 2),
	    bt = brute_upto(t, 2);

	brute_say(t->op, "%s", op);
	brute_say(t->attr, "transA=%d transB=%d", at, bt);
	brute_say(t->in, "%dx%d%s %dx%d%s", at ? k : m, at ? m : k, between, bt ? n : k, bt ? k : n, after);
	t->macs = product(1, m, k, n);
}

static void
gemm(struct trial *t)
{
	transposed(t, "Gemm", "", "");
}

static void
fused_gemm(struct trial *t)
{
	transposed(t, "FusedGemm", "", "");
}

static void
qgemm(struct trial *t)
{
	transposed(t, "QGemm", ":u8 1 1:u8", ":u8 1 1:u8");
}

static void
fused_matmul(struct trial *t)
{
	transposed(t, "FusedMatMul", "", "");
}

/* Labels of two operands and a result that lacks one; each combination is a product. */
static void
einsum(struct trial *t)
{
	int extent[5], labels = brute_some(t, 3) + 2, left = brute_some(t, labels - 1) + 1, sum = left - 1;
	int at[5] = { 0 }, first = brute_upto(t, left - 1);

	brute_say(t->op, "Einsum");
	for (int i = 0; i < labels; i++)
		extent[i] = brute_some(t, 4);
	brute_say(t->attr, "equation=");
	for (int i = 0; i < left; i++) {
		brute_say(t->attr, "%c", 'a' + i);
		brute_say(t->in, i ? "x%d" : "%d", extent[i]);
	}
	brute_say(t->attr, ",");
	for (int i = first; i < labels; i++) {
		brute_say(t->attr, "%c", 'a' + i);
		brute_say(t->in, i == first ? " %d" : "x%d", extent[i]);
	}
	brute_say(t->attr, "->");
	for (int i = labels - 1; i >= 0; i--)
		brute_say(t->attr, "%.*s", i != sum, &(char){ (char)('a' + i) });
	for (int i = 0; i >= 0;) { /* an odometer */
		t->macs++;
		for (i = labels - 1; i >= 0 && ++at[i] == extent[i]; i--)
			at[i] = 0;
	}
}

/* --- recurrence --------------------------------------------------------------------------- */

static void
recurrent(struct trial *t, const char *op, int gates)
{
	static const char *const way[] = { "forward", "reverse", "bidirectional" };
	int steps = brute_some(t, 5), batch = brute_some(t, 3), in = brute_some(t, 5),
	    hidden = brute_some(t, 5), w = brute_upto(t, 3);
	int directions = w == 2 ? 2 : 1, first = brute_upto(t, 2);

	brute_say(t->op, "%s", op);
	brute_say(t->attr, "hidden_size=%d direction=%s layout=%d", hidden, way[w], first);
	brute_say(t->in, "%dx%dx%d !%dx%dx%d !%dx%dx%d", first ? batch : steps, first ? steps : batch, in,
	          directions, gates * hidden, in, directions, gates * hidden, hidden);
	for (int d = 0; d < directions; d++)
		for (int s = 0; s < steps; s++)
			for (int g = 0; g < gates; g++) {
				t->macs += product(batch, 1, in, hidden);
				t->macs += product(batch, 1, hidden, hidden);
			}
}

static void
rnn(struct trial *t)
{
	recurrent(t, "RNN", 1);
}

static void
gru(struct trial *t)
{
	recurrent(t, "GRU", 3);
}

static void
lstm(struct trial *t)
{
	recurrent(t, "LSTM", 4);
}

/* --- attention ------------------------------------------------------------------------------ */

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
	for (int part = 0; part < 3; part++)
		t->macs += product(b, l, in, heads * w);
	t->macs += attend(b, heads, l, l, width);
}

static void
matmul_nbits(struct trial *t)
{
	int m = brute_some(t, 5), k = 16 * brute_some(t, 4), n = brute_some(t, 9), b = brute_some(t, 3);

	brute_say(t->op, "MatMulNBits");
	brute_say(t->attr, "K=%d N=%d bits=4 block_size=16", k, n);
	brute_say(t->in, "%dx%dx%d !%dx%dx8:u8 %d", b, m, k, n, k / 16, n * k / 16);
	t->macs = product(b, m, k, n);
}

/* --- all ------------------------------------------------------------------------------------- */

static void (*const makers[])(struct trial *) = {
	matmul, matmul_integer, qlinear_matmul, gemm,       fused_gemm,  qgemm,     fused_matmul, einsum, rnn,
	gru,    lstm,           attention,      multi_head, group_query, projected, matmul_nbits,
};

START_TEST(brute)
{
	brute_compare(makers[_i], 2463534242u + (uint32_t)_i * 7919);
}
END_TEST

CHECK_CASE(ops_brute)
{
	TCase *t = tcase_create("brute");

	tcase_add_loop_test(t, brute, 0, N(makers));
	tcase_set_timeout(t, 60);
	return t;
}
