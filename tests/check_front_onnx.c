/*
 * check_front_onnx.c -- ONNX operators of all versions and domains, read from files made here
 *
 * A line of tests/onnx/NAME.case is a model of one node; behind "->" are its results,
 *
 *	com.microsoft::Range@1(scalar:int64{0} !scalar:int64{6}) -> 6:int64 macs=0
 *	Upsample@7(1x3x4x4) scales=[1.,1.,2.,2.] mode=nearest -> 1x3x8x8
 *	Clip@6(2x?) min=[1] -> FC-E303 a word of the message
 *
 * Operands, by blanks: SHAPE[:TYPE][{VALUES}] (base of -i), '?' of unknown rank, '-' omitted, '!' in
 * front: stored in the file; "seq<2x3>", "opt<2x3>", "map<2x3>" of such, the keys of a map are int64.
 * Attributes: 1, 1.5, word, "", lists of one of them. KEY=FORMULA behind the results is a total; '_' is
 * a result that is left out. "-i TEXT " in front is given for an input, whose names are x0, x1 and on.
 * '#' lines say where results come from.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/wire.h"
#include "check_case.h"
#include "check_front.h"
#include "check_lines.h"
#include "flopcount.h"
#include "front/onnx/dtype.h"

enum { LINES = 512, ANY = 64 };

static char lines[LINES][CHECK_LINE];
static int n_lines;

static void
read_lines(const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "tests/onnx/%s.case", name);
	n_lines = check_lines(path, lines, n_lines, LINES);
}

/* --- the wire: field numbers are those of onnx.proto ------------------------------------- */

/* The file while it is made; the messages in it are empty between two uses. */
struct making {
	struct wire model, graph, node, tensor, info, type, shape, part;
	unsigned n_in;
};

static int
number_of(enum fc_dtype t)
{
	for (int i = 1; i < ANY; i++)
		if (fc_onnx_dtype(i) == t)
			return i;
	ck_abort_msg("no such element type");
	return 0;
}

static void
put_float(struct wire *w, unsigned field, float v)
{
	if (field)
		wire_varint(w, field << 3 | 5);
	wire_add(w, &v, sizeof(v));
}

/* One value as raw_data has it; little-endian machines only, as those of the tests. */
static void
put_value(struct wire *w, enum fc_dtype t, const char *text)
{
	double d = strtod(text, NULL);
	int64_t i = strtoll(text, NULL, 10);

	if (t == FC_DTYPE_FLOAT32)
		put_float(w, 0, (float)d);
	else if (t == FC_DTYPE_FLOAT64)
		wire_add(w, &d, sizeof(d));
	else
		wire_add(w, &i, fc_dtype_bits(t) / 8);
}

/* "2x3" into dims of a TensorProto and dims of a TensorShapeProto; answers how many elements. */
static size_t
put_sizes(struct making *m, const char *s, size_t n)
{
	size_t all = 1;
	char name[ANY];

	if (n == 6 && !memcmp(s, "scalar", 6))
		return 1;
	for (const char *end = s + n; s < end; s += n + 1) {
		n = strcspn(s, "x");
		n = n < (size_t)(end - s) ? n : (size_t)(end - s);
		snprintf(name, sizeof(name), "%.*s", (int)n, s);
		if (isdigit((unsigned char)*s)) {
			all *= strtoul(name, NULL, 10);
			wire_int(&m->part, 1, strtoul(name, NULL, 10));
			wire_int(&m->tensor, 1, strtoul(name, NULL, 10));
		} else {
			wire_text(&m->part, 2, name);
		}
		wire_message(&m->shape, 1, &m->part);
	}
	return all;
}

/* part, a TypeProto, becomes that of a sequence, an optional or a map. */
static void
put_container(struct making *m, char kind)
{
	if (kind == 'm')
		wire_int(&m->shape, 1, (uint64_t)number_of(FC_DTYPE_INT64));
	wire_message(&m->shape, kind == 'm' ? 2 : 1, &m->part);
	wire_message(&m->part, kind == 's' ? 4 : kind == 'o' ? 9 : 5, &m->shape);
}

