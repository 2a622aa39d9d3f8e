/* opt.c -- arguments against a table of options */
#include "cli/opt.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/list.h"
#include "cli/settings.h"
#include "flopcount.h"

struct reader {
	struct fc_settings *s;
	const struct fc_opt *table;
	char **argv;
	int argc, at;
	bool ended; /* "--" was seen */
};

const struct fc_opt *
fc_opt_find(const struct fc_opt *table, const char *name, size_t n)
{
	for (const struct fc_opt *o = table; o->kind != FC_OPT_END; o++) {
		const struct fc_opt *found = NULL;

		if (o->kind == FC_OPT_GROUP)
			found = fc_opt_find(o->group, name, n);
		else if (strlen(o->name) == n && !memcmp(o->name, name, n))
			found = o;
		if (found)
			return found;
	}
	return NULL;
}

static const struct fc_opt *
find_letter(const struct fc_opt *table, char letter)
{
	for (const struct fc_opt *o = table; o->kind != FC_OPT_END; o++) {
		const struct fc_opt *found = NULL;

		if (o->kind == FC_OPT_GROUP)
			found = find_letter(o->group, letter);
		else if (o->letter == letter)
			found = o;
		if (found)
			return found;
	}
	return NULL;
}

static size_t
collect_names(const struct fc_opt *table, const char **names, size_t n, size_t room)
{
	for (const struct fc_opt *o = table; o->kind != FC_OPT_END && n < room; o++) {
		if (o->kind == FC_OPT_GROUP)
			n = collect_names(o->group, names, n, room);
		else
			names[n++] = o->name;
	}
	return n;
}

static bool
unknown_option(struct reader *r, const char *name, size_t n)
{
	const char *names[64], *near;
	char *word = fc_text_copy(name, n);

	near = flopcount_nearest(word, names,
	                         collect_names(r->table, names, 0, sizeof(names) / sizeof(names[0])));
	if (near)
		fc_say_error(&r->s->say, "unknown option '--%s'; did you mean '--%s'?", word, near);
	else
		fc_say_error(&r->s->say, "unknown option '--%s'", word);
	free(word);
	return false;
}

static bool
bad_value(struct reader *r, const struct fc_opt *o, const char *value, const char *wanted)
{
	fc_say_error(&r->s->say, "option '--%s' takes %s, not '%s'", o->name, wanted, value);
	return false;
}

static bool
take_number(struct reader *r, const struct fc_opt *o, const char *value, uint64_t *out)
{
	char *end;
	unsigned long long v;

	errno = 0;
	v = strtoull(value, &end, 10);
	if (*value < '0' || *value > '9' || *end || errno || v > UINT32_MAX)
		return bad_value(r, o, value, "a number");
	*out = v;
	return true;
}

static bool
take_choice(struct reader *r, const struct fc_opt *o, const char *value, int *out)
{
	const char *near;
	size_t n;

	for (n = 0; o->choice[n]; n++) {
		if (!strcmp(o->choice[n], value)) {
			*out = (int)n;
			return true;
		}
	}
	near = flopcount_nearest(value, o->choice, n);
	if (!near)
		return bad_value(r, o, value, o->arg);
	fc_say_error(&r->s->say, "option '--%s' takes %s, not '%s'; did you mean '%s'?", o->name, o->arg,
	             value, near);
	return false;
}

const char *
fc_opt_near_name(int names, const char *word)
{
	const char *best = NULL, *name;

	for (size_t i = 0; (name = flopcount_name_at((enum flopcount_names)names, i)); i++) {
		const char *pair[2] = { best, name };

		best = flopcount_nearest(word, pair, 2);
	}
	return best;
}

