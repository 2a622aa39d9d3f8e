/* pickle.c -- the pickle machine: stack, marks, memo, no calls */
#include "front/ts/pickle.h"

#include <stdarg.h>

#include "base/str.h"
#include "front/ts/pickle_priv.h"

enum {
	MAX_STACK = 1 << 22
};

void *
fc_pickle_fail(struct fc_pickle_machine *m, enum fc_diag_code code, const char *fmt, ...)
{
	struct fc_str text = FC_STR(m->arena);
	va_list ap;

	va_start(ap, fmt);
	fc_str_vprintf(&text, fmt, ap);
	va_end(ap);
	fc_diag_add(m->diags, code, (struct fc_where){ .file = m->file, .byte = m->start }, "%s", text.data);
	return NULL;
}

static void *
broken(struct fc_pickle_machine *m)
{
	return fc_pickle_fail(m, FC_E_CORRUPT, "the pickle's stack does not fit opcode 0x%02x",
	                      m->data[m->start]);
}

struct fc_pickle *
fc_pickle_new(struct fc_pickle_machine *m, enum fc_pickle_kind kind)
{
	struct fc_pickle *v = FC_NEW(m->arena, struct fc_pickle);

	v->kind = kind;
	return v;
}

void
fc_pickle_append(struct fc_pickle_machine *m, struct fc_pickle *list, struct fc_pickle *v)
{
	if (list->n == list->room)
		list->item = fc_vec_grow(m->arena, list->item, &list->room, sizeof(*list->item));
	list->item[list->n++] = v;
}

/* --- stack ---------------------------------------------------------------- */

static bool
push(struct fc_pickle_machine *m, struct fc_pickle *v)
{
	if (!v)
		return false;
	if (m->stack.n == MAX_STACK)
		return fc_pickle_fail(m, FC_E_LIMIT, "the pickle's stack grows too high");
	FC_VEC_PUSH(m->arena, &m->stack, v);
	return true;
}

/* How many values stand above the last mark, or on the stack. */
static uint32_t
above(const struct fc_pickle_machine *m)
{
	return m->stack.n - (m->marks.n ? m->marks.at[m->marks.n - 1] : 0);
}

/* NULL, after a diagnostic, when nothing is above the mark. */
static struct fc_pickle *
pop(struct fc_pickle_machine *m)
{
	if (!above(m))
		return broken(m);
	return m->stack.at[--m->stack.n];
}

/* *n values above the last mark, which goes; they stay at stack.at + stack.n until the next push. */
static bool
pop_mark(struct fc_pickle_machine *m, uint32_t *n)
{
	*n = 0;
	if (!m->marks.n)
		return broken(m);
	*n = above(m);
	m->stack.n -= *n;
	m->marks.n--;
	return true;
}

/* --- memo ----------------------------------------------------------------- */

static bool
put(struct fc_pickle_machine *m, size_t width)
{
	uint64_t i;

	if (!fc_pickle_number(m, width, &i))
		return false;
	if (!above(m))
		return broken(m);
	if (i > m->steps) /* each put is a step, and writers count from 0 */
		return fc_pickle_fail(m, FC_E_CORRUPT, "memo entry %llu of so few", (unsigned long long)i);
	while (m->memo.n <= i)
		FC_VEC_PUSH(m->arena, &m->memo, NULL);
	m->memo.at[i] = m->stack.at[m->stack.n - 1];
	return true;
}

static bool
get(struct fc_pickle_machine *m, size_t width)
{
	uint64_t i;

	if (!fc_pickle_number(m, width, &i))
		return false;
	if (i >= m->memo.n || !m->memo.at[i])
		return fc_pickle_fail(m, FC_E_CORRUPT, "memo entry %llu is not set", (unsigned long long)i);
	return push(m, m->memo.at[i]);
}

/* --- containers ----------------------------------------------------------- */

/* The n values above the top become a tuple on it. */
static bool
push_tuple(struct fc_pickle_machine *m, uint32_t n)
{
	struct fc_pickle *v = &m->empty;

	if (n) {
		v = fc_pickle_new(m, FC_PICKLE_TUPLE);
		v->item = FC_NEW_N(m->arena, struct fc_pickle *, n);
		v->n = v->room = n;
		memcpy(v->item, m->stack.at + m->stack.n, n * sizeof(*v->item));
	}
	return push(m, v);
}

static bool
tuple(struct fc_pickle_machine *m, uint32_t n)
{
	if (above(m) < n)
		return broken(m);
	m->stack.n -= n;
	return push_tuple(m, n);
}

static bool
tuple_to_mark(struct fc_pickle_machine *m)
{
	uint32_t n;

	return pop_mark(m, &n) && push_tuple(m, n);
}

/* APPENDS, SETITEMS: into the list or dict below the mark. */
static bool
fill(struct fc_pickle_machine *m, enum fc_pickle_kind kind)
{
	struct fc_pickle *into;
	uint32_t n;

	if (!pop_mark(m, &n))
		return false;
	if (!above(m) || (kind == FC_PICKLE_DICT && n % 2))
		return broken(m);
	into = m->stack.at[m->stack.n - 1];
	if (into->kind != kind)
		return broken(m);
	for (uint32_t i = 0; i < n; i++)
		fc_pickle_append(m, into, m->stack.at[m->stack.n + i]);
	return true;
}

