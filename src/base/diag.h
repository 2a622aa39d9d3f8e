/* diag.h -- what went wrong, and where: a list, never a print */
#ifndef FC_BASE_DIAG_H
#define FC_BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fc_arena;

enum fc_severity { FC_ERROR, FC_WARNING, FC_NOTE };

enum fc_diag_code {
#define FC_DIAG(name, severity, code, summary) FC_E_##name = (code),
#include "base/diag_codes.def"
#undef FC_DIAG
};

/* A place in the input. Unused parts are zero; line and column count from 1. */
struct fc_where {
	const char *file; /* NULL: the model's own path */
	const char *node; /* name of the node, "" when it has none */
	const char *op;   /* operator name, printed behind the node's */
	uint64_t byte;
	unsigned line, column, width; /* width: how many carets */
	const char *source;           /* the source line, for carets */
};

struct fc_diag {
	enum fc_diag_code code;
	enum fc_severity severity;
	struct fc_where where;
	const char *text;
};

/* The list of one model. Zeroed but for the arena is empty. */
struct fc_diags {
	struct fc_arena *arena;
	struct fc_diag *item;
	size_t n, room;
	size_t errors, warnings;
	size_t most; /* that are kept; 0: FC_LIMIT_DIAGNOSTICS */
};

/* Record code with its severity. Always answers false, so that a caller can return it. */
bool fc_fail(struct fc_diags *d, enum fc_diag_code code, struct fc_where where, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* As fc_fail(), for what does not stop the caller: "FC-E301", "error", "file ends early". */
void fc_diag_add(struct fc_diags *d, enum fc_diag_code code, struct fc_where where, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

enum fc_severity fc_diag_severity(enum fc_diag_code code);
const char *fc_diag_summary(enum fc_diag_code code);
const char *fc_severity_name(enum fc_severity s);

/* "FC-E301" into a buffer of at least 16 bytes. */
void fc_diag_label(enum fc_diag_code code, char *out);

#endif
