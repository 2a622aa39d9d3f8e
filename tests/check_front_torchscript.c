/*
 * check_front_torchscript.c -- operators of PyTorch, run by the TorchScript front-end
 *
 * A line of tests/torchscript/NAME.case is the body of forward(x), its statements
 * separated by ';', the last one what is returned; then "->" and the results,
 *
 *	y = torch.slice(x, 1, 1); torch.flatten(y, 1) -> 2x40 macs=0
 *
 * "2x3" is float32, else "2x3:int64"; KEY=FORMULA is a total. x is 2x3x4x5 float32.
 * '#' lines say where the results come from; the file's tests end where it does.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/intern.h"
#include "check_case.h"
#include "check_front.h"
#include "check_lines.h"
#include "check_ts.h"
#include "flopcount.h"
#include "front/ts/bind.h"
#include "ops/registry.h"

enum { LINES = 2048, ROWS = 4096 };

static char lines[LINES][CHECK_LINE];
static int n_lines;
static struct check_zip zip; /* large */

static void
read_lines(const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "tests/torchscript/%s.case", name);
	n_lines = check_lines(path, lines, n_lines, LINES);
}

/* A statement and its place: two blanks for each '|' in front. */
static void
add_statement(char *code, const char *line, size_t n, bool last)
{
	strcat(code, "    ");
	for (; n && (*line == ' ' || *line == '|'); line++, n--) {
		strcat(code, *line == '|' ? "  " : "");
		last &= *line != '|';
	}
	strcat(code, last ? "return " : "");
	strncat(code, line, n);
	strcat(code, "\n");
}

void
check_ts_archive(struct check_zip *z, const char *statements, size_t n)
{
	static const char object[] = "\x80\2c__torch__\nM\n)\x81}(ub.", constants[] = "\x80\2).";
	static char code[CHECK_ZIP_SIZE];
	const char *end, *stop = statements + strnlen(statements, n);

	strcpy(code, "class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n"
	             "  def forward(self: __torch__.M,\n    x: Tensor) -> Tensor:\n");
	for (const char *line = statements; line < stop; line = end + (end < stop)) {
		end = memchr(line, ';', (size_t)(stop - line));
		add_statement(code, line, (size_t)((end ? end : stop) - line), !end);
		end = end ? end : stop;
	}
	memset(z, 0, sizeof(*z));
	check_zip_add(z, (struct check_entry){ .name = "m/data.pkl", .data = object,
	                                       .size = sizeof(object) - 1 });
	check_zip_text(z, "m/code/__torch__.py", code);
	check_zip_add(z, (struct check_entry){ .name = "m/constants.pkl", .data = constants,
	                                       .size = sizeof(constants) - 1 });
	check_zip_text(z, "m/version", "3\n");
	check_zip_end(z);
}

int
check_ts_count(const struct check_zip *z, const char *limits, struct flopcount_ctx **ctx,
               struct flopcount_result **result)
{
	struct flopcount_ctx_options options = FLOPCOUNT_CTX_OPTIONS_INIT;
	struct flopcount_model *model;
	int status;

	options.limits = limits;
	*result = NULL;
	ck_assert_int_eq(flopcount_ctx_new(ctx, &options), FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_ctx_input(*ctx, "2x3x4x5"), FLOPCOUNT_OK);
	status = flopcount_model_open_memory(&model, *ctx, "m.pt", (struct flopcount_bytes){ z->at, z->n },
	                                     NULL);
	if (status != FLOPCOUNT_OK)
		return status;
	ck_assert_int_eq(flopcount_result_new(result, model, NULL), FLOPCOUNT_OK);
	flopcount_model_free(model);
	return FLOPCOUNT_OK;
}

void
check_front_describe(struct flopcount_result *result, const char *want, char *out, size_t room)
{
	size_t n = 0;

	*out = '\0';
	for (size_t i = 0; i < flopcount_result_count(result, FLOPCOUNT_OUTPUTS); i++) {
		struct flopcount_tensor t = FLOPCOUNT_TENSOR_INIT;
		bool plain;

		ck_assert_int_eq(flopcount_result_output_at(result, i, &t), FLOPCOUNT_OK);
		plain = t.dtype && strcmp(t.dtype, "float32") == 0;
		n += (size_t)snprintf(out + n, room - n, "%s%s%s%s", n ? " " : "", t.shape, plain ? "" : ":",
		                      plain ? "" : t.dtype ? t.dtype : "?");
	}
	for (const char *eq = strchr(want, '='); eq; eq = strchr(eq + 1, '=')) {
		const char *key = eq, *text;
		char name[64] = "";

		while (key > want && key[-1] != ' ')
			key--;
		strncat(name, key, (size_t)(eq - key));
		text = flopcount_result_formula(result, name);
		n += (size_t)snprintf(out + n, room - n, "%s%s=%s", n ? " " : "", name, text ? text : "?");
	}
}

static int
first_diagnostic(struct flopcount_ctx *ctx, struct flopcount_result *result, struct flopcount_diagnostic *d)
{
	return result ? flopcount_result_diagnostic_at(result, 0, d) : flopcount_ctx_diagnostic_at(ctx, 0, d);
}

