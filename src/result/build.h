/* build.h -- a result while it is built from a graph, for build*.c alone */
#ifndef FC_RESULT_BUILD_H
#define FC_RESULT_BUILD_H

#include "base/vec.h"
#include "result/make.h"

struct fc_type;
struct fc_value;

struct fc_module_list FC_VEC(struct fc_module);

struct fc_build {
	struct fc_arena *arena, *scratch;
	const struct fc_result_source *source;
	struct fc_builder *b;
	struct fc_result *r;
	struct fc_tensor *tensor;
	uint32_t *operand;            /* where the next row's operands go */
	uint32_t n_operand;
	struct fc_intern *types;      /* as bytes */
	struct fc_build_type *recent; /* of plain tensors, build.c */
	struct fc_table *elems;       /* elements of a type to the result's own */
	struct fc_attr_lists *attrs;
	struct fc_dim_texts *texts;
	struct fc_intern *kinds;      /* of rows, as bytes */
	struct fc_table *modules;     /* scopes whose class was told */
	struct fc_module_list module;
	struct fc_table *likes;       /* a kind to what its rows share */
	struct fc_table *briefs;      /* the same, and types, to what has short formulas; and their weights */
	uint64_t written;             /* symbols and numbers of long formulas in the rows so far */
};

/* What a value is, as reports show it; equal types are one. */
const struct fc_tensor_type *fc_build_type(struct fc_build *w, const struct fc_type *type);

/* What node shares with those that are alike; n_in: operands that are shown. build_row.c */
struct fc_like *fc_build_like(struct fc_build *w, const struct fc_node *node, unsigned n_in);

/* Rows repeat formulas: after too many in all, what row shows of long ones are names for them. brief.c */
void fc_build_brief(struct fc_build *w, struct fc_row *row);

#endif
