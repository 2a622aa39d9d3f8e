/* timing_profile.c -- where the time went: layers beside what is counted of them */
#include "report/timing.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/num.h"
#include "report/csv.h"
#include "report/text.h"

enum { SHOWN = 20 }; /* layers in tables for people */

static const char *const kinds[] = { "node", "group", "added", "unknown" };

static double
share(const struct fc_timing_profile *p, double seconds)
{
	return p->kernels > 0 ? seconds / p->kernels : 0;
}

/* --- for people ------------------------------------------------------------------------------ */

static void
add_figure(struct fc_grid *g, bool known, const char *fmt, double v)
{
	struct fc_str s = FC_STR(g->arena);

	if (known)
		fc_str_printf(&s, fmt[0] == 'm' ? "%.3f" : fmt[0] == '%' ? "%.1f%%" : "%.4g", v);
	else
		fc_str_putc(&s, '-');
	fc_grid_add(g, s.data);
}

static void
add_layer(struct fc_grid *g, const struct fc_timing_profile *p, const struct fc_timing_layer *l)
{
	struct fc_str name = FC_STR(g->arena), op = FC_STR(g->arena), nodes = FC_STR(g->arena);
	bool timed = l->seconds > 0;

	for (unsigned i = 0; i < l->depth; i++)
		fc_str_puts(&name, "| ");
	fc_text_clean(&name, l->name);
	fc_grid_add(g, name.data);
	fc_text_clean(&op, l->op);
	fc_grid_add(g, op.data);
	if (l->kind <= FC_TIMING_GROUP)
		fc_str_printf(&nodes, "%u", l->n_node);
	else
		fc_str_puts(&nodes, kinds[l->kind]);
	fc_grid_add(g, nodes.data);
	add_figure(g, true, "ms", 1e3 * l->seconds);
	add_figure(g, true, "%", 100 * share(p, l->seconds));
	add_figure(g, timed && l->operations > 0, "", (double)l->operations / l->seconds * 1e-9);
	add_figure(g, timed && l->access_bytes > 0, "", (double)l->access_bytes / l->seconds * 1e-9);
	add_figure(g, l->operations > 0 && l->access_bytes > 0, "",
	           (double)l->operations / (double)l->access_bytes);
}

static int
by_time(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x < y) - (x > y);
}

/* Those of depth 0 that take less are left out. */
static double
least_shown(struct fc_arena *a, const struct fc_timing_profile *p)
{
	double *time = FC_NEW_N(a, double, (size_t)p->n + 1);

	for (uint32_t i = 0; i < p->n; i++)
		time[i] = p->layer[i].seconds;
	qsort(time, p->n, sizeof(*time), by_time);
	return p->n > SHOWN ? time[SHOWN - 1] : 0;
}

static void
add_rest(struct fc_grid *g, const struct fc_timing_profile *p, uint32_t n, double seconds)
{
	struct fc_str text = FC_STR(g->arena);

	if (!n)
		return;
	fc_str_printf(&text, "%u more", n);
	fc_grid_add(g, text.data);
	fc_grid_add(g, "");
	fc_grid_add(g, "");
	add_figure(g, true, "ms", 1e3 * seconds);
	add_figure(g, true, "%", 100 * share(p, seconds));
	for (int i = 0; i < 3; i++)
		fc_grid_add(g, "");
}

static void
add_summary(struct fc_str *s, const struct fc_timing *t, enum fc_markup m)
{
	const struct fc_timing_profile *p = t->profile;
	struct fc_str name = FC_STR(s->arena);

	fc_text_clean(&name, t->path);
	fc_str_putc(s, '\n');
	fc_grid_text(s, name.data, m);
	fc_str_printf(s, ": %u profiled runs; kernels take %.3f ms, %.1f%% of a run; ", p->runs,
	              1e3 * p->kernels, 100 * p->coverage);
	fc_str_printf(s, "%.1f%% of it is of nodes\n", 100 * share(p, p->attributed));
	if (p->by_name)
		fc_str_puts(s, "the runtime told nothing of its own graph: kernels are joined by name\n");
	fc_str_putc(s, '\n');
}

void
fc_timing_profile_grid(struct fc_str *s, const struct fc_timing *const *t, size_t n, enum fc_markup m)
{
	for (size_t i = 0; i < n; i++) {
		const struct fc_timing_profile *p = t[i]->profile;
		double least = p ? least_shown(s->arena, p) : 0, rest = 0;
		struct fc_grid g = { 0 };
		uint32_t hidden = 0;

		if (!p)
			continue;
		add_summary(s, t[i], m);
		fc_grid_init(&g, s->arena, "layer op >nodes >time_ms >share >GFLOP/s >GB/s >FLOP/B");
		for (uint32_t k = 0; k < p->n; k++) {
			if (p->layer[k].seconds >= least) {
				add_layer(&g, p, &p->layer[k]);
			} else {
				hidden++;
				rest += p->layer[k].depth ? 0 : p->layer[k].seconds;
			}
		}
		add_rest(&g, p, hidden, rest);
		fc_grid_print(&g, s, m);
	}
}

