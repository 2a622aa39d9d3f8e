/* copy.c -- a result into another arena and another table of sizes */
#include "result/copy.h"

#include <string.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/str.h"
#include "base/table.h"

struct copy {
	struct fc_arena *arena;
	struct fc_dims *dims;
	struct fc_intern *names;
	struct fc_table *known; /* word of a size there to the size here */
	struct fc_str text;
	const struct fc_result *from;
	struct fc_result *to;
};

/* Equal formulas are one pointer in each table; between two tables their text is what they share. */
static struct fc_dim
dim_of(struct copy *c, struct fc_dim x)
{
	const void *key = (const void *)(uintptr_t)x.word;
	struct fc_dim *found;
	int64_t v;

	if (fc_dim_is_nan(x))
		return x;
	if (fc_dim_const(x, &v))
		return fc_dim_int(c->dims, v);
	found = fc_table_find(c->known, key);
	if (found)
		return *found;
	fc_str_clear(&c->text);
	fc_dim_print(x, &c->text);
	found = FC_NEW(c->arena, struct fc_dim);
	*found = fc_dim_parse(c->dims, c->text.data, c->text.size);
	fc_table_set(c->known, key, found);
	return *found;
}

static const char *
text_of(struct copy *c, const char *text)
{
	return text ? fc_intern_text(c->names, text) : NULL;
}

static struct fc_figures
figures_of(struct copy *c, const struct fc_figures *f)
{
	struct fc_figures out;

#define FC_FIGURE_COPY(field, key) out.field = dim_of(c, f->field);
	FC_FIGURES(FC_FIGURE_COPY)
#undef FC_FIGURE_COPY
	return out;
}

static struct fc_tensor
tensor_of(struct copy *c, const struct fc_tensor *t)
{
	struct fc_dim dim[FC_LIMIT_RANK];
	struct fc_tensor_type *type = FC_NEW(c->arena, struct fc_tensor_type);
	struct fc_shape shape = t->type->shape;

	for (int i = 0; i < shape.rank; i++)
		dim[i] = dim_of(c, shape.dim[i]);
	type->kind = t->type->kind;
	type->dtype = t->type->dtype;
	type->shape = shape.rank < 0 ? FC_SHAPE_UNKNOWN : fc_shape_make(c->dims, dim, shape.rank);
	return (struct fc_tensor){ text_of(c, t->name), type };
}

static const struct fc_row_attr *
attributes_of(struct copy *c, const struct fc_like *like)
{
	unsigned n = like->n_attr;
	struct fc_row_attr *attr = n ? FC_NEW_N(c->arena, struct fc_row_attr, n) : NULL;

	for (unsigned i = 0; i < n; i++) {
		attr[i].name = text_of(c, like->attr[i].name);
		attr[i].json = text_of(c, like->attr[i].json);
	}
	return attr;
}

static void
add_row(struct copy *c, const struct fc_row *from, struct fc_tensor *tensor)
{
	struct fc_row *row = &c->to->row[c->to->n_row++];
	struct fc_like *like = FC_NEW(c->arena, struct fc_like);
	uint32_t *out = FC_NEW_N(c->arena, uint32_t, from->n_out ? from->n_out : 1);

	*row = *from;
	*like = *from->like;
	row->like = like;
	row->name = text_of(c, from->name);
	row->scope = text_of(c, from->scope);
	like->op = text_of(c, from->like->op);
	like->domain = text_of(c, from->like->domain);
	like->class_name = text_of(c, from->like->class_name);
	like->formula = NULL; /* it lives with the result it was made for */
	like->reason = text_of(c, from->like->reason);
	like->attr = attributes_of(c, from->like);
	row->in = out;
	row->n_in = 0;
	for (unsigned i = 0; i < from->n_out; i++) {
		tensor[c->to->n_tensor] = tensor_of(c, &c->from->tensor[fc_row_out(from)[i]]);
		out[i] = c->to->n_tensor++;
	}
	like->f = figures_of(c, &from->like->f);
	like->bias_adds = like->affine = like->simple = like->special = FC_DIM_NAN;
	like->macs_other = like->in_count = like->out_count = FC_DIM_NAN;
	like->repeat = dim_of(c, from->like->repeat);
	row->alive = dim_of(c, from->alive);
}

