/* check_api_report.c -- reports through the public header */
#include <string.h>

#include "check_case.h"
#include "flopcount.h"

struct text {
	char data[256 * 1024];
	size_t n, room; /* room: how much is taken before the sink says no */
};

static int
keep(void *user, const void *data, size_t n)
{
	struct text *t = user;

	if (n > t->room - t->n)
		return 1;
	memcpy(t->data + t->n, data, n);
	t->n += n;
	t->data[t->n] = '\0';
	return 0;
}

static struct flopcount_ctx *ctx;
static struct flopcount_result *result;
static struct text text;

static void
replace_result(const char *path)
{
	struct flopcount_model *model = NULL;

	flopcount_result_free(result);
	ck_assert_int_eq(flopcount_model_open(&model, ctx, path, NULL), FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_result_new(&result, model, NULL), FLOPCOUNT_OK);
	flopcount_model_free(model);
}

static void
set_up(void)
{
	text.n = 0;
	text.data[0] = '\0';
	text.room = sizeof(text.data) - 1;
	ck_assert_int_eq(flopcount_ctx_new(&ctx, NULL), FLOPCOUNT_OK);
	result = NULL;
	replace_result("fixtures/onnx/case-conv.onnx");
}

static void
tear_down(void)
{
	flopcount_result_free(result);
	flopcount_ctx_free(ctx);
}

static int
write_report(const char *format, const struct flopcount_report_options *options, const char **wrong)
{
	struct flopcount_sink sink = { keep, &text };
	struct flopcount_report *r = NULL;
	int status = flopcount_report_new(&r, format, options, sink, wrong);

	if (!status)
		status = flopcount_report_add(r, result);
	if (!status)
		status = flopcount_report_end(r);
	flopcount_report_free(r);
	return status;
}

START_TEST(columns)
{
	struct flopcount_report_options o = FLOPCOUNT_REPORT_OPTIONS_INIT;

	o.columns = "name,macs,params";
	ck_assert_int_eq(write_report("csv", &o, NULL), FLOPCOUNT_OK);
	ck_assert_str_eq(text.data, "name,macs,params\nconv,4608,72\n");
}
END_TEST

/* 4608 MACs, and as many FLOPs without a bias. */
static const char *
shown_as(const char *format)
{
	if (!strcmp(format, "dot") || !strcmp(format, "svg"))
		return "4.61 k";
	return !strcmp(format, "table") ? "4,608" : "4608";
}

START_TEST(every_format)
{
	static const enum flopcount_by by[] = { FLOPCOUNT_BY_NODE, FLOPCOUNT_BY_MODULE, FLOPCOUNT_BY_OP };
	struct flopcount_report_options o = FLOPCOUNT_REPORT_OPTIONS_INIT;
	const char *name = flopcount_name_at(FLOPCOUNT_FORMATS, (size_t)_i);

	for (int i = 0; name && i < N(by); i++) {
		o.by = by[i];
		text.n = 0;
		ck_assert_int_eq(write_report(name, &o, NULL), FLOPCOUNT_OK);
		ck_assert_ptr_nonnull(strstr(text.data, shown_as(name)));
	}
}
END_TEST

static const struct {
	const char *format, *columns, *sort, *wrong;
} unknown[] = {
	{ "cvs", NULL, NULL, "cvs" },
	{ "csv", "name,marcs,flops", NULL, "marcs,flops" },
	{ "csv", "", NULL, "" },
	{ "csv", NULL, "flosp", "flosp" },
};

START_TEST(unknown_words)
{
	struct flopcount_report_options o = FLOPCOUNT_REPORT_OPTIONS_INIT;
	const char *wrong = NULL;

	o.columns = unknown[_i].columns;
	o.sort = unknown[_i].sort;
	ck_assert_int_eq(write_report(unknown[_i].format, &o, &wrong), FLOPCOUNT_E_NOT_FOUND);
	ck_assert_str_eq(wrong, unknown[_i].wrong);
	ck_assert_uint_eq(text.n, 0);
}
END_TEST

/* The sink takes some bytes and then no more: what it took is how the whole report begins. */
static void
cut_short(const char *format, const struct flopcount_report_options *o)
{
	static struct text whole;

	text.n = 0;
	text.room = sizeof(text.data) - 1;
	ck_assert_int_eq(write_report(format, o, NULL), FLOPCOUNT_OK);
	whole = text;
	for (size_t i = 0; i < 8; i++) {
		text.n = 0;
		text.room = whole.n * i / 8;
		ck_assert_int_eq(write_report(format, o, NULL), FLOPCOUNT_E_IO);
		ck_assert_mem_eq(text.data, whole.data, text.n);
	}
}

/* Reports longer than what is held back at a time (8 KiB): resnet18 has 69 layers. */
START_TEST(sink_says_no)
{
	static const enum flopcount_by by[] = { FLOPCOUNT_BY_NODE, FLOPCOUNT_BY_MODULE, FLOPCOUNT_BY_OP };
	struct flopcount_report_options o = FLOPCOUNT_REPORT_OPTIONS_INIT;
	const char *name = flopcount_name_at(FLOPCOUNT_FORMATS, (size_t)_i);

	replace_result("fixtures/onnx/resnet18.onnx");
	for (int i = 0; name && i < N(by); i++) {
		o.by = by[i];
		cut_short(name, &o);
	}
	name = flopcount_name_at(FLOPCOUNT_COMPARE_FORMATS, (size_t)_i);
	o.compare = FLOPCOUNT_COMPARE_MODELS;
	o.by = FLOPCOUNT_BY_NODE;
	if (name)
		cut_short(name, &o);
}
END_TEST

/* Results of two contexts in one report. */
START_TEST(two_contexts)
{
	struct flopcount_report_options o = FLOPCOUNT_REPORT_OPTIONS_INIT;
	struct flopcount_sink sink = { keep, &text };
	struct flopcount_ctx *other = NULL;
	struct flopcount_model *model = NULL;
	struct flopcount_result *second = NULL;
	struct flopcount_report *r = NULL;

	o.by = FLOPCOUNT_BY_OP;
	o.columns = "op,macs";
	o.models = 2;
	ck_assert_int_eq(flopcount_ctx_new(&other, NULL), FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_model_open(&model, other, "fixtures/onnx/case-matmul-symbolic.onnx", NULL),
	                 0);
	ck_assert_int_eq(flopcount_result_new(&second, model, NULL), FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_report_new(&r, "csv", &o, sink, NULL), FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_report_add(r, result), FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_report_add(r, second), FLOPCOUNT_OK);
	flopcount_result_free(second);
	flopcount_model_free(model);
	flopcount_ctx_free(other);
	ck_assert_int_eq(flopcount_report_end(r), FLOPCOUNT_OK);
	flopcount_report_free(r);
	ck_assert_ptr_nonnull(strstr(text.data, "Conv,4608,"));
	ck_assert_ptr_nonnull(strstr(text.data, "MatMul,24*N,"));
}
END_TEST

CHECK_CASE(api_report)
{
	TCase *t = tcase_create("report");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, columns);
	tcase_add_loop_test(t, every_format, 0, 10);
	tcase_add_loop_test(t, unknown_words, 0, N(unknown));
	tcase_add_loop_test(t, sink_says_no, 0, 10);
	tcase_add_test(t, two_contexts);
	return t;
}
