/* rule.c -- results of a row from its text */
#include "ops/rule.h"

#include <assert.h>
#include <string.h>

#include "base/intern.h"
#include "ops/formula_eval.h"

struct result {
	int index;
	enum fc_dtype dtype;
	struct fc_shape shape;         /* when rank is -1 */
	struct fc_dim dim[FC_LIMIT_RANK];
	int rank;                      /* of dim */
};

static struct fc_shape
shape_of(const struct fc_formula *f, struct fc_formula_place p)
{
	return f->cx->node && !p.is_out ? fc_op_shape(f->cx, p.index) : FC_SHAPE_UNKNOWN;
}

static struct fc_formula_place
operand(struct fc_formula *f)
{
	struct fc_formula_place p = fc_formula_place(f);

	if (p.is_out)
		fc_formula_fault(f, "a name is no operand");
	return p;
}

/* A bound of "X[i:j]" as a place in rank axes; otherwise when none stands there. */
static int
bound(struct fc_formula *f, int rank, int otherwise)
{
	char next = fc_formula_peek(f);
	int64_t i;

	if (next == ':' || next == ']')
		return otherwise;
	if (!fc_dim_const(fc_formula_sum(f), &i))
		return otherwise;
	i = i < 0 ? i + rank : i;
	return (int)(i < 0 ? 0 : i > rank ? rank : i);
}

/* "X[i:j]", when that is what stands there. */
static bool
spread(struct fc_formula *f, struct result *r, bool *open)
{
	struct fc_formula g = *f;
	char word[FC_FORMULA_NAME];
	struct fc_formula_place p;
	struct fc_shape s;
	int from, to;

	if (!fc_formula_word(&g, word) || !fc_formula_find(&g, word, &p) || p.is_out ||
	    !fc_formula_take(&g, "["))
		return false;
	s = shape_of(f, p);
	from = bound(&g, s.rank, 0);
	if (!fc_formula_take(&g, ":"))
		return false;
	to = bound(&g, s.rank, s.rank);
	fc_formula_need(&g, "]");
	*open |= !fc_shape_known_rank(s);
	for (; fc_shape_known_rank(s) && from < to && r->rank < FC_LIMIT_RANK; from++)
		r->dim[r->rank++] = s.dim[from];
	*f = g;
	return true;
}

static void
read_list(struct fc_formula *f, struct result *r)
{
	bool open = false;

	r->rank = 0;
	while (!f->error && fc_formula_peek(f) != ']') {
		if (!spread(f, r, &open)) {
			struct fc_dim d = fc_formula_take(f, "?") ? FC_DIM_NAN : fc_formula_sum(f);

			if (r->rank < FC_LIMIT_RANK)
				r->dim[r->rank++] = d;
		}
		if (fc_formula_peek(f) != ']')
			fc_formula_need(f, ",");
	}
	fc_formula_need(f, "]");
	if (open)
		r->rank = -1;
}

static void
read_shape(struct fc_formula *f, struct result *r)
{
	struct fc_formula_place p;

	r->rank = -1;
	r->shape = FC_SHAPE_UNKNOWN;
	if (fc_formula_take(f, "?"))
		return;
	if (fc_formula_take(f, "[")) {
		read_list(f, r);
		return;
	}
	p = operand(f);
	r->shape = shape_of(f, p);
	if (f->cx->node && !r->dtype)
		r->dtype = fc_op_dtype(f->cx, p.index);
}

static void
read_dtype(struct fc_formula *f, struct result *r)
{
	char word[FC_FORMULA_NAME];
	struct fc_formula_place p;

	if (!fc_formula_take(f, ":"))
		return;
	if (!fc_formula_word(f, word))
		fc_formula_fault(f, "an element type is missing");
	else if (fc_formula_find(f, word, &p) && !p.is_out)
		r->dtype = f->cx->node ? fc_op_dtype(f->cx, p.index) : FC_DTYPE_UNKNOWN;
	else if (!(r->dtype = fc_dtype_find(word, strlen(word))))
		fc_formula_fault(f, "a name is no operand and no element type");
}

/* One statement; false at the end and at a fault. *holds: its condition does. */
static bool
next(struct fc_formula *f, struct result *r, bool *holds)
{
	char name[FC_FORMULA_NAME];

	if (!fc_formula_peek(f))
		return false;
	r->dtype = FC_DTYPE_UNKNOWN;
	r->index = fc_formula_word(f, name) ? fc_op_out_index(f->cx->op, name) : -1;
	if (r->index < 0)
		fc_formula_fault(f, "a name is no result");
	read_dtype(f, r);
	fc_formula_need(f, "=");
	read_shape(f, r);
	*holds = !fc_formula_take(f, "if") || fc_formula_condition(f);
	if (fc_formula_peek(f))
		fc_formula_need(f, ";");
	return !f->error;
}

static bool
give(struct fc_op_ctx *cx, const struct result *r)
{
	enum fc_dtype t = r->dtype ? r->dtype : fc_op_dtype(cx, 0);
	int64_t n;

	for (int i = 0; i < r->rank; i++)
		if (fc_dim_const(r->dim[i], &n) && n < 0)
			return fc_op_fail(cx, FC_E_SHAPE, "dimension %d of result %d comes out as %lld", i,
			                  r->index, (long long)n);
	if (r->rank >= 0)
		return fc_op_out_dims(cx, (unsigned)r->index, t, r->dim, r->rank);
	if (!fc_shape_known_rank(r->shape))
		return fc_op_out_unknown(cx, (unsigned)r->index, t);
	return fc_op_out(cx, (unsigned)r->index, t, r->shape);
}

bool
fc_rule_infer(struct fc_op_ctx *cx)
{
	struct fc_formula f = { .cx = cx, .at = cx->op->results };
	uint64_t done = 0;
	struct result r;
	bool holds;

	cx->n_var = 0;
	if (cx->op->vars)
		cx->op->vars(cx);
	while (next(&f, &r, &holds)) {
		if (!holds || done >> r.index & 1)
			continue;
		done |= (uint64_t)1 << r.index;
		if (!give(cx, &r))
			return false;
	}
	assert(!f.error);
	for (unsigned o = 0; o < cx->node->n_out && o < 64; o++)
		if (!(done >> o & 1))
			fc_op_out_unknown(cx, o, fc_op_dtype(cx, 0));
	return true;
}

const char *
fc_rule_check(struct fc_arena *a, const struct fc_op *op)
{
	struct fc_op_ctx cx = { .arena = a, .op = op, .dims = fc_dims_new(a, fc_intern_new(a)) };
	struct fc_formula f = { .cx = &cx, .at = op->results ? op->results : "" };
	struct result r;
	bool holds;

	if (!op->results && op->infer == fc_rule_infer)
		return "a row has no results";
	while (next(&f, &r, &holds))
		;
	return f.error;
}
