/* archive.h -- archives of stored entries, without checksums, so that what is in them can be changed */
#ifndef FC_TESTS_FUZZ_ARCHIVE_H
#define FC_TESTS_FUZZ_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ARCHIVE_ENTRIES = 32 };

struct archive_entry {
	const uint8_t *name, *data;
	size_t n_name, n_data;
	size_t at; /* of its header in bytes */
};

struct archive {
	struct archive_entry entry[ARCHIVE_ENTRIES];
	size_t n;
	uint8_t *bytes; /* malloc'ed by archive_pack() */
	size_t size;
};

/*
 * The entries that stand flat at p: length of the name, name, length of the
 * data in two bytes (little-endian), data. The last takes what is there.
 */
void archive_split(struct archive *a, const uint8_t *p, size_t n);

/* false: no memory. */
bool archive_pack(struct archive *a);

#endif
