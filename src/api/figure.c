/* figure.c -- figures of a result by key: numbers, formulas, facts in words */
#include "api/handle.h"

#include <string.h>

#include "base/str.h"
#include "dim/dim.h"
#include "result/column.h"
#include "result/policy.h"
#include "result/view.h"

const char *
flopcount_result_text(const struct flopcount_result *result, const char *key)
{
	const struct fc_result *r;

	if (!result || !key)
		return NULL;
	r = result->r;
	const struct {
		const char *key, *text;
	} facts[] = {
		{ "convention", r->policy ? fc_policy_name(r->policy) : NULL },
		{ "format", r->format },
		{ "path", r->path },
		{ "peak_activation_at", r->total.peak_at },
		{ "producer", r->producer },
		{ "sha256", r->sha256 },
		{ "status", fc_result_status_name(r->status) },
	};

	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++) {
		if (!strcmp(facts[i].key, key))
			return facts[i].text;
	}
	return NULL;
}

struct fc_binding *
fc_api_bindings(struct fc_arena *a, const struct flopcount_binding *b, size_t n)
{
	struct fc_binding *ours = n ? FC_NEW_N(a, struct fc_binding, n) : NULL;

	for (size_t i = 0; i < n; i++)
		ours[i] = (struct fc_binding){ b[i].name, b[i].value };
	return ours;
}

/* One figure on its way out: bound and evaluated, or printed. */
struct figure_args {
	struct flopcount_result *result;
	struct fc_dim figure;
	const struct flopcount_binding *bindings;
	size_t n;
	int64_t value;
	const char *text;
};

static int
figure_value(void *args)
{
	struct figure_args *a = args;
	struct fc_result *r = a->result->r;

	if (fc_dim_is_nan(a->figure))
		return FLOPCOUNT_E_NOT_FOUND;
	fc_arena_reset(a->result->scratch);
	if (!fc_dim_eval(r->dims, a->figure, fc_api_bindings(a->result->scratch, a->bindings, a->n), a->n,
	                 false, &a->value))
		return FLOPCOUNT_E_ARGUMENT;
	return FLOPCOUNT_OK;
}

static int
figure_text(void *args)
{
	struct figure_args *a = args;
	struct fc_str text = FC_STR(a->result->scratch);

	if (fc_dim_is_nan(a->figure))
		return FLOPCOUNT_E_NOT_FOUND;
	fc_arena_reset(a->result->scratch);
	fc_dim_print(a->figure, &text);
	a->text = text.data;
	return FLOPCOUNT_OK;
}

static bool
layer_key(struct flopcount_result *result, size_t layer, const char *key, struct fc_dim *out)
{
	const struct fc_column *c = fc_column_find(key);

	if (layer >= result->r->n_row || !c || (c->kind != FC_COLUMN_COUNT && c->kind != FC_COLUMN_BYTES))
		return false;
	*out = fc_column_dim(c, &result->r->row[layer]);
	return true;
}

static int
give_value(struct figure_args *a, int64_t *out)
{
	int status = fc_api_guard(&a->result->ctx->heap, figure_value, a);

	if (!status)
		*out = a->value;
	return status;
}

int
flopcount_result_total(struct flopcount_result *result, const char *key,
                       const struct flopcount_binding *bindings, size_t n, int64_t *out)
{
	struct figure_args a = { .result = result, .bindings = bindings, .n = n };

	if (!result || !key || !out || (n && !bindings))
		return FLOPCOUNT_E_ARGUMENT;
	if (!fc_result_total_by_key(result->r, key, &a.figure))
		return FLOPCOUNT_E_NOT_FOUND;
	return give_value(&a, out);
}

const char *
flopcount_result_formula(struct flopcount_result *result, const char *key)
{
	struct figure_args a = { .result = result };

	if (!result || !key || !fc_result_total_by_key(result->r, key, &a.figure) ||
	    fc_api_guard(&result->ctx->heap, figure_text, &a))
		return NULL;
	return a.text;
}

int
flopcount_layer_figure(struct flopcount_result *result, size_t layer, const char *key,
                       const struct flopcount_binding *bindings, size_t n, int64_t *out)
{
	struct figure_args a = { .result = result, .bindings = bindings, .n = n };

	if (!result || !key || !out || (n && !bindings))
		return FLOPCOUNT_E_ARGUMENT;
	if (!layer_key(result, layer, key, &a.figure))
		return FLOPCOUNT_E_NOT_FOUND;
	return give_value(&a, out);
}

const char *
flopcount_layer_formula(struct flopcount_result *result, size_t layer, const char *key)
{
	struct figure_args a = { .result = result };

	if (!result || !key || !layer_key(result, layer, key, &a.figure) ||
	    fc_api_guard(&result->ctx->heap, figure_text, &a))
		return NULL;
	return a.text;
}
