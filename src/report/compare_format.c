/* compare_format.c -- comparisons for programs: csv, json; and the list of formats */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/json_write.h"
#include "base/num.h"
#include "report/compare.h"
#include "report/csv.h"

/* Sorted by name. */
static const struct fc_report_format *const formats[] = {
	&fc_compare_csv,
	&fc_compare_html,
	&fc_compare_json,
	&fc_compare_md,
	&fc_compare_svg,
	&fc_compare_table,
};

enum { N_FORMATS = sizeof(formats) / sizeof(formats[0]) };

const struct fc_report_format *
fc_compare_format_at(size_t i)
{
	return i < N_FORMATS ? formats[i] : NULL;
}

const struct fc_report_format *
fc_compare_find(const char *name)
{
	for (size_t i = 0; i < N_FORMATS; i++) {
		if (!strcmp(formats[i]->name, name))
			return formats[i];
	}
	return NULL;
}

static void
csv_end(struct fc_report *r)
{
	struct fc_compare *c = fc_compare_settle(r, true);
	struct fc_str valid = FC_STR(r->keep);

	for (unsigned k = 0; k < c->n_column; k++) {
		if (k)
			fc_out_putc(r->out, ',');
		fc_csv_field(r->out, &valid, c->column[k].key);
	}
	fc_out_putc(r->out, '\n');
	for (uint32_t i = 0; i < c->shown && !r->out->failed; i++) {
		const struct fc_compare_row *row = fc_compare_at(c, i);

		for (unsigned k = 0; k < c->n_column; k++) {
			if (k)
				fc_out_putc(r->out, ',');
			fc_csv_field(r->out, &valid, fc_compare_cell(c, row, &c->column[k]).exact);
		}
		fc_out_putc(r->out, '\n');
	}
}

/* Numbers as numbers, formulas and the rest as text, null for what is not known. */
static void
put_value(struct fc_json *j, const struct fc_compare_cell *cell)
{
	int64_t v;

	if (!*cell->exact)
		fc_json_null(j);
	else if (!isnan(cell->number) && fc_num_parse(cell->exact, strlen(cell->exact), &v))
		fc_json_int(j, v);
	else if (!isnan(cell->number) && !strpbrk(cell->exact, "*^()"))
		fc_json_real(j, cell->number);
	else
		fc_json_text(j, cell->exact);
}

static void
put_model(struct fc_json *j, struct fc_compare *c, const struct fc_compare_row *row)
{
	bool own = true;

	fc_json_object(j, true);
	for (unsigned k = 0; k < c->n_column; k++) {
		struct fc_compare_cell cell = fc_compare_cell(c, row, &c->column[k]);

		if (own && c->column[k].own < 0) {
			fc_json_key(j, "meta");
			fc_json_object(j, true);
			own = false;
		}
		fc_json_key(j, c->column[k].key);
		put_value(j, &cell);
	}
	if (!own)
		fc_json_end(j, '}');
	fc_json_end(j, '}');
}

/* The report's own columns before the user's, which are an object of their own. */
static void
part_columns(struct fc_report *r, struct fc_compare *c)
{
	struct fc_compare_column *part = FC_NEW_N(r->keep, struct fc_compare_column, (size_t)c->n_column + 1);
	unsigned n = 0;

	for (int own = 1; own >= 0; own--) {
		for (unsigned k = 0; k < c->n_column; k++) {
			if ((c->column[k].own >= 0) == own)
				part[n++] = c->column[k];
		}
	}
	c->column = part;
}

static void
json_end(struct fc_report *r)
{
	struct fc_compare *c = fc_compare_settle(r, true);
	struct fc_json j;

	part_columns(r, c);
	fc_json_init(&j, r->out, 2);
	fc_json_object(&j, false);
	fc_json_key(&j, "schema");
	fc_json_text(&j, "flopcount.compare/1");
	fc_json_key(&j, "tool");
	fc_json_object(&j, true);
	fc_json_key(&j, "name");
	fc_json_text(&j, "flopcount");
	fc_json_key(&j, "version");
	fc_json_text(&j, FC_VERSION);
	fc_json_end(&j, '}');
	fc_json_key(&j, "convention");
	fc_json_text(&j, c->convention);
	fc_json_key(&j, "models");
	fc_json_array(&j, false);
	for (uint32_t i = 0; i < c->shown && !r->out->failed; i++)
		put_model(&j, c, fc_compare_at(c, i));
	fc_json_end(&j, ']');
	fc_json_end(&j, '}');
	fc_out_putc(r->out, '\n');
}

const struct fc_report_format fc_compare_csv = { "csv", fc_compare_begin, fc_compare_add, csv_end };
const struct fc_report_format fc_compare_json = { "json", fc_compare_begin, fc_compare_add, json_end };
