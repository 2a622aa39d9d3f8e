/* diag.c -- what was said about a model, kept beyond the model */
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "result/make.h"

static const char *
copy(struct fc_arena *a, const char *text)
{
	return text ? fc_arena_text(a, text, strlen(text)) : NULL;
}

void
fc_result_take_diags(struct fc_result *r, const struct fc_diags *diags)
{
	struct fc_diag *d = FC_NEW_N(r->arena, struct fc_diag, diags->n + 1);

	for (size_t i = 0; i < diags->n; i++) {
		d[i] = diags->item[i];
		d[i].text = copy(r->arena, d[i].text);
		d[i].where.file = copy(r->arena, d[i].where.file);
		d[i].where.node = copy(r->arena, d[i].where.node);
		d[i].where.op = copy(r->arena, d[i].where.op);
		d[i].where.source = copy(r->arena, d[i].where.source);
	}
	r->diag = d;
	r->n_diag = (uint32_t)diags->n;
}

static const char *
overflown(struct fc_result *r)
{
	struct fc_str s = FC_STR(r->arena);

#define FC_FIGURE_TELL(field, key)                                       \
	if (fc_dim_is_nan(r->total.f.field))                             \
		fc_str_printf(&s, "%s%s", s.size ? ", " : "", key);
	FC_FIGURES(FC_FIGURE_TELL)
#undef FC_FIGURE_TELL
	if (!s.size)
		return NULL;
	fc_str_puts(&s, ": the total does not fit 63 bits");
	return s.data;
}

/* A total is NaN for this reason alone, where input shapes are known. */
void
fc_result_tell_overflow(struct fc_result *r)
{
	const char *text = r->needs_inputs ? NULL : overflown(r);
	struct fc_diag *d;

	if (!text)
		return;
	d = FC_NEW_N(r->arena, struct fc_diag, (size_t)r->n_diag + 1);
	if (r->n_diag)
		memcpy(d, r->diag, r->n_diag * sizeof(*d));
	d[r->n_diag++] = (struct fc_diag){ .code = FC_E_OVERFLOW, .severity = fc_diag_severity(FC_E_OVERFLOW),
	                                   .text = text };
	r->diag = d;
}

struct fc_result *
fc_result_failed(struct fc_arena *a, struct fc_dims *dims, const struct fc_diags *diags, const char *path)
{
	struct fc_result *r = FC_NEW(a, struct fc_result);

	r->arena = a;
	r->dims = dims;
	r->path = copy(a, path);
	r->status = FC_RESULT_FAILED;
	r->weight_bytes = r->total.peak = FC_DIM_NAN;
#define FC_FIGURE_UNKNOWN(field, key) r->total.f.field = FC_DIM_NAN;
	FC_FIGURES(FC_FIGURE_UNKNOWN)
#undef FC_FIGURE_UNKNOWN
	fc_result_take_diags(r, diags);
	return r;
}
