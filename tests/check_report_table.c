/* check_report_table.c -- the table for people, at several widths */
#include "check_case.h"
#include "check_report.h"

#include "report/text.h"

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

static const char *
table(unsigned width)
{
	return check_report_text(&sample, "table", (struct fc_report_options){ .width = width }, 1);
}

#define HEAD                                     \
	"m.onnx  onnx, opset 17, pytorch 2.5\n"  \
	"inputs    x 1x2x8x8 float32\n"          \
	"outputs   y ?\n"                        \
	"\n"
#define RULE8 "────────"
#define RULE80 RULE8 RULE8 RULE8 RULE8 RULE8 RULE8 RULE8 RULE8 RULE8 RULE8

#define RULE73 RULE8 RULE8 RULE8 RULE8 RULE8 RULE8 RULE8 RULE8 RULE8 "─"

/* The figures of check_report.h; 4608 MACs are 4.61 k, 1840 bytes 1.80 KiB. */
static const char text_at_80[] = HEAD
	"#  layer        op             output   params    MACs   FLOPs  status\n"
	RULE73 "\n"
	"0  /conv1/Conv  Conv           1x4x8x8      76  4.61 k  4.86 k\n"
	"1  /act/Relu    Relu           1x4x8x8       -       -       -\n"
	"2  foo          com.acme::Foo  ?             ?       ?       ?  uncounted\n"
	RULE73 "\n"
	"   3 nodes                                  76  4.61 k  4.86 k\n"
	"\n"
	"params          76  76; 304 B\n"
	"MACs        4.61 k  4,608\n"
	"FLOPs       4.86 k  4,864  paper: multiply-adds as one, and one per use of ever…\n"
	"access    3.80 KiB  1.80 KiB read, 2.00 KiB written\n"
	"peak      2.00 KiB  of activations, at /act/Relu\n"
	"weights      304 B  stored, in a file of 700 B\n"
	"uncounted        1  com.acme::Foo: unknown operator\n"
	"note                the count is partial: a lower bound\n";

START_TEST(at_80)
{
	ck_assert_str_eq(table(80), text_at_80);
}
END_TEST

static const char text_at_200[] = HEAD
	"#  layer        op             output   params    MACs   FLOPs    access  FLOPs %  status\n"
	RULE80 RULE8 RULE8 RULE8 "\n"
	"0  /conv1/Conv  Conv           1x4x8x8      76  4.61 k  4.86 k  1.80 KiB   100.0%"
	"             ██████████\n"
	"1  /act/Relu    Relu           1x4x8x8       -       -       -  2.00 KiB        -\n"
	"2  foo          com.acme::Foo  ?             ?       ?       ?         ?        -  uncounted\n"
	RULE80 RULE8 RULE8 RULE8 "\n"
	"   3 nodes                                  76  4.61 k  4.86 k  3.80 KiB   100.0%\n"
	"\n"
	"params          76  76; 304 B\n"
	"MACs        4.61 k  4,608\n"
	"FLOPs       4.86 k  4,864  paper: multiply-adds as one, and one per use of every other parameter\n"
	"access    3.80 KiB  1.80 KiB read, 2.00 KiB written\n"
	"peak      2.00 KiB  of activations, at /act/Relu\n"
	"weights      304 B  stored, in a file of 700 B\n"
	"uncounted        1  com.acme::Foo: unknown operator\n"
	"note                the count is partial: a lower bound\n";

START_TEST(at_200)
{
	ck_assert_str_eq(table(200), text_at_200);
}
END_TEST

static void
make_symbolic(void)
{
	struct check_ground *g = &sample.ground;

	sample.row[0].like->f.macs = check_dim(g, "460800*batch + 3*batch^2");
	sample.row[0].like->bias_adds = fc_dim_int(g->dims, 0);
	sample.row[0].like->f.access_bytes = check_dim(g, "2097152*batch");
	sample.row[0].like->repeat = fc_dim_int(g->dims, 12);
	sample.row[1].depth = 1;
	sample.row[1].status = FC_ROW_ALTERNATIVE;
	sample.symbol = (struct fc_result_symbol){ "batch", "input 'x' dimension 0", .in_total = true };
	sample.symbol.max = FC_DIM_NAN;
	sample.r.symbol = &sample.symbol;
	sample.r.n_symbol = 1;
	fc_result_price(&sample.r, fc_policy_find("paper"));
}

/* Cells hold short formulas, totals whole ones. */
START_TEST(symbolic)
{
	const char *text;

	make_symbolic();
	text = table(200);
	ck_assert_ptr_nonnull(strstr(text, "\nsymbols   batch, input 'x' dimension 0\n"));
	ck_assert_ptr_nonnull(strstr(text, "  461 k*batch + 3*batch^2  2.00 MiB*batch  "));
	ck_assert_ptr_nonnull(strstr(text, "\nMACs         461 k  460800*batch + 3*batch^2\n"));
	ck_assert_ptr_nonnull(strstr(text, "\nnote                short figures are at batch = 1\n"));
	ck_assert_ptr_nonnull(strstr(text, "\n1    /act/Relu "));
	ck_assert_ptr_nonnull(strstr(text, "100.0%    12 "));
	ck_assert_ptr_nonnull(strstr(text, "     1  alternative\n"));
	ck_assert_ptr_nonnull(strstr(table(60), "…"));
}
END_TEST

