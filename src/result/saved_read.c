/* saved_read.c -- a report or a baseline back into results: head, totals, lists */
#include "result/saved.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/intern.h"
#include "base/vec.h"
#include "result/json.h"
#include "result/policy.h"
#include "result/saved_make.h"

bool
fc_saved_fail(struct fc_saved_reader *s, const struct fc_json_node *at, const char *what)
{
	struct fc_where where = { .file = s->name, .line = at ? at->line : 0 };

	return fc_fail(s->diags, FC_E_REPORT, where, "%s%s%s%s", at && at->key ? "'" : "",
	               at && at->key ? at->key : "", at && at->key ? "' " : "", what);
}

const char *
fc_saved_text(struct fc_saved_reader *s, const struct fc_json_node *n)
{
	return n && n->kind == FC_JSON_TEXT ? fc_intern_text(fc_dims_names(s->dims), n->text) : NULL;
}

bool
fc_saved_dim(struct fc_saved_reader *s, const struct fc_json_node *n, struct fc_dim *out)
{
	*out = FC_DIM_NAN;
	if (!n || n->kind == FC_JSON_NULL)
		return true;
	if (n->kind == FC_JSON_NUMBER && n->is_integer) {
		*out = fc_dim_int(s->dims, n->integer);
		return true;
	}
	if (n->kind == FC_JSON_TEXT)
		*out = fc_dim_parse(s->dims, n->text, strlen(n->text));
	if (fc_dim_is_nan(*out))
		return fc_saved_fail(s, n, "is neither an integer, a formula, nor null");
	return true;
}

static bool
read_count(struct fc_saved_reader *s, const struct fc_json_node *n, uint64_t most, uint64_t *out)
{
	*out = 0;
	if (!n || n->kind == FC_JSON_NULL)
		return true;
	if (n->kind != FC_JSON_NUMBER || !n->is_integer || n->integer < 0 || (uint64_t)n->integer > most)
		return fc_saved_fail(s, n, "is no count");
	*out = (uint64_t)n->integer;
	return true;
}

/* --- totals --------------------------------------------------------------------- */

static bool
read_pairs(struct fc_saved_reader *s, const struct fc_json_node *n, struct fc_totals *out)
{
	struct fc_pair_macs *pair;
	uint32_t count = 0;

	if (!n)
		return true;
	if (n->kind != FC_JSON_OBJECT)
		return fc_saved_fail(s, n, "is no object");
	for (const struct fc_json_node *m = n->child; m; m = m->next)
		count++;
	pair = FC_NEW_N(s->arena, struct fc_pair_macs, (size_t)count + 1);
	out->pair = pair;
	for (const struct fc_json_node *m = n->child; m; m = m->next) {
		const char *star = strchr(m->key, '*');

		if (!star)
			return fc_saved_fail(s, m, "is no pair of dtypes");
		pair->a = (unsigned char)fc_dtype_find(m->key, (size_t)(star - m->key));
		pair->b = (unsigned char)fc_dtype_find(star + 1, strlen(star + 1));
		if (!fc_saved_dim(s, m, &pair->macs))
			return false;
		pair++;
		out->n_pair++;
	}
	return true;
}

static bool
read_totals(struct fc_saved_reader *s, const struct fc_json_node *n, struct fc_result *r)
{
	uint64_t nodes, uncounted;

	if (!n || n->kind != FC_JSON_OBJECT)
		return fc_saved_fail(s, n ? n : s->root, n ? "is no object" : "has no 'totals'");
#define READ(field, key)                                                        \
	if (!fc_saved_dim(s, fc_json_find(n, key), &r->total.f.field))          \
		return false;
	FC_FIGURES(READ)
#undef READ
	r->total.peak_at = fc_saved_text(s, fc_json_find(n, "peak_activation_at"));
	if (!fc_saved_dim(s, fc_json_find(n, "peak_activation_bytes"), &r->total.peak) ||
	    !read_count(s, fc_json_find(n, "nodes"), UINT32_MAX, &nodes) ||
	    !read_count(s, fc_json_find(n, "uncounted_nodes"), UINT32_MAX, &uncounted) ||
	    !read_pairs(s, fc_json_find(n, "macs_by_dtype"), &r->total))
		return false;
	r->total.nodes = (uint32_t)nodes;
	r->total.uncounted = (uint32_t)uncounted;
	return true;
}

