/* dim.c -- formulas as text: what prints reads back the same */
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/str.h"
#include "dim/dim.h"
#include "dim/shape.h"
#include "fuzz.h"

static void
read_formula(struct fuzz *f)
{
	struct fc_dims *t = fc_dims_new(f->arena, fc_intern_new(f->arena));
	const char *text = fc_arena_text(f->arena, (const char *)f->data, f->size);
	struct fc_dim x = fc_dim_parse(t, text, f->size), again;
	struct fc_str s = FC_STR(f->arena);
	struct fc_shape shape;
	int64_t value, hi;

	fc_shape_parse(t, text, f->size, &shape);
	if (fc_dim_is_nan(x))
		return;
	fc_dim_range(x, &value, &hi);
	fc_dim_eval(t, x, NULL, 0, true, &value);
	fc_dim_print(x, &s);
	again = fc_dim_parse(t, s.data, s.size);
	if (!fc_dim_is_nan(again) && !fc_dim_eq(x, again))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_run(data, size, read_formula);
}
