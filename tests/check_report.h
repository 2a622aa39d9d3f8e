/* check_report.h -- a small result made by hand, and reports of it as text */
#ifndef FC_TESTS_CHECK_REPORT_H
#define FC_TESTS_CHECK_REPORT_H

#include "check_result.h"

#include "report/report.h"

/*
 * Two layers of one module, a product in an unknown operator's place:
 * Conv 3x3 s1 p1, 2 to 4 channels, 8x8, with bias (4608 MACs, 256 bias adds, 76
 * parameters), Relu, and com.acme::Foo.
 */
struct check_sample {
	struct check_ground ground;
	struct fc_tensor tensor[6];
	struct fc_tensor_type unknown;
	struct fc_row row[3];
	struct fc_row_attr attr[2];
	struct fc_result_symbol symbol;
	struct fc_diag diag;
	const char *domain;
	int64_t version;
	struct fc_result r;
};

static inline struct fc_tensor
check_tensor(struct check_ground *g, const char *name, const char *shape)
{
	struct fc_tensor_type *type = FC_NEW(g->arena, struct fc_tensor_type);

	*type = (struct fc_tensor_type){ .kind = FC_TENSOR_TENSOR, .dtype = FC_DTYPE_FLOAT32,
		                         .shape = check_shape(g, shape) };
	return (struct fc_tensor){ name, type };
}

static inline void
check_sample_rows(struct check_sample *s)
{
	static const uint32_t at[] = { 0, 1, 2, 3, 4, 5 };
	struct check_ground *g = &s->ground;

	s->row[0] = check_row(g, "/conv1/Conv", "conv1", "Conv");
	s->row[0].like->kind = FC_ROW_CONV;
	s->row[0].like->attr = s->attr;
	s->row[0].like->n_attr = 2;
	s->row[0].in = at;
	s->row[0].n_in = 3;
	s->row[0].n_out = 1;
	s->row[0].like->f.params = fc_dim_int(g->dims, 76);
	s->row[0].like->f.param_bytes = fc_dim_int(g->dims, 304);
	s->row[0].like->f.macs = fc_dim_int(g->dims, 4608);
	s->row[0].like->f.read_bytes = fc_dim_int(g->dims, 816);
	s->row[0].like->f.write_bytes = fc_dim_int(g->dims, 1024);
	s->row[0].like->f.access_bytes = fc_dim_int(g->dims, 1840);
	s->row[0].like->f.access_elements = fc_dim_int(g->dims, 460);
	s->row[0].like->bias_adds = fc_dim_int(g->dims, 256);
	s->row[0].like->pair[0][0] = s->row[0].like->pair[0][1] = FC_DTYPE_FLOAT32;
	s->row[1] = check_row(g, "/act/Relu", "act", "Relu");
	s->row[1].in = at + 3;
	s->row[1].n_in = s->row[1].n_out = 1;
	s->row[1].like->f.read_bytes = s->row[1].like->f.write_bytes = fc_dim_int(g->dims, 1024);
	s->row[1].like->f.access_bytes = fc_dim_int(g->dims, 2048);
	s->row[1].like->f.access_elements = fc_dim_int(g->dims, 512);
	s->row[1].like->simple = fc_dim_int(g->dims, 256);
	s->row[2] = check_row(g, "foo", "", "Foo");
	s->row[2].like->domain = "com.acme";
	s->row[2].in = at + 4;
	s->row[2].n_in = s->row[2].n_out = 1;
	s->row[2].status = FC_ROW_UNCOUNTED;
	s->row[2].like->reason = "unknown operator";
#define CHECK_UNKNOWN(field, key) s->row[2].like->f.field = FC_DIM_NAN;
	FC_FIGURES(CHECK_UNKNOWN)
#undef CHECK_UNKNOWN
}

static inline void
check_sample_make(struct check_sample *s)
{
	static const uint32_t input[] = { 0 }, output[] = { 5 };
	struct check_ground *g = &s->ground;

	memset(s, 0, sizeof(*s));
	check_ground_open(g);
	s->tensor[0] = check_tensor(g, "x", "1x2x8x8");
	s->tensor[1] = check_tensor(g, "conv1.weight", "4x2x3x3");
	s->tensor[2] = check_tensor(g, "conv1.bias", "4");
	s->tensor[3] = check_tensor(g, "c", "1x4x8x8");
	s->tensor[4] = check_tensor(g, "r", "1x4x8x8");
	s->tensor[5] = check_tensor(g, "y", "?");
	s->unknown = (struct fc_tensor_type){ .kind = FC_TENSOR_TENSOR, .dtype = FC_DTYPE_UNKNOWN,
		                              .shape = FC_SHAPE_UNKNOWN };
	s->tensor[5].type = &s->unknown;
	s->attr[0] = (struct fc_row_attr){ "group", "1" };
	s->attr[1] = (struct fc_row_attr){ "pads", "[1, 1, 1, 1]" };
	check_sample_rows(s);
	s->diag = (struct fc_diag){ FC_E_OP_UNKNOWN, FC_WARNING, { .node = "foo", .op = "com.acme::Foo" },
		                    "operator is not known" };
	s->domain = "ai.onnx";
	s->version = 17;
	s->r = check_result_of(g, s->row, 3);
	s->r.producer = "pytorch 2.5";
	s->r.ir_version = 8;
	s->r.file_bytes = 700;
	s->r.weight_bytes = fc_dim_int(g->dims, 304);
	s->r.opset_domain = &s->domain;
	s->r.opset_version = &s->version;
	s->r.n_opset = s->r.n_diag = s->r.n_input = s->r.n_output = 1;
	s->r.tensor = s->tensor;
	s->r.n_tensor = 6;
	s->r.input = input;
	s->r.output = output;
	s->r.diag = &s->diag;
	s->r.total.peak = fc_dim_int(g->dims, 2048);
	s->r.total.peak_at = "/act/Relu";
	fc_result_price(&s->r, fc_policy_find("paper"));
}

static inline bool
check_collect(void *user, const void *data, size_t n)
{
	fc_str_add(user, data, n);
	return true;
}

/* The report of n results, as text on the sample's arena. */
static inline const char *
check_report_text(struct check_sample *s, const char *format, struct fc_report_options o, unsigned n)
{
	struct fc_out *out = FC_NEW(s->ground.arena, struct fc_out);
	struct fc_str *text = FC_NEW(s->ground.arena, struct fc_str);
	struct fc_report r = { .format = fc_report_find(format), .options = o, .out = out };

	*text = (struct fc_str)FC_STR(s->ground.arena);
	fc_out_init(out, check_collect, text);
	r.arena = fc_arena_new(&s->ground.heap);
	r.options.models = n;
	fc_report_begin(&r);
	for (unsigned i = 0; i < n; i++)
		fc_report_add(&r, &s->r);
	fc_report_end(&r);
	fc_arena_free(r.arena);
	return text->data;
}

#endif
