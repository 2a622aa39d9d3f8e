/* check_report_csv.c -- CSV and JSON to the letter */
#include "check_case.h"
#include "check_report.h"

static struct check_sample sample;

static void
set_up(void)
{
	check_sample_make(&sample);
}

static void
tear_down(void)
{
	fc_heap_done(&sample.ground.heap);
}

static const char csv_text[] =
	"index,name,scope,op,input_shapes,output_shapes,params,param_bytes,macs,flops,read_bytes,write_bytes,"
	"access_bytes,access_elements,repeat,status\n"
	"0,/conv1/Conv,conv1,Conv,1x2x8x8;4x2x3x3;4,1x4x8x8,76,304,4608,4864,816,1024,1840,460,1,complete\n"
	"1,/act/Relu,act,Relu,1x4x8x8,1x4x8x8,0,0,0,0,1024,1024,2048,512,1,complete\n"
	"2,foo,,Foo,1x4x8x8,?,,,,,,,,,1,uncounted\n";

/* The figures of check_report.h: params 2*9*4 + 4, reads (128 + 76) * 4 bytes, writes 256 * 4. */
START_TEST(csv)
{
	ck_assert_str_eq(check_report_text(&sample, "csv", (struct fc_report_options){ 0 }, 1), csv_text);
}
END_TEST

/* Sums tell of how many nodes they are. */
START_TEST(csv_grouped)
{
	struct fc_view_options view = { .by = FC_BY_MODULE, .sort = fc_column_find("macs"), .top = 1 };
	struct fc_report_options o = { .view = view };
	const char *text = check_report_text(&sample, "csv", o, 1);

	ck_assert_ptr_nonnull(strstr(text, ",repeat,status,nodes\n0,conv1,conv1,,,,76,304,4608,4864,816,1024,"
	                                   "1840,460,,complete,1\n"));
}
END_TEST

/* RFC 4180, section 2: rules 5 to 7. */
START_TEST(csv_quotes)
{
	const struct fc_column *column[] = { fc_column_find("name"), fc_column_find("macs") };
	struct fc_report_options o = { .column = column, .n_column = 2 };

	sample.row[0].name = "a,\"b\"";
	sample.row[0].like->f.macs = check_dim(&sample.ground, "4608*min(k, 8400)");
	sample.row[1].name = "two\nlines";
	sample.row[2].name = " \xff=cmd;";
	ck_assert_str_eq(check_report_text(&sample, "csv", o, 1),
	                 "name,macs\n"
	                 "\"a,\"\"b\"\"\",\"4608*min(k, 8400)\"\n"
	                 "\"two\nlines\",0\n"
	                 " \xef\xbf\xbd=cmd;,\n");
}
END_TEST

static const char summary[] =
	"path,format,convention,status,params,param_bytes,buffers,buffer_bytes,macs,flops,read_bytes,"
	"write_bytes,access_bytes,access_elements,peak_activation_bytes,nodes,uncounted_nodes,file_bytes,"
	"weight_bytes,peak_activation_at\n"
	"m.onnx,onnx,paper,partial,76,304,0,0,4608,4864,1840,2048,3888,972,2048,3,1,700,304,/act/Relu\n";

START_TEST(csv_more)
{
	const struct fc_column *column[] = { fc_column_find("attributes"), fc_column_find("flops_share") };
	struct fc_report_options o = { .column = column, .n_column = 2, .view = { .top = 1 } };

	ck_assert_str_eq(check_report_text(&sample, "csv", o, 2),
	                 "attributes,flops_share,model\n"
	                 "\"{\"\"group\"\": 1, \"\"pads\"\": [1, 1, 1, 1]}\",1.000000,m.onnx\n"
	                 "\"{\"\"group\"\": 1, \"\"pads\"\": [1, 1, 1, 1]}\",1.000000,m.onnx\n");
	o = (struct fc_report_options){ .summary = true };
	ck_assert_str_eq(check_report_text(&sample, "csv", o, 1), summary);
	sample.r.status = FC_RESULT_FAILED;
	sample.r.format = NULL;
	sample.r.total.peak_at = NULL;
	ck_assert_ptr_nonnull(strstr(check_report_text(&sample, "csv", o, 1),
	                             "\nm.onnx,,paper,failed,,,,,,,,,,,,,,,,\n"));
}
END_TEST

