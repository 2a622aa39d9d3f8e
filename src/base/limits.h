/* limits.h -- every cap on input, with its reason */
#ifndef FC_BASE_LIMITS_H
#define FC_BASE_LIMITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum fc_limit {
	FC_LIMIT_NESTING = 64,          /* bodies in bodies, messages in messages: recursion ends here */
	FC_LIMIT_MODULES = 500,         /* modules in modules; objects in objects of an archive */
	FC_LIMIT_RANK = 32,             /* dimensions of a tensor; shapes stand on the stack */
	FC_LIMIT_KNOWN = 1024,          /* elements of a tensor whose values are followed */
	FC_LIMIT_FOLLOWED = 1 << 22,    /* elements that folding makes in all: a small file fills no memory */
	FC_LIMIT_WINDOW = 64 * 1024,    /* bytes of a file seen at once */
	FC_LIMIT_NAME = 64 * 1024,      /* bytes of a name */
	FC_LIMIT_MESSAGE = 1 << 28,     /* bytes of one decoded message, payloads left out */
	FC_LIMIT_NODES = 1 << 24,       /* nodes of a model, bodies and inlined functions included */
	FC_LIMIT_INLINED = 1 << 19,     /* nodes that calls of functions make: a file can ask for 2^64 */
	FC_LIMIT_RUN = 1 << 18,         /* nodes that one run of a program makes */
	FC_LIMIT_STEPS = 1 << 20,       /* statements of one run; real programs take thousands */
	FC_LIMIT_ITEMS = 1 << 22,       /* elements put into lists in one run */
	FC_LIMIT_TEXT = 1 << 26,        /* bytes of the texts that one run makes */
	FC_LIMIT_TERMS = 512,           /* terms of one polynomial */
	FC_LIMIT_DEGREE = 24,           /* degree of one monomial */
	FC_LIMIT_FORMULA = 1 << 14,     /* symbols and numbers of one formula, written out */
	FC_LIMIT_PROOF = 1 << 30,       /* steps of one context to compare formulas; some seconds */
	FC_LIMIT_DIAGNOSTICS = 1000,    /* kept per model; the rest is only counted */
	FC_LIMIT_SEQUENCE = 4096        /* elements of a sequence that are followed one by one */
};

/*
 * Those that a user can change, flopcount(1), --limit: what reaches one is
 * refused with its name. A context has a set, a builder a copy.
 */
struct fc_limits {
	uint64_t inlined, items, nesting, nodes, run, steps, text; /* as the constants above */
	uint64_t input;  /* bytes from a pipe; 0: what base/source.c takes */
	uint64_t memory; /* bytes; 0: none */
};

void fc_limits_default(struct fc_limits *l);

/* "nodes=1000,steps=50" over what is there; false: no such name, or no number that it can be. */
bool fc_limits_take(struct fc_limits *l, const char *text);

/* The name of the i-th, sorted, and what it limits (text may be NULL); NULL past the end. */
const char *fc_limits_name(size_t i, const char **text);

#endif
