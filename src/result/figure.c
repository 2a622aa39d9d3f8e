/* figure.c -- one figure of a result by its key, or as a plain number */
#include <string.h>

#include "result/view.h"

static const char *const keys[] = {
#define FC_FIGURE_KEY(field, key) key,
	FC_FIGURES(FC_FIGURE_KEY)
#undef FC_FIGURE_KEY
	"peak_activation_bytes", "nodes", "uncounted_nodes", "file_bytes", "weight_bytes",
};

const char *
fc_result_total_key(size_t i)
{
	return i < sizeof(keys) / sizeof(keys[0]) ? keys[i] : NULL;
}

bool
fc_result_total_by_key(const struct fc_result *r, const char *key, struct fc_dim *out)
{
	const struct fc_totals *t = &r->total;
	const struct {
		const char *key;
		struct fc_dim value;
	} figure[] = {
#define FC_FIGURE_VALUE(field, name) { name, t->f.field },
		FC_FIGURES(FC_FIGURE_VALUE)
#undef FC_FIGURE_VALUE
		{ "peak_activation_bytes", t->peak },
		{ "nodes", fc_dim_int(r->dims, t->nodes) },
		{ "uncounted_nodes", fc_dim_int(r->dims, t->uncounted) },
		{ "file_bytes", r->file_bytes > INT64_MAX ? FC_DIM_NAN :
		                fc_dim_int(r->dims, (int64_t)r->file_bytes) },
		{ "weight_bytes", r->weight_bytes },
	};

	for (size_t i = 0; i < sizeof(figure) / sizeof(figure[0]); i++) {
		if (!strcmp(figure[i].key, key)) {
			*out = figure[i].value;
			return true;
		}
	}
	return false;
}

static bool
is_called(const struct fc_row *row, const char *op)
{
	size_t n = row->like->domain ? strlen(row->like->domain) : 0;

	if (!strcmp(row->like->op, op))
		return !n || !strcmp(row->like->domain, "ai.onnx") || strstr(op, "::");
	return !strncmp(op, row->like->domain ? row->like->domain : "", n) && !strncmp(op + n, "::", 2) &&
	       !strcmp(op + n + 2, row->like->op);
}

uint32_t
fc_result_op_count(const struct fc_result *r, const char *op)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < r->n_row; i++)
		n += is_called(&r->row[i], op);
	return n;
}

int64_t
fc_result_weigh(const struct fc_result *r, struct fc_dim x)
{
	int64_t v;

	if (fc_dim_is_nan(x))
		return -1;
	if (fc_dim_const(x, &v))
		return v;
	return fc_dim_eval(r->dims, x, NULL, 0, true, &v) ? v : INT64_MAX;
}
