/* bytecode_op.c -- instructions of the lite interpreter that move, make and compute values */
#include <string.h>

#include "base/intern.h"
#include "front/ts/bytecode_priv.h"

enum { REGISTERS = 1 << 20 };

struct fc_ts_value *
fc_ts_machine_fault(struct fc_ts_machine *m, const char *what)
{
	return fc_ts_fault(m->t, NULL, FC_E_CODE, "instruction %u: %s", m->at, what);
}

void
fc_ts_machine_push(struct fc_ts_machine *m, struct fc_ts_value *v)
{
	FC_VEC_PUSH(m->t->b->arena, &m->stack, v);
}

struct fc_ts_value *
fc_ts_machine_pop(struct fc_ts_machine *m)
{
	return m->stack.n ? m->stack.at[--m->stack.n] : fc_ts_machine_fault(m, "the stack is empty");
}

struct fc_ts_value_list
fc_ts_machine_take(struct fc_ts_machine *m, int64_t n)
{
	struct fc_ts_value_list args = { 0 };

	if (n < 0 || n > (int64_t)m->stack.n) {
		fc_ts_machine_fault(m, "the stack is empty");
		return args;
	}
	for (int64_t i = 0; i < n; i++)
		FC_VEC_PUSH(m->t->b->arena, &args, m->stack.at[m->stack.n - (uint32_t)(n - i)]);
	m->stack.n -= (uint32_t)n;
	return args;
}

static struct fc_ts_value **
reg(struct fc_ts_machine *m, int64_t i)
{
	if (i < 1 || i >= REGISTERS) {
		fc_ts_machine_fault(m, "no such register");
		return NULL;
	}
	while (m->reg.n <= (uint64_t)i)
		FC_VEC_PUSH(m->t->b->arena, &m->reg, NULL);
	return &m->reg.at[i];
}

/* --- operators --------------------------------------------------------------------------- */

/* Their schemas return nothing, where code text may use the name of the receiver. */
static bool
gives_nothing(const char *name, const struct fc_ts_value_list *args)
{
	static const char *const names[] = { "aten::Delete", "aten::clear", "aten::extend", "aten::insert",
		                             "aten::remove", "aten::reverse", "aten::set_grad_enabled",
		                             "aten::update", "prim::Print" };
	enum fc_ts_kind kind = args->n ? args->at[0]->kind : FC_TS_V_NONE;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return (strcmp(name, "aten::sort") == 0 && kind == FC_TS_V_LIST) ||
	       (strcmp(name, "aten::_set_item") == 0 && kind == FC_TS_V_DICT);
}

static struct fc_ts_value *
apply(struct fc_ts_machine *m, const char *name, struct fc_ts_value_list *args)
{
	struct fc_ts_expr *e = FC_NEW(m->t->b->arena, struct fc_ts_expr);

	*e = (struct fc_ts_expr){ .kind = FC_TS_OP, .text = fc_intern_text(m->t->b->names, name),
		                  .n = args->n, .flat = true };
	return fc_ts_apply(m->t, e, args);
}

static void
push_all(struct fc_ts_machine *m, const struct fc_ts_value *v)
{
	for (uint32_t i = 0; i < v->item.n; i++)
		fc_ts_machine_push(m, v->item.at[i]);
}

/* What code text writes as a, b = x and x[i]. */
static bool
unpacked(struct fc_ts_machine *m, const char *name, const struct fc_ts_value_list *args)
{
	struct fc_ts_expr at = { .kind = FC_TS_NONE };

	if (strcmp(name, "prim::TupleUnpack") == 0 && args->n == 1)
		push_all(m, args->at[0]);
	else if (strcmp(name, "aten::__getitem__") == 0 && args->n == 2)
		fc_ts_machine_push(m, fc_ts_subscript(m->t, args->at[0], args->at[1], &at));
	else
		return false;
	return true;
}

