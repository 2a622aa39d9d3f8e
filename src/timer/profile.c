/* profile.c -- kernels and their times from what ran in each run */
#include "timer/profile_priv.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/table.h"
#include "timer/bench.h"

/* Operators with bodies: what runs in one is recorded before it and within its time. */
static bool
has_bodies(const char *op)
{
	static const char *const ops[] = { "BeamSearch", "GreedySearch", "If", "Loop", "Sampling", "Scan",
		                           "WhisperBeamSearch" };

	for (size_t i = 0; i < sizeof(ops) / sizeof(ops[0]); i++) {
		if (!strcmp(op, ops[i]))
			return true;
	}
	return false;
}

/* Bodies nest as deep as a model's may. */
static bool
adopt(struct fc_profile_sum *s, uint32_t parent, uint32_t child)
{
	struct fc_profile_event *p = &s->run.at[parent], *c = &s->run.at[child];

	if (c->from < p->from || c->height >= FC_LIMIT_NESTING)
		return false;
	c->parent = parent + 1;
	p->height = p->height > c->height ? p->height : c->height + 1;
	return true;
}

void
fc_profile_add(struct fc_profile_sum *s, const struct fc_profile_event *e)
{
	uint32_t at = s->run.n;

	if (at >= FC_PROFILE_EVENTS)
		return;
	FC_VEC_PUSH(s->arena, &s->run, *e);
	while (has_bodies(e->op) && s->open.n && adopt(s, at, s->open.at[s->open.n - 1]))
		s->open.n--;
	FC_VEC_PUSH(s->arena, &s->open, at);
}

static uint32_t
find_kernel(struct fc_profile_sum *s, const struct fc_profile_event *e, uint32_t first)
{
	struct fc_profile_kernel k = { e->name, e->op, e->provider, e->number, 0, first, 0, 0, NULL, 0 };
	struct fc_str text = FC_STR(s->arena);
	const char *key;
	uintptr_t at;

	k.parent = e->parent ? s->run.at[e->parent - 1].kernel : 0;
	fc_str_printf(&text, "%" PRIu32 " %" PRId64 " %s %s", k.parent, k.number, k.op, k.name);
	key = fc_intern(s->names, text.data, text.size);
	at = (uintptr_t)fc_table_find(s->key, key);
	if (at)
		return (uint32_t)at;
	k.run = FC_NEW_N(s->arena, double, FC_PROFILE_RUNS);
	FC_VEC_PUSH(s->arena, &s->out->kernel, k);
	fc_table_set(s->key, key, (void *)(uintptr_t)s->out->kernel.n);
	return s->out->kernel.n;
}

/* Backwards: a parent stands behind what ran in it. */
void
fc_profile_end_run(struct fc_profile_sum *s, int64_t took)
{
	struct fc_profile *p = s->out;

	for (uint32_t i = s->run.n; i > 0 && !s->skip && p->runs < FC_PROFILE_RUNS; i--) {
		struct fc_profile_event *e = &s->run.at[i - 1];
		struct fc_profile_kernel *k;

		e->kernel = find_kernel(s, e, i);
		k = &p->kernel.at[e->kernel - 1];
		k->run[p->runs] += (double)e->took * 1e-6;
		k->called++;
		if (i < k->first)
			k->first = i;
		if (!e->parent)
			p->kernels += (double)e->took * 1e-6;
	}
	if (s->skip) {
		s->skip--;
	} else if (p->runs < FC_PROFILE_RUNS) {
		p->wall += (double)took * 1e-6;
		p->runs++;
	}
	s->run.n = s->open.n = 0;
}

void
fc_profile_end(struct fc_profile_sum *s)
{
	struct fc_profile *p = s->out;

	for (uint32_t i = 0; i < p->kernel.n && p->runs; i++) {
		struct fc_profile_kernel *k = &p->kernel.at[i];
		struct fc_bench b;

		fc_bench_sum(k->run, p->runs, &b);
		k->seconds = b.p50;
		k->calls = (double)k->called / p->runs;
	}
}
