/* build.c -- graph to result; with build_row.c the only place that knows both */
#include <string.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/out.h"
#include "base/str.h"
#include "base/table.h"
#include "ir/builder.h"
#include "result/build.h"
#include "result/policy.h"
#include "result/texts.h"

static const uint32_t UNMARKED = UINT32_MAX;

_Static_assert((int)FC_ROW_COMPLETE == (int)FC_NODE_COMPLETE, "status");
_Static_assert((int)FC_ROW_ALTERNATIVE == (int)FC_NODE_ALTERNATIVE, "status");
_Static_assert((int)FC_TENSOR_TENSOR == (int)FC_KIND_TENSOR, "kind");
_Static_assert((int)FC_TENSOR_OPAQUE == (int)FC_KIND_OPAQUE, "kind");

/* --- walking ------------------------------------------------------------------ */

typedef void (*visit_fn)(struct fc_build *w, struct fc_node *node);

/* Bodies follow their owner; they nest no deeper than FC_LIMIT_NESTING. */
static void
walk(struct fc_build *w, const struct fc_graph *g, visit_fn visit)
{
	for (uint32_t i = 0; i < g->nodes.n; i++) {
		struct fc_node *node = g->nodes.at[i];

		visit(w, node);
		for (unsigned k = 0; k < node->n_body; k++) {
			if (node->body[k])
				walk(w, node->body[k], visit);
		}
	}
}

/* An omitted operand, and an attribute that was made one, are not shown. */
static bool
is_shown(const struct fc_value *v)
{
	return v && (v->name[0] || v->producer || v->stored || v->flags & (FC_VALUE_INPUT | FC_VALUE_OUTPUT));
}

/* last_use has served its purpose; from here on it numbers the tensors. */
static void
unmark(struct fc_value *const *v, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		if (v[i])
			v[i]->last_use = UNMARKED;
	}
}

static void
unmark_node(struct fc_build *w, struct fc_node *node)
{
	(void)w;
	unmark(node->in, node->n_in);
	unmark(node->out, node->n_out);
}

static void
number(struct fc_build *w, struct fc_value *const *v, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		if (is_shown(v[i]) && v[i]->last_use == UNMARKED)
			v[i]->last_use = w->r->n_tensor++;
	}
}

static void
count_node(struct fc_build *w, struct fc_node *node)
{
	w->r->n_row++;
	w->n_operand += (uint32_t)node->n_in + node->n_out;
	number(w, node->in, node->n_in);
	number(w, node->out, node->n_out);
}

/* --- tensors -------------------------------------------------------------------- */

static void set_type(struct fc_build *w, struct fc_tensor_type *t, const struct fc_type *type,
                     unsigned depth);

/* Equal pointers are equal elements: each array is made once. */
static const struct fc_tensor_type *
elems_of(struct fc_build *w, const struct fc_type *type, unsigned n, unsigned depth)
{
	struct fc_tensor_type *e = fc_table_find(w->elems, type->elem);

	if (e)
		return e;
	e = FC_NEW_N(w->arena, struct fc_tensor_type, n);
	for (unsigned i = 0; i < n; i++)
		set_type(w, &e[i], &type->elem[i], depth + 1);
	fc_table_set(w->elems, type->elem, e);
	return e;
}

/* t is zero, its padding too: types are compared as bytes. */
static void
set_type(struct fc_build *w, struct fc_tensor_type *t, const struct fc_type *type, unsigned depth)
{
	t->kind = type->kind;
	t->dtype = type->dtype;
	t->shape.dim = type->shape.dim;
	t->shape.rank = type->shape.rank;
	if (!type->elem || (type->listed && !type->n_elem) || depth >= FC_LIMIT_NESTING)
		return;
	t->listed = type->kind == FC_KIND_SEQUENCE && type->listed;
	t->n_elem = type->listed ? type->n_elem : 1;
	t->elem = elems_of(w, type, t->n_elem, depth);
}

const struct fc_tensor_type *
fc_build_type(struct fc_build *w, const struct fc_type *type)
{
	struct fc_tensor_type t;

	memset(&t, 0, sizeof(t));
	set_type(w, &t, type, 0);
	return (const void *)fc_intern(w->types, (const char *)&t, sizeof(t));
}

