/* probe.c -- archives of PyTorch by content, and what else they may be */
#include "front/ts/probe.h"

#include <string.h>

#include "base/limits.h"

static bool
starts(struct fc_source *s, uint64_t at, const char *bytes, size_t n)
{
	const uint8_t *p = fc_source_view(s, at, n);

	return p && memcmp(p, bytes, n) == 0;
}

/* The first entry has a name with a root, as PyTorch's all have. */
static bool
has_root(struct fc_source *s)
{
	const uint8_t *p = fc_source_view(s, 26, 2);
	size_t n = p ? (size_t)(p[0] | p[1] << 8) : 0;

	p = n && n < FC_LIMIT_WINDOW ? fc_source_view(s, 30, n) : NULL;
	return p && memchr(p, '/', n);
}

int
fc_ts_probe(struct fc_source *s)
{
	if (starts(s, 4, "PTMF", 4))
		return 90;
	if (starts(s, 0, "PYTORCH1", 8))
		return 90;
	if (!starts(s, 0, "PK\3\4", 4))
		return 0;
	if (!fc_zip_has_end(s))
		return 40; /* cut short: say so, rather than "a zip archive" */
	return has_root(s) ? 80 : 50;
}

static bool
has(const struct fc_zip *z, const char *name)
{
	return fc_zip_find(z, name) != NULL;
}

/* An entry below the folder of that name, which ends in '/'. */
static bool
has_folder(const struct fc_zip *z, const char *folder)
{
	size_t root = strlen(fc_zip_root(z)) + 1, n = strlen(folder);

	for (size_t i = 0; i < fc_zip_count(z); i++) {
		const char *name = fc_zip_at(z, i)->name;

		if (strlen(name) > root && strncmp(name + root, folder, n) == 0)
			return true;
	}
	return false;
}

/* The first releases of torch.export wrote no root folder. */
static bool
has_program(const struct fc_zip *z)
{
	for (size_t i = 0; i < fc_zip_count(z); i++)
		if (strcmp(fc_zip_at(z, i)->name, "serialized_exported_program.json") == 0)
			return true;
	return false;
}

static bool
is_package(const struct fc_zip *z)
{
	return has_folder(z, ".data/ts_code/") || has(z, ".data/extern_modules") ||
	       has(z, ".data/python_version");
}

bool
fc_ts_has_bytecode(const struct fc_zip *z)
{
	return has(z, "bytecode.pkl") && !has_folder(z, "code/");
}

bool
fc_ts_recognise(struct fc_zip *z, struct fc_diags *d)
{
	struct fc_where at = { 0 };
	bool data = has(z, "data.pkl");

	if (has(z, "archive_format") || has_program(z))
		return fc_fail(d, FC_E_UNSUPPORTED, at,
		               "file is an archive of torch.export; export with torch.jit or torch.onnx");
	if (is_package(z))
		return fc_fail(d, FC_E_UNSUPPORTED, at,
		               "file is a torch.package; save the module with torch.jit.save");
	if (has(z, "model.json") && !data)
		return fc_fail(d, FC_E_UNSUPPORTED, at,
		               "file is TorchScript of PyTorch 1.3 or earlier; save it with a newer release");
	if (!data)
		return fc_fail(d, FC_E_NOT_A_MODEL, at, "file is a zip archive, and no model");
	if (!has(z, "constants.pkl"))
		return fc_fail(d, FC_E_CHECKPOINT, at,
		               "a checkpoint has no graph; export with torch.jit or torch.onnx");
	if (!has_folder(z, "code/") && !has(z, "bytecode.pkl"))
		return fc_fail(d, FC_E_UNSUPPORTED, at, "file is TorchScript whose code was stripped");
	return true;
}
