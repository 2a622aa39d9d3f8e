/* brief.c -- rows whose formulas are too long to be shown over and over */
#include "base/arena.h"
#include "base/table.h"
#include "dim/dim_limits.h"
#include "result/build.h"

/* What is weighed once, and what stands in for it when it is needed. */
struct brief {
	uint64_t weight; /* of its long formulas */
	void *instead;
};

static void
weigh(uint64_t *sum, struct fc_dim x)
{
	uint32_t weight = fc_dim_weight(x);

	if (weight > FC_DIM_SHORT)
		*sum += weight;
}

static struct brief *
brief_of(struct fc_build *w, const void *key, bool *fresh)
{
	struct brief *b = fc_table_find(w->briefs, key);

	*fresh = !b;
	if (!b) {
		b = FC_NEW(w->scratch, struct brief);
		fc_table_set(w->briefs, key, b);
	}
	return b;
}

/* --- what rows share ---------------------------------------------------------------- */

/* X-macro of what is a size beside the figures. */
#define SIZES(X) X(bias_adds) X(affine) X(simple) X(special) X(macs_other) X(in_count) X(out_count) X(repeat)

static struct brief *
of_like(struct fc_build *w, const struct fc_like *like)
{
	bool fresh;
	struct brief *b = brief_of(w, like, &fresh);

	if (!fresh)
		return b;
#define WEIGH(field) weigh(&b->weight, like->field);
	SIZES(WEIGH)
#undef WEIGH
#define WEIGH(field, key) weigh(&b->weight, like->f.field);
	FC_FIGURES(WEIGH)
#undef WEIGH
	return b;
}

static struct fc_like *
short_like(struct fc_build *w, const struct fc_like *from)
{
	struct fc_like *like = FC_NEW(w->arena, struct fc_like);
	struct fc_dims *t = w->r->dims;

	*like = *from;
#define SHORT(field) like->field = fc_dim_short(t, from->field);
	SIZES(SHORT)
#undef SHORT
#define SHORT(field, key) like->f.field = fc_dim_short(t, from->f.field);
	FC_FIGURES(SHORT)
#undef SHORT
	return like;
}

/* --- tensors ------------------------------------------------------------------------- */

static struct brief *
of_type(struct fc_build *w, const struct fc_tensor_type *type)
{
	bool fresh;
	struct brief *b = brief_of(w, type, &fresh);

	for (int i = 0; fresh && i < type->shape.rank; i++)
		weigh(&b->weight, type->shape.dim[i]);
	return b;
}

static struct fc_tensor_type *
short_type(struct fc_build *w, const struct fc_tensor_type *from)
{
	struct fc_tensor_type *type = FC_NEW(w->arena, struct fc_tensor_type);
	struct fc_dim dim[FC_LIMIT_RANK];

	for (int i = 0; i < from->shape.rank; i++)
		dim[i] = fc_dim_short(w->r->dims, from->shape.dim[i]);
	*type = *from;
	type->shape = fc_shape_make(w->r->dims, dim, from->shape.rank);
	return type;
}

static void
shorten(struct fc_build *w, struct fc_row *row)
{
	struct brief *b = of_like(w, row->like);

	if (b->weight && !b->instead)
		b->instead = short_like(w, row->like);
	if (b->weight)
		row->like = b->instead;
	for (unsigned i = 0; i < (unsigned)row->n_in + row->n_out; i++) {
		struct fc_tensor *t = &w->tensor[row->in[i]];

		b = of_type(w, t->type);
		if (b->weight && !b->instead)
			b->instead = short_type(w, t->type);
		if (b->weight)
			t->type = b->instead;
	}
	row->alive = fc_dim_short(w->r->dims, row->alive);
}

void
fc_build_brief(struct fc_build *w, struct fc_row *row)
{
	w->written += of_like(w, row->like)->weight;
	for (unsigned i = 0; i < (unsigned)row->n_in + row->n_out; i++)
		w->written += of_type(w, w->tensor[row->in[i]].type)->weight;
	weigh(&w->written, row->alive);
	if (w->written > fc_dims_limits(w->r->dims)->formulas)
		shorten(w, row);
}
