/* ts_zip.c -- archives: directory, lookup, every entry */
#include "base/limits.h"
#include "front/ts/probe.h"
#include "front/ts/zip.h"
#include "fuzz.h"

enum { ENTRIES = 64, BYTES = 1 << 20 };

static void
read_all(struct fuzz *f)
{
	struct fc_source *s = fc_source_memory(f->arena, f->data, f->size);
	struct fc_zip *z;

	fc_ts_probe(s);
	z = fc_zip_open(f->arena, s, &f->diags, FC_LIMIT_ENTRIES);
	if (!z)
		return;
	fc_ts_recognise(z, &f->diags);
	for (size_t i = 0; i < fc_zip_count(z) && i < ENTRIES; i++) {
		const struct fc_zip_entry *e = fc_zip_at(z, i);

		fc_zip_has(z, e);
		fc_zip_read(z, e, f->arena, e->size, BYTES, NULL);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_run(data, size, read_all);
}
