/* check_api_saved.c -- reports and baselines read back: each fault named, with its line */
#include <stdio.h>
#include <string.h>

#include "check_case.h"
#include "flopcount.h"

/* As the library writes them, shortened: two layers, one of them of an operator that nobody knows. */
static const char report[] =
    "{\"schema\": \"flopcount.report/1\",\n"
    "\"model\": {\"path\": \"m.onnx\", \"format\": \"onnx\", \"file_bytes\": 272, \"weight_bytes\": 96},\n"
    "\"convention\": \"paper\", \"status\": \"partial\",\n"
    "\"symbols\": [{\"name\": \"N\", \"origin\": null, \"value\": 4, \"max\": 9}],\n"
    "\"totals\": {\"params\": 24, \"macs\": \"24*N\", \"flops\": \"24*N\", \"nodes\": 2,\n"
    "\"macs_by_dtype\": {\"float32*float32\": \"24*N\"}, \"uncounted_nodes\": 1, "
    "\"peak_activation_bytes\": 9},\n"
    "\"layers\": [{\"name\": \"mm\", \"scope\": \"\", \"op\": \"MatMul\", "
    "\"attributes\": {\"k\": [1, 2.5, null,\n"
    "true, {\"a\": \"b\"}]}, "
    "\"outputs\": [{\"name\": \"h\", \"dtype\": \"float32\", \"shape\": [\"N\", 3]}],\n"
    "\"macs\": \"24*N\", \"repeat\": 1, \"status\": \"complete\"},\n"
    "{\"name\": \"foo\", \"scope\": \"\", \"op\": \"com.acme::Foo\", \"outputs\": [{\"shape\": null}]}],\n"
    "\"uncounted\": [{\"op\": \"com.acme::Foo\", \"nodes\": 1, \"reason\": \"unknown operator\"}]}\n";

static const char baseline[] =
    "{\"schema\": \"flopcount.baseline/1\", \"convention\": \"paper\", \"models\": {\n"
    "\"m\": {\"status\": \"complete\", \"dims\": {\"N\": [1, 8], \"M\": 2}, \"inputs\": [\"1x3\"],\n"
    "\"totals\": {\"macs\": 24, \"nodes\": 1},\n"
    "\"layers\": [{\"name\": \"mm\", \"scope\": \"\", \"op\": \"MatMul\", "
    "\"output_shapes\": [[1, 3], null]}]}}}\n";

struct edit {
	const char *text, *from, *to;
	unsigned line;
	const char *said; /* NULL: it is read all the same */
};

