/* timing.h -- measured times as texts and charts */
#ifndef FC_REPORT_TIMING_H
#define FC_REPORT_TIMING_H

#include "base/json_write.h"
#include "base/out.h"
#include "report/grid.h"
#include "timer/bench.h"

struct fc_arena;

/* What a runtime ran, as the nodes that it stands for. */
enum fc_timing_kind { FC_TIMING_NODE, FC_TIMING_GROUP, FC_TIMING_ADDED, FC_TIMING_UNKNOWN };

struct fc_timing_layer {
	enum fc_timing_kind kind;
	unsigned depth;               /* 1 and more: within the time of the row of a body's owner */
	const char *name, *op;        /* of its costliest node, "Conv+Add"; else the kernel's own */
	const char *kernel, *provider; /* the first one's */
	uint32_t n_kernel, n_node;
	const uint32_t *node;         /* rows of the report */
	double calls, seconds;        /* of a run */
	int64_t macs, operations, access_bytes; /* a multiply-add two; -1: not known */
};

/* Seconds of a run. */
struct fc_timing_profile {
	const struct fc_timing_layer *layer; /* as they ran, an owner before its body */
	uint32_t n, runs;
	double coverage;              /* time of kernels in that of whole runs */
	double kernels, attributed;   /* rows of depth 0; those of nodes and groups */
	bool by_name;                 /* the runtime told nothing of its own graph */
};

/* What was measured of one model. Seconds, bytes. */
struct fc_timing {
	const char *path, *runtime, *provider, *optimization; /* runtime: "ONNX Runtime 1.22.0" */
	unsigned threads, warmup; /* threads 0: the runtime's choice */
	struct fc_bench bench;
	double load;
	int64_t peak_rss;
	const struct fc_timing_profile *profile; /* NULL: was not asked for */
	const char *device; /* that predicted is of; NULL: none was given */
	double predicted;   /* of a run, at least */
};

struct fc_timing_format {
	const char *name;
	void (*write)(struct fc_out *o, struct fc_arena *a, const struct fc_timing *const *t, size_t n);
};

const struct fc_timing_format *fc_timing_at(size_t i); /* sorted by name; NULL past the end */
const struct fc_timing_format *fc_timing_find(const char *name); /* NULL: unknown */

void fc_timing_svg(struct fc_out *o, struct fc_arena *a, const struct fc_timing *const *t, size_t n);

/* timing_profile.c: where the time of each model went; nothing for those without a profile. */
void fc_timing_profile_grid(struct fc_str *s, const struct fc_timing *const *t, size_t n, enum fc_markup m);
void fc_timing_profile_csv(struct fc_out *o, struct fc_arena *a, const struct fc_timing *const *t, size_t n);
void fc_timing_profile_json(struct fc_json *j, const struct fc_timing_profile *p);

#endif
