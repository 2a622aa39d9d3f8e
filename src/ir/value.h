/* value.h -- an edge of the graph: a tensor (or sequence ...), what made it, what is known of it */
#ifndef FC_IR_VALUE_H
#define FC_IR_VALUE_H

#include <stdint.h>

#include "dim/scalar.h"
#include "ir/type.h"

struct fc_node;

/* Values that are followed: elements in row-major order. Shared, never written after. */
struct fc_known {
	unsigned n;
	const struct fc_scalar *at;
};

enum fc_stored_flags {
	FC_STORED_INITIALIZER = 1 << 0, /* a named tensor of the file; else a Constant node */
	FC_STORED_EXTERNAL = 1 << 1,
	FC_STORED_LEARNABLE = 1 << 2,   /* the file says it is a parameter (TorchScript) */
	FC_STORED_BUFFER = 1 << 3,      /* the file says it is a buffer (TorchScript) */
	FC_STORED_NAMED = 1 << 5,       /* a front-end's mark: a value stands for it */
	FC_STORED_MASK = 1 << 4         /* holds 0 and a large negative number or -inf only */
};

/* How the nodes that consume a stored tensor use it; the strongest wins. See fc_op.in. */
enum fc_role {
	FC_ROLE_NONE,     /* nobody consumes it */
	FC_ROLE_SHAPE,    /* steers shapes; carries no data */
	FC_ROLE_DATA,     /* plain operand */
	FC_ROLE_BUFFER,   /* statistics, scales, zero points, tables: stored, not learnable */
	FC_ROLE_ELEMENT,  /* operand of element-wise operators, Gather: learnable when float, no scalar */
	FC_ROLE_WEIGHT    /* weight or bias: learnable whatever its size */
};

/* A tensor that the file holds; one per distinct storage. */
struct fc_stored {
	const char *name;
	struct fc_dim count;   /* logical elements: a packed weight of KxN counts K*N; set by operators */
	struct fc_dim bytes;   /* stored */
	unsigned char dtype, flags, role, is_param, is_buffer; /* the last three by pass/role.c */
	bool counted;          /* pass/cost.c: given to the row of its first use */
	bool tree;             /* part of a module tree: counted even when no node uses it */
};

enum fc_value_flags {
	FC_VALUE_INPUT = 1 << 0,
	FC_VALUE_OUTPUT = 1 << 1,
	FC_VALUE_OUTER = 1 << 2,     /* body input or capture: lives outside */
	FC_VALUE_NUMBER = 1 << 4,    /* a number of the program, as a 0-d tensor: not a tensor that is read */
	FC_VALUE_DEQUANTIZED = 1 << 3 /* made by DequantizeLinear: MACs count under dtype of its operand 0 */
};

struct fc_value {
	const char *name;          /* interned; "" when it has none */
	struct fc_type type;
	const struct fc_known *known;  /* NULL: values not followed */
	struct fc_node *producer;      /* NULL for inputs and stored tensors */
	struct fc_stored *stored;      /* NULL unless the file holds it */
	struct fc_value *base;         /* shares the storage of that value (views); NULL: its own */
	uint32_t flags;
	uint32_t last_use;             /* pass/live.c */
};

#endif
