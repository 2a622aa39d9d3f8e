/* column.c -- every column there is, in one table */
#include "result/column.h"

#include <string.h>

#define AT(field)   FC_COLUMN_AT(field)
#define LIKE(field) FC_COLUMN_AT_LIKE(field)

/* The first FC_COLUMNS_CSV are the header of the CSV report, in its order. */
static const struct fc_column columns[] = {
	{ "index", "#", FC_COLUMN_NUMBER, AT(index) },
	{ "name", "layer", FC_COLUMN_TEXT, AT(name) },
	{ "scope", "scope", FC_COLUMN_TEXT, AT(scope) },
	{ "op", "op", FC_COLUMN_TEXT, LIKE(op) },
	{ "input_shapes", "input", FC_COLUMN_INPUTS, AT(in) },
	{ "output_shapes", "output", FC_COLUMN_OUTPUTS, AT(n_out) },
	{ "params", "params", FC_COLUMN_COUNT, LIKE(f.params) },
	{ "param_bytes", "weights", FC_COLUMN_BYTES, LIKE(f.param_bytes) },
	{ "macs", "MACs", FC_COLUMN_COUNT, LIKE(f.macs) },
	{ "flops", "FLOPs", FC_COLUMN_COUNT, LIKE(f.flops) },
	{ "read_bytes", "read", FC_COLUMN_BYTES, LIKE(f.read_bytes) },
	{ "write_bytes", "written", FC_COLUMN_BYTES, LIKE(f.write_bytes) },
	{ "access_bytes", "access", FC_COLUMN_BYTES, LIKE(f.access_bytes) },
	{ "access_elements", "elements", FC_COLUMN_COUNT, LIKE(f.access_elements) },
	{ "repeat", "runs", FC_COLUMN_COUNT, LIKE(repeat) },
	{ "status", "status", FC_COLUMN_STATUS, AT(status) },
	/* only when asked for */
	{ "domain", "domain", FC_COLUMN_TEXT, LIKE(domain) },
	{ "class", "class", FC_COLUMN_TEXT, LIKE(class_name) },
	{ "attributes", "attributes", FC_COLUMN_ATTRIBUTES, LIKE(attr) },
	{ "buffers", "buffers", FC_COLUMN_COUNT, LIKE(f.buffers) },
	{ "buffer_bytes", "buffers", FC_COLUMN_BYTES, LIKE(f.buffer_bytes) },
	{ "bias_adds", "bias adds", FC_COLUMN_COUNT, LIKE(bias_adds) },
	{ "affine", "affine", FC_COLUMN_COUNT, LIKE(affine) },
	{ "simple", "simple", FC_COLUMN_COUNT, LIKE(simple) },
	{ "special", "special", FC_COLUMN_COUNT, LIKE(special) },
	{ "alive_bytes", "alive", FC_COLUMN_BYTES, AT(alive) },
	{ "depth", "depth", FC_COLUMN_BYTE, AT(depth) },
	{ "nodes", "nodes", FC_COLUMN_NUMBER, AT(nodes) },
	{ "params_share", "params %", FC_COLUMN_SHARE, LIKE(f.params) },
	{ "macs_share", "MACs %", FC_COLUMN_SHARE, LIKE(f.macs) },
	{ "flops_share", "FLOPs %", FC_COLUMN_SHARE, LIKE(f.flops) },
	{ "access_share", "access %", FC_COLUMN_SHARE, LIKE(f.access_bytes) },
	/* with a device */
	{ "bound", "bound", FC_COLUMN_BOUND, LIKE(roof) },
	{ "intensity", "FLOPs/B", FC_COLUMN_INTENSITY, LIKE(roof.work) },
	{ "predicted_ms", "at least", FC_COLUMN_TIME, LIKE(roof.predicted) },
	{ "reason", "why", FC_COLUMN_TEXT, LIKE(reason) },
};

enum { N_COLUMNS = sizeof(columns) / sizeof(columns[0]) };

const struct fc_column *
fc_column_at(size_t i)
{
	return i < N_COLUMNS ? &columns[i] : NULL;
}

const struct fc_column *
fc_column_find(const char *key)
{
	for (size_t i = 0; i < N_COLUMNS; i++) {
		if (!strcmp(columns[i].key, key))
			return &columns[i];
	}
	return NULL;
}