/* ("aten::conv2d", overload, arguments given); OPN says how many itself. */
static void
operate(struct fc_ts_machine *m, bool counted)
{
	const struct fc_pickle *p = m->op && m->x >= 0 && m->x < (int64_t)m->op->n ? m->op->item[m->x] : NULL;
	struct fc_ts_value_list args;
	struct fc_ts_value *v;
	const char *name;

	if (!p || p->kind != FC_PICKLE_TUPLE || !p->n || p->item[0]->kind != FC_PICKLE_TEXT ||
	    (!counted && (p->n < 3 || p->item[2]->kind != FC_PICKLE_INT))) {
		fc_ts_machine_fault(m, "the operator is not listed with its number of arguments");
		return;
	}
	name = p->item[0]->text;
	args = fc_ts_machine_take(m, counted ? m->n : p->item[2]->integer);
	if (m->t->stopped)
		return;
	if (unpacked(m, name, &args))
		return;
	v = apply(m, name, &args);
	if (gives_nothing(name, &args))
		return;
	if (v->kind == FC_TS_V_TUPLE && fc_ts_bind_find(m->t, fc_intern_text(m->t->b->names, name)))
		push_all(m, v); /* several results */
	else
		fc_ts_machine_push(m, v);
}

/* Instructions that stand for an operator, and how many arguments it takes. */
static bool
shorthand(struct fc_ts_machine *m, const char *name)
{
	static const struct {
		const char *name, *op;
		unsigned n;
	} rows[] = {
		{ "DEVICE", "prim::device", 1 },   { "DIM", "aten::dim", 1 },
		{ "DTYPE", "prim::dtype", 1 },     { "FORMAT", "aten::format", 0 },
		{ "IS_CUDA", "prim::is_cuda", 1 }, { "NUM_TO_TENSOR", "prim::NumToTensor", 1 },
		{ "RAISE_EXCEPTION", "prim::RaiseException", 2 }, { "WAIT", "aten::wait", 1 },
		{ "__ISNOT__", "aten::__isnot__", 2 }, { "__IS__", "aten::__is__", 2 },
		{ "__NOT__", "aten::__not__", 1 },
	};
	struct fc_ts_value_list args;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (strcmp(rows[i].name, name) != 0)
			continue;
		args = fc_ts_machine_take(m, rows[i].n ? rows[i].n : m->x);
		if (!m->t->stopped)
			fc_ts_machine_push(m, apply(m, rows[i].op, &args));
		return true;
	}
	return false;
}

/* --- values ------------------------------------------------------------------------------- */

static void
collect(struct fc_ts_machine *m, enum fc_ts_kind kind, int64_t n)
{
	struct fc_ts_value *v = fc_ts_list(m->t, kind);
	struct fc_ts_value_list args = fc_ts_machine_take(m, n);

	for (uint32_t i = 0; i < args.n; i++)
		fc_ts_push(m->t, v, args.at[i]);
	fc_ts_machine_push(m, v);
}

static void
get_attribute(struct fc_ts_machine *m)
{
	const struct fc_ts_value *object = fc_ts_machine_pop(m);

	if (m->x >= 0 && m->x < (int64_t)object->item.n)
		fc_ts_machine_push(m, object->item.at[m->x]);
	else
		fc_ts_machine_fault(m, "the object has no such attribute");
}

static void
set_attribute(struct fc_ts_machine *m)
{
	struct fc_ts_value *v = fc_ts_machine_pop(m), *object = fc_ts_machine_pop(m);

	if (m->x >= 0 && m->x < (int64_t)object->item.n)
		object->item.at[m->x] = v;
	else
		fc_ts_machine_fault(m, "the object has no such attribute");
}

static void
load_constant(struct fc_ts_machine *m)
{
	if (m->constant && m->x >= 0 && m->x < (int64_t)m->constant->n)
		fc_ts_machine_push(m, fc_ts_constant_value(m->t, m->constant->item[m->x]));
	else
		fc_ts_machine_fault(m, "no such constant");
}

static void
store_many(struct fc_ts_machine *m)
{
	for (int64_t i = m->n; i-- > 0 && !m->t->stopped;) {
		struct fc_ts_value *v = fc_ts_machine_pop(m), **r = reg(m, m->x + i);

		if (r)
			*r = v;
	}
}

