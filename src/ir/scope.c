/* scope.c -- module paths as a tree */
#include "ir/scope.h"

#include <string.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/table.h"

struct fc_scopes {
	struct fc_arena *arena;
	struct fc_intern *names;
	struct fc_table *by_path; /* interned path -> scope */
	struct fc_str path;       /* of the child that was asked for last */
	struct fc_scope root;
};

struct fc_scopes *
fc_scopes_new(struct fc_arena *a, struct fc_intern *names)
{
	struct fc_scopes *t = FC_NEW(a, struct fc_scopes);

	t->arena = a;
	t->names = names;
	t->by_path = fc_table_new(a);
	t->path = (struct fc_str)FC_STR(a);
	t->root = (struct fc_scope){ .name = "", .path = "" };
	return t;
}

const struct fc_scope *
fc_scopes_root(struct fc_scopes *t)
{
	return &t->root;
}

void
fc_scopes_root_class(struct fc_scopes *t, const char *class_name)
{
	t->root.class_name = class_name;
}

const struct fc_scope *
fc_scope_child(struct fc_scopes *t, const struct fc_scope *parent, const char *name, const char *class_name)
{
	struct fc_scope *s;
	const char *key;

	if (strlen(parent->path) + strlen(name) >= FC_LIMIT_PATH)
		return parent;
	fc_str_clear(&t->path);
	if (parent->path[0]) {
		fc_str_puts(&t->path, parent->path);
		fc_str_putc(&t->path, '/');
	}
	fc_str_puts(&t->path, name);
	key = fc_intern(t->names, t->path.data, t->path.size);
	s = fc_table_find(t->by_path, key);
	if (s)
		return s;
	s = FC_NEW(t->arena, struct fc_scope);
	*s = (struct fc_scope){ .parent = parent, .name = fc_intern_text(t->names, name), .path = key,
	                        .class_name = class_name, .depth = parent->depth + 1 };
	fc_table_set(t->by_path, key, s);
	return s;
}
