/* table_total.c -- the lines below the rows: totals, what was not counted */
#include <inttypes.h>
#include <stdio.h>

#include "base/human.h"
#include "base/str.h"
#include "report/cell.h"
#include "report/table.h"
#include "report/text.h"
#include "result/device.h"
#include "result/policy.h"

enum {
	KEY = 9, VALUE = 8,
	FIXED = KEY + 1 + VALUE + 2,
	WIDTH = 100, DETAIL_MIN = 24,
	SHOWN = 10
};

struct totals {
	struct fc_report *r;
	const struct fc_result *result;
	struct fc_str detail, fitted;
	bool symbolic; /* a figure was shown at symbols of 1 */
};

/* Key, short figure, and detail as far as there is room. */
static void
put_line(struct totals *t, const char *key, const char *value)
{
	unsigned width = t->r->options.width ? t->r->options.width : WIDTH;

	width = t->r->options.verbose ? UINT32_MAX : width < FIXED + DETAIL_MIN ? DETAIL_MIN : width - FIXED;
	fc_str_clear(&t->fitted);
	fc_text_fit(&t->fitted, t->detail.data, width, false);
	fc_out_printf(t->r->out, "%-*s %*s%s%s\n", KEY, key, VALUE, value, t->fitted.size ? "  " : "",
	              t->fitted.data);
	fc_str_clear(&t->detail);
}

/* Begin the detail with x to the last digit: "1,814,073,344", a formula. */
static void
add_exact(struct fc_str *out, struct fc_dim x)
{
	char digits[24];
	int64_t v;
	int n;

	if (!fc_dim_const(x, &v)) {
		fc_cell_clean_dim(out, x);
		return;
	}
	n = snprintf(digits, sizeof(digits), "%" PRId64, v);
	for (int i = 0; i < n; i++) {
		fc_str_putc(out, digits[i]);
		if ((n - i) % 3 == 1 && i + 1 < n && digits[i] != '-')
			fc_str_putc(out, ',');
	}
}

static void
human(struct totals *t, struct fc_dim x, bool bytes, char out[FC_HUMAN_SIZE])
{
	int64_t v = fc_result_weigh(t->result, x);

	if (fc_dim_is_nan(x))
		snprintf(out, FC_HUMAN_SIZE, "?");
	else if (bytes)
		fc_human_bytes(v, out);
	else
		fc_human_count(v, out);
	t->symbolic |= !fc_dim_is_nan(x) && !fc_dim_const(x, &v);
}

static void
put_figure(struct totals *t, const char *key, struct fc_dim x, bool bytes)
{
	char text[FC_HUMAN_SIZE];

	human(t, x, bytes, text);
	put_line(t, key, text);
}

static void
put_stored(struct totals *t, const char *key, struct fc_dim count, struct fc_dim bytes)
{
	char text[FC_HUMAN_SIZE];

	human(t, bytes, true, text);
	add_exact(&t->detail, count);
	fc_str_printf(&t->detail, "; %s", text);
	put_figure(t, key, count, false);
}

/* --- lines --------------------------------------------------------------------------- */

/* The pairs of dtypes, where there is more to say than float32. */
static void
put_pairs(struct totals *t)
{
	const struct fc_pair_macs *pair = t->result->total.pair;
	uint32_t n = t->result->total.n_pair;

	if (n == 1 && pair->a == FC_DTYPE_FLOAT32 && pair->b == FC_DTYPE_FLOAT32)
		return;
	for (uint32_t i = 0; i < n; i++) {
		const char *a = fc_dtype_name((enum fc_dtype)pair[i].a);
		const char *b = fc_dtype_name((enum fc_dtype)pair[i].b);

		fc_str_printf(&t->detail, "%s*%s", a ? a : "unknown", b ? b : "unknown");
		put_figure(t, "", pair[i].macs, false);
	}
}

static void
put_done(struct totals *t)
{
	const struct fc_figures *f = &t->result->total.f;
	const struct fc_policy *p = t->result->policy;
	int64_t v;

	add_exact(&t->detail, f->macs);
	put_figure(t, "MACs", f->macs, false);
	put_pairs(t);
	add_exact(&t->detail, f->flops);
	fc_str_printf(&t->detail, "  %s: %s", fc_policy_name(p), fc_policy_text(p));
	put_figure(t, "FLOPs", f->flops, false);
	if (fc_dim_const(f->read_bytes, &v) && fc_dim_const(f->write_bytes, &v)) {
		char text[FC_HUMAN_SIZE];

		human(t, f->read_bytes, true, text);
		fc_str_printf(&t->detail, "%s read, ", text);
		human(t, f->write_bytes, true, text);
		fc_str_printf(&t->detail, "%s written", text);
	} else {
		add_exact(&t->detail, f->access_bytes);
	}
	put_figure(t, "access", f->access_bytes, true);
}

