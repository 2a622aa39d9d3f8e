/* json.c -- the report as JSON, key by key */
#include "result/json.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/str.h"
#include "result/policy.h"
#include "result/roofline.h"

struct writer {
	struct fc_json *j;
	struct fc_dim_texts *texts;
	struct fc_str text;
	const struct fc_result *r;
	const struct fc_result_json_options *o;
};

/* --- pieces ------------------------------------------------------------------ */

void
fc_where_print(const struct fc_where *w, struct fc_str *out)
{
	const char *between = "";

	if (w->node || w->op) {
		fc_str_puts(out, "node");
		if (w->node && w->node[0])
			fc_str_printf(out, " '%s'", w->node);
		if (w->op && w->op[0])
			fc_str_printf(out, " (%s)", w->op);
		between = ", ";
	}
	if (w->line && w->file)
		fc_str_printf(out, "%s%s:%u:%u", between, w->file, w->line, w->column);
	else if (w->line)
		fc_str_printf(out, "%sline %u, column %u", between, w->line, w->column);
	else if (w->byte && !w->node)
		fc_str_printf(out, "%sbyte %" PRIu64, between, w->byte);
}

void
fc_json_dim(struct fc_json *j, struct fc_dim_texts *texts, struct fc_dim x)
{
	int64_t v;

	if (fc_dim_is_nan(x))
		fc_json_null(j);
	else if (fc_dim_const(x, &v))
		fc_json_int(j, v);
	else
		fc_json_text(j, fc_dim_text(texts, x));
}

void
fc_json_shape(struct fc_json *j, struct fc_dim_texts *texts, struct fc_shape s)
{
	if (!fc_shape_known_rank(s)) {
		fc_json_null(j);
		return;
	}
	fc_json_array(j, true);
	for (int i = 0; i < s.rank; i++)
		fc_json_dim(j, texts, s.dim[i]);
	fc_json_end(j, ']');
}

static void
put_elements(struct fc_json *j, struct fc_dim_texts *texts, const struct fc_tensor_type *t)
{
	fc_json_key(j, t->listed ? "elements" : "element");
	if (!t->listed && !t->n_elem) {
		fc_json_null(j);
		return;
	}
	if (t->listed)
		fc_json_array(j, true);
	for (unsigned i = 0; i < (t->listed ? t->n_elem : 1); i++) {
		fc_json_object(j, true);
		fc_json_type(j, texts, &t->elem[i]);
		fc_json_end(j, '}');
	}
	if (t->listed)
		fc_json_end(j, ']');
}

void
fc_json_type(struct fc_json *j, struct fc_dim_texts *texts, const struct fc_tensor_type *t)
{
	static const char *const kind[] = { NULL, NULL, "sequence", "optional", "map", "other" };

	if (kind[t->kind]) {
		fc_json_key(j, "type");
		fc_json_text(j, kind[t->kind]);
	}
	if (t->kind <= FC_TENSOR_TENSOR || t->kind == FC_TENSOR_MAP) {
		fc_json_key(j, t->kind == FC_TENSOR_MAP ? "key" : "dtype");
		fc_json_text(j, fc_dtype_name((enum fc_dtype)t->dtype));
	}
	if (t->kind <= FC_TENSOR_TENSOR) {
		fc_json_key(j, "shape");
		fc_json_shape(j, texts, t->shape);
	} else if (t->kind != FC_TENSOR_OPAQUE) {
		put_elements(j, texts, t);
	}
}

static void
put_int(struct fc_json *j, const char *key, int64_t value)
{
	fc_json_key(j, key);
	fc_json_int(j, value);
}

static void
put_dim(struct writer *w, const char *key, struct fc_dim value)
{
	fc_json_key(w->j, key);
	fc_json_dim(w->j, w->texts, value);
}

static void
put_tensors(struct writer *w, const char *key, const uint32_t *at, unsigned n)
{
	fc_json_key(w->j, key);
	fc_json_array(w->j, true);
	for (unsigned i = 0; i < n; i++) {
		const struct fc_tensor *t = &w->r->tensor[at[i]];

		fc_json_object(w->j, true);
		fc_json_member(w->j, "name", t->name);
		fc_json_type(w->j, w->texts, t->type);
		fc_json_end(w->j, '}');
	}
	fc_json_end(w->j, ']');
}

/* --- head --------------------------------------------------------------------- */

