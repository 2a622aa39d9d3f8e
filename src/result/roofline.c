/* roofline.c -- predicted lower bounds of time, row by row */
#include "result/roofline.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "dim/sum.h"
#include "result/policy.h"
#include "result/row_sum.h"

#define PS 1e12 /* picoseconds in a second */

struct roofer {
	struct fc_result *r;
	const struct fc_device *d;
	const struct fc_policy *policy; /* every operation one, a multiply-add two */
};

/* --- one row ------------------------------------------------------------------------ */

/* Seconds for the operations; negative: a peak is not known. */
static double
compute_time(const struct roofer *w, const struct fc_row *row, int64_t work, int64_t macs, int64_t other)
{
	double peak[2] = { fc_device_vector(w->d), 0 };
	double rest = (double)work, time = 0;

	if (!work)
		return 0;
	for (int i = 0; macs && i < 2; i++) {
		peak[i] = fc_device_peak(w->d, (enum fc_dtype)row->like->pair[i][0],
		                         (enum fc_dtype)row->like->pair[i][1]);
	}
	if (other) {
		if (peak[1] <= 0)
			return -1;
		time = 2 * (double)other / peak[1];
		rest -= 2 * (double)other;
	}
	return peak[0] > 0 ? time + rest / peak[0] : -1;
}

/* Seconds for the bytes of all runs. */
static double
memory_time(const struct roofer *w, int64_t bytes, int64_t repeat)
{
	bool cached = w->d->cache_bandwidth > w->d->bandwidth && repeat > 0 && bytes / repeat <= w->d->cache;

	return (double)bytes / (cached ? w->d->cache_bandwidth : w->d->bandwidth);
}

/* Seconds as a size; what does not fit is not known. */
static struct fc_dim
picoseconds(struct fc_dims *t, double seconds)
{
	return seconds < 4e6 ? fc_dim_int(t, (int64_t)(seconds * PS + 0.5)) : FC_DIM_NAN;
}

static void
roof_row(const struct roofer *w, struct fc_row *row)
{
	struct fc_dims *t = w->r->dims;
	int64_t work, bytes, macs, other, repeat;
	double compute, memory;

	row->like->roof = (struct fc_roof){ fc_policy_flops(w->policy, t, row), FC_DIM_NAN, FC_DIM_NAN };
	if (!fc_dim_const(row->like->roof.work, &work) || !fc_dim_const(row->like->f.access_bytes, &bytes) ||
	    !fc_dim_const(row->like->f.macs, &macs) || !fc_dim_const(row->like->macs_other, &other) ||
	    !fc_dim_const(row->like->repeat, &repeat))
		return;
	compute = compute_time(w, row, work, macs, other);
	memory = memory_time(w, bytes, repeat);
	if (compute < 0)
		return;
	row->like->roof.predicted = picoseconds(t, compute > memory ? compute : memory);
	row->like->roof.computing = compute > memory ? row->like->roof.predicted : fc_dim_int(t, 0);
}

/* --- all of them ---------------------------------------------------------------------- */

/* A formula: known once its symbols are. */
static bool
is_open(struct fc_dim x)
{
	int64_t v;

	return !fc_dim_is_nan(x) && !fc_dim_const(x, &v);
}

/* What is not known at all is left out; with a formula among them the sum is not known. */
static void
total(struct fc_result *r)
{
	struct fc_row_sum sum;
	struct fc_like like;
	bool open = r->needs_inputs;

	fc_row_sum_begin(&sum, r->dims, fc_row_none(&like, ""));
	for (uint32_t i = 0; i < r->n_row; i++) {
		const struct fc_row *row = &r->row[i];

		fc_row_sum_add(&sum, row);
		if (row->status != FC_ROW_ALTERNATIVE && fc_dim_is_nan(row->like->roof.predicted))
			r->total.unpredicted++;
		open |= is_open(row->like->roof.work) || is_open(row->like->f.access_bytes);
	}
	r->total.roof = fc_row_sum_end(&sum).like->roof;
	if (open)
		r->total.roof = (struct fc_roof){ FC_DIM_NAN, FC_DIM_NAN, FC_DIM_NAN };
}

void
fc_result_roof(struct fc_result *r, const struct fc_device *d)
{
	struct fc_device *own = FC_NEW(r->arena, struct fc_device);
	struct roofer w = { r, own, fc_policy_find("hardware") };

	*own = *d;
	own->name = fc_arena_text(r->arena, d->name, strlen(d->name));
	own->title = fc_arena_text(r->arena, d->title, strlen(d->title));
	own->source = fc_arena_text(r->arena, d->source, strlen(d->source));
	r->device = own;
	for (uint32_t i = 0; i < r->n_row; i++)
		roof_row(&w, &r->row[i]);
	r->total.unpredicted = 0;
	total(r);
}

/* --- what is read off ------------------------------------------------------------------- */

enum fc_bound
fc_roof_bound(const struct fc_roof *roof)
{
	int64_t all, computing;

	if (!fc_dim_const(roof->predicted, &all) || !fc_dim_const(roof->computing, &computing) || !all)
		return FC_BOUND_NONE;
	return computing > all / 2 ? FC_BOUND_COMPUTE : FC_BOUND_MEMORY;
}

const char *
fc_bound_name(enum fc_bound b)
{
	static const char *const name[] = { NULL, "compute", "memory" };

	return name[b];
}

bool
fc_roof_intensity(const struct fc_roof *roof, struct fc_dim access_bytes, int64_t *out)
{
	int64_t work, bytes;
	double v;

	if (!fc_dim_const(roof->work, &work) || !fc_dim_const(access_bytes, &bytes) || bytes <= 0)
		return false;
	v = (double)work / (double)bytes * 1e6 + 0.5;
	if (!(v < 9e18))
		return false;
	*out = (int64_t)v;
	return true;
}

void
fc_roof_ms(int64_t ps, char out[FC_ROOF_SIZE])
{
	snprintf(out, FC_ROOF_SIZE, "%" PRId64 ".%09" PRId64, ps / 1000000000, ps % 1000000000);
}

void
fc_roof_millionths(int64_t v, char out[FC_ROOF_SIZE])
{
	snprintf(out, FC_ROOF_SIZE, "%" PRId64 ".%06" PRId64, v / 1000000, v % 1000000);
}

void
fc_roof_json(struct fc_json *j, const struct fc_roof *roof, struct fc_dim access_bytes)
{
	char text[FC_ROOF_SIZE];
	int64_t v;

	fc_json_key(j, "bound");
	fc_json_text(j, fc_bound_name(fc_roof_bound(roof)));
	fc_json_key(j, "intensity");
	if (fc_roof_intensity(roof, access_bytes, &v)) {
		fc_roof_millionths(v, text);
		fc_json_made(j, text);
	} else {
		fc_json_null(j);
	}
	fc_json_key(j, "predicted_ms");
	if (fc_dim_const(roof->predicted, &v)) {
		fc_roof_ms(v, text);
		fc_json_made(j, text);
	} else {
		fc_json_null(j);
	}
}
