/* report.c -- the list of formats, and the three steps of a report */
#include "report/report.h"

#include <string.h>

#include "base/arena.h"

/* Sorted by name. */
static const struct fc_report_format *const formats[] = {
	&fc_report_csv,
	&fc_report_dot,
	&fc_report_html,
	&fc_report_json,
	&fc_report_jsonl,
	&fc_report_md,
	&fc_report_svg,
	&fc_report_table,
};

enum { N_FORMATS = sizeof(formats) / sizeof(formats[0]) };

const struct fc_report_format *
fc_report_at(size_t i)
{
	return i < N_FORMATS ? formats[i] : NULL;
}

const struct fc_report_format *
fc_report_find(const char *name)
{
	for (size_t i = 0; i < N_FORMATS; i++) {
		if (!strcmp(formats[i]->name, name))
			return formats[i];
	}
	return NULL;
}

void
fc_report_begin(struct fc_report *r)
{
	r->n = 0;
	if (r->format->begin)
		r->format->begin(r);
}

bool
fc_report_add(struct fc_report *r, const struct fc_result *result)
{
	r->format->add(r, result);
	r->n++;
	fc_arena_reset(r->arena);
	return !r->out->failed;
}

bool
fc_report_end(struct fc_report *r)
{
	if (r->format->end)
		r->format->end(r);
	return fc_out_flush(r->out);
}
