/* page_data.c -- a model as the page's data: a list a column, each text once */
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/json_write.h"
#include "base/str.h"
#include "base/table.h"
#include "base/vec.h"
#include "report/cell.h"
#include "report/page.h"
#include "result/json.h"
#include "result/policy.h"
#include "result/roofline.h"
#include "result/texts.h"

static const int64_t EXACT = INT64_C(1) << 53; /* what a script's number holds exactly */

struct texts FC_VEC(const char *);
struct dims FC_VEC(struct fc_dim);

struct page {
	const struct fc_result *r;
	struct fc_arena *arena;
	struct fc_out *out;
	struct fc_dim_texts *shown;
	struct fc_intern *names;
	struct fc_table *text_at, *dim_at; /* to 1 + the place in the lists */
	struct texts text;
	struct dims dim;
	struct fc_str scratch;
};

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

static void
put_text(struct page *p, const char *text)
{
	struct fc_json j;

	fc_json_init(&j, p->out, 0);
	fc_json_text(&j, text);
}

static void
put_key(struct page *p, const char *key)
{
	fc_out_printf(p->out, ",\n\"%s\":", key);
}

static void
put_member(struct page *p, const char *key, const char *text)
{
	put_key(p, key);
	put_text(p, text);
}

/* Where a text stands in the list of texts. */
static void
put_place(struct page *p, const char *text)
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

/* A number that a script holds exactly, -1 - the place of a formula, or null. */
static void
put_dim(struct page *p, struct fc_dim x)
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
put_symbols(struct page *p)
{
	bool first = true;

	put_key(p, "symbols");
	fc_out_putc(p->out, '[');
	for (uint32_t i = 0; i < p->r->n_symbol; i++) {
		const struct fc_result_symbol *s = &p->r->symbol[i];

		if (s->bound)
			continue;
		fc_out_puts(p->out, first ? "{\"name\":" : ",{\"name\":");
		put_text(p, s->name);
		put_member(p, "origin", s->origin);
		fc_out_printf(p->out, ",\"unknown\":%s,\"total\":%s,\"max\":", s->unknown ? "true" : "false",
		              s->in_total ? "true" : "false");
		put_dim(p, s->max);
		fc_out_putc(p->out, '}');
		first = false;
	}
	fc_out_putc(p->out, ']');
}

static void
put_totals(struct page *p)
{
	struct fc_dim x;
	const char *key;

	put_key(p, "totals");
	for (size_t i = 0; (key = fc_result_total_key(i)); i++) {
		fc_result_total_by_key(p->r, key, &x);
		fc_out_printf(p->out, "%c\"%s\":", i ? ',' : '{', key);
		put_dim(p, x);
	}
	fc_out_putc(p->out, '}');
	put_member(p, "peak_at", p->r->total.peak_at);
}

static void
put_tensors(struct page *p)
{
	put_key(p, "tensors");
	fc_out_putc(p->out, '[');
	for (uint32_t i = 0; i < p->r->n_tensor; i++) {
		const struct fc_tensor *t = &p->r->tensor[i];
		const char *dtype = fc_dtype_name((enum fc_dtype)t->dtype);

		fc_out_puts(p->out, i ? ",[" : "[");
		put_place(p, t->name);
		fc_out_putc(p->out, ',');
		fc_str_clear(&p->scratch);
		if (t->kind == FC_TENSOR_TENSOR && dtype)
			fc_str_printf(&p->scratch, "%s ", dtype);
		fc_cell_shape(&p->scratch, t);
		put_place(p, p->scratch.data);
		fc_out_putc(p->out, ']');
	}
	fc_out_putc(p->out, ']');
}

/* --- rows, a column after the other ----------------------------------------------------------- */

enum kind { TEXT, DIM, BYTE, NUMBER, PLACES_IN, PLACES_OUT, ATTRIBUTES, BOUND, INTENSITY };

#define AT(field)   FC_COLUMN_AT(field)
#define LIKE(field) FC_COLUMN_AT_LIKE(field)
static const struct column {
	const char *key;
	enum kind kind;
	size_t at;
} columns[] = {
	{ "index", NUMBER, AT(index) },
	{ "name", TEXT, AT(name) },
	{ "scope", TEXT, AT(scope) },
	{ "op", TEXT, LIKE(op) },
	{ "domain", TEXT, LIKE(domain) },
	{ "type", TEXT, LIKE(class_name) },
	{ "depth", BYTE, AT(depth) },
	{ "status", BYTE, AT(status) },
	{ "reason", TEXT, LIKE(reason) },
	{ "formula", TEXT, LIKE(formula) },
	{ "attributes", ATTRIBUTES, 0 },
	{ "inputs", PLACES_IN, 0 },
	{ "outputs", PLACES_OUT, 0 },
#define FIGURE(field, key) { key, DIM, LIKE(f.field) },
	FC_FIGURES(FIGURE)
#undef FIGURE
	{ "bias_adds", DIM, LIKE(bias_adds) },
	{ "affine", DIM, LIKE(affine) },
	{ "simple", DIM, LIKE(simple) },
	{ "special", DIM, LIKE(special) },
	{ "repeat", DIM, LIKE(repeat) },
	{ "alive_bytes", DIM, AT(alive) },
	{ "predicted_ms", DIM, LIKE(roof.predicted) }, /* with a device, in picoseconds */
	{ "bound", BOUND, 0 },
	{ "intensity", INTENSITY, 0 },               /* in millionths */
};
enum { N_COLUMNS = sizeof(columns) / sizeof(columns[0]), N_OF_DEVICE = 3 };

