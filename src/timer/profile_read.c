/* profile_read.c -- a profile's events out of its JSON, one at a time */
#include "timer/profile_priv.h"

#include <string.h>

#include "base/intern.h"
#include "base/json_read.h"
#include "base/limits.h"
#include "base/num.h"
#include "base/source.h"
#include "base/str.h"
#include "base/table.h"

enum { EVENT_MAX = 1 << 20 }; /* bytes of one event; real ones have some thousand */

/* An array of objects is cut into them, so that of a file of a gigabyte one event is in memory. */
struct fc_profile_reader {
	struct fc_profile_sum sum;
	struct fc_arena *scratch; /* emptied for each event */
	struct fc_str text;       /* of the event that is open, on the sum's arena */
	unsigned depth;           /* of braces */
	bool array, quoted, escaped, damaged;
};

static const char *
text_of(struct fc_profile_reader *r, const struct fc_json_node *n, const char *otherwise)
{
	const char *text = n && n->kind == FC_JSON_TEXT ? n->text : otherwise;

	return fc_intern_text(r->sum.names, text);
}

/* "17" or 17; -1: neither. */
static int64_t
number_of(const struct fc_json_node *n)
{
	int64_t v;

	if (n && n->is_integer && n->integer >= 0)
		return n->integer;
	if (n && n->kind == FC_JSON_TEXT && fc_num_parse(n->text, strlen(n->text), &v) && v >= 0)
		return v;
	return -1;
}

static void
take_kernel(struct fc_profile_reader *r, const struct fc_json_node *n, size_t size)
{
	const struct fc_json_node *args = fc_json_find(n, "args"), *name = fc_json_find(n, "name");
	struct fc_profile_event e = {
		.name = fc_intern(r->sum.names, name->text, size),
		.op = text_of(r, fc_json_find(args, "op_name"), ""),
		.provider = text_of(r, fc_json_find(args, "provider"), ""),
		.number = number_of(fc_json_find(args, "node_index")),
		.from = number_of(fc_json_find(n, "ts")),
		.took = number_of(fc_json_find(n, "dur")),
	};

	if (e.from >= 0 && e.took >= 0)
		fc_profile_add(&r->sum, &e);
}

static void
take_event(struct fc_profile_reader *r)
{
	static const char suffix[] = "_kernel_time";
	unsigned line;
	const struct fc_json_node *n = fc_json_read(r->scratch, r->text.data, r->text.size, &line);
	const struct fc_json_node *name = fc_json_find(n, "name");
	size_t size = name && name->kind == FC_JSON_TEXT ? strlen(name->text) : 0, end = sizeof(suffix) - 1;
	int64_t took = number_of(fc_json_find(n, "dur"));

	r->damaged |= !n;
	r->sum.out->events++;
	if (size > end && !strcmp(name->text + size - end, suffix))
		take_kernel(r, n, size - end);
	else if (size && !strcmp(name->text, "model_run") && took >= 0)
		fc_profile_end_run(&r->sum, took);
	fc_arena_reset(r->scratch);
	fc_str_clear(&r->text);
}

static void
take_byte(struct fc_profile_reader *r, char c)
{
	if (r->depth) {
		fc_str_putc(&r->text, c);
		r->damaged |= r->text.size > EVENT_MAX;
	}
	if (r->quoted) {
		r->quoted = r->escaped || c != '"';
		r->escaped = !r->escaped && c == '\\';
	} else if (c == '"') {
		r->quoted = true;
	} else if (c == '{') {
		if (!r->depth++)
			fc_str_putc(&r->text, c);
	} else if (c == '}' && r->depth && !--r->depth) {
		take_event(r);
	} else if (c == '[') {
		r->array = true;
	}
	r->damaged |= !r->array || (r->quoted && !r->depth);
}

/* A file that ends within an event, or before its bracket, was cut short: its complete runs count. */
bool
fc_profile_read(struct fc_arena *a, struct fc_source *s, uint32_t skip, struct fc_profile *out)
{
	struct fc_profile_reader r = {
		.sum = { .arena = a, .names = fc_intern_new(a), .key = fc_table_new(a), .skip = skip,
			 .out = out },
		.scratch = fc_arena_new(fc_arena_heap(a)),
		.text = FC_STR(a),
	};
	uint64_t size = fc_source_size(s), at = 0;

	*out = (struct fc_profile){ .events = 0 };
	while (at < size && !r.damaged) {
		size_t n = size - at < FC_LIMIT_WINDOW ? (size_t)(size - at) : FC_LIMIT_WINDOW;
		const uint8_t *p = fc_source_view(s, at, n);

		r.damaged |= !p;
		for (size_t i = 0; p && i < n && !r.damaged && out->events < 2 * FC_PROFILE_EVENTS; i++) {
			if (r.array || !(p[i] == ' ' || p[i] == '\n' || p[i] == '\r' || p[i] == '\t'))
				take_byte(&r, (char)p[i]);
		}
		at += n;
	}
	fc_arena_free(r.scratch);
	fc_profile_end(&r.sum);
	return !r.damaged && r.array;
}
