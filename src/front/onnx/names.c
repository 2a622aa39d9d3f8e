/* names.c -- module paths from the names exporters give to nodes */
#include <string.h>

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

const struct fc_scope *
fc_onnx_path(struct fc_onnx *o, const struct fc_onnx_node *n, const struct fc_scope *base)
{
	const char *slash = strrchr(n->name, '/');
	const char *path = n->scopes ? from_metadata(o, n->scopes) : "";
	const struct fc_scope *s;

	if (!*path && slash && slash > n->name)
		path = fc_intern(o->b->names, n->name, (size_t)(slash - n->name));
	if (!*path)
		return base;
	if (base->parent) { /* in a body: an absolute path may repeat the owner's */
		size_t k = strlen(base->path);

		path += *path == '/';
		if (strncmp(path, base->path, k) == 0 && (path[k] == '/' || !path[k]))
			path += k;
		return walk(o, base, path);
	}
	s = fc_table_find(o->paths, path);
	if (!s) {
		s = walk(o, base, path);
		fc_table_set(o->paths, path, (void *)s);
	}
	return s;
}

const struct fc_scope *
fc_onnx_owner_path(struct fc_onnx *o, const struct fc_node *owner)
{
	const char *slash = strrchr(owner->name, '/');
	const char *last = slash ? slash + 1 : owner->name;

	return fc_scope_child(o->b->scopes, owner->scope, *last ? last : owner->op_name, NULL);
}
