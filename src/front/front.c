/* front.c -- the list of front-ends, and what a file is that none of them reads */
#include "front/front.h"

#include <string.h>

#include "front/onnx/bind.h"
#include "front/ts/bind.h"

static const struct fc_front *const fronts[] = {
	&fc_front_onnx,
	&fc_front_torchscript,
};

enum { N_FRONTS = sizeof(fronts) / sizeof(fronts[0]) };

/* First bytes of files that people mistake for models; no byte of a ModelProto starts like them. */
static const struct magic {
	const char *bytes;
	unsigned size;
	enum fc_diag_code code;
	const char *text;
} magics[] = {
	{ "\x1f\x8b", 2, FC_E_COMPRESSED, "file is compressed with gzip; unpack it first" },
	{ "BZh", 3, FC_E_COMPRESSED, "file is compressed with bzip2; unpack it first" },
	{ "\xfd" "7zXZ", 5, FC_E_COMPRESSED, "file is compressed with xz; unpack it first" },
	{ "\x28\xb5\x2f\xfd", 4, FC_E_COMPRESSED, "file is compressed with zstd; unpack it first" },
	{ "version https://git-lfs", 23, FC_E_LFS_POINTER,
	  "file is a Git LFS pointer, not the model; 'git lfs pull' fetches it" },
	{ "\x89PNG", 4, FC_E_NOT_A_MODEL, "file is a PNG image" },
	{ "\xff\xd8\xff", 3, FC_E_NOT_A_MODEL, "file is a JPEG image" },
	{ "PK\x03\x04", 4, FC_E_NOT_A_MODEL, "file is a zip archive" },
	{ "%PDF", 4, FC_E_NOT_A_MODEL, "file is a PDF document" },
	{ "\x7f" "ELF", 4, FC_E_NOT_A_MODEL, "file is a program" },
	{ "\x89HDF", 4, FC_E_NOT_A_MODEL, "file is an HDF5 file" },
	{ "ORTM", 4, FC_E_UNSUPPORTED, "file is an ORT-format model" },
	{ "\x80\x02", 2, FC_E_CHECKPOINT,
	  "file is a pickle: a checkpoint has no graph; export with torch.jit or torch.onnx" },
};

static bool
is_text(const uint8_t *p, size_t n)
{
	size_t printable = 0;

	for (size_t i = 0; i < n; i++) {
		if (!p[i])
			return false;
		printable += (p[i] >= 32 && p[i] < 127) || p[i] == '\n' || p[i] == '\r' || p[i] == '\t';
	}
	return printable * 20 >= n * 19;
}

static bool
name_it(struct fc_source *s, struct fc_diags *d)
{
	uint64_t size = fc_source_size(s);
	size_t n = size < 512 ? (size_t)size : 512;
	const uint8_t *p = n ? fc_source_view(s, 0, n) : NULL;
	struct fc_where at = { 0 };

	if (!size)
		return fc_fail(d, FC_E_NOT_A_MODEL, at, "file is empty");
	if (!p)
		return fc_fail(d, FC_E_OPEN, at, "cannot read: %s", strerror(fc_source_errno(s)));
	for (size_t i = 0; i < sizeof(magics) / sizeof(magics[0]); i++) {
		const struct magic *m = &magics[i];

		if (n >= m->size && memcmp(p, m->bytes, m->size) == 0)
			return fc_fail(d, m->code, at, "%s", m->text);
	}
	if (n > 262 && memcmp(p + 257, "ustar", 5) == 0)
		return fc_fail(d, FC_E_NOT_A_MODEL, at, "file is a tar archive");
	if (n > 8 && memcmp(p + 4, "TFL3", 4) == 0)
		return fc_fail(d, FC_E_UNSUPPORTED, at,
		               "file is a TensorFlow Lite model; convert it to ONNX");
	if (is_text(p, n))
		return fc_fail(d, FC_E_NOT_A_MODEL, at, "file is text, not a model");
	return fc_fail(d, FC_E_NOT_A_MODEL, at, "file is not a model in a known format");
}

const struct fc_front *
fc_front_find(struct fc_source *s, struct fc_diags *d)
{
	const struct fc_front *best = NULL;
	int most = 0;

	for (size_t i = 0; i < N_FRONTS; i++) {
		int score = fronts[i]->probe(s);

		if (score > most) {
			most = score;
			best = fronts[i];
		}
	}
	if (!best)
		name_it(s, d);
	return best;
}

/* "aten::conv2d" as a domain and a name. */
static struct fc_front_binding
torchscript_binding(const struct fc_ts_bind *row)
{
	static const char *const domains[] = { "aten", "prepacked", "prim", "quantized", "torchvision" };
	struct fc_front_binding b = { "torchscript", "", row->name, row->op, 0 };
	const char *colon = strstr(row->name, "::");

	for (size_t i = 0; colon && i < sizeof(domains) / sizeof(domains[0]); i++) {
		size_t n = strlen(domains[i]);

		if ((size_t)(colon - row->name) == n && !memcmp(domains[i], row->name, n)) {
			b.domain = domains[i];
			b.name = colon + 2;
		}
	}
	return b;
}

static struct fc_front_binding
onnx_binding(const struct fc_onnx_bind *row)
{
	return (struct fc_front_binding){ "onnx", *row->domain ? row->domain : "ai.onnx", row->name, row->op,
		                          row->since };
}

bool
fc_front_binding_at(size_t i, struct fc_front_binding *out)
{
	size_t n = fc_onnx_bind_count();
	const struct fc_ts_bind *row = i < n ? NULL : fc_ts_bind_at(i - n);

	if (i < n)
		*out = onnx_binding(fc_onnx_bind_at(i));
	else if (row)
		*out = torchscript_binding(row);
	return i < n || row;
}

bool
fc_front_binding_find(const char *domain, const char *name, struct fc_front_binding *out)
{
	const struct fc_onnx_bind *row = fc_onnx_bind_find(strcmp(domain, "ai.onnx") ? domain : "", name, 0);
	const struct fc_ts_bind *ts;

	if (row)
		*out = onnx_binding(row);
	for (size_t i = 0; !row && (ts = fc_ts_bind_at(i)); i++) {
		*out = torchscript_binding(ts);
		if (!strcmp(out->domain, domain) && !strcmp(out->name, name))
			return true;
	}
	return row;
}
