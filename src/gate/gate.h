/* gate.h -- models under a gate: what was counted, what it is compared with, what the rules say */
#ifndef FC_GATE_GATE_H
#define FC_GATE_GATE_H

#include "gate/diff.h"
#include "gate/finding.h"

/* One model that is looked at. */
struct fc_subject {
	const char *name, *path;
	unsigned line;                  /* of its entry; 0: none */
	const struct fc_identity *identity, *base_identity; /* NULL: not told */
	const struct fc_rule *rule;
	uint32_t n_rule;
	struct fc_result *base, *head;  /* NULL: there is none */
	const char *base_path;
	bool is_strict;                 /* head has nothing that --strict minds */
	const char *refused;            /* why the two are not compared; NULL */
	bool compared;                  /* delta is there */
	struct fc_delta delta;
	const struct fc_finding *finding;
	uint32_t n_finding;
};

struct fc_outcome {
	uint32_t broken;     /* limits of level error */
	uint32_t warnings;   /* limits of level warn, partial counts, scopes without a match, no baseline */
	uint32_t faulty;     /* what cannot be compared or gated as it is set up */
	uint32_t failed;     /* models that would not open */
	uint32_t incomplete; /* under strict */
	uint32_t absent;     /* a baseline that is required, a runtime */
};

struct fc_gate {
	struct fc_arena *arena;
	struct fc_dims *dims;
	struct fc_diags diags;
	const struct fc_budget *budget; /* NULL: a diff */
	const struct fc_rule *rule;     /* of a diff */
	uint32_t n_rule;
	const char *convention;         /* NULL: whatever was counted */
	struct fc_saved_list baseline;
	const char *baseline_file;      /* NULL: none was read */
	struct fc_diff_options diff;
	bool strict, require_baseline;
	struct {
		struct fc_subject *at;
		uint32_t n, room;
	} subject; /* sorted by name once it ran */
	struct fc_table *places;        /* name to 1 + place, until it ran */
	struct fc_outcome outcome;
};

/* The model of that name, made when there is none yet. */
struct fc_subject *fc_gate_subject(struct fc_gate *g, const char *name);

/* Compare, look at every rule, count what came out. Once. */
void fc_gate_run(struct fc_gate *g);

/* --- check.c, points.c: inside the room ------------------------------------------------ */

/* Every combination of the values of dims. One of no bindings where there are none. */
struct fc_points {
	struct fc_binding *at; /* n times n_dim */
	uint32_t n, n_dim;
};
struct fc_points fc_points_of(struct fc_arena *a, const struct fc_identity *id);

/* Make the peak of r the largest at each of the points, not only where every symbol is 1. */
void fc_points_peak(struct fc_arena *a, struct fc_result *r, const struct fc_points *p);

/* Look at every rule of s; fills its findings. */
void fc_check_run(struct fc_gate *g, struct fc_subject *s);

/* A figure under a rule: of the model, or of a place that its scope matches. */
struct fc_measure {
	const char *place;
	struct fc_dim head, base;
	bool has_base;
};
struct fc_measures {
	struct fc_measure *at;
	uint32_t n, room;
};
void fc_measure_rule(struct fc_arena *a, const struct fc_subject *s, const struct fc_rule *rule,
                     struct fc_measures *out);

#endif