static const struct edit edits[] = {
	{ report, "paper", "paper", 0, NULL },
	{ report, "\"value\": 4", "\"value\": null", 0, NULL },
	{ report, "\"shape\": null", "\"dtype\": \"float33\"", 0, NULL },
	{ report, "MatMul", "Constant", 0, NULL },
	{ report, "\"complete\"}", "\"odd\"}", 0, NULL },
	{ report, "[{\"name\": \"N\"", "7, \"s\": [{\"name\": \"N\"", 0, NULL },
	{ report, "\"uncounted\": [", "\"uncounted\": 7, \"u\": [", 0, NULL },
	{ report, "\"totals\": {", "\"totals\": {\"buffers\": null, ", 0, NULL },
	{ report, "\"nodes\": 2", "\"nodes\": null", 0, NULL },
	{ report, "\"com.acme::Foo\", \"outputs\": [", "\"a::b::Foo\", \"out\": [", 0, NULL },
	{ report, "\"com.acme::Foo\", \"outputs\": [", "\"a:::b\", \"out\": [", 0, NULL },
	{ report, "\"m.onnx\"", "3", 1, "a report has no model path" },
	{ report, "report/1", "report/9", 1, "'schema' is none that is known" },
	{ report, "\"schema\"", "\"shema\"", 1, "has no 'schema'" },
	{ report, "\"partial\"", "\"whole\"", 3, "'status' is no status" },
	{ report, "\"status\": \"partial\"", "\"s\": 1", 1, "has no 'status'" },
	{ report, "\"paper\"", "\"papr\"", 3, "'convention' is no convention that is known" },
	{ report, "\"convention\"", "\"conv\"", 1, "has no 'convention'" },
	{ report, "272", "-1", 2, "'file_bytes' is no count" },
	{ report, "272", "1.5", 2, "'file_bytes' is no count" },
	{ report, "\"weight_bytes\": 96", "\"weight_bytes\": [96]", 2, "'weight_bytes' is neither" },
	{ report, "\"name\": \"N\"", "\"nam\": \"N\"", 4, "a symbol has no name" },
	{ report, "\"max\": 9", "\"max\": \"9+\"", 4, "'max' is neither" },
	{ report, "\"totals\"", "\"total\"", 1, "has no 'totals'" },
	{ report, "\"totals\": {", "\"totals\": 3, \"t\": {", 5, "'totals' is no object" },
	{ report, "\"params\": 24", "\"params\": 2.5", 5, "'params' is neither" },
	{ report, "\"nodes\": 2", "\"nodes\": 4294967296", 5, "'nodes' is no count" },
	{ report, "\"nodes\": 2", "\"nodes\": \"2\"", 5, "'nodes' is no count" },
	{ report, "\"uncounted_nodes\": 1", "\"uncounted_nodes\": -1", 6, "'uncounted_nodes' is no count" },
	{ report, "bytes\": 9}", "bytes\": true}", 6, "'peak_activation_bytes' is neither" },
	{ report, "{\"float32*float32\"",
	  "[1], \"d\": {\"float32*float32\"", 6, "'macs_by_dtype' is no object" },
	{ report, "float32*float32", "float32", 6, "'float32' is no pair of dtypes" },
	{ report, "float32\": \"24*N\"", "float32\": \"24*\"", 6, "'float32*float32' is neither" },
	{ report, "\"layers\"", "\"layer\"", 1, "has no 'layers'" },
	{ report, "\"layers\": [", "\"layers\": 3, \"l\": [", 7, "'layers' is no list" },
	{ report, "\"layers\": [", "\"layers\": [3, ", 7, "a layer has no name or no scope" },
	{ report, "\"name\": \"mm\"", "\"name\": null", 7, "a layer has no name or no scope" },
	{ report, "\"scope\": \"\", \"op\": \"MatMul\"", "\"op\": \"MatMul\"", 7, "no name or no scope" },
	{ report, "\"op\": \"MatMul\"", "\"op\": 3", 7, "a layer has no operator" },
	{ report, "\"attributes\": {", "\"attributes\": [1], \"a\": {", 7, "'attributes' is no object" },
	{ report, "\"outputs\": [{\"name\"",
	  "\"outputs\": {\"a\": 1}, \"o\": [{\"name\"", 8, "'outputs' is no list" },
	{ report, "[\"N\", 3]", "3", 8, "'shape' is no shape" },
	{ report, "[\"N\", 3]", "[\"N\", true]", 8, "is neither an integer, a formula, nor null" },
	{ report, "3]}],\n\"macs\": \"24*N\"", "3]}],\n\"macs\": {}", 9, "'macs' is neither" },
	{ report, "\"repeat\": 1", "\"repeat\": \"()\"", 9, "'repeat' is neither" },
	{ report, "\"repeat\": 1", "\"alive_bytes\": \"()\"", 9, "'alive_bytes' is neither" },
	{ report, "[{\"op\": \"com", "[{\"opp\": \"com", 11, "an uncounted operator has no name" },
	{ report, "\"nodes\": 1,", "\"nodes\": -1,", 11, "'nodes' is no count" },
	{ report, "]}\n", "]", 11, "not JSON" },
	{ baseline, "paper", "paper", 0, NULL },
	{ baseline, "\"dims\"", "\"d\"", 0, NULL },
	{ baseline, "\"paper\"", "\"papr\"", 1, "'convention' is no convention that is known" },
	{ baseline, "\"models\"", "\"model\"", 1, "has no 'models'" },
	{ baseline, "\"models\": {", "\"models\": [], \"x\": {", 1, "'models' is no object" },
	{ baseline, "\"complete\"", "3", 2, "'status' is no status" },
	{ baseline, "[1, 8]", "[]", 2, "'N' is an empty list" },
	{ baseline, "[1, 8]", "[1, -8]", 2, "'N' is neither" },
	{ baseline, "[1, 8]", "[1, 8.5]", 2, "'N' is neither" },
	{ baseline, "[1, 8]", "\"x\"", 2, "'N' is neither" },
	{ baseline, "{\"N\": [1, 8], \"M\": 2}", "3", 2, "'dims' is no object" },
	{ baseline, "[\"1x3\"]", "\"1x3\"", 2, "'inputs' is no list of texts" },
	{ baseline, "[\"1x3\"]", "[3]", 2, "'inputs' holds what is no text" },
	{ baseline, "\"macs\": 24", "\"macs\": \"a b\"", 3, "'macs' is neither" },
	{ baseline, "\"nodes\": 1", "\"file_bytes\": -1", 3, "'file_bytes' is no count" },
	{ baseline, "[[1, 3], null]", "3", 4, "'output_shapes' is no list of outputs" },
	{ baseline, "[[1, 3], null]", "[[1, -3.5]]", 4, "is neither" },
	{ baseline, "\"layers\": [", "\"layers\": {}, \"l\": [", 4, "'layers' is no list" },
};

static const char *
edited(const struct edit *e)
{
	static char text[2048];
	const char *at = strstr(e->text, e->from);

	ck_assert_msg(at != NULL, "no %s", e->from);
	snprintf(text, sizeof(text), "%.*s%s%s", (int)(at - e->text), e->text, e->to, at + strlen(e->from));
	return text;
}

START_TEST(read_back)
{
	const struct edit *e = &edits[_i];
	const char *text = edited(e);
	const struct flopcount_bytes bytes = { text, strlen(text) };
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;
	struct flopcount_gate *gate = NULL;

	ck_assert_int_eq(flopcount_gate_new(&gate, NULL), FLOPCOUNT_OK);
	ck_assert_msg(flopcount_gate_load(gate, FLOPCOUNT_BASE, "x.json", bytes) ==
	              (e->said ? FLOPCOUNT_E_FORMAT : FLOPCOUNT_OK), "%s", e->to);
	if (e->said) {
		ck_assert_int_eq(flopcount_gate_diagnostic_at(gate, 0, &d), FLOPCOUNT_OK);
		ck_assert_str_eq(d.code, "FC-E602");
		ck_assert_str_eq(d.file, "x.json");
		ck_assert_msg(strstr(d.text, e->said) != NULL, "%s: %s", e->to, d.text);
		ck_assert_msg(d.line == e->line, "%s: line %u", e->to, d.line);
	}
	ck_assert_int_eq(flopcount_gate_diagnostic_at(gate, e->said != NULL, &d), FLOPCOUNT_E_NOT_FOUND);
	flopcount_gate_free(gate);
}
END_TEST

CHECK_CASE(api_saved)
{
	TCase *t = tcase_create("saved");

	tcase_add_loop_test(t, read_back, 0, N(edits));
	return t;
}
