/* value.c -- making and comparing the interpreter's values */
#include "front/ts/value.h"

#include <string.h>

#include "base/intern.h"
#include "front/ts/ts.h"

static struct fc_ts_value *
make(struct fc_ts *t, enum fc_ts_kind kind)
{
	struct fc_ts_value *v = FC_NEW(t->b->arena, struct fc_ts_value);

	v->kind = kind;
	return v;
}

struct fc_ts_value *
fc_ts_none(struct fc_ts *t)
{
	return make(t, FC_TS_V_NONE);
}

struct fc_ts_value *
fc_ts_number(struct fc_ts *t, enum fc_ts_kind kind, struct fc_scalar s)
{
	struct fc_ts_value *v = make(t, kind);

	v->scalar = s;
	return v;
}

struct fc_ts_value *
fc_ts_int(struct fc_ts *t, int64_t i)
{
	return fc_ts_number(t, FC_TS_V_INT, fc_scalar_int(t->b->dims, i));
}

struct fc_ts_value *
fc_ts_dim(struct fc_ts *t, struct fc_dim d)
{
	return fc_ts_number(t, FC_TS_V_INT, fc_scalar_dim(d));
}

struct fc_ts_value *
fc_ts_real(struct fc_ts *t, double d)
{
	return fc_ts_number(t, FC_TS_V_REAL, fc_scalar_real(t->b->dims, d));
}

struct fc_ts_value *
fc_ts_bool(struct fc_ts *t, bool b)
{
	return fc_ts_number(t, FC_TS_V_BOOL, fc_scalar_int(t->b->dims, b));
}

struct fc_ts_value *
fc_ts_text(struct fc_ts *t, const char *s)
{
	struct fc_ts_value *v = make(t, FC_TS_V_TEXT);

	t->text += strlen(s);
	v->text = fc_intern_text(t->b->names, t->text <= t->b->limits.text ? s : ""); /* the run ends here */
	return v;
}

struct fc_ts_value *
fc_ts_tensor(struct fc_ts *t, struct fc_value *tensor)
{
	struct fc_ts_value *v = make(t, FC_TS_V_TENSOR);

	v->tensor = tensor;
	return v;
}

struct fc_ts_value *
fc_ts_list(struct fc_ts *t, enum fc_ts_kind kind)
{
	return make(t, kind);
}

struct fc_ts_value *
fc_ts_ints(struct fc_ts *t, const struct fc_dim *d, unsigned n)
{
	struct fc_ts_value *v = make(t, FC_TS_V_LIST);

	for (unsigned i = 0; i < n; i++)
		fc_ts_push(t, v, fc_ts_dim(t, d[i]));
	return v;
}

void
fc_ts_push(struct fc_ts *t, struct fc_ts_value *list, struct fc_ts_value *v)
{
	if (++t->items <= 2 * t->b->limits.items) /* the next statement ends the run */
		FC_VEC_PUSH(t->b->arena, &list->item, v);
}

struct fc_ts_value *
fc_ts_unknown(struct fc_ts *t)
{
	return make(t, FC_TS_V_UNKNOWN);
}

bool
fc_ts_is_number(const struct fc_ts_value *v)
{
	return v->kind == FC_TS_V_INT || v->kind == FC_TS_V_BOOL || v->kind == FC_TS_V_REAL;
}

bool
fc_ts_as_int(struct fc_ts *t, const struct fc_ts_value *v, int64_t *out)
{
	return v && (v->kind == FC_TS_V_INT || v->kind == FC_TS_V_BOOL) &&
	       fc_scalar_as_int(t->b->dims, v->scalar, out);
}

struct fc_dim
fc_ts_as_dim(struct fc_ts *t, const struct fc_ts_value *v)
{
	if (v && fc_ts_is_number(v))
		return fc_scalar_as_dim(t->b->dims, v->scalar);
	if (v && v->kind == FC_TS_V_TENSOR && v->tensor->known && v->tensor->known->n == 1)
		return fc_scalar_as_dim(t->b->dims, v->tensor->known->at[0]);
	return FC_DIM_NAN;
}

