/* budget.c -- the budget file into rules */
#include "gate/budget.h"

#include "gate/budget_read.h"

#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "result/policy.h"

enum { LIMIT_MODELS = 100000, LIMIT_RULES = 10000, LIMIT_POINTS = 4096 };

void
fc_budget_fault(struct fc_budget_reader *r, const struct fc_json_node *n, const char *what)
{
	struct fc_where where = { .file = r->file, .line = n->line };

	r->faults++;
	fc_diag_add(r->diags, FC_E_BUDGET, where, "%s%s%s", n->key ? n->key : "", n->key ? ": " : "", what);
}

void
fc_budget_object(struct fc_budget_reader *r, const struct fc_json_node *n,
                 const struct fc_budget_key *keys, void *into)
{
	const char *names[16] = { NULL };
	size_t n_name = 0;

	if (n->kind != FC_JSON_OBJECT) {
		fc_budget_fault(r, n, "is no object");
		return;
	}
	for (const struct fc_budget_key *k = keys; k->name; k++)
		names[n_name++] = k->name;
	for (const struct fc_json_node *m = n->child; m; m = m->next) {
		const struct fc_budget_key *k = keys;
		const char *wrong;

		while (k->name && strcmp(k->name, m->key) != 0)
			k++;
		if (!k->name) {
			struct fc_where where = { .file = r->file, .line = m->line };

			r->faults++;
			fc_diag_add(r->diags, FC_E_BUDGET, where, "unknown key '%s'%s", m->key,
			            fc_hint(r->arena, m->key, names));
			continue;
		}
		wrong = k->take ? k->take(r, m, into) : NULL;
		if (wrong)
			fc_budget_fault(r, m, wrong);
	}
}

const char *
fc_budget_text(const struct fc_json_node *n, const char **out)
{
	if (n->kind != FC_JSON_TEXT || !*n->text)
		return "is no text";
	*out = n->text;
	return NULL;
}

/* --- a model ------------------------------------------------------------------------ */

static uint32_t
count(const struct fc_json_node *n)
{
	uint32_t k = 0;

	for (n = n->child; n; n = n->next)
		k++;
	return k;
}

static const char *
take_budgets(struct fc_budget_reader *r, const struct fc_json_node *n, void *into)
{
	struct fc_budget_entry *entry = into;
	struct fc_rule *rule;

	if (n->kind != FC_JSON_ARRAY)
		return "is no list";
	if (count(n) > LIMIT_RULES)
		return "is longer than any list of budgets this reads";
	rule = FC_NEW_N(r->arena, struct fc_rule, (size_t)count(n) + 1);
	entry->rule = rule;
	for (const struct fc_json_node *m = n->child; m; m = m->next)
		fc_budget_rule(r, m, &rule[entry->n_rule++]);
	return NULL;
}

static const char *
take_dims(struct fc_budget_reader *r, const struct fc_json_node *n, void *into)
{
	struct fc_budget_entry *entry = into;
	const struct fc_json_node *wrong;
	const char *what = fc_identity_read_dims(r->arena, n, &entry->identity, &wrong);
	uint64_t points = 1;

	if (what && wrong != n) {
		fc_budget_fault(r, wrong, what);
		return NULL;
	}
	for (uint32_t i = 0; i < entry->identity.n_dim && points <= LIMIT_POINTS && !what; i++)
		points *= entry->identity.dim[i].n;
	return what ? what : points > LIMIT_POINTS ? "these lists make more than 4096 points" : NULL;
}

static const char *
take_inputs(struct fc_budget_reader *r, const struct fc_json_node *n, void *into)
{
	struct fc_budget_entry *entry = into;
	const char **text;

	if (n->kind != FC_JSON_ARRAY)
		return "is no list of texts";
	text = FC_NEW_N(r->arena, const char *, (size_t)count(n) + 1);
	entry->identity.input = text;
	for (const struct fc_json_node *m = n->child; m; m = m->next) {
		if (fc_budget_text(m, &text[entry->identity.n_input++]))
			return "is no list of texts";
	}
	return NULL;
}

