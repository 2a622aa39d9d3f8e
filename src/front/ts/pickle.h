/* pickle.h -- the pickle machine: builds values, executes nothing */
#ifndef FC_FRONT_TS_PICKLE_H
#define FC_FRONT_TS_PICKLE_H

#include "base/diag.h"
#include "base/intern.h"
#include "dim/dtype.h"

struct fc_arena;

enum fc_pickle_kind {
	FC_PICKLE_NONE, FC_PICKLE_BOOL, FC_PICKLE_INT, FC_PICKLE_REAL, FC_PICKLE_TEXT,
	FC_PICKLE_TUPLE, FC_PICKLE_LIST, FC_PICKLE_DICT, /* item: members; dict: key, value, key, value ... */
	FC_PICKLE_GLOBAL,   /* text "module name" joined with '.' */
	FC_PICKLE_STORAGE,  /* persistent id */
	FC_PICKLE_TENSOR,
	FC_PICKLE_OBJECT,   /* text: class; state: item[0] */
	FC_PICKLE_ENUM,     /* text: class; item[0]: the value */
	FC_PICKLE_DEVICE    /* text */
};

/* A value; identity matters: the same pointer is the same object. */
struct fc_pickle {
	enum fc_pickle_kind kind;
	bool requires_grad;      /* tensor */
	unsigned char dtype;     /* storage, tensor: enum fc_dtype (quantised: the integer type) */
	bool quantised;          /* tensor: _rebuild_qtensor; item[0] is the qscheme tuple */
	int64_t integer;         /* bool, int */
	double real;
	const char *text;        /* interned; class, global, text, storage key, device */
	const char *tag;         /* list, dict: "List[str]" of restore_type_tag; NULL */
	struct fc_pickle **item;
	uint32_t n, room;
	const struct fc_pickle *storage;  /* tensor */
	int64_t offset, numel;   /* tensor: in elements; storage: elements */
	const int64_t *size, *stride; /* tensor: rank n */
	void *made;              /* the interpreter's value for it */
};

struct fc_pickle_text {
	const char *file; /* for messages, "data.pkl" */
	const void *data;
	size_t size;
	uint64_t opcodes; /* the most that are run */
};

/*
 * Run the machine over a pickle. Globals outside the allow list of the format,
 * unknown opcodes and broken stacks are diagnostics; opcodes, memo entries,
 * depth and sizes are capped. NULL after a diagnostic.
 */
struct fc_pickle *fc_pickle_read(struct fc_arena *a, struct fc_intern *names, struct fc_diags *d,
                                 const struct fc_pickle_text *text);

/* The member called key of a dict; NULL when absent. */
struct fc_pickle *fc_pickle_find(const struct fc_pickle *dict, const char *key);

#endif
