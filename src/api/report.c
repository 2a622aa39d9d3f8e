/* report.c -- results into a sink, in a format */
#include "api/handle.h"

#include <stdlib.h>
#include <string.h>

#include "report/compare.h"
#include "report/conventions.h"
#include "result/column.h"

struct report_args {
	struct flopcount_report *report;
	const char *format;
	const struct flopcount_report_options *options;
	const char *wrong;
	const struct flopcount_result *result; /* of the one that is added */
};

/* The columns of a list "a,b,c", on the report's arena. */
static bool
take_columns(struct report_args *a, struct fc_report_options *to)
{
	const char *p = a->options->columns;
	const struct fc_column **column;

	if (!p)
		return true;
	column = FC_NEW_N(a->report->keep, const struct fc_column *, strlen(p) + 1);
	for (;;) {
		size_t n = strcspn(p, ",");
		const char *key = fc_arena_text(a->report->keep, p, n);

		column[to->n_column] = fc_column_find(key);
		if (!column[to->n_column++]) {
			a->wrong = p;
			return false;
		}
		if (!p[n])
			break;
		p += n + 1;
	}
	to->column = column;
	return true;
}

/* One key of a comparison; the word stays where the caller has it, for a hint. */
static bool
take_key(struct report_args *a, const struct fc_meta *meta, const char *key, const char *word)
{
	struct fc_compare_column column;

	if (fc_compare_find_column(meta, key, &column))
		return true;
	a->wrong = word;
	return false;
}

static bool
take_keys(struct report_args *a, struct fc_report_compare *to)
{
	const char *p = a->options->columns;
	const char **key;

	if (!p)
		return true;
	key = FC_NEW_N(a->report->keep, const char *, strlen(p) + 1);
	for (;; p++) {
		size_t n = strcspn(p, ",");

		key[to->n_column] = fc_arena_text(a->report->keep, p, n);
		if (!take_key(a, to->meta, key[to->n_column++], p))
			return false;
		p += n;
		if (!*p)
			break;
	}
	to->column = key;
	return true;
}

static bool
take_comparison(struct report_args *a, struct fc_report_options *to)
{
	const struct flopcount_report_options *o = a->options;
	struct fc_report_compare *compare = FC_NEW(a->report->keep, struct fc_report_compare);

	compare->meta = o->meta ? &o->meta->table : NULL;
	compare->timed = o->timed;
	if (o->sort && !take_key(a, compare->meta, o->sort, o->sort))
		return false;
	compare->sort = o->sort ? fc_arena_text(a->report->keep, o->sort, strlen(o->sort)) : NULL;
	to->compare = compare;
	return take_keys(a, compare);
}

static bool
take_options(struct report_args *a, struct fc_report_options *to)
{
	const struct flopcount_report_options *o = a->options;

	to->view.by = o->by == FLOPCOUNT_BY_MODULE ? FC_BY_MODULE
	              : o->by == FLOPCOUNT_BY_OP   ? FC_BY_OP
	                                           : FC_BY_NODE;
	to->view.depth = o->depth;
	to->view.top = o->top > UINT32_MAX ? UINT32_MAX : (uint32_t)o->top;
	to->summary = o->summary;
	to->color = o->color;
	to->width = o->width;
	to->verbose = o->verbose;
	to->memory = o->memory;
	to->roofline = o->roofline;
	to->models = o->models > UINT32_MAX ? UINT32_MAX : (unsigned)o->models;
	if (o->compare)
		return take_comparison(a, to);
	if (o->sort) {
		const struct fc_column *c = fc_column_find(o->sort);

		if (!c) {
			a->wrong = o->sort;
			return false;
		}
		to->view.sort = c;
	}
	return take_columns(a, to);
}

static const struct fc_report_format *
find_format(const struct report_args *a)
{
	switch (a->options->compare) {
	case FLOPCOUNT_COMPARE_MODELS:
		return fc_compare_find(a->format);
	case FLOPCOUNT_COMPARE_CONVENTIONS:
		return fc_conventions_find(a->format);
	case FLOPCOUNT_COMPARE_NONE:
		break;
	}
	return fc_report_find(a->format);
}

static int
report_make(void *args)
{
	struct report_args *a = args;
	struct flopcount_report *rep = a->report;

	rep->keep = fc_arena_new(&rep->heap);
	rep->r.arena = fc_arena_new(&rep->heap);
	rep->r.keep = rep->keep;
	rep->r.format = find_format(a);
	rep->r.out = &rep->out;
	fc_out_init(&rep->out, fc_api_sink, &rep->sink);
	if (!rep->r.format) {
		a->wrong = a->format;
		return FLOPCOUNT_E_NOT_FOUND;
	}
	if (!take_options(a, &rep->r.options))
		return FLOPCOUNT_E_NOT_FOUND;
	fc_report_begin(&rep->r);
	return FLOPCOUNT_OK;
}

int
flopcount_report_new(struct flopcount_report **out, const char *format,
                     const struct flopcount_report_options *options, struct flopcount_sink sink,
                     const char **wrong_out)
{
	struct flopcount_report_options o = FLOPCOUNT_REPORT_OPTIONS_INIT;
	struct report_args a = { .format = format, .options = &o };
	int status;

	if (!out || !format || !sink.write || !fc_api_take(&o, options, sizeof(o)))
		return FLOPCOUNT_E_ARGUMENT;
	a.report = calloc(1, sizeof(*a.report));
	if (!a.report)
		return FLOPCOUNT_E_MEMORY;
	a.report->sink = sink;
	status = fc_api_guard(&a.report->heap, report_make, &a);
	if (status) {
		flopcount_report_free(a.report);
		if (wrong_out && status == FLOPCOUNT_E_NOT_FOUND)
			*wrong_out = a.wrong;
		return status;
	}
	*out = a.report;
	return FLOPCOUNT_OK;
}

static int
report_add(void *args)
{
	struct report_args *a = args;

	return fc_report_add(&a->report->r, a->result->r) ? FLOPCOUNT_OK : FLOPCOUNT_E_IO;
}

/* Sums of a result's rows are made in its context's table of dims: that heap may run out as well. */
static int
report_add_guarded(void *args)
{
	struct report_args *a = args;

	return fc_api_guard(&a->result->ctx->heap, report_add, a);
}

int
flopcount_report_add(struct flopcount_report *report, const struct flopcount_result *result)
{
	struct report_args a = { .report = report, .result = result };
	jmp_buf *before;
	int status;

	if (!report || !result)
		return FLOPCOUNT_E_ARGUMENT;
	before = result->ctx->heap.out;
	status = fc_api_guard(&report->heap, report_add_guarded, &a);
	result->ctx->heap.out = before; /* the report's heap may have run out first, past the inner guard */
	return status;
}

static int
report_end(void *args)
{
	struct report_args *a = args;

	return fc_report_end(&a->report->r) ? FLOPCOUNT_OK : FLOPCOUNT_E_IO;
}

int
flopcount_report_end(struct flopcount_report *report)
{
	struct report_args a = { .report = report };

	if (!report)
		return FLOPCOUNT_E_ARGUMENT;
	return fc_api_guard(&report->heap, report_end, &a);
}

void
flopcount_report_free(struct flopcount_report *report)
{
	if (!report)
		return;
	fc_heap_done(&report->heap);
	free(report);
}