/* "error: TEXT" is wanted: the one diagnostic, of a run that ends there. */
static void
expect_error(struct flopcount_ctx *ctx, struct flopcount_result *result, const char *line, const char *want)
{
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;
	int got = first_diagnostic(ctx, result, &d);

	ck_assert_msg(got == FLOPCOUNT_OK && d.severity == FLOPCOUNT_ERROR && strcmp(d.text, want) == 0,
	              "%s\ngot %s", line, got == FLOPCOUNT_OK ? d.text : "nothing");
}

static void
expect_results(struct flopcount_result *result, const char *line, const char *want)
{
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;
	char got[CHECK_LINE];

	ck_assert_msg(result != NULL, "%s", line);
	for (size_t i = 0; flopcount_result_diagnostic_at(result, i, &d) == FLOPCOUNT_OK; i++)
		ck_assert_msg(d.severity == FLOPCOUNT_NOTE, "%s\n%s", line, d.text);
	check_front_describe(result, want, got, sizeof(got));
	ck_assert_msg(strcmp(got, want) == 0, "%s\ngot %s", line, got);
}

START_TEST(run)
{
	const char *line = lines[_i], *arrow = strstr(line, " -> ");
	struct flopcount_ctx *ctx;
	struct flopcount_result *result;

	ck_assert_ptr_nonnull(arrow);
	check_ts_archive(&zip, line, (size_t)(arrow - line));
	check_ts_count(&zip, NULL, &ctx, &result);
	if (strncmp(arrow + 4, "error: ", 7) == 0)
		expect_error(ctx, result, line, arrow + 11);
	else
		expect_results(result, line, arrow + 4);
	flopcount_result_free(result);
	flopcount_ctx_free(ctx);
}
END_TEST

/* Wherever in a line's nodes the limit stands, it ends the run and is what is said. */
START_TEST(limited)
{
	const char *line = lines[_i], *arrow = strstr(line, " -> ");
	bool over = check_skips(_i);

	check_ts_archive(&zip, line, (size_t)(arrow - line));
	for (int most = 1; !over; most++) {
		struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;
		struct flopcount_ctx *ctx;
		struct flopcount_result *result;
		char limits[32], want[64];
		int got;

		snprintf(limits, sizeof(limits), "nodes=%d", most);
		snprintf(want, sizeof(want), "more than %d nodes (limit 'nodes')", most);
		check_ts_count(&zip, limits, &ctx, &result);
		got = first_diagnostic(ctx, result, &d);
		over = got != FLOPCOUNT_OK || d.severity != FLOPCOUNT_ERROR || strcmp(d.text, want) != 0;
		if (over) /* enough, and so the line does what it does without a limit */
			strncmp(arrow + 4, "error: ", 7) == 0 ? expect_error(ctx, result, line, arrow + 11)
			                                      : expect_results(result, line, arrow + 4);
		flopcount_result_free(result);
		flopcount_ctx_free(ctx);
	}
}
END_TEST

/* --- the tables ---------------------------------------------------------------------- */

/* Rows of one name stand together, and in one table. */
START_TEST(names)
{
	static const char *name[ROWS];
	size_t n = 0;

	for (const struct fc_ts_bind *row; (row = fc_ts_bind_at(n)); n++) {
		ck_assert_uint_lt(n, ROWS);
		name[n] = row->name;
	}
	for (size_t i = 0; i < n; i++) {
		size_t k = i;

		ck_assert_msg(strstr(name[i], "::") != NULL, "%s has no namespace", name[i]);
		while (k && strcmp(name[k - 1], name[i]) == 0)
			k--;
		while (k && strcmp(name[k - 1], name[i]) != 0)
			k--;
		ck_assert_msg(k == 0, "%s stands apart", name[i]);
	}
}
END_TEST

/* A row does something: a canonical operator that there is, an adapter, or both. */
START_TEST(operators)
{
	struct fc_heap heap = { 0 };
	struct fc_arena *arena = fc_arena_new(&heap);
	struct fc_registry *registry = fc_registry_new(arena, fc_intern_new(arena));

	for (size_t i = 0; fc_ts_bind_at(i); i++) {
		const struct fc_ts_bind *row = fc_ts_bind_at(i);

		ck_assert_msg(row->op || row->adapt, "%s does nothing", row->name);
		if (row->op)
			ck_assert_msg(fc_registry_find(registry, row->op) != NULL, "%s: no operator '%s'",
			              row->name, row->op);
	}
	fc_heap_done(&heap);
}
END_TEST

CHECK_CASE(front_torchscript)
{
	TCase *c = tcase_create("torchscript");

	read_lines("error");
	read_lines("form");
	read_lines("language");
	read_lines("math");
	read_lines("numeric");
	read_lines("quant");
	read_lines("shape");
	read_lines("unknown");
	tcase_add_loop_test(c, run, 0, n_lines);
	tcase_add_loop_test(c, limited, 0, n_lines);
	tcase_add_test(c, names);
	tcase_add_test(c, operators);
	return c;
}
