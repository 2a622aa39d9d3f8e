/* baseline.c -- the committed baseline: what models are counted as, and how it is written */
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "result/json.h"
#include "result/policy.h"
#include "result/saved_make.h"

/* --- identity --------------------------------------------------------------------- */

static const char *
read_values(struct fc_arena *a, const struct fc_json_node *n, struct fc_identity_dim *out)
{
	const struct fc_json_node *first = n->kind == FC_JSON_ARRAY ? n->child : n;
	int64_t *value;
	uint32_t k = 0;

	for (const struct fc_json_node *m = first; m; m = n->kind == FC_JSON_ARRAY ? m->next : NULL) {
		if (m->kind != FC_JSON_NUMBER || !m->is_integer || m->integer < 0)
			return "is neither a number that is not negative nor a list of such";
		k++;
	}
	if (!k)
		return "is an empty list";
	value = FC_NEW_N(a, int64_t, k);
	out->name = n->key;
	out->value = value;
	for (const struct fc_json_node *m = first; m; m = n->kind == FC_JSON_ARRAY ? m->next : NULL)
		value[out->n++] = m->integer;
	return NULL;
}

const char *
fc_identity_read_dims(struct fc_arena *a, const struct fc_json_node *n, struct fc_identity *out,
                      const struct fc_json_node **wrong)
{
	struct fc_identity_dim *dim;
	uint32_t k = 0;

	*wrong = n;
	if (!n)
		return NULL;
	if (n->kind != FC_JSON_OBJECT)
		return "is no object of dimensions and their values";
	for (const struct fc_json_node *m = n->child; m; m = m->next)
		k++;
	dim = FC_NEW_N(a, struct fc_identity_dim, (size_t)k + 1);
	out->dim = dim;
	for (const struct fc_json_node *m = n->child; m; m = m->next) {
		const char *fault = read_values(a, m, &dim[out->n_dim++]);

		*wrong = m;
		if (fault)
			return fault;
	}
	return NULL;
}

bool
fc_saved_identity(struct fc_saved_reader *s, const struct fc_json_node *n, struct fc_identity *out)
{
	const struct fc_json_node *inputs = fc_json_find(n, "inputs"), *wrong;
	const char *fault = fc_identity_read_dims(s->arena, fc_json_find(n, "dims"), out, &wrong);
	const char **text;
	uint32_t k = 0;

	if (fault)
		return fc_saved_fail(s, wrong, fault);
	out->method = fc_saved_text(s, fc_json_find(n, "method"));
	if (!inputs)
		return true;
	if (inputs->kind != FC_JSON_ARRAY)
		return fc_saved_fail(s, inputs, "is no list of texts");
	for (const struct fc_json_node *m = inputs->child; m; m = m->next)
		k++;
	text = FC_NEW_N(s->arena, const char *, (size_t)k + 1);
	out->input = text;
	for (const struct fc_json_node *m = inputs->child; m; m = m->next) {
		text[out->n_input] = fc_saved_text(s, m);
		if (!text[out->n_input++])
			return fc_saved_fail(s, inputs, "holds what is no text");
	}
	return true;
}

void
fc_identity_write(struct fc_json *j, const struct fc_identity *id)
{
	fc_json_key(j, "dims");
	fc_json_object(j, true);
	for (uint32_t i = 0; i < id->n_dim; i++) {
		const struct fc_identity_dim *d = &id->dim[i];

		fc_json_key(j, d->name);
		if (d->n > 1)
			fc_json_array(j, true);
		for (uint32_t k = 0; k < d->n; k++)
			fc_json_int(j, d->value[k]);
		if (d->n > 1)
			fc_json_end(j, ']');
	}
	fc_json_end(j, '}');
	fc_json_key(j, "inputs");
	fc_json_array(j, true);
	for (uint32_t i = 0; i < id->n_input; i++)
		fc_json_text(j, id->input[i]);
	fc_json_end(j, ']');
	if (!id->method)
		return;
	fc_json_key(j, "method");
	fc_json_text(j, id->method);
}

/* --- writing ---------------------------------------------------------------------- */

static void
put_dim(struct fc_json *j, struct fc_dim_texts *texts, const char *key, struct fc_dim x)
{
	fc_json_key(j, key);
	fc_json_dim(j, texts, x);
}

