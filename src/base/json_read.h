/* json_read.h -- JSON text to a tree; the only door to the JSON library */
#ifndef FC_BASE_JSON_READ_H
#define FC_BASE_JSON_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fc_arena;

enum fc_json_kind { FC_JSON_NULL, FC_JSON_BOOL, FC_JSON_NUMBER, FC_JSON_TEXT, FC_JSON_ARRAY, FC_JSON_OBJECT };

/* A node of the tree, on the arena. Members keep the file's order. */
struct fc_json_node {
	enum fc_json_kind kind;
	const char *key;          /* in an object; NULL elsewhere */
	const char *text;         /* FC_JSON_TEXT */
	double real;              /* FC_JSON_NUMBER, FC_JSON_BOOL (0 or 1) */
	int64_t integer;          /* exact where is_integer */
	bool is_integer;
	unsigned line;            /* where it stands, from 1; 0 when not known */
	struct fc_json_node *child, *next;
};

/*
 * Parse size bytes. NULL and *error_line set when the text is not JSON, nests
 * deeper than FC_LIMIT_NESTING, or holds a key twice.
 */
struct fc_json_node *fc_json_read(struct fc_arena *a, const char *text, size_t size, unsigned *error_line);

/* The member called key; NULL when absent or when n is no object (or NULL). */
const struct fc_json_node *fc_json_find(const struct fc_json_node *n, const char *key);

#endif
