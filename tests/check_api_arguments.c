/* check_api_arguments.c -- every function refuses what makes no sense, and leaves *out alone */
#include <string.h>

#include "check_case.h"
#include "flopcount.h"

#define REFUSED(call) ck_assert_int_eq((call), FLOPCOUNT_E_ARGUMENT)
#define GONE(call)    ck_assert_int_eq((call), FLOPCOUNT_E_NOT_FOUND)

static const struct flopcount_bytes lost = { NULL, 1 }; /* a size, and nothing there */
static struct flopcount_ctx *ctx;
static struct flopcount_model *model;
static struct flopcount_result *result;

static int
take(void *user, const void *data, size_t n)
{
	(void)user, (void)data, (void)n;
	return 0;
}

static const struct flopcount_sink sink = { take, NULL }, no_sink = { NULL, NULL };

static void
set_up(void)
{
	ck_assert_int_eq(flopcount_ctx_new(&ctx, NULL), FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_model_open(&model, ctx, "fixtures/onnx/case-conv-bias.onnx", NULL),
	                 FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_result_new(&result, model, NULL), FLOPCOUNT_OK);
}

static void
tear_down(void)
{
	flopcount_result_free(result);
	flopcount_model_free(model);
	flopcount_ctx_free(ctx);
}

START_TEST(contexts)
{
	struct flopcount_ctx_options o = FLOPCOUNT_CTX_OPTIONS_INIT;
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;
	struct flopcount_ctx *out = NULL;

	o.limits = "nodes=many";
	REFUSED(flopcount_ctx_new(&out, &o));
	o.size = 0;
	REFUSED(flopcount_ctx_new(&out, &o));
	ck_assert_ptr_null(out);
	REFUSED(flopcount_ctx_input(NULL, "1x3"));
	REFUSED(flopcount_ctx_input(ctx, NULL));
	REFUSED(flopcount_ctx_dim(NULL, "N", 1));
	REFUSED(flopcount_ctx_dim(ctx, NULL, 1));
	REFUSED(flopcount_ctx_dim(ctx, "", 1));
	ck_assert_int_eq(flopcount_ctx_diagnostic_at(ctx, 0, &d), FLOPCOUNT_OK);
	ck_assert_str_eq(d.text, "dimension has no name");
	REFUSED(flopcount_ctx_ops(NULL, "x", (struct flopcount_bytes){ "{}", 2 }));
	REFUSED(flopcount_ctx_ops(ctx, NULL, (struct flopcount_bytes){ "{}", 2 }));
	REFUSED(flopcount_ctx_ops(ctx, "x", lost));
	ck_assert_int_eq(flopcount_ctx_ops(ctx, "x", (struct flopcount_bytes){ NULL, 0 }),
	                 FLOPCOUNT_E_FORMAT);
	REFUSED(flopcount_ctx_diagnostic_at(NULL, 0, &d));
	REFUSED(flopcount_ctx_diagnostic_at(ctx, 0, NULL));
	d.size = 0;
	REFUSED(flopcount_ctx_diagnostic_at(ctx, 0, &d));
}
END_TEST

START_TEST(models)
{
	struct flopcount_model_options o = FLOPCOUNT_MODEL_OPTIONS_INIT;
	struct flopcount_model *out = NULL;

	REFUSED(flopcount_model_open(&out, NULL, "x", NULL));
	REFUSED(flopcount_model_open(&out, ctx, NULL, NULL));
	REFUSED(flopcount_model_open_memory(&out, ctx, "x", lost, NULL));
	o.size = 0;
	REFUSED(flopcount_model_open(&out, ctx, "x", &o));
	ck_assert_ptr_null(out);
	ck_assert_int_eq(flopcount_model_used_input(NULL, 0), 0);
	ck_assert_int_eq(flopcount_model_used_dim(NULL, 0), 0);
	REFUSED(flopcount_explain(model, NULL, take, NULL));
	REFUSED(flopcount_explain(model, "conv", NULL, NULL));
}
END_TEST

START_TEST(results)
{
	struct flopcount_result_options o = FLOPCOUNT_RESULT_OPTIONS_INIT;
	struct flopcount_result *out = NULL;

	REFUSED(flopcount_result_new(NULL, model, NULL));
	REFUSED(flopcount_result_new(&out, NULL, NULL));
	REFUSED(flopcount_result_failed(&out, NULL, "x", NULL));
	REFUSED(flopcount_result_failed(&out, ctx, NULL, NULL));
	o.convention = "paler";
	GONE(flopcount_result_new(&out, model, &o));
	GONE(flopcount_result_failed(&out, ctx, "x", &o));
	o.size = 0;
	REFUSED(flopcount_result_new(&out, model, &o));
	ck_assert_ptr_null(out);
	ck_assert_int_eq(flopcount_result_completeness(NULL), FLOPCOUNT_FAILED);
	ck_assert_ptr_null(flopcount_result_text(NULL, "path"));
	ck_assert_ptr_null(flopcount_result_text(result, NULL));
	ck_assert_uint_eq(flopcount_result_count(result, (enum flopcount_list)99), 0);
}
END_TEST