enum { RECENT = 64 };
struct fc_build_type {
	struct fc_shape shape;
	unsigned char dtype;
	const struct fc_tensor_type *type;
};

/* Neighbours have the same few types. */
static const struct fc_tensor_type *
type_of(struct fc_build *w, const struct fc_type *type)
{
	const struct fc_dim *dim = type->shape.dim;
	struct fc_build_type *at = &w->recent[((uintptr_t)dim >> 4 ^ (unsigned)type->dtype) % RECENT];

	if (type->kind != FC_KIND_TENSOR)
		return fc_build_type(w, type);
	if (!at->type || at->shape.dim != dim || at->shape.rank != type->shape.rank ||
	    at->dtype != type->dtype)
		*at = (struct fc_build_type){ type->shape, type->dtype, fc_build_type(w, type) };
	return at->type;
}

/* Where v is among the tensors. */
static uint32_t
place(struct fc_build *w, const struct fc_value *v)
{
	struct fc_tensor *t = &w->tensor[v->last_use];

	if (!t->type)
		*t = (struct fc_tensor){ v->name, type_of(w, &v->type) };
	return v->last_use;
}

static const uint32_t *
places(struct fc_build *w, struct fc_value *const *v, unsigned n, uint16_t *n_out)
{
	const uint32_t *at = w->operand;

	for (unsigned i = 0; i < n; i++) {
		if (is_shown(v[i]))
			*w->operand++ = place(w, v[i]);
	}
	*n_out = (uint16_t)(w->operand - at);
	return at;
}

static const uint32_t *
list(struct fc_build *w, const struct fc_value_list *v, uint32_t *n_out)
{
	uint32_t *at = FC_NEW_N(w->arena, uint32_t, v->n + 1);

	*n_out = 0;
	for (uint32_t i = 0; i < v->n; i++) {
		if (is_shown(v->at[i]))
			at[(*n_out)++] = place(w, v->at[i]);
	}
	return at;
}

/* --- rows ----------------------------------------------------------------------------- */

/* The modules that node stands in, where they have classes. */
static void
add_modules(struct fc_build *w, const struct fc_node *node)
{
	const struct fc_scope *s = node->scope;

	for (; s && s->class_name && !fc_table_find(w->modules, s->path); s = s->parent) {
		struct fc_module m = { s->path, fc_intern_text(w->b->names, s->class_name) };

		FC_VEC_PUSH(w->arena, &w->module, m);
		fc_table_set(w->modules, s->path, (void *)(uintptr_t)s);
	}
}

static void
add_row(struct fc_build *w, struct fc_node *node)
{
	struct fc_row *row = &w->r->row[w->r->n_row];

	row->index = w->r->n_row++;
	row->nodes = !(node->flags & FC_NODE_SOURCE);
	row->name = node->name;
	row->scope = node->scope ? node->scope->path : "";
	row->in = places(w, node->in, node->n_in, &row->n_in);
	(void)places(w, node->out, node->n_out, &row->n_out); /* right behind */
	row->depth = node->depth;
	row->status = node->status;
	row->alive = node->alive;
	row->like = fc_build_like(w, node, row->n_in);
	if (fc_dims_symbols(w->b->dims))
		fc_build_brief(w, row);
	add_modules(w, node);
}

static void
build_rows(struct fc_build *w)
{
	const struct fc_graph *g = w->b->graph;
	struct fc_result *r = w->r;
	uint32_t n_row;

	unmark(g->inputs.at, g->inputs.n);
	unmark(g->outputs.at, g->outputs.n);
	walk(w, g, unmark_node);
	number(w, g->inputs.at, g->inputs.n);
	number(w, g->outputs.at, g->outputs.n);
	walk(w, g, count_node);
	n_row = r->n_row;
	r->n_row = 0;
	r->row = FC_NEW_N(w->arena, struct fc_row, (size_t)n_row + 1);
	r->tensor = w->tensor = FC_NEW_N(w->arena, struct fc_tensor, (size_t)r->n_tensor + 1);
	w->operand = FC_NEW_N(w->arena, uint32_t, (size_t)w->n_operand + 1);
	r->input = list(w, &g->inputs, &r->n_input);
	r->output = list(w, &g->outputs, &r->n_output);
	walk(w, g, add_row);
	r->module = w->module.at;
	r->n_module = w->module.n;
}

