/* timing.c -- measured times as table, Markdown, CSV and JSON */
#include "report/timing.h"

#include <string.h>

#include "base/arena.h"
#include "base/human.h"
#include "base/json_write.h"
#include "base/num.h"
#include "report/csv.h"
#include "report/grid.h"
#include "report/text.h"

/* X(key, field): seconds of one run. */
#define FIGURES(X)               \
	X("mean", bench.mean)        \
	X("stddev", bench.deviation) \
	X("min", bench.min)          \
	X("p50", bench.p50)          \
	X("p90", bench.p90)          \
	X("p99", bench.p99)          \
	X("max", bench.max)

static void
add_ms(struct fc_grid *g, double seconds)
{
	struct fc_str s = FC_STR(g->arena);

	fc_str_printf(&s, "%.3f", seconds * 1e3);
	fc_grid_add(g, s.data);
}

static void
add_row(struct fc_grid *g, const struct fc_timing *t, bool predicted)
{
	char bytes[FC_HUMAN_SIZE];
	struct fc_str name = FC_STR(g->arena), rate = FC_STR(g->arena), rss = FC_STR(g->arena);

	fc_text_clean(&name, t->path);
	fc_grid_add(g, name.data);
	add_ms(g, t->bench.mean);
	add_ms(g, t->bench.deviation);
	add_ms(g, t->bench.min);
	add_ms(g, t->bench.p50);
	add_ms(g, t->bench.p90);
	add_ms(g, t->bench.p99);
	fc_str_printf(&rate, "%.4g", 1 / t->bench.mean);
	fc_grid_add(g, rate.data);
	fc_human_bytes(t->peak_rss, bytes);
	fc_str_puts(&rss, bytes);
	fc_grid_add(g, rss.data);
	if (predicted && t->device)
		add_ms(g, t->predicted);
	else if (predicted)
		fc_grid_add(g, "?");
}

static void
add_remarks(struct fc_str *s, const struct fc_timing *t, enum fc_markup m)
{
	struct fc_str name = FC_STR(s->arena);

	fc_text_clean(&name, t->path);
	fc_str_puts(s, m == FC_MARKUP_MD ? "\n- " : "");
	fc_grid_text(s, name.data, m);
	fc_str_printf(s, ": %u runs", t->bench.n);
	if (t->bench.outliers)
		fc_str_printf(s, ", %u of them outliers", t->bench.outliers);
	fc_str_printf(s, "; loaded in %.3f s; %s, provider %s, optimization %s, ", t->load, t->runtime,
	              t->provider, t->optimization);
	if (t->threads)
		fc_str_printf(s, "%u thread%s", t->threads, t->threads == 1 ? "" : "s");
	else
		fc_str_puts(s, "threads as the runtime likes");
	if (t->device) {
		fc_str_clear(&name);
		fc_text_clean(&name, t->device);
		fc_str_printf(s, "; at least %.3g ms on ", t->predicted * 1e3);
		fc_grid_text(s, name.data, m);
		fc_str_printf(s, ", and the median is %.3g times that", t->bench.p50 / t->predicted);
	}
	fc_str_putc(s, '\n');
}

static void
write_grid(struct fc_out *o, struct fc_arena *a, const struct fc_timing *const *t, size_t n, enum fc_markup m)
{
	struct fc_grid g = { 0 };
	struct fc_str s = FC_STR(a);
	bool predicted = false;

	for (size_t i = 0; i < n; i++)
		predicted |= t[i]->device != NULL;
	fc_grid_init(&g, a, predicted
	                        ? "model >mean_ms >stddev >min >p50 >p90 >p99 >runs/s >peak_rss >at_least"
	                        : "model >mean_ms >stddev >min >p50 >p90 >p99 >runs/s >peak_rss");
	for (size_t i = 0; i < n; i++)
		add_row(&g, t[i], predicted);
	fc_grid_print(&g, &s, m);
	fc_str_puts(&s, m == FC_MARKUP_MD ? "" : "\n");
	for (size_t i = 0; i < n; i++)
		add_remarks(&s, t[i], m);
	fc_timing_profile_grid(&s, t, n, m);
	fc_out_add(o, s.data, s.size);
}

static void
write_table(struct fc_out *o, struct fc_arena *a, const struct fc_timing *const *t, size_t n)
{
	write_grid(o, a, t, n, FC_MARKUP_TEXT);
}

static void
write_md(struct fc_out *o, struct fc_arena *a, const struct fc_timing *const *t, size_t n)
{
	write_grid(o, a, t, n, FC_MARKUP_MD);
}

