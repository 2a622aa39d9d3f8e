/* builtin.h -- the families of operators that are no tensor arithmetic */
#ifndef FC_FRONT_TS_BUILTIN_H
#define FC_FRONT_TS_BUILTIN_H

#include "base/str.h"
#include "front/ts/eval.h"

/* Each answers NULL when name is none of its own, or not for these arguments. */

/* Identity, ranges, exceptions, futures, environment. */
struct fc_ts_value *fc_ts_system(struct fc_ts *t, const char *name, const struct fc_ts_value_list *args,
                                 const struct fc_ts_expr *e);
/* Lists, tuples and dicts. */
struct fc_ts_value *fc_ts_container(struct fc_ts *t, const char *name, const struct fc_ts_value_list *args,
                                    const struct fc_ts_expr *e);
/* a < b for certain: numbers, texts. */
bool fc_ts_less(struct fc_ts *t, const struct fc_ts_value *a, const struct fc_ts_value *b);

/* Texts. */
struct fc_ts_value *fc_ts_string(struct fc_ts *t, const char *name, const struct fc_ts_value_list *args);

/* base[start:end:step] of args; NULL: the first is no list, tuple or text. */
struct fc_ts_value *fc_ts_sliced(struct fc_ts *t, const struct fc_ts_value_list *args);

enum { FC_TS_TEXT_MAX = 1 << 20 }; /* bytes of one text that code builds */

/* As str(v) and "{}".format(v) write it. */
void fc_ts_print(struct fc_ts *t, const struct fc_ts_value *v, struct fc_str *out);

#endif
