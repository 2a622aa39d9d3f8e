/* page_data.c -- a model as the page's data: a list a column, each text once */
#include "report/page_data.h"

#include <string.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/json_write.h"
#include "base/table.h"
#include "report/cell.h"
#include "result/device.h"
#include "result/json.h"
#include "result/policy.h"
#include "result/texts.h"

static const int64_t EXACT = INT64_C(1) << 53; /* what a script's number holds exactly */

/* --- pieces ------------------------------------------------------------------------------ */

static bool
put_safely(void *user, const void *data, size_t n)
{
	struct fc_out *out = user;
	const char *s = data, *end = s + n;

	while (s < end) {
		const char *at = memchr(s, '<', (size_t)(end - s));

		fc_out_add(out, s, (size_t)((at ? at : end) - s));
		if (at)
			fc_out_puts(out, "\\u003c");
		s = at ? at + 1 : end;
	}
	return !out->failed;
}

void
fc_page_put_text(struct fc_page *p, const char *text)
{
	struct fc_json j;

	fc_json_init(&j, p->out, 0);
	fc_json_text(&j, text);
}

void
fc_page_put_key(struct fc_page *p, const char *key)
{
	fc_out_printf(p->out, ",\n\"%s\":", key);
}

static void
put_member(struct fc_page *p, const char *key, const char *text)
{
	fc_page_put_key(p, key);
	fc_page_put_text(p, text);
}

void
fc_page_put_place(struct fc_page *p, const char *text)
{
	const char *key = fc_intern_text(p->names, text ? text : "");
	uintptr_t at = (uintptr_t)fc_table_find(p->text_at, key);

	if (!at) {
		FC_VEC_PUSH(p->arena, &p->text, key);
		at = p->text.n;
		fc_table_set(p->text_at, key, (void *)at);
	}
	fc_out_int(p->out, (int64_t)at - 1);
}

void
fc_page_put_dim(struct fc_page *p, struct fc_dim x)
{
	const void *key = (const void *)(uintptr_t)x.word;
	uintptr_t at;
	int64_t v;

	if (fc_dim_is_nan(x)) {
		fc_out_puts(p->out, "null");
		return;
	}
	if (fc_dim_const(x, &v) && v >= 0 && v < EXACT) {
		fc_out_int(p->out, v);
		return;
	}
	at = (uintptr_t)fc_table_find(p->dim_at, key);
	if (!at) {
		FC_VEC_PUSH(p->arena, &p->dim, x);
		at = p->dim.n;
		fc_table_set(p->dim_at, key, (void *)at);
	}
	fc_out_int(p->out, -(int64_t)at);
}

/* --- the model ----------------------------------------------------------------------------- */

static void
put_symbols(struct fc_page *p)
{
	bool first = true;

	fc_page_put_key(p, "symbols");
	fc_out_putc(p->out, '[');
	for (uint32_t i = 0; i < p->r->n_symbol; i++) {
		const struct fc_result_symbol *s = &p->r->symbol[i];

		if (s->bound)
			continue;
		fc_out_puts(p->out, first ? "{\"name\":" : ",{\"name\":");
		fc_page_put_text(p, s->name);
		put_member(p, "origin", s->origin);
		fc_out_printf(p->out, ",\"unknown\":%s,\"total\":%s,\"max\":", s->unknown ? "true" : "false",
		              s->in_total ? "true" : "false");
		fc_page_put_dim(p, s->max);
		fc_out_putc(p->out, '}');
		first = false;
	}
	fc_out_putc(p->out, ']');
}

static void
put_totals(struct fc_page *p)
{
	struct fc_dim x;
	const char *key;

	fc_page_put_key(p, "totals");
	for (size_t i = 0; (key = fc_result_total_key(i)); i++) {
		fc_result_total_by_key(p->r, key, &x);
		fc_out_printf(p->out, "%c\"%s\":", i ? ',' : '{', key);
		fc_page_put_dim(p, x);
	}
	fc_out_putc(p->out, '}');
	put_member(p, "peak_at", p->r->total.peak_at);
}