/* --- objects and calls ---------------------------------------------------- */

static bool
new_object(struct fc_pickle_machine *m)
{
	struct fc_pickle *args = pop(m), *klass = args ? pop(m) : NULL, *v;

	if (!klass)
		return false;
	if (klass->kind != FC_PICKLE_GLOBAL || args->kind != FC_PICKLE_TUPLE || args->n)
		return broken(m);
	v = fc_pickle_new(m, FC_PICKLE_OBJECT);
	v->text = klass->text;
	return push(m, v);
}

static bool
build(struct fc_pickle_machine *m)
{
	struct fc_pickle *state = pop(m);

	if (!state)
		return false;
	if (!above(m))
		return broken(m);
	return fc_pickle_build(m, m->stack.at[m->stack.n - 1], state);
}

static bool
reduce(struct fc_pickle_machine *m)
{
	struct fc_pickle *args = pop(m), *callable = args ? pop(m) : NULL;

	return callable && push(m, fc_pickle_call(m, callable, args));
}

static bool
persistent(struct fc_pickle_machine *m)
{
	struct fc_pickle *id = pop(m);

	return id && push(m, fc_pickle_storage(m, id));
}

/* --- the machine ---------------------------------------------------------- */

static bool
mark(struct fc_pickle_machine *m)
{
	if (m->marks.n == MAX_STACK)
		return fc_pickle_fail(m, FC_E_LIMIT, "the pickle's stack grows too high");
	FC_VEC_PUSH(m->arena, &m->marks, m->stack.n);
	return true;
}

static bool
step(struct fc_pickle_machine *m, uint8_t opcode)
{
	uint64_t version;

	switch (opcode) {
	case 0x80: return fc_pickle_number(m, 1, &version);
	case '(': return mark(m);
	case 'N': return push(m, &m->none);
	case 0x88: return push(m, &m->yes);
	case 0x89: return push(m, &m->no);
	case 'K': return push(m, fc_pickle_integer(m, 1, false));
	case 'M': return push(m, fc_pickle_integer(m, 2, false));
	case 'J': return push(m, fc_pickle_integer(m, 4, true));
	case 0x8a: return push(m, fc_pickle_long(m));
	case 'G': return push(m, fc_pickle_real(m));
	case 'X': return push(m, fc_pickle_text(m));
	case 'c': return push(m, fc_pickle_global(m));
	case 'q': return put(m, 1);
	case 'r': return put(m, 4);
	case 'h': return get(m, 1);
	case 'j': return get(m, 4);
	case ')': return push(m, &m->empty);
	case 0x85: return tuple(m, 1);
	case 0x86: return tuple(m, 2);
	case 0x87: return tuple(m, 3);
	case 't': return tuple_to_mark(m);
	case ']': return push(m, fc_pickle_new(m, FC_PICKLE_LIST));
	case 'e': return fill(m, FC_PICKLE_LIST);
	case '}': return push(m, fc_pickle_new(m, FC_PICKLE_DICT));
	case 'u': return fill(m, FC_PICKLE_DICT);
	case 0x81: return new_object(m);
	case 'b': return build(m);
	case 'R': return reduce(m);
	case 'Q': return persistent(m);
	default: return fc_pickle_fail(m, FC_E_CORRUPT, "unknown pickle opcode 0x%02x", opcode);
	}
}

struct fc_pickle *
fc_pickle_read(struct fc_arena *a, struct fc_intern *names, struct fc_diags *d,
               const struct fc_pickle_text *text)
{
	struct fc_pickle_machine *m = FC_NEW(a, struct fc_pickle_machine); /* lives as what it shares */

	*m = (struct fc_pickle_machine){ .arena = a, .names = names, .diags = d, .file = text->file,
	                                 .data = text->data, .size = text->size };
	m->none.kind = FC_PICKLE_NONE;
	m->yes = (struct fc_pickle){ .kind = FC_PICKLE_BOOL, .integer = 1 };
	m->no.kind = FC_PICKLE_BOOL;
	m->empty.kind = FC_PICKLE_TUPLE;
	for (; m->at < text->size && m->steps < text->opcodes; m->steps++) {
		m->start = m->at++;
		if (m->data[m->start] == '.')
			return pop(m);
		if (!step(m, m->data[m->start]))
			return NULL;
	}
	m->start = m->at;
	if (m->at < text->size)
		return fc_pickle_fail(m, FC_E_LIMIT,
		                      "the pickle has more than %llu opcodes (limit 'opcodes')",
		                      (unsigned long long)text->opcodes);
	return fc_pickle_fail(m, FC_E_TRUNCATED, "the pickle ends early");
}

struct fc_pickle *
fc_pickle_find(const struct fc_pickle *dict, const char *key)
{
	if (dict->kind != FC_PICKLE_DICT)
		return NULL;
	for (uint32_t i = 0; i + 1 < dict->n; i += 2)
		if (dict->item[i]->kind == FC_PICKLE_TEXT && strcmp(dict->item[i]->text, key) == 0)
			return dict->item[i + 1];
	return NULL;
}
