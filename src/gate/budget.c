/* budget.c -- the budget file into rules */
#include "gate/budget.h"

#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "result/policy.h"

enum { LIMIT_MODELS = 100000, LIMIT_RULES = 10000, LIMIT_POINTS = 4096 };

struct reader {
	struct fc_arena *arena;
	struct fc_diags *diags;
	const char *file;
	size_t faults;
};

/* What is wrong, or NULL. */
typedef const char *(*take_fn)(struct reader *r, const struct fc_json_node *n, void *into);

struct key {
	const char *name;
	take_fn take;
};

static void
fault(struct reader *r, const struct fc_json_node *n, const char *what)
{
	struct fc_where where = { .file = r->file, .line = n->line };

	r->faults++;
	fc_diag_add(r->diags, FC_E_BUDGET, where, "%s%s%s", n->key ? n->key : "", n->key ? ": " : "", what);
}

/* An object, member by member. keys end with a NULL name. */
static void
take_object(struct reader *r, const struct fc_json_node *n, const struct key *keys, void *into)
{
	const char *names[16] = { NULL };
	size_t n_name = 0;

	if (n->kind != FC_JSON_OBJECT) {
		fault(r, n, "is no object");
		return;
	}
	for (const struct key *k = keys; k->name; k++)
		names[n_name++] = k->name;
	for (const struct fc_json_node *m = n->child; m; m = m->next) {
		const struct key *k = keys;
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
			fault(r, m, wrong);
	}
}

static const char *
take_text(const struct fc_json_node *n, const char **out)
{
	if (n->kind != FC_JSON_TEXT || !*n->text)
		return "is no text";
	*out = n->text;
	return NULL;
}

/* --- a rule ------------------------------------------------------------------------- */

static const char *
take_metric(struct reader *r, const struct fc_json_node *n, void *into)
{
	struct fc_rule *rule = into;
	const char *text, *wrong = take_text(n, &text);

	return wrong ? wrong : fc_metric_read(r->arena, text, &rule->metric);
}

static const char *
take_scope(struct reader *r, const struct fc_json_node *n, void *into)
{
	struct fc_rule *rule = into;
	const char *wrong = take_text(n, &rule->scope_text);

	return wrong ? wrong : fc_rule_scope_read(r->arena, rule->scope_text, &rule->scope);
}

static const char *
take_amount(struct reader *r, const struct fc_json_node *n, struct fc_amount *out)
{
	struct fc_str text = FC_STR(r->arena);

	out->line = n->line;
	if (n->kind == FC_JSON_TEXT)
		return fc_amount_read(r->arena, n->text, out);
	if (n->kind != FC_JSON_NUMBER || !n->is_integer || n->integer < 0)
		return "is neither a count nor a text such as \"4.2G\" or \"2%\"";
	fc_str_int(&text, n->integer);
	out->text = text.data;
	out->value = n->integer;
	return NULL;
}

static const char *
take_max(struct reader *r, const struct fc_json_node *n, void *into)
{
	struct fc_amount *out = &((struct fc_rule *)into)->limit[FC_LIMIT_MAX];
	const char *wrong = take_amount(r, n, out);

	return wrong ? wrong : out->is_share ? "is a share, and no absolute limit" : NULL;
}

static const char *
take_increase(struct reader *r, const struct fc_json_node *n, void *into)
{
	struct fc_amount *out = &((struct fc_rule *)into)->limit[FC_LIMIT_INCREASE];
	const char *wrong = take_amount(r, n, out);

	return wrong ? wrong : out->is_share ? NULL : "is no share such as \"2%\"; see max_increase_abs";
}

static const char *
take_increase_abs(struct reader *r, const struct fc_json_node *n, void *into)
{
	struct fc_amount *out = &((struct fc_rule *)into)->limit[FC_LIMIT_INCREASE_ABS];
	const char *wrong = take_amount(r, n, out);

	return wrong ? wrong : out->is_share ? "is a share; see max_increase" : NULL;
}

static const char *
take_min_change(struct reader *r, const struct fc_json_node *n, void *into)
{
	return take_amount(r, n, &((struct fc_rule *)into)->min_change);
}

static const char *
take_level(struct reader *r, const struct fc_json_node *n, void *into)
{
	static const char *const names[] = { "off", "warn", "error", NULL };
	struct fc_str wrong = FC_STR(r->arena);

	if (n->kind != FC_JSON_TEXT)
		return "is none of off, warn, error";
	for (int i = 0; names[i]; i++) {
		if (!strcmp(names[i], n->text)) {
			((struct fc_rule *)into)->level = (enum fc_level)i;
			return NULL;
		}
	}
	fc_str_printf(&wrong, "'%s' is none of off, warn, error%s", n->text,
	              fc_hint(r->arena, n->text, names));
	return wrong.data;
}

static const char *
take_message(struct reader *r, const struct fc_json_node *n, void *into)
{
	(void)r;
	return take_text(n, &((struct fc_rule *)into)->message);
}

