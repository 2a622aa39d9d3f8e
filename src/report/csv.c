/* csv.c -- comma-separated rows (RFC 4180, lines end in LF) */
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "report/cell.h"
#include "report/report.h"
#include "report/text.h"
#include "result/policy.h"

/* A field, in quotes where it must be. */
static void
put(struct fc_out *out, const char *text, bool first)
{
	if (!first)
		fc_out_putc(out, ',');
	if (!text[strcspn(text, ",\"\r\n")]) {
		fc_out_puts(out, text);
		return;
	}
	fc_out_putc(out, '"');
	for (; *text; text++) {
		if (*text == '"')
			fc_out_putc(out, '"');
		fc_out_putc(out, *text);
	}
	fc_out_putc(out, '"');
}

static const struct fc_column *
column_at(const struct fc_report *r, unsigned i)
{
	if (r->options.column)
		return i < r->options.n_column ? r->options.column[i] : NULL;
	if (i == FC_COLUMNS_CSV && r->options.memory)
		return fc_column_find("alive_bytes");
	return i < FC_COLUMNS_CSV ? fc_column_at(i) : NULL;
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
			put(r->out, summary_keys[i], i == 0);
		for (size_t i = 0; (key = fc_result_total_key(i)); i++)
			put(r->out, key, false);
		put(r->out, "peak_activation_at", false);
	} else {
		for (unsigned i = 0; (c = column_at(r, i)); i++)
			put(r->out, c->key, i == 0);
		if (r->options.models > 1)
			put(r->out, "model", false);
	}
	fc_out_putc(r->out, '\n');
}

/* text becomes valid UTF-8 on the way. */
static void
put_valid(struct fc_report *r, struct fc_str *valid, const char *text, bool first)
{
	fc_str_clear(valid);
	fc_text_valid(valid, text);
	put(r->out, valid->data, first);
}

static void
add_summary(struct fc_report *r, const struct fc_result *result)
{
	struct fc_str s = FC_STR(r->arena);
	const char *const text[N_SUMMARY] = {
		result->path, result->format, result->policy ? fc_policy_name(result->policy) : NULL,
		fc_result_status_name(result->status),
	};
	struct fc_dim x;
	const char *key;

	for (unsigned i = 0; i < N_SUMMARY; i++)
		put_valid(r, &s, text[i], i == 0);
	for (size_t i = 0; (key = fc_result_total_key(i)); i++) {
		fc_str_clear(&s);
		if (result->status != FC_RESULT_FAILED && fc_result_total_by_key(result, key, &x) &&
		    !fc_dim_is_nan(x))
			fc_dim_print(x, &s);
		put(r->out, s.data, false);
	}
	put_valid(r, &s, result->total.peak_at, false);
	fc_out_putc(r->out, '\n');
}

static void
add_rows(struct fc_report *r, const struct fc_result *result)
{
	struct fc_view view = fc_result_view(r->arena, result, &r->options.view);
	struct fc_str cell = FC_STR(r->arena), valid = FC_STR(r->arena);
	const struct fc_column *c;

	for (uint32_t i = 0; i < view.n && !r->out->failed; i++) {
		const struct fc_row *row = fc_view_at(&view, i);

		for (unsigned k = 0; (c = column_at(r, k)); k++) {
			fc_str_clear(&cell);
			fc_cell_exact(&cell, result, row, c);
			put_valid(r, &valid, cell.data, k == 0);
		}
		if (r->options.models > 1)
			put_valid(r, &valid, result->path, false);
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