/* An operand of the node, an input or an initializer of the graph; answers what follows it. */
static const char *
put_operand(struct making *m, const char *s)
{
	bool stored = *s == '!', held = s[0] && s[1] && s[2] && s[3] == '<';
	char kind = *s, name[16];
	size_t n = strcspn(s += stored + 4 * held, ":{ )>"), all;
	enum fc_dtype t = FC_DTYPE_FLOAT32;
	const char *end = s + strcspn(s, " )"), *values = s + strcspn(s, "{ )");

	snprintf(name, sizeof(name), "x%u", m->n_in++);
	wire_text(&m->node, 1, *s == '-' ? "" : name);
	if (*s == '-')
		return end;
	if (s[n] == ':')
		t = fc_dtype_find(s + n + 1, strcspn(s + n + 1, "{ )>"));
	all = *s == '?' ? 0 : put_sizes(m, s, n);
	wire_int(&m->tensor, 2, (uint64_t)number_of(t));
	wire_text(&m->tensor, 8, name);
	if (*values == '{') {
		for (values++; *values != '}'; values += strcspn(values, ",}"), values += *values == ',')
			put_value(&m->part, t, values);
	} else {
		for (all = all * fc_dtype_bits(t) / 8; all--;)
			wire_add(&m->part, "", 1);
	}
	wire_message(&m->tensor, 9, &m->part);
	wire_int(&m->type, 1, (uint64_t)number_of(t));
	if (*s != '?')
		wire_message(&m->type, 2, &m->shape);
	wire_message(&m->part, 1, &m->type);
	if (held)
		put_container(m, kind);
	wire_text(&m->info, 1, name);
	wire_message(&m->info, 2, &m->part);
	if (stored)
		wire_message(&m->graph, 5, &m->tensor);
	else
		wire_message(&m->graph, 11, &m->info);
	m->tensor.n = m->info.n = 0;
	return end;
}

static void
put_item(struct making *m, const char *s, size_t n, bool list)
{
	char text[ANY], *end;
	bool real;

	snprintf(text, sizeof(text), "%.*s", (int)n, s);
	strtod(text, &end);
	real = strchr(text, '.') && !*end && *text;
	if (!n)
		return;
	if (real)
		put_float(&m->part, list ? 7 : 2, strtof(text, NULL));
	else if (*text && !*end)
		wire_int(&m->part, list ? 8 : 3, (uint64_t)strtoll(text, NULL, 10));
	else
		wire_text(&m->part, list ? 9 : 4, strcmp(text, "\"\"") ? text : "");
}

/* "name=VALUE", or of no value; the type is left for the reader to find, as in files of IR version 1. */
static void
put_attribute(struct making *m, const char *s, size_t n)
{
	size_t name = strcspn(s, "="), one;
	const char *end = s + n;

	wire_bytes(&m->part, 1, s, name);
	s += name + 1;
	if (*s != '[')
		put_item(m, s, (size_t)(end - s), false);
	for (s++; s[-1] != ']' && end[-1] == ']'; s += one + 1) {
		one = strcspn(s, ",]");
		if (one)
			put_item(m, s, one, true);
	}
	wire_message(&m->node, 5, &m->part);
}

static void
put_opset(struct making *m, const char *domain, size_t n, uint64_t version)
{
	wire_bytes(&m->part, 1, domain, n);
	wire_int(&m->part, 2, version);
	wire_message(&m->model, 8, &m->part);
}

/* results: how many the node has; "_" among them. */
static void
put_results(struct making *m, const char *s)
{
	char name[16];
	unsigned i = 0;

	for (; *s; s += strspn(s, " ")) {
		size_t n = strcspn(s, " ");

		if (memchr(s, '=', n) || !strncmp(s, "FC-", 3))
			break;
		snprintf(name, sizeof(name), "y%u", i++);
		wire_text(&m->node, 2, *s == '_' ? "" : name);
		wire_text(&m->info, 1, name);
		if (*s != '_')
			wire_message(&m->graph, 12, &m->info);
		m->info.n = 0;
		s += n;
	}
	if (!i)
		wire_text(&m->node, 2, "y0");
}

static void
make_model(struct making *m, const char *s, const char *arrow)
{
	const char *colons = strstr(s, "::"), *open = strchr(s, '(');
	const char *at = memchr(s, '@', (size_t)(open - s));
	size_t domain = colons && colons < open ? (size_t)(colons - s) : 0;
	const char *op = domain ? colons + 2 : s;
	uint64_t version = at ? strtoul(at + 1, NULL, 10) : 17;

	memset(m, 0, sizeof(*m));
	wire_int(&m->model, 1, 10);
	put_opset(m, s, domain, version);
	if (domain)
		put_opset(m, "", 0, 17);
	wire_bytes(&m->node, 4, op, (size_t)((at ? at : open) - op));
	wire_bytes(&m->node, 7, s, domain);
	for (s = open + 1; *s != ')'; s += strspn(s, " "))
		s = put_operand(m, s);
	for (s++; s += strspn(s, " "), s < arrow; s += strcspn(s, " "))
		put_attribute(m, s, strcspn(s, " "));
	put_results(m, arrow + 4);
	wire_message(&m->graph, 1, &m->node);
	wire_message(&m->model, 7, &m->graph);
}

