/*
 * check_front_wire.c -- what protobuf and ONNX leave open: forms of stored tensors, odd and damaged messages
 *
 * Field numbers are those of onnx.proto; the forms of each element type those of the remarks at
 * TensorProto there: int32_data holds small integers and the bits of half floats, fields may be packed.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/wire.h"
#include "check_case.h"
#include "flopcount.h"

enum { FLOAT_DATA = 4, INT32_DATA = 5, INT64_DATA = 7, RAW = 9, DOUBLE_DATA = 10, UINT64_DATA = 11 };
enum { PACKED = 1, LOOSE = 0 };

static struct flopcount_ctx *ctx;
static struct flopcount_model *model;
static struct wire file, graph, node, tensor, part, inner;

static void
setup(void)
{
	ck_assert_int_eq(flopcount_ctx_new(&ctx, NULL), FLOPCOUNT_OK);
	wire_int(&file, 1, 8);
	wire_text(&part, 1, "");
	wire_int(&part, 2, 17);
	wire_message(&file, 8, &part);
}

static void
teardown(void)
{
	struct wire *w[] = { &file, &graph, &node, &tensor, &part, &inner };

	flopcount_model_free(model);
	flopcount_ctx_free(ctx);
	model = NULL;
	for (int i = 0; i < N(w); i++) {
		free(w[i]->at);
		*w[i] = (struct wire){ .n = 0 };
	}
}

static int
open_file(void)
{
	wire_message(&file, 7, &graph);
	return flopcount_model_open_memory(&model, ctx, "m.onnx", (struct flopcount_bytes){ file.at, file.n },
	                                   NULL);
}

static void
put_bits(struct wire *w, uint64_t bits, unsigned n)
{
	wire_add(w, &bits, n);
}

/* An output without a type, and the shape that it is found to have. */
static const char *
shape_of_output(void)
{
	static char shape[256];
	struct flopcount_result *result;
	struct flopcount_tensor t = FLOPCOUNT_TENSOR_INIT;

	ck_assert_int_eq(flopcount_result_new(&result, model, NULL), FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_result_output_at(result, 0, &t), FLOPCOUNT_OK);
	snprintf(shape, sizeof(shape), "%s", t.shape);
	flopcount_result_free(result);
	return shape;
}

/* y = Range(zero, limit, one): as long as limit says. */
static void
put_range(void)
{
	const char *names[] = { "zero", "limit", "one" };

	for (int i = 0; i < 3; i++)
		wire_text(&node, 1, names[i]);
	wire_text(&node, 2, "y");
	wire_text(&node, 4, "Range");
	wire_message(&graph, 1, &node);
	for (int i = 0; i < 3; i += 2) {
		wire_int(&tensor, 2, 1);
		wire_text(&tensor, 8, names[i]);
		put_bits(&part, i ? 0x3f800000 : 0, 4);
		wire_message(&tensor, RAW, &part);
		wire_message(&graph, 5, &tensor);
	}
	wire_text(&part, 1, "y");
	wire_message(&graph, 12, &part);
}

static const struct limit {
	unsigned type;   /* TensorProto.DataType */
	unsigned field, packed;
	uint64_t bits;
	const char *shape;
} limits[] = {
	{ 1, RAW, PACKED, 0x40a00000, "5" },                   /* 5.0 */
	{ 1, FLOAT_DATA, PACKED, 0x40a00000, "5" },
	{ 1, FLOAT_DATA, LOOSE, 0x40a00000, "5" },
	{ 11, RAW, PACKED, 0x4018000000000000, "6" },          /* 6.0 */
	{ 11, DOUBLE_DATA, PACKED, 0x4018000000000000, "6" },
	{ 11, DOUBLE_DATA, LOOSE, 0x4018000000000000, "6" },
	{ 6, RAW, PACKED, 7, "7" },
	{ 6, INT32_DATA, PACKED, 7, "7" },
	{ 6, INT32_DATA, LOOSE, 7, "7" },
	{ 6, INT32_DATA, LOOSE, UINT64_MAX, "0" },             /* -1 */
	{ 7, RAW, PACKED, 8, "8" },
	{ 7, INT64_DATA, PACKED, 8, "8" },
	{ 7, INT64_DATA, LOOSE, 8, "8" },
	{ 13, UINT64_DATA, PACKED, 9, "9" },
	{ 13, UINT64_DATA, LOOSE, 9, "9" },
	{ 13, RAW, PACKED, UINT64_MAX, "range" },              /* 2^64 - 1 is followed by no size */
	{ 12, UINT64_DATA, PACKED, 9, "9" },
	{ 12, RAW, PACKED, 0xffffffff, "4294967295" },
	{ 10, RAW, PACKED, 0x4900, "10" },                     /* 10.0 in half precision */
	{ 10, INT32_DATA, PACKED, 0x4900, "10" },
	{ 10, RAW, PACKED, 0xc900, "0" },                      /* -10.0 */
	{ 10, RAW, PACKED, 0x0001, "1" },                      /* 2^-24, subnormal */
	{ 10, RAW, PACKED, 0x7c00, "range" },                  /* infinite */
	{ 10, RAW, PACKED, 0x7e00, "range" },                  /* no number */
	{ 16, RAW, PACKED, 0x4120, "10" },                     /* 10.0 in bfloat16 */
	{ 16, INT32_DATA, LOOSE, 0x4120, "10" },
	{ 9, RAW, PACKED, 1, "1" },
	{ 9, INT32_DATA, PACKED, 1, "1" },
	{ 3, RAW, PACKED, 0xfb, "0" },                         /* -5 */
	{ 2, RAW, PACKED, 0xfb, "251" },
	{ 5, RAW, PACKED, 300, "300" },
	{ 4, RAW, PACKED, 0xffff, "65535" },
	{ 22, RAW, PACKED, 5, "range" },                       /* 4 bits */
	{ 17, RAW, PACKED, 0x38, "range" },                    /* 8-bit floats are not followed */
	{ 14, FLOAT_DATA, PACKED, 0x40a00000, NULL },          /* a complex number has two parts */
	{ 1, RAW, PACKED, 0, "0" },
	{ 1, 0, PACKED, 0, "range" },                          /* no data at all */
};

