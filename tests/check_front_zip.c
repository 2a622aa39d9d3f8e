/* check_front_zip.c -- archives: what PyTorch writes, what others write, what lies */
#include "front/ts/zip.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/limits.h"
#include "check_heap.h"
#include "check_zip.h"

enum { LIMIT = 1 << 20 };

static struct check_zip zip; /* large */

/* hello_text deflated with Python's zlib.compressobj(9, DEFLATED, -15). */
static const uint8_t hello[] = { 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x57, 0xc8, 0x40, 0x27, 0xb9, 0x00 };
static const char *const hello_text = "hello hello hello hello\n";

static void
setup(void)
{
	check_heap_setup();
	memset(&zip, 0, sizeof(zip));
}

static struct fc_zip *
open_bytes(size_t n)
{
	return fc_zip_open(arena, fc_source_memory(arena, zip.at, n), &diags, FC_LIMIT_ENTRIES);
}

static struct fc_zip *
open_zip(void)
{
	struct fc_zip *z;

	check_zip_end(&zip);
	z = open_bytes(zip.n);
	ck_assert_msg(z != NULL, "%s", diags.n ? diags.item[0].text : "no diagnostic");
	return z;
}

static const char *
read_text(struct fc_zip *z, const char *name)
{
	const struct fc_zip_entry *e = fc_zip_find(z, name);

	return e ? fc_zip_read(z, e, arena, e->size, LIMIT, NULL) : NULL;
}

/* One diagnostic, of that code. */
static void
check_said(enum fc_diag_code code)
{
	ck_assert_uint_eq(diags.n, 1);
	ck_assert_int_eq(diags.item[0].code, code);
}

static struct check_entry
deflated(const char *name)
{
	return (struct check_entry){ .name = name, .data = hello, .size = sizeof(hello), .method = 8,
		                     .unpacked = strlen(hello_text),
		                     .crc = check_crc(hello_text, strlen(hello_text)) };
}

START_TEST(stored_and_deflated)
{
	struct fc_zip *z;

	check_zip_text(&zip, "m/data.pkl", "abc");
	check_zip_add(&zip, deflated("m/code/a.py"));
	z = open_zip();
	ck_assert_uint_eq(fc_zip_count(z), 2);
	ck_assert_str_eq(fc_zip_root(z), "m");
	ck_assert_str_eq(fc_zip_at(z, 1)->name, "m/code/a.py");
	ck_assert(fc_zip_at(z, 0)->stored && !fc_zip_at(z, 1)->stored);
	ck_assert_uint_eq(fc_zip_at(z, 1)->size, strlen(hello_text));
	ck_assert_str_eq(read_text(z, "data.pkl"), "abc");
	ck_assert_str_eq(read_text(z, "code/a.py"), hello_text);
	ck_assert_ptr_null(fc_zip_find(z, "code/a.p"));
	ck_assert_ptr_null(fc_zip_find(z, ""));
	ck_assert_uint_eq(diags.n, 0);
}
END_TEST

START_TEST(as_pytorch_writes)
{
	struct check_entry code = deflated("archive/code/a.py");
	struct fc_zip *z;

	code.streamed = true;
	zip.zip64 = true;
	check_zip_add(&zip, (struct check_entry){ .name = "archive/data/0", .data = "0123", .size = 4,
	                                          .streamed = true });
	check_zip_add(&zip, code);
	z = open_zip();
	ck_assert_str_eq(fc_zip_root(z), "archive");
	ck_assert_str_eq(read_text(z, "data/0"), "0123");
	ck_assert_str_eq(read_text(z, "code/a.py"), hello_text);
	ck_assert(fc_zip_has(z, fc_zip_at(z, 0)));
}
END_TEST

START_TEST(as_others_write)
{
	struct fc_zip *z;

	zip.comment = "PK\5 a comment";
	check_zip_bytes(&zip, "#!/bin/sh\n", 10); /* bytes in front: offsets count from behind them */
	check_zip_text(&zip, "m/", "");
	check_zip_text(&zip, "m/version", "3\n");
	for (unsigned i = 0; i < zip.entries; i++)
		zip.entry[i].lie_offset = zip.offset[i];
	z = open_zip();
	ck_assert_str_eq(fc_zip_root(z), "m");
	ck_assert_str_eq(read_text(z, "version"), "3\n");
	ck_assert_str_eq(read_text(z, ""), "");
}
END_TEST

