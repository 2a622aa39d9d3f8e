/* ts.h -- the abstract interpreter's state, shared by its files */
#ifndef FC_FRONT_TS_TS_H
#define FC_FRONT_TS_TS_H

#include "base/table.h"
#include "front/front.h"
#include "front/ts/bind.h"
#include "front/ts/pickle.h"
#include "front/ts/value.h"
#include "front/ts/zip.h"

/* Local names of a running function. */
struct fc_ts_frame {
	struct fc_table *local;             /* interned name -> fc_ts_value */
	const struct fc_ts_func *func;
	struct fc_ts_frame *outer;          /* the caller */
	struct fc_ts_frame *captures;       /* of a fork's body: the frame it stands in; NULL elsewhere */
	struct fc_ts_value *result;         /* set by return */
	bool returned;
};

/* What was set while a branch on unknown data ran, so that the other one starts from the same names. */
struct fc_ts_change {
	struct fc_ts_frame *frame;
	const char *name;
	struct fc_ts_value *before; /* NULL: was not set */
};
struct fc_ts_journal FC_VEC(struct fc_ts_change);

/* An object whose __setstate__ waits until the whole tree is loaded. */
struct fc_ts_pending {
	struct fc_ts_value *object, *state;
};
struct fc_ts_pending_list FC_VEC(struct fc_ts_pending);

struct fc_ts {
	struct fc_builder *b;
	struct fc_zip *zip;
	struct fc_table *file;              /* interned "__torch__.a.b" -> fc_ts_file, or a mark for none */
	struct fc_table *klass, *func;      /* interned qualified name -> fc_ts_class, fc_ts_func */
	struct fc_table *binds;             /* interned operator -> its first row; NULL until asked for */
	struct fc_table *named;             /* interned row name -> how many have it */
	struct fc_pickle *top, *constants;
	struct fc_pickle *bytecode;         /* of an archive without code text; NULL: it has that */
	struct fc_ts_pending_list pending;
	struct fc_ts_value *self;           /* the top object */
	struct fc_ts_frame *frame;
	struct fc_ts_place at;              /* of the statement that runs */
	uint64_t items;                     /* elements put into lists so far */
	uint64_t text;                      /* bytes of the texts made so far */
	uint64_t source;                    /* bytes of code unpacked so far */
	uint64_t steps;                     /* statements run; the limits of base/limits.h end the run */
	unsigned depth;                     /* of calls, blocks and expressions */
	unsigned walk;                      /* lists in lists, while values are walked through */
	struct fc_ts_journal *journal;      /* NULL outside of such branches */
	struct fc_ts_frame *journal_frame;  /* whose names it keeps; what calls set ends with them */
	unsigned unknown;                   /* how deep inside a branch on unknown data */
	bool raised;                        /* RaiseException was reached on this path */
	bool stopped;                       /* a fault that ends the run, after its diagnostic */
	bool damaged;                       /* a code file cannot be read: no other is */
	bool lost;                          /* weights that the archive was saved without: said once */
	bool has_params;                    /* the tree names parameters */
	bool frozen;                        /* it has none, for they became CONSTANTS */
	enum fc_dtype dtype;                /* of inputs that do not say theirs */
};

/* Enter a list that is walked through; false: too deep, or too much was walked: lists may hold themselves. */
bool fc_ts_enter(struct fc_ts *t);
void fc_ts_leave(struct fc_ts *t);
/* n items were looked at by one statement: many such statements are as much work as more of them. */
void fc_ts_effort(struct fc_ts *t, uint64_t n);

/* --- load.c: data.pkl and constants.pkl into values --- */
struct fc_ts_value *fc_ts_load(struct fc_ts *t, struct fc_pickle *p); /* memoised in p->made */
struct fc_ts_value *fc_ts_constant(struct fc_ts *t, int64_t i, const struct fc_ts_expr *at);
struct fc_ts_value *fc_ts_constant_value(struct fc_ts *t, struct fc_pickle *p);
bool fc_ts_register(struct fc_ts *t);  /* parameters and buffers of the module tree, first use of each */

/* --- names.c: code files on demand --- */
const struct fc_ts_class *fc_ts_class_find(struct fc_ts *t, const char *qualified); /* NULL: none */
const struct fc_ts_func *fc_ts_func_find(struct fc_ts *t, const char *qualified);
const struct fc_ts_func *fc_ts_method(const struct fc_ts_class *c, const char *name);

/* --- eval*.c --- */
/* Never NULL; unknown after a fault. */
struct fc_ts_value *fc_ts_eval(struct fc_ts *t, const struct fc_ts_expr *e);
void fc_ts_run(struct fc_ts *t, const struct fc_ts_block *body);
/* What a run may do, make and keep: base/limits.h. true: too much, and said so. */
bool fc_ts_over_limit(struct fc_ts *t, struct fc_ts_place at);

/* One level more of what recurses, depth goes back behind it; false after a fault: there are too many. */
bool fc_ts_deeper(struct fc_ts *t, const struct fc_ts_expr *at);
void fc_ts_set(struct fc_ts *t, const char *name, struct fc_ts_value *v);
/* An if on unknown data; a loop whose turns are not run. */
void fc_ts_branch(struct fc_ts *t, const struct fc_ts_stmt *s);
void fc_ts_repeat(struct fc_ts *t, const struct fc_ts_stmt *s, struct fc_dim trips);
struct fc_ts_value *fc_ts_call(struct fc_ts *t, const struct fc_ts_func *f, struct fc_ts_value *self,
                               const struct fc_ts_value_list *args, const struct fc_ts_expr *at);
/* forward runs the class's pre-hooks, which may change the arguments, and its hooks, the result. */
struct fc_ts_value *fc_ts_call_method(struct fc_ts *t, struct fc_ts_value *self, const struct fc_ts_func *f,
                                      struct fc_ts_value_list args, const struct fc_ts_expr *e);
struct fc_ts_value *fc_ts_operator(struct fc_ts *t, const struct fc_ts_expr *e);
/* The same for arguments that are evaluated. */
struct fc_ts_value *fc_ts_apply(struct fc_ts *t, const struct fc_ts_expr *e, struct fc_ts_value_list *args);
/* Operators on numbers, texts, lists, dicts: NULL when e is none of those for these arguments. */
struct fc_ts_value *fc_ts_builtin(struct fc_ts *t, const char *name, const struct fc_ts_value_list *args,
                                  const struct fc_ts_expr *e);
/* The same of something unknown: what it is of a tensor, else unknown. NULL: of nothing. */
struct fc_ts_value *fc_ts_builtin_of_unknown(struct fc_ts *t, const char *name,
                                             const struct fc_ts_value_list *args, const struct fc_ts_expr *e);
struct fc_ts_value *fc_ts_fault(struct fc_ts *t, const struct fc_ts_expr *at, enum fc_diag_code code,
                                const char *fmt, ...) __attribute__((format(printf, 4, 5)));
struct fc_ts_value *fc_ts_unknown(struct fc_ts *t);

/* An -i value as the interpreter's, of the declared type. input.c */
struct fc_ts_value *fc_ts_input(struct fc_ts *t, const struct fc_ts_param *p, unsigned position);

#endif