/* Whatever the width, no row is wider; from 40 on. */
START_TEST(never_wider)
{
	const char *line;

	if (_i % 2)
		make_symbolic();
	sample.row[0].name = "層層/a/rather/long/name/of/a/layer/such/as/exporters/make/層";
	sample.row[2].name = "\n\033[2J\xff";
	line = strstr(table((unsigned)_i), "\n\n") + 2;
	for (const char *end; *line != '\n'; line = end + 1) {
		struct fc_str s = FC_STR(sample.ground.arena);

		end = strchr(line, '\n');
		fc_str_add(&s, line, (size_t)(end - line));
		ck_assert_msg(fc_text_width(s.data) <= (unsigned)_i, "%d: '%s'", _i, s.data);
		ck_assert_msg(!s.size || s.data[s.size - 1] != ' ', "%d: '%s'", _i, s.data);
		ck_assert_ptr_null(strchr(s.data, '\033'));
	}
}
END_TEST

START_TEST(colors)
{
	struct fc_report_options o = { .color = true, .width = 80 };
	const char *text = check_report_text(&sample, "table", o, 1);

	ck_assert(!strncmp(text, "\033[1mm.onnx\033[0m  onnx", 20));
	ck_assert_ptr_nonnull(strstr(text, "\n\033[31m2  foo"));
	ck_assert_ptr_nonnull(strstr(text, "uncounted\033[0m\n"));
}
END_TEST

START_TEST(grouped)
{
	struct fc_report_options o = { .view = { .by = FC_BY_OP, .top = 1 }, .width = 60 };

	ck_assert_ptr_nonnull(strstr(check_report_text(&sample, "table", o, 1),
	                             "layer    nodes  params    MACs   FLOPs    access  FLOPs %\n"
	                             RULE8 RULE8 RULE8 RULE8 RULE8 RULE8 RULE8 "─\n"
	                             "Conv         1      76  4.61 k  4.86 k  1.80 KiB   100.0%\n"
	                             "2 more       2       -       -       -  2.00 KiB        -\n"
	                             RULE8 RULE8 RULE8 RULE8 RULE8 RULE8 RULE8 "─\n"
	                             "3 nodes      3      76  4.61 k  4.86 k  3.80 KiB   100.0%\n"));
}
END_TEST

START_TEST(columns)
{
	const struct fc_column *column[] = { fc_column_find("op"), fc_column_find("input_shapes"),
		                             fc_column_find("attributes") };
	struct fc_report_options o = { .column = column, .n_column = 3, .width = 80 };

	ck_assert_ptr_nonnull(strstr(check_report_text(&sample, "table", o, 1),
	                             "\nConv           1x2x8x8 4x2x3x3 4  group=1 pads=[1, 1, 1, 1]\n"));
}
END_TEST

START_TEST(nothing_to_count)
{
	struct fc_diag diag = { FC_E_NOT_A_MODEL, FC_ERROR, { 0 }, "file is\nnot a model" };

	sample.r.n_row = 0;
	sample.r.needs_inputs = true;
	fc_result_total(&sample.r);
	ck_assert_ptr_nonnull(strstr(table(80), "\nMACs             ?  ?\n"));
	ck_assert_ptr_nonnull(strstr(table(80), "input shapes are needed"));
	sample.r.status = FC_RESULT_FAILED;
	sample.r.format = sample.r.producer = NULL;
	sample.r.n_opset = 0;
	sample.r.diag = &diag;
	ck_assert_str_eq(table(80), "m.onnx\nfailed    file is\\nnot a model\n");
}
END_TEST

START_TEST(formats)
{
	const struct fc_report_format *f;
	const char *before = "";

	for (size_t i = 0; (f = fc_report_at(i)); i++) {
		ck_assert(strcmp(before, f->name) < 0);
		before = f->name;
		ck_assert_ptr_eq(fc_report_find(before), f);
	}
	ck_assert_ptr_null(fc_report_find("xlsx"));
}
END_TEST

CHECK_CASE(report_table)
{
	TCase *tc = tcase_create("table");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, at_80);
	tcase_add_test(tc, at_200);
	tcase_add_test(tc, symbolic);
	tcase_add_loop_test(tc, never_wider, 40, 140);
	tcase_add_test(tc, colors);
	tcase_add_test(tc, grouped);
	tcase_add_test(tc, columns);
	tcase_add_test(tc, nothing_to_count);
	tcase_add_test(tc, formats);
	return tc;
}
