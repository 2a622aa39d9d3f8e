/* diag.c -- the list of what went wrong */
#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/str.h"

static const struct row {
	enum fc_diag_code code;
	enum fc_severity severity;
	const char *summary;
} rows[] = {
#define FC_DIAG(name, severity, code, summary) { FC_E_##name, severity, summary },
#include "base/diag_codes.def"
#undef FC_DIAG
};

static const struct row *
row_of(enum fc_diag_code code)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].code == code)
			return &rows[i];
	}
	return &rows[0];
}

enum fc_severity
fc_diag_severity(enum fc_diag_code code)
{
	return row_of(code)->severity;
}

const char *
fc_diag_summary(enum fc_diag_code code)
{
	return row_of(code)->summary;
}

const char *
fc_severity_name(enum fc_severity s)
{
	return s == FC_ERROR ? "error" : s == FC_WARNING ? "warning" : "note";
}

void
fc_diag_label(enum fc_diag_code code, char *out)
{
	snprintf(out, 16, "FC-%c%03d", "EWN"[fc_diag_severity(code)], (int)code);
}

static void
grow(struct fc_diags *d)
{
	size_t room = d->room ? d->room * 2 : 8;
	struct fc_diag *item = FC_NEW_N(d->arena, struct fc_diag, room);

	if (d->n)
		memcpy(item, d->item, d->n * sizeof(*item));
	d->item = item;
	d->room = room;
}

static void
keep(struct fc_diags *d, enum fc_diag_code code, const struct fc_where *where, const char *text)
{
	if (d->n == d->room)
		grow(d);
	d->item[d->n++] = (struct fc_diag){ code, fc_diag_severity(code), *where, text };
}

__attribute__((format(printf, 4, 0))) static void
add(struct fc_diags *d, enum fc_diag_code code, const struct fc_where *where, const char *fmt, va_list ap)
{
	struct fc_str text = FC_STR(d->arena);
	enum fc_severity severity = fc_diag_severity(code);
	size_t most = d->most ? d->most : FC_LIMIT_DIAGNOSTICS;

	d->errors += severity == FC_ERROR;
	d->warnings += severity == FC_WARNING;
	if (d->n > most)
		return;
	if (d->n < most) {
		fc_str_vprintf(&text, fmt, ap);
		keep(d, code, where, text.data);
		return;
	}
	fc_str_printf(&text, "more than %zu diagnostics, which are not kept (limit 'diagnostics')", most);
	keep(d, FC_E_FULL, &(struct fc_where){ 0 }, text.data);
}

bool
fc_fail(struct fc_diags *d, enum fc_diag_code code, struct fc_where where, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(d, code, &where, fmt, ap);
	va_end(ap);
	return false;
}

void
fc_diag_add(struct fc_diags *d, enum fc_diag_code code, struct fc_where where, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(d, code, &where, fmt, ap);
	va_end(ap);
}
