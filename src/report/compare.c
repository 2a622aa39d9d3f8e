/* compare.c -- gathers the rows of a comparison, sorts and cuts them */
#include "report/compare.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/human.h"
#include "base/intern.h"
#include "base/num.h"
#include "base/table.h"
#include "report/cell.h"
#include "report/text.h"
#include "result/policy.h"
#include "result/texts.h"

enum unit { TEXT, COUNT, BYTES, MILLIONS, BILLIONS, P50, P90 };

/* keep: 0 is shown by csv and json only, unless it is asked for. */
static const struct own {
	const char *key, *title;
	enum unit unit;
	unsigned char keep;
} owns[] = {
	{ "model", "model", TEXT, 255 },
	{ "path", "path", TEXT, 0 },
	{ "format", "format", TEXT, 0 },
	{ "convention", "convention", TEXT, 0 },
	{ "status", "status", TEXT, 0 },
	{ "input", "input", TEXT, 8 },
	{ "params", "params (M)", MILLIONS, 20 },
	{ "macs", "MACs (G)", BILLIONS, 20 },
	{ "flops", "FLOPs (G)", BILLIONS, 20 },
	{ "access_bytes", "access", BYTES, 6 },
	{ "access_elements", "access elements", COUNT, 0 },
	{ "peak_activation_bytes", "peak", BYTES, 5 },
	{ "weight_bytes", "weights", BYTES, 0 },
	{ "file_bytes", "file", BYTES, 4 },
	{ "nodes", "nodes", COUNT, 0 },
	{ "uncounted_nodes", "uncounted", COUNT, 0 },
	{ "latency_p50_ms", "p50 (ms)", P50, 15 },
	{ "latency_p90_ms", "p90 (ms)", P90, 0 },
};

enum { N_OWN = sizeof(owns) / sizeof(owns[0]), MODEL = 0, STATUS = 4, KEEP_META = 10, KEEP_STATUS = 30 };

/* --- columns ---------------------------------------------------------------------------- */

const char *
fc_compare_key(size_t i)
{
	return i < N_OWN ? owns[i].key : NULL;
}

static struct fc_compare_column
own_column(int i)
{
	const struct own *o = &owns[i];

	return (struct fc_compare_column){ o->key, o->title, i, 0, o->unit != TEXT, o->keep };
}

/* Numbers stand on the right, where all that stands there is a number. */
static struct fc_compare_column
meta_column(const struct fc_meta *m, uint32_t i)
{
	struct fc_compare_column c = { m->cell[i], m->cell[i], -1, i, true, KEEP_META };
	double v;

	for (uint32_t k = 1; k < m->n_row; k++) {
		const char *cell = m->cell[(size_t)k * m->n_column + i];

		c.right = c.right && (!*cell || fc_num_parse_real(cell, strlen(cell), &v));
	}
	return c;
}

bool
fc_compare_find_column(const struct fc_meta *meta, const char *key, struct fc_compare_column *out)
{
	uint32_t at = fc_meta_column(meta, key);

	for (int i = 0; i < N_OWN; i++) {
		if (!strcmp(owns[i].key, key)) {
			*out = own_column(i);
			return true;
		}
	}
	if (at == UINT32_MAX)
		return false;
	*out = meta_column(meta, at);
	return true;
}

static bool
all_complete(const struct fc_compare *c)
{
	for (uint32_t i = 0; i < c->rows.n; i++) {
		if (!c->rows.at[i].complete)
			return false;
	}
	return true;
}

static void
choose(struct fc_report *r, struct fc_compare *c, bool all)
{
	unsigned n_meta = c->meta ? c->meta->n_column : 0;

	if (c->n_column)
		return;
	c->column = FC_NEW_N(r->keep, struct fc_compare_column, N_OWN + n_meta);
	for (int i = 0; i < N_OWN; i++) {
		bool there = owns[i].unit < P50 || r->options.compare->timed;

		if (there && (all || owns[i].keep))
			c->column[c->n_column++] = own_column(i);
	}
	for (unsigned i = 0; i < n_meta; i++) {
		if (i != c->meta->name && i != c->meta->input)
			c->column[c->n_column++] = meta_column(c->meta, i);
	}
	if (!all && !all_complete(c)) {
		c->column[c->n_column] = own_column(STATUS);
		c->column[c->n_column++].keep = KEEP_STATUS;
	}
}

/* --- cells ------------------------------------------------------------------------------- */

static const char *
keep_text(struct fc_report *r, const char *text)
{
	return text ? fc_arena_text(r->keep, text, strlen(text)) : "";
}

