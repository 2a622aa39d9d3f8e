/* meta.h -- what the user knows of models: a CSV table, a row per model */
#ifndef FC_REPORT_META_H
#define FC_REPORT_META_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fc_arena;

struct fc_meta_fault {
	unsigned line;
	const char *what;
};

struct fc_meta {
	const char *const *cell; /* n_column of them a row; the first row is the header */
	uint32_t n_row, n_column;
	uint32_t name;           /* the column of that title */
	uint32_t input;          /* UINT32_MAX: there is none */
};

/*
 * Read n bytes of RFC 4180 text; a line feed alone ends a line too. All rows have
 * as many fields as the header, one of them is called "name", no two are called
 * the same. false: *fault says where that is not so.
 */
bool fc_meta_read(struct fc_arena *a, const char *text, size_t n, struct fc_meta *out,
                  struct fc_meta_fault *fault);

/* Which column has that title; UINT32_MAX: none. */
uint32_t fc_meta_column(const struct fc_meta *m, const char *title);

/* What stands in a column for the model of that path. NULL: it has no row. */
const char *fc_meta_cell(const struct fc_meta *m, const char *path, uint32_t column);

/* "resnet18" of "zoo/resnet18.onnx": where it begins, and how long it is. */
const char *fc_meta_name(const char *path, size_t *n_out);

#endif
