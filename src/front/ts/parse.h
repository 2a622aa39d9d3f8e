/* parse.h -- TorchScript source text to a tree */
#ifndef FC_FRONT_TS_PARSE_H
#define FC_FRONT_TS_PARSE_H

#include "base/diag.h"
#include "base/intern.h"
#include "front/ts/ast.h"

struct fc_arena;

/*
 * Parse one code file: n bytes of text, NUL-terminated, which outlive the tree.
 * path: "code/__torch__/torch/nn.py"; prefix: the qualified name of its
 * definitions, "__torch__.torch.nn". NULL after a diagnostic with line, column
 * and the source line. Nesting and sizes are capped.
 */
struct fc_ts_text {
	const char *path, *prefix, *text;
	size_t n;
};
struct fc_ts_file *fc_ts_parse(struct fc_arena *a, struct fc_intern *names, struct fc_diags *d,
                               const struct fc_ts_text *from);

/* "List[Optional[Tensor]]" back as text. */
struct fc_str;
void fc_ts_print_type(const struct fc_ts_type *t, struct fc_str *out);

#endif
