/* say.c -- figures, changes and findings in words */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "report/cell.h"
#include "report/gate.h"
#include "report/text.h"

void
fc_say_figure(struct fc_str *out, struct fc_dim x, bool bytes)
{
	int64_t v;

	if (fc_dim_const(x, &v))
		fc_text_figure(out, v, bytes);
	else
		fc_cell_clean_dim(out, x);
}

void
fc_say_change(struct fc_str *out, struct fc_dim delta, bool bytes)
{
	int64_t v;

	if (fc_dim_is(delta, 0))
		return;
	if (!fc_dim_const(delta, &v)) {
		fc_cell_clean_dim(out, delta);
		return;
	}
	fc_str_putc(out, v < 0 ? '-' : '+');
	fc_text_figure(out, v == INT64_MIN ? INT64_MAX : v < 0 ? -v : v, bytes);
}

static void
put_share(struct fc_str *out, int64_t base, int64_t head)
{
	double share = base ? ((double)head - (double)base) / (double)base * 100 : 0;
	int64_t tenths = (int64_t)((share < 0 ? -share : share) * 10 + 0.5);

	if (!base || tenths > INT64_MAX / 16)
		return;
	if (!tenths)
		fc_str_printf(out, "%c0.0%%", head < base ? '-' : '+');
	else
		fc_str_printf(out, "%c%" PRId64 ".%" PRId64 "%%", share < 0 ? '-' : '+', tenths / 10,
		              tenths % 10);
}

void
fc_say_share(struct fc_str *out, struct fc_dim base, struct fc_dim head)
{
	int64_t b, h;

	if (fc_dim_const(base, &b) && fc_dim_const(head, &h) && b > 0 && b != h)
		put_share(out, b, h);
}

void
fc_say_point(struct fc_str *out, const struct fc_finding *f)
{
	for (uint32_t i = 0; i < f->n_point; i++) {
		fc_str_puts(out, i ? ", " : "");
		fc_text_clean(out, f->point[i].name);
		fc_str_printf(out, "=%" PRId64, f->point[i].value);
	}
}

void
fc_say_what(struct fc_str *out, const struct fc_finding *f)
{
	static const char *const kind[] = { "", "layer", "module", "operator" };

	fc_text_clean(out, f->rule->metric.name);
	if (f->place) {
		fc_str_printf(out, " of %s '", kind[f->rule->scope.kind]);
		fc_text_clean(out, f->place);
		fc_str_putc(out, '\'');
	} else if (f->rule->scope_text) {
		fc_str_puts(out, " of ");
		fc_text_clean(out, f->rule->scope_text);
	}
}

/* " at seq=8192 = 2048*seq" */
static void
put_point(struct fc_str *out, const struct fc_finding *f)
{
	int64_t v;

	if (f->n_point) {
		fc_str_puts(out, " at ");
		fc_say_point(out, f);
	}
	if (fc_dim_const(f->figure, &v) || fc_dim_is_nan(f->figure))
		return;
	fc_str_puts(out, " = ");
	fc_cell_clean_dim(out, f->figure);
}

static void
put_limit(struct fc_str *out, const struct fc_finding *f)
{
	fc_str_printf(out, "%s is ", fc_limit_name(f->limit));
	fc_text_clean(out, f->rule->limit[f->limit].text);
}

/* A figure of the rule's metric: a count, bytes or a time. */
void
fc_say_metric(struct fc_str *out, const struct fc_metric *m, int64_t v)
{
	if (m->is_time)
		fc_text_time(out, v);
	else
		fc_text_figure(out, v, m->is_bytes);
}

/* "flops 1.82 G → 3.67 G (+1.85 G, +101.8%)" */
static void
put_value(struct fc_str *out, const struct fc_finding *f)
{
	const struct fc_metric *m = &f->rule->metric;
	bool moved = f->has_base && f->value != f->base;

	fc_say_what(out, f);
	fc_str_putc(out, ' ');
	if (moved) {
		fc_say_metric(out, m, f->base);
		fc_str_puts(out, " \xe2\x86\x92 ");
	}
	fc_say_metric(out, m, f->value);
	put_point(out, f);
	if (moved) {
		fc_str_puts(out, f->value < f->base ? " (-" : " (+");
		fc_say_metric(out, m, f->value < f->base ? f->base - f->value : f->value - f->base);
		fc_str_puts(out, f->base ? ", " : "");
		put_share(out, f->base, f->value);
		fc_str_putc(out, ')');
	}
	fc_str_puts(out, "; ");
	put_limit(out, f);
	if (m->is_time) {
		fc_str_puts(out, ", noise ");
		fc_text_clean(out, f->rule->noise.text);
	}
}

