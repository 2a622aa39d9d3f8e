/* formula.c -- the cost of a row, as text that is evaluated */
#include "ops/formula.h"

#include <string.h>

#include "ops/formula_eval.h"

/* --- conditions ------------------------------------------------------------------- */

/* "a == b" and its like, undecided being true. */
static bool
compare(struct fc_formula *f)
{
	struct fc_dim a = fc_formula_sum(f), b;
	char op[3] = { fc_formula_peek(f), 0, 0 };
	int r;

	if (!op[0] || !strchr("=!<>", op[0])) {
		int64_t v;

		return !fc_dim_const(a, &v) || v != 0; /* a bare attribute or variable */
	}
	f->at++;
	if (*f->at == '=')
		op[1] = *f->at++;
	b = fc_formula_sum(f);
	r = fc_dim_compare(f->cx->dims, a, b);
	if (r == 2 || !f->cx->node)
		return true;
	if (op[0] == '<')
		return r < 0 || (op[1] && r == 0);
	if (op[0] == '>')
		return r > 0 || (op[1] && r == 0);
	return (r == 0) == (op[0] == '=');
}

/* attr == "text"; *done says whether the text was one. */
static bool
compare_text(struct fc_formula *f, const char *name, bool *done)
{
	const char *from = f->at;
	char text[FC_FORMULA_NAME];
	bool equal = fc_formula_take(f, "=="), other = !equal && fc_formula_take(f, "!=");
	size_t n;

	*done = (equal || other) && fc_formula_take(f, "\"");
	if (!*done) {
		f->at = from;
		return false;
	}
	n = strcspn(f->at, "\"");
	if (!f->at[n] || n >= sizeof(text)) {
		fc_formula_fault(f, "a text does not end");
		return false;
	}
	memcpy(text, f->at, n);
	text[n] = 0;
	f->at += n + 1;
	return !f->cx->node || fc_op_text_is(f->cx, name, text) == equal;
}

static bool
is_param(struct fc_formula *f)
{
	struct fc_formula_place p;

	fc_formula_need(f, "(");
	p = fc_formula_place(f);
	fc_formula_need(f, ")");
	return f->error || !f->cx->node || (!p.is_out && fc_op_is_param(f->cx, p.index));
}

static bool
simple_condition(struct fc_formula *f)
{
	struct fc_formula_place p;
	char word[FC_FORMULA_NAME];
	const char *from;
	bool done, v;

	fc_formula_peek(f);
	from = f->at;
	if (fc_formula_word(f, word)) {
		if (strcmp(word, "param") == 0)
			return is_param(f);
		v = compare_text(f, word, &done);
		if (done)
			return v;
		if (*f->at != '[' && *f->at != '(' && fc_formula_find(f, word, &p))
			return fc_formula_there(f, p);
		f->at = from;
	}
	return compare(f);
}

static bool
not_condition(struct fc_formula *f)
{
	struct fc_formula whole;
	char next;
	bool v;

	if (++f->depth > FC_LIMIT_NESTING)
		fc_formula_fault(f, "the text nests too deep");
	if (f->error)
		return true;
	if (fc_formula_take(f, "not")) {
		v = !not_condition(f);
	} else if (fc_formula_peek(f) == '(') {
		/* A condition in brackets, or a comparison that begins with one. */
		whole = *f;
		fc_formula_take(&whole, "(");
		v = fc_formula_condition(&whole);
		fc_formula_need(&whole, ")");
		next = fc_formula_peek(&whole);
		if (whole.error || (next && strchr("+-*/^=!<>", next)))
			v = compare(f);
		else
			f->at = whole.at;
	} else {
		v = simple_condition(f);
	}
	f->depth--;
	return v;
}

static bool
and_condition(struct fc_formula *f)
{
	bool v = not_condition(f);

	while (fc_formula_take(f, "and"))
		v = not_condition(f) && v;
	return v;
}

bool
fc_formula_condition(struct fc_formula *f)
{
	bool v = and_condition(f);

	while (fc_formula_take(f, "or"))
		v = and_condition(f) || v;
	return v;
}

/* --- statements --------------------------------------------------------------------- */

static const char *const facts[FC_FACT_NONE] = {
	[FC_FACT_MACS] = "macs",
	[FC_FACT_MACS_OTHER] = "macs_other",
	[FC_FACT_BIAS_ADDS] = "bias_adds",
	[FC_FACT_AFFINE] = "affine",
	[FC_FACT_SIMPLE] = "simple",
	[FC_FACT_SPECIAL] = "special",
	[FC_FACT_READ] = "read",
	[FC_FACT_WRITE] = "write",
};

const char *
fc_formula_fact_name(enum fc_fact fact)
{
	return facts[fact];
}

static void
read_place(struct fc_formula *f, struct fc_formula_statement *s)
{
	struct fc_formula_place p;

	fc_formula_need(f, "(");
	p = fc_formula_place(f);
	fc_formula_need(f, ")");
	s->index = p.index;
	if (p.is_out != (s->fact == FC_FACT_WRITE))
		fc_formula_fault(f, "only operands are read and only results written");
}

bool
fc_formula_next(struct fc_formula *f, struct fc_formula_statement *s)
{
	struct fc_str *shown = f->shown;
	char word[FC_FORMULA_NAME];
	int fact = 0;

	if (!fc_formula_peek(f))
		return false;
	memset(s, 0, sizeof(*s));
	if (fc_formula_word(f, word))
		while (fact < FC_FACT_NONE && strcmp(facts[fact], word) != 0)
			fact++;
	else
		fact = FC_FACT_NONE;
	if (fact == FC_FACT_NONE)
		fc_formula_fault(f, "a statement names no fact");
	s->fact = (enum fc_fact)fact;
	if (s->fact == FC_FACT_READ || s->fact == FC_FACT_WRITE)
		read_place(f, s);
	fc_formula_need(f, "=");
	fc_formula_peek(f);
	s->text = f->shown_to = f->at;
	f->unknown = false;
	s->value = fc_formula_sum(f);
	s->unknown = f->unknown;
	s->n_text = (size_t)(f->at - s->text);
	while (s->n_text && s->text[s->n_text - 1] == ' ')
		s->n_text--;
	f->shown = NULL;
	s->holds = !fc_formula_take(f, "if") || fc_formula_condition(f);
	f->shown = shown;
	if (fc_formula_peek(f) && !fc_formula_take(f, ";"))
		fc_formula_fault(f, "a ';' is missing");
	return !f->error;
}
