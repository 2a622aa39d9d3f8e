/* formula_eval.c -- expressions and conditions, evaluated as they are read */
#include "ops/formula_eval.h"

#include <string.h>

#include "base/num.h"
#include "base/str.h"

static struct fc_dim
one(const struct fc_formula *f)
{
	return fc_dim_int(f->cx->dims, 1);
}

static struct fc_dim
zero(const struct fc_formula *f)
{
	return fc_dim_int(f->cx->dims, 0);
}

/* --- leaves: what reads the node --------------------------------------------- */

static struct fc_shape
shape_of(const struct fc_formula *f, struct fc_formula_place p)
{
	const struct fc_type *t;

	if (!p.is_out)
		return fc_op_shape(f->cx, p.index);
	t = &f->cx->node->out[p.index]->type;
	return t->kind == FC_KIND_TENSOR ? t->shape : FC_SHAPE_UNKNOWN;
}

static struct fc_dim
elements(const struct fc_formula *f, struct fc_formula_place p)
{
	if (!f->cx->node)
		return one(f);
	return fc_formula_there(f, p) ? fc_shape_size(f->cx->dims, shape_of(f, p)) : zero(f);
}

/* Dim at of shape s, negative from the end; NaN where there is none. */
static struct fc_dim
dim_at(struct fc_shape s, struct fc_dim at)
{
	int64_t i;

	if (!fc_shape_known_rank(s) || !fc_dim_const(at, &i))
		return FC_DIM_NAN;
	i = i < 0 ? i + s.rank : i;
	return i >= 0 && i < s.rank ? s.dim[i] : FC_DIM_NAN;
}

static int
clamp(struct fc_dim at, int rank)
{
	int64_t i = 0;

	(void)fc_dim_const(at, &i);
	i = i < 0 ? i + rank : i;
	return (int)(i < 0 ? 0 : i > rank ? rank : i);
}

/* The rest of "prod(X, i)" and "prod(X, i, j)". */
static struct fc_dim
read_prod(struct fc_formula *f)
{
	struct fc_formula_place p = fc_formula_place(f);
	struct fc_dim from, to = FC_DIM_NAN;
	struct fc_shape s;
	bool open;

	fc_formula_need(f, ",");
	from = fc_formula_sum(f);
	open = !fc_formula_take(f, ",");
	if (!open)
		to = fc_formula_sum(f);
	if (f->error || !f->cx->node)
		return one(f);
	if (!fc_formula_there(f, p))
		return zero(f);
	s = shape_of(f, p);
	if (!fc_shape_known_rank(s) || fc_dim_is_nan(from) || (!open && fc_dim_is_nan(to)))
		return FC_DIM_NAN;
	return fc_shape_count(f->cx->dims, s, clamp(from, s.rank), open ? s.rank : clamp(to, s.rank));
}

/* count(X) and sum(X): over all that a variadic name stands for. */
static struct fc_dim
read_all(struct fc_formula *f, bool count)
{
	struct fc_formula_place p = fc_formula_place(f);
	struct fc_dim total = zero(f);
	unsigned n;

	if (f->error || !f->cx->node)
		return one(f);
	n = p.is_out ? f->cx->node->n_out : f->cx->node->n_in;
	for (; p.index < n; p.index++)
		if (fc_formula_there(f, p))
			total = fc_dim_add(f->cx->dims, total, count ? one(f) : elements(f, p));
	return total;
}

/* Element at of the followed values of operand i; NaN where there is none. */
static struct fc_dim
value_at(const struct fc_formula *f, unsigned i, struct fc_dim at)
{
	const struct fc_scalar *known;
	unsigned n;
	int64_t k;

	known = fc_op_known(f->cx, i, &n);
	if (!known || !fc_dim_const(at, &k) || k < 0 || k >= (int64_t)n)
		return FC_DIM_NAN;
	return fc_scalar_as_dim(f->cx->dims, known[k]);
}

static struct fc_dim
read_of_place(struct fc_formula *f, const char *word)
{
	struct fc_formula_place p = fc_formula_place(f);
	bool val = strcmp(word, "val") == 0, one_of = val && fc_formula_take(f, ",");
	struct fc_dim at = one_of ? fc_formula_sum(f) : FC_DIM_NAN;
	struct fc_shape s;

	if (f->error || !f->cx->node)
		return one(f);
	if (!fc_formula_there(f, p))
		return zero(f);
	if (val && p.is_out)
		return FC_DIM_NAN;
	if (val)
		return one_of ? value_at(f, p.index, at) : fc_op_value_dim(f->cx, p.index);
	s = shape_of(f, p);
	return fc_shape_known_rank(s) ? fc_dim_int(f->cx->dims, s.rank) : FC_DIM_NAN;
}

static struct fc_dim
read_two(struct fc_formula *f, const char *word)
{
	static const char *const function[] = { "ceillog2", "min", "max", "ceildiv" };
	struct fc_dims *t = f->cx->dims;
	struct fc_dim a, b;
	unsigned i = 0;

	while (i < 4 && strcmp(word, function[i]) != 0)
		i++;
	if (i == 4) {
		fc_formula_fault(f, "no such function");
		return one(f);
	}
	a = fc_formula_sum(f);
	if (i == 0)
		return fc_dim_ceillog2(t, a);
	fc_formula_need(f, ",");
	b = fc_formula_sum(f);
	return i == 1 ? fc_dim_min(t, a, b) : i == 2 ? fc_dim_max(t, a, b) : fc_dim_ceildiv(t, a, b);
}

/* --- expressions ------------------------------------------------------------------ */

