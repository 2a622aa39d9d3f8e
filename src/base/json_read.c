/* json_read.c -- JSON text to a tree, through cJSON */
#include "base/json_read.h"

#include <errno.h>
#include <ctype.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/limits.h"
#include "base/num.h"
#include "base/table.h"

enum { FEW_KEYS = 16 };

/*
 * cJSON keeps neither lines nor integers beyond 2^53, so its tree and the text
 * are walked side by side: the tree says what comes next, the text where.
 */
struct walk {
	struct fc_arena *arena;
	struct fc_intern *keys;
	const char *at, *end;
	unsigned line, depth;
	bool bad;
};

static void
step(struct walk *w)
{
	w->line += *w->at++ == '\n';
}

/* What cJSON takes for white space. */
static void
skip_space(struct walk *w)
{
	while (w->at < w->end && (unsigned char)*w->at <= ' ')
		step(w);
}

/* One mark of the structure, with space before it. */
static void
skip_mark(struct walk *w)
{
	skip_space(w);
	if (w->at < w->end)
		step(w);
}

/* A NUL written as an escape would end the text early: refused. */
static void
skip_text(struct walk *w)
{
	skip_mark(w);
	while (w->at < w->end && *w->at != '"') {
		if (*w->at == '\\' && w->end - w->at > 6 && !memcmp(w->at, "\\u0000", 6))
			w->bad = true;
		if (*w->at == '\\' && w->at + 1 < w->end)
			step(w);
		step(w);
	}
	if (w->at < w->end)
		step(w);
}

/* RFC 8259 section 6; cJSON hands more than that to strtod(). */
static bool
is_number(const char *s, size_t n)
{
	size_t i = n && s[0] == '-', start = i;

	while (i < n && isdigit((unsigned char)s[i]))
		i++;
	if (i == start || (s[start] == '0' && i > start + 1))
		return false;
	if (i < n && s[i] == '.') {
		start = ++i;
		while (i < n && isdigit((unsigned char)s[i]))
			i++;
		if (i == start)
			return false;
	}
	return i == n || s[i] == 'e' || s[i] == 'E';
}

static void
read_number(struct walk *w, struct fc_json_node *node)
{
	const double exact = 9007199254740992.0; /* 2^53 */
	const char *start = w->at;
	size_t n;

	while (w->at < w->end && *w->at && strchr("+-.0123456789eE", *w->at))
		w->at++;
	n = (size_t)(w->at - start);
	if (!is_number(start, n) || !fc_num_parse_real(start, n, &node->real)) {
		w->bad = true;
		return;
	}
	node->is_integer = fc_num_parse(start, n, &node->integer);
	if (!node->is_integer && node->real >= -exact && node->real <= exact) {
		node->integer = (int64_t)node->real;
		node->is_integer = (double)node->integer == node->real;
	}
}

static void
read_leaf(struct walk *w, const cJSON *item, struct fc_json_node *node)
{
	if (cJSON_IsNumber(item)) {
		node->kind = FC_JSON_NUMBER;
		read_number(w, node);
	} else if (cJSON_IsString(item)) {
		node->kind = FC_JSON_TEXT;
		node->text = fc_arena_text(w->arena, item->valuestring, strlen(item->valuestring));
		skip_text(w);
	} else {
		node->kind = cJSON_IsNull(item) ? FC_JSON_NULL : FC_JSON_BOOL;
		node->real = cJSON_IsTrue(item);
		w->at += cJSON_IsFalse(item) ? 5 : 4;
	}
}

/* The keys of one object, interned, so that pointers tell them apart. */
struct seen {
	const char *few[FEW_KEYS];
	unsigned n;
	struct fc_table *many; /* from FEW_KEYS on */
};