bool
fc_opt_is_name(struct fc_settings *s, int names, const char *word)
{
	static const char *const kinds[] = {
		[FLOPCOUNT_COLUMNS] = "column",     [FLOPCOUNT_CONVENTIONS] = "convention",
		[FLOPCOUNT_FORMATS] = "format",     [FLOPCOUNT_METRICS] = "metric",
		[FLOPCOUNT_OPERATORS] = "operator", [FLOPCOUNT_COMPARE_COLUMNS] = "column",
		[FLOPCOUNT_COMPARE_FORMATS] = "format", [FLOPCOUNT_DEVICES] = "device",
		[FLOPCOUNT_TIMING_FORMATS] = "format", [FLOPCOUNT_LIMITS] = "limit",
	};
	const char *what = kinds[names];
	const char *name, *near;

	for (size_t i = 0; (name = flopcount_name_at((enum flopcount_names)names, i)); i++) {
		if (!strcmp(name, word))
			return true;
	}
	near = fc_opt_near_name(names, word);
	if (near)
		fc_say_error(&s->say, "unknown %s '%s'; did you mean '%s'?", what, word, near);
	else
		fc_say_error(&s->say, "unknown %s '%s'", what, word);
	return false;
}

static bool
take(struct reader *r, const struct fc_opt *o, const char *value)
{
	char *into = (char *)r->s + o->into;

	switch (o->kind) {
	case FC_OPT_FLAG:
		*(bool *)into = true;
		return true;
	case FC_OPT_NUMBER:
		return take_number(r, o, value, (uint64_t *)(void *)into);
	case FC_OPT_CHOICE:
		return take_choice(r, o, value, (int *)(void *)into);
	case FC_OPT_NAME:
		if (!fc_opt_is_name(r->s, o->names, value))
			return false;
		*(const char **)(void *)into = value;
		return true;
	case FC_OPT_TEXT:
		*(const char **)(void *)into = value;
		return true;
	case FC_OPT_CALL:
		return o->take(r->s, o, value);
	case FC_OPT_END:
	case FC_OPT_GROUP:
		break;
	}
	return false;
}

/* The value of o: what is joined to it, else the next argument. NULL after an error. */
static const char *
value_of(struct reader *r, const struct fc_opt *o, const char *joined)
{
	if (joined)
		return joined;
	if (r->at < r->argc)
		return r->argv[r->at++];
	fc_say_error(&r->s->say, "option '--%s' needs a value: %s", o->name, o->arg);
	return NULL;
}

static bool
read_long(struct reader *r, const char *text)
{
	size_t n = strcspn(text, "=");
	const char *joined = text[n] ? text + n + 1 : NULL;
	const struct fc_opt *o = fc_opt_find(r->table, text, n);
	const char *value;

	if (!o)
		return unknown_option(r, text, n);
	if (!o->arg && joined) {
		fc_say_error(&r->s->say, "option '--%s' takes no value", o->name);
		return false;
	}
	if (!o->arg)
		return take(r, o, "");
	value = value_of(r, o, joined);
	return value && take(r, o, value);
}

/* "-qv", "-fcsv", "-f csv": the first letter that takes a value takes the rest. */
static bool
read_short(struct reader *r, const char *text)
{
	for (; *text; text++) {
		const struct fc_opt *o = find_letter(r->table, *text);
		const char *value;

		if (!o) {
			fc_say_error(&r->s->say, "unknown option '-%c'", *text);
			return false;
		}
		if (!o->arg) {
			if (!take(r, o, ""))
				return false;
			continue;
		}
		value = value_of(r, o, text[1] ? text + 1 : NULL);
		return value && take(r, o, value);
	}
	return true;
}

bool
fc_opt_parse(struct fc_settings *s, const struct fc_opt *table, int argc, char **argv)
{
	struct reader r = { .s = s, .table = table, .argv = argv, .argc = argc };

	while (r.at < argc) {
		const char *text = argv[r.at++];
		bool ok = true;

		if (r.ended || text[0] != '-' || !text[1])
			fc_list_add(&s->operand, text);
		else if (!strcmp(text, "--"))
			r.ended = true;
		else
			ok = text[1] == '-' ? read_long(&r, text + 2) : read_short(&r, text + 1);
		if (!ok)
			return false;
	}
	return true;
}
