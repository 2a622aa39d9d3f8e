/* gate.c -- models against budgets, baselines and each other */
#include "api/gate_handle.h"

#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/limits.h"
#include "dim/dim.h"
#include "report/gate.h"
#include "result/copy.h"
#include "result/policy.h"

struct new_args {
	struct flopcount_gate *gate;
	const struct flopcount_gate_options *options;
};

static int
take_limits(struct flopcount_gate *gate, const struct flopcount_gate_options *o)
{
	struct fc_rule *rule = FC_NEW_N(gate->keep, struct fc_rule, o->n_limits + 1);

	for (size_t i = 0; i < o->n_limits; i++) {
		const char *text = fc_arena_text(gate->keep, o->limits[i], strlen(o->limits[i]));
		const char *wrong = fc_rule_read(gate->keep, text, &rule[i]);

		if (!wrong)
			continue;
		fc_diag_add(&gate->g.diags, FC_E_BUDGET, (struct fc_where){ 0 }, "limit '%s': %s", text,
		            wrong);
		return FLOPCOUNT_E_ARGUMENT;
	}
	gate->g.rule = o->n_limits ? rule : NULL;
	gate->g.n_rule = (uint32_t)o->n_limits;
	return FLOPCOUNT_OK;
}

static int
take_budget(struct flopcount_gate *gate, const struct flopcount_gate_options *o)
{
	const char *name = o->budget_name ? o->budget_name : "budget";
	struct fc_budget_source source = {
		.file = fc_arena_text(gate->keep, name, strlen(name)),
		.text = fc_arena_text(gate->keep, o->budget, o->budget_size),
		.size = o->budget_size,
	};

	gate->budget = fc_budget_read(gate->keep, &gate->g.diags, &source);
	if (!gate->budget)
		return FLOPCOUNT_E_ARGUMENT;
	gate->g.budget = gate->budget;
	gate->g.strict |= gate->budget->strict;
	gate->g.convention = gate->budget->convention ? gate->budget->convention : "paper";
	return FLOPCOUNT_OK;
}

static int
gate_make(void *args)
{
	struct new_args *a = args;
	const struct flopcount_gate_options *o = a->options;
	struct flopcount_gate *gate = a->gate;
	struct fc_gate *g = &gate->g;

	gate->keep = fc_arena_new(&gate->heap);
	gate->scratch = fc_arena_new(&gate->heap);
	g->arena = gate->keep;
	g->dims = fc_dims_new(gate->keep, fc_intern_new(gate->keep));
	g->diags.arena = gate->keep;
	g->strict = o->strict;
	g->require_baseline = o->require_baseline;
	g->diff.by = o->by == FLOPCOUNT_BY_MODULE ? FC_BY_MODULE
	             : o->by == FLOPCOUNT_BY_OP   ? FC_BY_OP
	                                          : FC_BY_NODE;
	g->diff.depth = o->depth;
	if (o->budget)
		return take_budget(gate, o);
	return take_limits(gate, o);
}

int
flopcount_gate_new(struct flopcount_gate **out, const struct flopcount_gate_options *options)
{
	struct flopcount_gate_options o = FLOPCOUNT_GATE_OPTIONS_INIT;
	struct new_args a = { .options = &o };
	int status;

	if (!out || !fc_api_take(&o, options, sizeof(o)) || (o.n_limits && !o.limits))
		return FLOPCOUNT_E_ARGUMENT;
	a.gate = calloc(1, sizeof(*a.gate));
	if (!a.gate)
		return FLOPCOUNT_E_MEMORY;
	status = fc_api_guard(&a.gate->heap, gate_make, &a);
	if (status == FLOPCOUNT_E_MEMORY)
		flopcount_gate_free(a.gate);
	else
		*out = a.gate;
	return status;
}

void
flopcount_gate_free(struct flopcount_gate *gate)
{
	if (!gate)
		return;
	fc_heap_done(&gate->heap);
	free(gate);
}

/* --- adding ---------------------------------------------------------------------------- */

struct add_args {
	struct flopcount_gate *gate;
	const struct flopcount_gate_model *model;
	const struct flopcount_result *result;
};

static void
put_side(struct fc_gate *g, struct fc_subject *s, struct fc_result *r, const char *path, bool is_base)
{
	const char *kept = fc_intern_text(fc_dims_names(g->dims), path);

	if (is_base) {
		s->base = r;
		s->base_path = kept;
	} else {
		s->head = r;
		s->path = kept;
	}
}

static int
gate_add(void *args)
{
	struct add_args *a = args;
	struct fc_gate *g = &a->gate->g;
	const struct flopcount_gate_model *m = a->model;
	const char *path = m->path ? m->path : a->result->r->path;
	struct fc_subject *s = fc_gate_subject(g, m->name ? m->name : path);
	bool is_base = m->side == FLOPCOUNT_BASE;

	put_side(g, s, fc_result_copy(a->gate->keep, g->dims, a->result->r), path, is_base);
	if (!is_base)
		s->is_strict = flopcount_result_is_strict(a->result);
	if (g->budget && m->entry < g->budget->n_entry) {
		const struct fc_budget_entry *e = &g->budget->entry[m->entry];

		s->identity = &e->identity;
		s->rule = e->rule;
		s->n_rule = e->n_rule;
		s->line = e->line;
	}
	return FLOPCOUNT_OK;
}

