/* pickle_value.c -- numbers, texts and globals of a pickle */
#include "base/str.h"
#include "front/ts/pickle_priv.h"

/* The next n bytes; NULL after a diagnostic. */
static const uint8_t *
bytes(struct fc_pickle_machine *m, size_t n)
{
	const uint8_t *p = m->data + m->at;

	if (n > m->size - m->at)
		return fc_pickle_fail(m, FC_E_TRUNCATED, "the pickle ends inside an opcode");
	m->at += n;
	return p;
}

/* An unsigned little-endian number of n bytes. */
bool
fc_pickle_number(struct fc_pickle_machine *m, size_t n, uint64_t *out)
{
	const uint8_t *p = bytes(m, n);

	if (!p)
		return false;
	*out = 0;
	while (n)
		*out = *out << 8 | p[--n];
	return true;
}

struct fc_pickle *
fc_pickle_integer(struct fc_pickle_machine *m, size_t n, bool is_signed)
{
	struct fc_pickle *v;
	uint64_t bits;

	if (!fc_pickle_number(m, n, &bits))
		return NULL;
	if (is_signed && n && n < 8 && bits >> (8 * n - 1))
		bits |= UINT64_MAX << 8 * n;
	v = fc_pickle_new(m, FC_PICKLE_INT);
	v->integer = (int64_t)bits;
	return v;
}

struct fc_pickle *
fc_pickle_long(struct fc_pickle_machine *m)
{
	uint64_t n;

	if (!fc_pickle_number(m, 1, &n))
		return NULL;
	if (n > 8)
		return fc_pickle_fail(m, FC_E_CORRUPT, "an integer of %u bytes", (unsigned)n);
	return fc_pickle_integer(m, (size_t)n, true);
}

struct fc_pickle *
fc_pickle_real(struct fc_pickle_machine *m)
{
	const uint8_t *p = bytes(m, 8);
	struct fc_pickle *v;
	uint64_t bits = 0;

	if (!p)
		return NULL;
	for (unsigned i = 0; i < 8; i++) /* big-endian, unlike the rest */
		bits = bits << 8 | p[i];
	v = fc_pickle_new(m, FC_PICKLE_REAL);
	memcpy(&v->real, &bits, sizeof(v->real));
	return v;
}

struct fc_pickle *
fc_pickle_text(struct fc_pickle_machine *m)
{
	struct fc_pickle *v;
	const uint8_t *p;
	uint64_t n;

	if (!fc_pickle_number(m, 4, &n))
		return NULL;
	p = bytes(m, (size_t)n);
	if (!p)
		return NULL;
	v = fc_pickle_new(m, FC_PICKLE_TEXT);
	v->text = fc_intern(m->names, (const char *)p, (size_t)n);
	return v;
}

/* Two lines, module and name. */
struct fc_pickle *
fc_pickle_global(struct fc_pickle_machine *m)
{
	struct fc_str text = FC_STR(m->arena);
	struct fc_pickle *v;

	for (unsigned i = 0; i < 2; i++) {
		const uint8_t *line = m->data + m->at;
		const uint8_t *end = m->at < m->size ? memchr(line, '\n', m->size - m->at) : NULL;

		if (!end)
			return fc_pickle_fail(m, FC_E_TRUNCATED, "the pickle ends inside an opcode");
		fc_str_add(&text, (const char *)line, (size_t)(end - line));
		if (!i)
			fc_str_putc(&text, '.');
		m->at = (size_t)(end + 1 - m->data);
	}
	if (!fc_pickle_allowed(text.data))
		return fc_pickle_fail(m, FC_E_CORRUPT, "global '%.200s' is not allowed", text.data);
	v = fc_pickle_new(m, FC_PICKLE_GLOBAL);
	v->text = fc_intern(m->names, text.data, text.size);
	return v;
}