/* give the model "dims": {"batch": 1, "seq": 1}; give values with -d batch=1 -d seq=1 */
static void
put_free(struct fc_str *out, const struct fc_finding *f)
{
	bool in_budget = f->rule->line; /* else on the command line */
	const char *s = f->free;

	fc_say_what(out, f);
	fc_str_puts(out, " still depends on ");
	fc_text_clean(out, f->free);
	put_point(out, f);
	fc_str_puts(out, in_budget ? "; give the model \"dims\": {" : "; give values with");
	while (*s) {
		const char *comma = strstr(s, ", ");
		size_t n = comma ? (size_t)(comma - s) : strlen(s);

		fc_str_puts(out, in_budget ? "\"" : " -d ");
		fc_text_clean(out, fc_arena_text(out->arena, s, n));
		fc_str_puts(out, !in_budget ? "=1" : comma ? "\": 1, " : "\": 1");
		s += n + (comma ? 2 : 0);
	}
	fc_str_puts(out, in_budget ? "}" : "");
}

void
fc_say_finding(struct fc_str *out, const struct fc_subject *s, const struct fc_finding *f)
{
	switch (f->verdict) {
	case FC_VERDICT_KEPT:
	case FC_VERDICT_BROKEN:
		put_value(out, f);
		break;
	case FC_VERDICT_LOWER_BOUND:
		put_value(out, f);
		fc_str_puts(out, "; the count is partial, so this is a lower bound");
		break;
	case FC_VERDICT_NO_BASE:
		fc_say_what(out, f);
		fc_str_puts(out, s->base ? ": the baseline has no such figure; "
		                         : ": there is no baseline to compare with; ");
		put_limit(out, f);
		break;
	case FC_VERDICT_NO_MATCH:
		fc_say_what(out, f);
		fc_str_puts(out, ": the scope matches nothing");
		break;
	case FC_VERDICT_NOT_MEASURED:
		fc_say_what(out, f);
		fc_str_puts(out, ": it was not measured");
		break;
	case FC_VERDICT_FREE:
		put_free(out, f);
		break;
	case FC_VERDICT_UNKNOWN:
		fc_say_what(out, f);
		fc_str_puts(out, s->head->needs_inputs ? " is not known without the shapes of the inputs"
		                                       : " is not known, or does not fit 63 bits");
		break;
	}
}

bool
fc_say_subject(struct fc_str *out, const struct fc_gate *g, const struct fc_subject *s)
{
	if (!s->head)
		fc_str_puts(out, "the model is not there any more");
	else if (s->head->status == FC_RESULT_FAILED)
		fc_str_puts(out, "the model cannot be read");
	else if (s->base && s->base->status == FC_RESULT_FAILED)
		fc_str_puts(out, "the model to compare with cannot be read");
	else if (s->refused)
		fc_text_clean(out, s->refused);
	else if (g->strict && !s->is_strict)
		fc_str_puts(out, "the count is incomplete, and --strict asks for all of it");
	else
		return false;
	return true;
}

const char *
fc_finding_grade(const struct fc_finding *f)
{
	switch (f->verdict) {
	case FC_VERDICT_KEPT:
		return "pass";
	case FC_VERDICT_BROKEN:
		return f->rule->level == FC_LEVEL_ERROR ? "fail" : "warn";
	case FC_VERDICT_LOWER_BOUND:
	case FC_VERDICT_NO_BASE:
	case FC_VERDICT_NO_MATCH:
		return "warn";
	case FC_VERDICT_NOT_MEASURED:
	case FC_VERDICT_FREE:
	case FC_VERDICT_UNKNOWN:
		break;
	}
	return "error";
}

const char *
fc_gate_grade(const struct fc_gate *g)
{
	const struct fc_outcome *o = &g->outcome;

	if (o->failed || o->faulty || o->absent)
		return "error";
	if (o->broken)
		return "fail";
	return o->warnings || o->incomplete ? "warn" : "pass";
}
