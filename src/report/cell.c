/* cell.c -- values of columns as text, exact and for people */
#include "report/cell.h"

#include <string.h>

#include "base/human.h"
#include "base/num.h"
#include "base/str.h"
#include "report/text.h"
#include "result/roofline.h"
#include "result/texts.h"
#include "result/view.h"

enum { SHOWN_ELEMENTS = 4 }; /* of a sequence, to people */

static void
put_elements(struct fc_str *out, const struct fc_tensor_type *t, unsigned limit)
{
	for (unsigned i = 0; i < t->n_elem && i < limit; i++) {
		if (i)
			fc_str_putc(out, ' ');
		fc_cell_shape(out, &t->elem[i]);
	}
	if (t->n_elem > limit || (t->kind == FC_TENSOR_SEQUENCE && !t->listed))
		fc_str_puts(out, t->n_elem ? " ..." : "...");
}

static void
put_shape(struct fc_str *out, const struct fc_tensor_type *t, unsigned limit)
{
	static const char *const kind[] = { NULL, NULL, "sequence", "optional", "map", "other" };

	if (!kind[t->kind]) {
		fc_shape_print(t->shape, out);
	} else {
		fc_str_printf(out, "%s(", kind[t->kind]);
		put_elements(out, t, limit);
		fc_str_putc(out, ')');
	}
}

void
fc_cell_shape(struct fc_str *out, const struct fc_tensor_type *t)
{
	put_shape(out, t, UINT32_MAX);
}

void
fc_cell_clean_shape(struct fc_str *out, const struct fc_tensor_type *t)
{
	struct fc_str raw = FC_STR(out->arena);

	put_shape(&raw, t, UINT32_MAX);
	fc_text_clean(out, raw.data);
}

void
fc_cell_clean_dim(struct fc_str *out, struct fc_dim x)
{
	struct fc_str raw = FC_STR(out->arena);

	fc_dim_print(x, &raw);
	fc_text_clean(out, raw.data);
}

/* Does a term of a formula begin at s: in its first column, or behind a sign that stands outside brackets. */
static bool
begins_term(const char *text, const char *s, int depth)
{
	return s == text || (!depth && s - text > 2 && s[-1] == ' ' && (s[-2] == '+' || s[-2] == '-'));
}

/* "589824*batch*seq" as "590 k*batch*seq". */
static void
put_formula(struct fc_str *out, const char *text, bool bytes)
{
	int depth = 0;

	for (const char *s = text; *s;) {
		size_t n = strspn(s, "0123456789");
		int64_t v;

		if (n && begins_term(text, s, depth) && fc_num_parse(s, n, &v)) {
			fc_text_figure(out, v, bytes);
			s += n;
			continue;
		}
		depth += *s == '(' || *s == '<';
		depth -= *s == ')' || *s == '>';
		fc_str_putc(out, *s++);
	}
}

static void
put_dim_human(struct fc_str *out, const struct fc_cells *cells, struct fc_dim x, bool bytes)
{
	struct fc_str raw = FC_STR(out->arena);
	int64_t v;

	if (fc_dim_is(x, 0)) {
		fc_str_putc(out, '-');
	} else if (fc_dim_const(x, &v)) {
		fc_text_figure(out, v, bytes);
	} else {
		put_formula(&raw, fc_dim_text(cells->texts, x), bytes);
		fc_text_clean(out, raw.data);
	}
}

struct fc_cells
fc_cells_of(struct fc_arena *a, const struct fc_result *r)
{
	return (struct fc_cells){ r, fc_dim_texts_new(a) };
}

/* The figure of the totals that stands where row's figure stands. */
static struct fc_dim
total_of(const struct fc_result *r, const struct fc_column *c)
{
	size_t at = c->offset - FC_COLUMN_AT_LIKE(f);

	return *(const struct fc_dim *)(const void *)((const char *)&r->total.f + at);
}

