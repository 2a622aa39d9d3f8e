/* json.h -- the report as JSON, schema flopcount.report/1 */
#ifndef FC_RESULT_JSON_H
#define FC_RESULT_JSON_H

#include "base/json_write.h"
#include "result/texts.h"
#include "result/view.h"

#define FC_REPORT_SCHEMA "flopcount.report/1"

struct fc_result_json_options {
	struct fc_view_options view;
	bool memory; /* adds alive_bytes to each layer */
};

/* One object. scratch may be reset afterwards. */
void fc_result_json(struct fc_json *j, struct fc_arena *scratch, const struct fc_result *r,
                    const struct fc_result_json_options *o);

/* A size: an integer, a formula as text, null for NaN. */
void fc_json_dim(struct fc_json *j, struct fc_dim_texts *texts, struct fc_dim x);

/* A list of sizes; null when the rank is not known. */
void fc_json_shape(struct fc_json *j, struct fc_dim_texts *texts, struct fc_shape s);

/* Members of an open object: dtype and shape, or type and elements. */
void fc_json_type(struct fc_json *j, struct fc_dim_texts *texts, const struct fc_tensor_type *t);

/* "node 'stem/conv' (Conv)", "line 3, column 7"; "" when nothing is known of the place. */
void fc_where_print(const struct fc_where *w, struct fc_str *out);

#endif
