/* value.h -- what the abstract interpreter computes with */
#ifndef FC_FRONT_TS_VALUE_H
#define FC_FRONT_TS_VALUE_H

#include "base/vec.h"
#include "front/ts/ast.h"
#include "ir/builder.h"

enum fc_ts_kind {
	FC_TS_V_NONE,
	FC_TS_V_BOOL, FC_TS_V_INT, FC_TS_V_REAL, /* scalar; unknown: poison until it decides something */
	FC_TS_V_TEXT,
	FC_TS_V_DEVICE,   /* text */
	FC_TS_V_TENSOR,   /* tensor */
	FC_TS_V_LIST, FC_TS_V_TUPLE, FC_TS_V_DICT, /* item; dict: key, value, ... in insertion order */
	FC_TS_V_OBJECT,   /* klass, item: one per attribute; packed C++ objects: text (class), item (state) */
	FC_TS_V_FUNC,     /* func */
	FC_TS_V_CLASS,    /* klass */
	FC_TS_V_ENUM,     /* klass, text: member */
	FC_TS_V_FUTURE,   /* item[0]: the result */
	FC_TS_V_UNKNOWN   /* could be anything: result of an unknown operator that is no tensor */
};

struct fc_ts_frame;
struct fc_ts_value;
struct fc_ts_value_list FC_VEC(struct fc_ts_value *);

/* By reference; lists, dicts and objects are mutable, the rest is never written after it was made. */
struct fc_ts_value {
	enum fc_ts_kind kind;
	struct fc_scalar scalar;
	const char *text;
	struct fc_value *tensor;
	struct fc_ts_value_list item;
	const struct fc_ts_class *klass;
	const char **name;              /* object: attribute names, shared, one an item; NamedTuple: fields */
	const struct fc_ts_func *func;
	struct fc_ts_frame *frame;      /* func: of a fork's body, the frame it stands in; NULL elsewhere */
	const struct fc_scope *scope;   /* module object: its path in the tree; NULL elsewhere */
	struct fc_ts_value *of;         /* tensor: the one it is a view of, which its writes change too */
	bool inexact;                   /* list whose length is only an upper bound or unknown */
};

struct fc_ts;

struct fc_ts_value *fc_ts_none(struct fc_ts *t);
struct fc_ts_value *fc_ts_int(struct fc_ts *t, int64_t v);
struct fc_ts_value *fc_ts_dim(struct fc_ts *t, struct fc_dim v);    /* an int; NaN: an unknown one */
struct fc_ts_value *fc_ts_real(struct fc_ts *t, double v);
struct fc_ts_value *fc_ts_bool(struct fc_ts *t, bool v);
struct fc_ts_value *fc_ts_number(struct fc_ts *t, enum fc_ts_kind kind, struct fc_scalar v);
struct fc_ts_value *fc_ts_text(struct fc_ts *t, const char *s);     /* interned or copied */
struct fc_ts_value *fc_ts_tensor(struct fc_ts *t, struct fc_value *v);
struct fc_ts_value *fc_ts_list(struct fc_ts *t, enum fc_ts_kind kind); /* an empty list, tuple or dict */
struct fc_ts_value *fc_ts_ints(struct fc_ts *t, const struct fc_dim *v, unsigned n);
void fc_ts_push(struct fc_ts *t, struct fc_ts_value *list, struct fc_ts_value *v);

bool fc_ts_is_number(const struct fc_ts_value *v);
/* An int or bool that is known and plain; an int that may be a formula, else NaN. */
bool fc_ts_as_int(struct fc_ts *t, const struct fc_ts_value *v, int64_t *out);
struct fc_dim fc_ts_as_dim(struct fc_ts *t, const struct fc_ts_value *v);

/* 1 true, 0 false, -1 not known: of a number, None, text, list or a tensor with known content. */
int fc_ts_truth(struct fc_ts *t, const struct fc_ts_value *v);

/* Python's ==: 1, 0, or -1 when it depends. None equals None only. */
int fc_ts_equal(struct fc_ts *t, const struct fc_ts_value *a, const struct fc_ts_value *b);

/* Attribute of an object, field of a named tuple; NULL when there is none. */
struct fc_ts_value **fc_ts_attr(struct fc_ts *t, const struct fc_ts_value *v, const char *name);

#endif
