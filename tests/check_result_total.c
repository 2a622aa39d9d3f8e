/* check_result_total.c -- sums, pairs, status, figures by key */
#include "check_case.h"
#include "check_result.h"

#include "result/column.h"

static struct check_ground ground;

static void
set_up(void)
{
	check_ground_open(&ground);
}

static void
tear_down(void)
{
	fc_heap_done(&ground.heap);
}

static const char *
total(const struct fc_result *r, const char *key)
{
	struct fc_dim x = FC_DIM_NAN;

	ck_assert(fc_result_total_by_key(r, key, &x));
	return check_dim_text(&ground, x);
}

static struct fc_row
row_of(const char *op, const char *params, const char *macs)
{
	struct fc_row row = check_row(&ground, op, "", op);

	row.like->f.params = check_dim(&ground, params);
	row.like->f.macs = check_dim(&ground, macs);
	row.like->pair[0][0] = row.like->pair[0][1] = FC_DTYPE_FLOAT32;
	return row;
}

/* An If: the larger branch counts; of the other one only what is stored. */
START_TEST(sums)
{
	struct fc_row row[] = { row_of("If", "0", "0"), row_of("MatMul", "24", "96"),
		                row_of("MatMul", "16", "64"), row_of("MatMul", "8", "24*N") };
	struct fc_result r = check_result_of(&ground, row, N(row));

	row[2].status = FC_ROW_ALTERNATIVE;
	fc_result_price(&r, fc_policy_find("hardware"));
	ck_assert_str_eq(total(&r, "params"), "48");
	ck_assert_str_eq(total(&r, "macs"), "24*N + 96");
	ck_assert_str_eq(total(&r, "flops"), "48*N + 192");
	ck_assert_str_eq(total(&r, "nodes"), "4");
	ck_assert_str_eq(total(&r, "uncounted_nodes"), "0");
	ck_assert_int_eq(r.status, FC_RESULT_COMPLETE);
	ck_assert_uint_eq(r.total.n_pair, 1);
	ck_assert_str_eq(check_dim_text(&ground, r.total.pair[0].macs), "24*N + 96");
}
END_TEST

/* What is not known is left out, and the status says so. */
START_TEST(unknown)
{
	struct fc_row row[] = { row_of("Conv", "9", "100"), row_of("Foo", "0", "?"), row_of("Foo", "0", "?"),
		                row_of("Bar", "0", "?"), row_of("Foo", "0", "?"), row_of("Foo", "0", "?") };
	struct fc_result r = check_result_of(&ground, row, N(row));

	for (int i = 1; i < N(row); i++) {
		row[i].status = FC_ROW_UNCOUNTED;
		row[i].like->reason = "unknown operator";
	}
	row[1].like->domain = row[2].like->domain = "com.acme";
	row[4].like->reason = "cost is not modelled";
	row[5].status = FC_ROW_ALTERNATIVE;
	fc_result_price(&r, fc_policy_find("paper"));
	ck_assert_str_eq(total(&r, "macs"), "100");
	ck_assert_int_eq(r.status, FC_RESULT_PARTIAL);
	ck_assert_uint_eq(r.total.uncounted, 4);
	ck_assert_uint_eq(r.n_uncounted, 3);
	ck_assert_str_eq(r.uncounted[0].op, "Bar");
	ck_assert_str_eq(r.uncounted[1].op, "Foo");
	ck_assert_str_eq(r.uncounted[1].reason, "cost is not modelled");
	ck_assert_str_eq(r.uncounted[2].op, "com.acme::Foo");
	ck_assert_uint_eq(r.uncounted[2].nodes, 2);
}
END_TEST

/* 2^62 + 2^62 is beyond 63 bits: no number, rather than a wrong one. The row's own figures fit. */
START_TEST(overflow)
{
	struct fc_row row[] = { row_of("Conv", "1", "4611686018427387904"),
		                row_of("Conv", "2", "4611686018427387904") };
	struct fc_result r = check_result_of(&ground, row, N(row));

	fc_result_price(&r, fc_policy_find("paper"));
	ck_assert_str_eq(total(&r, "macs"), "?");
	ck_assert_str_eq(total(&r, "params"), "3");
	ck_assert_int_eq(r.status, FC_RESULT_PARTIAL);
	r.n_row = 1;
	fc_result_price(&r, fc_policy_find("paper"));
	ck_assert_str_eq(total(&r, "flops"), "4611686018427387904");
	ck_assert_int_eq(r.status, FC_RESULT_COMPLETE);
	fc_result_price(&r, fc_policy_find("hardware")); /* two per MAC do not fit */
	ck_assert_str_eq(total(&r, "macs"), "4611686018427387904");
	ck_assert_str_eq(total(&r, "flops"), "?");
	ck_assert_int_eq(r.status, FC_RESULT_PARTIAL);
}
END_TEST

/* A row whose own figure did not fit spoils the sum. */
START_TEST(overflow_in_row)
{
	struct fc_row row[] = { row_of("Conv", "1", "100"), row_of("Conv", "2", "?") };
	struct fc_result r = check_result_of(&ground, row, N(row));

	row[1].like->overflow = true;
	row[1].status = FC_ROW_PARTIAL;
	fc_result_price(&r, fc_policy_find("paper"));
	ck_assert_str_eq(total(&r, "macs"), "?");
	ck_assert_str_eq(total(&r, "params"), "3");
}
END_TEST

