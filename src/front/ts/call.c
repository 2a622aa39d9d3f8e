/* call.c -- what adapters ask of a call, and how it becomes nodes */
#include <string.h>

#include "base/intern.h"
#include "front/ts/eval.h"
#include "front/ts/fold.h"
#include "ops/registry.h"

struct fc_ts_value *
fc_ts_arg(const struct fc_ts_call *c, const char *name)
{
	for (unsigned i = 0; i < c->n; i++) {
		if (strcmp(c->name[i], name) == 0)
			return c->arg[i];
	}
	return NULL;
}

bool
fc_ts_arg_is_none(const struct fc_ts_call *c, const char *name)
{
	const struct fc_ts_value *v = fc_ts_arg(c, name);

	return !v || v->kind == FC_TS_V_NONE;
}

struct fc_value *
fc_ts_arg_tensor(const struct fc_ts_call *c, const char *name)
{
	return fc_ts_as_tensor(c->ts, fc_ts_arg(c, name));
}

int64_t
fc_ts_arg_int(const struct fc_ts_call *c, const char *name, int64_t otherwise)
{
	const struct fc_ts_value *v = fc_ts_arg(c, name);
	int64_t i;

	if (v && v->kind == FC_TS_V_TENSOR && fc_value_int(v->tensor, &i))
		return i;
	return fc_ts_as_int(c->ts, v, &i) ? i : otherwise;
}

bool
fc_ts_arg_bool(const struct fc_ts_call *c, const char *name, bool otherwise)
{
	return fc_ts_arg_int(c, name, otherwise) != 0;
}

double
fc_ts_arg_real(const struct fc_ts_call *c, const char *name, double otherwise)
{
	const struct fc_ts_value *v = fc_ts_arg(c, name);
	double d;

	return v && fc_ts_is_number(v) && fc_scalar_as_real(v->scalar, &d) ? d : otherwise;
}

const char *
fc_ts_arg_text(const struct fc_ts_call *c, const char *name, const char *otherwise)
{
	const struct fc_ts_value *v = fc_ts_arg(c, name);

	return v && v->kind == FC_TS_V_TEXT ? v->text : otherwise;
}

enum fc_dtype
fc_ts_arg_dtype(const struct fc_ts_call *c, const char *name)
{
	int64_t code = fc_ts_arg_int(c, name, -1);

	return code < 0 ? FC_DTYPE_UNKNOWN : fc_ts_dtype(code);
}

int
fc_ts_arg_dims(const struct fc_ts_call *c, const char *name, unsigned want, struct fc_dim *out, unsigned room)
{
	const struct fc_ts_value *v = fc_ts_arg(c, name);
	unsigned n;

	if (!v || v->kind == FC_TS_V_NONE || v->inexact)
		return -1;
	if (v->kind != FC_TS_V_LIST && v->kind != FC_TS_V_TUPLE) {
		struct fc_dim d = fc_ts_as_dim(c->ts, v);

		if (!fc_ts_is_number(v) && v->kind != FC_TS_V_TENSOR)
			return -1;
		n = want ? want : 1;
		for (unsigned i = 0; i < n && i < room; i++)
			out[i] = d;
		return n <= room ? (int)n : -1;
	}
	n = v->item.n;
	if (want && n == 1 && want <= room) { /* [2] stands for [2, 2] */
		for (unsigned i = 0; i < want; i++)
			out[i] = fc_ts_as_dim(c->ts, v->item.at[0]);
		return (int)want;
	}
	if (n > room)
		return -1;
	for (unsigned i = 0; i < n; i++)
		out[i] = fc_ts_as_dim(c->ts, v->item.at[i]);
	return (int)n;
}

/* --- nodes ------------------------------------------------------------------------ */

struct fc_draft
fc_ts_draft(struct fc_ts_call *c, const char *op)
{
	struct fc_ts *t = c->ts;
	struct fc_draft d = { .b = t->b, .op = op, .domain = fc_intern_text(t->b->names, "ai.onnx"),
	                      .line = t->at.line, .column = t->at.column };
	const char *colon = strstr(c->row->name, "::");

	d.op_name = fc_intern_text(t->b->names, op);
	if (strstr(op, "::")) { /* a user's operator */
		d.domain = fc_intern(t->b->names, c->row->name, (size_t)(colon - c->row->name));
		d.op_name = fc_intern_text(t->b->names, colon + 2);
	}
	d.name = fc_intern_text(t->b->names, colon ? colon + 2 : c->row->name);
	return d;
}