/* "0.065123", whatever the locale; "6.5%" to people. */
static void
put_share(struct fc_str *out, const struct fc_result *r, const struct fc_row *row, const struct fc_column *c,
          bool human)
{
	int64_t part = fc_result_weigh(r, fc_column_dim(c, row)), whole = fc_result_weigh(r, total_of(r, c));
	char text[FC_HUMAN_SIZE];
	long millionths;

	if (row->status == FC_ROW_ALTERNATIVE)
		part = 0;
	if (part < 0 || whole <= 0 || (human && !part)) {
		fc_str_puts(out, human ? "-" : "");
	} else if (human) {
		fc_human_share(part, whole, text);
		fc_str_puts(out, text);
	} else {
		millionths = (long)((double)part / (double)whole * 1e6 + 0.5);
		fc_str_printf(out, "%ld.%06ld", millionths / 1000000, millionths % 1000000);
	}
}

static void
put_attributes(struct fc_str *out, const struct fc_row *row)
{
	const struct fc_row_attr *attr = row->like->attr;

	fc_str_putc(out, '{');
	for (unsigned i = 0; i < row->like->n_attr; i++)
		fc_str_printf(out, "%s\"%s\": %s", i ? ", " : "", attr[i].name, attr[i].json);
	fc_str_putc(out, '}');
}

static void
put_shapes(struct fc_str *out, const struct fc_result *r, const uint32_t *at, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		if (i)
			fc_str_putc(out, ';');
		fc_cell_shape(out, r->tensor[at[i]].type);
	}
}

static void
put_number(struct fc_str *out, const struct fc_row *row, const struct fc_column *c)
{
	fc_str_int(out, *(const uint32_t *)fc_column_of(c->offset, row));
}

/* What a device makes of the row; nothing without one. */
static void
put_roof(struct fc_str *out, const struct fc_cells *cells, const struct fc_row *row,
         const struct fc_column *c)
{
	const struct fc_like *like = row->like;
	char text[FC_ROOF_SIZE] = "";
	int64_t v;

	if (!cells->r->device || row->status == FC_ROW_ALTERNATIVE)
		return;
	if (c->kind == FC_COLUMN_BOUND && fc_roof_bound(&row->like->roof))
		fc_str_puts(out, fc_bound_name(fc_roof_bound(&row->like->roof)));
	else if (c->kind == FC_COLUMN_TIME && fc_dim_const(fc_column_dim(c, row), &v))
		fc_roof_ms(v, text);
	else if (c->kind == FC_COLUMN_INTENSITY && fc_roof_intensity(&like->roof, like->f.access_bytes, &v))
		fc_roof_millionths(v, text);
	fc_str_puts(out, text);
}

static void
put_roof_human(struct fc_str *out, const struct fc_cells *cells, const struct fc_row *row,
               const struct fc_column *c)
{
	const struct fc_like *like = row->like;
	struct fc_dim x = c->kind == FC_COLUMN_TIME ? like->roof.predicted : like->f.access_bytes;
	char text[FC_HUMAN_SIZE] = "?";
	int64_t v;

	if (!cells->r->device || row->status == FC_ROW_ALTERNATIVE || fc_dim_is(x, 0)) {
		fc_str_puts(out, "-");
		return;
	}
	if (c->kind == FC_COLUMN_TIME && fc_dim_const(x, &v))
		fc_human_time(v, text);
	else if (c->kind == FC_COLUMN_INTENSITY && fc_roof_intensity(&like->roof, like->f.access_bytes, &v))
		fc_human_ratio(v, text);
	fc_str_puts(out, text);
}

