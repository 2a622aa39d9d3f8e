/* json.c -- one object, an array of them, or one a line */
#include "report/report.h"
#include "result/json.h"

enum { INDENT = 2 };

static void
put(struct fc_report *r, struct fc_json *j, const struct fc_result *result)
{
	struct fc_result_json_options o = { r->options.view, r->options.memory };

	fc_result_json(j, r->arena, result, &o);
}

static void
json_begin(struct fc_report *r)
{
	if (r->options.models != 1)
		fc_out_putc(r->out, '[');
}

static void
json_add(struct fc_report *r, const struct fc_result *result)
{
	struct fc_json j;

	if (r->options.models != 1)
		fc_out_puts(r->out, r->n ? ",\n" : "\n");
	fc_json_init(&j, r->out, INDENT);
	put(r, &j, result);
	if (r->options.models == 1)
		fc_out_putc(r->out, '\n');
}

static void
json_end(struct fc_report *r)
{
	if (r->options.models != 1)
		fc_out_puts(r->out, r->n ? "\n]\n" : "]\n");
}

static void
jsonl_add(struct fc_report *r, const struct fc_result *result)
{
	struct fc_json j;

	fc_json_init(&j, r->out, 0);
	put(r, &j, result);
	fc_out_putc(r->out, '\n');
}

const struct fc_report_format fc_report_json = { "json", json_begin, json_add, json_end };
const struct fc_report_format fc_report_jsonl = { "jsonl", NULL, jsonl_add, NULL };