START_TEST(names_without_root)
{
	struct fc_zip *z;

	check_zip_text(&zip, "serialized.json", "{}");
	check_zip_text(&zip, "other/x", "1");
	check_zip_text(&zip, "other/x", "2");
	z = open_zip();
	ck_assert_str_eq(fc_zip_root(z), "");
	ck_assert_str_eq(read_text(z, "serialized.json"), "{}");
	ck_assert_str_eq(read_text(z, "other/x"), "1"); /* the first of two */
}
END_TEST

START_TEST(many_names)
{
	static char name[50][16];
	struct fc_zip *z;

	for (unsigned i = 0; i < 50; i++) {
		snprintf(name[i], sizeof(name[i]), "m/data/%u", i);
		check_zip_text(&zip, name[i], name[i]);
	}
	z = open_zip();
	for (unsigned i = 0; i < 50; i++)
		ck_assert_str_eq(read_text(z, name[i] + 2), name[i]);
}
END_TEST

START_TEST(beginning_only)
{
	const struct fc_zip_entry *e;
	struct fc_zip *z;

	check_zip_text(&zip, "m/data/0", "0123456789");
	check_zip_add(&zip, deflated("m/code/a.py"));
	z = open_zip();
	e = fc_zip_at(z, 0);
	ck_assert_str_eq(fc_zip_read(z, e, arena, 4, LIMIT, NULL), "0123");
	ck_assert_str_eq(fc_zip_read(z, e, arena, 0, LIMIT, NULL), "");
	ck_assert_str_eq(fc_zip_read(z, e, arena, 99, LIMIT, NULL), "0123456789");
	ck_assert_str_eq(fc_zip_read(z, fc_zip_at(z, 1), arena, 7, LIMIT, NULL), "hello h");
	ck_assert_uint_eq(diags.n, 0);
}
END_TEST

/* Wrong in the directory; how it is said when the entry is read. */
static const struct lie {
	struct check_entry entry;
	enum fc_diag_code code;
	bool has;
} lies[] = {
	{ { .name = "m/a", .data = "abc", .size = 3, .lie_offset = 0x7fffffff }, FC_E_CORRUPT, false },
	{ { .name = "m/a", .data = "abc", .size = 3, .lie_packed = 0x7fffffff, .lie_size = 0x7fffffff },
	  FC_E_LIMIT, false },
	{ { .name = "m/a", .data = "abc", .size = 3, .lie_packed = 500000, .lie_size = 500000 },
	  FC_E_TRUNCATED, false },
	{ { .name = "m/a", .data = "abc", .size = 3, .lie_size = 900 }, FC_E_CORRUPT, false },
	{ { .name = "m/a", .data = "abc", .size = 3, .lie_size = 900, .streamed = true },
	  FC_E_CORRUPT, true },
	{ { .name = "m/a", .data = hello, .size = 11, .method = 8, .unpacked = 900000 },
	  FC_E_CORRUPT, true },
	{ { .name = "m/a", .data = hello, .size = 11, .method = 8, .unpacked = 100 }, FC_E_CORRUPT, true },
	{ { .name = "m/a", .data = "\xff\xff\xff", .size = 3, .method = 8, .unpacked = 9 },
	  FC_E_CORRUPT, true },
	{ { .name = "m/a", .data = "abc", .size = 3, .crc = 12345 }, FC_E_CORRUPT, true },
	{ { .name = "m/a", .data = hello, .size = 11, .method = 8, .unpacked = 24, .crc = 1 },
	  FC_E_CORRUPT, true },
};

START_TEST(lying_entry)
{
	const struct lie *c = &lies[_i];
	struct fc_zip *z;

	check_zip_add(&zip, c->entry);
	z = open_zip();
	ck_assert_int_eq(fc_zip_has(z, fc_zip_at(z, 0)), c->has);
	ck_assert_ptr_null(read_text(z, "a"));
	check_said(c->code);
	ck_assert_str_eq(diags.item[0].where.file, "m/a");
}
END_TEST

/* More than the caller takes, whatever the archive says. */
START_TEST(bomb)
{
	struct fc_zip *z;

	check_zip_add(&zip, deflated("m/a"));
	z = open_zip();
	ck_assert_ptr_null(fc_zip_read(z, fc_zip_at(z, 0), arena, 24, 23, NULL));
	check_said(FC_E_LIMIT);
	ck_assert_ptr_nonnull(fc_zip_read(z, fc_zip_at(z, 0), arena, 23, 23, NULL));
}
END_TEST