static const char json_head[] =
	"{\n"
	"  \"schema\": \"flopcount.report/1\",\n"
	"  \"tool\": {\"name\": \"flopcount\", \"version\": \"" FC_VERSION "\"},\n"
	"  \"model\": {\"path\": \"m.onnx\", \"format\": \"onnx\", \"file_bytes\": 700, "
	"\"weight_bytes\": 304, \"sha256\": null, \"producer\": \"pytorch 2.5\", \"ir_version\": 8, "
	"\"opsets\": {\"ai.onnx\": 17}},\n"
	"  \"convention\": \"paper\",\n"
	"  \"status\": \"partial\",\n"
	"  \"symbols\": [],\n"
	"  \"inputs\": [{\"name\": \"x\", \"dtype\": \"float32\", \"shape\": [1, 2, 8, 8]}],\n"
	"  \"outputs\": [{\"name\": \"y\", \"dtype\": null, \"shape\": null}],\n"
	"  \"totals\": {\n"
	"    \"params\": 76,\n"
	"    \"param_bytes\": 304,\n"
	"    \"buffers\": 0,\n"
	"    \"buffer_bytes\": 0,\n"
	"    \"macs\": 4608,\n"
	"    \"flops\": 4864,\n"
	"    \"macs_by_dtype\": {\"float32*float32\": 4608},\n"
	"    \"read_bytes\": 1840,\n"
	"    \"write_bytes\": 2048,\n"
	"    \"access_bytes\": 3888,\n"
	"    \"access_elements\": 972,\n"
	"    \"peak_activation_bytes\": 2048,\n"
	"    \"peak_activation_at\": \"/act/Relu\",\n"
	"    \"nodes\": 3,\n"
	"    \"uncounted_nodes\": 1\n"
	"  },\n"
	"  \"layers\": [\n"
	"    {\"index\": 0, \"name\": \"/conv1/Conv\", \"scope\": \"conv1\", \"op\": \"Conv\", "
	"\"domain\": \"ai.onnx\", "
	"\"attributes\": {\"group\": 1, \"pads\": [1, 1, 1, 1]}, "
	"\"inputs\": [{\"name\": \"x\", \"dtype\": \"float32\", \"shape\": [1, 2, 8, 8]}, "
	"{\"name\": \"conv1.weight\", \"dtype\": \"float32\", \"shape\": [4, 2, 3, 3]}, "
	"{\"name\": \"conv1.bias\", \"dtype\": \"float32\", \"shape\": [4]}], "
	"\"outputs\": [{\"name\": \"c\", \"dtype\": \"float32\", \"shape\": [1, 4, 8, 8]}], "
	"\"params\": 76, \"param_bytes\": 304, \"macs\": 4608, \"flops\": 4864, \"read_bytes\": 816, "
	"\"write_bytes\": 1024, \"access_bytes\": 1840, \"access_elements\": 460, \"depth\": 0, "
	"\"status\": \"complete\", \"repeat\": 1},\n";

static const char json_tail[] =
	"\"params\": null, \"param_bytes\": null, \"macs\": null, \"flops\": null, \"read_bytes\": null, "
	"\"write_bytes\": null, \"access_bytes\": null, \"access_elements\": null, \"depth\": 0, "
	"\"status\": \"uncounted\", \"repeat\": 1}\n"
	"  ],\n"
	"  \"uncounted\": [\n"
	"    {\"op\": \"com.acme::Foo\", \"nodes\": 1, \"reason\": \"unknown operator\"}\n"
	"  ],\n"
	"  \"diagnostics\": [\n"
	"    {\"code\": \"FC-W201\", \"severity\": \"warning\", \"where\": \"node 'foo' (com.acme::Foo)\", "
	"\"message\": \"operator is not known\"}\n"
	"  ]\n"
	"}\n";

