/* limits.c -- limits that a user can change, by name */
#include "base/limits.h"

#include <string.h>

#include "base/num.h"

/* Each level takes stack, and a node's depth is one byte. */
enum { NESTING_MOST = 200, CALLS_MOST = 2000, MODULES_MOST = 2000 };

/* A name in place of a formula weighs something too; sizes and pads in a program are always known. */
enum { FORMULA_LEAST = 16, KNOWN_LEAST = 64 };

enum { SOME_MOST = 1 << 20 }; /* of what is looked at one by one, now and then each with each */

const struct fc_limits fc_limits_usual = {
	.again = FC_LIMIT_AGAIN, .calls = FC_LIMIT_CALLS,
	.diagnostics = FC_LIMIT_DIAGNOSTICS, .entries = FC_LIMIT_ENTRIES, .followed = FC_LIMIT_FOLLOWED,
	.formula = FC_LIMIT_FORMULA,
	.formulas = FC_LIMIT_FORMULAS, .inlined = FC_LIMIT_INLINED, .items = FC_LIMIT_ITEMS,
	.known = FC_LIMIT_KNOWN, .message = FC_LIMIT_MESSAGE, .modules = FC_LIMIT_MODULES,
	.nesting = FC_LIMIT_NESTING, .nodes = FC_LIMIT_NODES, .opcodes = FC_LIMIT_OPCODES,
	.pickle = FC_LIMIT_PICKLE, .proof = FC_LIMIT_PROOF, .run = FC_LIMIT_RUN,
	.sequence = FC_LIMIT_SEQUENCE, .source = FC_LIMIT_SOURCE, .steps = FC_LIMIT_STEPS,
	.text = FC_LIMIT_TEXT, .turns = FC_LIMIT_TURNS
};

#define LIMIT(field, least, most, text) { #field, text, offsetof(struct fc_limits, field), least, most }

static const struct {
	const char *name, *text;
	size_t at; /* in struct fc_limits */
	int64_t least, most;
} limits[] = {
	LIMIT(again, 0, INT32_MAX, "nodes of Loop bodies inferred again, on top of 16 for each node"),
	LIMIT(calls, 0, CALLS_MOST, "calls, blocks and expressions in each other while TorchScript runs"),
	LIMIT(diagnostics, 1, INT32_MAX, "diagnostics kept for one model"),
	LIMIT(entries, 0, INT32_MAX, "files in an archive"),
	LIMIT(followed, 0, INT64_MAX, "elements of small tensors that are followed in all"),
	LIMIT(formula, FORMULA_LEAST, SOME_MOST, "symbols and numbers of one formula"),
	LIMIT(formulas, 0, INT64_MAX, "symbols and numbers of all long formulas"),
	LIMIT(inlined, 0, INT32_MAX, "nodes that calls of local functions make"),
	LIMIT(input, 0, INT64_MAX, "bytes read from a pipe; 0: 16 GiB"),
	LIMIT(items, 0, INT32_MAX, "elements put into lists in one run of TorchScript"),
	LIMIT(known, KNOWN_LEAST, SOME_MOST, "elements of a tensor whose values are followed"),
	LIMIT(memory, 0, INT64_MAX, "bytes of memory for one model; 0: no limit"),
	LIMIT(message, 0, INT32_MAX, "bytes of one message of an ONNX file, without weights"),
	LIMIT(modules, 0, MODULES_MOST, "objects in objects of an archive"),
	LIMIT(nesting, 0, NESTING_MOST, "bodies in bodies"),
	LIMIT(nodes, 1, INT32_MAX, "nodes of a model"),
	LIMIT(opcodes, 0, INT32_MAX, "opcodes of one pickle"),
	LIMIT(pickle, 0, INT64_MAX, "bytes of one unpacked pickle"),
	LIMIT(proof, 0, INT64_MAX, "steps to compare formulas of sizes"),
	LIMIT(run, 0, INT32_MAX, "nodes that one run of TorchScript makes"),
	LIMIT(sequence, 0, SOME_MOST, "elements of a sequence that are followed one by one"),
	LIMIT(source, 0, INT32_MAX, "bytes of the unpacked code of TorchScript"),
	LIMIT(steps, 0, INT64_MAX, "statements of one run of TorchScript"),
	LIMIT(text, 0, INT64_MAX, "bytes of text that one run of TorchScript makes"),
	LIMIT(turns, 0, INT64_MAX, "turns of a loop of TorchScript that makes no node"),
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
		return v >= limits[i].least && v <= limits[i].most;
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