START_TEST(pairs)
{
	struct fc_row row[] = { row_of("A", "0", "100"), row_of("B", "0", "50"), row_of("C", "0", "7") };
	struct fc_result r = check_result_of(&ground, row, N(row));

	/* An attention: 30 of its 100 MACs under another pair. */
	row[0].like->macs_other = fc_dim_int(ground.dims, 30);
	row[0].like->pair[1][0] = FC_DTYPE_FLOAT16;
	row[0].like->pair[1][1] = FC_DTYPE_BFLOAT16;
	row[1].like->pair[0][0] = FC_DTYPE_UINT8;
	row[1].like->pair[0][1] = FC_DTYPE_INT8;
	fc_result_price(&r, fc_policy_find("paper"));
	ck_assert_uint_eq(r.total.n_pair, 3);
	ck_assert_uint_eq(r.total.pair[0].a, FC_DTYPE_FLOAT16);
	ck_assert(fc_dim_is(r.total.pair[0].macs, 30));
	ck_assert_uint_eq(r.total.pair[1].a, FC_DTYPE_FLOAT32);
	ck_assert(fc_dim_is(r.total.pair[1].macs, 77));
	ck_assert_uint_eq(r.total.pair[2].a, FC_DTYPE_UINT8);
	ck_assert(fc_dim_is(r.total.pair[2].macs, 50));
}
END_TEST

/* Without input shapes parameters are all there is. */
START_TEST(needs_inputs)
{
	struct fc_result r = check_result_of(&ground, NULL, 0);

	r.needs_inputs = true;
	r.apart.params = fc_dim_int(ground.dims, 11689512);
	fc_result_price(&r, fc_policy_find("paper"));
	ck_assert_int_eq(r.status, FC_RESULT_UNAVAILABLE);
	ck_assert_str_eq(total(&r, "params"), "11689512");
	ck_assert_str_eq(total(&r, "macs"), "?");
	ck_assert_str_eq(total(&r, "peak_activation_bytes"), "?");
}
END_TEST

START_TEST(errors)
{
	struct fc_diag diag = { .code = FC_E_SHAPE, .severity = FC_ERROR, .text = "no" };
	struct fc_row row[] = { row_of("Conv", "1", "100") };
	struct fc_result r = check_result_of(&ground, row, N(row));

	fc_result_price(&r, fc_policy_find("paper"));
	ck_assert_int_eq(r.status, FC_RESULT_COMPLETE);
	r.diag = &diag;
	r.n_diag = 1;
	fc_result_total(&r);
	ck_assert_int_eq(r.status, FC_RESULT_PARTIAL);
}
END_TEST

START_TEST(keys)
{
	struct fc_row row[] = { row_of("Conv", "1", "2"), row_of("Foo", "1", "2"), row_of("Foo", "1", "2"),
		                row_of("aten::conv2d", "1", "2") };
	struct fc_result r = check_result_of(&ground, row, N(row));
	struct fc_dim x;
	const char *key;

	row[1].like->domain = "com.acme";
	for (size_t i = 0; (key = fc_result_total_key(i)); i++)
		ck_assert_msg(fc_result_total_by_key(&r, key, &x), "%s", key);
	ck_assert(!fc_result_total_by_key(&r, "gflops", &x));
	ck_assert_uint_eq(fc_result_op_count(&r, "Conv"), 1);
	ck_assert_uint_eq(fc_result_op_count(&r, "Foo"), 1);
	ck_assert_uint_eq(fc_result_op_count(&r, "com.acme::Foo"), 1);
	ck_assert_uint_eq(fc_result_op_count(&r, "aten::conv2d"), 1);
	ck_assert_uint_eq(fc_result_op_count(&r, "Relu"), 0);
}
END_TEST

/* The header of the CSV report is a promise. */
START_TEST(columns)
{
	static const char *const header[] = {
		"index", "name", "scope", "op", "input_shapes", "output_shapes", "params", "param_bytes",
		"macs", "flops", "read_bytes", "write_bytes", "access_bytes", "access_elements", "repeat",
		"status",
	};
	const struct fc_column *c;

	ck_assert_int_eq(N(header), FC_COLUMNS_CSV);
	for (int i = 0; i < N(header); i++)
		ck_assert_str_eq(fc_column_at((size_t)i)->key, header[i]);
	for (size_t i = 0; (c = fc_column_at(i)); i++)
		ck_assert_ptr_eq(fc_column_find(c->key), c);
	ck_assert_ptr_null(fc_column_find("mac"));
}
END_TEST

CHECK_CASE(result_total)
{
	TCase *tc = tcase_create("total");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, sums);
	tcase_add_test(tc, unknown);
	tcase_add_test(tc, overflow);
	tcase_add_test(tc, overflow_in_row);
	tcase_add_test(tc, pairs);
	tcase_add_test(tc, needs_inputs);
	tcase_add_test(tc, errors);
	tcase_add_test(tc, keys);
	tcase_add_test(tc, columns);
	return tc;
}
