/* zip.h -- the entries of an archive, by its central directory alone */
#ifndef FC_FRONT_TS_ZIP_H
#define FC_FRONT_TS_ZIP_H

#include "base/diag.h"
#include "base/source.h"

struct fc_arena;
struct fc_zip;

struct fc_zip_entry {
	const char *name;  /* whole name in the archive; may hold any byte but NUL */
	uint64_t size;     /* unpacked */
	uint64_t packed;
	bool stored;       /* else deflated */
};

/* The record that ends an archive stands in the last 64 KiB. */
bool fc_zip_has_end(struct fc_source *s);

/*
 * Read the central directory. Everything lives on a, which closes what the
 * library holds. s is read as long as entries are, and no longer than a lives.
 * NULL after a diagnostic: no archive, damaged, encrypted, more entries than most.
 */
struct fc_zip *fc_zip_open(struct fc_arena *a, struct fc_source *s, struct fc_diags *d, uint64_t most);

size_t fc_zip_count(const struct fc_zip *z);
const struct fc_zip_entry *fc_zip_at(const struct fc_zip *z, size_t i);

/* The part of the first entry's name before its first '/'; "" when there is none. */
const char *fc_zip_root(const struct fc_zip *z);

/* The entry root + "/" + name, by hash; NULL when absent. */
const struct fc_zip_entry *fc_zip_find(const struct fc_zip *z, const char *name);

/*
 * The first n bytes (at most size) of an entry, on a, NUL-terminated. NULL
 * after a diagnostic: cut off, damaged, or beyond limit bytes (a bomb), which
 * the user calls by that name; NULL: it cannot be changed.
 */
char *fc_zip_read(struct fc_zip *z, const struct fc_zip_entry *e, struct fc_arena *a, uint64_t n,
                  uint64_t limit, const char *name);

/* The payload of an entry is there in full (archives may have had payloads cut out). */
bool fc_zip_has(struct fc_zip *z, const struct fc_zip_entry *e);

#endif
