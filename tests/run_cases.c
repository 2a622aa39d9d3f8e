/*
 * run_cases.c -- operator cases written as data: graph text in, shapes and costs out
 *
 * A .case file holds cases: a title in column 0, then indented lines. A line
 * with " = " is a node (front/text/text.h); any other is an expectation,
 *
 *	y:float32[1,32,8,8] macs=18432 paper=18432
 *
 * about the value and about the node that makes it: facts of ir/cost.h,
 * conventions by name, values={1,2} for followed values. "y error=FC-E301 'text'"
 * asks for that diagnostic of y's node, with text in it; without a name, of any.
 * "exactly" alone: cases_less.c, which takes knowledge away, leaves the case
 * alone. '#' lines say where numbers come from.
 */
#include <check.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/str.h"
#include "cases.h"
#include "front/text/text.h"
#include "ops/registry.h"
#include "pass/cost.h"
#include "pass/infer.h"
#include "pass/inputs.h"
#include "result/policy.h"
#include "result/result.h"

struct one_case {
	char *file, *title, *graph, *want;
};

static struct one_case cases[4096];
static int n_cases;

/* --- reading the files ----------------------------------------------------- */

static char *
append(char *text, const char *line)
{
	size_t old = text ? strlen(text) : 0, n = strlen(line);
	char *p = realloc(text, old + n + 2);

	if (!p)
		abort();
	memcpy(p + old, line, n);
	memcpy(p + old + n, "\n", 2);
	return p;
}

static void
take_line(const char *file, char *line)
{
	struct one_case *c = n_cases ? &cases[n_cases - 1] : NULL;
	char *p = line + strspn(line, " \t");

	line[strcspn(line, "\r\n")] = '\0';
	if (!*p || *p == '#')
		return;
	if (p == line) {
		if (n_cases == 4096)
			abort();
		c = &cases[n_cases++];
		c->file = append(NULL, file);
		c->file[strlen(file)] = '\0';
		c->title = append(NULL, line);
	} else if (c && strstr(p, " = ")) {
		c->graph = append(c->graph, p);
	} else if (c) {
		c->want = append(c->want, p);
	}
}

static void
take_file(const char *path)
{
	static char line[4096];
	FILE *f = fopen(path, "r");

	if (!f) {
		fprintf(stderr, "cannot open %s\n", path);
		exit(1);
	}
	while (fgets(line, sizeof(line), f))
		take_line(path, line);
	fclose(f);
}

static void
drop_cases(void)
{
	for (int i = 0; i < n_cases; i++) {
		free(cases[i].file);
		free(cases[i].title);
		free(cases[i].graph);
		free(cases[i].want);
	}
}

/* --- running one ------------------------------------------------------------- */

void
cases_start(struct run *r, const char *graph)
{
	struct fc_arena *a = fc_arena_new(&r->heap);

	r->diags.arena = a;
	r->b = (struct fc_builder){ .arena = a, .diags = &r->diags };
	r->b.names = fc_intern_new(a);
	r->b.dims = fc_dims_new(a, r->b.names);
	r->b.registry = fc_registry_new(a, r->b.names);
	r->b.hooks = (struct fc_builder_hooks){ .infer = fc_infer_node, .open = fc_infer_open,
	                                        .input = fc_inputs_apply, .input_names = fc_inputs_names,
	                                        .overridden = fc_inputs_overridden };
	fc_builder_init(&r->b);
	fc_text_read(&r->b, graph, strlen(graph));
	fc_role_run(&r->b);
	fc_cost_run(&r->b);
}

static const struct fc_value *
value_called(const struct run *r, const char *name, size_t n)
{
	for (uint32_t i = 0; i < r->b.graph->nodes.n; i++) {
		const struct fc_node *node = r->b.graph->nodes.at[i];

		for (unsigned k = 0; k < node->n_out; k++) {
			if (node->out[k] && strlen(node->out[k]->name) == n &&
			    !memcmp(node->out[k]->name, name, n))
				return node->out[k];
		}
	}
	return NULL;
}

