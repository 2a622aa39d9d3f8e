/* check_front_rows.c -- every operator of PyTorch that has a row, with arguments of every kind */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "check_case.h"
#include "check_ts.h"
#include "flopcount.h"
#include "front/ts/bind.h"

enum { BATCH = 64, CODE = CHECK_ZIP_SIZE / 2 };

/* What stands for a parameter, by its type: the first tensor, the others, lists of them, numbers. */
struct kind {
	const char *name, *setup;
	const char *first, *other, *tensors, *integer, *integers, *real, *boolean, *any;
};

#define UNRANKED "t = torch.squeeze(torch.nonzero(x)); n = torch.size(t, 0)"
#define NUMBER "t = torch.select(torch.flatten(x), 0, 0)"

static const struct kind kinds[] = {
	{ "nothing known", "u = uninitialized(Tensor)", "u", "u", "u", "u", "u", "u", "u", "u" },
	{ "unknown rank", UNRANKED, "t", "t", "[t, t]", "n", "torch.size(t)", "float(n)", "torch.gt(n, 7)",
	  "t" },
	{ "unknown rank first", UNRANKED, "t", "x", "[t, x]", "1", "[1, -1]", "1.", "True", "x" },
	{ "unknown rank behind", UNRANKED, "x", "t", "[x, t]", "1", "[1, -1]", "1.", "True", "x" },
	{ "unknown sizes", "t = torch.nonzero(x); n = torch.size(t, 0)", "t", "t", "[t, x]", "n", "[n, 1]",
	  "float(n)", "torch.gt(n, 7)", "n" },
	{ "numbers", NUMBER, "t", "t", "[t, t]", "0", "[0]", "1.", "True", "t" },
	{ "a number first", NUMBER, "t", "x", "[t, x]", "-1", "-1", "0.", "False", "2" },
	{ "a number behind", NUMBER, "x", "t", "[x, t]", "2", "[0, -1]", "inf", "True", "t" },
	{ "constants", "t = torch.tensor(1)", "t", "t", "[t]", "-1", "-1", "2", "True", "2" },
	{ "nothing in it", "t = torch.zeros([0], dtype=4)", "t", "t", "[]", "0", "[]", "0.", "False", "t" },
	{ "none", "t = None; y = torch.neg(x)", "t", "x", "[t, x]", "0", "[1]", "nan", "True", "None" },
	{ "vectors", "t = torch.flatten(x)", "x", "t", "[t, t]", "0", "[3]", "1.", "True", "t" },
	{ "plain", "t = torch.neg(x)", "t", "t", "[t, t]", "1", "[1, 2]", "0.5", "False", "2" },
	{ "far off", "t = torch.gt(x, 0)", "t", "x", "[t, x, t]", "-9", "[9223372036854775807, -9]", "-1e308",
	  "True", "4611686018427387904" },
};

static struct check_zip zip; /* large */

static void
put(char *code, const char *text, size_t n)
{
	ck_assert_uint_lt(strlen(code) + n, CODE);
	strncat(code, text, n);
}

static void
puts_to(char *code, const char *text)
{
	put(code, text, strlen(text));
}

static const char *
value_for(const struct kind *k, const char *type, size_t n, bool first)
{
	bool list = memchr(type, '[', n) != NULL;

	if (type[0] == 'T')
		return list ? k->tensors : first ? k->first : k->other;
	if (strncmp(type, "dt", 2) == 0)
		return "6";
	if (strncmp(type, "dev", 3) == 0)
		return "torch.device(\"cpu\")";
	if (strncmp(type, "lay", 3) == 0 || strncmp(type, "mf", 2) == 0)
		return "0";
	if (strncmp(type, "gen", 3) == 0)
		return "None";
	if (strncmp(type, "any", 3) == 0)
		return k->any;
	switch (type[0]) {
	case 'i': return list ? k->integers : k->integer;
	case 'b': return k->boolean;
	case 's': return "\"none\"";
	default: return list ? "None" : k->real;
	}
}