/* --- the rest ----------------------------------------------------------------------- */

/* Parameters and buffers of the file that no node uses, each storage once. */
static void
add_apart(struct fc_build *w)
{
	struct fc_table *seen = fc_table_new(w->scratch);
	struct fc_figures *f = &w->r->apart;
	struct fc_dims *t = w->b->dims;

	for (uint32_t i = 0; i < w->b->stored.n; i++) {
		const struct fc_stored *s = w->b->stored.at[i]->stored;

		if (!s || s->counted || (!s->is_param && !s->is_buffer) || fc_table_find(seen, s))
			continue;
		fc_table_set(seen, s, (void *)(uintptr_t)s);
		if (s->is_param) {
			f->params = fc_dim_add(t, f->params, s->count);
			f->param_bytes = fc_dim_add(t, f->param_bytes, s->bytes);
		} else {
			f->buffers = fc_dim_add(t, f->buffers, s->count);
			f->buffer_bytes = fc_dim_add(t, f->buffer_bytes, s->bytes);
		}
	}
}

static const char *
shared(struct fc_build *w, const char *text)
{
	return text ? fc_intern_text(w->b->names, text) : NULL;
}

static void
add_info(struct fc_build *w)
{
	const struct fc_model_info *info = &w->b->info;
	struct fc_result *r = w->r;
	const char **domain = FC_NEW_N(w->arena, const char *, info->opsets.n + 1);
	int64_t *version = FC_NEW_N(w->arena, int64_t, info->opsets.n + 1);

	for (uint32_t i = 0; i < info->opsets.n; i++) {
		domain[i] = shared(w, info->opsets.at[i].domain);
		version[i] = info->opsets.at[i].version;
	}
	r->opset_domain = domain;
	r->opset_version = version;
	r->n_opset = info->opsets.n;
	r->path = shared(w, w->source->path);
	r->sha256 = shared(w, w->source->sha256);
	r->format = shared(w, info->format);
	r->producer = shared(w, info->producer);
	r->ir_version = info->ir_version;
	r->file_bytes = info->file_bytes;
	r->weight_bytes = info->weight_bytes;
	r->needs_inputs = info->needs_inputs;
}

static const char *
name_of(struct fc_build *w, const struct fc_node *node)
{
	struct fc_str s = FC_STR(w->arena);

	if (!node)
		return NULL;
	if (node->name[0])
		return node->name;
	fc_str_printf(&s, "#%u", (unsigned)node->index);
	return s.data;
}

struct fc_result *
fc_result_build(struct fc_arena *a, const struct fc_result_source *source)
{
	struct fc_build w = { .arena = a, .source = source, .b = source->builder };
	struct fc_result *r = FC_NEW(a, struct fc_result);

	w.scratch = fc_arena_new(fc_arena_heap(a));
	w.r = r;
	w.types = fc_intern_new(a);
	w.recent = FC_NEW_N(w.scratch, struct fc_build_type, RECENT);
	w.elems = fc_table_new(w.scratch);
	w.attrs = fc_attr_lists_new(a, w.scratch);
	w.texts = fc_dim_texts_new(w.scratch);
	w.kinds = fc_intern_new(w.scratch);
	w.likes = fc_table_new(w.scratch);
	w.briefs = fc_table_new(w.scratch);
	w.modules = fc_table_new(w.scratch);
	r->arena = a;
	r->dims = w.b->dims;
	add_info(&w);
	build_rows(&w);
	add_apart(&w);
	r->total.peak = source->peak;
	r->total.peak_at = name_of(&w, source->peak_at);
	fc_result_take_diags(r, w.b->diags);
	fc_result_price(r, source->policy);
	fc_result_tell_overflow(r);
	fc_result_find_symbols(r, w.scratch);
	fc_arena_free(w.scratch);
	return r;
}
