/* bind.c -- (domain, name, opset) to a binding row */
#include "front/onnx/bind.h"

#include <string.h>

static const struct fc_onnx_bind *const tables[] = {
	fc_onnx_bind_control,
	fc_onnx_bind_math,
	fc_onnx_bind_misc,
	fc_onnx_bind_ml,
	fc_onnx_bind_ms,
	fc_onnx_bind_nn,
	fc_onnx_bind_plugin,
	fc_onnx_bind_shape,
	fc_onnx_bind_training,
};

enum { N_TABLES = sizeof(tables) / sizeof(tables[0]) };

static const struct fc_onnx_bind *
find_in(const struct fc_onnx_bind *row, const char *domain, const char *name, int64_t version)
{
	const struct fc_onnx_bind *best = NULL;

	for (; row->name; row++) {
		if (strcmp(row->name, name) || strcmp(row->domain, domain))
			continue;
		if (!best || version == 0 || row->since <= version)
			best = row; /* an opset older than the first row takes the first */
	}
	return best;
}

const struct fc_onnx_bind *
fc_onnx_bind_find(const char *domain, const char *name, int64_t version)
{
	for (size_t i = 0; i < N_TABLES; i++) {
		const struct fc_onnx_bind *row = find_in(tables[i], domain, name, version);

		if (row)
			return row;
	}
	return NULL;
}

const struct fc_onnx_bind *
fc_onnx_bind_at(size_t i)
{
	for (size_t t = 0; t < N_TABLES; t++) {
		for (const struct fc_onnx_bind *row = tables[t]; row->name; row++) {
			if (i-- == 0)
				return row;
		}
	}
	return NULL;
}

size_t
fc_onnx_bind_count(void)
{
	size_t n = 0;

	for (size_t t = 0; t < N_TABLES; t++) {
		for (const struct fc_onnx_bind *row = tables[t]; row->name; row++)
			n++;
	}
	return n;
}

/* Modes were named after images until opset 20, and are in com.microsoft. */
bool
fc_onnx_bind_modes(struct fc_draft *d)
{
	const char *mode = fc_draft_text(d, "mode", "bilinear");

	if (strcmp(mode, "bilinear") == 0)
		fc_draft_set_text(d, "mode", "linear");
	if (strcmp(mode, "bicubic") == 0)
		fc_draft_set_text(d, "mode", "cubic");
	return true;
}

bool
fc_onnx_bind_channels_last(struct fc_draft *d)
{
	fc_draft_set_int(d, "channels_last", 1);
	return true;
}
