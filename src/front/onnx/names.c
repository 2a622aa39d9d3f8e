/* names.c -- module paths from the names exporters give to nodes */
#include <string.h>

#include "base/arena.h"
#include "base/intern.h"
#include "base/table.h"
#include "front/onnx/onnx.h"

/*
 * One part of a path below at. Exporters repeat the parent in a list's
 * members (layer1/layer1.0) and join lists without a forward of their own
 * (layer.3): "layer1.0" below "layer1" is "0", "layer.3" is "layer", "3".
 */
static const struct fc_scope *
part(struct fc_onnx *o, const struct fc_scope *at, const char *s, size_t n)
{
	size_t parent = strlen(at->name);

	if (parent && n > parent && s[parent] == '.' && memcmp(s, at->name, parent) == 0) {
		s += parent + 1;
		n -= parent + 1;
	}
	while (n) {
		size_t k = 0;

		while (k < n && s[k] != '.')
			k++;
		if (k)
			at = fc_scope_child(o->b->scopes, at, fc_intern(o->b->names, s, k), NULL);
		k += k < n;
		s += k;
		n -= k;
	}
	return at;
}

static const struct fc_scope *
walk(struct fc_onnx *o, const struct fc_scope *at, const char *path)
{
	while (*path) {
		size_t n = strcspn(path, "/");

		at = part(o, at, path, n);
		path += n + (path[n] == '/');
	}
	return at;
}

/* "['', 'layer1', 'layer1.0', 'layer1.0.conv1', 'conv2d']": the last but one is the whole module path. */
static const char *
from_metadata(struct fc_onnx *o, const char *list)
{
	const char *at[2] = { NULL, NULL }, *end = NULL;
	size_t size[2] = { 0, 0 };

	for (const char *p = strchr(list, '\''); p; p = strchr(end + 1, '\'')) {
		end = strchr(p + 1, '\'');
		if (!end)
			break;
		at[0] = at[1];
		size[0] = size[1];
		at[1] = p + 1;
		size[1] = (size_t)(end - p - 1);
	}
	return at[0] && size[0] ? fc_intern(o->b->names, at[0], size[0]) : "";
}

/* A path, n bytes of it, and its scope. */
struct place {
	const char *path;
	size_t n;
	const struct fc_scope *scope; /* NULL: none was asked for */
};

struct fc_onnx_paths {
	struct fc_table *known;  /* interned path -> fc_scope */
	struct place at, above;  /* of the node before: most stand where that one stood, or beside it */
};

struct fc_onnx_paths *
fc_onnx_paths_new(struct fc_arena *a)
{
	struct fc_onnx_paths *paths = FC_NEW(a, struct fc_onnx_paths);

	paths->known = fc_table_new(a);
	return paths;
}

static bool
is_at(const struct place *p, const char *path, size_t n)
{
	return p->scope && p->n == n && !memcmp(p->path, path, n);
}

/* The scope of a path, the last one kept in at; that of a node is found below the path above it. */
static const struct fc_scope *
scope_of(struct fc_onnx *o, struct place *at, const struct fc_scope *base, const char *path, size_t n)
{
	struct fc_onnx_paths *paths = o->paths;
	const char *key, *slash;

	if (is_at(at, path, n))
		return at->scope;
	key = fc_intern(o->b->names, path, n);
	*at = (struct place){ key, n, fc_table_find(paths->known, key) };
	if (!at->scope) {
		slash = at == &paths->at ? strrchr(key, '/') : NULL;
		if (slash && slash > key)
			base = scope_of(o, &paths->above, base, key, (size_t)(slash - key));
		at->scope = walk(o, base, slash ? slash + 1 : key);
		fc_table_set(paths->known, key, (void *)(uintptr_t)at->scope);
	}
	return at->scope;
}

/* In a body an absolute path may repeat the owner's. */
static const struct fc_scope *
scope_in(struct fc_onnx *o, const struct fc_scope *base, const char *path, size_t n)
{
	size_t k = strlen(base->path);

	path = fc_intern(o->b->names, path, n);
	path += *path == '/';
	if (strncmp(path, base->path, k) == 0 && (path[k] == '/' || !path[k]))
		path += k;
	return walk(o, base, path);
}

const struct fc_scope *
fc_onnx_path(struct fc_onnx *o, const struct fc_onnx_node *n, const struct fc_scope *base)
{
	const char *path = n->scopes ? from_metadata(o, n->scopes) : "";
	const char *slash = *path ? path + strlen(path) : strrchr(n->name, '/');

	if (!*path)
		path = n->name;
	if (!slash || slash == path)
		return base;
	return base->parent ? scope_in(o, base, path, (size_t)(slash - path))
	                    : scope_of(o, &o->paths->at, base, path, (size_t)(slash - path));
}

const struct fc_scope *
fc_onnx_owner_path(struct fc_onnx *o, const struct fc_node *owner)
{
	const char *slash = strrchr(owner->name, '/');
	const char *last = slash ? slash + 1 : owner->name;

	return fc_scope_child(o->b->scopes, owner->scope, *last ? last : owner->op_name, NULL);
}
