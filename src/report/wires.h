/* wires.h -- which box of a graph gives which tensors to which */
#ifndef FC_REPORT_WIRES_H
#define FC_REPORT_WIRES_H

#include "result/view.h"

enum fc_wire_kind { FC_WIRE_ROW, FC_WIRE_INPUT, FC_WIRE_OUTPUT };

struct fc_wire_end {
	enum fc_wire_kind kind;
	uint32_t at; /* in view.row; among the inputs or outputs of the model */
};

static const uint32_t FC_WIRE_RUNS = UINT32_MAX; /* no tensor: a node runs a body */

struct fc_wire {
	struct fc_wire_end from, to;
	uint32_t tensor, more; /* the first one, and how many others */
};

struct fc_wires {
	struct fc_wire *at;
	uint32_t n;
};

/* One for each two that are joined, of a view that leaves nothing out; stored tensors come from nowhere. */
struct fc_wires fc_wires_of(struct fc_arena *a, const struct fc_result *r, const struct fc_view *view);

#endif
