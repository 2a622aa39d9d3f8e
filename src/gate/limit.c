/* limit.c -- texts of budgets into numbers, with hints where they are none */
#include "gate/limit.h"

#include <string.h>

#include "base/arena.h"
#include "base/num.h"
#include "base/str.h"
#include "result/view.h"

static const struct unit {
	const char *name;
	int64_t factor;
	bool is_time;
} units[] = {
	{ "", 1, false }, { "k", 1000, false }, { "M", 1000000, false }, { "G", 1000000000, false },
	{ "T", 1000000000000, false }, { "KiB", 1024, false }, { "MiB", 1 << 20, false },
	{ "GiB", 1 << 30, false }, { "TiB", (int64_t)1 << 40, false }, { "us", 1000, true },
	{ "ms", 1000000, true }, { "s", 1000000000, true }, { "%", 1000000, false },
};

enum { N_UNITS = sizeof(units) / sizeof(units[0]) };

const char *
fc_hint(struct fc_arena *a, const char *word, const char *const *names)
{
	struct fc_str text = FC_STR(a);
	unsigned best = strlen(word) < 6 ? 2 : (unsigned)strlen(word) / 3;
	const char *near = NULL;

	for (; *names; names++) {
		unsigned d = fc_num_edits(word, *names, best);

		if (d > best || (near && d == best) || d >= strlen(word))
			continue;
		best = d;
		near = *names;
	}
	if (near)
		fc_str_printf(&text, "; did you mean '%s'?", near);
	return text.data;
}

static const char *
unknown_unit(struct fc_arena *a, const char *text, const char *unit)
{
	const char *names[N_UNITS] = { NULL };
	struct fc_str out = FC_STR(a);

	for (int i = 1; i < N_UNITS; i++)
		names[N_UNITS - 1 - i] = units[i].name; /* of two that are as near, MiB before M */
	fc_str_printf(&out, "'%s' has the unknown unit '%s'%s (units: k M G T, KiB MiB GiB TiB, us ms s, %%)",
	              text, unit, fc_hint(a, unit, names));
	return out.data;
}

/* digits[.digits] times factor; of the second digits the first six count, and what is finer than one goes. */
static bool
scale(const char *s, size_t n, int64_t factor, int64_t *out)
{
	enum { DIGITS = 6 };
	const char *dot = memchr(s, '.', n);
	size_t whole = dot ? (size_t)(dot - s) : n;
	int64_t v, part = 0, ten = 1, sum;

	if (!whole || !fc_num_parse(s, whole, &v) || !fc_num_mul(v, factor, &sum))
		return false;
	for (size_t i = whole + 1; i < n && i <= whole + DIGITS; i++) {
		part = part * 10 + (s[i] - '0');
		ten *= 10;
	}
	return fc_num_add(sum, part * factor / ten, out); /* the largest factor is 2^40 */
}

const char *
fc_amount_read(struct fc_arena *a, const char *text, struct fc_amount *out)
{
	size_t n = strspn(text, "0123456789."), gap = strspn(text + n, " ");
	const char *unit = text + n + gap;
	struct fc_str wrong = FC_STR(a);
	const char *dot = memchr(text, '.', n);

	if (!n || (dot && memchr(dot + 1, '.', n - (size_t)(dot + 1 - text)))) {
		fc_str_printf(&wrong, "'%s' is no number with a unit", text);
		return wrong.data;
	}
	for (int i = 0; i < N_UNITS; i++) {
		if (strcmp(units[i].name, unit) != 0)
			continue;
		if (!scale(text, n, units[i].factor, &out->value)) {
			fc_str_printf(&wrong, "'%s' is no number, or does not fit 63 bits", text);
			return wrong.data;
		}
		out->text = text;
		out->is_share = *unit == '%';
		out->is_time = units[i].is_time;
		return NULL;
	}
	return unknown_unit(a, text, unit);
}

int64_t
fc_amount_of(const struct fc_amount *share, int64_t base)
{
	const int64_t whole = 100 * 1000000;
	int64_t high, low;

	if (base < 0 || !fc_num_mul(base / whole, share->value, &high))
		return INT64_MAX;
	if (!fc_num_mul(base % whole, share->value, &low))
		return INT64_MAX;
	return fc_num_add(high, low / whole, &high) ? high : INT64_MAX;
}

const char *
fc_metric_read(struct fc_arena *a, const char *text, struct fc_metric *out)
{
	static const char *const times[] = { "latency_p50", "latency_p90" };
	const char *names[24] = { NULL }, *key;
	struct fc_str wrong = FC_STR(a);
	size_t n = 0;

	*out = (struct fc_metric){ .name = text };
	if (!strncmp(text, "op:", 3) && text[3]) {
		out->op = text + 3;
		return NULL;
	}
	for (size_t i = 0; i < 2; i++) {
		names[n++] = times[i];
		if (strcmp(times[i], text) != 0)
			continue;
		out->is_time = true;
		out->at = (unsigned char)i;
	}
	for (size_t i = 0; (key = fc_result_total_key(i)) && n + 1 < sizeof(names) / sizeof(names[0]); i++) {
		names[n++] = key;
		if (strcmp(key, text) != 0)
			continue;
		out->is_bytes = strlen(key) > 6 && !strcmp(key + strlen(key) - 6, "_bytes");
		return NULL;
	}
	if (out->is_time)
		return NULL;
	fc_str_printf(&wrong, "'%s' is no metric that is known%s", text, fc_hint(a, text, names));
	return wrong.data;
}

const char *
fc_rule_scope_read(struct fc_arena *a, const char *text, struct fc_rule_scope *out)
{
	static const char *const kinds[] = { "layer", "module", "op", NULL };
	const char *colon = strchr(text, ':');
	struct fc_str wrong = FC_STR(a);
	size_t n = colon ? (size_t)(colon - text) : strlen(text);

	for (int i = 0; kinds[i]; i++) {
		if (!colon || !colon[1] || strlen(kinds[i]) != n || memcmp(kinds[i], text, n) != 0)
			continue;
		out->kind = (enum fc_scope_kind)(FC_SCOPE_LAYER + i);
		out->pattern = colon + 1;
		return NULL;
	}
	fc_str_printf(&wrong, "'%s' is no scope (layer:GLOB, module:GLOB, op:NAME)%s", text,
	              colon ? fc_hint(a, fc_arena_text(a, text, n), kinds) : "");
	return wrong.data;
}

/* One of a set "[a-z]", "[!ab]" at p; *end gets what is behind it. NULL set end: '[' stands for itself. */
static bool
in_set(const char *p, char c, const char **end)
{
	bool negated = p[1] == '!' || p[1] == '^', found = false;
	const char *s = p + 1 + negated, *first = s;

	for (; *s && (*s != ']' || s == first); s++) {
		if (s[1] == '-' && s[2] && s[2] != ']') {
			found |= c >= s[0] && c <= s[2];
			s += 2;
		} else {
			found |= c == *s;
		}
	}
	*end = *s ? s + 1 : p + 1;
	return *s ? found != negated : c == '[';
}

bool
fc_glob_match(const char *pattern, const char *text)
{
	const char *star = NULL, *again = NULL, *next;

	while (*text || *pattern == '*') {
		if (*pattern == '*') {
			star = ++pattern;
			again = text;
			continue;
		}
		next = pattern + 1;
		if (*pattern && (*pattern == '?' || (*pattern == '[' ? in_set(pattern, *text, &next)
		                                                     : *pattern == *text))) {
			pattern = next;
			text++;
			continue;
		}
		if (!star || !*again)
			return false;
		pattern = star;
		text = ++again;
	}
	return !*pattern;
}