static bool
is_new_key(struct walk *w, struct seen *seen, const char *key)
{
	if (seen->n < FEW_KEYS) {
		for (unsigned i = 0; i < seen->n; i++) {
			if (seen->few[i] == key)
				return false;
		}
		seen->few[seen->n++] = key;
		return true;
	}
	if (!seen->many) {
		seen->many = fc_table_new(w->arena);
		for (unsigned i = 0; i < FEW_KEYS; i++)
			fc_table_set(seen->many, seen->few[i], seen);
	}
	if (fc_table_find(seen->many, key))
		return false;
	fc_table_set(seen->many, key, seen);
	return true;
}

static const char *
read_key(struct walk *w, const cJSON *item, struct seen *seen)
{
	const char *key = fc_intern_text(w->keys, item->string);

	skip_space(w);
	w->bad |= !is_new_key(w, seen, key);
	if (w->bad)
		return NULL;
	skip_text(w);
	skip_mark(w);
	return key;
}

static struct fc_json_node *read_node(struct walk *w, const cJSON *item, const char *key);

static void
read_children(struct walk *w, const cJSON *item, struct fc_json_node *node)
{
	struct fc_json_node **link = &node->child;
	struct seen seen = { .n = 0 };

	skip_mark(w);
	for (const cJSON *c = item->child; c; c = c->next) {
		const char *key = cJSON_IsObject(item) ? read_key(w, c, &seen) : NULL;

		if (w->bad)
			return;
		*link = read_node(w, c, key);
		if (w->bad)
			return;
		link = &(*link)->next;
		if (c->next)
			skip_mark(w);
	}
	skip_mark(w);
}

static struct fc_json_node *
read_node(struct walk *w, const cJSON *item, const char *key)
{
	struct fc_json_node *node = FC_NEW(w->arena, struct fc_json_node);

	skip_space(w);
	node->key = key;
	node->line = w->line;
	if (!cJSON_IsObject(item) && !cJSON_IsArray(item)) {
		read_leaf(w, item, node);
		return node;
	}
	node->kind = cJSON_IsObject(item) ? FC_JSON_OBJECT : FC_JSON_ARRAY;
	if (++w->depth > FC_LIMIT_NESTING)
		w->bad = true;
	else
		read_children(w, item, node);
	w->depth--;
	return node;
}

static struct fc_json_node *
read_tree(struct walk *w, const cJSON *root)
{
	struct fc_json_node *node;

	if (w->end - w->at >= 3 && !memcmp(w->at, "\xef\xbb\xbf", 3))
		w->at += 3;
	node = read_node(w, root, NULL);
	if (w->bad)
		return NULL;
	skip_space(w);
	return w->at == w->end ? node : NULL;
}

struct fc_json_node *
fc_json_read(struct fc_arena *a, const char *text, size_t size, unsigned *error_line)
{
	struct walk w = { .arena = a, .at = text, .end = size ? text + size : text, .line = 1 };
	struct fc_heap *heap = fc_arena_heap(a);
	struct fc_json_node *node = NULL;
	const char *stop = text;
	struct fc_guard guard;
	cJSON *root;

	errno = 0;
	root = cJSON_ParseWithLengthOpts(text, size, &stop, 0);
	if (!root && errno == ENOMEM) /* the library does not tell it from a fault of the text */
		fc_heap_exhausted(heap);
	if (!root) {
		while (w.at < w.end && w.at < stop)
			step(&w);
		*error_line = w.line;
		return NULL;
	}
	if (FC_GUARD(heap, guard)) { /* the tree of cJSON is not on the arena */
		fc_guard_done(&guard);
		cJSON_Delete(root);
		fc_heap_exhausted(heap);
	}
	w.keys = fc_intern_new(a);
	node = read_tree(&w, root);
	fc_guard_done(&guard);
	cJSON_Delete(root);
	if (!node)
		*error_line = w.line;
	return node;
}

const struct fc_json_node *
fc_json_find(const struct fc_json_node *n, const char *key)
{
	if (!n || n->kind != FC_JSON_OBJECT)
		return NULL;
	for (n = n->child; n; n = n->next) {
		if (!strcmp(n->key, key))
			return n;
	}
	return NULL;
}