static const struct key rule_keys[] = {
	{ "level", take_level },
	{ "max", take_max },
	{ "max_increase", take_increase },
	{ "max_increase_abs", take_increase_abs },
	{ "message", take_message },
	{ "metric", take_metric },
	{ "min_change", take_min_change },
	{ "scope", take_scope },
	{ NULL, NULL },
};

static bool
has_limit(const struct fc_rule *rule)
{
	for (int i = 0; i < FC_LIMIT_KINDS; i++) {
		if (rule->limit[i].line)
			return true;
	}
	return false;
}

static void
take_rule(struct reader *r, const struct fc_json_node *n, struct fc_rule *rule)
{
	size_t before = r->faults;

	rule->level = FC_LEVEL_ERROR;
	rule->line = n->line;
	take_object(r, n, rule_keys, rule);
	if (r->faults != before)
		return;
	if (!rule->metric.name)
		fault(r, n, "a budget has no metric");
	else if (!has_limit(rule))
		fault(r, n, "a budget has no limit: max, max_increase or max_increase_abs");
	else if (rule->scope_text && (rule->metric.op || rule->metric.is_time))
		fault(r, n, "this metric has no scope");
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
take_budgets(struct reader *r, const struct fc_json_node *n, void *into)
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
		take_rule(r, m, &rule[entry->n_rule++]);
	return NULL;
}

static const char *
take_dims(struct reader *r, const struct fc_json_node *n, void *into)
{
	struct fc_budget_entry *entry = into;
	const struct fc_json_node *wrong;
	const char *what = fc_identity_read_dims(r->arena, n, &entry->identity, &wrong);
	uint64_t points = 1;

	if (what && wrong != n) {
		fault(r, wrong, what);
		return NULL;
	}
	for (uint32_t i = 0; i < entry->identity.n_dim && points <= LIMIT_POINTS && !what; i++)
		points *= entry->identity.dim[i].n;
	return what ? what : points > LIMIT_POINTS ? "these lists make more than 4096 points" : NULL;
}

static const char *
take_inputs(struct reader *r, const struct fc_json_node *n, void *into)
{
	struct fc_budget_entry *entry = into;
	const char **text;

	if (n->kind != FC_JSON_ARRAY)
		return "is no list of texts";
	text = FC_NEW_N(r->arena, const char *, (size_t)count(n) + 1);
	entry->identity.input = text;
	for (const struct fc_json_node *m = n->child; m; m = m->next) {
		if (take_text(m, &text[entry->identity.n_input++]))
			return "is no list of texts";
	}
	return NULL;
}

static const char *
take_name(struct reader *r, const struct fc_json_node *n, void *into)
{
	(void)r;
	return take_text(n, &((struct fc_budget_entry *)into)->name);
}

static const char *
take_path(struct reader *r, const struct fc_json_node *n, void *into)
{
	(void)r;
	return take_text(n, &((struct fc_budget_entry *)into)->path);
}

static const char *
take_method(struct reader *r, const struct fc_json_node *n, void *into)
{
	(void)r;
	return take_text(n, &((struct fc_budget_entry *)into)->identity.method);
}

static const struct key entry_keys[] = {
	{ "budgets", take_budgets }, { "dims", take_dims }, { "inputs", take_inputs },
	{ "method", take_method },   { "name", take_name }, { "path", take_path },
	{ NULL, NULL },
};

/* --- the file ----------------------------------------------------------------------- */

static const char *
take_models(struct reader *r, const struct fc_json_node *n, void *into)
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
		take_object(r, m, entry_keys, e);
		if (r->faults == before && !e->path)
			fault(r, m, "a model has no path");
	}
	return NULL;
}

static const char *
take_convention(struct reader *r, const struct fc_json_node *n, void *into)
{
	struct fc_budget *budget = into;
	const char *names[16] = { NULL };
	const char *wrong = take_text(n, &budget->convention);
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
take_baseline(struct reader *r, const struct fc_json_node *n, void *into)
{
	(void)r;
	return take_text(n, &((struct fc_budget *)into)->baseline);
}

static const char *
take_strict(struct reader *r, const struct fc_json_node *n, void *into)
{
	(void)r;
	((struct fc_budget *)into)->strict = n->real != 0;
	return n->kind == FC_JSON_BOOL ? NULL : "is neither true nor false";
}

static const struct key file_keys[] = {
	{ "$schema", NULL },           { "baseline", take_baseline }, { "convention", take_convention },
	{ "models", take_models },     { "strict", take_strict },     { NULL, NULL },
};

struct fc_budget *
fc_budget_read(struct fc_arena *a, struct fc_diags *diags, const struct fc_budget_source *s)
{
	struct reader r = { .arena = a, .diags = diags, .file = s->file };
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
	take_object(&r, n, file_keys, budget);
	if (!r.faults && !budget->n_entry)
		fault(&r, n, "lists no models");
	return r.faults ? NULL : budget;
}
