/* page_rows.c -- the rows of a model as the page's data, a column after the other */
#include "report/page_data.h"

#include <stddef.h>

#include "result/roofline.h"

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
put_places(struct fc_page *p, const uint32_t *at, unsigned n)
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
put_attributes(struct fc_page *p, const struct fc_row_attr *attr, unsigned n)
{
	fc_str_clear(&p->scratch);
	for (unsigned i = 0; i < n; i++)
		fc_str_printf(&p->scratch, "%s%s = %s", i ? "\n" : "", attr[i].name, attr[i].json);
	fc_page_put_place(p, p->scratch.data);
}

static void
put_intensity(struct fc_page *p, const struct fc_row *row)
{
	int64_t v;

	if (fc_roof_intensity(&row->like->roof, row->like->f.access_bytes, &v))
		fc_out_int(p->out, v);
	else
		fc_out_puts(p->out, "null");
}

static void
put_cell(struct fc_page *p, const struct fc_row *row, const struct column *c)
{
	const void *at = fc_column_of(c->at, row);

	switch (c->kind) {
	case TEXT:
		fc_page_put_place(p, *(const char *const *)at);
		break;
	case DIM:
		fc_page_put_dim(p, *(const struct fc_dim *)at);
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
		put_places(p, fc_row_out(row), row->n_out);
		break;
	case ATTRIBUTES:
		put_attributes(p, row->like->attr, row->like->n_attr);
		break;
	case BOUND:
		fc_page_put_place(p, fc_bound_name(fc_roof_bound(&row->like->roof)));
		break;
	case INTENSITY:
		put_intensity(p, row);
		break;
	}
}

/* Constant nodes cost nothing and are left out. */
void
fc_page_put_rows(struct fc_page *p)
{
	fc_page_put_key(p, "rows");
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