static void
put_model(struct writer *w)
{
	const struct fc_result *r = w->r;
	struct fc_json *j = w->j;

	fc_json_key(j, "model");
	fc_json_object(j, true);
	fc_json_member(j, "path", r->path);
	if (r->status != FC_RESULT_FAILED) {
		fc_json_member(j, "format", r->format);
		put_int(j, "file_bytes", (int64_t)r->file_bytes);
		put_dim(w, "weight_bytes", r->weight_bytes);
		fc_json_member(j, "sha256", r->sha256);
		fc_json_member(j, "producer", r->producer);
		fc_json_key(j, "ir_version");
		if (r->ir_version)
			fc_json_int(j, r->ir_version);
		else
			fc_json_null(j);
		fc_json_key(j, "opsets");
		fc_json_object(j, true);
		for (uint32_t i = 0; i < r->n_opset; i++)
			put_int(j, r->opset_domain[i], r->opset_version[i]);
		fc_json_end(j, '}');
	}
	fc_json_end(j, '}');
}

static void
put_symbols(struct writer *w)
{
	struct fc_json *j = w->j;

	fc_json_key(j, "symbols");
	fc_json_array(j, false);
	for (uint32_t i = 0; i < w->r->n_symbol; i++) {
		const struct fc_result_symbol *s = &w->r->symbol[i];

		fc_json_object(j, true);
		fc_json_member(j, "name", s->name);
		fc_json_key(j, "value");
		if (s->bound)
			fc_json_int(j, s->value);
		else
			fc_json_null(j);
		put_dim(w, "max", s->max);
		fc_json_member(j, "origin", s->origin);
		fc_json_end(j, '}');
	}
	fc_json_end(j, ']');
}

static void
put_totals(struct writer *w)
{
	const struct fc_totals *t = &w->r->total;
	struct fc_json *j = w->j;

	fc_json_key(j, "totals");
	fc_json_object(j, false);
	put_dim(w, "params", t->f.params);
	put_dim(w, "param_bytes", t->f.param_bytes);
	put_dim(w, "buffers", t->f.buffers);
	put_dim(w, "buffer_bytes", t->f.buffer_bytes);
	put_dim(w, "macs", t->f.macs);
	put_dim(w, "flops", t->f.flops);
	fc_json_key(j, "macs_by_dtype");
	fc_json_object(j, true);
	for (uint32_t i = 0; i < t->n_pair; i++) {
		const char *a = fc_dtype_name((enum fc_dtype)t->pair[i].a);
		const char *b = fc_dtype_name((enum fc_dtype)t->pair[i].b);

		fc_str_clear(&w->text);
		fc_str_printf(&w->text, "%s*%s", a ? a : "unknown", b ? b : "unknown");
		put_dim(w, w->text.data, t->pair[i].macs);
	}
	fc_json_end(j, '}');
	put_dim(w, "read_bytes", t->f.read_bytes);
	put_dim(w, "write_bytes", t->f.write_bytes);
	put_dim(w, "access_bytes", t->f.access_bytes);
	put_dim(w, "access_elements", t->f.access_elements);
	put_dim(w, "peak_activation_bytes", t->peak);
	fc_json_member(j, "peak_activation_at", t->peak_at);
	if (w->r->device)
		fc_roof_json(j, &t->roof, t->f.access_bytes);
	put_int(j, "nodes", t->nodes);
	put_int(j, "uncounted_nodes", t->uncounted);
	fc_json_end(j, '}');
}

/* --- layers -------------------------------------------------------------------- */

static void
put_attributes(struct writer *w, const struct fc_row *row)
{
	struct fc_json *j = w->j;

	fc_json_key(j, "attributes");
	fc_json_object(j, true);
	for (unsigned i = 0; i < row->like->n_attr; i++) {
		fc_json_key(j, row->like->attr[i].name);
		fc_json_made(j, row->like->attr[i].json);
	}
	fc_json_end(j, '}');
	put_tensors(w, "inputs", row->in, row->n_in);
	put_tensors(w, "outputs", fc_row_out(row), row->n_out);
}

