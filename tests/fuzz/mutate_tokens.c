/*
 * mutate_tokens.c -- changes of what is a row of tokens: code, and pickles
 *
 * A language says how long the token at some bytes is, and knows some of its own.
 */
#include "mutate.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "front/ts/bind.h"

enum { TOKENS = 4096, RUN = 16, WORD = 96 };

struct language {
	size_t (*size)(const uint8_t *s, size_t n);             /* of the first token; n > 0 */
	size_t (*word)(struct mutate *m, uint8_t out[WORD]); /* makes one, answers its size */
};

struct tokens {
	size_t at[TOKENS + 1]; /* and where the last ends */
	size_t n;
};

static void
tokenise(const struct language *l, const uint8_t *s, size_t size, struct tokens *t)
{
	t->n = 0;
	t->at[0] = 0;
	while (t->at[t->n] < size && t->n < TOKENS) {
		size_t at = t->at[t->n];

		t->at[++t->n] = at + l->size(s + at, size - at);
	}
}

/* Some tokens that stand together: bytes from *at to the answer. */
static size_t
choose(struct mutate *m, const struct tokens *t, size_t *at)
{
	size_t first = mutate_below(m, t->n), n = 1;

	if (mutate_below(m, 3) == 0)
		n += mutate_below(m, RUN);
	if (n > t->n - first)
		n = t->n - first;
	*at = t->at[first];
	return t->at[first + n];
}

/* Bytes of other, which may be m's own, take the place of some tokens, or are put before them. */
static void
copy(struct mutate *m, size_t at, size_t cut, const uint8_t *from, size_t n)
{
	uint8_t *own = malloc(n + 1);

	if (!own)
		return;
	memcpy(own, from, n);
	mutate_put(m, at, cut, own, n);
	free(own);
}

static void
change(struct mutate *m, const struct language *l, struct tokens *t)
{
	size_t at, end, from, from_end;
	uint8_t word[WORD];

	tokenise(l, m->data, m->size, t);
	end = choose(m, t, &at);
	from_end = choose(m, t, &from);
	switch (mutate_below(m, 4)) {
	case 0: copy(m, at, end - at, m->data + from, from_end - from); break;
	case 1: copy(m, at, 0, m->data + from, from_end - from); break;
	case 2: mutate_put(m, at, end - at, NULL, 0); break;
	default: mutate_put(m, at, mutate_below(m, 4) ? end - at : 0, word, l->word(m, word)); break;
	}
}

static size_t
change_some(struct mutate *m, const struct language *l)
{
	struct tokens *t = malloc(sizeof(*t));

	for (size_t changes = 1 + mutate_below(m, 4); t && changes && m->size; changes--)
		change(m, l, t);
	free(t);
	return m->size;
}

static size_t
join(struct mutate *m, const struct language *l, const uint8_t *other, size_t n)
{
	struct tokens *own = malloc(2 * sizeof(*own)), *others;
	size_t at, end, from, from_end;

	if (!own || !m->size || !n) {
		free(own);
		return 0;
	}
	others = own + 1;
	tokenise(l, m->data, m->size, own);
	tokenise(l, other, n, others);
	end = choose(m, own, &at);
	from_end = choose(m, others, &from);
	mutate_put(m, at, mutate_below(m, 2) ? end - at : 0, other + from, from_end - from);
	free(own);
	return m->size;
}

/* --- code ------------------------------------------------------------------------------------- */

/* A word, a number, the start of a line with its blanks, or a mark. */
static size_t
code_size(const uint8_t *s, size_t n)
{
	size_t k = 1;

	if (isalnum(s[0]) || s[0] == '_') {
		while (k < n && (isalnum(s[k]) || s[k] == '_'))
			k++;
	} else if (s[0] == ' ' || s[0] == '\n') {
		while (k < n && s[k] == ' ')
			k++;
	}
	return k;
}

static size_t
put_text(uint8_t out[WORD], const char *text)
{
	size_t n = strlen(text);

	n = n < WORD ? n : WORD;
	memcpy(out, text, n);
	return n;
}

/* "aten::add" is written torch.add. */
static size_t
code_operator(struct mutate *m, uint8_t out[WORD])
{
	const char *name;
	size_t rows = 0, n;

	while (fc_ts_bind_at(rows))
		rows++;
	name = fc_ts_bind_at(mutate_below(m, rows))->name;
	if (strncmp(name, "aten::", 6) != 0)
		return put_text(out, "torch.add");
	n = put_text(out, "torch.");
	return n + put_text(out + n, strlen(name) < WORD - n ? name + 6 : "add");
}

