/* check_api_gate.c -- gates from outside: arguments, a round trip, no memory */
#include "check_case.h"

#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "flopcount.h"

struct page {
	char text[32768];
	size_t n;
};

static int
keep(void *user, const void *data, size_t n)
{
	struct page *p = user;

	if (n > sizeof(p->text) - 1 - p->n)
		return 1;
	memcpy(p->text + p->n, data, n);
	p->n += n;
	p->text[p->n] = '\0';
	return 0;
}

static const char budget[] =
    "{\"models\": [{\"name\": \"m\", \"path\": \"m.onnx\", \"dims\": {\"N\": [1, 3]}, \"budgets\": ["
    "{\"metric\": \"macs\", \"max\": 71, \"max_increase\": \"2%\"}]}]}";

/* Count path, check it, write the page in a format; ended by the first call that fails. */
static int
use(const char *path, const char *format, struct page *page, struct flopcount_outcome *outcome)
{
	struct flopcount_gate_options o = FLOPCOUNT_GATE_OPTIONS_INIT;
	struct flopcount_gate_model m = FLOPCOUNT_GATE_MODEL_INIT;
	struct flopcount_gate *gate = NULL;
	struct flopcount_ctx *ctx = NULL;
	struct flopcount_model *model = NULL;
	struct flopcount_result *result = NULL;
	int status = flopcount_ctx_new(&ctx, NULL);

	m.name = "m";
	o.budget = budget;
	o.budget_size = sizeof(budget) - 1;
	if (!status)
		status = flopcount_model_open(&model, ctx, path, NULL);
	if (!status)
		status = flopcount_result_new(&result, model, NULL);
	if (!status)
		status = flopcount_gate_new(&gate, &o);
	if (!status)
		status = flopcount_gate_add(gate, &m, result);
	flopcount_result_free(result); /* the gate has a copy */
	flopcount_model_free(model);
	flopcount_ctx_free(ctx);
	if (!status)
		status = flopcount_gate_run(gate, outcome);
	if (!status)
		status = flopcount_gate_write(gate, format, NULL, (struct flopcount_sink){ keep, page });
	flopcount_gate_free(gate);
	return status;
}

static const char *const formats[] = { "baseline", "changes", "github", "html", "init", "json",
	                               "junit", "md", "sarif", "show", "text" };

/* By hand: 24*N MACs are 24 and 72; the limit is 71, and there is no baseline. */
START_TEST(format)
{
	struct flopcount_outcome outcome = FLOPCOUNT_OUTCOME_INIT;
	struct page page = { .n = 0 };

	ck_assert_int_eq(use("fixtures/onnx/case-matmul-symbolic.onnx", formats[_i], &page, &outcome), 0);
	ck_assert_int_eq((int)outcome.broken, 1);
	ck_assert_int_eq((int)outcome.warnings, 1);
	ck_assert_int_gt((int)page.n, 0);
}
END_TEST

/* Each request for memory fails once. */
START_TEST(no_memory)
{
	struct flopcount_outcome outcome = FLOPCOUNT_OUTCOME_INIT;
	unsigned long n = 0;
	int status;

	do {
		struct page page = { .n = 0 };

		fc_arena_fail_at(++n);
		status = use("fixtures/onnx/case-matmul-symbolic.onnx", formats[_i], &page, &outcome);
		fc_arena_fail_at(0);
		ck_assert_msg(!status || status == FLOPCOUNT_E_MEMORY, "%lu: %d", n, status);
	} while (status && n < 10000);
	ck_assert_int_eq(status, 0);
}
END_TEST

START_TEST(round_trip)
{
	struct flopcount_outcome outcome = FLOPCOUNT_OUTCOME_INIT;
	struct page first = { .n = 0 }, text = { .n = 0 };
	struct flopcount_gate *gate = NULL;

	ck_assert_int_eq(use("fixtures/onnx/case-matmul-symbolic.onnx", "baseline", &first, &outcome), 0);
	ck_assert_int_eq(flopcount_gate_new(&gate, NULL), 0);
	ck_assert_int_eq(flopcount_gate_load(gate, FLOPCOUNT_BASE, "a",
	                                     (struct flopcount_bytes){ first.text, first.n }), 0);
	ck_assert_int_eq(flopcount_gate_load(gate, FLOPCOUNT_HEAD, "b",
	                                     (struct flopcount_bytes){ first.text, first.n }), 0);
	outcome = (struct flopcount_outcome)FLOPCOUNT_OUTCOME_INIT;
	ck_assert_int_eq(flopcount_gate_run(gate, &outcome), 0);
	ck_assert_int_eq(flopcount_gate_run(gate, &outcome), FLOPCOUNT_E_ARGUMENT);
	ck_assert_int_eq(flopcount_gate_write(gate, "text", NULL, (struct flopcount_sink){ keep, &text }), 0);
	ck_assert_ptr_nonnull(strstr(text.text, "layers: 1 unchanged"));
	flopcount_gate_free(gate);
}
END_TEST