static void
copy_rows(struct copy *c)
{
	size_t n_out = 1;
	struct fc_tensor *tensor;

	for (uint32_t i = 0; i < c->from->n_row; i++)
		n_out += c->from->row[i].n_out;
	c->to->row = FC_NEW_N(c->arena, struct fc_row, (size_t)c->from->n_row + 1);
	tensor = FC_NEW_N(c->arena, struct fc_tensor, n_out);
	c->to->tensor = tensor;
	for (uint32_t i = 0; i < c->from->n_row; i++) {
		if (c->from->row[i].nodes)
			add_row(c, &c->from->row[i], tensor);
	}
}

static void
copy_modules(struct copy *c)
{
	struct fc_module *module = FC_NEW_N(c->arena, struct fc_module, (size_t)c->from->n_module + 1);

	for (uint32_t i = 0; i < c->from->n_module; i++) {
		module[i].path = text_of(c, c->from->module[i].path);
		module[i].class_name = text_of(c, c->from->module[i].class_name);
	}
	c->to->module = module;
	c->to->n_module = c->from->n_module;
}

static void
copy_totals(struct copy *c)
{
	const struct fc_totals *from = &c->from->total;
	struct fc_totals *to = &c->to->total;
	struct fc_pair_macs *pair = FC_NEW_N(c->arena, struct fc_pair_macs, (size_t)from->n_pair + 1);

	to->f = figures_of(c, &from->f);
	to->peak = dim_of(c, from->peak);
	to->peak_at = text_of(c, from->peak_at);
	to->nodes = from->nodes;
	to->uncounted = from->uncounted;
	for (uint32_t i = 0; i < from->n_pair; i++)
		pair[i] = (struct fc_pair_macs){ from->pair[i].a, from->pair[i].b,
			                         dim_of(c, from->pair[i].macs) };
	to->pair = pair;
	to->n_pair = from->n_pair;
}

static void
copy_lists(struct copy *c)
{
	const struct fc_result *from = c->from;
	struct fc_result_symbol *symbol;
	struct fc_uncounted *un;

	symbol = FC_NEW_N(c->arena, struct fc_result_symbol, (size_t)from->n_symbol + 1);
	un = FC_NEW_N(c->arena, struct fc_uncounted, (size_t)from->n_uncounted + 1);
	for (uint32_t i = 0; i < from->n_symbol; i++) {
		symbol[i] = from->symbol[i];
		symbol[i].name = text_of(c, symbol[i].name);
		symbol[i].origin = text_of(c, symbol[i].origin);
		symbol[i].max = dim_of(c, symbol[i].max);
	}
	for (uint32_t i = 0; i < from->n_uncounted; i++) {
		un[i].op = text_of(c, from->uncounted[i].op);
		un[i].reason = text_of(c, from->uncounted[i].reason);
		un[i].nodes = from->uncounted[i].nodes;
	}
	c->to->symbol = symbol;
	c->to->n_symbol = from->n_symbol;
	c->to->uncounted = un;
	c->to->n_uncounted = from->n_uncounted;
}

struct fc_result *
fc_result_copy(struct fc_arena *a, struct fc_dims *t, const struct fc_result *r)
{
	struct copy c = { .arena = a, .dims = t, .names = fc_dims_names(t), .text = FC_STR(a), .from = r };

	c.known = fc_table_new(a);
	c.to = FC_NEW(a, struct fc_result);
	c.to->arena = a;
	c.to->dims = t;
	c.to->path = text_of(&c, r->path);
	c.to->format = text_of(&c, r->format);
	c.to->producer = text_of(&c, r->producer);
	c.to->file_bytes = r->file_bytes;
	c.to->weight_bytes = dim_of(&c, r->weight_bytes);
	memcpy(c.to->latency, r->latency, sizeof(c.to->latency));
	c.to->policy = r->policy;
	c.to->status = r->status;
	c.to->needs_inputs = r->needs_inputs;
	copy_rows(&c);
	copy_modules(&c);
	copy_totals(&c);
	copy_lists(&c);
	return c.to;
}