/* Nonzero: certain when the value is plain, or when its range leaves no zero. */
static int
scalar_truth(struct fc_ts *t, struct fc_scalar s)
{
	int64_t lo, hi;
	double d;

	(void)t;
	if (!fc_scalar_is_known(s))
		return -1;
	if (fc_scalar_as_real(s, &d))
		return d != 0;
	fc_dim_range(s.dim, &lo, &hi);
	if (s.real == 0)
		return 0;
	return lo > 0 || hi < 0 ? 1 : -1;
}

int
fc_ts_truth(struct fc_ts *t, const struct fc_ts_value *v)
{
	switch (v->kind) {
	case FC_TS_V_NONE: return 0;
	case FC_TS_V_BOOL: case FC_TS_V_INT: case FC_TS_V_REAL: return scalar_truth(t, v->scalar);
	case FC_TS_V_TEXT: return v->text[0] != '\0';
	case FC_TS_V_LIST: case FC_TS_V_TUPLE: case FC_TS_V_DICT: return v->inexact ? -1 : v->item.n != 0;
	case FC_TS_V_TENSOR: return scalar_truth(t, fc_value_at(v->tensor, 0));
	case FC_TS_V_UNKNOWN: return -1;
	default: return 1;
	}
}

bool
fc_ts_enter(struct fc_ts *t)
{
	if (t->walk >= FC_LIMIT_NESTING || t->steps >= t->b->limits.steps)
		return false;
	t->walk++;
	t->steps++;
	return true;
}

void
fc_ts_leave(struct fc_ts *t)
{
	t->walk--;
}

void
fc_ts_effort(struct fc_ts *t, uint64_t n)
{
	t->steps += n / 32; /* no program looks through thousands again and again */
}

static int
equal_items(struct fc_ts *t, const struct fc_ts_value *a, const struct fc_ts_value *b)
{
	int all = 1;

	if (a->inexact || b->inexact)
		return -1;
	if (a->item.n != b->item.n)
		return 0;
	if (!fc_ts_enter(t))
		return -1;
	for (uint32_t i = 0; i < a->item.n && all; i++) {
		int one = fc_ts_equal(t, a->item.at[i], b->item.at[i]);

		if (one != 1)
			all = one;
	}
	fc_ts_effort(t, a->item.n);
	fc_ts_leave(t);
	return all;
}

int
fc_ts_equal(struct fc_ts *t, const struct fc_ts_value *a, const struct fc_ts_value *b)
{
	if (a == b)
		return 1;
	if (a->kind == FC_TS_V_UNKNOWN || b->kind == FC_TS_V_UNKNOWN)
		return -1;
	if (fc_ts_is_number(a) && fc_ts_is_number(b))
		return scalar_truth(t, fc_scalar_apply(t->b->dims, FC_SCALAR_EQ, a->scalar, b->scalar));
	if (a->kind != b->kind)
		return 0;
	switch (a->kind) {
	case FC_TS_V_NONE: return 1;
	case FC_TS_V_TEXT: case FC_TS_V_DEVICE:
		fc_ts_effort(t, a->text == b->text ? 0 : strlen(a->text) / 8);
		return a->text == b->text || strcmp(a->text, b->text) == 0;
	case FC_TS_V_ENUM: return a->klass == b->klass && a->text == b->text;
	case FC_TS_V_LIST: case FC_TS_V_TUPLE: case FC_TS_V_DICT: return equal_items(t, a, b);
	case FC_TS_V_FUNC: return a->func == b->func;
	default: return -1;
	}
}

struct fc_ts_value **
fc_ts_attr(struct fc_ts *t, const struct fc_ts_value *v, const char *name)
{
	uint32_t n = v->name ? v->item.n : 0, i = 0;

	while (i < n && v->name[i] != name && strcmp(v->name[i], name) != 0)
		i++;
	fc_ts_effort(t, i / 8);
	return i < n ? &v->item.at[i] : NULL;
}
