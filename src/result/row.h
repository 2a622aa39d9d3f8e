/* row.h -- a node as reports show it, and what it shares with nodes that are alike */
#ifndef FC_RESULT_ROW_H
#define FC_RESULT_ROW_H

#include "dim/dim.h"

/* Same values as enum fc_node_status. */
enum fc_row_status { FC_ROW_COMPLETE, FC_ROW_PARTIAL, FC_ROW_UNCOUNTED, FC_ROW_ALTERNATIVE };

struct fc_row_attr {
	const char *name;
	const char *json; /* "[2, 2]", "\"SAME_UPPER\"" */
};

/* X-macro of the figures that a row and the totals share: field, key. All are totals over repeats. */
#define FC_FIGURES(X)                          \
	X(params, "params")                    \
	X(param_bytes, "param_bytes")          \
	X(buffers, "buffers")                  \
	X(buffer_bytes, "buffer_bytes")        \
	X(macs, "macs")                        \
	X(flops, "flops")                      \
	X(read_bytes, "read_bytes")            \
	X(write_bytes, "write_bytes")          \
	X(access_bytes, "access_bytes")        \
	X(access_elements, "access_elements")

struct fc_figures {
#define FC_FIGURE_FIELD(field, key) struct fc_dim field;
	FC_FIGURES(FC_FIGURE_FIELD)
#undef FC_FIGURE_FIELD
};

/* On a device, where one is given: fc_result_roof(). NaN: not known. */
struct fc_roof {
	struct fc_dim work;      /* operations, a multiply-add two */
	struct fc_dim predicted; /* picoseconds at least */
	struct fc_dim computing; /* those of them that computing bounds, not memory */
};

/* What rows that are alike share: a million nodes are of a few hundred kinds. */
struct fc_like {
	const char *op, *domain;
	const char *class_name;              /* of the innermost module; NULL */
	const struct fc_row_attr *attr;
	uint16_t n_attr;
	uint8_t kind;                        /* enum fc_row_kind of policy.h */
	bool overflow;                       /* a figure is NaN because it does not fit */
	unsigned char pair[2][2];            /* dtypes of MACs, activation first */
	struct fc_figures f;                 /* NaN: not known (JSON null) */
	struct fc_dim bias_adds, affine, simple, special;
	struct fc_dim macs_other;            /* part of macs under the second pair */
	struct fc_dim in_count, out_count;   /* elements of operand 0 and of result 0, over repeats */
	struct fc_dim repeat;
	struct fc_roof roof;
	const char *reason;
	const char *formula;                 /* text of explain, when it was asked for; NULL */
	uint32_t pass;                       /* of fc_result.pass: when it was last worked on */
	uint32_t rows;                       /* that share it and count; while totals are taken */
	const struct fc_like *next;          /* of those that some row counts under; likewise */
};

struct fc_row {
	uint32_t index;
	uint32_t nodes;                      /* 1; more in a sum of rows */
	const char *name, *scope;
	struct fc_like *like;
	const uint32_t *in;                  /* into fc_result.tensor; omitted left out; results behind */
	uint16_t n_in, n_out;
	uint8_t depth, status;
	struct fc_dim alive;                 /* bytes alive while it runs */
};

/* n_out indices into fc_result.tensor. */
static inline const uint32_t *
fc_row_out(const struct fc_row *row)
{
	return row->n_in ? row->in + row->n_in : row->in;
}

#endif