/* "61.10", "0.0046": two decimals, or two digits of what is small. */
static const char *
scaled(struct fc_report *r, int64_t v, int64_t unit)
{
	struct fc_str out = FC_STR(r->keep);
	int64_t step = unit / 100, whole = 100;
	int digits = 2;

	for (; v > 0 && v < step * 10 && step > 1; step /= 10, whole *= 10)
		digits++;
	v = v / step + (v % step >= step - step / 2);
	fc_str_printf(&out, "%" PRId64 ".%0*" PRId64, v / whole, digits, v % whole);
	return out.data;
}

/* Nanoseconds as milliseconds. */
static struct fc_compare_cell
time_cell(struct fc_report *r, int64_t ns)
{
	struct fc_compare_cell cell = { "", "?", NAN };
	struct fc_str exact = FC_STR(r->keep), human = FC_STR(r->keep);

	if (!ns)
		return cell;
	fc_str_printf(&exact, "%" PRId64 ".%06" PRId64, ns / 1000000, ns % 1000000);
	fc_str_printf(&human, "%.2f", (double)ns * 1e-6);
	return (struct fc_compare_cell){ exact.data, human.data, (double)ns * 1e-6 };
}

static struct fc_compare_cell
figure_cell(struct fc_report *r, const struct fc_result *result, const struct own *own)
{
	struct fc_compare_cell cell = { "", "?", NAN };
	struct fc_str clean = FC_STR(r->keep);
	char text[FC_HUMAN_SIZE];
	struct fc_dim x;
	int64_t v;

	if (!fc_result_total_by_key(result, own->key, &x) || fc_dim_is_nan(x))
		return cell;
	cell.exact = keep_text(r, fc_dim_text(fc_dim_texts_new(r->arena), x));
	v = fc_result_weigh(result, x);
	cell.number = (double)v;
	if (!fc_dim_const(x, &v)) {
		fc_text_clean(&clean, cell.exact);
		cell.human = clean.data;
	} else if (own->unit == BYTES) {
		fc_human_bytes(v, text);
		cell.human = keep_text(r, text);
	} else if (own->unit == COUNT) {
		cell.human = cell.exact;
	} else {
		cell.human = scaled(r, v, own->unit == MILLIONS ? 1000000 : 1000000000);
	}
	return cell;
}

static struct fc_compare_cell
text_cell(struct fc_report *r, const char *text)
{
	struct fc_str clean = FC_STR(r->keep);

	fc_text_clean(&clean, text);
	return (struct fc_compare_cell){ keep_text(r, text), clean.data, NAN };
}

/* "1x3x224x224;1x77": what the model takes. */
static const char *
input_text(struct fc_report *r, const struct fc_result *result)
{
	struct fc_str out = FC_STR(r->arena);

	for (uint32_t i = 0; i < result->n_input; i++) {
		if (i)
			fc_str_putc(&out, ';');
		fc_cell_shape(&out, result->tensor[result->input[i]].type);
	}
	return out.data;
}

struct fc_compare_cell
fc_compare_cell(struct fc_compare *c, const struct fc_compare_row *row,
                const struct fc_compare_column *column)
{
	struct fc_compare_cell cell = { "", "", NAN };
	const char *text;
	double v;

	if (column->own >= 0)
		return row->own[column->own];
	text = fc_meta_cell(c->meta, row->path, column->meta);
	if (!text)
		return cell;
	cell.exact = cell.human = text;
	if (fc_num_parse_real(text, strlen(text), &v))
		cell.number = v;
	return cell;
}

/* --- gathering ---------------------------------------------------------------------------- */

void
fc_compare_begin(struct fc_report *r)
{
	struct fc_compare *c = FC_NEW(r->keep, struct fc_compare);
	const struct fc_report_compare *o = r->options.compare;

	c->meta = o->meta;
	c->n_column = o->n_column;
	if (o->n_column) {
		c->column = FC_NEW_N(r->keep, struct fc_compare_column, o->n_column);
		for (unsigned i = 0; i < o->n_column; i++)
			fc_compare_find_column(o->meta, o->column[i], &c->column[i]);
	}
	r->state = c;
}

/* The file name without its folder; without its ending too, when short is set. */
static const char *
name_of(struct fc_report *r, const char *path, bool is_short)
{
	size_t n;
	const char *name = fc_meta_name(path, &n);

	return fc_arena_text(r->keep, name, is_short ? n : strlen(name));
}

