/* saved.h -- reports and baselines: written by this program, read back as results */
#ifndef FC_RESULT_SAVED_H
#define FC_RESULT_SAVED_H

#include "base/json_read.h"
#include "base/json_write.h"
#include "result/result.h"

#define FC_BASELINE_SCHEMA "flopcount.baseline/1"

/* Under which conditions a model was counted: what differs is never compared. */
struct fc_identity {
	const char *convention;
	const char *method; /* NULL: forward, or not told */
	const char *const *input; /* texts of -i */
	const struct fc_identity_dim {
		const char *name;
		const int64_t *value; /* sorted as given; more than one: a point each */
		uint32_t n;
	} *dim;
	uint32_t n_input, n_dim;
};

/* One model of a file. */
struct fc_saved {
	const char *name; /* a baseline's; of a report the path */
	bool is_baseline; /* identity is told; rows have params, macs, flops and access_bytes */
	struct fc_identity identity;
	struct fc_result *r;
};

struct fc_saved_list {
	struct fc_saved *at;
	uint32_t n, room;
};

/*
 * Read a report, an array of reports, or a baseline. name stands for the file in
 * diagnostics. Everything lives on a; sizes in t. false after a diagnostic.
 */
struct fc_saved_source {
	const char *name, *text;
	size_t size;
};
bool fc_saved_read(struct fc_arena *a, struct fc_dims *t, struct fc_diags *diags,
                   const struct fc_saved_source *source, struct fc_saved_list *out);

/* Write a baseline of models sorted by name. */
void fc_saved_write(struct fc_json *j, struct fc_arena *scratch, const struct fc_saved *saved, uint32_t n);

/* Members of an identity: dims, inputs, and method where there is one. */
void fc_identity_write(struct fc_json *j, const struct fc_identity *id);

/* "dims" as the budget file has them: an object of numbers and lists. NULL, or what is wrong with which. */
const char *fc_identity_read_dims(struct fc_arena *a, const struct fc_json_node *n, struct fc_identity *out,
                                  const struct fc_json_node **wrong);

#endif
