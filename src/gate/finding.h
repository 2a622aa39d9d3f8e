/* finding.h -- what a gate says of one limit on one model */
#ifndef FC_GATE_FINDING_H
#define FC_GATE_FINDING_H

#include "dim/dim.h"
#include "gate/budget.h"

enum fc_verdict {
	FC_VERDICT_KEPT,
	FC_VERDICT_BROKEN,
	FC_VERDICT_LOWER_BOUND,  /* kept, by a count that is partial */
	FC_VERDICT_NO_BASE,      /* nothing to compare with */
	FC_VERDICT_NO_MATCH,     /* the scope matches nothing */
	FC_VERDICT_NOT_MEASURED, /* a latency, and no runtime */
	FC_VERDICT_FREE,         /* a symbol is left without a value */
	FC_VERDICT_UNKNOWN       /* the figure is not known */
};

struct fc_finding {
	enum fc_verdict verdict;
	const struct fc_rule *rule;
	enum fc_limit_kind limit;
	const char *place;    /* the layer, module or operator that is worst; NULL: the model */
	uint32_t n_place;     /* how many places the scope matches */
	int64_t value, base;  /* base: where has_base */
	int64_t allowed;      /* the largest value that keeps the limit */
	bool has_base;
	struct fc_dim figure; /* a formula where symbols are in it; NaN: not known */
	const struct fc_binding *point; /* the worst of the points; NULL: there is one */
	uint32_t n_point;
	const char *free;     /* "batch, seq": symbols without a value */
};

#endif