void
fc_ts_draft_in(struct fc_draft *d, struct fc_value *v)
{
	FC_VEC_PUSH(d->b->arena, &d->in, v);
}

struct fc_value *
fc_ts_draft_out(struct fc_draft *d)
{
	struct fc_value *v = fc_builder_value(d->b, fc_intern_text(d->b->names, ""));

	FC_VEC_PUSH(d->b->arena, &d->out, v);
	return v;
}

/* "conv2d", "conv2d_1" ...: a name per module, so that a row can be asked for. */
static const char *
row_name(struct fc_ts *t, const struct fc_draft *d)
{
	struct fc_str s = FC_STR(t->b->arena);
	const char *key;
	size_t *count;

	fc_str_printf(&s, "%s%s%s", t->b->scope->path, *t->b->scope->path ? "/" : "", d->name);
	key = fc_intern(t->b->names, s.data, s.size);
	count = fc_table_find(t->named, key);
	if (!count) {
		count = FC_NEW(t->b->arena, size_t);
		fc_table_set(t->named, key, count);
		return key;
	}
	fc_str_printf(&s, "_%zu", ++*count);
	return fc_intern(t->b->names, s.data, s.size);
}

bool
fc_ts_draft_done(struct fc_ts_call *c, struct fc_draft *d)
{
	struct fc_ts *t = c->ts;
	struct fc_node *n = fc_draft_node(d);

	if (!n)
		return false;
	if (!fc_ts_fold(t, n)) {
		n->name = row_name(t, d);
		for (uint32_t i = 0; i < d->out.n; i++) {
			if (d->out.at[i] && !*d->out.at[i]->name)
				d->out.at[i]->name = n->name;
		}
		if (!fc_builder_add(t->b, n))
			return false;
	}
	if (!c->result && d->out.n)
		c->result = fc_ts_tensor(t, d->out.at[0]);
	return true;
}

struct fc_value *
fc_ts_node(struct fc_ts_call *c, const char *op, struct fc_value *a, struct fc_value *b)
{
	struct fc_draft d = fc_ts_draft(c, op);
	struct fc_ts_value *keep = c->result;
	struct fc_value *v;

	if (a || b)
		fc_ts_draft_in(&d, a);
	if (b)
		fc_ts_draft_in(&d, b);
	v = fc_ts_draft_out(&d);
	if (!fc_ts_draft_done(c, &d))
		return NULL;
	c->result = keep;
	return v;
}

/* --- the row's own map ---------------------------------------------------------------- */

/* Lists of tensors fill a variadic operand; ints become a followed constant. */
static void
operand(struct fc_ts_call *c, struct fc_draft *d, unsigned at, struct fc_ts_value *v)
{
	struct fc_dim dim[FC_LIMIT_RANK * 2];
	bool tensors = v->kind == FC_TS_V_LIST && v->item.n && v->item.at[0]->kind == FC_TS_V_TENSOR;
	unsigned n = 0;

	for (uint32_t i = 0; tensors && i < v->item.n; i++)
		fc_draft_set_in(d, at + i, fc_ts_as_tensor(c->ts, v->item.at[i]));
	if (tensors || v->kind == FC_TS_V_NONE)
		return;
	if (v->kind != FC_TS_V_LIST && v->kind != FC_TS_V_TUPLE) {
		fc_draft_set_in(d, at, fc_ts_as_tensor(c->ts, v));
		return;
	}
	while (n < v->item.n && n < FC_LIMIT_RANK * 2) {
		dim[n] = fc_ts_as_dim(c->ts, v->item.at[n]);
		n++;
	}
	fc_draft_set_in(d, at, fc_builder_ints(c->ts->b, dim, n, false));
}

static void
attribute(struct fc_ts_call *c, struct fc_draft *d, const char *target, const struct fc_ts_value *v,
          bool dtype)
{
	struct fc_dim dim[FC_LIMIT_RANK * 2];
	int64_t i;
	double r;
	unsigned n = 0;

	if (v->kind == FC_TS_V_TEXT)
		fc_draft_set_text(d, target, v->text);
	else if (dtype && fc_ts_as_int(c->ts, v, &i))
		fc_draft_set_text(
		    d, target, fc_dtype_name(fc_ts_dtype(i)) ? fc_dtype_name(fc_ts_dtype(i)) : "undefined");
	else if (v->kind == FC_TS_V_REAL && fc_scalar_as_real(v->scalar, &r))
		fc_draft_set_real(d, target, r);
	else if (fc_ts_as_int(c->ts, v, &i))
		fc_draft_set_int(d, target, i);
	if (v->kind != FC_TS_V_LIST && v->kind != FC_TS_V_TUPLE)
		return;
	while (n < v->item.n && n < FC_LIMIT_RANK * 2) {
		dim[n] = fc_ts_as_dim(c->ts, v->item.at[n]);
		n++;
	}
	fc_draft_set_ints(d, target, dim, n);
}

