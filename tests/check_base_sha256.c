/* check_base_sha256.c -- digests against those that are published */
#include "base/sha256.h"

#include <string.h>

#include "base/arena.h"
#include "base/source.h"
#include "check_case.h"

/*
 * The first two are examples of FIPS 180-2, appendix B; the rest are runs of
 * one letter around a block's end, from coreutils' sha256sum.
 */
static const struct {
	const char *text;
	size_t times;
	const char *hex;
} digests[] = {
	{ "abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
	  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
	{ "", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
	{ "a", 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318" },
	{ "a", 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a" },
	{ "a", 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb" },
	{ "a", 131, "3c29725085c0e486282716b0eaa714c7b1acfb3e5bc29fe15a4302b026f12194" },
	{ "a", 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0" },
};

START_TEST(digest)
{
	struct fc_sha256 h;
	char hex[65];

	fc_sha256_init(&h);
	for (size_t i = 0; i < digests[_i].times; i++)
		fc_sha256_add(&h, digests[_i].text, strlen(digests[_i].text));
	fc_sha256_end(&h, hex);
	ck_assert_str_eq(hex, digests[_i].hex);
}
END_TEST

/* More than one window of a source, in pieces that end beside its blocks. */
START_TEST(source)
{
	static char data[200001];
	struct fc_heap heap = { 0 };
	struct fc_guard guard;
	struct fc_sha256 h;
	struct fc_arena *a;
	char hex[65];

	ck_assert_int_eq(FC_GUARD(&heap, guard), 0);
	a = fc_arena_new(&heap);
	for (size_t i = 0; i < sizeof(data); i++)
		data[i] = (char)(i * 31);
	fc_sha256_init(&h);
	for (size_t i = 0; i < sizeof(data); i += 67)
		fc_sha256_add(&h, data + i, sizeof(data) - i < 67 ? sizeof(data) - i : 67);
	fc_sha256_end(&h, hex);
	ck_assert_str_eq(fc_sha256_source(a, fc_source_memory(a, data, sizeof(data))), hex);
	fc_guard_done(&guard);
	fc_heap_done(&heap);
}
END_TEST

CHECK_CASE(base_sha256)
{
	TCase *t = tcase_create("sha256");

	tcase_add_loop_test(t, digest, 0, N(digests));
	tcase_add_test(t, source);
	return t;
}
