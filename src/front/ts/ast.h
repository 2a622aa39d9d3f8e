/* ast.h -- TorchScript source as a tree */
#ifndef FC_FRONT_TS_AST_H
#define FC_FRONT_TS_AST_H

#include <stdbool.h>
#include <stdint.h>

struct fc_pickle;

/* All of it lives on one arena and is never written after parsing. All texts are interned. */

struct fc_ts_place {
	uint32_t line, column; /* from 1 */
};

/* "List[Optional[Tensor]]": name List, arg Optional, arg Tensor. A class by its qualified name. */
struct fc_ts_type {
	const char *name;
	struct fc_ts_type **arg;
	unsigned n;
};

enum fc_ts_expr_kind {
	FC_TS_NAME,       /* text; also inf, nan, ops, torch as plain names */
	FC_TS_QUALIFIED,  /* text "__torch__.a.b.c": a class, function or enum member */
	FC_TS_INT,        /* integer */
	FC_TS_REAL,       /* real */
	FC_TS_COMPLEX,    /* real: the imaginary part is not kept */
	FC_TS_TEXT,       /* text, unescaped, may hold NULs */
	FC_TS_BOOL,       /* integer 0 or 1 */
	FC_TS_NONE,
	FC_TS_CONSTANT,   /* CONSTANTS.cN: integer N */
	FC_TS_ATTR,       /* arg[0].text */
	FC_TS_INDEX,      /* arg[0] [ arg[1] ] */
	FC_TS_SLICE,      /* arg[0] [ arg[1] : arg[2] ] */
	FC_TS_LIST, FC_TS_TUPLE, /* arg */
	FC_TS_DICT,       /* arg: key, value, ... */
	FC_TS_OP,         /* operator: text "aten::conv2d", "prim::shape", "torchvision::nms"; arg, keyword */
	FC_TS_METHOD,     /* (arg[0]).text(arg[1], ...) */
	FC_TS_CALL,       /* text(arg ...): local alias, qualified function or NamedTuple, or a builtin */
	FC_TS_NEW,        /* QUALNAME.__new__(QUALNAME): text */
	FC_TS_ANNOTATE, FC_TS_CHECKED, /* annotate(type, arg[0]), unchecked_cast(type, arg[0]) */
	FC_TS_UNINITIALIZED, /* type */
	FC_TS_ISINSTANCE  /* arg[0], types: type (a Tuple type when several are given) */
};

struct fc_ts_expr {
	enum fc_ts_expr_kind kind;
	struct fc_ts_place at;
	const char *text;
	int64_t integer;
	double real;
	struct fc_ts_expr **arg;
	const char **keyword;      /* per arg: NULL where positional; the array is NULL when none has one */
	bool flat;                 /* an operator of bytecode: keyword-only arguments stand by position */
	unsigned n;
	const struct fc_ts_type *type;
	const void *cache;         /* the interpreter's: binding of an operator, function of a call */
};

enum fc_ts_stmt_kind {
	FC_TS_ASSIGN,     /* target[0] = value[0], perhaps with a type */
	FC_TS_UNPACK,     /* target[..], = value[0] (a tuple, list, or the results of one call) */
	FC_TS_PARALLEL,   /* target[i] = value[i], all values first */
	FC_TS_STORE,      /* value[1].text = value[0]: attribute store */
	FC_TS_EXPR,       /* value[0] for its effect */
	FC_TS_IF,         /* value[0]; body, orelse */
	FC_TS_WHILE,      /* value[0]; body */
	FC_TS_FOR,        /* for target[0] in range(value[0]): body */
	FC_TS_WITH,       /* with value[0] as target[0] (n_target 0: no name): body */
	FC_TS_FORK,       /* def func(): the body of a fork */
	FC_TS_RETURN,     /* value[0] */
	FC_TS_PASS
};

struct fc_ts_stmt {
	enum fc_ts_stmt_kind kind;
	struct fc_ts_place at;
	const char **target;
	unsigned n_target, n_value;
	struct fc_ts_expr **value;
	const char *text;          /* attribute of a store */
	const struct fc_ts_type *type;
	struct fc_ts_block *body, *orelse;
	struct fc_ts_func *func;
};

struct fc_ts_block {
	struct fc_ts_stmt *stmt;
	unsigned n;
};

struct fc_ts_param {
	const char *name;
	const struct fc_ts_type *type;      /* NULL: none written */
	const struct fc_ts_expr *otherwise; /* default; NULL: none */
};

struct fc_ts_func {
	const char *name;      /* last part */
	const char *file;      /* "code/__torch__/net.py", for messages */
	const char *source;    /* the whole text of that file */
	struct fc_ts_place at;
	struct fc_ts_param *param;
	unsigned n_param;
	const struct fc_ts_type *result;
	struct fc_ts_block body;
	const struct fc_pickle *code; /* of bytecode.pkl, in place of the body; NULL: none */
};

struct fc_ts_field {
	const char *name;
	const struct fc_ts_type *type;
	const struct fc_ts_expr *value; /* Final constant, enum member; NULL: an attribute */
};

struct fc_ts_class {
	const char *name;      /* last part */
	const char *qualified; /* "__torch__.a.b.Name" */
	const char *base;      /* "Module", "NamedTuple", "Enum", "Interface", "ModuleInterface"; "" none */
	const char **parameter, **buffer, **forward_hook, **forward_pre_hook;
	unsigned n_parameter, n_buffer, n_forward_hook, n_forward_pre_hook;
	struct fc_ts_field *field;
	unsigned n_field;
	struct fc_ts_func **method;
	unsigned n_method;
};

struct fc_ts_file {
	const char *path;      /* "code/__torch__/net.py" */
	const char *text;
	struct fc_ts_class **klass;
	struct fc_ts_func **func;
	unsigned n_class, n_func;
};

#endif