/* "T self, i[2] size=[1, 2], *, S x": arguments for all parameters, or for those without a default. */
static void
put_arguments(char *code, const struct kind *k, const char *params, bool all)
{
	bool words = false;

	for (const char *s = params, *end; *s; s = end + (*end != '\0')) {
		int depth = 0;
		const char *name;

		s += strspn(s, " ");
		for (end = s; *end && (*end != ',' || depth); end++)
			depth += (*end == '[') - (*end == ']');
		if (*s == '*') {
			words = true;
			continue;
		}
		if (!all && memchr(s, '=', (size_t)(end - s)))
			continue;
		name = strchr(s, ' ') + 1;
		if (words) {
			put(code, name, strcspn(name, "=,"));
			puts_to(code, "=");
		}
		puts_to(code, value_for(k, s, strcspn(s, " "), s == params));
		puts_to(code, ", ");
	}
}

/* r = torch.add(t, t, ): each row of the batch; then x as it was. */
static void
spell(char *code, const struct kind *k, size_t from, bool all)
{
	*code = '\0';
	puts_to(code, k->setup);
	for (size_t i = from; i < from + BATCH && fc_ts_bind_at(i); i++) {
		const struct fc_ts_bind *row = fc_ts_bind_at(i);
		const char *colon = strstr(row->name, "::");

		puts_to(code, ";r = ");
		if (strncmp(row->name, "aten::", 6) == 0)
			puts_to(code, "torch");
		else
			puts_to(code, "ops."), put(code, row->name, (size_t)(colon - row->name));
		puts_to(code, ".");
		puts_to(code, colon + 2);
		puts_to(code, "(");
		put_arguments(code, k, row->params, all);
		puts_to(code, ")");
	}
	puts_to(code, ";torch.ones([7])");
}

/* The row of the batch that an error ended the run at, by its line; BATCH: none ended it. */
static size_t
last_row(struct flopcount_result *result, const char *setup)
{
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;
	struct flopcount_tensor t = FLOPCOUNT_TENSOR_INIT;
	unsigned first = 6 + (strchr(setup, ';') != NULL) + 1, line = 0;

	if (flopcount_result_output_at(result, 0, &t) == FLOPCOUNT_OK && strcmp(t.shape, "7") == 0)
		return BATCH;
	for (size_t i = 0; flopcount_result_diagnostic_at(result, i, &d) == FLOPCOUNT_OK; i++)
		line = strcmp(d.code, "FC-E205") == 0 ? d.line : line;
	return line >= first ? line - first : SIZE_MAX;
}

/*
 * Whatever an operator is given that fits its parameters, the run goes on behind it; but for None in place of
 * a tensor, which is refused by name.
 */
START_TEST(goes_on)
{
	static char code[CODE];
	const struct kind *k = &kinds[_i / 2];
	struct flopcount_ctx *ctx;
	struct flopcount_result *result;
	size_t n;

	for (size_t from = 0; fc_ts_bind_at(from) && !check_skips(_i); from += n) {
		spell(code, k, from, _i % 2);
		check_ts_archive(&zip, code, SIZE_MAX);
		n = BATCH;
		if (check_ts_count(&zip, NULL, &ctx, &result) == FLOPCOUNT_OK)
			n = last_row(result, k->setup);
		ck_assert_msg(n == BATCH || (n < BATCH && strcmp(k->name, "none") == 0),
		              "%s: the run ends in row %zu behind %s", k->name, n, fc_ts_bind_at(from)->name);
		n += n < BATCH;
		flopcount_result_free(result);
		flopcount_ctx_free(ctx);
	}
}
END_TEST

CHECK_CASE(front_rows)
{
	TCase *c = tcase_create("rows");

	tcase_add_loop_test(c, goes_on, 0, 2 * N(kinds));
	tcase_set_timeout(c, 60);
	return c;
}