static unsigned
raw_width(unsigned type)
{
	switch (type) {
	case 2: case 3: case 9: case 17: case 22: return 1;
	case 4: case 5: case 10: case 16: return 2;
	case 7: case 11: case 13: return 8;
	default: return 4;
	}
}

START_TEST(value)
{
	const struct limit *l = &limits[_i];
	unsigned fixed = l->field == FLOAT_DATA ? 4 : l->field == DOUBLE_DATA ? 8 : 0;

	put_range();
	wire_int(&tensor, 2, l->type);
	wire_text(&tensor, 8, "limit");
	if (l->field == RAW)
		put_bits(&part, l->bits, raw_width(l->type));
	else if (fixed && l->packed)
		put_bits(&part, l->bits, fixed);
	else if (l->field && l->packed)
		wire_varint(&part, l->bits);
	if (l->field && l->packed) {
		wire_message(&tensor, l->field, &part);
	} else if (fixed) {
		wire_varint(&tensor, l->field << 3 | (fixed == 4 ? 5 : 1));
		put_bits(&tensor, l->bits, fixed);
	} else if (l->field) {
		wire_int(&tensor, l->field, l->bits);
	}
	wire_message(&graph, 5, &tensor);
	if (!l->shape) {
		ck_assert_int_ne(open_file(), FLOPCOUNT_OK);
		return;
	}
	ck_assert_int_eq(open_file(), FLOPCOUNT_OK);
	ck_assert_str_eq(shape_of_output(), l->shape);
}
END_TEST

/* --- messages that a reader may refuse ---------------------------------------------------- */

/* The dense shape is 2x-3: no such tensor. */
static void
sparse_negative(void)
{
	wire_int(&tensor, 1, 0);
	wire_int(&tensor, 2, 1);
	wire_text(&tensor, 8, "s");
	wire_message(&part, 1, &tensor);
	wire_int(&part, 3, 2);
	wire_int(&part, 3, (uint64_t)-3);
	wire_message(&graph, 15, &part);
}

static void
sparse_without_values(void)
{
	wire_int(&part, 3, 2);
	wire_message(&graph, 15, &part);
}

static void
tensor_short(void)
{
	wire_int(&tensor, 1, 2);
	wire_int(&tensor, 2, 1);
	wire_text(&tensor, 8, "w");
	put_bits(&part, 0, 4);
	wire_message(&tensor, RAW, &part);
	wire_message(&graph, 5, &tensor);
}

static void
tensor_negative(void)
{
	wire_int(&tensor, 1, (uint64_t)-1);
	wire_int(&tensor, 2, 1);
	wire_text(&tensor, 8, "w");
	wire_message(&graph, 5, &tensor);
}

static void
tensor_deep(void)
{
	for (int i = 0; i < 40; i++)
		wire_int(&tensor, 1, 1);
	wire_text(&tensor, 8, "w");
	wire_message(&graph, 5, &tensor);
}

/* Dims that are packed, and cut within a varint. */
static void
tensor_cut(void)
{
	wire_bytes(&tensor, 1, "\x80", 1);
	wire_text(&tensor, 8, "w");
	wire_message(&graph, 5, &tensor);
}

/* A list of lists of lists ... 40 deep. */
static void
type_deep(void)
{
	for (int i = 0; i < 40; i++) {
		wire_message(&inner, 1, &part);
		wire_message(&part, 4, &inner);
	}
	wire_text(&node, 1, "x");
	wire_message(&node, 2, &part);
	wire_message(&graph, 11, &node);
}