static const char *
take_name(struct fc_budget_reader *r, const struct fc_json_node *n, void *into)
{
	(void)r;
	return fc_budget_text(n, &((struct fc_budget_entry *)into)->name);
}

static const char *
take_path(struct fc_budget_reader *r, const struct fc_json_node *n, void *into)
{
	(void)r;
	return fc_budget_text(n, &((struct fc_budget_entry *)into)->path);
}

static const char *
take_method(struct fc_budget_reader *r, const struct fc_json_node *n, void *into)
{
	(void)r;
	return fc_budget_text(n, &((struct fc_budget_entry *)into)->identity.method);
}

static const struct fc_budget_key entry_keys[] = {
	{ "budgets", take_budgets }, { "dims", take_dims }, { "inputs", take_inputs },
	{ "method", take_method },   { "name", take_name }, { "path", take_path },
	{ NULL, NULL },
};

/* --- the file ----------------------------------------------------------------------- */

static const char *
take_models(struct fc_budget_reader *r, const struct fc_json_node *n, void *into)
{
	struct fc_budget *budget = into;
	struct fc_budget_entry *entry;

	if (n->kind != FC_JSON_ARRAY)
		return "is no list";
	if (count(n) > LIMIT_MODELS)
		return "is longer than any list of models this reads";
	entry = FC_NEW_N(r->arena, struct fc_budget_entry, (size_t)count(n) + 1);
	budget->entry = entry;
	for (const struct fc_json_node *m = n->child; m; m = m->next) {
		struct fc_budget_entry *e = &entry[budget->n_entry++];
		size_t before = r->faults;

		e->line = m->line;
		fc_budget_object(r, m, entry_keys, e);
		if (r->faults == before && !e->path)
			fc_budget_fault(r, m, "a model has no path");
	}
	return NULL;
}

static const char *
take_convention(struct fc_budget_reader *r, const struct fc_json_node *n, void *into)
{
	struct fc_budget *budget = into;
	const char *names[16] = { NULL };
	const char *wrong = fc_budget_text(n, &budget->convention);
	struct fc_str text = FC_STR(r->arena);

	if (wrong || fc_policy_find(budget->convention))
		return wrong;
	for (size_t i = 0; i + 1 < 16 && fc_policy_at(i); i++)
		names[i] = fc_policy_name(fc_policy_at(i));
	fc_str_printf(&text, "'%s' is no convention that is known%s", budget->convention,
	              fc_hint(r->arena, budget->convention, names));
	return text.data;
}

static const char *
take_baseline(struct fc_budget_reader *r, const struct fc_json_node *n, void *into)
{
	(void)r;
	return fc_budget_text(n, &((struct fc_budget *)into)->baseline);
}

static const char *
take_strict(struct fc_budget_reader *r, const struct fc_json_node *n, void *into)
{
	(void)r;
	((struct fc_budget *)into)->strict = n->real != 0;
	return n->kind == FC_JSON_BOOL ? NULL : "is neither true nor false";
}

static const struct fc_budget_key file_keys[] = {
	{ "$schema", NULL },           { "baseline", take_baseline }, { "convention", take_convention },
	{ "models", take_models },     { "strict", take_strict },     { NULL, NULL },
};

struct fc_budget *
fc_budget_read(struct fc_arena *a, struct fc_diags *diags, const struct fc_budget_source *s)
{
	struct fc_budget_reader r = { .arena = a, .diags = diags, .file = s->file };
	struct fc_budget *budget = FC_NEW(a, struct fc_budget);
	const struct fc_json_node *n;
	unsigned line = 0;

	budget->file = s->file;
	n = fc_json_read(a, s->text, s->size, &line);
	if (!n) {
		fc_diag_add(diags, FC_E_BUDGET, (struct fc_where){ .file = s->file, .line = line },
		            "not JSON, nested too deeply, or with a key twice");
		return NULL;
	}
	fc_budget_object(&r, n, file_keys, budget);
	if (!r.faults && !budget->n_entry)
		fc_budget_fault(&r, n, "lists no models");
	return r.faults ? NULL : budget;
}
