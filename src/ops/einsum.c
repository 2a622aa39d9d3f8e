/* einsum.c -- the equation of Einsum: labels, extents, shape of the result */
#include "ops/size.h"

/* Labels: 52 letters, then the axes an ellipsis stands for, counted from the last one. */
enum { LETTERS = 52, LABELS = LETTERS + FC_LIMIT_RANK };

/* One term, an ellipsis still in one piece: label LETTERS. */
struct term {
	int at[FC_LIMIT_RANK + 1], n, dots; /* dots: where the ellipsis stands, -1: nowhere */
};

struct equation {
	struct fc_dim extent[LABELS];
	unsigned seen[LABELS]; /* how often a label stands in the operands */
	int wide;              /* axes of the widest ellipsis */
	bool unknown;          /* an operand of unknown rank has an ellipsis */
	struct term out;
};

static int
label_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	return c >= 'a' && c <= 'z' ? c - 'a' + 26 : -1;
}

/* One term up to ',', '-' or the end. */
static bool
read_term(struct fc_op_ctx *cx, const char **s, struct term *t)
{
	int label;

	t->n = 0;
	t->dots = -1;
	for (; **s && **s != ',' && **s != '-'; (*s)++) {
		if (**s == ' ')
			continue;
		label = label_of(**s);
		if (label < 0 && (*s)[0] == '.' && (*s)[1] == '.' && (*s)[2] == '.' && t->dots < 0) {
			t->dots = t->n;
			label = LETTERS;
			*s += 2;
		}
		if (label < 0 || t->n > FC_LIMIT_RANK)
			return fc_op_fail(cx, FC_E_ATTRIBUTE, "equation '%s' cannot be read",
			                  fc_op_text(cx, "equation"));
		t->at[t->n++] = label;
	}
	return true;
}

/* Extent of a label meets another: equal, or one of them is 1. */
static bool
join(struct fc_op_ctx *cx, struct equation *e, int label, struct fc_dim dim)
{
	e->seen[label]++;
	if (fc_dim_is_nan(e->extent[label]))
		e->extent[label] = dim;
	else if (!fc_dim_is_nan(dim) && !fc_dim_broadcast(cx->dims, e->extent[label], dim, &e->extent[label]))
		return fc_op_fail(cx, FC_E_SHAPE, "extents of a label in equation '%s' contradict",
		                  fc_op_text(cx, "equation"));
	return true;
}

/* Term t names the axes of operand i. */
static bool
apply_term(struct fc_op_ctx *cx, struct equation *e, const struct term *t, unsigned i)
{
	struct fc_shape x = fc_op_shape(cx, i);
	int wide = t->dots < 0 ? 0 : x.rank - (t->n - 1), k, d, axis = 0;

	if (!fc_shape_known_rank(x)) {
		e->unknown |= t->dots >= 0;
		for (k = 0; k < t->n; k++)
			if (k != t->dots && !join(cx, e, t->at[k], FC_DIM_NAN))
				return false;
		return true;
	}
	if (wide < 0 || t->n - (t->dots >= 0) + wide != x.rank)
		return fc_op_fail(cx, FC_E_RANK, "operand %u of rank %d misfits equation '%s'", i, x.rank,
		                  fc_op_text(cx, "equation"));
	if (wide > e->wide)
		e->wide = wide;
	for (k = 0; k < t->n; k++) {
		if (k != t->dots && !join(cx, e, t->at[k], x.dim[axis++]))
			return false;
		for (d = wide - 1; k == t->dots && d >= 0; d--)
			if (!join(cx, e, LETTERS + d, x.dim[axis++]))
				return false;
	}
	return true;
}

/* Without "->", the ellipsis and then every letter that stands once, in the order of ASCII. */
static void
implicit_result(struct equation *e, bool dots)
{
	int label;

	e->out.n = 0;
	e->out.dots = dots ? 0 : -1;
	if (dots)
		e->out.at[e->out.n++] = LETTERS;
	for (label = 0; label < LETTERS && e->out.n < FC_LIMIT_RANK; label++)
		if (e->seen[label] == 1)
			e->out.at[e->out.n++] = label;
}

