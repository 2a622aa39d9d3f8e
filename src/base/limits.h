/* limits.h -- every cap on input, with its reason */
#ifndef FC_BASE_LIMITS_H
#define FC_BASE_LIMITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Fixed: arrays of that size stand on the stack, or a format has no room for
 * more. What reaches one is refused too, but for formulas: one of more terms or
 * a higher degree gets a name of its own in their place, size_1 and so on.
 */
enum fc_limit {
	FC_LIMIT_RANK = 32,          /* dimensions of a tensor: a shape in the making */
	FC_LIMIT_TERMS = 512,        /* terms of one polynomial: a sum in the making */
	FC_LIMIT_DEGREE = 24,        /* degree of one monomial: a product in the making */
	FC_LIMIT_BLOCKS = 256,       /* blocks of code in blocks: the lexer's columns */
	FC_LIMIT_BRACKETS = 400,     /* expressions and types of code in each other: the parser recurses */
	FC_LIMIT_OPERANDS = 65535,   /* of a node, and its results and attributes: counted in 16 bits */
	FC_LIMIT_PATH = 1024,        /* bytes of a module path: what is deeper counts with it */
	FC_LIMIT_NAME = 64 * 1024,   /* bytes of a name: an archive's directory has 16 bits for them */
	FC_LIMIT_WINDOW = 64 * 1024, /* bytes of a file seen at once: a buffer, no cap on the file */
	FC_LIMIT_REPORT = 1 << 28    /* bytes of a saved report; a million layers take half as many */
};

/*
 * What is usual of those that a user can change, flopcount(1), --limit: what
 * reaches one is refused with its name, or is not known any more.
 */
enum fc_limit_usual {
	FC_LIMIT_AGAIN = 100000,      /* nodes of Loop bodies inferred again, on top of 16 for each node */
	FC_LIMIT_CALLS = 1000,        /* calls, blocks and expressions in each other while code runs */
	FC_LIMIT_DIAGNOSTICS = 1000,  /* kept per model; of what follows it is said that it is there */
	FC_LIMIT_ENTRIES = 1 << 20,   /* files in an archive */
	FC_LIMIT_FOLLOWED = 1 << 22,  /* elements that folding makes in all: a small file fills no memory */
	FC_LIMIT_FORMULA = 1 << 14,   /* symbols and numbers of one formula, written out */
	FC_LIMIT_FORMULAS = 1 << 22,  /* the same of all formulas kept, and of all that rows show */
	FC_LIMIT_INLINED = 1 << 19,   /* nodes that calls of functions make, and what weighs as much */
	FC_LIMIT_ITEMS = 1 << 22,     /* elements put into lists in one run */
	FC_LIMIT_KNOWN = 1024,        /* elements of a tensor whose values are followed */
	FC_LIMIT_MESSAGE = 1 << 28,   /* bytes of one decoded message, payloads left out */
	FC_LIMIT_MODULES = 500,       /* objects in objects of an archive */
	FC_LIMIT_NESTING = 64,        /* bodies in bodies, messages in messages: recursion ends here */
	FC_LIMIT_NODES = 1 << 24,     /* nodes of a model, bodies and inlined functions included */
	FC_LIMIT_OPCODES = 1 << 24,   /* of one pickle; the largest models have some hundred thousand */
	FC_LIMIT_PICKLE = 1 << 30,    /* bytes of one unpacked pickle */
	FC_LIMIT_PROOF = 1 << 26,     /* steps of one context to compare formulas; a second */
	FC_LIMIT_RUN = 1 << 18,       /* nodes that one run of a program makes */
	FC_LIMIT_SEQUENCE = 4096,     /* elements of a sequence that are followed one by one */
	FC_LIMIT_SOURCE = 1 << 24,    /* bytes of unpacked code; the largest networks have a million */
	FC_LIMIT_STEPS = 1 << 20,     /* statements of one run, and long lists looked through */
	FC_LIMIT_TEXT = 1 << 26,      /* bytes of the texts that one run makes */
	FC_LIMIT_TURNS = 100000       /* of a loop that makes no node */
};

/* A context has a set, a builder a copy. */
struct fc_limits {
	uint64_t again, calls, diagnostics, entries, followed, formula, formulas, inlined, items, known,
	    message, modules, nesting, nodes, opcodes, pickle, proof, run, sequence, source, steps, text,
	    turns;
	uint64_t input;  /* bytes from a pipe; 0: what base/source.c takes */
	uint64_t memory; /* bytes; 0: none */
};

extern const struct fc_limits fc_limits_usual;

/* "nodes=1000,steps=50" over what is there; false: no such name, or no number that it can be. */
bool fc_limits_take(struct fc_limits *l, const char *text);

/* The name of the i-th, sorted, and what it limits (text may be NULL); NULL past the end. */
const char *fc_limits_name(size_t i, const char **text);

#endif
