/* check_api_oom.c -- every request for memory fails once, and nothing breaks or leaks */
#include "base/arena.h"
#include "check_case.h"
#include "flopcount.h"

/* --- requests, counted: the program is linked with --wrap ---------------------------------------- */

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
void __real_free(void *p);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);
void __wrap_free(void *p);

static unsigned long requests, fail_at; /* 0: none */
static long living;

static bool
fails(void)
{
	return ++requests == fail_at;
}

void *
__wrap_malloc(size_t n)
{
	void *p = fails() ? NULL : __real_malloc(n);

	living += p != NULL;
	return p;
}

void *
__wrap_calloc(size_t n, size_t size)
{
	void *p = fails() ? NULL : __real_calloc(n, size);

	living += p != NULL;
	return p;
}

void *
__wrap_realloc(void *p, size_t n)
{
	void *q = fails() ? NULL : __real_realloc(p, n);

	living += !p && q;
	return q;
}

void
__wrap_free(void *p)
{
	living -= p != NULL;
	__real_free(p);
}

/* --- what a program does, each ended by the first call that fails -------------------------------- */

struct use {
	const char *path, *input; /* NULL: none is given */
	int (*call)(const struct use *use);
};

static int
drop(void *user, const void *data, size_t n)
{
	(void)user, (void)data, (void)n;
	return 0;
}

static const struct flopcount_sink nowhere = { drop, NULL };

struct opened {
	struct flopcount_ctx *ctx;
	struct flopcount_model *model;
	struct flopcount_result *result;
};

static int
open_model(struct opened *o, const struct use *use)
{
	struct flopcount_result_options options = FLOPCOUNT_RESULT_OPTIONS_INIT;
	int status = flopcount_ctx_new(&o->ctx, NULL);

	options.formulas = 1;
	if (!status)
		status = flopcount_ctx_dim(o->ctx, "N", 4);
	if (!status && use->input)
		status = flopcount_ctx_input(o->ctx, use->input);
	if (!status)
		status = flopcount_model_open(&o->model, o->ctx, use->path, NULL);
	if (!status)
		status = flopcount_result_new(&o->result, o->model, &options);
	return status;
}

static void
close_model(struct opened *o)
{
	flopcount_result_free(o->result);
	flopcount_model_free(o->model);
	flopcount_ctx_free(o->ctx);
}

static int
report(const struct opened *o, const char *format, const struct flopcount_report_options *options)
{
	struct flopcount_report *r = NULL;
	int status = flopcount_report_new(&r, format, options, nowhere, NULL);

	if (!status)
		status = flopcount_report_add(r, o->result);
	if (!status)
		status = flopcount_report_end(r);
	flopcount_report_free(r);
	return status;
}

static int
count(const struct use *use)
{
	struct opened o = { NULL, NULL, NULL };
	int status = open_model(&o, use);

	if (!status && !flopcount_result_formula(o.result, "params"))
		status = FLOPCOUNT_E_MEMORY;
	if (!status)
		status = flopcount_explain(o.model, "#0", drop, NULL);
	for (size_t i = 0; !status && flopcount_name_at(FLOPCOUNT_FORMATS, i); i++)
		status = report(&o, flopcount_name_at(FLOPCOUNT_FORMATS, i), NULL);
	close_model(&o);
	return status;
}

/* What would not open keeps its place in a report. */
static int
refuse(const struct use *use)
{
	struct opened o = { NULL, NULL, NULL };
	int status = open_model(&o, use);

	if (status == FLOPCOUNT_E_FORMAT)
		status = flopcount_result_failed(&o.result, o.ctx, use->path, NULL);
	if (!status)
		status = report(&o, "json", NULL);
	close_model(&o);
	return status;
}

static int
compare(const struct use *use)
{
	static const char text[] = "name,year\ncase-conv,2015\n";
	struct flopcount_report_options options = FLOPCOUNT_REPORT_OPTIONS_INIT;
	struct opened o = { NULL, NULL, NULL };
	struct flopcount_meta *meta = NULL;
	int status = open_model(&o, use);

	if (!status)
		status = flopcount_meta_new(&meta, (struct flopcount_bytes){ text, sizeof(text) - 1 }, NULL);
	options.compare = FLOPCOUNT_COMPARE_MODELS;
	options.meta = meta;
	for (size_t i = 0; !status && flopcount_name_at(FLOPCOUNT_COMPARE_FORMATS, i); i++)
		status = report(&o, flopcount_name_at(FLOPCOUNT_COMPARE_FORMATS, i), &options);
	options.compare = FLOPCOUNT_COMPARE_CONVENTIONS;
	if (!status)
		status = report(&o, "table", &options);
	close_model(&o);
	flopcount_meta_free(meta);
	return status;
}

/* A device, operators of a file, and the lists of both. */
static int
list(const struct use *use)
{
	static const char text[] =
	    "{\"operators\": [{\"name\": \"a::F\", \"inputs\": [\"X\"], \"macs\": \"2 * |Y|\", "
	    "\"outputs\": [{\"name\": \"Y\", \"shape\": \"X\"}]}]}";
	const struct flopcount_bytes bytes = { text, sizeof(text) - 1 };
	struct flopcount_ops_options options = FLOPCOUNT_OPS_OPTIONS_INIT;
	struct flopcount_device *device = NULL;
	struct flopcount_ctx *ctx = NULL;
	int status = flopcount_ctx_new(&ctx, NULL);

	if (!status)
		status = flopcount_ctx_ops(ctx, use->path, bytes);
	options.ctx = ctx;
	if (!status)
		status = flopcount_ops(&options, drop, NULL);
	if (!status)
		status = flopcount_devices(NULL, drop, NULL);
	if (!status)
		status = flopcount_device_new(&device, "a100-80", NULL, NULL);
	flopcount_device_free(device);
	flopcount_ctx_free(ctx);
	return status;
}

