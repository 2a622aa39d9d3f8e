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
#include "check_zip.h"
#include "flopcount.h"
#include "front/ts/bind.h"
#include "ops/registry.h"

enum { LINES = 1024, LENGTH = 1024, ROWS = 4096 };

static char lines[LINES][LENGTH];
static int n_lines;
static struct check_zip zip; /* large */

static void
read_lines(const char *name)
{
	char path[256];
	FILE *f;

	snprintf(path, sizeof(path), "tests/torchscript/%s.case", name);
	f = fopen(path, "r");
	if (!f) {
		fprintf(stderr, "%s cannot be read\n", path);
		abort();
	}
	while (n_lines < LINES && fgets(lines[n_lines], LENGTH, f)) {
		lines[n_lines][strcspn(lines[n_lines], "\n")] = '\0';
		if (*lines[n_lines] && *lines[n_lines] != '#')
			n_lines++;
	}
	fclose(f);
}

/* class M with that body, as torch.jit.save writes it: format reference of TorchScript archives. */
static void
make_archive(const char *line, const char *arrow)
{
	static const char object[] = "\x80\2c__torch__\nM\n)\x81}(ub.", constants[] = "\x80\2).";
	char code[2 * LENGTH] = "class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n"
	                        "  def forward(self: __torch__.M,\n    x: Tensor) -> Tensor:\n";
	const char *end;

	for (; line < arrow; line = end + (end < arrow)) {
		line += strspn(line, " ");
		end = memchr(line, ';', (size_t)(arrow - line));
		end = end ? end : arrow;
		strcat(code, end < arrow ? "    " : "    return ");
		strncat(code, line, (size_t)(end - line));
		strcat(code, "\n");
	}
	memset(&zip, 0, sizeof(zip));
	check_zip_add(&zip, (struct check_entry){ .name = "m/data.pkl", .data = object,
	                                          .size = sizeof(object) - 1 });
	check_zip_text(&zip, "m/code/__torch__.py", code);
	check_zip_add(&zip, (struct check_entry){ .name = "m/constants.pkl", .data = constants,
	                                          .size = sizeof(constants) - 1 });
	check_zip_text(&zip, "m/version", "3\n");
	check_zip_end(&zip);
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

START_TEST(run)
{
	const char *line = lines[_i], *arrow = strstr(line, " -> ");
	struct flopcount_ctx *ctx;
	struct flopcount_model *model;
	struct flopcount_result *result;
	struct flopcount_diagnostic diagnostic = FLOPCOUNT_DIAGNOSTIC_INIT;
	char got[LENGTH];

	ck_assert_ptr_nonnull(arrow);
	make_archive(line, arrow);
	ck_assert_int_eq(flopcount_ctx_new(&ctx, NULL), FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_ctx_input(ctx, "2x3x4x5"), FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_model_open_memory(&model, ctx, "m.pt",
	                 (struct flopcount_bytes){ zip.at, zip.n }, NULL), FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_result_new(&result, model, NULL), FLOPCOUNT_OK);
	flopcount_model_free(model);
	for (size_t i = 0; flopcount_result_diagnostic_at(result, i, &diagnostic) == FLOPCOUNT_OK; i++)
		ck_assert_msg(diagnostic.severity == FLOPCOUNT_NOTE, "%s\n%s", line, diagnostic.text);
	check_front_describe(result, arrow + 4, got, sizeof(got));
	ck_assert_msg(strcmp(got, arrow + 4) == 0, "%s\ngot %s", line, got);
	flopcount_result_free(result);
	flopcount_ctx_free(ctx);
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

	read_lines("math");
	read_lines("numeric");
	read_lines("shape");
	tcase_add_loop_test(c, run, 0, n_lines);
	tcase_add_test(c, names);
	tcase_add_test(c, operators);
	return c;
}
