/* points.c -- the combinations of dims that a budget asks for */
#include "base/arena.h"
#include "base/vec.h"
#include "gate/gate.h"

struct fc_points
fc_points_of(struct fc_arena *a, const struct fc_identity *id)
{
	struct fc_points p = { .n = 1, .n_dim = id->n_dim };

	for (uint32_t i = 0; i < id->n_dim; i++)
		p.n *= id->dim[i].n; /* the reader of the budget has a limit */
	p.at = FC_NEW_N(a, struct fc_binding, (size_t)p.n * (p.n_dim ? p.n_dim : 1));
	for (uint32_t k = 0; k < p.n; k++) {
		uint32_t rest = k;

		for (uint32_t i = p.n_dim; i-- > 0;) {
			const struct fc_identity_dim *d = &id->dim[i];

			p.at[(size_t)k * p.n_dim + i] = (struct fc_binding){ d->name, d->value[rest % d->n] };
			rest /= d->n;
		}
	}
	return p;
}

/* What is alive at the row where most is; false when a row is not known there. */
static bool
peak_at(const struct fc_result *r, const struct fc_binding *b, uint32_t n, struct fc_dim *out)
{
	int64_t most = -1, v;

	for (uint32_t i = 0; i < r->n_row; i++) {
		if (fc_dim_is_nan(r->row[i].alive))
			continue;
		if (!fc_dim_eval(r->dims, r->row[i].alive, b, n, false, &v))
			return false;
		if (v <= most)
			continue;
		most = v;
		*out = r->row[i].alive;
	}
	return most >= 0;
}

/* The formulas that are largest somewhere, joined by max(): at each point the whole is what it has to be. */
void
fc_points_peak(struct fc_arena *a, struct fc_result *r, const struct fc_points *p)
{
	struct {
		struct fc_dim *at;
		uint32_t n, room;
	} largest = { 0 };
	struct fc_dim peak, x;

	if (fc_dim_is_nan(r->total.peak) || fc_dim_const(r->total.peak, &(int64_t){ 0 }) || p->n < 2)
		return;
	for (uint32_t k = 0; k < p->n; k++) {
		uint32_t i = 0;

		if (!peak_at(r, &p->at[(size_t)k * p->n_dim], p->n_dim, &x))
			return;
		while (i < largest.n && !fc_dim_eq(largest.at[i], x))
			i++;
		if (i == largest.n)
			FC_VEC_PUSH(a, &largest, x);
	}
	peak = largest.at[0];
	for (uint32_t i = 1; i < largest.n; i++)
		peak = fc_dim_max(r->dims, peak, largest.at[i]);
	if (!fc_dim_is_nan(peak))
		r->total.peak = peak;
}
