/* page_data.h -- a model on its way into the page: lists of texts and formulas, and what is put */
#ifndef FC_REPORT_PAGE_DATA_H
#define FC_REPORT_PAGE_DATA_H

#include "base/str.h"
#include "base/vec.h"
#include "report/page.h"

struct fc_dim_texts;
struct fc_intern;
struct fc_table;

struct fc_page_texts FC_VEC(const char *);
struct fc_page_dims FC_VEC(struct fc_dim);

struct fc_page {
	const struct fc_result *r;
	struct fc_arena *arena;
	struct fc_out *out;
	struct fc_dim_texts *shown;
	struct fc_intern *names;
	struct fc_table *text_at, *dim_at; /* to 1 + the place in the lists */
	struct fc_page_texts text;
	struct fc_page_dims dim;
	struct fc_str scratch;
};

void fc_page_put_text(struct fc_page *p, const char *text);
void fc_page_put_key(struct fc_page *p, const char *key);

/* Where a text stands in the list of texts. */
void fc_page_put_place(struct fc_page *p, const char *text);

/* A number that a script holds exactly, -1 - the place of a formula, or null. */
void fc_page_put_dim(struct fc_page *p, struct fc_dim x);

/* The member "rows": a list a column. */
void fc_page_put_rows(struct fc_page *p);

#endif