/* What stands in for a runtime is no part of this program: its own requests do not fail here. */
static int
run(const struct use *use)
{
	struct flopcount_timer_options options = FLOPCOUNT_TIMER_OPTIONS_INIT;
	struct opened o = { NULL, NULL, NULL };
	struct flopcount_timer *timer = NULL;
	const char *format;
	int status = open_model(&o, use);

	options.library = getenv("FC_TEST_RUNTIME");
	options.runs = 1;
	options.warmup = 0;
	options.result = o.result;
	if (!status)
		status = flopcount_timer_new(&timer, o.ctx, o.model, &options);
	if (!status)
		status = flopcount_timer_run(timer);
	for (size_t i = 0; !status && (format = flopcount_name_at(FLOPCOUNT_TIMING_FORMATS, i)); i++)
		status = flopcount_timer_write(&timer, 1, format, nowhere);
	flopcount_timer_free(timer);
	close_model(&o);
	return status;
}

static const struct use uses[] = {
	{ "fixtures/onnx/case-conv.onnx", NULL, count },
	{ "fixtures/onnx/case-lstm.onnx", NULL, count },
	{ "fixtures/onnx/case-matmul-symbolic.onnx", NULL, count },
	{ "fixtures/onnx/sem-control-flow.onnx", NULL, count },
	{ "fixtures/onnx/resnet18.onnx", NULL, count },
	{ "fixtures/ts/alexnet.script.pt", "1x3x224x224", count },
	{ "fixtures/ts/resnet18.trace.pt", "1x3x224x224", count },
	{ "fixtures/onnx/bad-nested-if-200.onnx", NULL, refuse },
	{ "fixtures/onnx/case-conv.onnx", NULL, compare },
	{ "fixtures/onnx/case-conv.onnx", NULL, list },
	{ "fixtures/onnx/case-conv.onnx", NULL, run },
};

/* --- tests ------------------------------------------------------------------------------------------ */

/* How many blocks it left behind. What libcheck takes is counted as well: none of it is between. */
static long
left_by(const struct use *use, int *status)
{
	long before = living;

	*status = use->call(use);
	return living - before;
}

/* Chunks of arenas. Torture builds ask for them all the time: there the failures come further apart. */
START_TEST(each_chunk_fails)
{
	unsigned long failed = 0, n = 0;
	int status;

	do {
		long left;

		fc_arena_fail_at(n);
		left = left_by(&uses[_i], &status);
		ck_assert_msg(!status || (n && status == FLOPCOUNT_E_MEMORY), "chunk %lu: %s", n,
		              flopcount_status_text(status));
		ck_assert_msg(!left, "chunk %lu: %ld blocks are left", n, left);
		failed += status != FLOPCOUNT_OK;
		n += 1 + n / 1024;
	} while (status || n == 1);
	fc_arena_fail_at(0);
	ck_assert_uint_gt(failed, 4);
}
END_TEST

/* Whatever is asked for, but for what other libraries do by themselves. */
START_TEST(each_request_fails)
{
	unsigned long n = 0, total = 0;

	do {
		int status;
		long left;

		requests = 0;
		fail_at = n;
		left = left_by(&uses[_i], &status);
		fail_at = 0;
		total = n ? total : requests;
		ck_assert_msg(!status || (n && status == FLOPCOUNT_E_MEMORY), "request %lu: %s", n,
		              flopcount_status_text(status));
		ck_assert_msg(!left, "request %lu: %ld blocks are left", n, left);
		n += 1 + n / 1024;
	} while (n <= total);
	ck_assert_uint_gt(n, 4);
}
END_TEST

/* The same by the limit that a program may set; what failed gives its memory back, time after time. */
START_TEST(limit_is_kept)
{
	static const char big[] = "fixtures/onnx/fasterrcnn_resnet50_fpn.onnx";
	struct flopcount_ctx_options options = FLOPCOUNT_CTX_OPTIONS_INIT;
	struct flopcount_model *model = NULL;
	struct flopcount_ctx *ctx = NULL;

	options.memory_limit = 1500000;
	ck_assert_int_eq(flopcount_ctx_new(&ctx, &options), FLOPCOUNT_OK);
	for (int i = 0; i < 20; i++) {
		ck_assert_int_eq(flopcount_model_open(&model, ctx, big, NULL), FLOPCOUNT_E_MEMORY);
		ck_assert_ptr_null(model);
	}
	ck_assert_int_eq(flopcount_model_open(&model, ctx, uses[0].path, NULL), FLOPCOUNT_OK);
	flopcount_model_free(model);
	flopcount_ctx_free(ctx);
}
END_TEST

CHECK_CASE(api_oom)
{
	TCase *t = tcase_create("oom");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, each_chunk_fails, 0, N(uses));
	tcase_add_loop_test(t, each_request_fails, 0, N(uses));
	tcase_add_test(t, limit_is_kept);
	return t;
}
