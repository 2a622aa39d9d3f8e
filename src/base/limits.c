/* limits.c -- limits that a user can change, by name */
#include "base/limits.h"

#include <string.h>

#include "base/num.h"

enum { NESTING_MOST = 200 }; /* each body takes stack; a node's depth is one byte */

#define AT(field) offsetof(struct fc_limits, field)

static const struct {
	const char *name, *text;
	size_t at; /* in struct fc_limits */
	int64_t most;
} limits[] = {
	{ "inlined", "nodes that calls of local functions make", AT(inlined), INT32_MAX },
	{ "input", "bytes read from a pipe; 0: 16 GiB", AT(input), INT64_MAX },
	{ "items", "elements put into lists in one run of TorchScript", AT(items), INT32_MAX },
	{ "memory", "bytes of memory for one model; 0: no limit", AT(memory), INT64_MAX },
	{ "nesting", "bodies in bodies", AT(nesting), NESTING_MOST },
	{ "nodes", "nodes of a model", AT(nodes), INT32_MAX },
	{ "run", "nodes that one run of TorchScript makes", AT(run), INT32_MAX },
	{ "steps", "statements of one run of TorchScript", AT(steps), INT64_MAX },
	{ "text", "bytes of text that one run of TorchScript makes", AT(text), INT64_MAX },
};

const char *
fc_limits_name(size_t i, const char **text)
{
	if (i >= sizeof(limits) / sizeof(limits[0]))
		return NULL;
	if (text)
		*text = limits[i].text;
	return limits[i].name;
}

void
fc_limits_default(struct fc_limits *l)
{
	*l = (struct fc_limits){ .inlined = FC_LIMIT_INLINED, .items = FC_LIMIT_ITEMS,
	                         .nesting = FC_LIMIT_NESTING, .nodes = FC_LIMIT_NODES, .run = FC_LIMIT_RUN,
	                         .steps = FC_LIMIT_STEPS, .text = FC_LIMIT_TEXT };
}

static bool
take(struct fc_limits *l, const char *text, size_t n)
{
	const char *equals = memchr(text, '=', n);
	size_t name = equals ? (size_t)(equals - text) : n;
	int64_t v;

	if (!equals || !fc_num_parse(equals + 1, n - name - 1, &v) || v < 0)
		return false;
	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
		if (strlen(limits[i].name) != name || memcmp(limits[i].name, text, name) != 0)
			continue;
		*(uint64_t *)(void *)((char *)l + limits[i].at) = (uint64_t)v;
		return v <= limits[i].most && (v || limits[i].at != AT(nodes));
	}
	return false;
}

bool
fc_limits_take(struct fc_limits *l, const char *text)
{
	bool ok = true;

	while (text && *text && ok) {
		size_t n = strcspn(text, ",");

		ok = take(l, text, n);
		text += n + (text[n] == ',');
	}
	return ok;
}