static size_t
code_word(struct mutate *m, uint8_t out[WORD])
{
	static const char *const words[] = {
		"0", "-1", "9223372036854775807", "0.5", "1e400", "None", "True", "[]", "()", "{}",
		"torch.append", "torch.__range_length", "annotate", "List[int]", "List[Tensor]",
		"Dict[str, int]", "Tensor", "Optional", "self", "x", "y = x", "self.training",
		"self.weight", "[0]", "[0:2]", "if", "else:", "for i in range(3):", "in", "while",
		"return", "and", "not", "is", "<", "**", "//", "%", "=", ",", ":", "(", ")", "[", "]",
		"uninitialized(Tensor)", "unchecked_cast", "ops.prim.RaiseException",
		"ops.prim.NumToTensor", "ops.prim.dtype", "int(", "float(", "bool(", "\n  ", "\n    ",
		"\n      ", "\n", "\"", "CONSTANTS.c0", "range(1000000000)", "float(\"nan\")",
		"isinstance", "torch.len(x)", "torch.size(x, 1)", "torch.format(\"{}\", x)", "[1, 2]",
		"torch.Size", "  def f(self: __torch__.M,\n    x: Tensor) -> Tensor:\n    return x\n",
	};

	if (mutate_below(m, 3) == 0)
		return code_operator(m, out);
	return put_text(out, words[mutate_below(m, sizeof(words) / sizeof(words[0]))]);
}

static const struct language code = { code_size, code_word };

/* --- pickles ---------------------------------------------------------------------------------- */

/* Behind the end of the line at k. */
static size_t
line_end(const uint8_t *s, size_t n, size_t k)
{
	const uint8_t *end = memchr(s + k, '\n', n - k);

	return end ? (size_t)(end - s) + 1 : n;
}

/* An opcode with what belongs to it: Lib/pickletools.py of CPython. */
static size_t
opcode_size(const uint8_t *s, size_t n)
{
	size_t k = 1;

	switch (s[0]) {
	case 0x80: case 'K': case 'q': case 'h': k = 2; break;
	case 'M': k = 3; break;
	case 'J': case 'r': case 'j': k = 5; break;
	case 'G': k = 9; break;
	case 'X': k = n < 5 ? n : 5 + (size_t)(s[1] | s[2] << 8); break;
	case 0x8a: k = n < 2 ? n : 2 + (size_t)s[1]; break;
	case 'c': k = line_end(s, n, line_end(s, n, 1)); break;
	default: break;
	}
	return k < n ? k : n;
}

#define BYTES(text) { text, sizeof(text) - 1 }

static size_t
opcode(struct mutate *m, uint8_t out[WORD])
{
	static const struct {
		const char *at;
		size_t n;
	} words[] = {
		BYTES("("), BYTES(")"), BYTES("]"), BYTES("}"), BYTES("t"), BYTES("e"), BYTES("a"),
		BYTES("u"), BYTES("s"), BYTES("b"), BYTES("R"), BYTES("Q"), BYTES("N"), BYTES("."),
		BYTES("0"), BYTES("1"), BYTES("2"), BYTES("\x81"), BYTES("\x85"), BYTES("\x86"),
		BYTES("\x87"), BYTES("\x88"), BYTES("\x89"), BYTES("\x80\x02"), BYTES("K\0"),
		BYTES("K\x01"), BYTES("M\xff\xff"), BYTES("J\xff\xff\xff\xff"),
		BYTES("J\xff\xff\xff\x7f"), BYTES("\x8a\x08\xff\xff\xff\xff\xff\xff\xff\x7f"),
		BYTES("\x8a\0"), BYTES("G\x3f\xf8\0\0\0\0\0\0"), BYTES("G\x7f\xf8\0\0\0\0\0\0"),
		BYTES("X\1\0\0\0a"), BYTES("q\0"), BYTES("h\0"), BYTES("q\1"), BYTES("h\1"),
		BYTES("r\0\1\0\0"), BYTES("j\0\1\0\0"), BYTES("ctorch._utils\n_rebuild_tensor_v2\n"),
		BYTES("ctorch._utils\n_rebuild_qtensor\n"), BYTES("ctorch._utils\n_rebuild_parameter\n"),
		BYTES("ctorch\nFloatStorage\n"), BYTES("ctorch\ndevice\n"),
		BYTES("ctorch\nQInt8Storage\n"), BYTES("ctorch\nper_channel_affine\n"),
		BYTES("ctorch.jit._pickle\nbuild_intlist\n"),
		BYTES("ctorch.jit._pickle\nrestore_type_tag\n"), BYTES("ccollections\nOrderedDict\n"),
		BYTES("c__torch__\nM\n"),
	};
	size_t i = mutate_below(m, sizeof(words) / sizeof(words[0]));

	memcpy(out, words[i].at, words[i].n);
	return words[i].n;
}

static const struct language pickle = { opcode_size, opcode };

size_t
mutate_code(struct mutate *m)
{
	return change_some(m, &code);
}

size_t
mutate_code_join(struct mutate *m, const uint8_t *other, size_t n)
{
	return join(m, &code, other, n);
}

size_t
mutate_pickle(struct mutate *m)
{
	return change_some(m, &pickle);
}

size_t
mutate_pickle_join(struct mutate *m, const uint8_t *other, size_t n)
{
	return join(m, &pickle, other, n);
}
