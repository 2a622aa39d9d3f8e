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

/* The checksum of zip, by its polynomial. */
uint32_t check_crc(const void *data, size_t n);

void check_zip_bytes(struct check_zip *z, const void *data, size_t n);
void check_zip_add(struct check_zip *z, struct check_entry e);
void check_zip_text(struct check_zip *z, const char *name, const char *text); /* stored */
void check_zip_end(struct check_zip *z); /* the directory */

#endif
