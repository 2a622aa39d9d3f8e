/* bind.h -- how an ONNX operator maps onto a canonical one */
#ifndef FC_FRONT_ONNX_BIND_H
#define FC_FRONT_ONNX_BIND_H

#include <stdbool.h>

#include "front/draft.h"

/* Tables are sorted by domain, name, since; a row holds from since until the next row of that name. */
struct fc_onnx_bind {
	const char *domain, *name; /* domain "" is ai.onnx */
	int since;                 /* first opset with this signature */
	const char *op;            /* canonical name, see ops/; NULL: an adapter decides (draft->op) */
	/* NULL: operands and attributes already fit; false: after a diagnostic */
	bool (*adapt)(struct fc_draft *d);
};

extern const struct fc_onnx_bind fc_onnx_bind_control[];
extern const struct fc_onnx_bind fc_onnx_bind_math[];
extern const struct fc_onnx_bind fc_onnx_bind_nn[];
extern const struct fc_onnx_bind fc_onnx_bind_shape[];
extern const struct fc_onnx_bind fc_onnx_bind_misc[];
extern const struct fc_onnx_bind fc_onnx_bind_ml[];
extern const struct fc_onnx_bind fc_onnx_bind_ms[];
extern const struct fc_onnx_bind fc_onnx_bind_plugin[];
extern const struct fc_onnx_bind fc_onnx_bind_training[];

/* Adapters of more than one table: modes named after images; channels behind. */
bool fc_onnx_bind_modes(struct fc_draft *d);
bool fc_onnx_bind_channels_last(struct fc_draft *d);

/* The row for (domain, name) at opset version (0: newest); NULL: unknown operator. */
const struct fc_onnx_bind *fc_onnx_bind_find(const char *domain, const char *name, int64_t version);

/* Every row, table by table; NULL past the end. */
const struct fc_onnx_bind *fc_onnx_bind_at(size_t i);
size_t fc_onnx_bind_count(void);

#endif
