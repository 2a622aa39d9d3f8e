/* eval_slice.c -- parts of lists, tuples and texts: Python's start, end and step */
#include <string.h>

#include "base/intern.h"
#include "front/ts/builtin.h"

struct span {
	int64_t start, end, step;
	bool open; /* one of them is not known */
};

/* Argument i, from the end when negative, within limit; otherwise where it is None or left out. */
static int64_t
bound(struct fc_ts *t, const struct fc_ts_value_list *args, uint32_t i, int64_t otherwise, struct span *s,
      const int64_t limit[3])
{
	int64_t v;

	if (i >= args->n || args->at[i]->kind == FC_TS_V_NONE)
		return otherwise;
	if (!fc_ts_as_int(t, args->at[i], &v)) {
		s->open = true;
		return otherwise;
	}
	v = v < 0 ? v + limit[2] : v;
	return v < limit[0] ? limit[0] : v > limit[1] ? limit[1] : v;
}

/* Of n elements; a step of zero takes none of them. */
static struct span
span_of(struct fc_ts *t, const struct fc_ts_value_list *args, int64_t n)
{
	struct span s = { .step = 1 };
	bool back;

	if (args->n > 3 && args->at[3]->kind != FC_TS_V_NONE)
		s.open = !fc_ts_as_int(t, args->at[3], &s.step);
	back = s.step < 0;
	s.start = bound(t, args, 1, back ? n - 1 : 0, &s, (int64_t[]){ back ? -1 : 0, back ? n - 1 : n, n });
	s.end = bound(t, args, 2, back ? -1 : n, &s, (int64_t[]){ back ? -1 : 0, back ? n - 1 : n, n });
	if (s.step == 0)
		s.end = s.start;
	if (s.step > n || s.step < -n) /* no further than the first */
		s.step = back ? -n - 1 : n + 1;
	return s;
}

static bool
within(const struct span *s, int64_t i)
{
	return s->step < 0 ? i > s->end : i < s->end;
}

struct fc_ts_value *
fc_ts_sliced(struct fc_ts *t, const struct fc_ts_value_list *args)
{
	const struct fc_ts_value *base = args->at[0];
	struct fc_str text = FC_STR(t->b->arena);
	struct fc_ts_value *v;
	struct span s;

	if (base->kind == FC_TS_V_TEXT) {
		s = span_of(t, args, (int64_t)strlen(base->text));
		fc_ts_effort(t, strlen(base->text) / 8);
		for (int64_t i = s.start; within(&s, i); i += s.step)
			fc_str_putc(&text, base->text[i]);
		return s.open ? fc_ts_unknown(t) : fc_ts_text(t, text.data);
	}
	if (base->kind != FC_TS_V_LIST && base->kind != FC_TS_V_TUPLE)
		return NULL;
	s = span_of(t, args, (int64_t)base->item.n);
	v = fc_ts_list(t, base->kind);
	for (int64_t i = s.start; within(&s, i); i += s.step)
		fc_ts_push(t, v, base->item.at[i]);
	v->inexact = base->inexact || s.open;
	return v;
}
