/* formula_eval.h -- one pass over the text of a formula, for this room only */
#ifndef FC_OPS_FORMULA_EVAL_H
#define FC_OPS_FORMULA_EVAL_H

#include "ops/formula.h"

struct fc_str;

enum { FC_FORMULA_NAME = 48 };

/* Zeroed but for cx and at is ready. */
struct fc_formula {
	struct fc_op_ctx *cx;  /* its node NULL: only form and names are looked at */
	const char *at;
	const char *error;     /* the first fault; what follows it is skipped */
	char word[FC_FORMULA_NAME]; /* the last name that was read */
	unsigned depth, quiet;
	bool unknown;          /* a leaf was not known */
	struct fc_str *shown;  /* the text again with numbers put in; NULL: not wanted */
	const char *shown_to;  /* what of the text stands in shown already */
};

/* An operand or a result of the row. */
struct fc_formula_place {
	unsigned index;
	bool is_out;
};

enum fc_fact {
	FC_FACT_MACS, FC_FACT_MACS_OTHER, FC_FACT_BIAS_ADDS, FC_FACT_AFFINE, FC_FACT_SIMPLE, FC_FACT_SPECIAL,
	FC_FACT_READ, FC_FACT_WRITE, FC_FACT_NONE
};

struct fc_formula_statement {
	enum fc_fact fact;
	unsigned index;        /* read, write: which operand or result */
	const char *text;      /* of the expression */
	size_t n_text;
	struct fc_dim value;
	bool unknown;          /* something in it is not known */
	bool holds;            /* its condition does */
};

/* The next statement; false at the end, and at a fault (f->error). */
bool fc_formula_next(struct fc_formula *f, struct fc_formula_statement *out);

const char *fc_formula_fact_name(enum fc_fact fact);

struct fc_dim fc_formula_sum(struct fc_formula *f);     /* an expression */
bool fc_formula_condition(struct fc_formula *f);

/* --- tokens ------------------------------------------------------------------ */

/* The next character that is no blank; 0 at the end and after a fault. */
char fc_formula_peek(struct fc_formula *f);
bool fc_formula_take(struct fc_formula *f, const char *token); /* a sign, or a whole word */
void fc_formula_need(struct fc_formula *f, const char *token);
bool fc_formula_word(struct fc_formula *f, char out[FC_FORMULA_NAME]);
void fc_formula_fault(struct fc_formula *f, const char *what);

/* A name of the row's in or out; faults otherwise. */
struct fc_formula_place fc_formula_place(struct fc_formula *f);
bool fc_formula_find(const struct fc_formula *f, const char *name, struct fc_formula_place *out);
bool fc_formula_there(const struct fc_formula *f, struct fc_formula_place p);

/* Does the row's attr text name it? */
bool fc_formula_is_attr(const struct fc_op *op, const char *name);

/* A variable or an attribute. */
struct fc_dim fc_formula_named(struct fc_formula *f, const char *name);

#endif