static void
put_real(struct fc_out *o, double v)
{
	char text[FC_NUM_SIZE];

	fc_num_print_real(v, text);
	fc_out_puts(o, text);
}

static void
write_csv(struct fc_out *o, struct fc_arena *a, const struct fc_timing *const *t, size_t n)
{
	struct fc_str valid = FC_STR(a);

	if (n && t[0]->profile) {
		fc_timing_profile_csv(o, a, t, n);
		return;
	}
	fc_out_puts(o, "model,runtime,provider,optimization,threads,runs,outliers,noisy,load_s");
#define TITLE(key, field) fc_out_puts(o, "," key "_s");
	FIGURES(TITLE)
#undef TITLE
	fc_out_puts(o, ",runs_per_s,peak_rss_bytes,device,predicted_s\n");
	for (size_t i = 0; i < n; i++) {
		fc_csv_field(o, &valid, t[i]->path);
		fc_out_printf(o, ",%s,%s,%s,%u,%u,%u,%d,", t[i]->runtime, t[i]->provider, t[i]->optimization,
		              t[i]->threads, t[i]->bench.n, t[i]->bench.outliers, t[i]->bench.noisy);
		put_real(o, t[i]->load);
#define CELL(key, field) fc_out_putc(o, ','), put_real(o, t[i]->field);
		FIGURES(CELL)
#undef CELL
		fc_out_putc(o, ',');
		put_real(o, 1 / t[i]->bench.mean);
		fc_out_printf(o, ",%lld,", (long long)t[i]->peak_rss);
		fc_csv_field(o, &valid, t[i]->device ? t[i]->device : "");
		fc_out_putc(o, ',');
		if (t[i]->device)
			put_real(o, t[i]->predicted);
		fc_out_putc(o, '\n');
	}
}

static void
write_one(struct fc_json *j, const struct fc_timing *t)
{
	fc_json_object(j, false);
	fc_json_member(j, "schema", "flopcount.timing/1");
	fc_json_member(j, "model", t->path);
	fc_json_member(j, "runtime", t->runtime);
	fc_json_member(j, "provider", t->provider);
	fc_json_member(j, "optimization", t->optimization);
	fc_json_key(j, "threads"), fc_json_int(j, t->threads);
	fc_json_key(j, "warmup"), fc_json_int(j, t->warmup);
	fc_json_key(j, "runs"), fc_json_int(j, t->bench.n);
	fc_json_key(j, "outliers"), fc_json_int(j, t->bench.outliers);
	fc_json_key(j, "noisy"), fc_json_bool(j, t->bench.noisy);
	fc_json_key(j, "load_s"), fc_json_real(j, t->load);
#define MEMBER(key, field) fc_json_key(j, key "_s"), fc_json_real(j, t->field);
	FIGURES(MEMBER)
#undef MEMBER
	fc_json_key(j, "runs_per_s"), fc_json_real(j, 1 / t->bench.mean);
	fc_json_key(j, "peak_rss_bytes"), fc_json_int(j, t->peak_rss);
	if (t->device) {
		fc_json_member(j, "device", t->device);
		fc_json_key(j, "predicted_s"), fc_json_real(j, t->predicted);
	}
	if (t->profile)
		fc_timing_profile_json(j, t->profile);
	fc_json_end(j, '}');
}

static void
write_json(struct fc_out *o, struct fc_arena *a, const struct fc_timing *const *t, size_t n)
{
	struct fc_json j;

	(void)a;
	fc_json_init(&j, o, 2);
	if (n != 1)
		fc_json_array(&j, false);
	for (size_t i = 0; i < n; i++)
		write_one(&j, t[i]);
	if (n != 1)
		fc_json_end(&j, ']');
	fc_out_putc(o, '\n');
}

static const struct fc_timing_format formats[] = {
	{ "csv", write_csv }, { "json", write_json }, { "md", write_md }, { "svg", fc_timing_svg },
	{ "table", write_table },
};

enum { N_FORMATS = sizeof(formats) / sizeof(formats[0]) };

const struct fc_timing_format *
fc_timing_at(size_t i)
{
	return i < N_FORMATS ? &formats[i] : NULL;
}

const struct fc_timing_format *
fc_timing_find(const char *name)
{
	for (size_t i = 0; i < N_FORMATS; i++) {
		if (!strcmp(formats[i].name, name))
			return &formats[i];
	}
	return NULL;
}
