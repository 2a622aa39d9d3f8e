/* custom_text.h -- places in a file of operators, and texts that are checked there */
#ifndef FC_OPS_CUSTOM_TEXT_H
#define FC_OPS_CUSTOM_TEXT_H

#include "base/json_read.h"
#include "base/str.h"
#include "ops/custom.h"

/* A value of the file and the way to it: operators[0].outputs[1]. */
struct fc_custom_place {
	const struct fc_custom_place *up;
	const struct fc_json_node *node;
	int index; /* in an array; -1: node->key names it */
};

/* A diagnostic "operators[0].macs: what"; always false. */
bool fc_custom_fail(struct fc_custom_reader *r, const struct fc_custom_place *p, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* "; did you mean 'x'?" or "". names end with NULL. */
const char *fc_custom_hint(struct fc_custom_reader *r, const char *word, const char *const *names);

/* A letter or '_', then those and digits; no word of formulas. */
bool fc_custom_is_name(const char *s, size_t n);

/* Is text an expression over cx->op, or with fact the rest of a statement; else a diagnostic. */
bool fc_custom_check(struct fc_custom_reader *r, const struct fc_custom_place *p, struct fc_op_ctx *cx,
                     const char *text, const char *fact);

/* The text of an expression, from JSON text or a whole number; NULL after a diagnostic. */
const char *fc_custom_expr(struct fc_custom_reader *r, const struct fc_custom_place *p);

/* One operator on its way. */
struct fc_custom_making {
	struct fc_custom_reader *r;
	struct fc_custom *c;
	const struct fc_custom_place *at;
	struct fc_op plain;  /* the row without results: shapes do not see them */
	struct fc_op_ctx cx; /* no node: form and names alone are looked at */
	struct fc_str cost;
	bool counted;
};

/* Only these keys stand in an object; the member called key, its node NULL when it is absent. */
bool fc_custom_keys(struct fc_custom_reader *r, const struct fc_custom_place *p, const char *const *known);
struct fc_custom_place fc_custom_member(const struct fc_custom_place *p, const char *key);
bool fc_custom_list(struct fc_custom_reader *r,
                    const struct fc_custom_place *p); /* of FC_CUSTOM_NAMES at most */

/* Append a name with its marks to a row's text. */
bool fc_custom_add_name(struct fc_custom_making *m, const struct fc_custom_place *p, const char *text,
                        struct fc_str *to);

/* What an operator gives and costs. custom_out.c */
bool fc_custom_outputs(struct fc_custom_making *m);
bool fc_custom_facts(struct fc_custom_making *m);

#endif