START_TEST(figures)
{
	const struct flopcount_binding n = { "N", 1 };
	int64_t v = -7;

	REFUSED(flopcount_result_total(result, NULL, NULL, 0, &v));
	REFUSED(flopcount_result_total(result, "macs", NULL, 0, NULL));
	REFUSED(flopcount_result_total(result, "macs", NULL, 1, &v));
	ck_assert_int_eq(flopcount_result_total(result, "macs", &n, 1, &v), FLOPCOUNT_OK);
	v = -7;
	REFUSED(flopcount_layer_figure(NULL, 0, "macs", NULL, 0, &v));
	REFUSED(flopcount_layer_figure(result, 0, NULL, NULL, 0, &v));
	REFUSED(flopcount_layer_figure(result, 0, "macs", NULL, 0, NULL));
	REFUSED(flopcount_layer_figure(result, 0, "macs", NULL, 1, &v));
	GONE(flopcount_layer_figure(result, 0, "name", NULL, 0, &v));
	GONE(flopcount_layer_figure(result, 0, "colour", NULL, 0, &v));
	GONE(flopcount_layer_figure(result, 9, "macs", NULL, 0, &v));
	ck_assert_int_eq(v, -7);
	ck_assert_int_eq(flopcount_layer_figure(result, 0, "param_bytes", NULL, 0, &v), FLOPCOUNT_OK);
	ck_assert_int_eq(v, 304); /* 76 of 4 bytes */
	ck_assert_ptr_null(flopcount_result_formula(result, NULL));
	ck_assert_ptr_null(flopcount_result_formula(result, "colour"));
	ck_assert_ptr_null(flopcount_layer_formula(NULL, 0, "macs"));
	ck_assert_ptr_null(flopcount_layer_formula(result, 0, NULL));
}
END_TEST

START_TEST(lists)
{
	struct flopcount_tensor t = FLOPCOUNT_TENSOR_INIT;
	struct flopcount_symbol s = FLOPCOUNT_SYMBOL_INIT;
	struct flopcount_uncounted u = FLOPCOUNT_UNCOUNTED_INIT;
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;
	struct flopcount_layer l = FLOPCOUNT_LAYER_INIT;

	REFUSED(flopcount_result_input_at(NULL, 0, &t));
	REFUSED(flopcount_result_input_at(result, 0, NULL));
	REFUSED(flopcount_result_output_at(NULL, 0, &t));
	REFUSED(flopcount_layer_input_at(NULL, 0, 0, &t));
	GONE(flopcount_layer_input_at(result, 1, 0, &t));
	REFUSED(flopcount_layer_output_at(NULL, 0, 0, &t));
	GONE(flopcount_layer_output_at(result, 1, 0, &t));
	REFUSED(flopcount_result_symbol_at(NULL, 0, &s));
	REFUSED(flopcount_result_symbol_at(result, 0, NULL));
	GONE(flopcount_result_symbol_at(result, 0, &s));
	REFUSED(flopcount_result_uncounted_at(NULL, 0, &u));
	REFUSED(flopcount_result_uncounted_at(result, 0, NULL));
	GONE(flopcount_result_uncounted_at(result, 0, &u));
	REFUSED(flopcount_result_diagnostic_at(NULL, 0, &d));
	REFUSED(flopcount_result_diagnostic_at(result, 0, NULL));
	GONE(flopcount_result_diagnostic_at(result, 0, &d));
	REFUSED(flopcount_layer_at(NULL, 0, &l));
	REFUSED(flopcount_layer_at(result, 0, NULL));
}
END_TEST

START_TEST(attributes)
{
	const char *name = "untouched", *json = name;

	REFUSED(flopcount_layer_attribute_at(NULL, 0, 0, &name, &json));
	REFUSED(flopcount_layer_attribute_at(result, 0, 0, NULL, &json));
	REFUSED(flopcount_layer_attribute_at(result, 0, 0, &name, NULL));
	GONE(flopcount_layer_attribute_at(result, 1, 0, &name, &json));
	GONE(flopcount_layer_attribute_at(result, 0, 99, &name, &json));
	ck_assert_str_eq(name, "untouched");
	ck_assert_str_eq(json, "untouched");
}
END_TEST

