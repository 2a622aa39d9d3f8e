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

/* An operand of one axis is a row in front, a column behind. */
static void
matmul_vector(struct trial *t)
{
	int b = brute_some(t, 4), m = brute_some(t, 5), k = brute_some(t, 6);

	brute_say(t->op, "MatMul");
	switch (brute_upto(t, 3)) {
	case 0:
		brute_say(t->in, "%d %d", k, k);
		t->macs = product(1, 1, k, 1);
		break;
	case 1:
		brute_say(t->in, "%d %dx%dx%d", k, b, k, m);
		t->macs = product(b, 1, k, m);
		break;
	default:
		brute_say(t->in, "%dx%dx%d %d", b, m, k, k);
		t->macs = product(b, m, k, 1);
		break;
	}
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

/* Three or four operands: each has some of the labels, the last of them all that are left over. */
static void
einsum_many(struct trial *t)
{
	int extent[5], labels = brute_some(t, 3) + 2, terms = 3 + brute_upto(t, 2), seen = 0, at[5] = { 0 };

	brute_say(t->op, "Einsum");
	brute_say(t->attr, "equation=");
	for (int i = 0; i < labels; i++)
		extent[i] = brute_some(t, 3);
	for (int k = 0; k < terms; k++) {
		int has = 1 + brute_upto(t, (1 << labels) - 1);

		if (k == terms - 1)
			has |= ~seen & ((1 << labels) - 1);
		seen |= has;
		brute_say(t->attr, k ? "," : "");
		brute_say(t->in, k ? " " : "");
		for (int i = 0, n = 0; i < labels; i++) {
			if (!(has >> i & 1))
				continue;
			brute_say(t->attr, "%c", 'a' + i);
			brute_say(t->in, n++ ? "x%d" : "%d", extent[i]);
		}
	}
	brute_say(t->attr, "->%c", 'a' + brute_upto(t, labels));
	for (int i = 0; i >= 0;) {
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

/* --- packed weights --------------------------------------------------------------------------- */

static void
matmul_nbits(struct trial *t)
{
	int m = brute_some(t, 5), k = 16 * brute_some(t, 4), n = brute_some(t, 9), b = brute_some(t, 3);

	brute_say(t->op, "MatMulNBits");
	brute_say(t->attr, "K=%d N=%d bits=4 block_size=16", k, n);
	brute_say(t->in, "%dx%dx%d !%dx%dx8:u8 %d", b, m, k, n, k / 16, n * k / 16);
	t->macs = product(b, m, k, n);
}

/* Weights of four bits in blocks of 16, [N, K] one behind the other. */
static void
matmul_bnb4(struct trial *t)
{
	int m = brute_some(t, 5), k = 16 * brute_some(t, 4), n = brute_some(t, 9), b = brute_some(t, 3);

	brute_say(t->op, "MatMulBnb4");
	brute_say(t->attr, "K=%d N=%d block_size=16 quant_type=%d", k, n, brute_upto(t, 2));
	brute_say(t->in, "%dx%dx%d !%d:u8 %d", b, m, k, n * k / 2, n * k / 16);
	t->macs = product(b, m, k, n);
}

/* --- all ------------------------------------------------------------------------------------- */

static void (*const makers[])(struct trial *) = {
	matmul, matmul_vector, matmul_integer, qlinear_matmul, gemm, fused_gemm, qgemm, fused_matmul,
	einsum, einsum_many,   rnn,            gru,            lstm, matmul_nbits, matmul_bnb4,
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