/* Put a leaf's value in the place of its text, which starts at from. */
static void
show(struct fc_formula *f, const char *from, struct fc_dim value)
{
	struct fc_str text;

	f->unknown |= fc_dim_is_nan(value);
	if (!f->shown || f->quiet || f->error)
		return;
	text = (struct fc_str)FC_STR(f->shown->arena);
	fc_dim_print(value, &text);
	fc_str_add(f->shown, f->shown_to, (size_t)(from - f->shown_to));
	fc_str_printf(f->shown, strchr(text.data, ' ') ? "(%s)" : "%s", text.data);
	f->shown_to = f->at;
}

static struct fc_dim
read_call(struct fc_formula *f, const char *word)
{
	static const char *const leaf[] = { "rank", "val", "prod", "count", "sum" };
	const char *from = f->at - strlen(word);
	struct fc_dim v;
	unsigned i = 0;

	while (i < 5 && strcmp(leaf[i], word) != 0)
		i++;
	fc_formula_need(f, "(");
	if (i == 5) {
		v = read_two(f, word);
		fc_formula_need(f, ")");
		return v;
	}
	f->quiet++;
	v = i < 2 ? read_of_place(f, word) : i == 2 ? read_prod(f) : read_all(f, i == 3);
	f->quiet--;
	fc_formula_need(f, ")");
	show(f, from, v);
	return v;
}

/* A name: a call, "X[i]", a variable or an attribute. */
static struct fc_dim
read_name(struct fc_formula *f)
{
	struct fc_formula_place p;
	char word[FC_FORMULA_NAME];
	const char *from;
	struct fc_dim v;
	bool attr;

	if (!fc_formula_word(f, word)) {
		fc_formula_fault(f, "an expression is missing");
		return one(f);
	}
	from = f->at - strlen(word);
	if (*f->at == '(')
		return read_call(f, word);
	if (fc_formula_take(f, "[")) {
		attr = !fc_formula_find(f, word, &p);
		if (attr && !fc_formula_is_attr(f->cx->op, word))
			fc_formula_fault(f, "a name is no operand, no result and no attribute");
		f->quiet++;
		v = fc_formula_sum(f);
		f->quiet--;
		fc_formula_need(f, "]");
		if (f->error || !f->cx->node)
			return one(f);
		v = attr                      ? fc_op_dim_at(f->cx, word, v)
		    : fc_formula_there(f, p) ? dim_at(shape_of(f, p), v)
		                             : zero(f);
	} else {
		v = fc_formula_named(f, word);
	}
	show(f, from, v);
	return v;
}

static struct fc_dim
read_number(struct fc_formula *f)
{
	size_t n = strspn(f->at, "0123456789");
	int64_t v = 0;

	if (!fc_num_parse(f->at, n, &v))
		fc_formula_fault(f, "a number is out of range");
	f->at += n;
	return fc_dim_int(f->cx->dims, v);
}

static struct fc_dim
read_size(struct fc_formula *f)
{
	const char *from = f->at++;
	struct fc_formula_place p = fc_formula_place(f);
	bool unknown = f->unknown;
	struct fc_dim v;

	fc_formula_need(f, "|");
	v = f->error ? one(f) : elements(f, p);
	show(f, from, v);
	if (!f->error && f->cx->node && fc_formula_there(f, p) && fc_shape_known_rank(shape_of(f, p)))
		f->unknown = unknown; /* a product of sizes may overflow */
	return v;
}

static struct fc_dim read_power(struct fc_formula *f);

static struct fc_dim
read_primary(struct fc_formula *f)
{
	char c = fc_formula_peek(f);
	struct fc_dim v;

	if (c >= '0' && c <= '9')
		return read_number(f);
	if (c == '|')
		return read_size(f);
	if (fc_formula_take(f, "-")) {
		if (++f->depth > FC_LIMIT_NESTING)
			fc_formula_fault(f, "the text nests too deep");
		v = f->error ? one(f) : fc_dim_sub(f->cx->dims, zero(f), read_power(f));
		f->depth--;
		return v;
	}
	if (!fc_formula_take(f, "("))
		return read_name(f);
	v = fc_formula_sum(f);
	fc_formula_need(f, ")");
	return v;
}

static struct fc_dim
read_power(struct fc_formula *f)
{
	struct fc_dim v = read_primary(f);
	char c;

	if (!fc_formula_take(f, "^"))
		return v;
	c = fc_formula_peek(f);
	if (c < '0' || c > '9') {
		fc_formula_fault(f, "a power takes one digit");
		return v;
	}
	f->at++;
	return fc_dim_pow(f->cx->dims, v, (unsigned)(c - '0'));
}

static struct fc_dim
read_term(struct fc_formula *f)
{
	struct fc_dim v = read_power(f);

	for (;;) {
		if (fc_formula_take(f, "*"))
			v = fc_dim_mul(f->cx->dims, v, read_power(f));
		else if (fc_formula_take(f, "/"))
			v = fc_dim_floordiv(f->cx->dims, v, read_power(f));
		else
			return v;
	}
}

struct fc_dim
fc_formula_sum(struct fc_formula *f)
{
	struct fc_dims *t = f->cx->dims;
	struct fc_dim v;

	if (++f->depth > FC_LIMIT_NESTING)
		fc_formula_fault(f, "the text nests too deep");
	if (f->error)
		return FC_DIM_NAN;
	v = read_term(f);
	for (;;) {
		if (fc_formula_take(f, "+"))
			v = fc_dim_add(t, v, read_term(f));
		else if (fc_formula_take(f, "-"))
			v = fc_dim_sub(t, v, read_term(f));
		else
			break;
	}
	f->depth--;
	return v;
}