void
fc_cell_exact(struct fc_str *out, const struct fc_cells *cells, const struct fc_row *row,
              const struct fc_column *c)
{
	switch (c->kind) {
	case FC_COLUMN_TEXT:
		fc_str_puts(out, fc_column_text(c, row) ? fc_column_text(c, row) : "");
		break;
	case FC_COLUMN_NUMBER:
		put_number(out, row, c);
		break;
	case FC_COLUMN_BYTE:
		fc_str_int(out, row->depth);
		break;
	case FC_COLUMN_COUNT:
	case FC_COLUMN_BYTES:
		if (!fc_dim_is_nan(fc_column_dim(c, row)))
			fc_str_puts(out, fc_dim_text(cells->texts, fc_column_dim(c, row)));
		break;
	case FC_COLUMN_SHARE:
		put_share(out, cells->r, row, c, false);
		break;
	case FC_COLUMN_ATTRIBUTES:
		put_attributes(out, row);
		break;
	case FC_COLUMN_INPUTS:
		put_shapes(out, cells->r, row->in, row->n_in);
		break;
	case FC_COLUMN_OUTPUTS:
		put_shapes(out, cells->r, fc_row_out(row), row->n_out);
		break;
	case FC_COLUMN_STATUS:
		fc_str_puts(out, fc_row_status_name((enum fc_row_status)row->status));
		break;
	case FC_COLUMN_BOUND:
	case FC_COLUMN_INTENSITY:
	case FC_COLUMN_TIME:
		put_roof(out, cells, row, c);
		break;
	}
}

/* The first one, and how many more. */
static void
put_outputs(struct fc_str *out, const struct fc_result *r, const struct fc_row *row)
{
	struct fc_str raw = FC_STR(out->arena);

	if (row->n_out)
		put_shape(&raw, r->tensor[fc_row_out(row)[0]].type, SHOWN_ELEMENTS);
	fc_text_clean(out, raw.data);
	if (row->n_out > 1)
		fc_str_printf(out, " +%u", row->n_out - 1u);
}

static void
put_inputs(struct fc_str *out, const struct fc_result *r, const struct fc_row *row)
{
	struct fc_str raw = FC_STR(out->arena);

	for (unsigned i = 0; i < row->n_in; i++) {
		if (i)
			fc_str_putc(&raw, ' ');
		put_shape(&raw, r->tensor[row->in[i]].type, SHOWN_ELEMENTS);
	}
	fc_text_clean(out, raw.data);
}

/* A sum of rows has none of these. */
static bool
is_of_one(const struct fc_row *row, const struct fc_column *c)
{
	return fc_dim_is_nan(row->like->repeat) &&
	       (c->offset == FC_COLUMN_AT_LIKE(repeat) || c->offset == FC_COLUMN_AT(alive));
}

void
fc_cell_human(struct fc_str *out, const struct fc_cells *cells, const struct fc_row *row,
              const struct fc_column *c)
{
	switch (c->kind) {
	case FC_COLUMN_TEXT:
		fc_text_clean(out, fc_column_text(c, row));
		break;
	case FC_COLUMN_COUNT:
	case FC_COLUMN_BYTES:
		if (!is_of_one(row, c))
			put_dim_human(out, cells, fc_column_dim(c, row), c->kind == FC_COLUMN_BYTES);
		break;
	case FC_COLUMN_SHARE:
		put_share(out, cells->r, row, c, true);
		break;
	case FC_COLUMN_ATTRIBUTES:
		for (unsigned i = 0; i < row->like->n_attr; i++) {
			fc_str_puts(out, i ? " " : "");
			fc_text_clean(out, row->like->attr[i].name);
			fc_str_putc(out, '=');
			fc_text_clean(out, row->like->attr[i].json);
		}
		break;
	case FC_COLUMN_INPUTS:
		put_inputs(out, cells->r, row);
		break;
	case FC_COLUMN_INTENSITY:
	case FC_COLUMN_TIME:
		put_roof_human(out, cells, row, c);
		break;
	case FC_COLUMN_OUTPUTS:
		put_outputs(out, cells->r, row);
		break;
	case FC_COLUMN_STATUS:
		if (row->status != FC_ROW_COMPLETE)
			fc_cell_exact(out, cells, row, c);
		break;
	default:
		fc_cell_exact(out, cells, row, c);
	}
}