static void
put_places(struct page *p, const uint32_t *at, unsigned n)
{
	fc_out_putc(p->out, '[');
	for (unsigned i = 0; i < n; i++) {
		if (i)
			fc_out_putc(p->out, ',');
		fc_out_int(p->out, at[i]);
	}
	fc_out_putc(p->out, ']');
}

static void
put_attributes(struct page *p, const struct fc_row_attr *attr, unsigned n)
{
	fc_str_clear(&p->scratch);
	for (unsigned i = 0; i < n; i++)
		fc_str_printf(&p->scratch, "%s%s = %s", i ? "\n" : "", attr[i].name, attr[i].json);
	put_place(p, p->scratch.data);
}

static void
put_intensity(struct page *p, const struct fc_row *row)
{
	int64_t v;

	if (fc_roof_intensity(&row->like->roof, row->like->f.access_bytes, &v))
		fc_out_int(p->out, v);
	else
		fc_out_puts(p->out, "null");
}

static void
put_cell(struct page *p, const struct fc_row *row, const struct column *c)
{
	const void *at = fc_column_of(c->at, row);

	switch (c->kind) {
	case TEXT:
		put_place(p, *(const char *const *)at);
		break;
	case DIM:
		put_dim(p, *(const struct fc_dim *)at);
		break;
	case BYTE:
		fc_out_int(p->out, *(const uint8_t *)at);
		break;
	case NUMBER:
		fc_out_int(p->out, *(const uint32_t *)at);
		break;
	case PLACES_IN:
		put_places(p, row->in, row->n_in);
		break;
	case PLACES_OUT:
		put_places(p, row->out, row->n_out);
		break;
	case ATTRIBUTES:
		put_attributes(p, row->like->attr, row->like->n_attr);
		break;
	case BOUND:
		put_place(p, fc_bound_name(fc_roof_bound(&row->like->roof)));
		break;
	case INTENSITY:
		put_intensity(p, row);
		break;
	}
}

/* Constant nodes cost nothing and are left out. */
static void
put_rows(struct page *p)
{
	put_key(p, "rows");
	for (unsigned k = 0; k < N_COLUMNS - (p->r->device ? 0 : N_OF_DEVICE); k++) {
		bool first = true;

		fc_out_printf(p->out, "%s\"%s\":[", k ? ",\n" : "{", columns[k].key);
		for (uint32_t i = 0; i < p->r->n_row && !p->out->failed; i++) {
			if (!p->r->row[i].nodes)
				continue;
			if (!first)
				fc_out_putc(p->out, ',');
			put_cell(p, &p->r->row[i], &columns[k]);
			first = false;
		}
		fc_out_putc(p->out, ']');
	}
	fc_out_putc(p->out, '}');
}

/* --- the lists behind the places, and what was said --------------------------------------------- */

static void
put_lists(struct page *p)
{
	put_key(p, "formulas");
	for (uint32_t i = 0; i < p->dim.n; i++) {
		fc_out_putc(p->out, i ? ',' : '[');
		put_text(p, fc_dim_text(p->shown, p->dim.at[i]));
	}
	fc_out_puts(p->out, p->dim.n ? "]" : "[]");
	put_key(p, "texts");
	for (uint32_t i = 0; i < p->text.n; i++) {
		fc_out_putc(p->out, i ? ',' : '[');
		put_text(p, p->text.at[i]);
	}
	fc_out_puts(p->out, p->text.n ? "]" : "[]");
}

static void
put_said(struct page *p)
{
	char label[16];

	put_key(p, "said");
	fc_out_putc(p->out, '[');
	for (uint32_t i = 0; i < p->r->n_diag; i++) {
		const struct fc_diag *d = &p->r->diag[i];

		fc_diag_label(d->code, label);
		fc_str_clear(&p->scratch);
		fc_where_print(&d->where, &p->scratch);
		fc_str_printf(&p->scratch, "%s%s: %s [%s]", p->scratch.size ? ": " : "",
		              fc_severity_name(d->severity), d->text, label);
		fc_out_puts(p->out, i ? ",\n" : "");
		put_text(p, p->scratch.data);
	}
	fc_out_putc(p->out, ']');
}

/* What the table of layers is to look like at first. */
static void
put_wishes(struct page *p, const struct fc_report_options *o)
{
	fc_out_printf(p->out, ",\n\"depth\":%u,\"top\":%u,\"columns\":", o->view.depth,
	              (unsigned)o->view.top);
	for (unsigned i = 0; i < o->n_column; i++)
		fc_out_printf(p->out, "%c\"%s\"", i ? ',' : '[', o->column[i]->key);
	fc_out_puts(p->out, o->n_column ? "]" : "null");
}

static void
put_model(struct page *p, const struct fc_report *r)
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
		put_tensors(p);
		put_rows(p);
		put_lists(p);
	}
	fc_out_putc(p->out, '}');
}

void
fc_page_model(struct fc_report *r, const struct fc_result *result)
{
	struct page p = { .r = result, .arena = r->arena, .scratch = FC_STR(r->arena) };

	p.out = FC_NEW(r->arena, struct fc_out);
	fc_out_init(p.out, put_safely, r->out);
	p.shown = fc_dim_texts_new(r->arena);
	p.names = fc_intern_new(r->arena);
	p.text_at = fc_table_new(r->arena);
	p.dim_at = fc_table_new(r->arena);
	put_model(&p, r);
	fc_out_flush(p.out);
}
