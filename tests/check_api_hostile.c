/* check_api_hostile.c -- files cut short and changed byte by byte never do worse than fail */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check_case.h"
#include "flopcount.h"

enum { SIZE_MAX_FILE = 64 * 1024, ROUNDS = 400 };

static const char *const models[] = {
	"fixtures/onnx/bad-nested-if-33.onnx",
	"fixtures/onnx/case-conv.onnx",
	"fixtures/onnx/case-einsum.onnx",
	"fixtures/onnx/case-if.onnx",
	"fixtures/onnx/case-loop.onnx",
	"fixtures/onnx/case-lstm.onnx",
	"fixtures/onnx/case-matmulnbits.onnx",
	"fixtures/onnx/sem-constants.onnx",
	"fixtures/onnx/sem-control-flow.onnx",
	"fixtures/onnx/sem-dtypes.onnx",
	"fixtures/onnx/sem-functions.onnx",
	"fixtures/onnx/sem-sequences.onnx",
};

static struct flopcount_ctx *ctx;
static unsigned char original[SIZE_MAX_FILE];
static size_t size;
static uint32_t state;

static void
setup(void)
{
	struct flopcount_ctx_options options = FLOPCOUNT_CTX_OPTIONS_INIT;

	options.memory_limit = (size_t)256 << 20;
	state = 2463534242u;
	ck_assert_int_eq(flopcount_ctx_new(&ctx, &options), FLOPCOUNT_OK);
}

static void
teardown(void)
{
	flopcount_ctx_free(ctx);
}

static uint32_t
pick(size_t n) /* xorshift32 (Marsaglia 2003): the same numbers each time */
{
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state % (uint32_t)n;
}

static void
load(const char *path)
{
	FILE *f = fopen(path, "rb");

	ck_assert_msg(f != NULL, "%s", path);
	size = fread(original, 1, sizeof(original), f);
	fclose(f);
	ck_assert_uint_gt(size, 20);
}

static int
drop(void *user, const void *data, size_t n)
{
	(void)user, (void)data, (void)n;
	return 0;
}

/* Whatever it says, it says it; a model that opens can be counted and printed. */
static void
use(const unsigned char *data, size_t n)
{
	struct flopcount_model *model = NULL;
	struct flopcount_result *result = NULL;
	struct flopcount_report *report = NULL;
	int status =
	    flopcount_model_open_memory(&model, ctx, "mutant", (struct flopcount_bytes){ data, n }, NULL);
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;

	if (status) {
		ck_assert_ptr_null(model);
		ck_assert_int_eq(flopcount_ctx_diagnostic_at(ctx, 0, &d), FLOPCOUNT_OK);
		return;
	}
	ck_assert_int_eq(flopcount_result_new(&result, model, NULL), FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_report_new(&report, "json", NULL, (struct flopcount_sink){ drop, NULL },
	                                      NULL),
	                 FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_report_add(report, result), FLOPCOUNT_OK);
	flopcount_report_end(report);
	flopcount_report_free(report);
	flopcount_result_free(result);
	flopcount_model_free(model);
}

/* On memory of exactly that size, so that a sanitizer sees a byte too far. */
static void
use_copy(size_t n)
{
	unsigned char *copy = malloc(n ? n : 1);

	memcpy(copy, original, n);
	use(copy, n);
	free(copy);
}

START_TEST(cut_short)
{
	load(models[_i]);
	for (size_t n = 0; n <= size; n += size > 1000 ? 1 + size / 300 : 1)
		use_copy(n);
}
END_TEST

/* Byte by byte and volatile: valgrind takes a checked memmove for a memcpy. */
static void
move(volatile unsigned char *to, const unsigned char *from, size_t n)
{
	while (n-- > 0)
		*to++ = *from++;
}

static void
change(unsigned char *data)
{
	static const unsigned char values[] = { 0, 1, 0x7f, 0x80, 0xff };
	size_t at = pick(size), from = pick(size);

	if (pick(3) == 0)
		data[at] = values[pick(sizeof(values))];
	else if (pick(2))
		data[at] ^= (unsigned char)(1u << pick(8));
	else
		move(data + at, data + from, pick(size - (at > from ? at : from)));
}

START_TEST(changed)
{
	unsigned char *copy;

	load(models[_i]);
	copy = malloc(size);
	for (int round = 0; round < ROUNDS; round++) {
		memcpy(copy, original, size);
		for (uint32_t n = 1 + pick(4); n; n--)
			change(copy);
		use(copy, size);
	}
	free(copy);
}
END_TEST

CHECK_CASE(api_hostile)
{
	TCase *t = tcase_create("hostile");

	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, cut_short, 0, N(models));
	tcase_add_loop_test(t, changed, 0, N(models));
	return t;
}
