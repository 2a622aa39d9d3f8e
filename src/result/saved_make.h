/* saved_make.h -- inside the room: what reading a saved result consists of */
#ifndef FC_RESULT_SAVED_MAKE_H
#define FC_RESULT_SAVED_MAKE_H

#include "result/saved.h"
#include "result/view.h"

struct fc_saved_reader {
	struct fc_arena *arena;
	struct fc_dims *dims;
	struct fc_diags *diags;
	const char *name;
	const struct fc_json_node *root; /* of the model that is read */
};

/* Say what is wrong with at (NULL: the file). false. */
bool fc_saved_fail(struct fc_saved_reader *s, const struct fc_json_node *at, const char *what);

/* A text, interned; NULL when it is none. */
const char *fc_saved_text(struct fc_saved_reader *s, const struct fc_json_node *n);

/* An integer, a formula, or null (NaN), as is what is not there. */
bool fc_saved_dim(struct fc_saved_reader *s, const struct fc_json_node *n, struct fc_dim *out);

bool fc_saved_rows(struct fc_saved_reader *s, const struct fc_json_node *layers, struct fc_result *r);
bool fc_saved_identity(struct fc_saved_reader *s, const struct fc_json_node *n, struct fc_identity *out);

#endif
