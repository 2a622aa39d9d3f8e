/* check_api_threads.c -- contexts in several threads do not meet */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check_case.h"
#include "flopcount.h"

enum { THREADS = 6, TURNS = 4, TEXT = 256 };

/* Models with symbols, bodies, functions and code; what each thread gives a symbol is its own. */
static const struct {
	const char *path, *input;
} models[] = {
	{ "fixtures/onnx/case-matmul-symbolic.onnx", NULL },
	{ "fixtures/onnx/sem-control-flow.onnx", NULL },
	{ "fixtures/onnx/sem-functions.onnx", NULL },
	{ "fixtures/onnx/case-einsum.onnx", NULL },
	{ "fixtures/onnx/bad-truncated.onnx", NULL },
	{ "fixtures/ts/alexnet.script.pt", "Nx3x224x224" },
};

struct work {
	unsigned number; /* of the thread */
	char text[N(models)][TEXT];
	size_t bytes; /* of all reports */
};

static int
tell(void *user, const void *data, size_t n)
{
	(void)data;
	*(size_t *)user += n;
	return 0;
}

static void
report(struct work *w, const struct flopcount_result *result, const char *format)
{
	struct flopcount_report *r = NULL;

	if (!flopcount_report_new(&r, format, NULL, (struct flopcount_sink){ tell, &w->bytes }, NULL) &&
	    !flopcount_report_add(r, result))
		flopcount_report_end(r);
	flopcount_report_free(r);
}

static void
count(struct work *w, size_t i)
{
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;
	struct flopcount_result *result = NULL;
	struct flopcount_model *model = NULL;
	struct flopcount_ctx *ctx = NULL;
	int status = flopcount_ctx_new(&ctx, NULL);

	if (!status && w->number % 2)
		status = flopcount_ctx_dim(ctx, "N", w->number);
	if (!status && models[i].input)
		status = flopcount_ctx_input(ctx, models[i].input);
	if (!status)
		status = flopcount_model_open(&model, ctx, models[i].path, NULL);
	if (!status)
		status = flopcount_result_new(&result, model, NULL);
	if (!status) {
		snprintf(w->text[i], TEXT, "%s", flopcount_result_formula(result, "flops"));
		for (size_t f = 0; flopcount_name_at(FLOPCOUNT_FORMATS, f); f++)
			report(w, result, flopcount_name_at(FLOPCOUNT_FORMATS, f));
	} else if (!flopcount_ctx_diagnostic_at(ctx, 0, &d)) {
		snprintf(w->text[i], TEXT, "%s %s", d.code, d.text);
	}
	flopcount_result_free(result);
	flopcount_model_free(model);
	flopcount_ctx_free(ctx);
}

static void *
work(void *args)
{
	struct work *w = args;

	for (int turn = 0; turn < TURNS; turn++) {
		w->bytes = 0;
		for (size_t i = 0; i < N(models); i++)
			count(w, (i + w->number) % N(models));
	}
	return NULL;
}

/* Each thread finds what it finds alone. */
START_TEST(apart)
{
	static struct work alone[THREADS], together[THREADS];
	pthread_t thread[THREADS];

	for (unsigned i = 0; i < THREADS; i++) {
		alone[i].number = together[i].number = i;
		work(&alone[i]);
		ck_assert_uint_gt(alone[i].bytes, 10000);
	}
	for (unsigned i = 0; i < THREADS; i++)
		ck_assert_int_eq(pthread_create(&thread[i], NULL, work, &together[i]), 0);
	for (unsigned i = 0; i < THREADS; i++)
		ck_assert_int_eq(pthread_join(thread[i], NULL), 0);
	for (unsigned i = 0; i < THREADS; i++) {
		ck_assert_uint_eq(alone[i].bytes, together[i].bytes);
		for (size_t k = 0; k < N(models); k++)
			ck_assert_str_eq(alone[i].text[k], together[i].text[k]);
	}
	ck_assert_str_ne(alone[0].text[0], alone[1].text[0]); /* a formula, and a number for N = 1 */
}
END_TEST

CHECK_CASE(api_threads)
{
	TCase *t = tcase_create("threads");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, apart);
	return t;
}