static void
print_type(struct run *r, const struct fc_value *v, struct fc_str *out)
{
	const char *dtype = fc_dtype_name((enum fc_dtype)v->type.dtype);

	fc_str_printf(out, "%s:%s", v->name, dtype ? dtype : "?");
	if (v->type.kind != FC_KIND_TENSOR) {
		fc_str_clear(out);
		fc_str_printf(out, "%s:%s", v->name, v->type.kind == FC_KIND_SEQUENCE ? "sequence" :
		              v->type.kind == FC_KIND_OPTIONAL ? "optional" : "unknown");
		return;
	}
	fc_str_putc(out, '[');
	for (int i = 0; i < v->type.shape.rank; i++) {
		if (i)
			fc_str_putc(out, ',');
		fc_dim_print(v->type.shape.dim[i], out);
	}
	fc_str_puts(out, v->type.shape.rank < 0 ? "?]" : "]");
	(void)r;
}

static void
print_values(const struct fc_value *v, struct fc_str *out)
{
	fc_str_putc(out, '{');
	for (unsigned i = 0; v->known && i < v->known->n; i++) {
		struct fc_scalar s = v->known->at[i];
		double d;

		if (i)
			fc_str_putc(out, ',');
		if (s.real == 1 || !fc_scalar_as_real(s, &d))
			fc_dim_print(s.dim, out);
		else
			fc_str_printf(out, "%g", d);
		if (s.real != 1 && !fc_scalar_as_real(s, &d))
			fc_str_printf(out, "*%g", s.real);
	}
	fc_str_putc(out, '}');
}

static bool
fact_called(const struct fc_cost *c, const char *key, size_t n, struct fc_dim *out)
{
#define FACT(field, text)                                          \
	if (strlen(text) == n && !memcmp(key, text, n)) {          \
		*out = c->field;                                   \
		return true;                                       \
	}
	FC_FACTS(FACT)
#undef FACT
	return false;
}

/* FLOPs of the node under a convention: the row as a report would build it. */
static bool
price_called(struct run *r, const struct fc_node *node, const char *key, size_t n, struct fc_dim *out)
{
	char name[32];
	const struct fc_policy *p;
	struct fc_result_source source = { .builder = &r->b, .path = "case" };
	struct fc_live live;

	if (n >= sizeof(name))
		return false;
	memcpy(name, key, n);
	name[n] = '\0';
	p = fc_policy_find(name);
	if (!p)
		return false;
	if (!r->paper) {
		fc_live_run(&r->b, &live);
		source.peak = live.peak;
		source.peak_at = live.at;
		source.policy = p;
		r->paper = fc_result_build(r->b.arena, &source);
	}
	*out = fc_policy_flops(p, r->b.dims, &r->paper->row[node->index]);
	return true;
}

static void
expect_pair(struct run *r, const struct one_case *c, const struct fc_value *v, const char *s, size_t n)
{
	const char *eq = memchr(s, '=', n);
	struct fc_str got = FC_STR(r->b.arena);
	size_t key;
	struct fc_dim x;

	ck_assert_msg(eq != NULL, "%s: %s: no '=' in '%.*s'", c->file, c->title, (int)n, s);
	key = (size_t)(eq - s);
	if (key == 6 && !memcmp(s, "values", 6))
		print_values(v, &got);
	else if (fact_called(v->producer->cost, s, key, &x) || price_called(r, v->producer, s, key, &x))
		fc_dim_print(x, &got);
	else
		ck_abort_msg("%s: %sno fact or convention '%.*s'", c->file, c->title, (int)key, s);
	ck_assert_msg(got.size == n - key - 1 && !memcmp(got.data, eq + 1, got.size),
	              "%s: %s  %s: expected %.*s, got %s", c->file, c->title, v->name, (int)n, s, got.data);
}

/* Items of a line: blanks inside '' do not end one, so that formulas can have them. */
static size_t
item_size(const char *s)
{
	size_t n = 0;
	bool quoted = false;

	for (; s[n] && s[n] != '\n'; n++) {
		if (s[n] == '\'')
			quoted = !quoted;
		else if (s[n] == ' ' && !quoted)
			break;
	}
	return n;
}

