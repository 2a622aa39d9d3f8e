/* conventions.c -- FLOPs of each operator, a column per convention */
#include "report/conventions.h"

#include <string.h>

#include "base/arena.h"
#include "base/human.h"
#include "base/str.h"
#include "base/vec.h"
#include "report/csv.h"
#include "report/text.h"
#include "result/policy.h"
#include "result/texts.h"
#include "result/view.h"

enum { CONVENTIONS = 16, TOTAL = 0 };

/* exact[k]: FLOPs under convention k, NULL where the operator costs nothing. */
struct line {
	const char *op; /* row TOTAL: "total" */
	const char *exact[CONVENTIONS], *human[CONVENTIONS];
	int64_t weight;
};

/* The conventions of one model, as they come. */
struct table {
	const char *path;
	struct line_list FC_VEC(struct line) lines;
	const struct fc_policy *policy[CONVENTIONS];
	unsigned n;
};

static const char *
copy(struct fc_report *r, const char *text)
{
	return fc_arena_text(r->keep, text, strlen(text));
}

/* --- gathering ------------------------------------------------------------------------------ */

static void
begin(struct fc_report *r)
{
	r->state = FC_NEW(r->keep, struct table);
}

static struct line *
line_of(struct fc_report *r, struct table *t, const char *op)
{
	struct line line = { .op = op };

	for (uint32_t i = 0; i < t->lines.n; i++) {
		if (!strcmp(t->lines.at[i].op, op))
			return &t->lines.at[i];
	}
	line.op = copy(r, op);
	FC_VEC_PUSH(r->keep, &t->lines, line);
	return &t->lines.at[t->lines.n - 1];
}

static void
set(struct fc_report *r, struct table *t, struct line *line, struct fc_dim x)
{
	struct fc_dim_texts *texts = fc_dim_texts_new(r->arena);
	struct fc_str clean = FC_STR(r->keep);
	char text[FC_HUMAN_SIZE];
	int64_t v;

	if (fc_dim_is_nan(x)) {
		line->exact[t->n] = "";
		line->human[t->n] = "?";
		return;
	}
	line->exact[t->n] = copy(r, fc_dim_text(texts, x));
	fc_text_clean(&clean, line->exact[t->n]);
	line->human[t->n] = clean.data;
	if (fc_dim_const(x, &v)) {
		fc_human_count(v, text);
		line->human[t->n] = v ? copy(r, text) : "-";
	}
}

static void end_model(struct fc_report *r);

static void
add(struct fc_report *r, const struct fc_result *result)
{
	const struct fc_view_options by_op = { .by = FC_BY_OP };
	struct table *t = r->state;
	struct fc_view view;

	if (result->status == FC_RESULT_FAILED)
		return;
	if (t->path && (strcmp(t->path, result->path) != 0 || t->n == CONVENTIONS)) {
		end_model(r);
		*t = (struct table){ 0 };
	}
	t->path = copy(r, result->path);
	t->policy[t->n] = result->policy;
	set(r, t, line_of(r, t, "total"), result->total.f.flops);
	view = fc_result_view(r->arena, result, &by_op);
	for (uint32_t i = 0; i < view.n; i++) {
		const struct fc_row *row = fc_view_at(&view, i);
		struct line *line = line_of(r, t, row->name);
		int64_t weight = fc_result_weigh(result, row->like->f.flops);

		set(r, t, line, row->like->f.flops);
		line->weight = weight > line->weight ? weight : line->weight;
	}
	t->n++;
}

/* An operator that costs nothing under every convention says nothing. */
static bool
is_shown(const struct table *t, uint32_t i)
{
	const struct line *line = &t->lines.at[i];

	for (unsigned k = 0; k < t->n; k++) {
		if (line->exact[k] && strcmp(line->exact[k], "0") != 0)
			return true;
	}
	return i == TOTAL;
}

/* --- writing --------------------------------------------------------------------------------- */

static void
put_cell(struct fc_report *r, const char *text, unsigned width, bool right)
{
	unsigned room = fc_text_width(text) < width ? width - fc_text_width(text) : 0;

	for (unsigned i = 0; right && i < room; i++)
		fc_out_putc(r->out, ' ');
	fc_out_puts(r->out, text);
	for (unsigned i = 0; !right && i < room; i++)
		fc_out_putc(r->out, ' ');
}

static unsigned
width_of(const struct table *t, unsigned k)
{
	unsigned width = (unsigned)strlen(fc_policy_name(t->policy[k]));

	for (uint32_t i = 0; i < t->lines.n; i++) {
		const char *text = t->lines.at[i].human[k];
		unsigned w = text && is_shown(t, i) ? fc_text_width(text) : 0;

		width = w > width ? w : width;
	}
	return width;
}

