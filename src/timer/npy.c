/* npy.c -- NumPy's files of one array: the header, checked */
#include "timer/npy.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/num.h"
#include "base/source.h"
#include "base/str.h"

/*
 * numpy.lib.format: six bytes of magic, two of version, the length of the header in two bytes (version 1) or
 * four (2 and 3), the header, which is a Python dict of 'descr', 'fortran_order' and 'shape', the elements.
 */
enum { MAGIC = 6, LENGTH_AT = 8, HEADER_MAX = 32 << 10, TEXT = 32 };

struct reader {
	struct fc_arena *arena;
	const char *p, *end; /* of the header */
	char descr[TEXT];
	bool fortran, has_descr, has_order, has_shape;
	struct fc_npy *out;
};

static const char *const damaged = "its header is damaged";

static void
skip_blanks(struct reader *r)
{
	while (r->p < r->end && isspace((unsigned char)*r->p))
		r->p++;
}

static bool
take(struct reader *r, const char *word)
{
	size_t n = strlen(word);

	skip_blanks(r);
	if ((size_t)(r->end - r->p) < n || memcmp(r->p, word, n) != 0)
		return false;
	r->p += n;
	return true;
}

/* A text in quotes, without escapes: no key and no type of one element has any. */
static bool
take_text(struct reader *r, char out[TEXT])
{
	char quote;
	size_t n = 0;

	skip_blanks(r);
	if (r->p == r->end || (*r->p != '\'' && *r->p != '"'))
		return false;
	quote = *r->p++;
	while (r->p < r->end && *r->p != quote && n + 1 < TEXT)
		out[n++] = *r->p++;
	out[n] = '\0';
	return r->p < r->end && *r->p++ == quote;
}

/* (1, 3, 224), with an L behind each number where Python 2 wrote it. */
static const char *
take_shape(struct reader *r)
{
	struct fc_npy *to = r->out;

	if (!take(r, "("))
		return damaged;
	while (!take(r, ")")) {
		size_t n = 0;

		while (r->p + n < r->end && isdigit((unsigned char)r->p[n]))
			n++;
		if (to->rank == FC_LIMIT_RANK)
			return "it has more dimensions than the limit";
		if (!n || !fc_num_parse(r->p, n, &to->dim[to->rank]))
			return damaged;
		to->rank++;
		r->p += n;
		take(r, "L");
		if (!take(r, ",") && (skip_blanks(r), r->p == r->end || *r->p != ')'))
			return damaged;
	}
	r->has_shape = true;
	return NULL;
}

static const char *
take_member(struct reader *r)
{
	char key[TEXT];

	if (!take_text(r, key) || !take(r, ":"))
		return damaged;
	if (!strcmp(key, "shape"))
		return take_shape(r);
	if (!strcmp(key, "fortran_order")) {
		r->fortran = take(r, "True");
		r->has_order = r->fortran || take(r, "False");
		return r->has_order ? NULL : damaged;
	}
	if (strcmp(key, "descr") != 0)
		return damaged;
	if (take(r, "["))
		return "it holds records, not numbers";
	r->has_descr = take_text(r, r->descr);
	return r->has_descr ? NULL : damaged;
}

static const char *
take_dict(struct reader *r)
{
	if (!take(r, "{"))
		return damaged;
	while (!take(r, "}")) {
		const char *wrong = take_member(r);

		if (wrong)
			return wrong;
		if (!take(r, ",") && (skip_blanks(r), r->p == r->end || *r->p != '}'))
			return damaged;
	}
	skip_blanks(r);
	return r->p == r->end && r->has_descr && r->has_order && r->has_shape ? NULL : damaged;
}

/* "<f4" and its like into the number of the type; *size gets the bytes of an element. */
static const char *
find_type(struct reader *r, int64_t *size)
{
	static const struct {
		char text[3];
		unsigned char type, size; /* TensorProto.DataType */
	} types[] = {
		{ "b1", 9, 1 }, { "f2", 10, 2 }, { "f4", 1, 4 }, { "f8", 11, 8 },
		{ "i1", 3, 1 }, { "i2", 5, 2 },  { "i4", 6, 4 }, { "i8", 7, 8 },
		{ "u1", 2, 1 }, { "u2", 4, 2 },  { "u4", 12, 4 }, { "u8", 13, 8 },
	};
	struct fc_str wrong = FC_STR(r->arena);

	for (size_t i = 0; *r->descr && i < sizeof(types) / sizeof(types[0]); i++) {
		if (strcmp(r->descr + 1, types[i].text) != 0 || !strchr("<>|=", *r->descr))
			continue;
		if (*r->descr == '>' && types[i].size > 1)
			return "its numbers are big-endian; a.astype(a.dtype.newbyteorder('<')) turns them";
		r->out->type = types[i].type;
		*size = types[i].size;
		return NULL;
	}
	fc_str_printf(&wrong, "it holds elements of '%s', which no input takes", r->descr);
	return wrong.data;
}

static const char *
measure(struct reader *r, struct fc_source *s)
{
	int64_t bytes = 0;
	const char *wrong = find_type(r, &bytes);

	if (wrong)
		return wrong;
	for (unsigned i = 0; i < r->out->rank; i++) {
		if (!fc_num_mul(bytes, r->out->dim[i], &bytes))
			return "its shape is too large";
	}
	if (r->fortran && r->out->rank > 1)
		return "it is in Fortran order; save numpy.ascontiguousarray(a)";
	if (fc_source_size(s) - r->out->at < (uint64_t)bytes)
		return "it is shorter than its shape says";
	r->out->bytes = (size_t)bytes;
	return NULL;
}

const char *
fc_npy_read(struct fc_arena *a, struct fc_source *s, struct fc_npy *out)
{
	struct reader r = { .arena = a, .out = out };
	unsigned char head[LENGTH_AT + 4];
	size_t wide, n = 0;
	const char *wrong;

	*out = (struct fc_npy){ 0 };
	if (!fc_source_read(s, 0, head, sizeof(head)) || memcmp(head, "\x93NUMPY", MAGIC) != 0)
		return "it is no .npy file";
	if (head[MAGIC] < 1 || head[MAGIC] > 3)
		return "its version is newer than known";
	wide = head[MAGIC] == 1 ? 2 : 4;
	for (size_t i = 0; i < wide; i++)
		n |= (size_t)head[LENGTH_AT + i] << (8 * i);
	if (n > HEADER_MAX)
		return "its header is longer than the limit";
	out->at = LENGTH_AT + wide + n;
	r.p = fc_arena_take(a, n + 1, 1);
	r.end = r.p + n;
	if (!fc_source_read(s, LENGTH_AT + wide, (char *)r.p, n))
		return damaged;
	wrong = take_dict(&r);
	return wrong ? wrong : measure(&r, s);
}
