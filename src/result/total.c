/* total.c -- sums of rows, dtype pairs, what was not counted, status */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "result/policy.h"
#include "result/view.h"

const char *
fc_result_status_name(enum fc_result_status s)
{
	static const char *const name[] = { "complete", "partial", "unavailable", "failed" };

	return name[s];
}

const char *
fc_row_status_name(enum fc_row_status s)
{
	static const char *const name[] = { "complete", "partial", "uncounted", "alternative" };

	return name[s];
}

bool
fc_row_in_default_domain(const struct fc_row *row)
{
	return !row->domain || !row->domain[0] || !strcmp(row->domain, "ai.onnx") || strstr(row->op, "::");
}

void
fc_row_op(const struct fc_row *row, struct fc_str *out)
{
	if (!fc_row_in_default_domain(row))
		fc_str_printf(out, "%s::", row->domain);
	fc_str_puts(out, row->op);
}

/* --- sums ------------------------------------------------------------------- */

/* What is not known is left out; what does not fit spoils the sum. */
static void
add(struct fc_dims *t, struct fc_dim *sum, struct fc_dim x, bool overflow)
{
	if (!fc_dim_is_nan(x) || overflow)
		*sum = fc_dim_add(t, *sum, x);
}

static void
add_stored(struct fc_dims *t, struct fc_figures *sum, const struct fc_figures *f, bool overflow)
{
	add(t, &sum->params, f->params, overflow);
	add(t, &sum->param_bytes, f->param_bytes, overflow);
	add(t, &sum->buffers, f->buffers, overflow);
	add(t, &sum->buffer_bytes, f->buffer_bytes, overflow);
}

static void
add_done(struct fc_dims *t, struct fc_figures *sum, const struct fc_figures *f, bool overflow)
{
	add(t, &sum->macs, f->macs, overflow);
	add(t, &sum->flops, f->flops, overflow);
	add(t, &sum->read_bytes, f->read_bytes, overflow);
	add(t, &sum->write_bytes, f->write_bytes, overflow);
	add(t, &sum->access_bytes, f->access_bytes, overflow);
	add(t, &sum->access_elements, f->access_elements, overflow);
}

struct fc_row
fc_row_sum(const char *name)
{
	return (struct fc_row){
		.name = name, .scope = "", .op = "", .domain = "", .status = FC_ROW_ALTERNATIVE,
		.repeat = FC_DIM_NAN, .alive = FC_DIM_NAN,
	};
}

static uint8_t
join_status(uint8_t sum, uint8_t row)
{
	if (row == FC_ROW_ALTERNATIVE || sum == row)
		return sum;
	return sum == FC_ROW_ALTERNATIVE ? row : FC_ROW_PARTIAL;
}

void
fc_row_sum_add(struct fc_dims *t, struct fc_row *sum, const struct fc_row *row)
{
	bool over = row->overflow;

	sum->nodes += row->nodes;
	sum->status = join_status(sum->status, row->status);
	sum->overflow |= over;
	add_stored(t, &sum->f, &row->f, over);
	if (row->status == FC_ROW_ALTERNATIVE)
		return;
	add_done(t, &sum->f, &row->f, over);
	add(t, &sum->bias_adds, row->bias_adds, over);
	add(t, &sum->affine, row->affine, over);
	add(t, &sum->simple, row->simple, over);
	add(t, &sum->special, row->special, over);
	add(t, &sum->in_count, row->in_count, over);
	add(t, &sum->out_count, row->out_count, over);
}

/* --- pairs of dtypes ---------------------------------------------------------- */

static const char *
dtype_name(unsigned char t)
{
	const char *name = fc_dtype_name((enum fc_dtype)t);

	return name ? name : "unknown";
}

static int
by_pair(const void *x, const void *y)
{
	const struct fc_pair_macs *p = x, *q = y;
	int c = strcmp(dtype_name(p->a), dtype_name(q->a));

	return c ? c : strcmp(dtype_name(p->b), dtype_name(q->b));
}

static void
collect_pairs(struct fc_result *r)
{
	struct fc_dim sum[FC_DTYPE_COUNT][FC_DTYPE_COUNT] = { 0 };
	struct fc_pair_macs *pair;
	uint32_t n = 0;

	for (uint32_t i = 0; i < r->n_row; i++) {
		const struct fc_row *row = &r->row[i];
		struct fc_dim other = row->macs_other, macs = row->f.macs;

		if (row->status == FC_ROW_ALTERNATIVE || fc_dim_is(macs, 0))
			continue;
		add(r->dims, &sum[row->pair[1][0]][row->pair[1][1]], other, row->overflow);
		add(r->dims, &sum[row->pair[0][0]][row->pair[0][1]], fc_dim_sub(r->dims, macs, other),
		    row->overflow);
	}
	for (unsigned a = 0; a < FC_DTYPE_COUNT; a++)
		for (unsigned b = 0; b < FC_DTYPE_COUNT; b++)
			n += !fc_dim_is(sum[a][b], 0);
	pair = FC_NEW_N(r->arena, struct fc_pair_macs, n ? n : 1);
	n = 0;
	for (unsigned char a = 0; a < FC_DTYPE_COUNT; a++) {
		for (unsigned char b = 0; b < FC_DTYPE_COUNT; b++) {
			if (!fc_dim_is(sum[a][b], 0))
				pair[n++] = (struct fc_pair_macs){ a, b, sum[a][b] };
		}
	}
	qsort(pair, n, sizeof(*pair), by_pair);
	r->total.pair = pair;
	r->total.n_pair = n;
}