/* Field 0 does not exist, and a tag ends after five bytes. */
static void
tag_zero(void)
{
	wire_int(&node, 0, 1);
	wire_message(&graph, 1, &node);
}

static void
tag_long(void)
{
	wire_bytes(&graph, 1, "\xff\xff\xff\xff\xff\xff\xff\xff\x01\x01", 10);
}

/* Groups went out of use before ONNX came. */
static void
group(void)
{
	wire_varint(&node, 1 << 3 | 3);
	wire_message(&graph, 1, &node);
}

static void
name_not_there(void)
{
	wire_text(&node, 1, "nothing");
	wire_text(&node, 2, "y");
	wire_text(&node, 4, "Relu");
	wire_message(&graph, 1, &node);
}

static const struct refused {
	void (*put)(void);
	const char *code, *message;
} refused[] = {
	{ sparse_negative, "FC-E111", "tensor 's' has a negative dimension" },
	{ sparse_without_values, "FC-E107", "sparse tensor" },
	{ tensor_short, "FC-E111", "tensor 'w' holds fewer bytes than its shape asks for" },
	{ tensor_negative, "FC-E111", "tensor 'w' has a negative dimension" },
	{ tensor_deep, "FC-E111", "tensor 'w' has more than" },
	{ tensor_cut, "FC-E107", "tensor" },
	{ type_deep, "FC-E107", "value info" },
	{ tag_zero, "FC-E107", "" },
	{ tag_long, "FC-E107", "" },
	{ group, "FC-E107", "" },
	{ name_not_there, "FC-E109", "nothing" },
};

START_TEST(fault)
{
	const struct refused *r = &refused[_i];
	struct flopcount_diagnostic d = FLOPCOUNT_DIAGNOSTIC_INIT;
	bool found = false;

	r->put();
	ck_assert_int_ne(open_file(), FLOPCOUNT_OK);
	for (size_t i = 0; flopcount_ctx_diagnostic_at(ctx, i, &d) == FLOPCOUNT_OK; i++)
		found |= !strcmp(d.code, r->code) && strstr(d.text, r->message);
	ck_assert_msg(found, "%s %s: %s", r->code, r->message, d.text ? d.text : "no diagnostic");
}
END_TEST

/* --- messages that mean something -------------------------------------------------------- */

/* An input whose tensor is sparse has its dense shape; a placeholder's name is none. */
START_TEST(sparse_input)
{
	static const char *const sizes[] = { "N", "?", "-1", "None", "" };

	for (int i = 0; i < N(sizes); i++) {
		wire_text(&part, 2, sizes[i]);
		wire_message(&inner, 1, &part);
	}
	wire_int(&tensor, 1, 1);
	wire_message(&tensor, 2, &inner);
	wire_message(&part, 8, &tensor);
	wire_text(&node, 1, "x");
	wire_message(&node, 2, &part);
	wire_message(&graph, 11, &node);
	wire_text(&node, 1, "x");
	wire_text(&node, 2, "y");
	wire_text(&node, 4, "Relu");
	wire_message(&graph, 1, &node);
	wire_text(&part, 1, "y");
	wire_message(&graph, 12, &part);
	ck_assert_int_eq(open_file(), FLOPCOUNT_OK);
	ck_assert_str_eq(shape_of_output(), "Nx<x.1>x<x.2>x<x.3>x<x.4>");
}
END_TEST

/* What the exporter of PyTorch writes beside a node tells its module. */
START_TEST(scopes)
{
	struct flopcount_layer layer = FLOPCOUNT_LAYER_INIT;
	struct flopcount_result *result;

	wire_text(&node, 1, "x");
	wire_text(&node, 2, "y");
	wire_text(&node, 4, "Relu");
	wire_text(&inner, 1, "another key");
	wire_text(&inner, 2, "['no', 'scope']");
	wire_message(&node, 9, &inner);
	wire_text(&inner, 1, "pkg.torch.onnx.name_scopes");
	wire_text(&inner, 2, "['', 'features', 'features.0', 'relu']");
	wire_message(&node, 9, &inner);
	wire_message(&graph, 1, &node);
	wire_text(&part, 1, "x");
	wire_message(&graph, 11, &part);
	ck_assert_int_eq(open_file(), FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_result_new(&result, model, NULL), FLOPCOUNT_OK);
	ck_assert_int_eq(flopcount_layer_at(result, 0, &layer), FLOPCOUNT_OK);
	ck_assert_str_eq(layer.scope, "features/0");
	flopcount_result_free(result);
}
END_TEST

CHECK_CASE(front_wire)
{
	TCase *c = tcase_create("wire");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, value, 0, N(limits));
	tcase_add_loop_test(c, fault, 0, N(refused));
	tcase_add_test(c, sparse_input);
	tcase_add_test(c, scopes);
	return c;
}
