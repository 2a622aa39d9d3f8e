/* gate.h -- what a gate found, in the formats that people and machines read */
#ifndef FC_REPORT_GATE_H
#define FC_REPORT_GATE_H

#include "gate/gate.h"
#include "report/grid.h"

struct fc_gate_report {
	const struct fc_gate *gate;
	struct fc_out *out;
	struct fc_arena *arena; /* scratch */
	unsigned top;           /* changed layers per model; 0: 10 */
	const char *key;        /* of the sticky comment; NULL: "default" */
	bool no_limits;         /* text: what changed, and no word of limits */
	unsigned margin;        /* init: on top of today's numbers, in percent */
	struct fc_identity opened; /* init: method and inputs */
};

struct fc_gate_format {
	const char *name;
	void (*write)(struct fc_gate_report *r);
};

const struct fc_gate_format *fc_gate_format_find(const char *name); /* NULL: unknown */

extern const struct fc_gate_format fc_gate_baseline, fc_gate_changes, fc_gate_github, fc_gate_html,
    fc_gate_init, fc_gate_json, fc_gate_junit, fc_gate_md, fc_gate_sarif, fc_gate_show, fc_gate_text;

/* --- say.c: figures and findings in words, clean text ----------------------------------- */

void fc_say_figure(struct fc_str *out, struct fc_dim x, bool bytes);       /* "1.82 G", "24*batch" */
void fc_say_change(struct fc_str *out, struct fc_dim delta, bool bytes);   /* "+1.2 M"; "" for none */
void fc_say_share(struct fc_str *out, struct fc_dim base, struct fc_dim head); /* "+86.5%"; "" */
void fc_say_point(struct fc_str *out, const struct fc_finding *f);         /* "batch=1, seq=8192" */
void fc_say_what(struct fc_str *out, const struct fc_finding *f);          /* "flops of layer 'x'" */
void fc_say_metric(struct fc_str *out, const struct fc_metric *m, int64_t v); /* "1.82 G", "12.3 ms" */

/* The whole sentence: "flops 3.68 G is 102% above 1.82 G; max_increase is 2%". No full stop. */
void fc_say_finding(struct fc_str *out, const struct fc_subject *s, const struct fc_finding *f);

/* What is wrong with the model itself: it failed, is not compared, is partial; false: nothing is. */
bool fc_say_subject(struct fc_str *out, const struct fc_gate *g, const struct fc_subject *s);

/* "pass", "fail", "warn", "error" of a finding; of it all. */
const char *fc_finding_grade(const struct fc_finding *f);
const char *fc_gate_grade(const struct fc_gate *g);

/* --- story.c: the tables of one model ----------------------------------------------------- */

struct fc_story {
	struct fc_grid limits, totals, changes;
	uint32_t others; /* changed rows beyond the top */
	const char *counts; /* "40 new, 2 removed"; "" */
	const char *uncounted; /* "com.acme::Foo (2 nodes): unknown operator"; NULL */
};
struct fc_story fc_story_of(struct fc_gate_report *r, const struct fc_subject *s);

/* "3 models, 5 limits: 1 broken, 2 warnings" */
void fc_story_sum(struct fc_str *out, const struct fc_gate *g);

#endif