static void
put_layer(struct writer *w, const struct fc_row *row)
{
	bool sum = w->o->view.by != FC_BY_NODE;
	struct fc_json *j = w->j;

	fc_json_object(j, true);
	put_int(j, "index", row->index);
	fc_json_member(j, "name", row->name);
	fc_json_member(j, "scope", row->scope);
	fc_json_member(j, "op", row->like->op);
	fc_json_member(j, "domain", row->like->domain);
	if (!sum)
		put_attributes(w, row);
	else
		put_int(j, "nodes", row->nodes);
	put_dim(w, "params", row->like->f.params);
	put_dim(w, "param_bytes", row->like->f.param_bytes);
	put_dim(w, "macs", row->like->f.macs);
	put_dim(w, "flops", row->like->f.flops);
	put_dim(w, "read_bytes", row->like->f.read_bytes);
	put_dim(w, "write_bytes", row->like->f.write_bytes);
	put_dim(w, "access_bytes", row->like->f.access_bytes);
	put_dim(w, "access_elements", row->like->f.access_elements);
	if (!sum)
		put_int(j, "depth", row->depth);
	fc_json_member(j, "status", fc_row_status_name((enum fc_row_status)row->status));
	if (!sum)
		put_dim(w, "repeat", row->like->repeat);
	if (!sum && w->o->memory)
		put_dim(w, "alive_bytes", row->alive);
	if (w->r->device)
		fc_roof_json(j, &row->like->roof, row->like->f.access_bytes);
	fc_json_end(j, '}');
}

static void
put_layers(struct writer *w, struct fc_arena *scratch)
{
	struct fc_view view = fc_result_view(scratch, w->r, &w->o->view);

	fc_json_key(w->j, "layers");
	fc_json_array(w->j, false);
	for (uint32_t i = 0; i < view.n; i++)
		put_layer(w, fc_view_at(&view, i));
	fc_json_end(w->j, ']');
}

/* --- tail ----------------------------------------------------------------------- */

static void
put_uncounted(struct writer *w)
{
	struct fc_json *j = w->j;

	fc_json_key(j, "uncounted");
	fc_json_array(j, false);
	for (uint32_t i = 0; i < w->r->n_uncounted; i++) {
		fc_json_object(j, true);
		fc_json_member(j, "op", w->r->uncounted[i].op);
		put_int(j, "nodes", w->r->uncounted[i].nodes);
		fc_json_member(j, "reason", w->r->uncounted[i].reason);
		fc_json_end(j, '}');
	}
	fc_json_end(j, ']');
}

static void
put_diagnostics(struct writer *w)
{
	struct fc_json *j = w->j;
	char label[16];

	fc_json_key(j, "diagnostics");
	fc_json_array(j, false);
	for (uint32_t i = 0; i < w->r->n_diag; i++) {
		const struct fc_diag *d = &w->r->diag[i];

		fc_diag_label(d->code, label);
		fc_json_object(j, true);
		fc_json_member(j, "code", label);
		fc_json_member(j, "severity", fc_severity_name(d->severity));
		fc_str_clear(&w->text);
		fc_where_print(&d->where, &w->text);
		fc_json_member(j, "where", w->text.data);
		fc_json_member(j, "message", d->text);
		fc_json_end(j, '}');
	}
	fc_json_end(j, ']');
}

static void
put_counts(struct writer *w, struct fc_arena *scratch)
{
	put_symbols(w);
	put_tensors(w, "inputs", w->r->input, w->r->n_input);
	put_tensors(w, "outputs", w->r->output, w->r->n_output);
	put_totals(w);
	put_layers(w, scratch);
	put_uncounted(w);
}

void
fc_result_json(struct fc_json *j, struct fc_arena *scratch, const struct fc_result *r,
               const struct fc_result_json_options *o)
{
	struct writer w = { .j = j, .text = FC_STR(scratch), .r = r, .o = o };
	bool failed = r->status == FC_RESULT_FAILED;

	w.texts = fc_dim_texts_new(scratch);
	fc_json_object(j, false);
	fc_json_member(j, "schema", FC_REPORT_SCHEMA);
	if (!failed) {
		fc_json_key(j, "tool");
		fc_json_object(j, true);
		fc_json_member(j, "name", "flopcount");
		fc_json_member(j, "version", FC_VERSION);
		fc_json_end(j, '}');
	}
	put_model(&w);
	if (!failed)
		fc_json_member(j, "convention", fc_policy_name(r->policy));
	if (r->device) {
		fc_json_key(j, "device");
		fc_device_write(j, r->device, true);
	}
	fc_json_member(j, "status", fc_result_status_name(r->status));
	if (!failed)
		put_counts(&w, scratch);
	put_diagnostics(&w);
	fc_json_end(j, '}');
}