static void
put_totals(struct fc_json *j, struct fc_arena *scratch, struct fc_dim_texts *texts, const struct fc_result *r)
{
	struct fc_str name = FC_STR(scratch);
	struct fc_dim value;
	const char *key;

	fc_json_key(j, "totals");
	fc_json_object(j, false);
	for (size_t i = 0; (key = fc_result_total_key(i)); i++) {
		fc_result_total_by_key(r, key, &value);
		put_dim(j, texts, key, value);
	}
	fc_json_key(j, "macs_by_dtype");
	fc_json_object(j, true);
	for (uint32_t i = 0; i < r->total.n_pair; i++) {
		const char *a = fc_dtype_name((enum fc_dtype)r->total.pair[i].a);
		const char *b = fc_dtype_name((enum fc_dtype)r->total.pair[i].b);

		fc_str_clear(&name);
		fc_str_printf(&name, "%s*%s", a ? a : "unknown", b ? b : "unknown");
		put_dim(j, texts, name.data, r->total.pair[i].macs);
	}
	fc_json_end(j, '}');
	fc_json_key(j, "peak_activation_at");
	fc_json_text(j, r->total.peak_at);
	fc_json_end(j, '}');
}

static void
put_shapes(struct fc_json *j, struct fc_dim_texts *texts, const struct fc_result *r, const struct fc_row *row)
{
	fc_json_key(j, "output_shapes");
	fc_json_array(j, true);
	for (unsigned i = 0; i < row->n_out; i++)
		fc_json_shape(j, texts, r->tensor[fc_row_out(row)[i]].type->shape);
	fc_json_end(j, ']');
}

static void
put_row(struct fc_json *j, struct fc_str *op, struct fc_dim_texts *texts, const struct fc_result *r,
        const struct fc_row *row)
{
	fc_json_object(j, true);
	fc_json_key(j, "name");
	fc_json_text(j, row->name);
	fc_json_key(j, "scope");
	fc_json_text(j, row->scope);
	fc_json_key(j, "op");
	fc_str_clear(op);
	fc_row_op(row, op);
	fc_json_text(j, op->data);
	fc_json_key(j, "attributes");
	fc_json_object(j, true);
	for (unsigned i = 0; i < row->like->n_attr; i++) {
		fc_json_key(j, row->like->attr[i].name);
		fc_json_made(j, row->like->attr[i].json);
	}
	fc_json_end(j, '}');
	put_shapes(j, texts, r, row);
	put_dim(j, texts, "params", row->like->f.params);
	put_dim(j, texts, "macs", row->like->f.macs);
	put_dim(j, texts, "flops", row->like->f.flops);
	put_dim(j, texts, "access_bytes", row->like->f.access_bytes);
	if (row->status) {
		fc_json_key(j, "status");
		fc_json_text(j, fc_row_status_name((enum fc_row_status)row->status));
	}
	fc_json_end(j, '}');
}

static void
put_model(struct fc_json *j, struct fc_arena *scratch, struct fc_dim_texts *texts, const struct fc_saved *s)
{
	struct fc_str op = FC_STR(scratch);

	fc_json_key(j, s->name);
	fc_json_object(j, false);
	fc_identity_write(j, &s->identity);
	fc_json_key(j, "status");
	fc_json_text(j, fc_result_status_name(s->r->status));
	put_totals(j, scratch, texts, s->r);
	fc_json_key(j, "layers");
	fc_json_array(j, false);
	for (uint32_t i = 0; i < s->r->n_row; i++) {
		if (s->r->row[i].nodes) /* a Constant is no node */
			put_row(j, &op, texts, s->r, &s->r->row[i]);
	}
	fc_json_end(j, ']');
	fc_json_end(j, '}');
}

void
fc_saved_write(struct fc_json *j, struct fc_arena *scratch, const struct fc_saved *saved, uint32_t n)
{
	struct fc_dim_texts *texts = fc_dim_texts_new(scratch);

	fc_json_object(j, false);
	fc_json_key(j, "schema");
	fc_json_text(j, FC_BASELINE_SCHEMA);
	fc_json_key(j, "convention");
	fc_json_text(j, n ? saved[0].identity.convention : "paper");
	fc_json_key(j, "models");
	fc_json_object(j, false);
	for (uint32_t i = 0; i < n; i++)
		put_model(j, scratch, texts, &saved[i]);
	fc_json_end(j, '}');
	fc_json_end(j, '}');
}
