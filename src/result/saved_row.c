/* saved_row.c -- layers of a report or a baseline back into rows */
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/intern.h"
#include "base/num.h"
#include "base/out.h"
#include "base/str.h"
#include "base/table.h"
#include "result/saved_make.h"

struct rows {
	struct fc_saved_reader *s;
	struct fc_result *r;
	struct fc_tensor *tensor;
	uint32_t *operand;
	uint32_t n_out;
	struct fc_out *out;           /* for attributes, with text behind it */
	struct fc_str text;
};

static void
put(struct fc_json *j, const struct fc_json_node *n)
{
	switch (n->kind) {
	case FC_JSON_NULL:
		fc_json_null(j);
		return;
	case FC_JSON_BOOL:
		fc_json_bool(j, n->real != 0);
		return;
	case FC_JSON_NUMBER:
		if (n->is_integer)
			fc_json_int(j, n->integer);
		else
			fc_json_real(j, n->real);
		return;
	case FC_JSON_TEXT:
		fc_json_text(j, n->text);
		return;
	case FC_JSON_ARRAY:
	case FC_JSON_OBJECT:
		break;
	}
	if (n->kind == FC_JSON_ARRAY)
		fc_json_array(j, true);
	else
		fc_json_object(j, true);
	for (const struct fc_json_node *m = n->child; m; m = m->next) {
		if (n->kind == FC_JSON_OBJECT)
			fc_json_key(j, m->key);
		put(j, m); /* no deeper than the reader went */
	}
	fc_json_end(j, n->kind == FC_JSON_ARRAY ? ']' : '}');
}

/* n written again, interned. */
static const char *
text_of(struct rows *w, const struct fc_json_node *n)
{
	struct fc_json j;

	fc_str_clear(&w->text);
	fc_out_init_text(w->out, &w->text);
	fc_json_init(&j, w->out, 0);
	put(&j, n);
	fc_out_flush(w->out);
	return fc_intern(fc_dims_names(w->s->dims), w->text.data, w->text.size);
}

/* --- pieces of a row --------------------------------------------------------------- */

static const struct fc_json_node *
next_of(const struct fc_json_node *n)
{
	return n ? n->next : NULL;
}

static unsigned
count(const struct fc_json_node *n)
{
	unsigned k = 0;

	for (n = n ? n->child : NULL; n; n = next_of(n))
		k++;
	return k;
}

static bool
read_attributes(struct rows *w, const struct fc_json_node *n, struct fc_row *row)
{
	struct fc_row_attr *attr;
	unsigned k = count(n);

	if (!n || !k)
		return true;
	if (n->kind != FC_JSON_OBJECT || k > UINT16_MAX)
		return fc_saved_fail(w->s, n, "is no object of attributes");
	attr = FC_NEW_N(w->s->arena, struct fc_row_attr, k);
	for (const struct fc_json_node *m = n->child; m; m = m->next) {
		struct fc_row_attr *at = &attr[row->like->n_attr++];

		at->name = fc_intern_text(fc_dims_names(w->s->dims), m->key);
		at->json = text_of(w, m);
	}
	row->like->attr = attr;
	return true;
}

/* An array of sizes; null is an unknown rank. */
static bool
read_shape(struct rows *w, const struct fc_json_node *n, struct fc_shape *out)
{
	struct fc_dim dim[FC_LIMIT_RANK];
	int rank = 0;

	*out = FC_SHAPE_UNKNOWN;
	if (!n || n->kind == FC_JSON_NULL)
		return true;
	if (n->kind != FC_JSON_ARRAY || count(n) > FC_LIMIT_RANK)
		return fc_saved_fail(w->s, n, "is no shape");
	for (const struct fc_json_node *m = n->child; m; m = m->next) {
		if (!fc_saved_dim(w->s, m, &dim[rank++]))
			return false;
	}
	*out = fc_shape_make(w->s->dims, dim, rank);
	return true;
}

/* Of a report, "outputs": objects with a shape; of a baseline, "output_shapes": shapes. */
static bool
read_outputs(struct rows *w, const struct fc_json_node *n, struct fc_row *row)
{
	const struct fc_json_node *list = fc_json_find(n, "outputs");
	bool full = list;

	if (!list)
		list = fc_json_find(n, "output_shapes");
	if (!list)
		return true;
	if (list->kind != FC_JSON_ARRAY || count(list) > UINT16_MAX)
		return fc_saved_fail(w->s, list, "is no list of outputs");
	row->in = &w->operand[w->n_out];
	for (const struct fc_json_node *m = list->child; m; m = m->next) {
		struct fc_tensor_type *t = FC_NEW(w->s->arena, struct fc_tensor_type);
		const char *dtype = full ? fc_saved_text(w->s, fc_json_find(m, "dtype")) : NULL;

		t->kind = FC_TENSOR_TENSOR;
		t->dtype = (unsigned char)(dtype ? fc_dtype_find(dtype, strlen(dtype)) : FC_DTYPE_UNKNOWN);
		if (!read_shape(w, full ? fc_json_find(m, "shape") : m, &t->shape))
			return false;
		w->tensor[w->r->n_tensor].name = full ? fc_saved_text(w->s, fc_json_find(m, "name")) : NULL;
		w->tensor[w->r->n_tensor].type = t;
		w->operand[w->n_out++] = w->r->n_tensor++;
		row->n_out++;
	}
	return true;
}

