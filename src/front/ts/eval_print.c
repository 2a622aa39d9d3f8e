/* eval_print.c -- values as text: what str(), format() and join() write */
#include <string.h>

#include "base/intern.h"
#include "front/ts/builtin.h"

enum { ITEMS = 64 }; /* of a container, that are written */

/* 17 digits, and a dot where nothing else says that it is no integer: 1. */
static void
real(const struct fc_ts_value *v, struct fc_str *out)
{
	size_t from = out->size;
	double d;

	if (!fc_scalar_as_real(v->scalar, &d)) {
		fc_str_putc(out, '?');
		return;
	}
	fc_str_printf(out, "%.17g", d);
	if (!strpbrk(out->data + from, ".eni"))
		fc_str_putc(out, '.');
}

static void
members(struct fc_ts *t, const struct fc_ts_value *v, struct fc_str *out)
{
	const char *ends = v->kind == FC_TS_V_LIST ? "[]" : v->kind == FC_TS_V_TUPLE ? "()" : "{}";

	if (!fc_ts_enter(t))
		return;
	fc_str_putc(out, ends[0]);
	for (uint32_t i = 0; i < v->item.n && i < ITEMS && out->size < FC_TS_TEXT_MAX; i++) {
		fc_str_puts(out, i == 0 ? "" : v->kind == FC_TS_V_DICT && i % 2 ? ": " : ", ");
		fc_ts_print(t, v->item.at[i], out);
	}
	if (v->kind == FC_TS_V_TUPLE && v->item.n == 1)
		fc_str_putc(out, ',');
	fc_str_putc(out, ends[1]);
	fc_ts_leave(t);
}

void
fc_ts_print(struct fc_ts *t, const struct fc_ts_value *v, struct fc_str *out)
{
	switch (v->kind) {
	case FC_TS_V_NONE: fc_str_puts(out, "None"); break;
	case FC_TS_V_BOOL: fc_str_puts(out, fc_ts_truth(t, v) == 1 ? "True" : "False"); break;
	case FC_TS_V_INT: fc_dim_print(v->scalar.dim, out); break;
	case FC_TS_V_REAL: real(v, out); break;
	case FC_TS_V_TEXT: case FC_TS_V_DEVICE: fc_str_puts(out, v->text); break;
	case FC_TS_V_LIST: case FC_TS_V_TUPLE: case FC_TS_V_DICT: members(t, v, out); break;
	case FC_TS_V_TENSOR: fc_str_puts(out, "Tensor"); break;
	default: fc_str_puts(out, "?"); break;
	}
}

struct fc_ts_value *
fc_ts_to_text(struct fc_ts *t, const struct fc_ts_value *v)
{
	struct fc_str s = FC_STR(t->b->arena);

	fc_ts_print(t, v, &s);
	return fc_ts_text(t, s.data);
}