static void
put_tensors(struct fc_page *p)
{
	fc_page_put_key(p, "tensors");
	fc_out_putc(p->out, '[');
	for (uint32_t i = 0; i < p->r->n_tensor; i++) {
		const struct fc_tensor *t = &p->r->tensor[i];
		const char *dtype = fc_dtype_name((enum fc_dtype)t->type->dtype);

		fc_out_puts(p->out, i ? ",[" : "[");
		fc_page_put_place(p, t->name);
		fc_out_putc(p->out, ',');
		fc_str_clear(&p->scratch);
		if (t->type->kind == FC_TENSOR_TENSOR && dtype)
			fc_str_printf(&p->scratch, "%s ", dtype);
		fc_cell_shape(&p->scratch, t->type);
		fc_page_put_place(p, p->scratch.data);
		fc_out_putc(p->out, ']');
	}
	fc_out_putc(p->out, ']');
}

/* --- the lists behind the places, and what was said --------------------------------------------- */

static void
put_lists(struct fc_page *p)
{
	fc_page_put_key(p, "formulas");
	for (uint32_t i = 0; i < p->dim.n; i++) {
		fc_out_putc(p->out, i ? ',' : '[');
		fc_page_put_text(p, fc_dim_text(p->shown, p->dim.at[i]));
	}
	fc_out_puts(p->out, p->dim.n ? "]" : "[]");
	fc_page_put_key(p, "texts");
	for (uint32_t i = 0; i < p->text.n; i++) {
		fc_out_putc(p->out, i ? ',' : '[');
		fc_page_put_text(p, p->text.at[i]);
	}
	fc_out_puts(p->out, p->text.n ? "]" : "[]");
}

static void
put_said(struct fc_page *p)
{
	char label[16];

	fc_page_put_key(p, "said");
	fc_out_putc(p->out, '[');
	for (uint32_t i = 0; i < p->r->n_diag; i++) {
		const struct fc_diag *d = &p->r->diag[i];

		fc_diag_label(d->code, label);
		fc_str_clear(&p->scratch);
		fc_where_print(&d->where, &p->scratch);
		fc_str_printf(&p->scratch, "%s%s: %s [%s]", p->scratch.size ? ": " : "",
		              fc_severity_name(d->severity), d->text, label);
		fc_out_puts(p->out, i ? ",\n" : "");
		fc_page_put_text(p, p->scratch.data);
	}
	fc_out_putc(p->out, ']');
}

/* What the table of layers is to look like at first. */
static void
put_wishes(struct fc_page *p, const struct fc_report_options *o)
{
	fc_out_printf(p->out, ",\n\"depth\":%u,\"top\":%u,\"columns\":", o->view.depth,
	              (unsigned)o->view.top);
	for (unsigned i = 0; i < o->n_column; i++)
		fc_out_printf(p->out, "%c\"%s\"", i ? ',' : '[', o->column[i]->key);
	fc_out_puts(p->out, o->n_column ? "]" : "null");
}

static void
put_model(struct fc_page *p, const struct fc_report *r)
{
	static const char *const by[] = { "node", "module", "op" };
	const struct fc_result *res = p->r;

	fc_out_puts(p->out, "{\"tool\":\"flopcount " FC_VERSION "\"");
	put_member(p, "path", res->path);
	put_member(p, "format", res->format);
	put_member(p, "producer", res->producer);
	put_member(p, "status", fc_result_status_name(res->status));
	put_member(p, "convention", res->policy ? fc_policy_name(res->policy) : NULL);
	put_member(p, "rule", res->policy ? fc_policy_text(res->policy) : NULL);
	put_member(p, "by", by[r->options.view.by]);
	put_member(p, "sort", r->options.view.sort ? r->options.view.sort->key : NULL);
	put_wishes(p, &r->options);
	put_said(p);
	if (res->status != FC_RESULT_FAILED) {
		put_symbols(p);
		put_totals(p);
		if (res->device) {
			put_member(p, "device", res->device->title);
			fc_page_put_key(p, "predicted");
			fc_page_put_dim(p, res->total.roof.predicted);
		}
		put_tensors(p);
		fc_page_put_rows(p);
		put_lists(p);
	}
	fc_out_putc(p->out, '}');
}

void
fc_page_model(struct fc_report *r, const struct fc_result *result)
{
	struct fc_page p = { .r = result, .arena = r->arena, .scratch = FC_STR(r->arena) };

	p.out = FC_NEW(r->arena, struct fc_out);
	fc_out_init(p.out, put_safely, r->out);
	p.shown = fc_dim_texts_new(r->arena);
	p.names = fc_intern_new(r->arena);
	p.text_at = fc_table_new(r->arena);
	p.dim_at = fc_table_new(r->arena);
	put_model(&p, r);
	fc_out_flush(p.out);
}
