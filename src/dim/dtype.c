/* dtype.c -- element types by number and by name */
#include "dim/dtype.h"

#include <string.h>

static const struct {
	const char *name, *alias;
	unsigned bits;
	char kind;
} row[FC_DTYPE_COUNT] = {
	[FC_DTYPE_UNKNOWN] = { NULL, "", 0, '?' },
#define FC_DTYPE_ROW(id, name, alias, bits, kind) [FC_DTYPE_##id] = { name, alias, bits, kind },
	FC_DTYPES(FC_DTYPE_ROW)
#undef FC_DTYPE_ROW
};

const char *
fc_dtype_name(enum fc_dtype t)
{
	return row[t].name;
}

unsigned
fc_dtype_bits(enum fc_dtype t)
{
	return row[t].bits;
}

char
fc_dtype_class(enum fc_dtype t)
{
	return row[t].kind;
}

bool
fc_dtype_is_float(enum fc_dtype t)
{
	return row[t].kind == 'f';
}

bool
fc_dtype_is_integer(enum fc_dtype t)
{
	return row[t].kind == 'i' || row[t].kind == 'u';
}

static bool
same(const char *name, const char *s, size_t n)
{
	return strlen(name) == n && !memcmp(name, s, n);
}

enum fc_dtype
fc_dtype_find(const char *s, size_t n)
{
	for (int i = FC_DTYPE_UNKNOWN + 1; n && i < FC_DTYPE_COUNT; i++) {
		if (same(row[i].name, s, n) || same(row[i].alias, s, n))
			return (enum fc_dtype)i;
	}
	return FC_DTYPE_UNKNOWN;
}

/* Those that PyTorch promotes among each other. */
static bool
is_plain(enum fc_dtype t)
{
	switch (row[t].kind) {
	case 'b':
	case 'c':
		return true;
	case 'f':
		return row[t].bits >= 16;
	case 'i':
		return row[t].bits >= 8;
	default:
		return t == FC_DTYPE_UINT8;
	}
}

static unsigned
category(enum fc_dtype t)
{
	return row[t].kind == 'b' ? 0 : row[t].kind == 'f' ? 2 : row[t].kind == 'c' ? 3 : 1;
}

static enum fc_dtype
promote_plain(enum fc_dtype a, enum fc_dtype b)
{
	unsigned x = category(a), y = category(b);

	if (x < y)
		return promote_plain(b, a);
	if (x > y)
		return a == FC_DTYPE_COMPLEX64 && b == FC_DTYPE_FLOAT64 ? FC_DTYPE_COMPLEX128 : a;
	if (row[a].bits != row[b].bits)
		return row[a].bits > row[b].bits ? a : b;
	return x == 2 ? FC_DTYPE_FLOAT32 : FC_DTYPE_INT16; /* float16, bfloat16; int8, uint8 */
}

enum fc_dtype
fc_dtype_promote(enum fc_dtype a, enum fc_dtype b)
{
	if (a == b)
		return a;
	if (is_plain(a) && is_plain(b))
		return promote_plain(a, b);
	/* The other unsigned types meet floats only. */
	if (row[a].kind == 'u' && is_plain(b) && fc_dtype_is_float(b))
		return b;
	if (row[b].kind == 'u' && is_plain(a) && fc_dtype_is_float(a))
		return a;
	return FC_DTYPE_UNKNOWN;
}
