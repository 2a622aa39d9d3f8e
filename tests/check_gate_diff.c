/* check_gate_diff.c -- rows of two results, paired and compared */
#include "check_case.h"
#include "check_result.h"

#include <stdio.h>

#include "gate/diff.h"

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

/* "name op shape macs" a row, joined by ';'. */
static struct fc_result
result_of(const char *text)
{
	struct fc_row *row = FC_NEW_N(ground.arena, struct fc_row, 16);
	struct fc_tensor *tensor = FC_NEW_N(ground.arena, struct fc_tensor, 16);
	struct fc_tensor_type *type = FC_NEW_N(ground.arena, struct fc_tensor_type, 16);
	struct fc_result r;
	int n = 0;

	while (*text) {
		char *name = FC_NEW_N(ground.arena, char, 16), *op = FC_NEW_N(ground.arena, char, 16);
		char shape[16], macs[16];
		uint32_t *out = FC_NEW(ground.arena, uint32_t);
		int used = 0;

		ck_assert_int_eq(sscanf(text, "%15s %15s %15s %15[^; ]%n", name, op, shape, macs, &used), 4);
		row[n] = check_row(&ground, strcmp(name, "-") ? name : "", "", op);
		row[n].index = (uint32_t)n;
		row[n].like->f.macs = check_dim(&ground, macs);
		type[n].kind = FC_TENSOR_TENSOR;
		type[n].shape = check_shape(&ground, shape);
		tensor[n].type = &type[n];
		*out = (uint32_t)n;
		row[n].in = out;
		row[n++].n_out = 1;
		text += used;
		text += strspn(text, "; ");
	}
	r = check_result_of(&ground, row, (uint32_t)n);
	r.tensor = tensor;
	fc_result_price(&r, fc_policy_find("paper"));
	return r;
}

static const struct {
	const char *base, *head, *delta;
} cases[] = {
	{ "a Conv 2x3 5; b Relu 2x3 0", "a Conv 2x3 5; b Relu 2x3 0", "" },
	{ "a Conv 2x3 5", "z Conv 2x3 5", "RENAMED a z 0" },
	{ "a Conv 2x3 5", "a Conv 2x4 5", "CHANGED a a 0" },
	{ "a Conv 2x3 5", "a Conv 2x3 7", "CHANGED a a 2" },
	{ "a Conv 2x3 5", "a Conv 2x3 5; b Conv 9x9 8", "NEW - b 8" },
	{ "a Conv 2x3 5; b Conv 9x9 8", "a Conv 2x3 5", "REMOVED b - -8" },
	{ "a Conv 2x3 5", "a QConv 2x3 5", "CHANGED a a 0" },
	/* by name before structure */
	{ "a Conv 1 5; b Conv 1 5; c Conv 1 1", "b Conv 1 5; a Conv 1 5; c Conv 1 1", "" },
	/* names that number the nodes have moved: structure first */
	{ "n0 Conv 1 1; n1 Conv 2 2; n2 Conv 3 3", "n0 Conv 9 9; n1 Conv 1 1; n2 Conv 2 2; n3 Conv 3 3",
	  "NEW - n0 9; RENAMED n0 n1 0; RENAMED n1 n2 0; RENAMED n2 n3 0" },
	/* by order, what has no name */
	{ "- Conv 1 1; - Conv 1 2", "- Conv 1 1; - Conv 1 3", "CHANGED - - 1" },
	/* symbols */
	{ "a Conv Nx3 5*N", "a Conv Nx3 7*N", "CHANGED a a 2*N" },
	/* largest first */
	{ "a Conv 1 1; b Conv 1 1", "a Conv 1 2; b Conv 1 9", "CHANGED b b 8; CHANGED a a 1" },
};

START_TEST(diff)
{
	static const struct fc_diff_options o;
	struct fc_result base = result_of(cases[_i].base), head = result_of(cases[_i].head);
	struct fc_delta d = fc_diff_run(ground.arena, &base, &head, &o);
	struct fc_str s = FC_STR(ground.arena);

	for (uint32_t i = 0; i < d.n; i++) {
		const struct fc_delta_row *row = &d.row[i];

		fc_str_printf(&s, "%s%s %s %s ", i ? "; " : "", fc_change_name(row->change),
		              row->base && *row->base->name ? row->base->name : "-",
		              row->head && *row->head->name ? row->head->name : "-");
		fc_dim_print(row->macs, &s);
	}
	ck_assert_str_eq(s.data, cases[_i].delta);
}
END_TEST

CHECK_CASE(gate_diff)
{
	TCase *t = tcase_create("diff");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_loop_test(t, diff, 0, N(cases));
	return t;
}
