/* loop_carry.c -- what a loop carries: types and values that hold for every turn */
#include "ops/control.h"
#include "ops/loop.h"

/* Turns of guessing before what still changes is left open. */
enum { GUESSES = 4 };

static const struct fc_symbol *
turn_symbol(const struct fc_loop *l)
{
	return fc_dim_as_symbol(l->turn);
}

bool
fc_loop_is_fixed(const struct fc_loop *l, struct fc_dim x)
{
	const struct fc_symbol *s = turn_symbol(l);

	return !fc_dim_is_nan(x) && s && fc_dim_is_older(x, s);
}

bool
fc_loop_is_fixed_type(const struct fc_loop *l, const struct fc_type *t)
{
	if (t->kind != FC_KIND_TENSOR || t->shape.rank < 0)
		return false;
	for (int i = 0; i < t->shape.rank; i++)
		if (!fc_loop_is_fixed(l, t->shape.dim[i]))
			return false;
	return true;
}

bool
fc_loop_is_open(const struct fc_loop *l, struct fc_dim x)
{
	const struct fc_symbol *s = fc_dim_as_symbol(x);

	return s && s != turn_symbol(l) && s->unknown && !fc_loop_is_fixed(l, x);
}

struct fc_dim
fc_loop_at(const struct fc_loop *l, struct fc_dim x, struct fc_dim turn)
{
	const struct fc_symbol *s = turn_symbol(l);
	struct fc_dims *t = l->cx->dims;
	struct fc_dim first, step;

	if (!s || !fc_dim_has_symbol(x, s))
		return x;
	first = fc_dim_subst(t, x, &(struct fc_binding){ s->name, 0 }, 1);
	step = fc_dim_sub(t, fc_dim_subst(t, x, &(struct fc_binding){ s->name, 1 }, 1), first);
	return fc_dim_add(t, first, fc_dim_mul(t, step, turn));
}

struct fc_dim
fc_loop_value(const struct fc_loop *l, struct fc_dim x, int64_t n)
{
	const struct fc_symbol *s = turn_symbol(l);

	if (!s)
		return x;
	x = fc_dim_subst(l->cx->dims, x, &(struct fc_binding){ s->name, n }, 1);
	return fc_loop_is_fixed(l, x) ? x : FC_DIM_NAN;
}

/* What is in at a turn is out at its end, which is in at the next one. */
static bool
holds(const struct fc_loop *l, struct fc_dim in, struct fc_dim out)
{
	return fc_loop_is_open(l, in) ||
	       fc_dim_eq(fc_loop_at(l, in, fc_dim_addi(l->cx->dims, l->turn, 1)), out);
}

/* As a constant step would have it; NaN: it is none. */
static struct fc_dim
growing(const struct fc_loop *l, struct fc_dim first, struct fc_dim in, struct fc_dim out)
{
	struct fc_dims *t = l->cx->dims;
	struct fc_dim step = fc_dim_sub(t, out, in);

	if (!fc_dim_eq(first, in) || !fc_loop_is_fixed(l, step))
		return FC_DIM_NAN;
	return fc_dim_add(t, first, fc_dim_mul(t, step, l->turn));
}

static struct fc_dim
widen(const struct fc_loop *l, struct fc_dim first, struct fc_dim in, struct fc_dim out)
{
	struct fc_dim x;

	if (holds(l, in, out))
		return in;
	x = growing(l, first, in, out);
	return fc_dim_is_nan(x) ? fc_op_unknown(l->cx, "size", FC_DIM_NAN) : x;
}

/* --- types ------------------------------------------------------------------------ */

static bool
tensor_holds(const struct fc_loop *l, const struct fc_type *in, const struct fc_type *out)
{
	if (out->kind != FC_KIND_TENSOR || (in->dtype != out->dtype && in->dtype))
		return false;
	if (in->shape.rank < 0 || in->shape.rank != out->shape.rank)
		return in->shape.rank < 0;
	for (int i = 0; i < in->shape.rank; i++)
		if (!holds(l, in->shape.dim[i], out->shape.dim[i]))
			return false;
	return true;
}

static bool
type_holds(const struct fc_loop *l, const struct fc_type *in, const struct fc_type *out)
{
	if (in->kind == FC_KIND_UNKNOWN)
		return true;
	if (in->kind == FC_KIND_TENSOR)
		return tensor_holds(l, in, out);
	if (in->kind != FC_KIND_SEQUENCE || in->listed || out->kind != FC_KIND_SEQUENCE || !in->n_elem)
		return fc_type_eq(in, out);
	if (in->uniform)
		return out->uniform && fc_type_eq(in->elem, out->elem) && holds(l, in->length, out->length);
	for (unsigned i = 0; i < out->n_elem; i++)
		if (!type_holds(l, in->elem, &out->elem[i]))
			return false;
	return true;
}

static struct fc_type
tensor_widen(const struct fc_loop *l, const struct fc_type *first, const struct fc_type *in,
             const struct fc_type *out)
{
	enum fc_dtype dtype = in->dtype == out->dtype ? (enum fc_dtype)in->dtype : FC_DTYPE_UNKNOWN;
	int rank = in->shape.rank == out->shape.rank && in->shape.rank == first->shape.rank
	               ? in->shape.rank : -1;
	struct fc_dim dim[FC_LIMIT_RANK];

	for (int i = 0; i < rank; i++)
		dim[i] = widen(l, first->shape.dim[i], in->shape.dim[i], out->shape.dim[i]);
	return fc_type_tensor(dtype, rank < 0 ? FC_SHAPE_UNKNOWN
	                                      : fc_shape_make(l->cx->dims, dim, rank));
}

