/* eval_container.c -- operators on lists, tuples and dicts */
#include <string.h>

#include "front/ts/builtin.h"

static bool
is(const char *name, const char *want)
{
	return strcmp(name, want) == 0;
}

static bool
is_list(const struct fc_ts_value *v)
{
	return v->kind == FC_TS_V_LIST || v->kind == FC_TS_V_TUPLE;
}

struct fc_ts_value **
fc_ts_dict_slot(struct fc_ts *t, const struct fc_ts_value *d, const struct fc_ts_value *key)
{
	fc_ts_effort(t, d->item.n);
	for (uint32_t i = 0; i + 1 < d->item.n; i += 2) {
		if (fc_ts_equal(t, d->item.at[i], key) == 1)
			return &d->item.at[i + 1];
	}
	return NULL;
}

/* The place a possibly negative index names; -1: outside or not known. */
static int64_t
place(struct fc_ts *t, const struct fc_ts_value *list, const struct fc_ts_value *at)
{
	int64_t i;

	if (!fc_ts_as_int(t, at, &i))
		return -1;
	i += i < 0 ? (int64_t)list->item.n : 0;
	return i >= 0 && i < (int64_t)list->item.n ? i : -1;
}

static void
take_out(struct fc_ts *t, struct fc_ts_value *list, int64_t i, unsigned n)
{
	fc_ts_effort(t, (list->item.n - (uint64_t)i) / 8);
	memmove(&list->item.at[i], &list->item.at[i + n],
	        (list->item.n - (size_t)i - n) * sizeof(*list->item.at));
	list->item.n -= n;
}

static struct fc_ts_value *
copy_of(struct fc_ts *t, const struct fc_ts_value *v)
{
	struct fc_ts_value *c = fc_ts_list(t, v->kind == FC_TS_V_TUPLE ? FC_TS_V_LIST : v->kind);

	for (uint32_t i = 0; i < v->item.n; i++)
		fc_ts_push(t, c, v->item.at[i]);
	c->inexact = v->inexact;
	return c;
}

static struct fc_ts_value *
insert(struct fc_ts *t, struct fc_ts_value *list, const struct fc_ts_value *at, struct fc_ts_value *v)
{
	int64_t i, n = (int64_t)list->item.n;

	if (!fc_ts_as_int(t, at, &i))
		i = n;
	i = i < 0 ? i + n : i;
	i = i < 0 ? 0 : i > n ? n : i;
	fc_ts_push(t, list, v);
	if ((int64_t)list->item.n == n) /* no more are taken: the run ends */
		return fc_ts_none(t);
	fc_ts_effort(t, (uint64_t)(n - i) / 8);
	memmove(&list->item.at[i + 1], &list->item.at[i], (size_t)(n - i) * sizeof(*list->item.at));
	list->item.at[i] = v;
	return fc_ts_none(t);
}

static struct fc_ts_value *
pop(struct fc_ts *t, struct fc_ts_value *list, const struct fc_ts_value *at)
{
	int64_t i = at ? place(t, list, at) : (int64_t)list->item.n - 1;
	struct fc_ts_value *v;

	if (i < 0)
		return fc_ts_unknown(t);
	v = list->item.at[i];
	take_out(t, list, i, 1);
	return v;
}

static struct fc_ts_value *
repeat(struct fc_ts *t, const struct fc_ts_value *l, const struct fc_ts_value *times)
{
	struct fc_ts_value *v = fc_ts_list(t, FC_TS_V_LIST);
	int64_t n;

	v->inexact = l->inexact || !fc_ts_as_int(t, times, &n) ||
	             (l->item.n && n > 0 && (uint64_t)n / 16 > t->b->limits.sequence / l->item.n);
	if (v->inexact || !l->item.n)
		n = 1;
	for (int64_t k = 0; k < n; k++) {
		for (uint32_t i = 0; i < l->item.n; i++)
			fc_ts_push(t, v, l->item.at[i]);
	}
	return v;
}

static struct fc_ts_value *
concatenated(struct fc_ts *t, struct fc_ts_value *into, const struct fc_ts_value *more)
{
	for (uint32_t i = 0, n = more->item.n; i < n; i++)
		fc_ts_push(t, into, more->item.at[i]);
	into->inexact |= more->inexact;
	return into;
}

/* Where x stands in list, from 0; -1: nowhere; -2: that depends. */
static int64_t
find(struct fc_ts *t, const struct fc_ts_value *list, const struct fc_ts_value *x)
{
	bool open = list->inexact;

	fc_ts_effort(t, list->item.n);
	for (uint32_t i = 0; i < list->item.n; i++) {
		int same = fc_ts_equal(t, list->item.at[i], x);

		if (same == 1)
			return i;
		open |= same < 0;
	}
	return open ? -2 : -1;
}

static struct fc_ts_value *
sorted(struct fc_ts *t, struct fc_ts_value *v)
{
	uint64_t most = t->b->limits.steps;

	/* Short lists of numbers or texts. */
	for (uint32_t i = 1; i < v->item.n && t->steps <= most; i++) {
		struct fc_ts_value *x = v->item.at[i];
		uint32_t k = i;

		while (k && fc_ts_less(t, x, v->item.at[k - 1])) {
			v->item.at[k] = v->item.at[k - 1];
			k--;
		}
		v->item.at[k] = x;
		fc_ts_effort(t, 8 * (i - k));
	}
	return v;
}