/* --- what was not counted ------------------------------------------------------- */

static int
compare_text(const char *x, const char *y)
{
	return strcmp(x ? x : "", y ? y : "");
}

static int
by_operator(const void *x, const void *y)
{
	const struct fc_row *p = *(const struct fc_row *const *)x, *q = *(const struct fc_row *const *)y;
	int c = compare_text(fc_row_in_default_domain(p) ? "" : p->domain,
	                     fc_row_in_default_domain(q) ? "" : q->domain);

	if (!c)
		c = strcmp(p->op, q->op);
	return c ? c : compare_text(p->reason, q->reason);
}

static struct fc_uncounted
uncounted_like(struct fc_arena *a, const struct fc_row *row)
{
	struct fc_str op = FC_STR(a);

	fc_row_op(row, &op);
	return (struct fc_uncounted){ op.data, row->reason, 0 };
}

static void
collect_uncounted(struct fc_result *r)
{
	const struct fc_row **row;
	struct fc_uncounted *group;
	uint32_t n = 0, n_group = 0;

	for (uint32_t i = 0; i < r->n_row; i++)
		n += r->row[i].status == FC_ROW_UNCOUNTED;
	r->total.uncounted = n;
	if (!n)
		return;
	row = FC_NEW_N(r->arena, const struct fc_row *, n);
	n = 0;
	for (uint32_t i = 0; i < r->n_row; i++) {
		if (r->row[i].status == FC_ROW_UNCOUNTED)
			row[n++] = &r->row[i];
	}
	qsort(row, n, sizeof(const struct fc_row *), by_operator);
	for (uint32_t i = 0; i < n; i++)
		n_group += i == 0 || by_operator(&row[i - 1], &row[i]);
	group = FC_NEW_N(r->arena, struct fc_uncounted, n_group);
	r->uncounted = group--;
	r->n_uncounted = n_group;
	for (uint32_t i = 0; i < n; i++) {
		if (i == 0 || by_operator(&row[i - 1], &row[i]))
			*++group = uncounted_like(r->arena, row[i]);
		group->nodes++;
	}
}

/* --- the whole --------------------------------------------------------------------- */

static enum fc_result_status
judge(const struct fc_result *r)
{
	const struct fc_figures *f = &r->total.f;

	if (r->status == FC_RESULT_FAILED)
		return FC_RESULT_FAILED;
	if (r->needs_inputs)
		return FC_RESULT_UNAVAILABLE;
#define FC_FIGURE_CHECK(field, key) if (fc_dim_is_nan(f->field)) return FC_RESULT_PARTIAL;
	FC_FIGURES(FC_FIGURE_CHECK)
#undef FC_FIGURE_CHECK
	if (fc_dim_is_nan(r->total.peak))
		return FC_RESULT_PARTIAL;
	for (uint32_t i = 0; i < r->n_row; i++) {
		if (r->row[i].status == FC_ROW_PARTIAL || r->row[i].status == FC_ROW_UNCOUNTED)
			return FC_RESULT_PARTIAL;
	}
	for (uint32_t i = 0; i < r->n_diag; i++) {
		if (r->diag[i].severity == FC_ERROR)
			return FC_RESULT_PARTIAL;
	}
	return FC_RESULT_COMPLETE;
}

void
fc_result_total(struct fc_result *r)
{
	struct fc_row sum = fc_row_sum("");
	struct fc_figures *f = &r->total.f;

	for (uint32_t i = 0; i < r->n_row; i++)
		fc_row_sum_add(r->dims, &sum, &r->row[i]);
	add_stored(r->dims, &sum.f, &r->apart, true);
	*f = sum.f;
	r->total.nodes = sum.nodes;
	if (r->needs_inputs) {
		f->macs = f->flops = f->read_bytes = f->write_bytes = FC_DIM_NAN;
		f->access_bytes = f->access_elements = r->total.peak = FC_DIM_NAN;
	}
	collect_pairs(r);
	collect_uncounted(r);
	r->status = judge(r);
}

void
fc_result_price(struct fc_result *r, const struct fc_policy *p)
{
	r->policy = p;
	for (uint32_t i = 0; i < r->n_row; i++) {
		struct fc_row *row = &r->row[i];

		row->f.flops = fc_policy_flops(p, r->dims, row);
		if (!fc_dim_is_nan(row->f.flops) || row->status == FC_ROW_UNCOUNTED)
			continue;
		row->overflow |= !fc_dim_is_nan(row->f.macs) && !fc_dim_is_nan(row->bias_adds) &&
		                 !fc_dim_is_nan(row->affine) && !fc_dim_is_nan(row->simple) &&
		                 !fc_dim_is_nan(row->special) && !fc_dim_is_nan(row->in_count) &&
		                 !fc_dim_is_nan(row->out_count);
	}
	fc_result_total(r);
}
