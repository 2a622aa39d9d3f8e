/* total.c -- sums of rows, dtype pairs, what was not counted, status */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "result/policy.h"
#include "result/row_sum.h"
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
	const char *domain = row->like->domain;

	return !domain || !domain[0] || !strcmp(domain, "ai.onnx") || strstr(row->like->op, "::");
}

void
fc_row_op(const struct fc_row *row, struct fc_str *out)
{
	if (!fc_row_in_default_domain(row))
		fc_str_printf(out, "%s::", row->like->domain);
	fc_str_puts(out, row->like->op);
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
add_pair(struct fc_result *r, struct fc_sum **sum, const unsigned char pair[2], const struct fc_like *like,
         struct fc_dim macs)
{
	struct fc_sum **at = &sum[pair[0] * FC_DTYPE_COUNT + pair[1]];

	if (fc_dim_is(macs, 0) || (fc_dim_is_nan(macs) && !like->overflow))
		return;
	if (!*at)
		*at = FC_NEW(r->arena, struct fc_sum);
	fc_row_sum_times(r->dims, *at, macs, like->rows, like->overflow);
}

static void
collect_pairs(struct fc_result *r, const struct fc_like *likes)
{
	struct fc_sum *sum[FC_DTYPE_COUNT * FC_DTYPE_COUNT] = { 0 };
	struct fc_pair_macs *pair;
	uint32_t n = 0;

	for (const struct fc_like *like = likes; like; like = like->next) {
		if (fc_dim_is(like->f.macs, 0))
			continue;
		add_pair(r, sum, like->pair[1], like, like->macs_other);
		add_pair(r, sum, like->pair[0], like, fc_dim_sub(r->dims, like->f.macs, like->macs_other));
	}
	for (int i = 0; i < FC_DTYPE_COUNT * FC_DTYPE_COUNT; i++)
		n += sum[i] != NULL;
	pair = FC_NEW_N(r->arena, struct fc_pair_macs, n ? n : 1);
	n = 0;
	for (int i = 0; i < FC_DTYPE_COUNT * FC_DTYPE_COUNT; i++) {
		if (!sum[i])
			continue;
		pair[n].a = (unsigned char)(i / FC_DTYPE_COUNT);
		pair[n].b = (unsigned char)(i % FC_DTYPE_COUNT);
		pair[n++].macs = fc_sum_value(r->dims, sum[i]);
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
	int c = compare_text(fc_row_in_default_domain(p) ? "" : p->like->domain,
	                     fc_row_in_default_domain(q) ? "" : q->like->domain);

	if (!c)
		c = strcmp(p->like->op, q->like->op);
	return c ? c : compare_text(p->like->reason, q->like->reason);
}

static struct fc_uncounted
uncounted_like(struct fc_arena *a, const struct fc_row *row)
{
	struct fc_str op = FC_STR(a);

	fc_row_op(row, &op);
	return (struct fc_uncounted){ op.data, row->like->reason, 0 };
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

static void
add_apart(struct fc_dims *t, struct fc_figures *f, const struct fc_figures *apart)
{
	f->params = fc_dim_add(t, f->params, apart->params);
	f->param_bytes = fc_dim_add(t, f->param_bytes, apart->param_bytes);
	f->buffers = fc_dim_add(t, f->buffers, apart->buffers);
	f->buffer_bytes = fc_dim_add(t, f->buffer_bytes, apart->buffer_bytes);
}

/* What rows share, each once, with the number of rows; rows that do not count are added at once. */
static const struct fc_like *
add_rows(struct fc_result *r, struct fc_row_sum *sum)
{
	struct fc_like *first = NULL, *last = NULL;

	r->pass++;
	for (uint32_t i = 0; i < r->n_row; i++) {
		const struct fc_row *row = &r->row[i];
		struct fc_like *like = row->like;

		if (row->status == FC_ROW_ALTERNATIVE) {
			fc_row_sum_add(sum, row);
			continue;
		}
		sum->row.nodes += row->nodes;
		if (like->pass == r->pass) {
			like->rows++;
			continue;
		}
		like->pass = r->pass;
		like->rows = 1;
		like->next = NULL;
		if (last)
			last->next = like;
		else
			first = like;
		last = like;
	}
	for (const struct fc_like *like = first; like; like = like->next)
		fc_row_sum_add_like(sum, like, like->rows);
	return first;
}

void
fc_result_total(struct fc_result *r)
{
	struct fc_figures *f = &r->total.f;
	const struct fc_like *likes;
	struct fc_row_sum sum;
	struct fc_like like;

	fc_row_sum_begin(&sum, r->dims, fc_row_none(&like, ""));
	likes = add_rows(r, &sum);
	*f = fc_row_sum_end(&sum).like->f;
	add_apart(r->dims, f, &r->apart);
	r->total.nodes = sum.row.nodes;
	if (r->needs_inputs) {
		f->macs = f->flops = f->read_bytes = f->write_bytes = FC_DIM_NAN;
		f->access_bytes = f->access_elements = r->total.peak = FC_DIM_NAN;
	}
	collect_pairs(r, likes);
	collect_uncounted(r);
	r->status = judge(r);
}

/* Is what a convention adds up known, each by itself? Then a sum that is not does not fit. */
static bool
is_known(const struct fc_like *x)
{
	return !fc_dim_is_nan(x->f.macs) && !fc_dim_is_nan(x->bias_adds) && !fc_dim_is_nan(x->affine) &&
	       !fc_dim_is_nan(x->simple) && !fc_dim_is_nan(x->special) && !fc_dim_is_nan(x->in_count) &&
	       !fc_dim_is_nan(x->out_count);
}

void
fc_result_price(struct fc_result *r, const struct fc_policy *p)
{
	r->policy = p;
	r->pass++;
	for (uint32_t i = 0; i < r->n_row; i++) {
		const struct fc_row *row = &r->row[i];
		struct fc_like *like = row->like;

		if (like->pass == r->pass)
			continue;
		like->pass = r->pass;
		like->f.flops = fc_policy_flops(p, r->dims, row);
		like->overflow |= fc_dim_is_nan(like->f.flops) && row->status != FC_ROW_UNCOUNTED &&
		                  is_known(like);
	}
	fc_result_total(r);
}
