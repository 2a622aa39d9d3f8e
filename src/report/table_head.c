/* table_head.c -- the lines above the rows: what the model is */
#include <inttypes.h>
#include <string.h>

#include "base/str.h"
#include "report/cell.h"
#include "report/table.h"
#include "report/text.h"

enum { SHOWN = 8 }; /* inputs, outputs, symbols, where nobody asked for all */

static unsigned
limit(const struct fc_report *r, unsigned n)
{
	return r->options.verbose || n <= SHOWN + 1 ? n : SHOWN;
}

/* "onnx, opset 17, com.microsoft 1, pytorch 2.5" */
static void
put_format(struct fc_str *s, const struct fc_result *result)
{
	fc_text_clean(s, result->format);
	for (uint32_t i = 0; i < result->n_opset; i++) {
		bool own = !result->opset_domain[i][0] || !strcmp(result->opset_domain[i], "ai.onnx");

		fc_str_puts(s, s->size ? ", " : "");
		fc_text_clean(s, own ? "opset" : result->opset_domain[i]);
		fc_str_printf(s, " %" PRId64, result->opset_version[i]);
	}
	if (result->producer && result->producer[0]) {
		fc_str_puts(s, s->size ? ", " : "");
		fc_text_clean(s, result->producer);
	}
}

static void
put_title(struct fc_report *r, const struct fc_result *result)
{
	struct fc_str path = FC_STR(r->arena), format = FC_STR(r->arena);

	fc_text_clean(&path, result->path);
	put_format(&format, result);
	fc_table_paint(r, "\033[1m");
	fc_out_puts(r->out, path.data);
	fc_table_paint(r, NULL);
	if (format.size)
		fc_out_printf(r->out, "  %s", format.data);
	fc_out_putc(r->out, '\n');
}

static void
put_line(struct fc_report *r, const char *key, bool first, const struct fc_str *s)
{
	fc_out_printf(r->out, "%-9s %s\n", first ? key : "", s->data);
}

static void
put_more(struct fc_report *r, unsigned shown, unsigned n)
{
	if (shown < n)
		fc_out_printf(r->out, "%-9s \xe2\x80\xa6 %u more\n", "", n - shown);
}

static void
put_tensors(struct fc_report *r, const struct fc_result *result, const char *key, const uint32_t *at,
            unsigned n)
{
	struct fc_str s = FC_STR(r->arena);

	for (unsigned i = 0; i < limit(r, n); i++) {
		const struct fc_tensor *t = &result->tensor[at[i]];
		const char *dtype = fc_dtype_name((enum fc_dtype)t->type->dtype);

		fc_str_clear(&s);
		fc_text_clean(&s, t->name);
		fc_str_puts(&s, s.size ? " " : "");
		fc_cell_clean_shape(&s, t->type);
		if (dtype && t->type->kind <= FC_TENSOR_TENSOR)
			fc_str_printf(&s, " %s", dtype);
		put_line(r, key, i == 0, &s);
	}
	put_more(r, limit(r, n), n);
}

static void
put_symbols(struct fc_report *r, const struct fc_result *result)
{
	struct fc_str s = FC_STR(r->arena);
	unsigned n = result->n_symbol;

	for (unsigned i = 0; i < limit(r, n); i++) {
		const struct fc_result_symbol *symbol = &result->symbol[i];

		fc_str_clear(&s);
		fc_text_clean(&s, symbol->name);
		if (symbol->bound)
			fc_str_printf(&s, " = %" PRId64, symbol->value);
		if (!fc_dim_is_nan(symbol->max)) {
			fc_str_puts(&s, " <= ");
			fc_cell_clean_dim(&s, symbol->max);
		}
		if (symbol->origin) {
			fc_str_puts(&s, ", ");
			fc_text_clean(&s, symbol->origin);
		}
		put_line(r, "symbols", i == 0, &s);
	}
	put_more(r, limit(r, n), n);
}

static void
put_failure(struct fc_report *r, const struct fc_result *result)
{
	struct fc_str s = FC_STR(r->arena);

	for (uint32_t i = 0; i < result->n_diag; i++) {
		if (result->diag[i].severity != FC_ERROR)
			continue;
		fc_str_clear(&s);
		fc_text_clean(&s, result->diag[i].text);
		put_line(r, "failed", i == 0, &s);
	}
}

void
fc_table_head(struct fc_report *r, const struct fc_result *result)
{
	put_title(r, result);
	if (result->status == FC_RESULT_FAILED) {
		put_failure(r, result);
		return;
	}
	put_tensors(r, result, "inputs", result->input, result->n_input);
	put_tensors(r, result, "outputs", result->output, result->n_output);
	put_symbols(r, result);
	fc_out_putc(r->out, '\n');
}
