/* formula_run.c -- a row's cost for one node: facts, or their explanation */
#include "ops/formula.h"

#include <assert.h>
#include <string.h>

#include "base/intern.h"
#include "base/str.h"
#include "ops/formula_eval.h"

static const char *
text_of(struct fc_op_ctx *cx)
{
	cx->n_var = 0;
	if (cx->op->vars)
		cx->op->vars(cx);
	return cx->op->cost ? cx->op->cost : "";
}

/* Elements moved of operand or result i. A variadic name stands first for all that follow. */
static void
move(struct fc_op_ctx *cx, const struct fc_formula_statement *s, struct fc_formula_result *out)
{
	struct fc_dim *at = s->fact == FC_FACT_READ ? out->read : out->write;
	uint32_t *set = s->fact == FC_FACT_READ ? &out->read_set : &out->write_set;
	const char *names = s->fact == FC_FACT_READ ? cx->op->in : cx->op->out;
	bool many = names && strchr(names, '*');
	unsigned last = 0;

	if (s->index >= 32)
		return;
	for (const char *p = names; p && *p; p++)
		last += *p == ' ' && p[1] && p[1] != ' ';
	if (!(*set >> s->index & 1))
		at[s->index] = fc_dim_int(cx->dims, 0);
	at[s->index] = fc_dim_add(cx->dims, at[s->index], s->value);
	*set |= (uint32_t)1 << s->index;
	if (many && s->index == last)
		*set |= ~(uint32_t)0 << s->index;
}

bool
fc_formula_run(struct fc_op_ctx *cx, struct fc_formula_result *out)
{
	struct fc_dim *fact[] = { &out->macs, &out->macs_other, &out->bias_adds, &out->affine, &out->simple,
		                  &out->special };
	struct fc_formula f = { .cx = cx, .at = text_of(cx) };
	struct fc_formula_statement s;
	bool whole = true;

	memset(out, 0, sizeof(*out));
	while (fc_formula_next(&f, &s)) {
		if (!s.holds)
			continue;
		if (fc_dim_is_nan(s.value)) {
			whole = false;
			if (s.unknown || s.fact >= FC_FACT_READ)
				s.value = fc_dim_int(cx->dims, 0);
		}
		if (s.fact >= FC_FACT_READ)
			move(cx, &s, out);
		else
			*fact[s.fact] = fc_dim_add(cx->dims, *fact[s.fact], s.value);
	}
	assert(!f.error);
	for (unsigned i = 0; i < sizeof(fact) / sizeof(fact[0]); i++)
		whole = whole && !fc_dim_is_nan(*fact[i]);
	return whole && !f.error;
}

static bool
is_text(const struct fc_formula_statement *s, const char *text)
{
	return strlen(text) == s->n_text && memcmp(text, s->text, s->n_text) == 0;
}

static void
explain_one(struct fc_op_ctx *cx, const struct fc_formula_statement *s, const char *shown, struct fc_str *out)
{
	struct fc_str value = FC_STR(cx->arena);

	fc_str_puts(out, fc_formula_fact_name(s->fact));
	if (s->fact >= FC_FACT_READ) {
		const char *names = s->fact == FC_FACT_READ ? cx->op->in : cx->op->out;

		for (unsigned i = 0; i < s->index; i++)
			names += strcspn(names, " ") + strspn(names + strcspn(names, " "), " ");
		fc_str_printf(out, "(%.*s)", (int)strcspn(names, " ?*!+~#"), names);
	}
	fc_str_printf(out, " = %.*s", (int)s->n_text, s->text);
	fc_dim_print(s->value, &value);
	if (strcmp(shown, value.data) != 0 && !is_text(s, shown))
		fc_str_printf(out, " = %s", shown);
	if (!is_text(s, value.data))
		fc_str_printf(out, " = %s", value.data);
	fc_str_putc(out, '\n');
}

void
fc_formula_explain(struct fc_op_ctx *cx, struct fc_str *out)
{
	struct fc_str shown = FC_STR(cx->arena);
	struct fc_formula f = { .cx = cx, .at = text_of(cx), .shown = &shown };
	struct fc_formula_statement s;

	while (fc_formula_next(&f, &s)) {
		const char *end = s.text + s.n_text;

		if (f.shown_to < end)
			fc_str_add(&shown, f.shown_to, (size_t)(end - f.shown_to));
		if (s.holds)
			explain_one(cx, &s, shown.data, out);
		fc_str_clear(&shown);
	}
}

bool
fc_formula_expr(struct fc_op_ctx *cx, const char *text, struct fc_dim *out, const char **error)
{
	struct fc_formula f = { .cx = cx, .at = text };

	*out = fc_formula_sum(&f);
	if (fc_formula_peek(&f))
		fc_formula_fault(&f, "something follows the expression");
	*error = f.error;
	return !f.error;
}

const char *
fc_formula_check(struct fc_arena *a, const struct fc_op *op)
{
	struct fc_op_ctx cx = { .arena = a, .op = op, .dims = fc_dims_new(a, fc_intern_new(a)) };
	struct fc_formula f = { .cx = &cx, .at = op->cost ? op->cost : "" };
	struct fc_formula_statement s;

	while (fc_formula_next(&f, &s))
		;
	return f.error;
}