int
flopcount_gate_add(struct flopcount_gate *gate, const struct flopcount_gate_model *model,
                   const struct flopcount_result *result)
{
	struct flopcount_gate_model m = FLOPCOUNT_GATE_MODEL_INIT;
	struct add_args a = { gate, &m, result };

	if (!gate || !result || gate->ran || !fc_api_take(&m, model, sizeof(m)))
		return FLOPCOUNT_E_ARGUMENT;
	return fc_api_guard(&gate->heap, gate_add, &a);
}

struct load_args {
	struct flopcount_gate *gate;
	enum flopcount_side side;
	const char *name;
	struct flopcount_bytes bytes;
};

/* Reports are complete as far as their status says; what else --strict minds is not in them. */
static int
gate_load(void *args)
{
	struct load_args *a = args;
	struct fc_gate *g = &a->gate->g;
	struct fc_saved_list saved = { 0 };
	struct fc_saved_source source = {
		.name = fc_arena_text(a->gate->keep, a->name, strlen(a->name)),
		.text = a->bytes.size > FC_LIMIT_REPORT /* is refused, and not copied first */
		            ? NULL
		            : fc_arena_text(a->gate->keep, a->bytes.data, a->bytes.size),
		.size = a->bytes.size,
	};

	g->diags = (struct fc_diags){ .arena = a->gate->keep };
	if (!fc_saved_read(a->gate->keep, g->dims, &g->diags, &source, &saved))
		return FLOPCOUNT_E_FORMAT;
	if (g->budget) {
		g->baseline = saved;
		g->baseline_file = source.name;
		return FLOPCOUNT_OK;
	}
	for (uint32_t i = 0; i < saved.n; i++) {
		const char *name = saved.n == 1 ? "" : saved.at[i].name;
		struct fc_subject *s = fc_gate_subject(g, name);

		put_side(g, s, saved.at[i].r, saved.n == 1 ? source.name : saved.at[i].name,
		         a->side == FLOPCOUNT_BASE);
		if (saved.at[i].is_baseline && a->side == FLOPCOUNT_BASE)
			s->base_identity = &saved.at[i].identity;
		else if (saved.at[i].is_baseline)
			s->identity = &saved.at[i].identity;
		if (a->side == FLOPCOUNT_HEAD)
			s->is_strict = s->head->status == FC_RESULT_COMPLETE;
	}
	return FLOPCOUNT_OK;
}

int
flopcount_gate_load(struct flopcount_gate *gate, enum flopcount_side side, const char *name,
                    struct flopcount_bytes bytes)
{
	struct load_args a = { gate, side, name, bytes };

	if (!gate || !name || gate->ran || (bytes.size && !bytes.data))
		return FLOPCOUNT_E_ARGUMENT;
	return fc_api_guard(&gate->heap, gate_load, &a);
}

/* --- running and writing ------------------------------------------------------------------ */

static int
gate_run(void *args)
{
	struct flopcount_gate *gate = args;

	fc_gate_run(&gate->g);
	return FLOPCOUNT_OK;
}

int
flopcount_gate_run(struct flopcount_gate *gate, struct flopcount_outcome *out)
{
	struct flopcount_outcome full = FLOPCOUNT_OUTCOME_INIT;
	const struct fc_outcome *o;
	int status;

	if (!gate || !out || gate->ran)
		return FLOPCOUNT_E_ARGUMENT;
	status = fc_api_guard(&gate->heap, gate_run, gate);
	if (status)
		return status;
	gate->ran = true;
	o = &gate->g.outcome;
	full.broken = o->broken;
	full.warnings = o->warnings;
	full.faulty = o->faulty;
	full.failed = o->failed;
	full.incomplete = o->incomplete;
	full.absent = o->absent;
	return fc_api_fill(out, &full, sizeof(full));
}

struct write_args {
	struct flopcount_gate *gate;
	const struct fc_gate_format *format;
	const struct flopcount_gate_write_options *options;
};

static int
gate_write(void *args)
{
	struct write_args *a = args;
	struct fc_gate_report r = {
		.gate = &a->gate->g,
		.out = &a->gate->out,
		.arena = a->gate->scratch,
		.top = a->options->top > UINT32_MAX ? UINT32_MAX : (unsigned)a->options->top,
		.key = a->options->key,
		.margin = a->options->margin,
		.opened = { .method = a->options->method,
			    .input = a->options->inputs,
			    .n_input = (uint32_t)a->options->n_inputs },
	};

	fc_arena_reset(a->gate->scratch);
	fc_out_init(&a->gate->out, fc_api_sink, &a->gate->sink);
	a->format->write(&r);
	return fc_out_flush(&a->gate->out) ? FLOPCOUNT_OK : FLOPCOUNT_E_IO;
}

int
flopcount_gate_write(struct flopcount_gate *gate, const char *format,
                     const struct flopcount_gate_write_options *options, struct flopcount_sink sink)
{
	struct flopcount_gate_write_options o = FLOPCOUNT_GATE_WRITE_OPTIONS_INIT;
	struct write_args a = { .gate = gate, .options = &o };

	if (!gate || !format || !sink.write || !gate->ran || !fc_api_take(&o, options, sizeof(o)))
		return FLOPCOUNT_E_ARGUMENT;
	a.format = fc_gate_format_find(format);
	if (!a.format)
		return FLOPCOUNT_E_NOT_FOUND;
	gate->sink = sink;
	return fc_api_guard(&gate->heap, gate_write, &a);
}
