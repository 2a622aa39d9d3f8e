/* limit.h -- metrics, scopes and limits as texts: "flops", "layer:head*", "4.2G", "2%" */
#ifndef FC_GATE_LIMIT_H
#define FC_GATE_LIMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fc_arena;

enum fc_limit_kind { FC_LIMIT_MAX, FC_LIMIT_INCREASE, FC_LIMIT_INCREASE_ABS };
enum { FC_LIMIT_KINDS = 3 };

/* A number of things, or a share in millionths of a percent. */
struct fc_amount {
	const char *text; /* as it was given; NULL: no such limit */
	bool is_share, is_time; /* is_time: nanoseconds */
	int64_t value;
	unsigned line;
};

enum fc_scope_kind { FC_SCOPE_MODEL, FC_SCOPE_LAYER, FC_SCOPE_MODULE, FC_SCOPE_OP };

struct fc_rule_scope {
	enum fc_scope_kind kind;
	const char *pattern; /* NULL: the model */
};

struct fc_metric {
	const char *name; /* as it was given */
	const char *op;   /* op:NAME, how often that operator runs; NULL: a figure */
	bool is_time;     /* latency_p50, latency_p90 */
	bool is_bytes;    /* for people: binary units */
	unsigned char at; /* of a time: which of fc_result.latency */
};

/* "4.2G", "8MiB", "50M", "2%", "1200", "12ms". NULL, or what is wrong. */
const char *fc_amount_read(struct fc_arena *a, const char *text, struct fc_amount *out);

/* NULL, or what is wrong, with a hint. */
const char *fc_metric_read(struct fc_arena *a, const char *text, struct fc_metric *out);
const char *fc_rule_scope_read(struct fc_arena *a, const char *text, struct fc_rule_scope *out);

/* What share is of base, rounded down; INT64_MAX beyond. */
int64_t fc_amount_of(const struct fc_amount *share, int64_t base);

/* Does text match the pattern: * any run of characters, ? any one, [..] one of these. */
bool fc_glob_match(const char *pattern, const char *text);

/* ", did you mean 'X'?" or "". names end with NULL. */
const char *fc_hint(struct fc_arena *a, const char *word, const char *const *names);

#endif
