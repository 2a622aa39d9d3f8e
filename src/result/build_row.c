/* build_row.c -- what a row of a result shares with the rows that are alike */
#include <string.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/table.h"
#include "ir/builder.h"
#include "result/build.h"
#include "result/json.h"

/* --- attributes -------------------------------------------------------------------- */

static void
put_attr_item(struct fc_build *w, struct fc_json *j, const struct fc_attr *a, unsigned i)
{
	if (a->kind == FC_ATTR_INT || a->kind == FC_ATTR_INTS)
		fc_json_dim(j, w->texts, a->dim[i]);
	else if (a->kind == FC_ATTR_REAL || a->kind == FC_ATTR_REALS)
		fc_json_real(j, a->real[i]);
	else
		fc_json_text(j, a->text[i]);
}

static void
put_attr(struct fc_build *w, struct fc_json *j, const struct fc_attr *a)
{
	bool one = a->kind == FC_ATTR_INT || a->kind == FC_ATTR_REAL || a->kind == FC_ATTR_TEXT;

	if (one) {
		put_attr_item(w, j, a, 0);
	} else if (a->kind < FC_ATTR_TENSOR && a->n <= FC_LIMIT_KNOWN) {
		fc_json_array(j, true);
		for (unsigned i = 0; i < a->n; i++)
			put_attr_item(w, j, a, i);
		fc_json_end(j, ']');
	} else if (a->kind < FC_ATTR_TENSOR) { /* too long to be of use to anyone */
		fc_json_object(j, true);
		fc_json_key(j, "length");
		fc_json_int(j, a->n);
		fc_json_end(j, '}');
	} else if ((a->kind == FC_ATTR_TENSOR || a->kind == FC_ATTR_TYPE) && a->value) {
		fc_json_object(j, true);
		fc_json_type(j, w->texts, fc_build_type(w, &a->value->type));
		fc_json_end(j, '}');
	} else {
		fc_json_null(j);
	}
}

static const struct fc_row_attr *
attrs_of(struct fc_build *w, const struct fc_node *node, uint16_t *n_out)
{
	for (unsigned i = 0; i < node->n_attr; i++) {
		if (node->attr[i].kind != FC_ATTR_GRAPH)
			put_attr(w, fc_attr_lists_add(w->attrs, node->attr[i].name), &node->attr[i]);
	}
	return fc_attr_lists_end(w->attrs, n_out);
}

/* --- rows ------------------------------------------------------------------------- */

static void
set_facts(struct fc_build *w, struct fc_like *like, const struct fc_cost *c)
{
	struct fc_dims *t = w->b->dims;
	struct fc_figures *f = &like->f;

	f->params = c->params;
	f->param_bytes = c->param_bytes;
	f->buffers = c->buffers;
	f->buffer_bytes = c->buffer_bytes;
	f->macs = c->macs;
	f->flops = FC_DIM_NAN;
	f->read_bytes = c->read_bytes;
	f->write_bytes = c->write_bytes;
	f->access_bytes = fc_dim_add(t, c->read_bytes, c->write_bytes);
	f->access_elements = fc_dim_add(t, c->read_elements, c->write_elements);
	like->overflow |= fc_dim_is_nan(f->access_bytes) && !fc_dim_is_nan(c->read_bytes) &&
	                  !fc_dim_is_nan(c->write_bytes);
	like->bias_adds = c->bias_adds;
	like->affine = c->affine;
	like->simple = c->simple;
	like->special = c->special;
	like->macs_other = c->macs_other;
	memcpy(like->pair, c->pair, sizeof(like->pair));
}

static struct fc_dim
elements(struct fc_build *w, const struct fc_node *node, struct fc_shape s)
{
	return fc_dim_mul(w->b->dims, fc_shape_size(w->b->dims, s), fc_node_repeat(node));
}

static struct fc_shape
shape_of(const struct fc_value *v)
{
	return v && v->type.kind == FC_KIND_TENSOR ? v->type.shape : FC_SHAPE_UNKNOWN;
}

/* What tells kinds of rows apart; texts are interned, so addresses do. */
struct kind {
	const char *op, *domain, *class_name, *reason, *formula;
	const struct fc_cost *cost;
	const struct fc_attr *attr;
	struct fc_shape in, out;
	struct fc_dim repeat;
	uint32_t n_attr, n_in;
	uint8_t kind, overflow, uncounted;
};

static struct kind
kind_of(struct fc_build *w, const struct fc_node *node, unsigned n_in)
{
	struct kind k;

	memset(&k, 0, sizeof(k)); /* padding too: kinds are compared as bytes */
	k.op = node->op_name;
	k.domain = node->domain;
	k.class_name = node->scope ? node->scope->class_name : NULL;
	k.reason = node->reason ? fc_intern_text(w->b->names, node->reason) : NULL;
	k.formula = w->source->formula ? w->source->formula[node->index] : NULL;
	k.cost = node->cost;
	k.attr = node->attr;
	k.in.dim = shape_of(node->n_in ? node->in[0] : NULL).dim;
	k.in.rank = shape_of(node->n_in ? node->in[0] : NULL).rank;
	k.out.dim = shape_of(node->n_out ? node->out[0] : NULL).dim;
	k.out.rank = shape_of(node->n_out ? node->out[0] : NULL).rank;
	k.repeat = fc_node_repeat(node);
	k.n_attr = node->n_attr;
	k.n_in = n_in;
	k.kind = node->kind;
	k.overflow = (node->flags & FC_NODE_OVERFLOW) != 0;
	k.uncounted = node->status == FC_NODE_UNCOUNTED;
	return k;
}

struct fc_like *
fc_build_like(struct fc_build *w, const struct fc_node *node, unsigned n_in)
{
	const struct kind k = kind_of(w, node, n_in);
	const char *key = fc_intern(w->kinds, (const char *)&k, sizeof(k));
	struct fc_like *like = fc_table_find(w->likes, key);

	if (like)
		return like;
	like = FC_NEW(w->arena, struct fc_like);
	fc_table_set(w->likes, key, like);
	like->op = k.op;
	like->domain = k.domain;
	like->class_name = k.class_name ? fc_intern_text(w->b->names, k.class_name) : NULL;
	like->attr = attrs_of(w, node, &like->n_attr);
	like->kind = k.kind;
	like->overflow = k.overflow;
	like->repeat = k.repeat;
	like->reason = k.reason;
	like->formula = k.formula;
	like->in_count = elements(w, node, k.in);
	like->out_count = elements(w, node, k.out);
	if (node->cost)
		set_facts(w, like, node->cost);
	return like;
}

