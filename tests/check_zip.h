/*
 * check_zip.h -- archives made by hand, for tests of the TorchScript front-end
 *
 *	struct check_zip z = { .n = 0 };
 *	check_zip_add(&z, (struct check_entry){ .name = "m/data.pkl", .data = ")", .size = 2 });
 *	check_zip_end(&z);
 *
 * Layout: PKWARE's APPNOTE 4.3.7 (local header), 4.3.12 (directory), 4.3.14 to 4.3.16 (ends).
 */
#ifndef FC_TESTS_CHECK_ZIP_H
#define FC_TESTS_CHECK_ZIP_H

#include <check.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { CHECK_ZIP_SIZE = 1 << 16, CHECK_ZIP_ENTRIES = 64 };

struct check_entry {
	const char *name;
	const void *data;  /* as it stands in the archive */
	size_t size;       /* of data */
	size_t unpacked;   /* method 8: what it makes */
	uint32_t crc;      /* 0: of data */
	unsigned method, flags;
	bool streamed;     /* as PyTorch writes: zeros in the local header, sizes behind the data, padding */
	size_t lie_size, lie_packed, lie_offset; /* in the directory; 0: the truth */
};

struct check_zip {
	uint8_t at[CHECK_ZIP_SIZE];
	size_t n;
	struct check_entry entry[CHECK_ZIP_ENTRIES];
	size_t offset[CHECK_ZIP_ENTRIES];
	unsigned entries;
	bool zip64;          /* the end records that PyTorch writes */
	const char *comment;
};

static inline uint32_t
check_crc(const void *data, size_t n)
{
	const uint8_t *p = data;
	uint32_t crc = ~0u;

	while (n--) {
		crc ^= *p++;
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
	}
	return ~crc;
}

static inline void
check_zip_bytes(struct check_zip *z, const void *data, size_t n)
{
	ck_assert_uint_le(n, sizeof(z->at) - z->n);
	if (n)
		memcpy(z->at + z->n, data, n);
	z->n += n;
}

/* A little-endian number of that width. */
static inline void
check_zip_int(struct check_zip *z, unsigned width, uint64_t v)
{
	for (; width; width--, v >>= 8)
		check_zip_bytes(z, &(uint8_t){ (uint8_t)v }, 1);
}

static inline size_t
check_zip_unpacked(const struct check_entry *e)
{
	return e->method == 8 ? e->unpacked : e->size;
}

/* Version needed, flags, method, time and date, checksum and sizes: the same in both headers. */
static inline void
check_zip_common(struct check_zip *z, const struct check_entry *e, bool local)
{
	bool zero = local && e->streamed;

	check_zip_int(z, 2, e->method == 8 ? 20 : 0);
	check_zip_int(z, 2, e->flags | (e->streamed ? 0x808 : 0));
	check_zip_int(z, 2, e->method);
	check_zip_int(z, 4, 0);
	check_zip_int(z, 4, zero ? 0 : e->crc);
	check_zip_int(z, 4, zero ? 0 : !local && e->lie_packed ? e->lie_packed : e->size);
	check_zip_int(z, 4, zero ? 0 : !local && e->lie_size ? e->lie_size : check_zip_unpacked(e));
	check_zip_int(z, 2, strlen(e->name));
}

static inline void
check_zip_add(struct check_zip *z, struct check_entry e)
{
	static const char padding[64] = "FB\x3c";

	if (!e.crc)
		e.crc = check_crc(e.data, e.size);
	z->offset[z->entries] = z->n;
	z->entry[z->entries++] = e;
	check_zip_bytes(z, "PK\3\4", 4);
	check_zip_common(z, &e, true);
	check_zip_int(z, 2, e.streamed ? sizeof(padding) : 0);
	check_zip_bytes(z, e.name, strlen(e.name));
	if (e.streamed)
		check_zip_bytes(z, padding, sizeof(padding));
	check_zip_bytes(z, e.data, e.size);
	if (e.streamed) {
		check_zip_bytes(z, "PK\7\10", 4);
		check_zip_int(z, 4, e.crc);
		check_zip_int(z, 4, e.size);
		check_zip_int(z, 4, check_zip_unpacked(&e));
	}
}

static inline void
check_zip_text(struct check_zip *z, const char *name, const char *text)
{
	check_zip_add(z, (struct check_entry){ .name = name, .data = text, .size = strlen(text) });
}

static inline void
check_zip_end64(struct check_zip *z, size_t from)
{
	size_t at = z->n;

	check_zip_bytes(z, "PK\6\6", 4);
	check_zip_int(z, 8, 44);
	check_zip_int(z, 4, 0);
	check_zip_int(z, 8, 0);
	check_zip_int(z, 8, z->entries);
	check_zip_int(z, 8, z->entries);
	check_zip_int(z, 8, at - from);
	check_zip_int(z, 8, from);
	check_zip_bytes(z, "PK\6\7", 4);
	check_zip_int(z, 4, 0);
	check_zip_int(z, 8, at);
	check_zip_int(z, 4, 1);
}

static inline void
check_zip_end(struct check_zip *z)
{
	size_t from = z->n, size;

	for (unsigned i = 0; i < z->entries; i++) {
		const struct check_entry *e = &z->entry[i];

		check_zip_bytes(z, "PK\1\2\0\0", 6);
		check_zip_common(z, e, false);
		check_zip_int(z, 8, 0); /* extra, comment, disk, internal attributes */
		check_zip_int(z, 4, 0);
		check_zip_int(z, 4, e->lie_offset ? e->lie_offset : z->offset[i]);
		check_zip_bytes(z, e->name, strlen(e->name));
	}
	size = z->n - from;
	if (z->zip64)
		check_zip_end64(z, from);
	check_zip_bytes(z, "PK\5\6", 4);
	check_zip_int(z, 4, 0);
	check_zip_int(z, 2, z->entries);
	check_zip_int(z, 2, z->entries);
	check_zip_int(z, 4, size);
	check_zip_int(z, 4, from);
	check_zip_int(z, 2, z->comment ? strlen(z->comment) : 0);
	if (z->comment)
		check_zip_bytes(z, z->comment, strlen(z->comment));
}

#endif
