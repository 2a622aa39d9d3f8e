/* scope.h -- module paths as a tree: layer1/0/conv2 */
#ifndef FC_IR_SCOPE_H
#define FC_IR_SCOPE_H

struct fc_arena;
struct fc_intern;
struct fc_str;

/* The root has no parent and an empty name. Equal paths are one scope. */
struct fc_scope {
	const struct fc_scope *parent;
	const char *name;      /* interned: one part */
	const char *path;      /* interned: the whole path, "" for the root */
	const char *class_name; /* TorchScript: the module's class; NULL elsewhere */
	unsigned depth;
};

struct fc_scopes;
struct fc_scopes *fc_scopes_new(struct fc_arena *a, struct fc_intern *names);
const struct fc_scope *fc_scopes_root(struct fc_scopes *t);

/* The class of the whole model, which is a module as well. */
void fc_scopes_root_class(struct fc_scopes *t, const char *class_name);

/* The child of that name, made on first use. */
const struct fc_scope *fc_scope_child(struct fc_scopes *t, const struct fc_scope *parent, const char *name,
                                      const char *class_name);

#endif