static void
read_status(struct rows *w, const struct fc_json_node *n, struct fc_row *row)
{
	const char *text = fc_saved_text(w->s, n);

	for (int i = 0; text && i <= FC_ROW_ALTERNATIVE; i++) {
		if (!strcmp(fc_row_status_name((enum fc_row_status)i), text))
			row->status = (uint8_t)i;
	}
}

/* "com.acme::Foo" is Foo of com.acme; the rest stands in the default domain. */
static bool
read_op(struct rows *w, const struct fc_json_node *n, struct fc_row *row)
{
	struct fc_intern *names = fc_dims_names(w->s->dims);
	const char *op = fc_saved_text(w->s, fc_json_find(n, "op"));
	const char *domain = fc_saved_text(w->s, fc_json_find(n, "domain"));
	const char *colons = op && !domain ? strstr(op, "::") : NULL;

	row->like->op = colons && !strchr(colons + 2, ':') ? fc_intern_text(names, colons + 2) : op;
	row->like->domain = row->like->op != op ? fc_intern(names, op, (size_t)(colons - op)) : domain;
	if (!row->like->domain)
		row->like->domain = "ai.onnx";
	return op || fc_saved_fail(w->s, n, "a layer has no operator");
}

static bool
read_row(struct rows *w, const struct fc_json_node *n)
{
	struct fc_row *row = &w->r->row[w->r->n_row];
	const char *op = fc_saved_text(w->s, fc_json_find(n, "op"));

	if (op && !strcmp(op, "Constant")) /* no node, and no gate looks at it */
		return true;
	row->index = w->r->n_row++;
	row->nodes = 1;
	row->like = FC_NEW(w->s->arena, struct fc_like);
	row->name = fc_saved_text(w->s, fc_json_find(n, "name"));
	row->scope = fc_saved_text(w->s, fc_json_find(n, "scope"));
	if (!row->name || !row->scope)
		return fc_saved_fail(w->s, n, "a layer has no name or no scope");
	if (!read_op(w, n, row) || !read_attributes(w, fc_json_find(n, "attributes"), row) ||
	    !read_outputs(w, n, row))
		return false;
	read_status(w, fc_json_find(n, "status"), row);
#define READ(field, key)                                                 \
	if (!fc_saved_dim(w->s, fc_json_find(n, key), &row->like->f.field))    \
		return false;
	FC_FIGURES(READ)
#undef READ
	row->like->bias_adds = row->like->affine = row->like->simple = row->like->special = FC_DIM_NAN;
	row->like->macs_other = row->like->in_count = row->like->out_count = FC_DIM_NAN;
	return fc_saved_dim(w->s, fc_json_find(n, "repeat"), &row->like->repeat) &&
	       fc_saved_dim(w->s, fc_json_find(n, "alive_bytes"), &row->alive);
}

bool
fc_saved_rows(struct fc_saved_reader *s, const struct fc_json_node *layers, struct fc_result *r)
{
	struct rows w = { .s = s, .r = r, .text = FC_STR(s->arena) };
	unsigned n_row = count(layers);
	size_t n_out = 1;

	if (!layers || layers->kind != FC_JSON_ARRAY)
		return fc_saved_fail(s, layers ? layers : s->root, layers ? "is no list" : "has no 'layers'");
	for (const struct fc_json_node *m = layers->child; m; m = m->next) {
		n_out += count(fc_json_find(m, "outputs"));
		n_out += count(fc_json_find(m, "output_shapes"));
	}
	r->row = FC_NEW_N(s->arena, struct fc_row, (size_t)n_row + 1);
	w.tensor = FC_NEW_N(s->arena, struct fc_tensor, n_out);
	w.operand = FC_NEW_N(s->arena, uint32_t, n_out);
	w.out = FC_NEW(s->arena, struct fc_out);
	r->tensor = w.tensor;
	for (const struct fc_json_node *m = layers->child; m; m = m->next) {
		if (!read_row(&w, m))
			return false;
	}
	return true;
}
