/* gate_file.c -- files that a gate reads again: the baseline, a first budget; and the baseline's table */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/json_write.h"
#include "base/num.h"
#include "report/gate.h"
#include "report/text.h"
#include "result/policy.h"

static bool
is_counted(const struct fc_subject *s)
{
	return s->head && s->head->status != FC_RESULT_FAILED;
}

/* --- baseline ------------------------------------------------------------------------------ */

static void
baseline_write(struct fc_gate_report *r)
{
	const struct fc_gate *g = r->gate;
	struct fc_saved *saved = FC_NEW_N(r->arena, struct fc_saved, (size_t)g->subject.n + 1);
	struct fc_json j;
	uint32_t n = 0;

	for (uint32_t i = 0; i < g->subject.n; i++) {
		const struct fc_subject *s = &g->subject.at[i];

		if (!is_counted(s))
			continue;
		saved[n].name = s->name;
		if (s->identity)
			saved[n].identity = *s->identity;
		saved[n].identity.convention = fc_policy_name(s->head->policy);
		saved[n++].r = s->head;
	}
	fc_json_init(&j, r->out, 1);
	fc_saved_write(&j, r->arena, saved, n);
	fc_out_putc(r->out, '\n');
}

/* --- show ---------------------------------------------------------------------------------- */

static void
show_write(struct fc_gate_report *r)
{
	static const char *const keys[] = { "params", "macs", "flops", "access_bytes",
		                            "peak_activation_bytes", "weight_bytes", "nodes" };
	struct fc_str text = FC_STR(r->arena);
	struct fc_grid grid;
	struct fc_dim x;

	fc_grid_init(&grid, r->arena, "model >params >MACs >FLOPs >access >peak >weights >nodes status");
	for (uint32_t i = 0; i < r->gate->subject.n; i++) {
		const struct fc_subject *s = &r->gate->subject.at[i];

		if (!is_counted(s))
			continue;
		fc_text_clean(&text, s->head->path); /* its name there: a file with one model stands for it */
		fc_grid_add(&grid, text.data);
		for (size_t k = 0; k < sizeof(keys) / sizeof(keys[0]); k++) {
			fc_str_clear(&text);
			fc_result_total_by_key(s->head, keys[k], &x);
			fc_say_figure(&text, x, strstr(keys[k], "_bytes"));
			fc_grid_add(&grid, text.data);
		}
		fc_grid_add(&grid, fc_result_status_name(s->head->status));
		fc_str_clear(&text);
	}
	fc_grid_print(&grid, &text, FC_MARKUP_TEXT);
	fc_out_add(r->out, text.data, text.size);
}

/* --- init ---------------------------------------------------------------------------------- */

/* Three digits and a unit, rounded up: 1819041768 is "1.82G". */
static void
put_limit(struct fc_str *out, int64_t v, bool bytes)
{
	static const char *const decimal[] = { "", "k", "M", "G", "T" };
	static const char *const binary[] = { "", "KiB", "MiB", "GiB", "TiB" };
	int64_t base = bytes ? 1024 : 1000, unit = 1, hundredths;
	int k = 0;

	while (k < 4 && v / unit >= base) {
		unit *= base;
		k++;
	}
	if (!k || v / unit >= 100) {
		fc_str_int(out, v / unit + (v % unit != 0));
	} else {
		hundredths = v / unit * 100 + (v % unit * 100 + unit - 1) / unit;
		if (v / unit >= 10)
			hundredths = (hundredths + 9) / 10 * 10;
		fc_str_int(out, hundredths / 100);
		if (hundredths % 100 && hundredths % 10)
			fc_str_printf(out, ".%02" PRId64, hundredths % 100);
		else if (hundredths % 100)
			fc_str_printf(out, ".%" PRId64, hundredths % 100 / 10);
	}
	fc_str_puts(out, bytes ? binary[k] : decimal[k]);
}