static void
put_line(struct fc_report *r, const struct table *t, uint32_t at)
{
	const struct line *line = &t->lines.at[at];
	struct fc_str op = FC_STR(r->keep);

	fc_text_fit(&op, line->op, 32, true);
	put_cell(r, op.data, 24, false);
	for (unsigned k = 0; k < t->n; k++) {
		fc_out_puts(r->out, "  ");
		put_cell(r, line->human[k] ? line->human[k] : "-", width_of(t, k), true);
	}
	fc_out_putc(r->out, '\n');
}

/* What each convention counts: why the columns differ. */
static void
put_reasons(struct fc_report *r, const struct table *t, bool list)
{
	for (unsigned k = 0; k < t->n; k++) {
		const char *name = fc_policy_name(t->policy[k]), *text = fc_policy_text(t->policy[k]);

		if (list)
			fc_out_printf(r->out, "- %s: %s\n", name, text);
		else
			fc_out_printf(r->out, "%-10s %s\n", name, text);
	}
}

static void
put_table(struct fc_report *r, const struct table *t)
{
	struct fc_str path = FC_STR(r->keep);

	fc_text_clean(&path, t->path);
	fc_out_printf(r->out, "%s\n\n", path.data);
	put_cell(r, "FLOPs", 24, false);
	for (unsigned k = 0; k < t->n; k++) {
		fc_out_puts(r->out, "  ");
		put_cell(r, fc_policy_name(t->policy[k]), width_of(t, k), true);
	}
	fc_out_putc(r->out, '\n');
	for (uint32_t i = 1; i < t->lines.n; i++) {
		if (is_shown(t, i))
			put_line(r, t, i);
	}
	put_line(r, t, TOTAL);
	fc_out_putc(r->out, '\n');
	put_reasons(r, t, false);
}

static void
put_md(struct fc_report *r, const struct table *t)
{
	fc_out_puts(r->out, "| FLOPs |");
	for (unsigned k = 0; k < t->n; k++)
		fc_out_printf(r->out, " %s |", fc_policy_name(t->policy[k]));
	fc_out_puts(r->out, "\n| --- |");
	for (unsigned k = 0; k < t->n; k++)
		fc_out_puts(r->out, " ---: |");
	for (uint32_t i = 1; i <= t->lines.n; i++) {
		const struct line *line = &t->lines.at[i < t->lines.n ? i : TOTAL];

		if (!is_shown(t, i < t->lines.n ? i : TOTAL))
			continue;
		fc_out_printf(r->out, "\n| `%s` |", line->op);
		for (unsigned k = 0; k < t->n; k++)
			fc_out_printf(r->out, " %s |", line->human[k] ? line->human[k] : "-");
	}
	fc_out_puts(r->out, "\n\n");
	put_reasons(r, t, true);
}

static void
put_csv(struct fc_report *r, const struct table *t)
{
	struct fc_str valid = FC_STR(r->keep);

	fc_out_puts(r->out, "model,op");
	for (unsigned k = 0; k < t->n; k++)
		fc_out_printf(r->out, ",%s", fc_policy_name(t->policy[k]));
	fc_out_putc(r->out, '\n');
	for (uint32_t i = 1; i <= t->lines.n; i++) {
		const struct line *line = &t->lines.at[i < t->lines.n ? i : TOTAL];

		fc_csv_field(r->out, &valid, t->path);
		fc_out_putc(r->out, ',');
		fc_csv_field(r->out, &valid, line->op);
		for (unsigned k = 0; k < t->n; k++) {
			fc_out_putc(r->out, ',');
			fc_csv_field(r->out, &valid, line->exact[k]);
		}
		fc_out_putc(r->out, '\n');
	}
}

static void
end_model(struct fc_report *r)
{
	const struct table *t = r->state;

	if (!t->n)
		return;
	if (r->format == &fc_conventions_csv)
		put_csv(r, t);
	else if (r->format == &fc_conventions_md)
		put_md(r, t);
	else
		put_table(r, t);
}

const struct fc_report_format fc_conventions_csv = { "csv", begin, add, end_model };
const struct fc_report_format fc_conventions_md = { "md", begin, add, end_model };
const struct fc_report_format fc_conventions_table = { "table", begin, add, end_model };

const struct fc_report_format *
fc_conventions_find(const char *name)
{
	static const struct fc_report_format *const formats[] = { &fc_conventions_csv, &fc_conventions_md,
		                                                  &fc_conventions_table };

	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		if (!strcmp(formats[i]->name, name))
			return formats[i];
	}
	return NULL;
}
