/* check_front_archive.c -- archives made by hand; large ones, and too little memory */
#include <fcntl.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/arena.h"
#include "check_heap.h"
#include "check_zip.h"
#include "front/ts/zip.h"

static struct check_zip zip; /* large */

uint32_t
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

void
check_zip_bytes(struct check_zip *z, const void *data, size_t n)
{
	ck_assert_uint_le(n, sizeof(z->at) - z->n);
	if (n)
		memcpy(z->at + z->n, data, n);
	z->n += n;
}

/* A little-endian number of that width. */
static void
check_zip_int(struct check_zip *z, unsigned width, uint64_t v)
{
	for (; width; width--, v >>= 8)
		check_zip_bytes(z, &(uint8_t){ (uint8_t)v }, 1);
}

static size_t
check_zip_unpacked(const struct check_entry *e)
{
	return e->method == 8 ? e->unpacked : e->size;
}

/* Version needed, flags, method, time and date, checksum and sizes: the same in both headers. */
static void
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

void
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

void
check_zip_text(struct check_zip *z, const char *name, const char *text)
{
	check_zip_add(z, (struct check_entry){ .name = name, .data = text, .size = strlen(text) });
}

static void
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

void
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

static void
setup(void)
{
	check_heap_setup();
	memset(&zip, 0, sizeof(zip));
}

/* A file with a hole of 8 GiB opens without reading it. */
START_TEST(large_file)
{
	char path[512];
	int fd = open(check_scratch(path, "large.zip"), O_RDWR | O_CREAT | O_TRUNC, 0600);
	struct fc_source *s;
	struct fc_zip *z;
	size_t from;

	ck_assert_int_ge(fd, 0);
	check_zip_text(&zip, "m/data.pkl", "abc");
	from = zip.n;
	check_zip_end(&zip);
	ck_assert_int_eq(write(fd, zip.at, from), (ssize_t)from);
	ck_assert_int_eq(pwrite(fd, zip.at + from, zip.n - from, (off_t)8 << 30), (ssize_t)(zip.n - from));
	close(fd);
	s = fc_source_open(arena, &diags, path, 0);
	ck_assert_ptr_nonnull(s);
	z = fc_zip_open(arena, s, &diags, FC_LIMIT_ENTRIES);
	unlink(path);
	ck_assert_ptr_nonnull(z); /* what is in front of the directory is taken for a prefix */
	ck_assert_uint_eq(fc_zip_count(z), 1);
	ck_assert(!fc_zip_has(z, fc_zip_at(z, 0)));
	fc_source_close(s);
}
END_TEST

/* The nth chunk of memory is refused: nothing leaks, and the archive is closed with the arena. */
START_TEST(out_of_memory)
{
	volatile bool done = false;

	check_zip_text(&zip, "m/data.pkl", "abc");
	check_zip_text(&zip, "m/code/a.py", "print");
	check_zip_end(&zip);
	for (volatile unsigned long n = 1; !done; n++) {
		struct fc_heap own = { 0 };
		struct fc_guard guard;

		if (!FC_GUARD(&own, guard)) {
			struct fc_arena *a;
			struct fc_diags d = { 0 };
			struct fc_zip *z;

			fc_arena_fail_at(n);
			a = fc_arena_new(&own);
			d.arena = a;
			z = fc_zip_open(a, fc_source_memory(a, zip.at, zip.n), &d, FC_LIMIT_ENTRIES);
			a = fc_arena_new(&own);
			ck_assert_ptr_nonnull(fc_zip_read(z, fc_zip_at(z, 1), a, 5, 5, NULL));
			done = true;
		}
		fc_arena_fail_at(0);
		fc_guard_done(&guard);
		fc_heap_done(&own);
	}
}
END_TEST

CHECK_CASE(front_archive)
{
	TCase *c = tcase_create("archive");

	tcase_add_checked_fixture(c, setup, check_heap_teardown);
	tcase_add_test(c, large_file);
	tcase_add_test(c, out_of_memory);
	return c;
}