static void
store_one(struct fc_ts_machine *m)
{
	m->n = 1;
	store_many(m);
}

static void
load_register(struct fc_ts_machine *m)
{
	struct fc_ts_value **r = reg(m, m->x);

	if (r && *r)
		fc_ts_machine_push(m, *r);
	else
		fc_ts_machine_fault(m, "a register is read that is not set");
}

static void
call_method(struct fc_ts_machine *m)
{
	struct fc_ts_value_list args = fc_ts_machine_take(m, m->n), rest = { 0 };
	const char *name = m->constant && m->x >= 0 && m->x < (int64_t)m->constant->n
	                       ? m->constant->item[m->x]->text : NULL;
	const struct fc_ts_func *f = name && args.n ? fc_ts_method(args.at[0]->klass, name) : NULL;

	if (!f) {
		fc_ts_machine_fault(m, "the method called is not in the archive");
		return;
	}
	for (uint32_t i = 1; i < args.n; i++)
		FC_VEC_PUSH(m->t->b->arena, &rest, args.at[i]);
	fc_ts_machine_push(m, fc_ts_call(m->t, f, args.at[0], &rest, NULL));
}

/* Each pops what it takes and pushes what it gives. */
static bool
move_value(struct fc_ts_machine *m, const char *name)
{
	static const struct {
		const char *name;
		void (*run)(struct fc_ts_machine *m);
	} rows[] = {
		{ "GET_ATTR", get_attribute }, { "INTERFACE_CALL", call_method },
		{ "LOAD", load_register },     { "LOADC", load_constant },
		{ "MOVE", load_register },     { "SET_ATTR", set_attribute },
		{ "STORE", store_one },        { "STOREN", store_many },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (strcmp(rows[i].name, name) == 0) {
			rows[i].run(m);
			return true;
		}
	}
	return false;
}

static bool
make_value(struct fc_ts_machine *m, const char *name)
{
	struct fc_ts_expr at = { .kind = FC_TS_NONE };
	struct fc_ts_value *v;

	if (strcmp(name, "LIST_CONSTRUCT") == 0) {
		collect(m, FC_TS_V_LIST, m->n);
	} else if (strcmp(name, "TUPLE_CONSTRUCT") == 0) {
		collect(m, FC_TS_V_TUPLE, m->x);
	} else if (strcmp(name, "NAMED_TUPLE_CONSTRUCT") == 0) {
		collect(m, FC_TS_V_TUPLE, m->n);
	} else if (strcmp(name, "DICT_CONSTRUCT") == 0) {
		collect(m, FC_TS_V_DICT, m->n);
	} else if (strcmp(name, "LIST_UNPACK") == 0) {
		push_all(m, fc_ts_machine_pop(m));
	} else if (strcmp(name, "TUPLE_INDEX") == 0 || strcmp(name, "DICT_INDEX") == 0) {
		v = fc_ts_machine_pop(m);
		fc_ts_machine_push(m, fc_ts_subscript(m->t, fc_ts_machine_pop(m), v, &at));
	} else if (strcmp(name, "TO_LIST") == 0) {
		fc_ts_machine_pop(m);
		fc_ts_machine_pop(m);
		fc_ts_machine_push(m, fc_ts_to_list(m->t, fc_ts_machine_pop(m)));
	} else if (strcmp(name, "UN_INITIALIZED") == 0) {
		fc_ts_machine_push(m, fc_ts_unknown(m->t));
	} else {
		return false;
	}
	return true;
}

static bool
drop(struct fc_ts_machine *m, const char *name)
{
	if (strcmp(name, "DROP") == 0)
		fc_ts_machine_pop(m);
	else if (strcmp(name, "WARN") == 0)
		fc_ts_machine_take(m, 2);
	else
		return strcmp(name, "DROPR") == 0;
	return true;
}

bool
fc_ts_machine_do(struct fc_ts_machine *m, const char *name)
{
	if (strcmp(name, "OP") == 0 || strcmp(name, "OPN") == 0) {
		operate(m, name[2] == 'N');
		return true;
	}
	return move_value(m, name) || make_value(m, name) || shorthand(m, name) || drop(m, name);
}