static struct fc_dim
length_of(const struct fc_loop *l, const struct fc_type *t)
{
	return t->listed ? fc_dim_int(l->cx->dims, t->n_elem) : t->uniform ? t->length : FC_DIM_NAN;
}

/* The one type of its elements and of what a turn adds; NULL: they differ, or change. */
static const struct fc_type *
one_element(const struct fc_loop *l, const struct fc_type *in, const struct fc_type *out)
{
	const struct fc_type *each = in->n_elem && (in->uniform || in->listed) ? in->elem :
	                             out->n_elem ? out->elem : NULL;

	if (!each || !fc_loop_is_fixed_type(l, each) || !(in->uniform || in->listed) ||
	    !(out->uniform || out->listed))
		return NULL;
	for (unsigned i = 0; i < in->n_elem; i++)
		if (!fc_type_eq(each, &in->elem[i]))
			return NULL;
	for (unsigned i = 0; i < out->n_elem; i++)
		if (!fc_type_eq(each, &out->elem[i]))
			return NULL;
	return each;
}

static struct fc_type
sequence_widen(const struct fc_loop *l, const struct fc_type *first, const struct fc_type *in,
               const struct fc_type *out)
{
	struct fc_type *elem = FC_NEW(l->cx->b->arena, struct fc_type), t = *in;
	const struct fc_type *each = one_element(l, in, out);

	t.listed = false;
	t.uniform = each != NULL;
	t.length = FC_DIM_NAN;
	t.n_elem = 1;
	t.elem = elem;
	if (each) {
		*elem = *each;
		t.length = widen(l, length_of(l, first), length_of(l, in), length_of(l, out));
		return t;
	}
	*elem = fc_type_unknown();
	for (unsigned i = 0; i < in->n_elem; i++)
		*elem = i ? fc_control_widen(l->cx, *elem, in->elem[i]) : in->elem[0];
	for (unsigned i = 0; i < out->n_elem; i++)
		*elem = i || in->n_elem ? fc_control_widen(l->cx, *elem, out->elem[i]) : out->elem[0];
	return t;
}

static struct fc_type
type_widen(const struct fc_loop *l, const struct fc_type *first, const struct fc_type *in,
           const struct fc_type *out)
{
	if (in->kind == FC_KIND_TENSOR && out->kind == FC_KIND_TENSOR)
		return tensor_widen(l, first, in, out);
	if (in->kind == FC_KIND_SEQUENCE && out->kind == FC_KIND_SEQUENCE)
		return sequence_widen(l, first, in, out);
	return fc_control_widen(l->cx, *in, *out);
}

/* --- followed values ---------------------------------------------------------------- */

static struct fc_scalar
value_widen(const struct fc_loop *l, struct fc_scalar first, struct fc_scalar in, struct fc_scalar out)
{
	bool whole = in.real == 1 && out.real == 1;

	if (!fc_scalar_is_known(in) || fc_scalar_eq(in, out) || (whole && holds(l, in.dim, out.dim)))
		return in;
	return whole && first.real == 1 ? fc_scalar_dim(growing(l, first.dim, in.dim, out.dim))
	                                : FC_SCALAR_UNKNOWN;
}

/* NULL: none of them is followed any more. */
static const struct fc_known *
known_widen(const struct fc_loop *l, const struct fc_known *first, const struct fc_value *in,
            const struct fc_value *out)
{
	const struct fc_known *a = in->known, *b = out->known;
	struct fc_scalar *at;
	struct fc_known *k;
	bool any = false, same = true;

	if (!a || !b || !first || a->n != b->n || a->n != first->n || !fc_type_eq(&in->type, &out->type))
		return NULL;
	k = fc_builder_known(l->cx->b, a->n, &at);
	for (unsigned i = 0; i < a->n; i++) {
		at[i] = value_widen(l, first->at[i], a->at[i], b->at[i]);
		any = any || fc_scalar_is_known(at[i]);
		same = same && at[i].dim.word == a->at[i].dim.word && at[i].real == a->at[i].real;
	}
	return same ? a : any ? k : NULL;
}

/* --- all of them -------------------------------------------------------------------------- */

struct start {
	struct fc_type type;
	const struct fc_known *known;
};

/* One carried value; true: it had to give. */
static bool
give(const struct fc_loop *l, unsigned k, const struct start *first, bool open)
{
	struct fc_value *in = l->body->inputs.at[l->first_in + k];
	const struct fc_value *out = fc_control_result(l->body, l->first_out + k);
	struct fc_type type = in->type;
	const struct fc_known *known;

	if (!out || in == out)
		return false;
	known = in->known ? known_widen(l, first->known, in, out) : NULL;
	if (!type_holds(l, &in->type, &out->type))
		type = open ? fc_type_unknown() : type_widen(l, &first->type, &in->type, &out->type);
	else if (known == in->known)
		return false;
	in->type = type;
	in->known = open ? NULL : known;
	return true;
}

void
fc_loop_settle(const struct fc_loop *l)
{
	struct start *first = FC_NEW_N(l->cx->arena, struct start, l->n ? l->n : 1);
	bool again = true;

	for (unsigned k = 0; k < l->n; k++) {
		const struct fc_value *in = l->body->inputs.at[l->first_in + k];

		first[k] = (struct start){ in->type, in->known };
	}
	for (int guess = 0; guess < 2 * GUESSES && again; guess++) {
		again = false;
		for (unsigned k = 0; k < l->n; k++)
			again |= give(l, k, &first[k], guess >= GUESSES);
		if (again)
			l->cx->infer_body(l->cx, l->body);
	}
	for (unsigned k = 0; again && k < l->n; k++)
		fc_control_retype(l->body->inputs.at[l->first_in + k], fc_type_unknown());
	if (again)
		l->cx->infer_body(l->cx, l->body);
}