/* Where a report keeps the sizes of the file, and where a baseline does. */
static bool
read_sizes(struct fc_saved_reader *s, const struct fc_json_node *n, struct fc_result *r)
{
	return read_count(s, fc_json_find(n, "file_bytes"), INT64_MAX, &r->file_bytes) &&
	       fc_saved_dim(s, fc_json_find(n, "weight_bytes"), &r->weight_bytes);
}

static bool
read_status(struct fc_saved_reader *s, const struct fc_json_node *n, struct fc_result *r)
{
	const char *text = fc_saved_text(s, n);

	for (int i = 0; text && i <= FC_RESULT_FAILED; i++) {
		r->status = (enum fc_result_status)i;
		if (!strcmp(fc_result_status_name(r->status), text))
			return true;
	}
	return fc_saved_fail(s, n ? n : s->root, n ? "is no status" : "has no 'status'");
}

static bool
read_convention(struct fc_saved_reader *s, const struct fc_json_node *n, const struct fc_policy **out)
{
	const char *name = fc_saved_text(s, n);

	*out = name ? fc_policy_find(name) : NULL;
	return *out || fc_saved_fail(s, n ? n : s->root, n ? "is no convention that is known"
	                                                   : "has no 'convention'");
}

/* --- a report -------------------------------------------------------------------- */

static bool
read_symbols(struct fc_saved_reader *s, const struct fc_json_node *n, struct fc_result *r)
{
	struct fc_result_symbol *symbol;
	uint32_t count = 0;

	if (!n || n->kind != FC_JSON_ARRAY)
		return true;
	for (const struct fc_json_node *m = n->child; m; m = m->next)
		count++;
	symbol = FC_NEW_N(s->arena, struct fc_result_symbol, (size_t)count + 1);
	for (const struct fc_json_node *m = n->child; m; m = m->next) {
		struct fc_result_symbol *y = &symbol[r->n_symbol++];
		const struct fc_json_node *value = fc_json_find(m, "value");

		y->name = fc_saved_text(s, fc_json_find(m, "name"));
		y->origin = fc_saved_text(s, fc_json_find(m, "origin"));
		y->bound = value && value->kind == FC_JSON_NUMBER;
		y->value = y->bound ? value->integer : 0;
		if (!y->name)
			return fc_saved_fail(s, m, "a symbol has no name");
		if (!fc_saved_dim(s, fc_json_find(m, "max"), &y->max))
			return false;
	}
	r->symbol = symbol;
	return true;
}

static bool
read_uncounted(struct fc_saved_reader *s, const struct fc_json_node *n, struct fc_result *r)
{
	struct fc_uncounted *un;
	uint32_t count = 0;

	if (!n || n->kind != FC_JSON_ARRAY)
		return true;
	for (const struct fc_json_node *m = n->child; m; m = m->next)
		count++;
	un = FC_NEW_N(s->arena, struct fc_uncounted, (size_t)count + 1);
	for (const struct fc_json_node *m = n->child; m; m = m->next) {
		uint64_t nodes;

		un->op = fc_saved_text(s, fc_json_find(m, "op"));
		un->reason = fc_saved_text(s, fc_json_find(m, "reason"));
		if (!un->op)
			return fc_saved_fail(s, m, "an uncounted operator has no name");
		if (!read_count(s, fc_json_find(m, "nodes"), UINT32_MAX, &nodes))
			return false;
		un->nodes = (uint32_t)nodes;
		un++;
		r->n_uncounted++;
	}
	r->uncounted = un - r->n_uncounted;
	return true;
}