/* "error=FC-E301 'text'", of the node called name; its size is 0 for any. */
static bool
raised(const struct run *r, const char *name, size_t n_name, const char *want)
{
	size_t n = strcspn(want += 6, " \n"), n_quote;
	const char *quote = want[n] == ' ' ? want + n + 2 : want + n;

	n_quote = strcspn(quote, "'\n");
	for (size_t i = 0; i < r->diags.n; i++) {
		const struct fc_diag *d = &r->diags.item[i];
		const char *of = d->where.node ? d->where.node : "", *at = d->text;
		char label[16];

		fc_diag_label(d->code, label);
		if (strlen(label) != n || memcmp(label, want, n) != 0 ||
		    (n_name && (strlen(of) != n_name || memcmp(of, name, n_name) != 0)))
			continue;
		while (*at && strncmp(at, quote, n_quote) != 0)
			at++;
		if (*at || !n_quote)
			return true;
	}
	return false;
}

static void
expect_error(struct run *r, const struct one_case *c, const char *line, const char *error)
{
	struct fc_str all = FC_STR(r->b.arena);

	for (size_t i = 0; i < r->diags.n; i++)
		fc_str_printf(&all, "\n%s: %s", r->diags.item[i].where.node, r->diags.item[i].text);
	fc_str_putc(&all, '\n');
	ck_assert_msg(raised(r, line, error == line ? 0 : item_size(line), error),
	              "%s: %s  %.*s was not raised; what was:%s", c->file, c->title,
	              (int)strcspn(line, "\n"), line, all.data);
}

static void
expect_line(struct run *r, const struct one_case *c, const char *line)
{
	size_t n = item_size(line), name = strcspn(line, ":[ =\n");
	struct fc_str got = FC_STR(r->b.arena), want = FC_STR(r->b.arena);
	const char *error = n > 6 && !memcmp(line, "error=", 6) ? line : line + n + (line[n] == ' ');
	const struct fc_value *v;

	if (strncmp(line, "exactly\n", 8) == 0)
		return;
	if (strncmp(error, "error=", 6) == 0) {
		expect_error(r, c, line, error);
		return;
	}
	v = value_called(r, line, name);
	ck_assert_msg(v != NULL, "%s: %s  nothing makes '%.*s'", c->file, c->title, (int)name, line);
	for (size_t i = 0; i < n; i++) {
		if (line[i] != '\'')
			fc_str_putc(&want, line[i]);
	}
	if (line[name] == '[') { /* float32 goes without saying */
		fc_str_clear(&want);
		fc_str_printf(&want, "%.*s:float32", (int)name, line);
		for (size_t i = name; i < n; i++) {
			if (line[i] != '\'')
				fc_str_putc(&want, line[i]);
		}
	}
	print_type(r, v, &got);
	ck_assert_msg(!strcmp(got.data, want.data), "%s: %s  expected %s, got %s", c->file, c->title,
	              want.data, got.data);
	for (line += n; *line == ' '; line += n) {
		char item[512];
		size_t k = 0;

		line += strspn(line, " ");
		n = item_size(line);
		for (size_t i = 0; i < n && k < sizeof(item); i++) {
			if (line[i] != '\'')
				item[k++] = line[i];
		}
		if (n)
			expect_pair(r, c, v, item, k);
	}
}

static bool
wants_error(const struct one_case *c)
{
	return strstr(c->want, "error=") != NULL;
}

START_TEST(one)
{
	const struct one_case *c = &cases[_i];
	struct run r = { .paper = NULL };
	const char *line;

	ck_assert_msg(c->graph && c->want, "%s: %sa case needs nodes and expectations", c->file, c->title);
	cases_start(&r, c->graph);
	if (!wants_error(c) && r.diags.errors)
		ck_abort_msg("%s: %s  unexpected: %s", c->file, c->title, r.diags.item[0].text);
	for (line = c->want; *line; line = strchr(line, '\n') + 1)
		expect_line(&r, c, line);
	if (!wants_error(c) && !strstr(c->want, "exactly\n"))
		cases_know_less(&r, c->graph, c->title);
	fc_heap_done(&r.heap);
}
END_TEST

int
main(int argc, char **argv)
{
	Suite *s = suite_create("cases");
	TCase *t = tcase_create("operators");
	SRunner *r;
	int failed;

	for (int i = 1; i < argc; i++)
		take_file(argv[i]);
	if (!n_cases)
		return 1;
	tcase_add_loop_test(t, one, 0, n_cases);
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_set_tap(r, "-");
	srunner_run_all(r, CK_SILENT);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	drop_cases();
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