struct first {
	struct fc_json j;
	struct fc_gate_report *r;
	const struct fc_subject *s;
	struct fc_str text;
	struct fc_identity id;
};

static void
put_budget(struct first *w, const char *metric, bool relative)
{
	struct fc_dim x = FC_DIM_NAN;
	int64_t v, more;

	fc_result_total_by_key(w->s->head, metric, &x);
	if (fc_dim_is_nan(x) || !fc_dim_eval(w->r->gate->dims, x, NULL, 0, true, &v))
		return;
	more = v / 100 * w->r->margin + v % 100 * w->r->margin / 100;
	if (!fc_num_add(v, more, &v))
		return;
	fc_str_clear(&w->text);
	put_limit(&w->text, v, strstr(metric, "_bytes"));
	fc_json_object(&w->j, true);
	fc_json_key(&w->j, "metric");
	fc_json_text(&w->j, metric);
	fc_json_key(&w->j, "max");
	fc_json_text(&w->j, w->text.data);
	if (relative) {
		fc_json_key(&w->j, "max_increase");
		fc_json_text(&w->j, "2%");
	}
	fc_json_end(&w->j, '}');
}

/* Symbols that were given a value keep it, those that a total holds start at 1. */
static void
take_symbols(struct first *w)
{
	const struct fc_result *r = w->s->head;
	struct fc_identity_dim *dim = FC_NEW_N(w->r->arena, struct fc_identity_dim, (size_t)r->n_symbol + 1);

	w->id = w->r->opened;
	w->id.dim = dim;
	for (uint32_t i = 0; i < r->n_symbol; i++) {
		int64_t *value = FC_NEW(w->r->arena, int64_t);

		if (!r->symbol[i].bound && !r->symbol[i].in_total)
			continue;
		*value = r->symbol[i].bound ? r->symbol[i].value : 1;
		dim[w->id.n_dim++] = (struct fc_identity_dim){ r->symbol[i].name, value, 1 };
	}
}

static void
put_model(struct first *w)
{
	fc_json_object(&w->j, false);
	fc_json_key(&w->j, "name");
	fc_json_text(&w->j, w->s->name);
	fc_json_key(&w->j, "path");
	fc_json_text(&w->j, w->s->path);
	take_symbols(w);
	if (w->id.n_dim || w->id.n_input || w->id.method)
		fc_identity_write(&w->j, &w->id);
	fc_json_key(&w->j, "budgets");
	fc_json_array(&w->j, false);
	put_budget(w, "params", false);
	put_budget(w, "flops", true);
	put_budget(w, "peak_activation_bytes", false);
	put_budget(w, "weight_bytes", false);
	fc_json_end(&w->j, ']');
	fc_json_end(&w->j, '}');
}

static void
init_write(struct fc_gate_report *r)
{
	const struct fc_gate *g = r->gate;
	struct first w = { .r = r, .text = FC_STR(r->arena) };
	const char *convention = "paper";

	for (uint32_t i = 0; i < g->subject.n; i++) {
		if (is_counted(&g->subject.at[i]))
			convention = fc_policy_name(g->subject.at[i].head->policy);
	}
	fc_json_init(&w.j, r->out, 2);
	fc_json_object(&w.j, false);
	fc_json_key(&w.j, "convention");
	fc_json_text(&w.j, convention);
	fc_json_key(&w.j, "baseline");
	fc_json_text(&w.j, ".flopcount/baseline.json");
	fc_json_key(&w.j, "models");
	fc_json_array(&w.j, false);
	for (uint32_t i = 0; i < g->subject.n; i++) {
		w.s = &g->subject.at[i];
		if (is_counted(w.s))
			put_model(&w);
	}
	fc_json_end(&w.j, ']');
	fc_json_end(&w.j, '}');
	fc_out_putc(r->out, '\n');
}

const struct fc_gate_format fc_gate_baseline = { "baseline", baseline_write };
const struct fc_gate_format fc_gate_init = { "init", init_write };
const struct fc_gate_format fc_gate_show = { "show", show_write };
