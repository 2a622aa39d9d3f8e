/* check_front_probe.c -- what an archive is, and what it is told to be when it is no TorchScript */
#include "base/limits.h"
#include "front/ts/probe.h"

#include "base/arena.h"
#include "check_heap.h"
#include "check_zip.h"

static struct check_zip zip; /* large */

static void
setup(void)
{
	check_heap_setup();
	memset(&zip, 0, sizeof(zip));
}

static const struct archive {
	const char *entry[4];
	int code; /* 0: TorchScript */
	const char *word; /* in the message */
} archives[] = {
	{ { "m/data.pkl", "m/code/__torch__.py", "m/constants.pkl" }, 0, "" },
	{ { "m/constants.pkl", "m/bytecode.pkl", "m/data.pkl", "m/code/__torch__/a.py" }, 0, "" },
	{ { "m/data.pkl", "m/constants.pkl", "m/bytecode.pkl" }, 0, "" },
	{ { "m/data.pkl", "m/constants.pkl", "m/version" }, FC_E_UNSUPPORTED, "stripped" },
	{ { "m/data.pkl", "m/data/0", "m/version" }, FC_E_CHECKPOINT,
	  "a checkpoint has no graph; export with torch.jit or torch.onnx" },
	{ { "m/data.pkl", "x/constants.pkl" }, FC_E_CHECKPOINT, "checkpoint" },
	{ { "m/model.json", "m/code/a.py" }, FC_E_UNSUPPORTED, "1.3" },
	{ { "m/models/model.json", "m/archive_format" }, FC_E_UNSUPPORTED, "torch.export" },
	{ { "serialized_exported_program.json", "version" }, FC_E_UNSUPPORTED, "torch.export" },
	{ { "m/.data/ts_code/0/data.pkl", "m/.data/0.storage" }, FC_E_UNSUPPORTED, "torch.package" },
	{ { "m/.data/extern_modules", "m/m/m.pkl" }, FC_E_UNSUPPORTED, "torch.package" },
	{ { "word/document.xml", "[Content_Types].xml" }, FC_E_NOT_A_MODEL, "zip archive" },
};

START_TEST(recognise)
{
	const struct archive *c = &archives[_i];
	struct fc_source *s;
	struct fc_zip *z;

	for (int i = 0; i < N(c->entry) && c->entry[i]; i++)
		check_zip_text(&zip, c->entry[i], "");
	check_zip_end(&zip);
	s = fc_source_memory(arena, zip.at, zip.n);
	ck_assert_int_ge(fc_ts_probe(s), 50);
	z = fc_zip_open(arena, s, &diags, FC_LIMIT_ENTRIES);
	ck_assert_ptr_nonnull(z);
	ck_assert_int_eq(fc_ts_recognise(z, &diags), !c->code);
	ck_assert_uint_eq(diags.n, c->code ? 1 : 0);
	if (c->code) {
		ck_assert_int_eq(diags.item[0].code, (enum fc_diag_code)c->code);
		ck_assert_msg(strstr(diags.item[0].text, c->word) != NULL, "%s", diags.item[0].text);
	}
}
END_TEST

/* An ONNX model begins with a field; no format of ours looks like another. */
static const struct probed {
	const char *bytes;
	size_t n;
	int least, most;
} probed[] = {
	{ "", 0, 0, 0 },
	{ "PK", 2, 0, 0 },
	{ "PK\3\4", 4, 1, 49 }, /* the beginning of an archive, cut off */
	{ "\x08\x07\x12\x07pytorch", 11, 0, 0 },
	{ "\x80\x02}q\x00.", 6, 0, 0 },
	{ "\x40\0\0\0PTMF", 8, 80, 100 },
	{ "PYTORCH1", 8, 80, 100 },
};

START_TEST(probe)
{
	const struct probed *c = &probed[_i];
	int score = fc_ts_probe(fc_source_memory(arena, c->bytes, c->n));

	ck_assert_int_ge(score, c->least);
	ck_assert_int_le(score, c->most);
}
END_TEST

CHECK_CASE(front_probe)
{
	TCase *c = tcase_create("probe");

	tcase_add_checked_fixture(c, setup, check_heap_teardown);
	tcase_add_loop_test(c, recognise, 0, N(archives));
	tcase_add_loop_test(c, probe, 0, N(probed));
	return c;
}