static bool
read_report(struct fc_saved_reader *s, const struct fc_json_node *n, struct fc_saved_list *out)
{
	const struct fc_json_node *model = fc_json_find(n, "model");
	struct fc_saved saved = { .r = FC_NEW(s->arena, struct fc_result) };
	struct fc_result *r = saved.r;

	s->root = n;
	r->arena = s->arena;
	r->dims = s->dims;
	saved.name = r->path = fc_saved_text(s, fc_json_find(model, "path"));
	if (!r->path)
		return fc_saved_fail(s, n, "a report has no model path");
	r->format = fc_saved_text(s, fc_json_find(model, "format"));
	r->producer = fc_saved_text(s, fc_json_find(model, "producer"));
	if (!read_status(s, fc_json_find(n, "status"), r))
		return false;
	if (r->status != FC_RESULT_FAILED &&
	    (!read_convention(s, fc_json_find(n, "convention"), &r->policy) || !read_sizes(s, model, r) ||
	     !read_symbols(s, fc_json_find(n, "symbols"), r) ||
	     !read_totals(s, fc_json_find(n, "totals"), r) ||
	     !fc_saved_rows(s, fc_json_find(n, "layers"), r) ||
	     !read_uncounted(s, fc_json_find(n, "uncounted"), r)))
		return false;
	saved.identity.convention = r->policy ? fc_policy_name(r->policy) : NULL;
	FC_VEC_PUSH(s->arena, out, saved);
	return true;
}

/* --- a baseline ------------------------------------------------------------------- */

static bool
read_entry(struct fc_saved_reader *s, const struct fc_json_node *n, const struct fc_policy *policy,
           struct fc_saved_list *out)
{
	struct fc_saved saved = { .is_baseline = true, .r = FC_NEW(s->arena, struct fc_result) };
	struct fc_result *r = saved.r;

	s->root = n;
	r->arena = s->arena;
	r->dims = s->dims;
	r->policy = policy;
	saved.name = r->path = fc_intern_text(fc_dims_names(s->dims), n->key);
	saved.identity.convention = fc_policy_name(policy);
	if (!fc_saved_identity(s, n, &saved.identity) || !read_status(s, fc_json_find(n, "status"), r) ||
	    !read_totals(s, fc_json_find(n, "totals"), r) ||
	    !read_sizes(s, fc_json_find(n, "totals"), r) || !fc_saved_rows(s, fc_json_find(n, "layers"), r))
		return false;
	FC_VEC_PUSH(s->arena, out, saved);
	return true;
}

static bool
read_baseline(struct fc_saved_reader *s, const struct fc_json_node *n, struct fc_saved_list *out)
{
	const struct fc_json_node *models = fc_json_find(n, "models");
	const struct fc_policy *policy;

	s->root = n;
	if (!read_convention(s, fc_json_find(n, "convention"), &policy))
		return false;
	if (!models || models->kind != FC_JSON_OBJECT)
		return fc_saved_fail(s, models ? models : n, models ? "is no object" : "has no 'models'");
	for (const struct fc_json_node *m = models->child; m; m = m->next) {
		if (!read_entry(s, m, policy, out))
			return false;
	}
	return true;
}

static bool
read_any(struct fc_saved_reader *s, const struct fc_json_node *n, struct fc_saved_list *out)
{
	const char *schema = fc_saved_text(s, fc_json_find(n, "schema"));

	if (schema && !strcmp(schema, FC_REPORT_SCHEMA))
		return read_report(s, n, out);
	if (schema && !strcmp(schema, FC_BASELINE_SCHEMA))
		return read_baseline(s, n, out);
	if (!schema)
		return fc_saved_fail(s, n, "has no 'schema': neither a report nor a baseline of flopcount");
	return fc_saved_fail(s, fc_json_find(n, "schema"),
	                     "is none that is known: " FC_REPORT_SCHEMA " or " FC_BASELINE_SCHEMA);
}

bool
fc_saved_read(struct fc_arena *a, struct fc_dims *t, struct fc_diags *diags,
              const struct fc_saved_source *source, struct fc_saved_list *out)
{
	struct fc_saved_reader s = { .arena = a, .dims = t, .diags = diags, .name = source->name };
	unsigned line = 0;
	const struct fc_json_node *n;

	if (source->size > FC_LIMIT_REPORT)
		return fc_saved_fail(&s, NULL, "is larger than any report this reads");
	n = fc_json_read(a, source->text, source->size, &line);
	if (!n)
		return fc_fail(diags, FC_E_REPORT, (struct fc_where){ .file = source->name, .line = line },
		               "not JSON, nested too deeply, or with a key twice");
	if (n->kind != FC_JSON_ARRAY)
		return read_any(&s, n, out);
	for (n = n->child; n; n = n->next) {
		if (!read_any(&s, n, out))
			return false;
	}
	return true;
}