/* Cut anywhere, and with any byte another, a baseline is read or refused. */
START_TEST(damaged)
{
	struct flopcount_outcome outcome = FLOPCOUNT_OUTCOME_INIT;
	struct page page = { .n = 0 };

	ck_assert_int_eq(use("fixtures/onnx/case-conv.onnx", "baseline", &page, &outcome), 0);
	for (size_t i = 0; i < page.n; i++) {
		struct flopcount_gate *gate = NULL;
		int status;

		ck_assert_int_eq(flopcount_gate_new(&gate, NULL), 0);
		status = flopcount_gate_load(gate, FLOPCOUNT_BASE, "a",
		                             (struct flopcount_bytes){ page.text, i });
		ck_assert_int_eq(status, i + 1 < page.n ? FLOPCOUNT_E_FORMAT : 0);
		page.text[i] ^= 1;
		status = flopcount_gate_load(gate, FLOPCOUNT_HEAD, "b",
		                             (struct flopcount_bytes){ page.text, page.n });
		ck_assert(status == 0 || status == FLOPCOUNT_E_FORMAT);
		page.text[i] ^= 1;
		outcome = (struct flopcount_outcome)FLOPCOUNT_OUTCOME_INIT;
		ck_assert_int_eq(flopcount_gate_run(gate, &outcome), 0);
		flopcount_gate_free(gate);
	}
}
END_TEST

/* More than is read of a report; nothing behind the text is looked at. */
START_TEST(too_large)
{
	const struct flopcount_bytes bytes = { "{}", (size_t)FC_LIMIT_REPORT + 1 };
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;
	struct flopcount_gate *gate = NULL;

	ck_assert_int_eq(flopcount_gate_new(&gate, NULL), 0);
	ck_assert_int_eq(flopcount_gate_load(gate, FLOPCOUNT_BASE, "a", bytes), FLOPCOUNT_E_FORMAT);
	ck_assert_int_eq(flopcount_gate_diagnostic_at(gate, 0, &d), 0);
	ck_assert_ptr_nonnull(strstr(d.text, "larger than any report"));
	flopcount_gate_free(gate);
}
END_TEST

START_TEST(arguments)
{
	struct flopcount_gate_options o = FLOPCOUNT_GATE_OPTIONS_INIT;
	struct flopcount_gate_entry entry = FLOPCOUNT_GATE_ENTRY_INIT;
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;
	struct flopcount_outcome outcome = FLOPCOUNT_OUTCOME_INIT;
	struct flopcount_sink sink = { keep, NULL };
	struct flopcount_gate *gate = NULL;

	ck_assert_int_eq(flopcount_gate_new(NULL, &o), FLOPCOUNT_E_ARGUMENT);
	ck_assert_int_eq(flopcount_gate_run(NULL, &outcome), FLOPCOUNT_E_ARGUMENT);
	ck_assert_int_eq(flopcount_gate_add(NULL, NULL, NULL), FLOPCOUNT_E_ARGUMENT);
	ck_assert_ptr_null(flopcount_gate_text(NULL, "baseline"));
	flopcount_gate_free(NULL);
	o.budget = "{\"models\": 3}";
	o.budget_size = strlen(o.budget);
	ck_assert_int_eq(flopcount_gate_new(&gate, &o), FLOPCOUNT_E_ARGUMENT);
	ck_assert_int_eq(flopcount_gate_diagnostic_at(gate, 0, &d), 0);
	ck_assert_str_eq(d.code, "FC-E601");
	ck_assert_int_eq(flopcount_gate_entry_at(gate, 0, &entry), FLOPCOUNT_E_NOT_FOUND);
	ck_assert_int_eq(flopcount_gate_write(gate, "text", NULL, sink), FLOPCOUNT_E_ARGUMENT);
	flopcount_gate_free(gate);
	gate = NULL;
	o.budget = budget;
	o.budget_size = sizeof(budget) - 1;
	ck_assert_int_eq(flopcount_gate_new(&gate, &o), 0);
	ck_assert_int_eq(flopcount_gate_entry_at(gate, 0, &entry), 0);
	ck_assert_str_eq(entry.path, "m.onnx");
	ck_assert_int_eq((int)entry.n_dims, 0); /* N has two values and stays a symbol */
	ck_assert_int_eq(flopcount_gate_entry_at(gate, 1, &entry), FLOPCOUNT_E_NOT_FOUND);
	ck_assert_int_eq(flopcount_gate_run(gate, &outcome), 0);
	ck_assert_int_eq(flopcount_gate_write(gate, "txt", NULL, sink), FLOPCOUNT_E_NOT_FOUND);
	flopcount_gate_free(gate);
}
END_TEST

CHECK_CASE(api_gate)
{
	TCase *t = tcase_create("gate");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, format, 0, N(formats));
	tcase_add_loop_test(t, no_memory, 0, N(formats));
	tcase_add_test(t, round_trip);
	tcase_add_test(t, damaged);
	tcase_add_test(t, too_large);
	tcase_add_test(t, arguments);
	return t;
}
