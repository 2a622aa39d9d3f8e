/* make.h -- inside the room: what building a result consists of */
#ifndef FC_RESULT_MAKE_H
#define FC_RESULT_MAKE_H

#include "base/json_write.h"
#include "result/result.h"

/* --- attr.c: attributes as text; a million nodes have few different lists, and equal ones are shared --- */

struct fc_attr_lists;
struct fc_attr_lists *fc_attr_lists_new(struct fc_arena *keep, struct fc_arena *scratch);

/* Add name to the list in the making; its value goes to what is answered. */
struct fc_json *fc_attr_lists_add(struct fc_attr_lists *l, const char *name);

/* The list that was made, and begin a new one. NULL and 0 when nothing was added. */
const struct fc_row_attr *fc_attr_lists_end(struct fc_attr_lists *l, uint16_t *n_out);

/* --- diag.c ------------------------------------------------------------------------------- */

/* Copy what was said about the model. */
void fc_result_take_diags(struct fc_result *r, const struct fc_diags *diags);

/* Say which totals do not fit. After fc_result_total(). */
void fc_result_tell_overflow(struct fc_result *r);

/* --- symbol.c ------------------------------------------------------------------------------ */

/* List the symbols that were given a value, or that a figure or a shape holds. After fc_result_total(). */
void fc_result_find_symbols(struct fc_result *r, struct fc_arena *scratch);

#endif
