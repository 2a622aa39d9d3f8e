/* eval_unknown.c -- branches on data and loops whose turns are not run: bodies of nodes */
#include <string.h>

#include "base/intern.h"
#include "front/ts/eval.h"

/* A node of canonical operator op that owns bodies; its results are what the bodies set. */
static struct fc_node *
owner(struct fc_ts *t, const char *op, const struct fc_ts_stmt *s, unsigned bodies)
{
	struct fc_draft d = { .b = t->b,
		              .name = fc_intern_text(t->b->names, ""),
		              .op = op,
		              .op_name = fc_intern_text(t->b->names, op),
		              .domain = fc_intern_text(t->b->names, "prim"),
		              .line = s->at.line,
		              .column = s->at.column };
	struct fc_node *n = fc_draft_node(&d);

	if (!n)
		return NULL;
	n->body = FC_NEW_N(t->b->arena, struct fc_graph *, bodies);
	n->n_body = (uint16_t)bodies;
	return n;
}

/* Run block inside body i of n, and take back every name it set; what they were set to is in *after. */
struct outcome {
	struct fc_ts_journal changes;
	struct fc_ts_value_list after;
	struct fc_ts_value *result;
	bool returned, raised;
};

static bool
run_body(struct fc_ts *t, struct fc_node *n, unsigned i, const struct fc_ts_block *block, struct outcome *o)
{
	struct fc_ts_journal *outer = t->journal;
	struct fc_ts_frame *outer_frame = t->journal_frame;
	struct fc_graph *g = fc_builder_body(t->b, "");

	if (!fc_builder_open(t->b, n, i, g)) {
		t->stopped = true;
		return false;
	}
	t->journal = &o->changes;
	t->journal_frame = t->frame;
	t->unknown++;
	if (block)
		fc_ts_run(t, block);
	t->unknown--;
	t->journal = outer;
	t->journal_frame = outer_frame;
	o->result = t->frame->result;
	o->returned = t->frame->returned;
	o->raised = t->raised;
	t->frame->returned = t->raised = false;
	for (uint32_t k = 0; k < o->changes.n; k++)
		FC_VEC_PUSH(t->b->arena, &o->after,
		            fc_table_find(o->changes.at[k].frame->local, o->changes.at[k].name));
	for (uint32_t k = o->changes.n; k-- > 0;) {
		struct fc_ts_change *c = &o->changes.at[k];

		fc_table_set(c->frame->local, c->name, c->before ? c->before : fc_ts_unknown(t));
	}
	fc_builder_close(t->b);
	return true;
}

static struct fc_ts_value *
value_of(const struct outcome *o, const struct fc_ts_change *c)
{
	for (uint32_t i = 0; i < o->changes.n; i++) {
		if (o->changes.at[i].name == c->name && o->changes.at[i].frame == c->frame)
			return o->after.at[i];
	}
	return fc_table_find(c->frame->local, c->name);
}

/* The result of n that is a on one way and b on the other. */
static struct fc_ts_value *
joined_tensor(struct fc_ts *t, struct fc_node *n, struct fc_value *a, struct fc_value *b)
{
	struct fc_value *v = fc_builder_value(t->b, fc_intern_text(t->b->names, ""));
	struct fc_dim dim[FC_LIMIT_RANK];

	v->producer = n;
	v->type = a->type;
	FC_VEC_PUSH(t->b->arena, &n->body[0]->outputs, a);
	if (n->n_body > 1)
		FC_VEC_PUSH(t->b->arena, &n->body[1]->outputs, b);
	if (a->type.dtype != b->type.dtype)
		v->type.dtype = FC_DTYPE_UNKNOWN;
	if (a->type.shape.rank != b->type.shape.rank || a->type.shape.rank < 0) {
		v->type.shape = FC_SHAPE_UNKNOWN;
		return fc_ts_tensor(t, v);
	}
	for (int i = 0; i < a->type.shape.rank; i++) {
		dim[i] = a->type.shape.dim[i];
		if (!fc_dim_eq(dim[i], b->type.shape.dim[i]))
			dim[i] = fc_dim_unknown(t->b->dims, "size",
			                        fc_dim_max(t->b->dims, dim[i], b->type.shape.dim[i]),
			                        "a branch on data");
	}
	v->type.shape = fc_shape_make(t->b->dims, dim, a->type.shape.rank);
	return fc_ts_tensor(t, v);
}

struct result_list FC_VEC(struct fc_value *);

static struct fc_ts_value *
join(struct fc_ts *t, struct fc_node *n, struct result_list *out, struct fc_ts_value *a,
     struct fc_ts_value *b)
{
	struct fc_ts_value *v;

