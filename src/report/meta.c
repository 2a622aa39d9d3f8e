/* meta.c -- reads the CSV table that a comparison is given */
#include "report/meta.h"

#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"

enum { COLUMNS_MAX = 1000 };

struct reading {
	struct fc_arena *arena;
	const char *at, *end;
	unsigned line;
	const char *fault;
	struct fc_str field;
	struct field_list FC_VEC(const char *) fields;
};

static bool
fail(struct reading *r, const char *fault)
{
	r->fault = fault;
	return false;
}

/* "a ""b"" c": what stands between the quotes; at is behind the first. */
static bool
read_quoted(struct reading *r)
{
	for (;; r->at++) {
		if (r->at == r->end)
			return fail(r, "a quote is not closed");
		if (*r->at == '"') {
			if (++r->at == r->end || *r->at != '"')
				return true;
		}
		if (!*r->at)
			return fail(r, "a zero byte");
		r->line += *r->at == '\n';
		fc_str_putc(&r->field, *r->at);
	}
}

static bool
ends_field(const struct reading *r)
{
	return r->at == r->end || *r->at == ',' || *r->at == '\n' ||
	       (*r->at == '\r' && r->at + 1 < r->end && r->at[1] == '\n');
}

static bool
read_field(struct reading *r)
{
	fc_str_clear(&r->field);
	if (r->at < r->end && *r->at == '"') {
		r->at++;
		if (!read_quoted(r))
			return false;
		if (!ends_field(r))
			return fail(r, "text behind the quote that ends a field");
	}
	for (; !ends_field(r); r->at++) {
		if (!*r->at)
			return fail(r, "a zero byte");
		fc_str_putc(&r->field, *r->at);
	}
	FC_VEC_PUSH(r->arena, &r->fields, fc_arena_text(r->arena, r->field.data, r->field.size));
	return true;
}

/* One line of fields; *n_out is how many. */
static bool
read_line(struct reading *r, uint32_t *n_out)
{
	uint32_t before = r->fields.n;

	for (;;) {
		if (!read_field(r))
			return false;
		if (r->fields.n - before > COLUMNS_MAX)
			return fail(r, "too many columns");
		if (r->at == r->end || *r->at != ',')
			break;
		r->at++;
	}
	r->at += r->at < r->end && *r->at == '\r';
	r->at += r->at < r->end;
	*n_out = r->fields.n - before;
	return true;
}

static bool
read_rows(struct reading *r, struct fc_meta *out)
{
	uint32_t n;

	if (!read_line(r, &out->n_column))
		return false;
	for (out->n_row = 1; r->at < r->end; out->n_row++) {
		r->line++;
		if (*r->at == '\n' || *r->at == '\r') { /* an empty line */
			r->at++;
			out->n_row--;
			r->line -= r->at[-1] == '\r';
			continue;
		}
		if (!read_line(r, &n))
			return false;
		if (n != out->n_column)
			return fail(r, "not as many fields as the header has");
	}
	out->cell = r->fields.at;
	return true;
}

static bool
read_header(struct reading *r, struct fc_meta *out)
{
	for (uint32_t i = 0; i < out->n_column; i++) {
		if (fc_meta_column(out, out->cell[i]) == i)
			continue;
		r->line = 1;
		return fail(r, "two columns of the same name");
	}
	out->name = fc_meta_column(out, "name");
	out->input = fc_meta_column(out, "input");
	r->line = 1;
	return out->name != UINT32_MAX || fail(r, "no column is called 'name'");
}

bool
fc_meta_read(struct fc_arena *a, const char *text, size_t n, struct fc_meta *out,
             struct fc_meta_fault *fault)
{
	struct reading r = { .arena = a, .at = text, .end = text + n, .line = 1, .field = FC_STR(a) };
	bool ok;

	*out = (struct fc_meta){ 0 };
	if (n >= 3 && !memcmp(text, "\xef\xbb\xbf", 3))
		r.at += 3;
	ok = read_rows(&r, out) && read_header(&r, out);
	*fault = (struct fc_meta_fault){ r.line, r.fault };
	return ok;
}

uint32_t
fc_meta_column(const struct fc_meta *m, const char *title)
{
	for (uint32_t i = 0; m && i < m->n_column; i++) {
		if (!strcmp(m->cell[i], title))
			return i;
	}
	return UINT32_MAX;
}

const char *
fc_meta_name(const char *path, size_t *n_out)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash && slash[1] ? slash + 1 : path;
	const char *dot = strrchr(name, '.');

	*n_out = dot && dot > name ? (size_t)(dot - name) : strlen(name);
	return name;
}

const char *
fc_meta_cell(const struct fc_meta *m, const char *path, uint32_t column)
{
	size_t n;
	const char *name = fc_meta_name(path, &n);

	for (uint32_t i = 1; m && i < m->n_row; i++) {
		const char *const *row = &m->cell[(size_t)i * m->n_column];
		const char *called = row[m->name];

		if ((!strncmp(called, name, n) && !called[n]) || !strcmp(called, name))
			return row[column];
	}
	return NULL;
}
