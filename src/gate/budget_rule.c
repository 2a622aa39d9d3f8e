/* budget_rule.c -- one budget of the budget file into a rule */
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "gate/budget_read.h"

enum { LIMIT_SAMPLES = 100000 };

static const char *
take_metric(struct fc_budget_reader *r, const struct fc_json_node *n, void *into)
{
	struct fc_rule *rule = into;
	const char *text, *wrong = fc_budget_text(n, &text);

	return wrong ? wrong : fc_metric_read(r->arena, text, &rule->metric);
}

static const char *
take_scope(struct fc_budget_reader *r, const struct fc_json_node *n, void *into)
{
	struct fc_rule *rule = into;
	const char *wrong = fc_budget_text(n, &rule->scope_text);

	return wrong ? wrong : fc_rule_scope_read(r->arena, rule->scope_text, &rule->scope);
}

static const char *
take_amount(struct fc_budget_reader *r, const struct fc_json_node *n, struct fc_amount *out)
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
take_max(struct fc_budget_reader *r, const struct fc_json_node *n, void *into)
{
	struct fc_amount *out = &((struct fc_rule *)into)->limit[FC_LIMIT_MAX];
	const char *wrong = take_amount(r, n, out);

	return wrong ? wrong : out->is_share ? "is a share, and no absolute limit" : NULL;
}

static const char *
take_increase(struct fc_budget_reader *r, const struct fc_json_node *n, void *into)
{
	struct fc_amount *out = &((struct fc_rule *)into)->limit[FC_LIMIT_INCREASE];
	const char *wrong = take_amount(r, n, out);

	return wrong ? wrong : out->is_share ? NULL : "is no share such as \"2%\"; see max_increase_abs";
}

static const char *
take_increase_abs(struct fc_budget_reader *r, const struct fc_json_node *n, void *into)
{
	struct fc_amount *out = &((struct fc_rule *)into)->limit[FC_LIMIT_INCREASE_ABS];
	const char *wrong = take_amount(r, n, out);

	return wrong ? wrong : out->is_share ? "is a share; see max_increase" : NULL;
}

static const char *
take_min_change(struct fc_budget_reader *r, const struct fc_json_node *n, void *into)
{
	return take_amount(r, n, &((struct fc_rule *)into)->min_change);
}

static const char *
take_noise(struct fc_budget_reader *r, const struct fc_json_node *n, void *into)
{
	struct fc_amount *out = &((struct fc_rule *)into)->noise;
	const char *wrong = take_amount(r, n, out);

	return wrong ? wrong : out->is_share ? NULL : "is no share such as \"5%\"";
}

static const char *
take_samples(struct fc_budget_reader *r, const struct fc_json_node *n, void *into)
{
	(void)r;
	if (n->kind != FC_JSON_NUMBER || !n->is_integer || n->integer < 1 || n->integer > LIMIT_SAMPLES)
		return "is no number of runs from 1 to 100000";
	((struct fc_rule *)into)->samples = (uint32_t)n->integer;
	return NULL;
}

static const char *
take_level(struct fc_budget_reader *r, const struct fc_json_node *n, void *into)
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
take_message(struct fc_budget_reader *r, const struct fc_json_node *n, void *into)
{
	(void)r;
	return fc_budget_text(n, &((struct fc_rule *)into)->message);
}

static const struct fc_budget_key rule_keys[] = {
	{ "level", take_level },
	{ "max", take_max },
	{ "max_increase", take_increase },
	{ "max_increase_abs", take_increase_abs },
	{ "message", take_message },
	{ "metric", take_metric },
	{ "min_change", take_min_change },
	{ "min_samples", take_samples },
	{ "noise", take_noise },
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

/* A time is told in its units, and nothing else is. */
static bool
fits(const struct fc_rule *rule, const struct fc_amount *x)
{
	return !x->text || x->is_share || x->is_time == rule->metric.is_time;
}

/* What a latency has that no count has, and the other way round. NULL, or what is wrong. */
static const char *
settle_time(struct fc_rule *rule)
{
	static const struct fc_amount band = { .text = "5%", .is_share = true, .value = 5 * 1000000 };
	bool right = fits(rule, &rule->min_change);

	for (int i = 0; i < FC_LIMIT_KINDS; i++)
		right = right && fits(rule, &rule->limit[i]);
	if (!right)
		return rule->metric.is_time ? "a latency has a unit: us, ms or s"
		                            : "only a latency is told in us, ms or s";
	if (!rule->metric.is_time)
		return rule->noise.text || rule->samples ? "only a latency has noise and min_samples" : NULL;
	rule->noise = rule->noise.text ? rule->noise : band;
	rule->samples = rule->samples ? rule->samples : 30;
	return NULL;
}

void
fc_budget_rule(struct fc_budget_reader *r, const struct fc_json_node *n, struct fc_rule *rule)
{
	size_t before = r->faults;
	const char *wrong;

	rule->level = FC_LEVEL_ERROR;
	rule->line = n->line;
	fc_budget_object(r, n, rule_keys, rule);
	if (r->faults != before)
		return;
	if (!rule->metric.name)
		fc_budget_fault(r, n, "a budget has no metric");
	else if (!has_limit(rule))
		fc_budget_fault(r, n, "a budget has no limit: max, max_increase or max_increase_abs");
	else if (rule->scope_text && (rule->metric.op || rule->metric.is_time))
		fc_budget_fault(r, n, "this metric has no scope");
	else if ((wrong = settle_time(rule)))
		fc_budget_fault(r, n, wrong);
}