static void
drop(struct making *m)
{
	struct wire *w[] = { &m->model, &m->graph, &m->node, &m->tensor, &m->info, &m->type, &m->shape,
		             &m->part };

	for (int i = 0; i < N(w); i++)
		free(w[i]->at);
}

/* "-i TEXT " in front of a line; answers what follows them. */
static const char *
give(struct flopcount_ctx *ctx, const char *line)
{
	char text[CHECK_LINE];

	for (; strncmp(line, "-i ", 3) == 0; line += strcspn(line, " ") + 1) {
		line += 3;
		snprintf(text, sizeof(text), "%.*s", (int)strcspn(line, " "), line);
		ck_assert_int_eq(flopcount_ctx_input(ctx, text), FLOPCOUNT_OK);
	}
	return line;
}

/* The model's diagnostics; without a result those that say why there is none. */
static bool
diagnostic_at(struct flopcount_ctx *ctx, struct flopcount_result *result, size_t i,
              struct flopcount_diagnostic *d)
{
	return (result ? flopcount_result_diagnostic_at(result, i, d)
	               : flopcount_ctx_diagnostic_at(ctx, i, d)) == FLOPCOUNT_OK;
}

/* "FC-E303 text" is among the diagnostics; otherwise there is none but notes. */
static void
expect_diagnostics(struct flopcount_ctx *ctx, struct flopcount_result *result, const char *line,
                   const char *want)
{
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;
	bool found = strncmp(want, "FC-", 3) != 0;

	for (size_t i = 0; diagnostic_at(ctx, result, i, &d); i++) {
		if (strncmp(want, "FC-", 3) == 0)
			found |= strncmp(want, d.code, 7) == 0 && strstr(d.text, want + 7 + (want[7] == ' '));
		else
			ck_assert_msg(d.severity == FLOPCOUNT_NOTE, "%s\n%s", line, d.text);
	}
	ck_assert_msg(found, "%s\n%s", line, d.text ? d.text : "no diagnostic");
}

START_TEST(run)
{
	const char *line = lines[_i], *arrow = strstr(line, " -> "), *want;
	struct flopcount_ctx *ctx;
	struct flopcount_model *model = NULL;
	struct flopcount_result *result = NULL;
	char got[CHECK_LINE], all[CHECK_LINE];
	struct making m;

	ck_assert_ptr_nonnull(arrow);
	ck_assert_int_eq(flopcount_ctx_new(&ctx, NULL), FLOPCOUNT_OK);
	make_model(&m, give(ctx, line), arrow);
	if (flopcount_model_open_memory(&model, ctx, "m.onnx",
	                                (struct flopcount_bytes){ m.model.at, m.model.n },
	                                NULL) == FLOPCOUNT_OK)
		ck_assert_int_eq(flopcount_result_new(&result, model, NULL), FLOPCOUNT_OK);
	want = arrow + 4;
	expect_diagnostics(ctx, result, line, want);
	ck_assert_msg(result || strncmp(want, "FC-", 3) == 0, "%s\nis not read", line);
	flopcount_model_free(model);
	drop(&m);
	for (snprintf(all, sizeof(all), "%s", want); strncmp(all, "_ ", 2) == 0;)
		memmove(all, all + 2, strlen(all + 2) + 1);
	if (strncmp(want, "FC-", 3) != 0) {
		check_front_describe(result, want, got, sizeof(got));
		ck_assert_msg(strcmp(got, all) == 0, "%s\ngot %s", line, got);
	}
	flopcount_result_free(result);
	flopcount_ctx_free(ctx);
}
END_TEST

CHECK_CASE(front_onnx)
{
	TCase *c = tcase_create("onnx");

	read_lines("versions");
	read_lines("domains");
	read_lines("inputs");
	read_lines("learning");
	tcase_add_loop_test(c, run, 0, n_lines);
	return c;
}