/* --- for programs ------------------------------------------------------------------------------ */

/* What was reached: operations and bytes a second, operations a byte. Not finite: not known. */
static void
rates(const struct fc_timing_layer *l, double out[3])
{
	double none = 0.0, time = l->seconds;

	out[0] = l->operations >= 0 && time > 0 ? (double)l->operations / time : 1 / none;
	out[1] = l->access_bytes >= 0 && time > 0 ? (double)l->access_bytes / time : 1 / none;
	out[2] = l->operations >= 0 && l->access_bytes > 0 ?
	         (double)l->operations / (double)l->access_bytes : 1 / none;
}

static void
put_count(struct fc_out *o, int64_t v)
{
	fc_out_putc(o, ',');
	if (v >= 0)
		fc_out_int(o, v);
}

static void
put_real(struct fc_out *o, double v)
{
	char text[FC_NUM_SIZE];

	fc_out_putc(o, ',');
	if (v > 1e300)
		return;
	fc_num_print_real(v, text);
	fc_out_puts(o, text);
}

static void
put_row(struct fc_out *o, struct fc_str *valid, const struct fc_timing *t, const struct fc_timing_layer *l)
{
	double rate[3];

	rates(l, rate);
	fc_csv_field(o, valid, t->path);
	fc_out_putc(o, ',');
	fc_csv_field(o, valid, l->name);
	fc_out_putc(o, ',');
	fc_csv_field(o, valid, l->op);
	fc_out_printf(o, ",%s,%u,", kinds[l->kind], l->depth);
	for (uint32_t i = 0; i < l->n_node; i++)
		fc_out_printf(o, "%s%u", i ? ";" : "", l->node[i]);
	fc_out_putc(o, ',');
	fc_csv_field(o, valid, l->kernel);
	fc_out_printf(o, ",%u", l->n_kernel);
	put_real(o, l->calls);
	put_real(o, l->seconds);
	put_real(o, share(t->profile, l->seconds));
	put_count(o, l->macs);
	put_count(o, l->operations);
	put_count(o, l->access_bytes);
	for (int i = 0; i < 3; i++)
		put_real(o, rate[i]);
	fc_out_putc(o, '\n');
}

void
fc_timing_profile_csv(struct fc_out *o, struct fc_arena *a, const struct fc_timing *const *t, size_t n)
{
	struct fc_str valid = FC_STR(a);

	fc_out_puts(o, "model,name,op,kind,depth,nodes,kernel,kernels,calls,time_s,share,macs,operations,"
	               "access_bytes,operations_per_s,bytes_per_s,intensity\n");
	for (size_t i = 0; i < n; i++) {
		for (uint32_t k = 0; t[i]->profile && k < t[i]->profile->n; k++)
			put_row(o, &valid, t[i], &t[i]->profile->layer[k]);
	}
}

static void
member_count(struct fc_json *j, const char *key, int64_t v)
{
	fc_json_key(j, key);
	if (v >= 0)
		fc_json_int(j, v);
	else
		fc_json_null(j);
}

static void
member_real(struct fc_json *j, const char *key, double v)
{
	fc_json_key(j, key);
	fc_json_real(j, v);
}

static void
put_layer(struct fc_json *j, const struct fc_timing_profile *p, const struct fc_timing_layer *l)
{
	double rate[3];

	rates(l, rate);
	fc_json_object(j, true);
	fc_json_member(j, "name", l->name);
	fc_json_member(j, "op", l->op);
	fc_json_member(j, "kind", kinds[l->kind]);
	member_count(j, "depth", l->depth);
	fc_json_key(j, "nodes");
	fc_json_array(j, true);
	for (uint32_t i = 0; i < l->n_node; i++)
		fc_json_int(j, l->node[i]);
	fc_json_end(j, ']');
	fc_json_member(j, "kernel", l->kernel);
	fc_json_member(j, "provider", l->provider);
	member_count(j, "kernels", l->n_kernel);
	member_real(j, "calls", l->calls);
	member_real(j, "time_s", l->seconds);
	member_real(j, "share", share(p, l->seconds));
	member_count(j, "macs", l->macs);
	member_count(j, "operations", l->operations);
	member_count(j, "access_bytes", l->access_bytes);
	member_real(j, "operations_per_s", rate[0]);
	member_real(j, "bytes_per_s", rate[1]);
	member_real(j, "intensity", rate[2]);
	fc_json_end(j, '}');
}

void
fc_timing_profile_json(struct fc_json *j, const struct fc_timing_profile *p)
{
	fc_json_key(j, "profile");
	fc_json_object(j, false);
	member_count(j, "runs", p->runs);
	member_real(j, "kernels_s", p->kernels);
	member_real(j, "coverage", p->coverage);
	member_real(j, "attributed", share(p, p->attributed));
	fc_json_key(j, "by_name"), fc_json_bool(j, p->by_name);
	fc_json_key(j, "layers");
	fc_json_array(j, false);
	for (uint32_t i = 0; i < p->n; i++)
		put_layer(j, p, &p->layer[i]);
	fc_json_end(j, ']');
	fc_json_end(j, '}');
}