static void
put_peak(struct totals *t)
{
	struct fc_dim peak = t->result->total.peak;
	int64_t v;

	if (!fc_dim_const(peak, &v) && !fc_dim_is_nan(peak)) {
		fc_cell_clean_dim(&t->detail, peak);
		fc_str_putc(&t->detail, ' ');
	}
	if (t->result->total.peak_at) {
		fc_str_puts(&t->detail, "of activations, at ");
		fc_text_clean(&t->detail, t->result->total.peak_at);
	}
	put_figure(t, "peak", peak, true);
}

static void
put_weights(struct totals *t)
{
	char text[FC_HUMAN_SIZE];

	fc_human_bytes(t->result->file_bytes > INT64_MAX ? INT64_MAX : (int64_t)t->result->file_bytes, text);
	fc_str_printf(&t->detail, "stored, in a file of %s", text);
	put_figure(t, "weights", t->result->weight_bytes, true);
}

/* On a device: how long at least, and what bounds it. */
static void
put_predicted(struct totals *t)
{
	const struct fc_roof *roof = &t->result->total.roof;
	char text[FC_HUMAN_SIZE] = "?", share[FC_HUMAN_SIZE];
	int64_t all = 0, computing = 0;

	fc_str_puts(&t->detail, "at least, on ");
	fc_text_clean(&t->detail, t->result->device->title);
	if (fc_dim_const(roof->predicted, &all) && fc_dim_const(roof->computing, &computing)) {
		fc_human_time(all, text);
		fc_human_share(computing, all, share);
		fc_str_printf(&t->detail, "; bound by compute %s, by memory the rest", all ? share : "0.0%");
	}
	put_line(t, "predicted", text);
	if (t->result->total.unpredicted) {
		fc_str_printf(&t->detail, "%" PRIu32 " nodes left out", t->result->total.unpredicted);
		fc_str_puts(&t->detail, ": sizes not known (-d), or no peak for their type");
		put_line(t, "", "");
	}
}

static void
put_uncounted(struct totals *t)
{
	uint32_t n = t->result->n_uncounted, shown = t->r->options.verbose || n <= SHOWN ? n : SHOWN;
	char text[FC_HUMAN_SIZE];

	for (uint32_t i = 0; i < shown; i++) {
		const struct fc_uncounted *u = &t->result->uncounted[i];

		fc_text_clean(&t->detail, u->op);
		if (u->reason) {
			fc_str_puts(&t->detail, ": ");
			fc_text_clean(&t->detail, u->reason);
		}
		fc_human_count(u->nodes, text);
		put_line(t, i ? "" : "uncounted", text);
	}
	if (shown < n) {
		fc_str_printf(&t->detail, "\xe2\x80\xa6 %" PRIu32 " more operators", n - shown);
		put_line(t, "", "");
	}
}

static void
put_notes(struct totals *t)
{
	const char *between = "";

	if (t->symbolic) {
		fc_str_puts(&t->detail, "short figures are at ");
		for (uint32_t i = 0; i < t->result->n_symbol; i++) {
			const struct fc_result_symbol *s = &t->result->symbol[i];

			if (!s->in_total || s->bound)
				continue;
			fc_str_puts(&t->detail, between);
			fc_text_clean(&t->detail, s->name);
			fc_str_puts(&t->detail, " = 1");
			between = ", ";
		}
		put_line(t, "note", "");
	}
	if (t->result->status == FC_RESULT_PARTIAL)
		fc_str_puts(&t->detail, "the count is partial: a lower bound");
	else if (t->result->status == FC_RESULT_UNAVAILABLE)
		fc_str_puts(&t->detail, "input shapes are needed to count more: -i SHAPE");
	if (t->detail.size)
		put_line(t, "note", "");
}

void
fc_table_totals(struct fc_report *r, const struct fc_result *result)
{
	struct totals t = { r, result, FC_STR(r->arena), FC_STR(r->arena), false };
	const struct fc_figures *f = &result->total.f;

	put_stored(&t, "params", f->params, f->param_bytes);
	if (!fc_dim_is(f->buffers, 0))
		put_stored(&t, "buffers", f->buffers, f->buffer_bytes);
	put_done(&t);
	put_peak(&t);
	put_weights(&t);
	if (result->device)
		put_predicted(&t);
	put_uncounted(&t);
	put_notes(&t);
}