void
fc_compare_add(struct fc_report *r, const struct fc_result *result)
{
	struct fc_compare *c = r->state;
	struct fc_compare_row row = { .path = keep_text(r, result->path) };
	struct fc_compare_cell *cell = FC_NEW_N(r->keep, struct fc_compare_cell, N_OWN);
	const char *convention = result->policy ? fc_policy_name(result->policy) : NULL;

	row.name = name_of(r, row.path, true);
	row.failed = result->status == FC_RESULT_FAILED;
	row.complete = result->status == FC_RESULT_COMPLETE;
	for (int i = 0; i < N_OWN; i++) {
		if (owns[i].unit != TEXT && row.failed)
			cell[i] = (struct fc_compare_cell){ "", "-", NAN };
		else if (owns[i].unit >= P50)
			cell[i] = time_cell(r, result->latency[owns[i].unit - P50]);
		else if (owns[i].unit != TEXT)
			cell[i] = figure_cell(r, result, &owns[i]);
	}
	cell[MODEL] = text_cell(r, row.name);
	cell[MODEL + 1] = text_cell(r, row.path);
	cell[MODEL + 2] = text_cell(r, result->format);
	cell[MODEL + 3] = text_cell(r, convention);
	cell[STATUS] = text_cell(r, fc_result_status_name(result->status));
	cell[STATUS + 1] = text_cell(r, row.failed ? NULL : input_text(r, result));
	row.own = cell;
	c->convention = convention ? keep_text(r, convention) : c->convention;
	FC_VEC_PUSH(r->keep, &c->rows, row);
}

/* --- order --------------------------------------------------------------------------------- */

struct key {
	double number; /* larger first; NaN last */
	const char *text; /* nothing last */
	uint32_t at;
};

static int
by_key(const void *x, const void *y)
{
	const struct key *p = x, *q = y;
	int c;

	if (isnan(p->number) != isnan(q->number))
		return isnan(p->number) ? 1 : -1;
	if (!isnan(p->number) && p->number != q->number)
		return p->number > q->number ? -1 : 1;
	c = isnan(p->number) ? !*p->text - !*q->text : 0;
	c = isnan(p->number) && !c ? strcmp(p->text, q->text) : c;
	return c ? c : p->at < q->at ? -1 : 1;
}

static void
sort(struct fc_report *r, struct fc_compare *c)
{
	struct key *key = FC_NEW_N(r->keep, struct key, (size_t)c->rows.n + 1);
	const char *sort = r->options.compare->sort;
	struct fc_compare_column column;
	bool sorted = sort && fc_compare_find_column(c->meta, sort, &column);

	c->order = FC_NEW_N(r->keep, uint32_t, (size_t)c->rows.n + 1);
	for (uint32_t i = 0; i < c->rows.n; i++) {
		struct fc_compare_cell cell = { "", "", NAN };

		if (sorted)
			cell = fc_compare_cell(c, &c->rows.at[i], &column);
		key[i] = (struct key){ cell.number, cell.exact, i };
	}
	qsort(key, c->rows.n, sizeof(*key), by_key);
	for (uint32_t i = 0; i < c->rows.n; i++)
		c->order[i] = key[i].at;
}

/* Two files of one name, net.onnx and net.pt, show their endings. */
static void
tell_apart(struct fc_report *r, struct fc_compare *c)
{
	struct fc_intern *names = fc_intern_new(r->keep);
	struct fc_table *seen = fc_table_new(r->keep);

	for (uint32_t i = 0; i < c->rows.n; i++) {
		const char *name = fc_intern_text(names, c->rows.at[i].name);
		uintptr_t n = (uintptr_t)fc_table_find(seen, name);

		fc_table_set(seen, name, (void *)(n + 1));
	}
	for (uint32_t i = 0; i < c->rows.n; i++) {
		struct fc_compare_cell *cell;

		if ((uintptr_t)fc_table_find(seen, fc_intern_text(names, c->rows.at[i].name)) < 2)
			continue;
		cell = FC_NEW_N(r->keep, struct fc_compare_cell, N_OWN);
		memcpy(cell, c->rows.at[i].own, N_OWN * sizeof(*cell));
		cell[MODEL] = text_cell(r, name_of(r, c->rows.at[i].path, false));
		c->rows.at[i].own = cell;
	}
}

struct fc_compare *
fc_compare_settle(struct fc_report *r, bool all_columns)
{
	struct fc_compare *c = r->state;
	uint32_t top = r->options.view.top;

	tell_apart(r, c);
	choose(r, c, all_columns);
	sort(r, c);
	c->shown = top && top < c->rows.n ? top : c->rows.n;
	return c;
}
