/* check_result_view.c -- rows grouped, sorted, cut */
#include "check_case.h"
#include "check_result.h"

#include "result/column.h"

static struct check_ground ground;
static struct fc_row row[7];
static struct fc_result result;

/* scope, op, macs. */
static const struct {
	const char *scope, *op;
	int macs;
} rows[] = {
	{ "stem", "Conv", 100 },
	{ "layer1/0/conv1", "Conv", 300 },
	{ "layer1/0/conv1", "Relu", 0 },
	{ "layer1/1/conv1", "Conv", 300 },
	{ "", "Flatten", 0 },
	{ "stem", "Relu", 0 },
	{ "head", "Gemm", 50 },
};

static void
set_up(void)
{
	check_ground_open(&ground);
	for (int i = 0; i < N(rows); i++) {
		row[i] = check_row(&ground, "", rows[i].scope, rows[i].op);
		row[i].like->f.macs = fc_dim_int(ground.dims, rows[i].macs);
	}
	result = check_result_of(&ground, row, N(rows));
	fc_result_price(&result, fc_policy_find("paper"));
}

static void
tear_down(void)
{
	fc_heap_done(&ground.heap);
}

/* "name macs nodes; ..." */
static const char *
text_of(struct fc_view_options o)
{
	struct fc_view v = fc_result_view(ground.arena, &result, &o);
	struct fc_str s = FC_STR(ground.arena);

	for (uint32_t i = 0; i < v.n; i++) {
		const struct fc_row *r = fc_view_at(&v, i);

		fc_str_printf(&s, "%s%s %s %u", i ? "; " : "", r->name[0] ? r->name : r->like->op,
		              check_dim_text(&ground, r->like->f.macs), (unsigned)r->nodes);
	}
	if (v.hidden)
		fc_str_printf(&s, "; and %u: %s", (unsigned)v.hidden,
		              check_dim_text(&ground, v.hidden_sum.f.macs));
	return s.data;
}

START_TEST(by_node)
{
	ck_assert_str_eq(text_of((struct fc_view_options){ .top = 2 }), "Conv 100 1; Conv 300 1; and 5: 350");
	ck_assert_str_eq(text_of((struct fc_view_options){ .top = 3, .sort = fc_column_find("macs") }),
	                 "Conv 300 1; Conv 300 1; Conv 100 1; and 4: 50");
	ck_assert_str_eq(text_of((struct fc_view_options){ .top = 2, .sort = fc_column_find("op") }),
	                 "Conv 100 1; Conv 300 1; and 5: 350");
	ck_assert_str_eq(text_of((struct fc_view_options){ .top = 1, .sort = fc_column_find("index") }),
	                 "Conv 100 1; and 6: 650");
	ck_assert_str_eq(text_of((struct fc_view_options){ .top = 7 }),
	                 "Conv 100 1; Conv 300 1; Relu 0 1; Conv 300 1; Flatten 0 1; Relu 0 1; Gemm 50 1");
}
END_TEST

START_TEST(by_module)
{
	struct fc_view_options o = { .by = FC_BY_MODULE };

	ck_assert_str_eq(text_of(o),
	                 "stem 100 2; layer1/0/conv1 300 2; layer1/1/conv1 300 1; (model) 0 1; head 50 1");
	o.depth = 2;
	ck_assert_str_eq(text_of(o), "stem 100 2; layer1/0 300 2; layer1/1 300 1; (model) 0 1; head 50 1");
	o.depth = 1;
	ck_assert_str_eq(text_of(o), "stem 100 2; layer1 600 3; (model) 0 1; head 50 1");
	o.sort = fc_column_find("macs");
	o.top = 1;
	ck_assert_str_eq(text_of(o), "layer1 600 3; and 3: 150");
}
END_TEST

START_TEST(by_op)
{
	struct fc_view_options o = { .by = FC_BY_OP };

	ck_assert_str_eq(text_of(o), "Conv 700 3; Gemm 50 1; Flatten 0 1; Relu 0 2");
	row[6].like->domain = "com.acme";
	ck_assert_str_eq(text_of(o), "Conv 700 3; com.acme::Gemm 50 1; Flatten 0 1; Relu 0 2");
	o.sort = fc_column_find("nodes");
	ck_assert_str_eq(text_of(o), "Conv 700 3; Relu 0 2; Flatten 0 1; com.acme::Gemm 50 1");
}
END_TEST

/* Not known goes last; formulas as if every symbol were 1. */
START_TEST(sorted)
{
	row[0].like->f.macs = FC_DIM_NAN;
	row[6].like->f.macs = check_dim(&ground, "400*N + 1");
	ck_assert_str_eq(text_of((struct fc_view_options){ .sort = fc_column_find("macs") }),
	                 "Gemm 400*N + 1 1; Conv 300 1; Conv 300 1; Relu 0 1; Flatten 0 1; Relu 0 1; "
	                 "Conv ? 1");
}
END_TEST

START_TEST(status)
{
	struct fc_view_options o = { .by = FC_BY_OP };
	struct fc_view v;

	row[1].status = FC_ROW_UNCOUNTED;
	row[4].status = FC_ROW_ALTERNATIVE;
	row[6].status = FC_ROW_UNCOUNTED;
	v = fc_result_view(ground.arena, &result, &o);
	ck_assert_str_eq(fc_view_at(&v, 0)->name, "Conv");
	ck_assert_uint_eq(fc_view_at(&v, 0)->status, FC_ROW_PARTIAL);
	ck_assert_uint_eq(fc_view_at(&v, 1)->status, FC_ROW_UNCOUNTED);
	ck_assert_uint_eq(fc_view_at(&v, 2)->status, FC_ROW_ALTERNATIVE);
	ck_assert_uint_eq(fc_view_at(&v, 3)->status, FC_ROW_COMPLETE);
}
END_TEST

/* A Constant has a row of its own and is no node. */
START_TEST(constants)
{
	struct fc_view_options o = { .by = FC_BY_OP };

	row[4].nodes = 0;
	ck_assert_str_eq(text_of(o), "Conv 700 3; Gemm 50 1; Relu 0 2");
	o = (struct fc_view_options){ .nodes_only = true, .top = 5 };
	ck_assert_str_eq(text_of(o), "Conv 100 1; Conv 300 1; Relu 0 1; Conv 300 1; Relu 0 1; and 1: 50");
}
END_TEST

START_TEST(empty)
{
	result.n_row = 0;
	for (int by = FC_BY_NODE; by <= FC_BY_OP; by++)
		ck_assert_str_eq(text_of((struct fc_view_options){ .by = (enum fc_by)by, .top = 1 }), "");
}
END_TEST

CHECK_CASE(result_view)
{
	TCase *tc = tcase_create("view");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, by_node);
	tcase_add_test(tc, by_module);
	tcase_add_test(tc, by_op);
	tcase_add_test(tc, sorted);
	tcase_add_test(tc, status);
	tcase_add_test(tc, constants);
	tcase_add_test(tc, empty);
	return tc;
}
