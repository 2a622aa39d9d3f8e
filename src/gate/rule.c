/* rule.c -- a rule given on the command line */
#include <string.h>

#include "base/arena.h"
#include "gate/budget.h"

const char *
fc_limit_name(enum fc_limit_kind k)
{
	static const char *const name[] = { "max", "max_increase", "max_increase_abs" };

	return name[k];
}

const char *
fc_rule_read(struct fc_arena *a, const char *text, struct fc_rule *out)
{
	const char *equals = strchr(text, '=');
	struct fc_amount amount = { .line = 1 };
	const char *wrong, *at;

	*out = (struct fc_rule){ .level = FC_LEVEL_ERROR };
	if (!equals || equals == text || !equals[1])
		return "METRIC=LIMIT is needed, such as flops=+2%";
	at = equals[1] == '+' ? equals + 2 : equals + 1;
	wrong = fc_metric_read(a, fc_arena_text(a, text, (size_t)(equals - text)), &out->metric);
	if (!wrong)
		wrong = fc_amount_read(a, at, &amount);
	if (wrong)
		return wrong;
	out->limit[amount.is_share ? FC_LIMIT_INCREASE : FC_LIMIT_INCREASE_ABS] = amount;
	return NULL;
}
