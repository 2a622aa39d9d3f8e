/* gate_entry.c -- what a budget says, and what is wrong with it */
#include "api/gate_handle.h"

#include <string.h>

const char *
flopcount_gate_text(const struct flopcount_gate *gate, const char *key)
{
	if (!gate || !key || !gate->budget)
		return NULL;
	if (!strcmp(key, "baseline"))
		return gate->budget->baseline;
	return strcmp(key, "convention") ? NULL : gate->budget->convention;
}

struct entry_args {
	struct flopcount_gate *gate;
	const struct fc_budget_entry *entry;
	struct flopcount_gate_entry full;
};

static int
entry_at(void *args)
{
	struct entry_args *a = args;
	const struct fc_identity *id = &a->entry->identity;
	struct flopcount_binding *dim;

	dim = FC_NEW_N(a->gate->keep, struct flopcount_binding, (size_t)id->n_dim + 1);
	a->full.dims = dim;
	for (uint32_t i = 0; i < id->n_dim; i++) {
		const struct fc_identity_dim *d = &id->dim[i];

		if (d->n == 1)
			dim[a->full.n_dims++] = (struct flopcount_binding){ d->name, d->value[0] };
	}
	return FLOPCOUNT_OK;
}

int
flopcount_gate_entry_at(struct flopcount_gate *gate, size_t i, struct flopcount_gate_entry *out)
{
	struct entry_args a = { .gate = gate, .full = FLOPCOUNT_GATE_ENTRY_INIT };
	int status;

	if (!gate || !out)
		return FLOPCOUNT_E_ARGUMENT;
	if (!gate->budget || i >= gate->budget->n_entry)
		return FLOPCOUNT_E_NOT_FOUND;
	a.entry = &gate->budget->entry[i];
	a.full.name = a.entry->name;
	a.full.path = a.entry->path;
	a.full.method = a.entry->identity.method;
	a.full.inputs = a.entry->identity.input;
	a.full.n_inputs = a.entry->identity.n_input;
	a.full.line = a.entry->line;
	for (uint32_t k = 0; k < a.entry->n_rule; k++) {
		const struct fc_rule *rule = &a.entry->rule[k];

		if (rule->metric.is_time && rule->level != FC_LEVEL_OFF && rule->samples > a.full.samples)
			a.full.samples = rule->samples;
	}
	status = fc_api_guard(&gate->heap, entry_at, &a);
	return status ? status : fc_api_fill(out, &a.full, sizeof(a.full));
}

struct at_args {
	struct flopcount_gate *gate;
	size_t i;
	struct flopcount_diagnostic full;
};

static int
diagnostic_at(void *args)
{
	struct at_args *a = args;

	fc_api_diagnostic(&a->gate->g.diags.item[a->i], &a->full, fc_arena_take(a->gate->keep, 1, 16));
	return FLOPCOUNT_OK;
}

int
flopcount_gate_diagnostic_at(struct flopcount_gate *gate, size_t i, struct flopcount_diagnostic *out)
{
	struct at_args a = { .gate = gate, .i = i };
	int status;

	if (!gate || !out)
		return FLOPCOUNT_E_ARGUMENT;
	if (i >= gate->g.diags.n)
		return FLOPCOUNT_E_NOT_FOUND;
	status = fc_api_guard(&gate->heap, diagnostic_at, &a);
	return status ? status : fc_api_fill(out, &a.full, sizeof(a.full));
}