/* Not known which element x is set as: each that is another value is not known from here. */
static void
set_any(struct fc_ts *t, struct fc_ts_value *list, const struct fc_ts_value *x)
{
	for (uint32_t i = 0; i < list->item.n; i++) {
		struct fc_ts_value **v = &list->item.at[i];

		if (fc_ts_equal(t, *v, x) == 1)
			continue;
		*v = fc_ts_is_number(x) ? fc_ts_number(t, x->kind, FC_SCALAR_UNKNOWN) : fc_ts_unknown(t);
	}
}

static struct fc_ts_value *
set_item(struct fc_ts *t, struct fc_ts_value *c, struct fc_ts_value *at, struct fc_ts_value *v)
{
	struct fc_ts_value **slot = c->kind == FC_TS_V_DICT ? fc_ts_dict_slot(t, c, at) : NULL;
	int64_t i;

	if (slot) {
		*slot = v;
	} else if (c->kind == FC_TS_V_DICT) {
		fc_ts_push(t, c, at);
		fc_ts_push(t, c, v);
	} else if (!fc_ts_as_int(t, at, &i)) {
		set_any(t, c, v);
	} else {
		i = place(t, c, at);
		if (i >= 0)
			c->item.at[i] = v;
	}
	return c;
}

static struct fc_ts_value *
on_dict(struct fc_ts *t, const char *name, const struct fc_ts_value_list *args)
{
	struct fc_ts_value *d = args->at[0], *v = fc_ts_list(t, FC_TS_V_LIST), **slot;
	bool keys = is(name, "aten::keys"), items = is(name, "aten::items");

	if (keys || items || is(name, "aten::values")) {
		for (uint32_t i = 0; i + 1 < d->item.n; i += 2) {
			struct fc_ts_value *pair = fc_ts_list(t, FC_TS_V_TUPLE);

			fc_ts_push(t, pair, d->item.at[i]);
			fc_ts_push(t, pair, d->item.at[i + 1]);
			fc_ts_push(t, v, items ? pair : d->item.at[i + !keys]);
		}
		return v;
	}
	if (is(name, "aten::update") && args->n == 2) {
		for (uint32_t i = 0; i + 1 < args->at[1]->item.n; i += 2)
			set_item(t, d, args->at[1]->item.at[i], args->at[1]->item.at[i + 1]);
		return fc_ts_none(t);
	}
	if (args->n < 2)
		return NULL;
	slot = fc_ts_dict_slot(t, d, args->at[1]);
	if (is(name, "aten::setdefault") && !slot && args->n > 2)
		set_item(t, d, args->at[1], args->at[2]);
	if (is(name, "aten::get") || is(name, "aten::setdefault") || is(name, "aten::__getitem__"))
		return slot ? *slot : args->n > 2 ? args->at[2] : fc_ts_none(t);
	if (is(name, "aten::__contains__"))
		return fc_ts_bool(t, slot != NULL);
	if (is(name, "aten::Delete") || is(name, "aten::pop")) {
		v = slot ? *slot : args->n > 2 ? args->at[2] : fc_ts_none(t);
		if (slot)
			take_out(t, d, slot - d->item.at - 1, 2);
		return v;
	}
	return NULL;
}

static struct fc_ts_value *
changed(struct fc_ts *t, const char *name, struct fc_ts_value *l, const struct fc_ts_value_list *args)
{
	int64_t i;

	if (is(name, "aten::append") && args->n == 2) {
		fc_ts_push(t, l, args->at[1]);
		l->inexact |= t->unknown > 0;
		return l;
	}
	if ((is(name, "aten::extend") || is(name, "aten::add_")) && args->n == 2 && is_list(args->at[1]))
		return concatenated(t, l, args->at[1]);
	if (is(name, "aten::insert") && args->n == 3)
		return insert(t, l, args->at[1], args->at[2]);
	if (is(name, "aten::pop"))
		return pop(t, l, args->n > 1 ? args->at[1] : NULL);
	if (is(name, "aten::Delete") && args->n == 2)
		return pop(t, l, args->at[1]);
	if (is(name, "aten::remove") && args->n == 2) {
		i = find(t, l, args->at[1]);
		if (i >= 0)
			take_out(t, l, i, 1);
		return fc_ts_none(t);
	}
	if (is(name, "aten::reverse")) {
		fc_ts_effort(t, l->item.n);
		for (uint32_t k = 0; k < l->item.n / 2; k++) {
			struct fc_ts_value *x = l->item.at[k];

			l->item.at[k] = l->item.at[l->item.n - 1 - k];
			l->item.at[l->item.n - 1 - k] = x;
		}
		return fc_ts_none(t);
	}
	if (is(name, "aten::clear")) {
		l->item.n = 0;
		return fc_ts_none(t);
	}
	if (is(name, "aten::sort") && !(l->item.n && l->item.at[0]->kind == FC_TS_V_TENSOR))
		return sorted(t, l), fc_ts_none(t);
	return NULL;
}

