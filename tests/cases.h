/* cases.h -- one graph text of a .case file, read and counted */
#ifndef FC_TESTS_CASES_H
#define FC_TESTS_CASES_H

#include "base/arena.h"
#include "ir/builder.h"
#include "ops/op.h"

struct fc_result;

struct run {
	struct fc_heap heap;
	struct fc_diags diags;
	struct fc_builder b;
	struct fc_result *paper;
};

void cases_start(struct run *r, const char *graph);

/* The same graph with less known of its operands: nothing contradicts what r knows. */
void cases_know_less(const struct run *r, const char *graph, const char *title);

#endif