/* Writers that are told to leave checksums out write zeros. */
START_TEST(no_checksum)
{
	struct fc_zip *z;

	check_zip_text(&zip, "m/a", "abc");
	zip.entry[0].crc = 0;
	memset(zip.at + 14, 0, 4); /* local header */
	z = open_zip();
	ck_assert_str_eq(read_text(z, "a"), "abc");
}
END_TEST

static const struct refused {
	struct check_entry entry;
	enum fc_diag_code code;
} refused[] = {
	{ { .name = "m/a", .data = "abc", .size = 3, .flags = 1 }, FC_E_UNSUPPORTED },  /* encrypted */
	{ { .name = "m/a", .data = "abc", .size = 3, .method = 12 }, FC_E_UNSUPPORTED }, /* bzip2 */
};

START_TEST(refused_archive)
{
	check_zip_add(&zip, refused[_i].entry);
	check_zip_end(&zip);
	ck_assert_ptr_null(open_bytes(zip.n));
	check_said(refused[_i].code);
}
END_TEST

START_TEST(name_with_nul)
{
	check_zip_text(&zip, "m/a", "abc");
	check_zip_end(&zip);
	zip.at[zip.n - 22 - 2] = '\0';
	ck_assert_ptr_null(open_bytes(zip.n));
	check_said(FC_E_CORRUPT);
}
END_TEST

/* Cut anywhere, an archive is refused. */
START_TEST(cut_anywhere)
{
	check_zip_text(&zip, "m/data.pkl", "abc");
	check_zip_add(&zip, deflated("m/code/a.py"));
	zip.zip64 = _i;
	check_zip_end(&zip);
	for (size_t n = 0; n < zip.n; n++) {
		diags.n = 0;
		ck_assert_ptr_null(open_bytes(n));
		check_said(FC_E_TRUNCATED);
	}
}
END_TEST

START_TEST(directory_damaged)
{
	check_zip_text(&zip, "m/data.pkl", "abc");
	check_zip_end(&zip);
	zip.at[zip.n - 22 - 10 - 46] = 'X'; /* the signature of the first entry */
	ck_assert_ptr_null(open_bytes(zip.n));
	check_said(FC_E_CORRUPT);
}
END_TEST

START_TEST(directory_missing_front)
{
	check_zip_text(&zip, "m/data.pkl", "abc");
	check_zip_end(&zip);
	zip.n -= 20;
	for (size_t i = 0; i < zip.n; i++) /* bytes at the start are gone: offsets point behind */
		zip.at[i] = zip.at[i + 20];
	ck_assert_ptr_null(open_bytes(zip.n));
	check_said(FC_E_CORRUPT);
}
END_TEST

static const struct other {
	const char *bytes;
	size_t n;
	enum fc_diag_code code;
} others[] = {
	{ "\x40\0\0\0PTMF\0\0\0\0", 12, FC_E_UNSUPPORTED },
	{ "PYTORCH1....", 12, FC_E_UNSUPPORTED },
	{ "PK\3\4........", 12, FC_E_TRUNCATED },
	{ "", 0, FC_E_TRUNCATED },
};

START_TEST(other_files)
{
	check_zip_bytes(&zip, others[_i].bytes, others[_i].n);
	ck_assert_ptr_null(open_bytes(zip.n));
	check_said(others[_i].code);
}
END_TEST

CHECK_CASE(front_zip)
{
	TCase *c = tcase_create("zip");

	tcase_add_checked_fixture(c, setup, check_heap_teardown);
	tcase_add_test(c, stored_and_deflated);
	tcase_add_test(c, as_pytorch_writes);
	tcase_add_test(c, as_others_write);
	tcase_add_test(c, names_without_root);
	tcase_add_test(c, many_names);
	tcase_add_test(c, beginning_only);
	tcase_add_loop_test(c, lying_entry, 0, N(lies));
	tcase_add_test(c, bomb);
	tcase_add_test(c, no_checksum);
	tcase_add_loop_test(c, refused_archive, 0, N(refused));
	tcase_add_test(c, name_with_nul);
	tcase_add_loop_test(c, cut_anywhere, 0, 2);
	tcase_add_test(c, directory_damaged);
	tcase_add_test(c, directory_missing_front);
	tcase_add_loop_test(c, other_files, 0, N(others));
	return c;
}