/* any, all and sum over a list of numbers. */
static struct fc_ts_value *
summary(struct fc_ts *t, const char *name, const struct fc_ts_value *l)
{
	bool any = is(name, "aten::any"), all = is(name, "aten::all"), open = l->inexact;
	struct fc_scalar sum = fc_scalar_int(t->b->dims, 0);
	enum fc_ts_kind kind = FC_TS_V_INT;

	if (!any && !all && !is(name, "aten::sum"))
		return NULL;
	fc_ts_effort(t, l->item.n);
	for (uint32_t i = 0; i < l->item.n; i++) {
		const struct fc_ts_value *v = l->item.at[i];
		int truth = fc_ts_truth(t, v);

		if (v->kind == FC_TS_V_TENSOR)
			return NULL;
		if ((any && truth == 1) || (all && truth == 0))
			return fc_ts_bool(t, any);
		open |= truth < 0;
		kind = v->kind == FC_TS_V_REAL ? FC_TS_V_REAL : kind;
		sum = fc_scalar_apply(t->b->dims, FC_SCALAR_ADD, sum, v->scalar);
	}
	if (!any && !all)
		return fc_ts_number(t, kind, sum);
	return open ? fc_ts_number(t, FC_TS_V_BOOL, FC_SCALAR_UNKNOWN) : fc_ts_bool(t, all);
}

static struct fc_ts_value *
asked(struct fc_ts *t, const char *name, struct fc_ts_value *l, const struct fc_ts_value_list *args)
{
	int64_t i, n = 0;

	if (is(name, "aten::slice"))
		return fc_ts_sliced(t, args);
	if (is(name, "sorted") || is(name, "aten::sorted"))
		return sorted(t, copy_of(t, l));
	if (is(name, "aten::list") || is(name, "aten::copy"))
		return copy_of(t, l);
	if (args->n != 2)
		return args->n == 1 ? summary(t, name, l) : NULL;
	if (is(name, "aten::add") && is_list(args->at[1]))
		return concatenated(t, copy_of(t, l), args->at[1]);
	if (is(name, "aten::mul") && args->at[1]->kind == FC_TS_V_INT)
		return repeat(t, l, args->at[1]);
	if (is(name, "aten::__contains__")) {
		i = find(t, l, args->at[1]);
		return i == -2 ? fc_ts_number(t, FC_TS_V_BOOL, FC_SCALAR_UNKNOWN) : fc_ts_bool(t, i >= 0);
	}
	if (is(name, "aten::index")) {
		i = args->at[1]->kind == FC_TS_V_LIST ? -3 : find(t, l, args->at[1]);
		return i == -3 ? NULL : i >= 0 ? fc_ts_int(t, i) : fc_ts_dim(t, FC_DIM_NAN);
	}
	if (is(name, "aten::count")) {
		fc_ts_effort(t, l->item.n);
		for (uint32_t k = 0; k < l->item.n; k++)
			n += fc_ts_equal(t, l->item.at[k], args->at[1]) == 1;
		return fc_ts_int(t, n);
	}
	return NULL;
}

/* dict(), dict(d), dict([(key, value), ...]) */
static struct fc_ts_value *
dict_of(struct fc_ts *t, const struct fc_ts_value *from)
{
	struct fc_ts_value *d = fc_ts_list(t, FC_TS_V_DICT);

	if (from && from->kind == FC_TS_V_DICT)
		return copy_of(t, from);
	for (uint32_t i = 0; from && is_list(from) && i < from->item.n; i++) {
		const struct fc_ts_value *pair = from->item.at[i];

		if (pair->kind == FC_TS_V_TUPLE && pair->item.n == 2)
			set_item(t, d, pair->item.at[0], pair->item.at[1]);
	}
	return d;
}

struct fc_ts_value *
fc_ts_container(struct fc_ts *t, const char *name, const struct fc_ts_value_list *args,
                const struct fc_ts_expr *e)
{
	struct fc_ts_value *l = args->n ? args->at[0] : NULL, *v;

	(void)e;
	if (is(name, "aten::dict"))
		return dict_of(t, l);
	if (!l || (!is_list(l) && l->kind != FC_TS_V_DICT))
		return NULL;
	if (is(name, "aten::len")) {
		uint32_t n = l->kind == FC_TS_V_DICT ? l->item.n / 2 : l->item.n;

		return l->inexact ? fc_ts_dim(t, FC_DIM_NAN) : fc_ts_int(t, n);
	}
	if (is(name, "aten::_set_item") && args->n == 3)
		return set_item(t, l, args->at[1], args->at[2]);
	if (is(name, "aten::copy"))
		return copy_of(t, l);
	if (is(name, "aten::clear") && l->kind == FC_TS_V_DICT) {
		l->item.n = 0;
		return fc_ts_none(t);
	}
	if (l->kind == FC_TS_V_DICT)
		return on_dict(t, name, args);
	v = changed(t, name, l, args);
	return v ? v : asked(t, name, l, args);
}
