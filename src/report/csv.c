/* csv.c -- comma-separated rows (RFC 4180, lines end in LF) */
#include "report/csv.h"

#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "report/cell.h"
#include "report/report.h"
#include "report/text.h"
#include "result/policy.h"
#include "result/texts.h"

/* How much of text needs neither quotes nor a closer look. */
static size_t
plain(const char *text)
{
	size_t n = 0;

	while (text[n] >= ' ' && text[n] <= '~' && text[n] != ',' && text[n] != '"')
		n++;
	return n;
}

static void
quote(struct fc_out *out, const char *text)
{
	fc_out_putc(out, '"');
	for (; *text; text++) {
		if (*text == '"')
			fc_out_putc(out, '"');
		fc_out_putc(out, *text);
	}
	fc_out_putc(out, '"');
}

void
fc_csv_field(struct fc_out *out, struct fc_str *valid, const char *text)
{
	size_t n = text ? plain(text) : 0;

	if (!text || !text[n]) {
		fc_out_add(out, text, n);
		return;
	}
	fc_str_clear(valid);
	fc_text_valid(valid, text);
	if (valid->data[strcspn(valid->data, ",\"\r\n")])
		quote(out, valid->data);
	else
		fc_out_puts(out, valid->data);
}

static void
put(struct fc_report *r, struct fc_str *valid, const char *text)
{
	fc_csv_field(r->out, valid, text);
}

static void
comma(struct fc_report *r, bool first)
{
	if (!first)
		fc_out_putc(r->out, ',');
}

static const char *const roof_keys[] = { "bound", "intensity", "predicted_ms" };
enum { N_ROOF = sizeof(roof_keys) / sizeof(roof_keys[0]) };

static const struct fc_column *
column_at(const struct fc_report *r, unsigned i)
{
	if (r->options.column)
		return i < r->options.n_column ? r->options.column[i] : NULL;
	if (i < FC_COLUMNS_CSV)
		return fc_column_at(i);
	i -= FC_COLUMNS_CSV;
	if (r->options.view.by != FC_BY_NODE || r->options.memory) {
		if (!i)
			return fc_column_find(r->options.view.by != FC_BY_NODE ? "nodes" : "alive_bytes");
		i--;
	}
	return r->options.roofline && i < N_ROOF ? fc_column_find(roof_keys[i]) : NULL;
}

/* What stands in a summary beside the totals. */
static const char *const summary_keys[] = { "path", "format", "convention", "status" };
enum { N_SUMMARY = sizeof(summary_keys) / sizeof(summary_keys[0]) };

static void
csv_begin(struct fc_report *r)
{
	const struct fc_column *c;
	const char *key;

	if (r->options.summary) {
		for (unsigned i = 0; i < N_SUMMARY; i++)
			fc_out_printf(r->out, "%s,", summary_keys[i]);
		for (size_t i = 0; (key = fc_result_total_key(i)); i++)
			fc_out_printf(r->out, "%s,", key);
		fc_out_puts(r->out, "peak_activation_at");
	} else {
		for (unsigned i = 0; (c = column_at(r, i)); i++) {
			comma(r, i == 0);
			fc_out_puts(r->out, c->key);
		}
		if (r->options.models > 1)
			fc_out_puts(r->out, ",model");
	}
	fc_out_putc(r->out, '\n');
}

static void
add_summary(struct fc_report *r, const struct fc_result *result)
{
	struct fc_dim_texts *texts = fc_dim_texts_new(r->arena);
	const char *const text[N_SUMMARY] = {
		result->path, result->format, result->policy ? fc_policy_name(result->policy) : NULL,
		fc_result_status_name(result->status),
	};
	struct fc_str valid = FC_STR(r->arena);
	struct fc_dim x;
	const char *key;

	for (unsigned i = 0; i < N_SUMMARY; i++) {
		put(r, &valid, text[i]);
		fc_out_putc(r->out, ',');
	}
	for (size_t i = 0; (key = fc_result_total_key(i)); i++) {
		if (result->status != FC_RESULT_FAILED && fc_result_total_by_key(result, key, &x) &&
		    !fc_dim_is_nan(x))
			put(r, &valid, fc_dim_text(texts, x));
		fc_out_putc(r->out, ',');
	}
	put(r, &valid, result->total.peak_at);
	fc_out_putc(r->out, '\n');
}

struct buffers {
	struct fc_str cell, valid;
	struct fc_cells cells;
};

/* Texts and plain numbers, which most cells are, go out as they are. */
static void
put_cell(struct fc_report *r, struct buffers *b, const struct fc_row *row, const struct fc_column *c)
{
	int64_t v;

	if (c->kind == FC_COLUMN_TEXT) {
		put(r, &b->valid, fc_column_text(c, row));
	} else if ((c->kind == FC_COLUMN_COUNT || c->kind == FC_COLUMN_BYTES) &&
	           fc_dim_const(fc_column_dim(c, row), &v)) {
		fc_out_int(r->out, v);
	} else {
		fc_str_clear(&b->cell);
		fc_cell_exact(&b->cell, &b->cells, row, c);
		put(r, &b->valid, b->cell.data);
	}
}

static void
add_rows(struct fc_report *r, const struct fc_result *result)
{
	struct fc_view view = fc_result_view(r->arena, result, &r->options.view);
	struct buffers b = { FC_STR(r->arena), FC_STR(r->arena), fc_cells_of(r->arena, result) };
	const struct fc_column *c;

	for (uint32_t i = 0; i < view.n && !r->out->failed; i++) {
		for (unsigned k = 0; (c = column_at(r, k)); k++) {
			comma(r, k == 0);
			put_cell(r, &b, fc_view_at(&view, i), c);
		}
		if (r->options.models > 1) {
			fc_out_putc(r->out, ',');
			put(r, &b.valid, result->path);
		}
		fc_out_putc(r->out, '\n');
	}
}

static void
csv_add(struct fc_report *r, const struct fc_result *result)
{
	if (r->options.summary)
		add_summary(r, result);
	else
		add_rows(r, result);
}

const struct fc_report_format fc_report_csv = { "csv", csv_begin, csv_add, NULL };