static void
one_mapping(struct fc_ts_call *c, struct fc_draft *d, const char *s, size_t n)
{
	const char *eq = memchr(s, '=', n), *target, *from;
	const struct fc_op *op = fc_registry_find(c->ts->b->registry, c->row->op);
	struct fc_ts_value *v;
	int64_t i;
	int at;

	if (eq[-1] == ':') {
		fc_num_parse(eq + 1, n - (size_t)(eq + 1 - s), &i);
		fc_draft_set_int(d, fc_intern(c->ts->b->names, s, (size_t)(eq - s - 1)), i);
		return;
	}
	target = fc_intern(c->ts->b->names, s, (size_t)(eq - s));
	from = fc_intern(c->ts->b->names, eq + 1, n - (size_t)(eq + 1 - s));
	v = fc_ts_arg(c, from);
	if (!v || v->kind == FC_TS_V_NONE)
		return;
	at = op ? fc_registry_operand(op, target) : -1;
	if (at >= 0)
		operand(c, d, (unsigned)at, v);
	else
		attribute(c, d, target, v, strcmp(from, "dtype") == 0);
}

static void
in_order(struct fc_ts_call *c, struct fc_draft *d)
{
	for (unsigned i = 0; i < c->n; i++) {
		struct fc_ts_value *v = c->arg[i];

		if (v &&
		    (v->kind == FC_TS_V_TENSOR || (d->in.n && d->in.n < 2 && fc_ts_is_number(v) && i == 1)))
			fc_ts_draft_in(d, fc_ts_as_tensor(c->ts, v));
		for (uint32_t k = 0; v && v->kind == FC_TS_V_LIST && k < v->item.n; k++) {
			if (v->item.at[k]->kind == FC_TS_V_TENSOR)
				fc_ts_draft_in(d, v->item.at[k]->tensor);
		}
	}
}

bool
fc_ts_plain(struct fc_ts_call *c)
{
	struct fc_draft d = fc_ts_draft(c, c->row->op);
	unsigned results = c->row->results ? c->row->results : 1;
	size_t n = strlen(c->row->name);

	if (c->row->map) {
		for (const char *s = c->row->map; *s; s += strspn(s, " ")) {
			size_t k = strcspn(s, " ");

			one_mapping(c, &d, s, k);
			s += k;
		}
	} else {
		in_order(c, &d);
	}
	for (unsigned i = 0; i < results; i++)
		fc_ts_draft_out(&d);
	if (!fc_ts_draft_done(c, &d))
		return false;
	if (results > 1) {
		c->result = fc_ts_list(c->ts, FC_TS_V_TUPLE);
		for (unsigned i = 0; i < results; i++)
			fc_ts_push(c->ts, c->result, fc_ts_tensor(c->ts, d.out.at[i]));
	}
	if (c->row->name[n - 1] == '_')
		fc_ts_in_place(c, d.out.at[0]);
	return true;
}

/* The storage that writing v into old goes to; a stored tensor's is the file's, and no activation. */
static void
take_place(struct fc_ts_value *of, struct fc_value *v)
{
	struct fc_value *old = of->tensor;

	v->base = old->stored ? NULL : old->base ? old->base : old;
	of->tensor = v;
}

/* Writing into a view writes into what it is a view of, whose content is not followed from here. */
static void
write_through(struct fc_ts_call *c, struct fc_ts_value *of, struct fc_value *v)
{
	struct fc_value *whole;

	for (; of->of; of = of->of)
		of->tensor->known = NULL;
	whole = fc_ts_node(c, "Update", of->tensor, v);
	if (whole)
		take_place(of, whole);
}

/* The first argument, where it is a tensor, now is what was written: every name for it sees the new value. */
void
fc_ts_in_place(struct fc_ts_call *c, struct fc_value *v)
{
	if (c->arg[0]->kind != FC_TS_V_TENSOR) {
		c->result = fc_ts_tensor(c->ts, v);
		return;
	}
	if (v->producer)
		v->producer->flags |= FC_NODE_IN_PLACE;
	take_place(c->arg[0], v);
	if (c->arg[0]->of)
		write_through(c, c->arg[0]->of, v);
	c->result = c->arg[0];
}