	if (!a || !b || a == b)
		return a ? a : b;
	if (a->kind == FC_TS_V_UNKNOWN || b->kind == FC_TS_V_UNKNOWN)
		return a->kind == FC_TS_V_UNKNOWN ? b : a;
	if (a->kind == FC_TS_V_NONE || b->kind == FC_TS_V_NONE)
		return a->kind == FC_TS_V_NONE ? b : a;
	if (a->kind == FC_TS_V_TENSOR && b->kind == FC_TS_V_TENSOR) {
		if (a->tensor == b->tensor)
			return a;
		v = joined_tensor(t, n, a->tensor, b->tensor);
		FC_VEC_PUSH(t->b->arena, out, v->tensor);
		return v;
	}
	if (fc_ts_is_number(a) && fc_ts_is_number(b))
		return fc_ts_equal(t, a, b) == 1 ? a : fc_ts_number(t, a->kind, FC_SCALAR_UNKNOWN);
	if (a->kind != b->kind || (a->kind != FC_TS_V_LIST && a->kind != FC_TS_V_TUPLE))
		return fc_ts_equal(t, a, b) == 1 ? a : fc_ts_unknown(t);
	if (!fc_ts_enter(t))
		return fc_ts_unknown(t);
	v = fc_ts_list(t, a->kind);
	v->inexact = a->inexact || b->inexact || a->item.n != b->item.n;
	for (uint32_t i = 0; i < a->item.n && i < b->item.n; i++)
		fc_ts_push(t, v, join(t, n, out, a->item.at[i], b->item.at[i]));
	for (uint32_t i = v->item.n; i < a->item.n || i < b->item.n; i++)
		fc_ts_push(t, v, i < a->item.n ? a->item.at[i] : b->item.at[i]);
	fc_ts_leave(t);
	return v;
}

static void
finish(struct fc_ts *t, struct fc_node *n, const struct result_list *out)
{
	n->out = out->n ? out->at : NULL;
	n->n_out = (uint16_t)(out->n < UINT16_MAX ? out->n : UINT16_MAX);
	if (!fc_builder_add(t->b, n))
		t->stopped = true;
}

static bool
is_repeated(const struct fc_ts_journal *joined, const struct fc_ts_change *c)
{
	for (uint32_t i = 0; i < joined->n; i++) {
		if (joined->at[i].name == c->name && joined->at[i].frame == c->frame)
			return true;
	}
	return false;
}

/* What each name that one side set is afterwards, on both ways; set only when all are known. */
static void
collect(struct fc_ts *t, struct fc_node *n, struct result_list *out, const struct outcome *sides[2],
        const struct outcome *of, struct fc_ts_journal *joined)
{
	for (uint32_t i = 0; i < of->changes.n; i++) {
		struct fc_ts_change c = of->changes.at[i];

		if (is_repeated(joined, &c))
			continue;
		c.before = join(t, n, out, sides[0]->raised ? NULL : value_of(sides[0], &c),
		                sides[1]->raised ? NULL : value_of(sides[1], &c));
		FC_VEC_PUSH(t->b->arena, joined, c);
	}
}

static void
apply(struct fc_ts *t, const struct fc_ts_journal *joined)
{
	for (uint32_t i = 0; i < joined->n; i++) {
		if (joined->at[i].before)
			fc_ts_set(t, joined->at[i].name, joined->at[i].before);
	}
}

void
fc_ts_branch(struct fc_ts *t, const struct fc_ts_stmt *s)
{
	struct fc_node *n = owner(t, "Branch", s, 2);
	struct outcome yes = { .raised = false }, no = { .raised = false };
	const struct outcome *sides[2] = { &yes, &no };
	struct result_list out = { 0 };
	struct fc_ts_journal joined = { 0 };

	if (!n || !run_body(t, n, 0, s->body, &yes) || !run_body(t, n, 1, s->orelse, &no) || t->stopped) {
		t->stopped = true;
		return;
	}
	if (yes.raised || no.raised) /* the way that goes on counts */
		n->chosen = yes.raised ? 2 : 1;
	collect(t, n, &out, sides, &yes, &joined);
	collect(t, n, &out, sides, &no, &joined);
	apply(t, &joined);
	if (yes.returned && no.returned) {
		t->frame->result = join(t, n, &out, yes.result, no.result);
		t->frame->returned = true;
	}
	finish(t, n, &out);
}

void
fc_ts_repeat(struct fc_ts *t, const struct fc_ts_stmt *s, struct fc_dim trips)
{
	struct fc_node *n = owner(t, "Repeat", s, 1);
	struct outcome once = { .raised = false };
	struct result_list out = { 0 };
	struct fc_ts_journal joined = { 0 };

	if (!n)
		return;
	if (fc_dim_is_nan(trips))
		trips = fc_dim_unknown(t->b->dims, "trips", FC_DIM_NAN, "a loop on data");
	if (s->n_target && s->kind == FC_TS_FOR)
		fc_ts_set(t, s->target[0], fc_ts_dim(t, fc_dim_unknown(t->b->dims, "iteration",
		          fc_dim_addi(t->b->dims, trips, -1), "the number of a turn")));
	if (!run_body(t, n, 0, s->body, &once) || t->stopped) {
		t->stopped = true;
		return;
	}
	fc_node_runs(n, trips, FC_DIM_NAN);
	for (uint32_t i = 0; i < once.changes.n; i++) {
		struct fc_ts_change c = once.changes.at[i];
		struct fc_ts_value *v = value_of(&once, &c);

		if (is_repeated(&joined, &c))
			continue;
		c.before = join(t, n, &out, v, c.before ? c.before : v);
		FC_VEC_PUSH(t->b->arena, &joined, c);
	}
	apply(t, &joined);
	finish(t, n, &out);
}