START_TEST(devices)
{
	struct flopcount_bytes json = { NULL, 0 };
	struct flopcount_device *out = NULL;
	const char *fault = "untouched";

	REFUSED(flopcount_device_new(NULL, "x", NULL, NULL));
	REFUSED(flopcount_device_new(&out, NULL, NULL, NULL));
	REFUSED(flopcount_device_new(&out, NULL, &json, NULL));
	GONE(flopcount_device_new(&out, "no-such-device", NULL, &fault));
	ck_assert_str_eq(fault, "untouched");
	json = (struct flopcount_bytes){ "{}", 2 };
	ck_assert_int_eq(flopcount_device_new(&out, NULL, &json, NULL), FLOPCOUNT_E_FORMAT);
	ck_assert_ptr_null(out);
	REFUSED(flopcount_devices(NULL, NULL, NULL));
	GONE(flopcount_devices("no-such-device", take, NULL));
	REFUSED(flopcount_device_measure(1, NULL, NULL));
}
END_TEST

START_TEST(tables)
{
	struct flopcount_bytes text = { "name,a\nx,1\n", 11 };
	struct flopcount_meta_fault fault = FLOPCOUNT_META_FAULT_INIT;
	struct flopcount_meta *meta = NULL;

	REFUSED(flopcount_meta_new(NULL, text, NULL));
	REFUSED(flopcount_meta_new(&meta, (struct flopcount_bytes){ NULL, 0 }, NULL));
	ck_assert_int_eq(flopcount_meta_new(&meta, text, NULL), FLOPCOUNT_OK);
	ck_assert_str_eq(flopcount_meta_cell(meta, "m/x.onnx", "a"), "1");
	ck_assert_ptr_null(flopcount_meta_cell(meta, "m/y.onnx", "a"));
	ck_assert_ptr_null(flopcount_meta_cell(meta, "m/x.onnx", "b"));
	ck_assert_ptr_null(flopcount_meta_cell(NULL, "x", "a"));
	ck_assert_ptr_null(flopcount_meta_cell(meta, NULL, "a"));
	ck_assert_ptr_null(flopcount_meta_cell(meta, "x", NULL));
	flopcount_meta_free(meta);
	flopcount_meta_free(NULL);
	meta = NULL;
	text = (struct flopcount_bytes){ "a,b\n", 4 };
	ck_assert_int_eq(flopcount_meta_new(&meta, text, NULL), FLOPCOUNT_E_FORMAT);
	ck_assert_int_eq(flopcount_meta_new(&meta, text, &fault), FLOPCOUNT_E_FORMAT);
	ck_assert_str_eq(fault.text, "no column is called 'name'");
	fault.size = 0;
	REFUSED(flopcount_meta_new(&meta, text, &fault));
	ck_assert_ptr_null(meta);
}
END_TEST

START_TEST(reports)
{
	struct flopcount_report_options o = FLOPCOUNT_REPORT_OPTIONS_INIT;
	struct flopcount_report *r = NULL;

	REFUSED(flopcount_report_new(NULL, "csv", NULL, sink, NULL));
	REFUSED(flopcount_report_new(&r, NULL, NULL, sink, NULL));
	REFUSED(flopcount_report_new(&r, "csv", NULL, no_sink, NULL));
	GONE(flopcount_report_new(&r, "cvs", NULL, sink, NULL));
	o.size = 0;
	REFUSED(flopcount_report_new(&r, "csv", &o, sink, NULL));
	ck_assert_ptr_null(r);
	ck_assert_int_eq(flopcount_report_new(&r, "csv", NULL, sink, NULL), FLOPCOUNT_OK);
	REFUSED(flopcount_report_add(r, NULL));
	REFUSED(flopcount_report_end(NULL));
	flopcount_report_free(r);
}
END_TEST