START_TEST(json)
{
	const char *text = check_report_text(&sample, "json", (struct fc_report_options){ 0 }, 1);
	size_t n = strlen(text), n_tail = strlen(json_tail);

	ck_assert_msg(!strncmp(text, json_head, strlen(json_head)), "%s", text);
	ck_assert_uint_ge(n, n_tail);
	ck_assert_str_eq(text + n - n_tail, json_tail);
}
END_TEST

static const char sequence[] =
	"{\"name\": \"c\", \"type\": \"sequence\", \"elements\": ["
	"{\"dtype\": \"float32\", \"shape\": [1, 3]}, {\"dtype\": \"float32\", \"shape\": [\"batch\", 4]}]}";
static const char optional[] =
	"{\"name\": \"r\", \"type\": \"optional\", \"element\": {\"dtype\": \"float32\", \"shape\": [1, 3]}}";

/* Names cannot leave their text; formulas are text, too; what a sequence holds is told. */
START_TEST(json_hostile)
{
	const struct fc_tensor_type elem[] = { *check_tensor(&sample.ground, NULL, "1x3").type,
		                               *check_tensor(&sample.ground, NULL, "batchx4").type };
	const struct fc_tensor_type list = { .kind = FC_TENSOR_SEQUENCE, .listed = true, .n_elem = 2,
		                             .shape = FC_SHAPE_UNKNOWN, .elem = elem };
	const struct fc_tensor_type one = { .kind = FC_TENSOR_OPTIONAL, .n_elem = 1,
		                            .shape = FC_SHAPE_UNKNOWN, .elem = elem };
	const char *text;

	sample.row[0].name = "a\"},{\"\n\x01\xff\\";
	sample.row[0].like->f.macs = check_dim(&sample.ground, "4608*batch + 1");
	sample.tensor[3].type = &list;
	sample.tensor[4].type = &one;
	text = check_report_text(&sample, "jsonl", (struct fc_report_options){ 0 }, 1);
	ck_assert_ptr_nonnull(strstr(text, "0, \"name\": \"a\\\"},{\\\"\\n\\u0001\\ufffd\\\\\", "));
	ck_assert_ptr_nonnull(strstr(text, "\"macs\": \"4608*batch + 1\", \"flops\": 4864"));
	ck_assert_ptr_nonnull(strstr(text, sequence));
	ck_assert_ptr_nonnull(strstr(text, optional));
	ck_assert_ptr_eq(strchr(text, '\n'), text + strlen(text) - 1);
}
END_TEST

static const char failed[] =
	"{\"schema\": \"flopcount.report/1\", \"model\": {\"path\": \"m.onnx\"}, \"status\": \"failed\", "
	"\"diagnostics\": [{\"code\": \"FC-W201\", \"severity\": \"warning\", "
	"\"where\": \"node 'foo' (com.acme::Foo)\", \"message\": \"operator is not known\"}]}\n";

START_TEST(json_several)
{
	struct fc_report_options o = { .view = { .by = FC_BY_OP } };
	const char *text;

	sample.r.status = FC_RESULT_FAILED;
	ck_assert_str_eq(check_report_text(&sample, "jsonl", o, 1), failed);
	ck_assert_uint_eq(strlen(check_report_text(&sample, "jsonl", o, 2)), 2 * strlen(failed));
	text = check_report_text(&sample, "json", o, 2);
	ck_assert(!strncmp(text, "[\n{\n", 4));
	ck_assert_ptr_nonnull(strstr(text, "\n},\n{\n"));
	ck_assert_str_eq(text + strlen(text) - 5, "\n}\n]\n");
	ck_assert_str_eq(check_report_text(&sample, "json", o, 0), "[]\n");
	sample.r.status = FC_RESULT_PARTIAL;
	text = check_report_text(&sample, "json", o, 1);
	ck_assert_ptr_nonnull(strstr(text, "\"com.acme::Foo\", \"domain\": \"com.acme\", \"nodes\": 1, "));
}
END_TEST

CHECK_CASE(report_csv)
{
	TCase *tc = tcase_create("csv");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, csv);
	tcase_add_test(tc, csv_grouped);
	tcase_add_test(tc, csv_quotes);
	tcase_add_test(tc, csv_more);
	tcase_add_test(tc, json);
	tcase_add_test(tc, json_hostile);
	tcase_add_test(tc, json_several);
	return tc;
}
