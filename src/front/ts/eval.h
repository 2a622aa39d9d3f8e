/* eval.h -- the parts of the interpreter, for its own files */
#ifndef FC_FRONT_TS_EVAL_H
#define FC_FRONT_TS_EVAL_H

#include <math.h>

#include "base/num.h"
#include "base/str.h"
#include "front/ts/ts.h"

struct fc_where fc_ts_where(const struct fc_ts *t, struct fc_ts_place at);

/* base[at] of a list, tuple, dict or text. */
struct fc_ts_value *fc_ts_subscript(struct fc_ts *t, struct fc_ts_value *base, struct fc_ts_value *at,
                                    const struct fc_ts_expr *e);

/* An element of list, not known which: the first stands for all, but for numbers that are not all one. */
struct fc_ts_value *fc_ts_any_of(struct fc_ts *t, const struct fc_ts_value *list);

/* The value's place in a dict; NULL when key is not there. */
struct fc_ts_value **fc_ts_dict_slot(struct fc_ts *t, const struct fc_ts_value *d,
                                     const struct fc_ts_value *key);

/* x.shape, x.T and the like on a tensor; a fault otherwise. */
struct fc_ts_value *fc_ts_tensor_property(struct fc_ts *t, struct fc_ts_value *base,
                                          const struct fc_ts_expr *e);

struct fc_ts_value *fc_ts_method_call(struct fc_ts *t, const struct fc_ts_expr *e);
struct fc_ts_value *fc_ts_name_call(struct fc_ts *t, const struct fc_ts_expr *e);
struct fc_ts_value *fc_ts_new_object(struct fc_ts *t, const struct fc_ts_expr *e);
struct fc_ts_value *fc_ts_isinstance(struct fc_ts *t, const struct fc_ts_expr *e);

/* x.tolist(): needs the content; unknown numbers otherwise. */
struct fc_ts_value *fc_ts_to_list(struct fc_ts *t, const struct fc_ts_value *v);

/* str(x), and what "{}".format(x) puts in. */
struct fc_ts_value *fc_ts_to_text(struct fc_ts *t, const struct fc_ts_value *v);

/* A method of a packed C++ object (quantised weights); NULL when there is none of that name. */
struct fc_ts_value *fc_ts_packed_method(struct fc_ts *t, struct fc_ts_value *self, const char *name,
                                        const struct fc_ts_value_list *args);

/* An object of class c with its declared attributes, all None. */
struct fc_ts_value *fc_ts_object(struct fc_ts *t, const struct fc_ts_class *c);

#endif