static bool
read_equation(struct fc_op_ctx *cx, struct equation *e)
{
	const char *text = fc_op_text(cx, "equation"), *s = text;
	struct term t;
	bool dots = false;
	unsigned i;
	int k;

	*e = (struct equation){ .wide = 0 };
	for (k = 0; k < LABELS; k++)
		e->extent[k] = FC_DIM_NAN;
	for (i = 0; i < cx->node->n_in; i++) {
		if (i && *s++ != ',')
			return fc_op_fail(cx, FC_E_ATTRIBUTE, "equation '%s' has too few terms", text);
		if (!read_term(cx, &s, &t) || !apply_term(cx, e, &t, i))
			return false;
		dots |= t.dots >= 0;
	}
	if (!*s) {
		implicit_result(e, dots);
		return true;
	}
	if (s[0] != '-' || s[1] != '>')
		return fc_op_fail(cx, FC_E_ATTRIBUTE, "equation '%s' does not fit %u operands", text, i);
	s += 2;
	if (!read_term(cx, &s, &e->out))
		return false;
	if (*s)
		return fc_op_fail(cx, FC_E_ATTRIBUTE, "equation '%s' goes on after its result", text);
	for (k = 0; k < e->out.n; k++)
		if (k != e->out.dots && !e->seen[e->out.at[k]])
			return fc_op_fail(cx, FC_E_ATTRIBUTE, "equation '%s' has an axis from nowhere", text);
	return true;
}

static bool
einsum_infer(struct fc_op_ctx *cx)
{
	struct fc_dim dim[2 * FC_LIMIT_RANK + 1];
	struct equation *e = FC_NEW(cx->arena, struct equation);
	enum fc_dtype type = FC_DTYPE_UNKNOWN;
	unsigned i;
	int k, d, n = 0;

	if (!read_equation(cx, e))
		return false;
	for (i = 0; i < cx->node->n_in && type == FC_DTYPE_UNKNOWN; i++)
		type = fc_op_dtype(cx, i);
	if (e->unknown && e->out.dots >= 0)
		return fc_op_out_unknown(cx, 0, type);
	for (k = 0; k < e->out.n; k++) {
		if (k != e->out.dots)
			dim[n++] = fc_size_or(cx, e->extent[e->out.at[k]], "extent");
		for (d = e->wide - 1; k == e->out.dots && d >= 0; d--)
			dim[n++] = fc_size_or(cx, e->extent[LETTERS + d], "extent");
	}
	if (n > FC_LIMIT_RANK)
		return fc_op_fail(cx, FC_E_RANK, "result has rank %d, the limit is %d", n, FC_LIMIT_RANK);
	return fc_op_out_dims(cx, 0, type, dim, n);
}

/* labels: product of the extents of all distinct labels. */
static void
einsum_vars(struct fc_op_ctx *cx)
{
	struct equation *e = FC_NEW(cx->arena, struct equation);
	struct fc_dim all = fc_dim_int(cx->dims, 1);
	int k;

	if (!read_equation(cx, e) || e->unknown)
		all = FC_DIM_NAN;
	for (k = 0; k < LABELS; k++)
		if (e->seen[k])
			all = fc_dim_mul(cx->dims, all, e->extent[k]);
	fc_op_var(cx, "labels", all);
}

const struct fc_op fc_ops_einsum[] = {
	{ .name = "Einsum", .in = "Inputs!*", .out = "Output", .attr = "equation",
	  .infer = einsum_infer,
	  .cost = "macs = labels if count(Inputs) > 1; simple = labels - |Output| if count(Inputs) < 2",
	  .vars = einsum_vars, .kind = FC_CLASS_MATMUL,
	  .source = "ONNX Einsum-12: one product per combination of all labels, whatever the order "
	            "of contraction; for three and more operands this naive count is an upper bound" },
	{ .name = NULL },
};