START_TEST(gates)
{
	struct flopcount_gate_options o = FLOPCOUNT_GATE_OPTIONS_INIT;
	struct flopcount_gate_model m = FLOPCOUNT_GATE_MODEL_INIT;
	struct flopcount_gate_entry entry = FLOPCOUNT_GATE_ENTRY_INIT;
	struct flopcount_gate_write_options w = FLOPCOUNT_GATE_WRITE_OPTIONS_INIT;
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;
	struct flopcount_outcome outcome = FLOPCOUNT_OUTCOME_INIT;
	const struct flopcount_bytes text = { "{}", 2 };
	struct flopcount_gate *gate = NULL;

	o.n_limits = 1;
	REFUSED(flopcount_gate_new(&gate, &o));
	o.size = 0;
	REFUSED(flopcount_gate_new(&gate, &o));
	ck_assert_ptr_null(gate);
	ck_assert_int_eq(flopcount_gate_new(&gate, NULL), FLOPCOUNT_OK);
	ck_assert_ptr_null(flopcount_gate_text(gate, "baseline")); /* there is no budget */
	ck_assert_ptr_null(flopcount_gate_text(gate, NULL));
	REFUSED(flopcount_gate_entry_at(NULL, 0, &entry));
	REFUSED(flopcount_gate_entry_at(gate, 0, NULL));
	GONE(flopcount_gate_entry_at(gate, 0, &entry));
	REFUSED(flopcount_gate_diagnostic_at(NULL, 0, &d));
	REFUSED(flopcount_gate_diagnostic_at(gate, 0, NULL));
	GONE(flopcount_gate_diagnostic_at(gate, 0, &d));
	REFUSED(flopcount_gate_add(gate, &m, NULL));
	REFUSED(flopcount_gate_load(NULL, FLOPCOUNT_BASE, "x", text));
	REFUSED(flopcount_gate_load(gate, FLOPCOUNT_BASE, NULL, text));
	REFUSED(flopcount_gate_load(gate, FLOPCOUNT_BASE, "x", lost));
	m.size = 0;
	REFUSED(flopcount_gate_add(gate, &m, result));
	REFUSED(flopcount_gate_write(gate, "text", NULL, sink)); /* before it ran */
	REFUSED(flopcount_gate_run(gate, NULL));
	ck_assert_int_eq(flopcount_gate_run(gate, &outcome), FLOPCOUNT_OK);
	REFUSED(flopcount_gate_add(gate, NULL, result)); /* after it */
	REFUSED(flopcount_gate_load(gate, FLOPCOUNT_BASE, "x", text));
	REFUSED(flopcount_gate_write(NULL, "text", NULL, sink));
	REFUSED(flopcount_gate_write(gate, NULL, NULL, sink));
	REFUSED(flopcount_gate_write(gate, "text", NULL, no_sink));
	w.size = 0;
	REFUSED(flopcount_gate_write(gate, "text", &w, sink));
	flopcount_gate_free(gate);
}
END_TEST

START_TEST(timers)
{
	struct flopcount_timer_options o = FLOPCOUNT_TIMER_OPTIONS_INIT;
	struct flopcount_timer *none = NULL;
	struct flopcount_ctx *other = NULL;

	REFUSED(flopcount_timer_new(&none, NULL, NULL, NULL));
	ck_assert_int_eq(flopcount_ctx_new(&other, NULL), FLOPCOUNT_OK);
	REFUSED(flopcount_timer_new(&none, other, model, NULL)); /* a model of another context */
	flopcount_ctx_free(other);
	o.optimization = "most";
	REFUSED(flopcount_timer_new(&none, ctx, NULL, &o));
	o.size = 0;
	REFUSED(flopcount_timer_new(&none, ctx, NULL, &o));
	ck_assert_ptr_null(none);
	REFUSED(flopcount_result_time(result, NULL, 1));
	REFUSED(flopcount_result_time(result, &none, 0));
	REFUSED(flopcount_result_time(result, &none, 1));
	REFUSED(flopcount_result_time(result, &none, 65));
	REFUSED(flopcount_timer_write(NULL, 1, "csv", sink));
	REFUSED(flopcount_timer_write(NULL, 0, NULL, sink));
	REFUSED(flopcount_timer_write(NULL, 0, "csv", no_sink));
	REFUSED(flopcount_timer_write(NULL, 0, "providers", sink));
	GONE(flopcount_timer_write(NULL, 0, "cvs", sink));
}
END_TEST

START_TEST(operators)
{
	struct flopcount_ops_options o = FLOPCOUNT_OPS_OPTIONS_INIT;

	REFUSED(flopcount_ops(NULL, NULL, NULL));
	o.format = "json";
	GONE(flopcount_ops(&o, take, NULL));
	o.size = 0;
	REFUSED(flopcount_ops(&o, take, NULL));
	ck_assert_ptr_null(flopcount_name_at((enum flopcount_names)99, 0));
	ck_assert_ptr_null(flopcount_name_text((enum flopcount_names)99, 0));
	ck_assert_ptr_null(flopcount_nearest(NULL, &o.name, 1));
	ck_assert_ptr_null(flopcount_nearest("x", NULL, 1));
}
END_TEST

CHECK_CASE(api_arguments)
{
	TCase *t = tcase_create("arguments");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, contexts);
	tcase_add_test(t, models);
	tcase_add_test(t, results);
	tcase_add_test(t, figures);
	tcase_add_test(t, lists);
	tcase_add_test(t, attributes);
	tcase_add_test(t, devices);
	tcase_add_test(t, tables);
	tcase_add_test(t, reports);
	tcase_add_test(t, gates);
	tcase_add_test(t, timers);
	tcase_add_test(t, operators);
	return t;
}
